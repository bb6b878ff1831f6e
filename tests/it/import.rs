//! `gatebook import`: whatever happens on the way, each line of a log is stored exactly once.

mod made_up;

use std::path::{Path, PathBuf};
use std::process::Stdio;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::TenantId;
use domain::scope::Scope;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::{Process, Relay, TestApp, TestTenant, program, rounds};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

use made_up::combined;

/// What an import came to.
#[derive(Debug)]
struct Imported {
    code: Option<i32>,
    said: String,
    complained: String,
}

impl Imported {
    /// Passes when it ended with this code, and stored, found and refused so many lines.
    #[track_caller]
    fn assert(&self, code: i32, stored: usize, duplicates: usize, bad: usize) {
        let number = |number: usize| match number {
            0..1_000 => number.to_string(),
            _ => format!("{},{:03}", number / 1_000, number % 1_000),
        };
        let (stored, duplicates, bad) = (number(stored), number(duplicates), number(bad));
        let total = format!("{stored} stored, {duplicates} duplicates, 0 ignored, {bad} bad");
        assert!(self.said.starts_with(&total) && self.code == Some(code), "{total}: {self:#?}");
    }

    /// Passes when nothing could be imported, for this reason.
    #[track_caller]
    fn assert_failed(&self, reason: &str) {
        assert_eq!(self.code, Some(2), "{self:#?}");
        assert!(self.complained.contains(reason), "{reason}: {self:#?}");
    }
}

/// The program, about to import into a tenant.
fn import_to(url: &str, tenant: &TestTenant) -> Command {
    let mut command = program("import");
    command.env("GATEBOOK_URL", url).env("GATEBOOK_KEY", &tenant.key).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

async fn finish(mut command: Command) -> Imported {
    let output = command.output().await.expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("it says text");
    Imported { code: output.status.code(), said: text(output.stdout), complained: text(output.stderr) }
}

/// Imports some files with all that is in them.
async fn import(app: &TestApp, tenant: &TestTenant, files: &[&Path]) -> Imported {
    let mut command = import_to(app.url(), tenant);
    command.arg("--include-static").args(files);
    finish(command).await
}

/// A folder with files in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("there is room"))
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).expect("there is room");
        path
    }
}

/// How many page views a tenant's log has; fails when one is there twice.
async fn stored(app: &TestApp, tenant: TenantId) -> i64 {
    let sql = format!(
        "select count(*), count(distinct event_id) from event where type = 'access' and tenant_id = '{}'",
        tenant.uuid()
    );
    let row = app.superuser_db().query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
    let row = row.expect("it answers").expect("a count is a row");
    let (all, different): (i64, i64) =
        (row.try_get_by_index(0).expect("a number"), row.try_get_by_index(1).expect("a number"));
    assert_eq!(all, different, "an event is there twice");
    all
}

const COUNT: usize = 5_000;

/// A plain line of the Common Log Format.
fn plain_line(path: &str, at: DateTime<Utc>) -> String {
    format!("203.0.113.7 - - [{}] \"GET {path} HTTP/1.1\" 200 17\n", at.format("%d/%b/%Y:%H:%M:%S +0000"))
}

#[tokio::test]
async fn a_real_worlds_log_is_stored_whole_and_once() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let (folder, lines) = (Folder::new(), combined(COUNT, app.clock.now()));
    let whole = folder.write("access.log", lines.concat());
    let begin = folder.write("access.log.1", lines[..3_000].concat());

    let first = import(&app, &tenant, &[&whole]).await;
    let second = import(&app, &tenant, &[&whole]).await;

    first.assert(0, COUNT, 0, 0);
    second.assert(0, 0, COUNT, 0);
    assert_eq!(stored(&app, tenant.id).await, COUNT as i64);
    import(&app, &other, &[&begin]).await.assert(0, 3_000, 0, 0);
    import(&app, &other, &[&whole]).await.assert(0, 2_000, 3_000, 0);
    assert_eq!(stored(&app, other.id).await, COUNT as i64);
}

#[tokio::test]
async fn an_import_that_is_killed_goes_on_where_it_was() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (folder, lines) = (Folder::new(), combined(COUNT, app.clock.now()));
    let file = folder.write("access.log", lines.concat());
    // More than the requests are, so that some are killed at their end.
    let bytes_max = lines.concat().len() as u64 * 2;
    let mut random = SmallRng::seed_from_u64(11);

    for _ in 0..rounds(3, 20) {
        let relay = Relay::before(app.url()).await;
        let mut command = import_to(&relay.url(), &tenant);
        let mut importing = command.arg("--include-static").arg(&file).spawn().expect("the program starts");
        tokio::select! {
            () = relay.passed(random.random_range(0..bytes_max)) => {}
            _ = importing.wait() => {}
        }
        importing.kill().await.expect("a child can be killed");
    }
    let last = import(&app, &tenant, &[&file]).await;

    assert_eq!(last.code, Some(0), "{last:#?}");
    assert_eq!(stored(&app, tenant.id).await, COUNT as i64);
    import(&app, &tenant, &[&file]).await.assert(0, 0, COUNT, 0);
}

