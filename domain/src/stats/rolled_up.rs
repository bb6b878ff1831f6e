//! Counting in the roll-ups.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{QueryResult, Value};

use super::Counted;
use super::pieces::{Pieces, Span, bucket_from};
use super::reading::Reading;
use super::sums::{Detail, Distinct, Sum};
use crate::error::Error;
use crate::sql::array;
use crate::traffic::durations::Durations;
use crate::traffic::{DAY_MINUTES, Dimension, bucket_of};

/// Most buckets that one statement reads: a row has up to 13 KiB.
const BUCKETS_MAX: i32 = 1_000;

/// Most rows that are looked up one by one.
const LOOKED_UP_MAX: usize = 1_000;
/// Most ranges that a statement names one by one.
const NAMED_RANGES_MAX: usize = 8;

/// Where the ranges are counted: days on which the value is among those that were counted as one are the access log's.
pub(super) async fn pieces(reading: &Reading, counted: &Counted, spans: &[Span]) -> Result<Pieces, Error> {
    let mut pieces = Pieces::of(spans.iter().cloned(), reading.buckets(counted.dimension));
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Ok(pieces) };
    // Of these there are never so many.
    let is_complete =
        matches!(counted.dimension, Dimension::All | Dimension::Status | Dimension::Kind | Dimension::Country);
    if !is_complete && !pieces.rolled_up.is_empty() {
        pieces.leave_to_log(&days_without(reading, counted, &(first.start..last.end)).await?);
    }
    Ok(pieces)
}

