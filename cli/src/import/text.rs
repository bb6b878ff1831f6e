//! Texts on their way from a log line into JSON: escapes undone, foreign bytes replaced, long ones cut.

use std::borrow::Cow;

/// Undoes the escapes of Apache and nginx: `\xHH` is a byte, of which several make one letter; `\"`, `\\`, `\n` and
/// the like are what they are in C. A backslash before anything else stays.
pub fn unescaped(field: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'\\', field) else { return Cow::Borrowed(field) };
    let mut plain = Vec::with_capacity(field.len());
    plain.extend_from_slice(&field[..first]);
    let mut rest = &field[first..];
    while let Some((&byte, behind)) = rest.split_first() {
        let (plain_byte, length) = if byte == b'\\' { escape(behind) } else { (byte, 0) };
        plain.push(plain_byte);
        rest = &behind[length..];
    }
    Cow::Owned(plain)
}

/// What a backslash and the bytes behind it stand for, and how many of these belong to it.
fn escape(behind: &[u8]) -> (u8, usize) {
    match behind {
        [b'x', high, low, ..] => match (hex(*high), hex(*low)) {
            (Some(high), Some(low)) => (high << 4 | low, 3),
            _ => (b'\\', 0),
        },
        [byte @ (b'"' | b'\\' | b'\'' | b'/'), ..] => (*byte, 1),
        [b'n', ..] => (b'\n', 1),
        [b't', ..] => (b'\t', 1),
        [b'r', ..] => (b'\r', 1),
        [b'b', ..] => (0x08, 1),
        [b'f', ..] => (0x0C, 1),
        [b'v', ..] => (0x0B, 1),
        _ => (b'\\', 0),
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// As text, with U+FFFD for what is no UTF-8, and for U+0000, of which the API makes the same: it counts with the length that it has then.
pub fn lossy(field: Cow<'_, [u8]>) -> Cow<'_, str> {
    let text = match field {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => {
            let text = String::from_utf8(bytes);
            Cow::Owned(text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
        }
    };
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{FFFD}")) } else { text }
}

/// For a terminal: control characters are shown, not obeyed.
pub fn printable(text: &str) -> String {
    let shown = |char: char| if char.is_control() { char.escape_default().to_string() } else { char.to_string() };
    text.chars().map(shown).collect()
}

/// Writes `"text"` as JSON.
pub fn push_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    push_inner(out, text);
    out.push(b'"');
}

/// Writes a text as JSON, without the quotes around it.
pub fn push_inner(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[written..at]);
        written = at + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => {
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&hex_of(byte));
            }
        }
    }
    out.extend_from_slice(&bytes[written..]);
}

/// Two hexadecimal digits.
pub fn hex_of(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

/// The beginning of a text of at most `bytes_max` bytes, that ends before one of `marks`: a value that is cut in the
/// middle might hide from redaction what it is. `None` when there is no such mark.
pub fn beginning<'t>(text: &'t str, bytes_max: usize, marks: &[char]) -> Option<&'t str> {
    let most = &text[..text.floor_char_boundary(bytes_max)];
    most.rfind(marks).map(|mark| &most[..mark])
}
