//! Events as lines of CSV.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};
use csv::{Writer, WriterBuilder};
use domain::geoip::Locator;
use domain::labels::{LabelStyle, Location, device_cached};
use domain::log::read::StoredEvent;

/// The names of the columns.
#[rustfmt::skip]
const COLUMNS: [&str; 26] = [
    "position", "id", "type", "occurred_at", "recorded_at", "method", "host", "path", "query", "status", "duration_ms",
    "bytes_sent", "referrer", "ip", "location", "country", "city", "user_agent", "device", "browser", "platform",
    "device_kind", "user_id", "session_id", "data", "redacted",
];

/// With what a cell begins that a spreadsheet takes for a formula (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What separates cells for spreadsheets of some languages: behind it a cell begins, whatever RFC 4180 says.
const SEPARATORS: [char; 2] = [';', '\t'];

/// The line of names.
pub fn head() -> std::io::Result<Vec<u8>> {
    let mut lines = WriterBuilder::new().from_writer(Vec::new());
    lines.write_record(COLUMNS)?;
    written(lines)
}

/// The lines of some events.
pub fn rows(events: &[StoredEvent], locator: &Locator) -> std::io::Result<Vec<u8>> {
    let mut lines = WriterBuilder::new().from_writer(Vec::with_capacity(events.len() * 512));
    for event in events {
        write(&mut lines, event, locator)?;
    }
    written(lines)
}

fn write(lines: &mut Writer<Vec<u8>>, event: &StoredEvent, locator: &Locator) -> std::io::Result<()> {
    let device = event.user_agent.as_deref().map(device_cached).unwrap_or_default();
    let place = event.ip.as_deref().and_then(|ip| ip.parse().ok()).and_then(|ip| locator.locate(ip));
    let has_agent = event.user_agent.is_some();
    let number = |number: Option<String>| number.unwrap_or_default();
    let mut text = |text: Option<&str>| lines.write_field(&*harmless(text.unwrap_or_default()));
    text(Some(&event.position.0.to_string()))?;
    text(Some(&event.event_id.to_string()))?;
    text(Some(&event.kind))?;
    text(Some(&time(event.occurred_at)))?;
    text(Some(&time(event.recorded_at)))?;
    text(event.method.as_deref())?;
    text(event.host.as_deref())?;
    text(event.path.as_deref())?;
    text(event.query.as_deref())?;
    text(Some(&number(event.status.map(|status| status.to_string()))))?;
    text(Some(&number(event.duration_ms.map(|ms| ms.to_string()))))?;
    text(Some(&number(event.bytes_sent.map(|bytes| bytes.to_string()))))?;
    text(event.referrer.as_deref())?;
    text(event.ip.as_deref())?;
    text(place.as_ref().map(Location::label).as_deref())?;
    text(place.as_ref().and_then(Location::country_code))?;
    text(place.as_ref().and_then(Location::city))?;
    text(event.user_agent.as_deref())?;
    text(device.label(LabelStyle::Plain).as_deref())?;
    text(device.browser())?;
    text(device.platform())?;
    text(has_agent.then(|| device.kind().name()))?;
    text(event.user_id.as_deref())?;
    text(event.session_id.map(|id| id.to_string()).as_deref())?;
    text(event.data.as_ref().map(ToString::to_string).as_deref())?;
    text(Some(&event.redacted.join(" ")))?;
    lines.write_record(None::<&[u8]>)?;
    Ok(())
}

/// A text in which no cell begins a formula: a quote stands before what would.
fn harmless(text: &str) -> Cow<'_, str> {
    let begins = |(at, _): &(usize, char)| *at == 0 || text[..*at].ends_with(SEPARATORS);
    let mut formulas =
        text.char_indices().filter(|(_, c)| FORMULA.contains(c)).filter(begins).map(|(at, _)| at).peekable();
    if formulas.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let (mut quoted, mut from) = (String::with_capacity(text.len() + 8), 0);
    for at in formulas {
        quoted.push_str(&text[from..at]);
        quoted.push('\'');
        from = at;
    }
    quoted.push_str(&text[from..]);
    Cow::Owned(quoted)
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn written(lines: Writer<Vec<u8>>) -> std::io::Result<Vec<u8>> {
    lines.into_inner().map_err(|error| error.into_error())
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_begins_a_formula_whatever_separates_cells() {
        let cases = [
            ("/path;a=1", "/path;a=1"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("-", "'-"),
            ("/x;=HYPERLINK(A1)", "/x;'=HYPERLINK(A1)"),
            (";;@a;+b;c", ";;'@a;'+b;c"),
            ("a\t=b", "a\t'=b"),
            ("\t=b", "'\t'=b"),
            ("é;=ü", "é;'=ü"),
        ];
        for (text, wanted) in cases {
            assert_eq!(harmless(text), wanted, "{text:?}");
        }
    }
}
