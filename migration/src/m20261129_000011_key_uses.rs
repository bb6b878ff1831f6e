//! When a key was last used: beside the log, as when a session was last seen.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "alter table api_key add column last_used_at timestamptz";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "alter table api_key drop column last_used_at";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
