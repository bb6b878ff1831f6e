//! Cursors: where the next page goes on. Signed, and bound to tenant, order and filters, so that one cannot be used
//! for another list.
//!
//! A cursor is base64url of 8 bytes (the position or the like) or 16 (an id), and 16 bytes of HMAC.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::boot::MasterKey;

use crate::error::ApiError;

/// Items of one page unless the caller says otherwise.
pub const LIMIT_DEFAULT: u32 = 50;

const TAG_BYTES: usize = 16;

/// Writes a cursor. `list` says which list it is: operation, tenant, order and filters.
#[must_use]
pub fn write_cursor(master: &MasterKey, list: &str, at: &[u8]) -> String {
    let tag = tag(master, list, at);
    BASE64_URL_SAFE_NO_PAD.encode([at, &tag].concat())
}

/// Reads a cursor that was written for the same list.
///
/// # Errors
/// 422 when it was not.
pub fn read_cursor(master: &MasterKey, list: &str, cursor: &str) -> Result<Vec<u8>, ApiError> {
    let invalid = || ApiError::invalid("cursor", "is not one that this list gave");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
    let at = bytes.len().checked_sub(TAG_BYTES).filter(|at| *at > 0).ok_or_else(invalid)?;
    let (at, given) = bytes.split_at(at);
    // What a cursor protects is no secret: a plain comparison will do.
    if given == tag(master, list, at) { Ok(at.to_vec()) } else { Err(invalid()) }
}

fn tag(master: &MasterKey, list: &str, at: &[u8]) -> [u8; TAG_BYTES] {
    let mac = master.derive("cursor", &[list.as_bytes(), b"\0", at].concat());
    let mut tag = [0; TAG_BYTES];
    tag.copy_from_slice(&mac[..TAG_BYTES]);
    tag
}
