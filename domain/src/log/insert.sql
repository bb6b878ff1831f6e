with moved as (
    update tenant_head as h
    set position = m.position,
        recorded_at = m.recorded_at,
        sessions_until = greatest(h.sessions_until, nullif(m.sessions_until, '0001-01-01'))
    from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $26::text[], $27::date[])
         as m(tenant_id, position, recorded_at, place, sessions_until)
    -- A locked row stays where it is. `is true` keeps the planner from the index, which leads past every dead version.
    where h.ctid = m.place::tid
      and (h.tenant_id = m.tenant_id) is true
    returning h.tenant_id, h.ctid::text as place
),
stored as (
    insert into event (
        tenant_id, position, event_id, expires_on, recorded_at, occurred_at, type,
        session_id, session_key_hash, user_id, ip, user_agent, method, host, path, query,
        status, duration_ms, bytes_sent, referrer, data, redacted
    )
    select
        tenant_id, position, event_id, expires_on, recorded_at, occurred_at, type,
        nullif(session_id, '00000000-0000-0000-0000-000000000000'),
        nullif(session_key_hash, ''),
        nullif(user_id, ''),
        nullif(ip, '')::inet,
        nullif(user_agent, ''),
        nullif(method, ''),
        nullif(host, ''),
        nullif(path, ''),
        nullif(query, ''),
        nullif(status, -1),
        nullif(duration_ms, -1),
        nullif(bytes_sent, -1),
        nullif(referrer, ''),
        nullif(data, '')::jsonb,
        string_to_array(nullif(redacted, ''), chr(31))
    from unnest(
        $4::uuid[], $5::bigint[], $6::uuid[], $7::date[], $8::timestamptz[], $9::timestamptz[], $10::text[],
        $11::uuid[], $12::bytea[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[],
        $19::text[], $20::smallint[], $21::real[], $22::bigint[], $23::text[], $24::text[], $25::text[]
    ) as e(
        tenant_id, position, event_id, expires_on, recorded_at, occurred_at, type,
        session_id, session_key_hash, user_id, ip, user_agent, method, host, path,
        query, status, duration_ms, bytes_sent, referrer, data, redacted
    )
)
select tenant_id, place from moved
