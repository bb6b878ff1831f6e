//! The figures, each measured against its floor.

mod decisions;
mod effects;
mod import;
mod latency;
mod overload;
mod places;
mod projector;
mod retention;
mod search;
mod sessions;
mod soak;
mod tails;
mod throughput;

use clap::ValueEnum;

use crate::Extent;
use crate::installation::{EmptyRoute, Installation};
use crate::process;
use crate::report::{self, Line};

/// What can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Figure {
    /// Batches of 500 against the bare loop; bytes on disk and in WAL.
    Batches,
    /// Single events against the empty route.
    Singles,
    /// Latency idle and at half load.
    Latency,
    /// One tenant against many.
    Tenants,
    /// An empty table against a full one.
    Full,
    /// While a snapshot is held open.
    Snapshot,
    /// One tenant floods.
    Fairness,
    /// Ten times what can be carried.
    Overload,
    /// Half load for a long time; not unless it is asked for.
    Soak,
    /// Expired events leave.
    Retention,
    /// A log file through `gatebook import` against batches.
    Import,
    /// Checks, sign-ins, ends and lists of sessions; a million that live.
    Sessions,
    /// Decisions against the empty route.
    Decisions,
    /// Where an address is.
    Places,
    /// Projecting the log, and the time until it is done.
    Projector,
    /// Clients that follow a log and have stopped reading.
    Tails,
    /// Pages, dashboards and files of a large log.
    Search,
}

/// Measures the figures asked for, or all, and returns the table.
pub async fn measure(extent: Extent, only: &[Figure]) -> String {
    let wanted = |figure| only.is_empty() || only.contains(&figure);
    let mut lines: Vec<Line> = Vec::new();
    let installation = Installation::start("gatebook_bench").await;
    let empty_route = EmptyRoute::start().await;
    let version: String =
        sqlx::query_scalar("show server_version").fetch_one(&installation.database).await.expect("it answers");
    if wanted(Figure::Batches) {
        lines.extend(throughput::batches(&installation, extent).await);
    }
    if wanted(Figure::Singles) {
        lines.extend(throughput::singles(&installation, &empty_route, extent).await);
    }
    if wanted(Figure::Latency) {
        lines.extend(latency::idle_and_half(&installation, &empty_route, extent).await);
    }
    if wanted(Figure::Fairness) {
        lines.extend(latency::fairness(&installation, extent).await);
    }
    if wanted(Figure::Overload) {
        lines.extend(overload::overload(&installation, extent).await);
    }
    if only.contains(&Figure::Soak) {
        lines.extend(Box::pin(soak::soak(&installation, extent)).await);
    }
    if wanted(Figure::Import) {
        lines.extend(import::log_file(&installation, extent).await);
    }
    if wanted(Figure::Tenants) {
        lines.extend(effects::many_tenants(&installation, extent).await);
    }
    if wanted(Figure::Sessions) {
        lines.extend(Box::pin(sessions::sessions(&installation, &empty_route, extent)).await);
    }
    if wanted(Figure::Decisions) {
        lines.push(decisions::decisions(&installation, &empty_route, extent).await);
    }
    if wanted(Figure::Places) {
        lines.extend(places::locate(extent));
    }
    if wanted(Figure::Projector) {
        lines.extend(projector::projector(&installation, extent).await);
        lines.push(projector::lag(&installation, extent).await);
    }
    lines.push(effects::memory(&installation, extent).await);
    if wanted(Figure::Tails) {
        lines.extend(tails::tails(&installation, extent).await);
    }
    if wanted(Figure::Search) {
        lines.extend(search::search(&installation, extent).await);
    }
    if wanted(Figure::Full) {
        lines.extend(effects::full_table(&installation, extent).await);
    }
    if wanted(Figure::Snapshot) {
        lines.extend(effects::snapshot(&installation, extent).await);
    }
    if wanted(Figure::Retention) {
        lines.extend(retention::retention(&installation, extent).await);
    }
    installation.stop().await;
    let circumstances = format!(
        "Machine: {}; PostgreSQL {}; commit {}. Load, API, PostgreSQL and Redis share the machine. Median of {} rounds \
         of {} s (lowest and highest in brackets), subject and floor in turns.",
        process::machine(),
        version.split(' ').next().unwrap_or_default(),
        commit().await,
        extent.rounds,
        extent.time.as_secs_f64(),
    );
    report::table(&circumstances, &lines)
}

/// The commit that is measured, if git knows.
async fn commit() -> String {
    let output = tokio::process::Command::new("git").args(["describe", "--always", "--dirty"]).output().await;
    output.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// Says on stderr where we are.
fn note(text: &str) {
    eprintln!("{text}");
}
