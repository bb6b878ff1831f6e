//! Events: append one or many, read them back.

pub mod wire;

use std::sync::Arc;
use std::time::Duration;

use domain::access_log;
use domain::entry::Entry;
use domain::error::{ConflictCode, Error, Fault};
use domain::id::{EventId, Position, TenantId};
use domain::intake::{self, IgnoredPath, Intake};
use domain::limits::Standing;
use domain::log::by_time::{self, TimeRequest};
use domain::log::filter::Filter;
use domain::log::read::{self, Order, PageRequest, StoredEvent};
use domain::log::{Outcome, Refusal};
use domain::metrics;
use domain::sessions::list;
use domain::tenants::TenantContext;
use domain::uuids::uuid_v7;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, OpenApi};
use serde::Deserialize;

use crate::App;
use crate::auth::{Caller, EventsReader, EventsWriter};
use crate::body::{EventsBody, LinesBody};
use crate::contract::Tag;
use crate::error::{ApiError, ProblemPlace};
use crate::filter::{EventFilter, invalid_id};
use crate::page::{LIMIT_DEFAULT, read_cursor, read_place_cursor, write_cursor, write_place_cursor};
use wire::{
    AppendAnswer, AppendedEvent, BatchAnswer, BatchResult, EventPage, ItemCode, ItemResult, PostedBatch, PostedEvent,
    RateHeaders, event_id,
};

/// Most events of one batch.
pub const BATCH_EVENTS_MAX: usize = 10_000;

/// The operations on events.
pub struct EventsApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// Which way a list goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ListOrder {
    /// Oldest position first: to follow a log.
    Asc,
    /// Newest position first.
    Desc,
}

impl ListOrder {
    /// What a list has unless the caller says otherwise.
    pub fn newest_first() -> Self {
        Self::Desc
    }
}

impl From<ListOrder> for Order {
    fn from(order: ListOrder) -> Self {
        match order {
            ListOrder::Asc => Self::Ascending,
            ListOrder::Desc => Self::Descending,
        }
    }
}

impl From<Order> for ListOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Ascending => Self::Asc,
            Order::Descending => Self::Desc,
        }
    }
}

/// Which way a list of events goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum EventOrder {
    /// Oldest position first: to follow a log.
    Asc,
    /// Newest position first.
    Desc,
    /// What happened last comes first, by `occurred_at`, of what the worker has come to.
    Occurred,
    /// What happened first comes first, by `occurred_at`, of what the worker has come to.
    OccurredAsc,
}

impl EventOrder {
    /// What the list has unless the caller says otherwise.
    fn newest_first() -> Self {
        Self::Desc
    }
}

#[OpenApi(tag = "Tag::Events")]
impl EventsApi {
    /// Appends an event.
    ///
    /// Answers when the event is durable. Safe to repeat with the same `id` and `occurred_at`: the answer then has
    /// `duplicate` and the first position. An event that an ignore rule of the tenant drops is answered with `ignored`
    /// and stored nowhere. Needs the scope `events:write`.
    #[oai(path = "/v1/events", method = "post", operation_id = "append_event")]
    async fn append(&self, caller: EventsWriter, body: EventsBody<PostedEvent>) -> Result<AppendAnswer, ApiError> {
        let rate = rate_headers(caller.0.standing);
        let context = self.app.contexts.get(caller.0.tenant()).await?;
        let _turn = self.app.overload.turn(caller.0.tenant()).await?;
        let created = |event| AppendAnswer::Created(Json(event), rate.limit, rate.policy);
        let entry = match self.read(&context, &body.body.bytes, IgnoredPath::Drop) {
            Ok(Intake::Entry(entry)) => *entry,
            Ok(Intake::Ignored) => {
                metrics::EVENTS_IGNORED.inc();
                let redacted = Vec::new();
                return Ok(created(AppendedEvent {
                    id: None,
                    position: None,
                    duplicate: false,
                    ignored: true,
                    redacted,
                }));
            }
            Err(faults) => {
                metrics::EVENTS_REJECTED.inc();
                return Err(Error::Invalid(faults).into());
            }
        };
        let (id, redacted) = (entry.event_id, entry.redacted.clone());
        let outcomes = self.app.log.append(caller.0.tenant(), vec![entry]).await?;
        let (position, duplicate) = position_of(outcomes)?;
        let id = Some(event_id(id));
        Ok(created(AppendedEvent { id, position: Some(position.0), duplicate, ignored: false, redacted }))
    }

