//! Rotation: a key takes the place of another without a token that nobody can verify.
//!
//! 1. The new key is published; it signs [`PUBLISHED_AHEAD`] later. By then every process has looked the keys up again,
//!    and so has every verifier that keeps them no longer.
//! 2. The old key stays published for [`SHOWN_AFTER`] from then on: until the last token that it signed is over.
//! 3. Then it is retired: not published, not believed, and its private half is removed by the next scheduled pass.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::TenantId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use serde_json::json;
use uuid::Uuid;

use super::keys::{self, AccessKey};
use super::{KEY_AGE_MAX, PUBLISHED_AHEAD, SHOWN_AFTER};
use crate::boot::Stores;
use crate::entry::Entry;
use crate::error::{self, Error};
use crate::keyring::Keyring;
use crate::log;
use crate::secrets::Purpose;
use crate::sql::statement;
use crate::tenants;
use crate::transaction;

/// Most tenants that are looked for at a time in a scheduled pass.
pub const PASS_BATCH: i64 = 500;
/// Who rotates on schedule, in the events about it.
const BY_SCHEDULE: &str = "schedule";

/// What became of a rotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation {
    /// This key was published and signs from its time on.
    Published(AccessKey),
    /// Nothing was done: this key is published already and waits for its time.
    Waiting(AccessKey),
}

/// What a scheduled pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pass {
    /// Tenants that got a new key.
    pub rotated: usize,
    /// Private halves of retired keys that were removed.
    pub removed: u64,
    /// Tenants that were left for the next pass because of an error.
    pub failed: usize,
}

/// Publishes a new key of a tenant, which signs [`PUBLISHED_AHEAD`] from now, and appends `access_key.rotated`. A tenant
/// without any key gets one that signs at once. Opens its own transaction.
///
/// Repeating is safe: while a key waits for its time, nothing is done.
///
/// # Errors
/// `NotFound` when the tenant is unknown or deleted; `Unavailable` when the database does not answer.
pub async fn rotate(
    stores: &Stores,
    now: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
    by: &str,
) -> Result<Rotation, Error> {
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::lock(&txn, tenant).await?;
    let newest = newest(&txn, now, keyring, tenant).await?;
    if let Some(waiting) = newest.as_ref().filter(|key| now < key.signs_from) {
        txn.rollback().await?;
        return Ok(Rotation::Waiting(waiting.clone()));
    }
    let published = publish(&txn, now, keyring, tenant, by, newest).await?;
    txn.commit().await?;
    Ok(Rotation::Published(published))
}

/// Rotates every key that has signed for [`KEY_AGE_MAX`] and removes the private halves of retired ones. `db` is a pool of
/// the worker's role; each tenant has a transaction of its own, and one that fails is logged and left for the next pass.
/// Repeating is safe.
///
/// # Errors
/// `Unavailable` when the tenants cannot be looked for.
pub async fn rotate_due(db: &DatabaseConnection, now: DateTime<Utc>, keyring: &Keyring) -> Result<Pass, Error> {
    let mut pass = Pass::default();
    let mut after = Uuid::nil();
    loop {
        let due = due(db, now, after).await?;
        for tenant in &due {
            match keep_up(db, now, keyring, *tenant).await {
                Ok((rotated, removed)) => {
                    pass.rotated += usize::from(rotated);
                    pass.removed += removed;
                }
                // It was deleted meanwhile; a job removes its keys.
                Err(Error::NotFound(_)) => {}
                Err(failure) => {
                    let cause = std::error::Error::source(&failure).map(error::brief).unwrap_or_default();
                    tracing::error!(tenant.id = %tenant, error = %failure, cause, "the keys of a tenant were left alone");
                    pass.failed += 1;
                }
            }
        }
        match due.last() {
            Some(last) if due.len() >= usize::try_from(PASS_BATCH).unwrap_or(usize::MAX) => after = last.uuid(),
            _ => return Ok(pass),
        }
    }
}

/// The next tenants with something to do, by id. Tenants without any key have nothing: they get one when they need it.
async fn due(db: &DatabaseConnection, now: DateTime<Utc>, after: Uuid) -> Result<Vec<TenantId>, Error> {
    let sql = "select k.tenant_id
               from access_key k
               join tenant t on t.tenant_id = k.tenant_id
               left join tenant_secret s
                   on s.tenant_id = k.tenant_id
                  and s.purpose = $3
                  and s.version = k.version
               where k.tenant_id > $4
                 and t.deleted_at is null
               group by k.tenant_id
               having max(k.signs_from) <= $2
                   or bool_or(k.retires_at <= $1 and s.version is not null)
               order by k.tenant_id
               limit $5";
    let values: [sea_orm::Value; 5] =
        [now.into(), (now - KEY_AGE_MAX).into(), Purpose::AccessToken.name().into(), after.into(), PASS_BATCH.into()];
    let rows = db.query_all_raw(statement(sql, values)).await?;
    rows.iter().map(|row| Ok(TenantId(row.try_get_by_index(0)?))).collect()
}

/// One tenant's part of a pass: whether its key was rotated, and how many private halves were removed. Looks again at
/// what is due, because the tenant was not locked before.
async fn keep_up(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
) -> Result<(bool, u64), Error> {
    let txn = transaction::begin_bare(db).await?;
    tenants::lock(&txn, tenant).await?;
    let newest = newest(&txn, now, keyring, tenant).await?;
    let is_due = newest.as_ref().is_some_and(|key| key.signs_from <= now - KEY_AGE_MAX);
    if is_due {
        publish(&txn, now, keyring, tenant, BY_SCHEDULE, newest).await?;
    }
    let sql = "delete from tenant_secret s
               using access_key k
               where s.tenant_id = $1
                 and s.purpose = $2
                 and k.tenant_id = $1
                 and k.version = s.version
                 and k.retires_at <= $3";
    let values = [tenant.uuid().into(), Purpose::AccessToken.name().into(), now.into()];
    let removed = txn.execute_raw(statement(sql, values)).await?.rows_affected();
    txn.commit().await?;
    Ok((is_due, removed))
}

/// The newest key, which is never retired.
async fn newest(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
) -> Result<Option<AccessKey>, Error> {
    Ok(keys::not_retired_at(txn, now, keyring, tenant).await?.into_iter().next())
}

/// Makes the key after `newest`, which ends `newest`, and appends the event. The caller holds the tenant's head.
async fn publish(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    keyring: &Keyring,
    tenant: TenantId,
    by: &str,
    newest: Option<AccessKey>,
) -> Result<AccessKey, Error> {
    let (version, wait) = newest.map_or((1, TimeDelta::zero()), |newest| (newest.version + 1, PUBLISHED_AHEAD));
    let key = keys::insert(txn, now, keyring, tenant, version, now + wait).await?;
    let sql = "update access_key
               set retires_at = $3
               where tenant_id = $1
                 and version < $2
                 and retires_at is null";
    let retires_at = key.signs_from + SHOWN_AFTER;
    txn.execute_raw(statement(sql, [tenant.uuid().into(), version.into(), retires_at.into()])).await?;
    let data = json!({"kid": key.kid, "version": version, "signs_from": key.signs_from, "by": by});
    log::append_within(txn, now, tenant, vec![Entry::fact(now, "access_key.rotated", data)]).await?;
    Ok(key)
}
