//! OVERLOAD: what is too much is refused at once, so that what is accepted is not late.
//!
//! 1. Two things are measured all the time: how long a task that could go on waits for its turn ([`Overload::start`]: one that
//!    wants to be woken every [`LOOK_EVERY`] notes how late it was), and how long the log's flushes take
//!    ([`Log::flushes`](domain::log::Log::flushes)). The first is long when this process has too much to do, the second
//!    when PostgreSQL has.
//! 2. While the first is more than [`LATE_MAX`], or the second for what is to be appended ([`appends`]), and more than [`AT_ONCE_MIN`] requests are being answered, a part of the new ones is
//!    answered 503 before anything of them is looked at: the larger, the later it is ([`Overload::admit`]).
//! 3. It is for those who ask the most: a caller with fewer requests at once than callers have on average is not refused.
//!    Callers are told apart by what they present, unread ([`Overload::caller`]).
//! 4. While several callers append, each has so many requests at once that go on ([`OF_CALLER_PER_CORE`]); what it sends beyond waits for
//!    these, and is refused when that takes longer than [`LATE_MAX`]. So one that takes all it can fills neither
//!    the flushes nor the threads that the others need.
//! 5. Whoever is refused, for this or because a quota is spent, is told so a moment later ([`hold`]). A client that repeats at once
//!    would otherwise take up what it was refused for.
//!
//! How many requests one process can carry follows from the machine and from what is asked; lateness says it for any of them.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::lateness::Lateness;
use domain::metrics;
use poem::Request;
use poem::http::header::{AUTHORIZATION, COOKIE};
use poem::http::{HeaderMap, HeaderValue, Method};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

/// How often it is measured.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// From how late on requests are refused; of twice as late, all are.
pub const LATE_MAX: Duration = Duration::from_millis(30);
/// Requests that are answered at once in any case: with so few, it is not they who make each other late.
pub const AT_ONCE_MIN: usize = 256;
/// The same while only flushes are late: those of large batches take long whoever waits.
pub const APPENDS_AT_ONCE_MIN: usize = 512;
/// How long a refusal is held, at the least and at the most, so that not all who are refused come again at once.
const HELD: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(300)];

/// Requests of one caller that append at once while others do too, for each core.
pub const OF_CALLER_PER_CORE: usize = 32;
/// How long after a change of caller appending counts as shared.
const SHARED_FOR: Duration = Duration::from_millis(200);

/// Callers are counted in so many places. Two who share one share what they may ask.
const CALLERS: usize = 1_024;

/// How much there is to do. Cheap to clone.
#[derive(Clone)]
pub struct Overload {
    load: Arc<Load>,
}

struct Load {
    /// Requests that are being answered.
    at_once: AtomicUsize,
    /// The same by caller.
    of_callers: [AtomicUsize; CALLERS],
    /// Callers who have any.
    callers: AtomicUsize,
    /// How late tasks are.
    tasks: Lateness,
    /// How long the log's flushes take.
    flushes: Arc<Lateness>,
    /// Who of each caller's requests may append.
    turns: Vec<Arc<Semaphore>>,
    appending: Mutex<Appending>,
    /// Differs with each process, so that nobody chooses whose place to share.
    hashed: RandomState,
}

/// Who appends.
#[derive(Default)]
struct Appending {
    last: Option<Caller>,
    /// Until when it counts as shared by several.
    shared_until: Option<Instant>,
}

/// Who asks: one of [`CALLERS`] places.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Caller(usize);

/// The turn of a caller to append, as long as it is held; `None` where none is needed.
pub type Turn = Option<OwnedSemaphorePermit>;

