//! `domain::privacy`: what is known of a person, and what is left when it is erased.

mod linked;
mod orders;

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use serde_json::{Value, json};
use tests::{TestApp, TestTenant};

use crate::access_log::Projector;
use crate::session_door::{IPHONE, execute, query};

/// An address and agents that only Ada has used, and ones that she shares with others.
const OWN_IP: &str = "198.51.100.71";
const OWN_AGENT: &str = "AdasOwnBrowser/1.0";
const SHARED_IP: &str = "198.51.100.9";

async fn post(tenant: &TestTenant, events: &[Value]) {
    let events: Vec<Value> = events
        .iter()
        .map(|event| {
            let mut event = event.clone();
            event["method"] = json!("GET");
            event
        })
        .collect();
    let answer = tenant.post("/v1/events/batch", &json!({"events": events})).await.assert_status(200).json();
    assert_eq!(answer["accepted"], events.len(), "{answer}");
}

/// What Ada did, by name and without, and what others did.
fn events() -> (Vec<Value>, Vec<Value>) {
    let view =
        |ip: &str, agent: &str, path: &str| json!({"method": "GET", "path": path, "ip": ip, "user_agent": agent});
    let with = |mut event: Value, name: &str, value: &str| {
        event[name] = json!(value);
        event
    };
    let ada = vec![
        with(view(OWN_IP, OWN_AGENT, "/account"), "user_id", "ada"),
        with(view(SHARED_IP, IPHONE, "/account"), "user_id", "ada"),
        with(with(view(OWN_IP, IPHONE, "/basket"), "user_id", "ada"), "session_key", "adas-session"),
        // Before she signed in, in the same session of the application, and from her own browser.
        with(view("198.51.100.72", IPHONE, "/"), "session_key", "adas-session"),
        view(OWN_IP, OWN_AGENT, "/"),
    ];
    let others = vec![
        with(view(SHARED_IP, IPHONE, "/account"), "user_id", "bob"),
        view(SHARED_IP, IPHONE, "/"),
        with(view("198.51.100.5", IPHONE, "/adas-best-shoes"), "user_id", "ada.b"),
        with(view("198.51.100.6", IPHONE, "/"), "session_key", "bobs-session"),
    ];
    (ada, others)
}

/// Everything in all tables, as text, but for what the harness itself is.
async fn everything(app: &TestApp) -> String {
    let tables = query(
        app,
        "select relname from pg_class
         where relkind = 'r' and relnamespace in ('public'::regnamespace, 'apalis'::regnamespace) order by 1",
    )
    .await;
    let mut all = String::new();
    for table in tables {
        let table = table["relname"].as_str().unwrap();
        let schema =
            if query(app, &format!("select to_regclass('public.{table}') as found")).await[0]["found"].is_null() {
                "apalis"
            } else {
                "public"
            };
        for row in query(app, &format!("select * from {schema}.\"{table}\"")).await {
            all.push_str(&format!("{table}: {row}\n"));
        }
    }
    all
}

/// The lines that are not the neighbour's.
fn of_shop(everything: &str, neighbour: &TestTenant) -> String {
    everything.lines().filter(|line| !line.contains(&neighbour.id.uuid().to_string())).collect()
}

/// What says something of Ada, in the tables.
const TRACES: [&str; 5] = ["\"ada\"", OWN_AGENT, OWN_IP, "198.51.100.72", "\"of\""];

/// Everything in Redis, keys and values.
pub async fn in_redis(app: &TestApp) -> Vec<u8> {
    let prefix = format!("{}:*", app.settings().redis_prefix);
    let found = app.stores.redis.run(async |connection| {
        let mut all: Vec<u8> = Vec::new();
        let keys: Vec<Vec<u8>> = redis::cmd("KEYS").arg(&prefix).query_async(connection).await?;
        for key in keys {
            let kind: String = redis::cmd("TYPE").arg(&key).query_async(connection).await?;
            let values: Vec<Vec<u8>> = match kind.as_str() {
                "string" => vec![redis::cmd("GET").arg(&key).query_async(connection).await?],
                "hash" => redis::cmd("HGETALL").arg(&key).query_async(connection).await?,
                other => panic!("a {other} in Redis"),
            };
            all.extend(key);
            all.extend(values.concat());
        }
        Ok(all)
    });
    found.await.expect("Redis answers")
}

