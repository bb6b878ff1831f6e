//! TURNS: how many requests append at once, so that what is let in is stored soon.
//!
//! 1. A flush of more events takes longer, and whoever comes meanwhile waits for its end: with all that come let in, each would wait for
//!    all others. So [`ALL_PER_CORE`] append at once, and what comes beyond waits for a turn, in the order it came ([`Turns::take`]).
//! 2. While several tenants append, each has turns of its own ([`OF_TENANT_PER_CORE`]): one that takes all it can fills neither the
//!    flushes nor the threads that the others need. Beside these, some are kept for tenants that hold [`FEW`] at most: however many
//!    others wait, for what may be held for seconds, those go on.
//! 3. A burst waits until it is done. Where turns were short for [`BURST_MAX`], more comes than can be stored: from then on what would
//!    wait behind a [`WAITING_PART`] of as many as there are turns is refused at once, and nobody waits longer than [`WAIT_MAX`].
//! 4. A turn is taken when the body is there and unpacked, so that who sends slowly holds none. It is given back with the answer, or when
//!    the client hangs up; what was queued by then is stored, and counts among the tenant's waiting bytes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::TenantId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// Requests that append at once, for each core.
const ALL_PER_CORE: usize = 128;
/// Beside these, so many of tenants that hold [`FEW`].
const KEPT_PER_CORE: usize = 32;
/// The same of one tenant while others append too.
const OF_TENANT_PER_CORE: usize = 32;
/// A tenant that holds so many takes one of those that are kept, when no other is free.
const FEW: usize = 8;
/// How long after a change of tenant appending counts as shared.
const SHARED_FOR: Duration = Duration::from_millis(200);
/// How long turns may be short before it is more than a burst.
const BURST_MAX: Duration = Duration::from_millis(500);
/// How long one waits then.
const WAIT_MAX: Duration = Duration::from_millis(100);
/// How many wait then, as a part of the turns: enough that none is left idle.
const WAITING_PART: usize = 4;
/// Tenants are counted in so many places. Two who share one share their turns.
const PLACES: usize = 1_024;

/// Who may append.
pub struct Turns {
    /// For anybody.
    common: Queue,
    /// For tenants that hold few.
    kept: Arc<Semaphore>,
    of_tenants: Vec<Queue>,
    appending: Mutex<Appending>,
}

/// The turn of a request to append, as long as it is held.
pub struct Turn {
    _of_all: OwnedSemaphorePermit,
    /// `None` where the tenant appends alone and has more than its own.
    _of_tenant: Option<OwnedSemaphorePermit>,
}

/// Which tenants append.
#[derive(Default)]
struct Appending {
    last: Option<TenantId>,
    /// Until when several count as appending.
    shared_until: Option<Instant>,
}

impl Turns {
    /// As many as the cores of this machine can use.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::of(ALL_PER_CORE * cores, KEPT_PER_CORE * cores, OF_TENANT_PER_CORE * cores)
    }

    fn of(common: usize, kept: usize, of_tenant: usize) -> Self {
        Self {
            common: Queue::new(common),
            kept: Arc::new(Semaphore::new(kept)),
            of_tenants: std::iter::repeat_with(|| Queue::new(of_tenant)).take(PLACES).collect(),
            appending: Mutex::default(),
        }
    }

    /// Whether so many wait, for long, that more would wait too long.
    pub fn is_full(&self) -> bool {
        self.common.is_full()
    }

    /// Waits for a turn of `tenant`; `None` when there is none soon.
    pub async fn take(&self, tenant: TenantId) -> Option<Turn> {
        let until = Instant::now() + BURST_MAX;
        let own = self.of_tenant(tenant);
        let of_tenant = match self.note(tenant) {
            true => Some(own.take(until).await?),
            false => own.try_take(),
        };
        let kept = || Arc::clone(&self.kept).try_acquire_owned().ok().filter(|_| own.taken() <= FEW);
        let of_all = match self.common.try_take().or_else(kept) {
            Some(turn) => turn,
            None => self.common.take(until).await?,
        };
        Some(Turn { _of_all: of_all, _of_tenant: of_tenant })
    }

    fn of_tenant(&self, tenant: TenantId) -> &Queue {
        // The low bytes of a UUID of version 4 or 7 are random.
        let place = tenant.uuid().as_u128() % PLACES as u128;
        &self.of_tenants[usize::try_from(place).unwrap_or_default()]
    }

    /// A tenant appends. Do several?
    fn note(&self, tenant: TenantId) -> bool {
        let now = Instant::now();
        let mut appending = self.appending.lock().unwrap_or_else(PoisonError::into_inner);
        if appending.last.replace(tenant).is_some_and(|last| last != tenant) {
            appending.shared_until = Some(now + SHARED_FOR);
        }
        appending.shared_until.is_some_and(|until| now < until)
    }
}

/// Turns, and who waits for one.
struct Queue {
    turns: Arc<Semaphore>,
    size: usize,
    waiters: Mutex<Waiters>,
}

#[derive(Default)]
struct Waiters {
    count: usize,
    /// Since when turns are short: nobody had to wait for [`BURST_MAX`] before that, and somebody in each of these times since.
    short_since: Option<Instant>,
    /// When somebody last waited.
    last: Option<Instant>,
}

