//! PRIVACY: what is known of a person, and erasing it.
//!
//! A person is a user, or whoever came from an address. What belongs to a user is more than what names the user: sessions
//! that the user's events link to the user (`privacy/sessions.sql`), and (`privacy/positions.sql`) what happened in one of
//! them, or in a session of the application's own, before the sign-in, and what came without any name from an address and
//! agent that nobody else has used.
//!
//! [`count`] says how much that is, [`Known`] reads it, [`order`] erases it by a job (`privacy/erasure.rs`).

pub(crate) mod erasure;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::id::{JobId, Position, SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use serde::{Deserialize, Serialize};
use tokio::sync::SemaphorePermit;

use crate::boot::Stores;
use crate::client_address;
use crate::error::{Error, Thing};
use crate::jobs::{self, Kind};
use crate::log::read::{self, StoredEvent};
use crate::pause;
use crate::sessions::{Stored, list};
use crate::settings::CaptureIp;
use crate::sql::statement;
use crate::tenants;
use crate::transaction::{self, Reading};

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

    /// The values of `$1` to `$4` of the statements about a person: what links somebody counts up to `until`.
    fn values(&self, tenant: TenantId, until: Position) -> [Value; 4] {
        let (user_id, ip) = match self {
            Self::UserId(user_id) => (Some(user_id.clone()), None),
            Self::Ip(ip) => (None, Some(ip.to_string())),
        };
        [tenant.uuid().into(), user_id.into(), ip.into(), until.0.into()]
    }
}

/// An erasure that was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Who is erased.
    pub(crate) person: Person,
    /// Where the log ended.
    pub(crate) until: Position,
    /// When it was ordered.
    pub(crate) at: DateTime<Utc>,
}

/// How much there is of a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events of the log, page views and others.
    pub events: u64,
    /// Sessions, those that have ended too.
    pub sessions: u64,
}

/// The sessions of a person, as far as the read model has come: a query with `$1` to `$4`.
const SESSIONS: &str = include_str!("privacy/sessions.sql");
/// The positions of a person's events, as far as the read model has come: a query behind the name of `own_session`.
const POSITIONS: &str = include_str!("privacy/positions.sql");
/// How long counting and looking up may take.
const PATIENCE: &str = "set local statement_timeout = '60s'";
/// Behind the end of every log.
const EVERYTHING: Position = Position(i64::MAX);

/// The query for the positions of a person's events, where `sessions` finds the person's sessions. Its values are `$1` to
/// `$4`, the last position that counts in the sessions, today, and what `sessions` needs beside.
fn positions(sessions: &str) -> String {
    format!("with own_session as materialized ({sessions}), {POSITIONS}")
}

/// Begins to read what is known of a person.
async fn begin_read(stores: &Stores, tenant: TenantId) -> Result<Reading, Error> {
    let txn = transaction::begin_read(&stores.read, tenant).await?;
    txn.execute_unprepared(PATIENCE).await?;
    Ok(txn)
}

/// A turn among those who look up what belongs to somebody: each may hold a connection for long, and searches need some too.
/// Nobody waits for one.
async fn turn(stores: &Stores, tenant: TenantId) -> Result<SemaphorePermit<'_>, Error> {
    let turn = stores.long_reads.try_acquire();
    let turn = turn.map_err(|_| Error::unavailable("others are being looked up, as many as may be at once"))?;
    pause::at("privacy: looking up", tenant.uuid()).await;
    Ok(turn)
}

/// Fails when what names the person stands for others too: the tenant keeps networks in place of addresses. Addresses from
/// before it did so are people's own. Joins the caller's transaction.
async fn check(txn: &DatabaseTransaction, tenant: TenantId, person: &Person) -> Result<(), Error> {
    let Person::Ip(ip) = person else { return Ok(()) };
    let capture_ip = tenants::find_within(txn, tenant).await?.settings.capture_ip;
    if capture_ip == CaptureIp::Anonymised && client_address::capture(*ip, capture_ip) == Some(*ip) {
        return Err(Error::invalid(
            "/ip",
            "stands for a network: the tenant does not keep full addresses (capture_ip)",
        ));
    }
    Ok(())
}

