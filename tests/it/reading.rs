//! Reading the log back: filters, pages in both orders, cursors, retention.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::log::read::SCANNED_MAX;
use domain::scope::Scope;
use domain::settings::TenantSettings;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tests::isolation::own;
use tests::{TestApp, TestTenant};
use uuid::Uuid;

use crate::session_door::execute;

const SESSIONS: [&str; 2] = ["ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f", "ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e70"];

/// 60 events of many kinds, a minute apart, the last one now.
fn varied(now: DateTime<Utc>) -> Vec<Value> {
    let (methods, statuses) = (["GET", "POST", "DELETE"], [200, 404, 418, 503, 301]);
    let paths = ["/", "/search", "/search/deep", "/cart", "/a*b", "/100%"];
    (0..60_usize)
        .map(|n| {
            json!({
                "method": methods[n % 3],
                "path": paths[n % 6],
                "status": statuses[n % 5],
                "user_id": format!("user-{}", n % 4),
                "session_id": SESSIONS[n % 2],
                "occurred_at": now - TimeDelta::minutes(59 - n as i64),
            })
        })
        .collect()
}

async fn post(tenant: &TestTenant, events: &[Value]) {
    let answer = tenant.post("/v1/events/batch", &json!({ "events": events })).await.assert_status(200).json();
    assert_eq!(answer["accepted"], events.len(), "{answer}");
}

fn positions(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["position"].as_i64().unwrap()).collect()
}

/// A time as a query parameter.
fn parameter(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

fn time_of(event: &Value) -> DateTime<Utc> {
    event["occurred_at"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn each_filter_gives_the_events_that_fit_and_no_other() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let now = app.clock.now();
    post(&tenant, &varied(now)).await;
    post(&other, &varied(now)).await;
    let all = tenant.all("/v1/events?order=asc", "events").await;
    assert_eq!(all.len(), 62, "with those about the tenant and its key");
    let half = now - TimeDelta::minutes(30);
    let status =
        |event: &Value, first: i64| event["status"].as_i64().is_some_and(|s| (first..first + 100).contains(&s));
    let begins = |event: &Value, with: &str| event["path"].as_str().is_some_and(|path| path.starts_with(with));
    type Fits<'a> = Box<dyn Fn(&Value) -> bool + 'a>;
    let filters: Vec<(String, Fits)> = vec![
        ("type=access".into(), Box::new(|e| e["type"] == "access")),
        ("type=key.created".into(), Box::new(|e| e["type"] == "key.created")),
        ("method=POST".into(), Box::new(|e| e["method"] == "POST")),
        ("method=delete".into(), Box::new(|e| e["method"] == "DELETE")),
        ("path=/search".into(), Box::new(|e| e["path"] == "/search")),
        ("path=/search*".into(), Box::new(|e| begins(e, "/search"))),
        ("path=/a*b".into(), Box::new(|e| e["path"] == "/a*b")),
        ("path=/100%25*".into(), Box::new(|e| begins(e, "/100%"))),
        ("path=/s%25*".into(), Box::new(|_| false)),
        ("path=*".into(), Box::new(|e| begins(e, ""))),
        ("status=404".into(), Box::new(|e| e["status"] == 404)),
        ("status=4xx".into(), Box::new(|e| status(e, 400))),
        ("status=3xx".into(), Box::new(|e| status(e, 300))),
        ("status=299".into(), Box::new(|_| false)),
        ("user_id=user-2".into(), Box::new(|e| e["user_id"] == "user-2")),
        ("user_id=user".into(), Box::new(|_| false)),
        (format!("session_id={}", SESSIONS[1]), Box::new(|e| e["session_id"] == SESSIONS[1])),
        (format!("since={}", parameter(half)), Box::new(move |e| time_of(e) >= half)),
        (format!("until={}", parameter(half)), Box::new(move |e| time_of(e) < half)),
        (
            format!("since={}&until={}&type=access", parameter(half), parameter(now)),
            Box::new(move |e| e["type"] == "access" && time_of(e) >= half && time_of(e) < now),
        ),
        (
            "method=GET&status=2xx&user_id=user-1&path=/cart*".into(),
            Box::new(|e| e["method"] == "GET" && status(e, 200) && e["user_id"] == "user-1" && begins(e, "/cart")),
        ),
        (
            "method=POST&path=/search*&status=4xx".into(),
            Box::new(|e| e["method"] == "POST" && begins(e, "/search") && status(e, 400)),
        ),
    ];

    for (filter, fits) in filters {
        let found = tenant.all(&format!("/v1/events?order=asc&limit=7&{filter}"), "events").await;

        let expected: Vec<Value> = all.iter().filter(|event| fits(event)).cloned().collect();
        assert_eq!(positions(&found), positions(&expected), "{filter}");
        assert_eq!(found, expected, "{filter}");
    }
}

#[tokio::test]
async fn pages_of_any_size_in_both_orders_give_the_whole_log_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &varied(app.clock.now())).await;
    let (up, down): (Vec<i64>, Vec<i64>) = ((1..=62).collect(), (1..=62).rev().collect());

    for limit in [1, 7, 31, 62, 100] {
        let ascending = tenant.all(&format!("/v1/events?order=asc&limit={limit}"), "events").await;
        let descending = tenant.all(&format!("/v1/events?order=desc&limit={limit}"), "events").await;

        assert_eq!(positions(&ascending), up, "{limit}");
        assert_eq!(positions(&descending), down, "{limit}");
    }
    assert_eq!(positions(&tenant.all("/v1/events", "events").await), down, "newest first unless told otherwise");
}

