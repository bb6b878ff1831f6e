// Generated from openapi.yaml by `make clients`. Not to be edited.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///An event that was taken.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AppendedEvent {
        ///Whether it was there before: the position is that of the first time.
        pub duplicate: bool,
        ///The event's id (`evt_…`); absent when an ignore rule dropped it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Whether an ignore rule of the tenant dropped it.
        pub ignored: bool,
        ///Its position in the tenant's log, from 1; absent when an ignore rule dropped it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub position: ::std::option::Option<i64>,
        ///JSON pointers into the posted event, of every value that was replaced.
        pub redacted: ::std::vec::Vec<::std::string::String>,
    }
    impl AppendedEvent {
        pub fn builder() -> builder::AppendedEvent {
            Default::default()
        }
    }
    ///What became of a batch.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct BatchResult {
        ///Events that got a position now.
        pub accepted: u32,
        ///Events that were there before.
        pub duplicates: u32,
        ///The first position that was given now.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub first_position: ::std::option::Option<i64>,
        ///Events that an ignore rule dropped.
        pub ignored: u32,
        ///The last position that was given now; those between are this batch's too.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_position: ::std::option::Option<i64>,
        ///Events that do not fit; the others are stored.
        pub rejected: u32,
        ///One entry for each event that was not plainly accepted, in the order of the batch.
        pub results: ::std::vec::Vec<ItemResult>,
    }
    impl BatchResult {
        pub fn builder() -> builder::BatchResult {
            Default::default()
        }
    }
    ///What of a request is blocked.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum BlockReason {
        #[serde(rename = "network")]
        Network,
        #[serde(rename = "program")]
        Program,
        #[serde(rename = "kind")]
        Kind,
    }
    impl ::std::fmt::Display for BlockReason {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Network => f.write_str("network"),
                Self::Program => f.write_str("program"),
                Self::Kind => f.write_str("kind"),
            }
        }
    }
    impl ::std::str::FromStr for BlockReason {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "network" => Ok(Self::Network),
                "program" => Ok(Self::Program),
                "kind" => Ok(Self::Kind),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for BlockReason {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for BlockReason {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Whose requests are to be refused.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Blocked {
        ///Those of programs of these kinds.
        pub kinds: ::std::vec::Vec<ProgramKind>,
        ///Those from these networks (CIDR). At most 1,000.
        pub networks: ::std::vec::Vec<::std::string::String>,
        ///Those of these programs. At most 200.
        pub programs: ::std::vec::Vec<::std::string::String>,
    }
    impl Blocked {
        pub fn builder() -> builder::Blocked {
            Default::default()
        }
    }
    ///Lists to set of whose requests are to be refused; those that are left out stay, or begin empty.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct BlockedPatch {
        ///Kinds of programs. At most 5.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub kinds: ::std::vec::Vec<ProgramKind>,
        ///Networks (CIDR) and addresses. At most 1,000.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub networks: ::std::vec::Vec<::std::string::String>,
        ///Names of programs, such as `GPTBot`; case does not matter. At most 200.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub programs: ::std::vec::Vec<::std::string::String>,
    }
    impl BlockedPatch {
        pub fn builder() -> builder::BlockedPatch {
            Default::default()
        }
    }
    ///A session that was changed, with its new token if a user was bound to it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ChangedSession {
        ///An access token that names the user, beside it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub access_token: ::std::option::Option<::std::string::String>,
        ///The session as it is now.
        pub session: Session,
        ///The session's token from now on, if a user was bound to it. The earlier one opens nothing any more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<::std::string::String>,
    }
    impl ChangedSession {
        pub fn builder() -> builder::ChangedSession {
            Default::default()
        }
    }
    ///What a program can tell problems apart by.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Code {
        #[serde(rename = "malformed")]
        Malformed,
        #[serde(rename = "unauthenticated")]
        Unauthenticated,
        #[serde(rename = "forbidden")]
        Forbidden,
        #[serde(rename = "path_not_found")]
        PathNotFound,
        #[serde(rename = "tenant_not_found")]
        TenantNotFound,
        #[serde(rename = "key_not_found")]
        KeyNotFound,
        #[serde(rename = "event_not_found")]
        EventNotFound,
        #[serde(rename = "job_not_found")]
        JobNotFound,
        #[serde(rename = "member_not_found")]
        MemberNotFound,
        #[serde(rename = "export_not_found")]
        ExportNotFound,
        #[serde(rename = "session_not_found")]
        SessionNotFound,
        #[serde(rename = "origin_not_allowed")]
        OriginNotAllowed,
        #[serde(rename = "method_not_allowed")]
        MethodNotAllowed,
        #[serde(rename = "slug_taken")]
        SlugTaken,
        #[serde(rename = "event_id_taken")]
        EventIdTaken,
        #[serde(rename = "key_not_active")]
        KeyNotActive,
        #[serde(rename = "retention_changed_recently")]
        RetentionChangedRecently,
        #[serde(rename = "email_taken")]
        EmailTaken,
        #[serde(rename = "last_owner")]
        LastOwner,
        #[serde(rename = "member_shared")]
        MemberShared,
        #[serde(rename = "tenant_needed")]
        TenantNeeded,
        #[serde(rename = "too_many_sessions")]
        TooManySessions,
        #[serde(rename = "user_bound")]
        UserBound,
        #[serde(rename = "session_ended")]
        SessionEnded,
        #[serde(rename = "job_not_failed")]
        JobNotFailed,
        #[serde(rename = "link_not_good")]
        LinkNotGood,
        #[serde(rename = "exports_not_set_up")]
        ExportsNotSetUp,
        #[serde(rename = "too_many_exports")]
        TooManyExports,
        #[serde(rename = "revocation_pending")]
        RevocationPending,
        #[serde(rename = "version_mismatch")]
        VersionMismatch,
        #[serde(rename = "position_expired")]
        PositionExpired,
        #[serde(rename = "too_large")]
        TooLarge,
        #[serde(rename = "unsupported_media_type")]
        UnsupportedMediaType,
        #[serde(rename = "idempotency_mismatch")]
        IdempotencyMismatch,
        #[serde(rename = "invalid")]
        Invalid,
        #[serde(rename = "too_broad")]
        TooBroad,
        #[serde(rename = "limited")]
        Limited,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "unavailable")]
        Unavailable,
    }
    impl ::std::fmt::Display for Code {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Malformed => f.write_str("malformed"),
                Self::Unauthenticated => f.write_str("unauthenticated"),
                Self::Forbidden => f.write_str("forbidden"),
                Self::PathNotFound => f.write_str("path_not_found"),
                Self::TenantNotFound => f.write_str("tenant_not_found"),
                Self::KeyNotFound => f.write_str("key_not_found"),
                Self::EventNotFound => f.write_str("event_not_found"),
                Self::JobNotFound => f.write_str("job_not_found"),
                Self::MemberNotFound => f.write_str("member_not_found"),
                Self::ExportNotFound => f.write_str("export_not_found"),
                Self::SessionNotFound => f.write_str("session_not_found"),
                Self::OriginNotAllowed => f.write_str("origin_not_allowed"),
                Self::MethodNotAllowed => f.write_str("method_not_allowed"),
                Self::SlugTaken => f.write_str("slug_taken"),
                Self::EventIdTaken => f.write_str("event_id_taken"),
                Self::KeyNotActive => f.write_str("key_not_active"),
                Self::RetentionChangedRecently => {
                    f.write_str("retention_changed_recently")
                }
                Self::EmailTaken => f.write_str("email_taken"),
                Self::LastOwner => f.write_str("last_owner"),
                Self::MemberShared => f.write_str("member_shared"),
                Self::TenantNeeded => f.write_str("tenant_needed"),
                Self::TooManySessions => f.write_str("too_many_sessions"),
                Self::UserBound => f.write_str("user_bound"),
                Self::SessionEnded => f.write_str("session_ended"),
                Self::JobNotFailed => f.write_str("job_not_failed"),
                Self::LinkNotGood => f.write_str("link_not_good"),
                Self::ExportsNotSetUp => f.write_str("exports_not_set_up"),
                Self::TooManyExports => f.write_str("too_many_exports"),
                Self::RevocationPending => f.write_str("revocation_pending"),
                Self::VersionMismatch => f.write_str("version_mismatch"),
                Self::PositionExpired => f.write_str("position_expired"),
                Self::TooLarge => f.write_str("too_large"),
                Self::UnsupportedMediaType => f.write_str("unsupported_media_type"),
                Self::IdempotencyMismatch => f.write_str("idempotency_mismatch"),
                Self::Invalid => f.write_str("invalid"),
                Self::TooBroad => f.write_str("too_broad"),
                Self::Limited => f.write_str("limited"),
                Self::Internal => f.write_str("internal"),
                Self::Unavailable => f.write_str("unavailable"),
            }
        }
    }
    impl ::std::str::FromStr for Code {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "malformed" => Ok(Self::Malformed),
                "unauthenticated" => Ok(Self::Unauthenticated),
                "forbidden" => Ok(Self::Forbidden),
                "path_not_found" => Ok(Self::PathNotFound),
                "tenant_not_found" => Ok(Self::TenantNotFound),
                "key_not_found" => Ok(Self::KeyNotFound),
                "event_not_found" => Ok(Self::EventNotFound),
                "job_not_found" => Ok(Self::JobNotFound),
                "member_not_found" => Ok(Self::MemberNotFound),
                "export_not_found" => Ok(Self::ExportNotFound),
                "session_not_found" => Ok(Self::SessionNotFound),
                "origin_not_allowed" => Ok(Self::OriginNotAllowed),
                "method_not_allowed" => Ok(Self::MethodNotAllowed),
                "slug_taken" => Ok(Self::SlugTaken),
                "event_id_taken" => Ok(Self::EventIdTaken),
                "key_not_active" => Ok(Self::KeyNotActive),
                "retention_changed_recently" => Ok(Self::RetentionChangedRecently),
                "email_taken" => Ok(Self::EmailTaken),
                "last_owner" => Ok(Self::LastOwner),
                "member_shared" => Ok(Self::MemberShared),
                "tenant_needed" => Ok(Self::TenantNeeded),
                "too_many_sessions" => Ok(Self::TooManySessions),
                "user_bound" => Ok(Self::UserBound),
                "session_ended" => Ok(Self::SessionEnded),
                "job_not_failed" => Ok(Self::JobNotFailed),
                "link_not_good" => Ok(Self::LinkNotGood),
                "exports_not_set_up" => Ok(Self::ExportsNotSetUp),
                "too_many_exports" => Ok(Self::TooManyExports),
                "revocation_pending" => Ok(Self::RevocationPending),
                "version_mismatch" => Ok(Self::VersionMismatch),
                "position_expired" => Ok(Self::PositionExpired),
                "too_large" => Ok(Self::TooLarge),
                "unsupported_media_type" => Ok(Self::UnsupportedMediaType),
                "idempotency_mismatch" => Ok(Self::IdempotencyMismatch),
                "invalid" => Ok(Self::Invalid),
                "too_broad" => Ok(Self::TooBroad),
                "limited" => Ok(Self::Limited),
                "internal" => Ok(Self::Internal),
                "unavailable" => Ok(Self::Unavailable),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Code {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Code {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A tenant that was just created, with its first key.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct CreatedTenant {
        ///A key with all scopes, to make others with. Shown once.
        pub first_key: NewlyIssuedKey,
        ///The tenant.
        pub tenant: Tenant,
    }
    impl CreatedTenant {
        pub fn builder() -> builder::CreatedTenant {
            Default::default()
        }
    }
    ///Whether a request is to be refused, and why.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Decision {
        ///Whether it is to be refused.
        pub block: bool,
        ///What the user agent claims to be, such as `Safari on iPhone` or `Googlebot`; absent when that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub device: ::std::option::Option<::std::string::String>,
        ///What kind of program the user agent names; absent when none was given.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub kind: ::std::option::Option<ProgramKind>,
        ///Why: what of it is blocked.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub reason: ::std::option::Option<BlockReason>,
        ///The entry of the tenant's setting `blocked` that hit: a network, the name of a program, or a kind.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rule: ::std::option::Option<::std::string::String>,
    }
    impl Decision {
        pub fn builder() -> builder::Decision {
            Default::default()
        }
    }
    ///`DownloadEventsCsvKind`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum DownloadEventsCsvKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for DownloadEventsCsvKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for DownloadEventsCsvKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for DownloadEventsCsvKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for DownloadEventsCsvKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`DownloadEventsNdjsonKind`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum DownloadEventsNdjsonKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for DownloadEventsNdjsonKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for DownloadEventsNdjsonKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for DownloadEventsNdjsonKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for DownloadEventsNdjsonKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Why a session ended.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum EndReason {
        #[serde(rename = "revoked")]
        Revoked,
        #[serde(rename = "signed_out")]
        SignedOut,
        #[serde(rename = "limit")]
        Limit,
        #[serde(rename = "reuse_detected")]
        ReuseDetected,
        #[serde(rename = "idle")]
        Idle,
        #[serde(rename = "absolute")]
        Absolute,
    }
    impl ::std::fmt::Display for EndReason {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Revoked => f.write_str("revoked"),
                Self::SignedOut => f.write_str("signed_out"),
                Self::Limit => f.write_str("limit"),
                Self::ReuseDetected => f.write_str("reuse_detected"),
                Self::Idle => f.write_str("idle"),
                Self::Absolute => f.write_str("absolute"),
            }
        }
    }
    impl ::std::str::FromStr for EndReason {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "revoked" => Ok(Self::Revoked),
                "signed_out" => Ok(Self::SignedOut),
                "limit" => Ok(Self::Limit),
                "reuse_detected" => Ok(Self::ReuseDetected),
                "idle" => Ok(Self::Idle),
                "absolute" => Ok(Self::Absolute),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for EndReason {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for EndReason {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///How much it is, or the job that erases it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Erasure {
        ///Whether it was only counted.
        pub dry_run: bool,
        /**Events of the log, as far as the worker has come to them: what names the person, what happened in their sessions
before the sign-in, and what came without a name from an address and agent that nobody else has used. Only counted
with `dry_run`; the log says how many an erasure took (`person.erased`).*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub events: ::std::option::Option<u64>,
        ///The job that erases it (`job_…`); absent when it was only counted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_id: ::std::option::Option<::std::string::String>,
        ///Sessions, those that have ended too; the same holds for them.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sessions: ::std::option::Option<u64>,
    }
    impl Erasure {
        pub fn builder() -> builder::Erasure {
            Default::default()
        }
    }
    ///Who is to be erased: a user or an address, one of the two.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ErasureToOrder {
        ///Only count what would be erased.
        #[serde(default)]
        pub dry_run: bool,
        ///The address.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///The application's name of the user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
    }
    impl ErasureToOrder {
        pub fn builder() -> builder::ErasureToOrder {
            Default::default()
        }
    }
    ///An event of the log.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Event {
        ///The browser of that; also an app, bot or tool.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub browser: ::std::option::Option<::std::string::String>,
        ///Bytes of the answer's body.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bytes_sent: ::std::option::Option<i64>,
        ///The city of that.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub city: ::std::option::Option<::std::string::String>,
        ///The country of that, as ISO 3166-1 alpha-2.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub country: ::std::option::Option<::std::string::String>,
        ///What the request carried, redacted.
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///What it was requested with, such as `Safari on iPhone`; absent when that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub device: ::std::option::Option<::std::string::String>,
        ///`browser`, `app`, `bot`, `tool` or `unknown`; absent without an agent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub device_kind: ::std::option::Option<::std::string::String>,
        ///How long the answer took, in milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_ms: ::std::option::Option<f64>,
        ///Host name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub host: ::std::option::Option<::std::string::String>,
        ///Its id.
        pub id: ::std::string::String,
        ///The visitor's address.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        /**Where the address is, such as `Zwolle, The Netherlands`: the city and the country, or the country alone; absent
when that is not known. Where the installation uses a database of DB-IP's, show "IP Geolocation by DB-IP" with a
link to https://db-ip.com beside it.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub location: ::std::option::Option<::std::string::String>,
        ///HTTP method, upper case.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///When it happened, as the client says.
        pub occurred_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Path.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::string::String>,
        ///The platform of that.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub platform: ::std::option::Option<::std::string::String>,
        ///Its position in the tenant's log, from 1, without gaps.
        pub position: i64,
        ///Query without the question mark, redacted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub query: ::std::option::Option<::std::string::String>,
        ///When it was stored.
        pub recorded_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///JSON pointers into the posted event, of every value that was replaced.
        pub redacted: ::std::vec::Vec<::std::string::String>,
        ///The `Referer` header, redacted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub referrer: ::std::option::Option<::std::string::String>,
        ///How that session stands now; absent when there is none with this id.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session: ::std::option::Option<SessionOfEvent>,
        ///The session of Gatebook, as the application named it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_id: ::std::option::Option<::std::string::String>,
        ///A keyed hash of the application's own session key: equal for equal keys.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_key_hash: ::std::option::Option<::std::string::String>,
        ///HTTP status.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<i16>,
        ///`access`, or what happened to the tenant itself: `tenant.created`, `key.revoked`, …
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
        ///The `User-Agent` header.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_agent: ::std::option::Option<::std::string::String>,
        ///The application's own name of the user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
    }
    impl Event {
        pub fn builder() -> builder::Event {
            Default::default()
        }
    }
    ///Which way a list of events goes.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum EventOrder {
        #[serde(rename = "asc")]
        Asc,
        #[serde(rename = "desc")]
        Desc,
        #[serde(rename = "occurred")]
        Occurred,
        #[serde(rename = "occurred_asc")]
        OccurredAsc,
    }
    impl ::std::fmt::Display for EventOrder {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Asc => f.write_str("asc"),
                Self::Desc => f.write_str("desc"),
                Self::Occurred => f.write_str("occurred"),
                Self::OccurredAsc => f.write_str("occurred_asc"),
            }
        }
    }
    impl ::std::str::FromStr for EventOrder {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "asc" => Ok(Self::Asc),
                "desc" => Ok(Self::Desc),
                "occurred" => Ok(Self::Occurred),
                "occurred_asc" => Ok(Self::OccurredAsc),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for EventOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for EventOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A page of events.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct EventPage {
        ///In the order that was asked for.
        pub events: ::std::vec::Vec<Event>,
        /**Where the next page goes on; absent at the end. A page may be short or empty and have one: a page looks at
100,000 positions at most.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
    }
    impl EventPage {
        pub fn builder() -> builder::EventPage {
            Default::default()
        }
    }
    ///An export: events as a file that is written in the background.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Export {
        ///Bytes of the file so far, as it is fetched.
        pub bytes: i64,
        ///When it was ordered.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Why the last attempt to write it failed, for people.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Until when the file is kept, once it is there: 3 days, or less when what is in it was erased or purged.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///How the file is written.
        pub format: ExportFormat,
        ///Its id, which is that of the job that writes it (`job_…`).
        pub id: ::std::string::String,
        ///Which way it goes.
        pub order: ListOrder,
        ///Events that are in the file so far.
        pub rows: i64,
        ///SHA-256 of the file as it is fetched, in hexadecimal digits; once it is there.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sha256: ::std::option::Option<::std::string::String>,
        ///How it stands.
        pub state: JobState,
        ///A link to the file, relative to this API, as long as it is there. It needs no key: whoever has it has the file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
        ///Until when the link is good. Getting the export again gives another one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url_expires_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
    }
    impl Export {
        pub fn builder() -> builder::Export {
            Default::default()
        }
    }
    ///How a file is written.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ExportFormat {
        #[serde(rename = "csv")]
        Csv,
        #[serde(rename = "ndjson")]
        Ndjson,
    }
    impl ::std::fmt::Display for ExportFormat {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Csv => f.write_str("csv"),
                Self::Ndjson => f.write_str("ndjson"),
            }
        }
    }
    impl ::std::str::FromStr for ExportFormat {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "csv" => Ok(Self::Csv),
                "ndjson" => Ok(Self::Ndjson),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ExportFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ExportFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Events to be written as a file: all that fit. The filters are those of `list_events`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct ExportToOrder {
        ///Only this browser, app, bot or tool, such as `Safari`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub browser: ::std::option::Option<::std::string::String>,
        ///Only from this city.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub city: ::std::option::Option<::std::string::String>,
        ///Only from this country (ISO 3166-1 alpha-2, such as `NL`).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub country: ::std::option::Option<::std::string::String>,
        ///How the file is written.
        pub format: ExportFormat,
        ///Only from this address, or from this network (CIDR).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///Only programs of this kind.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub kind: ::std::option::Option<ExportToOrderKind>,
        ///Only this HTTP method.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///Which way it goes.
        #[serde(default = "defaults::export_to_order_order")]
        pub order: ListOrder,
        ///Only this path; with a `*` at the end, all paths that begin so.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::string::String>,
        ///Only this platform, such as `iPhone`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub platform: ::std::option::Option<::std::string::String>,
        ///Only those that a page of this host led to, such as `www.example.org`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub referrer: ::std::option::Option<::std::string::String>,
        ///Only searches for these terms, whatever their case.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub search: ::std::option::Option<::std::string::String>,
        ///Only this session (`ses_…`).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_id: ::std::option::Option<::std::string::String>,
        ///Only events that occurred then or later (RFC 3339).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub since: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Only this status, or all of a hundred: `404`, `4xx`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<::std::string::String>,
        ///Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub text: ::std::option::Option<::std::string::String>,
        ///Only events of this type.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::std::string::String>,
        ///Only events that occurred before (RFC 3339).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub until: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Only this user, by the application's own name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
    }
    impl ExportToOrder {
        pub fn builder() -> builder::ExportToOrder {
            Default::default()
        }
    }
    ///Only programs of this kind.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ExportToOrderKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for ExportToOrderKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for ExportToOrderKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ExportToOrderKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ExportToOrderKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`GetStatsSummaryKind`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum GetStatsSummaryKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for GetStatsSummaryKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for GetStatsSummaryKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for GetStatsSummaryKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for GetStatsSummaryKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`GetStatsTimeseriesKind`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum GetStatsTimeseriesKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for GetStatsTimeseriesKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for GetStatsTimeseriesKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for GetStatsTimeseriesKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for GetStatsTimeseriesKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`GetStatsTopKind`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum GetStatsTopKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for GetStatsTopKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for GetStatsTopKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for GetStatsTopKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for GetStatsTopKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a token says (RFC 7662). Of one that opens nothing, `active` is all.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Introspection {
        ///Whether it opens a session that lives.
        pub active: bool,
        ///When the token is over if it is not used again, in seconds since 1970.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub exp: ::std::option::Option<i64>,
        ///When the session was started, in seconds since 1970.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub iat: ::std::option::Option<i64>,
        ///What the application keeps with the session.
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The session (`ses_…`).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sid: ::std::option::Option<::std::string::String>,
        ///The application's name of the user; absent while the session is anonymous.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sub: ::std::option::Option<::std::string::String>,
        ///`session` or `access_token`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token_type: ::std::option::Option<::std::string::String>,
    }
    impl Introspection {
        pub fn builder() -> builder::Introspection {
            Default::default()
        }
    }
    ///What is kept of an address.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum IpCapture {
        #[serde(rename = "full")]
        Full,
        #[serde(rename = "anonymised")]
        Anonymised,
        #[serde(rename = "off")]
        Off,
    }
    impl ::std::fmt::Display for IpCapture {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Full => f.write_str("full"),
                Self::Anonymised => f.write_str("anonymised"),
                Self::Off => f.write_str("off"),
            }
        }
    }
    impl ::std::str::FromStr for IpCapture {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "full" => Ok(Self::Full),
                "anonymised" => Ok(Self::Anonymised),
                "off" => Ok(Self::Off),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for IpCapture {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for IpCapture {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A session with the token that opens it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct IssuedSession {
        /**An access token (JWT) of the session: good for 5 minutes, verified with the tenant's public keys. Who verifies it
without asking sees an end up to 5 minutes late.*/
        pub access_token: ::std::string::String,
        ///What they open.
        pub session: Session,
        ///The session token (`gbs_…`), for the user's client. It is not kept: this is the only time that it is shown.
        pub token: ::std::string::String,
    }
    impl IssuedSession {
        pub fn builder() -> builder::IssuedSession {
            Default::default()
        }
    }
    ///What became of an event of a batch.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ItemCode {
        #[serde(rename = "duplicate")]
        Duplicate,
        #[serde(rename = "ignored")]
        Ignored,
        #[serde(rename = "invalid")]
        Invalid,
        #[serde(rename = "event_id_taken")]
        EventIdTaken,
    }
    impl ::std::fmt::Display for ItemCode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Duplicate => f.write_str("duplicate"),
                Self::Ignored => f.write_str("ignored"),
                Self::Invalid => f.write_str("invalid"),
                Self::EventIdTaken => f.write_str("event_id_taken"),
            }
        }
    }
    impl ::std::str::FromStr for ItemCode {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "duplicate" => Ok(Self::Duplicate),
                "ignored" => Ok(Self::Ignored),
                "invalid" => Ok(Self::Invalid),
                "event_id_taken" => Ok(Self::EventIdTaken),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ItemCode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ItemCode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What became of an event that was not plainly accepted.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ItemResult {
        ///What became of it.
        pub code: ItemCode,
        ///What does not fit, by JSON pointer into the event; empty for an event that was there before or is ignored.
        pub errors: ::std::vec::Vec<ProblemPlace>,
        ///Its place in the batch, from 0; of lines, blank ones are not counted.
        pub index: u32,
        ///The position that it has had before, of a duplicate.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub position: ::std::option::Option<i64>,
        ///Whether the same event may be taken later.
        pub retryable: bool,
    }
    impl ItemResult {
        pub fn builder() -> builder::ItemResult {
            Default::default()
        }
    }
    ///A job: work that was ordered and is done in the background.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Job {
        ///When it was ordered.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///How much is done.
        pub done: i64,
        ///Why the last attempt failed, for people.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///When it was done or given up.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub finished_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Its id (`job_…`).
        pub id: ::std::string::String,
        ///What is to be done, such as `tenant_removal`. More kinds may come.
        pub kind: ::std::string::String,
        ///When it was begun.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub started_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///How it stands.
        pub state: JobState,
        ///How much there is at most; absent until it is known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total: ::std::option::Option<i64>,
    }
    impl Job {
        pub fn builder() -> builder::Job {
            Default::default()
        }
    }
    ///A page of jobs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct JobPage {
        ///Newest first.
        pub jobs: ::std::vec::Vec<Job>,
        ///Where the next page goes on; absent at the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
    }
    impl JobPage {
        pub fn builder() -> builder::JobPage {
            Default::default()
        }
    }
    ///How a job stands.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JobState {
        #[serde(rename = "waiting")]
        Waiting,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "done")]
        Done,
        #[serde(rename = "failed")]
        Failed,
    }
    impl ::std::fmt::Display for JobState {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Waiting => f.write_str("waiting"),
                Self::Running => f.write_str("running"),
                Self::Done => f.write_str("done"),
                Self::Failed => f.write_str("failed"),
            }
        }
    }
    impl ::std::str::FromStr for JobState {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "waiting" => Ok(Self::Waiting),
                "running" => Ok(Self::Running),
                "done" => Ok(Self::Done),
                "failed" => Ok(Self::Failed),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JobState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A public key (RFC 7517, RFC 8037).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Jwk {
        ///The only algorithm that it is for.
        pub alg: JwkAlgorithm,
        ///The curve.
        pub crv: JwkCurve,
        ///Its name, as in the header of the tokens that it signs.
        pub kid: ::std::string::String,
        ///The type of the key.
        pub kty: JwkType,
        ///What it is for.
        #[serde(rename = "use")]
        pub use_: JwkUse,
        ///The key itself: 32 bytes in base64url.
        pub x: ::std::string::String,
    }
    impl Jwk {
        pub fn builder() -> builder::Jwk {
            Default::default()
        }
    }
    ///The algorithm of a signature.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JwkAlgorithm {
        #[serde(rename = "EdDSA")]
        EdDsa,
    }
    impl ::std::fmt::Display for JwkAlgorithm {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::EdDsa => f.write_str("EdDSA"),
            }
        }
    }
    impl ::std::str::FromStr for JwkAlgorithm {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "EdDSA" => Ok(Self::EdDsa),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JwkAlgorithm {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JwkAlgorithm {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The curve of a key.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JwkCurve {
        Ed25519,
    }
    impl ::std::fmt::Display for JwkCurve {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Ed25519 => f.write_str("Ed25519"),
            }
        }
    }
    impl ::std::str::FromStr for JwkCurve {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "Ed25519" => Ok(Self::Ed25519),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JwkCurve {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JwkCurve {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The public keys that a tenant's access tokens are verified with (RFC 7517).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct JwkSet {
        ///Newest first. A key is here 10 minutes before it signs, and until the last token that it signed is over.
        pub keys: ::std::vec::Vec<Jwk>,
    }
    impl JwkSet {
        pub fn builder() -> builder::JwkSet {
            Default::default()
        }
    }
    ///The type of a key.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JwkType {
        #[serde(rename = "OKP")]
        Okp,
    }
    impl ::std::fmt::Display for JwkType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Okp => f.write_str("OKP"),
            }
        }
    }
    impl ::std::str::FromStr for JwkType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "OKP" => Ok(Self::Okp),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JwkType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JwkType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a key is for.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JwkUse {
        #[serde(rename = "sig")]
        Sig,
    }
    impl ::std::fmt::Display for JwkUse {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Sig => f.write_str("sig"),
            }
        }
    }
    impl ::std::str::FromStr for JwkUse {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "sig" => Ok(Self::Sig),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JwkUse {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JwkUse {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A key, without its secret.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Key {
        ///When it was made.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///From when on it is refused.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its public id (`key_…`).
        pub id: ::std::string::String,
        ///When it was last taken, to the minute; absent when it never was.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_used_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Its name for people.
        pub name: ::std::string::String,
        ///The key that it replaces (`key_…`).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replaces: ::std::option::Option<::std::string::String>,
        ///Since when it is refused.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub revoked_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///What it may do.
        pub scopes: ::std::vec::Vec<KeyScope>,
        ///Whether it opens anything.
        pub state: KeyState,
    }
    impl Key {
        pub fn builder() -> builder::Key {
            Default::default()
        }
    }
    ///A page of keys.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct KeyPage {
        ///Newest first.
        pub keys: ::std::vec::Vec<Key>,
        ///Where the next page goes on; absent at the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
    }
    impl KeyPage {
        pub fn builder() -> builder::KeyPage {
            Default::default()
        }
    }
    ///How a key is rolled.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct KeyRoll {
        ///Hours that the old key is still taken: 0 to 168, 24 unless given.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub overlap_hours: ::std::option::Option<u32>,
    }
    impl KeyRoll {
        pub fn builder() -> builder::KeyRoll {
            Default::default()
        }
    }
    ///What a key may do. Scopes do not include each other.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KeyScope {
        #[serde(rename = "events:write")]
        EventsWrite,
        #[serde(rename = "events:read")]
        EventsRead,
        #[serde(rename = "sessions:write")]
        SessionsWrite,
        #[serde(rename = "sessions:read")]
        SessionsRead,
        #[serde(rename = "admin")]
        Admin,
    }
    impl ::std::fmt::Display for KeyScope {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::EventsWrite => f.write_str("events:write"),
                Self::EventsRead => f.write_str("events:read"),
                Self::SessionsWrite => f.write_str("sessions:write"),
                Self::SessionsRead => f.write_str("sessions:read"),
                Self::Admin => f.write_str("admin"),
            }
        }
    }
    impl ::std::str::FromStr for KeyScope {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "events:write" => Ok(Self::EventsWrite),
                "events:read" => Ok(Self::EventsRead),
                "sessions:write" => Ok(Self::SessionsWrite),
                "sessions:read" => Ok(Self::SessionsRead),
                "admin" => Ok(Self::Admin),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KeyScope {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KeyScope {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Whether a key opens anything.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KeyState {
        #[serde(rename = "active")]
        Active,
        #[serde(rename = "revoked")]
        Revoked,
        #[serde(rename = "expired")]
        Expired,
    }
    impl ::std::fmt::Display for KeyState {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Active => f.write_str("active"),
                Self::Revoked => f.write_str("revoked"),
                Self::Expired => f.write_str("expired"),
            }
        }
    }
    impl ::std::str::FromStr for KeyState {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "active" => Ok(Self::Active),
                "revoked" => Ok(Self::Revoked),
                "expired" => Ok(Self::Expired),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KeyState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KeyState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A key to make.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct KeyToCreate {
        ///From when on it is refused (RFC 3339); without it, it does not expire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its name for people, 1 to 200 characters.
        pub name: ::std::string::String,
        ///What it may do; at least one.
        pub scopes: ::std::vec::Vec<KeyScope>,
    }
    impl KeyToCreate {
        pub fn builder() -> builder::KeyToCreate {
            Default::default()
        }
    }
    ///How labels are written.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum LabelWording {
        #[serde(rename = "plain")]
        Plain,
        #[serde(rename = "versioned")]
        Versioned,
    }
    impl ::std::fmt::Display for LabelWording {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Plain => f.write_str("plain"),
                Self::Versioned => f.write_str("versioned"),
            }
        }
    }
    impl ::std::str::FromStr for LabelWording {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "plain" => Ok(Self::Plain),
                "versioned" => Ok(Self::Versioned),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for LabelWording {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for LabelWording {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`ListEventsKind`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ListEventsKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for ListEventsKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for ListEventsKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListEventsKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListEventsKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Which way a list goes.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ListOrder {
        #[serde(rename = "asc")]
        Asc,
        #[serde(rename = "desc")]
        Desc,
    }
    impl ::std::fmt::Display for ListOrder {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Asc => f.write_str("asc"),
                Self::Desc => f.write_str("desc"),
            }
        }
    }
    impl ::std::str::FromStr for ListOrder {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "asc" => Ok(Self::Asc),
                "desc" => Ok(Self::Desc),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Which sessions of a user a list has.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ListedState {
        #[serde(rename = "active")]
        Active,
        #[serde(rename = "ended")]
        Ended,
    }
    impl ::std::fmt::Display for ListedState {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Active => f.write_str("active"),
                Self::Ended => f.write_str("ended"),
            }
        }
    }
    impl ::std::str::FromStr for ListedState {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "active" => Ok(Self::Active),
                "ended" => Ok(Self::Ended),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ListedState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ListedState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Whom to thank for locations, wherever some are shown.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LocationCredit {
        ///The words to show beside them, in English.
        pub text: ::std::string::String,
        ///Where the words lead.
        pub url: ::std::string::String,
    }
    impl LocationCredit {
        pub fn builder() -> builder::LocationCredit {
            Default::default()
        }
    }
    ///A database of locations. What is known of its content is that of the file in use.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LocationDatabase {
        ///When it was built.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub built_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its size in bytes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bytes: ::std::option::Option<u64>,
        ///The type that its maker gave it, such as `GeoLite2-City`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub database_type: ::std::option::Option<::std::string::String>,
        ///The name of the file.
        pub file: ::std::string::String,
        ///Whether addresses are looked up in it.
        pub in_use: bool,
        ///The addresses that it knows: 4 means IPv4 alone, 6 IPv6 and most often IPv4.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip_version: ::std::option::Option<u16>,
        ///Whether it comes from DB-IP: then show "IP Geolocation by DB-IP" with a link to https://db-ip.com beside locations.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_from_db_ip: ::std::option::Option<bool>,
        ///What it knows of an address at best.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub knows: ::std::option::Option<LocationDetail>,
        ///Why the file as it is now is not in use; the one before it may be.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub problem: ::std::option::Option<::std::string::String>,
    }
    impl LocationDatabase {
        pub fn builder() -> builder::LocationDatabase {
            Default::default()
        }
    }
    ///The databases of locations.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LocationDatabases {
        ///In the order in which an address is looked up.
        pub databases: ::std::vec::Vec<LocationDatabase>,
    }
    impl LocationDatabases {
        pub fn builder() -> builder::LocationDatabases {
            Default::default()
        }
    }
    ///What a database knows of an address at best.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum LocationDetail {
        #[serde(rename = "countries")]
        Countries,
        #[serde(rename = "cities")]
        Cities,
    }
    impl ::std::fmt::Display for LocationDetail {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Countries => f.write_str("countries"),
                Self::Cities => f.write_str("cities"),
            }
        }
    }
    impl ::std::str::FromStr for LocationDetail {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "countries" => Ok(Self::Countries),
                "cities" => Ok(Self::Cities),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for LocationDetail {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for LocationDetail {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Who is signed in, where, and for how long.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Login {
        ///When they have to sign in again in any case.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What has to be shown where locations are; absent when nothing has.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub location_credit: ::std::option::Option<LocationCredit>,
        ///Who.
        pub member: LoginMember,
        ///What they may do there.
        pub role: Role,
        ///Where.
        pub tenant: LoginTenant,
    }
    impl Login {
        pub fn builder() -> builder::Login {
            Default::default()
        }
    }
    ///A person who is signed in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LoginMember {
        ///The e-mail address, in lower case.
        pub email: ::std::string::String,
        ///The person's id (`mem_…`).
        pub id: ::std::string::String,
        ///Their name for people.
        pub name: ::std::string::String,
    }
    impl LoginMember {
        pub fn builder() -> builder::LoginMember {
            Default::default()
        }
    }
    ///What somebody signs in with.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct LoginRequest {
        ///The e-mail address, in any case.
        pub email: ::std::string::String,
        ///The password.
        pub password: ::std::string::String,
        ///The slug of the tenant that is meant: needed by who belongs to several.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tenant: ::std::option::Option<::std::string::String>,
    }
    impl LoginRequest {
        pub fn builder() -> builder::LoginRequest {
            Default::default()
        }
    }
    ///The tenant that somebody is signed in to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LoginTenant {
        ///Its id (`ten_…`).
        pub id: ::std::string::String,
        ///Its name for people.
        pub name: ::std::string::String,
        ///Its name in URLs.
        pub slug: ::std::string::String,
    }
    impl LoginTenant {
        pub fn builder() -> builder::LoginTenant {
            Default::default()
        }
    }
    ///A member of the tenant.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Member {
        ///Since when they belong to the tenant.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What they sign in with, in lower case.
        pub email: ::std::string::String,
        ///The person's id (`mem_…`).
        pub id: ::std::string::String,
        ///Their name for people.
        pub name: ::std::string::String,
        ///What they may do.
        pub role: Role,
    }
    impl Member {
        pub fn builder() -> builder::Member {
            Default::default()
        }
    }
    ///A page of members.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MemberPage {
        ///Newest first.
        pub members: ::std::vec::Vec<Member>,
        ///Where the next page goes on; absent at the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
    }
    impl MemberPage {
        pub fn builder() -> builder::MemberPage {
            Default::default()
        }
    }
    ///A change of a member.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct MemberPatch {
        ///What they may do from now on.
        pub role: Role,
    }
    impl MemberPatch {
        pub fn builder() -> builder::MemberPatch {
            Default::default()
        }
    }
    ///Another password for a member.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct MemberReset {
        ///The new password, 12 to 200 characters, not the e-mail address. Without it, one is generated and shown once.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub password: ::std::option::Option<::std::string::String>,
    }
    impl MemberReset {
        pub fn builder() -> builder::MemberReset {
            Default::default()
        }
    }
    ///A member to add.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct MemberToAdd {
        ///What they sign in with, at most 254 characters; unique in the installation, whatever the case.
        pub email: ::std::string::String,
        ///Their name for people, 1 to 200 characters.
        pub name: ::std::string::String,
        ///What they sign in with, 12 to 200 characters, not the e-mail address. Without it, one is generated and shown once.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub password: ::std::option::Option<::std::string::String>,
        ///What they may do.
        pub role: Role,
    }
    impl MemberToAdd {
        pub fn builder() -> builder::MemberToAdd {
            Default::default()
        }
    }
    ///A member whose password was just set.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MemberWithPassword {
        ///The member.
        pub member: Member,
        ///The password if it was generated: the only time that it is shown.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub password: ::std::option::Option<::std::string::String>,
    }
    impl MemberWithPassword {
        pub fn builder() -> builder::MemberWithPassword {
            Default::default()
        }
    }
    ///One of the caller's sessions.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MySession {
        ///Whether it is the one that asks.
        pub current: bool,
        ///What it is used with, such as `Safari on iPhone`; absent when that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub device: ::std::option::Option<::std::string::String>,
        ///`browser`, `app`, `bot`, `tool` or `unknown`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub device_kind: ::std::option::Option<::std::string::String>,
        ///Why it ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_reason: ::std::option::Option<EndReason>,
        ///When it ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ended_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        /**Who ended it: one of the user's own sessions (`ses_…`), `application`, or `gatebook` when its time was over or
