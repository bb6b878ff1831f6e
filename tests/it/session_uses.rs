//! What is known of the use of a session, whoever tells it and whatever is away meanwhile; and what is not told to whom.

use std::time::Duration;

use chrono::TimeDelta;
use domain::error::Error;
use domain::sessions::{Imported, NewSession, Owner, Reason, Used, upkeep};
use domain::settings::{SessionLimit, TenantSettings};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use tests::TestApp;

use crate::privacy::{has, in_redis};
use crate::session_door::{Door, IPHONE, query, rows};

fn from(ip: &str, user_agent: Option<&str>) -> Option<Used> {
    Some(Used { ip: ip.parse().ok(), user_agent: user_agent.map(str::to_owned) })
}

/// Sessions that are idle after 5 minutes, to the minute.
fn short() -> TenantSettings {
    TenantSettings { session_idle_timeout_s: 300, retention_days: 7, ..TenantSettings::default() }
}

#[tokio::test]
async fn an_access_token_from_before_a_sign_in_opens_nothing_afterwards() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let visitor = tenant.post("/v1/sessions", &json!({})).await.assert_status(201).json();
    let (before, id) = (visitor["access_token"].as_str().unwrap(), visitor["session"]["id"].as_str().unwrap());
    app.bearer(before).get("/v1/me/sessions").await.assert_status(200);

    let path = format!("/v1/sessions/{id}");
    let bound = tenant.patch(&path, &json!({"user_id": "ada"})).await.assert_status(200).json();

    app.bearer(before).get("/v1/me/sessions").await.assert_problem(401, "unauthenticated");
    let looked_at = tenant.post("/v1/sessions/introspect", &json!({"token": before})).await.assert_status(200);
    assert_eq!(looked_at.json(), json!({"active": false}));
    let refreshed = tenant.post("/v1/sessions/refresh", &json!({"token": bound["token"]})).await.assert_status(201);
    let after = refreshed.json()["access_token"].as_str().unwrap().to_owned();
    app.bearer(&after).get("/v1/me/sessions").await.assert_status(200);
}

#[tokio::test]
async fn users_see_no_metadata_and_no_names_of_keys_in_the_history_of_their_sessions() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let body = json!({"user_id": "ada", "metadata": {"plan": "inner circle"}});
    let (own, other) = (app.session(&tenant, &body).await, app.session(&tenant, &body).await);
    tenant.delete(&format!("/v1/sessions/{}", other.id)).await.assert_status(204);

    let seen = own.get(&format!("/v1/me/sessions/{}/events", other.id)).await.assert_status(200);

    let by = |answer: &Value| -> Vec<Value> {
        answer["events"].as_array().unwrap().iter().map(|event| event["data"]["by"].clone()).collect()
    };
    assert_eq!(by(&seen.json()), ["application", "application"]);
    assert!(!seen.text.contains("inner circle") && !seen.text.contains("key_"), "{}", seen.text);
    let whole = tenant.get(&format!("/v1/sessions/{}/events", other.id)).await.assert_status(200);
    assert!(whole.text.contains("inner circle") && whole.text.contains("key_"), "{}", whole.text);
}

