//! What keeps the store small, and true: files that must go, and those that nobody needs.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{JobId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, Value};

use super::files::Part;
use super::{Files, KEPT, not_set_up};
use crate::error::Error;
use crate::sql::statement;

/// After how long a file that is gone is looked for once more: a worker that stood still may have had a part in its hands.
pub const SECOND_LOOK: TimeDelta = TimeDelta::hours(1);
/// Most exports that one sweep looks at; the next one goes on.
const SWEEP_BATCH: i64 = 200;

/// Lets no file of a tenant outlast what is taken away in the caller's transaction, or was before: those that are there
/// expire, what is being written begins again, and what was given up is removed. Nobody is waited for who writes a part; it
/// does not count when the transaction commits. Repeating is safe.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub(crate) async fn renounce(txn: &DatabaseTransaction, now: DateTime<Utc>, tenant: TenantId) -> Result<(), Error> {
    // In one order, whoever locks several. Index: export_pkey.
    let sql = "with kept as materialized (
                   select job_id
                   from export
                   where tenant_id = $1
                     and removed_at is null
                     and (expires_at is null or expires_at > $2)
                   order by job_id
                   for update
               )
               update export x
               set expires_at = case when x.sha256 is null then null else $2::timestamptz end,
                   clear_at = $2,
                   run = case when x.sha256 is null then x.run + 1 else x.run end,
                   reached = case when x.sha256 is null then null else x.reached end,
                   parts = case when x.sha256 is null then 0 else x.parts end,
                   rows = case when x.sha256 is null then 0 else x.rows end,
                   bytes = case when x.sha256 is null then 0 else x.bytes end,
                   hashing = null,
                   removed_at = case when j.state = 'failed' then $2 end,
                   filter = case when j.state = 'failed' then null else x.filter end
               from kept k
               join job j on j.tenant_id = $1
                         and j.job_id = k.job_id
               where x.tenant_id = $1
                 and x.job_id = k.job_id";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), now.into()])).await?;
    Ok(())
}

/// Whether a tenant has, or has had, files.
pub(crate) async fn are_there(txn: &DatabaseTransaction, tenant: TenantId) -> Result<bool, Error> {
    let sql = "select 1 from export where tenant_id = $1 limit 1";
    Ok(txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?.is_some())
}

/// An export of which the store has something to be removed.
struct Due {
    tenant: TenantId,
    job: JobId,
    run: i32,
    /// When it was asked to be looked at.
    clear_at: DateTime<Utc>,
    /// Whether the file is whole.
    is_whole: bool,
    /// Until when it is kept, if it is; and when it was removed.
    expires_at: Option<DateTime<Utc>>,
    removed_at: Option<DateTime<Utc>>,
}

impl Due {
    /// When it was over, if it is.
    fn ended_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.removed_at.or(self.expires_at).filter(|at| *at <= now)
    }
}

/// Takes files out of the store that have expired or were removed, and parts that do not count: of earlier runs, of pushes
/// that were replaced, and [`KEPT`] after it of exports that were given up. Returns of how many exports. `db` is a pool of the
/// worker's role; each is looked at on its own. Repeating is safe.
///
/// # Errors
/// `Conflict` when there is something to remove and no store; `Unavailable` when it or the database does not answer: the next
/// sweep goes on.
pub async fn sweep(db: &DatabaseConnection, files: Option<&Files>, now: DateTime<Utc>) -> Result<usize, Error> {
    give_up(db, now).await?;
    let due = due(db, now).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let files = files.ok_or_else(not_set_up)?;
    let mut failed = None;
    for export in &due {
        // One that cannot be cleared keeps no other from it.
        if let Err(error) = clear(db, files, now, export).await {
            failed = Some(error);
        }
    }
    failed.map_or(Ok(due.len()), Err)
}

/// Lets what was given up long ago begin anew, if it is ever started again: its parts take room.
async fn give_up(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<(), Error> {
    // Index: export_unfinished.
    let sql = "update export x
               set run = run + 1,
                   reached = null,
                   parts = 0,
                   rows = 0,
                   bytes = 0,
                   hashing = null,
                   clear_at = $1
               from job j
               where x.sha256 is null
                 and x.parts > 0
                 and j.tenant_id = x.tenant_id
                 and j.job_id = x.job_id
                 and j.state = 'failed'
                 and j.finished_at <= $2";
    db.execute_raw(statement(sql, [now.into(), (now - KEPT).into()])).await?;
    Ok(())
}

async fn due(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<Vec<Due>, Error> {
    // Index: export_to_clear.
    let sql = "select tenant_id, job_id, run, clear_at, sha256 is not null, expires_at, removed_at
               from export
               where clear_at <= $1
               order by clear_at
               limit $2";
    let rows = db.query_all_raw(statement(sql, [now.into(), SWEEP_BATCH.into()])).await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                tenant: TenantId(row.try_get_by_index(0)?),
                job: JobId(row.try_get_by_index(1)?),
                run: row.try_get_by_index(2)?,
                clear_at: row.try_get_by_index(3)?,
                is_whole: row.try_get_by_index(4)?,
                expires_at: row.try_get_by_index(5)?,
                removed_at: row.try_get_by_index(6)?,
            })
        })
        .collect()
}

/// Removes what need not be there of an export, and notes when to look again.
async fn clear(db: &DatabaseConnection, files: &Files, now: DateTime<Utc>, export: &Due) -> Result<(), Error> {
    let ended_at = export.ended_at(now);
    let next = match ended_at {
        Some(ended_at) => {
            files.clear(export.tenant, export.job).await?;
            Some(ended_at + SECOND_LOOK).filter(|again| now < *again)
        }
        None if export.is_whole => {
            // Nothing is written any more: what is not noted does not count.
            let counted = counted(db, export).await?;
            let counts = |part: &Part| part.run == export.run && counted.contains(&(part.part, part.push));
            files.clear_but(export.tenant, export.job, counts).await?;
            export.expires_at
        }
        // One that is not noted yet may be about to be.
        None => {
            files.clear_but(export.tenant, export.job, |part| part.run >= export.run).await?;
            None
        }
    };
    let sql = "delete from export_part
               where tenant_id = $1
                 and job_id = $2
                 and (run < $3 or $4)";
    let named: [Value; 2] = [export.tenant.uuid().into(), export.job.uuid().into()];
    let values = named.clone().into_iter().chain([export.run.into(), ended_at.is_some().into()]);
    db.execute_raw(statement(sql, values)).await?;
    // Unless it was asked for anew meanwhile.
    let sql = "update export
               set clear_at = $4
               where tenant_id = $1
                 and job_id = $2
                 and clear_at = $3";
    let values = named.into_iter().chain([export.clear_at.into(), next.into()]);
    db.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// The parts of a whole file, with the pushes that have written them.
async fn counted(db: &DatabaseConnection, export: &Due) -> Result<HashSet<(i32, i32)>, Error> {
    let sql = "select part, push from export_part where tenant_id = $1 and job_id = $2 and run = $3";
    let values: [Value; 3] = [export.tenant.uuid().into(), export.job.uuid().into(), export.run.into()];
    let rows = db.query_all_raw(statement(sql, values)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
