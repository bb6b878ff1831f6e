//! What the worker does for sessions: it notes that their time is over, tells Redis of ends, and removes what has been over
//! for long.

use chrono::{NaiveTime, SecondsFormat, TimeDelta};
use domain::boot::connect_redis;
use domain::error::Error;
use domain::id::Position;
use domain::retention::rehome;
use domain::scope::Scope;
use domain::sessions::{Owner, Reason, Used, upkeep};
use domain::settings::TenantSettings;
use domain::transaction;
use serde_json::{Value, json};
use tests::TestApp;

use crate::session_door::{COPY, Door, TOMBSTONE, execute, query, rows};

/// Sessions that are idle after 5 minutes, to the minute, and over after an hour.
fn short() -> TenantSettings {
    TenantSettings {
        session_idle_timeout_s: 300,
        session_absolute_timeout_s: 3_600,
        retention_days: 7,
        ..TenantSettings::default()
    }
}

#[tokio::test]
async fn an_idle_session_expires_two_minutes_after_its_deadline_and_not_before() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    let deadline = issued.stored.deadline();

    app.clock.set(deadline + TimeDelta::seconds(115));
    assert!(!door.is_open(app.clock.now(), &issued.token).await, "it is refused at once");
    assert_eq!(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap(), 0);
    assert_eq!(rows(&app).await[0]["state"], "active");
    app.clock.set(deadline + TimeDelta::seconds(120));
    let expired = upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap();

    assert_eq!(expired, 1);
    let row = rows(&app).await.remove(0);
    assert_eq!((&row["state"], &row["end_reason"]), (&json!("expired"), &json!("idle")));
    assert_eq!(row["ended_at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap(), deadline);
    let events = query(&app, "select type, position from event where type like 'session.%' order by position").await;
    assert_eq!(events.iter().map(|event| &event["type"]).collect::<Vec<_>>(), ["session.started", "session.expired"]);
    assert_eq!(row["position"], events[1]["position"]);
    assert_eq!(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap(), 0, "once");
    assert_eq!(query(&app, "select check_at from session_use").await[0]["check_at"], Value::Null);
}

#[tokio::test]
async fn an_expiry_on_the_day_after_is_found_by_its_time() {
    let app = TestApp::start().await;
    let settings = TenantSettings { session_absolute_timeout_s: 300, ..short() };
    let tenant = app.tenant_with("shop", settings, &Scope::ALL).await;
    let (worker, redis) = (app.role_db("gatebook_worker"), connect_redis(app.settings()).unwrap());
    let midnight = (app.clock.now() + TimeDelta::days(1)).date_naive().and_time(NaiveTime::MIN).and_utc();
    app.clock.set(midnight - TimeDelta::minutes(6));
    app.user(&tenant, "ada").await;
    app.clock.set(midnight + TimeDelta::minutes(2));
    assert_eq!(upkeep::expire(&worker, &redis, app.clock.now()).await.unwrap(), 1);
    let since = midnight.to_rfc3339_opts(SecondsFormat::Secs, true);
    let found = async || tenant.all(&format!("/v1/events?type=session.expired&since={since}"), "events").await.len();

    assert_eq!(found().await, 1);

    // And where a change of retention puts it.
    execute(&app, "update tenant set settings = jsonb_set(settings, '{retention_days}', '30')").await;
    let txn = transaction::begin(&worker, tenant.id).await.unwrap();
    let until = rehome::begin(&txn, app.clock.now(), tenant.id, 30).await.unwrap().unwrap();
    rehome::next_batch(&txn, app.clock.now(), tenant.id, 30, Position(0), until).await.unwrap().unwrap();
    rehome::end(&txn, tenant.id, 30).await.unwrap();
    txn.commit().await.unwrap();
    assert_eq!(found().await, 1);
}

#[tokio::test]
async fn a_session_that_was_used_since_is_looked_at_again_and_is_over_in_the_end() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    let use_it = async || {
        let used = Used { ip: "192.0.2.7".parse().ok(), user_agent: None };
        let found = door.sessions.check(app.clock.now(), &issued.token, Some(used)).await.unwrap();
        assert!(found.is_some());
        door.sessions.write_uses().await.unwrap();
    };

    let mut looks = Vec::new();
    for _ in 0..11 {
        app.clock.advance(TimeDelta::minutes(4));
        use_it().await;
        app.clock.advance(TimeDelta::minutes(1));
        looks.push(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap());
    }

    assert_eq!(looks, [0; 11]);
    assert!(door.is_open(app.clock.now(), &issued.token).await);
    app.clock.set(issued.stored.session.expires_at + TimeDelta::seconds(119));
    assert_eq!(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap(), 0);
    app.clock.advance(TimeDelta::seconds(2));
    assert_eq!(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap(), 1);
    assert_eq!(rows(&app).await[0]["end_reason"], "absolute");
}

#[tokio::test]
async fn an_end_that_was_noted_long_after_a_partition_is_gone_is_still_noted() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    door.start(app.clock.now(), Some("ada")).await;

    app.clock.advance(TimeDelta::days(60));
    domain::retention::partitions::drop_past(&door.worker, app.clock.now()).await.unwrap();
    let expired = upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap();

    assert_eq!(expired, 1);
    assert_eq!(rows(&app).await[0]["state"], "expired");
}

