//! What could be stored so that it does not read again: names that the JSON library keeps for itself are never stored as they came, and
//! a row that does not read is in nobody else's way.

use futures::future::join_all;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tests::{TestApp, rounds};

use crate::sessions::{Started, is_active, start_with};

/// A member's name that the JSON library takes for something else, and how it is stored.
const KEPT: &str = "$serde_json::private::RawValue";
const STORED: &str = "\u{FFFD}serde_json::private::RawValue";
/// What is kept behind it: no JSON, another kind of JSON, and what PostgreSQL cannot keep.
const VALUES: [&str; 4] = ["not json", "[1]", "null", r#"{"a": "\u0000"}"#];

#[tokio::test]
async fn data_with_a_name_that_the_library_keeps_is_stored_and_read_everywhere() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let posted: Vec<Value> =
        VALUES.map(|text| json!({"x": [{KEPT: text}], "post": {KEPT: text}, KEPT: {KEPT: text}})).into();

    let one = json!({"method": "POST", "path": "/", "user_id": "ada", "data": posted[0]});
    tenant.post("/v1/events", &one).await.assert_status(201);
    let more = |data: &Value| json!({"method": "POST", "path": "/", "user_id": "ada", "data": data});
    let batch = json!({"events": posted[1..].iter().map(more).collect::<Vec<_>>()});
    assert_eq!(tenant.post("/v1/events/batch", &batch).await.assert_status(200).json()["accepted"], VALUES.len() - 1);

    let events = tenant.all("/v1/events?order=asc&type=access", "events").await;
    let stored =
        VALUES.map(|text| json!({"v": 1, "x": [{STORED: text}], "post": {STORED: text}, STORED: {STORED: text}}));
    assert_eq!(events.iter().map(|event| &event["data"]).collect::<Vec<_>>(), stored.iter().collect::<Vec<_>>());
    assert!(events.iter().all(|event| event["redacted"] == json!([])), "{events:?}");
    let file = tenant.get("/v1/events.ndjson?type=access").await.assert_status(200);
    assert_eq!(file.text.lines().count(), VALUES.len());
    tenant.get("/v1/users/ada/export").await.assert_status(200);
}

#[tokio::test]
async fn metadata_with_such_a_name_is_an_object_and_hinders_no_end() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    for (place, text) in VALUES.iter().enumerate() {
        for metadata in [json!({KEPT: text}), json!({"x": {"!": 1, KEPT: text}}), json!({"x": [{KEPT: text}]})] {
            let user = format!("user-{place}");
            let body = json!({"user_id": user, "metadata": metadata});
            let started = start_with(&tenant, &body).await;
            let path = format!("/v1/sessions/{}", started.id);
            tenant.patch(&path, &json!({"metadata": metadata})).await.assert_status(200);

            let session = tenant.get(&path).await.assert_status(200).json();
            let renamed: Value = serde_json::from_str(&metadata.to_string().replace(KEPT, STORED)).unwrap();
            assert_eq!(session["metadata"], renamed);
            assert!(is_active(&tenant, &started.token).await);
            tenant.delete(&path).await.assert_status(204);
            assert!(!is_active(&tenant, &started.token).await);
            tenant.get(&format!("/v1/users/{user}/sessions")).await.assert_status(200);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_does_not_read_is_in_nobody_elses_way() {
    let app = TestApp::start_with(&[("GATEBOOK_LANES", "1")]).await;
    let (broken, other) = (app.tenant("broken").await, app.tenant("other").await);
    let poisoned = start_with(&broken, &json!({"user_id": "ada"})).await;
    let good: Vec<Started> =
        join_all((0..20).map(async |_| start_with(&other, &json!({"user_id": "bob"})).await)).await;
    let sql = format!(
        "update session set metadata = '{{\"{KEPT}\": \"not json\"}}' where tenant_id = '{}'",
        broken.id.uuid()
    );
    assert_eq!(app.superuser_db().execute_unprepared(&sql).await.unwrap().rows_affected(), 1);

    let token = json!({"token": poisoned.token});
    for _ in 0..rounds(10, 100) {
        // All are looked up in PostgreSQL together.
        app.flush_redis().await;
        let bad = broken.post("/v1/sessions/introspect", &token);
        let checks = good.iter().map(async |one| is_active(&other, &one.token).await);
        let (bad, checks) = futures::future::join(bad, join_all(checks)).await;
        bad.assert_status(503);
        assert!(checks.into_iter().all(|active| active));

        // All are stored together.
        let refresh = broken.post("/v1/sessions/refresh", &token);
        let event = json!({"method": "GET", "path": "/"});
        let posts = (0..20).map(|_| other.post("/v1/events", &event));
        let (bad, posts) = futures::future::join(refresh, join_all(posts)).await;
        bad.assert_status(503);
        for post in posts {
            post.assert_status(201);
        }
    }
}
