//! Sessions, for the tenant's own application: start, check, refresh, search, change, end. What users call for themselves
//! is in `me.rs`.

mod introspect;
mod sent_use;
pub mod wire;

use std::sync::Arc;

use domain::geoip::Locator;
use domain::id::{Position, SessionId, TenantId};
use domain::idempotency::Repeatable;
use domain::labels::LabelStyle;
use domain::log::filter::Filter as EventFilter;
use domain::log::read::{self, Order, PageRequest};
use domain::sessions::{self, Issued, NewSession, Owner, Reason, SessionChange, list};
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;

use crate::App;
use crate::auth::{SessionsReader, SessionsWriter};
use crate::body::JsonBody;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::events::shown;
use crate::events::wire::EventPage;
use crate::filter::{network, text as stored_text, time};
use crate::page::{LIMIT_DEFAULT, read_cursor, read_time_cursor, write_cursor, write_time_cursor};
use crate::tenants::NoContent;
use crate::written::Written;
use introspect::TokenBody;
use sent_use::SentUse;
use wire::{
    ChangeAnswer, ChangedSession, IntrospectAnswer, IssueAnswer, IssuedSession, LabelWording, Session, SessionPage,
    SessionPatch, SessionState, SessionToStart, TokenToCheck, json_of, session_id,
};

/// The answer holds a secret, or what is true only now.
const NO_STORE: &str = "no-store";

/// The operations on sessions.
pub struct SessionsApi {
    /// What they work with.
    pub app: Arc<App>,
}

#[OpenApi(tag = "Tag::Sessions")]
impl SessionsApi {
    /// Starts a session.
    ///
    /// For a sign-in, or for a visitor who has not signed in yet. The token is shown once. Repeated with the same
    /// `Idempotency-Key` within 24 hours, the same session is answered with a token issued anew, and the first one opens
    /// nothing. Needs the scope `sessions:write`.
    #[oai(path = "/v1/sessions", method = "post", operation_id = "start_session")]
    async fn start(
        &self,
        caller: SessionsWriter,
        /// Any text of up to 255 bytes that names this request.
        #[oai(name = "Idempotency-Key", validator(max_length = 255, pattern = "^[ -~]+$"))]
        idempotency_key: Header<Option<String>>,
        body: JsonBody<SessionToStart>,
    ) -> Result<IssueAnswer, ApiError> {
        let (app, tenant, start) = (&self.app, caller.0.tenant(), body.value);
        let context = app.contexts.get(tenant).await?;
        let sent = SentUse {
            ip: start.ip,
            remote_addr: start.remote_addr,
            x_forwarded_for: start.x_forwarded_for,
            user_agent: start.user_agent,
        };
        let new = NewSession {
            user_id: start.user_id,
            used: sent.read(&context.tenant.settings)?.unwrap_or_default(),
            metadata: start.metadata.map(json_of),
            expires_at: time("/expires_at", start.expires_at)?,
        };
        let _turn = app.overload.turn(tenant).await?;
        let request = Repeatable { operation: "start_session", key: idempotency_key.0.as_deref(), body: &body.raw };
        let issued = app.sessions.start(app.clock.now(), tenant, &caller.0.by(), request, new).await?;
        self.issued(issued).await
    }

    /// Checks a token.
    ///
    /// As RFC 7662 has it, also with a form as body. Of a token that opens nothing, or belongs to another tenant, the answer
    /// is only `{"active": false}`. With the user's present address or agent the session is noted as used; without both it
    /// is not. Needs the scope `sessions:read`.
    #[oai(path = "/v1/sessions/introspect", method = "post", operation_id = "introspect_session")]
    async fn introspect(&self, caller: SessionsReader, body: TokenBody) -> Result<IntrospectAnswer, ApiError> {
        let found = introspect::introspect(&self.app, caller.0.tenant(), body.0).await?;
        Ok(IntrospectAnswer::Ok(Written(found), NO_STORE.to_owned()))
    }

