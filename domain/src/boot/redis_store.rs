//! The way to Redis: one connection that all share, opened when first needed and opened anew by us when it breaks.
//!
//! 1. A caller has a command run on the shared connection ([`RedisStore::run`]).
//! 2. After an error that says the connection is broken, or two waits in vain one after the other, it is let go.
//! 3. The next caller opens another one. One at a time does; after a failure nobody tries for 250 ms, and meanwhile
//!    everybody is told at once that Redis is away.
//!
//! Deliberately no `ConnectionManager`: it reconnects in silence, and whoever reads what was true of one Redis process
//! would then read the next one without knowing. Each connection asks first which process it speaks to, and who keeps
//! something that must not outlive that process puts its id into the key ([`RedisStore::run_in`]).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, RedisError};
use tokio::time::Instant;

use super::secret::RedisUrl;
use crate::error::Error;
use crate::traces;

/// How long a command waits for its answer.
pub const RESPONSE_TIMEOUT: Duration = Duration::from_millis(100);
/// How long opening a connection may take.
pub const CONNECT_TIMEOUT: Duration = Duration::from_millis(250);
/// How long nobody tries to open a connection after one could not be opened, or was let go young.
pub const REOPEN_AFTER: Duration = Duration::from_millis(250);

/// The shared connection to Redis. Cheap to clone.
#[derive(Clone)]
pub struct RedisStore {
    shared: Arc<Shared>,
}

struct Shared {
    client: redis::Client,
    prefix: String,
    state: Mutex<State>,
    /// Held while a connection is opened.
    opening: tokio::sync::Mutex<()>,
}

/// Never held across an await.
enum State {
    /// None was opened yet.
    New,
    /// One is there.
    Open { connection: Connection, since: Instant },
    /// The last one is gone, or none could be opened; the next attempt is allowed then.
    Away { until: Instant },
}

/// A connection, and the id of the Redis process at its other end.
#[derive(Clone)]
struct Connection {
    multiplexed: MultiplexedConnection,
    run_id: Arc<str>,
    /// When somebody waited in vain, if no answer has come since.
    silent_since: Arc<Mutex<Option<Instant>>>,
}

impl Connection {
    fn silent_since(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        // Every change is one assignment.
        self.silent_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a wait in vain that began at `began` proves that nobody answers: it does when it began after another one
    /// had ended. A single one may as well have been lost in a process that has too much to do.
    fn is_silent(&self, began: Instant) -> bool {
        let mut since = self.silent_since();
        match *since {
            Some(since) => began >= since,
            None => {
                *since = Some(Instant::now());
                false
            }
        }
    }
}

impl RedisStore {
    /// A store that opens its connection when it is first used.
    ///
    /// # Errors
    /// `Invalid` when the URL is none.
    pub fn new(url: &RedisUrl, prefix: &str) -> Result<Self, Error> {
        let client = redis::Client::open(url.expose())
            .map_err(|_| Error::invalid("GATEBOOK_REDIS_URL", "should be a URL of Redis"))?;
        let shared = Shared {
            client,
            prefix: prefix.to_owned(),
            state: Mutex::new(State::New),
            opening: tokio::sync::Mutex::new(()),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// What every key of this installation starts with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.shared.prefix
    }

    /// For what needs a connection of its own, such as a subscription.
    #[must_use]
    pub fn client(&self) -> &redis::Client {
        &self.shared.client
    }

    /// Runs one command or script on the shared connection.
    ///
    /// # Errors
    /// `Unavailable` when Redis is away (at once, without waiting) or does not answer within 100 ms; then the command
    /// may have been carried out.
    pub async fn run<T>(
        &self,
        command: impl AsyncFnOnce(&mut MultiplexedConnection) -> Result<T, RedisError>,
    ) -> Result<T, Error> {
        self.run_in(async |connection, _| command(connection).await).await
    }

    /// Runs one command or script on the shared connection, with the id of the Redis process that answers it: another one
    /// after every start. A key with that id in it is never found again by who speaks to another process, whatever that
    /// one has read from its disk.
    ///
    /// # Errors
    /// As with [`RedisStore::run`].
    pub async fn run_in<T>(
        &self,
        command: impl AsyncFnOnce(&mut MultiplexedConnection, &str) -> Result<T, RedisError>,
    ) -> Result<T, Error> {
        let _part = traces::part("redis");
        let mut connection = self.open().await?;
        let began = Instant::now();
        match command(&mut connection.multiplexed, &connection.run_id).await {
            Ok(answer) => {
                *connection.silent_since() = None;
                Ok(answer)
            }
            Err(error) if error.is_timeout() && !connection.is_silent(began) => Err(error.into()),
            Err(error) => {
                self.report(&error);
                Err(error.into())
            }
        }
    }

    /// Whether there is a connection: an error that just came is one of a single command then.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(*self.state(), State::Open { .. })
    }

