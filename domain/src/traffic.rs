//! TRAFFIC: page views rolled up, so that statistics need not read every one of them.
//!
//! A row counts the page views of one value of one dimension in one bucket: of a day of UTC, and of 15 minutes where there
//! are few values ([`Dimension::has_quarters`]). It leaves on the day on which they leave. [`write`] adds the page views of one step of the projection:
//!
//! 1. Values get a row of their own in the order in which they appear, [`VALUES_MAX`] of a dimension and day; the others
//!    are counted as one, whose value is empty. Which have one is remembered between steps ([`Admitted`]).
//! 2. In memory: one cell per bucket, dimension and value ([`gather`]).
//! 3. What is there is read, what is new is added, and the sum is written.
//!
//! Between reading and writing nobody else may do the same: the caller holds the checkpoint of each tenant.

pub mod durations;
pub mod visitors;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};

use self::durations::Durations;
use self::visitors::Visitors;
use crate::error::Error;
use crate::sql::{array, dates, statement, uuids};

/// How long the smaller buckets are. Every offset of a time zone is a multiple of it.
pub const BUCKET_MINUTES: i16 = 15;
/// How long the larger ones are.
pub const DAY_MINUTES: i16 = 24 * 60;
/// Values of a dimension that get rows of their own on a day.
pub const VALUES_MAX: usize = 1_000;
/// Most bytes of a value; longer ones are cut.
pub const VALUE_BYTES_MAX: usize = 512;
/// From which status on a page view is counted as an error.
pub const ERROR_STATUS_MIN: i16 = 400;
/// Most values that are remembered between steps; one takes about 80 bytes.
const REMEMBERED_MAX: usize = 300_000;
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

    /// Whether it is counted by quarters of an hour too. Of what nearly every page view has a value of its own, each would
    /// write a row: there, parts of days are counted from the access log.
    #[must_use]
    pub const fn has_quarters(self) -> bool {
        !matches!(self, Self::Path | Self::User | Self::Search)
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
}

