//! Filters of events: the same parameters for every operation that asks for events or counts them, and the members of an
//! order to export some. `contract/filters.yaml` describes them.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, Utc};
use domain::client_address::{self, Network};
use domain::id::{InvalidId, SessionId};
use domain::labels::DeviceKind;
use domain::log::filter::{Filter, PathFilter, StatusRange, TEXT_WORDS_MAX};
use poem::{FromRequest, Request, RequestBody};

use crate::error::ApiError;

/// What a request asks for.
pub struct EventFilter(pub Filter);

impl<'a> FromRequest<'a> for EventFilter {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self(of_query(request.uri().query().unwrap_or_default())?))
    }
}

/// Reads the filter of a query.
///
/// # Errors
/// 422 when a value does not fit, or a member is given twice.
pub fn of_query(query: &str) -> Result<Filter, ApiError> {
    read(url::form_urlencoded::parse(query.as_bytes()))
}

/// Reads a filter. What is none of its members is passed over.
///
/// # Errors
/// 422 when a value does not fit, or a member is given twice.
fn read<'q>(given: impl Iterator<Item = (Cow<'q, str>, Cow<'q, str>)>) -> Result<Filter, ApiError> {
    let (mut filter, mut members) = (Filter::default(), Vec::new());
    for (name, value) in given {
        if !set(&mut filter, &name, value.into_owned()).map_err(|detail| ApiError::invalid(name.as_ref(), detail))? {
            continue;
        }
        if members.contains(&name) {
            return Err(ApiError::invalid(name, "is given twice"));
        }
        members.push(name);
    }
    Ok(filter)
}

