//! TAIL: what is appended to a log, as it happens.
//!
//! 1. One task of the process looks every [`LOOK_MS`] how far the logs are that somebody follows ([`Heads`]): one
//!    statement for all of them, however many follow.
//! 2. Whoever follows ([`Tail`]) reads from the log by position whenever it is further, a few events at a time. So nothing
//!    is missed, nothing comes twice, and a reader who is slow holds no more than it has taken of these few.
//!
//! Appending knows nothing of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, Value};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout_at};

use super::filter::Filter;
use super::read::{self, Order, PageRequest, StoredEvent};
use super::visible;
use crate::access_log;
use crate::error::{Error, Thing};
use crate::sql::{statement, uuids};
use crate::transaction::Readers;

/// How often it is looked how far the logs are, in milliseconds.
pub const LOOK_MS: u64 = 100;
/// Most events that are read at once: at most 1 MiB, for an event has at most 64 KiB.
pub const EVENTS_MAX: u32 = 16;

/// How far a log is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Reach {
    head: Position,
    projected: Position,
}

/// How far the logs are that somebody follows. Cheap to clone.
#[derive(Clone)]
pub struct Heads {
    shared: Arc<Shared>,
}

struct Shared {
    db: DatabaseConnection,
    followed: Mutex<HashMap<TenantId, watch::Sender<Reach>>>,
}

impl Heads {
    /// Begins to look; `db` is a pool of the role that reads. Must be called inside a runtime.
    #[must_use]
    pub fn start(db: &DatabaseConnection) -> Self {
        let shared = Arc::new(Shared { db: db.clone(), followed: Mutex::default() });
        let watched = Arc::downgrade(&shared);
        tokio::spawn(async move {
            let mut ticks = interval(Duration::from_millis(LOOK_MS));
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                ticks.tick().await;
                let Some(shared) = watched.upgrade() else { return };
                shared.look().await;
            }
        });
        Self { shared }
    }

    fn follow(&self, tenant: TenantId) -> watch::Receiver<Reach> {
        let mut followed = self.shared.lock();
        let reach = followed.entry(tenant).or_insert_with(|| watch::Sender::new(Reach::default()));
        reach.subscribe()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, watch::Sender<Reach>>> {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells those who follow a log how far it is. When PostgreSQL does not answer, nobody is told anything; the next
    /// look may.
    async fn look(&self) {
        let tenants: Vec<TenantId> = {
            let mut followed = self.lock();
            followed.retain(|_, reach| reach.receiver_count() > 0);
            followed.keys().copied().collect()
        };
        if tenants.is_empty() {
            return;
        }
        let Ok(reaches) = reaches(&self.db, &tenants).await else { return };
        let mut followed = self.lock();
        for tenant in tenants {
            match (reaches.get(&tenant), followed.get(&tenant)) {
                (Some(reach), Some(told)) => {
                    told.send_if_modified(|now| std::mem::replace(now, *reach) != *reach);
                }
                // Deleted: whoever follows it sees that nobody tells any more.
                (None, _) => {
                    followed.remove(&tenant);
                }
                (Some(_), None) => {}
            }
        }
    }
}

/// How far some logs are; those of deleted tenants are left out.
async fn reaches(db: &DatabaseConnection, tenants: &[TenantId]) -> Result<HashMap<TenantId, Reach>, Error> {
    // Neither table has row-level security. Index: tenant_head_pkey, checkpoint_pkey.
    let sql = "select h.tenant_id, h.position, coalesce(c.position, 0)
               from tenant_head h
               left join checkpoint c on c.tenant_id = h.tenant_id and c.projection = $2
               where h.tenant_id = any($1)
                 and not h.closed";
    let values: [Value; 2] = [uuids(tenants.iter().map(|tenant| tenant.uuid())), access_log::PROJECTION.into()];
    let mut reaches = HashMap::new();
    for row in db.query_all_raw(statement(sql, values)).await? {
        let reach = Reach { head: Position(row.try_get_by_index(1)?), projected: Position(row.try_get_by_index(2)?) };
        reaches.insert(TenantId(row.try_get_by_index(0)?), reach);
    }
    Ok(reaches)
}

/// Who follows a log, and where.
pub struct Tail {
    tenant: TenantId,
    filter: Filter,
    after: Position,
    /// How many events are read next: one at first, and more as long as they are taken.
    limit: u32,
    reach: watch::Receiver<Reach>,
}

/// What came.
#[derive(Debug)]
pub struct Arrived {
    /// In the order of their positions; none when nothing came in time.
    pub events: Vec<StoredEvent>,
    /// Up to where all that fits has been given.
    pub upto: Position,
}

impl Tail {
    /// Follows a log from behind `after`, or from its end.
    ///
    /// # Errors
    /// `Conflict` (`PositionExpired`) when retention has taken events behind `after`; `Invalid` when it is beyond the end; `NotFound`
    /// when the tenant is deleted; `Unavailable` when the database does not answer in time.
    pub async fn start(
        readers: &Readers,
        heads: &Heads,
        now: DateTime<Utc>,
        tenant: TenantId,
        after: Option<Position>,
        filter: Filter,
    ) -> Result<Self, Error> {
        // Before the end is looked up, so that nothing can come between.
        let reach = heads.follow(tenant);
        let after = match after {
            Some(after) => visible::check_kept(readers, now, tenant, after).await?,
            None => reaches(readers, &[tenant]).await?.get(&tenant).ok_or(Error::NotFound(Thing::Tenant))?.head,
        };
        Ok(Self { tenant, filter, after, limit: 1, reach })
    }

    /// Behind which position it goes on.
    #[must_use]
    pub const fn after(&self) -> Position {
        self.after
    }

    /// Waits until something comes that fits, at most until `patience` is over.
    ///
    /// # Errors
    /// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer in time: asking again goes on
    /// where it was.
    pub async fn next(
        &mut self,
        readers: &Readers,
        now: impl Fn() -> DateTime<Utc>,
        patience: Duration,
    ) -> Result<Arrived, Error> {
        let until = Instant::now() + patience;
        loop {
            self.reach.mark_unchanged();
            let request =
                PageRequest { order: Order::Ascending, after: Some(self.after), before: None, limit: self.limit };
            let page = read::page(readers, now(), self.tenant, request, &self.filter).await?;
            let upto = page.next.unwrap_or(page.seen).max(self.after);
            let came = upto > self.after;
            self.after = upto;
            if !page.events.is_empty() {
                self.limit = self.limit.saturating_mul(2).min(EVENTS_MAX);
                return Ok(Arrived { events: page.events, upto });
            }
            if came && page.next.is_some() && Instant::now() < until {
                continue;
            }
            match timeout_at(until, self.reach.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Err(Error::NotFound(Thing::Tenant)),
                Err(_) => return Ok(Arrived { events: Vec::new(), upto }),
            }
        }
    }

    /// Goes back to one of the events that came last, the `taken`th of them: those behind it come again. So whoever takes events
    /// only as they fit holds no others meanwhile, and as many as fitted are read next.
    pub fn go_back(&mut self, to: Position, taken: usize) {
        self.after = to;
        self.limit = u32::try_from(taken).unwrap_or(EVENTS_MAX).clamp(1, EVENTS_MAX);
    }
}
