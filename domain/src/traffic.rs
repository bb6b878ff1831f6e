//! TRAFFIC: page views rolled up, so that statistics need not read every one of them.
//!
//! A row counts the page views of one value of one dimension in one bucket ([`Dimension::buckets`]): of a day of UTC, and of
//! 15 minutes where there are few values; paths have hours. It leaves on the day on which they leave.
//! [`write`] adds the page views of one step of the projection:
//!
//! 1. Values get a row of their own in the order in which they appear, [`VALUES_MAX`] of a dimension and day; the others
//!    are counted as one, whose value is empty. Which have one is remembered between steps ([`Admitted`]).
//! 2. In memory: one cell per bucket, dimension and value ([`gather`]).
//! 3. What is there is read, what is new is added, and the sum is written.
//!
//! Between reading and writing nobody else may do the same: the caller holds the checkpoint of each tenant.

mod admitted;
pub mod durations;
pub mod visitors;

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::TenantId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};

pub(crate) use self::admitted::{Admitted, At};
use self::durations::Durations;
use self::visitors::Visitors;
use crate::error::Error;
use crate::sql::{array, dates, statement, uuids};

/// How long the smallest buckets are. Every offset of a time zone is a multiple of it.
pub const BUCKET_MINUTES: i16 = 15;
/// How long those are that series of days and hours are made of, where days do not begin with those of UTC.
pub const HOUR_MINUTES: i16 = 60;
/// How long the largest ones are: days of UTC.
pub const DAY_MINUTES: i16 = 24 * 60;
/// Values of a dimension that get rows of their own on a day.
pub const VALUES_MAX: usize = 1_000;
/// Most bytes of a value; longer ones are cut.
pub const VALUE_BYTES_MAX: usize = 512;
/// From which status on a page view is counted as an error.
pub const ERROR_STATUS_MIN: i16 = 400;
/// What the roll-ups of a tenant consist of, as its checkpoint says; those of an earlier layout are made anew.
pub(crate) const LAYOUT: i16 = LAYOUT_WITH_HOURS;
/// From this one on paths have buckets of hours, and rows say how many visitors they have.
const LAYOUT_WITH_HOURS: i16 = 2;
/// What is counted as one because there are too many of them.
const OTHER: &str = "";

/// What page views are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// All of them: its only value is `all`.
    All,
    /// The path.
    Path,
    /// The host of the page that led to it.
    Referrer,
    /// The country, as ISO 3166-1 alpha-2.
    Country,
    /// The city with its country (`Zwolle, The Netherlands`).
    City,
    /// The browser, or whatever program it was.
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

impl Dimension {
    /// All there are, in their order.
    pub const ALL: [Self; 11] = [
        Self::All,
        Self::Path,
        Self::Referrer,
        Self::Country,
        Self::City,
        Self::Browser,
        Self::Platform,
        Self::Kind,
        Self::Status,
        Self::User,
        Self::Search,
    ];

    /// How long its buckets are in minutes, the longest first. Of what nearly every page view has a value of its own, each
    /// would write a row for every quarter of an hour: there, parts of days are counted from the access log, but for paths,
    /// which dashboards ask for, and which have hours.
    #[must_use]
    pub const fn buckets(self) -> &'static [i16] {
        self.buckets_of(LAYOUT)
    }

    /// The same, as far as roll-ups of a layout have them.
    pub(crate) const fn buckets_of(self, layout: i16) -> &'static [i16] {
        match self {
            Self::All => &[DAY_MINUTES, HOUR_MINUTES, BUCKET_MINUTES],
            Self::Path if layout >= LAYOUT_WITH_HOURS => &[DAY_MINUTES, HOUR_MINUTES],
            Self::Path | Self::User | Self::Search => &[DAY_MINUTES],
            _ => &[DAY_MINUTES, BUCKET_MINUTES],
        }
    }

    /// How long its smallest buckets are, in minutes.
    const fn smallest(self) -> i16 {
        match self.buckets() {
            [.., smallest] => *smallest,
            [] => DAY_MINUTES,
        }
    }

    /// As the table has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Path => "path",
            Self::Referrer => "referrer",
            Self::Country => "country",
            Self::City => "city",
            Self::Browser => "browser",
            Self::Platform => "platform",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::User => "user",
            Self::Search => "search",
        }
    }
}

