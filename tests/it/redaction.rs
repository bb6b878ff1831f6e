//! A secret that is posted is nowhere afterwards: in no table, Redis key, log line, metric or answer.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use domain::redaction::examples;
use futures::StreamExt;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use redis::AsyncCommands;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tests::{Answer, Client, Process, TestApp, TestTenant, rounds};

/// A word without a meaning that no rule knows by its form, and that nothing but a test can bring in.
const MARK: &str = "qzvkwjXQ4791";
/// Stands in places that are no secret: who finds it would have found the mark.
const CONTROL: &str = "hjxwqbVZ8352";
const AT_A_TIME: usize = 16;

/// A real API that logs whatever it can, and all that it answered.
struct Watched {
    app: TestApp,
    tenant: TestTenant,
    process: Process,
    client: Client,
    log: File,
    answers: Vec<String>,
}

impl Watched {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let tenant = app.tenant("shop").await;
        let log = tempfile::tempfile().unwrap();
        // A rate limit, however high, leaves keys in Redis.
        let own = [("GATEBOOK_LOG", "trace".to_owned()), ("GATEBOOK_RATE_LIMIT_PER_S", "1000000".to_owned())];
        let process = Process::start_logging_to(&app, "api", &own, log.try_clone().unwrap()).await;
        let client = process.client(&tenant.key);
        Self { app, tenant, process, client, log, answers: Vec::new() }
    }

    fn heard(&mut self, answer: &Answer) {
        assert!(answer.status < 500, "{answer:?}");
        self.answers.push(format!("{answer:?}"));
    }

    /// Posts every event by itself to `path`.
    async fn post_each(&mut self, path: &str, events: &[Value]) {
        let posts = events.iter().map(|event| self.client.post(path, event));
        let answers: Vec<Answer> = futures::stream::iter(posts).buffer_unordered(AT_A_TIME).collect().await;
        answers.iter().for_each(|answer| self.heard(answer));
    }

    async fn post_batches(&mut self, events: &[Value]) {
        for events in events.chunks(500) {
            let answer = self.client.post("/v1/events/batch", &json!({ "events": events })).await.assert_status(200);
            self.heard(&answer);
        }
    }

    async fn post_lines(&mut self, events: &[Value]) {
        for events in events.chunks(500) {
            let lines: Vec<String> = events.iter().map(Value::to_string).collect();
            let path = "/v1/events/ndjson";
            let answer = self.client.post_bytes(path, "application/x-ndjson", lines.join("\n")).await;
            self.heard(&answer.assert_status(200));
        }
    }

    /// Ends the process and looks everywhere: the control word is found wherever content is kept, the mark nowhere.
    async fn assert_no_mark(mut self) {
        let page = self.client.all("/v1/events?order=asc&limit=100", "events").await;
        assert!(page.len() > 1, "something was stored");
        self.answers.push(Value::Array(page).to_string());
        // Redis forgets a bucket within seconds: this one is fresh.
        self.post_each("/v1/events", &[json!({"method": "GET", "path": format!("/{CONTROL}"), "user_id": CONTROL})])
            .await;
        let redis = redis_contents(&self.app).await;
        let metrics = Client::new(&self.process.metrics_url(), None).get("").await.assert_status(200).text;
        assert_eq!(self.process.terminate().await, Some(0));
        let mut log = Vec::new();
        self.log.seek(SeekFrom::Start(0)).unwrap();
        self.log.read_to_end(&mut log).unwrap();
        let log = String::from_utf8_lossy(&log);

        assert!(!rows_with(&self.app, CONTROL).await.is_empty(), "tables are looked through");
        assert_eq!(rows_with(&self.app, MARK).await, Vec::<String>::new());
        assert!(redis.contains("rate"), "redis is looked through: {redis}");
        assert_free("redis", &redis);
        assert!(log.contains("answered") && log.contains("append_event"), "the log says a lot: {}", log.len());
        assert_free("the log", &log);
        assert!(metrics.contains("gatebook_events_appended_total"), "{metrics}");
        assert_free("the metrics", &metrics);
        for answer in &self.answers {
            assert_free("an answer", answer);
        }
        drop(self.tenant);
    }
}

