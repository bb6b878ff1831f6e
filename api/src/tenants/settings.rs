//! What a tenant sets, as it travels.

use domain::client_address::{Network, network};
use domain::error::Error;
use domain::labels::DeviceKind;
use domain::settings::{self, CaptureIp, TenantSettings};
use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

use crate::body::{present, present_object};

/// What a tenant sets.
#[derive(Object)]
pub struct Settings {
    /// Days that an event is kept, counted from the day it occurred: 1 to 400.
    #[oai(validator(minimum(value = "1"), maximum(value = "400")))]
    retention_days: u16,
    /// Networks (CIDR) of the tenant's own proxies: their entries in `X-Forwarded-For` are believed. At most 200.
    trusted_proxies: Vec<String>,
    /// File extensions without the dot: a path that ends in one is ignored. At most 200.
    ignored_extensions: Vec<String>,
    /// Beginnings of paths that are ignored. At most 200.
    ignored_prefixes: Vec<String>,
    /// Further names of secret fields, beside the built-in ones, which cannot be switched off. At most 200.
    redacted_words: Vec<String>,
    /// What is kept of the visitor's address.
    capture_ip: IpCapture,
    /// Whether the user agent is kept.
    capture_user_agent: bool,
    /// Whether GET and POST data are kept.
    capture_data: bool,
    /// Seconds without use after which a session is over that is started from now on: 300 to 31622400.
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    session_idle_timeout_s: u32,
    /// Seconds after which a session is over in any case that is started from now on: 300 to 31622400 (366 days).
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    session_absolute_timeout_s: u32,
    /// Most sessions that a user has at a time: 1 to 100.
    #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
    sessions_per_user_max: u16,
    /// What becomes of a sign-in beyond that.
    session_limit: SessionLimit,
    /// Origins whose pages may call `/v1/me` (CORS), such as `https://shop.example`. At most 200.
    allowed_origins: Vec<String>,
    /// Whose requests are to be refused, by `GET /v1/decisions`.
    blocked: Blocked,
    /// Parameters of a query that hold what was searched for, whatever their case; the first of them that is there counts. At
    /// most 16.
    search_keys: Vec<String>,
}

/// Whose requests are to be refused.
#[derive(Object)]
pub struct Blocked {
    /// Those from these networks (CIDR). At most 1,000.
    networks: Vec<String>,
    /// Those of programs of these kinds.
    kinds: Vec<ProgramKind>,
    /// Those of these programs. At most 200.
    programs: Vec<String>,
}

/// What kind of program a user agent names.
#[derive(Enum, Clone, Copy, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ProgramKind {
    /// A browser in which a person looks at pages.
    Browser,
    /// A program made for one purpose, or a page inside of one.
    App,
    /// A program that visits pages by itself and says so.
    Bot,
    /// A program or library with which somebody makes requests.
    Tool,
    /// Nothing that is known, or nothing at all.
    Unknown,
}

/// What becomes of a sign-in of a user who has as many sessions as there may be.
#[derive(Enum, Clone, Copy, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SessionLimit {
    /// The session that was started first ends.
    EndOldest,
    /// The sign-in is refused: 409 `too_many_sessions`.
    RefuseNew,
}

/// What is kept of an address.
#[derive(Enum, Clone, Copy, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum IpCapture {
    /// All of it.
    Full,
    /// The /24 of an IPv4 address, the /48 of an IPv6 address.
    Anonymised,
    /// Nothing.
    Off,
}