#[tokio::test]
async fn after_and_before_leave_their_positions_out_in_both_orders() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &varied(app.clock.now())).await;
    let cases: [(&str, Vec<i64>); 6] = [
        ("after=60", vec![61, 62]),
        ("before=3", vec![1, 2]),
        ("after=10&before=16", (11..16).collect()),
        ("after=10&before=11", vec![]),
        ("after=62", vec![]),
        ("after=9223372036854775807", vec![]),
    ];

    for (bounds, expected) in cases {
        let ascending = tenant.all(&format!("/v1/events?order=asc&limit=2&{bounds}"), "events").await;
        let mut descending = tenant.all(&format!("/v1/events?limit=2&{bounds}"), "events").await;

        descending.reverse();
        assert_eq!(positions(&ascending), expected, "{bounds}");
        assert_eq!(positions(&descending), expected, "{bounds}");
    }
}

#[tokio::test]
async fn a_cursor_opens_no_list_but_its_own() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    for tenant in [&tenant, &other] {
        post(tenant, &varied(app.clock.now())).await;
    }
    let page = tenant.get("/v1/events?order=asc&limit=5&method=GET").await.assert_status(200).json();
    let next = page["next"].as_str().unwrap();
    let own = format!("/v1/events?order=asc&limit=9&method=GET&cursor={next}");
    let damaged: String = next.chars().rev().collect();
    let lists = [
        format!("/v1/events?order=desc&limit=5&method=GET&cursor={next}"),
        format!("/v1/events?order=asc&limit=5&cursor={next}"),
        format!("/v1/events?order=asc&limit=5&method=POST&cursor={next}"),
        format!("/v1/events?order=asc&limit=5&method=GET&path=/&cursor={next}"),
        format!("/v1/events?order=asc&limit=5&method=GET&before=9&cursor={next}"),
        format!("/v1/events?order=asc&limit=5&method=GET&cursor={damaged}"),
        format!("/v1/keys?cursor={next}"),
    ];

    for list in lists {
        let problem = tenant.get(&list).await.assert_problem(422, "invalid").json();

        assert_eq!(problem["errors"][0]["parameter"], "cursor", "{list}");
    }
    other.get(&own).await.assert_problem(422, "invalid");
    let goes_on = tenant.get(&own).await.assert_status(200).json();
    assert_eq!(goes_on["events"].as_array().unwrap().len(), 9, "another limit is the same list");
}