    /// Refreshes a token.
    ///
    /// The answer has another token for the same session; the one that was sent opens nothing from then on. Sent again
    /// within 30 seconds it gets the same answer, so that a lost answer or a second tab does no harm. Sent later, it ends
    /// the session: somebody has a copy of it. 404 when it opens nothing. Needs the scope `sessions:write`.
    #[oai(path = "/v1/sessions/refresh", method = "post", operation_id = "refresh_session")]
    async fn refresh(&self, caller: SessionsWriter, body: JsonBody<TokenToCheck>) -> Result<IssueAnswer, ApiError> {
        let (app, tenant, sent) = (&self.app, caller.0.tenant(), body.value);
        let context = app.contexts.get(tenant).await?;
        let token = sent.token.clone();
        let used = SentUse::of(sent)?.read(&context.tenant.settings)?;
        if !app.sessions.belongs_to(tenant, &token) {
            return Err(ApiError::session_not_found());
        }
        let issued = app.sessions.refresh(app.clock.now(), &token, used).await?;
        self.issued(issued.ok_or_else(ApiError::session_not_found)?).await
    }

    /// Lists sessions.
    ///
    /// Newest start first. All filters that are given must fit. Needs the scope `sessions:read`.
    #[oai(path = "/v1/sessions", method = "get", operation_id = "list_sessions")]
    #[expect(clippy::too_many_arguments, reason = "the parameters of the operation")]
    async fn list(
        &self,
        caller: SessionsReader,
        /// The application's name of the user.
        #[oai(validator(max_length = 256))]
        user_id: Query<Option<String>>,
        /// How they stand now.
        state: Query<Option<SessionState>>,
        /// Last used from this address, or from this network (CIDR).
        #[oai(validator(max_length = 64))]
        ip: Query<Option<String>>,
        /// The browser, such as `Safari`.
        #[oai(validator(max_length = 64))]
        browser: Query<Option<String>>,
        /// The platform, such as `iPhone`.
        #[oai(validator(max_length = 64))]
        platform: Query<Option<String>>,
        /// A part of user id, agent, browser or platform.
        #[oai(validator(max_length = 256))]
        text: Query<Option<String>>,
        /// How devices are named.
        #[oai(default = "plain")]
        label_style: Query<LabelWording>,
        /// Most sessions of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before; with the same filters.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<SessionPage>, ApiError> {
        let (app, tenant) = (&self.app, caller.0.tenant());
        let filter = list::Filter {
            user_id: stored_text("user_id", user_id.0)?,
            state: state.0.map(Into::into),
            network: network(ip.0.as_deref())?,
            browser: stored_text("browser", browser.0)?,
            platform: stored_text("platform", platform.0)?,
            text: stored_text("text", text.0)?,
        };
        let name = format!("list_sessions {tenant} {filter:?}");
        let after = read_time_cursor(&app.keyring, &name, cursor.0.as_deref())?;
        let found = list::search(&app.stores, app.clock.now(), tenant, &filter, after, limit.0).await?;
        let places = found.iter().map(|stored| (stored.session.started_at, stored.session.session_id));
        let next = write_time_cursor(&app.keyring, &name, limit.0, places);
        Ok(Json(SessionPage::of(found, label_style.0.into(), &app.locator, next)))
    }

    /// Gets a session.
    ///
    /// Also one that has ended, for as long as the tenant keeps events. Needs the scope `sessions:read`.
    #[oai(path = "/v1/sessions/:session_id", method = "get", operation_id = "get_session")]
    async fn get(
        &self,
        caller: SessionsReader,
        /// The session's id (`ses_…`).
        #[oai(validator(pattern = "^ses_[0-9a-f]{32}$"))]
        session_id: Path<String>,
        /// How the device is named.
        #[oai(default = "plain")]
        label_style: Query<LabelWording>,
    ) -> Result<Json<Session>, ApiError> {
        let (app, id) = (&self.app, wire::session_id(&session_id.0)?);
        let stored = list::find(&app.stores, app.clock.now(), caller.0.tenant(), id).await?;
        Ok(Json(Session::of(stored, label_style.0.into(), &app.locator)))
    }

