//! Events that are purged.

use chrono::TimeDelta;
use domain::id::Position;
use domain::retention::{purge, rehome};
use domain::transaction;
use sea_orm::{ConnectionTrait, DatabaseTransaction, TransactionTrait};
use serde_json::json;
use tests::{TestApp, TestTenant, run_to_its_end};
use tokio::task::JoinHandle;

use super::{fill, seen, texts, wait_until};

/// Returns when somebody waits for a lock with a statement that has a text in it.
async fn until_it_waits(app: &TestApp, text: &str) {
    let waiting = format!(
        "select 1::text from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%{text}%'"
    );
    let superuser = app.superuser_db();
    wait_until("the purge waits", async || !texts(&superuser, &waiting).await.is_empty()).await;
}

/// Begins to purge what is older than 36 hours.
fn begin(app: &TestApp, tenant: &TestTenant) -> JoinHandle<u64> {
    let (purger, id, now) = (app.role_db("gatebook_worker"), tenant.id, app.clock.now());
    let before = now - TimeDelta::hours(36);
    tokio::spawn(async move { purge::purge(&purger, now, id, "test", before, |_| {}).await.unwrap() })
}

/// Holds rows as somebody else would.
async fn hold(app: &TestApp, rows: &str) -> DatabaseTransaction {
    let holder = app.superuser_db().begin().await.unwrap();
    holder.execute_unprepared(&format!("select from {rows}")).await.unwrap();
    holder
}

#[tokio::test]
async fn a_purge_that_waits_for_the_read_model_holds_no_events() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    fill(&app, &tenant).await;
    let held = hold(&app, "checkpoint for update").await;

    let purging = begin(&app, &tenant);
    until_it_waits(&app, "update checkpoint").await;
    // As an erasure, which has the checkpoint and then takes events.
    let taken = held.execute_unprepared("select from event for update nowait").await;
    held.rollback().await.unwrap();

    assert!(taken.is_ok(), "{taken:?}");
    assert_eq!(purging.await.unwrap(), 18);
}

#[tokio::test]
async fn a_purge_that_is_killed_is_in_the_log() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    fill(&app, &tenant).await;
    let held = hold(&app, "event where type = 'access' for update").await;

    let purging = begin(&app, &tenant);
    until_it_waits(&app, "gone as").await;
    purging.abort();
    held.rollback().await.unwrap();

    let started = tenant.all("/v1/events?type=events.purge_started", "events").await;
    assert_eq!(started.len(), 1);
    assert_eq!(started[0]["data"]["by"], "test");
}

#[tokio::test]
async fn a_purge_goes_on_when_a_change_has_moved_what_it_deletes() {
    let app = TestApp::start().await;
    let superuser = app.superuser_db();
    let tenant = app.tenant("shop").await;
    fill(&app, &tenant).await;
    let (db, now, days) = (app.role_db("gatebook_worker"), app.clock.now(), 90);
    let sql = "update tenant set settings = jsonb_set(settings, '{retention_days}', '90')";
    superuser.execute_unprepared(sql).await.unwrap();
    let txn = transaction::begin(&db, tenant.id).await.unwrap();
    let until = rehome::begin(&txn, now, tenant.id, days).await.unwrap().unwrap();
    txn.commit().await.unwrap();
    let moving = transaction::begin(&db, tenant.id).await.unwrap();
    rehome::next_batch(&moving, now, tenant.id, days, Position(0), until).await.unwrap().unwrap();

    let purging = begin(&app, &tenant);
    until_it_waits(&app, "gone as").await;
    moving.commit().await.unwrap();

    assert_eq!(purging.await.unwrap(), 18);
    assert_eq!(seen(&tenant).await.len(), 6);
}

#[tokio::test]
async fn a_purge_says_what_would_go_and_then_deletes_just_that() {
    let app = TestApp::start().await;
    let now = app.clock.now();
    app.clock.set(now - TimeDelta::days(6));
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    for tenant in [&tenant, &other] {
        app.clock.set(now - TimeDelta::days(6));
        fill(&app, tenant).await;
    }
    let purge = async |more: &[&str]| {
        let arguments = [&["purge", "--older-than", "36h"], more].concat();
        let output = run_to_its_end(&app, &arguments).await;
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };

    let said = purge(&["--tenant", "shop", "--dry-run"]).await;
    assert!(said.contains("shop: 18 events") && said.contains("would delete 18 events"), "{said}");
    assert_eq!(seen(&tenant).await.len(), 24);
    let said = purge(&["--tenant", "shop"]).await;
    assert!(said.ends_with("deleted 18 events\n"), "{said}");

    assert_eq!((seen(&tenant).await.len(), seen(&other).await.len()), (6, 24));
    let purged = tenant.all("/v1/events?type=events.purged", "events").await;
    assert_eq!(purged.len(), 1);
    assert_eq!((&purged[0]["data"]["events"], &purged[0]["data"]["by"]), (&json!(18), &json!("gatebook")));
    let started = tenant.all("/v1/events?type=events.purge_started", "events").await;
    assert_eq!(started.len(), 1);
    assert_eq!(
        (&started[0]["data"]["before"], &started[0]["data"]["by"]),
        (&purged[0]["data"]["before"], &json!("gatebook"))
    );
    let said = purge(&[]).await;
    assert!(said.contains("shop: 0 events") && said.contains("other: 18 events"), "{said}");
    assert_eq!(
        tenant.all("/v1/events?type=events.purge_started", "events").await,
        started,
        "nothing was left to delete"
    );
    assert_eq!(seen(&other).await.len(), 6);
    for wrong in [vec!["purge"], vec!["purge", "--older-than", "7"], vec!["purge", "--older-than", "-7d"]] {
        assert_eq!(run_to_its_end(&app, &wrong).await.status.code(), Some(2), "{wrong:?}");
    }
    let unknown = run_to_its_end(&app, &["purge", "--older-than", "7d", "--tenant", "nobody"]).await;
    assert_eq!(unknown.status.code(), Some(1));
}
