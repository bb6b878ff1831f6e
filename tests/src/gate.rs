//! A gate before a server: what is sent passes while it is open; while it is closed the server is away.

use std::net::SocketAddr;

use domain::boot::DatabaseUrl;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A port that passes everything on to a server, until it is closed. Cheap: one task, one more for each connection.
pub struct Gate {
    address: SocketAddr,
    server: SocketAddr,
    open: watch::Sender<bool>,
    _stop: DropGuard,
}

impl Gate {
    /// A gate before the server of a URL, open at first.
    pub async fn before(url: &str) -> Self {
        let server = address_of(url);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let (open, opened) = watch::channel(true);
        let stop = CancellationToken::new();
        let guard = stop.clone().drop_guard();
        tokio::spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = pass(listener, server, opened) => {}
            }
        });
        Self { address, server, open, _stop: guard }
    }

    /// The URL with the gate in the place of the server.
    pub fn url_through(&self, url: &str) -> String {
        url.replace(&self.server.to_string(), &self.address.to_string())
    }

    /// Ends all connections and lets no new one pass. From its return on, nothing that is sent arrives.
    pub async fn close(&self) {
        self.open.send_replace(false);
        // Every connection holds a receiver, the listener another; they have seen it when only that one is left.
        while self.open.receiver_count() > 1 {
            tokio::task::yield_now().await;
        }
    }

    /// Lets connections pass again.
    pub fn open(&self) {
        self.open.send_replace(true);
    }
}

async fn pass(listener: TcpListener, server: SocketAddr, opened: watch::Receiver<bool>) {
    loop {
        let Ok((mut client, _)) = listener.accept().await else { continue };
        let mut opened = opened.clone();
        if !*opened.borrow_and_update() {
            // Dropping it tells the client that nobody is there.
            continue;
        }
        tokio::spawn(async move {
            let both_ways = async {
                let mut server = TcpStream::connect(server).await?;
                // Small messages are the rule: none waits for another.
                client.set_nodelay(true)?;
                server.set_nodelay(true)?;
                copy_bidirectional(&mut client, &mut server).await
            };
            tokio::select! {
                _ = opened.wait_for(|open| !open) => {}
                _ = both_ways => {}
            }
        });
    }
}

pub(crate) fn address_of(url: &str) -> SocketAddr {
    // Any URL with a host and a port is taken apart alike.
    let as_database = url.replacen("redis://", "postgres://", 1);
    let parsed: DatabaseUrl = as_database.parse().expect("gatebook with-servers gives URLs");
    parsed.address().expect("gatebook with-servers gives addresses")
}
