//! What poem-openapi cannot say of the operations, added to the document that it derives.
//!
//! 1. Leave out what says nothing, and write the rest as other tools read it.
//! 2. Of the refusals that all handlers share, keep those that an operation can answer (`operations.yaml`).
//! 3. Add examples (`operations.yaml` again; a test keeps them true) and the headers that every answer has.
//! 4. Order it for reading.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_yaml::{Mapping, Value};

/// What is said of the operations beside their handlers.
const OPERATIONS: &str = include_str!("operations.yaml");
/// The filters of events.
const FILTERS: &str = include_str!("filters.yaml");

/// Members of an operation, a response and the like that come first, in this order.
#[rustfmt::skip]
const FIRST: [&str; 22] = [
    "openapi", "title", "version", "info", "servers", "tags", "paths", "components",
    "operationId", "summary", "name", "in", "required", "description", "security", "parameters", "requestBody",
    "responses", "get", "post", "patch", "delete",
];

/// What is posted, with no members but those that are listed; poem-openapi knows but does not say it.
#[rustfmt::skip]
const STRICT: [&str; 18] = [
    "PostedEvent", "PostedBatch", "SettingsPatch", "BlockedPatch", "TenantToCreate", "TenantPatch", "KeyToCreate", "KeyRoll",
    "MemberToAdd", "MemberPatch", "MemberReset", "LoginRequest", "PasswordToChange", "SessionToStart", "TokenToCheck",
    "SessionPatch", "ExportToOrder", "SettingsToTry",
];

/// What is posted, with the filters of events as members.
const FILTERED: [&str; 1] = ["ExportToOrder"];

/// The names of headers as they are usually written; poem-openapi shouts them.
#[rustfmt::skip]
const HEADERS: [&str; 8] = [
    "WWW-Authenticate", "Retry-After", "ETag", "Location", "Cache-Control", "RateLimit", "RateLimit-Policy", "Set-Cookie",
];

/// The document in YAML, from the one that poem-openapi derived.
pub fn write(derived: &str) -> String {
    // Both texts are part of this program; the test that compares the document with the committed one would fail.
    let mut document: Value = serde_json::from_str(derived).unwrap_or_default();
    set(&mut document, "openapi", "3.0.3");
    tidy(&mut document);
    complete_schemas(&mut document["components"]["schemas"]);
    complete_tags(&mut document["tags"]);
    document["components"]["headers"] = NOTES["headers"].clone();
    document["components"]["responses"] = shared_responses();
    let schemas = document["components"]["schemas"].clone();
    for (_, path) in members(&mut document["paths"]) {
        for (_, operation) in members(path) {
            complete_operation(operation, &schemas);
        }
    }
    serde_yaml::to_string(&ordered(document, "")).unwrap_or_default()
}

/// What a document says of its paths: their methods, and what may be asked of each.
pub struct Paths {
    /// Those without parameters, which the most frequent requests go to.
    plain: HashMap<String, Methods>,
    /// By template.
    with_parameters: Vec<(String, Methods)>,
}

/// The names of their parameters in the query, by method in upper case.
type Methods = Vec<(String, Vec<String>)>;

impl Paths {
    /// Those of a document in YAML.
    pub fn of(document: &str) -> Self {
        let document: Value = serde_yaml::from_str(document).unwrap_or_default();
        let items = document["paths"].as_mapping().into_iter().flatten().map(|(template, item)| {
            let operations = item.as_mapping().into_iter().flatten();
            let methods = operations.map(|(method, operation)| {
                let parameters = operation["parameters"].as_sequence().into_iter().flatten();
                let of_query = parameters.filter(|parameter| parameter["in"] == "query");
                let names = of_query.map(|parameter| text(&parameter["name"]).to_owned()).collect();
                (text(method).to_ascii_uppercase(), names)
            });
            (text(template).to_owned(), methods.collect::<Methods>())
        });
        let (with_parameters, plain): (Vec<_>, Vec<_>) = items.partition(|(template, _)| template.contains('{'));
        Self { plain: plain.into_iter().collect(), with_parameters }
    }

