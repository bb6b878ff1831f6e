//! Query strings and form-encoded data: `name=value` joined by `&`, or by `;` as some servers still take it.

use super::{Places, REDACTED, Redactor, decode, push_segment};

/// The query without its secrets, `None` when it has none. Places are noted as `member` and the parameter's name.
///
/// Behind a secret everything up to the next `&` goes with it: a `;` may have been part of the value.
pub(super) fn redact(rules: &Redactor, query: &str, member: &str, places: &mut Places) -> Option<String> {
    let mut result: Option<String> = None;
    let mut at = 0;
    for parameter in query.split('&') {
        if let Some((keep, name)) = find_secret(rules, parameter) {
            let result = result.get_or_insert_with(|| query[..at].to_owned());
            result.push_str(&parameter[..keep]);
            result.push_str(REDACTED);
            let mut pointer = member.to_owned();
            push_segment(&mut pointer, &name);
            places.note(&pointer);
        } else if let Some(result) = &mut result {
            result.push_str(parameter);
        }
        at += parameter.len() + 1;
        if let Some(result) = &mut result
            && at <= query.len()
        {
            result.push('&');
        }
    }
    // A secret may have been torn apart by a separator: `u=https://user:a&b@host/`.
    let rest = result.as_deref().unwrap_or(query);
    if (result.is_some() || memchr::memchr2(b'@', b'%', rest.as_bytes()).is_some()) && shows_secret(rules, rest) {
        places.note(member);
        return Some(REDACTED.to_owned());
    }
    result
}

fn shows_secret(rules: &Redactor, query: &str) -> bool {
    rules.values.any(query) || decode::layers(query).any(|decoded| rules.values.any(&decoded))
}

/// How much of a parameter may stay, and the name to note, when it holds a secret.
fn find_secret(rules: &Redactor, parameter: &str) -> Option<(usize, String)> {
    let mut start = 0;
    for piece in parameter.split(';') {
        let (name, value) = piece.split_once('=').map_or((piece, None), |(name, value)| (name, Some(value)));
        let decoded = decode::form(name);
        let secret = rules.names.matches(&decoded);
        if rules.name_holds_secret(&decoded, secret) || rules.name_holds_secret(name, secret) {
            return Some((start, REDACTED.to_owned()));
        }
        if let Some(value) = value.filter(|value| !value.is_empty() && *value != REDACTED) {
            let from = start + name.len() + 1;
            if secret || value_is_secret(rules, value) {
                return Some((from, decoded.into_owned()));
            }
        }
        start += piece.len() + 1;
    }
    None
}

fn value_is_secret(rules: &Redactor, value: &str) -> bool {
    if rules.holds_secret(value, 0) {
        return true;
    }
    // Percent-encoding alone has just been looked through.
    value.contains('+') && rules.holds_secret(&decode::form(value), 0)
}
