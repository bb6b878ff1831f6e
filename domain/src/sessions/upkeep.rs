//! What the worker does for sessions: it notes that their time is over, tells Redis of ends that it may not have heard of,
//! and removes what has been over for long, and what Redis brought back from its disk.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult};

use super::command::{Command, Verdict};
use super::hot::{Held, Hot};
use super::session::{EXPIRED_AFTER, State};
use super::uses;
use crate::boot::RedisStore;
use crate::error::Error;
use crate::log::command_within;
use crate::sql::{statement, uuids};
use crate::transaction;

/// Most sessions in one transaction.
const BATCH: i64 = 500;
/// When a session is looked at again whose row was not there: until it is made anew from the log.
const ABSENT_AGAIN: TimeDelta = TimeDelta::days(1);
/// Most ends that Redis is told of at a time.
const BURIED_AT_ONCE: i64 = 1_000;

/// Appends `session.expired` for sessions whose deadline has passed [`EXPIRED_AFTER`] ago. Returns how many. `db` is a pool
/// of the worker's role; each tenant's part is a transaction of its own, under the lock of its head.
///
/// Redis is asked first whether a session was used since: while PostgreSQL was away it could not hear of that. When Redis
/// does not answer, only those are ended whose time is over in any case, and the others in a later pass. A tenant that cannot
/// be served now keeps up no other.
///
/// Repeating is safe, also by several workers at once: what has ended is not ended again.
///
/// # Errors
/// `Unavailable` when the database does not answer, or when it did not for some tenant; what was appended stays.
pub async fn expire(db: &DatabaseConnection, redis: &RedisStore, now: DateTime<Utc>) -> Result<u64, Error> {
    let hot = Hot::new(redis);
    let (mut expired, mut failure, mut after) = (0, None, (DateTime::UNIX_EPOCH, SessionId(uuid::Uuid::nil())));
    loop {
        let due = due(db, now, after).await?;
        let Some(last) = due.last() else { break };
        after = (last.check_at, last.session);
        let is_last = i64::try_from(due.len()).unwrap_or(0) < BATCH;
        let mut over: Vec<(TenantId, SessionId)> = Vec::with_capacity(due.len());
        let mut used = Vec::new();
        for due in due {
            let key = (due.tenant, due.session);
            match hot.get(due.session).await {
                Ok(Held::Copy(copy)) if !due.is_over && copy.deadline() + EXPIRED_AFTER > now => {
                    used.push((key, copy.seen))
                }
                Err(_) if !due.is_over => {}
                _ => over.push(key),
            }
        }
        used.sort_unstable_by_key(|(key, _)| *key);
        if !used.is_empty() {
            uses::write_batch(db, &used).await?;
            // They are looked at again when their new deadline has passed.
            over.extend(used.into_iter().map(|(key, _)| key));
        }
        over.sort_unstable();
        for of_tenant in over.chunk_by(|a, b| a.0 == b.0) {
            let sessions = of_tenant.iter().map(|(_, session)| *session).collect();
            match expire_of(db, now, of_tenant[0].0, sessions).await {
                Ok(of_tenant) => expired += of_tenant,
                Err(error) => failure = Some(error),
            }
        }
        if is_last {
            break;
        }
    }
    failure.map_or(Ok(expired), Err)
}

/// A session to be looked at.
struct Due {
    tenant: TenantId,
    session: SessionId,
    check_at: DateTime<Utc>,
    /// Whether its time is over however it was used.
    is_over: bool,
}

/// The next sessions to be looked at, behind `after`.
async fn due(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    after: (DateTime<Utc>, SessionId),
) -> Result<Vec<Due>, Error> {
    // Index: session_use_check, session_pkey. A row that is missing is made anew from the log some day.
    let sql = "select u.tenant_id, u.session_id, u.check_at, coalesce(s.expires_at <= $4, true)
               from session_use u
               left join session s on s.tenant_id = u.tenant_id
                                  and s.session_id = u.session_id
               where u.check_at <= $1
                 and (u.check_at, u.session_id) > ($2, $3)
               order by u.check_at, u.session_id
               limit $5";
    let (at, session) = after;
    let values = [now.into(), at.into(), session.uuid().into(), (now - EXPIRED_AFTER).into(), BATCH.into()];
    let rows = db.query_all_raw(statement(sql, values)).await?;
    let read = |row: &QueryResult| {
        Ok(Due {
            tenant: TenantId(row.try_get_by_index(0)?),
            session: SessionId(row.try_get_by_index(1)?),
            check_at: row.try_get_by_index(2)?,
            is_over: row.try_get_by_index(3)?,
        })
    };
    rows.iter().map(read).collect()
}

