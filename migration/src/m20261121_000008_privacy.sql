-- Which events an erasure is about to take out of a tenant's log: found once, because what links them to a person goes
-- with them.
create table erasing (
    tenant_id        uuid        not null references tenant,
    job_id           uuid        not null,
    position         bigint      not null,
    primary key (tenant_id, job_id, position)
);

alter table erasing enable row level security;
alter table erasing force  row level security;
create policy listed_tenants on erasing to gatebook_app, gatebook_read
    using (tenant_id = any ((select app_tenant_ids())::uuid[]))
    with check (tenant_id = any ((select app_tenant_ids())::uuid[]));
create policy every_tenant on erasing to gatebook_worker using (true) with check (true);
create policy owner on erasing to current_user using (true) with check (true);
grant select, insert, delete on erasing to gatebook_worker;
