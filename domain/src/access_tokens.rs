//! ACCESS TOKENS: what a tenant's application can verify by itself, for a few minutes.
//!
//! **Verifying offline sees a revocation up to 5 minutes late**: a token is good until it is over, whatever became of its
//! session. Gatebook's own operations look at the session too.
//!
//! A token is a JWT (RFC 7519), signed with Ed25519 (`EdDSA`, RFC 8037) and nothing else, by a key of its tenant:
//!
//! 1. [`AccessTokens::issue`] signs it. The name of the key (`access_tokens/kid.rs`) says whose and which one it is.
//! 2. The tenant's application takes the public keys from [`AccessTokens::jwks`] and verifies tokens by itself; Gatebook
//!    does it with [`AccessTokens::verify`]. A token that names a key which this installation did not make is refused
//!    without any look-up.
//! 3. Keys (`access_tokens/keys.rs`) are rotated by an operator or on schedule (`access_tokens/rotation.rs`), and kept in
//!    memory for a minute (`access_tokens/known.rs`).
//!
//! Deliberately absent: other algorithms, keys that several tenants share, and a list of revoked tokens.

mod keys;
mod kid;
mod known;
mod rotation;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{SessionId, TenantId};
use jsonwebtoken::{Algorithm, Header, Validation};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use self::known::{KnownKey, KnownKeys, TenantKeys};
use crate::boot::{ACQUIRE_TIMEOUT, Stores};
use crate::error::{Error, Thing};
use crate::guarded::Guarded;
use crate::keyring::Keyring;
use crate::tenants::{self, CACHED_FOR};

pub(crate) use keys::create_first;
pub use keys::{AccessKey, KeyState, LISTED_MAX, PUBLIC_KEY_BYTES};
pub use known::{RETRIED_AFTER, TENANTS_MAX};
pub use rotation::{PASS_BATCH, Pass, Rotation, rotate, rotate_due};

/// How long a token is good.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(5);
/// How far the clocks of those who issue and verify may be apart.
pub const LEEWAY: TimeDelta = TimeDelta::seconds(5);
/// How long a new key is published before it signs.
pub const PUBLISHED_AHEAD: TimeDelta = TimeDelta::minutes(10);
/// How long a key is published after the next one signs: for the life of its last token, and a minute more for clocks
/// that are apart and for changes that took long to commit.
pub const SHOWN_AFTER: TimeDelta = TimeDelta::minutes(6);
/// How long a key signs before the schedule rotates it.
pub const KEY_AGE_MAX: TimeDelta = TimeDelta::days(90);
/// How old keys in memory may be before they are looked up again.
pub const REFRESHED_AFTER: TimeDelta = TimeDelta::minutes(1);
/// How long whoever asked for the public keys may keep them, in seconds.
pub const JWKS_KEPT_S: u64 = 60;
/// Longest token that is looked at, in bytes.
pub const TOKEN_BYTES_MAX: usize = 4096;
/// Most names of tenants that are looked up at a time for their keys. Anybody may ask for these; so most connections
/// stay free for others.
pub const JWKS_LOOK_UPS_MAX: usize = 2;

const _: () = assert!(SHOWN_AFTER.num_seconds() > LIFETIME.num_seconds() + LEEWAY.num_seconds());
// Whoever verifies has the new key before it signs, however old the answer was that it kept.
const _: () = assert!(PUBLISHED_AHEAD.num_seconds() >= 4 * (REFRESHED_AFTER.num_seconds() + JWKS_KEPT_S as i64));

/// What a good token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessClaims {
    /// Whose user it is (`aud`).
    pub tenant: TenantId,
    /// Which session it was issued for (`sid`).
    pub session: SessionId,
    /// The user (`sub`); none when the session is anonymous.
    pub user_id: Option<String>,
    /// When it was issued (`iat`), in whole seconds.
    pub issued_at: DateTime<Utc>,
    /// From when on it is over (`exp`), in whole seconds; [`LEEWAY`] not counted.
    pub expires_at: DateTime<Utc>,
    /// The token's own name (`jti`).
    pub token_id: String,
}

/// A public key for those who verify (RFC 7517, with the members of RFC 8037 that are the same for every key left out).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jwk {
    /// Its name in tokens.
    pub kid: String,
    /// The key itself: 32 bytes in base64url.
    pub x: String,
}

/// Issues and verifies access tokens. Cheap to clone.
#[derive(Clone)]
pub struct AccessTokens {
    stores: Stores,
    keyring: Keyring,
    issuer: Arc<str>,
    known: KnownKeys,
    /// Tenants by the names that were asked for.
    slugs: Cache<String, TenantId>,
    slug_look_ups: Arc<Semaphore>,
}

