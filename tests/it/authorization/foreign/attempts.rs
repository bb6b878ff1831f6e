//! Every operation of the contract with every name of something that another tenant has, in every place that a request
//! has for one: the path, each parameter, each member of the body.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, TestTenant};

use super::super::{Operation, Who, id_of, new_job, new_key, operations};
use crate::access_log::{self, Projector};
use crate::exports;
use crate::session_door::query;

/// In everything that the other tenant has, and in nothing that it is asked by.
const NEEDLE: &str = "needle";
/// Whose the other tenant's events and sessions are, and where from.
const THEIR_USER: &str = "zoe";
const THEIR_IP: &str = "198.51.100.77";
const THEIR_PATH: &str = "/of-theirs";

/// A name of something that the other tenant has, and one like it that names nothing.
struct Name {
    theirs: String,
    nobodys: String,
}

/// Another tenant that has something of everything, all of it with the needle, and two that look for it.
struct Scene {
    app: TestApp,
    /// Who asks. It has events, sessions and jobs as well.
    tenant: TestTenant,
    /// A user of that one, who asks too.
    user: tests::TestSession,
    other: TestTenant,
    projector: Projector,
    names: Vec<Name>,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start().await;
        let (tenant, other) = (app.tenant("acme").await, app.tenant("zoes-shop").await);
        let user = app.user(&tenant, "ada").await;
        let projector = Projector::of(&app);
        access_log::post(&tenant, &[json!({"method": "GET", "path": "/", "user_id": "ada", "ip": "192.0.2.1"})]).await;
        let names = fill(&app, &other).await;
        projector.catch_up(app.clock.now()).await;
        let mut scene = Self { app, tenant, user, other, projector, names };
        scene.names.extend(cursors(&scene).await);
        scene
    }

    /// Who calls an operation, if a tenant's key or a user's token opens it.
    fn caller(&self, operation: &Operation) -> Option<&Client> {
        match operation.who {
            Who::Key(_) => Some(&self.tenant.client),
            Who::User => Some(&self.user.client),
            Who::Installation | Who::Member | Who::Anybody | Who::SigningIn | Who::Link => None,
        }
    }

    /// Everything that is stored of the other tenant.
    async fn all_of_other(&self) -> Vec<String> {
        let tables = "select table_name from information_schema.columns join information_schema.tables
                          using (table_schema, table_name)
                      where table_schema = 'public' and column_name = 'tenant_id' and table_type = 'BASE TABLE'";
        let mut all = Vec::new();
        for table in query(&self.app, tables).await {
            let table = table["table_name"].as_str().unwrap();
            let rows = format!("select * from \"{table}\" where tenant_id = '{}'", self.other.id.uuid());
            all.extend(query(&self.app, &rows).await.iter().map(|row| format!("{table}: {row}")));
        }
        all.sort();
        all
    }
}

