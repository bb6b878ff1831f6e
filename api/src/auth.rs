//! Who is calling: API keys and members with the scope that an operation needs, users, and the installation's admin.
//!
//! An operation takes the type of the caller it needs as its first argument, so that nothing of a request is read
//! before its credential is found good: 401 and 403 come before everything else, 429 before the body.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::console::SignedInMember;
use domain::error::Error;
use domain::id::{SessionId, TenantId};
use domain::keys::TenantPrincipal;
use domain::limits::Standing;
use domain::members::{Manager, Rank};
use domain::scope::Scope;
use domain::sessions::{LiveSession, Used};
use domain::tokens::session::SESSION_PREFIX;
use poem::http::HeaderName;
use poem::http::header::AUTHORIZATION;
use poem::{Request, RequestBody};
use poem_openapi::auth::{Bearer, BearerAuthorization};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, SecurityScheme};
use uuid::Uuid;

use crate::App;
use crate::error::ApiError;
use crate::{client, cookie};

/// Somebody who has the scope which the operation needs: a key, or a member who is signed in.
pub struct Caller {
    who: Who,
    scope: Scope,
    /// Where the caller stands with its quota.
    pub standing: Option<Standing>,
}

enum Who {
    Key(Arc<TenantPrincipal>),
    Member(Box<SignedInMember>),
}

impl Caller {
    /// Whose data the operation is about.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        match &self.who {
            Who::Key(key) => key.tenant,
            Who::Member(member) => member.tenant,
        }
    }

    /// The id of the key or the member: whose quota it is.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.who.id()
    }

    /// Who did it, for the events about changes.
    #[must_use]
    pub fn by(&self) -> String {
        match &self.who {
            Who::Key(key) => key.key.to_string(),
            Who::Member(member) => member.member.to_string(),
        }
    }

    /// The caller as somebody who changes members; `by` is what [`Caller::by`] said.
    #[must_use]
    pub fn manager<'a>(&self, by: &'a str) -> Manager<'a> {
        let rank = match &self.who {
            Who::Member(member) => Rank::Member(member.member),
            Who::Key(_) => Rank::Key,
        };
        Manager { by, rank }
    }

    /// Looks at the credential once more, after the body has arrived: that may take half a minute, in which a key is
    /// revoked or a member removed. For what would give them another way in.
    ///
    /// # Errors
    /// 401 or 403 when the credential does not open the operation any more.
    pub async fn check_again(&self, request: &Request) -> Result<(), ApiError> {
        let who = who(request).await?;
        who.check(self.scope)?;
        if who.id() == self.id() { Ok(()) } else { Err(ApiError::unauthenticated()) }
    }
}

impl Who {
    fn id(&self) -> Uuid {
        match self {
            Self::Key(key) => key.key.uuid(),
            Self::Member(member) => member.member.uuid(),
        }
    }

    fn check(&self, scope: Scope) -> Result<(), ApiError> {
        match self {
            Self::Key(key) if !key.may(scope) => Err(ApiError::forbidden(scope)),
            Self::Member(member) if !member.role.scopes().contains(&scope) => {
                Err(ApiError::forbidden_because(&format!("the role {} lacks the scope {scope}", member.role)))
            }
            Self::Key(_) | Self::Member(_) => Ok(()),
        }
    }
}

/// The name of the scheme of keys in the contract.
const TENANT_KEY: &str = "tenant_key";
/// The name of the scheme of members in the contract.
const MEMBER_COOKIE: &str = "member_cookie";

/// A caller with a scope: poem-openapi derives no scheme that looks for the key first and for the cookie only without it.
macro_rules! scoped_caller {
    ($(#[$doc:meta])* $name:ident, $scope:expr) => {
        $(#[$doc])*
        pub struct $name(pub Caller);

        impl<'a> ApiExtractor<'a> for $name {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut Registry) {
                register_key(registry);
                register_cookie(registry);
            }

            fn security_schemes() -> Vec<&'static str> {
                vec![TENANT_KEY, MEMBER_COOKIE]
            }

            async fn from_request(
                request: &'a Request,
                _: &mut RequestBody,
                _: ExtractParamOptions<Self::ParamType>,
            ) -> poem::Result<Self> {
                check(request, $scope).await.map(Self).map_err(Into::into)
            }
        }
    };
}

