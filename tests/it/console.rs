//! The console's door: signing in, what a cookie opens and from where, and what ends it.

mod ending;
mod own;
mod throttle;

use domain::id::TenantId;
use domain::idempotency::Repeatable;
use domain::members::{self, Manager, NewMember, Rank, Role};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, TestTenant};

const PASSWORD: &str = "correct horse battery";

/// A browser in which somebody has signed in.
#[derive(Clone)]
struct Browser {
    client: Client,
    cookie: String,
    /// What the browser says of the page that asks.
    page: Vec<(&'static str, String)>,
}

impl Browser {
    fn new(client: Client, cookie: &str, origin: &str) -> Self {
        Self { client, cookie: cookie.to_owned(), page: vec![("origin", origin.to_owned())] }
    }

    /// The same on a page that says something else of itself.
    fn on(&self, page: &[(&'static str, &str)]) -> Self {
        let page = page.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { page, ..self.clone() }
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let mut request = self.client.request(method, path).header("cookie", &self.cookie);
        for (name, value) in &self.page {
            request = request.header(*name, value);
        }
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        self.client.send(request).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    async fn is_in(&self) -> bool {
        let answer = self.get("/v1/login").await;
        assert!(matches!(answer.status, 200 | 401), "{answer:?}");
        answer.status == 200
    }
}

/// Lets somebody into a tenant, as the operator would, with [`PASSWORD`] if they are new.
async fn member(app: &TestApp, tenant: TenantId, email: &str, role: Role) -> String {
    let now = app.clock.now();
    if let Some(person) = members::find_person(&app.stores, email).await.unwrap() {
        let joined = members::join(&app.stores, now, tenant, "test", person.member_id, role).await;
        return joined.unwrap().member_id.to_string();
    }
    let password = Some(domain::boot::Secret::new(PASSWORD.to_owned()));
    let new = NewMember { email: email.to_owned(), name: "Ada".to_owned(), role, password };
    let manager = Manager { by: "test", rank: Rank::Installation };
    let added = members::add(&app.stores, now, tenant, manager, Repeatable::ONCE, new).await;
    added.unwrap().member.member_id.to_string()
}

async fn login(app: &TestApp, body: &Value) -> Answer {
    app.anonymous().post("/v1/login", body).await
}

/// The cookie that an answer sets, as it is sent back.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn sign_in(app: &TestApp, email: &str, tenant: &TestTenant) -> Browser {
    let answer = login(app, &json!({"email": email, "password": PASSWORD, "tenant": tenant.slug})).await;
    Browser::new(app.anonymous(), &cookie(&answer.assert_status(200)), app.url())
}

async fn event(tenant: &TestTenant) -> String {
    let posted = tenant.post("/v1/events", &json!({"method": "GET", "path": "/"})).await.assert_status(201).json();
    posted["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_signs_in_is_known_by_the_cookie_from_then_on() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let id = member(&app, tenant.id, "ada@shop.example", Role::Owner).await;

    let answer = login(&app, &json!({"email": " ADA@shop.example", "password": PASSWORD})).await.assert_status(200);

    let set = answer.header("set-cookie").to_owned();
    assert!(set.starts_with("__Host-gatebook=gbs_"), "{set}");
    assert!(set.ends_with("; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure"), "{set}");
    assert_eq!(answer.header("cache-control"), "no-store");
    let signed_in = answer.json();
    assert_eq!(signed_in["member"], json!({"id": id, "email": "ada@shop.example", "name": "Ada"}));
    assert_eq!(signed_in["tenant"], json!({"id": tenant.id.to_string(), "slug": "shop", "name": "shop"}));
    assert_eq!(signed_in["role"], "owner");
    let browser = Browser::new(app.anonymous(), &cookie(&answer), app.url());
    assert_eq!(browser.get("/v1/login").await.assert_status(200).json(), signed_in);
    browser.get("/v1/events").await.assert_status(200);
    browser.patch("/v1/tenant", &json!({"name": "The Shop"})).await.assert_status(200);
    let changed = tenant.all("/v1/events?type=tenant.settings_changed", "events").await;
    assert_eq!(changed[0]["data"]["by"], id.as_str());
}

#[tokio::test]
async fn a_page_of_this_machine_without_tls_gets_a_cookie_that_browsers_take() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Viewer).await;
    let page = Browser::new(app.anonymous(), "", app.url());

    let answer = page.post("/v1/login", &json!({"email": "ada@shop.example", "password": PASSWORD})).await;

    let set = answer.assert_status(200).header("set-cookie").to_owned();
    assert!(set.starts_with("gatebook-local=gbs_") && !set.contains("Secure"), "{set}");
    let browser = Browser::new(app.anonymous(), set.split(';').next().unwrap(), app.url());
    assert!(browser.is_in().await);
    assert!(!browser.on(&[("host", "gatebook.example")]).is_in().await, "elsewhere it is no credential");
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_are_answered_the_same() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;

    let known = login(&app, &json!({"email": "ada@shop.example", "password": "another password"})).await;
    let unknown = login(&app, &json!({"email": "eve@shop.example", "password": PASSWORD})).await;

    assert_eq!(known.text, unknown.text);
    for answer in [known, unknown] {
        let answer = answer.assert_problem(401, "unauthenticated");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn who_belongs_to_several_tenants_names_one_of_them() {
    let app = TestApp::start().await;
    let (tenant, other, third) = (app.tenant("shop").await, app.tenant("other").await, app.tenant("third").await);
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    member(&app, other.id, "ada@shop.example", Role::Viewer).await;

    for named in [None, Some("third"), Some("no-such-tenant"), Some("installation")] {
        let mut body = json!({"email": "ada@shop.example", "password": PASSWORD});
        if let Some(slug) = named {
            body["tenant"] = json!(slug);
        }
        let problem = login(&app, &body).await.assert_problem(409, "tenant_needed").json();
        let listed = json!([{"slug": "other", "name": "other"}, {"slug": "shop", "name": "shop"}]);
        assert_eq!(problem["tenants"], listed, "{named:?}");
    }

    let (owner, viewer) =
        (sign_in(&app, "ada@shop.example", &tenant).await, sign_in(&app, "ada@shop.example", &other).await);
    assert_eq!(owner.get("/v1/tenant").await.assert_status(200).json()["slug"], "shop");
    viewer.get("/v1/tenant").await.assert_problem(403, "forbidden");
    assert_eq!(viewer.get("/v1/login").await.json()["tenant"]["slug"], "other");
    assert!(owner.is_in().await, "one session does not end another");
    drop(third);
}

#[tokio::test]
async fn with_a_cookie_changes_come_from_pages_of_this_server_alone() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    let name = json!({"name": "Changed"});

    for page in [
        &[][..],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("sec-fetch-site", "cross-site"), ("origin", app.url())],
        &[("sec-fetch-site", "same-site")],
    ] {
        let elsewhere = browser.on(page);

        elsewhere.patch("/v1/tenant", &name).await.assert_problem(403, "forbidden");
        elsewhere.delete("/v1/keys/key_00000000000000000000000000000000").await.assert_problem(403, "forbidden");
        elsewhere.post("/v1/password", &json!({})).await.assert_problem(403, "forbidden");
        elsewhere.post("/v1/logout", &json!({})).await.assert_problem(403, "forbidden");
        elsewhere.get("/v1/tenant").await.assert_status(200);
    }

    assert_eq!(browser.get("/v1/tenant").await.json()["name"], "shop");
    browser.on(&[("sec-fetch-site", "same-origin")]).patch("/v1/tenant", &name).await.assert_status(200);
    let evil = Browser::new(app.anonymous(), "", "https://evil.example");
    let body = json!({"email": "ada@shop.example", "password": PASSWORD});
    evil.post("/v1/login", &body).await.assert_problem(403, "forbidden");
}

#[tokio::test]
async fn a_key_goes_before_a_cookie() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;