there were too many.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ended_by: ::std::option::Option<::std::string::String>,
        ///When it is over in any case.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its public id (`ses_…`).
        pub id: ::std::string::String,
        ///The address of its last use.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///When it was used last, to the minute.
        pub last_seen_at: ::chrono::DateTime<::chrono::offset::Utc>,
        /**Where the address of its last use is, such as `Zwolle, The Netherlands`: the city and the country, or the country
alone; absent when that is not known.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub location: ::std::option::Option<::std::string::String>,
        ///When it was started.
        pub started_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///How it stands.
        pub state: SessionState,
    }
    impl MySession {
        pub fn builder() -> builder::MySession {
            Default::default()
        }
    }
    ///A page of the caller's sessions.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MySessionPage {
        ///What has to be shown beside locations; absent when nothing has.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub location_credit: ::std::option::Option<LocationCredit>,
        ///Where the next page goes on; absent at the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
        ///In the order of the list.
        pub sessions: ::std::vec::Vec<MySession>,
    }
    impl MySessionPage {
        pub fn builder() -> builder::MySessionPage {
            Default::default()
        }
    }
    ///A key that was just made: the only time that it is shown.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct NewlyIssuedKey {
        ///What it is.
        pub key: Key,
        ///The key itself, for `Authorization: Bearer …`. It is not kept: store it now.
        pub token: ::std::string::String,
    }
    impl NewlyIssuedKey {
        pub fn builder() -> builder::NewlyIssuedKey {
            Default::default()
        }
    }
    ///Another password of one's own.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct PasswordToChange {
        ///The password until now.
        pub current_password: ::std::string::String,
        ///The password from now on, 12 to 200 characters, not the e-mail address.
        pub new_password: ::std::string::String,
    }
    impl PasswordToChange {
        pub fn builder() -> builder::PasswordToChange {
            Default::default()
        }
    }
    ///Many page views: at most 10,000 and 10 MiB.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct PostedBatch {
        ///The events, stored in this order.
        pub events: ::std::vec::Vec<PostedEvent>,
    }
    impl PostedBatch {
        pub fn builder() -> builder::PostedBatch {
            Default::default()
        }
    }
    /**A page view as the application saw it. Only `method` and a path (`path`, or `url` with one) are required.

Values that are secret, by the name of their field or by their form, are replaced before anything is stored; what
was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed here is refused, so that
nothing is lost by a typing mistake.*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct PostedEvent {
        ///Bytes of the answer's body.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bytes_sent: ::std::option::Option<i64>,
        /**What the request carried: `get` and `post` (names to values, or lists of values), and whatever else the
application wants to keep.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///How long the answer took, in milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_ms: ::std::option::Option<f64>,
        ///Host name, with the port if it is not the usual one; at most 255 bytes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub host: ::std::option::Option<::std::string::String>,
        /**The client's id of the event: any UUID, or one of Gatebook's event ids. Posting the same id with the same
`occurred_at` again stores nothing and answers the first position.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Instead of an id: any text that names the event (a file's name and line). Not stored; the id follows from it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id_seed: ::std::option::Option<::std::string::String>,
        ///The visitor's address, when the application knows it. Not together with `remote_addr`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///The HTTP method, at most 16 characters.
        pub method: ::std::string::String,
        /**When it happened (RFC 3339). Without it: the time inside an id of version 7, else the time of the receipt. More
than 5 minutes ahead is cut to the time of the receipt.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub occurred_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Path, at most 8 KiB.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::string::String>,
        ///Query without the question mark, at most 16 KiB.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub query: ::std::option::Option<::std::string::String>,
        ///The `Referer` header, at most 8 KiB.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub referrer: ::std::option::Option<::std::string::String>,
        /**The address of the TCP connection. With `x_forwarded_for` and the tenant's trusted proxies, the visitor's
address follows from it.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub remote_addr: ::std::option::Option<::std::string::String>,
        ///A session of Gatebook (`ses_…`). Not together with `session_key`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_id: ::std::option::Option<::std::string::String>,
        ///The application's own session key; only a keyed hash of it is stored.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_key: ::std::option::Option<::std::string::String>,
        ///HTTP status, 100 to 999.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<u16>,
        ///The whole URL, or path and query of one. Not together with `host`, `path` or `query`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
        ///The `User-Agent` header; the first KiB is kept.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_agent: ::std::option::Option<::std::string::String>,
        ///The application's own name of the user, at most 256 bytes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<PostedEventUserId>,
        ///The `X-Forwarded-For` header, or all of them in their order, joined by commas.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub x_forwarded_for: ::std::option::Option<PostedEventXForwardedFor>,
    }
    impl PostedEvent {
        pub fn builder() -> builder::PostedEvent {
            Default::default()
        }
    }
    ///The application's own name of the user, at most 256 bytes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum PostedEventUserId {
        Text(::std::string::String),
        Number(i64),
    }
    impl ::std::fmt::Display for PostedEventUserId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Text(x) => x.fmt(f),
                Self::Number(x) => x.fmt(f),
            }
        }
    }
    impl ::std::convert::From<i64> for PostedEventUserId {
        fn from(value: i64) -> Self {
            Self::Number(value)
        }
    }
    ///The `X-Forwarded-For` header, or all of them in their order, joined by commas.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum PostedEventXForwardedFor {
        Text(::std::string::String),
        List(::std::vec::Vec<::std::string::String>),
    }
    impl ::std::convert::From<::std::vec::Vec<::std::string::String>>
    for PostedEventXForwardedFor {
        fn from(value: ::std::vec::Vec<::std::string::String>) -> Self {
            Self::List(value)
        }
    }
    ///An event as it would be stored.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PreviewedEvent {
        ///What the request carried.
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub data: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///Host name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub host: ::std::option::Option<::std::string::String>,
        ///The visitor's address, after the tenant's capture switch.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///HTTP method, upper case.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///When it happened.
        pub occurred_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Path.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::string::String>,
        ///Query without the question mark.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub query: ::std::option::Option<::std::string::String>,
        ///The `Referer` header.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub referrer: ::std::option::Option<::std::string::String>,
        ///The `User-Agent` header.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_agent: ::std::option::Option<::std::string::String>,
        ///The application's own name of the user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
    }
    impl PreviewedEvent {
        pub fn builder() -> builder::PreviewedEvent {
            Default::default()
        }
    }
    ///A problem (RFC 9457).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Problem {
        ///Which problem it is, for programs.
        pub code: Code,
        ///What is wrong, for people.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        ///Each place that does not fit; empty for problems of other kinds.
        pub errors: ::std::vec::Vec<ProblemPlace>,
        ///Whether the same request may succeed later.
        pub retryable: bool,
        ///The HTTP status.
        pub status: u16,
        ///The tenants to choose from, for `tenant_needed` alone.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub tenants: ::std::vec::Vec<ProblemTenant>,
        ///The status in words.
        pub title: ::std::string::String,
        ///Always `about:blank`: the code says which problem it is.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }
    impl Problem {
        pub fn builder() -> builder::Problem {
            Default::default()
        }
    }
    ///One place that does not fit.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProblemPlace {
        ///What is wrong with it, for people.
        pub detail: ::std::string::String,
        ///Name of the query parameter, path parameter or header.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parameter: ::std::option::Option<::std::string::String>,
        ///JSON pointer (RFC 6901) into the body.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pointer: ::std::option::Option<::std::string::String>,
    }
    impl ProblemPlace {
        pub fn builder() -> builder::ProblemPlace {
            Default::default()
        }
    }
    ///A tenant to choose.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProblemTenant {
        ///Its name for people.
        pub name: ::std::string::String,
        ///Its name in URLs, which is to be sent as `tenant`.
        pub slug: ::std::string::String,
    }
    impl ProblemTenant {
        pub fn builder() -> builder::ProblemTenant {
            Default::default()
        }
    }
    ///What kind of program a user agent names.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ProgramKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for ProgramKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for ProgramKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProgramKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProgramKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What would be stored of an event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RedactionPreview {
        ///The event as it would be stored, without position and time of storing.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub event: ::std::option::Option<PreviewedEvent>,
        ///Whether an ignore rule would drop it.
        pub ignored: bool,
        ///JSON pointers into the posted event, of every value that would be replaced.
        pub redacted: ::std::vec::Vec<::std::string::String>,
    }
    impl RedactionPreview {
        pub fn builder() -> builder::RedactionPreview {
            Default::default()
        }
    }
    ///What a member may do.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Role {
        #[serde(rename = "owner")]
        Owner,
        #[serde(rename = "admin")]
        Admin,
        #[serde(rename = "viewer")]
        Viewer,
    }
    impl ::std::fmt::Display for Role {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Owner => f.write_str("owner"),
                Self::Admin => f.write_str("admin"),
                Self::Viewer => f.write_str("viewer"),
            }
        }
    }
    impl ::std::str::FromStr for Role {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "owner" => Ok(Self::Owner),
                "admin" => Ok(Self::Admin),
                "viewer" => Ok(Self::Viewer),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Role {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Role {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Session {
        ///The browser of that.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub browser: ::std::option::Option<::std::string::String>,
        ///What it is used with, such as `Safari on iPhone`; absent when that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub device: ::std::option::Option<::std::string::String>,
        ///`browser`, `app`, `bot`, `tool` or `unknown`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub device_kind: ::std::option::Option<::std::string::String>,
        ///Why it ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_reason: ::std::option::Option<EndReason>,
        ///When it ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ended_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Who ended it: a key (`key_…`), a session of the user (`ses_…`), a member (`mem_…`), `gatebook` or the like.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ended_by: ::std::option::Option<::std::string::String>,
        ///When it is over in any case.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its public id (`ses_…`).
        pub id: ::std::string::String,
        ///Seconds without use after which it is over.
        pub idle_timeout_s: u32,
        ///The address of its last use.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///Which rules gave these names.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub labels_version: ::std::option::Option<::std::string::String>,
        ///When it was used last, to the minute.
        pub last_seen_at: ::chrono::DateTime<::chrono::offset::Utc>,
        /**Where the address of its last use is, such as `Zwolle, The Netherlands`: the city and the country, or the country
alone; absent when that is not known. Where the installation uses a database of DB-IP's, show "IP Geolocation by
DB-IP" with a link to https://db-ip.com beside it.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub location: ::std::option::Option<::std::string::String>,
        ///What the application keeps with it.
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The platform of that.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub platform: ::std::option::Option<::std::string::String>,
        ///When it was started.
        pub started_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///How it stands.
        pub state: SessionState,
        ///The agent of its last use.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_agent: ::std::option::Option<::std::string::String>,
        ///The application's name of the user; absent while it is anonymous.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
    }
    impl Session {
        pub fn builder() -> builder::Session {
            Default::default()
        }
    }
    ///What becomes of a sign-in of a user who has as many sessions as there may be.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum SessionLimit {
        #[serde(rename = "end_oldest")]
        EndOldest,
        #[serde(rename = "refuse_new")]
        RefuseNew,
    }
    impl ::std::fmt::Display for SessionLimit {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::EndOldest => f.write_str("end_oldest"),
                Self::RefuseNew => f.write_str("refuse_new"),
            }
        }
    }
    impl ::std::str::FromStr for SessionLimit {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "end_oldest" => Ok(Self::EndOldest),
                "refuse_new" => Ok(Self::RefuseNew),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionLimit {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionLimit {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The session that an event belongs to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SessionOfEvent {
        ///Its public id (`ses_…`): with it the session can be looked at, and ended.
        pub id: ::std::string::String,
        ///How it stands now.
        pub state: SessionState,
    }
    impl SessionOfEvent {
        pub fn builder() -> builder::SessionOfEvent {
            Default::default()
        }
    }
    ///A page of sessions.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SessionPage {
        ///Where the next page goes on; absent at the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
        ///In the order of the list.
        pub sessions: ::std::vec::Vec<Session>,
    }
    impl SessionPage {
        pub fn builder() -> builder::SessionPage {
            Default::default()
        }
    }
    ///Changes of a session; what is left out stays.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct SessionPatch {
        ///When it is over in any case (RFC 3339): at most 366 days after it was started.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Another object of at most 4 KiB in place of the one that is kept; an empty one takes it away.
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The user who has signed in. Can be set once; the session then has another token.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
    }
    impl SessionPatch {
        pub fn builder() -> builder::SessionPatch {
            Default::default()
        }
    }
    ///How a session stands.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum SessionState {
        #[serde(rename = "active")]
        Active,
        #[serde(rename = "revoked")]
        Revoked,
        #[serde(rename = "expired")]
        Expired,
    }
    impl ::std::fmt::Display for SessionState {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Active => f.write_str("active"),
                Self::Revoked => f.write_str("revoked"),
                Self::Expired => f.write_str("expired"),
            }
        }
    }
    impl ::std::str::FromStr for SessionState {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "active" => Ok(Self::Active),
                "revoked" => Ok(Self::Revoked),
                "expired" => Ok(Self::Expired),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A sign-in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct SessionToStart {
        ///When it is over in any case, if that is to be earlier than the tenant's policy has it (RFC 3339).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///The user's address, when the application knows it. Not together with `remote_addr`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        /**What the application wants to find again with every check: an object of at most 4 KiB. Secrets in it are
replaced.*/
        #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        /**The address of the TCP connection. With `x_forwarded_for` and the tenant's trusted proxies, the user's address
