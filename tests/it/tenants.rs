//! Tenants: created, listed, changed and deleted; what they set holds at once.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use futures::future::join_all;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tests::{Answer, Client, Process, TestApp, TestTenant};

async fn create(app: &TestApp, key: Option<&str>, body: &Value) -> Answer {
    let admin = app.admin();
    let request = admin.request(Method::POST, "/v1/tenants").json(body);
    admin
        .send(match key {
            Some(key) => request.header("Idempotency-Key", key),
            None => request,
        })
        .await
}

async fn patch(client: &Client, if_match: &str, body: &Value) -> Answer {
    client.send(client.request(Method::PATCH, "/v1/tenant").header("If-Match", if_match).json(body)).await
}

/// The event as it is stored.
async fn stored(tenant: &TestTenant, event: Value) -> Value {
    let answer = tenant.post("/v1/events", &event).await.assert_status(201).json();
    assert_eq!(answer["ignored"], false, "{answer}");
    tenant.get(&format!("/v1/events/{}", answer["id"].as_str().unwrap())).await.assert_status(200).json()
}

async fn set(tenant: &TestTenant, settings: Value) {
    tenant.patch("/v1/tenant", &json!({ "settings": settings })).await.assert_status(200);
}

async fn event_count(app: &TestApp) -> i64 {
    let sql = Statement::from_string(DbBackend::Postgres, "select count(*) from event");
    app.superuser_db().query_one_raw(sql).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// The places that a 422 names.
#[track_caller]
fn places(answer: Answer) -> Vec<String> {
    let problem = answer.assert_problem(422, "invalid").json();
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| error["pointer"].as_str().or(error["parameter"].as_str()).unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_new_tenant_has_what_it_was_created_with_and_a_key_that_opens_it() {
    let app = TestApp::start().await;
    let settings = json!({"retention_days": 30, "trusted_proxies": ["10.0.0.0/8"]});
    let body = json!({"slug": "shop", "name": "The Shop", "settings": settings});

    let answer = create(&app, None, &body).await.assert_status(201);

    let created = answer.json();
    let first = app.bearer(created["first_key"]["token"].as_str().unwrap());
    let found = first.get("/v1/tenant").await.assert_status(200);
    assert_eq!(found.json(), created["tenant"]);
    assert_eq!(found.header("etag"), answer.header("etag"));
    let tenant = found.json();
    assert_eq!((&tenant["slug"], &tenant["name"], &tenant["version"]), (&json!("shop"), &json!("The Shop"), &json!(1)));
    assert_eq!(tenant["settings"]["retention_days"], 30);
    assert_eq!(tenant["settings"]["trusted_proxies"], json!(["10.0.0.0/8"]));
    assert_eq!(tenant["settings"]["capture_ip"], "full", "the rest begins with its default");
    first.post("/v1/events", &json!({"method": "GET", "path": "/a"})).await.assert_status(201);
}

#[tokio::test]
async fn the_list_of_tenants_has_each_once_on_pages_of_any_size() {
    let app = TestApp::start().await;
    let mut slugs = BTreeSet::new();
    for n in 0..7 {
        slugs.insert(app.tenant(&format!("shop-{n}")).await.slug);
    }
    let gone = app.tenant("gone").await;
    app.admin().delete(&format!("/v1/tenants/{}", gone.id)).await.assert_status(204);

    for limit in [1, 2, 3, 7, 100] {
        let all = app.admin().all(&format!("/v1/tenants?limit={limit}"), "tenants").await;

        let listed: Vec<String> = all.iter().map(|tenant| tenant["slug"].as_str().unwrap().to_owned()).collect();
        assert_eq!(listed.len(), slugs.len(), "{listed:?}");
        assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), slugs);
    }
}

#[tokio::test]
async fn a_change_with_an_etag_of_before_is_refused() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let first = tenant.get("/v1/tenant").await.header("etag").to_owned();
    let second = patch(&tenant, &first, &json!({"name": "Second"})).await.assert_status(200);

    patch(&tenant, &first, &json!({"name": "Third"})).await.assert_problem(412, "version_mismatch");

    assert_eq!(tenant.get("/v1/tenant").await.json()["name"], "Second");
    let second = second.header("etag").to_owned();
    assert_ne!(first, second);
    patch(&tenant, &second, &json!({"name": "Third"})).await.assert_status(200);
    patch(&tenant, "*", &json!({"name": "Fourth"})).await.assert_status(200);
    tenant.patch("/v1/tenant", &json!({"name": "Fifth"})).await.assert_status(200);
    assert_eq!(places(patch(&tenant, "no etag", &json!({"name": "Sixth"})).await), ["If-Match"]);
    assert_eq!(tenant.get("/v1/tenant").await.json()["name"], "Fifth");
}

