//! A connection that breaks when its client takes nothing of what is sent to it: what waits for it takes memory, and a
//! stream that it reads takes one of the places.
//!
//! Whoever begins a request has to come to the end of its head in time ([`HeadInTime`]), with TLS or without: slow ones would
//! otherwise take up descriptors and memory for as long as they like.
//!
//! A connection breaks as well when an answer that is being written cannot be finished ([`Breaker`]). An error of the body is not enough:
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
const STALLED_MAX: Duration = Duration::from_secs(30);

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

/// How long the head of a request may take from its first byte on.
const HEAD_MAX: Duration = Duration::from_secs(15);

/// What ends a head.
const HEAD_END: [u8; 4] = *b"\r\n\r\n";
/// How a connection begins that speaks HTTP/2 (RFC 9113, 3.4); no method of HTTP/1 is called so.
const HTTP_2: &[u8] = b"PRI ";
/// An answer behind which the body of the same request comes.
const CONTINUE: &[u8] = b"HTTP/1.1 100";

/// A connection that breaks when the head of a request takes too long. It counts from the first byte after an answer.
///
/// It breaks as well when it begins as HTTP/2 does, which the server would understand: many streams share one connection there, so that
/// one that its client takes nothing of would not be seen.
pub struct HeadInTime<S> {
    stream: S,
    max: Duration,
    state: Head,
    /// How many bytes of [`HTTP_2`] it began with; `None` once another came.
    preface: Option<usize>,
    /// Until when it must have ended; `None` before its first byte.
    due: Option<Pin<Box<Sleep>>>,
}

/// What is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// A head; so many bytes of [`HEAD_END`] were last.
    Reading(usize),
    /// What comes behind it.
    Read,
}

impl<S> HeadInTime<S> {
    /// One that has begun.
    pub const fn new(stream: S) -> Self {
        Self::within(HEAD_MAX, stream)
    }

    const fn within(max: Duration, stream: S) -> Self {
        Self { stream, max, state: Head::Reading(0), preface: Some(0), due: None }
    }

