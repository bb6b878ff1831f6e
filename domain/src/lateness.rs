//! How late things are: a mean in which the last looks count most. Cheap to share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How many looks the mean goes back, about.
const LOOKS: u64 = 4;

/// A mean of how late something was, in microseconds.
#[derive(Debug, Default)]
pub struct Lateness(AtomicU64);

impl Lateness {
    /// Of two that are noted at the same time one may be lost.
    pub fn note(&self, late: Duration) {
        let late = u64::try_from(late.as_micros()).unwrap_or(u64::MAX).min(u64::MAX / LOOKS);
        let before = self.0.load(Ordering::Relaxed).min(u64::MAX / LOOKS);
        self.0.store(before - before / LOOKS + late / LOOKS, Ordering::Relaxed);
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> Duration {
        Duration::from_micros(self.0.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
