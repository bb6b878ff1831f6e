//! Clients that post events.

use chrono::Utc;
use rand::RngExt;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Client, Request};
use crate::content::{self, visitor};
use crate::history::{Answer, Asked, Posted, Settled, Told};

/// Most events of a batch.
const BATCH_MAX: usize = 24;
/// Longest pause between two posts, in milliseconds.
const PAUSE_MS: u64 = 90;

/// Posts until it is told to stop.
pub async fn write(mut client: Client) {
    while !client.is_over() {
        let tenant = client.some_tenant();
        let count = if client.random.random_bool(0.5) { 1 } else { client.random.random_range(2..=BATCH_MAX) };
        let posted: Vec<Posted> = (0..count).map(|_| some_event(&mut client)).collect();
        let is_repeatable = posted.iter().all(|event| event.id.is_some());
        // Posting again what has no id would be another event.
        while !post(&mut client, tenant, &posted).await && is_repeatable && !client.is_over() {
            client.pause(PAUSE_MS * 4).await;
        }
        client.pause(PAUSE_MS).await;
    }
}

/// Posts one event to one API; whether it was acknowledged.
pub async fn post_one_at(client: &mut Client, api: usize, tenant: usize) -> bool {
    let event = Posted { number: client.ground.next_event(), id: Some(Uuid::new_v4()), occurred_at: Some(Utc::now()) };
    let (request, asked) = one(client, tenant, event);
    let (answer, _) = client.ask_at(api, request, asked, settled_one).await;
    answer.status() == Some(201)
}

/// Most have an id and a time, as an application that repeats would give them; some lack one or the other.
fn some_event(client: &mut Client) -> Posted {
    let number = client.ground.next_event();
    let (has_id, has_time) = (client.random.random_bool(0.9), client.random.random_bool(0.8));
    Posted { number, id: has_id.then(Uuid::new_v4), occurred_at: has_time.then(Utc::now) }
}

fn one(client: &Client, tenant: usize, event: Posted) -> (Request, Asked) {
    let body = content::event(&client.ground.tenants[tenant].marker, &event);
    (Request::post(tenant, "/v1/events", body), Asked::AppendOne(event))
}

/// Posts events; whether they were acknowledged.
async fn post(client: &mut Client, tenant: usize, posted: &[Posted]) -> bool {
    if let [event] = posted {
        let (request, asked) = one(client, tenant, *event);
        let answer = client.ask(request, asked, settled_one).await;
        if client.random.random_bool(0.2) {
            find(client, tenant, *event, &answer).await;
        }
        return answer.status() == Some(201);
    }
    let marker = &client.ground.tenants[tenant].marker;
    let events: Vec<Value> = posted.iter().map(|event| content::event(marker, event)).collect();
    let request = Request::post(tenant, "/v1/events/batch", json!({ "events": events }));
    let count = posted.len();
    let asked = Asked::AppendBatch(posted.to_vec());
    client.ask(request, asked, |body| settled_batch(body, count)).await.status() == Some(200)
}

/// What was acknowledged is found at once by its user.
async fn find(client: &mut Client, tenant: usize, event: Posted, answer: &Answer) {
    let Told::Settled(settled) = answer.told() else { return };
    let Some(Settled::At { position, .. }) = settled.first() else { return };
    let user = visitor(&client.ground.tenants[tenant].marker, event.number);
    let (after, before) = (position - 1, position + 1);
    let path = format!("/v1/events?user_id={user}&after={after}&before={before}");
    let found = |body: &Value| Told::Yes(body["events"][0]["position"].as_i64() == Some(after + 1));
    client.ask(Request::new(tenant, reqwest::Method::GET, path), Asked::Find(event.number), found).await;
}

fn settled_one(body: &Value) -> Told {
    let id = body["id"].as_str().and_then(|id| id.trim_start_matches("evt_").parse().ok());
    match body["position"].as_i64() {
        Some(position) => Told::Settled(vec![Settled::At { position, id }]),
        None => Told::Unreadable(body.to_string()),
    }
}

/// What became of each event: what is not named was accepted, and has the next of the positions.
fn settled_batch(body: &Value, count: usize) -> Told {
    let mut settled: Vec<Option<Settled>> = vec![None; count];
    for item in body["results"].as_array().into_iter().flatten() {
        let index = item["index"].as_u64().and_then(|index| usize::try_from(index).ok());
        let Some(place) = index.and_then(|index| settled.get_mut(index)) else {
            return Told::Unreadable(body.to_string());
        };
        *place = Some(match (item["code"].as_str(), item["position"].as_i64()) {
            (Some("duplicate"), Some(position)) => Settled::At { position, id: None },
            (code, _) => Settled::Refused(code.unwrap_or_default().to_owned()),
        });
    }
    let mut next = body["first_position"].as_i64();
    for place in settled.iter_mut().filter(|place| place.is_none()) {
        let Some(position) = next else { return Told::Unreadable(body.to_string()) };
        *place = Some(Settled::At { position, id: None });
        next = Some(position + 1);
    }
    if next.map(|next| next - 1) != body["last_position"].as_i64() {
        return Told::Unreadable(body.to_string());
    }
    Told::Settled(settled.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(position: i64) -> Settled {
        Settled::At { position, id: None }
    }

    #[test]
    fn what_a_batch_does_not_name_has_the_next_positions() {
        let body = json!({"first_position": 7, "last_position": 8, "results": [
            {"index": 1, "code": "duplicate", "position": 3}, {"index": 3, "code": "event_id_taken"}]});

        let settled = settled_batch(&body, 4);

        assert_eq!(settled, Told::Settled(vec![at(7), at(3), at(8), Settled::Refused("event_id_taken".to_owned())]));
    }

    #[test]
    fn a_batch_of_duplicates_alone_has_no_new_positions() {
        let body = json!({"results": [{"index": 0, "code": "duplicate", "position": 3}]});

        assert_eq!(settled_batch(&body, 1), Told::Settled(vec![at(3)]));
        assert!(matches!(settled_batch(&body, 2), Told::Unreadable(_)), "the second has no position");
    }
}
