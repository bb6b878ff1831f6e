//! `domain::access_log` and `domain::traffic`: what follows from the log, whoever dies when.

mod crash;
mod filters;
mod rebuilds;
mod steps;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Database;
use domain::access_log::rebuild::{self, Rebuilt};
use domain::access_log::{self, Words};
use domain::boot::Clock;
use domain::geoip::Locator;
use domain::id::{Position, TenantId};
use domain::settings::TenantSettings;
use domain::traffic::durations::Durations;
use domain::traffic::visitors::Visitors;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tests::TestApp;

use crate::session_door::{IPHONE, execute, query};

/// The projector's way to the stores.
pub struct Projector {
    pub worker: Database,
    pub words: Words,
    clock: Clock,
}

impl Projector {
    pub fn of(app: &TestApp) -> Self {
        Self {
            clock: app.clock.clone(),
            worker: app.role_db("gatebook_worker"),
            words: Words::new(app.keyring(), Locator::open(&app.settings().geoip)),
        }
    }

    /// Projects until all checkpoints are at their heads, or stopped. Returns how many events that were.
    pub async fn catch_up(&self, now: DateTime<Utc>) -> usize {
        let mut events = 0;
        loop {
            let step = access_log::project_next(&self.worker, now, &self.words).await.expect("PostgreSQL answers");
            events += step.events;
            if step.tenants == 0 {
                return events;
            }
        }
    }

    pub async fn rebuild(&self, tenant: TenantId) -> Rebuilt {
        let rebuilt = rebuild::rebuild(&self.worker, &self.clock, &self.words, tenant, |_, _| {}).await;
        rebuilt.expect("PostgreSQL answers")
    }

    /// Does what a worker does for tenants that are marked, a moment later. Returns how many there were.
    pub async fn rebuild_stale(&self) -> Vec<(TenantId, Rebuilt)> {
        self.clock.advance(access_log::STALE_FOR);
        let mut all = Vec::new();
        while let Some(one) = rebuild::rebuild_stale(&self.worker, &self.clock, &self.words).await.expect("it answers")
        {
            all.push(one);
        }
        all
    }

    /// Fails unless a rebuild finds every row as it is.
    pub async fn assert_true(&self, tenant: TenantId) {
        let rebuilt = self.rebuild(tenant).await;
        assert!(rebuilt.access_log.is_equal() && rebuilt.traffic.is_equal(), "{rebuilt:?}");
        assert!(rebuilt.access_log.equal > 0, "{rebuilt:?}");
    }
}

