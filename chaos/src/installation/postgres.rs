//! A PostgreSQL of the run's own: `gatebook with-servers` keeps it running, and brings it back when it is killed.
//!
//! What it has lies in a small file system in memory, where this machine lets us mount one: in a namespace of mounts that
//! nobody else sees and that goes with the processes. The command beside the servers is a shell that lives there too and
//! does what is written to it, so it can make that file system full.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::Signal;
use sqlx::{Connection, PgConnection};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;

use super::process::{children_of, signal};

/// The size of the file system, in KiB. What is not used takes no memory.
const SIZE_KIB: u64 = 4 * 1024 * 1024;
/// How long PostgreSQL may take to be back.
pub const BACK_WITHIN: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// How long one look may take: PostgreSQL may stand still.
const LOOK_TIMEOUT: Duration = Duration::from_secs(3);

/// The running server.
pub struct Postgres {
    /// The program's settings for the database, by the names of their variables.
    pub variables: BTreeMap<String, String>,
    /// The database as superuser, for whom no row is hidden.
    pub superuser_url: String,
    /// Where the cluster is, as the shell sees it.
    data: String,
    /// The file system that can be made full, if there is one.
    mounted: Option<String>,
    shell: Mutex<Shell>,
    child: Child,
}

impl Postgres {
    /// Starts it with a migrated database. `place` is an empty directory for what it has.
    ///
    /// # Errors
    /// A sentence.
    pub async fn start(program: &str, place: &Path) -> Result<Self, String> {
        let place = place.display().to_string();
        let namespace = namespace(&place).await;
        let mut line: Vec<String> = Vec::new();
        if let Some(namespace) = &namespace {
            line.extend(namespace.iter().cloned());
            let mount = format!("mount -t tmpfs -o size={SIZE_KIB}k,mode=0700 tmpfs \"$1\" && shift && exec \"$@\"");
            line.extend(["sh".to_owned(), "-c".to_owned(), mount, "sh".to_owned(), place.clone()]);
        }
        line.push(program.to_owned());
        line.extend(["with-servers", "--fsync", "--dir", &place, "--", "sh"].map(str::to_owned));
        let mut child = Command::new(&line[0])
            .args(&line[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", line[0]))?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the shell beside the servers has no pipes".to_owned());
        };
        let mut shell = Shell { stdin, lines: BufReader::new(stdout).lines() };
        let mut variables = BTreeMap::new();
        for line in shell.run("env").await? {
            if let Some((name, value)) = line.strip_prefix("GATEBOOK_TEST_").and_then(|line| line.split_once('=')) {
                variables.insert(format!("GATEBOOK_{name}"), value.to_owned());
            }
        }
        let server = variables.remove("GATEBOOK_SUPERUSER_URL").ok_or("with-servers names no PostgreSQL")?;
        let superuser: domain::boot::DatabaseUrl = server.parse()?;
        variables.retain(|name, _| domain::boot::VARIABLES.iter().any(|variable| variable.name == name));
        let superuser_url = superuser.with_database("gatebook_template").expose().to_owned();
        let mut db = connect(&superuser_url).await?;
        let data: String =
            sqlx::query_scalar("show data_directory").fetch_one(&mut db).await.map_err(|error| error.to_string())?;
        // A cluster that has to run as another user is elsewhere.
        let mounted = namespace.map(|_| place.clone()).filter(|place| data.starts_with(place.as_str()));
        Ok(Self { variables, superuser_url, data, mounted, shell: Mutex::new(shell), child })
    }

    /// Whether its disk can be made full here.
    pub fn can_be_full(&self) -> bool {
        self.mounted.is_some()
    }

    /// A connection as superuser, as soon as there is one.
    ///
    /// # Errors
    /// A sentence, when there is none within a minute.
    pub async fn connect(&self) -> Result<PgConnection, String> {
        connect(&self.superuser_url).await
    }

