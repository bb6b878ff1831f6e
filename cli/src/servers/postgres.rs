//! A private PostgreSQL: found, made once, started and stopped.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use domain::boot::{DatabaseUrl, Secret};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::process::Command;

use super::child::{Server, dies_with_us, find_program};
use super::directory::{Directory, free_port, write_private};
use super::{Durability, START_ATTEMPTS_MAX, log_tail};
use crate::failure::Failure;

/// The oldest PostgreSQL that is supported.
pub const MAJOR_VERSION_MIN: u32 = 15;
/// The superuser of a private cluster.
pub const SUPERUSER: &str = "postgres";
/// How long it may take to start; it may have to recover first.
const START_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a server that an earlier run left behind may take to stop.
const LEFT_BEHIND_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a file or process is looked at while waiting for it.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// A running PostgreSQL.
pub struct Postgres {
    server: Server,
    url: DatabaseUrl,
    /// What nobody else removes: a throw-away cluster outside of the directory.
    scratch: Option<PathBuf>,
    command_line: Vec<OsString>,
    data: PathBuf,
    log: PathBuf,
}

impl Postgres {
    /// Makes the cluster if there is none, starts it on a free port, with some settings of the caller's, and waits until
    /// it answers.
    pub async fn start(
        directory: &Directory,
        durability: Durability,
        more_settings: &[&str],
        superuser_password: &Secret,
    ) -> Result<Self, Failure> {
        let runner = Runner::choose(directory.path()).await?;
        let home = runner.home(directory.path())?;
        let data = home.join("data");
        let programs = Programs::find(major_version_of(&data)).await?;
        if !data.join("PG_VERSION").exists() {
            make_cluster(&programs, &runner, &home, durability, superuser_password).await?;
        }
        stop_left_behind(&data).await?;
        let wal_compression = programs.wal_compression(&data).await;
        let log = directory.path().join("postgres.log");
        for _ in 0..START_ATTEMPTS_MAX {
            let port = free_port(None)?;
            let mut command_line = runner.prefix();
            command_line.extend(dies_with_us("INT"));
            command_line.push(programs.postgres.clone().into());
            command_line.extend(arguments(&data, port, durability, wal_compression, more_settings));
            // SIGINT is a fast shutdown: sessions are ended, nothing that was committed is lost.
            let mut server = Server::spawn("PostgreSQL", command_line.clone(), Signal::INT, &log)?;
            if wait_until_ready(&mut server, &data).await {
                let url = format!("postgres://{SUPERUSER}:{}@127.0.0.1:{port}/postgres", superuser_password.expose());
                let throw_away = durability == Durability::None && !home.starts_with(directory.path());
                let scratch = throw_away.then(|| home.clone());
                let url = url.parse().map_err(Failure::new)?;
                return Ok(Self { server, url, scratch, command_line, data, log });
            }
            server.stop().await;
        }
        Err(Failure::new(format!("PostgreSQL did not start; {}", log_tail(&log))))
    }

    /// The superuser's database `postgres`.
    pub fn superuser_url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The file that its log goes to.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Returns, with a sentence, when it has ended by itself.
    pub async fn ended(&mut self) -> String {
        self.server.ended().await
    }

    /// Starts it again on the same port and data after it has ended by itself.
    pub async fn revive(&mut self) -> Result<(), Failure> {
        let revived = async {
            loop {
                // Sessions of a server that was killed may outlive it for a moment; until then no other one starts.
                let mut server = Server::spawn("PostgreSQL", self.command_line.clone(), Signal::INT, &self.log)?;
                if wait_until_ready(&mut server, &self.data).await {
                    return Ok::<_, Failure>(server);
                }
                server.stop().await;
            }
        };
        self.server = tokio::time::timeout(START_TIMEOUT, revived)
            .await
            .map_err(|_| Failure::new(format!("PostgreSQL did not start again; {}", log_tail(&self.log))))??;
        Ok(())
    }

