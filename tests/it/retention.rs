//! Retention: partitions that are dropped, rows that change their home, events that are purged.

mod purges;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::boot::Clock;
use domain::id::{JobId, Position, TenantId};
use domain::jobs::{self, Stop, Task};
use domain::retention::{partitions, rehome};
use domain::settings::TenantSettings;
use domain::transaction;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use tests::{Client, Process, TestApp, TestTenant, rounds};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// How long a test waits for something before it fails.
const PATIENCE: Duration = Duration::from_secs(60);

fn event(id: u128, occurred_at: DateTime<Utc>) -> Value {
    json!({"id": Uuid::from_u128(id), "occurred_at": occurred_at, "method": "GET", "path": format!("/{id}")})
}

async fn post(tenant: &Client, events: &[Value]) -> Value {
    tenant.post("/v1/events/batch", &json!({ "events": events })).await.assert_status(200).json()
}

/// The positions of the page views that a tenant sees, oldest first.
async fn seen(tenant: &Client) -> Vec<i64> {
    let events = tenant.all("/v1/events?order=asc&type=access&limit=100", "events").await;
    events.iter().map(|event| event["position"].as_i64().unwrap()).collect()
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn wait_until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !holds().await {
            tokio::task::yield_now().await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, waiting).await.is_ok(), "{what}");
}

/// The partitions that have rows of a tenant, with the days on which these leave.
async fn homes(app: &TestApp, tenant: TenantId) -> BTreeMap<NaiveDate, i64> {
    let sql = "select expires_on, count(*) from event where tenant_id = $1 and type = 'access' group by 1";
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [tenant.uuid().into()]);
    let rows = app.superuser_db().query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

const ATTACHED: &str = "select inhrelid::regclass::text from pg_inherits
                        where inhparent = 'event'::regclass
                        and inhrelid <> 'event_last'::regclass order by 1";
/// Those of what follows from the log too.
const ATTACHED_OF_ALL: &str = "select inhrelid::regclass::text from pg_inherits
                               where inhparent in ('event'::regclass, 'access_log'::regclass, 'traffic'::regclass)
                               and inhrelid::regclass::text not like '%last' order by 1";
const DETACHING: &str = "select inhrelid::regclass::text from pg_inherits
                         where inhparent = 'event'::regclass and inhdetachpending";

/// Partitions of a week, as an installation has them; the template of the tests has fewer and wider ones.
async fn partitions_of_a_week(app: &TestApp) {
    let superuser = app.superuser_db();
    for wide in texts(&superuser, ATTACHED_OF_ALL).await {
        superuser.execute_unprepared(&format!("drop table {wide}")).await.unwrap();
    }
    partitions::ensure(&app.role_db("gatebook_worker"), app.clock.now(), 7).await.unwrap();
}

#[tokio::test]
async fn past_events_are_invisible_at_once_and_leave_with_their_partition() {
    let app = TestApp::start().await;
    partitions_of_a_week(&app).await;
    let (short, long) = (app.tenant("short").await, {
        let settings = TenantSettings { retention_days: 30, ..TenantSettings::default() };
        app.tenant_with("long", settings, &domain::scope::Scope::ALL).await
    });
    let worker = app.role_db("gatebook_worker");
    for tenant in [&short, &long] {
        post(tenant, &[event(1, app.clock.now())]).await;
    }
    let midnight = app.clock.now().date_naive().and_hms_opt(0, 0, 0).unwrap().and_utc();

    app.clock.set(midnight + TimeDelta::days(8) - TimeDelta::seconds(1));
    assert_eq!((seen(&short).await.len(), seen(&long).await.len()), (1, 1));
    app.clock.set(midnight + TimeDelta::days(8));
    assert_eq!((seen(&short).await.len(), seen(&long).await.len()), (0, 1));
    short.get(&format!("/v1/events/{}", Uuid::from_u128(1))).await.assert_problem(404, "event_not_found");

    // Physically gone within the width of a partition.
    let dropped = partitions::drop_past(&worker, midnight + TimeDelta::days(8 + 7)).await.unwrap();

    assert!(dropped >= 2, "{dropped}");
    assert_eq!((homes(&app, short.id).await.len(), homes(&app, long.id).await.len()), (0, 1));
    assert_eq!(seen(&long).await.len(), 1);
    assert_eq!(partitions::drop_past(&worker, midnight + TimeDelta::days(8 + 7)).await.unwrap(), 0, "only once");
    post(&short, &[event(2, app.clock.now())]).await;
    assert_eq!(seen(&short).await.len(), 1);
}

