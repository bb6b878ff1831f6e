//! Statements.

use sea_orm::{DbBackend, Statement, Value};

/// A statement with its values.
pub(crate) fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}
