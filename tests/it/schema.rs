//! What the database itself refuses: the second fence, behind the statements that name their tenant.

use chrono::{Days, TimeDelta, Utc};
use domain::jobs::{self, Kind};
use domain::{retention, schedule, transaction};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TransactionTrait};
use serde_json::json;
use tests::isolation::own;
use tests::{TestApp, TestTenant};

use crate::access_log::Projector;

/// Tables with a tenant that every process may see: they hold no content.
const WITHOUT_POLICY: [&str; 2] = ["checkpoint", "tenant_head"];
/// Tables that are the worker's alone.
const OF_WORKER: [&str; 2] = ["erasing", "erasing_session"];

/// Who reads a table for a tenant.
fn reader(table: &str) -> &'static str {
    match table {
        "access_log" | "export_part" | "skipped" | "traffic" => "gatebook_read",
        _ => "gatebook_app",
    }
}

fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, own(text))
}

/// The first column of all rows.
async fn texts(db: &impl ConnectionTrait, text: &str) -> Vec<String> {
    let rows = db.query_all_raw(sql(text)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn count(db: &impl ConnectionTrait, of: &str) -> i64 {
    let row = db.query_one_raw(sql(&format!("select count(*) from {of}"))).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[track_caller]
fn assert_denied(outcome: Result<impl Sized, DbErr>, what: &str) {
    let error = outcome.err().unwrap_or_else(|| panic!("{what} was not refused")).to_string();
    assert!(error.contains("permission denied"), "{what}: {error}");
}

async fn post(tenant: &TestTenant) {
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/a"})).await.assert_status(201);
}

/// What a transaction does as a role that lists some tenants.
async fn listing(db: &DatabaseConnection, tenants: &[&TestTenant]) -> sea_orm::DatabaseTransaction {
    let ids: Vec<String> = tenants.iter().map(|tenant| tenant.id.uuid().to_string()).collect();
    let txn = db.begin().await.unwrap();
    txn.execute_raw(sql(&format!("select set_config('app.tenant_ids', '{}', true)", ids.join(",")))).await.unwrap();
    txn
}

async fn tables_with_a_tenant(app: &TestApp) -> Vec<String> {
    let all = "select c.relname::text
               from pg_class c
               join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
               where c.relkind in ('r', 'p')
                 and not c.relispartition
                 and c.relnamespace = 'public'::regnamespace
               order by 1";
    let mut tables = texts(&app.superuser_db(), all).await;
    tables.retain(|table| !WITHOUT_POLICY.contains(&table.as_str()));
    tables
}

#[tokio::test]
async fn row_level_security_is_forced_on_every_table_with_a_tenant() {
    let app = TestApp::start().await;
    let db = app.superuser_db();

    let tables = tables_with_a_tenant(&app).await;

    let known = [
        "access_key",
        "access_log",
        "api_key",
        "erasing",
        "erasing_session",
        "event",
        "export",
        "export_part",
        "idempotency",
        "job",
        "membership",
        "session",
        "session_use",
        "skipped",
        "tenant",
        "tenant_secret",
        "traffic",
    ];
    for table in known {
        assert!(tables.iter().any(|known| known == table), "{table} is not in {tables:?}");
    }
    for table in tables {
        let of = format!("pg_class where oid = '{table}'::regclass and relrowsecurity and relforcerowsecurity");
        assert_eq!(count(&db, &of).await, 1, "{table}");
        for role in ["gatebook_app", "gatebook_read", "gatebook_worker"] {
            let of = format!("pg_policies where tablename = '{table}' and '{role}' = any(roles) and qual is not null");
            assert!(count(&db, &of).await > 0, "{table} has no policy for {role}");
        }
    }
}

#[tokio::test]
async fn no_role_of_the_program_may_pass_over_row_level_security() {
    let app = TestApp::start().await;
    let db = app.superuser_db();

    let ours = "pg_roles where rolname in ('gatebook_app', 'gatebook_read', 'gatebook_worker')";
    let above = count(&db, &format!("{ours} and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)")).await;

    assert_eq!(above, 0);
    assert_eq!(count(&db, ours).await, 3);
}

#[tokio::test]
async fn partitions_grant_nothing() {
    let app = TestApp::start().await;
    let db = app.superuser_db();
    let partitions = texts(&db, "select inhrelid::regclass::text from pg_inherits where inhparent = 'event'::regclass");

    let partitions = partitions.await;

    assert!(partitions.len() > 10, "{partitions:?}");
    for role in ["gatebook_app", "gatebook_read", "public"] {
        let granted = "select c.relname::text
                       from pg_class c, aclexplode(c.relacl) g
                       where c.relispartition
                         and c.relkind in ('r', 'p')
                         and g.grantee = coalesce(to_regrole('ROLE')::oid, 0)";
        assert_eq!(texts(&db, &granted.replace("ROLE", role)).await, Vec::<String>::new(), "{role}");
    }
}

#[tokio::test]
async fn the_app_cannot_reach_a_partition_around_the_policies() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant).await;
    let partition = "select tableoid::regclass::text from event where type = 'access'";
    let partition = texts(&app.superuser_db(), partition).await.remove(0);

    for role in ["gatebook_app", "gatebook_read"] {
        let outcome = app.role_db(role).query_all_raw(sql(&format!("select 1 from {partition}"))).await;

        assert_denied(outcome, role);
    }
}

#[tokio::test]
async fn the_app_cannot_change_or_remove_an_event() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant).await;
    let db = app.role_db("gatebook_app");

    for statement in ["update event set path = '/b'", "delete from event", "truncate event", "drop table event"] {
        let txn = listing(&db, &[&tenant]).await;

        let outcome = txn.execute_raw(sql(statement)).await;

        let error = outcome.expect_err(statement).to_string();
        assert!(error.contains("permission denied") || error.contains("must be owner"), "{statement}: {error}");
    }
    assert_eq!(count(&app.superuser_db(), "event where path = '/a'").await, 1);
}