    /// Appends many events.
    ///
    /// All that fit are appended together, at consecutive positions, in the order of the list; `results` names each
    /// that was not plainly accepted. At most 10,000 events and 10 MiB, unpacked; `Content-Encoding: gzip` and `zstd`
    /// are taken. Safe to repeat for events with an `id`. Needs the scope `events:write`.
    #[oai(path = "/v1/events/batch", method = "post", operation_id = "append_events")]
    async fn append_batch(
        &self,
        caller: EventsWriter,
        /// Store events whose path the tenant ignores, too: `ignored` is then 0.
        #[oai(default)]
        include_static: Query<bool>,
        body: EventsBody<PostedBatch>,
    ) -> Result<BatchAnswer, ApiError> {
        let events = intake::split_array(&body.body.bytes).map_err(|fault| Error::Invalid(vec![fault]))?;
        self.append_many(&caller.0, "/events", events, ignored_path(include_static.0)).await
    }

    /// Appends many events, one on each line.
    ///
    /// As `append_events`, with a JSON object on each line; blank lines are skipped. Any `Content-Type` is taken.
    #[oai(path = "/v1/events/ndjson", method = "post", operation_id = "append_events_ndjson")]
    async fn append_ndjson(
        &self,
        caller: EventsWriter,
        /// Store events whose path the tenant ignores, too: `ignored` is then 0.
        #[oai(default)]
        include_static: Query<bool>,
        body: LinesBody,
    ) -> Result<BatchAnswer, ApiError> {
        let events = intake::split_lines(&body.body.bytes).map(|(_, line)| line).collect();
        self.append_many(&caller.0, "", events, ignored_path(include_static.0)).await
    }

    /// Lists events.
    ///
    /// Newest position first unless `order` says otherwise; by `occurred_at` with `order=occurred`, which lists what the worker has
    /// come to. All filters that are given must fit. A page looks at 100,000 positions at
    /// most, so with a filter that fits little it may be short, or empty, and still have a `next`; `user_id`,
    /// `session_id` and `ip` with an address are looked up and need no such window. Events are found by country, city,
    /// browser, platform, kind, referrer, search and text once the worker has come to them, which takes less than a second:
    /// `fresh` waits for it. To follow a log, ask again with `order=asc` and `after` the last position seen. Needs the scope
    /// `events:read`.
    #[oai(path = "/v1/events", method = "get", operation_id = "list_events")]
    #[expect(clippy::too_many_arguments, reason = "the parameters of the operation")]
    async fn list(
        &self,
        caller: EventsReader,
        /// Which way the list goes.
        #[oai(default = "EventOrder::newest_first")]
        order: Query<EventOrder>,
        /// Most events of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before; with the same filters and order.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
        /// Only positions above.
        #[oai(validator(minimum(value = "0")))]
        after: Query<Option<i64>>,
        /// Only positions below.
        #[oai(validator(minimum(value = "0")))]
        before: Query<Option<i64>>,
        /// Answer once the read model has come to this position, which an answer to a post has: then a filter finds what
        /// was posted. 503 when it has not within `wait_ms`.
        #[oai(validator(minimum(value = "0")))]
        fresh: Query<Option<i64>>,
        /// How long to wait for `fresh`, in milliseconds.
        #[oai(default = "wait_ms_default", validator(minimum(value = "0"), maximum(value = "10000")))]
        wait_ms: Query<u32>,
        filter: EventFilter,
    ) -> Result<Json<EventPage>, ApiError> {
        if let Some(position) = fresh.0 {
            let wait = Duration::from_millis(wait_ms.0.into());
            access_log::wait_for(&self.app.stores.read, caller.0.tenant(), Position(position), wait).await?;
        }
        let bounds = (after.0.map(Position), before.0.map(Position));
        let (order, by_time) = match order.0 {
            EventOrder::Asc => (Order::Ascending, false),
            EventOrder::Desc => (Order::Descending, false),
            EventOrder::Occurred => (Order::Descending, true),
            EventOrder::OccurredAsc => (Order::Ascending, true),
        };
        if by_time {
            return self.page_by_time(&caller.0, order, limit.0, cursor.0, bounds, &filter.0).await;
        }
        self.page(&caller.0, order.into(), limit.0, cursor.0, bounds, &filter.0).await
    }

