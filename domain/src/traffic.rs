//! TRAFFIC: page views rolled up, so that statistics need not read every one of them.
//!
//! A row counts the page views of one value of one dimension in one bucket: of 15 minutes, and of a day of UTC. It leaves
//! on the day on which they leave. [`write`] adds the page views of one step of the projection:
//!
//! 1. In memory: one cell per bucket, dimension and value ([`Cells::gather`]).
//! 2. Values get a row of their own in the order in which they appear, [`VALUES_MAX`] of a dimension and day; the others
//!    are counted as one, whose value is empty ([`admit`]).
//! 3. What is there is read, what is new is added, and the sum is written.
//!
//! Between reading and writing nobody else may do the same: the caller holds the checkpoint of each tenant.

pub mod durations;
pub mod visitors;

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::TenantId;
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
    fn add(&mut self, view: &View<'_>) {
        self.hits += 1;
        self.errors += i64::from(view.status.is_some_and(|status| status >= ERROR_STATUS_MIN));
        self.bytes = self.bytes.saturating_add(view.bytes_sent.unwrap_or_default());
        if let Some(ms) = view.duration_ms {
            self.durations.add(f64::from(ms));
        }
        self.visitors.add(view.visitor);
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

/// The values of a dimension on a day: those that leave on the same day share [`VALUES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Group {
    tenant: TenantId,
    expires_on: NaiveDate,
    dimension: Dimension,
    day: NaiveDate,
}

/// Which row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key<'a> {
    group: Group,
    minutes: i16,
    bucket: DateTime<Utc>,
    value: Cow<'a, str>,
}

impl<'a> Key<'a> {
    fn of_day(group: Group, value: Cow<'a, str>) -> Self {
        Self { group, minutes: DAY_MINUTES, bucket: midnight(group.day), value }
    }
}

/// The page views of one step, by the smaller buckets.
#[derive(Default)]
struct Cells<'a> {
    cells: HashMap<Key<'a>, Counts>,
    /// The values of each group, in the order in which they appeared.
    appeared: Vec<(Group, Cow<'a, str>)>,
}

impl<'a> Cells<'a> {
    fn gather(views: &[View<'a>]) -> Self {
        let (mut all, mut seen) = (Self::default(), HashSet::new());
        for view in views {
            let (bucket, day) = (bucket_of(view.occurred_at), view.occurred_at.date_naive());
            let overall = (Dimension::All, Cow::Borrowed(Dimension::All.name()));
            for (dimension, value) in std::iter::once(&overall).chain(&view.values) {
                let group = Group { tenant: view.tenant, expires_on: view.expires_on, dimension: *dimension, day };
                let value = cut(value);
                let key = Key { group, minutes: BUCKET_MINUTES, bucket, value };
                match all.cells.entry(key) {
                    Entry::Occupied(mut cell) => cell.get_mut().add(view),
                    Entry::Vacant(cell) => {
                        let value = cell.key().value.clone();
                        if seen.insert((group, value.clone())) {
                            all.appeared.push((group, value));
                        }
                        cell.insert(Counts::default()).add(view);
                    }
                }
            }
        }
        all
    }
}

/// Adds page views. Joins the caller's transaction, of the worker's role, which holds the checkpoints of their tenants.
/// They must come in the order of their positions, each tenant's.
///
/// # Errors
/// `Unavailable` when the database does not answer; `Corrupt` when a row does not read.
pub(crate) async fn write(txn: &DatabaseTransaction, views: &[View<'_>]) -> Result<(), Error> {
    if views.is_empty() {
        return Ok(());
    }
    let Cells { cells, appeared } = Cells::gather(views);
    let days = days_of(&appeared);
    let stored_days = read(txn, &days).await?;
    let other = admit(txn, &appeared, &stored_days).await?;

    let mut sums: HashMap<Key<'_>, Counts> = HashMap::with_capacity(2 * cells.len());
    for (mut key, counts) in cells {
        if other.contains(&(key.group, key.value.clone())) {
            key.value = Cow::Borrowed(OTHER);
        }
        sums.entry(Key::of_day(key.group, key.value.clone())).or_default().merge(&counts);
        sums.entry(key).or_default().merge(&counts);
    }
    let buckets: Vec<Key<'_>> = sums.keys().filter(|key| key.minutes == BUCKET_MINUTES).cloned().collect();
    let stored_buckets = read(txn, &buckets).await?;
    for (key, counts) in stored_days.iter().chain(&stored_buckets) {
        if let Some(sum) = sums.get_mut(key) {
            sum.merge(counts);
        }
    }
    let mut rows: Vec<(Key<'_>, Counts)> = sums.into_iter().collect();
    // Near each other in the index, and the same order in every process.
    rows.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)));
    store(txn, &rows).await
}

