//! What it costs to ask whether a request is to be refused.

use std::sync::Arc;

use domain::labels::DeviceKind;
use domain::settings::{BLOCKED_NETWORKS_MAX, Blocked};

use super::note;
use super::throughput::{SINGLE_CONNECTIONS, get_nothing};
use crate::Extent;
use crate::content::{AGENTS, Keys, Request};
use crate::installation::{EmptyRoute, Installation};
use crate::load;
use crate::report::{Line, Ratios, thousands};

/// Addresses that are asked about in turn, with every agent.
const ADDRESSES: usize = 2_000;

/// Decisions of a tenant that blocks as many networks as it can, against a route that does nothing.
pub async fn decisions(installation: &Installation, empty_route: &EmptyRoute, extent: Extent) -> Line {
    let networks = (0..BLOCKED_NETWORKS_MAX).map(network).collect();
    let blocked = Blocked { networks, kinds: vec![DeviceKind::Bot], programs: Vec::new() };
    let tenant = installation.tenant_that_blocks(blocked).await;
    let parameters = Keys::new(AGENTS.iter().flat_map(|agent| (0..ADDRESSES).map(|number| asked(agent, number))));
    let requests = || (0..SINGLE_CONNECTIONS).map(|_| Request::decide(&tenant.key, &parameters)).collect();
    see_that_they_are_right(installation, &tenant.key, &parameters).await;
    let mut ratios = Ratios::default();
    for round in 0..extent.rounds {
        let empty = get_nothing(empty_route, extent).await.requests_per_s();
        let decided = load::closed(installation.api, requests(), extent.time).await.requests_per_s();
        note(&format!("decisions {round}: {decided:.0} requests/s, floor {empty:.0} requests/s"));
        ratios.push(decided, empty);
    }
    let figure = format!(
        "decisions by address and agent (`GET /v1/decisions`, {} blocked networks, {} agents of up to {} bytes, \
         {SINGLE_CONNECTIONS} connections) / the empty GET route",
        thousands(BLOCKED_NETWORKS_MAX as f64),
        AGENTS.len(),
        AGENTS.iter().map(|agent| agent.len()).max().unwrap_or_default(),
    );
    ratios.line(figure, "requests/s", "≥ 0.50", 0.50)
}

/// Every second of the networks that are asked about.
fn network(number: usize) -> domain::client_address::Network {
    let text = format!("100.{}.{}.0/24", 100 + number / 50, 100 + 2 * (number % 50));
    domain::client_address::network(&text).expect("it is a network")
}

/// The parameters of a question, all of one length: blanks behind an agent count for nothing.
fn asked(agent: &str, number: usize) -> String {
    let width = AGENTS.iter().map(|agent| agent.len()).max().unwrap_or_default();
    let agent = format!("{agent:width$}").replace('+', "-").replace(' ', "+");
    format!("ip=100.{}.{}.{}&user_agent={agent}", 100 + number / 100, 100 + number % 100, 100 + number % 100)
}

/// Half of the addresses are in a blocked network, and of the others every fifth agent is a bot's.
async fn see_that_they_are_right(installation: &Installation, key: &str, parameters: &Arc<Keys>) {
    let all = parameters.count();
    let requests = (0..all).map(|_| Request::decide(key, parameters)).collect();
    let answers = load::ask(installation.api, requests).await;
    let saying = |text: &str| answers.iter().filter(|body| body.contains(text)).count();
    let expected = (all / 2, all / 2 / AGENTS.len(), all / 5 * 4);
    let found = (saying(r#""reason":"network""#), saying(r#""rule":"bot""#), saying(r#""kind":"browser""#));
    assert_eq!(found, expected, "decisions by network, decisions by kind, browsers");
}
