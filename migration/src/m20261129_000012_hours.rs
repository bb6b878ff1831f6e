//! What statistics that begin in the middle of a day are counted from.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What a tenant's roll-ups consist of follows from `layout`: workers make those of an earlier one anew. The
        // installation itself has none.
        let sql = "alter table traffic add column visitors_count bigint;
                   alter table checkpoint add column layout smallint not null default 1;
                   update checkpoint set layout = 2 where tenant_id = '00000000-0000-7000-8000-000000000001'";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "delete from traffic where minutes = 60 and dimension <> 'all';
                   alter table traffic drop column visitors_count;
                   alter table checkpoint drop column layout";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
