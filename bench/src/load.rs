//! Load over HTTP/1.1 from one thread: as many connections as wanted, kept open, each one request at a time. It reads
//! of an answer what it must and nothing else, because it shares the machine with what it measures.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use futures::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::content::Request;

/// Nothing is counted so long, so that connections, pools and caches are there.
pub const WARM_UP: Duration = Duration::from_millis(500);
/// Connections on which answers are asked for that are looked at.
const ASKING_CONNECTIONS: usize = 16;
/// The longest answer that is read.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// When the next request of a connection is sent.
#[derive(Clone, Copy)]
pub enum Pace {
    /// As soon as the last one was answered.
    Closed,
    /// At fixed times so far apart, whether the last one was answered or not; latency counts from these, less what the
    /// timer of the load itself is late.
    Every(Duration),
}

/// Connections that do the same.
pub struct Group {
    /// One for each connection.
    pub requests: Vec<Request>,
    /// How they are sent.
    pub pace: Pace,
}

/// What came of a group.
#[derive(Default)]
pub struct Outcome {
    /// Requests that were answered with success.
    pub requests: u64,
    /// Events in them.
    pub events: u64,
    /// Requests that were answered otherwise.
    pub refused: u64,
    /// The first answer that was no success.
    pub first_refusal: Option<String>,
    /// How long it was counted.
    pub seconds: f64,
    /// Of every request that was answered with success, in microseconds, in no order.
    pub latencies_us: Vec<u32>,
}

impl Outcome {
    /// Requests in a second.
    pub fn requests_per_s(&self) -> f64 {
        self.requests as f64 / self.seconds
    }

    /// Events in a second.
    pub fn events_per_s(&self) -> f64 {
        self.events as f64 / self.seconds
    }

    /// The latency that this part of the requests stay under, in milliseconds.
    pub fn latency_ms(&mut self, part: f64) -> f64 {
        if self.latencies_us.is_empty() {
            return f64::NAN;
        }
        let at = ((self.latencies_us.len() - 1) as f64 * part) as usize;
        f64::from(*self.latencies_us.select_nth_unstable(at).1) / 1000.0
    }
}

/// Puts load on a server for `time`; one outcome per group. Runs in a thread of its own.
pub async fn run(address: SocketAddr, groups: Vec<Group>, time: Duration) -> Vec<Outcome> {
    let load = move || {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built");
        runtime.block_on(async move {
            let starts = Instant::now() + WARM_UP;
            let ends = starts + time;
            join_all(groups.into_iter().map(|group| run_group(address, group, starts, ends))).await
        })
    };
    tokio::task::spawn_blocking(load).await.expect("load does not panic")
}

/// The usual load: one group, as fast as it goes. Panics when any request is refused.
pub async fn closed(address: SocketAddr, requests: Vec<Request>, time: Duration) -> Outcome {
    let group = Group { requests, pace: Pace::Closed };
    let outcome = run(address, vec![group], time).await.remove(0);
    assert_eq!(outcome.refused, 0, "{:?}", outcome.first_refusal);
    outcome
}

async fn run_group(address: SocketAddr, group: Group, starts: Instant, ends: Instant) -> Outcome {
    let count = group.requests.len();
    let connections = group.requests.into_iter().enumerate().map(|(index, request)| {
        let connection = Connection { address, request, pace: group.pace, index, count };
        tokio::spawn(connection.run(starts, ends))
    });
    let mut all = Outcome { seconds: (ends - starts).as_secs_f64(), ..Outcome::default() };
    for one in join_all(connections).await {
        let one = one.expect("a connection does not panic");
        all.requests += one.requests;
        all.events += one.events;
        all.refused += one.refused;
        all.first_refusal = all.first_refusal.or(one.first_refusal);
        all.latencies_us.extend(one.latencies_us);
    }
    all
}

struct Connection {
    address: SocketAddr,
    request: Request,
    pace: Pace,
    index: usize,
    count: usize,
}

