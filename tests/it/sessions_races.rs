//! Two things at once with a session, in an order that is forced: whatever is late changes nothing.
//!
//! Two doors to the sessions stand for two processes: they share nothing but the stores. A hold keeps one of them at a
//! named place while the other does what it does.

use domain::id::{SessionId, TenantId};
use domain::idempotency::Repeatable;
use domain::log::{Log, LogSettings};
use domain::pause::hold;
use domain::sessions::{Ended, Issued, NewSession, Owner, Reason, Sessions, Used, list};
use domain::tenants::TenantContexts;
use futures::future::join_all;
use tests::{TestApp, rounds};

/// A tenant's user and two processes.
struct Stage {
    app: TestApp,
    tenant: TenantId,
    a: Sessions,
    b: Sessions,
}

/// What is done to Redis between two steps.
#[derive(Clone, Copy, PartialEq)]
enum Redis {
    Stays,
    LosesAll,
}

impl Stage {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let tenant = app.tenant("acme").await.id;
        let (a, b) = (door(&app), door(&app));
        Self { app, tenant, a, b }
    }

    async fn start(&self, door: &Sessions, user: &str) -> Issued {
        let new = NewSession { user_id: Some(user.to_owned()), ..NewSession::default() };
        door.start(self.app.clock.now(), self.tenant, "test", Repeatable::ONCE, new).await.unwrap()
    }

    async fn revoke(&self, door: &Sessions, session: SessionId) {
        let now = self.app.clock.now();
        let ended = door.revoke(now, self.tenant, Owner::Tenant, session, "test", Reason::Revoked).await;
        assert_eq!(ended.unwrap(), Ended::Done);
    }

    async fn opens(&self, door: &Sessions, token: &str) -> bool {
        door.check(self.app.clock.now(), token, None).await.unwrap().is_some()
    }

    /// Nobody finds it live, whatever Redis forgets and however often they ask.
    async fn assert_ended(&self, token: &str) {
        for _ in 0..2 {
            assert!(!self.opens(&self.a, token).await && !self.opens(&self.b, token).await, "an ended session opens");
            self.lose(Redis::LosesAll).await;
        }
    }

    /// What FLUSHALL would do to the keys of this test.
    async fn lose(&self, what: Redis) {
        if what == Redis::LosesAll {
            self.app.flush_redis().await;
        }
    }

    /// What somebody leaves in Redis who is about to copy a session.
    async fn take_lease(&self, issued: &Issued) {
        let store = &self.app.stores.redis;
        let taken = store.run_in(async |connection, run_id| {
            let key = [format!("{}:{run_id}:s:", store.prefix()).as_bytes(), id(issued).uuid().as_bytes()].concat();
            let lease = [0_u8, 1, 2, 3, 4, 5, 6, 7, 8];
            redis::cmd("SET")
                .arg(key)
                .arg(&lease[..])
                .arg("NX")
                .arg("PX")
                .arg(60_000)
                .query_async::<()>(connection)
                .await
        });
        taken.await.unwrap();
    }

    async fn active(&self, user: &str) -> Vec<SessionId> {
        let listed = list::active_of_user(&self.app.stores, self.app.clock.now(), self.tenant, user).await.unwrap();
        listed.into_iter().map(|stored| stored.session.session_id).collect()
    }
}

fn door(app: &TestApp) -> Sessions {
    let settings = LogSettings { lanes: 1, waiting_bytes_max: 1 << 20 };
    let log = Log::start(&app.stores.append, &app.clock, settings);
    Sessions::start_up(&app.stores, &log, app.keyring(), &TenantContexts::new(&app.stores.lookup, app.keyring()))
}

fn id(issued: &Issued) -> SessionId {
    issued.stored.session.session_id
}

