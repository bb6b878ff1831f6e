//! A private PostgreSQL and Redis as child processes of this one, in a directory of their own.
//!
//! 1. The directory is locked (`servers/directory.rs`): two programs never run servers in one.
//! 2. What is needed is found, PostgreSQL's cluster is made once, and a server that an earlier run left behind is
//!    stopped (`servers/postgres.rs`, `servers/redis.rs`).
//! 3. Each is started on a free port of 127.0.0.1, again on another when that one was taken meanwhile.
//! 4. They end with us (`servers/child.rs`): in order when we stop them, and by a signal from the kernel (Linux) when
//!    we are killed.
//!
//! Deliberately absent: anything that touches servers, services or configuration of the machine.

mod child;
mod directory;
mod postgres;
mod redis;

use std::path::Path;

use domain::boot::Secret;

use crate::failure::Failure;

pub use directory::{Directory, is_free_port, random_hex, write_private};
pub use postgres::Postgres;
pub use redis::Redis;

/// What a crash of the machine may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was committed.
    Full,
    /// Everything: for tests, which throw it away anyway.
    None,
}

/// How often a server is started on another port before we give up.
const START_ATTEMPTS_MAX: u32 = 5;

/// The servers that are ours to stop.
pub struct Servers {
    /// PostgreSQL, unless another one is used.
    pub postgres: Option<Postgres>,
    /// Redis, unless another one is used.
    pub redis: Option<Redis>,
}

impl Servers {
    /// Starts those that a password is given for, both at once; PostgreSQL with some settings of the caller's. Must be
    /// called on the main thread: the kernel ends the servers when the thread ends that started them.
    pub async fn start(
        directory: &Directory,
        durability: Durability,
        postgres_settings: &[&str],
        superuser_password: Option<&Secret>,
        redis_password: Option<&Secret>,
    ) -> Result<Self, Failure> {
        let postgres = async {
            match superuser_password {
                Some(password) => Postgres::start(directory, durability, postgres_settings, password).await.map(Some),
                None => Ok(None),
            }
        };
        let redis = async {
            match redis_password {
                Some(password) => Redis::start(directory, password).await.map(Some),
                None => Ok(None),
            }
        };
        match tokio::join!(postgres, redis) {
            (Ok(postgres), Ok(redis)) => Ok(Self { postgres, redis }),
            (Ok(postgres), Err(failure)) => {
                Self { postgres, redis: None }.stop().await;
                Err(failure)
            }
            (Err(failure), redis) => {
                Self { postgres: None, redis: redis.ok().flatten() }.stop().await;
                Err(failure)
            }
        }
    }

    /// Returns, with a sentence, when one of them has ended by itself.
    pub async fn ended(&mut self) -> String {
        let postgres = async {
            match &mut self.postgres {
                Some(postgres) => postgres.ended().await,
                None => std::future::pending().await,
            }
        };
        let redis = async {
            match &mut self.redis {
                Some(redis) => redis.ended().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            sentence = postgres => sentence,
            sentence = redis => sentence,
        }
    }

    /// Stops them, PostgreSQL first.
    pub async fn stop(self) {
        if let Some(postgres) = self.postgres {
            postgres.stop().await;
        }
        if let Some(redis) = self.redis {
            redis.stop().await;
        }
    }
}

/// The last lines of a server's log, for the person who has to find out why it did not start.
fn log_tail(log: &Path) -> String {
    let text = std::fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines.iter().skip(lines.len().saturating_sub(8)).map(|line| format!("    {line}"));
    format!("the last lines of {}:\n{}", log.display(), tail.collect::<Vec<_>>().join("\n"))
}