/// Gives a tenant something of everything. Returns what it can be asked for by.
async fn fill(app: &TestApp, other: &TestTenant) -> Vec<Name> {
    let agent = format!("{NEEDLE}/1.0");
    let started =
        other.post("/v1/sessions", &json!({"user_id": THEIR_USER, "ip": THEIR_IP, "user_agent": agent})).await;
    let started = started.assert_status(201).json();
    let session = started["session"]["id"].as_str().unwrap().to_owned();
    other.post("/v1/sessions", &json!({"user_id": THEIR_USER, "ip": THEIR_IP, "user_agent": agent})).await;
    let view = |n: usize| {
        json!({
            "method": "GET", "path": THEIR_PATH, "query": format!("q={NEEDLE}&page={n}"), "session_id": session,
            "user_id": THEIR_USER, "ip": THEIR_IP, "user_agent": agent, "referrer": "https://needle.example/",
        })
    };
    access_log::post(other, &[view(1), view(2)]).await;
    let event = other.post("/v1/events", &view(3)).await.assert_status(201).json()["id"].clone();
    let (key, _) = new_key(other, json!({"name": NEEDLE, "scopes": ["admin"]})).await;
    for n in 0..2 {
        let member = json!({"email": format!("{NEEDLE}{n}@other.example"), "name": NEEDLE, "role": "viewer"});
        other.post("/v1/members", &member).await.assert_status(201);
    }
    let member = other.get("/v1/members").await.json()["members"][0]["id"].clone();
    let export = exports::order(other, &json!({"format": "csv", "path": THEIR_PATH})).await;
    let job = new_job(app, other).await;
    let nobody = uuid::Uuid::now_v7().simple();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let token = text(&started["token"]);
    let no_token = damaged(&token);
    vec![
        Name { theirs: text(&event), nobodys: format!("evt_{nobody}") },
        Name { theirs: session, nobodys: format!("ses_{nobody}") },
        Name { theirs: token, nobodys: no_token },
        Name { theirs: key, nobodys: format!("key_{nobody}") },
        Name { theirs: text(&member), nobodys: format!("mem_{nobody}") },
        Name { theirs: export, nobodys: format!("job_{nobody}") },
        Name { theirs: job, nobodys: format!("job_{nobody}") },
        Name { theirs: other.id.to_string(), nobodys: format!("ten_{nobody}") },
        Name { theirs: other.slug.clone(), nobodys: "nowhere".to_owned() },
        Name { theirs: THEIR_USER.to_owned(), nobodys: "nob".to_owned() },
        Name { theirs: THEIR_IP.to_owned(), nobodys: "198.51.100.99".to_owned() },
        Name { theirs: THEIR_PATH.to_owned(), nobodys: "/of-nobodys".to_owned() },
    ]
}

/// With another last character.
fn damaged(name: &str) -> String {
    format!("{}{}", &name[..name.len() - 1], if name.ends_with('0') { '1' } else { '0' })
}

/// A cursor of every list that the other tenant has more than a page of.
async fn cursors(scene: &Scene) -> Vec<Name> {
    let session = &scene.names[1].theirs;
    let lists = [
        "/v1/events?limit=1".to_owned(),
        "/v1/events?limit=1&order=occurred".to_owned(),
        "/v1/keys?limit=1".to_owned(),
        "/v1/members?limit=1".to_owned(),
        "/v1/jobs?limit=1".to_owned(),
        "/v1/sessions?limit=1".to_owned(),
        format!("/v1/users/{THEIR_USER}/timeline?limit=1"),
        format!("/v1/sessions/{session}/events?limit=1"),
    ];
    let mut names = Vec::new();
    for list in lists {
        let page = scene.other.get(&list).await.assert_status(200).json();
        let theirs = page["next"].as_str().unwrap_or_else(|| panic!("{list} has one page: {page}")).to_owned();
        let nobodys = damaged(&theirs);
        names.push(Name { theirs, nobodys });
    }
    names
}

/// The contract's own words about an operation.
fn contract() -> Value {
    serde_yaml::from_str(include_str!("../../../../openapi.yaml")).unwrap()
}

fn described<'a>(document: &'a Value, operation: &Operation) -> &'a Value {
    &document["paths"][&operation.path][operation.method.as_str().to_ascii_lowercase()]
}

/// An answer without what is another one each time, and without the name that it was asked by.
fn without(answer: &Answer, name: &str) -> (u16, String) {
    fn still(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(still),
            Value::Object(members) => members.values_mut().for_each(still),
            Value::String(text) if text.parse::<DateTime<Utc>>().is_ok() => *text = "a time".to_owned(),
            _ => {}
        }
    }
    let text = match serde_json::from_str::<Value>(&answer.text) {
        Ok(mut body) => {
            still(&mut body);
            body.to_string()
        }
        Err(_) => answer.text.clone(),
    };
    (answer.status, text.replace(name, "the name"))
}

/// Fails when an answer has anything of the other tenant, or is none.
fn assert_says_nothing(what: &str, answer: &Answer) {
    assert!(answer.status < 500, "{what}: {answer:?}");
    let headers = format!("{:?}", answer.headers);
    assert!(!answer.text.contains(NEEDLE) && !headers.contains(NEEDLE), "{what}: {answer:?}");
}

