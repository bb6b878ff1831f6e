//! Keys: shown once, refused when their time is over, rolled without a gap.

use std::collections::BTreeSet;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use domain::keys::{ACTIVE_KEYS_MAX, Authenticator, REFUSED_WITHIN};
use domain::scope::Scope;
use futures::future::join_all;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tests::{Answer, Client, Process, TestApp, TestTenant};

async fn create(tenant: &TestTenant, body: &Value) -> Value {
    tenant.post("/v1/keys", body).await.assert_status(201).json()
}

/// A key for everything.
async fn any_key(tenant: &TestTenant) -> Value {
    create(tenant, &json!({"name": "any", "scopes": Scope::ALL})).await
}

async fn with_idempotency_key(tenant: &TestTenant, path: &str, key: &str, body: &Value) -> Answer {
    tenant.send(tenant.request(Method::POST, path).header("Idempotency-Key", key).json(body)).await
}

fn id(issued: &Value) -> &str {
    issued["key"]["id"].as_str().unwrap()
}

fn token(issued: &Value) -> &str {
    issued["token"].as_str().unwrap()
}

fn holder(app: &TestApp, issued: &Value) -> Client {
    app.bearer(token(issued))
}

async fn opens(client: &Client) -> bool {
    let answer = client.get("/v1/events?limit=1").await;
    assert!(matches!(answer.status, 200 | 401), "{answer:?}");
    answer.status == 200
}

#[tokio::test]
async fn the_token_is_shown_in_one_answer_only() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    let issued = tenant.post("/v1/keys", &json!({"name": "web", "scopes": ["events:read"]})).await.assert_status(201);

    assert_eq!(issued.header("cache-control"), "no-store");
    let issued = issued.json();
    let token = token(&issued);
    assert!(token.starts_with("gbk_"), "{issued}");
    assert!(opens(&app.bearer(token)).await);
    let log = tenant.get("/v1/events").await.assert_status(200).text;
    assert!(log.contains(id(&issued)), "the log tells of the key: {log}");
    for text in [log, tenant.get("/v1/keys").await.text, app.admin().get("/v1/tenants").await.text] {
        assert!(!text.contains(&token[..30]) && !text.contains(&token[60..]), "{text}");
    }
}

#[tokio::test]
async fn no_table_holds_a_token_or_its_secret() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let issued = any_key(&tenant).await;
    assert!(opens(&holder(&app, &issued)).await);
    let db = app.superuser_db();
    let holds = async |word: &str| {
        let sql = "select c.oid::regclass::text from pg_class c
                   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace";
        let tables = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
        let mut found = 0_i64;
        for table in tables {
            let table: String = table.try_get_by_index(0).unwrap();
            let sql = format!("select count(*) from {table} t where strpos(t::text, $1) > 0");
            let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [word.into()]);
            found += db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap();
        }
        found
    };

    let whole = token(&issued);

    assert!(holds(&id(&issued)[4..12]).await > 0, "tables are looked through");
    assert_eq!(holds(whole).await, 0);
    // The secret is in the latter half; a piece of it would be enough to tell.
    assert_eq!(holds(&whole[50..70]).await, 0);
    let hash = "select count(*) from api_key where length(secret_hash) = 32";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, hash)).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 2);
}

#[tokio::test]
async fn the_list_of_keys_has_each_once_on_pages_of_any_size() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    any_key(&other).await;
    let mut made = Vec::new();
    for n in 0..7 {
        made.push(
            create(&tenant, &json!({"name": format!("key {n}"), "scopes": ["events:read"]})).await["key"].clone(),
        );
    }
    let revoked = made[3]["id"].as_str().unwrap().to_owned();
    tenant.delete(&format!("/v1/keys/{revoked}")).await.assert_status(204);
    let ids: BTreeSet<&str> = made.iter().map(|key| key["id"].as_str().unwrap()).collect();

    for limit in [1, 3, 8, 100] {
        let all = tenant.all(&format!("/v1/keys?limit={limit}"), "keys").await;

        assert_eq!(all.len(), 8, "those seven and the tenant's own");
        let listed: BTreeSet<&str> = all.iter().map(|key| key["id"].as_str().unwrap()).collect();
        assert_eq!(listed.len(), 8);
        assert!(listed.is_superset(&ids));
        let times: Vec<&str> = all.iter().map(|key| key["created_at"].as_str().unwrap()).collect();
        assert!(times.windows(2).all(|pair| pair[0][..23] >= pair[1][..23]), "newest first: {times:?}");
        let states = all.iter().filter(|key| key["state"] == "revoked" && key["id"] == revoked.as_str());
        assert_eq!(states.count(), 1);
    }
}

