//! How far the projection is with each tenant, and who works on it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, Value};

use super::{EVENTS_MAX, PROJECTION, TENANTS_MAX};
use crate::entry::Entry;
use crate::error::{Error, Thing};
use crate::log;
use crate::sql::{array, statement, uuids};
use crate::traffic::LAYOUT;
use crate::transaction;

/// How long a worker that says nothing more is left alone with a tenant that it makes anew.
pub(super) const REBUILD_LEASE: TimeDelta = TimeDelta::minutes(2);
/// How long a tenant is left stale: what marks it once often does so again at once.
pub const STALE_FOR: TimeDelta = TimeDelta::seconds(2);
/// How often a step looks for tenants that nobody else holds.
const CLAIM_TRIES: usize = 8;

/// Whose events a step is to take.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    /// Those of the tenants that have waited longest, and of nobody who is stopped.
    LongestWaiting,
    /// Those of one tenant, so many at most.
    Tenant(TenantId, i64),
}

/// A tenant whose checkpoint is held by this transaction.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub tenant: TenantId,
    /// What is projected.
    pub after: Position,
    /// The head.
    pub until: Position,
    /// Most events to take.
    pub events_max: i64,
    /// The last day on which one of them can expire, beside `LAST_DAY`.
    pub last_day: NaiveDate,
    /// Positions that an operator let it pass over.
    pub skipped: Vec<i64>,
    /// How often what is behind `after` has moved, gone, or been made anew.
    pub marks: i64,
}

/// Begins a tenant's projection. Joins the transaction that makes the tenant, of the role that does.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub(crate) async fn begin(txn: &DatabaseTransaction, tenant: TenantId) -> Result<(), Error> {
    let sql = "insert into checkpoint (tenant_id, projection, layout) values ($1, $2, $3)";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), PROJECTION.into(), LAYOUT.into()])).await?;
    Ok(())
}

/// Begins the projection of tenants that have none: they were made by a process of before there was one. `db` is a pool of
/// the worker's role. Repeating is safe.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn begin_missing(db: &impl ConnectionTrait) -> Result<u64, Error> {
    let sql = "insert into checkpoint (tenant_id, projection, layout)
               select h.tenant_id, $1, $2
               from tenant_head h
               where not h.closed
                 and not exists (select from checkpoint c where c.tenant_id = h.tenant_id and c.projection = $1)
               on conflict do nothing";
    Ok(db.execute_raw(statement(sql, [PROJECTION.into(), LAYOUT.into()])).await?.rows_affected())
}

/// Locks checkpoints that are behind their heads and that nobody else holds, as many as one step has room for. The heads
/// are read, not locked: nobody waits.
pub(super) async fn claim(txn: &DatabaseTransaction, now: DateTime<Utc>, whose: Whose) -> Result<Vec<Claim>, Error> {
    let (due, events_max) = match whose {
        Whose::Tenant(tenant, events_max) => (vec![(tenant, 0)], events_max),
        Whose::LongestWaiting => (due(txn).await?, EVENTS_MAX),
    };
    let mut due = due.as_slice();
    // Those that others hold are passed over; what is left of a step's room then is left for the next step.
    for _ in 0..CLAIM_TRIES {
        let room = due.iter().scan(0, |sum, (_, events)| (*sum < events_max).then(|| *sum += events)).count();
        let (next, later) = due.split_at(room);
        if next.is_empty() {
            break;
        }
        let tenants: Vec<TenantId> = next.iter().map(|(tenant, _)| *tenant).collect();
        let claims = lock(txn, now, &tenants, events_max).await?;
        if !claims.is_empty() {
            return Ok(claims);
        }
        due = later;
    }
    Ok(Vec::new())
}

