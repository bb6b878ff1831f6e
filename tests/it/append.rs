//! The log: gapless positions in commit order, each event exactly once, whatever comes at the same time.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tests::{Client, Process, TestApp};
use uuid::Uuid;

const WRITERS: usize = 8;
const BATCHES: usize = 50;
const BATCH: usize = 20;
const OTHER_TENANTS: usize = 200;

type Identity = (Uuid, DateTime<Utc>);

/// What the answers say: the position of each event, first or repeated.
#[derive(Default)]
struct Heard {
    positions: HashMap<Identity, i64>,
    accepted: usize,
    duplicates: usize,
}

impl Heard {
    /// Takes in the answer to a batch; fails when two answers disagree about an event.
    fn hear(&mut self, batch: &[Identity], answer: &Value) {
        assert_eq!(answer["rejected"], 0, "{answer}");
        let duplicates: BTreeMap<usize, i64> = answer["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (item["index"].as_u64().unwrap() as usize, item["position"].as_i64().unwrap()))
            .collect();
        let mut next = answer["first_position"].as_i64().unwrap_or_default();
        for (index, identity) in batch.iter().enumerate() {
            let position = duplicates.get(&index).copied().unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            let known = *self.positions.entry(*identity).or_insert(position);
            assert_eq!(known, position, "the duplicate of an event has its first position");
        }
        assert!(duplicates.len() == batch.len() || answer["last_position"] == next - 1, "{answer}");
        self.accepted += answer["accepted"].as_u64().unwrap() as usize;
        self.duplicates += duplicates.len();
    }

    fn merge(&mut self, other: Self) {
        for (identity, position) in other.positions {
            let known = *self.positions.entry(identity).or_insert(position);
            assert_eq!(known, position, "two writers heard of different positions of one event");
        }
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
    }
}

/// An event of its own: half of them with an id of version 4, half of version 7.
fn new_event(random: &mut SmallRng, now: DateTime<Utc>) -> Identity {
    let occurred_at = now - TimeDelta::milliseconds(random.random_range(0..5_000));
    let occurred_at = occurred_at.with_nanosecond(occurred_at.timestamp_subsec_micros() * 1_000).unwrap();
    if random.random_bool(0.5) {
        (uuid::Builder::from_random_bytes(random.random()).into_uuid(), occurred_at)
    } else {
        let ms = u64::try_from(occurred_at.timestamp_millis()).unwrap();
        (uuid::Builder::from_unix_timestamp_millis(ms, &random.random()).into_uuid(), occurred_at)
    }
}

fn posted(batch: &[Identity]) -> Value {
    let events: Vec<Value> = batch
        .iter()
        .map(|(id, at)| json!({"id": id, "occurred_at": at, "method": "GET", "path": format!("/{id}")}))
        .collect();
    json!({ "events": events })
}

/// One writer: every batch repeats about 30 % of what all writers have sent so far, and of itself.
async fn write(app: Arc<TestApp>, client: Client, sent: Arc<std::sync::Mutex<Vec<Identity>>>, seed: u64) -> Heard {
    let mut random = SmallRng::seed_from_u64(seed);
    let mut heard = Heard::default();
    for number in 0..BATCHES {
        if seed == 0 && number == BATCHES / 2 {
            // Midnight passes while everybody writes; repeats of yesterday's events go on coming.
            app.clock.advance(TimeDelta::seconds(20));
        }
        let now = app.clock.now();
        let batch: Vec<Identity> = {
            let mut sent = sent.lock().unwrap();
            (0..BATCH)
                .map(|_| {
                    if !sent.is_empty() && random.random_bool(0.3) {
                        return sent[random.random_range(0..sent.len())];
                    }
                    let event = new_event(&mut random, now);
                    sent.push(event);
                    event
                })
                .collect()
        };
        let answer = client.post("/v1/events/batch", &posted(&batch)).await.assert_status(200).json();
        heard.hear(&batch, &answer);
    }
    heard
}

/// Follows the log by position until `done` and nothing more comes; returns every event seen, in order.
async fn follow(client: Client, done: Arc<AtomicBool>) -> Vec<(i64, Uuid)> {
    let mut seen: Vec<(i64, Uuid)> = Vec::new();
    loop {
        let was_done = done.load(Ordering::SeqCst);
        let after = seen.last().map_or(0, |(position, _)| *position);
        let page = client.get(&format!("/v1/events?order=asc&limit=100&after={after}")).await.assert_status(200).json();
        let events = page["events"].as_array().unwrap();
        if events.is_empty() && was_done {
            return seen;
        }
        for event in events {
            let id = event["id"].as_str().unwrap().trim_start_matches("evt_").parse().unwrap();
            let position = event["position"].as_i64().unwrap();
            assert_eq!(position, seen.last().map_or(0, |(position, _)| *position) + 1, "no position is skipped");
            seen.push((position, id));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_that_repeat_each_other_over_midnight_store_each_event_once_in_order() {
    let app = Arc::new(TestApp::start().await);
    let midnight = (app.clock.now() + TimeDelta::days(1)).date_naive().and_hms_opt(0, 0, 0).unwrap().and_utc();
    app.clock.set(midnight - TimeDelta::seconds(10));
    let tenant = app.tenant("busy").await;
    let mut others = Vec::new();
    for number in 0..OTHER_TENANTS {
        others.push(app.tenant(&format!("other-{number}")).await);
    }
    let done = Arc::new(AtomicBool::new(false));
    let reader = tokio::spawn(follow(tenant.client.clone(), Arc::clone(&done)));
    let noise: Vec<_> = others
        .iter()
        .map(|other| {
            let client = other.client.clone();
            tokio::spawn(async move {
                for number in 0..5 {
                    let event = json!({"method": "GET", "path": format!("/{number}")});
                    client.post("/v1/events", &event).await.assert_status(201);
                }
            })
        })
        .collect();

    let sent = Arc::default();
    let writers: Vec<_> = (0..WRITERS as u64)
        .map(|seed| tokio::spawn(write(Arc::clone(&app), tenant.client.clone(), Arc::clone(&sent), seed)))
        .collect();
    let mut heard = Heard::default();
    for writer in writers {
        heard.merge(writer.await.unwrap());
    }
    for other in noise {
        other.await.unwrap();
    }
    done.store(true, Ordering::SeqCst);
    let seen = reader.await.unwrap();

    assert!(app.clock.now() > midnight);
    assert_eq!(heard.accepted, heard.positions.len(), "each event is accepted once");
    assert!(heard.duplicates > WRITERS * BATCHES * BATCH / 5, "about 30 % were repeats: {}", heard.duplicates);
    // The tenant's own first events (created, keys) come before.
    let access: HashMap<i64, Uuid> = seen.iter().copied().collect();
    for ((id, _), position) in &heard.positions {
        assert_eq!(access.get(position), Some(id), "the reader saw each event at its position");
    }
    assert_eq!(seen.len(), heard.positions.len() + 2, "and nothing else but what made the tenant");
    for other in others {
        let events = other.get("/v1/events?type=access").await.json();
        assert_eq!(events["events"].as_array().unwrap().len(), 5);
    }
}

#[tokio::test]
async fn a_repeat_after_midnight_is_a_duplicate_however_its_time_came_about() {
    let app = TestApp::start().await;
    let midnight = (app.clock.now() + TimeDelta::days(1)).date_naive().and_hms_opt(0, 0, 0).unwrap().and_utc();
    app.clock.set(midnight - TimeDelta::seconds(60));
    let tenant = app.tenant("shop").await;
    let ahead = midnight + TimeDelta::minutes(30);
    let events = [
        json!({"id": Uuid::from_u128(4), "method": "GET", "path": "/no-time"}),
        json!({"id": Uuid::from_u128(5), "occurred_at": ahead, "method": "GET", "path": "/ahead"}),
        json!({"id": Uuid::from_u128(6), "occurred_at": "2015-05-17T10:05:03Z", "method": "GET", "path": "/old"}),
        json!({"id_seed": "a line", "method": "GET", "path": "/seed"}),
    ];
    let mut first = Vec::new();
    for event in &events {
        first.push(tenant.post("/v1/events", event).await.assert_status(201).json());
    }

    app.clock.advance(TimeDelta::seconds(120));

    for (event, first) in events.iter().zip(&first) {
        let again = tenant.post("/v1/events", event).await.assert_status(201).json();
        assert_eq!(again["duplicate"], true, "{event}");
        assert_eq!((&again["position"], &again["id"]), (&first["position"], &first["id"]));
    }
}

#[tokio::test]
async fn an_old_event_is_known_again_as_long_as_it_is_kept() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let event = json!({"id_seed": "line 1", "occurred_at": "2015-05-17T10:05:03Z", "method": "GET", "path": "/old"});
    let first = tenant.post("/v1/events", &event).await.assert_status(201).json();

    app.clock.advance(TimeDelta::days(5));
    let again = tenant.post("/v1/events", &event).await.assert_status(201).json();

    assert_eq!((&again["duplicate"], &again["position"]), (&json!(true), &first["position"]));
}

#[tokio::test]
async fn an_id_with_another_time_of_the_same_day_is_refused_alone() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let noon = app.clock.now().date_naive().and_hms_opt(0, 0, 1).unwrap().and_utc();
    let event = |at: DateTime<Utc>, path: &str| json!({"id": Uuid::from_u128(9), "occurred_at": at, "method": "GET", "path": path});
    tenant.post("/v1/events", &event(noon, "/first")).await.assert_status(201);

    let batch =
        json!({"events": [event(noon + TimeDelta::milliseconds(1), "/second"), {"method": "GET", "path": "/third"}]});
    let answer = tenant.post("/v1/events/batch", &batch).await.assert_status(200).json();

    assert_eq!((&answer["accepted"], &answer["rejected"]), (&json!(1), &json!(1)));
    assert_eq!(answer["results"][0]["code"], "event_id_taken");
    tenant
        .post("/v1/events", &event(noon + TimeDelta::milliseconds(2), "/fourth"))
        .await
        .assert_problem(409, "event_id_taken");
}

#[tokio::test]
async fn recorded_at_never_runs_backwards_when_the_clock_does() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/1"})).await.assert_status(201);

    app.clock.advance(TimeDelta::minutes(-10));
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/2"})).await.assert_status(201);

    let page = tenant.get("/v1/events?order=asc&type=access").await.json();
    let recorded: Vec<&str> =
        page["events"].as_array().unwrap().iter().map(|e| e["recorded_at"].as_str().unwrap()).collect();
    assert!(recorded[0] <= recorded[1], "{recorded:?}");
}

#[tokio::test]
async fn a_batch_larger_than_a_flush_has_consecutive_positions() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let events: Vec<Value> = (0..10_000).map(|n| json!({"method": "GET", "path": format!("/{n}")})).collect();

