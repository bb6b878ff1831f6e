//! Events as they travel: what is posted, and what is answered.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::entry::EVENT_BYTES_MAX;
use domain::geoip::Locator;
use domain::id::{EventId, SessionId};
use domain::labels::{LabelStyle, Location, device_cached};
use domain::log::read::StoredEvent;
use domain::sessions::Stored;
use poem_openapi::types::Any;
use poem_openapi::{ApiResponse, Enum, Object};

use crate::body::{BATCH_BYTES_MAX, BodyLimit};
use crate::error::ProblemPlace;
use crate::sessions::wire::SessionState;

/// A page view as the application saw it. Only `method` and a path (`path`, or `url` with one) are required.
///
/// Values that are secret, by the name of their field or by their form, are replaced before anything is stored; what
/// was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed here is refused, so that
/// nothing is lost by a typing mistake.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PostedEvent {
    /// The client's id of the event: any UUID, or one of Gatebook's event ids. Posting the same id with the same
    /// `occurred_at` again stores nothing and answers the first position.
    #[oai(validator(max_length = 64))]
    id: Option<String>,
    /// Instead of an id: any text that names the event (a file's name and line). Not stored; the id follows from it.
    #[oai(validator(max_length = 1024))]
    id_seed: Option<String>,
    /// When it happened (RFC 3339). Without it: the time inside an id of version 7, else the time of the receipt. More
    /// than 5 minutes ahead is cut to the time of the receipt.
    occurred_at: Option<DateTime<Utc>>,
    /// The HTTP method, at most 16 characters.
    #[oai(validator(max_length = 16, min_length = 1))]
    method: String,
    /// The whole URL, or path and query of one. Not together with `host`, `path` or `query`.
    #[oai(validator(max_length = 24576))]
    url: Option<String>,
    /// Host name, with the port if it is not the usual one; at most 255 bytes.
    #[oai(validator(max_length = 255))]
    host: Option<String>,
    /// Path, at most 8 KiB.
    #[oai(validator(max_length = 8192))]
    path: Option<String>,
    /// Query without the question mark, at most 16 KiB.
    #[oai(validator(max_length = 16384))]
    query: Option<String>,
    /// HTTP status, 100 to 999.
    #[oai(validator(minimum(value = "100"), maximum(value = "999")))]
    status: Option<u16>,
    /// How long the answer took, in milliseconds.
    #[oai(validator(minimum(value = "0")))]
    duration_ms: Option<f64>,
    /// Bytes of the answer's body.
    #[oai(validator(minimum(value = "0")))]
    bytes_sent: Option<i64>,
    /// The `Referer` header, at most 8 KiB.
    #[oai(validator(max_length = 8192))]
    referrer: Option<String>,
    /// The `User-Agent` header; the first KiB is kept.
    user_agent: Option<String>,
    /// The application's own name of the user, at most 256 bytes.
    #[oai(validator(max_length = 256))]
    user_id: Option<String>,
    /// A session of Gatebook (`ses_…`). Not together with `session_key`.
    #[oai(validator(max_length = 64))]
    session_id: Option<String>,
    /// The application's own session key; only a keyed hash of it is stored.
    #[oai(validator(max_length = 1024))]
    session_key: Option<String>,
    /// The visitor's address, when the application knows it. Not together with `remote_addr`.
    #[oai(validator(max_length = 128))]
    ip: Option<String>,
    /// The address of the TCP connection. With `x_forwarded_for` and the tenant's trusted proxies, the visitor's
    /// address follows from it.
    #[oai(validator(max_length = 128))]
    remote_addr: Option<String>,
    /// The `X-Forwarded-For` header, or all of them in their order, joined by commas.
    #[oai(validator(max_length = 8192))]
    x_forwarded_for: Option<String>,
    /// What the request carried: `get` and `post` (names to values, or lists of values), and whatever else the
    /// application wants to keep.
    data: Option<HashMap<String, Any<serde_json::Value>>>,
}

impl BodyLimit for PostedEvent {
    // A larger event is refused with its own limit named, not that of the body.
    const BYTES_MAX: usize = EVENT_BYTES_MAX + 1024;
}

/// Many page views: at most 10,000 and 10 MiB.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PostedBatch {
    /// The events, stored in this order.
    #[oai(validator(max_items = 10000))]
    events: Vec<PostedEvent>,
}

impl BodyLimit for PostedBatch {
    const BYTES_MAX: usize = BATCH_BYTES_MAX;
}

/// An event that was taken.
#[derive(Object)]
pub struct AppendedEvent {
    /// The event's id (`evt_…`); absent when an ignore rule dropped it.
    #[oai(skip_serializing_if_is_none)]
    pub id: Option<String>,
    /// Its position in the tenant's log, from 1; absent when an ignore rule dropped it.
    #[oai(skip_serializing_if_is_none)]
    pub position: Option<i64>,
    /// Whether it was there before: the position is that of the first time.
    pub duplicate: bool,
    /// Whether an ignore rule of the tenant dropped it.
    pub ignored: bool,
    /// JSON pointers into the posted event, of every value that was replaced.
    pub redacted: Vec<String>,
}

