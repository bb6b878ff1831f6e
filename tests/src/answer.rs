//! Asking the API, and looking at what it says.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode, header::HeaderMap};
use serde_json::Value;

/// How long an answer may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// More pages than any list of a test has.
const PAGES_MAX: usize = 10_000;

/// Somebody who calls the API. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    credential: Option<String>,
}

impl Client {
    /// Somebody who presents `credential`, or nothing.
    pub fn new(url: &str, credential: Option<&str>) -> Self {
        // The tests speak to this machine alone; a proxy of the environment is not for them.
        let http =
            reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().expect("a client without TLS can be built");
        Self { http, url: url.to_owned(), credential: credential.map(str::to_owned) }
    }

    /// A request that the test completes and sends with [`Client::send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        match &self.credential {
            Some(credential) => request.bearer_auth(credential),
            None => request,
        }
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.expect("the API answers")).await
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Follows `next` from the first page of a list to the end.
    pub async fn pages(&self, list: &str) -> Vec<Value> {
        let mut pages: Vec<Value> = Vec::new();
        loop {
            let join = if list.contains('?') { '&' } else { '?' };
            let path = match pages.last().and_then(|page| page["next"].as_str()) {
                Some(next) => format!("{list}{join}cursor={next}"),
                None if pages.is_empty() => list.to_owned(),
                None => return pages,
            };
            assert!(pages.len() < PAGES_MAX, "the list {list} does not end");
            pages.push(self.get(&path).await.assert_status(200).json());
        }
    }

    /// All items of a list, from all its pages; `member` holds them in each page.
    pub async fn all(&self, list: &str, member: &str) -> Vec<Value> {
        let pages = self.pages(list).await.into_iter();
        pages
            .flat_map(|page| page[member].as_array().cloned().unwrap_or_else(|| panic!("no {member}: {page}")))
            .collect()
    }

    /// `POST` of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// `POST` of bytes as `content_type`.
    pub async fn post_bytes(&self, path: &str, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        self.send(self.request(Method::POST, path).header("content-type", content_type).body(body.into())).await
    }

    /// `PATCH` with JSON.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(body)).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }
}

/// What the API answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub text: String,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.expect("the answer is whole") }
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"))
    }

    /// A header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Passes when the status is this one.
    #[track_caller]
    pub fn assert_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// Passes when this is a problem with this status and code.
    #[track_caller]
    pub fn assert_problem(self, status: u16, code: &str) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{self:?}");
        assert_eq!(problem["status"], status, "{self:?}");
        let titled = problem["title"].as_str().is_some_and(|title| !title.is_empty());
        assert!(titled, "a problem has a title: {self:?}");
        // RFC 9110: who is told to come back later is told when.
        let later =
            matches!(StatusCode::from_u16(status), Ok(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE));
        assert!(!later || !self.header("retry-after").is_empty(), "no Retry-After: {self:?}");
        self
    }
}