    /// Gets an event by its id.
    ///
    /// 404 when there is none, it is past its retention, or it is somebody else's. Needs the scope `events:read`.
    #[oai(path = "/v1/events/:event_id", method = "get", operation_id = "get_event")]
    async fn get(
        &self,
        caller: EventsReader,
        /// The event's id: `evt_…`, or the UUID that it was posted with.
        #[oai(validator(pattern = "^(evt_[0-9a-f]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$"))]
        event_id: Path<String>,
    ) -> Result<Json<wire::Event>, ApiError> {
        let event_id: EventId = event_id.0.parse().map_err(|e| invalid_id("event_id", e))?;
        let tenant = caller.0.tenant();
        let event = read::find(&self.app.stores.read, self.app.clock.now(), tenant, event_id).await?;
        let shown = shown(&self.app, tenant, vec![event]).await?.pop();
        shown.map(Json).ok_or_else(ApiError::internal)
    }
}

impl EventsApi {
    fn read(&self, context: &TenantContext, event: &[u8], ignored: IgnoredPath) -> Result<Intake, Vec<Fault>> {
        let now = self.app.clock.now();
        intake::read(event, &context.rules, now, ignored, &mut || uuid_v7(now))
    }

    /// Appends the events of a batch that fit, and says what became of the others. `base` is where they stand in the
    /// body.
    async fn append_many(
        &self,
        caller: &Caller,
        base: &str,
        events: Vec<&[u8]>,
        ignored: IgnoredPath,
    ) -> Result<BatchAnswer, ApiError> {
        if events.len() > BATCH_EVENTS_MAX {
            return Err(ApiError::invalid(base, format!("has at most {BATCH_EVENTS_MAX} events")));
        }
        let _turn = self.app.overload.turn(caller.tenant()).await?;
        self.app.limiter.charge(caller.id(), events.len().saturating_sub(1));
        let context = self.app.contexts.get(caller.tenant()).await?;
        let mut result = BatchResult::default();
        let mut entries: Vec<Entry> = Vec::with_capacity(events.len());
        let mut places: Vec<u32> = Vec::with_capacity(events.len());
        for (index, event) in (0..).zip(events) {
            match self.read(&context, event, ignored) {
                Ok(Intake::Entry(entry)) => {
                    entries.push(*entry);
                    places.push(index);
                }
                Ok(Intake::Ignored) => result.ignored(index),
                Err(faults) => result.rejected(index, ItemCode::Invalid, &faults),
            }
        }
        metrics::EVENTS_IGNORED.inc_by(u64::from(result.ignored));
        let outcomes = self.app.log.append(caller.tenant(), entries).await?;
        for (index, outcome) in places.into_iter().zip(outcomes) {
            result.settled(index, outcome);
        }
        metrics::EVENTS_REJECTED.inc_by(u64::from(result.rejected));
        result.results.sort_by_key(|item| item.index);
        let rate = rate_headers(caller.standing);
        Ok(BatchAnswer::Ok(Json(result), rate.limit, rate.policy))
    }

    async fn page(
        &self,
        caller: &Caller,
        order: ListOrder,
        limit: u32,
        cursor: Option<String>,
        (after, before): (Option<Position>, Option<Position>),
        filter: &Filter,
    ) -> Result<Json<EventPage>, ApiError> {
        let list = list_name(caller.tenant(), order, after, before, filter);
        let mut request = PageRequest { order: order.into(), after, before, limit };
        if let Some(cursor) = cursor {
            let at = read_cursor(&self.app.keyring, &list, &cursor)?;
            let at = at.try_into().map(i64::from_be_bytes).map_err(|_| ApiError::invalid("cursor", "does not fit"))?;
            let bound = match request.order {
                Order::Ascending => &mut request.after,
                Order::Descending => &mut request.before,
            };
            *bound = Some(Position(at));
        }
        let page = read::page(&self.app.stores.read, self.app.clock.now(), caller.tenant(), request, filter).await?;
        let next = page.next.map(|at| write_cursor(&self.app.keyring, &list, &at.0.to_be_bytes()));
        Ok(Json(EventPage { events: shown(&self.app, caller.tenant(), page.events).await?, next }))
    }

