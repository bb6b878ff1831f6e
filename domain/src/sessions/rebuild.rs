//! Making the rows of `session` anew from the log, and Redis anew from the rows.
//!
//! 1. [`rebuild`] reads the tenant's log by position, in short transactions, into a temporary table: of each session what
//!    its last event says ([`read_on`]).
//! 2. Rows that are missing or differ are written as far as nothing newer is there, in short transactions too
//!    ([`judge`], [`put_in_place`]). Nobody waits for that.
//! 3. Under the lock of the tenant's head it reads the last events, compares everything, and writes and removes what is
//!    left, in one transaction. Appends of this tenant wait for that.
//! 4. [`fill`] copies every session that lives to Redis.
//!
//! What the log does not hold (`session_use`: the secret's hash, the last use) is not made and stays. A session without
//! it cannot be opened by anybody, so its row is left as it is, and counted. Sessions that ended longer ago than the
//! tenant keeps things are not made again, whether or not their events are still there; rows of such are left to
//! `upkeep::clear`.
//!
//! Being killed anywhere is safe: the temporary tables go with the connection, and the next run begins again.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use entity::id::{Position, SessionId, TenantId};
use futures::future::try_join_all;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, Value};

use super::hot::Hot;
use super::list::DEADLINE;
use super::reader::read_batch;
use super::session::EXPIRED_AFTER;
use crate::boot::{self, RedisStore};
use crate::error::{Error, Thing};
use crate::log::LAST_DAY;
use crate::sql::{statement, uuids};
use crate::tenants;
use crate::transaction;

/// Most events that one transaction reads.
pub const PAGE_EVENTS: i64 = 10_000;
/// Most rows that one statement writes.
const BATCH: i64 = 2_000;
/// Most tombstones that Redis is sent at a time.
const BURIED_AT_ONCE: usize = 1_000;
/// Most sessions that are copied to Redis at a time: within the time that a lease is good for, by far.
const FILLED_AT_ONCE: i64 = 200;

/// How the rows stood to the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Were as the log says.
    pub equal: u64,
    /// Were not, and are now.
    pub differing: u64,
    /// Were not there, and are now.
    pub missing: u64,
    /// Were there though the log knows no such session, and are gone.
    pub superfluous: u64,
    /// Have lost what is kept beside the log, and were left as they are: nobody can open them.
    pub unusable: u64,
    /// Ended longer ago than the tenant keeps things, and were left as they are.
    pub past: u64,
}

/// What a rebuild came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Events that were read, of all types.
    pub events: u64,
    /// How the rows stood to the log.
    pub comparison: Comparison,
    /// How long appends of the tenant had to wait.
    pub locked_for: Duration,
}

/// Makes the rows of a tenant's sessions what the log says. `db` is a pool of the worker's role; works on a connection of
/// its own. Calls `progress` with the number of events read so far.
///
/// Repeating is safe, and finds nothing to do.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when a store does not answer, or the head is held for long. Rows
/// that were put in place stay there, and nothing else has changed.
pub async fn rebuild(
    db: &DatabaseConnection,
    redis: &RedisStore,
    now: DateTime<Utc>,
    tenant: TenantId,
    mut progress: impl FnMut(u64),
) -> Result<Rebuilt, Error> {
    let alone = boot::alone(db);
    let outcome = rebuild_alone(&alone, redis, now, tenant, &mut progress).await;
    // The temporary tables go with it.
    alone.close().await?;
    outcome
}

async fn rebuild_alone(
    db: &DatabaseConnection,
    redis: &RedisStore,
    now: DateTime<Utc>,
    tenant: TenantId,
    progress: &mut impl FnMut(u64),
) -> Result<Rebuilt, Error> {
    let txn = transaction::begin_bare(db).await?;
    let sql = "create temporary table rebuilt (like session, primary key (session_id));
               create temporary table verdict (session_id uuid primary key, verdict text not null)";
    txn.execute_unprepared(sql).await?;
    txn.commit().await?;
    let mut log = Reading { tenant, after: Position::ZERO, events: 0 };
    read_to_the_end(db, &mut log, progress).await?;

    let txn = transaction::begin_bare(db).await?;
    // Nobody else does it for a temporary table.
    txn.execute_unprepared("analyze rebuilt").await?;
    judge(&txn, now, tenant).await?;
    txn.commit().await?;
    let ahead = put_ahead(db, tenant).await?;
    read_to_the_end(db, &mut log, progress).await?;

    let txn = transaction::begin_bare(db).await?;
    tenants::lock(&txn, tenant).await?;
    let locked_at = Instant::now();
    while read_on(&txn, &mut log).await? {}
    judge(&txn, now, tenant).await?;
    let mut comparison = count(&txn).await?;
    let mut after = Some(SessionId(uuid::Uuid::nil()));
    while let Some(last) = after {
        after = put_in_place(&txn, tenant, last, Newer::Replace).await?.map(|batch| batch.last);
    }
    remove_superfluous(&txn, redis, now, tenant).await?;
    txn.commit().await?;
    let locked_for = locked_at.elapsed();
    comparison.equal = comparison.equal.saturating_sub(ahead.differing + ahead.missing);
    comparison.differing += ahead.differing;
    comparison.missing += ahead.missing;
    Ok(Rebuilt { events: log.events, comparison, locked_for })
}