scoped_caller!(
    /// Somebody with the scope that the operation names.
    EventsWriter, Scope::EventsWrite
);
scoped_caller!(
    /// Somebody with the scope that the operation names.
    EventsReader, Scope::EventsRead
);
scoped_caller!(
    /// Somebody with the scope that the operation names.
    SessionsWriter, Scope::SessionsWrite
);
scoped_caller!(
    /// Somebody with the scope that the operation names.
    SessionsReader, Scope::SessionsRead
);
scoped_caller!(
    /// Somebody with the scope that the operation names.
    TenantAdmin, Scope::Admin
);

/// Finds out who it is, that they may, and that their quota is not spent.
async fn check(request: &Request, scope: Scope) -> Result<Caller, ApiError> {
    let who = who(request).await?;
    who.check(scope)?;
    let standing = App::of(request)?.limiter.admit(who.id()).await?;
    Ok(Caller { who, scope, standing })
}

/// Finds out who it is. Whoever presents a key is not looked at for a cookie.
async fn who(request: &Request) -> Result<Who, ApiError> {
    let app = App::of(request)?;
    if request.headers().contains_key(AUTHORIZATION) {
        let bearer = Bearer::from_request(request).map_err(|_| ApiError::unauthenticated())?;
        let principal = app.authenticator.authenticate(app.clock.now(), &bearer.token).await?;
        let principal = principal.ok_or_else(ApiError::unauthenticated)?;
        app.overload.know(request);
        return Ok(Who::Key(principal));
    }
    // Apart, so that keys do not carry the room that it takes.
    Ok(Who::Member(Box::new(Box::pin(check_member(request)).await?)))
}

/// Whose page of the console makes a request, as `mem_… ten_… role`. The cookie is one for all pages of a browser: one of somebody who
/// was signed in before is not to go on in another's name.
pub const PAGE_OF: HeaderName = HeaderName::from_static("gatebook-page-of");

/// The member whose cookie a request brings. What may change something must come from a page of this server.
async fn check_member(request: &Request) -> Result<SignedInMember, ApiError> {
    let app = App::of(request)?;
    let token = cookie::token(request).ok_or_else(ApiError::unauthenticated)?;
    let member = app.console.authenticate(app.clock.now(), token, client::used(app, request)).await?;
    let member = member.ok_or_else(ApiError::unauthenticated)?;
    app.overload.know(request);
    cookie::check_origin(request)?;
    if is_page_of_another(request, &member) {
        return Err(ApiError::unauthenticated());
    }
    Ok(member)
}

/// Whether a request comes from a page of somebody else than this member.
pub fn is_page_of_another(request: &Request, member: &SignedInMember) -> bool {
    let named = request.headers().get(PAGE_OF);
    let own = || format!("{} {} {}", member.member, member.tenant, member.role);
    named.is_some_and(|named| named.as_bytes() != own().as_bytes())
}

/// A member who is signed in, whatever the role: for what concerns only themselves.
pub struct ConsoleMember(pub SignedInMember);

impl<'a> ApiExtractor<'a> for ConsoleMember {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        register_cookie(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![MEMBER_COOKIE]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        if request.headers().contains_key(AUTHORIZATION) {
            // A key goes before a cookie, and is no member.
            return Err(ApiError::unauthenticated().into());
        }
        Ok(Self(limited_member(request).await?))
    }
}

/// The member whose cookie a request brings, whose quota is not spent.
async fn limited_member(request: &Request) -> Result<SignedInMember, ApiError> {
    let member = check_member(request).await?;
    App::of(request)?.limiter.admit(member.member.uuid()).await?;
    Ok(member)
}

fn register_key(registry: &mut Registry) {
    registry.create_security_scheme(
        TENANT_KEY,
        MetaSecurityScheme {
            ty: "http",
            description: Some("An API key of a tenant (`gbk_…`), with the scope that the operation names."),
            name: None,
            key_in: None,
            scheme: Some("bearer"),
            bearer_format: Some("gbk_…"),
            flows: None,
            openid_connect_url: None,
        },
    );
}

fn register_cookie(registry: &mut Registry) {
    registry.create_security_scheme(
        MEMBER_COOKIE,
        MetaSecurityScheme {
            ty: "apiKey",
            description: Some(
                "A member who has signed in, in a role with the scope that the operation names. What is no plain read \
                 has to come from a page of the API's own origin. A key goes before it.",
            ),
            name: Some(cookie::NAME),
            key_in: Some("cookie"),
            scheme: None,
            bearer_format: None,
            flows: None,
            openid_connect_url: None,
        },
    );
}

/// The name of the scheme of users in the contract.
const USER_TOKEN: &str = "user_token";

