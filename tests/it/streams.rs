//! `GET /v1/events.csv`, `.ndjson` and `/v1/events/tail`: all that fits, and what comes.

mod stalled;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use domain::settings::TenantSettings;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tests::{Client, TestApp, rounds, run_to_its_end};
use tokio::time::timeout;

use crate::access_log::{Projector, post, views};
use crate::session_door::IPHONE;

/// Files and tails that one process writes at once for one tenant.
const STREAMS_OF_TENANT_MAX: usize = 128;
/// Ten times as long as anything here takes, and more.
const PATIENCE: Duration = Duration::from_secs(60);

/// A log that is followed.
struct Followed {
    answer: Response,
    /// What has come of a message that is not whole.
    rest: String,
    /// The position of the last message.
    last: Option<i64>,
}

impl Followed {
    async fn start(client: &Client, query: &str, last: Option<i64>) -> Self {
        let mut request = client.request(Method::GET, &format!("/v1/events/tail?{query}"));
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let mut followed = Self { answer, rest: String::new(), last };
        let first = followed.message().await.unwrap();
        let begun = first
            .strip_suffix("\n: following")
            .and_then(|id| id.strip_prefix("id: "))
            .expect("it says where it begins");
        let begun = begun.parse().unwrap();
        assert!(last.is_none_or(|last| last == begun), "{first}");
        followed.last = Some(begun);
        followed
    }

