//! LABELS: facts turned to words that a person reads.
//!
//! A device is what a user agent claims to be:
//!
//! 1. The maintained rules of uap-core find the product and the system that it names (`labels/rules.rs`).
//! 2. A thin table turns their families to our words and says of which kind a word is (`labels/words.rs`).
//! 3. What the rules leave open is settled in `labels/program.rs` (apps that name themselves, bots that only say where
//!    to read about them) and in `labels/platform.rs` (iPhone or iPad, consoles, televisions).
//!
//! Nothing is checked against the world: a bot that claims to be Chrome is Chrome. The version of a browser is not kept,
//! for it changes every few weeks and a person does not know their device by it.
//!
//! A location is where an address is, `City, Country` (`labels/location.rs`), with one name for each country
//! (`labels/countries.rs`). [`crate::geoip`] finds it.

mod countries;
mod location;
mod platform;
mod program;
mod rules;
#[cfg(test)]
mod tests;
mod words;

use std::sync::{Arc, LazyLock};

use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::platform::{Platform, platform};
use self::program::{Program, program};

pub use self::location::{LOCATION_WORDS_VERSION, Location};

/// Bytes of a user agent that are read. Browsers send some 200, pages inside of apps rarely more than 1,000; the rest of a
/// longer one is not looked at, so that nobody can make it costly.
pub const USER_AGENT_BYTES_MAX: usize = 2048;
/// Devices that [`device_cached`] remembers. One takes about 300 bytes, and at most 1 KiB: names are cut.
const REMEMBERED_MAX: u64 = 4096;

static REMEMBERED: LazyLock<Cache<[u8; 32], Device>> = LazyLock::new(|| Cache::new(REMEMBERED_MAX));

/// What countries are called, by their codes.
pub(crate) fn countries() -> impl Iterator<Item = (&'static str, &'static str)> {
    countries::all()
}

/// What kind of program a user agent names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// A browser in which a person looks at pages.
    Browser,
    /// A program made for one purpose, on a phone or a desktop; also a page that is shown inside of one.
    App,
    /// A program that visits pages by itself and says so.
    Bot,
    /// A program or library with which somebody makes requests.
    Tool,
    /// Nothing that is known, or nothing at all.
    #[default]
    Unknown,
}

impl DeviceKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Browser, Self::App, Self::Bot, Self::Tool, Self::Unknown];

    /// As the API and the database write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::App => "app",
            Self::Bot => "bot",
            Self::Tool => "tool",
            Self::Unknown => "unknown",
        }
    }
}

/// How much a label says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LabelStyle {
    /// `Chrome on Windows`.
    #[default]
    Plain,
    /// With the version that the agent claims of the platform: `Chrome on Windows 8.1`. Platforms that claim none, or
    /// for years the same one (macOS), and Apple's devices are called as in the plain style.
    Versioned,
}

/// What a user agent claims to be. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    claims: Arc<Claims>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Claims {
    program: Program,
    platform: Option<Platform>,
}

impl Device {
    /// The program's name: of a browser, and of an app, bot or tool as well (`Firefox`, `Googlebot`, `curl`). At most 64
    /// characters.
    #[must_use]
    pub fn browser(&self) -> Option<&str> {
        self.claims.program.name.as_deref()
    }

    /// What it runs on, without version: a system (`Windows`, `Android`) or, where people call it so, the device
    /// (`iPhone`, `PlayStation`). Bots and tools have none.
    #[must_use]
    pub fn platform(&self) -> Option<&str> {
        self.claims.platform.as_ref().map(|platform| &*platform.name)
    }

    /// The platform with its version (`Windows 8.1`), as [`LabelStyle::Versioned`] calls it.
    #[must_use]
    pub fn versioned_platform(&self) -> Option<&str> {
        self.claims.platform.as_ref().map(Platform::versioned)
    }

    /// What kind of program it is.
    #[must_use]
    pub fn kind(&self) -> DeviceKind {
        self.claims.program.kind
    }

    /// `Browser on Platform`, one of the two, or none.
    #[must_use]
    pub fn label(&self, style: LabelStyle) -> Option<String> {
        let platform = match style {
            LabelStyle::Plain => self.platform(),
            LabelStyle::Versioned => self.versioned_platform(),
        };
        label(self.browser(), platform)
    }
}

/// `Browser on Platform`, one of the two, or none.
pub(crate) fn label(browser: Option<&str>, platform: Option<&str>) -> Option<String> {
    match (browser, platform) {
        (Some(browser), Some(platform)) => Some([browser, " on ", platform].concat()),
        (Some(alone), None) | (None, Some(alone)) => Some(alone.to_owned()),
        (None, None) => None,
    }
}

/// Reads a user agent: any text, of any length. The same text gives the same device under the same
/// [`rules_version`].
///
/// The first call of a process compiles the rules; see `docs/decisions/0004-user-agent-rules-from-a-package.md` for what
/// that and each call cost.
#[must_use]
pub fn device(user_agent: &str) -> Device {
    let user_agent = beginning(user_agent);
    let found = rules::find(user_agent);
    let program = program(user_agent, &found);
    let runs_somewhere = !matches!(program.kind, DeviceKind::Bot | DeviceKind::Tool);
    let platform = if runs_somewhere { platform(user_agent, &found) } else { None };
    Device { claims: Arc::new(Claims { program, platform }) }
}

/// [`device`], remembered: for paths on which the same few thousand user agents come again and again.
#[must_use]
pub fn device_cached(user_agent: &str) -> Device {
    let user_agent = beginning(user_agent);
    let key: [u8; 32] = Sha256::digest(user_agent).into();
    REMEMBERED.get_with(key, || device(user_agent))
}

/// The version of the rules and words that are compiled in. Devices of two versions may differ in their words, so a
/// table that keeps words keeps this beside them.
#[must_use]
pub fn rules_version() -> &'static str {
    rules::VERSION
}

/// As much of a user agent as is read.
fn beginning(user_agent: &str) -> &str {
    let user_agent = user_agent.trim();
    &user_agent[..user_agent.floor_char_boundary(USER_AGENT_BYTES_MAX)]
}
