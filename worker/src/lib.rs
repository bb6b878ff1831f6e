//! Time in, work out: schedules on apalis, the worker of the queue (`queue.rs`), the keeper of the hot copy (`hot.rs`), and
//! the projector of the read model (`projector.rs`).
//! Which function of the domain runs when is in `jobs.rs`.

mod hot;
pub mod jobs;
mod projector;
mod queue;

use std::time::Duration;

use apalis::prelude::*;
use apalis_cron::CronScheduler;
use domain::access_log::{self, Words};
use domain::boot::{Clock, Settings, connect_redis, connect_worker, connect_worker_read};
use domain::error::Error;
use domain::exports::{Files, Render, Tools};
use domain::geoip::Locator;
use domain::keyring::Keyring;
use domain::metrics;
use domain::retention::partitions;
use futures::FutureExt as _;
use tokio_util::sync::CancellationToken;

/// How long a running job may take after a shutdown was asked for.
pub const DRAIN: Duration = Duration::from_secs(20);
/// Before a worker that failed is started again.
const RESTART_PAUSE: Duration = Duration::from_secs(1);

/// Runs the schedules and the jobs of the queue until `shutdown`. `render` says what an event looks like in a file. Partitions
/// are made ahead before `ready` is called, so that whoever waits for it can append.
///
/// # Errors
/// `Invalid` when a setting is missing, or the master key does not open what is stored; `Unavailable` when the partitions cannot be
/// made at the start.
pub async fn run(
    settings: Settings,
    clock: Clock,
    shutdown: CancellationToken,
    render: Render,
    ready: impl FnOnce() + Send,
) -> Result<(), Error> {
    let files = settings.exports.as_ref().map(Files::open).transpose()?;
    metrics::begin_worker(jobs::SCHEDULE.iter().map(|job| job.name));
    let db = connect_worker(&settings)?;
    let context = jobs::Context {
        keyring: Keyring::open(&db, &settings).await?,
        db,
        redis: connect_redis(&settings)?,
        clock: clock.clone(),
        partition_days: settings.partition_days,
        files: files.clone(),
    };
    partitions::ensure(&context.db, clock.now(), settings.partition_days).await?;
    access_log::begin_missing(&context.db).await?;
    ready();
    let run_id = uuid::Uuid::now_v7().simple().to_string();
    let keep_hot = hot::run(context.db.clone(), context.redis.clone(), clock.clone(), &shutdown);
    let locator = Locator::start(&settings.geoip);
    let words = Words::new(&context.keyring, locator.clone());
    let tools = Tools { files, read: connect_worker_read(&settings)?, locator, render };
    let project = projector::run(context.db.clone(), words.clone(), clock.clone(), &shutdown);
    let keep_true = projector::keep_true(context.db.clone(), words, clock.clone(), &shutdown);
    let work = queue::run(context.db.clone(), clock, tools, &run_id, &shutdown);
    // Each on a task of its own would outlive a caller that is dropped.
    tokio::join!(
        Box::pin(run_schedules(&context, &run_id, &shutdown)),
        Box::pin(work),
        Box::pin(keep_hot),
        Box::pin(project),
        Box::pin(keep_true)
    );
    Ok(())
}

async fn run_schedules(context: &jobs::Context, run_id: &str, shutdown: &CancellationToken) {
    while !shutdown.is_cancelled() {
        let mut monitor = Monitor::new().shutdown_timeout(DRAIN);
        for job in jobs::SCHEDULE {
            let (context, run_id) = (context.clone(), run_id.to_owned());
            monitor = monitor.register(move |restart| {
                WorkerBuilder::new(format!("{}-{run_id}-{restart}", job.name))
                    .backend(CronScheduler::new(job.schedule()))
                    .data(context.clone())
                    .data(job)
                    .build(jobs::on_tick)
            });
        }
        let signal = shutdown.clone().cancelled_owned();
        let ended = monitor.run_with_signal(signal.map(Ok::<(), std::io::Error>)).await;
        if !shutdown.is_cancelled() {
            tracing::error!(error = ?ended.err(), "the schedules ended, starting them again");
            tokio::time::sleep(RESTART_PAUSE).await;
        }
    }
}
