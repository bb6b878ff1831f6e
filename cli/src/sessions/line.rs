//! A session of another store, as it stands on a line of CSV or of JSON.
//!
//! What a line lacks is said by the name of the place and never with what is there: it may be a secret.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, Utc};
use domain::client_address::parse_address;
use domain::sessions::{NewSession, Used};
use serde_json::{Map, Value};

/// Numbers from here on count milliseconds: as seconds they are after the year 5000.
const MILLISECONDS_FROM: f64 = 1e11;

/// A session of another store.
#[derive(Debug)]
pub struct Record {
    /// What the other store calls it.
    pub key: Option<String>,
    /// What is started for it.
    pub new: NewSession,
}

/// A place on a line, by its names: the first is the one that is spoken of.
const PLACES: [&[&str]; 6] = [&["user_id"], &["expires_at"], &["ip", "address"], &["user_agent"], &["metadata"], KEY];
const KEY: &[&str] = &["id", "key"];
/// Places that no line can do without.
const NEEDED: [&str; 2] = ["user_id", "expires_at"];

/// The header of a file of CSV: which of its columns is which place.
#[derive(Debug)]
pub struct Header {
    columns: Vec<String>,
}

impl Header {
    /// Reads the first line.
    ///
    /// # Errors
    /// Says what of it does not fit.
    pub fn read(line: &[u8]) -> Result<Self, String> {
        let columns: Vec<String> =
            fields(text_of(line)?)?.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        for names in PLACES {
            let count = columns.iter().filter(|column| names.contains(&column.as_str())).count();
            if count > 1 {
                return Err(format!("there are {count} columns {}", names.join(" or ")));
            }
        }
        match NEEDED.iter().find(|name| !columns.iter().any(|column| column == *name)) {
            Some(missing) => Err(format!("there is no column {missing}")),
            None => Ok(Self { columns }),
        }
    }

    /// Columns that say nothing to us.
    pub fn passed_over(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str).filter(|name| !is_known(name))
    }

    /// Reads a line behind the header.
    ///
    /// # Errors
    /// Says what of it does not fit.
    pub fn record(&self, line: &[u8]) -> Result<Record, String> {
        let fields = fields(text_of(line)?)?;
        if fields.len() != self.columns.len() {
            return Err(format!("{} fields where the header has {}", fields.len(), self.columns.len()));
        }
        let columns = self.columns.iter().zip(fields);
        record(columns.map(|(name, field)| (name.clone(), Value::String(field.into_owned()))).collect())
    }
}

/// Reads a line of JSON. Calls `passed_over` with the names of members that say nothing to us.
///
/// # Errors
/// Says what of it does not fit.
pub fn record_of_json(line: &[u8], passed_over: impl FnMut(&str)) -> Result<Record, String> {
    let members: Map<String, Value> = serde_json::from_slice(line).map_err(|_| "is no JSON object".to_owned())?;
    members.keys().map(String::as_str).filter(|name| !is_known(name)).for_each(passed_over);
    record(members)
}

fn is_known(name: &str) -> bool {
    PLACES.iter().any(|names| names.contains(&name))
}

fn record(mut members: Map<String, Value>) -> Result<Record, String> {
    let mut take = |names: &[&str]| {
        let found = names.iter().filter_map(|name| members.remove(*name));
        found.filter(|value| !matches!(value, Value::Null) && value != "").last()
    };
    let expires_at = take(&["expires_at"]).ok_or("/expires_at is missing")?;
    let user_id = take(&["user_id"]).ok_or("/user_id is missing")?;
    let metadata = match take(&["metadata"]) {
        // In CSV it is a text.
        Some(Value::String(text)) => {
            serde_json::from_str(&text).map(Some).map_err(|_| "/metadata is no JSON object")?
        }
        other => other,
    };
    let address = take(&["ip", "address"]).map(|value| text(value, "/ip")).transpose()?;
    let ip = address.map(|address| parse_address(&address).ok_or("/ip is no address")).transpose()?;
    let used = Used { ip, user_agent: take(&["user_agent"]).map(|value| text(value, "/user_agent")).transpose()? };
    let key = take(KEY).map(|value| text(value, "/id")).transpose()?;
    let user_id = Some(text(user_id, "/user_id")?);
    let expires_at = time(&expires_at).ok_or("/expires_at is no time such as 2026-01-31T12:00:00Z")?;
    Ok(Record { key, new: NewSession { user_id, used, metadata, expires_at: Some(expires_at) } })
}

/// A text, or a whole number as one: stores count their users.
fn text(value: Value, place: &str) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) if number.is_i64() || number.is_u64() => Ok(number.to_string()),
        _ => Err(format!("{place} is no text")),
    }
}

/// RFC 3339, also with a space in its middle and hours alone behind it, as databases write it; or seconds or milliseconds
/// since 1970.
fn time(value: &Value) -> Option<DateTime<Utc>> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    if let Some(number) = number {
        let milliseconds = if number >= MILLISECONDS_FROM { number } else { number * 1000.0 };
        return DateTime::from_timestamp_millis(milliseconds.round() as i64);
    }
    let text = value.as_str()?.trim();
    let time: Option<DateTime<FixedOffset>> = text.parse().ok();
    // `+00` lacks the minutes.
    let time = time.or_else(|| format!("{text}00").parse().ok())?;
    Some(time.to_utc())
}

