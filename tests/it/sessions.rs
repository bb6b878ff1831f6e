//! Sessions over HTTP: what an application does with them, and what their users do.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Client, TestApp, TestTenant};

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/17.0 Mobile/15E148 Safari/604.1";
const WINDOWS: &str = "Mozilla/5.0 (Windows NT 6.3; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) \
                       Chrome/30.0.1599.101 Safari/537.36";

/// A session that was started: its id and its token.
struct Started {
    id: String,
    token: String,
}

async fn start(tenant: &TestTenant, user_id: &str) -> Started {
    start_with(tenant, &json!({"user_id": user_id, "ip": "192.0.2.7", "user_agent": IPHONE})).await
}

async fn start_with(tenant: &TestTenant, body: &Value) -> Started {
    let answer = tenant.post("/v1/sessions", body).await.assert_status(201).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Started { id: text(&answer["session"]["id"]), token: text(&answer["token"]) }
}

async fn introspect(client: &Client, token: &str) -> Value {
    client.post("/v1/sessions/introspect", &json!({"token": token})).await.assert_status(200).json()
}

async fn is_active(client: &Client, token: &str) -> bool {
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