    /// The next message, as it came; `None` at the end.
    async fn message(&mut self) -> Option<String> {
        loop {
            if let Some((message, rest)) = self.rest.split_once("\n\n") {
                let (message, rest) = (message.to_owned(), rest.to_owned());
                self.rest = rest;
                return Some(message);
            }
            let chunk = timeout(PATIENCE, self.answer.chunk()).await.expect("something comes").ok().flatten()?;
            self.rest.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// The next event; `None` at the end.
    async fn event(&mut self) -> Option<Value> {
        loop {
            let message = self.message().await?;
            let mut position = None;
            for line in message.lines() {
                match line.split_once(": ") {
                    Some(("id", id)) => position = Some(id.parse::<i64>().unwrap()),
                    Some(("data", data)) => {
                        let event: Value = serde_json::from_str(data).unwrap();
                        assert_eq!(event["position"].as_i64(), position);
                        self.last = position;
                        return Some(event);
                    }
                    _ => {}
                }
            }
            self.last = position.or(self.last);
        }
    }
}

fn positions(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["position"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_file_has_all_that_the_search_finds_in_the_same_order() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    post(&tenant, &views(3, 1_700, now)).await;
    Projector::of(&app).catch_up(now).await;

    for query in ["order=asc", "order=desc", "status=4xx&order=asc", "kind=bot", "user_id=ada&order=asc", "text=1"] {
        let found = tenant.all(&format!("/v1/events?limit=100&{query}"), "events").await;
        let lines = tenant.get(&format!("/v1/events.ndjson?{query}")).await.assert_status(200);
        let listed: Vec<Value> = lines.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(listed, found, "{query}");

        let file = tenant.get(&format!("/v1/events.csv?{query}")).await.assert_status(200);
        assert_eq!(file.header("content-type"), "text/csv");
        let mut rows = csv::Reader::from_reader(file.text.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = rows.deserialize().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), found.len(), "{query}");
        for (row, event) in rows.iter().zip(&found) {
            for name in ["position", "id", "type", "path", "status", "ip", "device", "user_id", "browser", "referrer"] {
                let expected = match &event[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(row[name], expected, "{query} {name}");
            }
        }
    }
    tenant.get("/v1/events.csv?country=Holland").await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn no_cell_of_a_csv_file_begins_a_formula() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let cells = [
        ("=1+2", "'=1+2"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r=1"),
        ("a;=1", "a;'=1"),
        ("a\"b,c\nd", "a\"b,c\nd"),
    ];
    for (user_id, _) in cells {
        let view = json!({"method": "GET", "path": "/", "user_id": user_id});
        tenant.post("/v1/events", &view).await.assert_status(201);
    }

    let file = tenant.get("/v1/events.csv?order=asc&type=access").await.assert_status(200);

    let mut rows = csv::Reader::from_reader(file.text.as_bytes());
    let column = rows.headers().unwrap().iter().position(|name| name == "user_id").unwrap();
    let written: Vec<String> = rows.records().map(|row| row.unwrap()[column].to_owned()).collect();
    assert_eq!(written, cells.map(|(_, cell)| cell));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_back_where_it_was_misses_nothing_and_gets_nothing_twice() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (disconnects, events) = (rounds(30, 1_000), rounds(1_500, 40_000));
    let now = app.clock.now();
    let writer = tokio::spawn({
        let client = tenant.client.clone();
        async move {
            for part in 0..(events / 20) as u64 {
                post(&client, &views(part, 20, now)).await;
            }
        }
    });
    let mut random = SmallRng::seed_from_u64(6);
    let (mut received, mut last) = (Vec::new(), Some(0));
    for _ in 0..disconnects {
        let mut followed = Followed::start(&tenant, "", last).await;
        for _ in 0..random.random_range(0..30) {
            if followed.last.is_some_and(|last| last as usize > events) {
                break;
            }
            received.extend(followed.event().await);
        }
        last = followed.last;
    }
    writer.await.unwrap();

    // The tenant itself has the first positions.
    let log = positions(&tenant.all("/v1/events?limit=100&order=asc", "events").await);
    let mut followed = Followed::start(&tenant, "", last).await;
    while received.len() < log.len() {
        received.push(followed.event().await.unwrap());
    }

    assert_eq!(positions(&received), log);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tail_gives_what_fits_and_by_words_once_it_is_projected() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let other = app.tenant("other").await;
    let projector = Projector::of(&app);
    let mut errors = Followed::start(&tenant, "status=4xx", None).await;
    let mut phones = Followed::start(&tenant, "platform=iPhone", None).await;
    let now = app.clock.now();

    post(&other, &views(1, 50, now)).await;
    post(&tenant, &views(2, 200, now)).await;
    projector.catch_up(now).await;

    for (followed, query) in [(&mut errors, "status=4xx"), (&mut phones, "platform=iPhone")] {
        let expected = tenant.all(&format!("/v1/events?limit=100&order=asc&{query}"), "events").await;
        assert!(expected.len() > 10, "{query}");
        for event in &expected {
            assert_eq!(followed.event().await.as_ref(), Some(event), "{query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tail_ends_when_its_key_is_revoked_and_when_the_api_stops() {
    let mut app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let admin = tenant.client.clone();
    let made = admin.post("/v1/keys", &json!({"name": "reader", "scopes": ["events:read"]})).await.assert_status(201);
    let made = made.json();
    let reader = app.bearer(made["token"].as_str().unwrap());
    let mut of_reader = Followed::start(&reader, "", None).await;
    let mut of_admin = Followed::start(&admin, "", None).await;

    admin.delete(&format!("/v1/keys/{}", made["key"]["id"].as_str().unwrap())).await.assert_status(204);
    assert_eq!(of_admin.event().await.unwrap()["type"], "key.revoked");
    while of_reader.event().await.is_some() {}

    app.stop().await.unwrap();
    assert_eq!(of_admin.event().await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_breaks_off_when_its_key_is_revoked() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let long = json!({"method": "POST", "path": "/", "data": {"text": "t".repeat(12_000)}});
    // 60 MB: more than connections and pages hold that are read ahead.
    for _ in 0..10 {
        post(&tenant, &vec![long.clone(); 500]).await;
    }
    let made = tenant.post("/v1/keys", &json!({"name": "reader", "scopes": ["events:read"]})).await;
    let made = made.assert_status(201).json();
    let reader = app.bearer(made["token"].as_str().unwrap());
    let mut file = reader.request(Method::GET, "/v1/events.ndjson").send().await.unwrap();
    assert_eq!(file.status(), 200);
    assert!(file.chunk().await.unwrap().is_some());
    // It is looked at again as often as the file is, and began later.
    let mut tail = Followed::start(&reader, "", None).await;

    tenant.delete(&format!("/v1/keys/{}", made["key"]["id"].as_str().unwrap())).await.assert_status(204);
    while tail.event().await.is_some() {}

    let ended = loop {
        match file.chunk().await {
            Ok(Some(_)) => {}
            ended => break ended,
        }
    };
    assert!(ended.is_err(), "the file is not whole, and its reader is told so");
}

#[tokio::test]
async fn a_position_whose_followers_are_gone_is_refused() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, 10, app.clock.now())).await;
    let newest = tenant.get("/v1/events?limit=1").await.json()["events"][0]["position"].as_i64().unwrap();
    let kept = TenantSettings::default().retention_days;
    let tail = |after: i64| format!("/v1/events/tail?after={after}");
    app.clock.advance(TimeDelta::days(i64::from(kept) + 2));
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/", "user_agent": IPHONE})).await.assert_status(201);

    tenant.get(&tail(newest - 5)).await.assert_problem(410, "position_expired");
    tenant.get(&tail(newest + 2)).await.assert_problem(422, "invalid");

    for after in [0, newest, newest + 1] {
        let expected = positions(&tenant.all(&format!("/v1/events?order=asc&after={after}"), "events").await);
        let mut followed = Followed::start(&tenant, &format!("after={after}"), None).await;
        for position in expected {
            assert_eq!(followed.event().await.unwrap()["position"], position);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_tenant_has_only_so_many_places_and_who_hangs_up_gives_one_back() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mut all = Vec::new();
    for _ in 0..STREAMS_OF_TENANT_MAX {
        all.push(Followed::start(&tenant, "", None).await);
    }
    tenant.get("/v1/events.csv").await.assert_problem(503, "unavailable");
    other.get("/v1/events.csv").await.assert_status(200);

    drop(all);

    // That a client is gone shows when something is sent to it.
    while tenant.get("/v1/events.csv").await.status == 503 {
        tenant.post("/v1/events", &json!({"method": "GET", "path": "/"})).await.assert_status(201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_prints_what_happens_and_takes_up_where_it_was() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let view = |path: &str, status: u16| json!({"method": "GET", "path": path, "status": status, "user_agent": IPHONE});
    post(&tenant, &[view("/first", 200), view("/gone", 404), view("/second", 200)]).await;
    let tail = async |more: &[&str]| {
        let common = ["tail", "--url", app.url(), "--key", &tenant.key, "--max-s", "2"];
        run_to_its_end(&app, &[&common, more].concat()).await
    };

    let all = tail(&["--after", "0", "--filter", "type=access", "--filter", "status=2xx", "--json"]).await;
    let shown = tail(&["--after", "0", "--filter", "path=/gone"]).await;
    let wrong = tail(&["--filter", "status=4x"]).await;

    assert!(all.status.success(), "{all:?}");
    let printed = String::from_utf8(all.stdout).unwrap();
    let printed: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = tenant.all("/v1/events?order=asc&status=2xx", "events").await;
    assert_eq!(printed, expected);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.trim_end().ends_with(" 404 GET    /gone  Safari on iPhone"), "{shown}");
    assert_eq!(wrong.status.code(), Some(2));
}
