//! Made-up page views: as JSON for the API and as columns for the floor, with the same content. And requests about
//! sessions.
//!
//! A request is built once; before it is sent again only its ids, times and key are written over in place, so that
//! sending costs next to nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

/// What an event carries `data` for: one in so many.
const WITH_DATA_ONE_IN: u64 = 7;
/// Characters of a time as it is written into a body.
const TIME_CHARS: usize = 27;
/// Characters of an id as it is written into a body.
const ID_CHARS: usize = 36;
/// Characters kept free for a key; a shorter one is followed by spaces, which HTTP ignores.
const KEY_CHARS: usize = 160;

/// What visitors come with.
pub const AGENTS: [&str; 5] = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
];
/// What the users of sessions come with: 130 bytes.
pub const SESSION_AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.3595.118";
const _: () = assert!(SESSION_AGENT.len() == 130);
/// Where they come from.
pub const SESSION_IP: &str = "203.0.113.77";
const SECTIONS: [&str; 6] = ["shoes", "lamps", "garden", "account", "search", "magazine"];

/// Numbers that look random enough, cheaply and the same in every run (xorshift64*).
pub struct Dice(u64);

impl Dice {
    /// Dice that throw another sequence for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 32) % bound
    }

    /// An id that a client would give: of version 7 for odd `index`, else of version 4.
    pub fn id(&mut self, index: usize, now: DateTime<Utc>) -> Uuid {
        let random = (u128::from(self.next()) << 64) | u128::from(self.next());
        if index.is_multiple_of(2) {
            return uuid::Builder::from_random_bytes(random.to_be_bytes()).into_uuid();
        }
        let mut ten = [0; 10];
        ten.copy_from_slice(&random.to_be_bytes()[..10]);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &ten).into_uuid()
    }
}

/// One page view.
pub struct View {
    /// Host name.
    pub host: String,
    /// Path.
    pub path: String,
    /// Query, or nothing.
    pub query: String,
    /// Referrer, or nothing.
    pub referrer: String,
    /// User agent.
    pub agent: &'static str,
    /// The visitor's address.
    pub ip: String,
    /// Status.
    pub status: i16,
    /// Duration.
    pub duration_ms: f32,
    /// User, or nothing.
    pub user_id: String,
    /// The members of `data` without braces, or nothing.
    pub data: String,
}

impl View {
    /// Throws a page view.
    pub fn thrown(dice: &mut Dice) -> Self {
        let section = SECTIONS[dice.below(6) as usize];
        let item = dice.below(50_000);
        let some = |yes: bool, text: String| if yes { text } else { String::new() };
        Self {
            host: "shop.example".to_owned(),
            path: format!("/{section}/{item}/details"),
            query: some(
                dice.below(10) < 4,
                format!("q={section}+{}&page={}&sort=price", dice.below(900), dice.below(9)),
            ),
            referrer: some(dice.below(10) < 6, format!("https://www.example.org/{section}?ref={}", dice.below(9_999))),
            agent: AGENTS[dice.below(5) as usize],
            ip: format!("203.0.{}.{}", dice.below(250), 1 + dice.below(250)),
            status: [200, 200, 200, 200, 304, 404, 302][dice.below(7) as usize],
            duration_ms: dice.below(4_000) as f32 / 8.0,
            user_id: some(dice.below(10) < 5, format!("user-{}", dice.below(20_000))),
            data: some(
                dice.below(WITH_DATA_ONE_IN) == 0,
                format!(
                    r#""get":{{"q":"{section}","page":"{}"}},"cart":{{"items":{},"total":129.5}}"#,
                    item % 9,
                    item % 5
                ),
            ),
        }
    }
}

/// A request that can be sent again and again.
pub struct Request {
    bytes: Vec<u8>,
    /// Where the next of the keys is written, and how many bytes are free for it.
    key_at: Option<(usize, usize)>,
    ids_at: Vec<usize>,
    times_at: Vec<usize>,
    dice: Dice,
    keys: Arc<Keys>,
}

/// Keys, or other texts, that requests use in turn.
pub struct Keys {
    keys: Vec<String>,
    next: AtomicUsize,
}

impl Keys {
    /// Uses these keys.
    pub fn new(keys: impl IntoIterator<Item = String>) -> Arc<Self> {
        Arc::new(Self { keys: keys.into_iter().collect(), next: AtomicUsize::new(0) })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.keys.len()
    }

