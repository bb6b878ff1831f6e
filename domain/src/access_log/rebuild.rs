//! Making the read model and the roll-ups of a tenant anew from the log.
//!
//! 1. The log is projected once more, up to where the live projection is, into temporary tables that are called like the
//!    live ones: a connection finds its own temporary tables first, so the very statements of the projection fill them.
//! 2. Under the lock of the tenant's checkpoint the rest is projected, everything is compared, and rows that differ take
//!    the place of the live ones, in one transaction. The tenant's projection waits for that; reads and appends do not.
//! 3. If events that were read have moved or gone meanwhile (`checkpoint.marks`), nothing is written, and it begins again:
//!    what an erasure took must not come back.
//!
//! Being killed anywhere is safe: the temporary tables go with the connection, and the next run begins again.

use std::time::{Duration, Instant};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, Value};

use super::checkpoint::{self, Claim, REBUILD_LEASE};
use super::{PROJECTION, Words, source, write_all};
use crate::boot::{self, Clock};
use crate::error::{Error, Thing};
use crate::retention::partitions;
use crate::settings::{ABSOLUTE_TIMEOUT_S_MAX, RETENTION_DAYS_MAX};
use crate::sql::statement;
use crate::traffic::{Admitted, At};
use crate::transaction;

/// Most events that one transaction projects.
pub const PAGE_EVENTS: i64 = 10_000;

/// How often it begins again because events have moved meanwhile.
const TRIES: usize = 5;
/// When a tenant that could not be made anew is tried again.
const AGAIN_AFTER: TimeDelta = TimeDelta::seconds(10);

/// How rows stood to the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Were as the log says.
    pub equal: u64,
    /// Were not, and are now.
    pub differing: u64,
    /// Had words of other rules or another database of places, and have those of today now.
    pub relabelled: u64,
    /// Were not there, and are now.
    pub missing: u64,
    /// Were there though nothing in the log says so, and are gone.
    pub superfluous: u64,
}

impl Comparison {
    /// Whether every row was as the log says.
    #[must_use]
    pub const fn is_equal(&self) -> bool {
        self.differing == 0 && self.relabelled == 0 && self.missing == 0 && self.superfluous == 0
    }
}

/// What a rebuild came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Events that were projected.
    pub events: u64,
    /// How the rows of the access log stood.
    pub access_log: Comparison,
    /// How those of the roll-ups stood.
    pub traffic: Comparison,
    /// How long the tenant's projection had to wait.
    pub held_for: Duration,
}

/// Makes the read model of a tenant what the log says. `db` is a pool of the worker's role; works on a connection of its
/// own. Calls `progress` with the position that is reached, and the last one.
///
/// Repeating is safe, and finds nothing to do. Two at once are safe too.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer, an event cannot be written, or
/// events go on moving; nothing has changed then.
pub async fn rebuild(
    db: &DatabaseConnection,
    clock: &Clock,
    words: &Words,
    tenant: TenantId,
    progress: impl FnMut(Position, Position),
) -> Result<Rebuilt, Error> {
    on_a_connection(db, clock, words, tenant, Lease::None, progress).await
}

/// Makes the read model of the tenant anew that has waited longest for it, since a change of retention, a purge or an
/// erasure; `None` when nobody waits. `db` is a pool of the worker's role. Repeating is safe.
///
/// # Errors
/// As [`rebuild`]; the tenant goes on waiting, and is let go.
pub async fn rebuild_stale(
    db: &DatabaseConnection,
    clock: &Clock,
    words: &Words,
) -> Result<Option<(TenantId, Rebuilt)>, Error> {
    let Some(tenant) = checkpoint::take_stale(db, clock.now()).await? else { return Ok(None) };
    match on_a_connection(db, clock, words, tenant, Lease::Renewed, |_, _| {}).await {
        Ok(rebuilt) => Ok(Some((tenant, rebuilt))),
        Err(error) => {
            // Not at once: whatever it was may last. When this does not succeed either, the lease ends by itself.
            let _ = checkpoint::hold(db, tenant, clock.now() + AGAIN_AFTER).await;
            Err(error)
        }
    }
}

/// Whether a worker has taken the tenant, and says with each page that it is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lease {
    None,
    Renewed,
}

async fn on_a_connection(
    db: &DatabaseConnection,
    clock: &Clock,
    words: &Words,
    tenant: TenantId,
    lease: Lease,
    mut progress: impl FnMut(Position, Position),
) -> Result<Rebuilt, Error> {
    let alone = boot::alone(db);
    let outcome = again_while_it_moves(&alone, clock, words, tenant, lease, &mut progress).await;
    // The temporary tables go with it.
    alone.close().await?;
    outcome
}

