//! The words for an event that people look for.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio::sync::{Mutex, MutexGuard};

use super::search::search_terms;
use super::source::Event;
use crate::geoip::{Databases, Locator};
use crate::guarded::Guarded;
use crate::keyring::Keyring;
use crate::labels::{self, Device, Location};
use crate::secrets::hmac;
use crate::traffic::{Admitted, Dimension, View};

/// The type of page views.
const ACCESS: &str = "access";

/// What words are taken from.
#[derive(Clone)]
pub struct Words {
    /// What visitors are hashed under, so that a hash says nothing without it.
    visitor_key: Guarded<[u8; 32]>,
    locator: Locator,
    /// What the steps of this process know of roll-ups.
    admitted: Arc<Mutex<Admitted>>,
}

impl Words {
    /// Words as this installation has them.
    #[must_use]
    pub fn new(keyring: &Keyring, locator: Locator) -> Self {
        Self { visitor_key: Guarded::new(keyring.derive("visitors", b"")), locator, admitted: Arc::default() }
    }

    /// What is known of roll-ups. One step at a time has it.
    pub(super) async fn admitted(&self) -> MutexGuard<'_, Admitted> {
        self.admitted.lock().await
    }

    /// Where addresses are, by what the locator has now.
    pub(super) fn places(&self) -> Arc<Databases> {
        self.locator.databases()
    }
}

/// An event with its words.
pub(super) struct Labelled<'a> {
    pub event: &'a Event,
    pub device: Device,
    pub referrer_host: Option<Cow<'a, str>>,
    pub search_terms: Option<String>,
    pub place: Option<Location>,
    /// What the place was taken from, if there is an address and anything to look it up in.
    pub geoip_version: Option<&'a str>,
    /// A hash of who it was.
    pub visitor: u64,
}

/// Finds the words for an event of a tenant that has these names for what is searched for.
pub(super) fn label<'a>(
    words: &Words,
    places: &'a Databases,
    search_keys: &[String],
    event: &'a Event,
) -> Labelled<'a> {
    let address: Option<IpAddr> = event.ip.as_deref().and_then(|ip| ip.parse().ok());
    Labelled {
        device: event.user_agent.as_deref().map(labels::device_cached).unwrap_or_default(),
        referrer_host: event.referrer.as_deref().and_then(host),
        search_terms: event.query.as_deref().and_then(|query| search_terms(query, search_keys)),
        place: address.and_then(|address| places.locate(address)),
        geoip_version: address.and_then(|_| places.version()),
        visitor: visitor(words, event),
        event,
    }
}

impl Labelled<'_> {
    /// The city with its country: there are many of a name.
    fn city(&self) -> Option<String> {
        self.place.as_ref().filter(|place| place.city().is_some()).map(Location::label)
    }

    /// As it is counted; `None` when it is no page view.
    pub fn view(&self) -> Option<View<'_>> {
        let event = self.event;
        if event.kind != ACCESS {
            return None;
        }
        fn text(dimension: Dimension, value: Option<&str>) -> Option<(Dimension, Cow<'_, str>)> {
            value.map(|value| (dimension, Cow::Borrowed(value)))
        }
        Some(View {
            tenant: event.tenant,
            expires_on: event.expires_on,
            occurred_at: event.occurred_at,
            status: event.status,
            duration_ms: event.duration_ms,
            bytes_sent: event.bytes_sent,
            visitor: self.visitor,
            is_user: event.user_id.is_some(),
            session: session(event),
            values: [
                text(Dimension::Path, event.path.as_deref()),
                text(Dimension::Referrer, self.referrer_host.as_deref()),
                text(Dimension::Country, self.place.as_ref().and_then(Location::country_code)),
                self.city().map(|city| (Dimension::City, Cow::Owned(city))),
                text(Dimension::Browser, self.device.browser()),
                text(Dimension::Platform, self.device.platform()),
                text(Dimension::Kind, Some(self.device.kind().name())),
                event.status.map(|status| (Dimension::Status, Cow::Owned(status.to_string()))),
                text(Dimension::User, event.user_id.as_deref()),
                text(Dimension::Search, self.search_terms.as_deref()),
            ]
            .into_iter()
            .flatten()
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        })
    }
}

/// The host of a URL in lower case, without port and user; `None` when there is none.
fn host(url: &str) -> Option<Cow<'_, str>> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let end = if host.starts_with('[') {
        host.find(']').map_or(host.len(), |end| end + 1)
    } else {
        host.find(':').unwrap_or(host.len())
    };
    let host = &host[..end];
    // Not those of ASCII alone: a filter has all its letters in lower case.
    let upper = host.chars().any(char::is_uppercase);
    let host = if upper { Cow::Owned(host.to_lowercase()) } else { Cow::Borrowed(host) };
    (!host.is_empty()).then_some(host)
}

/// A hash of who it was: the user, else the session, else the application's session, else address and agent. The same
/// within a tenant only.
fn visitor(words: &Words, event: &Event) -> u64 {
    let bytes = |text: &Option<String>| text.as_deref().unwrap_or_default().as_bytes().to_vec();
    let (kind, who) = match (&event.user_id, &event.session_id, &event.session_key_hash) {
        (Some(_), ..) => (b'u', bytes(&event.user_id)),
        (None, Some(session_id), _) => (b's', session_id.as_bytes().to_vec()),
        (None, None, Some(key_hash)) => (b'k', key_hash.clone()),
        // No address has a line break.
        (None, None, None) => (b'a', [bytes(&event.ip), vec![b'\n'], bytes(&event.user_agent)].concat()),
    };
    let message = [event.tenant.uuid().as_bytes().as_slice(), &[kind], &who].concat();
    let hash = hmac(&words.visitor_key[..], &message);
    hash.first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
}

/// A hash of the session that it belongs to, Gatebook's or else the application's. `stats/logged.rs` has the same in SQL.
fn session(event: &Event) -> Option<u64> {
    let bytes = event.session_id.as_ref().map(|id| id.as_bytes().as_slice()).or(event.session_key_hash.as_deref())?;
    Sha256::digest(bytes).first_chunk().map(|first| u64::from_be_bytes(*first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referrers_host_is_found_in_whatever_was_sent() {
        for (url, expected) in [
            ("https://Example.ORG/page?q=1", Some("example.org")),
            ("https://example.org:8443", Some("example.org")),
            ("https://BÜCHER.example/", Some("bücher.example")),
            ("http://user:secret@example.org/x", Some("example.org")),
            ("http://[2001:db8::1]:80/x", Some("[2001:db8::1]")),
            ("android-app://com.example.app/", Some("com.example.app")),
            ("/only/a/path", None),
            ("https:///x", None),
            ("://", None),
            ("", None),
        ] {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }
}
