//! The formats of log lines. A text format is a string in the notation of nginx's `log_format`, compiled into what stands
//! between its variables; lines of JSON are read by the same variables' names.
//!
//! A new format is a line of [`FORMATS`], a new variable one of [`VARIABLES`](super::fields::VARIABLES).

use std::borrow::Cow;

use super::fields::{Fields, Kept, Slot, Variable};
use super::json;
use super::text::unescaped;

/// The text formats that have a name, in the order in which `auto` prefers them: a line of an earlier one could be
/// mistaken for one of a later one, with fields that are wrong.
pub const FORMATS: [(&str, &str); 4] = [
    (
        "vcombined",
        r#"$host:$server_port $remote_addr $remote_logname $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    ),
    (
        "main",
        r#"$remote_addr $remote_logname $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for""#,
    ),
    (
        "combined",
        r#"$remote_addr $remote_logname $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    ),
    ("common", r#"$remote_addr $remote_logname $remote_user [$time_local] "$request" $status $body_bytes_sent"#),
];

/// How lines are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// What it is called.
    pub name: String,
    shape: Shape,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    Json,
    Text { before: Vec<u8>, pieces: Vec<Piece> },
}

/// A variable and the text behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    name: String,
    variable: Variable,
    behind: Vec<u8>,
    /// Whether what comes behind is a number, which tells where a field that was not escaped ends.
    number_follows: bool,
}

/// Why a line is no event. Says nothing of what is in it.
pub type Reason = Cow<'static, str>;

impl Format {
    /// The format with this name, or this string of variables.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(text: &str) -> Result<Self, String> {
        if text == "json" {
            return Ok(Self { name: text.to_owned(), shape: Shape::Json });
        }
        if let Some((name, pattern)) = FORMATS.iter().find(|(name, _)| *name == text) {
            return Ok(Self { name: (*name).to_owned(), shape: compiled(pattern)? });
        }
        if text.contains('$') {
            let pasted = unquoted(text);
            let shape = compiled(pasted.as_deref().unwrap_or(text))?;
            return Ok(Self { name: "the format given".to_owned(), shape });
        }
        let names: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
        Err(format!(
            "no such format; there are auto, json, {}, and strings such as nginx's log_format",
            names.join(", ")
        ))
    }

    /// Every format with a name, in the order in which `auto` prefers them.
    pub fn all() -> Result<Vec<Self>, String> {
        ["json"].into_iter().chain(FORMATS.iter().map(|(name, _)| *name)).map(Self::of).collect()
    }

    /// Takes a line apart.
    ///
    /// # Errors
    /// Why it is no line of this format.
    pub fn split<'l>(&self, line: &'l [u8]) -> Result<Fields<'l>, Reason> {
        match &self.shape {
            Shape::Json => json::split(line),
            Shape::Text { before, pieces } => split(before, pieces, line),
        }
    }

    /// Whether a line that fits is whole for certain, even without a newline: its format has an end of its own. What ends
    /// with a number or a word could be its first half.
    pub fn shows_its_end(&self, line: &[u8]) -> bool {
        match &self.shape {
            Shape::Json => true,
            Shape::Text { pieces, .. } => {
                let end = pieces.last().map_or(&[][..], |piece| &piece.behind);
                !end.is_empty() && line.ends_with(end) && !is_escaped(line, line.len() - end.len())
            }
        }
    }

    /// Whether its lines are JSON.
    pub fn is_json(&self) -> bool {
        self.shape == Shape::Json
    }
}

fn split<'l>(before: &[u8], pieces: &[Piece], line: &'l [u8]) -> Result<Fields<'l>, Reason> {
    let mut rest = line.strip_prefix(before).ok_or("it does not begin as the format says")?;
    let mut fields = Fields::default();
    for (index, piece) in pieces.iter().enumerate() {
        let end = if index + 1 == pieces.len() { piece.last_end(rest) } else { piece.end(rest) };
        let mut end = end.ok_or_else(|| Reason::from(format!("no end of ${}", piece.name)))?;
        let is_address = piece.variable == Variable::Fills(Slot::Address) && index + 1 < pieces.len();
        // A list of addresses goes on behind each comma.
        while is_address && rest[..end].ends_with(b",") {
            let begin = end + piece.behind.len();
            end = match piece.end(&rest[begin..]) {
                Some(more) => begin + more,
                None => break,
            };
        }
        let field = &rest[..end];
        if piece.is_number() && !field.iter().all(|byte| byte.is_ascii_digit() || b".-".contains(byte)) {
            return Err(format!("${} is no number", piece.name).into());
        }
        match piece.variable {
            // A request line that makes no sense is kept as the server wrote it.
            Variable::Fills(Slot::Request) => fields.fill(Slot::Request, Cow::Borrowed(field)),
            Variable::Fills(Slot::Address) => addresses(&mut fields, field),
            Variable::Fills(slot) => fields.fill(slot, unescaped(field)),
            Variable::Kept if !matches!(field, b"" | b"-") => {
                fields.kept.push((Cow::Owned(piece.name.clone()), Kept::Text(unescaped(field))));
            }
            Variable::Kept | Variable::Member(_) | Variable::Dropped => {}
        }
        rest = &rest[end + piece.behind.len()..];
    }
    Ok(fields)
}

