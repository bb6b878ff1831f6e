-- What people look at: the access log with labels and indexes, and traffic rolled up. Both follow from the log, leave
-- with it, and can be made anew.

-- One row per event, of all types. Its key is that of the event.
create table access_log (
    tenant_id        uuid        not null,
    position         bigint      not null,
    expires_on       date        not null,
    recorded_at      timestamptz not null,
    occurred_at      timestamptz not null,
    type             text        not null,
    session_id       uuid,
    session_key_hash bytea,
    user_id          text,
    ip               inet,
    method           text,
    path             text,
    status           smallint,
    duration_ms      real,
    bytes_sent       bigint,
    -- The host of the page that led here, in lower case.
    referrer_host    text,
    search_terms     text,
    -- Of the address: ISO 3166-1 alpha-2, and a name.
    country          text,
    city             text,
    -- Of the user agent.
    browser          text,
    platform         text,
    kind             text        not null,
    -- What the words of device and place were taken from.
    labels_version   text,
    geoip_version    text,
    primary key (tenant_id, position, expires_on)
) partition by range (expires_on);

create index access_log_occurred on access_log (tenant_id, occurred_at, position);
create index access_log_user     on access_log (tenant_id, user_id, position)    where user_id is not null;
create index access_log_session  on access_log (tenant_id, session_id, position) where session_id is not null;
create index access_log_key      on access_log (tenant_id, session_key_hash, position)
    where session_key_hash is not null;
create index access_log_ip       on access_log (tenant_id, ip, position)         where ip is not null;

-- Page views in buckets of `minutes` from `bucket` on: of 15, and of a day of UTC. Read and written whole under the lock
-- of the tenant's checkpoint.
create table traffic (
    tenant_id        uuid        not null,
    dimension        text        not null,
    minutes          smallint    not null,
    bucket           timestamptz not null,
    -- Empty: all values that have no row of their own.
    value            text        not null,
    expires_on       date        not null,
    hits             bigint      not null,
    errors           bigint      not null,
    bytes            bigint      not null,
    durations        bytea       not null,
    visitors         bytea       not null,
    primary key (tenant_id, dimension, minutes, bucket, value, expires_on)
) partition by range (expires_on);

-- How far a projection has come with a tenant's log; moved in the transaction that writes what it makes.
create table checkpoint (
    tenant_id        uuid        not null references tenant,
    projection       text        not null,
    position         bigint      not null default 0,
    updated_at       timestamptz not null default 'epoch',
    -- The event that it cannot get past, since when, and why.
    failed_position  bigint,
    failed_at        timestamptz,
    error            text,
    -- How often what is behind it has moved, gone or been made anew; since when it has to be made anew, and until when
    -- somebody does that.
    marks            bigint      not null default 0,
    stale_since      timestamptz,
    rebuild_until    timestamptz,
    primary key (tenant_id, projection)
) with (fillfactor = 50);
insert into checkpoint (tenant_id, projection) select tenant_id, 'access_log' from tenant_head;

-- Events that an operator let a projection pass over.
create table skipped (
    tenant_id        uuid        not null references tenant,
    projection       text        not null,
    position         bigint      not null,
    skipped_at       timestamptz not null,
    primary key (tenant_id, projection, position)
);

do $$
declare
    name text;
begin
    foreach name in array array['access_log', 'traffic', 'skipped'] loop
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

grant select on access_log, traffic, checkpoint, skipped to gatebook_read;
-- A new tenant's checkpoint comes with it.
grant insert on checkpoint to gatebook_app;
grant select, insert, update, delete on checkpoint, skipped to gatebook_worker;

alter table access_log owner to gatebook_worker;
alter table traffic    owner to gatebook_worker;

-- Of events that never leave.
create table access_log_last (like access_log including all);
alter table access_log_last owner to gatebook_worker;
alter table access_log attach partition access_log_last for values from ('9999-01-01') to (maxvalue);
