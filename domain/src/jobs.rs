//! JOBS: work that is ordered in a transaction and done in the background, in batches, exactly once each.
//!
//! 1. [`push`] writes the job's row and a task for the queue in the transaction that asks for the work: they stand and
//!    fall together. The row is the truth; the task only says which row.
//! 2. A worker takes the task ([`queue`]) and calls [`run`], which calls the function of the job's [`Kind`].
//! 3. That function works in batches, each a transaction of its own that locks the row, does its part and notes how far
//!    it got ([`Handle`]): progress and work commit together, and two workers with the same job take turns.
//! 4. A task lasts [`SLICE`] and is then replaced by another, so that many jobs share few workers; one that has to wait, by
//!    a task in [`WAITING_PAUSE`]. One that fails is replaced by a task for later, [`ATTEMPTS_MAX`] times; then the job has
//!    failed, until somebody pushes it again.
//! 5. [`sweep`] pushes jobs again whose task is lost or stuck; [`clean_up`] removes what was over long ago.
//!
//! Every push of a job has a number, and only the newest may do anything: a task that was replaced, or that a worker
//! took for lost, ends without effect. So it is safe to push too often, and to run any task twice.
//!
//! To add a kind: a variant of [`Kind`], a line in [`Kind::carry_out`], a name in [`KINDS`], and words in the console
//! (`console/src/pages/settings/job.tsx`).

mod book;
mod run;
mod upkeep;

use std::time::Duration;

use apalis_postgres::{Config, PostgresStorage};
use chrono::{DateTime, Utc};
use entity::id::{JobId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::boot::{Clock, roles};
use crate::error::Error;
use crate::exports::{Tools, write};
use crate::privacy::{Order, erasure};
use crate::retention::rehome;
use crate::sql::statement;
use crate::tenant_removal;
use crate::uuids::uuid_v7;

pub use book::{Job, PAGE_MAX, State, find, list, list_all, retry, retry_any};
pub use run::{ATTEMPTS_MAX, Handle, SLICE, Stop, WAITING_PAUSE, retry_after, run};
pub use upkeep::{
    CLEAN_BATCH, DONE_KEPT_DAYS, FAILED_KEPT_DAYS, KEPT_DAYS, STUCK_AFTER_S, SWEEP_BATCH, clean_up, sweep,
};

/// The queue's name. Renaming it would strand what is queued.
const QUEUE: &str = "gatebook";
/// How often a worker says that it lives.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// After how many silent heartbeats the others take over what a worker had.
const HEARTBEATS_MISSED_MAX: usize = 3;
/// How often the queue itself gives a task to a worker again that could not even note how it failed.
const DELIVERIES_MAX: i32 = 25;

/// What is to be done, with what that needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "what", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Removes everything of a deleted tenant.
    TenantRemoval,
    /// Moves a tenant's events to where another retention has them.
    RetentionChange {
        /// What it was.
        from_days: u16,
        /// What it is from now on.
        to_days: u16,
    },
    /// Erases a person. Who it is is forgotten when it is done.
    Erasure(Order),
    /// Writes events as a file: which, the row of the export says.
    Export,
}

/// The names of all kinds.
pub const KINDS: [&str; 4] = ["tenant_removal", "retention_change", "erasure", "export"];

impl Kind {
    /// Does the job until it is finished, or until its handle says to stop.
    async fn carry_out(
        &self,
        db: &DatabaseConnection,
        clock: &Clock,
        tools: &Tools,
        tenant: TenantId,
        job: &Handle,
    ) -> Result<(), Error> {
        match self {
            Self::TenantRemoval => tenant_removal::remove(db, clock, tools.files.as_ref(), tenant, job).await,
            Self::RetentionChange { to_days, .. } => rehome::carry_out(db, clock, tenant, *to_days, job).await,
            Self::Erasure(order) => erasure::carry_out(db, clock, tenant, order, job).await,
            Self::Export => write::carry_out(db, clock, tools, tenant, job).await,
        }
    }

    /// The kind's name, and the rest, as the table keeps them.
    fn written(&self) -> Result<(String, Option<Value>), Error> {
        let unwritable = |detail: String| Error::corrupt("job", "a new one", detail);
        let mut value = serde_json::to_value(self).map_err(|error| unwritable(error.to_string()))?;
        let what = value.get_mut("what").map(Value::take);
        let name = value["kind"].as_str().ok_or_else(|| unwritable("no kind".to_owned()))?;
        Ok((name.to_owned(), what))
    }

    /// A kind that this version of the program knows.
    fn read(name: &str, what: Option<Value>) -> Result<Self, serde_json::Error> {
        serde_json::from_value(match what {
            Some(what) => json!({"kind": name, "what": what}),
            None => json!({"kind": name}),
        })
    }
}