follows from it.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub remote_addr: ::std::option::Option<::std::string::String>,
        ///The `User-Agent` header; the first KiB is kept.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_agent: ::std::option::Option<::std::string::String>,
        ///The application's own name of the user, at most 256 bytes; without it the session is anonymous until it is bound.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
        ///The `X-Forwarded-For` header, or all of them in their order, joined by commas.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub x_forwarded_for: ::std::option::Option<::std::string::String>,
    }
    impl SessionToStart {
        pub fn builder() -> builder::SessionToStart {
            Default::default()
        }
    }
    ///What a tenant sets.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Settings {
        ///Origins whose pages may call `/v1/me` (CORS), such as `https://shop.example`. At most 200.
        pub allowed_origins: ::std::vec::Vec<::std::string::String>,
        ///Whose requests are to be refused, by `GET /v1/decisions`.
        pub blocked: Blocked,
        ///Whether GET and POST data are kept.
        pub capture_data: bool,
        ///What is kept of the visitor's address.
        pub capture_ip: IpCapture,
        ///Whether the user agent is kept.
        pub capture_user_agent: bool,
        ///File extensions without the dot: a path that ends in one is ignored. At most 200.
        pub ignored_extensions: ::std::vec::Vec<::std::string::String>,
        ///Beginnings of paths that are ignored. At most 200.
        pub ignored_prefixes: ::std::vec::Vec<::std::string::String>,
        ///Further names of secret fields, beside the built-in ones, which cannot be switched off. At most 200.
        pub redacted_words: ::std::vec::Vec<::std::string::String>,
        ///Days that an event is kept, counted from the day it occurred: 1 to 400.
        pub retention_days: ::std::num::NonZeroU16,
        /**Parameters of a query that hold what was searched for, whatever their case; the first of them that is there counts. At
most 16.*/
        pub search_keys: ::std::vec::Vec<::std::string::String>,
        ///Seconds after which a session is over in any case that is started from now on: 300 to 31622400 (366 days).
        pub session_absolute_timeout_s: u32,
        ///Seconds without use after which a session is over that is started from now on: 300 to 31622400.
        pub session_idle_timeout_s: u32,
        ///What becomes of a sign-in beyond that.
        pub session_limit: SessionLimit,
        ///Most sessions that a user has at a time: 1 to 100.
        pub sessions_per_user_max: ::std::num::NonZeroU16,
        ///Networks (CIDR) of the tenant's own proxies: their entries in `X-Forwarded-For` are believed. At most 200.
        pub trusted_proxies: ::std::vec::Vec<::std::string::String>,
    }
    impl Settings {
        pub fn builder() -> builder::Settings {
            Default::default()
        }
    }
    ///Settings to set; those that are left out stay, or begin with their defaults.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct SettingsPatch {
        ///Origins whose pages may call `/v1/me`. At most 200.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub allowed_origins: ::std::vec::Vec<::std::string::String>,
        ///Whose requests are to be refused, by `GET /v1/decisions`; a list that is left out stays.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub blocked: ::std::option::Option<BlockedPatch>,
        ///Whether GET and POST data are kept.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capture_data: ::std::option::Option<bool>,
        ///What is kept of the visitor's address.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capture_ip: ::std::option::Option<IpCapture>,
        ///Whether the user agent is kept.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capture_user_agent: ::std::option::Option<bool>,
        ///File extensions without the dot. At most 200.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub ignored_extensions: ::std::vec::Vec<::std::string::String>,
        ///Beginnings of paths. At most 200.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub ignored_prefixes: ::std::vec::Vec<::std::string::String>,
        ///Further names of secret fields. At most 200.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub redacted_words: ::std::vec::Vec<::std::string::String>,
        ///Days that an event is kept, 1 to 400. Can be changed once a day.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub retention_days: ::std::option::Option<::std::num::NonZeroU16>,
        ///Parameters of a query that hold what was searched for, for events from now on. At most 16.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub search_keys: ::std::vec::Vec<::std::string::String>,
        ///Seconds after which a session is over in any case that is started from now on: 300 to 31622400.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_absolute_timeout_s: ::std::option::Option<u32>,
        ///Seconds without use after which a session is over that is started from now on: 300 to 31622400.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_idle_timeout_s: ::std::option::Option<u32>,
        ///What becomes of a sign-in beyond that.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_limit: ::std::option::Option<SessionLimit>,
        ///Most sessions that a user has at a time: 1 to 100.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sessions_per_user_max: ::std::option::Option<::std::num::NonZeroU16>,
        ///Networks (CIDR) of the tenant's own proxies. At most 200.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub trusted_proxies: ::std::vec::Vec<::std::string::String>,
    }
    impl SettingsPatch {
        pub fn builder() -> builder::SettingsPatch {
            Default::default()
        }
    }
    ///Settings to try on an event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct SettingsToTry {
        ///The event, as it would be posted.
        pub event: PostedEvent,
        ///The settings as they could be; those that are left out are as they are.
        pub settings: SettingsPatch,
    }
    impl SettingsToTry {
        pub fn builder() -> builder::SettingsToTry {
            Default::default()
        }
    }
    ///How long a bucket is.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum StatsBucket {
        #[serde(rename = "minute")]
        Minute,
        #[serde(rename = "quarter_hour")]
        QuarterHour,
        #[serde(rename = "hour")]
        Hour,
        #[serde(rename = "day")]
        Day,
        #[serde(rename = "week")]
        Week,
        #[serde(rename = "month")]
        Month,
    }
    impl ::std::fmt::Display for StatsBucket {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Minute => f.write_str("minute"),
                Self::QuarterHour => f.write_str("quarter_hour"),
                Self::Hour => f.write_str("hour"),
                Self::Day => f.write_str("day"),
                Self::Week => f.write_str("week"),
                Self::Month => f.write_str("month"),
            }
        }
    }
    impl ::std::str::FromStr for StatsBucket {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "minute" => Ok(Self::Minute),
                "quarter_hour" => Ok(Self::QuarterHour),
                "hour" => Ok(Self::Hour),
                "day" => Ok(Self::Day),
                "week" => Ok(Self::Week),
                "month" => Ok(Self::Month),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for StatsBucket {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for StatsBucket {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What page views are counted by.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum StatsDimension {
        #[serde(rename = "path")]
        Path,
        #[serde(rename = "referrer")]
        Referrer,
        #[serde(rename = "country")]
        Country,
        #[serde(rename = "city")]
        City,
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "platform")]
        Platform,
        #[serde(rename = "kind")]
        Kind,
        #[serde(rename = "status")]
        Status,
        #[serde(rename = "user")]
        User,
        #[serde(rename = "search")]
        Search,
    }
    impl ::std::fmt::Display for StatsDimension {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Path => f.write_str("path"),
                Self::Referrer => f.write_str("referrer"),
                Self::Country => f.write_str("country"),
                Self::City => f.write_str("city"),
                Self::Browser => f.write_str("browser"),
                Self::Platform => f.write_str("platform"),
                Self::Kind => f.write_str("kind"),
                Self::Status => f.write_str("status"),
                Self::User => f.write_str("user"),
                Self::Search => f.write_str("search"),
            }
        }
    }
    impl ::std::str::FromStr for StatsDimension {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "path" => Ok(Self::Path),
                "referrer" => Ok(Self::Referrer),
                "country" => Ok(Self::Country),
                "city" => Ok(Self::City),
                "browser" => Ok(Self::Browser),
                "platform" => Ok(Self::Platform),
                "kind" => Ok(Self::Kind),
                "status" => Ok(Self::Status),
                "user" => Ok(Self::User),
                "search" => Ok(Self::Search),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for StatsDimension {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for StatsDimension {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a period comes to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StatsNumbers {
        ///Bytes that were sent.
        pub bytes: i64,
        ///How many milliseconds half of the requests took at most, within 2 %; absent when none says.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_p50_ms: ::std::option::Option<f64>,
        ///The same for 95 of 100.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_p95_ms: ::std::option::Option<f64>,
        ///The same for 99 of 100.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_p99_ms: ::std::option::Option<f64>,
        ///Page views with a status from 400 on.
        pub errors: i64,
        ///Page views.
        pub hits: i64,
        ///Different sessions, Gatebook's or the application's own; absent as `users`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sessions: ::std::option::Option<i64>,
        ///It begins then.
        pub since: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It ends before then.
        pub until: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Different users; absent where a single filter is answered from sums that do not know them.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub users: ::std::option::Option<i64>,
        ///Different visitors: a user, or else a session, or else an address with its agent.
        pub visitors: i64,
    }
    impl StatsNumbers {
        pub fn builder() -> builder::StatsNumbers {
            Default::default()
        }
    }
    ///A bucket of a series.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StatsPoint {
        ///Bytes that were sent.
        pub bytes: i64,
        ///Page views with a status from 400 on.
        pub errors: i64,
        ///Page views.
        pub hits: i64,
        ///It begins then.
        pub since: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It ends before then.
        pub until: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Different visitors.
        pub visitors: i64,
    }
    impl StatsPoint {
        pub fn builder() -> builder::StatsPoint {
            Default::default()
        }
    }
    ///A period beside the one before.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StatsSummary {
        /**Whether visitors, users and sessions are estimates (2 % is usual), and, while what is kept is being changed or
erased, other numbers may be a little behind. When it is false, every number is exact but for durations.*/
        pub approximate: bool,
        ///The period.
        pub current: StatsNumbers,
        ///The period of the same length right before it, as far as it is kept.
        pub previous: StatsNumbers,
    }
    impl StatsSummary {
        pub fn builder() -> builder::StatsSummary {
            Default::default()
        }
    }
    ///Page views over time.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StatsTimeseries {
        ///Whether visitors are estimates, and other numbers may be a little behind; see `get_stats_summary`.
        pub approximate: bool,
        ///How long a bucket is.
        pub bucket: StatsBucket,
        ///One for each bucket, in order.
        pub points: ::std::vec::Vec<StatsPoint>,
        ///The period begins then.
        pub since: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Whose calendar counts.
        pub time_zone: ::std::string::String,
        ///It ends before then.
        pub until: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl StatsTimeseries {
        pub fn builder() -> builder::StatsTimeseries {
            Default::default()
        }
    }
    ///What was seen most.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StatsTop {
        ///Whether visitors are estimates, and, with `other_hits`, a value may have more page views than are counted.
        pub approximate: bool,
        ///What values are of.
        pub dimension: StatsDimension,
        ///All page views of the period that fit, also those without a value.
        pub hits: i64,
        ///Page views with values that were not counted one by one.
        pub other_hits: i64,
        ///The period begins then.
        pub since: ::chrono::DateTime<::chrono::offset::Utc>,
        ///It ends before then.
        pub until: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Most page views first.
        pub values: ::std::vec::Vec<StatsValue>,
    }
    impl StatsTop {
        pub fn builder() -> builder::StatsTop {
            Default::default()
        }
    }
    ///A value of a dimension.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StatsValue {
        ///Page views with a status from 400 on.
        pub errors: i64,
        ///Page views with it.
        pub hits: i64,
        ///The part of all page views that these are, 0 to 1.
        pub share: f64,
        ///The value.
        pub value: ::std::string::String,
        ///Different visitors.
        pub visitors: i64,
    }
    impl StatsValue {
        pub fn builder() -> builder::StatsValue {
            Default::default()
        }
    }
    ///`TailEventsKind`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum TailEventsKind {
        #[serde(rename = "browser")]
        Browser,
        #[serde(rename = "app")]
        App,
        #[serde(rename = "bot")]
        Bot,
        #[serde(rename = "tool")]
        Tool,
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl ::std::fmt::Display for TailEventsKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Browser => f.write_str("browser"),
                Self::App => f.write_str("app"),
                Self::Bot => f.write_str("bot"),
                Self::Tool => f.write_str("tool"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for TailEventsKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "browser" => Ok(Self::Browser),
                "app" => Ok(Self::App),
                "bot" => Ok(Self::Bot),
                "tool" => Ok(Self::Tool),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for TailEventsKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TailEventsKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A tenant: a customer of the installation, with one log.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Tenant {
        ///When it was created.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its id (`ten_…`).
        pub id: ::std::string::String,
        ///The job that carries out a change of retention (`job_…`), in the answer to that change alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job: ::std::option::Option<::std::string::String>,
        ///Its name for people.
        pub name: ::std::string::String,
        ///What it sets.
        pub settings: Settings,
        ///Its name in URLs, unique in the installation.
        pub slug: ::std::string::String,
        ///Raised by every change: the ETag.
        pub version: i64,
    }
    impl Tenant {
        pub fn builder() -> builder::Tenant {
            Default::default()
        }
    }
    ///A page of tenants.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TenantPage {
        ///Where the next page goes on; absent at the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
        ///By id.
        pub tenants: ::std::vec::Vec<Tenant>,
    }
    impl TenantPage {
        pub fn builder() -> builder::TenantPage {
            Default::default()
        }
    }
    ///Changes of a tenant; what is left out stays.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct TenantPatch {
        ///Another name for people, 1 to 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///Settings to set.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub settings: ::std::option::Option<SettingsPatch>,
    }
    impl TenantPatch {
        pub fn builder() -> builder::TenantPatch {
            Default::default()
        }
    }
    ///A tenant to create.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct TenantToCreate {
        ///Its name for people, 1 to 200 characters.
        pub name: ::std::string::String,
        ///Settings that are not to be the default ones.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub settings: ::std::option::Option<SettingsPatch>,
        ///Its name in URLs: 1 to 63 of a-z, 0-9 and -, unique in the installation.
        pub slug: ::std::string::String,
    }
    impl TenantToCreate {
        pub fn builder() -> builder::TenantToCreate {
            Default::default()
        }
    }
    ///Something that a user did, or that happened to a session of the user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TimelineEntry {
        /**Who started, changed or ended the session: a key (`key_…`), a session of the user (`ses_…`), a member (`mem_…`),
`gatebook` or the like.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub by: ::std::option::Option<::std::string::String>,
        ///Why the session ended: `revoked`, `signed_out`, `limit`, `reuse_detected`, `idle` or `absolute`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_reason: ::std::option::Option<::std::string::String>,
        ///The event.
        pub event: Event,
        ///What was searched for, in lower case.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub search_terms: ::std::option::Option<::std::string::String>,
        ///What it is.
        pub what: TimelineWhat,
    }
    impl TimelineEntry {
        pub fn builder() -> builder::TimelineEntry {
            Default::default()
        }
    }
    ///A page of what a user did.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TimelinePage {
        ///Newest first.
        pub entries: ::std::vec::Vec<TimelineEntry>,
        ///Where the next page goes on; absent at the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
    }
    impl TimelinePage {
        pub fn builder() -> builder::TimelinePage {
            Default::default()
        }
    }
    ///What an entry is.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum TimelineWhat {
        #[serde(rename = "page_view")]
        PageView,
        #[serde(rename = "search")]
        Search,
        #[serde(rename = "sign_in")]
        SignIn,
        #[serde(rename = "session_ended")]
        SessionEnded,
        #[serde(rename = "session_changed")]
        SessionChanged,
        #[serde(rename = "other")]
        Other,
    }
    impl ::std::fmt::Display for TimelineWhat {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::PageView => f.write_str("page_view"),
                Self::Search => f.write_str("search"),
                Self::SignIn => f.write_str("sign_in"),
                Self::SessionEnded => f.write_str("session_ended"),
                Self::SessionChanged => f.write_str("session_changed"),
                Self::Other => f.write_str("other"),
            }
        }
    }
    impl ::std::str::FromStr for TimelineWhat {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "page_view" => Ok(Self::PageView),
                "search" => Ok(Self::Search),
                "sign_in" => Ok(Self::SignIn),
                "session_ended" => Ok(Self::SessionEnded),
                "session_changed" => Ok(Self::SessionChanged),
                "other" => Ok(Self::Other),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for TimelineWhat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TimelineWhat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A token to look at, and where it is used.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct TokenToCheck {
        ///The user's address now. With it, or with the agent, the session is noted as used.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///The address of the TCP connection, instead of `ip`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub remote_addr: ::std::option::Option<::std::string::String>,
        ///A session token (`gbs_…`) or an access token.
        pub token: ::std::string::String,
        ///What kind of token it is said to be (RFC 7662); told from the token itself, whatever this says.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token_type_hint: ::std::option::Option<::std::string::String>,
        ///The `User-Agent` header now.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_agent: ::std::option::Option<::std::string::String>,
        ///The `X-Forwarded-For` header, beside `remote_addr`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub x_forwarded_for: ::std::option::Option<::std::string::String>,
    }
    impl TokenToCheck {
        pub fn builder() -> builder::TokenToCheck {
            Default::default()
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct AppendedEvent {
            duplicate: ::std::result::Result<bool, ::std::string::String>,
            id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            ignored: ::std::result::Result<bool, ::std::string::String>,
            position: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            redacted: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AppendedEvent {
            fn default() -> Self {
                Self {
                    duplicate: Err("no value supplied for duplicate".to_string()),
                    id: Ok(Default::default()),
                    ignored: Err("no value supplied for ignored".to_string()),
                    position: Ok(Default::default()),
                    redacted: Err("no value supplied for redacted".to_string()),
                }
            }
        }
        impl AppendedEvent {
            pub fn duplicate<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.duplicate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duplicate: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn ignored<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.ignored = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ignored: {e}")
                    });
                self
            }
            pub fn position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for position: {e}")
                    });
                self
            }
            pub fn redacted<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.redacted = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redacted: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AppendedEvent> for super::AppendedEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AppendedEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    duplicate: value.duplicate?,
                    id: value.id?,
                    ignored: value.ignored?,
                    position: value.position?,
                    redacted: value.redacted?,
                })
            }
        }
        impl ::std::convert::From<super::AppendedEvent> for AppendedEvent {
            fn from(value: super::AppendedEvent) -> Self {
                Self {
                    duplicate: Ok(value.duplicate),
                    id: Ok(value.id),
                    ignored: Ok(value.ignored),
                    position: Ok(value.position),
                    redacted: Ok(value.redacted),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct BatchResult {
            accepted: ::std::result::Result<u32, ::std::string::String>,
            duplicates: ::std::result::Result<u32, ::std::string::String>,
            first_position: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            ignored: ::std::result::Result<u32, ::std::string::String>,
            last_position: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            rejected: ::std::result::Result<u32, ::std::string::String>,
            results: ::std::result::Result<
                ::std::vec::Vec<super::ItemResult>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for BatchResult {
            fn default() -> Self {
                Self {
                    accepted: Err("no value supplied for accepted".to_string()),
                    duplicates: Err("no value supplied for duplicates".to_string()),
                    first_position: Ok(Default::default()),
                    ignored: Err("no value supplied for ignored".to_string()),
                    last_position: Ok(Default::default()),
                    rejected: Err("no value supplied for rejected".to_string()),
                    results: Err("no value supplied for results".to_string()),
                }
            }
        }
        impl BatchResult {
            pub fn accepted<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.accepted = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for accepted: {e}")
                    });
                self
            }
            pub fn duplicates<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.duplicates = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duplicates: {e}")
                    });
                self
            }
            pub fn first_position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.first_position = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for first_position: {e}"
                        )
                    });
                self
            }
            pub fn ignored<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.ignored = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ignored: {e}")
                    });
                self
            }
            pub fn last_position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_position: {e}")
                    });
                self
            }
            pub fn rejected<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.rejected = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rejected: {e}")
                    });
                self
            }
            pub fn results<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ItemResult>>,
                T::Error: ::std::fmt::Display,
            {
                self.results = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for results: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BatchResult> for super::BatchResult {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BatchResult,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    accepted: value.accepted?,
                    duplicates: value.duplicates?,
                    first_position: value.first_position?,
                    ignored: value.ignored?,
                    last_position: value.last_position?,
                    rejected: value.rejected?,
                    results: value.results?,
                })
            }
        }
        impl ::std::convert::From<super::BatchResult> for BatchResult {
            fn from(value: super::BatchResult) -> Self {
                Self {
                    accepted: Ok(value.accepted),
                    duplicates: Ok(value.duplicates),
                    first_position: Ok(value.first_position),
                    ignored: Ok(value.ignored),
                    last_position: Ok(value.last_position),
                    rejected: Ok(value.rejected),
                    results: Ok(value.results),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Blocked {
            kinds: ::std::result::Result<
                ::std::vec::Vec<super::ProgramKind>,
                ::std::string::String,
            >,
            networks: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            programs: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Blocked {
            fn default() -> Self {
                Self {
                    kinds: Err("no value supplied for kinds".to_string()),
                    networks: Err("no value supplied for networks".to_string()),
                    programs: Err("no value supplied for programs".to_string()),
                }
            }
        }
        impl Blocked {
            pub fn kinds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ProgramKind>>,
                T::Error: ::std::fmt::Display,
            {
                self.kinds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kinds: {e}")
                    });
                self
            }
            pub fn networks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.networks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for networks: {e}")
                    });
                self
            }
            pub fn programs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.programs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for programs: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Blocked> for super::Blocked {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Blocked,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    kinds: value.kinds?,
                    networks: value.networks?,
                    programs: value.programs?,
                })
            }
        }
        impl ::std::convert::From<super::Blocked> for Blocked {
            fn from(value: super::Blocked) -> Self {
                Self {
                    kinds: Ok(value.kinds),
                    networks: Ok(value.networks),
                    programs: Ok(value.programs),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct BlockedPatch {
            kinds: ::std::result::Result<
                ::std::vec::Vec<super::ProgramKind>,
                ::std::string::String,
            >,
            networks: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            programs: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for BlockedPatch {
            fn default() -> Self {
                Self {
                    kinds: Ok(Default::default()),
                    networks: Ok(Default::default()),
                    programs: Ok(Default::default()),
                }
            }
        }
        impl BlockedPatch {
            pub fn kinds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ProgramKind>>,
                T::Error: ::std::fmt::Display,
            {
                self.kinds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kinds: {e}")
                    });
                self
            }
            pub fn networks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.networks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for networks: {e}")
                    });
                self
            }
            pub fn programs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.programs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for programs: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BlockedPatch> for super::BlockedPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BlockedPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    kinds: value.kinds?,
                    networks: value.networks?,
                    programs: value.programs?,
                })
            }
        }
        impl ::std::convert::From<super::BlockedPatch> for BlockedPatch {
            fn from(value: super::BlockedPatch) -> Self {
                Self {
                    kinds: Ok(value.kinds),
                    networks: Ok(value.networks),
                    programs: Ok(value.programs),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ChangedSession {
            access_token: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            session: ::std::result::Result<super::Session, ::std::string::String>,
            token: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ChangedSession {
            fn default() -> Self {
                Self {
                    access_token: Ok(Default::default()),
                    session: Err("no value supplied for session".to_string()),
                    token: Ok(Default::default()),
                }
            }
        }
        impl ChangedSession {
            pub fn access_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.access_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for access_token: {e}")
                    });
                self
            }
            pub fn session<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Session>,
                T::Error: ::std::fmt::Display,
            {
                self.session = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ChangedSession> for super::ChangedSession {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ChangedSession,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    access_token: value.access_token?,
                    session: value.session?,
                    token: value.token?,
                })
            }
        }
        impl ::std::convert::From<super::ChangedSession> for ChangedSession {
            fn from(value: super::ChangedSession) -> Self {
                Self {
                    access_token: Ok(value.access_token),
                    session: Ok(value.session),
                    token: Ok(value.token),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct CreatedTenant {
            first_key: ::std::result::Result<
                super::NewlyIssuedKey,
                ::std::string::String,
            >,
            tenant: ::std::result::Result<super::Tenant, ::std::string::String>,
        }
        impl ::std::default::Default for CreatedTenant {
            fn default() -> Self {
                Self {
                    first_key: Err("no value supplied for first_key".to_string()),
                    tenant: Err("no value supplied for tenant".to_string()),
                }
            }
        }
        impl CreatedTenant {
            pub fn first_key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::NewlyIssuedKey>,
                T::Error: ::std::fmt::Display,
            {
                self.first_key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for first_key: {e}")
                    });
                self
            }
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Tenant>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CreatedTenant> for super::CreatedTenant {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CreatedTenant,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    first_key: value.first_key?,
                    tenant: value.tenant?,
                })
            }
        }
        impl ::std::convert::From<super::CreatedTenant> for CreatedTenant {
            fn from(value: super::CreatedTenant) -> Self {
                Self {
                    first_key: Ok(value.first_key),
                    tenant: Ok(value.tenant),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Decision {
            block: ::std::result::Result<bool, ::std::string::String>,
            device: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            kind: ::std::result::Result<
                ::std::option::Option<super::ProgramKind>,
                ::std::string::String,
            >,
            reason: ::std::result::Result<
                ::std::option::Option<super::BlockReason>,
                ::std::string::String,
            >,
            rule: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Decision {
            fn default() -> Self {
                Self {
                    block: Err("no value supplied for block".to_string()),
                    device: Ok(Default::default()),
                    kind: Ok(Default::default()),
                    reason: Ok(Default::default()),
                    rule: Ok(Default::default()),
                }
            }
        }
        impl Decision {
            pub fn block<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.block = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for block: {e}")
                    });
                self
            }
            pub fn device<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.device = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device: {e}")
                    });
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ProgramKind>>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::BlockReason>>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
            pub fn rule<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.rule = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rule: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Decision> for super::Decision {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Decision,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    block: value.block?,
                    device: value.device?,
                    kind: value.kind?,
                    reason: value.reason?,
                    rule: value.rule?,
                })
            }
        }
        impl ::std::convert::From<super::Decision> for Decision {
            fn from(value: super::Decision) -> Self {
                Self {
                    block: Ok(value.block),
                    device: Ok(value.device),
                    kind: Ok(value.kind),
                    reason: Ok(value.reason),
                    rule: Ok(value.rule),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Erasure {
            dry_run: ::std::result::Result<bool, ::std::string::String>,
            events: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            job_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sessions: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Erasure {
            fn default() -> Self {
                Self {
                    dry_run: Err("no value supplied for dry_run".to_string()),
                    events: Ok(Default::default()),
                    job_id: Ok(Default::default()),
                    sessions: Ok(Default::default()),
                }
            }
        }
        impl Erasure {
            pub fn dry_run<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.dry_run = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for dry_run: {e}")
                    });
                self
            }
            pub fn events<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.events = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for events: {e}")
                    });
                self
            }
            pub fn job_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.job_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for job_id: {e}")
                    });
                self
            }
            pub fn sessions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.sessions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sessions: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Erasure> for super::Erasure {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Erasure,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    dry_run: value.dry_run?,
                    events: value.events?,
                    job_id: value.job_id?,
                    sessions: value.sessions?,
                })
            }
        }
        impl ::std::convert::From<super::Erasure> for Erasure {
            fn from(value: super::Erasure) -> Self {
                Self {
                    dry_run: Ok(value.dry_run),
                    events: Ok(value.events),
                    job_id: Ok(value.job_id),
                    sessions: Ok(value.sessions),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ErasureToOrder {
            dry_run: ::std::result::Result<bool, ::std::string::String>,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ErasureToOrder {
            fn default() -> Self {
                Self {
                    dry_run: Ok(Default::default()),
                    ip: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl ErasureToOrder {
            pub fn dry_run<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.dry_run = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for dry_run: {e}")
                    });
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ErasureToOrder> for super::ErasureToOrder {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ErasureToOrder,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    dry_run: value.dry_run?,
                    ip: value.ip?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::ErasureToOrder> for ErasureToOrder {
            fn from(value: super::ErasureToOrder) -> Self {
                Self {
                    dry_run: Ok(value.dry_run),
                    ip: Ok(value.ip),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Event {
            browser: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            bytes_sent: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            city: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            country: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            data: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            device: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            device_kind: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            duration_ms: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            host: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            location: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            method: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            occurred_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            path: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            platform: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            position: ::std::result::Result<i64, ::std::string::String>,
            query: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            recorded_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            redacted: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            referrer: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            session: ::std::result::Result<
                ::std::option::Option<super::SessionOfEvent>,
                ::std::string::String,
            >,
            session_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            session_key_hash: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<i16>,
                ::std::string::String,
            >,
            type_: ::std::result::Result<::std::string::String, ::std::string::String>,
            user_agent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Event {
            fn default() -> Self {
                Self {
                    browser: Ok(Default::default()),
                    bytes_sent: Ok(Default::default()),
                    city: Ok(Default::default()),
                    country: Ok(Default::default()),
                    data: Ok(Default::default()),
                    device: Ok(Default::default()),
                    device_kind: Ok(Default::default()),
                    duration_ms: Ok(Default::default()),
                    host: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    ip: Ok(Default::default()),
                    location: Ok(Default::default()),
                    method: Ok(Default::default()),
                    occurred_at: Err("no value supplied for occurred_at".to_string()),
                    path: Ok(Default::default()),
                    platform: Ok(Default::default()),
                    position: Err("no value supplied for position".to_string()),
                    query: Ok(Default::default()),
                    recorded_at: Err("no value supplied for recorded_at".to_string()),
                    redacted: Err("no value supplied for redacted".to_string()),
                    referrer: Ok(Default::default()),
                    session: Ok(Default::default()),
                    session_id: Ok(Default::default()),
                    session_key_hash: Ok(Default::default()),
                    status: Ok(Default::default()),
                    type_: Err("no value supplied for type_".to_string()),
                    user_agent: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl Event {
            pub fn browser<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.browser = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for browser: {e}")
                    });
                self
            }
            pub fn bytes_sent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes_sent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes_sent: {e}")
                    });
                self
            }
            pub fn city<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.city = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for city: {e}")
                    });
                self
            }
            pub fn country<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.country = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for country: {e}")
                    });
                self
            }
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn device<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.device = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device: {e}")
                    });
                self
            }
            pub fn device_kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.device_kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device_kind: {e}")
                    });
                self
            }
            pub fn duration_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration_ms: {e}")
                    });
                self
            }
            pub fn host<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.host = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for host: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn location<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.location = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for location: {e}")
                    });
                self
            }
            pub fn method<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.method = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for method: {e}")
                    });
                self
            }
            pub fn occurred_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.occurred_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for occurred_at: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn platform<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.platform = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for platform: {e}")
                    });
                self
            }
            pub fn position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for position: {e}")
                    });
                self
            }
            pub fn query<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.query = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for query: {e}")
                    });
                self
            }
            pub fn recorded_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.recorded_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for recorded_at: {e}")
                    });
                self
            }
            pub fn redacted<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.redacted = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redacted: {e}")
                    });
                self
            }
            pub fn referrer<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.referrer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for referrer: {e}")
                    });
                self
            }
            pub fn session<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SessionOfEvent>>,
                T::Error: ::std::fmt::Display,
            {
                self.session = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session: {e}")
                    });
                self
            }
            pub fn session_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session_id: {e}")
                    });
                self
            }
            pub fn session_key_hash<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_key_hash = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for session_key_hash: {e}"
                        )
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i16>>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
            pub fn user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_agent: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Event> for super::Event {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Event,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    browser: value.browser?,
                    bytes_sent: value.bytes_sent?,
                    city: value.city?,
                    country: value.country?,
                    data: value.data?,
                    device: value.device?,
                    device_kind: value.device_kind?,
                    duration_ms: value.duration_ms?,
                    host: value.host?,
                    id: value.id?,
                    ip: value.ip?,
                    location: value.location?,
                    method: value.method?,
                    occurred_at: value.occurred_at?,
                    path: value.path?,
                    platform: value.platform?,
                    position: value.position?,
                    query: value.query?,
                    recorded_at: value.recorded_at?,
                    redacted: value.redacted?,
                    referrer: value.referrer?,
                    session: value.session?,
                    session_id: value.session_id?,
                    session_key_hash: value.session_key_hash?,
                    status: value.status?,
                    type_: value.type_?,
                    user_agent: value.user_agent?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::Event> for Event {
            fn from(value: super::Event) -> Self {
                Self {
                    browser: Ok(value.browser),
                    bytes_sent: Ok(value.bytes_sent),
                    city: Ok(value.city),
                    country: Ok(value.country),
                    data: Ok(value.data),
                    device: Ok(value.device),
                    device_kind: Ok(value.device_kind),
                    duration_ms: Ok(value.duration_ms),
                    host: Ok(value.host),
                    id: Ok(value.id),
                    ip: Ok(value.ip),
                    location: Ok(value.location),
                    method: Ok(value.method),
                    occurred_at: Ok(value.occurred_at),
                    path: Ok(value.path),
                    platform: Ok(value.platform),
                    position: Ok(value.position),
                    query: Ok(value.query),
                    recorded_at: Ok(value.recorded_at),
                    redacted: Ok(value.redacted),
                    referrer: Ok(value.referrer),
                    session: Ok(value.session),
                    session_id: Ok(value.session_id),
                    session_key_hash: Ok(value.session_key_hash),
                    status: Ok(value.status),
                    type_: Ok(value.type_),
                    user_agent: Ok(value.user_agent),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EventPage {
            events: ::std::result::Result<
                ::std::vec::Vec<super::Event>,
                ::std::string::String,
            >,
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EventPage {
            fn default() -> Self {
                Self {
                    events: Err("no value supplied for events".to_string()),
                    next: Ok(Default::default()),
                }
            }
        }
        impl EventPage {
            pub fn events<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Event>>,
                T::Error: ::std::fmt::Display,
            {
                self.events = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for events: {e}")
                    });
                self
            }
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EventPage> for super::EventPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EventPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    events: value.events?,
                    next: value.next?,
                })
            }
        }
        impl ::std::convert::From<super::EventPage> for EventPage {
            fn from(value: super::EventPage) -> Self {
                Self {
                    events: Ok(value.events),
                    next: Ok(value.next),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Export {
            bytes: ::std::result::Result<i64, ::std::string::String>,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            format: ::std::result::Result<super::ExportFormat, ::std::string::String>,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            order: ::std::result::Result<super::ListOrder, ::std::string::String>,
            rows: ::std::result::Result<i64, ::std::string::String>,
            sha256: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::JobState, ::std::string::String>,
            url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            url_expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Export {
            fn default() -> Self {
                Self {
                    bytes: Err("no value supplied for bytes".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    error: Ok(Default::default()),
                    expires_at: Ok(Default::default()),
                    format: Err("no value supplied for format".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    order: Err("no value supplied for order".to_string()),
                    rows: Err("no value supplied for rows".to_string()),
                    sha256: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                    url: Ok(Default::default()),
                    url_expires_at: Ok(Default::default()),
                }
            }
        }
        impl Export {
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn format<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ExportFormat>,
                T::Error: ::std::fmt::Display,
            {
                self.format = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for format: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn order<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ListOrder>,
                T::Error: ::std::fmt::Display,
            {
                self.order = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for order: {e}")
                    });
                self
            }
            pub fn rows<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.rows = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rows: {e}")
                    });
                self
            }
            pub fn sha256<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sha256 = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sha256: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
            pub fn url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for url: {e}")
                    });
                self
            }
            pub fn url_expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.url_expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for url_expires_at: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Export> for super::Export {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Export,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes: value.bytes?,
                    created_at: value.created_at?,
                    error: value.error?,
                    expires_at: value.expires_at?,
                    format: value.format?,
                    id: value.id?,
                    order: value.order?,
                    rows: value.rows?,
                    sha256: value.sha256?,
                    state: value.state?,
                    url: value.url?,
                    url_expires_at: value.url_expires_at?,
                })
            }
        }
        impl ::std::convert::From<super::Export> for Export {
            fn from(value: super::Export) -> Self {
                Self {
                    bytes: Ok(value.bytes),
                    created_at: Ok(value.created_at),
                    error: Ok(value.error),
                    expires_at: Ok(value.expires_at),
                    format: Ok(value.format),
                    id: Ok(value.id),
                    order: Ok(value.order),
                    rows: Ok(value.rows),
                    sha256: Ok(value.sha256),
                    state: Ok(value.state),
                    url: Ok(value.url),
                    url_expires_at: Ok(value.url_expires_at),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ExportToOrder {
            browser: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            city: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            country: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            format: ::std::result::Result<super::ExportFormat, ::std::string::String>,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            kind: ::std::result::Result<
                ::std::option::Option<super::ExportToOrderKind>,
                ::std::string::String,
            >,
            method: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            order: ::std::result::Result<super::ListOrder, ::std::string::String>,
            path: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            platform: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            referrer: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            search: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            session_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            since: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            text: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            type_: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            until: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ExportToOrder {
            fn default() -> Self {
                Self {
                    browser: Ok(Default::default()),
                    city: Ok(Default::default()),
                    country: Ok(Default::default()),
                    format: Err("no value supplied for format".to_string()),
                    ip: Ok(Default::default()),
                    kind: Ok(Default::default()),
                    method: Ok(Default::default()),
                    order: Ok(super::defaults::export_to_order_order()),
                    path: Ok(Default::default()),
                    platform: Ok(Default::default()),
                    referrer: Ok(Default::default()),
                    search: Ok(Default::default()),
                    session_id: Ok(Default::default()),
                    since: Ok(Default::default()),
                    status: Ok(Default::default()),
                    text: Ok(Default::default()),
                    type_: Ok(Default::default()),
                    until: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl ExportToOrder {
            pub fn browser<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.browser = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for browser: {e}")
                    });
                self
            }
            pub fn city<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.city = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for city: {e}")
                    });
                self
            }
            pub fn country<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.country = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for country: {e}")
                    });
                self
            }
            pub fn format<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ExportFormat>,
                T::Error: ::std::fmt::Display,
            {
                self.format = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for format: {e}")
                    });
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::ExportToOrderKind>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn method<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.method = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for method: {e}")
                    });
                self
            }
            pub fn order<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ListOrder>,
                T::Error: ::std::fmt::Display,
            {
                self.order = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for order: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn platform<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.platform = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for platform: {e}")
                    });
                self
            }
            pub fn referrer<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.referrer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for referrer: {e}")
                    });
                self
            }
            pub fn search<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.search = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for search: {e}")
                    });
                self
            }
            pub fn session_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session_id: {e}")
                    });
                self
            }
            pub fn since<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.since = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for since: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.text = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for text: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ExportToOrder> for super::ExportToOrder {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ExportToOrder,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    browser: value.browser?,
                    city: value.city?,
                    country: value.country?,
                    format: value.format?,
                    ip: value.ip?,
                    kind: value.kind?,
                    method: value.method?,
                    order: value.order?,
                    path: value.path?,
                    platform: value.platform?,
                    referrer: value.referrer?,
                    search: value.search?,
                    session_id: value.session_id?,
                    since: value.since?,
                    status: value.status?,
                    text: value.text?,
                    type_: value.type_?,
                    until: value.until?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::ExportToOrder> for ExportToOrder {
            fn from(value: super::ExportToOrder) -> Self {
                Self {
                    browser: Ok(value.browser),
                    city: Ok(value.city),
                    country: Ok(value.country),
                    format: Ok(value.format),
                    ip: Ok(value.ip),
                    kind: Ok(value.kind),
                    method: Ok(value.method),
                    order: Ok(value.order),
                    path: Ok(value.path),
                    platform: Ok(value.platform),
                    referrer: Ok(value.referrer),
                    search: Ok(value.search),
                    session_id: Ok(value.session_id),
                    since: Ok(value.since),
                    status: Ok(value.status),
                    text: Ok(value.text),
                    type_: Ok(value.type_),
                    until: Ok(value.until),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Introspection {
            active: ::std::result::Result<bool, ::std::string::String>,
            exp: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            iat: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            sid: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sub: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            token_type: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Introspection {
            fn default() -> Self {
                Self {
                    active: Err("no value supplied for active".to_string()),
                    exp: Ok(Default::default()),
                    iat: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    sid: Ok(Default::default()),
                    sub: Ok(Default::default()),
                    token_type: Ok(Default::default()),
                }
            }
        }
        impl Introspection {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }
            pub fn exp<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.exp = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for exp: {e}")
                    });
                self
            }
            pub fn iat<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.iat = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for iat: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn sid<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sid: {e}")
                    });
                self
            }
            pub fn sub<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sub = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sub: {e}")
                    });
                self
            }
            pub fn token_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.token_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token_type: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Introspection> for super::Introspection {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Introspection,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    exp: value.exp?,
                    iat: value.iat?,
                    metadata: value.metadata?,
                    sid: value.sid?,
                    sub: value.sub?,
                    token_type: value.token_type?,
                })
            }
        }
        impl ::std::convert::From<super::Introspection> for Introspection {
            fn from(value: super::Introspection) -> Self {
                Self {
                    active: Ok(value.active),
                    exp: Ok(value.exp),
                    iat: Ok(value.iat),
                    metadata: Ok(value.metadata),
                    sid: Ok(value.sid),
                    sub: Ok(value.sub),
                    token_type: Ok(value.token_type),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct IssuedSession {
            access_token: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            session: ::std::result::Result<super::Session, ::std::string::String>,
            token: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for IssuedSession {
            fn default() -> Self {
                Self {
                    access_token: Err("no value supplied for access_token".to_string()),
                    session: Err("no value supplied for session".to_string()),
                    token: Err("no value supplied for token".to_string()),
                }
            }
        }
        impl IssuedSession {
            pub fn access_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.access_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for access_token: {e}")
                    });
                self
            }
            pub fn session<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Session>,
                T::Error: ::std::fmt::Display,
            {
                self.session = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<IssuedSession> for super::IssuedSession {
            type Error = super::error::ConversionError;
            fn try_from(
                value: IssuedSession,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    access_token: value.access_token?,
                    session: value.session?,
                    token: value.token?,
                })
            }
        }
        impl ::std::convert::From<super::IssuedSession> for IssuedSession {
            fn from(value: super::IssuedSession) -> Self {
                Self {
                    access_token: Ok(value.access_token),
                    session: Ok(value.session),
                    token: Ok(value.token),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ItemResult {
            code: ::std::result::Result<super::ItemCode, ::std::string::String>,
            errors: ::std::result::Result<
                ::std::vec::Vec<super::ProblemPlace>,
                ::std::string::String,
            >,
            index: ::std::result::Result<u32, ::std::string::String>,
            position: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            retryable: ::std::result::Result<bool, ::std::string::String>,
        }
        impl ::std::default::Default for ItemResult {
            fn default() -> Self {
                Self {
                    code: Err("no value supplied for code".to_string()),
                    errors: Err("no value supplied for errors".to_string()),
                    index: Err("no value supplied for index".to_string()),
                    position: Ok(Default::default()),
                    retryable: Err("no value supplied for retryable".to_string()),
                }
            }
        }
        impl ItemResult {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ItemCode>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ProblemPlace>>,
                T::Error: ::std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }
            pub fn index<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.index = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for index: {e}")
                    });
                self
            }
            pub fn position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for position: {e}")
                    });
                self
            }
            pub fn retryable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.retryable = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for retryable: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ItemResult> for super::ItemResult {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ItemResult,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    errors: value.errors?,
                    index: value.index?,
                    position: value.position?,
                    retryable: value.retryable?,
                })
            }
        }
        impl ::std::convert::From<super::ItemResult> for ItemResult {
            fn from(value: super::ItemResult) -> Self {
                Self {
                    code: Ok(value.code),
                    errors: Ok(value.errors),
                    index: Ok(value.index),
                    position: Ok(value.position),
                    retryable: Ok(value.retryable),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Job {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            done: ::std::result::Result<i64, ::std::string::String>,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            finished_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            kind: ::std::result::Result<::std::string::String, ::std::string::String>,
            started_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::JobState, ::std::string::String>,
            total: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Job {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    done: Err("no value supplied for done".to_string()),
                    error: Ok(Default::default()),
                    finished_at: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    kind: Err("no value supplied for kind".to_string()),
                    started_at: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                    total: Ok(Default::default()),
                }
            }
        }
        impl Job {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn done<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.done = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for done: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn finished_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.finished_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for finished_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
            pub fn total<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.total = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Job> for super::Job {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Job,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    done: value.done?,
                    error: value.error?,
                    finished_at: value.finished_at?,
                    id: value.id?,
                    kind: value.kind?,
                    started_at: value.started_at?,
                    state: value.state?,
                    total: value.total?,
                })
            }
        }
        impl ::std::convert::From<super::Job> for Job {
            fn from(value: super::Job) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    done: Ok(value.done),
                    error: Ok(value.error),
                    finished_at: Ok(value.finished_at),
                    id: Ok(value.id),
                    kind: Ok(value.kind),
                    started_at: Ok(value.started_at),
                    state: Ok(value.state),
                    total: Ok(value.total),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct JobPage {
            jobs: ::std::result::Result<
                ::std::vec::Vec<super::Job>,
                ::std::string::String,
            >,
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for JobPage {
            fn default() -> Self {
                Self {
                    jobs: Err("no value supplied for jobs".to_string()),
                    next: Ok(Default::default()),
                }
            }
        }
        impl JobPage {
            pub fn jobs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Job>>,
                T::Error: ::std::fmt::Display,
            {
                self.jobs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for jobs: {e}")
                    });
                self
            }
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<JobPage> for super::JobPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: JobPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    jobs: value.jobs?,
                    next: value.next?,
                })
            }
        }
        impl ::std::convert::From<super::JobPage> for JobPage {
            fn from(value: super::JobPage) -> Self {
                Self {
                    jobs: Ok(value.jobs),
                    next: Ok(value.next),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Jwk {
            alg: ::std::result::Result<super::JwkAlgorithm, ::std::string::String>,
            crv: ::std::result::Result<super::JwkCurve, ::std::string::String>,
            kid: ::std::result::Result<::std::string::String, ::std::string::String>,
            kty: ::std::result::Result<super::JwkType, ::std::string::String>,
            use_: ::std::result::Result<super::JwkUse, ::std::string::String>,
            x: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Jwk {
            fn default() -> Self {
                Self {
                    alg: Err("no value supplied for alg".to_string()),
                    crv: Err("no value supplied for crv".to_string()),
                    kid: Err("no value supplied for kid".to_string()),
                    kty: Err("no value supplied for kty".to_string()),
                    use_: Err("no value supplied for use_".to_string()),
                    x: Err("no value supplied for x".to_string()),
                }
            }
        }
        impl Jwk {
            pub fn alg<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JwkAlgorithm>,
                T::Error: ::std::fmt::Display,
            {
                self.alg = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for alg: {e}")
                    });
                self
            }
            pub fn crv<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JwkCurve>,
                T::Error: ::std::fmt::Display,
            {
                self.crv = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for crv: {e}")
                    });
                self
            }
            pub fn kid<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.kid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kid: {e}")
                    });
                self
            }
            pub fn kty<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JwkType>,
                T::Error: ::std::fmt::Display,
            {
                self.kty = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kty: {e}")
                    });
                self
            }
            pub fn use_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JwkUse>,
                T::Error: ::std::fmt::Display,
            {
                self.use_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for use_: {e}")
                    });
                self
            }
            pub fn x<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.x = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for x: {e}"));
                self
            }
        }
        impl ::std::convert::TryFrom<Jwk> for super::Jwk {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Jwk,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    alg: value.alg?,
                    crv: value.crv?,
                    kid: value.kid?,
                    kty: value.kty?,
                    use_: value.use_?,
                    x: value.x?,
                })
            }
        }
        impl ::std::convert::From<super::Jwk> for Jwk {
            fn from(value: super::Jwk) -> Self {
                Self {
                    alg: Ok(value.alg),
                    crv: Ok(value.crv),
                    kid: Ok(value.kid),
                    kty: Ok(value.kty),
                    use_: Ok(value.use_),
                    x: Ok(value.x),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct JwkSet {
            keys: ::std::result::Result<
                ::std::vec::Vec<super::Jwk>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for JwkSet {
            fn default() -> Self {
                Self {
                    keys: Err("no value supplied for keys".to_string()),
                }
            }
        }
        impl JwkSet {
            pub fn keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Jwk>>,
                T::Error: ::std::fmt::Display,
            {
                self.keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for keys: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<JwkSet> for super::JwkSet {
            type Error = super::error::ConversionError;
            fn try_from(
                value: JwkSet,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { keys: value.keys? })
            }
        }
        impl ::std::convert::From<super::JwkSet> for JwkSet {
            fn from(value: super::JwkSet) -> Self {
                Self { keys: Ok(value.keys) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Key {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            last_used_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            replaces: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            revoked_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            scopes: ::std::result::Result<
                ::std::vec::Vec<super::KeyScope>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::KeyState, ::std::string::String>,
        }
        impl ::std::default::Default for Key {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    expires_at: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    last_used_at: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    replaces: Ok(Default::default()),
                    revoked_at: Ok(Default::default()),
                    scopes: Err("no value supplied for scopes".to_string()),
                    state: Err("no value supplied for state".to_string()),
                }
            }
        }
        impl Key {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn last_used_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.last_used_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_used_at: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn replaces<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.replaces = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for replaces: {e}")
                    });
                self
            }
            pub fn revoked_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.revoked_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for revoked_at: {e}")
                    });
                self
            }
            pub fn scopes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::KeyScope>>,
                T::Error: ::std::fmt::Display,
            {
                self.scopes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scopes: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::KeyState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Key> for super::Key {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Key,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    expires_at: value.expires_at?,
                    id: value.id?,
                    last_used_at: value.last_used_at?,
                    name: value.name?,
                    replaces: value.replaces?,
                    revoked_at: value.revoked_at?,
                    scopes: value.scopes?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::Key> for Key {
            fn from(value: super::Key) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    expires_at: Ok(value.expires_at),
                    id: Ok(value.id),
                    last_used_at: Ok(value.last_used_at),
                    name: Ok(value.name),
                    replaces: Ok(value.replaces),
                    revoked_at: Ok(value.revoked_at),
                    scopes: Ok(value.scopes),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct KeyPage {
            keys: ::std::result::Result<
                ::std::vec::Vec<super::Key>,
                ::std::string::String,
            >,
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for KeyPage {
            fn default() -> Self {
                Self {
                    keys: Err("no value supplied for keys".to_string()),
                    next: Ok(Default::default()),
                }
            }
        }
        impl KeyPage {
            pub fn keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Key>>,
                T::Error: ::std::fmt::Display,
            {
                self.keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for keys: {e}")
                    });
                self
            }
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<KeyPage> for super::KeyPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: KeyPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    keys: value.keys?,
                    next: value.next?,
                })
            }
        }
        impl ::std::convert::From<super::KeyPage> for KeyPage {
            fn from(value: super::KeyPage) -> Self {
                Self {
                    keys: Ok(value.keys),
                    next: Ok(value.next),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct KeyRoll {
            overlap_hours: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for KeyRoll {
            fn default() -> Self {
                Self {
                    overlap_hours: Ok(Default::default()),
                }
            }
        }
        impl KeyRoll {
            pub fn overlap_hours<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.overlap_hours = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for overlap_hours: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<KeyRoll> for super::KeyRoll {
            type Error = super::error::ConversionError;
            fn try_from(
                value: KeyRoll,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    overlap_hours: value.overlap_hours?,
                })
            }
        }
        impl ::std::convert::From<super::KeyRoll> for KeyRoll {
            fn from(value: super::KeyRoll) -> Self {
                Self {
                    overlap_hours: Ok(value.overlap_hours),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct KeyToCreate {
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            scopes: ::std::result::Result<
                ::std::vec::Vec<super::KeyScope>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for KeyToCreate {
            fn default() -> Self {
                Self {
                    expires_at: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    scopes: Err("no value supplied for scopes".to_string()),
                }
            }
        }
        impl KeyToCreate {
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn scopes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::KeyScope>>,
                T::Error: ::std::fmt::Display,
            {
                self.scopes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scopes: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<KeyToCreate> for super::KeyToCreate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: KeyToCreate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_at: value.expires_at?,
                    name: value.name?,
                    scopes: value.scopes?,
                })
            }
        }
        impl ::std::convert::From<super::KeyToCreate> for KeyToCreate {
            fn from(value: super::KeyToCreate) -> Self {
                Self {
                    expires_at: Ok(value.expires_at),
                    name: Ok(value.name),
                    scopes: Ok(value.scopes),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LocationCredit {
            text: ::std::result::Result<::std::string::String, ::std::string::String>,
            url: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for LocationCredit {
            fn default() -> Self {
                Self {
                    text: Err("no value supplied for text".to_string()),
                    url: Err("no value supplied for url".to_string()),
                }
            }
        }
        impl LocationCredit {
            pub fn text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.text = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for text: {e}")
                    });
                self
            }
            pub fn url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for url: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LocationCredit> for super::LocationCredit {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LocationCredit,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    text: value.text?,
                    url: value.url?,
                })
            }
        }
        impl ::std::convert::From<super::LocationCredit> for LocationCredit {
            fn from(value: super::LocationCredit) -> Self {
                Self {
                    text: Ok(value.text),
                    url: Ok(value.url),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LocationDatabase {
            built_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            bytes: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            database_type: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            file: ::std::result::Result<::std::string::String, ::std::string::String>,
            in_use: ::std::result::Result<bool, ::std::string::String>,
            ip_version: ::std::result::Result<
                ::std::option::Option<u16>,
                ::std::string::String,
            >,
            is_from_db_ip: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            knows: ::std::result::Result<
                ::std::option::Option<super::LocationDetail>,
                ::std::string::String,
            >,
            problem: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for LocationDatabase {
            fn default() -> Self {
                Self {
                    built_at: Ok(Default::default()),
                    bytes: Ok(Default::default()),
                    database_type: Ok(Default::default()),
                    file: Err("no value supplied for file".to_string()),
                    in_use: Err("no value supplied for in_use".to_string()),
                    ip_version: Ok(Default::default()),
                    is_from_db_ip: Ok(Default::default()),
                    knows: Ok(Default::default()),
                    problem: Ok(Default::default()),
                }
            }
        }
        impl LocationDatabase {
            pub fn built_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.built_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for built_at: {e}")
                    });
                self
            }
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn database_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.database_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for database_type: {e}")
                    });
                self
            }
            pub fn file<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.file = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for file: {e}")
                    });
                self
            }
            pub fn in_use<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.in_use = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for in_use: {e}")
                    });
                self
            }
            pub fn ip_version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u16>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip_version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ip_version: {e}")
                    });
                self
            }
            pub fn is_from_db_ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.is_from_db_ip = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for is_from_db_ip: {e}")
                    });
                self
            }
            pub fn knows<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::LocationDetail>>,
                T::Error: ::std::fmt::Display,
            {
                self.knows = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for knows: {e}")
                    });
                self
            }
            pub fn problem<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.problem = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for problem: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LocationDatabase> for super::LocationDatabase {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LocationDatabase,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    built_at: value.built_at?,
                    bytes: value.bytes?,
                    database_type: value.database_type?,
                    file: value.file?,
                    in_use: value.in_use?,
                    ip_version: value.ip_version?,
                    is_from_db_ip: value.is_from_db_ip?,
                    knows: value.knows?,
                    problem: value.problem?,
                })
            }
        }
        impl ::std::convert::From<super::LocationDatabase> for LocationDatabase {
            fn from(value: super::LocationDatabase) -> Self {
                Self {
                    built_at: Ok(value.built_at),
                    bytes: Ok(value.bytes),
                    database_type: Ok(value.database_type),
                    file: Ok(value.file),
                    in_use: Ok(value.in_use),
                    ip_version: Ok(value.ip_version),
                    is_from_db_ip: Ok(value.is_from_db_ip),
                    knows: Ok(value.knows),
                    problem: Ok(value.problem),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LocationDatabases {
            databases: ::std::result::Result<
                ::std::vec::Vec<super::LocationDatabase>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for LocationDatabases {
            fn default() -> Self {
                Self {
                    databases: Err("no value supplied for databases".to_string()),
                }
            }
        }
        impl LocationDatabases {
            pub fn databases<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::LocationDatabase>>,
                T::Error: ::std::fmt::Display,
            {
                self.databases = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for databases: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LocationDatabases> for super::LocationDatabases {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LocationDatabases,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    databases: value.databases?,
                })
            }
        }
        impl ::std::convert::From<super::LocationDatabases> for LocationDatabases {
            fn from(value: super::LocationDatabases) -> Self {
                Self {
                    databases: Ok(value.databases),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Login {
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            location_credit: ::std::result::Result<
                ::std::option::Option<super::LocationCredit>,
                ::std::string::String,
            >,
            member: ::std::result::Result<super::LoginMember, ::std::string::String>,
            role: ::std::result::Result<super::Role, ::std::string::String>,
            tenant: ::std::result::Result<super::LoginTenant, ::std::string::String>,
        }
        impl ::std::default::Default for Login {
            fn default() -> Self {
                Self {
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    location_credit: Ok(Default::default()),
                    member: Err("no value supplied for member".to_string()),
                    role: Err("no value supplied for role".to_string()),
                    tenant: Err("no value supplied for tenant".to_string()),
                }
            }
        }
        impl Login {
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn location_credit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::LocationCredit>>,
                T::Error: ::std::fmt::Display,
            {
                self.location_credit = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for location_credit: {e}"
                        )
                    });
                self
            }
            pub fn member<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::LoginMember>,
                T::Error: ::std::fmt::Display,
            {
                self.member = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for member: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Role>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::LoginTenant>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Login> for super::Login {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Login,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_at: value.expires_at?,
                    location_credit: value.location_credit?,
                    member: value.member?,
                    role: value.role?,
                    tenant: value.tenant?,
                })
            }
        }
        impl ::std::convert::From<super::Login> for Login {
            fn from(value: super::Login) -> Self {
                Self {
                    expires_at: Ok(value.expires_at),
                    location_credit: Ok(value.location_credit),
                    member: Ok(value.member),
                    role: Ok(value.role),
                    tenant: Ok(value.tenant),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LoginMember {
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for LoginMember {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                }
            }
        }
        impl LoginMember {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LoginMember> for super::LoginMember {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LoginMember,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    id: value.id?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::LoginMember> for LoginMember {
            fn from(value: super::LoginMember) -> Self {
                Self {
                    email: Ok(value.email),
                    id: Ok(value.id),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LoginRequest {
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            password: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            tenant: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for LoginRequest {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                    password: Err("no value supplied for password".to_string()),
                    tenant: Ok(Default::default()),
                }
            }
        }
        impl LoginRequest {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LoginRequest> for super::LoginRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LoginRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    password: value.password?,
                    tenant: value.tenant?,
                })
            }
        }
        impl ::std::convert::From<super::LoginRequest> for LoginRequest {
            fn from(value: super::LoginRequest) -> Self {
                Self {
                    email: Ok(value.email),
                    password: Ok(value.password),
                    tenant: Ok(value.tenant),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LoginTenant {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            slug: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for LoginTenant {
            fn default() -> Self {
                Self {
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    slug: Err("no value supplied for slug".to_string()),
                }
            }
        }
        impl LoginTenant {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn slug<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.slug = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for slug: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LoginTenant> for super::LoginTenant {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LoginTenant,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    name: value.name?,
                    slug: value.slug?,
                })
            }
        }
        impl ::std::convert::From<super::LoginTenant> for LoginTenant {
            fn from(value: super::LoginTenant) -> Self {
                Self {
                    id: Ok(value.id),
                    name: Ok(value.name),
                    slug: Ok(value.slug),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Member {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            role: ::std::result::Result<super::Role, ::std::string::String>,
        }
        impl ::std::default::Default for Member {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    email: Err("no value supplied for email".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    role: Err("no value supplied for role".to_string()),
                }
            }
        }
        impl Member {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Role>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Member> for super::Member {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Member,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    email: value.email?,
                    id: value.id?,
                    name: value.name?,
                    role: value.role?,
                })
            }
        }
        impl ::std::convert::From<super::Member> for Member {
            fn from(value: super::Member) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    email: Ok(value.email),
                    id: Ok(value.id),
                    name: Ok(value.name),
                    role: Ok(value.role),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberPage {
            members: ::std::result::Result<
                ::std::vec::Vec<super::Member>,
                ::std::string::String,
            >,
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MemberPage {
            fn default() -> Self {
                Self {
                    members: Err("no value supplied for members".to_string()),
                    next: Ok(Default::default()),
                }
            }
        }
        impl MemberPage {
            pub fn members<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Member>>,
                T::Error: ::std::fmt::Display,
            {
                self.members = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for members: {e}")
                    });
                self
            }
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberPage> for super::MemberPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    members: value.members?,
                    next: value.next?,
                })
            }
        }
        impl ::std::convert::From<super::MemberPage> for MemberPage {
            fn from(value: super::MemberPage) -> Self {
                Self {
                    members: Ok(value.members),
                    next: Ok(value.next),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberPatch {
            role: ::std::result::Result<super::Role, ::std::string::String>,
        }
        impl ::std::default::Default for MemberPatch {
            fn default() -> Self {
                Self {
                    role: Err("no value supplied for role".to_string()),
                }
            }
        }
        impl MemberPatch {
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Role>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberPatch> for super::MemberPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { role: value.role? })
            }
        }
        impl ::std::convert::From<super::MemberPatch> for MemberPatch {
            fn from(value: super::MemberPatch) -> Self {
                Self { role: Ok(value.role) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberReset {
            password: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MemberReset {
            fn default() -> Self {
                Self {
                    password: Ok(Default::default()),
                }
            }
        }
        impl MemberReset {
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberReset> for super::MemberReset {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberReset,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { password: value.password? })
            }
        }
        impl ::std::convert::From<super::MemberReset> for MemberReset {
            fn from(value: super::MemberReset) -> Self {
                Self {
                    password: Ok(value.password),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberToAdd {
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            password: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            role: ::std::result::Result<super::Role, ::std::string::String>,
        }
        impl ::std::default::Default for MemberToAdd {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    password: Ok(Default::default()),
                    role: Err("no value supplied for role".to_string()),
                }
            }
        }
        impl MemberToAdd {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Role>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberToAdd> for super::MemberToAdd {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberToAdd,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    name: value.name?,
                    password: value.password?,
                    role: value.role?,
                })
            }
        }
        impl ::std::convert::From<super::MemberToAdd> for MemberToAdd {
            fn from(value: super::MemberToAdd) -> Self {
                Self {
                    email: Ok(value.email),
                    name: Ok(value.name),
                    password: Ok(value.password),
                    role: Ok(value.role),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberWithPassword {
            member: ::std::result::Result<super::Member, ::std::string::String>,
            password: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MemberWithPassword {
            fn default() -> Self {
                Self {
                    member: Err("no value supplied for member".to_string()),
                    password: Ok(Default::default()),
                }
            }
        }
        impl MemberWithPassword {
            pub fn member<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Member>,
                T::Error: ::std::fmt::Display,
            {
                self.member = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for member: {e}")
                    });
                self
            }
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberWithPassword> for super::MemberWithPassword {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberWithPassword,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    member: value.member?,
                    password: value.password?,
                })
            }
        }
        impl ::std::convert::From<super::MemberWithPassword> for MemberWithPassword {
            fn from(value: super::MemberWithPassword) -> Self {
                Self {
                    member: Ok(value.member),
                    password: Ok(value.password),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MySession {
            current: ::std::result::Result<bool, ::std::string::String>,
            device: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            device_kind: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            end_reason: ::std::result::Result<
                ::std::option::Option<super::EndReason>,
                ::std::string::String,
            >,
            ended_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            ended_by: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            last_seen_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            location: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            started_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::SessionState, ::std::string::String>,
        }
        impl ::std::default::Default for MySession {
            fn default() -> Self {
                Self {
                    current: Err("no value supplied for current".to_string()),
                    device: Ok(Default::default()),
                    device_kind: Ok(Default::default()),
                    end_reason: Ok(Default::default()),
                    ended_at: Ok(Default::default()),
                    ended_by: Ok(Default::default()),
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    ip: Ok(Default::default()),
                    last_seen_at: Err("no value supplied for last_seen_at".to_string()),
                    location: Ok(Default::default()),
                    started_at: Err("no value supplied for started_at".to_string()),
                    state: Err("no value supplied for state".to_string()),
                }
            }
        }
        impl MySession {
            pub fn current<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.current = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for current: {e}")
                    });
                self
            }
            pub fn device<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.device = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device: {e}")
                    });
                self
            }
            pub fn device_kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.device_kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device_kind: {e}")
                    });
                self
            }
            pub fn end_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::EndReason>>,
                T::Error: ::std::fmt::Display,
            {
                self.end_reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end_reason: {e}")
                    });
                self
            }
            pub fn ended_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.ended_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ended_at: {e}")
                    });
                self
            }
            pub fn ended_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ended_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ended_by: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn last_seen_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_seen_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_seen_at: {e}")
                    });
                self
            }
            pub fn location<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.location = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for location: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MySession> for super::MySession {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MySession,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    current: value.current?,
                    device: value.device?,
                    device_kind: value.device_kind?,
                    end_reason: value.end_reason?,
                    ended_at: value.ended_at?,
                    ended_by: value.ended_by?,
                    expires_at: value.expires_at?,
                    id: value.id?,
                    ip: value.ip?,
                    last_seen_at: value.last_seen_at?,
                    location: value.location?,
                    started_at: value.started_at?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::MySession> for MySession {
            fn from(value: super::MySession) -> Self {
                Self {
                    current: Ok(value.current),
                    device: Ok(value.device),
                    device_kind: Ok(value.device_kind),
                    end_reason: Ok(value.end_reason),
                    ended_at: Ok(value.ended_at),
                    ended_by: Ok(value.ended_by),
                    expires_at: Ok(value.expires_at),
                    id: Ok(value.id),
                    ip: Ok(value.ip),
                    last_seen_at: Ok(value.last_seen_at),
                    location: Ok(value.location),
                    started_at: Ok(value.started_at),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MySessionPage {
            location_credit: ::std::result::Result<
                ::std::option::Option<super::LocationCredit>,
                ::std::string::String,
            >,
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sessions: ::std::result::Result<
                ::std::vec::Vec<super::MySession>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MySessionPage {
            fn default() -> Self {
                Self {
                    location_credit: Ok(Default::default()),
                    next: Ok(Default::default()),
                    sessions: Err("no value supplied for sessions".to_string()),
                }
            }
        }
        impl MySessionPage {
            pub fn location_credit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::LocationCredit>>,
                T::Error: ::std::fmt::Display,
            {
                self.location_credit = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for location_credit: {e}"
                        )
                    });
                self
            }
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
            pub fn sessions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::MySession>>,
                T::Error: ::std::fmt::Display,
            {
                self.sessions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sessions: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MySessionPage> for super::MySessionPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MySessionPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    location_credit: value.location_credit?,
                    next: value.next?,
                    sessions: value.sessions?,
                })
            }
        }
        impl ::std::convert::From<super::MySessionPage> for MySessionPage {
            fn from(value: super::MySessionPage) -> Self {
                Self {
                    location_credit: Ok(value.location_credit),
                    next: Ok(value.next),
                    sessions: Ok(value.sessions),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct NewlyIssuedKey {
            key: ::std::result::Result<super::Key, ::std::string::String>,
            token: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for NewlyIssuedKey {
            fn default() -> Self {
                Self {
                    key: Err("no value supplied for key".to_string()),
                    token: Err("no value supplied for token".to_string()),
                }
            }
        }
        impl NewlyIssuedKey {
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Key>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewlyIssuedKey> for super::NewlyIssuedKey {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewlyIssuedKey,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    key: value.key?,
                    token: value.token?,
                })
            }
        }
        impl ::std::convert::From<super::NewlyIssuedKey> for NewlyIssuedKey {
            fn from(value: super::NewlyIssuedKey) -> Self {
                Self {
                    key: Ok(value.key),
                    token: Ok(value.token),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PasswordToChange {
            current_password: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            new_password: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PasswordToChange {
            fn default() -> Self {
                Self {
                    current_password: Err(
                        "no value supplied for current_password".to_string(),
                    ),
                    new_password: Err("no value supplied for new_password".to_string()),
                }
            }
        }
        impl PasswordToChange {
            pub fn current_password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.current_password = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for current_password: {e}"
                        )
                    });
                self
            }
            pub fn new_password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.new_password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for new_password: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PasswordToChange> for super::PasswordToChange {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PasswordToChange,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    current_password: value.current_password?,
                    new_password: value.new_password?,
                })
            }
        }
        impl ::std::convert::From<super::PasswordToChange> for PasswordToChange {
            fn from(value: super::PasswordToChange) -> Self {
                Self {
                    current_password: Ok(value.current_password),
                    new_password: Ok(value.new_password),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PostedBatch {
            events: ::std::result::Result<
                ::std::vec::Vec<super::PostedEvent>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PostedBatch {
            fn default() -> Self {
                Self {
                    events: Err("no value supplied for events".to_string()),
                }
            }
        }
        impl PostedBatch {
            pub fn events<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::PostedEvent>>,
                T::Error: ::std::fmt::Display,
            {
                self.events = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for events: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PostedBatch> for super::PostedBatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PostedBatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { events: value.events? })
            }
        }
        impl ::std::convert::From<super::PostedBatch> for PostedBatch {
            fn from(value: super::PostedBatch) -> Self {
                Self { events: Ok(value.events) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PostedEvent {
            bytes_sent: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            data: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            duration_ms: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            host: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            id_seed: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            method: ::std::result::Result<::std::string::String, ::std::string::String>,
            occurred_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            path: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            query: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            referrer: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            remote_addr: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            session_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            session_key: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<u16>,
                ::std::string::String,
            >,
            url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_agent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<super::PostedEventUserId>,
                ::std::string::String,
            >,
            x_forwarded_for: ::std::result::Result<
                ::std::option::Option<super::PostedEventXForwardedFor>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PostedEvent {
            fn default() -> Self {
                Self {
                    bytes_sent: Ok(Default::default()),
                    data: Ok(Default::default()),
                    duration_ms: Ok(Default::default()),
                    host: Ok(Default::default()),
                    id: Ok(Default::default()),
                    id_seed: Ok(Default::default()),
                    ip: Ok(Default::default()),
                    method: Err("no value supplied for method".to_string()),
                    occurred_at: Ok(Default::default()),
                    path: Ok(Default::default()),
                    query: Ok(Default::default()),
                    referrer: Ok(Default::default()),
                    remote_addr: Ok(Default::default()),
                    session_id: Ok(Default::default()),
                    session_key: Ok(Default::default()),
                    status: Ok(Default::default()),
                    url: Ok(Default::default()),
                    user_agent: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                    x_forwarded_for: Ok(Default::default()),
                }
            }
        }
        impl PostedEvent {
            pub fn bytes_sent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes_sent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes_sent: {e}")
                    });
                self
            }
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn duration_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration_ms: {e}")
                    });
                self
            }
            pub fn host<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.host = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for host: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn id_seed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.id_seed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for id_seed: {e}")
                    });
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn method<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.method = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for method: {e}")
                    });
                self
            }
            pub fn occurred_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.occurred_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for occurred_at: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn query<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.query = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for query: {e}")
                    });
                self
            }
            pub fn referrer<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.referrer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for referrer: {e}")
                    });
                self
            }
            pub fn remote_addr<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.remote_addr = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for remote_addr: {e}")
                    });
                self
            }
            pub fn session_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session_id: {e}")
                    });
                self
            }
            pub fn session_key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session_key: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u16>>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for url: {e}")
                    });
                self
            }
            pub fn user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_agent: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::PostedEventUserId>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
            pub fn x_forwarded_for<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::PostedEventXForwardedFor>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.x_forwarded_for = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for x_forwarded_for: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PostedEvent> for super::PostedEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PostedEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes_sent: value.bytes_sent?,
                    data: value.data?,
                    duration_ms: value.duration_ms?,
                    host: value.host?,
                    id: value.id?,
                    id_seed: value.id_seed?,
                    ip: value.ip?,
                    method: value.method?,
                    occurred_at: value.occurred_at?,
                    path: value.path?,
                    query: value.query?,
                    referrer: value.referrer?,
                    remote_addr: value.remote_addr?,
                    session_id: value.session_id?,
                    session_key: value.session_key?,
                    status: value.status?,
                    url: value.url?,
                    user_agent: value.user_agent?,
                    user_id: value.user_id?,
                    x_forwarded_for: value.x_forwarded_for?,
                })
            }
        }
        impl ::std::convert::From<super::PostedEvent> for PostedEvent {
            fn from(value: super::PostedEvent) -> Self {
                Self {
                    bytes_sent: Ok(value.bytes_sent),
                    data: Ok(value.data),
                    duration_ms: Ok(value.duration_ms),
                    host: Ok(value.host),
                    id: Ok(value.id),
                    id_seed: Ok(value.id_seed),
                    ip: Ok(value.ip),
                    method: Ok(value.method),
                    occurred_at: Ok(value.occurred_at),
                    path: Ok(value.path),
                    query: Ok(value.query),
                    referrer: Ok(value.referrer),
                    remote_addr: Ok(value.remote_addr),
                    session_id: Ok(value.session_id),
                    session_key: Ok(value.session_key),
                    status: Ok(value.status),
                    url: Ok(value.url),
                    user_agent: Ok(value.user_agent),
                    user_id: Ok(value.user_id),
                    x_forwarded_for: Ok(value.x_forwarded_for),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PreviewedEvent {
            data: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            host: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            method: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            occurred_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            path: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            query: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            referrer: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_agent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PreviewedEvent {
            fn default() -> Self {
                Self {
                    data: Ok(Default::default()),
                    host: Ok(Default::default()),
                    ip: Ok(Default::default()),
                    method: Ok(Default::default()),
                    occurred_at: Err("no value supplied for occurred_at".to_string()),
                    path: Ok(Default::default()),
                    query: Ok(Default::default()),
                    referrer: Ok(Default::default()),
                    user_agent: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl PreviewedEvent {
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn host<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.host = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for host: {e}")
                    });
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn method<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.method = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for method: {e}")
                    });
                self
            }
            pub fn occurred_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.occurred_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for occurred_at: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn query<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.query = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for query: {e}")
                    });
                self
            }
            pub fn referrer<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.referrer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for referrer: {e}")
                    });
                self
            }
            pub fn user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_agent: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PreviewedEvent> for super::PreviewedEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PreviewedEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    data: value.data?,
                    host: value.host?,
                    ip: value.ip?,
                    method: value.method?,
                    occurred_at: value.occurred_at?,
                    path: value.path?,
                    query: value.query?,
                    referrer: value.referrer?,
                    user_agent: value.user_agent?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::PreviewedEvent> for PreviewedEvent {
            fn from(value: super::PreviewedEvent) -> Self {
                Self {
                    data: Ok(value.data),
                    host: Ok(value.host),
                    ip: Ok(value.ip),
                    method: Ok(value.method),
                    occurred_at: Ok(value.occurred_at),
                    path: Ok(value.path),
                    query: Ok(value.query),
                    referrer: Ok(value.referrer),
                    user_agent: Ok(value.user_agent),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Problem {
            code: ::std::result::Result<super::Code, ::std::string::String>,
            detail: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            errors: ::std::result::Result<
                ::std::vec::Vec<super::ProblemPlace>,
                ::std::string::String,
            >,
            retryable: ::std::result::Result<bool, ::std::string::String>,
            status: ::std::result::Result<u16, ::std::string::String>,
            tenants: ::std::result::Result<
                ::std::vec::Vec<super::ProblemTenant>,
                ::std::string::String,
            >,
            title: ::std::result::Result<::std::string::String, ::std::string::String>,
            type_: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Problem {
            fn default() -> Self {
                Self {
                    code: Err("no value supplied for code".to_string()),
                    detail: Ok(Default::default()),
                    errors: Err("no value supplied for errors".to_string()),
                    retryable: Err("no value supplied for retryable".to_string()),
                    status: Err("no value supplied for status".to_string()),
                    tenants: Ok(Default::default()),
                    title: Err("no value supplied for title".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }
        impl Problem {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Code>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ProblemPlace>>,
                T::Error: ::std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }
            pub fn retryable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.retryable = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for retryable: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u16>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn tenants<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ProblemTenant>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenants = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenants: {e}")
                    });
                self
            }
            pub fn title<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.title = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for title: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Problem> for super::Problem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Problem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    detail: value.detail?,
                    errors: value.errors?,
                    retryable: value.retryable?,
                    status: value.status?,
                    tenants: value.tenants?,
                    title: value.title?,
                    type_: value.type_?,
                })
            }
        }
        impl ::std::convert::From<super::Problem> for Problem {
            fn from(value: super::Problem) -> Self {
                Self {
                    code: Ok(value.code),
                    detail: Ok(value.detail),
                    errors: Ok(value.errors),
                    retryable: Ok(value.retryable),
                    status: Ok(value.status),
                    tenants: Ok(value.tenants),
                    title: Ok(value.title),
                    type_: Ok(value.type_),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ProblemPlace {
            detail: ::std::result::Result<::std::string::String, ::std::string::String>,
            parameter: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            pointer: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ProblemPlace {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                    parameter: Ok(Default::default()),
                    pointer: Ok(Default::default()),
                }
            }
        }
        impl ProblemPlace {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn parameter<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.parameter = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for parameter: {e}")
                    });
                self
            }
            pub fn pointer<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.pointer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pointer: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ProblemPlace> for super::ProblemPlace {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ProblemPlace,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    parameter: value.parameter?,
                    pointer: value.pointer?,
                })
            }
        }
        impl ::std::convert::From<super::ProblemPlace> for ProblemPlace {
            fn from(value: super::ProblemPlace) -> Self {
                Self {
                    detail: Ok(value.detail),
                    parameter: Ok(value.parameter),
                    pointer: Ok(value.pointer),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ProblemTenant {
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            slug: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for ProblemTenant {
            fn default() -> Self {
                Self {
                    name: Err("no value supplied for name".to_string()),
                    slug: Err("no value supplied for slug".to_string()),
                }
            }
        }
        impl ProblemTenant {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn slug<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.slug = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for slug: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ProblemTenant> for super::ProblemTenant {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ProblemTenant,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    name: value.name?,
                    slug: value.slug?,
                })
            }
        }
        impl ::std::convert::From<super::ProblemTenant> for ProblemTenant {
            fn from(value: super::ProblemTenant) -> Self {
                Self {
                    name: Ok(value.name),
                    slug: Ok(value.slug),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RedactionPreview {
            event: ::std::result::Result<
                ::std::option::Option<super::PreviewedEvent>,
                ::std::string::String,
            >,
            ignored: ::std::result::Result<bool, ::std::string::String>,
            redacted: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RedactionPreview {
            fn default() -> Self {
                Self {
                    event: Ok(Default::default()),
                    ignored: Err("no value supplied for ignored".to_string()),
                    redacted: Err("no value supplied for redacted".to_string()),
                }
            }
        }
        impl RedactionPreview {
            pub fn event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::PreviewedEvent>>,
                T::Error: ::std::fmt::Display,
            {
                self.event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event: {e}")
                    });
                self
            }
            pub fn ignored<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.ignored = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ignored: {e}")
                    });
                self
            }
            pub fn redacted<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.redacted = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redacted: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RedactionPreview> for super::RedactionPreview {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RedactionPreview,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    event: value.event?,
                    ignored: value.ignored?,
                    redacted: value.redacted?,
                })
            }
        }
        impl ::std::convert::From<super::RedactionPreview> for RedactionPreview {
            fn from(value: super::RedactionPreview) -> Self {
                Self {
                    event: Ok(value.event),
                    ignored: Ok(value.ignored),
                    redacted: Ok(value.redacted),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Session {
            browser: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            device: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            device_kind: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            end_reason: ::std::result::Result<
                ::std::option::Option<super::EndReason>,
                ::std::string::String,
            >,
            ended_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            ended_by: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            idle_timeout_s: ::std::result::Result<u32, ::std::string::String>,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            labels_version: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            last_seen_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            location: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            platform: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            started_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::SessionState, ::std::string::String>,
            user_agent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Session {
            fn default() -> Self {
                Self {
                    browser: Ok(Default::default()),
                    device: Ok(Default::default()),
                    device_kind: Ok(Default::default()),
                    end_reason: Ok(Default::default()),
                    ended_at: Ok(Default::default()),
                    ended_by: Ok(Default::default()),
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    idle_timeout_s: Err(
                        "no value supplied for idle_timeout_s".to_string(),
                    ),
                    ip: Ok(Default::default()),
                    labels_version: Ok(Default::default()),
                    last_seen_at: Err("no value supplied for last_seen_at".to_string()),
                    location: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    platform: Ok(Default::default()),
                    started_at: Err("no value supplied for started_at".to_string()),
                    state: Err("no value supplied for state".to_string()),
                    user_agent: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl Session {
            pub fn browser<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.browser = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for browser: {e}")
                    });
                self
            }
            pub fn device<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.device = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device: {e}")
                    });
                self
            }
            pub fn device_kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.device_kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device_kind: {e}")
                    });
                self
            }
            pub fn end_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::EndReason>>,
                T::Error: ::std::fmt::Display,
            {
                self.end_reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end_reason: {e}")
                    });
                self
            }
            pub fn ended_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.ended_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ended_at: {e}")
                    });
                self
            }
            pub fn ended_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ended_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ended_by: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn idle_timeout_s<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.idle_timeout_s = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for idle_timeout_s: {e}"
                        )
                    });
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn labels_version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.labels_version = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for labels_version: {e}"
                        )
                    });
                self
            }
            pub fn last_seen_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_seen_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_seen_at: {e}")
                    });
                self
            }
            pub fn location<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.location = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for location: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn platform<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.platform = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for platform: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
            pub fn user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_agent: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Session> for super::Session {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Session,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    browser: value.browser?,
                    device: value.device?,
                    device_kind: value.device_kind?,
                    end_reason: value.end_reason?,
                    ended_at: value.ended_at?,
                    ended_by: value.ended_by?,
                    expires_at: value.expires_at?,
                    id: value.id?,
                    idle_timeout_s: value.idle_timeout_s?,
                    ip: value.ip?,
                    labels_version: value.labels_version?,
                    last_seen_at: value.last_seen_at?,
                    location: value.location?,
                    metadata: value.metadata?,
                    platform: value.platform?,
                    started_at: value.started_at?,
                    state: value.state?,
                    user_agent: value.user_agent?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::Session> for Session {
            fn from(value: super::Session) -> Self {
                Self {
                    browser: Ok(value.browser),
                    device: Ok(value.device),
                    device_kind: Ok(value.device_kind),
                    end_reason: Ok(value.end_reason),
                    ended_at: Ok(value.ended_at),
                    ended_by: Ok(value.ended_by),
                    expires_at: Ok(value.expires_at),
                    id: Ok(value.id),
                    idle_timeout_s: Ok(value.idle_timeout_s),
                    ip: Ok(value.ip),
                    labels_version: Ok(value.labels_version),
                    last_seen_at: Ok(value.last_seen_at),
                    location: Ok(value.location),
                    metadata: Ok(value.metadata),
                    platform: Ok(value.platform),
                    started_at: Ok(value.started_at),
                    state: Ok(value.state),
                    user_agent: Ok(value.user_agent),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionOfEvent {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            state: ::std::result::Result<super::SessionState, ::std::string::String>,
        }
        impl ::std::default::Default for SessionOfEvent {
            fn default() -> Self {
                Self {
                    id: Err("no value supplied for id".to_string()),
                    state: Err("no value supplied for state".to_string()),
                }
            }
        }
        impl SessionOfEvent {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionOfEvent> for super::SessionOfEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionOfEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::SessionOfEvent> for SessionOfEvent {
            fn from(value: super::SessionOfEvent) -> Self {
                Self {
                    id: Ok(value.id),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionPage {
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sessions: ::std::result::Result<
                ::std::vec::Vec<super::Session>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SessionPage {
            fn default() -> Self {
                Self {
                    next: Ok(Default::default()),
                    sessions: Err("no value supplied for sessions".to_string()),
                }
            }
        }
        impl SessionPage {
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
            pub fn sessions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Session>>,
                T::Error: ::std::fmt::Display,
            {
                self.sessions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sessions: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionPage> for super::SessionPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    next: value.next?,
                    sessions: value.sessions?,
                })
            }
        }
        impl ::std::convert::From<super::SessionPage> for SessionPage {
            fn from(value: super::SessionPage) -> Self {
                Self {
                    next: Ok(value.next),
                    sessions: Ok(value.sessions),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionPatch {
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SessionPatch {
            fn default() -> Self {
                Self {
                    expires_at: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl SessionPatch {
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionPatch> for super::SessionPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_at: value.expires_at?,
                    metadata: value.metadata?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::SessionPatch> for SessionPatch {
            fn from(value: super::SessionPatch) -> Self {
                Self {
                    expires_at: Ok(value.expires_at),
                    metadata: Ok(value.metadata),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionToStart {
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            remote_addr: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_agent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            x_forwarded_for: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SessionToStart {
            fn default() -> Self {
                Self {
                    expires_at: Ok(Default::default()),
                    ip: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    remote_addr: Ok(Default::default()),
                    user_agent: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                    x_forwarded_for: Ok(Default::default()),
                }
            }
        }
        impl SessionToStart {
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn remote_addr<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.remote_addr = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for remote_addr: {e}")
                    });
                self
            }
            pub fn user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_agent: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
            pub fn x_forwarded_for<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.x_forwarded_for = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for x_forwarded_for: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionToStart> for super::SessionToStart {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionToStart,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_at: value.expires_at?,
                    ip: value.ip?,
                    metadata: value.metadata?,
                    remote_addr: value.remote_addr?,
                    user_agent: value.user_agent?,
                    user_id: value.user_id?,
                    x_forwarded_for: value.x_forwarded_for?,
                })
            }
        }
        impl ::std::convert::From<super::SessionToStart> for SessionToStart {
            fn from(value: super::SessionToStart) -> Self {
                Self {
                    expires_at: Ok(value.expires_at),
                    ip: Ok(value.ip),
                    metadata: Ok(value.metadata),
                    remote_addr: Ok(value.remote_addr),
                    user_agent: Ok(value.user_agent),
                    user_id: Ok(value.user_id),
                    x_forwarded_for: Ok(value.x_forwarded_for),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Settings {
            allowed_origins: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            blocked: ::std::result::Result<super::Blocked, ::std::string::String>,
            capture_data: ::std::result::Result<bool, ::std::string::String>,
            capture_ip: ::std::result::Result<super::IpCapture, ::std::string::String>,
            capture_user_agent: ::std::result::Result<bool, ::std::string::String>,
            ignored_extensions: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            ignored_prefixes: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            redacted_words: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            retention_days: ::std::result::Result<
                ::std::num::NonZeroU16,
                ::std::string::String,
            >,
            search_keys: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            session_absolute_timeout_s: ::std::result::Result<
                u32,
                ::std::string::String,
            >,
            session_idle_timeout_s: ::std::result::Result<u32, ::std::string::String>,
            session_limit: ::std::result::Result<
                super::SessionLimit,
                ::std::string::String,
            >,
            sessions_per_user_max: ::std::result::Result<
                ::std::num::NonZeroU16,
                ::std::string::String,
            >,
            trusted_proxies: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Settings {
            fn default() -> Self {
                Self {
                    allowed_origins: Err(
                        "no value supplied for allowed_origins".to_string(),
                    ),
                    blocked: Err("no value supplied for blocked".to_string()),
                    capture_data: Err("no value supplied for capture_data".to_string()),
                    capture_ip: Err("no value supplied for capture_ip".to_string()),
                    capture_user_agent: Err(
                        "no value supplied for capture_user_agent".to_string(),
                    ),
                    ignored_extensions: Err(
                        "no value supplied for ignored_extensions".to_string(),
                    ),
                    ignored_prefixes: Err(
                        "no value supplied for ignored_prefixes".to_string(),
                    ),
                    redacted_words: Err(
                        "no value supplied for redacted_words".to_string(),
                    ),
                    retention_days: Err(
                        "no value supplied for retention_days".to_string(),
                    ),
                    search_keys: Err("no value supplied for search_keys".to_string()),
                    session_absolute_timeout_s: Err(
                        "no value supplied for session_absolute_timeout_s".to_string(),
                    ),
                    session_idle_timeout_s: Err(
                        "no value supplied for session_idle_timeout_s".to_string(),
                    ),
                    session_limit: Err(
                        "no value supplied for session_limit".to_string(),
                    ),
                    sessions_per_user_max: Err(
                        "no value supplied for sessions_per_user_max".to_string(),
                    ),
                    trusted_proxies: Err(
                        "no value supplied for trusted_proxies".to_string(),
                    ),
                }
            }
        }
        impl Settings {
            pub fn allowed_origins<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.allowed_origins = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for allowed_origins: {e}"
                        )
                    });
                self
            }
            pub fn blocked<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Blocked>,
                T::Error: ::std::fmt::Display,
            {
                self.blocked = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for blocked: {e}")
                    });
                self
            }
            pub fn capture_data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.capture_data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for capture_data: {e}")
                    });
                self
            }
            pub fn capture_ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::IpCapture>,
                T::Error: ::std::fmt::Display,
            {
                self.capture_ip = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for capture_ip: {e}")
                    });
                self
            }
            pub fn capture_user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.capture_user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for capture_user_agent: {e}"
                        )
                    });
                self
            }
            pub fn ignored_extensions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ignored_extensions = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for ignored_extensions: {e}"
                        )
                    });
                self
            }
            pub fn ignored_prefixes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ignored_prefixes = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for ignored_prefixes: {e}"
                        )
                    });
                self
            }
            pub fn redacted_words<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.redacted_words = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for redacted_words: {e}"
                        )
                    });
                self
            }
            pub fn retention_days<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::num::NonZeroU16>,
                T::Error: ::std::fmt::Display,
            {
                self.retention_days = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for retention_days: {e}"
                        )
                    });
                self
            }
            pub fn search_keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.search_keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for search_keys: {e}")
                    });
                self
            }
            pub fn session_absolute_timeout_s<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.session_absolute_timeout_s = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for session_absolute_timeout_s: {e}"
                        )
                    });
                self
            }
            pub fn session_idle_timeout_s<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.session_idle_timeout_s = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for session_idle_timeout_s: {e}"
                        )
                    });
                self
            }
            pub fn session_limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionLimit>,
                T::Error: ::std::fmt::Display,
            {
                self.session_limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session_limit: {e}")
                    });
                self
            }
            pub fn sessions_per_user_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::num::NonZeroU16>,
                T::Error: ::std::fmt::Display,
            {
                self.sessions_per_user_max = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for sessions_per_user_max: {e}"
                        )
                    });
                self
            }
            pub fn trusted_proxies<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.trusted_proxies = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for trusted_proxies: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Settings> for super::Settings {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Settings,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    allowed_origins: value.allowed_origins?,
                    blocked: value.blocked?,
                    capture_data: value.capture_data?,
                    capture_ip: value.capture_ip?,
                    capture_user_agent: value.capture_user_agent?,
                    ignored_extensions: value.ignored_extensions?,
                    ignored_prefixes: value.ignored_prefixes?,
                    redacted_words: value.redacted_words?,
                    retention_days: value.retention_days?,
                    search_keys: value.search_keys?,
                    session_absolute_timeout_s: value.session_absolute_timeout_s?,
                    session_idle_timeout_s: value.session_idle_timeout_s?,
                    session_limit: value.session_limit?,
                    sessions_per_user_max: value.sessions_per_user_max?,
                    trusted_proxies: value.trusted_proxies?,
                })
            }
        }
        impl ::std::convert::From<super::Settings> for Settings {
            fn from(value: super::Settings) -> Self {
                Self {
                    allowed_origins: Ok(value.allowed_origins),
                    blocked: Ok(value.blocked),
                    capture_data: Ok(value.capture_data),
                    capture_ip: Ok(value.capture_ip),
                    capture_user_agent: Ok(value.capture_user_agent),
                    ignored_extensions: Ok(value.ignored_extensions),
                    ignored_prefixes: Ok(value.ignored_prefixes),
                    redacted_words: Ok(value.redacted_words),
                    retention_days: Ok(value.retention_days),
                    search_keys: Ok(value.search_keys),
                    session_absolute_timeout_s: Ok(value.session_absolute_timeout_s),
                    session_idle_timeout_s: Ok(value.session_idle_timeout_s),
                    session_limit: Ok(value.session_limit),
                    sessions_per_user_max: Ok(value.sessions_per_user_max),
                    trusted_proxies: Ok(value.trusted_proxies),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SettingsPatch {
            allowed_origins: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            blocked: ::std::result::Result<
                ::std::option::Option<super::BlockedPatch>,
                ::std::string::String,
            >,
            capture_data: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            capture_ip: ::std::result::Result<
                ::std::option::Option<super::IpCapture>,
                ::std::string::String,
            >,
            capture_user_agent: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            ignored_extensions: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            ignored_prefixes: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            redacted_words: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            retention_days: ::std::result::Result<
                ::std::option::Option<::std::num::NonZeroU16>,
                ::std::string::String,
            >,
            search_keys: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            session_absolute_timeout_s: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            session_idle_timeout_s: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            session_limit: ::std::result::Result<
                ::std::option::Option<super::SessionLimit>,
                ::std::string::String,
            >,
            sessions_per_user_max: ::std::result::Result<
                ::std::option::Option<::std::num::NonZeroU16>,
                ::std::string::String,
            >,
            trusted_proxies: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SettingsPatch {
            fn default() -> Self {
                Self {
                    allowed_origins: Ok(Default::default()),
                    blocked: Ok(Default::default()),
                    capture_data: Ok(Default::default()),
                    capture_ip: Ok(Default::default()),
                    capture_user_agent: Ok(Default::default()),
                    ignored_extensions: Ok(Default::default()),
                    ignored_prefixes: Ok(Default::default()),
                    redacted_words: Ok(Default::default()),
                    retention_days: Ok(Default::default()),
                    search_keys: Ok(Default::default()),
                    session_absolute_timeout_s: Ok(Default::default()),
                    session_idle_timeout_s: Ok(Default::default()),
                    session_limit: Ok(Default::default()),
                    sessions_per_user_max: Ok(Default::default()),
                    trusted_proxies: Ok(Default::default()),
                }
            }
        }
        impl SettingsPatch {
            pub fn allowed_origins<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.allowed_origins = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for allowed_origins: {e}"
                        )
                    });
                self
            }
            pub fn blocked<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::BlockedPatch>>,
                T::Error: ::std::fmt::Display,
            {
                self.blocked = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for blocked: {e}")
                    });
                self
            }
            pub fn capture_data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.capture_data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for capture_data: {e}")
                    });
                self
            }
            pub fn capture_ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::IpCapture>>,
                T::Error: ::std::fmt::Display,
            {
                self.capture_ip = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for capture_ip: {e}")
                    });
                self
            }
            pub fn capture_user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.capture_user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for capture_user_agent: {e}"
                        )
                    });
                self
            }
            pub fn ignored_extensions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ignored_extensions = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for ignored_extensions: {e}"
                        )
                    });
                self
            }
            pub fn ignored_prefixes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ignored_prefixes = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for ignored_prefixes: {e}"
                        )
                    });
                self
            }
            pub fn redacted_words<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.redacted_words = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for redacted_words: {e}"
                        )
                    });
                self
            }
            pub fn retention_days<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::num::NonZeroU16>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.retention_days = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for retention_days: {e}"
                        )
                    });
                self
            }
            pub fn search_keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.search_keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for search_keys: {e}")
                    });
                self
            }
            pub fn session_absolute_timeout_s<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_absolute_timeout_s = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for session_absolute_timeout_s: {e}"
                        )
                    });
                self
            }
            pub fn session_idle_timeout_s<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_idle_timeout_s = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for session_idle_timeout_s: {e}"
                        )
                    });
                self
            }
            pub fn session_limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SessionLimit>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session_limit: {e}")
                    });
                self
            }
            pub fn sessions_per_user_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::num::NonZeroU16>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.sessions_per_user_max = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for sessions_per_user_max: {e}"
                        )
                    });
                self
            }
            pub fn trusted_proxies<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.trusted_proxies = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for trusted_proxies: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SettingsPatch> for super::SettingsPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SettingsPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    allowed_origins: value.allowed_origins?,
                    blocked: value.blocked?,
                    capture_data: value.capture_data?,
                    capture_ip: value.capture_ip?,
                    capture_user_agent: value.capture_user_agent?,
                    ignored_extensions: value.ignored_extensions?,
                    ignored_prefixes: value.ignored_prefixes?,
                    redacted_words: value.redacted_words?,
                    retention_days: value.retention_days?,
                    search_keys: value.search_keys?,
                    session_absolute_timeout_s: value.session_absolute_timeout_s?,
                    session_idle_timeout_s: value.session_idle_timeout_s?,
                    session_limit: value.session_limit?,
                    sessions_per_user_max: value.sessions_per_user_max?,
                    trusted_proxies: value.trusted_proxies?,
                })
            }
        }
        impl ::std::convert::From<super::SettingsPatch> for SettingsPatch {
            fn from(value: super::SettingsPatch) -> Self {
                Self {
                    allowed_origins: Ok(value.allowed_origins),
                    blocked: Ok(value.blocked),
                    capture_data: Ok(value.capture_data),
                    capture_ip: Ok(value.capture_ip),
                    capture_user_agent: Ok(value.capture_user_agent),
                    ignored_extensions: Ok(value.ignored_extensions),
                    ignored_prefixes: Ok(value.ignored_prefixes),
                    redacted_words: Ok(value.redacted_words),
                    retention_days: Ok(value.retention_days),
                    search_keys: Ok(value.search_keys),
                    session_absolute_timeout_s: Ok(value.session_absolute_timeout_s),
                    session_idle_timeout_s: Ok(value.session_idle_timeout_s),
                    session_limit: Ok(value.session_limit),
                    sessions_per_user_max: Ok(value.sessions_per_user_max),
                    trusted_proxies: Ok(value.trusted_proxies),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SettingsToTry {
            event: ::std::result::Result<super::PostedEvent, ::std::string::String>,
            settings: ::std::result::Result<super::SettingsPatch, ::std::string::String>,
        }
        impl ::std::default::Default for SettingsToTry {
            fn default() -> Self {
                Self {
                    event: Err("no value supplied for event".to_string()),
                    settings: Err("no value supplied for settings".to_string()),
                }
            }
        }
        impl SettingsToTry {
            pub fn event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::PostedEvent>,
                T::Error: ::std::fmt::Display,
            {
                self.event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event: {e}")
                    });
                self
            }
            pub fn settings<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SettingsPatch>,
                T::Error: ::std::fmt::Display,
            {
                self.settings = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for settings: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SettingsToTry> for super::SettingsToTry {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SettingsToTry,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    event: value.event?,
                    settings: value.settings?,
                })
            }
        }
        impl ::std::convert::From<super::SettingsToTry> for SettingsToTry {
            fn from(value: super::SettingsToTry) -> Self {
                Self {
                    event: Ok(value.event),
                    settings: Ok(value.settings),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StatsNumbers {
            bytes: ::std::result::Result<i64, ::std::string::String>,
            duration_p50_ms: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            duration_p95_ms: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            duration_p99_ms: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            errors: ::std::result::Result<i64, ::std::string::String>,
            hits: ::std::result::Result<i64, ::std::string::String>,
            sessions: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            since: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            until: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            users: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            visitors: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for StatsNumbers {
            fn default() -> Self {
                Self {
                    bytes: Err("no value supplied for bytes".to_string()),
                    duration_p50_ms: Ok(Default::default()),
                    duration_p95_ms: Ok(Default::default()),
                    duration_p99_ms: Ok(Default::default()),
                    errors: Err("no value supplied for errors".to_string()),
                    hits: Err("no value supplied for hits".to_string()),
                    sessions: Ok(Default::default()),
                    since: Err("no value supplied for since".to_string()),
                    until: Err("no value supplied for until".to_string()),
                    users: Ok(Default::default()),
                    visitors: Err("no value supplied for visitors".to_string()),
                }
            }
        }
        impl StatsNumbers {
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn duration_p50_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_p50_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for duration_p50_ms: {e}"
                        )
                    });
                self
            }
            pub fn duration_p95_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_p95_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for duration_p95_ms: {e}"
                        )
                    });
                self
            }
            pub fn duration_p99_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_p99_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for duration_p99_ms: {e}"
                        )
                    });
                self
            }
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }
            pub fn hits<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.hits = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for hits: {e}")
                    });
                self
            }
            pub fn sessions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.sessions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sessions: {e}")
                    });
                self
            }
            pub fn since<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.since = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for since: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
            pub fn users<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.users = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for users: {e}")
                    });
                self
            }
            pub fn visitors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.visitors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for visitors: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StatsNumbers> for super::StatsNumbers {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StatsNumbers,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes: value.bytes?,
                    duration_p50_ms: value.duration_p50_ms?,
                    duration_p95_ms: value.duration_p95_ms?,
                    duration_p99_ms: value.duration_p99_ms?,
                    errors: value.errors?,
                    hits: value.hits?,
                    sessions: value.sessions?,
                    since: value.since?,
                    until: value.until?,
                    users: value.users?,
                    visitors: value.visitors?,
                })
            }
        }
        impl ::std::convert::From<super::StatsNumbers> for StatsNumbers {
            fn from(value: super::StatsNumbers) -> Self {
                Self {
                    bytes: Ok(value.bytes),
                    duration_p50_ms: Ok(value.duration_p50_ms),
                    duration_p95_ms: Ok(value.duration_p95_ms),
                    duration_p99_ms: Ok(value.duration_p99_ms),
                    errors: Ok(value.errors),
                    hits: Ok(value.hits),
                    sessions: Ok(value.sessions),
                    since: Ok(value.since),
                    until: Ok(value.until),
                    users: Ok(value.users),
                    visitors: Ok(value.visitors),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StatsPoint {
            bytes: ::std::result::Result<i64, ::std::string::String>,
            errors: ::std::result::Result<i64, ::std::string::String>,
            hits: ::std::result::Result<i64, ::std::string::String>,
            since: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            until: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            visitors: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for StatsPoint {
            fn default() -> Self {
                Self {
                    bytes: Err("no value supplied for bytes".to_string()),
                    errors: Err("no value supplied for errors".to_string()),
                    hits: Err("no value supplied for hits".to_string()),
                    since: Err("no value supplied for since".to_string()),
                    until: Err("no value supplied for until".to_string()),
                    visitors: Err("no value supplied for visitors".to_string()),
                }
            }
        }
        impl StatsPoint {
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }
            pub fn hits<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.hits = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for hits: {e}")
                    });
                self
            }
            pub fn since<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.since = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for since: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
            pub fn visitors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.visitors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for visitors: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StatsPoint> for super::StatsPoint {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StatsPoint,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes: value.bytes?,
                    errors: value.errors?,
                    hits: value.hits?,
                    since: value.since?,
                    until: value.until?,
                    visitors: value.visitors?,
                })
            }
        }
        impl ::std::convert::From<super::StatsPoint> for StatsPoint {
            fn from(value: super::StatsPoint) -> Self {
                Self {
                    bytes: Ok(value.bytes),
                    errors: Ok(value.errors),
                    hits: Ok(value.hits),
                    since: Ok(value.since),
                    until: Ok(value.until),
                    visitors: Ok(value.visitors),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StatsSummary {
            approximate: ::std::result::Result<bool, ::std::string::String>,
            current: ::std::result::Result<super::StatsNumbers, ::std::string::String>,
            previous: ::std::result::Result<super::StatsNumbers, ::std::string::String>,
        }
        impl ::std::default::Default for StatsSummary {
            fn default() -> Self {
                Self {
                    approximate: Err("no value supplied for approximate".to_string()),
                    current: Err("no value supplied for current".to_string()),
                    previous: Err("no value supplied for previous".to_string()),
                }
            }
        }
        impl StatsSummary {
            pub fn approximate<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.approximate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for approximate: {e}")
                    });
                self
            }
            pub fn current<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StatsNumbers>,
                T::Error: ::std::fmt::Display,
            {
                self.current = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for current: {e}")
                    });
                self
            }
            pub fn previous<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StatsNumbers>,
                T::Error: ::std::fmt::Display,
            {
                self.previous = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for previous: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StatsSummary> for super::StatsSummary {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StatsSummary,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    approximate: value.approximate?,
                    current: value.current?,
                    previous: value.previous?,
                })
            }
        }
        impl ::std::convert::From<super::StatsSummary> for StatsSummary {
            fn from(value: super::StatsSummary) -> Self {
                Self {
                    approximate: Ok(value.approximate),
                    current: Ok(value.current),
                    previous: Ok(value.previous),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StatsTimeseries {
            approximate: ::std::result::Result<bool, ::std::string::String>,
            bucket: ::std::result::Result<super::StatsBucket, ::std::string::String>,
            points: ::std::result::Result<
                ::std::vec::Vec<super::StatsPoint>,
                ::std::string::String,
            >,
            since: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            time_zone: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            until: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for StatsTimeseries {
            fn default() -> Self {
                Self {
                    approximate: Err("no value supplied for approximate".to_string()),
                    bucket: Err("no value supplied for bucket".to_string()),
                    points: Err("no value supplied for points".to_string()),
                    since: Err("no value supplied for since".to_string()),
                    time_zone: Err("no value supplied for time_zone".to_string()),
                    until: Err("no value supplied for until".to_string()),
                }
            }
        }
        impl StatsTimeseries {
            pub fn approximate<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.approximate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for approximate: {e}")
                    });
                self
            }
            pub fn bucket<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StatsBucket>,
                T::Error: ::std::fmt::Display,
            {
                self.bucket = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bucket: {e}")
                    });
                self
            }
            pub fn points<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::StatsPoint>>,
                T::Error: ::std::fmt::Display,
            {
                self.points = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for points: {e}")
                    });
                self
            }
            pub fn since<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.since = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for since: {e}")
                    });
                self
            }
            pub fn time_zone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.time_zone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for time_zone: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StatsTimeseries> for super::StatsTimeseries {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StatsTimeseries,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    approximate: value.approximate?,
                    bucket: value.bucket?,
                    points: value.points?,
                    since: value.since?,
                    time_zone: value.time_zone?,
                    until: value.until?,
                })
            }
        }
        impl ::std::convert::From<super::StatsTimeseries> for StatsTimeseries {
            fn from(value: super::StatsTimeseries) -> Self {
                Self {
                    approximate: Ok(value.approximate),
                    bucket: Ok(value.bucket),
                    points: Ok(value.points),
                    since: Ok(value.since),
                    time_zone: Ok(value.time_zone),
                    until: Ok(value.until),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StatsTop {
            approximate: ::std::result::Result<bool, ::std::string::String>,
            dimension: ::std::result::Result<
                super::StatsDimension,
                ::std::string::String,
            >,
            hits: ::std::result::Result<i64, ::std::string::String>,
            other_hits: ::std::result::Result<i64, ::std::string::String>,
            since: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            until: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            values: ::std::result::Result<
                ::std::vec::Vec<super::StatsValue>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for StatsTop {
            fn default() -> Self {
                Self {
                    approximate: Err("no value supplied for approximate".to_string()),
                    dimension: Err("no value supplied for dimension".to_string()),
                    hits: Err("no value supplied for hits".to_string()),
                    other_hits: Err("no value supplied for other_hits".to_string()),
                    since: Err("no value supplied for since".to_string()),
                    until: Err("no value supplied for until".to_string()),
                    values: Err("no value supplied for values".to_string()),
                }
            }
        }
        impl StatsTop {
            pub fn approximate<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.approximate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for approximate: {e}")
                    });
                self
            }
            pub fn dimension<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StatsDimension>,
                T::Error: ::std::fmt::Display,
            {
                self.dimension = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for dimension: {e}")
                    });
                self
            }
            pub fn hits<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.hits = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for hits: {e}")
                    });
                self
            }
            pub fn other_hits<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.other_hits = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for other_hits: {e}")
                    });
                self
            }
            pub fn since<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.since = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for since: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::StatsValue>>,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StatsTop> for super::StatsTop {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StatsTop,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    approximate: value.approximate?,
                    dimension: value.dimension?,
                    hits: value.hits?,
                    other_hits: value.other_hits?,
                    since: value.since?,
                    until: value.until?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::StatsTop> for StatsTop {
            fn from(value: super::StatsTop) -> Self {
                Self {
                    approximate: Ok(value.approximate),
                    dimension: Ok(value.dimension),
                    hits: Ok(value.hits),
                    other_hits: Ok(value.other_hits),
                    since: Ok(value.since),
                    until: Ok(value.until),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StatsValue {
            errors: ::std::result::Result<i64, ::std::string::String>,
            hits: ::std::result::Result<i64, ::std::string::String>,
            share: ::std::result::Result<f64, ::std::string::String>,
            value: ::std::result::Result<::std::string::String, ::std::string::String>,
            visitors: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for StatsValue {
            fn default() -> Self {
                Self {
                    errors: Err("no value supplied for errors".to_string()),
                    hits: Err("no value supplied for hits".to_string()),
                    share: Err("no value supplied for share".to_string()),
                    value: Err("no value supplied for value".to_string()),
                    visitors: Err("no value supplied for visitors".to_string()),
                }
            }
        }
        impl StatsValue {
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }
            pub fn hits<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.hits = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for hits: {e}")
                    });
                self
            }
            pub fn share<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<f64>,
                T::Error: ::std::fmt::Display,
            {
                self.share = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for share: {e}")
                    });
                self
            }
            pub fn value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.value = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for value: {e}")
                    });
                self
            }
            pub fn visitors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.visitors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for visitors: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StatsValue> for super::StatsValue {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StatsValue,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    errors: value.errors?,
                    hits: value.hits?,
                    share: value.share?,
                    value: value.value?,
                    visitors: value.visitors?,
                })
            }
        }
        impl ::std::convert::From<super::StatsValue> for StatsValue {
            fn from(value: super::StatsValue) -> Self {
                Self {
                    errors: Ok(value.errors),
                    hits: Ok(value.hits),
                    share: Ok(value.share),
                    value: Ok(value.value),
                    visitors: Ok(value.visitors),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Tenant {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            job: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            settings: ::std::result::Result<super::Settings, ::std::string::String>,
            slug: ::std::result::Result<::std::string::String, ::std::string::String>,
            version: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for Tenant {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    job: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    settings: Err("no value supplied for settings".to_string()),
                    slug: Err("no value supplied for slug".to_string()),
                    version: Err("no value supplied for version".to_string()),
                }
            }
        }
        impl Tenant {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn job<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.job = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for job: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn settings<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Settings>,
                T::Error: ::std::fmt::Display,
            {
                self.settings = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for settings: {e}")
                    });
                self
            }
            pub fn slug<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.slug = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for slug: {e}")
                    });
                self
            }
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Tenant> for super::Tenant {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Tenant,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    id: value.id?,
                    job: value.job?,
                    name: value.name?,
                    settings: value.settings?,
                    slug: value.slug?,
                    version: value.version?,
                })
            }
        }
        impl ::std::convert::From<super::Tenant> for Tenant {
            fn from(value: super::Tenant) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    id: Ok(value.id),
                    job: Ok(value.job),
                    name: Ok(value.name),
                    settings: Ok(value.settings),
                    slug: Ok(value.slug),
                    version: Ok(value.version),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TenantPage {
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            tenants: ::std::result::Result<
                ::std::vec::Vec<super::Tenant>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TenantPage {
            fn default() -> Self {
                Self {
                    next: Ok(Default::default()),
                    tenants: Err("no value supplied for tenants".to_string()),
                }
            }
        }
        impl TenantPage {
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
            pub fn tenants<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Tenant>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenants = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenants: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TenantPage> for super::TenantPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TenantPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    next: value.next?,
                    tenants: value.tenants?,
                })
            }
        }
        impl ::std::convert::From<super::TenantPage> for TenantPage {
            fn from(value: super::TenantPage) -> Self {
                Self {
                    next: Ok(value.next),
                    tenants: Ok(value.tenants),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TenantPatch {
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            settings: ::std::result::Result<
                ::std::option::Option<super::SettingsPatch>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TenantPatch {
            fn default() -> Self {
                Self {
                    name: Ok(Default::default()),
                    settings: Ok(Default::default()),
                }
            }
        }
        impl TenantPatch {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn settings<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SettingsPatch>>,
                T::Error: ::std::fmt::Display,
            {
                self.settings = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for settings: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TenantPatch> for super::TenantPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TenantPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    name: value.name?,
                    settings: value.settings?,
                })
            }
        }
        impl ::std::convert::From<super::TenantPatch> for TenantPatch {
            fn from(value: super::TenantPatch) -> Self {
                Self {
                    name: Ok(value.name),
                    settings: Ok(value.settings),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TenantToCreate {
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            settings: ::std::result::Result<
                ::std::option::Option<super::SettingsPatch>,
                ::std::string::String,
            >,
            slug: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for TenantToCreate {
            fn default() -> Self {
                Self {
                    name: Err("no value supplied for name".to_string()),
                    settings: Ok(Default::default()),
                    slug: Err("no value supplied for slug".to_string()),
                }
            }
        }
        impl TenantToCreate {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn settings<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SettingsPatch>>,
                T::Error: ::std::fmt::Display,
            {
                self.settings = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for settings: {e}")
                    });
                self
            }
            pub fn slug<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.slug = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for slug: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TenantToCreate> for super::TenantToCreate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TenantToCreate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    name: value.name?,
                    settings: value.settings?,
                    slug: value.slug?,
                })
            }
        }
        impl ::std::convert::From<super::TenantToCreate> for TenantToCreate {
            fn from(value: super::TenantToCreate) -> Self {
                Self {
                    name: Ok(value.name),
                    settings: Ok(value.settings),
                    slug: Ok(value.slug),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TimelineEntry {
            by: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            end_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            event: ::std::result::Result<super::Event, ::std::string::String>,
            search_terms: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            what: ::std::result::Result<super::TimelineWhat, ::std::string::String>,
        }
        impl ::std::default::Default for TimelineEntry {
            fn default() -> Self {
                Self {
                    by: Ok(Default::default()),
                    end_reason: Ok(Default::default()),
                    event: Err("no value supplied for event".to_string()),
                    search_terms: Ok(Default::default()),
                    what: Err("no value supplied for what".to_string()),
                }
            }
        }
        impl TimelineEntry {
            pub fn by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.by = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for by: {e}"));
                self
            }
            pub fn end_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.end_reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end_reason: {e}")
                    });
                self
            }
            pub fn event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Event>,
                T::Error: ::std::fmt::Display,
            {
                self.event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event: {e}")
                    });
                self
            }
            pub fn search_terms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.search_terms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for search_terms: {e}")
                    });
                self
            }
            pub fn what<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::TimelineWhat>,
                T::Error: ::std::fmt::Display,
            {
                self.what = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for what: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TimelineEntry> for super::TimelineEntry {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TimelineEntry,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    by: value.by?,
                    end_reason: value.end_reason?,
                    event: value.event?,
                    search_terms: value.search_terms?,
                    what: value.what?,
                })
            }
        }
        impl ::std::convert::From<super::TimelineEntry> for TimelineEntry {
            fn from(value: super::TimelineEntry) -> Self {
                Self {
                    by: Ok(value.by),
                    end_reason: Ok(value.end_reason),
                    event: Ok(value.event),
                    search_terms: Ok(value.search_terms),
                    what: Ok(value.what),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TimelinePage {
            entries: ::std::result::Result<
                ::std::vec::Vec<super::TimelineEntry>,
                ::std::string::String,
            >,
            next: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TimelinePage {
            fn default() -> Self {
                Self {
                    entries: Err("no value supplied for entries".to_string()),
                    next: Ok(Default::default()),
                }
            }
        }
        impl TimelinePage {
            pub fn entries<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::TimelineEntry>>,
                T::Error: ::std::fmt::Display,
            {
                self.entries = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for entries: {e}")
                    });
                self
            }
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TimelinePage> for super::TimelinePage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TimelinePage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    entries: value.entries?,
                    next: value.next?,
                })
            }
        }
        impl ::std::convert::From<super::TimelinePage> for TimelinePage {
            fn from(value: super::TimelinePage) -> Self {
                Self {
                    entries: Ok(value.entries),
                    next: Ok(value.next),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TokenToCheck {
            ip: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            remote_addr: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            token: ::std::result::Result<::std::string::String, ::std::string::String>,
            token_type_hint: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_agent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            x_forwarded_for: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TokenToCheck {
            fn default() -> Self {
                Self {
                    ip: Ok(Default::default()),
                    remote_addr: Ok(Default::default()),
                    token: Err("no value supplied for token".to_string()),
                    token_type_hint: Ok(Default::default()),
                    user_agent: Ok(Default::default()),
                    x_forwarded_for: Ok(Default::default()),
                }
            }
        }
        impl TokenToCheck {
            pub fn ip<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ip = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ip: {e}"));
                self
            }
            pub fn remote_addr<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.remote_addr = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for remote_addr: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
            pub fn token_type_hint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.token_type_hint = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for token_type_hint: {e}"
                        )
                    });
                self
            }
            pub fn user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_agent: {e}")
                    });
                self
            }
            pub fn x_forwarded_for<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.x_forwarded_for = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for x_forwarded_for: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TokenToCheck> for super::TokenToCheck {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TokenToCheck,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    ip: value.ip?,
                    remote_addr: value.remote_addr?,
                    token: value.token?,
                    token_type_hint: value.token_type_hint?,
                    user_agent: value.user_agent?,
                    x_forwarded_for: value.x_forwarded_for?,
                })
            }
        }
        impl ::std::convert::From<super::TokenToCheck> for TokenToCheck {
            fn from(value: super::TokenToCheck) -> Self {
                Self {
                    ip: Ok(value.ip),
                    remote_addr: Ok(value.remote_addr),
                    token: Ok(value.token),
                    token_type_hint: Ok(value.token_type_hint),
                    user_agent: Ok(value.user_agent),
                    x_forwarded_for: Ok(value.x_forwarded_for),
                }
            }
        }
    }
    /// Generation of default values for serde.
    pub mod defaults {
        pub(super) fn export_to_order_order() -> super::ListOrder {
            super::ListOrder::Desc
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Gatebook

The gate book of a web application: who requested what, from where, on which device, with secrets removed before anything is stored.

**Identify yourself** with `Authorization: Bearer gbk_…` (an application, by its key) or `Bearer gbs_…` (a user, by the token of a session). The tenant follows from it.

**Problems** are `application/problem+json` (RFC 9457) with a `code` of a closed set and, where places of the request do not fit, `errors` that name each by JSON pointer. Repeating helps after 429, 502, 503 and 504 (see `Retry-After`) and after nothing else. An id that is unknown and one that is somebody else's are both 404.

**Times** are RFC 3339, in UTC. **Lists** go on with `next` as `cursor`, with the same filters. **Every answer** has an `X-Request-Id`; a request may bring its own.

Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap())
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(baseurl: &str, client: reqwest::Client) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
        }
    }
}
impl ClientInfo<()> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &() {
        &()
    }
}
impl ClientHooks<()> for &Client {}
impl Client {
    /**Lists events

Newest position first unless `order` says otherwise; by `occurred_at` with `order=occurred`, which lists what the worker has
come to. All filters that are given must fit. A page looks at 100,000 positions at
most, so with a filter that fits little it may be short, or empty, and still have a `next`; `user_id`,
`session_id` and `ip` with an address are looked up and need no such window. Events are found by country, city,
browser, platform, kind, referrer, search and text once the worker has come to them, which takes less than a second:
`fresh` waits for it. To follow a log, ask again with `order=asc` and `after` the last position seen. Needs the scope
`events:read`.

Sends a `GET` request to `/v1/events`

Arguments:
- `after`: Only positions above.
- `before`: Only positions below.
- `browser`: Only this browser, app, bot or tool, such as `Safari`.
- `city`: Only from this city.
- `country`: Only from this country (ISO 3166-1 alpha-2, such as `NL`).
- `cursor`: `next` of the page before; with the same filters and order.
- `fresh`: Answer once the read model has come to this position, which an answer to a post has: then a filter finds what
was posted. 503 when it has not within `wait_ms`.
- `ip`: Only from this address, or from this network (CIDR).
- `kind`: Only programs of this kind.
- `limit`: Most events of the page.
- `method`: Only this HTTP method.
- `order`: Which way the list goes.
- `path`: Only this path; with a `*` at the end, all paths that begin so.
- `platform`: Only this platform, such as `iPhone`.
- `referrer`: Only those that a page of this host led to, such as `www.example.org`.
- `search`: Only searches for these terms, whatever their case.
- `session_id`: Only this session (`ses_…`).
- `since`: Only events that occurred then or later (RFC 3339).
- `status`: Only this status, or all of a hundred: `404`, `4xx`.
- `text`: Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
- `type_`: Only events of this type.
- `until`: Only events that occurred before (RFC 3339).
- `user_id`: Only this user, by the application's own name.
- `wait_ms`: How long to wait for `fresh`, in milliseconds.
```ignore
let response = client.list_events()
    .after(after)
    .before(before)
    .browser(browser)
    .city(city)
    .country(country)
    .cursor(cursor)
    .fresh(fresh)
    .ip(ip)
    .kind(kind)
    .limit(limit)
    .method(method)
    .order(order)
    .path(path)
    .platform(platform)
    .referrer(referrer)
    .search(search)
    .session_id(session_id)
    .since(since)
    .status(status)
    .text(text)
    .type_(type_)
    .until(until)
    .user_id(user_id)
    .wait_ms(wait_ms)
    .send()
    .await;
```*/
    pub fn list_events(&self) -> builder::ListEvents<'_> {
        builder::ListEvents::new(self)
    }
    /**Appends an event

Answers when the event is durable. Safe to repeat with the same `id` and `occurred_at`: the answer then has
`duplicate` and the first position. An event that an ignore rule of the tenant drops is answered with `ignored`
and stored nowhere. Needs the scope `events:write`.

Sends a `POST` request to `/v1/events`

Arguments:
- `body`: At most 64 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.append_event()
    .body(body)
    .send()
    .await;
```*/
    pub fn append_event(&self) -> builder::AppendEvent<'_> {
        builder::AppendEvent::new(self)
    }
    /**Appends many events

All that fit are appended together, at consecutive positions, in the order of the list; `results` names each
that was not plainly accepted. At most 10,000 events and 10 MiB, unpacked; `Content-Encoding: gzip` and `zstd`
are taken. Safe to repeat for events with an `id`. Needs the scope `events:write`.

Sends a `POST` request to `/v1/events/batch`

Arguments:
- `include_static`: Store events whose path the tenant ignores, too: `ignored` is then 0.
- `body`: At most 10,000 events and 10 MiB, unpacked; each event at most 64 KiB. With `Content-Encoding`, gzip or zstd.
```ignore
let response = client.append_events()
    .include_static(include_static)
    .body(body)
    .send()
    .await;
```*/
    pub fn append_events(&self) -> builder::AppendEvents<'_> {
        builder::AppendEvents::new(self)
    }
    /**Appends many events, one on each line

As `append_events`, with a JSON object on each line; blank lines are skipped. Any `Content-Type` is taken.

Sends a `POST` request to `/v1/events/ndjson`

Arguments:
- `include_static`: Store events whose path the tenant ignores, too: `ignored` is then 0.
- `body`: A JSON object on each line, as `PostedEvent`. At most 10,000 events and 10 MiB, unpacked; each event at most 64 KiB. With `Content-Encoding`, gzip or zstd. Any `Content-Type` is taken, `application/x-ndjson` too.
```ignore
let response = client.append_events_ndjson()
    .include_static(include_static)
    .body(body)
    .send()
    .await;
```*/
    pub fn append_events_ndjson(&self) -> builder::AppendEventsNdjson<'_> {
        builder::AppendEventsNdjson::new(self)
    }
    /**Gets an event by its id

404 when there is none, it is past its retention, or it is somebody else's. Needs the scope `events:read`.

Sends a `GET` request to `/v1/events/{event_id}`

Arguments:
- `event_id`: The event's id: `evt_…`, or the UUID that it was posted with.
```ignore
let response = client.get_event()
    .event_id(event_id)
    .send()
    .await;
```*/
    pub fn get_event(&self) -> builder::GetEvent<'_> {
        builder::GetEvent::new(self)
    }
    /**Shows what would be stored of an event

Applies the tenant's rules as they are now, and stores nothing. Needs the scope `admin`.

Sends a `POST` request to `/v1/redaction-previews`

Arguments:
- `include_static`: Show events whose path the tenant ignores, too.
- `body`: At most 64 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.preview_redaction()
    .include_static(include_static)
    .body(body)
    .send()
    .await;
```*/
    pub fn preview_redaction(&self) -> builder::PreviewRedaction<'_> {
        builder::PreviewRedaction::new(self)
    }
    /**Shows what would be stored of an event with other settings

As if the tenant were changed so, and the event posted then. Changes and stores nothing. Needs the scope `admin`.

Sends a `POST` request to `/v1/settings-previews`

Arguments:
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.preview_settings()
    .body(body)
    .send()
    .await;
```*/
    pub fn preview_settings(&self) -> builder::PreviewSettings<'_> {
        builder::PreviewSettings::new(self)
    }
    /**Lists what a user did

Page views, searches, sign-ins, and how and why sessions ended, newest first. A page looks at 100,000 positions of the
log at most behind what is projected, so it may be short and still have a `next`. A user whom Gatebook has never heard
of has an empty list. Needs the scope `events:read`.

Sends a `GET` request to `/v1/users/{user_id}/timeline`

Arguments:
- `user_id`: The application's name of the user.
- `cursor`: `next` of the page before.
- `limit`: Most entries of the page.
```ignore
let response = client.get_user_timeline()
    .user_id(user_id)
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn get_user_timeline(&self) -> builder::GetUserTimeline<'_> {
        builder::GetUserTimeline::new(self)
    }
    /**Sums up a period

Beside the period of the same length right before. Without `since` and `until` the last 24 hours; at most 400 days.
Page views are counted, or events of the `type` that is asked for. Without filters, and with one by country, browser,
platform, kind, status, referrer, search, user or whole path, it is answered from sums that are kept; with others it
is counted row by row and may take too long: 422 `too_broad`. Counts what is projected, which takes less than a
second. Needs the scope `events:read`.

Sends a `GET` request to `/v1/stats/summary`

Arguments:
- `browser`: Only this browser, app, bot or tool, such as `Safari`.
- `city`: Only from this city.
- `country`: Only from this country (ISO 3166-1 alpha-2, such as `NL`).
- `ip`: Only from this address, or from this network (CIDR).
- `kind`: Only programs of this kind.
- `method`: Only this HTTP method.
- `path`: Only this path; with a `*` at the end, all paths that begin so.
- `platform`: Only this platform, such as `iPhone`.
- `referrer`: Only those that a page of this host led to, such as `www.example.org`.
- `search`: Only searches for these terms, whatever their case.
- `session_id`: Only this session (`ses_…`).
- `since`: Only events that occurred then or later (RFC 3339).
- `status`: Only this status, or all of a hundred: `404`, `4xx`.
- `text`: Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
- `type_`: Only events of this type.
- `until`: Only events that occurred before (RFC 3339).
- `user_id`: Only this user, by the application's own name.
```ignore
let response = client.get_stats_summary()
    .browser(browser)
    .city(city)
    .country(country)
    .ip(ip)
    .kind(kind)
    .method(method)
    .path(path)
    .platform(platform)
    .referrer(referrer)
    .search(search)
    .session_id(session_id)
    .since(since)
    .status(status)
    .text(text)
    .type_(type_)
    .until(until)
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn get_stats_summary(&self) -> builder::GetStatsSummary<'_> {
        builder::GetStatsSummary::new(self)
    }
    /**Counts page views over time

By the calendar of a time zone: a day has 23 or 25 hours where the clock changes. Every bucket of the period is there,
also an empty one, the first and the last cut to it; at most 1,000. Otherwise as `get_stats_summary`. Needs the scope
`events:read`.

Sends a `GET` request to `/v1/stats/timeseries`

Arguments:
- `browser`: Only this browser, app, bot or tool, such as `Safari`.
- `bucket`: How long a bucket is. Weeks begin on Monday.
- `city`: Only from this city.
- `country`: Only from this country (ISO 3166-1 alpha-2, such as `NL`).
- `ip`: Only from this address, or from this network (CIDR).
- `kind`: Only programs of this kind.
- `method`: Only this HTTP method.
- `path`: Only this path; with a `*` at the end, all paths that begin so.
- `platform`: Only this platform, such as `iPhone`.
- `referrer`: Only those that a page of this host led to, such as `www.example.org`.
- `search`: Only searches for these terms, whatever their case.
- `session_id`: Only this session (`ses_…`).
- `since`: Only events that occurred then or later (RFC 3339).
- `status`: Only this status, or all of a hundred: `404`, `4xx`.
- `text`: Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
- `time_zone`: Whose calendar counts, by its name in the IANA database, such as `Europe/Amsterdam`.
- `type_`: Only events of this type.
- `until`: Only events that occurred before (RFC 3339).
- `user_id`: Only this user, by the application's own name.
```ignore
let response = client.get_stats_timeseries()
    .browser(browser)
    .bucket(bucket)
    .city(city)
    .country(country)
    .ip(ip)
    .kind(kind)
    .method(method)
    .path(path)
    .platform(platform)
    .referrer(referrer)
    .search(search)
    .session_id(session_id)
    .since(since)
    .status(status)
    .text(text)
    .time_zone(time_zone)
    .type_(type_)
    .until(until)
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn get_stats_timeseries(&self) -> builder::GetStatsTimeseries<'_> {
        builder::GetStatsTimeseries::new(self)
    }
    /**Lists what was seen most

The values of a dimension, most page views first. Of a day, the first 1,000 values of a dimension are counted one by
one and the others together (`other_hits`), unless filters ask for a count row by row. Otherwise as
`get_stats_summary`. Needs the scope `events:read`.

Sends a `GET` request to `/v1/stats/top`

Arguments:
- `browser`: Only this browser, app, bot or tool, such as `Safari`.
- `city`: Only from this city.
- `country`: Only from this country (ISO 3166-1 alpha-2, such as `NL`).
- `dimension`: What values are of.
- `ip`: Only from this address, or from this network (CIDR).
- `kind`: Only programs of this kind.
- `limit`: Most values of the answer.
- `method`: Only this HTTP method.
- `path`: Only this path; with a `*` at the end, all paths that begin so.
- `platform`: Only this platform, such as `iPhone`.
- `referrer`: Only those that a page of this host led to, such as `www.example.org`.
- `search`: Only searches for these terms, whatever their case.
- `session_id`: Only this session (`ses_…`).
- `since`: Only events that occurred then or later (RFC 3339).
- `status`: Only this status, or all of a hundred: `404`, `4xx`.
- `text`: Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
- `type_`: Only events of this type.
- `until`: Only events that occurred before (RFC 3339).
- `user_id`: Only this user, by the application's own name.
```ignore
let response = client.get_stats_top()
    .browser(browser)
    .city(city)
    .country(country)
    .dimension(dimension)
    .ip(ip)
    .kind(kind)
    .limit(limit)
    .method(method)
    .path(path)
    .platform(platform)
    .referrer(referrer)
    .search(search)
    .session_id(session_id)
    .since(since)
    .status(status)
    .text(text)
    .type_(type_)
    .until(until)
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn get_stats_top(&self) -> builder::GetStatsTop<'_> {
        builder::GetStatsTop::new(self)
    }
    /**Gives all events that fit, as CSV

As many as there are, with a line of names first. It ends where the log ended when it began. No cell begins a
formula: a quote stands before what a spreadsheet would calculate. Needs the scope `events:read`.

Sends a `GET` request to `/v1/events.csv`

Arguments:
- `browser`: Only this browser, app, bot or tool, such as `Safari`.
- `city`: Only from this city.
- `country`: Only from this country (ISO 3166-1 alpha-2, such as `NL`).
- `ip`: Only from this address, or from this network (CIDR).
- `kind`: Only programs of this kind.
- `method`: Only this HTTP method.
- `order`: Which way the list goes.
- `path`: Only this path; with a `*` at the end, all paths that begin so.
- `platform`: Only this platform, such as `iPhone`.
- `referrer`: Only those that a page of this host led to, such as `www.example.org`.
- `search`: Only searches for these terms, whatever their case.
- `session_id`: Only this session (`ses_…`).
- `since`: Only events that occurred then or later (RFC 3339).
- `status`: Only this status, or all of a hundred: `404`, `4xx`.
- `text`: Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
- `type_`: Only events of this type.
- `until`: Only events that occurred before (RFC 3339).
- `user_id`: Only this user, by the application's own name.
```ignore
let response = client.download_events_csv()
    .browser(browser)
    .city(city)
    .country(country)
    .ip(ip)
    .kind(kind)
    .method(method)
    .order(order)
    .path(path)
    .platform(platform)
    .referrer(referrer)
    .search(search)
    .session_id(session_id)
    .since(since)
    .status(status)
    .text(text)
    .type_(type_)
    .until(until)
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn download_events_csv(&self) -> builder::DownloadEventsCsv<'_> {
        builder::DownloadEventsCsv::new(self)
    }
    /**Gives all events that fit, one on each line

As many as there are, each as `list_events` gives it. It ends where the log ended when it began. Needs the scope
`events:read`.

Sends a `GET` request to `/v1/events.ndjson`

Arguments:
- `browser`: Only this browser, app, bot or tool, such as `Safari`.
- `city`: Only from this city.
- `country`: Only from this country (ISO 3166-1 alpha-2, such as `NL`).
- `ip`: Only from this address, or from this network (CIDR).
- `kind`: Only programs of this kind.
- `method`: Only this HTTP method.
- `order`: Which way the list goes.
- `path`: Only this path; with a `*` at the end, all paths that begin so.
- `platform`: Only this platform, such as `iPhone`.
- `referrer`: Only those that a page of this host led to, such as `www.example.org`.
- `search`: Only searches for these terms, whatever their case.
- `session_id`: Only this session (`ses_…`).
- `since`: Only events that occurred then or later (RFC 3339).
- `status`: Only this status, or all of a hundred: `404`, `4xx`.
- `text`: Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
- `type_`: Only events of this type.
- `until`: Only events that occurred before (RFC 3339).
- `user_id`: Only this user, by the application's own name.
```ignore
let response = client.download_events_ndjson()
    .browser(browser)
    .city(city)
    .country(country)
    .ip(ip)
    .kind(kind)
    .method(method)
    .order(order)
    .path(path)
    .platform(platform)
    .referrer(referrer)
    .search(search)
    .session_id(session_id)
    .since(since)
    .status(status)
    .text(text)
    .type_(type_)
    .until(until)
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn download_events_ndjson(&self) -> builder::DownloadEventsNdjson<'_> {
        builder::DownloadEventsNdjson::new(self)
    }
    /**Follows the log

Server-sent events: one for each event that fits, as `list_events` gives it, with its position as `id`. Without a
position it begins with what comes next. Whoever comes back with `Last-Event-ID`, as browsers do by themselves, misses
nothing and gets nothing twice; 410 when retention has taken something meanwhile. At least every 15 seconds
something comes: an `id` without data says how far the log was looked at. A client that reads nothing for 30 seconds
is cut off. Events are found by country, city, browser, platform, kind, referrer, search and text once the worker has come to them.
Needs the scope `events:read`.

Sends a `GET` request to `/v1/events/tail`

Arguments:
- `after`: Only positions above; 0 for all that is kept.
- `browser`: Only this browser, app, bot or tool, such as `Safari`.
- `city`: Only from this city.
- `country`: Only from this country (ISO 3166-1 alpha-2, such as `NL`).
- `ip`: Only from this address, or from this network (CIDR).
- `kind`: Only programs of this kind.
- `max_s`: End after so many seconds; without it, it goes on as long as the client reads.
- `method`: Only this HTTP method.
- `path`: Only this path; with a `*` at the end, all paths that begin so.
- `platform`: Only this platform, such as `iPhone`.
- `referrer`: Only those that a page of this host led to, such as `www.example.org`.
- `search`: Only searches for these terms, whatever their case.
- `session_id`: Only this session (`ses_…`).
- `since`: Only events that occurred then or later (RFC 3339).
- `status`: Only this status, or all of a hundred: `404`, `4xx`.
- `text`: Only events with these words in the path or in the terms of a search, whatever their case: each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
- `type_`: Only events of this type.
- `until`: Only events that occurred before (RFC 3339).
- `user_id`: Only this user, by the application's own name.
- `last_event_id`: The last position that was received; goes before `after`.
```ignore
let response = client.tail_events()
    .after(after)
    .browser(browser)
    .city(city)
    .country(country)
    .ip(ip)
    .kind(kind)
    .max_s(max_s)
    .method(method)
    .path(path)
    .platform(platform)
    .referrer(referrer)
    .search(search)
    .session_id(session_id)
    .since(since)
    .status(status)
    .text(text)
    .type_(type_)
    .until(until)
    .user_id(user_id)
    .last_event_id(last_event_id)
    .send()
    .await;
```*/
    pub fn tail_events(&self) -> builder::TailEvents<'_> {
        builder::TailEvents::new(self)
    }
    /**Orders an export

All events that fit, as many as there are, as a file packed with gzip. It ends where the log ended when it was ordered, and
a filter by words waits until the worker has come to that. Repeated with the same `Idempotency-Key` within 24 hours, the
same export is answered. At most 50 at a time. Needs the scope `events:read`.

Sends a `POST` request to `/v1/exports`

Arguments:
- `idempotency_key`: Any text of up to 255 bytes that names this request.
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.order_export()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn order_export(&self) -> builder::OrderExport<'_> {
        builder::OrderExport::new(self)
    }
    /**Gets an export

To follow one, ask again: `rows` grows, and `state` ends as `done` or `failed`. Once it is done there is a link, good for 15
minutes, another one with each answer. Needs the scope `events:read`.

Sends a `GET` request to `/v1/exports/{export_id}`

Arguments:
- `export_id`: The export's id (`job_…`).
```ignore
let response = client.get_export()
    .export_id(export_id)
    .send()
    .await;
```*/
    pub fn get_export(&self) -> builder::GetExport<'_> {
        builder::GetExport::new(self)
    }
    /**Removes an export

It is not found any more, its links open nothing, and its file leaves the store within minutes; one that is being written is
given up. 204 also when it was removed before. Needs the scope `events:read`.

Sends a `DELETE` request to `/v1/exports/{export_id}`

Arguments:
- `export_id`: The export's id (`job_…`).
```ignore
let response = client.remove_export()
    .export_id(export_id)
    .send()
    .await;
```*/
    pub fn remove_export(&self) -> builder::RemoveExport<'_> {
        builder::RemoveExport::new(self)
    }
    /**Gives the file of an export

This is what a link leads to (`url` of an export), which has all parameters and needs no key. 403 when the link is not good,
or over.

Sends a `GET` request to `/v1/exports/{export_id}/file`

Arguments:
- `export_id`: The export's id (`job_…`).
- `expires`: Until when the link is good, in seconds since 1970.
- `signature`: The link's signature, in hexadecimal digits.
- `tenant`: Whose it is (`ten_…`).
```ignore
let response = client.download_export()
    .export_id(export_id)
    .expires(expires)
    .signature(signature)
    .tenant(tenant)
    .send()
    .await;
```*/
    pub fn download_export(&self) -> builder::DownloadExport<'_> {
        builder::DownloadExport::new(self)
    }
    /**Gets the caller's tenant

Needs the scope `admin`.

Sends a `GET` request to `/v1/tenant`

```ignore
let response = client.get_tenant()
    .send()
    .await;
```*/
    pub fn get_tenant(&self) -> builder::GetTenant<'_> {
        builder::GetTenant::new(self)
    }
    /**Changes the caller's tenant

With `If-Match`, only if the tenant still has that version: 412 otherwise. Every change is an event in the
tenant's log. Other processes go on with the old settings for up to 5 seconds. Another `retention_days` is
answered 202 with a job that moves the stored events; once a day at most: 409 otherwise. Needs the scope `admin`.

Sends a `PATCH` request to `/v1/tenant`

Arguments:
- `if_match`: The ETag that the tenant must still have.
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.change_tenant()
    .if_match(if_match)
    .body(body)
    .send()
    .await;
```*/
    pub fn change_tenant(&self) -> builder::ChangeTenant<'_> {
        builder::ChangeTenant::new(self)
    }
    /**Lists the tenants

By id; deleted ones are left out. Needs the installation admin's key.

Sends a `GET` request to `/v1/tenants`

Arguments:
- `cursor`: `next` of the page before.
- `limit`: Most tenants of the page.
```ignore
let response = client.list_tenants()
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_tenants(&self) -> builder::ListTenants<'_> {
        builder::ListTenants::new(self)
    }
    /**Creates a tenant

Needs the installation admin's key. Safe to repeat with the same `Idempotency-Key` for 24 hours; with another
body then: 422.

Sends a `POST` request to `/v1/tenants`

Arguments:
- `idempotency_key`: Any text of up to 255 bytes that names this request.
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.create_tenant()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_tenant(&self) -> builder::CreateTenant<'_> {
        builder::CreateTenant::new(self)
    }
    /**Deletes a tenant

Its log is closed at once: nothing is appended or read any more, by any process; its keys are refused within
5 seconds. Its rows are then removed in the background. 204 also when it was deleted before. Needs the
installation admin's key.

Sends a `DELETE` request to `/v1/tenants/{tenant_id}`

Arguments:
- `tenant_id`: The tenant's id (`ten_…`).
```ignore
let response = client.delete_tenant()
    .tenant_id(tenant_id)
    .send()
    .await;
```*/
    pub fn delete_tenant(&self) -> builder::DeleteTenant<'_> {
        builder::DeleteTenant::new(self)
    }
    /**Lists the location databases

Those that the operator of the installation has configured, as the process that answers sees them now; none means that
no locations are known. Needs the scope `admin`.

Sends a `GET` request to `/v1/location-databases`

```ignore
let response = client.list_location_databases()
    .send()
    .await;
```*/
    pub fn list_location_databases(&self) -> builder::ListLocationDatabases<'_> {
        builder::ListLocationDatabases::new(self)
    }
    /**Lists the tenant's keys

Newest first, revoked and expired ones too. Needs the scope `admin`.

Sends a `GET` request to `/v1/keys`

Arguments:
- `cursor`: `next` of the page before.
- `limit`: Most keys of the page.
```ignore
let response = client.list_keys()
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_keys(&self) -> builder::ListKeys<'_> {
        builder::ListKeys::new(self)
    }
    /**Makes a key

The token is shown once. Repeated with the same `Idempotency-Key` within 24 hours, the same key is answered
with a token issued anew, and the first token is refused. At most 100 active keys. Needs the scope `admin`.

Sends a `POST` request to `/v1/keys`

Arguments:
- `idempotency_key`: Any text of up to 255 bytes that names this request.
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.create_key()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_key(&self) -> builder::CreateKey<'_> {
        builder::CreateKey::new(self)
    }
    /**Revokes a key

Refused everywhere within 5 seconds. 204 also when it was revoked before. Needs the scope `admin`.

Sends a `DELETE` request to `/v1/keys/{key_id}`

Arguments:
- `key_id`: The key's id (`key_…`).
```ignore
let response = client.revoke_key()
    .key_id(key_id)
    .send()
    .await;
```*/
    pub fn revoke_key(&self) -> builder::RevokeKey<'_> {
        builder::RevokeKey::new(self)
    }
    /**Rolls a key

Makes a key with the same name, scopes and expiry; the old one is refused after the overlap. Repeating with the
same `Idempotency-Key` is safe as with `create_key`. Needs the scope `admin`.

Sends a `POST` request to `/v1/keys/{key_id}/roll`

Arguments:
- `key_id`: The key's id (`key_…`).
- `idempotency_key`: Any text of up to 255 bytes that names this request.
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.roll_key()
    .key_id(key_id)
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn roll_key(&self) -> builder::RollKey<'_> {
        builder::RollKey::new(self)
    }
    /**Lists the tenant's members

Newest first. Needs the scope `admin`.

Sends a `GET` request to `/v1/members`

Arguments:
- `cursor`: `next` of the page before.
- `limit`: Most members of the page.
```ignore
let response = client.list_members()
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_members(&self) -> builder::ListMembers<'_> {
        builder::ListMembers::new(self)
    }
    /**Adds a member

Without `password`, one is generated and shown once. An e-mail address belongs to one person in the installation:
one that somebody has, here or in another tenant, is answered 409. Once there is an owner, only an owner can make
another one: 403 otherwise, also for a key. Repeated with the same `Idempotency-Key` within 24 hours, the same
member is answered. At most 500 members. Needs the scope `admin`.

Sends a `POST` request to `/v1/members`

Arguments:
- `idempotency_key`: Any text of up to 255 bytes that names this request.
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.add_member()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn add_member(&self) -> builder::AddMember<'_> {
        builder::AddMember::new(self)
    }
    /**Removes a member from the tenant

Ends the member's sessions at once. Who belongs to no other tenant is forgotten, with name and address. Only an owner can remove an owner: 403
otherwise. The last owner stays: 409. 204 also when the member was removed before. Needs the scope `admin`.

Sends a `DELETE` request to `/v1/members/{member_id}`

Arguments:
- `member_id`: The member's id (`mem_…`).
```ignore
let response = client.remove_member()
    .member_id(member_id)
    .send()
    .await;
```*/
    pub fn remove_member(&self) -> builder::RemoveMember<'_> {
        builder::RemoveMember::new(self)
    }
    /**Gives a member another role

Ends the member's sessions at once. Only an owner can change or make an owner: 403 otherwise. The last owner stays:
409. Needs the scope `admin`.

Sends a `PATCH` request to `/v1/members/{member_id}`

Arguments:
- `member_id`: The member's id (`mem_…`).
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.change_member()
    .member_id(member_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn change_member(&self) -> builder::ChangeMember<'_> {
        builder::ChangeMember::new(self)
    }
    /**Gives a member another password

Ends the member's sessions at once, and lets them try at once after too many failures. Without `password`, one is
generated and shown once. A member who belongs to other tenants too changes the password themselves: 409. Only an owner
can do it to an owner: 403 otherwise. Needs the scope `admin`.

Sends a `POST` request to `/v1/members/{member_id}/reset`

Arguments:
- `member_id`: The member's id (`mem_…`).
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.reset_member()
    .member_id(member_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn reset_member(&self) -> builder::ResetMember<'_> {
        builder::ResetMember::new(self)
    }
    /**Says who is signed in

By the cookie alone.

Sends a `GET` request to `/v1/login`

```ignore
let response = client.get_login()
    .send()
    .await;
```*/
    pub fn get_login(&self) -> builder::GetLogin<'_> {
        builder::GetLogin::new(self)
    }
    /**Signs in

A wrong e-mail address and a wrong password are answered the same: 401. Who belongs to several tenants says which
one: otherwise 409, with their list. The session is bound to the tenant and the role; to switch, sign in again. After
10 failures of an account, or 50 of an address, within 15 minutes: 429 until they are over.

Sends a `POST` request to `/v1/login`

Arguments:
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.login()
    .body(body)
    .send()
    .await;
```*/
    pub fn login(&self) -> builder::Login<'_> {
        builder::Login::new(self)
    }
    /**Signs out

Ends the session and takes the cookie away. 204 also without a cookie, and with one that opens nothing any more. 401 on a page of
the console that is of somebody else than who is signed in: nobody is signed out then.

Sends a `POST` request to `/v1/logout`

```ignore
let response = client.logout()
    .send()
    .await;
```*/
    pub fn logout(&self) -> builder::Logout<'_> {
        builder::Logout::new(self)
    }
    /**Changes one's own password

Ends all sessions of the member, in every tenant; the answer's cookie is of a new one. A wrong current password counts
as a failure to sign in.

Sends a `POST` request to `/v1/password`

Arguments:
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.change_password()
    .body(body)
    .send()
    .await;
```*/
    pub fn change_password(&self) -> builder::ChangePassword<'_> {
        builder::ChangePassword::new(self)
    }
    /**Lists sessions

Newest start first. All filters that are given must fit. Needs the scope `sessions:read`.

Sends a `GET` request to `/v1/sessions`

Arguments:
- `browser`: The browser, such as `Safari`.
- `cursor`: `next` of the page before; with the same filters.
- `ip`: Last used from this address, or from this network (CIDR).
- `label_style`: How devices are named.
- `limit`: Most sessions of the page.
- `platform`: The platform, such as `iPhone`.
- `state`: How they stand now.
- `text`: A part of user id, agent, browser or platform.
- `user_id`: The application's name of the user.
```ignore
let response = client.list_sessions()
    .browser(browser)
    .cursor(cursor)
    .ip(ip)
    .label_style(label_style)
    .limit(limit)
    .platform(platform)
    .state(state)
    .text(text)
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn list_sessions(&self) -> builder::ListSessions<'_> {
        builder::ListSessions::new(self)
    }
    /**Starts a session

For a sign-in, or for a visitor who has not signed in yet. The token is shown once. Repeated with the same
`Idempotency-Key` within 24 hours, the same session is answered with a token issued anew, and the first one opens
nothing. Needs the scope `sessions:write`.

Sends a `POST` request to `/v1/sessions`

Arguments:
- `idempotency_key`: Any text of up to 255 bytes that names this request.
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.start_session()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn start_session(&self) -> builder::StartSession<'_> {
        builder::StartSession::new(self)
    }
    /**Checks a token

As RFC 7662 has it, also with a form as body. Of a token that opens nothing, or belongs to another tenant, the answer
is only `{"active": false}`. With the user's present address or agent the session is noted as used; without both it
is not. Needs the scope `sessions:read`.

Sends a `POST` request to `/v1/sessions/introspect`

Arguments:
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd. A form (`application/x-www-form-urlencoded`) with the same members is taken too.
```ignore
let response = client.introspect_session()
    .body(body)
    .send()
    .await;
```*/
    pub fn introspect_session(&self) -> builder::IntrospectSession<'_> {
        builder::IntrospectSession::new(self)
    }
    /**Refreshes a token

The answer has another token for the same session; the one that was sent opens nothing from then on. Sent again
within 30 seconds it gets the same answer, so that a lost answer or a second tab does no harm. Sent later, it ends
the session: somebody has a copy of it. 404 when it opens nothing. Needs the scope `sessions:write`.

Sends a `POST` request to `/v1/sessions/refresh`

Arguments:
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.refresh_session()
    .body(body)
    .send()
    .await;
```*/
    pub fn refresh_session(&self) -> builder::RefreshSession<'_> {
        builder::RefreshSession::new(self)
    }
    /**Gets a session

Also one that has ended, for as long as the tenant keeps events. Needs the scope `sessions:read`.

Sends a `GET` request to `/v1/sessions/{session_id}`

Arguments:
- `session_id`: The session's id (`ses_…`).
- `label_style`: How the device is named.
```ignore
let response = client.get_session()
    .session_id(session_id)
    .label_style(label_style)
    .send()
    .await;
```*/
    pub fn get_session(&self) -> builder::GetSession<'_> {
        builder::GetSession::new(self)
    }
    /**Ends a session

Once this is answered, no check that begins anywhere finds it live. 204 also when it has ended before. 503
`revocation_pending`: it has ended for good, but not everywhere yet; repeat. Needs the scope `sessions:write`.

Sends a `DELETE` request to `/v1/sessions/{session_id}`

Arguments:
- `session_id`: The session's id (`ses_…`).
```ignore
let response = client.revoke_session()
    .session_id(session_id)
    .send()
    .await;
```*/
    pub fn revoke_session(&self) -> builder::RevokeSession<'_> {
        builder::RevokeSession::new(self)
    }
    /**Changes a session

Binds it to the user who has signed in (once; the answer then has another token, and the earlier one opens nothing),
sets when it is over, or its metadata. Needs the scope `sessions:write`.

Sends a `PATCH` request to `/v1/sessions/{session_id}`

Arguments:
- `session_id`: The session's id (`ses_…`).
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.change_session()
    .session_id(session_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn change_session(&self) -> builder::ChangeSession<'_> {
        builder::ChangeSession::new(self)
    }
    /**Lists what a session did

Its own history, and the page views that were posted with its id; newest first. A page looks at 100,000 positions of
the log at most, so it may be short, or empty, and still have a `next`. Needs the scope `sessions:read`.

Sends a `GET` request to `/v1/sessions/{session_id}/events`

Arguments:
- `session_id`: The session's id (`ses_…`).
- `cursor`: `next` of the page before.
- `limit`: Most events of the page.
```ignore
let response = client.list_session_events()
    .session_id(session_id)
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_session_events(&self) -> builder::ListSessionEvents<'_> {
        builder::ListSessionEvents::new(self)
    }
    /**Lists the sessions of a user

Those that live, newest use first, all in one page (a user has at most 100); with `state=ended` those that have
ended, newest end first. Needs the scope `sessions:read`.

Sends a `GET` request to `/v1/users/{user_id}/sessions`

Arguments:
- `user_id`: The application's name of the user.
- `cursor`: `next` of the page before.
- `label_style`: How devices are named.
- `limit`: Most sessions of a page of those that have ended.
- `state`: Which of them.
```ignore
let response = client.list_user_sessions()
    .user_id(user_id)
    .cursor(cursor)
    .label_style(label_style)
    .limit(limit)
    .state(state)
    .send()
    .await;
```*/
    pub fn list_user_sessions(&self) -> builder::ListUserSessions<'_> {
        builder::ListUserSessions::new(self)
    }
    /**Ends the sessions of a user

All of them, or all but one. 204 also when there are none. Otherwise as `revoke_session`. Needs the scope
`sessions:write`.

Sends a `DELETE` request to `/v1/users/{user_id}/sessions`

Arguments:
- `user_id`: The application's name of the user.
- `except`: A session (`ses_…`) that is to go on.
```ignore
let response = client.revoke_user_sessions()
    .user_id(user_id)
    .except(except)
    .send()
    .await;
```*/
    pub fn revoke_user_sessions(&self) -> builder::RevokeUserSessions<'_> {
        builder::RevokeUserSessions::new(self)
    }
    /**Decides about a request

Made to be asked before the application answers a request: by its address, its user agent, or both. The tenant's
setting `blocked` says what is to be refused: networks first, then programs, then kinds. A change of it is heeded
at once by the process that made it, by all within 5 seconds. Nothing of what is asked is kept. Needs the scope
`sessions:read`.

Sends a `GET` request to `/v1/decisions`

Arguments:
- `ip`: The client's address, as it is or as proxies write it. Needed without `user_agent`.
- `user_agent`: The `User-Agent` header; the first 2 KiB are looked at, so the rest can be left out. Empty when the request had
none. Needed without `ip`.
```ignore
let response = client.get_decision()
    .ip(ip)
    .user_agent(user_agent)
    .send()
    .await;
```*/
    pub fn get_decision(&self) -> builder::GetDecision<'_> {
        builder::GetDecision::new(self)
    }
    /**Lists the caller's sessions

Those that live, newest use first, all in one page (a user has at most 100); with `state=ended` those that have
ended, newest end first. A session without a user sees itself alone.

Sends a `GET` request to `/v1/me/sessions`

Arguments:
- `cursor`: `next` of the page before.
- `label_style`: How devices are named.
- `limit`: Most sessions of a page of those that have ended.
- `state`: Which of them.
```ignore
let response = client.list_my_sessions()
    .cursor(cursor)
    .label_style(label_style)
    .limit(limit)
    .state(state)
    .send()
    .await;
```*/
    pub fn list_my_sessions(&self) -> builder::ListMySessions<'_> {
        builder::ListMySessions::new(self)
    }
    /**Ends the caller's sessions

All of them, which signs out everywhere; with `keep_current=true` all others.

Sends a `DELETE` request to `/v1/me/sessions`

Arguments:
- `keep_current`: Let the session that asks go on.
```ignore
let response = client.revoke_my_sessions()
    .keep_current(keep_current)
    .send()
    .await;
```*/
    pub fn revoke_my_sessions(&self) -> builder::RevokeMySessions<'_> {
        builder::RevokeMySessions::new(self)
    }
    /**Ends one of the caller's sessions

Takes effect everywhere at once; ending the one that asks signs out. 204 also when it has ended before; 404 when
there is none with this id or it is somebody else's. 503 `revocation_pending`: it has ended for good, but not
everywhere yet; repeat.

Sends a `DELETE` request to `/v1/me/sessions/{session_id}`

Arguments:
- `session_id`: The session's id (`ses_…`).
```ignore
let response = client.revoke_my_session()
    .session_id(session_id)
    .send()
    .await;
```*/
    pub fn revoke_my_session(&self) -> builder::RevokeMySession<'_> {
        builder::RevokeMySession::new(self)
    }
    /**Lists what one of the caller's sessions did

Its history and its page views, newest first. A page looks at 100,000 positions of the log at most, so it may be
short, or empty, and still have a `next`.

Sends a `GET` request to `/v1/me/sessions/{session_id}/events`

Arguments:
- `session_id`: The session's id (`ses_…`).
- `cursor`: `next` of the page before.
- `limit`: Most events of the page.
```ignore
let response = client.list_my_session_events()
    .session_id(session_id)
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_my_session_events(&self) -> builder::ListMySessionEvents<'_> {
        builder::ListMySessionEvents::new(self)
    }
    /**Gets a tenant's public keys

For those who verify access tokens by themselves: **verifying offline sees a revocation up to 5 minutes late**.
Needs no credential. To be kept for a minute, and asked for again when a token names a key that is not in it.

Sends a `GET` request to `/v1/tenants/{slug}/jwks.json`

Arguments:
- `slug`: The tenant's name in URLs.
```ignore
let response = client.get_jwks()
    .slug(slug)
    .send()
    .await;
```*/
    pub fn get_jwks(&self) -> builder::GetJwks<'_> {
        builder::GetJwks::new(self)
    }
    /**Erases a person

Ends the sessions, and takes events and sessions out of the log, the read model, the statistics and Redis, for good,
by a job; the log keeps that somebody was erased, and not who. What happens after the order is not erased. With
`dry_run` it is counted, and nothing is erased. An address can be erased that was kept in full; while the tenant keeps
networks in place of addresses (`capture_ip`), one of these is refused. Needs the scope `admin`.

Sends a `POST` request to `/v1/erasures`

Arguments:
- `body`: At most 128 KiB, unpacked; with `Content-Encoding`, gzip or zstd.
```ignore
let response = client.erase_person()
    .body(body)
    .send()
    .await;
```*/
    pub fn erase_person(&self) -> builder::ErasePerson<'_> {
        builder::ErasePerson::new(self)
    }
    /**Gives what is known of a user

Sessions, those that have ended too, and events, oldest first, each as a line of JSON. Needs the scope `admin`.

Sends a `GET` request to `/v1/users/{user_id}/export`

Arguments:
- `user_id`: The application's name of the user.
```ignore
let response = client.export_user()
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn export_user(&self) -> builder::ExportUser<'_> {
        builder::ExportUser::new(self)
    }
    /**Lists the tenant's jobs

Newest first, finished ones too: those that are done for 30 days, those that have failed for 90. Needs the scope `admin`.

Sends a `GET` request to `/v1/jobs`

Arguments:
- `cursor`: `next` of the page before.
- `limit`: Most jobs of the page.
```ignore
let response = client.list_jobs()
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_jobs(&self) -> builder::ListJobs<'_> {
        builder::ListJobs::new(self)
    }
    /**Gets a job

To follow one, ask again: `state` ends as `done` or `failed`. Needs the scope `admin`.

Sends a `GET` request to `/v1/jobs/{job_id}`

Arguments:
- `job_id`: The job's id (`job_…`).
```ignore
let response = client.get_job()
    .job_id(job_id)
    .send()
    .await;
```*/
    pub fn get_job(&self) -> builder::GetJob<'_> {
        builder::GetJob::new(self)
    }
    /**Starts a failed job again

It goes on where it had got to, and has all its attempts again. 409 when it has not failed, as after a first call.
Needs the scope `admin`.

Sends a `POST` request to `/v1/jobs/{job_id}/retry`

Arguments:
- `job_id`: The job's id (`job_…`).
```ignore
let response = client.retry_job()
    .job_id(job_id)
    .send()
    .await;
```*/
    pub fn retry_job(&self) -> builder::RetryJob<'_> {
        builder::RetryJob::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;
    #[allow(unused_imports)]
    use super::{
        encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
        RequestBuilderExt, ResponseValue,
    };
    /**Builder for [`Client::list_events`]

[`Client::list_events`]: super::Client::list_events*/
    #[derive(Debug, Clone)]
    pub struct ListEvents<'a> {
        client: &'a super::Client,
        after: Result<Option<i64>, String>,
        before: Result<Option<i64>, String>,
        browser: Result<Option<::std::string::String>, String>,
        city: Result<Option<::std::string::String>, String>,
        country: Result<Option<::std::string::String>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        fresh: Result<Option<i64>, String>,
        ip: Result<Option<::std::string::String>, String>,
        kind: Result<Option<types::ListEventsKind>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        method: Result<Option<::std::string::String>, String>,
        order: Result<Option<types::EventOrder>, String>,
        path: Result<Option<::std::string::String>, String>,
        platform: Result<Option<::std::string::String>, String>,
        referrer: Result<Option<::std::string::String>, String>,
        search: Result<Option<::std::string::String>, String>,
        session_id: Result<Option<::std::string::String>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        status: Result<Option<::std::string::String>, String>,
        text: Result<Option<::std::string::String>, String>,
        type_: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        user_id: Result<Option<::std::string::String>, String>,
        wait_ms: Result<Option<u32>, String>,
    }
    impl<'a> ListEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                after: Ok(None),
                before: Ok(None),
                browser: Ok(None),
                city: Ok(None),
                country: Ok(None),
                cursor: Ok(None),
                fresh: Ok(None),
                ip: Ok(None),
                kind: Ok(None),
                limit: Ok(None),
                method: Ok(None),
                order: Ok(None),
                path: Ok(None),
                platform: Ok(None),
                referrer: Ok(None),
                search: Ok(None),
                session_id: Ok(None),
                since: Ok(None),
                status: Ok(None),
                text: Ok(None),
                type_: Ok(None),
                until: Ok(None),
                user_id: Ok(None),
                wait_ms: Ok(None),
            }
        }
        pub fn after<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.after = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for after failed".to_string());
            self
        }
        pub fn before<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.before = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for before failed".to_string());
            self
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn city<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.city = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for city failed"
                        .to_string()
                });
            self
        }
        pub fn country<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.country = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for country failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn fresh<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.fresh = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for fresh failed".to_string());
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn kind<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ListEventsKind>,
        {
            self.kind = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ListEventsKind` for kind failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn method<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.method = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for method failed"
                        .to_string()
                });
            self
        }
        pub fn order<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::EventOrder>,
        {
            self.order = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `EventOrder` for order failed".to_string());
            self
        }
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.path = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for path failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn referrer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.referrer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for referrer failed"
                        .to_string()
                });
            self
        }
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for status failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn type_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.type_ = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for type_ failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        pub fn wait_ms<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.wait_ms = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u32` for wait_ms failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/events`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::EventPage>, Error<types::Problem>> {
            let Self {
                client,
                after,
                before,
                browser,
                city,
                country,
                cursor,
                fresh,
                ip,
                kind,
                limit,
                method,
                order,
                path,
                platform,
                referrer,
                search,
                session_id,
                since,
                status,
                text,
                type_,
                until,
                user_id,
                wait_ms,
            } = self;
            let after = after.map_err(Error::InvalidRequest)?;
            let before = before.map_err(Error::InvalidRequest)?;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let city = city.map_err(Error::InvalidRequest)?;
            let country = country.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let fresh = fresh.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let kind = kind.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let method = method.map_err(Error::InvalidRequest)?;
            let order = order.map_err(Error::InvalidRequest)?;
            let path = path.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let referrer = referrer.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let type_ = type_.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let wait_ms = wait_ms.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/events", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("after", &after))
                .query(&progenitor_client::QueryParam::new("before", &before))
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("city", &city))
                .query(&progenitor_client::QueryParam::new("country", &country))
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("fresh", &fresh))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("kind", &kind))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("method", &method))
                .query(&progenitor_client::QueryParam::new("order", &order))
                .query(&progenitor_client::QueryParam::new("path", &path))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("referrer", &referrer))
                .query(&progenitor_client::QueryParam::new("search", &search))
                .query(&progenitor_client::QueryParam::new("session_id", &session_id))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("type", &type_))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .query(&progenitor_client::QueryParam::new("wait_ms", &wait_ms))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::append_event`]