#[tokio::test]
async fn a_drop_waits_for_a_reader_and_nobody_waits_for_the_drop() {
    let app = TestApp::start().await;
    partitions_of_a_week(&app).await;
    let tenant = app.tenant("shop").await;
    post(&tenant, &[event(1, app.clock.now())]).await;
    let (worker, superuser, later) =
        (app.role_db("gatebook_worker"), app.superuser_db(), app.clock.now() + TimeDelta::days(6));
    let before = texts(&superuser, ATTACHED).await.len();
    let reader = superuser.begin().await.unwrap();
    reader.execute_unprepared("select count(*) from event").await.unwrap();

    let dropping = tokio::spawn(async move { partitions::drop_past(&worker, later).await });
    wait_until("a partition is being detached", async || !texts(&superuser, DETACHING).await.is_empty()).await;
    // Whoever comes now is not held up.
    post(&tenant, &[event(2, app.clock.now())]).await;
    assert_eq!(seen(&tenant).await.len(), 2);
    assert!(!dropping.is_finished());
    reader.rollback().await.unwrap();

    let dropped = dropping.await.unwrap().unwrap();
    assert_eq!(dropped, 3, "one of the log, and those that follow from it");
    assert_eq!(texts(&superuser, ATTACHED).await.len(), before - 1);
}

#[tokio::test]
async fn a_drop_that_was_broken_off_is_completed_and_what_an_operator_kept_is_left_alone() {
    let app = TestApp::start().await;
    partitions_of_a_week(&app).await;
    let (worker, superuser, later) =
        (app.role_db("gatebook_worker"), app.superuser_db(), app.clock.now() + TimeDelta::days(30));
    let before = texts(&superuser, ATTACHED).await;
    let kept = &before[0];
    superuser.execute_unprepared(&format!("alter table event detach partition {kept}")).await.unwrap();
    let reader = superuser.begin().await.unwrap();
    reader.execute_unprepared("select count(*) from event").await.unwrap();
    let dropping = {
        let worker = worker.clone();
        tokio::spawn(async move { partitions::drop_past(&worker, later).await })
    };
    wait_until("a partition is being detached", async || !texts(&superuser, DETACHING).await.is_empty()).await;
    dropping.abort();
    let kill = "select pg_terminate_backend(pid)::text from pg_stat_activity
                where datname = current_database() and query like 'alter table event detach%' and pid <> pg_backend_pid()";
    wait_until("its connection is gone", async || texts(&superuser, kill).await.is_empty()).await;
    reader.rollback().await.unwrap();
    assert_eq!(texts(&superuser, DETACHING).await.len(), 1);

    let dropped = partitions::drop_past(&worker, later).await.unwrap();

    assert!(dropped >= 3, "{dropped}");
    assert_eq!(texts(&superuser, DETACHING).await.len(), 0);
    // As many of each table, but for the one that an operator kept.
    assert_eq!(texts(&superuser, ATTACHED).await.len(), before.len() - (dropped + 1) / 3);
    assert_eq!(texts(&superuser, &format!("select to_regclass('{kept}')::text")).await, std::slice::from_ref(kept));
}

