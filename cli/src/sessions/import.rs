//! `gatebook sessions import`: sessions of another store become sessions here, each once, and each with a token.
//!
//! 1. A thread reads lines, and takes each apart (`line`).
//! 2. Sessions are started, some at a time, until each is answered for good. What tells a session from others is its name
//!    in the other store, or else its line: so a repeat finds it (`domain/src/sessions/import.rs`).
//! 3. Tokens are written in the order of the lines.
//!
//! Nothing is written down about how far it came: after a kill the same command is run again, and writes everything.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use domain::boot::{Clock, Settings};
use domain::error::Error;
use domain::id::{SessionId, TenantId};
use domain::sessions::{Imported, NewSession, Sessions};
use futures::StreamExt as _;
use serde_json::json;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::Door;
use super::line::{Header, Record, record_of_json};
use crate::failure::{FAILED, Failure};
use crate::import::lines::{LINE_BYTES_MAX, Lines};
use crate::import::progress::Progress;
use crate::import::source::Identities;
use crate::import::tally::{Tally, thousands};
use crate::import::text::printable;
use crate::tenants;

/// Who started them, in the events about it.
const BY: &str = "gatebook sessions import";
/// Sessions that are being started at a time.
const AT_ONCE: usize = 64;
/// Lines that are read ahead.
const READY_MAX: usize = 256;
/// How long a store may be away before the import gives up, and how long it waits before it asks again.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(250);
/// Members of JSON that say nothing to us: so many are named.
const NAMED_MAX: usize = 20;

/// What is imported.
#[derive(Args)]
pub struct ImportSessions {
    /// The tenant's id or slug.
    #[arg(long)]
    tenant: String,
    /// csv, with a header, or ndjson; without it, what the first line looks like.
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Where the tokens go, readable for its owner alone; without it, stdout.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A file, plain or packed with gzip or zstd; `-` is stdin. On each line user_id and expires_at, and if known ip,
    /// user_agent, metadata (a JSON object) and id, the other store's name of the session.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FormatName {
    Csv,
    Ndjson,
}

/// A line that was read.
struct Read {
    line: u64,
    /// Bytes of the file that were read so far, as they are on the disk.
    bytes_taken: u64,
    /// The session and what tells it from others, or what does not fit.
    record: Result<(Record, String), String>,
}

