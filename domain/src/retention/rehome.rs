//! Changing a tenant's retention: every row moves to the partition of the day on which it leaves now.
//!
//! [`carry_out`] is the job; its steps:
//!
//! 1. [`begin`]: the partitions of the new range exist, then the head switches under its lock: from that COMMIT on new
//!    events get their new day, repeats are looked for in both ranges, and rows that are to leave are invisible.
//! 2. [`next_batch`]: rows below the head of that moment are moved, or deleted when their new day is past. A row moves in
//!    one statement, so every snapshot sees it once.
//! 3. [`end`]: the head says that only the new range is in force.
//!
//! Each joins the transaction of a step of the job, so that progress and work commit together. Where a row belongs follows
//! from the row and the new retention alone (`log/visible.rs` `home`), so each step can be repeated and broken off anywhere.

use chrono::{DateTime, Days, NaiveDate, SecondsFormat, TimeDelta, Utc};
use entity::id::{JobId, Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqlErr, Value};
use serde::{Deserialize, Serialize};

use super::partitions;
use crate::boot::Clock;
use crate::error::{ConflictCode, Error, Thing};
use crate::jobs::{self, Handle, Kind};
use crate::log::LAST_DAY;
use crate::log::visible::home;
use crate::sql::statement;
use crate::transaction;
use crate::{access_log, exports, tenants};

/// How long after a change of a tenant's retention the next one may be ordered: each rewrites all that the tenant has.
pub const BETWEEN_CHANGES: TimeDelta = TimeDelta::hours(24);
/// Most rows of one batch.
pub const BATCH_ROWS: i64 = 2_000;
/// How many days later a row may be put that cannot have its own because another event used the same id.
const DAYS_BESIDE_MAX: u64 = 30;

/// Orders a change of a tenant's retention. Joins the caller's transaction, of the role that changes tenants, which holds
/// the head and changes the settings.
///
/// # Errors
/// `Conflict` when the last one was ordered less than [`BETWEEN_CHANGES`] ago; `Unavailable` when the database does not
/// answer.
pub(crate) async fn order(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    from_days: u16,
    to_days: u16,
) -> Result<JobId, Error> {
    let sql = "select retention_changed_at from tenant_head where tenant_id = $1";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?.ok_or(Error::NotFound(Thing::Tenant))?;
    let last: Option<DateTime<Utc>> = row.try_get_by_index(0)?;
    if let Some(free_at) = last.map(|last| last + BETWEEN_CHANGES).filter(|free_at| now < *free_at) {
        let free_at = free_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        return Err(Error::Conflict {
            code: ConflictCode::RetentionChangedRecently,
            detail: format!("retention_days can be changed again at {free_at}"),
        });
    }
    let sql = "update tenant_head set retention_changed_at = $2 where tenant_id = $1";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), now.into()])).await?;
    jobs::push(txn, now, tenant, by, &Kind::RetentionChange { from_days, to_days }).await
}

/// What the job does next.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(tag = "next", rename_all = "snake_case")]
enum Checkpoint {
    /// Step 1.
    #[default]
    Begin,
    /// Step 2, from behind `after`; step 3 when nothing is left.
    Rows {
        /// What is up to here is where it belongs.
        after: Position,
        /// The head when it switched.
        until: Position,
    },
}

/// Changes a tenant's retention, as a job: until it is done, or its handle says to stop.
///
/// # Errors
/// As its steps.
pub(crate) async fn carry_out(
    db: &DatabaseConnection,
    clock: &Clock,
    tenant: TenantId,
    retention_days: u16,
    job: &Handle,
) -> Result<(), Error> {
    loop {
        let txn = transaction::begin(db, tenant).await?;
        let Some(at) = job.checkpoint::<Checkpoint>(&txn).await? else { return Ok(()) };
        let now = clock.now();
        if replaced(&txn, tenant, job.id()).await? {
            job.finish(&txn, now).await?;
            txn.commit().await?;
            return Ok(());
        }
        if matches!(at, Checkpoint::Begin) {
            outlast_earlier(&txn, tenant, job.id()).await?;
        }
        match at {
            Checkpoint::Begin => match begin(&txn, now, tenant, retention_days).await? {
                Some(until) => {
                    job.expect(&txn, until.0).await?;
                    job.advance(&txn, &Checkpoint::Rows { after: Position(0), until }, 0).await?;
                }
                None => job.finish(&txn, now).await?,
            },
            Checkpoint::Rows { after, until } => {
                match next_batch(&txn, now, tenant, retention_days, after, until).await? {
                    Some(batch) => {
                        let next = Checkpoint::Rows { after: batch.last, until };
                        job.advance(&txn, &next, batch.moved + batch.removed).await?;
                    }
                    None => {
                        end(&txn, tenant, retention_days).await?;
                        access_log::mark_stale(&txn, now, tenant).await?;
                        job.finish(&txn, now).await?;
                    }
                }
            }
        }
        txn.commit().await?;
    }
}