/// Carries out a change of retention by hand, calling `between` after each batch.
async fn change(app: &TestApp, tenant: TenantId, days: u16, mut between: impl AsyncFnMut(rehome::Batch)) {
    let db = app.role_db("gatebook_worker");
    // What the API does when it is asked for.
    let sql =
        "update tenant set settings = jsonb_set(settings, '{retention_days}', to_jsonb($2::int)) where tenant_id = $1";
    let values = [tenant.uuid().into(), i32::from(days).into()];
    app.superuser_db().execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await.unwrap();
    let txn = transaction::begin(&db, tenant).await.unwrap();
    let until = rehome::begin(&txn, app.clock.now(), tenant, days).await.unwrap().unwrap();
    txn.commit().await.unwrap();
    let mut after = Position(0);
    loop {
        let txn = transaction::begin(&db, tenant).await.unwrap();
        let batch = rehome::next_batch(&txn, app.clock.now(), tenant, days, after, until).await.unwrap();
        txn.commit().await.unwrap();
        let Some(batch) = batch else { break };
        after = batch.last;
        between(batch).await;
    }
    let txn = transaction::begin(&db, tenant).await.unwrap();
    rehome::end(&txn, tenant, days).await.unwrap();
    txn.commit().await.unwrap();
}

/// An imported log (3 events of 40 days before), and then 3 events on each of seven days, of which the last is the clock's.
async fn fill(app: &TestApp, tenant: &TestTenant) -> Vec<Value> {
    let start = app.clock.now();
    let mut events: Vec<Value> = (100..103).map(|id| event(id, start - TimeDelta::days(40))).collect();
    assert_eq!(post(tenant, &events).await["accepted"], 3);
    for day in 0..7 {
        app.clock.set(start + TimeDelta::days(day));
        let of_day: Vec<Value> = (0..3).map(|n| event(day as u128 * 3 + n, app.clock.now())).collect();
        assert_eq!(post(tenant, &of_day).await["accepted"], 3);
        events.extend(of_day);
    }
    events
}

#[tokio::test]
async fn rows_move_to_where_the_new_retention_has_them_and_repeats_are_found_there() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let events = fill(&app, &tenant).await;
    let today = app.clock.now().date_naive();
    let day = |days: u64| today + Days::new(days);

    change(&app, tenant.id, 90, async |_| {}).await;

    let grown: BTreeMap<NaiveDate, i64> = (0..7).map(|ago| (day(90 - ago), 3)).chain([(day(44), 3)]).collect();
    assert_eq!(homes(&app, tenant.id).await, grown, "what was imported counts from when it occurred now");
    assert_eq!(post(&tenant, &events).await["duplicates"], 24);
    assert_eq!(seen(&tenant).await.len(), 24);

    change(&app, tenant.id, 3, async |_| {}).await;

    // Events of today and the three days before are kept; what was imported six days ago is past, as if it had been
    // imported with this retention.
    assert_eq!(homes(&app, tenant.id).await, (0..4).map(|days| (day(days), 3)).collect());
    assert_eq!(seen(&tenant).await.len(), 12);
}

#[tokio::test]
async fn while_it_shrinks_what_is_to_leave_is_invisible_from_the_switch_on() {
    let app = TestApp::start().await;
    let settings = TenantSettings { retention_days: 90, ..TenantSettings::default() };
    let tenant = app.tenant_with("shop", settings, &domain::scope::Scope::ALL).await;
    fill(&app, &tenant).await;
    let db = app.role_db("gatebook_worker");
    let sql = "update tenant set settings = jsonb_set(settings, '{retention_days}', '3')";
    app.superuser_db().execute_unprepared(sql).await.unwrap();

    let txn = transaction::begin(&db, tenant.id).await.unwrap();
    rehome::begin(&txn, app.clock.now(), tenant.id, 3).await.unwrap().unwrap();
    txn.commit().await.unwrap();

    assert_eq!(seen(&tenant).await.len(), 4 * 3, "no row has moved yet");
    tenant.get(&format!("/v1/events/{}", Uuid::from_u128(100))).await.assert_problem(404, "event_not_found");
    tenant.get(&format!("/v1/events/{}", Uuid::from_u128(20))).await.assert_status(200);
}

