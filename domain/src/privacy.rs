//! PRIVACY: what is known of a person, and erasing it.
//!
//! A person is a user, or whoever came from an address. What belongs to a user is more than what names the user
//! (`privacy/positions.sql`): also what happened in a session of the user, Gatebook's or the application's own, before the
//! sign-in, and what came without any name from an address and agent that nobody else has used.
//!
//! [`count`] says how much that is, [`Known`] reads it, [`order`] erases it by a job (`privacy/erasure.rs`).

pub(crate) mod erasure;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::id::{JobId, Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use serde::{Deserialize, Serialize};

use crate::boot::Stores;
use crate::error::{Error, Thing};
use crate::jobs::{self, Kind};
use crate::log::read::{self, StoredEvent};
use crate::scope;
use crate::sessions::{Stored, list};
use crate::sql::statement;
use crate::tenants;

/// Most events of one part of what is known.
const PART_EVENTS: usize = 500;

/// Whose data it is about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Person {
    /// A user, by the application's own name.
    UserId(String),
    /// Whoever came from an address.
    Ip(IpAddr),
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())
    }
}

impl Person {
    /// What names the person: `user` or `address`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::UserId(_) => "user",
            Self::Ip(_) => "address",
        }
    }

    /// The values of `$1` to `$3` of the statements about a person.
    fn values(&self, tenant: TenantId) -> [Value; 3] {
        let (user_id, ip) = match self {
            Self::UserId(user_id) => (Some(user_id.clone()), None),
            Self::Ip(ip) => (None, Some(ip.to_string())),
        };
        [tenant.uuid().into(), user_id.into(), ip.into()]
    }
}

/// How much there is of a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events of the log, page views and others.
    pub events: u64,
    /// Sessions, those that have ended too.
    pub sessions: u64,
}

/// The positions of a person's events, as the read model knows them.
const POSITIONS: &str = include_str!("privacy/positions.sql");
/// The sessions of a person, as a condition on `session s` and `session_use u`.
const SESSIONS: &str =
    "s.tenant_id = $1 and (s.user_id = $2 or s.ip = $3::text::inet or u.last_seen_ip = $3::text::inet)";

/// Counts what would be erased of a person. Sees what the read model has come to, which is the last second's log.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
pub async fn count(stores: &Stores, tenant: TenantId, person: &Person) -> Result<Counts, Error> {
    let txn = scope::begin_read(&stores.read, tenant).await?;
    let counts = count_within(&txn, tenant, person).await?;
    txn.rollback().await?;
    Ok(counts)
}

async fn count_within(txn: &DatabaseTransaction, tenant: TenantId, person: &Person) -> Result<Counts, Error> {
    let sql = format!(
        "select (select count(*) from ({POSITIONS}) as p),
                (select count(*)
                 from session s
                 left join session_use u on u.tenant_id = s.tenant_id and u.session_id = s.session_id
                 where {SESSIONS})"
    );
    let row = txn.query_one_raw(statement(&sql, person.values(tenant))).await?;
    let row = row.ok_or(Error::NotFound(Thing::Tenant))?;
    let (events, sessions): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(Counts { events: events.unsigned_abs(), sessions: sessions.unsigned_abs() })
}

/// Orders the erasure of a person. Repeating orders it again, which finds nothing left.
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
pub async fn order(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    person: Person,
) -> Result<JobId, Error> {
    let txn = scope::begin(&stores.app, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    let job = jobs::push(&txn, now, tenant, by, &Kind::Erasure(person)).await?;
    txn.commit().await?;
    Ok(job)
}

/// What is known of a user, to be read part by part: in short transactions, and in bounded memory but for the positions.
pub struct Known {
    user_id: String,
    /// Behind which session the next part goes on; `None` when all are read.
    sessions: Option<list::After>,
    /// Of the events that are not read yet, the last one first.
    positions: Vec<Position>,
}

/// A part of what is known of a user.
#[derive(Default)]
pub struct PartOfKnown {
    /// Newest start first.
    pub sessions: Vec<Stored>,
    /// By position.
    pub events: Vec<StoredEvent>,
}

impl Known {
    /// What is known of a user now. Sees what the read model has come to.
    ///
    /// # Errors
    /// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
    pub async fn of(stores: &Stores, tenant: TenantId, user_id: String) -> Result<Self, Error> {
        let txn = scope::begin_read(&stores.read, tenant).await?;
        let sql = format!("select p.position from ({POSITIONS}) as p order by p.position desc");
        let rows = txn.query_all_raw(statement(&sql, Person::UserId(user_id.clone()).values(tenant))).await?;
        txn.rollback().await?;
        let positions = rows.iter().map(|row| Ok(Position(row.try_get_by_index(0)?))).collect::<Result<_, Error>>()?;
        Ok(Self { user_id, sessions: Some(None), positions })
    }

    /// The next part; `None` when there is no more. What was erased meanwhile is left out.
    ///
    /// # Errors
    /// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
    pub async fn next(
        &mut self,
        stores: &Stores,
        now: DateTime<Utc>,
        tenant: TenantId,
    ) -> Result<Option<PartOfKnown>, Error> {
        if let Some(after) = self.sessions {
            let filter = list::Filter { user_id: Some(self.user_id.clone()), ..list::Filter::default() };
            let sessions = list::search(stores, now, tenant, &filter, after, list::PAGE_MAX).await?;
            let last = sessions.last().map(|stored| (stored.session.started_at, stored.session.session_id));
            self.sessions = last.map(Some);
            return Ok(Some(PartOfKnown { sessions, events: Vec::new() }));
        }
        let left = self.positions.len().saturating_sub(PART_EVENTS);
        let part = self.positions.split_off(left);
        if part.is_empty() {
            return Ok(None);
        }
        let events = read::at(&stores.read, now, tenant, &part).await?;
        Ok(Some(PartOfKnown { sessions: Vec::new(), events }))
    }
}
