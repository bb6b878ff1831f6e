//! What a user did, in one order.

use std::sync::Arc;

use domain::id::Position;
use domain::timeline::{self, What};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use serde_json::Value;

use crate::App;
use crate::auth::EventsReader;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::events::shown;
use crate::events::wire::Event;
use crate::filter::text;
use crate::page::{LIMIT_DEFAULT, read_cursor, write_cursor};

/// The operations on what users did.
pub struct TimelineApi {
    /// What they work with.
    pub app: Arc<App>,
}

#[OpenApi(tag = "Tag::Events")]
impl TimelineApi {
    /// Lists what a user did.
    ///
    /// Page views, searches, sign-ins, and how and why sessions ended, newest first. A page looks at 100,000 positions of the
    /// log at most behind what is projected, so it may be short and still have a `next`. A user whom Gatebook has never heard
    /// of has an empty list. Needs the scope `events:read`.
    #[oai(path = "/v1/users/:user_id/timeline", method = "get", operation_id = "get_user_timeline")]
    async fn of_user(
        &self,
        caller: EventsReader,
        /// The application's name of the user.
        #[oai(validator(max_length = 256, min_length = 1))]
        user_id: Path<String>,
        /// Most entries of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<TimelinePage>, ApiError> {
        let (app, tenant, now) = (&self.app, caller.0.tenant(), self.app.clock.now());
        let user_id = text("user_id", Some(user_id.0))?.unwrap_or_default();
        let name = format!("get_user_timeline {tenant} {user_id:?}");
        let place = |cursor: &String| -> Result<Position, ApiError> {
            let at = read_cursor(&app.keyring, &name, cursor)?.try_into();
            at.map(|at| Position(i64::from_be_bytes(at))).map_err(|_| ApiError::invalid("cursor", "does not fit"))
        };
        let before = cursor.0.as_ref().map(place).transpose()?;
        let page = timeline::page(&app.stores.read, now, tenant, &user_id, before, limit.0).await?;
        let (kinds, events): (Vec<_>, Vec<_>) =
            page.entries.into_iter().map(|entry| (Kind::of(&entry), entry.event)).unzip();
        let events = shown(app, tenant, events).await?;
        let entries = kinds.into_iter().zip(events).map(|(kind, event)| kind.entry(event)).collect();
        let next = page.next.map(|position| write_cursor(&app.keyring, &name, &position.0.to_be_bytes()));
        Ok(Json(TimelinePage { entries, next }))
    }
}

/// A page of what a user did.
#[derive(Object)]
pub struct TimelinePage {
    /// Newest first.
    entries: Vec<TimelineEntry>,
    /// Where the next page goes on; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    next: Option<String>,
}

/// Something that a user did, or that happened to a session of the user.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TimelineEntry {
    /// What it is.
    what: TimelineWhat,
    /// What was searched for, in lower case.
    search_terms: Option<String>,
    /// Why the session ended: `revoked`, `signed_out`, `limit`, `reuse_detected`, `idle` or `absolute`.
    end_reason: Option<String>,
    /// Who started, changed or ended the session: a key (`key_…`), a session of the user (`ses_…`), a member (`mem_…`),
    /// `gatebook` or the like.
    by: Option<String>,
    /// The event.
    event: Event,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum TimelineWhat {
    /// A page view.
    PageView,
    /// A page view that searched for something.
    Search,
    /// A session of the user was started, or a visitor's became the user's.
    SignIn,
    /// A session of the user ended.
    SessionEnded,
    /// Something else about a session of the user: it moved, was extended, or has another token.
    SessionChanged,
    /// Something else.
    Other,
}

/// What is said of an event beside itself.
struct Kind {
    what: TimelineWhat,
    search_terms: Option<String>,
    end_reason: Option<String>,
    by: Option<String>,
}

impl Kind {
    fn of(entry: &timeline::Entry) -> Self {
        let of_session = matches!(entry.what, What::SignIn | What::SessionEnded | What::SessionChanged);
        let said = |pointer: &str| {
            let data = entry.event.data.as_ref().filter(|_| of_session);
            data.and_then(|data| data.pointer(pointer)).and_then(Value::as_str).map(str::to_owned)
        };
        Self {
            end_reason: said("/session/end_reason"),
            by: said("/by"),
            what: entry.what.into(),
            search_terms: entry.search_terms.clone(),
        }
    }

    fn entry(self, event: Event) -> TimelineEntry {
        let Self { what, search_terms, end_reason, by } = self;
        TimelineEntry { what, search_terms, end_reason, by, event }
    }
}

impl From<What> for TimelineWhat {
    fn from(what: What) -> Self {
        match what {
            What::PageView => Self::PageView,
            What::Search => Self::Search,
            What::SignIn => Self::SignIn,
            What::SessionEnded => Self::SessionEnded,
            What::SessionChanged => Self::SessionChanged,
            What::Other => Self::Other,
        }
    }
}

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
