//! How often somebody may try to sign in.

use domain::members::Role;
use domain::throttle::{ACCOUNT_FAILURES_MAX, ADDRESS_FAILURES_MAX, WINDOW};
use futures::future::join_all;
use reqwest::Method;
use serde_json::json;
use tests::{Answer, TestApp, run_to_its_end};

use super::{PASSWORD, member};

/// Behind a proxy that says where an attempt comes from.
async fn start() -> TestApp {
    TestApp::start_with(&[("GATEBOOK_TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.1")]).await
}

async fn attempt(app: &TestApp, email: &str, password: &str, address: &str) -> Answer {
    let client = app.anonymous();
    let request = client.request(Method::POST, "/v1/login").header("x-forwarded-for", address);
    client.send(request.json(&json!({"email": email, "password": password}))).await
}

async fn fail(app: &TestApp, email: &str, address: &str, times: u32) {
    for _ in 0..times {
        attempt(app, email, "wrong wrong wrong", address).await.assert_problem(401, "unauthenticated");
    }
}

/// Every key of the app in Redis with the milliseconds that it lasts.
async fn counts(app: &TestApp) -> Vec<(String, i64)> {
    let pattern = format!("{}:sign_in:*", app.stores.redis.prefix());
    let client = redis::Client::open(app.settings().redis().unwrap().expose()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let keys: Vec<String> = redis::cmd("KEYS").arg(pattern).query_async(&mut connection).await.unwrap();
    let mut counts = Vec::new();
    for key in keys {
        let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut connection).await.unwrap();
        counts.push((key, left));
    }
    counts
}

#[tokio::test]
async fn after_so_many_failures_an_account_is_closed_for_a_while_even_to_the_right_password() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    member(&app, tenant.id, "bob@shop.example", Role::Owner).await;
    fail(&app, "ada@shop.example", "203.0.113.7", ACCOUNT_FAILURES_MAX).await;

    let refused = attempt(&app, "ADA@shop.example", PASSWORD, "198.51.100.1").await;

    let refused = refused.assert_problem(429, "limited");
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=WINDOW.as_secs()).contains(&seconds), "{seconds}");
    attempt(&app, "bob@shop.example", PASSWORD, "203.0.113.7").await.assert_status(200);
    fail(&app, "nobody@shop.example", "198.51.100.1", ACCOUNT_FAILURES_MAX).await;
    let unknown = attempt(&app, "nobody@shop.example", PASSWORD, "198.51.100.1").await;
    assert_eq!(unknown.assert_problem(429, "limited").text, refused.text, "who is unknown is answered the same");
    let counts = counts(&app).await;
    let window_ms = i64::try_from(WINDOW.as_millis()).unwrap();
    let bounded = |(key, left): &(String, i64)| key.contains(":known:") || (1..=window_ms).contains(left);
    assert!(counts.len() >= 4 && counts.iter().all(bounded), "{counts:?}");
    assert!(counts.iter().all(|(key, _)| !key.contains("shop.example") && !key.contains("203.0.113")), "{counts:?}");
}

#[tokio::test]
async fn many_attempts_at_once_count_as_many() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;

    let attempts = (0..30).map(|_| attempt(&app, "ada@shop.example", "wrong wrong wrong", "203.0.113.7"));
    let statuses: Vec<u16> = join_all(attempts).await.iter().map(|answer| answer.status).collect();

    let looked_at = statuses.iter().filter(|status| **status == 401).count();
    assert_eq!(looked_at, ACCOUNT_FAILURES_MAX as usize, "{statuses:?}");
    assert!(statuses.iter().all(|status| [401, 429].contains(status)), "{statuses:?}");
}

#[tokio::test]
async fn success_clears_the_account_and_is_no_failure_of_the_address() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;

    for _ in 0..2 {
        fail(&app, "ada@shop.example", "203.0.113.7", ACCOUNT_FAILURES_MAX - 1).await;
        attempt(&app, "ada@shop.example", PASSWORD, "203.0.113.7").await.assert_status(200);
    }

    fail(&app, "ada@shop.example", "203.0.113.7", ACCOUNT_FAILURES_MAX).await;
}

#[tokio::test]
async fn an_address_that_fails_for_many_accounts_is_refused() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    for n in 0..ADDRESS_FAILURES_MAX {
        fail(&app, &format!("m{n}@shop.example"), "2001:db8::1", 1).await;
    }

    let same_network = attempt(&app, "ada@shop.example", PASSWORD, "2001:db8::abcd").await;

    same_network.assert_problem(429, "limited");
    attempt(&app, "ada@shop.example", PASSWORD, "2001:db8:0:1::1").await.assert_status(200);
}

