//! `gatebook member`: what an operator does to the members of a tenant from a terminal.
//!
//! A member is named by id (`mem_…`) or e-mail address. Somebody who is there already is added only when they are named by
//! id too: whoever made them chose their password, and nobody has proved that the address is theirs. What changes a member
//! ends their sessions at once, as over the API. A password is asked for without showing it, read from stdin when
//! that is no terminal, or generated and printed once.

use std::io::{BufRead as _, IsTerminal as _};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::boot::{Clock, Secret, Settings, Stores, connect};
use domain::console::Console;
use domain::error::Error;
use domain::id::{MemberId, TenantId};
use domain::idempotency::Repeatable;
use domain::keyring::Keyring;
use domain::members::{self, Manager, NewMember, Person, Rank, Role, WithPassword};
use domain::throttle::Throttle;

use crate::failure::Failure;
use crate::import::text::printable;
use crate::sessions::Door;
use crate::tenants;

/// Who did it, and how far it reaches.
const OPERATOR: Manager<'static> = Manager { by: "gatebook", rank: Rank::Installation };

/// What can be done to members.
#[derive(Subcommand)]
pub enum MemberCommand {
    /// Adds a member. Somebody who belongs to another tenant already keeps name and password, and is named by id too.
    Add {
        /// The tenant's id or slug.
        #[arg(long)]
        tenant: String,
        /// What the member signs in with.
        #[arg(long)]
        email: String,
        /// The member's name, for people; without it, the e-mail address.
        #[arg(long)]
        name: Option<String>,
        /// What the member may do: owner, admin or viewer.
        #[arg(long)]
        role: Role,
        /// The person who has this e-mail address already, by their id: add them as they are.
        #[arg(long, value_name = "MEM_ID")]
        existing: Option<MemberId>,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Gives a member another password, and lets them try it at once after too many failures.
    Reset {
        /// The tenant's id or slug.
        #[arg(long)]
        tenant: String,
        /// The member's id or e-mail address.
        member: String,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Lists a tenant's members, newest first.
    List {
        /// The tenant's id or slug.
        #[arg(long)]
        tenant: String,
    },
    /// Removes a member from a tenant, and forgets who belongs to no other.
    Remove {
        /// The tenant's id or slug.
        #[arg(long)]
        tenant: String,
        /// The member's id or e-mail address.
        member: String,
    },
}

/// Where a password comes from: a terminal, or the first line of stdin, unless it is generated.
#[derive(Args)]
pub struct PasswordSource {
    /// Generate the password and print it, once.
    #[arg(long)]
    generate: bool,
}

/// Carries out a command on members.
pub async fn run(settings: &Settings, clock: &Clock, command: MemberCommand) -> Result<ExitCode, Failure> {
    let (stores, now) = (connect(settings)?, clock.now());
    match command {
        MemberCommand::Add { tenant, email, name, role, existing, password } => {
            let tenant = tenants::find(&stores, &tenant).await?;
            match (members::find_person(&stores, &email).await?, existing) {
                (None, None) => {
                    let password = password.read()?;
                    let new = NewMember { name: name.unwrap_or_else(|| email.clone()), email, role, password };
                    print(&members::add(&stores, now, tenant, OPERATOR, Repeatable::ONCE, new).await?);
                }
                (Some(person), Some(existing)) if person.member_id == existing => {
                    let member = members::join(&stores, now, tenant, OPERATOR.by, existing, role).await?;
                    print(&WithPassword { member, generated: None });
                    println!("       was there before, and keeps name and password");
                    end_stale(settings, clock, existing).await?;
                }
                (Some(person), _) => return Err(somebody_else(&person)),
                (None, Some(_)) => return Err(Failure::usage("nobody has this e-mail address: leave --existing out")),
            }
        }
        MemberCommand::Reset { tenant, member, password } => {
            let tenant = tenants::find(&stores, &tenant).await?;
            let member = find(&stores, tenant, &member).await?;
            let password = password.read()?;
            let reset = members::reset_password(&stores, now, tenant, OPERATOR, member, password).await?;
            print(&reset);
            let keyring = Keyring::open(&stores.app, settings).await?;
            try_at_once(&stores, &keyring, &reset.member.email).await;
            end_stale(settings, clock, member).await?;
        }
        MemberCommand::List { tenant } => list(&stores, &tenant).await?,
        MemberCommand::Remove { tenant, member } => {
            let tenant = tenants::find(&stores, &tenant).await?;
            let member = find(&stores, tenant, &member).await?;
            members::remove(&stores, now, tenant, OPERATOR, member).await?;
            println!("removed {member}");
            end_stale(settings, clock, member).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl PasswordSource {
    /// The password, or `None` when it is to be generated.
    fn read(&self) -> Result<Option<Secret>, Failure> {
        if self.generate {
            return Ok(None);
        }
        let failed = |error: std::io::Error| Failure::of("reading the password", &error);
        if std::io::stdin().is_terminal() {
            let once = Secret::new(rpassword::prompt_password("password: ").map_err(failed)?);
            let again = Secret::new(rpassword::prompt_password("once more: ").map_err(failed)?);
            if once.expose() != again.expose() {
                return Err(Failure::usage("the two are not the same"));
            }
            return Ok(Some(once));
        }
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        let password = Secret::new(line.trim_end_matches(['\r', '\n']).to_owned());
        if password.expose().is_empty() {
            return Err(Failure::usage("there is no password on stdin; --generate makes one"));
        }
        Ok(Some(password))
    }
}

async fn list(stores: &Stores, tenant: &str) -> Result<(), Failure> {
    let tenant = tenants::find(stores, tenant).await?;
    let mut after = None;
    loop {
        let page = members::list(stores, tenant, after, members::PAGE_MAX).await?;
        for member in &page {
            let since = member.created_at.format("%Y-%m-%d");
            let (email, name) = (printable(&member.email), printable(&member.name));
            println!("{}  {since}  {:<6}  {email}  {name}", member.member_id, member.role.name());
        }
        after = page.last().map(|member| member.member_id);
        if after.is_none() {
            return Ok(());
        }
    }
}

fn print(set: &WithPassword) {
    println!("member {}  {}  {}", set.member.member_id, set.member.role, printable(&set.member.email));
    if let Some(password) = &set.generated {
        println!("       {}", password.expose());
    }
}

/// Why somebody is not added whose address is known: the operator has to say that it is who they mean.
fn somebody_else(person: &Person) -> Failure {
    let tenants = if person.tenants.is_empty() { "no tenant".to_owned() } else { person.tenants.join(", ") };
    Failure::new(format!(
        "somebody has this e-mail address already, with a password that Gatebook did not ask you for:\n  \
         {}  {}  (of {tenants})\nIf that is who you mean: --existing {}",
        person.member_id,
        printable(&person.name),
        person.member_id
    ))
}

/// Ends the sessions that a change has made stale, everywhere and at once.
async fn end_stale(settings: &Settings, clock: &Clock, member: MemberId) -> Result<(), Failure> {
    let door = Door::open(settings, clock).await?;
    let console = Console::new(&door.stores, &door.keyring, &door.sessions);
    let ended = console.end_stale(clock.now(), member, OPERATOR.by).await;
    door.close().await;
    match ended {
        Err(Error::RevocationPending | Error::Unavailable { .. }) => {
            eprintln!("gatebook: a store is away: the member's sessions may open something for 5 seconds more");
            Ok(())
        }
        ended => Ok(ended?),
    }
}

/// Somebody who is given a password has often failed with another one before.
async fn try_at_once(stores: &Stores, keyring: &Keyring, email: &str) {
    if Throttle::new(&stores.redis, keyring).clear(email).await.is_err() {
        eprintln!("gatebook: redis is away: after too many failures, signing in has to wait for up to 15 minutes");
    }
}

/// A member by id or e-mail address. An address has an @, so that none looks like an id.
async fn find(stores: &Stores, tenant: TenantId, named: &str) -> Result<MemberId, Failure> {
    if named.contains('@') {
        return Ok(members::find_by_email(stores, tenant, named).await?.member_id);
    }
    named.parse().map_err(|_| Failure::usage(format!("{named} is neither an id of a member nor an e-mail address")))
}
