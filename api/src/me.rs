//! Sessions, for the user whose they are: list them, see what one did, end any of them. With a session's own token, or as a
//! member of the console.

use std::sync::Arc;

use domain::error::{Error, Thing};
use domain::geoip::Locator;
use domain::id::SessionId;
use domain::sessions::{Ended, Owner, Reason, Stored, list};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde_json::Value;

use crate::App;
use crate::auth::OwnSession;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::events::wire::{Event, EventPage};
use crate::geoip::LocationCredit;
use crate::page::LIMIT_DEFAULT;
use crate::sessions::wire::{self, EndReason, LabelWording, Session, SessionState};
use crate::sessions::{ListedState, events_of, user_page};
use crate::tenants::NoContent;

/// The operations on own sessions.
pub struct MeApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// One of the caller's sessions.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MySession {
    /// Its public id (`ses_…`).
    id: String,
    /// Whether it is the one that asks.
    current: bool,
    /// How it stands.
    state: SessionState,
    /// What it is used with, such as `Safari on iPhone`; absent when that is not known.
    device: Option<String>,
    /// `browser`, `app`, `bot`, `tool` or `unknown`.
    device_kind: Option<String>,
    /// Where the address of its last use is, such as `Zwolle, The Netherlands`: the city and the country, or the country
    /// alone; absent when that is not known.
    location: Option<String>,
    /// The address of its last use.
    ip: Option<String>,
    /// When it was used last, to the minute.
    last_seen_at: chrono::DateTime<chrono::Utc>,
    /// When it was started.
    started_at: chrono::DateTime<chrono::Utc>,
    /// When it is over in any case.
    expires_at: chrono::DateTime<chrono::Utc>,
    /// When it ended.
    ended_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Who ended it: one of the user's own sessions (`ses_…`), `application`, or `gatebook` when its time was over or
    /// there were too many.
    ended_by: Option<String>,
    /// Why it ended.
    end_reason: Option<EndReason>,
}

/// A page of the caller's sessions.
#[derive(Object)]
pub struct MySessionPage {
    /// In the order of the list.
    sessions: Vec<MySession>,
    /// Where the next page goes on; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    next: Option<String>,
    /// What has to be shown beside locations; absent when nothing has.
    #[oai(skip_serializing_if_is_none)]
    location_credit: Option<LocationCredit>,
}

#[OpenApi(tag = "Tag::Me")]
impl MeApi {
    /// Lists the caller's sessions.
    ///
    /// Those that live, newest use first, all in one page (a user has at most 100); with `state=ended` those that have
    /// ended, newest end first. A session without a user sees itself alone.
    #[oai(path = "/v1/me/sessions", method = "get", operation_id = "list_my_sessions")]
    async fn list(
        &self,
        me: OwnSession,
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
    ) -> Result<Json<MySessionPage>, ApiError> {
        let app = &self.app;
        let (found, next) = match (&me.user_id, state.0) {
            (Some(user_id), state) => user_page(app, me.tenant, user_id, state, limit.0, cursor.0.as_deref()).await?,
            (None, ListedState::Active) => {
                let own = list::find(&app.stores, app.clock.now(), me.tenant, me.session_id).await?;
                (vec![own], None)
            }
            (None, ListedState::Ended) => (Vec::new(), None),
        };
        let mine = |stored| MySession::of(stored, me.session_id, label_style.0, &app.locator);
        let location_credit = LocationCredit::of(&app.locator);
        Ok(Json(MySessionPage { sessions: found.into_iter().map(mine).collect(), next, location_credit }))
    }

    /// Ends one of the caller's sessions.
    ///
    /// Takes effect everywhere at once; ending the one that asks signs out. 204 also when it has ended before; 404 when
    /// there is none with this id or it is somebody else's. 503 `revocation_pending`: it has ended for good, but not
    /// everywhere yet; repeat.
    #[oai(path = "/v1/me/sessions/:session_id", method = "delete", operation_id = "revoke_my_session")]
    async fn revoke(
        &self,
        me: OwnSession,
        /// The session's id (`ses_…`).
        #[oai(validator(pattern = "^ses_[0-9a-f]{32}$"))]
        session_id: Path<String>,
    ) -> Result<NoContent, ApiError> {
        let (app, id) = (&self.app, wire::session_id(&session_id.0)?);
        let reason = if id == me.session_id { Reason::SignedOut } else { Reason::Revoked };
        let (now, by) = (app.clock.now(), me.session_id.to_string());
        let ended = app.sessions.revoke(now, me.tenant, Owner::SessionsOf(me.session_id), id, &by, reason).await?;
        done(ended)
    }

