//! Where sessions are used, by the project's own databases, and `gatebook geoip`.

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::json;
use tempfile::TempDir;
use tests::{Process, TestApp, TestTenant, program};

/// An address of Zwolle.
const IP: &str = "203.0.113.7";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/geoip").join(format!("{name}.mmdb"))
}

fn text(path: &Path) -> String {
    path.to_str().expect("the paths of tests are texts").to_owned()
}

/// Puts a database in the place of another, as `gatebook geoip update` does.
fn replace(file: &Path, name: &str) {
    let beside = file.with_extension("new");
    std::fs::copy(fixture(name), &beside).unwrap();
    std::fs::rename(&beside, file).unwrap();
}

async fn location(tenant: &TestTenant, session: &str) -> Option<String> {
    let found = tenant.get(&format!("/v1/sessions/{session}")).await.assert_status(200).json();
    found["location"].as_str().map(str::to_owned)
}

/// Runs `gatebook geoip ARGUMENTS` with these databases.
async fn geoip(arguments: &[&str], databases: &str) -> Output {
    let mut command = program("geoip");
    command.args(arguments).env("GATEBOOK_GEOIP", databases);
    command.output().await.expect("the program of gatebook with-servers starts")
}

#[tokio::test]
async fn sessions_say_where_they_were_used_last() {
    let databases = format!("{}:{}", text(&fixture("flat-city-ipv4")), text(&fixture("flat-city-ipv6")));
    let mut app = TestApp::start_with(&[("GATEBOOK_GEOIP", &databases)]).await;
    let tenant = app.tenant("acme").await;
    let ada = app.session(&tenant, &json!({"user_id": "ada", "ip": IP})).await;
    let other = app.session(&tenant, &json!({"user_id": "ada", "ip": "2001:db8:46::1"})).await;
    let unknown = app.session(&tenant, &json!({"user_id": "ada", "ip": "10.0.0.1"})).await;

    let mine = ada.get("/v1/me/sessions").await.assert_status(200).json();

    let expected = [
        (&ada.id, json!("Zwolle, The Netherlands")),
        (&other.id, json!("Linköping, Sweden")),
        (&unknown.id, json!(null)),
    ];
    let all = tenant.get("/v1/sessions").await.assert_status(200).json();
    let of_user = tenant.get("/v1/users/ada/sessions").await.assert_status(200).json();
    for (id, location) in expected {
        for list in [&mine, &all, &of_user] {
            let sessions = list["sessions"].as_array().unwrap();
            let session = sessions.iter().find(|session| session["id"] == **id).unwrap();
            assert_eq!(session["location"], location, "{session}");
        }
    }
    let moved = json!({"token": ada.token, "ip": "198.51.100.23"});
    tenant.post("/v1/sessions/introspect", &moved).await.assert_status(200);
    app.stop().await.unwrap();
    app.start_again().await;
    let found = app.bearer(&tenant.key).get(&format!("/v1/sessions/{}", ada.id)).await.assert_status(200).json();
    assert_eq!(found["location"], "San Diego, United States");
}

#[tokio::test]
async fn a_new_database_is_taken_while_sessions_are_asked_for_and_a_broken_one_is_not() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("city.mmdb");
    replace(&file, "maxmind-city");
    let app = TestApp::start_with(&[("GATEBOOK_GEOIP", &text(&file))]).await;
    let tenant = app.tenant("acme").await;
    let session = app.session(&tenant, &json!({"user_id": "ada", "ip": IP})).await;
    assert_eq!(location(&tenant, &session.id).await.as_deref(), Some("Zwolle, The Netherlands"));

    replace(&file, "maxmind-city-next");

    loop {
        match location(&tenant, &session.id).await.as_deref() {
            Some("Zwolle, The Netherlands") => tokio::task::yield_now().await,
            Some("Kampen, The Netherlands") => break,
            other => panic!("the location was {other:?} during the swap"),
        }
    }
}

#[tokio::test]
async fn a_tenants_admin_sees_which_databases_there_are_and_not_where() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("city.mmdb");
    replace(&file, "maxmind-city");
    let databases = format!("{}:{}", text(&file), text(&directory.path().join("none.mmdb")));
    let app = TestApp::start_with(&[("GATEBOOK_GEOIP", &databases)]).await;
    let tenant = app.tenant("acme").await;

    let listed = tenant.get("/v1/location-databases").await.assert_status(200);

    assert!(!listed.text.contains(&text(directory.path())), "{listed:?}");
    let found = listed.json()["databases"].clone();
    assert_eq!(
        (&found[0]["file"], &found[0]["in_use"], &found[0]["knows"]),
        (&json!("city.mmdb"), &json!(true), &json!("cities"))
    );
    assert!(found[0]["built_at"].is_string() && found[0]["bytes"].as_u64().unwrap() > 1000, "{found}");
    let missing = json!({"file": "none.mmdb", "in_use": false, "problem": "there is no such file"});
    assert_eq!(found[1], missing);
}