/// What the copy of Ada's session says of her: as text with its length, and an address as its octets.
fn traces_in_redis() -> [(&'static str, Vec<u8>); 4] {
    let ip: Ipv4Addr = OWN_IP.parse().unwrap();
    [
        ("the user", b"\0\x03ada".to_vec()),
        ("the agent", OWN_AGENT.into()),
        ("the address", [&[4], ip.octets().as_slice()].concat()),
        ("the metadata", b"\"of\"".to_vec()),
    ]
}

/// Whether something is a part of what is in Redis.
pub fn has(in_redis: &[u8], trace: &[u8]) -> bool {
    in_redis.windows(trace.len()).any(|part| part == trace)
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_and_everybody_elses_data_is_unchanged() {
    let app = TestApp::start().await;
    let (tenant, neighbour) = (app.tenant("shop").await, app.tenant("neighbour").await);
    let projector = Projector::of(&app);
    let (adas, others) = events();
    post(&tenant, &others).await;
    post(&neighbour, &adas).await;
    let sign_in = json!({"user_id": "ada", "ip": OWN_IP, "user_agent": OWN_AGENT, "metadata": {"of": "ada"}});
    let started = tenant.post("/v1/sessions", &sign_in).await.assert_status(201).json();
    let token = started["token"].as_str().unwrap().to_owned();
    let bobs = tenant.post("/v1/sessions", &json!({"user_id": "bob", "ip": SHARED_IP, "user_agent": IPHONE})).await;
    let bobs = bobs.assert_status(201).json()["token"].as_str().unwrap().to_owned();
    post(&tenant, &adas).await;
    projector.catch_up(app.clock.now()).await;
    // As if nothing of Ada had been there: what is to be left.
    let of_others = "select event_id, occurred_at, user_id, path, position from event
                     where user_id is distinct from 'ada' and type <> 'person.erased'
                       and not (ip = '198.51.100.71' and user_agent = 'AdasOwnBrowser/1.0' or ip = '198.51.100.72')
                     order by tenant_id, position";
    let before = query(&app, of_others).await;
    // What is looked for below is there now.
    let (stored, hot) = (of_shop(&everything(&app).await, &neighbour), in_redis(&app).await);
    assert!(TRACES.iter().all(|trace| stored.contains(trace)), "{stored}");
    assert!(traces_in_redis().iter().all(|(_, trace)| has(&hot, trace)));

    let counted = tenant.post("/v1/erasures", &json!({"user_id": "ada", "dry_run": true})).await;
    let counted = counted.assert_status(200).json();
    // Five page views, and the start of a session.
    assert_eq!((&counted["events"], &counted["sessions"]), (&json!(6), &json!(1)), "{counted}");
    let ordered = tenant.post("/v1/erasures", &json!({"user_id": "ada"})).await.assert_status(200).json();
    // They are not counted: that may take long.
    assert_eq!((ordered.get("events"), ordered.get("sessions")), (None, None), "{ordered}");
    let job = ordered["job_id"].as_str().unwrap().to_owned();
    work_off(&app, &projector, &tenant, &job).await;

    tenant.post("/v1/sessions/introspect", &json!({"token": token})).await.assert_status(200);
    let checked = tenant.post("/v1/sessions/introspect", &json!({"token": token})).await.json();
    assert_eq!(checked, json!({"active": false}));
    assert_eq!(tenant.post("/v1/sessions/introspect", &json!({"token": bobs})).await.json()["active"], true);
    let left = of_shop(&everything(&app).await, &neighbour);
    for trace in TRACES {
        assert!(!left.contains(trace), "{trace}");
    }
    let hot = in_redis(&app).await;
    for (what, trace) in traces_in_redis() {
        assert!(!has(&hot, &trace), "{what} in Redis");
    }
    assert!(!has(&hot, OWN_IP.as_bytes()), "the address as text");
    let told = query(&app, "select data from event where type = 'person.erased'").await;
    // With the end of the session.
    assert_eq!(told[0]["data"], json!({"v": 1, "person": "user", "events": 7, "sessions": 1}));
    assert_eq!(query(&app, of_others).await, before, "also what only looks alike, and the other tenant's");
    projector.assert_true(tenant.id).await;
    let again = tenant.post("/v1/erasures", &json!({"user_id": "ada", "dry_run": true})).await.json();
    assert_eq!((&again["events"], &again["sessions"]), (&json!(0), &json!(0)));
}

/// Does what a worker does, until a job is done.
pub async fn work_off(app: &TestApp, projector: &Projector, tenant: &TestTenant, job: &str) {
    let redis = domain::boot::connect_redis(app.settings()).expect("it is a URL");
    for _ in 0..100 {
        let now = app.clock.now();
        projector.catch_up(now).await;
        domain::sessions::upkeep::bury_due(&projector.worker, &redis, now).await.unwrap();
        projector.rebuild_stale().await;
        let state = run(app, projector, tenant, job).await;
        if state == "done" {
            return;
        }
        assert_ne!(state, "failed", "{job}");
    }
    panic!("the job is not done after 100 rounds");
}

/// Runs the newest task of a job. Returns what has become of the job.
async fn run(app: &TestApp, projector: &Projector, tenant: &TestTenant, job: &str) -> String {
    let pushes =
        query(app, &format!("select pushes from job where 'job_' || replace(job_id::text, '-', '') = '{job}'")).await;
    let push = i32::try_from(pushes[0]["pushes"].as_i64().unwrap()).unwrap();
    let task = domain::jobs::Task { tenant: tenant.id, job: job.parse().unwrap(), push };
    let never: domain::jobs::Stop = std::sync::Arc::new(|| false);
    domain::jobs::run(&projector.worker, &app.clock, &app.tools(), task, &never).await.unwrap();
    let state = tenant.get(&format!("/v1/jobs/{job}")).await.assert_status(200).json();
    state["state"].as_str().unwrap().to_owned()
}

async fn order(tenant: &TestTenant, person: &Value) -> String {
    let ordered = tenant.post("/v1/erasures", person).await.assert_status(200).json();
    ordered["job_id"].as_str().unwrap().to_owned()
}

/// Starts a session. Returns its id and its token.
async fn start(tenant: &TestTenant, user_id: Option<&str>, ip: &str) -> (String, String) {
    let mut new = json!({"ip": ip, "user_agent": "SessionBrowser/1.0"});
    if let Some(user_id) = user_id {
        new["user_id"] = json!(user_id);
    }
    let started = tenant.post("/v1/sessions", &new).await.assert_status(201).json();
    (started["session"]["id"].as_str().unwrap().to_owned(), started["token"].as_str().unwrap().to_owned())
}

async fn is_open(tenant: &TestTenant, token: &str) -> bool {
    tenant.post("/v1/sessions/introspect", &json!({"token": token})).await.assert_status(200).json()["active"] == true
}

/// The paths of all events that are left.
async fn paths(app: &TestApp) -> BTreeSet<String> {
    let rows = query(app, "select path from event where path is not null").await;
    rows.iter().map(|row| row["path"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_anonymous_session_that_stays_keeps_what_is_told_of_it() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let anonymous = start(&tenant, None, OWN_IP).await;
    post(
        &tenant,
        &[
            json!({"path": "/ada", "user_id": "ada", "ip": OWN_IP, "user_agent": "SessionBrowser/1.0"}),
            json!({"path": "/ada", "session_id": anonymous.0, "ip": OWN_IP, "user_agent": "SessionBrowser/1.0"}),
        ],
    )
    .await;

    let job = order(&tenant, &json!({"user_id": "ada"})).await;
    work_off(&app, &projector, &tenant, &job).await;

    assert_eq!(paths(&app).await, BTreeSet::new());
    assert!(is_open(&tenant, &anonymous.1).await);
    assert_eq!(query(&app, "select 1 from event where type = 'session.started'").await.len(), 1);
}

#[tokio::test]
async fn what_happens_after_the_order_stays_and_what_happened_before_goes_once_it_is_projected() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let before = start(&tenant, Some("ada"), OWN_IP).await;
    let visitor = start(&tenant, None, OWN_IP).await;
    let linking = json!({"path": "/before", "session_id": visitor.0, "user_id": "ada"});
    post(&tenant, &[linking, json!({"path": "/before", "session_id": visitor.0})]).await;

    let job = order(&tenant, &json!({"user_id": "ada"})).await;
    let asked_at = query(&app, "select clock_timestamp() as at").await.remove(0);
    let state = run(&app, &projector, &tenant, &job).await;
    let after = start(&tenant, Some("ada"), "198.51.100.31").await;
    let late = json!({"path": "/after", "session_id": after.0, "user_id": "ada", "ip": OWN_IP, "user_agent": "B/1"});
    post(&tenant, &[late, json!({"path": "/after", "session_id": before.0})]).await;

    // Nothing is known of it yet. It waits, and makes room for others.
    assert_eq!(state, "waiting");
    assert!(is_open(&tenant, &before.1).await && is_open(&tenant, &visitor.1).await);
    let asked_at = asked_at["at"].as_str().unwrap();
    let later = format!("max(run_at) >= '{asked_at}'::timestamptz + interval '2 seconds' as later");
    let sql = format!("select {later} from apalis.jobs");
    assert_eq!(query(&app, &sql).await[0]["later"], true);
    work_off(&app, &projector, &tenant, &job).await;
    assert!(!is_open(&tenant, &before.1).await && !is_open(&tenant, &visitor.1).await);
    assert!(is_open(&tenant, &after.1).await);
    assert_eq!(query(&app, "select 1 from session").await.len(), 1);
    let left =
        query(&app, "select path, type from event where user_id = 'ada' or session_id is not null order by 1").await;
    let left: Vec<_> = left.iter().map(|event| (event["type"].as_str().unwrap(), event["path"].as_str())).collect();
    assert_eq!(left, [("access", Some("/after")), ("session.started", None)]);
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn a_read_model_that_is_to_be_made_anew_is_waited_for() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    post(&tenant, &[json!({"path": "/ada", "user_id": "ada"})]).await;
    projector.catch_up(app.clock.now()).await;
    // As after a change of retention has moved it.
    execute(&app, "delete from access_log where user_id = 'ada'").await;
    execute(&app, "update checkpoint set stale_since = now()").await;

    let job = order(&tenant, &json!({"user_id": "ada"})).await;

    assert_eq!(run(&app, &projector, &tenant, &job).await, "waiting");
    work_off(&app, &projector, &tenant, &job).await;
    assert_eq!(query(&app, "select 1 from event where user_id = 'ada'").await.len(), 0);
}

#[tokio::test]
async fn an_address_is_erased_with_the_sessions_that_were_used_there() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let projector = Projector::of(&app);
    let (adas, others) = events();
    post(&tenant, &others).await;
    post(&tenant, &adas).await;
    let here = tenant.post("/v1/sessions", &json!({"user_id": "bob", "ip": OWN_IP, "user_agent": IPHONE})).await;
    let here = here.assert_status(201).json()["token"].as_str().unwrap().to_owned();
    projector.catch_up(app.clock.now()).await;

    let job = order(&tenant, &json!({"ip": OWN_IP})).await;
    work_off(&app, &projector, &tenant, &job).await;

    assert!(!everything(&app).await.contains(OWN_IP));
    assert_eq!(tenant.post("/v1/sessions/introspect", &json!({"token": here})).await.json(), json!({"active": false}));
    let left = query(&app, "select user_id from event where type = 'access' and user_id = 'ada'").await;
    assert_eq!(left.len(), 1, "what she did elsewhere");
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn a_person_gets_everything_that_is_known_in_one_file() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let (adas, others) = events();
    post(&tenant, &others).await;
    post(&tenant, &adas).await;
    let many: Vec<Value> =
        (0..250).map(|n| json!({"method": "GET", "path": format!("/page/{n}"), "user_id": "ada"})).collect();
    post(&tenant, &many).await;
    let sign_in = json!({"user_id": "ada", "ip": OWN_IP, "user_agent": OWN_AGENT});
    tenant.post("/v1/sessions", &sign_in).await.assert_status(201);
    Projector::of(&app).catch_up(app.clock.now()).await;

    let file = tenant.get("/v1/users/ada/export").await.assert_status(200);

    assert!(file.header("content-type").starts_with("application/octet-stream"), "{}", file.header("content-type"));
    let lines: Vec<Value> = file.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_kind = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).count();
    assert_eq!((of_kind("session"), of_kind("event")), (1, 250 + 5 + 1));
    assert!(lines.iter().all(|line| line["event"]["user_id"] != "bob"));
    let positions: Vec<i64> = lines.iter().filter_map(|line| line["event"]["position"].as_i64()).collect();
    assert!(positions.is_sorted_by(|a, b| a < b), "each once, in order");
}
