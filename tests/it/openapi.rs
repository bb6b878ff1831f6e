//! That the contract is the committed one, that a generator of clients can read it, and that its examples are true.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::access_tokens;
use domain::boot::Secret;
use domain::id::TenantId;
use domain::idempotency::Repeatable;
use domain::jobs::{self, Kind};
use domain::members::{self, Manager, NewMember, Rank, Role};
use domain::scope::{self, Scope};
use progenitor_impl::Generator;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, TestApp, TestTenant};

const COMMITTED: &str = include_str!("../../openapi.yaml");

#[test]
fn the_committed_contract_is_the_programs_own() {
    assert!(COMMITTED == api::openapi_yaml(), "openapi.yaml is not what the program says: run `make openapi`");
}

#[test]
fn a_rust_client_can_be_generated_with_every_operation() {
    let document: openapiv3::OpenAPI = serde_yaml::from_str(COMMITTED).unwrap();

    let client = Generator::default().generate_tokens(&document).unwrap().to_string();

    let missing: Vec<&str> = document
        .operations()
        .filter_map(|(_, _, operation)| operation.operation_id.as_deref())
        .filter(|id| !client.contains(&format!("pub async fn {id} <")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(document.operations().count() >= 15);
}

/// What openapi.yaml says of an operation: its example of a request, or of an answer with this status.
fn example(operation: &str, place: &str, name: &str) -> Value {
    let document: Value = serde_yaml::from_str(COMMITTED).unwrap();
    let all = document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let found = all.into_iter().find(|found| found["operationId"] == operation).unwrap();
    let place = match place {
        "request" => &found["requestBody"],
        status => match found["responses"][status]["$ref"].as_str() {
            Some(shared) => &document["components"]["responses"][shared.rsplit('/').next().unwrap()],
            None => &found["responses"][status],
        },
    };
    let content = place["content"].as_object().unwrap().values().next().unwrap();
    let example = content.get("example").unwrap_or_else(|| &content["examples"][name]["value"]);
    assert!(!example.is_null(), "{operation} has no example {name}");
    example.clone()
}

/// The same with ids, times, keys, public keys, tokens and cursors, which are new every time, by their form alone; so is the
/// version of the rules for labels, which are a package's.
fn forms(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let value = match name.as_str() {
                    "next" => json!("a cursor"),
                    "kid" | "x" => json!("of a key"),
                    "access_token" => json!("a token"),
                    "iat" | "exp" if value.is_i64() => json!("a time"),
                    "labels_version" if value.is_string() => json!("a version"),
                    _ => forms(value),
                };
                (name.clone(), value)
            })
            .collect(),
        Value::Array(items) => items.iter().map(forms).collect(),
        Value::String(text) => {
            let of_ids = ["evt_", "job_", "key_", "mem_", "ses_", "ten_"];
            let is_id = text.len() == 36 && of_ids.iter().any(|prefix| text.starts_with(prefix));
            if is_id || ["gbk_", "gbs_"].iter().any(|prefix| text.starts_with(prefix)) {
                return json!(text[..4]);
            }
            if text.len() == 23 && text.split('-').all(|group| group.len() == 5) {
                return json!("a generated password");
            }
            let timeless = |word| if DateTime::<Utc>::from_str(word).is_ok() { "a time" } else { word };
            json!(text.split(' ').map(timeless).collect::<Vec<_>>().join(" "))
        }
        other => other.clone(),
    }
}

#[track_caller]
fn assert_as_documented(answer: &Answer, operation: &str, status: &str, name: &str) {
    assert_eq!(answer.status.to_string(), status, "{operation} {name}: {answer:?}");
    assert_eq!(forms(&answer.json()), forms(&example(operation, status, name)), "{operation} {name}");
}

