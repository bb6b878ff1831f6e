//! KEYS: what a tenant's application identifies itself with.
//!
//! A key is shown once, when it is made; only the hash of its secret is kept. Every change is an event in the tenant's
//! log. A revoked key is refused at once by the process that revoked it and within [`REFUSED_WITHIN`] by every other.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{KeyId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, QueryResult};
use serde_json::json;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::boot::Stores;
use crate::entry::Entry;
use crate::error::{ConflictCode, Error, Fault, Thing};
use crate::guarded::Guarded;
use crate::idempotency::{self, Repeatable};
use crate::installation;
use crate::last_known::LastKnown;
use crate::log;
use crate::scope::Scope;
use crate::sql::statement;
use crate::tenants;
use crate::tokens;
use crate::transaction;
use crate::uuids::uuid_v7;

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Most keys of a tenant that are neither revoked nor expired.
pub const ACTIVE_KEYS_MAX: usize = 100;
/// Most keys in one page.
pub const PAGE_MAX: u64 = 100;
/// Longest overlap of a roll, in hours.
pub const OVERLAP_HOURS_MAX: u32 = 7 * 24;
/// Overlap of a roll unless the caller says otherwise, in hours.
pub const OVERLAP_HOURS_DEFAULT: u32 = 24;
/// How old may be what is known of a key's last use.
pub const USES_NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Within this time a key that was revoked by one process is refused by all.
pub const REFUSED_WITHIN: Duration = Duration::from_secs(5);

/// A key as stored, without its secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Its public id.
    pub key_id: KeyId,
    /// For people.
    pub name: String,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it is refused.
    pub expires_at: Option<DateTime<Utc>>,
    /// Since when it is refused.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The key that it replaces.
    pub replaces: Option<KeyId>,
    /// When it was last presented, as of [`USES_NOTED_EVERY`] ago.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl Key {
    /// Whether it opens anything at `now`.
    #[must_use]
    pub fn is_active(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|at| now < at)
    }
}

/// What a new key begins with.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// For people.
    pub name: String,
    /// What it may do; at least one.
    pub scopes: BTreeSet<Scope>,
    /// From when on it is refused; after now.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A key that was just made, with its secret: shown once.
pub struct IssuedKey {
    /// The key as stored.
    pub key: Key,
    /// The text that the holder presents.
    pub token: Guarded<String>,
}

/// Who is calling with an API key.
#[derive(Debug, Clone, PartialEq)]
pub struct TenantPrincipal {
    /// Whose key it is.
    pub tenant: TenantId,
    /// Which key.
    pub key: KeyId,
    scopes: BTreeSet<Scope>,
    expires_at: Option<DateTime<Utc>>,
}

