//! The examples about statistics and timelines.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::json;
use tests::TestApp;

use super::{assert_as_documented, example};
use crate::access_log::Projector;

#[tokio::test]
async fn the_examples_about_statistics_are_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let now = app.clock.now();
    let hour = DateTime::from_timestamp(now.timestamp().div_euclid(3600) * 3600, 0).unwrap() - TimeDelta::hours(4);
    let at = |minutes: i64| hour + TimeDelta::minutes(minutes);
    let events = [
        json!({"path": "/lamps", "status": 200, "user_id": "user-42", "duration_ms": 12.5, "bytes_sent": 2048}),
        json!({"path": "/lamps", "status": 200, "user_id": "user-42", "duration_ms": 12.5, "bytes_sent": 2048}),
        json!({"path": "/lamps", "status": 200, "ip": "203.0.113.7", "duration_ms": 40, "bytes_sent": 5120}),
        json!({"path": "/gone", "status": 404, "user_id": "user-42"}),
    ];
    for (number, mut event) in (0..).zip(events) {
        event["method"] = json!("GET");
        event["occurred_at"] = json!(at(20 + number));
        tenant.post("/v1/events", &event).await.assert_status(201);
    }
    Projector::of(&app).catch_up(now).await;
    let written = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let between = |from: i64, to: i64| format!("since={}&until={}", written(at(from)), written(at(to)));

    let summary = tenant.get(&format!("/v1/stats/summary?{}", between(0, 60))).await;
    assert_as_documented(&summary, "get_stats_summary", "200", "hour");
    let zone = "bucket=hour&time_zone=Asia/Kathmandu";
    let series = tenant.get(&format!("/v1/stats/timeseries?{zone}&{}", between(15, 135))).await;
    assert_as_documented(&series, "get_stats_timeseries", "200", "hour");
    let top = tenant.get(&format!("/v1/stats/top?dimension=path&{}", between(0, 60))).await;
    assert_as_documented(&top, "get_stats_top", "200", "path");
}

#[tokio::test]
async fn the_example_of_a_timeline_is_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let started = tenant.post("/v1/sessions", &json!({"user_id": "user-42"})).await.assert_status(201).json();
    let view = json!({
        "method": "GET", "path": "/find", "query": "q=Red+lamp", "user_id": "user-42",
        "session_id": started["session"]["id"],
    });
    tenant.post("/v1/events", &view).await.assert_status(201);
    Projector::of(&app).catch_up(app.clock.now()).await;

    let page = tenant.get("/v1/users/user-42/timeline?limit=1").await;

    assert_as_documented(&page, "get_user_timeline", "200", "page");
    assert_eq!(example("get_user_timeline", "200", "page")["entries"][0]["search_terms"], "red lamp");
}
