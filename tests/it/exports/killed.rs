//! Workers that die, or are taken for dead, while they write.

use std::io::Read as _;
use std::time::Duration;

use domain::exports::PART_ROWS;
use domain::{jobs, pause};
use reqwest::Method;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, TransactionTrait as _};
use serde_json::{Value, json};
use tests::{Process, TestApp, TestTenant, rounds};

use super::{after, execute, fetch, files, get, never, order, query, run_until, streamed, task, work_off};
use crate::access_log::{post, views};

/// How much more memory a worker may have than when it was ready.
const MEMORY_MAX: u64 = 64 << 20;

/// Asks the database again and again until it says yes.
async fn until(app: &TestApp, condition: &str) {
    while query(app, &format!("select {condition} as yes")).await[0]["yes"] != true {
        // A test that waits in vain is ended by its runner.
        tokio::task::yield_now().await;
    }
}

/// Lets nobody note that an export has so many rows, until what is returned ends.
async fn hold_from(app: &TestApp, rows: usize) -> DatabaseTransaction {
    let superuser = app.superuser_db();
    let trigger = format!(
        "create function hold() returns trigger language plpgsql as
             'begin perform pg_advisory_xact_lock_shared(7); return new; end';
         create trigger hold before update on export for each row when (new.rows >= {rows}) execute function hold()"
    );
    superuser.execute_unprepared(&trigger).await.unwrap();
    let held = superuser.begin().await.unwrap();
    held.execute_unprepared("select pg_advisory_xact_lock(7)").await.unwrap();
    held
}

/// Fetches a file, and fails unless it is what the search streams, however much that is. Returns how many lines it has.
async fn assert_equal_to_the_search(app: &TestApp, tenant: &TestTenant, url: &str, search: &str) -> usize {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let file = http.get(format!("{}{url}", app.url())).send().await.unwrap().bytes().await.unwrap();
    let mut file = flate2::read::MultiGzDecoder::new(&file[..]);
    let mut streamed = http.get(format!("{}{search}", app.url())).bearer_auth(&tenant.key).send().await.unwrap();
    let (mut lines, mut part) = (0, Vec::new());
    while let Some(chunk) = streamed.chunk().await.unwrap() {
        part.resize(chunk.len(), 0);
        file.read_exact(&mut part).unwrap();
        assert!(part == chunk, "after {lines} lines");
        lines += chunk.iter().filter(|byte| **byte == b'\n').count();
    }
    assert_eq!(file.read(&mut [0]).unwrap(), 0, "it has no more");
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_worker_finishes_the_file_of_a_killed_one_in_bounded_memory() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let events = rounds(25_000, 1_000_000);
    for part in 0..events / 5_000 {
        post(&tenant, &views(part as u64, 5_000, app.clock.now())).await;
    }
    // As if all were projected: the memory is to be that of the export alone.
    let projected = "update checkpoint c set position = h.position from tenant_head h where h.tenant_id = c.tenant_id";
    execute(&app, projected).await;
    let first = Process::start(&app, "worker").await;
    let half = events / 5 * 2;
    let held = hold_from(&app, half).await;
    let id = order(&tenant, &json!({"format": "csv", "order": "asc"})).await;
    until(
        &app,
        "exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                 and query like 'update export%')",
    )
    .await;
    let written = get(&tenant, &id).await["rows"].as_u64().unwrap();
    assert!(written < events as u64 && written + PART_ROWS >= half as u64, "in the middle: {written}");
    let there = files(&app.exports_folder()).len();
    assert_eq!(query(&app, "select 1 from export_part").await.len() + 1, there, "one is kept that does not count");

    first.kill().await;

    held.rollback().await.unwrap();
    execute(&app, "drop trigger hold on export").await;
    let second = Process::start(&app, "worker").await;
    let memory_before = second.memory_peak_bytes();
    until(&app, "exists (select from export where sha256 is not null)").await;
    let grown = second.memory_peak_bytes() - memory_before;
    assert!(grown <= MEMORY_MAX, "{} MiB", grown >> 20);
    let export = get(&tenant, &id).await;
    let search = "/v1/events.csv?order=asc";
    let lines = assert_equal_to_the_search(&app, &tenant, export["url"].as_str().unwrap(), search).await;
    assert_eq!(export["rows"], lines - 1, "{export}");
    assert!(lines > events);
    assert_eq!(second.terminate().await, Some(0));
}

