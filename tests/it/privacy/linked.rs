//! Which events go with a person, wherever the log has them.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::id::Position;
use domain::retention::rehome;
use domain::{access_log, transaction};
use serde_json::{Value, json};
use tests::{TestApp, TestTenant};

use super::{OWN_IP, SHARED_IP, is_open, order, paths, post, start, work_off};
use crate::access_log::Projector;
use crate::session_door::{execute, query};

/// Events by what they say; those that go with Ada begin with `/ada`.
fn linked_events(visitor: &str, shared: &str, bobs: &str) -> Vec<Value> {
    vec![
        // A session that is bound to nobody, and names her alone.
        json!({"path": "/ada/visitor/named", "session_id": visitor, "user_id": "ada"}),
        json!({"path": "/ada/visitor", "session_id": visitor}),
        // One that names somebody else too, and one that is bound to somebody else.
        json!({"path": "/ada/shared/named", "session_id": shared, "user_id": "ada"}),
        json!({"path": "/shared/bob", "session_id": shared, "user_id": "bob"}),
        json!({"path": "/shared", "session_id": shared}),
        json!({"path": "/ada/bobs/named", "session_id": bobs, "user_id": "ada"}),
        json!({"path": "/bobs", "session_id": bobs}),
        // Sessions of the application's own.
        json!({"path": "/ada/key/named", "session_key": "adas", "user_id": "ada"}),
        json!({"path": "/ada/key", "session_key": "adas"}),
        json!({"path": "/ada/shared-key/named", "session_key": "both", "user_id": "ada"}),
        json!({"path": "/shared-key/bob", "session_key": "both", "user_id": "bob"}),
        json!({"path": "/shared-key", "session_key": "both"}),
        // An address and agent that she alone has used, also in sessions that name nobody.
        json!({"path": "/ada/pair/named", "ip": "198.51.100.11", "user_agent": "A/1", "user_id": "ada"}),
        json!({"path": "/ada/pair", "ip": "198.51.100.11", "user_agent": "A/1"}),
        json!({"path": "/ada/pair/nobodys-key", "ip": "198.51.100.11", "user_agent": "A/1", "session_key": "nobodys"}),
        json!({"path": "/pair/other-agent", "ip": "198.51.100.11", "user_agent": "A/2"}),
        // That somebody else has used: by name, in a session of the application's that names him elsewhere, in one of his.
        json!({"path": "/ada/pair-named", "ip": "198.51.100.12", "user_agent": "A/1", "user_id": "ada"}),
        json!({"path": "/pair-named/bob", "ip": "198.51.100.12", "user_agent": "A/1", "user_id": "bob"}),
        json!({"path": "/pair-named", "ip": "198.51.100.12", "user_agent": "A/1"}),
        json!({"path": "/ada/pair-key", "ip": "198.51.100.13", "user_agent": "A/1", "user_id": "ada"}),
        json!({"path": "/pair-key/bobs-key", "ip": "198.51.100.13", "user_agent": "A/1", "session_key": "bobs"}),
        json!({"path": "/pair-key", "ip": "198.51.100.13", "user_agent": "A/1"}),
        json!({"path": "/elsewhere/bob", "session_key": "bobs", "user_id": "bob"}),
        json!({"path": "/ada/pair-session", "ip": "198.51.100.14", "user_agent": "A/1", "user_id": "ada"}),
        json!({"path": "/pair-session/bobs", "ip": "198.51.100.14", "user_agent": "A/1", "session_id": bobs}),
        json!({"path": "/pair-session", "ip": "198.51.100.14", "user_agent": "A/1"}),
        // Without an agent, and from networks that stand for many.
        json!({"path": "/ada/no-agent", "ip": "198.51.100.15", "user_id": "ada"}),
        json!({"path": "/no-agent", "ip": "198.51.100.15"}),
        json!({"path": "/ada/network", "ip": "198.51.100.0", "user_agent": "A/1", "user_id": "ada"}),
        json!({"path": "/network", "ip": "198.51.100.0", "user_agent": "A/1"}),
        json!({"path": "/ada/network-of-6", "ip": "2001:db8:7::", "user_agent": "A/1", "user_id": "ada"}),
        json!({"path": "/network-of-6", "ip": "2001:db8:7::", "user_agent": "A/1"}),
        json!({"path": "/ada/address-of-6", "ip": "2001:db8:7::1", "user_agent": "A/1", "user_id": "ada"}),
        json!({"path": "/ada/address-of-6/nameless", "ip": "2001:db8:7::1", "user_agent": "A/1"}),
    ]
}

