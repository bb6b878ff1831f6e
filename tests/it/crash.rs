//! What was acknowledged is there exactly once: after the API was killed, and after answers to COMMIT were lost.

use std::collections::HashMap;

use serde_json::{Value, json};
use tests::{CommitCut, PrivateServers, Process, TestApp, TestTenant, rounds};
use uuid::Uuid;

use crate::writers::{Writers, batch, log_of};

const WRITERS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_api_loses_nothing_acknowledged_and_doubles_nothing_repeated() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let writers = Writers::start(WRITERS, None);

    for _ in 0..rounds(3, 20) {
        let process = Process::start(&app, "api").await;
        writers.post_to(process.client(&tenant.key));
        // In mid-load: some were acknowledged, and every writer has one under way.
        writers.go_on(5 * WRITERS).await;
        process.kill().await;
    }
    writers.post_to(tenant.client.clone());
    let heard = writers.stop().await;

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
    let writers = Writers::start(WRITERS, Some(client.clone()));

    for _ in 0..rounds(2, 20) {
        writers.go_on(5 * WRITERS).await;
        servers.kill_postmaster().await;
        // Meanwhile: a problem that says when to come back, and nothing else.
        let away = client.post("/v1/events", &json!({"method": "GET", "path": "/meanwhile", "id": Uuid::nil()})).await;
        if away.status != 201 {
            away.assert_problem(503, "unavailable");
        }
    }
    let heard = writers.stop().await;

    let mut stored = log_of(&client).await;
    stored.remove(&Uuid::nil());
    assert_eq!(stored, heard);
}