/// What became of a batch.
#[derive(Object, Default)]
pub struct BatchResult {
    /// Events that got a position now.
    pub accepted: u32,
    /// Events that were there before.
    pub duplicates: u32,
    /// Events that an ignore rule dropped.
    pub ignored: u32,
    /// Events that do not fit; the others are stored.
    pub rejected: u32,
    /// The first position that was given now.
    #[oai(skip_serializing_if_is_none)]
    pub first_position: Option<i64>,
    /// The last position that was given now; those between are this batch's too.
    #[oai(skip_serializing_if_is_none)]
    pub last_position: Option<i64>,
    /// One entry for each event that was not plainly accepted, in the order of the batch.
    pub results: Vec<ItemResult>,
}

/// What became of an event that was not plainly accepted.
#[derive(Object)]
pub struct ItemResult {
    /// Its place in the batch, from 0; of lines, blank ones are not counted.
    pub index: u32,
    /// What became of it.
    pub code: ItemCode,
    /// The position that it has had before, of a duplicate.
    #[oai(skip_serializing_if_is_none)]
    pub position: Option<i64>,
    /// What does not fit, by JSON pointer into the event; empty for an event that was there before or is ignored.
    pub errors: Vec<ProblemPlace>,
    /// Whether the same event may be taken later.
    pub retryable: bool,
}

/// What became of an event of a batch.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
pub enum ItemCode {
    /// It was there before.
    Duplicate,
    /// An ignore rule dropped it.
    Ignored,
    /// It does not fit.
    Invalid,
    /// Its id belongs to another event.
    EventIdTaken,
}

/// The quota's state, as headers.
pub struct RateHeaders {
    /// `RateLimit`.
    pub limit: Option<String>,
    /// `RateLimit-Policy`.
    pub policy: Option<String>,
}

/// The answer to one event.
#[derive(ApiResponse)]
pub enum AppendAnswer {
    /// It is in the log, durable.
    #[oai(status = 201)]
    Created(
        poem_openapi::payload::Json<AppendedEvent>,
        /// What is left of the key's quota: `"events";r=<left>;t=<seconds>`.
        #[oai(header = "RateLimit")]
        Option<String>,
        /// The key's quota: `"events";q=<events>;w=<seconds>`.
        #[oai(header = "RateLimit-Policy")]
        Option<String>,
    ),
}

/// The answer to a batch.
#[derive(ApiResponse)]
pub enum BatchAnswer {
    /// What fits is in the log, durable; the result names the rest.
    #[oai(status = 200)]
    Ok(
        poem_openapi::payload::Json<BatchResult>,
        /// What is left of the key's quota: `"events";r=<left>;t=<seconds>`.
        #[oai(header = "RateLimit")]
        Option<String>,
        /// The key's quota: `"events";q=<events>;w=<seconds>`.
        #[oai(header = "RateLimit-Policy")]
        Option<String>,
    ),
}

/// An event of the log.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Event {
    /// Its id.
    id: String,
    /// Its position in the tenant's log, from 1, without gaps.
    pub position: i64,
    /// `access`, or what happened to the tenant itself: `tenant.created`, `key.revoked`, …
    #[oai(rename = "type")]
    pub kind: String,
    /// When it happened, as the client says.
    occurred_at: DateTime<Utc>,
    /// When it was stored.
    recorded_at: DateTime<Utc>,
    /// HTTP method, upper case.
    method: Option<String>,
    /// Host name.
    host: Option<String>,
    /// Path.
    path: Option<String>,
    /// Query without the question mark, redacted.
    query: Option<String>,
    /// HTTP status.
    status: Option<i16>,
    /// How long the answer took, in milliseconds.
    duration_ms: Option<f64>,
    /// Bytes of the answer's body.
    bytes_sent: Option<i64>,
    /// The `Referer` header, redacted.
    referrer: Option<String>,
    /// The visitor's address.
    ip: Option<String>,
    /// The `User-Agent` header.
    user_agent: Option<String>,
    /// The application's own name of the user.
    user_id: Option<String>,
    /// What it was requested with, such as `Safari on iPhone`; absent when that is not known.
    device: Option<String>,
    /// The browser of that; also an app, bot or tool.
    browser: Option<String>,
    /// The platform of that.
    platform: Option<String>,
    /// `browser`, `app`, `bot`, `tool` or `unknown`; absent without an agent.
    device_kind: Option<String>,
    /// Where the address is, such as `Zwolle, The Netherlands`: the city and the country, or the country alone; absent
    /// when that is not known. Where the installation uses a database of DB-IP's, show "IP Geolocation by DB-IP" with a
    /// link to https://db-ip.com beside it.
    location: Option<String>,
    /// The country of that, as ISO 3166-1 alpha-2.
    country: Option<String>,
    /// The city of that.
    city: Option<String>,
    /// The session of Gatebook, as the application named it.
    session_id: Option<String>,
    /// How that session stands now; absent when there is none with this id.
    session: Option<SessionOfEvent>,
    /// A keyed hash of the application's own session key: equal for equal keys.
    session_key_hash: Option<String>,
    /// What the request carried, redacted.
    pub data: Option<Any<serde_json::Value>>,
    /// JSON pointers into the posted event, of every value that was replaced.
    redacted: Vec<String>,
}

