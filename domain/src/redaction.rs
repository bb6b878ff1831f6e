//! What never reaches the log: secrets, by the name of their field and by the form of their value.
//!
//! 1. A value under a secret name (see `names`) is replaced by [`REDACTED`], whatever it is.
//! 2. Anything that has the form of a secret (see `values` and `cards`) is replaced wherever it stands, in names too.
//! 3. What is packed into a text is looked into: JSON, form-encoded data, URLs, percent-encoding.
//! 4. The place of each is noted: a JSON pointer (RFC 6901) into the event, as if it had been sent with `host`,
//!    `path` and `query` rather than `url`. Parameters count as members: `/query/password`, `/referrer/token`,
//!    `/data/post/card`. A name that is itself a secret reads `[redacted]` there as well.
//!
//! In a query and a referrer the replacement is written as it is, `[redacted]`, not percent-encoded: parsers take it
//! and people can read it.
//!
//! When in doubt a text is replaced as a whole. The built-in rules cannot be switched off. This is no search for
//! personal data, and a secret without a telling name or form (`/reset/x7Gk2`) stays.

mod cards;
mod decode;
#[cfg(any(test, feature = "test-support"))]
pub mod examples;
pub(crate) mod json;
mod names;
mod query;
mod values;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::error::Error;
use names::SecretNames;
use values::SecretValues;

/// What stands in place of a secret.
pub const REDACTED: &str = "[redacted]";

/// Most places that are noted for one event. Further secrets are replaced without a note.
pub const PLACES_MAX: usize = 100;

/// Longest noted place, in bytes; a longer one is noted as the nearest member above it that fits.
pub const PLACE_BYTES_MAX: usize = 512;

/// Most bytes of all noted places of one event: what a small event makes must stay small.
pub const PLACES_BYTES_MAX: usize = 4 * 1024;

/// How deep texts within texts are looked into (JSON in a string of JSON, …). What is packed deeper is judged by the
/// names in it.
const LAYERS_MAX: u8 = 5;

/// How far the rest of a name in quotes is followed, in characters.
const NAME_CHARS_MAX: usize = 64;

/// The rules of one tenant, compiled.
#[derive(Debug, Clone)]
pub struct Redactor {
    names: SecretNames,
    values: SecretValues,
}

/// Where secrets were replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(Vec<String>);

impl Places {
    /// Notes a JSON pointer, unless it is known or there are too many.
    pub fn note(&mut self, pointer: &str) {
        let mut pointer = pointer;
        while pointer.len() > PLACE_BYTES_MAX {
            pointer = pointer.rfind('/').map_or("", |slash| &pointer[..slash]);
        }
        let bytes: usize = self.0.iter().map(String::len).sum();
        let room = self.0.len() < PLACES_MAX && bytes + pointer.len() <= PLACES_BYTES_MAX;
        if room && !self.0.iter().any(|known| known == pointer) {
            self.0.push(pointer.to_owned());
        }
    }

    /// How many were noted.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was replaced.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pointers, in the order in which they were met.
    #[must_use]
    pub fn into_pointers(self) -> Vec<String> {
        self.0
    }
}

impl Redactor {
    /// Compiles the built-in rules with a tenant's further words. Tenants without any share what is compiled.
    ///
    /// # Errors
    ///
    /// `Invalid` when the words are too many to compile, which the limits of the settings prevent.
    pub fn new(extra_words: &[String]) -> Result<Self, Error> {
        static BUILT_IN: OnceLock<Redactor> = OnceLock::new();
        let built_in = match BUILT_IN.get() {
            Some(built_in) => built_in,
            None => {
                let made = Self { names: SecretNames::new(&[])?, values: SecretValues::new()? };
                BUILT_IN.get_or_init(|| made)
            }
        };
        if extra_words.is_empty() {
            return Ok(built_in.clone());
        }
        Ok(Self { names: SecretNames::new(extra_words)?, values: built_in.values.clone() })
    }

    /// Whether a field of this name is secret.
    #[must_use]
    pub fn is_secret_name(&self, name: &str) -> bool {
        self.names.matches(name)
    }

