//! Which values of a dimension were seen most.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::TenantId;
use sea_orm::{QueryResult, Value};

use super::pieces::{Pieces, Span};
use super::reading::Reading;
use super::rolled_up::Which;
use super::sums::{Detail, Distinct};
use super::{Asked, Period, TIME_MAX, logged, rolled_up};
use crate::error::Error;
use crate::labels;
use crate::log::filter::Filter;
use crate::sql::array;
use crate::traffic::visitors::register_in_sql;
use crate::traffic::{Dimension, ERROR_STATUS_MIN, VALUE_BYTES_MAX};
use crate::transaction::Readers;

/// Most values of an answer.
pub const TOP_MAX: u32 = 100;

/// A value of a dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The value.
    pub value: String,
    /// Page views with it.
    pub hits: i64,
    /// Those among them with a status from 400 on.
    pub errors: i64,
    /// Different visitors.
    pub visitors: i64,
    /// The part of all page views of the period that fit, 0 to 1.
    pub share: f64,
}

/// The values that were seen most.
#[derive(Debug, Clone, PartialEq)]
pub struct Top {
    /// Which period.
    pub period: Period,
    /// All page views of the period that fit, also those without a value.
    pub hits: i64,
    /// Page views with values that were not counted by themselves, because a day had too many.
    pub other_hits: i64,
    /// Most page views first.
    pub entries: Vec<Entry>,
    /// Whether a number may differ a little from a count of every event.
    pub approximate: bool,
}

/// The values of a dimension that were seen most in a period, at most `limit` and [`TOP_MAX`]. `readers` are of the role that
/// reads.
///
/// # Errors
/// As [`super::summary`].
pub async fn top(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    filter: &Filter,
    dimension: Dimension,
    limit: u32,
) -> Result<Top, Error> {
    let period = Period::of(now, filter.since, filter.until)?;
    let span = period.since..period.end;
    let asked = Asked::of(filter);
    let reading = Reading::begin(readers, now, tenant, period.since, TIME_MAX).await?;
    // What roll-ups count by one dimension says nothing of another.
    let buckets = if asked.is_everything() { reading.buckets(dimension) } else { &[] };
    let pieces = Pieces::of([span.clone()], buckets);
    let values = Values { reading: &reading, asked: &asked, dimension, pieces: &pieces };
    let (mut top, hits) = values.most(period, limit.clamp(1, TOP_MAX)).await?;
    top.hits = match hits {
        Some(hits) => hits,
        None => asked.sums(&reading, &[span], Detail::Hits).await?.iter().map(|sum| sum.hits).sum(),
    };
    let visitors = values.visitors(&top.entries).await?;
    for entry in &mut top.entries {
        entry.visitors = visitors.get(&entry.value).map_or(0, Distinct::count);
        entry.share = entry.hits as f64 / top.hits.max(entry.hits) as f64;
    }
    top.approximate = reading.is_unsettled() || !pieces.rolled_up.is_empty() && top.hits > 0;
    reading.end().await?;
    Ok(top)
}

/// The values of a dimension in some pieces of time.
struct Values<'a> {
    reading: &'a Reading,
    asked: &'a Asked,
    dimension: Dimension,
    pieces: &'a Pieces,
}

