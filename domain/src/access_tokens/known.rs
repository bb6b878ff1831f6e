//! The keys of tenants in memory, looked up again when they are needed and older than [`REFRESHED_AFTER`].
//!
//! A change of keys is published [`PUBLISHED_AHEAD`] before anything follows from it. So keys that were looked up within
//! that time are surely still right: they serve while PostgreSQL is away, or while somebody else is asking it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::TenantId;
use jsonwebtoken::{DecodingKey, EncodingKey};
use moka::sync::Cache;
use sea_orm::DatabaseConnection;
use tokio::time::Instant;

use super::keys::{self, AccessKey};
use super::{PUBLISHED_AHEAD, REFRESHED_AFTER};
use crate::error::Error;
use crate::guarded::Guarded;
use crate::keyring::Keyring;
use crate::secrets::{self, Purpose, Secret};
use crate::transaction;

/// Most tenants whose keys are in memory.
pub const TENANTS_MAX: u64 = 10_000;
/// How long PostgreSQL is not asked for a tenant's keys after it did not answer.
pub const RETRIED_AFTER: Duration = Duration::from_secs(1);

/// What an Ed25519 private key begins with in PKCS #8 (RFC 8410, 7); its seed follows.
const PKCS8_BEFORE_SEED: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// A tenant's keys that were not retired when they were looked up.
pub(super) struct TenantKeys {
    looked_up_at: DateTime<Utc>,
    /// Newest first.
    keys: Vec<KnownKey>,
}

/// A key, ready for use.
pub(super) struct KnownKey {
    /// What is public of it.
    pub about: AccessKey,
    /// For signatures that it made.
    pub verifying: DecodingKey,
    /// For signatures to make; absent when the private half was removed.
    pub signing: Option<EncodingKey>,
}

impl KnownKey {
    pub fn new(about: AccessKey, seed: Option<&Secret>) -> Self {
        Self { verifying: DecodingKey::from_ed_der(&about.public_key), signing: seed.map(signing_key), about }
    }
}

impl TenantKeys {
    pub const fn new(looked_up_at: DateTime<Utc>, keys: Vec<KnownKey>) -> Self {
        Self { looked_up_at, keys }
    }

    /// The key that signs at `now`. One that nothing precedes does not wait: there may be clocks ahead of this one.
    pub fn signing(&self, now: DateTime<Utc>) -> Option<&KnownKey> {
        self.keys.iter().find(|key| key.about.signs_from <= now).or(self.keys.last())
    }

    /// A key that is believed at `now`.
    pub fn version(&self, now: DateTime<Utc>, version: i32) -> Option<&KnownKey> {
        self.shown(now).find(|key| key.about.version == version)
    }

    /// The keys that are published at `now`, newest first.
    pub fn shown(&self, now: DateTime<Utc>) -> impl Iterator<Item = &KnownKey> {
        self.keys.iter().filter(move |key| key.about.is_shown(now))
    }
}

/// The keys of many tenants. Cheap to clone.
#[derive(Clone)]
pub(super) struct KnownKeys {
    db: DatabaseConnection,
    keyring: Keyring,
    slots: Cache<TenantId, Arc<Slot>>,
}

/// Where one tenant's keys are.
#[derive(Default)]
struct Slot {
    /// Never held across an await.
    known: Mutex<Option<Arc<TenantKeys>>>,
    /// Held by whoever asks PostgreSQL; when it did not answer last.
    asking: tokio::sync::Mutex<Option<Instant>>,
}

impl KnownKeys {
    /// None yet; over a pool of the app's role.
    pub fn new(db: &DatabaseConnection, keyring: &Keyring) -> Self {
        Self { db: db.clone(), keyring: keyring.clone(), slots: Cache::new(TENANTS_MAX) }
    }

    /// The keys of a tenant, none of a deleted one. They are at most [`REFRESHED_AFTER`] old; while PostgreSQL does not
    /// answer, younger than `age_max`.
    ///
    /// # Errors
    /// `Unavailable` when PostgreSQL does not answer; `Corrupt` when a row does not read.
    pub async fn get(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        age_max: TimeDelta,
    ) -> Result<Arc<TenantKeys>, Error> {
        let slot = self.slots.get_with(tenant, Arc::default);
        if let Some(fresh) = slot.younger(now, REFRESHED_AFTER) {
            return Ok(fresh);
        }
        let mut failed_at = match slot.asking.try_lock() {
            Ok(alone) => alone,
            Err(_) => match slot.younger(now, age_max.min(PUBLISHED_AHEAD)) {
                Some(known) => return Ok(known),
                None => slot.asking.lock().await,
            },
        };
        // Whoever asked before this caller may have got the answer.
        if let Some(fresh) = slot.younger(now, REFRESHED_AFTER) {
            return Ok(fresh);
        }
        let just_failed = failed_at.is_some_and(|at| at.elapsed() < RETRIED_AFTER);
        let answer = if just_failed { Err(away()) } else { self.load(now, tenant).await };
        match answer {
            Ok(keys) => {
                let keys = Arc::new(keys);
                slot.put(&keys);
                *failed_at = None;
                Ok(keys)
            }
            Err(error) => {
                if !just_failed {
                    *failed_at = Some(Instant::now());
                }
                slot.younger(now, age_max).filter(|_| error.retryable()).ok_or(error)
            }
        }
    }

    /// Forgets a tenant's keys: the next caller asks for them.
    pub fn forget(&self, tenant: TenantId) {
        self.slots.invalidate(&tenant);
    }

    /// Knows these keys without asking.
    #[cfg(any(test, feature = "test-support"))]
    pub fn put(&self, tenant: TenantId, keys: TenantKeys) {
        self.slots.get_with(tenant, Arc::default).put(&Arc::new(keys));
    }

    async fn load(&self, now: DateTime<Utc>, tenant: TenantId) -> Result<TenantKeys, Error> {
        let txn = transaction::begin(&self.db, tenant).await?;
        let shown = keys::not_retired_at(&txn, now, &self.keyring, tenant).await?;
        // A key that came in between has a seed too many here, one that left has none.
        let seeds = secrets::every_version(&txn, &self.keyring, tenant, Purpose::AccessToken).await?;
        txn.rollback().await?;
        Ok(TenantKeys::new(now, ready(shown, &seeds)))
    }
}

fn ready(shown: Vec<AccessKey>, seeds: &BTreeMap<i32, Secret>) -> Vec<KnownKey> {
    let with_seed = |key: AccessKey| {
        let seed = seeds.get(&key.version);
        KnownKey::new(key, seed)
    };
    shown.into_iter().map(with_seed).collect()
}

impl Slot {
    fn younger(&self, now: DateTime<Utc>, than: TimeDelta) -> Option<Arc<TenantKeys>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.filter(|known| now - known.looked_up_at < than)
    }

    fn put(&self, keys: &Arc<TenantKeys>) {
        // A panic while it was held leaves a whole value behind: every change is one assignment.
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(keys));
    }
}

/// The private half of a key, as the library takes it.
pub(super) fn signing_key(seed: &Secret) -> EncodingKey {
    let mut der = Guarded::new([0; PKCS8_BEFORE_SEED.len() + secrets::SECRET_BYTES]);
    der[..PKCS8_BEFORE_SEED.len()].copy_from_slice(&PKCS8_BEFORE_SEED);
    der[PKCS8_BEFORE_SEED.len()..].copy_from_slice(&seed[..]);
    EncodingKey::from_ed_der(&der[..])
}

const fn away() -> Error {
    Error::unavailable("the database did not answer a moment ago")
}
