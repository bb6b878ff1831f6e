//! How long an answer takes: idle, at half load, and beside a tenant that floods.

use std::time::Duration;

use super::note;
use super::throughput::{SINGLE_CONNECTIONS, get_nothing, post_singles};
use crate::Extent;
use crate::content::Request;
use crate::installation::{EmptyRoute, Installation, Tenant, keys_of};
use crate::load::{self, Group, Outcome, Pace};
use crate::report::{Line, median};

/// Tenants that behave.
const QUIET_TENANTS: usize = 19;
/// How much more than its share the other one sends.
const FLOOD: u32 = 20;
/// Connections of each: one request at a time on one connection could not keep its pace behind a slow answer.
const QUIET_CONNECTIONS: usize = 8;
/// Connections of a load that is paced, and of the one that floods: as many as the load that goes through at most has.
pub const PACED_CONNECTIONS: usize = SINGLE_CONNECTIONS;

/// p50 and p99 with one connection, and at half of the requests that go through at most.
pub async fn idle_and_half(installation: &Installation, empty_route: &EmptyRoute, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(8).await;
    let most = post_singles(installation, &tenants, extent).await.requests_per_s();
    let most_floor = get_nothing(empty_route, extent).await.requests_per_s();
    let (mut idle, mut half) = (Percentiles::default(), Percentiles::default());
    let (mut idle_floor, mut half_floor) = (Percentiles::default(), Percentiles::default());
    for _ in 0..extent.rounds {
        let one = || vec![Request::event(1, &keys_of(&tenants))];
        idle.push(load::closed(installation.api, one(), extent.time).await);
        idle_floor.push(load::closed(empty_route.address, vec![Request::get("/nothing")], extent.time).await);
        let keys = keys_of(&tenants);
        let events = (0..PACED_CONNECTIONS as u64).map(|seed| Request::event(seed, &keys)).collect();
        half.push(paced(installation.api, events, most / 2.0, extent).await);
        let nothing = (0..PACED_CONNECTIONS).map(|_| Request::get("/nothing")).collect();
        half_floor.push(paced(empty_route.address, nothing, most_floor / 2.0, extent).await);
    }
    let line = |figure: String, subject: &Percentiles, floor: &Percentiles| Line {
        figure,
        subject: subject.text(),
        floor: floor.text(),
        result: String::new(),
        wanted: "",
        holds: None,
    };
    vec![
        line("latency of a single event, idle (1 connection): p50, p99".to_owned(), &idle, &idle_floor),
        line(
            format!("latency of a single event at half load ({PACED_CONNECTIONS} connections): p50, p99"),
            &half,
            &half_floor,
        ),
    ]
}

/// Requests at fixed times, so many in a second.
pub async fn paced(address: std::net::SocketAddr, requests: Vec<Request>, per_s: f64, extent: Extent) -> Outcome {
    let pace = Pace::Every(Duration::from_secs_f64(requests.len() as f64 / per_s));
    load::run(address, vec![Group { requests, pace }], extent.time).await.remove(0)
}

/// What the others of a tenant that floods wait, against what they wait without it; and beside so many who send no more than their
/// share that it comes to the same, which nobody would call a flood: what is above that is the flood's doing.
pub async fn fairness(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(QUIET_TENANTS + 1 + FLOOD as usize).await;
    let (flooding, others) = tenants.split_first().expect("there are tenants");
    let (others, more) = others.split_at(QUIET_TENANTS);
    let most = post_singles(installation, &tenants, extent).await.requests_per_s();
    // All of them together at a quarter of what goes through: the flood doubles the load.
    let share = most / 4.0 / f64::from(FLOOD);
    let (mut alone, mut beside, mut pushed) = (Percentiles::default(), Percentiles::default(), Percentiles::default());
    let (mut busy, mut flood_rates) = (Percentiles::default(), Vec::new());
    for _ in 0..extent.rounds {
        let quiet = || quiet(others, share);
        alone.push(load::run(installation.api, vec![quiet()], extent.time).await.remove(0));
        let groups = vec![quiet(), self::quiet(more, share)];
        busy.push(load::run(installation.api, groups, extent.time).await.remove(0));
        let flood_keys = keys_of(std::slice::from_ref(flooding));
        let flood = |count: u64, pace| {
            let requests = (0..count).map(|seed| Request::event(seed, &flood_keys)).collect();
            Group { requests, pace }
        };
        let pace = Pace::Every(Duration::from_secs_f64(PACED_CONNECTIONS as f64 / (share * f64::from(FLOOD))));
        let groups = vec![quiet(), flood(PACED_CONNECTIONS as u64, pace)];
        beside.push(load::run(installation.api, groups, extent.time).await.remove(0));
        let mut outcomes =
            load::run(installation.api, vec![quiet(), flood(PACED_CONNECTIONS as u64, Pace::Closed)], extent.time)
                .await;
        flood_rates.push(outcomes.remove(1).requests_per_s() / share);
        pushed.push(outcomes.remove(0));
    }
    let texts = [&alone, &busy, &beside, &pushed].map(Percentiles::text);
    note(&format!("fairness: alone {}, busy {}, beside {}, pushed {}", texts[0], texts[1], texts[2], texts[3]));
    let line = |figure: String, subject: &Percentiles, wanted, most: Option<f64>| {
        let ratio = subject.p99() / alone.p99();
        Line {
            figure,
            subject: subject.text(),
            floor: alone.text(),
            result: format!("**{ratio:.2}** (p99)"),
            wanted,
            holds: most.map(|most| ratio <= most),
        }
    };
    let shares = median(&flood_rates);
    vec![
        line(
            format!("{QUIET_TENANTS} tenants' p50, p99 beside {FLOOD} others that send their share / without them"),
            &busy,
            "",
            None,
        ),
        line(format!("the same beside one that sends {FLOOD} × its share / without it"), &beside, "≤ 2", Some(2.0)),
        line(
            format!(
                "the same beside one that takes all it can on {PACED_CONNECTIONS} connections ({shares:.0} × its share) / without it"
            ),
            &pushed,
            "≤ 2",
            Some(2.0),
        ),
    ]
}

/// Tenants that each send their share, on connections of their own.
fn quiet(tenants: &[Tenant], share: f64) -> Group {
    let mut requests = Vec::with_capacity(tenants.len() * QUIET_CONNECTIONS);
    for connection in 0..QUIET_CONNECTIONS as u64 {
        requests
            .extend(tenants.iter().map(|tenant| Request::event(connection, &keys_of(std::slice::from_ref(tenant)))));
    }
    Group { requests, pace: Pace::Every(Duration::from_secs_f64(QUIET_CONNECTIONS as f64 / share)) }
}

/// Latencies of rounds, in milliseconds.
#[derive(Default)]
pub struct Percentiles {
    p50: Vec<f64>,
    p99: Vec<f64>,
}

impl Percentiles {
    /// Adds a round. Panics when any request was refused.
    pub fn push(&mut self, mut outcome: Outcome) {
        assert_eq!(outcome.refused, 0, "{:?}", outcome.first_refusal);
        self.p50.push(outcome.latency_ms(0.50));
        self.p99.push(outcome.latency_ms(0.99));
    }

    /// The median of the rounds' 99th percentiles.
    pub fn p99(&self) -> f64 {
        median(&self.p99)
    }

    /// p50 and p99.
    pub fn text(&self) -> String {
        format!("{:.2}, {:.2} ms", median(&self.p50), self.p99())
    }
}
