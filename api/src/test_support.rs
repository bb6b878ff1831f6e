//! How requests are read, for the tests of other crates: filters, cursors, packed bodies.

use domain::keyring::Keyring;
use domain::log::by_time::Place;
use domain::log::filter::Filter;

use crate::{filter, page};

pub use crate::body::unpacked;
pub use crate::page::{write_cursor, write_place_cursor};

/// The filter of a query; `None` when it is refused.
#[must_use]
pub fn filter(query: &str) -> Option<Filter> {
    filter::of_query(query).ok()
}

/// What a cursor says; `None` when it is refused.
#[must_use]
pub fn cursor(keyring: &Keyring, list: &str, cursor: &str) -> Option<Vec<u8>> {
    page::read_cursor(keyring, list, cursor).ok()
}

/// The place of a cursor of a list by time; `None` when it is refused.
#[must_use]
pub fn place_cursor(keyring: &Keyring, list: &str, cursor: &str) -> Option<Place> {
    page::read_place_cursor(keyring, list, cursor).ok()
}
