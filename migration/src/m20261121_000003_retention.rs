//! Retention that can be changed; the statements are in the file of the same name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(include_str!("m20261121_000003_retention.sql")).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "alter table tenant_head
                       drop column retention_days,
                       drop column retention_changed_at,
                       add column visible_from date";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
