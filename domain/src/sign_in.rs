//! SIGN IN: who somebody is, by e-mail address and password, and which of their tenants they mean.
//!
//! 1. The attempt is counted (`throttle.rs`), and taken back when nobody comes to judge it.
//! 2. The password is compared. An address that nobody has takes as long and is answered the same.
//! 3. The tenant is the one that is named, or the only one.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::id::{MemberId, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::boot::{Secret, Stores};
use crate::error::{Error, Thing};
use crate::members::{self, Role, TENANTS_MAX};
use crate::passwords;
use crate::sql::statement;
use crate::throttle::Throttle;
use crate::transaction;

/// What somebody presents to sign in.
pub struct Credentials<'a> {
    /// In any case.
    pub email: &'a str,
    /// As it was typed.
    pub password: &'a Secret,
    /// The slug of the tenant that is meant.
    pub tenant: Option<&'a str>,
    /// Where the attempt comes from.
    pub address: IpAddr,
}

/// A tenant that somebody belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct TenantOfMember {
    /// Its id.
    pub tenant: TenantId,
    /// Its name in URLs.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// What the member may do there.
    pub role: Role,
    /// Since when the member belongs to it.
    pub joined_at: DateTime<Utc>,
}

/// Somebody who proved who they are, with the tenant that they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// Who it is.
    pub member: MemberId,
    /// In lower case.
    pub email: String,
    /// For people.
    pub name: String,
    /// Which password it was: since when it holds.
    pub password_changed_at: DateTime<Utc>,
    /// Where they belong and what they may do there.
    pub tenant: TenantOfMember,
}

/// What became of an attempt to sign in.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Address or password are wrong.
    Refused,
    /// They are right, but the person belongs to several tenants and named none of these.
    TenantNeeded(Vec<TenantOfMember>),
    /// They are right.
    Recognised(Box<Recognised>),
}

/// Finds out who somebody is.
///
/// # Errors
/// `Limited` after too many failures of the account or the address; `Unavailable` when too many are signing in, or the
/// database does not answer.
pub async fn recognise(stores: &Stores, throttle: &Throttle, credentials: Credentials<'_>) -> Result<Outcome, Error> {
    let email = members::lower_case(credentials.email);
    let attempt = throttle.attempt(&email, credentials.address).await?;
    let person = match judge(stores, &email, credentials.password).await {
        Ok(Some(person)) => person,
        Ok(None) => return Ok(Outcome::Refused),
        Err(error) => {
            throttle.withdraw(&attempt).await;
            return Err(error);
        }
    };
    throttle.succeeded(&attempt).await;

    let txn = transaction::begin_installation(&stores.lookup, None).await?;
    let mut tenants = tenants_of(&txn, person.member).await?;
    txn.rollback().await?;
    let chosen = match credentials.tenant {
        Some(slug) => tenants.iter().position(|tenant| tenant.slug == slug),
        None if tenants.len() == 1 => Some(0),
        None => None,
    };
    Ok(match chosen {
        Some(chosen) => Outcome::Recognised(Box::new(Recognised {
            member: person.member,
            email,
            name: person.name,
            password_changed_at: person.password_changed_at,
            tenant: tenants.swap_remove(chosen),
        })),
        // What is left of somebody whose only tenant was deleted.
        None if tenants.is_empty() => Outcome::Refused,
        None => Outcome::TenantNeeded(tenants),
    })
}

/// Who a member of a tenant is.
///
/// # Errors
/// `NotFound` when the tenant has no such member, or is deleted.
pub async fn of_member(stores: &Stores, member: MemberId, tenant: TenantId) -> Result<Recognised, Error> {
    let txn = transaction::begin_installation(&stores.lookup, None).await?;
    let sql = "select name, email, password_changed_at from member where member_id = $1";
    let row = txn.query_one_raw(statement(sql, [member.uuid().into()])).await?;
    let tenants = tenants_of(&txn, member).await?;
    txn.rollback().await?;
    let found = row.zip(tenants.into_iter().find(|found| found.tenant == tenant));
    let (row, tenant) = found.ok_or(Error::NotFound(Thing::Member))?;
    Ok(Recognised {
        member,
        name: row.try_get_by_index(0)?,
        email: row.try_get_by_index(1)?,
        password_changed_at: row.try_get_by_index(2)?,
        tenant,
    })
}

/// Whose e-mail address and password these are.
async fn judge(stores: &Stores, email: &str, password: &Secret) -> Result<Option<Person>, Error> {
    // What is no address, PostgreSQL might not even take; it is nobody's, after the same time.
    let person = if members::is_email(email) {
        let txn = transaction::begin_installation(&stores.lookup, None).await?;
        let person = find_person(&txn, email).await?;
        txn.rollback().await?;
        person
    } else {
        None
    };
    let hash = person.as_ref().map(|person| person.password_hash.as_str());
    let is_right = passwords::is_right(password, hash).await?;
    Ok(person.filter(|_| is_right))
}

struct Person {
    member: MemberId,
    name: String,
    password_hash: String,
    password_changed_at: DateTime<Utc>,
}

async fn find_person(txn: &DatabaseTransaction, email: &str) -> Result<Option<Person>, Error> {
    let sql = "select member_id, name, password_hash, password_changed_at from member where email = $1";
    let Some(row) = txn.query_one_raw(statement(sql, [email.into()])).await? else { return Ok(None) };
    Ok(Some(Person {
        member: MemberId(row.try_get_by_index(0)?),
        name: row.try_get_by_index(1)?,
        password_hash: row.try_get_by_index(2)?,
        password_changed_at: row.try_get_by_index(3)?,
    }))
}

async fn tenants_of(txn: &DatabaseTransaction, member: MemberId) -> Result<Vec<TenantOfMember>, Error> {
    // Index: membership_of_member.
    let sql = "select t.tenant_id, t.slug, t.name, s.role, s.created_at
               from membership s
               join tenant t on t.tenant_id = s.tenant_id
               where s.member_id = $1
                 and s.removed_at is null
                 and t.deleted_at is null
               order by t.slug
               limit $2";
    let rows = txn.query_all_raw(statement(sql, [member.uuid().into(), TENANTS_MAX.into()])).await?;
    let read = rows.iter().map(|row| {
        let role: String = row.try_get_by_index(3)?;
        Ok(TenantOfMember {
            tenant: TenantId(row.try_get_by_index(0)?),
            slug: row.try_get_by_index(1)?,
            name: row.try_get_by_index(2)?,
            role: role.parse().map_err(|e: String| Error::corrupt("membership", member, format!("role {e}")))?,
            joined_at: row.try_get_by_index(4)?,
        })
    });
    read.collect()
}
