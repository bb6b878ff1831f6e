-- Ordered work: one row per job, the durable truth of what was asked for and how far it is. The queue that workers
-- take it from (schema apalis, made by the library's own migrations) carries nothing but the name of this row.

create table job (
    tenant_id    uuid        not null references tenant,
    job_id       uuid        not null,
    kind         text        not null,
    state        text        not null check (state in ('waiting', 'running', 'done', 'failed')),
    -- What the kind needs to know; small, never content of events.
    what         jsonb,
    -- Where the next batch goes on; written in the transaction of the batch before.
    checkpoint   jsonb,
    done         bigint      not null default 0,
    -- How much there is at most, as soon as it is known.
    total        bigint,
    -- Why the last attempt failed.
    error        text,
    -- Attempts since it last got on.
    attempts     integer     not null default 0,
    -- How often it was pushed to the queue: a task that another one has replaced may do nothing any more.
    pushes       integer     not null default 1,
    by           text        not null,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    primary key (tenant_id, job_id)
);

create index job_unfinished on job (tenant_id, job_id) where state in ('waiting', 'running');

alter table job enable row level security;
alter table job force  row level security;

create policy listed_tenants on job to gatebook_app, gatebook_read
    using (tenant_id = any ((select app_tenant_ids())::uuid[]))
    with check (tenant_id = any ((select app_tenant_ids())::uuid[]));
create policy every_tenant on job to gatebook_worker using (true) with check (true);
create policy owner on job to current_user using (true) with check (true);
-- The installation's own calls see which jobs there are.
create policy installation on job for select to gatebook_app
    using (current_setting('app.installation', true) = 'on');

grant select, insert on job to gatebook_app;
-- To push a failed one again.
grant update (state, attempts, pushes, error, finished_at) on job to gatebook_app;
grant select on job to gatebook_read;
grant select, insert, update, delete on job to gatebook_worker;

-- Tenants that were deleted before there were jobs. The worker's sweep pushes them.
insert into job (tenant_id, job_id, kind, state, by, created_at)
select tenant_id, gen_random_uuid(), 'tenant_removal', 'waiting', 'gatebook migrate', deleted_at
from tenant
where deleted_at is not null;
