//! STATISTICS: how many page views, by whom and of what, in a period; counted from the roll-ups of [`crate::traffic`] where they
//! know, and from the access log where they do not.
//!
//! 1. What is asked is looked at ([`Counted::of`]): roll-ups count by one dimension, so they answer what has no filter, or one
//!    that is a value of a dimension. Everything else is counted in the access log, row by row.
//! 2. The period is taken apart (`pieces.rs`): whole buckets are read from the roll-ups (`rolled_up.rs`), what is left at its
//!    ends from the access log (`logged.rs`), and both are added (`sums.rs`). A value that was not among the first of a day
//!    has no row on it: that day is counted in the access log too.
//! 3. All of it is one snapshot, and takes [`TIME_MAX`] at most (`reading.rs`).
//!
//! Hits, errors and bytes are exact. Visitors, users and sessions that come from roll-ups are estimates, and the answer says so;
//! counted in the access log alone they are exact. What was appended within the last moments is there once it is projected.

mod calendar;
mod logged;
mod pieces;
mod reading;
mod rolled_up;
mod sums;
mod top;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::TenantId;

pub use self::calendar::{Bucket, POINTS_MAX};
use self::pieces::{Pieces, Span, bucket_from};
use self::reading::Reading;
use self::sums::{Detail, Sum};
pub use self::top::{Entry, TOP_MAX, Top, top};
use crate::error::Error;
use crate::intake::AHEAD_MAX;
use crate::log::filter::{Filter, PathFilter};
use crate::traffic::{DAY_MINUTES, Dimension, VALUE_BYTES_MAX};
use crate::transaction::Readers;

/// The longest period.
pub const PERIOD_MAX: TimeDelta = TimeDelta::days(400);
/// How long a period is unless somebody says since when.
pub const PERIOD_DEFAULT: TimeDelta = TimeDelta::hours(24);
/// How long one statistic may take in the database.
pub const TIME_MAX: Duration = Duration::from_secs(4);

/// The type of events that are page views.
const ACCESS: &str = "access";

/// A period of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// It begins then.
    pub since: DateTime<Utc>,
    /// It ends before then.
    pub until: DateTime<Utc>,
    /// Until when there can be page views of it. What ends now has no end: behind it is what clocks are ahead.
    end: DateTime<Utc>,
}

impl Period {
    /// The period between two times: until now, and [`PERIOD_DEFAULT`] long, unless they say otherwise.
    ///
    /// # Errors
    /// `Invalid` when it is longer than [`PERIOD_MAX`] or does not begin before it ends.
    pub fn of(now: DateTime<Utc>, since: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> Result<Self, Error> {
        let (last, until) = (until.unwrap_or(DateTime::<Utc>::MAX_UTC), until.unwrap_or(now));
        let since = since.unwrap_or(until - PERIOD_DEFAULT);
        if since >= until {
            return Err(Error::invalid("since", "must be before until, or now"));
        }
        if until - since > PERIOD_MAX {
            let days = PERIOD_MAX.num_days();
            return Err(Error::invalid("since", format!("must be at most {days} days before until, or now")));
        }
        let ahead = now + AHEAD_MAX;
        let end = if last > ahead { bucket_from(until.max(ahead), DAY_MINUTES) } else { until };
        Ok(Self { since, until, end })
    }

    /// The period of the same length right before.
    fn before(&self) -> Self {
        let since = self.since - (self.until - self.since);
        Self { since, until: self.since, end: self.since }
    }
}

/// What a period comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Which period.
    pub period: Period,
    /// Page views.
    pub hits: i64,
    /// Different visitors: a user, else a session, else an address with its agent.
    pub visitors: i64,
    /// Different users of the application; `None` where roll-ups by a value answer, which do not know them.
    pub users: Option<i64>,
    /// Different sessions, Gatebook's or the application's; `None` as for users.
    pub sessions: Option<i64>,
    /// Page views with a status from 400 on.
    pub errors: i64,
    /// Bytes that were sent.
    pub bytes: i64,
    /// How long in milliseconds requests took at most: half of them, 95 and 99 of 100; `None` when none says.
    pub durations_ms: [Option<f64>; 3],
}

