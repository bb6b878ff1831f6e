//! A relay before an API: it counts what passes, so that a test can act in the middle of a request, and its server can
//! be another one later.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A port that passes everything on to an API. Ends when it is dropped.
pub struct Relay {
    address: SocketAddr,
    server: watch::Sender<String>,
    passed: watch::Receiver<u64>,
    _stop: DropGuard,
}

/// Where connections go, and what has passed on all of them.
#[derive(Clone)]
struct Shared {
    server: watch::Receiver<String>,
    passed: Arc<AtomicU64>,
    told: Arc<watch::Sender<u64>>,
}

impl Relay {
    /// A relay before the API at `url`.
    pub async fn before(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let (server, servers) = watch::channel(address_of(url));
        let (told, passed) = watch::channel(0);
        let shared = Shared { server: servers, passed: Arc::new(AtomicU64::new(0)), told: Arc::new(told) };
        let stop = CancellationToken::new();
        let guard = stop.clone().drop_guard();
        tokio::spawn(async move {
            let accept = async {
                loop {
                    let Ok((client, _)) = listener.accept().await else { continue };
                    let (shared, stop) = (shared.clone(), stop.clone());
                    tokio::spawn(async move {
                        tokio::select! {
                            () = stop.cancelled() => {}
                            () = shared.relay(client) => {}
                        }
                    });
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = accept => {}
            }
        });
        Self { address, server, passed, _stop: guard }
    }

    /// Where the relay is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Passes new connections on to the API at `url` from now on.
    pub fn lead_to(&self, url: &str) {
        self.server.send_replace(address_of(url));
    }

    /// Waits until so many bytes have passed, in both directions together.
    pub async fn passed(&self, bytes: u64) {
        let mut passed = self.passed.clone();
        passed.wait_for(|passed| *passed >= bytes).await.expect("the relay is there");
    }
}

fn address_of(url: &str) -> String {
    url.trim_start_matches("http://").to_owned()
}

impl Shared {
    async fn relay(&self, client: TcpStream) {
        let server = self.server.borrow().clone();
        let Ok(server) = TcpStream::connect(server).await else { return };
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        // One that ends ends both: whoever speaks HTTP sees a connection that broke.
        tokio::select! {
            () = self.pass(from_client, to_server) => {}
            () = self.pass(from_server, to_client) => {}
        }
    }

    async fn pass(&self, mut from: impl AsyncReadExt + Unpin, mut to: impl AsyncWriteExt + Unpin) {
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            if to.write_all(&buffer[..read]).await.is_err() {
                return;
            }
            let passed = self.passed.fetch_add(read as u64, Ordering::SeqCst) + read as u64;
            self.told.send_if_modified(|told| {
                let more = passed > *told;
                *told = passed.max(*told);
                more
            });
        }
    }
}
