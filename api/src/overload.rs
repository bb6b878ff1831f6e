//! OVERLOAD: what is too much is refused at once, so that what is accepted is not late.
//!
//! 1. How long a task that could go on waits for its turn is measured all the time ([`Overload::start`]: one that wants to be woken
//!    every [`LOOK_EVERY`] notes how late it was). It is long when this process has too much to do. While it is more than
//!    [`LATE_MAX`], and more than [`AT_ONCE_MIN`] requests are being answered, a part of the new ones is answered 503 before
//!    anything of them is looked at: the larger, the later it is ([`Overload::admit`]).
//! 2. When PostgreSQL has too much to do, requests wait for it instead: those that append take turns (`turns.rs`), and while too many
//!    wait for one, new ones are refused in the same way.
//! 3. It is for those who ask the most: a caller with fewer requests at once than callers have on average is not refused.
//!    Callers are told apart by the credential that they present, which is good where it was good a moment ago; whoever presents
//!    another, or none, is one and the same stranger ([`Overload::caller`]).
//! 4. Whoever is told to come later, for this or because a quota is spent, is told so a moment later ([`hold`]). A client that repeats
//!    at once would otherwise take up what it was refused for.
//!
//! How many requests one process can carry follows from the machine and from what is asked; lateness says it for any of them.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use domain::id::TenantId;
use domain::metrics;
use poem::Request;
use poem::http::Method;
use poem::http::header::AUTHORIZATION;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::cookie;
use crate::error::ApiError;
use crate::turns::{Turn, Turns};

/// How often it is measured.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// From how late on requests are refused; of twice as late, all are.
const LATE_MAX: Duration = Duration::from_millis(30);
/// Requests that are answered at once in any case: with so few, it is not they who make each other late.
const AT_ONCE_MIN: usize = 256;
/// How long a refusal is held, at the least and at the most, so that not all who are refused come again at once.
const HELD: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(900)];

/// Callers are counted in so many places. Two who share one share what they may ask.
const CALLERS: usize = 32_768;
/// The place of those whose credential is not known to be good.
const STRANGER: Caller = Caller(0);
/// How long a credential that was good counts as known, in seconds.
const KNOWN_FOR_S: u32 = 60;

/// How much there is to do. Cheap to clone.
#[derive(Clone)]
pub struct Overload {
    load: Arc<Load>,
}

struct Load {
    /// Requests that are being answered.
    at_once: AtomicUsize,
    /// The same by caller.
    of_callers: Vec<AtomicUsize>,
    /// Callers who have any.
    callers: AtomicUsize,
    /// Until when each is known, in seconds since the start.
    known_until_s: Vec<AtomicU32>,
    started: Instant,
    /// How late tasks are.
    tasks: Lateness,
    /// Who may append.
    turns: Turns,
    /// Differs with each process, so that nobody chooses whose place to share.
    hashed: RandomState,
}