/// The session of somebody who asks about their own: a user, by the token of one of their sessions (`gbs_…`) or an access token
/// of it, or a member who is signed in to the console.
pub struct OwnSession {
    /// Whose session it is: that of the installation for members.
    pub tenant: TenantId,
    /// The session that asks.
    pub session_id: SessionId,
    /// Who it is; `None` while it is anonymous.
    pub user_id: Option<String>,
}

impl<'a> ApiExtractor<'a> for OwnSession {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        register_user_token(registry);
        register_cookie(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![USER_TOKEN, MEMBER_COOKIE]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        if !request.headers().contains_key(AUTHORIZATION) {
            let member = limited_member(request).await?;
            let user_id = Some(member.member.to_string());
            return Ok(Self { tenant: TenantId::INSTALLATION, session_id: member.session, user_id });
        }
        let bearer = Bearer::from_request(request).map_err(|_| ApiError::unauthenticated())?;
        let live = check_user_token(request, &bearer.token).await?;
        Ok(Self { tenant: live.tenant, session_id: live.session_id, user_id: live.user_id })
    }
}

fn register_user_token(registry: &mut Registry) {
    registry.create_security_scheme(
        USER_TOKEN,
        MetaSecurityScheme {
            ty: "http",
            description: Some("A user, by the token of one of their sessions (`gbs_…`) or an access token of it."),
            name: None,
            key_in: None,
            scheme: Some("bearer"),
            bearer_format: Some("gbs_… or JWT"),
            flows: None,
            openid_connect_url: None,
        },
    );
}

/// What a token of a user opens.
pub struct Opened {
    /// The session, which lives.
    pub live: LiveSession,
    /// Until when the token is good, if it is an access token.
    pub access_until: Option<DateTime<Utc>>,
}

/// The session that a token opens: a session token, or an access token whose session lives. With `used` it is noted as
/// used.
///
/// # Errors
/// `Unavailable` when the stores cannot say.
pub async fn open(app: &App, token: &str, used: Option<Used>) -> Result<Option<Opened>, Error> {
    let now = app.clock.now();
    if token.starts_with(SESSION_PREFIX) {
        let live = app.sessions.check(now, token, used).await?;
        return Ok(live.map(|live| Opened { live, access_until: None }));
    }
    let Some(claims) = app.access_tokens.verify(now, token).await? else { return Ok(None) };
    let live = app.sessions.check_id(now, claims.tenant, claims.session, claims.user_id.as_deref(), used).await?;
    Ok(live.map(|live| Opened { access_until: Some(claims.expires_at.min(live.deadline)), live }))
}

async fn check_user_token(request: &Request, token: &str) -> Result<LiveSession, ApiError> {
    let app = App::of(request)?;
    if app.tenant_of_token(token) == Some(TenantId::INSTALLATION) {
        // A member's token is good in the cookie alone, where the member's standing is looked at.
        return Err(ApiError::unauthenticated());
    }
    let opened = open(app, token, None).await?;
    let live = opened.ok_or_else(ApiError::unauthenticated)?.live;
    // The sessions of a deleted tenant are there until a job has removed them.
    match app.contexts.get(live.tenant).await {
        Ok(_) => {
            app.overload.know(request);
            Ok(live)
        }
        Err(Error::NotFound(_)) => Err(ApiError::unauthenticated()),
        Err(error) => Err(error.into()),
    }
}

/// The installation's admin, by the key of the setting `GATEBOOK_ADMIN_KEY`.
#[derive(SecurityScheme)]
#[oai(rename = "installation_admin", ty = "bearer", checker = "check_installation_admin")]
pub struct InstallationAdmin(());

impl InstallationAdmin {
    /// Who did it, for the events about changes.
    pub const BY: &'static str = "installation";
}

async fn check_installation_admin(request: &Request, bearer: Bearer) -> poem::Result<()> {
    let app = App::of(request)?;
    if app.is_admin_key(&bearer.token) {
        app.overload.know(request);
        return Ok(());
    }
    // A tenant's good key is known, but not allowed: 403, as for a missing scope.
    let known = app.authenticator.authenticate(app.clock.now(), &bearer.token).await;
    match known {
        Ok(Some(_)) => Err(ApiError::forbidden("of the installation").into()),
        Ok(None) => Err(ApiError::unauthenticated().into()),
        Err(error @ Error::Unavailable { .. }) => Err(ApiError::from(error).into()),
        Err(_) => Err(ApiError::unauthenticated().into()),
    }
}
