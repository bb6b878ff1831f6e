//! Values that are secret wherever they stand: JSON web tokens, private keys, well-known key prefixes, credentials of
//! an `Authorization` header, the user's part of a URL. Card numbers are in `cards`.
//!
//! 1. One search for everything such a value can begin with.
//! 2. Per hit: does what follows have the form?

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use memchr::memmem;

use super::{REDACTED, cards};
use crate::error::Error;

/// What a secret value begins with, and how it goes on.
const FORMS: &[(&str, Form)] = &[
    ("eyJ", Form::Jwt),
    ("-----BEGIN ", Form::PrivateKey),
    ("://", Form::Userinfo),
    ("earer ", Form::Bearer),
    ("EARER ", Form::Bearer),
    ("asic ", Form::Basic),
    ("ASIC ", Form::Basic),
    ("AKIA", Form::Key { alphabet: is_upper_or_digit, chars_min: 16 }),
    ("ASIA", Form::Key { alphabet: is_upper_or_digit, chars_min: 16 }),
    ("AIza", Form::Key { alphabet: is_base64url, chars_min: 30 }),
    ("ghp_", Form::Key { alphabet: is_alphanumeric, chars_min: 20 }),
    ("gho_", Form::Key { alphabet: is_alphanumeric, chars_min: 20 }),
    ("ghu_", Form::Key { alphabet: is_alphanumeric, chars_min: 20 }),
    ("ghs_", Form::Key { alphabet: is_alphanumeric, chars_min: 20 }),
    ("ghr_", Form::Key { alphabet: is_alphanumeric, chars_min: 20 }),
    ("github_pat_", Form::Key { alphabet: is_base64url, chars_min: 20 }),
    ("glpat-", Form::Key { alphabet: is_base64url, chars_min: 16 }),
    ("npm_", Form::Key { alphabet: is_alphanumeric, chars_min: 30 }),
    ("xoxa-", Form::Key { alphabet: is_base64url, chars_min: 10 }),
    ("xoxb-", Form::Key { alphabet: is_base64url, chars_min: 10 }),
    ("xoxe-", Form::Key { alphabet: is_base64url, chars_min: 10 }),
    ("xoxp-", Form::Key { alphabet: is_base64url, chars_min: 10 }),
    ("xoxr-", Form::Key { alphabet: is_base64url, chars_min: 10 }),
    ("xoxs-", Form::Key { alphabet: is_base64url, chars_min: 10 }),
    ("sk_live_", Form::Key { alphabet: is_alphanumeric, chars_min: 10 }),
    ("sk_test_", Form::Key { alphabet: is_alphanumeric, chars_min: 10 }),
    ("rk_live_", Form::Key { alphabet: is_alphanumeric, chars_min: 10 }),
    ("rk_test_", Form::Key { alphabet: is_alphanumeric, chars_min: 10 }),
    ("whsec_", Form::Key { alphabet: is_token68, chars_min: 16 }),
    ("sk-", Form::OpenAi),
    ("SG.", Form::SendGrid),
    ("gbk_", Form::Key { alphabet: is_base64url, chars_min: 8 }),
    ("gbs_", Form::Key { alphabet: is_base64url, chars_min: 8 }),
];

/// What OpenAI and those who took over its prefix write between `sk-` and the key.
const OPENAI_KINDS: &[&str] = &["proj-", "svcacct-", "admin-", "ant-", "or-"];

/// How far a URL's userinfo is searched beyond a slash that it should not contain, in bytes.
const USERINFO_BYTES_MAX: usize = 256;

/// Texts shorter than this hold no secret value without an `@` (the shortest is `Basic YTpi`).
const TEXT_BYTES_MIN: usize = 10;

#[derive(Debug, Clone, Copy)]
enum Form {
    Jwt,
    PrivateKey,
    Userinfo,
    Bearer,
    Basic,
    OpenAi,
    SendGrid,
    Key { alphabet: fn(u8) -> bool, chars_min: usize },
}

