//! TENANTS: customers of the installation, their settings, and what is compiled from these for the hot path.
//!
//! Every change is an event in the tenant's log, appended in the transaction of the change. A deleted tenant's log is
//! closed in the same transaction, so that nothing is appended any more by any process from then on.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::{JobId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, QueryResult, SqlErr};
use serde_json::json;
use uuid::Uuid;

use crate::access_log;
use crate::access_tokens;
use crate::boot::Stores;
use crate::decisions::Blocklist;
use crate::entry::Entry;
use crate::error::{ConflictCode, Error, Fault, Thing};
use crate::idempotency::{self, Repeatable};
use crate::installation;
use crate::intake::Rules;
use crate::jobs::{self, Kind};
use crate::keyring::Keyring;
use crate::last_known::LastKnown;
use crate::log;
use crate::retention::rehome;
use crate::secrets::{self, Purpose};
use crate::settings::{self, TenantSettings};
use crate::sql::statement;
use crate::transaction;
use crate::uuids::uuid_v7;

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest slug, in characters.
pub const SLUG_CHARS_MAX: usize = 63;
/// Most tenants in one page.
pub const PAGE_MAX: u64 = 100;
/// How long another process may go on with settings that were changed here.
pub const CACHED_FOR: Duration = Duration::from_secs(5);

/// A tenant as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    /// Its id.
    pub tenant_id: TenantId,
    /// Its name in URLs: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// What it set.
    pub settings: TenantSettings,
    /// Raised by every change: the ETag.
    pub version: i64,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

/// What a new tenant begins with.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// Unique in the installation.
    pub slug: String,
    /// For people.
    pub name: String,
    /// What it sets.
    pub settings: TenantSettings,
}

/// Other settings, made of those that the tenant has.
pub type SettingsEdit = Box<dyn FnOnce(TenantSettings) -> Result<TenantSettings, Error> + Send>;

/// What a change leaves as it is is `None`.
#[derive(Default)]
pub struct TenantChange {
    /// Another name.
    pub name: Option<String>,
    /// What becomes of the settings; asked under the tenant's lock, so that changes at once keep each other's.
    pub settings: Option<SettingsEdit>,
}

/// Creates a tenant with its head, its secrets and its first event. Opens its own transaction.
///
/// Repeating with the same idempotency key answers the tenant that the first call created: its id follows from the key.
///
/// # Errors
/// `Invalid` names the places that do not fit; `Conflict` when the slug is taken or the idempotency key came with
/// another body.
pub async fn create(
    stores: &Stores,
    now: DateTime<Utc>,
    keyring: &Keyring,
    by: &str,
    request: Repeatable<'_>,
    new: NewTenant,
) -> Result<Tenant, Error> {
    check(Some(&new.slug), Some(&new.name), Some(&new.settings))?;
    let tenant_id = TenantId(match request.key {
        Some(key) => id_of_key(keyring, key),
        None => uuid_v7(now),
    });
    let txn = transaction::begin_installation(&stores.app, Some(tenant_id)).await?;
    if let Some(earlier) = idempotency::earlier(&txn, now, tenant_id, request).await? {
        return find_within(&txn, TenantId(earlier)).await;
    }
    let settings = serde_json::to_value(&new.settings).map_err(|e| Error::invalid("/settings", e.to_string()))?;
    let sql = "insert into tenant (tenant_id, slug, name, settings, created_at) values ($1, $2, $3, $4, $5)";
    let values: [sea_orm::Value; 5] = [
        tenant_id.uuid().into(),
        new.slug.clone().into(),
        new.name.clone().into(),
        settings.clone().into(),
        now.into(),
    ];
    if let Err(error) = txn.execute_raw(statement(sql, values)).await {
        txn.rollback().await?;
        return after_collision(stores, now, tenant_id, request, error).await;
    }
    let sql = "insert into tenant_head (tenant_id, recorded_at, retention_days, retention_days_min, retention_days_max)
               values ($1, $2, $3, $3, $3)";
    let days = i16::try_from(new.settings.retention_days).unwrap_or(i16::MAX);
    txn.execute_raw(statement(sql, [tenant_id.uuid().into(), now.into(), days.into()])).await?;
    access_log::begin(&txn, tenant_id).await?;
    for purpose in [Purpose::Import, Purpose::SessionKey] {
        secrets::create(&txn, keyring, tenant_id, purpose).await?;
    }
    access_tokens::create_first(&txn, now, keyring, tenant_id).await?;
    let data = json!({"slug": new.slug, "name": new.name, "settings": settings, "by": by});
    log::append_within(&txn, now, tenant_id, vec![Entry::fact(now, "tenant.created", data)]).await?;
    idempotency::remember(&txn, now, tenant_id, request, tenant_id.uuid()).await?;
    txn.commit().await?;
    Ok(Tenant { tenant_id, slug: new.slug, name: new.name, settings: new.settings, version: 1, created_at: now })
}