/// The bodies of an operation with one of their members being `name`: of each example, and of what the schema has beside.
fn bodies(document: &Value, operation: &Operation, name: &str) -> Vec<Value> {
    let json = &described(document, operation)["requestBody"]["content"]["application/json"];
    let Some(examples) = json["examples"].as_object() else { return Vec::new() };
    let mut all = Vec::new();
    for example in examples.values().map(|example| &example["value"]) {
        let mut places = Vec::new();
        leaves(example, &mut String::new(), &mut places);
        for place in places {
            let mut body = example.clone();
            *body.pointer_mut(&place).unwrap() = json!(name);
            all.push(body);
        }
    }
    let schema = json["schema"]["$ref"].as_str().and_then(|schema| document.pointer(&schema[1..]));
    let members = schema.and_then(|schema| schema["properties"].as_object());
    let first = examples.values().next().map(|example| example["value"].clone()).unwrap();
    for member in members.into_iter().flat_map(|members| members.keys()) {
        let mut body = first.clone();
        body[member] = json!(name);
        all.push(body);
    }
    all
}

/// Where a value has texts, as JSON pointers.
fn leaves(value: &Value, at: &mut String, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::String(_) => return places.push(at.clone()),
        Value::Array(items) => items.iter().enumerate().map(|(n, item)| (n.to_string(), item)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, item)| (name.replace('~', "~0").replace('/', "~1"), item)).collect()
        }
        _ => return,
    };
    for (name, child) in children {
        let before = at.len();
        at.push('/');
        at.push_str(&name);
        leaves(child, at, places);
        at.truncate(before);
    }
}

#[tokio::test]
async fn whatever_is_another_tenants_is_answered_as_if_it_were_nowhere() {
    let scene = Scene::set().await;
    let (document, operations) = (contract(), operations());
    let before = scene.all_of_other().await;
    assert!(before.iter().filter(|row| row.contains(NEEDLE)).count() > 10, "{before:?}");
    let mut asked = 0;

    for operation in &operations {
        // A tail is asked below, each of them takes a second.
        let Some(caller) = scene.caller(operation).filter(|_| operation.id != "tail_events") else { continue };
        let described = described(&document, operation);
        let parameters = described["parameters"].as_array().into_iter().flatten();
        let of_query: Vec<&str> =
            parameters.filter(|of| of["in"] == "query").map(|of| of["name"].as_str().unwrap()).collect();
        // What the path names is the caller's own where it is not what is tried.
        let own = match of_query.is_empty() || !operation.path.contains('{') {
            true => String::new(),
            false => id_of(&scene.app, &scene.tenant, operation.names).await,
        };
        for name in &scene.names {
            let mut pairs = Vec::new();
            if operation.path.contains('{') {
                let path_of = |name: &str| operation.path_of(&encoded(name));
                pairs.push((path_of(&name.theirs), path_of(&name.nobodys)));
            }
            for parameter in &of_query {
                let path = operation.path_of(&own);
                let join = if path.contains('?') { '&' } else { '?' };
                let path_of = |name: &str| format!("{path}{join}{parameter}={}", encoded(name));
                pairs.push((path_of(&name.theirs), path_of(&name.nobodys)));
            }
            for (theirs, nobodys) in pairs {
                let of_theirs = ask(operation, caller, &theirs).await;
                let of_nobodys = ask(operation, caller, &nobodys).await;

                let what = format!("{} {theirs}", operation.method);
                assert_says_nothing(&what, &of_theirs);
                let expected = without(&of_nobodys, &name.nobodys);
                assert_eq!(without(&of_theirs, &name.theirs), expected, "{what}, and {nobodys}");
                asked += 1;
            }
        }
    }

    assert!(asked > 1_000, "{asked}");
    assert_eq!(scene.all_of_other().await, before);
}

/// Calls an operation at a path of its own, with its example as body.
async fn ask(operation: &Operation, caller: &Client, path: &str) -> Answer {
    let mut request = caller.request(operation.method.clone(), path);
    if let Some((media_type, body)) = &operation.body {
        request = request.header("content-type", media_type).body(body.clone());
    }
    caller.send(request).await
}

