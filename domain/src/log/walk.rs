//! All events that fit, page by page: as many as there are, in constant memory, and no transaction longer than a page.

use chrono::{DateTime, Utc};
use entity::id::{Position, TenantId};
use sea_orm::DatabaseConnection;

use super::filter::Filter;
use super::read::{self, Order, PageRequest, StoredEvent};
use crate::error::Error;

/// Events that are read at once.
pub const EVENTS_MAX: u32 = 500;

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
        Self { tenant, filter, rest: Some(PageRequest { order, after: None, before: None, limit: EVENTS_MAX }) }
    }

    /// The next events, at most [`EVENTS_MAX`]; there may be none though there are more to come. `None` at the end.
    ///
    /// # Errors
    /// As [`read::page`]; the walk is where it was.
    pub async fn next(
        &mut self,
        db: &DatabaseConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<StoredEvent>>, Error> {
        let Some(request) = self.rest else { return Ok(None) };
        let page = read::page(db, now, self.tenant, request, &self.filter).await?;
        let before = request.before.unwrap_or(Position(page.seen.0 + 1));
        self.rest = page.next.map(|at| match request.order {
            Order::Ascending => PageRequest { after: Some(at), before: Some(before), ..request },
            Order::Descending => PageRequest { before: Some(at), ..request },
        });
        Ok(Some(page.events))
    }
}