#[tokio::test]
async fn a_stranger_who_keeps_failing_does_not_keep_a_member_out_of_a_known_place() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    attempt(&app, "ada@shop.example", PASSWORD, "203.0.113.7").await.assert_status(200);
    fail(&app, "ada@shop.example", "198.51.100.1", ACCOUNT_FAILURES_MAX).await;
    attempt(&app, "ada@shop.example", PASSWORD, "192.0.2.1").await.assert_problem(429, "limited");

    let at_home = attempt(&app, "ada@shop.example", PASSWORD, "203.0.113.7").await;

    at_home.assert_status(200);
    fail(&app, "ada@shop.example", "203.0.113.7", ACCOUNT_FAILURES_MAX).await;
    attempt(&app, "ada@shop.example", PASSWORD, "203.0.113.7").await.assert_problem(429, "limited");
}

#[tokio::test]
async fn an_address_that_is_refused_closes_no_account() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    for n in 0..ADDRESS_FAILURES_MAX {
        fail(&app, &format!("m{n}@shop.example"), "203.0.113.7", 1).await;
    }
    for _ in 0..=ACCOUNT_FAILURES_MAX {
        attempt(&app, "ada@shop.example", "wrong", "203.0.113.7").await.assert_problem(429, "limited");
    }

    let elsewhere = attempt(&app, "ada@shop.example", PASSWORD, "198.51.100.1").await;

    elsewhere.assert_status(200);
}

#[tokio::test]
async fn what_nobody_came_to_judge_is_no_failure() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let browser = super::sign_in(&app, "ada@shop.example", &tenant).await;
    let short = json!({"current_password": PASSWORD, "new_password": "short"});
    for _ in 0..=ADDRESS_FAILURES_MAX {
        browser.post("/v1/password", &short).await.assert_problem(422, "invalid");
    }
    let wrong = json!({"current_password": "wrong", "new_password": "another good one"});
    browser.post("/v1/password", &wrong).await.assert_problem(422, "invalid");
    app.postgres.close().await;
    for _ in 0..=ACCOUNT_FAILURES_MAX {
        attempt(&app, "ada@shop.example", PASSWORD, "198.51.100.1").await.assert_problem(503, "unavailable");
    }
    app.postgres.open();

    attempt(&app, "ada@shop.example", PASSWORD, "198.51.100.1").await.assert_status(200);
}

#[tokio::test]
async fn without_a_trusted_proxy_the_header_changes_nothing() {
    let app = TestApp::start().await;
    for n in 0..ADDRESS_FAILURES_MAX {
        fail(&app, &format!("m{n}@shop.example"), &format!("203.0.113.{n}"), 1).await;
    }

    let answer = attempt(&app, "new@shop.example", PASSWORD, "198.51.100.1").await;

    answer.assert_problem(429, "limited");
}

#[tokio::test]
async fn an_operators_reset_lets_a_member_try_at_once() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    fail(&app, "ada@shop.example", "203.0.113.7", ACCOUNT_FAILURES_MAX).await;

    let output = run_to_its_end(&app, &["member", "reset", "--tenant", "shop", "ada@shop.example", "--generate"]).await;

    let said = String::from_utf8(output.stdout).unwrap();
    let password = said.lines().nth(1).unwrap().trim();
    attempt(&app, "ada@shop.example", password, "203.0.113.7").await.assert_status(200);
}

#[tokio::test]
async fn a_reset_opens_the_account_at_every_place() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "boss@shop.example", Role::Owner).await;
    let id = member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    attempt(&app, "ada@shop.example", PASSWORD, "203.0.113.7").await.assert_status(200);
    let close = async || {
        for address in ["203.0.113.7", "198.51.100.1"] {
            fail(&app, "ada@shop.example", address, ACCOUNT_FAILURES_MAX).await;
            attempt(&app, "ada@shop.example", PASSWORD, address).await.assert_problem(429, "limited");
        }
    };

    for by_operator in [false, true] {
        close().await;
        let password = if by_operator {
            let reset = ["member", "reset", "--tenant", "shop", "ada@shop.example", "--generate"];
            let said = String::from_utf8(run_to_its_end(&app, &reset).await.stdout).unwrap();
            said.lines().nth(1).unwrap().trim().to_owned()
        } else {
            let reset = tenant.post(&format!("/v1/members/{id}/reset"), &json!({})).await.assert_status(200).json();
            reset["password"].as_str().unwrap().to_owned()
        };

        for address in ["198.51.100.1", "203.0.113.7"] {
            // Wrong first: a success would clear the account by itself.
            fail(&app, "ada@shop.example", address, 1).await;
        }
        attempt(&app, "ada@shop.example", &password, "203.0.113.7").await.assert_status(200);
    }
}

#[tokio::test]
async fn while_redis_is_away_signing_in_works_and_failures_count() {
    let app = start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    app.redis.close().await;

    attempt(&app, "ada@shop.example", PASSWORD, "203.0.113.7").await.assert_status(200);
    fail(&app, "ada@shop.example", "203.0.113.7", ACCOUNT_FAILURES_MAX).await;

    attempt(&app, "ada@shop.example", PASSWORD, "203.0.113.7").await.assert_problem(429, "limited");
}
