//! What clients that follow a log and have stopped reading cost: memory of the API, and the time of those who post to the
//! same log.

use std::net::SocketAddr;

use futures::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::latency::{PACED_CONNECTIONS, Percentiles, paced};
use super::note;
use super::throughput::post_singles;
use crate::Extent;
use crate::content::Request;
use crate::installation::{Installation, Tenant, keys_of};
use crate::load;
use crate::process;
use crate::report::Line;

/// Clients that have stopped reading.
const STALLED: usize = 50;
/// As many more, for the memory that each takes.
const STALLED_MORE: usize = 150;
/// Events that wait for them, so many and so large that they fit nowhere between the log and a client.
const EVENTS: usize = 200;
/// What the kernel takes in for a client that does not read, nearly.
const WINDOW_BYTES: u32 = 16 * 1024;
/// Nearly as many as an event may have.
const DATA_BYTES: usize = 60_000;

/// Single events at half load, beside clients that have stopped reading, and without them.
pub async fn tails(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(8).await;
    let followed = &tenants[0];
    let keys = keys_of(std::slice::from_ref(followed));
    load::ask(installation.api, (0..EVENTS).map(|_| Request::large_event(&keys, DATA_BYTES)).collect()).await;
    let most = post_singles(installation, &tenants, extent).await.requests_per_s();
    let (mut beside, mut alone) = (Percentiles::default(), Percentiles::default());
    for round in 0..extent.rounds {
        alone.push(half_load(installation, &tenants, most, extent).await);
        let stalled = stall(installation.api, followed, STALLED).await;
        // Until they have got what they do not read.
        half_load(installation, &tenants, most, extent).await;
        beside.push(half_load(installation, &tenants, most, extent).await);
        drop(stalled);
        note(&format!("tails {round}: beside {}, alone {}", beside.text(), alone.text()));
    }
    // By how much it grows with so many more: what the first ones take has been used before.
    let (mut stalled, mut memory) = (Vec::new(), Vec::new());
    for more in [STALLED, STALLED_MORE] {
        stalled.extend(stall(installation.api, followed, more).await);
        half_load(installation, &tenants, most, extent).await;
        memory.push(process::memory_mib(installation.pid()));
    }
    let held_mib = memory[1].zip(memory[0]).map(|(after, before)| (after - before) / STALLED_MORE as f64);
    let ratio = beside.p99() / alone.p99();
    vec![
        Line {
            figure: format!(
                "latency of a single event at half load beside {STALLED} tails (`GET /v1/events/tail`) that have stopped \
                 reading: p50, p99 / without them"
            ),
            subject: beside.text(),
            floor: alone.text(),
            result: format!("**{ratio:.2}** (p99)"),
            wanted: "≤ 1.5",
            holds: Some(ratio <= 1.5),
        },
        Line {
            figure: format!(
                "memory of the API (resident) for each of {STALLED_MORE} more, with events of {DATA_BYTES} bytes"
            ),
            subject: held_mib.map_or("unknown".to_owned(), |mib| format!("{mib:.2} MiB")),
            floor: String::new(),
            result: String::new(),
            wanted: "≤ 1 MiB",
            holds: held_mib.map(|mib| mib <= 1.0),
        },
    ]
}

async fn half_load(installation: &Installation, tenants: &[Tenant], most: f64, extent: Extent) -> load::Outcome {
    let keys = keys_of(tenants);
    let events = (0..PACED_CONNECTIONS as u64).map(|seed| Request::event(seed, &keys)).collect();
    paced(installation.api, events, most / 2.0, extent).await
}

/// Clients that follow a log from its beginning until something comes, and read no more.
async fn stall(api: SocketAddr, tenant: &Tenant, count: usize) -> Vec<TcpStream> {
    let one = async || {
        let socket = TcpSocket::new_v4().expect("a socket can be made");
        socket.set_recv_buffer_size(WINDOW_BYTES).expect("a socket has this option");
        let mut stream = socket.connect(api).await.expect("the API listens");
        let request = format!(
            "GET /v1/events/tail?after=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\r\n",
            tenant.key
        );
        stream.write_all(request.as_bytes()).await.expect("the API reads");
        let mut first = [0; 1024];
        let read = stream.read(&mut first).await.expect("the API answers");
        assert!(first[..read].starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&first[..read]));
        stream
    };
    join_all((0..count).map(|_| one())).await
}
