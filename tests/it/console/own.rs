//! A member's own sessions in the console, and the pages of the console themselves.

use std::collections::HashSet;

use domain::members::Role;
use serde_json::{Value, json};
use tests::TestApp;

use super::{Browser, member, sign_in};

/// The ids of the sessions of whoever asks, and which of them asks.
async fn own(browser: &Browser) -> Vec<(String, bool)> {
    let page = browser.get("/v1/me/sessions").await.assert_status(200).json();
    let sessions = page["sessions"].as_array().unwrap().iter();
    sessions.map(|one| (one["id"].as_str().unwrap().to_owned(), one["current"].as_bool().unwrap())).collect()
}

#[tokio::test]
async fn a_member_sees_and_ends_their_own_sessions_and_nobody_elses() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    for (email, role) in [("ada@shop.example", Role::Viewer), ("bob@shop.example", Role::Owner)] {
        member(&app, tenant.id, email, role).await;
    }
    let here = sign_in(&app, "ada@shop.example", &tenant).await;
    let there = sign_in(&app, "ada@shop.example", &tenant).await;
    let bob = sign_in(&app, "bob@shop.example", &tenant).await;
    let bobs = own(&bob).await;
    assert_eq!(bobs.len(), 1);

    let mine = own(&here).await;
    assert_eq!(mine.iter().filter(|(_, current)| *current).count(), 1);
    let (other, _) = mine.iter().find(|(_, current)| !current).unwrap();
    here.delete(&format!("/v1/me/sessions/{}", bobs[0].0)).await.assert_problem(404, "session_not_found");
    let elsewhere = here.on(&[("origin", "https://evil.example")]);
    elsewhere.delete(&format!("/v1/me/sessions/{other}")).await.assert_problem(403, "forbidden");
    elsewhere.delete("/v1/me/sessions").await.assert_problem(403, "forbidden");
    assert!(there.is_in().await);

    here.delete(&format!("/v1/me/sessions/{other}")).await.assert_status(204);

    assert!(!there.is_in().await);
    let third = sign_in(&app, "ada@shop.example", &tenant).await;
    here.delete("/v1/me/sessions?keep_current=true").await.assert_status(204);
    assert!(here.is_in().await && !third.is_in().await && bob.is_in().await);
    here.delete("/v1/me/sessions").await.assert_status(204);
    assert!(!here.is_in().await);
    here.get("/v1/me/sessions").await.assert_problem(401, "unauthenticated");
}

#[tokio::test]
async fn every_address_of_the_console_is_its_page_and_a_file_is_itself() {
    let app = TestApp::start().await;
    let browser = app.anonymous();
    let page = browser.get("/console/").await.assert_status(200);
    let policy = page.header("content-security-policy").to_owned();
    let scripts = policy.split(';').find(|part| part.trim_start().starts_with("script-src")).unwrap();
    assert_eq!(scripts.trim(), "script-src 'self'");
    assert_eq!(page.header("cache-control"), "no-cache");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    for place in ["/", "/console"] {
        let same = browser.get(place).await.assert_status(200);
        assert_eq!((&same.text, same.header("etag")), (&page.text, page.header("etag")), "{place}");
    }
    // It names the scripts of the overview, which no other page needs; what is drawn is the same.
    let other = browser.get("/console/events").await.assert_status(200);
    for place in ["/console/users/a%20b", "/console/users/ada@shop.example", "/console/sessions/ses_1"] {
        let same = browser.get(place).await.assert_status(200);
        assert_eq!((&same.text, same.header("etag")), (&other.text, other.header("etag")), "{place}");
        assert_eq!(same.header("content-security-policy"), policy, "{place}");
    }
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<HashSet<_>>();
    let (first, others) = (lines(&page.text), lines(&other.text));
    assert!(others.is_subset(&first) && first.len() > others.len());
    for added in first.difference(&others) {
        let script = added.split('"').find(|part| part.ends_with(".js")).unwrap();
        assert!(added.contains("modulepreload"), "{added}");
        browser.get(script).await.assert_status(200);
    }

    let script = page.text.split('"').find(|part| part.ends_with(".js")).unwrap().to_owned();
    let file = browser.get(&script).await.assert_status(200);
    assert_eq!(file.header("content-type"), "text/javascript; charset=utf-8");
    assert!(file.header("cache-control").contains("immutable"));
    let packed =
        browser.send(browser.request(reqwest::Method::GET, &script).header("accept-encoding", "gzip, br;q=0")).await;
    assert_eq!(packed.assert_status(200).header("content-encoding"), "gzip");
    let known = browser.request(reqwest::Method::GET, &script).header("if-none-match", file.header("etag"));
    browser.send(known).await.assert_status(304);
    let element = browser.get("/embed/sessions.js").await.assert_status(200);
    assert_eq!(element.header("access-control-allow-origin"), "*");

    for missing in ["/console/assets/none.js", "/embed/", "/embed/none.js"] {
        browser.get(missing).await.assert_problem(404, "path_not_found");
    }
    browser.post("/console/", &json!({})).await.assert_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn whoever_is_shown_locations_learns_whom_to_thank_for_them_if_anybody() {
    let thanks = json!({"text": "IP Geolocation by DB-IP", "url": "https://db-ip.com"});
    for (database, credit) in [("dbip-city-lite", &thanks), ("maxmind-city", &Value::Null)] {
        let database = format!("{}/fixtures/geoip/{database}.mmdb", env!("CARGO_MANIFEST_DIR"));
        let app = TestApp::start_with(&[("GATEBOOK_GEOIP", &database)]).await;
        let tenant = app.tenant("shop").await;
        member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;

        let own = app.user(&tenant, "ada").await.get("/v1/me/sessions").await.assert_status(200).json();
        let viewer = sign_in(&app, "ada@shop.example", &tenant).await.get("/v1/login").await.assert_status(200).json();

        for told in [own, viewer] {
            assert_eq!(&told["location_credit"], credit, "{database}: {told}");
        }
    }
}
