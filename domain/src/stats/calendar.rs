//! The buckets of a series as a calendar has them, in any time zone: a day may have 23 hours, or 25.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::pieces::Span;
use crate::error::Error;

/// Most points of a series.
pub const POINTS_MAX: usize = 1_000;

/// How long a bucket of a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bucket {
    /// A minute.
    Minute,
    /// 15 minutes.
    QuarterHour,
    /// An hour by the clock.
    Hour,
    /// From midnight to midnight.
    Day,
    /// From Monday on (ISO 8601).
    Week,
    /// A month of the calendar.
    Month,
}

impl Bucket {
    /// All there are, the shortest first.
    pub const ALL: [Self; 6] = [Self::Minute, Self::QuarterHour, Self::Hour, Self::Day, Self::Week, Self::Month];

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::QuarterHour => "quarter_hour",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// About how many seconds one has.
    const fn seconds(self) -> i64 {
        match self {
            Self::Minute => 60,
            Self::QuarterHour => 15 * 60,
            Self::Hour => 60 * 60,
            Self::Day => 24 * 60 * 60,
            Self::Week => 7 * 24 * 60 * 60,
            Self::Month => 28 * 24 * 60 * 60,
        }
    }
}

/// A time zone by its name in the IANA database.
///
/// # Errors
/// `Invalid` when there is none of that name.
pub(super) fn zone(name: &str) -> Result<Tz, Error> {
    name.parse()
        .map_err(|_| Error::invalid("time_zone", "must be a name of the IANA database, such as Europe/Amsterdam"))
}

/// The buckets that a range of time is in, cut to it.
///
/// # Errors
/// `Invalid` when they are more than [`POINTS_MAX`].
pub(super) fn buckets(span: &Span, bucket: Bucket, zone: Tz) -> Result<Vec<Span>, Error> {
    let mut buckets = Vec::new();
    let mut start = span.start;
    while start < span.end {
        if buckets.len() == POINTS_MAX {
            return Err(too_many(span));
        }
        let end = after(start, bucket, zone).min(span.end);
        buckets.push(start..end);
        start = end;
    }
    Ok(buckets)
}

fn too_many(span: &Span) -> Error {
    let seconds = (span.end - span.start).num_seconds();
    let fits = |bucket: &&Bucket| seconds / bucket.seconds() + 2 <= POINTS_MAX as i64;
    let choose = Bucket::ALL.iter().find(fits).map_or(Bucket::Month.name(), |bucket| bucket.name());
    let detail = format!("gives more than {POINTS_MAX} points: choose {choose}, or a shorter time");
    Error::invalid("bucket", detail)
}

/// When the bucket ends that `at` is in.
fn after(at: DateTime<Utc>, bucket: Bucket, zone: Tz) -> DateTime<Utc> {
    let day = at.with_timezone(&zone).date_naive();
    let next = match bucket {
        Bucket::Minute | Bucket::QuarterHour | Bucket::Hour => return after_by_clock(at, bucket, zone),
        Bucket::Day => day.checked_add_days(Days::new(1)),
        Bucket::Week => day.checked_add_days(Days::new(7 - u64::from(day.weekday().num_days_from_monday()))),
        Bucket::Month => day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))),
    };
    // At the end of all time there is nothing to come.
    next.and_then(|next| begin(next, zone)).filter(|next| *next > at).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// When the minute, quarter or hour ends. Where the clock goes back, the hour comes twice: two buckets.
