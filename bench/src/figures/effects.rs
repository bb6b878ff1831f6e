//! What should not matter: how many tenants there are, how full the table is, who holds a snapshot open.

use std::time::Instant;

use super::note;
use super::throughput::{post_batches, post_singles};
use crate::Extent;
use crate::floor;
use crate::installation::{Installation, Tenant, heads_of};
use crate::process;
use crate::report::{Line, Ratios, thousands};

/// Most memory that the API may have held, in MiB.
const MEMORY_MIB_MAX: f64 = 200.0;

/// Many tenants against one.
pub async fn many_tenants(installation: &Installation, extent: Extent) -> Vec<Line> {
    let many = installation.tenants(extent.tenants).await;
    let one = &many[..1];
    let (mut batches, mut singles) = (Ratios::default(), Ratios::default());
    for round in 0..extent.rounds {
        let mut rates = Vec::new();
        for tenants in [&many, one] {
            installation.clear().await;
            rates.push(post_batches(installation, tenants, extent).await.events_per_s());
            rates.push(post_singles(installation, tenants, extent).await.requests_per_s());
        }
        note(&format!("tenants {round}: {rates:.0?}"));
        batches.push(rates[0], rates[2]);
        singles.push(rates[1], rates[3]);
    }
    let count = thousands(many.len() as f64);
    vec![
        batches.line(format!("batches of {count} tenants / of one tenant"), "events/s", "≥ 0.75", 0.75),
        singles.line(format!("single events of {count} tenants / of one tenant"), "requests/s", "≥ 0.75", 0.75),
    ]
}

/// The most memory that the API has held so far, with both kinds of load at once last.
pub async fn memory(installation: &Installation, extent: Extent) -> Line {
    let tenants = installation.tenants(8).await;
    let both =
        futures::join!(post_batches(installation, &tenants, extent), post_singles(installation, &tenants, extent));
    note(&format!("memory: {:.0} and {:.0} events/s at once", both.0.events_per_s(), both.1.events_per_s()));
    let peak = process::memory_peak_mib(installation.pid());
    Line {
        figure: "most memory of the API (resident) in all of the above and with batches and single events at once"
            .to_owned(),
        subject: peak.map_or("unknown".to_owned(), |mib| format!("{mib:.0} MiB")),
        floor: String::new(),
        result: String::new(),
        wanted: "≤ 200 MiB",
        holds: peak.map(|mib| mib <= MEMORY_MIB_MAX),
    }
}

/// A full table against an empty one, each in a database of its own with an API of its own.
pub async fn full_table(empty: &Installation, extent: Extent) -> Vec<Line> {
    let full = Installation::start("gatebook_bench_full").await;
    let (tenants_empty, tenants_full) = (empty.tenants(8).await, full.tenants(8).await);
    let started = Instant::now();
    floor::fill(&full.superuser_url, &heads_of(&tenants_full), extent.rows).await;
    note(&format!("filled with {} rows in {:.0?}", extent.rows, started.elapsed()));
    let (mut batches, mut singles) = (Ratios::default(), Ratios::default());
    for round in 0..extent.rounds {
        empty.clear().await;
        let (full_rates, empty_rates) =
            (rates(&full, &tenants_full, extent).await, rates(empty, &tenants_empty, extent).await);
        note(&format!("full {round}: {full_rates:.0?}, empty {empty_rates:.0?}"));
        batches.push(full_rates.0, empty_rates.0);
        singles.push(full_rates.1, empty_rates.1);
    }
    full.stop().await;
    let rows = thousands(extent.rows as f64);
    vec![
        batches.line(format!("batches into a table of {rows} rows / into an empty one"), "events/s", "≥ 0.85", 0.85),
        singles.line(
            format!("single events into a table of {rows} rows / into an empty one"),
            "requests/s",
            "≥ 0.85",
            0.85,
        ),
    ]
}

async fn rates(installation: &Installation, tenants: &[Tenant], extent: Extent) -> (f64, f64) {
    let batches = post_batches(installation, tenants, extent).await.events_per_s();
    (batches, post_singles(installation, tenants, extent).await.requests_per_s())
}

/// A snapshot held open under load, against the same load before and after.
pub async fn snapshot(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(8).await;
    installation.clear().await;
    let mut before = Vec::new();
    for _ in 0..extent.rounds {
        before.push(rates(installation, &tenants, extent).await);
    }
    let mut held = installation.database.begin().await.expect("it answers");
    for sql in ["set transaction isolation level repeatable read", "select position from tenant_head limit 1"] {
        sqlx::query(sql).execute(&mut *held).await.expect("it answers");
    }
    let opened = Instant::now();
    let long = Extent { time: std::time::Duration::from_secs(10), ..extent };
    while opened.elapsed() < extent.snapshot {
        let rate = post_singles(installation, &tenants, long).await.requests_per_s();
        note(&format!("snapshot held {:.0?}: {rate:.0} requests/s", opened.elapsed()));
    }
    let mut during = Vec::new();
    for _ in 0..extent.rounds {
        during.push(rates(installation, &tenants, extent).await);
    }
    held.rollback().await.expect("it answers");
    let (mut batches, mut singles) = (Ratios::default(), Ratios::default());
    for (before, during) in before.into_iter().zip(during) {
        let after = rates(installation, &tenants, extent).await;
        note(&format!("snapshot: before {before:.0?}, during {during:.0?}, after {after:.0?}"));
        batches.push(during.0, f64::midpoint(before.0, after.0));
        singles.push(during.1, f64::midpoint(before.1, after.1));
    }
    let held_for = format!("while a snapshot has been open for {:.0} s of load", extent.snapshot.as_secs_f64());
    vec![
        batches.line(format!("batches {held_for} / before and after"), "events/s", "≥ 0.80", 0.80),
        singles.line(format!("single events {held_for} / before and after"), "requests/s", "≥ 0.80", 0.80),
    ]
}
