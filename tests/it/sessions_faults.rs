//! Checks of sessions while Redis forgets, lies, stands still or is gone, while PostgreSQL is gone, and under load.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use domain::error::Error;
use domain::sessions::{Owner, Reason};
use domain::settings::TenantSettings;
use futures::future::join_all;
use serde_json::{Value, json};
use tests::{Client, PrivateRedis, Process, TestApp, TestTenant, rounds};
use tokio::sync::Mutex;

use crate::session_door::{Door, TOMBSTONE};

const AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";

async fn start(client: &Client, user_id: &str) -> (String, String) {
    let body = json!({"user_id": user_id, "ip": "192.0.2.7", "user_agent": AGENT});
    let answer = client.post("/v1/sessions", &body).await.assert_status(201).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&answer["session"]["id"]), text(&answer["token"]))
}

/// Whether a token opens anything; `None` when nobody can say.
async fn check(client: &Client, token: &str) -> Option<bool> {
    let answer = client.post("/v1/sessions/introspect", &json!({"token": token})).await;
    match answer.status {
        200 => Some(answer.json()["active"] == true),
        503 => None,
        _ => panic!("{answer:?}"),
    }
}

/// An app over a Redis of its own, with a tenant.
async fn with_redis() -> (PrivateRedis, TestApp, TestTenant) {
    let redis = PrivateRedis::start().await;
    let app = TestApp::start_with(&[("GATEBOOK_REDIS_URL", &redis.url())]).await;
    let tenant = app.tenant("acme").await;
    (redis, app, tenant)
}

/// Sessions that live and sessions that were ended and acknowledged, checked by several clients until told to stop.
struct Watched {
    live: Vec<String>,
    ended: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    checks: Arc<AtomicUsize>,
    unanswered: Arc<AtomicUsize>,
    watchers: Vec<tokio::task::JoinHandle<()>>,
}

impl Watched {
    async fn begin(clients: &[Client], tenant: &TestTenant) -> Self {
        let live: Vec<String> = join_all((0..20).map(|i| start(tenant, if i % 2 == 0 { "ada" } else { "bob" })))
            .await
            .into_iter()
            .map(|(_, token)| token)
            .collect();
        let mut watched = Self {
            live,
            ended: Arc::default(),
            stop: Arc::default(),
            checks: Arc::default(),
            unanswered: Arc::default(),
            watchers: Vec::new(),
        };
        for _ in 0..5 {
            watched.end_one(tenant).await;
        }
        for client in clients {
            for _ in 0..2 {
                let watcher = watch(
                    client.clone(),
                    watched.live.clone(),
                    Arc::clone(&watched.ended),
                    Arc::clone(&watched.stop),
                    Arc::clone(&watched.checks),
                    Arc::clone(&watched.unanswered),
                );
                watched.watchers.push(tokio::spawn(watcher));
            }
        }
        watched
    }

    /// Starts a session and ends it; from the answer on it must not open.
    async fn end_one(&self, tenant: &TestTenant) {
        let (id, token) = start(tenant, "eve").await;
        loop {
            let answer = tenant.delete(&format!("/v1/sessions/{id}")).await;
            if answer.status == 204 {
                break;
            }
            assert_eq!(answer.status, 503, "{answer:?}");
        }
        self.ended.lock().await.push(token);
    }

    /// Waits until so many more checks were made.
    async fn go_on_for(&self, checks: usize) {
        let until = self.checks.load(Ordering::Relaxed) + checks;
        while self.checks.load(Ordering::Relaxed) < until {
            assert!(!self.watchers.iter().any(tokio::task::JoinHandle::is_finished), "a watcher saw what must not be");
            tokio::task::yield_now().await;
        }
    }

    async fn end(self) -> (usize, usize) {
        self.stop.store(true, Ordering::Relaxed);
        for watcher in self.watchers {
            watcher.await.unwrap();
        }
        (self.checks.load(Ordering::Relaxed), self.unanswered.load(Ordering::Relaxed))
    }
}

