//! Reading, in a thread of its own: files to lines, lines to batches of events.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc::Sender;

use super::event::converted;
use super::format::{Format, Reason};
use super::lines::{BOM, LINE_BYTES_MAX, Line, Lines};
use super::source::{Identities, is_rotated, name_of};
use super::tally::Tally;
use super::text::printable;
use crate::failure::Failure;

/// Most lines of a batch: what the API appends of one tenant at once.
const BATCH_LINES_MAX: usize = 2_000;
/// A batch that is longer is sent. With one more event it is below the 1 MiB that proxies let through by default.
const BATCH_BYTES: usize = 950 * 1024;
/// How many lines `auto` looks at.
const LOOKED_AT: usize = 100;
/// How many more it looks at when nothing fits these.
const LOOKED_AT_MAX: usize = 5_000;

/// Where lines come from.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// What is piped in.
    Stdin,
}

/// Events of one file that are sent together.
pub struct Batch {
    /// The file's place among the files, and its name.
    pub file: (usize, Arc<str>),
    /// The events, one on each line.
    pub body: Vec<u8>,
    /// Where each comes from.
    pub items: Vec<Item>,
    /// Bytes of the file, as it is on the disk, that were read since the batch before.
    pub bytes_taken: u64,
}

/// An event of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// The number of its line, from 1.
    pub line: u64,
    /// Where it begins in the body.
    pub begin: usize,
}

/// What is read, and how.
pub struct Reading {
    /// The inputs in their order.
    pub inputs: Vec<Input>,
    /// The format; without one, each file's is found out.
    pub format: Option<Format>,
    /// The source of all lines; without one, it follows from each file's name.
    pub source: Option<String>,
    /// Counts lines and bad ones.
    pub tally: Tally,
    /// Says something to the person at the terminal.
    pub say: Box<dyn Fn(String) + Send>,
    /// Takes the batches.
    pub batches: Sender<Batch>,
}

impl Input {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => printable(&path.display().to_string()),
            Self::Stdin => "stdin".to_owned(),
        }
    }

    /// How many bytes it has, if that is known.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn bytes(&self) -> Result<Option<u64>, Failure> {
        let Self::File(path) = self else { return Ok(None) };
        let metadata = path.metadata().map_err(|error| failed(self, &error))?;
        if metadata.is_dir() {
            return Err(Failure::usage(format!("{} is a directory", self.name())));
        }
        Ok(metadata.is_file().then_some(metadata.len()))
    }

    /// What its lines belong to. The name of a pipe (`/dev/fd/63`) is another one each time.
    fn source(&self) -> String {
        match self {
            Self::File(path) if path.is_file() => name_of(path),
            Self::File(_) | Self::Stdin => "stdin".to_owned(),
        }
    }

    /// Whether its last line can still grow: it can in a file that somebody writes to.
    fn may_grow(&self, packed: bool) -> bool {
        matches!(self, Self::File(path) if !packed && path.is_file() && !is_rotated(path))
    }
}

/// Reads everything and sends it on. Ends early, and well, when nobody takes the batches any more. A file that cannot
/// be read to its end stops none of the others.
///
/// # Errors
/// When something cannot be read, or is in no known format. What was read before has been sent on.
pub fn read(reading: &Reading) -> Result<(), Failure> {
    let mut failed = Vec::new();
    for (index, input) in reading.inputs.iter().enumerate() {
        match read_one(reading, index, input) {
            Ok(Wanted::More) => {}
            Ok(Wanted::NoMore) => break,
            Err(failure) if reading.inputs.len() == 1 => return Err(failure),
            Err(failure) => {
                (reading.say)(failure.to_string());
                failed.push(input.name());
            }
        }
    }
    match failed.as_slice() {
        [] => Ok(()),
        _ => Err(Failure::usage(format!("not imported, or not to the end: {}", failed.join(", ")))),
    }
}

fn read_one(reading: &Reading, index: usize, input: &Input) -> Result<Wanted, Failure> {
    let lines = match input {
        Input::File(path) => File::open(path).and_then(Lines::new),
        Input::Stdin => Lines::new(io::stdin()),
    };
    let mut lines = lines.map_err(|error| failed(input, &error))?;
    let source = reading.source.clone().unwrap_or_else(|| input.source());
    let Some(format) = format_of(reading, input, &source, &mut lines)? else { return Ok(Wanted::More) };
    let file = FileReading {
        reading,
        may_grow: input.may_grow(lines.packed),
        lines,
        format,
        identities: Identities::new(&source),
        batch: Batch::new((index, input.name().into())),
        bytes_sent_on: 0,
        lines_uncounted: 0,
    };
    file.read().map_err(|error| failed(input, &error))
}

