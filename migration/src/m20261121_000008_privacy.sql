-- What an erasure is about to take away: found once, because what links it to a person goes with it.

-- Events in a tenant's log.
create table erasing (
    tenant_id        uuid        not null references tenant,
    job_id           uuid        not null,
    position         bigint      not null,
    primary key (tenant_id, job_id, position)
);

-- Sessions; those too of which only events are left.
create table erasing_session (
    tenant_id        uuid        not null references tenant,
    job_id           uuid        not null,
    session_id       uuid        not null,
    primary key (tenant_id, job_id, session_id)
);

do $$
declare
    name text;
begin
    foreach name in array array['erasing', 'erasing_session'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force  row level security', name);
        execute format(
            'create policy listed_tenants on %I to gatebook_app, gatebook_read
                 using (tenant_id = any ((select app_tenant_ids())::uuid[]))
                 with check (tenant_id = any ((select app_tenant_ids())::uuid[]))', name);
        execute format('create policy every_tenant on %I to gatebook_worker using (true) with check (true)', name);
        execute format('create policy owner on %I to current_user using (true) with check (true)', name);
    end loop;
end
$$;

grant select, insert, delete on erasing, erasing_session to gatebook_worker;
