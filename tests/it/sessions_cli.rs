//! `gatebook sessions` and `gatebook rebuild`: what an operator does to sessions from a terminal.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;

use domain::sessions::{Owner, Reason, Sessions};
use domain::settings::{SessionLimit, TenantSettings};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::{TestApp, program_over, rounds, run_to_its_end};
use tokio::io::AsyncWriteExt;

use crate::session_door::{Door, IPHONE, execute, query, rows};

const COUNT: usize = 1_000;

/// What a command came to.
#[derive(Debug)]
struct Came {
    code: Option<i32>,
    said: String,
    complained: String,
}

impl Came {
    fn of(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("it says text");
        Self { code: output.status.code(), said: text(output.stdout), complained: text(output.stderr) }
    }

    /// The lines of JSON that it said.
    fn lines(&self) -> Vec<Value> {
        lines_of(&self.said)
    }

    /// Passes when it ended with this code, and started, found, passed over and refused so many sessions.
    #[track_caller]
    fn assert(&self, code: i32, started: usize, before: usize, over: usize, bad: usize) {
        let total = format!("{started} started, {before} there before, {over} over already, {bad} bad; ");
        let complained = self.complained.replace(',', "");
        assert!(complained.contains(&total.replace(',', "")) && self.code == Some(code), "{total}: {self:#?}");
    }
}

fn lines_of(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
}

async fn run(app: &TestApp, arguments: &[&str]) -> Came {
    Came::of(run_to_its_end(app, arguments).await)
}

async fn import(app: &TestApp, more: &[&str]) -> Came {
    run(app, &[&["sessions", "import", "--tenant", "shop"], more].concat()).await
}

/// A folder with files in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("there is room"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: &str) -> String {
        std::fs::write(self.path(name), content).expect("there is room");
        self.path(name).to_string_lossy().into_owned()
    }
}

/// Sessions of another store, one in each hundred of which says nothing that can be read.
fn ndjson(count: usize) -> String {
    let line = |number: usize| match number % 100 {
        50 => format!("{{\"user_id\": \"user-{number}\", \"expires_at\": \"secret-of-the-line\"}}\n"),
        _ => {
            let session = json!({
                "id": format!("old-{number}"), "user_id": number, "address": format!("203.0.113.{}", number % 256),
                "user_agent": IPHONE, "expires_at": "2099-01-01T00:00:00Z", "metadata": {"cart": number},
                "csrf": "secret-of-the-line",
            });
            format!("{session}\n")
        }
    };
    (0..count).map(line).collect()
}

async fn door(app: &TestApp) -> Door {
    Door::open(app, TenantSettings::default()).await
}

/// How many of the tokens in lines of output open a session.
async fn open(sessions: &Sessions, app: &TestApp, lines: &[Value]) -> usize {
    let mut open = 0;
    for token in lines.iter().filter_map(|line| line["token"].as_str()) {
        let found = sessions.check(app.clock.now(), token, None).await.expect("the stores answer");
        open += usize::from(found.is_some());
    }
    open
}

async fn events(app: &TestApp) -> usize {
    query(app, "select position from event where type like 'session.%'").await.len()
}

#[tokio::test]
async fn a_file_of_sessions_is_imported_once_however_often_and_gives_the_same_tokens() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let folder = Folder::new();
    let file = folder.write("old.ndjson", &ndjson(COUNT));
    let bad = COUNT / 100;

    let first = import(&app, &[&file]).await;
    let events_before = events(&app).await;
    let second = import(&app, &[&file]).await;

    first.assert(1, COUNT - bad, 0, 0, bad);
    second.assert(1, 0, COUNT - bad, 0, bad);
    assert_eq!(first.said, second.said);
    assert_eq!((rows(&app).await.len(), events(&app).await), (COUNT - bad, events_before));
    let lines = first.lines();
    assert_eq!(lines[0]["key"], "old-0");
    assert_eq!((&lines[51]["line"], &lines[51]["key"]), (&json!(53), &json!("old-52")));
    assert_eq!(open(&door.sessions, &app, &lines).await, COUNT - bad);
    for line in 0..bad {
        let wanted = format!("old.ndjson:{}: /expires_at is no time", 51 + line * 100);
        assert!(first.complained.contains(&wanted), "{wanted}: {}", first.complained);
    }
    assert!(first.complained.contains("passed over: csrf"));
    assert!(!format!("{first:?}").contains("secret-of-the-line"), "what is in a line is not shown");
    let row = &rows(&app).await[0];
    assert_eq!((&row["browser"], &row["platform"]), (&json!("Safari"), &json!("iPhone")));
    let by = query(&app, "select data->>'by' as by from event where type = 'session.started' limit 1").await;
    assert_eq!(by[0]["by"], "gatebook sessions import");
}

