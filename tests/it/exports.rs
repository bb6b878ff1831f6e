//! `POST /v1/exports` and what follows: a file that is the search, whoever dies meanwhile, as long as it may be there.

mod gone;
mod killed;
mod links;
mod store;

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::Database;
use domain::exports::{EXPORTS_MAX, PART_ROWS};
use domain::id::JobId;
use domain::jobs::{self, Stop, Task};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::{Client, TestApp, TestTenant};

use crate::access_log::{Projector, post, views};
use crate::session_door::{execute, query};

/// A file as it is fetched.
pub struct Fetched {
    headers: reqwest::header::HeaderMap,
    bytes: Vec<u8>,
}

impl Fetched {
    pub fn unpacked(&self) -> String {
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(self.bytes.as_slice()).read_to_string(&mut text).unwrap();
        text
    }
}

/// Orders an export. Returns its id.
pub async fn order(client: &Client, body: &Value) -> String {
    let ordered = client.post("/v1/exports", body).await.assert_status(202).json();
    ordered["id"].as_str().unwrap().to_owned()
}

async fn get(client: &Client, id: &str) -> Value {
    client.get(&format!("/v1/exports/{id}")).await.assert_status(200).json()
}

/// Fetches a file as anybody does who has the link.
pub async fn fetch(app: &TestApp, url: &str) -> Fetched {
    let anybody = app.anonymous();
    let answer = anybody.request(Method::GET, url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let headers = answer.headers().clone();
    Fetched { headers, bytes: answer.bytes().await.unwrap().to_vec() }
}

/// The newest task of a job.
async fn task(app: &TestApp, tenant: &TestTenant, id: &str) -> Task {
    let job: JobId = id.parse().unwrap();
    let pushes = query(app, &format!("select pushes from job where job_id = '{}'", job.uuid())).await;
    Task { tenant: tenant.id, job, push: i32::try_from(pushes[0]["pushes"].as_i64().unwrap()).unwrap() }
}

/// Runs the newest task of a job until it stops by itself, or is told to.
async fn run_until(app: &TestApp, worker: &Database, tenant: &TestTenant, id: &str, stop: &Stop) {
    jobs::run(worker, &app.clock, &app.tools(), task(app, tenant, id).await, stop).await.unwrap();
}

/// Does what workers do, until an export is over. Returns it.
pub async fn work_off(app: &TestApp, tenant: &TestTenant, id: &str) -> Value {
    let worker = app.role_db("gatebook_worker");
    for _ in 0..1_000 {
        run_until(app, &worker, tenant, id, &never()).await;
        let export = get(tenant, id).await;
        if export["state"] == "done" || export["state"] == "failed" {
            return export;
        }
    }
    panic!("the export {id} is not over after 1,000 tasks");
}

fn never() -> Stop {
    Arc::new(|| false)
}

/// Stops a job after so many batches.
fn after(batches: usize) -> Stop {
    let asked = AtomicUsize::new(0);
    Arc::new(move || asked.fetch_add(1, Ordering::SeqCst) >= batches)
}

/// The files in a folder and those in it, with how long they are.
fn files(folder: &Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push((entry.file_name().into_string().unwrap(), entry.metadata().unwrap().len()));
        }
    }
    found.sort();
    found
}

/// How the search streams the same.
async fn streamed(client: &Client, format: &str, query: &str) -> String {
    client.get(&format!("/v1/events.{format}?{query}")).await.assert_status(200).text
}

#[tokio::test]
async fn the_file_is_byte_for_byte_what_the_search_streams() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    let user = app.user(&tenant, "ada").await;
    post(&tenant, &views(3, 1_200, now)).await;
    tenant
        .post("/v1/events", &json!({"method": "GET", "path": "/é\",=1", "session_id": user.id}))
        .await
        .assert_status(201);
    Projector::of(&app).catch_up(now).await;
    let filters = [
        json!({"order": "asc"}),
        json!({}),
        json!({"status": "4xx", "order": "asc"}),
        json!({"kind": "bot", "order": "desc"}),
        json!({"user_id": "ada", "type": "access", "text": "products 1"}),
        json!({"session_id": user.id}),
        json!({"ip": "203.0.113.0/24"}),
    ];

    for (format, filter) in ["csv", "ndjson"].into_iter().flat_map(|format| filters.iter().map(move |f| (format, f))) {
        let mut body = filter.clone();
        body["format"] = json!(format);
        let id = order(&tenant, &body).await;
        let export = work_off(&app, &tenant, &id).await;

        let members = filter.as_object().unwrap().iter();
        let query: Vec<String> = members.map(|(name, value)| format!("{name}={}", value.as_str().unwrap())).collect();
        let expected = streamed(&tenant, format, &query.join("&").replace(' ', "%20")).await;
        let file = fetch(&app, export["url"].as_str().unwrap()).await;
        assert!(file.unpacked() == expected, "{body}");
        let events = expected.lines().count() - usize::from(format == "csv");
        assert_eq!(export["rows"], events, "{body}");
        assert_eq!(export["bytes"], file.bytes.len(), "{body}");
        let hash: String = Sha256::digest(&file.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(export["sha256"], hash, "{body}");
        assert_eq!(file.headers["content-type"], "application/gzip");
        assert_eq!(file.headers["content-length"], file.bytes.len().to_string().as_str());
        let name = format!("attachment; filename=\"{id}.{format}.gz\"");
        assert_eq!(file.headers["content-disposition"], name.as_str());
    }
}

