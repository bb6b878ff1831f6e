-- Sessions: the projection of the session.* events that is written with them, and beside it what the log does not hold.

create table session (
    tenant_id          uuid        not null references tenant,
    session_id         uuid        not null,
    -- Raised by every change; a copy with an older one never replaces one with a newer.
    version            integer     not null,
    -- The event that made the row what it is.
    position           bigint      not null,
    state              text        not null check (state in ('active', 'revoked', 'expired')),
    user_id            text,
    started_at         timestamptz not null,
    expires_at         timestamptz not null,
    idle_timeout_s     integer     not null,
    -- Which of its secrets is good, and when that and the one before came.
    rotation           integer     not null,
    rotated_at         timestamptz,
    rotated_before_at  timestamptz,
    -- Secrets before this one are of nobody's interest any more: the session has been given to a user since.
    bound_rotation     integer     not null,
    -- Where it was started or has moved to; the last use is in session_use.
    ip                 inet,
    user_agent         text,
    moved_at           timestamptz,
    browser            text,
    platform           text,
    platform_versioned text,
    device_kind        text,
    labels_version     text,
    metadata           jsonb,
    ended_at           timestamptz,
    ended_by           text,
    end_reason         text,
    primary key (tenant_id, session_id)
);

-- The sessions of a user that live: the limit, the list, ending all of them.
create index session_of_user on session (tenant_id, user_id) where state = 'active' and user_id is not null;
-- Those that have ended.
create index session_ended_of_user on session (tenant_id, user_id, ended_at, session_id)
    where state <> 'active' and user_id is not null;
create index session_ended on session (tenant_id, ended_at) where state <> 'active';
-- All of a tenant, newest first.
create index session_by_start on session (tenant_id, started_at, session_id);

-- Not from the log, and not rebuilt: the hash of the secret, the last use, and what is still to be done. The last use is
-- written every few seconds for sessions that are used, in place (HOT): no index names it.
create table session_use (
    tenant_id            uuid        not null references tenant,
    session_id           uuid        not null,
    secret_hash          bytea       not null,
    last_seen_at         timestamptz not null,
    last_seen_ip         inet,
    last_seen_user_agent text,
    -- When the worker sees next whether it has expired; null once it has ended.
    check_at             timestamptz,
    -- Its end is still to be told to Redis.
    tombstone_due        boolean     not null default false,
    primary key (tenant_id, session_id)
) with (fillfactor = 80);

create index session_use_check on session_use (check_at) where check_at is not null;
create index session_use_tombstone on session_use (tenant_id, session_id) where tombstone_due;

-- The last day on which a session.* event of the tenant leaves: they are kept for longer than others.
alter table tenant_head add column sessions_until date;

do $$
declare
    name text;
begin
    foreach name in array array['session', 'session_use'] loop
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

grant select, insert, update on session, session_use to gatebook_app;
grant select on session, session_use to gatebook_read;
grant select, insert, update, delete on session, session_use to gatebook_worker;