#[tokio::test]
async fn the_app_cannot_remove_a_session() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let user = app.user(&tenant, "ada").await;
    let db = app.role_db("gatebook_app");

    for statement in ["delete from session", "delete from session_use", "truncate session", "truncate session_use"] {
        let txn = listing(&db, &[&tenant]).await;

        let outcome = txn.execute_raw(sql(statement)).await;

        assert_denied(outcome, statement);
    }
    user.get("/v1/me/sessions").await.assert_status(200);
}

#[tokio::test]
async fn the_reader_cannot_write_anywhere() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let db = app.role_db("gatebook_read");

    for table in [
        "tenant",
        "tenant_head",
        "tenant_secret",
        "access_key",
        "api_key",
        "idempotency",
        "event",
        "export",
        "export_part",
        "job",
        "membership",
        "session",
        "session_use",
        "schedule_tick",
    ] {
        let id = tenant.id.uuid();
        for statement in [
            format!("insert into {table} default values"),
            format!("update {table} set tenant_id = '{id}'")
                .replace("schedule_tick set tenant_id", "schedule_tick set schedule"),
            format!("delete from {table}"),
        ] {
            let txn = listing(&db, &[&tenant]).await;

            let outcome = txn.execute_raw(sql(&statement)).await;

            assert_denied(outcome, &statement);
        }
    }
    for table in ["tenant_secret", "access_key", "api_key", "idempotency", "membership"] {
        assert_denied(db.query_all_raw(sql(&format!("select * from {table}"))).await, table);
    }
}

#[tokio::test]
async fn without_a_list_of_tenants_nothing_is_seen_and_nothing_is_inserted() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant).await;
    let (db, id) = (app.role_db("gatebook_app"), tenant.id.uuid());

    Projector::of(&app).catch_up(app.clock.now()).await;
    for table in tables_with_a_tenant(&app).await.into_iter().filter(|table| !OF_WORKER.contains(&table.as_str())) {
        let seen = count(&app.role_db(reader(&table)), &table).await;

        assert_eq!(seen, 0, "{table}");
    }
    for statement in [
        format!(
            "insert into event (tenant_id, position, event_id, expires_on, recorded_at, occurred_at, type)
                 values ('{id}', 99, gen_random_uuid(), current_date + 1, now(), now(), 'access')"
        ),
        format!(
            "insert into idempotency (tenant_id, key_hash, body_hash, subject, created_at)
                 values ('{id}', '', '', gen_random_uuid(), now())"
        ),
        format!("insert into tenant_secret (tenant_id, purpose, version, wrapped) values ('{id}', 'import', 9, '')"),
        format!(
            "insert into access_key (tenant_id, version, public_key, created_at, signs_from)
                 values ('{id}', 9, decode(repeat('00', 32), 'hex'), now(), now())"
        ),
        format!(
            "insert into api_key (tenant_id, key_id, name, secret_hash, scopes, created_at)
                 values ('{id}', gen_random_uuid(), 'x', '', '{{}}', now())"
        ),
        format!(
            "insert into job (tenant_id, job_id, kind, state, by, created_at)
                 values ('{id}', gen_random_uuid(), 'tenant_removal', 'waiting', 'x', now())"
        ),
        format!(
            "insert into export (tenant_id, job_id, format, descending, until)
                 values ('{id}', gen_random_uuid(), 'csv', false, 1)"
        ),
        format!(
            "insert into membership (tenant_id, member_id, role, created_at)
                 values ('{id}', gen_random_uuid(), 'owner', now())"
        ),
        format!(
            "insert into session (tenant_id, session_id, version, position, state, started_at, expires_at, idle_timeout_s,
                                  rotation, bound_rotation)
                 values ('{id}', gen_random_uuid(), 1, 1, 'active', now(), now(), 300, 0, 0)"
        ),
        format!(
            "insert into session_use (tenant_id, session_id, secret_hash, last_seen_at)
                 values ('{id}', gen_random_uuid(), '', now())"
        ),
    ] {
        let error = db.execute_raw(sql(&statement)).await.expect_err(&statement).to_string();

        assert!(error.contains("row-level security"), "{statement}: {error}");
    }
}

