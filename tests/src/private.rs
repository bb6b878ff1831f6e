//! Servers of one test's own, for a test that kills PostgreSQL.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::servers;

/// A second `gatebook with-servers`, whose PostgreSQL writes through to the disk. Stops when dropped.
pub struct PrivateServers {
    /// The program's settings for its template database, by the names of their variables.
    variables: BTreeMap<String, String>,
    /// The superuser of its PostgreSQL.
    pub superuser_url: String,
    _child: Child,
    /// The command beside the servers ends when this is closed.
    _stdin: ChildStdin,
}

impl PrivateServers {
    /// Starts them, and migrates the database.
    pub async fn start() -> Self {
        let mut child = Command::new(servers::variable("GATEBOOK_PROGRAM"))
            .args(["with-servers", "--fsync", "--", "sh", "-c", "env; echo READY; exec cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program of gatebook with-servers starts");
        let stdin = child.stdin.take().expect("stdin is piped");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let mut variables = BTreeMap::new();
        loop {
            let line = lines.next_line().await.expect("env is text").expect("the servers start");
            if line == "READY" {
                break;
            }
            if let Some((name, value)) = line.strip_prefix("GATEBOOK_TEST_").and_then(|line| line.split_once('=')) {
                variables.insert(format!("GATEBOOK_{name}"), value.to_owned());
            }
        }
        let superuser_url = variables.remove("GATEBOOK_SUPERUSER_URL").expect("with-servers says it");
        variables.retain(|name, _| domain::boot::VARIABLES.iter().any(|variable| variable.name == name));
        Self { variables, superuser_url, _child: child, _stdin: stdin }
    }

    /// Settings of an API or worker over them, on ports of its own.
    pub fn settings(&self) -> BTreeMap<String, String> {
        let more = [
            ("GATEBOOK_MASTER_KEY", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="),
            ("GATEBOOK_ADMIN_KEY", crate::ADMIN_KEY),
            ("GATEBOOK_LISTEN", "127.0.0.1:0"),
            ("GATEBOOK_METRICS_LISTEN", "127.0.0.1:0"),
            ("GATEBOOK_LOG", "off"),
        ];
        let more = more.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.variables.clone().into_iter().chain(more).collect()
    }

    /// Answers one statement as superuser, in the database of its own.
    ///
    /// A statement that gives no row gives `None`.
    pub async fn ask(&self, sql: &str) -> Option<String> {
        self.try_to_ask(sql).await.expect("it answers")
    }

    async fn try_to_ask(&self, sql: &str) -> Result<Option<String>, DbErr> {
        let db = domain::boot::connect_once(&self.superuser_url.parse().expect("it is a URL")).expect("it is a URL");
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        db.close().await?;
        Ok(row.map(|row| row.try_get_by_index(0).expect("it is a text")))
    }

    /// Where its PostgreSQL keeps what it has.
    pub async fn data_directory(&self) -> PathBuf {
        self.ask("show data_directory").await.expect("it has one").into()
    }

    /// Kills the postmaster as the kernel would when memory is short. It is started again by itself, over what is
    /// in its directory then.
    pub async fn kill_postmaster(&self) {
        kill(postmaster_of(&self.data_directory().await)).await;
    }

    /// Waits until it answers, and has come to the end of what it recovers.
    pub async fn recovered(&self) {
        while !matches!(self.try_to_ask("select pg_is_in_recovery()::text").await, Ok(Some(is)) if is == "false") {
            tokio::task::yield_now().await;
        }
    }

    /// Puts another directory in the place of PostgreSQL's, as after the loss of a disk, and has it started over that.
    pub async fn replace_data(&self, other: &Path) {
        let data = self.data_directory().await;
        let postmaster = postmaster_of(&data);
        std::fs::rename(&data, data.with_extension("lost")).expect("a directory can be moved");
        std::fs::rename(other, &data).expect("a directory can be moved");
        kill(postmaster).await;
    }
}

/// The process of the server of a data directory.
fn postmaster_of(data: &Path) -> String {
    let lock = std::fs::read_to_string(data.join("postmaster.pid")).expect("it runs");
    lock.lines().next().expect("the first line is the process").trim().to_owned()
}

async fn kill(process: String) {
    let killed = Command::new("kill").args(["-9", &process]).status().await.expect("kill is everywhere");
    assert!(killed.success());
}
