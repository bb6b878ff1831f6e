//! Events as a stream: all that fit as a file, or those that come from now on.

mod csv;
mod places;
mod reader;
mod render;
mod tail;

use std::marker::PhantomData;
use std::sync::Arc;

use domain::id::Position;
use domain::log::filter::Filter;
use domain::log::read::StoredEvent;
use domain::log::tail::Tail;
use domain::log::walk::Walk;
use futures::{Stream, StreamExt, TryStreamExt};
use poem::{Body, IntoResponse, Request, Response};
use poem_openapi::param::{Header, Query};
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiResponse, OpenApi};
use tokio::sync::mpsc;
use tokio_util::bytes::Bytes;

use crate::App;
use crate::auth::EventsReader;
use crate::connection::Breaker;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::events::{ListOrder, shown};
use crate::filter::EventFilter;

pub use places::{Place, Places};
pub use reader::Reader;
pub use render::render;

/// The operations that answer with a stream.
pub struct StreamsApi {
    /// What they work with.
    pub app: Arc<App>,
}

#[OpenApi(tag = "Tag::Events")]
impl StreamsApi {
    /// Gives all events that fit, as CSV.
    ///
    /// As many as there are, with a line of names first. It ends where the log ended when it began. No cell begins a
    /// formula: a quote stands before what a spreadsheet would calculate. Needs the scope `events:read`.
    #[oai(path = "/v1/events.csv", method = "get", operation_id = "download_events_csv")]
    async fn csv(
        &self,
        caller: EventsReader,
        request: &Request,
        /// Which way the list goes.
        #[oai(default = "ListOrder::newest_first")]
        order: Query<ListOrder>,
        filter: EventFilter,
    ) -> Result<Streamed<Csv>, ApiError> {
        let pages = self.pages(Reader::new(caller.0, &self.app, request, None), order.0, filter.0).await?;
        let app = Arc::clone(&self.app);
        let rows = pages.map(move |page| page.and_then(|events| csv::rows(&events, &app.locator)));
        let head = futures::stream::once(async { csv::head() });
        Ok(Streamed::new(file(request, head.chain(rows))))
    }

    /// Gives all events that fit, one on each line.
    ///
    /// As many as there are, each as `list_events` gives it. It ends where the log ended when it began. Needs the scope
    /// `events:read`.
    #[oai(path = "/v1/events.ndjson", method = "get", operation_id = "download_events_ndjson")]
    async fn ndjson(
        &self,
        caller: EventsReader,
        request: &Request,
        /// Which way the list goes.
        #[oai(default = "ListOrder::newest_first")]
        order: Query<ListOrder>,
        filter: EventFilter,
    ) -> Result<Streamed<Ndjson>, ApiError> {
        let tenant = caller.0.tenant();
        let pages = self.pages(Reader::new(caller.0, &self.app, request, None), order.0, filter.0).await?;
        let app = Arc::clone(&self.app);
        let lines = pages.then(move |page| {
            let app = Arc::clone(&app);
            async move {
                let shown = shown(&app, tenant, page?).await.map_err(|_| broken_off())?;
                Ok::<_, std::io::Error>(render::written(shown.into_iter()))
            }
        });
        Ok(Streamed::new(file(request, lines)))
    }

    /// Follows the log.
    ///
    /// Server-sent events: one for each event that fits, as `list_events` gives it, with its position as `id`. Without a
    /// position it begins with what comes next. Whoever comes back with `Last-Event-ID`, as browsers do by themselves, misses
    /// nothing and gets nothing twice; 410 when retention has taken something meanwhile. At least every 15 seconds
    /// something comes: an `id` without data says how far the log was looked at. A client that reads nothing for 30 seconds
    /// is cut off. Events are found by country, city, browser, platform, kind, referrer, search and text once the worker has come to them.
    /// Needs the scope `events:read`.
    #[oai(path = "/v1/events/tail", method = "get", operation_id = "tail_events")]
    async fn tail(
        &self,
        caller: EventsReader,
        request: &Request,
        /// The last position that was received; goes before `after`.
        #[oai(name = "Last-Event-ID", validator(pattern = "^[0-9]{1,18}$"))]
        last_event_id: Header<Option<String>>,
        /// Only positions above; 0 for all that is kept.
        #[oai(validator(minimum(value = "0")))]
        after: Query<Option<i64>>,
        /// End after so many seconds; without it, it goes on as long as the client reads.
        #[oai(validator(minimum(value = "1"), maximum(value = "86400")))]
        max_s: Query<Option<u32>>,
        filter: EventFilter,
    ) -> Result<Streamed<EventStream>, ApiError> {
        let app = &self.app;
        let place = app.streams.take(caller.0.tenant())?;
        // The pattern lets only digits through, few enough for a position.
        let last = last_event_id.0.and_then(|id| id.parse().ok());
        let after = last.or(after.0).map(Position);
        let tenant = caller.0.tenant();
        let tail = Tail::start(&app.stores.read, &app.heads, app.clock.now(), tenant, after, filter.0).await?;
        let reader = Reader::new(caller.0, app, request, max_s.0);
        Ok(Streamed::new(tail::body(Arc::clone(app), reader, tail, place)))
    }
}

