//! All events that fit, page by page: as many as there are, in constant memory, and no transaction longer than a page.

use chrono::{DateTime, Utc};
use entity::id::{Position, TenantId};

use super::filter::Filter;
use super::read::{self, Order, PageRequest, READ_MAX, StoredEvent};
use crate::error::Error;
use crate::transaction::Readers;

/// Most events that are read at once.
pub const EVENTS_MAX: u32 = READ_MAX;
/// Those that are read first, so that a file begins soon.
const EVENTS_FIRST: u32 = 250;

/// Where a walk is.
#[derive(Debug, Clone)]
pub struct Walk {
    tenant: TenantId,
    filter: Filter,
    /// What is left of it; `None` at the end.
    rest: Option<PageRequest>,
}

impl Walk {
    /// A walk over all events that fit. It ends where the log ends when its first page is read.
    #[must_use]
    pub const fn new(tenant: TenantId, order: Order, filter: Filter) -> Self {
        Self { tenant, filter, rest: Some(PageRequest { order, after: None, before: None, limit: EVENTS_FIRST }) }
    }

    /// The next events, at most [`EVENTS_MAX`]; there may be none though there are more to come. `None` at the end.
    ///
    /// # Errors
    /// As [`read::page`]; the walk is where it was.
    pub async fn next(&mut self, readers: &Readers, now: DateTime<Utc>) -> Result<Option<Vec<StoredEvent>>, Error> {
        let Some(request) = self.rest else { return Ok(None) };
        let page = read::page(readers, now, self.tenant, request, &self.filter).await?;
        let before = request.before.unwrap_or(Position(page.seen.0 + 1));
        let limit = next_limit(request.limit, page.events.len());
        self.rest = page.next.map(|at| match request.order {
            Order::Ascending => PageRequest { after: Some(at), before: Some(before), limit, ..request },
            Order::Descending => PageRequest { before: Some(at), limit, ..request },
        });
        Ok(Some(page.events))
    }
}

/// How many events are read next: twice as many as last time, unless these were so large that fewer came.
fn next_limit(limit: u32, came: usize) -> u32 {
    let came = u32::try_from(came).unwrap_or(limit).max(EVENTS_FIRST / 2);
    came.saturating_mul(2).min(EVENTS_MAX)
}