[`Client::append_event`]: super::Client::append_event*/
    #[derive(Debug, Clone)]
    pub struct AppendEvent<'a> {
        client: &'a super::Client,
        body: Result<types::builder::PostedEvent, String>,
    }
    impl<'a> AppendEvent<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PostedEvent>,
            <V as std::convert::TryInto<types::PostedEvent>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PostedEvent` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PostedEvent,
            ) -> types::builder::PostedEvent,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/events`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AppendedEvent>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::PostedEvent::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/events", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "append_event",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::append_events`]

[`Client::append_events`]: super::Client::append_events*/
    #[derive(Debug, Clone)]
    pub struct AppendEvents<'a> {
        client: &'a super::Client,
        include_static: Result<Option<bool>, String>,
        body: Result<types::builder::PostedBatch, String>,
    }
    impl<'a> AppendEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                include_static: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn include_static<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.include_static = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `bool` for include_static failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PostedBatch>,
            <V as std::convert::TryInto<types::PostedBatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PostedBatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PostedBatch,
            ) -> types::builder::PostedBatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/events/batch`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::BatchResult>, Error<types::Problem>> {
            let Self { client, include_static, body } = self;
            let include_static = include_static.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::PostedBatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/events/batch", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .query(
                    &progenitor_client::QueryParam::new(
                        "include_static",
                        &include_static,
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "append_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::append_events_ndjson`]