#[tokio::test]
async fn changes_of_different_settings_at_once_are_all_kept() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let changes = [
        json!({"trusted_proxies": ["10.0.0.0/8"]}),
        json!({"ignored_extensions": ["xyz"]}),
        json!({"ignored_prefixes": ["/xyz/"]}),
        json!({"redacted_words": ["iban"]}),
        json!({"capture_ip": "off"}),
        json!({"capture_user_agent": false}),
        json!({"capture_data": false}),
    ];

    join_all(changes.iter().map(|change| set(&tenant, change.clone()))).await;

    let settings = tenant.get("/v1/tenant").await.json()["settings"].clone();
    for change in changes {
        for (name, value) in change.as_object().unwrap() {
            assert_eq!(&settings[name], value, "{settings}");
        }
    }
}

#[tokio::test]
async fn trusted_proxies_hold_for_the_next_event() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let event = json!({"method": "GET", "path": "/a", "remote_addr": "10.0.0.1", "x_forwarded_for": "198.51.100.1, 203.0.113.9"});
    assert_eq!(stored(&tenant, event.clone()).await["ip"], "10.0.0.1");

    set(&tenant, json!({"trusted_proxies": ["10.0.0.0/8"]})).await;

    assert_eq!(stored(&tenant, event).await["ip"], "203.0.113.9");
}

#[tokio::test]
async fn ignore_rules_hold_for_the_next_event() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let ignored = async |path: &str| {
        let answer = tenant.post("/v1/events", &json!({"method": "GET", "path": path})).await;
        answer.assert_status(201).json()["ignored"] == true
    };
    assert!(ignored("/logo.png").await && ignored("/static/a").await);
    assert!(!ignored("/health").await && !ignored("/a.xyz").await);

    set(&tenant, json!({"ignored_prefixes": ["/health"], "ignored_extensions": ["xyz"]})).await;

    assert!(ignored("/health").await && ignored("/a.xyz").await);
    assert!(!ignored("/logo.png").await && !ignored("/static/a").await);
}

#[tokio::test]
async fn redacted_words_hold_for_the_next_event_and_take_nothing_from_the_built_in_ones() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let event = json!({"method": "GET", "path": "/a", "query": "iban=NL91&password=x&page=2"});
    assert_eq!(stored(&tenant, event.clone()).await["query"], "iban=NL91&password=[redacted]&page=2");

    set(&tenant, json!({"redacted_words": ["iban"]})).await;

    let redacted = stored(&tenant, event).await;
    assert_eq!(redacted["query"], "iban=[redacted]&password=[redacted]&page=2");
    assert_eq!(redacted["redacted"], json!(["/query/iban", "/query/password"]));
}

#[tokio::test]
async fn capture_switches_hold_for_the_next_event() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let event = json!({
        "method": "GET", "path": "/a", "ip": "203.0.113.9", "user_agent": "curl/8.0", "data": {"get": {"page": "2"}},
    });
    let full = stored(&tenant, event.clone()).await;
    assert_eq!((&full["ip"], &full["user_agent"]), (&json!("203.0.113.9"), &json!("curl/8.0")));
    assert_eq!(full["data"]["get"], json!({"page": "2"}));

    set(&tenant, json!({"capture_ip": "anonymised", "capture_user_agent": false, "capture_data": false})).await;

    let less = stored(&tenant, event.clone()).await;
    assert_eq!((&less["ip"], &less["user_agent"]), (&json!("203.0.113.0"), &Value::Null));
    assert_eq!(less["data"]["get"], Value::Null, "{less}");
    set(&tenant, json!({"capture_ip": "off"})).await;
    assert_eq!(stored(&tenant, event).await["ip"], Value::Null);
}

