-- The installation's own secret, wrapped under the master key: what is derived comes from it, so that the key can be replaced. The
-- first process makes it: a migration has no key.
create table installation_secret (
    purpose     text        primary key,
    wrapped     bytea       not null,
    made_at     timestamptz not null default now()
);

grant select, insert on installation_secret to gatebook_app, gatebook_worker;
grant update on installation_secret to gatebook_worker;
-- Whoever wraps a secret locks the row, which PostgreSQL allows those alone who may update a column of it. This one says nothing.
grant update (made_at) on installation_secret to gatebook_app;
