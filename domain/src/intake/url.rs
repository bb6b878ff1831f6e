//! A URL as a browser or a server knows it, cut into host, path and query. Nothing is normalised but the host.

use std::borrow::Cow;

/// The pieces of a URL; the fragment is left out. The host may still have userinfo before it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces<'a> {
    pub(super) host: Option<&'a str>,
    pub(super) default_port: Option<&'static str>,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
}

/// Cuts a URL (`https://host/path?query`) or the target of a request (`/path?query`, `*`).
pub(super) fn cut(url: &str) -> Pieces<'_> {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, url),
    };
    let (rest, _fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let Some(scheme) = scheme else {
        return Pieces { path: if rest.is_empty() { "/" } else { rest }, query, ..Pieces::default() };
    };
    let (authority, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    Pieces { host: Some(authority), default_port: default_port(scheme), path, query }
}

/// A host in lower case, without the given ports.
pub(super) fn host<'a>(host: &'a str, default_ports: &[&str]) -> Cow<'a, str> {
    let host = default_ports.iter().find_map(|port| host.strip_suffix(port)).unwrap_or(host);
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(host.to_ascii_lowercase())
    } else {
        Cow::Borrowed(host)
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn default_port(scheme: &str) -> Option<&'static str> {
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "ws" => Some(":80"),
        "https" | "wss" => Some(":443"),
        _ => None,
    }
}
