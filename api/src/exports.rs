//! Exports: events as files that are ordered, followed, and fetched with a link.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::error::{Error, Fault};
use domain::exports::{self, Download, Format, NewExport, link};
use domain::id::{JobId, TenantId};
use domain::idempotency::Repeatable;
use domain::json;
use domain::keyring::Keyring;
use domain::log::filter::Filter;
use futures::StreamExt as _;
use poem::{Body, IntoResponse, Response};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::{Json, Payload};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::App;
use crate::auth::EventsReader;
use crate::body::JsonBody;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::events::ListOrder;
use crate::events::wire::hex;
use crate::filter::{self, invalid_id};
use crate::jobs::JobState;
use crate::streams::{Place, broken_off};
use crate::tenants::NoContent;

/// The operations on exports.
pub struct ExportsApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// As `download_events_csv` does.
    Csv,
    /// As `download_events_ndjson` does.
    Ndjson,
}

/// Events to be written as a file: all that fit. The filters are those of `list_events`.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ExportToOrder {
    /// How the file is written.
    format: ExportFormat,
    /// Which way it goes.
    #[oai(default = "ListOrder::newest_first")]
    order: ListOrder,
    /// The members of the filter, as they came: `filter.rs` reads them.
    #[oai(skip)]
    filter: Vec<(String, String)>,
}

/// An export: events as a file that is written in the background.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Export {
    /// Its id, which is that of the job that writes it (`job_…`).
    id: String,
    /// How it stands.
    state: JobState,
    /// How the file is written.
    format: ExportFormat,
    /// Which way it goes.
    order: ListOrder,
    /// Events that are in the file so far.
    rows: i64,
    /// Bytes of the file so far, as it is fetched.
    bytes: i64,
    /// When it was ordered.
    created_at: DateTime<Utc>,
    /// SHA-256 of the file as it is fetched, in hexadecimal digits; once it is there.
    sha256: Option<String>,
    /// A link to the file, relative to this API, as long as it is there. It needs no key: whoever has it has the file.
    url: Option<String>,
    /// Until when the link is good. Getting the export again gives another one.
    url_expires_at: Option<DateTime<Utc>>,
    /// Until when the file is kept, once it is there: 3 days, or less when what is in it was erased or purged.
    expires_at: Option<DateTime<Utc>>,
    /// Why the last attempt to write it failed, for people.
    error: Option<String>,
}

/// An export that was ordered.
#[derive(ApiResponse)]
pub enum ExportOrdered {
    /// A job writes it.
    #[oai(status = 202)]
    Ordered(
        Json<Export>,
        /// Where the export can be seen.
        #[oai(header = "Location")]
        String,
    ),
}

#[OpenApi(tag = "Tag::Exports")]
impl ExportsApi {
    /// Orders an export.
    ///
    /// All events that fit, as many as there are, as a file packed with gzip. It ends where the log ended when it was ordered, and
    /// a filter by words waits until the worker has come to that. Repeated with the same `Idempotency-Key` within 24 hours, the
    /// same export is answered. At most 50 at a time. Needs the scope `events:read`.
    #[oai(path = "/v1/exports", method = "post", operation_id = "order_export")]
    async fn order(
        &self,
        caller: EventsReader,
        /// Any text of up to 255 bytes that names this request.
        #[oai(name = "Idempotency-Key", validator(max_length = 255, pattern = "^[ -~]+$"))]
        idempotency_key: Header<Option<String>>,
        body: JsonBody<ExportToOrder>,
    ) -> Result<ExportOrdered, ApiError> {
        let (app, now, tenant) = (&self.app, self.app.clock.now(), caller.0.tenant());
        let new = new_export(body.value)?;
        let repeatable = Repeatable { operation: "order_export", key: idempotency_key.0.as_deref(), body: &body.raw };
        let by = caller.0.by();
        let ordered = exports::order(&app.stores, app.files.as_ref(), now, tenant, &by, repeatable, new).await?;
        let at = format!("/v1/exports/{}", ordered.job_id);
        Ok(ExportOrdered::Ordered(Json(self.shown(now, tenant, ordered)), at))
    }

