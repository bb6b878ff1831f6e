//! `domain::stats` and its operations: whatever is asked is what a direct count over the log says.

mod periods;
mod rows;
mod timeline;
mod visible;

use std::path::Path;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use domain::settings::TenantSettings;
use domain::traffic::visitors::Visitors;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tests::{TestApp, TestTenant};

use crate::access_log::Projector;
use crate::session_door::{IPHONE, query};

/// An API that knows where addresses are, and a tenant that keeps events for long.
async fn start() -> (TestApp, TestTenant, Projector) {
    let places = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/geoip/maxmind-city.mmdb");
    let app = TestApp::start_with(&[("GATEBOOK_GEOIP", places.to_str().unwrap())]).await;
    let settings = TenantSettings { retention_days: 400, ..TenantSettings::default() };
    let tenant = app.tenant_with("shop", settings, &domain::scope::Scope::ALL).await;
    let projector = Projector::of(&app);
    (app, tenant, projector)
}

/// Page views of the days before a time, the same ones for the same seed.
fn views(seed: u64, count: usize, until: DateTime<Utc>, days: i64) -> Vec<Value> {
    const AGENTS: [&str; 3] =
        [IPHONE, "curl/8.4.0", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"];
    const PLACES: [&str; 4] = ["203.0.113.7", "203.0.113.200", "198.51.100.23", "192.0.2.1"];
    let mut random = SmallRng::seed_from_u64(seed);
    const STATUSES: [u16; 6] = [200, 200, 200, 304, 404, 500];
    let mut view = || {
        let mut event = json!({
            "occurred_at": until - TimeDelta::milliseconds(random.random_range(1..days * 24 * 60 * 60 * 1000)),
            "method": "GET",
            "path": format!("/products/{}", random.random_range(0..12)),
            "status": STATUSES[random.random_range(0..STATUSES.len())],
            "ip": PLACES[random.random_range(0..PLACES.len())],
            "user_agent": AGENTS[random.random_range(0..AGENTS.len())],
        });
        match random.random_range(0..4) {
            0 => event["user_id"] = json!(format!("user-{}", random.random_range(0..30))),
            1 => event["session_key"] = json!(format!("key-{}", random.random_range(0..50))),
            2 => {
                event["session_id"] =
                    json!(format!("ses_0198f3c2a4b07c3e9d5f1a2b3c4d{:04x}", random.random_range(0..40)))
            }
            _ => {}
        }
        if random.random_range(0..3) == 0 {
            event["query"] = json!(format!("q=Lamp+{}", random.random_range(0..5)));
            event["referrer"] = json!(format!("https://site-{}.example/x", random.random_range(0..6)));
        }
        if random.random_range(0..2) == 0 {
            event["duration_ms"] = json!(f64::from(random.random_range(1..90_000)) / 10.0);
            event["bytes_sent"] = json!(random.random_range(0..100_000));
        }
        event
    };
    (0..count).map(|_| view()).collect()
}

async fn post(tenant: &TestTenant, events: &[Value]) {
    for part in events.chunks(5_000) {
        let answer = tenant.post("/v1/events/batch", &json!({"events": part})).await.assert_status(200).json();
        assert_eq!(answer["accepted"], part.len(), "{answer}");
    }
}

/// A time as a parameter.
fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The period as parameters.
fn between(since: DateTime<Utc>, until: DateTime<Utc>) -> String {
    format!("since={}&until={}", written(since), written(until))
}

async fn get(tenant: &TestTenant, what: &str) -> Value {
    tenant.get(&format!("/v1/stats/{what}")).await.assert_status(200).json()
}

/// Page views of a tenant `e` with their words `a` in a period.
fn log(tenant: &TestTenant, since: DateTime<Utc>, until: DateTime<Utc>, condition: &str) -> String {
    format!(
        "event e join access_log a using (tenant_id, position)
         where e.tenant_id = '{}' and e.type = 'access' and e.occurred_at >= '{}' and e.occurred_at < '{}' and {condition}",
        tenant.id.uuid(),
        written(since),
        written(until)
    )
}

/// Who it was, in the log.
const VISITOR: &str = "coalesce('u' || e.user_id, 's' || e.session_id::text, 'k' || encode(e.session_key_hash, 'hex'),
                                'a' || host(e.ip) || ' ' || e.user_agent)";

/// The hash of the session, as the roll-ups count it.
const SESSION_HASH: &str = "('x' || encode(substr(sha256(
        coalesce(uuid_send(e.session_id), e.session_key_hash)), 1, 8), 'hex'))::bit(64)::bigint";

