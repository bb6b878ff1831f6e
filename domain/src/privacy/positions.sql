-- The positions of a person's events up to $4, and of those in the person's sessions up to $5; $6 is today. Comes behind
-- `own_session (session_id)`.
-- An event is looked for on the day on which it left when it was projected, and then on all days: a change of retention may
-- have moved it since. `limit 1` leaves it at the first, and keeps the planner from any other way.
-- Index: access_log_user, access_log_session, access_log_key, access_log_ip; event_pkey.
own_key as materialized (
    select k.session_key_hash
    from (
        select distinct a.session_key_hash
        from access_log a
        where a.tenant_id = $1
          and a.user_id = $2
          and a.session_key_hash is not null
          and a.position <= $4
    ) as k
    -- One that somebody else is named with too is nobody's.
    where not exists (
        select
        from access_log b
        where b.tenant_id = $1
          and b.session_key_hash = k.session_key_hash
          and b.user_id <> $2
    )
),
-- What the read model does not have: what it passed over, for good, and what was past before it came to it, or when it was
-- made anew. Each use is a pass over the tenant's events that are past and not dropped yet, unless its condition on $2 or $3
-- says at once that nothing fits. Who is named with a session, or with a key, is not looked for here.
aside as not materialized (
    select e.position, e.expires_on, e.type, e.user_id, e.session_id, e.session_key_hash, e.ip, e.user_agent
    from skipped k
    cross join lateral (
        select *
        from event e
        where e.tenant_id = $1
          and e.position = k.position
        limit 1
    ) as e
    where k.tenant_id = $1
    union all
    select e.position, e.expires_on, e.type, e.user_id, e.session_id, e.session_key_hash, e.ip, e.user_agent
    from event e
    where e.tenant_id = $1
      and e.expires_on < $6
),
linked as materialized (
    select a.position, a.expires_on
    from access_log a
    where a.tenant_id = $1
      and a.user_id = $2
      and a.position <= $4
    union
    select a.position, a.expires_on
    from own_session o
    join access_log a on a.tenant_id = $1
                     and a.session_id = o.session_id
    where $2::text is not null
      and (a.user_id is null or a.user_id = $2)
      and a.position <= $5
    union
    select a.position, a.expires_on
    from own_key k
    join access_log a on a.tenant_id = $1
                     and a.session_key_hash = k.session_key_hash
    where a.user_id is null
      and a.position <= $4
    union
    select d.position, d.expires_on
    from aside d
    where $2::text is not null
      and (d.position <= $4 and d.user_id = $2
           or d.position <= $4 and d.user_id is null and d.session_key_hash in (select k.session_key_hash from own_key k)
           or d.position <= $5
              and (d.user_id is null or d.user_id = $2)
              and d.session_id in (select o.session_id from own_session o))
),
pair as materialized (
    select distinct e.ip, e.user_agent
    from linked l
    cross join lateral (
        select e.ip, e.user_agent
        from event e
        where e.tenant_id = $1
          and e.position = l.position
          and e.expires_on = l.expires_on
        union all
        select e.ip, e.user_agent
        from event e
        where e.tenant_id = $1
          and e.position = l.position
        limit 1
    ) as e
    cross join lateral (select case family(e.ip) when 4 then 24 else 48 end as bits) as n
    where e.user_agent is not null
      -- A network that stands for the addresses in it is nobody's own.
      and e.ip <> host(network(set_masklen(e.ip, n.bits)))::inet
),
beside as materialized (
    select a.position, a.type, a.user_id, a.session_id, a.session_key_hash, p.ip, p.user_agent
    from pair p
    join access_log a on a.tenant_id = $1
                     and a.ip = p.ip
    cross join lateral (
        select e.user_agent
        from event e
        where e.tenant_id = $1
          and e.position = a.position
          and e.expires_on = a.expires_on
        union all
        select e.user_agent
        from event e
        where e.tenant_id = $1
          and e.position = a.position
        limit 1
    ) as e
    where e.user_agent = p.user_agent
    union all
    select d.position, d.type, d.user_id, d.session_id, d.session_key_hash, p.ip, p.user_agent
    from pair p
    join aside d on d.ip = p.ip
                and d.user_agent = p.user_agent
    where $2::text is not null
),
-- Pairs that somebody else has used too, by name or in a session that has one.
shared as materialized (
    select b.ip, b.user_agent
    from beside b
    where b.user_id <> $2
    union
    select b.ip, b.user_agent
    from (select distinct ip, user_agent, session_id from beside where session_id is not null) as b
    where exists (
        select
        from access_log o
        where o.tenant_id = $1
          and o.session_id = b.session_id
          and o.user_id <> $2
    )
       or exists (
        select
        from session s
        where s.tenant_id = $1
          and s.session_id = b.session_id
          and s.user_id <> $2
    )
    union
    select b.ip, b.user_agent
    from (select distinct ip, user_agent, session_key_hash from beside where session_key_hash is not null) as b
    where exists (
        select
        from access_log o
        where o.tenant_id = $1
          and o.session_key_hash = b.session_key_hash
          and o.user_id <> $2
    )
)
select l.position
from linked l
union
select b.position
from beside b
where b.user_id is null
  and b.position <= $4
  and not exists (select from shared x where x.ip = b.ip and x.user_agent = b.user_agent)
  -- What a session that stays has come from stays with it.
  and not (starts_with(b.type, 'session.')
           and exists (select from session s where s.tenant_id = $1 and s.session_id = b.session_id))
union
-- By address: what came from there, and all that is told of sessions that were used there.
select a.position
from access_log a
where a.tenant_id = $1
  and a.ip = $3::text::inet
  and a.position <= $4
union
select a.position
from own_session o
join access_log a on a.tenant_id = $1
                 and a.session_id = o.session_id
where $3::text is not null
  and starts_with(a.type, 'session.')
  and a.position <= $5
union
select d.position
from aside d
where $3::text is not null
  and (d.position <= $4 and d.ip = $3::text::inet
       or d.position <= $5
          and starts_with(d.type, 'session.')
          and d.session_id in (select o.session_id from own_session o))
