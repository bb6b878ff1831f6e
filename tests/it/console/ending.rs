//! What ends a member's session.

use std::time::Instant;

use chrono::TimeDelta;
use domain::console::LOOKED_UP_EVERY;
use domain::keys::REFUSED_WITHIN;
use domain::members::{self, Manager, Rank, Role};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::json;
use tests::{Client, PrivateRedis, Process, TestApp, run_to_its_end};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Browser, PASSWORD, cookie, login, member, sign_in};

#[tokio::test]
async fn a_change_of_a_member_ends_their_sessions_of_that_tenant_at_once_everywhere() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let process = Process::start(&app, "api").await;
    member(&app, tenant.id, "boss@shop.example", Role::Owner).await;
    let boss_in = sign_in(&app, "boss@shop.example", &tenant).await;
    let id = member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    let path = format!("/v1/members/{id}");
    let here = sign_in(&app, "ada@shop.example", &tenant).await;
    let elsewhere = |browser: &Browser| Browser { client: Client::new(&process.url(), None), ..browser.clone() };

    // A repetition of what is so already ends nothing.
    boss_in.patch(&path, &json!({"role": "viewer"})).await.assert_status(200);
    assert!(here.is_in().await && elsewhere(&here).is_in().await);
    boss_in.patch(&path, &json!({"role": "admin"})).await.assert_status(200);
    assert!(!elsewhere(&here).is_in().await && !here.is_in().await, "another role");

    let here = sign_in(&app, "ada@shop.example", &tenant).await;
    assert!(here.is_in().await && elsewhere(&here).is_in().await);
    boss_in.post(&format!("{path}/reset"), &json!({"password": PASSWORD})).await.assert_status(200);
    assert!(!elsewhere(&here).is_in().await && !here.is_in().await, "another password, even if it is the same");

    member(&app, other.id, "ada@shop.example", Role::Viewer).await;
    let (here, there) =
        (sign_in(&app, "ada@shop.example", &tenant).await, sign_in(&app, "ada@shop.example", &other).await);
    assert!(elsewhere(&here).is_in().await && elsewhere(&there).is_in().await);
    boss_in.delete(&path).await.assert_status(204);
    assert!(!elsewhere(&here).is_in().await && !here.is_in().await, "removed from one of two");
    assert!(elsewhere(&there).is_in().await && there.is_in().await);
    process.terminate().await;
}

#[tokio::test]
async fn an_operators_change_ends_the_members_sessions_at_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "boss@shop.example", Role::Owner).await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    member(&app, tenant.id, "eve@shop.example", Role::Viewer).await;

    for change in [
        &["reset", "--tenant", "shop", "ada@shop.example", "--generate"][..],
        &["remove", "--tenant", "shop", "eve@shop.example"],
    ] {
        let browser = sign_in(&app, change[3], &tenant).await;
        assert!(browser.is_in().await);

        let changed = run_to_its_end(&app, &[&["member"][..], change].concat()).await;

        assert_eq!(changed.status.code(), Some(0), "{changed:?}");
        assert!(!browser.is_in().await, "{change:?}");
    }
}

#[tokio::test]
async fn what_is_changed_behind_the_programs_back_is_known_to_every_process_soon() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    assert!(browser.is_in().await);

    app.superuser_db().execute_unprepared("update membership set role = 'viewer'").await.unwrap();

    let changed = Instant::now();
    let mut sent = changed.elapsed();
    while browser.is_in().await {
        assert!(sent < REFUSED_WITHIN, "it was taken {sent:?} later");
        sent = changed.elapsed();
    }
    app.postgres.close().await;
    let again = browser.get("/v1/login").await;
    let at_once = changed.elapsed() < sent + LOOKED_UP_EVERY;
    assert!(again.status == 401 || !at_once, "it was looked up again: {again:?}");
}

#[tokio::test]
async fn who_is_removed_and_added_again_has_to_sign_in_again() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let id = member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    member(&app, other.id, "ada@shop.example", Role::Viewer).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    let manager = Manager { by: "test", rank: Rank::Installation };
    members::remove(&app.stores, app.clock.now(), tenant.id, manager, id.parse().unwrap()).await.unwrap();
    assert_eq!(member(&app, tenant.id, "ada@shop.example", Role::Viewer).await, id);

    let is_in = browser.is_in().await;

    assert!(!is_in);
    assert!(sign_in(&app, "ada@shop.example", &tenant).await.is_in().await);
}

#[tokio::test]
async fn an_addition_that_is_repeated_with_another_password_ends_the_sessions_at_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let body = json!({"email": "ada@shop.example", "name": "Ada", "role": "viewer"});
    let add = async || {
        let request = tenant.request(Method::POST, "/v1/members").header("Idempotency-Key", "one").json(&body);
        tenant.send(request).await.assert_status(201).json()["password"].as_str().unwrap().to_owned()
    };
    let credentials = json!({"email": "ada@shop.example", "password": add().await});
    let answer = login(&app, &credentials).await.assert_status(200);
    let browser = Browser::new(app.anonymous(), &cookie(&answer), app.url());
    assert!(browser.is_in().await);

    add().await;

    assert!(!browser.is_in().await);
}