/// The tenants of the installation after `after`, by id, deleted ones left out; at most `limit` and [`PAGE_MAX`].
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn list(stores: &Stores, after: Option<TenantId>, limit: u64) -> Result<Vec<Tenant>, Error> {
    let txn = transaction::begin_installation(&stores.app, None).await?;
    // The one list over all tenants, for the installation's admin.
    let sql = "select tenant_id, slug, name, settings, version, created_at
               from tenant
               where tenant_id > $1
                 and deleted_at is null
               order by tenant_id
               limit $2";
    // The installation itself is the first by id, and no customer.
    let after = after.unwrap_or(TenantId::INSTALLATION).uuid();
    let limit = i64::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(1);
    let rows = txn.query_all_raw(statement(sql, [after.into(), limit.into()])).await?;
    txn.rollback().await?;
    rows.iter().map(from_row).collect()
}

/// Every tenant that is not deleted, with its slug: for passes over all of them. `db` is a pool of the worker's role.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn every(db: &DatabaseConnection) -> Result<Vec<(TenantId, String)>, Error> {
    let sql = "select tenant_id, slug from tenant where deleted_at is null order by slug";
    let rows = db.query_all_raw(statement(sql, [])).await?;
    rows.iter().map(|row| Ok((TenantId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))).collect()
}

/// One tenant.
///
/// # Errors
/// `NotFound` when there is none with this id or it is deleted.
pub async fn find(stores: &Stores, tenant: TenantId) -> Result<Tenant, Error> {
    let txn = transaction::begin(&stores.app, tenant).await?;
    let found = find_within(&txn, tenant).await;
    txn.rollback().await?;
    found
}

/// One customer by its slug.
///
/// # Errors
/// `NotFound` when there is none with this slug or it is deleted.
pub async fn find_by_slug(stores: &Stores, slug: &str) -> Result<Tenant, Error> {
    let txn = transaction::begin_installation(&stores.app, None).await?;
    let sql = "select tenant_id, slug, name, settings, version, created_at
               from tenant
               where slug = $1
                 and deleted_at is null";
    let row = txn.query_one_raw(statement(sql, [slug.into()])).await?;
    txn.rollback().await?;
    let found = from_row(&row.ok_or(Error::NotFound(Thing::Tenant))?)?;
    installation::refuse(found.tenant_id)?;
    Ok(found)
}

/// Changes a tenant's name or settings, if it still has `version` (`None`: whatever version). Another retention comes with
/// the job that carries it out. Opens its own transaction.
///
/// Repeating gives the same state and another event; with `version` the repeat is a conflict.
///
/// # Errors
/// `NotFound`; `Conflict` when the version is another, or the retention was changed less than a day ago; `Invalid` names
/// the places that do not fit.
pub async fn change(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    version: Option<i64>,
    change: TenantChange,
) -> Result<(Tenant, Option<JobId>), Error> {
    check(None, change.name.as_deref(), None)?;
    installation::refuse(tenant)?;
    let txn = transaction::begin(&stores.app, tenant).await?;
    lock(&txn, tenant).await?;
    let mut changed = find_within(&txn, tenant).await?;
    if version.is_some_and(|version| version != changed.version) {
        return Err(Error::Conflict {
            code: ConflictCode::VersionMismatch,
            detail: format!("the tenant has version {} now", changed.version),
        });
    }
    let before = changed.clone();
    if let Some(name) = change.name {
        changed.name = name;
    }
    if let Some(edit) = change.settings {
        changed.settings = edit(changed.settings)?;
        check(None, None, Some(&changed.settings))?;
    }
    if changed == before {
        txn.rollback().await?;
        return Ok((changed, None));
    }
    let (from_days, to_days) = (before.settings.retention_days, changed.settings.retention_days);
    let job = match from_days == to_days {
        true => None,
        false => Some(rehome::order(&txn, now, tenant, by, from_days, to_days).await?),
    };
    changed.version += 1;
    let settings = serde_json::to_value(&changed.settings).map_err(|e| Error::invalid("/settings", e.to_string()))?;
    let sql = "update tenant
               set name = $2,
                   settings = $3,
                   version = $4
               where tenant_id = $1";
    let values: [sea_orm::Value; 4] =
        [tenant.uuid().into(), changed.name.clone().into(), settings.clone().into(), changed.version.into()];
    txn.execute_raw(statement(sql, values)).await?;
    let data = json!({"name": changed.name, "settings": settings, "version": changed.version, "by": by});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "tenant.settings_changed", data)]).await?;
    txn.commit().await?;
    Ok((changed, job))
}

