//! The same for members and for signing in.

use domain::boot::Secret;
use domain::id::TenantId;
use domain::members::{self, Manager, Rank, Role};
use domain::throttle::ACCOUNT_FAILURES_MAX;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, TestTenant};

use super::{NO_HEADER, ONCE, Provocation, UNKNOWN, assert_as_documented, example, forms};

const PASSWORD: &str = "correct horse battery";
const OPERATOR: Manager<'static> = Manager { by: "test", rank: Rank::Installation };
/// Stands for the cookie of the owner, on a page of the API's own origin.
const AS_OWNER: (&str, &str) = ("cookie", "OWNER");
/// The same from a page of another site.
const AS_OWNER_ELSEWHERE: (&str, &str) = ("cookie", "of the owner, elsewhere");

#[tokio::test]
async fn the_examples_about_members_are_answered_as_documented() {
    let app = TestApp::start().await;
    let request = |operation, name| example(operation, "request", name);
    let created = app.admin().post("/v1/tenants", &request("create_tenant", "shop")).await.json();
    let tenant = app.bearer(created["first_key"]["token"].as_str().unwrap());

    let owner = tenant.post("/v1/members", &request("add_member", "owner")).await;
    assert_as_documented(&owner, "add_member", "201", "owner");
    assert_as_documented(&tenant.get("/v1/members?limit=1").await, "list_members", "200", "page");
    let eve = json!({"email": "eve@shop.example", "name": "Eve", "role": "admin"});
    let eve = tenant.post("/v1/members", &eve).await.json()["member"]["id"].as_str().unwrap().to_owned();
    let eve = format!("/v1/members/{eve}");
    let changed = tenant.patch(&eve, &request("change_member", "viewer")).await;
    assert_as_documented(&changed, "change_member", "200", "viewer");
    let reset = tenant.post(&format!("{eve}/reset"), &request("reset_member", "generated")).await;
    assert_as_documented(&reset, "reset_member", "200", "generated");

    let signed_in = log_in(&app, &created).await;
    assert_as_documented(&signed_in, "login", "200", "ada");
    let nobody = app.anonymous();
    let again = nobody.send(nobody.request(Method::GET, "/v1/login").header("cookie", cookie(&signed_in))).await;
    assert_as_documented(&again, "get_login", "200", "ada");
    let changed = as_member(&app, Method::POST, "/v1/password", &cookie(&signed_in));
    let changed = nobody.send(changed.json(&request("change_password", "another"))).await.assert_status(204);
    assert!(changed.header("set-cookie").contains("gbs_"), "{changed:?}");
}

