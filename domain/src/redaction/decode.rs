//! Percent-encoding, as often as somebody applied it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// How many times a text is decoded in search of a secret. What is encoded more often counts as one.
pub(super) const LAYERS_MAX: usize = 4;

/// The text decoded once, twice, … until decoding changes nothing or [`LAYERS_MAX`] is reached.
pub(super) fn layers(text: &str) -> impl Iterator<Item = String> {
    std::iter::successors(once(text), |text| once(text)).take(LAYERS_MAX)
}

/// The text decoded once; `None` when that changes nothing. Bytes that are not UTF-8 become U+FFFD.
pub(super) fn once(text: &str) -> Option<String> {
    match percent_decode_str(text).decode_utf8_lossy() {
        Cow::Owned(decoded) => Some(decoded),
        Cow::Borrowed(_) => None,
    }
}

/// A name or value of a query or form as a server reads it: `+` is a space, then percent-decoding.
pub(super) fn form(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'+', b'%', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace('+', " ");
    Cow::Owned(once(&spaced).unwrap_or(spaced))
}
