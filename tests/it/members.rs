//! Members: added, listed, changed and removed; who may do what to whom.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use domain::boot::Secret;
use domain::error::Error;
use domain::id::{JobId, MemberId, TenantId};
use domain::idempotency::Repeatable;
use domain::jobs::{self, Task};
use domain::members::{self, MEMBERS_MAX, Manager, NewMember, Rank, Role};
use domain::passwords;
use domain::scope::Scope;
use futures::future::join_all;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TryGetable};
use serde_json::{Value, json};
use tests::isolation::own;
use tests::{Answer, Client, TestApp, TestTenant, run_to_its_end};

const PASSWORD: &str = "correct horse battery";
const UNKNOWN: &str = "mem_00000000000000000000000000000000";

fn body(email: &str, role: &str) -> Value {
    json!({"email": email, "name": "Ada", "role": role, "password": PASSWORD})
}

async fn add(client: &Client, email: &str, role: &str) -> String {
    let added = client.post("/v1/members", &body(email, role)).await.assert_status(201).json();
    added["member"]["id"].as_str().unwrap().to_owned()
}

/// As the operator would: also who belongs to another tenant.
async fn join(app: &TestApp, tenant: TenantId, email: &str, role: Role) -> String {
    let now = app.clock.now();
    if let Some(person) = members::find_person(&app.stores, email).await.unwrap() {
        let joined = members::join(&app.stores, now, tenant, "test", person.member_id, role).await;
        return joined.unwrap().member_id.to_string();
    }
    let new = NewMember { email: email.to_owned(), name: "Ada".to_owned(), role, password: None };
    let manager = Manager { by: "test", rank: Rank::Installation };
    let added = members::add(&app.stores, now, tenant, manager, Repeatable::ONCE, new).await;
    added.unwrap().member.member_id.to_string()
}

async fn one<T: TryGetable>(db: &DatabaseConnection, sql: &str) -> T {
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, own(sql))).await.unwrap();
    row.unwrap_or_else(|| panic!("no row: {sql}")).try_get_by_index(0).unwrap()
}

/// Whether this is the member's password.
async fn opens(app: &TestApp, email: &str, password: &str) -> bool {
    let hash: String =
        one(&app.superuser_db(), &format!("select password_hash from member where email = '{email}'")).await;
    passwords::is_right(&Secret::new(password.to_owned()), Some(&hash)).await.unwrap()
}

/// The events about members, oldest first: type, member, role and who did it.
async fn story(tenant: &TestTenant) -> Vec<(String, String, Value, String)> {
    let log = tenant.all("/v1/events?order=asc", "events").await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of_members = log.iter().filter(|event| text(&event["type"]).starts_with("member."));
    of_members
        .map(|event| {
            let data = &event["data"];
            (text(&event["type"]), text(&data["member_id"]), data["role"].clone(), text(&data["by"]))
        })
        .collect()
}

fn places(answer: Answer) -> Vec<String> {
    let problem = answer.assert_problem(422, "invalid").json();
    problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_member_is_added_with_the_password_that_is_given_or_one_that_is_shown_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    let given = tenant.post("/v1/members", &body(" Ada@Shop.Example ", "owner")).await.assert_status(201);
    let generated = json!({"email": "eve@shop.example", "name": "Eve", "role": "viewer"});
    let generated = tenant.post("/v1/members", &generated).await.assert_status(201);

    assert_eq!((given.header("cache-control"), generated.header("cache-control")), ("no-store", "no-store"));
    let (given, generated) = (given.json(), generated.json());
    assert_eq!(given["password"], Value::Null, "what was given is not repeated");
    assert_eq!((&given["member"]["email"], &given["member"]["role"]), (&json!("ada@shop.example"), &json!("owner")));
    assert!(opens(&app, "ada@shop.example", PASSWORD).await);
    assert!(opens(&app, "eve@shop.example", generated["password"].as_str().unwrap()).await);
    let listed = tenant.all("/v1/members", "members").await;
    assert_eq!(listed, [generated["member"].clone(), given["member"].clone()], "newest first");
    for text in [tenant.get("/v1/members").await.text, tenant.get("/v1/events").await.text] {
        assert!(!text.contains("argon2") && !text.contains(PASSWORD), "{text}");
    }
}