    /// The shared connection; opened first when there is none. `Unavailable` when Redis is away: at once, or after the
    /// 250 ms of the one attempt that this caller makes.
    async fn open(&self) -> Result<Connection, Error> {
        match self.look(Instant::now()) {
            Look::Open(connection) => return Ok(connection),
            Look::Away => return Err(away()),
            // Redis was away, and somebody is just finding out whether it still is: do not wait for that.
            Look::Reopen => {
                let Ok(_alone) = self.shared.opening.try_lock() else { return Err(away()) };
                return self.open_alone().await;
            }
            Look::First => {}
        }
        let _alone = self.shared.opening.lock().await;
        self.open_alone().await
    }

    /// Lets the connection go when `error` says that it is broken or silent. An error of a connection before the
    /// present one cannot be told from one of the present one; so a young one is let go at most once in 250 ms.
    fn report(&self, error: &RedisError) {
        // A master that has become a replica keeps its connections.
        let demoted = matches!(error.kind(), redis::ErrorKind::Server(redis::ServerErrorKind::ReadOnly));
        if !(demoted || error.is_unrecoverable_error() || error.is_connection_dropped() || error.is_timeout()) {
            return;
        }
        let mut state = self.state();
        if let State::Open { since, .. } = &*state {
            let until = *since + REOPEN_AFTER;
            tracing::warn!(cause = error.category(), "the connection to redis is broken, opening another");
            *state = State::Away { until };
        }
    }

    /// Asks Redis whether it is there.
    ///
    /// # Errors
    /// `Unavailable` when it is not.
    pub async fn ping(&self) -> Result<(), Error> {
        self.run(async |connection| redis::cmd("PING").query_async::<()>(connection).await).await
    }

    /// Opens the connection, unless somebody else did while this caller waited for its turn.
    async fn open_alone(&self) -> Result<Connection, Error> {
        match self.look(Instant::now()) {
            Look::Open(connection) => return Ok(connection),
            Look::Away => return Err(away()),
            Look::First | Look::Reopen => {}
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_TIMEOUT))
            .set_response_timeout(Some(RESPONSE_TIMEOUT));
        let opened = connect(&self.shared.client, &config).await;
        let now = Instant::now();
        match opened {
            Ok(connection) => {
                *self.state() = State::Open { connection: connection.clone(), since: now };
                Ok(connection)
            }
            Err(error) => {
                *self.state() = State::Away { until: now + REOPEN_AFTER };
                Err(Error::from(error))
            }
        }
    }

    fn look(&self, now: Instant) -> Look {
        match &*self.state() {
            State::New => Look::First,
            State::Open { connection, .. } => Look::Open(connection.clone()),
            State::Away { until } if now < *until => Look::Away,
            State::Away { .. } => Look::Reopen,
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // A panic while it was held leaves a whole value behind: every change is one assignment.
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a connection, and asks which process it leads to before anything else. A replica is as good as none: what it says
/// may be old.
async fn connect(client: &redis::Client, config: &AsyncConnectionConfig) -> Result<Connection, RedisError> {
    let mut multiplexed = client.get_multiplexed_async_connection_with_config(config).await?;
    let info: redis::InfoDict = redis::cmd("INFO").query_async(&mut multiplexed).await?;
    let role: Option<String> = info.get("role");
    if role.as_deref() != Some("master") {
        return Err(RedisError::from((redis::ErrorKind::Client, "it is a replica")));
    }
    let run_id: Option<String> = info.get("run_id");
    let run_id = run_id.ok_or_else(|| RedisError::from((redis::ErrorKind::Client, "no run_id in INFO")))?;
    Ok(Connection { multiplexed, run_id: run_id.into(), silent_since: Arc::default() })
}

enum Look {
    First,
    Open(Connection),
    Away,
    Reopen,
}

const fn away() -> Error {
    Error::unavailable("redis is away")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn while_redis_is_away_only_one_attempt_is_made_in_250_ms() {
        // Nobody listens on the port of a listener that is gone.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let store = RedisStore::new(&format!("redis://127.0.0.1:{port}").parse().unwrap(), "gb").unwrap();

        let first = store.ping().await.unwrap_err();
        let second = store.ping().await.unwrap_err();

        assert!(matches!(first, Error::Unavailable { source: Some(_), .. }), "it asked the network");
        assert!(matches!(second, Error::Unavailable { source: None, .. }), "it did not ask again");
    }
}
