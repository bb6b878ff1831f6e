//! A lane: the queues of its tenants, and the loop that flushes them.
//!
//! A flush starts when the previous one ends. Each takes from every waiting tenant in turn, up to the limits of one
//! tenant and of the flush, so that a tenant that floods waits for its own requests only. A tenant that has the lane to
//! itself gets large parts, which are cheap; while others use it too, parts are small, so that nobody waits long for a
//! flush that is full of somebody else's events. What would hold the others
//! up runs beside the lane, alone: a request larger than a tenant's part of a flush, and a tenant whose head was held
//! by somebody twice.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use entity::id::TenantId;
use sea_orm::DatabaseConnection;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use super::flush::{flush, refuse_all};
use super::heads::{HeadLock, Places};
use super::plan::Group;
use super::{
    FLUSH_BYTES_MAX, FLUSH_ENTRIES_MAX, FLUSH_TENANTS_MAX, FLUSH_TOTAL_ENTRIES_MAX, HEAD_LOCK_TIMEOUT_MS, Request,
    SIDE_FLUSHES_MAX,
};
use crate::boot::Clock;
use crate::error::Error;

/// Most entries of one tenant in a flush while others use the lane too.
const SHARED_ENTRIES_MAX: usize = FLUSH_ENTRIES_MAX / 4;
/// Most bytes of one tenant in a flush while others use the lane too.
const SHARED_BYTES_MAX: usize = FLUSH_BYTES_MAX / 4;
/// How long after a change of tenant the lane counts as used by several.
const SHARED_FOR: Duration = Duration::from_millis(200);
/// After how many flushes that skipped a tenant it gets a flush of its own.
const MISSES_MAX: u8 = 2;

pub(super) struct Lane {
    state: Mutex<State>,
    /// Work has come.
    wake: Notify,
    /// Something was answered.
    answered: Notify,
    side: Side,
    tenant_bytes_max: usize,
    db: DatabaseConnection,
    places: Places,
    clock: Clock,
}

/// Why a group is flushed alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Oversized,
    HeadHeld,
}

/// Room for the flushes beside all lanes: tenants whose head is held do not hold up large requests of others.
#[derive(Clone)]
pub(super) struct Side {
    oversized: Arc<Semaphore>,
    held: Arc<Semaphore>,
}

impl Side {
    pub(super) fn new() -> Self {
        let room = || Arc::new(Semaphore::new(SIDE_FLUSHES_MAX));
        Self { oversized: room(), held: room() }
    }

    /// Waits for room; for a held head no longer than for the head itself.
    async fn permit(&self, reason: Reason) -> Option<OwnedSemaphorePermit> {
        match reason {
            Reason::Oversized => Arc::clone(&self.oversized).acquire_owned().await.ok(),
            Reason::HeadHeld => {
                let room = Arc::clone(&self.held).acquire_owned();
                tokio::time::timeout(Duration::from_millis(HEAD_LOCK_TIMEOUT_MS), room).await.ok()?.ok()
            }
        }
    }
}

#[derive(Default)]
struct State {
    queues: HashMap<TenantId, Queue>,
    /// Tenants that wait to be flushed, each once.
    turn: VecDeque<TenantId>,
    draining: bool,
    /// Whose request came last.
    last: Option<TenantId>,
    /// Until when the lane counts as used by several tenants.
    shared_until: Option<Instant>,
}

#[derive(Default)]
struct Queue {
    requests: VecDeque<Request>,
    /// Queued or being flushed.
    bytes: usize,
    /// Being flushed, by the lane or beside it: no other flush takes from it.
    in_flight: bool,
    in_turn: bool,
    misses: u8,
}

/// What the next flush takes.
#[derive(Default)]
struct Take {
    /// For the lane itself, all in one flush.
    together: Vec<Group>,
    /// Beside the lane, each a flush of its own.
    alone: Vec<Group>,
}

