//! Cursors: where the next page goes on. Signed, and bound to tenant, order and filters, so that one cannot be used
//! for another list.
//!
//! A cursor is base64url of 8 bytes (the position or the like), 16 (an id; a time and a position) or both, and 16 bytes of HMAC.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::id::{Position, SessionId};
use domain::keyring::Keyring;
use domain::log::by_time::Place;
use domain::secrets;
use uuid::Uuid;

use crate::error::ApiError;

/// Items of one page unless the caller says otherwise.
pub const LIMIT_DEFAULT: u32 = 50;

const TAG_BYTES: usize = 16;

/// Writes a cursor. `list` says which list it is: operation, tenant, order and filters.
#[must_use]
pub fn write_cursor(keyring: &Keyring, list: &str, at: &[u8]) -> String {
    let tag = tag(keyring, list, at);
    BASE64_URL_SAFE_NO_PAD.encode([at, &tag].concat())
}

/// Reads a cursor that was written for the same list.
///
/// # Errors
/// 422 when it was not.
pub fn read_cursor(keyring: &Keyring, list: &str, cursor: &str) -> Result<Vec<u8>, ApiError> {
    let invalid = || ApiError::invalid("cursor", "is not one that this list gave");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
    let at = bytes.len().checked_sub(TAG_BYTES).filter(|at| *at > 0).ok_or_else(invalid)?;
    let (at, given) = bytes.split_at(at);
    let is_ours = given.try_into().is_ok_and(|given| secrets::equal(given, &tag(keyring, list, at)));
    if is_ours { Ok(at.to_vec()) } else { Err(invalid()) }
}

/// Where a list by time goes on: behind this place.
///
/// # Errors
/// 422 when the cursor is not one that this list gave.
pub fn read_place_cursor(keyring: &Keyring, list: &str, cursor: &str) -> Result<Place, ApiError> {
    let at = read_cursor(keyring, list, cursor)?;
    let place = at.split_first_chunk::<8>().and_then(|(at, position)| {
        let at = DateTime::from_timestamp_micros(i64::from_be_bytes(*at))?;
        Some(Place { at, position: Position(i64::from_be_bytes(position.try_into().ok()?)) })
    });
    place.ok_or_else(|| ApiError::invalid("cursor", "does not fit"))
}

/// The cursor behind a place.
pub fn write_place_cursor(keyring: &Keyring, list: &str, place: Place) -> String {
    write_cursor(keyring, list, &[place.at.timestamp_micros().to_be_bytes(), place.position.0.to_be_bytes()].concat())
}

/// Where a list by id goes on: behind the id in its cursor; `None` at its beginning.
///
/// # Errors
/// 422 when the cursor is not one that this list gave.
pub fn read_id_cursor(keyring: &Keyring, list: &str, cursor: Option<&str>) -> Result<Option<Uuid>, ApiError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let at = read_cursor(keyring, list, cursor)?;
    Uuid::from_slice(&at).map(Some).map_err(|_| ApiError::invalid("cursor", "does not fit"))
}

/// The cursor behind the last item of a page by id; `None` when the page is not full and so the last.
pub fn write_id_cursor(
    keyring: &Keyring,
    list: &str,
    limit: u32,
    ids: impl ExactSizeIterator<Item = Uuid>,
) -> Option<String> {
    let full = ids.len() >= limit as usize;
    ids.last().filter(|_| full).map(|id| write_cursor(keyring, list, id.as_bytes()))
}

/// Where a list by time and id goes on: behind the item with both in its cursor; `None` at its beginning.
///
/// # Errors
/// 422 when the cursor is not one that this list gave.
pub fn read_time_cursor(
    keyring: &Keyring,
    list: &str,
    cursor: Option<&str>,
) -> Result<Option<(DateTime<Utc>, SessionId)>, ApiError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let at = read_cursor(keyring, list, cursor)?;
    let place = at.split_first_chunk::<8>().and_then(|(at, id)| {
        let at = DateTime::from_timestamp_micros(i64::from_be_bytes(*at))?;
        Some((at, SessionId(Uuid::from_slice(id).ok()?)))
    });
    place.map(Some).ok_or_else(|| ApiError::invalid("cursor", "does not fit"))
}

/// The cursor behind the last item of a page by time and id; `None` when the page is not full and so the last.
pub fn write_time_cursor(
    keyring: &Keyring,
    list: &str,
    limit: u32,
    places: impl ExactSizeIterator<Item = (DateTime<Utc>, SessionId)>,
) -> Option<String> {
    let full = places.len() >= limit as usize;
    let (at, id) = places.last().filter(|_| full)?;
    let place = [&at.timestamp_micros().to_be_bytes()[..], id.uuid().as_bytes()].concat();
    Some(write_cursor(keyring, list, &place))
}

fn tag(keyring: &Keyring, list: &str, at: &[u8]) -> [u8; TAG_BYTES] {
    let mac = keyring.derive("cursor", &[list.as_bytes(), b"\0", at].concat());
    let mut tag = [0; TAG_BYTES];
    tag.copy_from_slice(&mac[..TAG_BYTES]);
    tag
}
