//! What finding, counting and fetching costs in a log of millions of events over thirty days, beside many small tenants; and
//! beside DuckDB, which is asked the same of the same rows where it is installed, in turns.

mod duckdb;
mod questions;

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::access_log::{self, Words};
use domain::geoip::Locator;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use self::duckdb::DuckDb;
use self::questions::{Period, QUESTIONS};
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
/// How often each is asked before that without being timed: more often than the API has connections that may never have asked it.
const UNTIMED: usize = 10;
/// How often a dashboard is.
const DASHBOARDS: usize = 20;
/// Every how many of them DuckDB is asked, which takes seconds for one.
const DASHBOARDS_BESIDE: usize = 5;
/// What the table says where DuckDB is not installed.
const ABSENT: &str = "DuckDB is not there";

/// Where questions are put.
struct Asking<'a> {
    installation: &'a Installation,
    tenant: &'a Tenant,
    duckdb: Option<DuckDb>,
}

/// What is asked at once: paths, and the same as statements.
type Together = (Vec<String>, Vec<String>);

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
    let duckdb = DuckDb::start(installation, large).await;
    let mut asking = Asking { installation, tenant: large, duckdb };
    let (mut lines, begins) = (Vec::new(), now());
    for question in QUESTIONS {
        let about = (0..UNTIMED + extent.rounds * ASKED).map(|number| Period::day(number, begins));
        let asked = about.map(|about| (vec![(question.path)(&about)], vec![question.statement(&about)])).collect();
        lines.push(asking.timed(question.what, asked, 1, question.wanted, question.p99_ms_max).await);
    }
    // As a dashboard asks, and where no bucket of anything begins.
    let midnight = begins.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    for (what, today) in [("midnight (UTC) 30 days ago", midnight), ("30 days ago to the second", begins)] {
        let since = today - TimeDelta::days(i64::from(DAYS));
        let asked = (0..UNTIMED + extent.rounds * DASHBOARDS).map(|_| questions::dashboard(since, begins)).collect();
        let what = format!("the dashboard since {what}, its seven questions at once");
        lines.push(asking.timed(&what, asked, DASHBOARDS_BESIDE, "p99 ≤ 150 ms", 150.0).await);
    }
    lines.push(asking.file(begins - TimeDelta::days(i64::from(DAYS) / 10)).await);
    lines
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

/// Projects all, and has PostgreSQL look at the tables, as autovacuum would have, and write down what it has in memory, as it does
/// all the time where rows come one after the other and not in their millions.
async fn project(installation: &Installation) {
    let keyring = installation.keyring().await;
    let (worker, words) = (installation.worker(), Words::new(&keyring, Locator::open(&[])));
    let (started, mut projected) = (Instant::now(), 0);
    loop {
        let step = access_log::project_next(&worker, now(), &words).await.expect("the database answers");
        projected += step.events;
        if step.tenants == 0 {
            break;
        }
    }
    for sql in ["vacuum analyze event", "vacuum analyze access_log", "vacuum analyze traffic", "checkpoint"] {
        sqlx::query(sql).execute(&installation.database).await.expect("it can be done");
    }
    note(&format!("search: {projected} events projected in {:.0} s", started.elapsed().as_secs_f64()));
}