    /// Ends the caller's sessions.
    ///
    /// All of them, which signs out everywhere; with `keep_current=true` all others.
    #[oai(path = "/v1/me/sessions", method = "delete", operation_id = "revoke_my_sessions")]
    async fn revoke_all(
        &self,
        me: OwnSession,
        /// Let the session that asks go on.
        #[oai(default)]
        keep_current: Query<bool>,
    ) -> Result<NoContent, ApiError> {
        let app = &self.app;
        let (except, reason) = match keep_current.0 {
            true => (Some(me.session_id), Reason::Revoked),
            false => (None, Reason::SignedOut),
        };
        let (now, owner, by) = (app.clock.now(), Owner::SessionsOf(me.session_id), me.session_id.to_string());
        let ended = app.sessions.revoke_of_user(now, me.tenant, owner, None, except, &by, reason).await?;
        done(ended)
    }

    /// Lists what one of the caller's sessions did.
    ///
    /// Its history and its page views, newest first. A page looks at 100,000 positions of the log at most, so it may be
    /// short, or empty, and still have a `next`.
    #[oai(path = "/v1/me/sessions/:session_id/events", method = "get", operation_id = "list_my_session_events")]
    async fn events(
        &self,
        me: OwnSession,
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
        let (app, id) = (&self.app, wire::session_id(&session_id.0)?);
        let stored = list::find(&app.stores, app.clock.now(), me.tenant, id).await?;
        if !is_own(&me, &stored) {
            return Err(Error::NotFound(Thing::Session).into());
        }
        let Json(mut page) = events_of(app, me.tenant, id, limit.0, cursor.0.as_deref()).await?;
        page.events.iter_mut().for_each(as_the_user_sees_it);
        Ok(Json(page))
    }
}

/// Takes out of an event about a session what is the application's: its metadata, and the names of its keys and people.
fn as_the_user_sees_it(event: &mut Event) {
    if !event.kind.starts_with("session.") {
        return;
    }
    let Some(Any(Value::Object(data))) = event.data.as_mut() else { return };
    if let Some(Value::String(by)) = data.get_mut("by") {
        *by = who(std::mem::take(by));
    }
    if let Some(Value::Object(session)) = data.get_mut("session") {
        session.remove("metadata");
        if let Some(Value::String(by)) = session.get_mut("ended_by") {
            *by = who(std::mem::take(by));
        }
    }
}

/// Who did something to a session, as its user sees it.
fn who(by: String) -> String {
    // `session`: whoever used it.
    if by.starts_with("ses_") || by == "gatebook" || by == "session" { by } else { "application".to_owned() }
}

/// Whether a session is the caller's.
fn is_own(me: &OwnSession, stored: &Stored) -> bool {
    stored.session.session_id == me.session_id || (me.user_id.is_some() && stored.session.user_id == me.user_id)
}

fn done(ended: Ended) -> Result<NoContent, ApiError> {
    match ended {
        Ended::Done => Ok(NoContent::Done),
        Ended::CallerInactive => Err(ApiError::unauthenticated()),
    }
}

impl MySession {
    fn of(stored: Stored, current: SessionId, style: LabelWording, locator: &Locator) -> Self {
        let own = stored.session.session_id;
        let session = Session::of(stored, style.into(), locator);
        let ended_by = session.ended_by.map(who);
        Self {
            id: session.id,
            current: own == current,
            state: session.state,
            device: session.device,
            device_kind: session.device_kind,
            location: session.location,
            ip: session.ip,
            last_seen_at: session.last_seen_at,
            started_at: session.started_at,
            expires_at: session.expires_at,
            ended_at: session.ended_at,
            ended_by,
            end_reason: session.end_reason,
        }
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
