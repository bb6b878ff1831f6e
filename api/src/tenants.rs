//! Tenants: the caller's own one, and for the installation's admin all of them.

pub mod settings;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::TenantId;
use domain::idempotency::Repeatable;
use domain::keys::{self, NewKey};
use domain::scope::Scope;
use domain::settings::TenantSettings;
use domain::tenants::{self, NewTenant, SettingsEdit, TenantChange};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;

use crate::App;
use crate::auth::{InstallationAdmin, TenantAdmin};
use crate::body::{JsonBody, present, present_object};
use crate::contract::Tag;
use crate::error::ApiError;
use crate::keys::NewlyIssuedKey;
use crate::page::{LIMIT_DEFAULT, read_id_cursor, write_id_cursor};

use self::settings::{Settings, SettingsPatch};

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
        let tenant = tenants::create(&app.stores, now, &app.keyring, InstallationAdmin::BY, request, new).await?;
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
        let after = read_id_cursor(&self.app.keyring, LIST, cursor.0.as_deref())?.map(TenantId);
        let found = tenants::list(&self.app.stores, after, u64::from(limit.0)).await?;
        let ids = found.iter().map(|tenant| tenant.tenant_id.uuid());
        let next = write_id_cursor(&self.app.keyring, LIST, limit.0, ids);
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

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
