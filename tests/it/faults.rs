//! What goes wrong for one does not go wrong for the others.

use std::collections::HashSet;
use std::time::Duration;

use domain::boot::{READ_CONNECTIONS_MAX, READS_OF_TENANT_MAX};
use domain::pause;
use futures::FutureExt;
use futures::future::join_all;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use tests::{Client, Process, TestApp, TestTenant, rounds};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, text)
}

async fn post(tenant: &TestTenant, path: &str) -> tests::Answer {
    tenant.post("/v1/events", &json!({"method": "GET", "path": path})).await
}

#[tokio::test]
async fn an_event_that_postgresql_refuses_fails_alone() {
    let app = TestApp::start_with(&[("GATEBOOK_LANES", "1")]).await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);
    let refuse = "alter table event add constraint refused check (path is distinct from '/refuse-me')";
    app.superuser_db().execute_raw(sql(refuse)).await.unwrap();
    let events: Vec<Value> = (0..500)
        .map(
            |n| json!({"method": "GET", "path": if n % 100 == 37 { "/refuse-me".to_owned() } else { format!("/{n}") }}),
        )
        .collect();
    let batch = json!({ "events": events });

    let (answer, single, fine) = tokio::join!(
        tenant.post("/v1/events/batch", &batch),
        post(&tenant, "/refuse-me"),
        join_all((0..20).map(|_| post(&other, "/fine"))),
    );

    let answer = answer.assert_status(200).json();
    assert_eq!((&answer["accepted"], &answer["rejected"]), (&json!(495), &json!(5)));
    let refused: Vec<u64> =
        answer["results"].as_array().unwrap().iter().map(|r| r["index"].as_u64().unwrap()).collect();
    assert_eq!(refused, [37, 137, 237, 337, 437]);
    assert_eq!(answer["last_position"].as_i64().unwrap() - answer["first_position"].as_i64().unwrap(), 494);
    single.assert_problem(422, "invalid");
    for answer in fine {
        answer.assert_status(201);
    }
}

#[tokio::test]
async fn a_tenant_whose_head_is_held_waits_alone_and_gets_503() {
    let app = TestApp::start_with(&[("GATEBOOK_LANES", "1")]).await;
    let (stuck, other) = (app.tenant("stuck").await, app.tenant("other").await);
    let db = app.superuser_db();
    let holder = db.begin().await.unwrap();
    let hold = format!("select 1 from tenant_head where tenant_id = '{}' for update", stuck.id.uuid());
    holder.execute_raw(sql(&hold)).await.unwrap();

    let waiting = {
        let client = stuck.client.clone();
        tokio::spawn(async move { client.post("/v1/events", &json!({"method": "GET", "path": "/stuck"})).await })
    };
    let started = std::time::Instant::now();
    for _ in 0..200 {
        post(&other, "/fine").await.assert_status(201);
    }
    let others_took = started.elapsed();
    let answer = waiting.await.unwrap();
    let stuck_took = started.elapsed();
    holder.rollback().await.unwrap();

    answer.assert_problem(503, "unavailable");
    assert!(stuck_took >= Duration::from_millis(1_900), "it waits its 2 s: {stuck_took:?}");
    assert!(stuck_took < Duration::from_secs(20), "and not much longer: {stuck_took:?}");
    assert!(others_took / 200 < Duration::from_millis(200), "nobody else waits for it: {others_took:?}");
    post(&stuck, "/again").await.assert_status(201);
}

#[tokio::test]
async fn requests_that_wait_for_a_held_head_take_no_turns_that_others_need() {
    let app = TestApp::start().await;
    let (stuck, other) = (app.tenant("stuck").await, app.tenant("other").await);
    let db = app.superuser_db();
    let holder = db.begin().await.unwrap();
    let hold = format!("select 1 from tenant_head where tenant_id = '{}' for update", stuck.id.uuid());
    holder.execute_raw(sql(&hold)).await.unwrap();
    // More than may append at once.
    let many = 128 * std::thread::available_parallelism().unwrap().get() + 50;

    let waiting = {
        let client = stuck.client.clone();
        let event = json!({"method": "GET", "path": "/stuck"});
        tokio::spawn(async move { join_all((0..many).map(|_| client.post("/v1/events", &event))).await })
    };
    for _ in 0..20 {
        post(&other, "/fine").await.assert_status(201);
        stuck.get("/v1/sessions").await.assert_status(200);
    }
    let answers = waiting.await.unwrap();
    holder.rollback().await.unwrap();

    let problems = answers.into_iter().map(|answer| answer.assert_problem(503, "unavailable").json());
    let details: HashSet<String> = problems.map(|problem| problem["detail"].as_str().unwrap().to_owned()).collect();
    assert!(details.contains("there is too much to do right now"), "{details:?}");
    assert!(details.len() > 1, "and some had a turn: {details:?}");
}