/// Sets the member of a filter that has this name. Returns whether there is one.
///
/// # Errors
/// What is wrong with a value that does not fit, in words.
pub fn set(filter: &mut Filter, name: &str, value: String) -> Result<bool, String> {
    let bounded = |value: String, chars_max: usize| match value.chars().count() {
        chars if (1..=chars_max).contains(&chars) => storable(value),
        _ => Err(format!("must have 1 to {chars_max} characters")),
    };
    match name {
        "since" => filter.since = Some(written_time(&value)?),
        "until" => filter.until = Some(written_time(&value)?),
        "type" => filter.kind = Some(bounded(value, 64)?),
        "method" => filter.method = Some(bounded(value, 16)?.to_ascii_uppercase()),
        "path" => filter.path = Some(path(bounded(value, 8192)?)),
        "status" => filter.status = Some(status_range(&value)?),
        "user_id" => filter.user_id = Some(bounded(value, 256)?),
        "session_id" => filter.session_id = Some(session_id(&value)?),
        "ip" => filter.network = Some(written_network(&value)?),
        "country" => filter.country = Some(country(&value)?),
        "city" => filter.city = Some(bounded(value, 128)?),
        "browser" => filter.browser = Some(bounded(value, 64)?),
        "platform" => filter.platform = Some(bounded(value, 64)?),
        "kind" => filter.device_kind = Some(kind(&value)?),
        "referrer" => filter.referrer = Some(bounded(value, 255)?.to_lowercase()),
        // A search of many words is one text, however many they are.
        "search" => filter.search = Some(words(&bounded(value, 256)?.to_lowercase(), usize::MAX)?.join(" ")),
        "text" => filter.text = words(&bounded(value, 256)?, TEXT_WORDS_MAX)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// The words of a text.
fn words(text: &str, words_max: usize) -> Result<Vec<String>, String> {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    match words.len() {
        0 => Err("must have a word".to_owned()),
        count if count > words_max => Err(format!("must have at most {words_max} words")),
        _ => Ok(words),
    }
}

fn path(path: String) -> PathFilter {
    match path.strip_suffix('*') {
        Some(prefix) => PathFilter::Prefix(prefix.to_owned()),
        None => PathFilter::Exact(path),
    }
}

fn status_range(text: &str) -> Result<StatusRange, String> {
    let invalid = || "must be a status such as 404, or a hundred such as 4xx".to_owned();
    if let Some(hundred) = text.strip_suffix("xx") {
        let hundred: i16 = hundred.parse().ok().filter(|h| (1..=9).contains(h)).ok_or_else(invalid)?;
        return Ok(StatusRange { first: hundred * 100, last: hundred * 100 + 99 });
    }
    let status: i16 = text.parse().ok().filter(|s| (100..=999).contains(s)).ok_or_else(invalid)?;
    Ok(StatusRange { first: status, last: status })
}

/// As sessions are written, and in no other form of their ids.
fn session_id(text: &str) -> Result<SessionId, String> {
    if !text.starts_with("ses_") {
        return Err("must be the id of a session (ses_…)".to_owned());
    }
    text.parse().map_err(|error: InvalidId| error.to_string())
}

fn country(code: &str) -> Result<String, String> {
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(code.to_ascii_uppercase());
    }
    Err("must be two letters (ISO 3166-1 alpha-2)".to_owned())
}

fn kind(name: &str) -> Result<DeviceKind, String> {
    let kind = DeviceKind::ALL.into_iter().find(|kind| kind.name() == name);
    kind.ok_or_else(|| "must be browser, app, bot, tool or unknown".to_owned())
}

fn written_network(text: &str) -> Result<Network, String> {
    let network = client_address::network(text).map(client_address::unmapped);
    network.ok_or_else(|| "must be an address or a network (10.0.0.0/8)".to_owned())
}

fn written_time(text: &str) -> Result<DateTime<Utc>, String> {
    let read: DateTime<Utc> = text.parse().map_err(|_| "must be a time such as 2026-01-31T12:00:00Z".to_owned())?;
    writable(read)
}

/// A time of the years 1 to 9999, which is what RFC 3339 can write.
fn writable(time: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    if (1..=9999).contains(&time.year()) { Ok(time) } else { Err("must be in the years 0001 to 9999".to_owned()) }
}

/// A text that PostgreSQL can compare: without U+0000, which no stored text has.
fn storable(text: String) -> Result<String, String> {
    if text.contains('\0') { Err("must not contain U+0000".to_owned()) } else { Ok(text) }
}

/// An address, or a network.
///
/// # Errors
/// 422 when it is neither.
pub fn network(text: Option<&str>) -> Result<Option<Network>, ApiError> {
    text.map(written_network).transpose().map_err(|detail| ApiError::invalid("ip", detail))
}

/// A time that RFC 3339 can write.
///
/// # Errors
/// 422 when it is of a year outside of 1 to 9999.
pub fn time(name: &str, value: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>, ApiError> {
    value.map(writable).transpose().map_err(|detail| ApiError::invalid(name, detail))
}

/// A text that PostgreSQL can compare.
///
/// # Errors
/// 422 when it has U+0000.
pub fn text(name: &str, value: Option<String>) -> Result<Option<String>, ApiError> {
    value.map(storable).transpose().map_err(|detail| ApiError::invalid(name, detail))
}

/// The problem of an id that does not read.
pub fn invalid_id(name: &str, error: impl std::fmt::Display) -> ApiError {
    ApiError::invalid(name, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESCRIBED: &str = include_str!("contract/filters.yaml");

    #[test]
    fn what_is_described_is_read_and_nothing_else() {
        let described: Vec<serde_yaml::Value> = serde_yaml::from_str(DESCRIBED).unwrap();
        let values = [
            ("since", "2026-01-31T12:00:00Z"),
            ("until", "2026-01-31T12:00:00+02:00"),
            ("type", "access"),
            ("method", "get"),
            ("path", "/shop/*"),
            ("status", "4xx"),
            ("user_id", "user-42"),
            ("session_id", "ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f"),
            ("ip", "203.0.113.0/24"),
            ("country", "nl"),
            ("city", "Zwolle"),
            ("browser", "Safari"),
            ("platform", "iPhone"),
            ("kind", "browser"),
            ("referrer", "www.Example.org"),
            ("search", " Red  shoes"),
            ("text", "Red shoes"),
        ];

        let names: Vec<&str> = described.iter().filter_map(|member| member["name"].as_str()).collect();

        assert_eq!(names, values.map(|(name, _)| name));
        for (name, value) in values {
            let mut filter = Filter::default();
            assert!(matches!(set(&mut filter, name, value.to_owned()), Ok(true)), "{name}");
            assert_ne!(filter, Filter::default(), "{name}");
            assert!(set(&mut filter, name, "\0".to_owned()).is_err(), "{name}");
            assert!(set(&mut filter, name, String::new()).is_err(), "{name}");
        }
        assert!(matches!(set(&mut Filter::default(), "limit", "7".to_owned()), Ok(false)));
    }

    #[test]
    fn a_search_of_many_words_can_be_asked_for_and_a_text_of_so_many_cannot() {
        let words = "one two three four five six seven eight nine ten";
        let mut filter = Filter::default();

        assert!(matches!(set(&mut filter, "search", words.to_owned()), Ok(true)));

        assert_eq!(filter.search.as_deref(), Some(words));
        assert!(set(&mut filter, "text", words.to_owned()).is_err());
        assert!(set(&mut filter, "search", "  ".to_owned()).is_err());
    }

    #[test]
    fn a_member_that_is_given_twice_is_refused() {
        let read = |query: &'static str| read(url::form_urlencoded::parse(query.as_bytes()));

        assert!(read("country=NL&country=BE").is_err());
        assert!(read("country=NL&cursor=A&cursor=B").is_ok_and(|filter| filter.country.as_deref() == Some("NL")));
    }
}
