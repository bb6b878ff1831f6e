//! What a program runs on.

use std::borrow::Cow;

use super::rules::Found;
use super::words::{Name, PLATFORMS, is_linux, name};

/// A platform in our words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Platform {
    pub name: Name,
    /// With the version, where one is said.
    versioned: Option<Name>,
}

impl Platform {
    pub fn versioned(&self) -> &str {
        self.versioned.as_ref().unwrap_or(&self.name)
    }
}

impl From<&'static str> for Platform {
    fn from(name: &'static str) -> Self {
        Self { name: name.into(), versioned: None }
    }
}

/// Consoles, which call themselves by their name beside any system or none.
const CONSOLES: &[(&str, &str)] =
    &[("PlayStation", "PlayStation"), ("PLAYSTATION", "PlayStation"), ("Xbox", "Xbox"), ("Nintendo", "Nintendo")];
/// What only televisions say of themselves.
const TELEVISION_MARKS: &[&str] = &["SMART-TV", "SmartTV", "Smart-TV", "HbbTV", "NetCast"];
/// How makers of televisions are known.
const TELEVISION_MAKERS: &[(&str, &str)] = &[
    ("Tizen", "Samsung TV"),
    ("Samsung", "Samsung TV"),
    ("Maple", "Samsung TV"),
    ("Web0S", "LG TV"),
    ("NetCast", "LG TV"),
    ("LG", "LG TV"),
];
/// Apple's devices. A browser on an iPad that asks for the pages of desktops claims to run on a Mac, and the rules know it
/// for an iPad anyway.
const APPLES_DEVICES: &[(&str, &str)] =
    &[("iPad", "iPad"), ("Macintosh", "iPad"), ("iPod", "iPod touch"), ("iPhone", "iPhone")];

/// Names the platform; `None` when the agent says nothing of one.
pub(super) fn platform(user_agent: &str, found: &Found<'_>) -> Option<Platform> {
    let names = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    if let Some(console) = names(CONSOLES) {
        return Some(console.into());
    }
    if TELEVISION_MARKS.iter().any(|mark| user_agent.contains(mark)) {
        return Some(names(TELEVISION_MAKERS).unwrap_or("Smart TV").into());
    }
    let system = found.system.as_deref()?;
    match system {
        "iOS" => Some(apples_device(user_agent).into()),
        "Mac OS X" => Some(Platform { name: "macOS".into(), versioned: Some(mac_of_its_time(found).into()) }),
        "Windows" | "Windows Phone" | "Android" => {
            let family = name(system)?;
            Some(Platform {
                versioned: found.major.as_deref().map(|major| numbered(&family, major, found)),
                name: family,
            })
        }
        system if is_linux(system) => Some("Linux".into()),
        _ => {
            let known = PLATFORMS.iter().find(|(beginning, _)| system.starts_with(beginning));
            let name = known.map_or_else(|| name(system), |(_, word)| name(word))?;
            Some(Platform { name, versioned: None })
        }
    }
}

/// `Android 13`, `Windows 8.1`; a zero behind the point is left out.
fn numbered(family: &str, major: &str, found: &Found<'_>) -> Name {
    let minor = found.minor.as_deref().filter(|minor| *minor != "0");
    let version = minor.map_or_else(|| Cow::from(major), |minor| format!("{major}.{minor}").into());
    name(&format!("{family} {version}")).unwrap_or_default()
}

/// A native app says which device it runs on only sometimes.
fn apples_device(user_agent: &str) -> &'static str {
    APPLES_DEVICES.iter().find(|(mark, _)| user_agent.contains(mark)).map_or("iOS", |(_, name)| name)
}

/// As Apple called it: `OS X` before 10.12. Newer systems say 10.15 for good, so no number is named.
fn mac_of_its_time(found: &Found<'_>) -> &'static str {
    let minor = found.minor.as_deref().and_then(|minor| minor.parse::<u32>().ok());
    match (found.major.as_deref(), minor) {
        (Some("10"), Some(0..=11)) => "OS X",
        _ => "macOS",
    }
}

/// All words, so that a test sees when they change.
#[cfg(test)]
pub(super) fn all() -> String {
    format!("{CONSOLES:?}{TELEVISION_MARKS:?}{TELEVISION_MAKERS:?}{APPLES_DEVICES:?}")
}
