//! Reading the log back: a page by position with filters, or one event by its id.
//!
//! A filter that the read model has an index for is looked up there, as far as it is projected; what came since is read
//! from the log itself, so that nothing is missing. Everything else is read from the log. A page looks at no more than
//! [`SCANNED_MAX`] rows of the index, or positions of the log, so that a filter that matches little costs a bounded scan;
//! the page may then be short or empty and say where to go on. Every statement bounds `expires_on` (`log/visible.rs`), so that rows past
//! their day are invisible and few partitions are touched.

use chrono::{DateTime, Utc};
use entity::id::{EventId, Position, SessionId, TenantId};
use futures::TryStreamExt as _;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, StreamTrait, Value};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::filter::Filter;
use super::visible::{Extent, extent};
use crate::error::{Error, Thing};
use crate::sql::{array, statement};
use crate::transaction::{self, Readers};

/// Most rows, or positions, that one page looks at.
pub const SCANNED_MAX: i64 = 100_000;
/// Most events in one page of a list.
pub const PAGE_MAX: u32 = 100;
/// Most events that are read at once.
pub const READ_MAX: u32 = 4_000;
/// A page ends with the event that brings it to so many bytes.
pub const READ_BYTES_MAX: usize = 4 << 20;

/// Which way a page goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest position first.
    Ascending,
    /// Newest position first.
    Descending,
}

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    /// Which way.
    pub order: Order,
    /// Only positions above.
    pub after: Option<Position>,
    /// Only positions below.
    pub before: Option<Position>,
    /// How many events, 1 to [`READ_MAX`].
    pub limit: u32,
}

/// An event as stored.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of entry::Entry, and position and recorded_at")]
pub struct StoredEvent {
    pub position: Position,
    pub event_id: EventId,
    pub recorded_at: DateTime<Utc>,
    pub occurred_at: DateTime<Utc>,
    pub kind: String,
    pub session_id: Option<SessionId>,
    pub session_key_hash: Option<Vec<u8>>,
    pub user_id: Option<String>,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub method: Option<String>,
    pub host: Option<String>,
    pub path: Option<String>,
    pub query: Option<String>,
    pub status: Option<i16>,
    pub duration_ms: Option<f32>,
    pub bytes_sent: Option<i64>,
    pub referrer: Option<String>,
    pub data: Option<serde_json::Value>,
    pub redacted: Vec<String>,
}

/// A page of events.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// In the order that was asked for.
    pub events: Vec<StoredEvent>,
    /// From where the next page goes on (that position itself left out); `None` at the end of the log that is there now.
    pub next: Option<Position>,
    /// How far the page could see: the last position given out; by words, the last that is projected.
    pub seen: Position,
}

/// Reads one page. `readers` are those of the role that reads. Sees every event that was acknowledged before the call, and
/// never position n + 1 without position n.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer in time.
pub async fn page(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    request: PageRequest,
    filter: &Filter,
) -> Result<Page, Error> {
    let txn = transaction::begin_paging(readers, tenant).await?;
    let extent = extent(&txn, now, tenant, filter.since).await?;
    // Both ends left out.
    let low = request.after.map_or(0, |p| p.0.max(0));
    let high = request.before.map_or(i64::MAX, |p| p.0).min(extent.head.0 + 1);
    // While rows of the read model are not where their events are, the log alone is right; words it has none.
    let looked_up = filter.asks_for_words() || filter.is_indexed() && !extent.stale;
    let split = if looked_up { extent.projected.0 } else { 0 };
    let model = Part { source: Source::ReadModel, low, high: high.min(split + 1) };
    let log = Part { source: Source::Log, low: low.max(split), high };
    let parts = match request.order {
        Order::Ascending => [model, log],
        Order::Descending => [log, model],
    };
    let limit = request.limit.clamp(1, READ_MAX);
    let seen = if filter.asks_for_words() { extent.projected.min(extent.head) } else { extent.head };
    let mut page = Page { events: Vec::new(), next: None, seen };
    for part in parts {
        // The log has no words: what is not projected yet is found once it is.
        if part.low.saturating_add(1) >= part.high || part.source == Source::Log && filter.asks_for_words() {
            continue;
        }
        let left = limit - u32::try_from(page.events.len()).unwrap_or(limit);
        let scan = Scan { txn: &txn, tenant, extent: &extent, order: request.order, filter };
        page.next = scan.part(part, left, &mut page.events).await?;
        if page.next.is_some() {
            break;
        }
    }
    txn.rollback().await?;
    Ok(page)
}

