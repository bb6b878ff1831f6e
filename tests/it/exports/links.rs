//! Links to files: what opens them, and what does not.

use chrono::{DateTime, TimeDelta, Utc};
use domain::exports::{KEPT, LINK_LASTS};
use domain::scope::Scope;
use serde_json::json;
use tests::TestApp;

use super::{fetch, get, order, work_off};

#[tokio::test]
async fn a_link_needs_no_key_and_opens_nothing_but_its_file() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let (one, second) =
        (order(&tenant, &json!({"format": "csv"})).await, order(&tenant, &json!({"format": "csv"})).await);
    let foreign = order(&other, &json!({"format": "csv"})).await;
    let export = work_off(&app, &tenant, &one).await;
    work_off(&app, &tenant, &second).await;
    work_off(&app, &other, &foreign).await;
    let url = export["url"].as_str().unwrap();
    let (mine, theirs) = (tenant.id.to_string(), other.id.to_string());
    let last = if url.ends_with('0') { "1" } else { "0" };

    fetch(&app, url).await;

    for changed in [
        url.replace(&one, &second),
        url.replace(&mine, &theirs),
        url.replace(&one, &foreign).replace(&mine, &theirs),
        url.replace("expires=1", "expires=2"),
        format!("{}{last}", &url[..url.len() - 1]),
    ] {
        assert_ne!(changed, url);
        app.anonymous().get(&changed).await.assert_problem(403, "link_not_good");
        tenant.get(&changed).await.assert_problem(403, "link_not_good");
    }
    let path = url.split('?').next().unwrap();
    tenant.get(path).await.assert_problem(422, "invalid");
    app.anonymous().get(&url.replace(&mine, "ten_x")).await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn a_link_is_over_after_its_time_and_never_outlasts_its_file() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let id = order(&tenant, &json!({"format": "ndjson"})).await;
    let export = work_off(&app, &tenant, &id).await;
    let at = |value: &serde_json::Value| value.as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    let first = export["url"].as_str().unwrap().to_owned();
    assert!(at(&export["url_expires_at"]) - app.clock.now() <= LINK_LASTS, "{export}");

    app.clock.advance(LINK_LASTS);

    app.anonymous().get(&first).await.assert_problem(403, "link_not_good");
    let again = get(&tenant, &id).await;
    assert_ne!(again["url"], export["url"]);
    fetch(&app, again["url"].as_str().unwrap()).await;
    app.clock.set(at(&export["expires_at"]) - TimeDelta::minutes(1));
    let near_the_end = get(&tenant, &id).await;
    assert!(at(&near_the_end["url_expires_at"]) <= at(&export["expires_at"]), "{near_the_end}");
    fetch(&app, near_the_end["url"].as_str().unwrap()).await;
    app.clock.set(at(&export["expires_at"]));
    let over = get(&tenant, &id).await;
    assert!(over["url"].is_null() && over["url_expires_at"].is_null(), "{over}");
    assert_eq!((&over["state"], &over["sha256"]), (&json!("done"), &export["sha256"]), "{over}");
    assert!(at(&export["expires_at"]) - at(&export["created_at"]) < KEPT + TimeDelta::minutes(1));
}

#[tokio::test]
async fn whoever_may_read_events_may_export_them_and_nobody_else() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let reader = app.bearer(&app.key(tenant.id, &[Scope::EventsRead]).await);
    let others: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| *scope != Scope::EventsRead).collect();
    let other = app.bearer(&app.key(tenant.id, &others).await);

    let id = order(&reader, &json!({"format": "csv"})).await;

    get(&reader, &id).await;
    other.get(&format!("/v1/exports/{id}")).await.assert_problem(403, "forbidden");
    other.delete(&format!("/v1/exports/{id}")).await.assert_problem(403, "forbidden");
    other.post("/v1/exports", &json!({"format": "csv"})).await.assert_problem(403, "forbidden");
    app.anonymous().get(&format!("/v1/exports/{id}")).await.assert_problem(401, "unauthenticated");
    reader.delete(&format!("/v1/exports/{id}")).await.assert_status(204);
}
