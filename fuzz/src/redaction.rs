//! Redaction of texts, paths, queries, URLs and JSON.
//!
//! The first byte says which of these the others are.
//!
//! - What has been redacted has nothing to redact: the second time changes nothing.
//! - A place is noted exactly when something was replaced.
//! - Places are few and short, and the result is not much longer than what came.

use std::borrow::Cow;
use std::sync::LazyLock;

use domain::intake::Rules;
use domain::redaction::{PLACE_BYTES_MAX, PLACES_BYTES_MAX, PLACES_MAX, Places, REDACTED, Redactor};
use domain::settings::TenantSettings;

/// The rules of a tenant with a word of its own.
pub(crate) static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::new(&settings(), &[1; 32], 1, &[2; 32]).expect("one word compiles"));

/// The same as a redactor.
pub(crate) static REDACTOR: LazyLock<Redactor> =
    LazyLock::new(|| Redactor::new(&settings().redacted_words).expect("one word compiles"));

fn settings() -> TenantSettings {
    TenantSettings { redacted_words: vec!["birth_date".to_owned()], ..TenantSettings::default() }
}

/// See above.
pub fn check(data: &[u8]) {
    let Some((form, rest)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    if form % 5 == 4 {
        return check_json(&text);
    }
    let redact = |text: &str, places: &mut Places| -> String {
        let (redactor, text) = (&*REDACTOR, Cow::Borrowed(text));
        match form % 5 {
            0 => redactor.text(text, "/user_agent", places),
            1 => redactor.path(text, places),
            2 => redactor.query(text, "/query", places),
            _ => redactor.url(text, "/referrer", places),
        }
        .into_owned()
    };
    let mut places = Places::default();

    let once = redact(&text, &mut places);

    let twice = redact(&once, &mut Places::default());
    assert_eq!(once, twice, "of {text:?}");
    assert_eq!(once != text, !places.is_empty(), "{text:?} to {once:?}");
    // Whatever is replaced has at least one byte.
    assert!(once.len() <= (text.len() + 2) * REDACTED.len(), "{text:?} to {once:?}");
    assert!(places.len() <= PLACES_MAX);
    let places = places.into_pointers();
    assert!(places.iter().all(|place| place.len() <= PLACE_BYTES_MAX && place.starts_with('/')), "{places:?}");
    assert!(places.iter().map(String::len).sum::<usize>() <= PLACES_BYTES_MAX);
}

fn check_json(text: &str) {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return };
    let Ok(once) = RULES.redacted_json(&value) else { return };
    assert_eq!(RULES.redacted_json(&once).ok().as_ref(), Some(&once), "of {text:?}");
}