/// Page views of all kinds, the same ones for the same seed.
pub fn views(seed: u64, count: usize, now: DateTime<Utc>) -> Vec<Value> {
    const AGENTS: [&str; 3] =
        [IPHONE, "curl/8.4.0", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"];
    let mut random = SmallRng::seed_from_u64(seed);
    let mut view = || {
        let mut event = json!({
            "occurred_at": now - TimeDelta::seconds(random.random_range(0..200_000)),
            "method": "GET",
            "path": format!("/products/{}", random.random_range(0..40)),
        });
        let mut maybe = |name: &str, one_in: u32, value: Value| {
            if random.random_range(0..one_in) == 0 {
                event[name] = value;
            }
        };
        maybe("status", 1, json!([200, 200, 200, 301, 404, 500][seed as usize % 6]));
        maybe("user_id", 3, json!("ada"));
        maybe("session_key", 4, json!("some-session-of-the-application"));
        maybe("query", 5, json!("q=Red+Shoes&page=2"));
        maybe("referrer", 3, json!("https://Search.example/find?x=1"));
        maybe("duration_ms", 2, json!(12.5));
        maybe("bytes_sent", 2, json!(2048));
        event["ip"] = json!(format!("198.51.100.{}", random.random_range(1..30)));
        event["user_agent"] = json!(AGENTS[random.random_range(0..AGENTS.len())]);
        event["status"] = json!([200, 200, 304, 404, 500][random.random_range(0..5)]);
        event["duration_ms"] = json!(f64::from(random.random_range(1..9_000)) / 10.0);
        event
    };
    (0..count).map(|_| view()).collect()
}

pub async fn post(client: &tests::Client, events: &[Value]) {
    for part in events.chunks(5_000) {
        let answer = client.post("/v1/events/batch", &json!({"events": part})).await.assert_status(200).json();
        assert_eq!(answer["accepted"], part.len(), "{answer}");
    }
}

#[tokio::test]
async fn no_event_is_passed_over_for_a_clock_that_is_behind() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(5, 20, app.clock.now())).await;
    let projector = Projector::of(&app);

    // The worker's clock is where a machine's snapshot was taken.
    let projected = projector.catch_up(app.clock.now() - TimeDelta::days(5)).await;

    assert!(projected >= 20, "{projected}");
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn every_event_has_a_row_with_the_words_for_it() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let event = json!({
        "method": "GET", "url": "https://shop.example/find?q=Red%20Shoes", "status": 404, "duration_ms": 12.5,
        "bytes_sent": 512, "referrer": "https://News.Example:8443/today", "user_agent": IPHONE, "user_id": "ada",
        "session_key": "abc", "ip": "2001:db8::7", "occurred_at": app.clock.now(),
    });
    post(&tenant, &[event]).await;

    projector.catch_up(app.clock.now()).await;

    let rows = query(&app, "select * from access_log order by tenant_id, position").await;
    let events = query(&app, "select position, expires_on, recorded_at, occurred_at, type from event").await;
    assert_eq!(rows.len(), events.len(), "those about tenants and keys too");
    let row = rows.iter().find(|row| row["type"] == "access").unwrap();
    for (column, expected) in [
        ("method", json!("GET")),
        ("path", json!("/find")),
        ("status", json!(404)),
        ("duration_ms", json!(12.5)),
        ("bytes_sent", json!(512)),
        ("referrer_host", json!("news.example")),
        ("search_terms", json!("red shoes")),
        ("user_id", json!("ada")),
        ("ip", json!("2001:db8::7")),
        ("browser", json!("Safari")),
        ("platform", json!("iPhone")),
        ("kind", json!("browser")),
        ("labels_version", json!(domain::labels::rules_version())),
    ] {
        assert_eq!(row[column], expected, "{column}");
    }
    assert!(row["session_key_hash"].is_string());
    for event in &events {
        assert!(rows.iter().any(|row| {
            ["position", "expires_on", "recorded_at", "occurred_at", "type"]
                .iter()
                .all(|column| row[column] == event[column])
        }));
    }
    let standings = access_log::standings(&projector.worker).await.unwrap();
    assert!(standings.iter().all(|standing| standing.lag() == 0 && standing.failed.is_none()), "{standings:?}");
    assert_eq!(projector.catch_up(app.clock.now()).await, 0, "nothing is projected twice");
}

/// What a direct count over the log says of a dimension: by value, hits and errors.
async fn counted(app: &TestApp, dimension: &str, column: &str) -> Vec<Value> {
    let counted = format!(
        "select '{dimension}' as dimension, ({column})::text as value, count(*) as hits,
                count(*) filter (where status >= 400) as errors, coalesce(sum(bytes_sent), 0) as bytes
         from event
         where type = 'access' and {column} is not null
         group by 2 order by 2"
    );
    query(app, &counted).await
}

/// The same by the roll-ups.
async fn rolled_up(app: &TestApp, dimension: &str, minutes: i32) -> Vec<Value> {
    let rolled_up = format!(
        "select dimension, value, sum(hits) as hits, sum(errors) as errors, sum(bytes) as bytes
         from traffic
         where dimension = '{dimension}' and minutes = {minutes}
         group by 1, 2 order by 2"
    );
    query(app, &rolled_up).await
}