impl Values<'_> {
    /// Those that were seen most; and how many page views there are, if all of them were looked at.
    async fn most(&self, period: Period, limit: u32) -> Result<(Top, Option<i64>), Error> {
        let mut values: Vec<Value> = self.leading_values();
        values.push(i64::from(limit).into());
        let limit_at = values.len();
        let logged = self.logged(&mut values).map(|(value, from)| {
            format!(
                "select coalesce(v.value, '') as value, count(*) as hits, count(*) filter (where v.is_error) as errors,
                        v.value is null or v.value = '' as is_none
                 from (select {value} as value, a.status >= {ERROR_STATUS_MIN} as is_error from {from}) as v
                 group by v.value"
            )
        });
        let rolled_up = self
            .rolled_up(Which::Every, &mut values)
            .map(|from| format!("select t.value, t.hits, t.errors, false as is_none from {from}"));
        let parts: Vec<String> = [logged, rolled_up].into_iter().flatten().collect();
        if parts.is_empty() {
            return Ok((Top::of(period), None));
        }
        // What has no value of its own comes first, then what was seen most. The sums are exact below 2^53: those of `bigint`
        // would be `numeric`, which takes as long as all the rest.
        // Of roll-ups the sum of all says nothing: what has no value is in none of the dimension.
        let is_whole = self.pieces.rolled_up.is_empty();
        let all = if is_whole { "sum(sum(hits::float8)) over ()" } else { "0::float8" };
        let sql = format!(
            "select value, is_none, sum(hits::float8)::bigint as hits, sum(errors::float8)::bigint, ({all})::bigint
             from ({}) as p
             group by value, is_none
             order by value = '' desc, hits desc, value collate \"C\"
             limit ${limit_at} + 2",
            parts.join(" union all ")
        );
        let (mut top, mut all) = (Top::of(period), 0);
        for row in self.reading.rows(&sql, values).await? {
            let (value, is_none): (String, bool) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let (hits, errors) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            all = row.try_get_by_index(4)?;
            match (value.is_empty(), is_none) {
                (false, _) if top.entries.len() < limit as usize => {
                    top.entries.push(Entry { value, hits, errors, visitors: 0, share: 0.0 });
                }
                (true, false) => top.other_hits = hits,
                // Without a value, or one too many.
                _ => {}
            }
        }
        Ok((top, is_whole.then_some(all)))
    }

    /// The visitors of some values.
    async fn visitors(&self, entries: &[Entry]) -> Result<HashMap<String, Distinct>, Error> {
        let mut visitors: HashMap<String, Distinct> = HashMap::new();
        if entries.is_empty() {
            return Ok(visitors);
        }
        let wanted = || array(entries.iter().map(|entry| entry.value.clone()));
        let mut values = self.leading_values();
        values.push(wanted());
        let at = values.len();
        if let Some(from) = self.rolled_up(Which::Values(at, entries.len()), &mut values) {
            let sql = format!("select t.value, t.visitors from {from}");
            let merge = |row: &QueryResult| {
                let of_value = visitors.entry(row.try_get_by_index(0)?).or_default();
                of_value.merge_stored(row.try_get_by_index(1)?, "visitors")
            };
            // A sketch has up to 4 KiB, and each value has one for each day.
            self.reading.each(&sql, values, merge).await?;
        }
        let mut values = self.leading_values();
        values.push(wanted());
        let Some((value, from)) = self.logged(&mut values) else { return Ok(visitors) };
        let of_wanted = format!("(select {value} as value, a.visitor from {from}) as v where v.value = any(${at})");
        if self.pieces.rolled_up.is_empty() {
            let sql = format!(
                "select value, count(visitor)
                 from (select v.value, v.visitor from {of_wanted} group by v.value, v.visitor) as d
                 group by value"
            );
            for row in self.reading.rows(&sql, values).await? {
                visitors.insert(row.try_get_by_index(0)?, Distinct::Counted(row.try_get_by_index(1)?));
            }
        } else {
            let (register, rank) = register_in_sql("v.visitor");
            let sql = format!(
                "select value, array_agg(register), array_agg(rank)
                 from (
                     select v.value, {register} as register, max({rank}) as rank
                     from {of_wanted}
                       and v.visitor is not null
                     group by 1, 2
                 ) as r
                 group by value"
            );
            for row in self.reading.rows(&sql, values).await? {
                let sketch = visitors.entry(row.try_get_by_index(0)?).or_default().sketch();
                let (registers, ranks): (Vec<i16>, Vec<i16>) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
                registers.into_iter().zip(ranks).for_each(|(register, rank)| sketch.add_register(register, rank));
            }
        }
        Ok(visitors)
    }

    /// The first values of every statement: `$1` the tenant, `$2` the dimension, `$3` and `$4` what countries are called.
    fn leading_values(&self) -> Vec<Value> {
        let countries = || labels::countries();
        vec![
            self.reading.tenant.uuid().into(),
            self.dimension.name().into(),
            array(countries().map(|(code, _)| code.to_owned())),
            array(countries().map(|(_, name)| name.to_owned())),
        ]
    }

    /// Rows `t` of the roll-ups, if there are any to look at.
    fn rolled_up(&self, which: Which, values: &mut Vec<Value>) -> Option<String> {
        let ranges: &[(i16, Span)] = &self.pieces.rolled_up;
        (!ranges.is_empty()).then(|| rolled_up::rows(self.reading, ranges, which, values))
    }

    /// Rows `a` of the access log, if there are any to look at, and the value of one.
    fn logged(&self, values: &mut Vec<Value>) -> Option<(String, String)> {
        let spans = &self.pieces.logged;
        (!spans.is_empty()).then(|| (value(self.dimension), logged::rows(self.reading, self.asked, spans, values)))
    }
}

impl Top {
    fn of(period: Period) -> Self {
        Self { period, hits: 0, other_hits: 0, entries: Vec::new(), approximate: false }
    }
}

/// The value of a row `a` of the access log, as the roll-ups have it (`access_log/label.rs` `view`).
fn value(dimension: Dimension) -> String {
    match dimension {
        Dimension::All => format!("'{}'", Dimension::All.name()),
        Dimension::Path => cut("a.path"),
        Dimension::Referrer => cut("a.referrer_host"),
        Dimension::Country => "a.country".to_owned(),
        Dimension::City => cut("(a.city || coalesce(', ' || ($4::text[])[array_position($3::text[], a.country)], ''))"),
        Dimension::Browser => "a.browser".to_owned(),
        Dimension::Platform => "a.platform".to_owned(),
        Dimension::Kind => "a.kind".to_owned(),
        Dimension::Status => "a.status::text".to_owned(),
        Dimension::User => cut("a.user_id"),
        Dimension::Search => cut("a.search_terms"),
    }
}

/// A text as far as roll-ups keep it: at most [`VALUE_BYTES_MAX`] bytes of whole characters.
fn cut(text: &str) -> String {
    let fewest = VALUE_BYTES_MAX / 4;
    format!(
        "case when octet_length({text}) <= {VALUE_BYTES_MAX} then {text}
              else (select left({text}, n)
                    from generate_series({VALUE_BYTES_MAX}, {fewest}, -1) as n
                    where octet_length(left({text}, n)) <= {VALUE_BYTES_MAX}
                    limit 1) end"
    )
}