#[tokio::test]
async fn a_worker_that_has_lost_its_job_writes_over_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, 700, app.clock.now())).await;
    let id = order(&tenant, &json!({"format": "ndjson"})).await;
    let (lost, other) = (app.role_db("gatebook_worker"), app.role_db("gatebook_worker"));
    let first = task(&app, &tenant, &id).await;
    let mut held = pause::hold("exports: part read", first.job.uuid());
    let (tools, clock) = (app.tools(), app.clock.clone());
    let writing = tokio::spawn(async move { jobs::run(&lost, &clock, &tools, first, &never()).await });
    held.reached().await;
    // PostgreSQL has given it up, and the sweep its task.
    let its_connection = "select pg_terminate_backend(pid) from pg_stat_activity
                          where datname = current_database() and state = 'idle in transaction'";
    query(&app, its_connection).await;
    execute(&app, "delete from apalis.jobs").await;
    while jobs::sweep(&other).await.unwrap() == 0 {
        tokio::task::yield_now().await;
    }
    let export = work_off(&app, &tenant, &id).await;
    let there = files(&app.exports_folder());

    drop(held);
    writing.await.unwrap().unwrap();

    assert_eq!(export["state"], "done", "{export}");
    assert_eq!(files(&app.exports_folder()), there, "its own part is taken back");
    assert!(fetch(&app, export["url"].as_str().unwrap()).await.unpacked() == streamed(&tenant, "ndjson", "").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_with_the_same_job_write_each_part_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, 2 * usize::try_from(PART_ROWS).unwrap() + 500, app.clock.now())).await;
    let id = order(&tenant, &json!({"format": "csv"})).await;
    let (one, other) = (app.role_db("gatebook_worker"), app.role_db("gatebook_worker"));
    let (task, tools, stop) = (task(&app, &tenant, &id).await, app.tools(), never());

    let (first, second) = tokio::join!(
        jobs::run(&one, &app.clock, &tools, task, &stop),
        jobs::run(&other, &app.clock, &tools, task, &stop)
    );

    first.unwrap();
    second.unwrap();
    let export = work_off(&app, &tenant, &id).await;
    let text = fetch(&app, export["url"].as_str().unwrap()).await.unpacked();
    assert!(text == streamed(&tenant, "csv", "").await);
    assert_eq!(query(&app, "select 1 from export_part").await.len(), files(&app.exports_folder()).len());
}

#[tokio::test]
async fn an_export_that_goes_on_elsewhere_has_the_hash_of_the_whole() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &views(1, 2 * usize::try_from(PART_ROWS).unwrap() + 500, app.clock.now())).await;
    let id = order(&tenant, &json!({"format": "ndjson", "order": "asc"})).await;
    let mut stands: Vec<Value> = Vec::new();

    // Each with connections of its own, as after a restart.
    for _ in 0..2 {
        run_until(&app, &app.role_db("gatebook_worker"), &tenant, &id, &after(1)).await;
        stands.push(get(&tenant, &id).await);
    }
    let export = work_off(&app, &tenant, &id).await;

    assert!(stands[0]["bytes"].as_u64() < stands[1]["bytes"].as_u64(), "{stands:?}");
    let answer = app.anonymous().request(Method::GET, export["url"].as_str().unwrap());
    let file = answer.timeout(Duration::from_secs(60)).send().await.unwrap().bytes().await.unwrap();
    use sha2::Digest as _;
    let hash: String = sha2::Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(export["sha256"], hash);
}
