//! The contract: `openapi.yaml`, as the server serves it, as the command prints it, and as a page to read.
//!
//! poem-openapi derives the document from the handlers; `document` adds what it cannot say.

mod document;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use poem::endpoint::BoxEndpoint;
use poem::http::header::{ALLOW, CACHE_CONTROL};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Endpoint, Request, Response, ResponseBuilder, Route, endpoint};
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{LicenseObject, OpenApi, OpenApiService, Tags};
use url::form_urlencoded;

use crate::App;
use crate::access_tokens::AccessTokensApi;
use crate::contract::document::Paths;
use crate::decisions::DecisionsApi;
use crate::error::ApiError;
use crate::events::EventsApi;
use crate::exports::ExportsApi;
use crate::geoip::GeoipApi;
use crate::jobs::JobsApi;
use crate::keys::KeysApi;
use crate::login::LoginApi;
use crate::me::MeApi;
use crate::members::MembersApi;
use crate::previews::PreviewsApi;
use crate::privacy::PrivacyApi;
use crate::sessions::SessionsApi;
use crate::stats::StatsApi;
use crate::streams::StreamsApi;
use crate::tenants::TenantsApi;
use crate::timeline::TimelineApi;

/// How much of an unknown parameter's name a problem repeats.
const NAME_CHARS_MAX: usize = 64;

/// Groups of operations.
#[derive(Tags)]
#[oai(rename_all = "snake_case")]
pub enum Tag {
    /// The log: append page views exactly once, read them back in order.
    Events,
    /// Events as files: ordered, written in the background, and fetched with a link.
    Exports,
    /// Page views counted: sums, series, and what was seen most.
    Statistics,
    /// The caller's tenant and its settings; for the installation's admin, all tenants.
    Tenants,
    /// API keys of the caller's tenant.
    Keys,
    /// People of the caller's tenant who sign in to the console.
    Members,
    /// Signing in to the console: the credential of a member is a cookie.
    Console,
    /// Sessions of the tenant's users, for its application: start, check, refresh, search, end.
    Sessions,
    /// Whether the tenant's application is to refuse a request.
    Decisions,
    /// Own sessions, for the user whose they are.
    Me,
    /// What a tenant's application verifies by itself, for a few minutes.
    AccessTokens,
    /// What is known of a person: give it, erase it.
    Privacy,
    /// Work of the caller's tenant that is done in the background.
    Jobs,
}

const DESCRIPTION: &str = "\
The gate book of a web application: who requested what, from where, on which device, with secrets removed before \
anything is stored.

**Identify yourself** with `Authorization: Bearer gbk_…` (an application, by its key) or `Bearer gbs_…` (a user, by the \
token of a session). The tenant follows from it.

**Problems** are `application/problem+json` (RFC 9457) with a `code` of a closed set and, where places of the request \
do not fit, `errors` that name each by JSON pointer. Repeating helps after 429, 502, 503 and 504 (see `Retry-After`) \
and after nothing else. An id that is unknown and one that is somebody else's are both 404.

**Times** are RFC 3339, in UTC. **Lists** go on with `next` as `cursor`, with the same filters. **Every answer** has \
an `X-Request-Id`; a request may bring its own.";

/// By what they are about; a tuple of the library has 16 places.
type Apis = (OfEvents, OfTenants, OfSessions);
type OfEvents = (EventsApi, PreviewsApi, TimelineApi, StatsApi, StreamsApi, ExportsApi);
type OfTenants = (TenantsApi, GeoipApi, KeysApi, MembersApi, LoginApi);
type OfSessions = (SessionsApi, DecisionsApi, MeApi, AccessTokensApi, PrivacyApi, JobsApi);

/// The service: all operations.
pub fn service(app: &Arc<App>) -> OpenApiService<Apis, ()> {
    let events = (
        EventsApi { app: Arc::clone(app) },
        PreviewsApi { app: Arc::clone(app) },
        TimelineApi { app: Arc::clone(app) },
        StatsApi { app: Arc::clone(app) },
        StreamsApi { app: Arc::clone(app) },
        ExportsApi { app: Arc::clone(app) },
    );
    let tenants = (
        TenantsApi { app: Arc::clone(app) },
        GeoipApi { app: Arc::clone(app) },
        KeysApi { app: Arc::clone(app) },
        MembersApi { app: Arc::clone(app) },
        LoginApi { app: Arc::clone(app) },
    );
    let sessions = (
        SessionsApi { app: Arc::clone(app) },
        DecisionsApi { app: Arc::clone(app) },
        MeApi { app: Arc::clone(app) },
        AccessTokensApi { app: Arc::clone(app) },
        PrivacyApi { app: Arc::clone(app) },
        JobsApi { app: Arc::clone(app) },
    );
    described((events, tenants, sessions))
}

