//! Writes the Rust client: reads openapi.yaml from standard input and writes Rust to standard output.
//!
//! progenitor knows less than the document says, so it is given a plainer one:
//!
//! 1. Problems are JSON (`plain_problems`): it gives types to `application/json` alone.
//! 2. Strings are strings (`plain_strings`): the server checks their length and form, and a client that does too refuses
//!    what a newer server would take.
//! 3. What is of one type or another names them (`plain_choices`), and is left out rather than null.
//! 4. A body has one media type that progenitor knows (`one_body`): JSON if it can be, or else bytes.
//! 5. Answers of an operation that are good have one type, and so have refusals (`one_answer`): where they differ, bytes.
//!
//! Every operation of the document is in the client, or nothing is written.

use std::error::Error;
use std::io::{self, Read, Write};

use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use serde_yaml::{Mapping, Value};

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
/// Media types of bodies that progenitor has a form for.
const BODIES: [&str; 4] = [JSON, "application/x-www-form-urlencoded", BYTES, "text/plain"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let mut document: Value = serde_yaml::from_str(&text)?;
    plain_problems(&mut document);
    plain_strings(&mut document);
    plain_choices(&mut document);
    let components = document["components"].clone();
    for operation in operations(&mut document) {
        one_body(operation);
        one_answer(operation, &components);
    }

    let document: OpenAPI = serde_yaml::from_value(document)?;
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    let client = Generator::new(&settings).generate_tokens(&document)?;
    let client = prettyplease::unparse(&syn::parse2(client)?);
    for (_, _, operation) in document.operations() {
        let id = operation.operation_id.as_deref().ok_or("an operation has no id")?;
        if !client.contains(&format!("pub fn {id}(&self)")) {
            return Err(format!("progenitor has left out {id}").into());
        }
    }
    io::stdout().write_all(b"// Generated from openapi.yaml by `make clients`. Not to be edited.\n\n")?;
    io::stdout().write_all(client.as_bytes())?;
    Ok(())
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Mapping> {
    let paths = document["paths"].as_mapping_mut().into_iter().flat_map(Mapping::values_mut);
    let members = paths.filter_map(Value::as_mapping_mut).flat_map(Mapping::values_mut);
    members.filter_map(Value::as_mapping_mut).filter(|member| member.contains_key("operationId"))
}

/// Step 1.
fn plain_problems(value: &mut Value) {
    match value {
        Value::Mapping(members) => {
            if let Some(problem) = members.remove("application/problem+json") {
                members.insert(JSON.into(), problem);
            }
            members.values_mut().for_each(plain_problems);
        }
        Value::Sequence(items) => items.iter_mut().for_each(plain_problems),
        _ => {}
    }
}

/// Step 2.
fn plain_strings(value: &mut Value) {
    match value {
        Value::Mapping(members) => {
            if members.get("type").is_some_and(|kind| kind == "string") {
                for limit in ["pattern", "minLength", "maxLength"] {
                    members.remove(limit);
                }
            }
            members.values_mut().for_each(plain_strings);
        }
        Value::Sequence(items) => items.iter_mut().for_each(plain_strings),
        _ => {}
    }
}

/// Step 3.
fn plain_choices(value: &mut Value) {
    match value {
        Value::Mapping(members) => {
            let choices = members.get_mut("oneOf").and_then(Value::as_sequence_mut);
            for choice in choices.into_iter().flatten().filter_map(Value::as_mapping_mut) {
                let name = match choice.get("type").and_then(Value::as_str) {
                    Some("string") => "Text",
                    Some("integer" | "number") => "Number",
                    Some("array") => "List",
                    _ => continue,
                };
                choice.remove("nullable");
                choice.insert("title".into(), name.into());
            }
            members.values_mut().for_each(plain_choices);
        }
        Value::Sequence(items) => items.iter_mut().for_each(plain_choices),
        _ => {}
    }
}

/// Step 4.
fn one_body(operation: &mut Mapping) {
    let Some(content) = operation.get_mut("requestBody").and_then(|body| body["content"].as_mapping_mut()) else {
        return;
    };
    let known = BODIES.into_iter().find_map(|name| content.remove_entry(name));
    let (name, body) = known.unwrap_or_else(|| (BYTES.into(), bytes()));
    content.clear();
    content.insert(name, body);
}

/// Step 5.
fn one_answer(operation: &mut Mapping, components: &Value) {
    let Some(answers) = operation.get_mut("responses").and_then(Value::as_mapping_mut) else {
        return;
    };
    for range in [200..300, 400..600] {
        let in_range = |status: &Value| {
            status.as_str().and_then(|text| text.parse().ok()).is_some_and(|it: i32| range.contains(&it))
        };
        let kinds: Vec<_> =
            answers.iter().filter(|(status, _)| in_range(status)).map(|(_, answer)| kind(answer, components)).collect();
        if kinds.windows(2).all(|pair| pair[0] == pair[1]) {
            continue;
        }
        for (_, answer) in answers.iter_mut().filter(|(status, _)| in_range(status)) {
            let mut plain = Mapping::new();
            plain.insert("description".into(), answer.get("description").cloned().unwrap_or_else(|| "".into()));
            plain.insert("content".into(), Value::Mapping(Mapping::from_iter([(BYTES.into(), bytes())])));
            *answer = Value::Mapping(plain);
        }
    }
}

/// What progenitor makes a type of: the schema of JSON, that there are bytes, or that there is nothing.
fn kind(answer: &Value, components: &Value) -> Option<Value> {
    let shared = answer["$ref"].as_str().and_then(|place| place.rsplit('/').next());
    let answer = shared.map_or(answer, |name| &components["responses"][name]);
    let content = answer.get("content")?.as_mapping()?;
    match content.get(JSON) {
        Some(json) => Some(json["schema"].clone()),
        None => Some(BYTES.into()),
    }
}

fn bytes() -> Value {
    let schema = Mapping::from_iter([("type".into(), "string".into()), ("format".into(), "binary".into())]);
    Value::Mapping(Mapping::from_iter([("schema".into(), Value::Mapping(schema))]))
}