    async fn page_by_time(
        &self,
        caller: &Caller,
        order: Order,
        limit: u32,
        cursor: Option<String>,
        (after, before): (Option<Position>, Option<Position>),
        filter: &Filter,
    ) -> Result<Json<EventPage>, ApiError> {
        let (app, tenant) = (&self.app, caller.tenant());
        let list = format!("list_events {tenant} by time {order:?} {after:?} {before:?} {filter:?}");
        let from = cursor.map(|cursor| read_place_cursor(&app.keyring, &list, &cursor)).transpose()?;
        let request = TimeRequest { order, from, after, before, limit };
        let page = by_time::page(&app.stores.read, app.clock.now(), tenant, request, filter).await?;
        let next = page.next.map(|place| write_place_cursor(&app.keyring, &list, place));
        Ok(Json(EventPage { events: shown(app, tenant, page.events).await?, next }))
    }
}

/// Events with their words, and with the sessions that they belong to.
pub async fn shown(app: &App, tenant: TenantId, events: Vec<StoredEvent>) -> Result<Vec<wire::Event>, ApiError> {
    let sessions = list::named_by(&app.stores.read, app.clock.now(), tenant, &events).await?;
    Ok(events.into_iter().map(|event| wire::Event::of(event, &sessions, &app.locator)).collect())
}

impl BatchResult {
    fn ignored(&mut self, index: u32) {
        self.ignored += 1;
        self.push(index, ItemCode::Ignored, None, Vec::new());
    }

    fn rejected(&mut self, index: u32, code: ItemCode, faults: &[Fault]) {
        self.rejected += 1;
        self.push(index, code, None, faults.iter().map(ProblemPlace::from).collect());
    }

    fn settled(&mut self, index: u32, outcome: Outcome) {
        match outcome {
            Outcome::Appended(position) => {
                self.accepted += 1;
                self.first_position.get_or_insert(position.0);
                self.last_position = Some(position.0);
            }
            Outcome::Duplicate(position) => {
                self.duplicates += 1;
                self.push(index, ItemCode::Duplicate, Some(position.0), Vec::new());
            }
            Outcome::Refused(Refusal::EventIdTaken) => {
                self.rejected(index, ItemCode::EventIdTaken, &[Fault::new("/id", "belongs to another event")]);
            }
            Outcome::Refused(Refusal::NotStorable) => {
                self.rejected(index, ItemCode::Invalid, &[Fault::new("", "holds a value that cannot be stored")]);
            }
        }
    }

    fn push(&mut self, index: u32, code: ItemCode, position: Option<i64>, errors: Vec<ProblemPlace>) {
        self.results.push(ItemResult { index, code, position, errors, retryable: false });
    }
}

pub fn ignored_path(include_static: bool) -> IgnoredPath {
    if include_static { IgnoredPath::Keep } else { IgnoredPath::Drop }
}

/// The position of a single event, or why it has none.
fn position_of(outcomes: Vec<Outcome>) -> Result<(Position, bool), ApiError> {
    match outcomes.into_iter().next() {
        Some(Outcome::Appended(position)) => Ok((position, false)),
        Some(Outcome::Duplicate(position)) => Ok((position, true)),
        Some(Outcome::Refused(Refusal::EventIdTaken)) => {
            let detail = "the id belongs to an event with another occurred_at".to_owned();
            Err(Error::Conflict { code: ConflictCode::EventIdTaken, detail }.into())
        }
        Some(Outcome::Refused(Refusal::NotStorable)) => {
            metrics::EVENTS_REJECTED.inc();
            Err(ApiError::invalid("", "holds a value that cannot be stored"))
        }
        None => Err(ApiError::internal()),
    }
}

fn rate_headers(standing: Option<Standing>) -> RateHeaders {
    RateHeaders {
        limit: standing.map(|s| format!("\"events\";r={};t={}", s.remaining, s.reset_s)),
        policy: standing.map(|s| format!("\"events\";q={};w=1", s.quota)),
    }
}

/// Names a list for its cursors: everything but the place and the size of the page.
fn list_name(
    tenant: TenantId,
    order: ListOrder,
    after: Option<Position>,
    before: Option<Position>,
    filter: &Filter,
) -> String {
    format!("list_events {tenant} {order:?} {after:?} {before:?} {filter:?}")
}

fn wait_ms_default() -> u32 {
    1_000
}

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
