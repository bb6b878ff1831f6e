//! Work in the background: ordered with what asks for it, done once, whoever dies meanwhile.

mod retry;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{JobId, TenantId};
use domain::jobs::{self, ATTEMPTS_MAX, KEPT_DAYS, Kind, Stop, Task};
use domain::settings::TenantSettings;
use domain::transaction;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use tests::{Process, TestApp, TestTenant, run_to_its_end};
use tokio_util::sync::CancellationToken;

use crate::access_log::Projector;

/// How long anything here may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(90);

fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, tests::isolation::own(text))
}

/// The first column of the first row.
async fn one<T: sea_orm::TryGetable>(db: &impl ConnectionTrait, text: &str) -> T {
    db.query_one_raw(sql(text)).await.unwrap().unwrap_or_else(|| panic!("{text}")).try_get_by_index(0).unwrap()
}

/// Asks the database again and again until it says yes.
async fn until(db: &impl ConnectionTrait, condition: &str) {
    let began = Instant::now();
    while !one::<bool>(db, &format!("select {condition}")).await {
        assert!(began.elapsed() < PATIENCE, "not true after {PATIENCE:?}: {condition}");
        tokio::task::yield_now().await;
    }
}

/// A tenant with a key for everything and `count` events over the past 100 days.
async fn tenant_with_events(app: &TestApp, slug: &str, count: usize) -> TestTenant {
    let settings = TenantSettings { retention_days: 120, ..TenantSettings::default() };
    let tenant = app.tenant_with(slug, settings, &domain::scope::Scope::ALL).await;
    let now = app.clock.now();
    let event = |n: usize| {
        let at = now - TimeDelta::days(i64::try_from(n % 100).unwrap());
        json!({"method": "GET", "path": format!("/{n}"), "occurred_at": at})
    };
    for first in (0..count).step_by(1_000) {
        let events: Vec<Value> = (first..count.min(first + 1_000)).map(event).collect();
        tenant.post("/v1/events/batch", &json!({ "events": events })).await.assert_status(200);
    }
    tenant
}

async fn delete(app: &TestApp, tenant: &TestTenant) -> Task {
    app.admin().delete(&format!("/v1/tenants/{}", tenant.id)).await.assert_status(204);
    let job: uuid::Uuid = one(&app.superuser_db(), &format!("select job_id from {}", of("job", tenant))).await;
    Task { tenant: tenant.id, job: JobId(job), push: 1 }
}

fn of(table: &str, tenant: &TestTenant) -> String {
    format!("{table} where tenant_id = '{}'", tenant.id.uuid())
}

fn is(state: &str, tenant: &TestTenant) -> String {
    format!("exists (select from {} and state = '{state}')", of("job", tenant))
}

/// How many rows of a tenant each table holds; those without any are left out.
async fn rows(db: &DatabaseConnection, tenant: &TestTenant) -> Vec<(String, i64)> {
    let tables = "select c.relname::text
                  from pg_class c
                  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                  where c.relkind in ('r', 'p')
                    and not c.relispartition
                    and c.relnamespace = 'public'::regnamespace
                  order by 1";
    let mut counts = Vec::new();
    for row in db.query_all_raw(sql(tables)).await.unwrap() {
        let table: String = row.try_get_by_index(0).unwrap();
        let count: i64 = one(db, &format!("select count(*) from {}", of(&table, tenant))).await;
        counts.push((table, count));
    }
    counts.retain(|(_, count)| *count > 0);
    counts
}

fn tombstone() -> Vec<(String, i64)> {
    ["job", "tenant", "tenant_head"].map(|table| (table.to_owned(), 1)).to_vec()
}

async fn push(app: &TestApp, tenant: TenantId) -> JobId {
    let txn = transaction::begin(&app.stores.app, tenant).await.unwrap();
    let job = jobs::push(&txn, app.clock.now(), tenant, "test", &Kind::TenantRemoval).await.unwrap();
    txn.commit().await.unwrap();
    job
}

fn never() -> Stop {
    Arc::new(|| false)
}