impl TenantPrincipal {
    /// Whether the key has a scope.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// Makes a key. Opens its own transaction.
///
/// Repeating with the same idempotency key answers the same key with a secret issued anew; the earlier one is refused
/// from then on, because what is shown once is not kept.
///
/// # Errors
/// `Invalid` names the places that do not fit; `NotFound` when the tenant is deleted; `Conflict` when the idempotency
/// key came with another body.
pub async fn create(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    request: Repeatable<'_>,
    new: NewKey,
) -> Result<IssuedKey, Error> {
    check(now, &new)?;
    installation::refuse(tenant)?;
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::lock(&txn, tenant).await?;
    if let Some(earlier) = idempotency::earlier(&txn, now, tenant, request).await? {
        let issued = issue_anew(&txn, tenant, KeyId(earlier)).await?;
        txn.commit().await?;
        return Ok(issued);
    }
    let issued = insert(&txn, now, tenant, by, new, None).await?;
    idempotency::remember(&txn, now, tenant, request, issued.key.key_id.uuid()).await?;
    txn.commit().await?;
    Ok(issued)
}

/// Makes a key with the name, scopes and expiry of another, which is refused `overlap_hours` from now on. Opens its
/// own transaction. Repeating with the same idempotency key is safe as with [`create`].
///
/// # Errors
/// `NotFound` when the tenant has no such key; `Conflict` when it is revoked or expired, or the idempotency key came
/// with another body; `Invalid` when the overlap is too long.
pub async fn roll(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    request: Repeatable<'_>,
    key: KeyId,
    overlap_hours: u32,
) -> Result<IssuedKey, Error> {
    if overlap_hours > OVERLAP_HOURS_MAX {
        return Err(Error::invalid("/overlap_hours", format!("must be from 0 to {OVERLAP_HOURS_MAX}")));
    }
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::lock(&txn, tenant).await?;
    if let Some(earlier) = idempotency::earlier(&txn, now, tenant, request).await? {
        let issued = issue_anew(&txn, tenant, KeyId(earlier)).await?;
        txn.commit().await?;
        return Ok(issued);
    }
    let old = find_within(&txn, tenant, key).await?;
    if !old.is_active(now) {
        let detail = "the key is revoked or expired".to_owned();
        return Err(Error::Conflict { code: ConflictCode::KeyNotActive, detail });
    }
    let ends_at = now + TimeDelta::hours(i64::from(overlap_hours));
    let ends_at = old.expires_at.map_or(ends_at, |at| at.min(ends_at));
    let new = NewKey { name: old.name, scopes: old.scopes, expires_at: old.expires_at };
    let issued = insert(&txn, now, tenant, by, new, Some(key)).await?;
    let sql = "update api_key
               set expires_at = $3
               where tenant_id = $1
                 and key_id = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), key.uuid().into(), ends_at.into()])).await?;
    let data = json!({"key_id": key, "replaced_by": issued.key.key_id, "expires_at": ends_at, "by": by});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "key.rolled", data)]).await?;
    idempotency::remember(&txn, now, tenant, request, issued.key.key_id.uuid()).await?;
    txn.commit().await?;
    Ok(issued)
}

/// Revokes a key. Opens its own transaction. Repeating is safe: a revoked key stays revoked and nothing is appended.
///
/// # Errors
/// `NotFound` when the tenant has no such key.
pub async fn revoke(stores: &Stores, now: DateTime<Utc>, tenant: TenantId, by: &str, key: KeyId) -> Result<(), Error> {
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::lock(&txn, tenant).await?;
    if find_within(&txn, tenant, key).await?.revoked_at.is_some() {
        txn.rollback().await?;
        return Ok(());
    }
    let sql = "update api_key
               set revoked_at = $3
               where tenant_id = $1
                 and key_id = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), key.uuid().into(), now.into()])).await?;
    let data = json!({"key_id": key, "by": by});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "key.revoked", data)]).await?;
    txn.commit().await?;
    Ok(())
}

/// The keys of a tenant after `after`, newest first, revoked and expired ones too; at most `limit` and [`PAGE_MAX`].
///
/// # Errors
/// `NotFound` when the tenant is deleted: a process that did not hear of it may still take its keys; `Unavailable` when the database does not answer.
pub async fn list(stores: &Stores, tenant: TenantId, after: Option<KeyId>, limit: u64) -> Result<Vec<Key>, Error> {
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    // Key ids are of version 7: newest first is by id, downwards. Index: api_key_pkey.
    let sql = format!(
        "select {COLUMNS}
         from api_key
         where tenant_id = $1
           and key_id < $2
         order by key_id desc
         limit $3"
    );
    let after = after.map_or(Uuid::max(), KeyId::uuid);
    let limit = i64::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(1);
    let rows = txn.query_all_raw(statement(&sql, [tenant.uuid().into(), after.into(), limit.into()])).await?;
    txn.rollback().await?;
    rows.iter().map(from_row).collect()
}

/// Keys that were presented and found good, each for less than [`REFUSED_WITHIN`]; for longer while PostgreSQL is away.
/// Cheap to clone.
#[derive(Clone)]
pub struct Authenticator {
    db: DatabaseConnection,
    /// By SHA-256 of the whole token, so that no key stands in memory.
    cache: LastKnown<[u8; 32], Option<Arc<TenantPrincipal>>>,
}

