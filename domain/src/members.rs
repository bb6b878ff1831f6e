//! MEMBERS: the people who sign in to the console.
//!
//! A member is one person of the installation, with an e-mail address and a password, and belongs to tenants, in each with
//! a role. Every change is an event in the tenant's log, which names the member by id alone. Who belongs to no tenant any
//! more is forgotten, with name and address.
//!
//! Nobody proves here that an address is theirs. So a tenant can neither let somebody in whom another tenant made, nor
//! give a new password to somebody who belongs to others too: only the installation can ([`join`],
//! [`Rank::Installation`]).
//!
//! A change locks the tenant's head first and the member's row second.

mod password;
mod role;

use chrono::{DateTime, Utc};
use entity::id::{MemberId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use serde_json::json;
use uuid::Uuid;

use crate::boot::{Secret, Stores};
use crate::entry::Entry;
use crate::error::{ConflictCode, Error, Fault, Thing};
use crate::idempotency::{self, Repeatable};
use crate::installation;
use crate::log;
use crate::passwords;
use crate::sql::statement;
use crate::tenants;
use crate::transaction;
use crate::uuids::uuid_v7;

pub use password::{change_own_password, reset_password};
pub use role::{Rank, Role};

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest e-mail address, in characters (RFC 5321, 4.5.3.1.3).
pub const EMAIL_CHARS_MAX: usize = 254;
/// Most members of a tenant.
pub const MEMBERS_MAX: usize = 500;
/// Most tenants that a person belongs to.
pub const TENANTS_MAX: i64 = 100;
/// Most members in one page.
pub const PAGE_MAX: u64 = 100;

/// A member of a tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The person's id, the same in every tenant.
    pub member_id: MemberId,
    /// In lower case; what one signs in with.
    pub email: String,
    /// For people.
    pub name: String,
    /// What they may do in this tenant.
    pub role: Role,
    /// Since when they belong to it.
    pub created_at: DateTime<Utc>,
}

/// What a new member begins with.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Unique in the installation, whatever the case.
    pub email: String,
    /// For people.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Without one, it is generated.
    pub password: Option<Secret>,
}

/// A member whose password was just set.
pub struct WithPassword {
    /// The member.
    pub member: Member,
    /// The password if it was generated: shown once.
    pub generated: Option<Secret>,
}

/// Who changes members.
#[derive(Debug, Clone, Copy)]
pub struct Manager<'a> {
    /// As the events name them.
    pub by: &'a str,
    /// How far it reaches.
    pub rank: Rank,
}

/// Somebody of the installation, whatever the tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Who it is.
    pub member_id: MemberId,
    /// For people.
    pub name: String,
    /// The slugs of the tenants that they belong to.
    pub tenants: Vec<String>,
}

/// Makes a person and adds them to a tenant. Opens its own transaction. Repeating with the same idempotency key answers the
/// same member; a generated password is then generated anew.
///
/// # Errors
/// `Invalid` names the places that do not fit; `Conflict` when somebody has the e-mail address; `Forbidden` when an
/// admin makes an owner beside others; `NotFound` when the tenant is deleted.
pub async fn add(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    manager: Manager<'_>,
    request: Repeatable<'_>,
    new: NewMember,
) -> Result<WithPassword, Error> {
    let new = checked(new)?;
    installation::refuse(tenant)?;
    // Nothing is hashed for what is refused anyway, and nothing is locked while it is hashed.
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::find_within(&txn, tenant).await?;
    let earlier = admit(&txn, now, tenant, manager, request, &new).await?;
    txn.rollback().await?;
    if let Some(member) = earlier.filter(|_| new.password.is_some()) {
        return Ok(WithPassword { member, generated: None });
    }
    let (password, generated) = or_generated(new.password.clone());
    let hash = passwords::hash_for(tenant, &password).await?;
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::lock(&txn, tenant).await?;
    if let Some(member) = admit(&txn, now, tenant, manager, request, &new).await? {
        if generated.is_some() {
            password::set(&txn, now, tenant, manager, &member, &hash).await?;
        }
        txn.commit().await?;
        return Ok(WithPassword { member, generated });
    }
    let member = insert(&txn, now, tenant, new, &hash).await?;
    append_added(&txn, now, tenant, &member, manager.by).await?;
    idempotency::remember(&txn, now, tenant, request, member.member_id.uuid()).await?;
    txn.commit().await?;
    Ok(WithPassword { member, generated })
}

