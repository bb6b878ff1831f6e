//! User agents to words that a person reads.
//!
//! - Names are not empty, have at most 64 characters, no control character and no space around them.
//! - A bot or a tool runs on nothing.
//! - A label is made of the two names, and there is none when there is neither.
//! - Spaces around the text change nothing, nor does remembering.

use domain::labels::{DeviceKind, LabelStyle, USER_AGENT_BYTES_MAX, device, device_cached};

/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 64;

/// See above.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);

    let read = device(&text);

    let names = [read.browser(), read.platform(), read.versioned_platform()];
    for name in names.into_iter().flatten() {
        assert!((1..=NAME_CHARS_MAX).contains(&name.chars().count()), "{name:?}");
        assert!(!name.contains(char::is_control) && name.trim() == name, "{name:?}");
    }
    assert_eq!(read.platform().is_some(), read.versioned_platform().is_some());
    if matches!(read.kind(), DeviceKind::Bot | DeviceKind::Tool) {
        assert_eq!(read.platform(), None);
    }
    let label = read.label(LabelStyle::Plain);
    assert_eq!(label.is_none(), read.browser().is_none() && read.platform().is_none());
    let label = label.unwrap_or_default();
    assert!(label.starts_with(read.browser().unwrap_or_default()), "{label:?}");
    assert!(label.ends_with(read.platform().unwrap_or_default()), "{label:?}");
    if text.len() < USER_AGENT_BYTES_MAX {
        assert_eq!(device_cached(&format!(" {text}\t")), read);
    }
}