    /// Changes a session.
    ///
    /// Binds it to the user who has signed in (once; the answer then has another token, and the earlier one opens nothing),
    /// sets when it is over, or its metadata. Needs the scope `sessions:write`.
    #[oai(path = "/v1/sessions/:session_id", method = "patch", operation_id = "change_session")]
    async fn change(
        &self,
        caller: SessionsWriter,
        /// The session's id (`ses_…`).
        #[oai(validator(pattern = "^ses_[0-9a-f]{32}$"))]
        session_id: Path<String>,
        body: JsonBody<SessionPatch>,
    ) -> Result<ChangeAnswer, ApiError> {
        let (app, id) = (&self.app, wire::session_id(&session_id.0)?);
        let metadata = body.value.metadata.map(|metadata| match metadata.is_empty() {
            true => serde_json::Value::Null,
            false => json_of(metadata),
        });
        let expires_at = time("/expires_at", body.value.expires_at)?;
        let change = SessionChange { expires_at, metadata, user_id: body.value.user_id };
        let (now, by) = (app.clock.now(), caller.0.by());
        let (stored, token) = app.sessions.change(now, caller.0.tenant(), id, &by, change).await?;
        let token = token.map(|token| token.to_string());
        let access_token = if token.is_some() { Some(self.access_token(&stored).await?) } else { None };
        let session = Session::of(stored, LabelStyle::Plain, &app.locator);
        let changed = ChangedSession { token, access_token, session };
        Ok(ChangeAnswer::Ok(Json(changed), NO_STORE.to_owned()))
    }

    /// Ends a session.
    ///
    /// Once this is answered, no check that begins anywhere finds it live. 204 also when it has ended before. 503
    /// `revocation_pending`: it has ended for good, but not everywhere yet; repeat. Needs the scope `sessions:write`.
    #[oai(path = "/v1/sessions/:session_id", method = "delete", operation_id = "revoke_session")]
    async fn revoke(
        &self,
        caller: SessionsWriter,
        /// The session's id (`ses_…`).
        #[oai(validator(pattern = "^ses_[0-9a-f]{32}$"))]
        session_id: Path<String>,
    ) -> Result<NoContent, ApiError> {
        let (app, id) = (&self.app, wire::session_id(&session_id.0)?);
        let (now, by) = (app.clock.now(), caller.0.by());
        app.sessions.revoke(now, caller.0.tenant(), Owner::Tenant, id, &by, Reason::Revoked).await?;
        Ok(NoContent::Done)
    }

    /// Lists what a session did.
    ///
    /// Its own history, and the page views that were posted with its id; newest first. A page looks at 100,000 positions of
    /// the log at most, so it may be short, or empty, and still have a `next`. Needs the scope `sessions:read`.
    #[oai(path = "/v1/sessions/:session_id/events", method = "get", operation_id = "list_session_events")]
    async fn events(
        &self,
        caller: SessionsReader,
        /// The session's id (`ses_…`).
        #[oai(validator(pattern = "^ses_[0-9a-f]{32}$"))]
        session_id: Path<String>,
        /// Most events of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<EventPage>, ApiError> {
        let (app, tenant, id) = (&self.app, caller.0.tenant(), wire::session_id(&session_id.0)?);
        list::find(&app.stores, app.clock.now(), tenant, id).await?;
        events_of(app, tenant, id, limit.0, cursor.0.as_deref()).await
    }

    /// Lists the sessions of a user.
    ///
    /// Those that live, newest use first, all in one page (a user has at most 100); with `state=ended` those that have
    /// ended, newest end first. Needs the scope `sessions:read`.
    #[oai(path = "/v1/users/:user_id/sessions", method = "get", operation_id = "list_user_sessions")]
    async fn of_user(
        &self,
        caller: SessionsReader,
        /// The application's name of the user.
        #[oai(validator(max_length = 256, min_length = 1))]
        user_id: Path<String>,
        /// Which of them.
        #[oai(default = "active")]
        state: Query<ListedState>,
        /// How devices are named.
        #[oai(default = "plain")]
        label_style: Query<LabelWording>,
        /// Most sessions of a page of those that have ended.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<SessionPage>, ApiError> {
        let user_id = stored_text("user_id", Some(user_id.0))?.unwrap_or_default();
        let (found, next) =
            user_page(&self.app, caller.0.tenant(), &user_id, state.0, limit.0, cursor.0.as_deref()).await?;
        Ok(Json(SessionPage::of(found, label_style.0.into(), &self.app.locator, next)))
    }