/// Adds a person to a tenant who is there already, for the installation alone: they keep name and password, which another
/// tenant may have given them. So whoever calls has made sure who it is. Opens its own transaction. Repeating is safe: who
/// belongs to the tenant is a conflict.
///
/// # Errors
/// `NotFound` when there is no such person, or the tenant is deleted; `Conflict` when they belong to the tenant; `Invalid`
/// when one of the two is full.
pub async fn join(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    by: &str,
    person: MemberId,
    role: Role,
) -> Result<Member, Error> {
    installation::refuse(tenant)?;
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::lock(&txn, tenant).await?;
    // Whoever removes this person from another tenant, or gives them another password, locks the row too.
    let sql = "select 1 from member where member_id = $1 for update";
    if txn.query_one_raw(statement(sql, [person.uuid().into()])).await?.is_none() {
        return Err(Error::NotFound(Thing::Member));
    }
    match find(&txn, tenant, person).await {
        Ok(_) => return Err(email_taken()),
        Err(Error::NotFound(_)) => {}
        Err(error) => return Err(error),
    }
    check_room(&txn, tenant).await?;
    let sql = "select count(*)
               from membership
               where member_id = $1
                 and removed_at is null";
    let row = txn.query_one_raw(statement(sql, [person.uuid().into()])).await?;
    if row.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))? >= TENANTS_MAX {
        return Err(Error::invalid("/email", format!("belongs to somebody who is in {TENANTS_MAX} tenants")));
    }
    let_in(&txn, now, tenant, person, role).await?;
    let member = find(&txn, tenant, person).await?;
    append_added(&txn, now, tenant, &member, by).await?;
    txn.commit().await?;
    Ok(member)
}

/// The members of a tenant after `after`, newest first; at most `limit` and [`PAGE_MAX`].
///
/// # Errors
/// `NotFound` when the tenant is deleted; `Unavailable` when the database does not answer.
pub async fn list(
    stores: &Stores,
    tenant: TenantId,
    after: Option<MemberId>,
    limit: u64,
) -> Result<Vec<Member>, Error> {
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::find_within(&txn, tenant).await?;
    // Member ids are of version 7: newest first is by id, downwards. Index: membership_pkey.
    let sql = format!(
        "select {COLUMNS}
         from membership s
         join member m on m.member_id = s.member_id
         where s.tenant_id = $1
           and s.member_id < $2
           and s.removed_at is null
         order by s.member_id desc
         limit $3"
    );
    let after = after.map_or(Uuid::max(), MemberId::uuid);
    let limit = i64::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(1);
    let rows = txn.query_all_raw(statement(&sql, [tenant.uuid().into(), after.into(), limit.into()])).await?;
    txn.rollback().await?;
    rows.iter().map(from_row).collect()
}

/// Gives a member another role. Opens its own transaction. Repeating is safe: the same role again is no change and no
/// event.
///
/// # Errors
/// `NotFound` when the tenant has no such member; `Forbidden` when an admin changes or makes an owner; `Conflict` when
/// the last owner would go.
pub async fn change_role(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    manager: Manager<'_>,
    member: MemberId,
    role: Role,
) -> Result<Member, Error> {
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::lock(&txn, tenant).await?;
    let mut changed = find(&txn, tenant, member).await?;
    role::check(&txn, tenant, manager, &[changed.role, role]).await?;
    if changed.role == role {
        txn.rollback().await?;
        return Ok(changed);
    }
    role::check_owner_stays(&txn, tenant, changed.role).await?;
    changed.role = role;
    let sql = "update membership
               set role = $3
               where tenant_id = $1
                 and member_id = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), member.uuid().into(), role.name().into()])).await?;
    let data = json!({"member_id": member, "role": role, "by": manager.by});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "member.role_changed", data)]).await?;
    txn.commit().await?;
    Ok(changed)
}

/// Removes a member from a tenant, and forgets the person when that was the last one. Opens its own transaction.
/// Repeating is safe: who was removed stays so, and nothing is appended.
///
/// # Errors
/// `NotFound` when the tenant never had such a member; `Forbidden` when an admin removes an owner; `Conflict` when it
/// is the last owner.
pub async fn remove(
    stores: &Stores,
    now: DateTime<Utc>,
    tenant: TenantId,
    manager: Manager<'_>,
    member: MemberId,
) -> Result<(), Error> {
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    tenants::lock(&txn, tenant).await?;
    let found = match find(&txn, tenant, member).await {
        Err(Error::NotFound(Thing::Member)) if was_member(&txn, tenant, member).await? => return Ok(()),
        found => found?,
    };
    role::check(&txn, tenant, manager, &[found.role]).await?;
    role::check_owner_stays(&txn, tenant, found.role).await?;
    // Whoever joins this person to another tenant locks the row too.
    let sql = "select 1 from member where member_id = $1 for update";
    txn.execute_raw(statement(sql, [member.uuid().into()])).await?;
    let sql = "update membership
               set removed_at = $3
               where tenant_id = $1
                 and member_id = $2";
    txn.execute_raw(statement(sql, [tenant.uuid().into(), member.uuid().into(), now.into()])).await?;
    let sql = "delete from member
               where member_id = $1
                 and not exists (select from membership where member_id = $1 and removed_at is null)";
    txn.execute_raw(statement(sql, [member.uuid().into()])).await?;
    let data = json!({"member_id": member, "by": manager.by});
    log::append_within(&txn, now, tenant, vec![Entry::fact(now, "member.removed", data)]).await?;
    txn.commit().await?;
    Ok(())
}

