//! How a process starts: its settings, its clock, its log lines and its connections.
//!
//! Connections are opened when they are first needed, so that a process starts, and recovers by itself, while a store
//! is away.

#[cfg(debug_assertions)]
mod clock_file;
mod exports_place;
mod redis_store;
pub mod roles;
mod secret;
mod settings;
pub mod statements;
mod variables;

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::Semaphore;
use tracing_subscriber::EnvFilter;

use crate::error::Error;
use crate::log::SIDE_FLUSHES_MAX;
use crate::transaction::Readers;

pub use exports_place::ExportsPlace;
pub use redis_store::{CONNECT_TIMEOUT, REOPEN_AFTER, RESPONSE_TIMEOUT, RedisStore};
pub use secret::{DatabaseUrl, MASTER_KEY_BYTES, MasterKey, RedisUrl, Secret};
pub use settings::{ADMIN_KEY_CHARS_MIN, ISSUER_CHARS_MAX, LogFormat, SettingFault, Settings, TlsFiles, environment};
pub use variables::{Part, VARIABLES, Variable, variables_markdown};

/// Connections that append beside the lanes: flushes of what is larger than a tenant's part, and as many of tenants whose head is held.
pub const APPEND_SPARE_CONNECTIONS: u32 = 2 * SIDE_FLUSHES_MAX as u32;
/// Connections for changes of tenants, keys and members, for orders of jobs, and for what is written of uses.
pub const APP_CONNECTIONS_MAX: u32 = 5;
/// Connections that find out who is calling.
pub const LOOKUP_CONNECTIONS_MAX: u32 = 8;
/// Connections for searches.
pub const READ_CONNECTIONS_MAX: u32 = 10;
/// How many of them one tenant may have at a time.
pub const READS_OF_TENANT_MAX: usize = 6;
/// How long a search waits until its tenant has less.
pub const READ_PATIENCE: Duration = Duration::from_secs(5);
/// Reads that may hold a connection for searches for a minute, at once.
pub const LONG_READS_MAX: usize = 2;
/// Connections of a worker process.
pub const WORKER_CONNECTIONS_MAX: u32 = 8;
/// Connections with which it reads pages of events for exports, beside those.
pub const WORKER_READ_CONNECTIONS_MAX: u32 = 2;
/// How long a request waits for a connection before it is answered 503.
pub const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);
/// A connection that was idle for longer is tried before it is used: PostgreSQL may have been restarted meanwhile.
pub const TRUSTED_IDLE: Duration = Duration::from_secs(1);

/// The time, as an argument of everything that needs it. Cheap to clone; clones share one time.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// How far this clock is ahead of the system's, in microseconds. Tests move it; nothing else does.
    ahead_us: Arc<AtomicI64>,
}

impl Clock {
    /// The clock of the system.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// The clock of a process of the program: that of the system. A build for tests can be told to follow a file
    /// (`boot/clock_file.rs`). Must be called inside a runtime.
    #[must_use]
    pub fn of_process() -> Self {
        let clock = Self::system();
        #[cfg(debug_assertions)]
        clock_file::follow(&clock);
        clock
    }