    let answer = tenant.post("/v1/events/batch", &json!({ "events": events })).await.assert_status(200).json();

    assert_eq!(answer["accepted"], 10_000);
    let (first, last) = (answer["first_position"].as_i64().unwrap(), answer["last_position"].as_i64().unwrap());
    assert_eq!(last - first, 9_999);
    let page = tenant.get(&format!("/v1/events?order=asc&limit=2&after={}", last - 1)).await.json();
    assert_eq!(page["events"][0]["path"], "/9999");
}

#[tokio::test]
async fn a_head_that_another_process_moved_is_found_again() {
    let app = TestApp::start().await;
    let tenants = [app.tenant("shop").await, app.tenant("other").await];
    let other = Process::start(&app, "api").await;
    let mut expected = [2, 2];

    // In turns each remembers where it left the heads, which is not where they are any more; and in between they are
    // where nobody left them.
    for round in 0..30 {
        for (tenant, position) in tenants.iter().zip(&mut expected) {
            let elsewhere = other.client(&tenant.key);
            for client in [&tenant.client, &elsewhere] {
                let event = json!({"method": "GET", "path": "/"});
                let answer = client.post("/v1/events", &event).await.assert_status(201).json();
                *position += 1;
                assert_eq!(answer["position"], *position);
            }
        }
        if round % 10 == 9 {
            app.superuser_db().execute_unprepared("vacuum full tenant_head").await.unwrap();
        }
    }
    for (tenant, position) in tenants.iter().zip(expected) {
        assert_eq!(tenant.all("/v1/events?limit=100", "events").await.len() as i64, position);
    }
}

