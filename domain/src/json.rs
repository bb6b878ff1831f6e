//! Reading JSON so that a place that does not fit is named by its JSON pointer, never quoted.

use serde::Deserialize;
use serde::de::DeserializeOwned;
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
