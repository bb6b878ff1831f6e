//! Sessions over HTTP: what an application does with them, and what their users do.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::{Client, TestApp, TestTenant};

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/17.0 Mobile/15E148 Safari/604.1";
const WINDOWS: &str = "Mozilla/5.0 (Windows NT 6.3; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) \
                       Chrome/30.0.1599.101 Safari/537.36";

/// A session that was started: its id and its token.
pub(crate) struct Started {
    pub(crate) id: String,
    pub(crate) token: String,
}

async fn start(tenant: &TestTenant, user_id: &str) -> Started {
    start_with(tenant, &json!({"user_id": user_id, "ip": "192.0.2.7", "user_agent": IPHONE})).await
}

pub(crate) async fn start_with(client: &Client, body: &Value) -> Started {
    let answer = client.post("/v1/sessions", body).await.assert_status(201).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Started { id: text(&answer["session"]["id"]), token: text(&answer["token"]) }
}

async fn introspect(client: &Client, token: &str) -> Value {
    client.post("/v1/sessions/introspect", &json!({"token": token})).await.assert_status(200).json()
}

pub(crate) async fn is_active(client: &Client, token: &str) -> bool {
    introspect(client, token).await["active"] == true
}

#[tokio::test]
async fn a_session_is_started_checked_listed_and_ended() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    let started = start(&tenant, "ada").await;

    let found = introspect(&tenant, &started.token).await;
    assert_eq!((&found["active"], &found["sub"], &found["sid"]), (&json!(true), &json!("ada"), &json!(started.id)));
    let me = app.bearer(&started.token);
    let mine = me.get("/v1/me/sessions").await.assert_status(200).json();
    assert_eq!(mine["sessions"][0]["device"], "Safari on iPhone");
    assert_eq!(mine["sessions"][0]["current"], true);
    assert_eq!(mine["sessions"][0]["ip"], "192.0.2.7");
    me.delete(&format!("/v1/me/sessions/{}", started.id)).await.assert_status(204);
    assert_eq!(introspect(&tenant, &started.token).await, json!({"active": false}));
    me.get("/v1/me/sessions").await.assert_problem(401, "unauthenticated");
    let ended = tenant.get(&format!("/v1/sessions/{}", started.id)).await.assert_status(200).json();
    assert_eq!((&ended["state"], &ended["end_reason"]), (&json!("revoked"), &json!("signed_out")));
    assert_eq!(ended["ended_by"], started.id);
}

#[tokio::test]
async fn a_refreshed_token_opens_and_the_one_before_does_not() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let started = start(&tenant, "ada").await;

    let refreshed = tenant.post("/v1/sessions/refresh", &json!({"token": started.token})).await.assert_status(201);

    let token = refreshed.json()["token"].as_str().unwrap().to_owned();
    assert!(is_active(&tenant, &token).await);
    assert!(!is_active(&tenant, &started.token).await);
    let again = tenant.post("/v1/sessions/refresh", &json!({"token": started.token})).await.assert_status(201);
    assert_eq!(again.json()["token"], token);
    app.clock.advance(TimeDelta::seconds(31));
    tenant
        .post("/v1/sessions/refresh", &json!({"token": started.token}))
        .await
        .assert_problem(404, "session_not_found");
    assert!(!is_active(&tenant, &token).await);
    let ended = tenant.get(&format!("/v1/sessions/{}", started.id)).await.json();
    assert_eq!(ended["end_reason"], "reuse_detected");
}

#[tokio::test]
async fn binding_a_user_gives_another_token_and_happens_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let anonymous = start_with(&tenant, &json!({"ip": "192.0.2.7", "user_agent": WINDOWS})).await;
    let path = format!("/v1/sessions/{}", anonymous.id);

    let bound = tenant.patch(&path, &json!({"user_id": "ada"})).await.assert_status(200).json();

    let token = bound["token"].as_str().unwrap();
    assert_eq!(introspect(&tenant, token).await["sub"], "ada");
    assert!(!is_active(&tenant, &anonymous.token).await);
    tenant
        .post("/v1/sessions/refresh", &json!({"token": anonymous.token}))
        .await
        .assert_problem(404, "session_not_found");
    assert!(is_active(&tenant, token).await, "an old token from before the sign-in does no harm");
    tenant.patch(&path, &json!({"user_id": "eve"})).await.assert_problem(409, "user_bound");
}

