//! People who sign in, and watchers who ask whether they are.

use std::sync::{Arc, Mutex};

use rand::RngExt;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Client, Request, Session};
use crate::content::{address, agent};
use crate::history::{Answer, Asked, Told};

/// Users of a person with each tenant: nobody else touches their sessions.
const USERS: usize = 3;
/// Most sessions that a person has at a time: fewer than a user may have, so that none has to make room.
const SESSIONS_MAX: usize = 12;
/// Longest pause between two things that a person does, in milliseconds.
const PAUSE_MS: u64 = 120;
/// Longest pause between two checks of a watcher, in milliseconds.
const WATCH_PAUSE_MS: u64 = 60;
/// How often a refresh is repeated whose answer did not come: well within the time for which it has the same answer.
const REFRESHES_MAX: usize = 6;

/// Signs in, refreshes, signs out and so on until it is told to stop.
pub async fn live(mut client: Client, person: usize) {
    let mut own: Vec<Arc<Session>> = Vec::new();
    while !client.is_over() {
        let at = client.random.random_range(0..own.len().max(1));
        match (client.random.random_range(0..100), own.len()) {
            (0..30, ..SESSIONS_MAX) | (_, 0) => own.extend(sign_in(&mut client, person).await),
            (0..60, _) => {
                let api = client.random.random_range(0..client.ground.apis.len());
                check_at(&mut client, api, &own[at]).await;
            }
            (60..72, _) => {
                if !refresh(&mut client, &own[at]).await {
                    own.swap_remove(at);
                }
            }
            (72..96, _) => {
                let session = own.swap_remove(at);
                end_one(&mut client, &session).await;
            }
            _ => {
                let (tenant, user) = (own[at].tenant, own[at].user.clone());
                end_all(&mut client, tenant, &user).await;
                own.retain(|session| session.tenant != tenant || session.user != user);
            }
        }
        client.pause(PAUSE_MS).await;
    }
}

/// Asks whether sessions live that others start and end.
pub async fn watch(mut client: Client) {
    while !client.is_over() {
        if let Some(session) = client.ground.clone().some_session(&mut client.random) {
            let api = client.random.random_range(0..client.ground.apis.len());
            check_at(&mut client, api, &session).await;
        }
        client.pause(WATCH_PAUSE_MS).await;
    }
}

/// Asks one API whether the newest token of a session opens it. Every other time that is a use, from here or there.
async fn check_at(client: &mut Client, api: usize, session: &Session) {
    let place: u64 = client.random.random_range(0..400);
    let used = json!({"ip": address(place), "user_agent": agent(place)});
    let used = if place.is_multiple_of(2) { used } else { json!({}) };
    check_with(client, api, session, session.held(), used).await;
}

/// Looks whether the newest token of a session opens it: nothing comes of that.
pub async fn look_at(client: &mut Client, api: usize, session: &Session) {
    check_with(client, api, session, session.held(), json!({})).await;
}

async fn check_with(
    client: &mut Client,
    api: usize,
    session: &Session,
    (rotation, token): (u32, String),
    mut body: Value,
) {
    body["token"] = json!(token);
    let request = Request::post(session.tenant, "/v1/sessions/introspect", body);
    let asked = Asked::Check { session: session.number, rotation };
    client.ask_at(api, request, asked, is_active).await;
}

/// Whether a token opens something.
pub fn is_active(body: &Value) -> Told {
    body["active"].as_bool().map_or_else(|| Told::Unreadable(body.to_string()), Told::Yes)
}

async fn sign_in(client: &mut Client, person: usize) -> Option<Arc<Session>> {
    let tenant = client.some_tenant();
    let user = format!("{}-p{person}-{}", client.ground.tenants[tenant].marker, client.random.random_range(0..USERS));
    let number = client.ground.next_event();
    let body = json!({"user_id": user, "ip": address(number), "user_agent": agent(number), "metadata": {"n": number}});
    let key = Uuid::new_v4().to_string();
    loop {
        let request =
            Request { idempotency_key: Some(key.clone()), ..Request::post(tenant, "/v1/sessions", body.clone()) };
        let asked = Asked::SignIn { session: number, user: user.clone() };
        let api = client.random.random_range(0..client.ground.apis.len());
        let (answer, body) = client.ask_at(api, request, asked, is_issued).await;
        if let (Some(token), Some(id)) = (body["token"].as_str(), body["session"]["id"].as_str()) {
            let held = Mutex::new((0, token.to_owned()));
            let session = Arc::new(Session { number, tenant, user, id: id.to_owned(), held });
            client.ground.lock().push(Arc::clone(&session));
            return Some(session);
        }
        if client.is_over() || !may_repeat(&answer) {
            return None;
        }
        client.pause(PAUSE_MS * 4).await;
    }
}

/// Rotates a token; whether it is known which one is good.
async fn refresh(client: &mut Client, session: &Session) -> bool {
    let (rotation, before) = session.held();
    for _ in 0..REFRESHES_MAX {
        let request = Request::post(session.tenant, "/v1/sessions/refresh", json!({ "token": before }));
        let asked = Asked::Refresh { session: session.number, rotation };
        let api = client.random.random_range(0..client.ground.apis.len());
        let (answer, body) = client.ask_at(api, request, asked, is_issued).await;
        if let Some(token) = body["token"].as_str() {
            session.hold(rotation + 1, token);
            // Somebody may have a copy of the one before.
            let api = client.random.random_range(0..client.ground.apis.len());
            check_with(client, api, session, (rotation, before), json!({})).await;
            return true;
        }
        if !may_repeat(&answer) {
            return false;
        }
        client.pause(PAUSE_MS).await;
    }
    false
}

async fn end_one(client: &mut Client, session: &Session) {
    let path = format!("/v1/sessions/{}", session.id);
    loop {
        let asked = Asked::EndOne { session: session.number };
        let request = Request::new(session.tenant, Method::DELETE, path.clone());
        let answer = client.ask(request, asked, |_| Told::Nothing).await;
        if client.is_over() || !may_repeat(&answer) {
            return;
        }
        client.pause(PAUSE_MS * 4).await;
    }
}

async fn end_all(client: &mut Client, tenant: usize, user: &str) {
    let path = format!("/v1/users/{user}/sessions");
    loop {
        let request = Request::new(tenant, Method::DELETE, path.clone());
        let answer = client.ask(request, Asked::EndAll { user: user.to_owned() }, |_| Told::Nothing).await;
        if client.is_over() || !may_repeat(&answer) {
            return;
        }
        client.pause(PAUSE_MS * 4).await;
    }
}

fn is_issued(body: &Value) -> Told {
    match body["token"].is_string() && body["session"]["id"].is_string() {
        true => Told::Nothing,
        false => Told::Unreadable("an answer without token or session".to_owned()),
    }
}

/// What the contract lets a client repeat.
fn may_repeat(answer: &Answer) -> bool {
    matches!(answer.status(), None | Some(429 | 502..=504))
}
