-- Events as files that are ordered. The files are in a store of their own, in parts.

-- One row for each, beside that of its job. How far the file is, is told here and not with the job: whoever takes events away
-- lets it begin again without waiting for who writes it.
create table export (
    tenant_id    uuid        not null references tenant,
    job_id       uuid        not null,
    format       text        not null check (format in ('csv', 'ndjson')),
    descending   boolean     not null,
    -- Which events; forgotten once nothing is written any more, because it may name a person.
    filter       jsonb,
    -- Where the log ended when it was ordered.
    until        bigint      not null,
    -- Which time it is written: once more when events were taken away that the file may have had.
    run          integer     not null default 1,
    -- What follows is about this run. Where the next part goes on.
    reached      bigint,
    parts        integer     not null default 0,
    rows         bigint      not null default 0,
    bytes        bigint      not null default 0,
    -- The state of SHA-256 behind the last part.
    hashing      bytea,
    -- Of the whole file, once it is there.
    sha256       bytea,
    -- Until when a file is kept that is there.
    expires_at   timestamptz,
    -- Since when nobody wants it any more.
    removed_at   timestamptz,
    -- When to look next for what the store has and need not have.
    clear_at     timestamptz,
    primary key (tenant_id, job_id)
);

create index export_to_clear on export (clear_at) where clear_at is not null;
create index export_unfinished on export (tenant_id, job_id) where sha256 is null;

-- The parts that count, in their order. The push of the job that has written one is in its name in the store, so that none
-- is written over.
create table export_part (
    tenant_id    uuid        not null references tenant,
    job_id       uuid        not null,
    run          integer     not null,
    part         integer     not null,
    push         integer     not null,
    bytes        bigint      not null,
    primary key (tenant_id, job_id, run, part)
);

do $$
declare
    name text;
begin
    foreach name in array array['export', 'export_part'] loop
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

grant select, insert on export to gatebook_app;
-- To remove one.
grant update (filter, run, removed_at, clear_at) on export to gatebook_app;
grant select on export, export_part to gatebook_read;
grant select, insert, update, delete on export, export_part to gatebook_worker;
