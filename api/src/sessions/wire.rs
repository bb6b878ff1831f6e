//! Sessions as they travel: what is posted, and what is answered.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::geoip::Locator;
use domain::id::SessionId;
use domain::json::{FromOutside, harmless};
use domain::labels::LabelStyle;
use domain::sessions::{LiveSession, Reason, State, Stored};
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{ApiResponse, Enum, Object};
use serde::{Deserialize, Serialize, Serializer};

use crate::body::present;
use crate::error::ApiError;
use crate::written::Written;

/// A free object of the application's.
pub type Metadata = HashMap<String, Any<serde_json::Value>>;

/// A sign-in.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct SessionToStart {
    /// The application's own name of the user, at most 256 bytes; without it the session is anonymous until it is bound.
    #[oai(validator(max_length = 256, min_length = 1))]
    #[serde(default, deserialize_with = "present")]
    pub user_id: Option<String>,
    /// The user's address, when the application knows it. Not together with `remote_addr`.
    #[oai(validator(max_length = 128))]
    #[serde(default, deserialize_with = "present")]
    pub ip: Option<String>,
    /// The address of the TCP connection. With `x_forwarded_for` and the tenant's trusted proxies, the user's address
    /// follows from it.
    #[oai(validator(max_length = 128))]
    #[serde(default, deserialize_with = "present")]
    pub remote_addr: Option<String>,
    /// The `X-Forwarded-For` header, or all of them in their order, joined by commas.
    #[oai(validator(max_length = 8192))]
    #[serde(default, deserialize_with = "present")]
    pub x_forwarded_for: Option<String>,
    /// The `User-Agent` header; the first KiB is kept.
    #[oai(validator(max_length = 65536))]
    #[serde(default, deserialize_with = "present")]
    pub user_agent: Option<String>,
    /// What the application wants to find again with every check: an object of at most 4 KiB. Secrets in it are
    /// replaced.
    #[serde(default, deserialize_with = "metadata")]
    pub metadata: Option<Metadata>,
    /// When it is over in any case, if that is to be earlier than the tenant's policy has it (RFC 3339).
    #[serde(default, deserialize_with = "present")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// A token to look at, and where it is used.
#[derive(Object, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub struct TokenToCheck {
    /// A session token (`gbs_…`) or an access token.
    #[oai(validator(max_length = 4096))]
    pub token: String,
    /// What kind of token it is said to be (RFC 7662); told from the token itself, whatever this says.
    #[oai(validator(max_length = 64))]
    #[serde(default, deserialize_with = "present")]
    pub token_type_hint: Option<String>,
    /// The user's address now. With it, or with the agent, the session is noted as used.
    #[oai(validator(max_length = 128))]
    #[serde(default, deserialize_with = "present")]
    pub ip: Option<String>,
    /// The address of the TCP connection, instead of `ip`.
    #[oai(validator(max_length = 128))]
    #[serde(default, deserialize_with = "present")]
    pub remote_addr: Option<String>,
    /// The `X-Forwarded-For` header, beside `remote_addr`.
    #[oai(validator(max_length = 8192))]
    #[serde(default, deserialize_with = "present")]
    pub x_forwarded_for: Option<String>,
    /// The `User-Agent` header now.
    #[oai(validator(max_length = 65536))]
    #[serde(default, deserialize_with = "present")]
    pub user_agent: Option<String>,
}

/// Changes of a session; what is left out stays.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct SessionPatch {
    /// The user who has signed in. Can be set once; the session then has another token.
    #[oai(validator(max_length = 256, min_length = 1))]
    #[serde(default, deserialize_with = "present")]
    pub user_id: Option<String>,
    /// When it is over in any case (RFC 3339): at most 366 days after it was started.
    #[serde(default, deserialize_with = "present")]
    pub expires_at: Option<DateTime<Utc>>,
    /// Another object of at most 4 KiB in place of the one that is kept; an empty one takes it away.
    #[serde(default, deserialize_with = "metadata")]
    pub metadata: Option<Metadata>,
}

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum SessionState {
    /// It lives.
    Active,
    /// Somebody ended it.
    Revoked,
    /// Its time was over.
    Expired,
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum EndReason {
    /// Somebody who may do so ended it.
    Revoked,
    /// Its user signed out.
    SignedOut,
    /// The user signed in once more than the tenant allows.
    Limit,
    /// An old token of it was used: somebody has a copy.
    ReuseDetected,
    /// It was not used for its idle timeout.
    Idle,
    /// Its absolute timeout was over.
    Absolute,
}

/// How labels are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum LabelWording {
    /// `Chrome on Windows`.
    Plain,
    /// `Chrome on Windows 8.1`: with the version of the platform that the agent claims.
    Versioned,
}

