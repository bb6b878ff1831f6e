//! What a user did, in one order.

use super::*;

#[tokio::test]
async fn a_users_timeline_has_everything_in_one_order() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let now = app.clock.now();
    let start = async |body: Value| {
        let started = tenant.post("/v1/sessions", &body).await.assert_status(201).json();
        started["session"]["id"].as_str().unwrap().to_owned()
    };
    let session = start(json!({"user_id": "ada", "user_agent": IPHONE})).await;
    let view = |path: &str, query: &str| json!({"method": "GET", "path": path, "query": query, "user_id": "ada", "session_id": session, "occurred_at": now});
    for event in [view("/", "x=1"), view("/find", "q=Red+Lamp"), view("/lamps/7", "x=1")] {
        tenant.post("/v1/events", &event).await.assert_status(201);
    }
    let visitor = start(json!({})).await;
    tenant.patch(&format!("/v1/sessions/{visitor}"), &json!({"user_id": "ada"})).await.assert_status(200);
    tenant.patch(&format!("/v1/sessions/{visitor}"), &json!({"metadata": {"a": 1}})).await.assert_status(200);
    tenant.delete(&format!("/v1/sessions/{session}")).await.assert_status(204);
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/", "user_id": "eve"})).await.assert_status(201);
    projector.catch_up(now).await;

    let entries = tenant.all("/v1/users/ada/timeline?limit=2", "entries").await;

    let told: Vec<(&str, &str)> = entries
        .iter()
        .map(|entry| (entry["what"].as_str().unwrap(), entry["event"]["type"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("session_ended", "session.revoked"),
            ("session_changed", "session.changed"),
            ("sign_in", "session.bound"),
            ("page_view", "access"),
            ("search", "access"),
            ("page_view", "access"),
            ("sign_in", "session.started"),
        ]
    );
    assert_eq!((&entries[4]["search_terms"], &entries[0]["end_reason"]), (&json!("red lamp"), &json!("revoked")));
    assert!(entries[0]["by"].as_str().unwrap().starts_with("key_"), "{entries:?}");
    assert_eq!(entries[3]["event"]["session"], json!({"id": session, "state": "revoked"}));
    assert_eq!(tenant.all("/v1/users/nobody/timeline", "entries").await, Vec::<Value>::new());
    let other = app.tenant("other").await;
    assert_eq!(other.all("/v1/users/ada/timeline", "entries").await, Vec::<Value>::new());
    let of_ada = tenant.get("/v1/users/ada/timeline?limit=1").await.json();
    let cursor = of_ada["next"].as_str().unwrap();
    tenant.get(&format!("/v1/users/eve/timeline?cursor={cursor}")).await.assert_problem(422, "invalid");
    tenant.get("/v1/users/ada/timeline?limit=101").await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn what_is_not_projected_yet_is_in_the_timeline_too() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let search = json!({"method": "GET", "path": "/find", "query": "q=lamp", "user_id": "ada"});
    tenant.post("/v1/events", &search).await.assert_status(201);

    let before = tenant.all("/v1/users/ada/timeline", "entries").await;
    projector.catch_up(app.clock.now()).await;
    let after = tenant.all("/v1/users/ada/timeline", "entries").await;

    assert_eq!((before.len(), &before[0]["what"]), (1, &json!("page_view")));
    assert_eq!((after.len(), &after[0]["what"]), (1, &json!("search")));
}