/// What became of a line.
enum Settled {
    Started(SessionId, String),
    Known(SessionId, String),
    /// Started before; it has no token for us any more, for this reason.
    Closed(SessionId, &'static str),
    OverAlready,
    Bad(String),
}

/// Imports, and says what became of the lines.
///
/// # Errors
/// When the file cannot be read, the tokens cannot be written, or a store is away for too long. What was started is there.
pub async fn run(settings: &Settings, clock: &Clock, arguments: ImportSessions) -> Result<ExitCode, Failure> {
    let door = Door::open(settings, clock).await?;
    let tenant = tenants::find(&door.stores, &arguments.tenant).await?;
    let (name, bytes) = match arguments.file.as_os_str() == "-" {
        true => ("stdin".to_owned(), None),
        false => {
            let name = printable(&arguments.file.display().to_string());
            // Before the tokens of an earlier run are written over.
            let file = File::open(&arguments.file).and_then(|file| file.metadata());
            let file = file.map_err(|error| Failure::usage(format!("{name}: {error}")))?;
            (name, file.is_file().then_some(file.len()))
        }
    };
    let progress = Arc::new(Progress::new(bytes));
    let (sender, lines) = mpsc::channel(READY_MAX);
    let read = start_reading(arguments.file, arguments.format, Arc::clone(&progress), sender)?;
    let mut out = output(arguments.output.as_deref())?;
    let tally = Tally::default();
    let settling = Settling { sessions: door.sessions.clone(), clock: clock.clone(), tenant };
    let started = settle_all(&settling, lines, &name, &mut *out, &tally, &progress).await;
    let written = out.flush().map_err(|error| Failure::of("writing the tokens", &error));
    progress.finish();
    door.close().await;
    let read = read.await.unwrap_or_else(|_| Err(Failure::new("reading ended early")));

    let counts = tally.now();
    eprint!("{}", counts.first_bad());
    eprintln!(
        "{} started, {} there before, {} over already, {} bad; {} lines in {:.1} s",
        thousands(counts.stored),
        thousands(counts.duplicates),
        thousands(counts.ignored),
        thousands(counts.bad),
        thousands(counts.lines),
        progress.elapsed().as_secs_f64(),
    );
    started.and(written).and(read)?;
    Ok(if counts.bad > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// Where the tokens go.
fn output(path: Option<&Path>) -> Result<Box<dyn Write>, Failure> {
    let Some(path) = path else { return Ok(Box::new(BufWriter::new(io::stdout()))) };
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    let file = file.map_err(|error| Failure::of(printable(&path.display().to_string()), &error))?;
    Ok(Box::new(BufWriter::new(file)))
}

/// What starting sessions needs.
struct Settling {
    sessions: Sessions,
    clock: Clock,
    tenant: TenantId,
}

/// Steps 2 and 3.
async fn settle_all(
    settling: &Settling,
    lines: mpsc::Receiver<Read>,
    name: &str,
    out: &mut dyn Write,
    tally: &Tally,
    progress: &Progress,
) -> Result<(), Failure> {
    let lines = futures::stream::unfold(lines, async |mut lines| lines.recv().await.map(|read| (read, lines)));
    let mut settled = std::pin::pin!(lines.map(|read| settling.settle(read)).buffered(AT_ONCE));
    let (file, mut bytes_settled) = ((0, Arc::from(name)), 0);
    while let Some(settled) = settled.next().await {
        let (line, bytes_taken, key, settled) = settled?;
        let session = match &settled {
            Settled::Started(session, token) | Settled::Known(session, token) => {
                Some(json!({"line": line, "session_id": session, "token": token}))
            }
            Settled::Closed(session, state) => Some(json!({"line": line, "session_id": session, "state": state})),
            Settled::OverAlready | Settled::Bad(_) => None,
        };
        if let Some(mut session) = session {
            if let Some(key) = key {
                session["key"] = key.into();
            }
            writeln!(out, "{session}").map_err(|error| Failure::of("writing the tokens", &error))?;
        }
        tally.change(|counts| {
            counts.lines += 1;
            match settled {
                Settled::Started(..) => counts.stored += 1,
                Settled::Known(..) | Settled::Closed(..) => counts.duplicates += 1,
                Settled::OverAlready => counts.ignored += 1,
                Settled::Bad(reason) => counts.bad(&file, line, reason),
            }
        });
        progress.settled(bytes_taken - bytes_settled, &tally.now());
        bytes_settled = bytes_taken;
    }
    Ok(())
}

impl Settling {
    /// Step 2 for one line; with its number, the bytes read, and what the other store calls the session.
    async fn settle(&self, read: Read) -> Result<(u64, u64, Option<String>, Settled), Failure> {
        let Read { line, bytes_taken, record } = read;
        let (Record { key, new }, name) = match record {
            Ok(record) => record,
            Err(reason) => return Ok((line, bytes_taken, None, Settled::Bad(reason))),
        };
        let settled = self.start(&name, new).await.map_err(|error| {
            let cause = Failure::from(error);
            Failure::new(format!("line {line}: {cause}; what was started is there, run it again to go on"))
        })?;
        Ok((line, bytes_taken, key, settled))
    }

    async fn start(&self, name: &str, new: NewSession) -> Result<Settled, Error> {
        let give_up_at = Instant::now() + PATIENCE;
        loop {
            let now = self.clock.now();
            if new.expires_at.is_some_and(|at| at <= now) {
                return Ok(Settled::OverAlready);
            }
            match self.sessions.import(now, self.tenant, BY, name, new.clone()).await {
                Ok(Imported::Started(issued)) => {
                    return Ok(Settled::Started(issued.stored.session.session_id, issued.token.to_string()));
                }
                Ok(Imported::Known(issued)) => {
                    return Ok(Settled::Known(issued.stored.session.session_id, issued.token.to_string()));
                }
                Ok(Imported::InUse(session)) => return Ok(Settled::Closed(session, "in_use")),
                Ok(Imported::Ended(session)) => return Ok(Settled::Closed(session, "ended")),
                Err(Error::Invalid(faults)) => {
                    let reasons: Vec<String> =
                        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.detail)).collect();
                    return Ok(Settled::Bad(reasons.join(", ")));
                }
                Err(Error::Conflict { detail, .. }) => return Ok(Settled::Bad(detail)),
                // It is there then, and is found.
                Err(Error::Unavailable { .. }) if Instant::now() < give_up_at => {
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// Step 1, in a thread of its own, which a program that ends does not wait for.
fn start_reading(
    file: PathBuf,
    format: Option<FormatName>,
    progress: Arc<Progress>,
    lines: mpsc::Sender<Read>,
) -> Result<oneshot::Receiver<Result<(), Failure>>, Failure> {
    let (sender, outcome) = oneshot::channel();
    let read = move || {
        let name = printable(&file.display().to_string());
        let outcome = read_all(&file, format, &progress, &lines);
        // Nobody listens when starting failed before.
        let _ = sender.send(outcome.map_err(|reason| Failure::usage(format!("{name}: {reason}"))));
    };
    let thread = std::thread::Builder::new().name("reader".to_owned()).spawn(read);
    thread.map_err(|error| Failure::of("no thread to read in", &error))?;
    Ok(outcome)
}

/// How the lines of a file are read.
enum Format {
    Csv(Header),
    Ndjson,
}

fn read_all(
    file: &Path,
    format: Option<FormatName>,
    progress: &Progress,
    out: &mpsc::Sender<Read>,
) -> Result<(), String> {
    let failed = |error: io::Error| error.to_string();
    let mut lines = match file.as_os_str() == "-" {
        true => Lines::new(io::stdin()),
        false => File::open(file).and_then(Lines::new),
    }
    .map_err(failed)?;
    let Some(format) = format_of(&mut lines, format, progress)? else { return Ok(()) };
    let (mut identities, mut named) = (Identities::new("sessions"), HashSet::new());
    loop {
        let Some(line) = lines.next().map_err(failed)? else { return Ok(()) };
        let (number, text) = (line.number, line.text);
        if text.is_some_and(|text| text.trim_ascii().is_empty()) {
            continue;
        }
        let record = match (&format, text) {
            (_, None) => Err(format!("longer than {LINE_BYTES_MAX} bytes")),
            (Format::Csv(header), Some(text)) => header.record(text),
            (Format::Ndjson, Some(text)) => record_of_json(text, |member| {
                if named.len() < NAMED_MAX && named.insert(member.to_owned()) {
                    progress.say(&format!("passed over: {}", printable(member)));
                }
            }),
        };
        let record = record.map(|record| {
            let name = match &record.key {
                Some(key) => format!("key {key}"),
                None => format!("line {}", identities.next(text.unwrap_or_default()).name()),
            };
            (record, name)
        });
        if out.blocking_send(Read { line: number, bytes_taken: lines.bytes_taken(), record }).is_err() {
            return Ok(());
        }
    }
}

/// How the lines are read, and their header taken; `None` when there are none.
fn format_of(lines: &mut Lines, wanted: Option<FormatName>, progress: &Progress) -> Result<Option<Format>, String> {
    let first = lines.preview().map_err(|error| error.to_string())?;
    let first = first.strip_prefix(crate::import::lines::BOM).unwrap_or(first).trim_ascii_start();
    if first.is_empty() {
        return Ok(None);
    }
    let looks_like = if first.starts_with(b"{") { FormatName::Ndjson } else { FormatName::Csv };
    if wanted.unwrap_or(looks_like) == FormatName::Ndjson {
        return Ok(Some(Format::Ndjson));
    }
    loop {
        let line = lines.next().map_err(|error| error.to_string())?;
        let Some(line) = line else { return Ok(None) };
        let text = line.text.ok_or("its header is too long")?;
        if !text.trim_ascii().is_empty() {
            let header = Header::read(text)?;
            header.passed_over().for_each(|name| progress.say(&format!("passed over: {}", printable(name))));
            return Ok(Some(Format::Csv(header)));
        }
    }
}