async fn again_while_it_moves(
    db: &DatabaseConnection,
    clock: &Clock,
    words: &Words,
    tenant: TenantId,
    lease: Lease,
    progress: &mut impl FnMut(Position, Position),
) -> Result<Rebuilt, Error> {
    let sql = "create temporary table access_log (like public.access_log including all);
               create temporary table traffic (like public.traffic including all)";
    db.execute_unprepared(sql).await?;
    for _ in 0..TRIES {
        if let Some(rebuilt) = attempt(db, clock, words, tenant, lease, progress).await? {
            return Ok(rebuilt);
        }
        db.execute_unprepared("truncate pg_temp.access_log, pg_temp.traffic").await?;
    }
    Err(Error::unavailable("events of the tenant went on moving while it was made anew"))
}

/// One attempt; `None` when events that it has read have moved or gone meanwhile.
async fn attempt(
    db: &DatabaseConnection,
    clock: &Clock,
    words: &Words,
    tenant: TenantId,
    lease: Lease,
    progress: &mut impl FnMut(Position, Position),
) -> Result<Option<Rebuilt>, Error> {
    let mut anew = Anew { tenant, now: clock.now(), reached: Position::ZERO, events: 0, admitted: Admitted::default() };
    let txn = transaction::begin_bare(db).await?;
    let begun = Live::read(&txn, tenant, "").await?;
    txn.rollback().await?;
    loop {
        let txn = transaction::begin_bare(db).await?;
        // A connection that was silently replaced by another has lost the tables, and would find the live ones.
        txn.execute_unprepared("select from pg_temp.access_log, pg_temp.traffic limit 0").await?;
        let live = Live::read(&txn, tenant, "").await?;
        anew.project(&txn, words, live.position).await?;
        txn.commit().await?;
        progress(anew.reached, live.position);
        if lease == Lease::Renewed {
            checkpoint::hold(db, tenant, clock.now() + REBUILD_LEASE).await?;
        }
        if anew.reached >= live.position {
            break;
        }
    }
    db.execute_unprepared("analyze pg_temp.access_log; analyze pg_temp.traffic").await?;
    let txn = transaction::begin_bare(db).await?;
    let live = Live::read(&txn, tenant, "for update").await?;
    let held_at = Instant::now();
    if live.marks != begun.marks {
        txn.rollback().await?;
        return Ok(None);
    }
    anew.now = clock.now();
    while anew.reached < live.position {
        anew.project(&txn, words, live.position).await?;
    }
    let first_day = partitions::first_day_kept(&txn, anew.now.date_naive()).await?;
    let access_log = ACCESS_LOG.put_in_place(&txn, tenant, first_day).await?;
    let traffic = TRAFFIC.put_in_place(&txn, tenant, first_day).await?;
    checkpoint::made_anew(&txn, tenant).await?;
    txn.commit().await?;
    Ok(Some(Rebuilt { events: anew.events, access_log, traffic, held_for: held_at.elapsed() }))
}

/// How the live projection stands.
struct Live {
    position: Position,
    /// How often what is behind it has moved, gone or been made anew.
    marks: i64,
}

impl Live {
    async fn read(txn: &DatabaseTransaction, tenant: TenantId, lock: &str) -> Result<Self, Error> {
        let sql = format!(
            "select c.position, c.marks
             from checkpoint c
             where c.tenant_id = $1
               and c.projection = $2
               and exists (select from tenant_head h where h.tenant_id = c.tenant_id and not h.closed)
             {lock}"
        );
        let row = txn.query_one_raw(statement(&sql, [tenant.uuid().into(), PROJECTION.into()])).await?;
        let row = row.ok_or(Error::NotFound(Thing::Tenant))?;
        Ok(Self { position: Position(row.try_get_by_index(0)?), marks: row.try_get_by_index(1)? })
    }
}

/// What is being made anew, and how far it is.
struct Anew {
    tenant: TenantId,
    now: DateTime<Utc>,
    reached: Position,
    events: u64,
    /// What is known of the temporary roll-ups.
    admitted: Admitted,
}

