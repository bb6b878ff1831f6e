//! The heads: locking them, and finding them whatever has piled up around them.
//!
//! Every flush leaves an old version of a head behind. While somebody holds a snapshot open (an export, a dump) none
//! can be removed, and whoever looks for a head by its index visits them all. So each process remembers where it put
//! a head (PostgreSQL's `ctid`) and looks there first. A head that is not there has been moved by another process and
//! is found by the index: a place is only ever a hint.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::HEAD_LOCK_TIMEOUT_MS;
use crate::sql::{array, statement, uuids};
use crate::transaction;

/// How many places are remembered; beyond that all are forgotten.
const PLACES_MAX: usize = 100_000;

/// How the heads are locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadLock {
    /// A head that somebody holds is skipped: its tenant waits for the next flush, the others do not.
    Skip,
    /// Waits for the head, at most `HEAD_LOCK_TIMEOUT_MS`: for a flush of one tenant.
    Wait,
}

/// A locked row of `tenant_head`.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub position: Position,
    pub recorded_at: DateTime<Utc>,
    /// What new events get.
    pub retention_days: u16,
    /// The span of what stored events got: wider only while a change of retention is carried out.
    pub retention_days_min: u16,
    pub retention_days_max: u16,
    /// The day on which a change of retention was ordered that is being carried out.
    pub changing_since: Option<NaiveDate>,
    /// Where the row is: it stays there as long as it is locked.
    pub place: String,
}

/// Where the heads were put last.
#[derive(Default)]
pub(super) struct Places(Mutex<HashMap<TenantId, String>>);

impl Places {
    /// Remembers where heads are that were moved and committed.
    pub(super) fn remember(&self, moved: Vec<(TenantId, String)>) {
        let mut places = self.places();
        if places.len() + moved.len() > PLACES_MAX {
            places.clear();
        }
        places.extend(moved);
    }

    fn of(&self, tenants: &[TenantId]) -> Vec<String> {
        let places = self.places();
        tenants.iter().filter_map(|tenant| places.get(tenant).cloned()).collect()
    }

    fn places(&self) -> MutexGuard<'_, HashMap<TenantId, String>> {
        // Nothing under this lock can panic half-way through a change.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Names the tenants to row-level security and locks their heads until the end of the transaction: that makes
/// positions gapless and in commit order. A tenant that is missing in the answer is held by somebody; one with `None`
/// is deleted or unknown.
pub(super) async fn lock_heads(
    txn: &DatabaseTransaction,
    tenants: &[TenantId],
    lock: HeadLock,
    places: &Places,
) -> Result<HashMap<TenantId, Option<Head>>, DbErr> {
    let list = transaction::tenants_setting(tenants.iter().copied());
    let timeout = format!("{HEAD_LOCK_TIMEOUT_MS}ms");
    let values = |tenants: &[TenantId]| -> [Value; 3] {
        [uuids(tenants.iter().map(|tenant| tenant.uuid())), list.as_str().into(), timeout.as_str().into()]
    };
    let mut heads = HashMap::with_capacity(tenants.len());
    let known = places.of(tenants);
    if !known.is_empty() {
        // `is true` keeps the planner from the index. The list of tenants stays: a place may be another's by now.
        let by_place = "h.ctid = any($4::text[]::tid[]) and (h.tenant_id = any($1)) is true";
        let values = values(tenants).into_iter().chain([array(known.into_iter())]);
        lock_found(txn, by_place, lock, values, &mut heads).await?;
    }
    let others: Vec<TenantId> = tenants.iter().filter(|tenant| !heads.contains_key(tenant)).copied().collect();
    if others.is_empty() {
        return Ok(heads);
    }
    // Index: tenant_head_pkey.
    lock_found(txn, "h.tenant_id = any($1)", lock, values(&others), &mut heads).await?;
    if heads.len() < tenants.len() {
        let existing = existing_heads(txn, &others).await?;
        for tenant in others.iter().filter(|tenant| !existing.contains(tenant)) {
            heads.insert(*tenant, None);
        }
    }
    Ok(heads)
}

/// Locks the heads that a condition finds.
async fn lock_found(
    txn: &DatabaseTransaction,
    condition: &str,
    lock: HeadLock,
    values: impl IntoIterator<Item = Value>,
    heads: &mut HashMap<TenantId, Option<Head>>,
) -> Result<(), DbErr> {
    // Who locks several heads skips those that are held, and who waits locks one: nobody waits in a circle.
    let sql = format!(
        "select h.tenant_id, h.position, h.recorded_at, h.retention_days_min, h.retention_days_max, h.closed,
                h.ctid::text, h.retention_days, h.retention_changed_at
         from (select set_config('app.tenant_ids', $2, true), set_config('lock_timeout', $3, true) offset 0) as c
         cross join tenant_head h
         where {condition}
         order by h.tenant_id
         for update of h {}",
        if lock == HeadLock::Skip { "skip locked" } else { "" }
    );
    for row in txn.query_all_raw(statement(&sql, values)).await? {
        let (shortest, longest): (i16, i16) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let recorded_at: DateTime<Utc> = row.try_get_by_index(2)?;
        let changed_at: Option<DateTime<Utc>> = row.try_get_by_index(8)?;
        let head = Head {
            position: Position(row.try_get_by_index(1)?),
            recorded_at,
            retention_days: row.try_get_by_index::<i16>(7)?.unsigned_abs(),
            retention_days_min: shortest.unsigned_abs(),
            retention_days_max: longest.unsigned_abs(),
            // Every change notes when it was ordered.
            changing_since: (shortest != longest).then_some(changed_at.unwrap_or(recorded_at).date_naive()),
            place: row.try_get_by_index(6)?,
        };
        let closed: bool = row.try_get_by_index(5)?;
        heads.insert(TenantId(row.try_get_by_index(0)?), (!closed).then_some(head));
    }
    Ok(())
}

/// Which of the tenants have a head at all, held or not.
async fn existing_heads(txn: &DatabaseTransaction, tenants: &[TenantId]) -> Result<Vec<TenantId>, DbErr> {
    let sql = "select tenant_id from tenant_head where tenant_id = any($1)";
    let ids = uuids(tenants.iter().map(|tenant| tenant.uuid()));
    let rows = txn.query_all_raw(statement(sql, [ids])).await?;
    rows.iter().map(|row| Ok(TenantId(row.try_get_by_index(0)?))).collect()
}
