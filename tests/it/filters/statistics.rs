//! Sums and series of what any filter leaves, by the calendars of time zones.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use rand::RngExt;
use rand::rngs::SmallRng;
use serde_json::Value;
use tests::rounds;

use super::Log;
use super::asked::{Asked, NAMES, pair, part};
use super::made::{Made, one};

/// Time zones whose clocks never change, and by how many minutes they are ahead: so the naive calendar is an addition.
const ZONES: [(&str, i64); 3] = [("Asia/Kathmandu", 345), ("America/Phoenix", -420), ("UTC", 0)];
/// How long the buckets of series are, in minutes. A week begins on Monday.
const BUCKETS: [(&str, i64); 4] = [("quarter_hour", 15), ("hour", 60), ("day", 24 * 60), ("week", 7 * 24 * 60)];
/// Most buckets of a series.
const POINTS_MAX: i64 = 1_000;
/// Five times the standard error of an estimate: a sketch that is further off is wrong.
const ESTIMATE: f64 = 0.08;
/// By how many it may be off in any case: of thousands of points some count a few visitors as one.
const ESTIMATE_FEW: f64 = 3.0;
/// How far off estimates may be in the mean of all that are asked for.
const ESTIMATE_MEAN: f64 = 0.02;
/// From how many visitors on the mean is taken.
const MANY: usize = 50;

/// What a plain count says.
#[derive(Default)]
struct Count {
    hits: i64,
    errors: i64,
    bytes: i64,
    visitors: HashSet<String>,
}

impl Count {
    fn add(&mut self, made: &Made) {
        self.hits += 1;
        self.errors += i64::from(made.status.is_some_and(|status| status >= 400));
        self.bytes += made.bytes.unwrap_or_default();
        self.visitors.insert(made.visitor());
    }

    /// Passes when some numbers are these; visitors nearly, where the answer says that they are estimates. Returns by what part
    /// an estimate of many is off.
    #[track_caller]
    fn assert_equal(&self, numbers: &Value, approximate: &Value, what: &str) -> Option<f64> {
        for (name, expected) in [("hits", self.hits), ("errors", self.errors), ("bytes", self.bytes)] {
            assert_eq!(numbers[name], expected, "{what}: {name}");
        }
        let (found, expected) = (numbers["visitors"].as_f64().unwrap(), self.visitors.len() as f64);
        let estimated = *approximate == true;
        let allowed = if estimated { ESTIMATE_FEW + ESTIMATE * expected } else { 0.0 };
        let off = (found - expected).abs();
        assert!(off <= allowed, "{what}: {found} visitors for {expected}");
        (estimated && self.visitors.len() >= MANY).then(|| off / expected)
    }
}

/// Where a bucket begins in a zone so many minutes ahead.
fn bucket_of(at: DateTime<Utc>, minutes: i64, ahead: i64) -> DateTime<Utc> {
    let length_s = minutes * 60;
    // The first day of 1970 was a Thursday.
    let shift_s = ahead * 60 + if minutes == 7 * 24 * 60 { 3 * 24 * 60 * 60 } else { 0 };
    let local_s = (at.timestamp() + shift_s).div_euclid(length_s) * length_s;
    DateTime::from_timestamp(local_s - shift_s, 0).unwrap()
}

