//! A connection that breaks when its client takes nothing of what is sent to it: what waits for it takes memory, and a
//! stream that it reads takes one of the places.
//!
//! It breaks as well when an answer that is being written cannot be finished ([`Breaker`]). An error of the body is not enough:
//! poem's server asks a connection that has failed once more, and hyper then ends the answer as if it were whole.

use std::collections::HashMap;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use poem::{Addr, Request};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How long a client may take nothing.
pub const STALLED_MAX: Duration = Duration::from_secs(30);

/// The open connections, by the addresses of their ends: a request says of its connection no more than these.
static OPEN: LazyLock<Mutex<HashMap<Ends, Arc<AtomicBool>>>> = LazyLock::new(Mutex::default);

/// Ours and the client's.
type Ends = (SocketAddr, SocketAddr);

/// Breaks the connection on which a request has come.
pub struct Breaker(Option<Arc<AtomicBool>>);

impl Breaker {
    /// That of a request.
    pub fn of(request: &Request) -> Self {
        let (Addr::SocketAddr(local), Addr::SocketAddr(remote)) = (&request.local_addr().0, &request.remote_addr().0)
        else {
            return Self(None);
        };
        Self(open().get(&(*local, *remote)).cloned())
    }

    /// Nothing more is written: the client sees that what it has is not whole.
    pub fn break_off(&self) {
        if let Some(is_broken) = &self.0 {
            is_broken.store(true, Ordering::Relaxed);
        }
    }
}

fn open() -> MutexGuard<'static, HashMap<Ends, Arc<AtomicBool>>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection to a client.
pub struct Connection {
    stream: TcpStream,
    ends: Option<Ends>,
    /// Whether nothing more may be written.
    is_broken: Arc<AtomicBool>,
    /// Until when it may take nothing; `None` when it took what was written last.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Connection {
    /// One that was accepted.
    pub fn new(stream: TcpStream) -> Self {
        let is_broken = Arc::new(AtomicBool::new(false));
        // Without addresses the client is gone already.
        let ends = stream.local_addr().ok().zip(stream.peer_addr().ok());
        if let Some(ends) = ends {
            open().insert(ends, Arc::clone(&is_broken));
        }
        Self { stream, ends, is_broken, stalled: None }
    }

    fn check(&self) -> Result<()> {
        if self.is_broken.load(Ordering::Relaxed) { Err(Error::from(ErrorKind::ConnectionAborted)) } else { Ok(()) }
    }

    /// What came of writing, or that it took too long.
    fn in_time(&mut self, context: &mut Context<'_>, written: Poll<Result<usize>>) -> Poll<Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED_MAX)));
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(Error::from(ErrorKind::TimedOut)))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let Some(ends) = &self.ends else { return };
        let mut open = open();
        // Another connection may have the same ends by now.
        if open.get(ends).is_some_and(|is_broken| Arc::ptr_eq(is_broken, &self.is_broken)) {
            open.remove(ends);
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.check()?;
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.in_time(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.check()?;
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.in_time(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
