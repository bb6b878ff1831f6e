//! Who may do what: every operation of the contract with every kind of credential.

use std::time::Instant;

use chrono::TimeDelta;
use domain::id::KeyId;
use domain::jobs::{self, Kind};
use domain::keys::REFUSED_WITHIN;
use domain::scope::{self, Scope};
use domain::tokens;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{ADMIN_KEY, Answer, Client, Process, TestApp, TestTenant};

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    /// A key of a tenant with this scope.
    Key(Scope),
    /// The installation's admin.
    Installation,
    /// Anybody, without a credential.
    Anybody,
}

/// What stands in an operation's path.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Id {
    None,
    Event,
    Job,
    Key,
    Slug,
    Tenant,
}

/// Every operation of the contract. One that is missing here fails a test.
const OPERATIONS: [(&str, Who, Id); 18] = [
    ("append_event", Who::Key(Scope::EventsWrite), Id::None),
    ("append_events", Who::Key(Scope::EventsWrite), Id::None),
    ("append_events_ndjson", Who::Key(Scope::EventsWrite), Id::None),
    ("list_events", Who::Key(Scope::EventsRead), Id::None),
    ("get_event", Who::Key(Scope::EventsRead), Id::Event),
    ("preview_redaction", Who::Key(Scope::Admin), Id::None),
    ("get_tenant", Who::Key(Scope::Admin), Id::None),
    ("change_tenant", Who::Key(Scope::Admin), Id::None),
    ("create_key", Who::Key(Scope::Admin), Id::None),
    ("list_keys", Who::Key(Scope::Admin), Id::None),
    ("revoke_key", Who::Key(Scope::Admin), Id::Key),
    ("roll_key", Who::Key(Scope::Admin), Id::Key),
    ("list_jobs", Who::Key(Scope::Admin), Id::None),
    ("get_job", Who::Key(Scope::Admin), Id::Job),
    ("create_tenant", Who::Installation, Id::None),
    ("list_tenants", Who::Installation, Id::None),
    ("delete_tenant", Who::Installation, Id::Tenant),
    ("get_jwks", Who::Anybody, Id::Slug),
];

/// An operation of the contract.
struct Operation {
    id: String,
    method: Method,
    path: String,
    /// The media type and the first example of its body.
    body: Option<(String, String)>,
    who: Who,
    names: Id,
}

impl Operation {
    fn path_of(&self, id: &str) -> String {
        match self.path.split_once('{') {
            Some((before, rest)) => {
                let after = rest.split_once('}').map_or("", |(_, after)| after);
                format!("{before}{id}{after}")
            }
            None => self.path.clone(),
        }
    }

    async fn call(&self, client: &Client, id: &str) -> Answer {
        self.call_with(client, id, None).await
    }

    async fn call_with(&self, client: &Client, id: &str, authorization: Option<&[u8]>) -> Answer {
        let mut request = client.request(self.method.clone(), &self.path_of(id));
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        if let Some((media_type, body)) = &self.body {
            request = request.header("content-type", media_type).body(body.clone());
        }
        client.send(request).await
    }
}

/// Every operation of the contract with who may call it.
fn operations() -> Vec<Operation> {
    let document: Value = serde_yaml::from_str(include_str!("../../openapi.yaml")).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let known = OPERATIONS.iter().find(|(known, ..)| *known == id);
            let (_, who, names) = *known.unwrap_or_else(|| panic!("tests/it/authorization.rs does not know {id}"));
            let body = operation["requestBody"]["content"].as_object().map(|content| {
                let (media_type, media) = content.iter().next().unwrap();
                let example = &media["examples"].as_object().unwrap().values().next().unwrap()["value"];
                let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
                (media_type.clone(), text)
            });
            let method = method.to_ascii_uppercase().parse().unwrap();
            let schemes =
                operation["security"].as_array().unwrap().iter().flat_map(|one| one.as_object().unwrap().keys());
            let expected: &[&str] = match who {
                Who::Key(_) => &["tenant_key"],
                Who::Installation => &["installation_admin"],
                Who::Anybody => &[],
            };
            assert_eq!(schemes.collect::<Vec<_>>(), expected, "{id}");
            operations.push(Operation { id, method, path: path.clone(), body, who, names });
        }
    }
    assert_eq!(operations.len(), OPERATIONS.len(), "tests/it/authorization.rs knows an operation that is not there");
    operations
}