#[tokio::test]
async fn settings_that_do_not_fit_name_their_place_and_change_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let before = tenant.get("/v1/tenant").await.json();
    let many: Vec<String> = (0..201).map(|n| format!("w{n}")).collect();
    let cases = [
        (json!({"trusted_proxies": ["10.0.0.0/8", "nonsense"]}), "/settings/trusted_proxies/1"),
        (json!({"redacted_words": ["iban", ""]}), "/settings/redacted_words/1"),
        (json!({"redacted_words": [many[0], "x".repeat(201)]}), "/settings/redacted_words/1"),
        (json!({"ignored_prefixes": many}), "/settings/ignored_prefixes"),
        (json!({"search_keys": many[..17]}), "/settings/search_keys"),
        (json!({"search_keys": ["q", ""]}), "/settings/search_keys/1"),
        (json!({"ignored_extensions": ["a\0"]}), "/settings/ignored_extensions/0"),
        (json!({"capture_ip": "half"}), "/settings/capture_ip"),
        (json!({"capture_data": "no"}), "/settings/capture_data"),
        (json!({"retention_days": 0}), "/settings/retention_days"),
        (json!({"colour": "red"}), "/settings/colour"),
    ];

    for (settings, place) in cases {
        let answer = tenant.patch("/v1/tenant", &json!({ "settings": settings })).await;

        assert_eq!(places(answer), [place], "{settings}");
    }
    assert_eq!(places(tenant.patch("/v1/tenant", &json!({"name": " "})).await), ["/name"]);
    assert_eq!(tenant.get("/v1/tenant").await.json(), before);
    for (body, place) in [
        (json!({"slug": "Shop", "name": "x"}), "/slug"),
        (json!({"slug": "shop-", "name": "x"}), "/slug"),
        (json!({"slug": "other", "name": ""}), "/name"),
        (json!({"slug": "other", "name": "x", "settings": {"retention_days": 0}}), "/settings/retention_days"),
        (json!({"slug": "other", "name": "x", "settings": {"retention_days": 401}}), "/settings/retention_days"),
    ] {
        assert_eq!(places(create(&app, None, &body).await), [place], "{body}");
    }
    assert_eq!(app.admin().all("/v1/tenants", "tenants").await.len(), 1);
}

#[tokio::test]
async fn a_slug_is_given_once() {
    let app = TestApp::start().await;
    app.tenant("shop").await;

    let answer = create(&app, None, &json!({"slug": "shop", "name": "Another"})).await;

    answer.assert_problem(409, "slug_taken");
}

#[tokio::test]
async fn a_creation_repeated_with_its_idempotency_key_answers_the_same_tenant_and_issues_its_key_anew() {
    let app = TestApp::start().await;
    let body = json!({"slug": "shop", "name": "The Shop"});
    let first = create(&app, Some("one"), &body).await.assert_status(201).json();
    let first_key = app.bearer(first["first_key"]["token"].as_str().unwrap());
    first_key.get("/v1/tenant").await.assert_status(200);

    let again = create(&app, Some("one"), &body).await.assert_status(201).json();

    assert_eq!(again["tenant"], first["tenant"]);
    assert_eq!(again["first_key"]["key"], first["first_key"]["key"]);
    first_key.get("/v1/tenant").await.assert_problem(401, "unauthenticated");
    app.bearer(again["first_key"]["token"].as_str().unwrap()).get("/v1/tenant").await.assert_status(200);
    let other = json!({"slug": "other", "name": "Other"});
    create(&app, Some("one"), &other).await.assert_problem(422, "idempotency_mismatch");
    assert_eq!(app.admin().all("/v1/tenants", "tenants").await.len(), 1);
    create(&app, Some("two"), &other).await.assert_status(201);
}

#[tokio::test]
async fn an_idempotency_key_answers_for_24_hours_and_creates_nothing_else_after() {
    let app = TestApp::start().await;
    let body = json!({"slug": "shop", "name": "The Shop"});
    create(&app, Some("one"), &body).await.assert_status(201);
    app.clock.advance(TimeDelta::hours(23));
    create(&app, Some("one"), &body).await.assert_status(201);

    app.clock.advance(TimeDelta::minutes(61));

    create(&app, Some("one"), &body).await.assert_problem(422, "idempotency_mismatch");
    create(&app, None, &body).await.assert_problem(409, "slug_taken");
}

