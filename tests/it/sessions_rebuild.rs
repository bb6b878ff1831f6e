//! `domain::sessions::rebuild`: the rows of sessions follow from the log, and Redis from the rows.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{TimeDelta, Utc};
use domain::id::SessionId;
use domain::idempotency::Repeatable;
use domain::retention::purge;
use domain::sessions::rebuild::{self, Comparison, Rebuilt};
use domain::sessions::{NewSession, Owner, Reason, SessionChange, Used, upkeep};
use domain::settings::TenantSettings;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tests::{TestApp, rounds};

use crate::session_door::{COPY, Door, IPHONE, execute, query, rows};

const AGENTS: [&str; 2] = [IPHONE, "curl/8.0"];

fn settings() -> TenantSettings {
    TenantSettings {
        session_idle_timeout_s: 1_800,
        session_absolute_timeout_s: 86_400,
        sessions_per_user_max: 4,
        retention_days: 7,
        ..TenantSettings::default()
    }
}

async fn rebuild(app: &TestApp, door: &Door) -> Rebuilt {
    rebuild::rebuild(&door.worker, &door.redis, app.clock.now(), door.tenant, |_| {}).await.expect("the stores answer")
}

async fn fill(app: &TestApp, door: &Door) -> u64 {
    rebuild::fill(&door.worker, &door.redis, app.clock.now(), door.tenant).await.expect("the stores answer")
}

/// What random people do with sessions, and the newest token of each.
struct Life<'a> {
    app: &'a TestApp,
    door: &'a Door,
    random: SmallRng,
    tokens: BTreeMap<SessionId, String>,
}

impl<'a> Life<'a> {
    fn new(app: &'a TestApp, door: &'a Door) -> Self {
        Self { app, door, random: SmallRng::seed_from_u64(23), tokens: BTreeMap::new() }
    }

    fn used(&mut self) -> Used {
        let ip = format!("198.51.{}.7", self.random.random_range(0..100));
        let agent = AGENTS[self.random.random_range(0..AGENTS.len())];
        Used { ip: ip.parse().ok(), user_agent: Some(agent.to_owned()) }
    }

    fn any(&mut self) -> Option<(SessionId, String)> {
        let count = self.tokens.len().max(1);
        let at = self.random.random_range(0..count);
        self.tokens.iter().nth(at).map(|(session, token)| (*session, token.clone()))
    }

    /// One of many things; those that are refused are as good as any.
    async fn go_on(&mut self) {
        let (app, door) = (self.app, self.door);
        app.clock.advance(TimeDelta::seconds(self.random.random_range(0..40)));
        let (now, user) = (app.clock.now(), format!("user-{}", self.random.random_range(0..8)));
        let what = self.random.random_range(0..20);
        let Some((session, token)) = self.any().filter(|_| what > 6) else {
            let used = self.used();
            let metadata = (what % 2 == 0).then(|| json!({"cart": {"items": what, "rate": 0.5}, "text": "é\u{1}"}));
            let expires_at = (what == 3).then(|| now + TimeDelta::minutes(20));
            let new = NewSession { user_id: (what > 1).then_some(user), used, metadata, expires_at };
            let issued = door.sessions.start(now, door.tenant, "test", Repeatable::ONCE, new).await.unwrap();
            self.tokens.insert(issued.stored.session.session_id, issued.token.to_string());
            return;
        };
        match what {
            7..10 => {
                let used = self.used();
                if let Some(issued) = door.sessions.refresh(now, &token, Some(used)).await.unwrap() {
                    self.tokens.insert(session, issued.token.to_string());
                }
            }
            10..12 => {
                let used = self.used();
                door.sessions.check(now, &token, Some(used)).await.unwrap();
            }
            12..16 => {
                let change = SessionChange {
                    user_id: (what == 12).then_some(user),
                    expires_at: (what == 13).then(|| now + TimeDelta::hours(30)),
                    metadata: match what {
                        14 => Some(json!({"changed": [1, 2, {"deep": null}]})),
                        15 => Some(Value::Null),
                        _ => None,
                    },
                };
                if let Ok((_, Some(token))) = door.sessions.change(now, door.tenant, session, "test", change).await {
                    self.tokens.insert(session, token.to_string());
                }
            }
            16..18 => {
                let owner = Owner::Tenant;
                door.sessions.revoke(now, door.tenant, owner, session, "test", Reason::Revoked).await.unwrap();
            }
            18 if self.random.random_range(0..4) == 0 => {
                let owner = Owner::SessionsOf(session);
                let reason = Reason::SignedOut;
                door.sessions
                    .revoke_of_user(now, door.tenant, owner, None, Some(session), "test", reason)
                    .await
                    .unwrap();
            }
            _ => {
                app.clock.advance(TimeDelta::minutes(2));
                door.sessions.write_uses().await.unwrap();
                upkeep::expire(&door.worker, &door.redis, app.clock.now()).await.unwrap();
            }
        }
    }