    /// Ends the sessions of a user.
    ///
    /// All of them, or all but one. 204 also when there are none. Otherwise as `revoke_session`. Needs the scope
    /// `sessions:write`.
    #[oai(path = "/v1/users/:user_id/sessions", method = "delete", operation_id = "revoke_user_sessions")]
    async fn revoke_of_user(
        &self,
        caller: SessionsWriter,
        /// The application's name of the user.
        #[oai(validator(max_length = 256, min_length = 1))]
        user_id: Path<String>,
        /// A session (`ses_…`) that is to go on.
        #[oai(validator(pattern = "^ses_[0-9a-f]{32}$"))]
        except: Query<Option<String>>,
    ) -> Result<NoContent, ApiError> {
        let app = &self.app;
        let except = except.0.as_deref().map(session_id).transpose()?;
        let user_id = stored_text("user_id", Some(user_id.0))?;
        let (now, tenant, by) = (app.clock.now(), caller.0.tenant(), caller.0.by());
        let reason = Reason::Revoked;
        app.sessions.revoke_of_user(now, tenant, Owner::Tenant, user_id, except, &by, reason).await?;
        Ok(NoContent::Done)
    }
}

/// Which sessions of a user a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub enum ListedState {
    /// Those that live.
    Active,
    /// Those that have ended.
    Ended,
}

/// The sessions of a user, and where the next page goes on.
pub async fn user_page(
    app: &App,
    tenant: TenantId,
    user_id: &str,
    state: ListedState,
    limit: u32,
    cursor: Option<&str>,
) -> Result<(Vec<sessions::Stored>, Option<String>), ApiError> {
    let now = app.clock.now();
    let name = format!("list_user_sessions {tenant} {user_id:?}");
    let after = read_time_cursor(&app.keyring, &name, cursor)?;
    if state == ListedState::Active {
        return Ok((list::active_of_user(&app.stores, now, tenant, user_id).await?, None));
    }
    let found = list::ended_of_user(&app.stores, now, tenant, user_id, after, limit).await?;
    let place = |stored: &sessions::Stored| {
        (stored.session.ended_at.unwrap_or(stored.session.expires_at), stored.session.session_id)
    };
    let next = write_time_cursor(&app.keyring, &name, limit, found.iter().map(place));
    Ok((found, next))
}

/// A page of the events of a session.
pub async fn events_of(
    app: &App,
    tenant: TenantId,
    session: SessionId,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Json<EventPage>, ApiError> {
    let name = format!("list_session_events {tenant} {session}");
    let place = |cursor: &str| -> Result<Position, ApiError> {
        let at = read_cursor(&app.keyring, &name, cursor)?.try_into();
        at.map(|at| Position(i64::from_be_bytes(at))).map_err(|_| ApiError::invalid("cursor", "does not fit"))
    };
    let before = cursor.map(place).transpose()?;
    let request = PageRequest { order: Order::Descending, after: None, before, limit };
    let filter = EventFilter { session_id: Some(session), ..EventFilter::default() };
    let page = read::page(&app.stores.read, app.clock.now(), tenant, request, &filter).await?;
    let next = page.next.map(|position| write_cursor(&app.keyring, &name, &position.0.to_be_bytes()));
    Ok(Json(EventPage { events: shown(app, tenant, page.events).await?, next }))
}

impl SessionPage {
    fn of(found: Vec<sessions::Stored>, style: LabelStyle, locator: &Locator, next: Option<String>) -> Self {
        Self { sessions: found.into_iter().map(|stored| Session::of(stored, style, locator)).collect(), next }
    }
}

impl SessionsApi {
    async fn issued(&self, issued: Issued) -> Result<IssueAnswer, ApiError> {
        let access_token = self.access_token(&issued.stored).await?;
        let session = Session::of(issued.stored, LabelStyle::Plain, &self.app.locator);
        let issued = IssuedSession { token: issued.token.to_string(), access_token, session };
        Ok(IssueAnswer::Created(Json(issued), NO_STORE.to_owned()))
    }

    async fn access_token(&self, stored: &sessions::Stored) -> Result<String, ApiError> {
        let (session, now) = (&stored.session, self.app.clock.now());
        let issued =
            self.app.access_tokens.issue(now, session.tenant_id, session.user_id.as_deref(), session.session_id);
        Ok(issued.await?.to_string())
    }
}

fn active() -> ListedState {
    ListedState::Active
}

fn plain() -> LabelWording {
    LabelWording::Plain
}

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
