//! What a member may do, and which members somebody may change.

use std::fmt;
use std::str::FromStr;

use entity::id::{MemberId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::{Deserialize, Serialize};

use super::Manager;
use crate::error::{ConflictCode, Error};
use crate::scope::Scope;
use crate::sql::statement;

/// What a member may do in a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, owners included.
    Owner,
    /// Everything, except to owners.
    Admin,
    /// Look at events and sessions.
    Viewer,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Admin, Self::Viewer];

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Viewer => "viewer",
        }
    }

    /// The scopes that a key would need to do the same.
    #[must_use]
    pub const fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Owner | Self::Admin => &Scope::ALL,
            Self::Viewer => &[Scope::EventsRead, Scope::SessionsRead],
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|role| role.name()).collect();
            format!("not one of {}", names.join(", "))
        })
    }
}

/// How far somebody's changes of members reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The operator: everybody, also who belongs to other tenants.
    Installation,
    /// A member, as far as their role reaches at the moment of the change: an owner to all members of the tenant, an admin to
    /// all but owners.
    Member(MemberId),
    /// A key with the scope `admin`, which an admin can make: as far as an admin. The first owner of a tenant is made by
    /// whoever comes first.
    Key,
}

/// Refuses an admin who touches an owner: `roles` are those that a member has or is to have. Refuses a member who has lost
/// the role since they were let in; the caller holds the tenant's head, so that what is found holds until COMMIT.
pub(super) async fn check(
    txn: &DatabaseTransaction,
    tenant: TenantId,
    manager: Manager<'_>,
    roles: &[Role],
) -> Result<(), Error> {
    let is_above = match manager.rank {
        Rank::Installation => true,
        Rank::Member(member) => match role_of(txn, tenant, member).await? {
            Some(role) if role.scopes().contains(&Scope::Admin) => role == Role::Owner,
            _ => return Err(Error::Forbidden { detail: "the member who asks may not change members any more" }),
        },
        Rank::Key => false,
    };
    if is_above || !roles.contains(&Role::Owner) || owners(txn, tenant).await? == 0 {
        return Ok(());
    }
    Err(Error::Forbidden { detail: "only an owner can make or change an owner" })
}

/// Refuses to take away the last owner; the caller holds the tenant's head.
pub(super) async fn check_owner_stays(txn: &DatabaseTransaction, tenant: TenantId, role: Role) -> Result<(), Error> {
    if role == Role::Owner && owners(txn, tenant).await? <= 1 {
        let detail = "the tenant's last owner stays: make another one first".to_owned();
        return Err(Error::Conflict { code: ConflictCode::LastOwner, detail });
    }
    Ok(())
}

async fn role_of(txn: &DatabaseTransaction, tenant: TenantId, member: MemberId) -> Result<Option<Role>, Error> {
    let sql = "select role
               from membership
               where tenant_id = $1
                 and member_id = $2
                 and removed_at is null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), member.uuid().into()])).await?;
    let Some(row) = row else { return Ok(None) };
    let role: String = row.try_get_by_index(0)?;
    role.parse().map(Some).map_err(|e: String| Error::corrupt("membership", member, format!("role {e}")))
}

async fn owners(txn: &DatabaseTransaction, tenant: TenantId) -> Result<i64, Error> {
    let sql = "select count(*)
               from membership
               where tenant_id = $1
                 and role = 'owner'
                 and removed_at is null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
}
