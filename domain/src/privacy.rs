//! PRIVACY: what is known of a person, and erasing it.
//!
//! A person is a user, or whoever came from an address. What belongs to a user is more than what names the user
//! (`privacy/positions.sql`): also what happened in a session of the user, Gatebook's or the application's own, before the
//! sign-in, and what came without any name from an address and agent that nobody else has used.
//!
//! [`count`] says how much that is, [`order`] erases it by a job (`privacy/erasure.rs`).

pub(crate) mod erasure;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::id::{JobId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use serde::{Deserialize, Serialize};

use crate::boot::Stores;
use crate::error::{Error, Thing};
use crate::jobs::{self, Kind};
use crate::scope;
use crate::sql::statement;
use crate::tenants;

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
