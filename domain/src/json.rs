//! Reading JSON so that a place that does not fit is named by its JSON pointer, never quoted.
//!
//! A member's name that serde_json keeps for itself ([`KEPT_NAMES`]) is never stored as it came ([`harmless`]): whoever reads it back
//! as a [`Value`] would be given what its text says, or an error, in the place of the object that it stands in.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_path_to_error::{Path, Segment};

use crate::error::{Error, Fault};

/// Reads a whole body.
///
/// # Errors
/// `Invalid` with the pointer of the place that does not fit; the whole (an empty pointer) when it is no JSON.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    read_borrowed(bytes)
}

/// The same for what keeps parts of the text.
///
/// # Errors
/// As [`read`].
pub fn read_borrowed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|e| Error::Invalid(vec![Fault::new(pointer(e.path()), describe(e.inner()))]))?;
    deserializer.end().map_err(|e| Error::invalid("", describe(&e)))?;
    Ok(value)
}

/// How the names begin that mean something else to serde_json than a member: `…RawValue`, `…Number`.
const KEPT_NAMES: &str = "$serde_json::private::";

/// A member's name as it is stored: itself, with U+FFFD for the `$` of those that serde_json keeps for itself.
#[must_use]
pub fn harmless(name: &str) -> Cow<'_, str> {
    match name.strip_prefix(KEPT_NAMES) {
        Some(_) => Cow::Owned(name.replacen('$', "\u{FFFD}", 1)),
        None => Cow::Borrowed(name),
    }
}

/// Any JSON from outside, as it stands there, with [`harmless`] names. A [`Value`] of its own is read so only by what was written so.
pub struct FromOutside(pub Value);

impl<'de> Deserialize<'de> for FromOutside {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue).map(Self)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(FromOutside(value)) = seq.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((name, FromOutside(value))) = map.next_entry::<String, FromOutside>()? {
            members.insert(harmless(&name).into_owned(), value);
        }
        Ok(Value::Object(members))
    }
}

/// A path as a JSON pointer (RFC 6901).
#[must_use]
pub fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// A member's name inside a JSON pointer.
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// What serde says, without the value that it may quote.
#[must_use]
pub fn describe(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    match error.classify() {
        Category::Syntax => format!("is not JSON, at line {} column {}", error.line(), error.column()),
        Category::Eof => "ends too early".to_owned(),
        Category::Io => "cannot be read".to_owned(),
        Category::Data => describe_data(&error.to_string()),
    }
}

/// `invalid type: string "x", expected u16 at line 1 column 5` becomes `expected u16`.
fn describe_data(text: &str) -> String {
    let text = text.rsplit_once(" at line ").map_or(text, |(text, _)| text);
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!("expected {expected}"),
        None if text.starts_with("missing field") || text.starts_with("duplicate field") => text.replace('`', ""),
        None => "does not fit".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        #[expect(dead_code, reason = "read only")]
        days: Vec<u8>,
    }

    fn fault(text: &str) -> (String, String) {
        match read::<Wanted>(text.as_bytes()) {
            Err(Error::Invalid(faults)) => (faults[0].pointer.clone(), faults[0].detail.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_name_that_serde_json_keeps_for_itself_is_a_name_like_any_other() {
        let kept =
            serde_json::to_string(&serde_json::json!({"at": [{"$serde_json::private::RawValue": "[1"}]})).unwrap();
        assert!(serde_json::from_str::<Value>(&kept).is_err(), "this is what it is about");

        let FromOutside(read) = serde_json::from_str(&kept).unwrap();

        let name = "\u{FFFD}serde_json::private::RawValue";
        assert_eq!(read["at"][0][name], "[1");
        assert_eq!(serde_json::from_str::<Value>(&read.to_string()).unwrap(), read);
        assert_eq!(harmless("$serde_json"), "$serde_json");
    }

    #[test]
    fn whatever_else_comes_from_outside_is_what_a_value_of_it_is() {
        let text = r#"{"a": [null, true, -1, 18446744073709551615, 0.1, "x\u0041", {}], "b": {"a": "", "a": 2}}"#;
        let FromOutside(read) = serde_json::from_str(text).unwrap();
        assert_eq!(read, serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn a_place_that_does_not_fit_is_named_and_not_quoted() {
        assert_eq!(fault(r#"{"days": [1, "geheim"]}"#), ("/days/1".into(), "expected u8".into()));
        assert_eq!(fault(r#"{"days": [1, 300]}"#), ("/days/1".into(), "expected u8".into()));
        assert_eq!(fault("{}"), (String::new(), "missing field days".into()));
        assert_eq!(fault(r#"{"days": [], "geheim": 1}"#).0, "/geheim");
        assert!(!fault(r#"{"days": [], "geheim": 1}"#).1.contains("geheim"));
        assert_eq!(fault(r#"{"days": ["#).1, "ends too early");
        assert!(fault("geheim").1.starts_with("is not JSON, at line 1"));
        assert!(fault(r#"{"days": []} x"#).1.starts_with("is not JSON"));
    }
}
