//! Rows of the access log.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::label::Labelled;
use super::source::Event;
use crate::error::Error;
use crate::labels;
use crate::sql::{array, dates, statement, uuids};

/// Writes the rows of some events, in one statement.
pub(super) async fn insert(txn: &DatabaseTransaction, rows: &[Labelled<'_>]) -> Result<(), Error> {
    const SQL: &str = include_str!("insert.sql");
    if rows.is_empty() {
        return Ok(());
    }
    let events = || rows.iter().map(|row| row.event);
    let text = |of: fn(&Event) -> &Option<String>| array(events().map(|event| of(event).clone().unwrap_or_default()));
    let word = |of: &dyn Fn(&Labelled<'_>) -> Option<String>| array(rows.iter().map(|row| of(row).unwrap_or_default()));
    let version = |row: &Labelled<'_>| row.event.user_agent.as_ref().map(|_| labels::rules_version().to_owned());
    let values = vec![
        uuids(events().map(|event| event.tenant.uuid())),
        array(events().map(|event| event.position.0)),
        dates(events().map(|event| event.expires_on)),
        array(events().map(|event| event.recorded_at)),
        array(events().map(|event| event.occurred_at)),
        array(events().map(|event| event.kind.clone())),
        uuids(events().map(|event| event.session_id.unwrap_or(Uuid::nil()))),
        array(events().map(|event| event.session_key_hash.clone().unwrap_or_default())),
        text(|event| &event.user_id),
        text(|event| &event.ip),
        text(|event| &event.method),
        text(|event| &event.path),
        array(events().map(|event| event.status.unwrap_or(-1))),
        array(events().map(|event| event.duration_ms.unwrap_or(-1.0))),
        array(events().map(|event| event.bytes_sent.unwrap_or(-1))),
        word(&|row| row.referrer_host.as_deref().map(str::to_owned)),
        word(&|row| row.search_terms.clone()),
        word(&|row| row.place.as_ref()?.country_code().map(str::to_owned)),
        word(&|row| row.place.as_ref()?.city().map(str::to_owned)),
        word(&|row| row.device.browser().map(str::to_owned)),
        word(&|row| row.device.platform().map(str::to_owned)),
        word(&|row| Some(row.device.kind().name().to_owned())),
        word(&version),
        word(&|row| row.geoip_version.map(str::to_owned)),
        array(rows.iter().map(|row| row.visitor.cast_signed())),
    ];
    txn.execute_raw(statement(SQL, values)).await?;
    Ok(())
}
