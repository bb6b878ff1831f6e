//! What sessions cost: checking them, starting them, ending them, listing them.

mod live;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::id::SessionId;
use futures::StreamExt;
use serde_json::Value;

use super::latency::{PACED_CONNECTIONS, Percentiles, paced};
use super::note;
use super::throughput::{SINGLE_CONNECTIONS, get_nothing, post_singles};
use crate::Extent;
use crate::content::{Keys, Request};
use crate::floor::ONE_GET;
use crate::installation::{EmptyRoute, Installation, Tenant, keys_of};
use crate::load::{self, Group, Outcome, Pace};
use crate::report::{Line, Ratios, thousands};

/// Sessions that are checked in turn.
const CHECKED: usize = 1_000;
/// Tenants whose users sign in: as many as post single events.
const TENANTS: usize = 8;
/// The 99th percentile that checks may have at half load.
const CHECK_P99_MS_MAX: f64 = 2.0;
/// The 99th percentile that ends may have meanwhile.
const END_P99_MS_MAX: f64 = 50.0;
/// How many sessions are ended in a second.
const ENDS_PER_S: f64 = 100.0;
/// Connections that end them.
const END_CONNECTIONS: usize = 16;
/// Users whose sessions are listed.
const LISTED_USERS: usize = 200;
/// Sessions of each.
const SESSIONS_PER_USER: usize = 5;
/// How long the values stay that the floor asks for, in seconds.
const FLOOR_VALUES_S: u64 = 24 * 60 * 60;
/// Values that are written at a time.
const FLOOR_VALUES_AT_ONCE: usize = 100;

/// All of it.
pub async fn sessions(installation: &Installation, empty_route: &EmptyRoute, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(TENANTS).await;
    let one = &tenants[..1];
    let started = sign_in(installation, (0..CHECKED).map(|_| Request::sign_in(&keys_of(one))).collect()).await;
    installation.analyze_sessions().await;
    let checks = Checks {
        address: installation.api,
        key: one[0].key.clone(),
        tokens: Keys::new(started.iter().map(|session| session.token.clone())),
        opening: started.len(),
    };
    checks.see_that_they_open().await;
    let size = size_of_copy(installation, started[0].id).await;
    let mut lines = against_floors(installation, empty_route, &checks, size, extent).await;
    lines.extend(at_half_load(installation, empty_route, &tenants[0], &checks, extent).await);
    lines.push(sign_ins(installation, &tenants, extent).await);
    lines.push(own_lists(installation, empty_route, one, extent).await);
    lines.extend(Box::pin(live::many(extent)).await);
    lines
}

/// A session that was started over HTTP.
pub(super) struct Started {
    id: SessionId,
    pub(super) token: String,
}

/// Sends sign-ins, each once.
pub(super) async fn sign_in(installation: &Installation, requests: Vec<Request>) -> Vec<Started> {
    let answers = load::ask(installation.api, requests).await;
    let read = |body: &String| {
        let answer: Value = serde_json::from_str(body).expect("the answer is JSON");
        let text = |place: &str| answer.pointer(place).and_then(Value::as_str).expect("the answer has it").to_owned();
        Started { id: text("/session/id").parse().expect("it is an id"), token: text("/token") }
    };
    answers.iter().map(read).collect()
}

/// Checks of sessions of one tenant.
struct Checks {
    address: SocketAddr,
    key: String,
    tokens: Arc<Keys>,
    /// Of how many of them it is looked at whether they open anything.
    opening: usize,
}

impl Checks {
    /// One request for each connection.
    fn requests(&self) -> Vec<Request> {
        (0..SINGLE_CONNECTIONS).map(|_| Request::check(&self.key, &self.tokens)).collect()
    }

    /// As fast as they go.
    async fn run(&self, extent: Extent) -> Outcome {
        load::closed(self.address, self.requests(), extent.time).await
    }

