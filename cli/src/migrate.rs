//! `gatebook migrate`: the schema, the queue's schema, the roles' passwords and the partitions, each brought up to date.

use domain::boot::{self, Clock, Settings, roles};
use domain::jobs;
use domain::retention::partitions;
use migration::{Migrator, MigratorTrait};

use crate::failure::Failure;

/// Migrates, as the owner; then makes missing partitions, as the worker. Returns how many were made. Safe to repeat, and
/// to run for several databases of one cluster at once.
pub async fn run(settings: &Settings, clock: &Clock) -> Result<usize, Failure> {
    let failed = |error: domain::error::Error| Failure::of("migrating with GATEBOOK_DATABASE_URL", &error);
    let owner = boot::connect_once(settings.owner_database()?)?;
    // Each migration is a transaction of its own: one that lost a race for a role is repeated whole.
    roles::repeated(async || Migrator::up(&owner, None).await).await.map_err(failed)?;
    jobs::set_up(&owner).await.map_err(failed)?;
    roles::set_passwords(&owner, settings).await.map_err(failed)?;
    // A template database must have no connections, and a worker's login has its password only now.
    owner.close().await.map_err(|error| Failure::of("closing the owner's connection", &error))?;

    let worker = boot::connect_worker(settings)?;
    let made = partitions::ensure(&worker, clock.now(), settings.partition_days).await;
    worker.close().await.map_err(|error| Failure::of("closing the worker's connections", &error))?;
    made.map_err(|error| Failure::of("making partitions with GATEBOOK_WORKER_DATABASE_URL", &error))
}
