//! Our words for the families of uap-core's rules, and of which kind they are.
//!
//! Only what differs is listed: a family that is not here is called as the rules call it. Whoever changes a word counts
//! up the version in `rules.rs`.

use std::borrow::Cow;

use super::DeviceKind;

/// A name of ours, or one that a user agent brought along.
pub(super) type Name = Cow<'static, str>;

/// Characters of a name: an agent may call itself anything.
const NAME_CHARS_MAX: usize = 64;

/// What ends a word of a bot's name.
pub(super) const BOT_MARKS: &[&str] =
    &["bot", "spider", "crawler", "crawl", "slurp", "scraper", "archiver", "indexer", "fetcher", "favicon"];

/// The rules' word, and ours; none for what is no program that people know by name, but a view inside of an app.
const RENAMED: &[(&str, &str)] = &[
    ("IE", "Internet Explorer"),
    ("IE Mobile", "Internet Explorer"),
    ("IE Large Screen", "Internet Explorer"),
    ("Chrome Mobile", "Chrome"),
    ("Chrome Mobile iOS", "Chrome"),
    ("Mobile Safari", "Safari"),
    ("WebKit Nightly", "Safari"),
    ("MobileSafari", "Safari"),
    ("Firefox Mobile", "Firefox"),
    ("Firefox iOS", "Firefox"),
    ("Firefox Alpha", "Firefox"),
    ("Firefox Beta", "Firefox"),
    ("Edge Mobile", "Edge"),
    ("Opera Mobile", "Opera"),
    ("Opera Tablet", "Opera"),
    ("Opera Touch", "Opera"),
    ("DuckDuckGo Mobile", "DuckDuckGo"),
    ("Ecosia iOS", "Ecosia"),
    ("Ecosia Android", "Ecosia"),
    ("QQ Browser Mobile", "QQ Browser"),
    ("QQ Browser Mini", "QQ Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("VivoBrowser", "Vivo Browser"),
    ("MullvadBrowser", "Mullvad Browser"),
    ("QtCarBrowser", "Tesla"),
    ("Android", "Android Browser"),
    ("Mobile Safari UI/WKWebView", "WebView"),
    ("Chrome Mobile WebView", "WebView"),
    ("Apple Mail", "WebView"),
    ("Electron", "WebView"),
    ("CFNetwork", "WebView"),
    ("Dalvik", "WebView"),
    ("HbbTV", "WebView"),
    ("Qt Web Engine", "WebView"),
    ("Roku", "WebView"),
    ("Facebook Messenger", "Messenger"),
    ("WeChat Browser", "WeChat"),
    ("Slack Desktop Client", "Slack"),
    ("Roblox App", "Roblox"),
    ("bingbot", "Bingbot"),
    ("FacebookBot", "facebookexternalhit"),
    ("HeadlessChrome", "Headless Chrome"),
    ("Slackbot-LinkExpanding", "Slackbot"),
    ("Slurp", "Yahoo! Slurp"),
    ("Python Requests", "python-requests"),
    ("Python aiohttp", "aiohttp"),
    ("WindowsPowerShell", "PowerShell"),
    ("insomnia", "Insomnia"),
    ("GuzzleHttp", "Guzzle"),
];

/// Browsers that are known also in an agent that does not look like a browser's.
const BROWSERS: &[&str] = &[
    "Chrome",
    "Chromium",
    "Dillo",
    "Dolphin",
    "Edge",
    "ELinks",
    "Firefox",
    "Internet Explorer",
    "Konqueror",
    "Ladybird",
    "Links",
    "Lynx",
    "NetFront",
    "Obigo",
    "Opera",
    "Opera Mini",
    "Otter",
    "QupZilla",
    "Safari",
    "Samsung Internet",
    "UC Browser",
    "w3m",
];

/// Apps that show pages and look like a browser.
const APPS: &[&str] = &[
    "1Password",
    "Facebook",
    "Flipboard",
    "Google",
    "Instagram",
    "KakaoTalk",
    "LINE",
    "Messenger",
    "Microsoft Teams",
    "Outlook",
    "Pinterest",
    "Postbox",
    "Roblox",
    "Slack",
    "Snapchat",
    "Spotify",
    "Superhuman",
    "Telegram",
    "Thunderbird",
    "TikTok",
    "Twitter",
    "WeChat",
    "Weibo",
];

/// Bots whose name does not say so.
const BOTS: &[&str] = &[
    "Spider",
    "AppEngine-Google",
    "BingPreview",
    "Bloglovin",
    "Catchpoint",
    "Datanyze",
    "facebookexternalhit",
    "Feedbin",
    "GmailImageProxy",
    "Google-InspectionTool",
    "GoogleOther",
    "Headless Chrome",
    "heritrix",
    "HTTrack",
    "InternetArchive",
    "masscan",
    "Mediapartners-Google",
    "Netvibes",
    "Nutch",
    "OpenVAS Scanner",
    "PagePeeker",
    "PhantomJS",
    "PRTG Network Monitor",
    "Qwantify",
    "Ruxit Synthetic",
    "Scrapy",
    "Site24x7",
    "Slack-ImgProxy",
    "Tiny Tiny RSS",
    "WhatsApp",
    "WhatWeb",
    "WordPress",
    "Wotbox",
    "Xenu Link Sleuth",
    "Xenu's Link Sleuth",
    "Yahoo! Slurp",
    "YahooMailProxy",
];

/// What people make requests with.
const TOOLS: &[&str] = &[
    "AHC",
    "aiohttp",
    "akka-http",
    "Apache-CXF",
    "Apache-HttpClient",
    "aria2",
    "aws-cli",
    "Axel",
    "axios",
    "Boto",
    "Boto3",
    "Bruno",
    "Bun",
    "curl",
    "Cyberduck",
    "Dart",
    "Debian APT-HTTP",
    "Deno",
    "Docker-Client",
    "Faraday",
    "git",
    "Go-CF-client",
    "Go-http-client",
    "go-resty",
    "Google-HTTP-Java-Client",
    "got",
    "Guzzle",
    "http.rb",
    "HTTPClient",
    "HTTPie",
    "HttpMonitor",
    "Insomnia",
    "Java",
    "Java-http-client",
    "Jersey",
    "JNLP",
    "jupdate",
    "k6",
    "lftp",
    "libcurl-agent",
    "libwww-perl",
    "lua-resty-http",
    "Microsoft-CryptoAPI",
    "minio-go",
    "node",
    "node-fetch",
    "okhttp",
    "PostmanRuntime",
    "PowerShell",
    "PycURL",
    "python-httpx",
    "python-requests",
    "Python-urllib",
    "rclone",
    "ReactorNetty",
    "reqwest",
    "Ruby",
    "rusoto",
    "S3 Browser",
    "s3fs",
    "scalaj-http",
    "SophosAgent",
    "SophosUpdateManager",
    "TLSProber",
    "Ubuntu APT-HTTP",
    "undici",
    "ureq",
    "urlgrabber",
    "Vert.x-WebClient",
    "WebZIP",
    "Wget",
    "wget2",
    "Windows-Update-Agent",
    "WinHTTP",
];

/// What the names of further tools begin with.
const TOOL_FAMILIES: &[(&str, &str)] =
    &[("aws-sdk-", "AWS SDK"), ("ibm-cos-sdk-", "IBM COS SDK"), ("unirest-", "Unirest")];

/// What a system's family begins with, and our word for the platform. Linux is one platform, whoever packed it.
pub(super) const PLATFORMS: &[(&str, &str)] = &[
    ("Other", ""),
    ("Windows Mobile", "Windows Mobile"),
    ("Mac OS", "macOS"),
    ("Chrome OS", "ChromeOS"),
    ("Chromecast", "Chromecast"),
    ("ATV OS X", "Apple TV"),
    ("tvOS", "Apple TV"),
    ("WatchOS", "Apple Watch"),
    ("VRE", "Android"),
    ("BlackBerry", "BlackBerry"),
    ("Symbian", "Symbian"),
    ("Web0S", "webOS"),
];

/// Families of Linux.
const LINUX: &[&str] = &[
    "Arch Linux",
    "BackTrack",
    "CentOS",
    "Debian",
    "Fedora",
    "Gentoo",
    "Kubuntu",
    "Linux",
    "Linux Mint",
    "Lubuntu",
    "Mageia",
    "Mandriva",
    "openSUSE",
    "PCLinuxOS",
    "Puppy",
    "Red Hat",
    "Slackware",
    "SUSE",
    "Ubuntu",
];

/// What the words below stand for inside of an app.
const VIEW: &str = "WebView";

/// Our word for a family, or the family itself.
pub(super) fn renamed(family: &str) -> &str {
    if family.starts_with("Firefox (") {
        return "Firefox";
    }
    RENAMED.iter().find(|(theirs, _)| *theirs == family).map_or(family, |(_, ours)| ours)
}

/// Of which kind one of our words is, and how it is written; an empty word when it has no name.
pub(super) fn known(word: &str) -> Option<(DeviceKind, &'static str)> {
    if word == VIEW {
        return Some((DeviceKind::App, ""));
    }
    let lists =
        [(DeviceKind::Browser, BROWSERS), (DeviceKind::App, APPS), (DeviceKind::Bot, BOTS), (DeviceKind::Tool, TOOLS)];
    let listed = lists.into_iter().find_map(|(kind, list)| {
        let found = list.iter().find(|listed| listed.eq_ignore_ascii_case(word))?;
        Some((kind, *found))
    });
    listed.or_else(|| {
        let (_, tool) = TOOL_FAMILIES.iter().find(|(beginning, _)| word.starts_with(beginning))?;
        Some((DeviceKind::Tool, *tool))
    })
}

/// Whether a system is one of the families of Linux.
pub(super) fn is_linux(system: &str) -> bool {
    LINUX.contains(&system)
}

/// A name as it is shown: without control characters and spaces around it, and cut. `None` when nothing is left.
pub(super) fn name(text: &str) -> Option<Name> {
    let shown = text.chars().filter(|char| !char.is_control()).take(NAME_CHARS_MAX);
    let shown = shown.collect::<String>();
    let shown = shown.trim();
    if shown.is_empty() { None } else { Some(shown.to_owned().into()) }
}

/// All words, so that a test sees when they change.
#[cfg(test)]
pub(super) fn all() -> String {
    format!("{BOT_MARKS:?}{RENAMED:?}{BROWSERS:?}{APPS:?}{BOTS:?}{TOOLS:?}{TOOL_FAMILIES:?}{PLATFORMS:?}{LINUX:?}")
}
