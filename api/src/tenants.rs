//! Tenants: the caller's own one, and for the installation's admin all of them.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::error::Error;
use domain::id::TenantId;
use domain::idempotency::Repeatable;
use domain::keys::{self, NewKey};
use domain::scope::Scope;
use domain::settings::{self, CaptureIp, TenantSettings};
use domain::tenants::{self, NewTenant, SettingsEdit, TenantChange};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use serde::Deserialize;

use crate::App;
use crate::auth::{InstallationAdmin, TenantAdmin};
use crate::body::{JsonBody, present, present_object};
use crate::contract::Tag;
use crate::error::ApiError;
use crate::keys::NewlyIssuedKey;
use crate::page::{LIMIT_DEFAULT, read_id_cursor, write_id_cursor};

/// The operations on tenants.
pub struct TenantsApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// A tenant: a customer of the installation, with one log.
#[derive(Object)]
pub struct Tenant {
    /// Its id (`ten_…`).
    id: String,
    /// Its name in URLs, unique in the installation.
    slug: String,
    /// Its name for people.
    name: String,
    /// What it sets.
    settings: Settings,
    /// Raised by every change: the ETag.
    version: i64,
    /// When it was created.
    created_at: DateTime<Utc>,
    /// The job that carries out a change of retention (`job_…`), in the answer to that change alone.
    #[oai(skip_serializing_if_is_none)]
    job: Option<String>,
}

/// What a tenant sets.
#[derive(Object)]
pub struct Settings {
    /// Days that an event is kept, counted from the day it occurred: 1 to 400.
    #[oai(validator(minimum(value = "1"), maximum(value = "400")))]
    retention_days: u16,
    /// Networks (CIDR) of the tenant's own proxies: their entries in `X-Forwarded-For` are believed. At most 200.
    trusted_proxies: Vec<String>,
    /// File extensions without the dot: a path that ends in one is ignored. At most 200.
    ignored_extensions: Vec<String>,
    /// Beginnings of paths that are ignored. At most 200.
    ignored_prefixes: Vec<String>,
    /// Further names of secret fields, beside the built-in ones, which cannot be switched off. At most 200.
    redacted_words: Vec<String>,
    /// What is kept of the visitor's address.
    capture_ip: IpCapture,
    /// Whether the user agent is kept.
    capture_user_agent: bool,
    /// Whether GET and POST data are kept.
    capture_data: bool,
    /// Seconds without use after which a session is over that is started from now on: 300 to 31622400.
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    session_idle_timeout_s: u32,
    /// Seconds after which a session is over in any case that is started from now on: 300 to 31622400 (366 days).
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    session_absolute_timeout_s: u32,
    /// Most sessions that a user has at a time: 1 to 100.
    #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
    sessions_per_user_max: u16,
    /// What becomes of a sign-in beyond that.
    session_limit: SessionLimit,
    /// Origins whose pages may call `/v1/me` (CORS), such as `https://shop.example`. At most 200.
    allowed_origins: Vec<String>,
}

/// What becomes of a sign-in of a user who has as many sessions as there may be.
#[derive(Enum, Clone, Copy, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SessionLimit {
    /// The session that was started first ends.
    EndOldest,
    /// The sign-in is refused: 409 `too_many_sessions`.
    RefuseNew,
}

/// What is kept of an address.
#[derive(Enum, Clone, Copy, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum IpCapture {
    /// All of it.
    Full,
    /// The /24 of an IPv4 address, the /48 of an IPv6 address.
    Anonymised,
    /// Nothing.
    Off,
}

/// Settings to set; those that are left out stay, or begin with their defaults.
#[derive(Object, Deserialize, Default)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct SettingsPatch {
    /// Days that an event is kept, 1 to 400. Can be changed once a day.
    #[oai(validator(minimum(value = "1"), maximum(value = "400")))]
    #[serde(default, deserialize_with = "present")]
    retention_days: Option<u16>,
    /// Networks (CIDR) of the tenant's own proxies. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    trusted_proxies: Option<Vec<String>>,
    /// File extensions without the dot. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    ignored_extensions: Option<Vec<String>>,
    /// Beginnings of paths. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    ignored_prefixes: Option<Vec<String>>,
    /// Further names of secret fields. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    redacted_words: Option<Vec<String>>,
    /// What is kept of the visitor's address.
    #[serde(default, deserialize_with = "present")]
    capture_ip: Option<IpCapture>,
    /// Whether the user agent is kept.
    #[serde(default, deserialize_with = "present")]
    capture_user_agent: Option<bool>,
    /// Whether GET and POST data are kept.
    #[serde(default, deserialize_with = "present")]
    capture_data: Option<bool>,
    /// Seconds without use after which a session is over that is started from now on: 300 to 31622400.
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    #[serde(default, deserialize_with = "present")]
    session_idle_timeout_s: Option<u32>,
    /// Seconds after which a session is over in any case that is started from now on: 300 to 31622400.
    #[oai(validator(minimum(value = "300"), maximum(value = "31622400")))]
    #[serde(default, deserialize_with = "present")]
    session_absolute_timeout_s: Option<u32>,
    /// Most sessions that a user has at a time: 1 to 100.
    #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
    #[serde(default, deserialize_with = "present")]
    sessions_per_user_max: Option<u16>,
    /// What becomes of a sign-in beyond that.
    #[serde(default, deserialize_with = "present")]
    session_limit: Option<SessionLimit>,
    /// Origins whose pages may call `/v1/me`. At most 200.
    #[oai(validator(max_items = 200))]
    #[serde(default, deserialize_with = "present")]
    allowed_origins: Option<Vec<String>>,
}