/// How far a tenant's log has been read.
struct Reading {
    tenant: TenantId,
    after: Position,
    events: u64,
}

/// Step 1: reads until nothing is left, a page in each transaction.
async fn read_to_the_end(
    db: &DatabaseConnection,
    log: &mut Reading,
    progress: &mut impl FnMut(u64),
) -> Result<(), Error> {
    loop {
        let txn = transaction::begin_bare(db).await?;
        let more = read_on(&txn, log).await?;
        txn.commit().await?;
        progress(log.events);
        if !more {
            return Ok(());
        }
    }
}

/// Notes what the next events say of their sessions; whether there may be more behind them.
async fn read_on(txn: &DatabaseTransaction, log: &mut Reading) -> Result<bool, Error> {
    // Also what is past and not yet dropped: an end must not be passed over whose beginning is still there. A later event
    // has the whole session, so it replaces what an earlier one said.
    // Index: event_pkey of each partition, merged by position.
    let sql = format!(
        "with page as materialized (
             select e.position, e.session_id, e.user_id, e.ip, e.user_agent,
                    case when starts_with(e.type, 'session.') then e.data -> 'session' end as session
             from event e
             where e.tenant_id = $1
               and e.position > $2
               and e.expires_on < $3
             order by e.position
             limit $4
         ),
         last as (
             select distinct on (session_id) *
             from page
             where session is not null
               and session_id is not null
             order by session_id, position desc
         ),
         noted as (
             insert into rebuilt as r ({COLUMNS})
             select {COLUMNS}
             from (
                 select s.*
                 from last l
                 cross join lateral jsonb_populate_record(
                     null::session,
                     l.session || jsonb_build_object(
                         'tenant_id', $1::uuid, 'session_id', l.session_id, 'position', l.position,
                         'user_id', l.user_id, 'ip', l.ip, 'user_agent', l.user_agent
                     )
                 ) as s
             ) as s
             on conflict (session_id) do update
             set {}
         )
         select max(position), count(*) from page",
        assignments()
    );
    let values: [Value; 4] = [log.tenant.uuid().into(), log.after.0.into(), LAST_DAY.into(), PAGE_EVENTS.into()];
    let row = txn.query_one_raw(statement(&sql, values)).await?;
    let Some(row) = row else { return Ok(false) };
    let Some(last) = row.try_get_by_index::<Option<i64>>(0)? else { return Ok(false) };
    let count: i64 = row.try_get_by_index(1)?;
    log.after = Position(last);
    log.events += count.unsigned_abs();
    Ok(count >= PAGE_EVENTS)
}

/// The columns of `session`, all of which come from the log.
const COLUMNS: &str = "tenant_id, session_id, version, position, state, user_id, started_at, expires_at, idle_timeout_s, \
    rotation, rotated_at, rotated_before_at, bound_rotation, ip, user_agent, moved_at, browser, platform, \
    platform_versioned, device_kind, labels_version, metadata, ended_at, ended_by, end_reason";

/// Every column but the key, set to what was to be inserted.
fn assignments() -> String {
    let all: Vec<String> = COLUMNS.split(", ").skip(2).map(|column| format!("{column} = excluded.{column}")).collect();
    all.join(", ")
}

