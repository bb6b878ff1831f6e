//! How a transaction begins, whatever becomes of whoever waits for it.
//!
//! A BEGIN that is dropped on its way leaves its connection inside of a transaction that nobody ends (sqlx 0.9: it rolls back only what
//! it has seen begin): whoever takes the connection next would read what was there then, and write what is never committed. Requests are
//! dropped at any time, by clients that hang up and by time limits. So it runs in a task of its own, and ends there in any case.

use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel, RuntimeErr, TransactionTrait,
};

/// Begins a transaction as the connection has them.
///
/// # Errors
/// What PostgreSQL says, or that it does not answer.
pub async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    begin_with(db, None, None).await
}

/// Begins a transaction that changes nothing.
///
/// # Errors
/// As with [`begin`].
pub(crate) async fn begin_read_only(
    db: &DatabaseConnection,
    isolation: Option<IsolationLevel>,
) -> Result<DatabaseTransaction, DbErr> {
    begin_with(db, isolation, Some(AccessMode::ReadOnly)).await
}

/// A part of a transaction that can be taken back. One that is dropped on its way takes the whole transaction back, which is dropped
/// with it.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub(crate) async fn savepoint(txn: &DatabaseTransaction) -> Result<DatabaseTransaction, DbErr> {
    txn.begin().await
}

#[expect(clippy::disallowed_methods, reason = "this is the place")]
async fn begin_with(
    db: &DatabaseConnection,
    isolation: Option<IsolationLevel>,
    access: Option<AccessMode>,
) -> Result<DatabaseTransaction, DbErr> {
    let db = db.clone();
    let begun = tokio::spawn(async move { db.begin_with_config(isolation, access).await });
    begun.await.unwrap_or_else(|_| Err(DbErr::Conn(RuntimeErr::Internal("the process is stopping".to_owned()))))
}