impl Seen {
    fn of(view: &View<'_>) -> Self {
        Self {
            is_error: view.status.is_some_and(|status| status >= ERROR_STATUS_MIN),
            bytes: view.bytes_sent.unwrap_or_default(),
            duration: view.duration_ms.and_then(|ms| durations::Bucket::of(f64::from(ms))),
            visitor: view.visitor,
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

    /// Adds what others have counted.
    pub fn merge(&mut self, other: &Self) {
        self.hits += other.hits;
        self.errors += other.errors;
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.durations.merge(&other.durations);
        self.visitors.merge(&other.visitors);
    }

    /// Reads the columns that begin at `first`, in the order of the table.
    fn from_row(row: &QueryResult, first: usize) -> Result<Self, Error> {
        let corrupt = |column: &str| Error::corrupt("traffic", "a row", format!("{column} does not read"));
        let durations: Vec<u8> = row.try_get_by_index(first + 3)?;
        let visitors: Vec<u8> = row.try_get_by_index(first + 4)?;
        Ok(Self {
            hits: row.try_get_by_index(first)?,
            errors: row.try_get_by_index(first + 1)?,
            bytes: row.try_get_by_index(first + 2)?,
            durations: Durations::from_bytes(&durations).ok_or_else(|| corrupt("durations"))?,
            visitors: Visitors::from_bytes(&visitors).ok_or_else(|| corrupt("visitors"))?,
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

/// What the rows of a tenant come from: its log up to a position, and nothing behind that having changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub position: Position,
    /// The checkpoint's.
    pub marks: i64,
}

/// Which values have rows of their own, as of some position of each tenant's log: what one step has found out, the next
/// need not read again.
#[derive(Debug, Default)]
pub(crate) struct Admitted {
    by_tenant: HashMap<TenantId, OfTenant>,
}

#[derive(Debug, Default)]
struct OfTenant {
    /// What it holds for; nothing while a step is not committed.
    at: Option<At>,
    groups: HashMap<Group, Values>,
}

/// The values of each dimension that have rows.
#[derive(Debug, Default)]
struct Values([HashSet<Box<str>>; Dimension::ALL.len()]);

impl Values {
    /// The value, if it has a row of its own, now or before; else what the others are counted as.
    fn admit<'v>(&mut self, dimension: Dimension, value: &'v str) -> &'v str {
        let values = &mut self.0[dimension as usize];
        if values.contains(value) {
            return value;
        }
        if values.len() >= VALUES_MAX {
            return OTHER;
        }
        values.insert(value.into());
        value
    }

    fn len(&self) -> usize {
        self.0.iter().map(HashSet::len).sum()
    }
}

impl Admitted {
    /// Forgets what does not hold any more, when a step begins here; what it adds holds after [`Admitted::end_at`].
    pub fn begin_at(&mut self, tenants: impl Iterator<Item = (TenantId, At)>) {
        let remembered: usize = self.by_tenant.values().flat_map(|of| of.groups.values()).map(Values::len).sum();
        if remembered > REMEMBERED_MAX {
            self.by_tenant.clear();
        }
        for (tenant, at) in tenants {
            match self.by_tenant.get_mut(&tenant) {
                Some(of_tenant) if of_tenant.at == Some(at) => of_tenant.at = None,
                _ => drop(self.by_tenant.remove(&tenant)),
            }
        }
    }

    /// Notes how far a step has come that was committed.
    pub fn end_at(&mut self, tenant: TenantId, at: At) {
        if let Some(of_tenant) = self.by_tenant.get_mut(&tenant) {
            of_tenant.at = Some(at);
        }
    }

    /// What is known of a group.
    fn values(&mut self, group: &Group) -> &mut Values {
        self.by_tenant.entry(group.tenant).or_default().groups.entry(*group).or_default()
    }

    /// Reads the values of the groups that are not remembered.
    async fn read(&mut self, txn: &DatabaseTransaction, groups: HashSet<Group>) -> Result<(), Error> {
        let is_known = |group: &Group| {
            self.by_tenant.get(&group.tenant).is_some_and(|of_tenant| of_tenant.groups.contains_key(group))
        };
        let unknown: Vec<Group> = groups.into_iter().filter(|group| !is_known(group)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let wanted: Vec<(Group, Dimension)> =
            unknown.iter().flat_map(|group| Dimension::ALL.map(|dimension| (*group, dimension))).collect();
        // Index: traffic_pkey of one partition for each group and dimension.
        let sql = "select g.number, t.value
                   from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::date[])
                        with ordinality as g(tenant_id, dimension, bucket, expires_on, number)
                   cross join lateral (
                       select value
                       from traffic t
                       where t.tenant_id = g.tenant_id
                         and t.dimension = g.dimension
                         and t.minutes = $5
                         and t.bucket = g.bucket
                         and t.value <> ''
                         and t.expires_on = g.expires_on
                       offset 0
                   ) as t";
        let values = [
            uuids(wanted.iter().map(|(group, _)| group.tenant.uuid())),
            array(wanted.iter().map(|(_, dimension)| dimension.name().to_owned())),
            array(wanted.iter().map(|(group, _)| midnight(group.day))),
            dates(wanted.iter().map(|(group, _)| group.expires_on)),
            DAY_MINUTES.into(),
        ];
        for group in &unknown {
            self.values(group);
        }
        for row in txn.query_all_raw(statement(sql, values)).await? {
            let (number, value): (i64, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            if let Some((group, dimension)) = usize::try_from(number).ok().and_then(|number| wanted.get(number - 1)) {
                self.values(group).0[*dimension as usize].insert(value.into());
            }
        }
        Ok(())
    }
}

/// The page views of one step, by the smallest bucket that their dimension has.
fn gather<'v>(views: &'v [View<'_>], admitted: &mut Admitted) -> HashMap<Key<'v>, Counts> {
    let mut cells: HashMap<Key<'v>, Counts> = HashMap::new();
    // Page views come in runs of a tenant and, mostly, a day.
    for run in views.chunk_by(|a, b| a.group() == b.group()) {
        let group = run[0].group();
        let values = admitted.values(&group);
        let day = (DAY_MINUTES, midnight(group.day));
        for view in run {
            let (quarter, seen) = ((BUCKET_MINUTES, bucket_of(view.occurred_at)), Seen::of(view));
            let all = (Dimension::All, Dimension::All.name());
            let of_view = view.values.iter().map(|(dimension, value)| (*dimension, cut(value)));
            for (dimension, value) in std::iter::once(all).chain(of_view) {
                let value = values.admit(dimension, value);
                let (minutes, bucket) = if dimension.has_quarters() { quarter } else { day };
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
    let mut days: HashMap<Key<'_>, Counts> = HashMap::new();
    for (key, counts) in sums.iter().filter(|(key, _)| key.dimension.has_quarters()) {
        days.entry(Key { minutes: DAY_MINUTES, bucket: midnight(key.group.day), ..*key }).or_default().merge(counts);
    }
    sums.extend(days);
    let mut rows: Vec<(Key<'_>, Counts)> = sums.into_iter().collect();
    // Near each other in the index, and the same order in every process.
    rows.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)));
    add_stored(txn, &mut rows).await?;
    store(txn, &rows).await
}

/// Adds to each row what is there of it.
async fn add_stored(txn: &DatabaseTransaction, rows: &mut [(Key<'_>, Counts)]) -> Result<(), Error> {
    // Index: traffic_pkey of one partition for each key; `limit 1` keeps the planner from any other way.
    let sql = "select k.number, t.hits, t.errors, t.bytes, t.durations, t.visitors
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
                                    hits, errors, bytes, durations, visitors)
               select *
               from unnest($1::uuid[], $2::text[], $3::smallint[], $4::timestamptz[], $5::text[], $6::date[],
                           $7::bigint[], $8::bigint[], $9::bigint[], $10::bytea[], $11::bytea[])
               on conflict (tenant_id, dimension, minutes, bucket, value, expires_on) do update
               set hits = excluded.hits,
                   errors = excluded.errors,
                   bytes = excluded.bytes,
                   durations = excluded.durations,
                   visitors = excluded.visitors";
    let counts = || rows.iter().map(|(_, counts)| counts);
    let mut values = columns(rows.iter().map(|(key, _)| key));
    values.extend([
        array(counts().map(|counts| counts.hits)),
        array(counts().map(|counts| counts.errors)),
        array(counts().map(|counts| counts.bytes)),
        array(counts().map(|counts| counts.durations.to_bytes())),
        array(counts().map(|counts| counts.visitors.to_bytes())),
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

/// When the smaller bucket of a time begins.
fn bucket_of(at: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = i64::from(BUCKET_MINUTES) * 60;
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