fn encoded(name: &str) -> String {
    name.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

#[tokio::test]
async fn no_member_of_a_body_reaches_what_is_another_tenants() {
    let scene = Scene::set().await;
    let (document, operations) = (contract(), operations());
    let before = scene.all_of_other().await;
    let mut asked = BTreeSet::new();

    for operation in &operations {
        let Some(caller) = scene.caller(operation) else { continue };
        let mut statuses = BTreeSet::new();
        for name in scene.names.iter().map(|name| name.theirs.as_str()) {
            for body in bodies(&document, operation, name) {
                // Another one each time: some of what is asked for ends it.
                let own = match operation.path.contains('{') {
                    true => id_of(&scene.app, &scene.tenant, operation.names).await,
                    false => String::new(),
                };
                let path = operation.path_of(&own);
                let request = caller.request(operation.method.clone(), &path).json(&body);
                let answer = caller.send(request).await;

                assert_says_nothing(&format!("{} {path} {body}", operation.method), &answer);
                statuses.insert(answer.status);
                asked.insert((operation.id.clone(), body.to_string()));
            }
        }
        assert!(statuses.is_empty() || statuses.iter().any(|status| *status != 404), "{}", operation.id);
    }
    scene.projector.catch_up(scene.app.clock.now()).await;

    assert!(asked.len() > 1_000, "{}", asked.len());
    assert_eq!(scene.all_of_other().await, before);
    // Nor does anything that the attempts have left behind.
    for list in ["/v1/events", "/v1/sessions", "/v1/keys", "/v1/members", "/v1/jobs"] {
        for page in scene.tenant.pages(list).await {
            assert!(!page.to_string().contains(NEEDLE), "{list}: {page}");
        }
    }
    scene.tenant.get(&format!("/v1/users/{THEIR_USER}/export")).await.assert_status(200);
    let known = scene.other.post("/v1/sessions/introspect", &json!({"token": scene.names[2].theirs})).await;
    assert_eq!(known.assert_status(200).json()["active"], true);
}

#[tokio::test]
async fn no_file_and_no_tail_has_anything_of_another_tenant() {
    let scene = Scene::set().await;
    let asked_for = ["user_id", "session_id", "ip", "path", "type", "text"];
    let value = |member: &str| match member {
        "user_id" => THEIR_USER.to_owned(),
        "session_id" => scene.names[1].theirs.clone(),
        "ip" => THEIR_IP.to_owned(),
        "path" => THEIR_PATH.to_owned(),
        "type" => "access".to_owned(),
        _ => "theirs".to_owned(),
    };
    let mut orders = vec![json!({})];
    orders.extend(asked_for.iter().map(|member| json!({*member: value(member)})));

    for order in &mut orders {
        order["format"] = json!("ndjson");
        let id = exports::order(&scene.tenant, order).await;
        let export = exports::work_off(&scene.app, &scene.tenant, &id).await;
        let file = exports::fetch(&scene.app, export["url"].as_str().unwrap()).await.unpacked();

        assert!(!file.contains(NEEDLE), "{order}");
        let own = order.as_object().unwrap().len() == 1 || order["type"] == "access";
        assert_eq!(!file.is_empty(), own, "{order}: {file}");
    }
    // From each place of the other's log, and for each thing of its events, while it goes on.
    let positions = ["0", "1", "2", "3"].map(|position| format!("after={position}"));
    let filters = asked_for.iter().map(|member| format!("after=0&{member}={}", encoded(&value(member))));
    let tails: Vec<String> =
        positions.into_iter().chain(filters).map(|query| format!("/v1/events/tail?max_s=1&{query}")).collect();
    let tailing = join_all(tails.iter().map(|tail| scene.tenant.get(tail)));
    let going_on = async {
        for _ in 0..10 {
            access_log::post(&scene.other, &[json!({"method": "GET", "path": THEIR_PATH, "query": NEEDLE})]).await;
        }
    };
    let (answers, ()) = tokio::join!(tailing, going_on);
    assert!(answers[0].text.contains("192.0.2.1"), "its own event: {:?}", answers[0]);
    for (tail, answer) in tails.iter().zip(answers) {
        assert_says_nothing(tail, &answer.assert_status(200));
    }
    let last = scene.tenant.request(Method::GET, "/v1/events/tail?max_s=1").header("last-event-id", "3");
    assert_says_nothing("Last-Event-ID", &scene.tenant.send(last).await);
}
