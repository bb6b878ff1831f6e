//! Who may do what: every operation of the contract with every kind of credential.

mod foreign;
mod roles;

use std::time::Instant;

use chrono::TimeDelta;
use domain::id::{JobId, KeyId, SessionId};
use domain::jobs::{self, Kind};
use domain::keyring::Keyring;
use domain::keys::REFUSED_WITHIN;
use domain::scope::Scope;
use domain::tokens;
use domain::tokens::session::{SESSION_SECRET_BYTES, SessionSecret, SessionTokens};
use domain::transaction;
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tests::{ADMIN_KEY, Answer, Client, Process, TestApp, TestSession, TestTenant};

/// The user whose sessions paths name.
const USER: &str = "ada";
/// Stands in the contract's examples where a token of a session goes.
const TOKEN_IN_EXAMPLES: &str = "gbs_the_token_itself_is_shown_here_and_nowhere_else";

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    /// A key of a tenant with this scope.
    Key(Scope),
    /// A user, with the token of a session.
    User,
    /// The installation's admin.
    Installation,
    /// A member who has signed in, whatever the role.
    Member,
    /// Anybody, without a credential.
    Anybody,
    /// Anybody: the credential is what is posted.
    SigningIn,
    /// Anybody: the credential is a link.
    Link,
}

/// What an operation names, in its path or, a token, in its body.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Id {
    None,
    Event,
    Export,
    FailedJob,
    Job,
    Key,
    Member,
    Slug,
    Session,
    Tenant,
    Token,
    User,
}

/// Every operation of the contract. One that is missing here fails a test.
const OPERATIONS: [(&str, Who, Id); 58] = [
    ("append_event", Who::Key(Scope::EventsWrite), Id::None),
    ("append_events", Who::Key(Scope::EventsWrite), Id::None),
    ("append_events_ndjson", Who::Key(Scope::EventsWrite), Id::None),
    ("list_events", Who::Key(Scope::EventsRead), Id::None),
    ("download_events_csv", Who::Key(Scope::EventsRead), Id::None),
    ("download_events_ndjson", Who::Key(Scope::EventsRead), Id::None),
    ("tail_events", Who::Key(Scope::EventsRead), Id::None),
    ("get_event", Who::Key(Scope::EventsRead), Id::Event),
    ("order_export", Who::Key(Scope::EventsRead), Id::None),
    ("get_export", Who::Key(Scope::EventsRead), Id::Export),
    ("remove_export", Who::Key(Scope::EventsRead), Id::Export),
    ("download_export", Who::Link, Id::Export),
    ("get_stats_summary", Who::Key(Scope::EventsRead), Id::None),
    ("get_stats_timeseries", Who::Key(Scope::EventsRead), Id::None),
    ("get_stats_top", Who::Key(Scope::EventsRead), Id::None),
    ("get_user_timeline", Who::Key(Scope::EventsRead), Id::User),
    ("preview_redaction", Who::Key(Scope::Admin), Id::None),
    ("preview_settings", Who::Key(Scope::Admin), Id::None),
    ("list_location_databases", Who::Key(Scope::Admin), Id::None),
    ("get_tenant", Who::Key(Scope::Admin), Id::None),
    ("change_tenant", Who::Key(Scope::Admin), Id::None),
    ("create_key", Who::Key(Scope::Admin), Id::None),
    ("list_keys", Who::Key(Scope::Admin), Id::None),
    ("revoke_key", Who::Key(Scope::Admin), Id::Key),
    ("roll_key", Who::Key(Scope::Admin), Id::Key),
    ("add_member", Who::Key(Scope::Admin), Id::None),
    ("list_members", Who::Key(Scope::Admin), Id::None),
    ("change_member", Who::Key(Scope::Admin), Id::Member),
    ("reset_member", Who::Key(Scope::Admin), Id::Member),
    ("remove_member", Who::Key(Scope::Admin), Id::Member),
    ("login", Who::SigningIn, Id::None),
    ("get_login", Who::Member, Id::None),
    ("logout", Who::SigningIn, Id::None),
    ("change_password", Who::Member, Id::None),
    ("erase_person", Who::Key(Scope::Admin), Id::None),
    ("export_user", Who::Key(Scope::Admin), Id::User),
    ("list_jobs", Who::Key(Scope::Admin), Id::None),
    ("get_job", Who::Key(Scope::Admin), Id::Job),
    ("retry_job", Who::Key(Scope::Admin), Id::FailedJob),
    ("start_session", Who::Key(Scope::SessionsWrite), Id::None),
    ("introspect_session", Who::Key(Scope::SessionsRead), Id::Token),
    ("refresh_session", Who::Key(Scope::SessionsWrite), Id::Token),
    ("list_sessions", Who::Key(Scope::SessionsRead), Id::None),
    ("get_session", Who::Key(Scope::SessionsRead), Id::Session),
    ("change_session", Who::Key(Scope::SessionsWrite), Id::Session),
    ("revoke_session", Who::Key(Scope::SessionsWrite), Id::Session),
    ("list_session_events", Who::Key(Scope::SessionsRead), Id::Session),
    ("list_user_sessions", Who::Key(Scope::SessionsRead), Id::User),
    ("revoke_user_sessions", Who::Key(Scope::SessionsWrite), Id::User),
    ("get_decision", Who::Key(Scope::SessionsRead), Id::None),
    ("list_my_sessions", Who::User, Id::None),
    ("revoke_my_session", Who::User, Id::Session),
    ("revoke_my_sessions", Who::User, Id::None),
    ("list_my_session_events", Who::User, Id::Session),
    ("create_tenant", Who::Installation, Id::None),
    ("list_tenants", Who::Installation, Id::None),
    ("delete_tenant", Who::Installation, Id::Tenant),
    ("get_jwks", Who::Anybody, Id::Slug),
];