impl Authenticator {
    /// An empty cache over a pool of the app's role.
    #[must_use]
    pub fn new(db: &DatabaseConnection) -> Self {
        Self { db: db.clone(), cache: LastKnown::new(50_000, REFUSED_WITHIN - Duration::from_secs(1)) }
    }

    /// Who presents `token`; `None` when it opens nothing. Something that is no key is refused without a look-up.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn authenticate(&self, now: DateTime<Utc>, token: &str) -> Result<Option<Arc<TenantPrincipal>>, Error> {
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let principal = match self.cache.fresh(&digest).await {
            Some(known) => known,
            None => {
                let Some(presented) = tokens::read_key(token) else { return Ok(None) };
                let db = self.db.clone();
                let question = async move { load(&db, now, &presented).await.map(|found| found.map(Arc::new)) };
                self.cache.get(digest, || question).await?
            }
        };
        Ok(principal.filter(|principal| principal.expires_at.is_none_or(|at| now < at)))
    }

    /// Refuses a key that was just revoked, rolled or issued anew here.
    pub fn forget(&self, key: KeyId) {
        self.cache.forget_if(move |known| known.as_ref().is_some_and(|principal| principal.key == key));
    }

    /// Refuses all keys of a tenant that was just deleted here.
    pub fn forget_tenant(&self, tenant: TenantId) {
        self.cache.forget_if(move |known| known.as_ref().is_some_and(|principal| principal.tenant == tenant));
    }
}

/// Whose key it is, from the database. A key in use is asked for every few seconds, so that its use is noted here.
async fn load(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    presented: &tokens::PresentedKey,
) -> Result<Option<TenantPrincipal>, Error> {
    let txn = transaction::begin(db, presented.tenant).await?;
    let sql = format!(
        "select {COLUMNS}, secret_hash
         from api_key
         where tenant_id = $1
           and key_id = $2
           and exists (select from tenant where tenant_id = $1 and deleted_at is null)"
    );
    let row = txn.query_one_raw(statement(&sql, [presented.tenant.uuid().into(), presented.key.uuid().into()])).await?;
    txn.rollback().await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let key = from_row(&row)?;
    let hash: Vec<u8> = row.try_get_by_index(8)?;
    let matches = bool::from(hash.as_slice().ct_eq(&presented.secret_hash()));
    if !matches || key.revoked_at.is_some() {
        return Ok(None);
    }
    if key.is_active(now) && key.last_used_at.is_none_or(|at| at + USES_NOTED_EVERY <= now) {
        // Who may come in does not depend on a note.
        if let Err(error) = note_use(db, now, presented.tenant, key.key_id).await {
            tracing::warn!(%error, key = %key.key_id, "that a key was used could not be noted");
        }
    }
    Ok(Some(TenantPrincipal {
        tenant: presented.tenant,
        key: key.key_id,
        scopes: key.scopes,
        expires_at: key.expires_at,
    }))
}

async fn note_use(db: &DatabaseConnection, now: DateTime<Utc>, tenant: TenantId, key: KeyId) -> Result<(), Error> {
    let txn = transaction::begin(db, tenant).await?;
    // Many processes may have seen it at once, and one of them is enough.
    let sql = "update api_key
               set last_used_at = $3
               where tenant_id = $1
                 and key_id = (select key_id
                               from api_key
                               where tenant_id = $1
                                 and key_id = $2
                                 and (last_used_at is null or last_used_at < $3)
                               for update skip locked)";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), key.uuid().into(), now.into()])).await?;
    txn.commit().await?;
    Ok(())
}

const COLUMNS: &str = "key_id, name, scopes, created_at, expires_at, revoked_at, replaces, last_used_at";