#[tokio::test]
async fn what_does_not_fit_names_its_place() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let with = |member: &str, value: Value| {
        let mut body = body("ada@shop.example", "admin");
        body[member] = value;
        body
    };

    for (body, place) in [
        (with("email", json!("ada")), "/email"),
        (with("email", json!("a da@shop.example")), "/email"),
        (with("email", json!(format!("{}@b", "a".repeat(254)))), "/email"),
        (with("name", json!(" ")), "/name"),
        (with("name", json!("a\0b")), "/name"),
        (with("role", json!("king")), "/role"),
        (with("password", json!("elevenchars")), "/password"),
        (with("password", json!("x".repeat(201))), "/password"),
        (with("password", json!("ADA@shop.example")), "/password"),
        (with("password", Value::Null), "/password"),
        (with("colour", json!("red")), "/colour"),
    ] {
        assert_eq!(places(tenant.post("/v1/members", &body).await), [place], "{body}");
    }
    assert_eq!(tenant.all("/v1/members", "members").await, Vec::<Value>::new());
    let id = add(&tenant, "eve@shop.example", "viewer").await;
    let reset = tenant.post(&format!("/v1/members/{id}/reset"), &json!({"password": "eve@shop.example"})).await;
    assert_eq!(places(reset), ["/password"]);
    assert_eq!(places(tenant.patch(&format!("/v1/members/{id}"), &json!({"role": "king"})).await), ["/role"]);
}

#[tokio::test]
async fn the_list_of_members_has_each_once_on_pages_of_any_size() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    add(&other, "else@other.example", "owner").await;
    let mut ids = BTreeSet::new();
    for n in 0..5 {
        ids.insert(add(&tenant, &format!("m{n}@shop.example"), "viewer").await);
    }
    let gone = add(&tenant, "gone@shop.example", "viewer").await;
    tenant.delete(&format!("/v1/members/{gone}")).await.assert_status(204);

    for limit in [1, 2, 5, 100] {
        let all = tenant.all(&format!("/v1/members?limit={limit}"), "members").await;

        assert_eq!(all.len(), 5);
        let listed: BTreeSet<String> = all.iter().map(|member| member["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(listed, ids);
    }
    let of_other = other.get("/v1/members?limit=1").await.json()["next"].as_str().unwrap().to_owned();
    tenant.get(&format!("/v1/members?cursor={of_other}")).await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn an_address_belongs_to_one_person_whatever_its_case_and_tenant() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    add(&tenant, "ada@shop.example", "viewer").await;

    for client in [&tenant, &other] {
        let answer = client.post("/v1/members", &body("ADA@shop.example", "admin")).await;

        answer.assert_problem(409, "email_taken");
    }
    assert!(opens(&app, "ada@shop.example", PASSWORD).await);
    assert_eq!(other.all("/v1/members", "members").await, Vec::<Value>::new());
    let racing = body("eve@shop.example", "viewer");
    let at_once = join_all([tenant.post("/v1/members", &racing), other.post("/v1/members", &racing)]).await;
    let mut statuses: Vec<u16> = at_once.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{at_once:?}");
}

#[tokio::test]
async fn a_key_makes_the_first_owner_and_leaves_owners_alone_from_then_on() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let viewer = add(&tenant, "eve@shop.example", "viewer").await;
    let owner = add(&tenant, "ada@shop.example", "owner").await;
    let path = format!("/v1/members/{owner}");

    for refused in [
        tenant.post("/v1/members", &body("bob@shop.example", "owner")).await,
        tenant.patch(&format!("/v1/members/{viewer}"), &json!({"role": "owner"})).await,
        tenant.patch(&path, &json!({"role": "viewer"})).await,
        tenant.post(&format!("{path}/reset"), &json!({})).await,
        tenant.delete(&path).await,
    ] {
        refused.assert_problem(403, "forbidden");
    }

    let changed = tenant.patch(&format!("/v1/members/{viewer}"), &json!({"role": "admin"})).await;
    assert_eq!(changed.assert_status(200).json()["role"], "admin");
    let roles: Vec<Value> = tenant.all("/v1/members", "members").await.iter().map(|m| m["role"].clone()).collect();
    assert_eq!(roles, ["owner", "admin"]);
    assert!(opens(&app, "ada@shop.example", PASSWORD).await);
}

