//! What is asked of the sessions of a tenant, and what comes of it: see `sessions/decide.rs`.

use std::collections::HashMap;
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::id::{SessionId, TenantId};

use super::session::{Reason, Session, Stored};
use crate::entry::Entry;
use crate::error::ConflictCode;
use crate::settings::SessionLimit;

/// What a device is called.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Labels {
    pub browser: Option<String>,
    pub platform: Option<String>,
    pub platform_versioned: Option<String>,
    pub device_kind: Option<String>,
    pub labels_version: Option<String>,
}

/// A sign-in.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub session_id: SessionId,
    pub secret_hash: [u8; 32],
    pub user_id: Option<String>,
    pub ip: Option<IpAddr>,
    pub user_agent: Option<String>,
    pub labels: Labels,
    pub metadata: Option<serde_json::Value>,
    pub expires_at: DateTime<Utc>,
    pub idle_timeout_s: u32,
    pub limit: SessionLimit,
    pub limit_max: usize,
    /// What makes it repeatable: the hashes of its key and of its body.
    pub idempotency: Option<(Vec<u8>, Vec<u8>)>,
    pub by: String,
}

/// Changes of a session; what is `None` stays.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub expires_at: Option<DateTime<Utc>>,
    pub metadata: Option<serde_json::Value>,
    /// A user to bind it to, and the hash of the secret that it then has.
    pub bind: Option<(String, [u8; 32])>,
    pub limit: SessionLimit,
    pub limit_max: usize,
    pub by: String,
}

/// Whose sessions a caller may touch.
#[derive(Debug, Clone, PartialEq)]
pub enum Owner {
    /// All of the tenant.
    Tenant,
    /// Those of the user whose session this is; without a user, this one alone. It must live.
    SessionsOf(SessionId),
}

/// What is asked of the sessions of a tenant.
#[derive(Debug, Clone)]
pub(crate) enum Command {
    /// Starts a session.
    Start(Box<Start>),
    /// Rotates the secret `rotation` that has this hash; its successor has the other one.
    Refresh { session: SessionId, rotation: u32, secret_hash: [u8; 32], next_hash: [u8; 32] },
    /// Extends, binds, sets metadata.
    Change(SessionId, Box<Change>),
    /// Ends one.
    Revoke { owner: Owner, session: SessionId, by: String, reason: Reason },
    /// Ends all of a user, but one.
    RevokeUser { owner: Owner, user_id: Option<String>, except: Option<SessionId>, by: String, reason: Reason },
    /// Notes that it is used elsewhere, or with another device.
    Move { session: SessionId, ip: Option<IpAddr>, user_agent: Option<String>, labels: Labels },
    /// Ends one whose deadline has passed.
    Expire(SessionId),
}

/// What came of a command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// It was done, now or before.
    Done,
    /// A session with the id that was to be started is there, and stays as it is.
    Known,
    /// The secret was rotated, now or a moment ago.
    Rotated,
    /// A user was bound, and the secret is another.
    Bound,
    /// The token opens nothing.
    Inactive,
    /// There is no such session, or it is somebody else's.
    NotFound,
    /// It cannot be done.
    Refused(ConflictCode),
}

/// What came of a command, and the sessions that it is about: first the one that was named or started, then those that were
/// ended by it.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    pub verdict: Verdict,
    pub sessions: Vec<Stored>,
}

/// A decision, to be written.
pub(crate) struct Decision {
    pub decided: Decided,
    /// One for each change.
    pub entries: Vec<Entry>,
    /// The session after each change.
    pub changes: Vec<Stored>,
    /// Hashes of an idempotency key and its body, and what was created.
    pub remember: Option<(Vec<u8>, Vec<u8>, SessionId)>,
}

/// What is known of the sessions that the commands of a flush are about. Decisions change it, so that the next command
/// finds what the one before has left.
#[derive(Default)]
pub(crate) struct Known {
    pub sessions: HashMap<(TenantId, SessionId), Stored>,
    /// By the hash of its key: the hash of the body, and what was created.
    pub repeated: HashMap<(TenantId, Vec<u8>), (Vec<u8>, SessionId)>,
}

impl Labels {
    /// Writes them into a session.
    pub(super) fn onto(self, session: &mut Session) {
        session.browser = self.browser;
        session.platform = self.platform;
        session.platform_versioned = self.platform_versioned;
        session.device_kind = self.device_kind;
        session.labels_version = self.labels_version;
    }
}
