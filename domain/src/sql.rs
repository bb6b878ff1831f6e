//! Statements with values, the one way in which this crate hands SQL to SeaORM, and what PostgreSQL says to them.

use std::borrow::Cow;

use chrono::NaiveDate;
use sea_orm::sea_query::ValueType;
use sea_orm::{DbBackend, DbErr, Statement, Value};
use uuid::Uuid;

/// A statement of PostgreSQL with the values of its `$1`, `$2` and so on.
pub(crate) fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// A list of values of one type. None may be absent: the library cannot send such a list.
pub(crate) fn array<T: Into<Value> + ValueType>(items: impl Iterator<Item = T>) -> Value {
    Value::Array(T::array_type(), Some(Box::new(items.map(Into::into).collect())))
}

/// A list of ids.
pub(crate) fn uuids(items: impl Iterator<Item = Uuid>) -> Value {
    array(items)
}

/// A list of days.
pub(crate) fn dates(items: impl Iterator<Item = NaiveDate>) -> Value {
    array(items)
}

/// What sqlx said, when it was sqlx that said it.
pub(crate) fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    use sea_orm::RuntimeErr::SqlxError;
    match error {
        DbErr::Conn(SqlxError(inner)) | DbErr::Exec(SqlxError(inner)) | DbErr::Query(SqlxError(inner)) => Some(inner),
        _ => None,
    }
}

/// The SQLSTATE of PostgreSQL's refusal, if it was one.
pub(crate) fn sqlstate(error: &DbErr) -> Option<Cow<'_, str>> {
    sqlx_error(error)?.as_database_error()?.code()
}

/// An error without the values it may quote: PostgreSQL's detail lines contain them.
pub(crate) struct Brief<'a>(pub(crate) &'a DbErr);

impl std::fmt::Display for Brief<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if is_unreadable(self.0) {
            return f.write_str("a row does not read");
        }
        let sqlx = match (self.0, sqlx_error(self.0)) {
            (_, Some(sqlx)) => sqlx,
            (DbErr::ConnectionAcquire(error), None) => return write!(f, "no connection: {error}"),
            _ => return f.write_str("the answer did not fit"),
        };
        match (sqlx.as_database_error(), sqlx) {
            (Some(refusal), _) => write!(
                f,
                "SQLSTATE {}{}",
                refusal.code().unwrap_or_default(),
                refusal.constraint().map(|name| format!(" ({name})")).unwrap_or_default()
            ),
            (None, sqlx::Error::Io(error)) => write!(f, "connection: {}", error.kind()),
            (None, sqlx::Error::PoolTimedOut) => f.write_str("no free connection in time"),
            (None, _) => f.write_str("connection failed"),
        }
    }
}

/// Whether PostgreSQL answered, and a row of the answer is not what it should be.
pub(crate) fn is_unreadable(error: &DbErr) -> bool {
    match sqlx_error(error) {
        Some(sqlx) => {
            matches!(sqlx, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_))
        }
        None => matches!(error, DbErr::Type(_) | DbErr::Json(_) | DbErr::Custom(_) | DbErr::TryIntoErr { .. }),
    }
}

/// Whether PostgreSQL refused a value (SQLSTATE classes 22 and 23), and not for want of a partition, which is the fault of
/// the upkeep.
pub(crate) fn is_refused_value(error: &DbErr) -> bool {
    const NO_PARTITION: &str = "no partition of relation";
    let Some(refusal) = sqlx_error(error).and_then(sqlx::Error::as_database_error) else { return false };
    match refusal.code().as_deref() {
        Some("23514") => !refusal.message().starts_with(NO_PARTITION),
        Some(state) => state.starts_with("22") || state.starts_with("23"),
        None => false,
    }
}
