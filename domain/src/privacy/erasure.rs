//! Erasing a person, as a job.
//!
//! 1. The read model comes to where the log ended when it was ordered: it knows which sessions belong to the person.
//! 2. Those that live are ended, as by anybody, and all are noted (`erasing_session`).
//! 3. Once the read model has come to that, the positions are noted (`erasing`), because what links them to the person goes
//!    with them.
//! 4. Events go from the log and the read model, in batches.
//! 5. The sessions that were noted go, once Redis knows that they have ended. Exports that may have any of it do too.
//! 6. Roll-ups are made anew without them: no count, sketch or value is left that came from the person.
//! 7. The log says that somebody was erased and how much that was, and the job forgets who it was.
//!
//! Each step can be broken off and repeated. What happens after the order is not erased, but for what happens in the
//! sessions that are.

use chrono::{DateTime, Utc};
use entity::id::{Position, SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Order, SESSIONS, positions};
use crate::access_log;
use crate::boot::Clock;
use crate::entry::Entry;
use crate::error::{Error, Thing};
use crate::exports;
use crate::jobs::Handle;
use crate::log::{self, command_within};
use crate::sessions::{Command, Owner, Reason};
use crate::sql::{array, statement};
use crate::transaction;

/// Most events that one transaction erases.
pub const BATCH: i64 = 1_000;
/// Most sessions that one transaction ends or erases.
const SESSIONS_BATCH: i64 = 100;
/// Whether a session was started before the order: it says so, or the log does. A condition on `session s`; `$4` is where
/// the log ended, and `$5` when that was.
const WAS_THERE: &str = "(s.started_at <= $5
                          or exists (
                              select
                              from access_log a
                              where a.tenant_id = $1
                                and a.session_id = s.session_id
                                and a.position <= $4
                          ))";
/// Who ends the sessions, in the events about it.
const BY: &str = "erasure";

