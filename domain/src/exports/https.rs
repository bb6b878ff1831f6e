//! The way to a bucket: HTTP over TLS, for the library that knows S3.
//!
//! Certificates are those that the machine trusts. Whatever the library asks can be asked again.

use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt as _;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector as Tcp;
use hyper_util::rt::TokioExecutor;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpResponseBody,
    HttpService,
};
use object_store::{ClientConfigKey, ClientOptions};

/// How long an answer may take to begin.
const ANSWER_MAX: Duration = Duration::from_secs(15);

/// Makes clients as the library's options say.
#[derive(Debug)]
pub(super) struct Https;

impl HttpConnector for Https {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let roots = HttpsConnectorBuilder::new().with_native_roots();
        let tls = roots.map_err(|source| object_store::Error::Generic { store: "TLS", source: Box::new(source) })?;
        let plain_too = options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
        let tls = if plain_too { tls.https_or_http() } else { tls.https_only() };
        Ok(HttpClient::new(Service(Client::builder(TokioExecutor::new()).build(tls.enable_http1().build()))))
    }
}

#[derive(Debug)]
struct Service(Client<HttpsConnector<Tcp>, HttpRequestBody>);

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = tokio::time::timeout(ANSWER_MAX, self.0.request(request)).await;
        let answer = answer.map_err(|elapsed| HttpError::new(HttpErrorKind::Timeout, elapsed))?;
        let answer = answer.map_err(|error| {
            let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Request };
            HttpError::new(kind, error)
        })?;
        let (parts, body) = answer.into_parts();
        let body = body.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error));
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}