    let with_key = Browser { client: app.bearer(&other.key), ..browser.clone() };
    let with_rubbish = Browser { client: app.bearer("gbk_rubbish"), ..browser.clone() };

    assert_eq!(with_key.get("/v1/tenant").await.assert_status(200).json()["slug"], "other");
    with_key.on(&[]).patch("/v1/tenant", &json!({"name": "Other"})).await.assert_status(200);
    with_rubbish.get("/v1/tenant").await.assert_problem(401, "unauthenticated");
    let admin = Browser { client: app.admin(), ..browser.clone() };
    admin.get("/v1/tenants").await.assert_status(200);
    browser.get("/v1/tenants").await.assert_problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_page_of_somebody_else_is_answered_as_if_nobody_were_signed_in() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    let login = browser.get("/v1/login").await.assert_status(200).json();
    let person = login["member"]["id"].as_str().unwrap();
    let rename = json!({"name": "Another"});
    let of = |person: &str, tenant: TenantId, role: Role| {
        let named = format!("{person} {tenant} {role}");
        let origin = browser.page[0].1.clone();
        browser.on(&[("origin", &origin), ("gatebook-page-of", &named)])
    };

    let own = of(person, tenant.id, Role::Owner);
    own.get("/v1/tenant").await.assert_status(200);
    own.patch("/v1/tenant", &rename).await.assert_status(200);