#[tokio::test]
async fn the_last_owner_stays() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let owner = join(&app, tenant.id, "ada@shop.example", Role::Owner).await.parse().unwrap();
    let second = join(&app, tenant.id, "bob@shop.example", Role::Owner).await.parse().unwrap();
    let (now, manager) = (app.clock.now(), Manager { by: "test", rank: Rank::Installation });
    let demote = async |member| members::change_role(&app.stores, now, tenant.id, manager, member, Role::Viewer).await;

    let (one, other) = tokio::join!(demote(owner), demote(second));

    assert!(one.is_ok() ^ other.is_ok(), "one of two at once: {one:?} {other:?}");
    let left = if one.is_ok() { second } else { owner };
    assert!(members::remove(&app.stores, now, tenant.id, manager, left).await.is_err());
    let roles: Vec<Role> =
        members::list(&app.stores, tenant.id, None, 10).await.unwrap().iter().map(|m| m.role).collect();
    assert_eq!(roles.iter().filter(|role| **role == Role::Owner).count(), 1);
}

#[tokio::test]
async fn a_removed_member_is_forgotten_and_removing_again_is_no_event() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let id = add(&tenant, "ada@shop.example", "admin").await;
    let path = format!("/v1/members/{id}");

    tenant.delete(&path).await.assert_status(204);

    tenant.delete(&path).await.assert_status(204);
    for refused in [
        tenant.patch(&path, &json!({"role": "viewer"})).await,
        tenant.post(&format!("{path}/reset"), &json!({})).await,
        tenant.delete(&format!("/v1/members/{UNKNOWN}")).await,
    ] {
        refused.assert_problem(404, "member_not_found");
    }
    let db = app.superuser_db();
    assert_eq!(one::<i64>(&db, "select count(*) from member").await, 0);
    let again = add(&tenant, "ada@shop.example", "viewer").await;
    assert_ne!(again, id, "the same address is another person");
    let key: String = one(&db, "select 'key_' || replace(key_id::text, '-', '') from api_key").await;
    let (added, removed) = ("member.added".to_owned(), "member.removed".to_owned());
    assert_eq!(
        story(&tenant).await,
        [
            (added.clone(), id.clone(), json!("admin"), key.clone()),
            (removed, id, Value::Null, key.clone()),
            (added, again, json!("viewer"), key),
        ]
    );
}

#[tokio::test]
async fn every_change_is_an_event_that_says_who_did_it_and_no_address() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let id = add(&tenant, "ada@shop.example", "admin").await;
    let path = format!("/v1/members/{id}");
    for _ in 0..2 {
        tenant.patch(&path, &json!({"role": "viewer"})).await.assert_status(200);
    }

    tenant.post(&format!("{path}/reset"), &json!({})).await.assert_status(200);

    let key: String = one(&app.superuser_db(), "select 'key_' || replace(key_id::text, '-', '') from api_key").await;
    let event = |kind: &str, role: Value| (format!("member.{kind}"), id.clone(), role, key.clone());
    let told =
        [event("added", json!("admin")), event("role_changed", json!("viewer")), event("password_reset", Value::Null)];
    assert_eq!(story(&tenant).await, told, "a change that changes nothing is none");
    let stored = "select count(*) from event where event::text ~* 'ada@|shop.example'";
    assert_eq!(one::<i64>(&app.superuser_db(), stored).await, 0);
    let kept = "select count(*) from event where type like 'member.%' and expires_on = '9999-12-31'";
    assert_eq!(one::<i64>(&app.superuser_db(), kept).await, 3, "as long as the tenant");
}