/// The rows of days that may be needed: of each value that appeared, and what is counted as one.
fn days_of<'a>(appeared: &[(Group, Cow<'a, str>)]) -> Vec<Key<'a>> {
    let mut keys: Vec<Key<'a>> = appeared.iter().map(|(group, value)| Key::of_day(*group, value.clone())).collect();
    let groups: HashSet<Group> = appeared.iter().map(|(group, _)| *group).collect();
    keys.extend(groups.into_iter().map(|group| Key::of_day(group, Cow::Borrowed(OTHER))));
    keys
}

/// Which of the values that appeared get no row of their own.
async fn admit<'a>(
    txn: &DatabaseTransaction,
    appeared: &[(Group, Cow<'a, str>)],
    stored_days: &HashMap<Key<'a>, Counts>,
) -> Result<HashSet<(Group, Cow<'a, str>)>, Error> {
    let new: Vec<&(Group, Cow<'a, str>)> = appeared
        .iter()
        .filter(|(group, value)| !stored_days.contains_key(&Key::of_day(*group, value.clone())))
        .collect();
    let groups: HashSet<Group> = new.iter().map(|(group, _)| *group).collect();
    let mut taken = count_values(txn, &groups.into_iter().collect::<Vec<_>>()).await?;
    let mut other = HashSet::new();
    for (group, value) in new {
        let taken = taken.entry(*group).or_default();
        if *taken < VALUES_MAX {
            *taken += 1;
        } else {
            other.insert((*group, value.clone()));
        }
    }
    Ok(other)
}

/// How many values of each group have rows of their own.
async fn count_values(txn: &DatabaseTransaction, groups: &[Group]) -> Result<HashMap<Group, usize>, Error> {
    // Index: traffic_pkey of one partition for each group.
    let sql = "select g.number, t.taken
               from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::date[])
                    with ordinality as g(tenant_id, dimension, bucket, expires_on, number)
               cross join lateral (
                   select count(*) as taken
                   from traffic t
                   where t.tenant_id = g.tenant_id
                     and t.dimension = g.dimension
                     and t.minutes = $5
                     and t.bucket = g.bucket
                     and t.value <> ''
                     and t.expires_on = g.expires_on
               ) as t";
    let values = [
        uuids(groups.iter().map(|group| group.tenant.uuid())),
        array(groups.iter().map(|group| group.dimension.name().to_owned())),
        array(groups.iter().map(|group| midnight(group.day))),
        dates(groups.iter().map(|group| group.expires_on)),
        DAY_MINUTES.into(),
    ];
    let mut taken = HashMap::with_capacity(groups.len());
    for row in txn.query_all_raw(statement(sql, values)).await? {
        let (number, count): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        if let Some(group) = usize::try_from(number).ok().and_then(|number| groups.get(number - 1)) {
            taken.insert(*group, usize::try_from(count).unwrap_or(usize::MAX));
        }
    }
    Ok(taken)
}

/// The rows of these keys that are there.
async fn read<'a>(txn: &DatabaseTransaction, keys: &[Key<'a>]) -> Result<HashMap<Key<'a>, Counts>, Error> {
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
    let mut stored = HashMap::new();
    for row in txn.query_all_raw(statement(sql, columns(keys.iter()))).await? {
        let number: i64 = row.try_get_by_index(0)?;
        if let Some(key) = usize::try_from(number).ok().and_then(|number| keys.get(number - 1)) {
            stored.insert(key.clone(), Counts::from_row(&row, 1)?);
        }
    }
    Ok(stored)
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
        array(keys.clone().map(|key| key.group.dimension.name().to_owned())),
        array(keys.clone().map(|key| key.minutes)),
        array(keys.clone().map(|key| key.bucket)),
        array(keys.clone().map(|key| key.value.clone().into_owned())),
        dates(keys.map(|key| key.group.expires_on)),
    ]
}

/// Where a row stands in the index.
fn place<'k>(key: &'k Key<'_>) -> impl Ord + use<'k> {
    let group = &key.group;
    (group.tenant.uuid(), group.dimension.name(), key.minutes, key.bucket, &*key.value, group.expires_on)
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
fn cut<'a>(value: &Cow<'a, str>) -> Cow<'a, str> {
    let end = value.floor_char_boundary(VALUE_BYTES_MAX);
    match value {
        Cow::Borrowed(value) => Cow::Borrowed(&value[..end]),
        Cow::Owned(value) => Cow::Owned(value[..end].to_owned()),
    }
}
