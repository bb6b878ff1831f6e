//! Partitions of the log and of what follows from it: made ahead, dropped when all their rows are past.
//!
//! A partition is made aside and then attached, which takes no lock that an append or a read would wait for. It leaves
//! by `DETACH CONCURRENTLY` and `DROP`: PostgreSQL waits for those who still read the old list of partitions, and
//! nobody waits for PostgreSQL.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::error::Error;
use crate::log::LAST_DAY;
use crate::settings::{ABSOLUTE_TIMEOUT_S_MAX, RETENTION_DAYS_MAX};
use crate::sql::statement;
use crate::transaction;

/// How many days beyond the longest session and the longest retention partitions are made ahead: the worker may be away
/// that long.
pub const AHEAD_DAYS: u64 = 30;
/// How often a partition that is being detached is tried again in one pass; each try waits as long as a lock may take.
const DETACH_TRIES: usize = 6;
/// Marks a table as one that is to be dropped, so that a pass that was broken off is completed, and a table that an
/// operator detached to keep it is left alone.
const PAST: &str = "gatebook: past, to be dropped";

/// The tables that are partitioned by the day on which a row leaves: the log, then what follows from it. What reads the
/// log to write to the others holds its partitions meanwhile, so in this order none of them is gone too early.
const TABLES: [&str; 3] = ["event", "access_log", "traffic"];

/// Makes the partitions of all days on which an event that comes now, or within `AHEAD_DAYS`, can expire. Returns how
/// many were made. `db` is a pool of the worker's role; each partition is a transaction of its own.
///
/// Repeating is safe: what is there stays, and two callers at once take turns.
///
/// # Errors
/// `Unavailable` when the database does not answer or a lock is held for long; what was made stays made.
pub async fn ensure(db: &DatabaseConnection, now: DateTime<Utc>, partition_days: u16) -> Result<usize, Error> {
    let session_days = u64::from(ABSOLUTE_TIMEOUT_S_MAX).div_ceil(24 * 60 * 60);
    let needed_until = now.date_naive() + Days::new(session_days + u64::from(RETENTION_DAYS_MAX) + 1 + AHEAD_DAYS);
    let mut made = 0;
    // What follows from the log first: nothing may be stored that could not be shown.
    for table in TABLES.into_iter().rev() {
        while make_next(db, table, now.date_naive(), needed_until, partition_days.max(1)).await? {
            made += 1;
        }
    }
    Ok(made)
}

/// Makes the partition after the last one; `false` when none is needed.
async fn make_next(
    db: &DatabaseConnection,
    table: &str,
    today: NaiveDate,
    needed_until: NaiveDate,
    partition_days: u16,
) -> Result<bool, Error> {
    let txn = transaction::begin_bare(db).await?;
    // ATTACH takes this lock anyway; taken first, it lets two makers take turns. Appends and reads do not wait for it.
    let lock = format!("set local lock_timeout = '10s'; lock table {table} in share update exclusive mode");
    txn.execute_unprepared(&lock).await?;
    let from = match covered_until(&txn, table).await? {
        Some(until) if until > needed_until => return Ok(false),
        Some(until) => until,
        // A clock that runs behind may still say yesterday; and what is to be moved may be from before.
        None => first_day_kept(&txn, today).await? - Days::new(1),
    };
    let until = from + Days::new(u64::from(partition_days));
    let name = name_of(table, from);
    txn.execute_unprepared(&format!(
        "create table {name} (like {table} including all);
         alter table {table} attach partition {name} for values from ('{from}') to ('{until}')"
    ))
    .await?;
    txn.commit().await?;
    Ok(true)
}

/// The day after the last one for which `table` has a partition.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub(crate) async fn covered_until(db: &impl ConnectionTrait, table: &str) -> Result<Option<NaiveDate>, Error> {
    Ok(list(db, table).await?.into_iter().map(|partition| partition.until).max())
}