#[tokio::test]
async fn bad_lines_are_counted_and_the_first_ten_are_named() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (folder, mut lines) = (Folder::new(), combined(COUNT, app.clock.now()));
    for line in lines.iter_mut().skip(49).step_by(100) {
        *line = b"Segmentation fault, secret-of-the-line\n".to_vec();
    }
    // Longer than any event, and than what is read at once.
    lines[49] = [vec![b'x'; 1_000_000], b"\n".to_vec()].concat();
    let file = folder.write("access.log", lines.concat());

    let imported = import(&app, &tenant, &[&file]).await;

    imported.assert(1, COUNT - 50, 0, 50);
    assert_eq!(stored(&app, tenant.id).await, COUNT as i64 - 50);
    let named: Vec<usize> = imported
        .complained
        .lines()
        .filter_map(|line| line.strip_prefix(&format!("{}:", file.display()))?.split(':').next()?.parse().ok())
        .collect();
    let wanted: Vec<usize> = (0..10).map(|n| 50 + n * 100).collect();
    assert_eq!(named, wanted, "{imported:#?}");
    assert!(imported.complained.contains("longer than 65536 bytes") && imported.complained.contains("and 40 more"));
    assert!(!imported.complained.contains("secret-of-the-line"), "what is in a line is not shown");
}

#[tokio::test]
async fn what_the_api_refuses_is_a_bad_line() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let lines = [
        json!({"occurred_at": app.clock.now(), "method": "GET", "path": "/a"}),
        json!({"occurred_at": app.clock.now(), "method": "GET", "path": "/b", "session_id": "not one"}),
        json!({"occurred_at": app.clock.now(), "method": "GET", "path": "/c"}),
    ];
    let folder = Folder::new();
    let file = folder.write("app.log", lines.map(|line| format!("{line}\n")).concat());

    let imported = import(&app, &tenant, &[&file]).await;

    imported.assert(1, 2, 0, 1);
    assert!(imported.complained.contains("app.log:2: invalid: /session_id expected ses_"), "{imported:#?}");
}

#[tokio::test]
async fn what_cannot_be_imported_is_said_and_ends_with_2() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let reader = app.key(tenant.id, &[Scope::EventsRead]).await;
    let folder = Folder::new();
    let file = folder.write("access.log", plain_line("/a", app.clock.now()));
    let foreign = folder.write("notes.txt", "to do\nmore to do\n");
    let folder_path = folder.0.path().to_string_lossy().into_owned();
    let (wrong, beside) = (format!("{}x", tenant.key), format!("{}/x", app.url()));
    let cases: [(&[&str], &str); 11] = [
        (&["--key", &wrong], "the key is refused: 401"),
        (&["--key", &reader], "the key is refused: 403"),
        (&["--key", ""], "--key"),
        (&["/no/such/file"], "/no/such/file"),
        (&[&folder_path], "is a directory"),
        (&["--format", "combind"], "no such format"),
        (&["--url", "ftp://x"], "--url"),
        (&["--url", "http://me:hush@127.0.0.1:8080"], "no password"),
        (&["--url", "127.0.0.1:8080"], "http://127.0.0.1:8080"),
        (&["--url", "http://127.0.0.1:1", "--patience", "0"], "gave up"),
        (&["--url", &beside], "the API answers 404 path_not_found"),
    ];

    for (arguments, reason) in cases {
        let mut command = import_to(app.url(), &tenant);
        command.arg(&file).args(arguments);
        let imported = finish(command).await;
        imported.assert_failed(reason);
        assert!(!format!("{imported:?}").contains(&tenant.key), "a key is never shown: {imported:#?}");
        assert!(!format!("{imported:?}").contains("hush"), "a password is never shown: {imported:#?}");
    }
    import(&app, &tenant, &[&foreign]).await.assert_failed("no known format");

    assert_eq!(stored(&app, tenant.id).await, 0);
    let both = import(&app, &tenant, &[&foreign, &file]).await;
    both.assert(2, 1, 0, 0);
    both.assert_failed(&format!("to the end: {}", foreign.display()));
}

