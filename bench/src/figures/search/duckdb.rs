//! DuckDB over the same rows: a process that is asked what the API is asked. `scripts/duckdb` installs it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use futures::TryStreamExt;
use serde_json::Value;
use sqlx::postgres::PgPoolCopyExt;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::note;
use crate::installation::{Installation, Tenant};

const PROGRAM: &str = "bench/ask_duckdb.py";

/// The rows of a tenant in DuckDB.
pub struct DuckDb {
    directory: TempDir,
    stdin: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

/// How long an answer took, and how many rows each of its statements gave.
pub struct Reply {
    pub ms: f64,
    pub rows: Vec<u64>,
}

impl DuckDb {
    /// Hands it all rows of a tenant; `None` when it is not installed.
    pub async fn start(installation: &Installation, tenant: &Tenant) -> Option<Self> {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
        let installed = target.join("duckdb");
        if !installed.join("installed").is_file() {
            note("search: DuckDB is not there (scripts/duckdb installs it)");
            return None;
        }
        let directory = tempfile::tempdir().expect("a directory can be made");
        let rows = directory.path().join("events.csv");
        let started = Instant::now();
        copy_out(installation, tenant, &rows).await;
        let copied_s = started.elapsed().as_secs_f64();
        let mut child = Command::new(installed.join("venv/bin/python"))
            .arg(PROGRAM)
            .args([&rows, &directory.path().join("events.duckdb")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("python starts");
        let stdin = child.stdin.take().expect("it is piped");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let mut duckdb = Self { directory, stdin, lines, _child: child };
        let loaded = duckdb.line().await;
        std::fs::remove_file(rows).expect("a file of ours can be removed");
        note(&format!(
            "search: rows copied in {copied_s:.0} s, loaded by DuckDB {} in {:.0} s",
            loaded["version"],
            loaded["loaded_s"].as_f64().unwrap_or_default()
        ));
        Some(duckdb)
    }

    /// Asks some statements at once, each over a connection of its own.
    pub async fn ask(&mut self, statements: &[String]) -> Reply {
        let line = serde_json::to_string(statements).expect("texts are JSON") + "\n";
        self.stdin.write_all(line.as_bytes()).await.expect("it reads");
        let answer = self.line().await;
        let ms = answer["ms"].as_f64().expect("it says how long that took");
        let rows = answer["rows"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        Reply { ms, rows }
    }

    /// A file that it may write.
    pub fn file(&self) -> String {
        self.directory.path().join("out.csv").display().to_string()
    }

    async fn line(&mut self) -> Value {
        let line = self.lines.next_line().await.expect("it is text").expect("it goes on until nothing is asked");
        serde_json::from_str(&line).expect("it is JSON")
    }
}

/// Writes all rows of a tenant with their words into a file, by position.
async fn copy_out(installation: &Installation, tenant: &Tenant, to: &Path) {
    let sql = format!(
        "copy (
             select position, e.event_id, e.recorded_at at time zone 'UTC' as recorded_at,
                    e.occurred_at at time zone 'UTC' as occurred_at, e.type, e.user_id,
                    coalesce(e.session_id::text, encode(e.session_key_hash, 'hex')) as session, host(e.ip) as ip,
                    e.user_agent, e.method, e.host, e.path, e.query, e.status, e.duration_ms, e.bytes_sent, e.referrer,
                    a.referrer_host, a.search_terms, a.country, a.city, a.browser, a.platform, a.kind, a.visitor
             from event e
             join access_log a using (tenant_id, position)
             where tenant_id = '{}'
             order by position
         ) to stdout (format csv, header)",
        tenant.id
    );
    let mut rows = installation.database.copy_out_raw(&sql).await.expect("it answers");
    let mut file = tokio::io::BufWriter::new(tokio::fs::File::create(to).await.expect("a file can be made"));
    while let Some(bytes) = rows.try_next().await.expect("it goes on") {
        file.write_all(&bytes).await.expect("there is room");
    }
    file.flush().await.expect("there is room");
}