    /// Stops it.
    pub async fn stop(self) {
        self.server.stop().await;
        if let Some(Err(error)) = self.scratch.map(std::fs::remove_dir_all) {
            tracing::warn!(%error, "a throw-away cluster stays behind");
        }
    }
}

/// How the server is run: PostgreSQL refuses to be root.
enum Runner {
    /// As ourselves.
    Ourselves,
    /// As root in a user namespace where root has another number: files and paths stay as they are.
    Namespace(PathBuf),
    /// As another user, where namespaces are forbidden.
    Other { setpriv: PathBuf, user: &'static str, uid: u32, gid: u32 },
}

impl Runner {
    async fn choose(directory: &Path) -> Result<Self, Failure> {
        if !rustix::process::getuid().is_root() {
            return Ok(Self::Ourselves);
        }
        if let Some(unshare) = find_program("unshare") {
            let runner = Self::Namespace(unshare);
            let mut probe = runner.prefix();
            probe.push("true".into());
            if output_of(probe).await.is_ok() {
                return Ok(runner);
            }
        }
        let setpriv = find_program("setpriv");
        for user in ["postgres", "nobody"] {
            let (uid, gid) = (id_of("-u", user).await, id_of("-g", user).await);
            if let (Some(setpriv), Some(uid), Some(gid)) = (&setpriv, uid, gid) {
                return Ok(Self::Other { setpriv: setpriv.clone(), user, uid, gid });
            }
        }
        Err(Failure::new(format!(
            "PostgreSQL refuses to run as root, and there is no other way to run it in {}: be another user",
            directory.display()
        )))
    }

    fn prefix(&self) -> Vec<OsString> {
        match self {
            Self::Ourselves => Vec::new(),
            Self::Namespace(unshare) => {
                let flags = ["--user", "--map-user=1000", "--map-group=1000", "--"];
                [OsString::from(unshare)].into_iter().chain(flags.map(OsString::from)).collect()
            }
            Self::Other { setpriv, uid, gid, .. } => {
                let flags = [format!("--reuid={uid}"), format!("--regid={gid}"), "--clear-groups".into(), "--".into()];
                [OsString::from(setpriv)].into_iter().chain(flags.map(OsString::from)).collect()
            }
        }
    }

    /// The directory around the cluster, made if there is none.
    fn home(&self, directory: &Path) -> Result<PathBuf, Failure> {
        let made = |home: PathBuf| {
            std::fs::create_dir_all(&home)
                .map(|()| home)
                .map_err(|error| Failure::of("making the directory of PostgreSQL", &error))
        };
        match self {
            Self::Ourselves | Self::Namespace(_) => made(directory.join("postgres")),
            Self::Other { uid, gid, user, .. } => {
                // Another user may not pass through the directories above ours: one place of its own for each.
                let name = directory.to_string_lossy().replace('/', "-");
                let home = made(PathBuf::from(format!("/var/tmp/gatebook-{user}{name}")))?;
                self.own(&home)?;
                tracing::debug!(uid, gid, home = %home.display(), "PostgreSQL runs as another user");
                Ok(home)
            }
        }
    }

