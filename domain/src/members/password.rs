//! Another password for a member: by somebody who manages members, or by the member.

use chrono::{DateTime, Utc};
use entity::id::{MemberId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;

use super::{Manager, Member, Rank, WithPassword, find, or_generated, role};
use crate::boot::{Secret, Stores};
use crate::entry::Entry;
use crate::error::{ConflictCode, Error, Thing};
use crate::log;
use crate::passwords;
use crate::sql::statement;
use crate::tenants;
use crate::transaction;

/// Gives a member another password: `password`, or a generated one, shown once. Opens its own transaction. Repeating is
/// safe: the last one holds.
///
/// # Errors
/// `NotFound` when the tenant has no such member; `Forbidden` when an admin does it to an owner; `Conflict` when the
/// member belongs to other tenants too and it is not the installation who asks; `Invalid` when the password does not
/// fit.
pub async fn reset_password(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    manager: Manager<'_>,
    member: MemberId,
    password: Option<Secret>,
) -> Result<WithPassword, Error> {
    let (password, generated) = or_generated(password);
    // Nothing is hashed for what is refused anyway, and nothing is locked while it is hashed.
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    let found = find(&txn, tenant, member).await?;
    if let Some(fault) = passwords::fault("/password", &password, &found.email) {
        return Err(Error::Invalid(vec![fault]));
    }
    check(&txn, tenant, manager, &found).await?;
    txn.rollback().await?;
    let hash = passwords::hash_for(tenant, &password).await?;
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::lock(&txn, tenant).await?;
    let member = find(&txn, tenant, member).await?;
    set(&txn, now, tenant, manager, &member, &hash).await?;
    txn.commit().await?;
    Ok(WithPassword { member, generated })
}

/// Gives the member who asks another password, if `current` is right. Opens its own transaction. Whoever calls has
/// counted the attempt (`throttle.rs`). Returns whether it was right.
///
/// # Errors
/// `NotFound` when the tenant has no such member; `Invalid` when the new password does not fit.
pub async fn change_own_password(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    member: MemberId,
    current: &Secret,
    new: &Secret,
) -> Result<bool, Error> {
    let (email, before) = {
        let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
        let found = (find(&txn, tenant, member).await?.email, hash_of(&txn, member).await?);
        txn.rollback().await?;
        found
    };
    if let Some(fault) = passwords::fault("/new_password", new, &email) {
        return Err(Error::Invalid(vec![fault]));
    }
    if !passwords::is_right(current, Some(&before)).await? {
        return Ok(false);
    }
    let hash = passwords::hash(new).await?;
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::lock(&txn, tenant).await?;
    // What was reset meanwhile is not what was proved to be known.
    let sql = "update member
               set password_hash = $2,
                   password_changed_at = $3
               where member_id = $1
                 and password_hash = $4";
    let values: [sea_orm::Value; 4] = [member.uuid().into(), hash.into(), now.into(), before.into()];
    if txn.execute_raw(statement(sql, values)).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let data = json!({"member_id": member, "by": member});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "member.password_changed", data)]).await?;
    txn.commit().await?;
    Ok(true)
}

/// Sets a member's password for a manager; the caller holds the tenant's head.
pub(super) async fn set(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    manager: Manager<'_>,
    member: &Member,
    hash: &str,
) -> Result<(), Error> {
    // Whoever joins this person to another tenant waits for the end of this.
    let sql = "select 1 from member where member_id = $1 for update";
    txn.execute_raw(statement(sql, [member.member_id.uuid().into()])).await?;
    check(txn, tenant, manager, member).await?;
    let sql = "update member
               set password_hash = $2,
                   password_changed_at = $3
               where member_id = $1";
    txn.execute_raw(statement(sql, [member.member_id.uuid().into(), hash.into(), now.into()])).await?;
    let data = json!({"member_id": member.member_id, "by": manager.by});
    log::append_within(txn, now, tenant, vec![Entry::fact(now, "member.password_reset", data)]).await?;
    Ok(())
}

/// Refuses to set a member's password. What it says holds for as long as the caller holds the tenant's head and the
/// member's row.
pub(super) async fn check(
    txn: &DatabaseTransaction,
    tenant: TenantId,
    manager: Manager<'_>,
    member: &Member,
) -> Result<(), Error> {
    role::check(txn, tenant, manager, &[member.role]).await?;
    if manager.rank != Rank::Installation && belongs_elsewhere(txn, tenant, member.member_id).await? {
        let detail = "the member belongs to other tenants too: they, or the installation, can change the password";
        return Err(Error::Conflict { code: ConflictCode::MemberShared, detail: detail.to_owned() });
    }
    Ok(())
}

async fn belongs_elsewhere(txn: &DatabaseTransaction, tenant: TenantId, member: MemberId) -> Result<bool, Error> {
    // Index: membership_of_member.
    let sql = "select 1
               from membership
               where member_id = $2
                 and tenant_id <> $1
                 and removed_at is null
               limit 1";
    Ok(txn.query_one_raw(statement(sql, [tenant.uuid().into(), member.uuid().into()])).await?.is_some())
}

async fn hash_of(txn: &DatabaseTransaction, member: MemberId) -> Result<String, Error> {
    let sql = "select password_hash from member where member_id = $1";
    let row = txn.query_one_raw(statement(sql, [member.uuid().into()])).await?;
    Ok(row.ok_or(Error::NotFound(Thing::Member))?.try_get_by_index(0)?)
}
