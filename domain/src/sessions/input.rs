//! What comes in with a session: what may be kept of it, and what does not fit.

use chrono::{DateTime, Utc};

use super::command::Labels;
use super::{METADATA_BYTES_MAX, NewSession, SessionChange, USER_AGENT_BYTES_MAX, Used};
use crate::client_address;
use crate::error::{Error, Fault};
use crate::intake::{USER_AGENT_BYTES_KEPT, USER_ID_BYTES_MAX};
use crate::labels;
use crate::settings::TenantSettings;
use crate::tenants::TenantContext;

/// What is kept of a use by the tenant's capture switches, and what its device is called.
pub(super) fn captured(context: &TenantContext, used: Used) -> (Used, Labels) {
    let settings: &TenantSettings = &context.tenant.settings;
    let ip = used.ip.and_then(|ip| client_address::capture(ip, settings.capture_ip));
    let Some(agent) = used.user_agent.filter(|agent| settings.capture_user_agent && !agent.trim().is_empty()) else {
        return (Used { ip, user_agent: None }, Labels::default());
    };
    // PostgreSQL keeps no U+0000.
    let agent = agent.replace('\0', "\u{FFFD}");
    // Parsed before it is cut.
    let device = labels::device_cached(&agent);
    let labels = Labels {
        browser: device.browser().map(str::to_owned),
        platform: device.platform().map(str::to_owned),
        platform_versioned: device.versioned_platform().map(str::to_owned),
        device_kind: Some(device.kind().name().to_owned()),
        labels_version: Some(labels::rules_version().to_owned()),
    };
    let mut agent = context.rules.redacted(agent, "/user_agent");
    agent.truncate(agent.floor_char_boundary(USER_AGENT_BYTES_KEPT));
    (Used { ip, user_agent: Some(agent) }, labels)
}

pub(super) fn check_new(now: DateTime<Utc>, new: &NewSession) -> Result<(), Error> {
    let mut faults = Vec::new();
    check_user_id(new.user_id.as_deref(), &mut faults);
    check_metadata(new.metadata.as_ref(), &mut faults);
    check_expiry(now, new.expires_at, &mut faults);
    if new.used.user_agent.as_ref().is_some_and(|agent| agent.len() > USER_AGENT_BYTES_MAX) {
        faults.push(Fault::new("/user_agent", format!("must have at most {USER_AGENT_BYTES_MAX} bytes")));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

pub(super) fn check_change(now: DateTime<Utc>, change: &SessionChange) -> Result<(), Error> {
    let mut faults = Vec::new();
    check_user_id(change.user_id.as_deref(), &mut faults);
    check_metadata(change.metadata.as_ref().filter(|metadata| !metadata.is_null()), &mut faults);
    check_expiry(now, change.expires_at, &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

fn check_user_id(user_id: Option<&str>, faults: &mut Vec<Fault>) {
    if user_id.is_some_and(|id| id.trim().is_empty() || id.len() > USER_ID_BYTES_MAX || id.contains('\0')) {
        faults.push(Fault::new("/user_id", format!("must have 1 to {USER_ID_BYTES_MAX} bytes, none of them NUL")));
    }
}

/// A user's name as it may be stored. One with a secret in it is refused: with that replaced it could be the name of many.
pub(super) fn without_secrets(context: &TenantContext, user_id: Option<String>) -> Result<Option<String>, Error> {
    match user_id {
        Some(user_id) if context.rules.redacted(user_id.clone(), "/user_id") != user_id => {
            Err(Error::invalid("/user_id", "must not look like a secret"))
        }
        other => Ok(other),
    }
}

fn check_metadata(metadata: Option<&serde_json::Value>, faults: &mut Vec<Fault>) {
    let fits = |metadata: &serde_json::Value| metadata.is_object() && metadata.to_string().len() <= METADATA_BYTES_MAX;
    if metadata.is_some_and(|metadata| !fits(metadata)) {
        faults.push(Fault::new("/metadata", format!("must be an object of at most {METADATA_BYTES_MAX} bytes")));
    }
}

fn check_expiry(now: DateTime<Utc>, expires_at: Option<DateTime<Utc>>, faults: &mut Vec<Fault>) {
    if expires_at.is_some_and(|at| at <= now) {
        faults.push(Fault::new("/expires_at", "must be in the future"));
    }
}
