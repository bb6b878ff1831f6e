//! What statistics are counted from; the statements are in the file of the same name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(include_str!("m20261121_000009_statistics.sql")).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "delete from traffic where minutes = 60;
                   alter table traffic drop column users, drop column sessions;
                   alter table access_log drop column visitor";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
