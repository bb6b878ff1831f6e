//! People who sign in to the console; the statements are in the file of the same name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(include_str!("m20261121_000006_members.sql")).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Whatever the installation has in its name goes before its own row, in tables of other migrations too.
        let sql = "drop table membership, member;
                   alter table api_key drop constraint api_key_of_customer;
                   do $$
                   declare
                       name text;
                   begin
                       for name in
                           select c.relname
                           from pg_class c
                           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                           where c.relkind in ('r', 'p')
                             and not c.relispartition
                             and c.relnamespace = 'public'::regnamespace
                             and c.relname <> 'tenant'
                       loop
                           execute format('delete from %I where tenant_id = %L', name,
                                          '00000000-0000-7000-8000-000000000001');
                       end loop;
                   end
                   $$;
                   delete from tenant where tenant_id = '00000000-0000-7000-8000-000000000001'";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}
