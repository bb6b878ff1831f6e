//! Purging: events older than an operator wants them, deleted before their retention does it.
//!
//! Page views and whatever else expires go; what stays as long as the tenant (`tenant.*`, `key.*`, …) is left alone, and so
//! is `session.*`: a session that lives could not be made again without it.
//! Exports that may have what goes are begun again, or their files go too. Every purge is in the log of its tenant: that it was started, before anything goes, and how much went, at its end. One
//! that was killed has no end there.

use chrono::{DateTime, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use serde_json::json;

use crate::entry::Entry;
use crate::error::Error;
use crate::log::{self, LAST_DAY};
use crate::sql::{sqlstate, statement};
use crate::{access_log, exports, transaction};

/// Most rows that one transaction deletes.
pub const BATCH_ROWS: i64 = 5_000;
/// How often a batch is tried that a change of the tenant's retention got in the way of.
const BATCH_TRIES: usize = 10;

/// What a purge deletes, as a condition on `event`: of `$1`, what occurred before `$2` and leaves before `$3`.
const PURGEABLE: &str = "tenant_id = $1
                 and occurred_at < $2
                 and expires_on < $3
                 and not starts_with(type, 'session.')";

/// What a purge of one tenant would delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purgeable {
    /// How many events.
    pub events: u64,
    /// When the first of them occurred.
    pub oldest: Option<DateTime<Utc>>,
    /// When the last of them occurred.
    pub newest: Option<DateTime<Utc>>,
}

/// Counts the events of a tenant that occurred before `before`, also those that are past already and not yet dropped.
/// `db` is a pool of the worker's role.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn count(db: &DatabaseConnection, tenant: TenantId, before: DateTime<Utc>) -> Result<Purgeable, Error> {
    let txn = transaction::begin_snapshot(db, tenant).await?;
    let sql = format!("select count(*), min(occurred_at), max(occurred_at) from event where {PURGEABLE}");
    let row = txn.query_one_raw(statement(&sql, [tenant.uuid().into(), before.into(), LAST_DAY.into()])).await?;
    txn.rollback().await?;
    let Some(row) = row else {
        return Ok(Purgeable { events: 0, oldest: None, newest: None });
    };
    let events: i64 = row.try_get_by_index(0)?;
    Ok(Purgeable { events: events.unsigned_abs(), oldest: row.try_get_by_index(1)?, newest: row.try_get_by_index(2)? })
}

/// Deletes the events of a tenant that occurred before `before`, in transactions of at most [`BATCH_ROWS`] rows. Appends
/// `events.purge_started` before, unless there is nothing to delete, and `events.purged` with their number after. Calls
/// `progress` with the number so far after each transaction. Returns how many were deleted. `db` is a pool of the worker's
/// role.
///
/// Repeating is safe: it goes on where it was broken off.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
pub async fn purge(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    before: DateTime<Utc>,
    mut progress: impl FnMut(u64),
) -> Result<u64, Error> {
    if !tell_start(db, now, tenant, by, before).await? {
        return Ok(0);
    }
    let mut deleted = 0;
    let mut after = Position(0);
    let broken_off = loop {
        match delete_batch_again(db, now, tenant, before, after).await {
            Ok(Some((last, events))) => {
                deleted += events;
                after = last;
                progress(deleted);
            }
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    // Also when it was broken off: what is gone is in the log.
    if deleted > 0 {
        let txn = transaction::begin(db, tenant).await?;
        let data = json!({"before": before, "events": deleted, "by": by});
        log::append_within(&txn, now, tenant, vec![Entry::fact(now, "events.purged", data)]).await?;
        txn.commit().await?;
    }
    broken_off.map_or(Ok(deleted), Err)
}

/// Appends that a purge begins; `false` when there is nothing to delete.
async fn tell_start(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    before: DateTime<Utc>,
) -> Result<bool, Error> {
    let txn = transaction::begin(db, tenant).await?;
    let sql = format!("select 1 from event where {PURGEABLE} limit 1");
    let values = [tenant.uuid().into(), before.into(), LAST_DAY.into()];
    let is_any = txn.query_one_raw(statement(&sql, values)).await?.is_some();
    if is_any {
        let data = json!({"before": before, "by": by});
        log::append_within(&txn, now, tenant, vec![Entry::fact(now, "events.purge_started", data)]).await?;
    }
    txn.commit().await?;
    Ok(is_any)
}

/// A batch, again when rows of it were just being moved by a change of retention: PostgreSQL refuses to delete a row
/// that went to another partition meanwhile.
async fn delete_batch_again(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    tenant: TenantId,
    before: DateTime<Utc>,
    after: Position,
) -> Result<Option<(Position, u64)>, Error> {
    let mut tries = 1;
    loop {
        match delete_batch(db, now, tenant, before, after).await {
            Err(Error::Unavailable { source: Some(source), .. })
                if tries < BATCH_TRIES && source.downcast_ref::<DbErr>().is_some_and(is_in_the_way) =>
            {
                tries += 1;
            }
            other => return other,
        }
    }
}

/// Whether somebody else changed the same rows first: a serialization failure, a deadlock, or a rebuild that compares.
fn is_in_the_way(error: &DbErr) -> bool {
    matches!(sqlstate(error).as_deref(), Some("40001" | "40P01" | "55P03"))
}

/// Deletes what is older among the next rows after a position: the last position looked at, and how many went.
async fn delete_batch(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    tenant: TenantId,
    before: DateTime<Utc>,
    after: Position,
) -> Result<Option<(Position, u64)>, Error> {
    // Index: event_pkey of each partition, merged by position.
    let sql = "with page as (
                   select e.position, e.expires_on, e.occurred_at
                   from event e
                   where e.tenant_id = $1
                     and e.position > $2
                     and e.expires_on < $4
                   order by e.position
                   limit $5
               ),
               gone as (
                   delete from event e
                   using page p
                   where e.tenant_id = $1
                     and e.position = p.position
                     and e.expires_on = p.expires_on
                     and e.expires_on < $4
                     and p.occurred_at < $3
                     and not starts_with(e.type, 'session.')
                   returning 1
               )
               select (select max(position) from page), (select count(*) from gone)";
    let txn = transaction::begin(db, tenant).await?;
    // Holds the checkpoint: everybody who holds that and rows takes the checkpoint first.
    access_log::mark_stale(&txn, now, tenant).await?;
    let values = [tenant.uuid().into(), after.0.into(), before.into(), LAST_DAY.into(), BATCH_ROWS.into()];
    let Some(row) = txn.query_one_raw(statement(sql, values)).await? else { return Ok(None) };
    let last: Option<i64> = row.try_get_by_index(0)?;
    let events: i64 = row.try_get_by_index(1)?;
    if events > 0 {
        exports::renounce(&txn, now, tenant).await?;
        txn.commit().await?;
    } else {
        // Nothing has gone: nothing is to be made anew.
        txn.rollback().await?;
    }
    Ok(last.map(|last| (Position(last), events.unsigned_abs())))
}
