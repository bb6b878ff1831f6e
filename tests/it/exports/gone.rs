//! Files that must go: those whose time is over, that nobody wants, and that have what was taken away.

use chrono::TimeDelta;
use domain::exports::{KEPT, PART_ROWS, SECOND_LOOK, sweep};
use domain::retention::purge;
use domain::scope::Scope;
use domain::settings::TenantSettings;
use domain::{jobs, pause};
use serde_json::{Value, json};
use tests::{TestApp, TestTenant};

use super::{after, execute, fetch, files, get, never, order, query, run_until, task, work_off};
use crate::access_log::{Projector, post, views};
use crate::privacy;

/// Does what the schedule does. Returns how many exports it looked at.
async fn clear(app: &TestApp) -> usize {
    sweep(&app.role_db("gatebook_worker"), app.tools().files.as_ref(), app.clock.now()).await.unwrap()
}

async fn new_file(app: &TestApp, tenant: &TestTenant, body: &Value) -> (String, Value) {
    let id = order(tenant, body).await;
    let export = work_off(app, tenant, &id).await;
    assert_eq!(export["state"], "done", "{export}");
    (id, export)
}

#[tokio::test]
async fn a_file_goes_when_its_time_is_over_and_what_did_not_count_before() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (id, export) = new_file(&app, &tenant, &json!({"format": "csv"})).await;
    let folder = app.exports_folder();
    let part = files(&folder);
    assert_eq!(part.len(), 1, "{part:?}");
    // As by pushes that were killed.
    let beside = folder.join(tenant.id.to_string()).join(&id).join("1");
    for stray in ["000001-7.gz", "000002-1.gz"] {
        std::fs::write(beside.join(stray), b"x").unwrap();
    }

    assert_eq!(clear(&app).await, 1);

    assert_eq!(files(&folder), part, "what does not count is gone");
    assert_eq!(clear(&app).await, 0);
    fetch(&app, export["url"].as_str().unwrap()).await;
    app.clock.advance(KEPT);
    std::fs::write(beside.join("000002-1.gz#1"), b"x").unwrap();
    assert_eq!(clear(&app).await, 1);
    assert_eq!(files(&folder), []);
    assert_eq!(query(&app, "select 1 from export_part").await.len(), 0);
    // Somebody who stood still.
    std::fs::create_dir_all(&beside).unwrap();
    std::fs::write(beside.join("000003-1.gz"), b"x").unwrap();
    assert_eq!(clear(&app).await, 0);
    app.clock.advance(SECOND_LOOK);
    assert_eq!(clear(&app).await, 1);
    assert_eq!(files(&folder), []);
    app.clock.advance(SECOND_LOOK);
    assert_eq!(clear(&app).await, 0, "that was the last look");
    let over = get(&tenant, &id).await;
    assert_eq!((&over["state"], &over["rows"], &over["url"]), (&json!("done"), &export["rows"], &Value::Null));
    app.clock.advance(TimeDelta::days(jobs::DONE_KEPT_DAYS));
    jobs::clean_up(&app.role_db("gatebook_worker"), app.clock.now()).await.unwrap();
    tenant.get(&format!("/v1/exports/{id}")).await.assert_problem(404, "export_not_found");
    assert_eq!(query(&app, "select 1 from export").await.len(), 0);
}

#[tokio::test]
async fn a_job_whose_file_is_still_there_is_not_forgotten() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    new_file(&app, &tenant, &json!({"format": "csv"})).await;
    let worker = app.role_db("gatebook_worker");
    app.clock.advance(TimeDelta::days(jobs::DONE_KEPT_DAYS + 1));

    jobs::clean_up(&worker, app.clock.now()).await.unwrap();

    assert_eq!(query(&app, "select 1 from export join job using (tenant_id, job_id)").await.len(), 1);
    assert_eq!(clear(&app).await, 1);
    assert_eq!(files(&app.exports_folder()), []);
}

