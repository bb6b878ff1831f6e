//! Bodies, forms and names of users that do not fit, of the operations on sessions.

use reqwest::Method;
use serde_json::{Value, json};
use tests::TestApp;

use super::{assert_names, assert_refused, gzip, send};

const FORM: &str = "application/x-www-form-urlencoded";
/// Stands in texts that are refused, and must not come back.
const MARK: &str = "mark7f3a";

/// A body with one member, as JSON text.
fn with(member: &str, value: &str) -> String {
    format!(r#"{{"{member}": {value}}}"#)
}

fn long(length: usize) -> String {
    format!("\"{MARK}{}\"", "x".repeat(length - MARK.len()))
}

/// What a session can be started or changed with that does not fit: a body, and the place that is wrong.
fn bad_facts() -> Vec<(String, &'static str)> {
    let nested = |depth: usize| format!(r#"{{"a": {}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    let mut bodies = vec![
        (with("no_such_member", "1"), ""),
        (with("user_id", &long(257)), "/user_id"),
        (with("user_id", &format!("\"{}\"", "é".repeat(129))), "/user_id"),
        (
            with("user_id", &format!("\"{MARK} eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRoaXM\"")),
            "/user_id",
        ),
        (with("user_id", &format!("\"https://{MARK}:{MARK}@shop.example\"")), "/user_id"),
        (with("metadata", &format!(r#"{{"a": "{}"}}"#, MARK.repeat(600))), "/metadata"),
        (with("metadata", &nested(100)), "/metadata"),
        (with("metadata", &nested(200)), "/metadata"),
        (with("metadata", &format!(r#"{{"a": ["{MARK}", 1e100000]}}"#)), "/metadata/a/1"),
        (with("metadata", r#"{"a": "\ud800"}"#), "/metadata/a"),
        (r#"{"user_id": "ada", "user_id": "bob"}"#.to_owned(), ""),
    ];
    let of_members: [(&str, &'static str, &[&str]); 3] = [
        ("user_id", "/user_id", &["\"\"", "\" \\t\"", "\"a\\u0000b\"", "42", "null", "true", "[]", "{}"]),
        ("metadata", "/metadata", &["[]", "[\"mark7f3a\"]", "\"mark7f3a\"", "42", "null", "true"]),
        (
            "expires_at",
            "/expires_at",
            &[
                "\"mark7f3a\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"0001-01-01T00:00:00Z\"",
                "\"2026-01-01T00:00:00Z\"",
                "\"2026-02-30T00:00:00Z\"",
                "\"10000-01-01T00:00:00Z\"",
                "\"+262142-01-01T00:00:00Z\"",
                "\"2099-01-01T00:00:00\"",
                "4070908800",
                "null",
            ],
        ),
    ];
    for (member, place, values) in of_members {
        bodies.extend(values.iter().map(|value| (with(member, value), place)));
    }
    bodies
}

/// Where a session is used, as it cannot be: members of a body, and the place that is wrong.
fn bad_uses() -> Vec<(String, &'static str)> {
    let member = |name: &str, value: &str| format!(r#""{name}": {value}"#);
    let mut uses = vec![
        (member("ip", &long(129)), "/ip"),
        (member("remote_addr", &long(129)), "/remote_addr"),
        (member("x_forwarded_for", &long(8 * 1024 + 1)), "/x_forwarded_for"),
        (member("user_agent", &long(64 * 1024 + 1)), "/user_agent"),
        (member("user_agent", r#""\ud800""#), "/user_agent"),
        (r#""ip": "192.0.2.1", "remote_addr": "192.0.2.2""#.to_owned(), "/ip"),
        (r#""ip": "192.0.2.1", "x_forwarded_for": "192.0.2.2""#.to_owned(), "/ip"),
    ];
    let of_members: [(&str, &'static str, &[&str]); 4] = [
        ("ip", "/ip", &["\"\"", "\"mark7f3a\"", "\"999.1.1.1\"", "\"::1\\u0000\"", "17", "null", "[]"]),
        ("remote_addr", "/remote_addr", &["17", "null", "[]"]),
        ("x_forwarded_for", "/x_forwarded_for", &["17", "null", "[\"192.0.2.1\"]", "{}"]),
        ("user_agent", "/user_agent", &["17", "null", "[]", "false"]),
    ];
    for (name, place, values) in of_members {
        uses.extend(values.iter().map(|value| (member(name, value), place)));
    }
    uses
}

/// Tokens to check or refresh that cannot be any: a body, and the place that is wrong.
fn bad_tokens() -> Vec<(String, &'static str)> {
    let mut bodies = vec![
        ("{}".to_owned(), ""),
        (with("token", "null"), "/token"),
        (with("token", "42"), "/token"),
        (with("token", &format!("[\"{MARK}\"]")), "/token"),
        (with("token", &long(4097)), "/token"),
        (with("token", r#""\udc00""#), "/token"),
        (format!(r#"["{MARK}", null, null, null, null, null]"#), ""),
        (format!(r#"{{"token": "{MARK}", "token_type_hint": {}}}"#, long(65)), "/token_type_hint"),
        (format!(r#"{{"token": "{MARK}", "token_type_hint": 7}}"#), "/token_type_hint"),
        (format!(r#"{{"token": "{MARK}", "no_such_member": "{MARK}"}}"#), ""),
    ];
    bodies.extend(bad_uses().into_iter().map(|(used, place)| (format!(r#"{{"token": "{MARK}", {used}}}"#), place)));
    bodies
}

#[tokio::test]
async fn what_does_not_fit_a_session_is_refused_with_its_place_and_not_quoted() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let visitor = app.session(&tenant, &json!({})).await;
    let mut starts = bad_facts();
    starts.extend(bad_uses().into_iter().map(|(used, place)| (format!("{{{used}}}"), place)));
    // Where it is used cannot be changed by hand.
    let mut changes = bad_facts();
    changes.push((with("ip", "\"192.0.2.1\""), ""));

    for (method, path, bodies) in [
        (Method::POST, "/v1/sessions".to_owned(), starts),
        (Method::PATCH, format!("/v1/sessions/{}", visitor.id), changes),
        (Method::POST, "/v1/sessions/introspect".to_owned(), bad_tokens()),
        (Method::POST, "/v1/sessions/refresh".to_owned(), bad_tokens()),
    ] {
        for (body, place) in bodies {
            let of = format!("{method} {path} {}", body.chars().take(120).collect::<String>());
            let answer = send(&tenant, &method, &path, &[("content-type", "application/json")], body.into()).await;

            assert_eq!(answer.status, 422, "{of}: {answer:?}");
            assert_refused(&answer, &of);
            assert_names(&answer.json()["errors"], place, &of);
            assert!(!answer.text.contains(MARK), "{of}: {answer:?}");
        }
    }

    let sessions = tenant.all("/v1/sessions", "sessions").await;
    assert_eq!(sessions.len(), 1, "{sessions:?}");
    assert_eq!(sessions[0]["user_id"], Value::Null);
}

#[tokio::test]
async fn a_form_is_read_as_strictly_as_json() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let user = app.user(&tenant, "ada").await;
    let path = "/v1/sessions/introspect";
    let kinds = ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=utf-8"];

    // RFC 6749, 3.2: what is not known is passed over.
    let good = format!("client_id=a&client_id=b&token={}&token_type_hint=access_token&ip=192.0.2.7", user.token);
    for kind in kinds {
        let found = tenant.post_bytes(path, kind, good.as_str()).await.assert_status(200).json();
        assert_eq!((&found["active"], &found["sub"]), (&json!(true), &json!("ada")), "{kind}");
    }
    let packed = [("content-type", FORM), ("content-encoding", "gzip")];
    let found = send(&tenant, &Method::POST, path, &packed, gzip(good.as_bytes())).await.assert_status(200).json();
    assert_eq!(found["active"], true);

    let twice = format!("token={0}&token={0}", user.token);
    let (long_token, long_agent) = (format!("token={}", "x".repeat(4097)), "x".repeat(64 * 1024 + 1));
    for (form, place) in [
        ("", ""),
        ("ip=192.0.2.7", ""),
        (twice.as_str(), "/token"),
        ("token=x&ip=192.0.2.7&ip=192.0.2.8", "/ip"),
        ("token=x&ip=mark7f3a", "/ip"),
        ("token=x&ip=", "/ip"),
        ("token=x&ip=192.0.2.7&remote_addr=192.0.2.8", "/ip"),
        (long_token.as_str(), "/token"),
        (&format!("token=x&user_agent={long_agent}"), "/user_agent"),
    ] {
        let answer = tenant.post_bytes(path, FORM, form).await.assert_problem(422, "invalid");
        assert_names(&answer.json()["errors"], place, &form[..form.len().min(80)]);
        assert!(!answer.text.contains(MARK), "{answer:?}");
    }
    // Bytes that are no text open nothing.
    for form in [&b"token=%00"[..], b"token=%ff%fe", b"token=\xff\xfe", b"token", b"token=%", b"=&&=&token=%zz"] {
        let found = tenant.post_bytes(path, FORM, form).await.assert_status(200).json();
        assert_eq!(found, json!({"active": false}));
    }
    let large = vec![b'x'; 128 * 1024 + 1];
    tenant.post_bytes(path, FORM, large).await.assert_problem(413, "too_large");
    for (path, body) in [("/v1/sessions", "user_id=ada"), ("/v1/sessions/refresh", good.as_str())] {
        tenant.post_bytes(path, FORM, body).await.assert_problem(415, "unsupported_media_type");
    }
}

#[tokio::test]
async fn any_name_of_a_user_finds_its_sessions_again() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for (name, in_path) in [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("a+b", "a+b"),
        ("100%", "100%25"),
        ("?#&=", "%3F%23%26%3D"),
        ("ada@shop.example", "ada@shop.example"),
        ("Zoë 😀", "Zo%C3%AB%20%F0%9F%98%80"),
        ("ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f", "ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f"),
        (&"x".repeat(256), &"x".repeat(256)),
    ] {
        let user = app.user(&tenant, name).await;

        let found = tenant.get(&format!("/v1/users/{in_path}/sessions")).await.assert_status(200).json();
        assert_eq!((&found["sessions"][0]["id"], found["sessions"].as_array().unwrap().len()), (&json!(user.id), 1));
        tenant.delete(&format!("/v1/users/{in_path}/sessions")).await.assert_status(204);

        user.get("/v1/me/sessions").await.assert_problem(401, "unauthenticated");
    }
}

#[tokio::test]
async fn a_name_of_a_user_that_cannot_be_is_refused() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let user = app.user(&tenant, "ada").await;

    for method in [Method::GET, Method::DELETE] {
        for (name, status) in
            [("%ff", 404), ("a%c3", 404), ("", 422), ("%00", 422), ("a%00b", 422), (&"x".repeat(257), 422)]
        {
            let path = format!("/v1/users/{name}/sessions");
            let answer = tenant.send(tenant.request(method.clone(), &path)).await;

            assert_refused(&answer, &path);
            assert_eq!(answer.status, status, "{method} {path}: {answer:?}");
            assert!(
                status == 404 || answer.json()["errors"][0]["parameter"] == "user_id",
                "{method} {path}: {answer:?}"
            );
        }
        // Nobody can be called that, so there is nothing of theirs.
        let blank = tenant.send(tenant.request(method.clone(), "/v1/users/%20/sessions")).await;
        assert!([200, 204].contains(&blank.status), "{blank:?}");
    }
    user.get("/v1/me/sessions").await.assert_status(200);
}

#[tokio::test]
async fn u0000_in_what_is_kept_with_a_session_is_replaced() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let body = json!({"user_id": "ada", "user_agent": "a\0b", "metadata": {"k\0": ["v\0"]}});

    let started = tenant.post("/v1/sessions", &body).await.assert_status(201).json();

    let session = tenant.get(&format!("/v1/sessions/{}", started["session"]["id"].as_str().unwrap())).await.json();
    assert_eq!(session["user_agent"], "a\u{fffd}b");
    assert_eq!(session["metadata"], json!({"k\u{fffd}": ["v\u{fffd}"]}));
    let used = json!({"token": started["token"], "user_agent": "c\0d", "ip": "192.0.2.7"});
    let found = tenant.post("/v1/sessions/introspect", &used).await.assert_status(200).json();
    assert_eq!(found["active"], true);
    let changed = json!({"metadata": {"k\0": "w\0"}});
    let changed = tenant.patch(&format!("/v1/sessions/{}", session["id"].as_str().unwrap()), &changed).await;
    assert_eq!(changed.assert_status(200).json()["session"]["metadata"], json!({"k\u{fffd}": "w\u{fffd}"}));
}