/// The tenants that are behind, who have waited longest first, and by how many events.
async fn due(txn: &DatabaseTransaction) -> Result<Vec<(TenantId, i64)>, Error> {
    // A pass over all tenants: small rows, and nothing else says who is behind.
    let sql = "select c.tenant_id, h.position - c.position
               from checkpoint c
               join tenant_head h on h.tenant_id = c.tenant_id
               where c.projection = $1
                 and c.position < h.position
                 and c.failed_position is null
                 and not h.closed
               order by c.updated_at, c.tenant_id
               limit $2";
    let rows = txn.query_all_raw(statement(sql, [PROJECTION.into(), TENANTS_MAX.into()])).await?;
    rows.iter().map(|row| Ok((TenantId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))).collect()
}

/// Locks the checkpoints of these tenants as far as they are still behind and nobody else holds them.
async fn lock(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenants: &[TenantId],
    mut events_left: i64,
) -> Result<Vec<Claim>, Error> {
    let sql = "select c.tenant_id, c.position, h.position, h.retention_days_max, h.sessions_until, h.recorded_at,
                      array(select s.position
                            from skipped s
                            where s.tenant_id = c.tenant_id
                              and s.projection = c.projection
                              and s.position > c.position),
                      c.marks
               from checkpoint c
               join tenant_head h on h.tenant_id = c.tenant_id
               where c.projection = $1
                 and c.tenant_id = any($2)
                 and c.position < h.position
                 and c.failed_position is null
                 and not h.closed
               order by c.updated_at, c.tenant_id
               for update of c skip locked";
    let values = [PROJECTION.into(), uuids(tenants.iter().map(|tenant| tenant.uuid()))];
    let mut claims = Vec::new();
    for row in txn.query_all_raw(statement(sql, values)).await? {
        let (after, until): (i64, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let retention_days: i16 = row.try_get_by_index(3)?;
        let sessions_until: Option<NaiveDate> = row.try_get_by_index(4)?;
        // More may have come since it was looked who is behind: then the last ones wait.
        let events_max = (until - after).min(events_left);
        events_left -= events_max;
        if events_max == 0 {
            break;
        }
        // By the latest of the clocks: an event that is passed over here is passed over for good.
        let latest = now.max(row.try_get_by_index(5)?).date_naive();
        let last_day = latest + Days::new(u64::from(retention_days.unsigned_abs()) + 1);
        claims.push(Claim {
            tenant: TenantId(row.try_get_by_index(0)?),
            after: Position(after),
            until: Position(until),
            events_max,
            last_day: sessions_until.map_or(last_day, |day| day.max(last_day)),
            skipped: row.try_get_by_index(6)?,
            marks: row.try_get_by_index(7)?,
        });
    }
    Ok(claims)
}

/// Moves checkpoints, in the transaction that holds them.
pub(super) async fn advance(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    reached: &[(TenantId, Position)],
) -> Result<(), Error> {
    let sql = "update checkpoint c
               set position = r.position,
                   updated_at = $4
               from unnest($2::uuid[], $3::bigint[]) as r(tenant_id, position)
               where c.tenant_id = r.tenant_id
                 and c.projection = $1";
    let values = [
        PROJECTION.into(),
        uuids(reached.iter().map(|(tenant, _)| tenant.uuid())),
        array(reached.iter().map(|(_, position)| position.0)),
        now.into(),
    ];
    txn.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// Notes the event that stops a tenant, unless the tenant has got on since.
pub(super) async fn fail(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    tenant: TenantId,
    position: Position,
    text: &str,
) -> Result<(), Error> {
    let sql = "update checkpoint
               set failed_position = $3,
                   failed_at = $4,
                   error = $5
               where tenant_id = $1
                 and projection = $2
                 and position < $3";
    let values: [Value; 5] = [tenant.uuid().into(), PROJECTION.into(), position.0.into(), now.into(), text.into()];
    db.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// Notes that events which were projected have moved or gone, so that what follows from them is made anew. Joins the
/// caller's transaction, of the worker's role, which does that; a rebuild that read them before begins again.
///
/// # Errors
/// `Unavailable` when the database does not answer, or a rebuild is comparing.
pub(crate) async fn mark_stale(txn: &impl ConnectionTrait, now: DateTime<Utc>, tenant: TenantId) -> Result<(), Error> {
    let sql = "update checkpoint
               set marks = marks + 1,
                   stale_since = coalesce(stale_since, $3)
               where tenant_id = $1
                 and projection = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), PROJECTION.into(), now.into()])).await?;
    Ok(())
}