/// A period beside the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The period.
    pub current: Numbers,
    /// The period of the same length right before; as far as it is kept.
    pub previous: Numbers,
    /// Whether a number may differ a little from a count of every event.
    pub approximate: bool,
}

/// A point of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Numbers")]
pub struct Point {
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub hits: i64,
    pub visitors: i64,
    pub errors: i64,
    pub bytes: i64,
}

/// Page views over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// One for each bucket of the period, in order; the first and the last are cut to it.
    pub points: Vec<Point>,
    /// As in [`Summary`].
    pub approximate: bool,
}

/// What a period comes to, beside the one before. `readers` are those of the role that reads.
///
/// # Errors
/// `Invalid` when the period of the filter does not fit; `TooBroad` when it takes longer than [`TIME_MAX`]; `NotFound` when
/// the tenant is deleted; `Unavailable` when the database does not answer.
pub async fn summary(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    filter: &Filter,
) -> Result<Summary, Error> {
    let period = Period::of(now, filter.since, filter.until)?;
    let before = period.before();
    let reading = Reading::begin(readers, now, tenant, before.since, TIME_MAX).await?;
    let spans = [before.since..before.end, period.since..period.end];
    let asked = Asked::of(filter);
    let sums = asked.sums(&reading, &spans, Detail::Everything).await?;
    let approximate = reading.is_unsettled() || sums.iter().any(Sum::is_estimated);
    reading.end().await?;
    let mut numbers = [before, period].into_iter().zip(&sums).map(|(period, sum)| asked.numbers(period, sum));
    match (numbers.next(), numbers.next()) {
        (Some(previous), Some(current)) => Ok(Summary { current, previous, approximate }),
        _ => Err(Error::unavailable("a period was not counted")),
    }
}

/// Page views over time, by the calendar of a time zone (a name of the IANA database). `readers` are of the role that
/// reads.
///
/// # Errors
/// As [`summary`]; `Invalid` also for a zone that is not known, and more than [`POINTS_MAX`] points.
pub async fn timeseries(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    filter: &Filter,
    bucket: Bucket,
    time_zone: &str,
) -> Result<(Period, Series), Error> {
    let period = Period::of(now, filter.since, filter.until)?;
    let shown = calendar::buckets(&(period.since..period.until), bucket, calendar::zone(time_zone)?)?;
    let mut spans = shown.clone();
    if let Some(last) = spans.last_mut() {
        last.end = period.end;
    }
    let reading = Reading::begin(readers, now, tenant, period.since, TIME_MAX).await?;
    let sums = Asked::of(filter).sums(&reading, &spans, Detail::Series).await?;
    let approximate = reading.is_unsettled() || sums.iter().any(Sum::is_estimated);
    reading.end().await?;
    let point = |(span, sum): (Span, &Sum)| Point {
        since: span.start,
        until: span.end,
        hits: sum.hits,
        visitors: sum.visitors.count(),
        errors: sum.errors,
        bytes: sum.bytes,
    };
    Ok((period, Series { points: shown.into_iter().zip(&sums).map(point).collect(), approximate }))
}

/// What is asked of a statistic, beside the period.
struct Asked {
    /// The filter, without period and type.
    filter: Filter,
    /// The type of event.
    kind: String,
    /// What the roll-ups count of it, if they do.
    counted: Option<Counted>,
}

/// What the roll-ups count: some values of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Counted {
    dimension: Dimension,
    values: Vec<String>,
}

impl Asked {
    fn of(filter: &Filter) -> Self {
        let kind = filter.kind.clone().unwrap_or_else(|| ACCESS.to_owned());
        let filter = Filter { since: None, until: None, kind: None, ..filter.clone() };
        let counted = if kind == ACCESS { Counted::of(&filter) } else { None };
        Self { filter, kind, counted }
    }