#[tokio::test]
async fn an_export_ends_where_the_log_ended_when_it_was_ordered() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    let worker = app.role_db("gatebook_worker");
    let events = 2 * usize::try_from(PART_ROWS).unwrap() + 500;
    post(&tenant, &views(1, events, now)).await;
    let mut expected = Vec::new();
    let mut ids = Vec::new();
    for order_of in ["asc", "desc"] {
        expected.push(streamed(&tenant, "csv", &format!("order={order_of}")).await);
        ids.push(order(&tenant, &json!({"format": "csv", "order": order_of})).await);
    }
    let mut last = 0;

    for (id, expected) in ids.iter().zip(&expected) {
        for _ in 0..2 {
            post(&tenant, &views(2, 100, now)).await;
            run_until(&app, &worker, &tenant, id, &after(1)).await;
            let running = get(&tenant, id).await;
            let rows = running["rows"].as_i64().unwrap();
            assert!(rows > last && running["url"].is_null() && running["sha256"].is_null(), "{running}");
            assert_eq!(running["state"], "waiting", "{running}");
            last = rows;
        }
        post(&tenant, &views(3, 100, now)).await;
        let export = work_off(&app, &tenant, id).await;

        assert_eq!(export["rows"], expected.lines().count() - 1, "{export}");
        let file = fetch(&app, export["url"].as_str().unwrap()).await;
        assert!(file.unpacked() == *expected, "{export}");
        assert!(files(&app.exports_folder()).len() >= 3, "in parts");
        let job = tenant.get(&format!("/v1/jobs/{id}")).await.json();
        assert_eq!((&job["kind"], &job["done"]), (&json!("export"), &export["rows"]), "{job}");
        last = 0;
    }
}

#[tokio::test]
async fn an_export_by_words_waits_until_all_of_it_is_projected() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    post(&tenant, &views(4, 300, now)).await;
    let id = order(&tenant, &json!({"format": "ndjson", "kind": "bot"})).await;
    let worker = app.role_db("gatebook_worker");

    run_until(&app, &worker, &tenant, &id, &never()).await;

    let waiting = get(&tenant, &id).await;
    assert_eq!((&waiting["state"], &waiting["rows"]), (&json!("waiting"), &json!(0)), "{waiting}");
    assert!(waiting["error"].is_null(), "{waiting}");
    Projector::of(&app).catch_up(now).await;
    let export = work_off(&app, &tenant, &id).await;
    let expected = streamed(&tenant, "ndjson", "kind=bot").await;
    assert!(expected.lines().count() > 50);
    assert!(fetch(&app, export["url"].as_str().unwrap()).await.unpacked() == expected);
}

#[tokio::test]
async fn a_file_without_events_is_one_that_unpacks() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    for (format, lines) in [("csv", 1), ("ndjson", 0)] {
        let id = order(&tenant, &json!({"format": format, "path": "/nowhere"})).await;
        let export = work_off(&app, &tenant, &id).await;

        let file = fetch(&app, export["url"].as_str().unwrap()).await;
        assert_eq!(file.unpacked().lines().count(), lines, "{format}");
        assert_eq!((&export["rows"], &export["bytes"]), (&json!(0), &json!(file.bytes.len())), "{export}");
    }
}

