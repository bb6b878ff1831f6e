//! EXPORTS: all events that fit a filter as a file, written by a job, and fetched by whoever has a link.
//!
//! 1. [`order`] notes which events are wanted, and where the log ends now, and pushes the job.
//! 2. The job (`write.rs`) writes the file in parts: it reads some pages, has them rendered, packs them as a member of a gzip
//!    file, and puts that into the store (`files.rs`) before it commits that the part counts, and where the next one begins.
//!    Members one behind the other are a gzip file again, so nothing is ever put together. A part's name has the number of
//!    the push that wrote it: a worker that was taken for lost writes over nothing.
//! 3. [`find`] says how far it is. Once it is done, a link (`link.rs`) opens it for [`LINK_LASTS`], by its signature alone.
//! 4. [`download`] gives the parts in their order, which is in constant memory however many there are.
//! 5. [`sweep`] takes out of the store what has expired, was removed, or was left behind.
//!
//! A file is of one moment, so it must not outlast what is taken away afterwards. Whoever erases, purges or shortens calls
//! `renounce`: files that are there expire at once, and what is being written begins again. Nothing waits for anything: a part
//! counts only in the run in which it was begun.
//!
//! What an event looks like in a file is not known here: that is [`Render`], given by the program.

mod download;
mod files;
mod https;
pub mod link;
mod upkeep;
pub(crate) mod write;

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{JobId, Position, SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};

use crate::boot::Stores;
use crate::error::{ConflictCode, Error, Thing};
use crate::geoip::Locator;
use crate::idempotency::{self, Repeatable};
use crate::jobs::{self, Kind, State};
use crate::log::filter::Filter;
use crate::log::read::{self, Order, StoredEvent};
use crate::sessions::Stored;
use crate::sql::statement;
use crate::transaction::{self, Readers};
use crate::{installation, tenants};

pub use download::{Download, download};
pub use files::Files;
pub(crate) use files::brief;
pub use upkeep::{SECOND_LOOK, sweep};
pub(crate) use upkeep::{are_there, renounce};
pub use write::{PART_BYTES, PART_ROWS, PART_TIME};

/// How long a file is kept once it is there; and the parts of one that was given up.
pub const KEPT: TimeDelta = TimeDelta::days(3);
/// How long a link opens its file.
pub const LINK_LASTS: TimeDelta = TimeDelta::minutes(15);
/// Most exports of a tenant that are being written or whose files are kept.
pub const EXPORTS_MAX: i64 = 50;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines of values with commas between them, the first one of names.
    Csv,
    /// Lines of JSON.
    Ndjson,
}

impl Format {
    const ALL: [Self; 2] = [Self::Csv, Self::Ndjson];

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }
}

/// What a file is made of.
pub enum Piece<'a> {
    /// Its beginning.
    Head,
    /// Some events, and those of their sessions that are there.
    Events(Vec<StoredEvent>, &'a HashMap<SessionId, Stored>),
}

/// Writes a piece as a file of a format has it.
pub type Render = fn(Format, Piece<'_>, &Locator) -> std::io::Result<Vec<u8>>;

/// What it takes to write files, beside the database.
#[derive(Clone)]
pub struct Tools {
    /// Where they are kept; without it none can be written.
    pub files: Option<Files>,
    /// Reads pages of events: a pool whose transactions see one moment each.
    pub read: Readers,
    /// Where addresses are.
    pub locator: Locator,
    /// What an event looks like.
    pub render: Render,
}

/// What is ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExport {
    /// How the file is written.
    pub format: Format,
    /// Which way it goes.
    pub order: Order,
    /// Which events.
    pub filter: Filter,
}

/// An export as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its id, which is that of its job.
    pub job_id: JobId,
    /// How it stands.
    pub state: State,
    /// How the file is written.
    pub format: Format,
    /// Which way it goes.
    pub order: Order,
    /// Events that are in the file.
    pub rows: i64,
    /// Bytes of the file.
    pub bytes: i64,
    /// SHA-256 of the file, once it is there.
    pub sha256: Option<[u8; 32]>,
    /// When it was ordered.
    pub created_at: DateTime<Utc>,
    /// Until when the file is kept, once it is there.
    pub expires_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

impl Export {
    /// Until when a link that is made now opens the file; `None` when there is no file.
    #[must_use]
    pub fn link_expires_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let kept_until = self.expires_at.filter(|_| self.state == State::Done)?;
        (now < kept_until).then(|| kept_until.min(now + LINK_LASTS))
    }
}

/// What is said to whoever wants a file where none are kept.
pub(crate) fn not_set_up() -> Error {
    let detail = "exports are not set up: the setting GATEBOOK_EXPORTS says where".to_owned();
    Error::Conflict { code: ConflictCode::ExportsNotSetUp, detail }
}

/// Orders an export. It ends where the log ends now. Opens its own transaction; the job is pushed in it.
///
/// Repeating with the same idempotency key answers the same export.
///
/// # Errors
/// `Conflict` when there is no store, the tenant has [`EXPORTS_MAX`] already, or the idempotency key came with another body;
/// `NotFound` when the tenant is deleted, or what the key has ordered was removed since; `Unavailable` when the database does
/// not answer.
pub async fn order(
    stores: &Stores,
    files: Option<&Files>,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    request: Repeatable<'_>,
    new: NewExport,
) -> Result<Export, Error> {
    if files.is_none() {
        return Err(not_set_up());
    }
    installation::refuse(tenant)?;
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::lock(&txn, tenant).await?;
    if let Some(earlier) = idempotency::earlier(&txn, now, tenant, request).await? {
        let export = find_within(&txn, tenant, JobId(earlier)).await?;
        txn.rollback().await?;
        return Ok(export);
    }
    check_number(&txn, now, tenant).await?;
    let until = read::head(&txn, tenant).await?;
    let job = jobs::push(&txn, now, tenant, by, &Kind::Export).await?;
    insert(&txn, tenant, job, until, &new).await?;
    idempotency::remember(&txn, now, tenant, request, job.uuid()).await?;
    let export = find_within(&txn, tenant, job).await?;
    txn.commit().await?;
    Ok(export)
}