/// Where a part of a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Log,
    ReadModel,
}

/// A range of positions, both ends left out.
#[derive(Clone, Copy)]
struct Part {
    source: Source,
    low: i64,
    high: i64,
}

impl Part {
    /// As much of it as one page looks at.
    fn window(self, order: Order) -> Self {
        match order {
            Order::Ascending => Self { high: self.high.min(self.low.saturating_add(SCANNED_MAX + 1)), ..self },
            Order::Descending => Self { low: self.low.max(self.high.saturating_sub(SCANNED_MAX + 1)), ..self },
        }
    }

    /// What there is of it from a position on.
    const fn from(self, start: Position, order: Order) -> Self {
        match order {
            Order::Ascending => Self { low: start.0 - 1, ..self },
            Order::Descending => Self { high: start.0 + 1, ..self },
        }
    }

    const fn holds(&self, position: Position) -> bool {
        self.low < position.0 && position.0 < self.high
    }
}

/// What is read, and how.
struct Scan<'a> {
    txn: &'a DatabaseTransaction,
    tenant: TenantId,
    extent: &'a Extent,
    order: Order,
    filter: &'a Filter,
}

/// What a statement found.
struct Found {
    events: Vec<StoredEvent>,
    /// Whether there may be more.
    is_full: bool,
}