/// Settings to set; those that are left out stay, or begin with their defaults.
#[derive(Object, Deserialize, Default)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct SettingsPatch {
    /// Days that an event is kept, 1 to 400. Can be changed once a day.
    #[oai(validator(minimum(value = "1"), maximum(value = "400")))]
    #[serde(default, deserialize_with = "present")]
    retention_days: Option<u16>,
    /// Networks (CIDR) of the tenant's own proxies. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    trusted_proxies: Option<Vec<String>>,
    /// File extensions without the dot. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    ignored_extensions: Option<Vec<String>>,
    /// Beginnings of paths. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    ignored_prefixes: Option<Vec<String>>,
    /// Further names of secret fields. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    redacted_words: Option<Vec<String>>,
    /// What is kept of the visitor's address.
    #[serde(default, deserialize_with = "present")]
    capture_ip: Option<IpCapture>,
    /// Whether the user agent is kept.
    #[serde(default, deserialize_with = "present")]
    capture_user_agent: Option<bool>,
    /// Whether GET and POST data are kept.
    #[serde(default, deserialize_with = "present")]
    capture_data: Option<bool>,
    /// Seconds without use after which a session is over that is started from now on: 300 to 31622400.
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    #[serde(default, deserialize_with = "present")]
    session_idle_timeout_s: Option<u32>,
    /// Seconds after which a session is over in any case that is started from now on: 300 to 31622400.
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    #[serde(default, deserialize_with = "present")]
    session_absolute_timeout_s: Option<u32>,
    /// Most sessions that a user has at a time: 1 to 100.
    #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
    #[serde(default, deserialize_with = "present")]
    sessions_per_user_max: Option<u16>,
    /// What becomes of a sign-in beyond that.
    #[serde(default, deserialize_with = "present")]
    session_limit: Option<SessionLimit>,
    /// Origins whose pages may call `/v1/me`. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    allowed_origins: Option<Vec<String>>,
    /// Whose requests are to be refused, by `GET /v1/decisions`; a list that is left out stays.
    #[serde(default, deserialize_with = "present_object")]
    blocked: Option<BlockedPatch>,
    /// Parameters of a query that hold what was searched for, for events from now on. At most 16.
    #[oai(validator(max_items = 16))]
    #[serde(default, deserialize_with = "present")]
    search_keys: Option<Vec<String>>,
}

/// Lists to set of whose requests are to be refused; those that are left out stay, or begin empty.
#[derive(Object, Deserialize, Default)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct BlockedPatch {
    /// Networks (CIDR) and addresses. At most 1,000.
    #[oai(validator(max_items = 1000))]
    #[serde(default, deserialize_with = "present")]
    networks: Option<Vec<String>>,
    /// Kinds of programs. At most 5.
    #[oai(validator(max_items = 5))]
    #[serde(default, deserialize_with = "present")]
    kinds: Option<Vec<ProgramKind>>,
    /// Names of programs, such as `GPTBot`; case does not matter. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    programs: Option<Vec<String>>,
}

impl From<TenantSettings> for Settings {
    fn from(settings: TenantSettings) -> Self {
        Self {
            retention_days: settings.retention_days,
            trusted_proxies: settings.trusted_proxies.iter().map(ToString::to_string).collect(),
            ignored_extensions: settings.ignored_extensions,
            ignored_prefixes: settings.ignored_prefixes,
            redacted_words: settings.redacted_words,
            capture_ip: match settings.capture_ip {
                CaptureIp::Full => IpCapture::Full,
                CaptureIp::Anonymised => IpCapture::Anonymised,
                CaptureIp::Off => IpCapture::Off,
            },
            capture_user_agent: settings.capture_user_agent,
            capture_data: settings.capture_data,
            session_idle_timeout_s: settings.session_idle_timeout_s,
            session_absolute_timeout_s: settings.session_absolute_timeout_s,
            sessions_per_user_max: settings.sessions_per_user_max,
            session_limit: match settings.session_limit {
                settings::SessionLimit::EndOldest => SessionLimit::EndOldest,
                settings::SessionLimit::RefuseNew => SessionLimit::RefuseNew,
            },
            allowed_origins: settings.allowed_origins,
            blocked: settings.blocked.into(),
            search_keys: settings.search_keys,
        }
    }
}

impl From<settings::Blocked> for Blocked {
    fn from(blocked: settings::Blocked) -> Self {
        Self {
            networks: blocked.networks.iter().map(ToString::to_string).collect(),
            kinds: blocked.kinds.into_iter().map(Into::into).collect(),
            programs: blocked.programs,
        }
    }
}