#[tokio::test]
async fn a_flood_of_one_tenant_is_refused_before_the_others_are() {
    let app = TestApp::start_with(&[("GATEBOOK_LANES", "1"), ("GATEBOOK_WAITING_BYTES_MAX", "8388608")]).await;
    let (flood, small) = (app.tenant("flood").await, app.tenant("small").await);
    let path = format!("/{}", "x".repeat(2_000));
    let events: Vec<Value> = (0..400).map(|_| json!({"method": "GET", "path": path})).collect();
    let batch = json!({ "events": events });

    let flooding = async { join_all((0..40).map(|_| flood.post("/v1/events/batch", &batch))).await };
    let calm = async {
        let mut answers = Vec::new();
        for _ in 0..50 {
            answers.push(post(&small, "/small").await.status);
        }
        answers
    };
    let (floods, calm) = tokio::join!(flooding, calm);

    let refused = floods.iter().filter(|answer| answer.status == 503).count();
    assert!(refused > 0, "more than the budget came at once");
    assert!(floods.iter().any(|answer| answer.status == 200), "and some of it was stored");
    assert!(floods.iter().all(|answer| answer.status == 200 || answer.header("retry-after") == "1"));
    assert!(calm.iter().filter(|status| **status == 201).count() >= 45, "the small tenant goes on: {calm:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_searches_of_one_tenant_leave_connections_to_others() {
    let app = TestApp::start().await;
    let (greedy, other) = (app.tenant("greedy").await, app.tenant("other").await);
    let search = || {
        let client = Client::clone(&greedy);
        tokio::spawn(async move { client.get("/v1/events?text=lamp").await.assert_status(200) })
    };
    let (mut holds, mut searches) = (Vec::new(), Vec::new());
    for _ in 0..READS_OF_TENANT_MAX {
        let mut hold = pause::hold("read: begun", greedy.id.uuid());
        searches.push(search());
        hold.reached().await;
        holds.push(hold);
    }
    // As many as would have taken the rest.
    let mut one_more = pause::hold("read: begun", greedy.id.uuid());
    searches.extend((0..READ_CONNECTIONS_MAX).map(|_| search()));

    for _ in 0..3 {
        other.get("/v1/events").await.assert_status(200);
    }

    assert!(one_more.reached().now_or_never().is_none(), "the tenant has more than its share");
    drop((holds, one_more));
    for search in searches {
        search.await.unwrap();
    }
}

#[tokio::test]
async fn postgresql_away_is_503_and_nothing_more_and_it_is_well_after() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    post(&tenant, "/before").await.assert_status(201);

    app.postgres.close().await;
    post(&tenant, "/away").await.assert_problem(503, "unavailable");
    tenant.get("/v1/events").await.assert_problem(503, "unavailable");
    app.anonymous().get("/healthz").await.assert_status(200);
    app.anonymous().get("/readyz").await.assert_status(503);
    app.postgres.open();

    // A connection that broke may be found once more; the client is told to repeat, and repeats.
    while post(&tenant, "/after").await.status == 503 {}
    let page = tenant.get("/v1/events?type=access&order=asc").await.assert_status(200).json();
    let paths: Vec<&str> = page["events"].as_array().unwrap().iter().map(|e| e["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["/before", "/after"]);
}

#[tokio::test]
async fn a_process_that_starts_while_postgresql_is_away_serves_once_it_is_there() {
    let mut app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    app.stop().await.unwrap();
    app.postgres.close().await;

    app.start_again().await;

    let tenant = TestTenant { client: app.bearer(&tenant.key), ..tenant };
    app.anonymous().get("/healthz").await.assert_status(200);
    app.anonymous().get("/readyz").await.assert_problem(503, "unavailable");
    post(&tenant, "/away").await.assert_problem(503, "unavailable");
    app.postgres.open();
    // The first that find PostgreSQL there may still be told to repeat.
    while post(&tenant, "/back").await.status == 503 {}
    app.anonymous().get("/readyz").await.assert_status(200);
}

#[tokio::test]
async fn redis_away_limits_nothing_and_ingest_goes_on() {
    let app = TestApp::start_with(&[("GATEBOOK_RATE_LIMIT_PER_S", "10")]).await;
    let tenant = app.tenant("shop").await;
    app.redis.close().await;

    let answers = join_all((0..50).map(|_| post(&tenant, "/on"))).await;

    assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
}

#[tokio::test]
async fn a_key_that_spends_its_quota_is_told_when_to_come_back() {
    let app = TestApp::start_with(&[("GATEBOOK_RATE_LIMIT_PER_S", "100")]).await;
    let tenant = app.tenant("shop").await;
    let events: Vec<Value> = (0..400).map(|n| json!({"method": "GET", "path": format!("/{n}")})).collect();

    let first = tenant.post("/v1/events/batch", &json!({ "events": events })).await.assert_status(200);
    let second = post(&tenant, "/more").await;

    assert_eq!(first.header("ratelimit-policy"), "\"events\";q=100;w=1");
    let second = second.assert_problem(429, "limited");
    assert!((1..=10).contains(&second.header("retry-after").parse::<u32>().unwrap()), "{second:?}");
}

#[tokio::test]
async fn bodies_that_are_announced_and_do_not_come_keep_nobody_out() {
    let app = TestApp::start_with(&[("GATEBOOK_WAITING_BYTES_MAX", "8388608")]).await;
    let (slow, other) = (app.tenant("slow").await, app.tenant("other").await);
    let address = app.url().trim_start_matches("http://").to_owned();
    let mut waiting = Vec::new();
    for _ in 0..8 {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let head = format!(
            "POST /v1/events/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: 10485760\r\n\r\n{{",
            slow.key
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        waiting.push(stream);
    }

    let answer = post(&other, "/fine").await;

    answer.assert_status(201);
    drop(waiting);
}

#[tokio::test]
async fn connections_that_say_nothing_or_never_finish_keep_nobody_out() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let process = Process::start(&app, "api").await;
    let address = process.url().trim_start_matches("http://").to_owned();
    let before = process.memory_peak_bytes();
    let mut open = Vec::new();

    for number in 0..rounds(400, 10_000) {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET /v1/events HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
        }
        open.push(stream);
    }

    let client = process.client(&tenant.key);
    client.post("/v1/events", &json!({"method": "GET", "path": "/fine"})).await.assert_status(201);
    client.get("/v1/events").await.assert_status(200);
    let each = (process.memory_peak_bytes() - before) / open.len() as u64;
    assert!(each < 512 * 1024, "each takes {each} bytes");
}

#[tokio::test]
async fn a_head_without_an_end_is_refused_and_keeps_nobody_out() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let address = app.url().trim_start_matches("http://").to_owned();
    let (mut reading, mut writing) = TcpStream::connect(&address).await.unwrap().into_split();
    let endless = tokio::spawn(async move {
        writing.write_all(b"GET /v1/events HTTP/1.1\r\nHost: x\r\n").await.unwrap();
        let line = format!("X-Long: {}\r\n", "a".repeat(4_000));
        let mut sent = 0;
        while writing.write_all(line.as_bytes()).await.is_ok() {
            sent += line.len();
            assert!(sent < 64 << 20, "it reads on");
        }
    });

    let mut answer = Vec::new();
    // Broken in the middle of what was sent, or not: what was said before counts.
    drop(reading.read_to_end(&mut answer).await);
    endless.await.unwrap();

    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 400") || answer.is_empty(), "{answer}");
    post(&tenant, "/fine").await.assert_status(201);
}

