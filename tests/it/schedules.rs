//! What runs on a schedule: once per tick, however many workers there are, and counted.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::boot::{connect_redis, connect_worker};
use futures::future::join_all;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tests::{Client, Process, TestApp, rounds};
use worker::jobs::{Context, Job, SCHEDULE, tick};

/// How long anything here may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(90);

const FAILURES: &str = "gatebook_schedule_failures_total{schedule=\"clean_up\"}";

/// What a worker process over the stores of `app` has, with connections of its own.
fn worker_over(app: &TestApp) -> Context {
    Context {
        db: connect_worker(app.settings()).unwrap(),
        redis: connect_redis(app.settings()).unwrap(),
        clock: app.clock.clone(),
        keyring: app.keyring().clone(),
        partition_days: app.settings().partition_days,
        files: app.tools().files,
    }
}

/// The ticks of the minute that ends then.
fn ticks_of_the_minute(ends_at: DateTime<Utc>) -> Vec<(Job, DateTime<Utc>)> {
    let of = |job: Job| {
        let schedule = job.schedule();
        let ticks = schedule.after(&(ends_at - TimeDelta::minutes(1))).take_while(|at| *at <= ends_at);
        ticks.map(|at| (job, at)).collect::<Vec<_>>()
    };
    SCHEDULE.into_iter().flat_map(of).collect()
}

fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, text)
}

async fn metrics(url: &str) -> String {
    Client::new(url, None).get("").await.assert_status(200).text
}

/// What a metric stands at; 0 when it has not been counted yet.
async fn counted(url: &str, metric: &str) -> u64 {
    let text = metrics(url).await;
    let line = text.lines().find_map(|line| line.strip_prefix(metric)?.strip_prefix(' '));
    line.map_or(0, |value| value.parse().unwrap())
}

#[tokio::test]
async fn two_workers_run_each_schedule_once_per_tick() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    app.user(&tenant, "ada").await;
    let minutes = rounds(60, 24 * 60);
    // Every schedule has a tick in the hour from here.
    let tomorrow = app.clock.now().date_naive() + TimeDelta::days(1);
    let mut minute_ends_at = tomorrow.and_hms_opt(3, 0, 0).unwrap().and_utc();
    let workers = [worker_over(&app), worker_over(&app)];
    let mut runs: BTreeMap<(&str, DateTime<Utc>), usize> = BTreeMap::new();

    for _ in 0..minutes {
        minute_ends_at += TimeDelta::minutes(1);
        app.clock.set(minute_ends_at);
        let ticks = ticks_of_the_minute(minute_ends_at);
        let both = ticks.iter().flat_map(|(job, at)| workers.iter().map(move |worker| (worker, job, *at)));
        let ran = join_all(both.map(async |(worker, job, at)| {
            let ran = tick(worker, job, at).await.unwrap();
            ((job.name, at), usize::from(ran))
        }));
        for (which, ran) in ran.await {
            *runs.entry(which).or_default() += ran;
        }
    }

    let others: Vec<_> = runs.iter().filter(|(_, runs)| **runs != 1).collect();
    assert_eq!(others, [], "each once");
    let schedules = |name: &str| runs.keys().filter(|(schedule, _)| *schedule == name).count();
    for job in SCHEDULE {
        assert!(schedules(job.name) >= 1, "{} has no tick", job.name);
    }
    assert_eq!(schedules("sweep_jobs"), minutes);
    let noted = "select schedule, tick_at, finished_at is not null, error from schedule_tick order by schedule collate \"C\", tick_at";
    let rows = app.superuser_db().query_all_raw(sql(noted)).await.unwrap();
    let noted = rows.iter().map(|row| {
        let error: Option<String> = row.try_get_by_index(3).unwrap();
        assert!(row.try_get_by_index::<bool>(2).unwrap() && error.is_none(), "{error:?}");
        (row.try_get_by_index::<String>(0).unwrap(), row.try_get_by_index::<DateTime<Utc>>(1).unwrap())
    });
    assert!(noted.eq(runs.keys().map(|(name, at)| ((*name).to_owned(), *at))), "what ran is noted, and ended well");
}

#[tokio::test]
async fn a_tick_that_fails_is_noted_with_its_error_and_counted() {
    let app = TestApp::start().await;
    let worker = worker_over(&app);
    let db = app.superuser_db();
    db.execute_unprepared("revoke delete on idempotency from gatebook_worker").await.unwrap();
    let clean_up = SCHEDULE.into_iter().find(|job| job.name == "clean_up").unwrap();
    let at = DateTime::from_timestamp(app.clock.now().timestamp(), 0).unwrap();
    let failures = counted(&app.metrics_url, FAILURES).await;

    assert!(tick(&worker, &clean_up, at).await.unwrap());

    let noted = "select error from schedule_tick where schedule = 'clean_up' and finished_at is not null";
    let row = db.query_one_raw(sql(noted)).await.unwrap().unwrap();
    let error: Option<String> = row.try_get_by_index(0).unwrap();
    assert!(error.is_some_and(|error| error.starts_with("unavailable: ")));
    assert_eq!(counted(&app.metrics_url, FAILURES).await, failures + 1);
    db.execute_unprepared("grant delete on idempotency to gatebook_worker").await.unwrap();
    assert!(tick(&worker, &clean_up, at + TimeDelta::hours(1)).await.unwrap());
    assert_eq!(counted(&app.metrics_url, FAILURES).await, failures + 1);
    assert!(counted(&app.metrics_url, "gatebook_schedule_seconds_count{schedule=\"clean_up\"}").await >= 2);
}

#[tokio::test]
async fn a_worker_serves_its_metrics_where_the_setting_says() {
    let app = TestApp::start().await;
    let own = [("GATEBOOK_WORKER_METRICS_LISTEN", "127.0.0.1:0".to_owned())];
    let process = Process::start_with(&app, "worker", &own).await;
    let silent = Process::start(&app, "worker").await;
    assert!(process.first_line.starts_with("working, metrics on 127.0.0.1:"), "{}", process.first_line);
    assert_eq!(silent.first_line, "working");
    assert_eq!(silent.terminate().await, Some(0));
    let tenant = app.tenant("shop").await;

    app.admin().delete(&format!("/v1/tenants/{}", tenant.id)).await.assert_status(204);

    let began = Instant::now();
    while counted(&process.metrics_url(), "gatebook_job_seconds_count{kind=\"tenant_removal\"}").await == 0 {
        assert!(began.elapsed() < PATIENCE, "no job was counted");
    }
    assert_eq!(process.terminate().await, Some(0));
}
