//! Around every request: its id, its log line, its metrics.
//!
//! A log line says operation, status and time; never an address, agent, key, path or query, so that nothing of a client
//! becomes a label.

use std::time::Instant;

use domain::metrics;
use poem::http::HeaderValue;
use poem::http::header::HeaderName;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use poem_openapi::OperationId;
use tracing::Instrument;
use uuid::Uuid;

/// The header that carries a request's id, in both directions.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id that is taken from a client.
const REQUEST_ID_BYTES_MAX: usize = 64;

/// The middleware.
pub struct Observe;

impl<E: Endpoint> Middleware<E> for Observe {
    type Output = Observed<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Observed { inner }
    }
}

/// An endpoint whose requests are observed.
pub struct Observed<E> {
    inner: E,
}

impl<E: Endpoint> Endpoint for Observed<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let started = Instant::now();
        let id = request_id(&request);
        let span = tracing::info_span!("request", request.id = %id.to_str().unwrap_or_default());
        let mut response = match self.inner.call(request).instrument(span.clone()).await {
            Ok(response) => response.into_response(),
            Err(error) => crate::error::of_poem(error).await,
        };
        let operation = response.data::<OperationId>().map_or("none", |id| id.0);
        let status = response.status();
        let elapsed = started.elapsed();
        let class = match status.as_u16() / 100 {
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        metrics::REQUESTS.with_label_values(&[operation, class]).inc();
        metrics::REQUEST_SECONDS.with_label_values(&[operation]).observe(elapsed.as_secs_f64());
        let ms = elapsed.as_secs_f64() * 1000.0;
        span.in_scope(|| tracing::debug!(operation, status = status.as_u16(), duration_ms = ms, "answered"));
        response.headers_mut().insert(X_REQUEST_ID, id);
        Ok(response)
    }
}

/// The client's id if it is plain, else a new one.
fn request_id(request: &Request) -> HeaderValue {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let given = request
        .headers()
        .get(X_REQUEST_ID)
        .filter(|id| !id.is_empty() && id.len() <= REQUEST_ID_BYTES_MAX && id.as_bytes().iter().all(plain));
    given.cloned().unwrap_or_else(|| {
        let mut buffer = Uuid::encode_buffer();
        let text: &str = Uuid::now_v7().simple().encode_lower(&mut buffer);
        HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("none"))
    })
}