#[tokio::test]
async fn what_leaves_at_a_midnight_in_the_middle_of_a_growing_change_stays() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let midnight = (app.clock.now() + TimeDelta::days(8)).date_naive().and_hms_opt(0, 0, 0).unwrap().and_utc();
    let events: Vec<Value> = (1..4).map(|id| event(id, midnight - TimeDelta::days(7) - TimeDelta::hours(1))).collect();
    app.clock.set(midnight - TimeDelta::hours(1));
    post(&tenant, &events).await;
    let (db, superuser) = (app.role_db("gatebook_worker"), app.superuser_db());
    let answer = tenant.patch("/v1/tenant", &json!({"settings": {"retention_days": 90}})).await.assert_status(202);
    let txn = transaction::begin(&db, tenant.id).await.unwrap();
    let until = rehome::begin(&txn, app.clock.now(), tenant.id, 90).await.unwrap().unwrap();
    txn.commit().await.unwrap();

    app.clock.set(midnight + TimeDelta::minutes(1));
    assert_eq!(seen(&tenant).await.len(), 3, "they have not moved yet");
    assert_eq!(post(&tenant, &events).await["duplicates"], 3);
    partitions::drop_past(&db, midnight + TimeDelta::days(40)).await.unwrap();
    assert_eq!(seen(&tenant).await.len(), 3, "a drop leaves what a change has yet to move");
    superuser.execute_unprepared("update job set state = 'failed', finished_at = now()").await.unwrap();
    partitions::drop_past(&db, midnight + TimeDelta::days(40)).await.unwrap();
    assert_eq!(seen(&tenant).await.len(), 3, "also what one has that was given up: it can be tried again");
    let txn = transaction::begin(&db, tenant.id).await.unwrap();
    let batch = rehome::next_batch(&txn, app.clock.now(), tenant.id, 90, Position(0), until).await.unwrap().unwrap();
    rehome::end(&txn, tenant.id, 90).await.unwrap();
    txn.commit().await.unwrap();

    assert_eq!(batch.moved, 3);
    assert_eq!(seen(&tenant).await.len(), 3);
    assert_eq!(post(&tenant, &events).await["duplicates"], 3);
    assert!(partitions::drop_past(&db, midnight + TimeDelta::days(40)).await.unwrap() > 0, "{answer:?}");
}

#[tokio::test]
async fn an_id_that_was_used_on_several_days_does_not_stop_a_change() {
    let app = TestApp::start().await;
    let settings = TenantSettings { retention_days: 4, ..TenantSettings::default() };
    let tenant = app.tenant_with("shop", settings, &domain::scope::Scope::ALL).await;
    let now = app.clock.now();
    // The first counts from its import, the second from when it occurred: with two days both count from the import.
    let events = [event(7, now - TimeDelta::days(20)), event(7, now - TimeDelta::days(3)), event(8, now)];
    for event in &events {
        assert_eq!(post(&tenant, std::slice::from_ref(event)).await["accepted"], 1);
    }

    change(&app, tenant.id, 2, async |_| {}).await;

    assert_eq!(seen(&tenant).await.len(), 3);
    let today = now.date_naive();
    let homes = homes(&app, tenant.id).await;
    assert_eq!(homes, [(today + Days::new(2), 2), (today + Days::new(3), 1)].into());
}

/// Reads page after page, round after round, and fails when a position is missing or doubled.
async fn read_all_the_time(client: Client, done: Arc<AtomicBool>) -> usize {
    let mut rounds = 0;
    let mut before: Vec<i64> = Vec::new();
    while !done.load(Ordering::SeqCst) {
        let positions = seen(&client).await;
        assert!(positions.is_sorted_by(|one, next| one < next), "each position once, in order");
        assert!(positions.starts_with(&before), "nothing that was there is missing");
        before = positions;
        rounds += 1;
    }
    rounds
}

/// Writes new events and repeats of earlier ones, which may have moved since. Returns what it wrote.
async fn write_all_the_time(client: Client, clock: Clock, done: Arc<AtomicBool>) -> Vec<Value> {
    let mut next = 10_000;
    let mut sent: Vec<Value> = Vec::new();
    while !done.load(Ordering::SeqCst) {
        let new: Vec<Value> = (next..next + 20).map(|id| event(id, clock.now())).collect();
        next += 20;
        assert_eq!(post(&client, &new).await["accepted"], 20);
        let earlier = sent.iter().rev().skip(15).step_by(7).take(10).cloned().collect::<Vec<_>>();
        assert_eq!(post(&client, &earlier).await["duplicates"], earlier.len());
        sent.extend(new);
    }
    sent
}

