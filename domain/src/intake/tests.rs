use super::*;
use crate::redaction::examples;

const MARK: &str = "q7ZxMARKx7Zq";

fn rules() -> Rules {
    rules_of(&TenantSettings::default())
}

fn rules_of(settings: &TenantSettings) -> Rules {
    Rules::new(settings, [1; 32], 3, [2; 32]).unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-21T12:00:00.123456Z".parse().unwrap()
}

fn read_with(rules: &Rules, event: &str) -> Result<Intake, Vec<Fault>> {
    read(event.as_bytes(), rules, now(), &mut || Uuid::from_u128(7))
}

#[test]
fn no_marked_secret_is_stored_noted_or_answered() {
    let rules = rules();
    for event in examples::marked_events(MARK) {
        let event = event.to_string();

        let shown = format!("{:?}", read_with(&rules, &event));

        assert!(!shown.contains(MARK), "{event}\n{shown}");
        assert!(!shown.contains(&MARK.to_uppercase()), "{event}\n{shown}");
        assert!(!shown.contains(&MARK.to_lowercase()), "{event}\n{shown}");
    }
}

#[test]
fn innocent_events_are_stored_as_they_are() {
    let rules = rules();
    for event in examples::innocent_events() {
        let event = event.to_string();

        let Ok(Intake::Entry(entry)) = read_with(&rules, &event) else { panic!("{event}") };

        assert_eq!(entry.redacted, Vec::<String>::new(), "{event}");
    }
}