    /// Whether what came so far is how HTTP/2 begins.
    fn is_http_2(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            match self.preface {
                Some(begun) if begun < HTTP_2.len() => {
                    self.preface = (*byte == HTTP_2[begun]).then_some(begun + 1);
                }
                _ => break,
            }
        }
        self.preface == Some(HTTP_2.len())
    }

    fn received(&mut self, bytes: &[u8]) {
        let Head::Reading(mut ended) = self.state else { return };
        for byte in bytes {
            ended = if *byte == HEAD_END[ended] { ended + 1 } else { usize::from(*byte == HEAD_END[0]) };
            if ended == HEAD_END.len() {
                (self.state, self.due) = (Head::Read, None);
                return;
            }
        }
        self.state = Head::Reading(ended);
        if !bytes.is_empty() {
            let max = self.max;
            self.due.get_or_insert_with(|| Box::pin(sleep(max)));
        }
    }

    fn sent(&mut self, bytes: &[u8]) {
        // Also when the answer came before the body: what comes of that is no head that is late.
        if !bytes.starts_with(CONTINUE) {
            (self.state, self.due) = (Head::Reading(0), None);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for HeadInTime<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if read.is_ready() {
            if self.is_http_2(&buffer.filled()[before..]) {
                return Poll::Ready(Err(Error::from(ErrorKind::Unsupported)));
            }
            self.received(&buffer.filled()[before..]);
        } else if let Some(due) = &mut self.due {
            ready!(due.as_mut().poll(context));
            return Poll::Ready(Err(Error::from(ErrorKind::TimedOut)));
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for HeadInTime<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.sent(bytes);
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.sent(slices.first().map_or(&[], |slice| slice));
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
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

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
    use tokio::time::Instant;

    use super::*;

    const MAX: Duration = Duration::from_millis(300);

    fn pair() -> (DuplexStream, HeadInTime<DuplexStream>) {
        let (client, server) = duplex(64 * 1024);
        (client, HeadInTime::within(MAX, server))
    }

    /// Reads until the other end is closed, or it breaks; what it broke with.
    async fn read(server: &mut HeadInTime<DuplexStream>) -> Option<ErrorKind> {
        let mut buffer = [0; 1024];
        loop {
            match server.read(&mut buffer).await {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(error.kind()),
            }
        }
    }

    #[tokio::test]
    async fn a_head_that_comes_byte_by_byte_has_so_long_and_no_longer() {
        let (mut client, mut server) = pair();
        let began = Instant::now();
        let dripping = tokio::spawn(async move {
            for byte in b"GET / HTTP/1.1\r\nHost: x\r\nX: ".iter().chain(std::iter::repeat(&b'a')) {
                if client.write_all(&[*byte]).await.is_err() {
                    return;
                }
                sleep(MAX / 20).await;
            }
        });

        assert_eq!(read(&mut server).await, Some(ErrorKind::TimedOut));
        assert!(began.elapsed() >= MAX);
        dripping.abort();
    }

    #[tokio::test]
    async fn a_body_and_a_client_that_waits_have_all_the_time() {
        let (mut client, mut server) = pair();
        sleep(2 * MAX).await;
        client.write_all(b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n").await.unwrap();
        server.read_exact(&mut [0; 38]).await.unwrap();
        sleep(2 * MAX).await;
        client.write_all(b"body").await.unwrap();
        server.read_exact(&mut [0; 4]).await.unwrap();
        server.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
        sleep(2 * MAX).await;

        // The next request on it has its own time.
        client.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        assert_eq!(read(&mut server).await, Some(ErrorKind::TimedOut));
    }

    #[tokio::test]
    async fn a_body_that_came_behind_its_answer_leaves_no_time_running() {
        let (mut client, mut server) = pair();
        let head = b"POST / HTTP/1.1\r\nContent-Length: 8\r\n\r\n";
        client.write_all(head).await.unwrap();
        server.read_exact(&mut vec![0; head.len()]).await.unwrap();
        server.write_all(b"HTTP/1.1 401 Unauthorized\r\n").await.unwrap();
        client.write_all(b"the body").await.unwrap();
        server.read_exact(&mut [0; 8]).await.unwrap();
        server.write_all(b"\r\n").await.unwrap();
        sleep(2 * MAX).await;
        drop(client);

        assert_eq!(read(&mut server).await, None);
    }

    #[tokio::test]
    async fn what_follows_a_continue_is_no_head() {
        let (mut client, mut server) = pair();
        let head = b"POST / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n";
        client.write_all(head).await.unwrap();
        server.read_exact(&mut vec![0; head.len()]).await.unwrap();
        server.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.unwrap();
        client.write_all(b"slow").await.unwrap();
        server.read_exact(&mut [0; 4]).await.unwrap();
        sleep(2 * MAX).await;
        drop(client);

        assert_eq!(read(&mut server).await, None);
    }

    #[tokio::test]
    async fn what_begins_as_http_2_breaks_however_it_comes() {
        for pieces in
            [&["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"][..], &["P", "RI", " * HTTP/2.0"], &["PRI / HTTP/1.1\r\nX: "]]
        {
            let (mut client, mut server) = pair();
            let sent = pieces.iter().map(|piece| piece.as_bytes().to_vec());
            let sending = tokio::spawn(async move {
                for piece in sent.collect::<Vec<_>>() {
                    client.write_all(&piece).await.unwrap();
                    tokio::task::yield_now().await;
                }
                client
            });

            assert_eq!(read(&mut server).await, Some(ErrorKind::Unsupported), "{pieces:?}");
            sending.await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_method_that_only_resembles_it_and_a_body_are_left_alone() {
        let (mut client, mut server) = pair();
        client.write_all(b"PRINT / HTTP/1.1\r\n\r\nPRI * HTTP/2.0\r\n\r\n").await.unwrap();
        drop(client);

        assert_eq!(read(&mut server).await, None);
    }
}
