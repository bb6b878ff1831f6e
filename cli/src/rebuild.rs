//! `gatebook rebuild`: makes what follows from the log anew.

use std::process::ExitCode;

use clap::Subcommand;
use domain::access_log::{self, Words};
use domain::boot::{Clock, Settings, connect_redis, connect_worker};
use domain::error::Error;
use domain::geoip::Locator;
use domain::id::Position;
use domain::keyring::Keyring;
use domain::sessions::rebuild;
use indicatif::{ProgressBar, ProgressStyle};

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
    /// The access log and the roll-ups of traffic, beside the live ones; then compares, and puts right what differs.
    AccessLog {
        /// The id or slug of the only tenant; without it, all.
        #[arg(long)]
        tenant: Option<String>,
    },
}

/// Makes it anew, tenant by tenant, and says how it stood.
pub async fn run(settings: &Settings, clock: &Clock, command: RebuildCommand) -> Result<ExitCode, Failure> {
    match command {
        RebuildCommand::Sessions { tenant } => sessions(settings, clock, tenant.as_deref()).await,
        RebuildCommand::AccessLog { tenant } => access_log(settings, clock, tenant.as_deref()).await,
    }
}

/// Makes the read models anew.
pub async fn access_log(settings: &Settings, clock: &Clock, tenant: Option<&str>) -> Result<ExitCode, Failure> {
    let db = connect_worker(settings)?;
    let words = Words::new(&Keyring::open(&db, settings).await?, Locator::open(&settings.geoip));
    for (tenant, slug) in purge::chosen(&db, tenant).await? {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{prefix}: {bar:30} {percent:>3} %  {pos} of {len}  {eta} left")
        {
            bar.set_style(style);
        }
        bar.set_prefix(slug.clone());
        let progress = |reached: Position, last: Position| {
            bar.set_length(last.0.unsigned_abs());
            bar.set_position(reached.0.unsigned_abs());
        };
        let rebuilt = access_log::rebuild::rebuild(&db, clock, &words, tenant, progress).await;
        bar.finish_and_clear();
        let rebuilt = match rebuilt {
            Ok(rebuilt) => rebuilt,
            Err(Error::NotFound(_)) => {
                println!("{slug}: was deleted meanwhile");
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        for (what, found) in [("access log", rebuilt.access_log), ("traffic", rebuilt.traffic)] {
            println!(
                "{slug}: {what}: {} equal, {} differing, {} with other words, {} missing, {} superfluous",
                thousands(found.equal),
                thousands(found.differing),
                thousands(found.relabelled),
                thousands(found.missing),
                thousands(found.superfluous),
            );
        }
        let held_for = rebuilt.held_for.as_millis();
        println!("{slug}: {} events projected, the live projection waited {held_for} ms", thousands(rebuilt.events));
    }
    Ok(ExitCode::SUCCESS)
}

async fn sessions(settings: &Settings, clock: &Clock, tenant: Option<&str>) -> Result<ExitCode, Failure> {
    let (db, redis) = (connect_worker(settings)?, connect_redis(settings)?);
    for (tenant, slug) in purge::chosen(&db, tenant).await? {
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