/// What operations are asked that need a parameter.
const QUERIES: [(&str, &str); 3] =
    [("get_decision", "?ip=203.0.113.7"), ("get_stats_top", "?dimension=path"), ("tail_events", "?max_s=1")];

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
        let query = QUERIES.iter().find(|(operation, _)| *operation == self.id).map_or("", |(_, query)| query);
        match self.path.split_once('{') {
            Some((before, rest)) => {
                let after = rest.split_once('}').map_or("", |(_, after)| after);
                format!("{before}{id}{after}{query}")
            }
            None => format!("{}{query}", self.path),
        }
    }

    /// Calls it with what it names.
    async fn call(&self, client: &Client, id: &str) -> Answer {
        self.call_with(client, id, None).await
    }

    async fn call_with(&self, client: &Client, id: &str, authorization: Option<&[u8]>) -> Answer {
        let authorization = authorization.map(|authorization| ("authorization", authorization));
        self.call_saying(client, id, authorization.as_slice()).await
    }

    async fn call_saying(&self, client: &Client, id: &str, headers: &[(&str, &[u8])]) -> Answer {
        let mut request = client.request(self.method.clone(), &self.path_of(id));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some((media_type, body)) = &self.body {
            request = request.header("content-type", media_type).body(body.replace(TOKEN_IN_EXAMPLES, id));
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
            let ways = operation["security"].as_array().into_iter().flatten();
            let schemes = ways.flat_map(|way| way.as_object().unwrap().keys());
            let expected: &[&str] = match who {
                Who::Key(_) => &["tenant_key", "member_cookie"],
                Who::User => &["user_token", "member_cookie"],
                Who::Installation => &["installation_admin"],
                Who::Member => &["member_cookie"],
                Who::Anybody | Who::SigningIn | Who::Link => &[],
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
    operations().into_iter().filter(|operation| !matches!(operation.who, Who::Anybody | Who::SigningIn | Who::Link))
}

/// Something of a tenant that an operation can name.
async fn id_of(app: &TestApp, tenant: &TestTenant, kind: Id) -> String {
    match kind {
        Id::None => String::new(),
        Id::Event => {
            let event = tenant.post("/v1/events", &json!({"method": "GET", "path": "/"})).await;
            event.assert_status(201).json()["id"].as_str().unwrap().to_owned()
        }
        Id::Export => {
            let ordered = tenant.post("/v1/exports", &json!({"format": "csv"})).await;
            ordered.assert_status(202).json()["id"].as_str().unwrap().to_owned()
        }
        Id::FailedJob => new_failed_job(app, tenant).await,
        Id::Job => new_job(app, tenant).await,
        Id::Key => new_key(tenant, json!({"name": "named", "scopes": ["admin"]})).await.0,
        Id::Member => {
            let email = format!("m{}@acme.example", uuid::Uuid::new_v4().simple());
            let member = json!({"email": email, "name": "named", "role": "viewer"});
            let added = tenant.post("/v1/members", &member).await.assert_status(201).json();
            added["member"]["id"].as_str().unwrap().to_owned()
        }
        Id::Slug => tenant.slug.clone(),
        Id::Session => app.user(tenant, USER).await.id,
        Id::Tenant => app.tenant(&format!("t{}", uuid::Uuid::new_v4().simple())).await.id.to_string(),
        Id::Token => app.user(tenant, USER).await.token,
        Id::User => USER.to_owned(),
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
    let txn = transaction::begin(&app.stores.app, tenant.id).await.unwrap();
    let job = jobs::push(&txn, app.clock.now(), tenant.id, "test", &Kind::TenantRemoval).await.unwrap();
    txn.commit().await.unwrap();
    job.to_string()
}

/// A job that was given up.
async fn new_failed_job(app: &TestApp, tenant: &TestTenant) -> String {
    let id = new_job(app, tenant).await;
    let job: JobId = id.parse().unwrap();
    let sql = format!("update job set state = 'failed', finished_at = now() where job_id = '{}'", job.uuid());
    app.superuser_db().execute_unprepared(&sql).await.unwrap();
    id
}

/// Keys that open nothing, by what is wrong with them.
async fn bad_keys(app: &TestApp, tenant: &TestTenant) -> Vec<(&'static str, Option<Vec<u8>>)> {
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
        ("nothing", None),
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

/// Tokens of sessions that open nothing, by what is wrong with them.
async fn bad_tokens(app: &TestApp, tenant: &TestTenant) -> Vec<(&'static str, Option<Vec<u8>>)> {
    let bearer = |text: &str| Some(format!("Bearer {text}").into_bytes());
    let ended = app.user(tenant, USER).await;
    ended.delete(&format!("/v1/me/sessions/{}", ended.id)).await.assert_status(204);
    let ends = app.clock.now() + TimeDelta::hours(1);
    let expired = app.session(tenant, &json!({"user_id": USER, "expires_at": ends})).await;
    let refreshed = app.user(tenant, USER).await;
    tenant.post("/v1/sessions/refresh", &json!({"token": refreshed.token})).await.assert_status(201);
    let visitor = app.session(tenant, &json!({})).await;
    let sign_in = tenant.patch(&format!("/v1/sessions/{}", visitor.id), &json!({"user_id": USER})).await;
    sign_in.assert_status(200);
    let deleted = app.tenant("deleted-with-users").await;
    let of_deleted = app.user(&deleted, USER).await;
    app.admin().delete(&format!("/v1/tenants/{}", deleted.id)).await.assert_status(204);
    let mut changed = app.user(tenant, USER).await.token;
    let last = if changed.pop() == Some('0') { '1' } else { '0' };
    changed.push(last);
    let write = |keyring: &Keyring| {
        let secret = SessionSecret::new([5; SESSION_SECRET_BYTES]);
        SessionTokens::new(keyring).write(tenant.id, SessionId(uuid::Uuid::now_v7()), 0, &secret)
    };
    let (elsewhere, unknown) = (write(&Keyring::of([8; 32])), write(app.keyring()));
    app.clock.advance(TimeDelta::hours(2));
    vec![
        ("no token", bearer("gbs_short")),
        ("the token of a session that has ended", bearer(&ended.token)),
        ("the token of a session that is over", bearer(&expired.token)),
        ("a token that was refreshed", bearer(&refreshed.token)),
        ("a token from before a sign-in", bearer(&visitor.token)),
        ("a token of a deleted tenant", bearer(&of_deleted.token)),
        ("a token with another tag", bearer(&changed)),
        ("a token of another installation", bearer(&elsewhere)),
        ("a token of a session that was never started", bearer(&unknown)),
    ]
}

#[tokio::test]
async fn who_is_not_known_gets_401_from_every_operation_whatever_the_path_names() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let mut credentials = bad_keys(&app, &tenant).await;
    credentials.extend(bad_tokens(&app, &tenant).await);

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

    for operation in operations().iter().filter(|operation| operation.who != Who::User) {
        let id = id_of(&app, &tenant, operation.names).await;
        let (lacking, enough) = match operation.who {
            Who::Key(scope) => {
                let others: Vec<Scope> = Scope::ALL.into_iter().filter(|other| *other != scope).collect();
                (app.key(tenant.id, &others).await, app.key(tenant.id, &[scope]).await)
            }
            Who::User | Who::Installation => (tenant.key.clone(), ADMIN_KEY.to_owned()),
            Who::Member => {
                operation.call(&tenant, &id).await.assert_problem(401, "unauthenticated");
                continue;
            }
            Who::Anybody | Who::SigningIn | Who::Link => continue,
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
    let credentials = bad_keys(&app, &tenant).await;

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
async fn a_users_token_opens_what_is_the_users_own_and_a_key_does_not() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;

    for operation in guarded_operations() {
        let own = id_of(&app, &tenant, operation.names).await;
        let user = app.user(&tenant, USER).await;
        if operation.who != Who::User {
            let cookie = format!("__Host-gatebook={}", user.token);
            let page = [("cookie", cookie.as_bytes()), ("origin", app.url().as_bytes())];
            let as_cookie = operation.call_saying(&app.anonymous(), &own, &page).await;
            as_cookie.assert_problem(401, "unauthenticated");
            for id in [own.as_str(), "unknown"] {
                operation.call(&user, id).await.assert_problem(401, "unauthenticated");
            }
            continue;
        }

        for id in [own.as_str(), "unknown"] {
            operation.call(&tenant, id).await.assert_problem(401, "unauthenticated");
        }
        let answer = operation.call(&user, &own).await;

        assert!((200..300).contains(&answer.status), "{}: {answer:?}", operation.id);
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

/// The ids in a user's own list.
async fn own_sessions(user: &TestSession) -> Vec<String> {
    let listed = user.all("/v1/me/sessions", "sessions").await;
    let mut ids: Vec<String> = listed.iter().map(|session| session["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn another_users_session_looks_as_if_it_did_not_exist() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let (ada, bob) = (app.user(&tenant, "ada").await, app.user(&tenant, "bob").await);
    let (visitor, other_visitor) = (app.session(&tenant, &json!({})).await, app.session(&tenant, &json!({})).await);
    let everybody = [&ada, &bob, &visitor, &other_visitor];

    for operation in operations().iter().filter(|operation| operation.who == Who::User && operation.names != Id::None) {
        for caller in everybody {
            for named in everybody.iter().filter(|named| named.id != caller.id) {
                let unknown = format!("ses_{}", uuid::Uuid::now_v7().simple());
                let of_unknown = operation.call(caller, &unknown).await.assert_problem(404, "session_not_found");
                let of_other = operation.call(caller, &named.id).await.assert_problem(404, "session_not_found");

                assert_eq!(of_other.text, of_unknown.text, "{}", operation.id);
            }
        }
    }
    for user in everybody {
        assert_eq!(own_sessions(user).await, [user.id.as_str()]);
    }
}

#[tokio::test]
async fn who_ends_all_own_sessions_ends_nobody_elses() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let (ada, second) = (app.user(&tenant, "ada").await, app.user(&tenant, "ada").await);
    let bob = app.user(&tenant, "bob").await;
    let (visitor, other_visitor) = (app.session(&tenant, &json!({})).await, app.session(&tenant, &json!({})).await);
    let mut of_ada = vec![ada.id.clone(), second.id.clone()];
    of_ada.sort();
    assert_eq!(own_sessions(&ada).await, of_ada);

    visitor.delete("/v1/me/sessions?keep_current=true").await.assert_status(204);
    assert_eq!(own_sessions(&visitor).await, [visitor.id.as_str()]);
    visitor.delete("/v1/me/sessions").await.assert_status(204);
    ada.delete("/v1/me/sessions").await.assert_status(204);

    for ended in [&visitor, &ada, &second] {
        ended.get("/v1/me/sessions").await.assert_problem(401, "unauthenticated");
    }
    for untouched in [&bob, &other_visitor] {
        assert_eq!(own_sessions(untouched).await, [untouched.id.as_str()]);
    }
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