/// Deletes a tenant: its log is closed and its keys are refused from now on; the slug is free again, and a job removes
/// its rows (`tenant_removal.rs`). Opens its own transaction. Repeating is safe: a deleted tenant stays deleted.
///
/// # Errors
/// `NotFound` when there never was one with this id.
pub async fn delete(stores: &Stores, now: DateTime<Utc>, tenant: TenantId, by: &str) -> Result<(), Error> {
    installation::refuse(tenant)?;
    let txn = transaction::begin(&stores.app, tenant).await?;
    match lock(&txn, tenant).await {
        Err(Error::NotFound(_)) if exists(&txn, tenant).await? => return Ok(()),
        other => other?,
    }
    let data = json!({"by": by});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "tenant.deleted", data)]).await?;
    // The slug can be given again; the old one stays readable in the log's first event.
    let sql = "update tenant
               set deleted_at = $2,
                   slug = 'deleted-' || replace(tenant_id::text, '-', '')
               where tenant_id = $1";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), now.into()])).await?;
    // Under the lock of the head: no process appends from the commit on.
    let sql = "update tenant_head set closed = true where tenant_id = $1";
    txn.execute_raw(statement(sql, [tenant.uuid().into()])).await?;
    jobs::push(&txn, now, tenant, by, &Kind::TenantRemoval).await?;
    txn.commit().await?;
    Ok(())
}

/// What handling a tenant's events needs, compiled.
pub struct TenantContext {
    /// The tenant as stored.
    pub tenant: Tenant,
    /// Its rules for events.
    pub rules: Rules,
    /// Whom it blocks.
    pub blocklist: Blocklist,
}

impl TenantContext {
    /// The rules for events that the tenant would have with its settings changed.
    ///
    /// # Errors
    /// `Invalid` names the places that do not fit.
    pub fn rules_with(&self, edit: SettingsEdit) -> Result<Rules, Error> {
        let settings = edit(self.tenant.settings.clone())?;
        check(None, None, Some(&settings))?;
        self.rules.with(&settings)
    }
}

/// Tenants compiled for the hot path, each for [`CACHED_FOR`]; for longer while PostgreSQL is away.
#[derive(Clone)]
pub struct TenantContexts {
    db: DatabaseConnection,
    keyring: Keyring,
    cache: LastKnown<TenantId, Arc<TenantContext>>,
}

impl TenantContexts {
    /// An empty cache over a pool of the app's role.
    #[must_use]
    pub fn new(db: &DatabaseConnection, keyring: &Keyring) -> Self {
        let cache = LastKnown::new(10_000, CACHED_FOR - Duration::from_secs(1));
        Self { db: db.clone(), keyring: keyring.clone(), cache }
    }

    /// The context of a tenant, at most [`CACHED_FOR`] old while PostgreSQL answers. Concurrent callers share one look-up.
    ///
    /// # Errors
    /// `NotFound` when the tenant is deleted; `Corrupt` when its settings or secrets do not read; `Unavailable`.
    pub async fn get(&self, tenant: TenantId) -> Result<Arc<TenantContext>, Error> {
        let question = || {
            let this = self.clone();
            async move { this.load(tenant).await.map(Arc::new) }
        };
        self.cache.get(tenant, question).await
    }

    /// Forgets a tenant that was just changed here.
    pub async fn forget(&self, tenant: TenantId) {
        self.cache.forget(&tenant).await;
    }

