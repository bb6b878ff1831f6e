//! What finding, counting and fetching costs in a log of millions of events over thirty days, beside many small tenants.

use std::time::{Duration, Instant};

use domain::access_log::{self, Words};
use domain::geoip::Locator;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::note;
use crate::Extent;
use crate::content::Request;
use crate::installation::{Installation, Tenant};
use crate::load::{self, now};
use crate::report::{Line, thousands};

/// Days over which the events are spread.
const DAYS: i32 = 30;
/// Events of each small tenant.
const EVENTS_OF_SMALL: i64 = 100;
/// Events that one statement makes.
const MADE_AT_ONCE: i64 = 500_000;
/// How often each question is asked in a round, each time about something else.
const ASKED: usize = 40;
/// Dimensions of the tops of a dashboard.
const TOPS: [&str; 5] = ["path", "referrer", "country", "browser", "platform"];

/// A question, and how long its answer may take.
struct Question {
    what: &'static str,
    /// The path, for the number of a user, an address or the like.
    path: fn(usize) -> String,
    wanted: &'static str,
    p99_ms_max: f64,
}

const QUESTIONS: [Question; 7] = [
    Question {
        what: "the newest page",
        path: |_| "/v1/events?limit=50".to_owned(),
        wanted: "p99 ≤ 10 ms",
        p99_ms_max: 10.0,
    },
    Question {
        what: "a page by user",
        path: |n| format!("/v1/events?limit=50&user_id=user-{}", n * 37 % 20_000),
        wanted: "p99 ≤ 20 ms",
        p99_ms_max: 20.0,
    },
    Question {
        what: "a page by address",
        path: |n| format!("/v1/events?limit=50&ip=203.0.{}.{}", n * 31 % 250, 1 + n * 17 % 250),
        wanted: "p99 ≤ 20 ms",
        p99_ms_max: 20.0,
    },
    Question {
        what: "a page by user and status",
        path: |n| format!("/v1/events?limit=50&status=4xx&user_id=user-{}", n * 41 % 20_000),
        wanted: "p99 ≤ 100 ms",
        p99_ms_max: 100.0,
    },
    Question {
        what: "a page by browser and status within 24 h",
        path: |n| format!("/v1/events?limit=50&browser=Safari&status=404&since={}", day(n % 29)),
        wanted: "p99 ≤ 100 ms",
        p99_ms_max: 100.0,
    },
    Question {
        what: "a page by words of the path and status",
        path: |n| format!("/v1/events?limit=50&status=404&text=/{}/details", n * 1_013 % 50_000),
        wanted: "p99 ≤ 300 ms",
        p99_ms_max: 300.0,
    },
    Question {
        what: "a page by browser and platform that fits nothing",
        path: |_| "/v1/events?limit=50&browser=Safari&platform=Nothing".to_owned(),
        wanted: "p99 ≤ 300 ms",
        p99_ms_max: 300.0,
    },
];

/// A day, some days ago, as two bounds.
fn day(ago: usize) -> String {
    let since = now() - chrono::TimeDelta::days(ago as i64 + 1);
    let text = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    format!("{}&until={}", text(since), text(since + chrono::TimeDelta::days(1)))
}

/// Pages, dashboards and files of one tenant with many events.
pub async fn search(installation: &Installation, extent: Extent) -> Vec<Line> {
    let many = installation.tenants(extent.tenants + 1).await;
    // Every second one keeps events for 90 days.
    let (large, events) = (&many[1], extent.searched as i64);
    let started = Instant::now();
    for tenant in many.iter().filter(|tenant| tenant.id != large.id) {
        make(installation, tenant, EVENTS_OF_SMALL).await;
    }
    make(installation, large, events).await;
    note(&format!("search: {} events made in {:.0} s", thousands(events as f64), started.elapsed().as_secs_f64()));
    project(installation).await;
    let mut lines = Vec::new();
    for question in QUESTIONS {
        let paths = (0..extent.rounds * ASKED).map(|n| vec![(question.path)(n)]).collect();
        lines.push(timed(installation, large, question.what, paths, question.wanted, question.p99_ms_max).await);
    }
    let paths = (0..extent.rounds * 4).map(|_| dashboard()).collect();
    lines.push(timed(installation, large, "the dashboard of 30 days", paths, "p99 ≤ 150 ms", 150.0).await);
    lines.push(file(installation, large, events).await);
    lines
}

/// What a dashboard asks, one after the other.
fn dashboard() -> Vec<String> {
    let period = format!("since={}", day(29).split('&').next().unwrap_or_default());
    let mut paths = vec![format!("/v1/stats/summary?{period}"), format!("/v1/stats/timeseries?bucket=hour&{period}")];
    paths.extend(TOPS.iter().map(|dimension| format!("/v1/stats/top?dimension={dimension}&{period}")));
    paths
}

