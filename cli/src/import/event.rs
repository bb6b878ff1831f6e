//! From the fields of a log line to an event as the API takes it, written straight into a batch.
//!
//! What real logs have is an event, too: a request line that is garbage gets the method `-` and the path `/`, and is
//! kept as it was written in `data.request`. What is longer than the API takes is cut before a mark that ends a value
//! (`/`, `?`, `&`), or left out where there is none, and named in `data.cut`.

use std::borrow::Cow;
use std::io::Write;

use domain::client_address::parse_address;
use domain::entry::EVENT_BYTES_MAX;
use domain::intake::{
    ADDRESS_BYTES_MAX, FORWARDED_BYTES_MAX, HOST_BYTES_MAX, METHOD_BYTES_MAX, PATH_BYTES_MAX, QUERY_BYTES_MAX,
    REFERRER_BYTES_MAX, USER_ID_BYTES_MAX,
};

use super::fields::{Fields, Kept, Slot};
use super::format::{Format, Reason};
use super::json;
use super::text::{beginning, lossy, push_inner, push_text, unescaped};
use super::time::push_time;

/// How much of a user agent is sent: the API keeps the first KiB, but looks for secrets in more.
const AGENT_BYTES_MAX: usize = 8 * 1024;
/// Longest value that is kept in `data`.
const KEPT_BYTES_MAX: usize = 8 * 1024;

/// Appends the event of a line to `out`; see [`write`].
///
/// # Errors
/// Why the line is no event.
pub fn converted(
    format: &Format,
    line: &[u8],
    out: &mut Vec<u8>,
    identity: impl FnOnce(&mut Vec<u8>),
) -> Result<(), Reason> {
    match format.split(line) {
        Ok(fields) => write(fields, identity, out),
        Err(reason) => match json::mended(line).filter(|_| format.is_json()) {
            Some(mended) => write(json::split(&mended).map_err(|_| reason)?, identity, out),
            None => Err(reason),
        },
    }
}

/// Appends an event to `out`: one line of JSON, without a newline. `identity` writes the members that say which event it
/// is, each with a comma behind it. Leaves `out` as it was when the line is no event.
///
/// # Errors
/// Why the line is no event.
pub fn write(mut fields: Fields<'_>, identity: impl FnOnce(&mut Vec<u8>), out: &mut Vec<u8>) -> Result<(), Reason> {
    let begins = out.len();
    out.push(b'{');
    let names_itself = fields.members.iter().any(|(name, _)| matches!(*name, "id" | "id_seed"));
    if !names_itself {
        identity(out);
    }
    let mut writer = Writer { out, data: Vec::new(), cut: Vec::new() };
    let has_time = fields.has(Slot::Time);
    let written = writer.write(&mut fields).and_then(|()| match has_time || names_itself {
        true => Ok(()),
        // As an event of now it would be another one in each run.
        false => Err("it has no time".into()),
    });
    let length = out.len() - begins;
    match written {
        Ok(()) if length <= EVENT_BYTES_MAX => Ok(()),
        Ok(()) => {
            out.truncate(begins);
            Err(format!("its event is longer than {EVENT_BYTES_MAX} bytes").into())
        }
        Err(reason) => {
            out.truncate(begins);
            Err(reason)
        }
    }
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    /// The members of `data`, each with a comma behind it.
    data: Vec<u8>,
    /// Members that are not whole.
    cut: Vec<&'static str>,
}

