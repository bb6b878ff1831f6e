//! TLS as an option of the API: over real connections, with certificates that each test makes.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use tests::program_over;
use tests::{Client, TestApp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, ProtocolVersion, RootCertStore, SupportedProtocolVersion};

/// Longer than anything here takes; what is waited for decides, not this.
const PATIENCE: Duration = Duration::from_secs(60);

/// Who the tests trust, and the files of the API.
struct Files {
    authority: CertifiedIssuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Files {
    fn make() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let this = Self { authority, folder: tempfile::tempdir().unwrap() };
        this.issue();
        this
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    /// Puts another certificate and its key in their places; the certificate as clients see it.
    fn issue(&self) -> Vec<u8> {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.authority).unwrap();
        put(&self.certificate(), &certificate.pem());
        put(&self.key(), &key.serialize_pem());
        certificate.der().to_vec()
    }

    fn settings(&self) -> [(&'static str, String); 2] {
        [
            ("GATEBOOK_TLS_CERTIFICATE", self.certificate().display().to_string()),
            ("GATEBOOK_TLS_KEY", self.key().display().to_string()),
        ]
    }

    async fn app(&self) -> TestApp {
        let settings = self.settings();
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        TestApp::start_with(&settings).await
    }

    /// What a client trusts that speaks these versions.
    fn connector(&self, versions: &[&'static SupportedProtocolVersion]) -> TlsConnector {
        let mut roots = RootCertStore::empty();
        roots.add(self.authority.der().clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }

    async fn connect(&self, app: &TestApp) -> TlsStream<TcpStream> {
        let stream = TcpStream::connect(address(app)).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        self.connector(&[&TLS13, &TLS12]).connect(name, stream).await.expect("the certificate is trusted")
    }

    /// What the API answers, with its headers.
    async fn get(&self, app: &TestApp, path: &str) -> String {
        let mut stream = self.connect(app).await;
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("the end is said, and not just a connection cut");
        answer
    }

    /// The certificate that the API shows now.
    async fn shown(&self, app: &TestApp) -> Vec<u8> {
        let stream = self.connect(app).await;
        stream.get_ref().1.peer_certificates().unwrap()[0].to_vec()
    }
}

/// As those do it who renew certificates: beside, and then in its place.
fn put(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    std::fs::write(&beside, text).unwrap();
    std::fs::rename(beside, path).unwrap();
}

fn address(app: &TestApp) -> SocketAddr {
    app.url().trim_start_matches("http://").parse().unwrap()
}

async fn metric(app: &TestApp, name: &str) -> u64 {
    let text = Client::new(&app.metrics_url, None).get("").await.assert_status(200).text;
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
    line.trim().parse().unwrap()
}

#[tokio::test]
async fn https_is_spoken_in_both_versions_and_nothing_older() {
    let files = Files::make();
    let app = files.app().await;

    let answer = files.get(&app, "/healthz").await;

    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
    for (version, name) in [(&TLS13, ProtocolVersion::TLSv1_3), (&TLS12, ProtocolVersion::TLSv1_2)] {
        let stream = TcpStream::connect(address(&app)).await.unwrap();
        let name_of_server = ServerName::try_from("localhost").unwrap();
        let stream = files.connector(&[version]).connect(name_of_server, stream).await.unwrap();
        assert_eq!(stream.get_ref().1.protocol_version(), Some(name));
    }
    // A greeting of TLS 1.1, and of nothing newer: refused with a fatal alert (RFC 8446, 6.2), of its version (70), or of its ciphers
    // (40) when these are looked at first.
    let mut stream = TcpStream::connect(address(&app)).await.unwrap();
    stream.write_all(&greeting(&[3, 2])).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer[0] == 21 && matches!(answer[5..], [2, 40 | 70]), "{answer:?}");
}

/// A greeting of a client that speaks this version at most, with one cipher and no extension.
fn greeting(version: &[u8; 2]) -> Vec<u8> {
    let mut hello = version.to_vec();
    hello.extend([7; 32]);
    // No session; TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA; no compression.
    hello.extend([0, 0, 2, 0xc0, 0x09, 1, 0]);
    let length = u8::try_from(hello.len()).unwrap();
    let mut message = vec![22, 3, 1, 0, length + 4, 1, 0, 0, length];
    message.extend(hello);
    message
}

#[tokio::test]
async fn a_request_without_tls_is_told_so_and_metrics_stay_plain() {
    let files = Files::make();
    let app = files.app().await;

    let answer = app.anonymous().post_bytes("/v1/events", "application/json", vec![b'x'; 20_000]).await;

    let problem = answer.assert_problem(400, "malformed").json();
    assert_eq!(problem["detail"], "this port speaks HTTPS");
    assert!(metric(&app, "gatebook_tls_handshakes_failed_total").await >= 1);
    let mut stream = TcpStream::connect(address(&app)).await.unwrap();
    stream.write_all(b"\x00nonsense").await.unwrap();
    // Closed, with or without what it had sent being read.
    let read = stream.read(&mut [0; 1]).await;
    assert!(matches!(&read, Ok(0) | Err(_)), "{read:?}");
}

#[tokio::test]
async fn handshakes_that_do_not_go_on_hinder_nobody_and_are_cut_off() {
    let files = Files::make();
    let app = files.app().await;
    let half = &greeting(&[3, 3])[..20];
    let mut waiting = Vec::new();
    for number in 0..200 {
        let mut stream = TcpStream::connect(address(&app)).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(half).await.unwrap();
        }
        waiting.push(stream);
    }

    let answers = join_all((0..20).map(|_| files.get(&app, "/healthz"))).await;

    assert!(answers.iter().all(|answer| answer.starts_with("HTTP/1.1 200")), "{answers:?}");
    let ends = join_all(waiting.iter_mut().map(|stream| async {
        let mut said = Vec::new();
        stream.read_to_end(&mut said).await.map(|_| said)
    }));
    let ends = tokio::time::timeout(PATIENCE, ends).await.expect("all are cut off");
    // Bytes that nobody read make the end a reset.
    assert!(ends.iter().all(|end| end.as_ref().map_or(true, Vec::is_empty)), "nothing is said: {ends:?}");
}

#[tokio::test]
async fn files_that_change_are_taken_and_those_that_do_not_fit_are_not() {
    let files = Files::make();
    let app = files.app().await;
    let first = files.shown(&app).await;
    let mut open = files.connect(&app).await;

    let second = files.issue();
    assert_ne!(first, second);
    tokio::time::timeout(PATIENCE, async { while files.shown(&app).await != second {} }).await.expect("it is taken");

    // Who was there before stays.
    open.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    open.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    // A key of another certificate: the old pair stays, for those who come.
    let failed = metric(&app, "gatebook_tls_reloads_failed_total").await;
    put(&files.key(), &KeyPair::generate().unwrap().serialize_pem());
    let refused = async { while metric(&app, "gatebook_tls_reloads_failed_total").await == failed {} };
    tokio::time::timeout(PATIENCE, refused).await.expect("it is looked at");
    assert_eq!(files.shown(&app).await, second);

    // And when they fit again they are taken.
    let third = files.issue();
    tokio::time::timeout(PATIENCE, async { while files.shown(&app).await != third {} }).await.expect("it is taken");
}

#[tokio::test]
async fn files_that_do_not_fit_keep_the_program_from_starting_by_the_name_of_their_variable() {
    let (files, app) = (Files::make(), TestApp::start().await);
    let certificate = std::fs::read_to_string(files.certificate()).unwrap();
    let key = std::fs::read_to_string(files.key()).unwrap();
    let other_key = KeyPair::generate().unwrap().serialize_pem();
    let cut = certificate.replace("-----END CERTIFICATE-----", "");
    let none = "nothing in PEM form\n";
    let locked = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    for (certificate, key, said) in [
        (None, Some(&*key), "GATEBOOK_TLS_CERTIFICATE: "),
        (Some(none), Some(&*key), "GATEBOOK_TLS_CERTIFICATE: "),
        (Some(&*cut), Some(&*key), "GATEBOOK_TLS_CERTIFICATE: "),
        (Some(&*certificate), None, "GATEBOOK_TLS_KEY: "),
        (Some(&*certificate), Some(none), "GATEBOOK_TLS_KEY: "),
        (Some(&*certificate), Some(&*locked), "GATEBOOK_TLS_KEY: "),
        (Some(&*certificate), Some(&*other_key), "GATEBOOK_TLS_KEY: "),
    ] {
        for (path, text) in [(files.certificate(), certificate), (files.key(), key)] {
            drop(std::fs::remove_file(&path));
            if let Some(text) = text {
                put(&path, text);
            }
        }

        let ended = program_over(&app, &["api"]).envs(files.settings()).output().await.unwrap();

        let error = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{error}");
        assert!(error.contains(said), "it should say {said:?}: {error}");
        let secret = key.into_iter().flat_map(str::lines).find(|line| line.len() == 64);
        assert!(!secret.is_some_and(|line| error.contains(line)), "no part of a key: {error}");
    }
}