/// Fails when the tenant has as many as it may. Holds the head, so that no other order is counted at the same time.
async fn check_number(txn: &DatabaseTransaction, now: DateTime<Utc>, tenant: TenantId) -> Result<(), Error> {
    // Those that were given up take no room: their parts go, and nobody may ever start them again. Index: export_pkey.
    let sql = "select count(*)
               from export x
               join job j using (tenant_id, job_id)
               where x.tenant_id = $1
                 and x.removed_at is null
                 and (x.expires_at > $2 or x.expires_at is null and j.state <> 'failed')";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), now.into()])).await?;
    let number: i64 = row.ok_or(Error::NotFound(Thing::Tenant))?.try_get_by_index(0)?;
    if number < EXPORTS_MAX {
        return Ok(());
    }
    let detail = format!("there are {EXPORTS_MAX} exports at a time: remove one, or wait until one expires");
    Err(Error::Conflict { code: ConflictCode::TooManyExports, detail })
}

async fn insert(
    txn: &DatabaseTransaction,
    tenant: TenantId,
    job: JobId,
    until: Position,
    new: &NewExport,
) -> Result<(), Error> {
    let filter = serde_json::to_value(&new.filter).map_err(|error| Error::corrupt("export", job, error.to_string()))?;
    let sql = "insert into export (tenant_id, job_id, format, descending, filter, until)
               values ($1, $2, $3, $4, $5, $6)";
    let values: [Value; 6] = [
        tenant.uuid().into(),
        job.uuid().into(),
        new.format.name().into(),
        (new.order == Order::Descending).into(),
        filter.into(),
        until.0.into(),
    ];
    txn.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// An export of a tenant.
///
/// # Errors
/// `NotFound` when the tenant has none with this id, it was removed, or the tenant is deleted; `Unavailable` when the
/// database does not answer.
pub async fn find(stores: &Stores, tenant: TenantId, job: JobId) -> Result<Export, Error> {
    let txn = transaction::begin_read(&stores.read, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    let export = find_within(&txn, tenant, job).await?;
    txn.rollback().await?;
    Ok(export)
}

async fn find_within(txn: &DatabaseTransaction, tenant: TenantId, job: JobId) -> Result<Export, Error> {
    let sql = "select j.state, x.format, x.descending, x.rows, x.bytes, x.sha256, j.created_at, x.expires_at, j.error
               from export x
               join job j using (tenant_id, job_id)
               where x.tenant_id = $1
                 and x.job_id = $2
                 and x.removed_at is null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), job.uuid().into()])).await?;
    from_row(&row.ok_or(Error::NotFound(Thing::Export))?, job)
}

fn from_row(row: &QueryResult, job: JobId) -> Result<Export, Error> {
    let corrupt = |what: &str| Error::corrupt("export", job, what);
    let (state, format): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let sha256: Option<Vec<u8>> = row.try_get_by_index(5)?;
    let sha256 = sha256.map(|bytes| bytes.try_into().map_err(|_| corrupt("sha256"))).transpose()?;
    Ok(Export {
        job_id: job,
        state: State::read(&state).ok_or_else(|| corrupt("state"))?,
        format: read_format(&format, job)?,
        order: read_order(row.try_get_by_index(2)?),
        rows: row.try_get_by_index(3)?,
        bytes: row.try_get_by_index(4)?,
        sha256,
        created_at: row.try_get_by_index(6)?,
        expires_at: row.try_get_by_index(7)?,
        error: row.try_get_by_index(8)?,
    })
}

fn read_format(name: &str, job: JobId) -> Result<Format, Error> {
    let format = Format::ALL.into_iter().find(|format| format.name() == name);
    format.ok_or_else(|| Error::corrupt("export", job, "format"))
}

const fn read_order(descending: bool) -> Order {
    if descending { Order::Descending } else { Order::Ascending }
}

/// Removes an export: nobody finds it any more, its file leaves the store within minutes, and its job ends with the part that
/// it is at. Opens its own transaction. Repeating is safe: what is removed stays removed.
///
/// # Errors
/// `NotFound` when the tenant has none with this id, or is deleted; `Unavailable` when the database does not answer.
pub async fn remove(stores: &Stores, now: DateTime<Utc>, tenant: TenantId, job: JobId) -> Result<(), Error> {
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    // Whoever writes a part holds the job and not this row: nobody is waited for.
    let sql = "update export
               set removed_at = $3,
                   clear_at = $3,
                   run = run + 1,
                   filter = null
               where tenant_id = $1
                 and job_id = $2
                 and removed_at is null";
    let values: [Value; 3] = [tenant.uuid().into(), job.uuid().into(), now.into()];
    if txn.execute_raw(statement(sql, values)).await?.rows_affected() == 0 {
        let sql = "select 1 from export where tenant_id = $1 and job_id = $2";
        let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), job.uuid().into()])).await?;
        row.ok_or(Error::NotFound(Thing::Export))?;
    }
    txn.commit().await?;
    Ok(())
}