/// The session that an event belongs to.
#[derive(Object)]
pub struct SessionOfEvent {
    /// Its public id (`ses_…`): with it the session can be looked at, and ended.
    id: String,
    /// How it stands now.
    state: SessionState,
}

impl SessionOfEvent {
    fn of(stored: &Stored) -> Self {
        Self { id: stored.session.session_id.to_string(), state: stored.session.state.into() }
    }
}

impl Event {
    /// An event with its words, and with the one of `sessions` that it belongs to.
    pub fn of(event: StoredEvent, sessions: &HashMap<SessionId, Stored>, locator: &Locator) -> Self {
        let device = event.user_agent.as_deref().map(device_cached);
        let place = event.ip.as_deref().and_then(|ip| ip.parse().ok()).and_then(|ip| locator.locate(ip));
        let session = event.session_id.and_then(|id| sessions.get(&id));
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self {
            device: device.as_ref().and_then(|device| device.label(LabelStyle::Plain)),
            browser: device.as_ref().and_then(|device| owned(device.browser())),
            platform: device.as_ref().and_then(|device| owned(device.platform())),
            device_kind: device.map(|device| device.kind().name().to_owned()),
            location: place.as_ref().map(Location::label),
            country: place.as_ref().and_then(|place| owned(place.country_code())),
            city: place.as_ref().and_then(|place| owned(place.city())),
            session: session.map(SessionOfEvent::of),
            id: event.event_id.to_string(),
            position: event.position.0,
            kind: event.kind,
            occurred_at: event.occurred_at,
            recorded_at: event.recorded_at,
            method: event.method,
            host: event.host,
            path: event.path,
            query: event.query,
            status: event.status,
            duration_ms: event.duration_ms.map(shortest),
            bytes_sent: event.bytes_sent,
            referrer: event.referrer,
            ip: event.ip,
            user_agent: event.user_agent,
            user_id: event.user_id,
            session_id: event.session_id.map(|id: SessionId| id.to_string()),
            session_key_hash: event.session_key_hash.as_deref().map(hex),
            data: event.data.map(Any),
            redacted: event.redacted,
        }
    }
}

/// The number that a reader would write: widening as it is would show digits that were never sent.
fn shortest(number: f32) -> f64 {
    number.to_string().parse().unwrap_or_else(|_| f64::from(number))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page of events.
#[derive(Object)]
pub struct EventPage {
    /// In the order that was asked for.
    pub events: Vec<Event>,
    /// Where the next page goes on; absent at the end. A page may be short or empty and have one: a page looks at
    /// 100,000 positions at most.
    #[oai(skip_serializing_if_is_none)]
    pub next: Option<String>,
}

/// What would be stored of an event.
#[derive(Object)]
pub struct RedactionPreview {
    /// Whether an ignore rule would drop it.
    pub ignored: bool,
    /// The event as it would be stored, without position and time of storing.
    #[oai(skip_serializing_if_is_none)]
    pub event: Option<PreviewedEvent>,
    /// JSON pointers into the posted event, of every value that would be replaced.
    pub redacted: Vec<String>,
}

/// An event as it would be stored.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PreviewedEvent {
    /// When it happened.
    occurred_at: DateTime<Utc>,
    /// HTTP method, upper case.
    method: Option<String>,
    /// Host name.
    host: Option<String>,
    /// Path.
    path: Option<String>,
    /// Query without the question mark.
    query: Option<String>,
    /// The `Referer` header.
    referrer: Option<String>,
    /// The visitor's address, after the tenant's capture switch.
    ip: Option<String>,
    /// The `User-Agent` header.
    user_agent: Option<String>,
    /// The application's own name of the user.
    user_id: Option<String>,
    /// What the request carried.
    data: Option<Any<serde_json::Value>>,
}

impl From<domain::entry::Entry> for PreviewedEvent {
    fn from(entry: domain::entry::Entry) -> Self {
        Self {
            occurred_at: entry.occurred_at,
            method: entry.method,
            host: entry.host,
            path: entry.path,
            query: entry.query,
            referrer: entry.referrer,
            ip: entry.ip.map(|ip| ip.to_string()),
            user_agent: entry.user_agent,
            user_id: entry.user_id,
            data: entry.data.and_then(|data| serde_json::from_str(&data).ok()).map(Any),
        }
    }
}

/// The id of an event as it is written.
#[must_use]
pub fn event_id(id: EventId) -> String {
    id.to_string()
}
