//! What one tenant gets of another: nothing, by whatever name it asks.

mod attempts;

use serde_json::json;
use tests::TestApp;

use super::{Id, USER, Who, id_of, operations};

#[tokio::test]
async fn what_is_another_tenants_looks_as_if_it_did_not_exist() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("acme").await, app.tenant("other").await);

    let user = app.user(&tenant, USER).await;

    for operation in operations() {
        let (prefix, code) = match operation.names {
            Id::Event => ("evt_", "event_not_found"),
            Id::Export => ("job_", "export_not_found"),
            Id::Job | Id::FailedJob => ("job_", "job_not_found"),
            Id::Key => ("key_", "key_not_found"),
            Id::Session => ("ses_", "session_not_found"),
            Id::Member => ("mem_", "member_not_found"),
            Id::Slug => ("t", "tenant_not_found"),
            Id::Tenant => ("ten_", "tenant_not_found"),
            // What these find is told by tests of their own.
            Id::None | Id::Token | Id::User => continue,
        };
        let (caller, foreign) = match operation.who {
            Who::Key(_) => (&tenant.client, id_of(&app, &other, operation.names).await),
            // Of a user of the same name.
            Who::User => (&user.client, id_of(&app, &other, operation.names).await),
            Who::Installation => (&app.admin(), String::new()),
            // What a link opens is told by tests of its own.
            Who::Link => continue,
            Who::Anybody | Who::Member | Who::SigningIn => (&app.anonymous(), String::new()),
        };
        let unknown = format!("{prefix}{}", uuid::Uuid::now_v7().simple());

        let of_unknown = operation.call(caller, &unknown).await.assert_problem(404, code);
        if !foreign.is_empty() {
            let of_foreign = operation.call(caller, &foreign).await.assert_problem(404, code);
            assert_eq!(of_foreign.text, of_unknown.text);
        }
    }
    // And it is still there.
    other.get("/v1/keys").await.assert_status(200);
    let sessions = other.get(&format!("/v1/users/{USER}/sessions")).await.assert_status(200).json();
    assert!(sessions["sessions"].as_array().is_some_and(|sessions| !sessions.is_empty()), "{sessions}");
}

#[tokio::test]
async fn a_token_of_another_tenants_user_says_no_more_than_an_unknown_one() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("acme").await, app.tenant("other").await);
    let foreign = app.user(&other, USER).await;

    for operation in operations().iter().filter(|operation| operation.names == Id::Token) {
        let of_foreign = operation.call(&tenant, &foreign.token).await;
        let of_unknown = operation.call(&tenant, "gbs_unknown").await;

        assert_eq!((of_foreign.status, &of_foreign.text), (of_unknown.status, &of_unknown.text), "{}", operation.id);
        match operation.id.as_str() {
            "introspect_session" => assert_eq!(of_foreign.text, r#"{"active":false}"#),
            _ => drop(of_foreign.assert_problem(404, "session_not_found")),
        }
    }
    foreign.get("/v1/me/sessions").await.assert_status(200);
}

#[tokio::test]
async fn another_tenants_user_looks_like_one_who_never_signed_in() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("acme").await, app.tenant("other").await);
    let foreign = app.user(&other, USER).await;

    // Users are the application's, and Gatebook knows those alone who have sessions: a user without any is no 404.
    for user in [USER, "nobody"] {
        let path = format!("/v1/users/{user}/sessions");
        for state in ["active", "ended"] {
            let listed = tenant.get(&format!("{path}?state={state}")).await.assert_status(200);
            assert_eq!(listed.json(), json!({"sessions": []}), "{user}");
        }
        tenant.delete(&path).await.assert_status(204);
        tenant.delete(&format!("{path}?except={}", foreign.id)).await.assert_status(204);
    }

    foreign.get("/v1/me/sessions").await.assert_status(200);
}
