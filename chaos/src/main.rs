//! The fault suite as a program: `make chaos`.

#![expect(clippy::print_stdout, reason = "a command answers on stdout")]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use chaos::faults::schedule;
use chaos::run::{Plan, run};
use chaos::{checker, report};
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

/// The seed of the first run, unless another is given.
const SEED: u64 = 8;
/// How long a fault lasts at most.
const LONGEST: Duration = Duration::from_secs(8);

/// Lets everything go wrong around a running installation, and looks whether it keeps what it promises.
#[derive(Parser)]
struct Arguments {
    /// Decides what goes wrong when. Without it there are two runs: one with a fixed seed and one with a random one.
    #[arg(long)]
    seed: Option<u64>,
    /// How long each run lasts.
    #[arg(long, default_value_t = 30.0)]
    minutes: f64,
    /// Write the clients' history into this file, a request on each line.
    #[arg(long)]
    history: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = tokio::select! {
        outcome = all(&arguments) => outcome,
        // Everything that was started ends with what is dropped here.
        ended = told_to_end() => Err(ended.map_or_else(|error| error.to_string(), |()| "told to end".to_owned())),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("chaos: {error}");
            ExitCode::from(2)
        }
    }
}

/// All runs; whether everything holds.
async fn all(arguments: &Arguments) -> Result<bool, String> {
    let seeds = arguments.seed.map_or_else(|| vec![SEED, rand::random_range(0..1 << 32)], |seed| vec![seed]);
    let mut holds = true;
    for seed in seeds {
        holds &= one(seed, arguments).await?;
    }
    Ok(holds)
}

async fn told_to_end() -> std::io::Result<()> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

/// One run; whether everything holds.
async fn one(seed: u64, arguments: &Arguments) -> Result<bool, String> {
    let time = Duration::from_secs_f64(arguments.minutes.max(0.0) * 60.0);
    println!("== seed {seed}, {:.0} minutes: the same faults again with --seed {seed}", arguments.minutes);
    let plan = Plan { seed, schedule: schedule(seed, time, LONGEST), time, tell };
    let done = run(&plan).await?;
    let findings = checker::check(&done.evidence);
    println!("{}", report::table(&done.evidence, &findings));
    if let Some(path) = &arguments.history {
        write_history(path, &done.evidence).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    println!("seed {seed}: {} findings", findings.len());
    if findings.is_empty() {
        done.stop().await;
        return Ok(true);
    }
    if let Some(place) = done.stop_and_keep().await {
        println!("the log files are in {}", place.display());
    }
    Ok(false)
}

fn write_history(path: &PathBuf, evidence: &chaos::evidence::Evidence) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for happened in &evidence.faults {
        writeln!(file, "{happened:?}")?;
    }
    for entry in &evidence.entries {
        writeln!(file, "{entry:?}")?;
    }
    file.flush()
}

fn tell(line: &str) {
    println!("{line}");
}
