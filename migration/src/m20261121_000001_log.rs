//! The log and what stands beside it; the statements are in the file of the same name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(include_str!("roles.sql")).await?;
        db.execute_unprepared(include_str!("m20261121_000001_log.sql")).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The roles stay: other databases of the cluster may use them.
        let sql = "drop table event, schedule_tick, idempotency, api_key, tenant_head, tenant_secret, tenant;
                   drop function app_tenant_ids;";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