/// A page view, as it is counted.
pub(crate) struct View<'a> {
    pub tenant: TenantId,
    pub expires_on: NaiveDate,
    pub occurred_at: DateTime<Utc>,
    pub status: Option<i16>,
    pub duration_ms: Option<f32>,
    pub bytes_sent: Option<i64>,
    /// A hash of who it was.
    pub visitor: u64,
    /// Whether that is one of the application's users.
    pub is_user: bool,
    /// A hash of the session that it belongs to.
    pub session: Option<u64>,
    /// What it has of each dimension but [`Dimension::All`].
    pub values: Vec<(Dimension, Cow<'a, str>)>,
}

impl View<'_> {
    fn group(&self) -> Group {
        Group { tenant: self.tenant, expires_on: self.expires_on, day: self.occurred_at.date_naive() }
    }
}

/// What a page view adds to each of its rows.
struct Seen {
    is_error: bool,
    bytes: i64,
    duration: Option<durations::Bucket>,
    visitor: u64,
    user: Option<u64>,
    session: Option<u64>,
}

impl Seen {
    fn of(view: &View<'_>) -> Self {
        Self {
            is_error: view.status.is_some_and(|status| status >= ERROR_STATUS_MIN),
            bytes: view.bytes_sent.unwrap_or_default(),
            duration: view.duration_ms.and_then(|ms| durations::Bucket::of(f64::from(ms))),
            visitor: view.visitor,
            user: view.is_user.then_some(view.visitor),
            session: view.session,
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Page views.
    pub hits: i64,
    /// Those with a status from [`ERROR_STATUS_MIN`] on.
    pub errors: i64,
    /// Bytes that were sent.
    pub bytes: i64,
    /// How long they took, as far as it is known.
    pub durations: Durations,
    /// Who they were.
    pub visitors: Visitors,
    /// Those of them who are users, of [`Dimension::All`] alone.
    pub users: Visitors,
    /// Their sessions, of [`Dimension::All`] alone.
    pub sessions: Visitors,
}

impl Counts {
    fn add(&mut self, seen: &Seen) {
        self.hits += 1;
        self.errors += i64::from(seen.is_error);
        self.bytes = self.bytes.saturating_add(seen.bytes);
        if let Some(bucket) = seen.duration {
            self.durations.add(bucket);
        }
        self.visitors.add(seen.visitor);
    }

    /// As [`Counts::add`], and whose they were.
    fn add_people(&mut self, seen: &Seen) {
        self.add(seen);
        seen.user.into_iter().for_each(|user| self.users.add(user));
        seen.session.into_iter().for_each(|session| self.sessions.add(session));
    }

    /// Adds what others have counted.
    pub fn merge(&mut self, other: &Self) {
        self.hits += other.hits;
        self.errors += other.errors;
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.durations.merge(&other.durations);
        self.visitors.merge(&other.visitors);
        self.users.merge(&other.users);
        self.sessions.merge(&other.sessions);
    }

    /// Reads the columns that begin at `first`, in the order of the table.
    fn from_row(row: &QueryResult, first: usize) -> Result<Self, Error> {
        let corrupt = |column: &str| Error::corrupt("traffic", "a row", format!("{column} does not read"));
        let durations: Vec<u8> = row.try_get_by_index(first + 3)?;
        let people = |column: usize, name: &str| {
            let bytes: Option<Vec<u8>> = row.try_get_by_index(first + column)?;
            let read = bytes.map_or_else(|| Some(Visitors::default()), |bytes| Visitors::from_bytes(&bytes));
            read.ok_or_else(|| corrupt(name))
        };
        Ok(Self {
            hits: row.try_get_by_index(first)?,
            errors: row.try_get_by_index(first + 1)?,
            bytes: row.try_get_by_index(first + 2)?,
            durations: Durations::from_bytes(&durations).ok_or_else(|| corrupt("durations"))?,
            visitors: people(4, "visitors")?,
            users: people(5, "users")?,
            sessions: people(6, "sessions")?,
        })
    }
}

/// A tenant's page views of one day that leave on the same day: the values of each dimension share [`VALUES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Group {
    tenant: TenantId,
    expires_on: NaiveDate,
    day: NaiveDate,
}

/// Which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key<'v> {
    group: Group,
    dimension: Dimension,
    minutes: i16,
    bucket: DateTime<Utc>,
    value: &'v str,
}

