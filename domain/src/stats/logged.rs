//! Counting in the access log, row by row.
//!
//! Where nothing else is counted, PostgreSQL counts who is different, exactly. Where it is added to what roll-ups have, it says
//! what each visitor raises in a sketch, as `traffic/visitors.rs` does, so that no more rows come back than a sketch has.

use chrono::{DateTime, Utc};
use sea_orm::{QueryResult, Value};

use super::Asked;
use super::pieces::{Pieces, Span};
use super::reading::Reading;
use super::sums::{Detail, Distinct, Sum};
use crate::error::Error;
use crate::sql::array;
use crate::traffic::ERROR_STATUS_MIN;
use crate::traffic::durations::{Durations, bucket_in_sql};
use crate::traffic::visitors::register_in_sql;

/// The session of a row `a`, as `bigint`: the same as `access_log/label.rs` `session`.
const SESSION: &str = "('x' || encode(substr(sha256(coalesce(uuid_send(a.session_id), a.session_key_hash)), 1, 8), 'hex'))\
                       ::bit(64)::bigint";

/// Adds what the access log has in the ranges that are left to it to the sums; each of these begins at one of `starts`.
pub(super) async fn add(
    reading: &Reading,
    asked: &Asked,
    pieces: &Pieces,
    starts: &[DateTime<Utc>],
    detail: Detail,
    sums: &mut [Sum],
) -> Result<(), Error> {
    if pieces.logged.is_empty() {
        return Ok(());
    }
    let mut values = vec![reading.tenant.uuid().into(), array(starts.iter().copied())];
    let from = rows(reading, asked, &pieces.logged, &mut values);
    let alone = pieces.rolled_up.is_empty();
    let sql = if alone { counting(&from, detail) } else { sketching(&from, detail) };
    for row in reading.rows(&sql, values).await? {
        let number: i32 = row.try_get_by_index(0)?;
        let Some(sum) = usize::try_from(number - 1).ok().and_then(|number| sums.get_mut(number)) else { continue };
        if alone {
            add_counted(&row, detail, sum)?;
        } else {
            add_sketched(&row, detail, sum)?;
        }
    }
    Ok(())
}

/// The rows `a` of the access log that fit, of the tenant `$1`, in some ranges; further values are pushed behind those that are
/// there.
pub(super) fn rows(reading: &Reading, asked: &Asked, spans: &[Span], values: &mut Vec<Value>) -> String {
    values.push(asked.kind.clone().into());
    let kind = values.len();
    let ranges: Vec<String> = spans
        .iter()
        .map(|span| {
            values.extend([span.start.into(), span.end.into()]);
            format!("a.occurred_at >= ${} and a.occurred_at < ${}", values.len() - 1, values.len())
        })
        .collect();
    let visible = reading.extent.of_read_model(values);
    let conditions = asked.filter.conditions("a", values);
    // Index: access_log_occurred of each partition in the bounds, or the one that the filter asks for.
    format!(
        "access_log a
         where a.tenant_id = $1
           and a.type = ${kind}
           and ({})
           and {visible}
           {conditions}",
        ranges.join(" or ")
    )
}

/// A row for each sum that counts everything.
fn counting(from: &str, detail: Detail) -> String {
    let (columns, sets, counted) = match detail {
        Detail::Hits | Detail::Series => ("", "", ""),
        Detail::Everything => (
            ", a.user_id is not null as is_user, coalesce(uuid_send(a.session_id), a.session_key_hash) as session",
            ", (n, session), (n, duration)",
            ", count(*) filter (where of_visitor and is_user),
               count(session) filter (where of_session),
               array_agg(duration) filter (where of_duration and duration is not null),
               array_agg(hits) filter (where of_duration and duration is not null)",
        ),
    };
    let (keys, of) = match detail {
        Detail::Hits | Detail::Series => ("n, visitor", "true as of_visitor"),
        Detail::Everything => (
            "n, visitor, is_user, session, duration",
            "grouping(visitor) = 0 as of_visitor, grouping(session) = 0 as of_session, grouping(duration) = 0 as of_duration",
        ),
    };
    let visitor = if detail == Detail::Everything { "(n, visitor, is_user)" } else { "(n, visitor)" };
    format!(
        "with v as (
             select width_bucket(a.occurred_at, $2) as n, a.visitor{columns}, {}
             from {from}
         ),
         g as (
             select {keys}, {of}, count(*) as hits, count(*) filter (where is_error) as errors, sum(bytes_sent) as bytes
             from v
             group by grouping sets ({visitor}{sets})
         )
         select n,
                (sum(hits) filter (where of_visitor))::bigint,
                (sum(errors) filter (where of_visitor))::bigint,
                {}
                count(visitor) filter (where of_visitor)
                {counted}
         from g
         group by n",
        numbers(detail),
        bytes("sum(bytes) filter (where of_visitor)"),
    )
}

