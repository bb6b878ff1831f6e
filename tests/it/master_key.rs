//! Another master key: `gatebook master-key rotate` beside processes that go on, and what becomes of what was handed out before.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::boot::{MasterKey, Settings, connect_worker};
use domain::error::Error;
use domain::keyring::{Keyring, rotation};
use domain::secrets::{self, Purpose};
use domain::{Database, transaction};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use tests::{ADMIN_KEY, Client, Process, TestApp, TestTenant, program_over};

use crate::session_door::{execute, query};

/// Longer than anything here takes; what is waited for decides, not this.
const PATIENCE: Duration = Duration::from_secs(60);
/// What a [`TestApp`] has.
const OLD: [u8; 32] = [7; 32];
const NEW: [u8; 32] = [9; 32];

type Variables = Vec<(&'static str, String)>;

/// The variables with which a process knows these keys.
fn keys(present: [u8; 32], previous: Option<[u8; 32]>) -> Variables {
    let text = |key: [u8; 32]| MasterKey::new(key).to_base64().expose().to_owned();
    let previous = previous.map(text).unwrap_or_default();
    vec![("GATEBOOK_MASTER_KEY", text(present)), ("GATEBOOK_MASTER_KEY_PREVIOUS", previous)]
}

/// What a process that knows these keys goes by.
fn settings(app: &TestApp, present: [u8; 32], previous: Option<[u8; 32]>) -> Settings {
    let (master_key, master_key_previous) = (Some(MasterKey::new(present)), previous.map(MasterKey::new));
    Settings { master_key, master_key_previous, ..app.settings().clone() }
}

async fn keyring(app: &TestApp, present: [u8; 32], previous: Option<[u8; 32]>) -> Keyring {
    let opened = Keyring::open(&app.role_db("gatebook_worker"), &settings(app, present, previous)).await;
    opened.expect("one of the keys opens it")
}

/// Runs a command to its end: exit code, and all that it said.
async fn run(app: &TestApp, arguments: &[&str], keys: &Variables) -> (Option<i32>, String) {
    let keys = keys.iter().map(|(name, value)| (*name, value.as_str()));
    let ended = program_over(app, arguments).envs(keys).output().await.unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    (ended.status.code(), String::from_utf8(said).unwrap())
}

/// Every wrapped secret as it is stored.
async fn wrapped(app: &TestApp) -> BTreeSet<String> {
    let rows = query(
        app,
        "select encode(wrapped, 'hex') as wrapped from tenant_secret
         union all
         select encode(wrapped, 'hex') from installation_secret",
    );
    rows.await.iter().map(|row| row["wrapped"].as_str().unwrap().to_owned()).collect()
}

/// What was handed out before.
struct HandedOut {
    tenant: TestTenant,
    session: String,
    access: String,
    imported: String,
    cursor: String,
    jwks: String,
    /// A tenant that was made with an idempotency key.
    repeatable: String,
    seeded: Value,
}

const OLD_SESSION: &str = r#"{"id": "old-1", "user_id": "bob", "expires_at": "2099-01-01T00:00:00Z"}"#;

impl HandedOut {
    async fn by(app: &TestApp) -> Self {
        let tenant = app.tenant("shop").await;
        for path in ["/a", "/b"] {
            tenant.post("/v1/events", &json!({"method": "GET", "path": path})).await.assert_status(201);
        }
        let started = tenant.post("/v1/sessions", &json!({"user_id": "ada"})).await.assert_status(201).json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            session: text(&started["token"]),
            access: text(&started["access_token"]),
            imported: import(app, &keys(OLD, None)).await,
            cursor: text(&tenant.get("/v1/events?limit=1&order=asc").await.json()["next"]),
            jwks: app.anonymous().get("/v1/tenants/shop/jwks.json").await.assert_status(200).text,
            repeatable: repeat(&app.admin()).await,
            seeded: seed(&tenant).await,
            tenant,
        }
    }

    /// Passes when all of it is as good at a process as it was.
    async fn assert_good_at(&mut self, process: &Process) {
        let tenant = process.client(&self.tenant.key);
        for token in [&self.session, &self.access, &self.imported] {
            let found =
                tenant.post("/v1/sessions/introspect", &json!({"token": token})).await.assert_status(200).json();
            assert_eq!(found["active"], true, "{found}");
        }
        let refreshed = tenant.post("/v1/sessions/refresh", &json!({"token": self.session})).await.assert_status(201);
        self.session = refreshed.json()["token"].as_str().unwrap().to_owned();
        let page = tenant.get(&format!("/v1/events?limit=1&order=asc&cursor={}", self.cursor)).await.assert_status(200);
        assert_eq!(page.json()["events"].as_array().unwrap().len(), 1);
        assert_eq!(tenant.get("/v1/tenants/shop/jwks.json").await.text, self.jwks);
        assert_eq!(repeat(&process.client(ADMIN_KEY)).await, self.repeatable);
        assert_eq!(seed(&tenant).await, self.seeded);
    }
}