/// The page views of one step, by the smallest bucket that their dimension has.
fn gather<'v>(views: &'v [View<'_>], admitted: &mut Admitted) -> HashMap<Key<'v>, Counts> {
    let mut cells: HashMap<Key<'v>, Counts> = HashMap::new();
    // Page views come in runs of a tenant and, mostly, a day.
    for run in views.chunk_by(|a, b| a.group() == b.group()) {
        let group = run[0].group();
        let values = admitted.values(&group);
        for view in run {
            let seen = Seen::of(view);
            let (dimension, minutes) = (Dimension::All, Dimension::All.smallest());
            let bucket = bucket_of(view.occurred_at, minutes);
            let value = values.admit(dimension, dimension.name());
            cells.entry(Key { group, dimension, minutes, bucket, value }).or_default().add_people(&seen);
            for (dimension, value) in &view.values {
                let (dimension, value) = (*dimension, values.admit(*dimension, cut(value)));
                let minutes = dimension.smallest();
                let bucket = bucket_of(view.occurred_at, minutes);
                cells.entry(Key { group, dimension, minutes, bucket, value }).or_default().add(&seen);
            }
        }
    }
    cells
}

/// Adds page views. Joins the caller's transaction, of the worker's role, which holds the checkpoints of their tenants.
/// They must come in the order of their positions, each tenant's.
///
/// # Errors
/// `Unavailable` when the database does not answer; `Corrupt` when a row does not read.
pub(crate) async fn write(txn: &DatabaseTransaction, views: &[View<'_>], admitted: &mut Admitted) -> Result<(), Error> {
    if views.is_empty() {
        return Ok(());
    }
    admitted.read(txn, views.iter().map(View::group).collect()).await?;
    let mut sums = gather(views, admitted);
    let mut larger: HashMap<Key<'_>, Counts> = HashMap::new();
    for (key, counts) in &sums {
        for minutes in key.dimension.buckets().iter().copied().filter(|minutes| *minutes > key.minutes) {
            let bucket = bucket_of(key.bucket, minutes);
            larger.entry(Key { minutes, bucket, ..*key }).or_default().merge(counts);
        }
    }
    sums.extend(larger);
    let mut rows: Vec<(Key<'_>, Counts)> = sums.into_iter().collect();
    // Near each other in the index, and the same order in every process.
    rows.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)));
    add_stored(txn, &mut rows).await?;
    store(txn, &rows).await
}

