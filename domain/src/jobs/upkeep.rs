//! What keeps the queue whole and small: lost tasks are pushed again, what is over is removed.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{JobId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::{QUEUE, SLICE, Task, enqueue};
use crate::error::Error;
use crate::idempotency;
use crate::sql::statement;
use crate::transaction;

/// A task that a worker has had for longer is stuck: none works longer than [`SLICE`] and a batch. In seconds.
pub const STUCK_AFTER_S: u64 = 300;
/// Most jobs that one sweep pushes again.
pub const SWEEP_BATCH: i64 = 100;
/// How long the queue's finished tasks and silent workers are kept, in days.
pub const KEPT_DAYS: i64 = 7;
/// How long jobs that are done can be looked at, in days.
pub const DONE_KEPT_DAYS: i64 = 30;
/// How long jobs that have failed can be looked at, and pushed again, in days.
pub const FAILED_KEPT_DAYS: i64 = 90;
/// Most rows that one statement of [`clean_up`] removes.
pub const CLEAN_BATCH: i64 = 1_000;
/// Most batches of one table in one [`clean_up`]; the next one goes on.
const CLEAN_BATCHES_MAX: usize = 100;

const _: () = assert!(STUCK_AFTER_S >= 10 * SLICE.as_secs());

/// Pushes jobs again that are not finished and whose task is lost, over or stuck. Returns how many. `db` is a pool of the
/// worker's role; opens its own transaction. Repeating is safe: what was just pushed has a task.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn sweep(db: &DatabaseConnection) -> Result<usize, Error> {
    let txn = transaction::begin_bare(db).await?;
    // A job that is locked is being worked on. The key is that of `Task::key`; times are those of the database, which
    // the queue goes by. Index: job_unfinished.
    let sql = "update job
               set pushes = pushes + 1
               where (tenant_id, job_id) in (
                   select j.tenant_id, j.job_id
                   from job j
                   where j.state in ('waiting', 'running')
                     and not exists (
                         select
                         from apalis.jobs t
                         where t.job_type = $1
                           and t.idempotency_key = 'job_' || replace(j.job_id::text, '-', '') || '/' || j.pushes
                           and (t.status = 'Pending'
                                or t.status = 'Failed' and t.attempts < t.max_attempts
                                or t.status in ('Queued', 'Running')
                                    and t.lock_at > now() - make_interval(secs => $2)))
                   order by j.tenant_id, j.job_id
                   limit $3
                   for update of j skip locked)
               returning tenant_id, job_id, pushes";
    let stuck_after_s = Duration::from_secs(STUCK_AFTER_S).as_secs_f64();
    let rows = txn.query_all_raw(statement(sql, [QUEUE.into(), stuck_after_s.into(), SWEEP_BATCH.into()])).await?;
    for row in &rows {
        let (tenant, job) = (TenantId(row.try_get_by_index(0)?), JobId(row.try_get_by_index(1)?));
        // Few, and seldom any: one statement each.
        enqueue(&txn, Task { tenant, job, push: row.try_get_by_index(2)? }, Duration::ZERO).await?;
    }
    txn.commit().await?;
    Ok(rows.len())
}

/// Removes jobs that were done [`DONE_KEPT_DAYS`] ago or had failed [`FAILED_KEPT_DAYS`] ago, finished tasks and silent
/// workers older than [`KEPT_DAYS`], and idempotency keys past their time, in batches. Returns how many rows. `db` is a pool of the worker's role; each batch is a transaction of its own. Repeating is safe.
///
/// # Errors
/// `Unavailable` when the database does not answer; what was removed stays removed.
pub async fn clean_up(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<u64, Error> {
    let kept_since = now - TimeDelta::days(KEPT_DAYS);
    let tasks = "delete from apalis.jobs
                 where id in (
                     select id
                     from apalis.jobs
                     where done_at < $1
                       and (status in ('Done', 'Killed') or status = 'Failed' and attempts >= max_attempts)
                     limit $2)";
    // A task that was left behind names its worker, which is how the others find it.
    let workers = "delete from apalis.workers
                   where id in (
                       select w.id
                       from apalis.workers w
                       where w.last_seen < $1
                         and not exists (select from apalis.jobs t where t.lock_by = w.id)
                       limit $2)";
    let keys = "delete from idempotency
                where (tenant_id, key_hash) in (
                    select tenant_id, key_hash
                    from idempotency
                    where created_at <= $1
                    limit $2)";
    Ok(remove(db, &jobs_in("done"), now - TimeDelta::days(DONE_KEPT_DAYS)).await?
        + remove(db, &jobs_in("failed"), now - TimeDelta::days(FAILED_KEPT_DAYS)).await?
        + remove(db, tasks, kept_since).await?
        + remove(db, workers, kept_since).await?
        + remove(db, keys, now - TimeDelta::hours(idempotency::KEPT_HOURS)).await?)
}

/// What removes jobs that came into a state at which they stay. Seldom looked for, and there are few: no index of its own.
fn jobs_in(state: &str) -> String {
    // Who pushes a job again at this moment has it locked. What it had noted of a person goes with it, and so does an
    // export, unless there is still something of it to be taken out of the store.
    format!(
        "with gone as materialized (
             select j.tenant_id, j.job_id
             from job j
             where j.state = '{state}'
               and j.finished_at < $1
               and not exists (
                   select
                   from export x
                   where x.tenant_id = j.tenant_id
                     and x.job_id = j.job_id
                     and x.clear_at is not null)
             limit $2
             for update of j skip locked
         ),
         events as (
             delete from erasing e using gone g where e.tenant_id = g.tenant_id and e.job_id = g.job_id
         ),
         sessions as (
             delete from erasing_session e using gone g where e.tenant_id = g.tenant_id and e.job_id = g.job_id
         ),
         exports as (
             delete from export x using gone g where x.tenant_id = g.tenant_id and x.job_id = g.job_id
         ),
         parts as (
             delete from export_part p using gone g where p.tenant_id = g.tenant_id and p.job_id = g.job_id
         )
         delete from job where (tenant_id, job_id) in (select tenant_id, job_id from gone)"
    )
}

async fn remove(db: &DatabaseConnection, sql: &str, until: DateTime<Utc>) -> Result<u64, Error> {
    let mut removed = 0;
    for _ in 0..CLEAN_BATCHES_MAX {
        let batch = db.execute_raw(statement(sql, [until.into(), CLEAN_BATCH.into()])).await?.rows_affected();
        removed += batch;
        if batch < CLEAN_BATCH.unsigned_abs() {
            break;
        }
    }
    Ok(removed)
}