    /// The process of the server.
    ///
    /// # Errors
    /// A sentence, when it is not running.
    pub async fn postmaster(&self) -> Result<u32, String> {
        let lines = self.shell.lock().await.run(&format!("head -n 1 '{}/postmaster.pid'", self.data)).await?;
        let pid = lines.first().and_then(|line| line.trim().parse().ok());
        pid.ok_or_else(|| "PostgreSQL is not running".to_owned())
    }

    /// Stops the server and all its sessions with SIGSTOP; their numbers.
    ///
    /// # Errors
    /// A sentence, when it is not running.
    pub async fn stop_all(&self) -> Result<Vec<u32>, String> {
        let postmaster = self.postmaster().await?;
        // It first: it starts no more of them.
        signal(postmaster, Signal::STOP)?;
        let mut stopped = children_of(postmaster);
        // One that has ended meanwhile needs no signal.
        stopped.iter().for_each(|child| drop(signal(*child, Signal::STOP)));
        stopped.push(postmaster);
        Ok(stopped)
    }

    /// Leaves no room on its disk, or gives it back. What is about to be written by a transaction does not fit any more.
    ///
    /// # Errors
    /// A sentence.
    pub async fn set_full(&self, full: bool) -> Result<(), String> {
        let place = self.mounted.as_ref().ok_or("no file system can be mounted here")?;
        let resize = |kib: u64| format!("mount -o remount,size={kib}k '{place}' && echo done");
        let mut shell = self.shell.lock().await;
        if !full {
            shell.run(&resize(SIZE_KIB)).await?;
            return Ok(());
        }
        // It may grow between the two commands.
        for margin_kib in [0, 64, 256, 1024] {
            let lines = shell.run(&format!("df -k --output=used '{place}' | tail -n 1")).await?;
            let used: u64 = lines.first().and_then(|line| line.trim().parse().ok()).ok_or("df says nothing")?;
            if shell.run(&resize(used + margin_kib)).await? == ["done"] {
                return Ok(());
            }
        }
        Err("the file system cannot be made smaller".to_owned())
    }

    /// Stops it.
    pub async fn stop(mut self) {
        // The shell ends at the end of its input, and the servers with it.
        drop(self.shell);
        let _ = self.child.wait().await;
    }
}

async fn connect(url: &str) -> Result<PgConnection, String> {
    let mut last = String::new();
    let connected = async {
        loop {
            match tokio::time::timeout(LOOK_TIMEOUT, PgConnection::connect(url)).await {
                Ok(Ok(connection)) => return connection,
                Ok(Err(error)) => last = error.to_string(),
                Err(_) => "it stands still".clone_into(&mut last),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    let outcome = tokio::time::timeout(BACK_WITHIN, connected).await;
    outcome.map_err(|_| format!("PostgreSQL is not back: {last}"))
}

/// What stands before a command that may mount; `None` when nothing may here.
async fn namespace(place: &str) -> Option<Vec<String>> {
    for flags in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
        let mut probe = Command::new("unshare");
        probe.args(flags).args(["--", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place]);
        let allowed = probe.stdin(Stdio::null()).stderr(Stdio::null()).status().await;
        if allowed.is_ok_and(|status| status.success()) {
            let line = ["unshare"].iter().chain(flags).chain(&["--"]).map(|word| (*word).to_owned());
            return Some(line.collect());
        }
    }
    None
}

/// A shell that does what is written to it.
struct Shell {
    stdin: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Shell {
    /// Runs a command, and returns the lines that it printed.
    async fn run(&mut self, command: &str) -> Result<Vec<String>, String> {
        const END: &str = "-- end --";
        let ended = |error: std::io::Error| format!("the shell beside the servers has ended: {error}");
        let script = format!("{{ {command}; }} 2>/dev/null\necho '{END}'\n");
        self.stdin.write_all(script.as_bytes()).await.map_err(ended)?;
        self.stdin.flush().await.map_err(ended)?;
        let mut printed = Vec::new();
        loop {
            match self.lines.next_line().await.map_err(ended)? {
                Some(line) if line == END => return Ok(printed),
                Some(line) => printed.push(line),
                None => return Err("the servers have ended".to_owned()),
            }
        }
    }
}