/// The mark as it may be written: plain, percent-encoded, as the bytes of a bytea; all in lower case.
fn written(word: &str) -> [String; 3] {
    let percent: String = word.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let hex = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    [word.to_lowercase(), percent, hex]
}

#[track_caller]
fn assert_free(what: &str, text: &str) {
    let lower = text.to_lowercase();
    for form in written(MARK) {
        if let Some(at) = lower.find(&form) {
            let from = lower.floor_char_boundary(at.saturating_sub(500));
            let until = lower.ceil_char_boundary((at + 500).min(lower.len()));
            panic!("the mark is in {what}: {}", &lower[from..until]);
        }
    }
}

/// Every row of every table, partitions too, that holds the word; and what PostgreSQL shows of its sessions.
async fn rows_with(app: &TestApp, word: &str) -> Vec<String> {
    let db = app.superuser_db();
    let sql = "select c.oid::regclass::text
               from pg_class c
               join pg_namespace n on n.oid = c.relnamespace
               where c.relkind = 'r'
                 and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
               order by 1";
    let tables = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    let mut tables: Vec<String> = tables.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    assert!(tables.len() > 10, "partitions are among them: {tables:?}");
    tables.push("pg_stat_activity".to_owned());
    let mut found = Vec::new();
    for table in tables {
        let sql = format!(
            "select '{table}: ' || left(t::text, 1000)
             from {table} t
             where lower(t::text) similar to $1"
        );
        let pattern = written(word).map(|form| form.replace('%', "\\%")).join("|");
        let values = [format!("%({pattern})%").into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await.unwrap();
        // The statement that looks is in pg_stat_activity without its parameters.
        found.extend(rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()));
    }
    found
}

/// Every key with this app's prefix, its fields and its value as Redis keeps it.
async fn redis_contents(app: &TestApp) -> String {
    let mut connection = app.stores.redis.client().get_multiplexed_async_connection().await.unwrap();
    let pattern = format!("{}*", app.stores.redis.prefix());
    let mut found = connection.scan_match::<_, String>(pattern).await.unwrap();
    let mut keys: Vec<String> = Vec::new();
    while let Some(key) = found.next_item().await {
        keys.push(key.unwrap());
    }
    drop(found);
    let mut contents = String::new();
    for key in keys {
        let dump: Option<Vec<u8>> = redis::cmd("DUMP").arg(&key).query_async(&mut connection).await.unwrap();
        let fields: Vec<String> = connection.hgetall(&key).await.unwrap_or_default();
        contents.push_str(&format!("{key} {fields:?} {}\n", String::from_utf8_lossy(&dump.unwrap_or_default())));
    }
    contents
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

fn one_of<'a, T>(random: &mut SmallRng, all: &'a [T]) -> &'a T {
    &all[random.random_range(0..all.len())]
}

/// A listed name in some style, with other parts around it.
fn secret_name(random: &mut SmallRng) -> String {
    let name = *one_of(random, examples::SECRET_NAMES);
    let before = one_of(random, &["", "", "user_", "x-", "my.", "a[", "0_", "Form_"]);
    let behind = one_of(random, &["", "", "_2", "-x", ".value", "]", "[0]", "_confirmation", "3"]);
    let name = match random.random_range(0..5) {
        // A name whose parts only its case tells keeps its case.
        _ if name.contains(char::is_uppercase) => name.to_owned(),
        0 => name.to_uppercase(),
        1 => name.replace(['_', '-'], ""),
        2 => name.replace('_', "-"),
        3 => name.replace('_', "."),
        _ => name.to_owned(),
    };
    format!("{before}{name}{behind}")
}

