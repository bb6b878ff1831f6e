//! `gatebook projections`: what an operator sees of the read models, and what lets a stopped one go on.

use std::process::ExitCode;

use clap::Subcommand;
use domain::access_log;
use domain::boot::{Clock, Settings, connect_worker};
use domain::error::Error;
use domain::id::Position;

use crate::failure::Failure;
use crate::import::tally::thousands;
use crate::purge;

/// Who did it, in the events about it.
const BY: &str = "gatebook";

/// What can be done to projections.
#[derive(Subcommand)]
pub enum ProjectionsCommand {
    /// Lists how far the read model of each tenant is, and which event stops one.
    List,
    /// Passes over the event that stops a tenant, for good. The tenant's log tells of it.
    Skip {
        /// The tenant's id or slug.
        #[arg(long)]
        tenant: String,
        /// The position of the event, as the list says.
        #[arg(long)]
        position: i64,
    },
    /// Tries the event again that stops a tenant.
    Retry {
        /// The tenant's id or slug.
        #[arg(long)]
        tenant: String,
    },
}

/// Carries out a command on projections.
pub async fn run(settings: &Settings, clock: &Clock, command: ProjectionsCommand) -> Result<ExitCode, Failure> {
    let db = connect_worker(settings)?;
    match command {
        ProjectionsCommand::List => {
            for standing in access_log::standings(&db).await? {
                let lag = thousands(standing.lag().unsigned_abs());
                println!(
                    "{}  {}  at {} of {}, {lag} behind",
                    standing.tenant, standing.slug, standing.position, standing.head
                );
                if let Some((position, since, error)) = standing.failed {
                    println!("    stopped at {position} since {}: {error}", since.format("%Y-%m-%d %H:%M"));
                }
            }
        }
        ProjectionsCommand::Skip { tenant, position } => {
            for (tenant, slug) in purge::chosen(&db, Some(&tenant)).await? {
                match access_log::skip(&db, clock.now(), tenant, Position(position), BY).await {
                    Ok(()) => println!("{slug}: goes on behind {position}"),
                    Err(Error::NotFound(_)) => {
                        return Err(Failure::usage("it is not that event that stops the tenant"));
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
        ProjectionsCommand::Retry { tenant } => {
            for (tenant, slug) in purge::chosen(&db, Some(&tenant)).await? {
                let stopped = access_log::retry(&db, tenant).await?;
                println!("{slug}: {}", if stopped { "tries again" } else { "was not stopped" });
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