/// A session.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Session {
    /// Its public id (`ses_…`).
    pub id: String,
    /// The application's name of the user; absent while it is anonymous.
    pub user_id: Option<String>,
    /// How it stands.
    pub state: SessionState,
    /// What it is used with, such as `Safari on iPhone`; absent when that is not known.
    pub device: Option<String>,
    /// The browser of that.
    pub browser: Option<String>,
    /// The platform of that.
    pub platform: Option<String>,
    /// `browser`, `app`, `bot`, `tool` or `unknown`.
    pub device_kind: Option<String>,
    /// Which rules gave these names.
    pub labels_version: Option<String>,
    /// Where the address of its last use is, such as `Zwolle, The Netherlands`: the city and the country, or the country
    /// alone; absent when that is not known. Where the installation uses a database of DB-IP's, show "IP Geolocation by
    /// DB-IP" with a link to https://db-ip.com beside it.
    pub location: Option<String>,
    /// The address of its last use.
    pub ip: Option<String>,
    /// The agent of its last use.
    pub user_agent: Option<String>,
    /// When it was used last, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When it is over in any case.
    pub expires_at: DateTime<Utc>,
    /// Seconds without use after which it is over.
    pub idle_timeout_s: u32,
    /// What the application keeps with it.
    pub metadata: Option<Any<serde_json::Value>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who ended it: a key (`key_…`), a session of the user (`ses_…`), a member (`mem_…`), `gatebook` or the like.
    pub ended_by: Option<String>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
}

/// A session with the token that opens it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IssuedSession {
    /// The session token (`gbs_…`), for the user's client. It is not kept: this is the only time that it is shown.
    pub token: String,
    /// An access token (JWT) of the session: good for 5 minutes, verified with the tenant's public keys. Who verifies it
    /// without asking sees an end up to 5 minutes late.
    pub access_token: String,
    /// What they open.
    pub session: Session,
}

/// A session that was changed, with its new token if a user was bound to it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ChangedSession {
    /// The session's token from now on, if a user was bound to it. The earlier one opens nothing any more.
    pub token: Option<String>,
    /// An access token that names the user, beside it.
    pub access_token: Option<String>,
    /// The session as it is now.
    pub session: Session,
}

/// What a token says (RFC 7662). Of one that opens nothing, `active` is all.
#[derive(Object, Default, Serialize)]
#[oai(skip_serializing_if_is_none)]
pub struct Introspection {
    /// Whether it opens a session that lives.
    pub active: bool,
    /// `session` or `access_token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// The application's name of the user; absent while the session is anonymous.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    /// The session (`ses_…`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// When the session was started, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
    /// When the token is over if it is not used again, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    /// What the application keeps with the session.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "any")]
    pub metadata: Option<Any<serde_json::Value>>,
}

/// Writes what is of any form.
fn any<S: Serializer>(value: &Option<Any<serde_json::Value>>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(|Any(value)| value).serialize(serializer)
}

/// A page of sessions.
#[derive(Object)]
pub struct SessionPage {
    /// In the order of the list.
    pub sessions: Vec<Session>,
    /// Where the next page goes on; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    pub next: Option<String>,
}

