//! How much goes through: batches against a bare loop, single events against an empty route.

use sqlx::Row;

use super::note;
use crate::Extent;
use crate::content::Request;
use crate::floor;
use crate::installation::{Cpu, EmptyRoute, Installation, Tenant, heads_of, keys_of};
use crate::load::{self, Outcome};
use crate::report::{Line, Ratios, median};

/// Events in a batch.
pub const BATCH: usize = 500;
/// Connections that post batches.
pub const BATCH_CONNECTIONS: usize = 16;
/// Connections that post single events.
pub const SINGLE_CONNECTIONS: usize = 256;
/// Tenants that post them, half with 7 and half with 90 days of retention.
const TENANTS: usize = 8;

/// Batches of 500 through HTTP against the bare loop.
pub async fn batches(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(TENANTS).await;
    let mut ratios = Ratios::default();
    let (mut subject_cpu, mut floor_cpu, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..extent.rounds {
        installation.clear().await;
        let before = installation.cpu();
        let floor = floor::insert_for(&installation.superuser_url, &heads_of(&tenants), extent.time).await;
        floor_cpu.push(per_event(before, installation.cpu(), rows_of(installation).await));
        installation.clear().await;
        let wal = wal_position(installation).await;
        let before = installation.cpu();
        let outcome = post_batches(installation, &tenants, extent).await;
        let after = installation.cpu();
        let rows = rows_of(installation).await;
        subject_cpu.push(per_event(before, after, rows));
        sizes.push((size_of(installation).await / rows, (wal_position(installation).await - wal) / rows));
        note(&format!("batches {round}: {:.0} events/s, floor {floor:.0} rows/s", outcome.events_per_s()));
        ratios.push(outcome.events_per_s(), floor);
    }
    installation.clear().await;
    let bytes_request = Request::batch(0, &keys_of(&tenants), BATCH).bytes();
    vec![
        ratios.line(
            format!(
                "batches of {BATCH} with client ids ({} KiB of JSON, {BATCH_CONNECTIONS} connections, {TENANTS} tenants, \
                 7 and 90 days) / the same statement in a loop ({} connections, {} rows each, as superuser)",
                bytes_request / 1024,
                floor::CONNECTIONS,
                floor::ROWS
            ),
            "events/s",
            "≥ 0.40",
            0.40,
        ),
        cpu_line("CPU per event of a batch: API, PostgreSQL, load / floor: loop and PostgreSQL", &subject_cpu, &floor_cpu),
        Line {
            figure: "bytes per event on disk (table and indexes) and in WAL".to_owned(),
            subject: format!("{:.0} on disk", median(&sizes.iter().map(|size| size.0).collect::<Vec<_>>())),
            floor: String::new(),
            result: format!("{:.0} in WAL", median(&sizes.iter().map(|size| size.1).collect::<Vec<_>>())),
            wanted: "",
            holds: None,
        },
    ]
}

/// Batches from every connection, as fast as they go.
pub async fn post_batches(installation: &Installation, tenants: &[Tenant], extent: Extent) -> Outcome {
    let keys = keys_of(tenants);
    let requests = (0..BATCH_CONNECTIONS as u64).map(|seed| Request::batch(seed, &keys, BATCH)).collect();
    load::closed(installation.api, requests, extent.time).await
}

/// Single events against the empty route.
pub async fn singles(installation: &Installation, empty_route: &EmptyRoute, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(TENANTS).await;
    let (mut ratios, mut with_body) = (Ratios::default(), Ratios::default());
    let (mut subject_cpu, mut floor_cpu) = (Vec::new(), Vec::new());
    for round in 0..extent.rounds {
        let before = (empty_route.cpu(), installation.cpu());
        let floor = get_nothing(empty_route, extent).await;
        let after = (empty_route.cpu(), installation.cpu());
        let requests = floor.requests as f64 * whole_time(extent);
        let route = Cpu { api: after.0 - before.0, postgres: 0.0, bench: after.1.bench - before.1.bench };
        floor_cpu.push(scaled(route, requests));
        installation.clear().await;
        let before = installation.cpu();
        let outcome = post_singles(installation, &tenants, extent).await;
        let after = installation.cpu();
        subject_cpu.push(per_event(before, after, rows_of(installation).await));
        let (subject, floor) = (outcome.requests_per_s(), floor.requests_per_s());
        note(&format!("singles {round}: {subject:.0} requests/s, floor {floor:.0} requests/s"));
        ratios.push(subject, floor);
        with_body.push(subject, post_nothing(empty_route, extent).await.requests_per_s());
    }
    vec![
        ratios.line(
            format!(
                "single events, {SINGLE_CONNECTIONS} connections, {TENANTS} tenants / an empty GET route of poem in a \
                 process of its own, same profile, allocator, load"
            ),
            "requests/s",
            "≥ 0.30",
            0.30,
        ),
        Line {
            wanted: "",
            holds: None,
            ..with_body.line("the same / that route when it is posted the same body", "requests/s", "", 0.0)
        },
        cpu_line("CPU per single event: API, PostgreSQL, load / floor: route, –, load", &subject_cpu, &floor_cpu),
    ]
}

/// Single events from every connection, as fast as they go.
pub async fn post_singles(installation: &Installation, tenants: &[Tenant], extent: Extent) -> Outcome {
    let keys = keys_of(tenants);
    let requests = (0..SINGLE_CONNECTIONS as u64).map(|seed| Request::event(seed, &keys)).collect();
    load::closed(installation.api, requests, extent.time).await
}

/// The same body for nothing, as fast as it goes.
async fn post_nothing(empty_route: &EmptyRoute, extent: Extent) -> Outcome {
    let requests = (0..SINGLE_CONNECTIONS as u64).map(Request::event_for_nothing).collect();
    load::closed(empty_route.address, requests, extent.time).await
}

/// Nothing, as fast as it goes.
pub async fn get_nothing(empty_route: &EmptyRoute, extent: Extent) -> Outcome {
    let requests = (0..SINGLE_CONNECTIONS).map(|_| Request::get("/nothing")).collect();
    load::closed(empty_route.address, requests, extent.time).await
}

/// The warm-up is part of what CPU was used for, but not of what was counted.
fn whole_time(extent: Extent) -> f64 {
    (extent.time + load::WARM_UP).as_secs_f64() / extent.time.as_secs_f64()
}

fn per_event(before: Cpu, after: Cpu, events: f64) -> Cpu {
    let used = Cpu {
        api: after.api - before.api,
        postgres: after.postgres - before.postgres,
        bench: after.bench - before.bench,
    };
    scaled(used, events)
}

/// Microseconds per event.
fn scaled(used: Cpu, events: f64) -> Cpu {
    let micro = |seconds: f64| seconds * 1e6 / events;
    Cpu { api: micro(used.api), postgres: micro(used.postgres), bench: micro(used.bench) }
}

fn cpu_line(figure: &str, subject: &[Cpu], floor: &[Cpu]) -> Line {
    let all = |cpus: &[Cpu]| {
        let of = |part: fn(&Cpu) -> f64| median(&cpus.iter().map(part).collect::<Vec<_>>());
        format!("{:.1}, {:.1}, {:.1} µs", of(|cpu| cpu.api), of(|cpu| cpu.postgres), of(|cpu| cpu.bench))
    };
    Line {
        figure: figure.to_owned(),
        subject: all(subject),
        floor: all(floor),
        result: String::new(),
        wanted: "",
        holds: None,
    }
}

/// How many rows there are.
pub async fn rows_of(installation: &Installation) -> f64 {
    installation.number("select count(*)::float8 from event").await
}

async fn wal_position(installation: &Installation) -> f64 {
    installation.number("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8").await
}

/// Bytes of all partitions with their indexes.
async fn size_of(installation: &Installation) -> f64 {
    let sql =
        "select sum(pg_total_relation_size(inhrelid))::float8 from pg_inherits where inhparent = 'event'::regclass";
    let row = sqlx::query(sql).fetch_one(&installation.database).await.expect("it answers");
    row.get::<f64, _>(0)
}
