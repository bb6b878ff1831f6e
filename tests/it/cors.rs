//! Which pages may call a user's own endpoints from a browser (CORS).

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, TestSession, TestTenant};

const SHOP: &str = "https://shop.example";
const ELSEWHERE: &str = "https://elsewhere.example";

/// A tenant that allows pages of the shop.
async fn tenant_of_shop(app: &TestApp) -> TestTenant {
    let tenant = app.tenant("shop").await;
    allow(&tenant, &[SHOP]).await;
    tenant
}

async fn allow(tenant: &TestTenant, origins: &[&str]) {
    let settings = json!({"settings": {"allowed_origins": origins}});
    tenant.patch("/v1/tenant", &settings).await.assert_status(200);
}

/// What a browser sends for a page of an origin.
async fn from(origin: &str, client: &Client, method: Method, path: &str) -> Answer {
    client.send(client.request(method, path).header("origin", origin)).await
}

/// Passes when a browser shows the answer to a page of the origin.
#[track_caller]
fn assert_readable(answer: &Answer, origin: &str) {
    assert_eq!(answer.header("access-control-allow-origin"), origin, "{answer:?}");
    assert!(answer.header("vary").contains("Origin"), "{answer:?}");
    // No cookies are involved.
    assert_eq!(answer.header("access-control-allow-credentials"), "", "{answer:?}");
    let exposed = answer.header("access-control-expose-headers");
    for name in ["X-Request-Id", "Retry-After", "WWW-Authenticate"] {
        assert!(exposed.contains(name), "{answer:?}");
    }
}

#[track_caller]
fn assert_not_readable(answer: &Answer) {
    assert_eq!(answer.header("access-control-allow-origin"), "", "{answer:?}");
}

async fn lives(user: &TestSession) -> bool {
    user.get("/v1/me/sessions").await.status == 200
}

#[tokio::test]
async fn a_preflight_is_answered_for_any_origin_and_names_what_the_contract_has() {
    let app = TestApp::start().await;
    let document: Value = serde_yaml::from_str(include_str!("../../openapi.yaml")).unwrap();
    let paths = document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/v1/me/"));
    let methods: BTreeSet<String> =
        paths.flat_map(|(_, known)| known.as_object().unwrap().keys()).map(|method| method.to_uppercase()).collect();
    assert!(methods.len() > 1, "{methods:?}");

    for origin in [SHOP, ELSEWHERE] {
        // A browser asks without the token.
        let client = app.anonymous();
        let request = client.request(Method::OPTIONS, "/v1/me/sessions?keep_current=true").header("origin", origin);
        let request = request.header("access-control-request-method", "DELETE");
        let answer = client.send(request.header("access-control-request-headers", "authorization")).await;

        let answer = answer.assert_status(204);
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        assert_eq!(answer.header("vary"), "Origin");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert!(answer.header("access-control-allow-headers").contains("Authorization"), "{answer:?}");
        let allowed: BTreeSet<String> =
            answer.header("access-control-allow-methods").split(", ").map(str::to_owned).collect();
        assert_eq!(allowed, methods);
    }
}

#[tokio::test]
async fn there_is_no_preflight_for_what_belongs_to_applications() {
    let app = TestApp::start().await;

    for path in ["/v1/sessions", "/v1/sessions/introspect", "/v1/events", "/v1/tenant", "/v1/users/ada/sessions"] {
        let client = app.anonymous();
        let request = client.request(Method::OPTIONS, path).header("origin", SHOP);
        let answer = client.send(request.header("access-control-request-method", "GET")).await;

        assert_not_readable(&answer.assert_problem(405, "method_not_allowed"));
    }
}

#[tokio::test]
async fn a_page_of_an_allowed_origin_lists_and_ends_sessions() {
    let app = TestApp::start().await;
    let tenant = tenant_of_shop(&app).await;
    let (user, other) = (app.user(&tenant, "ada").await, app.user(&tenant, "ada").await);

    let listed = from(SHOP, &user, Method::GET, "/v1/me/sessions").await.assert_status(200);
    let ended = from(SHOP, &user, Method::DELETE, &format!("/v1/me/sessions/{}", other.id)).await.assert_status(204);

    assert_readable(&listed, SHOP);
    assert_eq!(listed.json()["sessions"].as_array().map(Vec::len), Some(2));
    assert_readable(&ended, SHOP);
    assert!(!lives(&other).await && lives(&user).await);
    // Who is no browser says no origin, and is told of none.
    assert_not_readable(&user.get("/v1/me/sessions").await.assert_status(200));
}

