//! Each member of an event: what it must be, what is kept of it, and what belongs together.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, Utc};
use entity::id::{EventId, SessionId};
use uuid::Uuid;

use super::posted::{Field, Posted, Scalar};
use super::{
    ADDRESS_BYTES_MAX, AHEAD_MAX, FORWARDED_BYTES_MAX, HOST_BYTES_MAX, IgnoredPath, METHOD_BYTES_MAX, PATH_BYTES_MAX,
    QUERY_BYTES_MAX, REFERRER_BYTES_MAX, Rules, SEED_BYTES_MAX, SHORT_BYTES_MAX, URL_BYTES_MAX, USER_AGENT_BYTES_KEPT,
    USER_ID_BYTES_MAX, url,
};
use crate::client_address::{capture, client_address, parse_address};
use crate::entry::{EVENT_BYTES_MAX, Entry, Identity, Keep, SESSION_KEY_HASH_BYTES};
use crate::error::Fault;
use crate::redaction::{Places, Redactor};

/// The entry that a posted event makes; `None` when its path is ignored.
pub(super) fn take(
    posted: Posted<'_>,
    rules: &Rules,
    received_at: DateTime<Utc>,
    ignored: IgnoredPath,
    new_id: &mut impl FnMut() -> Uuid,
) -> Result<Option<Entry>, Vec<Fault>> {
    let mut reader = Reader { rules, posted, ignored, places: Places::default() };
    let entry = reader.take(received_at, new_id);
    if reader.posted.faults.is_empty() { Ok(entry) } else { Err(reader.posted.faults) }
}

/// Takes an event apart, member by member, gathering faults and places.
struct Reader<'a, 'r> {
    rules: &'r Rules,
    posted: Posted<'a>,
    ignored: IgnoredPath,
    places: Places,
}

/// Where an event happened, as it was sent.
#[derive(Default)]
struct Target<'a> {
    host: Option<Cow<'a, str>>,
    path: Cow<'a, str>,
    query: Option<Cow<'a, str>>,
}

