//! The API over HTTP, for commands that need nothing but a key.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Url};

use crate::failure::Failure;

/// Where the API is unless somebody says otherwise.
pub const DEFAULT_URL: &str = "http://127.0.0.1:8080";
/// How long a connection may take.
const CONNECT_MAX: Duration = Duration::from_secs(10);

/// An API, and the key that is presented to it.
pub struct HttpApi {
    http: Client,
    url: Url,
    key: String,
}

impl HttpApi {
    /// Somebody who presents `key` to the API at `url`. Answers take at most `answer_max`, if that is given.
    ///
    /// # Errors
    /// When the URL is none of HTTP.
    pub fn new(url: &str, key: &str, answer_max: Option<Duration>, agent: &str) -> Result<Self, Failure> {
        if url.contains('@') {
            return Err(Failure::usage(
                "--url takes no user and no password; the key is given as GATEBOOK_KEY or --key",
            ));
        }
        if !url.contains("://") {
            return Err(Failure::usage(format!("--url {url}: it begins with http://, as in http://{url}")));
        }
        let url: Url = url.parse().map_err(|error| Failure::usage(format!("--url {url}: {error}")))?;
        if url.scheme() != "http" {
            return Err(Failure::usage(format!(
                "--url {url}: only http:// is spoken here; reach an API behind TLS through a tunnel"
            )));
        }
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Failure::usage("--key: this is no key"));
        }
        let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let http = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_MAX)
            .user_agent(agent);
        let http = match answer_max {
            Some(answer_max) => http.timeout(answer_max),
            None => http,
        };
        // A proxy cannot reach this machine.
        let http = if here { http.no_proxy() } else { http };
        let http = http.build().map_err(|error| Failure::usage(format!("no HTTP client: {error}")))?;
        Ok(Self { http, url, key: key.to_owned() })
    }

    /// Where it is.
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// A request for a path, without the slash before it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let base = self.url.as_str().trim_end_matches('/');
        self.http.request(method, format!("{base}/{path}")).bearer_auth(&self.key)
    }
}

/// Why there is no answer, in a sentence without the body or the key.
pub fn no_answer(url: &Url, error: &reqwest::Error) -> String {
    let mut deepest: &dyn std::error::Error = error;
    while let Some(cause) = deepest.source() {
        deepest = cause;
    }
    format!("no answer from {url}: {deepest}")
}
