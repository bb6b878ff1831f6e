//! The words of a statement: names in lower case, signs one by one, and values as what they are and no more.

use std::fmt;

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// A name or a key word.
    Name(String),
    /// A parameter, a number or a text.
    Value,
    /// Any other sign.
    Sign(char),
}

impl Word {
    /// Whether it is this name or sign.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Self::Name(name) => name == text,
            Self::Sign(sign) => text.len() == 1 && text.starts_with(*sign),
            Self::Value => false,
        }
    }

    /// The name, if it is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Value | Self::Sign(_) => None,
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Value => f.write_str("?"),
            Self::Sign(sign) => write!(f, "{sign}"),
        }
    }
}

/// The words of a statement; comments are none.
pub fn words(sql: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (word, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ if rest.starts_with("--") => (None, rest.find('\n').unwrap_or(rest.len())),
            _ if rest.starts_with("/*") => (None, rest.find("*/").map_or(rest.len(), |end| end + 2)),
            '\'' => (Some(Word::Value), quoted(rest, '\'', false)),
            'e' | 'E' if rest[1..].starts_with('\'') => (Some(Word::Value), 1 + quoted(&rest[1..], '\'', true)),
            '"' => {
                let length = quoted(rest, '"', false);
                (Some(Word::Name(rest[1..length.max(2) - 1].to_owned())), length)
            }
            '$' => (Some(Word::Value), dollar(rest)),
            '?' => (Some(Word::Value), 1),
            _ if first.is_ascii_digit() => (Some(Word::Value), run_of(rest, |c| c.is_ascii_alphanumeric() || c == '.')),
            _ if is_of_name(first) => {
                let length = run_of(rest, |c| is_of_name(c) || c.is_ascii_digit() || c == '$');
                let name = rest[..length].to_lowercase();
                let is_value = ["true", "false", "null"].contains(&name.as_str());
                (Some(if is_value { Word::Value } else { Word::Name(name) }), length)
            }
            sign => (Some(Word::Sign(sign)), sign.len_utf8()),
        };
        words.extend(word);
        rest = &rest[length..];
    }
    with_plain_signs(words)
}

/// With `=` for `operator(pg_catalog.=)`, which is how PostgreSQL checks its foreign keys.
fn with_plain_signs(words: Vec<Word>) -> Vec<Word> {
    let mut plain: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        plain.push(word);
        if let [.., operator, open, schema, dot, Word::Sign(sign), close] = plain.as_slice()
            && operator.is("operator")
            && open.is("(")
            && schema.is("pg_catalog")
            && dot.is(".")
            && close.is(")")
        {
            let sign = Word::Sign(*sign);
            plain.truncate(plain.len() - 6);
            plain.push(sign);
        }
    }
    plain
}

fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn run_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// How long a text is that begins with this quote; a quote inside is doubled, or behind a backslash.
fn quoted(text: &str, quote: char, with_backslashes: bool) -> usize {
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((place, sign)) = signs.next() {
        if with_backslashes && sign == '\\' {
            signs.next();
        } else if sign == quote && signs.next_if(|(_, next)| *next == quote).is_none() {
            return place + 1;
        }
    }
    text.len()
}

/// How long a parameter (`$1`) or a text in dollars (`$tag$…$tag$`) is.
fn dollar(text: &str) -> usize {
    let digits = run_of(&text[1..], |c| c.is_ascii_digit());
    if digits > 0 {
        return 1 + digits;
    }
    let tag = 1 + run_of(&text[1..], is_of_name);
    if !text[tag..].starts_with('$') {
        return 1;
    }
    let mark = &text[..=tag];
    text[mark.len()..].find(mark).map_or(text.len(), |end| end + 2 * mark.len())
}