fn after_by_clock(at: DateTime<Utc>, bucket: Bucket, zone: Tz) -> DateTime<Utc> {
    let offset = i64::from(zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc());
    let step = bucket.seconds();
    let since = (at.timestamp() + offset).rem_euclid(step);
    let end = at.timestamp() - since + step;
    DateTime::from_timestamp(end, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// When a day begins. There may be no midnight, because the clock goes forward then, and days have been left out.
fn begin(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    const MINUTES: i64 = 2 * 24 * 60;
    let midnight = day.and_time(NaiveTime::MIN);
    let first = (0..MINUTES).find_map(|minutes| {
        let local = midnight.checked_add_signed(TimeDelta::minutes(minutes))?;
        zone.from_local_datetime(&local).earliest()
    });
    first.map(|first| first.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// The lengths of the buckets in minutes.
    fn minutes(from: &str, to: &str, bucket: Bucket, zone_name: &str) -> Vec<i64> {
        let buckets = buckets(&(at(from)..at(to)), bucket, zone(zone_name).unwrap()).unwrap();
        assert!(buckets.windows(2).all(|next| next[0].end == next[1].start), "nothing is left out");
        assert_eq!((buckets[0].start, buckets[buckets.len() - 1].end), (at(from), at(to)));
        buckets.iter().map(|bucket| (bucket.end - bucket.start).num_minutes()).collect()
    }

    #[test]
    fn a_day_has_as_many_hours_as_the_clock_says() {
        let days = |from, to, zone| minutes(from, to, Bucket::Day, zone);

        let (forward, back) = (23 * 60, 25 * 60);
        assert_eq!(days("2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z", "Europe/Amsterdam"), [forward, 24 * 60]);
        assert_eq!(days("2026-10-24T22:00:00Z", "2026-10-26T23:00:00Z", "Europe/Amsterdam"), [back, 24 * 60]);
        assert_eq!(days("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", "America/New_York"), [back]);
        assert_eq!(days("2026-03-01T18:15:00Z", "2026-03-02T18:15:00Z", "Asia/Kathmandu"), [24 * 60]);
        // By half an hour.
        assert_eq!(days("2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", "Australia/Lord_Howe"), [24 * 60 + 30]);
        // There is no midnight: the clock goes from 00:00 to 01:00.
        assert_eq!(days("2026-03-27T22:00:00Z", "2026-03-29T21:00:00Z", "Asia/Beirut"), [24 * 60, 23 * 60]);
        // There is no 30 December 2011.
        assert_eq!(days("2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z", "Pacific/Apia"), [24 * 60, 24 * 60]);
    }

    #[test]
    fn the_hour_that_comes_twice_is_two_and_the_one_that_is_left_out_is_none() {
        let hours = |from, to, zone| minutes(from, to, Bucket::Hour, zone);

        assert_eq!(hours("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "Europe/Amsterdam"), [60, 60]);
        assert_eq!(hours("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z", "Europe/Amsterdam"), [60, 60]);
        assert_eq!(hours("2026-03-01T18:15:00Z", "2026-03-01T19:45:00Z", "Asia/Kathmandu"), [60, 30]);
        // The clock goes from 02:00 back to 01:30.
        assert_eq!(hours("2026-04-04T14:00:00Z", "2026-04-04T16:30:00Z", "Australia/Lord_Howe"), [60, 30, 60]);
    }

    #[test]
    fn the_first_and_the_last_bucket_are_cut_to_what_is_asked() {
        assert_eq!(
            minutes("2026-03-01T10:37:00Z", "2026-03-01T12:10:00Z", Bucket::Hour, "UTC"),
            [23, 60, 10],
            "nothing before and behind it is counted"
        );
        assert_eq!(minutes("2026-03-01T10:37:30Z", "2026-03-01T10:37:45Z", Bucket::Minute, "UTC"), [0]);
        assert_eq!(minutes("2026-03-01T10:20:00Z", "2026-03-01T10:50:00Z", Bucket::QuarterHour, "UTC"), [10, 15, 5]);
    }

    #[test]
    fn a_week_begins_on_monday_and_a_month_on_its_first() {
        let days = |bucket| -> Vec<i64> {
            let lengths = minutes("2026-02-26T00:00:00Z", "2026-04-02T00:00:00Z", bucket, "UTC");
            lengths.iter().map(|minutes| minutes / (24 * 60)).collect()
        };

        assert_eq!(days(Bucket::Week), [4, 7, 7, 7, 7, 3]);
        assert_eq!(days(Bucket::Month), [3, 31, 1]);
    }

    #[test]
    fn more_points_than_a_series_may_have_are_refused_with_what_to_choose() {
        let month = at("2026-01-01T00:00:00Z")..at("2026-02-01T00:00:00Z");
        for (bucket, points) in [(Bucket::Minute, None), (Bucket::QuarterHour, None), (Bucket::Hour, Some(744))] {
            match (buckets(&month, bucket, Tz::UTC), points) {
                (Ok(buckets), Some(points)) => assert_eq!(buckets.len(), points),
                (Err(error), None) => assert!(error.to_string().ends_with("choose hour, or a shorter time"), "{error}"),
                (other, _) => panic!("{bucket:?}: {other:?}"),
            }
        }
        let thousand = at("2026-01-01T00:00:00Z")..at("2026-01-01T16:40:00Z");
        assert_eq!(buckets(&thousand, Bucket::Minute, Tz::UTC).unwrap().len(), POINTS_MAX);
    }

    #[test]
    fn a_name_that_no_zone_has_is_refused() {
        for name in ["", "Europe/Zwolle", "+02:00", "europe/amsterdam"] {
            assert!(zone(name).is_err(), "{name}");
        }
    }

    #[test]
    fn the_ends_of_all_time_are_no_end_of_the_program() {
        for (from, to) in
            [("0001-01-01T00:00:00Z", "0001-06-01T00:00:00Z"), ("9999-06-01T00:00:00Z", "9999-12-31T23:59:59Z")]
        {
            for bucket in [Bucket::Day, Bucket::Week, Bucket::Month] {
                for zone in ["Pacific/Apia", "Asia/Kathmandu", "America/New_York"] {
                    assert!(minutes(from, to, bucket, zone).len() >= 5, "{from} {bucket:?} {zone}");
                }
            }
        }
    }
}