/// The forms of secret values, compiled.
#[derive(Debug, Clone)]
pub(super) struct SecretValues {
    beginnings: AhoCorasick,
}

impl SecretValues {
    pub(super) fn new() -> Result<Self, Error> {
        let beginnings = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(FORMS.iter().map(|(beginning, _)| beginning))
            .map_err(|_| Error::invalid("", "the forms of secret values do not compile"))?;
        Ok(Self { beginnings })
    }

    /// Where the secret values of `text` are, in order and without overlaps.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if text.len() < TEXT_BYTES_MIN && !text.contains('@') {
            return found;
        }
        // Behind a hit, or a run that proved not to have the form: what begins inside is part of it. This is also
        // what keeps the search linear.
        let mut done = 0;
        if text.starts_with("//") {
            found.extend(userinfo(text, 2).ok());
        }
        for hit in self.beginnings.find_iter(text) {
            if hit.start() < done {
                continue;
            }
            let (_, form) = FORMS[hit.pattern().as_usize()];
            match form.verify(text, hit.start(), hit.end()) {
                Ok(range) => {
                    done = range.end;
                    found.push(range);
                }
                Err(end) => done = end,
            }
        }
        cards::find(text, &mut found);
        merge(&mut found);
        found
    }

    /// Whether `text` holds a secret value.
    pub(super) fn any(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }
}

/// Puts ranges in order and joins those that overlap.
pub(super) fn merge(ranges: &mut Vec<Range<usize>>) {
    if ranges.len() < 2 {
        return;
    }
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, previous| {
        let overlap = next.start <= previous.end;
        if overlap {
            previous.end = previous.end.max(next.end);
        }
        overlap
    });
}

impl Form {
    /// The range of the secret that begins with `start..end`, or up to where a search need not look again.
    fn verify(self, text: &str, start: usize, end: usize) -> Result<Range<usize>, usize> {
        let bytes = text.as_bytes();
        let begins_a_word = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        match self {
            Self::Jwt => jwt(bytes, start),
            Self::PrivateKey => private_key(text, start, end),
            Self::Userinfo => userinfo(text, end),
            Self::Bearer | Self::Basic => {
                let scheme = start.checked_sub(1).filter(|at| matches!(bytes[*at], b'b' | b'B'));
                let Some(scheme) = scheme.filter(|at| begins_a_word(*at)) else { return Err(end) };
                let from = end + bytes[end..].iter().take_while(|byte| **byte == b' ').count();
                let to = run(bytes, from, is_token68);
                let whole = scheme == 0 && to == bytes.len();
                let secret = match self {
                    Self::Bearer => is_bearer(&text[from..to], whole),
                    _ => is_basic(&text[from..to]),
                };
                if secret { Ok(scheme..to) } else { Err(to) }
            }
            Self::OpenAi => {
                if !begins_a_word(start) {
                    return Err(end);
                }
                let kind = OPENAI_KINDS.iter().find(|kind| text[end..].starts_with(**kind));
                let (from, alphabet): (usize, fn(u8) -> bool) =
                    kind.map_or((end, is_alphanumeric), |kind| (end + kind.len(), is_base64url));
                let to = run(bytes, from, alphabet);
                if to - from >= 20 { Ok(start..to) } else { Err(end) }
            }
            Self::SendGrid => {
                let dot = run(bytes, end, is_base64url);
                let to = if bytes.get(dot) == Some(&b'.') { run(bytes, dot + 1, is_base64url) } else { dot };
                let long = dot - end >= 16 && to.saturating_sub(dot + 1) >= 16;
                if begins_a_word(start) && long { Ok(start..to) } else { Err(end) }
            }
            Self::Key { alphabet, chars_min } => {
                let to = run(bytes, end, alphabet);
                if begins_a_word(start) && to - end >= chars_min { Ok(start..to) } else { Err(end) }
            }
        }
    }
}