/// What the job does next.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(tag = "next", rename_all = "snake_case")]
enum Checkpoint {
    /// Step 1.
    #[default]
    Wait,
    /// Step 2.
    End,
    /// Step 3.
    Find {
        /// Where the log ended when the last session had ended.
        until: Position,
    },
    /// Step 4.
    Events {
        /// How many are erased.
        erased: u64,
    },
    /// Step 5.
    Sessions {
        /// How many events are erased.
        events: u64,
        /// How many sessions are.
        erased: u64,
    },
    /// Steps 6 and 7.
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
    order: &Order,
    job: &Handle,
) -> Result<(), Error> {
    loop {
        let txn = transaction::begin_bare(db).await?;
        let Some(at) = job.checkpoint::<Checkpoint>(&txn).await? else { return Ok(()) };
        let now = clock.now();
        let next = match at {
            Checkpoint::Wait => {
                if !is_known(&txn, tenant, order.until).await? {
                    job.wait();
                    return Ok(());
                }
                Checkpoint::End
            }
            Checkpoint::End => match end_sessions(&txn, now, tenant, order).await? {
                0 => Checkpoint::Find { until: note_sessions(&txn, tenant, order, job).await? },
                _ => Checkpoint::End,
            },
            Checkpoint::Find { until } => {
                if !is_known(&txn, tenant, until).await? {
                    job.wait();
                    return Ok(());
                }
                let found = find(&txn, now, tenant, order, job, until).await?;
                job.expect(&txn, i64::try_from(found).unwrap_or(i64::MAX)).await?;
                Checkpoint::Events { erased: 0 }
            }
            Checkpoint::Events { erased } => match erase_events(&txn, now, tenant, job).await? {
                None => {
                    // Once more when the sessions have gone, which may have to wait for Redis.
                    exports::renounce(&txn, now, tenant).await?;
                    Checkpoint::Sessions { events: erased, erased: 0 }
                }
                Some(batch) => Checkpoint::Events { erased: erased + batch },
            },
            Checkpoint::Sessions { events, erased } => match erase_sessions(&txn, tenant, job).await? {
                Erased::All => {
                    exports::renounce(&txn, now, tenant).await?;
                    Checkpoint::RollUps { events, sessions: erased }
                }
                Erased::Some(batch) => Checkpoint::Sessions { events, erased: erased + batch },
                Erased::NotYet => {
                    job.wait();
                    return Ok(());
                }
            },
            Checkpoint::RollUps { events, sessions } => {
                if access_log::is_stale(&txn, tenant).await? {
                    job.wait();
                    return Ok(());
                }
                let data = json!({"person": order.person.kind(), "events": events, "sessions": sessions});
                log::append_within(&txn, now, tenant, vec![Entry::fact(now, "person.erased", data)]).await?;
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

/// Whether the read model has come to a position, and is not to be made anew.
async fn is_known(txn: &DatabaseTransaction, tenant: TenantId, until: Position) -> Result<bool, Error> {
    Ok(access_log::has_come_to(txn, tenant, until).await? && !access_log::is_stale(txn, tenant).await?)
}

/// Step 2: ends the next sessions that live. Returns how many. One whose use is lost can be opened by nobody, nor ended.
async fn end_sessions(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    order: &Order,
) -> Result<usize, Error> {
    let sql = format!(
        "select s.session_id
         from ({SESSIONS}) as o
         join session s on s.tenant_id = $1
                       and s.session_id = o.session_id
         join session_use u on u.tenant_id = $1
                           and u.session_id = o.session_id
         where s.state = 'active'
           and {WAS_THERE}
         order by s.session_id
         limit {SESSIONS_BATCH}"
    );
    let values = order.person.values(tenant, order.until).into_iter().chain([order.at.into()]);
    let rows = txn.query_all_raw(statement(&sql, values)).await?;
    let mut commands = Vec::with_capacity(rows.len());
    for row in &rows {
        let (session, by) = (SessionId(row.try_get_by_index(0)?), BY.to_owned());
        commands.push(Command::Revoke { owner: Owner::Tenant, session, by, reason: Reason::Revoked });
    }
    if !commands.is_empty() {
        command_within(txn, now, tenant, commands).await?;
    }
    Ok(rows.len())
}

/// Step 2: notes the sessions. Returns where the log ends.
async fn note_sessions(
    txn: &DatabaseTransaction,
    tenant: TenantId,
    order: &Order,
    job: &Handle,
) -> Result<Position, Error> {
    // In one snapshot: what is told of the sessions is told up to that position.
    let sql = format!(
        "with noted as (
             insert into erasing_session (tenant_id, job_id, session_id)
             select $1, $6, o.session_id
             from ({SESSIONS}) as o
             left join session s on s.tenant_id = $1
                                and s.session_id = o.session_id
             left join session_use u on u.tenant_id = $1
                                    and u.session_id = o.session_id
             where s.session_id is null
                or (s.state <> 'active' or u.session_id is null) and {WAS_THERE}
         )
         select position from tenant_head where tenant_id = $1 and not closed"
    );
    let more = [order.at.into(), job.id().uuid().into()];
    let values = order.person.values(tenant, order.until).into_iter().chain(more);
    let row = txn.query_one_raw(statement(&sql, values)).await?.ok_or(Error::NotFound(Thing::Tenant))?;
    Ok(Position(row.try_get_by_index(0)?))
}

/// Step 3. Returns how many events there are.
async fn find(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    order: &Order,
    job: &Handle,
    until: Position,
) -> Result<u64, Error> {
    let noted = "select session_id from erasing_session where tenant_id = $1 and job_id = $7";
    let sql = format!(
        "insert into erasing (tenant_id, job_id, position) select $1, $7, p.position from ({}) as p",
        positions(noted)
    );
    let more = [until.0.into(), now.date_naive().into(), job.id().uuid().into()];
    let values = order.person.values(tenant, order.until).into_iter().chain(more);
    Ok(txn.execute_raw(statement(&sql, values)).await?.rows_affected())
}

/// Step 4: erases the next events. Returns how many were still there; `None` when none are left that were noted.
async fn erase_events(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    job: &Handle,
) -> Result<Option<u64>, Error> {
    // Index: erasing_pkey.
    let sql = "delete from erasing
               where (tenant_id, job_id, position) in (
                   select tenant_id, job_id, position
                   from erasing
                   where tenant_id = $1
                     and job_id = $2
                   order by position
                   limit $3)
               returning position";
    let rows = txn.query_all_raw(statement(sql, [tenant.uuid().into(), job.id().uuid().into(), BATCH.into()])).await?;
    let positions: Vec<i64> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    if positions.is_empty() {
        return Ok(None);
    }
    // Holds the checkpoint: everybody who holds that and rows takes the checkpoint first.
    access_log::mark_stale(txn, now, tenant).await?;
    // By position alone, wherever retention has put it. Index: the primary keys.
    let delete_from = async |table: &str| {
        let sql = format!("delete from {table} where tenant_id = $1 and position = any($2)");
        txn.execute_raw(statement(&sql, [tenant.uuid().into(), array(positions.iter().copied())])).await
    };
    delete_from("access_log").await?;
    Ok(Some(delete_from("event").await?.rows_affected()))
}

enum Erased {
    /// None is left.
    All,
    /// So many more.
    Some(u64),
    /// Redis has yet to be told of the end of some.
    NotYet,
}

/// Step 5: erases the next sessions of those that were noted.
async fn erase_sessions(txn: &DatabaseTransaction, tenant: TenantId, job: &Handle) -> Result<Erased, Error> {
    let sql = "with own as (
                   -- Nothing is due of one whose row is gone: it was over for long, or nobody knows until when it would last.
                   select o.session_id, coalesce(u.tombstone_due, false) and s.session_id is not null as is_due
                   from erasing_session o
                   left join session_use u on u.tenant_id = o.tenant_id
                                          and u.session_id = o.session_id
                   left join session s on s.tenant_id = o.tenant_id
                                      and s.session_id = o.session_id
                   where o.tenant_id = $1
                     and o.job_id = $2
               ),
               batch as (
                   select session_id from own where not is_due order by session_id limit $3
               ),
               done as (
                   delete from erasing_session o
                   using batch b
                   where o.tenant_id = $1
                     and o.job_id = $2
                     and o.session_id = b.session_id
               ),
               unused as (
                   delete from session_use u using batch b where u.tenant_id = $1 and u.session_id = b.session_id
               ),
               gone as (
                   delete from session s using batch b where s.tenant_id = $1 and s.session_id = b.session_id returning 1
               )
               select (select count(*) from gone), (select count(*) from batch), (select count(*) from own)";
    let values = [tenant.uuid().into(), job.id().uuid().into(), SESSIONS_BATCH.into()];
    let Some(row) = txn.query_one_raw(statement(sql, values)).await? else { return Ok(Erased::All) };
    let (gone, batch, left): (i64, i64, i64) =
        (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    Ok(match (batch, left) {
        (_, 0) => Erased::All,
        (0, _) => Erased::NotYet,
        _ => Erased::Some(gone.unsigned_abs()),
    })
}

/// Step 7: the job knows no more who it was.
async fn forget(txn: &DatabaseTransaction, tenant: TenantId, job: &Handle) -> Result<(), Error> {
    let sql = "update job
               set what = null,
                   checkpoint = null
               where tenant_id = $1
                 and job_id = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), job.id().uuid().into()])).await?;
    Ok(())
}
