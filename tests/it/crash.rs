//! What was acknowledged is there exactly once: after the API was killed, and after answers to COMMIT were lost.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::Utc;
use serde_json::{Value, json};
use tests::{Client, CommitCut, PrivateServers, Process, TestApp, TestTenant, rounds};
use tokio::sync::watch;
use uuid::Uuid;

const WRITERS: usize = 6;

/// A batch with ids, so that it can be repeated.
fn batch(writer: usize, number: usize) -> (Vec<Uuid>, Value) {
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
async fn log_of(tenant: &Client) -> HashMap<Uuid, i64> {
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_api_loses_nothing_acknowledged_and_doubles_nothing_repeated() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (api_sender, api) = watch::channel(None);
    let (acknowledged, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(write(writer, api.clone(), Arc::clone(&acknowledged), Arc::clone(&stop))))
        .collect();

    for _ in 0..rounds(3, 20) {
        let process = Process::start(&app, "api").await;
        let before = acknowledged.load(Ordering::SeqCst);
        api_sender.send_replace(Some(process.client(&tenant.key)));
        // In mid-load: some were acknowledged, and every writer has one under way.
        while acknowledged.load(Ordering::SeqCst) < before + 5 * WRITERS {
            assert!(writers.iter().all(|writer| !writer.is_finished()), "a writer failed");
            tokio::task::yield_now().await;
        }
        process.kill().await;
    }
    stop.store(true, Ordering::SeqCst);
    api_sender.send_replace(Some(tenant.client.clone()));
    let mut heard = HashMap::new();
    for writer in writers {
        heard.extend(writer.await.unwrap());
    }

    assert!(heard.len() >= rounds(3, 20) * 5 * WRITERS * 10);
    assert_eq!(log_of(&tenant).await, heard);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_answer_is_cut_off_is_not_stored_twice() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let app_url = app.settings().app_database.as_ref().unwrap().expose().to_owned();
    let cut = CommitCut::before(&app_url).await;
    let process = Process::start_with(&app, "api", &[("GATEBOOK_APP_DATABASE_URL", cut.url_through(&app_url))]).await;
    let client = process.client(&tenant.key);
    let mut heard = HashMap::new();

    for number in 0..rounds(10, 200) {
        cut.cut_next(1 + number % 3);
        let (ids, body) = batch(0, number);
        let answer = client.post("/v1/events/batch", &body).await.assert_status(200).json();
        assert_eq!(answer["accepted"], ids.len(), "its own rows are no duplicates: {answer}");
        heard.extend(ids.into_iter().zip(answer["first_position"].as_i64().unwrap()..));
        // Events without an id of the client's are stored once too.
        cut.cut_next(1);
        let answer =
            client.post("/v1/events", &json!({"method": "GET", "path": "/single"})).await.assert_status(201).json();
        assert_eq!(answer["duplicate"], false);
        let id = answer["id"].as_str().unwrap().trim_start_matches("evt_").parse().unwrap();
        heard.insert(id, answer["position"].as_i64().unwrap());
    }

    assert!(cut.cut() >= rounds(10, 200) * 2, "answers were lost: {}", cut.cut());
    assert_eq!(log_of(&tenant).await, heard);
}

#[tokio::test]
async fn a_stopping_api_answers_what_it_accepted() {
    let mut app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let mut heard = HashMap::new();
    let posts: Vec<_> = (0..20)
        .map(|number| {
            let (ids, body) = batch(0, number);
            let client = tenant.client.clone();
            tokio::spawn(async move {
                let sent = client.request(reqwest::Method::POST, "/v1/events/batch").json(&body).send().await;
                (ids, sent)
            })
        })
        .collect();
    tokio::task::yield_now().await;

    app.stop().await.unwrap();

    for post in posts {
        let (ids, sent) = post.await.unwrap();
        // Not accepted is as good as never sent; accepted is acknowledged.
        if let Ok(response) = sent
            && response.status() == 200
        {
            let answer: Value = response.json().await.unwrap();
            heard.extend(ids.into_iter().zip(answer["first_position"].as_i64().unwrap()..));
        }
    }
    app.start_again().await;
    let tenant = TestTenant { client: app.bearer(&tenant.key), ..tenant };
    let stored = log_of(&tenant).await;
    assert!(heard.iter().all(|(id, position)| stored.get(id) == Some(position)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_postgresql_loses_nothing_acknowledged_and_the_api_recovers_by_itself() {
    let servers = PrivateServers::start().await;
    let settings = servers.settings();
    let process = Process::start_over("api", settings).await;
    let created = process.client(tests::ADMIN_KEY).post("/v1/tenants", &json!({"slug": "shop", "name": "Shop"})).await;
    let created = created.assert_status(201).json();
    let client = process.client(created["first_key"]["token"].as_str().unwrap());
    let (_keep, api) = watch::channel(Some(client.clone()));
    let (acknowledged, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(write(writer, api.clone(), Arc::clone(&acknowledged), Arc::clone(&stop))))
        .collect();

    for _ in 0..rounds(2, 20) {
        let before = acknowledged.load(Ordering::SeqCst);
        while acknowledged.load(Ordering::SeqCst) < before + 5 * WRITERS {
            assert!(writers.iter().all(|writer| !writer.is_finished()), "a writer failed");
            tokio::task::yield_now().await;
        }
        servers.kill_postmaster().await;
        // Meanwhile: a problem that says when to come back, and nothing else.
        let away = client.post("/v1/events", &json!({"method": "GET", "path": "/meanwhile", "id": Uuid::nil()})).await;
        if away.status != 201 {
            away.assert_problem(503, "unavailable");
        }
    }
    stop.store(true, Ordering::SeqCst);
    let mut heard = HashMap::new();
    for writer in writers {
        heard.extend(writer.await.unwrap());
    }

    let mut stored = log_of(&client).await;
    stored.remove(&Uuid::nil());
    assert_eq!(stored, heard);
}
