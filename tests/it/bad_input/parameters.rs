//! Parameters, headers, paths and settings that do not fit.

use reqwest::Method;
use serde_json::json;
use tests::{Client, TestApp, TestTenant};

use super::{JSON_OPERATIONS, MIB, assert_refused, send};

#[tokio::test]
async fn a_parameter_that_does_not_fit_is_refused_with_its_name() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("acme").await, app.tenant("other").await);
    for owner in [&tenant, &other] {
        for name in ["a", "b"] {
            owner.post("/v1/keys", &json!({"name": name, "scopes": ["admin"]})).await.assert_status(201);
        }
    }
    let own = next(&tenant, "/v1/events?limit=1").await;
    let of_keys = next(&tenant, "/v1/keys?limit=1").await;
    let of_tenants = next(&app.admin(), "/v1/tenants?limit=1").await;
    let of_other = next(&other, "/v1/events?limit=1").await;
    let of_other_keys = next(&other, "/v1/keys?limit=1").await;
    tenant.get(&format!("/v1/events?limit=1&cursor={own}")).await.assert_status(200);

    let mut refused: Vec<(String, &str)> = Vec::new();
    for list in ["/v1/events", "/v1/keys", "/v1/members", "/v1/tenants"] {
        for limit in ["0", "101", "-1", "x", "", "1.5", "99999999999999999999", "%00", "%ff"] {
            refused.push((format!("{list}?limit={limit}"), "limit"));
        }
        for cursor in ["x", "%00", "%ff", "AAAA", &"A".repeat(201), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            refused.push((format!("{list}?cursor={cursor}"), "cursor"));
        }
    }
    for cursor in [&of_keys, &of_tenants, &of_other] {
        refused.push((format!("/v1/events?cursor={cursor}"), "cursor"));
    }
    refused.push((format!("/v1/events?order=asc&cursor={own}"), "cursor"));
    refused.push((format!("/v1/events?method=GET&cursor={own}"), "cursor"));
    for cursor in [&own, &of_tenants, &of_other_keys] {
        refused.push((format!("/v1/keys?cursor={cursor}"), "cursor"));
    }
    refused.push((format!("/v1/members?cursor={of_keys}"), "cursor"));
    refused.push((format!("/v1/tenants?cursor={of_keys}"), "cursor"));
    let of_events: [(&'static str, &[&str]); 8] = [
        ("after", &["-1", "x", "9223372036854775808", "1e5"]),
        ("before", &["-1", "x"]),
        ("since", &["yesterday", "2026-11-20", "10000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "%00"]),
        ("until", &["x", "0"]),
        ("order", &["sideways", "ASC", ""]),
        ("status", &["5", "4xxx", "abc", "-200", "99999"]),
        ("session_id", &["ses_x", "0198f3c2a4b07c3e9d5f1a2b3c4d5e6f", "%00"]),
        ("type", &["%00", "a%00b"]),
    ];
    for (name, values) in of_events {
        refused.extend(values.iter().map(|value| (format!("/v1/events?{name}={value}"), name)));
    }
    for (path, name) in refused {
        let client = if path.starts_with("/v1/tenants") { app.admin() } else { tenant.client.clone() };
        let answer = client.get(&path).await;

        assert_eq!(answer.status, 422, "{path}: {answer:?}");
        assert_refused(&answer, &path);
        assert_eq!(answer.json()["errors"][0]["parameter"], name, "{path}: {answer:?}");
    }
    // As far as a time can be told, it may be asked for.
    for time in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1970-01-01T00:00:00-23:59"] {
        tenant.get(&format!("/v1/events?since={time}&until={time}")).await.assert_status(200);
    }
}

/// `next` of a list that goes on.
async fn next(client: &Client, path: &str) -> String {
    client.get(path).await.json()["next"].as_str().unwrap_or_else(|| panic!("{path} has no next page")).to_owned()
}

/// Two users of a tenant with two sessions that have ended and two that live each; one of these has two events.
async fn sessions_of(app: &TestApp, tenant: &TestTenant) -> String {
    for user in ["ada", "bob"] {
        for _ in 0..2 {
            app.user(tenant, user).await;
        }
        tenant.delete(&format!("/v1/users/{user}/sessions")).await.assert_status(204);
        app.user(tenant, user).await;
    }
    let session = app.user(tenant, "ada").await;
    let view = json!({"method": "GET", "path": "/", "session_id": session.id});
    tenant.post("/v1/events", &view).await.assert_status(201);
    session.id
}

#[tokio::test]
async fn a_parameter_about_sessions_that_does_not_fit_is_refused_with_its_name() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("acme").await, app.tenant("other").await);
    let (session, foreign) = (sessions_of(&app, &tenant).await, sessions_of(&app, &other).await);
    let user = app.user(&tenant, "ada").await;
    let of_all = next(&tenant, "/v1/sessions?limit=1").await;
    let of_ada = next(&tenant, "/v1/users/ada/sessions?state=ended&limit=1").await;
    let of_events = next(&tenant, &format!("/v1/sessions/{session}/events?limit=1")).await;
    let foreign_all = next(&other, "/v1/sessions?limit=1").await;
    let foreign_ada = next(&other, "/v1/users/ada/sessions?state=ended&limit=1").await;
    let foreign_events = next(&other, &format!("/v1/sessions/{foreign}/events?limit=1")).await;
    let (events, my_events) = (format!("/v1/sessions/{session}/events"), format!("/v1/me/sessions/{session}/events"));
    let lists = ["/v1/sessions", "/v1/users/ada/sessions", "/v1/me/sessions", &events, &my_events];

    let mut refused: Vec<(String, &str)> = Vec::new();
    for list in lists {
        for limit in ["0", "101", "-1", "x", "", "1.5", "99999999999999999999", "%00", "%ff"] {
            refused.push((format!("{list}?limit={limit}"), "limit"));
        }
        for cursor in ["x", "%00", "%ff", "AAAA", &"A".repeat(201), &foreign_all, &foreign_ada, &foreign_events] {
            refused.push((format!("{list}?cursor={cursor}"), "cursor"));
        }
    }
    for cursor in [&of_ada, &of_events] {
        refused.push((format!("/v1/sessions?cursor={cursor}"), "cursor"));
    }
    for filter in ["user_id=ada", "state=active", "ip=192.0.2.0/24", "browser=Safari", "platform=iPhone", "text=a"] {
        refused.push((format!("/v1/sessions?{filter}&cursor={of_all}"), "cursor"));
    }
    for cursor in [&of_all, &of_events] {
        refused.push((format!("/v1/users/ada/sessions?state=ended&cursor={cursor}"), "cursor"));
        refused.push((format!("/v1/me/sessions?state=ended&cursor={cursor}"), "cursor"));
    }
    refused.push((format!("/v1/users/bob/sessions?state=ended&cursor={of_ada}"), "cursor"));
    refused.push((format!("/v1/sessions/{}/events?cursor={of_events}", user.id), "cursor"));
    let (long, longer) = ("x".repeat(65), "x".repeat(257));
    let of_sessions: [(&'static str, &[&str]); 7] = [
        ("user_id", &["%00", "a%00b", &longer]),
        ("state", &["ended", "ACTIVE", "", "%ff"]),
        ("ip", &["", "home", "999.1.1.1", "192.0.2.0/33", "192.0.2.0/", "192.0.2.1,192.0.2.2", "::/129", "%00", &long]),
        ("browser", &["%00", &long]),
        ("platform", &["%00", &long]),
        ("text", &["%00", &longer]),
        ("label_style", &["", "Plain", "short"]),
    ];
    for (name, values) in of_sessions {
        refused.extend(values.iter().map(|value| (format!("/v1/sessions?{name}={value}"), name)));
    }
    for list in ["/v1/users/ada/sessions", "/v1/me/sessions"] {
        refused.extend(["", "revoked", "Active"].map(|state| (format!("{list}?state={state}"), "state")));
        refused.push((format!("{list}?label_style=short"), "label_style"));
    }
    for (path, name) in refused {
        let client = if path.starts_with("/v1/me/") { &user.client } else { &tenant.client };
        let answer = client.get(&path).await;

        assert_eq!(answer.status, 422, "{path}: {answer:?}");
        assert_refused(&answer, &path);
        assert_eq!(answer.json()["errors"][0]["parameter"], name, "{path}: {answer:?}");
    }
    for (client, path, parameter) in [
        (&tenant.client, "/v1/users/ada/sessions?except=x", "except"),
        (&tenant.client, "/v1/users/ada/sessions?except=%00", "except"),
        (&user.client, "/v1/me/sessions?keep_current=yes", "keep_current"),
        (&user.client, "/v1/me/sessions?keep_current=", "keep_current"),
    ] {
        let answer = client.delete(path).await.assert_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["parameter"], parameter, "{path}: {answer:?}");
    }
    user.get("/v1/me/sessions").await.assert_status(200);
}