    let elses = [
        of(person, other.id, Role::Owner),
        of(person, tenant.id, Role::Viewer),
        of("mem_01a22f6906af7bb9ad23c81c004de099", tenant.id, Role::Owner),
        of("", tenant.id, Role::Owner),
    ];
    for page in elses {
        page.get("/v1/tenant").await.assert_problem(401, "unauthenticated");
        page.get("/v1/events.csv").await.assert_problem(401, "unauthenticated");
        page.patch("/v1/tenant", &json!({"name": "Taken"})).await.assert_problem(401, "unauthenticated");
        page.post("/v1/logout", &json!({})).await.assert_problem(401, "unauthenticated");
    }
    assert_eq!(browser.get("/v1/tenant").await.json()["name"], "Another");
    own.post("/v1/logout", &json!({})).await.assert_status(204);
    browser.get("/v1/tenant").await.assert_problem(401, "unauthenticated");
    // Nobody is signed in any more: there is nothing to end, and nobody to be taken for.
    own.post("/v1/logout", &json!({})).await.assert_status(204);
}

#[tokio::test]
async fn a_role_opens_what_its_scopes_say_and_nothing_more() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let posted = json!({"method": "GET", "path": "/"});

    for role in Role::ALL {
        let email = format!("{role}@shop.example");
        member(&app, tenant.id, &email, role).await;
        let browser = sign_in(&app, &email, &tenant).await;
        let allowed = |status: u16| if role == Role::Viewer { 403 } else { status };

        assert_eq!(browser.get("/v1/events").await.status, 200, "{role}");
        assert_eq!(browser.get("/v1/sessions").await.status, 200, "{role}");
        assert_eq!(browser.post("/v1/events", &posted).await.status, allowed(201), "{role}");
        assert_eq!(browser.post("/v1/sessions", &json!({})).await.status, allowed(201), "{role}");
        assert_eq!(browser.get("/v1/tenant").await.status, allowed(200), "{role}");
        assert_eq!(browser.get("/v1/members").await.status, allowed(200), "{role}");
        assert_eq!(browser.get("/v1/jobs").await.status, allowed(200), "{role}");
        let key = json!({"name": "k", "scopes": ["events:read"]});
        assert_eq!(browser.post("/v1/keys", &key).await.status, allowed(201), "{role}");
    }
}

#[tokio::test]
async fn an_admin_leaves_owners_alone_and_an_owner_does_not() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let owner_id = member(&app, tenant.id, "owner@shop.example", Role::Owner).await;
    let admin_id = member(&app, tenant.id, "admin@shop.example", Role::Admin).await;
    let owner = sign_in(&app, "owner@shop.example", &tenant).await;
    let admin = sign_in(&app, "admin@shop.example", &tenant).await;
    let new = |email: &str, role: &str| json!({"email": email, "name": "New", "role": role});

    for refused in [
        admin.post("/v1/members", &new("x@shop.example", "owner")).await,
        admin.patch(&format!("/v1/members/{admin_id}"), &json!({"role": "owner"})).await,
        admin.patch(&format!("/v1/members/{owner_id}"), &json!({"role": "admin"})).await,
        admin.post(&format!("/v1/members/{owner_id}/reset"), &json!({})).await,
        admin.delete(&format!("/v1/members/{owner_id}")).await,
    ] {
        refused.assert_problem(403, "forbidden");
    }

    assert!(owner.is_in().await && admin.is_in().await, "what was refused ended nothing");
    admin.post("/v1/members", &new("viewer@shop.example", "viewer")).await.assert_status(201);
    owner.post("/v1/members", &new("second@shop.example", "owner")).await.assert_status(201);
    owner.patch(&format!("/v1/members/{admin_id}"), &json!({"role": "owner"})).await.assert_status(200);
    let own = format!("/v1/members/{owner_id}");
    owner.patch(&own, &json!({"role": "viewer"})).await.assert_status(200);
    assert!(!owner.is_in().await, "also one's own role is bound to the session");
}

