//! A proxy before a server, which can be told to cut, slow down, freeze or swallow what passes.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

/// Most bytes that are passed on at once.
const PIECE_BYTES: usize = 16 * 1024;
/// Before the next connection is accepted after one could not be.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// What becomes of what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It passes.
    Pass,
    /// Each piece of it waits for so long.
    Slow(Duration),
    /// Nothing passes, and nobody is told: what was sent waits.
    Frozen,
    /// Requests pass and their answers are lost. Connections that lost one break when this ends.
    Deaf,
    /// Connections break, and new ones are closed at once.
    Cut,
}

/// How a proxy stands.
#[derive(Debug, Clone, Copy)]
struct State {
    mode: Mode,
    /// Connections of an earlier epoch are broken: a cut that is over at once must not be missed.
    epoch: u64,
}

/// A port that leads to a server. Ends when it is dropped.
pub struct Proxy {
    address: SocketAddr,
    target: watch::Sender<SocketAddr>,
    state: watch::Sender<State>,
    /// How many pieces were swallowed.
    lost: watch::Sender<u64>,
    _stop: DropGuard,
}

/// What a connection knows of its proxy.
#[derive(Clone)]
struct Known {
    state: watch::Receiver<State>,
    lost: watch::Sender<u64>,
}

/// Which way a piece goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    ToServer,
    ToClient,
}

impl Proxy {
    /// A proxy before a server; everything passes at first.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn before(server: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (target, targets) = watch::channel(server);
        let (state, states) = watch::channel(State { mode: Mode::Pass, epoch: 0 });
        let lost = watch::Sender::new(0);
        let known = Known { state: states, lost: lost.clone() };
        let stop = CancellationToken::new();
        let guard = stop.clone().drop_guard();
        tokio::spawn(stop.clone().run_until_cancelled_owned(async move {
            loop {
                let Ok((client, _)) = listener.accept().await else {
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                };
                let (server, known) = (*targets.borrow(), known.clone());
                tokio::spawn(stop.clone().run_until_cancelled_owned(pass(client, server, known)));
            }
        }));
        Ok(Self { address, target, state, lost, _stop: guard })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where new connections lead to.
    pub fn target(&self) -> watch::Sender<SocketAddr> {
        self.target.clone()
    }

    /// Changes what becomes of what is sent, on connections that are there and on new ones.
    pub fn set(&self, mode: Mode) {
        self.state.send_modify(|state| {
            state.mode = mode;
            state.epoch += u64::from(mode == Mode::Cut);
        });
    }

    /// How many pieces of answers were swallowed so far, and as it grows.
    pub fn lost(&self) -> watch::Receiver<u64> {
        self.lost.subscribe()
    }
}

/// One connection.
async fn pass(client: TcpStream, server: SocketAddr, known: Known) {
    let State { mode, epoch } = *known.state.borrow();
    if mode == Mode::Cut {
        return;
    }
    let mut watched = known.state.clone();
    let both = async {
        let Ok(server) = TcpStream::connect(server).await else { return };
        let _ = client.set_nodelay(true);
        let _ = server.set_nodelay(true);
        let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
        // Whichever way ends first ends the connection: dropping the halves closes both.
        tokio::select! {
            () = pump(from_client, to_server, Way::ToServer, known.clone()) => {}
            () = pump(from_server, to_client, Way::ToClient, known) => {}
        }
    };
    tokio::select! {
        () = both => {}
        _ = watched.wait_for(|state| state.epoch != epoch) => {}
    }
}

/// Passes on, piece by piece, until one side ends.
async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, way: Way, mut known: Known) {
    let mut piece = vec![0; PIECE_BYTES];
    let mut has_lost = false;
    loop {
        let read = tokio::select! {
            read = from.read(&mut piece) => read,
            // What follows a lost piece is no answer to anything.
            _ = known.state.wait_for(|state| state.mode != Mode::Deaf), if has_lost => return,
        };
        let Ok(length @ 1..) = read else { return };
        let passes = known.state.wait_for(|state| state.mode != Mode::Frozen).await.map(|state| state.mode);
        let Ok(now) = passes else { return };
        match now {
            Mode::Deaf if way == Way::ToClient => {
                has_lost = true;
                known.lost.send_modify(|lost| *lost += 1);
                continue;
            }
            Mode::Slow(pause) => tokio::time::sleep(pause).await,
            Mode::Pass | Mode::Deaf | Mode::Frozen | Mode::Cut => {}
        }
        if to.write_all(&piece[..length]).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that sends back what it gets.
    async fn echo() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (mut from, mut to) = stream.into_split();
                tokio::spawn(async move { tokio::io::copy(&mut from, &mut to).await });
            }
        });
        address
    }

    async fn said(stream: &mut TcpStream, text: &[u8]) -> std::io::Result<Vec<u8>> {
        stream.write_all(text).await?;
        let mut answer = vec![0; text.len()];
        stream.read_exact(&mut answer).await?;
        Ok(answer)
    }

    #[tokio::test]
    async fn a_cut_breaks_what_is_there_and_passes_again_afterwards() {
        let proxy = Proxy::before(echo().await).await.unwrap();
        let mut before = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(said(&mut before, b"one").await.unwrap(), b"one");

        // Over before anybody can have looked.
        proxy.set(Mode::Cut);
        proxy.set(Mode::Pass);

        assert!(said(&mut before, b"two").await.is_err());
        let mut after = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(said(&mut after, b"three").await.unwrap(), b"three");
    }

    #[tokio::test]
    async fn what_was_frozen_arrives_later() {
        let proxy = Proxy::before(echo().await).await.unwrap();
        let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(said(&mut stream, b"one").await.unwrap(), b"one");

        proxy.set(Mode::Frozen);
        stream.write_all(b"two").await.unwrap();
        assert!(stream.try_read(&mut [0; 1]).is_err(), "nothing comes meanwhile");
        proxy.set(Mode::Slow(Duration::from_millis(1)));

        let mut answer = [0; 3];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"two");
    }

    #[tokio::test]
    async fn only_a_connection_that_lost_an_answer_breaks() {
        let proxy = Proxy::before(echo().await).await.unwrap();
        let mut lost = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(said(&mut lost, b"one").await.unwrap(), b"one");
        let mut idle = TcpStream::connect(proxy.address()).await.unwrap();
        assert_eq!(said(&mut idle, b"one").await.unwrap(), b"one");

        proxy.set(Mode::Deaf);
        lost.write_all(b"two").await.unwrap();
        proxy.lost().wait_for(|lost| *lost > 0).await.unwrap();
        proxy.set(Mode::Pass);

        assert_eq!(lost.read(&mut [0; 1]).await.unwrap_or(0), 0, "it ends");
        assert_eq!(said(&mut idle, b"three").await.unwrap(), b"three");
    }
}