/// A request that is being answered.
pub struct Begun {
    load: Arc<Load>,
    caller: Caller,
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.load.at_once.fetch_sub(1, Ordering::Relaxed);
        if self.load.of_callers[self.caller.0].fetch_sub(1, Ordering::Relaxed) == 1 {
            self.load.callers.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Overload {
    /// Measures until `closing`. Must be called inside a runtime.
    pub fn start(flushes: &Arc<Lateness>, closing: &CancellationToken) -> Self {
        let overload = Self::new(flushes);
        let (measured, closing) = (overload.clone(), closing.clone());
        tokio::spawn(async move { closing.run_until_cancelled(measured.measure()).await });
        overload
    }

    fn new(flushes: &Arc<Lateness>) -> Self {
        let of_caller = OF_CALLER_PER_CORE * std::thread::available_parallelism().map_or(1, usize::from);
        let load = Load {
            at_once: AtomicUsize::new(0),
            of_callers: std::array::from_fn(|_| AtomicUsize::new(0)),
            callers: AtomicUsize::new(0),
            tasks: Lateness::default(),
            flushes: Arc::clone(flushes),
            turns: std::iter::repeat_with(|| Arc::new(Semaphore::new(of_caller))).take(CALLERS).collect(),
            appending: Mutex::default(),
            hashed: RandomState::new(),
        };
        Self { load: Arc::new(load) }
    }

    async fn measure(&self) {
        loop {
            let due = Instant::now() + LOOK_EVERY;
            sleep_until(due).await;
            self.load.tasks.note(due.elapsed());
        }
    }

    /// Who asks, by the credentials as they were presented. Those who present none are one caller.
    fn caller(&self, request: &HeaderMap) -> Caller {
        let presented = request.get(AUTHORIZATION).or_else(|| request.get(COOKIE)).map(HeaderValue::as_bytes);
        let hash = self.load.hashed.hash_one(presented);
        Caller(usize::try_from(hash % CALLERS as u64).unwrap_or_default())
    }

    /// Lets a request in, when it is its turn; `None` when it is to be refused. What is returned is held until it is answered.
    pub async fn admit(&self, request: &Request) -> Option<(Begun, Turn)> {
        let caller = self.caller(request.headers());
        let appends = appends(request.method(), request.uri().path());
        let begun = self.begin(caller, appends, rand::random)?;
        let turn = if appends { self.turn(caller).await? } else { None };
        Some((begun, turn))
    }

    /// Begins a request, which [`appends`] or not; `None` when it is to be refused. `chance` is a number from 0 to 1, any as
    /// likely as another.
    fn begin(&self, caller: Caller, appends: bool, chance: impl FnOnce() -> f64) -> Option<Begun> {
        let Load { at_once, of_callers, callers, .. } = &*self.load;
        let all = 1 + at_once.fetch_add(1, Ordering::Relaxed);
        let own = 1 + of_callers[caller.0].fetch_add(1, Ordering::Relaxed);
        if own == 1 {
            callers.fetch_add(1, Ordering::Relaxed);
        }
        let begun = Begun { load: Arc::clone(&self.load), caller };
        let asks_much = all > AT_ONCE_MIN && own * callers.load(Ordering::Relaxed) >= all;
        let refused =
            asks_much && self.too_much(appends && all > APPENDS_AT_ONCE_MIN).is_some_and(|part| chance() < part);
        if refused {
            metrics::REQUESTS_REFUSED.inc();
        }
        (!refused).then_some(begun)
    }

    /// Waits for a caller's turn to append; `None` when the request is to be refused.
    async fn turn(&self, caller: Caller) -> Option<Turn> {
        let is_shared = self.note_appending(caller);
        let turns = &self.load.turns[caller.0];
        match Arc::clone(turns).try_acquire_owned() {
            Ok(turn) => Some(Some(turn)),
            Err(_) if !is_shared => Some(None),
            Err(_) => {
                let turn = timeout(LATE_MAX, Arc::clone(turns).acquire_owned()).await.ok().and_then(Result::ok);
                if turn.is_none() {
                    metrics::REQUESTS_REFUSED.inc();
                }
                turn.map(Some)
            }
        }
    }

    /// A caller appends. Do several?
    fn note_appending(&self, caller: Caller) -> bool {
        let now = Instant::now();
        let mut appending = self.load.appending.lock().unwrap_or_else(PoisonError::into_inner);
        if appending.last.replace(caller).is_some_and(|last| last != caller) {
            appending.shared_until = Some(now + SHARED_FOR);
        }
        appending.shared_until.is_some_and(|until| now < until)
    }

    /// Which part of the requests is too much, for flushes or for tasks alone; `None` when none is.
    fn too_much(&self, flushes: bool) -> Option<f64> {
        let tasks = self.load.tasks.mean();
        let late = if flushes { tasks.max(self.load.flushes.mean()) } else { tasks }.div_duration_f64(LATE_MAX);
        (late > 1.0).then(|| (late - 1.0).min(1.0))
    }
}

/// Whether a request is answered once the log has flushed what it brings: events, and sign-ins. Ending a session is, too, but is not
/// refused because others append much.
fn appends(method: &Method, path: &str) -> bool {
    *method == Method::POST && (path.starts_with("/v1/events") || path == "/v1/sessions")
}

/// Waits before a refusal is answered.
pub async fn hold() {
    let [least, most] = HELD;
    sleep(least + (most - least).mul_f64(rand::random())).await;
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn idle() -> Overload {
        Overload::new(&Arc::default())
    }

    fn after(looks: usize, late: Duration) -> Overload {
        let overload = idle();
        (0..looks).for_each(|_| overload.load.tasks.note(late));
        overload
    }

    #[test]
    fn what_is_late_for_a_look_is_no_overload_and_what_is_for_many_is() {
        let part = |looks, late_ms| after(looks, Duration::from_millis(late_ms)).too_much(false);

        assert_eq!(part(1, 100), None);
        assert_eq!(part(1_000, 30), None);
        assert!(part(100, 45).is_some_and(|part| (0.45..0.55).contains(&part)));
        assert_eq!(part(100, 10_000), Some(1.0));
    }

    #[test]
    fn long_flushes_are_too_much_for_what_appends_alone() {
        let flushes = Arc::<Lateness>::default();
        let overload = Overload::new(&flushes);

        (0..100).for_each(|_| flushes.note(Duration::from_millis(45)));

        assert!(overload.too_much(true).is_some_and(|part| (0.45..0.55).contains(&part)));
        assert_eq!(overload.too_much(false), None);
        for (method, path, expected) in [
            (Method::POST, "/v1/events", true),
            (Method::POST, "/v1/events/batch", true),
            (Method::POST, "/v1/sessions", true),
            (Method::GET, "/v1/events", false),
            (Method::POST, "/v1/sessions/introspect", false),
            (Method::DELETE, "/v1/sessions/ses_1", false),
        ] {
            assert_eq!(appends(&method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn nobody_is_refused_as_long_as_few_are_there_and_a_part_of_those_who_are_too_many() {
        let overload = after(100, Duration::from_millis(45));
        let begin = |chance| overload.begin(Caller(7), false, || chance);

        let begun: Vec<Option<Begun>> = (0..AT_ONCE_MIN).map(|_| begin(0.0)).collect();

        assert!(begun.iter().all(Option::is_some));
        assert!(begin(0.4).is_none() && begin(0.6).is_some());
        drop(begun);
        assert!(begin(0.0).is_some(), "what was answered counts no more");
    }

    #[test]
    fn who_asks_little_is_not_refused_for_who_asks_much() {
        let overload = after(100, Duration::from_secs(1));
        let begin = |caller| overload.begin(Caller(caller), false, || 0.0);
        let _first = [begin(1), begin(2)];
        let flood: Vec<Begun> = (0..10 * AT_ONCE_MIN).map_while(|_| begin(3)).collect();

        assert!(flood.len() <= AT_ONCE_MIN && begin(3).is_none());
        assert!(begin(1).is_some() && begin(4).is_some());
        drop(flood);
        assert!(begin(3).is_some());
    }

    #[tokio::test]
    async fn who_appends_alone_has_no_turns_and_beside_others_waits_for_them_and_not_for_long() {
        let overload = idle();
        let (flood, other) = (Caller(1), Caller(2));
        let mut alone = Vec::new();
        for _ in 0..2_000 {
            alone.push(overload.turn(flood).await);
        }
        assert!(alone.iter().all(Option::is_some), "nobody else appends");

        assert!(overload.turn(other).await.is_some());
        let asked = Instant::now();
        assert!(overload.turn(flood).await.is_none());
        assert!(asked.elapsed() >= LATE_MAX);
        assert!(overload.turn(other).await.is_some(), "whoever asks little has its turn");
        let (turn, ()) = tokio::join!(overload.turn(flood), async { alone.clear() });
        assert!(turn.is_some(), "one of the others has ended");
    }

    #[test]
    fn callers_are_told_apart_by_what_they_present() {
        let overload = idle();
        let caller = |name, value: &'static str| {
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
            overload.caller(&headers).0
        };
        let places: HashSet<usize> = ["a", "b", "c", "d"].iter().map(|&key| caller(AUTHORIZATION, key)).collect();

        assert!(places.len() > 1);
        assert_eq!(caller(COOKIE, "a"), caller(COOKIE, "a"));
    }

    #[tokio::test]
    async fn lateness_is_measured_while_threads_do_something_else() {
        let closing = CancellationToken::new();
        let overload = Overload::start(&Arc::default(), &closing);

        // The only thread of this runtime has no time for anybody else; the task looks each time in between.
        while overload.too_much(false).is_none() {
            let busy_until = Instant::now() + 2 * LATE_MAX;
            while Instant::now() < busy_until {
                std::hint::spin_loop();
            }
            tokio::task::yield_now().await;
        }
        while overload.too_much(false).is_some() {
            sleep(LOOK_EVERY).await;
        }
        closing.cancel();
    }
}
