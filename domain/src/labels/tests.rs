use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use serde::Deserialize;

use super::*;

/// Texts that are tried.
const CASES: u32 = 5_000;
/// The number behind the `+` of the version, and the words it stands for.
const WORDS: (&str, &str) = ("1", "781f0709");

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
    further_cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    user_agent: String,
    label: Option<String>,
    versioned: Option<String>,
    kind: Option<String>,
}

fn cases() -> Vec<Case> {
    let Cases { mut cases, further_cases } = serde_json::from_str(include_str!("devices.json")).unwrap();
    assert!(cases.len() >= 24 && further_cases.len() >= 30, "the file of cases is not whole");
    cases.extend(further_cases);
    cases
}

#[test]
fn devices_are_called_as_promised() {
    let mut wrong = String::new();
    for case in cases() {
        let device = device(&case.user_agent);
        let mut check = |what: &str, is: Option<&str>, expected: Option<&str>| {
            if is != expected {
                writeln!(wrong, "{what} is {is:?}, not {expected:?}: {}", case.user_agent).unwrap();
            }
        };

        check("label", device.label(LabelStyle::Plain).as_deref(), case.label.as_deref());
        if case.versioned.is_some() {
            check("versioned label", device.label(LabelStyle::Versioned).as_deref(), case.versioned.as_deref());
        }
        if case.kind.is_some() {
            check("kind", Some(device.kind().name()), case.kind.as_deref());
        }
    }

    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn there_is_a_case_of_every_kind() {
    let mut kinds = cases().into_iter().filter_map(|case| case.kind).collect::<Vec<_>>();
    kinds.sort();
    kinds.dedup();

    assert_eq!(kinds, ["app", "bot", "browser", "tool", "unknown"]);
}

#[test]
fn bots_and_tools_have_no_platform() {
    for case in cases() {
        let device = device(&case.user_agent);
        if matches!(device.kind(), DeviceKind::Bot | DeviceKind::Tool) {
            assert_eq!((device.platform(), device.versioned_platform()), (None, None), "{}", case.user_agent);
            assert_eq!(device.label(LabelStyle::Versioned).as_deref(), device.browser());
        }
    }
}

#[test]
fn what_is_remembered_is_what_was_found() {
    for case in cases() {
        let found = device(&case.user_agent);

        assert_eq!(device_cached(&case.user_agent), found);
        assert_eq!(device_cached(&case.user_agent), found);
    }
}

#[test]
fn the_beginning_of_a_long_agent_decides() {
    let windows = "Mozilla/5.0 (Windows NT 6.3) AppleWebKit/537.36 (KHTML, like Gecko)";
    let firefox = "Firefox/142.0";
    // A character of four bytes lies across the end of what is read.
    let filling = "\u{1f600}".repeat(USER_AGENT_BYTES_MAX / 4);

    let within = device(&format!("{windows} {firefox} {filling}"));
    let beyond = device(&format!("{windows} {filling} {firefox}"));

    assert_eq!(within.label(LabelStyle::Versioned).as_deref(), Some("Firefox on Windows 8.1"));
    assert_eq!(beyond.label(LabelStyle::Versioned).as_deref(), Some("Windows 8.1"));
}

#[test]
fn an_invented_name_is_cut_and_shows_no_control_characters() {
    let device = device(&format!("My\u{7}%0aApp{}/1.0 CFNetwork/1568.200.51 Darwin/24.1.0", "é".repeat(500)));

    let name = device.browser().unwrap();
    assert!(name.starts_with("MyAppé"), "{name}");
    assert_eq!(name.chars().count(), 64);
}

#[test]
fn the_version_counts_the_changes_of_our_words() {
    let digest = Sha256::digest(words::all() + &platform::all());
    let digest = digest[..4].iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));

    let (_, count) = rules_version().split_once('+').unwrap();
    assert_eq!((count, &*digest), WORDS, "words changed: count up the version in rules.rs and note the new digest");
}

/// Agents put together from pieces of real ones, so that they come far into the rules.
fn pieced_together() -> impl Strategy<Value = String> {
    let mut pieces = Vec::new();
    for case in cases() {
        pieces.extend(case.user_agent.split_inclusive([' ', '/', ';', '(', ')']).map(str::to_owned));
    }
    proptest::collection::vec(prop_oneof![8 => select(pieces), 1 => any::<String>()], 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(Config::with_cases(CASES))]

    #[test]
    fn no_text_panics_and_names_are_short(user_agent in prop_oneof![any::<String>(), pieced_together()]) {
        let device = device(&user_agent);

        let names = [device.browser(), device.platform(), device.versioned_platform()];
        for name in names.into_iter().flatten() {
            prop_assert!(!name.trim().is_empty() && name.chars().count() <= 64, "{name:?}");
        }
        let label = device.label(LabelStyle::Plain);
        prop_assert_eq!(label.is_none(), device.browser().is_none() && device.platform().is_none());
    }
}