/// Lets an event of a tenant, which is `position` in its log, be removed by nobody.
async fn hold(db: &DatabaseConnection, tenant: &TestTenant, position: i64) -> sea_orm::DatabaseTransaction {
    let txn = db.begin().await.unwrap();
    let held =
        txn.query_all_raw(sql(&format!("select from {} and position = {position} for update", of("event", tenant))));
    assert_eq!(held.await.unwrap().len(), 1);
    txn
}

/// Waits until the removal of a tenant's events waits for one that is held.
async fn until_held_in_the_second_batch(db: &DatabaseConnection, tenant: &TestTenant) {
    let held = "exists (select from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from event%')";
    let done = format!("exists (select from {} and state = 'running' and done = 2000)", of("job", tenant));
    until(db, &format!("{done} and {held}")).await;
}

/// What `gatebook` says, run with these arguments, and its exit code.
async fn gatebook(app: &TestApp, arguments: &[&str]) -> (Option<i32>, String) {
    let output = run_to_its_end(app, arguments).await;
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[tokio::test]
async fn a_deleted_tenant_is_gone_at_once_and_its_rows_soon_after() {
    let app = TestApp::start().await;
    let (tenant, other) = (tenant_with_events(&app, "shop", 5_000).await, tenant_with_events(&app, "other", 500).await);
    for tenant in [&tenant, &other] {
        let request = tenant.request(reqwest::Method::POST, "/v1/keys").header("idempotency-key", "one");
        tenant.send(request.json(&json!({"name": "x", "scopes": ["admin"]}))).await.assert_status(201);
    }
    let db = app.superuser_db();
    Projector::of(&app).catch_up(app.clock.now()).await;
    let (others, events) =
        (rows(&db, &other).await, one::<i64>(&db, &format!("select count(*) from {}", of("event", &tenant))).await);
    let partitions = format!("select count(distinct tableoid) from {}", of("event", &tenant));
    assert!(one::<i64>(&db, &partitions).await >= 4, "they are in several partitions");

    delete(&app, &tenant).await;

    for path in ["/v1/tenant", "/v1/events", "/v1/keys", "/v1/jobs"] {
        tenant.get(path).await.assert_problem(401, "unauthenticated");
    }
    let worker = Process::start(&app, "worker").await;
    until(&db, &is("done", &tenant)).await;
    assert_eq!(rows(&db, &tenant).await, tombstone());
    assert_eq!(rows(&db, &other).await, others);
    let said =
        format!("select name || ' ' || settings::text from {} and deleted_at is not null", of("tenant", &tenant));
    assert_eq!(one::<String>(&db, &said).await, "deleted {}");
    let counted = format!("select done = {events} + 1 and total = done and error is null from {}", of("job", &tenant));
    assert!(one::<bool>(&db, &counted).await, "every event and the one of the deletion counts once");
    app.admin().delete(&format!("/v1/tenants/{}", tenant.id)).await.assert_status(204);
    assert_eq!(rows(&db, &tenant).await, tombstone());
    other.post("/v1/events", &json!({"method": "GET", "path": "/"})).await.assert_status(201);
    app.tenant("shop").await;
    assert_eq!(worker.terminate().await, Some(0));
}

#[tokio::test]
async fn a_creation_that_is_repeated_after_its_tenant_was_removed_finds_no_tenant() {
    let app = TestApp::start().await;
    let admin = app.admin();
    let create = async || {
        let request = admin.request(reqwest::Method::POST, "/v1/tenants").header("idempotency-key", "one");
        admin.send(request.json(&json!({"slug": "shop", "name": "Shop"}))).await
    };
    let id: TenantId = create().await.assert_status(201).json()["tenant"]["id"].as_str().unwrap().parse().unwrap();
    admin.delete(&format!("/v1/tenants/{id}")).await.assert_status(204);
    create().await.assert_problem(404, "tenant_not_found");
    let db = app.superuser_db();
    let job = JobId(one(&db, "select job_id from job").await);

    let task = Task { tenant: id, job, push: 1 };
    jobs::run(&app.role_db("gatebook_worker"), &app.clock, &app.tools(), task, &never()).await.unwrap();

    assert_eq!(one::<i64>(&db, "select count(*) from job where state = 'done'").await, 1);
    create().await.assert_problem(404, "tenant_not_found");
}

#[tokio::test]
async fn another_worker_finishes_what_a_killed_one_had_begun() {
    let app = TestApp::start().await;
    let tenant = tenant_with_events(&app, "shop", 5_000).await;
    let db = app.superuser_db();
    let events: i64 = one(&db, &format!("select count(*) + 1 from {}", of("event", &tenant))).await;
    let held = hold(&db, &tenant, 3_000).await;
    let worker = Process::start(&app, "worker").await;
    delete(&app, &tenant).await;
    until_held_in_the_second_batch(&db, &tenant).await;

    worker.kill().await;

    held.rollback().await.unwrap();
    let other = Process::start(&app, "worker").await;
    let killed = Instant::now();
    until(&db, &is("done", &tenant)).await;
    assert!(killed.elapsed() < Duration::from_secs(40), "{:?}", killed.elapsed());
    assert_eq!(rows(&db, &tenant).await, tombstone());
    assert_eq!(one::<i64>(&db, &format!("select done from {}", of("job", &tenant))).await, events);
    assert_eq!(other.terminate().await, Some(0));
}

#[tokio::test]
async fn a_worker_that_is_asked_to_stop_ends_after_the_batch_and_hands_the_job_back() {
    let app = TestApp::start().await;
    let tenant = tenant_with_events(&app, "shop", 5_000).await;
    let db = app.superuser_db();
    let held = hold(&db, &tenant, 3_000).await;
    let shutdown = CancellationToken::new();
    let worker =
        tokio::spawn(worker::run(app.settings().clone(), app.clock.clone(), shutdown.clone(), api::render, || ()));
    delete(&app, &tenant).await;
    until_held_in_the_second_batch(&db, &tenant).await;

    shutdown.cancel();

    held.rollback().await.unwrap();
    worker.await.unwrap().unwrap();
    let stands = format!("select state || ' ' || done || ' ' || pushes || ' ' || attempts from {}", of("job", &tenant));
    assert_eq!(one::<String>(&db, &stands).await, "waiting 4000 2 0");
    let tasks = "select string_agg(status, ' ' order by idempotency_key) from apalis.jobs";
    assert_eq!(one::<String>(&db, tasks).await, "Done Pending", "nobody has to take anything over");
}

#[tokio::test]
async fn a_job_of_a_transaction_that_rolled_back_was_never_ordered() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let txn = transaction::begin(&app.stores.app, tenant.id).await.unwrap();
    jobs::push(&txn, app.clock.now(), tenant.id, "test", &Kind::TenantRemoval).await.unwrap();

    txn.rollback().await.unwrap();

    let db = app.superuser_db();
    assert_eq!(one::<i64>(&db, "select (select count(*) from job) + (select count(*) from apalis.jobs)").await, 0);
    push(&app, tenant.id).await;
    assert_eq!(one::<i64>(&db, "select (select count(*) from job) + (select count(*) from apalis.jobs)").await, 2);
}