impl Lane {
    pub(super) fn start(db: DatabaseConnection, clock: Clock, side: Side, tenant_bytes_max: usize) -> Arc<Self> {
        let lane = Arc::new(Self {
            state: Mutex::default(),
            wake: Notify::new(),
            answered: Notify::new(),
            side,
            tenant_bytes_max,
            db,
            places: Places::default(),
            clock,
        });
        let running = tokio::spawn(Arc::clone(&lane).run());
        tokio::spawn(async move {
            if running.await.is_err_and(|error| error.is_panic()) {
                // Its tenants would wait for ever, and what it held is not acknowledged: start anew is the way out.
                tracing::error!("a lane of the log panicked, the process ends");
                std::process::abort();
            }
        });
        lane
    }

    /// Queues a request.
    pub(super) fn push(&self, tenant: TenantId, request: Request) -> Result<(), Error> {
        let mut state = self.state();
        if state.draining {
            return Err(Error::unavailable("the log is stopping"));
        }
        let queue = state.queues.entry(tenant).or_default();
        // An empty queue takes any request: one that is larger than the share could never be stored otherwise.
        if queue.bytes > 0 && queue.bytes + request.cost_bytes > self.tenant_bytes_max {
            return Err(Error::unavailable("too many bytes of this tenant are waiting to be stored"));
        }
        queue.bytes += request.cost_bytes;
        queue.requests.push_back(request);
        state.note_tenant(tenant);
        state.take_turn(tenant);
        drop(state);
        self.wake.notify_one();
        Ok(())
    }

    /// Refuses new requests and waits until the queued ones are answered.
    pub(super) async fn drain(&self) {
        self.state().draining = true;
        loop {
            let answered = self.answered.notified();
            if self.state().queues.is_empty() {
                self.wake.notify_one();
                return;
            }
            answered.await;
        }
    }

    async fn run(self: Arc<Self>) {
        loop {
            let take = self.state().take();
            if take.together.is_empty() && take.alone.is_empty() {
                if self.state().is_done() {
                    return;
                }
                self.wake.notified().await;
                continue;
            }
            for group in take.alone {
                self.flush_alone(group, Reason::Oversized);
            }
            if !take.together.is_empty() {
                self.flush_together(take.together).await;
            }
        }
    }

    /// Flushes many tenants at once; those whose head is held go back to the front of their queue.
    async fn flush_together(self: &Arc<Self>, groups: Vec<Group>) {
        let taken: Vec<(TenantId, usize)> = groups.iter().map(|group| (group.tenant, cost_bytes(group))).collect();
        let missed = flush(&self.db, &self.places, &self.clock, groups, HeadLock::Skip).await;
        let mut alone = Vec::new();
        {
            let mut state = self.state();
            for (tenant, bytes) in taken {
                // A tenant whose requests were separated may be answered in part.
                let left = missed.iter().find(|group| group.tenant == tenant).map_or(0, cost_bytes);
                if left == 0 {
                    state.release(tenant, bytes);
                } else {
                    state.answered(tenant, bytes - left);
                }
            }
            for group in missed {
                alone.extend(state.put_back(group));
            }
        }
        self.answered.notify_waiters();
        for group in alone {
            self.flush_alone(group, Reason::HeadHeld);
        }
    }