/// The days of UTC on which values were counted as one, and this may be one of them.
async fn days_without(reading: &Reading, counted: &Counted, span: &Span) -> Result<Vec<DateTime<Utc>>, Error> {
    let mut values: Vec<Value> = vec![
        reading.tenant.uuid().into(),
        counted.dimension.name().into(),
        DAY_MINUTES.into(),
        bucket_of(span.start, DAY_MINUTES).into(),
        bucket_from(span.end, DAY_MINUTES).into(),
        array(counted.values.iter().cloned()),
    ];
    let visible = reading.extent.of_roll_ups(&mut values);
    // Index: traffic_pkey of each partition in the bounds.
    let sql = format!(
        "select t.bucket
         from traffic t
         where t.tenant_id = $1
           and t.dimension = $2
           and t.minutes = $3
           and t.bucket >= $4
           and t.bucket < $5
           and (t.value = '' or t.value = any($6))
           and {visible}
         group by t.bucket, t.expires_on
         having bool_or(t.value = '')
            and not bool_or(t.value <> '')
         order by t.bucket"
    );
    let rows = reading.rows(&sql, values).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Adds what the roll-ups have in some pieces to the sums; each of these begins at one of `starts`.
pub(super) async fn add(
    reading: &Reading,
    counted: &Counted,
    pieces: &Pieces,
    starts: &[DateTime<Utc>],
    detail: Detail,
    sums: &mut [Sum],
) -> Result<(), Error> {
    if detail == Detail::Series && counted.values.len() == 1 {
        let mut by_counts = sums.to_vec();
        if add_rows(reading, counted, pieces, starts, detail, &pieces.alone(starts), &mut by_counts).await? {
            sums.clone_from_slice(&by_counts);
            return Ok(());
        }
    }
    add_rows(reading, counted, pieces, starts, detail, &[], sums).await.map(drop)
}

/// As [`add`]; of the buckets `alone` no sketches are read, but how many visitors they have. Whether that was right: it is not
/// where what a bucket counts leaves on several days, and is several rows.
async fn add_rows(
    reading: &Reading,
    counted: &Counted,
    pieces: &Pieces,
    starts: &[DateTime<Utc>],
    detail: Detail,
    alone: &[DateTime<Utc>],
    sums: &mut [Sum],
) -> Result<bool, Error> {
    let columns = match (detail, counted.dimension) {
        (Detail::Hits, _) => "",
        (Detail::Series, _) => {
            ", case when t.bucket = any($4) and t.visitors_count is not null then null else t.visitors end, t.visitors_count"
        }
        (Detail::Everything, Dimension::All) => ", t.visitors, t.durations, t.users, t.sessions",
        (Detail::Everything, _) => ", t.visitors, t.durations",
    };
    for ranges in parts(&pieces.rolled_up) {
        let mut values =
            vec![reading.tenant.uuid().into(), counted.dimension.name().into(), array(counted.values.iter().cloned())];
        if detail == Detail::Series {
            values.push(array(alone.iter().copied()));
        }
        // Of all of them there is but one value.
        let which = match counted.dimension {
            Dimension::All => Which::Every,
            _ => Which::Values(3, counted.values.len()),
        };
        let from = rows(reading, &ranges, which, &mut values);
        let sql = format!("select t.bucket, t.hits, t.errors, t.bytes{columns} from {from}");
        for row in reading.rows(&sql, values).await? {
            let bucket: DateTime<Utc> = row.try_get_by_index(0)?;
            let number = starts.partition_point(|start| *start <= bucket);
            let Some(sum) = number.checked_sub(1).and_then(|number| sums.get_mut(number)) else { continue };
            if !add_row(&row, counted.dimension, detail, sum)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Adds a row; whether it could be: how many visitors a row has cannot be added to those of another.
fn add_row(row: &QueryResult, dimension: Dimension, detail: Detail, sum: &mut Sum) -> Result<bool, Error> {
    sum.add(row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    if detail == Detail::Hits {
        return Ok(true);
    }
    let sketch: Option<Vec<u8>> = row.try_get_by_index(4)?;
    match (&sketch, &sum.visitors) {
        (None, Distinct::Counted(_)) if detail == Detail::Series => {
            sum.visitors = Distinct::Stored(row.try_get_by_index(5)?);
            return Ok(true);
        }
        (None, _) if detail == Detail::Series => return Ok(false),
        (Some(_), Distinct::Stored(_)) => return Ok(false),
        _ => sum.visitors.merge_stored(sketch, "visitors")?,
    }
    if detail == Detail::Everything {
        let durations: Vec<u8> = row.try_get_by_index(5)?;
        let corrupt = || Error::corrupt("traffic", "a row", "durations does not read");
        sum.durations.merge(&Durations::from_bytes(&durations).ok_or_else(corrupt)?);
        if dimension == Dimension::All {
            sum.users.merge_stored(row.try_get_by_index(6)?, "users")?;
            sum.sessions.merge_stored(row.try_get_by_index(7)?, "sessions")?;
        }
    }
    Ok(true)
}

/// The ranges in parts that have [`BUCKETS_MAX`] buckets at most.
fn parts(ranges: &[(i16, Span)]) -> Vec<Vec<(i16, Span)>> {
    let (mut parts, mut part, mut left): (Vec<Vec<_>>, Vec<_>, i32) = (Vec::new(), Vec::new(), BUCKETS_MAX);
    for (minutes, span) in ranges {
        let length = TimeDelta::minutes(i64::from(*minutes));
        let mut start = span.start;
        while start < span.end {
            let end = (start + length * left).min(span.end);
            left -= i32::try_from((end - start).num_minutes() / i64::from(*minutes)).unwrap_or(left);
            part.push((*minutes, start..end));
            start = end;
            if left <= 0 {
                left = BUCKETS_MAX;
                parts.push(std::mem::take(&mut part));
            }
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Which rows of some ranges are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which {
    /// Those of all values.
    Every,
    /// Those of the values in this parameter, so many of them.
    Values(usize, usize),
}

/// The rows `t` of the roll-ups in some ranges, of the tenant `$1` and the dimension `$2`; further values are pushed behind
/// those that are there.
pub(super) fn rows(reading: &Reading, ranges: &[(i16, Span)], which: Which, values: &mut Vec<Value>) -> String {
    let visible = reading.extent.of_roll_ups(values);
    let of_values = match which {
        Which::Every => String::new(),
        Which::Values(parameter, _) => format!("and t.value = any(${parameter})"),
    };
    let (days, ranges) = looked_up(ranges, which);
    let mut parts = Vec::new();
    if let (false, Which::Values(parameter, _)) = (days.is_empty(), which) {
        parts.push(rows_of_days(reading, days, parameter, &visible, values));
    }
    // Index: traffic_pkey of each partition in the bounds, for one range after the other. Few are named one by one, so that
    // the planner knows how many rows they have.
    if ranges.len() <= NAMED_RANGES_MAX {
        parts.extend(ranges.into_iter().map(|(minutes, span)| {
            values.extend([minutes.into(), span.start.into(), span.end.into()]);
            let at = values.len();
            format!(
                "select *
                 from traffic t
                 where t.tenant_id = $1
                   and t.dimension = $2
                   and t.minutes = ${}
                   and t.bucket >= ${}
                   and t.bucket < ${at}
                   {of_values}
                   and {visible}",
                at - 2,
                at - 1
            )
        }));
    } else {
        values.extend([
            array(ranges.iter().map(|(minutes, _)| *minutes)),
            array(ranges.iter().map(|(_, span)| span.start)),
            array(ranges.iter().map(|(_, span)| span.end)),
        ]);
        let at = values.len();
        parts.push(format!(
            "select t.*
             from unnest(${}::smallint[], ${}::timestamptz[], ${at}::timestamptz[]) as p(minutes, since, until)
             cross join lateral (
                 select *
                 from traffic t
                 where t.tenant_id = $1
                   and t.dimension = $2
                   and t.minutes = p.minutes
                   and t.bucket >= p.since
                   and t.bucket < p.until
                   {of_values}
                   and {visible}
                 offset 0
             ) as t",
            at - 2,
            at - 1
        ));
    }
    format!("({}) as t", parts.join(" union all "))
}

/// The rows of the values in a parameter on some days.
fn rows_of_days(
    reading: &Reading,
    days: Vec<DateTime<Utc>>,
    parameter: usize,
    visible: &str,
    values: &mut Vec<Value>,
) -> String {
    // While something is being moved or made anew, a row may still have the day of before.
    let kept = if reading.is_unsettled() { 0 } else { reading.extent.shortest };
    values.extend([DAY_MINUTES.into(), array(days.into_iter()), i32::from(kept).into()]);
    let (minutes, days, kept) = (values.len() - 2, values.len() - 1, values.len());
    // Index: traffic_pkey of each partition in the bounds, for each row; what occurred on a day leaves no sooner than it is
    // kept, so that partitions before that are left out.
    format!(
        "select t.*
         from unnest(${days}::timestamptz[]) as d(bucket)
         cross join unnest(${parameter}::text[]) as v(value)
         cross join lateral (
             select *
             from traffic t
             where t.tenant_id = $1
               and t.dimension = $2
               and t.minutes = ${minutes}
               and t.bucket = d.bucket
               and t.expires_on >= (d.bucket at time zone 'UTC')::date + ${kept}::integer
               and t.value = v.value
               and {visible}
             offset 0
         ) as t"
    )
}

/// The days on which rows are looked up one by one, if these are few, and the ranges that are read from end to end.
fn looked_up(ranges: &[(i16, Span)], which: Which) -> (Vec<DateTime<Utc>>, Vec<(i16, Span)>) {
    let Which::Values(_, count) = which else { return (Vec::new(), ranges.to_vec()) };
    let of_days = |(minutes, _): &&(i16, Span)| *minutes == DAY_MINUTES;
    let (whole, rest): (Vec<_>, Vec<_>) = ranges.iter().partition(of_days);
    let days: Vec<DateTime<Utc>> = whole
        .iter()
        .flat_map(|(_, span)| {
            let next = |day: &DateTime<Utc>| Some(*day + TimeDelta::days(1));
            std::iter::successors(Some(span.start), next).take_while(|day| *day < span.end)
        })
        .collect();
    if days.len() * count > LOOKED_UP_MAX {
        return (Vec::new(), ranges.to_vec());
    }
    (days, rest.into_iter().cloned().collect())
}

impl Pieces {
    /// The buckets that are all there is of the sum they are in; each sum begins at one of `starts`.
    fn alone(&self, starts: &[DateTime<Utc>]) -> Vec<DateTime<Utc>> {
        let sum_of = |at: &DateTime<Utc>| starts.partition_point(|start| start <= at);
        let mut of_sums: HashMap<usize, Vec<DateTime<Utc>>> = HashMap::new();
        for (minutes, span) in &self.rolled_up {
            let next = |bucket: &DateTime<Utc>| Some(*bucket + TimeDelta::minutes(i64::from(*minutes)));
            let buckets = std::iter::successors(Some(span.start), next).take_while(|bucket| *bucket < span.end);
            buckets.for_each(|bucket| of_sums.entry(sum_of(&bucket)).or_default().push(bucket));
        }
        for span in &self.logged {
            // A range may go through several.
            (sum_of(&span.start)..=sum_of(&(span.end - TimeDelta::microseconds(1)))).for_each(|sum| {
                of_sums.remove(&sum);
            });
        }
        let only = |buckets: Vec<DateTime<Utc>>| <[DateTime<Utc>; 1]>::try_from(buckets).ok().map(|[bucket]| bucket);
        of_sums.into_values().filter_map(only).collect()
    }

    /// Leaves some days of UTC to the access log.
    fn leave_to_log(&mut self, days: &[DateTime<Utc>]) {
        for day in days {
            let end = *day + TimeDelta::days(1);
            let mut kept = Vec::with_capacity(self.rolled_up.len() + 1);
            for (minutes, span) in self.rolled_up.drain(..) {
                let inside = span.start.max(*day)..span.end.min(end);
                if inside.start >= inside.end {
                    kept.push((minutes, span));
                    continue;
                }
                kept.extend([span.start..inside.start, inside.end..span.end].map(|left| (minutes, left)));
                self.logged.push(inside);
            }
            kept.retain(|(_, span)| span.start < span.end);
            self.rolled_up = kept;
        }
        self.logged.sort_by_key(|span| span.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_rows_are_looked_up_and_many_are_read_from_end_to_end() {
        let at = |minutes: i64| DateTime::from_timestamp(minutes * 60, 0).unwrap();
        let ranges = [(1440, at(0)..at(1440 * 3)), (15, at(1440 * 3)..at(1440 * 3 + 15))];

        let (days, rest) = looked_up(&ranges, Which::Values(3, 10));

        assert_eq!((days, rest), (vec![at(0), at(1440), at(1440 * 2)], vec![ranges[1].clone()]));
        assert_eq!(looked_up(&ranges, Which::Values(3, 400)), (Vec::new(), ranges.to_vec()));
        assert_eq!(looked_up(&ranges, Which::Every), (Vec::new(), ranges.to_vec()));
    }

    #[test]
    fn many_buckets_are_read_in_parts() {
        let at = |minutes: i64| DateTime::from_timestamp(minutes * 60, 0).unwrap();
        let ranges = [(1440, at(0)..at(1440 * 999)), (15, at(1440 * 999)..at(1440 * 999 + 15 * 1_500))];

        let parts = parts(&ranges);

        let quarters = |from: i64, to: i64| (15, at(1440 * 999 + 15 * from)..at(1440 * 999 + 15 * to));
        assert_eq!(
            parts,
            [vec![ranges[0].clone(), quarters(0, 1)], vec![quarters(1, 1_001)], vec![quarters(1_001, 1_500)]]
        );
        assert!(super::parts(&[]).is_empty());
    }

    #[test]
    fn a_bucket_is_alone_when_nothing_else_is_of_its_sum() {
        let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
        let hour = |hour: u32| at(&format!("2026-03-02T{hour:02}:00:00Z"));
        let ends = [at("2026-03-01T23:30:00Z"), hour(0), hour(1), hour(3), at("2026-03-02T03:20:00Z")];
        let spans = ends.windows(2).map(|ends| ends[0]..ends[1]);

        let alone = Pieces::of(spans, Dimension::All.buckets()).alone(&ends[..4]);

        // Two quarters; an hour; two hours; a quarter and what the log has.
        assert_eq!(alone, [hour(0)]);
    }

    #[test]
    fn days_that_are_left_to_the_log_are_taken_out_of_the_buckets() {
        let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
        let day = |day: u32| at(&format!("2026-03-{day:02}T00:00:00Z"));
        let asked = at("2026-03-01T23:00:00Z")..at("2026-03-06T01:00:00Z");
        let mut pieces = Pieces::of([asked], Dimension::Browser.buckets());

        pieces.leave_to_log(&[day(1), day(3)]);

        assert_eq!(
            pieces.rolled_up,
            [(1440, day(2)..day(3)), (1440, day(4)..day(6)), (15, day(6)..at("2026-03-06T01:00:00Z")),]
        );
        assert_eq!(pieces.logged, [at("2026-03-01T23:00:00Z")..day(2), day(3)..day(4)]);
    }
}