/// A tenant to create.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct TenantToCreate {
    /// Its name in URLs: 1 to 63 of a-z, 0-9 and -, unique in the installation.
    #[oai(validator(max_length = 63, min_length = 1, pattern = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"))]
    slug: String,
    /// Its name for people, 1 to 200 characters.
    #[oai(validator(max_length = 200, min_length = 1))]
    name: String,
    /// Settings that are not to be the default ones.
    #[serde(default, deserialize_with = "present_object")]
    settings: Option<SettingsPatch>,
}

/// Changes of a tenant; what is left out stays.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct TenantPatch {
    /// Another name for people, 1 to 200 characters.
    #[oai(validator(max_length = 200, min_length = 1))]
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    /// Settings to set.
    #[serde(default, deserialize_with = "present_object")]
    settings: Option<SettingsPatch>,
}

/// A page of tenants.
#[derive(Object)]
pub struct TenantPage {
    /// By id.
    tenants: Vec<Tenant>,
    /// Where the next page goes on; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    next: Option<String>,
}

/// A tenant with its ETag.
#[derive(ApiResponse)]
pub enum TenantAnswer {
    /// The tenant.
    #[oai(status = 200)]
    Ok(
        Json<Tenant>,
        /// The tenant's version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
}

/// A tenant that was changed.
#[derive(ApiResponse)]
pub enum TenantChangeAnswer {
    /// The tenant as it is now.
    #[oai(status = 200)]
    Done(
        Json<Tenant>,
        /// The tenant's version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
    /// The same, with another retention: a job moves the stored events to where that has them.
    #[oai(status = 202)]
    Ordered(
        Json<Tenant>,
        /// The tenant's version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
        /// Where the job can be seen.
        #[oai(header = "Location")]
        String,
    ),
}

/// A tenant that was just created, with its first key.
#[derive(Object)]
pub struct CreatedTenant {
    /// The tenant.
    tenant: Tenant,
    /// A key with all scopes, to make others with. Shown once.
    first_key: NewlyIssuedKey,
}

/// A tenant that was created.
#[derive(ApiResponse)]
pub enum CreateTenantAnswer {
    /// The tenant was created, now or by an earlier request with the same idempotency key; then its first key is issued
    /// anew.
    #[oai(status = 201)]
    Created(
        Json<CreatedTenant>,
        /// The tenant's version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
        /// `no-store`: the answer holds a secret.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

/// Nothing to say.
#[derive(ApiResponse)]
pub enum NoContent {
    /// Done, now or before.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Tenants")]
impl TenantsApi {
    /// Gets the caller's tenant.
    ///
    /// Needs the scope `admin`.
    #[oai(path = "/v1/tenant", method = "get", operation_id = "get_tenant")]
    async fn get(&self, caller: TenantAdmin) -> Result<TenantAnswer, ApiError> {
        let tenant = tenants::find(&self.app.stores, caller.0.tenant()).await?;
        Ok(TenantAnswer::ok(tenant))
    }

    /// Changes the caller's tenant.
    ///
    /// With `If-Match`, only if the tenant still has that version: 412 otherwise. Every change is an event in the
    /// tenant's log. Other processes go on with the old settings for up to 5 seconds. Another `retention_days` is
    /// answered 202 with a job that moves the stored events; once a day at most: 409 otherwise. Needs the scope `admin`.
    #[oai(path = "/v1/tenant", method = "patch", operation_id = "change_tenant")]
    async fn change(
        &self,
        caller: TenantAdmin,
        /// The ETag that the tenant must still have.
        #[oai(name = "If-Match", validator(pattern = r#"^(\*|"[0-9]{1,18}")$"#))]
        if_match: Header<Option<String>>,
        body: JsonBody<TenantPatch>,
    ) -> Result<TenantChangeAnswer, ApiError> {
        let tenant = caller.0.tenant();
        let version = if_match.0.as_deref().map(version_of).transpose()?.flatten();
        let settings = body.value.settings.map(|patch| -> SettingsEdit { Box::new(|settings| patch.onto(settings)) });
        let change = TenantChange { name: body.value.name, settings };
        let now = self.app.clock.now();
        let (changed, job) = tenants::change(&self.app.stores, now, tenant, &caller.0.by(), version, change).await?;
        self.app.contexts.forget(tenant).await;
        let etag = etag(changed.version);
        let changed = Tenant { job: job.map(|job| job.to_string()), ..changed.into() };
        Ok(match job {
            None => TenantChangeAnswer::Done(Json(changed), etag),
            Some(job) => TenantChangeAnswer::Ordered(Json(changed), etag, format!("/v1/jobs/{job}")),
        })
    }

    /// Creates a tenant.
    ///
    /// Needs the installation admin's key. Safe to repeat with the same `Idempotency-Key` for 24 hours; with another
    /// body then: 422.
    #[oai(path = "/v1/tenants", method = "post", operation_id = "create_tenant")]
    async fn create(
        &self,
        _caller: InstallationAdmin,
        /// Any text of up to 255 bytes that names this request.
        #[oai(name = "Idempotency-Key", validator(max_length = 255, pattern = "^[ -~]+$"))]
        idempotency_key: Header<Option<String>>,
        body: JsonBody<TenantToCreate>,
    ) -> Result<CreateTenantAnswer, ApiError> {
        let settings = body.value.settings.unwrap_or_default().onto(TenantSettings::default())?;
        let new = NewTenant { slug: body.value.slug, name: body.value.name, settings };
        let request = Repeatable { operation: "create_tenant", key: idempotency_key.0.as_deref(), body: &body.raw };
        let (app, now) = (&self.app, self.app.clock.now());
        let tenant = tenants::create(&app.stores, now, &app.master, InstallationAdmin::BY, request, new).await?;
        let first_key = self.first_key(&tenant, idempotency_key.0.as_deref()).await?;
        let etag = etag(tenant.version);
        let created = CreatedTenant { tenant: tenant.into(), first_key };
        Ok(CreateTenantAnswer::Created(Json(created), etag, "no-store".to_owned()))
    }

    /// Lists the tenants.
    ///
    /// By id; deleted ones are left out. Needs the installation admin's key.
    #[oai(path = "/v1/tenants", method = "get", operation_id = "list_tenants")]
    async fn list(
        &self,
        _caller: InstallationAdmin,
        /// Most tenants of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<TenantPage>, ApiError> {
        const LIST: &str = "list_tenants";
        let after = read_id_cursor(&self.app.master, LIST, cursor.0.as_deref())?.map(TenantId);
        let found = tenants::list(&self.app.stores, after, u64::from(limit.0)).await?;
        let ids = found.iter().map(|tenant| tenant.tenant_id.uuid());
        let next = write_id_cursor(&self.app.master, LIST, limit.0, ids);
        Ok(Json(TenantPage { tenants: found.into_iter().map(Into::into).collect(), next }))
    }

    /// Deletes a tenant.
    ///
    /// Its log is closed at once: nothing is appended or read any more, by any process; its keys are refused within
    /// 5 seconds. Its rows are then removed in the background. 204 also when it was deleted before. Needs the
    /// installation admin's key.
    #[oai(path = "/v1/tenants/:tenant_id", method = "delete", operation_id = "delete_tenant")]
    async fn delete(
        &self,
        _caller: InstallationAdmin,
        /// The tenant's id (`ten_…`).
        #[oai(validator(pattern = "^ten_[0-9a-f]{32}$"))]
        tenant_id: Path<String>,
    ) -> Result<NoContent, ApiError> {
        let tenant: TenantId =
            tenant_id.0.parse().map_err(|e: domain::id::InvalidId| ApiError::invalid("tenant_id", e.to_string()))?;
        tenants::delete(&self.app.stores, self.app.clock.now(), tenant, InstallationAdmin::BY).await?;
        self.app.authenticator.forget_tenant(tenant);
        self.app.console.forget_tenant(tenant);
        self.app.access_tokens.forget_tenant(tenant);
        self.app.contexts.forget(tenant).await;
        Ok(NoContent::Done)
    }
}

impl TenantsApi {
    /// The key that a new tenant begins with; issued anew when its creation is repeated.
    async fn first_key(&self, tenant: &tenants::Tenant, request: Option<&str>) -> Result<NewlyIssuedKey, ApiError> {
        let new = NewKey { name: "first key".to_owned(), scopes: Scope::ALL.into(), expires_at: None };
        let request = Repeatable { operation: "create_first_key", key: request, body: b"" };
        let (app, now) = (&self.app, self.app.clock.now());
        let issued = keys::create(&app.stores, now, tenant.tenant_id, InstallationAdmin::BY, request, new).await?;
        app.authenticator.forget(issued.key.key_id);
        Ok(NewlyIssuedKey::of(issued, now))
    }
}

impl TenantAnswer {
    fn ok(tenant: tenants::Tenant) -> Self {
        let etag = etag(tenant.version);
        Self::Ok(Json(tenant.into()), etag)
    }
}

fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// The version that an `If-Match` names; `None` for `*`.
fn version_of(if_match: &str) -> Result<Option<i64>, ApiError> {
    if if_match.trim() == "*" {
        return Ok(None);
    }
    let version = if_match.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let version = version.and_then(|text| text.parse().ok());
    version.map(Some).ok_or_else(|| ApiError::invalid("If-Match", "must be an ETag that this tenant had, or *"))
}

impl From<tenants::Tenant> for Tenant {
    fn from(tenant: tenants::Tenant) -> Self {
        Self {
            id: tenant.tenant_id.to_string(),
            slug: tenant.slug,
            name: tenant.name,
            settings: tenant.settings.into(),
            version: tenant.version,
            created_at: tenant.created_at,
            job: None,
        }
    }
}

impl From<TenantSettings> for Settings {
    fn from(settings: TenantSettings) -> Self {
        Self {
            retention_days: settings.retention_days,
            trusted_proxies: settings.trusted_proxies.iter().map(ToString::to_string).collect(),
            ignored_extensions: settings.ignored_extensions,
            ignored_prefixes: settings.ignored_prefixes,
            redacted_words: settings.redacted_words,
            capture_ip: match settings.capture_ip {
                CaptureIp::Full => IpCapture::Full,
                CaptureIp::Anonymised => IpCapture::Anonymised,
                CaptureIp::Off => IpCapture::Off,
            },
            capture_user_agent: settings.capture_user_agent,
            capture_data: settings.capture_data,
            session_idle_timeout_s: settings.session_idle_timeout_s,
            session_absolute_timeout_s: settings.session_absolute_timeout_s,
            sessions_per_user_max: settings.sessions_per_user_max,
            session_limit: match settings.session_limit {
                settings::SessionLimit::EndOldest => SessionLimit::EndOldest,
                settings::SessionLimit::RefuseNew => SessionLimit::RefuseNew,
            },
            allowed_origins: settings.allowed_origins,
        }
    }
}

impl SettingsPatch {
    /// These settings with what the patch sets.
    fn onto(self, settings: TenantSettings) -> Result<TenantSettings, Error> {
        let trusted_proxies = match self.trusted_proxies {
            Some(networks) => networks
                .iter()
                .enumerate()
                .map(|(index, network)| domain::client_address::network(network).ok_or(index))
                .collect::<Result<_, usize>>()
                .map_err(|index| {
                    let place = format!("/settings/trusted_proxies/{index}");
                    Error::invalid(place, "must be a network (10.0.0.0/8) or an address")
                })?,
            None => settings.trusted_proxies,
        };
        Ok(TenantSettings {
            retention_days: self.retention_days.unwrap_or(settings.retention_days),
            trusted_proxies,
            ignored_extensions: self.ignored_extensions.unwrap_or(settings.ignored_extensions),
            ignored_prefixes: self.ignored_prefixes.unwrap_or(settings.ignored_prefixes),
            redacted_words: self.redacted_words.unwrap_or(settings.redacted_words),
            capture_ip: match self.capture_ip {
                Some(IpCapture::Full) => CaptureIp::Full,
                Some(IpCapture::Anonymised) => CaptureIp::Anonymised,
                Some(IpCapture::Off) => CaptureIp::Off,
                None => settings.capture_ip,
            },
            capture_user_agent: self.capture_user_agent.unwrap_or(settings.capture_user_agent),
            capture_data: self.capture_data.unwrap_or(settings.capture_data),
            session_idle_timeout_s: self.session_idle_timeout_s.unwrap_or(settings.session_idle_timeout_s),
            session_absolute_timeout_s: self.session_absolute_timeout_s.unwrap_or(settings.session_absolute_timeout_s),
            sessions_per_user_max: self.sessions_per_user_max.unwrap_or(settings.sessions_per_user_max),
            session_limit: match self.session_limit {
                Some(SessionLimit::EndOldest) => settings::SessionLimit::EndOldest,
                Some(SessionLimit::RefuseNew) => settings::SessionLimit::RefuseNew,
                None => settings.session_limit,
            },
            allowed_origins: self.allowed_origins.unwrap_or(settings.allowed_origins),
        })
    }
}

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
