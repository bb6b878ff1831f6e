//! Workers that are killed while events flow.

use std::time::Duration;

use chrono::Utc;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use tests::{Process, TestApp, rounds};

use super::{Projector, post, views};
use crate::session_door::query;

const WORKERS: usize = 3;
const BATCH: usize = 500;

#[tokio::test(flavor = "multi_thread")]
async fn workers_that_are_killed_lose_nothing_and_do_nothing_twice() {
    let app = TestApp::start().await;
    let tenants = [app.tenant("one").await, app.tenant("two").await];
    let projector = Projector::of(&app);
    let (kills, events) = (rounds(4, 50), rounds(10_000, 200_000));
    let mut workers = Vec::new();
    for _ in 0..WORKERS {
        workers.push(Process::start(&app, "worker").await);
    }

    let flow = async {
        for number in 0..events / BATCH {
            post(&tenants[number % 2], &views(number as u64, BATCH, Utc::now())).await;
        }
    };
    let killing = async {
        let mut random = SmallRng::seed_from_u64(5);
        for kill in 1..=kills {
            // Whenever that many more are projected: in the middle of the next step, or of several.
            let part = events * kill / (kills + 1);
            until_projected(&app, part).await;
            let victim = workers.swap_remove(random.random_range(0..workers.len()));
            victim.kill().await;
            workers.push(Process::start(&app, "worker").await);
        }
        until_projected(&app, events).await;
    };
    tokio::join!(flow, killing);

    for tenant in &tenants {
        until_caught_up(&projector, tenant.id).await;
        projector.assert_true(tenant.id).await;
    }
    let counted = query(&app, "select sum(hits) as hits from traffic where dimension = 'all' and minutes = 15").await;
    assert_eq!(counted[0]["hits"], events);
}

/// Waits until so many page views are in the read model.
async fn until_projected(app: &TestApp, events: usize) {
    let sql = "select count(*) as n from access_log where type = 'access'";
    while query(app, sql).await[0]["n"].as_u64().unwrap() < events as u64 {
        // The workers make progress by themselves; a test that waits in vain is ended by its runner.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn until_caught_up(projector: &Projector, tenant: domain::id::TenantId) {
    loop {
        let standings = domain::access_log::standings(&projector.worker).await.unwrap();
        if standings.iter().any(|standing| standing.tenant == tenant && standing.lag() == 0) {
            return;
        }
        tokio::task::yield_now().await;
    }
}
