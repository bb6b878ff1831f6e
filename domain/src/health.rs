//! Whether the stores can serve.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::boot::Stores;
use crate::error::Error;

/// Asks PostgreSQL for the log's table, as the role that reads.
///
/// # Errors
/// `Unavailable` when it does not answer or the schema is missing.
pub async fn postgres(stores: &Stores) -> Result<(), Error> {
    let sql = "select 'event'::regclass";
    stores.read.execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    Ok(())
}