/// Whether a tenant's events up to `position` are projected.
///
/// # Errors
/// `Unavailable` when an event stops the projection, or the database does not answer.
pub(crate) async fn has_come_to(
    db: &impl ConnectionTrait,
    tenant: TenantId,
    position: Position,
) -> Result<bool, Error> {
    let sql = "select position >= $3, failed_position is not null
               from checkpoint
               where tenant_id = $1
                 and projection = $2";
    let values: [Value; 3] = [tenant.uuid().into(), PROJECTION.into(), position.0.into()];
    let Some(row) = db.query_one_raw(statement(sql, values)).await? else { return Ok(false) };
    match (row.try_get_by_index(0)?, row.try_get_by_index(1)?) {
        (false, true) => Err(Error::unavailable("an event stops the tenant's read model")),
        (has_come, _) => Ok(has_come),
    }
}

/// Whether what follows from a tenant's log is still to be made anew.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub(crate) async fn is_stale(db: &impl ConnectionTrait, tenant: TenantId) -> Result<bool, Error> {
    let sql = "select 1 from checkpoint where tenant_id = $1 and projection = $2 and stale_since is not null";
    Ok(db.query_one_raw(statement(sql, [tenant.uuid().into(), PROJECTION.into()])).await?.is_some())
}

/// Takes the tenant that has been stale for longest, and for [`STALE_FOR`], for [`REBUILD_LEASE`]; when there is none, one
/// whose roll-ups are of an earlier layout. Two who take the same one do no harm: neither writes what the other has found
/// wrong.
pub(super) async fn take_stale(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Option<TenantId>, Error> {
    let sql = "update checkpoint c
               set rebuild_until = $3
               where (c.tenant_id, c.projection) in (
                   select s.tenant_id, s.projection
                   from checkpoint s
                   join tenant_head h on h.tenant_id = s.tenant_id
                   where s.projection = $1
                     and (s.stale_since <= $4 or s.layout < $5)
                     and (s.rebuild_until is null or s.rebuild_until <= $2)
                     and not h.closed
                   order by s.stale_since
                   limit 1
                   for update of s skip locked)
               returning c.tenant_id";
    let (until, stale_before) = (now + REBUILD_LEASE, now - STALE_FOR);
    let values: [Value; 5] = [PROJECTION.into(), now.into(), until.into(), stale_before.into(), LAYOUT.into()];
    let row = db.query_one_raw(statement(sql, values)).await?;
    row.map(|row| Ok(TenantId(row.try_get_by_index(0)?))).transpose()
}

/// Holds a tenant that is being made anew until `until`; lets it go with the present time.
pub(super) async fn hold(db: &impl ConnectionTrait, tenant: TenantId, until: DateTime<Utc>) -> Result<(), Error> {
    let sql = "update checkpoint set rebuild_until = $3 where tenant_id = $1 and projection = $2";
    db.execute_raw(statement(sql, [tenant.uuid().into(), PROJECTION.into(), until.into()])).await?;
    Ok(())
}

/// Notes that a tenant is made anew, in the transaction that does it and holds the checkpoint. Whoever remembers what was
/// there reads it again.
pub(super) async fn made_anew(txn: &DatabaseTransaction, tenant: TenantId) -> Result<(), Error> {
    let sql = "update checkpoint
               set marks = marks + 1,
                   stale_since = null,
                   rebuild_until = null,
                   layout = $3
               where tenant_id = $1
                 and projection = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), PROJECTION.into(), LAYOUT.into()])).await?;
    Ok(())
}

/// How the projection stands with a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whose log.
    pub tenant: TenantId,
    /// The tenant's name in URLs.
    pub slug: String,
    /// What is projected.
    pub position: Position,
    /// The last event of the log.
    pub head: Position,
    /// The event that stops it, since when, and why.
    pub failed: Option<(Position, DateTime<Utc>, String)>,
}