#[tokio::test]
async fn one_creation_sent_twice_at_once_makes_one_tenant() {
    let app = TestApp::start().await;
    let body = json!({"slug": "shop", "name": "The Shop"});

    let answers = join_all((0..4).map(|_| create(&app, Some("one"), &body))).await;

    let ids: BTreeSet<String> = answers
        .into_iter()
        .map(|answer| answer.assert_status(201).json()["tenant"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn a_deleted_tenant_is_gone_at_once_for_every_process() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let process = Process::start(&app, "api").await;
    let elsewhere = process.client(&tenant.key);
    let event = json!({"method": "GET", "path": "/a"});
    let id = stored(&tenant, event.clone()).await["id"].as_str().unwrap().to_owned();
    elsewhere.post("/v1/events", &event).await.assert_status(201);
    let path = format!("/v1/tenants/{}", tenant.id);

    app.admin().delete(&path).await.assert_status(204);

    let events = event_count(&app).await;
    for path in ["/v1/tenant", "/v1/keys", "/v1/events", &format!("/v1/events/{id}")] {
        tenant.get(path).await.assert_problem(401, "unauthenticated");
        let status = elsewhere.get(path).await.status;
        assert!(matches!(status, 401 | 404), "{path}: {status}");
    }
    tenant.post("/v1/events", &event).await.assert_problem(401, "unauthenticated");
    let batch = json!({ "events": [event] });
    for (path, body) in [("/v1/events", &event), ("/v1/events/batch", &batch)] {
        let status = elsewhere.post(path, body).await.status;
        assert!(matches!(status, 401 | 404), "{path}: {status}");
    }
    assert_eq!(event_count(&app).await, events, "nothing is appended any more");
    app.admin().delete(&path).await.assert_status(204);
    app.admin()
        .delete("/v1/tenants/ten_00000000000000000000000000000000")
        .await
        .assert_problem(404, "tenant_not_found");
    assert_eq!(event_count(&app).await, events);
    let next = create(&app, None, &json!({"slug": "shop", "name": "Next"})).await.assert_status(201).json();
    assert_ne!(next["tenant"]["id"], tenant.id.to_string());
}

#[tokio::test]
async fn every_change_of_a_tenant_is_an_event_that_says_who_did_it() {
    let app = TestApp::start().await;
    let created = create(&app, None, &json!({"slug": "shop", "name": "The Shop"})).await.assert_status(201).json();
    let client = app.bearer(created["first_key"]["token"].as_str().unwrap());
    let key = &created["first_key"]["key"]["id"];
    client.patch("/v1/tenant", &json!({"name": "Second"})).await.assert_status(200);
    client.patch("/v1/tenant", &json!({"name": "Second"})).await.assert_status(200);
    let second = json!({"name": "second", "scopes": ["admin"]});
    let second = client.post("/v1/keys", &second).await.assert_status(201).json()["key"]["id"].clone();
    client.delete(&format!("/v1/keys/{}", second.as_str().unwrap())).await.assert_status(204);

    let log = client.all("/v1/events?order=asc", "events").await;

    let said: Vec<(&Value, &Value)> = log.iter().map(|event| (&event["type"], &event["data"]["by"])).collect();
    let installation = &json!("installation");
    assert_eq!(
        said,
        [
            (&json!("tenant.created"), installation),
            (&json!("key.created"), installation),
            (&json!("tenant.settings_changed"), key),
            (&json!("key.created"), key),
            (&json!("key.revoked"), key),
        ],
        "a change that changes nothing is none"
    );
    assert_eq!(log[2]["data"]["name"], "Second");
    assert_eq!((&log[3]["data"]["key_id"], &log[4]["data"]["key_id"]), (&second, &second));
    app.admin().delete(&format!("/v1/tenants/{}", created["tenant"]["id"].as_str().unwrap())).await.assert_status(204);
    let deleted = "select count(*) from event where type = 'tenant.deleted' and data->>'by' = 'installation'";
    let row = app.superuser_db().query_one_raw(Statement::from_string(DbBackend::Postgres, deleted)).await.unwrap();
    assert_eq!(row.unwrap().try_get_by_index::<i64>(0).unwrap(), 1);
}
