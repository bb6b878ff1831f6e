//! What it costs those who append when events leave: by dropping their partition, and by deleting them one by one.

use std::future::Future;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, Utc};
use domain::retention::partitions;
use sqlx::Executor;
use uuid::Uuid;

use super::note;
use super::throughput::post_singles;
use crate::Extent;
use crate::content::Request;
use crate::installation::{Installation, Tenant, keys_of};
use crate::load::{self, Group, Outcome, Pace};
use crate::report::{Line, thousands};

/// The longest that a request may wait.
const WAIT_MS_MAX: f64 = 250.0;
/// Connections that append meanwhile.
const CONNECTIONS: usize = 64;
/// The part of the requests that go through at most which are sent meanwhile: one of so many.
const PART_OF_MOST: f64 = 3.0;

/// Expired rows leave while requests come at a third of the rate that goes through at most.
pub async fn retention(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(8).await;
    installation.clear().await;
    let most = post_singles(installation, &tenants, extent).await.requests_per_s();
    let rate = most / PART_OF_MOST;
    let today = Utc::now().date_naive();
    let day = |ago| today - Days::new(ago);
    let dropped = fill(installation, &tenants[0], "event_bench_drop", (day(60), day(50)), extent.expired_rows).await;
    let deleted = fill(installation, &tenants[1], "event_bench_delete", (day(40), day(30)), extent.expired_rows).await;
    let nothing = async { tokio::time::sleep(extent.time).await };
    let mut quiet = beside(installation, &tenants, rate, extent, nothing).await;

    let worker = installation.worker();
    // As of a day on which only the first of the two is past.
    let as_of = dropped.and_hms_opt(0, 0, 0).expect("a time of the day").and_utc();
    let dropping = async {
        let dropped = partitions::drop_past(&worker, as_of).await.expect("it can be dropped");
        assert_eq!(dropped, 1);
    };
    let mut by_drop = beside(installation, &tenants, rate, extent, dropping).await;
    let deleting = async {
        let sql = "delete from event where expires_on < $1";
        let gone = sqlx::query(sql).bind(deleted).execute(&installation.database).await.expect("it can be deleted");
        assert_eq!(gone.rows_affected(), extent.expired_rows as u64);
        sqlx::query("vacuum event_bench_delete").execute(&installation.database).await.expect("it can be vacuumed");
    };
    let mut by_delete = beside(installation, &tenants, rate, extent, deleting).await;
    installation.database.execute("drop table event_bench_delete").await.expect("it can be dropped");
    note(&format!("retention: quiet {}, drop {}, delete {}", quiet.text(), by_drop.text(), by_delete.text()));
    let rows = thousands(extent.expired_rows as f64);
    let waited = by_drop.outcome.latency_ms(1.0);
    vec![
        Line {
            figure: format!("{rows} expired events leave by DROP / by DELETE and VACUUM: how long it takes"),
            subject: format!("{:.2} s", by_drop.seconds),
            floor: format!("{:.2} s", by_delete.seconds),
            result: format!("**{:.3}**", by_drop.seconds / by_delete.seconds),
            wanted: "",
            holds: None,
        },
        Line {
            figure: format!(
                "p99 and longest wait of single events meanwhile ({} requests/s; with nothing leaving: {})",
                thousands(rate),
                quiet.text()
            ),
            subject: by_drop.text(),
            floor: by_delete.text(),
            result: String::new(),
            wanted: "≤ 250 ms longest",
            holds: Some(waited <= WAIT_MS_MAX),
        },
    ]
}

/// What requests met while something else went on.
struct Beside {
    outcome: Outcome,
    /// How long the other took.
    seconds: f64,
}

impl Beside {
    fn text(&mut self) -> String {
        format!("{:.1}, {:.1} ms", self.outcome.latency_ms(0.99), self.outcome.latency_ms(1.0))
    }
}

/// Sends single events at a fixed rate while `work` goes on, and for one round at least.
async fn beside(
    installation: &Installation,
    tenants: &[Tenant],
    rate: f64,
    extent: Extent,
    work: impl Future<Output = ()>,
) -> Beside {
    let mut all = Outcome::default();
    let mut seconds = None;
    let started = Instant::now() + load::WARM_UP;
    let timed = async {
        tokio::time::sleep_until(started.into()).await;
        work.await;
        started.elapsed().as_secs_f64()
    };
    tokio::pin!(timed);
    while seconds.is_none() {
        let keys = keys_of(tenants);
        let requests = (0..CONNECTIONS as u64).map(|seed| Request::event(seed, &keys)).collect();
        let pace = Pace::Every(Duration::from_secs_f64(CONNECTIONS as f64 / rate));
        let round = load::run(installation.api, vec![Group { requests, pace }], extent.time);
        tokio::pin!(round);
        let outcome = tokio::select! {
            mut outcomes = &mut round => outcomes.remove(0),
            took = &mut timed => {
                seconds = Some(took);
                round.await.remove(0)
            }
        };
        assert_eq!(outcome.refused, 0, "{:?}", outcome.first_refusal);
        all.latencies_us.extend(outcome.latencies_us);
    }
    Beside { outcome: all, seconds: seconds.unwrap_or_default() }
}

/// A past partition full of rows of a tenant; returns the day after its last.
async fn fill(
    installation: &Installation,
    tenant: &Tenant,
    name: &'static str,
    (from, until): (NaiveDate, NaiveDate),
    rows: usize,
) -> NaiveDate {
    let make = format!(
        "create table {name} (like event including all);
         alter table {name} owner to gatebook_worker;
         alter table event attach partition {name} for values from ('{from}') to ('{until}')"
    );
    installation.database.execute(sqlx::AssertSqlSafe(make)).await.expect("it can be made");
    let sql = "insert into event (tenant_id, position, event_id, expires_on, recorded_at, occurred_at, type, user_id, ip,
                   user_agent, method, host, path, query, status, duration_ms, bytes_sent, referrer)
               select $1, -n, gen_random_uuid(), $2, now() - interval '70 days', now() - interval '70 days', 'access',
                   'user-' || n % 1000, '203.0.113.7', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101', 'GET',
                   'shop.example', '/product/' || n % 5000, 'page=' || n % 7, 200, 12.5, 5120,
                   'https://shop.example/search'
               from generate_series(1, $3) as n";
    let rows = i32::try_from(rows).expect("so many rows are never wanted");
    let id: Uuid = tenant.id;
    sqlx::query(sql).bind(id).bind(from).bind(rows).execute(&installation.database).await.expect("it can be filled");
    sqlx::query("checkpoint").execute(&installation.database).await.expect("it can be written");
    note(&format!("{name} has {rows} rows"));
    until
}