#[tokio::test]
async fn a_dry_run_shows_what_would_be_stored_without_secrets_and_stores_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    tenant.patch("/v1/tenant", &json!({"settings": {"redacted_words": ["door"]}})).await.assert_status(200);
    let now = app.clock.now();
    let lines = ["/a?token=open-sesame&door=knock-knock", "/app.css", "/b"].map(|path| plain_line(path, now));
    let folder = Folder::new();
    let file = folder.write("access.log", lines.concat() + "nonsense\n");
    let dry_run = |more: &[&str]| {
        let mut command = import_to(app.url(), &tenant);
        command.arg("--dry-run").args(more).arg(&file);
        finish(command)
    };

    let shown = dry_run(&[]).await;
    let all = dry_run(&["--include-static"]).await;

    assert_eq!(shown.code, Some(1), "a line is bad: {shown:#?}");
    assert!(shown.complained.contains("2 would be stored, 0 duplicates, 1 ignored, 1 bad"), "{shown:#?}");
    assert!(all.complained.contains("3 would be stored, 0 duplicates, 0 ignored, 1 bad"), "{all:#?}");
    let events: Vec<Value> = shown.said.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    assert_eq!(events.len(), 3);
    assert_eq!(events[0]["line"], format!("{}:1", file.display()));
    assert_eq!(events[0]["event"]["query"], "token=[redacted]&door=[redacted]");
    assert_eq!(events[0]["redacted"], json!(["/query/token", "/query/door"]));
    assert_eq!((&events[1]["ignored"], &events[2]["event"]["path"]), (&json!(true), &json!("/b")));
    for secret in ["open-sesame", "knock-knock", &tenant.key] {
        assert!(!format!("{shown:?}").contains(secret), "{shown:#?}");
    }
    assert_eq!(stored(&app, tenant.id).await, 0);
}

#[tokio::test]
async fn old_and_fresh_lines_are_kept_for_the_retention_and_are_there_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let today =
        (app.clock.now() + TimeDelta::days(1)).date_naive().and_hms_opt(0, 0, 0).expect("it is a time").and_utc();
    let noon = today + TimeDelta::hours(12);
    app.clock.set(noon);
    let mut lines = combined(600, noon).concat();
    lines.extend((-25..25).flat_map(|second| plain_quoted("/midnight", today + TimeDelta::seconds(second))));
    let folder = Folder::new();
    let file = folder.write("access.log", &lines);
    let visible = async || tenant.all("/v1/events?type=access", "events").await.len();

    import(&app, &tenant, &[&file]).await.assert(0, 650, 0, 0);
    app.clock.advance(TimeDelta::days(1));
    import(&app, &tenant, &[&file]).await.assert(0, 0, 650, 0);
    app.clock.advance(TimeDelta::days(5));
    assert_eq!(visible().await, 650);
    import(&app, &tenant, &[&file]).await.assert(0, 0, 650, 0);

    assert_eq!(stored(&app, tenant.id).await, 650);
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(visible().await, 625, "those of yesterday leave a day before those of today, and those of 2015");
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(visible().await, 0);
}

/// The same as a line of the Combined Log Format.
fn plain_quoted(path: &str, at: DateTime<Utc>) -> Vec<u8> {
    plain_line(path, at).replace(" 17\n", " 17 \"-\" \"-\"\n").into_bytes()
}

#[tokio::test]
async fn rotation_and_packing_change_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (folder, lines) = (Folder::new(), combined(1_000, app.clock.now()));
    let live = folder.write("access.log", lines[..400].concat());
    let rotated = folder.0.path().join("access.log.1");

    import(&app, &tenant, &[&live]).await.assert(0, 400, 0, 0);
    folder.write("access.log", lines[..500].concat());
    import(&app, &tenant, &[&live]).await.assert(0, 100, 400, 0);
    std::fs::rename(&live, &rotated).expect("it is there");
    folder.write("access.log", lines[500..700].concat());
    let both = import(&app, &tenant, &[&rotated, &live]).await;
    // Of equal lines on both sides of a rotation one is kept: which there are follows from the made-up lines.
    let around = lines[500..700].iter().filter(|line| lines[..500].contains(line)).count();
    both.assert(0, 200 - around, 500 + around, 0);
    let kept = 700 - around;

    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, &lines[..500].concat()).expect("memory has room");
    let gz = folder.write("access.log.2.gz", gz.finish().expect("memory has room"));
    let zst = zstd::encode_all(lines[500..700].concat().as_slice(), 1).expect("memory has room");
    let zst = folder.write("access.log-20260101.zst", zst);
    import(&app, &tenant, &[&gz, &zst]).await.assert(0, 0, 700, 0);

    let mut command = import_to(app.url(), &tenant);
    command.args(["-", "--source", "access.log", "--include-static"]).stdin(Stdio::piped());
    let mut importing = command.spawn().expect("the program starts");
    let mut stdin = importing.stdin.take().expect("it is piped");
    stdin.write_all(&lines[..500].concat()).await.expect("it reads");
    drop(stdin);
    let output = importing.wait_with_output().await.expect("it ends");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("0 stored, 500 duplicates"), "{output:?}");
    assert_eq!(stored(&app, tenant.id).await, kept as i64);
}