#[tokio::test]
async fn a_revoked_key_is_refused_at_once_here_and_soon_everywhere() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let issued = any_key(&tenant).await;
    let process = Process::start(&app, "api").await;
    let (here, elsewhere) = (holder(&app, &issued), process.client(token(&issued)));
    assert!(opens(&here).await && opens(&elsewhere).await);
    let path = format!("/v1/keys/{}", id(&issued));

    tenant.delete(&path).await.assert_status(204);

    let revoked = Instant::now();
    assert!(!opens(&here).await);
    let mut sent = revoked.elapsed();
    while opens(&elsewhere).await {
        assert!(sent < REFUSED_WITHIN, "another process took it {sent:?} later");
        sent = revoked.elapsed();
    }
    tenant.delete(&path).await.assert_status(204);
    let revocations = tenant.all("/v1/events?type=key.revoked", "events").await;
    assert_eq!(revocations.len(), 1, "a repetition is no event");
}

#[tokio::test]
async fn a_key_that_is_unknown_or_of_another_tenant_is_not_found() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let foreign = any_key(&other).await;

    for key in [id(&foreign), "key_00000000000000000000000000000000"] {
        tenant.delete(&format!("/v1/keys/{key}")).await.assert_problem(404, "key_not_found");
        let roll = tenant.post(&format!("/v1/keys/{key}/roll"), &json!({})).await;
        roll.assert_problem(404, "key_not_found");
    }

    assert!(opens(&holder(&app, &foreign)).await);
}

#[tokio::test]
async fn a_key_is_refused_from_its_expiry_on() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let at = app.clock.now() + TimeDelta::hours(1);
    let issued = create(&tenant, &json!({"name": "brief", "scopes": ["events:read"], "expires_at": at})).await;
    let client = holder(&app, &issued);
    assert!(opens(&client).await);

    app.clock.set(at);

    assert!(!opens(&client).await);
    let keys = tenant.all("/v1/keys", "keys").await;
    let brief = keys.iter().find(|key| key["name"] == "brief").unwrap();
    assert_eq!(brief["state"], "expired");
    tenant.post(&format!("/v1/keys/{}/roll", id(&issued)), &json!({})).await.assert_problem(409, "key_not_active");
    let past = json!({"name": "late", "scopes": ["events:read"], "expires_at": at});
    let problem = tenant.post("/v1/keys", &past).await.assert_problem(422, "invalid").json();
    assert_eq!(problem["errors"][0]["pointer"], "/expires_at");
}

#[tokio::test]
async fn a_rolled_key_and_the_new_one_both_open_until_the_overlap_is_over() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let old = create(&tenant, &json!({"name": "web", "scopes": ["events:read"]})).await;
    let roll = format!("/v1/keys/{}/roll", id(&old));

    let new = tenant.post(&roll, &json!({"overlap_hours": 2})).await.assert_status(201).json();

    assert_eq!((&new["key"]["name"], &new["key"]["scopes"]), (&json!("web"), &json!(["events:read"])));
    assert_eq!(new["key"]["replaces"], old["key"]["id"]);
    let (old, new) = (holder(&app, &old), holder(&app, &new));
    assert!(opens(&old).await && opens(&new).await);
    app.clock.advance(TimeDelta::minutes(119));
    assert!(opens(&old).await && opens(&new).await);
    app.clock.advance(TimeDelta::minutes(2));
    assert!(!opens(&old).await && opens(&new).await);
}

#[tokio::test]
async fn a_key_rolled_without_overlap_is_refused_at_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let old = any_key(&tenant).await;
    let roll = format!("/v1/keys/{}/roll", id(&old));
    assert!(opens(&holder(&app, &old)).await);

    let new = tenant.post(&roll, &json!({"overlap_hours": 0})).await.assert_status(201).json();

    assert!(!opens(&holder(&app, &old)).await && opens(&holder(&app, &new)).await);
    tenant.post(&roll, &json!({})).await.assert_problem(409, "key_not_active");
    let too_long = tenant.post(&format!("/v1/keys/{}/roll", id(&new)), &json!({"overlap_hours": 169})).await;
    assert_eq!(too_long.assert_problem(422, "invalid").json()["errors"][0]["pointer"], "/overlap_hours");
}