    /// Flushes one tenant beside the lane, waiting for its head. The tenant's queue rests meanwhile.
    fn flush_alone(self: &Arc<Self>, group: Group, reason: Reason) {
        let lane = Arc::clone(self);
        tokio::spawn(async move {
            let (tenant, bytes) = (group.tenant, cost_bytes(&group));
            match lane.side.permit(reason).await {
                Some(_permit) => {
                    flush(&lane.db, &lane.places, &lane.clock, vec![group], HeadLock::Wait).await;
                }
                None => refuse_all(vec![group], || Error::unavailable("the tenant's log is held")),
            }
            lane.state().release(tenant, bytes);
            lane.answered.notify_waiters();
            lane.wake.notify_one();
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing under this lock can panic half-way through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes the next flush: from each waiting tenant in turn, whole requests in their order.
    fn take(&mut self) -> Take {
        let mut take = Take::default();
        let mut entries = 0;
        let shared = self.shared_until.is_some_and(|until| Instant::now() < until);
        let part = if shared { (SHARED_ENTRIES_MAX, SHARED_BYTES_MAX) } else { (FLUSH_ENTRIES_MAX, FLUSH_BYTES_MAX) };
        while take.together.len() < FLUSH_TENANTS_MAX && entries < FLUSH_TOTAL_ENTRIES_MAX {
            let Some(tenant) = self.turn.pop_front() else {
                break;
            };
            let Some(queue) = self.queues.get_mut(&tenant) else {
                continue;
            };
            queue.in_turn = false;
            let requests = queue.take(part);
            let count: usize = requests.iter().map(|request| request.entries.len()).sum();
            let group = Group { tenant, requests };
            queue.in_flight = true;
            if count > FLUSH_ENTRIES_MAX || cost_bytes(&group) > FLUSH_BYTES_MAX {
                take.alone.push(group);
            } else {
                entries += count;
                take.together.push(group);
            }
        }
        take
    }

    /// A request of `tenant` came: do several use the lane?
    fn note_tenant(&mut self, tenant: TenantId) {
        if self.last.replace(tenant).is_some_and(|last| last != tenant) {
            self.shared_until = Some(Instant::now() + SHARED_FOR);
        }
    }

    /// A flush of `tenant` ended and answered `bytes` of requests.
    fn release(&mut self, tenant: TenantId, bytes: usize) {
        let Some(queue) = self.queues.get_mut(&tenant) else {
            return;
        };
        queue.bytes = queue.bytes.saturating_sub(bytes);
        queue.in_flight = false;
        queue.misses = 0;
        if queue.requests.is_empty() {
            self.queues.remove(&tenant);
        } else {
            self.take_turn(tenant);
        }
    }

    /// A flush answered `bytes` of requests of `tenant`, and the rest is put back.
    fn answered(&mut self, tenant: TenantId, bytes: usize) {
        if let Some(queue) = self.queues.get_mut(&tenant) {
            queue.bytes = queue.bytes.saturating_sub(bytes);
        }
    }

    /// A flush skipped the group's tenant. Returns it when its turn has come to be flushed alone.
    fn put_back(&mut self, group: Group) -> Option<Group> {
        let queue = self.queues.get_mut(&group.tenant)?;
        queue.misses += 1;
        if queue.misses >= MISSES_MAX {
            return Some(group);
        }
        let tenant = group.tenant;
        for request in group.requests.into_iter().rev() {
            queue.requests.push_front(request);
        }
        queue.in_flight = false;
        self.take_turn(tenant);
        None
    }

    /// Puts a tenant with waiting requests at the end of the turn, once, unless it is being flushed.
    fn take_turn(&mut self, tenant: TenantId) {
        if let Some(queue) = self.queues.get_mut(&tenant)
            && !queue.in_turn
            && !queue.in_flight
        {
            queue.in_turn = true;
            self.turn.push_back(tenant);
        }
    }

    fn is_done(&self) -> bool {
        self.draining && self.queues.is_empty()
    }
}

impl Queue {
    /// Takes whole requests up to a tenant's part of a flush; at least one.
    fn take(&mut self, (entries_max, bytes_max): (usize, usize)) -> Vec<Request> {
        let mut taken = Vec::new();
        let (mut entries, mut bytes) = (0, 0);
        while let Some(request) = self.requests.front() {
            entries += request.entries.len();
            bytes += request.cost_bytes;
            if !taken.is_empty() && (entries > entries_max || bytes > bytes_max) {
                break;
            }
            taken.extend(self.requests.pop_front());
        }
        taken
    }
}

fn cost_bytes(group: &Group) -> usize {
    group.requests.iter().map(|request| request.cost_bytes).sum()
}
