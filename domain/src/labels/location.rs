//! Where somebody is, in words: `City, Country`, the country alone, or nothing.

use std::sync::Arc;

use super::countries::{self, Country};

/// Counts up whenever the table of countries, or what is read of a record, gives any address other words than before.
pub const LOCATION_WORDS_VERSION: u32 = 1;
/// Characters of a name: a database may have anything in it.
const NAME_CHARS_MAX: usize = 100;

/// A place that an address belongs to. Its country is always known. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    city: Option<Arc<str>>,
    country: Known,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Known {
    Listed(&'static Country),
    /// A name that a database has and the table has not.
    Other(Arc<str>),
}

impl Location {
    /// The place that these words of a record name; none without a country. A code goes before a name, so that a country
    /// is called the same whatever a database calls it.
    #[must_use]
    pub fn of(city: Option<&str>, country_code: Option<&str>, country_name: Option<&str>) -> Option<Self> {
        let listed = country_code.map(str::trim).and_then(countries::by_code);
        let country = match (listed, country_name.and_then(name)) {
            (Some(listed), _) => Known::Listed(listed),
            (None, Some(name)) => countries::by_name(name).map_or_else(|| Known::Other(name.into()), Known::Listed),
            (None, None) => return None,
        };
        Some(Self { city: city.and_then(name).map(Into::into), country })
    }

    /// The city's name.
    #[must_use]
    pub fn city(&self) -> Option<&str> {
        self.city.as_deref()
    }

    /// Two capital letters of ISO 3166-1; none when only a name is known that no such country has.
    #[must_use]
    pub const fn country_code(&self) -> Option<&'static str> {
        match &self.country {
            Known::Listed(country) => Some(country.code),
            Known::Other(_) => None,
        }
    }

    /// The country's name in English.
    #[must_use]
    pub fn country(&self) -> &str {
        match &self.country {
            Known::Listed(country) => country.name,
            Known::Other(name) => name,
        }
    }

    /// `City, Country`, or the country alone.
    #[must_use]
    pub fn label(&self) -> String {
        match self.city() {
            Some(city) => format!("{city}, {}", self.country()),
            None => self.country().to_owned(),
        }
    }
}

/// A name that says something, cut to what is kept. Databases write nothing, a dash or blanks for what they do not know.
fn name(text: &str) -> Option<&str> {
    let text = text.trim();
    let end = text.char_indices().nth(NAME_CHARS_MAX).map_or(text.len(), |(end, _)| end);
    let says_something = !text.is_empty() && text != "-" && !text.contains(char::is_control);
    says_something.then(|| text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(city: Option<&str>, code: Option<&str>, name: Option<&str>) -> Option<String> {
        Location::of(city, code, name).map(|location| location.label())
    }

    #[test]
    fn a_label_has_the_city_before_the_country_and_never_a_city_alone() {
        assert_eq!(label(Some("Zwolle"), Some("NL"), Some("Netherlands")).as_deref(), Some("Zwolle, The Netherlands"));
        assert_eq!(label(None, Some("nl"), None).as_deref(), Some("The Netherlands"));
        assert_eq!(label(Some("Zwolle"), None, None), None);
        assert_eq!(label(None, None, None), None);
    }

    #[test]
    fn a_country_is_called_the_same_by_code_and_by_name() {
        let by_name = Location::of(None, None, Some("Netherlands")).unwrap();
        let unlisted = Location::of(None, Some("QQ"), Some("Atlantis")).unwrap();

        assert_eq!((by_name.country_code(), by_name.country()), (Some("NL"), "The Netherlands"));
        assert_eq!((unlisted.country_code(), unlisted.country()), (None, "Atlantis"));
        assert_eq!(label(None, Some("ZZ"), None), None);
    }

    #[test]
    fn what_says_nothing_is_no_name_and_a_long_one_is_cut() {
        for nothing in ["", " ", "-", "a\u{0}b", "a\nb"] {
            assert_eq!(label(Some(nothing), Some("SE"), None).as_deref(), Some("Sweden"), "{nothing:?}");
        }
        let long = Location::of(Some(&"é".repeat(NAME_CHARS_MAX + 1)), Some("SE"), None).unwrap();
        assert_eq!(long.city().unwrap().chars().count(), NAME_CHARS_MAX);
    }
}
