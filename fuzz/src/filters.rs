//! Filters of events, as they stand in a query.
//!
//! - Every member is in the form in which the log keeps it: upper case, lower case, without U+0000, within its limits.
//! - A filter that is ordered with an export is read back as it was written.

use api::test_support::filter;
use chrono::{DateTime, Datelike, Utc};
use domain::client_address::unmapped;
use domain::log::filter::{Filter, PathFilter, TEXT_WORDS_MAX};

/// See above.
pub fn check(data: &[u8]) {
    let Ok(query) = std::str::from_utf8(data) else { return };
    let Some(read) = filter(query) else { return };

    let written = serde_json::to_string(&read).expect("a filter is written");
    let again: Filter = serde_json::from_str(&written).expect("a filter is read");
    assert_eq!(again, read);
    for (text, chars_max) in texts(&read) {
        assert!((1..=chars_max).contains(&text.chars().count()) && !text.contains('\0'), "{text:?}");
    }
    assert!(read.method.as_ref().is_none_or(|method| !method.contains(|char: char| char.is_ascii_lowercase())));
    assert!(read.country.as_ref().is_none_or(|code| code.bytes().all(|byte| byte.is_ascii_uppercase())));
    assert!(read.country.as_ref().is_none_or(|code| code.len() == 2));
    assert!(read.network.is_none_or(|network| unmapped(network) == network));
    let in_years = |time: Option<DateTime<Utc>>| time.is_none_or(|time| (1..=9999).contains(&time.year()));
    assert!(in_years(read.since) && in_years(read.until));
    assert!(read.status.is_none_or(|status| 100 <= status.first && status.first <= status.last && status.last <= 999));
    assert!(read.text.len() <= TEXT_WORDS_MAX);
    assert!(read.text.iter().all(|word| !word.is_empty() && !word.contains(char::is_whitespace)), "{:?}", read.text);
    let search = read.search.as_deref().unwrap_or("a");
    assert_eq!(search.split_whitespace().collect::<Vec<_>>().join(" "), search);
}

/// The texts of a filter, each with the most characters that it may have. Lower case may be longer than what came.
fn texts(filter: &Filter) -> impl Iterator<Item = (&str, usize)> {
    let path = filter.path.as_ref().and_then(|path| match path {
        PathFilter::Exact(path) => Some(path),
        // All paths begin with nothing.
        PathFilter::Prefix(path) => Some(path).filter(|path| !path.is_empty()),
    });
    [
        (filter.kind.as_ref(), 64),
        (filter.method.as_ref(), 16),
        (path, 8192),
        (filter.user_id.as_ref(), 256),
        (filter.city.as_ref(), 128),
        (filter.browser.as_ref(), 64),
        (filter.platform.as_ref(), 64),
        (filter.referrer.as_ref(), 3 * 255),
        (filter.search.as_ref(), 3 * 256),
    ]
    .into_iter()
    .filter_map(|(text, most)| Some((text?.as_str(), most)))
}