    /// Replaces the secrets in a text that is no list of fields (path, host, user agent, user id), and notes `place`
    /// when there were any.
    pub fn text<'a>(&self, text: Cow<'a, str>, place: &str, places: &mut Places) -> Cow<'a, str> {
        match self.redact_text(&text, 0) {
            None => text,
            Some(redacted) => {
                places.note(place);
                Cow::Owned(redacted)
            }
        }
    }

    /// Replaces the secrets in a query string (without its question mark); the parameters are noted below `member`.
    pub fn query<'a>(&self, query: Cow<'a, str>, member: &str, places: &mut Places) -> Cow<'a, str> {
        match query::redact(self, &query, member, places) {
            None => query,
            Some(redacted) => Cow::Owned(redacted),
        }
    }

    /// Replaces the secrets in a path, one segment at a time where they are encoded, and notes `/path`.
    pub fn path<'a>(&self, path: Cow<'a, str>, places: &mut Places) -> Cow<'a, str> {
        let Some(redacted) = self.redact_text(&path, 0) else { return path };
        places.note("/path");
        if redacted != REDACTED {
            return Cow::Owned(redacted);
        }
        let segments = path.split('/').map(|segment| match self.redact_text(segment, 0) {
            None => Cow::Borrowed(segment),
            Some(redacted) => Cow::Owned(redacted),
        });
        let joined = segments.collect::<Vec<_>>().join("/");
        Cow::Owned(if self.holds_secret(&joined, 0) { format!("/{REDACTED}") } else { joined })
    }

    /// Replaces the secrets in a URL: userinfo, path, query and fragment. Parameters are noted below `member`, the
    /// rest as `member`.
    pub fn url<'a>(&self, url: Cow<'a, str>, member: &str, places: &mut Places) -> Cow<'a, str> {
        let (rest, fragment) = url.split_once('#').map_or((&*url, None), |(rest, fragment)| (rest, Some(fragment)));
        let (base, query) = rest.split_once('?').map_or((rest, None), |(base, query)| (base, Some(query)));
        let base = self.text(Cow::Borrowed(base), member, places);
        let query = query.map(|query| self.query(Cow::Borrowed(query), member, places));
        let fragment = fragment.map(|fragment| match &query {
            // `?password=a#b`: somebody forgot to escape, and this is the rest of the password.
            Some(Cow::Owned(query)) if query.ends_with(REDACTED) => Cow::Owned(REDACTED.to_owned()),
            _ => self.query(Cow::Borrowed(fragment), member, places),
        });

        let pieces = [Some(&base), query.as_ref(), fragment.as_ref()];
        let changed = pieces.iter().flatten().any(|piece| matches!(piece, Cow::Owned(_)));
        // Each piece is clean; together they may still show a secret (a password with a question mark in it).
        let torn = |whole: &str| whole.contains('@') && self.values.any(whole);
        if !changed && !torn(&url) {
            return url;
        }
        let mut result = base.into_owned();
        for (separator, piece) in [('?', query), ('#', fragment)] {
            if let Some(piece) = piece {
                result.push(separator);
                result.push_str(&piece);
            }
        }
        if torn(&result) {
            places.note(member);
            REDACTED.clone_into(&mut result);
        }
        Cow::Owned(result)
    }

    /// A URL whose userinfo (`user:password@`) is replaced, `None` when it has none.
    pub(crate) fn without_userinfo(url: &str) -> Option<String> {
        let authority = url.find("://")? + "://".len();
        let userinfo = values::userinfo(url, authority).ok()?;
        Some(replace(url, &[userinfo]))
    }

    /// Appends a member's name to a JSON pointer, unless the name holds a secret.
    pub(crate) fn push_name(&self, pointer: &mut String, name: &str) {
        push_segment(pointer, self.shown_name(name, self.names.matches(name)));
    }

    /// The text without its secrets, `None` when it has none. Only the secrets are replaced where their ends are
    /// certain, else the whole.
    fn redact_text(&self, text: &str, layer: u8) -> Option<String> {
        if !self.holds_secret(text, layer) {
            return None;
        }
        let mut ranges = self.values.find(text);
        ranges.extend(self.labelled(text));
        values::merge(&mut ranges);
        let redacted = replace(text, &ranges);
        Some(if self.holds_secret(&redacted, layer) { REDACTED.to_owned() } else { redacted })
    }

    /// Whether a text holds a secret in any form that we know, packed in any way that we know.
    fn holds_secret(&self, text: &str, layer: u8) -> bool {
        let traits = Traits::of(text);
        if self.values.any(text) {
            return true;
        }
        if traits.has(Traits::EQUALS | Traits::COLON) && !self.labelled(text).is_empty() {
            return true;
        }
        if traits.has(Traits::BRACKET | Traits::QUOTE | Traits::LESS) && self.holds_secret_json(text, layer) {
            return true;
        }
        let unpacked = [
            traits.has(Traits::PERCENT).then(|| decode::once(text)).flatten(),
            traits.has(Traits::BACKSLASH).then(|| decode::unescaped(text)).flatten(),
        ];
        unpacked.iter().flatten().any(|text| layer >= LAYERS_MAX || self.holds_secret(text, layer + 1))
    }

    /// JSON in a text, whole or in pieces. What does not parse is judged by the names in it.
    fn holds_secret_json(&self, text: &str, layer: u8) -> bool {
        if layer < LAYERS_MAX && json::begins_like_json(text) {
            match json::redact_text(self, text, layer + 1) {
                json::Inner::Clean => return false,
                json::Inner::Redacted(_) => return true,
                json::Inner::NotJson => {}
            }
        }
        self.names_a_secret(text)
    }

    /// Whether a text that is not quite JSON (cut off, other quotes, something before it) gives a secret name
    /// something: `'password': …`, `\"token\":…`, `('pin', …)`, `name="pin"` above a part of a multipart body,
    /// `<password>…`, `login(pin: 5) {` (but not GraphQL's `$pin: Int` and `pin: $pin`).
    fn names_a_secret(&self, text: &str) -> bool {
        let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.');
        // In prose a comma behind a quotation means nothing.
        let is_list = text.trim_start().starts_with(['[', '(', '{']);
        let separators: &[char] = if is_list { &[':', '=', ','] } else { &[':', '='] };
        let has_literals = text.contains('{');
        let mut rest = text;
        while let Some(start) = rest.find(is_name) {
            let (is_tag, is_variable) = (rest[..start].ends_with('<'), rest[..start].ends_with('$'));
            rest = &rest[start..];
            let end = rest.find(|char| !is_name(char)).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            let is_tag = is_tag && behind.starts_with('>') && !behind.starts_with("></");
            let is_literal = has_literals && !is_variable && gives_literal(behind);
            if (is_tag || is_literal || is_given(behind, separators)) && self.names.matches(name) {
                return true;
            }
            rest = behind;
        }
        false
    }

    /// Where values stand behind a secret name: after an equals sign up to the next `&` or the end of the line, after
    /// a colon when the line begins with the name.
    fn labelled(&self, text: &str) -> Vec<Range<usize>> {
        const AROUND: [char; 5] = [' ', '\t', '"', '\'', '\\'];
        let separator = |char: char| char.is_whitespace() || "&;?#,={}<>\"'()/".contains(char);
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut done = 0;
        for equals in memchr::memchr_iter(b'=', bytes) {
            if equals < done {
                continue;
            }
            let start = equals + bytes[equals..].iter().take_while(|byte| **byte == b'=').count();
            done = start;
            let before = text[..equals].trim_end_matches(AROUND);
            let name = before.rfind(separator).map_or(before, |at| before[at..].trim_start_matches(separator));
            if name.is_empty() || !self.names.matches(name) {
                continue;
            }
            let end = memchr::memchr3(b'&', b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |end| start + end);
            done = end;
            if start < end && text[start..end] != *REDACTED {
                found.push(start..end);
            }
        }
        for line in text.split_inclusive('\n') {
            let start = line.as_ptr().addr() - text.as_ptr().addr();
            found.extend(self.header_value(line).map(|value| start + value.start..start + value.end));
        }
        found
    }

    /// Where the value stands in a line like `Authorization: x`.
    fn header_value(&self, line: &str) -> Option<Range<usize>> {
        let (name, value) = line.split_once(':')?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let given = value.starts_with([' ', '\t']) && value.trim() != REDACTED && !value.trim().is_empty();
        if !given || !name.trim().bytes().all(is_name) || !self.names.matches(name) {
            return None;
        }
        let start = name.len() + 1 + (value.len() - value.trim_start().len());
        Some(start..line.trim_end().len())
    }

    /// A name as it may be shown: itself, unless it holds a secret.
    fn shown_name<'a>(&self, name: &'a str, secret: bool) -> &'a str {
        if self.name_holds_secret(name, secret) { REDACTED } else { name }
    }

    /// Whether a name holds a secret, rather than being one: a key where a name should be, or a whole body sent as
    /// one. `secret` says that the name is a secret one, which makes anything behind it suspicious (`password: x`).
    fn name_holds_secret(&self, name: &str, secret: bool) -> bool {
        let suspicious = Traits::EQUALS | Traits::QUOTE | Traits::COLON | Traits::BRACE;
        (secret && Traits::of(name).has(suspicious)) || self.holds_secret(name, 1)
    }
}

