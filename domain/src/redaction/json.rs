//! JSON, read and written in one pass: secrets are replaced on the way, nothing is built in between.

use std::fmt;
use std::fmt::Write as _;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Places, REDACTED, Redactor, cards, push_segment};
use crate::json::harmless;

/// Deepest nesting of one event's JSON.
pub(crate) const DEPTH_MAX: usize = 64;

/// Copies JSON without its secrets.
pub(crate) struct Copier<'r> {
    rules: &'r Redactor,
    /// How many texts we are inside of.
    layer: u8,
    /// The copy.
    pub(crate) out: String,
    /// Where the value being read stands. After an error: where it happened.
    pub(crate) pointer: String,
    /// Where secrets were replaced.
    pub(crate) places: Places,
    /// Why the copier itself refused a value.
    pub(crate) refusal: Option<&'static str>,
    /// Whether the last label was a secret name.
    labels_secret: bool,
}

impl<'r> Copier<'r> {
    /// A copier with nothing copied yet.
    pub(crate) fn new(rules: &'r Redactor) -> Self {
        Self {
            rules,
            layer: 0,
            out: String::new(),
            pointer: String::new(),
            places: Places::default(),
            refusal: None,
            labels_secret: false,
        }
    }

    /// A seed that copies the next value of a document, which is `depth` levels below its top.
    pub(crate) fn value<'c>(&'c mut self, depth: usize) -> CopyValue<'c, 'r> {
        CopyValue { copier: self, depth, role: Role::Plain }
    }

    /// Copies the member `name` with its value, with `prefix` before the name. Gives the place of the value in the
    /// copy.
    pub(crate) fn member<'de, M: MapAccess<'de>>(
        &mut self,
        map: &mut M,
        name: &str,
        prefix: &str,
        depth: usize,
    ) -> Result<Range<usize>, M::Error> {
        let secret = self.rules.names.matches(name);
        let shown = self.rules.shown_name(name, secret);
        let stored = harmless(shown);
        let above = self.pointer.len();
        push_segment(&mut self.pointer, &stored);
        self.out.push('"');
        self.out.push_str(prefix);
        write_escaped(&mut self.out, &stored);
        self.out.push_str("\":");
        let start = self.out.len();
        if secret {
            map.next_value::<IgnoredAny>()?;
            self.write_redacted();
        } else {
            if shown != name {
                self.places.note(&self.pointer);
            }
            let role = if LABELS.contains(&name) { Role::Label } else { Role::Plain };
            map.next_value_seed(CopyValue { copier: self, depth, role })?;
        }
        self.pointer.truncate(above);
        Ok(start..self.out.len())
    }

    /// Replaces a value that has been copied, because its neighbour turned out to be a secret name.
    fn replace(&mut self, value: Range<usize>, name: &str) {
        let above = self.pointer.len();
        push_segment(&mut self.pointer, name);
        self.places.note(&self.pointer);
        self.pointer.truncate(above);
        self.out.replace_range(value, &format!("\"{REDACTED}\""));
    }

    fn write_redacted(&mut self) {
        self.places.note(&self.pointer);
        self.out.push('"');
        self.out.push_str(REDACTED);
        self.out.push('"');
    }

    fn write_text(&mut self, text: &str) {
        if self.layer < super::LAYERS_MAX && begins_like_json(text) {
            match redact_text(self.rules, text, self.layer + 1) {
                Inner::Clean => return self.write_quoted(text),
                Inner::Redacted(redacted) => {
                    self.places.note(&self.pointer);
                    return self.write_quoted(&redacted);
                }
                Inner::NotJson => {}
            }
        }
        if !self.rules.holds_secret(text, self.layer) {
            return self.write_quoted(text);
        }
        // A secret value takes the whole text with it; fields in it (`a=b&token=c`, a URL) go one by one.
        let redacted = if self.rules.values.any(text) { None } else { self.rules.redact_text(text, self.layer) };
        self.places.note(&self.pointer);
        self.write_quoted(redacted.as_deref().unwrap_or(REDACTED));
    }

    fn write_quoted(&mut self, text: &str) {
        self.out.push('"');
        write_escaped(&mut self.out, text);
        self.out.push('"');
    }

    fn write_integer(&mut self, magnitude: u64, integer: impl fmt::Display) {
        if cards::is_card_number(magnitude) {
            self.write_redacted();
        } else {
            let _never_fails_on_a_string = write!(self.out, "{integer}");
        }
    }
}

/// Members whose value is the name of a field, the value of which stands beside it: `{"name": "pin", "value": "1"}`.
const LABELS: &[&str] = &["name", "key", "field", "header", "parameter"];
/// Members whose value belongs to such a name.
const LABELLED: &[&str] = &["value", "values", "content", "val"];
/// Longest text that is taken for the name of a field, in bytes.
const LABEL_BYTES_MAX: usize = 64;