[`Client::append_events_ndjson`]: super::Client::append_events_ndjson*/
    #[derive(Debug)]
    pub struct AppendEventsNdjson<'a> {
        client: &'a super::Client,
        include_static: Result<Option<bool>, String>,
        body: Result<reqwest::Body, String>,
    }
    impl<'a> AppendEventsNdjson<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                include_static: Ok(None),
                body: Err("body was not initialized".to_string()),
            }
        }
        pub fn include_static<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.include_static = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `bool` for include_static failed".to_string()
                });
            self
        }
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `reqwest::Body` for body failed".to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/events/ndjson`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::BatchResult>, Error<types::Problem>> {
            let Self { client, include_static, body } = self;
            let include_static = include_static.map_err(Error::InvalidRequest)?;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/events/ndjson", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .header(
                    ::reqwest::header::CONTENT_TYPE,
                    ::reqwest::header::HeaderValue::from_static(
                        "application/octet-stream",
                    ),
                )
                .body(body)
                .query(
                    &progenitor_client::QueryParam::new(
                        "include_static",
                        &include_static,
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "append_events_ndjson",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_event`]

[`Client::get_event`]: super::Client::get_event*/
    #[derive(Debug, Clone)]
    pub struct GetEvent<'a> {
        client: &'a super::Client,
        event_id: Result<::std::string::String, String>,
    }
    impl<'a> GetEvent<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                event_id: Err("event_id was not initialized".to_string()),
            }
        }
        pub fn event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.event_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for event_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/events/{event_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Event>, Error<types::Problem>> {
            let Self { client, event_id } = self;
            let event_id = event_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/events/{}", client.baseurl, encode_path(& event_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_event",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::preview_redaction`]

[`Client::preview_redaction`]: super::Client::preview_redaction*/
    #[derive(Debug, Clone)]
    pub struct PreviewRedaction<'a> {
        client: &'a super::Client,
        include_static: Result<Option<bool>, String>,
        body: Result<types::builder::PostedEvent, String>,
    }
    impl<'a> PreviewRedaction<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                include_static: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn include_static<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.include_static = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `bool` for include_static failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PostedEvent>,
            <V as std::convert::TryInto<types::PostedEvent>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PostedEvent` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PostedEvent,
            ) -> types::builder::PostedEvent,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/redaction-previews`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RedactionPreview>, Error<types::Problem>> {
            let Self { client, include_static, body } = self;
            let include_static = include_static.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::PostedEvent::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/redaction-previews", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .query(
                    &progenitor_client::QueryParam::new(
                        "include_static",
                        &include_static,
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "preview_redaction",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::preview_settings`]

[`Client::preview_settings`]: super::Client::preview_settings*/
    #[derive(Debug, Clone)]
    pub struct PreviewSettings<'a> {
        client: &'a super::Client,
        body: Result<types::builder::SettingsToTry, String>,
    }
    impl<'a> PreviewSettings<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SettingsToTry>,
            <V as std::convert::TryInto<types::SettingsToTry>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `SettingsToTry` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::SettingsToTry,
            ) -> types::builder::SettingsToTry,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/settings-previews`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RedactionPreview>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::SettingsToTry::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/settings-previews", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "preview_settings",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_user_timeline`]

[`Client::get_user_timeline`]: super::Client::get_user_timeline*/
    #[derive(Debug, Clone)]
    pub struct GetUserTimeline<'a> {
        client: &'a super::Client,
        user_id: Result<::std::string::String, String>,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
    }
    impl<'a> GetUserTimeline<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                user_id: Err("user_id was not initialized".to_string()),
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/users/{user_id}/timeline`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::TimelinePage>, Error<types::Problem>> {
            let Self { client, user_id, cursor, limit } = self;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/users/{}/timeline", client.baseurl, encode_path(& user_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_user_timeline",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_stats_summary`]