    /// Gets an export.
    ///
    /// To follow one, ask again: `rows` grows, and `state` ends as `done` or `failed`. Once it is done there is a link, good for 15
    /// minutes, another one with each answer. Needs the scope `events:read`.
    #[oai(path = "/v1/exports/:export_id", method = "get", operation_id = "get_export")]
    async fn get(
        &self,
        caller: EventsReader,
        /// The export's id (`job_…`).
        #[oai(validator(pattern = "^job_[0-9a-f]{32}$"))]
        export_id: Path<String>,
    ) -> Result<Json<Export>, ApiError> {
        let tenant = caller.0.tenant();
        let export = exports::find(&self.app.stores, tenant, id(&export_id.0)?).await?;
        Ok(Json(self.shown(self.app.clock.now(), tenant, export)))
    }

    /// Removes an export.
    ///
    /// It is not found any more, its links open nothing, and its file leaves the store within minutes; one that is being written is
    /// given up. 204 also when it was removed before. Needs the scope `events:read`.
    #[oai(path = "/v1/exports/:export_id", method = "delete", operation_id = "remove_export")]
    async fn remove(
        &self,
        caller: EventsReader,
        /// The export's id (`job_…`).
        #[oai(validator(pattern = "^job_[0-9a-f]{32}$"))]
        export_id: Path<String>,
    ) -> Result<NoContent, ApiError> {
        let now = self.app.clock.now();
        exports::remove(&self.app.stores, now, caller.0.tenant(), id(&export_id.0)?).await?;
        Ok(NoContent::Done)
    }

    /// Gives the file of an export.
    ///
    /// This is what a link leads to (`url` of an export), which has all parameters and needs no key. 403 when the link is not good,
    /// or over.
    #[oai(path = "/v1/exports/:export_id/file", method = "get", operation_id = "download_export")]
    async fn download(
        &self,
        /// The export's id (`job_…`).
        #[oai(validator(pattern = "^job_[0-9a-f]{32}$"))]
        export_id: Path<String>,
        /// Whose it is (`ten_…`).
        #[oai(validator(pattern = "^ten_[0-9a-f]{32}$"))]
        tenant: Query<String>,
        /// Until when the link is good, in seconds since 1970.
        #[oai(validator(minimum(value = "0")))]
        expires: Query<i64>,
        /// The link's signature, in hexadecimal digits.
        #[oai(validator(pattern = "^[0-9a-f]{64}$"))]
        signature: Query<String>,
    ) -> Result<File, ApiError> {
        let (app, now) = (&self.app, self.app.clock.now());
        let (job, tenant) = (id(&export_id.0)?, tenant.0.parse::<TenantId>());
        let tenant = tenant.map_err(|error| invalid_id("tenant", error))?;
        // The pattern lets nothing else through.
        let signature = unhex(&signature.0).ok_or_else(ApiError::internal)?;
        if !link::is_good(&app.keyring, now, tenant, job, expires.0, &signature) {
            return Err(ApiError::link_not_good());
        }
        let place = app.streams.take(tenant)?;
        let download = exports::download(&app.stores, app.files.as_ref(), now, tenant, job).await?;
        Ok(File { name: format!("{job}.{}.gz", download.format.name()), download, place })
    }
}

impl ExportsApi {
    /// An export as the caller sees it, with a link to the file if there is one.
    fn shown(&self, now: DateTime<Utc>, tenant: TenantId, export: exports::Export) -> Export {
        let until = export.link_expires_at(now).filter(|_| self.app.files.is_some());
        Export {
            id: export.job_id.to_string(),
            state: export.state.into(),
            format: match export.format {
                Format::Csv => ExportFormat::Csv,
                Format::Ndjson => ExportFormat::Ndjson,
            },
            order: export.order.into(),
            rows: export.rows,
            bytes: export.bytes,
            created_at: export.created_at,
            sha256: export.sha256.map(|hash| hex(&hash)),
            url: until.map(|until| url(&self.app.keyring, tenant, export.job_id, until)),
            // In the seconds in which it is signed.
            url_expires_at: until.and_then(|until| DateTime::from_timestamp(until.timestamp(), 0)),
            expires_at: export.expires_at,
            error: export.error,
        }
    }
}

