//! Jobs that were given up: looked at, pushed again over HTTP, and removed at last.

use chrono::TimeDelta;
use domain::id::JobId;
use domain::jobs::{self, ATTEMPTS_MAX, CLEAN_BATCH, DONE_KEPT_DAYS, FAILED_KEPT_DAYS, Kind, Task};
use domain::transaction;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde_json::json;
use tests::{Answer, Client, TestApp, TestTenant};

use super::{never, of, one, push};

async fn retry(client: &Client, job: JobId) -> Answer {
    client.send(client.request(Method::POST, &format!("/v1/jobs/{job}/retry"))).await
}

/// A change of retention that is ordered, and is not what the tenant's settings say.
async fn order(app: &TestApp, tenant: &TestTenant, to_days: u16) -> JobId {
    let txn = transaction::begin(&app.stores.app, tenant.id).await.unwrap();
    let kind = Kind::RetentionChange { from_days: 7, to_days };
    let job = jobs::push(&txn, app.clock.now(), tenant.id, "test", &kind).await.unwrap();
    txn.commit().await.unwrap();
    app.clock.advance(TimeDelta::seconds(1));
    job
}

/// Lets a job be in a state since now.
async fn settle(app: &TestApp, db: &DatabaseConnection, job: JobId, state: &str) {
    let (id, now) = (job.uuid(), app.clock.now().to_rfc3339());
    let sql = format!("update job set state = '{state}', finished_at = '{now}' where job_id = '{id}'");
    assert_eq!(db.execute_raw(super::sql(&sql)).await.unwrap().rows_affected(), 1);
}

#[tokio::test]
async fn an_admin_starts_a_failed_job_again_and_it_is_done() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    let job = order(&app, &tenant, 30).await;
    db.execute_unprepared("revoke update on tenant_head from gatebook_worker").await.unwrap();
    db.execute_unprepared(&format!("update job set attempts = {}", ATTEMPTS_MAX - 1)).await.unwrap();
    let task = Task { tenant: tenant.id, job, push: 1 };
    jobs::run(&worker, &app.clock, &app.tools(), task, &never()).await.unwrap();
    db.execute_unprepared("grant update on tenant_head to gatebook_worker").await.unwrap();
    let failed = tenant.get(&format!("/v1/jobs/{job}")).await.json();
    assert_eq!(failed["state"], "failed", "{failed}");
    assert!(failed["error"].as_str().unwrap().contains("SQLSTATE 42501"), "{failed}");

    let retried = retry(&tenant, job).await.assert_status(200).json();

    assert_eq!((&retried["id"], &retried["state"]), (&json!(job.to_string()), &json!("waiting")), "{retried}");
    assert_eq!(retried["error"], failed["error"], "what was wrong can still be read");
    assert!(retried["finished_at"].is_null(), "{retried}");
    assert_eq!(one::<i32>(&db, &format!("select attempts from {}", of("job", &tenant))).await, 0);
    retry(&tenant, job).await.assert_problem(409, "job_not_failed");
    jobs::run(&worker, &app.clock, &app.tools(), Task { push: 2, ..task }, &never()).await.unwrap();
    assert_eq!(tenant.get(&format!("/v1/jobs/{job}")).await.json()["state"], "done");
    retry(&tenant, job).await.assert_problem(409, "job_not_failed");
}

#[tokio::test]
async fn only_the_tenant_itself_starts_its_failed_jobs_again() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let db = app.superuser_db();
    let foreign = push(&app, other.id).await;
    settle(&app, &db, foreign, "failed").await;

    let of_foreign = retry(&tenant, foreign).await.assert_problem(404, "job_not_found");
    let of_unknown = retry(&tenant, JobId(uuid::Uuid::now_v7())).await.assert_problem(404, "job_not_found");

    assert_eq!(of_foreign.text, of_unknown.text);
    assert_eq!(one::<String>(&db, &format!("select state from {}", of("job", &other))).await, "failed");
    assert_eq!(one::<i64>(&db, "select count(*) from apalis.jobs").await, 1, "nothing was pushed");
    retry(&other, foreign).await.assert_status(200);
}