impl Scan<'_> {
    /// Reads what fits of a part, at most `limit`. Returns where to go on; `None` when the part has no more.
    async fn part(&self, part: Part, limit: u32, events: &mut Vec<StoredEvent>) -> Result<Option<Position>, Error> {
        if let Some(key) = self.filter.key().filter(|_| part.source == Source::ReadModel) {
            return self.looked_up(part, &key, limit, events).await;
        }
        let mut window = part.window(self.order);
        let mut found = self.rows(&window, limit).await?;
        if !found.is_full && self.goes_on(&part, &window) {
            // Retention may have left the window empty: then it begins where something is.
            let Some(start) = self.first_position(&part).await? else { return Ok(None) };
            if !window.holds(start) {
                window = part.from(start, self.order).window(self.order);
                found = self.rows(&window, limit).await?;
            }
        }
        let last = found.events.last().map(|event| event.position);
        events.extend(found.events);
        Ok(match self.order {
            _ if found.is_full => last,
            _ if !self.goes_on(&part, &window) => None,
            Order::Ascending => Some(Position(window.high - 1)),
            Order::Descending => Some(Position(window.low + 1)),
        })
    }

    /// The same of what an index leads to.
    async fn looked_up(
        &self,
        part: Part,
        key: &Filter,
        limit: u32,
        events: &mut Vec<StoredEvent>,
    ) -> Result<Option<Position>, Error> {
        let found = self.rows(&part, limit).await?;
        let last = found.events.last().map(|event| event.position);
        events.extend(found.events);
        match found.is_full {
            true => Ok(last),
            // All that the index leads to was asked for.
            false if self.filter == key => Ok(None),
            false => self.last_looked_at(&part, key).await,
        }
    }

    /// The last row of an index that a page looks at, if there are so many.
    async fn last_looked_at(&self, part: &Part, key: &Filter) -> Result<Option<Position>, Error> {
        let mut values: Vec<Value> = vec![self.tenant.uuid().into(), part.low.into(), part.high.into()];
        let rows = self.first_of_index(key, &mut values);
        let sql = format!("select a.position from {rows} offset {} limit 1", SCANNED_MAX - 1);
        let row = self.txn.query_one_raw(statement(&sql, values)).await?;
        row.map(|row| Ok(Position(row.try_get_by_index(0)?))).transpose()
    }

    /// The rows `a` of the read model that a page looks at: the first that an index leads to between the positions `$2` and `$3`.
    fn first_of_index(&self, key: &Filter, values: &mut Vec<Value>) -> String {
        let conditions = key.conditions("a", values);
        let bounds = self.extent.bounds_of_read_model(values);
        let direction = direction(self.order);
        // Index: one of those of access_log, merged by position.
        format!(
            "(select *
              from access_log a
              where a.tenant_id = $1
                and a.position > $2
                and a.position < $3
                and {bounds}
                {conditions}
              order by a.position {direction}
              limit {SCANNED_MAX}) as a"
        )
    }

    /// Whether a part has more behind a window.
    fn goes_on(&self, part: &Part, window: &Part) -> bool {
        match self.order {
            Order::Ascending => window.high < part.high,
            Order::Descending => window.low > part.low,
        }
    }

    /// The first visible position of a part in the order of the page: skips what retention has left empty.
    async fn first_position(&self, part: &Part) -> Result<Option<Position>, Error> {
        let mut values: Vec<Value> = vec![self.tenant.uuid().into(), part.low.into(), part.high.into()];
        let visible = self.extent.condition(&mut values);
        // Index: event_pkey of each partition in the bounds.
        let sql = format!(
            "select e.position
             from event e
             where e.tenant_id = $1
               and e.position > $2
               and e.position < $3
               and {visible}
             order by e.position {}
             limit 1",
            direction(self.order)
        );
        let row = self.txn.query_one_raw(statement(&sql, values)).await?;
        row.map(|row| Ok(Position(row.try_get_by_index(0)?))).transpose()
    }

    /// The events of a part that fit, at most `limit` and no more than [`READ_BYTES_MAX`] allow.
    async fn rows(&self, part: &Part, limit: u32) -> Result<Found, Error> {
        let mut values: Vec<Value> =
            vec![self.tenant.uuid().into(), part.low.into(), part.high.into(), i64::from(limit).into()];
        let sql = match part.source {
            Source::Log => self.log_sql(&mut values),
            Source::ReadModel => self.read_model_sql(&mut values),
        };
        let mut rows = self.txn.stream_raw(statement(&sql, values)).await?;
        let (mut events, mut bytes) = (Vec::new(), 0);
        while let Some(row) = rows.try_next().await? {
            events.push(from_row(&row)?);
            bytes += bytes_of(&row);
            if bytes >= READ_BYTES_MAX {
                return Ok(Found { events, is_full: true });
            }
        }
        let is_full = events.len() >= limit as usize;
        Ok(Found { events, is_full })
    }

    fn log_sql(&self, values: &mut Vec<Value>) -> String {
        let visible = self.extent.condition(values);
        let conditions = self.filter.conditions("e", values);
        // Index: event_pkey of each partition in the bounds, merged by position.
        format!(
            "select {COLUMNS}
             from event e
             where e.tenant_id = $1
               and e.position > $2
               and e.position < $3
               and {visible}
               {conditions}
             order by e.position {}
             limit $4",
            direction(self.order)
        )
    }

    fn read_model_sql(&self, values: &mut Vec<Value>) -> String {
        let rows = match self.filter.key() {
            Some(key) if *self.filter != key => self.first_of_index(&key, values),
            _ => "access_log a".to_owned(),
        };
        let conditions = self.filter.conditions("a", values);
        let order = format!("a.position {}", direction(self.order));
        // Index: one of those of access_log, or its primary key, merged by position; then event_pkey for each row.
        events_of(self.extent, &rows, &conditions, &order, values)
    }
}

/// The events of rows `a` of the read model that fit `conditions` (each begins with `and`). `$1` is the tenant, `$2` and `$3` are the
/// positions between which they are, `$4` is how many at most.
pub(super) fn events_of(extent: &Extent, rows: &str, conditions: &str, order: &str, values: &mut Vec<Value>) -> String {
    let visible = extent.condition(values);
    let bounds = extent.bounds_of_read_model(values);
    // Otherwise both are of one day, and one partition is looked into instead of all.
    let day = if extent.is_settled() { "and e.expires_on = a.expires_on" } else { "" };
    format!(
        "select {COLUMNS}
         from {rows}
         cross join lateral (
             select *
             from event e
             where e.tenant_id = $1
               and e.position = a.position
               {day}
               and {visible}
             limit 1
         ) as e
         where a.tenant_id = $1
           and a.position > $2
           and a.position < $3
           and {bounds}
           {conditions}
         order by {order}
         limit $4"
    )
}