impl Asking<'_> {
    /// How long it takes to answer some questions, one after the other, without the first ones; DuckDB is asked every
    /// `beside_every`-th.
    async fn timed(
        &mut self,
        what: &str,
        asked: Vec<Together>,
        beside_every: usize,
        wanted: &'static str,
        p99_ms_max: f64,
    ) -> Line {
        let (untimed, asked) = asked.split_at(UNTIMED);
        for (paths, _) in untimed {
            self.ask(paths).await;
        }
        let (mut times, mut beside, mut short) = (Vec::new(), Vec::new(), 0);
        for (number, (paths, statements)) in asked.iter().enumerate() {
            let started = Instant::now();
            let answers = self.ask(paths).await;
            times.push(milliseconds(started.elapsed()));
            let pages: Vec<Page> = answers.iter().map(|answer| Page::of(answer)).collect();
            short += usize::from(pages.iter().any(|page| page.goes_on));
            if let Some(duckdb) = self.duckdb.as_mut().filter(|_| number % beside_every == 0) {
                let reply = duckdb.ask(statements).await;
                beside.push(reply.ms);
                for (page, rows) in pages.iter().zip(reply.rows) {
                    let as_many = page.goes_on || page.events.is_none_or(|events| events == rows);
                    assert!(as_many, "{paths:?}: {:?} events, {rows} rows of DuckDB", page.events);
                }
            }
        }
        let [median, last] = percentiles(&mut times);
        note(&format!("search, {what}: p50 {median:.1} ms, p99 {last:.1} ms, {short} of {} short", asked.len()));
        let mut result = Vec::new();
        let mut floor = ABSENT.to_owned();
        if self.duckdb.is_some() {
            let [median_beside, last_beside] = percentiles(&mut beside);
            floor = format!("{median_beside:.1}, {last_beside:.1} ms");
            result.push(format!("**{:.2}** (p50)", median / median_beside));
        }
        if short > 0 {
            result.push(format!("{short} times a page that was not full and goes on"));
        }
        Line {
            figure: format!("{what}, asked {} times: p50, p99 / DuckDB over the same rows", asked.len()),
            subject: format!("{median:.1}, {last:.1} ms"),
            floor,
            result: result.join("; "),
            wanted,
            holds: Some(last <= p99_ms_max),
        }
    }

    /// The answers to some paths that are asked for at once.
    async fn ask(&self, paths: &[String]) -> Vec<String> {
        let requests = paths.iter().map(|path| Request::get_with_key(path, &self.tenant.key)).collect();
        load::ask(self.installation.api, requests).await
    }

    /// When a file of all that occurred since then begins to come, and how fast it does.
    async fn file(&mut self, since: DateTime<Utc>) -> Line {
        let to = self.duckdb.as_ref().map(DuckDb::file).unwrap_or_default();
        let (path, statement) = questions::file(since, &to);
        let started = Instant::now();
        let (rows, first) = fetch(self.installation, self.tenant, &path).await;
        let (seconds, first_ms) = (started.elapsed().as_secs_f64(), milliseconds(first));
        let rate = rows as f64 / seconds;
        note(&format!("search, a file: {rows} rows in {seconds:.1} s, the first byte after {first_ms:.1} ms"));
        let (mut floor, mut result) = (ABSENT.to_owned(), String::new());
        if let Some(duckdb) = &mut self.duckdb {
            let reply = duckdb.ask(&[statement]).await;
            let rate_beside = rows as f64 / (reply.ms / 1_000.0);
            floor = format!("{} rows/s", thousands(rate_beside));
            result = format!("**{:.2}**", rate / rate_beside);
        }
        Line {
            figure: format!(
                "a file of {} events (`GET /v1/events.csv`): rows in a second, first byte / the same file by DuckDB",
                thousands(rows as f64)
            ),
            subject: format!("{} rows/s, {first_ms:.1} ms", thousands(rate)),
            floor,
            result,
            wanted: "≥ 100,000 rows/s, ≤ 100 ms",
            holds: Some(rate >= 100_000.0 && first_ms <= 100.0),
        }
    }
}

/// What an answer is, if it is a page of events.
struct Page {
    events: Option<u64>,
    /// Whether it has fewer events than were asked for, and there may be more.
    goes_on: bool,
}

impl Page {
    fn of(answer: &str) -> Self {
        let answer: Value = serde_json::from_str(answer).expect("answers are JSON");
        let events = answer["events"].as_array().map(|events| events.len() as u64);
        Self { events, goes_on: answer["next"].is_string() && events.is_some_and(|events| events < 50) }
    }
}

/// The rows of a file, and when its first byte came.
async fn fetch(installation: &Installation, tenant: &Tenant, path: &str) -> (usize, Duration) {
    let mut stream = TcpStream::connect(installation.api).await.expect("the API listens");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\r\n",
        tenant.key
    );
    let started = Instant::now();
    stream.write_all(head.as_bytes()).await.expect("the API reads");
    let (mut buffer, mut first, mut rows, mut before) = (vec![0; 256 * 1024], None, 0_usize, 0);
    loop {
        let read = stream.read(&mut buffer).await.expect("the API writes");
        if read == 0 {
            break;
        }
        first.get_or_insert_with(|| started.elapsed());
        // Lines end in a line feed alone; those of HTTP do not.
        for byte in &buffer[..read] {
            rows += usize::from(*byte == b'\n' && before != b'\r');
            before = *byte;
        }
    }
    // The first line has the names.
    (rows.saturating_sub(1), first.unwrap_or_default())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The median, and what 99 of 100 are below.
fn percentiles(times: &mut [f64]) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    [0.5, 0.99].map(|part| times[((times.len() - 1) as f64 * part).round() as usize])
}