/// A row for each register of a sketch that is raised, and for each bucket of durations.
fn sketching(from: &str, detail: Detail) -> String {
    let (register, rank) = register_in_sql("visitor");
    let (session_register, session_rank) = register_in_sql("session");
    let (columns, ranks, sets, raised) = match detail {
        Detail::Hits | Detail::Series => (String::new(), String::new(), "", ""),
        Detail::Everything => (
            format!(", a.user_id is not null as is_user, {SESSION} as session"),
            format!(", {session_register} as session_register, {session_rank} as session_rank"),
            ", (n, session_register), (n, duration)",
            ", max(rank) filter (where is_user), session_register, max(session_rank), duration,
               grouping(register) = 0, grouping(session_register) = 0, grouping(duration) = 0",
        ),
    };
    format!(
        "with v as (
             select width_bucket(a.occurred_at, $2) as n, a.visitor{columns}, {}
             from {from}
         ),
         r as (
             select v.*, {register} as register, {rank} as rank {ranks}
             from v
         )
         select n, count(*), count(*) filter (where is_error), {} register, max(rank) {raised}
         from r
         group by grouping sets ((n, register){sets})",
        numbers(detail),
        bytes("sum(bytes_sent)"),
    )
}

/// What is added up of a row, and how long it took.
fn numbers(detail: Detail) -> String {
    let duration = match detail {
        Detail::Hits | Detail::Series => String::new(),
        Detail::Everything => format!(", {} as duration", bucket_in_sql("a.duration_ms")),
    };
    format!("a.status >= {ERROR_STATUS_MIN} as is_error, a.bytes_sent{duration}")
}

/// A sum of bytes that is never too large, with a comma behind it.
fn bytes(sum: &str) -> String {
    format!("least(coalesce({sum}, 0), {})::bigint,", i64::MAX)
}

fn add_counted(row: &QueryResult, detail: Detail, sum: &mut Sum) -> Result<(), Error> {
    sum.add(row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    sum.visitors = Distinct::Counted(row.try_get_by_index(4)?);
    if detail == Detail::Everything {
        sum.users = Distinct::Counted(row.try_get_by_index(5)?);
        sum.sessions = Distinct::Counted(row.try_get_by_index(6)?);
        let durations: Option<Vec<i32>> = row.try_get_by_index(7)?;
        let hits: Option<Vec<i64>> = row.try_get_by_index(8)?;
        for (duration, hits) in durations.into_iter().flatten().zip(hits.into_iter().flatten()) {
            add_durations(&mut sum.durations, duration, hits);
        }
    }
    Ok(())
}

fn add_sketched(row: &QueryResult, detail: Detail, sum: &mut Sum) -> Result<(), Error> {
    let hits: i64 = row.try_get_by_index(1)?;
    let everything = detail == Detail::Everything;
    if !everything || row.try_get_by_index(10)? {
        sum.add(hits, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        raise(&mut sum.visitors, row, 4, 5)?;
        if everything {
            raise(&mut sum.users, row, 4, 6)?;
        }
    } else if row.try_get_by_index(11)? {
        raise(&mut sum.sessions, row, 7, 8)?;
    } else if let Some(duration) = row.try_get_by_index(9)? {
        add_durations(&mut sum.durations, duration, hits);
    }
    Ok(())
}

/// Raises a register of a sketch; there is none of what is absent.
fn raise(of: &mut Distinct, row: &QueryResult, register: usize, rank: usize) -> Result<(), Error> {
    let register: Option<i16> = row.try_get_by_index(register)?;
    let rank: Option<i16> = row.try_get_by_index(rank)?;
    if let (Some(register), Some(rank)) = (register, rank) {
        of.sketch().add_register(register, rank);
    }
    Ok(())
}

fn add_durations(durations: &mut Durations, bucket: i32, hits: i64) {
    if let Ok(bucket) = u16::try_from(bucket) {
        durations.add_many(bucket, hits.unsigned_abs());
    }
}
