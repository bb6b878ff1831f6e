//! What is there after a run, beside the clients' history: the logs as a reader gets them, where they end, and how the
//! projections stand to a rebuild.

use sqlx::PgConnection;

use crate::content::{self, Logged, Tenant};
use crate::faults::Happened;
use crate::history::Entry;
use crate::installation::Installation;
use crate::load::{Followed, Ground};

/// Everything that the checker looks at.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Whose logs there are.
    pub tenants: Vec<Tenant>,
    /// The clients' history, in the order in which requests ended.
    pub entries: Vec<Entry>,
    /// The log of each tenant, by position, as it was read.
    pub logs: Vec<Vec<Logged>>,
    /// Where each ends, as PostgreSQL has it.
    pub heads: Vec<i64>,
    /// What those saw who followed.
    pub followed: Vec<Followed>,
    /// Up to where they were to follow each log; what came later may have come to them too.
    pub followed_until: Vec<i64>,
    /// What went wrong on purpose.
    pub faults: Vec<Happened>,
    /// Lines of rebuilds that found something else than they made.
    pub untrue: Vec<String>,
    /// Processes that ended though nobody killed them, and panics.
    pub broken_down: Vec<String>,
    /// What was not there again after the faults had ended.
    pub not_back: Vec<String>,
}

impl Evidence {
    /// Gathers what can be seen of the history and the logs.
    ///
    /// # Errors
    /// A sentence, when something does not answer.
    pub async fn gather(installation: &Installation, ground: &Ground) -> Result<Self, String> {
        let mut evidence =
            Self { tenants: ground.tenants.clone(), entries: ground.history.entries(), ..Self::default() };
        let mut db = installation.postgres.connect().await?;
        for number in 0..ground.tenants.len() {
            evidence.logs.push(read_log(ground, number).await?);
            evidence.heads.push(head(&mut db, &ground.tenants[number]).await?);
        }
        for member in installation.members() {
            evidence.broken_down.extend(member.process.ended_by_itself());
            evidence.broken_down.extend(member.process.panics().await);
        }
        Ok(evidence)
    }
}

/// Where the logs end, as PostgreSQL has them.
///
/// # Errors
/// A sentence, when it does not answer.
pub async fn heads(installation: &Installation, ground: &Ground) -> Result<Vec<i64>, String> {
    let mut db = installation.postgres.connect().await?;
    let mut heads = Vec::new();
    for tenant in &ground.tenants {
        heads.push(head(&mut db, tenant).await?);
    }
    Ok(heads)
}

async fn head(db: &mut PgConnection, tenant: &Tenant) -> Result<i64, String> {
    let sql = "select position from tenant_head where tenant_id = $1";
    sqlx::query_scalar(sql).bind(tenant.id).fetch_one(db).await.map_err(|error| error.to_string())
}

/// A tenant's whole log, as it gets it as a file.
async fn read_log(ground: &Ground, number: usize) -> Result<Vec<Logged>, String> {
    let http = reqwest::Client::builder().no_proxy().build().map_err(|error| error.to_string())?;
    let url = format!("{}/v1/events.ndjson?order=asc", ground.apis[0]);
    let request = http.get(url).bearer_auth(&ground.tenants[number].key);
    let mut response = request.send().await.map_err(|error| format!("a log cannot be read: {error}"))?;
    if response.status() != 200 {
        return Err(format!("a log cannot be read: {}", response.status()));
    }
    let (mut log, mut text) = (Vec::new(), Vec::new());
    while let Some(piece) = response.chunk().await.map_err(|error| format!("a log broke off: {error}"))? {
        text.extend_from_slice(&piece);
        let Some(whole) = text.iter().rposition(|byte| *byte == b'\n') else { continue };
        let lines: Vec<u8> = text.drain(..=whole).collect();
        for line in String::from_utf8_lossy(&lines).lines() {
            log.push(content::read(&ground.tenants, number, line)?);
        }
    }
    if text.is_empty() { Ok(log) } else { Err("a log broke off in the middle of a line".to_owned()) }
}

/// Makes the projections anew, and says what was not as the log has it.
///
/// # Errors
/// A sentence, when they cannot be made.
pub async fn rebuild(installation: &Installation) -> Result<Vec<String>, String> {
    let access_log = installation.command(&["rebuild", "access-log"]).await?;
    let sessions = installation.command(&["rebuild", "sessions"]).await?;
    let lines: Vec<String> = access_log.lines().chain(sessions.lines()).map(str::to_owned).collect();
    let untrue = lines.iter().filter(|line| line.contains(" equal, ") && !is_true(line)).cloned().collect();
    if lines.iter().any(|line| line.contains(" equal, ")) { Ok(untrue) } else { Err("nothing was rebuilt".to_owned()) }
}

/// Whether a line that compares says that everything was equal: `shop: 7 equal, 0 differing, 0 missing, …; 9 events read`.
fn is_true(line: &str) -> bool {
    let compared = line.split(';').next().unwrap_or_default();
    compared.split(", ").skip(1).all(|part| part.starts_with("0 "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_true_when_all_but_equal_is_nothing() {
        let sessions =
            "shop: 7 equal, 0 differing, 0 missing, 0 superfluous, 0 without a secret, 0 over for long; 90 events";

        assert!(is_true(sessions));
        assert!(!is_true(&sessions.replace("0 missing", "1 missing")));
        assert!(is_true("shop: traffic: 1,207 equal, 0 differing, 0 with other words, 0 missing, 0 superfluous"));
        assert!(!is_true("shop: traffic: 0 equal, 10 differing, 0 with other words, 0 missing, 0 superfluous"));
    }
}