/// An address, or `X-Forwarded-For` in its place: the last one of it is who came to the outermost proxy that is known.
fn addresses<'l>(fields: &mut Fields<'l>, field: &'l [u8]) {
    match memchr::memrchr(b',', field) {
        Some(comma) => {
            fields.fill(Slot::Forwarded, Cow::Borrowed(field[..comma].trim_ascii()));
            fields.fill(Slot::Address, Cow::Borrowed(field[comma + 1..].trim_ascii()));
        }
        None => fields.fill(Slot::Address, unescaped(field)),
    }
}

impl Piece {
    /// Where the field ends: at the first place where the text behind it stands, unless that is an escaped quote.
    fn end(&self, rest: &[u8]) -> Option<usize> {
        let first = *self.behind.first()?;
        memchr::memchr_iter(first, rest).find(|&at| {
            rest[at..].starts_with(&self.behind)
                && !(first == b'"' && is_escaped(rest, at))
                && (!self.number_follows || number_or_none(rest.get(at + self.behind.len())))
        })
    }

    /// Where the last field ends. A quote inside that is not escaped is forgiven, further fields are not.
    fn last_end(&self, rest: &[u8]) -> Option<usize> {
        let end = rest.len().checked_sub(self.behind.len()).filter(|&end| rest[end..] == *self.behind)?;
        let more = match self.behind.first() {
            Some(b'"') => memchr::memmem::find(&rest[..end], b"\" \"").is_some(),
            Some(_) => self.end(rest).is_some_and(|first| first < end),
            None => false,
        };
        (!more).then_some(end)
    }
}

fn number_or_none(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-')
}

/// Whether the byte at `at` has an odd number of backslashes before it.
fn is_escaped(text: &[u8], at: usize) -> bool {
    let backslashes = text[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    backslashes % 2 == 1
}

/// The pieces in quotes of `log_format NAME escape=… '…' '…';` as it stands in nginx's files, as one. `None` when the
/// text is something else.
fn unquoted(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some(behind) = rest.strip_prefix("log_format") {
        let (_name, pieces) = behind.trim_start().split_once(char::is_whitespace)?;
        rest = pieces.trim_start();
    }
    if rest.starts_with("escape=") {
        rest = rest.split_once(char::is_whitespace)?.1.trim_start();
    }
    let mut joined = String::new();
    while let Some(quote) =
        rest.chars().next().filter(|first| *first == '\'' || (*first == '"' && rest.len() < text.len()))
    {
        let inner = &rest[1..];
        let end = inner.match_indices(quote).map(|(at, _)| at).find(|&at| !is_escaped(inner.as_bytes(), at))?;
        joined.push_str(&inner[..end]);
        rest = inner[end + 1..].trim_start();
    }
    (matches!(rest, "" | ";") && !joined.is_empty()).then_some(joined)
}

/// Compiles `$variable` and `${variable}` with the text around them; `\t`, `\"`, `\'` and `\\` are what they are in
/// nginx's files.
fn compiled(pattern: &str) -> Result<Shape, String> {
    let (mut before, mut pieces): (Vec<u8>, Vec<Piece>) = (Vec::new(), Vec::new());
    let mut rest = pattern;
    while let Some(char) = rest.chars().next() {
        if char == '$' {
            let (name, behind) = variable(rest).ok_or_else(|| format!("no name behind a $ of {pattern}"))?;
            if let Some(last) = pieces.last().filter(|last| last.behind.is_empty()) {
                return Err(format!("nothing stands between ${} and ${name}", last.name));
            }
            let (name, variable) = (name.to_owned(), Variable::named(name));
            pieces.push(Piece { name, variable, behind: Vec::new(), number_follows: false });
            rest = behind;
            continue;
        }
        let (text, length) = match rest.as_bytes() {
            [b'\\', b't', ..] => ("\t", 2),
            [b'\\', b'"' | b'\'' | b'\\', ..] => (&rest[1..2], 2),
            _ => (&rest[..char.len_utf8()], char.len_utf8()),
        };
        pieces.last_mut().map_or(&mut before, |piece| &mut piece.behind).extend_from_slice(text.as_bytes());
        rest = &rest[length..];
    }
    check(&pieces)?;
    for index in 1..pieces.len() {
        pieces[index - 1].number_follows = pieces[index].is_number();
    }
    Ok(Shape::Text { before, pieces })
}

impl Piece {
    fn is_number(&self) -> bool {
        matches!(
            self.variable,
            Variable::Fills(
                Slot::Status | Slot::BodyBytes | Slot::Bytes | Slot::Port | Slot::Seconds | Slot::Milliseconds
            )
        )
    }
}

/// The name of the variable that `text` begins with, and what is behind it.
fn variable(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix('$')?;
    let (name, behind) = match text.strip_prefix('{') {
        Some(text) => text.split_once('}')?,
        None => text.split_at(text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())),
    };
    (!name.is_empty()).then_some((name, behind))
}

/// An event needs a time, a method and a path.
fn check(pieces: &[Piece]) -> Result<(), String> {
    let has = |slot| pieces.iter().any(|piece| piece.variable == Variable::Fills(slot));
    if !has(Slot::Time) {
        return Err("the format has no time: $time_local, $time_iso8601 or $msec".to_owned());
    }
    if !has(Slot::Request) && !(has(Slot::Method) && (has(Slot::Target) || has(Slot::Path))) {
        return Err("the format has no $request, and no $request_method with $request_uri or $uri".to_owned());
    }
    Ok(())
}
