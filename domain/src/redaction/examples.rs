//! Events to test redaction with, here and in the tests of the whole system: some that carry a secret in every place
//! and form that we know, and some that look a little like it and must stay.

use serde_json::{Value, json};

/// Names of secret fields, as people write them.
pub const SECRET_NAMES: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "api_key",
    "apikey",
    "authorization",
    "cookie",
    "csrf",
    "csrfmiddlewaretoken",
    "session",
    "sessionid",
    "jsessionid",
    "PHPSESSID",
    "aspsessionid",
    "credit_card",
    "card_number",
    "cvv",
    "ssn",
    "otp",
    "pin",
    "accessToken",
    "access-token",
    "ACCESS_TOKEN",
    "AccessToken",
    "APIKey",
    "apiKey",
    "X-Api-Key",
    "X-CSRF-Token",
    "clientSecret",
    "HTTPSecret",
    "userpassword2",
    "mysecretthing",
    "new_password",
    "user[password]",
    "user[access_token]",
    "a.b.token",
    "filter[0][pin]",
    "Set-Cookie",
    "creditCard",
    "creditcard",
    "oauth2Token",
    "token2",
    "IDToken",
    "userPIN",
    "PINCode",
    "ns:token",
];

/// Fields that look a little like secret ones, or whose values look a little like secrets, and stay.
pub const INNOCENT_FIELDS: &[(&str, &str)] = &[
    ("shipping", "express"),
    ("option", "blue"),
    ("tokens_used", "1523"),
    ("tokenizer", "bpe"),
    ("pinned", "yes"),
    ("spinner", "on"),
    ("mission", "moon"),
    ("obsession", "tea"),
    ("sessions", "4"),
    ("cookies", "oatmeal"),
    ("author", "Ann"),
    ("authorized", "maybe"),
    ("compass_words", "north"),
    ("passenger", "Bob"),
    ("pass", "season"),
    ("opinion", "good"),
    ("topping", "cheese"),
    ("otptional", "x"),
    ("classname", "btn"),
    ("keyboard", "qwerty"),
    ("key", "value"),
    ("api", "v2"),
    ("card", "visa"),
    ("number", "12"),
    ("credit", "100"),
    ("id", "7"),
    ("access", "granted"),
    ("page", "2"),
    ("q", "red shoes size 42"),
    ("email", "ann@example.com"),
    ("phone", "+31 6 1234 5678"),
    ("phone2", "+1 (415) 555-2671"),
    ("fax", "0049 30 901820 1234"),
    ("timestamp_ms", "1731000000000"),
    ("timestamp_us", "1731000000000000"),
    ("timestamp_ns", "1731000000000000000"),
    ("date", "2026-11-21T04:31:26+01:00"),
    ("range", "2024-01-15 10:30 - 2024-01-16 11:30"),
    ("order", "100-2003000-4000500"),
    ("order_no", "4111111111111112"),
    ("invoice", "INV-2024-000012345678"),
    ("isbn", "978-3-16-148410-0"),
    ("iban_like", "NL91ABNA0417164300"),
    ("uuid", "0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f"),
    ("uuid_digits", "41111111-1111-4111-8111-111111111111"),
    ("hash", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("ip", "203.0.113.7"),
    ("ipv6", "2001:db8:46::1"),
    ("latitude", "52.4111111111111111"),
    ("pi", "3.14159265358979323846"),
    ("task", "task-learning-how-to-write-1"),
    ("slug", "sk-learn-tutorial-for-beginners"),
    ("plan", "Basic monthly"),
    ("text", "Basic understanding of the matter"),
    ("motto", "the bearer of good news"),
    ("eye", "eyJust.a.word"),
    ("npm", "npm_config_registry"),
    ("size", "12345678901234567890123"),
    ("url", "https://example.com/a/b?page=2#top"),
    ("urls", "https://example.com:8080/@ann/photos"),
    ("scoped", "https://unpkg.com/@scope/package@1.2.3/index.js"),
    ("sent", "50% off, 20% more"),
    ("percent", "a%20b"),
    ("json", "{\"page\": 2, \"shipping\": [\"a\", null]}"),
    ("list", "[1, 2, 3]"),
    ("form", "page=2&sort=asc"),
    ("equation", "a = b + c"),
    ("base64", "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ="),
    ("quote", "he said 'hello': and left"),
    ("empty", ""),
    ("certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"),
    ("amount", "4000.00"),
    ("ean", "4006381333931"),
    ("redis", "redis://localhost:6379/0"),
    ("graphql", "mutation ($pin: Int) { login(pin: $pin) { name, token } }"),
    ("prose", "Type \"password\", she said, or 'token', or else"),
    ("fields", "Forgot password: ask the desk"),
    ("html", "<p>see the <b>session</b></p>"),
    ("headline", "Session 4: the end"),
    ("name", "session"),
    ("time", "12:30: tea"),
];

/// Values that are secret wherever they stand. `mark` (letters and digits) is part of each that can hold one.
#[must_use]
pub fn secret_values(mark: &str) -> Vec<String> {
    let long = format!("{mark}0123456789abcdefghijABCDEFGHIJ0123456789");
    vec![
        format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI{long}In0.{long}"),
        format!("eyJhbGciOiJub25lIn0.{long}."),
        format!("-----BEGIN RSA PRIVATE KEY-----\nMIIE{mark}\n-----END RSA PRIVATE KEY-----"),
        format!("-----BEGIN PRIVATE KEY-----\nMIIE{mark}"),
        format!("AKIA{}", long.to_uppercase()),
        format!("ghp_{long}"),
        format!("github_pat_{long}_{mark}"),
        format!("xoxb-123456-{mark}-{long}"),
        format!("sk_live_{long}"),
        format!("rk_live_{long}"),
        format!("sk_test_{long}"),
        format!("AIza{long}"),
        format!("glpat-{mark}-{long}"),
        format!("npm_{long}"),
        format!("sk-{long}"),
        format!("sk-proj-{mark}_{long}"),
        format!("SG.{long}.{long}"),
        format!("gbk_{long}"),
        format!("gbs_{long}"),
        format!("Bearer {long}"),
        format!("bearer {long}"),
        format!("Basic {long}"),
        format!("https://ann:{mark}@example.com/a"),
        format!("postgres://ann:pa/{mark}@example.com/a"),
        format!("ssh://{mark}@example.com"),
    ]
}

/// Numbers of cards, none of which was ever issued.
pub const CARD_NUMBERS: &[&str] = &[
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4222222222222",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "3782 822463 10005",
    "6011111111111117",
    "3530111333300000",
    "30569309025904",
    "6200000000000005",
];

/// An event with a path and these further members.
fn event(members: Value) -> Value {
    let mut event = json!({"method": "POST", "path": "/a"});
    if let (Some(event), Value::Object(members)) = (event.as_object_mut(), members) {
        event.extend(members);
    }
    event
}

/// A text, percent-encoded to the last byte.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Events that carry `mark` (letters and digits, at least six) as a secret: nothing that is stored, noted or answered may show it.
#[must_use]
pub fn marked_events(mark: &str) -> Vec<Value> {
    let mut events: Vec<Value> = SECRET_NAMES.iter().flat_map(|name| marked_fields(name, mark)).collect();
    events.extend(secret_values(mark).iter().flat_map(|value| marked_values(value)));
    events.extend([
        event(json!({"path": format!("/a;token={mark}")})),
        event(json!({"path": format!("/a?token={mark}")})),
        event(json!({"url": format!("https://ann:{mark}@example.com/a")})),
        event(json!({"url": format!("https://ann:pa/{mark}@example.com/a")})),
        event(json!({"url": format!("https://example.com/a?password=x#{mark}")})),
        event(json!({"host": format!("ann:{mark}@example.com")})),
        event(json!({"query": format!("?password=x;{mark}")})),
        event(json!({"query": format!("a=1;token={mark};b=2")})),
        event(json!({"query": format!("next=https://u:p&{mark}@example.com/")})),
        event(json!({"query": format!("%7B%22password%22:%22{mark}%22%7D")})),
        event(json!({"query": format!("{{\"a\":\"b&c\",\"password\":\"{mark}\"}}")})),
        event(json!({"session_key": mark, "id_seed": mark})),
        event(json!({"data": {"post": {"password": {mark: 1}}}})),
        event(json!({"data": {"post": {format!("password={mark}"): ""}}})),
        event(json!({"data": {"post": {format!("{{\"password\":\"{mark}\"}}"): ""}}})),
        event(json!({"data": {"post": format!("{{\"a\": 1, \"password\": \"{mark}")}})),
        event(json!({"data": {"post": format!("{{'password': '{mark}'}}")}})),
        event(json!({"data": {"post": format!("[('pin', '{mark}')]")}})),
        event(json!({"data": {"post": format!("{{\"user\":{{\"pin\":\"{mark}\"}},\"user\":1}}")}})),
        event(json!({"data": {"query": format!("mutation {{ login(pin: \"{mark}\") {{ ok }} }}")}})),
        event(json!({"data": {"log": format!("user {{name: ann, password: {mark}}}")}})),
        event(json!({"data": {"post": [["page", "2"], ["password", mark]]}})),
        event(json!({"data": {"headers": [{"name": "Authorization", "value": mark}]}})),
        event(json!({"data": {"headers": [{"value": [mark], "x": 1, "key": "X-Api-Key"}]}})),
        event(json!({"data": {"headers": format!("Host: example.com\r\nX-Auth-Token: {mark}\r\n")}})),
        event(json!({"data": {"post": format!("<login><password>{mark}</password></login>")}})),
        event(json!({"data": {"post": format!("--x\r\nContent-Disposition: form-data; name=\"pin\"\r\n\r\n{mark}\r\n--x--")}})),
        event(json!({"data": {"log": format!("login ok, password = {mark} from here")}})),
    ]);
    events
}

/// The value of one secret field in every place that has fields.
fn marked_fields(name: &str, mark: &str) -> Vec<Value> {
    let pair = format!("{name}={mark}");
    let (name_encoded, mark_encoded) = (encoded(name), encoded(mark));
    let inner = json!({ name: mark }).to_string();
    let deeper = json!({ "body": inner, "page": 2 }).to_string();
    vec![
        event(json!({"query": format!("page=2&{pair}&sort=asc")})),
        event(json!({"query": format!("{name_encoded}={mark_encoded}")})),
        event(json!({"query": format!("{}={mark}", encoded(&name_encoded))})),
        event(json!({"query": format!("next={}", encoded(&format!("/login?{pair}")))})),
        event(json!({"query": format!("body={}", encoded(&inner))})),
        event(json!({"path": null, "url": format!("https://example.com/a?{pair}")})),
        event(json!({"path": null, "url": format!("/a?x=1;{pair}")})),
        event(json!({"referrer": format!("https://example.com/a?{pair}")})),
        event(json!({"referrer": format!("https://example.com/a#{pair}")})),
        event(json!({"data": {"get": {name: mark}}})),
        event(json!({"data": {"post": {name: [mark, {"x": mark}]}}})),
        event(json!({"data": {"post": {"list": [{"deep": {name: mark}}]}}})),
        event(json!({"data": {"post": inner}})),
        event(json!({"data": {"post": deeper}})),
        event(json!({"data": {"post": json!(deeper).to_string()}})),
        event(json!({"data": {"post": format!("page=2&{pair}")}})),
        event(json!({"data": {"post": {"url": format!("https://example.com/a?{pair}")}}})),
        event(json!({"data": {"post": encoded(&inner)}})),
        event(json!({"data": {name: mark}})),
    ]
}

/// A secret value in every place that has a value, alone and within a text.
fn marked_values(value: &str) -> Vec<Value> {
    let within = format!("see {value} there");
    vec![
        event(json!({"query": format!("x={}", encoded(value))})),
        event(json!({"query": encoded(value)})),
        event(json!({"query": format!("x={}", value.replace(' ', "+"))})),
        event(json!({"path": format!("/a/{value}/b")})),
        event(json!({"path": format!("/a/{}/b", encoded(value))})),
        event(json!({"user_agent": within})),
        event(json!({"user_id": value})),
        event(json!({"host": value})),
        event(json!({"referrer": value})),
        event(json!({"referrer": format!("https://example.com/a?x={}", encoded(value))})),
        event(json!({"data": {"get": {"x": value}}})),
        event(json!({"data": {"post": [within]}})),
        event(json!({"data": {"post": {value: 1}}})),
        event(json!({"data": {"post": json!({"x": value}).to_string()}})),
        event(json!({value: 1})),
    ]
}

/// Events in which nothing is a secret.
#[must_use]
pub fn innocent_events() -> Vec<Value> {
    INNOCENT_FIELDS
        .iter()
        .flat_map(|(name, value)| {
            [
                event(json!({"data": {"post": {(*name): value}}})),
                event(json!({"query": format!("{name}={}", encoded(value))})),
            ]
        })
        .collect()
}