/// Those that ask for a credential.
fn guarded_operations() -> impl Iterator<Item = Operation> {
    operations().into_iter().filter(|operation| operation.who != Who::Anybody)
}

/// Something of a tenant that a path can name.
async fn id_of(app: &TestApp, tenant: &TestTenant, kind: Id) -> String {
    match kind {
        Id::None => String::new(),
        Id::Event => {
            let event = tenant.post("/v1/events", &json!({"method": "GET", "path": "/"})).await;
            event.assert_status(201).json()["id"].as_str().unwrap().to_owned()
        }
        Id::Job => new_job(app, tenant).await,
        Id::Key => new_key(tenant, json!({"name": "named", "scopes": ["admin"]})).await.0,
        Id::Slug => tenant.slug.clone(),
        Id::Tenant => app.tenant(&format!("t{}", uuid::Uuid::new_v4().simple())).await.id.to_string(),
    }
}

/// A key that is made over HTTP: its id and its text.
async fn new_key(tenant: &TestTenant, body: Value) -> (String, String) {
    let made = tenant.post("/v1/keys", &body).await.assert_status(201).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&made["key"]["id"]), text(&made["token"]))
}

/// A job that nobody works on: no worker runs in these tests.
async fn new_job(app: &TestApp, tenant: &TestTenant) -> String {
    let txn = scope::begin(&app.stores.app, tenant.id).await.unwrap();
    let job = jobs::push(&txn, app.clock.now(), tenant.id, "test", &Kind::TenantRemoval).await.unwrap();
    txn.commit().await.unwrap();
    job.to_string()
}

/// Credentials that open nothing, by what is wrong with them.
async fn bad_credentials(app: &TestApp, tenant: &TestTenant) -> Vec<(&'static str, Option<Vec<u8>>)> {
    let bearer = |text: &str| Some(format!("Bearer {text}").into_bytes());
    let all = json!(["events:write", "events:read", "sessions:write", "sessions:read", "admin"]);
    let (revoked_id, revoked) = new_key(tenant, json!({"name": "revoked", "scopes": all})).await;
    tenant.delete(&format!("/v1/keys/{revoked_id}")).await.assert_status(204);
    let ends = app.clock.now() + TimeDelta::hours(1);
    let (_, expired) = new_key(tenant, json!({"name": "expired", "scopes": all, "expires_at": ends})).await;
    let deleted = app.tenant("deleted").await;
    app.admin().delete(&format!("/v1/tenants/{}", deleted.id)).await.assert_status(204);
    let (unknown, _) = tokens::write_key(tenant.id, KeyId(uuid::Uuid::now_v7()), &[5; tokens::KEY_SECRET_BYTES]);
    let mut mistyped = tenant.key.clone();
    let last = if mistyped.pop() == Some('0') { '1' } else { '0' };
    mistyped.push(last);
    app.clock.advance(TimeDelta::hours(2));
    vec![
        ("no key", None),
        ("nothing after Bearer", Some(b"Bearer".to_vec())),
        ("another scheme", Some(b"Basic YTpi".to_vec())),
        ("no text", Some(b"Bearer \xff\xfe".to_vec())),
        ("something else", bearer("gbk_short")),
        ("a wrong checksum", bearer(&mistyped)),
        ("a key that was never made", bearer(&unknown)),
        ("a revoked key", bearer(&revoked)),
        ("an expired key", bearer(&expired)),
        ("a key of a deleted tenant", bearer(&deleted.key)),
    ]
}

