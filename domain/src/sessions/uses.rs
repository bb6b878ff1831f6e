//! The last uses of sessions: gathered in the process, written together.
//!
//! A use is noted in memory with the request, written to PostgreSQL with all others every [`WRITTEN_EVERY`], and to Redis
//! when the copy there is a minute behind, or says another address or agent: a session that is not used again must not
//! leave there for days where it was before. Time, address and agent are of one use and are only ever replaced by those of
//! a later one. A process that is killed loses what it gathered since it wrote last.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use entity::id::{SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde_json::json;
use tokio::sync::Notify;

use super::hot::COPY_BEHIND_MAX;
use super::session::Seen;
use crate::error::{Error, brief};
use crate::sql::statement;
use crate::transaction;

/// How often uses are written.
pub const WRITTEN_EVERY: Duration = Duration::from_secs(15);
/// Uses that are written without waiting for that.
const GATHERED_MAX: usize = 50_000;
/// Uses in one statement.
const BATCH: usize = 2_000;

/// What this process knows of the last uses. Cheap to clone.
#[derive(Clone)]
pub(super) struct Uses {
    shared: Arc<Shared>,
}

struct Shared {
    db: DatabaseConnection,
    gathered: Mutex<Gathered>,
    /// Held while uses are written.
    writing: tokio::sync::Mutex<()>,
    full: Arc<Notify>,
    /// Uses could not be written when it was time.
    behind: AtomicBool,
}

#[derive(Default)]
struct Gathered {
    /// To be written.
    fresh: HashMap<(TenantId, SessionId), Seen>,
    /// What each session's copy in Redis was last brought up to date with by this process.
    copied: HashMap<(TenantId, SessionId), Seen>,
}

impl Uses {
    /// Starts to write what is gathered, on the current runtime, until the last clone is dropped.
    pub(super) fn start(db: &DatabaseConnection) -> Self {
        let shared = Arc::new(Shared {
            db: db.clone(),
            gathered: Mutex::default(),
            writing: tokio::sync::Mutex::new(()),
            full: Arc::new(Notify::new()),
            behind: AtomicBool::new(false),
        });
        // A reference while it waits would keep it for ever.
        let (weak, full) = (Arc::downgrade(&shared), Arc::clone(&shared.full));
        tokio::spawn(async move {
            loop {
                // Either is a reason to write.
                let _ = tokio::time::timeout(WRITTEN_EVERY, full.notified()).await;
                let Some(shared) = weak.upgrade() else { return };
                if let Err(error) = (Self { shared }).write().await {
                    warn(&error);
                }
            }
        });
        Self { shared }
    }

    /// Notes a use. Whether Redis should be told too: its copy says `copied`.
    pub(super) fn note(&self, tenant: TenantId, session: SessionId, seen: Seen, copied: &Seen) -> bool {
        let mut gathered = self.gathered();
        let key = (tenant, session);
        // What was sent a moment ago may not be there yet.
        let last = gathered.copied.get(&key).filter(|sent| sent.at > copied.at).unwrap_or(copied);
        let is_elsewhere = last.ip != seen.ip || last.user_agent != seen.user_agent;
        let copy = seen.at - last.at >= COPY_BEHIND_MAX || is_elsewhere && seen.at > last.at;
        if copy {
            gathered.copied.insert(key, seen.clone());
        }
        match gathered.fresh.get_mut(&key) {
            Some(known) if known.at >= seen.at => {}
            Some(known) => *known = seen,
            None => {
                gathered.fresh.insert(key, seen);
            }
        }
        if gathered.fresh.len() >= GATHERED_MAX {
            self.shared.full.notify_one();
        }
        copy
    }

    /// The last use that this process knows of and that may not be written yet.
    pub(super) fn last(&self, tenant: TenantId, session: SessionId) -> Option<Seen> {
        self.gathered().fresh.get(&(tenant, session)).cloned()
    }

    /// Writes what is gathered if it should have been written before: after PostgreSQL was away nothing may be decided by
    /// the uses that it knows.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub(super) async fn catch_up(&self) -> Result<(), Error> {
        if self.shared.behind.load(Ordering::Relaxed) { self.write().await } else { Ok(()) }
    }

    /// Writes what is gathered. What could not be written stays for the next time.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub(super) async fn write(&self) -> Result<(), Error> {
        let _alone = self.shared.writing.lock().await;
        let mut uses: Vec<((TenantId, SessionId), Seen)> = {
            let mut gathered = self.gathered();
            gathered.copied.clear();
            gathered.fresh.drain().collect()
        };
        // In the same order in every process: nobody waits in a circle.
        uses.sort_unstable_by_key(|(key, _)| *key);
        for (index, batch) in uses.chunks(BATCH).enumerate() {
            if let Err(error) = write_batch(&self.shared.db, batch).await {
                self.shared.behind.store(true, Ordering::Relaxed);
                let mut gathered = self.gathered();
                for (key, seen) in uses.drain(index * BATCH..) {
                    // What came meanwhile is newer.
                    gathered.fresh.entry(key).or_insert(seen);
                }
                return Err(error);
            }
        }
        self.shared.behind.store(false, Ordering::Relaxed);
        Ok(())
    }

    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        // Nothing under this lock can panic half-way through a change.
        self.shared.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn warn(error: &Error) {
    if let Error::Unavailable { source: Some(source), .. } = error {
        tracing::warn!(error = %brief(&**source), "the last uses of sessions could not be written, again later");
    }
}

pub(super) async fn write_batch(db: &DatabaseConnection, batch: &[((TenantId, SessionId), Seen)]) -> Result<(), Error> {
    let rows: Vec<_> = batch
        .iter()
        .map(|((tenant, session), seen)| {
            json!({
                "tenant_id": tenant.uuid(), "session_id": session.uuid(), "at": seen.at, "ip": seen.ip,
                "agent": seen.user_agent,
            })
        })
        .collect();
    let txn = transaction::begin_bare(db).await?;
    transaction::name_tenants(&txn, batch.iter().map(|((tenant, _), _)| *tenant)).await?;
    transaction::set(&txn, "synchronous_commit", "off").await?;
    // Index: session_use_pkey. Only forward: what another process wrote may be newer. Rows are locked in the order in which
    // a flush of the log writes them, so that nobody waits in a circle.
    let sql = "with locked as materialized (
                   select u.tenant_id, u.session_id, w.at, w.ip, w.agent
                   from jsonb_to_recordset($1)
                        as w(tenant_id uuid, session_id uuid, at timestamptz, ip inet, agent text)
                   join session_use u on u.tenant_id = w.tenant_id
                                     and u.session_id = w.session_id
                   where u.last_seen_at < w.at
                   order by u.tenant_id, u.session_id
                   for update of u
               )
               update session_use u
               set last_seen_at = l.at,
                   last_seen_ip = l.ip,
                   last_seen_user_agent = l.agent
               from locked l
               where u.tenant_id = l.tenant_id
                 and u.session_id = l.session_id";
    txn.execute_raw(statement(sql, [serde_json::Value::Array(rows).into()])).await?;
    txn.commit().await?;
    Ok(())
}