#[tokio::test]
async fn an_export_that_is_removed_is_gone_at_once_and_its_file_soon_after() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (id, export) = new_file(&app, &tenant, &json!({"format": "csv"})).await;
    let path = format!("/v1/exports/{id}");

    tenant.delete(&path).await.assert_status(204);

    tenant.get(&path).await.assert_problem(404, "export_not_found");
    app.anonymous().get(export["url"].as_str().unwrap()).await.assert_problem(404, "export_not_found");
    tenant.delete(&path).await.assert_status(204);
    assert_eq!(clear(&app).await, 1);
    assert_eq!(files(&app.exports_folder()), []);
    tenant.delete(&path).await.assert_status(204);
}

#[tokio::test]
async fn an_export_that_is_removed_while_it_is_written_ends_there() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, usize::try_from(PART_ROWS).unwrap() + 500, app.clock.now())).await;
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let worker = app.role_db("gatebook_worker");
    run_until(&app, &worker, &tenant, &id, &after(1)).await;
    let task = task(&app, &tenant, &id).await;
    let mut held = pause::hold("exports: part read", task.job.uuid());
    let (tools, clock) = (app.tools(), app.clock.clone());
    let writing = tokio::spawn(async move { jobs::run(&worker, &clock, &tools, task, &never()).await });
    held.reached().await;

    tenant.delete(&format!("/v1/exports/{id}")).await.assert_status(204);

    drop(held);
    writing.await.unwrap().unwrap();
    let job = tenant.get(&format!("/v1/jobs/{id}")).await.json();
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(files(&app.exports_folder()).len(), 1, "the part that came too late is taken back");
    clear(&app).await;
    assert_eq!(files(&app.exports_folder()), []);
}

#[tokio::test]
async fn the_files_of_a_deleted_tenant_are_removed_with_its_rows() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let (_, export) = new_file(&app, &tenant, &json!({"format": "csv"})).await;
    let (_, kept) = new_file(&app, &other, &json!({"format": "csv"})).await;
    post(&tenant, &views(1, usize::try_from(PART_ROWS).unwrap() + 500, app.clock.now())).await;
    let half = order(&tenant, &json!({"format": "ndjson"})).await;
    let worker = app.role_db("gatebook_worker");
    run_until(&app, &worker, &tenant, &half, &after(1)).await;
    assert_eq!(files(&app.exports_folder()).len(), 3);

    app.admin().delete(&format!("/v1/tenants/{}", tenant.id)).await.assert_status(204);

    app.anonymous().get(export["url"].as_str().unwrap()).await.assert_problem(404, "tenant_not_found");
    let removal =
        query(&app, "select 'job_' || replace(job_id::text, '-', '') as id from job where kind = 'tenant_removal'");
    let removal = removal.await[0]["id"].as_str().unwrap().to_owned();
    run_until(&app, &worker, &tenant, &removal, &never()).await;
    let left = "select 1 from export where tenant_id = TENANT
                union all select 1 from export_part where tenant_id = TENANT
                union all select 1 from job where tenant_id = TENANT and state <> 'done'";
    let left = left.replace("TENANT", &format!("'{}'", tenant.id.uuid()));
    assert_eq!(query(&app, &left).await.len(), 0);
    assert!(!app.exports_folder().join(tenant.id.to_string()).exists());
    fetch(&app, kept["url"].as_str().unwrap()).await;
}