#[tokio::test]
async fn a_reset_password_is_the_one_that_opens() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let path = format!("/v1/members/{}/reset", add(&tenant, "ada@shop.example", "admin").await);

    let generated = tenant.post(&path, &json!({})).await.assert_status(200).json();

    assert!(!opens(&app, "ada@shop.example", PASSWORD).await);
    assert!(opens(&app, "ada@shop.example", generated["password"].as_str().unwrap()).await);
    let given = tenant.post(&path, &json!({"password": "another good one"})).await.assert_status(200).json();
    assert_eq!(given["password"], Value::Null);
    assert!(opens(&app, "ada@shop.example", "another good one").await);
}

#[tokio::test]
async fn who_belongs_to_several_tenants_is_out_of_the_reach_of_each() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let id = add(&tenant, "ada@shop.example", "viewer").await;

    let joined = join(&app, other.id, "ada@shop.example", Role::Owner).await;

    assert_eq!(joined, id, "the same person");
    assert!(opens(&app, "ada@shop.example", PASSWORD).await, "who keeps the password");
    tenant.post(&format!("/v1/members/{id}/reset"), &json!({})).await.assert_problem(409, "member_shared");
    assert_eq!(tenant.all("/v1/members", "members").await[0]["role"], "viewer");
    assert_eq!(other.all("/v1/members", "members").await[0]["role"], "owner");
    tenant.delete(&format!("/v1/members/{id}")).await.assert_status(204);
    assert!(opens(&app, "ada@shop.example", PASSWORD).await, "who is still a member elsewhere is not forgotten");
    assert_eq!(other.all("/v1/members", "members").await.len(), 1);
}

#[tokio::test]
async fn an_addition_repeated_with_its_idempotency_key_answers_the_same_member_with_a_new_password() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let body = json!({"email": "ada@shop.example", "name": "Ada", "role": "admin"});
    let send = async |body: &Value| {
        tenant.send(tenant.request(Method::POST, "/v1/members").header("Idempotency-Key", "one").json(body)).await
    };
    let first = send(&body).await.assert_status(201).json();

    let again = send(&body).await.assert_status(201).json();

    assert_eq!(first["member"], again["member"]);
    assert!(!opens(&app, "ada@shop.example", first["password"].as_str().unwrap()).await);
    assert!(opens(&app, "ada@shop.example", again["password"].as_str().unwrap()).await);
    let other = json!({"email": "ada@shop.example", "name": "Ada", "role": "viewer"});
    send(&other).await.assert_problem(422, "idempotency_mismatch");
    app.clock.advance(TimeDelta::hours(25));
    send(&body).await.assert_problem(409, "email_taken");
}

#[tokio::test]
async fn an_addition_cannot_be_repeated_to_give_an_owner_another_password() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let body = json!({"email": "ada@shop.example", "name": "Ada", "role": "admin"});
    let send = async || {
        tenant.send(tenant.request(Method::POST, "/v1/members").header("Idempotency-Key", "one").json(&body)).await
    };
    let first = send().await.assert_status(201).json();
    let id = first["member"]["id"].as_str().unwrap();
    tenant.patch(&format!("/v1/members/{id}"), &json!({"role": "owner"})).await.assert_status(200);

    send().await.assert_problem(403, "forbidden");

    assert!(opens(&app, "ada@shop.example", first["password"].as_str().unwrap()).await);
}

#[tokio::test]
async fn a_tenant_has_at_most_so_many_members() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let fill = format!(
        "insert into membership (tenant_id, member_id, role, created_at)
         select '{}', gen_random_uuid(), 'viewer', now() from generate_series(1, {MEMBERS_MAX} - 1)",
        tenant.id.uuid()
    );
    app.superuser_db().execute_unprepared(&fill).await.unwrap();
    add(&tenant, "last@shop.example", "viewer").await;

    let answer = tenant.post("/v1/members", &body("more@shop.example", "viewer")).await;

    answer.assert_problem(422, "invalid");
}