    /// Whether all page views of the period are asked for.
    fn is_everything(&self) -> bool {
        self.counted.as_ref().is_some_and(|counted| counted.dimension == Dimension::All)
    }

    /// Counts what fits in each of some ranges that follow each other.
    async fn sums(&self, reading: &Reading, spans: &[Span], detail: Detail) -> Result<Vec<Sum>, Error> {
        let mut sums = vec![Sum::default(); spans.len()];
        let pieces = match &self.counted {
            Some(counted) => rolled_up::pieces(reading, counted, spans).await?,
            None => Pieces::of(spans.iter().cloned(), &[]),
        };
        let starts: Vec<DateTime<Utc>> = spans.iter().map(|span| span.start).collect();
        if let Some(counted) = &self.counted {
            rolled_up::add(reading, counted, &pieces, &starts, detail, &mut sums).await?;
        }
        logged::add(reading, self, &pieces, &starts, detail, &mut sums).await?;
        Ok(sums)
    }

    fn numbers(&self, period: Period, sum: &Sum) -> Numbers {
        let (users, sessions) = match self.counted.as_ref().map(|counted| counted.dimension) {
            None | Some(Dimension::All) => (Some(sum.users.count()), Some(sum.sessions.count())),
            Some(Dimension::User) => (Some(sum.hits.min(1)), None),
            Some(_) => (None, None),
        };
        Numbers {
            period,
            hits: sum.hits,
            visitors: sum.visitors.count(),
            users,
            sessions,
            errors: sum.errors,
            bytes: sum.bytes,
            durations_ms: [0.5, 0.95, 0.99].map(|q| sum.durations.quantile(q)),
        }
    }
}