#[tokio::test]
async fn two_workers_with_the_same_task_do_each_batch_once() {
    let app = TestApp::start().await;
    let tenant = tenant_with_events(&app, "shop", 7_000).await;
    let (one_db, other_db) = (app.role_db("gatebook_worker"), app.role_db("gatebook_worker"));
    let db = app.superuser_db();
    let events: i64 = one(&db, &format!("select count(*) + 1 from {}", of("event", &tenant))).await;
    let task = delete(&app, &tenant).await;

    let (stop, tools) = (never(), app.tools());
    let (first, second) = tokio::join!(
        jobs::run(&one_db, &app.clock, &tools, task, &stop),
        jobs::run(&other_db, &app.clock, &tools, task, &stop)
    );

    first.unwrap();
    second.unwrap();
    assert_eq!(rows(&db, &tenant).await, tombstone());
    assert_eq!(
        one::<String>(&db, &format!("select state || done from {}", of("job", &tenant))).await,
        format!("done{events}")
    );
}

#[tokio::test]
async fn a_job_that_stops_after_a_batch_is_left_to_another_task_and_goes_on_there() {
    let app = TestApp::start().await;
    let tenant = tenant_with_events(&app, "shop", 5_000).await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    let task = delete(&app, &tenant).await;
    let asked = AtomicUsize::new(0);
    // The beginning, one batch of events, and no more.
    let stop: Stop = Arc::new(move || asked.fetch_add(1, Ordering::SeqCst) >= 2);

    jobs::run(&worker, &app.clock, &app.tools(), task, &stop).await.unwrap();

    let stands = format!("select state || ' ' || done || ' ' || pushes || ' ' || attempts from {}", of("job", &tenant));
    assert_eq!(one::<String>(&db, &stands).await, "waiting 2000 2 0");
    jobs::run(&worker, &app.clock, &app.tools(), task, &never()).await.unwrap();
    assert_eq!(one::<String>(&db, &stands).await, "waiting 2000 2 0", "the task that was replaced does nothing");
    assert_eq!(one::<i64>(&db, "select count(*) from apalis.jobs").await, 2);
    jobs::run(&worker, &app.clock, &app.tools(), Task { push: 2, ..task }, &never()).await.unwrap();
    assert_eq!(rows(&db, &tenant).await, tombstone());
}