#[tokio::test]
async fn an_end_that_redis_has_not_heard_of_is_said_to_be_pending_however_often_it_is_asked_for() {
    let redis = PrivateRedis::start().await;
    let app = TestApp::start_with(&[("GATEBOOK_REDIS_URL", &redis.url())]).await;
    let tenant = app.tenant("shop").await;
    let id = member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    let (signed_out, removed) =
        (sign_in(&app, "ada@shop.example", &tenant).await, sign_in(&app, "ada@shop.example", &tenant).await);
    let (logout, remove) = (json!({}), format!("/v1/members/{id}"));
    redis.stand_still().await;

    for _ in 0..2 {
        signed_out.post("/v1/logout", &logout).await.assert_problem(503, "revocation_pending");
    }
    for _ in 0..2 {
        tenant.delete(&remove).await.assert_problem(503, "revocation_pending");
    }

    redis.go_on().await;
    signed_out.post("/v1/logout", &logout).await.assert_status(204);
    tenant.delete(&remove).await.assert_status(204);
    assert!(!signed_out.is_in().await && !removed.is_in().await);
}

#[tokio::test]
async fn who_signs_in_again_is_not_kept_out_by_a_session_that_redis_cannot_be_told_of() {
    let redis = PrivateRedis::start().await;
    let app = TestApp::start_with(&[("GATEBOOK_REDIS_URL", &redis.url())]).await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    let before = sign_in(&app, "ada@shop.example", &tenant).await;
    redis.stand_still().await;

    let answer = before.post("/v1/login", &json!({"email": "ada@shop.example", "password": PASSWORD})).await;

    let after = Browser { cookie: cookie(&answer.assert_status(200)), ..before.clone() };
    redis.go_on().await;
    assert!(after.is_in().await);
}

#[tokio::test]
async fn a_deleted_tenants_members_are_out() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    member(&app, other.id, "ada@shop.example", Role::Owner).await;
    member(&app, tenant.id, "eve@shop.example", Role::Owner).await;
    let (here, there) =
        (sign_in(&app, "ada@shop.example", &tenant).await, sign_in(&app, "ada@shop.example", &other).await);
    assert!(here.is_in().await);

    app.admin().delete(&format!("/v1/tenants/{}", tenant.id)).await.assert_status(204);

    assert!(!here.is_in().await && there.is_in().await);
    let body = |email: &str| json!({"email": email, "password": PASSWORD});
    assert_eq!(login(&app, &body("ada@shop.example")).await.assert_status(200).json()["tenant"]["slug"], "other");
    login(&app, &body("eve@shop.example")).await.assert_problem(401, "unauthenticated");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_may_be_repeated() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    let (browser, second) =
        (sign_in(&app, "ada@shop.example", &tenant).await, sign_in(&app, "ada@shop.example", &tenant).await);

    let answer = browser.post("/v1/logout", &json!({})).await.assert_status(204);

    assert!(answer.header("set-cookie").starts_with("gatebook-local=; Path=/; Max-Age=0"), "{answer:?}");
    assert!(!browser.is_in().await && second.is_in().await);
    browser.post("/v1/logout", &json!({})).await.assert_status(204);
    let none = app.anonymous().send(app.anonymous().request(Method::POST, "/v1/logout")).await.assert_status(204);
    assert!(none.header("set-cookie").starts_with("__Host-gatebook=; Path=/; Max-Age=0"), "{none:?}");
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before_it() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    member(&app, other.id, "ada@shop.example", Role::Viewer).await;
    let before = sign_in(&app, "ada@shop.example", &tenant).await;

    let body = json!({"email": "ada@shop.example", "password": PASSWORD, "tenant": "other"});
    let answer = before.post("/v1/login", &body).await.assert_status(200);

    let after = Browser { cookie: cookie(&answer), ..before.clone() };
    assert!(!before.is_in().await && after.is_in().await);
    assert_eq!(after.get("/v1/login").await.json()["tenant"]["slug"], "other");
}

#[tokio::test]
async fn ones_own_password_is_changed_with_the_current_one_and_ends_every_other_session() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let id = member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    member(&app, other.id, "ada@shop.example", Role::Viewer).await;
    let (browser, there) =
        (sign_in(&app, "ada@shop.example", &tenant).await, sign_in(&app, "ada@shop.example", &other).await);
    let change = |current: &str, new: &str| json!({"current_password": current, "new_password": new});

    for (body, place) in [
        (change("wrong wrong wrong", "another good one"), "/current_password"),
        (change(PASSWORD, "short"), "/new_password"),
        (change(PASSWORD, "ada@shop.example"), "/new_password"),
    ] {
        let problem = browser.post("/v1/password", &body).await.assert_problem(422, "invalid").json();
        assert_eq!(problem["errors"][0]["pointer"], place, "{problem}");
    }
    let answer = browser.post("/v1/password", &change(PASSWORD, "another good one")).await.assert_status(204);

    let after = Browser { cookie: cookie(&answer), ..browser.clone() };
    assert!(after.is_in().await && !browser.is_in().await && !there.is_in().await);
    let body = |password: &str| json!({"email": "ada@shop.example", "password": password, "tenant": "shop"});
    login(&app, &body(PASSWORD)).await.assert_problem(401, "unauthenticated");
    login(&app, &body("another good one")).await.assert_status(200);
    let changed = tenant.all("/v1/events?type=member.password_changed", "events").await;
    assert_eq!((changed.len(), &changed[0]["data"]["by"]), (1, &json!(id)));
}

