//! Statistics: what a period comes to, page views over time, and what was seen most.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::stats::{self, Bucket};
use domain::traffic::Dimension;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use crate::App;
use crate::auth::EventsReader;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::filter::EventFilter;

/// Values of an answer unless the caller says otherwise.
const TOP_DEFAULT: u32 = 10;
const UTC: &str = "UTC";

/// The operations on statistics.
pub struct StatsApi {
    /// What they work with.
    pub app: Arc<App>,
}

#[OpenApi(tag = "Tag::Statistics")]
impl StatsApi {
    /// Sums up a period.
    ///
    /// Beside the period of the same length right before. Without `since` and `until` the last 24 hours; at most 400 days.
    /// Page views are counted, or events of the `type` that is asked for. Without filters, and with one by country, browser,
    /// platform, kind, status, referrer, search, user or whole path, it is answered from sums that are kept; with others it
    /// is counted row by row and may take too long: 422 `too_broad`. Counts what is projected, which takes less than a
    /// second. Needs the scope `events:read`.
    #[oai(path = "/v1/stats/summary", method = "get", operation_id = "get_stats_summary")]
    async fn summary(&self, caller: EventsReader, filter: EventFilter) -> Result<Json<StatsSummary>, ApiError> {
        let (app, tenant) = (&self.app, caller.0.tenant());
        let summary = stats::summary(&app.stores.read, app.clock.now(), tenant, &filter.0).await?;
        Ok(Json(summary.into()))
    }

    /// Counts page views over time.
    ///
    /// By the calendar of a time zone: a day has 23 or 25 hours where the clock changes. Every bucket of the period is there,
    /// also an empty one, the first and the last cut to it; at most 1,000. Otherwise as `get_stats_summary`. Needs the scope
    /// `events:read`.
    #[oai(path = "/v1/stats/timeseries", method = "get", operation_id = "get_stats_timeseries")]
    async fn timeseries(
        &self,
        caller: EventsReader,
        /// How long a bucket is. Weeks begin on Monday.
        #[oai(default = "hour")]
        bucket: Query<StatsBucket>,
        /// Whose calendar counts, by its name in the IANA database, such as `Europe/Amsterdam`.
        #[oai(default = "utc", validator(max_length = 64))]
        time_zone: Query<String>,
        filter: EventFilter,
    ) -> Result<Json<StatsTimeseries>, ApiError> {
        let (app, tenant, now) = (&self.app, caller.0.tenant(), self.app.clock.now());
        let (period, series) =
            stats::timeseries(&app.stores.read, now, tenant, &filter.0, bucket.0.into(), &time_zone.0).await?;
        Ok(Json(StatsTimeseries {
            since: period.since,
            until: period.until,
            bucket: bucket.0,
            time_zone: time_zone.0,
            points: series.points.into_iter().map(Into::into).collect(),
            approximate: series.approximate,
        }))
    }

    /// Lists what was seen most.
    ///
    /// The values of a dimension, most page views first. Of a day, the first 1,000 values of a dimension are counted one by
    /// one and the others together (`other_hits`), unless filters ask for a count row by row. Otherwise as
    /// `get_stats_summary`. Needs the scope `events:read`.
    #[oai(path = "/v1/stats/top", method = "get", operation_id = "get_stats_top")]
    async fn top(
        &self,
        caller: EventsReader,
        /// What values are of.
        dimension: Query<StatsDimension>,
        /// Most values of the answer.
        #[oai(default = "top_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        filter: EventFilter,
    ) -> Result<Json<StatsTop>, ApiError> {
        let (app, tenant, now) = (&self.app, caller.0.tenant(), self.app.clock.now());
        let top = stats::top(&app.stores.read, now, tenant, &filter.0, dimension.0.into(), limit.0).await?;
        Ok(Json(StatsTop {
            since: top.period.since,
            until: top.period.until,
            dimension: dimension.0,
            hits: top.hits,
            other_hits: top.other_hits,
            values: top.entries.into_iter().map(Into::into).collect(),
            approximate: top.approximate,
        }))
    }
}

/// A period beside the one before.
#[derive(Object)]
pub struct StatsSummary {
    /// The period.
    current: StatsNumbers,
    /// The period of the same length right before it, as far as it is kept.
    previous: StatsNumbers,
    /// Whether visitors, users and sessions are estimates (2 % is usual), and, while what is kept is being changed or
    /// erased, other numbers may be a little behind. When it is false, every number is exact but for durations.
    approximate: bool,
}

/// What a period comes to.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct StatsNumbers {
    /// It begins then.
    since: DateTime<Utc>,
    /// It ends before then.
    until: DateTime<Utc>,
    /// Page views.
    hits: i64,
    /// Different visitors: a user, or else a session, or else an address with its agent.
    visitors: i64,
    /// Different users; absent where a single filter is answered from sums that do not know them.
    users: Option<i64>,
    /// Different sessions, Gatebook's or the application's own; absent as `users`.
    sessions: Option<i64>,
    /// Page views with a status from 400 on.
    errors: i64,
    /// Bytes that were sent.
    bytes: i64,
    /// How many milliseconds half of the requests took at most, within 2 %; absent when none says.
    duration_p50_ms: Option<f64>,
    /// The same for 95 of 100.
    duration_p95_ms: Option<f64>,
    /// The same for 99 of 100.
    duration_p99_ms: Option<f64>,
}

