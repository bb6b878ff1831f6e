-- Keys that sign access tokens: what is public of them, and their times. The private half of each is in tenant_secret,
-- with the purpose access_token and the same version, until it is retired.

create table access_key (
    tenant_id    uuid        not null references tenant,
    version      integer     not null check (version > 0),
    public_key   bytea       not null check (octet_length(public_key) = 32),
    created_at   timestamptz not null,
    -- It is published before it signs, so that whoever keeps a copy of the keys has it by then.
    signs_from   timestamptz not null,
    -- From then on it is neither published nor believed. Set when its successor is made.
    retires_at   timestamptz,
    primary key (tenant_id, version)
);

alter table access_key enable row level security;
alter table access_key force  row level security;

create policy listed_tenants on access_key to gatebook_app, gatebook_read
    using (tenant_id = any ((select app_tenant_ids())::uuid[]))
    with check (tenant_id = any ((select app_tenant_ids())::uuid[]));
create policy every_tenant on access_key to gatebook_worker using (true) with check (true);
create policy owner on access_key to current_user using (true) with check (true);

grant select, insert on access_key to gatebook_app;
grant update (retires_at) on access_key to gatebook_app;
grant select, insert, update, delete on access_key to gatebook_worker;