    /// The time now, in whole microseconds: what PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        system_now() + TimeDelta::microseconds(self.ahead_us.load(Ordering::Relaxed))
    }

    /// Moves the clock and all its clones, for tests.
    pub fn advance(&self, by: TimeDelta) {
        self.ahead_us.fetch_add(by.num_microseconds().unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    /// Sets the clock and all its clones, for tests; it goes on from there.
    pub fn set(&self, at: DateTime<Utc>) {
        let ahead = (at - system_now()).num_microseconds().unwrap_or(i64::MAX);
        self.ahead_us.store(ahead, Ordering::Relaxed);
    }

    #[cfg(debug_assertions)]
    fn set_ahead_us(&self, ahead_us: i64) {
        self.ahead_us.store(ahead_us, Ordering::Relaxed);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is handed")]
fn system_now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// Sends log lines to stderr as the settings say. The first call in a process decides; later ones change nothing.
pub fn init_tracing(settings: &Settings) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(log_filter(settings))
        .with_writer(std::io::stderr)
        // Colours are for people at a terminal; in a file they are rubbish.
        .with_ansi(std::io::stderr().is_terminal());
    // An error means that somebody was here before.
    let _ = match settings.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}

/// What of the log lines is shown.
fn log_filter(settings: &Settings) -> EnvFilter {
    // The settings were checked when read, so the filter fits; silence would be the wrong answer if it did not.
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    // The HTTP server writes the client's address when it closes an idle connection.
    match "poem::server=warn".parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    }
}

/// Where an API process keeps things: a pool for each purpose and role, and Redis. Cheap to clone.
#[derive(Clone)]
pub struct Stores {
    /// As `gatebook_app`, for the lanes of the log alone, so that nothing else makes an append wait.
    pub append: DatabaseConnection,
    /// As `gatebook_app`, for tenants and keys.
    pub app: DatabaseConnection,
    /// As `gatebook_app`, for finding out who is calling: a change that waits for a lock keeps nobody else out.
    pub lookup: DatabaseConnection,
    /// As `gatebook_read`, for searches.
    pub read: Readers,
    /// Turns of those who hold one of the latter for long.
    pub long_reads: Arc<Semaphore>,
    /// Redis.
    pub redis: RedisStore,
}

/// Makes the stores of an API process. Nothing is connected yet: a store that is away shows when it is used. Must be
/// called inside a runtime.
///
/// # Errors
/// `Invalid` when a setting is missing.
pub fn connect(settings: &Settings) -> Result<Stores, Error> {
    let app = settings.app_database()?.options()?;
    let read = settings.read_database()?.options()?;
    // Settings check that it is from 1 to 8.
    let lanes = u32::try_from(settings.lanes).unwrap_or(u32::MAX - APPEND_SPARE_CONNECTIONS);
    let append = app.clone().application_name("gatebook append").options(FOR_APPENDS).options(FOR_WRITERS);
    let app = app.application_name("gatebook app").options([("synchronous_commit", "on")]).options(FOR_WRITERS);
    let read = read.application_name("gatebook read").options(FOR_READERS);
    Ok(Stores {
        append: pool(append, lanes + APPEND_SPARE_CONNECTIONS),
        lookup: pool(app.clone().application_name("gatebook lookup"), LOOKUP_CONNECTIONS_MAX),
        app: pool(app, APP_CONNECTIONS_MAX),
        read: Readers::new(pool(read, READ_CONNECTIONS_MAX), READS_OF_TENANT_MAX, READ_PATIENCE),
        long_reads: Arc::new(Semaphore::new(LONG_READS_MAX)),
        redis: connect_redis(settings)?,
    })
}

/// Makes the pool of a worker process, as `gatebook_worker`. Nothing is connected yet. Must be called inside a runtime.
///
/// # Errors
/// `Invalid` when the setting is missing.
pub fn connect_worker(settings: &Settings) -> Result<DatabaseConnection, Error> {
    let worker = settings
        .worker_database()?
        .options()?
        .application_name("gatebook worker")
        .options([("plan_cache_mode", "force_custom_plan")])
        .options(FOR_WRITERS);
    Ok(pool(worker, WORKER_CONNECTIONS_MAX))
}

/// Makes the pool with which a worker process reads pages of events, as `gatebook_worker`. Nothing is connected yet. Must be
/// called inside a runtime.
///
/// # Errors
/// `Invalid` when the setting is missing.
pub fn connect_worker_read(settings: &Settings) -> Result<Readers, Error> {
    let worker = settings.worker_database()?.options()?;
    let worker = worker.application_name("gatebook worker read").options(FOR_READERS);
    let pool = pool(worker, WORKER_READ_CONNECTIONS_MAX);
    // Each is one of the jobs that the worker does.
    Ok(Readers::new(pool, WORKER_READ_CONNECTIONS_MAX as usize, READ_PATIENCE))
}

/// Makes the way to Redis. Nothing is connected yet.
///
/// # Errors
/// `Invalid` when the setting is missing.
pub fn connect_redis(settings: &Settings) -> Result<RedisStore, Error> {
    RedisStore::new(settings.redis()?, &settings.redis_prefix)
}

/// Makes a small pool at any URL, for what is done once: migrations, roles, assertions of tests. Nothing is connected
/// yet. Must be called inside a runtime.
///
/// # Errors
/// `Invalid` when it is no URL of PostgreSQL.
pub fn connect_once(url: &DatabaseUrl) -> Result<DatabaseConnection, Error> {
    Ok(pool(url.options()?.application_name("gatebook once"), 2))
}

/// Makes a pool with the login and the settings of another one, and with one connection that is kept until the pool is
/// closed: for temporary tables. Nothing is connected yet.
pub(crate) fn alone(db: &DatabaseConnection) -> DatabaseConnection {
    let pool = db.get_postgres_connection_pool();
    let options = pool.options().clone().max_connections(1).idle_timeout(None).max_lifetime(None);
    let pool = options.connect_lazy_with(pool.connect_options().as_ref().clone());
    SqlxPostgresConnector::from_sqlx_postgres_pool(pool)
}

/// A flush is short, so planning its statements anew each time would cost a third of it; what needs a fresh plan asks
/// for one itself. A plan that is kept must not go by what the tables held when it was made: by index, always.
const FOR_APPENDS: [(&str, &str); 4] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("synchronous_commit", "on"),
    // Nobody waits that long: what takes longer must not hold a tenant's head.
    ("statement_timeout", "20s"),
];

