//! What only an administrator of PostgreSQL does: a database and its owner, and the passwords of the program's roles.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

use super::Settings;
use super::secret::DatabaseUrl;
use crate::error::Error;
use crate::sql::statement;

/// The login that owns the schema of a private cluster.
pub const OWNER: &str = "gatebook_owner";
/// How often a change to a role is tried while other databases of the cluster change it too.
const ATTEMPTS_MAX: u32 = 40;

/// Makes, as superuser, the login that `owner` names (no superuser, may make roles) and its database, or gives the
/// login the password of the URL when both are there. Repeating is safe.
///
/// # Errors
/// `Unavailable` with what PostgreSQL said.
pub async fn make_database(superuser: &DatabaseConnection, owner: &DatabaseUrl) -> Result<(), Error> {
    let (login, database) = (owner.user(), owner.database());
    if !exists(superuser, "select 1 from pg_roles where rolname = $1", &login).await? {
        formatted(superuser, "create role %I login createrole", &[&login]).await?;
    }
    set_password(superuser, owner).await?;
    if !exists(superuser, "select 1 from pg_database where datname = $1", &database).await? {
        formatted(superuser, "create database %I owner %I", &[&database, &login]).await?;
    }
    Ok(())
}

/// Marks, as superuser, a database as one to copy.
///
/// # Errors
/// `Unavailable` with what PostgreSQL said.
pub async fn make_template(superuser: &DatabaseConnection, database: &str) -> Result<(), Error> {
    formatted(superuser, "alter database %I is_template true", &[database]).await
}

/// Makes, as superuser, a database out of a template that nobody is connected to, for the owner that `owner` names.
///
/// # Errors
/// `Unavailable` with what PostgreSQL said.
pub async fn copy_database(superuser: &DatabaseConnection, template: &str, owner: &DatabaseUrl) -> Result<(), Error> {
    let (login, database) = (owner.user(), owner.database());
    formatted(superuser, "create database %I template %I owner %I", &[&database, template, &login]).await
}

/// Removes, as superuser, a database with everything in it; its connections are ended. Repeating is safe.
///
/// # Errors
/// `Unavailable` with what PostgreSQL said.
pub async fn drop_database(superuser: &DatabaseConnection, database: &str) -> Result<(), Error> {
    formatted(superuser, "drop database if exists %I with (force)", &[database]).await
}

/// Gives the program's roles the passwords that the settings' URLs log in with, as the owner. A URL that logs in as
/// somebody else, or without a password, is passed over. Repeating is safe, also while other databases of the cluster do
/// the same.
///
/// # Errors
/// `Unavailable` with what PostgreSQL said.
pub async fn set_passwords(owner: &DatabaseConnection, settings: &Settings) -> Result<(), Error> {
    let urls = [
        ("gatebook_app", &settings.app_database),
        ("gatebook_read", &settings.read_database),
        ("gatebook_worker", &settings.worker_database),
    ];
    for (role, url) in urls {
        if let Some(url) = url.as_ref().filter(|url| url.user() == role) {
            set_password(owner, url).await?;
        }
    }
    Ok(())
}

async fn set_password(db: &DatabaseConnection, url: &DatabaseUrl) -> Result<(), Error> {
    let Some(password) = url.password() else { return Ok(()) };
    formatted(db, "alter role %I password %L", &[&url.user(), password.expose()]).await
}

async fn exists(db: &DatabaseConnection, sql: &str, name: &str) -> Result<bool, Error> {
    let row = db.query_one_raw(statement(sql, [name.into()])).await?;
    Ok(row.is_some())
}

/// Executes a statement that takes no parameters, with names (`%I`) and texts (`%L`) quoted by PostgreSQL itself.
/// Roles belong to the whole cluster and their rows are not queued for: who loses a race is told "tuple concurrently
/// updated", and tries again.
async fn formatted(db: &DatabaseConnection, template: &str, values: &[&str]) -> Result<(), Error> {
    let places: String = (2..values.len() + 2).map(|place| format!(", ${place}::text")).collect();
    let sql = format!("select format($1{places})");
    let parameters = std::iter::once(template).chain(values.iter().copied()).map(Into::into);
    let row = db.query_one_raw(statement(&sql, parameters)).await?;
    let statement: String = match row {
        Some(row) => row.try_get_by_index(0)?,
        None => return Err(Error::unavailable("postgresql formatted nothing")),
    };
    repeated(async || db.execute_unprepared(&statement).await.map(drop)).await
}

/// Repeats a change to the cluster's roles while other databases change them too.
///
/// # Errors
/// What the change says in the end.
pub async fn repeated(change: impl AsyncFn() -> Result<(), DbErr>) -> Result<(), Error> {
    for _ in 1..ATTEMPTS_MAX {
        match change().await {
            Err(error) if error.to_string().contains("tuple concurrently") => {
                let pause_ms = rand::random_range(1..=50);
                tokio::time::sleep(std::time::Duration::from_millis(pause_ms)).await;
            }
            outcome => return outcome.map_err(Error::from),
        }
    }
    change().await.map_err(Error::from)
}