#[tokio::test]
async fn the_examples_are_answered_as_documented() {
    let app = TestApp::start().await;
    let admin = app.admin();
    let request = |operation, name| example(operation, "request", name);

    let created = admin.post("/v1/tenants", &request("create_tenant", "shop")).await;
    assert_as_documented(&created, "create_tenant", "201", "shop");
    let tenant = app.bearer(created.json()["first_key"]["token"].as_str().unwrap());

    let stored = tenant.post("/v1/events", &request("append_event", "page_view")).await;
    assert_as_documented(&stored, "append_event", "201", "stored");
    assert_as_documented(&tenant.get("/v1/events?limit=1").await, "list_events", "200", "page");
    let one = tenant.get(&format!("/v1/events/{}", stored.json()["id"].as_str().unwrap())).await;
    assert_as_documented(&one, "get_event", "200", "event");
    tenant.post("/v1/events", &request("append_event", "behind_a_proxy")).await.assert_status(201);
    let ignored = tenant.post("/v1/events", &json!({"method": "GET", "path": "/static/logo.png"})).await;
    assert_as_documented(&ignored, "append_event", "201", "ignored");
    let batch = tenant.post("/v1/events/batch", &request("append_events", "two_and_a_bad_one")).await;
    assert_as_documented(&batch, "append_events", "200", "two_and_a_bad_one");
    let lines = request("append_events_ndjson", "two").as_str().unwrap().to_owned();
    let lines = tenant.post_bytes("/v1/events/ndjson", "application/x-ndjson", lines).await;
    assert_as_documented(&lines, "append_events_ndjson", "200", "two");
    let preview = tenant.post("/v1/redaction-previews", &request("preview_redaction", "login")).await;
    assert_as_documented(&preview, "preview_redaction", "200", "login");

    let changed = tenant.patch("/v1/tenant", &request("change_tenant", "another_word")).await;
    assert_as_documented(&changed, "change_tenant", "200", "another_word");
    assert_as_documented(&tenant.get("/v1/tenant").await, "get_tenant", "200", "tenant");
    let key = tenant.post("/v1/keys", &request("create_key", "web_server")).await;
    assert_as_documented(&key, "create_key", "201", "web_server");
    assert_as_documented(&tenant.get("/v1/keys?limit=1").await, "list_keys", "200", "page");
    let roll = format!("/v1/keys/{}/roll", key.json()["key"]["id"].as_str().unwrap());
    let rolled = tenant.post(&roll, &request("roll_key", "a_day")).await;
    assert_as_documented(&rolled, "roll_key", "201", "a_day");
    let owner = tenant.post("/v1/members", &request("add_member", "owner")).await;
    assert_as_documented(&owner, "add_member", "201", "owner");
    assert_as_documented(&tenant.get("/v1/members?limit=1").await, "list_members", "200", "page");
    let eve = json!({"email": "eve@shop.example", "name": "Eve", "role": "admin"});
    let eve = tenant.post("/v1/members", &eve).await.json()["member"]["id"].as_str().unwrap().to_owned();
    let eve = format!("/v1/members/{eve}");
    let changed = tenant.patch(&eve, &request("change_member", "viewer")).await;
    assert_as_documented(&changed, "change_member", "200", "viewer");
    let reset = tenant.post(&format!("{eve}/reset"), &request("reset_member", "generated")).await;
    assert_as_documented(&reset, "reset_member", "200", "generated");
    let signed_in = log_in(&app, &created.json()).await;
    assert_as_documented(&signed_in, "login", "200", "ada");
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap();
    let nobody = app.anonymous();
    let again = nobody.send(nobody.request(Method::GET, "/v1/login").header("cookie", cookie)).await;
    assert_as_documented(&again, "get_login", "200", "ada");
    let id: TenantId = created.json()["tenant"]["id"].as_str().unwrap().parse().unwrap();
    access_tokens::rotate(&app.stores, app.clock.now(), app.master_key(), id, "test").await.unwrap();
    let keys = app.anonymous().get("/v1/tenants/shop/jwks.json").await;
    assert_as_documented(&keys, "get_jwks", "200", "keys");
    let txn = scope::begin(&app.stores.app, id).await.unwrap();
    let job = jobs::push(&txn, app.clock.now(), id, "test", &Kind::TenantRemoval).await.unwrap();
    txn.commit().await.unwrap();
    assert_as_documented(&tenant.get(&format!("/v1/jobs/{job}")).await, "get_job", "200", "job");
    assert_as_documented(&tenant.get("/v1/jobs?limit=1").await, "list_jobs", "200", "page");
    app.tenant("another").await;
    assert_as_documented(&admin.get("/v1/tenants?limit=1").await, "list_tenants", "200", "page");
    let ordered = tenant.patch("/v1/tenant", &request("change_tenant", "another_retention")).await;
    assert_as_documented(&ordered, "change_tenant", "202", "another_retention");
}

