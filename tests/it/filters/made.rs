//! Events that a test makes and keeps: what was posted of each, and what is to be known of it by tables that stand here.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;
use rand::rngs::SmallRng;
use serde_json::{Value, json};

use crate::session_door::IPHONE;

/// A program, as it calls itself and as people call it.
#[derive(Debug)]
pub struct Agent {
    sent: &'static str,
    pub browser: Option<&'static str>,
    pub platform: Option<&'static str>,
    pub kind: &'static str,
}

pub const AGENTS: [Agent; 7] = [
    Agent { sent: IPHONE, browser: Some("Safari"), platform: Some("iPhone"), kind: "browser" },
    Agent { sent: "curl/8.4.0", browser: Some("curl"), platform: None, kind: "tool" },
    Agent {
        sent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        browser: Some("Googlebot"),
        platform: None,
        kind: "bot",
    },
    Agent {
        sent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
        browser: Some("Firefox"),
        platform: Some("Windows"),
        kind: "browser",
    },
    Agent {
        sent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 \
               Safari/537.36",
        browser: Some("Chrome"),
        platform: Some("Windows"),
        kind: "browser",
    },
    Agent {
        sent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
               Mobile/15E148",
        browser: None,
        platform: Some("iPhone"),
        kind: "app",
    },
    Agent { sent: "-", browser: None, platform: None, kind: "unknown" },
];

/// A network of `fixtures/geoip/locations.json`, or one that no database knows.
#[derive(Debug)]
pub struct Place {
    /// All but the last number of an address.
    beginning: &'static str,
    /// The last numbers that lie in it.
    last: (u8, u8),
    pub country: Option<&'static str>,
    pub city: Option<&'static str>,
}

pub const PLACES: [Place; 6] = [
    Place { beginning: "203.0.113.", last: (1, 127), country: Some("NL"), city: Some("Zwolle") },
    Place { beginning: "203.0.113.", last: (128, 254), country: Some("NL"), city: None },
    Place { beginning: "198.51.100.", last: (1, 40), country: Some("US"), city: Some("San Diego") },
    Place { beginning: "2001:db8:46::", last: (1, 60), country: Some("SE"), city: Some("Linköping") },
    Place { beginning: "192.0.2.", last: (1, 9), country: None, city: None },
    Place { beginning: "10.7.0.", last: (1, 9), country: None, city: None },
];

pub const METHODS: [&str; 4] = ["GET", "POST", "HEAD", "PROPFIND"];
pub const STATUSES: [u16; 10] = [200, 200, 200, 204, 301, 304, 404, 418, 500, 503];
pub const USERS: [&str; 7] = ["ada", "Ada", "ada%", "a_a", "7", "grace", "*"];
/// Also with what patterns would take for something else, and with letters beyond ASCII.
pub const PATHS: [&str; 13] = [
    "/",
    "/products",
    "/products/7",
    "/products/70",
    "/Products/7",
    "/100%/sale_1",
    "/100x/saleA1",
    "/café/Élan",
    "/caf%C3%A9/menu",
    "/two words/here",
    "/a.b",
    "/search",
    "/ΩMEGA/ß",
];
/// Referrers, and the hosts of the pages that they name.
pub const REFERRERS: [(&str, Option<&str>); 6] = [
    ("https://www.Example.org:8443/x?y=1", Some("www.example.org")),
    ("https://example.org/", Some("example.org")),
    ("android-app://com.example.app/", Some("com.example.app")),
    ("https://BÜCHER.example/regal", Some("bücher.example")),
    ("http://[2001:db8::1]:80/x", Some("[2001:db8::1]")),
    ("/only/a/path", None),
];
/// Queries, and the terms that were searched for with them.
pub const SEARCHES: [(&str, Option<&str>); 8] = [
    ("q=Red+Shoes&page=2", Some("red shoes")),
    ("page=2&Q=%20red%20%20SHOES%20", Some("red shoes")),
    ("q=red", Some("red")),
    ("s=100%25_wool", Some("100%_wool")),
    ("keyword=CAF%C3%89+au+lait", Some("café au lait")),
    ("q=one+two+three+four+five+six+seven+eight+nine+ten", Some("one two three four five six seven eight nine ten")),
    ("page=3", None),
    ("q=", None),
];
/// How many sessions events name.
pub const SESSIONS: usize = 12;

/// The id of a session that events name.
pub fn session(number: usize) -> String {
    format!("ses_0198f3c2a4b07c3e9d5f1a2b3c4d{number:04x}")
}

/// An event, and its words.
#[derive(Debug, Clone)]
pub struct Made {
    /// Where it is in the log, once it is.
    pub position: i64,
    pub kind: &'static str,
    pub occurred_at: DateTime<Utc>,
    pub method: Option<&'static str>,
    pub path: Option<String>,
    pub status: Option<u16>,
    pub bytes: Option<i64>,
    pub user_id: Option<&'static str>,
    pub session_id: Option<String>,
    pub session_key: Option<String>,
    pub ip: Option<IpAddr>,
    pub place: Option<&'static Place>,
    pub agent: Option<&'static Agent>,
    /// The host of it.
    pub referrer: Option<&'static str>,
    /// The terms.
    pub search: Option<&'static str>,
}