#[tokio::test]
async fn no_file_has_a_person_who_was_erased() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let now = app.clock.now();
    let view = |user: &str| json!({"method": "GET", "path": "/", "user_id": user, "occurred_at": now});
    let events: Vec<Value> = (0..40).map(|n| view(if n % 2 == 0 { "ada" } else { "bob" })).collect();
    for tenant in [&tenant, &other] {
        post(tenant, &events).await;
    }
    let projector = Projector::of(&app);
    projector.catch_up(now).await;
    let (there, export) = new_file(&app, &tenant, &json!({"format": "ndjson"})).await;
    let (_, of_other) = new_file(&app, &other, &json!({"format": "ndjson"})).await;
    let failed = order(&tenant, &json!({"format": "csv", "user_id": "ada"})).await;
    let fail =
        format!("update job set state = 'failed' where job_id = '{}'", task(&app, &tenant, &failed).await.job.uuid());
    execute(&app, &fail).await;
    // One that is being written: its part is read, and not kept yet.
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let writing_task = task(&app, &tenant, &id).await;
    let mut held = pause::hold("exports: part read", writing_task.job.uuid());
    let (worker, tools, clock) = (app.role_db("gatebook_worker"), app.tools(), app.clock.clone());
    let writing = tokio::spawn(async move { jobs::run(&worker, &clock, &tools, writing_task, &never()).await });
    held.reached().await;

    let erasure = tenant.post("/v1/erasures", &json!({"user_id": "ada"})).await.assert_status(200).json();
    privacy::work_off(&app, &projector, &tenant, erasure["job_id"].as_str().unwrap()).await;

    drop(held);
    writing.await.unwrap().unwrap();
    let written = get(&tenant, &id).await;
    assert_eq!(written["state"], "done", "{written}");
    let text = fetch(&app, written["url"].as_str().unwrap()).await.unpacked();
    assert!(text.contains(",bob,") && !text.contains(",ada,"), "it has begun again");
    let over = get(&tenant, &there).await;
    assert!(over["url"].is_null() && over["state"] == "done", "{over}");
    app.anonymous().get(export["url"].as_str().unwrap()).await.assert_problem(404, "export_not_found");
    tenant.get(&format!("/v1/exports/{failed}")).await.assert_problem(404, "export_not_found");
    assert_eq!(query(&app, "select 1 from export where filter::text like '%ada%'").await.len(), 0);
    assert!(
        fetch(&app, of_other["url"].as_str().unwrap()).await.unpacked().contains("\"user_id\":\"ada\""),
        "the other tenant's stays"
    );
    clear(&app).await;
    let folder = app.exports_folder().join(tenant.id.to_string());
    assert_eq!(files(&folder).len(), 1, "{:?}", files(&folder));
    assert!(!folder.join(&there).exists());
}

#[tokio::test]
async fn no_file_has_what_was_purged_or_is_past_by_a_shorter_retention() {
    let app = TestApp::start().await;
    let settings = TenantSettings { retention_days: 60, ..TenantSettings::default() };
    let tenant = app.tenant_with("shop", settings, &Scope::ALL).await;
    let view = |path: &str, days: i64| json!({"method": "GET", "path": path, "occurred_at": app.clock.now() - TimeDelta::days(days)});
    post(&tenant, &[view("/old", 0), view("/older", 20)]).await;
    app.clock.advance(TimeDelta::days(20));
    post(&tenant, &[view("/new", 0)]).await;
    let now = app.clock.now();
    let worker = app.role_db("gatebook_worker");
    let half_written = async || {
        let id = order(&tenant, &json!({"format": "csv", "order": "asc"})).await;
        // As if it had come to the last event.
        let reached = "update export set parts = 1, rows = 3, bytes = 1, reached = until - 1 where sha256 is null";
        execute(&app, reached).await;
        id
    };
    let (purged, _) = new_file(&app, &tenant, &json!({"format": "csv"})).await;
    let half = half_written().await;

    purge::purge(&worker, now, tenant.id, "test", now - TimeDelta::days(30), |_| {}).await.unwrap();

    assert!(get(&tenant, &purged).await["url"].is_null());
    let whole = work_off(&app, &tenant, &half).await;
    let text = fetch(&app, whole["url"].as_str().unwrap()).await.unpacked();
    assert!(text.contains("/new") && text.contains("/old") && !text.contains("/older"), "{text}");
    let half = half_written().await;
    let settings = json!({"settings": {"retention_days": 10}});
    let changed = tenant.patch("/v1/tenant", &settings).await.assert_status(202).json();
    assert!(!get(&tenant, whole["id"].as_str().unwrap()).await["url"].is_null(), "it is ordered, and not done");
    run_until(&app, &worker, &tenant, changed["job"].as_str().unwrap(), &never()).await;
    let change = tenant.get(&format!("/v1/jobs/{}", changed["job"].as_str().unwrap())).await.json();
    assert_eq!(change["state"], "done", "{change}");
    assert!(get(&tenant, whole["id"].as_str().unwrap()).await["url"].is_null());
    let whole = work_off(&app, &tenant, &half).await;
    let text = fetch(&app, whole["url"].as_str().unwrap()).await.unpacked();
    assert!(text.contains("/new") && !text.contains("/old"), "{text}");
}