/// A link to a file.
fn url(keyring: &Keyring, tenant: TenantId, job: JobId, until: DateTime<Utc>) -> String {
    let until_s = until.timestamp();
    let signature = hex(&link::sign(keyring, tenant, job, until_s));
    format!("/v1/exports/{job}/file?tenant={tenant}&expires={until_s}&signature={signature}")
}

fn id(text: &str) -> Result<JobId, ApiError> {
    text.parse().map_err(|error: domain::id::InvalidId| invalid_id("export_id", error))
}

/// Bytes from their hexadecimal digits.
fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// What is ordered, with the filter read.
fn new_export(sent: ExportToOrder) -> Result<NewExport, ApiError> {
    let fault =
        |name: &str, detail: String| Error::Invalid(vec![Fault::new(format!("/{}", json::escape(name)), detail)]);
    let mut filter = Filter::default();
    for (name, value) in sent.filter {
        if !filter::set(&mut filter, &name, value).map_err(|detail| fault(&name, detail))? {
            return Err(fault(&name, "is no member of an export".to_owned()).into());
        }
    }
    let format = match sent.format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Ndjson => Format::Ndjson,
    };
    Ok(NewExport { format, order: sent.order.into(), filter })
}

impl<'de> Deserialize<'de> for ExportToOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ExportVisitor)
    }
}

/// Reads an order: what is not its own is a text, and one of the filter's.
struct ExportVisitor;

impl<'de> Visitor<'de> for ExportVisitor {
    type Value = ExportToOrder;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<ExportToOrder, M::Error> {
        let (mut format, mut order) = (None, None);
        let mut filter: Vec<(String, String)> = Vec::new();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            match name.as_ref() {
                "format" if format.is_none() => format = Some(map.next_value()?),
                "order" if order.is_none() => order = Some(map.next_value()?),
                "format" => return Err(M::Error::duplicate_field("format")),
                "order" => return Err(M::Error::duplicate_field("order")),
                other if filter.iter().any(|(name, _)| name == other) => {
                    return Err(M::Error::custom("duplicate field in the filter"));
                }
                other => filter.push((other.to_owned(), map.next_value()?)),
            }
        }
        let format = format.ok_or_else(|| M::Error::missing_field("format"))?;
        Ok(ExportToOrder { format, order: order.unwrap_or_else(ListOrder::newest_first), filter })
    }
}

/// A file, read from the store as it is sent.
pub struct File {
    name: String,
    download: Download,
    place: Place,
}

impl Payload for File {
    const CONTENT_TYPE: &'static str = "application/gzip";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }))
    }
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let Self { name, download, place } = self;
        let bytes = download.bytes;
        let parts = download.into_stream().map(move |part| {
            let _held = &place;
            part.map_err(|_| broken_off())
        });
        Response::builder()
            .content_type(Self::CONTENT_TYPE)
            .header("Content-Length", bytes)
            .header("Content-Disposition", format!("attachment; filename=\"{name}\""))
            // A file of persons, behind an address that is over soon.
            .header("Cache-Control", "no-store")
            .body(Body::from_bytes_stream(parts))
    }
}

impl ApiResponse for File {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType { content_type: Self::CONTENT_TYPE, schema: Self::schema_ref() }];
        let response = MetaResponse {
            description: "The file, packed with gzip.",
            status: Some(200),
            status_range: None,
            content,
            headers: vec![],
        };
        MetaResponses { responses: vec![response] }
    }

    fn register(_: &mut Registry) {}
}