impl From<DeviceKind> for ProgramKind {
    fn from(kind: DeviceKind) -> Self {
        match kind {
            DeviceKind::Browser => Self::Browser,
            DeviceKind::App => Self::App,
            DeviceKind::Bot => Self::Bot,
            DeviceKind::Tool => Self::Tool,
            DeviceKind::Unknown => Self::Unknown,
        }
    }
}

impl From<ProgramKind> for DeviceKind {
    fn from(kind: ProgramKind) -> Self {
        match kind {
            ProgramKind::Browser => Self::Browser,
            ProgramKind::App => Self::App,
            ProgramKind::Bot => Self::Bot,
            ProgramKind::Tool => Self::Tool,
            ProgramKind::Unknown => Self::Unknown,
        }
    }
}

impl SettingsPatch {
    /// These settings with what the patch sets.
    ///
    /// # Errors
    /// `Invalid` names a place that cannot be read.
    pub fn onto(self, settings: TenantSettings) -> Result<TenantSettings, Error> {
        let trusted_proxies = match self.trusted_proxies {
            Some(texts) => networks(&texts, "/settings/trusted_proxies")?,
            None => settings.trusted_proxies,
        };
        let blocked = match self.blocked {
            Some(patch) => patch.onto(settings.blocked)?,
            None => settings.blocked,
        };
        Ok(TenantSettings {
            retention_days: self.retention_days.unwrap_or(settings.retention_days),
            trusted_proxies,
            ignored_extensions: self.ignored_extensions.unwrap_or(settings.ignored_extensions),
            ignored_prefixes: self.ignored_prefixes.unwrap_or(settings.ignored_prefixes),
            redacted_words: self.redacted_words.unwrap_or(settings.redacted_words),
            capture_ip: match self.capture_ip {
                Some(IpCapture::Full) => CaptureIp::Full,
                Some(IpCapture::Anonymised) => CaptureIp::Anonymised,
                Some(IpCapture::Off) => CaptureIp::Off,
                None => settings.capture_ip,
            },
            capture_user_agent: self.capture_user_agent.unwrap_or(settings.capture_user_agent),
            capture_data: self.capture_data.unwrap_or(settings.capture_data),
            session_idle_timeout_s: self.session_idle_timeout_s.unwrap_or(settings.session_idle_timeout_s),
            session_absolute_timeout_s: self.session_absolute_timeout_s.unwrap_or(settings.session_absolute_timeout_s),
            sessions_per_user_max: self.sessions_per_user_max.unwrap_or(settings.sessions_per_user_max),
            session_limit: match self.session_limit {
                Some(SessionLimit::EndOldest) => settings::SessionLimit::EndOldest,
                Some(SessionLimit::RefuseNew) => settings::SessionLimit::RefuseNew,
                None => settings.session_limit,
            },
            allowed_origins: self.allowed_origins.unwrap_or(settings.allowed_origins),
            blocked,
            search_keys: self.search_keys.unwrap_or(settings.search_keys),
        })
    }
}

impl BlockedPatch {
    fn onto(self, blocked: settings::Blocked) -> Result<settings::Blocked, Error> {
        let networks = match self.networks {
            Some(texts) => networks(&texts, "/settings/blocked/networks")?,
            None => blocked.networks,
        };
        let kinds = self.kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        Ok(settings::Blocked {
            networks,
            kinds: kinds.unwrap_or(blocked.kinds),
            programs: self.programs.unwrap_or(blocked.programs),
        })
    }
}

/// Reads networks that were sent as the list at `place`.
fn networks(texts: &[String], place: &str) -> Result<Vec<Network>, Error> {
    let read = |(index, text): (usize, &String)| {
        let unreadable = || Error::invalid(format!("{place}/{index}"), "must be a network (10.0.0.0/8) or an address");
        network(text).ok_or_else(unreadable)
    };
    texts.iter().enumerate().map(read).collect()
}
