//! Retention by partition: rows live in the partition of the day they expire, partitions are made ahead.
//!
//! A partition is made aside and then attached, which takes no lock that an append or a read would wait for.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};

use crate::error::Error;
use crate::log::LAST_DAY;
use crate::settings::RETENTION_DAYS_MAX;

/// How many days beyond the longest retention partitions are made ahead: the worker may be away that long.
pub const AHEAD_DAYS: u64 = 30;

/// Makes the partitions of all days on which an event that comes now, or within `AHEAD_DAYS`, can expire. Returns how
/// many were made. `db` is a pool of the worker's role; each partition is a transaction of its own.
///
/// Repeating is safe: what is there stays, and two callers at once take turns.
///
/// # Errors
/// `Unavailable` when the database does not answer or a lock is held for long; what was made stays made.
pub async fn ensure_partitions(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    partition_days: u16,
) -> Result<usize, Error> {
    let needed_until = now.date_naive() + Days::new(u64::from(RETENTION_DAYS_MAX) + 1 + AHEAD_DAYS);
    let mut made = 0;
    while make_next_partition(db, now.date_naive(), needed_until, partition_days.max(1)).await? {
        made += 1;
    }
    Ok(made)
}

/// Makes the partition after the last one; `false` when none is needed.
async fn make_next_partition(
    db: &DatabaseConnection,
    today: NaiveDate,
    needed_until: NaiveDate,
    partition_days: u16,
) -> Result<bool, Error> {
    let txn = db.begin().await?;
    // ATTACH takes this lock anyway; taken first, it lets two makers take turns. Appends and reads do not wait for it.
    txn.execute_unprepared("set local lock_timeout = '10s'; lock table event in share update exclusive mode").await?;
    let from = match last_day_covered(&txn).await? {
        Some(until) if until > needed_until => return Ok(false),
        Some(until) => until,
        // A clock that runs behind may still say yesterday.
        None => today - Days::new(1),
    };
    let until = from + Days::new(u64::from(partition_days));
    let name = partition_name(from);
    txn.execute_unprepared(&format!(
        "create table {name} (like event including all);
         alter table event attach partition {name} for values from ('{from}') to ('{until}')"
    ))
    .await?;
    txn.commit().await?;
    Ok(true)
}

/// The end (exclusive) of the last partition but the one of `LAST_DAY`.
async fn last_day_covered(db: &impl ConnectionTrait) -> Result<Option<NaiveDate>, Error> {
    let sql = "select max(bound[1]::date)
               from pg_inherits i
               join pg_class c on c.oid = i.inhrelid
               cross join regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([0-9-]+)''\\)') as bound
               where i.inhparent = 'event'::regclass";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    Ok(row.and_then(|row| row.try_get_by_index(0).ok()).filter(|day| *day < LAST_DAY))
}

/// The table of the partition that begins with `from`.
#[must_use]
pub fn partition_name(from: NaiveDate) -> String {
    format!("event_p{}", from.format("%Y%m%d"))
}
