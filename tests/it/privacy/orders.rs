//! Who can be erased, how many may ask at once, and what an erasure says and leaves.

use domain::pause;
use domain::scope::Scope;
use serde_json::json;
use tests::{Client, TestApp};

use super::{OWN_IP, is_open, order, post, start, work_off};
use crate::access_log::Projector;
use crate::session_door::{execute, query};

#[tokio::test]
async fn who_is_to_be_erased_must_be_said_by_somebody_who_may() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    for body in [json!({}), json!({"user_id": "ada", "ip": OWN_IP}), json!({"user_id": ""}), json!({"ip": "here"})] {
        tenant.post("/v1/erasures", &body).await.assert_problem(422, "invalid");
    }
    let capture = async |how: &str| {
        tenant.patch("/v1/tenant", &json!({"settings": {"capture_ip": how}})).await.assert_status(200);
    };
    // What the tenant keeps of everybody in a network is nobody's; what it kept before it did so is.
    capture("anonymised").await;
    for ip in ["198.51.100.0", "2001:db8:7::"] {
        for body in [json!({"ip": ip}), json!({"ip": ip, "dry_run": true})] {
            let refused = tenant.post("/v1/erasures", &body).await.assert_problem(422, "invalid").json();
            assert_eq!(refused["errors"][0]["pointer"], "/ip");
        }
    }
    for ip in [OWN_IP, "2001:db8:7::1", "2001:db8:7:1::"] {
        tenant.post("/v1/erasures", &json!({"ip": ip, "dry_run": true})).await.assert_status(200);
    }
    for how in ["off", "full"] {
        capture(how).await;
        tenant.post("/v1/erasures", &json!({"ip": "198.51.100.0", "dry_run": true})).await.assert_status(200);
    }
    tenant.post("/v1/erasures", &json!({"user_id": "nobody"})).await.assert_status(200);
    let reader = app.key(tenant.id, &[Scope::EventsRead]).await;
    app.bearer(&reader).post("/v1/erasures", &json!({"user_id": "ada"})).await.assert_problem(403, "forbidden");
    // Nobody knows that person: nothing to erase is no error.
    let counted = tenant.post("/v1/erasures", &json!({"user_id": "nobody", "dry_run": true})).await;
    assert_eq!(counted.assert_status(200).json()["events"], 0);
    execute(&app, "select 1").await;
}

#[tokio::test]
async fn a_session_whose_use_is_lost_goes_without_an_end() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    start(&tenant, Some("ada"), OWN_IP).await;
    execute(&app, "delete from session_use").await;

    let job = order(&tenant, &json!({"user_id": "ada"})).await;
    work_off(&app, &projector, &tenant, &job).await;

    assert_eq!(query(&app, "select 1 from session").await.len(), 0);
    assert_eq!(query(&app, "select 1 from event where starts_with(type, 'session.')").await.len(), 0);
}

#[tokio::test]
async fn a_session_that_is_gone_is_not_waited_for() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let (session, token) = start(&tenant, Some("ada"), OWN_IP).await;
    post(&tenant, &[json!({"path": "/ada", "session_id": session, "user_id": "ada"})]).await;
    projector.catch_up(app.clock.now()).await;
    // Its end is to be told to Redis, and nobody knows any more until when.
    execute(&app, "delete from session").await;
    execute(&app, "update session_use set tombstone_due = true, check_at = null").await;

    let job = order(&tenant, &json!({"user_id": "ada"})).await;
    work_off(&app, &projector, &tenant, &job).await;

    assert_eq!(query(&app, "select 1 from session_use").await.len(), 0);
    assert_eq!(query(&app, "select 1 from event where session_id is not null").await.len(), 0);
    app.flush_redis().await;
    assert!(!is_open(&tenant, &token).await);
}

#[tokio::test]
async fn an_erasure_tells_what_it_took_and_not_what_was_gone_before() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    post(&tenant, &[json!({"path": "/stays", "user_id": "ada"}), json!({"path": "/leaves", "user_id": "ada"})]).await;
    projector.catch_up(app.clock.now()).await;
    // As when its partition is dropped: the read model's is dropped a moment later.
    execute(&app, "delete from event where path = '/leaves'").await;

    let job = order(&tenant, &json!({"user_id": "ada"})).await;
    work_off(&app, &projector, &tenant, &job).await;

    let told = query(&app, "select data from event where type = 'person.erased'").await;
    assert_eq!(told[0]["data"], json!({"v": 1, "person": "user", "events": 1, "sessions": 0}));
    assert_eq!(query(&app, "select 1 from access_log where user_id = 'ada'").await.len(), 0);
}

#[tokio::test]
async fn an_address_that_was_kept_before_the_tenant_kept_less_is_erased() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    post(&tenant, &[json!({"path": "/here", "ip": OWN_IP}), json!({"path": "/there", "ip": "198.51.100.9"})]).await;
    tenant.patch("/v1/tenant", &json!({"settings": {"capture_ip": "anonymised"}})).await.assert_status(200);
    projector.catch_up(app.clock.now()).await;

    let job = order(&tenant, &json!({"ip": OWN_IP})).await;
    work_off(&app, &projector, &tenant, &job).await;

    assert_eq!(super::paths(&app).await.into_iter().collect::<Vec<_>>(), ["/there"]);
}

async fn count(client: Client) -> u16 {
    client.post("/v1/erasures", &json!({"user_id": "ada", "dry_run": true})).await.status
}

#[tokio::test]
async fn no_more_than_two_are_looked_up_at_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let mut busy = Vec::new();
    for _ in 0..2 {
        let mut hold = pause::hold("privacy: looking up", tenant.id.uuid());
        let counting = tokio::spawn(count(tenant.client.clone()));
        hold.reached().await;
        busy.push((hold, counting));
    }

    tenant.post("/v1/erasures", &json!({"user_id": "ada", "dry_run": true})).await.assert_problem(503, "unavailable");
    tenant.get("/v1/users/ada/export").await.assert_problem(503, "unavailable");

    // What is ordered waits for nobody, and what was begun is done.
    order(&tenant, &json!({"user_id": "ada"})).await;
    for (hold, counting) in busy {
        drop(hold);
        assert_eq!(counting.await.unwrap(), 200);
    }
    assert_eq!(count(tenant.client.clone()).await, 200);
    tenant.get("/v1/users/ada/export").await.assert_status(200);
}
