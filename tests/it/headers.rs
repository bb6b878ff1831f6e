//! What each kind of answer tells browsers and caches (`api/src/headers.rs`).

use reqwest::Method;
use serde_json::json;
use tests::{Answer, TestApp};

/// What every answer says.
#[track_caller]
fn assert_protected(answer: &Answer, what: &str) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}: {answer:?}");
    assert!(["no-referrer", "same-origin"].contains(&answer.header("referrer-policy")), "{what}: {answer:?}");
    assert!(!answer.header("content-type").is_empty() || answer.text.is_empty(), "{what}: {answer:?}");
    assert_eq!(answer.header("strict-transport-security"), "", "{what}: there is no TLS here: {answer:?}");
    let policy = answer.header("content-security-policy");
    let is_page = answer.header("content-type").starts_with("text/html");
    assert_eq!(is_page, !policy.is_empty(), "{what}: a page has a policy: {answer:?}");
    if is_page {
        let parts: Vec<&str> = policy.split(';').map(str::trim).collect();
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(parts.contains(&part), "{what}: {part} is missing in {policy}");
        }
        let scripts = parts.iter().find(|part| part.starts_with("script-src")).copied().unwrap_or("script-src 'self'");
        assert_eq!(scripts, "script-src 'self'", "{what}: scripts come from here alone");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
    }
}

#[tokio::test]
async fn what_holds_personal_data_or_secrets_is_kept_by_nobody() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/", "user_id": "ada"})).await.assert_status(201);
    let started = tenant.post("/v1/sessions", &json!({"user_id": "ada"})).await.assert_status(201);
    let token = started.json()["token"].as_str().unwrap().to_owned();

    let user = app.bearer(&token);
    let answers = [
        ("a new secret", started),
        ("a check", tenant.post("/v1/sessions/introspect", &json!({"token": token})).await),
        ("a key", tenant.post("/v1/keys", &json!({"name": "x", "scopes": ["events:read"]})).await),
        ("a page of a list", tenant.get("/v1/events").await),
        ("a file", tenant.get("/v1/events.csv").await),
        ("lines", tenant.get("/v1/events.ndjson").await),
        ("own sessions", user.get("/v1/me/sessions").await),
        ("a person's data", tenant.get("/v1/users/ada/export").await),
        ("settings", tenant.get("/v1/tenant").await),
        ("an answer without a body", tenant.delete("/v1/users/ada/sessions").await),
        ("a problem of a door", app.anonymous().get("/v1/events").await.assert_status(401)),
        ("a problem of an operation", tenant.get("/v1/events?limit=0").await.assert_status(422)),
        ("a path that is not known", app.anonymous().get("/v1/none").await.assert_status(404)),
        ("a method that is not known", app.anonymous().delete("/v1/events").await.assert_status(405)),
        (
            "a sign-in that fails",
            app.anonymous().post("/v1/login", &json!({"email": "a@b.example", "password": "x"})).await,
        ),
        ("another path", app.anonymous().get("/none").await.assert_status(404)),
        ("health", app.anonymous().get("/healthz").await),
        ("readiness", app.anonymous().get("/readyz").await),
    ];

    for (what, answer) in &answers {
        assert_protected(answer, what);
        assert_eq!(answer.header("cache-control"), "no-store", "{what}: {answer:?}");
    }
}

#[tokio::test]
async fn what_is_public_may_be_kept_and_is_protected_all_the_same() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let preflight = app
        .anonymous()
        .request(Method::OPTIONS, "/v1/me/sessions")
        .header("origin", "https://shop.example")
        .header("access-control-request-method", "GET");

    let client = app.anonymous();
    let answers = [
        ("keys of access tokens", client.get("/v1/tenants/shop/jwks.json").await, "public, max-age="),
        ("the contract", client.get("/openapi.yaml").await, "public, max-age=300"),
        ("its page", client.get("/docs").await, "public, max-age=300"),
        ("the script of its page", client.get("/docs/redoc.js").await, "public, max-age=300"),
        ("the console", client.get("/console/").await, "no-cache"),
        ("the embedded list", client.get("/embed/sessions.js").await, "public, max-age=300"),
        ("its example", client.get("/embed/example.html").await, "public, max-age=300"),
        ("a preflight", client.send(preflight).await, "no-store"),
    ];

    for (what, answer, kept) in &answers {
        assert!((200..300).contains(&answer.status), "{what}: {answer:?}");
        assert_protected(answer, what);
        assert!(answer.header("cache-control").starts_with(kept), "{what}: {answer:?}");
    }
    let pages = answers.iter().filter(|(_, answer, _)| answer.header("content-type").starts_with("text/html"));
    assert_eq!(pages.count(), 3, "the console, the contract and the example are pages");
}
