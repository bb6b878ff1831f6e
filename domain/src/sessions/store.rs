//! Sessions in PostgreSQL: read for decisions and for checks, written with the events that changed them.
//!
//! Rows travel as JSON both ways: absent values stay absent. Who adds a column of `session` names it in `session.rs` (the struct),
//! in `write.sql` (wherever the others stand), and in `COLUMNS` of `rebuild.rs`.

use chrono::{DateTime, Utc};
use entity::id::{SessionId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Value};
use serde_json::json;

use super::command::{Command, Decision, Known, Owner};
use super::session::{EXPIRED_AFTER, Seen, Session, State, Stored};
use crate::idempotency::KEPT_HOURS;
use crate::sql::{statement, uuids};

/// What [`from_row`] reads of `session s` and `session_use u`.
pub(super) const COLUMNS: &str =
    "to_jsonb(s), u.secret_hash, u.last_seen_at, host(u.last_seen_ip), u.last_seen_user_agent";

/// Reads what the commands of a flush are about. Joins the flush's transaction, which holds the heads of the tenants and
/// names them to row-level security.
pub(crate) async fn load(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    commands: &[(TenantId, &Command)],
) -> Result<Known, DbErr> {
    let mut known = Known::default();
    let mut sessions: Vec<(TenantId, SessionId)> = Vec::new();
    // With those whose end Redis may not have heard of, or without.
    let mut users: Vec<(TenantId, String, bool)> = Vec::new();
    // Whose user is known only once the session is read.
    let mut users_of: Vec<(TenantId, SessionId)> = Vec::new();
    let mut keys: Vec<(TenantId, Vec<u8>)> = Vec::new();
    for (tenant, command) in commands {
        let mut owner = |owner: &Owner, all: bool| {
            if let Owner::SessionsOf(caller) = owner {
                sessions.push((*tenant, *caller));
                if all {
                    users_of.push((*tenant, *caller));
                }
            }
        };
        match command {
            Command::Start(start) => {
                sessions.push((*tenant, start.session_id));
                users.extend(start.user_id.clone().map(|user_id| (*tenant, user_id, false)));
                keys.extend(start.idempotency.clone().map(|(key, _)| (*tenant, key)));
            }
            Command::Change(session, change) => {
                sessions.push((*tenant, *session));
                users.extend(change.bind.clone().map(|(user_id, _)| (*tenant, user_id, false)));
            }
            Command::Revoke { owner: who, session, .. } => {
                owner(who, false);
                sessions.push((*tenant, *session));
            }
            Command::RevokeUser { owner: who, user_id, .. } => {
                owner(who, true);
                users.extend(user_id.clone().map(|user_id| (*tenant, user_id, true)));
            }
            Command::Refresh { session, .. } | Command::Move { session, .. } | Command::Expire(session) => {
                sessions.push((*tenant, *session));
            }
        }
    }
    if !keys.is_empty() {
        load_repeated(txn, now, &keys, &mut known, &mut sessions).await?;
    }
    load_sessions(txn, &sessions, &users, &users_of, &mut known).await?;
    Ok(known)
}

async fn load_sessions(
    txn: &DatabaseTransaction,
    sessions: &[(TenantId, SessionId)],
    users: &[(TenantId, String, bool)],
    users_of: &[(TenantId, SessionId)],
    known: &mut Known,
) -> Result<(), DbErr> {
    // Index: session_of_user, session_ended_of_user, session_pkey, session_use_pkey; `offset 0` keeps them.
    let sql = format!(
        "select {COLUMNS}
         from (
             select tenant_id, session_id
             from unnest($1::uuid[], $2::uuid[]) as named(tenant_id, session_id)
             union
             select w.tenant_id, s.session_id
             from (
                 select tenant_id, user_id, with_ended
                 from unnest($3::uuid[], $4::text[], $7::boolean[]) as users(tenant_id, user_id, with_ended)
                 union
                 select w.tenant_id, s.user_id, true
                 from unnest($5::uuid[], $6::uuid[]) as w(tenant_id, session_id)
                 cross join lateral (
                     select s.user_id
                     from session s
                     where s.tenant_id = w.tenant_id
                       and s.session_id = w.session_id
                     offset 0
                 ) as s
             ) as w
             cross join lateral (
                 select s.session_id
                 from session s
                 where s.tenant_id = w.tenant_id
                   and s.user_id = w.user_id
                   and s.state = 'active'
                 union all
                 select s.session_id
                 from session s
                 join session_use u on u.tenant_id = s.tenant_id
                                   and u.session_id = s.session_id
                 where w.with_ended
                   and s.tenant_id = w.tenant_id
                   and s.user_id = w.user_id
                   and s.state <> 'active'
                   and u.tombstone_due
                 offset 0
             ) as s
         ) as w
         cross join lateral (
             select *
             from session s
             where s.tenant_id = w.tenant_id
               and s.session_id = w.session_id
             offset 0
         ) as s
         cross join lateral (
             select *
             from session_use u
             where u.tenant_id = w.tenant_id
               and u.session_id = w.session_id
             offset 0
         ) as u"
    );
    let tenants = |ids: &[(TenantId, SessionId)]| uuids(ids.iter().map(|(tenant, _)| tenant.uuid()));
    let values: [Value; 7] = [
        tenants(sessions),
        uuids(sessions.iter().map(|(_, session)| session.uuid())),
        uuids(users.iter().map(|(tenant, ..)| tenant.uuid())),
        users.iter().map(|(_, user_id, _)| user_id.clone()).collect::<Vec<_>>().into(),
        tenants(users_of),
        uuids(users_of.iter().map(|(_, session)| session.uuid())),
        users.iter().map(|(.., with_ended)| *with_ended).collect::<Vec<_>>().into(),
    ];
    for row in txn.query_all_raw(statement(&sql, values)).await? {
        let stored = from_row(&row)?;
        known.sessions.insert((stored.session.tenant_id, stored.session.session_id), stored);
    }
    Ok(())
}

