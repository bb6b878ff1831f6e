//! The root in the database: one row, wrapped.

use entity::id::TenantId;
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::boot::MasterKey;
use crate::error::Error;
use crate::guarded::Guarded;
use crate::secrets::{self, Secret};
use crate::sql::statement;
use crate::transaction;

const PURPOSE: &str = "root";
/// What a wrapped root is bound to.
pub(super) const ABOUT: &str = "gatebook:installation:root";

/// The root, and whether the present key wraps it. Makes it if there is none; of several processes at once, one makes it.
pub(super) async fn read_or_make(
    db: &DatabaseConnection,
    present: &MasterKey,
    previous: Option<&MasterKey>,
) -> Result<(Secret, bool), Error> {
    let wrapped = match stored(db).await? {
        Some(wrapped) => wrapped,
        None => {
            make(db, present, previous).await?;
            stored(db).await?.ok_or_else(|| Error::corrupt("installation_secret", PURPOSE, "missing"))?
        }
    };
    if let Some(root) = open(present, &wrapped) {
        return Ok((root, true));
    }
    let root = previous.and_then(|previous| open(previous, &wrapped));
    root.map(|root| (root, false)).ok_or_else(|| wrong_key(previous))
}

/// The wrapped root, if there is one.
pub(super) async fn stored(db: &impl ConnectionTrait) -> Result<Option<Vec<u8>>, Error> {
    let sql = "select wrapped
               from installation_secret
               where purpose = $1";
    let row = db.query_one_raw(statement(sql, [PURPOSE.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// The wrapped root, which stays as it is until the end of the caller's transaction.
pub(super) async fn held(db: &impl ConnectionTrait) -> Result<Vec<u8>, Error> {
    // A rotation waits for this lock before it wraps the root anew; those who hold it do not wait for each other.
    let sql = "select wrapped
               from installation_secret
               where purpose = $1
               for share";
    let row = db.query_one_raw(statement(sql, [PURPOSE.into()])).await?;
    let row = row.ok_or_else(|| Error::corrupt("installation_secret", PURPOSE, "missing"))?;
    Ok(row.try_get_by_index(0)?)
}

/// Opens a wrapped root; `None` when it is wrapped under another key.
pub(super) fn open(key: &MasterKey, wrapped: &[u8]) -> Option<Secret> {
    key.unwrap(ABOUT, wrapped)
}

/// Somebody has wrapped the root under a key that this process does not know.
pub(super) fn does_not_open() -> Error {
    Error::corrupt("installation_secret", PURPOSE, "does not open with this master key")
}

async fn make(db: &DatabaseConnection, present: &MasterKey, previous: Option<&MasterKey>) -> Result<(), Error> {
    let (root, by) = match sample(db).await? {
        // Until now the master key was the root: what it has made stays good.
        Some((about, wrapped)) => {
            let opens = |key: &&MasterKey| key.unwrap(&about, &wrapped).is_some();
            let key = std::iter::once(present).chain(previous).find(opens).ok_or_else(|| wrong_key(previous))?;
            (Guarded::new(*key.expose()), key)
        }
        None => (Guarded::new(rand::random()), present),
    };
    let sql = "insert into installation_secret (purpose, wrapped) values ($1, $2)
               on conflict (purpose) do nothing";
    db.execute_raw(statement(sql, [PURPOSE.into(), by.wrap(ABOUT, &root)?.into()])).await?;
    Ok(())
}

/// A secret of some tenant, wrapped, with what it is bound to; `None` in an installation that has no tenant yet.
async fn sample(db: &DatabaseConnection) -> Result<Option<(String, Vec<u8>)>, Error> {
    // The installation's own head comes with the schema.
    let sql = "select tenant_id
               from tenant_head
               where tenant_id <> $1
                 and not closed
               order by tenant_id
               limit 1";
    let row = db.query_one_raw(statement(sql, [TenantId::INSTALLATION.uuid().into()])).await?;
    let Some(tenant) = row.map(|row| row.try_get_by_index(0)).transpose()?.map(TenantId) else { return Ok(None) };
    let txn = transaction::begin(db, tenant).await?;
    let sample = secrets::any_wrapped(&txn, tenant).await?;
    txn.rollback().await?;
    Ok(sample)
}

fn wrong_key(previous: Option<&MasterKey>) -> Error {
    let sentence = match previous {
        None => {
            "GATEBOOK_MASTER_KEY is not the key under which the stored secrets are wrapped; if it replaces another one, \
             GATEBOOK_MASTER_KEY_PREVIOUS should be that one"
        }
        Some(_) => {
            "neither GATEBOOK_MASTER_KEY nor GATEBOOK_MASTER_KEY_PREVIOUS is the key under which the stored secrets are wrapped"
        }
    };
    Error::invalid("GATEBOOK_MASTER_KEY", sentence)
}
