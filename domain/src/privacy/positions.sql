with own_session as materialized (
    select s.session_id
    from session s
    where s.tenant_id = $1
      and s.user_id = $2
    union
    -- One that somebody else is named with too is nobody's.
    select a.session_id
    from access_log a
    where a.tenant_id = $1
      and a.session_id in (select b.session_id from access_log b where b.tenant_id = $1 and b.user_id = $2)
    group by a.session_id
    having bool_and(a.user_id is null or a.user_id = $2)
),
own_key as materialized (
    select a.session_key_hash
    from access_log a
    where a.tenant_id = $1
      and a.session_key_hash in (select b.session_key_hash from access_log b where b.tenant_id = $1 and b.user_id = $2)
    group by a.session_key_hash
    having bool_and(a.user_id is null or a.user_id = $2)
),
linked as materialized (
    select a.position
    from access_log a
    where a.tenant_id = $1
      and (a.user_id = $2
           or a.user_id is null
              and (a.session_id in (select session_id from own_session)
                   or a.session_key_hash in (select session_key_hash from own_key)))
),
pair as (
    select distinct e.ip, e.user_agent
    from linked l
    join event e on e.tenant_id = $1
                and e.position = l.position
    where e.ip is not null
),
beside as materialized (
    select e.position, e.ip, e.user_agent,
           e.user_id is null and e.session_id is null and e.session_key_hash is null as nameless
    from pair p
    join access_log a on a.tenant_id = $1
                     and a.ip = p.ip
    join event e on e.tenant_id = $1
                and e.position = a.position
                and e.user_agent is not distinct from p.user_agent
    where a.position not in (select position from linked)
),
alone as (
    select ip, user_agent
    from beside
    group by ip, user_agent
    having bool_and(nameless)
),
-- By address: what came from there, and all that is told of sessions that were used there.
from_address as (
    select a.position
    from access_log a
    where a.tenant_id = $1
      and a.ip = $3::text::inet
    union
    select a.position
    from access_log a
    where a.tenant_id = $1
      and starts_with(a.type, 'session.')
      and a.session_id in (
          select s.session_id
          from session s
          left join session_use u on u.tenant_id = s.tenant_id
                                 and u.session_id = s.session_id
          where s.tenant_id = $1
            and (s.ip = $3::text::inet or u.last_seen_ip = $3::text::inet)
      )
)
select position from linked
union
select b.position
from beside b
join alone n on n.ip = b.ip
            and n.user_agent is not distinct from b.user_agent
union
select position from from_address
