//! Statements with values, the one way in which this crate hands SQL to SeaORM.

use sea_orm::{DbBackend, Statement, Value};

/// A statement of PostgreSQL with the values of its `$1`, `$2` and so on.
pub(crate) fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}
