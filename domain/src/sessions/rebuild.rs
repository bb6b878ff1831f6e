//! Making Redis anew from the rows of `session`.

use chrono::{DateTime, Utc};
use entity::id::{SessionId, TenantId};
use futures::future::try_join_all;
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::hot::Hot;
use super::reader::read_batch;
use crate::boot::RedisStore;
use crate::error::Error;
use crate::sql::statement;

/// Most sessions that are copied at a time: within the time that a lease is good for, by far.
const FILLED_AT_ONCE: i64 = 200;

/// Copies every session of a tenant that lives to Redis, by the rules of `sessions/hot.rs`: a lease first, then the row,
/// then the copy. Returns how many live. `db` is a pool of the worker's role.
///
/// Repeating is safe: what Redis knows already stays as it is.
///
/// # Errors
/// `Unavailable` when a store does not answer; what was copied stays.
pub async fn fill(
    db: &DatabaseConnection,
    redis: &RedisStore,
    now: DateTime<Utc>,
    tenant: TenantId,
) -> Result<u64, Error> {
    let hot = Hot::new(redis);
    let (mut live, mut after) = (0, SessionId(uuid::Uuid::nil()));
    loop {
        // Index: session_pkey.
        let sql = "select session_id
                   from session
                   where tenant_id = $1
                     and session_id > $2
                     and state = 'active'
                   order by session_id
                   limit $3";
        let values = [tenant.uuid().into(), after.uuid().into(), FILLED_AT_ONCE.into()];
        let rows = db.query_all_raw(statement(sql, values)).await?;
        let mut sessions = Vec::with_capacity(rows.len());
        for row in &rows {
            sessions.push(SessionId(row.try_get_by_index(0)?));
        }
        let Some(last) = sessions.last() else { return Ok(live) };
        after = *last;
        // Before the rows are read, or a copy could be staler than an end.
        let leases = try_join_all(sessions.iter().map(|session| hot.lease(*session))).await?;
        let found = read_batch(db, sessions.iter().map(|session| (tenant, *session)).collect()).await?;
        let copies = sessions.iter().zip(&leases).filter_map(|(session, lease)| {
            let stored = found.get(&(tenant, *session)).filter(|stored| stored.is_live(now))?;
            Some(hot.put(now, stored, lease.as_ref()))
        });
        live += try_join_all(copies).await?.len() as u64;
    }
}