[`Client::get_stats_summary`]: super::Client::get_stats_summary*/
    #[derive(Debug, Clone)]
    pub struct GetStatsSummary<'a> {
        client: &'a super::Client,
        browser: Result<Option<::std::string::String>, String>,
        city: Result<Option<::std::string::String>, String>,
        country: Result<Option<::std::string::String>, String>,
        ip: Result<Option<::std::string::String>, String>,
        kind: Result<Option<types::GetStatsSummaryKind>, String>,
        method: Result<Option<::std::string::String>, String>,
        path: Result<Option<::std::string::String>, String>,
        platform: Result<Option<::std::string::String>, String>,
        referrer: Result<Option<::std::string::String>, String>,
        search: Result<Option<::std::string::String>, String>,
        session_id: Result<Option<::std::string::String>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        status: Result<Option<::std::string::String>, String>,
        text: Result<Option<::std::string::String>, String>,
        type_: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        user_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetStatsSummary<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                browser: Ok(None),
                city: Ok(None),
                country: Ok(None),
                ip: Ok(None),
                kind: Ok(None),
                method: Ok(None),
                path: Ok(None),
                platform: Ok(None),
                referrer: Ok(None),
                search: Ok(None),
                session_id: Ok(None),
                since: Ok(None),
                status: Ok(None),
                text: Ok(None),
                type_: Ok(None),
                until: Ok(None),
                user_id: Ok(None),
            }
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn city<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.city = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for city failed"
                        .to_string()
                });
            self
        }
        pub fn country<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.country = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for country failed"
                        .to_string()
                });
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn kind<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::GetStatsSummaryKind>,
        {
            self.kind = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `GetStatsSummaryKind` for kind failed".to_string()
                });
            self
        }
        pub fn method<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.method = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for method failed"
                        .to_string()
                });
            self
        }
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.path = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for path failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn referrer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.referrer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for referrer failed"
                        .to_string()
                });
            self
        }
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for status failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn type_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.type_ = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for type_ failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/stats/summary`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::StatsSummary>, Error<types::Problem>> {
            let Self {
                client,
                browser,
                city,
                country,
                ip,
                kind,
                method,
                path,
                platform,
                referrer,
                search,
                session_id,
                since,
                status,
                text,
                type_,
                until,
                user_id,
            } = self;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let city = city.map_err(Error::InvalidRequest)?;
            let country = country.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let kind = kind.map_err(Error::InvalidRequest)?;
            let method = method.map_err(Error::InvalidRequest)?;
            let path = path.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let referrer = referrer.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let type_ = type_.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/stats/summary", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("city", &city))
                .query(&progenitor_client::QueryParam::new("country", &country))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("kind", &kind))
                .query(&progenitor_client::QueryParam::new("method", &method))
                .query(&progenitor_client::QueryParam::new("path", &path))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("referrer", &referrer))
                .query(&progenitor_client::QueryParam::new("search", &search))
                .query(&progenitor_client::QueryParam::new("session_id", &session_id))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("type", &type_))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_stats_summary",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_stats_timeseries`]