impl StreamsApi {
    /// The pages of all events that fit, one read ahead, as long as the reader's credential is good. The first is there before
    /// there is an answer, so that what is refused is refused with a status.
    async fn pages(
        &self,
        mut reader: Reader,
        order: ListOrder,
        filter: Filter,
    ) -> Result<impl Stream<Item = std::io::Result<Vec<StoredEvent>>> + Send + use<>, ApiError> {
        let (app, place) = (Arc::clone(&self.app), self.app.streams.take(reader.tenant())?);
        let mut walk = Walk::new(reader.tenant(), order.into(), filter);
        let first = walk.next(&app.stores.read, app.clock.now()).await?;
        let (pages, ready) = mpsc::channel(1);
        tokio::spawn(async move {
            let _place = place;
            let mut page = first.map(Ok);
            while let Some(events) = page {
                let is_last = events.is_err();
                if pages.send(events).await.is_err() || is_last {
                    return;
                }
                let next = async {
                    reader.check_again().await?;
                    Ok::<_, ApiError>(walk.next(&app.stores.read, app.clock.now()).await?)
                };
                page = next.await.map_err(|_| broken_off()).transpose();
            }
        });
        Ok(received(ready))
    }
}

/// What is to be whole, or to be seen not to be.
pub fn file<T: Into<Bytes> + 'static>(
    request: &Request,
    pieces: impl Stream<Item = std::io::Result<T>> + Send + 'static,
) -> Body {
    let breaker = Breaker::of(request);
    Body::from_bytes_stream(pieces.inspect_err(move |_| breaker.break_off()))
}

/// What comes through a channel.
fn received<T>(from: mpsc::Receiver<T>) -> impl Stream<Item = T> {
    futures::stream::unfold(from, async |mut from| from.recv().await.map(|item| (item, from)))
}

/// The status is sent: all that can be said now is that the file is not whole.
pub fn broken_off() -> std::io::Error {
    std::io::Error::other("the file broke off")
}

/// What a stream consists of.
pub trait Media {
    /// Its media type.
    const CONTENT_TYPE: &'static str;
    /// What it holds.
    const DESCRIPTION: &'static str;
}

/// Lines of values with commas between them (RFC 4180).
pub struct Csv;

impl Media for Csv {
    const CONTENT_TYPE: &'static str = "text/csv";
    const DESCRIPTION: &'static str = "A line of names, and a line for each event.";
}

/// Lines of JSON.
pub struct Ndjson;

impl Media for Ndjson {
    const CONTENT_TYPE: &'static str = "application/x-ndjson";
    const DESCRIPTION: &'static str = "An `Event` on each line.";
}

/// Server-sent events.
pub struct EventStream;

impl Media for EventStream {
    const CONTENT_TYPE: &'static str = "text/event-stream";
    const DESCRIPTION: &'static str = "An `Event` as the data of each message, its position as the id.";
}

/// An answer that is written while it is read.
pub struct Streamed<M> {
    body: Body,
    media: PhantomData<fn() -> M>,
}

impl<M> Streamed<M> {
    const fn new(body: Body) -> Self {
        Self { body, media: PhantomData }
    }
}

impl<M: Media> Payload for Streamed<M> {
    const CONTENT_TYPE: &'static str = M::CONTENT_TYPE;

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")))
    }
}

impl<M: Media> IntoResponse for Streamed<M> {
    fn into_response(self) -> Response {
        // What a proxy gathers comes late.
        Response::builder().content_type(M::CONTENT_TYPE).header("X-Accel-Buffering", "no").body(self.body)
    }
}

impl<M: Media> ApiResponse for Streamed<M> {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType { content_type: M::CONTENT_TYPE, schema: <Self as Payload>::schema_ref() }];
        let response = MetaResponse {
            description: M::DESCRIPTION,
            status: Some(200),
            status_range: None,
            content,
            headers: vec![],
        };
        MetaResponses { responses: vec![response] }
    }

    fn register(_: &mut Registry) {}
}