#[tokio::test]
async fn a_failing_job_waits_longer_each_time_and_is_given_up_with_its_error_until_it_is_pushed_again() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    db.execute_unprepared("revoke delete on api_key from gatebook_worker").await.unwrap();
    let task = delete(&app, &tenant).await;
    let stands = format!("select state || ' ' || attempts || ' ' || coalesce(error, '') from {}", of("job", &tenant));
    let database_now = || one::<DateTime<Utc>>(&db, "select clock_timestamp()");

    for attempt in 1..ATTEMPTS_MAX {
        let before = database_now().await;
        jobs::run(&worker, &app.clock, &app.tools(), Task { push: attempt, ..task }, &never()).await.unwrap();
        let after = database_now().await;

        let error = "unavailable: the database did not answer as expected: SQLSTATE 42501";
        assert_eq!(one::<String>(&db, &stands).await, format!("waiting {attempt} {error}"));
        let next = format!("select run_at from apalis.jobs where idempotency_key = '{}/{}'", task.job, attempt + 1);
        let next: DateTime<Utc> = one(&db, &next).await;
        let pause = TimeDelta::from_std(jobs::retry_after(attempt)).unwrap();
        assert!(before + pause <= next && next <= after + pause, "{attempt}: {before} {next} {after}");
    }
    let process = Process::start(&app, "worker").await;
    db.execute_unprepared("update apalis.jobs set run_at = now() - interval '1 second' where run_at > now()")
        .await
        .unwrap();
    until(&db, &is("failed", &tenant)).await;
    let failed = one::<String>(&db, &stands).await;
    assert!(failed.starts_with(&format!("failed {ATTEMPTS_MAX} unavailable: ")), "{failed}");
    let (_, listed) = gatebook(&app, &["jobs", "list"]).await;
    assert!(listed.contains(&task.job.to_string()) && listed.contains("SQLSTATE 42501"), "{listed}");
    db.execute_unprepared("grant delete on api_key to gatebook_worker").await.unwrap();

    let (code, _) = gatebook(&app, &["jobs", "retry", &task.job.to_string()]).await;

    assert_eq!(code, Some(0));
    until(&db, &is("done", &tenant)).await;
    assert_eq!(rows(&db, &tenant).await, tombstone());
    let (again, _) = gatebook(&app, &["jobs", "retry", &task.job.to_string()]).await;
    assert_eq!(again, Some(1), "it has not failed");
    let (_, listed) = gatebook(&app, &["jobs", "list", "--tenant", &tenant.id.to_string()]).await;
    assert!(listed.contains("  done  "), "{listed}");
    assert_eq!(process.terminate().await, Some(0));
}