impl Counted {
    /// What the roll-ups count of a filter without period and type; `None` when that is not what they count by.
    fn of(filter: &Filter) -> Option<Self> {
        let one = |dimension, value: &str| Self { dimension, values: vec![value.to_owned()] };
        let rest = Filter::default;
        // A city is counted with its country: which one was meant is not known.
        let by_text = [
            (Dimension::Country, &filter.country, Filter { country: filter.country.clone(), ..rest() }),
            (Dimension::Browser, &filter.browser, Filter { browser: filter.browser.clone(), ..rest() }),
            (Dimension::Platform, &filter.platform, Filter { platform: filter.platform.clone(), ..rest() }),
            (Dimension::Referrer, &filter.referrer, Filter { referrer: filter.referrer.clone(), ..rest() }),
            (Dimension::Search, &filter.search, Filter { search: filter.search.clone(), ..rest() }),
            (Dimension::User, &filter.user_id, Filter { user_id: filter.user_id.clone(), ..rest() }),
        ];
        let mut of_texts = by_text.iter().filter(|(.., alone)| alone == filter);
        let counted = if *filter == rest() {
            one(Dimension::All, Dimension::All.name())
        } else if let Some((dimension, Some(value), _)) = of_texts.next() {
            one(*dimension, value)
        } else if let Some(PathFilter::Exact(path)) = &filter.path {
            let alone = Filter { path: filter.path.clone(), ..rest() };
            (alone == *filter).then(|| one(Dimension::Path, path))?
        } else if let Some(kind) = filter.device_kind {
            let alone = Filter { device_kind: filter.device_kind, ..rest() };
            (alone == *filter).then(|| one(Dimension::Kind, kind.name()))?
        } else {
            let status = filter.status?;
            let values = (status.first..=status.last).map(|status| status.to_string()).collect();
            let alone = Filter { status: filter.status, ..rest() };
            (alone == *filter).then_some(Self { dimension: Dimension::Status, values })?
        };
        // Long values are cut there: such a one is several.
        let is_whole = |value: &String| !value.is_empty() && value.len() + 4 <= VALUE_BYTES_MAX;
        counted.values.iter().all(is_whole).then_some(counted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::DeviceKind;
    use crate::log::filter::StatusRange;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_the_last_day_unless_somebody_says_otherwise() {
        let now = at("2026-03-04T10:37:00Z");

        let period = Period::of(now, None, None).unwrap();

        assert_eq!((period.since, period.until), (at("2026-03-03T10:37:00Z"), now));
        assert_eq!(period.end, at("2026-03-05T00:00:00Z"), "what is ahead of the clock is counted");
        let before = period.before();
        assert_eq!((before.since, before.end), (at("2026-03-02T10:37:00Z"), period.since));
    }

    #[test]
    fn an_end_is_kept_as_long_as_there_can_be_something_behind_it() {
        let now = at("2026-03-04T10:37:00Z");
        for (until, end) in [
            ("2026-03-04T10:37:00Z", "2026-03-04T10:37:00Z"),
            ("2026-03-04T10:42:00Z", "2026-03-04T10:42:00Z"),
            ("2026-03-04T10:43:00Z", "2026-03-05T00:00:00Z"),
            ("2026-03-05T05:00:00Z", "2026-03-06T00:00:00Z"),
        ] {
            assert_eq!(Period::of(now, None, Some(at(until))).unwrap().end, at(end), "{until}");
        }
    }

    #[test]
    fn a_period_that_is_none_or_too_long_is_refused() {
        let now = at("2026-03-04T10:37:00Z");
        for (since, until) in [
            (Some("2026-03-04T10:37:00Z"), None),
            (Some("2026-03-05T00:00:00Z"), Some("2026-03-04T00:00:00Z")),
            (Some("2025-01-01T00:00:00Z"), None),
        ] {
            assert!(Period::of(now, since.map(at), until.map(at)).is_err(), "{since:?} {until:?}");
        }
        assert!(Period::of(now, Some(now - PERIOD_MAX), None).is_ok());
    }

    #[test]
    fn roll_ups_answer_what_has_no_filter_or_one_value_of_a_dimension() {
        let country = || Filter { country: Some("NL".to_owned()), ..Filter::default() };
        let path = |path: &str| Filter { path: Some(PathFilter::Exact(path.to_owned())), ..Filter::default() };
        let counted = |filter: Filter| Asked::of(&filter).counted.map(|counted| (counted.dimension, counted.values));
        let one = |dimension, value: &str| Some((dimension, vec![value.to_owned()]));

        assert_eq!(counted(Filter::default()), one(Dimension::All, "all"));
        assert_eq!(
            counted(Filter { kind: Some("access".to_owned()), ..Filter::default() }),
            one(Dimension::All, "all")
        );
        assert_eq!(counted(country()), one(Dimension::Country, "NL"));
        assert_eq!(
            counted(Filter { since: Some(at("2026-03-04T00:00:00Z")), ..country() }),
            one(Dimension::Country, "NL")
        );
        assert_eq!(counted(path("/a")), one(Dimension::Path, "/a"));
        assert_eq!(
            counted(Filter { device_kind: Some(DeviceKind::Bot), ..Filter::default() }),
            one(Dimension::Kind, "bot")
        );
        let status = Filter { status: Some(StatusRange { first: 400, last: 499 }), ..Filter::default() };
        assert_eq!(
            counted(status).map(|(dimension, values)| (dimension, values.len())),
            Some((Dimension::Status, 100))
        );
        for other in [
            Filter { kind: Some("key.created".to_owned()), ..Filter::default() },
            Filter { device_kind: Some(DeviceKind::Bot), ..country() },
            Filter { city: Some("Zwolle".to_owned()), ..Filter::default() },
            Filter { path: Some(PathFilter::Prefix("/a".to_owned())), ..Filter::default() },
            Filter { method: Some("GET".to_owned()), ..Filter::default() },
            path(&"x".repeat(VALUE_BYTES_MAX)),
            path(""),
        ] {
            assert_eq!(counted(other.clone()), None, "{other:?}");
        }
    }
}
