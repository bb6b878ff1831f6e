//! The one error of the domain. It knows nothing of HTTP; `api/src/error.rs` turns it into problems.

use std::sync::Arc;
use std::time::Duration;

/// What went wrong, in as many kinds as a program must tell apart.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it belongs to somebody else.
    #[error("{0} not found")]
    NotFound(Thing),
    /// It cannot be done in the state things are in.
    #[error("{detail}")]
    Conflict {
        /// Which conflict, for programs.
        code: ConflictCode,
        /// What conflicts, for people.
        detail: String,
    },
    /// One or more places of the input do not fit.
    #[error("{}", .0.first().map_or("invalid input", |f| f.detail.as_str()))]
    Invalid(Vec<Fault>),
    /// The caller is known, but may not do this.
    #[error("{detail}")]
    Forbidden {
        /// What it may not, for people.
        detail: &'static str,
    },
    /// The caller asks for more than it may now.
    #[error("limited, repeat in {retry_after:?}")]
    Limited {
        /// When repeating has a chance.
        retry_after: Duration,
    },
    /// What is asked takes longer than it may.
    #[error("takes longer than {limit:?}: {narrow}")]
    TooBroad {
        /// How long it may take.
        limit: Duration,
        /// What to ask instead, for people.
        narrow: &'static str,
    },
    /// A store is away or overloaded; repeating may help.
    #[error("unavailable: {reason}")]
    Unavailable {
        /// What is away, without addresses or secrets.
        reason: &'static str,
        /// What the store said.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// A session has ended for good, but Redis could not be told; repeating tells it.
    #[error("the session has ended, but not everywhere yet: repeat")]
    RevocationPending,
    /// A stored row does not fit the program: somebody must act.
    #[error("corrupt row in {table}, {id}: {detail}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// Which row.
        id: String,
        /// What does not fit.
        detail: String,
    },
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A tenant.
    Tenant,
    /// An API key.
    Key,
    /// An event.
    Event,
    /// A job.
    Job,
    /// A member.
    Member,
    /// A session.
    Session,
    /// An export, or its file.
    Export,
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Tenant => "tenant",
            Self::Key => "key",
            Self::Event => "event",
            Self::Job => "job",
            Self::Member => "member",
            Self::Session => "session",
            Self::Export => "export",
        })
    }
}

/// Which conflict, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictCode {
    /// Another tenant has this slug.
    SlugTaken,
    /// An `If-Match` that names another version.
    VersionMismatch,
    /// The same idempotency key came with another body.
    IdempotencyMismatch,
    /// The event id is used by an event with another `occurred_at` in the same partition.
    EventIdTaken,
    /// A key that is revoked or expired cannot be rolled.
    KeyNotActive,
    /// The tenant's retention was changed less than a day ago.
    RetentionChangedRecently,
    /// Somebody has this e-mail address.
    EmailTaken,
    /// A tenant that has owners keeps one.
    LastOwner,
    /// The member belongs to other tenants too.
    MemberShared,
    /// The user has as many sessions as there may be.
    TooManySessions,
    /// The session belongs to another user.
    UserBound,
    /// The session has ended.
    SessionEnded,
    /// A job that has not failed cannot be pushed again.
    JobNotFailed,
    /// Retention has taken what came after this position of the log.
    PositionExpired,
    /// Nobody has said where exports are kept.
    ExportsNotSetUp,
    /// The tenant has as many exports as there may be.
    TooManyExports,
}

/// One place of the input that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: a JSON pointer into the body (RFC 6901), or the name of a parameter.
    pub pointer: String,
    /// What is wrong, for people: lower case, no full stop, never the value itself.
    pub detail: String,
}

impl Fault {
    /// A fault at `pointer`.
    pub fn new(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into() }
    }
}

impl Error {
    /// A single place that does not fit.
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![Fault::new(pointer, detail)])
    }

    /// A store that is away, without its own words.
    #[must_use]
    pub const fn unavailable(reason: &'static str) -> Self {
        Self::Unavailable { reason, source: None }
    }

    /// A stored row that the program cannot read.
    pub fn corrupt(table: &'static str, id: impl ToString, detail: impl Into<String>) -> Self {
        Self::Corrupt { table, id: id.to_string(), detail: detail.into() }
    }

    /// Whether the same call may succeed later without anything being changed.
    #[must_use]
    pub const fn retryable(&self) -> bool {
        match self {
            Self::Limited { .. } | Self::Unavailable { .. } | Self::RevocationPending => true,
            Self::NotFound(_)
            | Self::Conflict { .. }
            | Self::Invalid(_)
            | Self::Forbidden { .. }
            | Self::TooBroad { .. }
            | Self::Corrupt { .. } => false,
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(source: sea_orm::DbErr) -> Self {
        Self::Unavailable { reason: "the database did not answer as expected", source: Some(Box::new(source)) }
    }
}

impl From<redis::RedisError> for Error {
    fn from(source: redis::RedisError) -> Self {
        Self::Unavailable { reason: "redis did not answer as expected", source: Some(Box::new(source)) }
    }
}

/// An error that several waiting callers got of one look-up, for one of them.
pub(crate) fn shared(error: Arc<Error>) -> Error {
    match &*error {
        Error::NotFound(thing) => Error::NotFound(*thing),
        Error::Corrupt { table, id, detail } => Error::corrupt(table, id, detail.clone()),
        Error::Invalid(faults) => Error::Invalid(faults.clone()),
        Error::Conflict { code, detail } => Error::Conflict { code: *code, detail: detail.clone() },
        Error::Forbidden { detail } => Error::Forbidden { detail },
        Error::Limited { retry_after } => Error::Limited { retry_after: *retry_after },
        Error::TooBroad { limit, narrow } => Error::TooBroad { limit: *limit, narrow },
        Error::Unavailable { reason, .. } => Error::unavailable(reason),
        Error::RevocationPending => Error::RevocationPending,
    }
}

/// An error of a store without the values it may quote: PostgreSQL's messages contain them.
#[must_use]
pub fn brief(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(error) = error.downcast_ref::<sea_orm::DbErr>() {
        return crate::sql::Brief(error).to_string();
    }
    if let Some(error) = error.downcast_ref::<redis::RedisError>() {
        return format!("redis: {}", error.category());
    }
    if let Some(error) = error.downcast_ref::<object_store::Error>() {
        return crate::exports::brief(error);
    }
    "a store failed".to_owned()
}
