-- The sessions of a person. By user: those that are bound to the user, and those with events up to $4 that name the user,
-- while none names somebody else, unless another user is bound to them. By address: those that were started there, have
-- moved there, or were used there last.
-- Index: session_of_user, session_ended_of_user, access_log_user, access_log_session. By address: all of the tenant's.
select s.session_id
from session s
where s.tenant_id = $1
  and s.user_id = $2
  and s.state = 'active'
union
select s.session_id
from session s
where s.tenant_id = $1
  and s.user_id = $2
  and s.state <> 'active'
union
select n.session_id
from (
    select distinct a.session_id
    from access_log a
    where a.tenant_id = $1
      and a.user_id = $2
      and a.session_id is not null
      and a.position <= $4
) as n
where not exists (
    select
    from access_log b
    where b.tenant_id = $1
      and b.session_id = n.session_id
      and b.user_id <> $2
)
  and not exists (
    select
    from session s
    where s.tenant_id = $1
      and s.session_id = n.session_id
      and s.user_id <> $2
)
union
select s.session_id
from session s
where s.tenant_id = $1
  and s.ip = $3::text::inet
union
select u.session_id
from session_use u
where u.tenant_id = $1
  and u.last_seen_ip = $3::text::inet
