//! HTTP in, HTTP out: the doors to the domain. One file per capability, named as in `domain`.

mod access_tokens;
mod assets;
mod auth;
mod body;
mod client;
mod connection;
mod contract;
mod cookie;
mod cors;
mod decisions;
mod door;
mod error;
mod events;
mod exports;
mod filter;
mod geoip;
mod headers;
mod health;
mod jobs;
mod keys;
mod login;
mod me;
mod members;
mod observe;
mod overload;
mod page;
mod previews;
mod privacy;
mod sessions;
mod stats;
mod streams;
mod tenants;
#[cfg(feature = "test-support")]
pub mod test_support;
mod timeline;
mod tls;
mod turns;
mod written;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::access_tokens::AccessTokens;
use domain::boot::{Clock, Settings, Stores, connect};
use domain::client_address::Network;
use domain::console::Console;
use domain::error::Error;
use domain::exports::Files;
use domain::geoip::Locator;
use domain::id::TenantId;
use domain::keyring::Keyring;
use domain::keys::Authenticator;
use domain::limits::RateLimiter;
use domain::log::tail::Heads;
use domain::log::{Log, LogSettings};
use domain::metrics;
use domain::secrets;
use domain::sessions::Sessions;
use domain::tenants::TenantContexts;
use poem::http::StatusCode;
use poem::http::uri::Scheme;
use poem::listener::{Acceptor, TcpAcceptor};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, IntoEndpoint, Request, Response, Route, Server};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;
use tokio_util::sync::CancellationToken;

use crate::connection::{Connection, HeadInTime};
use crate::door::{Door, Parts};
use crate::overload::Overload;
use crate::streams::Places;
use crate::tls::Tls;

pub use contract::openapi_yaml;
pub use streams::render;
pub use tls::HANDSHAKE_MAX;

/// How long requests that were accepted may take after a shutdown was asked for.
pub const DRAIN: Duration = Duration::from_secs(15);
/// How long the log may take after that for what is queued: 20 s in all.
const LOG_DRAIN: Duration = Duration::from_secs(5);
/// How long a connection may be without a byte before it is closed.
const IDLE_MAX: Duration = Duration::from_secs(75);
/// How long the start waits for PostgreSQL, before requests are taken without it.
const OPEN_MAX: Duration = Duration::from_secs(3);
/// Before the next connection is accepted after one could not be: descriptors are short.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Where a running API listens.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// The API.
    pub api: SocketAddr,
    /// The metrics.
    pub metrics: SocketAddr,
}

/// What every handler works with. Cheap to clone.
#[derive(Clone)]
pub struct App {
    stores: Stores,
    log: Log,
    clock: Clock,
    keyring: Keyring,
    /// SHA-256-based digest of the installation admin's key, if there is one.
    admin_key: Option<[u8; 32]>,
    authenticator: Authenticator,
    access_tokens: AccessTokens,
    contexts: TenantContexts,
    sessions: Sessions,
    limiter: RateLimiter,
    console: Console,
    locator: Locator,
    /// How far the logs are that somebody follows.
    heads: Heads,
    /// Where exports are kept, if there are any.
    files: Option<Files>,
    /// For the streams that may be written at once.
    streams: Places,
    /// How much there is to do.
    overload: Overload,
    /// Ends what would go on for ever.
    closing: CancellationToken,
    /// Networks of the proxies before the API.
    trusted_proxies: Vec<Network>,
    /// Whether it speaks TLS.
    tls: bool,
}

impl App {
    fn start(parts: &Parts, keyring: Keyring) -> Result<Self, Error> {
        let Parts { settings, stores, clock, closing } = parts.clone();
        let log_settings = LogSettings { lanes: settings.lanes, waiting_bytes_max: settings.waiting_bytes_max };
        let log = Log::start(&stores.append, &clock, log_settings);
        let contexts = TenantContexts::new(&stores.lookup, &keyring);
        let sessions = Sessions::start_up(&stores, &log, &keyring, &contexts);
        Ok(Self {
            console: Console::new(&stores, &keyring, &sessions),
            heads: Heads::start(&stores.read),
            files: settings.exports.as_ref().map(Files::open).transpose()?,
            streams: Places::default(),
            overload: Overload::start(&closing),
            closing,
            sessions,
            locator: Locator::start(&settings.geoip),
            trusted_proxies: settings.trusted_proxies.clone(),
            tls: settings.tls.is_some(),
            log,
            admin_key: settings.admin_key.as_ref().map(|key| keyring.derive("admin key", key.expose().as_bytes())),
            authenticator: Authenticator::new(&stores.lookup),
            access_tokens: AccessTokens::new(&stores, &keyring, &settings.issuer),
            contexts,
            limiter: RateLimiter::new(&stores.redis, settings.rate_limit_per_s),
            stores,
            clock,
            keyring,
        })
    }

