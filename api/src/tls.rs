//! TLS as an option of the API: its certificate and key, handshakes, and what happens when the files change.
//!
//! 1. The files are read and tried at the start ([`Tls::start`]): a process does not start with files that do not fit.
//! 2. Whoever accepts connections has a handshake done for each ([`Tls::shake_hands`]), in a task of its own, so that one that
//!    is slow holds up nobody. After [`HANDSHAKE_MAX`] it is given up.
//! 3. The files are looked at every two seconds. Changed ones are taken for the handshakes to come; of ones that cannot be used a
//!    line is logged, once, and the old ones stay.
//!
//! TLS 1.2 and 1.3, by ring. Only HTTP/1.1 is offered (ALPN): a client that takes nothing is found out by its connection
//! (`connection.rs`), and with HTTP/2 it could hide behind another stream of the same one.
//!
//! Whether a certificate is still good is not looked at: a process that would not start for it would help nobody.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::boot::TlsFiles;
use domain::error::Error;
use domain::guarded::Guarded;
use domain::metrics;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;

use crate::connection::Connection;

/// How long a handshake may take, from the connection's arrival on.
pub const HANDSHAKE_MAX: Duration = Duration::from_secs(10);
/// How often the files are looked at. They are taken when they were the same at two looks.
const LOOK_EVERY: Duration = Duration::from_secs(2);

const CERTIFICATE: &str = "GATEBOOK_TLS_CERTIFICATE";
const KEY: &str = "GATEBOOK_TLS_KEY";

/// The first byte of every handshake: the type of its record (RFC 8446, 5.1).
const HANDSHAKE: u8 = 22;
/// What a client is told that speaks without TLS.
const PLAIN: &str = r#"{"type":"about:blank","title":"Bad Request","status":400,"code":"malformed","detail":"this port speaks HTTPS","retryable":false,"errors":[]}"#;
/// How much of its request is read then, so that closing the connection does not take the answer away.
const PLAIN_BYTES_MAX: u64 = 1 << 16;

/// What handshakes are made with. Cheap to clone.
#[derive(Clone)]
pub struct Tls {
    in_use: watch::Receiver<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads the files, and goes on to look at them until `closing`.
    ///
    /// # Errors
    /// `Invalid`, with the variable whose file is missing or does not fit.
    pub async fn start(files: &TlsFiles, closing: &CancellationToken) -> Result<Self, Error> {
        // Before the files are read: what changes meanwhile is another mark.
        let marks = Marks::of(files).await;
        let (sender, in_use) = watch::channel(read(files).await?);
        let (files, closing) = (files.clone(), closing.clone());
        tokio::spawn(async move { closing.run_until_cancelled(follow(&files, marks, &sender)).await });
        Ok(Self { in_use })
    }

    /// Makes a connection one that is encrypted; `None` when nothing comes of it, which is the client's affair. One that speaks
    /// HTTP without TLS is told so.
    pub async fn shake_hands(&self, stream: TcpStream) -> Option<TlsStream<Connection>> {
        let config = Arc::clone(&self.in_use.borrow());
        match timeout(HANDSHAKE_MAX, attempt(config, stream)).await {
            Ok(Ok(stream)) => Some(stream),
            Ok(Err(Missed::Gone)) => None,
            Ok(Err(Missed::Failed)) | Err(_) => {
                metrics::TLS_HANDSHAKES_FAILED.inc();
                None
            }
        }
    }
}

/// Why there is no handshake.
enum Missed {
    /// The client said nothing: whether the port is open was all that it wanted to know.
    Gone,
    /// It said something else.
    Failed,
}

async fn attempt(config: Arc<ServerConfig>, stream: TcpStream) -> Result<TlsStream<Connection>, Missed> {
    let mut first = [0];
    match stream.peek(&mut first).await {
        Ok(1) if first == [HANDSHAKE] => {
            let shaken = TlsAcceptor::from(config).accept(Connection::new(stream)).await;
            shaken.map_err(|_| Missed::Failed)
        }
        Ok(1) => {
            // Every method of HTTP begins like that. An error means that the peer is gone already.
            if first[0].is_ascii_uppercase() {
                drop(refuse(stream).await);
            }
            Err(Missed::Failed)
        }
        Ok(_) | Err(_) => Err(Missed::Gone),
    }
}

