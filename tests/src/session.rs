//! A user of a tenant inside a test.

use std::ops::Deref;

use serde_json::{Value, json};

use crate::answer::Client;
use crate::{TestApp, TestTenant};

/// A session of a tenant's user; acts as a client that presents its token.
pub struct TestSession {
    /// The client.
    pub client: Client,
    /// The token's text.
    pub token: String,
    /// The session's id.
    pub id: String,
}

impl Deref for TestSession {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl TestApp {
    /// Another session of a user.
    pub async fn user(&self, tenant: &TestTenant, user_id: &str) -> TestSession {
        self.session(tenant, &json!({"user_id": user_id})).await
    }

    /// Another session, started with this body.
    pub async fn session(&self, tenant: &TestTenant, body: &Value) -> TestSession {
        let started = tenant.post("/v1/sessions", body).await.assert_status(201).json();
        let text = |value: &Value| value.as_str().expect("ids and tokens are texts").to_owned();
        let (token, id) = (text(&started["token"]), text(&started["session"]["id"]));
        TestSession { client: self.bearer(&token), token, id }
    }
}
