//! What a process is trusted with: texts, keys and URLs that no log line, fault or `Debug` shows.

use std::net::SocketAddr;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sqlx::postgres::PgConnectOptions;

use crate::error::Error;
use crate::guarded::Guarded;

/// Length of the master key, in bytes.
pub const MASTER_KEY_BYTES: usize = 32;

/// A text that is shown nowhere and wiped when dropped.
#[derive(Clone)]
pub struct Secret(Guarded<String>);

impl Secret {
    /// Takes a text into keeping.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Guarded::new(text))
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The key under which stored secrets are wrapped. Wiped when dropped.
#[derive(Clone)]
pub struct MasterKey(Guarded<[u8; MASTER_KEY_BYTES]>);

impl MasterKey {
    /// Takes random bytes into keeping.
    #[must_use]
    pub fn new(bytes: [u8; MASTER_KEY_BYTES]) -> Self {
        Self(Guarded::new(bytes))
    }

    /// As `GATEBOOK_MASTER_KEY` writes it.
    #[must_use]
    pub fn to_base64(&self) -> Secret {
        Secret::new(BASE64_STANDARD.encode(self.0.as_slice()))
    }

    /// The bytes themselves.
    #[must_use]
    pub fn expose(&self) -> &[u8; MASTER_KEY_BYTES] {
        &self.0
    }
}

impl FromStr for MasterKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || format!("{MASTER_KEY_BYTES} random bytes in base64, as `openssl rand -base64 32` prints");
        let bytes = Guarded::new(BASE64_STANDARD.decode(text.trim()).map_err(|_| expected())?);
        let key: [u8; MASTER_KEY_BYTES] = bytes.as_slice().try_into().map_err(|_| expected())?;
        Ok(Self(Guarded::new(key)))
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

/// Where PostgreSQL is and as whom: `postgres://user:password@host:port/database`.
#[derive(Clone)]
pub struct DatabaseUrl {
    text: Secret,
    url: url::Url,
}

impl DatabaseUrl {
    /// The URL with its password.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose()
    }

    /// The address of the server, when the URL names one by number.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        let ip = self.url.host_str()?.trim_matches(['[', ']']).parse().ok()?;
        Some(SocketAddr::new(ip, self.url.port()?))
    }

    /// The login, decoded; empty when the URL names none.
    #[must_use]
    pub fn user(&self) -> String {
        decoded(self.url.username())
    }

    /// The password, decoded.
    #[must_use]
    pub fn password(&self) -> Option<Secret> {
        self.url.password().map(|password| Secret::new(decoded(password)))
    }

    /// The name of the database; empty when the URL names none.
    #[must_use]
    pub fn database(&self) -> String {
        decoded(self.url.path().trim_start_matches('/'))
    }

    /// The same server as the same login, but another database.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let mut url = self.url.clone();
        url.set_path(&format!("/{name}"));
        Self { text: Secret::new(url.to_string()), url }
    }

    /// The same server and database as another login.
    #[must_use]
    pub fn with_login(&self, user: &str, password: &str) -> Self {
        let mut url = self.url.clone();
        // Both fail only for URLs that cannot have a login, which `from_str` refuses.
        let _ = url.set_username(user);
        let _ = url.set_password(Some(password));
        Self { text: Secret::new(url.to_string()), url }
    }

    pub(super) fn options(&self) -> Result<PgConnectOptions, Error> {
        PgConnectOptions::from_str(self.expose()).map_err(|_| Error::invalid("database url", "no PostgreSQL URL"))
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || "a URL such as postgres://user:password@host:5432/database".to_owned();
        let url = url::Url::parse(text).map_err(|_| expected())?;
        let fits = matches!(url.scheme(), "postgres" | "postgresql") && !url.cannot_be_a_base();
        if !fits || PgConnectOptions::from_str(text).is_err() {
            return Err(expected());
        }
        Ok(Self { text: Secret::new(text.to_owned()), url })
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DatabaseUrl({} at {}{})", self.user(), self.url.host_str().unwrap_or_default(), self.url.path())
    }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Where Redis is: `redis://:password@host:port/0`.
#[derive(Clone)]
pub struct RedisUrl(Secret);

impl RedisUrl {
    /// The URL with its password.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl FromStr for RedisUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match redis::Client::open(text) {
            Ok(_) => Ok(Self(Secret::new(text.to_owned()))),
            Err(_) => Err("a URL such as redis://:password@host:6379/0".to_owned()),
        }
    }
}

impl std::fmt::Debug for RedisUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RedisUrl(…)")
    }
}