#[tokio::test]
async fn a_page_of_gatebooks_own_origin_may_always_call() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let user = app.user(&tenant, "ada").await;

    let answer = from(app.url(), &user, Method::GET, "/v1/me/sessions").await;

    assert_readable(&answer.assert_status(200), app.url());
}

#[tokio::test]
async fn a_page_of_any_other_origin_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let tenant = tenant_of_shop(&app).await;
    let other = app.tenant("other").await;
    allow(&other, &[ELSEWHERE]).await;
    let user = app.user(&tenant, "ada").await;
    let by_default = app.tenant("default").await;
    let of_default = app.user(&by_default, "ada").await;
    let own = format!("/v1/me/sessions/{}", user.id);

    for origin in [
        ELSEWHERE,
        "null",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example/",
        "https://a.shop.example",
        "https://shop.example.elsewhere.example",
        "HTTPS://SHOP.EXAMPLE",
        "https://shop.example https://elsewhere.example",
        "é",
        "",
    ] {
        for (method, path) in
            [(Method::GET, "/v1/me/sessions"), (Method::DELETE, "/v1/me/sessions"), (Method::DELETE, own.as_str())]
        {
            let answer = from(origin, &user, method, path).await.assert_problem(403, "origin_not_allowed");

            if origin.is_ascii() {
                assert_readable(&answer, origin);
            }
        }
    }
    from(SHOP, &of_default, Method::DELETE, "/v1/me/sessions").await.assert_problem(403, "origin_not_allowed");
    assert!(lives(&user).await && lives(&of_default).await);
}

#[tokio::test]
async fn an_origin_that_is_taken_away_is_refused_from_then_on() {
    let app = TestApp::start().await;
    let tenant = tenant_of_shop(&app).await;
    let user = app.user(&tenant, "ada").await;
    from(SHOP, &user, Method::GET, "/v1/me/sessions").await.assert_status(200);

    allow(&tenant, &[]).await;

    let answer = from(SHOP, &user, Method::GET, "/v1/me/sessions").await;
    assert_readable(&answer.assert_problem(403, "origin_not_allowed"), SHOP);
}

#[tokio::test]
async fn without_a_token_of_ours_the_answer_is_401_whatever_the_origin() {
    let app = TestApp::start().await;
    let tenant = tenant_of_shop(&app).await;

    for client in [app.anonymous(), app.bearer("gbs_x"), app.bearer(&tenant.key)] {
        for origin in [SHOP, ELSEWHERE] {
            let answer = from(origin, &client, Method::GET, "/v1/me/sessions").await;

            assert_readable(&answer.assert_problem(401, "unauthenticated"), origin);
        }
    }
}

#[tokio::test]
async fn problems_are_readable_for_an_allowed_page_too() {
    let app = TestApp::start().await;
    let tenant = tenant_of_shop(&app).await;
    let (user, ended) = (app.user(&tenant, "ada").await, app.user(&tenant, "ada").await);
    tenant.delete(&format!("/v1/sessions/{}", ended.id)).await.assert_status(204);
    let unknown = format!("/v1/me/sessions/ses_{}", uuid::Uuid::now_v7().simple());

    for (client, method, path, status, code) in [
        (&ended, Method::GET, "/v1/me/sessions", 401, "unauthenticated"),
        (&user, Method::DELETE, unknown.as_str(), 404, "session_not_found"),
        (&user, Method::GET, "/v1/me/no-such-path", 404, "path_not_found"),
        (&user, Method::PUT, "/v1/me/sessions", 405, "method_not_allowed"),
        (&user, Method::DELETE, "/v1/me/sessions/x", 422, "invalid"),
    ] {
        let answer = from(SHOP, client, method, path).await.assert_problem(status, code);

        assert_readable(&answer, SHOP);
    }
    app.postgres.close().await;
    let answer = from(SHOP, &user, Method::GET, "/v1/me/sessions").await.assert_problem(503, "unavailable");
    assert_readable(&answer, SHOP);
}