    /// Writes what still waits when nothing is served any more.
    async fn finish(&self) {
        if self.sessions.write_uses().await.is_err() {
            tracing::warn!("the last uses of some sessions could not be written");
        }
        // Handlers that were given up may have left requests behind: a moment for these.
        if !self.log.drain(LOG_DRAIN).await {
            tracing::error!("events were still waiting when the time to stop was over; they were not acknowledged");
        }
    }

    /// The app that serves a request.
    fn of(request: &Request) -> Result<&Self, error::ApiError> {
        request.data::<Arc<Self>>().map(AsRef::as_ref).ok_or_else(error::ApiError::internal)
    }

    /// Whose user's token this is, if it is one of ours, good or not any more.
    fn tenant_of_token(&self, token: &str) -> Option<TenantId> {
        self.sessions.tenant_of(token).or_else(|| self.access_tokens.tenant_of(token))
    }

    fn is_admin_key(&self, presented: &str) -> bool {
        let digest = self.keyring.derive("admin key", presented.as_bytes());
        self.admin_key.is_some_and(|expected| secrets::equal(&expected, &digest))
    }
}

/// Serves the API and the metrics until `shutdown`; then lets what was accepted finish, at most [`DRAIN`]. Calls
/// `ready` once both listen; stores that are away do not keep it from starting.
///
/// # Errors
/// `Invalid` when a setting is missing, the master key does not open what is stored, or the files of TLS do not fit; `Unavailable` when an address cannot be listened on.
pub async fn run(
    settings: Settings,
    clock: Clock,
    shutdown: CancellationToken,
    ready: impl FnOnce(Bound) + Send,
) -> Result<(), Error> {
    metrics::begin_api();
    let parts = Parts { stores: connect(&settings)?, settings: settings.clone(), clock, closing: shutdown.clone() };
    let door = Arc::new(Door::new(parts, endpoint));
    match timeout(OPEN_MAX, door.open()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) if !error.retryable() => return Err(error),
        Ok(Err(_)) | Err(_) => {
            tracing::warn!("PostgreSQL does not answer yet; until it does, requests are answered 503")
        }
    }
    let tls = match &settings.tls {
        Some(files) => Some(Tls::start(files, &shutdown).await?),
        None => None,
    };
    let api = listen(settings.listen, "GATEBOOK_LISTEN cannot be listened on").await?;
    let metrics = listen(settings.metrics_listen, "GATEBOOK_METRICS_LISTEN cannot be listened on").await?;
    let bound = Bound { api: local_addr(&api)?, metrics: local_addr(&metrics)? };
    tracing::info!(api = %bound.api, tls = tls.is_some(), metrics = %bound.metrics, "listening");
    ready(bound);
    let serve_metrics = serve_metrics(metrics, health::metrics_endpoint(&door), shutdown.clone())?;
    let serve_api = Server::new_with_acceptor(acceptor(api, tls)?).idle_timeout(IDLE_MAX).run_with_graceful_shutdown(
        Arc::clone(&door),
        shutdown.clone().cancelled_owned(),
        Some(DRAIN),
    );
    let metrics = tokio::spawn(serve_metrics);
    serve_api.await.map_err(|e| io("the API stopped serving", e))?;
    if let Some(app) = door.app() {
        app.finish().await;
    }
    metrics.abort();
    tracing::info!("stopped");
    Ok(())
}

/// Listens for whoever reads the metrics of a process that serves no API. Returns where, and what serves them until
/// `shutdown`.
///
/// # Errors
/// `Unavailable` when the address cannot be listened on.
pub async fn listen_for_metrics(
    address: SocketAddr,
    shutdown: CancellationToken,
) -> Result<(SocketAddr, impl Future<Output = ()> + Send), Error> {
    let listener = listen(address, "GATEBOOK_WORKER_METRICS_LISTEN cannot be listened on").await?;
    let bound = local_addr(&listener)?;
    Ok((bound, serve_metrics(listener, health::metrics_alone(), shutdown)?))
}

fn serve_metrics(
    listener: TcpListener,
    metrics: impl Endpoint + 'static,
    shutdown: CancellationToken,
) -> Result<impl Future<Output = ()> + Send, Error> {
    let server = Server::new_with_acceptor(acceptor(listener, None)?).idle_timeout(IDLE_MAX);
    let serve = server.run_with_graceful_shutdown(metrics, shutdown.cancelled_owned(), Some(Duration::from_secs(1)));
    Ok(async move {
        if let Err(error) = serve.await {
            tracing::error!(%error, "the metrics are served no more");
        }
    })
}