/// Page views over time.
#[derive(Object)]
pub struct StatsTimeseries {
    /// The period begins then.
    since: DateTime<Utc>,
    /// It ends before then.
    until: DateTime<Utc>,
    /// How long a bucket is.
    bucket: StatsBucket,
    /// Whose calendar counts.
    time_zone: String,
    /// One for each bucket, in order.
    points: Vec<StatsPoint>,
    /// Whether visitors are estimates, and other numbers may be a little behind; see `get_stats_summary`.
    approximate: bool,
}

/// A bucket of a series.
#[derive(Object)]
pub struct StatsPoint {
    /// It begins then.
    since: DateTime<Utc>,
    /// It ends before then.
    until: DateTime<Utc>,
    /// Page views.
    hits: i64,
    /// Different visitors.
    visitors: i64,
    /// Page views with a status from 400 on.
    errors: i64,
    /// Bytes that were sent.
    bytes: i64,
}

/// What was seen most.
#[derive(Object)]
pub struct StatsTop {
    /// The period begins then.
    since: DateTime<Utc>,
    /// It ends before then.
    until: DateTime<Utc>,
    /// What values are of.
    dimension: StatsDimension,
    /// All page views of the period that fit, also those without a value.
    hits: i64,
    /// Page views with values that were not counted one by one.
    other_hits: i64,
    /// Most page views first.
    values: Vec<StatsValue>,
    /// Whether visitors are estimates, and, with `other_hits`, a value may have more page views than are counted.
    approximate: bool,
}

/// A value of a dimension.
#[derive(Object)]
pub struct StatsValue {
    /// The value.
    value: String,
    /// Page views with it.
    hits: i64,
    /// The part of all page views that these are, 0 to 1.
    share: f64,
    /// Different visitors.
    visitors: i64,
    /// Page views with a status from 400 on.
    errors: i64,
}

/// How long a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum StatsBucket {
    /// A minute.
    Minute,
    /// 15 minutes.
    QuarterHour,
    /// An hour by the clock.
    Hour,
    /// From midnight to midnight.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
}

/// What page views are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum StatsDimension {
    /// The path.
    Path,
    /// The host of the page that led to it.
    Referrer,
    /// The country (ISO 3166-1 alpha-2).
    Country,
    /// The city with its country.
    City,
    /// The browser, app, bot or tool.
    Browser,
    /// The platform.
    Platform,
    /// The kind of program.
    Kind,
    /// The status.
    Status,
    /// The application's name of the user.
    User,
    /// What was searched for.
    Search,
}

impl From<stats::Summary> for StatsSummary {
    fn from(summary: stats::Summary) -> Self {
        Self { current: summary.current.into(), previous: summary.previous.into(), approximate: summary.approximate }
    }
}

impl From<stats::Numbers> for StatsNumbers {
    fn from(numbers: stats::Numbers) -> Self {
        // What is known within 2 % has no more digits than these.
        let [p50, p95, p99] = numbers.durations_ms.map(|ms| ms.map(|ms| (ms * 100.0).round() / 100.0));
        Self {
            since: numbers.period.since,
            until: numbers.period.until,
            hits: numbers.hits,
            visitors: numbers.visitors,
            users: numbers.users,
            sessions: numbers.sessions,
            errors: numbers.errors,
            bytes: numbers.bytes,
            duration_p50_ms: p50,
            duration_p95_ms: p95,
            duration_p99_ms: p99,
        }
    }
}

impl From<stats::Point> for StatsPoint {
    fn from(point: stats::Point) -> Self {
        let stats::Point { since, until, hits, visitors, errors, bytes } = point;
        Self { since, until, hits, visitors, errors, bytes }
    }
}

impl From<stats::Entry> for StatsValue {
    fn from(entry: stats::Entry) -> Self {
        let stats::Entry { value, hits, errors, visitors, share } = entry;
        Self { value, hits, share, visitors, errors }
    }
}

impl From<StatsBucket> for Bucket {
    fn from(bucket: StatsBucket) -> Self {
        match bucket {
            StatsBucket::Minute => Self::Minute,
            StatsBucket::QuarterHour => Self::QuarterHour,
            StatsBucket::Hour => Self::Hour,
            StatsBucket::Day => Self::Day,
            StatsBucket::Week => Self::Week,
            StatsBucket::Month => Self::Month,
        }
    }
}

impl From<StatsDimension> for Dimension {
    fn from(dimension: StatsDimension) -> Self {
        match dimension {
            StatsDimension::Path => Self::Path,
            StatsDimension::Referrer => Self::Referrer,
            StatsDimension::Country => Self::Country,
            StatsDimension::City => Self::City,
            StatsDimension::Browser => Self::Browser,
            StatsDimension::Platform => Self::Platform,
            StatsDimension::Kind => Self::Kind,
            StatsDimension::Status => Self::Status,
            StatsDimension::User => Self::User,
            StatsDimension::Search => Self::Search,
        }
    }
}

fn hour() -> StatsBucket {
    StatsBucket::Hour
}

fn utc() -> String {
    UTC.to_owned()
}

fn top_default() -> u32 {
    TOP_DEFAULT
}