#[tokio::test]
async fn an_order_that_does_not_fit_is_refused_where_it_does_not() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let refused = async |body: &str| {
        let answer = tenant.post_bytes("/v1/exports", "application/json", body).await;
        answer.assert_problem(422, "invalid").json()["errors"][0].clone()
    };

    for (body, pointer) in [
        ("{}", ""),
        (r#"{"format": "xlsx"}"#, "/format"),
        (r#"{"format": "csv", "order": "up"}"#, "/order"),
        (r#"{"format": "csv", "status": "4x"}"#, "/status"),
        (r#"{"format": "csv", "status": 404}"#, "/status"),
        (r#"{"format": "csv", "country": null}"#, "/country"),
        (r#"{"format": "csv", "ip": "home"}"#, "/ip"),
        (r#"{"format": "csv", "limit": "7"}"#, "/limit"),
        (r#"{"format": "csv", "a/b~": "7"}"#, "/a~1b~0"),
        (r#"{"format": "csv", "format": "csv"}"#, ""),
        (r#"{"format": "csv", "path": "/a", "path": "/b"}"#, ""),
        (r#"["csv"]"#, ""),
    ] {
        assert_eq!(refused(body).await["pointer"], pointer, "{body}");
    }
    let detail = refused(r#"{"format": "csv", "status": "4x"}"#).await;
    assert_eq!(detail["detail"], "must be a status such as 404, or a hundred such as 4xx");
    assert_eq!(query(&app, "select 1 from export").await.len(), 0);
    assert_eq!(query(&app, "select 1 from job").await.len(), 0);
}

#[tokio::test]
async fn an_order_that_is_repeated_is_the_same_export() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let repeat = async |body: &Value| {
        let request = tenant.request(Method::POST, "/v1/exports").header("idempotency-key", "one");
        tenant.send(request.json(body)).await
    };
    let first = repeat(&json!({"format": "csv"})).await.assert_status(202);
    assert_eq!(first.header("location"), format!("/v1/exports/{}", first.json()["id"].as_str().unwrap()));

    let second = repeat(&json!({"format": "csv"})).await.assert_status(202);

    assert_eq!(second.json(), first.json());
    repeat(&json!({"format": "ndjson"})).await.assert_problem(422, "idempotency_mismatch");
    assert_eq!(query(&app, "select 1 from export").await.len(), 1);
    let id = first.json()["id"].as_str().unwrap().to_owned();
    assert_ne!(order(&tenant, &json!({"format": "csv"})).await, id, "without a key it is another one");
    let done = work_off(&app, &tenant, &id).await;
    assert_eq!(repeat(&json!({"format": "csv"})).await.assert_status(202).json()["sha256"], done["sha256"]);
    tenant.delete(&format!("/v1/exports/{id}")).await.assert_status(204);
    repeat(&json!({"format": "csv"})).await.assert_problem(404, "export_not_found");
}

#[tokio::test]
async fn what_is_no_export_of_the_tenant_is_not_found() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let foreign = order(&other, &json!({"format": "csv"})).await;
    let erasure = tenant.post("/v1/erasures", &json!({"user_id": "nobody"})).await.json();
    let unknown = format!("job_{}", uuid::Uuid::now_v7().simple());

    for id in [foreign.as_str(), erasure["job_id"].as_str().unwrap(), unknown.as_str()] {
        let path = format!("/v1/exports/{id}");
        tenant.get(&path).await.assert_problem(404, "export_not_found");
        tenant.delete(&path).await.assert_problem(404, "export_not_found");
    }

    get(&other, &foreign).await;
    tenant.get("/v1/exports/x").await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn a_tenant_has_so_many_exports_at_a_time_and_no_more() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let first = order(&tenant, &json!({"format": "csv"})).await;
    for _ in 1..EXPORTS_MAX {
        order(&tenant, &json!({"format": "csv"})).await;
    }

    let refused = tenant.post("/v1/exports", &json!({"format": "csv"})).await;

    refused.assert_problem(409, "too_many_exports");
    tenant.delete(&format!("/v1/exports/{first}")).await.assert_status(204);
    order(&tenant, &json!({"format": "csv"})).await;
    app.tenant("other").await.post("/v1/exports", &json!({"format": "csv"})).await.assert_status(202);
}

#[tokio::test]
async fn where_nothing_is_kept_nothing_can_be_ordered() {
    let app = TestApp::start_with(&[("GATEBOOK_EXPORTS", "")]).await;
    let tenant = app.tenant("shop").await;

    let refused = tenant.post("/v1/exports", &json!({"format": "csv"})).await;

    refused.assert_problem(409, "exports_not_set_up");
    assert_eq!(query(&app, "select 1 from job").await.len(), 0);
    let swept = domain::exports::sweep(&app.role_db("gatebook_worker"), None, app.clock.now()).await;
    assert_eq!(swept.unwrap(), 0, "nothing is there to be removed");
}

#[tokio::test]
async fn a_filter_is_forgotten_once_the_file_is_there() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let id = order(&tenant, &json!({"format": "csv", "user_id": "ada"})).await;
    let named = "select 1 from export where filter::text like '%ada%'";
    assert_eq!(query(&app, named).await.len(), 1);

    work_off(&app, &tenant, &id).await;

    assert_eq!(query(&app, named).await.len(), 0);
    let other = order(&tenant, &json!({"format": "csv", "user_id": "ada"})).await;
    tenant.delete(&format!("/v1/exports/{other}")).await.assert_status(204);
    assert_eq!(query(&app, named).await.len(), 0, "nor does one that is removed keep it");
    assert_eq!(execute(&app, "update job set what = what where what is not null").await, 0, "the job has none");
}