impl Writer<'_> {
    fn write(&mut self, fields: &mut Fields<'_>) -> Result<(), Reason> {
        if let Some(time) = fields.take(Slot::Time) {
            self.out.extend_from_slice(b"\"occurred_at\":");
            if !push_time(self.out, &time) {
                return Err("its time is none".into());
            }
            self.out.push(b',');
        }
        self.request(fields)?;
        if let Some(status) = fields.take(Slot::Status).and_then(|status| number(&status)) {
            // nginx writes 000 and 009 of requests that got no status.
            if (100..1000).contains(&status) {
                self.number("status", status);
            }
        }
        let bytes = fields.take(Slot::BodyBytes).or_else(|| fields.take(Slot::Bytes));
        if let Some(bytes) = bytes.and_then(|bytes| number(&bytes)).filter(|bytes| i64::try_from(*bytes).is_ok()) {
            self.number("bytes_sent", bytes);
        }
        self.duration(fields);
        self.address(fields);
        if let Some(user) = fields.take(Slot::User).filter(|user| **user != *b"- -").map(lossy) {
            self.text_or_none("user_id", &user, USER_ID_BYTES_MAX);
        }
        if let Some(referrer) = fields.take(Slot::Referrer).map(lossy) {
            self.text_or_beginning("referrer", &referrer, REFERRER_BYTES_MAX);
        }
        if let Some(agent) = fields.take(Slot::Agent).map(lossy) {
            let agent = &agent[..agent.floor_char_boundary(AGENT_BYTES_MAX)];
            self.text("user_agent", agent);
        }
        for (name, value) in std::mem::take(&mut fields.members) {
            self.name(name);
            self.out.extend_from_slice(value.as_bytes());
            self.out.push(b',');
        }
        self.data(fields);
        // The comma behind the last member.
        if let Some(last) = self.out.last_mut() {
            *last = b'}';
        }
        Ok(())
    }

    /// Method, host, path and query.
    fn request(&mut self, fields: &mut Fields<'_>) -> Result<(), Reason> {
        let host = host(fields);
        if let Some(method) = fields.take(Slot::Method).map(lossy) {
            let target = fields.take(Slot::Target).map(lossy);
            let path = fields.take(Slot::Path).map(lossy);
            let query = fields.take(Slot::Query).map(lossy);
            if !is_method(&method) {
                let target = target.or(path).unwrap_or_default();
                self.garbage(format!("{method} {target}").as_bytes(), host.as_deref());
                return Ok(());
            }
            self.text("method", &method);
            match (target, path) {
                (None, None) if fields.may_be_anything => return Err("it has no path".into()),
                (Some(target), _) => self.target(&method, &target, host.as_deref()),
                (None, path) => self.pieces(path.as_deref().unwrap_or("/"), query.as_deref(), host.as_deref()),
            }
            return Ok(());
        }
        if fields.take(Slot::Target).is_some() || fields.take(Slot::Path).is_some() {
            return Err("it has no method".into());
        }
        let Some(raw) = fields.take(Slot::Request) else {
            return self.no_request(fields, host.as_deref());
        };
        let line = lossy(unescaped(&raw));
        match method_and_target(&line) {
            Some((method, target)) => {
                self.text("method", method);
                self.target(method, target, host.as_deref());
            }
            None => self.garbage(&raw, host.as_deref()),
        }
        Ok(())
    }

    /// A line of a text format has a request that is empty or `-`; one of JSON may be something else altogether.
    fn no_request(&mut self, fields: &Fields<'_>, host: Option<&str>) -> Result<(), Reason> {
        if fields.may_be_anything {
            return Err("it has no request, and no method with a path".into());
        }
        self.garbage(b"-", host);
        Ok(())
    }

    /// What is no request line.
    fn garbage(&mut self, raw: &[u8], host: Option<&str>) {
        self.text("method", "-");
        self.pieces("/", None, host);
        self.kept("request", &lossy(Cow::Borrowed(raw)));
    }

    /// The target of a request: a path with a query, a whole URL (RFC 9112, 3.2.2), a host and port (CONNECT), or `*`.
    fn target(&mut self, method: &str, target: &str, host: Option<&str>) {
        // A fragment never belongs there, and the API drops it from URLs.
        let target = target.split('#').next().unwrap_or_default();
        if let Some((scheme, rest)) = target.split_once("://")
            && is_scheme(scheme)
            && rest.find(['/', '?']).unwrap_or(rest.len()) <= HOST_BYTES_MAX
        {
            // Its host is the one that counts, whatever the Host header says.
            self.text_or_beginning("url", target, PATH_BYTES_MAX);
            return;
        }
        if method.eq_ignore_ascii_case("CONNECT") {
            let authority = target.rsplit('@').next().unwrap_or_default();
            return self.pieces(authority, None, host);
        }
        match target.split_once('?') {
            Some((path, query)) => self.pieces(path, Some(query), host),
            None => self.pieces(target, None, host),
        }
    }

    fn pieces(&mut self, path: &str, query: Option<&str>, host: Option<&str>) {
        if let Some(host) = host {
            self.text_or_none("host", host, HOST_BYTES_MAX);
        }
        let before = self.out.len();
        self.text_or_beginning("path", path, PATH_BYTES_MAX);
        if self.out.len() == before {
            self.text("path", "/");
        }
        if let Some(query) = query {
            self.text_or_beginning("query", query, QUERY_BYTES_MAX);
        }
    }

    fn duration(&mut self, fields: &mut Fields<'_>) {
        let scaled = |field: Option<Cow<'_, [u8]>>, by: f64| {
            let number: f64 = std::str::from_utf8(&field?).ok()?.parse().ok()?;
            let scaled = (number * by * 1e3).round() / 1e3;
            // The API keeps it in less room, and refuses what has none there.
            ((scaled as f32).is_finite() && scaled >= 0.0).then_some(scaled)
        };
        let milliseconds = scaled(fields.take(Slot::Milliseconds), 1.0);
        if let Some(milliseconds) = milliseconds.or_else(|| scaled(fields.take(Slot::Seconds), 1e3)) {
            self.name("duration_ms");
            // Writing into memory does not fail.
            let _ = write!(self.out, "{milliseconds},");
        }
    }

    /// The address; what is none (Apache may look names up) goes to `data`.
    fn address(&mut self, fields: &mut Fields<'_>) {
        let mut takes = |slot, name| {
            let address = fields.take(slot).map(lossy)?;
            let fits = address.len() <= ADDRESS_BYTES_MAX
                && (parse_address(&address).is_some() || (slot == Slot::Address && address.starts_with("unix:")));
            if fits {
                self.text(name, &address);
            } else {
                self.kept("remote_host", &address);
            }
            Some(fits)
        };
        if takes(Slot::Ip, "ip") == Some(true) {
            return;
        }
        takes(Slot::Address, "remote_addr");
        if let Some(forwarded) = fields.take(Slot::Forwarded).map(lossy) {
            // It is read from the right.
            let begins = forwarded.ceil_char_boundary(forwarded.len().saturating_sub(FORWARDED_BYTES_MAX));
            if begins > 0 {
                self.cut.push("x_forwarded_for");
            }
            self.text("x_forwarded_for", &forwarded[begins..]);
        }
    }

    fn data(&mut self, fields: &mut Fields<'_>) {
        if !fields.data.is_empty() {
            self.data.extend_from_slice(fields.data.as_bytes());
            self.data.push(b',');
        }
        for (name, value) in std::mem::take(&mut fields.kept) {
            match value {
                Kept::Text(text) => self.kept(&name, &lossy(text)),
                Kept::Json(json) => {
                    push_text(&mut self.data, &name);
                    self.data.push(b':');
                    self.data.extend_from_slice(json.as_bytes());
                    self.data.push(b',');
                }
            }
        }
        if !self.cut.is_empty() {
            self.data.extend_from_slice(b"\"cut\":[");
            for name in std::mem::take(&mut self.cut) {
                push_text(&mut self.data, name);
                self.data.push(b',');
            }
            self.data.pop();
            self.data.extend_from_slice(b"],");
        }
        if let Some(last) = self.data.last_mut() {
            *last = b'}';
            self.out.extend_from_slice(b"\"data\":{");
            self.out.extend_from_slice(&self.data);
            self.out.push(b',');
        }
    }

    fn kept(&mut self, name: &str, text: &str) {
        push_text(&mut self.data, name);
        self.data.push(b':');
        let fits = text.len() <= KEPT_BYTES_MAX;
        let text = if fits { text } else { beginning(text, KEPT_BYTES_MAX, &MARKS).unwrap_or("[too long]") };
        push_text(&mut self.data, text);
        self.data.push(b',');
    }

    fn name(&mut self, name: &str) {
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// A member, unless it is empty.
    fn text(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.name(name);
        self.out.push(b'"');
        push_inner(self.out, text);
        self.out.extend_from_slice(b"\",");
    }

    fn text_or_none(&mut self, name: &'static str, text: &str, bytes_max: usize) {
        if text.len() <= bytes_max {
            return self.text(name, text);
        }
        self.cut.push(name);
    }

    fn text_or_beginning(&mut self, name: &'static str, text: &str, bytes_max: usize) {
        if text.len() <= bytes_max {
            return self.text(name, text);
        }
        self.cut.push(name);
        self.text(name, beginning(text, bytes_max, &MARKS).unwrap_or_default());
    }

    fn number(&mut self, name: &str, number: u64) {
        self.name(name);
        let _ = write!(self.out, "{number},");
    }
}