/// The claims as they are written.
#[derive(Serialize, Deserialize)]
struct Claims<'a> {
    iss: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sub: Option<Cow<'a, str>>,
    aud: TenantId,
    sid: SessionId,
    iat: i64,
    exp: i64,
    jti: Cow<'a, str>,
}

impl AccessTokens {
    /// Knows no keys yet. `issuer` is the claim `iss` of its tokens.
    #[must_use]
    pub fn new(stores: &Stores, keyring: &Keyring, issuer: &str) -> Self {
        let kept_for = CACHED_FOR - Duration::from_secs(1);
        let slugs =
            Cache::builder().max_capacity(TENANTS_MAX).time_to_live(kept_for).support_invalidation_closures().build();
        Self {
            known: KnownKeys::new(&stores.lookup, keyring),
            stores: stores.clone(),
            keyring: keyring.clone(),
            issuer: issuer.into(),
            slugs,
            slug_look_ups: Arc::new(Semaphore::new(JWKS_LOOK_UPS_MAX)),
        }
    }

    /// Issues a token for a session, good for [`LIFETIME`]. The caller has found the session good. A tenant from before
    /// there were access tokens gets its first key.
    ///
    /// While PostgreSQL is away, keys that were looked up within [`PUBLISHED_AHEAD`] go on signing.
    ///
    /// # Errors
    /// `NotFound` when the tenant is unknown or deleted; `Corrupt` when its keys do not read; `Unavailable` when
    /// PostgreSQL does not answer.
    pub async fn issue(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        user_id: Option<&str>,
        session: SessionId,
    ) -> Result<Guarded<String>, Error> {
        let keys = self.keys(now, tenant, PUBLISHED_AHEAD).await?;
        let key = keys.signing(now).ok_or(Error::NotFound(Thing::Tenant))?;
        let jti = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>());
        let claims = Claims {
            iss: Cow::Borrowed(&self.issuer),
            sub: user_id.map(Cow::Borrowed),
            aud: tenant,
            sid: session,
            iat: now.timestamp(),
            exp: (now + LIFETIME).timestamp(),
            jti: Cow::Owned(jti),
        };
        sign(tenant, key, &claims)
    }

    /// What a token says; `None` when it is not good: not of this installation, changed, signed in another way, over,
    /// not yet valid, or for somebody else. Asks nothing of PostgreSQL unless it names a key that this installation made.
    ///
    /// It says nothing about the session: that may be over. While PostgreSQL is away, every key that is known is believed.
    ///
    /// # Errors
    /// `Unavailable` when the key is not known and PostgreSQL does not answer; `Corrupt` when the keys do not read.
    pub async fn verify(&self, now: DateTime<Utc>, token: &str) -> Result<Option<AccessClaims>, Error> {
        let Some((tenant, version)) = self.key_named_by(token) else {
            return Ok(None);
        };
        let keys = self.known.get(now, tenant, TimeDelta::MAX).await?;
        let Some(key) = keys.version(now, version) else {
            return Ok(None);
        };
        Ok(self.read(tenant, key, token).filter(|claims| is_in_time(now, claims)))
    }

    /// Whose token this claims to be, if it names one of our keys, whether or not it is good.
    #[must_use]
    pub fn tenant_of(&self, token: &str) -> Option<TenantId> {
        self.key_named_by(token).map(|(tenant, _)| tenant)
    }

    /// The public keys of a tenant by its name in URLs, newest first: those that sign, will sign, or signed tokens that
    /// may not be over.
    ///
    /// # Errors
    /// `NotFound` when there is no such tenant or it is deleted; `Unavailable` when PostgreSQL does not answer.
    pub async fn jwks(&self, now: DateTime<Utc>, slug: &str) -> Result<Vec<Jwk>, Error> {
        let tenant = self.tenant_named(slug).await?;
        let keys = self.keys(now, tenant, REFRESHED_AFTER).await?;
        let jwks: Vec<Jwk> = keys.shown(now).map(|key| Jwk::of(&key.about)).collect();
        if jwks.is_empty() { Err(Error::NotFound(Thing::Tenant)) } else { Ok(jwks) }
    }

    /// Knows one key of a tenant as of `now`, without PostgreSQL: for tests of other crates.
    #[cfg(feature = "test-support")]
    pub fn know(&self, now: DateTime<Utc>, tenant: TenantId, version: i32, seed: &crate::secrets::Secret) {
        let kid = kid::write(&self.keyring, tenant, version);
        let public_key = keys::public_key_of(seed);
        let about = AccessKey { version, kid, public_key, created_at: now, signs_from: now, retires_at: None };
        self.known.put(tenant, TenantKeys::new(now, vec![KnownKey::new(about, Some(seed))]));
    }

    /// Forgets a tenant that was just deleted here.
    pub fn forget_tenant(&self, tenant: TenantId) {
        self.known.forget(tenant);
        // Fails only without support_invalidation_closures, which the cache is built with.
        let _ = self.slugs.invalidate_entries_if(move |_, known| *known == tenant);
    }

    /// The keys of a tenant, with a first one when there is none.
    async fn keys(&self, now: DateTime<Utc>, tenant: TenantId, age_max: TimeDelta) -> Result<Arc<TenantKeys>, Error> {
        let keys = self.known.get(now, tenant, age_max).await?;
        if keys.signing(now).is_some() {
            return Ok(keys);
        }
        keys::ensure_first(&self.stores.app, now, &self.keyring, tenant).await?;
        self.known.forget(tenant);
        self.known.get(now, tenant, age_max).await
    }

    /// Whose key and which version a token claims to be signed with, if its name is one of ours. Nothing else of the
    /// token is believed yet.
    fn key_named_by(&self, token: &str) -> Option<(TenantId, i32)> {
        if token.len() > TOKEN_BYTES_MAX {
            return None;
        }
        let header = jsonwebtoken::decode_header(token).ok()?;
        kid::read(&self.keyring, header.kid.as_deref().filter(|_| header.alg == Algorithm::EdDSA)?)
    }

    /// The claims of a token whose signature, issuer and audience are right.
    fn read(&self, tenant: TenantId, key: &KnownKey, token: &str) -> Option<AccessClaims> {
        let mut validation = Validation::new(Algorithm::EdDSA);
        // The library would go by a clock of its own; `is_in_time` goes by the caller's.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[tenant]);
        let claims = jsonwebtoken::decode::<Claims<'static>>(token, &key.verifying, &validation).ok()?.claims;
        Some(AccessClaims {
            tenant: claims.aud,
            session: claims.sid,
            user_id: claims.sub.map(Cow::into_owned),
            issued_at: DateTime::from_timestamp(claims.iat, 0)?,
            expires_at: DateTime::from_timestamp(claims.exp, 0)?,
            token_id: claims.jti.into_owned(),
        })
    }

    /// A tenant by its name in URLs, at most [`CACHED_FOR`] old.
    async fn tenant_named(&self, slug: &str) -> Result<TenantId, Error> {
        if !tenants::is_slug(slug) {
            return Err(Error::NotFound(Thing::Tenant));
        }
        if let Some(known) = self.slugs.get(slug) {
            return Ok(known);
        }
        let turn = tokio::time::timeout(ACQUIRE_TIMEOUT, self.slug_look_ups.acquire());
        let _turn = turn.await.map_err(|_| Error::unavailable("too many tenants are looked for"))?;
        let tenant = tenants::find_by_slug(&self.stores, slug).await?.tenant_id;
        self.slugs.insert(slug.to_owned(), tenant);
        Ok(tenant)
    }
}