/// Adds to each row what is there of it.
async fn add_stored(txn: &DatabaseTransaction, rows: &mut [(Key<'_>, Counts)]) -> Result<(), Error> {
    // Index: traffic_pkey of one partition for each key; `limit 1` keeps the planner from any other way.
    let sql = "select k.number, t.hits, t.errors, t.bytes, t.durations, t.visitors, t.users,
                      t.sessions
               from unnest($1::uuid[], $2::text[], $3::smallint[], $4::timestamptz[], $5::text[], $6::date[])
                    with ordinality as k(tenant_id, dimension, minutes, bucket, value, expires_on, number)
               cross join lateral (
                   select t.*
                   from traffic t
                   where t.tenant_id = k.tenant_id
                     and t.dimension = k.dimension
                     and t.minutes = k.minutes
                     and t.bucket = k.bucket
                     and t.value = k.value
                     and t.expires_on = k.expires_on
                   limit 1
               ) as t";
    let stored = txn.query_all_raw(statement(sql, columns(rows.iter().map(|(key, _)| key)))).await?;
    for row in &stored {
        let number: i64 = row.try_get_by_index(0)?;
        if let Some((_, counts)) = usize::try_from(number).ok().and_then(|number| rows.get_mut(number - 1)) {
            counts.merge(&Counts::from_row(row, 1)?);
        }
    }
    Ok(())
}

async fn store(txn: &DatabaseTransaction, rows: &[(Key<'_>, Counts)]) -> Result<(), Error> {
    let sql = "insert into traffic (tenant_id, dimension, minutes, bucket, value, expires_on,
                                    hits, errors, bytes, durations, visitors, users, sessions, visitors_count)
               select tenant_id, dimension, minutes, bucket, value, expires_on, hits, errors, bytes, durations, visitors,
                      nullif(users, ''), nullif(sessions, ''), visitors_count
               from unnest($1::uuid[], $2::text[], $3::smallint[], $4::timestamptz[], $5::text[], $6::date[],
                           $7::bigint[], $8::bigint[], $9::bigint[], $10::bytea[], $11::bytea[], $12::bytea[],
                           $13::bytea[], $14::bigint[])
                    as r(tenant_id, dimension, minutes, bucket, value, expires_on, hits, errors, bytes, durations,
                         visitors, users, sessions, visitors_count)
               on conflict (tenant_id, dimension, minutes, bucket, value, expires_on) do update
               set hits = excluded.hits,
                   errors = excluded.errors,
                   bytes = excluded.bytes,
                   durations = excluded.durations,
                   visitors = excluded.visitors,
                   users = excluded.users,
                   sessions = excluded.sessions,
                   visitors_count = excluded.visitors_count";
    let counts = || rows.iter().map(|(_, counts)| counts);
    // Absent, which a list cannot have, is empty here.
    let people = |of: fn(&Counts) -> &Visitors| {
        let written = rows.iter().map(move |(key, counts)| match key.dimension {
            Dimension::All => of(counts).to_bytes(),
            _ => Vec::new(),
        });
        array(written)
    };
    let mut values = columns(rows.iter().map(|(key, _)| key));
    values.extend([
        array(counts().map(|counts| counts.hits)),
        array(counts().map(|counts| counts.errors)),
        array(counts().map(|counts| counts.bytes)),
        array(counts().map(|counts| counts.durations.to_bytes())),
        array(counts().map(|counts| counts.visitors.to_bytes())),
        people(|counts| &counts.users),
        people(|counts| &counts.sessions),
        array(counts().map(|counts| counts.visitors.rounded())),
    ]);
    txn.execute_raw(statement(sql, values)).await?;
    Ok(())
}

fn columns<'k, 'a: 'k>(keys: impl Iterator<Item = &'k Key<'a>> + Clone) -> Vec<Value> {
    vec![
        uuids(keys.clone().map(|key| key.group.tenant.uuid())),
        array(keys.clone().map(|key| key.dimension.name().to_owned())),
        array(keys.clone().map(|key| key.minutes)),
        array(keys.clone().map(|key| key.bucket)),
        array(keys.clone().map(|key| key.value.to_owned())),
        dates(keys.map(|key| key.group.expires_on)),
    ]
}

/// Where a row stands in the index.
fn place<'v>(key: &Key<'v>) -> impl Ord + use<'v> {
    (key.group.tenant.uuid(), key.dimension.name(), key.minutes, key.bucket, key.value, key.group.expires_on)
}

/// When the bucket of a time begins.
pub(crate) fn bucket_of(at: DateTime<Utc>, minutes: i16) -> DateTime<Utc> {
    let seconds = i64::from(minutes) * 60;
    let begin = at.timestamp().div_euclid(seconds) * seconds;
    DateTime::from_timestamp(begin, 0).unwrap_or(at)
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// As much of a value as is kept.
fn cut(value: &str) -> &str {
    &value[..value.floor_char_boundary(VALUE_BYTES_MAX)]
}
