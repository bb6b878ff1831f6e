//! API keys of the caller's tenant.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::KeyId;
use domain::idempotency::Repeatable;
use domain::keys::{self, IssuedKey, NewKey, OVERLAP_HOURS_DEFAULT};
use domain::scope::Scope;
use poem::Request;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use serde::Deserialize;

use crate::App;
use crate::auth::TenantAdmin;
use crate::body::{JsonBody, present};
use crate::contract::Tag;
use crate::error::ApiError;
use crate::filter::time;
use crate::page::{LIMIT_DEFAULT, read_id_cursor, write_id_cursor};
use crate::tenants::NoContent;

/// The operations on keys.
pub struct KeysApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// What a key may do. Scopes do not include each other.
#[derive(Debug, Clone, Copy, Enum, Deserialize)]
pub enum KeyScope {
    /// Post events.
    #[oai(rename = "events:write")]
    #[serde(rename = "events:write")]
    EventsWrite,
    /// Read events.
    #[oai(rename = "events:read")]
    #[serde(rename = "events:read")]
    EventsRead,
    /// Start, refresh and end sessions.
    #[oai(rename = "sessions:write")]
    #[serde(rename = "sessions:write")]
    SessionsWrite,
    /// Read sessions.
    #[oai(rename = "sessions:read")]
    #[serde(rename = "sessions:read")]
    SessionsRead,
    /// Change the tenant's settings and keys.
    #[oai(rename = "admin")]
    #[serde(rename = "admin")]
    Admin,
}

/// Whether a key opens anything.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
pub enum KeyState {
    /// It is taken.
    Active,
    /// It was revoked.
    Revoked,
    /// Its time is over.
    Expired,
}

/// A key, without its secret.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Key {
    /// Its public id (`key_…`).
    id: String,
    /// Its name for people.
    name: String,
    /// What it may do.
    scopes: Vec<KeyScope>,
    /// Whether it opens anything.
    state: KeyState,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// From when on it is refused.
    expires_at: Option<DateTime<Utc>>,
    /// Since when it is refused.
    revoked_at: Option<DateTime<Utc>>,
    /// The key that it replaces (`key_…`).
    replaces: Option<String>,
    /// When it was last taken, to the minute; absent when it never was.
    last_used_at: Option<DateTime<Utc>>,
}

/// A key that was just made: the only time that it is shown.
#[derive(Object)]
pub struct NewlyIssuedKey {
    /// The key itself, for `Authorization: Bearer …`. It is not kept: store it now.
    token: String,
    /// What it is.
    key: Key,
}

/// A key to make.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct KeyToCreate {
    /// Its name for people, 1 to 200 characters.
    #[oai(validator(max_length = 200, min_length = 1))]
    name: String,
    /// What it may do; at least one.
    #[oai(validator(min_items = 1, max_items = 5))]
    scopes: Vec<KeyScope>,
    /// From when on it is refused (RFC 3339); without it, it does not expire.
    #[serde(default, deserialize_with = "present")]
    expires_at: Option<DateTime<Utc>>,
}

/// How a key is rolled.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct KeyRoll {
    /// Hours that the old key is still taken: 0 to 168, 24 unless given.
    #[oai(validator(minimum(value = "0"), maximum(value = "168")))]
    #[serde(default, deserialize_with = "present")]
    overlap_hours: Option<u32>,
}

/// A page of keys.
#[derive(Object)]
pub struct KeyPage {
    /// Newest first.
    keys: Vec<Key>,
    /// Where the next page goes on; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    next: Option<String>,
}

