//! `gatebook sessions`: what an operator does to sessions from a terminal.

mod import;
mod line;

use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Args, Subcommand};
use domain::boot::{Clock, Settings, Stores, connect, connect_redis, connect_worker};
use domain::client_address;
use domain::id::{SessionId, TenantId};
use domain::keyring::Keyring;
use domain::labels::LabelStyle;
use domain::log::{Log, LogSettings};
use domain::sessions::list::{self, Filter, PAGE_MAX};
use domain::sessions::{Owner, Reason, Sessions, State, Stored, upkeep};
use domain::tenants::TenantContexts;
use serde_json::{Value, json};

use self::import::ImportSessions;
use crate::failure::Failure;
use crate::import::text::printable;
use crate::{purge, tenants};

/// Who ended a session.
const BY: &str = "gatebook sessions revoke";
/// How long the log may take to finish what was given to it.
const DRAIN: Duration = Duration::from_secs(20);

/// What can be done to sessions.
#[derive(Subcommand)]
pub enum SessionsCommand {
    /// Lists sessions, newest start first, those that have ended too.
    List(ListSessions),
    /// Ends sessions at once: one, or all of a user.
    Revoke(RevokeSessions),
    /// Removes sessions that ended longer ago than their tenant keeps things, with the worker's settings.
    Clear {
        /// The id or slug of the only tenant; without it, all.
        #[arg(long)]
        tenant: Option<String>,
    },
    /// Starts the sessions of another store, and writes a token for each. Safe to repeat, and to stop at any time.
    Import(ImportSessions),
}

/// Which sessions to list.
#[derive(Args)]
pub struct ListSessions {
    /// The tenant's id or slug.
    #[arg(long)]
    tenant: String,
    /// Only those of this user.
    #[arg(long)]
    user: Option<String>,
    /// Only those that stand so now: active, revoked or expired.
    #[arg(long)]
    state: Option<ChosenState>,
    /// Only those last used from this address or network: 192.0.2.7, 10.0.0.0/8.
    #[arg(long, value_name = "CIDR")]
    ip: Option<String>,
    /// A JSON object on each line.
    #[arg(long)]
    json: bool,
}

/// A state, by its name.
#[derive(Debug, Clone, Copy)]
struct ChosenState(State);

impl FromStr for ChosenState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [State::Active, State::Revoked, State::Expired];
        let found = all.into_iter().find(|state| state.name() == text);
        found.map(Self).ok_or_else(|| "one of active, revoked, expired".to_owned())
    }
}

/// Which sessions to end.
#[derive(Args)]
pub struct RevokeSessions {
    /// The tenant's id or slug.
    #[arg(long)]
    tenant: String,
    /// One session, by its id.
    #[arg(long, required_unless_present = "user", conflicts_with_all = ["user", "except"])]
    session: Option<SessionId>,
    /// All sessions of a user.
    #[arg(long)]
    user: Option<String>,
    /// One of them that goes on.
    #[arg(long, requires = "user")]
    except: Option<SessionId>,
}

