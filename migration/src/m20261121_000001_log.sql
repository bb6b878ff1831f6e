-- The log: tenants, their heads, secrets and keys, the partitioned table of events, and what is kept beside it.
-- Design: positions are assigned under the lock of a tenant_head row; an event lives in the partition of the day it
-- expires; no sequence, trigger or foreign key except to tenant.

create table tenant (
    tenant_id   uuid        primary key,
    slug        text        not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name        text        not null check (char_length(name) between 1 and 200),
    settings    jsonb       not null,
    -- Raised by every change of name or settings; the ETag.
    version     bigint      not null default 1,
    created_at  timestamptz not null,
    deleted_at  timestamptz
);

-- Wrapped secrets (AEAD under the master key). Never in settings, events or answers.
create table tenant_secret (
    tenant_id   uuid        not null references tenant,
    purpose     text        not null,
    version     integer     not null,
    wrapped     bytea       not null,
    primary key (tenant_id, purpose, version)
);

-- One row per tenant, locked until commit by whoever appends. Small and updated in place (HOT).
create table tenant_head (
    tenant_id          uuid        primary key references tenant,
    position           bigint      not null default 0,
    recorded_at        timestamptz not null,
    -- The smallest and the largest retention in force: equal except while a change of retention is carried out.
    retention_days_min smallint    not null,
    retention_days_max smallint    not null,
    -- Rows that expire before this day are invisible (set when retention shrinks).
    visible_from       date,
    -- Set when the tenant is deleted: nothing is appended any more.
    closed             boolean     not null default false
) with (fillfactor = 50);

create table api_key (
    tenant_id    uuid        not null references tenant,
    key_id       uuid        not null,
    name         text        not null check (char_length(name) between 1 and 200),
    secret_hash  bytea       not null,
    scopes       text[]      not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    -- The key that this one replaces, when it was made by a roll.
    replaces     uuid,
    primary key (tenant_id, key_id)
);

-- The answer to a POST that created something, kept 24 h by the key that the client gave. Secrets are not kept here.
create table idempotency (
    tenant_id    uuid        not null references tenant,
    key_hash     bytea       not null,
    body_hash    bytea       not null,
    subject      uuid        not null,
    created_at   timestamptz not null,
    primary key (tenant_id, key_hash)
);

-- One row per tick of a schedule: whoever inserts it runs it.
create table schedule_tick (
    schedule     text        not null,
    tick_at      timestamptz not null,
    claimed_at   timestamptz not null,
    finished_at  timestamptz,
    error        text,
    primary key (schedule, tick_at)
);

create table event (
    tenant_id        uuid        not null,
    position         bigint      not null,
    event_id         uuid        not null,
    expires_on       date        not null,
    recorded_at      timestamptz not null,
    occurred_at      timestamptz not null,
    type             text        not null,
    session_id       uuid,
    session_key_hash bytea,
    user_id          text,
    ip               inet,
    user_agent       text,
    method           text,
    host             text,
    path             text,
    query            text,
    status           smallint,
    duration_ms      real,
    bytes_sent       bigint,
    referrer         text,
    data             jsonb,
    redacted         text[],
    primary key (tenant_id, position, expires_on),
    unique (tenant_id, event_id, expires_on)
) partition by range (expires_on);

-- Row-level security: the second fence behind the tenant_id in every statement. Each transaction sets its list of
-- tenants with set_config('app.tenant_ids', …, true); without one, nothing is visible.
create function app_tenant_ids() returns uuid[]
    language sql stable parallel safe
    return string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[];

alter table tenant        enable row level security;
alter table tenant        force  row level security;
alter table tenant_secret enable row level security;
alter table tenant_secret force  row level security;
alter table api_key       enable row level security;
alter table api_key       force  row level security;
alter table idempotency   enable row level security;
alter table idempotency   force  row level security;
alter table event         enable row level security;
alter table event         force  row level security;

-- The owner (whoever migrates), the worker and, for the tenants of their transaction, the program's two logins.
do $$
declare
    name text;
begin
    foreach name in array array['tenant', 'tenant_secret', 'api_key', 'idempotency', 'event'] loop
        execute format(
            'create policy listed_tenants on %I to gatebook_app, gatebook_read
                 using (tenant_id = any ((select app_tenant_ids())::uuid[]))
                 with check (tenant_id = any ((select app_tenant_ids())::uuid[]))', name);
        execute format('create policy every_tenant on %I to gatebook_worker using (true) with check (true)', name);
        execute format('create policy owner on %I to current_user using (true) with check (true)', name);
    end loop;
end
$$;

-- The installation's own calls (create and list tenants) see the table of tenants, and nothing else of them.
create policy installation on tenant to gatebook_app
    using (current_setting('app.installation', true) = 'on')
    with check (current_setting('app.installation', true) = 'on');

grant usage on schema public to gatebook_app, gatebook_worker, gatebook_read;
grant select, insert, update on tenant, tenant_head, api_key to gatebook_app;
grant select, insert on tenant_secret, event to gatebook_app;
grant select, insert, delete on idempotency to gatebook_app;
grant select on tenant, tenant_head, event to gatebook_read;
grant select, insert, update, delete on tenant, tenant_head, tenant_secret, api_key, idempotency, schedule_tick
    to gatebook_worker;

-- Partitions are made, attached, detached and dropped by the worker, which PostgreSQL allows the owner only.
grant create on schema public to gatebook_worker;
alter table event owner to gatebook_worker;

-- What never leaves: tenant.*, key.* and person.* events. All other partitions are made by the worker.
create table event_last (like event including all);
alter table event_last owner to gatebook_worker;
alter table event attach partition event_last for values from ('9999-01-01') to (maxvalue);
