//! As much of S3 as a test needs: a bucket in memory, which speaks HTTP/1.1 and takes every signature.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A bucket. Ends when it is dropped.
pub struct Bucket {
    address: SocketAddr,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    objects: Mutex<BTreeMap<String, Vec<u8>>>,
    /// What every request is answered, if it is not 0.
    refuses: AtomicU16,
}

impl Drop for Bucket {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Bucket {
    /// An empty bucket on a port of its own.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared::default());
        let serving = tokio::spawn({
            let shared = Arc::clone(&shared);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&shared)));
                }
            }
        });
        Self { address, shared, serving }
    }

    /// The settings with which the program keeps exports in it.
    pub fn settings(&self) -> Vec<(String, String)> {
        let all = [
            ("GATEBOOK_EXPORTS", "s3://bucket/some/prefix".to_owned()),
            ("AWS_ENDPOINT_URL", format!("http://{}", self.address)),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_ACCESS_KEY_ID", "key".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "sesame".to_owned()),
        ];
        all.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    /// The names of what is in it.
    pub fn names(&self) -> Vec<String> {
        self.shared.objects.lock().expect("nobody panics with it").keys().cloned().collect()
    }

    /// Answers everything with a status, until it is 0.
    pub fn refuse(&self, status: u16) {
        self.shared.refuses.store(status, Ordering::SeqCst);
    }
}

/// Answers what comes over a connection, one request after the other.
async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut first, mut length, mut is_signed) = (String::new(), 0, false);
        if stream.read_line(&mut first).await.unwrap_or_default() == 0 {
            return;
        }
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or_default() == 0 {
                return;
            }
            let line = line.trim_end().to_ascii_lowercase();
            match line.split_once(": ") {
                Some(("content-length", value)) => length = value.parse().expect("it is a number"),
                Some(("authorization", value)) => is_signed = value.starts_with("aws4-hmac-sha256 "),
                _ if line.is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        if stream.read_exact(&mut body).await.is_err() {
            return;
        }
        let refuses = shared.refuses.load(Ordering::SeqCst);
        let (status, answer) = match (refuses, is_signed) {
            (0, true) => answer(&shared, &first, body),
            (0, false) => (401, Vec::new()),
            (status, _) => (status, Vec::new()),
        };
        let head = format!(
            "HTTP/1.1 {status} x\r\nContent-Length: {}\r\nETag: \"x\"\r\n\
             Last-Modified: Sat, 21 Nov 2026 09:00:00 GMT\r\n\r\n",
            answer.len()
        );
        if stream.write_all(head.as_bytes()).await.is_err() || stream.write_all(&answer).await.is_err() {
            return;
        }
    }
}

fn answer(shared: &Shared, first: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key).to_owned();
    let mut objects = shared.objects.lock().expect("nobody panics with it");
    match method {
        "PUT" => {
            objects.insert(key, body);
            (200, Vec::new())
        }
        "GET" if key.is_empty() => {
            let prefix = query.split('&').find_map(|pair| pair.strip_prefix("prefix=")).unwrap_or_default();
            let prefix = prefix.replace("%2F", "/");
            let found = objects.iter().filter(|(key, _)| key.starts_with(&prefix)).map(|(key, bytes)| {
                format!(
                    "<Contents><Key>{key}</Key><Size>{}</Size>\
                     <LastModified>2026-11-21T09:00:00.000Z</LastModified></Contents>",
                    bytes.len()
                )
            });
            let listed = format!("<ListBucketResult>{}</ListBucketResult>", found.collect::<String>());
            (200, listed.into_bytes())
        }
        "GET" => objects.get(&key).map_or((404, Vec::new()), |bytes| (200, bytes.clone())),
        "POST" => {
            let body = String::from_utf8_lossy(&body).into_owned();
            let mut deleted = String::new();
            for key in body.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()) {
                objects.remove(key);
                deleted.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
            }
            (200, format!("<DeleteResult>{deleted}</DeleteResult>").into_bytes())
        }
        _ => (405, Vec::new()),
    }
}
