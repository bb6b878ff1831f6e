//! What a tenant may set: kept as JSON in `tenant.settings`, changed by `tenants::change`, read by everything that
//! handles the tenant's events.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::labels::DeviceKind;

/// Fewest days that events are kept.
pub const RETENTION_DAYS_MIN: u16 = 1;
/// Most days that events are kept.
pub const RETENTION_DAYS_MAX: u16 = 400;
/// Days that events are kept unless the tenant says otherwise.
pub const RETENTION_DAYS_DEFAULT: u16 = 7;
/// Most entries in any list of the settings.
pub const LIST_ENTRIES_MAX: usize = 200;
/// Longest entry in any list of the settings, in bytes.
pub const LIST_ENTRY_BYTES_MAX: usize = 200;
/// Most networks that a tenant can block.
pub const BLOCKED_NETWORKS_MAX: usize = 1000;

/// Shortest idle timeout of a session, in seconds.
pub const IDLE_TIMEOUT_S_MIN: u32 = 5 * 60;
/// Longest lifetime of a session, in seconds.
pub const ABSOLUTE_TIMEOUT_S_MAX: u32 = 366 * 24 * 60 * 60;
/// Most sessions that a tenant can let a user have at a time: a list of them is one answer.
pub const SESSIONS_PER_USER_MAX: u16 = 100;

/// A tenant's settings. Every field has a default, so that settings stored by an older version still read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TenantSettings {
    /// Days that an event is kept, counted from the day it occurred.
    pub retention_days: u16,
    /// Networks of the tenant's own proxies: their entries in `X-Forwarded-For` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// File extensions without the dot, lower case: a path that ends in one is ignored.
    pub ignored_extensions: Vec<String>,
    /// Beginnings of paths that are ignored.
    pub ignored_prefixes: Vec<String>,
    /// Further names of secret fields, beside the built-in ones.
    pub redacted_words: Vec<String>,
    /// What is kept of the visitor's address.
    pub capture_ip: CaptureIp,
    /// Whether the user agent is kept.
    pub capture_user_agent: bool,
    /// Whether GET and POST data are kept.
    pub capture_data: bool,
    /// Seconds without use after which a new session is over.
    pub session_idle_timeout_s: u32,
    /// Seconds after which a new session is over in any case.
    pub session_absolute_timeout_s: u32,
    /// Most sessions that a user has at a time.
    pub sessions_per_user_max: u16,
    /// What becomes of a sign-in beyond that.
    pub session_limit: SessionLimit,
    /// Origins (`https://shop.example`) whose pages may call the user's own endpoints.
    pub allowed_origins: Vec<String>,
    /// Whose requests the application is told to refuse.
    pub blocked: Blocked,
    /// Parameters of a query that hold what was searched for; the first that is there counts. For what comes after.
    pub search_keys: Vec<String>,
}

/// Whose requests the application is told to refuse when it asks (`decisions.rs`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Blocked {
    /// Those from these networks.
    pub networks: Vec<IpNet>,
    /// Those of programs of these kinds.
    pub kinds: Vec<DeviceKind>,
    /// Those of these programs, by the name that their label has (`GPTBot`); case does not matter.
    pub programs: Vec<String>,
}

/// What becomes of a sign-in of a user who has as many sessions as there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionLimit {
    /// The session that was started first ends.
    EndOldest,
    /// The sign-in is refused.
    RefuseNew,
}

/// What is kept of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureIp {
    /// All of it.
    Full,
    /// The /24 of an IPv4 address, the /48 of an IPv6 address.
    Anonymised,
    /// Nothing.
    Off,
}

/// Extensions of static files, ignored unless the tenant says otherwise.
pub const IGNORED_EXTENSIONS: &[&str] = &[
    "avif",
    "bmp",
    "css",
    "eot",
    "gif",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "map",
    "mjs",
    "mp3",
    "mp4",
    "ogg",
    "otf",
    "png",
    "svg",
    "ttf",
    "wasm",
    "webm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
];

/// Beginnings of static paths, ignored unless the tenant says otherwise.
pub const IGNORED_PREFIXES: &[&str] = &["/static/", "/media/", "/assets/"];

/// Parameters of a query that hold what was searched for, unless the tenant says otherwise.
pub const SEARCH_KEYS: &[&str] = &["q", "query", "search", "s", "keyword"];
/// Most of them that a tenant can have.
pub const SEARCH_KEYS_MAX: usize = 16;