#[tokio::test]
async fn two_processes_that_append_to_one_tenant_at_once_leave_no_gap() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let other = Process::start(&app, "api").await;
    let both = [tenant.client.clone(), other.client(&tenant.key)];

    let write = async |client: &Client| {
        let mut positions = Vec::new();
        for _ in 0..100 {
            let answer = client.post("/v1/events", &json!({"method": "GET", "path": "/"})).await;
            positions.push(answer.assert_status(201).json()["position"].as_i64().unwrap());
        }
        positions
    };
    let (one, two) = tokio::join!(write(&both[0]), write(&both[1]));

    let mut all = [one, two].concat();
    all.sort_unstable();
    assert_eq!(all, (3..203).collect::<Vec<i64>>());
}

#[tokio::test]
async fn ignored_paths_are_stored_for_who_asks() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let event = json!({"method": "GET", "path": "/app.css"});
    let batch = json!({"events": [event]});

    let dropped = tenant.post("/v1/events/batch", &batch).await.assert_status(200).json();
    let kept = tenant.post("/v1/events/batch?include_static=true", &batch).await.assert_status(200).json();
    let line =
        tenant.post_bytes("/v1/events/ndjson?include_static=true", "application/x-ndjson", event.to_string()).await;
    let shown = tenant.post("/v1/redaction-previews?include_static=true", &event).await.assert_status(200).json();

    assert_eq!((&dropped["accepted"], &dropped["ignored"]), (&json!(0), &json!(1)));
    assert_eq!((&kept["accepted"], &kept["ignored"]), (&json!(1), &json!(0)));
    assert_eq!(line.assert_status(200).json()["accepted"], 1);
    assert_eq!((&shown["ignored"], &shown["event"]["path"]), (&json!(false), &json!("/app.css")));
    tenant.post("/v1/events/batch?include_static=maybe", &batch).await.assert_problem(422, "invalid");
}

