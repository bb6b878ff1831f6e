-- Changing a tenant's retention: its head says what new events get, and the span of what stored ones got, which differ
-- until every row has been re-homed.

alter table tenant_head
    -- What is in force for new events, and what decides which stored ones are still visible.
    add column retention_days smallint,
    -- When it was last asked to be changed: once a day at most.
    add column retention_changed_at timestamptz,
    -- Replaced: a bound on days cannot tell rows that were re-homed from those that were not.
    drop column visible_from;
update tenant_head set retention_days = retention_days_max;
alter table tenant_head alter column retention_days set not null;