/// What the queue carries: which job, and which push of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Whose job it is.
    pub tenant: TenantId,
    /// Which job.
    pub job: JobId,
    /// The number of the push: only the newest counts.
    pub push: i32,
}

impl Task {
    /// What the queue knows the task by; no two have the same. `upkeep.rs` writes it in SQL.
    fn key(&self) -> String {
        format!("{}/{}", self.job, self.push)
    }
}

/// Orders work: writes the job and its task. Joins the caller's transaction, which must be one of the tenant; what
/// rolls back was never ordered.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn push(
    txn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    kind: &Kind,
) -> Result<JobId, Error> {
    let job = JobId(uuid_v7(now));
    let (name, what) = kind.written()?;
    let sql = "insert into job (tenant_id, job_id, kind, state, what, by, created_at)
               values ($1, $2, $3, 'waiting', $4, $5, $6)";
    let values: [sea_orm::Value; 6] =
        [tenant.uuid().into(), job.uuid().into(), name.into(), what.into(), by.into(), now.into()];
    txn.execute_raw(statement(sql, values)).await?;
    enqueue(txn, Task { tenant, job, push: 1 }, Duration::ZERO).await?;
    Ok(job)
}

/// Puts a task into the queue, to be taken in `after`. Joins the caller's transaction.
///
/// A transaction of SeaORM does not show its connection, so this is the statement of the library's own push (see
/// `queries/task/sink.sql` of apalis-postgres), for one task. The queue goes by the time of the database.
async fn enqueue(txn: &impl ConnectionTrait, task: Task, after: Duration) -> Result<(), Error> {
    let body = serde_json::to_vec(&task).map_err(|error| Error::corrupt("job", task.job, error.to_string()))?;
    let sql = "insert into apalis.jobs
                   (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata, idempotency_key)
               values
                   (apalis.generate_ulid(), $1, $2, 'Pending', 0, $3, now() + make_interval(secs => $4), 0, '', $5)";
    let values: [sea_orm::Value; 5] =
        [QUEUE.into(), body.into(), DELIVERIES_MAX.into(), after.as_secs_f64().into(), task.key().into()];
    txn.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// The queue, for the program that works: what it gives are [`Task`]s for [`run`]. `db` is a pool of the worker's role.
#[must_use]
pub fn queue(db: &DatabaseConnection) -> PostgresStorage<Task> {
    let config = Config::default()
        .queue(QUEUE)
        // What is fetched and waits keeps the heartbeats from going out.
        .batch_size(1)
        .heartbeat_interval(HEARTBEAT)
        .missed_heartbeats(HEARTBEATS_MISSED_MAX);
    PostgresStorage::new(db.get_postgres_connection_pool()).with_config(config)
}

/// Brings the queue's schema up to date, by the library's own migrations, and lets the program's logins use it. `owner`
/// is a pool of the schema's owner. Safe to repeat, and to run twice at once.
///
/// # Errors
/// `Unavailable` with what PostgreSQL said.
pub async fn set_up(owner: &DatabaseConnection) -> Result<(), Error> {
    PostgresStorage::<()>::setup(owner.get_postgres_connection_pool()).await.map_err(|error| Error::Unavailable {
        reason: "the queue's schema cannot be brought up to date",
        source: Some(Box::new(error)),
    })?;
    // The app can order work, and neither see nor change what was ordered.
    let sql = "grant usage on schema apalis to gatebook_app, gatebook_worker;
               grant insert on apalis.jobs to gatebook_app;
               grant select, insert, update, delete on apalis.jobs, apalis.workers to gatebook_worker";
    roles::repeated(async || owner.execute_unprepared(sql).await.map(drop)).await
}

#[cfg(test)]
mod tests {
    use entity::id::Position;

    use super::*;
    use crate::privacy::Person;

    #[test]
    fn a_kind_is_read_as_it_was_written() {
        let (name, what) = Kind::TenantRemoval.written().unwrap();

        assert_eq!((name.as_str(), &what), ("tenant_removal", &None));
        assert_eq!(Kind::read(&name, what).unwrap(), Kind::TenantRemoval);
        assert!(Kind::read("of_a_later_version", None).is_err());
        let of_all = [
            Kind::TenantRemoval,
            Kind::RetentionChange { from_days: 1, to_days: 2 },
            Kind::Erasure(Order { person: Person::UserId("ada".into()), until: Position(1), at: DateTime::default() }),
            Kind::Export,
        ];
        assert_eq!(of_all.len(), KINDS.len());
        for (kind, known) in of_all.iter().zip(KINDS) {
            // A new kind has to be named here, and with it in `of_all` and `KINDS`.
            let name = match kind {
                Kind::TenantRemoval => "tenant_removal",
                Kind::RetentionChange { .. } => "retention_change",
                Kind::Erasure(_) => "erasure",
                Kind::Export => "export",
            };
            assert_eq!((kind.written().unwrap().0.as_str(), known), (name, name));
        }
    }
}
