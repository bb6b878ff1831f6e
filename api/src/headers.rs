//! Headers of every answer that tell browsers and caches what not to do with it: the one place that adds them.
//!
//! What an answer says of itself stays: the console's files have policies of their own and may be kept (`assets.rs`).
//!
//! - nothing is taken for another type than it says, and no page tells others its address;
//! - nothing is kept by anybody on the way, or by a browser: most answers hold personal data or secrets;
//! - HTML loads nothing that its own policy does not name, is shown in no frame, and shares its window with no other origin;
//! - over TLS, browsers come back with TLS alone.

use poem::Response;
use poem::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use poem::http::{HeaderMap, HeaderValue};

/// With whom a page shares its window.
pub const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// A year. Other names of the same domain are not ours to speak for.
const TLS_ALONE: &str = "max-age=31536000";

/// Adds what is missing; `tls` says whether the answer goes out over TLS.
pub fn complete(tls: bool, response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    add(headers, REFERRER_POLICY, "no-referrer");
    add(headers, CACHE_CONTROL, "no-store");
    if headers.get(CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html")) {
        add(headers, CONTENT_SECURITY_POLICY, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        add(headers, CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    }
    if tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ALONE));
    }
}

fn add(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
