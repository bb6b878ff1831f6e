//! How a transaction begins, whatever becomes of whoever waits for it, and whose rows it may see.
//!
//! A BEGIN that is dropped on its way leaves its connection inside of a transaction that nobody ends (sqlx 0.9: it rolls back only what
//! it has seen begin): whoever takes the connection next would read what was there then, and write what is never committed. Requests are
//! dropped at any time, by clients that hang up and by time limits. So it runs in a task of its own, and ends there in any case.
//!
//! The tenants of a transaction are named to row-level security, which shows it nobody else's rows.

mod readers;

use std::collections::BTreeSet;

use entity::id::TenantId;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel, RuntimeErr,
    TransactionTrait,
};

use crate::error::Error;
use crate::pause;
use crate::sql::statement;
use crate::traces;

pub use readers::{Readers, Reading};

/// Begins a transaction that may see and change the rows of one tenant.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn begin(db: &DatabaseConnection, tenant: TenantId) -> Result<DatabaseTransaction, Error> {
    let txn = begin_bare(db).await?;
    name_tenants(&txn, [tenant]).await?;
    Ok(txn)
}

/// Begins a read-only transaction that may see the rows of one tenant, once it is the tenant's turn.
///
/// # Errors
/// `Unavailable` when the database does not answer, or the tenant reads too much.
pub async fn begin_read(readers: &Readers, tenant: TenantId) -> Result<Reading, Error> {
    let part = traces::part("read");
    let turn = readers.turn(tenant).await?;
    let txn = begin_snapshot(readers, tenant).await?;
    pause::at("read: begun", tenant.uuid()).await;
    Ok(Reading { txn, _turn: turn, _part: part })
}

/// Begins a read-only transaction that may see the rows of one tenant, in which rows come in the order of an index. Left to
/// itself the planner, which takes row-level security for a filter that lets little through, sorts a hundred thousand
/// of them for each page.
///
/// # Errors
/// As with [`begin_read`].
pub async fn begin_paging(readers: &Readers, tenant: TenantId) -> Result<Reading, Error> {
    let txn = begin_read(readers, tenant).await?;
    come_by_index(&txn).await?;
    Ok(txn)
}

/// From now on rows come in the order of an index, as in [`begin_paging`].
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn come_by_index(txn: &DatabaseTransaction) -> Result<(), Error> {
    set(txn, "enable_sort", "off").await
}

/// Begins a read-only transaction that may see the rows of one tenant, on any connection.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn begin_snapshot(db: &DatabaseConnection, tenant: TenantId) -> Result<DatabaseTransaction, Error> {
    // One snapshot for all statements: what the first has found still holds for the next.
    let txn = begin_read_only(db, Some(IsolationLevel::RepeatableRead)).await?;
    name_tenants(&txn, [tenant]).await?;
    Ok(txn)
}

/// Begins a transaction of the installation, which may see and change the table of tenants, and one tenant's rows.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn begin_installation(
    db: &DatabaseConnection,
    tenant: Option<TenantId>,
) -> Result<DatabaseTransaction, Error> {
    let txn = begin_bare(db).await?;
    set(&txn, "app.installation", "on").await?;
    if let Some(tenant) = tenant {
        name_tenants(&txn, [tenant]).await?;
    }
    Ok(txn)
}

/// Begins a transaction that names no tenant: until it does, the API's login sees no tenant's rows. The worker's sees all.
///
/// # Errors
/// What PostgreSQL says, or that it does not answer.
pub async fn begin_bare(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    begin_with(db, None, None).await
}

/// Begins a transaction that names no tenant, as [`begin_bare`] does, and changes nothing.
///
/// # Errors
/// As with [`begin_bare`].
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

/// Names the tenants whose rows the transaction may see until it ends.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub(crate) async fn name_tenants(
    txn: &DatabaseTransaction,
    tenants: impl IntoIterator<Item = TenantId>,
) -> Result<(), Error> {
    set(txn, "app.tenant_ids", &tenants_setting(tenants)).await
}

/// The tenants as row-level security reads them, each once.
pub(crate) fn tenants_setting(tenants: impl IntoIterator<Item = TenantId>) -> String {
    let once: BTreeSet<_> = tenants.into_iter().map(|tenant| tenant.uuid().to_string()).collect();
    Vec::from_iter(once).join(",")
}

/// Gives a setting of PostgreSQL a value until the transaction ends.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub(crate) async fn set(txn: &DatabaseTransaction, name: &str, value: &str) -> Result<(), Error> {
    let sql = "select set_config($1, $2, true)";
    txn.execute_raw(statement(sql, [name.into(), value.into()])).await?;
    Ok(())
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