/// Step 2 and 3: what is to be done with each session that the log or the table knows.
async fn judge(txn: &DatabaseTransaction, now: DateTime<Utc>, tenant: TenantId) -> Result<(), Error> {
    txn.execute_unprepared("truncate verdict").await?;
    let sql = "select retention_days from tenant_head where tenant_id = $1 and not closed";
    let head =
        txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?.ok_or(Error::NotFound(Thing::Tenant))?;
    let days: i16 = head.try_get_by_index(0)?;
    let before = now - chrono::TimeDelta::days(i64::from(days));
    // A session that the log has as active, and whose row is gone while beside the log nothing is left to be looked at,
    // has ended: the event of its end has left the log before an earlier one, which was to be kept for longer.
    let sql = "insert into verdict (session_id, verdict)
               select coalesce(r.session_id, s.session_id),
                      case
                          when r.session_id is null then case when s.past then 'past' else 'superfluous' end
                          when s.session_id is null and r.past then 'past'
                          when s.past and (r.past or (s.row).position > (r.row).position) then 'past'
                          when r.past then 'superfluous'
                          when u.session_id is null then 'unusable'
                          when s.session_id is null and (r.row).state = 'active' and u.check_at is null then 'past'
                          when s.session_id is null then 'missing'
                          when s.row = r.row then 'equal'
                          else 'differing'
                      end
               from (
                   select r.session_id, row(r.*)::session as row, r.state <> 'active' and r.ended_at < $2 as past
                   from rebuilt r
               ) as r
               full join (
                   select s.session_id, s as row, s.state <> 'active' and s.ended_at < $2 as past
                   from session s
                   where s.tenant_id = $1
               ) as s on s.session_id = r.session_id
               left join session_use u on u.tenant_id = $1
                                      and u.session_id = r.session_id";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), before.into()])).await?;
    txn.execute_unprepared("analyze verdict").await?;
    Ok(())
}

async fn count(txn: &DatabaseTransaction) -> Result<Comparison, Error> {
    let sql = "select verdict, count(*) from verdict group by verdict";
    let mut comparison = Comparison::default();
    for row in txn.query_all_raw(statement(sql, [])).await? {
        let (verdict, count): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let count = count.unsigned_abs();
        match verdict.as_str() {
            "equal" => comparison.equal = count,
            "differing" => comparison.differing = count,
            "missing" => comparison.missing = count,
            "superfluous" => comparison.superfluous = count,
            "unusable" => comparison.unusable = count,
            _ => comparison.past = count,
        }
    }
    Ok(comparison)
}

/// What becomes of a row that says it is newer than what was read of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Newer {
    /// It is, as long as the head is not locked.
    Keep,
    /// It cannot be.
    Replace,
}

/// Rows that were put in place.
struct Batch {
    last: SessionId,
    inserted: u64,
    updated: u64,
}

/// Step 2: a batch in each transaction. Whatever is appended meanwhile is newer and stays.
async fn put_ahead(db: &DatabaseConnection, tenant: TenantId) -> Result<Comparison, Error> {
    let mut done = Comparison::default();
    let mut after = SessionId(uuid::Uuid::nil());
    loop {
        let txn = transaction::begin_bare(db).await?;
        let batch = put_in_place(&txn, tenant, after, Newer::Keep).await?;
        txn.commit().await?;
        let Some(batch) = batch else { return Ok(done) };
        after = batch.last;
        done.missing += batch.inserted;
        done.differing += batch.updated;
    }
}