#[tokio::test]
async fn a_cookie_that_opens_nothing_is_not_kept_alive_by_presenting_it() {
    let mut app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Admin).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    let set_role = async |role: &str| {
        let sql = format!("update membership set role = '{role}'");
        app.superuser_db().execute_unprepared(&sql).await.unwrap();
    };
    set_role("viewer").await;
    app.clock.advance(TimeDelta::hours(10));
    assert!(!browser.is_in().await, "another role");
    set_role("admin").await;
    app.clock.advance(TimeDelta::hours(10));
    // What it remembers is forgotten, and the uses are written.
    app.stop().await.unwrap();
    app.start_again().await;

    let is_in = Browser::new(app.anonymous(), &browser.cookie, app.url()).is_in().await;

    assert!(!is_in, "20 hours without use");
}

#[tokio::test]
async fn who_is_removed_while_a_body_arrives_changes_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "boss@shop.example", Role::Owner).await;
    let boss = sign_in(&app, "boss@shop.example", &tenant).await;
    let viewer = member(&app, tenant.id, "eve@shop.example", Role::Viewer).await;
    let (key, by_key) = new_key(&boss).await;
    let new = json!({"email": "new@shop.example", "name": "New", "role": "admin"});
    let made = json!({"name": "another way in", "scopes": ["admin"]});
    let operations = [
        ("POST", "/v1/members".to_owned(), new),
        ("PATCH", format!("/v1/members/{viewer}"), json!({"role": "admin"})),
        ("POST", format!("/v1/members/{viewer}/reset"), json!({"password": PASSWORD})),
        ("POST", "/v1/keys".to_owned(), made),
        ("POST", format!("/v1/keys/{key}/roll"), json!({})),
    ];
    let id = member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let ada = sign_in(&app, "ada@shop.example", &tenant).await;
    let (cookie, bearer) = (format!("cookie: {}", ada.cookie), format!("authorization: Bearer {by_key}"));
    let mut arriving = Vec::new();
    for credential in [&cookie, &bearer] {
        for (method, path, body) in &operations {
            arriving.push((path, Arriving::begin(&app, method, path, credential, body).await));
        }
    }

    boss.delete(&format!("/v1/members/{id}")).await.assert_status(204);
    boss.delete(&format!("/v1/keys/{key}")).await.assert_status(204);

    for (path, arriving) in arriving {
        let answer = arriving.end().await;
        assert!(answer.starts_with("HTTP/1.1 401 "), "{path}: {answer}");
    }
    assert_eq!(boss.get("/v1/members").await.json()["members"].as_array().unwrap().len(), 2);
    assert_eq!(
        boss.get("/v1/keys").await.json()["keys"].as_array().unwrap().len(),
        2,
        "the test's own and the revoked"
    );
}

async fn new_key(browser: &Browser) -> (String, String) {
    let made = browser.post("/v1/keys", &json!({"name": "k", "scopes": ["admin"]})).await.assert_status(201).json();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    (text(&made["key"]["id"]), text(&made["token"]))
}

/// A request whose credential was found good and whose body is still to come.
struct Arriving {
    stream: TcpStream,
    body: String,
}

impl Arriving {
    async fn begin(app: &TestApp, method: &str, path: &str, credential: &str, body: &serde_json::Value) -> Self {
        let (host, body) = (app.url().trim_start_matches("http://"), body.to_string());
        let mut stream = TcpStream::connect(host).await.unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: {}\r\n{credential}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
            app.url(),
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // Said as soon as the body is asked for, which is after the credential.
        let mut said = [0; 25];
        stream.read_exact(&mut said).await.unwrap();
        assert_eq!(said, *b"HTTP/1.1 100 Continue\r\n\r\n", "{path}");
        Self { stream, body }
    }

    async fn end(mut self) -> String {
        self.stream.write_all(self.body.as_bytes()).await.unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

#[tokio::test]
async fn a_session_ends_without_use_and_after_its_time() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    let (used, unused) =
        (sign_in(&app, "ada@shop.example", &tenant).await, sign_in(&app, "ada@shop.example", &tenant).await);

    for _ in 0..16 {
        app.clock.advance(TimeDelta::hours(10));
        assert!(used.is_in().await);
    }
    assert!(!unused.is_in().await, "12 hours without use");
    app.clock.advance(TimeDelta::hours(9));

    assert!(!used.is_in().await, "7 days in any case");
}