#[tokio::test]
async fn a_deleted_tenants_members_are_forgotten_unless_another_has_them() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    for n in 0..3 {
        add(&tenant, &format!("m{n}@shop.example"), "viewer").await;
    }
    add(&other, "else@other.example", "owner").await;
    join(&app, other.id, "m1@shop.example", Role::Viewer).await;
    let (db, worker) = (app.superuser_db(), app.role_db("gatebook_worker"));

    app.admin().delete(&format!("/v1/tenants/{}", tenant.id)).await.assert_status(204);
    let job: uuid::Uuid = one(&db, "select job_id from job").await;
    let task = Task { tenant: tenant.id, job: JobId(job), push: 1 };
    jobs::run(&worker, &app.clock, &app.tools(), task, &(Arc::new(|| false) as jobs::Stop)).await.unwrap();

    let left = "select string_agg(email, ' ' order by email) from member";
    assert_eq!(one::<String>(&db, left).await, "else@other.example m1@shop.example");
    let of_tenant = format!("select count(*) from membership where tenant_id = '{}'", tenant.id.uuid());
    assert_eq!(one::<i64>(&db, &of_tenant).await, 0);
    assert_eq!(other.all("/v1/members", "members").await.len(), 2);
}

#[tokio::test]
async fn the_installation_is_no_customer() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let installation = TenantId::INSTALLATION;

    let listed = app.admin().all("/v1/tenants?limit=1", "tenants").await;

    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!(listed[0]["id"], tenant.id.to_string());
    let delete = app.admin().delete(&format!("/v1/tenants/{installation}")).await;
    delete.assert_problem(404, "tenant_not_found");
    let create = app.admin().post("/v1/tenants", &json!({"slug": "installation", "name": "x"})).await;
    create.assert_problem(409, "slug_taken");
    for arguments in [
        &["key", "create", "installation", "--name", "x"][..],
        &["tenant", "delete", &installation.to_string()],
        &["member", "add", "--tenant", "installation", "--email", "a@b", "--role", "owner", "--generate"],
    ] {
        let output = run_to_its_end(&app, arguments).await;

        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
    }
    let key = "insert into api_key (tenant_id, key_id, name, secret_hash, scopes, created_at)
               values ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), 'x', '', '{}', now())";
    let refused = app.superuser_db().execute_unprepared(key).await.unwrap_err().to_string();
    assert!(refused.contains("api_key_of_customer"), "{refused}");
}

#[tokio::test]
async fn the_installations_secrets_are_made_once_however_many_need_them() {
    let app = TestApp::start().await;
    let keyring = app.keyring();

    let made = join_all((0..4).map(|_| domain::installation::ensure(&app.stores, keyring))).await;

    assert!(made.iter().all(Result::is_ok), "{made:?}");
    let db = app.superuser_db();
    let secrets = "select string_agg(wrapped::text, ' ' order by purpose) from tenant_secret";
    let before: String = one(&db, secrets).await;
    domain::installation::ensure(&app.stores, keyring).await.unwrap();
    assert_eq!(one::<String>(&db, secrets).await, before);
}

#[tokio::test]
async fn only_the_installations_own_calls_see_people() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    add(&tenant, "ada@shop.example", "viewer").await;
    let db = app.role_db("gatebook_app");

    assert_eq!(one::<i64>(&db, "select count(*) from member").await, 0);
    assert_eq!(one::<i64>(&app.superuser_db(), "select count(*) from member").await, 1);
    for table in ["member", "membership"] {
        let denied = app.role_db("gatebook_read").execute_unprepared(&own(&format!("select * from {table}"))).await;
        assert!(denied.unwrap_err().to_string().contains("permission denied"), "{table}");
    }
}

