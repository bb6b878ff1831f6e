//! The projector: keeps the read model up with the logs, one step after the other, and makes it anew for tenants whose
//! events have moved or gone.

use std::time::Duration;

use domain::Database;
use domain::access_log::{self, Words, rebuild};
use domain::boot::Clock;
use domain::metrics;
use tokio_util::sync::CancellationToken;

/// How often it looks when there was nothing to do.
pub const EVERY: Duration = Duration::from_millis(250);

/// Runs until `shutdown`. A store that is away is asked again; that it is is logged once.
pub async fn run(db: Database, words: Words, clock: Clock, shutdown: &CancellationToken) {
    let mut failing = false;
    while !shutdown.is_cancelled() {
        match access_log::project_next(&db, clock.now(), &words).await {
            Ok(projected) => {
                failing = false;
                if let Some(oldest) = projected.oldest {
                    let waited = (clock.now() - oldest).to_std().unwrap_or_default();
                    metrics::PROJECTED_EVENTS.inc_by(projected.events as u64);
                    metrics::PROJECTION_LAG_SECONDS.observe(waited.as_secs_f64());
                }
                if projected.tenants > 0 {
                    continue;
                }
            }
            Err(error) => {
                if !failing {
                    tracing::warn!(%error, "the read model falls behind, trying again");
                }
                failing = true;
            }
        }
        // Either is a reason to go on.
        let _ = tokio::time::timeout(EVERY, shutdown.cancelled()).await;
    }
}

/// How often it looks for a tenant to make anew.
const REBUILD_EVERY: Duration = Duration::from_secs(1);

/// Makes the read models anew that somebody has marked, and says how far all are, until `shutdown`.
pub async fn keep_true(db: Database, words: Words, clock: Clock, shutdown: &CancellationToken) {
    while !shutdown.is_cancelled() {
        match access_log::lag(&db).await {
            Ok((events, stopped)) => {
                metrics::PROJECTION_LAG_EVENTS.set(events);
                metrics::PROJECTIONS_STOPPED.set(stopped);
            }
            // What is asked next says it too, and louder.
            Err(error) => tracing::debug!(%error, "how far the read models are cannot be told, trying again"),
        }
        match tokio::select! {
            rebuilt = rebuild::rebuild_stale(&db, &clock, &words) => rebuilt,
            // Nothing is written before the end; whoever comes next begins again.
            () = shutdown.cancelled() => return,
        } {
            Ok(Some((tenant, rebuilt))) => {
                tracing::info!(tenant.id = %tenant, events = rebuilt.events, "made a read model anew");
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a read model could not be made anew, trying again"),
        }
        let _ = tokio::time::timeout(REBUILD_EVERY, shutdown.cancelled()).await;
    }
}
