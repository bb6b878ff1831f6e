//! Sessions as people look at them: one, those of a user, all of a tenant by what is known of them.
//!
//! A session whose deadline has passed is shown as expired, whether or not that has been noted yet.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::id::{SessionId, TenantId};
use ipnet::IpNet;
use sea_orm::{ConnectionTrait, Value};

use super::session::{State, Stored};
use super::store::{COLUMNS, from_row};
use crate::boot::Stores;
use crate::error::{Error, Thing};
use crate::log::read::StoredEvent;
use crate::settings::SESSIONS_PER_USER_MAX;
use crate::sql::{statement, uuids};
use crate::transaction::{self, Readers};

/// Most sessions in one page.
pub const PAGE_MAX: u32 = 100;

/// Which sessions fit: all that are given must.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// The application's user.
    pub user_id: Option<String>,
    /// How they stand now.
    pub state: Option<State>,
    /// Last used from this address or network.
    pub network: Option<IpNet>,
    /// The browser, whatever its case.
    pub browser: Option<String>,
    /// The platform, whatever its case.
    pub platform: Option<String>,
    /// A part of the user id, the user agent, browser or platform, whatever its case.
    pub text: Option<String>,
}

/// Where a page goes on: behind the session with this time and id.
pub type After = Option<(DateTime<Utc>, SessionId)>;

/// When a session is over if it is not used again: `Stored::deadline`, in SQL.
pub(super) const DEADLINE: &str = "least(s.expires_at, u.last_seen_at + (s.idle_timeout_s + 60) * interval '1 second')";

impl Stored {
    /// The session as it stands at `now`: one whose deadline has passed has expired.
    #[must_use]
    pub fn as_of(mut self, now: DateTime<Utc>) -> Self {
        if self.session.state == State::Active && !self.is_live(now) {
            self.session.state = State::Expired;
            self.session.ended_at = Some(self.deadline());
            self.session.ended_by = Some("gatebook".to_owned());
            self.session.end_reason = Some(self.reason_of_deadline());
        }
        self
    }
}

/// One session.
///
/// # Errors
/// `NotFound` when the tenant has none with this id; `Unavailable` when the database does not answer.
pub async fn find(stores: &Stores, now: DateTime<Utc>, tenant: TenantId, session: SessionId) -> Result<Stored, Error> {
    let sql = format!("select {COLUMNS} from {TABLES} where s.tenant_id = $1 and s.session_id = $2");
    let found = rows(&stores.read, now, tenant, &sql, vec![tenant.uuid().into(), session.uuid().into()]).await?;
    found.into_iter().next().ok_or(Error::NotFound(Thing::Session))
}

/// Those of some sessions that are there, newest start first. `readers` are of a role that reads.
///
/// # Errors
/// `Unavailable` when the database does not answer in time.
pub async fn some(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    sessions: &[SessionId],
) -> Result<Vec<Stored>, Error> {
    // Index: session_pkey.
    let sql = format!(
        "select {COLUMNS}
         from {TABLES}
         where s.tenant_id = $1
           and s.session_id = any($2)
         order by s.started_at desc, s.session_id desc"
    );
    let ids = uuids(sessions.iter().map(|session| session.uuid()));
    rows(readers, now, tenant, &sql, vec![tenant.uuid().into(), ids]).await
}

/// The sessions that events name, as far as they are there, by their ids. `readers` are of a role that reads.
///
/// # Errors
/// `Unavailable` when the database does not answer in time.
pub async fn named_by(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    events: &[StoredEvent],
) -> Result<HashMap<SessionId, Stored>, Error> {
    let named: HashSet<SessionId> = events.iter().filter_map(|event| event.session_id).collect();
    if named.is_empty() {
        return Ok(HashMap::new());
    }
    let named: Vec<SessionId> = named.into_iter().collect();
    let sessions = some(readers, now, tenant, &named).await?;
    Ok(sessions.into_iter().map(|stored| (stored.session.session_id, stored)).collect())
}

/// The sessions of a user that live, newest use first: all of them, at most [`SESSIONS_PER_USER_MAX`].
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn active_of_user(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    user_id: &str,
) -> Result<Vec<Stored>, Error> {
    // Index: session_of_user.
    let sql = format!(
        "select {COLUMNS}
         from {TABLES}
         where s.tenant_id = $1
           and s.user_id = $2
           and s.state = 'active'
           and {DEADLINE} > $3
         order by u.last_seen_at desc, s.session_id desc
         limit $4"
    );
    let limit = i64::from(SESSIONS_PER_USER_MAX);
    rows(&stores.read, now, tenant, &sql, vec![tenant.uuid().into(), user_id.into(), now.into(), limit.into()]).await
}