impl Connection {
    async fn run(mut self, starts: Instant, ends: Instant) -> Outcome {
        let mut outcome = Outcome::default();
        let mut stream = TcpStream::connect(self.address).await.expect("the server listens");
        stream.set_nodelay(true).expect("a socket has this option");
        let mut buffer = Vec::with_capacity(16 * 1024);
        // Times of one group are spread evenly.
        let mut due = match self.pace {
            Pace::Closed => Instant::now(),
            Pace::Every(gap) => Instant::now() + gap.mul_f64(self.index as f64 / self.count as f64),
        };
        while due < ends {
            let mut counted_from = due;
            if let Pace::Every(_) = self.pace
                && Instant::now() < due
            {
                tokio::time::sleep_until(due.into()).await;
                // The timer is up to a millisecond late, and nobody but us made this request wait for that.
                counted_from = Instant::now();
            }
            let success = exchange(&mut stream, self.request.renewed(now()), &mut buffer).await;
            let done = Instant::now();
            if success && due >= starts && done <= ends {
                outcome.latencies_us.push(u32::try_from((done - counted_from).as_micros()).unwrap_or(u32::MAX));
            }
            if done >= starts && done <= ends {
                if success {
                    outcome.requests += 1;
                    outcome.events += self.request.events() as u64;
                } else {
                    outcome.refused += 1;
                }
            }
            if !success && outcome.first_refusal.is_none() {
                outcome.first_refusal = Some(String::from_utf8_lossy(&buffer).into_owned());
            }
            due = match self.pace {
                Pace::Closed => done,
                Pace::Every(gap) => due + gap,
            };
        }
        outcome
    }
}

/// Sends each request once, on a few connections; the bodies of the answers, in the order of the requests. Panics when one
/// is no success.
pub async fn ask(address: SocketAddr, mut requests: Vec<Request>) -> Vec<String> {
    let part = requests.len().div_ceil(ASKING_CONNECTIONS).max(1);
    let parts = requests.chunks_mut(part).map(async |requests: &mut [Request]| {
        let mut stream = TcpStream::connect(address).await.expect("the server listens");
        stream.set_nodelay(true).expect("a socket has this option");
        let (mut buffer, mut bodies) = (Vec::new(), Vec::with_capacity(requests.len()));
        for request in requests {
            let success = exchange(&mut stream, request.renewed(now()), &mut buffer).await;
            let answer = String::from_utf8_lossy(&buffer);
            assert!(success, "{answer}");
            bodies.push(answer.split_once("\r\n\r\n").map_or_else(String::new, |(_, body)| body.to_owned()));
        }
        bodies
    });
    join_all(parts).await.concat()
}

/// Sends a request and reads its answer into `buffer`; whether it was a success.
async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> bool {
    stream.write_all(request).await.expect("the server keeps the connection");
    buffer.clear();
    let mut whole = None;
    loop {
        let read = stream.read_buf(buffer).await.expect("the server keeps the connection");
        assert!(
            read > 0 && buffer.len() < ANSWER_BYTES_MAX,
            "the answer broke off: {}",
            String::from_utf8_lossy(buffer)
        );
        whole = whole.or_else(|| whole_length(buffer));
        if whole.is_some_and(|whole| buffer.len() >= whole) {
            return buffer.starts_with(b"HTTP/1.1 2");
        }
    }
}

/// The length of an answer, once its head is there.
fn whole_length(answer: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let lines = answer[..head].split(|&byte| byte == b'\n');
    let length = lines.filter(|line| line.len() > NAME.len()).find_map(|line| {
        let (name, value) = line.split_at(NAME.len());
        name.eq_ignore_ascii_case(NAME).then(|| std::str::from_utf8(value).ok()?.trim().parse::<usize>().ok())?
    });
    Some(head + length.unwrap_or(0))
}

/// The time for ids and `occurred_at`.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}