fn period(random: &mut SmallRng, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let day_s = 24 * 60 * 60;
    let length_s = random.random_range(1..30 * day_s);
    let until = now - TimeDelta::seconds(random.random_range(0..20 * day_s));
    // Until the end of the day some have not come to yet: with all that is in the log.
    let until = if random.random_range(0..4) == 0 { now + TimeDelta::hours(1) } else { until };
    let (since, until) = (until - TimeDelta::seconds(length_s), until);
    let (_, minutes) = *one(random, &BUCKETS);
    if random.random_range(0..2) == 0 {
        let step = TimeDelta::minutes(minutes);
        return (bucket_of(since, minutes, 0), bucket_of(until, minutes, 0) + step);
    }
    (since, until)
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[tokio::test]
async fn whatever_is_counted_is_what_a_plain_count_says_in_every_time_zone() {
    let mut log = Log::start(63).await;
    // In several steps, each of which adds to what is there.
    for _ in 0..4 {
        log.grow(rounds(750, 12_500)).await;
        log.project().await;
    }
    let mut off: Vec<f64> = Vec::new();
    for _ in 0..rounds(4, 10) {
        for name in NAMES {
            let alone = Asked { parts: vec![part(&mut log.random, name, &log.made)] };
            let both = pair(&mut log.random, &NAMES, &log.made);
            for asked in [alone, both] {
                let (since, until) = period(&mut log.random, log.began_at);
                off.extend(assert_summed(&log, &asked, since, until).await);
                assert_in_series(&mut log, &asked, since, until).await;
            }
        }
    }
    assert!(off.len() > 10, "seed {}: only {} sums have many visitors", log.seed, off.len());
    let mean = off.iter().sum::<f64>() / off.len() as f64;
    assert!(mean <= ESTIMATE_MEAN, "seed {}: estimates are {mean} off", log.seed);
}

/// What fits of a period.
fn of_period<'a>(
    log: &'a Log,
    asked: &'a Asked,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> impl Iterator<Item = &'a Made> {
    let of_type = |made: &Made| asked.parts.iter().any(|part| part.parameter() == "type") || made.kind == "access";
    let fits =
        move |made: &&Made| of_type(made) && asked.fits(made) && made.occurred_at >= since && made.occurred_at < until;
    log.made.iter().filter(fits)
}

async fn assert_summed(log: &Log, asked: &Asked, since: DateTime<Utc>, until: DateTime<Utc>) -> Vec<f64> {
    let what = format!("seed {}: {} {since} {until}", log.seed, asked.query());
    let path = format!("/v1/stats/summary?since={}&until={}&{}", written(since), written(until), asked.query());
    let found = log.tenant.get(&path).await.assert_status(200).json();
    let before = since - (until - since);
    let mut off = Vec::new();
    for (name, since, until) in [("current", since, until), ("previous", before, since)] {
        let mut count = Count::default();
        of_period(log, asked, since, until).for_each(|made| count.add(made));
        off.extend(count.assert_equal(&found[name], &found["approximate"], &format!("{what}, {name}")));
    }
    off
}

async fn assert_in_series(log: &mut Log, asked: &Asked, since: DateTime<Utc>, until: DateTime<Utc>) {
    let length = (until - since).num_minutes();
    let fitting: Vec<(&str, i64)> =
        BUCKETS.into_iter().filter(|(_, minutes)| length / minutes + 2 < POINTS_MAX).collect();
    for (zone, ahead) in ZONES {
        let (bucket, minutes) = *one(&mut log.random, &fitting);
        let what = format!("seed {}: {} {bucket} {zone} {since} {until}", log.seed, asked.query());
        let path = format!(
            "/v1/stats/timeseries?bucket={bucket}&time_zone={zone}&since={}&until={}&{}",
            written(since),
            written(until),
            asked.query()
        );
        let found = log.tenant.get(&path).await.assert_status(200).json();

        let mut expected: BTreeMap<DateTime<Utc>, Count> = BTreeMap::new();
        let mut begins = bucket_of(since, minutes, ahead);
        while begins < until {
            expected.insert(begins.max(since), Count::default());
            begins += TimeDelta::minutes(minutes);
        }
        for made in of_period(log, asked, since, until) {
            let begins = bucket_of(made.occurred_at, minutes, ahead).max(since);
            expected.get_mut(&begins).unwrap().add(made);
        }
        let points = found["points"].as_array().unwrap();
        assert_eq!(points.len(), expected.len(), "{what}");
        for (point, (begins, count)) in points.iter().zip(expected) {
            assert_eq!(point["since"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap(), begins, "{what}");
            count.assert_equal(point, &found["approximate"], &format!("{what}, {begins}"));
        }
    }
}