/// Odd rounds lose what Redis has between the two steps.
fn between(round: usize) -> Redis {
    if round.is_multiple_of(2) { Redis::Stays } else { Redis::LosesAll }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fill_that_read_before_the_end_does_not_bring_the_session_back() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let issued = stage.start(&stage.a, "ada").await;
        stage.lose(Redis::LosesAll).await;
        let mut held = hold("fill: read", id(&issued).uuid());
        let (a, now, token) = (stage.a.clone(), stage.app.clock.now(), issued.token.to_string());
        let filling = tokio::spawn(async move { a.check(now, &token, None).await });
        held.reached().await;

        stage.revoke(&stage.b, id(&issued)).await;
        stage.lose(between(round)).await;
        assert!(!stage.opens(&stage.b, &issued.token).await);
        drop(held);

        filling.await.unwrap().unwrap();
        stage.assert_ended(&issued.token).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_use_that_is_written_late_does_not_bring_the_session_back() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let issued = stage.start(&stage.a, "ada").await;
        let mut held = hold("touch: sending", id(&issued).uuid());
        let later = stage.app.clock.now() + chrono::TimeDelta::seconds(61);
        assert!(stage.a.check(later, &issued.token, Some(Used::default())).await.unwrap().is_some());
        held.reached().await;

        stage.revoke(&stage.b, id(&issued)).await;
        stage.lose(between(round)).await;
        drop(held);

        stage.assert_ended(&issued.token).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refresh_in_flight_while_its_session_ends_opens_nothing() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let issued = stage.start(&stage.a, "ada").await;
        let mut held = hold("refresh: committed", id(&issued).uuid());
        let (a, now, token) = (stage.a.clone(), stage.app.clock.now(), issued.token.to_string());
        let refreshing = tokio::spawn(async move { a.refresh(now, &token, None).await });
        held.reached().await;

        stage.revoke(&stage.b, id(&issued)).await;
        stage.lose(between(round)).await;
        drop(held);

        let refreshed = refreshing.await.unwrap().unwrap().unwrap();
        stage.assert_ended(&refreshed.token).await;
        stage.assert_ended(&issued.token).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_during_the_end_of_all_is_ended_or_listed() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let user = format!("user-{round}");
        let first = stage.start(&stage.a, &user).await;
        let now = stage.app.clock.now();
        // Held between COMMIT and Redis: the sign-in on even rounds, the end of all on odd ones.
        if round.is_multiple_of(2) {
            let new = NewSession { user_id: Some(user.clone()), ..NewSession::default() };
            let session = SessionId(uuid::Uuid::now_v7());
            let mut held = hold("start: committed", session.uuid());
            let (a, tenant) = (stage.a.clone(), stage.tenant);
            let starting =
                tokio::spawn(async move { a.start_as(session, now, tenant, "test", Repeatable::ONCE, new).await });
            held.reached().await;
            end_all(&stage, &user).await;
            stage.lose(between(round / 2)).await;
            drop(held);
            let second = starting.await.unwrap().unwrap();
            stage.assert_ended(&second.token).await;
            assert!(stage.active(&user).await.is_empty());
        } else {
            let mut held = hold("revoke: committed", id(&first).uuid());
            let (b, tenant, ending) = (stage.b.clone(), stage.tenant, user.clone());
            let ending = tokio::spawn(async move {
                b.revoke_of_user(now, tenant, Owner::Tenant, Some(ending), None, "test", Reason::Revoked).await
            });
            held.reached().await;
            let second = stage.start(&stage.a, &user).await;
            drop(held);
            ending.await.unwrap().unwrap();
            assert!(stage.opens(&stage.b, &second.token).await);
            assert_eq!(stage.active(&user).await, [id(&second)]);
        }
        stage.assert_ended(&first.token).await;
    }
}

