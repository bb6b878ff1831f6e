//! What does not fit: always a problem that names the place, never a failure of the server.

mod parameters;
mod sessions;

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, Process, TestApp, TestTenant};

const MIB: usize = 1024 * 1024;

/// Every operation that reads JSON: its method, its path, a body that fits and the most bytes that it takes.
const JSON_OPERATIONS: [(Method, &str, &str, usize); 15] = [
    (Method::POST, "/v1/events", r#"{"method": "GET", "path": "/"}"#, 65 * 1024),
    (Method::POST, "/v1/events/batch", r#"{"events": [{"method": "GET", "path": "/"}]}"#, 10 * MIB),
    (Method::POST, "/v1/redaction-previews", r#"{"method": "GET", "path": "/"}"#, 65 * 1024),
    (Method::POST, "/v1/keys", r#"{"name": "k", "scopes": ["admin"]}"#, 128 * 1024),
    (Method::POST, "/v1/keys/KEY/roll", "{}", 128 * 1024),
    (Method::POST, "/v1/members", r#"{"email": "a@b", "name": "A", "role": "viewer"}"#, 128 * 1024),
    (Method::PATCH, "/v1/members/MEMBER", r#"{"role": "viewer"}"#, 128 * 1024),
    (Method::POST, "/v1/members/MEMBER/reset", "{}", 128 * 1024),
    (Method::POST, "/v1/login", r#"{"email": "a@b", "password": "x"}"#, 128 * 1024),
    (Method::PATCH, "/v1/tenant", r#"{"name": "Acme"}"#, 128 * 1024),
    (Method::POST, "/v1/tenants", r#"{"slug": "another", "name": "Another"}"#, 128 * 1024),
    (Method::POST, "/v1/sessions", r#"{"user_id": "ada"}"#, 128 * 1024),
    (Method::POST, "/v1/sessions/introspect", r#"{"token": "gbs_x"}"#, 128 * 1024),
    (Method::POST, "/v1/sessions/refresh", r#"{"token": "gbs_x"}"#, 128 * 1024),
    (Method::PATCH, "/v1/sessions/SESSION", r#"{"user_id": "ada"}"#, 128 * 1024),
];

/// The codes that the contract knows.
static CODES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let document: Value = serde_yaml::from_str(include_str!("../../openapi.yaml")).unwrap();
    serde_json::from_value(document["components"]["schemas"]["Code"]["enum"].clone()).unwrap()
});

/// Passes when the answer refuses with a problem of the contract that names a place where there is one.
#[track_caller]
fn assert_refused(answer: &Answer, of: &str) {
    assert!((400..500).contains(&answer.status), "{of}: {answer:?}");
    assert_eq!(answer.header("content-type"), "application/problem+json", "{of}: {answer:?}");
    let problem = answer.json();
    assert!(CODES.contains(problem["code"].as_str().unwrap()), "{of}: {answer:?}");
    assert_eq!(problem["retryable"], false, "{of}: {answer:?}");
    let places = problem["errors"].as_array().unwrap();
    let is_named = |place: &Value| place["pointer"].is_string() != place["parameter"].is_string();
    assert!(places.iter().all(is_named), "{of}: {answer:?}");
    assert!(problem["code"] != "invalid" || !places.is_empty(), "{of}: {answer:?}");
}

/// Who may call the operation, and its path with ids that fit.
async fn caller(app: &TestApp, tenant: &TestTenant, path: &str) -> (Client, String) {
    if path.starts_with("/v1/tenants") {
        return (app.admin(), path.to_owned());
    }
    let mut path = path.to_owned();
    if path.contains("KEY") {
        let keys = tenant.get("/v1/keys").await.json();
        path = path.replace("KEY", keys["keys"][0]["id"].as_str().unwrap());
    }
    if path.contains("SESSION") {
        path = path.replace("SESSION", &app.user(tenant, "ada").await.id);
    }
    (tenant.client.clone(), path.replace("MEMBER", "mem_0198f3c2a4b07c3e9d5f1a2b3c4d5e08"))
}

/// Bodies that no operation takes, by what is wrong with them.
fn bad_bodies(good: &str) -> Vec<(&'static str, Vec<u8>)> {
    let truncated = good.as_bytes()[..good.len() - 1].to_vec();
    let utf16 = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let nested = |open: &str, depth: usize| open.repeat(depth).into_bytes();
    vec![
        ("nothing", Vec::new()),
        ("blanks", b" \n\t ".to_vec()),
        ("truncated", truncated),
        ("an end too many", format!("{good}}}").into_bytes()),
        ("two documents", format!("{good}{good}").into_bytes()),
        ("null", b"null".to_vec()),
        ("an array", b"[]".to_vec()),
        ("a string", b"\"text\"".to_vec()),
        ("a number", b"17".to_vec()),
        ("a number that is too large", b"1e100000".to_vec()),
        ("no JSON", b"method=GET&path=/".to_vec()),
        ("U+0000", vec![0; 100]),
        ("invalid UTF-8", b"{\"method\": \"\xff\xfe\"}".to_vec()),
        ("UTF-16", utf16),
        ("deeply nested arrays", nested("[", 50_000)),
        ("deeply nested objects", nested("{\"a\":", 10_000)),
        ("an unknown member", b"{\"no_such_member\": 1}".to_vec()),
        ("10 MiB of [", vec![b'['; 10 * MIB]),
        ("more than any operation takes", vec![b' '; 10 * MIB + 1]),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// 512 MiB of blanks, packed.
fn bombs() -> [(&'static str, Vec<u8>); 2] {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    let mut zstd = zstd::Encoder::new(Vec::new(), 1).unwrap();
    let blanks = vec![b' '; MIB];
    for _ in 0..512 {
        gzip.write_all(&blanks).unwrap();
        zstd.write_all(&blanks).unwrap();
    }
    [("gzip", gzip.finish().unwrap()), ("zstd", zstd.finish().unwrap())]
}

async fn send(client: &Client, method: &Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
    let mut request = client.request(method.clone(), path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    client.send(request.body(body)).await
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_by_every_operation() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for (method, path, good, bytes_max) in &JSON_OPERATIONS {
        let (client, path) = caller(&app, &tenant, path).await;
        for (what, body) in bad_bodies(good) {
            let of = format!("{method} {path}: {what}");
            let is_too_large = body.len() > *bytes_max;
            let answer = send(&client, method, &path, &[("content-type", "application/json")], body.clone()).await;

            assert_refused(&answer, &of);
            assert_eq!(answer.status == 413, is_too_large, "{of}: {answer:?}");

            // The same packed: what unpacks to it is no better.
            let packed = [("content-type", "application/json"), ("content-encoding", "gzip")];
            assert_refused(&send(&client, method, &path, &packed, gzip(&body)).await, &of);
        }
    }
    app.anonymous().get("/readyz").await.assert_status(200);
}

#[tokio::test]
async fn a_body_of_another_kind_is_refused_by_every_operation() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for (method, path, good, bytes_max) in &JSON_OPERATIONS {
        let (client, path) = caller(&app, &tenant, path).await;
        let good = good.as_bytes().to_vec();
        let (json, of) = (("content-type", "application/json"), format!("{method} {path}"));
        for kind in ["text/plain", "application/xml", "application/jsonp", "multipart/form-data", "nonsense", ""] {
            let answer = send(&client, method, &path, &[("content-type", kind)], good.clone()).await;
            answer.assert_problem(415, "unsupported_media_type");
        }
        send(&client, method, &path, &[], good.clone()).await.assert_problem(415, "unsupported_media_type");
        for encoding in ["br", "deflate", "compress", "gzip, gzip", "nonsense"] {
            let answer = send(&client, method, &path, &[json, ("content-encoding", encoding)], good.clone()).await;
            answer.assert_problem(415, "unsupported_media_type");
        }
        for encoding in ["gzip", "zstd"] {
            let answer = send(&client, method, &path, &[json, ("content-encoding", encoding)], good.clone()).await;
            answer.assert_problem(400, "malformed");
        }
        let chunks = (0..=*bytes_max / 1024).map(|_| Ok::<_, std::io::Error>(vec![b' '; 1024]));
        let chunked = reqwest::Body::wrap_stream(futures::stream::iter(chunks));
        let request = client.request(method.clone(), &path).header(json.0, json.1).body(chunked);
        // Refused before its end, so the connection may break while it is still being sent.
        if let Ok(answer) = request.send().await {
            assert_eq!(answer.status(), 413, "{of}");
        }
        for (encoding, bomb) in bombs() {
            let answer = send(&client, method, &path, &[json, ("content-encoding", encoding)], bomb).await;
            assert_eq!(answer.status, 413, "{of} {encoding}: {answer:?}");
            assert_refused(&answer, &of);
        }
    }
    app.anonymous().get("/readyz").await.assert_status(200);
}

#[tokio::test]
async fn what_is_sent_in_chunks_without_a_length_is_taken() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let event = br#"{"method": "GET", "path": "/"}"#;
    let chunks: Vec<Result<Vec<u8>, std::io::Error>> = event.chunks(3).map(|chunk| Ok(chunk.to_vec())).collect();

    let body = reqwest::Body::wrap_stream(futures::stream::iter(chunks));
    let request = tenant.request(Method::POST, "/v1/events").header("content-type", "application/json").body(body);

    tenant.send(request).await.assert_status(201);
}

#[tokio::test]
async fn many_bombs_at_once_take_little_memory() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let process = Process::start(&app, "api").await;
    let client = process.client(&tenant.key);
    client.get("/v1/tenant").await.assert_status(200);

    let packed = bombs();
    let sent = (0..40).map(|at| {
        let (encoding, bomb) = &packed[at % 2];
        let headers = [("content-type", "application/json"), ("content-encoding", *encoding)];
        let (client, bomb) = (client.clone(), bomb.clone());
        async move { send(&client, &Method::POST, "/v1/events/batch", &headers, bomb).await.status }
    });
    let statuses = join_all(sent).await;

    // Too many at once may also be asked to come later: that is what the budget of waiting bytes is for.
    assert!(statuses.iter().all(|status| [413, 503].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&413), "{statuses:?}");
    let peak = process.memory_peak_bytes();
    assert!(peak < 300 * MIB as u64, "{} MiB", peak / MIB as u64);
    client.get("/v1/tenant").await.assert_status(200);
    process.terminate().await;
}

/// Events that do not fit: the JSON text of one, and the place that is wrong.
fn bad_events() -> Vec<(String, &'static str)> {
    let with = |member: &str, value: &str| format!(r#"{{"method": "GET", "path": "/", "{member}": {value}}}"#);
    let long = |length: usize| format!("\"{}\"", "x".repeat(length));
    let mut events = vec![
        ("17".to_owned(), ""),
        ("[]".to_owned(), ""),
        ("null".to_owned(), ""),
        (r#""text""#.to_owned(), ""),
        (r#"{"path": "/"}"#.to_owned(), "/method"),
        (r#"{"method": "GET"}"#.to_owned(), "/path"),
        (r#"{"method": "G T", "path": "/"}"#.to_owned(), "/method"),
        (r#"{"method": "METHODTHATISLONGX", "path": "/"}"#.to_owned(), "/method"),
        (r#"{"method": 7, "path": "/"}"#.to_owned(), "/method"),
        (with("path", "\"/\""), "/path"),
        (with("url", "\"/a\""), "/path"),
        (with("no_such_member", "1"), "/no_such_member"),
        (with("user_agent", r#""\ud800""#), "/user_agent"),
        (with("data", r#"{"a": "\udc00"}"#), "/data/a"),
        (with("data", r#"{"a": [1, 1e100000]}"#), "/data/a/1"),
        (with("data", &format!(r#"{{"a": {}{}}}"#, "[".repeat(100), "]".repeat(100))), "/data/a"),
        (with("data", "[]"), "/data"),
        (with("data", "\"x\""), "/data"),
        (with("user_agent", &long(64 * 1024)), ""),
        (with("host", &long(256)), "/host"),
        (with("id_seed", &long(1025)), "/id_seed"),
        (with("referrer", &long(8 * 1024 + 1)), "/referrer"),
    ];
    let of_members: [(&str, &'static str, &[&str]); 9] = [
        ("status", "/status", &["99", "1000", "-1", "200.5", "\"200\"", "1e100000", "[]", "{}", "true"]),
        ("duration_ms", "/duration_ms", &["-1", "\"1\"", "1e300", "[]"]),
        ("bytes_sent", "/bytes_sent", &["-1", "9223372036854775808", "1.5", "\"1\""]),
        ("id", "/id", &["\"x\"", "17", "\"key_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f\"", "[]"]),
        ("ip", "/ip", &["\"999.1.1.1\"", "\"localhost\"", "17"]),
        ("session_id", "/session_id", &["\"ses_\"", "\"0198f3c2a4b07c3e9d5f1a2b3c4d5e6f\"", "17"]),
        ("user_id", "/user_id", &["true", "[]", "1.5"]),
        ("x_forwarded_for", "/x_forwarded_for", &["17", "[17]", "{}"]),
        (
            "occurred_at",
            "/occurred_at",
            &[
                "\"yesterday\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"10000-01-01T00:00:00Z\"",
                "\"+262142-01-01T00:00:00Z\"",
                "\"2026-13-01T00:00:00Z\"",
                "\"2026-02-30T00:00:00Z\"",
                "\"2026-11-20T09:15:00\"",
                "1763630100",
                "1e100000",
            ],
        ),
    ];
    for (member, place, values) in of_members {
        events.extend(values.iter().map(|value| (with(member, value), place)));
    }
    events
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_refused_with_its_place() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for path in ["/v1/events", "/v1/redaction-previews"] {
        for (event, place) in bad_events() {
            let of = format!("{path} {}", event.chars().take(200).collect::<String>());
            let answer = tenant.post_bytes(path, "application/json", event).await;

            assert_eq!(answer.status, 422, "{of}: {answer:?}");
            assert_refused(&answer, &of);
            assert_names(&answer.json()["errors"], place, &of);
        }
    }
    let stored = tenant.get("/v1/events?type=access").await.assert_status(200).json();
    assert_eq!(stored["events"], json!([]));
}

/// A place is named when the pointer is it, or leads further into it.
#[track_caller]
fn assert_names(errors: &Value, place: &str, of: &str) {
    let named = |error: &Value| error["pointer"].as_str().is_some_and(|at| at == place || at.starts_with(place));
    assert!(errors.as_array().unwrap().iter().any(named), "{of}: {errors} names not {place}");
}

#[tokio::test]
async fn in_a_batch_what_fits_is_stored_beside_what_does_not() {
    let app = TestApp::start().await;
    let bad: Vec<(String, &str)> = bad_events().into_iter().filter(|(event, _)| !event.contains("ud800")).collect();
    let good = r#"{"method": "GET", "path": "/good"}"#;
    let mut texts = vec![good.to_owned()];
    for (event, _) in &bad {
        texts.push(event.clone());
        texts.push(good.to_owned());
    }
    let as_array = format!("{{\"events\": [{}]}}", texts.join(","));
    let as_lines = texts.join("\n");
    let count = bad.len() + 1;

    for (slug, path, kind, body) in [
        ("array", "/v1/events/batch", "application/json", as_array),
        ("lines", "/v1/events/ndjson", "application/x-ndjson", as_lines),
    ] {
        let tenant = app.tenant(slug).await;
        let before = head(&tenant).await;

        let result = tenant.post_bytes(path, kind, body).await.assert_status(200).json();

        assert_eq!(result["accepted"], count, "{path}: {result}");
        assert_eq!(result["rejected"], bad.len(), "{path}: {result}");
        assert_eq!(result["first_position"], before + 1, "{path}");
        assert_eq!(result["last_position"], before + count as i64, "{path}");
        for (at, (event, place)) in bad.iter().enumerate() {
            let item = &result["results"][at];
            assert_eq!(item["index"], 2 * at + 1, "{path} {event}: {item}");
            assert_eq!(item["code"], "invalid", "{path} {event}: {item}");
            assert_names(&item["errors"], place, event);
        }
        assert_eq!(head(&tenant).await, before + count as i64);
    }
}

#[tokio::test]
async fn a_line_that_is_no_json_spoils_only_itself() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let good = br#"{"method": "GET", "path": "/"}"#;
    let bad: [&[u8]; 6] =
        [b"{", b"\xff\xfe", b"\0\0", b"{\"method\": \"GET\", \"path\": \"/\"} x", b"text", b"1e100000"];
    let mut body = good.to_vec();
    for line in bad {
        body.extend([b"\r\n", line, b"\n\n", good.as_slice()].concat());
    }

    let result = tenant.post_bytes("/v1/events/ndjson", "", body).await.assert_status(200).json();

    assert_eq!((&result["accepted"], &result["rejected"]), (&json!(7), &json!(6)), "{result}");
    assert_eq!(result["last_position"].as_i64().unwrap() - result["first_position"].as_i64().unwrap(), 6);
}

#[tokio::test]
async fn what_nobody_can_sign_in_with_is_answered_like_a_wrong_password_and_what_is_too_long_with_its_place() {
    let app = TestApp::start().await;
    let unknown = json!({"email": "nobody@acme.example", "password": "x"});
    let unknown = app.anonymous().post("/v1/login", &unknown).await.assert_problem(401, "unauthenticated").text;
    let (long_email, long) = (format!("{}@b", "ü".repeat(252)), "ü".repeat(200));

    for (email, password) in [
        ("a\0da@acme.example", "x"),
        ("ada\0", "x\0"),
        ("", ""),
        ("\u{1b}[2J", "x"),
        (long_email.as_str(), long.as_str()),
    ] {
        let body = json!({"email": email, "password": password, "tenant": "\0"});
        let answer = app.anonymous().post("/v1/login", &body).await;

        assert_eq!(answer.assert_problem(401, "unauthenticated").text, unknown, "{body}");
    }
    for (place, body) in [
        ("/email", json!({"email": format!("ü{long_email}"), "password": "x"})),
        ("/password", json!({"email": "a@b", "password": format!("ü{long}")})),
        ("/tenant", json!({"email": "a@b", "password": "x", "tenant": "x".repeat(64)})),
    ] {
        let problem = app.anonymous().post("/v1/login", &body).await.assert_problem(422, "invalid").json();
        assert_names(&problem["errors"], place, &body.to_string());
    }
}

async fn head(tenant: &TestTenant) -> i64 {
    let newest = tenant.get("/v1/events?limit=1").await.json();
    newest["events"][0]["position"].as_i64().unwrap_or_default()
}