/// A tenant that is read and written all the time.
struct Busy {
    tenant: TestTenant,
    before: Vec<Value>,
    done: Arc<AtomicBool>,
    reader: JoinHandle<usize>,
    writer: JoinHandle<Vec<Value>>,
}

impl Busy {
    async fn start(app: &TestApp) -> Self {
        let tenant = app.tenant("shop").await;
        let now = app.clock.now();
        let before: Vec<Value> = (0..5_000).map(|id| event(id, now - TimeDelta::seconds(id as i64))).collect();
        for part in before.chunks(1_000) {
            post(&tenant, part).await;
        }
        let done = Arc::new(AtomicBool::new(false));
        let reader = tokio::spawn(read_all_the_time(tenant.client.clone(), Arc::clone(&done)));
        let writer = tokio::spawn(write_all_the_time(tenant.client.clone(), app.clock.clone(), Arc::clone(&done)));
        Self { tenant, before, done, reader, writer }
    }

    /// Stops reading and writing; every event is there once, and none leaves later than `days` from now.
    async fn end(self, app: &TestApp, days: u64) {
        self.done.store(true, Ordering::SeqCst);
        assert!(self.reader.await.unwrap() > 0);
        let sent = self.writer.await.unwrap();
        for part in sent.chunks(1_000).chain(self.before.chunks(1_000)) {
            assert_eq!(post(&self.tenant, part).await["duplicates"], part.len(), "all of them are known");
        }
        let homes = homes(app, self.tenant.id).await;
        assert_eq!(homes.values().sum::<i64>() as usize, self.before.len() + sent.len());
        let last = app.clock.now().date_naive() + Days::new(days);
        assert!(homes.keys().all(|day| *day <= last), "{homes:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_missing_or_doubled_while_retention_grows_and_shrinks_under_load() {
    let app = TestApp::start().await;
    let busy = Busy::start(&app).await;

    for days in [90, 7] {
        change(&app, busy.tenant.id, days, async |batch| assert!(batch.removed == 0, "{batch:?}")).await;
    }

    busy.end(&app, 7).await;
}

/// Holds a row in the middle of a tenant's events, so that the job stops there.
async fn hold_a_row(app: &TestApp, tenant: TenantId) -> DatabaseTransaction {
    let txn = app.superuser_db().begin().await.unwrap();
    let sql = "select 1 from event where tenant_id = $1 and position = 3000 for update";
    let held = Statement::from_sql_and_values(DbBackend::Postgres, sql, [tenant.uuid().into()]);
    assert!(txn.query_one_raw(held).await.unwrap().is_some());
    txn
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_of_retention_is_a_job_that_survives_its_worker() {
    let app = TestApp::start().await;
    let busy = Busy::start(&app).await;
    let (tenant, superuser) = (&busy.tenant, app.superuser_db());
    let waits = "select 1::text from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock' and query like 'update event e%'";
    let narrowed = format!(
        "select 1::text from tenant_head where retention_days_min = retention_days_max and tenant_id = '{}'",
        tenant.id.uuid()
    );

    // Each waits for a minute until another worker takes over.
    let changes: &[u64] = if rounds(0, 1) == 0 { &[30] } else { &[90, 7, 30] };
    for &days in changes {
        let change = json!({"settings": {"retention_days": days}});
        let answer = tenant.patch("/v1/tenant", &change).await.assert_status(202);
        assert_eq!(answer.json()["settings"]["retention_days"], days);
        let job = answer.header("location").to_owned();
        assert_eq!(job, format!("/v1/jobs/{}", answer.json()["job"].as_str().unwrap()));
        let other = json!({"settings": {"retention_days": 8}});
        tenant.patch("/v1/tenant", &other).await.assert_problem(409, "retention_changed_recently");
        tenant.patch("/v1/tenant", &json!({"name": "Another"})).await.assert_status(200);
        let held = hold_a_row(&app, tenant.id).await;
        let worker = Process::start(&app, "worker").await;
        wait_until("the job waits for the row", async || !texts(&superuser, waits).await.is_empty()).await;
        assert!(texts(&superuser, &narrowed).await.is_empty(), "both retentions are in force");

        worker.kill().await;
        held.rollback().await.unwrap();
        let worker = Process::start(&app, "worker").await;

        wait_until("the job is done", async || tenant.get(&job).await.json()["state"] == "done").await;
        let done = tenant.get(&job).await.json();
        assert_eq!((&done["kind"], &done["total"]), (&json!("retention_change"), &done["done"]));
        assert!(done["done"].as_i64().unwrap() >= 5_000, "{done}");
        assert_eq!(texts(&superuser, &narrowed).await.len(), 1);
        assert_eq!(worker.terminate().await, Some(0));
        app.clock.advance(TimeDelta::hours(24));
    }

    busy.end(&app, changes[changes.len() - 1]).await;
}

/// Orders another retention and begins to work on it.
async fn work_on_a_change(app: &TestApp, tenant: &TestTenant, days: u16) -> JoinHandle<()> {
    tenant.patch("/v1/tenant", &json!({"settings": {"retention_days": days}})).await.assert_status(202);
    let newest = texts(&app.superuser_db(), "select job_id::text from job order by job_id desc limit 1").await;
    let task = Task { tenant: tenant.id, job: JobId(newest[0].parse().unwrap()), push: 1 };
    let (db, clock, tools) = (app.role_db("gatebook_worker"), app.clock.clone(), app.tools());
    let never: Stop = Arc::new(|| false);
    tokio::spawn(async move { jobs::run(&db, &clock, &tools, task, &never).await.unwrap() })
}

#[tokio::test]
async fn a_change_outlasts_the_batch_that_an_earlier_one_is_at() {
    let app = TestApp::start().await;
    let superuser = app.superuser_db();
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    let events: Vec<Value> = (0..4_000).map(|id| event(id, now - TimeDelta::seconds(id as i64))).collect();
    for part in events.chunks(1_000) {
        post(&tenant, part).await;
    }
    let waiting = "select 1::text from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock' and query like 'update event e%'";

    let held = hold_a_row(&app, tenant.id).await;
    let earlier = work_on_a_change(&app, &tenant, 90).await;
    wait_until("the earlier change waits for the row", async || !texts(&superuser, waiting).await.is_empty()).await;
    app.clock.advance(TimeDelta::hours(24));
    let later = work_on_a_change(&app, &tenant, 7).await;
    let waiting = "select 1::text from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock' and query like '%retention_change%'";
    wait_until("the later change waits or is done", async || {
        later.is_finished() || !texts(&superuser, waiting).await.is_empty()
    })
    .await;
    held.rollback().await.unwrap();
    earlier.await.unwrap();
    later.await.unwrap();

    let states = texts(&superuser, "select state from job order by job_id").await;
    assert_eq!(states, ["done", "done"]);
    assert_eq!(seen(&tenant).await.len(), 4_000);
    for part in events.chunks(1_000) {
        assert_eq!(post(&tenant, part).await["duplicates"], 1_000);
    }
}

#[tokio::test]
async fn a_longer_retention_makes_nothing_leave_at_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let start = app.clock.now();
    // Each was past on arrival and has 7 days from then on; 90 days after they occurred are over two days later.
    let imported: Vec<Value> = (0..3).map(|id| event(id, start - TimeDelta::days(89))).collect();
    assert_eq!(post(&tenant, &imported).await["accepted"], 3);
    app.clock.set(start + TimeDelta::days(2));
    assert_eq!(seen(&tenant).await.len(), 3);

    change(&app, tenant.id, 90, async |batch| assert_eq!(batch.removed, 0)).await;

    assert_eq!(seen(&tenant).await.len(), 3);
    assert_eq!(post(&tenant, &imported).await["duplicates"], 3);
    assert_eq!(homes(&app, tenant.id).await, [(start.date_naive() + Days::new(7), 3)].into());
    app.clock.set(start + TimeDelta::days(8));
    assert_eq!(seen(&tenant).await.len(), 0);
}