/// The sessions of a user that have ended, newest end first; at most `limit` and [`PAGE_MAX`].
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn ended_of_user(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    user_id: &str,
    after: After,
    limit: u32,
) -> Result<Vec<Stored>, Error> {
    let (at, session) = after.unwrap_or((DateTime::<Utc>::MAX_UTC, SessionId(uuid::Uuid::max())));
    // Index: session_ended_of_user, session_of_user.
    let sql = format!(
        "select {COLUMNS}
         from {TABLES}
         where s.tenant_id = $1
           and s.user_id = $2
           and (s.state <> 'active' or {DEADLINE} <= $3)
           and (coalesce(s.ended_at, {DEADLINE}), s.session_id) < ($4, $5)
         order by coalesce(s.ended_at, {DEADLINE}) desc, s.session_id desc
         limit $6"
    );
    let values = vec![
        tenant.uuid().into(),
        user_id.into(),
        now.into(),
        time(at),
        session.uuid().into(),
        i64::from(limit.clamp(1, PAGE_MAX)).into(),
    ];
    rows(&stores.read, now, tenant, &sql, values).await
}

/// The sessions of a tenant that fit, newest start first; at most `limit` and [`PAGE_MAX`].
///
/// # Errors
/// `Unavailable` when the database does not answer in time.
pub async fn search(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    filter: &Filter,
    after: After,
    limit: u32,
) -> Result<Vec<Stored>, Error> {
    let (at, session) = after.unwrap_or((DateTime::<Utc>::MAX_UTC, SessionId(uuid::Uuid::max())));
    let limit = i64::from(limit.clamp(1, PAGE_MAX));
    let mut values = vec![tenant.uuid().into(), time(at), session.uuid().into(), limit.into()];
    let conditions = conditions(filter, now, &mut values);
    // Index: session_by_start.
    let sql = format!(
        "select {COLUMNS}
         from {TABLES}
         where s.tenant_id = $1
           and (s.started_at, s.session_id) < ($2, $3)
           {conditions}
         order by s.started_at desc, s.session_id desc
         limit $4"
    );
    rows(&stores.read, now, tenant, &sql, values).await
}

const TABLES: &str = "session s join session_use u on u.tenant_id = s.tenant_id and u.session_id = s.session_id";

/// The filter as conditions; their values are pushed behind those that are there.
fn conditions(filter: &Filter, now: DateTime<Utc>, values: &mut Vec<Value>) -> String {
    let mut sql = String::new();
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(&format!("and {} ", condition.replace('?', &format!("${}", values.len()))));
    };
    if let Some(user_id) = &filter.user_id {
        add("s.user_id = ?", user_id.clone().into());
    }
    match filter.state {
        Some(State::Active) => add(&format!("s.state = 'active' and {DEADLINE} > ?"), now.into()),
        Some(State::Expired) => {
            add(&format!("(s.state = 'expired' or s.state = 'active' and {DEADLINE} <= ?)"), now.into());
        }
        Some(State::Revoked) => add("s.state = ?", "revoked".into()),
        None => {}
    }
    if let Some(network) = filter.network {
        add("u.last_seen_ip <<= ?::inet", network.to_string().into());
    }
    if let Some(browser) = &filter.browser {
        add("lower(s.browser) = lower(?)", browser.clone().into());
    }
    if let Some(platform) = &filter.platform {
        add("lower(s.platform) = lower(?)", platform.clone().into());
    }
    if let Some(text) = &filter.text {
        let everything = "lower(concat_ws(' ', s.user_id, u.last_seen_user_agent, s.browser, s.platform))";
        add(&format!("strpos({everything}, lower(?)) > 0"), text.clone().into());
    }
    sql
}

/// A time as PostgreSQL can have it.
fn time(at: DateTime<Utc>) -> Value {
    const LAST: Option<DateTime<Utc>> = DateTime::from_timestamp(253_402_300_799, 0);
    LAST.map_or(at, |last| at.min(last)).into()
}

async fn rows(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<Stored>, Error> {
    let txn = transaction::begin_read(readers, tenant).await?;
    let rows = txn.query_all_raw(statement(sql, values)).await?;
    txn.rollback().await?;
    rows.iter().map(|row| Ok(from_row(row)?.as_of(now))).collect()
}

#[cfg(test)]
mod tests {
    use super::DEADLINE;
    use crate::sessions::hot::COPY_BEHIND_MAX;
    use crate::sessions::session::SEEN_PRECISION;

    #[test]
    fn lists_and_decisions_have_one_deadline_and_copies_are_within_it() {
        assert!(DEADLINE.contains(&format!("+ {})", SEEN_PRECISION.num_seconds())), "{DEADLINE}");
        assert!(COPY_BEHIND_MAX <= SEEN_PRECISION);
    }
}
