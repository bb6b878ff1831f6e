//! The keys of tenants as stored: the public half and the times in `access_key`, the seed of the private half in
//! `tenant_secret`, wrapped, until the key is retired.

use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use entity::id::TenantId;
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult};

use super::{SHOWN_AFTER, kid};
use crate::error::Error;
use crate::guarded::Guarded;
use crate::keyring::Keyring;
use crate::secrets::{self, Purpose, Secret};
use crate::sql::statement;
use crate::{tenants, transaction};

/// Most keys of a tenant that are read at a time, newest first. At most four are not retired.
pub const LISTED_MAX: i64 = 100;
/// Bytes of a public key.
pub const PUBLIC_KEY_BYTES: usize = 32;

/// What is public of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessKey {
    /// 1, 2 and so on.
    pub version: i32,
    /// Its name in tokens and in the key set.
    pub kid: String,
    /// What a signature is verified with.
    pub public_key: [u8; PUBLIC_KEY_BYTES],
    /// Since when it is published.
    pub created_at: DateTime<Utc>,
    /// From when on it signs, until the next one does.
    pub signs_from: DateTime<Utc>,
    /// From when on it is neither published nor believed: [`SHOWN_AFTER`] after the next one signs.
    pub retires_at: Option<DateTime<Utc>>,
}

/// What a key is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It is published and does not sign yet.
    Waiting,
    /// It signs.
    Signing,
    /// It is published for the tokens that it signed.
    Replaced,
    /// Its time is over.
    Retired,
}

impl AccessKey {
    /// What it is there for at `now`.
    #[must_use]
    pub fn state(&self, now: DateTime<Utc>) -> KeyState {
        match self.retires_at {
            Some(at) if at <= now => KeyState::Retired,
            Some(at) if at - SHOWN_AFTER <= now => KeyState::Replaced,
            _ if now < self.signs_from => KeyState::Waiting,
            _ => KeyState::Signing,
        }
    }

    /// Whether it is published and believed at `now`.
    #[must_use]
    pub fn is_shown(&self, now: DateTime<Utc>) -> bool {
        self.state(now) != KeyState::Retired
    }
}

/// The newest keys of a tenant, newest first, retired ones too; at most [`LISTED_MAX`].
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn list(db: &DatabaseConnection, keyring: &Keyring, tenant: TenantId) -> Result<Vec<AccessKey>, Error> {
    let txn = transaction::begin(db, tenant).await?;
    let keys = not_retired_at(&txn, DateTime::UNIX_EPOCH, keyring, tenant).await?;
    txn.rollback().await?;
    Ok(keys)
}

/// The keys of a tenant that are not retired at `at`, newest first; none of a deleted tenant. Joins the caller's
/// transaction.
pub(super) async fn not_retired_at(
    txn: &impl ConnectionTrait,
    at: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
) -> Result<Vec<AccessKey>, Error> {
    // Index: access_key_pkey, backwards.
    let sql = "select version, public_key, created_at, signs_from, retires_at
               from access_key
               where tenant_id = $1
                 and (retires_at is null or retires_at > $2)
                 and exists (select from tenant where tenant_id = $1 and deleted_at is null)
               order by version desc
               limit $3";
    let rows = txn.query_all_raw(statement(sql, [tenant.uuid().into(), at.into(), LISTED_MAX.into()])).await?;
    rows.iter().map(|row| from_row(row, keyring, tenant)).collect()
}

/// Makes the first key of a tenant, which signs at once. Joins the caller's transaction, which creates the tenant or
/// holds its head.
///
/// # Errors
/// `Unavailable` when the database does not answer, or the tenant has a key.
pub(crate) async fn create_first(
    txn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
) -> Result<AccessKey, Error> {
    insert(txn, now, keyring, tenant, 1, now).await
}

/// Makes the first key of a tenant from before there were access tokens, unless it has one by now. Opens its own
/// transaction; whoever does the same waits for it.
pub(super) async fn ensure_first(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
) -> Result<(), Error> {
    let txn = transaction::begin(db, tenant).await?;
    tenants::lock(&txn, tenant).await?;
    if not_retired_at(&txn, now, keyring, tenant).await?.is_empty() {
        create_first(&txn, now, keyring, tenant).await?;
        txn.commit().await?;
    } else {
        txn.rollback().await?;
    }
    Ok(())
}

/// Makes a version of a tenant's key. Joins the caller's transaction.
pub(super) async fn insert(
    txn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
    version: i32,
    signs_from: DateTime<Utc>,
) -> Result<AccessKey, Error> {
    let seed: Secret = Guarded::new(rand::random());
    secrets::keep(txn, keyring, tenant, Purpose::AccessToken, version, &seed).await?;
    let public_key = public_key_of(&seed);
    let sql = "insert into access_key (tenant_id, version, public_key, created_at, signs_from)
               values ($1, $2, $3, $4, $5)";
    let values: [sea_orm::Value; 5] =
        [tenant.uuid().into(), version.into(), public_key.to_vec().into(), now.into(), signs_from.into()];
    txn.execute_raw(statement(sql, values)).await?;
    let kid = kid::write(keyring, tenant, version);
    Ok(AccessKey { version, kid, public_key, created_at: now, signs_from, retires_at: None })
}

/// The public half of a key whose private half is made of `seed`.
pub(super) fn public_key_of(seed: &Secret) -> [u8; PUBLIC_KEY_BYTES] {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}

fn from_row(row: &QueryResult, keyring: &Keyring, tenant: TenantId) -> Result<AccessKey, Error> {
    let version: i32 = row.try_get_by_index(0)?;
    let public_key: Vec<u8> = row.try_get_by_index(1)?;
    let public_key = public_key
        .try_into()
        .map_err(|_| Error::corrupt("access_key", format!("{tenant} {version}"), "public_key has another length"))?;
    Ok(AccessKey {
        version,
        kid: kid::write(keyring, tenant, version),
        public_key,
        created_at: row.try_get_by_index(2)?,
        signs_from: row.try_get_by_index(3)?,
        retires_at: row.try_get_by_index(4)?,
    })
}
