with changed as (
    select r.*
    from jsonb_to_recordset($1) as r(
        tenant_id uuid, session_id uuid, version integer, position bigint, state text, user_id text,
        started_at timestamptz, expires_at timestamptz, idle_timeout_s integer, rotation integer,
        rotated_at timestamptz, rotated_before_at timestamptz, bound_rotation integer, ip inet, user_agent text,
        moved_at timestamptz, browser text, platform text, platform_versioned text, device_kind text,
        labels_version text, metadata jsonb, ended_at timestamptz, ended_by text, end_reason text,
        secret_hash text, last_seen_at timestamptz, last_seen_ip inet, last_seen_user_agent text,
        check_at timestamptz, tombstone_due boolean
    )
),
used as (
    -- The last use is not ours to change: it may be newer than what the decision knew.
    insert into session_use as u (
        tenant_id, session_id, secret_hash, last_seen_at, last_seen_ip, last_seen_user_agent, check_at, tombstone_due
    )
    select
        tenant_id, session_id, decode(secret_hash, 'hex'), last_seen_at, last_seen_ip, last_seen_user_agent, check_at,
        tombstone_due
    from changed
    on conflict (tenant_id, session_id) do update
    set secret_hash = excluded.secret_hash,
        check_at = excluded.check_at,
        tombstone_due = u.tombstone_due or excluded.tombstone_due
)
insert into session (
    tenant_id, session_id, version, position, state, user_id, started_at, expires_at, idle_timeout_s, rotation,
    rotated_at, rotated_before_at, bound_rotation, ip, user_agent, moved_at, browser, platform, platform_versioned,
    device_kind, labels_version, metadata, ended_at, ended_by, end_reason
)
select
    tenant_id, session_id, version, position, state, user_id, started_at, expires_at, idle_timeout_s, rotation,
    rotated_at, rotated_before_at, bound_rotation, ip, user_agent, moved_at, browser, platform, platform_versioned,
    device_kind, labels_version, metadata, ended_at, ended_by, end_reason
from changed
on conflict (tenant_id, session_id) do update
set version = excluded.version,
    position = excluded.position,
    state = excluded.state,
    user_id = excluded.user_id,
    started_at = excluded.started_at,
    expires_at = excluded.expires_at,
    idle_timeout_s = excluded.idle_timeout_s,
    rotation = excluded.rotation,
    rotated_at = excluded.rotated_at,
    rotated_before_at = excluded.rotated_before_at,
    bound_rotation = excluded.bound_rotation,
    ip = excluded.ip,
    user_agent = excluded.user_agent,
    moved_at = excluded.moved_at,
    browser = excluded.browser,
    platform = excluded.platform,
    platform_versioned = excluded.platform_versioned,
    device_kind = excluded.device_kind,
    labels_version = excluded.labels_version,
    metadata = excluded.metadata,
    ended_at = excluded.ended_at,
    ended_by = excluded.ended_by,
    end_reason = excluded.end_reason
