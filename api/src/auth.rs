//! Who is calling: API keys with the scope that an operation needs, users, and the installation's admin.
//!
//! An operation takes the type of the caller it needs as its first argument, so that nothing of a request is read
//! before its credential is found good: 401 and 403 come before everything else, 429 before the body.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::error::Error;
use domain::id::TenantId;
use domain::keys::TenantPrincipal;
use domain::limits::Standing;
use domain::scope::Scope;
use domain::sessions::{LiveSession, Used};
use domain::tokens::session::SESSION_PREFIX;
use poem::Request;
use poem_openapi::SecurityScheme;
use poem_openapi::auth::Bearer;

use crate::App;
use crate::error::ApiError;

/// A key that has the scope which the operation needs.
pub struct Caller {
    principal: Arc<TenantPrincipal>,
    /// Where the key stands with its quota.
    pub standing: Option<Standing>,
}

impl Caller {
    /// Whose data the operation is about.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.principal.tenant
    }

    /// The key itself.
    #[must_use]
    pub fn principal(&self) -> &TenantPrincipal {
        &self.principal
    }

    /// Who did it, for the events about changes.
    #[must_use]
    pub fn by(&self) -> String {
        self.principal.key.to_string()
    }
}

macro_rules! scoped_key {
    ($(#[$doc:meta])* $name:ident, $check:ident, $scope:expr) => {
        $(#[$doc])*
        #[derive(SecurityScheme)]
        #[oai(rename = "tenant_key", ty = "bearer", bearer_format = "gbk_…", checker = $check)]
        pub struct $name(pub Caller);

        async fn $check(request: &Request, bearer: Bearer) -> poem::Result<Caller> {
            check(request, &bearer.token, $scope).await.map_err(Into::into)
        }
    };
}

scoped_key!(
    /// An API key of a tenant (`gbk_…`), with the scope that the operation names.
    EventsWriter, check_events_writer, Scope::EventsWrite
);
scoped_key!(
    /// An API key of a tenant (`gbk_…`), with the scope that the operation names.
    EventsReader, check_events_reader, Scope::EventsRead
);
scoped_key!(
    /// An API key of a tenant (`gbk_…`), with the scope that the operation names.
    SessionsWriter, check_sessions_writer, Scope::SessionsWrite
);
scoped_key!(
    /// An API key of a tenant (`gbk_…`), with the scope that the operation names.
    SessionsReader, check_sessions_reader, Scope::SessionsRead
);
scoped_key!(
    /// An API key of a tenant (`gbk_…`), with the scope that the operation names.
    TenantAdmin, check_tenant_admin, Scope::Admin
);

async fn check(request: &Request, token: &str, scope: Scope) -> Result<Caller, ApiError> {
    let app = App::of(request)?;
    let principal = app.authenticator.authenticate(app.clock.now(), token).await?;
    let principal = principal.ok_or_else(ApiError::unauthenticated)?;
    if !principal.may(scope) {
        return Err(ApiError::forbidden(scope));
    }
    let standing = app.limiter.admit(principal.key).await?;
    Ok(Caller { principal, standing })
}

/// A user, by the token of one of their sessions (`gbs_…`) or an access token of it.
#[derive(SecurityScheme)]
#[oai(rename = "user_token", ty = "bearer", bearer_format = "gbs_… or JWT", checker = "check_user_token")]
pub struct UserToken(pub LiveSession);

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
    let live = app.sessions.check_id(now, claims.tenant, claims.session, used).await?;
    Ok(live.map(|live| Opened { access_until: Some(claims.expires_at.min(live.deadline)), live }))
}

async fn check_user_token(request: &Request, bearer: Bearer) -> poem::Result<LiveSession> {
    let app = App::of(request)?;
    let opened = open(app, &bearer.token, None).await.map_err(ApiError::from)?;
    let live = opened.ok_or_else(ApiError::unauthenticated)?.live;
    // The sessions of a deleted tenant are there until a job has removed them.
    match app.contexts.get(live.tenant).await {
        Ok(_) => Ok(live),
        Err(Error::NotFound(_)) => Err(ApiError::unauthenticated().into()),
        Err(error) => Err(ApiError::from(error).into()),
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
