//! Events of the log, as far as the projection needs them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use uuid::Uuid;

use super::checkpoint::Claim;
use crate::error::Error;
use crate::log::LAST_DAY;
use crate::retention::partitions;
use crate::sql::{array, statement, uuids};

/// As soon as the long texts of a step's events have more bytes, the rest is left to the next step; each tenant has an equal
/// part of it.
const BYTES_MAX: i64 = 16 * 1024 * 1024;

/// An event.
#[derive(Debug)]
pub(super) struct Event {
    pub tenant: TenantId,
    pub position: Position,
    pub expires_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub occurred_at: DateTime<Utc>,
    pub kind: String,
    pub session_id: Option<Uuid>,
    pub session_key_hash: Option<Vec<u8>>,
    pub user_id: Option<String>,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub method: Option<String>,
    pub path: Option<String>,
    pub query: Option<String>,
    pub status: Option<i16>,
    pub duration_ms: Option<f32>,
    pub bytes_sent: Option<i64>,
    pub referrer: Option<String>,
}

impl Event {
    fn from_row(row: &QueryResult) -> Result<Self, Error> {
        Ok(Self {
            tenant: TenantId(row.try_get_by_index(0)?),
            position: Position(row.try_get_by_index(1)?),
            expires_on: row.try_get_by_index(2)?,
            recorded_at: row.try_get_by_index(3)?,
            occurred_at: row.try_get_by_index(4)?,
            kind: row.try_get_by_index(5)?,
            session_id: row.try_get_by_index(6)?,
            session_key_hash: row.try_get_by_index(7)?,
            user_id: row.try_get_by_index(8)?,
            ip: row.try_get_by_index(9)?,
            user_agent: row.try_get_by_index(10)?,
            method: row.try_get_by_index(11)?,
            path: row.try_get_by_index(12)?,
            query: row.try_get_by_index(13)?,
            status: row.try_get_by_index(14)?,
            duration_ms: row.try_get_by_index(15)?,
            bytes_sent: row.try_get_by_index(16)?,
            referrer: row.try_get_by_index(17)?,
        })
    }
}

/// The events of some claims.
pub(super) struct Page {
    /// Tenant by tenant in the order of the claims, by position.
    pub events: Vec<Event>,
    /// What was read of each tenant; events that are left out count too.
    read: HashMap<TenantId, Read>,
    /// Most bytes of the long texts of a tenant.
    bytes_max: i64,
}

/// What was read of a tenant.
struct Read {
    events: i64,
    last: Position,
    /// Bytes of their long texts.
    bytes: i64,
}

impl Page {
    /// How far a tenant is when these are projected. Behind the last event, positions are empty: retention or an erasure
    /// took what was there.
    pub fn reached(&self, claim: &Claim) -> Position {
        match self.read.get(&claim.tenant) {
            Some(read) if read.bytes > self.bytes_max || read.events >= claim.events_max => read.last,
            _ => claim.until,
        }
    }

    /// The first event of each tenant.
    pub fn firsts(&self) -> Vec<(TenantId, Position)> {
        let mut firsts: Vec<(TenantId, Position)> = Vec::new();
        for event in &self.events {
            if firsts.last().is_none_or(|(tenant, _)| *tenant != event.tenant) {
                firsts.push((event.tenant, event.position));
            }
        }
        firsts
    }
}

/// Reads the events of some claims. Those that an operator let pass over are left out, and so are those whose day is over for
/// good.
pub(super) async fn read(txn: &DatabaseTransaction, now: DateTime<Utc>, claims: &[Claim]) -> Result<Page, Error> {
    // What retention is about to move may have a day that is over; it is shown again once it has moved.
    let first_day = partitions::first_day_kept(txn, now.date_naive()).await?;
    let last_day = claims.iter().map(|claim| claim.last_day).max().unwrap_or(first_day);
    // Index: event_pkey of each partition in the bounds, merged by position, for one tenant after the other.
    let sql = "select c.tenant_id, e.position, e.expires_on, e.recorded_at, e.occurred_at, e.type, e.session_id,
                      e.session_key_hash, e.user_id, host(e.ip), e.user_agent, e.method, e.path, e.query, e.status,
                      e.duration_ms, e.bytes_sent, e.referrer, e.text_bytes
               from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[])
                    with ordinality as c(tenant_id, after, until, events_max, number)
               cross join lateral (
                   select p.*, sum(p.own_bytes) over (order by p.position rows unbounded preceding)::bigint as text_bytes
                   from (
                       select e.*,
                              coalesce(octet_length(e.path), 0) + coalesce(octet_length(e.query), 0)
                                  + coalesce(octet_length(e.referrer), 0) + coalesce(octet_length(e.user_agent), 0)
                                  as own_bytes
                       from event e
                       where e.tenant_id = c.tenant_id
                         and e.position > c.after
                         and e.position <= c.until
                         and (e.expires_on between $5 and $6 or e.expires_on = $7)
                       order by e.position
                       limit c.events_max
                   ) as p
               ) as e
               where e.text_bytes - e.own_bytes <= $8
               order by c.number, e.position";
    let bytes_max = BYTES_MAX / i64::try_from(claims.len()).unwrap_or(i64::MAX).max(1);
    let values = [
        uuids(claims.iter().map(|claim| claim.tenant.uuid())),
        array(claims.iter().map(|claim| claim.after.0)),
        array(claims.iter().map(|claim| claim.until.0)),
        array(claims.iter().map(|claim| claim.events_max)),
        first_day.into(),
        last_day.into(),
        LAST_DAY.into(),
        bytes_max.into(),
    ];
    let skipped: HashMap<TenantId, &[i64]> =
        claims.iter().map(|claim| (claim.tenant, claim.skipped.as_slice())).collect();
    let mut page = Page { events: Vec::new(), read: HashMap::new(), bytes_max };
    for row in txn.query_all_raw(statement(sql, values)).await? {
        let event = Event::from_row(&row)?;
        let read = page.read.entry(event.tenant).or_insert(Read { events: 0, last: Position::ZERO, bytes: 0 });
        *read = Read { events: read.events + 1, last: event.position, bytes: row.try_get_by_index(18)? };
        if !skipped.get(&event.tenant).is_some_and(|skipped| skipped.contains(&event.position.0)) {
            page.events.push(event);
        }
    }
    Ok(page)
}
