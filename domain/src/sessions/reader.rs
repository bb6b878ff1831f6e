//! Look-ups of sessions in PostgreSQL, many at a time: for checks that find nothing in Redis, or no Redis.
//!
//! Who comes while a look-up is on its way waits for the next one, which then begins after they came: nobody is told what
//! was true before they asked. So all who wait for one session cost one row, and the number of queries is bounded by
//! how fast PostgreSQL answers and not by how many ask.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use entity::id::{SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tokio::sync::{Mutex, mpsc, oneshot};

use super::session::Stored;
use super::store::{COLUMNS, from_row};
use crate::error::{Error, brief};
use crate::metrics;
use crate::sql::{Brief, statement, uuids};
use crate::transaction;

/// Most sessions in one look-up.
const BATCH_MAX: usize = 500;
/// Look-ups at a time.
const READERS: usize = 2;
/// Most callers that wait at a time; beyond that they are answered 503.
const WAITING_MAX: usize = 20_000;
/// How long a look-up may take.
const TIMEOUT: Duration = Duration::from_secs(2);

/// One caller: which session, and where the answer goes.
struct Question {
    key: (TenantId, SessionId),
    reply: oneshot::Sender<Result<Option<Arc<Stored>>, Error>>,
}

/// The door to the look-ups of this process. Cheap to clone.
#[derive(Clone)]
pub(super) struct Reader {
    questions: mpsc::Sender<Question>,
}

impl Reader {
    /// Starts the look-ups on the current runtime; they end when the last clone is dropped.
    pub(super) fn start(db: &DatabaseConnection) -> Self {
        let (questions, waiting) = mpsc::channel(WAITING_MAX);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..READERS {
            tokio::spawn(run(Arc::clone(&waiting), db.clone()));
        }
        Self { questions }
    }

    /// A session as PostgreSQL has it after this call began; `None` when there is none.
    ///
    /// # Errors
    /// `Unavailable` when PostgreSQL does not answer, or too many wait.
    pub(super) async fn read(&self, tenant: TenantId, session: SessionId) -> Result<Option<Arc<Stored>>, Error> {
        let (reply, answer) = oneshot::channel();
        let question = Question { key: (tenant, session), reply };
        self.questions.try_send(question).map_err(|_| Error::unavailable("too many sessions are being looked up"))?;
        answer.await.unwrap_or_else(|_| Err(Error::unavailable("the process is stopping")))
    }
}

async fn run(waiting: Arc<Mutex<mpsc::Receiver<Question>>>, db: DatabaseConnection) {
    let mut batch = Vec::new();
    loop {
        if waiting.lock().await.recv_many(&mut batch, BATCH_MAX).await == 0 {
            return;
        }
        let mut keys: Vec<_> = batch.iter().map(|question| question.key).collect();
        keys.sort_unstable();
        keys.dedup();
        metrics::SESSION_LOOKUPS.inc();
        let read = tokio::time::timeout(TIMEOUT, read_batch(&db, keys)).await;
        let found = read.unwrap_or_else(|_| Err(Error::unavailable("PostgreSQL did not answer in time")));
        if let Err(Error::Unavailable { source: Some(source), .. }) = &found {
            tracing::warn!(error = %brief(&**source), "sessions could not be looked up");
        }
        for question in batch.drain(..) {
            let answer = match &found {
                Ok(found) => match found.get(&question.key) {
                    Some(Ok(stored)) => Ok(Some(Arc::clone(stored))),
                    Some(Err(Unreadable)) => Err(Error::unavailable("the session does not read")),
                    None => Ok(None),
                },
                Err(_) => Err(Error::unavailable("PostgreSQL is away")),
            };
            // Who stopped waiting needs no answer.
            let _ = question.reply.send(answer);
        }
    }
}

/// A row that is there, and is not what it should be.
#[derive(Debug)]
pub(super) struct Unreadable;

/// The sessions that there are among those named; one that does not read is in nobody else's way. Opens its own transaction.
pub(super) async fn read_batch(
    db: &DatabaseConnection,
    keys: Vec<(TenantId, SessionId)>,
) -> Result<HashMap<(TenantId, SessionId), Result<Arc<Stored>, Unreadable>>, Error> {
    let txn = transaction::begin_read_only(db, None).await?;
    transaction::name_tenants(&txn, keys.iter().map(|(tenant, _)| *tenant)).await?;
    // Index: session_pkey, session_use_pkey.
    let sql = format!(
        "select {COLUMNS}, w.tenant_id, w.session_id
         from unnest($1::uuid[], $2::uuid[]) as w(tenant_id, session_id)
         join session s on s.tenant_id = w.tenant_id
                       and s.session_id = w.session_id
         join session_use u on u.tenant_id = w.tenant_id
                           and u.session_id = w.session_id"
    );
    let values =
        [uuids(keys.iter().map(|(tenant, _)| tenant.uuid())), uuids(keys.iter().map(|(_, session)| session.uuid()))];
    let rows = txn.query_all_raw(statement(&sql, values)).await?;
    txn.rollback().await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let key = (TenantId(row.try_get("", "tenant_id")?), SessionId(row.try_get("", "session_id")?));
        let stored = from_row(row).map(Arc::new).map_err(|error| {
            tracing::error!(tenant.id = %key.0, session.id = %key.1, error = %Brief(&error), "a session does not read");
            Unreadable
        });
        found.insert(key, stored);
    }
    Ok(found)
}
