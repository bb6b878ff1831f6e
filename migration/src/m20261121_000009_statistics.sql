-- What statistics are counted from beside what was there.

-- A hash of who it was, the one by which the roll-ups count visitors.
alter table access_log add column visitor bigint;

-- Of the dimension `all` alone: which users, and which sessions.
alter table traffic add column users bytea;
alter table traffic add column sessions bytea;

-- What is projected has none of these yet: workers make it anew.
update checkpoint c
set marks = marks + 1,
    stale_since = coalesce(stale_since, now())
where c.projection = 'access_log'
  and exists (select from traffic t where t.tenant_id = c.tenant_id);