#[tokio::test]
async fn parameters_out_of_their_bounds_are_named() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("after=-1", "after"),
        ("before=x", "before"),
        ("order=up", "order"),
        ("status=4x", "status"),
        ("status=99", "status"),
        ("since=yesterday", "since"),
        ("session_id=ses_1", "session_id"),
        ("path=a%00b", "path"),
    ] {
        let problem = tenant.get(&format!("/v1/events?{query}")).await.assert_problem(422, "invalid").json();

        assert_eq!(problem["errors"][0]["parameter"], name, "{query}");
    }
    tenant.get("/v1/events?limit=100").await.assert_status(200);
}

#[tokio::test]
async fn a_filter_that_fits_little_gives_short_pages_that_together_give_all() {
    let app = TestApp::start_with(&[("GATEBOOK_RATE_LIMIT_PER_S", "0")]).await;
    let tenant = app.tenant("shop").await;
    // 110,000 events; the three that fit lie at the ends and in the middle.
    let mut rare = Vec::new();
    for batch in 0..11 {
        let is_rare = |n: usize| (batch == 0 && n == 0) || (batch == 5 && n == 5_000) || (batch == 10 && n == 9_999);
        let path = |n| if is_rare(n) { "/rare" } else { "/" };
        let events: Vec<Value> =
            (0..10_000).map(|n| json!({"method": "GET", "path": path(n), "user_id": "service"})).collect();
        let answer = tenant.post("/v1/events/batch", &json!({ "events": events })).await.assert_status(200).json();
        let first = answer["first_position"].as_i64().unwrap();
        rare.extend((0..10_000).filter(|n| is_rare(*n)).map(|n| first + n as i64));
    }
    assert!(rare[2] - rare[0] > SCANNED_MAX);

    let short_pages = async |list: &str, expected: &[i64]| {
        let pages = tenant.pages(list).await;
        assert!(pages.len() >= 2, "{list}: {pages:?}");
        let of_pages: Vec<_> = pages.iter().map(|page| positions(page["events"].as_array().unwrap())).collect();
        assert!(of_pages.iter().all(|page| page.len() < 50), "{list}: short ones");
        assert_eq!(of_pages.concat(), expected, "{list}");
    };
    let ascending = rare.clone();
    rare.reverse();
    let descending = rare;
    short_pages("/v1/events?order=asc&path=/rare", &ascending).await;
    short_pages("/v1/events?path=/rare", &descending).await;

    // The same where an index leads to as many, and by time.
    project_plainly(&app, &tenant).await;
    short_pages("/v1/events?order=asc&user_id=service&path=/rare", &ascending).await;
    short_pages("/v1/events?user_id=service&path=/rare", &descending).await;
    short_pages("/v1/events?order=occurred_asc&user_id=service&path=/rare", &ascending).await;
    short_pages("/v1/events?order=occurred&user_id=service&path=/rare", &descending).await;
    let first = ascending[0];
    short_pages(&format!("/v1/events?order=occurred&before={}", first + 1), &(1..=first).rev().collect::<Vec<_>>())
        .await;
    assert_eq!(tenant.get("/v1/events?user_id=service&limit=50").await.json()["events"].as_array().unwrap().len(), 50);
}

/// Puts what a projection would into the read model, for events that have no words.
async fn project_plainly(app: &TestApp, tenant: &TestTenant) {
    let id = tenant.id.uuid();
    let rows = "insert into access_log (tenant_id, position, expires_on, recorded_at, occurred_at, type, user_id, method, path, kind)
                select tenant_id, position, expires_on, recorded_at, occurred_at, type, user_id, method, path, 'unknown'
                from event";
    execute(app, &format!("{rows} where tenant_id = '{id}'")).await;
    let head = format!("select position from tenant_head where tenant_id = '{id}'");
    execute(app, &format!("update checkpoint set position = ({head}) where tenant_id = '{id}'")).await;
}