/// A member of a tenant by e-mail address, for the command line.
///
/// # Errors
/// `NotFound` when the tenant has none with this address.
pub async fn find_by_email(stores: &Stores, tenant: TenantId, email: &str) -> Result<Member, Error> {
    let txn = transaction::begin_installation(&stores.app, Some(tenant)).await?;
    let sql = format!(
        "select {COLUMNS}
         from membership s
         join member m on m.member_id = s.member_id
         where s.tenant_id = $1
           and m.email = $2
           and s.removed_at is null"
    );
    let row = txn.query_one_raw(statement(&sql, [tenant.uuid().into(), lower_case(email).into()])).await?;
    txn.rollback().await?;
    from_row(&row.ok_or(Error::NotFound(Thing::Member))?)
}

/// Who in the installation has an e-mail address, for the command line.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn find_person(stores: &Stores, email: &str) -> Result<Option<Person>, Error> {
    let txn = transaction::begin_installation(&stores.app, None).await?;
    // Index: member_email_key, membership_of_member.
    let sql = "select m.member_id, m.name,
                      array(select t.slug
                            from membership s
                            join tenant t on t.tenant_id = s.tenant_id
                            where s.member_id = m.member_id
                              and s.removed_at is null
                            order by t.slug)
               from member m
               where m.email = $1";
    let row = txn.query_one_raw(statement(sql, [lower_case(email).into()])).await?;
    txn.rollback().await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Person {
        member_id: MemberId(row.try_get_by_index(0)?),
        name: row.try_get_by_index(1)?,
        tenants: row.try_get_by_index(2)?,
    }))
}

/// An e-mail address as it is kept and compared.
#[must_use]
pub fn lower_case(email: &str) -> String {
    email.trim().to_lowercase()
}

const COLUMNS: &str = "s.member_id, m.email, m.name, s.role, s.created_at";

fn checked(new: NewMember) -> Result<NewMember, Error> {
    let new = NewMember { email: lower_case(&new.email), ..new };
    let mut faults = Vec::new();
    if !is_email(&new.email) {
        faults.push(Fault::new("/email", format!("must be an e-mail address of at most {EMAIL_CHARS_MAX} characters")));
    }
    if new.name.trim().is_empty() || new.name.chars().count() > NAME_CHARS_MAX || new.name.contains(char::is_control) {
        let detail = format!("must have 1 to {NAME_CHARS_MAX} characters, none of them a control character");
        faults.push(Fault::new("/name", detail));
    }
    faults.extend(new.password.as_ref().and_then(|password| passwords::fault("/password", password, &new.email)));
    if faults.is_empty() { Ok(new) } else { Err(Error::Invalid(faults)) }
}

/// Whether a text can be an e-mail address. Nothing is sent there: what matters is that a person recognises it.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let printable = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let parts = text.rsplit_once('@').is_some_and(|(local, host)| !local.is_empty() && !host.is_empty());
    printable && parts && text.chars().count() <= EMAIL_CHARS_MAX
}

/// The member whom an earlier request with the same idempotency key has made; or refuses to make one. What it says holds for
/// as long as the caller holds the tenant's head.
async fn admit(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    manager: Manager<'_>,
    request: Repeatable<'_>,
    new: &NewMember,
) -> Result<Option<Member>, Error> {
    if let Some(earlier) = idempotency::earlier(txn, now, tenant, request).await? {
        let member = find(txn, tenant, MemberId(earlier)).await?;
        if new.password.is_none() {
            password::check(txn, tenant, manager, &member).await?;
        }
        return Ok(Some(member));
    }
    role::check(txn, tenant, manager, &[new.role]).await?;
    check_room(txn, tenant).await?;
    let sql = "select 1 from member where email = $1";
    match txn.query_one_raw(statement(sql, [new.email.clone().into()])).await? {
        Some(_) => Err(email_taken()),
        None => Ok(None),
    }
}

