//! What a key may do, and the guard that names the tenants of a transaction to row-level security.

mod readers;

use std::fmt;
use std::str::FromStr;

use entity::id::TenantId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, IsolationLevel};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::pause;
use crate::sql::statement;
use crate::traces;
use crate::transaction;

pub use readers::{Readers, Reading};

/// What a key may do. Scopes do not include each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// Post events.
    #[serde(rename = "events:write")]
    EventsWrite,
    /// Read events.
    #[serde(rename = "events:read")]
    EventsRead,
    /// Start, refresh and end sessions.
    #[serde(rename = "sessions:write")]
    SessionsWrite,
    /// Read sessions.
    #[serde(rename = "sessions:read")]
    SessionsRead,
    /// Change the tenant's settings and keys.
    #[serde(rename = "admin")]
    Admin,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::EventsWrite, Self::EventsRead, Self::SessionsWrite, Self::SessionsRead, Self::Admin];

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EventsWrite => "events:write",
            Self::EventsRead => "events:read",
            Self::SessionsWrite => "sessions:write",
            Self::SessionsRead => "sessions:read",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|scope| scope.name() == text).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|scope| scope.name()).collect();
            format!("not one of {}", names.join(", "))
        })
    }
}

/// Begins a transaction that may see and change the rows of one tenant.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn begin(db: &DatabaseConnection, tenant: TenantId) -> Result<DatabaseTransaction, Error> {
    let txn = transaction::begin(db).await?;
    set(&txn, "app.tenant_ids", &tenant.uuid().to_string()).await?;
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

/// Begins a read-only transaction that may see the rows of one tenant, on any connection.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn begin_snapshot(db: &DatabaseConnection, tenant: TenantId) -> Result<DatabaseTransaction, Error> {
    // One snapshot for all statements: what the first has found still holds for the next.
    let txn = transaction::begin_read_only(db, Some(IsolationLevel::RepeatableRead)).await?;
    set(&txn, "app.tenant_ids", &tenant.uuid().to_string()).await?;
    Ok(txn)
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

/// Begins a transaction of the installation, which may see and change the table of tenants, and one tenant's rows.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn begin_installation(
    db: &DatabaseConnection,
    tenant: Option<TenantId>,
) -> Result<DatabaseTransaction, Error> {
    let txn = transaction::begin(db).await?;
    set(&txn, "app.installation", "on").await?;
    if let Some(tenant) = tenant {
        set(&txn, "app.tenant_ids", &tenant.uuid().to_string()).await?;
    }
    Ok(txn)
}

async fn set(txn: &DatabaseTransaction, name: &str, value: &str) -> Result<(), Error> {
    let sql = "select set_config($1, $2, true)";
    txn.execute_raw(statement(sql, [name.into(), value.into()])).await?;
    Ok(())
}
