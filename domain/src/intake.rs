//! From the text of one posted event to an entry for the log. Nothing here waits, reads a clock or draws a number.
//!
//! 1. Cut a body into events (`split_array`, `split_lines`).
//! 2. Read one event: its scalars as they are, `data` without its secrets (`posted`).
//! 3. Settle what is asked by many: is the path ignored, which id, which time, which address.
//! 4. Check every member and redact it.
//!
//! What is wrong is said for each member at once, by JSON pointer, with what was expected and never the value.
//! A member that is null or an empty text is absent. U+0000 becomes U+FFFD.
//!
//! What is taken as it comes: any host and any path (probes and broken request lines are worth a line in a log), a
//! `user_id` that is a whole number (kept as text). What is not: a `method` of other than letters, `-` and `_`; a
//! `session_id` without its prefix. The fragment of a URL is dropped, it never reaches a server.
//!
//! Stored `data` is the object that was sent with `"v": 1` in front. A member of the client's that is called `v` or
//! `occurred_at_claimed` (also behind underscores) gets one more underscore in front, so nothing clashes and every
//! name can be told from its stored form.

mod members;
mod posted;
mod split;
mod url;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::EventId;
use hmac::{Hmac, KeyInit, Mac};
use ipnet::IpNet;
use serde::de::DeserializeSeed as _;
use sha2::Sha256;
use uuid::Uuid;

use crate::entry::{EVENT_BYTES_MAX, Entry, SESSION_KEY_HASH_BYTES};
use crate::error::{Error, Fault};
use crate::guarded::Guarded;
use crate::ignore::IgnoredPaths;
use crate::redaction::json::Copier;
use crate::redaction::{Places, Redactor};
use crate::settings::{CaptureIp, TenantSettings};

pub use split::{split_array, split_lines};

/// Longest `id_seed` and `session_key`, in bytes.
pub const SEED_BYTES_MAX: usize = 1024;
/// Longest `method`, in bytes.
pub const METHOD_BYTES_MAX: usize = 16;
/// Longest `host`, in bytes.
pub const HOST_BYTES_MAX: usize = 255;
/// Longest `path`, in bytes.
pub const PATH_BYTES_MAX: usize = 8 * 1024;
/// Longest `query`, in bytes.
pub const QUERY_BYTES_MAX: usize = 16 * 1024;
/// Longest `url`, in bytes. Its pieces have their own limits.
pub const URL_BYTES_MAX: usize = 24 * 1024;
/// Longest `referrer`, in bytes.
pub const REFERRER_BYTES_MAX: usize = 8 * 1024;
/// How much is kept of `user_agent`, in bytes.
pub const USER_AGENT_BYTES_KEPT: usize = 1024;
/// Longest `user_id`, in bytes.
pub const USER_ID_BYTES_MAX: usize = 256;
/// Longest `ip` or `remote_addr`, in bytes.
pub const ADDRESS_BYTES_MAX: usize = 128;
/// Longest `x_forwarded_for`, in bytes, with commas between its values.
pub const FORWARDED_BYTES_MAX: usize = 8 * 1024;
/// Longest text of an id or a time, in bytes.
const SHORT_BYTES_MAX: usize = 64;
/// How far `occurred_at` may be ahead of the receipt before it is cut to it.
pub const AHEAD_MAX: TimeDelta = TimeDelta::minutes(5);

/// What a tenant's events are read by, compiled once.
#[derive(Clone)]
pub struct Rules {
    redactor: Redactor,
    ignored: IgnoredPaths,
    trusted_proxies: Vec<IpNet>,
    capture_ip: CaptureIp,
    capture_user_agent: bool,
    capture_data: bool,
    import_key: Hmac<Sha256>,
    session_key_version: u8,
    session_key: Hmac<Sha256>,
}

impl std::fmt::Debug for Rules {
    /// Without the keys.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rules").finish_non_exhaustive()
    }
}

impl Rules {
    /// Compiles the settings. `import_key` makes ids of `id_seed`s; `session_key_secret`, whose version is stored
    /// beside each hash, hashes the application's own session keys.
    ///
    /// # Errors
    ///
    /// `Invalid` when the words to redact are too many to compile, which the limits of the settings prevent.
    pub fn new(
        settings: &TenantSettings,
        import_key: &[u8; 32],
        session_key_version: u8,
        session_key_secret: &[u8; 32],
    ) -> Result<Self, Error> {
        Self::compile(settings, keyed(import_key), session_key_version, keyed(session_key_secret))
    }