[`Client::get_stats_timeseries`]: super::Client::get_stats_timeseries*/
    #[derive(Debug, Clone)]
    pub struct GetStatsTimeseries<'a> {
        client: &'a super::Client,
        browser: Result<Option<::std::string::String>, String>,
        bucket: Result<Option<types::StatsBucket>, String>,
        city: Result<Option<::std::string::String>, String>,
        country: Result<Option<::std::string::String>, String>,
        ip: Result<Option<::std::string::String>, String>,
        kind: Result<Option<types::GetStatsTimeseriesKind>, String>,
        method: Result<Option<::std::string::String>, String>,
        path: Result<Option<::std::string::String>, String>,
        platform: Result<Option<::std::string::String>, String>,
        referrer: Result<Option<::std::string::String>, String>,
        search: Result<Option<::std::string::String>, String>,
        session_id: Result<Option<::std::string::String>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        status: Result<Option<::std::string::String>, String>,
        text: Result<Option<::std::string::String>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        type_: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        user_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetStatsTimeseries<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                browser: Ok(None),
                bucket: Ok(None),
                city: Ok(None),
                country: Ok(None),
                ip: Ok(None),
                kind: Ok(None),
                method: Ok(None),
                path: Ok(None),
                platform: Ok(None),
                referrer: Ok(None),
                search: Ok(None),
                session_id: Ok(None),
                since: Ok(None),
                status: Ok(None),
                text: Ok(None),
                time_zone: Ok(None),
                type_: Ok(None),
                until: Ok(None),
                user_id: Ok(None),
            }
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn bucket<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::StatsBucket>,
        {
            self.bucket = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `StatsBucket` for bucket failed".to_string()
                });
            self
        }
        pub fn city<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.city = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for city failed"
                        .to_string()
                });
            self
        }
        pub fn country<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.country = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for country failed"
                        .to_string()
                });
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn kind<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::GetStatsTimeseriesKind>,
        {
            self.kind = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `GetStatsTimeseriesKind` for kind failed".to_string()
                });
            self
        }
        pub fn method<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.method = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for method failed"
                        .to_string()
                });
            self
        }
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.path = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for path failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn referrer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.referrer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for referrer failed"
                        .to_string()
                });
            self
        }
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for status failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn type_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.type_ = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for type_ failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/stats/timeseries`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::StatsTimeseries>, Error<types::Problem>> {
            let Self {
                client,
                browser,
                bucket,
                city,
                country,
                ip,
                kind,
                method,
                path,
                platform,
                referrer,
                search,
                session_id,
                since,
                status,
                text,
                time_zone,
                type_,
                until,
                user_id,
            } = self;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let bucket = bucket.map_err(Error::InvalidRequest)?;
            let city = city.map_err(Error::InvalidRequest)?;
            let country = country.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let kind = kind.map_err(Error::InvalidRequest)?;
            let method = method.map_err(Error::InvalidRequest)?;
            let path = path.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let referrer = referrer.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let type_ = type_.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/stats/timeseries", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("bucket", &bucket))
                .query(&progenitor_client::QueryParam::new("city", &city))
                .query(&progenitor_client::QueryParam::new("country", &country))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("kind", &kind))
                .query(&progenitor_client::QueryParam::new("method", &method))
                .query(&progenitor_client::QueryParam::new("path", &path))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("referrer", &referrer))
                .query(&progenitor_client::QueryParam::new("search", &search))
                .query(&progenitor_client::QueryParam::new("session_id", &session_id))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("type", &type_))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_stats_timeseries",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_stats_top`]

[`Client::get_stats_top`]: super::Client::get_stats_top*/
    #[derive(Debug, Clone)]
    pub struct GetStatsTop<'a> {
        client: &'a super::Client,
        browser: Result<Option<::std::string::String>, String>,
        city: Result<Option<::std::string::String>, String>,
        country: Result<Option<::std::string::String>, String>,
        dimension: Result<types::StatsDimension, String>,
        ip: Result<Option<::std::string::String>, String>,
        kind: Result<Option<types::GetStatsTopKind>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        method: Result<Option<::std::string::String>, String>,
        path: Result<Option<::std::string::String>, String>,
        platform: Result<Option<::std::string::String>, String>,
        referrer: Result<Option<::std::string::String>, String>,
        search: Result<Option<::std::string::String>, String>,
        session_id: Result<Option<::std::string::String>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        status: Result<Option<::std::string::String>, String>,
        text: Result<Option<::std::string::String>, String>,
        type_: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        user_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetStatsTop<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                browser: Ok(None),
                city: Ok(None),
                country: Ok(None),
                dimension: Err("dimension was not initialized".to_string()),
                ip: Ok(None),
                kind: Ok(None),
                limit: Ok(None),
                method: Ok(None),
                path: Ok(None),
                platform: Ok(None),
                referrer: Ok(None),
                search: Ok(None),
                session_id: Ok(None),
                since: Ok(None),
                status: Ok(None),
                text: Ok(None),
                type_: Ok(None),
                until: Ok(None),
                user_id: Ok(None),
            }
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn city<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.city = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for city failed"
                        .to_string()
                });
            self
        }
        pub fn country<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.country = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for country failed"
                        .to_string()
                });
            self
        }
        pub fn dimension<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::StatsDimension>,
        {
            self.dimension = value
                .try_into()
                .map_err(|_| {
                    "conversion to `StatsDimension` for dimension failed".to_string()
                });
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn kind<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::GetStatsTopKind>,
        {
            self.kind = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `GetStatsTopKind` for kind failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn method<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.method = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for method failed"
                        .to_string()
                });
            self
        }
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.path = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for path failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn referrer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.referrer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for referrer failed"
                        .to_string()
                });
            self
        }
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for status failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn type_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.type_ = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for type_ failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/stats/top`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::StatsTop>, Error<types::Problem>> {
            let Self {
                client,
                browser,
                city,
                country,
                dimension,
                ip,
                kind,
                limit,
                method,
                path,
                platform,
                referrer,
                search,
                session_id,
                since,
                status,
                text,
                type_,
                until,
                user_id,
            } = self;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let city = city.map_err(Error::InvalidRequest)?;
            let country = country.map_err(Error::InvalidRequest)?;
            let dimension = dimension.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let kind = kind.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let method = method.map_err(Error::InvalidRequest)?;
            let path = path.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let referrer = referrer.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let type_ = type_.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/stats/top", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("city", &city))
                .query(&progenitor_client::QueryParam::new("country", &country))
                .query(&progenitor_client::QueryParam::new("dimension", &dimension))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("kind", &kind))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("method", &method))
                .query(&progenitor_client::QueryParam::new("path", &path))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("referrer", &referrer))
                .query(&progenitor_client::QueryParam::new("search", &search))
                .query(&progenitor_client::QueryParam::new("session_id", &session_id))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("type", &type_))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_stats_top",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::download_events_csv`]