    /// Goes on until each way in which a session changes has been seen.
    async fn run(&mut self, count: usize) {
        for _ in 0..count {
            self.go_on().await;
        }
        self.door.sessions.write_uses().await.unwrap();
        let sql = "select distinct type from event where type like 'session.%'";
        let kinds = ["bound", "changed", "expired", "extended", "moved", "revoked", "rotated", "started"];
        // Moves are noted by and by.
        while query(self.app, sql).await.len() < kinds.len() {
            self.go_on().await;
        }
    }

    /// Which sessions the newest tokens open.
    async fn open(&self) -> Vec<SessionId> {
        let mut open = Vec::new();
        for (session, token) in &self.tokens {
            if self.door.is_open(self.app.clock.now(), token).await {
                open.push(*session);
            }
        }
        open
    }
}

/// Waits until nothing is appended any more: moves are noted in tasks of their own.
async fn settled(app: &TestApp) -> Vec<Value> {
    let mut before = rows(app).await;
    loop {
        tokio::task::yield_now().await;
        let now = rows(app).await;
        if now == before {
            return now;
        }
        before = now;
    }
}

#[tokio::test]
async fn rows_that_are_lost_come_back_as_they_were_and_redis_with_them() {
    let app = TestApp::start().await;
    let door = Door::open(&app, settings()).await;
    let mut life = Life::new(&app, &door);
    life.run(rounds(400, 4_000)).await;
    let open = life.open().await;
    let before = settled(&app).await;
    let uses = query(&app, "select * from session_use order by session_id").await;
    let reasons: Vec<_> = before.iter().map(|row| &row["end_reason"]).collect();
    for reason in ["revoked", "limit", "idle", "absolute"] {
        assert!(reasons.contains(&&json!(reason)), "{reason}");
    }
    assert!(open.len() > 10, "{open:?}");

    let untouched = rebuild(&app, &door).await;
    execute(&app, "delete from session").await;
    door.flush_redis().await;
    let rebuilt = rebuild(&app, &door).await;
    let filled = fill(&app, &door).await;

    let all = before.len() as u64;
    assert_eq!(untouched.comparison, Comparison { equal: all, ..Comparison::default() });
    assert_eq!(rebuilt.comparison, Comparison { missing: all, ..Comparison::default() });
    assert!(rebuilt.events > all);
    assert_eq!(rows(&app).await, before);
    // Those whose time is over have none, and perhaps a lease for a moment.
    let copies = door.held().await.into_iter().filter(|(_, kind)| *kind == COPY);
    let held: Vec<SessionId> = copies.map(|(session, _)| session).collect();
    assert_eq!((held.len() as u64, &held), (filled, &open));
    assert_eq!(life.open().await, open, "tokens open what they opened, and nothing else");
    let uses_now = query(&app, "select * from session_use order by session_id").await;
    let beside = |uses: &[Value]| -> Vec<Value> {
        uses.iter().map(|row| json!([row["session_id"], row["secret_hash"], row["last_seen_at"]])).collect()
    };
    assert_eq!(beside(&uses_now), beside(&uses));
    let checks = |uses: &[Value]| uses.iter().filter(|row| !row["check_at"].is_null()).count();
    assert_eq!(checks(&uses_now), checks(&uses));
    assert_eq!(rebuild(&app, &door).await.comparison, untouched.comparison, "and again");
}

