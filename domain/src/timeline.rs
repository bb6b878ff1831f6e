//! TIMELINE: what a user did, in one order: page views, searches, sign-ins, and how sessions ended.
//!
//! It is the log, filtered by user; what was searched for is in the read model, so a search is a page view until it is
//! projected.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::Error;
use crate::log::filter::Filter;
use crate::log::read::{self, Order, PageRequest, StoredEvent};
use crate::log::visible::extent;
use crate::sql::{array, statement};
use crate::transaction::{self, Readers};

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A page view.
    PageView,
    /// A page view that searched for something.
    Search,
    /// A session of the user was started, or a visitor's became the user's.
    SignIn,
    /// A session of the user ended.
    SessionEnded,
    /// Something else about a session of the user: it moved, it was extended, its token is another.
    SessionChanged,
    /// Something else.
    Other,
}

/// Something that a user did, or that happened to a session of the user.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// What was searched for.
    pub search_terms: Option<String>,
    /// The event.
    pub event: StoredEvent,
}

/// A page of entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Newest position first.
    pub entries: Vec<Entry>,
    /// From where the next page goes on; `None` at the end.
    pub next: Option<Position>,
}

/// Reads a page of what a user did below a position, newest first. `readers` are those of the role that reads.
///
/// # Errors
/// As [`read::page`].
pub async fn page(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    user_id: &str,
    before: Option<Position>,
    limit: u32,
) -> Result<Page, Error> {
    let filter = Filter { user_id: Some(user_id.to_owned()), ..Filter::default() };
    let request = PageRequest { order: Order::Descending, after: None, before, limit };
    let page = read::page(readers, now, tenant, request, &filter).await?;
    let positions: Vec<Position> = page.events.iter().map(|event| event.position).collect();
    let mut searches = searches(readers, now, tenant, &positions).await?;
    let entry = |event: StoredEvent| {
        let search_terms = searches.remove(&event.position);
        let what = what(&event.kind, search_terms.is_some());
        Entry { what, search_terms, event }
    };
    Ok(Page { entries: page.events.into_iter().map(entry).collect(), next: page.next })
}

/// What was searched for at some positions.
async fn searches(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    positions: &[Position],
) -> Result<HashMap<Position, String>, Error> {
    if positions.is_empty() {
        return Ok(HashMap::new());
    }
    let txn = transaction::begin_read(readers, tenant).await?;
    let extent = extent(&txn, now, tenant, None).await?;
    let mut values: Vec<Value> = vec![tenant.uuid().into(), array(positions.iter().map(|position| position.0))];
    let bounds = extent.bounds_of_read_model(&mut values);
    // Index: access_log_pkey of each partition in the bounds.
    let sql = format!(
        "select a.position, a.search_terms
         from access_log a
         where a.tenant_id = $1
           and a.position = any($2)
           and a.search_terms is not null
           and {bounds}"
    );
    let rows = txn.query_all_raw(statement(&sql, values)).await?;
    txn.rollback().await?;
    rows.iter().map(|row| Ok((Position(row.try_get_by_index(0)?), row.try_get_by_index(1)?))).collect()
}

/// What an event of a type is.
fn what(kind: &str, searches: bool) -> What {
    match kind {
        "access" if searches => What::Search,
        "access" => What::PageView,
        "session.started" | "session.bound" => What::SignIn,
        "session.revoked" | "session.expired" => What::SessionEnded,
        session if session.starts_with("session.") => What::SessionChanged,
        _ => What::Other,
    }
}
