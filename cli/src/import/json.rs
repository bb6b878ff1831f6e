//! Lines that are JSON objects: events as the API takes them, or variables of a server's log, or both mixed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fields::{Fields, Kept, Slot, Variable};
use super::format::Reason;

/// Takes a line apart.
///
/// # Errors
/// When it is no JSON object.
pub fn split(line: &[u8]) -> Result<Fields<'_>, Reason> {
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8")?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let fields = deserializer.deserialize_map(Line).and_then(|fields| deserializer.end().map(|()| fields));
    fields.map_err(|error| match error.is_data() {
        true => "no JSON object".into(),
        false => format!("not JSON at column {}", error.column()).into(),
    })
}

/// The same line in a form that [`split`] can read, if it has what JSON does not know: bytes that are no UTF-8, and
/// escapes such as `\x22`, which Apache writes whatever the format is.
pub fn mended(line: &[u8]) -> Option<Vec<u8>> {
    let has_escapes = memchr::memmem::find(line, b"\\x").is_some();
    if !has_escapes && std::str::from_utf8(line).is_ok() {
        return None;
    }
    let mut plain = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        plain.push(byte);
        if byte != b'\\' {
            continue;
        }
        match behind {
            [b'x', digits @ ..] if digits.len() >= 2 && digits[..2].iter().all(u8::is_ascii_hexdigit) => {
                plain.pop();
                let byte = u8::from_str_radix(&String::from_utf8_lossy(&digits[..2]), 16).unwrap_or_default();
                if byte < 0x20 || b"\"\\".contains(&byte) {
                    plain.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                } else {
                    plain.push(byte);
                }
                rest = &digits[2..];
            }
            [escaped, behind @ ..] => {
                plain.push(*escaped);
                rest = behind;
            }
            [] => {}
        }
    }
    Some(String::from_utf8_lossy(&plain).into_owned().into_bytes())
}

struct Line;

impl<'l> Visitor<'l> for Line {
    type Value = Fields<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'l>>(self, mut map: M) -> Result<Fields<'l>, M::Error> {
        let mut fields = Fields::of_anything();
        let mut is_caddys = false;
        while let Some(Name(name)) = map.next_key()? {
            let value = map.next_value::<&RawValue>()?.get();
            if name.eq_ignore_ascii_case("request") && value.starts_with('{') {
                is_caddys |= take_request(&mut fields, value);
            } else {
                take(&mut fields, name, value);
            }
        }
        if is_caddys {
            take_caddys(&mut fields);
        }
        Ok(fields)
    }
}

/// The name of a member, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Name<'l>(#[serde(borrow)] Cow<'l, str>);

/// What Caddy says of a request.
#[derive(serde::Deserialize)]
struct Request {
    method: Option<String>,
    uri: Option<String>,
    host: Option<String>,
    remote_ip: Option<String>,
    client_ip: Option<String>,
    #[serde(default)]
    headers: HashMap<String, Vec<String>>,
}

/// Takes a request that is an object, as Caddy writes it; `false` when it is none.
fn take_request(fields: &mut Fields<'_>, value: &str) -> bool {
    let Ok(mut request) = serde_json::from_str::<Request>(value) else { return false };
    let mut header = |name: &str| request.headers.remove(name).map(|values| values.join(", "));
    let found = [
        (Slot::Agent, header("User-Agent")),
        (Slot::Referrer, header("Referer")),
        (Slot::Forwarded, header("X-Forwarded-For")),
        (Slot::Method, request.method),
        (Slot::Target, request.uri),
        (Slot::Host, request.host),
        (Slot::Address, request.remote_ip.or(request.client_ip)),
    ];
    for (slot, text) in found {
        if let Some(text) = text {
            fields.fill(slot, Cow::Owned(text.into_bytes()));
        }
    }
    true
}

/// What Caddy writes beside the request; elsewhere these names may be anything.
const CADDYS: [(&str, Slot); 3] = [("ts", Slot::Time), ("duration", Slot::Seconds), ("size", Slot::BodyBytes)];

fn take_caddys(fields: &mut Fields<'_>) {
    for (name, value) in std::mem::take(&mut fields.kept) {
        let slot = CADDYS.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot);
        match (slot, value) {
            (Some(slot), Kept::Json(json)) => {
                if let Some(field) = scalar(slot, json) {
                    fields.fill(slot, field);
                }
            }
            (_, value) => fields.kept.push((name, value)),
        }
    }
}

fn take<'l>(fields: &mut Fields<'l>, name: Cow<'l, str>, value: &'l str) {
    let members = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    if let ("data", Some(members)) = (&*name, members) {
        fields.data = members.trim();
        return;
    }
    match Variable::named(&name) {
        Variable::Fills(slot) => {
            // A request that is empty is one, too.
            fields.may_be_anything &= slot != Slot::Request || !value.starts_with('"');
            if let Some(field) = scalar(slot, value) {
                fields.fill(slot, field);
            }
        }
        Variable::Member(member) if !matches!(value, "null" | "\"\"") => fields.members.push((member, value)),
        Variable::Kept if !matches!(value, "null" | "\"\"" | "\"-\"") => fields.kept.push((name, Kept::Json(value))),
        Variable::Member(_) | Variable::Kept | Variable::Dropped => {}
    }
}

/// The text of a text, a number or a truth value. Of several addresses, the list.
fn scalar(slot: Slot, value: &str) -> Option<Cow<'_, [u8]>> {
    if value.starts_with('"') {
        return match serde_json::from_str::<Name<'_>>(value).ok()?.0 {
            Cow::Borrowed(text) => Some(Cow::Borrowed(text.as_bytes())),
            Cow::Owned(text) => Some(Cow::Owned(text.into_bytes())),
        };
    }
    if value.starts_with('[') && slot == Slot::Forwarded {
        let list: Vec<String> = serde_json::from_str(value).ok()?;
        return Some(Cow::Owned(list.join(",").into_bytes()));
    }
    let of_the_request = matches!(slot, Slot::Request | Slot::Method | Slot::Target | Slot::Path | Slot::Query);
    if of_the_request && (slot == Slot::Request || value.starts_with(['{', '['])) {
        return None;
    }
    // An object where a text belongs is kept as it is, for the API to say what it expects.
    (value != "null").then_some(Cow::Borrowed(value.as_bytes()))
}