#[tokio::test]
async fn roll_ups_equal_counts_computed_from_the_log() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    // In several steps, each of which adds to what is there.
    for seed in 0..4 {
        post(&tenant, &views(seed, 500, app.clock.now())).await;
        projector.catch_up(app.clock.now()).await;
    }

    for (dimension, column) in [("all", "type"), ("path", "path"), ("user", "user_id"), ("status", "status")] {
        let mut expected = counted(&app, dimension, column).await;
        if dimension == "all" {
            expected[0]["value"] = json!("all");
        }
        assert!(!expected.is_empty());
        assert_eq!(rolled_up(&app, dimension, 1440).await, expected, "{dimension}");
        let quarters = if ["all", "status"].contains(&dimension) { expected } else { Vec::new() };
        assert_eq!(rolled_up(&app, dimension, 15).await, quarters, "{dimension}");
    }
    for (dimension, value) in
        [("referrer", "search.example"), ("search", "red shoes"), ("kind", "bot"), ("browser", "Googlebot")]
    {
        let rows = rolled_up(&app, dimension, 1440).await;
        assert!(rows.iter().any(|row| row["value"] == value), "{dimension}: {rows:?}");
    }
    let every = query(&app, "select durations, visitors from traffic where dimension = 'all' and minutes = 1440").await;
    let bytes = |hex: &Value| {
        let hex = hex.as_str().unwrap().strip_prefix("\\x").unwrap().as_bytes().chunks(2);
        hex.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect::<Vec<u8>>()
    };
    let (mut durations, mut visitors) = (Durations::default(), Visitors::default());
    for day in &every {
        durations.merge(&Durations::from_bytes(&bytes(&day["durations"])).unwrap());
        visitors.merge(&Visitors::from_bytes(&bytes(&day["visitors"])).unwrap());
    }
    let exact = query(
        &app,
        "select count(*) as hits, percentile_disc(0.95) within group (order by duration_ms) as p95,
                count(distinct coalesce(user_id, encode(session_key_hash, 'hex'), ip::text || user_agent)) as visitors
         from event where type = 'access'",
    )
    .await
    .remove(0);
    assert_eq!(json!(durations.count()), exact["hits"]);
    let p95 = exact["p95"].as_f64().unwrap();
    assert!((durations.quantile(0.95).unwrap() / p95 - 1.0).abs() < 0.03, "{:?} for {p95}", durations.quantile(0.95));
    assert!((visitors.count() - exact["visitors"].as_f64().unwrap()).abs() < 4.0, "{} {exact}", visitors.count());
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn roll_ups_by_local_day_equal_a_direct_count_in_any_time_zone() {
    let app = TestApp::start().await;
    // Kept for so long that the change to winter time is in it, of 25 October 2026 in the Netherlands.
    let tenant = app
        .tenant_with(
            "shop",
            TenantSettings { retention_days: 400, ..TenantSettings::default() },
            &domain::scope::Scope::ALL,
        )
        .await;
    let projector = Projector::of(&app);
    let change: DateTime<Utc> = "2026-10-25T01:00:00Z".parse().unwrap();
    let mut events = views(7, 600, change + TimeDelta::hours(60));
    // In the hour that comes twice.
    events.extend((0..120).map(|minute| {
        json!({
            "method": "GET", "path": "/twice", "status": 200, "occurred_at": change + TimeDelta::minutes(minute - 60),
        })
    }));
    post(&tenant, &events).await;

    projector.catch_up(app.clock.now()).await;

    for zone in ["Asia/Kathmandu", "Europe/Amsterdam", "America/New_York", "UTC"] {
        let by_day = |time: &str, count: &str, from: &str| {
            format!(
                "select ({time} at time zone '{zone}')::date as day, {count} as hits from {from} group by 1 order by 1"
            )
        };
        let exact = query(&app, &by_day("occurred_at", "count(*)", "event where type = 'access'")).await;
        let by_quarters = "traffic where dimension = 'all' and minutes = 15";
        assert_eq!(query(&app, &by_day("bucket", "sum(hits)", by_quarters)).await, exact, "{zone}");
        let by_hour = |time: &str| format!("date_trunc('hour', {time}, '{zone}')");
        let hours = |time: &str, count: &str, from: &str| {
            format!("select {} as hour, {count} as hits from {from} group by 1 order by 1", by_hour(time))
        };
        let exact = query(&app, &hours("occurred_at", "count(*)", "event where type = 'access'")).await;
        assert_eq!(query(&app, &hours("bucket", "sum(hits)", by_quarters)).await, exact, "{zone}");
    }
}