/// Counts what would be erased of a person, also what is past and not dropped yet. Sees what the read model has come to,
/// which is the last second's log.
///
/// # Errors
/// `Invalid` when the tenant does not keep what names the person; `NotFound` when the tenant is deleted; `Unavailable` when
/// the database does not answer, or not within a minute, or as many are looked up as may be at once.
pub async fn count(stores: &Stores, now: DateTime<Utc>, tenant: TenantId, person: &Person) -> Result<Counts, Error> {
    let _turn = turn(stores, tenant).await?;
    let txn = begin_read(stores, tenant).await?;
    check(&txn, tenant, person).await?;
    let sql = format!(
        "select (select count(*) from ({}) as p),
                (select count(*)
                 from ({SESSIONS}) as o
                 join session s on s.tenant_id = $1
                               and s.session_id = o.session_id)",
        positions(SESSIONS)
    );
    let more = [EVERYTHING.0.into(), now.date_naive().into()];
    let values = person.values(tenant, EVERYTHING).into_iter().chain(more);
    let row = txn.query_one_raw(statement(&sql, values)).await?.ok_or(Error::NotFound(Thing::Tenant))?;
    txn.rollback().await?;
    let (events, sessions): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(Counts { events: events.unsigned_abs(), sessions: sessions.unsigned_abs() })
}

/// Orders the erasure of a person. Repeating orders it again, which finds nothing left.
///
/// # Errors
/// `Invalid` when the tenant does not keep what names the person; `NotFound` when the tenant is deleted; `Unavailable` when
/// the database does not answer.
pub async fn order(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    person: Person,
) -> Result<JobId, Error> {
    let txn = transaction::begin(&stores.app, tenant).await?;
    check(&txn, tenant, &person).await?;
    let order = Order { person, until: read::head(&txn, tenant).await?, at: now };
    let job = jobs::push(&txn, now, tenant, by, &Kind::Erasure(order)).await?;
    txn.commit().await?;
    Ok(job)
}

/// What is known of a user, to be read part by part: in short transactions, and in bounded memory but for the names of the
/// parts.
pub struct Known {
    /// That are not read yet, the newest start last.
    sessions: Vec<SessionId>,
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
    /// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer, or as many are looked up as
    /// may be at once.
    pub async fn of(stores: &Stores, now: DateTime<Utc>, tenant: TenantId, user_id: String) -> Result<Self, Error> {
        let _turn = turn(stores, tenant).await?;
        let txn = begin_read(stores, tenant).await?;
        let values = Person::UserId(user_id).values(tenant, EVERYTHING);
        let sql = format!(
            "select s.session_id
             from ({SESSIONS}) as o
             join session s on s.tenant_id = $1
                           and s.session_id = o.session_id
             order by s.started_at, s.session_id"
        );
        let sessions = txn.query_all_raw(statement(&sql, values.clone())).await?;
        let sql = format!("select p.position from ({}) as p order by p.position desc", positions(SESSIONS));
        let values = values.into_iter().chain([EVERYTHING.0.into(), now.date_naive().into()]);
        let positions = txn.query_all_raw(statement(&sql, values)).await?;
        txn.rollback().await?;
        Ok(Self {
            sessions: sessions
                .iter()
                .map(|row| Ok(SessionId(row.try_get_by_index(0)?)))
                .collect::<Result<_, Error>>()?,
            positions: positions
                .iter()
                .map(|row| Ok(Position(row.try_get_by_index(0)?)))
                .collect::<Result<_, Error>>()?,
        })
    }

    /// The next part; `None` when there is no more. What was erased meanwhile is left out. Waits while others are looked up:
    /// what was begun is not broken off.
    ///
    /// # Errors
    /// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
    pub async fn next(
        &mut self,
        stores: &Stores,
        now: DateTime<Utc>,
        tenant: TenantId,
    ) -> Result<Option<PartOfKnown>, Error> {
        let _turn = stores.long_reads.acquire().await.map_err(|_| Error::unavailable("the process ends"))?;
        let left = self.sessions.len().saturating_sub(list::PAGE_MAX as usize);
        let part = self.sessions.split_off(left);
        if !part.is_empty() {
            let sessions = list::some(&stores.read, now, tenant, &part).await?;
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
