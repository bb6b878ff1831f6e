//! Privacy: erase a person, give a person what is known.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use domain::client_address::parse_address;
use domain::error::{Error, Fault};
use domain::intake::USER_ID_BYTES_MAX;
use domain::privacy::{self, Known, Person};
use futures::Stream;
use poem::{Body, IntoResponse, Request, Response};
use poem_openapi::param::Path;
use poem_openapi::payload::{Json, Payload};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::ToJSON;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use crate::App;
use crate::auth::TenantAdmin;
use crate::body::{JsonBody, present};
use crate::contract::Tag;
use crate::error::ApiError;
use crate::events::wire;
use crate::filter::text as stored_text;
use crate::sessions::wire::Session;
use crate::streams::{self, Place, Reader};

/// The operations on what is known of persons.
pub struct PrivacyApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// Who is to be erased: a user or an address, one of the two.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct ErasureToOrder {
    /// The application's name of the user.
    #[oai(validator(max_length = 256, min_length = 1))]
    #[serde(default, deserialize_with = "present")]
    pub user_id: Option<String>,
    /// The address.
    #[oai(validator(max_length = 64))]
    #[serde(default, deserialize_with = "present")]
    pub ip: Option<String>,
    /// Only count what would be erased.
    #[oai(default)]
    #[serde(default)]
    pub dry_run: bool,
}

/// How much it is, or the job that erases it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Erasure {
    /// Whether it was only counted.
    dry_run: bool,
    /// Events of the log, as far as the worker has come to them: what names the person, what happened in their sessions
    /// before the sign-in, and what came without a name from an address and agent that nobody else has used. Only counted
    /// with `dry_run`; the log says how many an erasure took (`person.erased`).
    events: Option<u64>,
    /// Sessions, those that have ended too; the same holds for them.
    sessions: Option<u64>,
    /// The job that erases it (`job_…`); absent when it was only counted.
    job_id: Option<String>,
}

/// Lines of JSON, as they are read from the stores.
pub struct Lines(Body);

impl Payload for Lines {
    // Generators read octet streams; not all of them read application/x-ndjson.
    const CONTENT_TYPE: &'static str = "application/octet-stream";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }))
    }
}

impl IntoResponse for Lines {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::CONTENT_TYPE).body(self.0)
    }
}

impl poem_openapi::ApiResponse for Lines {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "One JSON object per line, with its `kind` (`session` or `event`) and a member of that name.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType { content_type: Self::CONTENT_TYPE, schema: Self::schema_ref() }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}

#[OpenApi(tag = "Tag::Privacy")]
impl PrivacyApi {
    /// Erases a person.
    ///
    /// Ends the sessions, and takes events and sessions out of the log, the read model, the statistics and Redis, for good,
    /// by a job; the log keeps that somebody was erased, and not who. What happens after the order is not erased. With
    /// `dry_run` it is counted, and nothing is erased. An address can be erased that was kept in full; while the tenant keeps
    /// networks in place of addresses (`capture_ip`), one of these is refused. Needs the scope `admin`.
    #[oai(path = "/v1/erasures", method = "post", operation_id = "erase_person")]
    async fn erase(&self, caller: TenantAdmin, body: JsonBody<ErasureToOrder>) -> Result<Json<Erasure>, ApiError> {
        let (app, tenant, dry_run) = (&self.app, caller.0.tenant(), body.value.dry_run);
        let person = person(body.value)?;
        let mut erasure = Erasure { dry_run, events: None, sessions: None, job_id: None };
        if dry_run {
            let counts = privacy::count(&app.stores, app.clock.now(), tenant, &person).await?;
            (erasure.events, erasure.sessions) = (Some(counts.events), Some(counts.sessions));
        } else {
            let job = privacy::order(&app.stores, app.clock.now(), tenant, &caller.0.by(), person).await?;
            erasure.job_id = Some(job.to_string());
        }
        Ok(Json(erasure))
    }

    /// Gives what is known of a user.
    ///
    /// Sessions, those that have ended too, and events, oldest first, each as a line of JSON. Needs the scope `admin`.
    #[oai(path = "/v1/users/:user_id/export", method = "get", operation_id = "export_user")]
    async fn export(
        &self,
        caller: TenantAdmin,
        request: &Request,
        /// The application's name of the user.
        #[oai(validator(max_length = 256, min_length = 1))]
        user_id: Path<String>,
    ) -> Result<Lines, ApiError> {
        let user_id = stored_text("user_id", Some(user_id.0))?.unwrap_or_default();
        let (app, tenant) = (Arc::clone(&self.app), caller.0.tenant());
        let place = app.streams.take(tenant)?;
        let known = Known::of(&app.stores, app.clock.now(), tenant, user_id).await?;
        let reader = Reader::new(caller.0, &app, request, None);
        Ok(Lines(streams::file(request, lines(app, reader, place, known))))
    }
}

/// Who is meant.
fn person(sent: ErasureToOrder) -> Result<Person, ApiError> {
    let fault = |pointer: &str, detail: &str| {
        ApiError::from(Error::Invalid(vec![Fault { pointer: pointer.to_owned(), detail: detail.to_owned() }]))
    };
    match (sent.user_id, sent.ip) {
        (Some(user_id), None) if user_id.is_empty() || user_id.len() > USER_ID_BYTES_MAX || user_id.contains('\0') => {
            Err(fault("/user_id", "must have 1 to 256 bytes, without U+0000"))
        }
        (Some(user_id), None) => Ok(Person::UserId(user_id)),
        (None, Some(ip)) => {
            let ip: Option<IpAddr> = parse_address(&ip);
            ip.map(Person::Ip).ok_or_else(|| fault("/ip", "must be an address"))
        }
        _ => Err(fault("", "must have user_id or ip, one of the two")),
    }
}

/// The lines of a file, read as they are sent, as long as the reader's credential is good.
fn lines(app: Arc<App>, reader: Reader, place: Place, known: Known) -> impl Stream<Item = std::io::Result<Vec<u8>>> {
    futures::stream::try_unfold((known, reader, place), move |(mut known, mut reader, place)| {
        let app = Arc::clone(&app);
        async move {
            reader.check_again().await.map_err(|_| streams::broken_off())?;
            let part = known.next(&app.stores, app.clock.now(), reader.tenant()).await;
            let Some(part) = part.map_err(|_| streams::broken_off())? else { return Ok(None) };
            let mut text = String::new();
            for session in part.sessions {
                let session = Session::of(session, domain::labels::LabelStyle::Plain, &app.locator).to_json();
                text.push_str(&serde_json::json!({"kind": "session", "session": session}).to_string());
                text.push('\n');
            }
            for event in part.events {
                let event = wire::Event::of(event, &HashMap::new(), &app.locator).to_json();
                text.push_str(&serde_json::json!({"kind": "event", "event": event}).to_string());
                text.push('\n');
            }
            Ok(Some((text.into_bytes(), (known, reader, place))))
        }
    })
}