/// A key that was made.
#[derive(ApiResponse)]
pub enum CreateKeyAnswer {
    /// The key was made, or issued anew for the same idempotency key.
    #[oai(status = 201)]
    Created(
        Json<NewlyIssuedKey>,
        /// `no-store`: the answer holds a secret.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

#[OpenApi(tag = "Tag::Keys")]
impl KeysApi {
    /// Makes a key.
    ///
    /// The token is shown once. Repeated with the same `Idempotency-Key` within 24 hours, the same key is answered
    /// with a token issued anew, and the first token is refused. At most 100 active keys. Needs the scope `admin`.
    #[oai(path = "/v1/keys", method = "post", operation_id = "create_key")]
    async fn create(
        &self,
        request: &Request,
        caller: TenantAdmin,
        /// Any text of up to 255 bytes that names this request.
        #[oai(name = "Idempotency-Key", validator(max_length = 255, pattern = "^[ -~]+$"))]
        idempotency_key: Header<Option<String>>,
        body: JsonBody<KeyToCreate>,
    ) -> Result<CreateKeyAnswer, ApiError> {
        caller.0.check_again(request).await?;
        let expires_at = time("/expires_at", body.value.expires_at)?;
        let scopes: BTreeSet<Scope> = body.value.scopes.iter().map(|scope| (*scope).into()).collect();
        let new = NewKey { name: body.value.name, scopes, expires_at };
        let repeatable = Repeatable { operation: "create_key", key: idempotency_key.0.as_deref(), body: &body.raw };
        let (now, by) = (self.app.clock.now(), caller.0.by());
        let issued = keys::create(&self.app.stores, now, caller.0.tenant(), &by, repeatable, new).await?;
        Ok(self.issued(issued, now))
    }

    /// Lists the tenant's keys.
    ///
    /// Newest first, revoked and expired ones too. Needs the scope `admin`.
    #[oai(path = "/v1/keys", method = "get", operation_id = "list_keys")]
    async fn list(
        &self,
        caller: TenantAdmin,
        /// Most keys of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<KeyPage>, ApiError> {
        let list = format!("list_keys {}", caller.0.tenant());
        let after = read_id_cursor(&self.app.keyring, &list, cursor.0.as_deref())?.map(KeyId);
        let found = keys::list(&self.app.stores, caller.0.tenant(), after, u64::from(limit.0)).await?;
        let ids = found.iter().map(|key| key.key_id.uuid());
        let next = write_id_cursor(&self.app.keyring, &list, limit.0, ids);
        let now = self.app.clock.now();
        Ok(Json(KeyPage { keys: found.into_iter().map(|key| Key::of(key, now)).collect(), next }))
    }

    /// Revokes a key.
    ///
    /// Refused everywhere within 5 seconds. 204 also when it was revoked before. Needs the scope `admin`.
    #[oai(path = "/v1/keys/:key_id", method = "delete", operation_id = "revoke_key")]
    async fn revoke(
        &self,
        caller: TenantAdmin,
        /// The key's id (`key_…`).
        #[oai(validator(pattern = "^key_[0-9a-f]{32}$"))]
        key_id: Path<String>,
    ) -> Result<NoContent, ApiError> {
        let key = parse_id(&key_id.0)?;
        keys::revoke(&self.app.stores, self.app.clock.now(), caller.0.tenant(), &caller.0.by(), key).await?;
        self.app.authenticator.forget(key);
        Ok(NoContent::Done)
    }

    /// Rolls a key.
    ///
    /// Makes a key with the same name, scopes and expiry; the old one is refused after the overlap. Repeating with the
    /// same `Idempotency-Key` is safe as with `create_key`. Needs the scope `admin`.
    #[oai(path = "/v1/keys/:key_id/roll", method = "post", operation_id = "roll_key")]
    async fn roll(
        &self,
        request: &Request,
        caller: TenantAdmin,
        /// The key's id (`key_…`).
        #[oai(validator(pattern = "^key_[0-9a-f]{32}$"))]
        key_id: Path<String>,
        /// Any text of up to 255 bytes that names this request.
        #[oai(name = "Idempotency-Key", validator(max_length = 255, pattern = "^[ -~]+$"))]
        idempotency_key: Header<Option<String>>,
        body: JsonBody<KeyRoll>,
    ) -> Result<CreateKeyAnswer, ApiError> {
        caller.0.check_again(request).await?;
        let key = parse_id(&key_id.0)?;
        let overlap = body.value.overlap_hours.unwrap_or(OVERLAP_HOURS_DEFAULT);
        // Another key to roll is another request, whatever its body.
        let said = [key.uuid().as_bytes(), &body.raw[..]].concat();
        let repeatable = Repeatable { operation: "roll_key", key: idempotency_key.0.as_deref(), body: &said };
        let (now, by) = (self.app.clock.now(), caller.0.by());
        let issued = keys::roll(&self.app.stores, now, caller.0.tenant(), &by, repeatable, key, overlap).await?;
        self.app.authenticator.forget(key);
        Ok(self.issued(issued, now))
    }
}

impl KeysApi {
    fn issued(&self, issued: IssuedKey, now: DateTime<Utc>) -> CreateKeyAnswer {
        // A secret that was issued anew replaces one that may be cached as good.
        self.app.authenticator.forget(issued.key.key_id);
        CreateKeyAnswer::Created(Json(NewlyIssuedKey::of(issued, now)), "no-store".to_owned())
    }
}

fn parse_id(text: &str) -> Result<KeyId, ApiError> {
    text.parse().map_err(|e: domain::id::InvalidId| ApiError::invalid("key_id", e.to_string()))
}

impl NewlyIssuedKey {
    /// The one answer that shows the token.
    pub fn of(issued: IssuedKey, now: DateTime<Utc>) -> Self {
        Self { token: issued.token.to_string(), key: Key::of(issued.key, now) }
    }
}

impl Key {
    fn of(key: keys::Key, now: DateTime<Utc>) -> Self {
        let state = match key.revoked_at {
            Some(_) => KeyState::Revoked,
            None if key.is_active(now) => KeyState::Active,
            None => KeyState::Expired,
        };
        Self {
            id: key.key_id.to_string(),
            name: key.name,
            scopes: key.scopes.into_iter().map(Into::into).collect(),
            state,
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
            replaces: key.replaces.map(|id| id.to_string()),
            last_used_at: key.last_used_at,
        }
    }
}

impl From<KeyScope> for Scope {
    fn from(scope: KeyScope) -> Self {
        match scope {
            KeyScope::EventsWrite => Self::EventsWrite,
            KeyScope::EventsRead => Self::EventsRead,
            KeyScope::SessionsWrite => Self::SessionsWrite,
            KeyScope::SessionsRead => Self::SessionsRead,
            KeyScope::Admin => Self::Admin,
        }
    }
}

impl From<Scope> for KeyScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::EventsWrite => Self::EventsWrite,
            Scope::EventsRead => Self::EventsRead,
            Scope::SessionsWrite => Self::SessionsWrite,
            Scope::SessionsRead => Self::SessionsRead,
            Scope::Admin => Self::Admin,
        }
    }
}

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
