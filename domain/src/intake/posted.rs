//! The text of one event, read once: scalars are kept as they are, `data` is copied without its secrets on the way.
//!
//! Every wrong member is met, so that one answer names them all; only broken JSON ends the reading.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::split::not_json;
use crate::error::Fault;
use crate::redaction::json::{Copier, Name};
use crate::redaction::{Places, Redactor};

/// Most unknown or repeated members that are named in one answer.
const FAULTS_MAX: usize = 20;

macro_rules! fields {
    ($($field:ident $name:literal,)+) => {
        /// The members of an event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Field { $($field,)+ }

        impl Field {
            const COUNT: usize = [$($name,)+].len();

            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$field),)+ _ => None }
            }

            /// The JSON pointer of the member.
            pub(super) const fn pointer(self) -> &'static str {
                match self { $(Self::$field => concat!("/", $name),)+ }
            }
        }
    };
}

fields! {
    Id "id", IdSeed "id_seed", OccurredAt "occurred_at", Method "method", Url "url", Host "host", Path "path",
    Query "query", Status "status", DurationMs "duration_ms", BytesSent "bytes_sent", Referrer "referrer",
    UserAgent "user_agent", UserId "user_id", SessionId "session_id", SessionKey "session_key", Data "data", Ip "ip",
    RemoteAddr "remote_addr", XForwardedFor "x_forwarded_for",
}

/// The value of a member.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Scalar<'a> {
    /// Not sent, or null.
    #[default]
    Absent,
    Text(Cow<'a, str>),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Bool,
    /// An array or object, where none belongs.
    Composite,
}

/// An event as posted, apart from what is wrong with it.
pub(super) struct Posted<'a> {
    scalars: [Scalar<'a>; Field::COUNT],
    /// The members of `data`, without braces, without secrets; empty when there are none.
    pub(super) data: String,
    /// What was replaced in `data`.
    pub(super) places: Places,
    /// What is wrong so far.
    pub(super) faults: Vec<Fault>,
}

impl<'a> Posted<'a> {
    /// Takes a member's value out.
    pub(super) fn take(&mut self, field: Field) -> Scalar<'a> {
        std::mem::take(&mut self.scalars[field as usize])
    }

    /// A member's value.
    pub(super) fn scalar(&self, field: Field) -> &Scalar<'a> {
        &self.scalars[field as usize]
    }

    /// Whether a member was sent.
    pub(super) fn has(&self, field: Field) -> bool {
        self.scalars[field as usize] != Scalar::Absent
    }
}

/// Reads an event. `data` is passed over when it is not wanted.
pub(super) fn read<'a>(text: &'a str, rules: &Redactor, wants_data: bool) -> Result<Posted<'a>, Vec<Fault>> {
    let mut reader = Reader {
        copier: Copier::new(rules),
        rules,
        wants_data,
        posted: Posted {
            scalars: Default::default(),
            data: String::new(),
            places: Places::default(),
            faults: Vec::new(),
        },
        seen: 0,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = (&mut reader).deserialize(&mut deserializer).and_then(|()| deserializer.end());
    let Reader { copier, mut posted, .. } = reader;
    if let Err(error) = read {
        posted.faults.push(explain(&error, &copier));
        return Err(posted.faults);
    }
    posted.data = copier.out;
    posted.places = copier.places;
    Ok(posted)
}

/// What to say of an error, without any of the text that caused it.
fn explain(error: &serde_json::Error, copier: &Copier<'_>) -> Fault {
    if let Some(reason) = copier.refusal {
        return Fault::new(copier.pointer.as_str(), reason);
    }
    let text = error.to_string();
    if text.starts_with("number out of range") {
        return Fault::new(copier.pointer.as_str(), "expected a number that fits 64 bits");
    }
    if text.starts_with("recursion limit") {
        return Fault::new(copier.pointer.as_str(), "nested too deep");
    }
    if text.contains("surrogate") || text.contains("hex escape") {
        return Fault::new(copier.pointer.as_str(), "a \\u escape that is half of a pair, or incomplete");
    }
    if error.is_data() {
        return Fault::new(copier.pointer.as_str(), "expected an object");
    }
    not_json(error)
}