#[tokio::test]
async fn without_a_database_everything_works_and_the_log_says_so_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("log");
    let log = std::fs::File::create(&path).unwrap();
    let own = [("GATEBOOK_LOG", "info".to_owned())];
    let process = Process::start_logging_to(&app, "api", &own, log).await;
    let client = process.client(&tenant.key);

    for user in ["ada", "bob", "carol"] {
        client.post("/v1/sessions", &json!({"user_id": user, "ip": IP})).await.assert_status(201);
    }
    let listed = client.get("/v1/sessions").await.assert_status(200).json();

    let sessions = listed["sessions"].as_array().unwrap();
    assert!(sessions.len() == 3 && sessions.iter().all(|session| session.get("location").is_none()), "{listed}");
    assert_eq!(process.terminate().await, Some(0));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("GATEBOOK_GEOIP names no database").count(), 1, "{text}");
    assert!(!text.contains(IP), "{text}");
}

#[tokio::test]
async fn a_database_that_cannot_be_used_keeps_nobody_from_starting() {
    let app = TestApp::start().await;
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("log");
    let databases = format!("/nowhere/city.mmdb:{}", text(&fixture("no-locations")));
    for mode in ["api", "worker"] {
        let log = std::fs::File::create(&path).unwrap();
        let own = [("GATEBOOK_GEOIP", databases.clone())];

        let process = Process::start_logging_to(&app, mode, &own, log).await;

        assert_eq!(process.terminate().await, Some(0));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("there is no such file") && text.contains("its records name no countries"), "{text}");
    }
}

#[tokio::test]
async fn an_update_checks_the_database_and_keeps_its_checksum() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("dbip-city.mmdb");
    let (target, broken) = (text(&file), directory.path().join("broken"));
    let from = |name: &str| text(&fixture(name));

    let first = geoip(&["update", "--from", &from("dbip-city-lite")], &target).await;

    let said = String::from_utf8(first.stdout).unwrap();
    assert!(first.status.success() && said.contains("IP Geolocation by DB-IP"), "{said}");
    let again = geoip(&["update", "--from", &from("dbip-city-lite")], &target).await;
    assert!(String::from_utf8(again.stdout).unwrap().contains("is what was there already"));
    std::fs::write(&broken, "no database").unwrap();
    let refused = geoip(&["update", "--from", &text(&broken), "--to", &target], "").await;
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(fixture("dbip-city-lite")).unwrap());
    let sums = std::fs::read_to_string(directory.path().join("dbip-city.mmdb.sha256")).unwrap();
    assert!(sums.ends_with("  dbip-city.mmdb\n") && said.contains(&sums[..64]), "{sums}");
    let nowhere = geoip(&["update", "--from", &from("ipinfo")], "").await;
    assert_eq!(nowhere.status.code(), Some(2));
}

#[tokio::test]
async fn the_status_shows_each_database_and_what_is_wrong() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("city.mmdb");
    geoip(&["update", "--from", &text(&fixture("maxmind-city"))], &text(&file)).await;

    let good = geoip(&["status"], &text(&file)).await;

    let said = String::from_utf8(good.stdout).unwrap();
    assert!(good.status.success(), "{said}");
    for part in [
        "GeoLite2-City: cities, nested",
        "2026-01-01",
        "4 networks of IPv4 and 1 of IPv6, 5 records",
        "as when it was fetched",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    assert!(!said.contains("DB-IP"), "{said}");
    std::fs::copy(fixture("dbip-country-lite"), &file).unwrap();
    let changed = geoip(&["status"], &format!("{}:/nowhere.mmdb", text(&file))).await;
    let said = String::from_utf8(changed.stdout).unwrap();
    assert_eq!(changed.status.code(), Some(1), "{said}");
    for part in ["NOT as when it was fetched", "there is no such file", "IP Geolocation by DB-IP"] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    let none = geoip(&["status"], "").await;
    assert!(none.status.success() && String::from_utf8(none.stdout).unwrap().contains("names no database"));
}
