//! OVERLOAD: what is too much is refused at once, so that what is accepted is not late.
//!
//! 1. How long a task that could go on waits for its turn is measured all the time ([`Overload::start`]): one that wants to be
//!    woken every [`LOOK_EVERY`] notes how late it was.
//! 2. While that is more than [`LATE_MAX`], and more than [`AT_ONCE_MIN`] requests are being answered, a part of the new ones is
//!    answered 503 before anything of them is looked at: the larger, the later it is ([`Overload::begin`]).
//! 3. It is for those who ask the most: a caller with fewer requests at once than callers have on average is not refused.
//!    Callers are told apart by what they present, unread ([`Overload::caller`]).
//! 4. Whoever is refused, for this or because a quota is spent, is told so a moment later ([`hold`]). A client that repeats at once
//!    would otherwise take up what it was refused for.
//!
//! How many requests one process can carry follows from the machine and from what is asked; lateness says it for any of them.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use domain::metrics;
use poem::http::header::{AUTHORIZATION, COOKIE};
use poem::http::{HeaderMap, HeaderValue};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

/// How often it is measured.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// From how late on requests are refused; of twice as late, all are.
pub const LATE_MAX: Duration = Duration::from_millis(30);
/// Requests that are answered at once in any case: with so few, it is not they who make each other late.
pub const AT_ONCE_MIN: usize = 256;
/// How long a refusal is held, at the least and at the most, so that not all who are refused come again at once.
const HELD: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(300)];

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
    /// How late tasks are, in microseconds: a mean in which the last looks count most.
    late_us: AtomicU64,
    /// Differs with each process, so that nobody chooses whose place to share.
    hashed: RandomState,
}

/// Who asks: one of [`CALLERS`] places.
#[derive(Clone, Copy)]
pub struct Caller(usize);

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
            of_callers: std::array::from_fn(|_| AtomicUsize::new(0)),
            callers: AtomicUsize::new(0),
            late_us: AtomicU64::new(0),
            hashed: RandomState::new(),
        };
        Self { load: Arc::new(load) }
    }

    async fn measure(&self) {
        loop {
            let due = Instant::now() + LOOK_EVERY;
            sleep_until(due).await;
            self.note(due.elapsed());
        }
    }

    fn note(&self, late: Duration) {
        let late = u64::try_from(late.as_micros()).unwrap_or(u64::MAX / 4);
        // Only this task writes it.
        let before = self.load.late_us.load(Ordering::Relaxed);
        self.load.late_us.store((3 * before + late) / 4, Ordering::Relaxed);
    }

    /// Who asks, by the credentials as they were presented. Those who present none are one caller.
    pub fn caller(&self, request: &HeaderMap) -> Caller {
        let presented = request.get(AUTHORIZATION).or_else(|| request.get(COOKIE)).map(HeaderValue::as_bytes);
        let hash = self.load.hashed.hash_one(presented);
        Caller(usize::try_from(hash % CALLERS as u64).unwrap_or_default())
    }

    /// Begins a request; `None` when it is to be refused. `chance` is a number from 0 to 1, any as likely as another.
    pub fn begin(&self, caller: Caller, chance: impl FnOnce() -> f64) -> Option<Begun> {
        let Load { at_once, of_callers, callers, .. } = &*self.load;
        let all = 1 + at_once.fetch_add(1, Ordering::Relaxed);
        let own = 1 + of_callers[caller.0].fetch_add(1, Ordering::Relaxed);
        if own == 1 {
            callers.fetch_add(1, Ordering::Relaxed);
        }
        let begun = Begun { load: Arc::clone(&self.load), caller };
        let asks_much = all > AT_ONCE_MIN && own * callers.load(Ordering::Relaxed) >= all;
        let refused = asks_much && self.too_much().is_some_and(|part| chance() < part);
        if refused {
            metrics::REQUESTS_REFUSED.inc();
        }
        (!refused).then_some(begun)
    }

    /// Which part of the requests is too much; `None` when none is.
    fn too_much(&self) -> Option<f64> {
        let late = self.load.late_us.load(Ordering::Relaxed) as f64 / LATE_MAX.as_micros() as f64;
        (late > 1.0).then(|| (late - 1.0).min(1.0))
    }
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

    fn after(looks: usize, late: Duration) -> Overload {
        let overload = Overload::new();
        (0..looks).for_each(|_| overload.note(late));
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
    fn nobody_is_refused_as_long_as_few_are_there_and_a_part_of_those_who_are_too_many() {
        let overload = after(100, Duration::from_millis(45));
        let begin = |chance| overload.begin(Caller(7), || chance);

        let begun: Vec<Option<Begun>> = (0..AT_ONCE_MIN).map(|_| begin(0.0)).collect();

        assert!(begun.iter().all(Option::is_some));
        assert!(begin(0.4).is_none() && begin(0.6).is_some());
        drop(begun);
        assert!(begin(0.0).is_some(), "what was answered counts no more");
    }

    #[test]
    fn who_asks_little_is_not_refused_for_who_asks_much() {
        let overload = after(100, Duration::from_secs(1));
        let begin = |caller| overload.begin(Caller(caller), || 0.0);
        let _first = [begin(1), begin(2)];
        let flood: Vec<Begun> = (0..10 * AT_ONCE_MIN).map_while(|_| begin(3)).collect();

        assert!(flood.len() <= AT_ONCE_MIN && begin(3).is_none());
        assert!(begin(1).is_some() && begin(4).is_some());
        drop(flood);
        assert!(begin(3).is_some());
    }

    #[test]
    fn callers_are_told_apart_by_what_they_present() {
        let overload = Overload::new();
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
