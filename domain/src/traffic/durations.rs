//! How long requests took: a histogram whose buckets grow by a constant factor, so that every quantile is within 2 % of a
//! duration that was seen (the buckets of DDSketch: Masson, Rim and Lee, 2019).

use std::collections::BTreeMap;

/// How far a quantile may be from the truth, as a part of it.
const ACCURACY: f64 = 0.02;
/// What a bucket's end is to its beginning.
const FACTOR: f64 = (1.0 + ACCURACY) / (1.0 - ACCURACY);
/// Shorter ones are as good as this, in milliseconds.
const SHORTEST_MS: f64 = 0.01;
/// How far a count that was computed may be above the whole number that it is.
const ROUNDING: f64 = 1e-6;
/// Longer ones are as good as this: some 28 hours.
const LONGEST_MS: f64 = 1e8;

/// Where a duration is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket(u16);

impl Bucket {
    /// The bucket of a duration in milliseconds; `None` when it is no number.
    #[must_use]
    pub fn of(ms: f64) -> Option<Self> {
        let factors = (ms.clamp(SHORTEST_MS, LONGEST_MS) / SHORTEST_MS).ln() / FACTOR.ln();
        (!ms.is_nan()).then(|| Self(factors.ceil() as u16))
    }
}

/// The bucket of a duration in milliseconds, in SQL: the same as [`Bucket::of`].
pub(crate) fn bucket_in_sql(ms: &str) -> String {
    let within = format!("greatest(least({ms}::float8, {LONGEST_MS:e}), {SHORTEST_MS:e})");
    // The least of nothing and something is something.
    format!("case when {ms} is not null then ceil(ln({within} / {SHORTEST_MS:e}) / {:e})::integer end", FACTOR.ln())
}

/// Durations, counted by bucket. There are at most 577 buckets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations {
    buckets: BTreeMap<u16, u64>,
}

impl Durations {
    /// Adds a duration.
    pub fn add(&mut self, bucket: Bucket) {
        *self.buckets.entry(bucket.0).or_default() += 1;
    }

    /// Adds as many durations of a bucket by its number.
    pub(crate) fn add_many(&mut self, bucket: u16, count: u64) {
        if count > 0 {
            *self.buckets.entry(bucket).or_default() += count;
        }
    }

    /// Adds all that are in `other`.
    pub fn merge(&mut self, other: &Self) {
        for (bucket, count) in &other.buckets {
            *self.buckets.entry(*bucket).or_default() += count;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.buckets.values().sum()
    }

    /// What the part `q` (0 to 1) of all took at most, in milliseconds: of few, what the slowest took. `None` when there are none.
    #[must_use]
    pub fn quantile(&self, q: f64) -> Option<f64> {
        // So many of all, which a product of such numbers may miss by next to nothing.
        let least = (q.clamp(0.0, 1.0) * self.count() as f64 - ROUNDING).ceil().max(1.0);
        let rank = least as u64 - 1;
        let mut below = 0;
        for (bucket, count) in &self.buckets {
            below += count;
            if below > rank {
                // As far, in parts of it, from the bucket's beginning as from its end.
                return Some(SHORTEST_MS * FACTOR.powi(i32::from(*bucket)) * 2.0 / (1.0 + FACTOR));
            }
        }
        None
    }

    /// As it is kept: of each bucket how far it is from the one before, and its count, both in base 128.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(3 * self.buckets.len());
        let mut before = 0;
        for (bucket, count) in &self.buckets {
            write(&mut bytes, u64::from(bucket - before));
            write(&mut bytes, *count);
            before = *bucket;
        }
        bytes
    }

    /// Reads what [`Durations::to_bytes`] wrote; `None` when it is something else.
    #[must_use]
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let (mut buckets, mut bucket) = (BTreeMap::new(), 0_u16);
        while !bytes.is_empty() {
            bucket = bucket.checked_add(u16::try_from(read(&mut bytes)?).ok()?)?;
            let count = read(&mut bytes)?;
            if count == 0 || buckets.insert(bucket, count).is_some() {
                return None;
            }
        }
        Some(Self { buckets })
    }
}

fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(durations: &[f64]) -> Durations {
        let mut all = Durations::default();
        durations.iter().filter_map(|ms| Bucket::of(*ms)).for_each(|bucket| all.add(bucket));
        all
    }

    proptest! {
        #[test]
        fn a_quantile_is_within_two_percent_of_a_duration(
            mut durations in prop::collection::vec(0.02_f64..1e7, 1..200),
            q in 0.0_f64..=1.0,
        ) {
            let found = of(&durations).quantile(q).unwrap();

            durations.sort_by(f64::total_cmp);
            // The least that so many are not above.
            let enough = |most: &&f64| {
                durations.iter().filter(|ms| *ms <= *most).count() as f64 >= q * durations.len() as f64 - ROUNDING
            };
            let truth = durations.iter().find(enough).unwrap();
            prop_assert!((found / truth - 1.0).abs() <= ACCURACY + 1e-9, "{found} for {truth}");
        }

        #[test]
        fn it_is_read_as_it_was_written_and_merges(durations in prop::collection::vec(0.0_f64..1e9, 0..200), at in 0_usize..200) {
            let all = of(&durations);
            let (left, right) = durations.split_at(at.min(durations.len()));
            let mut merged = of(left);
            merged.merge(&of(right));

            prop_assert_eq!(&merged, &all);
            prop_assert_eq!(Durations::from_bytes(&all.to_bytes()), Some(all.clone()));
            prop_assert_eq!(all.count(), durations.len() as u64);
        }

        #[test]
        fn rubbish_is_no_histogram_and_harmless(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(read) = Durations::from_bytes(&bytes) {
                prop_assert_eq!(Durations::from_bytes(&read.to_bytes()), Some(read));
            }
        }
    }

    #[test]
    fn of_few_the_last_hundredth_is_the_slowest() {
        for count in 2..=100 {
            let mut durations = vec![1.0; count - 1];
            durations.push(9_000.0);
            let slowest = of(&durations).quantile(0.99).unwrap();
            assert_eq!(slowest > 8_000.0, count < 100, "{count}: {slowest}");
        }
        let twenty: Vec<f64> = (1..=20).map(f64::from).collect();
        assert!((of(&twenty).quantile(0.95).unwrap() / 19.0 - 1.0).abs() <= ACCURACY);
    }

    #[test]
    fn what_is_no_duration_harms_nothing() {
        let all = of(&[f64::NAN, -1.0, 0.0, f64::INFINITY]);

        assert_eq!(all.count(), 3);
        assert!(all.quantile(1.0).unwrap() <= LONGEST_MS * 1.03);
        assert_eq!(Durations::default().quantile(0.5), None);
    }
}
