//! How much one step takes, so that nobody waits for it for long.

use domain::access_log::{self, EVENTS_MAX};
use serde_json::{Value, json};
use tests::TestApp;

use super::{Projector, post, views};
use crate::session_door::execute;

/// Most events of one posted batch.
const BATCH: usize = 5_000;

#[tokio::test]
async fn a_step_around_an_event_that_stops_somebody_takes_no_more_of_a_backlog_than_another() {
    let app = TestApp::start().await;
    let (stopped, busy) = (app.tenant("stopped").await, app.tenant("busy").await);
    let projector = Projector::of(&app);
    execute(&app, "alter table access_log add check (path <> '/poison')").await;
    let now = app.clock.now();
    projector.catch_up(now).await;
    let before = views(1, 50, now);
    post(&stopped, &[before, vec![json!({"method": "GET", "path": "/poison"})]].concat()).await;
    let backlog = usize::try_from(EVENTS_MAX).unwrap() + BATCH;
    post(&busy, &views(2, backlog, now)).await;

    let step = access_log::project_next(&projector.worker, now, &projector.words).await.unwrap();

    assert_eq!(step.events, 50 + backlog - BATCH);
    assert_eq!(projector.catch_up(now).await, BATCH);
    let standings = access_log::standings(&projector.worker).await.unwrap();
    let failed: Vec<_> = standings.iter().filter(|standing| standing.failed.is_some()).collect();
    assert_eq!(failed.iter().map(|standing| standing.tenant).collect::<Vec<_>>(), [stopped.id]);
    assert_eq!(failed[0].lag(), 1, "it is stopped at that very event");
}

#[tokio::test]
async fn the_long_texts_of_all_tenants_of_a_step_are_bounded_together() {
    let app = TestApp::start().await;
    let projector = Projector::of(&app);
    let tenants = [app.tenant("one").await, app.tenant("two").await];
    let now = app.clock.now();
    projector.catch_up(now).await;
    // 10 MiB of each, where a step takes 16.
    let query = "q".repeat(16 * 1024);
    let long: Vec<Value> =
        (0..640).map(|n| json!({"method": "GET", "path": format!("/{n}"), "query": query})).collect();
    for tenant in &tenants {
        for part in long.chunks(320) {
            post(tenant, part).await;
        }
    }

    let step = access_log::project_next(&projector.worker, now, &projector.words).await.unwrap();

    assert!(step.tenants == 2 && (1_000..1_100).contains(&step.events), "{step:?}");
    assert_eq!(step.events + projector.catch_up(now).await, 1_280);
    for tenant in &tenants {
        projector.assert_true(tenant.id).await;
    }
}