#[tokio::test]
async fn wrong_rows_are_put_right_and_so_is_what_redis_took_from_them() {
    let app = TestApp::start().await;
    let door = Door::open(&app, settings()).await;
    let now = app.clock.now();
    let mut started = Vec::new();
    for user in ["ada", "bob", "cleo", "dan", "eve"] {
        started.push(door.start(now, Some(user)).await);
    }
    let ids: Vec<SessionId> = started.iter().map(|issued| issued.stored.session.session_id).collect();
    door.sessions.revoke(now, door.tenant, Owner::Tenant, ids[1], "test", Reason::Revoked).await.unwrap();
    let before = rows(&app).await;
    let named = |id: SessionId| format!("where session_id = '{}'", id.uuid());
    let planted = uuid::Uuid::new_v4();
    execute(&app, &format!("update session set user_id = 'mallory' {}", named(ids[0]))).await;
    execute(&app, &format!("update session set state = 'active', ended_at = null {}", named(ids[1]))).await;
    execute(&app, &format!("update session set version = 900, position = 900 {}", named(ids[2]))).await;
    execute(&app, &format!("delete from session {}", named(ids[3]))).await;
    for (table, column) in [("session", "session_id"), ("session_use", "session_id")] {
        let copy = format!(
            "insert into {table} select (jsonb_populate_record(t, '{{\"{column}\": \"{planted}\"}}')).*
             from {table} t {}",
            named(ids[4])
        );
        execute(&app, &copy).await;
    }
    door.flush_redis().await;
    for issued in &started {
        door.is_open(now, &issued.token).await;
    }
    assert!(door.is_open(now, &started[1].token).await, "Redis believes the row");

    let rebuilt = rebuild(&app, &door).await;
    upkeep::bury_due(&door.worker, &door.redis, now).await.unwrap();
    fill(&app, &door).await;

    let wanted = Comparison { equal: 1, differing: 3, missing: 1, superfluous: 1, ..Comparison::default() };
    assert_eq!(rebuilt.comparison, wanted);
    assert_eq!(rows(&app).await, before);
    let ada = door.sessions.check(now, &started[0].token, None).await.unwrap().unwrap();
    assert_eq!(ada.user_id.as_deref(), Some("ada"));
    assert!(!door.is_open(now, &started[1].token).await, "it has ended");
    assert!(door.is_open(now, &started[2].token).await && door.is_open(now, &started[4].token).await);
    assert_eq!(door.held().await[&SessionId(planted)], 2, "a tombstone");
}

#[tokio::test]
async fn what_cannot_be_opened_or_is_over_for_long_is_not_made_again() {
    let app = TestApp::start().await;
    let door = Door::open(&app, settings()).await;
    let now = app.clock.now();
    let (old, shortened, lost) =
        (door.start(now, Some("ada")).await, door.start(now, Some("bob")).await, door.start(now, Some("eve")).await);
    let id = |issued: &domain::sessions::Issued| issued.stored.session.session_id;
    door.sessions.revoke(now, door.tenant, Owner::Tenant, id(&old), "test", Reason::Revoked).await.unwrap();
    door.sessions.revoke(now, door.tenant, Owner::Tenant, id(&shortened), "test", Reason::Revoked).await.unwrap();
    // As if the event of its end had left the log before the one of its beginning.
    execute(
        &app,
        &format!("delete from event where type = 'session.revoked' and session_id = '{}'", id(&shortened).uuid()),
    )
    .await;
    execute(&app, &format!("delete from session_use where session_id = '{}'", id(&lost).uuid())).await;
    execute(&app, "delete from session").await;

    app.clock.advance(TimeDelta::days(7) + TimeDelta::hours(1));
    let rebuilt = rebuild(&app, &door).await;

    assert_eq!(rebuilt.comparison, Comparison { unusable: 1, past: 2, ..Comparison::default() });
    assert!(rows(&app).await.is_empty());
    assert_eq!(fill(&app, &door).await, 0);
}

