//! Which program a user agent names, and of which kind it is.
//!
//! 1. A bot, by the family that the rules found.
//! 2. A program that our words know and that comes first (`curl/8.4.0`).
//! 3. A bot that says where to read about it (`+https://…`), or calls itself `compatible;` as no browser does any more.
//! 4. What the rules found: in our words, or, of an agent that looks like a browser's, a browser.
//! 5. An app: a name of its own, on a platform.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::DeviceKind;
use super::rules::Found;
use super::words::{self, BOT_MARKS, Name, name};

/// A program in our words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Program {
    pub kind: DeviceKind,
    pub name: Option<Name>,
}

impl Program {
    fn new(kind: DeviceKind, text: &str) -> Self {
        Self { kind, name: name(text) }
    }
}

/// Names the program.
pub(super) fn program(user_agent: &str, found: &Found<'_>) -> Program {
    let apples_library = user_agent.contains("CFNetwork/");
    let own_name = own_name(user_agent, apples_library);
    let family = found.product.as_deref().map(words::renamed);

    if let Some(family) = family.filter(|family| !apples_library && is_bot(family)) {
        let is_a_name = family != "Spider" && !is_in_an_address(user_agent, family);
        return Program::new(DeviceKind::Bot, if is_a_name { family } else { announced(user_agent) });
    }
    // A name without a version is believed only if it is all there is: `Firefox`.
    let first = words::renamed(own_name.as_deref().unwrap_or(user_agent));
    if let Some((kind, word)) = words::known(first)
        && (family.is_none() || kind == DeviceKind::Tool || word.is_empty())
    {
        return Program::new(kind, word);
    }
    let is_ours = family.is_some_and(|family| words::known(family).is_some_and(|(_, word)| !word.is_empty()));
    if user_agent.contains("+http") || !is_ours && says_compatible(user_agent).is_some() {
        return Program::new(DeviceKind::Bot, announced(user_agent));
    }
    let on_its_own_platform = found.system.as_deref().is_some_and(|system| !words::is_linux(system));
    match (family, own_name) {
        (Some(family), own_name) => {
            of_family(user_agent, family, own_name.filter(|_| on_its_own_platform || apples_library))
        }
        (None, Some(own_name)) if on_its_own_platform => Program::new(DeviceKind::App, &own_name),
        (None, _) => Program::default(),
    }
}

/// `app_name` is the name that an agent of an app begins with.
fn of_family(user_agent: &str, family: &str, app_name: Option<Cow<'_, str>>) -> Program {
    let looks_like_a_browser = user_agent.starts_with("Mozilla/");
    match (words::known(family), app_name) {
        // The app behind its library, and the app behind the view in which it shows pages.
        (Some((DeviceKind::Tool, _) | (DeviceKind::App, "")), Some(app_name)) => {
            Program::new(DeviceKind::App, &app_name)
        }
        (Some((DeviceKind::App, "")), None) if !looks_like_a_browser => Program::default(),
        (Some((kind, word)), _) => Program::new(kind, word),
        (None, _) if looks_like_a_browser || family.contains("Browser") => Program::new(DeviceKind::Browser, family),
        (None, app_name) => Program::new(DeviceKind::App, app_name.as_deref().unwrap_or(family)),
    }
}

/// The name with a version that the agent begins with (`MyApp/1.0`), unless it is the `Mozilla/5.0` of all browsers.
/// Apple's library puts an app's name there as it is, with spaces or encoded.
fn own_name(user_agent: &str, apples_library: bool) -> Option<Cow<'_, str>> {
    let (name, version) = user_agent.split_once('/')?;
    let version = version.strip_prefix('v').unwrap_or(version);
    let is_name = |name: &str| name.chars().all(|char| char.is_alphanumeric() || "._%+-".contains(char));
    if !version.starts_with(|char: char| char.is_ascii_digit()) || name == "Mozilla" {
        return None;
    }
    if apples_library || is_name(name) { Some(percent_decode_str(name).decode_utf8_lossy()) } else { None }
}

/// Whether the name has a word that bots have: `Googlebot-Image`, but not `Botany`.
fn is_bot(family: &str) -> bool {
    if let Some((kind, _)) = words::known(family) {
        return kind == DeviceKind::Bot;
    }
    let family = family.to_ascii_lowercase();
    BOT_MARKS.iter().any(|mark| {
        let mut ends = family.match_indices(mark).map(|(at, _)| &family[at + mark.len()..]);
        ends.any(|rest| !rest.starts_with(|char: char| char.is_ascii_lowercase()))
    })
}

/// Whether the rules took a part of an address for a name: `https://example.com/bot`.
fn is_in_an_address(user_agent: &str, family: &str) -> bool {
    let before = user_agent.find(family).map(|at| &user_agent[..at]);
    let word = before.and_then(|before| before.rsplit([' ', ';', '(']).next());
    word.is_some_and(|word| word.contains("http") || word.contains("www."))
}

/// The name behind the last `compatible;`, where bots say theirs, or else the first word; empty when there is none.
fn announced(user_agent: &str) -> &str {
    says_compatible(user_agent).or_else(|| Some(word(user_agent)).filter(is_name)).unwrap_or_default()
}

/// The name behind the last `compatible;`. The only browsers that wrote this are old and known by name.
fn says_compatible(user_agent: &str) -> Option<&str> {
    let (_, rest) = user_agent.rsplit_once("compatible;")?;
    Some(word(rest)).filter(is_name)
}

/// Not a browser's own words, which old bots wrote behind `compatible;` as browsers did.
fn is_name(word: &&str) -> bool {
    let of_browsers = ["Mozilla", "MSIE", "Windows", "Macintosh", "Linux", "X11"];
    !word.is_empty() && !of_browsers.iter().any(|beginning| word.starts_with(beginning))
}

/// What the text begins with, up to its version or a comment.
fn word(text: &str) -> &str {
    text.split(['/', ';', ')', '(', ',', '+']).next().unwrap_or_default().trim()
}