fn text_of(line: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(line).map_err(|_| "is no UTF-8".to_owned())
}

/// The fields of a line of CSV (RFC 4180). A quoted field ends on the line that it begins on.
fn fields(line: &str) -> Result<Vec<Cow<'_, str>>, String> {
    let (mut fields, mut rest) = (Vec::new(), line);
    loop {
        let (field, behind) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..end]), &rest[end..])
            }
        };
        fields.push(field);
        match behind.strip_prefix(',') {
            Some(next) => rest = next,
            None if behind.is_empty() => return Ok(fields),
            None => return Err("there is something between a quote and the next comma".to_owned()),
        }
    }
}

/// A field whose opening quote is taken, and what is behind its closing one. Two quotes are one.
fn quoted_field(quoted: &str) -> Result<(Cow<'_, str>, &str), String> {
    let mut field = Cow::Borrowed("");
    let mut rest = quoted;
    loop {
        let end = rest.find('"').ok_or("a quote is not closed on the line")?;
        let behind = &rest[end + 1..];
        if field.is_empty() {
            field = Cow::Borrowed(&rest[..end]);
        } else {
            field.to_mut().push_str(&rest[..end]);
        }
        match behind.strip_prefix('"') {
            Some(next) => {
                field.to_mut().push('"');
                rest = next;
            }
            None => return Ok((field, behind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPIRES: &str = "2030-01-31T12:00:00Z";

    fn csv(header: &str, line: &str) -> Result<Record, String> {
        Header::read(header.as_bytes())?.record(line.as_bytes())
    }

    #[test]
    fn a_line_of_csv_and_one_of_json_say_the_same() {
        let header = "id,User_ID,address,user_agent,expires_at,metadata,created_at";
        let line =
            format!("s-1,42,192.0.2.7,\"Agent \"\"X\"\", y\",{EXPIRES},\"{{\"\"role\"\":\"\"editor\"\"}}\",never");
        let json = format!(
            r#"{{"key": "s-1", "user_id": 42, "ip": "192.0.2.7", "user_agent": "Agent \"X\", y", "extra": 1,
                "expires_at": "{EXPIRES}", "metadata": {{"role": "editor"}}}}"#
        );
        let mut passed_over = Vec::new();

        let of_csv = csv(header, &line).unwrap();
        let of_json = record_of_json(json.as_bytes(), |name| passed_over.push(name.to_owned())).unwrap();

        for record in [of_csv, of_json] {
            assert_eq!(record.key.as_deref(), Some("s-1"));
            assert_eq!(record.new.user_id.as_deref(), Some("42"));
            assert_eq!(record.new.used.ip, "192.0.2.7".parse().ok());
            assert_eq!(record.new.used.user_agent.as_deref(), Some("Agent \"X\", y"));
            assert_eq!(record.new.expires_at, EXPIRES.parse().ok());
            assert_eq!(record.new.metadata, Some(serde_json::json!({"role": "editor"})));
        }
        assert_eq!(passed_over, ["extra"]);
        assert_eq!(Header::read(header.as_bytes()).unwrap().passed_over().collect::<Vec<_>>(), ["created_at"]);
    }

    #[test]
    fn times_are_read_as_databases_and_programs_write_them() {
        for text in [
            "2030-01-31T12:00:00Z",
            "2030-01-31T13:00:00+01:00",
            "2030-01-31 12:00:00.000+00",
            "1896091200",
            "1896091200000",
        ] {
            assert_eq!(time(&Value::String(text.to_owned())), EXPIRES.parse().ok(), "{text}");
        }
        for text in ["", "tomorrow", "2030-01-31", "2030-01-31 12:00:00", "NaN"] {
            assert_eq!(time(&Value::String(text.to_owned())).filter(|at| at.timestamp() != 0), None, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named_and_not_quoted() {
        let header = "user_id,expires_at,ip,metadata";
        let cases = [
            (format!(",{EXPIRES},,"), "/user_id is missing"),
            ("hush,,,".to_owned(), "/expires_at is missing"),
            ("hush,hush,,".to_owned(), "/expires_at is no time such as 2026-01-31T12:00:00Z"),
            (format!("hush,{EXPIRES},hush,"), "/ip is no address"),
            (format!("hush,{EXPIRES},,hush"), "/metadata is no JSON object"),
            (format!("hush,{EXPIRES}"), "2 fields where the header has 4"),
            ("\"hush".to_owned(), "a quote is not closed on the line"),
            ("\"hush\"x,,,".to_owned(), "there is something between a quote and the next comma"),
        ];

        for (line, reason) in cases {
            assert_eq!(csv(header, &line).unwrap_err(), reason);
        }
        assert_eq!(record_of_json(b"\"hush\"", |_| {}).unwrap_err(), "is no JSON object");
        let object = format!(r#"{{"user_id": ["hush"], "expires_at": "{EXPIRES}"}}"#);
        assert_eq!(record_of_json(object.as_bytes(), |_| {}).unwrap_err(), "/user_id is no text");
        assert_eq!(Header::read(b"user_id,ip").unwrap_err(), "there is no column expires_at");
        assert_eq!(Header::read(b"user_id,expires_at,ip,address").unwrap_err(), "there are 2 columns ip or address");
    }
}