async fn watch(
    client: Client,
    live: Vec<String>,
    ended: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    checks: Arc<AtomicUsize>,
    unanswered: Arc<AtomicUsize>,
) {
    let mut round = 0;
    while !stop.load(Ordering::Relaxed) {
        round += 1;
        match check(&client, &live[round % live.len()]).await {
            Some(active) => assert!(active, "somebody was signed out"),
            None => drop(unanswered.fetch_add(1, Ordering::Relaxed)),
        }
        let token = {
            let ended = ended.lock().await;
            ended[round % ended.len()].clone()
        };
        match check(&client, &token).await {
            Some(active) => assert!(!active, "an ended session is accepted"),
            None => drop(unanswered.fetch_add(1, Ordering::Relaxed)),
        }
        checks.fetch_add(2, Ordering::Relaxed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_redis_forgets_or_brings_back_nobody_is_signed_out_and_no_ended_session_opens() {
    let (mut redis, app, tenant) = with_redis().await;
    let process = Process::start(&app, "api").await;
    let clients = [tenant.client.clone(), process.client(&tenant.key)];
    let watched = Watched::begin(&clients, &tenant).await;
    let calm = rounds(200, 2_000);
    for _ in 0..rounds(1, 5) {
        watched.go_on_for(calm).await;
        redis.flush_all().await;
        watched.go_on_for(calm).await;

        // The snapshot knows the next session as one that lives.
        let (id, token) = start(&tenant, "eve").await;
        assert_eq!(check(&tenant, &token).await, Some(true));
        redis.save().await;
        tenant.delete(&format!("/v1/sessions/{id}")).await.assert_status(204);
        watched.ended.lock().await.push(token);
        redis.kill_and_restart().await;
        watched.go_on_for(calm).await;
        watched.end_one(&tenant).await;

        redis.kill_and_lose().await;
        redis.restart().await;
        watched.go_on_for(calm).await;
        watched.end_one(&tenant).await;
        watched.go_on_for(calm).await;
    }
    let (checks, unanswered) = watched.end().await;
    assert_eq!(unanswered, 0, "of {checks} checks: PostgreSQL was there all the time");
    process.terminate().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_redis_stands_still_answers_go_on() {
    let (redis, _app, tenant) = with_redis().await;
    let watched = Watched::begin(std::slice::from_ref(&tenant.client), &tenant).await;
    watched.go_on_for(100).await;

    redis.stand_still().await;
    let stands_still = tokio::time::Instant::now();
    let (id, token) = start(&tenant, "eve").await;
    let answer = tenant.delete(&format!("/v1/sessions/{id}")).await;
    answer.assert_problem(503, "revocation_pending");
    while stands_still.elapsed() < Duration::from_secs(5) {
        watched.go_on_for(10).await;
    }
    redis.go_on().await;

    tenant.delete(&format!("/v1/sessions/{id}")).await.assert_status(204);
    watched.ended.lock().await.push(token);
    watched.go_on_for(100).await;
    let (checks, unanswered) = watched.end().await;
    assert_eq!(unanswered, 0, "of {checks} checks");
}

#[tokio::test]
async fn a_pending_revocation_is_completed_by_the_worker_when_redis_is_back() {
    let app = TestApp::start().await;
    let door = Door::open(&app, TenantSettings::default()).await;
    let issued = door.start(app.clock.now(), Some("ada")).await;
    let id = issued.stored.session.session_id;
    app.redis.close().await;
    let ended = door.sessions.revoke(app.clock.now(), door.tenant, Owner::Tenant, id, "test", Reason::Revoked).await;
    assert!(matches!(ended, Err(Error::RevocationPending)));
    let worker = Process::start(&app, "worker").await;

    app.redis.open();

    let back = tokio::time::Instant::now();
    // Nobody else writes it: the process that ended it has given up.
    while door.held_if_it_answers().await.ok().and_then(|held| held.get(&id).copied()) != Some(TOMBSTONE) {
        assert!(back.elapsed() < Duration::from_secs(10), "the worker has not told Redis");
    }
    worker.terminate().await;
}

#[tokio::test]
async fn without_postgresql_hot_sessions_are_checked_and_nothing_changes() {
    let (mut redis, app, tenant) = with_redis().await;
    let (id, hot) = start(&tenant, "ada").await;
    let (_, cold) = start(&tenant, "bob").await;
    redis.flush_all().await;
    assert_eq!(check(&tenant, &hot).await, Some(true));
    app.postgres.close().await;
    // Longer than a key is known without asking.
    let away = tokio::time::Instant::now();
    while away.elapsed() < Duration::from_secs(6) {
        assert_eq!(check(&tenant, &hot).await, Some(true));
    }

    assert_eq!(check(&tenant, &cold).await, None);
    let answer = tenant.post("/v1/sessions", &json!({"user_id": "eve"})).await;
    answer.assert_problem(503, "unavailable");
    tenant.delete(&format!("/v1/sessions/{id}")).await.assert_problem(503, "unavailable");
    redis.kill().await;
    assert_eq!(check(&tenant, &hot).await, None, "nobody can say");
    redis.restart().await;
    app.postgres.open();
    let back = tokio::time::Instant::now();
    while check(&tenant, &hot).await != Some(true) {
        assert!(back.elapsed() < Duration::from_secs(20), "it has not recovered");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_check_that_begins_after_the_answer_is_accepted_by_any_process() {
    let app = TestApp::start_with(&[("GATEBOOK_RATE_LIMIT_PER_S", "0")]).await;
    let tenant = app.tenant("acme").await;
    let mut processes = Vec::new();
    for _ in 0..rounds(2, 4) {
        processes.push(Process::start(&app, "api").await);
    }
    let clients: Vec<Client> = processes.iter().map(|process| process.client(&tenant.key)).collect();
    let mut accepted: HashMap<&str, usize> = HashMap::new();
    let mut checks = 0;
    let wanted = rounds(2_000, 100_000);
    let mut round = 0;
    while checks < wanted {
        let sessions = join_all((0..8).map(|i| start(&clients[i % clients.len()], "ada"))).await;
        // All processes know them as live, and go on asking while they end.
        join_all(sessions.iter().flat_map(|(_, token)| clients.iter().map(move |client| check(client, token)))).await;
        let ended = join_all(sessions.iter().enumerate().map(|(i, (id, token))| {
            let client = &clients[(i + round) % clients.len()];
            let clients = &clients;
            let urls: Vec<String> = processes.iter().map(Process::url).collect();
            async move {
                client.delete(&format!("/v1/sessions/{id}")).await.assert_status(204);
                let mut accepted = Vec::new();
                for _ in 0..4 {
                    let each = clients.iter().zip(&urls).map(|(client, url)| async move {
                        let introspected = check(client, token).await == Some(true);
                        let refresh = client.post("/v1/sessions/refresh", &json!({"token": token})).await.status == 201;
                        let me = Client::new(url, Some(token)).get("/v1/me/sessions").await.status == 200;
                        [("introspect", introspected), ("refresh", refresh), ("me", me)]
                    });
                    accepted.extend(join_all(each).await.into_iter().flatten());
                }
                accepted
            }
        }))
        .await;
        for (what, was_accepted) in ended.into_iter().flatten() {
            checks += 1;
            *accepted.entry(what).or_default() += usize::from(was_accepted);
        }
        round += 1;
    }
    assert!(checks >= wanted && accepted.values().all(|count| *count == 0), "{accepted:?} of {checks}");
    for process in processes {
        process.terminate().await;
    }
}
