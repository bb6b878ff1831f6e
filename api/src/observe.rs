//! Around every request: its id, its log line, its metrics, its trace.
//!
//! A log line says operation, status and time; never an address, agent, key, path or query, so that nothing of a client
//! becomes a label.

use std::time::Instant;

use domain::boot::Clock;
use domain::metrics;
use domain::traces::Work;
use domain::uuids::uuid_v7;
use poem::http::HeaderValue;
use poem::http::header::HeaderName;
use poem::{Request, Response};
use poem_openapi::OperationId;
use uuid::Uuid;

/// The header that carries a request's id, in both directions.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id that is taken from a client.
const REQUEST_ID_BYTES_MAX: usize = 64;

tokio::task_local! {
    static REQUEST_ID: HeaderValue;
}

/// The id of the request that is being answered, for a log line about it. A span would put it into every line by
/// itself, but it is made for every request, and hardly any has a line.
pub fn current_request_id() -> String {
    let id = REQUEST_ID.try_with(|id| id.to_str().map(str::to_owned));
    id.ok().and_then(Result::ok).unwrap_or_default()
}

/// A request that is being answered.
pub struct Observed {
    started: Instant,
    id: HeaderValue,
    traced: Work,
}

impl Observed {
    /// To be called when a request has come. New ids take their time from `clock`.
    pub fn begin(request: &Request, clock: &Clock) -> Self {
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let traced = Work::of_request(request.method().as_str(), header);
        Self { started: Instant::now(), id: request_id(request, clock), traced }
    }

    /// Lets what answers know the request's id.
    pub async fn scope<T>(&self, answer: impl Future<Output = T>) -> T {
        REQUEST_ID.scope(self.id.clone(), self.traced.scope(answer)).await
    }

    /// Counts the request, and says its id in the answer.
    pub fn end(self, mut response: Response) -> Response {
        let operation = response.data::<OperationId>().map_or("none", |id| id.0);
        let status = response.status();
        let elapsed = self.started.elapsed();
        let class = match status.as_u16() / 100 {
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        metrics::REQUESTS.with_label_values(&[operation, class]).inc();
        metrics::REQUEST_SECONDS.with_label_values(&[operation]).observe(elapsed.as_secs_f64());
        let ms = elapsed.as_secs_f64() * 1000.0;
        tracing::debug!(request.id = ?self.id, operation, status = status.as_u16(), duration_ms = ms, "answered");
        self.traced.answered(operation, status.as_u16());
        response.headers_mut().insert(X_REQUEST_ID, self.id);
        response
    }
}

/// The client's id if it is plain, else a new one.
fn request_id(request: &Request, clock: &Clock) -> HeaderValue {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let given = request
        .headers()
        .get(X_REQUEST_ID)
        .filter(|id| !id.is_empty() && id.len() <= REQUEST_ID_BYTES_MAX && id.as_bytes().iter().all(plain));
    given.cloned().unwrap_or_else(|| {
        let mut buffer = Uuid::encode_buffer();
        // Not `Uuid::now_v7`, which asks the kernel for random bytes every time.
        let text: &str = uuid_v7(clock.now()).simple().encode_lower(&mut buffer);
        HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("none"))
    })
}
