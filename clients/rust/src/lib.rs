#![doc = include_str!("../README.md")]

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, InvalidHeaderValue};

#[rustfmt::skip]
#[allow(clippy::all, reason = "as progenitor writes it")]
mod generated;

pub use generated::*;
pub use reqwest;

/// How long it may take until a connection stands.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long nothing may come in while an answer is awaited or read. The whole of it has no limit: a stream may have no end.
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// A client of the API at `url` that identifies itself with `token`: a tenant's key (`gbk_…`), a session's token (`gbs_…`), or the
/// installation's admin key. With limits or a proxy of one's own: [`Client::new_with_client`].
///
/// # Errors
///
/// `token` has characters that no header can carry.
///
/// # Panics
///
/// Where [`reqwest::Client::new`] does: this system has no TLS to offer.
pub fn connect(url: &str, token: &str) -> Result<Client, InvalidHeaderValue> {
    let mut authorization = HeaderValue::try_from(format!("Bearer {token}"))?;
    authorization.set_sensitive(true);
    let client = reqwest::Client::builder()
        .default_headers(HeaderMap::from_iter([(AUTHORIZATION, authorization)]))
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        .build()
        .expect("TLS can be set up");
    Ok(Client::new_with_client(url.trim_end_matches('/'), client))
}
