//! TENANT REMOVAL: everything of a deleted tenant leaves, in batches, by a job.
//!
//! 1. Other jobs of the tenant go first, so that none moves rows while they are removed.
//! 2. Its events go by position, in batches that look at the partitions they are in; then the files of its exports.
//! 3. Its members go, and people who belong to no other tenant; then its sessions, keys, secrets and idempotency keys.
//! 4. What stays is the row that says that there was a tenant, without its name and settings, its closed head, so that
//!    nothing is ever appended again, and this job. So deleting the tenant again still finds it.
//!
//! The tenant was closed under the lock of its head before the job could be seen: nothing is added meanwhile. No
//! statement touches another tenant's rows or waits for their locks. Nothing in Redis names a tenant; the buckets of its
//! keys and the copies of its sessions expire by themselves.

use chrono::NaiveDate;
use entity::id::TenantId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::boot::Clock;
use crate::error::Error;
use crate::exports::{self, Files};
use crate::jobs::Handle;
use crate::sql::statement;
use crate::transaction;

/// Most rows that one transaction removes.
pub const BATCH: i64 = 2_000;

/// What is kept of a tenant beside its events, and the key of each table after the tenant.
const BESIDE: [(&str, &str); 14] = [
    // What had moved, or had no event any more.
    ("access_log", "position, expires_on"),
    ("export", "job_id"),
    ("export_part", "job_id, run, part"),
    ("erasing", "job_id, position"),
    ("erasing_session", "job_id, session_id"),
    ("traffic", "dimension, minutes, bucket, value, expires_on"),
    ("skipped", "projection, position"),
    ("checkpoint", "projection"),
    ("session", "session_id"),
    ("session_use", "session_id"),
    ("access_key", "version"),
    ("api_key", "key_id"),
    ("idempotency", "key_hash"),
    ("tenant_secret", "purpose, version"),
];

/// What the next batch does.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(tag = "next", rename_all = "snake_case")]
enum Checkpoint {
    /// Step 1.
    #[default]
    Begin,
    /// Step 2, from behind this position.
    Events {
        /// Nothing up to here is left.
        after: i64,
    },
    /// The rest of step 2.
    Files,
    /// Steps 3 and 4.
    Rest,
}

/// Removes what there is of a deleted tenant, as a job.
///
/// # Errors
/// `Corrupt` when the tenant is not deleted; `Conflict` when it has exports and nobody says where their files are;
/// `Unavailable` when the database or the store of files does not answer.
pub(crate) async fn remove(
    db: &DatabaseConnection,
    clock: &Clock,
    files: Option<&Files>,
    tenant: TenantId,
    job: &Handle,
) -> Result<(), Error> {
    loop {
        let txn = transaction::begin_bare(db).await?;
        let Some(at) = job.checkpoint::<Checkpoint>(&txn).await? else { return Ok(()) };
        match at {
            Checkpoint::Begin => {
                job.expect(&txn, last_position(&txn, tenant).await?).await?;
                remove_other_jobs(&txn, tenant, job).await?;
                job.advance(&txn, &Checkpoint::Events { after: 0 }, 0).await?;
            }
            Checkpoint::Events { after } => match remove_events(&txn, tenant, after).await? {
                Some((after, removed)) => job.advance(&txn, &Checkpoint::Events { after }, removed).await?,
                None => job.advance(&txn, &Checkpoint::Files, 0).await?,
            },
            Checkpoint::Files => {
                // Nobody writes any more: whoever did has held a job that is gone.
                if exports::are_there(&txn, tenant).await? {
                    files.ok_or_else(exports::not_set_up)?.clear_tenant(tenant).await?;
                }
                job.advance(&txn, &Checkpoint::Rest, 0).await?;
            }
            Checkpoint::Rest => {
                if remove_members(&txn, tenant).await? && remove_beside(&txn, tenant).await? {
                    leave_tombstone(&txn, tenant).await?;
                    job.finish(&txn, clock.now()).await?;
                } else {
                    job.advance(&txn, &Checkpoint::Rest, 0).await?;
                }
            }
        }
        txn.commit().await?;
    }
}

/// The last position of a log that is closed.
async fn last_position(txn: &DatabaseTransaction, tenant: TenantId) -> Result<i64, Error> {
    let sql = "select h.position
               from tenant_head h
               join tenant t on t.tenant_id = h.tenant_id
               where h.tenant_id = $1
                 and h.closed
                 and t.deleted_at is not null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?;
    let row = row.ok_or_else(|| Error::corrupt("tenant", tenant, "is to be removed and is not deleted"))?;
    Ok(row.try_get_by_index(0)?)
}