    /// Bytes of the longest.
    fn width(&self) -> usize {
        self.keys.iter().map(String::len).max().unwrap_or_default()
    }
}

impl Request {
    /// `GET path`, without anything.
    pub fn get(path: &str) -> Self {
        let bytes = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes();
        let (ids_at, times_at) = (Vec::new(), Vec::new());
        Self { bytes, key_at: None, ids_at, times_at, dice: Dice::new(0), keys: Keys::new([]) }
    }

    /// `GET path` with a key.
    pub fn get_with_key(path: &str, key: &str) -> Self {
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n");
        Self { bytes: head.into_bytes(), ..Self::get(path) }
    }

    /// One event for `POST /v1/events`.
    pub fn event(seed: u64, keys: &Arc<Keys>) -> Self {
        Self::post("/v1/events", seed, keys, None)
    }

    /// One event with so many bytes of data.
    pub fn large_event(keys: &Arc<Keys>, data_bytes: usize) -> Self {
        let data = format!(r#""post":{{"text":"{}"}}"#, "x".repeat(data_bytes));
        let mut body = Vec::with_capacity(data_bytes + 1_024);
        let (id, time) = write_event(&mut body, &View { data, ..View::thrown(&mut Dice::new(1)) });
        Self::whole("/v1/events", keys, &body, vec![id], vec![time])
    }

    /// The same event for a route that does nothing with it.
    pub fn event_for_nothing(seed: u64) -> Self {
        Self::post("/nothing", seed, &Keys::new(["x".repeat(KEY_CHARS)]), None)
    }

    /// A batch of events for `POST /v1/events/batch`.
    pub fn batch(seed: u64, keys: &Arc<Keys>, events: usize) -> Self {
        Self::post("/v1/events/batch", seed, keys, Some(events))
    }

    fn post(path: &str, seed: u64, keys: &Arc<Keys>, events: Option<usize>) -> Self {
        let mut dice = Dice::new(seed + 1);
        let (mut body, mut ids, mut times) = (Vec::new(), Vec::new(), Vec::new());
        if events.is_some() {
            body.extend_from_slice(b"{\"events\":[");
        }
        for index in 0..events.unwrap_or(1) {
            if index > 0 {
                body.push(b',');
            }
            let (id, time) = write_event(&mut body, &View::thrown(&mut dice));
            ids.push(id);
            times.push(time);
        }
        if events.is_some() {
            body.extend_from_slice(b"]}");
        }
        Self::whole(path, keys, &body, ids, times)
    }

    /// A sign-in, of another user each time.
    pub fn sign_in(keys: &Arc<Keys>) -> Self {
        let user_id = "0".repeat(ID_CHARS);
        let (body, user_at) = sign_in_body(&user_id);
        Self::whole("/v1/sessions", keys, &body, vec![user_at], Vec::new())
    }

    /// A sign-in of this user.
    pub fn sign_in_of(user_id: &str, keys: &Arc<Keys>) -> Self {
        let (body, _) = sign_in_body(user_id);
        Self::whole("/v1/sessions", keys, &body, Vec::new(), Vec::new())
    }

    /// A check of the next token each time.
    pub fn check(key: &str, tokens: &Arc<Keys>) -> Self {
        const BEFORE: &str = "{\"token\":\"";
        const AFTER: &str = "\"}";
        let length = BEFORE.len() + tokens.width() + AFTER.len();
        let head = format!(
            "POST /v1/sessions/introspect HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        Self::in_turn(&(head + BEFORE), tokens, AFTER)
    }

    /// The end of the next session each time.
    pub fn revoke(key: &str, sessions: &Arc<Keys>) -> Self {
        let rest = format!(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n");
        Self::in_turn("DELETE /v1/sessions/", sessions, &rest)
    }

    /// The list of own sessions, for the user of the next token each time.
    pub fn my_sessions(tokens: &Arc<Keys>) -> Self {
        let before = "GET /v1/me/sessions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
        Self::in_turn(before, tokens, "\r\n\r\n")
    }

    /// The next decision each time, by its parameters.
    pub fn decide(key: &str, parameters: &Arc<Keys>) -> Self {
        let rest = format!(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n");
        Self::in_turn("GET /v1/decisions?", parameters, &rest)
    }

    /// `GET` of the next path each time.
    pub fn get_in_turn(paths: &Arc<Keys>) -> Self {
        Self::in_turn("GET ", paths, " HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    /// A request with the next of the texts, which are all of one length, in its middle.
    fn in_turn(before: &str, texts: &Arc<Keys>, after: &str) -> Self {
        let width = texts.width();
        let bytes = [before, &" ".repeat(width), after].concat().into_bytes();
        let (key_at, dice, keys) = (Some((before.len(), width)), Dice::new(0), Arc::clone(texts));
        Self { bytes, key_at, ids_at: Vec::new(), times_at: Vec::new(), dice, keys }
    }

    /// A request with a body, in which ids and times are at these places.
    fn whole(path: &str, keys: &Arc<Keys>, body: &[u8], ids: Vec<usize>, times: Vec<usize>) -> Self {
        let start = format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ");
        let rest = format!("\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
        let key_at = Some((start.len(), KEY_CHARS));
        let mut bytes = start.into_bytes();
        bytes.extend_from_slice(&[b' '; KEY_CHARS]);
        bytes.extend_from_slice(rest.as_bytes());
        let before = bytes.len();
        bytes.extend_from_slice(body);
        // Content repeats from run to run, ids never do.
        let dice = Dice::new(rand::random());
        let moved = |places: Vec<usize>| places.into_iter().map(|at| at + before).collect();
        Self { bytes, key_at, ids_at: moved(ids), times_at: moved(times), dice, keys: Arc::clone(keys) }
    }

    /// The bytes to send now, with new ids, the time and the next key.
    pub fn renewed(&mut self, now: DateTime<Utc>) -> &[u8] {
        if let Some((at, width)) = self.key_at {
            let turn = self.keys.next.fetch_add(1, Ordering::Relaxed);
            let key = &self.keys.keys[turn % self.keys.keys.len()];
            let (written, free) = self.bytes[at..at + width].split_at_mut(key.len());
            written.copy_from_slice(key.as_bytes());
            free.fill(b' ');
            if !self.times_at.is_empty() {
                let time = now.to_rfc3339_opts(SecondsFormat::Micros, true);
                for &at in &self.times_at {
                    self.bytes[at..at + TIME_CHARS].copy_from_slice(time.as_bytes());
                }
            }
            // A request of one event has ids of both kinds in turn.
            let odd = if self.ids_at.len() == 1 { turn } else { 0 };
            for (index, &at) in self.ids_at.iter().enumerate() {
                let id = self.dice.id(index + odd, now);
                id.hyphenated().encode_lower(&mut self.bytes[at..at + ID_CHARS]);
            }
        }
        &self.bytes
    }

    /// How many events it holds.
    pub fn events(&self) -> usize {
        self.ids_at.len()
    }

    /// How long it is.
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// The JSON of a sign-in, and where its user is.
fn sign_in_body(user_id: &str) -> (Vec<u8>, usize) {
    const BEFORE: &str = "{\"user_id\":\"";
    let body = format!("{BEFORE}{user_id}\",\"ip\":\"{SESSION_IP}\",\"user_agent\":\"{SESSION_AGENT}\"}}");
    (body.into_bytes(), BEFORE.len())
}

/// Writes the JSON of an event; returns where its id and its time are.
fn write_event(out: &mut Vec<u8>, view: &View) -> (usize, usize) {
    out.extend_from_slice(b"{\"id\":\"");
    let id_at = out.len();
    out.extend_from_slice(&[b'0'; ID_CHARS]);
    out.extend_from_slice(b"\",\"occurred_at\":\"");
    let time_at = out.len();
    out.extend_from_slice(&[b'0'; TIME_CHARS]);
    let (status, duration_ms) = (view.status, view.duration_ms);
    let rest = format!(r#"","method":"GET","status":{status},"duration_ms":{duration_ms}"#);
    out.extend_from_slice(rest.as_bytes());
    let texts = [
        ("host", view.host.as_str()),
        ("path", &view.path),
        ("query", &view.query),
        ("referrer", &view.referrer),
        ("user_agent", view.agent),
        ("remote_addr", &view.ip),
        ("user_id", &view.user_id),
    ];
    for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        out.extend_from_slice(format!(r#","{name}":"{text}""#).as_bytes());
    }
    if !view.data.is_empty() {
        out.extend_from_slice(format!(r#","data":{{{}}}"#, view.data).as_bytes());
    }
    out.push(b'}');
    (id_at, time_at)
}