/// Drops the partitions whose rows are all past, which no read shows any more. Returns how many. `db` is a pool of the
/// worker's role.
///
/// Repeating is safe, also after being broken off anywhere: what was detached is dropped, what is being detached is
/// finished. While somebody reads from before, it takes as long as they do, and they and all appends go on.
///
/// # Errors
/// `Unavailable` when the database does not answer, or somebody's transaction is open for longer than it waits; the
/// next call goes on.
pub async fn drop_past(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<usize, Error> {
    let first_kept = first_day_kept(db, now.date_naive()).await?;
    for table in TABLES {
        for partition in list(db, table).await?.into_iter().filter(|partition| partition.until <= first_kept) {
            if !partition.detaching {
                db.execute_unprepared(&format!("comment on table {} is '{PAST}'", partition.name)).await?;
            }
            detach(db, table, &partition).await?;
        }
    }
    let mut dropped = 0;
    for name in detached(db).await? {
        db.execute_unprepared(&format!("drop table if exists {name}")).await?;
        dropped += 1;
    }
    Ok(dropped)
}

/// The first day whose rows are still needed: today, or the day on which a change of retention was ordered that has yet to
/// move rows which were not past then. One that has failed has to as well, until it is tried again and ends, or a later one
/// does.
pub(crate) async fn first_day_kept(db: &impl ConnectionTrait, today: NaiveDate) -> Result<NaiveDate, Error> {
    // Over all tenants, for they share the partitions.
    let sql = "select min((j.created_at at time zone 'UTC')::date)
               from job j
               where j.kind = 'retention_change'
                 and (j.state in ('waiting', 'running')
                      or j.state = 'failed'
                         and exists (select
                                     from tenant_head h
                                     where h.tenant_id = j.tenant_id
                                       and h.retention_days_min <> h.retention_days_max))";
    let row = db.query_one_raw(statement(sql, [])).await?;
    let ordered_on: Option<NaiveDate> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(ordered_on.map_or(today, |day| day.min(today)))
}

async fn detach(db: &DatabaseConnection, table: &str, partition: &Partition) -> Result<(), Error> {
    let name = &partition.name;
    let mut how = if partition.detaching { "finalize" } else { "concurrently" };
    let mut tries = 1;
    loop {
        match db.execute_unprepared(&format!("alter table {table} detach partition {name} {how}")).await {
            Ok(_) => return Ok(()),
            Err(error) if tries >= DETACH_TRIES => return Err(error.into()),
            Err(error) => {
                // Either it waited for readers in vain and is half done, or it could not begin.
                let now = list(db, table).await?.into_iter().find(|other| other.name == *name);
                match now {
                    None => return Ok(()),
                    Some(now) if now.detaching => how = "finalize",
                    Some(_) => return Err(error.into()),
                }
                tries += 1;
            }
        }
    }
}

/// A partition of one of the [`TABLES`], but the one of `LAST_DAY`.
struct Partition {
    name: String,
    /// The day after its last.
    until: NaiveDate,
    /// Whether it is on its way out already.
    detaching: bool,
}

async fn list(db: &impl ConnectionTrait, table: &str) -> Result<Vec<Partition>, Error> {
    let sql = "select c.relname::text, bound[1]::date, i.inhdetachpending
               from pg_inherits i
               join pg_class c on c.oid = i.inhrelid
               cross join regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([0-9-]+)''\\)') as bound
               where i.inhparent = $1::regclass
                 and bound[1]::date < $2
               order by 2";
    let rows = db.query_all_raw(statement(sql, [table.into(), LAST_DAY.into()])).await?;
    rows.iter()
        .map(|row| {
            let (name, until) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            Ok(Partition { name, until, detaching: row.try_get_by_index(2)? })
        })
        .collect()
}

/// Tables that were partitions and are to be dropped.
async fn detached(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    let sql = "select c.relname::text
               from pg_class c
               where c.relnamespace = (select relnamespace from pg_class where oid = 'event'::regclass)
                 and c.relkind = 'r'
                 and obj_description(c.oid, 'pg_class') = $1
                 and not exists (select from pg_inherits i where i.inhrelid = c.oid)";
    let rows = db.query_all_raw(statement(sql, [PAST.into()])).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// The table of the partition of `table` that begins with `from`.
fn name_of(table: &str, from: NaiveDate) -> String {
    format!("{table}_p{}", from.format("%Y%m%d"))
}
