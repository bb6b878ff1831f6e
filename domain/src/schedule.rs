//! Ticks of schedules: each is claimed by a row, so it runs once however many workers there are.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::error::Error;
use crate::sql::statement;

/// How long the rows of past ticks are kept, in days.
pub const TICKS_KEPT_DAYS: i64 = 30;

/// Claims the tick of `schedule` at `tick_at`; `false` when another worker has it. Takes a pool of the worker's role.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn claim(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    schedule: &str,
    tick_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let sql = "insert into schedule_tick (schedule, tick_at, claimed_at)
               values ($1, $2, $3)
               on conflict do nothing";
    let done = db.execute_raw(statement(sql, [schedule.into(), tick_at.into(), now.into()])).await?;
    Ok(done.rows_affected() == 1)
}

/// Notes how a claimed tick ended, and forgets ticks older than [`TICKS_KEPT_DAYS`].
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn finish(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    schedule: &str,
    tick_at: DateTime<Utc>,
    failure: Option<String>,
) -> Result<(), Error> {
    let sql = "update schedule_tick
               set finished_at = $3,
                   error = $4
               where schedule = $1
                 and tick_at = $2";
    db.execute_raw(statement(sql, [schedule.into(), tick_at.into(), now.into(), failure.into()])).await?;
    let sql = "delete from schedule_tick
               where schedule = $1
                 and tick_at < $2";
    let oldest = now - chrono::TimeDelta::days(TICKS_KEPT_DAYS);
    db.execute_raw(statement(sql, [schedule.into(), oldest.into()])).await?;
    Ok(())
}