#[tokio::test]
async fn an_operator_adds_lists_resets_and_removes_members() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let other = app.tenant("other").await;
    let run = async |arguments: &[&str]| {
        let output = run_to_its_end(&app, arguments).await;
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let of = |command: &'static str, slug: &'static str| ["member", command, "--tenant", slug];
    let owner = ["--email", "Ada@shop.example", "--name", "Ada", "--role", "owner", "--generate"];

    let said = run(&[&of("add", "shop")[..], &owner[..]].concat()).await;

    let password = said.lines().nth(1).unwrap().trim();
    assert!(opens(&app, "ada@shop.example", password).await, "{said}");
    let id = said.split_whitespace().nth(1).unwrap();
    let joined = run(&[&of("add", "other")[..], &owner[..], &["--existing", id]].concat()).await;
    assert!(joined.contains("keeps name and password"), "{joined}");
    assert!(opens(&app, "ada@shop.example", password).await);
    let listed = run(&of("list", "shop")).await;
    assert!(listed.contains("owner   ada@shop.example  Ada") && listed.lines().count() == 1, "{listed}");
    let said = run(&[&of("reset", "shop")[..], &["ada@shop.example", "--generate"]].concat()).await;
    assert!(opens(&app, "ada@shop.example", said.lines().nth(1).unwrap().trim()).await, "{said}");
    assert!(!opens(&app, "ada@shop.example", password).await);
    let last = run_to_its_end(&app, &[&of("remove", "other")[..], &["ada@shop.example"]].concat()).await;
    assert_eq!(last.status.code(), Some(1), "the last owner stays: {last:?}");
    join(&app, other.id, "bob@shop.example", Role::Owner).await;
    run(&[&of("remove", "other")[..], &["ada@shop.example"]].concat()).await;
    let by: Vec<String> = story(&tenant).await.into_iter().map(|(.., by)| by).collect();
    assert_eq!(by, ["gatebook", "gatebook"]);
}

#[tokio::test]
async fn an_operator_adds_somebody_who_is_there_already_only_by_their_id() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let foreign = add(&tenant, "boss@other.example", "viewer").await;
    let someone = add(&tenant, "eve@shop.example", "viewer").await;
    let as_owner =
        ["member", "add", "--tenant", "other", "--email", "Boss@other.example", "--role", "owner", "--generate"];
    let run = async |more: &[&str]| run_to_its_end(&app, &[&as_owner[..], more].concat()).await;

    for more in [&[][..], &["--existing", &someone], &["--existing", UNKNOWN]] {
        let refused = run(more).await;

        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains(&foreign) && said.contains("Ada") && said.contains("of shop"), "{said}");
        assert_eq!(other.all("/v1/members", "members").await, Vec::<Value>::new());
    }
    assert_eq!(run(&["--existing", &foreign]).await.status.code(), Some(0));
    assert_eq!(other.all("/v1/members", "members").await[0]["id"], foreign);
    let nobody = ["--email", "new@other.example", "--role", "viewer", "--generate", "--existing", UNKNOWN];
    let refused = run_to_its_end(&app, &[&["member", "add", "--tenant", "other"][..], &nobody].concat()).await;
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
}

#[tokio::test]
async fn what_a_terminal_would_act_on_is_neither_taken_for_a_name_nor_printed() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    add(&tenant, "ada@shop.example", "owner").await;
    for name in ["\u{1b}[2J", "Ada\nmem_x  owner", "Ada\u{9b}2J", "Ada\t"] {
        let mut body = body("eve@shop.example", "viewer");
        body["name"] = json!(name);
        assert_eq!(places(tenant.post("/v1/members", &body).await), ["/name"], "{name:?}");
    }
    // As an earlier version may have taken it.
    let earlier = "update member set name = E'Ada\\x1b[2J\\nmem_x  owner'";
    app.superuser_db().execute_unprepared(earlier).await.unwrap();

    let listed = run_to_its_end(&app, &["member", "list", "--tenant", "shop"]).await;

    let listed = String::from_utf8(listed.stdout).unwrap();
    assert_eq!(listed.lines().count(), 1, "{listed:?}");
    assert!(!listed.trim_end().contains(char::is_control), "{listed:?}");
}