const FOR_READERS: [(&str, &str); 6] = [
    ("plan_cache_mode", "force_custom_plan"),
    ("lock_timeout", "5s"),
    // What a page reads of a head and of the events belongs together, whatever is re-homed meanwhile.
    ("default_transaction_isolation", "repeatable read"),
    ("statement_timeout", "10s"),
    ("idle_in_transaction_session_timeout", "10s"),
    JIT_OFF,
];

const FOR_WRITERS: [(&str, &str); 3] =
    [("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "60s"), JIT_OFF];

/// A statement over all partitions has thousands of expressions: to compile them takes longer than to run it.
const JIT_OFF: (&str, &str) = ("jit", "off");

fn pool(options: PgConnectOptions, connections_max: u32) -> DatabaseConnection {
    let pool = PgPoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A round trip before every statement would be too dear; one after a pause finds out about a restart.
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > TRUSTED_IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options.disable_statement_logging());
    SqlxPostgresConnector::from_sqlx_postgres_pool(pool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_filter_lets_the_http_server_write_addresses() {
        for log in ["info", "debug", "info,poem=debug", "poem::server=trace"] {
            let settings = Settings::from_vars([("GATEBOOK_LOG".to_owned(), log.to_owned())]).unwrap();
            let file = tempfile::NamedTempFile::new().unwrap();
            let written = Arc::new(file.reopen().unwrap());
            let lines = tracing_subscriber::fmt().with_env_filter(log_filter(&settings)).with_writer(written);

            tracing::subscriber::with_default(lines.finish(), || {
                tracing::info!(target: "poem::server", remote_addr = "192.0.2.7", "closing connection due to inactivity");
                tracing::warn!(target: "poem::server", "something is wrong");
            });

            let written = std::fs::read_to_string(file.path()).unwrap();
            assert!(!written.contains("192.0.2.7") && written.contains("something is wrong"), "{log}: {written}");
        }
    }

    #[test]
    fn clones_of_a_clock_move_together_and_tick_in_microseconds() {
        let clock = Clock::system();
        let clone = clock.clone();

        clock.set(DateTime::from_timestamp(4_000_000_000, 0).unwrap());
        clock.advance(TimeDelta::days(1));

        let now = clone.now();
        assert_eq!(now.timestamp() / 60, (4_000_000_000 + 86_400) / 60);
        assert_eq!(now, now.trunc_subsecs(6));
    }
}
