//! The read model of the log, its roll-ups, and how far they are; the statements are in the file of the same name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(include_str!("m20261121_000007_access_log.sql")).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "drop table access_log, traffic, checkpoint, skipped";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
