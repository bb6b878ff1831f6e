-- Page views of the tenant $1 behind position $2, $3 of them; $5 of all $4 are there. $4 are spread evenly over the $7 days
-- before $6. They are kept for $8 days.
insert into event (
    tenant_id, position, event_id, expires_on, recorded_at, occurred_at, type, user_id, session_id, ip, user_agent, method, host, path,
    query, status, duration_ms, bytes_sent, referrer
)
select
    $1, $2 + n, gen_random_uuid(),
    greatest((at at time zone 'UTC')::date, $6::date - $8 + 1) + $8,
    at, at, 'access',
    case when r1 % 2 = 0 then 'user-' || r1 % 20000 end,
    case when r1 % 2 = 0 then ('01900000-0000-7000-8000-' || lpad(to_hex(r1 % 20000), 12, '0'))::uuid end,
    ('203.0.' || r2 % 250 || '.' || 1 + r3 % 250)::inet,
    (array[
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
        'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
        'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
        'curl/8.5.0'
    ])[1 + r4 % 5],
    'GET', 'shop.example',
    '/' || (array['lamps', 'chairs', 'tables', 'rugs', 'beds', 'desks'])[1 + r5 % 6] || '/' || r2 % 50000 || '/details',
    case when r3 % 10 < 4 then 'q=lamp+' || r5 % 900 || '&page=' || r4 % 9 end,
    (array[200, 200, 200, 200, 304, 404, 302])[1 + r3 % 7]::smallint,
    (r4 % 4000) / 8.0, r5 % 100000,
    case when r1 % 10 < 6 then 'https://www' || r2 % 300 || '.example.org/' || r5 % 9999 end
from generate_series(1, $3::bigint) as n
cross join lateral (
    select
        $6::timestamptz - make_interval(days => $7) * (1 - ($5::bigint + n) / $4::float8) as at,
        abs(hashint8extended(n + $2, 1)) % 1000003 as r1,
        abs(hashint8extended(n + $2, 2)) % 1000003 as r2,
        abs(hashint8extended(n + $2, 3)) % 1000003 as r3,
        abs(hashint8extended(n + $2, 4)) % 1000003 as r4,
        abs(hashint8extended(n + $2, 5)) % 1000003 as r5
) as random