/// Imports a session of another store; its token.
async fn import(app: &TestApp, keys: &Variables) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (lines, tokens) = (folder.path().join("sessions.ndjson"), folder.path().join("tokens.ndjson"));
    std::fs::write(&lines, OLD_SESSION).unwrap();
    let [lines, written] = [&lines, &tokens].map(|path| path.to_str().unwrap());
    let (code, said) = run(app, &["sessions", "import", "--tenant", "shop", "--output", written, lines], keys).await;
    assert_eq!(code, Some(0), "{said}");
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&tokens).unwrap()).unwrap();
    line["token"].as_str().unwrap().to_owned()
}

/// Makes a tenant, once.
async fn repeat(admin: &Client) -> String {
    let request = admin.request(Method::POST, "/v1/tenants").header("idempotency-key", "the same each time");
    let answer = admin.send(request.json(&json!({"slug": "repeatable", "name": "x"}))).await.assert_status(201).json();
    answer["tenant"]["id"].as_str().unwrap().to_owned()
}

/// Posts an event whose id follows from its content; its id.
async fn seed(tenant: &Client) -> Value {
    let event = json!({"method": "GET", "path": "/seeded", "id_seed": "line 1", "occurred_at": "2026-01-01T00:00:00Z"});
    tenant.post("/v1/events", &event).await.json()["id"].clone()
}

/// An export of the tenant, once it is done.
async fn export(client: &Client, id: &str) -> Value {
    let done = async {
        loop {
            let export = client.get(&format!("/v1/exports/{id}")).await.assert_status(200).json();
            if export["state"] == "done" {
                return export;
            }
        }
    };
    tokio::time::timeout(PATIENCE, done).await.expect("the worker writes it")
}

async fn opens(process: &Process, link: &Value) -> bool {
    let answer = process.client("").get(link.as_str().unwrap()).await;
    assert!(matches!(answer.status, 200 | 403), "{answer:?}");
    answer.status == 200
}