    async fn load(&self, tenant: TenantId) -> Result<TenantContext, Error> {
        let txn = transaction::begin(&self.db, tenant).await?;
        let stored = find_within(&txn, tenant).await?;
        let (_, import) = secrets::newest(&txn, &self.keyring, tenant, Purpose::Import).await?;
        let (version, session_key) = secrets::newest(&txn, &self.keyring, tenant, Purpose::SessionKey).await?;
        txn.rollback().await?;
        let rules = Rules::new(&stored.settings, &import, version, &session_key)?;
        let blocklist = Blocklist::new(&stored.settings.blocked);
        Ok(TenantContext { tenant: stored, rules, blocklist })
    }
}

/// Locks the head of a tenant until the end of the transaction: changes of one tenant take turns.
pub(crate) async fn lock(txn: &DatabaseTransaction, tenant: TenantId) -> Result<(), Error> {
    let timeout = format!("{}ms", log::HEAD_LOCK_TIMEOUT_MS);
    let sql = "select 1
               from (select set_config('lock_timeout', $2, true) offset 0) as c
               cross join tenant_head h
               where h.tenant_id = $1
                 and not h.closed
               for update of h";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), timeout.into()])).await?;
    row.map(drop).ok_or(Error::NotFound(Thing::Tenant))
}

async fn exists(txn: &DatabaseTransaction, tenant: TenantId) -> Result<bool, Error> {
    let sql = "select 1 from tenant where tenant_id = $1";
    Ok(txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?.is_some())
}

pub(crate) async fn find_within(txn: &DatabaseTransaction, tenant: TenantId) -> Result<Tenant, Error> {
    let sql = "select tenant_id, slug, name, settings, version, created_at
               from tenant
               where tenant_id = $1
                 and deleted_at is null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?;
    from_row(&row.ok_or(Error::NotFound(Thing::Tenant))?)
}

fn from_row(row: &QueryResult) -> Result<Tenant, Error> {
    let tenant_id = TenantId(row.try_get_by_index(0)?);
    let settings: serde_json::Value = row.try_get_by_index(3)?;
    let settings =
        serde_json::from_value(settings).map_err(|e| Error::corrupt("tenant", tenant_id, format!("settings: {e}")))?;
    Ok(Tenant {
        tenant_id,
        slug: row.try_get_by_index(1)?,
        name: row.try_get_by_index(2)?,
        settings,
        version: row.try_get_by_index(4)?,
        created_at: row.try_get_by_index(5)?,
    })
}

/// The id that a tenant gets when it is created with an idempotency key.
fn id_of_key(keyring: &Keyring, key: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&keyring.derive("tenant id of an idempotency key", key.as_bytes())[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The slug is taken, or the very same request was faster.
async fn after_collision(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant_id: TenantId,
    request: Repeatable<'_>,
    error: DbErr,
) -> Result<Tenant, Error> {
    if !matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        return Err(error.into());
    }
    let txn = transaction::begin(&stores.app, tenant_id).await?;
    match idempotency::earlier(&txn, now, tenant_id, request).await? {
        Some(earlier) => find_within(&txn, TenantId(earlier)).await,
        // The id follows from the key, and is taken for good; what a deleted tenant's key was is removed with it.
        None if exists(&txn, tenant_id).await? => {
            find_within(&txn, tenant_id).await?;
            Err(Error::Conflict {
                code: ConflictCode::IdempotencyMismatch,
                detail: "this idempotency key created a tenant more than 24 hours ago".to_owned(),
            })
        }
        None => {
            Err(Error::Conflict { code: ConflictCode::SlugTaken, detail: "another tenant has this slug".to_owned() })
        }
    }
}

fn check(slug: Option<&str>, name: Option<&str>, settings: Option<&TenantSettings>) -> Result<(), Error> {
    let mut faults = Vec::new();
    if let Some(slug) = slug
        && !is_slug(slug)
    {
        faults.push(Fault::new("/slug", "must be 1 to 63 of a-z, 0-9 and -, not beginning or ending with -"));
    }
    if let Some(name) = name
        && (name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX || name.contains('\0'))
    {
        faults.push(Fault::new("/name", format!("must have 1 to {NAME_CHARS_MAX} characters")));
    }
    if let Some(settings) = settings {
        settings::check(settings, &mut faults);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Whether a text can be a tenant's name in URLs.
pub(crate) fn is_slug(slug: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    !slug.is_empty()
        && slug.len() <= SLUG_CHARS_MAX
        && slug.chars().all(|c| plain(c) || c == '-')
        && slug.starts_with(plain)
        && slug.ends_with(plain)
}