#[tokio::test]
async fn an_import_that_is_killed_goes_on_where_it_was() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let folder = Folder::new();
    let file = folder.write("old.ndjson", &ndjson(COUNT));
    let output = folder.path("tokens.ndjson").to_string_lossy().into_owned();
    let arguments = ["sessions", "import", "--tenant", "shop", "--output", &output, &file];
    let mut random = SmallRng::seed_from_u64(5);

    for _ in 0..rounds(3, 20) {
        let there = rows(&app).await.len();
        let until = (there + random.random_range(1..200)).min(COUNT * 9 / 10);
        let mut command = program_over(&app, &arguments);
        let mut importing = command.stderr(Stdio::null()).spawn().expect("the program starts");
        while rows(&app).await.len() < until {
            assert!(importing.try_wait().expect("it is a child").is_none(), "it ended early");
        }
        importing.kill().await.expect("a child can be killed");
    }
    let last = run(&app, &arguments).await;

    assert_eq!(last.code, Some(1), "{last:?}");
    let wanted = COUNT - COUNT / 100;
    assert_eq!((rows(&app).await.len(), events(&app).await), (wanted, wanted));
    let tokens = std::fs::read_to_string(&output).unwrap();
    assert_eq!(open(&door.sessions, &app, &lines_of(&tokens)).await, wanted);
    assert_eq!(std::fs::metadata(&output).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn lines_of_csv_without_a_name_are_told_apart_by_what_they_say() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let lines = [
        "user_id,ip,user_agent,expires_at",
        "ada,192.0.2.7,\"Agent, the \"\"first\"\"\",2099-01-01T00:00:00Z",
        "ada,192.0.2.7,\"Agent, the \"\"first\"\"\",2099-01-01T00:00:00Z",
        "bob,192.0.2.8,curl/8.0,4070908800",
        "old,192.0.2.9,curl/8.0,2001-01-01T00:00:00Z",
        "eve,192.0.2.9",
        "",
        "ada,192.0.2.7,\"Agent, the \"\"first\"\"\",2099-01-01T00:00:00Z",
    ];
    let csv = lines.join("\n");
    let piped = async || {
        let mut command = program_over(&app, &["sessions", "import", "--tenant", "shop", "--format", "csv", "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut importing = command.spawn().expect("the program starts");
        importing.stdin.take().expect("it is piped").write_all(csv.as_bytes()).await.expect("it reads");
        Came::of(importing.wait_with_output().await.expect("it ends"))
    };

    let first = piped().await;
    let second = piped().await;

    first.assert(1, 4, 0, 1, 1);
    second.assert(1, 0, 4, 1, 1);
    assert!(first.complained.contains("stdin:6: 2 fields where the header has 4"), "{first:?}");
    let lines = first.lines();
    let numbers: Vec<u64> = lines.iter().map(|line| line["line"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [2, 3, 4, 8]);
    let ids: BTreeSet<&str> = lines.iter().map(|line| line["session_id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 4);
    let used = query(&app, "select last_seen_user_agent from session_use where host(last_seen_ip) = '192.0.2.7'").await;
    assert_eq!(used[0]["last_seen_user_agent"], "Agent, the \"first\"");
    assert_eq!(open(&door.sessions, &app, &lines).await, 4);
}

#[tokio::test]
async fn a_repeat_leaves_sessions_alone_that_went_on_or_ended() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let folder = Folder::new();
    let session = |id: &str| format!("{}\n", json!({"id": id, "user_id": id, "expires_at": "2099-01-01T00:00:00Z"}));
    let file = folder.write("old.ndjson", &["one", "two", "three"].map(session).concat());
    let first = import(&app, &[&file]).await;
    let tokens: Vec<String> = first.lines().iter().map(|line| line["token"].as_str().unwrap().to_owned()).collect();
    let now = app.clock.now();
    let refreshed = door.sessions.refresh(now, &tokens[0], None).await.unwrap().unwrap();
    let ended: domain::id::SessionId = first.lines()[1]["session_id"].as_str().unwrap().parse().unwrap();
    door.sessions.revoke(now, door.tenant, Owner::Tenant, ended, "test", Reason::Revoked).await.unwrap();

    let again = import(&app, &[&file]).await;

    again.assert(0, 0, 3, 0, 0);
    let lines = again.lines();
    assert_eq!((&lines[0]["state"], &lines[0]["token"]), (&json!("in_use"), &Value::Null));
    assert_eq!((&lines[1]["state"], &lines[1]["token"]), (&json!("ended"), &Value::Null));
    assert_eq!(lines[2]["token"], tokens[2]);
    assert!(door.is_open(app.clock.now(), &refreshed.token).await);
    assert!(!door.is_open(app.clock.now(), &tokens[1]).await);
}

#[tokio::test]
async fn the_tenants_rules_hold_for_imported_sessions() {
    let app = TestApp::start().await;
    let settings = TenantSettings {
        sessions_per_user_max: 2,
        session_limit: SessionLimit::RefuseNew,
        capture_ip: domain::settings::CaptureIp::Anonymised,
        session_absolute_timeout_s: 3_600,
        ..TenantSettings::default()
    };
    Door::open(&app, settings).await;
    let session = |id: usize| {
        let session = json!({
            "id": id, "user_id": "ada", "ip": "203.0.113.9", "expires_at": "2099-01-01T00:00:00Z",
            "metadata": {"password": "open-sesame", "role": "editor"},
        });
        format!("{session}\n")
    };
    let folder = Folder::new();
    let file = folder.write("old.ndjson", &(0..3).map(session).collect::<String>());

    let imported = import(&app, &[&file]).await;

    imported.assert(1, 2, 0, 0, 1);
    // Which one it is that comes too late is open: some are started at a time.
    assert!(imported.complained.contains(": the user has as many sessions as there may be"), "{imported:?}");
    let rows = rows(&app).await;
    assert!(rows.iter().all(|row| row["ip"] == "203.0.113.0"), "{rows:?}");
    assert!(rows.iter().all(|row| row["metadata"]["password"] != "open-sesame" && row["metadata"]["role"] == "editor"));
    let over: chrono::DateTime<chrono::Utc> = rows[0]["expires_at"].as_str().unwrap().parse().unwrap();
    assert!(over < app.clock.now() + chrono::TimeDelta::hours(2));
}

#[tokio::test]
async fn what_cannot_be_imported_is_said() {
    let app = TestApp::start().await;
    door(&app).await;
    let folder = Folder::new();
    let file = folder.write("old.csv", "user,expires_at\nada,2099-01-01T00:00:00Z\n");
    let tokens = folder.write("tokens.ndjson", "kept");
    let nowhere = folder.path("no/such/folder").to_string_lossy().into_owned();
    let cases: [(&[&str], i32, &str); 4] = [
        (&["sessions", "import", "--tenant", "shop", &file], 2, "there is no column user_id"),
        (&["sessions", "import", "--tenant", "shop", "--output", &tokens, &nowhere], 2, "no/such/folder"),
        (&["sessions", "import", "--tenant", "shop", "--output", &nowhere, &file], 1, "no/such/folder"),
        (&["sessions", "import", "--tenant", "other", &file], 1, "tenant not found"),
    ];

    for (arguments, code, reason) in cases {
        let came = run(&app, arguments).await;

        assert!(came.code == Some(code) && came.complained.contains(reason), "{reason}: {came:#?}");
    }
    assert_eq!(std::fs::read_to_string(tokens).unwrap(), "kept");
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let now = app.clock.now();
    let mut started = Vec::new();
    for user in ["ada", "ada", "ada", "bob"] {
        started.push(door.start(now, Some(user)).await);
    }
    let ids: Vec<String> = started.iter().map(|issued| issued.stored.session.session_id.to_string()).collect();
    let of_shop = |more: &[&'static str]| [&["sessions", "list", "--tenant", "shop"], more].concat();

    let one = run(&app, &["sessions", "revoke", "--tenant", "shop", "--session", &ids[0]]).await;
    let listed = run(&app, &of_shop(&["--user", "ada", "--state", "active", "--json"])).await;
    let all = ["sessions", "revoke", "--tenant", "shop", "--user", "ada", "--except", &ids[2]];
    let all = run(&app, &all).await;

    assert_eq!((one.code, all.code), (Some(0), Some(0)), "{one:?} {all:?}");
    let listed: BTreeSet<String> = listed.lines().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(listed, BTreeSet::from([ids[1].clone(), ids[2].clone()]));
    for (issued, is_open) in started.iter().zip([false, false, true, true]) {
        assert_eq!(door.is_open(app.clock.now(), &issued.token).await, is_open);
    }
    let everything = run(&app, &of_shop(&[])).await;
    assert_eq!(everything.said.lines().count(), 4, "{everything:?}");
    assert!(everything.said.contains("revoked (revoked)  ada  Safari on iPhone  192.0.2.7"), "{everything:?}");
    let revoked = run(&app, &of_shop(&["--state", "revoked", "--json"])).await.lines();
    assert!(revoked.len() == 2 && revoked.iter().all(|line| line["ended_by"] == "gatebook sessions revoke"));
    assert_eq!(run(&app, &of_shop(&["--ip", "192.0.2.0/24", "--json"])).await.lines().len(), 4);
    assert_eq!(run(&app, &of_shop(&["--ip", "198.51.100.0/24"])).await.said, "");
    assert_eq!(run(&app, &of_shop(&["--ip", "nonsense"])).await.code, Some(2));
    assert_eq!(run(&app, &of_shop(&["--state", "asleep"])).await.code, Some(2));
    let unknown = ["sessions", "revoke", "--tenant", "shop", "--session", "ses_00000000000000000000000000000000"];
    let unknown = run(&app, &unknown).await;
    assert!(unknown.code == Some(1) && unknown.complained.contains("session not found"), "{unknown:?}");
    let neither = run(&app, &["sessions", "revoke", "--tenant", "shop"]).await;
    assert_eq!(neither.code, Some(2), "{neither:?}");
}

#[tokio::test]
async fn sessions_that_ended_long_ago_are_cleared() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let now = app.clock.now();
    let mut started = Vec::new();
    for user in ["ada", "bob", "cleo", "dan"] {
        started.push(door.start(now, Some(user)).await.stored.session.session_id);
    }
    for id in &started[..2] {
        door.sessions.revoke(now, door.tenant, Owner::Tenant, *id, "test", Reason::Revoked).await.unwrap();
    }
    execute(&app, "update session_use set tombstone_due = false").await;
    let old =
        format!("update session set ended_at = now() - interval '8 days' where session_id = '{}'", started[0].uuid());
    execute(&app, &old).await;
    let over =
        format!("update session set expires_at = now() - interval '1 hour' where session_id = '{}'", started[2].uuid());
    execute(&app, &over).await;
    execute(&app, "update session_use set check_at = now() - interval '1 minute' where check_at is not null").await;

    let cleared = run(&app, &["sessions", "clear", "--tenant", "shop"]).await;

    assert_eq!(cleared.code, Some(0), "{cleared:?}");
    assert!(cleared.said.contains("noted 1 whose time is over"), "{cleared:?}");
    assert!(
        cleared.said.contains("removed 1 sessions; 2 that have ended are still shown, the last until 2"),
        "{cleared:?}"
    );
    assert_eq!(rows(&app).await.len(), 3);
    assert_eq!(run(&app, &["sessions", "clear"]).await.code, Some(0));
    assert_eq!(run(&app, &["sessions", "clear", "--tenant", "other"]).await.code, Some(1));
}

#[tokio::test]
async fn a_rebuild_says_how_the_rows_stood() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let mut started = Vec::new();
    for user in ["ada", "bob", "cleo"] {
        started.push(door.start(app.clock.now(), Some(user)).await);
    }
    let before = rows(&app).await;
    let id = started[0].stored.session.session_id;
    execute(&app, &format!("delete from session where session_id = '{}'", id.uuid())).await;
    door.flush_redis().await;

    let rebuilt = run(&app, &["rebuild", "sessions", "--tenant", "shop"]).await;
    let again = run(&app, &["rebuild", "sessions"]).await;

    assert_eq!((rebuilt.code, again.code), (Some(0), Some(0)), "{rebuilt:?} {again:?}");
    let nothing_else = "0 superfluous, 0 without a secret, 0 over for long";
    assert!(rebuilt.said.contains(&format!("shop: 2 equal, 0 differing, 1 missing, {nothing_else}")), "{rebuilt:?}");
    assert!(again.said.contains(&format!("shop: 3 equal, 0 differing, 0 missing, {nothing_else}")), "{again:?}");
    assert!(rebuilt.said.contains("shop: Redis has 3 live sessions"), "{rebuilt:?}");
    assert_eq!(rows(&app).await, before);
    assert_eq!(door.held().await.len(), 3);
    assert_eq!(run(&app, &["rebuild", "sessions", "--tenant", "other"]).await.code, Some(1));
}