/// Whether another change was ordered since: it does everything, and this one may do nothing more, even when both are to
/// the same retention (it would end before the other has moved all).
async fn replaced(txn: &DatabaseTransaction, tenant: TenantId, job: JobId) -> Result<bool, Error> {
    // Changes are a day apart, and ids of jobs are in the order of their time. Index: job_pkey.
    let sql = "select 1
               from job
               where tenant_id = $1
                 and job_id > $2
                 and kind = 'retention_change'
               limit 1";
    Ok(txn.query_one_raw(statement(sql, [tenant.uuid().into(), job.uuid().into()])).await?.is_some())
}

/// Waits until no earlier change is in the middle of a batch, and keeps it from the next one until the end of the
/// transaction. A batch that committed later would move rows that this change has seen where they belong.
async fn outlast_earlier(txn: &DatabaseTransaction, tenant: TenantId, job: JobId) -> Result<(), Error> {
    // Only ever the earlier ones, so nobody waits in a circle. Index: job_pkey.
    let sql = "select 1
               from job
               where tenant_id = $1
                 and job_id < $2
                 and kind = 'retention_change'
                 and state <> 'done'
               for update";
    txn.query_all_raw(statement(sql, [tenant.uuid().into(), job.uuid().into()])).await?;
    Ok(())
}

/// A batch that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// Its last position: the next batch begins after it.
    pub last: Position,
    /// Rows that live in another partition now.
    pub moved: u64,
    /// Rows that were past by the new retention, which is a shorter one.
    pub removed: u64,
}

/// Makes `retention_days` hold for new events. Returns the head: rows up to there are to be re-homed; `None` when the
/// tenant has asked for another retention since, whose change does it all. Joins the caller's transaction, of the
/// worker's role, and holds the head until its end. Repeating changes nothing more.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the partitions of the new range are not there yet, the
/// database does not answer or the head is held.
pub async fn begin(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    retention_days: u16,
) -> Result<Option<Position>, Error> {
    // One more day: an event may be up to 5 minutes ahead, which may be tomorrow.
    let last_day = now.date_naive() + Days::new(u64::from(retention_days) + 1);
    if partitions::covered_until(txn, "event").await?.is_none_or(|until| until <= last_day) {
        return Err(Error::unavailable("the partitions for that retention are not made yet"));
    }
    tenants::lock(txn, tenant).await?;
    if tenants::find_within(txn, tenant).await?.settings.retention_days != retention_days {
        return Ok(None);
    }
    let sql = "update tenant_head
               set retention_days = $2,
                   retention_days_min = least(retention_days_min, $2),
                   retention_days_max = greatest(retention_days_max, $2),
                   -- Events about sessions get as many days more.
                   sessions_until = sessions_until + greatest(0, $2 - retention_days)
               where tenant_id = $1
               returning position, retention_days < retention_days_max";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), days(retention_days)])).await?;
    let row = row.ok_or(Error::NotFound(Thing::Tenant))?;
    if row.try_get_by_index(1)? {
        // What is to leave is invisible from here on, in exports too.
        exports::renounce(txn, now, tenant).await?;
    }
    Ok(Some(Position(row.try_get_by_index(0)?)))
}

/// Moves the next rows after `after`, up to `until`, inside the caller's transaction (of the worker's role). `None` when
/// there are none, or another retention is in force meanwhile. Rows that were past when the change was ordered stay where
/// they are: nobody sees them, and their partition is dropped.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn next_batch(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    retention_days: u16,
    after: Position,
    until: Position,
) -> Result<Option<Batch>, Error> {
    // Index: event_pkey of each partition that was not past, merged by position.
    let sql = "select max(p.position), h.ordered_on, h.shrinks
               from (select retention_days < retention_days_max as shrinks,
                            coalesce((retention_changed_at at time zone 'UTC')::date, $4) as ordered_on
                     from tenant_head
                     where tenant_id = $1
                       and retention_days = $7) as h
               cross join lateral (
                   select e.position
                   from event e
                   where e.tenant_id = $1
                     and e.position > $2
                     and e.position <= $3
                     and e.expires_on >= least(h.ordered_on, $4)
                     and e.expires_on < $5
                   order by e.position
                   limit $6
               ) as p
               group by h.ordered_on, h.shrinks";
    let today = now.date_naive();
    let values: [Value; 7] = [
        tenant.uuid().into(),
        after.0.into(),
        until.0.into(),
        today.into(),
        LAST_DAY.into(),
        BATCH_ROWS.into(),
        days(retention_days),
    ];
    let Some(row) = txn.query_one_raw(statement(sql, values)).await? else { return Ok(None) };
    let last = Position(row.try_get_by_index(0)?);
    let ordered_on: NaiveDate = row.try_get_by_index(1)?;
    let shrinks: bool = row.try_get_by_index(2)?;
    let part = Part { tenant, after, last, first_day: ordered_on.min(today), today, retention_days };
    let savepoint = transaction::savepoint(txn).await?;
    let moved = match move_all(&savepoint, &part).await {
        Ok(moved) => {
            savepoint.commit().await?;
            moved
        }
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            savepoint.rollback().await?;
            move_each(txn, &part).await?
        }
        Err(error) => return Err(error.into()),
    };
    // A longer retention makes no row leave at once: one that was imported late enough to be past by now stays for the
    // days that it was given when it came.
    let removed = if shrinks { remove_past(txn, &part).await? } else { 0 };
    Ok(Some(Batch { last, moved, removed }))
}

