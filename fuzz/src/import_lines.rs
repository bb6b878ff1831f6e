//! Lines of log files to events.
//!
//! The first byte says in which format the others are, or that their first line is a format itself.
//!
//! - A line of a text format makes an event that the API takes, or none; one of JSON makes an event that the API can read as JSON.
//! - An event is one line of at most 64 KiB, with its identity in it once.
//! - What is no event leaves nothing behind.
//! - An event that the API takes is within the limits of `batches`.

use std::sync::LazyLock;

use domain::entry::EVENT_BYTES_MAX;
use domain::intake::{IgnoredPath, Intake, read};
use serde_json::Value;

use crate::batches::{check_entry, received_at};
use crate::import::event::converted;
use crate::import::format::Format;
use crate::redaction::RULES;

/// Most lines of an input that are read.
const LINES_MAX: usize = 20;
/// What stands in the batch before.
const BEFORE: &[u8] = b"{}\n";

static FORMATS: LazyLock<Vec<Format>> = LazyLock::new(|| Format::all().expect("our own formats"));

/// See above.
pub fn check(data: &[u8]) {
    let Some((form, text)) = data.split_first() else { return };
    let which = usize::from(*form) % (FORMATS.len() + 1);
    let given;
    let (format, text) = match FORMATS.get(which) {
        Some(format) => (format, text),
        None => {
            let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
            let (pattern, text) = text.split_at(end);
            let Ok(pattern) = std::str::from_utf8(pattern) else { return };
            let Ok(format) = Format::of(pattern) else { return };
            given = format;
            (&given, text)
        }
    };
    text.split(|byte| *byte == b'\n').take(LINES_MAX).for_each(|line| check_line(format, line));
}

fn check_line(format: &Format, line: &[u8]) {
    let mut out = BEFORE.to_vec();
    let _ = format.shows_its_end(line);
    let taken = converted(format, line, &mut out, |out| out.extend_from_slice(b"\"id_seed\":\"the line\","));
    let Some(event) = out.strip_prefix(BEFORE) else { panic!("what stood before is gone") };
    if let Err(reason) = taken {
        assert!(event.is_empty() && !reason.is_empty());
        return;
    }
    assert!(event.len() <= EVENT_BYTES_MAX && !event.contains(&b'\n'));
    let written: Value = serde_json::from_slice(event).expect("an event is JSON");
    assert!(written["id_seed"] == "the line" || format.is_json(), "{written}");
    let taken = read(event, &RULES, received_at(), IgnoredPath::Keep, &mut || panic!("it has an id"));
    match taken {
        Ok(Intake::Entry(entry)) => check_entry(&entry, event.len()),
        Ok(Intake::Ignored) => panic!("ignored paths are kept"),
        Err(faults) => assert!(format.is_json(), "{faults:?} of {written}"),
    }
}