/// Makes page views of a tenant, evenly over the last days.
async fn make(installation: &Installation, tenant: &Tenant, events: i64) {
    const SQL: &str = include_str!("search.sql");
    let first: i64 = sqlx::query_scalar("select position from tenant_head where tenant_id = $1")
        .bind(tenant.id)
        .fetch_one(&installation.database)
        .await
        .expect("the tenant has a head");
    let mut made = 0;
    while made < events {
        let part = MADE_AT_ONCE.min(events - made);
        sqlx::query(SQL)
            .bind(tenant.id)
            .bind(first + made)
            .bind(part)
            .bind(events)
            .bind(made)
            .bind(now())
            .bind(DAYS)
            .bind(i32::from(tenant.retention_days))
            .execute(&installation.database)
            .await
            .expect("rows can be made");
        made += part;
    }
    sqlx::query("update tenant_head set position = $2, recorded_at = $3 where tenant_id = $1")
        .bind(tenant.id)
        .bind(first + events)
        .bind(now())
        .execute(&installation.database)
        .await
        .expect("the head can be moved");
}

/// Projects all, and has PostgreSQL look at the tables, as autovacuum would have.
async fn project(installation: &Installation) {
    let master = installation.settings().master_key().expect("the settings have one");
    let (worker, words) = (installation.worker(), Words::new(master, Locator::open(&[])));
    let (started, mut projected) = (Instant::now(), 0);
    loop {
        let step = access_log::project_next(&worker, now(), &words).await.expect("the database answers");
        projected += step.events;
        if step.tenants == 0 {
            break;
        }
    }
    for sql in ["vacuum analyze event", "vacuum analyze access_log", "vacuum analyze traffic"] {
        sqlx::query(sql).execute(&installation.database).await.expect("it can be done");
    }
    note(&format!("search: {projected} events projected in {:.0} s", started.elapsed().as_secs_f64()));
}

/// How long it takes to answer some questions, those of one entry one after the other.
async fn timed(
    installation: &Installation,
    tenant: &Tenant,
    what: &str,
    paths: Vec<Vec<String>>,
    wanted: &'static str,
    p99_ms_max: f64,
) -> Line {
    let mut times = Vec::new();
    for paths in &paths {
        let mut time = Duration::ZERO;
        for path in paths {
            let requests = vec![Request::get_with_key(path, &tenant.key)];
            let started = Instant::now();
            let answers = load::ask(installation.api, requests).await;
            time += started.elapsed();
            assert!(answers[0].starts_with('{') && !answers[0].contains("about:blank"), "{path}: {}", answers[0]);
        }
        times.push(time.as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    let part = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
    let (median, last) = (part(0.5), part(0.99));
    note(&format!("search, {what}: p50 {median:.1} ms, p99 {last:.1} ms"));
    Line {
        figure: format!("{what}, asked {} times: p50, p99", times.len()),
        subject: format!("{median:.1}, {last:.1} ms"),
        floor: String::new(),
        result: String::new(),
        wanted,
        holds: Some(last <= p99_ms_max),
    }
}

/// When a file begins to come, and how fast it does.
async fn file(installation: &Installation, tenant: &Tenant, events: i64) -> Line {
    let rows = (events / 10).max(1);
    let mut stream = TcpStream::connect(installation.api).await.expect("the API listens");
    let path = format!(
        "/v1/events.csv?order=desc&since={}",
        day(DAYS as usize / 10 - 1).split('&').next().unwrap_or_default()
    );
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\r\n",
        tenant.key
    );
    let started = Instant::now();
    stream.write_all(head.as_bytes()).await.expect("the API reads");
    let (mut buffer, mut first, mut lines) = (vec![0; 256 * 1024], None, 0_usize);
    loop {
        let read = stream.read(&mut buffer).await.expect("the API writes");
        if read == 0 {
            break;
        }
        first.get_or_insert_with(|| started.elapsed());
        lines += buffer[..read].iter().filter(|byte| **byte == b'\n').count();
    }
    let (seconds, first_ms) = (started.elapsed().as_secs_f64(), first.unwrap_or_default().as_secs_f64() * 1_000.0);
    let rate = lines as f64 / seconds;
    note(&format!(
        "search, a file: {lines} lines (about {rows}) in {seconds:.1} s, the first byte after {first_ms:.1} ms"
    ));
    Line {
        figure: format!(
            "a file of {} events (`GET /v1/events.csv`): rows in a second, first byte",
            thousands(rows as f64)
        ),
        subject: format!("{} rows/s, {first_ms:.1} ms", thousands(rate)),
        floor: String::new(),
        result: String::new(),
        wanted: "≥ 100,000 rows/s, ≤ 100 ms",
        holds: Some(rate >= 100_000.0 && first_ms <= 100.0),
    }
}