/// Makes the new retention the only one in force. Call it when no row is left to be moved. Joins the caller's
/// transaction, of the worker's role.
///
/// # Errors
/// `Unavailable` when the database does not answer or the head is held.
pub async fn end(txn: &DatabaseTransaction, tenant: TenantId, retention_days: u16) -> Result<(), Error> {
    tenants::lock(txn, tenant).await?;
    let sql = "update tenant_head
               set retention_days_min = retention_days,
                   retention_days_max = retention_days
               where tenant_id = $1
                 and retention_days = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), days(retention_days)])).await?;
    Ok(())
}

/// The rows of a batch: those of a tenant after `after` up to `last` that leave on `first_day` or later.
struct Part {
    tenant: TenantId,
    after: Position,
    last: Position,
    first_day: NaiveDate,
    today: NaiveDate,
    retention_days: u16,
}

impl Part {
    /// The rows, as a condition on `event e` with the values $1 to $7, and the day on which they belong.
    const ROWS: &str = "e.tenant_id = $1
               and e.position > $2
               and e.position <= $3
               and e.expires_on >= $4
               and e.expires_on < $5";

    fn home() -> String {
        home("e", "$7")
    }

    fn values(&self) -> [Value; 7] {
        [
            self.tenant.uuid().into(),
            self.after.0.into(),
            self.last.0.into(),
            self.first_day.into(),
            LAST_DAY.into(),
            self.today.into(),
            i32::from(self.retention_days).into(),
        ]
    }
}

async fn move_all(txn: &DatabaseTransaction, part: &Part) -> Result<u64, DbErr> {
    let (rows, home) = (Part::ROWS, Part::home());
    let sql = format!(
        "update event e
         set expires_on = {home}
         where {rows}
           and {home} <> e.expires_on
           and {home} >= $6"
    );
    Ok(txn.execute_raw(statement(&sql, part.values())).await?.rows_affected())
}

/// Deletes what is past by the new retention.
async fn remove_past(txn: &DatabaseTransaction, part: &Part) -> Result<u64, DbErr> {
    let (rows, home) = (Part::ROWS, Part::home());
    let sql = format!("delete from event e where {rows} and {home} < $6");
    Ok(txn.execute_raw(statement(&sql, part.values())).await?.rows_affected())
}

/// The same as [`move_all`] row by row, for a batch with an id that an application used for several events: where they
/// would meet on one day, the later ones leave a day later.
async fn move_each(txn: &DatabaseTransaction, part: &Part) -> Result<u64, Error> {
    let (rows, home) = (Part::ROWS, Part::home());
    let sql = format!(
        "select e.position, e.expires_on, {home}
         from event e
         where {rows}
           and {home} <> e.expires_on
           and {home} >= $6
         order by e.position"
    );
    let rows = txn.query_all_raw(statement(&sql, part.values())).await?;
    for row in &rows {
        let (expires_on, home) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        move_beside(txn, part.tenant, row.try_get_by_index(0)?, expires_on, home).await?;
    }
    Ok(rows.len() as u64)
}

/// Moves a row to its day, or to the first day after it on which its id is free; it may be there already.
async fn move_beside(
    txn: &DatabaseTransaction,
    tenant: TenantId,
    position: i64,
    expires_on: NaiveDate,
    home: NaiveDate,
) -> Result<(), Error> {
    let sql = "update event set expires_on = $4 where tenant_id = $1 and position = $2 and expires_on = $3";
    for beside in 0..=DAYS_BESIDE_MAX {
        let day = home + Days::new(beside);
        if day == expires_on {
            return Ok(());
        }
        let savepoint = transaction::savepoint(txn).await?;
        let values = [tenant.uuid().into(), position.into(), expires_on.into(), day.into()];
        match savepoint.execute_raw(statement(sql, values)).await {
            Ok(_) => return Ok(savepoint.commit().await?),
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                savepoint.rollback().await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::corrupt("event", position, "its id is used on every day that it could be kept until"))
}

fn days(retention_days: u16) -> Value {
    i16::try_from(retention_days).unwrap_or(i16::MAX).into()
}