    /// Hands a path to the user that the server runs as.
    fn own(&self, path: &Path) -> Result<(), Failure> {
        match self {
            Self::Ourselves | Self::Namespace(_) => Ok(()),
            Self::Other { uid, gid, .. } => std::os::unix::fs::chown(path, Some(*uid), Some(*gid))
                .map_err(|error| Failure::of(format!("handing {} over", path.display()), &error)),
        }
    }
}

async fn id_of(flag: &str, user: &str) -> Option<u32> {
    let line = vec!["id".into(), flag.into(), user.into()];
    output_of(line).await.ok()?.trim().parse().ok()
}

/// The programs of one installed version.
struct Programs {
    initdb: PathBuf,
    postgres: PathBuf,
}

impl Programs {
    /// The newest installed version, or the one that an existing cluster was made with.
    async fn find(wanted: Option<u32>) -> Result<Self, Failure> {
        let mut found: Vec<(u32, PathBuf)> = Vec::new();
        for directory in candidates().await {
            let postgres = directory.join("postgres");
            if !(postgres.is_file() && directory.join("initdb").is_file()) {
                continue;
            }
            let version = output_of(vec![postgres.into(), "--version".into()]).await.unwrap_or_default();
            // `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`, `… 18beta1`
            let number = version.split_whitespace().nth(2).unwrap_or_default();
            let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
            if let Ok(major) = digits.parse::<u32>() {
                found.push((major, directory));
            }
        }
        let fits = |major: u32| wanted.map_or(major >= MAJOR_VERSION_MIN, |wanted| major == wanted);
        let best = found.into_iter().filter(|(major, _)| fits(*major)).max_by_key(|(major, _)| *major);
        match (best, wanted) {
            (Some((_, directory)), _) => {
                Ok(Self { initdb: directory.join("initdb"), postgres: directory.join("postgres") })
            }
            (None, None) => Err(Failure::new(format!(
                "PostgreSQL {MAJOR_VERSION_MIN} or newer is not installed; scripts/install installs it"
            ))),
            (None, Some(wanted)) => Err(Failure::new(format!(
                "this directory was made with PostgreSQL {wanted}, which is not installed: install it, or remove the directory"
            ))),
        }
    }
}

impl Programs {
    /// LZ4 where the server was built with it. PostgreSQL's own method costs more than it saves: with it, batches into
    /// a table of 5 million rows took a third longer than into an empty one.
    async fn wal_compression(&self, data: &Path) -> &'static str {
        // `-C` first: then it only says what it would run with, which root may ask too.
        let mut line: Vec<OsString> = vec![self.postgres.clone().into(), "-C".into(), "wal_compression".into()];
        line.extend(["-c".into(), "wal_compression=lz4".into(), "-D".into(), data.into()]);
        if output_of(line).await.is_ok() { "lz4" } else { "off" }
    }
}

/// Directories that may hold PostgreSQL's programs: `PATH`, what `pg_config` says, and where packages put them.
async fn candidates() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut directories: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(directory) = output_of(vec!["pg_config".into(), "--bindir".into()]).await {
        directories.push(directory.trim().into());
    }
    let below = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"];
    for parent in below {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let versions = entries.filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with("postgresql") || name.bytes().all(|byte| byte.is_ascii_digit())
        });
        directories.extend(versions.map(|entry| entry.path().join("bin")));
    }
    // Fedora and its kin.
    directories.extend(std::fs::read_dir("/usr").into_iter().flatten().flatten().filter_map(|entry| {
        entry.file_name().to_string_lossy().starts_with("pgsql-").then(|| entry.path().join("bin"))
    }));
    directories
}

fn major_version_of(data: &Path) -> Option<u32> {
    std::fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// Makes the cluster beside its place and moves it there when it is whole, so that an interrupted attempt is repeated.
async fn make_cluster(
    programs: &Programs,
    runner: &Runner,
    home: &Path,
    durability: Durability,
    superuser_password: &Secret,
) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::of("making the cluster of PostgreSQL", &error);
    let unfinished = home.join("data.unfinished");
    let password_file = home.join("superuser");
    write_private(&password_file, superuser_password.expose())?;
    runner.own(&password_file)?;
    let mut outcome = Err(String::new());
    // Not every system has C.UTF-8; C orders bytes alike and only knows fewer letters.
    for locale in ["C.UTF-8", "C"] {
        if unfinished.exists() {
            std::fs::remove_dir_all(&unfinished).map_err(failed)?;
        }
        let mut line = runner.prefix();
        line.extend([programs.initdb.clone().into(), "-D".into(), unfinished.clone().into()]);
        line.extend(["--username", SUPERUSER, "--auth=scram-sha-256", "--encoding=UTF8"].map(OsString::from));
        line.extend([format!("--locale={locale}").into(), format!("--pwfile={}", password_file.display()).into()]);
        if durability == Durability::None {
            line.push("--no-sync".into());
        }
        outcome = output_of(line).await;
        if outcome.is_ok() {
            break;
        }
    }
    std::fs::remove_file(&password_file).map_err(failed)?;
    outcome.map_err(|output| Failure::new(format!("initdb failed:\n{output}")))?;
    std::fs::rename(unfinished, home.join("data")).map_err(failed)
}