    /// These rules with other settings, and the same keys.
    ///
    /// # Errors
    ///
    /// As [`Rules::new`].
    pub fn with(&self, settings: &TenantSettings) -> Result<Self, Error> {
        Self::compile(settings, self.import_key.clone(), self.session_key_version, self.session_key.clone())
    }

    fn compile(
        settings: &TenantSettings,
        import_key: Hmac<Sha256>,
        session_key_version: u8,
        session_key: Hmac<Sha256>,
    ) -> Result<Self, Error> {
        Ok(Self {
            redactor: Redactor::new(&settings.redacted_words)?,
            ignored: IgnoredPaths::new(settings),
            trusted_proxies: settings.trusted_proxies.clone(),
            capture_ip: settings.capture_ip,
            capture_user_agent: settings.capture_user_agent,
            capture_data: settings.capture_data,
            import_key,
            session_key_version,
            session_key,
        })
    }

    /// The id of an event that was sent with a seed: a version 8 UUID, which nobody without the tenant's import key
    /// can make of the seed.
    #[must_use]
    pub fn id_of_seed(&self, seed: &str) -> EventId {
        EventId(uuid::Builder::from_custom_bytes(first_16_bytes(&self.import_key, seed)).into_uuid())
    }

    /// A text without the secrets in it.
    #[must_use]
    pub fn redacted(&self, text: String, place: &str) -> String {
        self.redactor.text(text.into(), place, &mut Places::default()).into_owned()
    }

    /// A JSON value without the secrets in it.
    ///
    /// # Errors
    /// `Invalid` when it is nested too deep.
    pub fn redacted_json(&self, value: &serde_json::Value) -> Result<serde_json::Value, Error> {
        let text = value.to_string();
        let mut copier = Copier::new(&self.redactor);
        let copied = copier.value(0).deserialize(&mut serde_json::Deserializer::from_str(&text));
        copied
            .and_then(|()| serde_json::from_str(&copier.out))
            .map_err(|_| Error::invalid("/metadata", "must not be nested that deep"))
    }

    /// What is stored of an application's own session key.
    #[must_use]
    pub fn session_key_hash(&self, session_key: &str) -> [u8; SESSION_KEY_HASH_BYTES] {
        let mut hash = [self.session_key_version; SESSION_KEY_HASH_BYTES];
        hash[1..].copy_from_slice(&first_16_bytes(&self.session_key, session_key));
        hash
    }
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // A key shorter than a block is filled up with zeros (RFC 2104).
    let mut block = Guarded::new([0; 64]);
    block[..32].copy_from_slice(key);
    Hmac::new((&*block).into())
}

fn first_16_bytes(key: &Hmac<Sha256>, text: &str) -> [u8; 16] {
    let tag: [u8; 32] = key.clone().chain_update(text).finalize().into_bytes().into();
    let (first, _) = tag.split_at(16);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(first);
    bytes
}

/// What becomes of a posted event.
#[derive(Debug, Clone, PartialEq)]
pub enum Intake {
    /// It goes into the log.
    Entry(Box<Entry>),
    /// Its path is one of those that the tenant ignores: counted, not stored.
    Ignored,
}

/// What is to become of events whose path the tenant ignores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IgnoredPath {
    /// They are counted, not stored.
    Drop,
    /// They are stored as all others are.
    Keep,
}

/// Reads the JSON text of one event. `new_id` gives a new version 7 id; it is asked at most once, and only when the
/// client gave none.
///
/// # Errors
///
/// Everything that does not fit, by JSON pointer relative to the event.
pub fn read(
    event: &[u8],
    rules: &Rules,
    received_at: DateTime<Utc>,
    ignored: IgnoredPath,
    new_id: &mut impl FnMut() -> Uuid,
) -> Result<Intake, Vec<Fault>> {
    if event.len() > EVENT_BYTES_MAX {
        return Err(vec![Fault::new("", format!("longer than {EVENT_BYTES_MAX} bytes"))]);
    }
    let text = std::str::from_utf8(event).map_err(|error| vec![split::not_utf8(&error)])?;
    let posted = posted::read(text, &rules.redactor, rules.capture_data)?;
    let entry = members::take(posted, rules, received_at, ignored, new_id)?;
    Ok(entry.map_or(Intake::Ignored, |entry| Intake::Entry(Box::new(entry))))
}

#[cfg(test)]
mod tests;
