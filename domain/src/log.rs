//! THE LOG: the ordered events of one tenant.
//!
//! An append goes through these steps:
//!
//! 1. [`Log::append`] queues a request (one or many entries of one tenant) in the lane that serves the tenant.
//! 2. The lane (`log/lane.rs`) takes what has gathered, fairly over its tenants, as soon as its previous flush ended.
//! 3. The flush (`log/flush.rs`) makes it right whatever happens: repeats with a look-up when an id was there before,
//!    halves when PostgreSQL refuses, repeats when the answer to COMMIT was lost.
//! 4. The attempt (`log/attempt.rs`) is one transaction: lock the heads (`log/heads.rs`), plan positions (`log/plan.rs`), insert,
//!    move the heads, COMMIT.
//! 5. Only then is the request answered.
//!
//! Whoever sees position n of a tenant sees every position below it, because the row of `tenant_head` stays locked
//! from the assignment of the positions until COMMIT. Reading is in `log/read.rs`:
//! a page, in `log/by_time.rs` one by when things happened, all of it (`log/walk.rs`), or what is appended from now on
//! (`log/tail.rs`).
//!
//! Deliberately absent: timers (a flush starts when the previous one ends), sequences, `NOTIFY`, advisory locks.

mod attempt;
pub mod by_time;
pub mod filter;
mod flush;
mod heads;
mod lane;
mod plan;
pub mod read;
pub mod tail;
pub(crate) mod visible;
pub mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{Position, TenantId};
use sea_orm::DatabaseConnection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::boot::Clock;
use crate::entry::Entry;
use crate::error::Error;
use crate::sessions::{Command, Decided};
use crate::traces;

pub use attempt::append_within;
pub(crate) use attempt::command_within;

/// Most entries of one tenant in one flush; a larger request is a flush of its own.
pub const FLUSH_ENTRIES_MAX: usize = 2_000;
/// Most bytes of one tenant in one flush; a larger request is a flush of its own.
pub const FLUSH_BYTES_MAX: usize = 1024 * 1024;
/// Most tenants in one flush: their list is compared with every row by row-level security.
pub const FLUSH_TENANTS_MAX: usize = 256;
/// Most entries in one flush over all its tenants, so that nobody waits long for the others.
pub const FLUSH_TOTAL_ENTRIES_MAX: usize = 8_000;
/// Flushes that may run beside the lanes, for requests larger than a tenant's part; as many again for tenants whose
/// head is held.
pub const SIDE_FLUSHES_MAX: usize = 2;
/// How long a flush of one tenant waits for its head before the tenant's requests are answered 503.
pub const HEAD_LOCK_TIMEOUT_MS: u64 = 2_000;
/// How long a flush is repeated while PostgreSQL is away, before anything was sent to COMMIT.
pub const AWAY_RETRY_MS: u64 = 1_000;
/// How long a flush is repeated whose COMMIT was not answered.
pub const LOST_COMMIT_RETRY_MS: u64 = 5_000;
/// About how many bytes a command about a session and its events hold.
const COMMAND_COST_BYTES: usize = 4 * 1024;
/// The part of the waiting bytes that one tenant may hold: one of so many.
pub const TENANT_SHARE_OF_BUDGET: usize = 4;
/// Where events live that are kept as long as the tenant ([`Entry::fact`] makes them): a day that never comes, in the last partition.
pub const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date of the calendar");

/// What became of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the log, at this position.
    Appended(Position),
    /// It was in the log before, at this position.
    Duplicate(Position),
    /// It is not in the log and will not be by repeating.
    Refused(Refusal),
}

/// Why an entry is not in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its id is used by another event that leaves on the same day.
    EventIdTaken,
    /// PostgreSQL refused a value of it.
    NotStorable,
}

/// A running log: the door to its lanes. Cheap to clone.
#[derive(Clone)]
pub struct Log {
    lanes: Arc<[Arc<lane::Lane>]>,
    budget: Budget,
}

/// How a log runs.
#[derive(Debug, Clone, Copy)]
pub struct LogSettings {
    /// How many flushes run at a time; a tenant always has the same lane.
    pub lanes: usize,
    /// Most bytes that requests may hold between their arrival and their answer, in all.
    pub waiting_bytes_max: usize,
}

impl Log {
    /// Starts the lanes on the current runtime. `db` is a pool of the role that may append, with at least
    /// `lanes + 2 * SIDE_FLUSHES_MAX` connections.
    #[must_use]
    pub fn start(db: &DatabaseConnection, clock: &Clock, settings: LogSettings) -> Self {
        let budget = Budget::new(settings.waiting_bytes_max);
        let side = lane::Side::new();
        let tenant_bytes_max = settings.waiting_bytes_max / TENANT_SHARE_OF_BUDGET;
        let lanes = (0..settings.lanes.max(1))
            .map(|_| lane::Lane::start(db.clone(), clock.clone(), side.clone(), tenant_bytes_max))
            .collect();
        Self { lanes, budget }
    }