#[tokio::test]
async fn a_job_that_ends_its_worker_each_time_is_given_up() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let db = app.superuser_db();
    let task = delete(&app, &tenant).await;
    db.execute_unprepared(&format!("update job set state = 'running', attempts = {ATTEMPTS_MAX}")).await.unwrap();

    jobs::run(&app.role_db("gatebook_worker"), &app.clock, &app.tools(), task, &never()).await.unwrap();

    let stands = format!("select state || ' ' || error from {}", of("job", &tenant));
    assert_eq!(one::<String>(&db, &stands).await, format!("failed was cut off {ATTEMPTS_MAX} times"));
}

#[tokio::test]
async fn a_tenant_that_is_not_deleted_is_not_removed() {
    let app = TestApp::start().await;
    let tenant = tenant_with_events(&app, "shop", 10).await;
    let db = app.superuser_db();
    let job = push(&app, tenant.id).await;
    let before = rows(&db, &tenant).await;

    let task = Task { tenant: tenant.id, job, push: 1 };
    jobs::run(&app.role_db("gatebook_worker"), &app.clock, &app.tools(), task, &never()).await.unwrap();

    assert_eq!(rows(&db, &tenant).await, before);
    let seen = tenant.get(&format!("/v1/jobs/{job}")).await.assert_status(200).json();
    assert_eq!((&seen["state"], &seen["done"]), (&json!("waiting"), &json!(0)), "{seen}");
    assert!(seen["error"].as_str().unwrap().contains("is not deleted"), "{seen}");
}

#[tokio::test]
async fn a_job_whose_task_is_lost_or_stuck_is_pushed_again() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    let task = delete(&app, &tenant).await;
    assert_eq!(jobs::sweep(&worker).await.unwrap(), 0, "it waits for its turn");

    db.execute_unprepared("delete from apalis.jobs").await.unwrap();
    let lost = jobs::sweep(&worker).await.unwrap();
    db.execute_unprepared("update apalis.jobs set status = 'Running', lock_at = now() - interval '6 minutes'")
        .await
        .unwrap();
    let stuck = jobs::sweep(&worker).await.unwrap();

    assert_eq!((lost, stuck), (1, 1));
    assert_eq!(jobs::sweep(&worker).await.unwrap(), 0, "what was just pushed has a task");
    jobs::run(&worker, &app.clock, &app.tools(), Task { push: 2, ..task }, &never()).await.unwrap();
    assert!(one::<bool>(&db, &format!("select {}", is("waiting", &tenant))).await, "the stuck one was replaced");
    let process = Process::start(&app, "worker").await;
    until(&db, &is("done", &tenant)).await;
    assert_eq!(jobs::sweep(&worker).await.unwrap(), 0, "what is done stays done");
    assert_eq!(process.terminate().await, Some(0));
}

#[tokio::test]
async fn a_tenant_that_was_deleted_before_there_were_jobs_is_removed_after_the_migration() {
    let mut app = TestApp::start().await;
    let tenant = tenant_with_events(&app, "shop", 10).await;
    delete(&app, &tenant).await;
    app.stop().await.unwrap();
    let owner = app.role_db(&app.settings().owner_database.as_ref().unwrap().user());
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    let all_but_the_first = u32::try_from(Migrator::migrations().len() - 1).unwrap();
    Migrator::down(&owner, Some(all_but_the_first)).await.unwrap();

    Migrator::up(&owner, None).await.unwrap();

    assert_eq!(jobs::sweep(&worker).await.unwrap(), 1);
    let job = JobId(one(&db, &format!("select job_id from {}", of("job", &tenant))).await);
    jobs::run(&worker, &app.clock, &app.tools(), Task { tenant: tenant.id, job, push: 2 }, &never()).await.unwrap();
    assert_eq!(rows(&db, &tenant).await, tombstone());
}