impl<'a> Reader<'a, '_> {
    /// The entry; `None` when the path is ignored. Meaningless when there are faults.
    fn take(&mut self, received_at: DateTime<Utc>, new_id: &mut impl FnMut() -> Uuid) -> Option<Entry> {
        let received_at = to_microseconds(received_at);
        let method = self.method();
        let target = self.target();
        let (id, occurred_at) = (self.id(), self.occurred_at());
        let (status, duration_ms, bytes_sent) = (self.status(), self.duration_ms(), self.bytes_sent());
        let (session_id, session_key_hash) = self.session();
        let ip = self.address();
        let user_id = self.user_id();
        let referrer = self.text(Field::Referrer, REFERRER_BYTES_MAX);
        let user_agent = self.text(Field::UserAgent, EVENT_BYTES_MAX);
        let dropped = self.ignored == IgnoredPath::Drop && self.rules.ignored.matches(&target.path);
        if dropped || !self.posted.faults.is_empty() {
            return None;
        }

        let time = settle_time(id, occurred_at, received_at);
        let redactor = &self.rules.redactor;
        let places = &mut self.places;
        let host = target.host.map(Cow::into_owned);
        let path = redactor.path(target.path, places).into_owned();
        let query = target.query.map(|query| redactor.query(query, "/query", places).into_owned());
        let referrer = referrer.map(|referrer| redactor.url(referrer, "/referrer", places).into_owned());
        let user_agent = user_agent
            .filter(|_| self.rules.capture_user_agent)
            .map(|agent| cut(redactor.text(agent, "/user_agent", places), USER_AGENT_BYTES_KEPT));
        let user_id = user_id.map(|user_id| redactor.text(user_id, "/user_id", places).into_owned());
        let data = self.data(time.claimed);
        Some(Entry {
            event_id: id.unwrap_or_else(|| EventId(new_id())),
            identity: time.identity,
            occurred_at: time.occurred_at,
            kind: Cow::Borrowed("access"),
            keep: Keep::Retention,
            session_id,
            session_key_hash,
            user_id,
            ip,
            user_agent,
            method,
            host,
            path: Some(path),
            query,
            status,
            duration_ms,
            bytes_sent,
            referrer,
            data,
            redacted: self.redacted(),
        })
    }

    fn redacted(&mut self) -> Vec<String> {
        let mut places = std::mem::take(&mut self.places);
        for pointer in std::mem::take(&mut self.posted.places).into_pointers() {
            places.note(&pointer);
        }
        places.into_pointers()
    }

    /// The object to store, with our own members before those of the client.
    fn data(&mut self, claimed: Option<DateTime<Utc>>) -> Option<String> {
        let members = std::mem::take(&mut self.posted.data);
        if members.is_empty() && claimed.is_none() {
            return None;
        }
        let mut data = String::with_capacity(members.len() + 80);
        data.push_str("{\"v\":1");
        if let Some(claimed) = claimed {
            data.push_str(",\"occurred_at_claimed\":\"");
            data.push_str(&claimed.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
            data.push('"');
        }
        data.push_str(&members);
        data.push('}');
        Some(data)
    }

    fn fault(&mut self, field: Field, detail: &str) {
        self.posted.faults.push(Fault::new(field.pointer(), detail));
    }

    /// The fault of a member that is missing, unless another is known of it.
    fn required(&mut self, field: Field, detail: &str) {
        if !self.posted.faults.iter().any(|fault| fault.pointer == field.pointer()) {
            self.fault(field, detail);
        }
    }

    /// A text of at most `bytes_max` bytes.
    fn text(&mut self, field: Field, bytes_max: usize) -> Option<Cow<'a, str>> {
        let text = match self.posted.take(field) {
            Scalar::Absent => return None,
            Scalar::Text(text) => text,
            _ => {
                self.fault(field, "expected a string");
                return None;
            }
        };
        if text.len() > bytes_max {
            self.fault(field, &format!("longer than {bytes_max} bytes"));
            return None;
        }
        if text.is_empty() {
            return None;
        }
        Some(without_nul(text))
    }

    /// A text that is parsed; one that does not parse is a fault.
    fn parsed<T>(&mut self, field: Field, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(field, SHORT_BYTES_MAX)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.fault(field, expected);
        }
        parsed
    }

    /// Whether both of two members were sent, which is a fault of the second.
    fn both(&mut self, one: Field, other: Field) -> bool {
        let both = self.posted.has(one) && self.posted.has(other);
        if both {
            self.fault(other, &format!("not together with `{}`", &one.pointer()[1..]));
        }
        both
    }

    fn id(&mut self) -> Option<EventId> {
        if self.both(Field::Id, Field::IdSeed) {
            return None;
        }
        let seed = self.text(Field::IdSeed, SEED_BYTES_MAX);
        let id = self.parsed(Field::Id, "expected a UUID, or evt_ and 32 hexadecimal digits", |text| text.parse().ok());
        id.or_else(|| seed.map(|seed| self.rules.id_of_seed(&seed)))
    }

    fn occurred_at(&mut self) -> Option<DateTime<Utc>> {
        let expected = "expected a time of RFC 3339 with an offset, in the years 1970 to 9999";
        self.parsed(Field::OccurredAt, expected, |text| {
            let time = to_microseconds(DateTime::parse_from_rfc3339(text).ok()?.to_utc());
            (1970..=9999).contains(&time.year()).then_some(time)
        })
    }

    fn method(&mut self) -> Option<String> {
        let expected = "expected letters, `-` and `_`";
        match self.text(Field::Method, METHOD_BYTES_MAX) {
            Some(method) if method.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-_".contains(&byte)) => {
                Some(method.to_ascii_uppercase())
            }
            Some(_) => {
                self.fault(Field::Method, expected);
                None
            }
            None => {
                self.required(Field::Method, "required");
                None
            }
        }
    }

    /// Host, path and query, from `url` or one by one.
    fn target(&mut self) -> Target<'a> {
        for field in [Field::Host, Field::Path, Field::Query] {
            if self.both(Field::Url, field) {
                return Target::default();
            }
        }
        if self.posted.has(Field::Url) {
            return self.url().unwrap_or_default();
        }
        let path = self.text(Field::Path, PATH_BYTES_MAX);
        if path.is_none() {
            self.required(Field::Path, "required, unless there is `url`");
        }
        let query = self.text(Field::Query, QUERY_BYTES_MAX);
        let query = query.map(|query| match query.strip_prefix('?') {
            Some(rest) => Cow::Owned(rest.to_owned()),
            None => query,
        });
        let host = self.text(Field::Host, HOST_BYTES_MAX);
        let host = host.map(|host| self.host(&host, &[":80", ":443"])).filter(|host| !host.is_empty());
        Target { host, path: path.unwrap_or_default(), query: query.filter(|query| !query.is_empty()) }
    }

    fn url(&mut self) -> Option<Target<'a>> {
        let url = match self.text(Field::Url, URL_BYTES_MAX) {
            Some(url) => url,
            None => {
                self.required(Field::Url, "required, unless there is `path`");
                return None;
            }
        };
        let url = match Redactor::without_userinfo(&url) {
            Some(bare) => Cow::Owned(bare),
            None => url,
        };
        let pieces = url::cut(&url);
        let host = pieces.host.filter(|host| !host.is_empty());
        let query = pieces.query.filter(|query| !query.is_empty());
        // What stands for the userinfo may be longer than it was, and is not stored.
        let named = host.map(|host| host.rsplit_once('@').map_or(host, |(_userinfo, named)| named));
        for (piece, name, bytes_max) in [
            (named, "host", HOST_BYTES_MAX),
            (Some(pieces.path), "path", PATH_BYTES_MAX),
            (query, "query", QUERY_BYTES_MAX),
        ] {
            if piece.is_some_and(|piece| piece.len() > bytes_max) {
                self.fault(Field::Url, &format!("its {name} is longer than {bytes_max} bytes"));
                return None;
            }
        }
        let ports: &[&str] = pieces.default_port.as_slice();
        Some(Target {
            host: host.map(|host| self.host(host, ports)).filter(|host| !host.is_empty()),
            path: Cow::Owned(pieces.path.to_owned()),
            query: query.map(|query| Cow::Owned(query.to_owned())),
        })
    }

    /// A host in lower case, without a default port and without secrets: userinfo, which does not belong there, and
    /// whatever has the form of one, which it would lose in lower case.
    fn host(&mut self, host: &str, default_ports: &[&str]) -> Cow<'a, str> {
        let host = match host.rsplit_once('@') {
            Some((_userinfo, host)) => {
                self.places.note(Field::Host.pointer());
                host
            }
            None => host,
        };
        let host = self.rules.redactor.text(Cow::Borrowed(host), Field::Host.pointer(), &mut self.places);
        Cow::Owned(url::host(&host, default_ports).into_owned())
    }

    fn status(&mut self) -> Option<i16> {
        let status = match self.posted.take(Field::Status) {
            Scalar::Absent => return None,
            Scalar::Unsigned(status) => i16::try_from(status).ok().filter(|status| (100..=999).contains(status)),
            _ => None,
        };
        if status.is_none() {
            self.fault(Field::Status, "expected a whole number from 100 to 999");
        }
        status
    }

    fn duration_ms(&mut self) -> Option<f32> {
        let duration = match self.posted.take(Field::DurationMs) {
            Scalar::Absent => return None,
            Scalar::Unsigned(duration) => Some(duration as f32),
            Scalar::Float(duration) if duration >= 0.0 => Some(duration as f32).filter(|short| short.is_finite()),
            _ => None,
        };
        if duration.is_none() {
            self.fault(Field::DurationMs, "expected a number of milliseconds, not negative");
        }
        // -0.0 is not negative, but reads so.
        duration.map(f32::abs)
    }

    fn bytes_sent(&mut self) -> Option<i64> {
        let bytes = match self.posted.take(Field::BytesSent) {
            Scalar::Absent => return None,
            Scalar::Unsigned(bytes) => i64::try_from(bytes).ok(),
            _ => None,
        };
        if bytes.is_none() {
            self.fault(Field::BytesSent, "expected a whole number of bytes, not negative");
        }
        bytes
    }

    fn user_id(&mut self) -> Option<Cow<'a, str>> {
        let integer = match self.posted.scalar(Field::UserId) {
            Scalar::Signed(integer) => Some(integer.to_string()),
            Scalar::Unsigned(integer) => Some(integer.to_string()),
            _ => None,
        };
        match integer {
            Some(integer) => Some(Cow::Owned(integer)),
            None => self.text(Field::UserId, USER_ID_BYTES_MAX),
        }
    }

    fn session(&mut self) -> (Option<SessionId>, Option<[u8; SESSION_KEY_HASH_BYTES]>) {
        if self.both(Field::SessionId, Field::SessionKey) {
            return (None, None);
        }
        let expected = "expected ses_ and 32 hexadecimal digits";
        let id = self.parsed(Field::SessionId, expected, |text| text.starts_with("ses_").then(|| text.parse().ok())?);
        let key = self.text(Field::SessionKey, SEED_BYTES_MAX);
        (id, key.map(|key| self.rules.session_key_hash(&key)))
    }

    /// The client's address after the tenant's capture switch.
    fn address(&mut self) -> Option<std::net::IpAddr> {
        if self.both(Field::Ip, Field::RemoteAddr) || self.both(Field::Ip, Field::XForwardedFor) {
            return None;
        }
        let ip = self.text(Field::Ip, ADDRESS_BYTES_MAX);
        let parsed = ip.as_deref().map(parse_address);
        if parsed == Some(None) {
            self.fault(Field::Ip, "expected an IP address");
        }
        let remote_addr = self.text(Field::RemoteAddr, ADDRESS_BYTES_MAX);
        let forwarded = self.text(Field::XForwardedFor, FORWARDED_BYTES_MAX);
        let client = match parsed {
            Some(ip) => ip,
            None => client_address(remote_addr.as_deref(), forwarded.as_deref(), &self.rules.trusted_proxies),
        };
        capture(client?, self.rules.capture_ip)
    }
}

