//! Which function of the domain runs when. One line in [`SCHEDULE`] each.
//!
//! Every worker process ticks; a tick is claimed by a row, so it runs once however many there are. A tick that nobody
//! was there for is not made up for: the functions look at what is to do now, not at what the tick was for.

use std::str::FromStr;
use std::time::Instant;

use apalis::prelude::*;
use apalis_cron::Tick;
use apalis_cron::timezone::Utc as TickUtc;
use chrono::{DateTime, Utc};
use cron::Schedule;
use domain::access_tokens;
use domain::boot::{Clock, RedisStore};
use domain::error::Error;
use domain::exports::{self, Files};
use domain::keyring::Keyring;
use domain::retention::partitions;
use domain::traces::Work;
use domain::{Database, jobs as queue, metrics, schedule, sessions};

/// What the jobs work with.
#[derive(Clone)]
pub struct Context {
    /// A pool of the worker's role.
    pub db: Database,
    /// Where copies of sessions are.
    pub redis: RedisStore,
    /// The time.
    pub clock: Clock,
    /// What new keys of access tokens are wrapped under.
    pub keyring: Keyring,
    /// How wide new partitions are, in days.
    pub partition_days: u16,
    /// Where exports are kept, if there are any.
    pub files: Option<Files>,
}

/// A job and when it runs.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// Its name in `schedule_tick` and in log lines.
    pub name: &'static str,
    /// Seconds, minutes, hours, days of month, months, days of week; in UTC.
    cron: &'static str,
    run: Run,
}

#[derive(Debug, Clone, Copy)]
enum Run {
    PartitionsAhead,
    PartitionsPast,
    SweepJobs,
    CleanUp,
    SessionsExpire,
    SessionsClear,
    SessionsSweep,
    AccessKeys,
    ExportsSweep,
}

/// All jobs.
pub const SCHEDULE: [Job; 9] = [
    Job { name: "partitions_ahead", cron: "0 17 * * * *", run: Run::PartitionsAhead },
    Job { name: "partitions_past", cron: "0 27 * * * *", run: Run::PartitionsPast },
    Job { name: "sweep_jobs", cron: "30 * * * * *", run: Run::SweepJobs },
    Job { name: "clean_up", cron: "0 43 * * * *", run: Run::CleanUp },
    Job { name: "sessions_expire", cron: "15 * * * * *", run: Run::SessionsExpire },
    Job { name: "sessions_clear", cron: "0 53 * * * *", run: Run::SessionsClear },
    Job { name: "sessions_sweep", cron: "0 37 * * * *", run: Run::SessionsSweep },
    Job { name: "access_keys", cron: "0 53 3 * * *", run: Run::AccessKeys },
    Job { name: "exports_sweep", cron: "45 * * * * *", run: Run::ExportsSweep },
];

impl Job {
    /// When it runs.
    pub fn schedule(&self) -> Schedule {
        Schedule::from_str(self.cron).unwrap_or_else(|_| unreachable!("a test reads every schedule"))
    }

    async fn run(&self, context: &Context) -> Result<(), Error> {
        match self.run {
            Run::PartitionsAhead => {
                let now = context.clock.now();
                let made = partitions::ensure(&context.db, now, context.partition_days).await?;
                if made > 0 {
                    tracing::info!(made, "made partitions ahead");
                }
                Ok(())
            }
            Run::PartitionsPast => {
                let dropped = partitions::drop_past(&context.db, context.clock.now()).await?;
                if dropped > 0 {
                    tracing::info!(dropped, "dropped past partitions");
                }
                Ok(())
            }
            Run::SweepJobs => {
                let pushed = queue::sweep(&context.db).await?;
                if pushed > 0 {
                    tracing::warn!(pushed, "pushed jobs again whose task was lost");
                }
                Ok(())
            }
            Run::CleanUp => {
                let removed = queue::clean_up(&context.db, context.clock.now()).await?;
                if removed > 0 {
                    tracing::info!(removed, "removed what is over");
                }
                Ok(())
            }
            Run::SessionsExpire => {
                let expired = sessions::upkeep::expire(&context.db, &context.redis, context.clock.now()).await?;
                if expired > 0 {
                    tracing::info!(expired, "noted sessions whose time is over");
                }
                Ok(())
            }
            Run::SessionsClear => {
                let cleared = sessions::upkeep::clear(&context.db, context.clock.now(), None).await?;
                if cleared > 0 {
                    tracing::info!(cleared, "removed sessions that ended long ago");
                }
                Ok(())
            }
            Run::SessionsSweep => {
                let swept = sessions::upkeep::sweep_copies(&context.redis).await?;
                if swept > 0 {
                    tracing::info!(swept, "removed copies of sessions that redis brought back");
                }
                Ok(())
            }
            Run::ExportsSweep => {
                exports::sweep(&context.db, context.files.as_ref(), context.clock.now()).await.map(drop)
            }
            Run::AccessKeys => {
                let pass = access_tokens::rotate_due(&context.db, context.clock.now(), &context.keyring).await?;
                if pass.rotated > 0 || pass.removed > 0 {
                    tracing::info!(rotated = pass.rotated, removed = pass.removed, "rotated keys of access tokens");
                }
                match pass.failed {
                    0 => Ok(()),
                    _ => Err(Error::unavailable("keys of some tenants were left for the next tick")),
                }
            }
        }
    }
}

/// Runs a job for a tick, if no other worker has claimed it; says whether it did. A job that fails is no error: that is
/// noted with the tick.
///
/// # Errors
/// `Unavailable` when the tick could not be claimed, or its end not be noted.
pub async fn tick(context: &Context, job: &Job, tick_at: DateTime<Utc>) -> Result<bool, Error> {
    if !schedule::claim(&context.db, context.clock.now(), job.name, tick_at).await? {
        return Ok(false);
    }
    let started = Instant::now();
    let traced = Work::of_process(job.name);
    let result = traced.scope(job.run(context)).await;
    traced.done(result.is_ok());
    metrics::SCHEDULE_SECONDS.with_label_values(&[job.name]).observe(started.elapsed().as_secs_f64());
    // Counted when it is none too: what is not there cannot rise.
    metrics::SCHEDULE_FAILURES.with_label_values(&[job.name]).inc_by(result.is_err().into());
    if let Err(error) = &result {
        tracing::error!(job = job.name, %error, "a scheduled job failed, its next tick tries again");
    }
    let failure = result.err().map(|error| error.to_string());
    schedule::finish(&context.db, context.clock.now(), job.name, tick_at, failure).await?;
    Ok(true)
}

/// [`tick`], as apalis calls it.
pub(crate) async fn on_tick(tick: Tick<TickUtc>, context: Data<Context>, job: Data<Job>) -> Result<(), BoxDynError> {
    let tick_at = i64::try_from(tick.get_timestamp()).ok().and_then(|at| DateTime::from_timestamp(at, 0));
    let tick_at = tick_at.ok_or("a tick outside of the calendar")?;
    self::tick(&context, &job, tick_at).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schedule_reads_and_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> = SCHEDULE.iter().map(|job| job.name).collect();

        assert_eq!(names.len(), SCHEDULE.len());
        assert!(SCHEDULE.iter().all(|job| job.schedule().upcoming(Utc).next().is_some()));
    }
}