/// RFC 7515 and 7516, compact: a header that is a JSON object in base64url, and two to four more parts, of which the
/// signature may be empty.
fn jwt(bytes: &[u8], start: usize) -> Result<Range<usize>, usize> {
    let header = run(bytes, start, is_base64url);
    if header - start < 10 || bytes.get(header) != Some(&b'.') {
        return Err(header);
    }
    let payload = run(bytes, header + 1, is_base64url);
    if bytes.get(payload) != Some(&b'.') {
        return Err(header);
    }
    let end = run(bytes, payload, |byte| is_base64url(byte) || byte == b'.');
    if end - header < 8 { Err(header) } else { Ok(start..end) }
}

/// RFC 7468: a block whose label ends with `PRIVATE KEY` (PGP: `PRIVATE KEY BLOCK`), to its end or that of the text.
fn private_key(text: &str, start: usize, end: usize) -> Result<Range<usize>, usize> {
    let bytes = text.as_bytes();
    let to = run(bytes, end, |byte| is_upper_or_digit(byte) || byte == b' ');
    if !text[end..to].contains("PRIVATE KEY") {
        return Err(to);
    }
    let Some(last) = memmem::find(&bytes[to..], b"-----END ") else { return Ok(start..bytes.len()) };
    let label = to + last + "-----END ".len();
    let to = run(bytes, label, |byte| is_upper_or_digit(byte) || byte == b' ');
    Ok(start..run(bytes, to, |byte| byte == b'-'))
}

/// RFC 3986, 3.2.1: what stands between `//` and the `@` before the host. A password with an unescaped slash is found
/// as well when `user:` goes before it that cannot be a host with a port.
pub(super) fn userinfo(text: &str, from: usize) -> Result<Range<usize>, usize> {
    let bytes = text.as_bytes();
    let ends_token = |byte: u8| byte <= b' ' || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'\\');
    let authority = run(bytes, from, |byte| !ends_token(byte) && !matches!(byte, b'/' | b'?' | b'#'));
    let at = match memchr::memrchr(b'@', &bytes[from..authority]) {
        Some(at) => from + at,
        None => {
            let colon = memchr::memchr(b':', &bytes[from..authority]);
            let port_like = colon.is_none_or(|colon| bytes[from + colon + 1..authority].iter().all(u8::is_ascii_digit));
            if port_like || bytes.get(from) == Some(&b'[') {
                return Err(authority);
            }
            let limit = bytes.len().min(authority.max(from + USERINFO_BYTES_MAX));
            let token = run(&bytes[..limit], authority, |byte| !ends_token(byte));
            let Some(at) = memchr::memchr(b'@', &bytes[authority..token]) else { return Err(authority) };
            authority + at
        }
    };
    if at == from || text[from..at] == *REDACTED { Err(authority) } else { Ok(from..at) }
}

/// RFC 6750. Alone, any token; within a text, one that is no word of a language.
fn is_bearer(token: &str, whole: bool) -> bool {
    let wordlike = token.bytes().skip(1).all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'.');
    token.len() >= 8 && (whole || !wordlike || token.len() >= 24)
}

/// RFC 7617: base64 of a name, a colon and a password; or what looks like it, cut short.
fn is_basic(token: &str) -> bool {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    const BASE64: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT);
    if token.len() < 4 {
        return false;
    }
    let any = |class: fn(&u8) -> bool| token.as_bytes().iter().any(class);
    let mixed = any(u8::is_ascii_digit) && any(u8::is_ascii_lowercase) && any(u8::is_ascii_uppercase);
    (token.len() >= 16 && mixed) || BASE64.decode(token).is_ok_and(|decoded| decoded.contains(&b':'))
}

/// Where the run of such bytes that begins at `from` ends.
fn run(bytes: &[u8], from: usize, alphabet: impl Fn(u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|byte| alphabet(**byte)).count()
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn is_upper_or_digit(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// RFC 9110, 11.2.
fn is_token68(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
}
