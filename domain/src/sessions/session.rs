//! A session as it is stored, and what follows from it alone.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{Position, SessionId, TenantId};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::labels::{self, LabelStyle};

/// How exactly the last use is known: a session is idle when it was not used for its timeout and this long.
pub const SEEN_PRECISION: TimeDelta = TimeDelta::seconds(60);
/// How long after a deadline `session.expired` is appended: what was gathered before it has been written by then.
pub const EXPIRED_AFTER: TimeDelta = TimeDelta::minutes(2);

/// Whether a session lives, and how it ended if it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It lives, unless its deadline has just passed.
    Active,
    /// Somebody ended it.
    Revoked,
    /// Its time was over.
    Expired,
}

impl State {
    /// As the database writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Somebody who may do so ended it.
    Revoked,
    /// Its user signed out.
    SignedOut,
    /// The user has as many sessions as there may be, and signed in once more.
    Limit,
    /// An old secret of it was used: somebody has a copy of its token.
    ReuseDetected,
    /// It was not used for its idle timeout.
    Idle,
    /// Its absolute timeout is over.
    Absolute,
}

/// A session, as the log has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Whose user's it is.
    #[serde(with = "plain_tenant")]
    pub tenant_id: TenantId,
    /// Its public id.
    #[serde(with = "plain_session")]
    pub session_id: SessionId,
    /// Raised by every change; 1 is the first.
    pub version: u32,
    /// The event that made it what it is.
    pub position: Position,
    /// Whether it lives.
    pub state: State,
    /// The application's name of the user; `None` until somebody signs in.
    pub user_id: Option<String>,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When it is over in any case.
    pub expires_at: DateTime<Utc>,
    /// Seconds without use after which it is over.
    pub idle_timeout_s: u32,
    /// Which of its secrets is good; 0 is the first.
    pub rotation: u32,
    /// When that secret came, if it is not the first.
    pub rotated_at: Option<DateTime<Utc>>,
    /// When the secret before it came.
    pub rotated_before_at: Option<DateTime<Utc>>,
    /// Secrets before this one are of nobody's interest any more.
    pub bound_rotation: u32,
    /// Where it was started or has moved to.
    pub ip: Option<IpAddr>,
    /// With what it was started or is used since it moved, cut to 1 KiB.
    pub user_agent: Option<String>,
    /// When it moved last.
    pub moved_at: Option<DateTime<Utc>>,
    /// The browser, such as `Safari`.
    pub browser: Option<String>,
    /// The platform, such as `iPhone`.
    pub platform: Option<String>,
    /// The platform with the version that the agent claims, such as `Windows 8.1`.
    pub platform_versioned: Option<String>,
    /// `browser`, `app`, `bot`, `tool` or `unknown`.
    pub device_kind: Option<String>,
    /// The version of the rules that named browser and platform.
    pub labels_version: Option<String>,
    /// What the application keeps with it, a JSON object.
    pub metadata: Option<serde_json::Value>,
    /// When it ended: for one that expired, when its deadline was.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who ended it.
    pub ended_by: Option<String>,
    /// Why it ended.
    pub end_reason: Option<Reason>,
}

/// The last use of a session. Its parts are of one and the same use.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// When.
    pub at: DateTime<Utc>,
    /// From where.
    pub ip: Option<IpAddr>,
    /// With what, cut to 1 KiB.
    pub user_agent: Option<String>,
}

/// A session with what is kept beside the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The session.
    pub session: Session,
    /// Its last use, as far as it is written.
    pub seen: Seen,
    pub(crate) secret_hash: [u8; 32],
}

/// What the agent of a session's last use claims to be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeenDevice {
    /// Such as `Safari on iPhone`; absent when nothing is known.
    pub label: Option<String>,
    /// Such as `Safari`.
    pub browser: Option<String>,
    /// Such as `iPhone`.
    pub platform: Option<String>,
    /// `browser`, `app`, `bot`, `tool` or `unknown`.
    pub kind: Option<String>,
    /// The version of the rules that named it.
    pub labels_version: Option<String>,
}

impl Stored {
    /// With what it was used last.
    #[must_use]
    pub fn device(&self, style: LabelStyle) -> SeenDevice {
        let (session, Some(agent)) = (&self.session, self.seen.user_agent.as_ref()) else {
            return SeenDevice::default();
        };
        if session.user_agent.as_ref() == Some(agent) && session.labels_version.is_some() {
            // Named when the whole agent was there; what is kept of it is cut.
            let platform = match style {
                LabelStyle::Plain => &session.platform,
                LabelStyle::Versioned => &session.platform_versioned,
            };
            return SeenDevice {
                label: labels::label(session.browser.as_deref(), platform.as_deref()),
                browser: session.browser.clone(),
                platform: session.platform.clone(),
                kind: session.device_kind.clone(),
                labels_version: session.labels_version.clone(),
            };
        }
        let device = labels::device_cached(agent);
        SeenDevice {
            label: device.label(style),
            browser: device.browser().map(str::to_owned),
            platform: device.platform().map(str::to_owned),
            kind: Some(device.kind().name().to_owned()),
            labels_version: Some(labels::rules_version().to_owned()),
        }
    }

    /// When it is over if it is not used again.
    #[must_use]
    pub fn deadline(&self) -> DateTime<Utc> {
        deadline(self.session.expires_at, self.seen.at, self.session.idle_timeout_s)
    }

    /// Why it is over then.
    pub(super) fn reason_of_deadline(&self) -> Reason {
        if self.deadline() == self.session.expires_at { Reason::Absolute } else { Reason::Idle }
    }

    /// Whether it lives at `now`.
    #[must_use]
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.session.state == State::Active && now < self.deadline()
    }
}

/// When a session is over if it is not used again.
pub(in crate::sessions) fn deadline(
    expires_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    idle_timeout_s: u32,
) -> DateTime<Utc> {
    expires_at.min(seen_at + TimeDelta::seconds(i64::from(idle_timeout_s)) + SEEN_PRECISION)
}

impl Session {
    /// Where it is, as [`place_of`] tells it.
    pub(super) fn place(&self) -> u64 {
        place_of(self.ip, self.browser.as_deref(), self.platform.as_deref())
    }
}

/// Network (/24 of IPv4, /64 of IPv6) and device as one number, the same in every process: when it differs, the session has
/// moved.
pub(super) fn place_of(ip: Option<IpAddr>, browser: Option<&str>, platform: Option<&str>) -> u64 {
    let network = ip.and_then(|ip| match ip {
        IpAddr::V4(v4) => Ipv4Net::new(v4, 24).map(|net| IpNet::V4(net.trunc())).ok(),
        IpAddr::V6(v6) => Ipv6Net::new(v6, 64).map(|net| IpNet::V6(net.trunc())).ok(),
    });
    let mut hash = Sha256::new();
    hash.update(network.map(|network| network.to_string()).unwrap_or_default());
    hash.update([0]);
    hash.update(browser.unwrap_or_default());
    hash.update([0]);
    hash.update(platform.unwrap_or_default());
    let digest: [u8; 32] = hash.finalize().into();
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// A tenant's id as the database writes it.
mod plain_tenant {
    use entity::id::TenantId;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(id: &TenantId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&id.uuid())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TenantId, D::Error> {
        TenantId::deserialize(deserializer)
    }
}

/// A session's id as the database writes it.
mod plain_session {
    use entity::id::SessionId;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(id: &SessionId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&id.uuid())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SessionId, D::Error> {
        SessionId::deserialize(deserializer)
    }
}