    /// Appends the entries of one tenant: all in one transaction, at consecutive positions, in their order.
    /// Returns one outcome per entry, after COMMIT.
    ///
    /// Repeating is safe for entries whose id the client gave: they are found and answered as duplicates with their
    /// first position. A caller that stops waiting changes nothing; what is queued is appended.
    ///
    /// # Errors
    /// `Unavailable` when the log drains, the tenant or all hold too many waiting bytes, PostgreSQL is away or the
    /// tenant's head is held for 2 s; `NotFound` when the tenant is deleted. Nothing is stored then, except that an
    /// unanswered COMMIT may have succeeded: repeat with the same ids.
    pub async fn append(&self, tenant: TenantId, entries: Vec<Entry>) -> Result<Vec<Outcome>, Error> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let cost_bytes: usize = entries.iter().map(Entry::cost_bytes).sum();
        match self.queue(tenant, entries, None, cost_bytes).await? {
            Answer::Outcomes(outcomes) => Ok(outcomes),
            Answer::Decided(_) => Err(Error::unavailable("the log answered something else")),
        }
    }

    /// Decides a command about the tenant's sessions under the lock of its head, and appends what it comes to, with the
    /// sessions as they then are, in one transaction. Returns after COMMIT.
    ///
    /// Repeating is safe as `sessions/decide.rs` says of each command. A caller that stops waiting changes nothing.
    ///
    /// # Errors
    /// As with [`Log::append`].
    pub(crate) async fn command(&self, tenant: TenantId, command: Command) -> Result<Decided, Error> {
        match self.queue(tenant, Vec::new(), Some(command), COMMAND_COST_BYTES).await? {
            Answer::Decided(decided) => Ok(decided),
            Answer::Outcomes(_) => Err(Error::unavailable("the log answered something else")),
        }
    }

    async fn queue(
        &self,
        tenant: TenantId,
        entries: Vec<Entry>,
        command: Option<Command>,
        cost_bytes: usize,
    ) -> Result<Answer, Error> {
        let _part = traces::part("append");
        let reservation = self.budget.reserve(cost_bytes)?;
        let (reply, answer) = oneshot::channel();
        let request = Request {
            entries,
            command,
            cost_bytes,
            reply,
            _reservation: Some(reservation),
            refused: BTreeMap::new(),
            assigned: Vec::new(),
            commit_lost: false,
        };
        self.lane_of(tenant).push(tenant, request)?;
        answer.await.unwrap_or_else(|_| Err(Error::unavailable("the log is stopping")))
    }

    /// The budget of waiting bytes; whoever reads bodies takes from it too.
    #[must_use]
    pub const fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Refuses new requests and waits until everything queued is answered, at most `limit`. Returns whether it was.
    pub async fn drain(&self, limit: Duration) -> bool {
        let all = futures::future::join_all(self.lanes.iter().map(|lane| lane.drain()));
        tokio::time::timeout(limit, all).await.is_ok()
    }

    fn lane_of(&self, tenant: TenantId) -> &Arc<lane::Lane> {
        // The low bytes of a UUID of version 4 or 7 are random.
        let low = tenant.uuid().as_u128() % self.lanes.len() as u128;
        &self.lanes[usize::try_from(low).unwrap_or_default()]
    }
}

/// Bytes that may wait at a time, counted in KiB.
#[derive(Clone)]
pub struct Budget {
    kib: Arc<Semaphore>,
    kib_max: u32,
}

/// A part of the budget, given back when dropped.
#[derive(Debug)]
pub struct Reservation {
    permit: OwnedSemaphorePermit,
}

impl Reservation {
    /// Gives back what is more than `bytes`.
    pub fn shrink_to(&mut self, bytes: usize) {
        let excess = self.permit.num_permits().saturating_sub(bytes.div_ceil(1024));
        drop(self.permit.split(excess));
    }

    /// Joins two parts of one budget.
    pub fn merge(&mut self, other: Self) {
        self.permit.merge(other.permit);
    }
}

impl Budget {
    fn new(bytes_max: usize) -> Self {
        let kib_max = u32::try_from(bytes_max / 1024).unwrap_or(u32::MAX).max(1);
        Self { kib: Arc::new(Semaphore::new(kib_max as usize)), kib_max }
    }

    /// Takes `bytes`, rounded up to KiB.
    ///
    /// # Errors
    /// `Unavailable` when that much is not free: the caller answers 503 and the client comes back later.
    pub fn reserve(&self, bytes: usize) -> Result<Reservation, Error> {
        let kib = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX).min(self.kib_max);
        Arc::clone(&self.kib)
            .try_acquire_many_owned(kib)
            .map(|permit| Reservation { permit })
            .map_err(|_| Error::unavailable("too many bytes are waiting to be stored"))
    }

    /// The most that can wait at a time.
    #[must_use]
    pub const fn bytes_max(&self) -> usize {
        self.kib_max as usize * 1024
    }

    /// How many bytes wait now.
    #[must_use]
    pub fn waiting_bytes(&self) -> usize {
        (self.kib_max as usize - self.kib.available_permits()) * 1024
    }
}

/// One request on its way: all its entries get into one transaction or none does.
struct Request {
    entries: Vec<Entry>,
    /// What is to be decided under the lock of the head; it comes to the entries then.
    command: Option<Command>,
    cost_bytes: usize,
    reply: oneshot::Sender<Result<Answer, Error>>,
    /// Given back when the request is answered.
    _reservation: Option<Reservation>,
    /// Entries that PostgreSQL refused, by index.
    refused: BTreeMap<usize, Refusal>,
    /// Positions that an unanswered COMMIT would have given, by index.
    assigned: Vec<Option<Position>>,
    /// Whether a COMMIT with it was not answered: it may be stored.
    commit_lost: bool,
}

/// What became of a request.
enum Answer {
    /// Of each entry.
    Outcomes(Vec<Outcome>),
    /// Of the command.
    Decided(Decided),
}

impl Request {
    fn answer(self, outcome: Result<Answer, Error>) {
        // The caller may have stopped waiting; what is done stays done.
        drop(self.reply.send(outcome));
    }
}

/// The first and last day a row of a tenant can expire on that is visible now, `LAST_DAY` apart.
#[must_use]
pub fn visible_days(now: DateTime<Utc>, retention_days_max: u16) -> (NaiveDate, NaiveDate) {
    let today = now.date_naive();
    // One more day: an event may be up to 5 minutes ahead, which may be tomorrow.
    (today, today + chrono::Days::new(u64::from(retention_days_max) + 1))
}