/// Files of different folders that share a source, though nobody said that they belong together.
pub fn shared_sources(inputs: &[Input]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: HashMap<String, &Path> = HashMap::new();
    for input in inputs {
        let Input::File(path) = input else { continue };
        let (source, folder) = (input.source(), path.parent().unwrap_or(path));
        let first = *folders.entry(source.clone()).or_insert(folder);
        let text = format!(
            "warning: files of different folders have the source {}: equal lines of theirs count as one; import them one \
             folder at a time, each with its own --source",
            printable(&source)
        );
        if first != folder && !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// Whether somebody wants more.
#[derive(PartialEq, Eq)]
enum Wanted {
    More,
    NoMore,
}

fn failed(input: &Input, error: &io::Error) -> Failure {
    Failure::usage(format!("{}: {error}", input.name()))
}

/// The format of a file; `None` when there is nothing in it.
fn format_of(reading: &Reading, input: &Input, source: &str, lines: &mut Lines) -> Result<Option<Format>, Failure> {
    if let Some(format) = &reading.format {
        return Ok(Some(format.clone()));
    }
    let begin = lines.preview().map_err(|error| failed(input, &error))?;
    let lines: Vec<&[u8]> = begin
        .strip_prefix(BOM)
        .unwrap_or(begin)
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.trim_ascii().is_empty())
        .take(LOOKED_AT_MAX)
        .collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let name = input.name();
    for count in [LOOKED_AT.min(lines.len()), lines.len()] {
        let (format, fits) = best(Format::all().map_err(Failure::usage)?, &lines[..count]);
        if fits > 0 {
            let first = first_lines(count);
            let of = if count == 1 { String::new() } else { format!("{fits} of ") };
            let source = printable(source);
            (reading.say)(format!("{name}: {}, fits {of}{first}; source {source}", format.name));
            return Ok(Some(format));
        }
    }
    let first = first_lines(lines.len());
    let hint = foreign(begin).unwrap_or("say with --format which it is, such as with the string of nginx's log_format");
    Err(Failure::usage(format!("{name}: no known format fits {first}; {hint}")))
}

fn first_lines(count: usize) -> String {
    if count == 1 { "the first line".to_owned() } else { format!("the first {count} lines") }
}

/// What a file is that is not read here, when it is known.
fn foreign(begin: &[u8]) -> Option<&'static str> {
    if begin.starts_with(&[0xFF, 0xFE]) || begin.starts_with(&[0xFE, 0xFF]) || begin.get(1) == Some(&0) {
        return Some("it looks like UTF-16; convert it with iconv -f UTF-16 -t UTF-8");
    }
    let is_w3c = [&b"#Software:"[..], b"#Version:", b"#Fields:"].iter().any(|mark| begin.starts_with(mark));
    is_w3c.then_some("W3C (IIS) logs are not read")
}

/// The format that most lines fit; of equals, the first.
pub(super) fn best(formats: Vec<Format>, lines: &[&[u8]]) -> (Format, usize) {
    let fits =
        |format: &Format| lines.iter().filter(|line| converted(format, line, &mut Vec::new(), |_| ()).is_ok()).count();
    let rated = formats.into_iter().map(|format| (fits(&format), format));
    let best = rated.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map_or_else(|| unreachable!("there are formats"), |(fits, format)| (format, fits))
}

/// One file being read.
struct FileReading<'r> {
    reading: &'r Reading,
    lines: Lines,
    format: Format,
    may_grow: bool,
    identities: Identities,
    batch: Batch,
    bytes_sent_on: u64,
    lines_uncounted: u64,
}