#[tokio::test]
async fn an_id_or_header_that_does_not_fit_is_refused_with_its_name() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let user = app.user(&tenant, "ada").await;

    for id in ["x", "%00", "%ff", "%F0%9F%98%80", "..%2f..", "evt_", "key_0", "ses_0", "%25", "a%20b"] {
        for (method, path, parameter) in [
            (Method::GET, format!("/v1/events/{id}"), "event_id"),
            (Method::DELETE, format!("/v1/keys/{id}"), "key_id"),
            (Method::POST, format!("/v1/keys/{id}/roll"), "key_id"),
            (Method::PATCH, format!("/v1/members/{id}"), "member_id"),
            (Method::DELETE, format!("/v1/members/{id}"), "member_id"),
            (Method::POST, format!("/v1/members/{id}/reset"), "member_id"),
            (Method::DELETE, format!("/v1/tenants/{id}"), "tenant_id"),
            (Method::GET, format!("/v1/jobs/{id}"), "job_id"),
            (Method::POST, format!("/v1/jobs/{id}/retry"), "job_id"),
            (Method::GET, format!("/v1/sessions/{id}"), "session_id"),
            (Method::PATCH, format!("/v1/sessions/{id}"), "session_id"),
            (Method::DELETE, format!("/v1/sessions/{id}"), "session_id"),
            (Method::GET, format!("/v1/sessions/{id}/events"), "session_id"),
            (Method::DELETE, format!("/v1/me/sessions/{id}"), "session_id"),
            (Method::GET, format!("/v1/me/sessions/{id}/events"), "session_id"),
        ] {
            let client = match path.as_str() {
                path if path.starts_with("/v1/tenants/") => app.admin(),
                path if path.starts_with("/v1/me/") => user.client.clone(),
                _ => tenant.client.clone(),
            };
            let answer = send(&client, &method, &path, &[("content-type", "application/json")], b"{}".to_vec()).await;

            assert_refused(&answer, &path);
            let named = &answer.json()["errors"][0]["parameter"];
            assert!(answer.status == 404 || named == parameter, "{method} {path}: {answer:?}");
        }
    }
    let twice = tenant.request(Method::POST, "/v1/keys").json(&json!({"name": "k", "scopes": ["admin"]}));
    let twice = twice.header("idempotency-key", "one").header("idempotency-key", "two");
    assert_refused(&tenant.send(twice).await, "two idempotency keys");

    let long = "x".repeat(256);
    let json = ("content-type", "application/json");
    for (method, path, name, body, values) in [
        (Method::PATCH, "/v1/tenant", "If-Match", "{}", ["", "1", "\"x\"", "W/\"1\"", "\"99999999999999999999\""]),
        (Method::POST, "/v1/keys", "Idempotency-Key", JSON_OPERATIONS[3].2, ["", &long, "\t", "a\tb", "é"]),
        (Method::POST, "/v1/sessions", "Idempotency-Key", "{}", ["", &long, "\t", "a\tb", "é"]),
    ] {
        for value in values {
            let answer = send(&tenant, &method, path, &[json, (name, value)], body.into()).await;

            assert_refused(&answer, &format!("{path} {name}: {value}"));
            assert_eq!(answer.json()["errors"][0]["parameter"], name, "{value}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn headers_that_are_too_many_or_too_large_do_no_harm() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    let mut many = tenant.request(Method::GET, "/v1/tenant");
    for at in 0..300 {
        many = many.header(format!("x-{at}"), "x");
    }
    let large = tenant.request(Method::GET, "/v1/tenant").header("x-large", "x".repeat(MIB));
    let long = tenant.request(Method::GET, &format!("/v1/events?path={}", "x".repeat(60_000)));

    // The server may also hang up on such a thing.
    for request in [many, large, long] {
        if let Ok(answer) = request.send().await {
            assert!(answer.status().is_client_error(), "{}", answer.status());
        }
    }
    tenant.get("/v1/tenant").await.assert_status(200);
}

#[tokio::test]
async fn paths_and_methods_that_are_not_there_are_problems_too() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for path in [
        "/consoles",
        "/v1",
        "/v1/event",
        "/v1/events/",
        "/v2/events",
        "/v1/tenants/x/y",
        "/%00",
        "/%ff",
        "//v1/events",
        "/console/assets/none.js",
        "/embed/",
        "/embed/%ff.js",
    ] {
        let answer = tenant.get(path).await;
        assert_refused(&answer, path);
        assert!([404, 422].contains(&answer.status), "{path}: {answer:?}");
    }
    for (method, path, allowed) in [
        (Method::PUT, "/v1/events", "GET, POST"),
        (Method::DELETE, "/v1/events", "GET, POST"),
        (Method::GET, "/v1/events/batch", "POST"),
        (Method::POST, "/v1/tenant", "GET, PATCH"),
        (Method::PATCH, "/v1/keys/key_1", "DELETE"),
        (Method::PUT, "/v1/sessions", "GET, POST"),
        (Method::GET, "/v1/sessions/introspect", "POST"),
        (Method::PUT, "/v1/sessions/ses_1", "GET, PATCH, DELETE"),
        (Method::POST, "/v1/users/ada/sessions", "GET, DELETE"),
        (Method::POST, "/v1/decisions", "GET"),
        (Method::GET, "/v1/jobs/job_1/retry", "POST"),
        (Method::PATCH, "/v1/me/sessions", "GET, DELETE"),
    ] {
        let answer = tenant.send(tenant.request(method.clone(), path)).await;

        let answer = answer.assert_problem(405, "method_not_allowed");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn u0000_in_settings_and_names_is_refused_and_in_events_replaced() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for (path, body) in [
        ("/v1/keys", json!({"name": "a\0b", "scopes": ["admin"]})),
        ("/v1/keys", json!({"name": " ", "scopes": ["admin"]})),
    ] {
        tenant.post(path, &body).await.assert_problem(422, "invalid");
    }
    for body in [
        json!({"name": "a\0b"}),
        json!({"name": null}),
        json!({"settings": {"ignored_prefixes": ["/a\0b"]}}),
        json!({"settings": {"redacted_words": ["a\0b"]}}),
        json!({"settings": {"trusted_proxies": ["a\0b"]}}),
        json!(["a name"]),
        json!({"settings": []}),
        json!({"settings": [7]}),
        json!({"settings": {"retention_days": 401}}),
        json!({"settings": {"retention_days": -1}}),
        json!({"settings": {"capture_ip": "some"}}),
        json!({"settings": {"ignored_extensions": vec!["x"; 201]}}),
        json!({"settings": {"session_idle_timeout_s": 299}}),
        json!({"settings": {"session_idle_timeout_s": null}}),
        json!({"settings": {"session_absolute_timeout_s": 31_622_401}}),
        json!({"settings": {"session_absolute_timeout_s": -1}}),
        json!({"settings": {"sessions_per_user_max": 0}}),
        json!({"settings": {"sessions_per_user_max": 101}}),
        json!({"settings": {"session_limit": "some"}}),
        json!({"settings": {"allowed_origins": "https://shop.example"}}),
        json!({"settings": {"allowed_origins": ["*"]}}),
        json!({"settings": {"allowed_origins": ["null"]}}),
        json!({"settings": {"allowed_origins": ["shop.example"]}}),
        json!({"settings": {"allowed_origins": ["https://shop.example/"]}}),
        json!({"settings": {"allowed_origins": ["https://Shop.example"]}}),
        json!({"settings": {"allowed_origins": ["https://shop.example:443"]}}),
        json!({"settings": {"allowed_origins": ["https://ada@shop.example"]}}),
        json!({"settings": {"allowed_origins": ["https://a\0b"]}}),
        json!({"settings": {"allowed_origins": vec!["https://shop.example"; 201]}}),
    ] {
        assert_refused(&tenant.patch("/v1/tenant", &body).await, &body.to_string());
    }
    let event = json!({"method": "GET", "path": "/a\0b", "user_agent": "\0", "data": {"k\0": "v\0"}});
    let posted = tenant.post("/v1/events", &event).await.assert_status(201).json();
    let stored = tenant.get(&format!("/v1/events/{}", posted["id"].as_str().unwrap())).await.assert_status(200).json();
    assert_eq!(stored["path"], "/a\u{fffd}b");
    assert_eq!(stored["data"]["k\u{fffd}"], "v\u{fffd}");
}
