//! Secrets planted among anything else.
//!
//! The first byte says where a secret is put, the second which one; the others, cut in two at the first U+000A, stand before
//! and behind it.
//!
//! - Nothing of the secret comes out: in what is stored, in the places that are noted, and in what is said to be wrong.

use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use domain::intake::{IgnoredPath, read};
use domain::redaction::Places;
use domain::redaction::examples::{CARD_NUMBERS, SECRET_NAMES, secret_values};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::redaction::{REDACTOR, RULES};

/// Part of each secret; no rule knows it by its form.
const MARK: &str = "qzxvJK73";

static VALUES: LazyLock<Vec<String>> = LazyLock::new(|| secret_values(MARK));

/// See above.
pub fn check(data: &[u8]) {
    let [place, which, rest @ ..] = data else { return };
    let text = String::from_utf8_lossy(rest);
    let (before, behind) = text.split_once('\n').unwrap_or((&text, ""));
    if shows(&text, MARK) {
        return;
    }
    let which = usize::from(*which);
    let name = SECRET_NAMES[which % SECRET_NAMES.len()];
    let value = &VALUES[which % VALUES.len()];
    let card = CARD_NUMBERS[which % CARD_NUMBERS.len()];
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let named = format!("{before}&{name}={MARK}&{behind}");
    let (shown, secret) = match place % 12 {
        0 => (query(&named), MARK),
        1 => (url(&format!("{before}?{name}={MARK}&{behind}")), MARK),
        2 => (url(&format!("{before}#{name}={MARK}&{behind}")), MARK),
        3 => (event(&json!({"data": {"post": named}})), MARK),
        4 => (event(&json!({"data": {"post": {before: behind, name: MARK}}})), MARK),
        5 => (event(&json!({"data": {"post": [value_of(before), {name: [MARK]}, value_of(behind)]}})), MARK),
        6 => (plain(&format!("{before} {value} {behind}")), MARK),
        7 => (query(&format!("{before}&x={}&{behind}", encoded(value))), MARK),
        8 => (event(&json!({"data": {"log": format!("{before}\n{value}\n{behind}")}, "user_agent": before})), MARK),
        9 => (plain(&format!("{before}: {card}; {behind}")), card),
        10 => (event(&json!({"url": format!("/a/{}?{behind}", encoded(value)), "referrer": before})), MARK),
        _ => (event(&json!({"url": format!("https://a.example/{before}?{name}={}", encoded(MARK))})), MARK),
    };
    assert!(!shows(&shown, secret) || shows(&text, secret), "{secret} of {name} or {value} is in {shown}");
}

fn shows(text: &str, secret: &str) -> bool {
    text.to_ascii_lowercase().contains(&secret.to_ascii_lowercase())
}

/// JSON as it is, anything else as a text.
fn value_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

fn plain(text: &str) -> String {
    noted(|places| REDACTOR.text(Cow::Borrowed(text), "/user_agent", places))
}

fn query(text: &str) -> String {
    noted(|places| REDACTOR.query(Cow::Borrowed(text), "/query", places))
}

fn url(text: &str) -> String {
    noted(|places| REDACTOR.url(Cow::Borrowed(text), "/referrer", places))
}

/// What comes out, and what was noted.
fn noted<'t>(redact: impl FnOnce(&mut Places) -> Cow<'t, str>) -> String {
    let mut places = Places::default();
    let redacted = redact(&mut places);
    format!("{redacted} {:?}", places.into_pointers())
}

/// All that becomes of an event with these members.
fn event(members: &Value) -> String {
    let mut event = members.clone();
    event["method"] = Value::from("POST");
    if event.get("url").is_none() {
        event["path"] = Value::from("/a");
    }
    let now: DateTime<Utc> = DateTime::UNIX_EPOCH;
    format!("{:?}", read(event.to_string().as_bytes(), &RULES, now, IgnoredPath::Keep, &mut || Uuid::nil()))
}