impl FileReading<'_> {
    fn read(mut self) -> io::Result<Wanted> {
        let ended = loop {
            match self.lines.next() {
                Ok(Some(line)) if line.text.is_some_and(|text| text.trim_ascii().is_empty()) => {}
                Ok(Some(line)) => {
                    self.lines_uncounted += 1;
                    let batch = &mut self.batch;
                    let taken = take(&line, &self.format, &mut self.identities, batch);
                    match taken {
                        Ok(())
                            if line.ended
                                || !self.may_grow
                                || line.text.is_some_and(|text| self.format.shows_its_end(text)) => {}
                        Err(reason) if line.ended || !self.may_grow => {
                            let number = line.number;
                            self.reading.tally.change(|counts| counts.bad(&batch.file, number, reason));
                        }
                        Ok(()) | Err(_) => {
                            let number = line.number;
                            self.leave(number, taken.is_ok());
                        }
                    }
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
            if self.batch.is_full() && self.send_on() == Wanted::NoMore {
                return Ok(Wanted::NoMore);
            }
        };
        let wanted = self.send_on();
        ended.map(|()| wanted)
    }

    /// Leaves the last line, which is not whole, for the next run.
    fn leave(&mut self, number: u64, was_taken: bool) {
        if was_taken && let Some(item) = self.batch.items.pop() {
            self.batch.body.truncate(item.begin);
        }
        self.lines_uncounted -= 1;
        self.reading.tally.change(|counts| counts.unfinished += 1);
        let name = &self.batch.file.1;
        (self.reading.say)(format!("{name}:{number}: the last line has no end yet and is left for the next run"));
    }

    fn send_on(&mut self) -> Wanted {
        let lines = std::mem::take(&mut self.lines_uncounted);
        self.reading.tally.change(|counts| counts.lines += lines);
        let taken = self.lines.bytes_taken();
        self.batch.bytes_taken = taken - self.bytes_sent_on;
        self.bytes_sent_on = taken;
        let next = Batch::new(self.batch.file.clone());
        let batch = std::mem::replace(&mut self.batch, next);
        match self.reading.batches.blocking_send(batch) {
            Ok(()) => Wanted::More,
            Err(_) => Wanted::NoMore,
        }
    }
}

fn take(line: &Line<'_>, format: &Format, identities: &mut Identities, batch: &mut Batch) -> Result<(), Reason> {
    let text = line.text.ok_or_else(|| format!("longer than {LINE_BYTES_MAX} bytes"))?;
    let identity = identities.next(text);
    let begin = batch.body.len();
    converted(format, text, &mut batch.body, |out| identity.write(out))?;
    batch.body.push(b'\n');
    batch.items.push(Item { line: line.number, begin });
    Ok(())
}

impl Batch {
    fn new(file: (usize, Arc<str>)) -> Self {
        let body = Vec::with_capacity(BATCH_BYTES + 64 * 1024);
        Self { file, body, items: Vec::with_capacity(BATCH_LINES_MAX), bytes_taken: 0 }
    }

    fn is_full(&self) -> bool {
        self.items.len() >= BATCH_LINES_MAX || self.body.len() >= BATCH_BYTES
    }

    /// The event at `index`, without a newline.
    pub fn event(&self, index: usize) -> &[u8] {
        let begin = self.items[index].begin;
        let end = self.items.get(index + 1).map_or(self.body.len(), |next| next.begin);
        self.body[begin..end].trim_ascii_end()
    }

    /// The events at some places, as a batch of their own.
    pub fn only(&self, indexes: &[usize]) -> Self {
        let mut batch = Self { file: self.file.clone(), body: Vec::new(), items: Vec::new(), bytes_taken: 0 };
        for &index in indexes {
            batch.items.push(Item { line: self.items[index].line, begin: batch.body.len() });
            batch.body.extend_from_slice(self.event(index));
            batch.body.push(b'\n');
        }
        batch
    }
}

/// Opens each input once before anything is sent, so that a name that is wrong stores nothing.
///
/// # Errors
/// When one cannot be opened.
pub fn bytes_of_all(inputs: &[Input]) -> Result<Option<u64>, Failure> {
    let mut sum = Some(0);
    for input in inputs {
        let bytes = input.bytes()?;
        if let Input::File(path) = input
            && bytes.is_some()
        {
            readable(path).map_err(|error| failed(input, &error))?;
        }
        sum = sum.zip(bytes).map(|(sum, bytes)| sum + bytes);
    }
    Ok(sum)
}

fn readable(path: &Path) -> io::Result<()> {
    File::open(path).map(drop)
}