[`Client::download_events_csv`]: super::Client::download_events_csv*/
    #[derive(Debug, Clone)]
    pub struct DownloadEventsCsv<'a> {
        client: &'a super::Client,
        browser: Result<Option<::std::string::String>, String>,
        city: Result<Option<::std::string::String>, String>,
        country: Result<Option<::std::string::String>, String>,
        ip: Result<Option<::std::string::String>, String>,
        kind: Result<Option<types::DownloadEventsCsvKind>, String>,
        method: Result<Option<::std::string::String>, String>,
        order: Result<Option<types::ListOrder>, String>,
        path: Result<Option<::std::string::String>, String>,
        platform: Result<Option<::std::string::String>, String>,
        referrer: Result<Option<::std::string::String>, String>,
        search: Result<Option<::std::string::String>, String>,
        session_id: Result<Option<::std::string::String>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        status: Result<Option<::std::string::String>, String>,
        text: Result<Option<::std::string::String>, String>,
        type_: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        user_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> DownloadEventsCsv<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                browser: Ok(None),
                city: Ok(None),
                country: Ok(None),
                ip: Ok(None),
                kind: Ok(None),
                method: Ok(None),
                order: Ok(None),
                path: Ok(None),
                platform: Ok(None),
                referrer: Ok(None),
                search: Ok(None),
                session_id: Ok(None),
                since: Ok(None),
                status: Ok(None),
                text: Ok(None),
                type_: Ok(None),
                until: Ok(None),
                user_id: Ok(None),
            }
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn city<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.city = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for city failed"
                        .to_string()
                });
            self
        }
        pub fn country<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.country = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for country failed"
                        .to_string()
                });
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn kind<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::DownloadEventsCsvKind>,
        {
            self.kind = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `DownloadEventsCsvKind` for kind failed".to_string()
                });
            self
        }
        pub fn method<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.method = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for method failed"
                        .to_string()
                });
            self
        }
        pub fn order<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ListOrder>,
        {
            self.order = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ListOrder` for order failed".to_string());
            self
        }
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.path = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for path failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn referrer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.referrer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for referrer failed"
                        .to_string()
                });
            self
        }
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for status failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn type_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.type_ = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for type_ failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/events.csv`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self {
                client,
                browser,
                city,
                country,
                ip,
                kind,
                method,
                order,
                path,
                platform,
                referrer,
                search,
                session_id,
                since,
                status,
                text,
                type_,
                until,
                user_id,
            } = self;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let city = city.map_err(Error::InvalidRequest)?;
            let country = country.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let kind = kind.map_err(Error::InvalidRequest)?;
            let method = method.map_err(Error::InvalidRequest)?;
            let order = order.map_err(Error::InvalidRequest)?;
            let path = path.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let referrer = referrer.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let type_ = type_.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/events.csv", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("city", &city))
                .query(&progenitor_client::QueryParam::new("country", &country))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("kind", &kind))
                .query(&progenitor_client::QueryParam::new("method", &method))
                .query(&progenitor_client::QueryParam::new("order", &order))
                .query(&progenitor_client::QueryParam::new("path", &path))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("referrer", &referrer))
                .query(&progenitor_client::QueryParam::new("search", &search))
                .query(&progenitor_client::QueryParam::new("session_id", &session_id))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("type", &type_))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "download_events_csv",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::download_events_ndjson`]

[`Client::download_events_ndjson`]: super::Client::download_events_ndjson*/
    #[derive(Debug, Clone)]
    pub struct DownloadEventsNdjson<'a> {
        client: &'a super::Client,
        browser: Result<Option<::std::string::String>, String>,
        city: Result<Option<::std::string::String>, String>,
        country: Result<Option<::std::string::String>, String>,
        ip: Result<Option<::std::string::String>, String>,
        kind: Result<Option<types::DownloadEventsNdjsonKind>, String>,
        method: Result<Option<::std::string::String>, String>,
        order: Result<Option<types::ListOrder>, String>,
        path: Result<Option<::std::string::String>, String>,
        platform: Result<Option<::std::string::String>, String>,
        referrer: Result<Option<::std::string::String>, String>,
        search: Result<Option<::std::string::String>, String>,
        session_id: Result<Option<::std::string::String>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        status: Result<Option<::std::string::String>, String>,
        text: Result<Option<::std::string::String>, String>,
        type_: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        user_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> DownloadEventsNdjson<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                browser: Ok(None),
                city: Ok(None),
                country: Ok(None),
                ip: Ok(None),
                kind: Ok(None),
                method: Ok(None),
                order: Ok(None),
                path: Ok(None),
                platform: Ok(None),
                referrer: Ok(None),
                search: Ok(None),
                session_id: Ok(None),
                since: Ok(None),
                status: Ok(None),
                text: Ok(None),
                type_: Ok(None),
                until: Ok(None),
                user_id: Ok(None),
            }
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn city<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.city = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for city failed"
                        .to_string()
                });
            self
        }
        pub fn country<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.country = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for country failed"
                        .to_string()
                });
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn kind<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::DownloadEventsNdjsonKind>,
        {
            self.kind = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `DownloadEventsNdjsonKind` for kind failed"
                        .to_string()
                });
            self
        }
        pub fn method<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.method = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for method failed"
                        .to_string()
                });
            self
        }
        pub fn order<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ListOrder>,
        {
            self.order = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ListOrder` for order failed".to_string());
            self
        }
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.path = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for path failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn referrer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.referrer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for referrer failed"
                        .to_string()
                });
            self
        }
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for status failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn type_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.type_ = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for type_ failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/events.ndjson`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self {
                client,
                browser,
                city,
                country,
                ip,
                kind,
                method,
                order,
                path,
                platform,
                referrer,
                search,
                session_id,
                since,
                status,
                text,
                type_,
                until,
                user_id,
            } = self;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let city = city.map_err(Error::InvalidRequest)?;
            let country = country.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let kind = kind.map_err(Error::InvalidRequest)?;
            let method = method.map_err(Error::InvalidRequest)?;
            let order = order.map_err(Error::InvalidRequest)?;
            let path = path.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let referrer = referrer.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let type_ = type_.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/events.ndjson", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("city", &city))
                .query(&progenitor_client::QueryParam::new("country", &country))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("kind", &kind))
                .query(&progenitor_client::QueryParam::new("method", &method))
                .query(&progenitor_client::QueryParam::new("order", &order))
                .query(&progenitor_client::QueryParam::new("path", &path))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("referrer", &referrer))
                .query(&progenitor_client::QueryParam::new("search", &search))
                .query(&progenitor_client::QueryParam::new("session_id", &session_id))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("type", &type_))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "download_events_ndjson",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::tail_events`]

[`Client::tail_events`]: super::Client::tail_events*/
    #[derive(Debug, Clone)]
    pub struct TailEvents<'a> {
        client: &'a super::Client,
        after: Result<Option<i64>, String>,
        browser: Result<Option<::std::string::String>, String>,
        city: Result<Option<::std::string::String>, String>,
        country: Result<Option<::std::string::String>, String>,
        ip: Result<Option<::std::string::String>, String>,
        kind: Result<Option<types::TailEventsKind>, String>,
        max_s: Result<Option<::std::num::NonZeroU32>, String>,
        method: Result<Option<::std::string::String>, String>,
        path: Result<Option<::std::string::String>, String>,
        platform: Result<Option<::std::string::String>, String>,
        referrer: Result<Option<::std::string::String>, String>,
        search: Result<Option<::std::string::String>, String>,
        session_id: Result<Option<::std::string::String>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        status: Result<Option<::std::string::String>, String>,
        text: Result<Option<::std::string::String>, String>,
        type_: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        user_id: Result<Option<::std::string::String>, String>,
        last_event_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> TailEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                after: Ok(None),
                browser: Ok(None),
                city: Ok(None),
                country: Ok(None),
                ip: Ok(None),
                kind: Ok(None),
                max_s: Ok(None),
                method: Ok(None),
                path: Ok(None),
                platform: Ok(None),
                referrer: Ok(None),
                search: Ok(None),
                session_id: Ok(None),
                since: Ok(None),
                status: Ok(None),
                text: Ok(None),
                type_: Ok(None),
                until: Ok(None),
                user_id: Ok(None),
                last_event_id: Ok(None),
            }
        }
        pub fn after<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.after = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for after failed".to_string());
            self
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn city<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.city = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for city failed"
                        .to_string()
                });
            self
        }
        pub fn country<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.country = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for country failed"
                        .to_string()
                });
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn kind<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TailEventsKind>,
        {
            self.kind = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `TailEventsKind` for kind failed".to_string()
                });
            self
        }
        pub fn max_s<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.max_s = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for max_s failed"
                        .to_string()
                });
            self
        }
        pub fn method<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.method = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for method failed"
                        .to_string()
                });
            self
        }
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.path = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for path failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn referrer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.referrer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for referrer failed"
                        .to_string()
                });
            self
        }
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for status failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn type_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.type_ = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for type_ failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        pub fn last_event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.last_event_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for last_event_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/events/tail`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self {
                client,
                after,
                browser,
                city,
                country,
                ip,
                kind,
                max_s,
                method,
                path,
                platform,
                referrer,
                search,
                session_id,
                since,
                status,
                text,
                type_,
                until,
                user_id,
                last_event_id,
            } = self;
            let after = after.map_err(Error::InvalidRequest)?;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let city = city.map_err(Error::InvalidRequest)?;
            let country = country.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let kind = kind.map_err(Error::InvalidRequest)?;
            let max_s = max_s.map_err(Error::InvalidRequest)?;
            let method = method.map_err(Error::InvalidRequest)?;
            let path = path.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let referrer = referrer.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let type_ = type_.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let last_event_id = last_event_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/events/tail", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = last_event_id {
                header_map.append("Last-Event-ID", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("after", &after))
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("city", &city))
                .query(&progenitor_client::QueryParam::new("country", &country))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("kind", &kind))
                .query(&progenitor_client::QueryParam::new("max_s", &max_s))
                .query(&progenitor_client::QueryParam::new("method", &method))
                .query(&progenitor_client::QueryParam::new("path", &path))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("referrer", &referrer))
                .query(&progenitor_client::QueryParam::new("search", &search))
                .query(&progenitor_client::QueryParam::new("session_id", &session_id))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("type", &type_))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "tail_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                410u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::order_export`]

[`Client::order_export`]: super::Client::order_export*/
    #[derive(Debug, Clone)]
    pub struct OrderExport<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::ExportToOrder, String>,
    }
    impl<'a> OrderExport<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ExportToOrder>,
            <V as std::convert::TryInto<types::ExportToOrder>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ExportToOrder` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ExportToOrder,
            ) -> types::builder::ExportToOrder,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/exports`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Export>, Error<types::Problem>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::ExportToOrder::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/exports", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "order_export",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                202u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_export`]

[`Client::get_export`]: super::Client::get_export*/
    #[derive(Debug, Clone)]
    pub struct GetExport<'a> {
        client: &'a super::Client,
        export_id: Result<::std::string::String, String>,
    }
    impl<'a> GetExport<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                export_id: Err("export_id was not initialized".to_string()),
            }
        }
        pub fn export_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.export_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for export_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/exports/{export_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Export>, Error<types::Problem>> {
            let Self { client, export_id } = self;
            let export_id = export_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/exports/{}", client.baseurl, encode_path(& export_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_export",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::remove_export`]

[`Client::remove_export`]: super::Client::remove_export*/
    #[derive(Debug, Clone)]
    pub struct RemoveExport<'a> {
        client: &'a super::Client,
        export_id: Result<::std::string::String, String>,
    }
    impl<'a> RemoveExport<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                export_id: Err("export_id was not initialized".to_string()),
            }
        }
        pub fn export_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.export_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for export_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/exports/{export_id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, export_id } = self;
            let export_id = export_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/exports/{}", client.baseurl, encode_path(& export_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "remove_export",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::download_export`]

[`Client::download_export`]: super::Client::download_export*/
    #[derive(Debug, Clone)]
    pub struct DownloadExport<'a> {
        client: &'a super::Client,
        export_id: Result<::std::string::String, String>,
        expires: Result<i64, String>,
        signature: Result<::std::string::String, String>,
        tenant: Result<::std::string::String, String>,
    }
    impl<'a> DownloadExport<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                export_id: Err("export_id was not initialized".to_string()),
                expires: Err("expires was not initialized".to_string()),
                signature: Err("signature was not initialized".to_string()),
                tenant: Err("tenant was not initialized".to_string()),
            }
        }
        pub fn export_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.export_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for export_id failed"
                        .to_string()
                });
            self
        }
        pub fn expires<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.expires = value
                .try_into()
                .map_err(|_| "conversion to `i64` for expires failed".to_string());
            self
        }
        pub fn signature<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.signature = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for signature failed"
                        .to_string()
                });
            self
        }
        pub fn tenant<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.tenant = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for tenant failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/exports/{export_id}/file`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self { client, export_id, expires, signature, tenant } = self;
            let export_id = export_id.map_err(Error::InvalidRequest)?;
            let expires = expires.map_err(Error::InvalidRequest)?;
            let signature = signature.map_err(Error::InvalidRequest)?;
            let tenant = tenant.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/exports/{}/file", client.baseurl, encode_path(& export_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("expires", &expires))
                .query(&progenitor_client::QueryParam::new("signature", &signature))
                .query(&progenitor_client::QueryParam::new("tenant", &tenant))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "download_export",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_tenant`]

[`Client::get_tenant`]: super::Client::get_tenant*/
    #[derive(Debug, Clone)]
    pub struct GetTenant<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetTenant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/tenant`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Tenant>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/v1/tenant", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_tenant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_tenant`]

[`Client::change_tenant`]: super::Client::change_tenant*/
    #[derive(Debug, Clone)]
    pub struct ChangeTenant<'a> {
        client: &'a super::Client,
        if_match: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::TenantPatch, String>,
    }
    impl<'a> ChangeTenant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                if_match: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn if_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_match failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TenantPatch>,
            <V as std::convert::TryInto<types::TenantPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TenantPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TenantPatch,
            ) -> types::builder::TenantPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/v1/tenant`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Tenant>, Error<types::Problem>> {
            let Self { client, if_match, body } = self;
            let if_match = if_match.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::TenantPatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/tenant", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_match {
                header_map.append("If-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_tenant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                202u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                412u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_tenants`]

[`Client::list_tenants`]: super::Client::list_tenants*/
    #[derive(Debug, Clone)]
    pub struct ListTenants<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
    }
    impl<'a> ListTenants<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/tenants`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::TenantPage>, Error<types::Problem>> {
            let Self { client, cursor, limit } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/tenants", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_tenants",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_tenant`]

[`Client::create_tenant`]: super::Client::create_tenant*/
    #[derive(Debug, Clone)]
    pub struct CreateTenant<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::TenantToCreate, String>,
    }
    impl<'a> CreateTenant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TenantToCreate>,
            <V as std::convert::TryInto<
                types::TenantToCreate,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TenantToCreate` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TenantToCreate,
            ) -> types::builder::TenantToCreate,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/tenants`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CreatedTenant>, Error<types::Problem>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::TenantToCreate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/tenants", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_tenant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::delete_tenant`]

[`Client::delete_tenant`]: super::Client::delete_tenant*/
    #[derive(Debug, Clone)]
    pub struct DeleteTenant<'a> {
        client: &'a super::Client,
        tenant_id: Result<::std::string::String, String>,
    }
    impl<'a> DeleteTenant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                tenant_id: Err("tenant_id was not initialized".to_string()),
            }
        }
        pub fn tenant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.tenant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for tenant_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/tenants/{tenant_id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, tenant_id } = self;
            let tenant_id = tenant_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/tenants/{}", client.baseurl, encode_path(& tenant_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "delete_tenant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_location_databases`]

[`Client::list_location_databases`]: super::Client::list_location_databases*/
    #[derive(Debug, Clone)]
    pub struct ListLocationDatabases<'a> {
        client: &'a super::Client,
    }
    impl<'a> ListLocationDatabases<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/location-databases`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::LocationDatabases>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/v1/location-databases", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_location_databases",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_keys`]

[`Client::list_keys`]: super::Client::list_keys*/
    #[derive(Debug, Clone)]
    pub struct ListKeys<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
    }
    impl<'a> ListKeys<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/keys`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::KeyPage>, Error<types::Problem>> {
            let Self { client, cursor, limit } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/keys", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_keys",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_key`]

[`Client::create_key`]: super::Client::create_key*/
    #[derive(Debug, Clone)]
    pub struct CreateKey<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::KeyToCreate, String>,
    }
    impl<'a> CreateKey<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::KeyToCreate>,
            <V as std::convert::TryInto<types::KeyToCreate>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `KeyToCreate` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::KeyToCreate,
            ) -> types::builder::KeyToCreate,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/keys`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::NewlyIssuedKey>, Error<types::Problem>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::KeyToCreate::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/keys", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_key",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::revoke_key`]

[`Client::revoke_key`]: super::Client::revoke_key*/
    #[derive(Debug, Clone)]
    pub struct RevokeKey<'a> {
        client: &'a super::Client,
        key_id: Result<::std::string::String, String>,
    }
    impl<'a> RevokeKey<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                key_id: Err("key_id was not initialized".to_string()),
            }
        }
        pub fn key_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.key_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for key_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/keys/{key_id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, key_id } = self;
            let key_id = key_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/keys/{}", client.baseurl, encode_path(& key_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "revoke_key",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::roll_key`]

[`Client::roll_key`]: super::Client::roll_key*/
    #[derive(Debug, Clone)]
    pub struct RollKey<'a> {
        client: &'a super::Client,
        key_id: Result<::std::string::String, String>,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::KeyRoll, String>,
    }
    impl<'a> RollKey<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                key_id: Err("key_id was not initialized".to_string()),
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn key_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.key_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for key_id failed"
                        .to_string()
                });
            self
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::KeyRoll>,
            <V as std::convert::TryInto<types::KeyRoll>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `KeyRoll` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::KeyRoll) -> types::builder::KeyRoll,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/keys/{key_id}/roll`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::NewlyIssuedKey>, Error<types::Problem>> {
            let Self { client, key_id, idempotency_key, body } = self;
            let key_id = key_id.map_err(Error::InvalidRequest)?;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::KeyRoll::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/keys/{}/roll", client.baseurl, encode_path(& key_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "roll_key",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_members`]

[`Client::list_members`]: super::Client::list_members*/
    #[derive(Debug, Clone)]
    pub struct ListMembers<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
    }
    impl<'a> ListMembers<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/members`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::MemberPage>, Error<types::Problem>> {
            let Self { client, cursor, limit } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/members", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_members",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::add_member`]

[`Client::add_member`]: super::Client::add_member*/
    #[derive(Debug, Clone)]
    pub struct AddMember<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::MemberToAdd, String>,
    }
    impl<'a> AddMember<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::MemberToAdd>,
            <V as std::convert::TryInto<types::MemberToAdd>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `MemberToAdd` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::MemberToAdd,
            ) -> types::builder::MemberToAdd,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/members`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::MemberWithPassword>, Error<types::Problem>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::MemberToAdd::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/members", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "add_member",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::remove_member`]

[`Client::remove_member`]: super::Client::remove_member*/
    #[derive(Debug, Clone)]
    pub struct RemoveMember<'a> {
        client: &'a super::Client,
        member_id: Result<::std::string::String, String>,
    }
    impl<'a> RemoveMember<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                member_id: Err("member_id was not initialized".to_string()),
            }
        }
        pub fn member_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.member_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for member_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/members/{member_id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, member_id } = self;
            let member_id = member_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/members/{}", client.baseurl, encode_path(& member_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "remove_member",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_member`]

[`Client::change_member`]: super::Client::change_member*/
    #[derive(Debug, Clone)]
    pub struct ChangeMember<'a> {
        client: &'a super::Client,
        member_id: Result<::std::string::String, String>,
        body: Result<types::builder::MemberPatch, String>,
    }
    impl<'a> ChangeMember<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                member_id: Err("member_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn member_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.member_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for member_id failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::MemberPatch>,
            <V as std::convert::TryInto<types::MemberPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `MemberPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::MemberPatch,
            ) -> types::builder::MemberPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/v1/members/{member_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Member>, Error<types::Problem>> {
            let Self { client, member_id, body } = self;
            let member_id = member_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::MemberPatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/members/{}", client.baseurl, encode_path(& member_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_member",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::reset_member`]

[`Client::reset_member`]: super::Client::reset_member*/
    #[derive(Debug, Clone)]
    pub struct ResetMember<'a> {
        client: &'a super::Client,
        member_id: Result<::std::string::String, String>,
        body: Result<types::builder::MemberReset, String>,
    }
    impl<'a> ResetMember<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                member_id: Err("member_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn member_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.member_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for member_id failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::MemberReset>,
            <V as std::convert::TryInto<types::MemberReset>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `MemberReset` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::MemberReset,
            ) -> types::builder::MemberReset,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/members/{member_id}/reset`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::MemberWithPassword>, Error<types::Problem>> {
            let Self { client, member_id, body } = self;
            let member_id = member_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::MemberReset::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/members/{}/reset", client.baseurl, encode_path(& member_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "reset_member",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_login`]

[`Client::get_login`]: super::Client::get_login*/
    #[derive(Debug, Clone)]
    pub struct GetLogin<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetLogin<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/login`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Login>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/v1/login", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_login",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::login`]

[`Client::login`]: super::Client::login*/
    #[derive(Debug, Clone)]
    pub struct Login<'a> {
        client: &'a super::Client,
        body: Result<types::builder::LoginRequest, String>,
    }
    impl<'a> Login<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::LoginRequest>,
            <V as std::convert::TryInto<types::LoginRequest>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `LoginRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::LoginRequest,
            ) -> types::builder::LoginRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/login`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Login>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::LoginRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/login", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "login",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::logout`]

[`Client::logout`]: super::Client::logout*/
    #[derive(Debug, Clone)]
    pub struct Logout<'a> {
        client: &'a super::Client,
    }
    impl<'a> Logout<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `POST` request to `/v1/logout`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/v1/logout", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "logout",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_password`]

[`Client::change_password`]: super::Client::change_password*/
    #[derive(Debug, Clone)]
    pub struct ChangePassword<'a> {
        client: &'a super::Client,
        body: Result<types::builder::PasswordToChange, String>,
    }
    impl<'a> ChangePassword<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PasswordToChange>,
            <V as std::convert::TryInto<
                types::PasswordToChange,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PasswordToChange` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PasswordToChange,
            ) -> types::builder::PasswordToChange,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/password`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::PasswordToChange::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/password", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_password",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_sessions`]

[`Client::list_sessions`]: super::Client::list_sessions*/
    #[derive(Debug, Clone)]
    pub struct ListSessions<'a> {
        client: &'a super::Client,
        browser: Result<Option<::std::string::String>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        ip: Result<Option<::std::string::String>, String>,
        label_style: Result<Option<types::LabelWording>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        platform: Result<Option<::std::string::String>, String>,
        state: Result<Option<types::SessionState>, String>,
        text: Result<Option<::std::string::String>, String>,
        user_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ListSessions<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                browser: Ok(None),
                cursor: Ok(None),
                ip: Ok(None),
                label_style: Ok(None),
                limit: Ok(None),
                platform: Ok(None),
                state: Ok(None),
                text: Ok(None),
                user_id: Ok(None),
            }
        }
        pub fn browser<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.browser = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for browser failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn label_style<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::LabelWording>,
        {
            self.label_style = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `LabelWording` for label_style failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn platform<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.platform = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for platform failed"
                        .to_string()
                });
            self
        }
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SessionState>,
        {
            self.state = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `SessionState` for state failed".to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/sessions`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::SessionPage>, Error<types::Problem>> {
            let Self {
                client,
                browser,
                cursor,
                ip,
                label_style,
                limit,
                platform,
                state,
                text,
                user_id,
            } = self;
            let browser = browser.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let label_style = label_style.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let platform = platform.map_err(Error::InvalidRequest)?;
            let state = state.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/sessions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("browser", &browser))
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("label_style", &label_style))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("platform", &platform))
                .query(&progenitor_client::QueryParam::new("state", &state))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .query(&progenitor_client::QueryParam::new("user_id", &user_id))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_sessions",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::start_session`]

[`Client::start_session`]: super::Client::start_session*/
    #[derive(Debug, Clone)]
    pub struct StartSession<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::SessionToStart, String>,
    }
    impl<'a> StartSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SessionToStart>,
            <V as std::convert::TryInto<
                types::SessionToStart,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `SessionToStart` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::SessionToStart,
            ) -> types::builder::SessionToStart,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/sessions`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::IssuedSession>, Error<types::Problem>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::SessionToStart::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/sessions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "start_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::introspect_session`]

[`Client::introspect_session`]: super::Client::introspect_session*/
    #[derive(Debug, Clone)]
    pub struct IntrospectSession<'a> {
        client: &'a super::Client,
        body: Result<types::builder::TokenToCheck, String>,
    }
    impl<'a> IntrospectSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TokenToCheck>,
            <V as std::convert::TryInto<types::TokenToCheck>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TokenToCheck` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TokenToCheck,
            ) -> types::builder::TokenToCheck,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/sessions/introspect`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Introspection>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::TokenToCheck::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/sessions/introspect", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "introspect_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::refresh_session`]

[`Client::refresh_session`]: super::Client::refresh_session*/
    #[derive(Debug, Clone)]
    pub struct RefreshSession<'a> {
        client: &'a super::Client,
        body: Result<types::builder::TokenToCheck, String>,
    }
    impl<'a> RefreshSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TokenToCheck>,
            <V as std::convert::TryInto<types::TokenToCheck>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TokenToCheck` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TokenToCheck,
            ) -> types::builder::TokenToCheck,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/sessions/refresh`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::IssuedSession>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::TokenToCheck::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/sessions/refresh", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "refresh_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_session`]

[`Client::get_session`]: super::Client::get_session*/
    #[derive(Debug, Clone)]
    pub struct GetSession<'a> {
        client: &'a super::Client,
        session_id: Result<::std::string::String, String>,
        label_style: Result<Option<types::LabelWording>, String>,
    }
    impl<'a> GetSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                session_id: Err("session_id was not initialized".to_string()),
                label_style: Ok(None),
            }
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn label_style<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::LabelWording>,
        {
            self.label_style = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `LabelWording` for label_style failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/sessions/{session_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Session>, Error<types::Problem>> {
            let Self { client, session_id, label_style } = self;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let label_style = label_style.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/sessions/{}", client.baseurl, encode_path(& session_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("label_style", &label_style))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::revoke_session`]

[`Client::revoke_session`]: super::Client::revoke_session*/
    #[derive(Debug, Clone)]
    pub struct RevokeSession<'a> {
        client: &'a super::Client,
        session_id: Result<::std::string::String, String>,
    }
    impl<'a> RevokeSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                session_id: Err("session_id was not initialized".to_string()),
            }
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/sessions/{session_id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, session_id } = self;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/sessions/{}", client.baseurl, encode_path(& session_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "revoke_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_session`]

[`Client::change_session`]: super::Client::change_session*/
    #[derive(Debug, Clone)]
    pub struct ChangeSession<'a> {
        client: &'a super::Client,
        session_id: Result<::std::string::String, String>,
        body: Result<types::builder::SessionPatch, String>,
    }
    impl<'a> ChangeSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                session_id: Err("session_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SessionPatch>,
            <V as std::convert::TryInto<types::SessionPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `SessionPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::SessionPatch,
            ) -> types::builder::SessionPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/v1/sessions/{session_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ChangedSession>, Error<types::Problem>> {
            let Self { client, session_id, body } = self;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::SessionPatch::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/sessions/{}", client.baseurl, encode_path(& session_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_session_events`]

[`Client::list_session_events`]: super::Client::list_session_events*/
    #[derive(Debug, Clone)]
    pub struct ListSessionEvents<'a> {
        client: &'a super::Client,
        session_id: Result<::std::string::String, String>,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
    }
    impl<'a> ListSessionEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                session_id: Err("session_id was not initialized".to_string()),
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/sessions/{session_id}/events`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::EventPage>, Error<types::Problem>> {
            let Self { client, session_id, cursor, limit } = self;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/sessions/{}/events", client.baseurl, encode_path(& session_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_session_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_user_sessions`]

[`Client::list_user_sessions`]: super::Client::list_user_sessions*/
    #[derive(Debug, Clone)]
    pub struct ListUserSessions<'a> {
        client: &'a super::Client,
        user_id: Result<::std::string::String, String>,
        cursor: Result<Option<::std::string::String>, String>,
        label_style: Result<Option<types::LabelWording>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        state: Result<Option<types::ListedState>, String>,
    }
    impl<'a> ListUserSessions<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                user_id: Err("user_id was not initialized".to_string()),
                cursor: Ok(None),
                label_style: Ok(None),
                limit: Ok(None),
                state: Ok(None),
            }
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn label_style<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::LabelWording>,
        {
            self.label_style = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `LabelWording` for label_style failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ListedState>,
        {
            self.state = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ListedState` for state failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/users/{user_id}/sessions`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::SessionPage>, Error<types::Problem>> {
            let Self { client, user_id, cursor, label_style, limit, state } = self;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let label_style = label_style.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let state = state.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/users/{}/sessions", client.baseurl, encode_path(& user_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("label_style", &label_style))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("state", &state))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_user_sessions",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::revoke_user_sessions`]

[`Client::revoke_user_sessions`]: super::Client::revoke_user_sessions*/
    #[derive(Debug, Clone)]
    pub struct RevokeUserSessions<'a> {
        client: &'a super::Client,
        user_id: Result<::std::string::String, String>,
        except: Result<Option<::std::string::String>, String>,
    }
    impl<'a> RevokeUserSessions<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                user_id: Err("user_id was not initialized".to_string()),
                except: Ok(None),
            }
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        pub fn except<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.except = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for except failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/users/{user_id}/sessions`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, user_id, except } = self;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let except = except.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/users/{}/sessions", client.baseurl, encode_path(& user_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("except", &except))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "revoke_user_sessions",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_decision`]

[`Client::get_decision`]: super::Client::get_decision*/
    #[derive(Debug, Clone)]
    pub struct GetDecision<'a> {
        client: &'a super::Client,
        ip: Result<Option<::std::string::String>, String>,
        user_agent: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetDecision<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                ip: Ok(None),
                user_agent: Ok(None),
            }
        }
        pub fn ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.ip = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for ip failed"
                        .to_string()
                });
            self
        }
        pub fn user_agent<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_agent = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_agent failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/decisions`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Decision>, Error<types::Problem>> {
            let Self { client, ip, user_agent } = self;
            let ip = ip.map_err(Error::InvalidRequest)?;
            let user_agent = user_agent.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/decisions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("ip", &ip))
                .query(&progenitor_client::QueryParam::new("user_agent", &user_agent))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_decision",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_my_sessions`]

[`Client::list_my_sessions`]: super::Client::list_my_sessions*/
    #[derive(Debug, Clone)]
    pub struct ListMySessions<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        label_style: Result<Option<types::LabelWording>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        state: Result<Option<types::ListedState>, String>,
    }
    impl<'a> ListMySessions<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                label_style: Ok(None),
                limit: Ok(None),
                state: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn label_style<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::LabelWording>,
        {
            self.label_style = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `LabelWording` for label_style failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ListedState>,
        {
            self.state = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ListedState` for state failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/me/sessions`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::MySessionPage>, Error<types::Problem>> {
            let Self { client, cursor, label_style, limit, state } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let label_style = label_style.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let state = state.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/me/sessions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("label_style", &label_style))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("state", &state))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_my_sessions",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::revoke_my_sessions`]

[`Client::revoke_my_sessions`]: super::Client::revoke_my_sessions*/
    #[derive(Debug, Clone)]
    pub struct RevokeMySessions<'a> {
        client: &'a super::Client,
        keep_current: Result<Option<bool>, String>,
    }
    impl<'a> RevokeMySessions<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                keep_current: Ok(None),
            }
        }
        pub fn keep_current<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.keep_current = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for keep_current failed".to_string());
            self
        }
        ///Sends a `DELETE` request to `/v1/me/sessions`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, keep_current } = self;
            let keep_current = keep_current.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/me/sessions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(
                    &progenitor_client::QueryParam::new("keep_current", &keep_current),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "revoke_my_sessions",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::revoke_my_session`]

[`Client::revoke_my_session`]: super::Client::revoke_my_session*/
    #[derive(Debug, Clone)]
    pub struct RevokeMySession<'a> {
        client: &'a super::Client,
        session_id: Result<::std::string::String, String>,
    }
    impl<'a> RevokeMySession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                session_id: Err("session_id was not initialized".to_string()),
            }
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/me/sessions/{session_id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, session_id } = self;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/me/sessions/{}", client.baseurl, encode_path(& session_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "revoke_my_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_my_session_events`]

[`Client::list_my_session_events`]: super::Client::list_my_session_events*/
    #[derive(Debug, Clone)]
    pub struct ListMySessionEvents<'a> {
        client: &'a super::Client,
        session_id: Result<::std::string::String, String>,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
    }
    impl<'a> ListMySessionEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                session_id: Err("session_id was not initialized".to_string()),
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session_id failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/me/sessions/{session_id}/events`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::EventPage>, Error<types::Problem>> {
            let Self { client, session_id, cursor, limit } = self;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/me/sessions/{}/events", client.baseurl, encode_path(& session_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_my_session_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_jwks`]

[`Client::get_jwks`]: super::Client::get_jwks*/
    #[derive(Debug, Clone)]
    pub struct GetJwks<'a> {
        client: &'a super::Client,
        slug: Result<::std::string::String, String>,
    }
    impl<'a> GetJwks<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                slug: Err("slug was not initialized".to_string()),
            }
        }
        pub fn slug<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.slug = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for slug failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/tenants/{slug}/jwks.json`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::JwkSet>, Error<types::Problem>> {
            let Self { client, slug } = self;
            let slug = slug.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/tenants/{}/jwks.json", client.baseurl, encode_path(& slug
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_jwks",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::erase_person`]

[`Client::erase_person`]: super::Client::erase_person*/
    #[derive(Debug, Clone)]
    pub struct ErasePerson<'a> {
        client: &'a super::Client,
        body: Result<types::builder::ErasureToOrder, String>,
    }
    impl<'a> ErasePerson<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ErasureToOrder>,
            <V as std::convert::TryInto<
                types::ErasureToOrder,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ErasureToOrder` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ErasureToOrder,
            ) -> types::builder::ErasureToOrder,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/erasures`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Erasure>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::ErasureToOrder::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/erasures", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "erase_person",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::export_user`]

[`Client::export_user`]: super::Client::export_user*/
    #[derive(Debug, Clone)]
    pub struct ExportUser<'a> {
        client: &'a super::Client,
        user_id: Result<::std::string::String, String>,
    }
    impl<'a> ExportUser<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                user_id: Err("user_id was not initialized".to_string()),
            }
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/users/{user_id}/export`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self { client, user_id } = self;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/users/{}/export", client.baseurl, encode_path(& user_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "export_user",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_jobs`]

[`Client::list_jobs`]: super::Client::list_jobs*/
    #[derive(Debug, Clone)]
    pub struct ListJobs<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
    }
    impl<'a> ListJobs<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::JobPage>, Error<types::Problem>> {
            let Self { client, cursor, limit } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/jobs", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_jobs",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_job`]

[`Client::get_job`]: super::Client::get_job*/
    #[derive(Debug, Clone)]
    pub struct GetJob<'a> {
        client: &'a super::Client,
        job_id: Result<::std::string::String, String>,
    }
    impl<'a> GetJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                job_id: Err("job_id was not initialized".to_string()),
            }
        }
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.job_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for job_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{job_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Job>, Error<types::Problem>> {
            let Self { client, job_id } = self;
            let job_id = job_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}", client.baseurl, encode_path(& job_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::retry_job`]

[`Client::retry_job`]: super::Client::retry_job*/
    #[derive(Debug, Clone)]
    pub struct RetryJob<'a> {
        client: &'a super::Client,
        job_id: Result<::std::string::String, String>,
    }
    impl<'a> RetryJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                job_id: Err("job_id was not initialized".to_string()),
            }
        }
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.job_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for job_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/jobs/{job_id}/retry`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Job>, Error<types::Problem>> {
            let Self { client, job_id } = self;
            let job_id = job_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/retry", client.baseurl, encode_path(& job_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "retry_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
