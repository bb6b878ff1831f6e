//! Problems: every answer that is not a success is `application/problem+json` (RFC 9457) with a `code` of a closed set.
//!
//! The table in `From<Error>` is the only place where errors of the domain become statuses. What poem and
//! poem-openapi refuse by themselves (unknown paths, parameters that do not parse) becomes a problem in [`of_poem`].

use std::time::Duration;

use domain::error::{ConflictCode, Error, Fault, Thing};
use domain::sign_in::TenantOfMember;
use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ToJSON, Type};
use poem_openapi::{ApiResponse, Enum, Object};

use crate::observe::current_request_id;

/// What a program can tell problems apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum Code {
    /// The body is not what its media type says.
    Malformed,
    /// No credential, or one that opens nothing.
    Unauthenticated,
    /// The credential lacks the scope.
    Forbidden,
    /// There is no such path.
    PathNotFound,
    /// There is no such tenant.
    TenantNotFound,
    /// There is no such key.
    KeyNotFound,
    /// There is no such event.
    EventNotFound,
    /// There is no such job.
    JobNotFound,
    /// There is no such member.
    MemberNotFound,
    /// There is no such export, or its file is there no more.
    ExportNotFound,
    /// There is no such session, or the token opens none.
    SessionNotFound,
    /// The tenant does not allow pages of this origin.
    OriginNotAllowed,
    /// The path does not know the method.
    MethodNotAllowed,
    /// Another tenant has the slug.
    SlugTaken,
    /// The id belongs to another event.
    EventIdTaken,
    /// A key that is revoked or expired cannot be rolled.
    KeyNotActive,
    /// The retention was changed less than a day ago.
    RetentionChangedRecently,
    /// Somebody has the e-mail address.
    EmailTaken,
    /// The last owner stays.
    LastOwner,
    /// The member belongs to other tenants too.
    MemberShared,
    /// Who signs in belongs to several tenants; `tenants` lists them.
    TenantNeeded,
    /// The user has as many sessions as there may be.
    TooManySessions,
    /// The session belongs to another user.
    UserBound,
    /// The session has ended.
    SessionEnded,
    /// The job has not failed: it waits, runs, or is done.
    JobNotFailed,
    /// The link was not made here, was changed, or is over.
    LinkNotGood,
    /// The operator has not said where exports are kept.
    ExportsNotSetUp,
    /// The tenant has as many exports as there may be.
    TooManyExports,
    /// The session has ended for good, but not everywhere yet: repeating helps.
    RevocationPending,
    /// `If-Match` names another version.
    VersionMismatch,
    /// Retention has taken events that came after this position.
    PositionExpired,
    /// The body, or what it unpacks to, is too large.
    TooLarge,
    /// The media type or the content encoding is not known.
    UnsupportedMediaType,
    /// The idempotency key came with another body before.
    IdempotencyMismatch,
    /// One or more places do not fit; `errors` names them.
    Invalid,
    /// What is asked takes longer than it may: `detail` says what to narrow.
    TooBroad,
    /// The quota is spent.
    Limited,
    /// A defect: the request id helps to find it.
    Internal,
    /// A store is away or full; the same request may succeed later.
    Unavailable,
}

/// A problem (RFC 9457).
#[derive(Debug, Clone, Object)]
pub struct Problem {
    /// Always `about:blank`: the code says which problem it is.
    #[oai(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Which problem it is, for programs.
    pub code: Code,
    /// What is wrong, for people.
    #[oai(skip_serializing_if_is_none)]
    pub detail: Option<String>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// Each place that does not fit; empty for problems of other kinds.
    pub errors: Vec<ProblemPlace>,
    /// The tenants to choose from, for `tenant_needed` alone.
    #[oai(skip_serializing_if_is_none)]
    pub tenants: Option<Vec<ProblemTenant>>,
}

/// A tenant to choose.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct ProblemTenant {
    /// Its name in URLs, which is to be sent as `tenant`.
    pub slug: String,
    /// Its name for people.
    pub name: String,
}