/// The password, and the same again if it was generated.
fn or_generated(given: Option<Secret>) -> (Secret, Option<Secret>) {
    match given {
        Some(password) => (password, None),
        None => {
            let password = passwords::generate();
            (password.clone(), Some(password))
        }
    }
}

async fn check_room(txn: &DatabaseTransaction, tenant: TenantId) -> Result<(), Error> {
    let sql = "select count(*)
               from membership
               where tenant_id = $1
                 and removed_at is null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into()])).await?;
    let members: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    if usize::try_from(members).unwrap_or(usize::MAX) >= MEMBERS_MAX {
        return Err(Error::invalid("", format!("the tenant has {MEMBERS_MAX} members: remove one first")));
    }
    Ok(())
}

/// Makes a person and lets them into the tenant.
async fn insert(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    new: NewMember,
    hash: &str,
) -> Result<Member, Error> {
    let member_id = MemberId(uuid_v7(now));
    // Another tenant may be adding the same address now: this waits for the other to end.
    let sql = "insert into member (member_id, email, name, password_hash, password_changed_at, created_at)
               values ($1, $2, $3, $4, $5, $5)
               on conflict (email) do nothing";
    let values: [sea_orm::Value; 5] =
        [member_id.uuid().into(), new.email.clone().into(), new.name.clone().into(), hash.into(), now.into()];
    if txn.execute_raw(statement(sql, values)).await?.rows_affected() == 0 {
        return Err(email_taken());
    }
    let_in(txn, now, tenant, member_id, new.role).await?;
    Ok(Member { member_id, email: new.email, name: new.name, role: new.role, created_at: now })
}

async fn append_added(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    member: &Member,
    by: &str,
) -> Result<(), Error> {
    let data = json!({"member_id": member.member_id, "role": member.role, "by": by});
    log::append_within(txn, now, tenant, vec![Entry::fact(now, "member.added", data)]).await?;
    Ok(())
}

async fn let_in(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    member: MemberId,
    role: Role,
) -> Result<(), Error> {
    // Who was removed before may come back, and has to sign in again: sessions are bound to `created_at` (`console.rs`).
    let sql = "insert into membership (tenant_id, member_id, role, created_at)
               values ($1, $2, $3, $4)
               on conflict (tenant_id, member_id)
               do update set role = excluded.role, created_at = excluded.created_at, removed_at = null";
    let values: [sea_orm::Value; 4] = [tenant.uuid().into(), member.uuid().into(), role.name().into(), now.into()];
    txn.execute_raw(statement(sql, values)).await?;
    Ok(())
}

fn email_taken() -> Error {
    let detail = "somebody has this e-mail address, here or in another tenant".to_owned();
    Error::Conflict { code: ConflictCode::EmailTaken, detail }
}

async fn find(txn: &DatabaseTransaction, tenant: TenantId, member: MemberId) -> Result<Member, Error> {
    let sql = format!(
        "select {COLUMNS}
         from membership s
         join member m on m.member_id = s.member_id
         where s.tenant_id = $1
           and s.member_id = $2
           and s.removed_at is null"
    );
    let row = txn.query_one_raw(statement(&sql, [tenant.uuid().into(), member.uuid().into()])).await?;
    from_row(&row.ok_or(Error::NotFound(Thing::Member))?)
}

async fn was_member(txn: &DatabaseTransaction, tenant: TenantId, member: MemberId) -> Result<bool, Error> {
    let sql = "select 1 from membership where tenant_id = $1 and member_id = $2";
    Ok(txn.query_one_raw(statement(sql, [tenant.uuid().into(), member.uuid().into()])).await?.is_some())
}

fn from_row(row: &QueryResult) -> Result<Member, Error> {
    let member_id = MemberId(row.try_get_by_index(0)?);
    let role: String = row.try_get_by_index(3)?;
    Ok(Member {
        member_id,
        email: row.try_get_by_index(1)?,
        name: row.try_get_by_index(2)?,
        role: role.parse().map_err(|e: String| Error::corrupt("membership", member_id, format!("role {e}")))?,
        created_at: row.try_get_by_index(4)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_has_two_parts_and_nothing_unprintable() {
        for text in ["a@b", "ada.lovelace+x@example.org", "\"a@b\"@example.org", "ü@example.org"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["", "@", "a@", "@b", "ada", "a da@b", "a@b\n", "a\0@b", &format!("{}@b", "a".repeat(253))] {
            assert!(!is_email(text), "{text:?}");
        }
    }
}
