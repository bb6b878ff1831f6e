//! Counting in the roll-ups.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{QueryResult, Value};

use super::Counted;
use super::pieces::{Pieces, Span, bucket_from};
use super::reading::Reading;
use super::sums::{Detail, Sum};
use crate::error::Error;
use crate::sql::array;
use crate::traffic::durations::Durations;
use crate::traffic::{DAY_MINUTES, Dimension, bucket_of};

/// Most buckets that one statement reads: a row has up to 13 KiB.
const BUCKETS_MAX: i32 = 1_000;

/// Where the ranges are counted: days on which the value is among those that were counted as one are the access log's.
pub(super) async fn pieces(reading: &Reading, counted: &Counted, spans: &[Span]) -> Result<Pieces, Error> {
    let mut pieces = Pieces::of(spans.iter().cloned(), counted.dimension.buckets());
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

/// Adds what the roll-ups have in some ranges to the sums; each of these begins at one of `starts`.
pub(super) async fn add(
    reading: &Reading,
    counted: &Counted,
    ranges: &[(i16, Span)],
    starts: &[DateTime<Utc>],
    detail: Detail,
    sums: &mut [Sum],
) -> Result<(), Error> {
    let columns = match (detail, counted.dimension) {
        (Detail::Series, _) => "",
        (Detail::Everything, Dimension::All) => ", t.durations, t.users, t.sessions",
        (Detail::Everything, _) => ", t.durations",
    };
    for ranges in parts(ranges) {
        let mut values =
            vec![reading.tenant.uuid().into(), counted.dimension.name().into(), array(counted.values.iter().cloned())];
        let from = rows(reading, &ranges, "and t.value = any($3)", &mut values);
        let sql = format!("select t.bucket, t.hits, t.errors, t.bytes, t.visitors{columns} from {from}");
        for row in reading.rows(&sql, values).await? {
            let bucket: DateTime<Utc> = row.try_get_by_index(0)?;
            let number = starts.partition_point(|start| *start <= bucket);
            if let Some(sum) = number.checked_sub(1).and_then(|number| sums.get_mut(number)) {
                add_row(&row, counted.dimension, detail, sum)?;
            }
        }
    }
    Ok(())
}

fn add_row(row: &QueryResult, dimension: Dimension, detail: Detail, sum: &mut Sum) -> Result<(), Error> {
    sum.add(row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    sum.visitors.merge_stored(row.try_get_by_index(4)?, "visitors")?;
    if detail == Detail::Everything {
        let durations: Vec<u8> = row.try_get_by_index(5)?;
        let corrupt = || Error::corrupt("traffic", "a row", "durations does not read");
        sum.durations.merge(&Durations::from_bytes(&durations).ok_or_else(corrupt)?);
        if dimension == Dimension::All {
            sum.users.merge_stored(row.try_get_by_index(6)?, "users")?;
            sum.sessions.merge_stored(row.try_get_by_index(7)?, "sessions")?;
        }
    }
    Ok(())
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

/// The rows `t` of the roll-ups in some ranges, of the tenant `$1` and the dimension `$2`, that meet a condition; further
/// values are pushed behind those that are there.
pub(super) fn rows(reading: &Reading, ranges: &[(i16, Span)], condition: &str, values: &mut Vec<Value>) -> String {
    let at = values.len();
    values.extend([
        array(ranges.iter().map(|(minutes, _)| *minutes)),
        array(ranges.iter().map(|(_, span)| span.start)),
        array(ranges.iter().map(|(_, span)| span.end)),
    ]);
    let (minutes, first, last) = (at + 1, at + 2, at + 3);
    let visible = reading.extent.of_roll_ups(values);
    // Index: traffic_pkey of each partition in the bounds, for one range after the other.
    format!(
        "unnest(${minutes}::smallint[], ${first}::timestamptz[], ${last}::timestamptz[]) as p(minutes, since, until)
         cross join lateral (
             select *
             from traffic t
             where t.tenant_id = $1
               and t.dimension = $2
               and t.minutes = p.minutes
               and t.bucket >= p.since
               and t.bucket < p.until
               {condition}
               and {visible}
             offset 0
         ) as t"
    )
}

impl Pieces {
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