/// One place that does not fit.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct ProblemPlace {
    /// JSON pointer (RFC 6901) into the body.
    #[oai(skip_serializing_if_is_none)]
    pub pointer: Option<String>,
    /// Name of the query parameter, path parameter or header.
    #[oai(skip_serializing_if_is_none)]
    pub parameter: Option<String>,
    /// What is wrong with it, for people.
    pub detail: String,
}

impl From<&Fault> for ProblemPlace {
    fn from(fault: &Fault) -> Self {
        let is_pointer = fault.pointer.is_empty() || fault.pointer.starts_with('/');
        Self {
            pointer: is_pointer.then(|| fault.pointer.clone()),
            parameter: (!is_pointer).then(|| fault.pointer.clone()),
            detail: fault.detail.clone(),
        }
    }
}

/// A problem as a payload.
pub struct ProblemBody(Box<Problem>);

impl Payload for ProblemBody {
    const CONTENT_TYPE: &'static str = "application/problem+json";

    fn schema_ref() -> MetaSchemaRef {
        Problem::schema_ref()
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}

impl IntoResponse for ProblemBody {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::CONTENT_TYPE).body(self.0.to_json_string())
    }
}

/// Every refusal that an operation can answer.
#[derive(ApiResponse)]
pub enum ApiError {
    /// The request cannot be read at all.
    #[oai(status = 400)]
    Malformed(ProblemBody),
    /// No credential, or one that opens nothing.
    #[oai(status = 401)]
    Unauthenticated(
        ProblemBody,
        /// How to identify oneself.
        #[oai(header = "WWW-Authenticate")]
        String,
    ),
    /// The credential lacks the scope that the operation needs.
    #[oai(status = 403)]
    Forbidden(ProblemBody),
    /// There is none, or it is somebody else's.
    #[oai(status = 404)]
    NotFound(ProblemBody),
    /// The path does not know the method.
    #[oai(status = 405)]
    MethodNotAllowed(ProblemBody),
    /// It cannot be done in the state things are in.
    #[oai(status = 409)]
    Conflict(ProblemBody),
    /// What was there is gone for good.
    #[oai(status = 410)]
    Gone(ProblemBody),
    /// `If-Match` names another version.
    #[oai(status = 412)]
    PreconditionFailed(ProblemBody),
    /// The body, or what it unpacks to, is too large.
    #[oai(status = 413)]
    TooLarge(ProblemBody),
    /// The media type or the content encoding is not known.
    #[oai(status = 415)]
    UnsupportedMediaType(ProblemBody),
    /// Places of the request do not fit; `errors` names them.
    #[oai(status = 422)]
    Invalid(ProblemBody),
    /// The key's quota is spent.
    #[oai(status = 429)]
    Limited(
        ProblemBody,
        /// Seconds after which repeating has a chance.
        #[oai(header = "Retry-After")]
        u64,
    ),
    /// A defect.
    #[oai(status = 500)]
    Internal(ProblemBody),
    /// A store is away or full.
    #[oai(status = 503)]
    Unavailable(
        ProblemBody,
        /// Seconds after which repeating has a chance.
        #[oai(header = "Retry-After")]
        u64,
    ),
}

/// A problem of a status and a code.
fn problem(status: u16, code: Code, detail: impl Into<String>) -> ProblemBody {
    let title = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Error");
    ProblemBody(Box::new(Problem {
        kind: "about:blank".to_owned(),
        title: title.to_owned(),
        status,
        code,
        detail: Some(detail.into()).filter(|detail: &String| !detail.is_empty()),
        retryable: matches!(status, 429 | 502 | 503 | 504),
        errors: Vec::new(),
        tenants: None,
    }))
}