/// Answers a request that came without TLS.
async fn refuse(mut stream: TcpStream) -> std::io::Result<()> {
    let answer = format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{PLAIN}",
        PLAIN.len()
    );
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await?;
    tokio::io::copy(&mut stream.take(PLAIN_BYTES_MAX), &mut tokio::io::sink()).await.map(drop)
}

/// Takes the files again whenever they have changed.
async fn follow(files: &TlsFiles, mut done: Marks, in_use: &watch::Sender<Arc<ServerConfig>>) {
    // How the files were at the last look, if they were neither taken nor refused.
    let mut arrived = None;
    loop {
        sleep(LOOK_EVERY).await;
        let marks = Marks::of(files).await;
        if marks == done {
            arrived = None;
        } else if arrived != Some(marks) {
            // Somebody may still be writing them, or has replaced one of the two so far.
            arrived = Some(marks);
        } else {
            (done, arrived) = (marks, None);
            match read(files).await {
                Ok(config) => {
                    in_use.send_replace(config);
                    tracing::info!("another certificate is in use");
                }
                Err(problem) => {
                    metrics::TLS_RELOADS_FAILED.inc();
                    tracing::error!(%problem, "the changed certificate cannot be used, the old one stays");
                }
            }
        }
    }
}

/// Which files they are; `None` for one that cannot be looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Marks {
    certificate: Option<Mark>,
    key: Option<Mark>,
}

impl Marks {
    async fn of(files: &TlsFiles) -> Self {
        Self { certificate: Mark::of(&files.certificate).await, key: Mark::of(&files.key).await }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark {
    device: u64,
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Mark {
    async fn of(path: &Path) -> Option<Self> {
        let seen = tokio::fs::metadata(path).await.ok()?;
        Some(Self {
            device: seen.dev(),
            inode: seen.ino(),
            bytes: seen.size(),
            modified: (seen.mtime(), seen.mtime_nsec()),
            changed: (seen.ctime(), seen.ctime_nsec()),
        })
    }
}

/// Reads the files and sees whether they fit each other. `Invalid` with the variable of the one that does not.
async fn read(files: &TlsFiles) -> Result<Arc<ServerConfig>, Error> {
    let pem = bytes_of(CERTIFICATE, &files.certificate).await?;
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|error| wrong(CERTIFICATE, &files.certificate, format!("is no PEM file: {error}")))?;
    if chain.is_empty() {
        return Err(wrong(CERTIFICATE, &files.certificate, "has no certificate in PEM form"));
    }
    let pem = bytes_of(KEY, &files.key).await?;
    // What the library says of a key might be part of it.
    let key = PrivateKeyDer::from_pem_slice(&pem)
        .map_err(|_| wrong(KEY, &files.key, "has no private key in PEM form without a passphrase"))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|error| Error::Unavailable { reason: "TLS cannot be set up", source: Some(Box::new(error)) })?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => wrong(KEY, &files.key, format!("is not the key of {CERTIFICATE}")),
            rustls::Error::InvalidCertificate(_) => {
                wrong(CERTIFICATE, &files.certificate, "has no certificate of X.509, version 3")
            }
            _ => wrong(KEY, &files.key, "has no private key of a kind that is known (ECDSA, Ed25519 or RSA)"),
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

async fn bytes_of(variable: &'static str, path: &Path) -> Result<Guarded<Vec<u8>>, Error> {
    let read = tokio::fs::read(path).await;
    read.map(Guarded::new).map_err(|error| wrong(variable, path, format!("cannot be read: {}", error.kind())))
}

fn wrong(variable: &'static str, path: &Path, what: impl std::fmt::Display) -> Error {
    Error::invalid(variable, format!("{} {what}", path.display()))
}
