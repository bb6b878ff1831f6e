//! The fields of a log line, by what they are to an event. [`VARIABLES`] says it of every name that is known.

use std::borrow::Cow;

/// What a field fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The connection's address; a host name where the server looks names up.
    Address,
    /// The visitor's address, for who knows it.
    Ip,
    /// The header `X-Forwarded-For`.
    Forwarded,
    /// The user's name.
    User,
    /// When it happened.
    Time,
    /// The whole request line: method, target and protocol.
    Request,
    /// The method alone.
    Method,
    /// Path and query, or a whole URL.
    Target,
    /// The path alone.
    Path,
    /// The query alone.
    Query,
    /// The status.
    Status,
    /// Bytes of the answer's body.
    BodyBytes,
    /// Bytes of the whole answer, which is taken when those of the body are not there.
    Bytes,
    /// How long it took, in seconds.
    Seconds,
    /// How long it took, in milliseconds.
    Milliseconds,
    /// The header `Referer`.
    Referrer,
    /// The header `User-Agent`.
    Agent,
    /// The host's name.
    Host,
    /// The host's port.
    Port,
}

/// How many slots there are.
const SLOTS: usize = Slot::Port as usize + 1;

/// What becomes of a variable of a log format, or of a member of a JSON line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// It fills a slot.
    Fills(Slot),
    /// It is the member of this name, as it is; in lines of JSON only.
    Member(&'static str),
    /// It says nothing that an event keeps.
    Dropped,
    /// It is kept in `data`, under its name.
    Kept,
}

/// The names that are known: nginx's variables, then the members of an event. Upper and lower case are the same, so the
/// names of CGI fit too. Any other name is kept in `data`.
pub const VARIABLES: [(&str, Variable); 46] = [
    ("remote_addr", Variable::Fills(Slot::Address)),
    ("http_x_forwarded_for", Variable::Fills(Slot::Forwarded)),
    ("remote_user", Variable::Fills(Slot::User)),
    ("time_local", Variable::Fills(Slot::Time)),
    ("time_iso8601", Variable::Fills(Slot::Time)),
    ("msec", Variable::Fills(Slot::Time)),
    ("request", Variable::Fills(Slot::Request)),
    ("request_method", Variable::Fills(Slot::Method)),
    ("request_uri", Variable::Fills(Slot::Target)),
    ("uri", Variable::Fills(Slot::Path)),
    ("document_uri", Variable::Fills(Slot::Path)),
    ("args", Variable::Fills(Slot::Query)),
    ("query_string", Variable::Fills(Slot::Query)),
    ("status", Variable::Fills(Slot::Status)),
    ("body_bytes_sent", Variable::Fills(Slot::BodyBytes)),
    ("bytes_sent", Variable::Fills(Slot::Bytes)),
    ("request_time", Variable::Fills(Slot::Seconds)),
    ("http_referer", Variable::Fills(Slot::Referrer)),
    ("http_user_agent", Variable::Fills(Slot::Agent)),
    ("http_host", Variable::Fills(Slot::Host)),
    ("host", Variable::Fills(Slot::Host)),
    ("server_name", Variable::Fills(Slot::Host)),
    ("server_port", Variable::Fills(Slot::Port)),
    ("remote_logname", Variable::Dropped),
    ("server_protocol", Variable::Dropped),
    ("connection", Variable::Dropped),
    ("connection_requests", Variable::Dropped),
    ("pipe", Variable::Dropped),
    ("time", Variable::Fills(Slot::Time)),
    ("timestamp", Variable::Fills(Slot::Time)),
    ("@timestamp", Variable::Fills(Slot::Time)),
    ("occurred_at", Variable::Fills(Slot::Time)),
    ("method", Variable::Fills(Slot::Method)),
    ("url", Variable::Fills(Slot::Target)),
    ("path", Variable::Fills(Slot::Path)),
    ("query", Variable::Fills(Slot::Query)),
    ("duration_ms", Variable::Fills(Slot::Milliseconds)),
    ("referrer", Variable::Fills(Slot::Referrer)),
    ("user_agent", Variable::Fills(Slot::Agent)),
    ("user_id", Variable::Fills(Slot::User)),
    ("ip", Variable::Fills(Slot::Ip)),
    ("x_forwarded_for", Variable::Fills(Slot::Forwarded)),
    ("session_id", Variable::Member("session_id")),
    ("session_key", Variable::Member("session_key")),
    ("id", Variable::Member("id")),
    ("id_seed", Variable::Member("id_seed")),
];

impl Variable {
    /// What becomes of a variable of this name.
    pub fn named(name: &str) -> Self {
        let known = VARIABLES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        known.map_or(Self::Kept, |(_, variable)| *variable)
    }
}

/// What is kept in `data`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept<'l> {
    /// A text.
    Text(Cow<'l, [u8]>),
    /// A value as it stands in a line of JSON.
    Json(&'l str),
}

/// The fields of one line.
#[derive(Debug, Default)]
pub struct Fields<'l> {
    slots: [Option<Cow<'l, [u8]>>; SLOTS],
    /// Members of an event, as they stand in a line of JSON.
    pub members: Vec<(&'static str, &'l str)>,
    /// The members of `data` of a line of JSON, without braces.
    pub data: &'l str,
    /// Whether nothing says that the line is one of a server's log: a line of JSON may be anything.
    pub may_be_anything: bool,
    /// What else belongs into `data`, by name.
    pub kept: Vec<(Cow<'l, str>, Kept<'l>)>,
}

impl<'l> Fields<'l> {
    /// Of a line that may be anything.
    pub fn of_anything() -> Self {
        Self { may_be_anything: true, ..Self::default() }
    }

    /// Fills a slot; the first to come stays. An empty field and one that is `-` fill nothing.
    pub fn fill(&mut self, slot: Slot, field: Cow<'l, [u8]>) {
        let place = &mut self.slots[slot as usize];
        if place.is_none() && !matches!(&*field, b"" | b"-") {
            *place = Some(field);
        }
    }

    /// Whether something fills a slot.
    pub fn has(&self, slot: Slot) -> bool {
        self.slots[slot as usize].is_some()
    }

    /// Takes what fills a slot.
    pub fn take(&mut self, slot: Slot) -> Option<Cow<'l, [u8]>> {
        self.slots[slot as usize].take()
    }
}