impl Anew {
    /// Projects the next events up to `until` into the temporary tables.
    async fn project(&mut self, txn: &DatabaseTransaction, words: &Words, until: Position) -> Result<(), Error> {
        let session_days = u64::from(ABSOLUTE_TIMEOUT_S_MAX).div_ceil(24 * 60 * 60);
        let claim = Claim {
            tenant: self.tenant,
            after: self.reached,
            until,
            events_max: PAGE_EVENTS,
            last_day: self.now.date_naive() + Days::new(session_days + u64::from(RETENTION_DAYS_MAX) + 1),
            skipped: skipped(txn, self.tenant).await?,
            marks: 0,
        };
        let page = source::read(txn, self.now, std::slice::from_ref(&claim)).await?;
        // Forgets when that is too much; the temporary tables have it.
        self.admitted.begin_at(std::iter::once((self.tenant, self.at())));
        write_all(txn, words, std::slice::from_ref(&claim), &page.events, &mut self.admitted).await?;
        self.events += page.events.len() as u64;
        self.reached = page.reached(&claim);
        self.admitted.end_at(self.tenant, self.at());
        Ok(())
    }

    fn at(&self) -> At {
        At { position: self.reached, marks: 0 }
    }
}

async fn skipped(txn: &DatabaseTransaction, tenant: TenantId) -> Result<Vec<i64>, Error> {
    let sql = "select position from skipped where tenant_id = $1 and projection = $2";
    let rows = txn.query_all_raw(statement(sql, [tenant.uuid().into(), PROJECTION.into()])).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// A table that is made anew.
struct Table {
    name: &'static str,
    /// What is unique within a tenant, but for the day on which a row leaves.
    key: &'static str,
    /// What tells that two rows may have other words, as a condition on the new one `r` and the live one `a`.
    relabelled: &'static str,
}

const ACCESS_LOG: Table = Table {
    name: "access_log",
    key: "position",
    relabelled: "(r.labels_version, r.geoip_version) is distinct from (a.labels_version, a.geoip_version)",
};
const TRAFFIC: Table =
    Table { name: "traffic", key: "dimension, minutes, bucket, value, expires_on", relabelled: "false" };

impl Table {
    /// Compares the temporary table with the live one, and makes the rows of the tenant in that one the same. Rows whose
    /// day is before `first_day` are nobody's any more.
    async fn put_in_place(
        &self,
        txn: &DatabaseTransaction,
        tenant: TenantId,
        first_day: NaiveDate,
    ) -> Result<Comparison, Error> {
        let Self { name, key, relabelled } = self;
        let sql = format!(
            "create temporary table {name}_verdict on commit drop as
             select {key},
                    case
                        when a.tenant_id is null then 'missing'
                        when r.tenant_id is null then 'superfluous'
                        when row(r.*) is not distinct from row(a.*) then 'equal'
                        when {relabelled} then 'relabelled'
                        else 'differing'
                    end as verdict
             from (select * from pg_temp.{name} where expires_on >= $2) as r
             full join (select * from public.{name} where tenant_id = $1 and expires_on >= $2) as a using ({key})"
        );
        let values: [Value; 2] = [tenant.uuid().into(), first_day.into()];
        txn.execute_raw(statement(&sql, values.clone())).await?;
        let comparison = self.count(txn).await?;
        // What is past is nobody's, and not compared; it need not wait for its partition.
        let sql = format!("delete from public.{name} where tenant_id = $1 and expires_on < $2");
        txn.execute_raw(statement(&sql, values.clone())).await?;
        if comparison.is_equal() {
            return Ok(comparison);
        }
        let sql = format!(
            "delete from public.{name}
             where tenant_id = $1
               and expires_on >= $2
               and ({key}) in (select {key} from {name}_verdict where verdict not in ('equal', 'missing'))"
        );
        txn.execute_raw(statement(&sql, values.clone())).await?;
        let sql = format!(
            "insert into public.{name}
             select r.*
             from pg_temp.{name} r
             where r.tenant_id = $1
               and r.expires_on >= $2
               and ({key}) in (select {key} from {name}_verdict where verdict not in ('equal', 'superfluous'))"
        );
        txn.execute_raw(statement(&sql, values)).await?;
        Ok(comparison)
    }

    async fn count(&self, txn: &DatabaseTransaction) -> Result<Comparison, Error> {
        let sql = format!("select verdict, count(*) from {}_verdict group by verdict", self.name);
        let mut comparison = Comparison::default();
        for row in txn.query_all_raw(statement(&sql, [])).await? {
            let (verdict, count): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let of = match verdict.as_str() {
                "equal" => &mut comparison.equal,
                "relabelled" => &mut comparison.relabelled,
                "missing" => &mut comparison.missing,
                "superfluous" => &mut comparison.superfluous,
                _ => &mut comparison.differing,
            };
            *of = count.unsigned_abs();
        }
        Ok(comparison)
    }
}