#[tokio::test]
async fn what_no_operation_knows_is_named_instead_of_passed_over() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    for (path, name) in [
        ("/v1/events?usr_id=ada", "usr_id"),
        ("/v1/events?user_id=ada&stauts=5xx&limit=0", "stauts"),
        ("/v1/events.csv?contry=NL", "contry"),
        ("/v1/events/tail?statuss=5xx", "statuss"),
        ("/v1/stats/summary?browsers=Firefox", "browsers"),
        ("/v1/tenant?verbose", "verbose"),
        ("/v1/events?%3Cb%3E=1", "<b>"),
    ] {
        let problem = tenant.get(path).await.assert_problem(422, "invalid").json();

        assert_eq!(problem["errors"][0]["parameter"], name, "{path}");
    }
    let head = tenant.send(tenant.request(reqwest::Method::HEAD, "/v1/events?usr_id=ada")).await;
    assert_eq!(head.status, 422);
    let posted = tenant.post("/v1/events?dry_run=1", &json!({"method": "GET", "path": "/"})).await;
    posted.assert_problem(422, "invalid");
    assert_eq!(tenant.all("/v1/events?type=access", "events").await.len(), 0, "nothing was stored");
    tenant.get("/v1/nothing?a=b").await.assert_problem(404, "path_not_found");
}

#[tokio::test]
async fn an_event_past_its_retention_is_invisible_and_the_tenants_own_history_stays() {
    let app = TestApp::start().await;
    let settings = TenantSettings { retention_days: 3, ..TenantSettings::default() };
    let tenant = app.tenant_with("shop", settings, &Scope::ALL).await;
    let posted = tenant.post("/v1/events", &json!({"method": "GET", "path": "/a"})).await.assert_status(201).json();
    let path = format!("/v1/events/{}", posted["id"].as_str().unwrap());
    app.clock.advance(TimeDelta::days(3));
    tenant.get(&path).await.assert_status(200);
    assert_eq!(tenant.all("/v1/events?type=access", "events").await.len(), 1, "on its last day it is there");

    app.clock.advance(TimeDelta::days(1));

    tenant.get(&path).await.assert_problem(404, "event_not_found");
    for order in ["asc", "desc"] {
        let left = tenant.all(&format!("/v1/events?order={order}"), "events").await;
        let kinds: BTreeSet<&str> = left.iter().map(|event| event["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, BTreeSet::from(["key.created", "tenant.created"]));
    }
    post(&tenant, &[json!({"method": "GET", "path": "/b"})]).await;
    let all = tenant.all("/v1/events?order=asc", "events").await;
    assert_eq!(positions(&all), [1, 2, 4], "positions go on, with a hole where one has left");
}

#[tokio::test]
async fn an_old_event_is_kept_for_the_retention_from_its_import() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let event = json!({"method": "GET", "path": "/a", "id": Uuid::new_v4(), "occurred_at": "2015-05-17T10:05:03Z"});
    let posted = tenant.post("/v1/events", &event).await.assert_status(201).json();
    let path = format!("/v1/events/{}", posted["id"].as_str().unwrap());

    let imported = tenant.get(&path).await.assert_status(200).json();

    assert_eq!(time_of(&imported), "2015-05-17T10:05:03Z".parse::<DateTime<Utc>>().unwrap());
    let list = "/v1/events?since=2015-05-17T00:00:00Z&until=2015-05-18T00:00:00Z";
    assert_eq!(tenant.all(list, "events").await, [imported]);
    app.clock.advance(TimeDelta::days(7));
    tenant.get(&path).await.assert_status(200);
    assert_eq!(tenant.all(list, "events").await.len(), 1);
    app.clock.advance(TimeDelta::days(1));
    tenant.get(&path).await.assert_problem(404, "event_not_found");
    assert_eq!(tenant.all(list, "events").await.len(), 0);
}

#[tokio::test]
async fn an_event_is_found_by_either_form_of_its_id_and_by_its_tenant_alone() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let id = Uuid::new_v4();
    let event = json!({"method": "GET", "path": "/a", "id": id, "occurred_at": app.clock.now()});
    let posted = tenant.post("/v1/events", &event).await.assert_status(201).json();
    let (ours, theirs) = (format!("/v1/events/evt_{}", id.simple()), format!("/v1/events/{id}"));

    let found = tenant.get(&ours).await.assert_status(200).json();

    assert_eq!(found["id"], posted["id"]);
    assert_eq!(found["position"], posted["position"]);
    assert_eq!(tenant.get(&theirs).await.assert_status(200).json(), found);
    for path in [&ours, &theirs] {
        other.get(path).await.assert_problem(404, "event_not_found");
    }
    tenant.get(&format!("/v1/events/{}", Uuid::new_v4())).await.assert_problem(404, "event_not_found");
    tenant.get("/v1/events/nonsense").await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn a_time_that_no_calendar_writes_is_refused_with_its_name() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    for time in ["-4800-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "%2B10000-01-01T00:00:00Z"] {
        for name in ["since", "until"] {
            let answer = tenant.get(&format!("/v1/events?{name}={time}")).await.assert_problem(422, "invalid");
            assert_eq!(answer.json()["errors"][0]["parameter"], name);
        }
    }
}