async fn end_all(stage: &Stage, user: &str) {
    let (now, user) = (stage.app.clock.now(), Some(user.to_owned()));
    let ended = stage.b.revoke_of_user(now, stage.tenant, Owner::Tenant, user, None, "test", Reason::Revoked).await;
    assert_eq!(ended.unwrap(), Ended::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_sessions_that_end_all_others_at_once_exactly_one_is_left() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let user = format!("user-{round}");
        let (one, two) = (stage.start(&stage.a, &user).await, stage.start(&stage.b, &user).await);
        let now = stage.app.clock.now();
        let others = |door: &Sessions, own: SessionId| {
            let (door, tenant) = (door.clone(), stage.tenant);
            async move {
                let owner = Owner::SessionsOf(own);
                door.revoke_of_user(now, tenant, owner, None, Some(own), "test", Reason::Revoked).await.unwrap()
            }
        };

        let third = stage.start(&stage.a, &user);
        let (of_one, of_two, third) = tokio::join!(others(&stage.a, id(&one)), others(&stage.b, id(&two)), third);

        let winner = match (of_one, of_two) {
            (Ended::Done, Ended::CallerInactive) => &one,
            (Ended::CallerInactive, Ended::Done) => &two,
            both => panic!("{both:?}"),
        };
        let mut active = stage.active(&user).await;
        let third_is_active = active.contains(&id(&third));
        active.retain(|session| *session != id(&third));
        assert_eq!(active, [id(winner)]);
        assert_eq!(stage.opens(&stage.a, &third.token).await, third_is_active, "the third is ended or listed");
        assert!(stage.opens(&stage.b, &winner.token).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_after_the_commit_changes_nothing() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let user = format!("user-{round}");
        let (session, now) = (SessionId(uuid::Uuid::now_v7()), stage.app.clock.now());
        let mut held = hold("start: committed", session.uuid());
        let (a, tenant, new) =
            (stage.a.clone(), stage.tenant, NewSession { user_id: Some(user.clone()), ..NewSession::default() });
        let starting =
            tokio::spawn(async move { a.start_as(session, now, tenant, "test", Repeatable::ONCE, new).await });
        held.reached().await;
        starting.abort();
        drop(held);
        assert_eq!(stage.active(&user).await, [session]);

        let issued = stage.start(&stage.a, &user).await;
        let mut held = hold("revoke: committed", id(&issued).uuid());
        let (b, ending) = (stage.b.clone(), id(&issued));
        let revoking = tokio::spawn(async move {
            b.revoke(now, tenant, Owner::Tenant, ending, "test", Reason::Revoked).await.unwrap()
        });
        held.reached().await;
        revoking.abort();
        drop(held);

        // The tombstone is written by a task that nobody waits for any more.
        let given_up = tokio::time::timeout(std::time::Duration::from_secs(10), async {
            while stage.opens(&stage.a, &issued.token).await {
                tokio::task::yield_now().await;
            }
        });
        given_up.await.expect("the end takes effect without its caller");
        stage.assert_ended(&issued.token).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_refresh_the_same_token_both_go_on() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let issued = stage.start(&stage.a, "ada").await;
        let now = stage.app.clock.now();

        let (one, two) =
            tokio::join!(stage.a.refresh(now, &issued.token, None), stage.b.refresh(now, &issued.token, None));

        // The first answer is lost: only the second is looked at, then the other way round.
        let (kept, lost) = (one.unwrap().unwrap().token, two.unwrap().unwrap().token);
        assert_eq!(*kept, *lost);
        stage.lose(between(round)).await;
        assert!(stage.opens(&stage.a, &kept).await && stage.opens(&stage.b, &lost).await);
        assert!(!stage.opens(&stage.a, &issued.token).await);
        let again = stage.b.refresh(now, &kept, None).await.unwrap().unwrap();
        assert!(stage.opens(&stage.a, &again.token).await);
        stage.revoke(&stage.a, id(&issued)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stolen_token_that_is_used_late_ends_the_session() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let issued = stage.start(&stage.a, "ada").await;
        let now = stage.app.clock.now();
        let mut newest = stage.a.refresh(now, &issued.token, None).await.unwrap().unwrap();
        let later = now + chrono::TimeDelta::seconds(31);
        if round.is_multiple_of(2) {
            newest = stage.a.refresh(later, &newest.token, None).await.unwrap().unwrap();
        }
        stage.app.clock.set(later);

        let stolen = stage.b.refresh(later, &issued.token, None).await.unwrap();

        assert!(stolen.is_none());
        stage.assert_ended(&newest.token).await;
    }
}

#[tokio::test]
async fn who_waits_for_a_look_up_is_answered_though_who_made_it_hangs_up() {
    let stage = Stage::new().await;
    for round in 0..rounds(20, 1_000) {
        let issued = stage.start(&stage.a, &format!("user-{round}")).await;
        stage.lose(Redis::LosesAll).await;
        let mut held = hold("fill: read", id(&issued).uuid());
        let (now, token) = (stage.app.clock.now(), issued.token.to_string());
        let check = || {
            let (a, token) = (stage.a.clone(), token.clone());
            tokio::spawn(async move { a.check(now, &token, None).await })
        };
        let (first, waiting) = (check(), check());
        held.reached().await;

        first.abort();

        drop(held);
        assert!(waiting.await.unwrap().unwrap().is_some(), "round {round}");
    }
}

#[tokio::test]
async fn a_thousand_checks_of_one_missing_session_look_it_up_once_and_invented_tokens_never() {
    // The only one in this test's process who looks anything up.
    let stage = Stage::new().await;
    let issued = stage.start(&stage.a, "ada").await;
    let lookups = || domain::metrics::SESSION_LOOKUPS.get();
    for _ in 0..rounds(3, 100) {
        stage.lose(Redis::LosesAll).await;
        let before = lookups();

        let checked = join_all((0..1_000).map(|_| stage.opens(&stage.a, &issued.token))).await;

        assert!(checked.iter().all(|opens| *opens));
        assert_eq!(lookups() - before, 1);

        // Another process is about to copy it, and was killed.
        stage.lose(Redis::LosesAll).await;
        stage.take_lease(&issued).await;
        let before = lookups();

        let checked = join_all((0..1_000).map(|_| stage.opens(&stage.a, &issued.token))).await;

        assert!(checked.iter().all(|opens| *opens));
        // Who comes while it is looked up looks anew, all together, since nothing may be written.
        let made = lookups() - before;
        assert!(made < 20, "{made} look-ups of one session");
    }
    let before = lookups();
    for _ in 0..rounds(20_000, 1_000_000) {
        let invented: String = (0..92).map(|_| char::from(b'0' + rand::random_range(0..10_u8))).collect();
        assert!(!stage.opens(&stage.a, &format!("gbs_{invented}")).await);
    }
    assert_eq!(lookups(), before, "an invented token is looked up");
}
