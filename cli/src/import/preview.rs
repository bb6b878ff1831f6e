//! A dry run: every line is sent to `POST /v1/redaction-previews`, which stores nothing and applies the tenant's own
//! rules; what it answers is printed, a line of JSON for each line of the log.

use std::io::Write;

use bytes::Bytes;
use futures::StreamExt;
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::mpsc::Receiver;

use super::post::{Answer, Poster};
use super::progress::Progress;
use super::reader::Batch;
use super::tally::Tally;
use crate::failure::Failure;

/// Previews that are asked for at once.
const IN_FLIGHT_MAX: usize = 8;

/// What the API says would be stored.
#[derive(Deserialize)]
struct Preview<'a> {
    ignored: bool,
    #[serde(borrow)]
    event: Option<&'a RawValue>,
    #[serde(borrow)]
    redacted: &'a RawValue,
}

/// Prints what would be stored, in the order of the lines. Ends early, and well, when nobody reads what is printed.
///
/// # Errors
/// When the API refuses the key or the address, or answers nothing useful for longer than the patience.
pub async fn show_all(
    poster: &Poster,
    mut batches: Receiver<Batch>,
    tally: &Tally,
    progress: &Progress,
) -> Result<(), Failure> {
    while let Some(batch) = batches.recv().await {
        let batch = &batch;
        let ask = async |index: usize| {
            let body = Bytes::copy_from_slice(batch.event(index));
            (index, poster.post("v1/redaction-previews", "application/json", &body, progress).await)
        };
        let mut answers = futures::stream::iter(0..batch.items.len()).map(ask).buffered(IN_FLIGHT_MAX);
        while let Some((index, answer)) = answers.next().await {
            let line = batch.items[index].line;
            match answer? {
                Answer::Done(answer) => {
                    if !show(&answer, batch, line, tally)? {
                        return Ok(());
                    }
                }
                Answer::TooLarge => tally.change(|counts| counts.bad(&batch.file, line, "too large for the API")),
                Answer::Invalid(reason) => tally.change(|counts| counts.bad(&batch.file, line, reason)),
            }
        }
        progress.settled(batch.bytes_taken, &tally.now());
    }
    Ok(())
}

/// Prints one; whether somebody reads it.
fn show(answer: &[u8], batch: &Batch, line: u64, tally: &Tally) -> Result<bool, Failure> {
    let unreadable = |error: serde_json::Error| Failure::usage(format!("the API's answer is none: {error}"));
    let preview: Preview<'_> = serde_json::from_slice(answer).map_err(unreadable)?;
    let place = serde_json::to_string(&format!("{}:{line}", batch.file.1)).map_err(unreadable)?;
    let printed = match preview.event.filter(|_| !preview.ignored) {
        Some(event) => {
            tally.change(|counts| counts.stored += 1);
            let redacted = preview.redacted.get();
            writeln!(std::io::stdout().lock(), r#"{{"line":{place},"event":{},"redacted":{redacted}}}"#, event.get())
        }
        None => {
            tally.change(|counts| counts.ignored += 1);
            writeln!(std::io::stdout().lock(), r#"{{"line":{place},"ignored":true}}"#)
        }
    };
    Ok(printed.is_ok())
}