/// What was created with the same idempotency keys within 24 hours.
async fn load_repeated(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    keys: &[(TenantId, Vec<u8>)],
    known: &mut Known,
    sessions: &mut Vec<(TenantId, SessionId)>,
) -> Result<(), DbErr> {
    // Index: idempotency_pkey.
    let sql = "select i.tenant_id, i.key_hash, i.body_hash, i.subject
               from unnest($1::uuid[], $2::bytea[]) as w(tenant_id, key_hash)
               join idempotency i on i.tenant_id = w.tenant_id
                                 and i.key_hash = w.key_hash
               where i.created_at > $3";
    let since = now - chrono::TimeDelta::hours(KEPT_HOURS);
    let values: [Value; 3] = [
        uuids(keys.iter().map(|(tenant, _)| tenant.uuid())),
        keys.iter().map(|(_, key)| key.clone()).collect::<Vec<_>>().into(),
        since.into(),
    ];
    for row in txn.query_all_raw(statement(sql, values)).await? {
        let (tenant, subject) = (TenantId(row.try_get_by_index(0)?), SessionId(row.try_get_by_index(3)?));
        known.repeated.insert((tenant, row.try_get_by_index(1)?), (row.try_get_by_index(2)?, subject));
        sessions.push((tenant, subject));
    }
    Ok(())
}

/// Writes the sessions that decisions changed, as they are in the end. Joins the transaction that appends their events.
pub(crate) async fn write(txn: &DatabaseTransaction, now: DateTime<Utc>, decisions: &[&Decision]) -> Result<(), DbErr> {
    let mut last: std::collections::BTreeMap<(TenantId, SessionId), &Stored> = std::collections::BTreeMap::new();
    for stored in decisions.iter().flat_map(|decision| &decision.changes) {
        last.insert((stored.session.tenant_id, stored.session.session_id), stored);
    }
    if last.is_empty() {
        return Ok(());
    }
    let rows: Vec<serde_json::Value> = last.into_values().map(row_of).collect();
    const SQL: &str = include_str!("write.sql");
    txn.execute_raw(statement(SQL, [serde_json::Value::Array(rows).into()])).await?;
    let remembered: Vec<_> = decisions
        .iter()
        .filter_map(|decision| {
            let tenant = decision.changes.last()?.session.tenant_id;
            let (key, body, subject) = decision.remember.as_ref()?;
            Some((tenant, key, body, subject))
        })
        .collect();
    if remembered.is_empty() {
        return Ok(());
    }
    // An expired row of the same key makes room.
    let sql = "with gone as (
                   delete from idempotency i
                   using unnest($1::uuid[], $2::bytea[]) as w(tenant_id, key_hash)
                   where i.tenant_id = w.tenant_id
                     and i.key_hash = w.key_hash
               )
               select 1";
    let tenants = uuids(remembered.iter().map(|(tenant, ..)| tenant.uuid()));
    let keys: Value = remembered.iter().map(|(_, key, ..)| (*key).clone()).collect::<Vec<_>>().into();
    txn.execute_raw(statement(sql, [tenants.clone(), keys.clone()])).await?;
    let sql = "insert into idempotency (tenant_id, key_hash, body_hash, subject, created_at)
               select w.tenant_id, w.key_hash, w.body_hash, w.subject, $5
               from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::uuid[])
                    as w(tenant_id, key_hash, body_hash, subject)";
    let bodies: Value = remembered.iter().map(|(_, _, body, _)| (*body).clone()).collect::<Vec<_>>().into();
    let subjects = uuids(remembered.iter().map(|(.., subject)| subject.uuid()));
    txn.execute_raw(statement(sql, [tenants, keys, bodies, subjects, now.into()])).await?;
    Ok(())
}

/// A row of `write.sql`.
fn row_of(stored: &Stored) -> serde_json::Value {
    let active = stored.session.state == State::Active;
    let mut row = json!(stored.session);
    row["secret_hash"] = hex(&stored.secret_hash).into();
    row["last_seen_at"] = json!(stored.seen.at);
    row["last_seen_ip"] = json!(stored.seen.ip);
    row["last_seen_user_agent"] = json!(stored.seen.user_agent);
    row["check_at"] = json!(active.then(|| stored.deadline() + EXPIRED_AFTER));
    row["tombstone_due"] = json!(!active);
    row
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A session from a row of [`COLUMNS`].
pub(super) fn from_row(row: &QueryResult) -> Result<Stored, DbErr> {
    let session: serde_json::Value = row.try_get_by_index(0)?;
    let session: Session = serde_json::from_value(session)
        .map_err(|error| DbErr::Custom(format!("a row of session does not read: {error}")))?;
    let secret_hash: Vec<u8> = row.try_get_by_index(1)?;
    let ip: Option<String> = row.try_get_by_index(3)?;
    Ok(Stored {
        session,
        secret_hash: secret_hash.try_into().map_err(|_| DbErr::Custom("a hash is not 32 bytes".to_owned()))?,
        seen: Seen {
            at: row.try_get_by_index(2)?,
            ip: ip.and_then(|ip| ip.parse().ok()),
            user_agent: row.try_get_by_index(4)?,
        },
    })
}
