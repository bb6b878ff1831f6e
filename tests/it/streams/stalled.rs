//! Clients that follow a log and stop reading: what they cost, and that they come back where they were.

use std::collections::HashSet;
use std::net::SocketAddr;

use tests::Process;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::*;

/// What one of them may cost of the API's memory.
const HELD_BYTES_MAX: u64 = 1024 * 1024;
/// Nearly as large as an event may be.
const DATA_BYTES: usize = 60_000;
/// So many that they fit nowhere between the log and a client.
const EVENTS: usize = 100;
/// Clients that read, before there are others.
const READING: usize = 8;
/// What the kernel takes in for a client that does not read, nearly.
const WINDOW_BYTES: u32 = 16 * 1024;

/// A client that has stopped reading.
struct Stalled {
    connection: TcpStream,
    /// What it has read until then.
    read: Vec<u8>,
}

impl Stalled {
    /// Follows from the beginning, and stops when it knows that it does.
    async fn start(api: SocketAddr, key: &str) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(WINDOW_BYTES).unwrap();
        let mut connection = socket.connect(api).await.unwrap();
        let request =
            format!("GET /v1/events/tail?after=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n");
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut read = Vec::new();
        while !String::from_utf8_lossy(&read).contains(": following\n\n") {
            let more = timeout(PATIENCE, connection.read_buf(&mut read)).await.expect("something comes").unwrap();
            assert!(more > 0, "{}", String::from_utf8_lossy(&read));
        }
        Self { connection, read }
    }

    fn port(&self) -> u16 {
        self.connection.local_addr().unwrap().port()
    }

    /// Reads what has come after all. The positions of the events that are whole.
    async fn positions(mut self) -> Vec<i64> {
        // A connection that broke ends it as well as one that was closed.
        while let Ok(1..) = timeout(PATIENCE, self.connection.read_buf(&mut self.read)).await.expect("it ends") {}
        let head = self.read.windows(4).position(|four| four == b"\r\n\r\n").expect("there is an answer") + 4;
        let text = String::from_utf8_lossy(&unchunked(&self.read[head..])).into_owned();
        // The last message is whole only when its end has come.
        let messages: Vec<&str> = text.split_inclusive("\n\n").filter(|message| message.ends_with("\n\n")).collect();
        let events = messages.into_iter().filter(|message| message.contains("\ndata: "));
        let ids = events.map(|event| event.lines().find_map(|line| line.strip_prefix("id: ")));
        ids.map(|id| id.expect("an event has its position").parse().unwrap()).collect()
    }
}

/// What has come of a body in chunks (RFC 9112, 7.1), the last of which may not be whole.
fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&body[..end]).expect("it is a size");
        let size = usize::from_str_radix(size, 16).expect("it is a size");
        let rest = &body[end + 2..];
        whole.extend_from_slice(&rest[..size.min(rest.len())]);
        body = rest.get(size + 2..).unwrap_or_default();
    }
    whole
}

/// The ports of clients to whom a server on this machine has connections that it has not closed (proc(5), `/proc/net/tcp`).
fn connected_to(server: SocketAddr) -> HashSet<u16> {
    const ESTABLISHED: &str = "01";
    let table = std::fs::read_to_string("/proc/net/tcp").expect("tests run on Linux");
    let port = |address: &str| u16::from_str_radix(address.rsplit(':').next().unwrap_or_default(), 16).ok();
    let connections = table.lines().skip(1).filter_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [_, local, remote, state, ..] = columns[..] else { return None };
        (state == ESTABLISHED && port(local) == Some(server.port())).then(|| port(remote))?
    });
    connections.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_stops_reading_costs_little_holds_up_nobody_and_comes_back_where_it_was() {
    let app = TestApp::start().await;
    let other = app.tenant("other").await;
    let api = Process::start(&app, "api").await;
    let address: SocketAddr = api.url().trim_start_matches("http://").parse().unwrap();
    let writer = api.client(&other.key);
    // Two tenants, each of which has half of those who stop: of one alone the API does not write to so many at once.
    let large = [app.tenant("large").await, app.tenant("wide").await];
    let mut logs = Vec::new();
    for tenant in &large {
        for _ in 0..EVENTS {
            let event = json!({"method": "POST", "path": "/", "data": {"post": {"text": "x".repeat(DATA_BYTES)}}});
            tenant.post("/v1/events", &event).await.assert_status(201);
        }
        logs.push(positions(&tenant.all("/v1/events?limit=100&order=asc", "events").await));
    }
    // What those cost who read, beside all that a process takes when it is first used.
    let client = api.client(&large[0].key);
    let reading = (0..READING).map(async |_| {
        let mut followed = Followed::start(&client, "after=0", None).await;
        while followed.last != logs[0].last().copied() {
            followed.event().await.unwrap();
        }
    });
    futures::future::join_all(reading).await;
    let peak_before = api.memory_peak_bytes();
    let count = rounds(100, 200);

    let mut stalled = Vec::new();
    for tenant in large.iter().cycle().take(count) {
        stalled.push(Stalled::start(address, &tenant.key).await);
    }
    // Until all are cut off events are acknowledged.
    let mut ports: HashSet<u16> = stalled.iter().map(Stalled::port).collect();
    let mut acknowledged = 0;
    while !ports.is_empty() {
        writer.post("/v1/events", &json!({"method": "GET", "path": "/"})).await.assert_status(201);
        acknowledged += 1;
        ports = &ports & &connected_to(address);
    }

    assert!(acknowledged > count, "only {acknowledged} events were acknowledged meanwhile");
    let held = (api.memory_peak_bytes() - peak_before) / count as u64;
    assert!(held <= HELD_BYTES_MAX, "each costs {held} bytes");
    // An odd step, so that there are some of both tenants.
    for (place, one) in stalled.into_iter().enumerate().step_by(count / 5 + 1) {
        let (tenant, log) = (&large[place % large.len()], &logs[place % large.len()]);
        let mut received = one.positions().await;
        assert!(received.len() < EVENTS, "it was not cut off");
        let mut followed = Followed::start(&api.client(&tenant.key), "after=0", received.last().copied()).await;
        while received.len() < log.len() {
            received.push(followed.event().await.unwrap()["position"].as_i64().unwrap());
        }
        assert_eq!(&received, log);
    }
}
