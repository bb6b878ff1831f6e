//! `gatebook with-servers -- CMD…`: a command beside a throw-away PostgreSQL and Redis.
//!
//! The command finds in its environment where they are (`GATEBOOK_TEST_*`), and a migrated database
//! `gatebook_template` to copy. Signals are passed on to it; its exit code is ours.
//!
//! With `--statements` PostgreSQL keeps what it was asked, and it is written down when the command has ended
//! (`with_servers/statements.rs`).

mod statements;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus};

use domain::boot::statements::SERVER_SETTINGS;
use domain::boot::{self, Clock, DatabaseUrl, Secret, Settings, roles};
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use crate::failure::Failure;
use crate::migrate;
use crate::servers::{Directory, Durability, Postgres, Redis, Servers, random_hex};
use crate::shutdown::Signals;

/// The migrated database that tests copy.
const TEMPLATE: &str = "gatebook_template";
/// Fewer partitions make a copy faster.
const PARTITION_DAYS: &str = "31";
/// What a shell reports for a program that a signal ended, without the signal's number.
const ENDED_BY_SIGNAL: i32 = 128;

impl From<bool> for Durability {
    fn from(fsync: bool) -> Self {
        if fsync { Self::Full } else { Self::None }
    }
}

/// Runs the command and returns its exit code. What the servers have is kept below `parent`, or where temporary things
/// are. PostgreSQL has `more_settings` (`name=value`) too. What it was asked is written to `statements`.
pub async fn run(
    durability: Durability,
    parent: Option<PathBuf>,
    more_settings: &[String],
    statements: Option<PathBuf>,
    command: Vec<OsString>,
) -> Result<ExitCode, Failure> {
    // Before anything is started, so that nothing is left behind.
    let mut signals = Signals::new()?;
    // What is to reach a disk should not be in a directory that may be memory.
    let parent = parent.unwrap_or_else(|| match durability {
        Durability::Full if Path::new("/var/tmp").is_dir() => "/var/tmp".into(),
        _ => std::env::temp_dir(),
    });
    let place = tempfile::Builder::new()
        .prefix("gatebook-")
        .tempdir_in(parent)
        .map_err(|error| Failure::of("making a temporary directory", &error))?;
    let directory = Directory::lock(place.path())?;
    let passwords = Passwords::new();
    let mut settings: Vec<&str> = more_settings.iter().map(String::as_str).collect();
    if statements.is_some() {
        settings.extend(SERVER_SETTINGS);
    }
    let (superuser, redis) = (Some(&passwords.superuser), Some(&passwords.redis));
    let mut servers = Servers::start(&directory, durability, &settings, superuser, redis).await?;
    let outcome = beside(&mut servers, &passwords, statements.as_deref(), command, &mut signals).await;
    servers.stop().await;
    outcome
}

async fn beside(
    servers: &mut Servers,
    passwords: &Passwords,
    statements: Option<&Path>,
    command: Vec<OsString>,
    signals: &mut Signals,
) -> Result<ExitCode, Failure> {
    let (Some(postgres), Some(redis)) = (&mut servers.postgres, &servers.redis) else {
        return Err(Failure::new("the servers did not start"));
    };
    let variables = passwords.variables(postgres, redis);
    let kept_since = match statements {
        Some(_) => Some(statements::keep(postgres.superuser_url()).await?),
        None => None,
    };
    make_template(postgres.superuser_url(), &variables).await?;
    let mut parts = command.into_iter();
    let program = parts.next().unwrap_or_default();
    let mut child = Command::new(&program)
        .args(parts)
        .envs(variables.iter().map(|(name, value)| (name.replace("GATEBOOK_", "GATEBOOK_TEST_"), value)))
        .env("GATEBOOK_TEST_SUPERUSER_URL", postgres.superuser_url().expose())
        .env("GATEBOOK_TEST_PROGRAM", std::env::current_exe().unwrap_or_default())
        .spawn()
        .map_err(|error| Failure::of(format!("starting {}", program.display()), &error))?;
    let status = wait_passing_signals(&mut child, signals, postgres).await?;
    if let (Some(file), Some(since)) = (statements, kept_since) {
        statements::write(postgres, &since, TEMPLATE, file).await?;
    }
    Ok(exit_code_of(status))
}

/// Random passwords of one run.
struct Passwords {
    superuser: Secret,
    owner: String,
    app: String,
    read: String,
    worker: String,
    redis: Secret,
}

impl Passwords {
    fn new() -> Self {
        Self {
            superuser: Secret::new(random_hex()),
            owner: random_hex(),
            app: random_hex(),
            read: random_hex(),
            worker: random_hex(),
            redis: Secret::new(random_hex()),
        }
    }

    /// Settings for the template database, by the names of their variables.
    fn variables(&self, postgres: &Postgres, redis: &Redis) -> Vec<(String, String)> {
        let template = postgres.superuser_url().with_database(TEMPLATE);
        let login = |user: &str, password: &str| template.with_login(user, password).expose().to_owned();
        [
            ("GATEBOOK_DATABASE_URL", login(roles::OWNER, &self.owner)),
            ("GATEBOOK_APP_DATABASE_URL", login("gatebook_app", &self.app)),
            ("GATEBOOK_READ_DATABASE_URL", login("gatebook_read", &self.read)),
            ("GATEBOOK_WORKER_DATABASE_URL", login("gatebook_worker", &self.worker)),
            ("GATEBOOK_REDIS_URL", redis.url().to_owned()),
            ("GATEBOOK_PARTITION_DAYS", PARTITION_DAYS.to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
}

async fn make_template(superuser: &DatabaseUrl, variables: &[(String, String)]) -> Result<(), Failure> {
    let settings = Settings::from_vars(variables.iter().cloned()).map_err(|faults| Failure::of_settings(&faults))?;
    let owner: &DatabaseUrl = settings.owner_database()?;
    let superuser = boot::connect_once(superuser)?;
    let made = async {
        roles::make_database(&superuser, owner).await?;
        roles::make_template(&superuser, TEMPLATE).await
    };
    let made = made.await;
    superuser.close().await.map_err(|error| Failure::of("closing the superuser's connection", &error))?;
    made.map_err(|error| Failure::of("making the template database", &error))?;
    migrate::run(&settings, &Clock::system()).await?;
    Ok(())
}

async fn wait_passing_signals(
    child: &mut Child,
    signals: &mut Signals,
    postgres: &mut Postgres,
) -> Result<ExitStatus, Failure> {
    loop {
        tokio::select! {
            status = child.wait() => return status.map_err(|error| Failure::of("waiting for the command", &error)),
            // A test killed it, to see what the program does: it comes back as a supervisor would bring it back.
            _ = postgres.ended() => postgres.revive().await?,
            signal = signals.next() => {
                // Ctrl-C in a terminal goes to the command too: not twice.
                let came_to_both = signal == Signal::INT && std::io::stdin().is_terminal();
                let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
                if let Some(pid) = pid.filter(|_| !came_to_both) {
                    // An error means that it has ended; the other branch says how.
                    let _ = kill_process(pid, signal);
                }
            }
        }
    }
}

fn exit_code_of(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|signal| ENDED_BY_SIGNAL + signal));
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(crate::failure::FAILED))
}