#[tokio::test]
async fn a_begin_that_nobody_waits_for_leaves_no_transaction_behind() {
    let app = TestApp::start().await;
    let db = app.role_db("gatebook_read");
    execute(&app, "create table seen (n bigint)").await;
    execute(&app, "grant select on seen to gatebook_read").await;

    for round in 0..tests::rounds(100, 1_000) {
        {
            // It has been asked for, and its answer is on its way.
            let begin = std::pin::pin!(domain::transaction::begin_bare(&db));
            assert!(futures::poll!(begin).is_pending());
        }
        execute(&app, &format!("insert into seen values ({round})")).await;
        let row = db
            .query_one_raw(Statement::from_string(DbBackend::Postgres, own("select max(n) from seen")))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), round as i64);
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_the_bounds_of_its_list() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &varied(app.clock.now())).await;
    for (list, others) in [
        ("limit=5&before=50", ["limit=5", "limit=5&before=10"]),
        ("limit=5&order=asc&after=10", ["limit=5&order=asc", "limit=5&order=asc&after=40"]),
    ] {
        let first = tenant.get(&format!("/v1/events?{list}")).await.assert_status(200).json();
        let cursor = first["next"].as_str().unwrap();
        tenant.get(&format!("/v1/events?{list}&cursor={cursor}")).await.assert_status(200);
        for other in others {
            tenant.get(&format!("/v1/events?{other}&cursor={cursor}")).await.assert_status(422);
        }
    }
}

#[tokio::test]
async fn a_word_beyond_ascii_is_found_however_it_is_written() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let paths = ["/wiki/%C3%9Cber", "/wiki/%c3%bcber", "/wiki/Über", "/wiki/%C3%9CBER", "/İstanbul", "/other"];
    let events: Vec<Value> = paths.iter().map(|path| json!({"method": "GET", "path": path})).collect();
    post(&tenant, &events).await;

    project_plainly(&app, &tenant).await;
    for (text, found) in [("Über", 4), ("über", 4), ("ÜBER", 4), ("İstanbul", 1), ("wiki über", 4), ("%c3", 3)] {
        let list = format!("/v1/events?text={}", utf8_percent_encode(text, NON_ALPHANUMERIC));
        assert_eq!(tenant.all(&list, "events").await.len(), found, "{text}");
    }
}