/// Erases Ada after `meanwhile`. Fails unless what is linked to her and to nobody else goes, and the rest stays.
async fn erase_ada(meanwhile: impl AsyncFnOnce(&TestApp, &TestTenant)) {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let visitor = start(&tenant, None, "198.51.100.21").await;
    let shared = start(&tenant, None, "198.51.100.22").await;
    let bobs = start(&tenant, Some("bob"), "198.51.100.23").await;
    let events = linked_events(&visitor.0, &shared.0, &bobs.0);
    post(&tenant, &events).await;
    projector.catch_up(app.clock.now()).await;
    let stays: BTreeSet<String> = paths(&app).await.into_iter().filter(|path| !path.starts_with("/ada")).collect();
    let going = events.len() - stays.len();
    meanwhile(&app, &tenant).await;

    let counted = tenant.post("/v1/erasures", &json!({"user_id": "ada", "dry_run": true})).await.json();
    let export = tenant.get("/v1/users/ada/export").await.assert_status(200).text;
    let job = order(&tenant, &json!({"user_id": "ada"})).await;
    work_off(&app, &projector, &tenant, &job).await;

    // With the start of the visitor's session, and its end.
    assert_eq!((&counted["events"], &counted["sessions"]), (&json!(going + 1), &json!(1)), "{counted}");
    assert_eq!(export.lines().count(), going + 1 + 1);
    let told = query(&app, "select data from event where type = 'person.erased'").await;
    assert_eq!(told[0]["data"], json!({"v": 1, "person": "user", "events": going + 2, "sessions": 1}));
    assert_eq!(paths(&app).await, stays);
    assert!(!is_open(&tenant, &visitor.1).await);
    assert!(is_open(&tenant, &shared.1).await && is_open(&tenant, &bobs.1).await);
    assert_eq!(query(&app, "select 1 from session").await.len(), 2);
    assert_eq!(query(&app, "select 1 from erasing_session").await.len(), 0);
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn what_is_linked_to_a_user_and_to_nobody_else_goes_and_the_rest_stays() {
    erase_ada(async |_, _| {}).await;
}

/// Does a part of a change of retention: moves every second event, from `first` on.
async fn move_every_second(app: &TestApp, tenant: &TestTenant, first: i64) {
    let (worker, days) = (app.role_db("gatebook_worker"), 90);
    execute(app, "update tenant set settings = jsonb_set(settings, '{retention_days}', '90')").await;
    let txn = transaction::begin(&worker, tenant.id).await.unwrap();
    let until = rehome::begin(&txn, app.clock.now(), tenant.id, days).await.unwrap().unwrap();
    txn.commit().await.unwrap();
    for position in (first..=until.0).step_by(2) {
        let (after, until) = (Position(position - 1), Position(position));
        let txn = transaction::begin(&worker, tenant.id).await.unwrap();
        rehome::next_batch(&txn, app.clock.now(), tenant.id, days, after, until).await.unwrap();
        txn.commit().await.unwrap();
    }
}

#[tokio::test]
async fn the_same_goes_and_stays_in_the_middle_of_a_change_of_retention() {
    for first in [1, 2] {
        erase_ada(async |app, tenant| move_every_second(app, tenant, first).await).await;
    }
}

/// What is linked to Ada on a day that is over: by name, and by all that links what has none.
fn past_events(visitor: &str) -> Vec<Value> {
    vec![
        json!({"path": "/ada/ip", "user_id": "ada", "ip": OWN_IP}),
        json!({"path": "/ada/ip/nameless", "ip": OWN_IP}),
        json!({"path": "/ada/session/named", "session_id": visitor, "user_id": "ada"}),
        json!({"path": "/ada/session", "session_id": visitor}),
        json!({"path": "/ada/key", "session_key": "adas"}),
        json!({"path": "/ada/pair", "ip": "198.51.100.11", "user_agent": "A/1"}),
        json!({"path": "/shared", "ip": SHARED_IP, "user_agent": "A/1"}),
        json!({"path": "/bob", "user_id": "bob", "ip": SHARED_IP, "user_agent": "A/1"}),
    ]
}

#[tokio::test]
async fn events_that_are_past_and_not_dropped_yet_are_erased_too() {
    for (person, going) in [
        (
            json!({"user_id": "ada"}),
            ["/ada/ip", "/ada/session/named", "/ada/session", "/ada/key", "/ada/pair"].as_slice(),
        ),
        (json!({"ip": OWN_IP}), &["/ada/ip", "/ada/ip/nameless"]),
    ] {
        let app = TestApp::start().await;
        let tenant = app.tenant("shop").await;
        let projector = Projector::of(&app);
        let visitor = start(&tenant, None, "198.51.100.21").await;
        // One day's events are left out when the read model is made anew, and the next one's are past when it comes to them.
        post(&tenant, &past_events(&visitor.0)).await;
        projector.catch_up(app.clock.now()).await;
        app.clock.advance(TimeDelta::days(8));
        projector.rebuild(tenant.id).await;
        post(&tenant, &past_events(&visitor.0)).await;
        app.clock.advance(TimeDelta::days(8));
        let today = [
            json!({"path": "/ada/today", "session_key": "adas", "user_id": "ada", "ip": "198.51.100.11", "user_agent": "A/1"}),
            json!({"path": "/ada/today", "session_id": visitor.0, "user_id": "ada", "ip": SHARED_IP, "user_agent": "A/1"}),
        ];
        post(&tenant, &today).await;
        projector.catch_up(app.clock.now()).await;
        assert_eq!(query(&app, "select 1 from access_log where path is not null").await.len(), today.len());
        let before = paths(&app).await;

        let job = order(&tenant, &person).await;
        work_off(&app, &projector, &tenant, &job).await;

        let gone: BTreeSet<String> = before.difference(&paths(&app).await).cloned().collect();
        let mut expected: BTreeSet<String> = going.iter().map(|path| (*path).to_owned()).collect();
        if person["user_id"] == "ada" {
            expected.insert("/ada/today".to_owned());
        }
        assert_eq!(gone, expected, "{person}");
    }
}

#[tokio::test]
async fn events_that_the_read_model_passed_over_count_like_others() {
    // Where Bob is only seen in what was passed over, what has no name is not hers alone.
    let own = |name: &str| json!({"path": name, "ip": OWN_IP, "user_agent": "A/1"});
    let shared = |name: &str| json!({"path": name, "ip": SHARED_IP, "user_agent": "A/1"});
    let of = |user_id: &str, mut event: Value| {
        event["user_id"] = json!(user_id);
        event
    };
    let events = [
        of("ada", own("/poison/ada")),
        own("/poison/nameless"),
        of("bob", shared("/poison/bob")),
        of("ada", shared("/ada")),
        shared("/nameless"),
    ];
    for (person, stays) in [
        (json!({"user_id": "ada"}), ["/nameless", "/poison/bob"].as_slice()),
        (json!({"ip": OWN_IP}), &["/ada", "/nameless", "/poison/bob"]),
    ] {
        let app = TestApp::start().await;
        let tenant = app.tenant("shop").await;
        let projector = Projector::of(&app);
        execute(&app, "alter table access_log add check (not starts_with(path, '/poison'))").await;
        post(&tenant, &events).await;
        for _ in 0..3 {
            projector.catch_up(app.clock.now()).await;
            let standings = access_log::standings(&projector.worker).await.unwrap();
            let stopped = standings.into_iter().find(|standing| standing.tenant == tenant.id).unwrap();
            let (position, ..) = stopped.failed.unwrap();
            access_log::skip(&projector.worker, app.clock.now(), tenant.id, position, "test").await.unwrap();
        }
        projector.catch_up(app.clock.now()).await;

        let mut dry_run = person.clone();
        dry_run["dry_run"] = json!(true);
        let counted = tenant.post("/v1/erasures", &dry_run).await.json();
        let job = order(&tenant, &person).await;
        work_off(&app, &projector, &tenant, &job).await;

        assert_eq!(counted["events"], events.len() - stays.len(), "{person}");
        let left: Vec<String> = paths(&app).await.into_iter().collect();
        assert_eq!(left, stays, "{person}");
    }
}
