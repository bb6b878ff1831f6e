//! Looking at jobs, and pushing a failed one again.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::{JobId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use uuid::Uuid;

use super::{Task, enqueue};
use crate::boot::Stores;
use crate::error::{ConflictCode, Error, Thing};
use crate::sql::statement;
use crate::tenants;
use crate::transaction;

/// Most jobs in one page.
pub const PAGE_MAX: u64 = 100;

const COLUMNS: &str =
    "tenant_id, job_id, kind, state, done, total, error, attempts, by, created_at, started_at, finished_at";

/// A job as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Whose it is.
    pub tenant_id: TenantId,
    /// Its id.
    pub job_id: JobId,
    /// What is to be done, such as `tenant_removal`.
    pub kind: String,
    /// How it stands.
    pub state: State,
    /// How much is done.
    pub done: i64,
    /// How much there is at most, as soon as it is known.
    pub total: Option<i64>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// Attempts since it last got on.
    pub attempts: i32,
    /// Who ordered it.
    pub by: String,
    /// When it was ordered.
    pub created_at: DateTime<Utc>,
    /// When it was begun.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was done or had failed.
    pub finished_at: Option<DateTime<Utc>>,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody works on it now: it is its turn later.
    Waiting,
    /// Somebody works on it.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    Failed,
}

impl State {
    const ALL: [Self; 4] = [Self::Waiting, Self::Running, Self::Done, Self::Failed];

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The one that is written so.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// The jobs of a tenant after `after`, newest first; at most `limit` and [`PAGE_MAX`].
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
pub async fn list(stores: &Stores, tenant: TenantId, after: Option<JobId>, limit: u64) -> Result<Vec<Job>, Error> {
    let txn = transaction::begin_read(&stores.read, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    // Job ids are of version 7: newest first is by id, downwards. Index: job_pkey.
    let sql = format!(
        "select {COLUMNS}
         from job
         where tenant_id = $1
           and job_id < $2
         order by job_id desc
         limit $3"
    );
    let values = [tenant.uuid().into(), after.map_or(Uuid::max(), JobId::uuid).into(), clamped(limit).into()];
    let rows = txn.query_all_raw(statement(&sql, values)).await?;
    txn.rollback().await?;
    rows.iter().map(from_row).collect()
}

/// One job of a tenant.
///
/// # Errors
/// `NotFound` when the tenant has none with this id, or is deleted.
pub async fn find(stores: &Stores, tenant: TenantId, job: JobId) -> Result<Job, Error> {
    let txn = transaction::begin_read(&stores.read, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    let sql = format!("select {COLUMNS} from job where tenant_id = $1 and job_id = $2");
    let row = txn.query_one_raw(statement(&sql, [tenant.uuid().into(), job.uuid().into()])).await?;
    txn.rollback().await?;
    from_row(&row.ok_or(Error::NotFound(Thing::Job))?)
}

/// The jobs of the whole installation, those of deleted tenants too, or of one tenant; otherwise as [`list`]. For the
/// command line.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn list_all(
    stores: &Stores,
    tenant: Option<TenantId>,
    after: Option<JobId>,
    limit: u64,
) -> Result<Vec<Job>, Error> {
    let txn = transaction::begin_installation(&stores.app, None).await?;
    // Seldom asked for, and there are few: no index of its own.
    let sql = format!(
        "select {COLUMNS}
         from job
         where ($1::uuid is null or tenant_id = $1)
           and job_id < $2
         order by job_id desc
         limit $3"
    );
    let after = after.map_or(Uuid::max(), JobId::uuid);
    let values = [tenant.map(TenantId::uuid).into(), after.into(), clamped(limit).into()];
    let rows = txn.query_all_raw(statement(&sql, values)).await?;
    txn.rollback().await?;
    rows.iter().map(from_row).collect()
}

/// Pushes a failed job of a tenant again; it goes on where it had got to. Opens its own transaction. Returns the job as it
/// is now.
///
/// Repeating is safe: a job that was pushed again has not failed any more, which is a conflict.
///
/// # Errors
/// `NotFound` when the tenant has none with this id, or is deleted; `Conflict` when it has not failed.
pub async fn retry(stores: &Stores, tenant: TenantId, job: JobId) -> Result<Job, Error> {
    let txn = transaction::begin(&stores.app, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    let retried = retry_within(&txn, tenant, job).await?;
    txn.commit().await?;
    Ok(retried)
}

/// [`retry`] of whosever job, also of a deleted tenant's. For the command line.
///
/// # Errors
/// `NotFound` when there is none with this id; `Conflict` when it has not failed.
pub async fn retry_any(stores: &Stores, job: JobId) -> Result<Job, Error> {
    let txn = transaction::begin_installation(&stores.app, None).await?;
    let sql = "select tenant_id from job where job_id = $1";
    let row = txn.query_one_raw(statement(sql, [job.uuid().into()])).await?;
    txn.rollback().await?;
    let tenant = TenantId(row.ok_or(Error::NotFound(Thing::Job))?.try_get_by_index(0)?);
    let txn = transaction::begin(&stores.app, tenant).await?;
    let retried = retry_within(&txn, tenant, job).await?;
    txn.commit().await?;
    Ok(retried)
}

async fn retry_within(txn: &DatabaseTransaction, tenant: TenantId, job: JobId) -> Result<Job, Error> {
    let named = || -> [sea_orm::Value; 2] { [tenant.uuid().into(), job.uuid().into()] };
    let sql = format!(
        "update job
         set state = 'waiting',
             pushes = pushes + 1,
             attempts = 0,
             finished_at = null
         where tenant_id = $1
           and job_id = $2
           and state = 'failed'
         returning {COLUMNS}, pushes"
    );
    let Some(row) = txn.query_one_raw(statement(&sql, named())).await? else {
        let sql = "select state from job where tenant_id = $1 and job_id = $2";
        let row = txn.query_one_raw(statement(sql, named())).await?.ok_or(Error::NotFound(Thing::Job))?;
        let state: String = row.try_get_by_index(0)?;
        return Err(Error::Conflict {
            code: ConflictCode::JobNotFailed,
            detail: format!("the job has not failed, it is {state}"),
        });
    };
    enqueue(txn, Task { tenant, job, push: row.try_get("", "pushes")? }, Duration::ZERO).await?;
    from_row(&row)
}

fn clamped(limit: u64) -> i64 {
    i64::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(1)
}

fn from_row(row: &QueryResult) -> Result<Job, Error> {
    let job_id = JobId(row.try_get_by_index(1)?);
    let state: String = row.try_get_by_index(3)?;
    Ok(Job {
        tenant_id: TenantId(row.try_get_by_index(0)?),
        job_id,
        kind: row.try_get_by_index(2)?,
        state: State::read(&state).ok_or_else(|| Error::corrupt("job", job_id, format!("state {state}")))?,
        done: row.try_get_by_index(4)?,
        total: row.try_get_by_index(5)?,
        error: row.try_get_by_index(6)?,
        attempts: row.try_get_by_index(7)?,
        by: row.try_get_by_index(8)?,
        created_at: row.try_get_by_index(9)?,
        started_at: row.try_get_by_index(10)?,
        finished_at: row.try_get_by_index(11)?,
    })
}