impl Made {
    /// One that says nothing of anybody.
    pub fn plain(kind: &'static str, position: i64, occurred_at: DateTime<Utc>) -> Self {
        Self {
            position,
            kind,
            occurred_at,
            method: None,
            path: None,
            status: None,
            bytes: None,
            user_id: None,
            session_id: None,
            session_key: None,
            ip: None,
            place: None,
            agent: None,
            referrer: None,
            search: None,
        }
    }

    /// What kind of program it was. Of what nobody says there is nothing known either.
    pub fn device_kind(&self) -> &'static str {
        self.agent.map_or("unknown", |agent| agent.kind)
    }

    /// Who it was: a user, else a session, else the application's session, else an address with its agent.
    pub fn visitor(&self) -> String {
        match (self.user_id, &self.session_id, &self.session_key) {
            (Some(user_id), ..) => format!("u{user_id}"),
            (None, Some(session_id), _) => format!("s{session_id}"),
            (None, None, Some(session_key)) => format!("k{session_key}"),
            (None, None, None) => format!("a{:?} {:?}", self.ip, self.agent.map(|agent| agent.sent)),
        }
    }
}

/// One of some.
pub fn one<'a, T>(random: &mut SmallRng, of: &'a [T]) -> &'a T {
    &of[random.random_range(0..of.len())]
}

/// An address of a place.
pub fn address(random: &mut SmallRng, place: &Place) -> IpAddr {
    let last = random.random_range(place.last.0..=place.last.1);
    let text = if place.beginning.contains(':') {
        format!("{}{last:x}", place.beginning)
    } else {
        format!("{}{last}", place.beginning)
    };
    text.parse().expect("it is an address")
}

/// A page view of the weeks before `now`: as it is posted, and as it is known. Some are older than what the tenant keeps, and
/// none leaves about these days.
pub fn view(random: &mut SmallRng, now: DateTime<Utc>) -> (Value, Made) {
    let days = if random.random_range(0..8) == 0 { 33..45 } else { 0..28 };
    let age_s = random.random_range(days.start * 24 * 60 * 60 + 1..days.end * 24 * 60 * 60);
    let occurred_at = now - TimeDelta::seconds(age_s) - TimeDelta::microseconds(random.random_range(0..1_000));
    let mut made = Made::plain("access", 0, occurred_at);
    let path = *one(random, &PATHS);
    let path =
        if random.random_range(0..3) == 0 { format!("{path}/{}", random.random_range(0..30)) } else { path.into() };
    let method = *one(random, &METHODS);
    let sent_method = if random.random_range(0..4) == 0 { method.to_lowercase() } else { method.to_owned() };
    let mut event = json!({"occurred_at": occurred_at, "method": sent_method, "path": path});
    (made.method, made.path) = (Some(method), Some(path));
    // Whether it has a member that one in so many has not.
    let mut has = |all_but: u32| random.random_range(0..all_but) > 0;
    let [status, bytes, ip, agent] = [has(9), has(2), has(12), has(12)];
    let [referrer, search] = [has(2), has(2)];
    if status {
        made.status = Some(*one(random, &STATUSES));
        event["status"] = json!(made.status);
    }
    if bytes {
        made.bytes = Some(random.random_range(0..1_000_000));
        event["bytes_sent"] = json!(made.bytes);
    }
    if ip {
        let place = one(random, &PLACES);
        let address = address(random, place);
        (made.ip, made.place) = (Some(address), Some(place));
        let mapped = address.is_ipv4() && random.random_range(0..6) == 0;
        event["ip"] = if mapped { json!(format!("::ffff:{address}")) } else { json!(address) };
    }
    if agent {
        let agent = one(random, &AGENTS);
        made.agent = Some(agent);
        event["user_agent"] = json!(agent.sent);
    }
    if referrer {
        let (sent, host) = *one(random, &REFERRERS);
        made.referrer = host;
        event["referrer"] = json!(sent);
    }
    if search {
        let (sent, terms) = *one(random, &SEARCHES);
        made.search = terms;
        event["query"] = json!(sent);
    }
    of_somebody(random, &mut event, &mut made);
    (event, made)
}

/// Says whose a page view was, in one of the ways in which that can be said, in several, or in none.
fn of_somebody(random: &mut SmallRng, event: &mut Value, made: &mut Made) {
    if random.random_range(0..3) == 0 {
        let user_id = *one(random, &USERS);
        made.user_id = Some(user_id);
        event["user_id"] = user_id.parse().map_or(json!(user_id), |number: u32| json!(number));
    }
    match random.random_range(0..4) {
        0 => {
            let session_id = session(random.random_range(0..SESSIONS));
            event["session_id"] = json!(session_id);
            made.session_id = Some(session_id);
        }
        1 => {
            let session_key = format!("key-{}", random.random_range(0..300));
            event["session_key"] = json!(session_key);
            made.session_key = Some(session_key);
        }
        _ => {}
    }
}

/// A session that somebody starts: as it is posted, and its event as far as that is known.
pub fn sign_in(random: &mut SmallRng, now: DateTime<Utc>) -> (Value, Made) {
    let (user_id, place, agent) = (*one(random, &USERS), one(random, &PLACES), one(random, &AGENTS));
    let ip = address(random, place);
    let mut made = Made::plain("session.started", 0, now);
    (made.user_id, made.ip, made.place, made.agent) = (Some(user_id), Some(ip), Some(place), Some(agent));
    (json!({"user_id": user_id, "ip": ip, "user_agent": agent.sent}), made)
}
