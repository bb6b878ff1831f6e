insert into access_log (
    tenant_id, position, expires_on, recorded_at, occurred_at, type, session_id, session_key_hash, user_id, ip, method,
    path, status, duration_ms, bytes_sent, referrer_host, search_terms, country, city, browser, platform, kind,
    labels_version, geoip_version, visitor
)
select
    tenant_id, position, expires_on, recorded_at, occurred_at, type,
    nullif(session_id, '00000000-0000-0000-0000-000000000000'),
    nullif(session_key_hash, ''),
    nullif(user_id, ''),
    nullif(ip, '')::inet,
    nullif(method, ''),
    nullif(path, ''),
    nullif(status, -1),
    nullif(duration_ms, -1),
    nullif(bytes_sent, -1),
    nullif(referrer_host, ''),
    nullif(search_terms, ''),
    nullif(country, ''),
    nullif(city, ''),
    nullif(browser, ''),
    nullif(platform, ''),
    kind,
    nullif(labels_version, ''),
    nullif(geoip_version, ''),
    visitor
from unnest(
    $1::uuid[], $2::bigint[], $3::date[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::uuid[], $8::bytea[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::smallint[], $14::real[], $15::bigint[], $16::text[],
    $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[],
    $25::bigint[]
) as r(
    tenant_id, position, expires_on, recorded_at, occurred_at, type, session_id, session_key_hash, user_id, ip, method,
    path, status, duration_ms, bytes_sent, referrer_host, search_terms, country, city, browser, platform, kind,
    labels_version, geoip_version, visitor
)
