//! Ids that are made here.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A version 7 UUID of the given time.
#[must_use]
pub fn uuid_v7(now: DateTime<Utc>) -> Uuid {
    let ms = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(ms, &rand::random()).into_uuid()
}