/// The whole API as one endpoint.
fn endpoint(app: &Arc<App>) -> impl Endpoint<Output = Response> + use<> {
    contract::prepare();
    let beside = Route::new()
        .at("/openapi.yaml", contract::yaml_endpoint())
        .nest("/docs", contract::docs_endpoint())
        .at("/", assets::root())
        .nest("/console", assets::files("console"))
        .nest("/embed", assets::files("embed"))
        .at("/healthz", health::healthz())
        .at("/readyz", health::readyz(app));
    Whole { app: Arc::clone(app), operations: contract::service(app).into_endpoint(), beside }
}

/// The operations, and beside them what is none. A route with the operations nested in it would take every path
/// apart twice, and each middleware of poem's would move and box the request once more: a tenth of a check's time.
struct Whole<O> {
    app: Arc<App>,
    operations: O,
    beside: Route,
}

impl<O: Endpoint<Output = Response>> Endpoint for Whole<O> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let observed = observe::Observed::begin(&request, &self.app.clock);
        let uri = request.uri().clone();
        request.set_data(Arc::clone(&self.app));
        let asked = contract::Asked(&self.operations);
        let answer = async {
            let is_operation = uri.path().starts_with("/v1/");
            let admitted = match is_operation {
                true => self.app.overload.admit(&request).map(Some),
                false => Some(None),
            };
            let answered = if admitted.is_none() {
                Err(error::ApiError::overloaded().into())
            } else if uri.path().starts_with(cors::PATHS) {
                Box::pin(cors::call(&asked, request)).await
            } else if is_operation {
                asked.call(request).await
            } else {
                self.beside.call(request).await
            };
            drop(admitted);
            let response = match answered {
                Ok(response) => response,
                Err(error) => error::of_poem(error).await,
            };
            if is_operation
                && matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
            {
                Box::pin(overload::hold()).await;
            }
            response
        };
        let mut response = observed.scope(answer).await;
        contract::name_methods(uri.path(), &mut response);
        headers::complete(self.app.tls, &mut response);
        Ok(observed.end(response))
    }
}

async fn listen(address: SocketAddr, failed: &'static str) -> Result<TcpListener, Error> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|e| io(failed, std::io::Error::new(e.kind(), format!("{address}: {e}"))))
}

fn local_addr(listener: &TcpListener) -> Result<SocketAddr, Error> {
    listener.local_addr().map_err(|e| io("an address cannot be listened on", e))
}

fn acceptor(listener: TcpListener, tls: Option<Tls>) -> Result<PatientAcceptor, Error> {
    let plain = TcpAcceptor::from_tokio(listener).map_err(|e| io("an address cannot be listened on", e))?;
    Ok(PatientAcceptor { plain, tls, handshakes: JoinSet::new() })
}

/// Accepts connections whose small answers do not wait for others, which break when their clients take nothing, and waits a
/// little when one cannot be accepted. With TLS, one counts as accepted when its handshake is done.
struct PatientAcceptor {
    plain: TcpAcceptor,
    tls: Option<Tls>,
    /// Those that are not accepted yet.
    handshakes: JoinSet<Option<Accepted>>,
}

/// A connection, with or without TLS: its limits are the same.
type AnyConnection = HeadInTime<Either<Connection, TlsStream<Connection>>>;
type Accepted = (AnyConnection, LocalAddr, RemoteAddr, Scheme);

impl PatientAcceptor {
    /// A connection has come. Returns it when no handshake has to be done first.
    fn begin(&mut self, stream: TcpStream, local: LocalAddr, remote: RemoteAddr, scheme: Scheme) -> Option<Accepted> {
        // An error means that the peer is gone already; reading says so.
        drop(stream.set_nodelay(true));
        // What is listened on may be every address; a request is to know its connection by the one it came to.
        let local = stream.local_addr().map_or(local, |address| LocalAddr(Addr::SocketAddr(address)));
        let Some(tls) = self.tls.clone() else {
            return Some((HeadInTime::new(Either::Left(Connection::new(stream))), local, remote, scheme));
        };
        self.handshakes.spawn(async move {
            let stream = tls.shake_hands(stream).await?;
            Some((HeadInTime::new(Either::Right(stream)), local, remote, Scheme::HTTPS))
        });
        None
    }
}

impl Acceptor for PatientAcceptor {
    type Io = AnyConnection;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.plain.local_addr()
    }

    async fn accept(&mut self) -> std::io::Result<Accepted> {
        loop {
            tokio::select! {
                come = self.plain.accept() => match come {
                    Ok((stream, local, remote, scheme)) => {
                        if let Some(accepted) = self.begin(stream, local, remote, scheme) {
                            return Ok(accepted);
                        }
                    }
                    Err(error) => {
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                        return Err(error);
                    }
                },
                // A handshake that came to nothing, or panicked, leaves no connection.
                Some(done) = self.handshakes.join_next() => {
                    if let Ok(Some(accepted)) = done {
                        return Ok(accepted);
                    }
                }
            }
        }
    }
}

fn io(reason: &'static str, error: std::io::Error) -> Error {
    Error::Unavailable { reason, source: Some(Box::new(error)) }
}