async fn expire_of(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    tenant: TenantId,
    sessions: Vec<SessionId>,
) -> Result<u64, Error> {
    let txn = transaction::begin_bare(db).await?;
    let commands = sessions.iter().copied().map(Command::Expire).collect();
    let decided = match command_within(&txn, now, tenant, commands).await {
        // The tenant is deleted: a job removes its sessions.
        Err(Error::NotFound(_)) => None,
        other => Some(other?),
    };
    let (mut expired, mut again) = (0, Vec::new());
    for (session, decided) in sessions.iter().zip(decided.into_iter().flatten()) {
        match decided.sessions.first() {
            Some(stored) if stored.session.state == State::Active => {
                again.push((*session, stored.deadline() + EXPIRED_AFTER));
            }
            Some(stored) => expired += u64::from(stored.session.state == State::Expired),
            None if decided.verdict == Verdict::NotFound => again.push((*session, now + ABSENT_AGAIN)),
            None => {}
        }
    }
    // Those that were used since are looked at when their new deadline has passed, those that have ended never again.
    let sql = "update session_use u
               set check_at = a.check_at
               from (select s.session_id, a.check_at
                     from unnest($2::uuid[]) as s(session_id)
                     left join unnest($3::uuid[], $4::timestamptz[]) as a(session_id, check_at)
                       on a.session_id = s.session_id
                     order by s.session_id) as a
               where u.tenant_id = $1
                 and u.session_id = a.session_id
                 and u.check_at is not null";
    let values: [sea_orm::Value; 4] = [
        tenant.uuid().into(),
        uuids(sessions.iter().map(|session| session.uuid())),
        uuids(again.iter().map(|(session, _)| session.uuid())),
        again.iter().map(|(_, check_at)| *check_at).collect::<Vec<_>>().into(),
    ];
    txn.execute_raw(statement(sql, values)).await?;
    txn.commit().await?;
    Ok(expired)
}

/// Writes the tombstones of sessions that have ended and whose end nobody has confirmed to be in Redis. Returns how many.
/// `db` is a pool of the worker's role.
///
/// Repeating is safe: a tombstone replaces anything and is replaced by nothing. Several workers at once share the work.
///
/// # Errors
/// `Unavailable` when a store does not answer: what is due stays due.
pub async fn bury_due(db: &DatabaseConnection, redis: &RedisStore, now: DateTime<Utc>) -> Result<u64, Error> {
    let hot = Hot::new(redis);
    let mut buried = 0;
    loop {
        let txn = transaction::begin_bare(db).await?;
        // Index: session_use_tombstone.
        let sql = "select u.tenant_id, u.session_id, s.expires_at
                   from session_use u
                   join session s on s.tenant_id = u.tenant_id
                                 and s.session_id = u.session_id
                   where u.tombstone_due
                   order by u.tenant_id, u.session_id
                   limit $1
                   for update of u skip locked";
        let rows = txn.query_all_raw(statement(sql, [BURIED_AT_ONCE.into()])).await?;
        if rows.is_empty() {
            return Ok(buried);
        }
        let mut keys: Vec<(TenantId, SessionId)> = Vec::with_capacity(rows.len());
        let mut ended = Vec::with_capacity(rows.len());
        for row in &rows {
            let session = SessionId(row.try_get_by_index(1)?);
            keys.push((TenantId(row.try_get_by_index(0)?), session));
            ended.push((session, row.try_get_by_index(2)?));
        }
        hot.bury(now, &ended).await?;
        let sql = "update session_use u
                   set tombstone_due = false
                   from unnest($1::uuid[], $2::uuid[]) as w(tenant_id, session_id)
                   where u.tenant_id = w.tenant_id
                     and u.session_id = w.session_id";
        let values = [
            uuids(keys.iter().map(|(tenant, _)| tenant.uuid())),
            uuids(keys.iter().map(|(_, session)| session.uuid())),
        ];
        txn.execute_raw(statement(sql, values)).await?;
        txn.commit().await?;
        buried += ended.len() as u64;
    }
}

