//! The README says what is true: every `curl` in it is run as it stands, and answers what is shown below it.
//!
//! In a shown answer `…` stands for any text, alone or within a text; a member `"…": "…"` stands for any further
//! members.

use std::process::Stdio;

use serde_json::{Value, json};
use tests::{ADMIN_KEY, TestApp};
use tokio::process::Command;

const README: &str = include_str!("../../README.md");
const ANYTHING: &str = "…";

/// A block of shell with a `curl`, and the answer that is shown below it.
struct Example {
    command: String,
    answer: Value,
}

#[tokio::test]
async fn every_curl_of_the_readme_answers_as_it_says() {
    let app = TestApp::start().await;
    let demo = app.tenant("demo").await;
    // As `gatebook dev` makes it: with an owner.
    let owner = json!({"email": "demo@gatebook.localhost", "name": "Demo", "role": "owner"});
    demo.post("/v1/members", &owner).await.assert_status(201);
    let examples = examples(README);

    let answers = run(&examples, &app, &demo.key).await;

    for (example, answer) in examples.iter().zip(answers) {
        let differences = differences("", &example.answer, &answer);
        assert!(differences.is_empty(), "{}\n\n{answer:#}\n\n{}", example.command, differences.join("\n"));
    }
    assert!(examples.len() >= 8, "the README has only {} examples", examples.len());
}

#[test]
fn an_answer_that_differs_is_noticed() {
    let shown = serde_json::json!({"id": "evt_…", "n": 1, "list": [{"a": "…", "…": "…"}]});
    let fits = serde_json::json!({"id": "evt_12", "n": 1, "list": [{"a": 5, "b": null}]});

    assert_eq!(differences("", &shown, &fits), Vec::<String>::new());

    for (place, value) in [("/id", "key_12".into()), ("/n", 2.into()), ("/list", Value::Array(Vec::new()))] {
        let mut other = fits.clone();
        *other.pointer_mut(place).expect("the place is there") = value;
        assert_eq!(differences("", &shown, &other).len(), 1, "{place}");
    }
    let mut more = fits;
    more["more"] = true.into();
    assert_eq!(differences("", &shown, &more).len(), 1);
}

/// All blocks with a `curl`; each must have an answer of JSON as the next block.
fn examples(markdown: &str) -> Vec<Example> {
    let blocks = blocks(markdown);
    let with_curl =
        blocks.iter().enumerate().filter(|(_, (language, text))| *language == "sh" && text.contains("curl "));
    let example = |(index, (_, command)): (usize, &(&str, String))| {
        let (language, answer) = blocks.get(index + 1).unwrap_or_else(|| panic!("no answer below:\n{command}"));
        assert_eq!(*language, "json", "no answer below:\n{command}");
        let answer = serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}:\n{answer}"));
        Example { command: command.clone(), answer }
    };
    with_curl.map(example).collect()
}

/// The fenced blocks with their languages.
fn blocks(markdown: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), open.as_mut()) {
            (Some(language), None) => open = Some((language, String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of the README is not closed");
    blocks
}

/// What the commands answer, run one after the other in one shell, as a reader does.
async fn run(examples: &[Example], app: &TestApp, key: &str) -> Vec<Value> {
    // Behind each answer, a sign that is in none.
    let script: String = examples.iter().map(|example| format!("{}\nprintf '\\036'\n", example.command)).collect();
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .env("GATEBOOK_URL", app.url())
        .env("GATEBOOK_KEY", key)
        .env("GATEBOOK_ADMIN_KEY", ADMIN_KEY)
        // The API is on this machine.
        .env("no_proxy", "*")
        .stdin(Stdio::null())
        .output()
        .await
        .expect("bash is everywhere");
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{complained}");
    let answers: Vec<&str> = said.split_terminator('\u{1e}').collect();
    assert_eq!(answers.len(), examples.len(), "{said}");
    let read = |(answer, example): (&&str, &Example)| {
        serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {}\n\n{answer}", example.command))
    };
    answers.iter().zip(examples).map(read).collect()
}

/// Where an answer differs from the one that is shown, by JSON pointer.
fn differences(place: &str, shown: &Value, answer: &Value) -> Vec<String> {
    match (shown, answer) {
        (Value::String(shown), _) if shown == ANYTHING => Vec::new(),
        (Value::String(shown), Value::String(answer)) if fits(shown, answer) => Vec::new(),
        (Value::Object(shown), Value::Object(answer)) => {
            let open = shown.contains_key(ANYTHING);
            let missing = shown.keys().filter(|name| *name != ANYTHING && !answer.contains_key(*name));
            let more = answer.keys().filter(|name| !open && !shown.contains_key(*name));
            let unequal = shown.iter().filter_map(|(name, shown)| Some((name, shown, answer.get(name)?)));
            missing
                .map(|name| format!("{place}/{name} is shown and not answered"))
                .chain(more.map(|name| format!("{place}/{name} is answered and not shown")))
                .chain(unequal.flat_map(|(name, shown, answer)| differences(&format!("{place}/{name}"), shown, answer)))
                .collect()
        }
        (Value::Array(shown), Value::Array(answer)) if shown.len() == answer.len() => {
            let pairs = shown.iter().zip(answer).enumerate();
            pairs.flat_map(|(index, (shown, answer))| differences(&format!("{place}/{index}"), shown, answer)).collect()
        }
        _ if shown == answer => Vec::new(),
        _ => vec![format!("{place}: {shown} is shown, {answer} is answered")],
    }
}

/// Whether a text is what is shown, `…` being any text.
fn fits(shown: &str, answer: &str) -> bool {
    match shown.split_once(ANYTHING) {
        Some((before, behind)) => {
            answer.len() >= before.len() + behind.len() && answer.starts_with(before) && answer.ends_with(behind)
        }
        None => shown == answer,
    }
}
