//! How fast a log file goes through `gatebook import`, against batches that are posted as they are.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};

use super::note;
use super::throughput::post_batches;
use crate::Extent;
use crate::content::{Dice, View};
use crate::installation::{Installation, Tenant};
use crate::process;
use crate::report::{Line, Ratios, median, thousands};

/// Fewest lines in a second.
const LINES_PER_S_MIN: f64 = 50_000.0;
/// Most memory that the importer may hold, in MiB.
const MEMORY_MIB_MAX: f64 = 100.0;
/// Lines of one second of the log.
const LINES_PER_LOG_SECOND: usize = 500;
/// How often the importer's memory is looked at: the system forgets it when the process ends.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A generated log through the program as it is installed, and batches in turns with it.
pub async fn log_file(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(8).await;
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("access.log");
    write_log(&file, extent.lines).expect("there is room");
    let (mut ratios, mut speeds, mut memory_mib) = (Ratios::default(), Vec::new(), 0.0_f64);
    for round in 0..extent.rounds {
        installation.clear().await;
        let floor = post_batches(installation, &tenants, extent).await.events_per_s();
        installation.clear().await;
        let (seconds, memory) = import(installation, &tenants[0], &file).await;
        let stored = installation.number("select count(*)::float8 from event").await;
        assert!((stored - extent.lines as f64).abs() < 0.5, "{stored} of {} lines are stored", extent.lines);
        let lines_per_s = extent.lines as f64 / seconds;
        note(&format!("import {round}: {lines_per_s:.0} lines/s, floor {floor:.0} events/s, {memory:.0} MiB"));
        ratios.push(lines_per_s, floor);
        speeds.push(lines_per_s);
        memory_mib = memory_mib.max(memory);
    }
    installation.clear().await;
    let lines = thousands(extent.lines as f64);
    let figure = format!("`gatebook import` of {lines} lines in the Combined Log Format / batches as above");
    vec![
        ratios.line(figure, "lines/s", "≥ 0.60", 0.60),
        Line {
            figure: "the same, by itself".to_owned(),
            subject: format!("{} lines/s", thousands(median(&speeds))),
            floor: String::new(),
            result: String::new(),
            wanted: "≥ 50,000 lines/s",
            holds: Some(median(&speeds) >= LINES_PER_S_MIN),
        },
        Line {
            figure: "most memory of the importer (resident)".to_owned(),
            subject: format!("{memory_mib:.0} MiB"),
            floor: String::new(),
            result: String::new(),
            wanted: "≤ 100 MiB",
            holds: Some(memory_mib > 0.0 && memory_mib <= MEMORY_MIB_MAX),
        },
    ]
}

/// Imports a file; how many seconds it took, and the most memory.
async fn import(installation: &Installation, tenant: &Tenant, file: &Path) -> (f64, f64) {
    let mut command = installation.importer(tenant);
    command.arg("--include-static").arg(file).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let pid = child.id().expect("it runs");
    let mut memory_mib = 0.0_f64;
    let status = loop {
        tokio::select! {
            status = child.wait() => break status.expect("it is our child"),
            () = tokio::time::sleep(LOOK_EVERY) => {
                memory_mib = memory_mib.max(process::memory_peak_mib(pid).unwrap_or_default());
            }
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    assert!(status.success(), "the import ends with {status}");
    (seconds, memory_mib)
}

/// Writes a log whose last line is of this moment.
fn write_log(file: &Path, lines: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    let (mut dice, now) = (Dice::new(7), Utc::now());
    for number in 0..lines {
        let view = View::thrown(&mut dice);
        let at = now - TimeDelta::seconds(((lines - number) / LINES_PER_LOG_SECOND) as i64);
        let mark = if view.query.is_empty() { "" } else { "?" };
        let referrer = if view.referrer.is_empty() { "-" } else { &view.referrer };
        writeln!(
            out,
            r#"{} - - [{}] "GET {}{mark}{} HTTP/1.1" {} {} "{referrer}" "{}""#,
            view.ip,
            at.format("%d/%b/%Y:%H:%M:%S +0000"),
            view.path,
            view.query,
            view.status,
            number % 90_000,
            view.agent
        )?;
    }
    out.flush()
}
