//! What the operations refuse, and how long they may take.

use sea_orm::{ConnectionTrait, TransactionTrait};

use super::*;

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    for wrong in [
        "summary?since=2026-01-01T00:00:00Z&until=2026-01-01T00:00:00Z",
        "summary?since=2020-01-01T00:00:00Z&until=2026-01-01T00:00:00Z",
        "summary?since=9999-01-01T00:00:00Z",
        "summary?status=7",
        "timeseries?bucket=fortnight",
        "timeseries?bucket=quarter_hour&since=2026-01-01T00:00:00Z&until=2026-01-20T00:00:00Z",
        "timeseries?time_zone=Europe/Zwolle",
        "top",
        "top?dimension=colour",
        "top?dimension=path&limit=0",
        "top?dimension=path&limit=101",
    ] {
        tenant.get(&format!("/v1/stats/{wrong}")).await.assert_problem(422, "invalid");
    }
    // As far as time goes.
    for far in [
        "since=0001-01-01T00:00:00Z&until=0001-02-01T00:00:00Z",
        "since=9999-11-01T00:00:00Z&until=9999-12-31T23:59:59Z",
    ] {
        get(&tenant, &format!("summary?{far}")).await;
        get(&tenant, &format!("timeseries?bucket=day&time_zone=Asia/Kathmandu&{far}")).await;
        get(&tenant, &format!("top?dimension=path&{far}")).await;
    }
}

#[tokio::test]
async fn what_takes_too_long_is_given_up_and_says_what_to_narrow() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let superuser = app.superuser_db();
    let txn = superuser.begin().await.unwrap();
    txn.execute_unprepared("lock table access_log in access exclusive mode").await.unwrap();
    let asked = ["summary?method=GET", "timeseries?method=GET", "top?dimension=path&method=GET"];

    let answers =
        futures::future::join_all(asked.map(async |what| tenant.get(&format!("/v1/stats/{what}")).await)).await;
    txn.rollback().await.unwrap();

    let document: Value = serde_yaml::from_str(include_str!("../../../openapi.yaml")).unwrap();
    let operations =
        ["summary", "timeseries", "top"].map(|name| &document["paths"][format!("/v1/stats/{name}")]["get"]);
    for (answer, operation) in answers.into_iter().zip(operations) {
        let answer = answer.assert_problem(422, "too_broad").json();
        let documented = &operation["responses"]["422"]["content"]["application/problem+json"]["examples"]["too_broad"];
        assert_eq!(answer, documented["value"]);
    }
    get(&tenant, "summary?method=GET").await;
}