    /// Sees that the tokens open something: a token that opens nothing is answered with success too, and sooner.
    async fn see_that_they_open(&self) {
        let requests = (0..self.opening).map(|_| Request::check(&self.key, &self.tokens)).collect();
        let answers = load::ask(self.address, requests).await;
        let open = answers.iter().filter(|body| body.contains(r#""active":true"#)).count();
        assert_eq!(open, self.opening, "of so many tokens only some open anything");
    }
}

/// Bytes of the key and of the value of the copy of a session.
struct CopySize {
    key: usize,
    value: usize,
}

/// How large the copy of a session in Redis is.
async fn size_of_copy(installation: &Installation, session: SessionId) -> CopySize {
    let store = installation.redis();
    let size = store.run_in(async |connection, run_id| {
        let start = format!("{}:{run_id}:s:", store.prefix());
        let key = [start.as_bytes(), session.uuid().as_bytes()].concat();
        let value: usize = redis::cmd("STRLEN").arg(&key).query_async(connection).await?;
        Ok(CopySize { key: key.len(), value })
    });
    let size = size.await.expect("Redis answers");
    assert!(size.value > 100, "under the key of a session are {} bytes, which is no copy", size.value);
    size
}

/// Writes what the floor asks for: values under keys that have the length of the product's. Returns the keys, as paths.
async fn write_values(installation: &Installation, size: &CopySize) -> Arc<Keys> {
    let digits = size.key.saturating_sub(ONE_GET.len()).max(4);
    let paths: Vec<String> = (0..CHECKED).map(|number| format!("{ONE_GET}{number:0digits$}")).collect();
    let value = vec![b'x'; size.value];
    for some in paths.chunks(FLOOR_VALUES_AT_ONCE) {
        let mut pipeline = redis::pipe();
        for path in some {
            pipeline.cmd("SET").arg(path).arg(&value).arg("EX").arg(FLOOR_VALUES_S).ignore();
        }
        let written = installation.redis().run(async |connection| pipeline.query_async::<()>(connection).await).await;
        written.expect("Redis answers");
    }
    Keys::new(paths)
}

/// Checks against a route that does nothing, and one that asks Redis for one value.
async fn against_floors(
    installation: &Installation,
    empty_route: &EmptyRoute,
    checks: &Checks,
    size: CopySize,
    extent: Extent,
) -> Vec<Line> {
    let paths = write_values(installation, &size).await;
    let (mut nothing, mut one_get) = (Ratios::default(), Ratios::default());
    for round in 0..extent.rounds {
        let empty = get_nothing(empty_route, extent).await.requests_per_s();
        let requests = (0..SINGLE_CONNECTIONS).map(|_| Request::get_in_turn(&paths)).collect();
        let asked = load::closed(empty_route.address, requests, extent.time).await.requests_per_s();
        let checked = checks.run(extent).await.requests_per_s();
        note(&format!("checks {round}: {checked:.0} requests/s, floors {empty:.0} and {asked:.0} requests/s"));
        nothing.push(checked, empty);
        one_get.push(checked, asked);
    }
    checks.see_that_they_open().await;
    let count = thousands(checks.tokens.count() as f64);
    vec![
        nothing.line(
            format!(
                "checks of {count} sessions in turn (`POST /v1/sessions/introspect`, JSON, no address, \
                 {SINGLE_CONNECTIONS} connections) / the empty GET route"
            ),
            "requests/s",
            "≥ 0.50",
            0.50,
        ),
        one_get.line(
            format!(
                "the same / a route that asks Redis for one of {count} values of the same size ({} bytes)",
                size.value
            ),
            "requests/s",
            "≥ 0.70",
            0.70,
        ),
    ]
}

/// How long checks take at half of what goes through at most, and ends of other sessions meanwhile.
async fn at_half_load(
    installation: &Installation,
    empty_route: &EmptyRoute,
    tenant: &Tenant,
    checks: &Checks,
    extent: Extent,
) -> Vec<Line> {
    let rate = checks.run(extent).await.requests_per_s() / 2.0;
    let (mut nothing, mut alone) = (Percentiles::default(), Percentiles::default());
    let (mut ends_alone, mut ends_beside) = (Percentiles::default(), Percentiles::default());
    for _ in 0..extent.rounds {
        let requests = (0..PACED_CONNECTIONS).map(|_| Request::get("/nothing")).collect();
        nothing.push(paced(empty_route.address, requests, rate, extent).await);
        alone.push(paced(installation.api, checks.requests(), rate, extent).await);
        let groups = vec![ends(installation, tenant, extent).await];
        ends_alone.push(load::run(installation.api, groups, extent.time).await.remove(0));
        let pace = Pace::Every(Duration::from_secs_f64(SINGLE_CONNECTIONS as f64 / rate));
        let groups = vec![ends(installation, tenant, extent).await, Group { requests: checks.requests(), pace }];
        let mut outcomes = load::run(installation.api, groups, extent.time).await;
        let beside = outcomes.remove(1);
        assert_eq!(beside.refused, 0, "{:?}", beside.first_refusal);
        ends_beside.push(outcomes.remove(0));
    }
    checks.see_that_they_open().await;
    note(&format!("half load: checks {}, ends {}, alone {}", alone.text(), ends_beside.text(), ends_alone.text()));
    vec![
        Line {
            figure: format!(
                "latency of a check at half load ({} requests/s, {PACED_CONNECTIONS} connections): p50, p99 / the empty \
                 GET route at the same rate",
                thousands(rate)
            ),
            subject: alone.text(),
            floor: nothing.text(),
            result: String::new(),
            wanted: "p99 < 2 ms",
            holds: Some(alone.p99() < CHECK_P99_MS_MAX),
        },
        Line {
            figure: format!(
                "latency of ending a session (`DELETE /v1/sessions/{{id}}`, {ENDS_PER_S} requests/s) while checks go on \
                 at half load: p50, p99 / without them"
            ),
            subject: ends_beside.text(),
            floor: ends_alone.text(),
            result: String::new(),
            wanted: "p99 < 50 ms",
            holds: Some(ends_beside.p99() < END_P99_MS_MAX),
        },
    ]
}

/// Ends of sessions that are started for it, each once.
async fn ends(installation: &Installation, tenant: &Tenant, extent: Extent) -> Group {
    let whole = (load::WARM_UP + extent.time).as_secs_f64();
    // Every connection may send one more than its share.
    let count = (ENDS_PER_S * whole) as usize + 2 * END_CONNECTIONS;
    let keys = keys_of(std::slice::from_ref(tenant));
    let started = sign_in(installation, (0..count).map(|_| Request::sign_in(&keys)).collect()).await;
    let ids = Keys::new(started.iter().map(|session| session.id.to_string()));
    let requests = (0..END_CONNECTIONS).map(|_| Request::revoke(&tenant.key, &ids)).collect();
    Group { requests, pace: Pace::Every(Duration::from_secs_f64(END_CONNECTIONS as f64 / ENDS_PER_S)) }
}

/// Sign-ins of different users against single events.
async fn sign_ins(installation: &Installation, tenants: &[Tenant], extent: Extent) -> Line {
    let mut ratios = Ratios::default();
    for round in 0..extent.rounds {
        installation.clear().await;
        let singles = post_singles(installation, tenants, extent).await.requests_per_s();
        installation.clear().await;
        let keys = keys_of(tenants);
        let requests = (0..SINGLE_CONNECTIONS).map(|_| Request::sign_in(&keys)).collect();
        let signed_in = load::closed(installation.api, requests, extent.time).await.requests_per_s();
        note(&format!("sign-ins {round}: {signed_in:.0} requests/s, single events {singles:.0} requests/s"));
        ratios.push(signed_in, singles);
    }
    installation.clear().await;
    let count = tenants.len();
    ratios.line(
        format!(
            "sign-ins of different users (`POST /v1/sessions` with user, address and agent, {SINGLE_CONNECTIONS} \
             connections, {count} tenants) / single events"
        ),
        "requests/s",
        "≥ 0.35",
        0.35,
    )
}

/// Lists of own sessions, by users who have some.
async fn own_lists(installation: &Installation, empty_route: &EmptyRoute, tenant: &[Tenant], extent: Extent) -> Line {
    let keys = keys_of(tenant);
    let users = futures::stream::iter(0..LISTED_USERS);
    let tokens: Vec<String> = users
        .then(async |user| {
            let user_id = format!("user-with-some-{user}");
            let requests = (0..SESSIONS_PER_USER).map(|_| Request::sign_in_of(&user_id, &keys)).collect();
            sign_in(installation, requests).await.remove(0).token
        })
        .collect()
        .await;
    let tokens = Keys::new(tokens);
    for body in load::ask(installation.api, (0..LISTED_USERS).map(|_| Request::my_sessions(&tokens)).collect()).await {
        let list: Value = serde_json::from_str(&body).expect("the answer is JSON");
        let listed = list["sessions"].as_array().map_or(0, Vec::len);
        assert_eq!(listed, SESSIONS_PER_USER, "a user's list does not have all of them");
    }
    let mut ratios = Ratios::default();
    for round in 0..extent.rounds {
        let empty = get_nothing(empty_route, extent).await.requests_per_s();
        let requests = (0..SINGLE_CONNECTIONS).map(|_| Request::my_sessions(&tokens)).collect();
        let listed = load::closed(installation.api, requests, extent.time).await.requests_per_s();
        note(&format!("lists {round}: {listed:.0} requests/s, floor {empty:.0} requests/s"));
        ratios.push(listed, empty);
    }
    let figure = format!(
        "lists of own sessions (`GET /v1/me/sessions`), by {LISTED_USERS} users in turn who have {SESSIONS_PER_USER} \
         ({SINGLE_CONNECTIONS} connections) / the empty GET route"
    );
    Line { wanted: "", holds: None, ..ratios.line(figure, "requests/s", "", 0.0) }
}