/// Carries out a command on sessions that needs the settings of the API.
pub async fn run(settings: &Settings, clock: &Clock, command: SessionsCommand) -> Result<ExitCode, Failure> {
    match command {
        SessionsCommand::List(arguments) => list(&connect(settings)?, clock, arguments).await?,
        SessionsCommand::Revoke(arguments) => revoke(settings, clock, arguments).await?,
        SessionsCommand::Import(arguments) => return import::run(settings, clock, arguments).await,
        SessionsCommand::Clear { tenant } => clear(settings, clock, tenant.as_deref()).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The sessions of the installation, with the log that they are appended to.
pub struct Door {
    /// Where they are.
    pub stores: Stores,
    /// What their tokens are made with.
    pub keyring: Keyring,
    log: Log,
    /// The sessions.
    pub sessions: Sessions,
}

impl Door {
    /// Opens it, with the settings of the API.
    pub async fn open(settings: &Settings, clock: &Clock) -> Result<Self, Failure> {
        let stores = connect(settings)?;
        let keyring = Keyring::open(&stores.app, settings).await?;
        let log_settings = LogSettings { lanes: settings.lanes, waiting_bytes_max: settings.waiting_bytes_max };
        let log = Log::start(&stores.append, clock, log_settings);
        let contexts = TenantContexts::new(&stores.lookup, &keyring);
        let sessions = Sessions::start_up(&stores, &log, &keyring, &contexts);
        Ok(Self { stores, keyring, log, sessions })
    }

    /// Waits for what was given to the log.
    pub async fn close(self) {
        self.log.drain(DRAIN).await;
    }
}

async fn revoke(settings: &Settings, clock: &Clock, arguments: RevokeSessions) -> Result<(), Failure> {
    let door = Door::open(settings, clock).await?;
    let tenant = tenants::find(&door.stores, &arguments.tenant).await?;
    let now = clock.now();
    let outcome = match (arguments.session, arguments.user) {
        (Some(session), _) => door.sessions.revoke(now, tenant, Owner::Tenant, session, BY, Reason::Revoked).await,
        (None, user) => {
            let (except, reason) = (arguments.except, Reason::Revoked);
            door.sessions.revoke_of_user(now, tenant, Owner::Tenant, user.clone(), except, BY, reason).await
        }
    };
    door.close().await;
    outcome?;
    match (arguments.session, arguments.except) {
        (Some(session), _) => println!("ended {session}"),
        (None, Some(except)) => println!("ended all sessions of the user but {except}"),
        (None, None) => println!("ended all sessions of the user"),
    }
    Ok(())
}

async fn clear(settings: &Settings, clock: &Clock, named: Option<&str>) -> Result<(), Failure> {
    let db = connect_worker(settings)?;
    let tenant = match named {
        Some(named) => purge::chosen(&db, Some(named)).await?.first().map(|(tenant, _)| *tenant),
        None => None,
    };
    let expired = upkeep::expire(&db, &connect_redis(settings)?, clock.now()).await?;
    if expired > 0 {
        println!("noted {expired} whose time is over");
    }
    let removed = upkeep::clear(&db, clock.now(), tenant).await?;
    let shown = upkeep::shown(&db, tenant).await?;
    let until = shown.until.map(|until| format!(", the last until {}", until.format("%Y-%m-%d %H:%M UTC")));
    println!(
        "removed {removed} sessions; {} that have ended are still shown{}",
        shown.sessions,
        until.unwrap_or_default()
    );
    Ok(())
}

async fn list(stores: &Stores, clock: &Clock, arguments: ListSessions) -> Result<(), Failure> {
    let tenant = tenants::find(stores, &arguments.tenant).await?;
    let network = |text: &str| {
        let network = client_address::network(text);
        network.ok_or_else(|| Failure::usage("--ip must be an address or a network (10.0.0.0/8)"))
    };
    let filter = Filter {
        user_id: arguments.user,
        state: arguments.state.map(|state| state.0),
        network: arguments.ip.as_deref().map(network).transpose()?,
        ..Filter::default()
    };
    let show = if arguments.json { json_line } else { line };
    list_all(stores, clock.now(), tenant, &filter, show).await
}

async fn list_all(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    filter: &Filter,
    show: fn(&Stored) -> String,
) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = list::search(stores, now, tenant, filter, after, PAGE_MAX).await?;
        page.iter().for_each(|stored| println!("{}", show(stored)));
        after = page.last().map(|stored| (stored.session.started_at, stored.session.session_id));
        if after.is_none() {
            return Ok(());
        }
    }
}

fn device(stored: &Stored) -> Option<String> {
    stored.device(LabelStyle::Plain).label
}

/// A session for people.
fn line(stored: &Stored) -> String {
    let session = &stored.session;
    let reason = session.end_reason.and_then(|reason| json!(reason).as_str().map(|reason| format!(" ({reason})")));
    let user = session.user_id.as_deref().map_or_else(|| "-".to_owned(), printable);
    let device = device(stored).map_or_else(|| "unknown device".to_owned(), |device| printable(&device));
    let ip = stored.seen.ip.map_or_else(|| "-".to_owned(), |ip| ip.to_string());
    let seen = stored.seen.at.format("%Y-%m-%d %H:%M");
    format!(
        "{}  {}{}  {user}  {device}  {ip}  {seen}",
        session.session_id,
        session.state.name(),
        reason.unwrap_or_default()
    )
}

/// A session for programs, with the members that the API gives it.
fn json_line(stored: &Stored) -> String {
    let (session, seen) = (&stored.session, &stored.seen);
    let time = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let mut line = json!({
        "id": session.session_id,
        "user_id": session.user_id,
        "state": session.state,
        "device": device(stored),
        "ip": seen.ip,
        "user_agent": seen.user_agent,
        "last_seen_at": time(seen.at),
        "started_at": time(session.started_at),
        "expires_at": time(session.expires_at),
        "metadata": session.metadata,
        "ended_at": session.ended_at.map(time),
        "ended_by": session.ended_by,
        "end_reason": session.end_reason,
    });
    if let Some(members) = line.as_object_mut() {
        members.retain(|_, value| *value != Value::Null);
    }
    line.to_string()
}
