//! Writers that go on whatever happens to the API, and note what was acknowledged.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::Utc;
use serde_json::{Value, json};
use tests::Client;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Some writers at work.
pub struct Writers {
    tasks: Vec<JoinHandle<HashMap<Uuid, i64>>>,
    api: watch::Sender<Option<Client>>,
    acknowledged: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Writers {
    /// So many, who post to an API as soon as there is one.
    pub fn start(count: usize, api: Option<Client>) -> Self {
        let (sender, api) = watch::channel(api);
        let (acknowledged, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let task = |n| tokio::spawn(write(n, api.clone(), Arc::clone(&acknowledged), Arc::clone(&stop)));
        Self { tasks: (0..count).map(task).collect(), api: sender, acknowledged, stop }
    }

    /// From now on they post there.
    pub fn post_to(&self, api: Client) {
        self.api.send_replace(Some(api));
    }

    /// Waits until so many more batches were acknowledged.
    pub async fn go_on(&self, batches: usize) {
        let before = self.acknowledged.load(Ordering::SeqCst);
        while self.acknowledged.load(Ordering::SeqCst) < before + batches {
            assert!(self.tasks.iter().all(|task| !task.is_finished()), "a writer failed");
            tokio::task::yield_now().await;
        }
    }

    /// Lets them finish; every acknowledged event by its id, with the position that the first answer gave.
    pub async fn stop(self) -> HashMap<Uuid, i64> {
        self.stop.store(true, Ordering::SeqCst);
        let mut heard = HashMap::new();
        for task in self.tasks {
            heard.extend(task.await.unwrap());
        }
        heard
    }
}

/// A batch with ids, so that it can be repeated.
pub fn batch(writer: usize, number: usize) -> (Vec<Uuid>, Value) {
    let now = Utc::now();
    let ids: Vec<Uuid> = (0..10).map(|_| Uuid::new_v4()).collect();
    let events: Vec<Value> = ids
        .iter()
        .map(|id| json!({"id": id, "occurred_at": now, "method": "GET", "path": format!("/{writer}/{number}")}))
        .collect();
    (ids, json!({ "events": events }))
}

/// Posts a batch to whatever process there is, again and again until it is acknowledged.
async fn post_until_acknowledged(api: &mut watch::Receiver<Option<Client>>, body: &Value) -> Value {
    loop {
        let client = api.wait_for(Option::is_some).await.expect("the test goes on").clone().expect("it is some");
        let request = client.request(reqwest::Method::POST, "/v1/events/batch").json(body).send().await;
        let answered = match request {
            Ok(response) => Some((response.status().as_u16(), response.text().await)),
            Err(_) => None,
        };
        match answered {
            Some((200, Ok(text))) => return serde_json::from_str(&text).expect("an answer is JSON"),
            Some((503 | 200, _)) | None => tokio::task::yield_now().await,
            Some((status, text)) => panic!("{status}: {text:?}"),
        }
    }
}

/// Every acknowledged event by its id, with the position that the first answer gave.
async fn write(
    writer: usize,
    mut api: watch::Receiver<Option<Client>>,
    acknowledged: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
) -> HashMap<Uuid, i64> {
    let mut heard = HashMap::new();
    let mut number = 0;
    while !stop.load(Ordering::SeqCst) {
        let (ids, body) = batch(writer, number);
        let answer = post_until_acknowledged(&mut api, &body).await;
        assert_eq!(answer["rejected"], 0, "{answer}");
        let duplicates = answer["results"].as_array().unwrap();
        let first = match duplicates.first() {
            // The batch was stored whole before its answer was lost: one request is never split.
            Some(item) => {
                assert_eq!(duplicates.len(), ids.len());
                item["position"].as_i64().unwrap()
            }
            None => answer["first_position"].as_i64().unwrap(),
        };
        heard.extend(ids.into_iter().zip(first..));
        acknowledged.fetch_add(1, Ordering::SeqCst);
        number += 1;
    }
    heard
}

/// The whole log of a tenant: position by id; fails when an id is there twice or a position is missing.
pub async fn log_of(tenant: &Client) -> HashMap<Uuid, i64> {
    let mut all = HashMap::new();
    let mut after = 0;
    loop {
        let page = tenant.get(&format!("/v1/events?order=asc&limit=100&after={after}")).await.assert_status(200).json();
        let events = page["events"].as_array().unwrap();
        if events.is_empty() {
            return all;
        }
        for event in events {
            let position = event["position"].as_i64().unwrap();
            assert_eq!(position, after + 1, "positions have no gaps");
            after = position;
            if event["type"] == "access" {
                let id: Uuid = event["id"].as_str().unwrap().trim_start_matches("evt_").parse().unwrap();
                assert_eq!(all.insert(id, position), None, "{id} is there twice");
            }
        }
    }
}
