//! Decisions: block or not, and why.

use std::time::Instant;

use domain::scope::Scope;
use domain::settings::TenantSettings;
use domain::tenants::CACHED_FOR;
use serde_json::{Value, json};
use tests::{Answer, Client, Process, TestApp};

const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const GOOGLEBOT: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const GPTBOT: &str =
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)";

async fn ask(client: &Client, parameters: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let pairs: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    client.get(&format!("/v1/decisions?{}", pairs.join("&"))).await
}

async fn decision(client: &Client, parameters: &[(&str, &str)]) -> Value {
    let answer = ask(client, parameters).await.assert_status(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

async fn block(client: &Client, blocked: Value) {
    client.patch("/v1/tenant", &json!({"settings": {"blocked": blocked}})).await.assert_status(200);
}

#[tokio::test]
async fn what_is_blocked_is_refused_with_the_reason_and_the_rule() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let networks = ["10.0.0.0/8", "10.1.0.0/16", "198.51.100.7", "2001:db8::/32", "::ffff:192.0.2.0/120"];

    block(&tenant, json!({"networks": networks, "kinds": ["tool", "unknown"], "programs": ["gptbot"]})).await;

    for (parameters, expected) in [
        (vec![("ip", "10.2.3.4")], json!({"block": true, "reason": "network", "rule": "10.0.0.0/8"})),
        (vec![("ip", "10.1.3.4")], json!({"block": true, "reason": "network", "rule": "10.1.0.0/16"})),
        (vec![("ip", "198.51.100.7")], json!({"block": true, "reason": "network", "rule": "198.51.100.7/32"})),
        (vec![("ip", "198.51.100.8")], json!({"block": false})),
        (vec![("ip", "[2001:db8::1]:443")], json!({"block": true, "reason": "network", "rule": "2001:db8::/32"})),
        (vec![("ip", "::ffff:10.1.3.4")], json!({"block": true, "reason": "network", "rule": "10.1.0.0/16"})),
        (vec![("ip", "192.0.2.9")], json!({"block": true, "reason": "network", "rule": "::ffff:192.0.2.0/120"})),
        (
            vec![("user_agent", GPTBOT)],
            json!({"block": true, "reason": "program", "rule": "gptbot", "kind": "bot", "device": "GPTBot"}),
        ),
        (vec![("user_agent", GOOGLEBOT)], json!({"block": false, "kind": "bot", "device": "Googlebot"})),
        (
            vec![("user_agent", "curl/8.4.0")],
            json!({"block": true, "reason": "kind", "rule": "tool", "kind": "tool", "device": "curl"}),
        ),
        (vec![("user_agent", "")], json!({"block": true, "reason": "kind", "rule": "unknown", "kind": "unknown"})),
        (
            vec![("user_agent", SAFARI), ("ip", "203.0.113.7")],
            json!({"block": false, "kind": "browser", "device": "Safari on iPhone"}),
        ),
        (
            vec![("user_agent", "curl/8.4.0"), ("ip", "10.2.3.4")],
            json!({"block": true, "reason": "network", "rule": "10.0.0.0/8", "kind": "tool", "device": "curl"}),
        ),
    ] {
        assert_eq!(decision(&tenant, &parameters).await, expected, "{parameters:?}");
    }
}

#[tokio::test]
async fn every_kind_can_be_blocked() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let agents = [
        ("browser", SAFARI),
        ("app", "Shop/3.1 CFNetwork/1410.0.3 Darwin/22.6.0"),
        ("bot", GOOGLEBOT),
        ("tool", "curl/8.4.0"),
        ("unknown", "x"),
    ];

    for (blocked, _) in agents {
        block(&tenant, json!({"kinds": [blocked]})).await;
        for (kind, agent) in agents {
            let said = decision(&tenant, &[("user_agent", agent)]).await;

            assert_eq!((&said["kind"], &said["block"]), (&json!(kind), &json!(kind == blocked)), "{blocked}");
        }
    }
}

#[tokio::test]
async fn a_tenant_that_blocks_nothing_and_another_one_are_told_to_refuse_nothing() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    block(&other, json!({"networks": ["0.0.0.0/0", "::/0"], "kinds": ["browser", "tool"]})).await;

    for (ip, agent) in [("203.0.113.7", "curl/8.4.0"), ("2001:db8::1", SAFARI)] {
        let parameters = [("ip", ip), ("user_agent", agent)];
        assert_eq!(decision(&tenant, &parameters).await["block"], false);
        assert_eq!(decision(&other, &parameters).await["reason"], "network");
    }
}

#[tokio::test]
async fn lists_are_changed_one_by_one_and_hold_for_the_next_decision() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let both = [("ip", "10.0.0.1"), ("user_agent", "curl/8.4.0")];
    assert_eq!(decision(&tenant, &both).await["block"], false);

    block(&tenant, json!({"networks": ["10.0.0.0/8"]})).await;
    assert_eq!(decision(&tenant, &both).await["reason"], "network");
    block(&tenant, json!({"kinds": ["tool"], "programs": ["curl"]})).await;
    assert_eq!(decision(&tenant, &both).await["reason"], "network", "what is left out stays");
    block(&tenant, json!({"networks": []})).await;
    assert_eq!(decision(&tenant, &both).await["reason"], "program");
    block(&tenant, json!({"programs": []})).await;
    assert_eq!(decision(&tenant, &both).await["reason"], "kind");

    let settings = tenant.get("/v1/tenant").await.json()["settings"].clone();
    assert_eq!(settings["blocked"], json!({"networks": [], "kinds": ["tool"], "programs": []}));
}

