//! What a private PostgreSQL is asked: every statement of every database, with its values left out. For the tests, which hold
//! each against what a statement must name.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde::Serialize;

use crate::error::Error;
use crate::sql::statement;

/// What the server must be started with.
///
/// `track=all` has statements inside of functions too. A statement is kept once for each database and login: the tests of one
/// run make some hundreds of databases. The memory for all is taken at the start.
pub const SERVER_SETTINGS: [&str; 6] = [
    "shared_preload_libraries=pg_stat_statements",
    "pg_stat_statements.max=200000",
    "pg_stat_statements.track=all",
    "pg_stat_statements.track_utility=on",
    "pg_stat_statements.save=off",
    // What fails is in the log alone, with its login.
    "log_line_prefix=%m [%p] user=%u ",
];

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Asked {
    /// The tables of a database, by whether they have a column `tenant_id`.
    pub tables: Tables,
    /// The statements, each once for each login.
    pub statements: BTreeSet<AskedStatement>,
}

/// The tables of a database.
#[derive(Debug, Default, Serialize)]
pub struct Tables {
    /// With a column `tenant_id`.
    pub of_tenants: BTreeSet<String>,
    /// Without it.
    pub others: BTreeSet<String>,
}

/// A statement that somebody asked.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AskedStatement {
    /// The login.
    pub role: String,
    /// The text; constants are numbered like parameters, except in statements that change the schema.
    pub sql: String,
}

/// Begins to collect, as superuser. Returns what [`collected`] is to be given.
///
/// # Errors
/// `Unavailable` when the server was started without [`SERVER_SETTINGS`], or does not have the extension.
pub async fn collect(superuser: &DatabaseConnection) -> Result<String, Error> {
    superuser.execute_unprepared("create extension pg_stat_statements").await?;
    began(superuser).await.map(|(since, _)| since)
}

/// What was asked since, as superuser; the tables are those of `database`, a connection to another one.
///
/// A statement that failed every time is not here: the server's log has it.
///
/// # Errors
/// `Unavailable` when something was lost: the server was started again since, or had no room left.
pub async fn collected(
    superuser: &DatabaseConnection,
    since: &str,
    database: &DatabaseConnection,
) -> Result<Asked, Error> {
    let (began, lost) = began(superuser).await?;
    if began != since {
        return Err(Error::unavailable("the server forgot its statements: it was started again"));
    }
    if lost != 0 {
        return Err(Error::unavailable("the server forgot statements: pg_stat_statements.max is too small"));
    }
    // A text is absent when the file of all texts could not be read.
    let sql = "select distinct r.rolname::text, coalesce(s.query, '')
               from pg_stat_statements(true) s
               join pg_roles r on r.oid = s.userid";
    let mut statements = BTreeSet::new();
    for row in superuser.query_all_raw(statement(sql, [])).await? {
        let asked = AskedStatement { role: row.try_get_by_index(0)?, sql: row.try_get_by_index(1)? };
        if asked.sql.is_empty() {
            return Err(Error::unavailable("the server has lost the texts of statements"));
        }
        statements.insert(asked);
    }
    Ok(Asked { tables: tables_of(database).await?, statements })
}

async fn began(superuser: &DatabaseConnection) -> Result<(String, i64), Error> {
    let sql = "select stats_reset::text, dealloc from pg_stat_statements_info";
    let row = superuser.query_one_raw(statement(sql, [])).await?;
    let row = row.ok_or_else(|| Error::unavailable("pg_stat_statements says nothing"))?;
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

async fn tables_of(database: &DatabaseConnection) -> Result<Tables, Error> {
    let sql = "select c.relname::text,
                      exists (select from pg_attribute a
                              where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
               from pg_class c
               join pg_namespace n on n.oid = c.relnamespace
               where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')";
    let mut tables = Tables::default();
    for row in database.query_all_raw(statement(sql, [])).await? {
        let of_tenants: bool = row.try_get_by_index(1)?;
        let set = if of_tenants { &mut tables.of_tenants } else { &mut tables.others };
        set.insert(row.try_get_by_index(0)?);
    }
    Ok(tables)
}