#[tokio::test]
async fn all_others_end_and_the_current_one_goes_on() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let (one, two, three) = (start(&tenant, "ada").await, start(&tenant, "ada").await, start(&tenant, "ada").await);
    let stranger = start(&tenant, "bob").await;

    app.bearer(&two.token).delete("/v1/me/sessions?keep_current=true").await.assert_status(204);

    assert!(is_active(&tenant, &two.token).await && is_active(&tenant, &stranger.token).await);
    assert!(!is_active(&tenant, &one.token).await && !is_active(&tenant, &three.token).await);
    app.bearer(&two.token)
        .delete(&format!("/v1/me/sessions/{}", stranger.id))
        .await
        .assert_problem(404, "session_not_found");
}

#[tokio::test]
async fn a_session_that_is_not_used_is_over_and_one_that_is_used_goes_on() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    tenant.patch("/v1/tenant", &json!({"settings": {"session_idle_timeout_s": 300}})).await.assert_status(200);
    let (idle, used) = (start(&tenant, "ada").await, start(&tenant, "ada").await);

    for _ in 0..4 {
        app.clock.advance(TimeDelta::minutes(2));
        let touch = json!({"token": used.token, "ip": "192.0.2.8", "user_agent": IPHONE});
        let found = tenant.post("/v1/sessions/introspect", &touch).await.assert_status(200).json();
        assert_eq!(found["active"], true);
    }

    assert!(!is_active(&tenant, &idle.token).await);
    assert!(is_active(&tenant, &used.token).await);
}

async fn used_from(tenant: &TestTenant, token: &str, ip: &str, agent: &str) {
    let used = json!({"token": token, "ip": ip, "user_agent": agent});
    let found = tenant.post("/v1/sessions/introspect", &used).await.assert_status(200).json();
    assert_eq!(found["active"], true);
}

#[tokio::test]
async fn time_address_and_agent_of_the_last_use_belong_together() {
    let mut app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let started = start(&tenant, "ada").await;
    let uses = [("192.0.2.8", WINDOWS, 40), ("198.51.100.9", IPHONE, 90), ("2001:db8::7", WINDOWS, 20)];
    for (ip, agent, seconds) in uses {
        app.clock.advance(TimeDelta::seconds(seconds));
        used_from(&tenant, &started.token, ip, agent).await;
    }
    let last = app.clock.now();

    // What is gathered is written when the process stops.
    app.stop().await.unwrap();
    app.start_again().await;

    let found = app.bearer(&tenant.key).get(&format!("/v1/sessions/{}", started.id)).await.assert_status(200).json();
    let seen: DateTime<Utc> = found["last_seen_at"].as_str().unwrap().parse().unwrap();
    assert!((last - seen).num_seconds().abs() < 60, "{seen} is not {last} to the minute");
    assert_eq!((&found["ip"], &found["device"]), (&json!("2001:db8::7"), &json!("Chrome on Windows")));
    let versioned = app.bearer(&tenant.key).get(&format!("/v1/sessions/{}?label_style=versioned", started.id)).await;
    assert_eq!(versioned.json()["device"], "Chrome on Windows 8.1");
}

/// How often a session is noted to have moved, once it is at least `count` times.
async fn moves(tenant: &TestTenant, id: &str, count: usize) -> usize {
    let noted = async {
        loop {
            let events = tenant.all(&format!("/v1/sessions/{id}/events?limit=100"), "events").await;
            let moves = events.iter().filter(|event| event["type"] == "session.moved").count();
            if moves >= count {
                return moves;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), noted).await.expect("a move is noted")
}

#[tokio::test]
async fn who_changes_address_with_every_request_moves_once_in_ten_minutes() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let started = start(&tenant, "ada").await;

    for round in 0..40 {
        let ip = if round % 2 == 0 { "2001:db8::7" } else { "192.0.2.7" };
        used_from(&tenant, &started.token, ip, IPHONE).await;
        app.clock.advance(TimeDelta::seconds(14));
    }

    assert_eq!(moves(&tenant, &started.id, 1).await, 1);

    let in_one_network = start(&tenant, "ada").await;
    used_from(&tenant, &in_one_network.token, "192.0.2.200", IPHONE).await;
    used_from(&tenant, &in_one_network.token, "198.51.100.1", IPHONE).await;
    // Noted in their order, so the first one would be there too.
    assert_eq!(moves(&tenant, &in_one_network.id, 1).await, 1, "another address of the same network is no move");
}