struct Reader<'a, 'r> {
    copier: Copier<'r>,
    rules: &'r Redactor,
    wants_data: bool,
    posted: Posted<'a>,
    /// One bit for each field that was met.
    seen: u32,
}

impl<'a> DeserializeSeed<'a> for &mut Reader<'a, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for &mut Reader<'a, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(name) = map.next_key::<Name<'a>>()? {
            let Some(field) = Field::named(&name.0) else {
                self.fault_of(&name.0, "unknown member");
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let bit = 1 << field as u32;
            if self.seen & bit != 0 {
                self.fault_of(&name.0, "given twice");
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            self.seen |= bit;
            self.copier.pointer.push_str(field.pointer());
            match field {
                Field::Data if self.wants_data => map.next_value_seed(DataSeed(self))?,
                Field::XForwardedFor => {
                    self.posted.scalars[field as usize] = map.next_value_seed(ScalarSeed::Joined)?
                }
                _ => self.posted.scalars[field as usize] = map.next_value_seed(ScalarSeed::Single)?,
            }
            self.copier.pointer.clear();
        }
        Ok(())
    }
}

impl Reader<'_, '_> {
    fn fault_of(&mut self, name: &str, detail: &str) {
        if self.posted.faults.len() < FAULTS_MAX {
            let mut pointer = String::new();
            self.rules.push_name(&mut pointer, name);
            self.posted.faults.push(Fault::new(pointer, detail));
        }
    }
}

/// Reads a scalar; what is no scalar is passed over, and said to be composite.
enum ScalarSeed {
    Single,
    /// An array of texts counts as one text with commas between.
    Joined,
}

impl<'a> DeserializeSeed<'a> for ScalarSeed {
    type Value = Scalar<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Scalar<'a>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for ScalarSeed {
    type Value = Scalar<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_unit<E>(self) -> Result<Scalar<'a>, E> {
        Ok(Scalar::Absent)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Scalar<'a>, E> {
        Ok(Scalar::Bool)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Scalar<'a>, E> {
        Ok(Scalar::Signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Scalar<'a>, E> {
        Ok(Scalar::Unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Scalar<'a>, E> {
        Ok(Scalar::Float(value))
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Scalar<'a>, E> {
        Ok(Scalar::Text(text.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'a>, E> {
        Ok(Scalar::Text(text.to_owned().into()))
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut seq: S) -> Result<Scalar<'a>, S::Error> {
        let mut joined = match self {
            Self::Single => None,
            Self::Joined => Some(String::new()),
        };
        while let Some(item) = seq.next_element_seed(Self::Single)? {
            match (&mut joined, item) {
                (Some(joined), Scalar::Text(text)) => {
                    joined.push_str(&text);
                    joined.push(',');
                }
                _ => joined = None,
            }
        }
        Ok(joined.map_or(Scalar::Composite, |joined| Scalar::Text(joined.into())))
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Scalar<'a>, M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Composite)
    }
}

/// Copies the members of `data`.
struct DataSeed<'s, 'a, 'r>(&'s mut Reader<'a, 'r>);

impl<'a> DeserializeSeed<'a> for DataSeed<'_, 'a, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for DataSeed<'_, 'a, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        let copier = &mut self.0.copier;
        while let Some(name) = map.next_key::<Name<'a>>()? {
            copier.out.push(',');
            copier.member(&mut map, &name.0, prefix_of(&name.0), DATA_DEPTH)?;
        }
        Ok(())
    }
}

/// How deep the members of `data` are nested in an event.
const DATA_DEPTH: usize = 2;

/// `v` and `occurred_at_claimed` are ours in stored data: a client's member of such a name, with any number of
/// underscores before it, gets one more, so that every name stays apart from every other.
fn prefix_of(name: &str) -> &'static str {
    match name.trim_start_matches('_') {
        "v" | "occurred_at_claimed" => "_",
        _ => "",
    }
}
