//! Clients that look, and clients that try what is another tenant's.

use rand::RngExt;
use reqwest::Method;
use serde_json::{Value, json};

use super::people::is_active;
use super::{Client, Request};
use crate::content::{address, visitor};
use crate::history::{Asked, Told};

/// Longest pause between two requests, in milliseconds.
const PAUSE_MS: u64 = 200;

/// Looks here and there until it is told to stop.
pub async fn read(mut client: Client) {
    while !client.is_over() {
        if client.random.random_bool(0.75) {
            look(&mut client).await;
        } else {
            trespass(&mut client).await;
        }
        client.pause(PAUSE_MS).await;
    }
}

async fn look(client: &mut Client) {
    let tenant = client.some_tenant();
    let number = client.random.random_range(0..1_000);
    let marker = &client.ground.tenants[tenant].marker;
    let user = visitor(marker, number);
    let (what, path) = match number % 10 {
        0 => ("search", format!("/v1/events?user_id={user}&limit=100")),
        1 => ("search", format!("/v1/events?path=/{marker}/*&status=4xx&limit=50")),
        2 => ("search", format!("/v1/events?ip={}&order=occurred&limit=100", address(number))),
        3 => ("search", format!("/v1/events?text={marker}&limit=20")),
        4 => ("list of events", "/v1/events?limit=100".to_owned()),
        5 => ("list of sessions", "/v1/sessions?limit=100".to_owned()),
        6 => ("statistics", "/v1/stats/summary".to_owned()),
        7 => ("statistics", "/v1/stats/top?dimension=path&limit=20".to_owned()),
        8 => ("timeline", format!("/v1/users/{user}/timeline")),
        _ => ("file", format!("/v1/events.ndjson?user_id={user}")),
    };
    client.ask(Request::new(tenant, Method::GET, path), Asked::Look(what), |_| Told::Nothing).await;
}

/// Tries what belongs to somebody else: nothing of it may be found, and nothing may come of it.
async fn trespass(client: &mut Client) {
    let Some(session) = client.ground.clone().some_session(&mut client.random) else { return };
    let others = client.ground.tenants.len() - 1;
    let tenant = (session.tenant + 1 + client.random.random_range(0..others)) % client.ground.tenants.len();
    let (id, token) = (&session.id, json!({ "token": session.held().1 }));
    let none = |body: &Value| Told::Yes(!body["events"].as_array().is_none_or(Vec::is_empty));
    match client.random.random_range(0..6) {
        0 => {
            let request = Request::post(tenant, "/v1/sessions/introspect", token);
            client.ask(request, Asked::Trespass("check of another's"), is_active).await
        }
        1 => {
            let request = Request::post(tenant, "/v1/sessions/refresh", token);
            client.ask(request, Asked::Trespass("refresh of another's"), |_| Told::Yes(true)).await
        }
        2 => {
            let request = Request::new(tenant, Method::DELETE, format!("/v1/sessions/{id}"));
            client.ask(request, Asked::Trespass("end of another's"), |_| Told::Yes(true)).await
        }
        3 => {
            let request = Request::new(tenant, Method::GET, format!("/v1/sessions/{id}/events"));
            client.ask(request, Asked::Trespass("history of another's"), |_| Told::Yes(true)).await
        }
        4 => {
            let request = Request::new(tenant, Method::DELETE, format!("/v1/users/{}/sessions", session.user));
            // It is answered like that of a user whom nobody knows.
            client.ask(request, Asked::Trespass("end all of another's user"), |_| Told::Yes(false)).await
        }
        _ => {
            let request = Request::new(tenant, Method::GET, format!("/v1/events?user_id={}", session.user));
            client.ask(request, Asked::Trespass("search for another's user"), none).await
        }
    };
}
