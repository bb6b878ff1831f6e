//! `domain::access_log::rebuild`: the read model made anew, beside the live one.

use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::access_log::rebuild;
use domain::id::Position;
use domain::settings::TenantSettings;
use serde_json::{Value, json};
use tests::TestApp;

use super::{Projector, post, rolled_up, views};
use crate::session_door::{execute, query};

#[tokio::test]
async fn a_rebuild_mends_whatever_is_wrong_while_reads_go_on() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let projector = Projector::of(&app);
    let now = app.clock.now();
    post(&tenant, &views(3, 400, now)).await;
    post(&other, &views(4, 50, now)).await;
    projector.catch_up(now).await;
    let all = "select * from access_log order by tenant_id, position";
    let rolled = "select * from traffic order by tenant_id, dimension, minutes, bucket, value, expires_on";
    let (rows, sums) = (query(&app, all).await, query(&app, rolled).await);
    let of_tenant = format!("tenant_id = '{}'", tenant.id.uuid());
    execute(&app, &format!("update access_log set path = '/wrong' where {of_tenant} and position % 7 = 0")).await;
    execute(&app, &format!("delete from access_log where {of_tenant} and position % 11 = 0")).await;
    execute(
        &app,
        &format!(
            "update access_log set labels_version = 'old', browser = 'Old' where {of_tenant} and position % 13 = 0"
        ),
    )
    .await;
    execute(&app, &format!("update traffic set hits = hits + 1 where {of_tenant} and dimension = 'path'")).await;
    execute(&app, &format!("delete from traffic where {of_tenant} and dimension = 'status'")).await;
    execute(&app, &format!("insert into traffic select tenant_id, 'path', 15, bucket, '/never', expires_on, 1, 0, 0, durations, visitors
                            from traffic where {of_tenant} and dimension = 'all' and minutes = 15 limit 1")).await;
    post(&tenant, &views(5, 20, now)).await;

    let rebuilt = projector.rebuild(tenant.id).await;

    let found = rebuilt.access_log;
    assert!(found.differing > 0 && found.missing > 0 && found.relabelled > 0 && found.equal > 0, "{rebuilt:?}");
    assert!(
        rebuilt.traffic.differing > 0 && rebuilt.traffic.missing > 0 && rebuilt.traffic.superfluous == 1,
        "{rebuilt:?}"
    );
    assert_eq!(query(&app, all).await, rows);
    assert_eq!(query(&app, rolled).await, sums);
    projector.catch_up(now).await;
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn what_retention_moves_is_made_anew_and_what_it_drops_is_gone() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let now = app.clock.now();
    post(&tenant, &views(3, 200, now)).await;
    projector.catch_up(now).await;
    let purged =
        domain::retention::purge::purge(&projector.worker, now, tenant.id, "test", now - TimeDelta::hours(20), |_| {})
            .await
            .unwrap();
    assert!(purged > 0);

    // Until it is made anew, what is looked up is what is there.
    let tenant_finds = tenant.all("/v1/events?type=access&user_id=ada", "events").await.len();
    let mended = projector.rebuild_stale().await;

    assert_eq!(mended.len(), 1);
    assert_eq!((mended[0].0, mended[0].1.access_log.superfluous), (tenant.id, purged));
    assert!(projector.rebuild_stale().await.is_empty());
    assert_eq!(tenant.all("/v1/events?type=access&user_id=ada", "events").await.len(), tenant_finds);
    let left = query(&app, "select sum(hits) as hits from traffic where dimension = 'all' and minutes = 15").await;
    assert_eq!(left[0]["hits"], 200 - purged);
    projector.catch_up(now).await;
    projector.assert_true(tenant.id).await;

    let later = now + Days::new(60);
    assert!(domain::retention::partitions::drop_past(&projector.worker, later).await.unwrap() >= 3);
    for table in ["event", "access_log", "traffic"] {
        let rows = query(&app, &format!("select 1 from {table} where expires_on < '9999-01-01'")).await;
        assert!(rows.is_empty(), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_from_the_log_during_a_rebuild_does_not_come_back() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let now = app.clock.now();
    post(&tenant, &views(3, 200, now)).await;
    projector.catch_up(now).await;
    let other = Projector::of(&app);
    let mut taken = false;

    // Between its pages and its comparison: events go, and another rebuild is done with it.
    let take = |_: Position, _: Position| {
        if std::mem::replace(&mut taken, true) {
            return;
        }
        tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                let before = now - TimeDelta::hours(20);
                let gone = domain::retention::purge::purge(&other.worker, now, tenant.id, "test", before, |_| {}).await;
                assert!(gone.unwrap() > 0);
                assert_eq!(other.rebuild_stale().await.len(), 1);
            });
        });
    };
    rebuild::rebuild(&projector.worker, &app.clock, &projector.words, tenant.id, take).await.unwrap();

    let missing = "select 1 from access_log a where not exists (
                       select from event e where e.tenant_id = a.tenant_id and e.position = a.position)";
    assert!(query(&app, missing).await.is_empty(), "no row without its event");
    projector.catch_up(app.clock.now()).await;
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn events_are_found_while_a_changed_retention_has_yet_to_reach_the_read_model() {
    let app = TestApp::start().await;
    let settings = TenantSettings { retention_days: 90, ..TenantSettings::default() };
    let tenant = app.tenant_with("shop", settings, &domain::scope::Scope::ALL).await;
    let projector = Projector::of(&app);
    let now = app.clock.now();
    post(&tenant, &views(3, 60, now)).await;
    projector.catch_up(now).await;
    let found = async |filter: &str| {
        let events = tenant.all(&format!("/v1/events?type=access&{filter}"), "events").await;
        events.iter().map(|event| event["position"].as_i64().unwrap()).collect::<Vec<i64>>()
    };
    let filters = ["user_id=ada", "ip=198.51.100.7", "kind=bot", "browser=Safari"];
    let mut before = Vec::new();
    for filter in filters {
        before.push(found(filter).await);
    }

    // What the job does, up to the rebuild that follows.
    let changed = tenant.patch("/v1/tenant", &json!({"settings": {"retention_days": 7}})).await.assert_status(202);
    let job: domain::id::JobId = changed.header("location").rsplit('/').next().unwrap().parse().unwrap();
    let task = domain::jobs::Task { tenant: tenant.id, job, push: 1 };
    let never: domain::jobs::Stop = std::sync::Arc::new(|| false);
    domain::jobs::run(&projector.worker, &app.clock, &app.tools(), task, &never).await.unwrap();

    for (filter, before) in filters.iter().zip(&before) {
        assert_eq!(found(filter).await, *before, "{filter}");
    }
    assert_eq!(projector.rebuild_stale().await.len(), 1);
    for (filter, before) in filters.iter().zip(&before) {
        assert_eq!(found(filter).await, *before, "{filter}");
    }
    projector.catch_up(app.clock.now()).await;
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn what_is_remembered_of_values_ends_when_their_rows_are_made_anew() {
    let app = TestApp::start().await;
    // Noon, so that all of it is on one day.
    let noon = (app.clock.now() + Days::new(1)).date_naive().and_hms_opt(12, 0, 0).unwrap().and_utc();
    app.clock.set(noon);
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let view = |path: String, at: DateTime<Utc>| json!({"method": "GET", "path": path, "occurred_at": at});
    let old: Vec<Value> = (0..1_100).map(|n| view(format!("/old/{n}"), noon - TimeDelta::hours(2))).collect();
    post(&tenant, &old).await;
    projector.catch_up(noon).await;
    let gone =
        domain::retention::purge::purge(&projector.worker, noon, tenant.id, "test", noon - TimeDelta::hours(1), |_| {});
    assert_eq!(gone.await.unwrap(), 1_100);
    projector.catch_up(noon).await;
    assert_eq!(projector.rebuild_stale().await.len(), 1);

    // There is room for these now, whatever was there when the projector looked last.
    post(&tenant, &(0..5).map(|n| view(format!("/new/{n}"), noon)).collect::<Vec<_>>()).await;
    projector.catch_up(app.clock.now()).await;

    let rows = rolled_up(&app, "path", 1440).await;
    assert_eq!(
        rows.iter().map(|row| row["value"].as_str().unwrap()).collect::<Vec<_>>(),
        ["/new/0", "/new/1", "/new/2", "/new/3", "/new/4"]
    );
    projector.assert_true(tenant.id).await;
}
