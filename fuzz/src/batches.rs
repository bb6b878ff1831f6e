//! Bodies of events: cutting them apart, and reading each event.
//!
//! The first byte says what the others are: an array of events, lines of them, one event, or the settings of a tenant.
//!
//! - The pieces of a body lie in it in their order, and put together again they are cut into the same.
//! - An event that is taken is within all limits, has no U+0000, its `data` is a JSON object with a version, and it is not later
//!   than five minutes from now.
//! - Reading it twice gives the same, and so does what is wrong with it.
//! - Settings are read back as they were written.

use chrono::{DateTime, Datelike, Utc};
use domain::entry::{EVENT_BYTES_MAX, Entry};
use domain::intake::{
    AHEAD_MAX, IgnoredPath, Intake, METHOD_BYTES_MAX, USER_AGENT_BYTES_KEPT, read, split_array, split_lines,
};
use domain::json;
use domain::redaction::{PLACE_BYTES_MAX, PLACES_BYTES_MAX, PLACES_MAX};
use domain::settings::TenantSettings;
use uuid::Uuid;

use crate::redaction::RULES;

/// Most events of a body that are read.
const EVENTS_MAX: usize = 50;
/// Most faults that are told of one event: some for each member, and those that are unknown.
const FAULTS_MAX: usize = 80;

/// See above.
pub fn check(data: &[u8]) {
    let Some((form, body)) = data.split_first() else { return };
    match form % 4 {
        0 => check_array(body),
        1 => check_lines(body),
        2 => check_event(body),
        _ => check_settings(body),
    }
}

fn check_array(body: &[u8]) {
    let events = match split_array(body) {
        Ok(events) => events,
        Err(fault) => return assert!(fault.pointer.is_empty() && fault.detail.len() < 100),
    };
    let mut at = body.as_ptr_range().start;
    for event in &events {
        let range = event.as_ptr_range();
        assert!(at <= range.start && range.end <= body.as_ptr_range().end, "events overlap");
        at = range.end;
    }
    let together = [&b"{\"events\":["[..], &events.join(&b","[..]), b"]}"].concat();
    assert_eq!(split_array(&together).as_ref(), Ok(&events));
    events.into_iter().take(EVENTS_MAX).for_each(check_event);
}

fn check_lines(body: &[u8]) {
    let lines: Vec<_> = split_lines(body).collect();
    assert!(lines.is_sorted_by(|(one, _), (next, _)| one < next));
    assert!(lines.iter().all(|(number, _)| (1..=body.len()).contains(number)));
    let is_whole = |line: &[u8]| !line.is_empty() && !line.contains(&b'\n') && line.trim_ascii() == line;
    assert!(lines.iter().all(|(_, line)| is_whole(line)));
    let texts: Vec<&[u8]> = lines.iter().map(|(_, line)| *line).collect();
    let together = [&b"\n"[..], &texts.join(&b"\r\n\n"[..])].concat();
    assert!(split_lines(&together).map(|(_, line)| line).eq(texts.iter().copied()));
    texts.into_iter().take(EVENTS_MAX).for_each(check_event);
}

pub(crate) fn received_at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 123_456_789).expect("a time")
}

fn check_event(event: &[u8]) {
    let read_once = || read(event, &RULES, received_at(), IgnoredPath::Drop, &mut || Uuid::from_u128(9));

    let outcome = read_once();

    assert_eq!(outcome, read_once());
    match outcome {
        Ok(Intake::Entry(entry)) => check_entry(&entry, event.len()),
        Ok(Intake::Ignored) => {}
        Err(faults) => {
            assert!((1..=FAULTS_MAX).contains(&faults.len()));
            assert!(
                faults.iter().all(|fault| fault.pointer.is_empty() || fault.pointer.starts_with('/')),
                "{faults:?}"
            );
        }
    }
}

/// What is stored of an event of so many bytes.
pub(crate) fn check_entry(entry: &Entry, bytes: usize) {
    assert!(bytes <= EVENT_BYTES_MAX);
    assert_eq!(entry.kind, "access");
    assert!(entry.occurred_at <= received_at() + AHEAD_MAX && entry.occurred_at.year() >= 1970);
    assert!(entry.occurred_at.timestamp_subsec_nanos().is_multiple_of(1000));
    let texts = [
        &entry.user_id,
        &entry.user_agent,
        &entry.method,
        &entry.host,
        &entry.path,
        &entry.query,
        &entry.referrer,
        &entry.data,
    ];
    for text in texts.into_iter().flatten() {
        assert!(!text.is_empty() && !text.contains('\0'), "{text:?}");
    }
    let method = entry.method.as_deref().expect("a method");
    assert!(method.len() <= METHOD_BYTES_MAX && !method.contains(|char: char| !char.is_ascii() || char.is_lowercase()));
    assert!(entry.path.is_some());
    assert!(entry.user_agent.as_ref().is_none_or(|agent| agent.len() <= USER_AGENT_BYTES_KEPT));
    assert!(entry.status.is_none_or(|status| (100..=999).contains(&status)));
    assert!(entry.duration_ms.is_none_or(|duration| duration.is_finite() && duration >= 0.0));
    assert!(entry.bytes_sent.is_none_or(|bytes| bytes >= 0));
    assert!(entry.ip.is_none_or(|ip| ip == ip.to_canonical()));
    if let Some(data) = &entry.data {
        let data: serde_json::Value = serde_json::from_str(data).expect("data is JSON");
        assert!(data.is_object() && data["v"].is_number(), "{data}");
    }
    assert!(entry.redacted.len() <= PLACES_MAX);
    assert!(entry.redacted.iter().all(|place| place.starts_with('/') && place.len() <= PLACE_BYTES_MAX));
    assert!(entry.redacted.iter().map(String::len).sum::<usize>() <= PLACES_BYTES_MAX);
    // Each byte may have been a secret, for which there are ten.
    assert!(entry.cost_bytes() <= 20 * bytes + 1000, "{} of {bytes}", entry.cost_bytes());
}

fn check_settings(body: &[u8]) {
    let Ok(settings) = json::read::<TenantSettings>(body) else { return };
    let written = serde_json::to_vec(&settings).expect("settings are written");
    assert_eq!(json::read::<TenantSettings>(&written).ok(), Some(settings));
}
