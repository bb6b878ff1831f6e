//! Events as files have them, whoever writes the file: an answer, or the job of an export.

use std::collections::HashMap;

use domain::exports::{Format, Piece};
use domain::geoip::Locator;
use domain::id::SessionId;
use domain::log::read::StoredEvent;
use domain::sessions::Stored;
use poem_openapi::types::ToJSON;

use super::csv;
use crate::events::wire;

/// Writes a piece as a file of a format has it.
///
/// # Errors
/// When an event cannot be written.
pub fn render(format: Format, piece: Piece<'_>, locator: &Locator) -> std::io::Result<Vec<u8>> {
    match (format, piece) {
        (Format::Csv, Piece::Head) => csv::head(),
        (Format::Csv, Piece::Events(events, _)) => csv::rows(&events, locator),
        (Format::Ndjson, Piece::Head) => Ok(Vec::new()),
        (Format::Ndjson, Piece::Events(events, sessions)) => Ok(lines(events, sessions, locator).into_bytes()),
    }
}

fn lines(events: Vec<StoredEvent>, sessions: &HashMap<SessionId, Stored>, locator: &Locator) -> String {
    written(events.into_iter().map(|event| wire::Event::of(event, sessions, locator)))
}

/// Events as lines of JSON.
pub fn written(events: impl Iterator<Item = wire::Event>) -> String {
    events.map(|event| event.to_json_string() + "\n").collect()
}
