//! The cookie that holds the token of a member's session, and what keeps other sites from using it.
//!
//! The cookie is not sent with requests that another site causes (`SameSite=Strict`), no script can read it (`HttpOnly`), and
//! its prefix `__Host-` makes browsers take it from this host alone and only over TLS. As a second fence, whatever is no plain
//! read must say that a page of this very origin asks for it ([`check_origin`]).
//!
//! On this machine there is often no TLS (`http://localhost:8080`), and then browsers refuse the prefix. So a page there gets a
//! cookie of another name without it, which is taken from requests to this machine alone.

use std::sync::Arc;

use poem::Request;
use poem::http::header::{COOKIE, HOST, ORIGIN};
use poem::http::{HeaderName, Method};

use crate::App;
use crate::error::ApiError;

/// The name of the cookie.
pub const NAME: &str = "__Host-gatebook";
/// Its name for pages of this machine without TLS.
const NAME_HERE: &str = "gatebook-local";
/// Says whether a page of the same origin asks; browsers send it, and no script can set it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The token that a request brings, if it brings one.
pub fn token(request: &Request) -> Option<&str> {
    let named = |name: &str| {
        let headers = request.headers().get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut cookies =
            headers.flat_map(|header| header.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
        cookies.find(|(found, _)| *found == name).map(|(_, token)| token)
    };
    named(NAME).or_else(|| named(NAME_HERE).filter(|_| host(request).is_some_and(is_this_machine)))
}

/// `Set-Cookie` for a session that is over in `seconds` at the latest.
pub fn set(request: &Request, token: &str, seconds: i64) -> String {
    let rest = format!("Path=/; Max-Age={}; HttpOnly; SameSite=Strict", seconds.max(0));
    match is_plain_here(request) {
        true => format!("{NAME_HERE}={token}; {rest}"),
        false => format!("{NAME}={token}; {rest}; Secure"),
    }
}

/// `Set-Cookie` that takes the cookie away.
pub fn clear(request: &Request) -> String {
    set(request, "", 0)
}

/// Refuses a request that may change something, unless a page of this server's own origin makes it.
///
/// # Errors
/// 403.
pub fn check_origin(request: &Request) -> Result<(), ApiError> {
    if matches!(*request.method(), Method::GET | Method::HEAD) || is_same_origin(request) == Some(true) {
        return Ok(());
    }
    Err(ApiError::forbidden_because("with a cookie, changes are taken from pages of this server alone"))
}

/// The same for a request that needs no cookie: a program that is no browser says nothing of an origin.
///
/// # Errors
/// 403.
pub fn check_origin_if_said(request: &Request) -> Result<(), ApiError> {
    match is_same_origin(request) {
        Some(false) => Err(ApiError::forbidden_because("signing in and out is for pages of this server alone")),
        Some(true) | None => Ok(()),
    }
}

/// Whether a page of this server's own origin makes the request; `None` when nothing says so.
fn is_same_origin(request: &Request) -> Option<bool> {
    if let Some(site) = request.headers().get(SEC_FETCH_SITE) {
        return Some(site.as_bytes() == b"same-origin");
    }
    let origin = request.headers().get(ORIGIN)?;
    Some(origin.to_str().is_ok_and(|origin| is_own(request, origin)))
}

/// Whether an origin is that of this server, as the request reached it. Where a proxy before it ends TLS, `http` may be it as well.
pub fn is_own(request: &Request, origin: &str) -> bool {
    let tls_alone = request.data::<Arc<App>>().is_some_and(|app| app.tls);
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let is_served = scheme == "https" || (scheme == "http" && !tls_alone);
    is_served && host(request).is_some_and(|host| authority.eq_ignore_ascii_case(host))
}

/// Whether a page makes the request that came from this machine without TLS.
fn is_plain_here(request: &Request) -> bool {
    let is_plain = request.header(ORIGIN).is_some_and(|origin| origin.starts_with("http://"));
    is_plain && host(request).is_some_and(is_this_machine)
}

fn host(request: &Request) -> Option<&str> {
    request.header(HOST)
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(address, _)| address),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    let is_loopback = name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback());
    is_loopback || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: Method, headers: &[(&str, &str)]) -> Request {
        let builder = Request::builder().method(method);
        headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value)).finish()
    }

    fn changes(headers: &[(&str, &str)]) -> bool {
        check_origin(&request(Method::POST, headers)).is_ok()
    }

    #[test]
    fn only_a_page_of_the_same_origin_may_change_something() {
        let host = ("host", "gatebook.example");

        assert!(changes(&[host, ("origin", "https://gatebook.example")]));
        assert!(changes(&[host, ("sec-fetch-site", "same-origin"), ("origin", "https://elsewhere.example")]));
        assert!(changes(&[("host", "localhost:8080"), ("origin", "http://localhost:8080")]));
        for origin in [
            "https://evil.example",
            "https://gatebook.example.evil.example",
            "https://gatebook.example:8443",
            "null",
            "",
        ] {
            assert!(!changes(&[host, ("origin", origin)]), "{origin}");
        }
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(!changes(&[host, ("sec-fetch-site", site), ("origin", "https://gatebook.example")]), "{site}");
        }
        assert!(!changes(&[host]));
        assert!(check_origin(&request(Method::GET, &[host])).is_ok());
        assert!(check_origin_if_said(&request(Method::POST, &[host])).is_ok());
        assert!(check_origin_if_said(&request(Method::POST, &[host, ("origin", "https://evil.example")])).is_err());
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let of = |host: &str, cookies: &str| {
            token(&request(Method::GET, &[("host", host), ("cookie", cookies)])).map(str::to_owned)
        };

        assert_eq!(of("a.example", "x=1; __Host-gatebook=gbs_1; y=2").as_deref(), Some("gbs_1"));
        assert_eq!(of("a.example", "x__Host-gatebook=gbs_1; gatebook-local=gbs_2"), None);
        assert_eq!(of("[::1]:8080", "gatebook-local=gbs_2").as_deref(), Some("gbs_2"));
        assert_eq!(of("127.0.0.1:8080", "gatebook-local=gbs_2; __Host-gatebook=gbs_1").as_deref(), Some("gbs_1"));
        assert_eq!(of("127.0.0.1.a.example", "gatebook-local=gbs_2"), None);
    }

    #[test]
    fn without_tls_the_cookie_is_given_to_pages_of_this_machine_alone() {
        let set =
            |host: &str, origin: &str| set(&request(Method::POST, &[("host", host), ("origin", origin)]), "t", 60);

        let here = set("localhost:8080", "http://localhost:8080");
        assert_eq!(here, "gatebook-local=t; Path=/; Max-Age=60; HttpOnly; SameSite=Strict");
        for (host, origin) in [("a.example", "http://a.example"), ("localhost:8080", "https://a.example")] {
            assert_eq!(set(host, origin), "__Host-gatebook=t; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
        }
    }
}