/// Reads one event by its id; the latest one, when an id was used for several times.
///
/// # Errors
/// `NotFound` when there is none that is visible, or the tenant is deleted; `Unavailable` when the database does not
/// answer in time.
pub async fn find(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    event_id: EventId,
) -> Result<StoredEvent, Error> {
    let txn = transaction::begin_read(readers, tenant).await?;
    let extent = extent(&txn, now, tenant, None).await?;
    let mut values: Vec<Value> = vec![tenant.uuid().into(), event_id.uuid().into()];
    let visible = extent.condition(&mut values);
    // Index: event (tenant_id, event_id, expires_on) of each partition in the bounds. The inner order asks for it; by the
    // outer one alone the primary key would do as well, and lead past all rows of the tenant.
    let sql = format!(
        "select {COLUMNS}
         from (
             select *
             from event e
             where e.tenant_id = $1
               and e.event_id = $2
               and {visible}
             order by e.tenant_id, e.event_id, e.expires_on
             offset 0
         ) as e
         order by e.position desc
         limit 1"
    );
    let row = txn.query_one_raw(statement(&sql, values)).await?;
    txn.rollback().await?;
    from_row(&row.ok_or(Error::NotFound(Thing::Event))?)
}

/// Reads the events at some positions, those that are visible, by position.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer in time.
pub async fn at(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    positions: &[Position],
) -> Result<Vec<StoredEvent>, Error> {
    let txn = transaction::begin_read(readers, tenant).await?;
    let extent = extent(&txn, now, tenant, None).await?;
    let mut values: Vec<Value> = vec![tenant.uuid().into(), array(positions.iter().map(|position| position.0))];
    let visible = extent.condition(&mut values);
    // Index: event_pkey of each partition in the bounds.
    let sql = format!(
        "select {COLUMNS}
         from event e
         where e.tenant_id = $1
           and e.position = any($2)
           and {visible}
         order by e.position"
    );
    let rows = txn.query_all_raw(statement(&sql, values)).await?;
    txn.rollback().await?;
    rows.iter().map(from_row).collect()
}

/// The columns of `event e`, for [`from_row`].
pub(super) const COLUMNS: &str = "e.position, e.event_id, e.recorded_at, e.occurred_at, e.type, e.session_id, e.session_key_hash, \
    e.user_id, host(e.ip), e.user_agent, e.method, e.host, e.path, e.query, e.status, e.duration_ms, e.bytes_sent, \
    e.referrer, e.data, e.redacted";

pub(super) fn from_row(row: &QueryResult) -> Result<StoredEvent, Error> {
    let session_id: Option<Uuid> = row.try_get_by_index(5)?;
    let redacted: Option<Vec<String>> = row.try_get_by_index(19)?;
    Ok(StoredEvent {
        position: Position(row.try_get_by_index(0)?),
        event_id: EventId(row.try_get_by_index(1)?),
        recorded_at: row.try_get_by_index(2)?,
        occurred_at: row.try_get_by_index(3)?,
        kind: row.try_get_by_index(4)?,
        session_id: session_id.map(SessionId),
        session_key_hash: row.try_get_by_index(6)?,
        user_id: row.try_get_by_index(7)?,
        ip: row.try_get_by_index(8)?,
        user_agent: row.try_get_by_index(9)?,
        method: row.try_get_by_index(10)?,
        host: row.try_get_by_index(11)?,
        path: row.try_get_by_index(12)?,
        query: row.try_get_by_index(13)?,
        status: row.try_get_by_index(14)?,
        duration_ms: row.try_get_by_index(15)?,
        bytes_sent: row.try_get_by_index(16)?,
        referrer: row.try_get_by_index(17)?,
        data: row.try_get_by_index(18)?,
        redacted: redacted.unwrap_or_default(),
    })
}

/// How many bytes of a row came over the connection.
fn bytes_of(row: &QueryResult) -> usize {
    let of_column =
        |row: &PgRow, column| row.try_get_raw(column).ok().and_then(|value| Some(value.as_bytes().ok()?.len()));
    row.try_as_pg_row().map_or(0, |row| (0..row.len()).filter_map(|column| of_column(row, column)).sum())
}

pub(super) const fn direction(order: Order) -> &'static str {
    match order {
        Order::Ascending => "asc",
        Order::Descending => "desc",
    }
}

/// Where a tenant's log ends.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
pub(crate) async fn head(db: &impl ConnectionTrait, tenant: TenantId) -> Result<Position, Error> {
    // It has no row-level security. Index: tenant_head_pkey.
    let sql = "select position from tenant_head where tenant_id = $1 and not closed";
    let row = db.query_one_raw(statement(sql, [tenant.uuid().into()])).await?.ok_or(Error::NotFound(Thing::Tenant))?;
    Ok(Position(row.try_get_by_index(0)?))
}
