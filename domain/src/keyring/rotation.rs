//! Another master key: everything that is wrapped under the previous one is wrapped under the present one.
//!
//! 1. The root first, once those have ended who wrap something just now ([`Keyring::wrap`] holds its row). From then on nothing
//!    new is wrapped under the previous key, in whatever process.
//! 2. Then the secrets of all tenants, some hundred rows at a time, each batch for itself. Rows that the present key opens are
//!    passed over, so it may be stopped at any time, repeated, and run twice at once.
//!
//! Who reads a secret meanwhile opens it with whichever key does.

use entity::id::TenantId;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use uuid::Uuid;

use super::{Keyring, root};
use crate::boot::MasterKey;
use crate::error::Error;
use crate::secrets::{self, WrappedSecret};
use crate::sql::statement;
use crate::transaction;

/// Rows that are read and wrapped at a time.
const BATCH: u64 = 500;

/// How the wrapped secrets of an installation stand, the root among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Those under the present key, whoever has wrapped them.
    pub present: u64,
    /// Those of them that were wrapped just now.
    pub rewrapped: u64,
    /// Those under the previous key.
    pub previous: u64,
    /// Those that neither key opens: which, at most [`LISTED_MAX`] of them.
    pub closed: Vec<String>,
}

/// Most rows that are named.
pub const LISTED_MAX: usize = 20;

/// Counts the wrapped secrets by the key that opens them. Opens its own transactions; as `gatebook_worker`.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn standing(db: &DatabaseConnection, keyring: &Keyring) -> Result<Standing, Error> {
    let mut standing = Standing::default();
    let wrapped = root::stored(db).await?.ok_or_else(root::does_not_open)?;
    match root::open(&keyring.0.present, &wrapped) {
        Some(_) => standing.present += 1,
        // The keyring would not be there if neither opened it.
        None => standing.previous += 1,
    }
    every_batch(db, keyring, async |batch| {
        standing.count(&batch);
        Ok(())
    })
    .await?;
    Ok(standing)
}

/// Wraps everything under the present key. Opens its own transactions; as `gatebook_worker`. Safe to stop, and to repeat.
///
/// # Errors
/// `Invalid` when there is no previous key; `Unavailable` when the database does not answer.
pub async fn rotate(db: &DatabaseConnection, keyring: &Keyring) -> Result<Standing, Error> {
    if keyring.0.previous.is_none() {
        let sentence = "GATEBOOK_MASTER_KEY_PREVIOUS should be set: the key under which secrets are wrapped until now";
        return Err(Error::invalid("GATEBOOK_MASTER_KEY_PREVIOUS", sentence));
    }
    let mut standing = Standing { present: 1, ..Standing::default() };
    if rewrap_root(db, keyring).await? {
        standing.rewrapped += 1;
    }
    every_batch(db, keyring, async |mut batch| {
        let done = rewrap(db, &keyring.0.present, std::mem::take(&mut batch.previous)).await?;
        standing.count(&batch);
        standing.present += done;
        standing.rewrapped += done;
        Ok(())
    })
    .await?;
    Ok(standing)
}

/// Some of the secrets, by the key that opens them.
#[derive(Default)]
struct Batch {
    present: u64,
    previous: Vec<(WrappedSecret, secrets::Secret)>,
    closed: Vec<WrappedSecret>,
}

impl Standing {
    fn count(&mut self, batch: &Batch) {
        self.present += batch.present;
        self.previous += batch.previous.len() as u64;
        let room = LISTED_MAX.saturating_sub(self.closed.len());
        self.closed.extend(batch.closed.iter().take(room).map(ToString::to_string));
    }
}

/// Whether the root was wrapped anew; it is not when that was done before.
async fn rewrap_root(db: &DatabaseConnection, keyring: &Keyring) -> Result<bool, Error> {
    let txn = transaction::begin_bare(db).await?;
    // Waits for whoever wraps a secret now, and keeps them waiting until the COMMIT. Index: installation_secret_pkey.
    let sql = "select wrapped
               from installation_secret
               where purpose = 'root'
               for update";
    let row = txn.query_one_raw(statement(sql, [])).await?.ok_or_else(root::does_not_open)?;
    let wrapped: Vec<u8> = row.try_get_by_index(0)?;
    if root::open(&keyring.0.present, &wrapped).is_some() {
        txn.rollback().await?;
        return Ok(false);
    }
    let opened = keyring.unwrap(root::ABOUT, &wrapped).ok_or_else(root::does_not_open)?;
    let sql = "update installation_secret
               set wrapped = $1
               where purpose = 'root'";
    txn.execute_raw(statement(sql, [keyring.0.present.wrap(root::ABOUT, &opened)?.into()])).await?;
    txn.commit().await?;
    Ok(true)
}

/// Reads the secrets of all tenants in the order of their rows, a batch at a time.
async fn every_batch(
    db: &DatabaseConnection,
    keyring: &Keyring,
    mut each: impl AsyncFnMut(Batch) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut after = (TenantId(Uuid::nil()), String::new(), 0);
    loop {
        let rows = secrets::wrapped_after(db, &after, BATCH).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = (last.tenant, last.purpose.clone(), last.version);
        let mut batch = Batch::default();
        for row in rows {
            let (about, previous) = (row.about(), keyring.0.previous.as_ref());
            if keyring.0.present.unwrap(&about, &row.wrapped).is_some() {
                batch.present += 1;
            } else if let Some(secret) = previous.and_then(|previous| previous.unwrap(&about, &row.wrapped)) {
                batch.previous.push((row, secret));
            } else {
                batch.closed.push(row);
            }
        }
        each(batch).await?;
    }
}

/// How many were wrapped. A row that is another one by now, or gone, is left alone.
async fn rewrap(
    db: &DatabaseConnection,
    present: &MasterKey,
    old: Vec<(WrappedSecret, secrets::Secret)>,
) -> Result<u64, Error> {
    if old.is_empty() {
        return Ok(0);
    }
    let wrapped = old.iter().map(|(row, secret)| present.wrap(&row.about(), secret)).collect::<Result<Vec<_>, _>>()?;
    secrets::replace(db, old.iter().map(|(row, _)| row).zip(wrapped)).await
}