#[tokio::test]
async fn a_purge_takes_no_session_from_the_log_that_lives() {
    let app = TestApp::start().await;
    let door = Door::open(&app, TenantSettings::default()).await;
    door.start(app.clock.now(), Some("ada")).await;

    app.clock.advance(TimeDelta::days(2));
    let now = app.clock.now();
    purge::purge(&door.worker, now, door.tenant, "test", now - TimeDelta::days(1), |_| {}).await.unwrap();

    assert_eq!(rebuild(&app, &door).await.comparison, Comparison { equal: 1, ..Comparison::default() });
}

#[tokio::test]
async fn sessions_that_are_started_meanwhile_are_all_there() {
    let app = TestApp::start().await;
    let door = Arc::new(Door::open(&app, settings()).await);
    for user in 0..50 {
        door.start(app.clock.now(), Some(&format!("early-{user}"))).await;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let starting = tokio::spawn({
        let (door, stop, clock) = (Arc::clone(&door), Arc::clone(&stop), app.clock.clone());
        async move {
            let mut started = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                let issued = door.start(clock.now(), Some(&format!("late-{}", started.len()))).await;
                if started.len() % 3 == 0 {
                    let id = issued.stored.session.session_id;
                    let now = clock.now();
                    door.sessions.revoke(now, door.tenant, Owner::Tenant, id, "test", Reason::Revoked).await.unwrap();
                }
                started.push(issued);
            }
            started
        }
    });

    let mut repaired = 0;
    for _ in 0..rounds(5, 50) {
        execute(&app, "delete from session where user_id like 'early-%'").await;
        let found = rebuild(&app, &door).await.comparison;
        assert_eq!((found.differing, found.superfluous, found.unusable, found.past), (0, 0, 0, 0), "{found:?}");
        repaired += found.missing;
        fill(&app, &door).await;
    }
    stop.store(true, Ordering::Relaxed);
    let started = starting.await.unwrap();

    assert_eq!(repaired, 50 * rounds(5, 50) as u64);
    let found = rebuild(&app, &door).await.comparison;
    assert_eq!(found, Comparison { equal: 50 + started.len() as u64, ..Comparison::default() });
    for (number, issued) in started.iter().enumerate() {
        assert_eq!(door.is_open(app.clock.now(), &issued.token).await, number % 3 != 0, "{number}");
    }
}

#[tokio::test]
async fn a_rebuild_that_is_broken_off_leaves_nothing_behind_and_is_repeated() {
    let app = TestApp::start().await;
    let door = Door::open(&app, settings()).await;
    for user in 0..20 {
        door.start(app.clock.now(), Some(&format!("user-{user}"))).await;
    }
    let before = rows(&app).await;
    execute(&app, "delete from session").await;

    app.redis.close().await;
    execute(&app, &planted_from("session_use")).await;
    let away = rebuild::rebuild(&door.worker, &door.redis, app.clock.now(), door.tenant, |_| {}).await;
    app.redis.open();

    assert!(away.is_err(), "what is superfluous goes only once Redis knows");
    let redis = domain::boot::connect_redis(app.settings()).unwrap();
    let door = Door { redis, ..door };
    rebuild(&app, &door).await;
    assert_eq!(rows(&app).await, before);
    // They go when PostgreSQL has noticed that their connection is closed.
    while !query(&app, "select relname from pg_class where relname in ('rebuilt', 'verdict')").await.is_empty() {
        tokio::task::yield_now().await;
    }
}

/// A session of which the log knows nothing.
fn planted_from(table: &str) -> String {
    let expires_at = (Utc::now() + TimeDelta::days(1)).to_rfc3339();
    format!(
        "insert into session (tenant_id, session_id, version, position, state, started_at, expires_at, idle_timeout_s,
                              rotation, bound_rotation)
         select tenant_id, gen_random_uuid(), 1, 1, 'active', now(), '{expires_at}', 900, 0, 0
         from {table}
         limit 1"
    )
}