#[tokio::test]
async fn a_refresh_without_address_leaves_the_last_use_as_it_is() {
    let app = TestApp::start().await;
    let door = Door::open(&app, TenantSettings::default()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    app.clock.advance(TimeDelta::seconds(5));
    let used_at = app.clock.now();
    door.sessions.check(used_at, &issued.token, from("203.0.113.9", Some(IPHONE))).await.unwrap().unwrap();
    app.clock.advance(TimeDelta::seconds(3));

    door.sessions.refresh(app.clock.now(), &issued.token, None).await.unwrap().unwrap();

    door.sessions.write_uses().await.unwrap();
    let seen = query(&app, "select host(last_seen_ip) as ip, last_seen_at as at from session_use").await.remove(0);
    assert_eq!(seen["ip"], "203.0.113.9");
    assert_eq!(seen["at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap(), used_at);
}

#[tokio::test]
async fn a_check_with_an_address_alone_keeps_the_device() {
    let app = TestApp::start().await;
    let door = Door::open(&app, TenantSettings::default()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    app.clock.advance(TimeDelta::seconds(90));

    door.sessions.check(app.clock.now(), &issued.token, from("203.0.113.9", None)).await.unwrap().unwrap();

    door.sessions.write_uses().await.unwrap();
    let seen = "select host(last_seen_ip) as ip, last_seen_user_agent as agent from session_use";
    let seen = query(&app, seen).await.remove(0);
    assert_eq!((&seen["ip"], &seen["agent"]), (&json!("203.0.113.9"), &json!(IPHONE)));
    let moved = async {
        loop {
            let row = rows(&app).await.remove(0);
            if row["moved_at"] != Value::Null {
                return row;
            }
        }
    };
    let row = tokio::time::timeout(Duration::from_secs(30), moved).await.expect("another network is a move");
    assert_eq!((&row["browser"], &row["platform"]), (&json!("Safari"), &json!("iPhone")));
}

#[tokio::test]
async fn uses_that_postgresql_could_not_hear_of_keep_a_session_alive_afterwards() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    app.postgres.close().await;
    for _ in 0..3 {
        app.clock.advance(TimeDelta::minutes(4));
        let used = from("192.0.2.7", Some(IPHONE));
        assert!(door.sessions.check(app.clock.now(), &issued.token, used).await.unwrap().is_some());
    }
    door.sessions.write_uses().await.unwrap_err();

    app.postgres.open();
    let refreshed = async {
        loop {
            // Connections from before are found to be broken one by one.
            match door.sessions.refresh(app.clock.now(), &issued.token, None).await {
                Err(Error::Unavailable { .. }) => {}
                settled => return settled.unwrap(),
            }
        }
    };
    let refreshed = tokio::time::timeout(Duration::from_secs(30), refreshed).await.expect("PostgreSQL is back");

    assert!(refreshed.is_some(), "by what PostgreSQL knew it was over for minutes");
}

#[tokio::test]
async fn the_worker_lets_no_session_expire_that_redis_knows_to_be_used() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let other = door.again(&app);
    let issued = door.start(app.clock.now(), Some("ada")).await;
    let idle = door.start(app.clock.now(), Some("bob")).await;
    app.clock.advance(TimeDelta::minutes(5));
    let used = from("192.0.2.7", Some(IPHONE));
    assert!(door.sessions.check(app.clock.now(), &issued.token, used).await.unwrap().is_some());
    // What the process has gathered is lost with it; the copy in Redis has heard of it.
    app.clock.advance(TimeDelta::minutes(4));
    let heard = async { while !other.is_open(app.clock.now(), &issued.token).await {} };
    tokio::time::timeout(Duration::from_secs(30), heard).await.expect("the copy is brought up to date");

    let expired = upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap();

    assert_eq!(expired, 1);
    assert!(other.is_open(app.clock.now(), &issued.token).await);
    assert!(!other.is_open(app.clock.now(), &idle.token).await);
    app.clock.advance(TimeDelta::minutes(4));
    assert_eq!(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap(), 1, "it is not forgotten");
}

#[tokio::test]
async fn a_tenant_that_is_held_keeps_no_other_tenants_sessions_from_expiring() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    door.start(app.clock.now(), Some("ada")).await;
    let tenant = app.tenant("other").await;
    tenant.patch("/v1/tenant", &json!({"settings": {"session_idle_timeout_s": 300}})).await.assert_status(200);
    app.user(&tenant, "bob").await;
    app.clock.advance(TimeDelta::minutes(9));
    let holder = app.superuser_db().begin().await.unwrap();
    let held = format!("select from tenant_head where tenant_id = '{}' for update", door.tenant.uuid());
    holder.execute_raw(Statement::from_string(DbBackend::Postgres, held)).await.unwrap();

    let outcome = upkeep::expire(&door.worker, &door.redis, app.clock.now()).await;

    assert!(matches!(outcome, Err(Error::Unavailable { .. })), "{outcome:?}");
    let expired = query(&app, "select user_id from session where state = 'expired'").await;
    assert_eq!(expired, [json!({"user_id": "bob"})]);
    holder.rollback().await.unwrap();
    assert_eq!(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap(), 1);
}

#[tokio::test]
async fn a_sign_in_succeeds_while_redis_is_away_though_another_session_has_to_make_room() {
    let app = TestApp::start().await;
    let one = TenantSettings {
        sessions_per_user_max: 1,
        session_limit: SessionLimit::EndOldest,
        ..TenantSettings::default()
    };
    let door = Door::open(&app, one).await;
    let first = door.start(app.clock.now(), Some("ada")).await;
    app.redis.close().await;

    let second = door.start(app.clock.now(), Some("ada")).await;

    assert!(door.is_open(app.clock.now(), &second.token).await);
    assert!(!door.is_open(app.clock.now(), &first.token).await);
    app.redis.open();
    let told = async { while upkeep::bury_due(&door.worker, &door.redis, app.clock.now()).await.is_err() {} };
    tokio::time::timeout(Duration::from_secs(30), told).await.expect("Redis is back");
    assert_eq!(query(&app, "select 1 from session_use where tombstone_due").await, Vec::<Value>::new());
    assert!(!door.is_open(app.clock.now(), &first.token).await);
}

#[tokio::test]
async fn an_imported_session_that_was_ended_is_not_started_again_by_another_import() {
    let app = TestApp::start().await;
    let door = Door::open(&app, TenantSettings { retention_days: 7, ..TenantSettings::default() }).await;
    let new = || NewSession { user_id: Some("ada".to_owned()), ..NewSession::default() };
    let import = async || door.sessions.import(app.clock.now(), door.tenant, "test", "row 1", new()).await.unwrap();
    let Imported::Started(issued) = import().await else { panic!("it is new") };
    let id = issued.stored.session.session_id;
    let ended = door.sessions.revoke(app.clock.now(), door.tenant, Owner::Tenant, id, "test", Reason::Revoked).await;
    ended.unwrap();
    upkeep::bury_due(&door.worker, &door.redis, app.clock.now()).await.unwrap();
    app.clock.advance(TimeDelta::days(8));

    let cleared = upkeep::clear(&door.worker, app.clock.now(), None).await.unwrap();

    assert_eq!(cleared, 0);
    assert!(matches!(import().await, Imported::Ended(_)));
    app.clock.set(issued.stored.session.expires_at + TimeDelta::seconds(1));
    assert_eq!(upkeep::clear(&door.worker, app.clock.now(), None).await.unwrap(), 1);
}

#[tokio::test]
async fn what_is_shown_of_a_device_was_read_before_its_agent_was_cut() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    // The part that tells it stands behind the first KiB.
    let agent = format!("Mozilla/5.0 ({}) Gecko/20100101 Firefox/115.0", "X11; Linux x86_64; ".repeat(60));
    let body = json!({"user_id": "ada", "user_agent": agent});

    let own = app.session(&tenant, &body).await;

    let found = tenant.get(&format!("/v1/sessions/{}", own.id)).await.assert_status(200).json();
    assert_eq!(found["user_agent"].as_str().unwrap().len(), 1024);
    assert_eq!(found["browser"], "Firefox");
    let listed = tenant.get("/v1/sessions?browser=firefox").await.assert_status(200).json();
    assert_eq!(listed["sessions"][0]["browser"], "Firefox");
}

#[tokio::test]
async fn redis_hears_at_once_that_a_session_is_used_from_elsewhere() {
    let app = TestApp::start().await;
    let door = Door::open(&app, TenantSettings::default()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    app.clock.advance(TimeDelta::seconds(5));

    let used = from("192.0.2.9", Some(IPHONE));
    door.sessions.check(app.clock.now(), &issued.token, used).await.unwrap().unwrap();

    // In the same network, so that the log hears nothing of it. Redis does not wait for a use a minute later, which may never
    // come: until then it would keep the first address.
    let address = |octets: [u8; 4]| [&[4], octets.as_slice()].concat();
    let heard = async {
        loop {
            let held = in_redis(&app).await;
            if has(&held, &address([192, 0, 2, 9])) {
                return held;
            }
        }
    };
    let held = tokio::time::timeout(Duration::from_secs(30), heard).await.expect("the copy is brought up to date");
    assert!(!has(&held, &address([192, 0, 2, 7])));
}