/// What a direct count over the log says of a period.
async fn counted(app: &TestApp, from: &str) -> Value {
    let sql = format!(
        "select count(*) as hits, count(*) filter (where e.status >= 400) as errors,
                coalesce(sum(e.bytes_sent), 0) as bytes, count(distinct {VISITOR}) as visitors,
                count(distinct e.user_id) as users,
                count(distinct coalesce(e.session_id::text, encode(e.session_key_hash, 'hex'))) as sessions,
                array_agg(distinct {SESSION_HASH}) filter (where {SESSION_HASH} is not null) as hashes_of_sessions,
                array_agg(e.duration_ms order by e.duration_ms) filter (where e.duration_ms is not null) as durations,
                array_agg(distinct a.visitor) as hashes,
                array_agg(distinct a.visitor) filter (where e.user_id is not null) as hashes_of_users
         from {from}"
    );
    query(app, &sql).await.remove(0)
}

/// What a sketch of the hashes says.
fn sketched(hashes: &Value) -> Value {
    let mut sketch = Visitors::default();
    for hash in hashes.as_array().into_iter().flatten() {
        sketch.add(hash.as_i64().unwrap().cast_unsigned());
    }
    json!(sketch.count().round() as i64)
}

/// Passes when so many are what was counted, each with a hash of its own; an estimate is the one of the very sketch of these
/// hashes, however it was put together. How near that is to the truth is the sketch's own test.
#[track_caller]
fn assert_distinct(found: &Value, counted: &Value, hashes: &Value, approximate: &Value, what: &str) {
    assert_eq!(hashes.as_array().map_or(0, Vec::len), *counted, "{what}: hashes");
    let expected = if *approximate == true { &sketched(hashes) } else { counted };
    assert_eq!(found, expected, "{what}");
}

/// Passes when the numbers of a period are those of a direct count.
#[track_caller]
fn assert_counted(numbers: &Value, counted: &Value, approximate: &Value, what: &str) {
    for exact in ["hits", "errors", "bytes"] {
        assert_eq!(numbers[exact], counted[exact], "{what}: {exact}");
    }
    let visitors = format!("{what}: visitors");
    assert_distinct(&numbers["visitors"], &counted["visitors"], &counted["hashes"], approximate, &visitors);
    if numbers["sessions"].is_number() {
        for (name, hashes) in [("users", "hashes_of_users"), ("sessions", "hashes_of_sessions")] {
            let what = format!("{what}: {name}");
            assert_distinct(&numbers[name], &counted[name], &counted[hashes], approximate, &what);
        }
    }
    let durations = counted["durations"].as_array().cloned().unwrap_or_default();
    for (part, name) in [(0.5, "duration_p50_ms"), (0.95, "duration_p95_ms"), (0.99, "duration_p99_ms")] {
        let rank = ((part * durations.len() as f64 - 1e-6).ceil() as usize).saturating_sub(1);
        let Some(expected) = durations.get(rank).and_then(Value::as_f64) else {
            assert!(numbers.get(name).is_none(), "{what}: {name}");
            continue;
        };
        let found = numbers[name].as_f64().unwrap();
        assert!((found - expected).abs() <= 0.02 * expected + 0.01, "{what}: {name} {found} for {expected}");
    }
}

/// Filters as parameters, and as conditions on the log.
const FILTERS: [(&str, &str); 12] = [
    ("", "true"),
    ("type=access", "true"),
    ("status=404", "e.status = 404"),
    ("status=4xx", "e.status between 400 and 499"),
    ("status=3xx", "e.status between 300 and 399"),
    ("country=nl", "a.country = 'NL'"),
    ("browser=Safari", "a.browser = 'Safari'"),
    ("platform=iPhone", "a.platform = 'iPhone'"),
    ("kind=bot", "a.kind = 'bot'"),
    ("path=/products/7", "e.path = '/products/7'"),
    ("user_id=user-7", "e.user_id = 'user-7'"),
    ("referrer=site-3.example", "a.referrer_host = 'site-3.example'"),
];
/// Those that no roll-up answers.
const LOG_FILTERS: [(&str, &str); 6] = [
    ("method=GET", "true"),
    ("path=/products/1*", "e.path ^@ '/products/1'"),
    ("city=Zwolle", "a.city = 'Zwolle'"),
    ("ip=203.0.113.0/24&status=200", "e.ip <<= '203.0.113.0/24' and e.status = 200"),
    ("country=SE&kind=browser", "a.country = 'SE' and a.kind = 'browser'"),
    ("text=lamp", "strpos(a.search_terms, 'lamp') > 0"),
];