fn described<T: OpenApi>(api: T) -> OpenApiService<T, ()> {
    OpenApiService::new(api, "Gatebook", env!("CARGO_PKG_VERSION"))
        .description(DESCRIPTION)
        .license(LicenseObject::new("MIT OR Apache-2.0").url("https://spdx.org/licenses/"))
        .server("http://127.0.0.1:8080")
}

/// The operations as types alone: the contract can be printed without a running service.
struct Described;

impl OpenApi for Described {
    fn meta() -> Vec<MetaApi> {
        Apis::meta()
    }

    fn register(registry: &mut Registry) {
        Apis::register(registry);
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

/// `openapi.yaml`.
#[must_use]
pub fn openapi_yaml() -> &'static str {
    static YAML: LazyLock<String> = LazyLock::new(|| document::write(&described(Described).spec()));
    &YAML
}

static PATHS: LazyLock<Paths> = LazyLock::new(|| Paths::of(openapi_yaml()));

/// Reads the contract, so that no request waits for it.
pub fn prepare() {
    LazyLock::force(&PATHS);
}

/// Names in `Allow` the methods that a path knows when another was tried (RFC 9110, 15.5.6).
pub fn name_methods(path: &str, response: &mut Response) {
    // Whatever is not in the contract is only looked at.
    if response.status() == StatusCode::METHOD_NOT_ALLOWED
        && let Ok(methods) = HeaderValue::from_str(PATHS.methods_at(path).as_deref().unwrap_or("GET, HEAD"))
    {
        response.headers_mut().insert(ALLOW, methods);
    }
}

/// The operations, which are asked nothing that they do not know: a filter that is misspelt would be no filter.
pub struct Asked<'a, O>(pub &'a O);

impl<O: Endpoint> Endpoint for Asked<'_, O> {
    type Output = O::Output;

    async fn call(&self, request: Request) -> poem::Result<O::Output> {
        if let Some(query) = request.uri().query().filter(|query| !query.is_empty()) {
            check_query(request.method(), request.uri().path(), query)?;
        }
        self.0.call(request).await
    }
}

/// 422 at the first parameter of a query that the operation does not have.
fn check_query(method: &Method, path: &str, query: &str) -> Result<(), ApiError> {
    // HEAD is answered by what answers GET.
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let Some(known) = PATHS.parameters_of(method.as_str(), path) else { return Ok(()) };
    let unknown = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| !known.iter().any(|known| known == name));
    let Some((name, _)) = unknown else { return Ok(()) };
    let detail = match known {
        [] => "is unknown: there are no parameters here".to_owned(),
        known => format!("is unknown: there are {}", known.join(", ")),
    };
    // A name of any length is not repeated as a whole.
    Err(ApiError::invalid(name.chars().take(NAME_CHARS_MAX).collect::<String>(), detail))
}

/// `GET /openapi.yaml`.
pub fn yaml_endpoint() -> impl Endpoint {
    endpoint::make_sync(|_| public("application/yaml").body(openapi_yaml()))
}

/// `GET /docs` and its script: the contract as a page, from this binary alone.
pub fn docs_endpoint() -> Route {
    const PAGE: &str = include_str!("docs.html");
    // The page may load its own script and the contract, and nothing from anywhere else.
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; \
                          img-src 'self' data:; worker-src blob:; base-uri 'none'; frame-ancestors 'none'";
    let page = endpoint::make_sync(|_| {
        public("text/html; charset=utf-8").header("Content-Security-Policy", POLICY).body(PAGE)
    });
    let script = endpoint::make_sync(|_| public("text/javascript").body(redoc_script()));
    Route::new().at("/", page).at("/redoc.js", script)
}

/// What is the same for everybody, until another release takes its place.
fn public(media_type: &str) -> ResponseBuilder {
    Response::builder().content_type(media_type).header(CACHE_CONTROL, "public, max-age=300")
}

/// The script of Redoc, which poem-openapi carries inside a page of its own.
fn redoc_script() -> &'static str {
    static SCRIPT: LazyLock<String> = LazyLock::new(|| {
        let page = described(Described).redoc_html();
        let script = page.split_once("<script charset=\"UTF-8\">").map_or("", |(_, rest)| rest);
        script.split_once("</script>\n  </head>").map_or_else(String::new, |(script, _)| script.to_owned())
    });
    &SCRIPT
}