#[tokio::test]
async fn a_tenant_has_at_most_so_many_active_keys() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let body = json!({"name": "one of many", "scopes": ["events:write"]});
    // One is the tenant's own.
    let made = join_all((1..ACTIVE_KEYS_MAX).map(|_| create(&tenant, &body))).await;

    tenant.post("/v1/keys", &body).await.assert_problem(422, "invalid");

    tenant.delete(&format!("/v1/keys/{}", id(&made[0]))).await.assert_status(204);
    create(&tenant, &body).await;
    tenant.post("/v1/keys", &body).await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn a_creation_repeated_with_its_idempotency_key_issues_the_same_key_anew() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let body = json!({"name": "web", "scopes": ["events:read"]});
    let first = with_idempotency_key(&tenant, "/v1/keys", "one", &body).await.assert_status(201).json();
    assert!(opens(&holder(&app, &first)).await);

    let again = with_idempotency_key(&tenant, "/v1/keys", "one", &body).await.assert_status(201).json();

    assert_eq!(first["key"], again["key"]);
    assert!(!opens(&holder(&app, &first)).await && opens(&holder(&app, &again)).await);
    let other = json!({"name": "web", "scopes": ["admin"]});
    with_idempotency_key(&tenant, "/v1/keys", "one", &other).await.assert_problem(422, "idempotency_mismatch");
    app.clock.advance(TimeDelta::hours(25));
    let later = with_idempotency_key(&tenant, "/v1/keys", "one", &other).await.assert_status(201).json();
    assert_ne!(later["key"]["id"], first["key"]["id"], "it is forgotten after a day");
}

#[tokio::test]
async fn an_idempotency_key_of_one_roll_does_not_answer_for_another() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (one, other) = (any_key(&tenant).await, any_key(&tenant).await);
    let roll = |issued: &Value| format!("/v1/keys/{}/roll", id(issued));
    let first = with_idempotency_key(&tenant, &roll(&one), "r", &json!({})).await.assert_status(201).json();
    let again = with_idempotency_key(&tenant, &roll(&one), "r", &json!({})).await.assert_status(201).json();
    assert_eq!(first["key"], again["key"], "a repetition rolls once");

    let answer = with_idempotency_key(&tenant, &roll(&other), "r", &json!({})).await;

    answer.assert_problem(422, "idempotency_mismatch");
    assert!(opens(&holder(&app, &other)).await && opens(&holder(&app, &again)).await);
}

#[tokio::test]
async fn a_key_opens_what_its_scopes_say_and_nothing_more() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let event = json!({"method": "GET", "path": "/a"});

    for scope in Scope::ALL {
        let client = holder(&app, &create(&tenant, &json!({"name": "one", "scopes": [scope]})).await);
        let allowed = |needed: Scope, success: u16| if scope == needed { success } else { 403 };

        assert_eq!(client.post("/v1/events", &event).await.status, allowed(Scope::EventsWrite, 201), "{scope}");
        assert_eq!(client.get("/v1/events").await.status, allowed(Scope::EventsRead, 200), "{scope}");
        assert_eq!(client.get("/v1/keys").await.status, allowed(Scope::Admin, 200), "{scope}");
        assert_eq!(client.post("/v1/redaction-previews", &event).await.status, allowed(Scope::Admin, 200), "{scope}");
        client.get("/v1/tenants").await.assert_problem(403, "forbidden");
    }
}

#[tokio::test]
async fn a_key_says_when_it_was_last_used_to_the_minute() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let issued = any_key(&tenant).await;
    let db = app.role_db("gatebook_app");
    let last_used = async || {
        let keys = tenant.get("/v1/keys").await.assert_status(200).json();
        let key = keys["keys"].as_array().unwrap().iter().find(|key| key["id"] == issued["key"]["id"]).unwrap().clone();
        key["last_used_at"].as_str().map(|at| at.parse::<DateTime<Utc>>().unwrap())
    };
    assert_eq!(last_used().await, None, "nobody has used it yet");
    let first = app.clock.now();

    // Each asks the database, as another process would.
    for (seconds, expected) in [(0, first), (59, first), (60, first + TimeDelta::seconds(60))] {
        let now = first + TimeDelta::seconds(seconds);
        assert!(Authenticator::new(&db).authenticate(now, token(&issued)).await.unwrap().is_some());

        assert_eq!(last_used().await, Some(expected), "{seconds} s later");
    }
    let forged = format!("{}x", &token(&issued)[..token(&issued).len() - 1]);
    let later = first + TimeDelta::hours(1);
    assert!(Authenticator::new(&db).authenticate(later, &forged).await.unwrap().is_none());
    tenant.delete(&format!("/v1/keys/{}", id(&issued))).await.assert_status(204);
    assert!(Authenticator::new(&db).authenticate(later, token(&issued)).await.unwrap().is_none());
    assert_eq!(last_used().await, Some(first + TimeDelta::seconds(60)), "what is refused is no use");
}