impl Default for TenantSettings {
    fn default() -> Self {
        let owned = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        Self {
            retention_days: RETENTION_DAYS_DEFAULT,
            trusted_proxies: Vec::new(),
            ignored_extensions: owned(IGNORED_EXTENSIONS),
            ignored_prefixes: owned(IGNORED_PREFIXES),
            redacted_words: Vec::new(),
            capture_ip: CaptureIp::Full,
            capture_user_agent: true,
            capture_data: true,
            session_idle_timeout_s: 14 * 24 * 60 * 60,
            session_absolute_timeout_s: 90 * 24 * 60 * 60,
            sessions_per_user_max: 50,
            session_limit: SessionLimit::EndOldest,
            allowed_origins: Vec::new(),
            blocked: Blocked::default(),
            search_keys: owned(SEARCH_KEYS),
        }
    }
}

/// Notes every place of the settings that does not fit, by its pointer in a change of the tenant.
pub(crate) fn check(settings: &TenantSettings, faults: &mut Vec<Fault>) {
    if !(RETENTION_DAYS_MIN..=RETENTION_DAYS_MAX).contains(&settings.retention_days) {
        let detail = format!("must be from {RETENTION_DAYS_MIN} to {RETENTION_DAYS_MAX}");
        faults.push(Fault::new("/settings/retention_days", detail));
    }
    if settings.trusted_proxies.len() > LIST_ENTRIES_MAX {
        faults.push(Fault::new("/settings/trusted_proxies", format!("must have at most {LIST_ENTRIES_MAX} entries")));
    }
    check_session_policy(settings, faults);
    check_blocked(&settings.blocked, faults);
    let lists = [
        ("ignored_extensions", &settings.ignored_extensions),
        ("ignored_prefixes", &settings.ignored_prefixes),
        ("redacted_words", &settings.redacted_words),
        ("allowed_origins", &settings.allowed_origins),
        ("blocked/programs", &settings.blocked.programs),
        ("search_keys", &settings.search_keys),
    ];
    for (name, list) in lists {
        let most = if name == "search_keys" { SEARCH_KEYS_MAX } else { LIST_ENTRIES_MAX };
        if list.len() > most {
            faults.push(Fault::new(format!("/settings/{name}"), format!("must have at most {most} entries")));
        }
        for (index, entry) in list.iter().enumerate() {
            if entry.is_empty() || entry.len() > LIST_ENTRY_BYTES_MAX || entry.contains('\0') {
                let detail = format!("must have 1 to {LIST_ENTRY_BYTES_MAX} bytes");
                faults.push(Fault::new(format!("/settings/{name}/{index}"), detail));
            }
        }
    }
}

fn check_session_policy(settings: &TenantSettings, faults: &mut Vec<Fault>) {
    let timeouts = [
        ("session_idle_timeout_s", settings.session_idle_timeout_s),
        ("session_absolute_timeout_s", settings.session_absolute_timeout_s),
    ];
    for (name, seconds) in timeouts {
        if !(IDLE_TIMEOUT_S_MIN..=ABSOLUTE_TIMEOUT_S_MAX).contains(&seconds) {
            let detail = format!("must be from {IDLE_TIMEOUT_S_MIN} to {ABSOLUTE_TIMEOUT_S_MAX}");
            faults.push(Fault::new(format!("/settings/{name}"), detail));
        }
    }
    if !(1..=SESSIONS_PER_USER_MAX).contains(&settings.sessions_per_user_max) {
        let detail = format!("must be from 1 to {SESSIONS_PER_USER_MAX}");
        faults.push(Fault::new("/settings/sessions_per_user_max", detail));
    }
    for (index, _) in settings.allowed_origins.iter().enumerate().filter(|(_, origin)| !is_origin(origin)) {
        let detail = "must be an origin such as https://shop.example:8443";
        faults.push(Fault::new(format!("/settings/allowed_origins/{index}"), detail));
    }
}

fn check_blocked(blocked: &Blocked, faults: &mut Vec<Fault>) {
    let counts = [
        ("networks", blocked.networks.len(), BLOCKED_NETWORKS_MAX),
        ("kinds", blocked.kinds.len(), DeviceKind::ALL.len()),
    ];
    for (name, count, most) in counts {
        if count > most {
            faults.push(Fault::new(format!("/settings/blocked/{name}"), format!("must have at most {most} entries")));
        }
    }
}

/// Whether a text is what a browser sends as `Origin` (RFC 6454, 6.2): scheme, host, and a port that is not the usual.
fn is_origin(text: &str) -> bool {
    let url = url::Url::parse(text);
    url.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == text)
}
