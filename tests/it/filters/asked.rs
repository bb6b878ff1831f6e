//! Questions: a filter as it is written in a request, and as a rule on what is known of an event.

use std::net::IpAddr;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use rand::RngExt;
use rand::rngs::SmallRng;

use super::made::{
    AGENTS, METHODS, Made, PATHS, PLACES, REFERRERS, SEARCHES, SESSIONS, STATUSES, USERS, address, one, session,
};

/// What can be asked of page views in a period, by a name for each way to ask it.
pub const NAMES: [&str; 18] = [
    "type",
    "user_id",
    "session_id",
    "ip",
    "network",
    "method",
    "path",
    "prefix",
    "status",
    "hundred",
    "referrer",
    "search",
    "country",
    "city",
    "browser",
    "platform",
    "kind",
    "text",
];
/// The ends of a period.
pub const TIMES: [&str; 2] = ["since", "until"];
/// What is found in the read model alone.
const WORDS: [&str; 8] = ["referrer", "search", "country", "city", "browser", "platform", "kind", "text"];

/// Types of events; most are page views.
const TYPES: [&str; 4] = ["access", "access", "session.started", "tenant.created"];

type Rule = Box<dyn Fn(&Made) -> bool + Send + Sync>;

/// What must fit.
pub struct Part {
    name: &'static str,
    value: String,
    fits: Rule,
}

impl Part {
    /// The parameter that asks for it.
    pub fn parameter(&self) -> &'static str {
        match self.name {
            "network" => "ip",
            "prefix" => "path",
            "hundred" => "status",
            name => name,
        }
    }
}

/// All of it must fit.
pub struct Asked {
    pub parts: Vec<Part>,
}

impl Asked {
    /// As parameters.
    pub fn query(&self) -> String {
        let pairs = self.parts.iter().map(|part| (part.parameter(), &part.value));
        let url = reqwest::Url::parse_with_params("http://localhost", pairs).expect("it is a URL");
        url.query().unwrap_or_default().to_owned()
    }

    pub fn fits(&self, made: &Made) -> bool {
        self.parts.iter().all(|part| (part.fits)(made))
    }

    /// Whether it is found once it is projected, and not before.
    pub fn is_by_words(&self) -> bool {
        self.parts.iter().any(|part| WORDS.contains(&part.name))
    }
}

/// Only the events of this path: by `path`, or by `text` where no other path has it in it.
pub fn only(name: &'static str, path: &str) -> Asked {
    let wanted = path.to_owned();
    let fits = Box::new(move |made: &Made| made.path.as_ref() == Some(&wanted));
    Asked { parts: vec![Part { name, value: path.to_owned(), fits }] }
}