#[tokio::test]
async fn a_member_sees_the_tenant_of_the_session_and_nothing_of_another() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let stranger = member(&app, other.id, "eve@other.example", Role::Viewer).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    let (own, foreign) = (event(&tenant).await, event(&other).await);

    browser.get(&format!("/v1/events/{own}")).await.assert_status(200);

    browser.get(&format!("/v1/events/{foreign}")).await.assert_problem(404, "event_not_found");
    let path = format!("/v1/members/{stranger}");
    browser.patch(&path, &json!({"role": "owner"})).await.assert_problem(404, "member_not_found");
    browser.delete(&path).await.assert_problem(404, "member_not_found");
    browser.post(&format!("{path}/reset"), &json!({})).await.assert_problem(404, "member_not_found");
    assert_eq!(browser.get("/v1/members").await.json()["members"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_tenant_cannot_make_or_see_a_members_session() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let id = member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    let token = browser.cookie.split_once('=').unwrap().1.to_owned();
    let metadata = "select metadata from session where user_id like 'mem\\_%'";
    let metadata = Statement::from_string(DbBackend::Postgres, metadata);
    let row = app.superuser_db().query_one_raw(metadata).await.unwrap().unwrap();
    let metadata: Value = row.try_get_by_index(0).unwrap();

    let forged = tenant.post("/v1/sessions", &json!({"user_id": id, "metadata": metadata})).await;

    let forged = forged.assert_status(201).json()["token"].as_str().unwrap().to_owned();
    let forged = Browser { cookie: format!("__Host-gatebook={forged}"), ..browser.clone() };
    assert!(!forged.is_in().await);
    forged.get("/v1/events").await.assert_problem(401, "unauthenticated");
    for cookie in ["__Host-gatebook=", "__Host-gatebook=gbs_rubbish", &format!("__Host-gatebook={}", tenant.key)] {
        assert!(!Browser { cookie: cookie.to_owned(), ..browser.clone() }.is_in().await, "{cookie}");
    }
    let introspected = tenant.post("/v1/sessions/introspect", &json!({"token": token})).await.assert_status(200);
    assert_eq!(introspected.json(), json!({"active": false}));
    let listed = tenant.all("/v1/sessions", "sessions").await;
    assert_eq!(listed.len(), 1, "its own, forged one: {listed:?}");
    assert!(browser.is_in().await);
}

#[tokio::test]
async fn no_table_holds_a_password_or_a_members_token() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    member(&app, tenant.id, "ada@shop.example", Role::Owner).await;
    let browser = sign_in(&app, "ada@shop.example", &tenant).await;
    assert!(browser.is_in().await);
    let token = browser.cookie.split_once('=').unwrap().1;
    let db = app.superuser_db();
    let holds = async |word: &str| {
        let sql = "select c.oid::regclass::text from pg_class c
                   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace";
        let mut found = 0_i64;
        for table in db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap() {
            let table: String = table.try_get_by_index(0).unwrap();
            let sql = format!("select count(*) from {table} t where strpos(t::text, $1) > 0");
            let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [word.into()]);
            found += db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap();
        }
        found
    };

    assert_eq!(holds("ada@shop.example").await, 1, "the address is in one place");
    assert_eq!(holds(PASSWORD).await, 0);
    assert_eq!(holds(&token[60..80]).await, 0);
    assert!(holds("$argon2id$v=19$m=19456,t=2,p=1$").await == 1);
}