impl Standing {
    /// Events that are not projected yet; fewer where retention has left holes.
    #[must_use]
    pub const fn lag(&self) -> i64 {
        self.head.0 - self.position.0
    }
}

/// How the projection stands, of all tenants. `db` is a pool of the worker's role.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn standings(db: &impl ConnectionTrait) -> Result<Vec<Standing>, Error> {
    let sql = "select c.tenant_id, t.slug, c.position, h.position, c.failed_position, c.failed_at, c.error
               from checkpoint c
               join tenant_head h on h.tenant_id = c.tenant_id
               join tenant t on t.tenant_id = c.tenant_id
               where c.projection = $1
                 and not h.closed
               order by t.slug";
    let rows = db.query_all_raw(statement(sql, [PROJECTION.into()])).await?;
    rows.iter()
        .map(|row| {
            let failed_position: Option<i64> = row.try_get_by_index(4)?;
            let failed_at: Option<DateTime<Utc>> = row.try_get_by_index(5)?;
            let error: Option<String> = row.try_get_by_index(6)?;
            let failed = failed_position.zip(failed_at);
            Ok(Standing {
                tenant: TenantId(row.try_get_by_index(0)?),
                slug: row.try_get_by_index(1)?,
                position: Position(row.try_get_by_index(2)?),
                head: Position(row.try_get_by_index(3)?),
                failed: failed.map(|(position, at)| (Position(position), at, error.unwrap_or_default())),
            })
        })
        .collect()
}

/// Events of all tenants that are not projected yet, and tenants that an event stops. `db` is a pool of the worker's role.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn lag(db: &impl ConnectionTrait) -> Result<(i64, i64), Error> {
    // A pass over all tenants, as the claim's.
    let sql = "select coalesce(sum(h.position - c.position), 0)::bigint, count(c.failed_position)
               from checkpoint c
               join tenant_head h on h.tenant_id = c.tenant_id
               where c.projection = $1
                 and not h.closed";
    let Some(row) = db.query_one_raw(statement(sql, [PROJECTION.into()])).await? else { return Ok((0, 0)) };
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

/// Lets the projection pass over the event that stops a tenant, for good: also when it is made anew. The tenant's log
/// tells of it. `db` is a pool of the worker's role; opens its own transaction.
///
/// # Errors
/// `NotFound` when it is not that event that stops the tenant; `Unavailable` when the database does not answer.
pub async fn skip(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    tenant: TenantId,
    position: Position,
    by: &str,
) -> Result<(), Error> {
    let txn = transaction::begin_bare(db).await?;
    // The head first, as everybody who holds both.
    let data = serde_json::json!({"projection": PROJECTION, "position": position.0, "by": by});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "projection.skipped", data)]).await?;
    if !go_on(&txn, tenant, Some(position)).await? {
        return Err(Error::NotFound(Thing::Event));
    }
    let sql = "insert into skipped (tenant_id, projection, position, skipped_at) values ($1, $2, $3, $4)
               on conflict do nothing";
    let values: [Value; 4] = [tenant.uuid().into(), PROJECTION.into(), position.0.into(), now.into()];
    txn.execute_raw(statement(sql, values)).await?;
    txn.commit().await?;
    Ok(())
}

/// Lets the projection try the event again that stops a tenant. Returns whether one did. `db` is a pool of the worker's
/// role.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn retry(db: &impl ConnectionTrait, tenant: TenantId) -> Result<bool, Error> {
    go_on(db, tenant, None).await
}

async fn go_on(db: &impl ConnectionTrait, tenant: TenantId, from: Option<Position>) -> Result<bool, Error> {
    let sql = "update checkpoint
               set failed_position = null,
                   failed_at = null,
                   error = null
               where tenant_id = $1
                 and projection = $2
                 and failed_position is not null
                 and ($3::bigint is null or failed_position = $3)";
    let values: [Value; 3] = [tenant.uuid().into(), PROJECTION.into(), from.map(|position| position.0).into()];
    Ok(db.execute_raw(statement(sql, values)).await?.rows_affected() == 1)
}