#[tokio::test]
async fn a_transaction_of_one_tenant_sees_and_changes_nothing_of_another() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    for tenant in [&tenant, &other] {
        post(tenant).await;
        app.user(tenant, "ada").await;
        let request = tenant.request(reqwest::Method::POST, "/v1/keys").header("idempotency-key", "one");
        let created = tenant.send(request.json(&json!({"name": "x", "scopes": ["admin"]}))).await;
        created.assert_status(201);
        let member = json!({"email": format!("ada@{}.example", tenant.slug), "name": "x", "role": "owner"});
        tenant.post("/v1/members", &member).await.assert_status(201);
        app.user(tenant, "ada").await;
        let txn = transaction::begin(&app.stores.app, tenant.id).await.unwrap();
        jobs::push(&txn, app.clock.now(), tenant.id, "test", &Kind::TenantRemoval).await.unwrap();
        txn.commit().await.unwrap();
        tenant.post("/v1/exports", &json!({"format": "csv"})).await.assert_status(202);
    }
    Projector::of(&app).catch_up(app.clock.now()).await;
    let (superuser, db) = (app.superuser_db(), app.role_db("gatebook_app"));
    let skipped = "insert into skipped select tenant_id, 'access_log', 1, now() from tenant";
    superuser.execute_unprepared(skipped).await.unwrap();
    let parts = "insert into export_part select tenant_id, job_id, 1, 1, 1, 1 from export";
    superuser.execute_unprepared(parts).await.unwrap();

    for table in tables_with_a_tenant(&app).await {
        if OF_WORKER.contains(&table.as_str()) {
            assert_denied(db.execute_raw(sql(&format!("select 1 from {table}"))).await, &table);
            continue;
        }
        let db = app.role_db(reader(&table));
        let of = |tenant: &TestTenant| format!("{table} where tenant_id = '{}'", tenant.id.uuid());
        let own = count(&superuser, &of(&tenant)).await;
        assert!(own > 0 && count(&superuser, &of(&other)).await > 0, "both have rows in {table}");
        let txn = listing(&db, &[&tenant]).await;

        let (seen, all, foreign) =
            (count(&txn, &of(&tenant)).await, count(&txn, &table).await, count(&txn, &of(&other)).await);

        assert_eq!((seen, all, foreign), (own, own, 0), "{table}");
    }
    let both = listing(&db, &[&tenant, &other]).await;
    assert_eq!(count(&both, "tenant").await, 2, "a flush sees all of its tenants");
    both.rollback().await.unwrap();
    let txn = listing(&db, &[&tenant]).await;
    for change in
        ["api_key set revoked_at = now()", "session set state = 'revoked'", "session_use set secret_hash = ''"]
    {
        let change = format!("update {change} where tenant_id = '{}'", other.id.uuid());
        assert_eq!(txn.execute_raw(sql(&change)).await.unwrap().rows_affected(), 0, "{change}");
    }
}

#[tokio::test]
async fn the_migrations_go_down_and_up_again() {
    let mut app = TestApp::start().await;
    app.stop().await.unwrap();
    let owner = app.role_db(&app.settings().owner_database.as_ref().unwrap().user());
    let described = "select table_name || ' ' || column_name || ' ' || data_type
                     from information_schema.columns
                     where table_schema = 'public' and table_name !~ '^(event|access_log|traffic)_p'
                     order by 1";
    let before = texts(&app.superuser_db(), described).await;

    Migrator::down(&owner, None).await.unwrap();
    let left = texts(&app.superuser_db(), described).await;
    Migrator::up(&owner, None).await.unwrap();

    assert!(left.iter().all(|column| column.starts_with("seaql_migrations ")), "{left:?}");
    assert_eq!(texts(&app.superuser_db(), described).await, before);
    let worker = app.role_db("gatebook_worker");
    let made = retention::partitions::ensure(&worker, app.clock.now(), 7).await.unwrap();
    assert!(made > 3 * 60, "{made}");
    app.start_again().await;
    post(&app.tenant("shop").await).await;
}

