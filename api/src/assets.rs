//! The web console, and the list of own sessions that applications embed: files that are built beside (`console/`) and carried
//! in the program. In a development build they are read from there, as they are now.
//!
//! A file is kept as the browser takes it: `scripts/console build` has packed each one that packing makes smaller.

use poem::endpoint::make_sync;
use poem::error::{MethodNotAllowedError, NotFoundError};
use poem::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, REFERRER_POLICY, VARY,
};
use poem::http::{HeaderName, Method, StatusCode};
use poem::{Endpoint, Request, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::events::wire::hex;

/// What `scripts/console build` has made; nothing when it was not run.
#[derive(Embed)]
#[folder = "../console/dist"]
#[allow_missing = true]
struct Built;

/// What a page of the console may load: what this server has, and nothing else. Styles may stand in the page, because the
/// component library writes its variables so.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";
/// The same for the example of the embedded list, which may call an API elsewhere.
const POLICY_OF_EXAMPLE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                                 connect-src *; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The page that every address of the console shows.
const PAGE: &str = "console/index.html";
/// The same for the first of them: it names the scripts of the overview too, so that they come together with its own.
const PAGE_OF_OVERVIEW: &str = "console/overview.html";
/// Files with their content's hash in their names are here.
const HASHED: &str = "console/assets/";

/// How a file may be packed, best first: the name of the encoding, and how the packed file's name ends.
const PACKED: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Leads to the console.
pub fn root() -> impl Endpoint<Output = Response> {
    make_sync(|_| Response::builder().status(StatusCode::FOUND).header(LOCATION, "/console/").finish())
}

/// The files below `folder`, one of the folders of what was built.
pub fn files(folder: &'static str) -> impl Endpoint<Output = Response> {
    make_sync(move |request| serve(folder, &request))
}

fn serve(folder: &str, request: &Request) -> poem::Result<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(MethodNotAllowedError.into());
    }
    let path = request.uri().path().trim_start_matches('/');
    let wanted = format!("{folder}/{path}");
    // Every address of the console that is no file is a place in its one page, also that of a user with a dot in the name.
    let is_place = folder == "console" && !wanted.starts_with(HASHED) && Built::get(&wanted).is_none();
    let name = match is_place {
        true if path.is_empty() => PAGE_OF_OVERVIEW,
        true => PAGE,
        false => wanted.as_str(),
    };
    match find(name, request) {
        Some((file, encoding)) => Ok(answer(name, file, encoding, request)),
        None if is_place => Ok(Response::builder().status(StatusCode::NOT_FOUND).content_type(TEXT).body(NOT_BUILT)),
        None => Err(NotFoundError.into()),
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
const NOT_BUILT: &str = "This program was built without the console: scripts/console build makes it.";

/// A file, packed as the browser takes it.
fn find(name: &str, request: &Request) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = request.header(ACCEPT_ENCODING).unwrap_or_default();
    let takes = |encoding: &str| {
        accepted.split(',').any(|item| {
            let (named, weight) = item.split_once(';').unwrap_or((item, ""));
            named.trim().eq_ignore_ascii_case(encoding) && !matches!(weight.trim(), "q=0" | "q=0.0")
        })
    };
    let packed = PACKED.into_iter().filter(|(encoding, _)| takes(encoding));
    let packed =
        packed.filter_map(|(encoding, suffix)| Some((Built::get(&format!("{name}{suffix}"))?, Some(encoding))));
    packed.chain(Built::get(name).map(|file| (file, None))).next()
}

fn answer(name: &str, file: EmbeddedFile, encoding: Option<&'static str>, request: &Request) -> Response {
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..16]));
    let mut response = Response::builder()
        .header(CONTENT_TYPE, media_type(name))
        .header(REFERRER_POLICY, "same-origin")
        .header(VARY, "Accept-Encoding")
        .header(ETAG, &tag)
        .header(CACHE_CONTROL, kept(name));
    if let Some(encoding) = encoding {
        response = response.header(CONTENT_ENCODING, encoding);
    }
    if name.starts_with("embed/") {
        // Pages of other origins load it.
        response =
            response.header(ACCESS_CONTROL_ALLOW_ORIGIN, "*").header(CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
    }
    if name.ends_with(".html") {
        let policy = if name.starts_with("embed/") { POLICY_OF_EXAMPLE } else { POLICY };
        response = response.header(CONTENT_SECURITY_POLICY, policy);
    }
    let known = request.headers().get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    if known.flat_map(|tags| tags.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    response.body(file.data.into_owned())
}

/// How long a browser may keep a file without asking.
fn kept(name: &str) -> &'static str {
    match name.starts_with(HASHED) {
        true => "public, max-age=31536000, immutable",
        false if name.starts_with("embed/") => "public, max-age=300",
        false => "no-cache",
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