/// Writes the next rows after `after` that are missing or differ. `None` when there are no more.
async fn put_in_place(
    txn: &DatabaseTransaction,
    tenant: TenantId,
    after: SessionId,
    newer: Newer,
) -> Result<Option<Batch>, Error> {
    // Rows are locked in the order in which a flush of the log writes them, so that nobody waits in a circle.
    let sql = format!(
        "with batch as materialized (
             select r.*
             from verdict v
             join rebuilt r on r.session_id = v.session_id
             where v.verdict in ('missing', 'differing')
               and v.session_id > $1
             order by v.session_id
             limit $2
         ),
         stored as (
             insert into session as s ({COLUMNS})
             select {COLUMNS}
             from batch
             order by session_id
             on conflict (tenant_id, session_id) do update
             set {}
             where $3
                or s.position <= excluded.position
             returning s.session_id, s.xmax = 0 as inserted
         )
         select b.session_id, s.inserted
         from batch b
         left join stored s on s.session_id = b.session_id
         order by b.session_id",
        assignments()
    );
    let values: [Value; 3] = [after.uuid().into(), BATCH.into(), (newer == Newer::Replace).into()];
    let rows = txn.query_all_raw(statement(&sql, values)).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    let mut batch = Batch { last: SessionId(last.try_get_by_index(0)?), inserted: 0, updated: 0 };
    let mut written = Vec::with_capacity(rows.len());
    for row in &rows {
        match row.try_get_by_index::<Option<bool>>(1)? {
            Some(true) => batch.inserted += 1,
            Some(false) => batch.updated += 1,
            None => continue,
        }
        written.push(row.try_get_by_index(0)?);
    }
    // Whoever looked while the row was missing or wrong may have drawn the wrong conclusion: that it needs no look any
    // more, or that Redis has been told.
    let after_s = EXPIRED_AFTER.num_seconds();
    let sql = format!(
        "with locked as materialized (
             select u.tenant_id, u.session_id
             from session_use u
             where u.tenant_id = $1
               and u.session_id = any($2)
             order by u.session_id
             for update
         )
         update session_use u
         set check_at = case when s.state = 'active' then {DEADLINE} + interval '{after_s} seconds' end,
             tombstone_due = u.tombstone_due or s.state <> 'active'
         from locked l
         join session s on s.tenant_id = l.tenant_id
                       and s.session_id = l.session_id
         where u.tenant_id = l.tenant_id
           and u.session_id = l.session_id"
    );
    txn.execute_raw(statement(&sql, [tenant.uuid().into(), uuids(written.into_iter())])).await?;
    Ok(Some(batch))
}

/// Removes rows of which the log knows nothing. Redis is told first: of what is gone nobody would tell it later.
async fn remove_superfluous(
    txn: &DatabaseTransaction,
    redis: &RedisStore,
    now: DateTime<Utc>,
    tenant: TenantId,
) -> Result<(), Error> {
    let sql = "select s.session_id, s.expires_at
               from verdict v
               join session s on s.tenant_id = $1
                             and s.session_id = v.session_id
               where v.verdict = 'superfluous'";
    let rows = txn.query_all_raw(statement(sql, [tenant.uuid().into()])).await?;
    let mut ended: Vec<(SessionId, DateTime<Utc>)> = Vec::with_capacity(rows.len());
    for row in &rows {
        ended.push((SessionId(row.try_get_by_index(0)?), row.try_get_by_index(1)?));
    }
    let hot = Hot::new(redis);
    for some in ended.chunks(BURIED_AT_ONCE) {
        hot.bury(now, some).await?;
    }
    let sql = "delete from session
               where tenant_id = $1
                 and session_id = any($2)";
    let ids = uuids(ended.iter().map(|(session, _)| session.uuid()));
    txn.execute_raw(statement(sql, [tenant.uuid().into(), ids])).await?;
    Ok(())
}

/// Copies every session of a tenant that lives to Redis, by the rules of `sessions/hot.rs`: a lease first, then the row,
/// then the copy; never over a tombstone. Returns how many live. `db` is a pool of the worker's role.
///
/// Repeating is safe.
///
/// # Errors
/// `Unavailable` when a store does not answer; what was copied stays.
pub async fn fill(
    db: &DatabaseConnection,
    redis: &RedisStore,
    now: DateTime<Utc>,
    tenant: TenantId,
) -> Result<u64, Error> {
    let hot = Hot::new(redis);
    let (mut filled, mut after) = (0, uuid::Uuid::nil());
    loop {
        // Index: session_pkey.
        let sql = "select session_id
                   from session
                   where tenant_id = $1
                     and session_id > $2
                     and state = 'active'
                   order by session_id
                   limit $3";
        let rows =
            db.query_all_raw(statement(sql, [tenant.uuid().into(), after.into(), FILLED_AT_ONCE.into()])).await?;
        let Some(last) = rows.last() else { return Ok(filled) };
        after = last.try_get_by_index(0)?;
        let mut sessions = Vec::with_capacity(rows.len());
        for row in &rows {
            sessions.push(SessionId(row.try_get_by_index(0)?));
        }
        // Before they are read, or a copy could be staler than an end.
        let leases = try_join_all(sessions.iter().map(|session| hot.lease(*session))).await?;
        let found = read_batch(db, sessions.iter().map(|session| (tenant, *session)).collect()).await?;
        let live = sessions.iter().zip(&leases).filter_map(|(session, lease)| {
            let stored = found.get(&(tenant, *session))?.as_ref().ok().filter(|stored| stored.is_live(now))?;
            Some(hot.put_anew(now, stored, lease.as_ref()))
        });
        filled += try_join_all(live).await?.len() as u64;
    }
}