impl ProblemBody {
    fn at(mut self, faults: &[Fault]) -> Self {
        self.0.errors = faults.iter().map(ProblemPlace::from).collect();
        self
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match &error {
            Error::NotFound(thing) => Self::NotFound(problem(404, not_found_code(*thing), detail)),
            Error::Conflict { code: ConflictCode::VersionMismatch, .. } => {
                Self::PreconditionFailed(problem(412, Code::VersionMismatch, detail))
            }
            Error::Conflict { code: ConflictCode::PositionExpired, .. } => {
                Self::Gone(problem(410, Code::PositionExpired, detail))
            }
            Error::Conflict { code: ConflictCode::IdempotencyMismatch, .. } => {
                Self::Invalid(problem(422, Code::IdempotencyMismatch, detail))
            }
            Error::Conflict { code, .. } => Self::Conflict(problem(409, conflict_code(*code), detail)),
            Error::Invalid(faults) => Self::Invalid(problem(422, Code::Invalid, detail).at(faults)),
            Error::Forbidden { .. } => Self::Forbidden(problem(403, Code::Forbidden, detail)),
            Error::Limited { retry_after } => {
                Self::Limited(problem(429, Code::Limited, "the key's quota is spent"), seconds(*retry_after))
            }
            Error::Unavailable { reason, source } => {
                if let Some(source) = source {
                    let id = current_request_id();
                    tracing::warn!(request.id = id, reason, error = %domain::error::brief(&**source), "a store did not answer");
                }
                Self::Unavailable(problem(503, Code::Unavailable, *reason), 1)
            }
            Error::TooBroad { .. } => Self::Invalid(problem(422, Code::TooBroad, detail)),
            Error::RevocationPending => Self::Unavailable(problem(503, Code::RevocationPending, detail), 1),
            Error::Corrupt { .. } => {
                tracing::error!(request.id = current_request_id(), error = %error, "a stored row does not fit");
                Self::Internal(problem(500, Code::Internal, "a stored row does not fit"))
            }
        }
    }
}

const fn not_found_code(thing: Thing) -> Code {
    match thing {
        Thing::Tenant => Code::TenantNotFound,
        Thing::Key => Code::KeyNotFound,
        Thing::Event => Code::EventNotFound,
        Thing::Job => Code::JobNotFound,
        Thing::Member => Code::MemberNotFound,
        Thing::Session => Code::SessionNotFound,
        Thing::Export => Code::ExportNotFound,
    }
}

const fn conflict_code(code: ConflictCode) -> Code {
    match code {
        ConflictCode::SlugTaken => Code::SlugTaken,
        ConflictCode::EventIdTaken => Code::EventIdTaken,
        ConflictCode::KeyNotActive => Code::KeyNotActive,
        ConflictCode::RetentionChangedRecently => Code::RetentionChangedRecently,
        ConflictCode::EmailTaken => Code::EmailTaken,
        ConflictCode::LastOwner => Code::LastOwner,
        ConflictCode::MemberShared => Code::MemberShared,
        ConflictCode::TooManySessions => Code::TooManySessions,
        ConflictCode::UserBound => Code::UserBound,
        ConflictCode::SessionEnded => Code::SessionEnded,
        ConflictCode::JobNotFailed => Code::JobNotFailed,
        ConflictCode::ExportsNotSetUp => Code::ExportsNotSetUp,
        ConflictCode::TooManyExports => Code::TooManyExports,
        ConflictCode::VersionMismatch => Code::VersionMismatch,
        ConflictCode::PositionExpired => Code::PositionExpired,
        ConflictCode::IdempotencyMismatch => Code::IdempotencyMismatch,
    }
}

fn seconds(duration: Duration) -> u64 {
    duration.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
}

