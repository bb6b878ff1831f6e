//! The worker of the queue: takes tasks and has the domain run their jobs, a few at a time.
//!
//! It asks the queue every [`POLL`]; nothing it needs to hear can be missed. When PostgreSQL goes away, apalis ends the
//! worker at its first failing statement: another one, under another name, is started after a pause, for as long as it
//! takes. What the first one had is taken over as from a worker that was killed.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use apalis::prelude::*;
use domain::boot::Clock;
use domain::exports::Tools;
use domain::jobs::{self, Stop, Task as JobTask};
use domain::{Database, error};
use futures::FutureExt as _;
use tokio::time::{Interval, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use crate::{DRAIN, RESTART_PAUSE};

/// How often an idle worker looks for tasks.
const POLL: Duration = Duration::from_millis(500);
/// How many jobs a process works on at a time.
const CONCURRENCY: usize = 2;

#[derive(Clone)]
struct Work {
    db: Database,
    clock: Clock,
    tools: Tools,
    stop: Stop,
}

/// Works until `shutdown`; then each job stops after its batch and is handed back.
pub async fn run(db: Database, clock: Clock, tools: Tools, run_id: &str, shutdown: &CancellationToken) {
    let stopping = shutdown.clone();
    let context = Work { db, clock, tools, stop: Arc::new(move || stopping.is_cancelled()) };
    let mut starts = 0_usize;
    while !shutdown.is_cancelled() {
        // A name that was used before would be refused: the queue remembers workers.
        let name = format!("jobs-{run_id}-{starts}");
        starts += 1;
        let of_worker = context.clone();
        let monitor = Monitor::new().shutdown_timeout(DRAIN).register(move |_| {
            WorkerBuilder::new(name.clone())
                .backend(jobs::queue(&of_worker.db).poll_with_strategy(Every::new(POLL)))
                .concurrency(CONCURRENCY)
                .data(of_worker.clone())
                .catch_panic()
                .build(on_task)
        });
        let signal = shutdown.clone().cancelled_owned();
        let ended = monitor.run_with_signal(signal.map(Ok::<(), std::io::Error>)).await;
        if !shutdown.is_cancelled() {
            tracing::error!(error = ?ended.err(), "the worker of the queue ended, starting another");
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = tokio::time::sleep(RESTART_PAUSE) => {}
            }
        }
    }
}

async fn on_task(task: JobTask, context: Data<Work>) -> Result<(), BoxDynError> {
    let outcome = jobs::run(&context.db, &context.clock, &context.tools, task, &context.stop).await;
    if let Err(failure) = &outcome {
        // Not even the failure could be noted: the queue gives the task again.
        let cause = std::error::Error::source(failure).map(error::brief).unwrap_or_default();
        tracing::error!(job.id = %task.job, error = %failure, cause, "a job was cut off");
    }
    outcome.map_err(Into::into)
}

/// Wakes the worker every [`POLL`], whatever its last look took. The library's own interval is not asked again once it is over, and
/// after a look that took longer than that, and in which a heartbeat was due, nobody would wake the worker any more.
struct Every(Interval);

impl Every {
    fn new(period: Duration) -> Self {
        let mut interval = tokio::time::interval(period);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self(interval)
    }
}

impl PollStrategy for Every {
    fn poll_drive(&mut self, cx: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        let mut is_due = false;
        // Until it is not due: only then it has noted whom to wake.
        while self.0.poll_tick(cx).is_ready() {
            is_due = true;
        }
        if is_due { Poll::Ready(Some(())) } else { Poll::Pending }
    }
}