/// A session that was started or refreshed.
#[derive(ApiResponse)]
pub enum IssueAnswer {
    /// The session with its token.
    #[oai(status = 201)]
    Created(
        Json<IssuedSession>,
        /// `no-store`: the answer holds a secret.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

/// A token that was looked at.
#[derive(ApiResponse)]
pub enum IntrospectAnswer {
    /// What it says.
    #[oai(status = 200)]
    Ok(
        Written<Introspection>,
        /// `no-store`: the answer is true now.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

/// A session that was changed.
#[derive(ApiResponse)]
pub enum ChangeAnswer {
    /// The session, and its token if that is another now.
    #[oai(status = 200)]
    Ok(
        Json<ChangedSession>,
        /// `no-store`: the answer may hold a secret.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

impl Session {
    /// The session as its tenant sees it.
    pub fn of(stored: Stored, style: LabelStyle, locator: &Locator) -> Self {
        let device = stored.device(style);
        let location = stored.seen.ip.and_then(|ip| locator.locate(ip));
        let (session, seen) = (stored.session, stored.seen);
        Self {
            id: session.session_id.to_string(),
            user_id: session.user_id,
            state: session.state.into(),
            device: device.label,
            browser: device.browser,
            platform: device.platform,
            device_kind: device.kind,
            labels_version: device.labels_version,
            location: location.map(|location| location.label()),
            ip: seen.ip.map(|ip| ip.to_string()),
            user_agent: seen.user_agent,
            last_seen_at: seen.at,
            started_at: session.started_at,
            expires_at: session.expires_at,
            idle_timeout_s: session.idle_timeout_s,
            metadata: session.metadata.map(Any),
            ended_at: session.ended_at,
            ended_by: session.ended_by,
            end_reason: session.end_reason.map(Into::into),
        }
    }
}

impl Introspection {
    /// What a token that opens a session says.
    pub fn of(live: LiveSession, token_type: &str, expires_at: DateTime<Utc>) -> Self {
        Self {
            active: true,
            token_type: Some(token_type.to_owned()),
            sub: live.user_id,
            sid: Some(live.session_id.to_string()),
            iat: Some(live.started_at.timestamp()),
            exp: Some(expires_at.timestamp()),
            metadata: live.metadata.and_then(|metadata| serde_json::from_str(&metadata).ok()).map(Any),
        }
    }
}

/// A session's id in a path.
///
/// # Errors
/// 422 when it is none.
pub fn session_id(text: &str) -> Result<SessionId, ApiError> {
    text.parse().map_err(|error: domain::id::InvalidId| ApiError::invalid("session_id", error.to_string()))
}

/// The application's object as JSON.
pub fn json_of(metadata: Metadata) -> serde_json::Value {
    serde_json::Value::Object(metadata.into_iter().map(|(name, Any(value))| (name, value)).collect())
}

fn metadata<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Metadata>, D::Error> {
    let members = HashMap::<String, FromOutside>::deserialize(deserializer)?;
    Ok(Some(members.into_iter().map(|(name, FromOutside(value))| (harmless(&name).into_owned(), Any(value))).collect()))
}

impl From<State> for SessionState {
    fn from(state: State) -> Self {
        match state {
            State::Active => Self::Active,
            State::Revoked => Self::Revoked,
            State::Expired => Self::Expired,
        }
    }
}

impl From<SessionState> for State {
    fn from(state: SessionState) -> Self {
        match state {
            SessionState::Active => Self::Active,
            SessionState::Revoked => Self::Revoked,
            SessionState::Expired => Self::Expired,
        }
    }
}

impl From<Reason> for EndReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Revoked => Self::Revoked,
            Reason::SignedOut => Self::SignedOut,
            Reason::Limit => Self::Limit,
            Reason::ReuseDetected => Self::ReuseDetected,
            Reason::Idle => Self::Idle,
            Reason::Absolute => Self::Absolute,
        }
    }
}

impl From<LabelWording> for LabelStyle {
    fn from(wording: LabelWording) -> Self {
        match wording {
            LabelWording::Plain => Self::Plain,
            LabelWording::Versioned => Self::Versioned,
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::IntoResponse;
    use poem_openapi::types::ToJSON;

    use super::*;

    #[tokio::test]
    async fn what_a_token_says_is_written_as_the_contract_describes_it() {
        let full = Introspection {
            active: true,
            token_type: Some("session".to_owned()),
            sub: Some("ada \"lovelace\"".to_owned()),
            sid: Some("ses_1".to_owned()),
            iat: Some(1),
            exp: Some(2),
            metadata: Some(Any(serde_json::json!({"theme": "dark", "since": [2026, null]}))),
        };
        for said in [full, Introspection::default()] {
            let described = said.to_json();

            let written = Written(said).into_response().into_body().into_vec().await.unwrap();

            assert_eq!(serde_json::from_slice::<serde_json::Value>(&written).ok(), described);
        }
    }
}