/// What a value may be to its neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing.
    Plain,
    /// Its name.
    Label,
}

/// Copies one value, whatever it is.
pub(crate) struct CopyValue<'c, 'r> {
    copier: &'c mut Copier<'r>,
    depth: usize,
    role: Role,
}

impl CopyValue<'_, '_> {
    fn enter<E: serde::de::Error>(&mut self) -> Result<usize, E> {
        if self.depth >= DEPTH_MAX {
            self.copier.refusal = Some("nested too deep");
            return Err(E::custom("nested too deep"));
        }
        Ok(self.depth + 1)
    }
}

impl<'de> DeserializeSeed<'de> for CopyValue<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CopyValue<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.copier.out.push_str("null");
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.copier.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.copier.write_integer(value, value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.copier.write_integer(value.unsigned_abs(), value);
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        // A whole number written with a fraction or an exponent may still be a card's.
        if value.fract() == 0.0 && cards::is_card_number(value.abs() as u64) {
            self.copier.write_redacted();
            return Ok(());
        }
        let text = serde_json::to_string(&value).map_err(E::custom)?;
        self.copier.out.push_str(&text);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if self.role == Role::Label {
            self.copier.labels_secret = text.len() <= LABEL_BYTES_MAX && self.copier.rules.names.matches(text);
        }
        self.copier.write_text(text);
        Ok(())
    }

    /// Also takes care of a pair (`["pin", "1"]`), as parsers of forms give it.
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let depth = self.enter()?;
        let copier = self.copier;
        copier.out.push('[');
        copier.labels_secret = false;
        let above = copier.pointer.len();
        let mut names_secret = false;
        let mut last = 0;
        let mut index = 0_usize;
        loop {
            let before = copier.out.len();
            if index > 0 {
                copier.out.push(',');
            }
            let start = copier.out.len();
            let _never_fails_on_a_string = write!(copier.pointer, "/{index}");
            let role = if index == 0 { Role::Label } else { Role::Plain };
            let element = seq.next_element_seed(CopyValue { copier: &mut *copier, depth, role })?;
            copier.pointer.truncate(above);
            if element.is_none() {
                copier.out.truncate(before);
                break;
            }
            if index == 0 {
                names_secret = copier.labels_secret;
            }
            last = start;
            index += 1;
        }
        if index == 2 && names_secret {
            copier.replace(last..copier.out.len(), "1");
        }
        copier.out.push(']');
        Ok(())
    }

    /// Also takes care of a member that names its neighbour (`{"name": "pin", "value": "1"}`).
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let depth = self.enter()?;
        let copier = self.copier;
        copier.out.push('{');
        let mut names_secret = false;
        let mut named: Option<(Range<usize>, Name<'de>)> = None;
        let mut first = true;
        while let Some(name) = map.next_key::<Name<'de>>()? {
            if !std::mem::take(&mut first) {
                copier.out.push(',');
            }
            copier.labels_secret = false;
            let value = copier.member(&mut map, &name.0, "", depth)?;
            if LABELS.contains(&&*name.0) {
                names_secret |= copier.labels_secret;
            } else if LABELLED.contains(&&*name.0) {
                named = Some((value, name));
            }
        }
        if let Some((value, name)) = named
            && names_secret
        {
            copier.replace(value, &name.0);
        }
        copier.out.push('}');
        Ok(())
    }
}

/// A member's name, borrowed when it has no escapes.
pub(crate) struct Name<'a>(pub(crate) std::borrow::Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Name(text.into()))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Name(text.to_owned().into()))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

/// What became of a text that begins like JSON.
pub(super) enum Inner {
    /// It is none.
    NotJson,
    /// It holds no secret.
    Clean,
    /// The same without its secrets.
    Redacted(String),
}

/// Whether a text may be a JSON object, array or string.
pub(super) fn begins_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[', '"'])
}

/// Redacts a text that may be JSON.
pub(super) fn redact_text(rules: &Redactor, text: &str, layer: u8) -> Inner {
    let mut copier = Copier { layer, ..Copier::new(rules) };
    copier.out.reserve(text.len());
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = copier.value(0).deserialize(&mut deserializer).and_then(|()| deserializer.end());
    match read {
        Err(_) => Inner::NotJson,
        Ok(()) if copier.places.is_empty() => Inner::Clean,
        Ok(()) => Inner::Redacted(copier.out),
    }
}

/// Writes a text as the inside of a JSON string. U+0000, which PostgreSQL cannot keep, becomes U+FFFD.
pub(crate) fn write_escaped(out: &mut String, text: &str) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[copied..at]);
        copied = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0 => out.push(char::REPLACEMENT_CHARACTER),
            _ => {
                let _never_fails_on_a_string = write!(out, "\\u{byte:04x}");
            }
        }
    }
    out.push_str(&text[copied..]);
}
