//! Percent-encoding, as often as somebody applied it, and the escapes of strings.

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

/// The text with the escapes of JSON strings resolved, wherever they stand; `None` when there are none.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        result.push_str(&rest[..at]);
        let (char, length) = escape(&rest[at + 1..]);
        result.push(char.unwrap_or('\\'));
        rest = &rest[at + 1 + length..];
    }
    result.push_str(rest);
    (result.len() != text.len()).then_some(result)
}

/// What stands behind a backslash, and how long it is.
fn escape(text: &str) -> (Option<char>, usize) {
    match text.as_bytes().first() {
        Some(b'n' | b'r') => (Some('\n'), 1),
        Some(b't' | b'b' | b'f') => (Some('\t'), 1),
        Some(byte @ (b'"' | b'\'' | b'\\' | b'/')) => (Some(char::from(*byte)), 1),
        Some(b'u') => {
            let code = text.get(1..5).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            // Half of a pair stands for nothing that a secret is made of.
            code.map_or((None, 0), |code| (char::from_u32(code).or(Some(char::REPLACEMENT_CHARACTER)), 5))
        }
        _ => (None, 0),
    }
}
