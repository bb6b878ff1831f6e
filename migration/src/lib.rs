//! The schema's history. The rules are in `README.md`.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261121_000001_log;
mod m20261121_000002_jobs;
mod m20261121_000003_retention;
mod m20261121_000004_sessions;
mod m20261121_000005_access_keys;
mod m20261121_000006_members;
mod m20261121_000007_access_log;
mod m20261121_000008_privacy;
mod m20261121_000009_statistics;
mod m20261121_000010_exports;
mod m20261129_000011_key_uses;
mod m20261129_000012_hours;
mod m20261129_000013_installation_secret;

/// All migrations, in their order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_log::Migration),
            Box::new(m20261121_000002_jobs::Migration),
            Box::new(m20261121_000003_retention::Migration),
            Box::new(m20261121_000004_sessions::Migration),
            Box::new(m20261121_000005_access_keys::Migration),
            Box::new(m20261121_000006_members::Migration),
            Box::new(m20261121_000007_access_log::Migration),
            Box::new(m20261121_000008_privacy::Migration),
            Box::new(m20261121_000009_statistics::Migration),
            Box::new(m20261121_000010_exports::Migration),
            Box::new(m20261129_000011_key_uses::Migration),
            Box::new(m20261129_000012_hours::Migration),
            Box::new(m20261129_000013_installation_secret::Migration),
        ]
    }
}