#[tokio::test]
async fn the_limit_of_a_user_ends_the_oldest_or_refuses_the_new() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let settings = json!({"settings": {"sessions_per_user_max": 2}});
    tenant.patch("/v1/tenant", &settings).await.assert_status(200);
    let (one, two, three) = (start(&tenant, "ada").await, start(&tenant, "ada").await, start(&tenant, "ada").await);

    assert!(!is_active(&tenant, &one.token).await);
    assert!(is_active(&tenant, &two.token).await && is_active(&tenant, &three.token).await);
    let ended = app.bearer(&three.token).get("/v1/me/sessions?state=ended").await.assert_status(200).json();
    assert_eq!(
        (&ended["sessions"][0]["end_reason"], &ended["sessions"][0]["ended_by"]),
        (&json!("limit"), &json!("gatebook"))
    );
    let refuse = json!({"settings": {"session_limit": "refuse_new"}});
    tenant.patch("/v1/tenant", &refuse).await.assert_status(200);
    tenant.post("/v1/sessions", &json!({"user_id": "ada"})).await.assert_problem(409, "too_many_sessions");
    start(&tenant, "bob").await;
}

#[tokio::test]
async fn what_the_tenant_does_not_capture_is_nowhere() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let settings = json!({"settings": {"capture_ip": "anonymised", "capture_user_agent": false}});
    tenant.patch("/v1/tenant", &settings).await.assert_status(200);

    let started = start(&tenant, "ada").await;

    let found = tenant.get(&format!("/v1/sessions/{}", started.id)).await.assert_status(200).json();
    assert_eq!(found["ip"], "192.0.2.0");
    assert!(found.get("user_agent").is_none() && found.get("device").is_none());
    let events = tenant.get(&format!("/v1/sessions/{}/events", started.id)).await.assert_status(200);
    assert!(!events.text.contains("192.0.2.7") && !events.text.contains("iPhone"), "{}", events.text);
}

#[tokio::test]
async fn every_page_of_every_list_equals_the_whole_set() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let mut started = Vec::new();
    for i in 0..23 {
        app.clock.advance(TimeDelta::milliseconds(7));
        started.push(start(&tenant, if i % 3 == 0 { "bob" } else { "ada" }).await);
    }
    let of_ada: Vec<&Started> = started.iter().enumerate().filter(|(i, _)| i % 3 != 0).map(|(_, s)| s).collect();
    for ended in &of_ada[..9] {
        tenant.delete(&format!("/v1/sessions/{}", ended.id)).await.assert_status(204);
    }
    let ids = |found: &[Value]| -> Vec<String> {
        found.iter().map(|session| session["id"].as_str().unwrap().to_owned()).collect()
    };
    let newest_first =
        |sessions: &[&Started]| -> Vec<String> { sessions.iter().rev().map(|session| session.id.clone()).collect() };

    let all = tenant.all("/v1/sessions?limit=4", "sessions").await;
    let ended = tenant.all("/v1/users/ada/sessions?state=ended&limit=4", "sessions").await;
    let active = tenant.all("/v1/sessions?limit=3&state=active&user_id=ada", "sessions").await;
    let mine = app.bearer(&of_ada[9].token).all("/v1/me/sessions?state=ended&limit=2", "sessions").await;
    let phones = tenant.all("/v1/sessions?limit=5&platform=iphone&ip=192.0.2.0/24&text=SAFARI", "sessions").await;

    assert_eq!(ids(&all), newest_first(&started.iter().collect::<Vec<_>>()));
    assert_eq!(ids(&ended), newest_first(&of_ada[..9]));
    assert_eq!(ids(&active), newest_first(&of_ada[9..]));
    assert_eq!(ids(&mine), newest_first(&of_ada[..9]));
    assert_eq!(phones.len(), 23);
    assert!(tenant.all("/v1/sessions?ip=198.51.100.0/24", "sessions").await.is_empty());
}

#[tokio::test]
async fn a_form_is_taken_as_well_as_json() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let started = start(&tenant, "ada").await;

    let form = format!("token={}&token_type_hint=access_token", started.token);
    let found = tenant.post_bytes("/v1/sessions/introspect", "application/x-www-form-urlencoded", form).await;

    assert_eq!(found.assert_status(200).json()["active"], true);
}

#[tokio::test]
async fn a_sign_in_that_is_repeated_is_one_session_with_a_new_token() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let sign_in = async |body: Value| {
        let request = tenant.request(reqwest::Method::POST, "/v1/sessions").header("idempotency-key", "one");
        tenant.send(request.json(&body)).await
    };
    let first = sign_in(json!({"user_id": "ada"})).await.assert_status(201).json();

    let second = sign_in(json!({"user_id": "ada"})).await.assert_status(201).json();

    assert_eq!(first["session"]["id"], second["session"]["id"]);
    assert!(is_active(&tenant, second["token"].as_str().unwrap()).await);
    assert!(!is_active(&tenant, first["token"].as_str().unwrap()).await);
    sign_in(json!({"user_id": "eve"})).await.assert_problem(422, "idempotency_mismatch");
}
