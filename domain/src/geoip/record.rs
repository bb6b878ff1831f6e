//! One record of a database, in whichever form: what it says of city and country, borrowed from the file.
//!
//! Nested (MaxMind, DB-IP): `city.names.en`, `country.iso_code`, `country.names.en`. Flat (ip-location-db, IPinfo):
//! `city`, `country_code`, and `country`, which is a code in some databases and a name in others. Each record is taken as
//! it is, so a file may have both. A member that is of no known form counts as absent.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::labels::Location;

/// What is read of a record.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Record<'a> {
    #[serde(borrow)]
    city: Part<'a>,
    #[serde(borrow)]
    country: Part<'a>,
    #[serde(borrow)]
    country_code: Part<'a>,
    #[serde(borrow)]
    country_name: Part<'a>,
}

/// How the records of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As MaxMind and DB-IP have it: `country.iso_code`, `city.names.en`.
    Nested,
    /// As ip-location-db and IPinfo have it: `country_code` or `country`, `city`.
    Flat,
    /// Records of both forms.
    Mixed,
}

/// A member: a text, or what is nested in it.
#[derive(Debug, Default)]
enum Part<'a> {
    #[default]
    Absent,
    Text(&'a str),
    Nested(Place<'a>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Place<'a> {
    #[serde(borrow)]
    iso_code: Option<&'a str>,
    #[serde(borrow)]
    names: Names<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Names<'a> {
    #[serde(borrow)]
    en: Option<&'a str>,
}

impl Form {
    /// Both forms are met when the two differ.
    pub(super) const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nested, Self::Nested) => Self::Nested,
            (Self::Flat, Self::Flat) => Self::Flat,
            _ => Self::Mixed,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nested => "nested",
            Self::Flat => "flat",
            Self::Mixed => "nested and flat",
        })
    }
}

impl<'a> Record<'a> {
    /// The place that it names, if it names one.
    pub(super) fn location(&self) -> Option<Location> {
        let country = self.country.text();
        // Flat databases mean either by `country`; no country has a name of two letters.
        let (code, name) = if country.is_some_and(|text| text.len() == 2) { (country, None) } else { (None, country) };
        let code = self.country_code.text().or_else(|| self.country.iso_code()).or(code);
        let name = self.country.name().or_else(|| self.country_name.text()).or(name);
        Location::of(self.city.name().or_else(|| self.city.text()), code, name)
    }

    /// How it is written; unknown when it says nothing.
    pub(super) const fn form(&self) -> Option<Form> {
        match (&self.country, &self.city) {
            (Part::Nested(_), _) | (_, Part::Nested(_)) => Some(Form::Nested),
            (Part::Absent, Part::Absent) if matches!(self.country_code, Part::Absent) => None,
            _ => Some(Form::Flat),
        }
    }
}

impl<'a> Part<'a> {
    const fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Absent | Self::Nested(_) => None,
        }
    }

    const fn iso_code(&self) -> Option<&'a str> {
        match self {
            Self::Nested(place) => place.iso_code,
            Self::Absent | Self::Text(_) => None,
        }
    }

    const fn name(&self) -> Option<&'a str> {
        match self {
            Self::Nested(place) => place.names.en,
            Self::Absent | Self::Text(_) => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Part<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyPart)
    }
}

/// Takes a text or a map for what it is, and everything else for nothing.
struct AnyPart;

impl<'de> Visitor<'de> for AnyPart {
    type Value = Part<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a map")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Part::Text(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Place::deserialize(MapAccessDeserializer::new(map)).map(Part::Nested)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Part::Absent)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Part::Absent)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Part::Absent)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Part::Absent)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(Part::Absent)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Part::Absent)
    }

    fn visit_borrowed_bytes<E>(self, _: &'de [u8]) -> Result<Self::Value, E> {
        Ok(Part::Absent)
    }
}
