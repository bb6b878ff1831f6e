//! An event on its way into the log: everything but its position, `recorded_at` and `expires_on`, which only the
//! append knows.

use std::borrow::Cow;
use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{EventId, SessionId};
use serde_json::json;

use crate::uuids::uuid_v7;

/// Longest text of one event as it is posted, in bytes.
pub const EVENT_BYTES_MAX: usize = 64 * 1024;

/// How the caller knows the event, which decides where a repeat of it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// The server made the id: no repeat can carry it, except our own after a lost answer to COMMIT.
    Ours,
    /// The client gave the id, and `occurred_at` or a version 7 id: every repeat carries the same time.
    Stable,
    /// The client gave the id, but the time is (or was cut to) that of the receipt: a repeat carries a later one.
    Receipt,
}

/// An event to append: redacted, checked, with its address settled. Empty texts are absent values.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The id of the client, or a new version 7 one.
    pub event_id: EventId,
    /// How the caller knows it.
    pub identity: Identity,
    /// When it happened as the client says; never more than 5 minutes ahead of the receipt.
    pub occurred_at: DateTime<Utc>,
    /// `access`, `key.created`, …
    pub kind: Cow<'static, str>,
    /// How long it is kept.
    pub keep: Keep,
    /// Gatebook's own session, as posted: linked by tenant and session when read.
    pub session_id: Option<SessionId>,
    /// Version byte and HMAC of the application's own session key.
    pub session_key_hash: Option<[u8; SESSION_KEY_HASH_BYTES]>,
    /// The application's name of the user, redacted.
    pub user_id: Option<String>,
    /// The client's address, after the tenant's capture switch.
    pub ip: Option<IpAddr>,
    /// As sent, redacted, cut to 1 KiB.
    pub user_agent: Option<String>,
    /// Upper case.
    pub method: Option<String>,
    /// Lower case, without a default port, redacted.
    pub host: Option<String>,
    /// Begins with `/`, except for `*` and what a broken request line left; redacted.
    pub path: Option<String>,
    /// Without the question mark, redacted.
    pub query: Option<String>,
    /// HTTP status, 100 to 999.
    pub status: Option<i16>,
    /// How long the answer took, in milliseconds, not negative.
    pub duration_ms: Option<f32>,
    /// Bytes of the answer's body, not negative.
    pub bytes_sent: Option<i64>,
    /// As sent, redacted.
    pub referrer: Option<String>,
    /// A JSON object with a schema version `v`: `get`, `post` and what else the client gave, redacted.
    pub data: Option<String>,
    /// JSON pointers into the posted event, of every value that was replaced.
    pub redacted: Vec<String>,
}

/// Version byte and 16 bytes of HMAC-SHA256.
pub const SESSION_KEY_HASH_BYTES: usize = 17;

/// How long an event is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// For the tenant's retention, counted from `occurred_at`.
    Retention,
    /// For the tenant's retention, counted from the day on which the session that it is about is over in any case, or from
    /// that of the receipt when it was over before.
    Session(NaiveDate),
    /// As long as the tenant exists: the last partition.
    Always,
}

impl Entry {
    /// An event about the tenant itself, kept as long as the tenant.
    pub(crate) fn fact(now: DateTime<Utc>, kind: &'static str, mut data: serde_json::Value) -> Self {
        data["v"] = json!(1);
        Self {
            event_id: EventId(uuid_v7(now)),
            identity: Identity::Ours,
            occurred_at: now,
            kind: Cow::Borrowed(kind),
            keep: Keep::Always,
            session_id: None,
            session_key_hash: None,
            user_id: None,
            ip: None,
            user_agent: None,
            method: None,
            host: None,
            path: None,
            query: None,
            status: None,
            duration_ms: None,
            bytes_sent: None,
            referrer: None,
            data: Some(data.to_string()),
            redacted: Vec::new(),
        }
    }

    /// About how many bytes it holds: what it takes of the budget of waiting bytes and of a flush.
    #[must_use]
    pub fn cost_bytes(&self) -> usize {
        const FIXED: usize = 200;
        let text = |value: &Option<String>| value.as_ref().map_or(0, String::len);
        FIXED
            + text(&self.user_id)
            + text(&self.user_agent)
            + text(&self.method)
            + text(&self.host)
            + text(&self.path)
            + text(&self.query)
            + text(&self.referrer)
            + text(&self.data)
            + self.redacted.iter().map(|place| place.len() + 24).sum::<usize>()
    }
}
