//! Finding events by what the read model knows of them, and what is not projected yet beside it.

use std::path::Path;

use domain::access_log::{Words, rebuild};
use domain::geoip::Locator;
use serde_json::{Value, json};
use tests::TestApp;

use super::{Projector, post, views};
use crate::session_door::{IPHONE, query};

/// The positions of all events that fit, both ways; the ways must agree.
async fn found(tenant: &tests::TestTenant, filter: &str) -> Vec<i64> {
    let positions = async |order: &str| {
        let events = tenant.all(&format!("/v1/events?order={order}&limit=7&type=access&{filter}"), "events").await;
        events.iter().map(|event| event["position"].as_i64().unwrap()).collect::<Vec<i64>>()
    };
    let ascending = positions("asc").await;
    let mut descending = positions("desc").await;
    descending.reverse();
    assert_eq!(ascending, descending, "{filter}");
    ascending
}

async fn expected(app: &TestApp, from: &str, condition: &str) -> Vec<i64> {
    let sql = format!("select position from {from} where type = 'access' and {condition} order by position");
    query(app, &sql).await.iter().map(|row| row["position"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn what_is_looked_up_equals_a_scan_of_the_log_whatever_is_projected() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let now = app.clock.now();
    let filters = [
        ("user_id=ada", "user_id = 'ada'"),
        ("ip=198.51.100.7", "ip = '198.51.100.7'"),
        ("ip=198.51.100.0/28", "ip <<= '198.51.100.0/28'"),
        ("ip=::ffff:198.51.100.7", "ip = '198.51.100.7'"),
        ("ip=::ffff:198.51.100.0/124", "ip <<= '198.51.100.0/28'"),
        ("ip=203.0.113.0/24", "false"),
        ("user_id=ada&status=4xx&path=/products/1*", "user_id = 'ada' and status / 100 = 4 and path ^@ '/products/1'"),
        ("user_id=ada&ip=198.51.100.7", "user_id = 'ada' and ip = '198.51.100.7'"),
    ];
    // Nothing is projected; all is; some is not.
    for step in 0..3 {
        post(&tenant, &views(step, 120, now)).await;
        if step == 1 {
            projector.catch_up(now).await;
        }
        for (filter, condition) in filters {
            assert_eq!(found(&tenant, filter).await, expected(&app, "event", condition).await, "{step}: {filter}");
        }
    }
    projector.catch_up(now).await;
    for (filter, condition) in [
        ("kind=bot", "kind = 'bot'"),
        ("browser=Safari", "browser = 'Safari'"),
        ("platform=iPhone&status=200", "platform = 'iPhone' and status = 200"),
        ("kind=tool&ip=198.51.100.0/24", "kind = 'tool'"),
        ("country=NL", "false"),
        ("referrer=SEARCH.example", "referrer_host = 'search.example'"),
        ("search=Red%20%20Shoes", "search_terms = 'red shoes'"),
        ("text=PRODUCTS/1", "strpos(path, '/products/1') > 0"),
        ("text=shoes%20ucts/1", "strpos(path, '/products/1') > 0 and strpos(search_terms, 'shoes') > 0"),
        // Characters that a pattern would take for others.
        ("text=%25", "false"),
        ("text=_", "false"),
    ] {
        assert_eq!(found(&tenant, filter).await, expected(&app, "access_log", condition).await, "{filter}");
    }
    let too_many_words = format!("text={}", "a%20".repeat(9));
    for wrong in
        ["ip=here", "country=Holland", "kind=robot", "status=4x", "since=now", "text=%20", "city=", &too_many_words]
    {
        tenant.get(&format!("/v1/events?{wrong}")).await.assert_problem(422, "invalid");
    }
}

#[tokio::test]
async fn events_are_found_by_where_they_came_from_and_located_anew_by_a_newer_database() {
    let fixture = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/geoip/{name}.mmdb"));
    let database = fixture("maxmind-city");
    let app = TestApp::start_with(&[("GATEBOOK_GEOIP", database.to_str().unwrap())]).await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let now = app.clock.now();
    let from = |ip: &str| json!({"method": "GET", "path": "/", "ip": ip, "user_agent": IPHONE, "occurred_at": now});
    let all: Vec<Value> = ["203.0.113.7", "203.0.113.200", "198.51.100.23", "2001:db8:46::1", "192.0.2.1", "127.0.0.1"]
        .map(from)
        .to_vec();
    post(&tenant, &all).await;

    projector.catch_up(now).await;

    for (filter, count) in
        [("country=nl", 2), ("city=Zwolle", 1), ("country=SE&city=Link%C3%B6ping", 1), ("country=DE", 0)]
    {
        assert_eq!(found(&tenant, filter).await.len(), count, "{filter}");
    }
    let cities =
        query(&app, "select value, hits from traffic where dimension = 'city' and minutes = 1440 order by value");
    let names = cities.await.iter().map(|row| row["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names, ["Linköping, Sweden", "San Diego, United States", "Zwolle, The Netherlands"]);
    projector.assert_true(tenant.id).await;

    let newer = Words::new(app.keyring(), Locator::open(&[fixture("maxmind-city-next")]));
    let relabelled = rebuild::rebuild(&projector.worker, &app.clock, &newer, tenant.id, |_, _| {}).await.unwrap();
    assert_eq!(relabelled.access_log.relabelled, 6, "every row with an address: {relabelled:?}");
    let again = rebuild::rebuild(&projector.worker, &app.clock, &newer, tenant.id, |_, _| {}).await.unwrap();
    assert!(again.access_log.is_equal() && again.traffic.is_equal(), "{again:?}");
}

#[tokio::test]
async fn an_answer_waits_for_the_read_model_when_it_is_asked_to_be_fresh() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let posted = tenant.post("/v1/events", &views(7, 1, app.clock.now())[0]).await.assert_status(201).json();
    let position = posted["position"].as_i64().unwrap();
    let list = format!("/v1/events?browser=Nobody&fresh={position}");

    tenant.get(&format!("{list}&wait_ms=0")).await.assert_problem(503, "unavailable");
    let patient = format!("{list}&wait_ms=10000");
    let (answer, _) = tokio::join!(tenant.get(&patient), projector.catch_up(app.clock.now()));

    answer.assert_status(200);
    tenant.get(&format!("{list}&wait_ms=0")).await.assert_status(200);
    tenant.get("/v1/events?fresh=-1").await.assert_problem(422, "invalid");
    let beyond = tenant.get(&format!("/v1/events?fresh={}", position + 1)).await.assert_problem(422, "invalid");
    assert_eq!(beyond.json()["errors"][0]["parameter"], "fresh");
}

#[tokio::test]
async fn an_event_leads_to_its_session_and_says_how_that_stands() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let started = tenant.post("/v1/sessions", &json!({"user_id": "ada", "user_agent": IPHONE})).await;
    let started = started.assert_status(201).json();
    let session = started["session"]["id"].as_str().unwrap();
    let view = json!({"method": "GET", "path": "/", "session_id": session, "user_agent": IPHONE});
    let event = tenant.post("/v1/events", &view).await.assert_status(201).json();
    let unknown = json!({"method": "GET", "path": "/", "session_id": "ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f"});
    let of_nobody = tenant.post("/v1/events", &unknown).await.assert_status(201).json();
    let get = async |event: &Value| {
        tenant.get(&format!("/v1/events/{}", event["id"].as_str().unwrap())).await.assert_status(200).json()
    };

    let before = get(&event).await;
    tenant.delete(&format!("/v1/sessions/{session}")).await.assert_status(204);

    assert_eq!(before["session"], json!({"id": session, "state": "active"}));
    assert_eq!(before["device"], "Safari on iPhone");
    assert_eq!(get(&event).await["session"], json!({"id": session, "state": "revoked"}));
    assert_eq!(get(&of_nobody).await["session"], Value::Null);
}