#[tokio::test]
async fn the_examples_about_sessions_are_answered_as_documented() {
    let app = TestApp::start().await;
    let created = app.admin().post("/v1/tenants", &example("create_tenant", "request", "shop")).await;
    let tenant = app.bearer(created.json()["first_key"]["token"].as_str().unwrap());
    let request = |operation, name| example(operation, "request", name);
    let with_token = |operation, name, token: &Value| {
        let mut body = example(operation, "request", name);
        body["token"] = token.clone();
        body
    };

    let visitor = tenant.post("/v1/sessions", &request("start_session", "visitor")).await;
    assert_as_documented(&visitor, "start_session", "201", "visitor");
    let session = tenant.post("/v1/sessions", &request("start_session", "sign_in")).await;
    assert_as_documented(&session, "start_session", "201", "sign_in");
    let token = &session.json()["token"];
    let path = format!("/v1/sessions/{}", session.json()["session"]["id"].as_str().unwrap());
    assert_as_documented(&tenant.get(&path).await, "get_session", "200", "session");
    assert_as_documented(&tenant.get("/v1/sessions?limit=1").await, "list_sessions", "200", "page");
    let of_user = tenant.get("/v1/users/user-42/sessions").await;
    assert_as_documented(&of_user, "list_user_sessions", "200", "page");
    let mine = app.bearer(token.as_str().unwrap()).get("/v1/me/sessions").await;
    assert_as_documented(&mine, "list_my_sessions", "200", "page");

    let used = tenant.post("/v1/sessions/introspect", &with_token("introspect_session", "used", token)).await;
    assert_as_documented(&used, "introspect_session", "200", "used");
    let refreshed = tenant.post("/v1/sessions/refresh", &with_token("refresh_session", "used", token)).await;
    assert_as_documented(&refreshed, "refresh_session", "201", "used");
    let looked_at = with_token("introspect_session", "looked_at", token);
    let inactive = tenant.post("/v1/sessions/introspect", &looked_at).await;
    assert_as_documented(&inactive, "introspect_session", "200", "inactive");

    let view =
        json!({"method": "GET", "path": "/lamps", "user_id": "user-42", "session_id": session.json()["session"]["id"]});
    tenant.post("/v1/events", &view).await.assert_status(201);
    let events = tenant.get(&format!("{path}/events?limit=1")).await;
    assert_as_documented(&events, "list_session_events", "200", "page");
    let me = app.bearer(refreshed.json()["token"].as_str().unwrap());
    let mine = me.get(&format!("{}/events?limit=1", path.replace("/v1/", "/v1/me/"))).await;
    assert_as_documented(&mine, "list_my_session_events", "200", "page");

    let changed = tenant.patch(&path, &request("change_session", "metadata")).await;
    assert_as_documented(&changed, "change_session", "200", "metadata");
    let path = format!("/v1/sessions/{}", visitor.json()["session"]["id"].as_str().unwrap());
    let signed_in = tenant.patch(&path, &request("change_session", "sign_in")).await;
    assert_as_documented(&signed_in, "change_session", "200", "sign_in");
}

/// Signs the documented owner in, with the documented password.
async fn log_in(app: &TestApp, created: &Value) -> Answer {
    let body = example("login", "request", "ada");
    let (tenant, email) = (created["tenant"]["id"].as_str().unwrap(), body["email"].as_str().unwrap());
    let tenant: TenantId = tenant.parse().unwrap();
    let manager = Manager { by: "test", rank: Rank::Installation };
    let member = members::find_by_email(&app.stores, tenant, email).await.unwrap().member_id;
    let password = Some(Secret::new(body["password"].as_str().unwrap().to_owned()));
    members::reset_password(&app.stores, app.clock.now(), tenant, manager, member, password).await.unwrap();
    app.anonymous().post("/v1/login", &body).await
}