/// Step 1. Waits for a batch that such a job is at; after this it finds itself gone.
async fn remove_other_jobs(txn: &DatabaseTransaction, tenant: TenantId, job: &Handle) -> Result<(), Error> {
    let sql = "delete from job
               where tenant_id = $1
                 and job_id <> $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), job.id().uuid().into()])).await?;
    // And for a step of the projection, which finds the log closed after this one.
    let sql = "select 1 from checkpoint where tenant_id = $1 for update";
    txn.execute_raw(statement(sql, [tenant.uuid().into()])).await?;
    Ok(())
}

/// Step 2: removes the first events behind `after`. Returns the last position that is gone, and how many were removed;
/// `None` when there were none.
async fn remove_events(txn: &DatabaseTransaction, tenant: TenantId, after: i64) -> Result<Option<(i64, u64)>, Error> {
    // From the index of every partition, in the order of positions: retention leaves holes that no count would see.
    // Index: the primary key of event.
    let sql = "select max(position), min(expires_on), max(expires_on)
               from (select position, expires_on
                     from event
                     where tenant_id = $1
                       and position > $2
                     order by position
                     limit $3) as batch";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), after.into(), BATCH.into()])).await?;
    let Some(row) = row else { return Ok(None) };
    let Some(last) = row.try_get_by_index::<Option<i64>>(0)? else { return Ok(None) };
    let (first_day, last_day): (NaiveDate, NaiveDate) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    // The days let the planner drop partitions; the positions bound the rows.
    let sql = "delete from event
               where tenant_id = $1
                 and position > $2
                 and position <= $3
                 and expires_on between $4 and $5";
    let values: [sea_orm::Value; 5] =
        [tenant.uuid().into(), after.into(), last.into(), first_day.into(), last_day.into()];
    let removed = txn.execute_raw(statement(sql, values.clone())).await?.rows_affected();
    let sql = "delete from access_log
               where tenant_id = $1
                 and position > $2
                 and position <= $3
                 and expires_on between $4 and $5";
    txn.execute_raw(statement(sql, values)).await?;
    Ok(Some((last, removed)))
}

/// Step 3; whether no member is left.
async fn remove_members(txn: &DatabaseTransaction, tenant: TenantId) -> Result<bool, Error> {
    let sql = "select member_id
               from membership
               where tenant_id = $1
               order by member_id
               limit $2";
    let rows = txn.query_all_raw(statement(sql, [tenant.uuid().into(), BATCH.into()])).await?;
    let members: Vec<Uuid> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    // Whoever joins one of them to another tenant locks the row too.
    let sql = "select 1 from member where member_id = any($1) order by member_id for update";
    txn.execute_raw(statement(sql, [members.clone().into()])).await?;
    let sql = "delete from membership where tenant_id = $1 and member_id = any($2)";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), members.clone().into()])).await?;
    let sql = "delete from member m
               where m.member_id = any($1)
                 and not exists (select from membership s where s.member_id = m.member_id and s.removed_at is null)";
    txn.execute_raw(statement(sql, [members.clone().into()])).await?;
    Ok(members.len() < usize::try_from(BATCH).unwrap_or(usize::MAX))
}

/// Step 3; whether nothing is left.
async fn remove_beside(txn: &DatabaseTransaction, tenant: TenantId) -> Result<bool, Error> {
    for (table, key) in BESIDE {
        let sql = format!(
            "delete from {table}
             where tenant_id = $1
               and ({key}) in (select {key} from {table} where tenant_id = $1 limit $2)"
        );
        let removed = txn.execute_raw(statement(&sql, [tenant.uuid().into(), BATCH.into()])).await?.rows_affected();
        if removed >= BATCH.unsigned_abs() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Step 4. The slug was given free when the tenant was deleted.
async fn leave_tombstone(txn: &DatabaseTransaction, tenant: TenantId) -> Result<(), Error> {
    let sql = "update tenant
               set name = 'deleted',
                   settings = '{}'
               where tenant_id = $1
                 and deleted_at is not null";
    txn.execute_raw(statement(sql, [tenant.uuid().into()])).await?;
    Ok(())
}
