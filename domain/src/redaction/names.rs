//! Names of secret fields: `password`, `access_token`, …
//!
//! A name is split at whatever is not alphanumeric, at changes of case (`accessToken`, `APIKey`) and between letters and digits,
//! and lower-cased. It is secret when a listed word is one of its parts, or several neighbouring parts in sequence;
//! how the word and the name are split does not matter (`creditcard`, `credit_card` and `creditCard` are one).

use aho_corasick::AhoCorasick;

use super::decode;
use crate::error::Error;

/// Words that are secret anywhere in a name, also as a piece of a longer word.
const SUBSTRINGS: &[&str] = &["password", "passwd", "secret", "apikey"];

/// Words that are secret as whole parts of a name. No tenant can switch them off.
const WORDS: &[&str] = &[
    "pwd",
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "api_key",
    "authorization",
    "cookie",
    "csrf",
    "csrfmiddlewaretoken",
    "session",
    "sessionid",
    "jsessionid",
    "phpsessid",
    "aspsessionid",
    "credit_card",
    "card_number",
    "cvv",
    "ssn",
    "otp",
    "pin",
];

/// Names up to this length are split without touching the heap.
const STACK_BYTES: usize = 64;

/// A part of the name begins with this letter.
const PART: u8 = 1;
/// Something that is neither letter nor digit stands before this letter.
const GAP: u8 = 2;

/// The listed words, compiled.
#[derive(Debug, Clone)]
pub(super) struct SecretNames {
    words: AhoCorasick,
}

impl SecretNames {
    /// Compiles the built-in words and a tenant's own.
    pub(super) fn new(extra_words: &[String]) -> Result<Self, Error> {
        let listed = SUBSTRINGS.iter().chain(WORDS).copied().chain(extra_words.iter().map(String::as_str));
        let mut words: Vec<Vec<u8>> = Vec::new();
        for word in listed {
            let mut buffer = vec![Letter::default(); 3 * word.len()];
            let letters = split(word, &mut buffer);
            let word: Vec<u8> = letters.iter().map(|letter| letter.byte).collect();
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        let words =
            AhoCorasick::new(words).map_err(|_| Error::invalid("/redacted_words", "too many or too long words"))?;
        Ok(Self { words })
    }

    /// Whether a field of this name is secret. Percent-encoding is looked through.
    pub(super) fn matches(&self, name: &str) -> bool {
        if self.matches_as_written(name) {
            return true;
        }
        name.contains('%') && decode::layers(name).any(|decoded| self.matches_as_written(&decoded))
    }

    fn matches_as_written(&self, name: &str) -> bool {
        let mut stack = [Letter::default(); STACK_BYTES];
        let mut heap;
        let buffer = if name.is_ascii() && name.len() <= STACK_BYTES {
            &mut stack[..]
        } else {
            // Lower-casing lengthens no character beyond three bytes for each of its own.
            heap = vec![Letter::default(); 3 * name.len()];
            &mut heap[..]
        };
        let letters = split(name, buffer);
        self.matches_letters(letters)
    }

    fn matches_letters(&self, letters: &[Letter]) -> bool {
        let mut stack = [0; STACK_BYTES];
        let mut heap;
        let bytes = if letters.len() <= STACK_BYTES {
            &mut stack[..letters.len()]
        } else {
            heap = vec![0; letters.len()];
            &mut heap[..]
        };
        for (byte, letter) in bytes.iter_mut().zip(letters) {
            *byte = letter.byte;
        }
        self.words.find_overlapping_iter(&*bytes).any(|found| {
            let begins = letters[found.start()].marks & PART != 0;
            let ends = letters.get(found.end()).is_none_or(|next| next.marks & PART != 0);
            let substring = found.pattern().as_usize() < SUBSTRINGS.len();
            let inside = &letters[found.start() + 1..found.end()];
            (begins && ends) || (substring && inside.iter().all(|letter| letter.marks & GAP == 0))
        })
    }
}

/// A letter or digit of a name, lower-cased, and what stands before it.
#[derive(Debug, Clone, Copy, Default)]
struct Letter {
    byte: u8,
    marks: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Digit,
    Upper,
    /// Also letters without case.
    Lower,
}

fn class(char: char) -> Class {
    match char {
        'a'..='z' => Class::Lower,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Digit,
        _ if char.is_ascii() => Class::Gap,
        _ if char.is_uppercase() => Class::Upper,
        _ if char.is_alphabetic() => Class::Lower,
        _ if char.is_numeric() => Class::Digit,
        _ => Class::Gap,
    }
}

/// Writes the letters and digits of `name` into `buffer` and marks where its parts begin.
fn split<'b>(name: &str, buffer: &'b mut [Letter]) -> &'b [Letter] {
    let mut length = 0;
    let mut put = |byte: u8, marks: u8| {
        if let Some(letter) = buffer.get_mut(length) {
            *letter = Letter { byte, marks };
            length += 1;
        }
    };
    let mut previous = Class::Gap;
    let mut chars = name.chars().peekable();
    while let Some(char) = chars.next() {
        let current = class(char);
        if current != Class::Gap {
            let begins = match (previous, current) {
                (Class::Gap, _) => PART | GAP,
                (Class::Upper, Class::Upper) => {
                    // The last capital of `APIKey` belongs to the word after it.
                    if chars.peek().is_some_and(|next| class(*next) == Class::Lower) { PART } else { 0 }
                }
                (Class::Upper, Class::Lower) => 0,
                (before, now) if before == now => 0,
                _ => PART,
            };
            if char.is_ascii() {
                put(char.to_ascii_lowercase() as u8, begins);
            } else {
                let mut utf8 = [0; 4];
                let bytes = char.to_lowercase().flat_map(|c| c.encode_utf8(&mut utf8).bytes().collect::<Vec<_>>());
                for (index, byte) in bytes.enumerate() {
                    put(byte, if index == 0 { begins } else { 0 });
                }
            }
        }
        previous = current;
    }
    &buffer[..length]
}