impl ApiError {
    /// 400: cannot be read at all.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::Malformed(problem(400, Code::Malformed, detail))
    }

    /// 401.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::Unauthenticated(
            problem(401, Code::Unauthenticated, "a valid key or token is needed: Authorization: Bearer …"),
            "Bearer realm=\"gatebook\"".to_owned(),
        )
    }

    /// 403: the key lacks a scope.
    pub fn forbidden(scope: impl std::fmt::Display) -> Self {
        Self::Forbidden(problem(403, Code::Forbidden, format!("the key lacks the scope {scope}")))
    }

    /// 403: for another reason than a scope.
    pub fn forbidden_because(detail: &str) -> Self {
        Self::Forbidden(problem(403, Code::Forbidden, detail))
    }

    /// 401: nobody can sign in with that.
    #[must_use]
    pub fn wrong_password() -> Self {
        Self::Unauthenticated(
            problem(401, Code::Unauthenticated, "e-mail address or password are wrong"),
            "Bearer realm=\"gatebook\"".to_owned(),
        )
    }

    /// 409: somebody has to say which tenant they mean.
    #[must_use]
    pub fn tenant_needed(tenants: &[TenantOfMember]) -> Self {
        let mut problem = problem(409, Code::TenantNeeded, "you belong to several tenants: name one of `tenants`");
        let named = |tenant: &TenantOfMember| ProblemTenant { slug: tenant.slug.clone(), name: tenant.name.clone() };
        problem.0.tenants = Some(tenants.iter().map(named).collect());
        Self::Conflict(problem)
    }

    /// What an attempt to sign in ended with: too many are something else than a quota.
    pub fn of_attempt(error: Error) -> Self {
        match error {
            Error::Limited { retry_after } => {
                Self::Limited(problem(429, Code::Limited, "too many attempts to sign in"), seconds(retry_after))
            }
            other => other.into(),
        }
    }

    /// 413.
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::TooLarge(problem(413, Code::TooLarge, detail))
    }

    /// 415.
    pub fn unsupported_media_type(detail: impl Into<String>) -> Self {
        Self::UnsupportedMediaType(problem(415, Code::UnsupportedMediaType, detail))
    }

    /// 422: one place does not fit.
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Error::invalid(pointer, detail).into()
    }

    /// 500: a defect.
    #[must_use]
    pub fn internal() -> Self {
        Self::Internal(problem(500, Code::Internal, "a defect, the request id helps to find it"))
    }

    /// 503: there is more to do than can be done in time.
    #[must_use]
    pub fn overloaded() -> Self {
        Self::Unavailable(problem(503, Code::Unavailable, "there is too much to do right now"), 1)
    }

    /// 403: a page of an origin that the tenant does not allow.
    #[must_use]
    pub fn origin_not_allowed() -> Self {
        let detail = "the tenant does not allow pages of this origin: see allowed_origins";
        Self::Forbidden(problem(403, Code::OriginNotAllowed, detail))
    }

    /// 403: a link that opens nothing.
    #[must_use]
    pub fn link_not_good() -> Self {
        let detail = "the link is not good, or not any more: get the export again for another one";
        Self::Forbidden(problem(403, Code::LinkNotGood, detail))
    }

    /// 404: the token opens no session.
    #[must_use]
    pub fn session_not_found() -> Self {
        Error::NotFound(Thing::Session).into()
    }

    fn path_not_found() -> Self {
        Self::NotFound(problem(404, Code::PathNotFound, "there is no such path"))
    }

    fn method_not_allowed() -> Self {
        Self::MethodNotAllowed(problem(405, Code::MethodNotAllowed, "the path does not know this method"))
    }
}

/// Turns what poem and poem-openapi refuse by themselves into a problem; what is a response already passes.
pub async fn of_poem(error: poem::Error) -> Response {
    use poem_openapi::error as openapi;
    if error.is_from_response() {
        return error.into_response();
    }
    let answer = if let Some(e) = error.downcast_ref::<openapi::ParseParamError>() {
        ApiError::invalid(e.name, reason(&e.reason))
    } else if error.is::<openapi::ParsePathError>() || error.is::<poem::error::ParsePathError>() {
        // Percent-encoded bytes that are no text name nothing.
        ApiError::path_not_found()
    } else if let Some(e) = error.downcast_ref::<openapi::ContentTypeError>() {
        ApiError::unsupported_media_type(match e {
            openapi::ContentTypeError::NotSupported { .. } => "the media type is not known here",
            openapi::ContentTypeError::ExpectContentType => "the request has no Content-Type",
        })
    } else {
        match error.status() {
            StatusCode::UNAUTHORIZED => ApiError::unauthenticated(),
            StatusCode::NOT_FOUND => ApiError::path_not_found(),
            StatusCode::METHOD_NOT_ALLOWED => ApiError::method_not_allowed(),
            status if status.is_client_error() => ApiError::malformed("the request cannot be read"),
            _ => {
                tracing::error!(request.id = current_request_id(), "a handler failed without a problem");
                ApiError::internal()
            }
        }
    };
    answer.into_response()
}

/// What poem-openapi says of a parameter, without the value that it quotes.
fn reason(text: &str) -> String {
    match text.strip_prefix("verification failed. ") {
        Some(rule) => format!("must fit: {rule}"),
        None => "does not fit, see the contract for its form".to_owned(),
    }
}
