//! The demo tenant's owner, and the link that signs them in: nobody has to type anything to see the console.

use domain::boot::{Secret, Stores};
use domain::error::Error;
use domain::id::TenantId;
use domain::idempotency::Repeatable;
use domain::members::{self, Manager, NewMember, Rank, Role};

use super::memory::Memory;
use crate::failure::Failure;

/// What they sign in with.
const EMAIL: &str = "demo@gatebook.localhost";
/// Under which name the password is remembered.
const PASSWORD: &str = "DEV_MEMBER_PASSWORD";
/// Who makes them.
const OPERATOR: Manager<'static> = Manager { by: "gatebook dev", rank: Rank::Installation };

/// Makes the owner, unless they are there with the password that is remembered. Returns the address of the console that signs
/// them in: behind its `#` stands what no browser sends to a server.
pub async fn link(
    stores: &Stores,
    now: chrono::DateTime<chrono::Utc>,
    tenant: TenantId,
    memory: &mut Memory,
    url: &str,
) -> Result<String, Failure> {
    let is_remembered = memory.holds(PASSWORD);
    let password = memory.secret(PASSWORD);
    let secret = Some(Secret::new(password.clone()));
    match members::find_by_email(stores, tenant, EMAIL).await {
        Ok(_) if is_remembered => {}
        Ok(found) => {
            members::reset_password(stores, now, tenant, OPERATOR, found.member_id, secret).await?;
        }
        Err(Error::NotFound(_)) => {
            let (email, name) = (EMAIL.to_owned(), "Demo".to_owned());
            let new = NewMember { email, name, role: Role::Owner, password: secret };
            members::add(stores, now, tenant, OPERATOR, Repeatable::ONCE, new).await?;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(format!("{url}/console/sign-in#email={EMAIL}&password={password}"))
}