/// Whether what stands behind a name without quotes gives it a value that is no variable.
fn gives_literal(behind: &str) -> bool {
    let value = behind.trim_start().strip_prefix(':');
    value.is_some_and(|value| !value.trim_start().starts_with('$'))
}

/// Whether what stands behind a name in quotes says that it gets a value: the end of the quotes, perhaps after more of
/// the name (`password (again)`), and a separator or the end of the line.
fn is_given(behind: &str, separators: &[char]) -> bool {
    const QUOTES: [char; 3] = ['\\', '"', '\''];
    let near = behind.char_indices().take(NAME_CHARS_MAX);
    let mut near = near.skip_while(|(_, char)| !QUOTES.contains(char) && !matches!(char, ',' | '{' | '}' | '\n'));
    let Some((quote, _)) = near.next().filter(|(_, char)| QUOTES.contains(char)) else { return false };
    let value = behind[quote..].trim_start_matches(QUOTES).trim_start_matches([']', ')']);
    value.starts_with(['\r', '\n']) || value.trim_start().starts_with(separators)
}

/// The text with each of `ranges` replaced.
fn replace(text: &str, ranges: &[Range<usize>]) -> String {
    let mut result = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    for range in ranges {
        result.push_str(&text[copied..range.start]);
        result.push_str(REDACTED);
        copied = range.end;
    }
    result.push_str(&text[copied..]);
    result
}

