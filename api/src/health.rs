//! Whether the process lives, whether it can serve, and its metrics.

use std::sync::Arc;

use domain::boot::Stores;
use poem::http::StatusCode;
use poem::{Endpoint, Response, Route, endpoint};

use crate::App;
use crate::door::Door;

/// `GET /healthz`: 200 as long as the process answers at all.
pub fn healthz() -> impl Endpoint {
    endpoint::make_sync(|_| "ok\n")
}

/// `GET /readyz`: 200 when PostgreSQL answers and the schema is there; Redis away is said, but ingest goes on.
pub fn readyz(app: &Arc<App>) -> impl Endpoint + use<> {
    let stores = app.stores.clone();
    endpoint::make(move |_| {
        let stores = stores.clone();
        async move { Ok::<_, poem::Error>(readiness(&stores).await) }
    })
}

async fn readiness(stores: &Stores) -> Response {
    let (postgres, redis) = tokio::join!(domain::health::postgres(stores), stores.redis.ping());
    let word = |up: bool| if up { "up" } else { "away" };
    let status = if postgres.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = format!("{{\"postgres\":\"{}\",\"redis\":\"{}\"}}\n", word(postgres.is_ok()), word(redis.is_ok()));
    let response = Response::builder().status(status).content_type("application/json");
    match status {
        StatusCode::OK => response.body(body),
        _ => response.header("Retry-After", "1").body(body),
    }
}

/// `GET /metrics` on the port of its own.
pub fn metrics_endpoint<E: Send + Sync + 'static>(door: &Arc<Door<E>>) -> impl Endpoint + use<E> {
    let door = Arc::clone(door);
    metrics_after(move || {
        let waiting = door.app().map_or(0, |app| app.log.budget().waiting_bytes());
        domain::metrics::WAITING_BYTES.set(i64::try_from(waiting).unwrap_or(i64::MAX));
    })
}

/// `GET /metrics` of a process that serves no API.
pub fn metrics_alone() -> impl Endpoint {
    metrics_after(|| ())
}

fn metrics_after(measure: impl Fn() + Send + Sync + 'static) -> Route {
    let answer = endpoint::make_sync(move |_| {
        measure();
        Response::builder().content_type("text/plain; version=0.0.4").body(domain::metrics::text())
    });
    Route::new().at("/metrics", answer)
}
