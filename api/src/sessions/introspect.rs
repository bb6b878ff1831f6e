//! Checking a token: the operation that every request of the tenant's users waits for.

use domain::id::TenantId;
use poem::{Request, RequestBody};
use poem_openapi::payload::{ParsePayload, Payload};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::sent_use::SentUse;
use super::wire::{Introspection, TokenToCheck};
use crate::App;
use crate::auth::open;
use crate::body::{BODY_BYTES_MAX, JsonBody, read};
use crate::error::ApiError;

const FORM: &str = "application/x-www-form-urlencoded";

/// A [`TokenToCheck`] as JSON or, as RFC 7662 has it, as a form. The contract knows the JSON alone, because not every
/// generator reads more than one media type.
pub struct TokenBody(pub TokenToCheck);

impl<'a> ApiExtractor<'a> for TokenBody {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        TokenToCheck::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = MetaMediaType {
            content_type: <JsonBody<TokenToCheck> as Payload>::CONTENT_TYPE,
            schema: TokenToCheck::schema_ref(),
        };
        Some(MetaRequest { description: None, content: vec![content], required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        let media_type = request.content_type().unwrap_or_default();
        if <JsonBody<TokenToCheck> as Payload>::check_content_type(media_type) {
            let sent = <JsonBody<TokenToCheck> as ParsePayload>::from_request(request, body).await?;
            return Ok(Self(sent.value));
        }
        if !media_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(FORM)) {
            return Err(ApiError::unsupported_media_type(format!("Content-Type is application/json or {FORM}")).into());
        }
        let raw = read(App::of(request)?, request, body, BODY_BYTES_MAX).await?;
        Ok(Self(of_form(&raw.bytes)?))
    }
}

/// Reads a form with the members of [`TokenToCheck`]; others are passed over, as OAuth has it (RFC 6749, 3.2).
fn of_form(bytes: &[u8]) -> Result<TokenToCheck, ApiError> {
    let mut members = serde_json::Map::new();
    for (name, value) in url::form_urlencoded::parse(bytes) {
        let known = matches!(
            name.as_ref(),
            "token" | "token_type_hint" | "ip" | "remote_addr" | "x_forwarded_for" | "user_agent"
        );
        if known && members.insert(name.clone().into_owned(), value.into_owned().into()).is_some() {
            return Err(ApiError::invalid(format!("/{name}"), "given twice"));
        }
    }
    domain::json::read(serde_json::Value::Object(members).to_string().as_bytes()).map_err(ApiError::from)
}

/// What a token of the tenant says.
pub async fn introspect(app: &App, tenant: TenantId, sent: TokenToCheck) -> Result<Introspection, ApiError> {
    let token = sent.token.clone();
    let sent = SentUse::of(sent)?;
    // The settings are needed for proxies alone.
    let used = if sent.says_nothing() {
        None
    } else {
        let context = app.contexts.get(tenant).await?;
        sent.read(&context.tenant.settings)?
    };
    // Nobody notes a use of another tenant's session; looking at one does nothing to it.
    if used.is_some() && app.tenant_of_token(&token) != Some(tenant) {
        return Ok(Introspection::default());
    }
    let opened = open(app, &token, used).await?.filter(|opened| opened.live.tenant == tenant);
    Ok(opened.map_or_else(Introspection::default, |opened| match opened.access_until {
        Some(until) => Introspection::of(opened.live, "access_token", until),
        None => {
            let deadline = opened.live.deadline;
            Introspection::of(opened.live, "session", deadline)
        }
    }))
}