/// The days of each partition but the last, in order; fails when two overlap or a day is missing between them.
async fn partition_days(app: &TestApp) -> Vec<(chrono::NaiveDate, chrono::NaiveDate)> {
    let bounds = "select bound[1] || ' ' || bound[2]
                  from pg_inherits i
                  join pg_class c on c.oid = i.inhrelid,
                  regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''(.*)''\\) TO \\(''(.*)''\\)') as bound
                  where i.inhparent = 'event'::regclass
                    and bound is not null
                  order by 1";
    let bounds = texts(&app.superuser_db(), bounds).await;
    let days: Vec<_> = bounds
        .iter()
        .map(|bound| {
            bound.split_once(' ').map(|(from, until)| (from.parse().unwrap(), until.parse().unwrap())).unwrap()
        })
        .collect();
    for pair in days.windows(2) {
        assert_eq!(pair[0].1, pair[1].0, "one ends where the next begins");
    }
    days
}

#[tokio::test]
async fn partitions_that_are_there_are_not_made_again() {
    let app = TestApp::start().await;
    let worker = app.role_db("gatebook_worker");
    let later = app.clock.now() + TimeDelta::days(100);
    let first = retention::partitions::ensure(&worker, later, 7).await.unwrap();

    let second = retention::partitions::ensure(&worker, later, 7).await.unwrap();

    assert!((3 * 14..=3 * 15).contains(&first), "{first}");
    assert_eq!(second, 0);
}

#[tokio::test]
async fn two_makers_of_partitions_do_not_collide() {
    let app = TestApp::start().await;
    let (one, other) = (app.role_db("gatebook_worker"), app.role_db("gatebook_worker"));
    let (before, later) = (partition_days(&app).await.len(), app.clock.now() + TimeDelta::days(100));

    let (one, other) =
        tokio::join!(retention::partitions::ensure(&one, later, 7), retention::partitions::ensure(&other, later, 7));

    let made = one.unwrap() + other.unwrap();
    assert!((3 * 14..=3 * 15).contains(&made), "{made}");
    assert_eq!(partition_days(&app).await.len(), before + made / 3);
}

#[tokio::test]
async fn partitions_of_another_width_begin_where_the_others_end() {
    let app = TestApp::start().await;
    let worker = app.role_db("gatebook_worker");
    let before = partition_days(&app).await;

    for (days, width) in [(40, 30), (90, 1), (120, 7)] {
        let later = app.clock.now() + TimeDelta::days(days);
        assert!(retention::partitions::ensure(&worker, later, width).await.unwrap() > 0);
    }

    let after = partition_days(&app).await;
    assert_eq!(after[..before.len()], before);
    let needed = app.clock.now().date_naive() + Days::new(120 + 400 + retention::partitions::AHEAD_DAYS);
    assert!(after.last().unwrap().1 > needed, "{after:?}");
}

#[tokio::test]
async fn an_event_that_no_partition_takes_is_answered_503_and_not_lost_in_silence() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    // Nobody has made partitions for years.
    app.clock.advance(TimeDelta::days(1_000));

    let answer = tenant.post("/v1/events", &json!({"method": "GET", "path": "/late"})).await;

    answer.assert_problem(503, "unavailable");
    let later = now + TimeDelta::days(1_000);
    retention::partitions::ensure(&app.role_db("gatebook_worker"), later, 7).await.unwrap();
    post(&tenant).await;
}

#[tokio::test]
async fn a_tick_is_claimed_by_one_worker() {
    let app = TestApp::start().await;
    let (one, other) = (app.role_db("gatebook_worker"), app.role_db("gatebook_worker"));
    let now = Utc::now();

    let (first, second) = tokio::join!(
        schedule::claim(&one, now, "partitions_ahead", now),
        schedule::claim(&other, now, "partitions_ahead", now)
    );

    assert!(first.unwrap() ^ second.unwrap());
    schedule::finish(&one, now, "partitions_ahead", now, None).await.unwrap();
    assert!(!schedule::claim(&other, now, "partitions_ahead", now).await.unwrap(), "what is done stays claimed");
    assert!(schedule::claim(&other, now, "another", now).await.unwrap());
}