/// What ends a value in a URL.
const MARKS: [char; 5] = ['/', '?', '&', ';', ' '];

fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The host, with its port when it has one of its own.
fn host<'l>(fields: &mut Fields<'l>) -> Option<Cow<'l, str>> {
    let host = lossy(fields.take(Slot::Host)?);
    match fields.take(Slot::Port).map(lossy) {
        // The usual ports are taken off again by the API.
        Some(port) if !has_port(&host) => Some(format!("{host}:{port}").into()),
        _ => Some(host),
    }
}

fn has_port(host: &str) -> bool {
    host.rsplit_once(':').is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()))
        && !host.ends_with(']')
}

/// Takes a request line apart: `GET /path HTTP/1.1`, or `GET /path` of HTTP/0.9. `None` when it is neither.
fn method_and_target(line: &str) -> Option<(&str, &str)> {
    let (method, rest) = line.split_once(' ')?;
    if !is_method(method) {
        return None;
    }
    let (target, protocol) = match rest.rsplit_once(' ') {
        Some((target, last)) if is_protocol(last) => (target, true),
        _ => (rest, false),
    };
    let target = target.trim();
    let is_target = protocol || target.starts_with('/') || target.contains("://") || target == "*";
    (is_target && !target.is_empty() && !is_protocol(target)).then_some((method, target))
}

/// What the API takes for one. It is stored in upper case.
fn is_method(text: &str) -> bool {
    (1..=METHOD_BYTES_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-_".contains(&byte))
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// `HTTP/1.1`, and what else scanners speak: `RTSP/1.0`, `SIP/2.0`.
fn is_protocol(text: &str) -> bool {
    text.split_once('/').is_some_and(|(name, version)| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_uppercase())
            && version.starts_with(|first: char| first.is_ascii_digit())
    })
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}