fn arguments(
    data: &Path,
    port: u16,
    durability: Durability,
    wal_compression: &str,
    more_settings: &[&str],
) -> Vec<OsString> {
    let mut settings = vec![
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        "unix_socket_directories=".to_owned(),
        "max_connections=200".to_owned(),
        format!("wal_compression={wal_compression}"),
        "max_wal_size=2GB".to_owned(),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
        "log_statement=none".to_owned(),
    ];
    match durability {
        Durability::Full => settings.push("shared_buffers=256MB".to_owned()),
        // synchronous_commit stays on: a test must see the order in which things happen.
        Durability::None => {
            settings.extend(["shared_buffers=128MB", "fsync=off", "full_page_writes=off"].map(str::to_owned));
        }
    }
    settings.extend(more_settings.iter().map(|&setting| setting.to_owned()));
    let mut arguments = vec!["-D".into(), data.into()];
    arguments.extend(settings.into_iter().flat_map(|setting| [OsString::from("-c"), setting.into()]));
    arguments
}

/// Waits until the server says in its lock file that it takes connections; `false` when it ended instead.
async fn wait_until_ready(server: &mut Server, data: &Path) -> bool {
    let ready = async {
        loop {
            if server.has_ended() {
                return false;
            }
            // The eighth line is the state; the first says whose it is. See PostgreSQL's src/include/utils/pidfile.h.
            let lock = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
            let mut lines = lock.lines();
            let ours = lines.next().and_then(|pid| pid.trim().parse().ok()) == server.pid();
            if ours && lines.nth(6).is_some_and(|state| state.trim() == "ready") {
                return true;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(START_TIMEOUT, ready).await.unwrap_or(false)
}

/// Stops a server that an earlier run left behind in this directory (it was killed where the kernel does not end its
/// children), and removes a lock file whose process is another program by now. We hold the directory's lock, so no
/// living gatebook uses that server.
async fn stop_left_behind(data: &Path) -> Result<(), Failure> {
    let lock = data.join("postmaster.pid");
    let Ok(text) = std::fs::read_to_string(&lock) else { return Ok(()) };
    let pid = text.lines().next().and_then(|pid| pid.trim().parse::<i32>().ok()).and_then(Pid::from_raw);
    let Some(pid) = pid.filter(|&pid| test_kill_process(pid).is_ok()) else { return Ok(()) };
    if !is_postgres_of(pid, data).await {
        return std::fs::remove_file(&lock).map_err(|error| Failure::of("removing a stale lock file", &error));
    }
    // An error means that it is gone by now.
    let _ = kill_process(pid, Signal::INT);
    let gone = async {
        while test_kill_process(pid).is_ok() && lock.exists() {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(LEFT_BEHIND_TIMEOUT, gone)
        .await
        .map_err(|_| Failure::new(format!("PostgreSQL of an earlier run (process {pid}) does not stop")))
}

/// Whether the process is the server of this cluster: a server's working directory is its data directory.
async fn is_postgres_of(pid: Pid, data: &Path) -> bool {
    if cfg!(target_os = "linux") {
        return std::fs::read_link(format!("/proc/{}/cwd", pid.as_raw_pid())).is_ok_and(|cwd| cwd == data);
    }
    let line = vec!["ps".into(), "-o".into(), "command=".into(), "-p".into(), pid.as_raw_pid().to_string().into()];
    output_of(line).await.is_ok_and(|command| command.contains(&*data.to_string_lossy()))
}

/// What a short command prints; everything it printed as the error when it fails.
async fn output_of(command_line: Vec<OsString>) -> Result<String, String> {
    let mut parts = command_line.into_iter();
    let program = parts.next().unwrap_or_default();
    let output = Command::new(program).args(parts).stdin(Stdio::null()).kill_on_drop(true).output().await;
    let output = output.map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed);
    }
    Err(printed + &String::from_utf8_lossy(&output.stderr))
}
