//! What would be stored of an event: by the settings of the tenant as they are, or as they could be. Nothing is stored here.

use std::collections::HashMap;
use std::sync::Arc;

use domain::error::{Error, Fault};
use domain::intake::{self, IgnoredPath, Intake, Rules};
use domain::tenants::SettingsEdit;
use domain::uuids::uuid_v7;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::App;
use crate::auth::TenantAdmin;
use crate::body::{BODY_BYTES_MAX, BodyLimit, EventsBody};
use crate::contract::Tag;
use crate::error::ApiError;
use crate::events::ignored_path;
use crate::events::wire::{PostedEvent, RedactionPreview};
use crate::tenants::settings::SettingsPatch;

/// The operations that show what would be stored.
pub struct PreviewsApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// Settings to try on an event.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct SettingsToTry {
    /// The settings as they could be; those that are left out are as they are.
    settings: SettingsPatch,
    /// The event, as it would be posted.
    event: HashMap<String, Any<Value>>,
}

impl BodyLimit for SettingsToTry {
    const BYTES_MAX: usize = BODY_BYTES_MAX;
}

/// The members of [`SettingsToTry`], as they are read: an event is read by the domain, from the text that came.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadSettingsToTry<'a> {
    settings: SettingsPatch,
    #[serde(borrow)]
    event: &'a RawValue,
}

#[OpenApi(tag = "Tag::Events")]
impl PreviewsApi {
    /// Shows what would be stored of an event.
    ///
    /// Applies the tenant's rules as they are now, and stores nothing. Needs the scope `admin`.
    #[oai(path = "/v1/redaction-previews", method = "post", operation_id = "preview_redaction")]
    async fn preview(
        &self,
        caller: TenantAdmin,
        /// Show events whose path the tenant ignores, too.
        #[oai(default)]
        include_static: Query<bool>,
        body: EventsBody<PostedEvent>,
    ) -> Result<Json<RedactionPreview>, ApiError> {
        let context = self.app.contexts.get(caller.0.tenant()).await?;
        let preview = self.read(&context.rules, &body.body.bytes, ignored_path(include_static.0));
        Ok(Json(preview.map_err(Error::Invalid)?))
    }

    /// Shows what would be stored of an event with other settings.
    ///
    /// As if the tenant were changed so, and the event posted then. Changes and stores nothing. Needs the scope `admin`.
    #[oai(path = "/v1/settings-previews", method = "post", operation_id = "preview_settings")]
    async fn preview_settings(
        &self,
        caller: TenantAdmin,
        body: EventsBody<SettingsToTry>,
    ) -> Result<Json<RedactionPreview>, ApiError> {
        let context = self.app.contexts.get(caller.0.tenant()).await?;
        let ReadSettingsToTry { settings, event } = domain::json::read_borrowed(&body.body.bytes)?;
        let edit: SettingsEdit = Box::new(|current| settings.onto(current));
        let rules = context.rules_with(edit)?;
        let within = |fault: Fault| Fault::new(format!("/event{}", fault.pointer), fault.detail);
        let preview = self.read(&rules, event.get().as_bytes(), IgnoredPath::Drop);
        Ok(Json(preview.map_err(|faults| Error::Invalid(faults.into_iter().map(within).collect()))?))
    }
}

impl PreviewsApi {
    fn read(&self, rules: &Rules, event: &[u8], ignored: IgnoredPath) -> Result<RedactionPreview, Vec<Fault>> {
        let now = self.app.clock.now();
        Ok(match intake::read(event, rules, now, ignored, &mut || uuid_v7(now))? {
            Intake::Ignored => RedactionPreview { ignored: true, event: None, redacted: Vec::new() },
            Intake::Entry(entry) => {
                let redacted = entry.redacted.clone();
                RedactionPreview { ignored: false, event: Some((*entry).into()), redacted }
            }
        })
    }
}
