//! Reading the log by when things happened, which is not the order in which they were stored.
//!
//! The read model has the index for it, so a page has what is projected. A user, a session or an address with no more than
//! [`SCANNED_MAX`] rows is looked up, and what is found is sorted. Otherwise a page looks at so many rows at most, as in
//! `read.rs`: it may then be short or empty and say where to go on.

use chrono::{DateTime, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::filter::Filter;
use super::read::{Order, SCANNED_MAX, StoredEvent, direction, events_of, from_row};
use super::visible::{Extent, extent};
use crate::error::Error;
use crate::sql::statement;
use crate::transaction::{self, Readers};

/// A place in the order: no two events have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Its position, which tells those apart that happened at once.
    pub position: Position,
}

impl Place {
    fn of(event: &StoredEvent) -> Self {
        Self { at: event.occurred_at, position: event.position }
    }
}

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeRequest {
    /// Which way.
    pub order: Order,
    /// Behind this place, which is left out; without one, from the beginning.
    pub from: Option<Place>,
    /// Only positions above.
    pub after: Option<Position>,
    /// Only positions below.
    pub before: Option<Position>,
    /// How many events, at least 1.
    pub limit: u32,
}

/// A page of events.
#[derive(Debug, Clone, PartialEq)]
pub struct TimePage {
    /// In the order that was asked for.
    pub events: Vec<StoredEvent>,
    /// From where the next page goes on; `None` at the end of what is projected.
    pub next: Option<Place>,
}

/// Reads one page. `readers` are those of the role that reads.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer in time.
pub async fn page(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    request: TimeRequest,
    filter: &Filter,
) -> Result<TimePage, Error> {
    let txn = transaction::begin_read(readers, tenant).await?;
    let extent = extent(&txn, now, tenant, filter.since).await?;
    let scan = Scan { txn: &txn, tenant, extent: &extent, request, filter };
    let is_plain = *filter == Filter { since: filter.since, until: filter.until, ..Filter::default() }
        && request.after.is_none()
        && request.before.is_none();
    let is_looked_up = match filter.key() {
        Some(key) => scan.has_few(&key).await?,
        None => false,
    };
    // What an index leads to is sorted, as it is in no order of time there; what is in that order is not.
    if !is_looked_up {
        transaction::come_by_index(&txn).await?;
    }
    let last = if is_plain || is_looked_up { None } else { scan.last_of_window().await? };
    let events = scan.rows(last).await?;
    txn.rollback().await?;
    let is_full = events.len() >= request.limit as usize;
    let next = if is_full { events.last().map(Place::of) } else { last };
    Ok(TimePage { events, next })
}

/// What is read, and how.
struct Scan<'a> {
    txn: &'a DatabaseTransaction,
    tenant: TenantId,
    extent: &'a Extent,
    request: TimeRequest,
    filter: &'a Filter,
}

impl Scan<'_> {
    /// Whether an index leads to no more rows than a page may look at.
    async fn has_few(&self, key: &Filter) -> Result<bool, Error> {
        let mut values: Vec<Value> = vec![self.tenant.uuid().into()];
        let bounds = self.extent.bounds_of_read_model(&mut values);
        let conditions = key.conditions("a", &mut values);
        // Index: the one of access_log that the key asks for.
        let sql = format!(
            "select count(*) <= {SCANNED_MAX}
             from (
                 select
                 from access_log a
                 where a.tenant_id = $1
                   and {bounds}
                   {conditions}
                 limit {SCANNED_MAX} + 1
             ) as a"
        );
        let row = self.txn.query_one_raw(statement(&sql, values)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(true))
    }

    /// The last place that the page looks at, if there are more.
    async fn last_of_window(&self) -> Result<Option<Place>, Error> {
        let mut values: Vec<Value> = vec![self.tenant.uuid().into(), SCANNED_MAX.into()];
        let bounds = self.extent.bounds_of_read_model(&mut values);
        let period = Filter { since: self.filter.since, until: self.filter.until, ..Filter::default() };
        let period = period.conditions("a", &mut values);
        let from = self.behind(&mut values);
        let direction = direction(self.request.order);
        // Index: access_log_occurred of each partition in the bounds, merged.
        let sql = format!(
            "select a.occurred_at, a.position
             from access_log a
             where a.tenant_id = $1
               and {bounds}
               {period}
               {from}
             order by a.occurred_at {direction}, a.position {direction}
             offset $2
             limit 1"
        );
        let row = self.txn.query_one_raw(statement(&sql, values)).await?;
        row.map(|row| Ok(Place { at: row.try_get_by_index(0)?, position: Position(row.try_get_by_index(1)?) }))
            .transpose()
    }

    /// What fits behind the place where the page begins, up to `last`.
    async fn rows(&self, last: Option<Place>) -> Result<Vec<StoredEvent>, Error> {
        let low = self.request.after.map_or(0, |position| position.0);
        let high = self.request.before.map_or(i64::MAX, |position| position.0);
        let mut values: Vec<Value> =
            vec![self.tenant.uuid().into(), low.into(), high.into(), i64::from(self.request.limit).into()];
        let mut conditions = self.filter.conditions("a", &mut values);
        conditions.push_str(&self.behind(&mut values));
        if let Some(last) = last {
            let operator = if self.request.order == Order::Ascending { "<=" } else { ">=" };
            conditions.push_str(&compared(operator, last, &mut values));
        }
        let direction = direction(self.request.order);
        let order = format!("a.occurred_at {direction}, a.position {direction}");
        // Index: access_log_occurred of each partition in the bounds, merged, or the one that the filter asks for; then
        // event_pkey for each row.
        let sql = events_of(self.extent, "access_log a", &conditions, &order, &mut values);
        let rows = self.txn.query_all_raw(statement(&sql, values)).await?;
        rows.iter().map(from_row).collect()
    }

    /// Behind the place where the page begins.
    fn behind(&self, values: &mut Vec<Value>) -> String {
        let operator = if self.request.order == Order::Ascending { ">" } else { "<" };
        self.request.from.map_or_else(String::new, |from| compared(operator, from, values))
    }
}

fn compared(operator: &str, place: Place, values: &mut Vec<Value>) -> String {
    values.extend([place.at.into(), place.position.0.into()]);
    format!(" and (a.occurred_at, a.position) {operator} (${}, ${})", values.len() - 1, values.len())
}