/// When an event happened, and how sure a repeat is to say the same.
struct Settled {
    occurred_at: DateTime<Utc>,
    identity: Identity,
    /// The time that was claimed, when it was too far ahead to be believed.
    claimed: Option<DateTime<Utc>>,
}

fn settle_time(id: Option<EventId>, occurred_at: Option<DateTime<Utc>>, received_at: DateTime<Utc>) -> Settled {
    let claimed = occurred_at.or_else(|| id.and_then(time_of_id));
    let ahead = claimed.filter(|time| *time - received_at > AHEAD_MAX);
    let believed = if ahead.is_some() { None } else { claimed };
    let identity = match (id, believed) {
        (None, _) => Identity::Ours,
        (Some(_), Some(_)) => Identity::Stable,
        (Some(_), None) => Identity::Receipt,
    };
    Settled { occurred_at: believed.unwrap_or(received_at), identity, claimed: ahead }
}

/// The time inside a version 7 id.
fn time_of_id(EventId(id): EventId) -> Option<DateTime<Utc>> {
    if id.get_version_num() != 7 {
        return None;
    }
    let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}

/// As precise as PostgreSQL keeps it; a leap second becomes the first of the next minute.
fn to_microseconds(time: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(time.timestamp_micros()).unwrap_or(time)
}

/// PostgreSQL keeps no U+0000.
fn without_nul(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(0, text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace('\0', "\u{FFFD}"))
}

/// At most `bytes_max` bytes of a text, cut between characters.
fn cut(text: Cow<'_, str>, bytes_max: usize) -> String {
    let mut text = text.into_owned();
    text.truncate(text.floor_char_boundary(bytes_max));
    text
}
