//! Erasing a person, as a job.
//!
//! 1. Sessions that live are ended, as by anybody. What is in the log up to there is to be erased, once the read model has
//!    come to it: that knows what belongs to whom.
//! 2. The positions are noted (`erasing`), because what links them to the person goes with them.
//! 3. Events go from the log and the read model, in batches.
//! 4. Sessions go, once Redis knows that they have ended.
//! 5. Roll-ups are made anew without them: no count, sketch or value is left that came from the person.
//! 6. The log says that somebody was erased and how much that was, and the job forgets who it was.
//!
//! Each step can be broken off and repeated. What happens after the order is not erased.

use chrono::{DateTime, Utc};
use entity::id::{Position, SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, TransactionTrait};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{POSITIONS, Person, SESSIONS};
use crate::access_log;
use crate::boot::Clock;
use crate::error::{Error, Thing};
use crate::jobs::Handle;
use crate::log::{self, command_within};
use crate::sessions::{Command, Owner, Reason};
use crate::sql::statement;
use crate::tenants::fact;

/// Most events that one transaction erases.
pub const BATCH: i64 = 1_000;
/// Most sessions that one transaction ends or erases.
const SESSIONS_BATCH: i64 = 100;
/// Who ends the sessions, in the events about it.
const BY: &str = "erasure";

/// What the job does next.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(tag = "next", rename_all = "snake_case")]
enum Checkpoint {
    /// Step 1.
    #[default]
    Begin,
    /// Step 2, once the read model is there.
    Find {
        /// The head when the last session had ended.
        until: Position,
    },
    /// Step 3.
    Events {
        /// How many are erased.
        erased: u64,
    },
    /// Step 4.
    Sessions {
        /// How many events are erased.
        events: u64,
        /// How many sessions are.
        erased: u64,
    },
    /// Steps 5 and 6.
    RollUps {
        /// How many events are erased.
        events: u64,
        /// How many sessions are.
        sessions: u64,
    },
}

/// Erases a person. Ends early when it has to wait for another part of the program; the next task goes on.
///
/// # Errors
/// `Unavailable` when the database does not answer, or the tenant's read model is stopped.
pub(crate) async fn carry_out(
    db: &DatabaseConnection,
    clock: &Clock,
    tenant: TenantId,
    person: &Person,
    job: &Handle,
) -> Result<(), Error> {
    loop {
        let txn = db.begin().await?;
        let Some(at) = job.checkpoint::<Checkpoint>(&txn).await? else { return Ok(()) };
        let now = clock.now();
        let next = match at {
            Checkpoint::Begin => begin(&txn, now, tenant, person).await?,
            Checkpoint::Find { until } => {
                if !access_log::has_come_to(&txn, tenant, until).await? {
                    return Ok(());
                }
                let found = find(&txn, tenant, person, job).await?;
                job.expect(&txn, i64::try_from(found).unwrap_or(i64::MAX)).await?;
                Checkpoint::Events { erased: 0 }
            }
            Checkpoint::Events { erased } => match erase_events(&txn, now, tenant, job).await? {
                0 => Checkpoint::Sessions { events: erased, erased: 0 },
                batch => Checkpoint::Events { erased: erased + batch },
            },
            Checkpoint::Sessions { events, erased } => match erase_sessions(&txn, tenant, person).await? {
                Erased::All => Checkpoint::RollUps { events, sessions: erased },
                Erased::Some(batch) => Checkpoint::Sessions { events, erased: erased + batch },
                Erased::NotYet => return Ok(()),
            },
            Checkpoint::RollUps { events, sessions } => {
                if access_log::is_stale(&txn, tenant).await? {
                    return Ok(());
                }
                let data = json!({"person": person.kind(), "events": events, "sessions": sessions});
                log::append_within(&txn, now, tenant, vec![fact(now, "person.erased", data)]).await?;
                job.finish(&txn, now).await?;
                forget(&txn, tenant, job).await?;
                txn.commit().await?;
                return Ok(());
            }
        };
        let done = if let (Checkpoint::Events { erased: after }, Checkpoint::Events { erased: before }) = (&next, &at) {
            after - before
        } else {
            0
        };
        job.advance(&txn, &next, done).await?;
        txn.commit().await?;
    }
}