#[tokio::test]
async fn a_change_reaches_the_decisions_of_another_process() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let process = Process::start(&app, "api").await;
    let elsewhere = process.client(&tenant.key);
    let parameters = [("ip", "10.0.0.1")];
    assert_eq!(decision(&elsewhere, &parameters).await["block"], false);

    block(&tenant, json!({"networks": ["10.0.0.0/8"]})).await;

    let changed = Instant::now();
    while decision(&elsewhere, &parameters).await["block"] == false {
        assert!(changed.elapsed() < CACHED_FOR * 10, "the change is not heeded");
    }
    process.terminate().await;
}

#[tokio::test]
async fn a_thousand_networks_can_be_blocked_and_no_more() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let networks: Vec<String> = (0..1_000).map(|n| format!("10.{}.{}.0/24", n / 250, n % 250)).collect();
    let more: Vec<&str> = networks.iter().map(String::as_str).chain(["192.0.2.1"]).collect();

    let refused = tenant.patch("/v1/tenant", &json!({"settings": {"blocked": {"networks": more}}})).await;
    block(&tenant, json!({ "networks": networks })).await;

    let place = refused.assert_problem(422, "invalid").json()["errors"][0]["pointer"].clone();
    assert_eq!(place, "/settings/blocked/networks");
    for (ip, rule) in [("10.0.0.1", Some("10.0.0.0/24")), ("10.3.249.255", Some("10.3.249.0/24")), ("10.4.0.0", None)] {
        let said = decision(&tenant, &[("ip", ip)]).await;
        assert_eq!(said["rule"].as_str(), rule, "{ip}: {said}");
    }
}

#[tokio::test]
async fn lists_that_do_not_fit_are_refused_with_their_place() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let before = tenant.get("/v1/tenant").await.json();

    for (blocked, place) in [
        (json!({"networks": ["10.0.0.0/8", "10.0.0.0/33"]}), "/settings/blocked/networks/1"),
        (json!({"networks": ["home"]}), "/settings/blocked/networks/0"),
        (json!({"networks": [""]}), "/settings/blocked/networks/0"),
        (json!({"networks": "10.0.0.0/8"}), "/settings/blocked/networks"),
        (json!({"networks": null}), "/settings/blocked/networks"),
        (json!({"kinds": ["bot", "robot"]}), "/settings/blocked/kinds/1"),
        (json!({"kinds": ["bot", "bot", "bot", "bot", "bot", "bot"]}), "/settings/blocked/kinds"),
        (json!({"programs": ["curl", ""]}), "/settings/blocked/programs/1"),
        (json!({"programs": ["a\0"]}), "/settings/blocked/programs/0"),
        (json!({"programs": vec!["x"; 201]}), "/settings/blocked/programs"),
        (json!({"countries": ["NL"]}), "/settings/blocked/countries"),
        (json!([]), "/settings/blocked"),
        (json!(null), "/settings/blocked"),
    ] {
        let answer = tenant.patch("/v1/tenant", &json!({"settings": {"blocked": blocked}})).await;

        let problem = answer.assert_problem(422, "invalid").json();
        assert_eq!(problem["errors"][0]["pointer"], place, "{blocked}: {problem}");
    }
    assert_eq!(tenant.get("/v1/tenant").await.json(), before);
}

#[tokio::test]
async fn a_parameter_that_does_not_fit_is_refused_with_its_name() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (long_ip, long_agent) = ("1".repeat(129), "x".repeat(16_385));

    for (parameters, name) in [
        (vec![], "ip"),
        (vec![("ip", "")], "ip"),
        (vec![("ip", "home")], "ip"),
        (vec![("ip", "999.1.1.1")], "ip"),
        (vec![("ip", "10.0.0.0/8")], "ip"),
        (vec![("ip", "10.0.0.1, 10.0.0.2")], "ip"),
        (vec![("ip", "10.0.0.1\0")], "ip"),
        (vec![("ip", "home"), ("user_agent", SAFARI)], "ip"),
        (vec![("ip", long_ip.as_str())], "ip"),
        (vec![("user_agent", long_agent.as_str())], "user_agent"),
    ] {
        let problem = ask(&tenant, &parameters).await.assert_problem(422, "invalid").json();

        assert_eq!(problem["errors"][0]["parameter"], name, "{parameters:?}: {problem}");
        assert!(!problem.to_string().contains("home"), "the value is not quoted: {problem}");
    }
    // An agent may say whatever it wants.
    for agent in ["%00", "%ff%fe", "a%0d%0ab", &"%F0%9F%98%80".repeat(2_000)] {
        tenant.get(&format!("/v1/decisions?user_agent={agent}")).await.assert_status(200);
    }
}

#[tokio::test]
async fn decisions_need_neither_store_once_the_tenant_is_known() {
    let app = TestApp::start().await;
    let settings = TenantSettings::default();
    let tenant = app.tenant_with("shop", settings, &[Scope::Admin, Scope::SessionsRead]).await;
    block(&tenant, json!({"networks": ["10.0.0.0/8"]})).await;
    let parameters = [("ip", "10.0.0.1"), ("user_agent", SAFARI)];
    let known = decision(&tenant, &parameters).await;

    app.postgres.close().await;
    app.redis.close().await;

    assert_eq!(known["rule"], "10.0.0.0/8");
    assert_eq!(decision(&tenant, &parameters).await, known);
}