#[tokio::test]
async fn a_line_that_is_still_being_written_waits_for_its_end() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    let (first, second) = (plain_line("/a", now), plain_line("/b", now));
    let folder = Folder::new();
    let half = first.clone() + second.trim_end_matches("7\n");
    let file = folder.write("access.log", half);

    let early = import(&app, &tenant, &[&file]).await;
    folder.write("access.log", first.clone() + &second);
    let late = import(&app, &tenant, &[&file]).await;

    early.assert(0, 1, 0, 0);
    assert!(early.said.contains("0 bad, 1 unfinished; 1 lines"), "{early:#?}");
    late.assert(0, 1, 1, 0);
    // A rotated file does not grow any more, and a line with a closing quote is whole.
    let rotated = folder.write("other.log.1", plain_line("/c", now).trim_end());
    let quoted = folder.write("quoted.log", plain_quoted("/d", now).trim_ascii_end());
    import(&app, &tenant, &[&rotated, &quoted]).await.assert(0, 2, 0, 0);
}

#[tokio::test]
async fn one_request_at_a_time_keeps_the_order_of_the_file() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let paths: Vec<String> = (0..COUNT).map(|number| format!("/{number}")).collect();
    let lines: String = paths.iter().map(|path| plain_line(path, app.clock.now())).collect();
    let folder = Folder::new();
    let file = folder.write("access.log", lines);
    let mut command = import_to(app.url(), &tenant);
    command.args(["--requests", "1"]).arg(&file);

    finish(command).await.assert(0, COUNT, 0, 0);

    let sql = "select path from event where type = 'access' order by position";
    let rows = app.superuser_db().query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
    let rows = rows.expect("it answers");
    let stored: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect();
    assert_eq!(stored, paths);
}

#[tokio::test]
async fn a_quota_slows_an_import_down_and_loses_nothing() {
    let app = TestApp::start_with(&[("GATEBOOK_RATE_LIMIT_PER_S", "2500")]).await;
    let tenant = app.tenant("shop").await;
    let (folder, lines) = (Folder::new(), combined(COUNT, app.clock.now()));
    let file = folder.write("access.log", lines.concat());

    let imported = import(&app, &tenant, &[&file]).await;

    imported.assert(0, COUNT, 0, 0);
    assert_eq!(stored(&app, tenant.id).await, COUNT as i64);
}

#[tokio::test]
async fn an_api_that_dies_in_the_middle_gets_the_rest_when_it_is_back() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (folder, lines) = (Folder::new(), combined(COUNT, app.clock.now()));
    let file = folder.write("access.log", lines.concat());
    let process = Process::start(&app, "api").await;
    let relay = Relay::before(&process.url()).await;
    let mut command = import_to(&relay.url(), &tenant);
    command.arg("--include-static").arg(&file);

    let act = async {
        relay.passed(1_000_000).await;
        process.kill().await;
        let process = Process::start(&app, "api").await;
        relay.lead_to(&process.url());
        process
    };
    let (imported, _process) = tokio::join!(finish(command), act);

    assert_eq!(imported.code, Some(0), "{imported:#?}");
    assert!(imported.complained.contains("waiting: no answer from"), "{imported:#?}");
    assert_eq!(stored(&app, tenant.id).await, COUNT as i64);
}

#[tokio::test]
async fn an_api_without_its_database_is_waited_for() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    tenant.get("/v1/tenant").await.assert_status(200);
    let (folder, lines) = (Folder::new(), combined(COUNT, app.clock.now()));
    let file = folder.write("access.log", lines.concat());
    let mut command = import_to(app.url(), &tenant);
    app.postgres.close().await;

    let mut importing = command.arg("--include-static").arg(&file).spawn().expect("the program starts");
    let mut complaints = BufReader::new(importing.stderr.take().expect("it is piped")).lines();
    while let Some(line) = complaints.next_line().await.expect("it says text") {
        if line.starts_with("waiting: the API answers 503") {
            break;
        }
    }
    app.postgres.open();
    let output = importing.wait_with_output().await.expect("it ends");

    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(stored(&app, tenant.id).await, COUNT as i64);
}
