//! The same for exports.

use std::sync::Arc;

use domain::exports::EXPORTS_MAX;
use domain::jobs::{self, Stop, Task};
use serde_json::json;
use tests::TestApp;

use super::{NO_HEADER, ONCE, Provocation, UNKNOWN, assert_as_documented, example, forms};

/// A signature of nothing.
const SIGNATURE: &str = "f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f";

#[tokio::test]
async fn the_examples_about_exports_are_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/gone", "status": 503})).await.assert_status(201);

    let ordered = tenant.post("/v1/exports", &example("order_export", "request", "errors")).await;
    assert_as_documented(&ordered, "order_export", "202", "errors");
    let id = ordered.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/exports/{id}");
    assert_as_documented(&tenant.get(&path).await, "get_export", "200", "waiting");
    let never: Stop = Arc::new(|| false);
    let task = Task { tenant: tenant.id, job: id.parse().unwrap(), push: 1 };
    jobs::run(&app.role_db("gatebook_worker"), &app.clock, &app.tools(), task, &never).await.unwrap();
    let mut done = tenant.get(&path).await.assert_status(200).json();
    assert!(done["bytes"].as_u64() > Some(100), "{done}");
    // How well ids and times pack is another time otherwise.
    done["bytes"] = example("get_export", "200", "done")["bytes"].clone();
    assert_eq!(forms(&done), forms(&example("get_export", "200", "done")));
    tenant.post("/v1/exports", &example("order_export", "request", "of_a_user")).await.assert_status(202);
}

#[rustfmt::skip]
pub(super) const PROVOCATIONS: [Provocation; 14] = [
    ("order_export", "422", "invalid", "POST /v1/exports", NO_HEADER, r#"{"format": "csv", "status": "4x"}"#),
    ("order_export", "422", "idempotency_mismatch", "POST /v1/exports", ONCE, r#"{"format":"ndjson"}"#),
    ("order_export", "404", "export_not_found", "POST /v1/exports", ("idempotency-key", "removed"), r#"{"format":"csv"}"#),
    ("get_export", "404", "export_not_found", "GET /v1/exports/job_UNKNOWN", NO_HEADER, ""),
    ("get_export", "422", "invalid", "GET /v1/exports/x", NO_HEADER, ""),
    ("remove_export", "404", "export_not_found", "DELETE /v1/exports/job_UNKNOWN", NO_HEADER, ""),
    ("remove_export", "422", "invalid", "DELETE /v1/exports/x", NO_HEADER, ""),
    ("download_export", "403", "link_not_good", "GET /v1/exports/job_UNKNOWN/file?tenant=ten_UNKNOWN&expires=1&signature=SIGNATURE", NO_HEADER, ""),
    ("download_export", "422", "invalid", "GET /v1/exports/x/file?tenant=ten_UNKNOWN&expires=1&signature=SIGNATURE", NO_HEADER, ""),
    ("order_export", "409", "too_many_exports", "POST /v1/exports", NO_HEADER, r#"{"format": "csv"}"#),
    // Where nothing is kept.
    ("order_export", "409", "exports_not_set_up", "POST /v1/exports", NO_HEADER, r#"{"format": "csv"}"#),
    ("download_export", "409", "exports_not_set_up", "GET LINK", NO_HEADER, ""),
    // And where it is again.
    ("download_export", "404", "export_not_found", "GET LINK", NO_HEADER, ""),
    ("download_export", "404", "tenant_not_found", "GET LINK", NO_HEADER, ""),
];

#[tokio::test]
async fn the_problems_about_exports_are_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let elsewhere = TestApp::start_with(&[("GATEBOOK_EXPORTS", "")]).await;
    let there = elsewhere.tenant("acme").await;
    let order = async |key: &str| {
        let request = tenant.request(reqwest::Method::POST, "/v1/exports").header("idempotency-key", key);
        let ordered = tenant.send(request.json(&json!({"format": "csv"}))).await.assert_status(202).json();
        ordered["id"].as_str().unwrap().to_owned()
    };
    order("once").await;
    let removed = order("removed").await;
    tenant.delete(&format!("/v1/exports/{removed}")).await.assert_status(204);
    for number in 1..EXPORTS_MAX {
        order(&format!("number {number}")).await;
    }
    // Both have the same master key.
    let link = |tenant: domain::id::TenantId| {
        let until_s = app.clock.now().timestamp() + 60;
        let signature = domain::exports::link::sign(app.keyring(), tenant, removed.parse().unwrap(), until_s);
        let signature: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("/v1/exports/{removed}/file?tenant={tenant}&expires={until_s}&signature={signature}")
    };

    for (operation, status, code, target, (header, value), body) in PROVOCATIONS {
        let client = if code == "exports_not_set_up" { &there } else { &tenant };
        let (method, path) = target.split_once(' ').unwrap();
        let whose = if code == "tenant_not_found" { domain::id::TenantId(uuid::Uuid::now_v7()) } else { client.id };
        let path = path.replace("LINK", &link(whose)).replace("UNKNOWN", UNKNOWN).replace("SIGNATURE", SIGNATURE);
        let request = client.request(method.parse().unwrap(), &path).header(header, value);

        let answer = client.send(request.header("content-type", "application/json").body(body)).await;

        assert_eq!(answer.status.to_string(), status, "{operation} {code}: {answer:?}");
        assert_eq!(forms(&answer.json()), forms(&example(operation, status, code)), "{operation} {code}");
    }
}
