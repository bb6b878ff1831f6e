//! Which pages may call the user's own endpoints (CORS): those of the origins that the tenant allows.
//!
//! No cookies are involved: a page has to have the token. A preflight has no credential yet and so no tenant; it is
//! answered for every origin, and the request itself is refused when the tenant does not allow its origin.

use std::sync::Arc;

use poem::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, AUTHORIZATION, ORIGIN, VARY,
};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Endpoint, IntoResponse, Request, Response};

use crate::App;
use crate::cookie;
use crate::error::{ApiError, of_poem};

/// Where the endpoints are that pages may call.
pub const PATHS: &str = "/v1/me/";
/// How long a browser may keep the answer to a preflight, in seconds.
const PREFLIGHT_KEPT_S: &str = "600";

/// Answers a request of a page of another origin, or passes it on.
pub async fn call<E: Endpoint<Output = Response>>(operations: &E, request: Request) -> poem::Result<Response> {
    let Some(origin) = request.headers().get(ORIGIN).cloned() else {
        return operations.call(request).await;
    };
    if request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        return Ok(preflight(&origin));
    }
    let app = request.data::<Arc<App>>().cloned().ok_or_else(ApiError::internal)?;
    let allowed = is_allowed(&app, &request, &origin).await?;
    let mut response = match allowed {
        Some(false) => of_poem(ApiError::origin_not_allowed().into()).await,
        _ => match operations.call(request).await {
            Ok(response) => response,
            Err(error) => of_poem(error).await,
        },
    };
    // Why it was refused says nothing of anybody, and the page has to tell its developer.
    let is_refusal = matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if allowed == Some(true) || is_refusal {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let exposed = HeaderValue::from_static("X-Request-Id, Retry-After, WWW-Authenticate");
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
    Ok(response)
}

/// Whether the tenant of the request's token allows the origin; `None` when there is no token of ours: then there is
/// nothing to be read, and a 401 to be told.
async fn is_allowed(app: &App, request: &Request, origin: &HeaderValue) -> Result<Option<bool>, ApiError> {
    let Ok(origin) = origin.to_str() else { return Ok(Some(false)) };
    if cookie::is_own(request, origin) {
        return Ok(Some(true));
    }
    let credential = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = credential.and_then(|value| value.split_once(' ')).map(|(_, token)| token.trim());
    let Some(tenant) = token.and_then(|token| app.tenant_of_token(token)) else { return Ok(None) };
    match app.contexts.get(tenant).await {
        Ok(context) => Ok(Some(context.tenant.settings.allowed_origins.iter().any(|allowed| allowed == origin))),
        // It is deleted.
        Err(domain::error::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn preflight(origin: &HeaderValue) -> Response {
    Response::builder()
        .status(StatusCode::NO_CONTENT)
        .header(ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .header(ACCESS_CONTROL_ALLOW_METHODS, "GET, DELETE")
        .header(ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, X-Request-Id")
        .header(ACCESS_CONTROL_MAX_AGE, PREFLIGHT_KEPT_S)
        .header(VARY, "Origin")
        .finish()
        .into_response()
}