#[tokio::test]
async fn ids_are_looked_up_by_their_index_in_a_partition_that_nobody_has_analyzed() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let superuser = app.superuser_db();
    let number = async |sql: &str| -> i64 {
        let row = superuser.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    };
    let now = app.clock.now();
    let events: Vec<Identity> = (1..=5_000).map(|id| (Uuid::from_u128(id), now)).collect();
    for batch in events.chunks(1_000) {
        tenant.post("/v1/events/batch", &posted(batch)).await.assert_status(200);
    }

    for batch in events.chunks(1_000) {
        let answer = tenant.post("/v1/events/batch", &posted(batch)).await.assert_status(200).json();
        assert_eq!(answer["duplicates"], 1_000);
    }
    tenant.get(&format!("/v1/events/{}", events[0].0)).await.assert_status(200);

    let of = |index: &str, count: &str| {
        format!(
            "select sum({count})::bigint from pg_stat_user_indexes
             where relname like 'event\\_p%' and indexrelname like '%{index}'"
        )
    };
    // PostgreSQL reports within some seconds.
    let reported = async {
        while number(&of("_event_id_expires_on_key", "idx_scan")).await < 5_000 {
            tokio::task::yield_now().await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(60), reported).await.is_ok(), "the ids are looked up");
    let read = number(&of("_pkey", "idx_tup_read")).await;
    assert!(read < 5_000, "{read} rows were read by the primary key");
}
