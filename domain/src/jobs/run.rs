//! Running a job: its beginning, its batches, and how it ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use entity::id::JobId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Kind, Task, enqueue};
use crate::boot::Clock;
use crate::error::{Error, brief};
use crate::exports::Tools;
use crate::metrics;
use crate::sql::statement;
use crate::traces::Work;
use crate::transaction;

/// How long a task works on a job before it makes room for others.
pub const SLICE: Duration = Duration::from_secs(5);
/// How often in a row a job may fail, or be cut off, without getting on.
pub const ATTEMPTS_MAX: i32 = 10;
/// The first pause after a failure; each next one is twice as long.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// The longest pause.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(600);

/// How long nobody takes a job that waits for another part of the program.
pub const WAITING_PAUSE: Duration = Duration::from_secs(2);

/// What metrics call a kind of job that a later version of the program pushed.
const UNKNOWN: &str = "unknown";

/// Says whether a job is to stop after its batch, because the program ends.
pub type Stop = Arc<dyn Fn() -> bool + Send + Sync>;

/// How a job's function looks at its row and notes how far it got. A function works in batches, each like this:
///
/// ```ignore
/// let txn = transaction::begin_bare(&db).await?;
/// let Some(at) = job.checkpoint::<Checkpoint>(&txn).await? else { return Ok(()) };
/// // … the batch, with everything it does in `txn` …
/// job.advance(&txn, &next, rows_done).await?;    // or job.finish(&txn, now)
/// txn.commit().await?;
/// ```
pub struct Handle {
    task: Task,
    stop: Stop,
    until: Instant,
    /// Whether [`Handle::finish`] was called; what it said counts when the job's function ends well.
    finished: AtomicBool,
    /// Whether [`Handle::wait`] was called.
    waits: AtomicBool,
}

impl Handle {
    /// Which job it is.
    #[must_use]
    pub const fn id(&self) -> JobId {
        self.task.job
    }

    /// Which push of it this is: nobody else has had the same.
    #[must_use]
    pub const fn push(&self) -> i32 {
        self.task.push
    }

    /// Locks the job until the end of the transaction and says where it stands; a job that has not begun stands at the
    /// default. `None`: stop here and return, without an error. The time is up, the program ends, or the job is done or
    /// somebody else's by now.
    ///
    /// # Errors
    /// `Corrupt` when the checkpoint does not read; `Unavailable` when the database does not answer.
    pub async fn checkpoint<T: DeserializeOwned + Default>(
        &self,
        txn: &DatabaseTransaction,
    ) -> Result<Option<T>, Error> {
        if (self.stop)() || Instant::now() >= self.until {
            return Ok(None);
        }
        // Two workers with the same job take turns at this lock.
        let sql = "select checkpoint
                   from job
                   where tenant_id = $1
                     and job_id = $2
                     and pushes = $3
                     and state = 'running'
                   for update";
        let Some(row) = txn.query_one_raw(statement(sql, self.named())).await? else { return Ok(None) };
        let Some(stored) = row.try_get_by_index::<Option<Value>>(0)? else { return Ok(Some(T::default())) };
        let read = serde_json::from_value(stored);
        read.map(Some).map_err(|error| Error::corrupt("job", self.task.job, format!("checkpoint: {error}")))
    }

    /// Notes how much there is at most. In the batch's transaction, after [`Handle::checkpoint`].
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn expect(&self, txn: &DatabaseTransaction, total: i64) -> Result<(), Error> {
        self.update(txn, "total = $4", [total.into()]).await
    }

    /// Notes where the next batch goes on, and that this one did `done` more. In the batch's transaction, after
    /// [`Handle::checkpoint`].
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn advance(
        &self,
        txn: &DatabaseTransaction,
        checkpoint: &impl Serialize,
        done: u64,
    ) -> Result<(), Error> {
        let checkpoint = serde_json::to_value(checkpoint)
            .map_err(|error| Error::corrupt("job", self.task.job, format!("checkpoint: {error}")))?;
        let done = i64::try_from(done).unwrap_or(i64::MAX);
        // What gets on may fail anew as often as what has just begun.
        let set = "checkpoint = $4, done = done + $5, attempts = least(attempts, 1)";
        self.update(txn, set, [checkpoint.into(), done.into()]).await
    }

    /// Notes that nothing of the job is done: what was, has to be done again. In the batch's transaction, after
    /// [`Handle::checkpoint`].
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn begin_again(&self, txn: &DatabaseTransaction) -> Result<(), Error> {
        self.update(txn, "checkpoint = null, done = 0", []).await
    }

