//! `gatebook rebuild`: makes what follows from the log anew.

use std::process::ExitCode;

use clap::Subcommand;
use domain::boot::{Clock, Settings, connect_redis, connect_worker};
use domain::error::Error;
use domain::sessions::rebuild;

use crate::failure::Failure;
use crate::import::tally::thousands;
use crate::purge;

/// How many events are read between two lines that say how far it is.
const SAY_EVERY: u64 = 1_000_000;

/// What can be made anew.
#[derive(Subcommand)]
pub enum RebuildCommand {
    /// The rows of sessions, and their copies in Redis.
    Sessions {
        /// The id or slug of the only tenant; without it, all.
        #[arg(long)]
        tenant: Option<String>,
    },
}

/// Makes it anew, tenant by tenant, and says how it stood.
pub async fn run(settings: &Settings, clock: &Clock, command: RebuildCommand) -> Result<ExitCode, Failure> {
    let RebuildCommand::Sessions { tenant } = command;
    let (db, redis) = (connect_worker(settings)?, connect_redis(settings)?);
    for (tenant, slug) in purge::chosen(&db, tenant.as_deref()).await? {
        let mut said = 0;
        let progress = |events: u64| {
            if events / SAY_EVERY > said {
                said = events / SAY_EVERY;
                eprintln!("{slug}: {} events read", thousands(events));
            }
        };
        let rebuilt = match rebuild::rebuild(&db, &redis, clock.now(), tenant, progress).await {
            Ok(rebuilt) => rebuilt,
            Err(Error::NotFound(_)) => {
                println!("{slug}: was deleted meanwhile");
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let found = rebuilt.comparison;
        println!(
            "{slug}: {} equal, {} differing, {} missing, {} superfluous, {} without a secret, {} over for long; \
             {} events read, appends waited {} ms",
            thousands(found.equal),
            thousands(found.differing),
            thousands(found.missing),
            thousands(found.superfluous),
            thousands(found.unusable),
            thousands(found.past),
            thousands(rebuilt.events),
            rebuilt.locked_for.as_millis(),
        );
        let live = rebuild::fill(&db, &redis, clock.now(), tenant).await?;
        println!("{slug}: Redis has {} live sessions", thousands(live));
    }
    Ok(ExitCode::SUCCESS)
}