#[tokio::test]
async fn a_rotation_beside_running_processes_changes_nothing_for_anybody_and_the_old_key_opens_nothing_then() {
    let app = TestApp::start().await;
    let mut handed_out = HandedOut::by(&app).await;
    let tenant = handed_out.tenant.client.clone();
    let before = wrapped(&app).await;

    // Some know both keys already, the others the old one alone: each reads what the others wrap and sign.
    let both = Process::start_with(&app, "api", &keys(NEW, Some(OLD))).await;
    let worker = Process::start_with(&app, "worker", &keys(NEW, Some(OLD))).await;
    let young = both.client(ADMIN_KEY).post("/v1/tenants", &json!({"slug": "young", "name": "x"})).await;
    let young = young.assert_status(201).json()["first_key"]["token"].as_str().unwrap().to_owned();
    let event = json!({"method": "GET", "path": "/"});
    app.bearer(&young).post("/v1/events", &event).await.assert_status(201);
    let ordered = tenant.post("/v1/exports", &json!({"format": "csv"})).await.assert_status(202).json();
    let id = ordered["id"].as_str().unwrap();
    let link = export(&tenant, id).await["url"].clone();
    assert!(opens(&both, &link).await);
    let at_both = both.client(&handed_out.tenant.key);
    let of_both = export(&at_both, id).await["url"].clone();
    let fetched = app.anonymous().get(of_both.as_str().unwrap()).await;
    assert_eq!(fetched.status, 200, "{fetched:?}");
    handed_out.assert_good_at(&both).await;

    let (code, said) = run(&app, &["master-key", "status"], &keys(NEW, Some(OLD))).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("under GATEBOOK_MASTER_KEY:    0\n"), "{said}");
    let (code, said) = run(&app, &["master-key", "rotate"], &keys(NEW, Some(OLD))).await;
    assert_eq!(code, Some(0), "{said}");
    let count = wrapped(&app).await.len();
    assert!(said.contains(&format!("wrapped anew:                 {count}\n")), "{count}: {said}");
    let (code, again) = run(&app, &["master-key", "rotate"], &keys(NEW, Some(OLD))).await;
    assert!(code == Some(0) && again.contains("wrapped anew:                 0\n"), "{again}");
    assert!(wrapped(&app).await.is_disjoint(&before), "not one is what it was");

    // Those who know both keys go on, and so does who knows the new one alone.
    let after = Process::start_with(&app, "api", &keys(NEW, None)).await;
    for process in [&both, &after] {
        handed_out.assert_good_at(process).await;
        process.client(&young).post("/v1/events", &event).await.assert_status(201);
    }
    assert_eq!(import(&app, &keys(NEW, None)).await, handed_out.imported, "an import gives the same token again");
    let settled = async { while !opens(&after, &export(&at_both, id).await["url"]).await {} };
    tokio::time::timeout(PATIENCE, settled).await.expect("those who know both sign with the new one soon");
    let link_of_after = export(&after.client(&handed_out.tenant.key), id).await["url"].clone();
    assert!(opens(&both, &link_of_after).await && opens(&after, &link_of_after).await);

    // The old key opens nothing.
    assert!(opens(&both, &link).await && !opens(&after, &link).await, "a link that was signed with it");
    for mode in ["api", "worker"] {
        let (code, said) = run(&app, &[mode], &keys(OLD, None)).await;
        assert!(code == Some(2) && said.contains("GATEBOOK_MASTER_KEY is not the key"), "{said}");
    }
    let (code, said) = run(&app, &["master-key", "status"], &keys(NEW, None)).await;
    assert!(code == Some(0) && said.contains("under the previous one:       0\n"), "{said}");
    assert_eq!(worker.terminate().await, Some(0), "it went on all the time");
}

#[tokio::test]
async fn a_rotation_that_is_broken_off_is_gone_on_with() {
    let app = TestApp::start().await;
    for number in 0..3 {
        app.tenant(&format!("shop-{number}")).await;
    }
    let worker = connect_worker(app.settings()).unwrap();
    let keyring = keyring(&app, NEW, Some(OLD)).await;
    let db = app.superuser_db();
    let holder = db.begin().await.unwrap();
    holder.execute_unprepared("select 1 from tenant_secret for update").await.unwrap();

    let broken_off = rotation::rotate(&worker, &keyring).await;
    holder.rollback().await.unwrap();

    assert!(
        matches!(broken_off, Err(Error::Unavailable { .. })),
        "the rows are held for longer than it waits: {broken_off:?}"
    );
    let half = rotation::standing(&worker, &keyring).await.unwrap();
    assert_eq!((half.present, half.closed.len()), (1, 0), "the root is under the new key, and nothing else: {half:?}");
    assert_eq!(half.previous, u64::try_from(wrapped(&app).await.len()).unwrap() - 1);
    // What comes meanwhile is under the new key already.
    let process = Process::start_with(&app, "api", &keys(NEW, Some(OLD))).await;
    process.client(ADMIN_KEY).post("/v1/tenants", &json!({"slug": "late", "name": "x"})).await.assert_status(201);
    let since = rotation::standing(&worker, &keyring).await.unwrap();
    assert!(since.present > 1 && since.previous == half.previous, "{since:?}");

    let whole = rotation::rotate(&worker, &keyring).await.unwrap();
    assert_eq!((whole.rewrapped, whole.previous), (half.previous, 0), "{whole:?}");
}

/// Waits until somebody of the worker's waits for a lock.
async fn until_it_waits(app: &TestApp) {
    let waiting = "select 1 from pg_stat_activity
                   where datname = current_database() and usename = 'gatebook_worker' and wait_event_type = 'Lock'";
    let (db, waiting) = (app.superuser_db(), Statement::from_string(DbBackend::Postgres, waiting));
    let waits = async { while db.query_all_raw(waiting.clone()).await.unwrap().is_empty() {} };
    tokio::time::timeout(PATIENCE, waits).await.expect("it waits");
}