/// A secret by its name or by its form.
fn secret(random: &mut SmallRng) -> Value {
    let name = secret_name(random);
    match random.random_range(0..7) {
        0 => json!({ name: MARK }),
        1 => json!({ name: [{"x": MARK}, [MARK]] }),
        2 => json!(format!("a=1&{}={MARK}", encoded(&name))),
        3 => json!(format!("https://example.com/b?{}={MARK}#c", encoded(&name))),
        4 => json!(json!({ name: {"deep": MARK} }).to_string()),
        _ => {
            let around = one_of(random, &["", "see ", "(", "x: ", "a\n"]);
            json!(format!("{around}{}", one_of(random, &examples::secret_values(MARK))))
        }
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Packs a value into another, as applications do.
fn packed(random: &mut SmallRng, value: Value) -> Value {
    match random.random_range(0..6) {
        0 => json!({"a": 1, "inner": value}),
        1 => json!([1, value, null]),
        2 => json!(json!({ "inner": value }).to_string()),
        3 => json!(encoded(&text_of(&value))),
        4 => json!(format!("https://example.com/a?page=1&inner={}", encoded(&text_of(&value)))),
        _ => json!(format!("page=1&inner={}", encoded(&text_of(&value)))),
    }
}

/// An event with a secret somewhere, packed up to three times.
fn generated(random: &mut SmallRng) -> Value {
    let depth = random.random_range(0..4);
    let value = (0..depth).fold(secret(random), |value, _| packed(random, value));
    let (text, query) = (text_of(&value), encoded(&text_of(&value)));
    match random.random_range(0..8) {
        0 => json!({"method": "POST", "path": "/a", "data": {"post": value}}),
        1 => json!({"method": "POST", "path": "/a", "data": {"get": {"x": value}, "other": [value]}}),
        2 => json!({"method": "POST", "path": "/a", "query": format!("p=1&x={query}")}),
        3 => json!({"method": "POST", "url": format!("https://example.com/a?x={query}&p=1")}),
        4 => json!({"method": "POST", "path": "/a", "referrer": format!("https://example.com/a?x={query}")}),
        5 => json!({"method": "POST", "path": format!("/a/{query}/b")}),
        6 => json!({"method": "POST", "path": "/a", "referrer": format!("https://example.com/a#x={query}")}),
        // Too long for some of these members: a rejection does not show it either.
        _ => json!({"method": "POST", "path": "/a", "user_agent": text, "user_id": text, "host": text}),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_known_form_of_a_secret_is_anywhere_after_it_was_posted() {
    let mut watched = Watched::start().await;
    let events = examples::marked_events(MARK);

    watched.post_each("/v1/events", &events).await;
    watched.post_batches(&events).await;
    watched.post_lines(&events).await;
    watched.post_each("/v1/redaction-previews", &events).await;

    watched.assert_no_mark().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_generated_secret_is_anywhere_after_it_was_posted() {
    let mut watched = Watched::start().await;
    let mut random = SmallRng::seed_from_u64(4);
    let mut make = |count: usize| -> Vec<Value> { (0..count).map(|_| generated(&mut random)).collect() };
    let (single, batch, lines) = (make(rounds(300, 3_000)), make(rounds(3_000, 30_000)), make(rounds(3_000, 30_000)));

    watched.post_each("/v1/events", &single).await;
    watched.post_each("/v1/redaction-previews", &single).await;
    watched.post_batches(&batch).await;
    watched.post_lines(&lines).await;

    watched.assert_no_mark().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_request_does_not_show_what_was_in_it() {
    let mut watched = Watched::start().await;
    let events = [
        json!({"method": MARK, "path": "/a"}),
        json!({"method": "GET", "path": "/a", "id": MARK}),
        json!({"method": "GET", "path": "/a", "occurred_at": MARK}),
        json!({"method": "GET", "path": "/a", "status": MARK}),
        json!({"method": "GET", "path": "/a", "duration_ms": MARK}),
        json!({"method": "GET", "path": "/a", "bytes_sent": MARK}),
        json!({"method": "GET", "path": "/a", "session_id": MARK}),
        json!({"method": "GET", "path": "/a", "ip": MARK}),
        json!({"method": "GET", "path": "/a", "data": MARK}),
        json!({"method": "GET", "path": {"password": MARK}}),
        json!({"method": "GET", "path": ["password", MARK]}),
        json!({"method": "GET", "path": "/a", "user_id": {"pin": MARK}}),
        json!({"method": "GET", "path": "/a", "session_key": MARK.repeat(200)}),
        json!({"method": "GET", "path": "/a", "unknown": MARK}),
        json!({"method": "GET", "path": "/a", format!("password={MARK}"): 1}),
        json!({"method": "GET", "path": "/a", "data": {"post": {"pin": MARK}}, "status": 7}),
        json!(MARK),
        json!([MARK]),
    ];
    let bodies = [
        MARK.to_owned(),
        format!("\"{MARK}"),
        format!("{{\"events\": [\"{MARK}\", {{\"password\": \"{MARK}\"}}]}}"),
        format!("{{\"events\": \"{MARK}\"}}"),
        format!("{{\"events\": [{{\"method\": \"GET\", \"path\": \"/a\", \"data\": {{\"pin\": \"{MARK}"),
        format!("{{\"method\": \"GET\", \"path\": \"/a\", \"data\": {{\"pin\": \"{MARK}\\u00\"}}}}"),
        format!("{{\"method\": \"GET\", \"path\": \"/a\", \"data\": {{\"pin\": {MARK}}}}}"),
    ];
    let others = [
        format!("/v1/events?limit={MARK}"),
        format!("/v1/events?cursor={MARK}"),
        format!("/v1/events?status={MARK}"),
        format!("/v1/events?since={MARK}"),
        format!("/v1/events?session_id={MARK}"),
        format!("/v1/events?unknown={MARK}&password={MARK}"),
        format!("/v1/events/{MARK}"),
        format!("/{MARK}?token={MARK}"),
    ];

    watched.post_each("/v1/events", &events).await;
    watched.post_each("/v1/redaction-previews", &events).await;
    watched.post_batches(&events).await;
    watched.post_lines(&events).await;
    for body in bodies {
        for path in ["/v1/events", "/v1/events/batch", "/v1/events/ndjson", "/v1/redaction-previews", "/v1/keys"] {
            let answer = watched.client.post_bytes(path, "application/json", body.clone()).await;
            watched.heard(&answer);
        }
    }
    for path in others {
        let answer = watched.client.get(&path).await;
        watched.heard(&answer);
    }
    let key = json!({"name": "x", "scopes": [MARK]});
    watched.post_each("/v1/keys", &[key, json!({"name": {"token": MARK}, "scopes": ["admin"]})]).await;
    let stranger = watched.process.client(&format!("gbk_{MARK}"));
    let answer = stranger.get("/v1/events").await.assert_problem(401, "unauthenticated");
    watched.heard(&answer);

    watched.assert_no_mark().await;
}

#[tokio::test]
async fn what_is_no_secret_comes_back_as_it_was_posted() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let posted = examples::innocent_events();

    let answer = tenant.post("/v1/events/batch", &json!({ "events": posted })).await.assert_status(200).json();

    assert_eq!(answer["accepted"], posted.len(), "{answer}");
    let stored = tenant.all("/v1/events?order=asc&type=access&limit=100", "events").await;
    assert_eq!(stored.len(), posted.len());
    for (stored, posted) in stored.iter().zip(&posted) {
        assert_eq!(stored["data"]["post"], posted["data"]["post"], "{stored}");
        assert_eq!(stored["query"], posted["query"], "{stored}");
        assert_eq!(stored["redacted"], json!([]), "{stored}");
    }
}