#[tokio::test]
async fn a_failed_job_that_is_started_again_twice_at_once_is_pushed_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let db = app.superuser_db();
    let job = push(&app, tenant.id).await;
    settle(&app, &db, job, "failed").await;

    let answers = futures::future::join_all((0..4).map(|_| retry(&tenant, job))).await;

    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409]);
    assert_eq!(one::<i32>(&db, &format!("select pushes from {}", of("job", &tenant))).await, 2);
    assert_eq!(one::<i64>(&db, "select count(*) from apalis.jobs").await, 2);
}

#[tokio::test]
async fn jobs_that_are_over_can_be_looked_at_for_their_time_and_are_removed_in_batches() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    let (failed, waiting) = (push(&app, tenant.id).await, order(&app, &tenant, 9).await);
    settle(&app, &db, failed, "failed").await;
    let many = CLEAN_BATCH + 1;
    let done = format!(
        "insert into job (tenant_id, job_id, kind, state, by, created_at, finished_at)
         select '{}', gen_random_uuid(), 'of_another_version', 'done', 'test', '{now}', '{now}'
         from generate_series(1, {many})",
        tenant.id.uuid(),
        now = app.clock.now().to_rfc3339()
    );
    db.execute_unprepared(&done).await.unwrap();
    // What they had noted of a person.
    for job in [failed, waiting] {
        let (tenant, job) = (tenant.id.uuid(), job.uuid());
        let noted = format!(
            "insert into erasing (tenant_id, job_id, position) select '{tenant}', '{job}', generate_series(1, 3);
             insert into erasing_session (tenant_id, job_id, session_id) values ('{tenant}', '{job}', '{job}')"
        );
        db.execute_unprepared(&noted).await.unwrap();
    }
    let states = "select coalesce(string_agg(state || ' ' || count, ', ' order by state), '')
                  from (select state, count(*) as count from job group by state) as states";
    let mut left = Vec::new();
    let mut removed = Vec::new();

    for days in [DONE_KEPT_DAYS - 1, 2, FAILED_KEPT_DAYS - DONE_KEPT_DAYS - 2, 2, 1_000] {
        app.clock.advance(TimeDelta::days(days));
        removed.push(jobs::clean_up(&worker, app.clock.now()).await.unwrap());
        left.push(one::<String>(&db, states).await);
    }

    let all = format!("done {many}, failed 1, waiting 1");
    assert_eq!(left, [all.as_str(), "failed 1, waiting 1", "failed 1, waiting 1", "waiting 1", "waiting 1"]);
    assert_eq!(removed, [0, many.unsigned_abs(), 0, 1, 0]);
    let noted = "select string_agg(distinct job_id::text, ' ') || ' ' || count(*)
                 from (select job_id from erasing union all select job_id from erasing_session) as noted";
    assert_eq!(one::<String>(&db, noted).await, format!("{} 4", waiting.uuid()));
    tenant.get(&format!("/v1/jobs/{waiting}")).await.assert_status(200);
    tenant.get(&format!("/v1/jobs/{failed}")).await.assert_problem(404, "job_not_found");
}

#[tokio::test]
async fn a_change_that_failed_undoes_no_later_one_whose_job_is_gone() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));
    let change = async |days: u16| -> JobId {
        let settings = json!({"settings": {"retention_days": days}});
        let ordered = tenant.patch("/v1/tenant", &settings).await.assert_status(202).json();
        ordered["job"].as_str().unwrap().parse().unwrap()
    };
    let earlier = change(1).await;
    settle(&app, &db, earlier, "failed").await;
    app.clock.advance(TimeDelta::hours(25));
    let later = change(90).await;
    jobs::run(&worker, &app.clock, &app.tools(), Task { tenant: tenant.id, job: later, push: 1 }, &never())
        .await
        .unwrap();
    let retention = format!("select retention_days from {}", of("tenant_head", &tenant));
    assert_eq!(one::<i16>(&db, &retention).await, 90);
    app.clock.advance(TimeDelta::days(DONE_KEPT_DAYS + 1));
    assert_eq!(jobs::clean_up(&worker, app.clock.now()).await.unwrap(), 1);

    retry(&tenant, earlier).await.assert_status(200);
    jobs::run(&worker, &app.clock, &app.tools(), Task { tenant: tenant.id, job: earlier, push: 2 }, &never())
        .await
        .unwrap();

    assert_eq!(tenant.get(&format!("/v1/jobs/{earlier}")).await.json()["state"], "done");
    assert_eq!(one::<i16>(&db, &retention).await, 90);
}