/// Signs the documented owner in, with the documented password.
async fn log_in(app: &TestApp, created: &Value) -> Answer {
    let body = example("login", "request", "ada");
    let (tenant, email) = (created["tenant"]["id"].as_str().unwrap(), body["email"].as_str().unwrap());
    let tenant: TenantId = tenant.parse().unwrap();
    let member = members::find_by_email(&app.stores, tenant, email).await.unwrap().member_id;
    let password = Some(Secret::new(body["password"].as_str().unwrap().to_owned()));
    members::reset_password(&app.stores, app.clock.now(), tenant, OPERATOR, member, password).await.unwrap();
    app.anonymous().post("/v1/login", &body).await
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// A request with a cookie from a page of the API's own origin.
fn as_member(app: &TestApp, method: Method, path: &str, cookie: &str) -> reqwest::RequestBuilder {
    app.anonymous().request(method, path).header("cookie", cookie).header("origin", app.url())
}

#[rustfmt::skip]
pub(super) const PROVOCATIONS: [Provocation; 27] = [
    ("add_member", "403", "forbidden", "POST /v1/members", NO_HEADER, r#"{"email": "x@y", "name": "x", "role": "owner"}"#),
    ("add_member", "409", "email_taken", "POST /v1/members", NO_HEADER, r#"{"email": "owner@acme.example", "name": "x", "role": "viewer"}"#),
    ("add_member", "422", "invalid", "POST /v1/members", NO_HEADER, r#"{"email": "x@y", "name": "x", "role": "viewer", "password": "short"}"#),
    ("add_member", "422", "idempotency_mismatch", "POST /v1/members", ONCE, r#"{"email": "x@y", "name": "x", "role": "viewer"}"#),
    ("list_members", "422", "invalid", "GET /v1/members?cursor=AAAA", NO_HEADER, ""),
    ("change_member", "403", "forbidden", "PATCH /v1/members/OWNER", NO_HEADER, r#"{"role": "viewer"}"#),
    ("change_member", "404", "member_not_found", "PATCH /v1/members/mem_UNKNOWN", NO_HEADER, r#"{"role": "viewer"}"#),
    ("change_member", "422", "invalid", "PATCH /v1/members/x", NO_HEADER, r#"{"role": "viewer"}"#),
    ("reset_member", "403", "forbidden", "POST /v1/members/OWNER/reset", NO_HEADER, "{}"),
    ("reset_member", "404", "member_not_found", "POST /v1/members/mem_UNKNOWN/reset", NO_HEADER, "{}"),
    ("reset_member", "409", "member_shared", "POST /v1/members/SHARED/reset", NO_HEADER, "{}"),
    ("reset_member", "422", "invalid", "POST /v1/members/SHARED/reset", NO_HEADER, r#"{"password": "short"}"#),
    ("remove_member", "403", "forbidden", "DELETE /v1/members/OWNER", NO_HEADER, ""),
    ("remove_member", "404", "member_not_found", "DELETE /v1/members/mem_UNKNOWN", NO_HEADER, ""),
    ("remove_member", "422", "invalid", "DELETE /v1/members/x", NO_HEADER, ""),
    ("login", "401", "unauthenticated", "POST /v1/login", NO_HEADER, r#"{"email": "x@y", "password": "wrong"}"#),
    ("login", "403", "forbidden", "POST /v1/login", ("origin", "https://evil.example"), r#"{"email": "x@y", "password": "x"}"#),
    ("login", "409", "tenant_needed", "POST /v1/login", NO_HEADER, r#"{"email": "shared@acme.example", "password": "correct horse battery"}"#),
    ("login", "422", "invalid", "POST /v1/login", NO_HEADER, r#"{"email": "x@y"}"#),
    ("logout", "403", "forbidden", "POST /v1/logout", ("origin", "https://evil.example"), ""),
    ("change_member", "409", "last_owner", "PATCH /v1/members/OWNER", AS_OWNER, r#"{"role": "viewer"}"#),
    ("remove_member", "409", "last_owner", "DELETE /v1/members/OWNER", AS_OWNER, ""),
    ("change_password", "422", "invalid", "POST /v1/password", AS_OWNER, r#"{"current_password": "wrong", "new_password": "another good one"}"#),
    ("revoke_my_session", "403", "forbidden", "DELETE /v1/me/sessions/ses_UNKNOWN", AS_OWNER_ELSEWHERE, ""),
    ("revoke_my_sessions", "403", "forbidden", "DELETE /v1/me/sessions", AS_OWNER_ELSEWHERE, ""),
    ("login", "429", "limited", "POST /v1/login", NO_HEADER, r#"{"email": "failed@acme.example", "password": "wrong"}"#),
    ("change_password", "429", "limited", "POST /v1/password", AS_OWNER, r#"{"current_password": "wrong", "new_password": "another good one"}"#),
];

#[tokio::test]
async fn the_problems_about_members_are_answered_as_documented() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let (owner, shared) = owner_and_shared_member(&app, &tenant).await;
    let login = json!({"email": "owner@acme.example", "password": PASSWORD});
    let signed_in = app.anonymous().post("/v1/login", &login).await;
    let owners_cookie = cookie(&signed_in.assert_status(200));
    fail(&app.anonymous(), "failed@acme.example").await;

    for (operation, status, code, target, (header, value), body) in PROVOCATIONS {
        let (method, path) = target.split_once(' ').unwrap();
        let (method, path) = (method.parse().unwrap(), path.replace("UNKNOWN", UNKNOWN));
        let path = path.replace("OWNER", &owner).replace("SHARED", &shared);
        if operation == "change_password" && status == "429" {
            fail(&app.anonymous(), "owner@acme.example").await;
        }
        let request = match (header, value) {
            AS_OWNER => as_member(&app, method, &path, &owners_cookie),
            AS_OWNER_ELSEWHERE => app.anonymous().request(method, &path).header("cookie", &owners_cookie),
            _ => tenant.request(method, &path).header(header, value),
        };

        let answer = tenant.send(request.header("content-type", "application/json").body(body)).await;

        assert_eq!(answer.status.to_string(), status, "{operation} {code}: {answer:?}");
        assert_eq!(forms(&answer.json()), forms(&example(operation, status, code)), "{operation} {code}");
    }
}

/// Fails to sign in until the account is closed for a while.
async fn fail(client: &Client, email: &str) {
    let body = json!({"email": email, "password": "wrong"});
    for _ in 0..ACCOUNT_FAILURES_MAX {
        client.post("/v1/login", &body).await;
    }
}

/// An owner of the tenant, added with [`ONCE`], and a member who belongs to another tenant too.
async fn owner_and_shared_member(app: &TestApp, tenant: &TestTenant) -> (String, String) {
    let id = |answer: Answer| answer.assert_status(201).json()["member"]["id"].as_str().unwrap().to_owned();
    let owner = json!({"email": "owner@acme.example", "name": "x", "role": "owner", "password": PASSWORD});
    let owner = tenant.request(Method::POST, "/v1/members").header(ONCE.0, ONCE.1).json(&owner);
    let owner = id(tenant.send(owner).await);
    let shared = json!({"email": "shared@acme.example", "name": "x", "role": "viewer", "password": PASSWORD});
    let shared = id(tenant.post("/v1/members", &shared).await);
    let other = app.tenant("other").await;
    let person = shared.parse().unwrap();
    members::join(&app.stores, app.clock.now(), other.id, "test", person, Role::Viewer).await.unwrap();
    (owner, shared)
}