#[tokio::test]
async fn a_session_whose_row_is_missing_is_not_forgotten() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    execute(&app, "create table kept as select * from session").await;
    execute(&app, "delete from session").await;

    app.clock.set(issued.stored.session.expires_at + TimeDelta::hours(1));
    assert_eq!(upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap(), 0);
    execute(&app, "insert into session select * from kept").await;
    app.clock.advance(TimeDelta::days(1));
    let expired = upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap();

    assert_eq!(expired, 1);
}

#[tokio::test]
async fn redis_is_told_of_ends_that_came_while_it_was_away() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let now = app.clock.now();
    let (ended, other) = (door.start(now, Some("ada")).await, door.start(now, Some("bob")).await);
    let id = ended.stored.session.session_id;
    assert_eq!(door.held().await[&id], COPY);

    app.redis.close().await;
    let answer = door.sessions.revoke(now, door.tenant, Owner::Tenant, id, "test", Reason::Revoked).await;
    assert!(matches!(answer, Err(Error::RevocationPending)), "{answer:?}");
    app.redis.open();
    // The other one tries no more for a moment.
    let redis = connect_redis(app.settings()).unwrap();
    let door = Door { redis: redis.clone(), ..door };
    assert_eq!(door.held().await[&id], COPY, "it has not heard of it");
    let buried = upkeep::bury_due(&door.worker, &redis, now).await.unwrap();

    assert_eq!(buried, 1);
    let held = door.held().await;
    assert_eq!((held[&id], held[&other.stored.session.session_id]), (TOMBSTONE, COPY));
    assert_eq!(upkeep::bury_due(&door.worker, &redis, now).await.unwrap(), 0);
}

#[tokio::test]
async fn ended_sessions_stay_for_the_retention_and_until_redis_knows_of_them() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let now = app.clock.now();
    let sessions = [door.start(now, Some("ada")).await, door.start(now, Some("bob")).await];
    let live = door.start(now, Some("eve")).await;
    for issued in &sessions {
        let id = issued.stored.session.session_id;
        door.sessions.revoke(now, door.tenant, Owner::Tenant, id, "test", Reason::Revoked).await.unwrap();
    }
    let (first, second) = (sessions[0].stored.session.session_id, sessions[1].stored.session.session_id);
    execute(&app, &format!("update session_use set tombstone_due = session_id = '{}'", second.uuid())).await;
    let ids = async || -> Vec<Value> { rows(&app).await.iter().map(|row| row["session_id"].clone()).collect() };

    // What was ended within this second is older by a second then.
    app.clock.set(now + TimeDelta::days(7) - TimeDelta::seconds(1));
    assert_eq!(upkeep::clear(&door.worker, app.clock.now(), None).await.unwrap(), 0);
    let shown = upkeep::shown(&door.worker, Some(door.tenant)).await.unwrap();
    assert_eq!(shown.sessions, 2);
    assert!(shown.until.unwrap() >= now + TimeDelta::days(7));
    app.clock.advance(TimeDelta::minutes(1));
    let cleared = upkeep::clear(&door.worker, app.clock.now(), Some(door.tenant)).await.unwrap();

    assert_eq!(cleared, 1);
    let left = ids().await;
    assert!(!left.contains(&json!(first.uuid())) && left.contains(&json!(second.uuid())));
    assert_eq!(query(&app, "select * from session_use").await.len(), 2);
    upkeep::bury_due(&door.worker, &door.redis, app.clock.now()).await.unwrap();
    assert_eq!(upkeep::clear(&door.worker, app.clock.now(), None).await.unwrap(), 1);
    assert_eq!(ids().await, [json!(live.stored.session.session_id.uuid())]);
}

#[tokio::test]
async fn copies_of_an_earlier_redis_process_are_swept_and_others_stay() {
    let app = TestApp::start().await;
    let door = Door::open(&app, short()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    let id = issued.stored.session.session_id;
    let keys = async || {
        let all = format!("{}:*", door.redis.prefix());
        let keys = door.redis.run(async |connection| redis::cmd("KEYS").arg(&all).query_async(connection).await);
        let keys: Vec<Vec<u8>> = keys.await.unwrap();
        keys.into_iter().collect::<std::collections::BTreeSet<_>>()
    };
    let mut expected = keys().await;
    // More than Redis looks at in one step, and one that only looks alike.
    let written = door.redis.run_in(async |connection, run_id| {
        let earlier: String = run_id.chars().map(|digit| if digit == '0' { '1' } else { '0' }).collect();
        let mut pipeline = redis::pipe();
        for n in 0..3_000_u128 {
            let mut key = format!("{}:{earlier}:s:", door.redis.prefix()).into_bytes();
            key.extend((id.uuid().as_u128() ^ n).to_be_bytes());
            pipeline.set(key, &[COPY][..]).ignore();
        }
        pipeline.set(format!("{}:rate:s:1", door.redis.prefix()), 1).ignore();
        pipeline.query_async::<()>(connection).await
    });
    written.await.unwrap();
    expected.insert(format!("{}:rate:s:1", door.redis.prefix()).into_bytes());

    let swept = upkeep::sweep_copies(&door.redis).await.unwrap();

    assert_eq!((swept, keys().await), (3_000, expected));
    assert_eq!(door.held().await[&id], COPY);
    assert_eq!(upkeep::sweep_copies(&door.redis).await.unwrap(), 0);
}