#[tokio::test]
async fn a_worker_goes_on_when_postgresql_comes_back() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let process = Process::start(&app, "worker").await;
    let db = app.superuser_db();
    until(&db, "exists (select from apalis.workers)").await;
    app.postgres.close().await;
    app.postgres.open();
    // A connection that the API has used within the last second is not tried before it is used again.
    while app.admin().get("/v1/tenants").await.status == 503 {}

    // Whether the queue has noticed or not.
    delete(&app, &tenant).await;

    until(&db, &is("done", &tenant)).await;
    assert_eq!(process.terminate().await, Some(0));
}

#[tokio::test]
async fn what_is_over_is_removed_after_its_time() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let key = tenant.request(reqwest::Method::POST, "/v1/keys").header("idempotency-key", "one");
    tenant.send(key.json(&json!({"name": "x", "scopes": ["admin"]}))).await.assert_status(201);
    let gone = app.tenant("gone").await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    delete(&app, &gone).await;
    let process = Process::start(&app, "worker").await;
    until(&db, "exists (select from apalis.jobs where status = 'Done')").await;
    process.terminate().await;
    push(&app, tenant.id).await;
    let now = app.clock.now();
    let left = "select (select count(*) from apalis.jobs) || ' ' || (select count(*) from apalis.workers) || ' '
                       || (select count(*) from idempotency)";
    assert_eq!((jobs::clean_up(&worker, now).await.unwrap(), one::<String>(&db, left).await), (0, "2 1 1".to_owned()));

    let keys = jobs::clean_up(&worker, now + TimeDelta::hours(24)).await.unwrap();
    let queue = jobs::clean_up(&worker, now + TimeDelta::days(KEPT_DAYS + 1)).await.unwrap();

    assert_eq!((keys, queue), (1, 2));
    assert_eq!(one::<String>(&db, left).await, "1 0 0", "what nobody has done yet stays");
}

#[tokio::test]
async fn a_tenant_sees_its_own_jobs_newest_first_and_no_others() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mut pushed = Vec::new();
    for _ in 0..5 {
        app.clock.advance(TimeDelta::seconds(1));
        pushed.insert(0, push(&app, tenant.id).await.to_string());
    }
    let foreign = push(&app, other.id).await;

    for limit in [1, 2, 5, 100] {
        let listed = tenant.all(&format!("/v1/jobs?limit={limit}"), "jobs").await;

        let ids: Vec<&str> = listed.iter().map(|job| job["id"].as_str().unwrap()).collect();
        assert_eq!(ids, pushed);
    }
    let unknown = JobId(uuid::Uuid::now_v7());
    let of_unknown = tenant.get(&format!("/v1/jobs/{unknown}")).await.assert_problem(404, "job_not_found");
    let of_foreign = tenant.get(&format!("/v1/jobs/{foreign}")).await.assert_problem(404, "job_not_found");
    assert_eq!(of_foreign.text, of_unknown.text);
    other.get(&format!("/v1/jobs/{foreign}")).await.assert_status(200);
}

#[tokio::test]
async fn the_queue_is_set_up_by_two_at_once_and_the_app_may_only_order() {
    let app = TestApp::start().await;
    let owner = app.settings().owner_database.as_ref().unwrap().user();
    let (one_db, other_db) = (app.role_db(&owner), app.role_db(&owner));
    one_db.execute_unprepared("drop schema apalis cascade").await.unwrap();

    let (first, second) = tokio::join!(jobs::set_up(&one_db), jobs::set_up(&other_db));

    first.unwrap();
    second.unwrap();
    jobs::set_up(&one_db).await.unwrap();
    let tenant = app.tenant("shop").await;
    push(&app, tenant.id).await;
    for statement in ["select * from apalis.jobs", "update apalis.jobs set priority = 1", "delete from apalis.jobs"] {
        for role in ["gatebook_app", "gatebook_read"] {
            let refused = app.role_db(role).execute_raw(sql(statement)).await.expect_err(statement).to_string();
            assert!(refused.contains("permission denied"), "{statement}: {refused}");
        }
    }
}
