//! The hot copy's keeper: tells Redis of ended sessions within [`EVERY`], whatever became of the request that ended them.

use std::time::Duration;

use domain::Database;
use domain::boot::{Clock, RedisStore};
use domain::sessions::upkeep;
use tokio_util::sync::CancellationToken;

/// How often it looks. What is due is found by an index of what is due alone.
pub const EVERY: Duration = Duration::from_millis(250);

/// Runs until `shutdown`. Stores that are away are asked again; that they are is logged once.
pub async fn run(db: Database, redis: RedisStore, clock: Clock, shutdown: &CancellationToken) {
    let mut failing = false;
    while !shutdown.is_cancelled() {
        match upkeep::bury_due(&db, &redis, clock.now()).await {
            Ok(_) => failing = false,
            Err(error) => {
                if !failing {
                    tracing::warn!(%error, "Redis could not be told of ended sessions, trying again");
                }
                failing = true;
            }
        }
        // Either is a reason to go on.
        let _ = tokio::time::timeout(EVERY, shutdown.cancelled()).await;
    }
}