/// Who asks: one of [`CALLERS`] places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Caller(usize);

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
    pub fn start(closing: &CancellationToken) -> Self {
        let overload = Self::new();
        let (measured, closing) = (overload.clone(), closing.clone());
        tokio::spawn(async move { closing.run_until_cancelled(measured.measure()).await });
        overload
    }

    fn new() -> Self {
        let load = Load {
            at_once: AtomicUsize::new(0),
            of_callers: std::iter::repeat_with(AtomicUsize::default).take(CALLERS).collect(),
            callers: AtomicUsize::new(0),
            known_until_s: std::iter::repeat_with(AtomicU32::default).take(CALLERS).collect(),
            started: Instant::now(),
            tasks: Lateness::default(),
            turns: Turns::new(),
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

    /// The place of the credential that a request presents, good or not.
    fn presented(&self, request: &Request) -> Option<Caller> {
        let token = match request.headers().get(AUTHORIZATION) {
            Some(value) => value.to_str().ok()?.split_once(' ')?.1.trim(),
            None => cookie::token(request)?,
        };
        let place = self.load.hashed.hash_one(token) % (CALLERS as u64 - 1);
        Some(Caller(1 + usize::try_from(place).unwrap_or_default()))
    }

    /// Who asks.
    fn caller(&self, request: &Request) -> Caller {
        let is_known = |caller: &Caller| self.now_s() < self.load.known_until_s[caller.0].load(Ordering::Relaxed);
        self.presented(request).filter(is_known).unwrap_or(STRANGER)
    }

    /// Whoever presents what this request does is a caller of their own from now on: it was found to be good.
    pub fn know(&self, request: &Request) {
        if let Some(caller) = self.presented(request) {
            self.load.known_until_s[caller.0].store(self.now_s() + KNOWN_FOR_S, Ordering::Relaxed);
        }
    }

    fn now_s(&self) -> u32 {
        u32::try_from(self.load.started.elapsed().as_secs()).unwrap_or(u32::MAX - KNOWN_FOR_S)
    }

    /// Lets a request in; `None` when it is to be refused. What is returned is held until it is answered.
    pub fn admit(&self, request: &Request) -> Option<Begun> {
        self.begin(self.caller(request), appends(request), rand::random)
    }

    /// Waits for the turn of a tenant to append. It is held until what it brings is stored.
    ///
    /// # Errors
    /// 503 when there is none soon.
    pub async fn turn(&self, tenant: TenantId) -> Result<Turn, ApiError> {
        let turn = self.load.turns.take(tenant).await;
        if turn.is_none() {
            metrics::REQUESTS_REFUSED.inc();
        }
        turn.ok_or_else(ApiError::overloaded)
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
        let asks_much = own * callers.load(Ordering::Relaxed) >= all;
        let is_late = || all > AT_ONCE_MIN && self.too_much().is_some_and(|part| chance() < part);
        let refused = asks_much && (appends && self.load.turns.is_full() || is_late());
        if refused {
            metrics::REQUESTS_REFUSED.inc();
        }
        (!refused).then_some(begun)
    }

    /// Which part of the requests is too much; `None` when none is.
    fn too_much(&self) -> Option<f64> {
        let late = self.load.tasks.mean().div_duration_f64(LATE_MAX);
        (late > 1.0).then(|| (late - 1.0).min(1.0))
    }
}

/// How late something is: a mean in which the last looks count most.
#[derive(Default)]
struct Lateness {
    micros: AtomicU64,
}

impl Lateness {
    /// How many looks the mean goes back, about.
    const LOOKS: u64 = 4;

    /// One notes at a time.
    fn note(&self, late: Duration) {
        let late = u64::try_from(late.as_micros()).unwrap_or(u64::MAX).min(u64::MAX / Self::LOOKS);
        let before = self.micros.load(Ordering::Relaxed);
        self.micros.store(before - before / Self::LOOKS + late / Self::LOOKS, Ordering::Relaxed);
    }

    fn mean(&self) -> Duration {
        Duration::from_micros(self.micros.load(Ordering::Relaxed))
    }
}

/// Whether a request is answered once the log has flushed what it brings: events, and sign-ins. Ending a session is, too, but is not
/// refused because others append much.
fn appends(request: &Request) -> bool {
    let path = request.uri().path();
    *request.method() == Method::POST && (path.starts_with("/v1/events") || path == "/v1/sessions")
}

/// Waits before somebody is told to come later.
pub async fn hold() {
    let [least, most] = HELD;
    sleep(least + (most - least).mul_f64(rand::random())).await;
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn after(looks: usize, late: Duration) -> Overload {
        let overload = Overload::new();
        (0..looks).for_each(|_| overload.load.tasks.note(late));
        overload
    }

    #[test]
    fn what_is_late_for_a_look_is_no_overload_and_what_is_for_many_is() {
        let part = |looks, late_ms| after(looks, Duration::from_millis(late_ms)).too_much();

        assert_eq!(part(1, 100), None);
        assert_eq!(part(1_000, 30), None);
        assert!(part(100, 45).is_some_and(|part| (0.45..0.55).contains(&part)));
        assert_eq!(part(100, 10_000), Some(1.0));
    }

    #[test]
    fn what_is_flushed_is_what_appends() {
        for (method, path, expected) in [
            (Method::POST, "/v1/events", true),
            (Method::POST, "/v1/events/batch", true),
            (Method::POST, "/v1/sessions", true),
            (Method::GET, "/v1/events", false),
            (Method::POST, "/v1/sessions/introspect", false),
            (Method::DELETE, "/v1/sessions/ses_1", false),
        ] {
            let request = Request::builder().method(method.clone()).uri_str(path).finish();
            assert_eq!(appends(&request), expected, "{method} {path}");
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

    #[test]
    fn callers_are_told_apart_by_credentials_that_were_good_and_all_others_are_one() {
        let overload = Overload::new();
        let asks = |name: &'static str, value: &'static str| Request::builder().header(name, value).finish();
        let caller = |name, value| overload.caller(&asks(name, value));
        let good = ["Bearer a", "Bearer b", "Bearer c", "Bearer d"];
        assert!(good.iter().all(|value| caller("authorization", value) == STRANGER));

        good.iter().for_each(|value| overload.know(&asks("authorization", value)));
        let places: HashSet<usize> = good.iter().map(|value| caller("authorization", value).0).collect();
        assert!(places.len() > 1 && !places.contains(&STRANGER.0));
        assert_eq!(caller("authorization", "bEARER   a "), caller("authorization", "Bearer a"));
        for invented in ["Bearer e", "Bearer", "", "Basic \u{e4}"] {
            assert_eq!(caller("authorization", invented), STRANGER, "{invented}");
        }

        overload.know(&asks("cookie", "__Host-gatebook=a"));
        assert_ne!(caller("cookie", "__Host-gatebook=a"), STRANGER);
        assert_eq!(caller("cookie", "other=1; __Host-gatebook=a; x=2"), caller("cookie", "__Host-gatebook=a"));
    }

    #[test]
    fn the_last_looks_count_most_and_none_is_too_long() {
        let lateness = Lateness::default();
        assert_eq!(lateness.mean(), Duration::ZERO);

        lateness.note(Duration::from_millis(100));
        assert_eq!(lateness.mean(), Duration::from_millis(25));
        (0..100).for_each(|_| lateness.note(Duration::from_millis(100)));
        assert!(lateness.mean().abs_diff(Duration::from_millis(100)) < Duration::from_micros(10));
        lateness.note(Duration::MAX);
        assert!(lateness.mean() > Duration::from_secs(1_000_000));
        (0..1_000).for_each(|_| lateness.note(Duration::ZERO));
        assert!(lateness.mean() < Duration::from_micros(10));
    }

    #[tokio::test]
    async fn lateness_is_measured_while_threads_do_something_else() {
        let closing = CancellationToken::new();
        let overload = Overload::start(&closing);

        // The only thread of this runtime has no time for anybody else; the task looks each time in between.
        while overload.too_much().is_none() {
            let busy_until = Instant::now() + 2 * LATE_MAX;
            while Instant::now() < busy_until {
                std::hint::spin_loop();
            }
            tokio::task::yield_now().await;
        }
        while overload.too_much().is_some() {
            sleep(LOOK_EVERY).await;
        }
        closing.cancel();
    }
}
