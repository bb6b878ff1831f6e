//! A proxy before PostgreSQL that loses answers to COMMIT: the server commits, the client never hears of it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, DropGuard};

/// The proxy. It passes everything until it is told to cut.
pub struct CommitCut {
    address: SocketAddr,
    server: SocketAddr,
    counts: Arc<Counts>,
    _stop: DropGuard,
}

#[derive(Default)]
struct Counts {
    /// How many answers are still to be lost.
    to_cut: AtomicUsize,
    /// How many were.
    cut: AtomicUsize,
}

impl CommitCut {
    /// A proxy before the server of a URL of PostgreSQL.
    pub async fn before(url: &str) -> Self {
        let server = crate::gate::address_of(url);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let counts = Arc::new(Counts::default());
        let stop = CancellationToken::new();
        let guard = stop.clone().drop_guard();
        let of_connections = Arc::clone(&counts);
        tokio::spawn(stop.run_until_cancelled_owned(async move {
            loop {
                let Ok((client, _)) = listener.accept().await else { continue };
                tokio::spawn(pass(client, server, Arc::clone(&of_connections)));
            }
        }));
        Self { address, server, counts, _stop: guard }
    }

    /// The URL with the proxy in the place of the server.
    pub fn url_through(&self, url: &str) -> String {
        url.replace(&self.server.to_string(), &self.address.to_string())
    }

    /// Loses the answers to the next `count` COMMITs.
    pub fn cut_next(&self, count: usize) {
        self.counts.to_cut.store(count, Ordering::SeqCst);
    }

    /// How many answers were lost.
    pub fn cut(&self) -> usize {
        self.counts.cut.load(Ordering::SeqCst)
    }
}

async fn pass(client: TcpStream, server: SocketAddr, counts: Arc<Counts>) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    let _ = client.set_nodelay(true);
    let _ = server.set_nodelay(true);
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let swallow = Arc::new(AtomicBool::new(false));
    // Whichever way ends first ends the connection: dropping the halves closes both.
    tokio::select! {
        () = requests(from_client, to_server, &counts, &swallow) => {}
        () = answers(from_server, to_client, &counts, &swallow) => {}
    }
}

/// From the client to the server, message by message: an untyped one at first, then type, length and body.
async fn requests(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, counts: &Counts, swallow: &AtomicBool) {
    let mut typed = false;
    loop {
        let mut message = Vec::new();
        if typed {
            let Ok(kind) = from.read_u8().await else { return };
            message.push(kind);
        }
        let Ok(length) = from.read_u32().await else { return };
        message.extend_from_slice(&length.to_be_bytes());
        let body_at = message.len();
        message.resize(body_at + length as usize - 4, 0);
        if from.read_exact(&mut message[body_at..]).await.is_err() {
            return;
        }
        let is_commit = typed && message[0] == b'Q' && &message[body_at..] == b"COMMIT\0";
        let lose = |left: usize| left.checked_sub(1);
        if is_commit && counts.to_cut.fetch_update(Ordering::SeqCst, Ordering::SeqCst, lose).is_ok() {
            swallow.store(true, Ordering::SeqCst);
        }
        if to.write_all(&message).await.is_err() {
            return;
        }
        typed = true;
    }
}

/// From the server to the client, until an answer is to be lost.
async fn answers(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, counts: &Counts, swallow: &AtomicBool) {
    let mut buffer = vec![0; 64 * 1024];
    let mut swallowed = Vec::new();
    loop {
        let Ok(count @ 1..) = from.read(&mut buffer).await else { return };
        if !swallow.load(Ordering::SeqCst) {
            if to.write_all(&buffer[..count]).await.is_err() {
                return;
            }
            continue;
        }
        swallowed.extend_from_slice(&buffer[..count]);
        if swallowed.windows(7).any(|tag| tag == b"COMMIT\0") {
            counts.cut.fetch_add(1, Ordering::SeqCst);
            return;
        }
    }
}