    /// The methods of the path that a request names, with commas between them.
    pub fn methods_at(&self, path: &str) -> Option<String> {
        let names: Vec<&str> = self.at(path)?.iter().map(|(method, _)| method.as_str()).collect();
        Some(names.join(", "))
    }

    /// What may be in the query of a request; `None` when there is no such operation.
    pub fn parameters_of(&self, method: &str, path: &str) -> Option<&[String]> {
        let found = self.at(path)?.iter().find(|(known, _)| known == method)?;
        Some(&found.1)
    }

    /// A path as it is written goes before one with a parameter.
    fn at(&self, path: &str) -> Option<&Methods> {
        let fitting = || self.with_parameters.iter().find(|(template, _)| fits(template, path));
        self.plain.get(path).or_else(|| fitting().map(|(_, methods)| methods))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn fits(template: &str, path: &str) -> bool {
    let (wanted, pieces) = (template.split('/'), path.split('/'));
    wanted.clone().count() == pieces.clone().count()
        && wanted.zip(pieces).all(|(wanted, piece)| wanted.starts_with('{') || wanted == piece)
}

static NOTES: LazyLock<Value> = LazyLock::new(|| serde_yaml::from_str(OPERATIONS).unwrap_or_default());

/// Step 1, everywhere: no `deprecated: false`, whole numbers as such, one `allOf` with the reference alone.
fn tidy(value: &mut Value) {
    match value {
        Value::Mapping(map) => {
            map.retain(|name, value| match name.as_str() {
                Some("deprecated") => value != &Value::Bool(false),
                Some("explode") => value != &Value::Bool(true),
                _ => true,
            });
            if let Some(all) = map.get_mut("allOf").and_then(Value::as_sequence_mut) {
                all.retain(|part| part.get("$ref").is_some());
            }
            for name in ["minimum", "maximum"] {
                if let Some(bound) = map.get_mut(name) {
                    whole(bound);
                }
            }
            if let Some(json) = map.remove("application/json; charset=utf-8") {
                map.insert("application/json".into(), json);
            }
            map.values_mut().for_each(tidy);
        }
        Value::Sequence(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn whole(bound: &mut Value) {
    if let Some(number) = bound.as_f64().filter(|number| number.fract() == 0.0) {
        // The bounds of this program are far from where this would round.
        *bound = Value::from(number as i64);
    }
}

/// Schemas that the types cannot express: what is posted may be null where it may be absent; stored data is an object.
fn complete_schemas(schemas: &mut Value) {
    let required = schemas["PostedEvent"]["required"].clone();
    let posted = NOTES["posted_event"].clone();
    for (name, member) in members(&mut schemas["PostedEvent"]["properties"]) {
        let is_required = required.as_sequence().is_some_and(|required| required.contains(&Value::from(name.as_str())));
        if let Some(other) = posted.get(name.as_str()) {
            merge(member, other);
        }
        // One of several types says it of itself.
        if !is_required && member.get("type").is_some() {
            set(member, "nullable", true);
        }
    }
    for strict in STRICT {
        set(&mut schemas[strict], "additionalProperties", false);
    }
    for filtered in FILTERED {
        for filter in filters() {
            let name = filter["name"].as_str().unwrap_or_default();
            let member = &mut schemas[filtered]["properties"][name];
            *member = filter["schema"].clone();
            member["description"] = filter["description"].clone();
        }
    }
    let event = &mut schemas["SettingsToTry"]["properties"]["event"];
    let description = event["description"].clone();
    *event = Value::Mapping(Mapping::new());
    event["description"] = description;
    event["allOf"] = serde_yaml::from_str("[{$ref: '#/components/schemas/PostedEvent'}]").unwrap_or_default();
    let stored =
        [("Event", "data"), ("PreviewedEvent", "data"), ("Session", "metadata"), ("Introspection", "metadata")];
    for (schema, member) in stored {
        let object = &mut schemas[schema]["properties"][member];
        set(object, "type", "object");
        object["additionalProperties"] = Value::Mapping(Mapping::new());
    }
}

/// Names for people beside those for generators.
fn complete_tags(tags: &mut Value) {
    for tag in tags.as_sequence_mut().into_iter().flatten() {
        let name = tag["name"].as_str().unwrap_or_default();
        let shown: String =
            name.char_indices().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect();
        let shown = shown.replace('_', " ");
        set(tag, "x-displayName", shown);
    }
}

/// Responses that are the same for all operations which can answer them.
fn shared_responses() -> Value {
    let mut responses = Mapping::new();
    for (name, note) in NOTES["shared_problems"].as_mapping().into_iter().flatten() {
        let mut response = problem_response(note["description"].clone(), Mapping::new());
        response["content"]["application/problem+json"]["example"] = note["example"].clone();
        add_headers(&mut response, note);
        responses.insert(name.clone(), response);
    }
    Value::Mapping(responses)
}

fn problem_response(description: Value, examples: Mapping) -> Value {
    let mut response = Value::default();
    response["description"] = description;
    response["headers"]["X-Request-Id"] = header_reference("X-Request-Id");
    let content = &mut response["content"]["application/problem+json"];
    content["schema"] = reference("schemas", "Problem");
    if !examples.is_empty() {
        content["examples"] = Value::Mapping(examples);
    }
    response
}

/// Steps 2 and 3 for one operation.
fn complete_operation(operation: &mut Value, schemas: &Value) {
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    let note = &NOTES["operations"][id.as_str()];
    if operation.get("security").is_none() {
        // Said, so that it is not taken for forgotten: anybody may.
        operation["security"] = Value::Sequence(Vec::new());
    }
    if note["filters"] == true {
        add_filters(&mut operation["parameters"]);
    }
    if let Some(request) = note.get("request") {
        complete_request(&mut operation["requestBody"], request);
    }
    let derived = std::mem::take(&mut operation["responses"]);
    let mut responses = Mapping::new();
    for (status, response) in derived.as_mapping().into_iter().flatten() {
        if status.as_str().is_some_and(|status| status.starts_with('2')) {
            let examples = &note[if status == "202" { "ordered" } else { "success" }];
            responses.insert(status.clone(), success(response.clone(), examples, schemas));
        }
    }
    let own = note["own_problems"].as_mapping().into_iter().flatten();
    for (name, example) in own {
        let status = Value::from(example["status"].as_u64().unwrap_or_default().to_string());
        let summary = NOTES["own_problems"][name].clone();
        let response = responses
            .entry(status.clone())
            .or_insert_with(|| problem_response(derived[&status]["description"].clone(), Mapping::new()));
        let shown = &mut response["content"]["application/problem+json"]["examples"][name];
        shown["summary"] = summary;
        shown["value"] = example.clone();
    }
    for name in note["problems"].as_sequence().into_iter().flatten().filter_map(Value::as_str) {
        let shared = &NOTES["shared_problems"][name];
        let status = Value::from(shared["example"]["status"].as_u64().unwrap_or_default().to_string());
        match responses.get_mut(&status) {
            Some(own) => join(own, name, shared),
            None => drop(responses.insert(status, reference("responses", name))),
        }
    }
    let mut sorted: Vec<(Value, Value)> = responses.into_iter().collect();
    sorted.sort_by(|(one, _), (other, _)| one.as_str().cmp(&other.as_str()));
    operation["responses"] = Value::Mapping(sorted.into_iter().collect());
}

/// The filters of events.
fn filters() -> Vec<Value> {
    serde_yaml::from_str(FILTERS).unwrap_or_default()
}

/// The filters of events behind the operation's own parameters.
fn add_filters(parameters: &mut Value) {
    let mut all = parameters.as_sequence().cloned().unwrap_or_default();
    all.extend(filters().into_iter().map(|mut filter| {
        set(&mut filter, "in", "query");
        set(&mut filter, "required", false);
        filter
    }));
    *parameters = Value::Sequence(all);
}

/// Lays a shared problem beside the operation's own ones of the same status.
fn join(own: &mut Value, name: &str, shared: &Value) {
    let shown = &mut own["content"]["application/problem+json"]["examples"][name];
    shown["summary"] = shared["description"].clone();
    shown["value"] = shared["example"].clone();
    add_headers(own, shared);
}

/// The headers that a shared problem has.
fn add_headers(response: &mut Value, shared: &Value) {
    for header in shared["headers"].as_sequence().into_iter().flatten().filter_map(Value::as_str) {
        response["headers"][header] = header_reference(header);
    }
}

fn complete_request(request: &mut Value, note: &Value) {
    request["description"] = note["description"].clone();
    for (_, media) in members(&mut request["content"]) {
        media["examples"] = note["examples"].clone();
    }
}

/// A success with its example, the name of what it holds, and the headers as they are usually written.
fn success(mut response: Value, examples: &Value, schemas: &Value) -> Value {
    if let Some(media) = response.get_mut("content").and_then(|content| content.get_mut("application/json")) {
        let schema = media["schema"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
        let described = schema.and_then(|schema| schemas.get(schema)).map(|schema| schema["description"].clone());
        media["examples"] = examples.clone();
        if response["description"].as_str().is_none_or(str::is_empty) {
            response["description"] = described.unwrap_or_default();
        }
    }
    let shouted = std::mem::take(&mut response["headers"]);
    response["headers"]["X-Request-Id"] = header_reference("X-Request-Id");
    for (name, _) in shouted.as_mapping().into_iter().flatten() {
        let name = name.as_str().unwrap_or_default();
        let usual = HEADERS.iter().find(|usual| usual.eq_ignore_ascii_case(name)).unwrap_or(&name);
        response["headers"][*usual] = header_reference(usual);
    }
    response
}

fn header_reference(name: &str) -> Value {
    reference("headers", &name.replace('-', ""))
}

fn reference(kind: &str, name: &str) -> Value {
    let mut reference = Value::default();
    reference["$ref"] = format!("#/components/{kind}/{name}").into();
    reference
}

/// Step 4: well-known members first, in the order in which one reads; the others, and what has names of its own, stay
/// in the order of the source.
fn ordered(value: Value, in_map_of: &str) -> Value {
    match value {
        Value::Mapping(map) => {
            let named = |(name, value): (Value, Value)| {
                let value = ordered(value, name.as_str().unwrap_or_default());
                (name, value)
            };
            let mut entries: Vec<(Value, Value)> = map.into_iter().map(named).collect();
            if !matches!(in_map_of, "properties" | "schemas" | "value" | "example") {
                entries.sort_by_key(|(name, _)| {
                    let place = name.as_str().and_then(|name| FIRST.iter().position(|first| *first == name));
                    place.unwrap_or(FIRST.len())
                });
            }
            Value::Mapping(entries.into_iter().collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(|item| ordered(item, in_map_of)).collect()),
        other => other,
    }
}

fn members(value: &mut Value) -> impl Iterator<Item = (String, &mut Value)> {
    let map = value.as_mapping_mut().into_iter().flatten();
    map.map(|(name, value)| (name.as_str().unwrap_or_default().to_owned(), value))
}

fn set(value: &mut Value, name: &str, to: impl Into<Value>) {
    value[name] = to.into();
}

/// Lays `other` over `value`; a null takes a member away.
fn merge(value: &mut Value, other: &Value) {
    for (name, member) in other.as_mapping().into_iter().flatten() {
        match (member.is_null(), value.as_mapping_mut()) {
            (true, Some(map)) => drop(map.remove(name)),
            _ => value[name] = member.clone(),
        }
    }
}
