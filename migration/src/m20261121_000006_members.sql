-- Members: the people who sign in to the console, and the tenants that they belong to; and the installation itself as a
-- tenant, whose users they are and whose log has their sessions.

-- Of the installation: a person may belong to several tenants.
create table member (
    member_id           uuid        primary key,
    -- In lower case, as the program writes it.
    email               text        not null unique check (char_length(email) between 3 and 254),
    name                text        not null check (char_length(name) between 1 and 200),
    -- Argon2id with its parameters and salt (PHC string).
    password_hash       text        not null,
    password_changed_at timestamptz not null,
    created_at          timestamptz not null
);

create table membership (
    tenant_id    uuid        not null references tenant,
    member_id    uuid        not null,
    role         text        not null check (role in ('owner', 'admin', 'viewer')),
    created_at   timestamptz not null,
    -- Since when it is over. The row stays, without anything about the person, so that removing again finds it.
    removed_at   timestamptz,
    primary key (tenant_id, member_id)
);

create index membership_of_member on membership (member_id);

alter table member     enable row level security;
alter table member     force  row level security;
alter table membership enable row level security;
alter table membership force  row level security;

-- Members are seen by the installation's own calls alone.
create policy installation on member to gatebook_app
    using (current_setting('app.installation', true) = 'on')
    with check (current_setting('app.installation', true) = 'on');
create policy every_tenant on member to gatebook_worker using (true) with check (true);
create policy owner on member to current_user using (true) with check (true);

create policy listed_tenants on membership to gatebook_app, gatebook_read
    using (tenant_id = any ((select app_tenant_ids())::uuid[]))
    with check (tenant_id = any ((select app_tenant_ids())::uuid[]));
-- The installation's own calls see which tenants a person belongs to.
create policy installation on membership for select to gatebook_app
    using (current_setting('app.installation', true) = 'on');
create policy every_tenant on membership to gatebook_worker using (true) with check (true);
create policy owner on membership to current_user using (true) with check (true);

grant select, insert, update, delete on member to gatebook_app;
grant select, insert, update on membership to gatebook_app;
-- To remove what a deleted tenant leaves behind; a row that is locked counts as updated.
grant select, update, delete on member, membership to gatebook_worker;

-- The installation as a tenant. Its secrets are made when they are first needed: they are wrapped under a key that a
-- migration does not have. Sign-ins to the console are kept for 90 days; who is signed in has to be again after 12 hours
-- without use, and after 7 days in any case.
update tenant
set slug = 'installation-' || left(replace(tenant_id::text, '-', ''), 32)
where slug = 'installation';
insert into tenant (tenant_id, slug, name, settings, created_at)
values ('00000000-0000-7000-8000-000000000001', 'installation', 'Installation',
        '{"retention_days": 90, "session_idle_timeout_s": 43200, "session_absolute_timeout_s": 604800}', now());
insert into tenant_head (tenant_id, recorded_at, retention_days, retention_days_min, retention_days_max)
values ('00000000-0000-7000-8000-000000000001', now(), 90, 90, 90);

-- It has no keys, whoever tries to make one.
alter table api_key
    add constraint api_key_of_customer check (tenant_id <> '00000000-0000-7000-8000-000000000001');