#[tokio::test]
async fn however_many_passwords_a_tenant_sets_others_sign_in_and_set_theirs() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    add(&tenant, "eve@shop.example", "viewer").await;
    add(&other, "ada@other.example", "viewer").await;
    join(&app, other.id, "eve@shop.example", Role::Viewer).await;
    let (taken, shared) = (body("eve@shop.example", "viewer"), tenant.all("/v1/members", "members").await);
    let reset = format!("/v1/members/{}/reset", shared[0]["id"].as_str().unwrap());
    let (credentials, none) = (json!({"email": "ada@other.example", "password": PASSWORD}), json!({}));
    let many = passwords::AT_A_TIME + passwords::WAITING_MAX + 10;
    let anonymous = app.anonymous();

    let (taken, shared, made, signed_in, of_other) = tokio::join!(
        join_all((0..many).map(|_| tenant.post("/v1/members", &taken))),
        join_all((0..many).map(|_| tenant.post(&reset, &none))),
        join_all((0..many).map(|n| {
            let new = body(&format!("m{n}@shop.example"), "viewer");
            let tenant = &tenant;
            async move { tenant.post("/v1/members", &new).await }
        })),
        anonymous.post("/v1/login", &credentials),
        add(&other, "bob@other.example", "viewer"),
    );

    signed_in.assert_status(200);
    assert!(of_other.starts_with("mem_"));
    for answer in taken {
        answer.assert_problem(409, "email_taken");
    }
    for answer in shared {
        answer.assert_problem(409, "member_shared");
    }
    let made: Vec<u16> = made.iter().map(|answer| answer.status).collect();
    assert!(made.contains(&201) && made.iter().all(|status| [201, 503].contains(status)), "{made:?}");
}

#[tokio::test]
async fn a_member_changes_members_as_far_as_their_role_reaches_at_that_moment() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    join(&app, tenant.id, "boss@shop.example", Role::Owner).await;
    let victim: MemberId = join(&app, tenant.id, "eve@shop.example", Role::Viewer).await.parse().unwrap();
    let left: MemberId = join(&app, tenant.id, "ada@shop.example", Role::Owner).await.parse().unwrap();
    let (now, by_left) = (app.clock.now(), Manager { by: "test", rank: Rank::Member(left) });
    let operator = Manager { by: "test", rank: Rank::Installation };
    let new = |role| NewMember { email: "new@shop.example".into(), name: "New".into(), role, password: None };
    let forbidden = |refused: Option<Error>| assert!(matches!(refused, Some(Error::Forbidden { .. })), "{refused:?}");

    members::change_role(&app.stores, now, tenant.id, operator, left, Role::Admin).await.unwrap();
    forbidden(members::add(&app.stores, now, tenant.id, by_left, Repeatable::ONCE, new(Role::Owner)).await.err());
    members::change_role(&app.stores, now, tenant.id, by_left, victim, Role::Admin).await.unwrap();
    members::remove(&app.stores, now, tenant.id, operator, left).await.unwrap();

    forbidden(members::add(&app.stores, now, tenant.id, by_left, Repeatable::ONCE, new(Role::Viewer)).await.err());
    forbidden(members::change_role(&app.stores, now, tenant.id, by_left, victim, Role::Owner).await.err());
    forbidden(members::reset_password(&app.stores, now, tenant.id, by_left, victim, None).await.err());
    forbidden(members::remove(&app.stores, now, tenant.id, by_left, victim).await.err());
}

#[tokio::test]
async fn a_key_without_the_scope_sees_no_members() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let others: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| *scope != Scope::Admin).collect();
    let client = app.bearer(&app.key(tenant.id, &others).await);

    client.get("/v1/members").await.assert_problem(403, "forbidden");
}