impl Queue {
    fn new(size: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(size)), size, waiters: Mutex::default() }
    }

    /// How many turns are taken.
    fn taken(&self) -> usize {
        self.size - self.turns.available_permits()
    }

    /// A turn, if one is free.
    fn try_take(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turns).try_acquire_owned().ok()
    }

    /// Waits for a turn; `None` when there is none soon.
    async fn take(&self, until: Instant) -> Option<OwnedSemaphorePermit> {
        if let Some(turn) = self.try_take() {
            return Some(turn);
        }
        if self.is_full() {
            return None;
        }
        let waiting = Waiting::begin(self);
        let until = if self.waiters().is_burst() { until } else { until.min(Instant::now() + WAIT_MAX) };
        let turn = timeout_at(until, Arc::clone(&self.turns).acquire_owned()).await;
        drop(waiting);
        turn.ok()?.ok()
    }

    /// Whether more comes than a burst, and enough wait.
    fn is_full(&self) -> bool {
        let waiters = self.waiters();
        waiters.count >= self.size.div_ceil(WAITING_PART) && !waiters.is_burst()
    }

    fn waiters(&self) -> MutexGuard<'_, Waiters> {
        self.waiters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiters {
    fn is_burst(&self) -> bool {
        self.short_since.is_none_or(|since| since.elapsed() < BURST_MAX)
    }
}

/// Somebody waits for a turn.
struct Waiting<'q>(&'q Queue);

impl<'q> Waiting<'q> {
    fn begin(queue: &'q Queue) -> Self {
        let now = Instant::now();
        let mut waiters = queue.waiters();
        if waiters.count == 0 && waiters.last.is_none_or(|last| now - last > BURST_MAX) {
            waiters.short_since = Some(now);
        }
        waiters.count += 1;
        drop(waiters);
        Self(queue)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut waiters = self.0.waiters();
        waiters.count -= 1;
        waiters.last = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;
    use uuid::Uuid;

    use super::*;

    const ALL: usize = 40;
    const OWN: usize = 20;
    const FLOOD: TenantId = TenantId(Uuid::from_u128(1));
    const OTHER: TenantId = TenantId(Uuid::from_u128(2));

    fn turns() -> Turns {
        Turns::of(ALL, 2, OWN)
    }

    /// The turn that is there at once, if there is one.
    fn now(turns: &Turns, tenant: TenantId) -> Option<Turn> {
        turns.take(tenant).now_or_never().flatten()
    }

    fn hold(turns: &Turns, tenant: TenantId, count: usize) -> Vec<Turn> {
        std::iter::from_fn(|| now(turns, tenant)).take(count).collect()
    }

    /// As if turns had been short for so long that it is no burst.
    fn press(queue: &Queue) {
        queue.waiters().short_since = Instant::now().checked_sub(BURST_MAX);
    }

    #[tokio::test]
    async fn a_burst_of_one_tenant_waits_for_its_turns() {
        let turns = turns();
        let mut held = hold(&turns, FLOOD, 2 * ALL);
        assert_eq!(held.len(), ALL);

        let next = turns.take(FLOOD);
        tokio::pin!(next);
        assert!(next.as_mut().now_or_never().is_none());
        held.pop();
        assert!(next.await.is_some());
        assert!(!turns.is_full());
    }

    #[tokio::test]
    async fn while_others_append_each_tenant_has_turns_of_its_own() {
        let turns = turns();
        let _other = now(&turns, OTHER);
        let mut held = hold(&turns, FLOOD, ALL);
        assert_eq!(held.len(), OWN);

        let next = turns.take(FLOOD);
        tokio::pin!(next);
        assert!(next.as_mut().now_or_never().is_none(), "its own are taken");
        assert!(now(&turns, OTHER).is_some(), "and those of another are not");
        held.pop();
        assert!(next.await.is_some());
    }

    #[tokio::test]
    async fn who_holds_few_finds_a_turn_that_is_kept_and_who_holds_many_does_not() {
        let turns = turns();
        let _flood = hold(&turns, FLOOD, 2 * ALL);
        assert_eq!(turns.common.taken(), ALL);

        assert!(now(&turns, FLOOD).is_none());
        let others = hold(&turns, OTHER, ALL);
        assert_eq!(others.len(), 2);
        assert!(now(&turns, OTHER).is_none());
        drop(others);
        assert!(now(&turns, OTHER).is_some());
    }

    #[tokio::test]
    async fn where_more_comes_than_a_burst_nobody_waits_long_and_who_would_is_refused_at_once() {
        let turns = turns();
        let held = hold(&turns, FLOOD, 2 * ALL);
        let mut waiting = Vec::from_iter((0..ALL).map(|_| Box::pin(turns.take(FLOOD))));
        for next in &mut waiting {
            assert!(next.now_or_never().is_none());
        }
        assert!(!turns.is_full(), "it may be a burst");
        press(&turns.common);
        assert!(turns.is_full());
        assert!(turns.take(FLOOD).now_or_never().is_some_and(|turn| turn.is_none()));

        waiting.truncate(1);
        let asked = Instant::now();
        assert!(turns.take(FLOOD).await.is_none());
        assert!((WAIT_MAX..BURST_MAX).contains(&asked.elapsed()));
        drop((waiting, held));
        assert!(!turns.is_full(), "nobody waits any more");
        assert!(turns.take(FLOOD).await.is_some());
    }

    #[tokio::test]
    async fn a_burst_may_come_again_when_nobody_has_waited_for_a_while() {
        let turns = turns();
        let held = hold(&turns, FLOOD, 2 * ALL);
        let wait = |turns: &Turns| assert!(turns.take(FLOOD).now_or_never().is_none());
        wait(&turns);
        press(&turns.common);
        wait(&turns);
        assert!(!turns.common.waiters().is_burst(), "somebody has just waited");

        turns.common.waiters().last = Instant::now().checked_sub(2 * BURST_MAX);
        wait(&turns);
        assert!(turns.common.waiters().is_burst());
        drop(held);
    }
}
