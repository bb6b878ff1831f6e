//! Ten times the clients that can be carried: what is accepted is not late, and afterwards all is as it was.

use super::latency::{PACED_CONNECTIONS, Percentiles, paced};
use super::note;
use super::throughput::{SINGLE_CONNECTIONS, post_singles};
use crate::Extent;
use crate::content::Request;
use crate::installation::{Installation, keys_of};
use crate::load::{self, Group, Pace};
use crate::process;
use crate::report::{Line, thousands};

/// How many times the connections that get the most through there are.
const TIMES: usize = 10;
/// How many rounds long: a minute, with rounds of three seconds.
const ROUNDS_LONG: u32 = 20;

/// Single events by ten times as many as get the most through, for a minute.
pub async fn overload(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(8).await;
    let keys = keys_of(&tenants);
    let most = post_singles(installation, &tenants, extent).await.requests_per_s();
    let events = |count: usize| (0..count as u64).map(|seed| Request::event(seed, &keys)).collect();
    let mut normal = Percentiles::default();
    for _ in 0..extent.rounds {
        normal.push(paced(installation.api, events(PACED_CONNECTIONS), most / 2.0, extent).await);
    }
    let before_mib = process::memory_mib(installation.pid());
    let connections = SINGLE_CONNECTIONS * TIMES;
    // As fast as it goes: who is refused comes again at once.
    let group = Group { requests: events(connections), pace: Pace::Closed };
    let mut pressed = load::run(installation.api, vec![group], extent.time * ROUNDS_LONG).await.remove(0);
    let after_mib = process::memory_mib(installation.pid());
    let recovered = post_singles(installation, &tenants, extent).await.requests_per_s();
    // What is not back by now is not the overload's doing, but that of all that was stored meanwhile.
    let later = post_singles(installation, &tenants, extent).await.requests_per_s();
    let (accepted, refused) = (pressed.requests_per_s(), pressed.refused as f64 / pressed.seconds);
    let [p50, p99] = [0.50, 0.99].map(|part| pressed.latency_ms(part));
    let refusal = pressed.first_refusal.as_deref().unwrap_or("none").lines().next().unwrap_or_default().to_owned();
    note(&format!(
        "overload: {accepted:.0}/s, {refused:.0}/s refused ({refusal}), p99 {p99:.1} ms of {}",
        normal.text()
    ));
    let late = p99 / normal.p99();
    let back = recovered / most;
    vec![
        Line {
            figure: format!(
                "latency of the single events that are accepted while {} connections ({TIMES} times as many as get the most \
                 through) send as fast as they can for {:.0} s: p50, p99 / at half load",
                thousands(connections as f64),
                (extent.time * ROUNDS_LONG).as_secs_f64()
            ),
            subject: format!("{p50:.2}, {p99:.2} ms"),
            floor: normal.text(),
            result: format!("**{late:.2}** (p99)"),
            wanted: "≤ 3",
            holds: Some(late <= 3.0),
        },
        Line {
            figure: "accepted meanwhile, and refused (503) / most that are carried".to_owned(),
            subject: format!("{}, {} requests/s", thousands(accepted), thousands(refused)),
            floor: format!("{} requests/s", thousands(most)),
            result: format!("**{:.2}**", accepted / most),
            wanted: "",
            holds: None,
        },
        Line {
            figure: format!(
                "most that are carried within {:.1} s after that / before",
                (load::WARM_UP + extent.time).as_secs_f64()
            ),
            subject: format!("{} requests/s", thousands(recovered)),
            floor: format!("{} requests/s", thousands(most)),
            result: format!("**{back:.2}**"),
            wanted: "≥ 0.9",
            holds: Some(back >= 0.9),
        },
        Line {
            figure: "the same / as many seconds later".to_owned(),
            subject: format!("{} requests/s", thousands(recovered)),
            floor: format!("{} requests/s", thousands(later)),
            result: format!("**{:.2}**", recovered / later),
            wanted: "",
            holds: None,
        },
        Line {
            figure: "memory of the API (resident) at its end / before it".to_owned(),
            subject: after_mib.map_or("unknown".to_owned(), |mib| format!("{mib:.0} MiB")),
            floor: before_mib.map_or("unknown".to_owned(), |mib| format!("{mib:.0} MiB")),
            result: String::new(),
            wanted: "≤ 200 MiB",
            holds: after_mib.map(|mib| mib <= 200.0),
        },
    ]
}
