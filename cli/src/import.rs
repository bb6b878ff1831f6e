//! `gatebook import`: log files of web servers into a tenant's log, over HTTP.
//!
//! 1. A thread reads lines, unpacks them, and turns each into an event (`reader`, which uses `lines`, `format`, `event`).
//! 2. Each event gets an identity that follows from the line, so that nothing is stored twice (`source`).
//! 3. Batches are posted, a few at a time, until each is answered for good (`post`).
//! 4. What became of the lines is counted (`tally`) and shown (`progress`).
//!
//! Nothing is written down about how far it came: after a kill, and whenever the file has grown, the same command is
//! run again. Lines of a batch get positions in their order, and batches in theirs, but for those under way together.

mod event;
mod fields;
mod format;
mod json;
pub mod lines;
mod post;
mod preview;
pub mod progress;
mod reader;
pub mod source;
pub mod tally;
#[cfg(test)]
mod tests;
pub mod text;
mod time;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::sync::oneshot;

use self::format::Format;
use self::post::Poster;
use self::progress::Progress;
use self::reader::{Input, Reading};
use self::source::SOURCE_BYTES_MAX;
use self::tally::{Tally, thousands};
use crate::failure::Failure;
use crate::http_api::DEFAULT_URL;

/// Batches that are ready before they are asked for.
const READY_MAX: usize = 2;
/// The exit code when some lines were bad.
const SOME_BAD: u8 = 1;

/// What is imported, how, and where to.
#[derive(clap::Args)]
pub struct ImportArguments {
    /// Log files, plain or packed with gzip or zstd; `-` is stdin.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// auto, combined, common, vcombined, main, json, or a string in the notation of nginx's log_format.
    #[arg(long, default_value = "auto")]
    format: String,
    /// A key with the scope events:write; with --dry-run, admin.
    #[arg(long, env = "GATEBOOK_KEY", hide_env_values = true)]
    key: String,
    /// Where the API is.
    #[arg(long, env = "GATEBOOK_URL", default_value = DEFAULT_URL)]
    url: String,
    /// What the lines belong to, the same in every run; without it, each file's name without what log rotation adds.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Store nothing, and show what would be stored, without its secrets.
    #[arg(long)]
    dry_run: bool,
    /// Store what the tenant's ignore rules would drop, too.
    #[arg(long)]
    include_static: bool,
    /// How many seconds the API may answer nothing useful before the import gives up.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    patience: u64,
    /// How many requests may be under way at once. With 1, positions follow the order of the lines exactly.
    #[arg(long, value_name = "COUNT", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=16))]
    requests: u8,
}

/// Imports, and says what became of the lines.
///
/// # Errors
/// When a file cannot be read, the key is refused, or the API is away for too long. What was sent before is stored.
pub async fn run(arguments: ImportArguments) -> Result<ExitCode, Failure> {
    let patience = Duration::from_secs(arguments.patience);
    let url = if arguments.url.is_empty() { DEFAULT_URL } else { &arguments.url };
    let poster = Poster::new(url, &arguments.key, patience, arguments.include_static)?;
    let inputs = inputs(&arguments.files)?;
    let format = match arguments.format.as_str() {
        "auto" => None,
        text => Some(Format::of(text).map_err(|error| Failure::usage(format!("--format {text}: {error}")))?),
    };
    if arguments.source.as_ref().is_some_and(|source| !(1..=SOURCE_BYTES_MAX).contains(&source.len())) {
        return Err(Failure::usage(format!("--source has 1 to {SOURCE_BYTES_MAX} bytes")));
    }
    let progress = Arc::new(Progress::new(reader::bytes_of_all(&inputs)?));
    if arguments.source.is_none() {
        reader::shared_sources(&inputs).iter().for_each(|warning| progress.say(warning));
    }
    let tally = Tally::default();
    let (sender, batches) = mpsc::channel(READY_MAX);
    let say = {
        let progress = Arc::clone(&progress);
        Box::new(move |text: String| progress.say(&text))
    };
    let reading = Reading { inputs, format, source: arguments.source, tally: tally.clone(), say, batches: sender };

    let read = start_reading(reading)?;
    let posted = if arguments.dry_run {
        preview::show_all(&poster, batches, &tally, &progress).await
    } else {
        poster.post_all(batches, arguments.requests.into(), &tally, &progress).await
    };
    progress.finish();
    let outcome = match posted {
        Ok(()) => read.await.unwrap_or_else(|_| Err(Failure::usage("reading ended early"))),
        Err(failure) => Err(failure),
    };
    if outcome.is_err() && tally.now().settled() == 0 {
        return outcome.map(|()| ExitCode::SUCCESS);
    }
    let code = report(&tally, &progress, arguments.dry_run);
    outcome.map(|()| code)
}

fn inputs(files: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let inputs: Vec<Input> = files
        .iter()
        .map(|file| if file.as_os_str() == "-" { Input::Stdin } else { Input::File(file.clone()) })
        .collect();
    if inputs.iter().filter(|input| matches!(input, Input::Stdin)).count() > 1 {
        return Err(Failure::usage("stdin can be read once"));
    }
    Ok(inputs)
}

/// Reads in a thread of its own, which a program that ends does not wait for.
fn start_reading(reading: Reading) -> Result<oneshot::Receiver<Result<(), Failure>>, Failure> {
    let (sender, read) = oneshot::channel();
    let read_all = move || {
        let outcome = reader::read(&reading);
        // Nobody listens when posting failed before.
        let _ = sender.send(outcome);
    };
    let thread = std::thread::Builder::new().name("reader".to_owned()).spawn(read_all);
    thread.map_err(|error| Failure::usage(format!("no thread to read in: {error}")))?;
    Ok(read)
}

/// Says what became of the lines; the exit code that follows.
fn report(tally: &Tally, progress: &Progress, dry_run: bool) -> ExitCode {
    let counts = tally.now();
    let seconds = progress.elapsed().as_secs_f64();
    eprint!("{}", counts.first_bad());
    let stored = if dry_run { "would be stored" } else { "stored" };
    let unfinished = match counts.unfinished {
        0 => String::new(),
        unfinished => format!(", {} unfinished", thousands(unfinished)),
    };
    let total = format!(
        "{} {stored}, {} duplicates, {} ignored, {} bad{unfinished}; {} lines in {seconds:.1} s, {} lines/s",
        thousands(counts.stored),
        thousands(counts.duplicates),
        thousands(counts.ignored),
        thousands(counts.bad),
        thousands(counts.lines),
        thousands((counts.lines as f64 / seconds.max(1e-3)) as u64),
    );
    // In a dry run stdout is for the events.
    if dry_run {
        eprintln!("{total}");
    } else {
        println!("{total}");
    }
    if counts.bad > 0 { ExitCode::from(SOME_BAD) } else { ExitCode::SUCCESS }
}
