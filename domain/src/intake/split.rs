//! A body of many events, cut into the texts of single ones.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Fault;

/// Cuts `{"events": […]}` into the JSON texts of its events. Nothing of an event is judged yet, so a bad one spoils
/// only itself.
///
/// # Errors
///
/// A fault when the body is no such object, has other members, or is not JSON.
pub fn split_array(body: &[u8]) -> Result<Vec<&[u8]>, Fault> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Batch<'a> {
        #[serde(borrow)]
        events: Vec<&'a RawValue>,
    }

    let body = body.strip_prefix(BOM).unwrap_or(body);
    let mended;
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(_) => {
            mended = without_foreign_bytes(body);
            &mended
        }
    };
    match serde_json::from_str::<Batch>(text) {
        Ok(batch) => {
            // The text is as long as the body, byte by byte.
            let range = |event: &RawValue| {
                let start = event.get().as_ptr().addr() - text.as_ptr().addr();
                start..start + event.get().len()
            };
            Ok(batch.events.into_iter().map(|event| &body[range(event)]).collect())
        }
        Err(error) if error.is_data() => {
            Err(Fault::new("", "expected an object with the member `events`, an array, and no other members"))
        }
        Err(error) => Err(not_json(&error)),
    }
}

/// The body with a question mark for each byte that is not UTF-8, so that only the event they are in is refused.
fn without_foreign_bytes(body: &[u8]) -> String {
    let mut text = String::with_capacity(body.len());
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    text
}

/// Cuts newline-delimited JSON into its lines, each with its number, counted from 1. Blank lines, carriage returns
/// at the end and a byte order mark at the beginning are passed over.
pub fn split_lines(body: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let body = body.strip_prefix(BOM).unwrap_or(body);
    let mut rest = Some(body);
    let lines = std::iter::from_fn(move || {
        let body = rest?;
        let line = match memchr::memchr(b'\n', body) {
            Some(end) => {
                rest = Some(&body[end + 1..]);
                &body[..end]
            }
            None => {
                rest = None;
                body
            }
        };
        Some(line.trim_ascii())
    });
    (1..).zip(lines).filter(|(_, line)| !line.is_empty())
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

pub(super) fn not_utf8(error: &std::str::Utf8Error) -> Fault {
    Fault::new("", format!("not UTF-8 at byte {}", error.valid_up_to() + 1))
}

pub(super) fn not_json(error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line(), error.column());
    let what = if error.is_eof() { "JSON ends too early" } else { "not JSON" };
    Fault::new("", format!("{what} at line {line}, column {column}"))
}