#[tokio::test]
async fn who_is_not_known_gets_401_from_every_operation_whatever_the_path_names() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let credentials = bad_credentials(&app, &tenant).await;

    for operation in guarded_operations() {
        let own = id_of(&app, &tenant, operation.names).await;
        for id in [own.as_str(), "unknown"] {
            for (what, credential) in &credentials {
                let answer = operation.call_with(&app.anonymous(), id, credential.as_deref()).await;

                assert_eq!(answer.status, 401, "{} with {what}: {answer:?}", operation.id);
                let answer = answer.assert_problem(401, "unauthenticated");
                assert!(answer.header("www-authenticate").starts_with("Bearer"), "{answer:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_key_without_the_scope_gets_403_and_one_with_it_alone_may() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for operation in operations() {
        let id = id_of(&app, &tenant, operation.names).await;
        let (lacking, enough) = match operation.who {
            Who::Key(scope) => {
                let others: Vec<Scope> = Scope::ALL.into_iter().filter(|other| *other != scope).collect();
                (app.key(tenant.id, &others).await, app.key(tenant.id, &[scope]).await)
            }
            Who::Installation => (tenant.key.clone(), ADMIN_KEY.to_owned()),
            Who::Anybody => continue,
        };

        for named in [id.as_str(), "unknown"] {
            operation.call(&app.bearer(&lacking), named).await.assert_problem(403, "forbidden");
        }
        let answer = operation.call(&app.bearer(&enough), &id).await;

        assert!((200..300).contains(&answer.status), "{}: {answer:?}", operation.id);
    }
}

#[tokio::test]
async fn what_anybody_may_call_asks_for_no_credential_and_minds_none() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let credentials = bad_credentials(&app, &tenant).await;

    for operation in operations().iter().filter(|operation| operation.who == Who::Anybody) {
        let id = id_of(&app, &tenant, operation.names).await;
        let expected = operation.call(&tenant, &id).await.assert_status(200);

        for (what, credential) in &credentials {
            let answer = operation.call_with(&app.anonymous(), &id, credential.as_deref()).await;

            assert_eq!((answer.status, &answer.text), (200, &expected.text), "{} with {what}", operation.id);
        }
    }
}

#[tokio::test]
async fn the_installations_admin_has_no_part_in_what_belongs_to_a_tenant() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for operation in guarded_operations().filter(|operation| operation.who != Who::Installation) {
        let id = id_of(&app, &tenant, operation.names).await;

        operation.call(&app.admin(), &id).await.assert_problem(401, "unauthenticated");
    }
}

#[tokio::test]
async fn what_is_another_tenants_looks_as_if_it_did_not_exist() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("acme").await, app.tenant("other").await);

    for operation in operations().iter().filter(|operation| operation.names != Id::None) {
        let (caller, foreign, unknown, code) = match operation.names {
            Id::Event => (&tenant.client, id_of(&app, &other, Id::Event).await, "evt_", "event_not_found"),
            Id::Job => (&tenant.client, id_of(&app, &other, Id::Job).await, "job_", "job_not_found"),
            Id::Key => (&tenant.client, id_of(&app, &other, Id::Key).await, "key_", "key_not_found"),
            Id::Slug => (&app.anonymous(), String::new(), "", "tenant_not_found"),
            Id::Tenant | Id::None => (&app.admin(), String::new(), "ten_", "tenant_not_found"),
        };
        let unknown = format!("{unknown}{}", uuid::Uuid::now_v7().simple());

        let of_unknown = operation.call(caller, &unknown).await.assert_problem(404, code);
        if !foreign.is_empty() {
            let of_foreign = operation.call(caller, &foreign).await.assert_problem(404, code);
            assert_eq!(of_foreign.text, of_unknown.text);
        }
    }
    // And it is still there.
    other.get("/v1/keys").await.assert_status(200);
}

#[tokio::test]
async fn a_revoked_key_is_refused_at_once_here_and_soon_by_every_other_process() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let (id, key) = new_key(&tenant, json!({"name": "to revoke", "scopes": ["events:read"]})).await;
    let process = Process::start(&app, "api").await;
    let elsewhere = process.client(&key);
    elsewhere.get("/v1/events").await.assert_status(200);
    app.bearer(&key).get("/v1/events").await.assert_status(200);

    tenant.delete(&format!("/v1/keys/{id}")).await.assert_status(204);

    let revoked = Instant::now();
    app.bearer(&key).get("/v1/events").await.assert_problem(401, "unauthenticated");
    while elsewhere.get("/v1/events").await.status != 401 {
        assert!(revoked.elapsed() < REFUSED_WITHIN * 10, "the key is still taken");
    }
    assert!(revoked.elapsed() <= REFUSED_WITHIN, "it took {:?}", revoked.elapsed());
    process.terminate().await;
}
