//! Whatever is sent: no secret gets through, nothing panics.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use serde_json::{Value, json};
use uuid::Uuid;

use super::examples;
use crate::client_address::client_address;
use crate::intake::{IgnoredPath, Rules, read, split_array, split_lines};
use crate::settings::TenantSettings;

/// Cases of each property: enough to meet every combination that matters, few enough to wait for.
const CASES: u32 = 5_000;

fn rules() -> Rules {
    let settings = TenantSettings { redacted_words: vec!["birth_date".into()], ..TenantSettings::default() };
    Rules::new(&settings, &[1; 32], 1, &[2; 32]).unwrap()
}

fn answer(rules: &Rules, event: &[u8]) -> String {
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    format!("{:?}", read(event, rules, now, IgnoredPath::Drop, &mut || Uuid::nil()))
}

/// A mark that no rule knows by its form, and that survives no change but one of case.
fn mark() -> impl Strategy<Value = String> {
    "[a-z]{4}[A-Z]{2}[0-9]{2}"
}

fn changed_case(text: &str, style: u8) -> String {
    match style {
        0 => text.to_owned(),
        1 => text.to_uppercase(),
        2 => text.replace(['_', '-'], ""),
        3 => text.replace('_', "-"),
        4 => {
            let words = text.split('_').map(|word| {
                let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
                first.to_uppercase() + rest
            });
            words.collect()
        }
        _ => text.replace('_', "."),
    }
}

/// A listed name in any style, with other parts around it.
fn secret_name() -> impl Strategy<Value = String> {
    let around = select(vec!["", "user_", "x-", "my.", "a[", "0_", "Form_"]);
    let behind = select(vec!["", "_2", "-x", ".value", "]", "[0]", "_confirmation", "3"]);
    // A name whose parts only its case tells keeps its case.
    let styled = examples::SECRET_NAMES.iter().filter(|name| !name.contains(char::is_uppercase));
    let styled = select(styled.copied().chain(["birth_date"]).collect::<Vec<_>>());
    let name = prop_oneof![
        (styled, 0..6_u8).prop_map(|(name, style)| changed_case(name, style)),
        select(examples::SECRET_NAMES).prop_map(str::to_owned),
    ];
    (name, around, behind).prop_map(|(name, around, behind)| format!("{around}{name}{behind}"))
}

/// How a text may be packed into another.
#[derive(Debug, Clone, Copy)]
enum Packing {
    Object,
    Array,
    JsonText,
    Encoded,
    Url,
    Form,
}

fn packing() -> impl Strategy<Value = Packing> {
    use Packing::{Array, Encoded, Form, JsonText, Object, Url};
    select(vec![Object, Array, JsonText, Encoded, Url, Form])
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn pack(value: Value, packing: Packing) -> Value {
    match packing {
        Packing::Object => json!({"a": 1, "inner": value}),
        Packing::Array => json!([1, value, null]),
        Packing::JsonText => json!(json!({"inner": value}).to_string()),
        Packing::Encoded => json!(encoded(&text_of(&value))),
        Packing::Url => json!(format!("https://example.com/a?page=1&inner={}", encoded(&text_of(&value)))),
        Packing::Form => json!(format!("page=1&inner={}", encoded(&text_of(&value)))),
    }
}

/// A secret under its name, as an object, a parameter or a URL.
fn named_secret() -> impl Strategy<Value = (String, Value)> {
    (secret_name(), mark(), 0..5_u8).prop_map(|(name, mark, how)| {
        let value = match how {
            0 => json!({ &name: mark }),
            1 => json!({ &name: [{"x": mark}] }),
            2 => json!(format!("a=1&{}={mark}", encoded(&name))),
            3 => json!(format!("https://example.com/b?{}={mark}#c", encoded(&name))),
            _ => json!(json!({ &name: {"deep": mark} }).to_string()),
        };
        (mark, value)
    })
}

/// A secret by its form, alone or within a text.
fn formed_secret() -> impl Strategy<Value = (String, Value)> {
    let around = select(vec!["", "see ", "(", "x: ", "a\n"]);
    (mark(), any::<prop::sample::Index>(), around).prop_map(|(mark, which, around)| {
        let values = examples::secret_values(&mark);
        let value = format!("{around}{}", which.get(&values));
        (mark, json!(value))
    })
}

fn places_of(text: &str, packed: &Value) -> Vec<Value> {
    let query = encoded(text);
    vec![
        json!({"method": "POST", "path": "/a", "data": {"post": packed}}),
        json!({"method": "POST", "path": "/a", "data": {"get": {"x": packed}, "other": [packed]}}),
        json!({"method": "POST", "path": "/a", "query": format!("p=1&x={query}")}),
        json!({"method": "POST", "url": format!("https://example.com/a?x={query}&p=1")}),
        json!({"method": "POST", "path": "/a", "referrer": format!("https://example.com/a?x={query}")}),
        json!({"method": "POST", "path": "/a", "referrer": format!("https://example.com/a#x={query}")}),
        json!({"method": "POST", "path": format!("/a/{query}/b")}),
        json!({"method": "POST", "path": "/a", "user_agent": text, "user_id": text, "host": text, "status": text}),
    ]
}

proptest! {
    #![proptest_config(Config { cases: CASES, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_secret_gets_through(
        (mark, secret) in prop_oneof![named_secret(), formed_secret()],
        packings in vec(packing(), 0..4),
    ) {
        let rules = rules_once();
        let packed = packings.into_iter().fold(secret, pack);
        for event in places_of(&text_of(&packed), &packed) {
            let event = event.to_string();

            let shown = answer(rules, event.as_bytes()).to_lowercase();

            prop_assert!(!shown.contains(&mark.to_lowercase()), "{}\n{}", event, shown);
        }
    }

    #[test]
    fn arbitrary_bytes_do_no_harm(body in vec(any::<u8>(), 0..200), text in ".{0,100}") {
        let rules = rules_once();
        for body in [&body[..], text.as_bytes()] {
            answer(rules, body);
            let _ = split_array(body);
            split_lines(body).for_each(|(_, line)| { answer(rules, line); });
        }
        let _ = client_address(Some(&text), Some(&text), &[]);
    }

    #[test]
    fn arbitrary_members_do_no_harm(members in vec((select(MEMBERS), arbitrary_json()), 0..6)) {
        let members: serde_json::Map<_, _> = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let event = Value::Object(members).to_string();

        answer(rules_once(), event.as_bytes());
        let _ = split_array(format!("{{\"events\":[{event},{event}]}}").as_bytes());
    }
}

/// The rules are compiled once: that takes longer than a case.
fn rules_once() -> &'static Rules {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    RULES.get_or_init(rules)
}

const MEMBERS: &[&str] = &[
    "id",
    "id_seed",
    "occurred_at",
    "method",
    "url",
    "host",
    "path",
    "query",
    "status",
    "duration_ms",
    "bytes_sent",
    "referrer",
    "user_agent",
    "user_id",
    "session_id",
    "session_key",
    "data",
    "ip",
    "remote_addr",
    "x_forwarded_for",
    "other",
];

fn arbitrary_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        "[a-z:/?#@&=%;{}\\[\\]\"' \\-0-9.+\u{0}]{0,40}".prop_map(Value::from),
        "2[0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|[+-][0-9]{2}:[0-9]{2})"
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((".{0,8}", inner), 0..5).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}