/// Two different parameters, with values.
pub fn pair(random: &mut SmallRng, names: &[&'static str], made: &[Made]) -> Asked {
    loop {
        let (first, second) = (*one(random, names), *one(random, names));
        let parts = [part(random, first, made), part(random, second, made)];
        if parts[0].parameter() != parts[1].parameter() {
            return Asked { parts: parts.into() };
        }
    }
}

/// One way to ask, with a value. Most values fit something.
pub fn part(random: &mut SmallRng, name: &'static str, made: &[Made]) -> Part {
    // Of a value that nothing has nothing may be found.
    let nothing = random.random_range(0..12) == 0;
    let (value, fits): (String, Rule) = match name {
        "type" => equal(TYPES[random.random_range(0..TYPES.len())], |made| Some(made.kind)),
        "user_id" => {
            let known = *one(random, &USERS);
            equal(if nothing { "nobody" } else { known }, |made| made.user_id)
        }
        "session_id" => {
            let of_events: Vec<&Made> = made.iter().filter(|made| made.session_id.is_some()).collect();
            let known =
                of_events.get(random.random_range(0..of_events.len().max(1))).and_then(|made| made.session_id.clone());
            let wanted = known.filter(|_| !nothing).unwrap_or_else(|| session(SESSIONS));
            (wanted.clone(), Box::new(move |made| made.session_id.as_ref() == Some(&wanted)))
        }
        "ip" | "network" => network(random, name == "network"),
        "method" => {
            let wanted = if nothing { "OPTIONS" } else { *one(random, &METHODS) };
            let (_, fits) = equal(wanted, |made| made.method);
            (if random.random_range(0..2) == 0 { wanted.to_lowercase() } else { wanted.to_owned() }, fits)
        }
        "path" => {
            let path = if nothing { "/none".to_owned() } else { path(random, made) };
            (path.clone(), Box::new(move |made| made.path.as_ref() == Some(&path)))
        }
        "prefix" => {
            let path = path(random, made);
            let end = path.floor_char_boundary(random.random_range(0..=path.len()));
            let beginning = path[..end].to_owned();
            (
                format!("{beginning}*"),
                Box::new(move |made| made.path.as_ref().is_some_and(|path| path.starts_with(&beginning))),
            )
        }
        "status" => {
            let wanted = if nothing { 599 } else { *one(random, &STATUSES) };
            (wanted.to_string(), Box::new(move |made| made.status == Some(wanted)))
        }
        "hundred" => {
            let hundred = random.random_range(1..=9);
            (format!("{hundred}xx"), Box::new(move |made| made.status.is_some_and(|status| status / 100 == hundred)))
        }
        "since" | "until" => time(random, name, made),
        _ => words(random, name, nothing, made),
    };
    Part { name, value, fits }
}

/// What is asked by words.
fn words(random: &mut SmallRng, name: &str, nothing: bool, made: &[Made]) -> (String, Rule) {
    match name {
        "referrer" => {
            let (asked, fits) = equal(one(random, &REFERRERS).1.unwrap_or("none.example"), |made| made.referrer);
            (in_some_case(random, &asked), fits)
        }
        "search" => {
            let (asked, fits) = equal(one(random, &SEARCHES).1.unwrap_or("nothing"), |made| made.search);
            (in_some_case(random, &asked.replace(' ', "  ")), fits)
        }
        "country" => {
            let (asked, fits) = equal(one(random, &PLACES).country.unwrap_or("DE"), |made| made.place?.country);
            (in_some_case(random, &asked), fits)
        }
        "city" => equal(one(random, &PLACES).city.unwrap_or("zwolle"), |made| made.place?.city),
        "browser" => equal(one(random, &AGENTS).browser.unwrap_or("safari"), |made| made.agent?.browser),
        "platform" => equal(one(random, &AGENTS).platform.unwrap_or("Win"), |made| made.agent?.platform),
        "kind" => equal(one(random, &AGENTS).kind, |made| Some(made.device_kind())),
        "text" if nothing => ("%".repeat(3), Box::new(|_| false)),
        "text" => text(random, made),
        name => panic!("nothing is called {name}"),
    }
}

fn equal(wanted: &'static str, of: fn(&Made) -> Option<&'static str>) -> (String, Rule) {
    (wanted.to_owned(), Box::new(move |made| of(made) == Some(wanted)))
}

fn in_some_case(random: &mut SmallRng, text: &str) -> String {
    match random.random_range(0..3) {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        _ => text.to_owned(),
    }
}

/// A path that somebody looked at, or one that nobody need have.
fn path(random: &mut SmallRng, made: &[Made]) -> String {
    let one_of_all = (*one(random, &PATHS)).to_owned();
    made.get(random.random_range(0..made.len().max(1))).and_then(|made| made.path.clone()).unwrap_or(one_of_all)
}

/// An address, or the network of some size that it is in, by any of its addresses.
fn network(random: &mut SmallRng, is_network: bool) -> (String, Rule) {
    let place = one(random, &PLACES);
    let base = address(random, place);
    let bits_max = if base.is_ipv4() { 32 } else { 128 };
    if !is_network {
        let mapped = base.is_ipv4() && random.random_range(0..4) == 0;
        let asked = if mapped { format!("::ffff:{base}") } else { base.to_string() };
        return (asked, Box::new(move |made| made.ip == Some(base)));
    }
    let bits = [0, 8, bits_max / 2, bits_max - 8, bits_max - 7, bits_max - 3, bits_max][random.random_range(0..7)];
    (format!("{base}/{bits}"), Box::new(move |made| made.ip.is_some_and(|ip| is_in(ip, base, bits))))
}

/// Whether two addresses begin with the same bits.
fn is_in(one: IpAddr, other: IpAddr, bits: u32) -> bool {
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros() >= bits,
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros() >= bits,
        _ => false,
    }
}

/// A time: one at which something occurred to the microsecond, or any.
fn time(random: &mut SmallRng, name: &str, made: &[Made]) -> (String, Rule) {
    let views: Vec<&Made> = made.iter().filter(|made| made.kind == "access").collect();
    let mut at: DateTime<Utc> = one(random, &views).occurred_at;
    if random.random_range(0..2) == 0 {
        at += TimeDelta::microseconds(random.random_range(-90_000_000_000..0));
    }
    let since = name == "since";
    let fits = move |made: &Made| if since { made.occurred_at >= at } else { made.occurred_at < at };
    (at.to_rfc3339_opts(SecondsFormat::Micros, true), Box::new(fits))
}

/// Some words of a path or of what was searched for, or parts of them.
fn text(random: &mut SmallRng, made: &[Made]) -> (String, Rule) {
    let mut words: Vec<String> = Vec::new();
    for _ in 0..random.random_range(1..=3) {
        let from = if random.random_range(0..2) == 0 {
            path(random, made)
        } else {
            one(random, &SEARCHES).1.unwrap_or("/7").to_owned()
        };
        let all: Vec<&str> = from.split_whitespace().collect();
        let word: Vec<char> = one(random, &all).chars().collect();
        let begin = random.random_range(0..word.len());
        let end = random.random_range(begin + 1..=word.len());
        words.push(word[begin..end].iter().collect());
    }
    let asked: Vec<String> = words.iter().map(|word| in_some_case(random, word)).collect();
    let wanted = asked.clone();
    let fits = move |made: &Made| {
        let path = made.path.as_deref().unwrap_or_default().to_lowercase();
        let encoded = |word: String| utf8_percent_encode(&word, CONTROLS).to_string().to_lowercase();
        let in_path = |word: &str| {
            let small = word.to_lowercase();
            let first_large =
                small.chars().next().into_iter().flat_map(char::to_uppercase).chain(small.chars().skip(1));
            let written = [word.to_owned(), word.to_uppercase(), first_large.collect(), small.clone()].map(encoded);
            path.contains(&small) || written.iter().any(|written| path.contains(written))
        };
        let in_terms = |word: &str| made.search.is_some_and(|terms| terms.contains(&word.to_lowercase()));
        wanted.iter().all(|word| in_path(word) || in_terms(word))
    };
    (asked.join("  "), Box::new(fits))
}
