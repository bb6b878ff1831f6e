//! The installation itself, as a tenant: console members are its users, and their sessions are in its log.
//!
//! Its row comes with the schema. It is no customer: it is not listed, changed or deleted, and it has no keys, so that
//! nobody can post to its log or ask for its sessions.

use entity::id::TenantId;

use crate::boot::Stores;
use crate::error::{Error, Thing};
use crate::keyring::Keyring;
use crate::secrets::{self, Purpose};
use crate::transaction;

/// Refuses the installation where a customer is meant.
///
/// # Errors
/// `NotFound` when the tenant is the installation.
pub fn refuse(tenant: TenantId) -> Result<(), Error> {
    if tenant == TenantId::INSTALLATION { Err(Error::NotFound(Thing::Tenant)) } else { Ok(()) }
}

/// Makes the installation's secrets, which a migration cannot wrap, as far as they are missing. Opens its own
/// transaction. Repeating is safe, also for several processes at once: the first one's secrets stay.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn ensure(stores: &Stores, keyring: &Keyring) -> Result<(), Error> {
    let txn = transaction::begin(&stores.app, TenantId::INSTALLATION).await?;
    for purpose in Purpose::OF_EVERY_TENANT {
        secrets::create(&txn, keyring, TenantId::INSTALLATION, purpose).await?;
    }
    txn.commit().await?;
    Ok(())
}