#[tokio::test]
async fn a_secret_that_is_being_wrapped_when_the_rotation_begins_is_not_left_behind() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (worker, both): (Database, Keyring) = (app.role_db("gatebook_worker"), keyring(&app, NEW, Some(OLD)).await);
    execute(&app, "delete from tenant_secret where purpose = 'import'").await;
    let txn = transaction::begin(&app.stores.app, tenant.id).await.unwrap();
    secrets::create(&txn, app.keyring(), tenant.id, Purpose::Import).await.unwrap();

    let commit = async {
        until_it_waits(&app).await;
        txn.commit().await.unwrap();
    };
    let (rotated, ()) = tokio::join!(rotation::rotate(&worker, &both), commit);

    let rotated = rotated.unwrap();
    assert_eq!(rotated.previous, 0);
    assert_eq!(rotated.rewrapped, u64::try_from(wrapped(&app).await.len()).unwrap(), "that one too: {rotated:?}");
    let txn = transaction::begin(&app.stores.app, tenant.id).await.unwrap();
    let refused =
        secrets::keep(&txn, app.keyring(), tenant.id, Purpose::Import, 2, &secrets::Secret::new([1; 32])).await;
    assert!(
        matches!(refused, Err(Error::Corrupt { .. })),
        "who knows the old key alone wraps nothing more: {refused:?}"
    );
}

#[tokio::test]
async fn a_rotation_says_what_it_lacks_and_what_it_cannot_open() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let foreign = "update tenant_secret set wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 1)
                   where purpose = 'import'";
    execute(&app, foreign).await;

    let alone = run(&app, &["master-key", "rotate"], &keys(OLD, None)).await;
    let with_a_bad_row = run(&app, &["master-key", "rotate"], &keys(NEW, Some(OLD))).await;
    let neither = run(&app, &["master-key", "rotate"], &keys([1; 32], Some([2; 32]))).await;
    let twice = run(&app, &["master-key", "rotate"], &keys(NEW, Some(NEW))).await;

    assert!(alone.0 == Some(2) && alone.1.contains("GATEBOOK_MASTER_KEY_PREVIOUS should be set"), "{alone:?}");
    assert!(with_a_bad_row.0 == Some(1) && with_a_bad_row.1.contains(" import 1"), "{with_a_bad_row:?}");
    assert!(with_a_bad_row.1.contains("under the previous one:       0\n"), "the others are: {with_a_bad_row:?}");
    assert!(neither.0 == Some(2) && neither.1.contains("neither GATEBOOK_MASTER_KEY nor"), "{neither:?}");
    assert!(twice.0 == Some(2) && twice.1.contains("another key than GATEBOOK_MASTER_KEY"), "{twice:?}");
}

#[tokio::test]
async fn the_root_is_random_in_a_new_installation_and_the_master_key_in_one_from_before() {
    let app = TestApp::start().await;
    let as_before = Keyring::of(OLD).derive("x", b"y");
    assert_ne!(app.keyring().derive("x", b"y"), as_before);
    // A tenant with secrets and no root: how it was before there were roots.
    app.tenant("shop").await;
    execute(&app, "delete from installation_secret").await;

    let made = tokio::join!(keyring(&app, OLD, None), keyring(&app, NEW, Some(OLD)), keyring(&app, OLD, None));

    for keyring in [made.0, made.1, made.2] {
        assert_eq!(keyring.derive("x", b"y"), as_before);
    }
    execute(&app, "delete from installation_secret").await;
    let wrong = Keyring::open(&app.stores.app, &settings(&app, NEW, None)).await;
    assert!(
        matches!(wrong, Err(Error::Invalid(_))),
        "no root is made with a key that is not the installation's: {wrong:?}"
    );
    assert!(query(&app, "select 1 from installation_secret").await.is_empty());
}

#[tokio::test]
async fn only_the_worker_may_wrap_the_root_anew_and_the_reader_does_not_see_it() {
    let app = TestApp::start().await;
    for (role, statement) in [
        ("gatebook_app", "update installation_secret set wrapped = ''"),
        ("gatebook_app", "update installation_secret set purpose = 'x'"),
        ("gatebook_app", "delete from installation_secret"),
        ("gatebook_worker", "delete from installation_secret"),
        ("gatebook_read", "select * from installation_secret"),
    ] {
        let outcome = app.role_db(role).execute_unprepared(&tests::isolation::own(statement)).await;

        let error = outcome.expect_err(statement).to_string();
        assert!(error.contains("permission denied"), "{role}: {statement}: {error}");
    }
}
