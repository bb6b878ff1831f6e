//! Members, by the cookie that they have signed in with.

use domain::boot::Secret;
use domain::idempotency::Repeatable;
use domain::members::{self, Manager, NewMember, Rank, Role};
use reqwest::Method;
use serde_json::json;
use tests::{TestApp, TestTenant};

use super::{Who, guarded_operations, id_of, operations};

#[tokio::test]
async fn a_member_may_what_a_key_with_the_scopes_of_the_role_may_from_a_page_of_this_server() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let none = app.anonymous();

    for role in Role::ALL {
        let cookie = sign_in(&app, &tenant, role).await;
        for operation in operations() {
            let Who::Key(scope) = operation.who else { continue };
            let id = id_of(&app, &tenant, operation.names).await;
            let here = [("cookie", cookie.as_bytes()), ("origin", app.url().as_bytes())];
            let elsewhere = [("cookie", cookie.as_bytes()), ("origin", b"https://evil.example")];

            if !role.scopes().contains(&scope) {
                operation.call_saying(&none, &id, &here).await.assert_problem(403, "forbidden");
                operation.call_saying(&none, "unknown", &here).await.assert_problem(403, "forbidden");
                continue;
            }
            if operation.method != Method::GET {
                for page in [&elsewhere[..], &elsewhere[..1]] {
                    operation.call_saying(&none, &id, page).await.assert_problem(403, "forbidden");
                }
            }
            let answer = operation.call_saying(&none, &id, &here).await;

            // The example is an owner, whom only an owner adds beside another one.
            let is_above = operation.id == "add_member" && role == Role::Admin;
            let as_expected = if is_above { answer.status == 403 } else { (200..300).contains(&answer.status) };
            assert!(as_expected, "{role} {}: {answer:?}", operation.id);
        }
    }
}

#[tokio::test]
async fn a_members_token_opens_nothing_outside_of_the_cookie() {
    let app = TestApp::start().await;
    let tenant = app.tenant("acme").await;
    let cookie = sign_in(&app, &tenant, Role::Owner).await;
    let token = cookie.split_once('=').unwrap().1;

    for operation in guarded_operations() {
        let own = id_of(&app, &tenant, operation.names).await;
        for id in [own.as_str(), "unknown"] {
            let answer = operation.call(&app.bearer(token), id).await;

            assert_eq!(answer.status, 401, "{}: {answer:?}", operation.id);
        }
    }
}

/// The cookie of a member of the tenant with this role.
async fn sign_in(app: &TestApp, tenant: &TestTenant, role: Role) -> String {
    let (email, password) = (format!("{role}@acme.example"), "correct horse battery");
    let new = NewMember { email: email.clone(), name: "x".into(), role, password: Some(Secret::new(password.into())) };
    let manager = Manager { by: "test", rank: Rank::Installation };
    members::add(&app.stores, app.clock.now(), tenant.id, manager, Repeatable::ONCE, new).await.unwrap();
    let answer = app.anonymous().post("/v1/login", &json!({"email": email, "password": password})).await;
    answer.assert_status(200).header("set-cookie").split(';').next().unwrap().to_owned()
}