impl Jwk {
    fn of(key: &AccessKey) -> Self {
        Self { kid: key.kid.clone(), x: BASE64_URL_SAFE_NO_PAD.encode(key.public_key) }
    }
}

/// The newest keys of a tenant, newest first, retired ones too; at most [`LISTED_MAX`].
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn list(stores: &Stores, keyring: &Keyring, tenant: TenantId) -> Result<Vec<AccessKey>, Error> {
    keys::list(&stores.app, keyring, tenant).await
}

fn sign(tenant: TenantId, key: &KnownKey, claims: &Claims<'_>) -> Result<Guarded<String>, Error> {
    let failed = |detail: &str| Error::corrupt("tenant_secret", format!("{tenant} {}", key.about.kid), detail);
    let signing = key.signing.as_ref().ok_or_else(|| failed("the private half of a key that signs is missing"))?;
    let header = Header { kid: Some(key.about.kid.clone()), ..Header::new(Algorithm::EdDSA) };
    let token = jsonwebtoken::encode(&header, claims, signing).map_err(|_| failed("does not sign"))?;
    Ok(Guarded::new(token))
}

/// Whether `now` is from the issue of a token to its end, both with [`LEEWAY`].
fn is_in_time(now: DateTime<Utc>, claims: &AccessClaims) -> bool {
    claims.issued_at <= now + LEEWAY && now - LEEWAY < claims.expires_at
}
