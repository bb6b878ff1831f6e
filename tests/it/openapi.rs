//! That the contract is the committed one, that a generator of clients can read it, and that its examples are true.

mod exports;
mod members;
mod stats;

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use domain::access_tokens;
use domain::id::{JobId, TenantId};
use domain::jobs::{self, Kind};
use domain::scope::Scope;
use domain::transaction;
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, TestSession};

const COMMITTED: &str = include_str!("../../openapi.yaml");

#[test]
fn the_committed_contract_is_the_programs_own() {
    assert!(COMMITTED == api::openapi_yaml(), "openapi.yaml is not what the program says: run `make openapi`");
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
                    "sha256" => json!("a hash"),
                    "url" if value.as_str().is_some_and(|url| url.starts_with("/v1/exports/")) => json!("a link"),
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
    let preview = tenant.post("/v1/settings-previews", &request("preview_settings", "promo_code")).await;
    assert_as_documented(&preview, "preview_settings", "200", "promo_code");

    let changed = tenant.patch("/v1/tenant", &request("change_tenant", "another_word")).await;
    assert_as_documented(&changed, "change_tenant", "200", "another_word");
    assert_as_documented(&tenant.get("/v1/tenant").await, "get_tenant", "200", "tenant");
    let key = tenant.post("/v1/keys", &request("create_key", "web_server")).await;
    assert_as_documented(&key, "create_key", "201", "web_server");
    assert_as_documented(&tenant.get("/v1/keys?limit=1").await, "list_keys", "200", "page");
    let roll = format!("/v1/keys/{}/roll", key.json()["key"]["id"].as_str().unwrap());
    let rolled = tenant.post(&roll, &request("roll_key", "a_day")).await;
    assert_as_documented(&rolled, "roll_key", "201", "a_day");
    let id: TenantId = created.json()["tenant"]["id"].as_str().unwrap().parse().unwrap();
    access_tokens::rotate(&app.stores, app.clock.now(), app.keyring(), id, "test").await.unwrap();
    let keys = app.anonymous().get("/v1/tenants/shop/jwks.json").await;
    assert_as_documented(&keys, "get_jwks", "200", "keys");
    let txn = transaction::begin(&app.stores.app, id).await.unwrap();
    let job = jobs::push(&txn, app.clock.now(), id, "test", &Kind::TenantRemoval).await.unwrap();
    txn.commit().await.unwrap();
    assert_as_documented(&tenant.get(&format!("/v1/jobs/{job}")).await, "get_job", "200", "job");
    assert_as_documented(&tenant.get("/v1/jobs?limit=1").await, "list_jobs", "200", "page");
    for name in ["count", "user"] {
        let erasure = tenant.post("/v1/erasures", &request("erase_person", name)).await;
        assert_as_documented(&erasure, "erase_person", "200", name);
    }
    tenant.post("/v1/erasures", &request("erase_person", "address")).await.assert_status(200);
    fail(&app, job).await;
    let retried = tenant.send(tenant.request(Method::POST, &format!("/v1/jobs/{job}/retry"))).await;
    assert_as_documented(&retried, "retry_job", "200", "job");
    app.tenant("another").await;
    assert_as_documented(&admin.get("/v1/tenants?limit=1").await, "list_tenants", "200", "page");
    let ordered = tenant.patch("/v1/tenant", &request("change_tenant", "another_retention")).await;
    assert_as_documented(&ordered, "change_tenant", "202", "another_retention");
}

/// Gives a job up as a worker would.
async fn fail(app: &TestApp, job: JobId) {
    let error = "unavailable: the database did not answer as expected: SQLSTATE 57014";
    let sql = format!(
        "update job set state = 'failed', error = '{error}', started_at = now(), finished_at = now()
         where job_id = '{}'",
        job.uuid()
    );
    app.superuser_db().execute_unprepared(&sql).await.unwrap();
}

#[tokio::test]
async fn the_examples_about_decisions_are_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let blocked = example("change_tenant", "request", "blocked");
    tenant.patch("/v1/tenant", &blocked).await.assert_status(200);
    let iphone = "Mozilla/5.0+(iPhone;+CPU+iPhone+OS+18_1+like+Mac+OS+X)+AppleWebKit/605.1.15+(KHTML,+like+Gecko)+Version/18.1+Mobile/15E148+Safari/604.1";

    for (ip, agent, name) in [
        ("198.51.100.7", iphone, "blocked"),
        ("203.0.113.7", iphone, "not_blocked"),
        ("203.0.113.7", "curl/8.4.0", "of_a_kind"),
    ] {
        let answer = tenant.get(&format!("/v1/decisions?ip={ip}&user_agent={agent}")).await;

        assert_as_documented(&answer, "get_decision", "200", name);
    }
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

