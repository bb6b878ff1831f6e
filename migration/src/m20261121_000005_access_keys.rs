//! Keys of access tokens; the statements are in the file of the same name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(include_str!("m20261121_000005_access_keys.sql")).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The private halves are of no use without the public ones, and would be in the way of new keys.
        let sql = "drop table access_key;
                   delete from tenant_secret where purpose = 'access_token'";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