/// Requests that provoke a problem: operation, status and code, method and path, a header, the body.
type Provocation = (&'static str, &'static str, &'static str, &'static str, (&'static str, &'static str), &'static str);

const NO_HEADER: (&str, &str) = ("x-none", "");
const ONCE: (&str, &str) = ("idempotency-key", "once");
const UNKNOWN: &str = "0198f3c2a4b07c3e9d5f1a2b3c4d5e6e";

#[rustfmt::skip]
const PROVOCATIONS: [Provocation; 50] = [
    ("append_event", "409", "event_id_taken", "POST /v1/events", NO_HEADER, r#"{"method": "GET", "path": "/", "id": "0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f", "occurred_at": "2026-01-01T00:00:01Z"}"#),
    ("append_event", "422", "invalid", "POST /v1/events", NO_HEADER, r#"{"method": "GET", "path": "/", "status": 7}"#),
    ("append_event", "400", "malformed", "POST /v1/events", ("content-encoding", "gzip"), "{}"),
    ("append_event", "415", "unsupported_media_type", "POST /v1/events", ("content-encoding", "br"), "{}"),
    ("append_events", "422", "invalid", "POST /v1/events/batch", NO_HEADER, r#"{"event": []}"#),
    ("append_events_ndjson", "422", "invalid", "POST /v1/events/ndjson", NO_HEADER, "LINES"),
    ("list_events", "422", "invalid", "GET /v1/events?cursor=AAAA", NO_HEADER, ""),
    ("get_event", "404", "event_not_found", "GET /v1/events/evt_UNKNOWN", NO_HEADER, ""),
    ("get_event", "422", "invalid", "GET /v1/events/x", NO_HEADER, ""),
    ("preview_redaction", "422", "invalid", "POST /v1/redaction-previews", NO_HEADER, r#"{"path": "/"}"#),
    ("change_tenant", "412", "version_mismatch", "PATCH /v1/tenant", ("if-match", "\"1\""), r#"{"name": "x"}"#),
    ("change_tenant", "422", "invalid", "PATCH /v1/tenant", NO_HEADER, r#"{"settings": {"retention_days": 0}}"#),
    ("change_tenant", "409", "retention_changed_recently", "PATCH /v1/tenant", NO_HEADER, r#"{"settings": {"retention_days": 9}}"#),
    ("create_key", "413", "too_large", "POST /v1/keys", NO_HEADER, "BLANKS"),
    ("create_key", "422", "invalid", "POST /v1/keys", NO_HEADER, r#"{"name": "x", "scopes": []}"#),
    ("create_key", "422", "idempotency_mismatch", "POST /v1/keys", ONCE, r#"{"name": "y", "scopes": ["admin"]}"#),
    ("list_keys", "422", "invalid", "GET /v1/keys?cursor=AAAA", NO_HEADER, ""),
    ("roll_key", "404", "key_not_found", "POST /v1/keys/key_UNKNOWN/roll", NO_HEADER, "{}"),
    ("roll_key", "409", "key_not_active", "POST /v1/keys/REVOKED/roll", NO_HEADER, "{}"),
    ("roll_key", "422", "invalid", "POST /v1/keys/REVOKED/roll", NO_HEADER, r#"{"overlap_hours": 169}"#),
    ("revoke_key", "404", "key_not_found", "DELETE /v1/keys/key_UNKNOWN", NO_HEADER, ""),
    ("revoke_key", "422", "invalid", "DELETE /v1/keys/x", NO_HEADER, ""),
    ("add_member", "403", "forbidden", "POST /v1/members", NO_HEADER, r#"{"email": "x@y", "name": "x", "role": "owner"}"#),
    ("add_member", "409", "email_taken", "POST /v1/members", NO_HEADER, r#"{"email": "owner@acme.example", "name": "x", "role": "viewer"}"#),
    ("add_member", "422", "invalid", "POST /v1/members", NO_HEADER, r#"{"email": "x@y", "name": "x", "role": "viewer", "password": "short"}"#),
    ("add_member", "422", "idempotency_mismatch", "POST /v1/members", ONCE, r#"{"email": "x@y", "name": "x", "role": "viewer"}"#),
    ("list_members", "422", "invalid", "GET /v1/members?cursor=AAAA", NO_HEADER, ""),
    ("change_member", "403", "forbidden", "PATCH /v1/members/OWNER", NO_HEADER, r#"{"role": "viewer"}"#),
    ("change_member", "404", "member_not_found", "PATCH /v1/members/mem_UNKNOWN", NO_HEADER, r#"{"role": "viewer"}"#),
    ("change_member", "422", "invalid", "PATCH /v1/members/x", NO_HEADER, r#"{"role": "viewer"}"#),
    ("reset_member", "403", "forbidden", "POST /v1/members/OWNER/reset", NO_HEADER, "{}"),
    ("reset_member", "404", "member_not_found", "POST /v1/members/mem_UNKNOWN/reset", NO_HEADER, "{}"),
    ("reset_member", "409", "member_shared", "POST /v1/members/SHARED/reset", NO_HEADER, "{}"),
    ("reset_member", "422", "invalid", "POST /v1/members/SHARED/reset", NO_HEADER, r#"{"password": "short"}"#),
    ("remove_member", "403", "forbidden", "DELETE /v1/members/OWNER", NO_HEADER, ""),
    ("remove_member", "404", "member_not_found", "DELETE /v1/members/mem_UNKNOWN", NO_HEADER, ""),
    ("remove_member", "422", "invalid", "DELETE /v1/members/x", NO_HEADER, ""),
    ("login", "401", "unauthenticated", "POST /v1/login", NO_HEADER, r#"{"email": "x@y", "password": "wrong"}"#),
    ("login", "403", "forbidden", "POST /v1/login", ("origin", "https://evil.example"), r#"{"email": "x@y", "password": "x"}"#),
    ("login", "422", "invalid", "POST /v1/login", NO_HEADER, r#"{"email": "x@y"}"#),
    ("logout", "403", "forbidden", "POST /v1/logout", ("origin", "https://evil.example"), ""),
    ("list_jobs", "422", "invalid", "GET /v1/jobs?cursor=AAAA", NO_HEADER, ""),
    ("get_job", "404", "job_not_found", "GET /v1/jobs/job_UNKNOWN", NO_HEADER, ""),
    ("get_job", "422", "invalid", "GET /v1/jobs/x", NO_HEADER, ""),
    ("create_tenant", "409", "slug_taken", "POST /v1/tenants", NO_HEADER, r#"{"slug": "acme", "name": "x"}"#),
    ("create_tenant", "422", "invalid", "POST /v1/tenants", NO_HEADER, r#"{"slug": "-", "name": "x"}"#),
    ("delete_tenant", "404", "tenant_not_found", "DELETE /v1/tenants/ten_UNKNOWN", NO_HEADER, ""),
    ("delete_tenant", "422", "invalid", "DELETE /v1/tenants/x", NO_HEADER, ""),
    ("get_jwks", "404", "tenant_not_found", "GET /v1/tenants/UNKNOWN/jwks.json", NO_HEADER, ""),
    ("get_jwks", "422", "invalid", "GET /v1/tenants/Acme/jwks.json", NO_HEADER, ""),
];

/// An owner of the tenant, added with [`ONCE`], and a member who belongs to another tenant too.
async fn owner_and_shared_member(app: &TestApp, tenant: &TestTenant) -> (String, String) {
    let id = |answer: Answer| answer.assert_status(201).json()["member"]["id"].as_str().unwrap().to_owned();
    let owner = tenant.request(Method::POST, "/v1/members").header(ONCE.0, ONCE.1);
    let owner = owner.json(&json!({"email": "owner@acme.example", "name": "x", "role": "owner"}));
    let owner = id(tenant.send(owner).await);
    let shared = json!({"email": "shared@acme.example", "name": "x", "role": "viewer"});
    let shared = id(tenant.post("/v1/members", &shared).await);
    let (other, manager) = (app.tenant("other").await, Manager { by: "test", rank: Rank::Installation });
    let new = NewMember { email: "shared@acme.example".into(), name: "x".into(), role: Role::Viewer, password: None };
    members::add(&app.stores, app.clock.now(), other.id, manager, Repeatable::ONCE, new).await.unwrap();
    (owner, shared)
}

#[tokio::test]
async fn the_problems_are_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let event = json!({"method": "GET", "path": "/", "id": "0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f", "occurred_at": "2026-01-01T00:00:00Z"});
    tenant.post("/v1/events", &event).await.assert_status(201);
    tenant.patch("/v1/tenant", &json!({"name": "Acme", "settings": {"retention_days": 8}})).await.assert_status(202);
    let key = tenant.request(Method::POST, "/v1/keys").header(ONCE.0, ONCE.1);
    let key = tenant.send(key.json(&json!({"name": "x", "scopes": ["admin"]}))).await.json();
    let revoked = key["key"]["id"].as_str().unwrap();
    tenant.delete(&format!("/v1/keys/{revoked}")).await.assert_status(204);

    let (owner, shared) = owner_and_shared_member(&app, &tenant).await;

    for (operation, status, code, target, (header, value), body) in PROVOCATIONS {
        let (method, path) = target.split_once(' ').unwrap();
        let path = path.replace("UNKNOWN", UNKNOWN).replace("REVOKED", revoked);
        let path = path.replace("OWNER", &owner).replace("SHARED", &shared);
        let client = if path.starts_with("/v1/tenants") { app.admin() } else { tenant.client.clone() };
        let body = match body {
            "LINES" => "{}\n".repeat(10_001),
            "BLANKS" => " ".repeat(128 * 1024 + 1),
            body => body.to_owned(),
        };
        let request = client.request(method.parse().unwrap(), &path).header(header, value);

        let answer = client.send(request.header("content-type", "application/json").body(body)).await;

        assert_eq!(answer.status.to_string(), status, "{operation} {code}: {answer:?}");
        assert_eq!(forms(&answer.json()), forms(&example(operation, status, code)), "{operation} {code}");
    }
    let nobody = app.anonymous().get("/v1/tenant").await;
    assert_eq!(nobody.json(), example("get_tenant", "401", "unauthenticated"));
    let forbidden = app.bearer(&app.key(tenant.id, &[Scope::EventsRead]).await).get("/v1/tenant").await;
    assert_eq!(forbidden.json(), example("get_tenant", "403", "forbidden"));
}
