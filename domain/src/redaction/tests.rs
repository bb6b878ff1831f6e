use std::time::{Duration, Instant};

use super::*;

fn redactor() -> Redactor {
    Redactor::new(&["birth_date".to_owned(), "geheim".to_owned(), "contraseña".to_owned()]).unwrap()
}

fn query(text: &str) -> (String, Vec<String>) {
    let mut places = Places::default();
    let redacted = redactor().query(Cow::Borrowed(text), "/query", &mut places).into_owned();
    (redacted, places.into_pointers())
}

#[test]
fn secret_names_match_however_they_are_written() {
    let redactor = redactor();

    for name in examples::SECRET_NAMES {
        assert!(redactor.is_secret_name(name), "{name}");
    }
    for name in ["birthDate", "user[birth-date]", "BIRTHDATE", "Geheim", "Contraseña", "CONTRASEÑA", "user%5Btoken%5D"]
    {
        assert!(redactor.is_secret_name(name), "{name}");
    }
}

#[test]
fn innocent_names_and_values_stay() {
    let redactor = redactor();

    for (name, value) in examples::INNOCENT_FIELDS {
        assert!(!redactor.is_secret_name(name), "{name}");
        assert!(!redactor.holds_secret(value, 0), "{name}: {value}");
        assert!(!redactor.name_holds_secret(value, false), "{value}");
    }
}

#[test]
fn secret_values_are_found_alone_and_within_a_text() {
    let redactor = redactor();
    let cards = examples::CARD_NUMBERS.iter().map(ToString::to_string);

    for value in examples::secret_values("MARK7").into_iter().chain(cards) {
        for text in [value.clone(), format!("see {value} there"), format!("({value})"), format!("x={value}")] {
            assert!(redactor.values.any(&text), "{text}");
        }
    }
}

#[test]
fn only_the_secret_itself_is_replaced_within_a_text() {
    let text = |text: &str| redactor().redact_text(text, 0);

    assert_eq!(text("curl/8 Bearer abc.DEF-123 x").unwrap(), "curl/8 [redacted] x");
    assert_eq!(text("/pay/4111-1111-1111-1111/ok").unwrap(), "/pay/[redacted]/ok");
    assert_eq!(text("https://ann:pw@example.com/").unwrap(), "https://[redacted]@example.com/");
    assert_eq!(text("/a;token=x/y").unwrap(), "/a;token=[redacted]");
    assert_eq!(text("/a/b.html"), None);
}

#[test]
fn a_query_keeps_its_names_and_its_other_values() {
    let cases = [
        ("page=2&password=x&sort=asc", "page=2&password=[redacted]&sort=asc", &["/query/password"][..]),
        ("user%5Bpassword%5D=x", "user%5Bpassword%5D=[redacted]", &["/query/user[password]"]),
        ("a=1;token=x;b=2&c=3", "a=1;token=[redacted]&c=3", &["/query/token"]),
        ("token=a&token=b", "token=[redacted]&token=[redacted]", &["/query/token"]),
        ("a/b~token=x", "a/b~token=[redacted]", &["/query/a~1b~0token"]),
        ("next=/login?token=x&y=1", "next=[redacted]&y=1", &["/query/next"]),
        ("x=4111+1111+1111+1111", "x=[redacted]", &["/query/x"]),
        ("4111111111111111&x=1", "[redacted]&x=1", &["/query/[redacted]"]),
        ("token&password=&x=1", "token&password=&x=1", &[]),
        ("token=[redacted]", "token=[redacted]", &[]),
        ("[redacted]&token=x", "[redacted]&token=[redacted]", &["/query/token"]),
        ("&&a&;=&", "&&a&;=&", &[]),
        ("", "", &[]),
    ];
    for (text, expected, places) in cases {
        let (redacted, noted) = query(text);

        assert_eq!(redacted, expected);
        assert_eq!(noted, places, "{text}");
    }
}

#[test]
fn redacting_twice_changes_nothing_more() {
    for value in examples::secret_values("MARK7") {
        for text in [format!("a={value}&b=1"), value] {
            let (once, _) = query(&text);

            let (twice, places) = query(&once);

            assert_eq!(twice, once);
            assert_eq!(places, Vec::<String>::new(), "{once}");
        }
    }
}

#[test]
fn the_number_and_length_of_places_are_limited() {
    let mut places = Places::default();
    for number in 0..2 * PLACES_MAX {
        places.note(&format!("/data/{number}"));
    }
    assert_eq!(places.len(), PLACES_MAX);

    let mut places = Places::default();
    places.note(&format!("/data/post/{}", "x".repeat(PLACE_BYTES_MAX)));
    assert_eq!(places.into_pointers(), ["/data/post"]);
}

#[test]
fn hostile_texts_of_64_kib_take_no_longer_than_they_may() {
    let redactor = redactor();
    let bodies = [
        "eyJ",
        "://",
        "a://b:c/",
        "4 ",
        "4-1 ",
        "=",
        "a=",
        "pin=",
        "%25",
        "%",
        "{\"a\":",
        "[",
        "\"",
        "'a':",
        "-----BEGIN PRIVATE KEY-----",
        "sk-",
        "SG.",
        "Basic ",
        "@",
        ";",
        "&",
        "-",
        "xoxb-",
        "eyJ.",
        "\\\"",
    ];
    for body in bodies {
        let text = body.repeat(64 * 1024 / body.len());

        let mut places = Places::default();
        let began = Instant::now();
        let _ = redactor.text(Cow::Borrowed(&text), "/x", &mut places);
        let _ = redactor.query(Cow::Borrowed(&text), "/x", &mut places);
        let _ = redactor.url(Cow::Borrowed(&text), "/x", &mut places);
        // Far more than it takes on any machine; a search that went back again and again would take minutes.
        assert!(began.elapsed() < Duration::from_secs(20), "{body:?} took {:?}", began.elapsed());
    }
}

#[test]
fn an_authority_that_is_long_is_read_to_its_end() {
    let host = "x".repeat(300);
    for (url, expected) in [
        (format!("https://a:{host}"), format!("https://a:{host}")),
        (format!("https://a:{host}/b"), format!("https://a:{host}/b")),
        (format!("https://a:{host}@b.example/c"), "https://[redacted]@b.example/c".to_owned()),
    ] {
        let redacted = redactor().url(Cow::Borrowed(&url), "/referrer", &mut Places::default()).into_owned();

        assert_eq!(redacted, expected);
    }
}