    /// Notes that the job is done. In the last batch's transaction, after [`Handle::checkpoint`].
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn finish(&self, txn: &DatabaseTransaction, now: DateTime<Utc>) -> Result<(), Error> {
        let set = "state = 'done', total = done, error = null, finished_at = $4";
        self.update(txn, set, [now.into()]).await?;
        self.finished.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Notes that there is nothing to do yet: the next task comes in [`WAITING_PAUSE`], and others have their turn
    /// meanwhile. The job's function returns then, without an error.
    pub fn wait(&self) {
        self.waits.store(true, Ordering::Relaxed);
    }

    async fn update<const N: usize>(
        &self,
        txn: &DatabaseTransaction,
        set: &str,
        values: [sea_orm::Value; N],
    ) -> Result<(), Error> {
        let sql = format!(
            "update job
             set {set}
             where tenant_id = $1
               and job_id = $2
               and pushes = $3"
        );
        let updated = txn.execute_raw(statement(&sql, self.named().into_iter().chain(values))).await?;
        // Without the lock somebody else may have gone on: this batch must not count.
        if updated.rows_affected() == 1 { Ok(()) } else { Err(Error::unavailable("the job is somebody else's now")) }
    }

    fn named(&self) -> [sea_orm::Value; 3] {
        named(self.task)
    }
}

/// Works on a job for one task: until it is done, for [`SLICE`] at most, or until `stop`; then another task takes the
/// place of this one. `db` is a pool of the worker's role; each batch is a transaction of its own. `tools` is what jobs need
/// that deal with files.
///
/// Repeating is safe: a task that another one has replaced does nothing, and what two do at once counts once.
///
/// # Errors
/// `Unavailable` when the database does not answer, so that not even the job's failure could be noted. A job that fails
/// is no error.
pub async fn run(db: &DatabaseConnection, clock: &Clock, tools: &Tools, task: Task, stop: &Stop) -> Result<(), Error> {
    let Some(begun) = begin(db, clock.now(), task).await? else { return Ok(()) };
    let (finished, waits) = (AtomicBool::new(false), AtomicBool::new(false));
    let handle = Handle { task, stop: Arc::clone(stop), until: Instant::now() + SLICE, finished, waits };
    let traced = Work::of_process(format!("job {}", begun.label));
    let outcome = match begun.kind {
        Ok(kind) => traced.scope(kind.carry_out(db, clock, tools, task.tenant, &handle)).await,
        Err(unreadable) => Err(unreadable),
    };
    traced.done(outcome.is_ok());
    match outcome {
        Ok(()) if handle.finished.load(Ordering::Relaxed) => {
            let took = (clock.now() - begun.started_at).to_std().unwrap_or_default();
            metrics::JOB_SECONDS.with_label_values(&[&begun.label]).observe(took.as_secs_f64());
            Ok(())
        }
        Ok(()) if handle.waits.load(Ordering::Relaxed) => hand_back(db, task, WAITING_PAUSE).await,
        Ok(()) => hand_back(db, task, Duration::ZERO).await,
        Err(error) => {
            metrics::JOB_FAILURES.with_label_values(&[&begun.label]).inc();
            fail(db, clock.now(), task, &begun.label, &error).await
        }
    }
}

/// A job that is at work.
struct Begun {
    /// What it is, if this version of the program knows.
    kind: Result<Kind, Error>,
    /// What metrics call it.
    label: String,
    /// When it was begun for the first time.
    started_at: DateTime<Utc>,
}

/// Notes that the job runs and says what it is; `None` when there is nothing to do for this task.
async fn begin(db: &DatabaseConnection, now: DateTime<Utc>, task: Task) -> Result<Option<Begun>, Error> {
    let txn = transaction::begin_bare(db).await?;
    let sql = "select kind, what, attempts, coalesce(started_at, $4)
               from job
               where tenant_id = $1
                 and job_id = $2
                 and pushes = $3
                 and state in ('waiting', 'running')
               for update";
    let values = named(task).into_iter().chain([now.into()]);
    let Some(row) = txn.query_one_raw(statement(sql, values)).await? else { return Ok(None) };
    let (name, what): (String, Option<Value>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let started_at: DateTime<Utc> = row.try_get_by_index(3)?;
    let kind = Kind::read(&name, what).map_err(|error| Error::corrupt("job", task.job, format!("kind: {error}")));
    // Names that this version does not know are no labels.
    let label = if kind.is_ok() { name } else { UNKNOWN.to_owned() };
    if row.try_get_by_index::<i32>(2)? >= ATTEMPTS_MAX {
        // Nobody was left to say why: the program ended each time.
        tracing::error!(tenant.id = %task.tenant, job.id = %task.job, "a job was cut off each time, giving it up");
        settle_as_failed(&txn, now, task, &format!("was cut off {ATTEMPTS_MAX} times")).await?;
        txn.commit().await?;
        metrics::JOBS_GIVEN_UP.with_label_values(&[&label]).inc();
        return Ok(None);
    }
    let sql = "update job
               set state = 'running',
                   started_at = $3,
                   attempts = attempts + 1
               where tenant_id = $1
                 and job_id = $2";
    txn.execute_raw(statement(sql, [task.tenant.uuid().into(), task.job.uuid().into(), started_at.into()])).await?;
    txn.commit().await?;
    Ok(Some(Begun { kind, label, started_at }))
}

/// Leaves a job that is not done to the next task, which comes in `after`. The attempt was none that failed.
async fn hand_back(db: &DatabaseConnection, task: Task, after: Duration) -> Result<(), Error> {
    let txn = transaction::begin_bare(db).await?;
    let sql = "update job
               set state = 'waiting',
                   pushes = pushes + 1,
                   attempts = greatest(attempts - 1, 0)
               where tenant_id = $1
                 and job_id = $2
                 and pushes = $3
                 and state = 'running'";
    if txn.execute_raw(statement(sql, named(task))).await?.rows_affected() == 1 {
        enqueue(&txn, Task { push: task.push + 1, ..task }, after).await?;
        txn.commit().await?;
    }
    Ok(())
}

/// Leaves a job that failed to a later task, or gives it up.
async fn fail(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    task: Task,
    label: &str,
    error: &Error,
) -> Result<(), Error> {
    let text = described(error);
    let txn = transaction::begin_bare(db).await?;
    let sql = "select attempts
               from job
               where tenant_id = $1
                 and job_id = $2
                 and pushes = $3
                 and state = 'running'
               for update";
    let Some(row) = txn.query_one_raw(statement(sql, named(task))).await? else { return Ok(()) };
    let attempts: i32 = row.try_get_by_index(0)?;
    let is_given_up = attempts >= ATTEMPTS_MAX;
    if is_given_up {
        tracing::error!(tenant.id = %task.tenant, job.id = %task.job, error = text, "a job failed for good");
        settle_as_failed(&txn, now, task, &text).await?;
    } else {
        let after = retry_after(attempts);
        let after_s = after.as_secs();
        tracing::warn!(tenant.id = %task.tenant, job.id = %task.job, error = text, after_s, "a job failed");
        let sql = "update job
                   set state = 'waiting',
                       pushes = pushes + 1,
                       error = $3
                   where tenant_id = $1
                     and job_id = $2";
        txn.execute_raw(statement(sql, [task.tenant.uuid().into(), task.job.uuid().into(), text.into()])).await?;
        enqueue(&txn, Task { push: task.push + 1, ..task }, after).await?;
    }
    txn.commit().await?;
    metrics::JOBS_GIVEN_UP.with_label_values(&[label]).inc_by(is_given_up.into());
    Ok(())
}

async fn settle_as_failed(txn: &DatabaseTransaction, now: DateTime<Utc>, task: Task, text: &str) -> Result<(), Error> {
    let sql = "update job
               set state = 'failed',
                   error = $3,
                   finished_at = $4
               where tenant_id = $1
                 and job_id = $2";
    let values = [task.tenant.uuid().into(), task.job.uuid().into(), text.into(), now.into()];
    txn.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// The pause after so many failures in a row.
#[must_use]
pub fn retry_after(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 16) - 1).unwrap_or_default();
    (RETRY_AFTER * 2_u32.pow(doublings)).min(RETRY_AFTER_MAX)
}

/// An error in words that can be kept: PostgreSQL's own may quote values.
fn described(error: &Error) -> String {
    match error {
        Error::Unavailable { source: Some(source), .. } => format!("{error}: {}", brief(&**source)),
        _ => error.to_string(),
    }
}

fn named(task: Task) -> [sea_orm::Value; 3] {
    [task.tenant.uuid().into(), task.job.uuid().into(), task.push.into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_ten_minutes() {
        let seconds: Vec<u64> = (1..ATTEMPTS_MAX).map(|attempts| retry_after(attempts).as_secs()).collect();

        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 320, 600, 600]);
    }
}