fn check(now: DateTime<Utc>, new: &NewKey) -> Result<(), Error> {
    let mut faults = Vec::new();
    if new.name.trim().is_empty() || new.name.chars().count() > NAME_CHARS_MAX || new.name.contains('\0') {
        faults.push(Fault::new("/name", format!("must have 1 to {NAME_CHARS_MAX} characters")));
    }
    if new.scopes.is_empty() {
        faults.push(Fault::new("/scopes", "must have at least one scope"));
    }
    if new.expires_at.is_some_and(|at| at <= now) {
        faults.push(Fault::new("/expires_at", "must be in the future"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Inserts a key and appends its event; the caller holds the tenant's head.
async fn insert(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    new: NewKey,
    replaces: Option<KeyId>,
) -> Result<IssuedKey, Error> {
    let sql = "select count(*)
               from api_key
               where tenant_id = $1
                 and revoked_at is null
                 and (expires_at is null or expires_at > $2)";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), now.into()])).await?;
    let active: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    // Rolling makes room by itself when the overlap ends.
    let active_max = if replaces.is_some() { 2 * ACTIVE_KEYS_MAX } else { ACTIVE_KEYS_MAX };
    if usize::try_from(active).unwrap_or(usize::MAX) >= active_max {
        return Err(Error::invalid("", format!("the tenant has {active_max} active keys: revoke one first")));
    }
    let key_id = KeyId(uuid_v7(now));
    let secret = Guarded::new(rand::random());
    let (token, hash) = tokens::write_key(tenant, key_id, &secret);
    let key = Key {
        key_id,
        name: new.name,
        scopes: new.scopes,
        created_at: now,
        expires_at: new.expires_at,
        revoked_at: None,
        replaces,
        last_used_at: None,
    };
    let scopes: Vec<String> = key.scopes.iter().map(ToString::to_string).collect();
    let sql = "insert into api_key (tenant_id, key_id, name, secret_hash, scopes, created_at, expires_at, replaces)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values: [sea_orm::Value; 8] = [
        tenant.uuid().into(),
        key_id.uuid().into(),
        key.name.clone().into(),
        hash.to_vec().into(),
        scopes.into(),
        now.into(),
        key.expires_at.into(),
        replaces.map(KeyId::uuid).into(),
    ];
    txn.execute_raw(statement(sql, values)).await?;
    let data = json!({
        "key_id": key_id, "name": key.name, "scopes": key.scopes, "expires_at": key.expires_at,
        "replaces": replaces, "by": by,
    });
    log::append_within(txn, now, tenant, vec![Entry::fact(now, "key.created", data)]).await?;
    Ok(IssuedKey { key, token })
}

/// Gives a key a new secret, because the answer that showed the first one may be lost.
async fn issue_anew(txn: &DatabaseTransaction, tenant: TenantId, key: KeyId) -> Result<IssuedKey, Error> {
    // Nobody has used the secret that it has from now on.
    let stored = Key { last_used_at: None, ..find_within(txn, tenant, key).await? };
    let secret = Guarded::new(rand::random());
    let (token, hash) = tokens::write_key(tenant, key, &secret);
    let sql = "update api_key
               set secret_hash = $3,
                   last_used_at = null
               where tenant_id = $1
                 and key_id = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), key.uuid().into(), hash.to_vec().into()])).await?;
    Ok(IssuedKey { key: stored, token })
}

async fn find_within(txn: &DatabaseTransaction, tenant: TenantId, key: KeyId) -> Result<Key, Error> {
    let sql = format!("select {COLUMNS} from api_key where tenant_id = $1 and key_id = $2");
    let row = txn.query_one_raw(statement(&sql, [tenant.uuid().into(), key.uuid().into()])).await?;
    from_row(&row.ok_or(Error::NotFound(Thing::Key))?)
}

fn from_row(row: &QueryResult) -> Result<Key, Error> {
    let key_id = KeyId(row.try_get_by_index(0)?);
    let scopes: Vec<String> = row.try_get_by_index(2)?;
    let scopes = scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>();
    let replaces: Option<Uuid> = row.try_get_by_index(6)?;
    Ok(Key {
        key_id,
        name: row.try_get_by_index(1)?,
        scopes: scopes.map_err(|e| Error::corrupt("api_key", key_id, format!("scope {e}")))?,
        created_at: row.try_get_by_index(3)?,
        expires_at: row.try_get_by_index(4)?,
        revoked_at: row.try_get_by_index(5)?,
        replaces: replaces.map(KeyId),
        last_used_at: row.try_get_by_index(7)?,
    })
}