/// Appends a member's name to a JSON pointer.
fn push_segment(pointer: &mut String, name: &str) {
    pointer.push('/');
    if memchr::memchr2(b'~', b'/', name.as_bytes()).is_none() {
        pointer.push_str(name);
    } else {
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    }
}

/// Which characters a text has, as far as they decide what is worth looking for in it.
#[derive(Debug, Clone, Copy)]
struct Traits(u8);

impl Traits {
    const EQUALS: u8 = 1;
    const PERCENT: u8 = 2;
    const BRACE: u8 = 4;
    /// A square or a curly one.
    const BRACKET: u8 = 8;
    const QUOTE: u8 = 16;
    const COLON: u8 = 32;
    const LESS: u8 = 64;
    const BACKSLASH: u8 = 128;

    const TABLE: [u8; 256] = {
        let mut table = [0; 256];
        table[b'=' as usize] = Self::EQUALS;
        table[b'%' as usize] = Self::PERCENT;
        table[b'{' as usize] = Self::BRACE | Self::BRACKET;
        table[b'[' as usize] = Self::BRACKET;
        table[b'"' as usize] = Self::QUOTE;
        table[b'\'' as usize] = Self::QUOTE;
        table[b':' as usize] = Self::COLON;
        table[b'<' as usize] = Self::LESS;
        table[b'\\' as usize] = Self::BACKSLASH;
        table
    };

    fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |traits, byte| traits | Self::TABLE[byte as usize]))
    }

    const fn has(self, any: u8) -> bool {
        self.0 & any != 0
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