/// Requests that provoke a problem: operation, status and code, method and path, a header, the body.
type Provocation = (&'static str, &'static str, &'static str, &'static str, (&'static str, &'static str), &'static str);

const NO_HEADER: (&str, &str) = ("x-none", "");
const ONCE: (&str, &str) = ("idempotency-key", "once");
const ENDED_SINCE: (&str, &str) = ("idempotency-key", "ended since");
const ELSEWHERE: (&str, &str) = ("origin", "https://elsewhere.example");
const UNKNOWN: &str = "0198f3c2a4b07c3e9d5f1a2b3c4d5e6e";

#[rustfmt::skip]
const PROVOCATIONS: [Provocation; 84] = [
    ("append_event", "409", "event_id_taken", "POST /v1/events", NO_HEADER, r#"{"method": "GET", "path": "/", "id": "0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f", "occurred_at": "2026-01-01T00:00:01Z"}"#),
    ("append_event", "422", "invalid", "POST /v1/events", NO_HEADER, r#"{"method": "GET", "path": "/", "status": 7}"#),
    ("append_event", "400", "malformed", "POST /v1/events", ("content-encoding", "gzip"), "{}"),
    ("append_event", "415", "unsupported_media_type", "POST /v1/events", ("content-encoding", "br"), "{}"),
    ("append_events", "422", "invalid", "POST /v1/events/batch", NO_HEADER, r#"{"event": []}"#),
    ("append_events_ndjson", "422", "invalid", "POST /v1/events/ndjson", NO_HEADER, "LINES"),
    ("list_events", "422", "invalid", "GET /v1/events?cursor=AAAA", NO_HEADER, ""),
    ("download_events_csv", "422", "invalid", "GET /v1/events.csv?status=4x", NO_HEADER, ""),
    ("download_events_ndjson", "422", "invalid", "GET /v1/events.ndjson?status=4x", NO_HEADER, ""),
    ("tail_events", "410", "position_expired", "GET /v1/events/tail?after=4", NO_HEADER, ""),
    ("tail_events", "422", "invalid", "GET /v1/events/tail?status=4x", NO_HEADER, ""),
    ("get_event", "404", "event_not_found", "GET /v1/events/evt_UNKNOWN", NO_HEADER, ""),
    ("get_event", "422", "invalid", "GET /v1/events/x", NO_HEADER, ""),
    ("get_stats_summary", "422", "invalid", "GET /v1/stats/summary?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", NO_HEADER, ""),
    ("get_stats_timeseries", "422", "invalid", "GET /v1/stats/timeseries?bucket=minute&since=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z", NO_HEADER, ""),
    ("get_stats_top", "422", "invalid", "GET /v1/stats/top?dimension=path&since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", NO_HEADER, ""),
    ("get_user_timeline", "404", "path_not_found", "GET /v1/users/%ff/timeline", NO_HEADER, ""),
    ("get_user_timeline", "422", "invalid", "GET /v1/users/ada/timeline?cursor=AAAA", NO_HEADER, ""),
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
    ("roll_key", "422", "idempotency_mismatch", "POST /v1/keys/ROLLED/roll", ONCE, r#"{"overlap_hours": 1}"#),
    ("roll_key", "422", "invalid", "POST /v1/keys/REVOKED/roll", NO_HEADER, r#"{"overlap_hours": 169}"#),
    ("revoke_key", "404", "key_not_found", "DELETE /v1/keys/key_UNKNOWN", NO_HEADER, ""),
    ("revoke_key", "422", "invalid", "DELETE /v1/keys/x", NO_HEADER, ""),
    ("start_session", "409", "too_many_sessions", "POST /v1/sessions", NO_HEADER, r#"{"user_id": "ada"}"#),
    ("start_session", "409", "session_ended", "POST /v1/sessions", ENDED_SINCE, "{}"),
    ("start_session", "422", "invalid", "POST /v1/sessions", NO_HEADER, r#"{"expires_at": "2026-01-01T00:00:00Z"}"#),
    ("start_session", "422", "idempotency_mismatch", "POST /v1/sessions", ENDED_SINCE, r#"{"metadata": {}}"#),
    ("introspect_session", "422", "invalid", "POST /v1/sessions/introspect", NO_HEADER, r#"{"token": "x", "ip": "home"}"#),
    ("refresh_session", "404", "session_not_found", "POST /v1/sessions/refresh", NO_HEADER, r#"{"token": "gbs_x"}"#),
    ("refresh_session", "422", "invalid", "POST /v1/sessions/refresh", NO_HEADER, r#"{"token": "x", "ip": "home"}"#),
    ("list_sessions", "422", "invalid", "GET /v1/sessions?cursor=AAAA", NO_HEADER, ""),
    ("get_session", "404", "session_not_found", "GET /v1/sessions/ses_UNKNOWN", NO_HEADER, ""),
    ("get_session", "422", "invalid", "GET /v1/sessions/x", NO_HEADER, ""),
    ("change_session", "404", "session_not_found", "PATCH /v1/sessions/ses_UNKNOWN", NO_HEADER, "{}"),
    ("change_session", "409", "user_bound", "PATCH /v1/sessions/SESSION", NO_HEADER, r#"{"user_id": "eve"}"#),
    ("change_session", "409", "session_ended", "PATCH /v1/sessions/ENDED", NO_HEADER, r#"{"user_id": "ada"}"#),
    ("change_session", "409", "too_many_sessions", "PATCH /v1/sessions/VISITOR", NO_HEADER, r#"{"user_id": "ada"}"#),
    ("change_session", "422", "invalid", "PATCH /v1/sessions/SESSION", NO_HEADER, r#"{"expires_at": "2026-01-01T00:00:00Z"}"#),
    ("revoke_session", "404", "session_not_found", "DELETE /v1/sessions/ses_UNKNOWN", NO_HEADER, ""),
    ("revoke_session", "422", "invalid", "DELETE /v1/sessions/x", NO_HEADER, ""),
    ("list_session_events", "404", "session_not_found", "GET /v1/sessions/ses_UNKNOWN/events", NO_HEADER, ""),
    ("list_session_events", "422", "invalid", "GET /v1/sessions/SESSION/events?cursor=AAAA", NO_HEADER, ""),
    ("list_user_sessions", "404", "path_not_found", "GET /v1/users/%ff/sessions", NO_HEADER, ""),
    ("list_user_sessions", "422", "invalid", "GET /v1/users/ada/sessions?cursor=AAAA", NO_HEADER, ""),
    ("revoke_user_sessions", "404", "path_not_found", "DELETE /v1/users/%ff/sessions", NO_HEADER, ""),
    ("revoke_user_sessions", "422", "invalid", "DELETE /v1/users/ada/sessions?except=x", NO_HEADER, ""),
    ("preview_settings", "422", "invalid", "POST /v1/settings-previews", NO_HEADER, r#"{"settings": {}, "event": {"path": "/"}}"#),
    ("get_decision", "422", "invalid", "GET /v1/decisions?ip=home", NO_HEADER, ""),
    ("list_my_sessions", "403", "origin_not_allowed", "GET /v1/me/sessions", ELSEWHERE, ""),
    ("list_my_sessions", "422", "invalid", "GET /v1/me/sessions?cursor=AAAA", NO_HEADER, ""),
    ("revoke_my_session", "403", "origin_not_allowed", "DELETE /v1/me/sessions/SESSION", ELSEWHERE, ""),
    ("revoke_my_session", "404", "session_not_found", "DELETE /v1/me/sessions/VISITOR", NO_HEADER, ""),
    ("revoke_my_session", "422", "invalid", "DELETE /v1/me/sessions/x", NO_HEADER, ""),
    ("revoke_my_sessions", "403", "origin_not_allowed", "DELETE /v1/me/sessions", ELSEWHERE, ""),
    ("revoke_my_sessions", "422", "invalid", "DELETE /v1/me/sessions?keep_current=x", NO_HEADER, ""),
    ("list_my_session_events", "403", "origin_not_allowed", "GET /v1/me/sessions/SESSION/events", ELSEWHERE, ""),
    ("list_my_session_events", "404", "session_not_found", "GET /v1/me/sessions/VISITOR/events", NO_HEADER, ""),
    ("list_my_session_events", "422", "invalid", "GET /v1/me/sessions/SESSION/events?cursor=AAAA", NO_HEADER, ""),
    ("erase_person", "422", "invalid", "POST /v1/erasures", NO_HEADER, "{}"),
    ("export_user", "404", "path_not_found", "GET /v1/users/%ff/export", NO_HEADER, ""),
    ("export_user", "422", "invalid", "GET /v1/users/%00/export", NO_HEADER, ""),
    ("list_jobs", "422", "invalid", "GET /v1/jobs?cursor=AAAA", NO_HEADER, ""),
    ("get_job", "404", "job_not_found", "GET /v1/jobs/job_UNKNOWN", NO_HEADER, ""),
    ("get_job", "422", "invalid", "GET /v1/jobs/x", NO_HEADER, ""),
    ("retry_job", "404", "job_not_found", "POST /v1/jobs/job_UNKNOWN/retry", NO_HEADER, ""),
    ("retry_job", "409", "job_not_failed", "POST /v1/jobs/ORDERED/retry", NO_HEADER, ""),
    ("retry_job", "422", "invalid", "POST /v1/jobs/x/retry", NO_HEADER, ""),
    ("create_tenant", "409", "slug_taken", "POST /v1/tenants", NO_HEADER, r#"{"slug": "acme", "name": "x"}"#),
    ("create_tenant", "422", "invalid", "POST /v1/tenants", NO_HEADER, r#"{"slug": "-", "name": "x"}"#),
    ("create_tenant", "422", "idempotency_mismatch", "POST /v1/tenants", ONCE, r#"{"slug": "twice", "name": "y"}"#),
    ("list_tenants", "422", "invalid", "GET /v1/tenants?cursor=AAAA", NO_HEADER, ""),
    ("delete_tenant", "404", "tenant_not_found", "DELETE /v1/tenants/ten_UNKNOWN", NO_HEADER, ""),
    ("delete_tenant", "422", "invalid", "DELETE /v1/tenants/x", NO_HEADER, ""),
    ("get_jwks", "404", "tenant_not_found", "GET /v1/tenants/UNKNOWN/jwks.json", NO_HEADER, ""),
    ("get_jwks", "422", "invalid", "GET /v1/tenants/Acme/jwks.json", NO_HEADER, ""),
];

/// The problems that operations answer in their own form, as operation and code; those that all of them share are not
/// among them, nor are those that need a Redis which is away or a table that is locked.
fn own_problems() -> BTreeSet<(String, String)> {
    let document: Value = serde_yaml::from_str(COMMITTED).unwrap();
    const TESTED_ELSEWHERE: [&str; 4] = ["tenant_not_found", "too_broad", "unavailable", "revocation_pending"];
    let elsewhere = |code: &String| TESTED_ELSEWHERE.contains(&code.as_str());
    let mut found = BTreeSet::new();
    for operation in document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
    {
        for response in operation["responses"].as_object().unwrap().values() {
            let examples = response["content"]["application/problem+json"]["examples"].as_object();
            let codes = examples.into_iter().flat_map(|examples| examples.keys()).filter(|code| !elsewhere(code));
            let id = operation["operationId"].as_str().unwrap();
            found.extend(codes.map(|code| (id.to_owned(), code.clone())));
        }
    }
    found
}

#[test]
fn every_problem_that_the_contract_says_of_an_operation_is_provoked() {
    let all = PROVOCATIONS.iter().chain(members::PROVOCATIONS.iter()).chain(exports::PROVOCATIONS.iter());
    let provoked: BTreeSet<(String, String)> =
        all.map(|(operation, _, code, ..)| ((*operation).to_owned(), (*code).to_owned())).collect();

    let missing: Vec<_> = own_problems().difference(&provoked).cloned().collect();

    assert_eq!(missing, []);
}

#[tokio::test]
async fn the_problems_are_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let event = json!({"method": "GET", "path": "/", "id": "0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f", "occurred_at": "2026-01-01T00:00:00Z"});
    tenant.post("/v1/events", &event).await.assert_status(201);
    let settings = json!({"retention_days": 8, "session_limit": "refuse_new", "sessions_per_user_max": 1});
    let change = json!({"name": "Acme", "settings": settings});
    let changed = tenant.patch("/v1/tenant", &change).await.assert_status(202).json();
    let ordered = changed["job"].as_str().unwrap();
    let repeatable = async |client: &Client, path: &str, (header, value): (&str, &str), body: &Value| {
        client.send(client.request(Method::POST, path).header(header, value).json(body)).await.assert_status(201).json()
    };
    let key = repeatable(&tenant, "/v1/keys", ONCE, &json!({"name": "x", "scopes": ["admin"]})).await;
    let revoked = key["key"]["id"].as_str().unwrap();
    tenant.delete(&format!("/v1/keys/{revoked}")).await.assert_status(204);
    let key = tenant.post("/v1/keys", &json!({"name": "y", "scopes": ["admin"]})).await.json();
    let rolled = key["key"]["id"].as_str().unwrap();
    repeatable(&tenant, &format!("/v1/keys/{rolled}/roll"), ONCE, &json!({})).await;
    repeatable(&app.admin(), "/v1/tenants", ONCE, &json!({"slug": "twice", "name": "x"})).await;
    let user = app.user(&tenant, "ada").await;
    let visitor = app.session(&tenant, &json!({})).await;
    let ended = repeatable(&tenant, "/v1/sessions", ENDED_SINCE, &json!({})).await;
    let ended = ended["session"]["id"].as_str().unwrap();
    tenant.delete(&format!("/v1/sessions/{ended}")).await.assert_status(204);
    // As if retention had taken them.
    let taken = format!("delete from event where tenant_id = '{}' and position in (4, 5)", tenant.id.uuid());
    app.superuser_db().execute_unprepared(&taken).await.unwrap();
    let names = [
        ("UNKNOWN", UNKNOWN),
        ("REVOKED", revoked),
        ("ROLLED", rolled),
        ("SESSION", &user.id),
        ("VISITOR", &visitor.id),
        ("ENDED", ended),
        ("ORDERED", ordered),
    ];

    for (operation, status, code, target, (header, value), body) in PROVOCATIONS {
        let (method, path) = target.split_once(' ').unwrap();
        let path = names.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
        let client = match path.as_str() {
            path if path.starts_with("/v1/tenants") => app.admin(),
            path if path.starts_with("/v1/me/") => user.client.clone(),
            _ => tenant.client.clone(),
        };
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

#[tokio::test]
async fn an_end_that_redis_was_not_told_of_is_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    tenant.patch("/v1/tenant", &json!({"settings": {"sessions_per_user_max": 2}})).await.assert_status(200);
    let of_users = ["own", "by key", "all by key"];
    let mut users = Vec::new();
    for user_id in of_users {
        users.push([app.user(&tenant, user_id).await, app.user(&tenant, user_id).await]);
    }
    let copied = app.user(&tenant, "copied").await;
    tenant.post("/v1/sessions/refresh", &json!({"token": copied.token})).await.assert_status(201);
    app.clock.advance(TimeDelta::seconds(31));
    let [own, by_key, all_by_key] = &users[..] else { panic!("there are three") };
    let ends = [
        (
            "refresh_session",
            &tenant.client,
            Method::POST,
            "/v1/sessions/refresh".to_owned(),
            json!({"token": copied.token}),
        ),
        ("revoke_session", &tenant.client, Method::DELETE, format!("/v1/sessions/{}", by_key[0].id), Value::Null),
        (
            "revoke_user_sessions",
            &tenant.client,
            Method::DELETE,
            "/v1/users/all%20by%20key/sessions".to_owned(),
            Value::Null,
        ),
        ("revoke_my_session", &own[0].client, Method::DELETE, format!("/v1/me/sessions/{}", own[1].id), Value::Null),
        ("revoke_my_sessions", &own[0].client, Method::DELETE, "/v1/me/sessions".to_owned(), Value::Null),
    ];

    app.redis.close().await;
    for (operation, client, method, path, body) in &ends {
        let answer = client.send(client.request(method.clone(), path).json(body)).await;

        let answer = answer.assert_problem(503, "revocation_pending");
        assert_eq!(answer.json(), example(operation, "503", "revocation_pending"), "{operation}");
    }
    app.redis.open();

    // Repeating tells it; who has ended the own session is told that it has.
    for (operation, client, method, path, body) in &ends {
        let status = match *operation {
            "refresh_session" => 404,
            "revoke_my_session" | "revoke_my_sessions" => 401,
            _ => 204,
        };
        client.send(client.request(method.clone(), path).json(body)).await.assert_status(status);
        let ended: &[&TestSession] = match *operation {
            "refresh_session" => &[&copied],
            "revoke_session" => &[&by_key[0]],
            "revoke_user_sessions" => &[&all_by_key[0], &all_by_key[1]],
            "revoke_my_sessions" => &[&own[0], &own[1]],
            _ => &[],
        };
        for session in ended {
            session.get("/v1/me/sessions").await.assert_problem(401, "unauthenticated");
        }
    }
    by_key[1].get("/v1/me/sessions").await.assert_status(200);
}
