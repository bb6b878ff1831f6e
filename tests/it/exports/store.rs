//! Stores that fail.

use domain::exports::{KEPT, PART_ROWS, sweep};
use domain::jobs::ATTEMPTS_MAX;
use reqwest::Method;
use serde_json::json;
use tests::{Bucket, Process, TestApp, TestTenant};

use super::{after, execute, fetch, files, get, never, order, query, run_until, streamed, work_off};
use crate::access_log::{post, views};

#[tokio::test]
async fn an_export_whose_store_fails_is_tried_again_and_given_up_with_a_reason_that_names_no_path() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let folder = app.exports_folder();
    std::fs::remove_dir(&folder).unwrap();
    std::fs::write(&folder, b"a file").unwrap();
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let worker = app.role_db("gatebook_worker");

    for attempt in 1..=ATTEMPTS_MAX {
        run_until(&app, &worker, &tenant, &id, &never()).await;
        let state = if attempt < ATTEMPTS_MAX { "waiting" } else { "failed" };
        let export = get(&tenant, &id).await;
        assert_eq!(export["state"], state, "{attempt}: {export}");
        let error = export["error"].as_str().unwrap();
        let expected = "unavailable: the store of exports did not answer as expected: exports: failed: not a directory";
        assert_eq!(error, expected);
        assert!(!error.contains("tmp") && export["url"].is_null(), "{export}");
    }

    std::fs::remove_file(&folder).unwrap();
    let retry = tenant.request(Method::POST, &format!("/v1/jobs/{id}/retry"));
    tenant.send(retry).await.assert_status(200);
    let export = work_off(&app, &tenant, &id).await;
    assert_eq!((&export["state"], &export["error"]), (&json!("done"), &serde_json::Value::Null), "{export}");
    fetch(&app, export["url"].as_str().unwrap()).await;
}

#[tokio::test]
async fn a_file_that_the_store_has_lost_is_told_with_a_status_and_one_that_breaks_off_is_not_whole() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, usize::try_from(PART_ROWS).unwrap() + 500, app.clock.now())).await;
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let export = work_off(&app, &tenant, &id).await;
    let url = export["url"].as_str().unwrap();
    let parts = app.exports_folder().join(tenant.id.to_string()).join(&id).join("1");
    let names: Vec<String> = files(&parts).into_iter().map(|(name, _)| name).collect();
    assert!(names.len() >= 2, "{names:?}");

    std::fs::remove_file(parts.join(&names[1])).unwrap();
    // The connection may break before its head is out.
    if let Ok(broken) = app.anonymous().request(Method::GET, url).send().await {
        assert_eq!(broken.status(), 200);
        assert!(broken.bytes().await.is_err(), "it is shorter than it was said to be");
    }

    std::fs::remove_file(parts.join(&names[0])).unwrap();
    app.anonymous().get(url).await.assert_problem(503, "unavailable");
}

#[tokio::test]
async fn the_parts_of_an_export_that_was_given_up_go_after_a_time_and_it_can_still_be_started_again() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, usize::try_from(PART_ROWS).unwrap() + 500, app.clock.now())).await;
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let worker = app.role_db("gatebook_worker");
    run_until(&app, &worker, &tenant, &id, &after(1)).await;
    let now = app.clock.now().to_rfc3339();
    execute(&app, &format!("update job set state = 'failed', finished_at = '{now}'")).await;
    let tools = app.tools();
    let clear = async || sweep(&worker, tools.files.as_ref(), app.clock.now()).await.unwrap();
    assert_eq!(clear().await, 0);
    assert_eq!(files(&app.exports_folder()).len(), 1);

    app.clock.advance(KEPT);

    assert_eq!(clear().await, 1);
    assert_eq!(files(&app.exports_folder()), []);
    assert_eq!(query(&app, "select 1 from export_part").await.len(), 0);
    let retry = tenant.request(Method::POST, &format!("/v1/jobs/{id}/retry"));
    tenant.send(retry).await.assert_status(200);
    let export = work_off(&app, &tenant, &id).await;
    let text = fetch(&app, export["url"].as_str().unwrap()).await.unpacked();
    assert_eq!(export["rows"], text.lines().count() - 1, "{export}");
    assert!(text.lines().count() > usize::try_from(PART_ROWS).unwrap());
}

/// An API whose exports are in a bucket, with a tenant of some events.
async fn app_over(bucket: &Bucket) -> (TestApp, TestTenant) {
    let settings = bucket.settings();
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let app = TestApp::start_with(&settings).await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, usize::try_from(PART_ROWS).unwrap() + 500, app.clock.now())).await;
    (app, tenant)
}

#[tokio::test]
async fn a_bucket_keeps_files_as_a_folder_does() {
    let bucket = Bucket::start().await;
    let (app, tenant) = app_over(&bucket).await;
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let worker = app.role_db("gatebook_worker");
    run_until(&app, &worker, &tenant, &id, &after(1)).await;
    assert_eq!(bucket.names(), [format!("some/prefix/{}/{id}/1/000001-1.gz", tenant.id)]);

    // By the program itself, as its settings say.
    let process = Process::start(&app, "worker").await;
    while get(&tenant, &id).await["state"] != "done" {
        tokio::task::yield_now().await;
    }

    let export = get(&tenant, &id).await;
    let file = fetch(&app, export["url"].as_str().unwrap()).await;
    assert!(file.unpacked() == streamed(&tenant, "csv", "").await);
    assert_eq!(export["bytes"], file.bytes.len());
    let tools = app.tools();
    sweep(&worker, tools.files.as_ref(), app.clock.now()).await.unwrap();
    assert!(bucket.names().len() >= 2, "what counts stays");
    tenant.delete(&format!("/v1/exports/{id}")).await.assert_status(204);
    sweep(&worker, tools.files.as_ref(), app.clock.now()).await.unwrap();
    assert_eq!(bucket.names(), [""; 0]);
    assert_eq!(process.terminate().await, Some(0));
}

#[tokio::test]
async fn a_bucket_that_refuses_or_is_away_is_told_without_its_name_and_asked_again() {
    let bucket = Bucket::start().await;
    let (app, tenant) = app_over(&bucket).await;
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let worker = app.role_db("gatebook_worker");

    for (status, expected) in [(403, "permission denied"), (503, "failed")] {
        bucket.refuse(status);
        run_until(&app, &worker, &tenant, &id, &never()).await;
        let error = get(&tenant, &id).await["error"].as_str().unwrap().to_owned();
        assert_eq!(error, format!("unavailable: the store of exports did not answer as expected: exports: {expected}"));
    }

    bucket.refuse(0);
    let export = work_off(&app, &tenant, &id).await;
    assert_eq!(export["state"], "done", "{export}");
    bucket.refuse(503);
    app.anonymous().get(export["url"].as_str().unwrap()).await.assert_problem(503, "unavailable");
}