#[tokio::test]
async fn a_body_in_many_small_pieces_costs_what_it_holds() {
    let app = TestApp::start_with(&[("GATEBOOK_WAITING_BYTES_MAX", "8388608")]).await;
    let tenant = app.tenant("shop").await;
    let path = "x".repeat(4_000);
    let event = json!({"method": "GET", "path": format!("/{path}")}).to_string();
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> = event.bytes().map(|byte| Ok(vec![byte])).collect();
    let body = reqwest::Body::wrap_stream(futures::stream::iter(pieces));

    let request = tenant.request(reqwest::Method::POST, "/v1/events").header("content-type", "application/json");
    let answer = tenant.send(request.body(body)).await;

    answer.assert_status(201);
}

#[tokio::test]
async fn a_head_whose_time_is_ahead_hides_nothing_and_stops_nobody() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let ahead = "update tenant_head set recorded_at = recorded_at + interval '500 days'";
    app.superuser_db().execute_raw(sql(ahead)).await.unwrap();

    post(&tenant, "/fine").await.assert_status(201);

    let page = tenant.get("/v1/events?type=access").await.assert_status(200).json();
    assert_eq!(page["events"][0]["path"], "/fine");
}

#[tokio::test]
async fn many_held_heads_are_answered_in_time_and_hold_up_no_large_request() {
    let app = TestApp::start().await;
    let healthy = app.tenant("healthy").await;
    let mut stuck = Vec::new();
    for number in 0..8 {
        stuck.push(app.tenant(&format!("stuck-{number}")).await);
    }
    let db = app.superuser_db();
    let holder = db.begin().await.unwrap();
    let hold = format!("select 1 from tenant_head where tenant_id <> '{}' for update", healthy.id.uuid());
    holder.execute_raw(sql(&hold)).await.unwrap();
    let events: Vec<Value> = (0..2_500).map(|n| json!({"method": "GET", "path": format!("/{n}")})).collect();
    let batch = json!({ "events": events });

    let started = std::time::Instant::now();
    let (held, large) = tokio::join!(join_all(stuck.iter().map(|tenant| post(tenant, "/stuck"))), async {
        healthy.post("/v1/events/batch", &batch).await.assert_status(200);
        started.elapsed()
    });
    let all_took = started.elapsed();
    holder.rollback().await.unwrap();

    for answer in held {
        answer.assert_problem(503, "unavailable");
    }
    assert!(large < Duration::from_secs(20), "{large:?}");
    assert!(all_took < Duration::from_secs(20), "{all_took:?}");
}