/// Step 1: ends the next sessions that live; goes on to the next step when there are none.
async fn begin(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    person: &Person,
) -> Result<Checkpoint, Error> {
    let sql = format!(
        "select s.session_id
         from session s
         left join session_use u on u.tenant_id = s.tenant_id and u.session_id = s.session_id
         where {SESSIONS}
           and s.state = 'active'
         order by s.session_id
         limit {SESSIONS_BATCH}"
    );
    let rows = txn.query_all_raw(statement(&sql, person.values(tenant))).await?;
    let mut commands = Vec::with_capacity(rows.len());
    for row in &rows {
        let (session, by) = (SessionId(row.try_get_by_index(0)?), BY.to_owned());
        commands.push(Command::Revoke { owner: Owner::Tenant, session, by, reason: Reason::Revoked });
    }
    if !commands.is_empty() {
        command_within(txn, now, tenant, commands).await?;
        return Ok(Checkpoint::Begin);
    }
    let sql = "select position from tenant_head where tenant_id = $1 and not closed";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?.ok_or(Error::NotFound(Thing::Tenant))?;
    Ok(Checkpoint::Find { until: Position(row.try_get_by_index(0)?) })
}

/// Step 2. Returns how many events there are.
async fn find(txn: &DatabaseTransaction, tenant: TenantId, person: &Person, job: &Handle) -> Result<u64, Error> {
    let sql =
        format!("insert into erasing (tenant_id, job_id, position) select $1, $4, p.position from ({POSITIONS}) as p");
    let values = person.values(tenant).into_iter().chain([job.id().uuid().into()]);
    Ok(txn.execute_raw(statement(&sql, values)).await?.rows_affected())
}

/// Step 3: erases the next events. Returns how many.
async fn erase_events(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    job: &Handle,
) -> Result<u64, Error> {
    // By position alone, wherever retention has put it. Index: the primary keys.
    let sql = "with batch as (
                   delete from erasing
                   where (tenant_id, job_id, position) in (
                       select tenant_id, job_id, position
                       from erasing
                       where tenant_id = $1
                         and job_id = $2
                       order by position
                       limit $3)
                   returning position
               ),
               shown as (
                   delete from access_log a
                   using batch b
                   where a.tenant_id = $1
                     and a.position = b.position
               ),
               gone as (
                   delete from event e
                   using batch b
                   where e.tenant_id = $1
                     and e.position = b.position
               )
               select count(*) from batch";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), job.id().uuid().into(), BATCH.into()])).await?;
    let erased: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    if erased > 0 {
        access_log::mark_stale(txn, now, tenant).await?;
    }
    Ok(erased.unsigned_abs())
}

enum Erased {
    /// None is left.
    All,
    /// So many more.
    Some(u64),
    /// Redis has yet to be told of the end of some.
    NotYet,
}

/// Step 4: erases the next sessions.
async fn erase_sessions(txn: &DatabaseTransaction, tenant: TenantId, person: &Person) -> Result<Erased, Error> {
    let sql = format!(
        "with own as (
             select s.session_id, coalesce(u.tombstone_due, false) as is_due
             from session s
             left join session_use u on u.tenant_id = s.tenant_id and u.session_id = s.session_id
             where {SESSIONS}
               and s.state <> 'active'
         ),
         batch as (
             select session_id from own where not is_due limit {SESSIONS_BATCH}
         ),
         unused as (
             delete from session_use u using batch b where u.tenant_id = $1 and u.session_id = b.session_id
         ),
         gone as (
             delete from session s using batch b where s.tenant_id = $1 and s.session_id = b.session_id
         )
         select (select count(*) from batch), (select count(*) from own)"
    );
    let row = txn.query_one_raw(statement(&sql, person.values(tenant))).await?;
    let Some(row) = row else { return Ok(Erased::All) };
    let (batch, left): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(match (batch, left) {
        (_, 0) => Erased::All,
        (0, _) => Erased::NotYet,
        (batch, _) => Erased::Some(batch.unsigned_abs()),
    })
}

/// Step 6: the job knows no more who it was.
async fn forget(txn: &DatabaseTransaction, tenant: TenantId, job: &Handle) -> Result<(), Error> {
    let sql = "update job
               set what = null,
                   checkpoint = null
               where tenant_id = $1
                 and job_id = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), job.id().uuid().into()])).await?;
    Ok(())
}
