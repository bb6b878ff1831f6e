//! Made-up visitors.
use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;
pub async fn run(_url: &str, _key: &str, _now: DateTime<Utc>, _shutdown: CancellationToken) {}