/// Removes the copies of sessions that Redis brought back from its disk: nobody finds them, and what has been erased since
/// may be in them. Returns how many.
///
/// Repeating is safe, also by several workers at once: no key of a process that runs is touched.
///
/// # Errors
/// `Unavailable` when Redis does not answer; what was removed stays removed.
pub async fn sweep_copies(redis: &RedisStore) -> Result<u64, Error> {
    let hot = Hot::new(redis);
    let (mut cursor, mut swept) = (0, 0);
    loop {
        let (next, removed) = hot.sweep(cursor).await?;
        swept += removed;
        if next == 0 {
            return Ok(swept);
        }
        cursor = next;
    }
}

/// Removes sessions that ended longer ago than their tenant keeps things; of one tenant, or of all. Returns how many. `db` is
/// a pool of the worker's role. Their tombstones in Redis go by themselves; one whose tombstone is still due stays, or Redis
/// would never hear of its end. One that was imported stays until its time is over in any case, or the same import would
/// start it again.
///
/// Repeating is safe; it stops between batches when the database goes away.
///
/// # Errors
/// `Unavailable` when the database does not answer; what was removed stays removed.
pub async fn clear(db: &DatabaseConnection, now: DateTime<Utc>, tenant: Option<TenantId>) -> Result<u64, Error> {
    let sql = "select tenant_id, retention_days
               from tenant_head
               where $1::uuid is null
                  or tenant_id = $1
               order by tenant_id";
    let mut cleared = 0;
    for row in db.query_all_raw(statement(sql, [tenant.map(TenantId::uuid).into()])).await? {
        let (tenant, days): (uuid::Uuid, i16) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let before = now - chrono::TimeDelta::days(i64::from(days));
        loop {
            // Index: session_ended.
            let sql = "with past as (
                           select s.tenant_id, s.session_id
                           from session s
                           where s.tenant_id = $1
                             and s.state <> 'active'
                             and s.ended_at < $2
                             and (s.expires_at < $4 or substr(s.session_id::text, 15, 1) <> '8')
                             and not exists (
                                 select
                                 from session_use u
                                 where u.tenant_id = s.tenant_id
                                   and u.session_id = s.session_id
                                   and u.tombstone_due
                             )
                           order by s.ended_at
                           limit $3
                       ),
                       unused as (
                           delete from session_use u
                           using past p
                           where u.tenant_id = p.tenant_id
                             and u.session_id = p.session_id
                       )
                       delete from session s
                       using past p
                       where s.tenant_id = p.tenant_id
                         and s.session_id = p.session_id";
            let gone = db.execute_raw(statement(sql, [tenant.into(), before.into(), BATCH.into(), now.into()])).await?;
            cleared += gone.rows_affected();
            if gone.rows_affected() < BATCH.unsigned_abs() {
                break;
            }
        }
    }
    Ok(cleared)
}

/// Ended sessions that are still shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// How many.
    pub sessions: u64,
    /// Until when the last of them is kept.
    pub until: Option<DateTime<Utc>>,
}

/// The ended sessions of one tenant, or of all, that are still shown. `db` is a pool of the worker's role.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn shown(db: &DatabaseConnection, tenant: Option<TenantId>) -> Result<Shown, Error> {
    let sql = "select count(*), max(s.ended_at + h.retention_days * interval '24 hours')
               from session s
               join tenant_head h on h.tenant_id = s.tenant_id
               where s.state <> 'active'
                 and not h.closed
                 and ($1::uuid is null or s.tenant_id = $1)";
    let Some(row) = db.query_one_raw(statement(sql, [tenant.map(TenantId::uuid).into()])).await? else {
        return Ok(Shown { sessions: 0, until: None });
    };
    let sessions: i64 = row.try_get_by_index(0)?;
    Ok(Shown { sessions: sessions.unsigned_abs(), until: row.try_get_by_index(1)? })
}