#[tokio::test]
async fn values_beyond_the_most_are_counted_as_one() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let now = app.clock.now();
    let view = |n: usize| json!({"method": "GET", "path": format!("/{n}"), "status": 200, "occurred_at": now});
    // The first 900 come in one step, and in the second they come again before others.
    let (few, more): (Vec<Value>, Vec<Value>) = ((0..900).map(view).collect(), (0..1_300).map(view).collect());
    post(&tenant, &few).await;
    projector.catch_up(now).await;
    post(&tenant, &more).await;
    projector.catch_up(now).await;
    post(&tenant, &more[1_100..]).await;
    projector.catch_up(now).await;

    let rows = rolled_up(&app, "path", 1440).await;
    assert_eq!(rows.len(), domain::traffic::VALUES_MAX + 1);
    let hits = |value: &str| rows.iter().find(|row| row["value"] == value).map(|row| row["hits"].as_i64().unwrap());
    assert_eq!(hits(""), Some(300 + 200));
    assert_eq!((hits("/0"), hits("/999"), hits("/1000")), (Some(2), Some(1), None));
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn several_projectors_share_the_work_and_do_none_twice() {
    let app = TestApp::start().await;
    let mut tenants = Vec::new();
    for number in 0..3 {
        let tenant = app.tenant(&format!("shop-{number}")).await;
        // More than one step has room for.
        post(&tenant, &views(number, 10_500, app.clock.now())).await;
        tenants.push(tenant);
    }
    let projectors = [Projector::of(&app), Projector::of(&app), Projector::of(&app)];
    let now = app.clock.now();

    let done = futures::future::join_all(projectors.iter().map(|projector| projector.catch_up(now))).await;
    let left = projectors[0].catch_up(now).await;

    let events = query(&app, "select count(*) as n from event").await.remove(0)["n"].as_u64().unwrap();
    assert!(done.iter().filter(|events| **events > 0).count() >= 2, "nobody holds more than it works on: {done:?}");
    assert_eq!(done.iter().sum::<usize>() + left, usize::try_from(events).unwrap());
    for tenant in &tenants {
        projectors[0].assert_true(tenant.id).await;
    }
}

#[tokio::test]
async fn an_idle_writing_transaction_elsewhere_holds_no_projection_up() {
    use sea_orm::{ConnectionTrait, TransactionTrait};
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let db = app.superuser_db();
    let idle = db.begin().await.unwrap();
    idle.execute_unprepared("create table elsewhere (n integer); insert into elsewhere values (1)").await.unwrap();
    post(&tenant, &views(1, 50, app.clock.now())).await;

    projector.catch_up(app.clock.now()).await;

    let rows = query(&app, "select count(*) as n from access_log where type = 'access'").await;
    assert_eq!(rows[0]["n"], 50);
    idle.rollback().await.unwrap();
}

#[tokio::test]
async fn an_event_that_cannot_be_written_stops_its_tenant_alone_until_it_is_passed_over() {
    let app = TestApp::start().await;
    let (stopped, other) = (app.tenant("stopped").await, app.tenant("other").await);
    let projector = Projector::of(&app);
    execute(&app, "alter table access_log add check (path <> '/poison')").await;
    let now = app.clock.now();
    let mut events = views(1, 40, now);
    events.insert(23, json!({"method": "GET", "path": "/poison", "occurred_at": now}));
    post(&stopped, &events).await;
    post(&other, &views(2, 40, now)).await;

    projector.catch_up(now).await;

    let rows = async |tenant: TenantId| {
        let sql = format!("select 1 from access_log where type = 'access' and tenant_id = '{}'", tenant.uuid());
        query(&app, &sql).await.len()
    };
    assert_eq!((rows(stopped.id).await, rows(other.id).await), (23, 40));
    let standing = |standings: Vec<access_log::Standing>| {
        standings.into_iter().find(|standing| standing.tenant == stopped.id).unwrap()
    };
    let found = standing(access_log::standings(&projector.worker).await.unwrap());
    let (position, _, error) = found.failed.clone().unwrap();
    let poison = query(&app, "select position from event where path = '/poison'").await.remove(0);
    assert_eq!(json!(position.0), poison["position"]);
    assert!(error.contains("23514") && !error.contains("/poison"), "{error}");
    // Nothing else is tried meanwhile, and a repeat stops at the same place.
    assert_eq!(projector.catch_up(now).await, 0);
    assert!(access_log::retry(&projector.worker, stopped.id).await.unwrap());
    projector.catch_up(now).await;
    assert_eq!(standing(access_log::standings(&projector.worker).await.unwrap()).position, found.position);

    let wrong = access_log::skip(&projector.worker, now, stopped.id, Position(position.0 + 1), "test").await;
    assert!(matches!(wrong, Err(domain::error::Error::NotFound(_))));
    access_log::skip(&projector.worker, now, stopped.id, position, "test").await.unwrap();
    projector.catch_up(now).await;

    assert_eq!(rows(stopped.id).await, 40);
    let trace = query(&app, "select data from event where type = 'projection.skipped'").await;
    assert_eq!(trace.len(), 1);
    assert_eq!(trace[0]["data"]["position"], json!(position.0));
    projector.assert_true(stopped.id).await;
}
