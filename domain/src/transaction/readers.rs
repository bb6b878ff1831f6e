//! The connections for reading, and how many of them a tenant may have at a time.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use entity::id::TenantId;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Error;
use crate::traces::Part;

/// A pool of readers of which no tenant has more than its share: the searches of one do not keep those of another out. Cheap
/// to clone.
#[derive(Clone)]
pub struct Readers {
    db: DatabaseConnection,
    /// Connections that one tenant may have.
    share: usize,
    /// How long a read waits for one of them.
    patience: Duration,
    /// Of the tenants that read.
    turns: Arc<Mutex<HashMap<TenantId, Weak<Semaphore>>>>,
}

impl Readers {
    /// Those of a pool.
    pub(crate) fn new(db: DatabaseConnection, share: usize, patience: Duration) -> Self {
        Self { db, share, patience, turns: Arc::default() }
    }

    /// Waits until the tenant has less than its share.
    pub(super) async fn turn(&self, tenant: TenantId) -> Result<Turn, Error> {
        let turns = self.turns_of(tenant);
        match tokio::time::timeout(self.patience, turns.acquire_owned()).await {
            Ok(Ok(turn)) => Ok(Turn { _turn: turn }),
            _ => Err(Error::unavailable("as many reads of the tenant go on as there may be")),
        }
    }

    fn turns_of(&self, tenant: TenantId) -> Arc<Semaphore> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = turns.get(&tenant).and_then(Weak::upgrade) {
            return known;
        }
        // Few read at a time: those who have ended go when the next begins.
        turns.retain(|_, others| others.strong_count() > 0);
        let own = Arc::new(Semaphore::new(self.share));
        turns.insert(tenant, Arc::downgrade(&own));
        own
    }
}

impl Deref for Readers {
    type Target = DatabaseConnection;

    /// For what concerns no tenant.
    fn deref(&self) -> &DatabaseConnection {
        &self.db
    }
}

/// The right of a tenant to one of the connections.
pub(super) struct Turn {
    _turn: OwnedSemaphorePermit,
}

/// A transaction that reads, in its tenant's turn.
pub struct Reading {
    pub(super) txn: DatabaseTransaction,
    pub(super) _turn: Turn,
    pub(super) _part: Part,
}

impl Reading {
    /// Ends it, and the tenant's turn.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rollback(self) -> Result<(), DbErr> {
        self.txn.rollback().await
    }
}

impl Deref for Reading {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.txn
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn one_tenant_waits_at_its_share_and_another_does_not() {
        let readers = Readers::new(DatabaseConnection::default(), 2, Duration::ZERO);
        let [one, other] = [1, 2].map(|n| TenantId(Uuid::from_u128(n)));

        let first = readers.turn(one).await.unwrap();
        let second = readers.turn(one).await.unwrap();

        assert!(readers.turn(one).await.is_err());
        let of_other = readers.turn(other).await.unwrap();
        drop(first);
        let again = readers.turn(one).await.unwrap();
        drop((second, again, of_other));
        assert!(readers.turn(one).await.is_ok());
        // Whoever has ended is forgotten when another begins.
        let third = readers.turn(TenantId(Uuid::from_u128(3))).await;
        assert!(third.is_ok());
        assert_eq!(readers.turns.lock().unwrap().len(), 1);
    }
}
