//! What PostgreSQL was asked while the command ran, in a file.

use std::path::Path;

use domain::boot::statements::{AskedStatement, collect, collected};
use domain::boot::{DatabaseUrl, connect_once};

use crate::failure::Failure;
use crate::servers::Postgres;

/// Lets the server keep its statements from now on. Returns what [`write`] is to be given.
pub async fn keep(superuser: &DatabaseUrl) -> Result<String, Failure> {
    let db = connect_once(superuser)?;
    let since = collect(&db).await;
    db.close().await.map_err(|error| Failure::of("closing the superuser's connection", &error))?;
    since.map_err(|error| Failure::of("keeping the statements", &error))
}

/// Writes the statements since, and the tables of `database`, as JSON.
pub async fn write(postgres: &Postgres, since: &str, database: &str, file: &Path) -> Result<(), Failure> {
    let url = postgres.superuser_url();
    let (db, of_database) = (connect_once(url)?, connect_once(&url.with_database(database))?);
    let asked = collected(&db, since, &of_database).await;
    for db in [db, of_database] {
        db.close().await.map_err(|error| Failure::of("closing the superuser's connection", &error))?;
    }
    let mut asked = asked.map_err(|error| Failure::of("reading the statements", &error))?;
    let log = std::fs::read(postgres.log()).map_err(|error| Failure::of("reading PostgreSQL's log", &error))?;
    asked.statements.extend(failed(&String::from_utf8_lossy(&log)));
    let text = serde_json::to_vec(&asked).map_err(|error| Failure::of("writing the statements", &error))?;
    std::fs::write(file, text).map_err(|error| Failure::of(format!("writing {}", file.display()), &error))
}

/// The statements that failed, of a log whose lines begin with `log_line_prefix`; what goes on in a further line begins with
/// a tab there.
fn failed(log: &str) -> Vec<AskedStatement> {
    let mut failed: Vec<AskedStatement> = Vec::new();
    let mut goes_on = false;
    for line in log.lines() {
        if let Some(further) = line.strip_prefix('\t') {
            if let Some(last) = failed.last_mut().filter(|_| goes_on) {
                last.sql.push('\n');
                last.sql.push_str(further);
            }
            continue;
        }
        let said = line.split_once(" user=").and_then(|(_, said)| said.split_once(' '));
        let begun = said.and_then(|(role, said)| Some((role, said.strip_prefix("STATEMENT:  ")?)));
        goes_on = begun.is_some();
        failed.extend(begun.map(|(role, sql)| AskedStatement { role: role.to_owned(), sql: sql.to_owned() }));
    }
    failed
}

#[cfg(test)]
mod tests {
    use super::failed;

    #[test]
    fn what_failed_is_read_from_the_log_with_its_login() {
        let log = "2026-01-01 00:00:00.000 UTC [7] user= LOG:  database system is ready\n\
                   2026-01-01 00:00:01.000 UTC [8] user=gatebook_app ERROR:  division by zero\n\
                   2026-01-01 00:00:01.000 UTC [8] user=gatebook_app STATEMENT:  select 1\n\
                   \t       / 0\n\
                   2026-01-01 00:00:02.000 UTC [8] user=gatebook_app ERROR:  two\n\tlines\n\
                   2026-01-01 00:00:02.000 UTC [9] user=gatebook_worker STATEMENT:  select x\n";

        let found: Vec<(String, String)> = failed(log).into_iter().map(|failed| (failed.role, failed.sql)).collect();

        let expected = [("gatebook_app", "select 1\n       / 0"), ("gatebook_worker", "select x")];
        assert_eq!(found, expected.map(|(role, sql)| (role.to_owned(), sql.to_owned())));
    }
}
