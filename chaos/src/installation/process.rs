//! A process of the program that is kept running, as a supervisor would: started again when it ends, unless it is held.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;

/// Before a process that ended is started again.
const RESTART_PAUSE: Duration = Duration::from_millis(250);
/// How long it may take to say that it is ready.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// How a process stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its number, while it runs and is ready.
    pub pid: Option<u32>,
    /// Where it listens, of an API.
    pub address: Option<SocketAddr>,
}

/// A process that is kept running until it is held.
pub struct Process {
    wanted: watch::Sender<bool>,
    standing: watch::Receiver<Standing>,
    clock_file: PathBuf,
    log: PathBuf,
    ended: Arc<Mutex<Vec<String>>>,
    keeper: tokio::task::JoinHandle<()>,
}

impl Process {
    /// Keeps `gatebook MODE` running with these settings. Its log lines and the file that steps its clock are in `place`.
    pub fn keep(
        program: &str,
        mode: &'static str,
        name: &str,
        place: &Path,
        mut settings: BTreeMap<String, String>,
    ) -> Self {
        let (clock_file, log) = (place.join(format!("{name}.clock")), place.join(format!("{name}.log")));
        settings.insert("GATEBOOK_CLOCK_FILE".to_owned(), clock_file.display().to_string());
        let (wanted, wants) = watch::channel(true);
        let (stands, standing) = watch::channel(Standing { pid: None, address: None });
        let ended = Arc::<Mutex<Vec<String>>>::default();
        let kept = Kept {
            program: program.to_owned(),
            mode,
            name: name.to_owned(),
            settings,
            log: log.clone(),
            stands,
            ended: Arc::clone(&ended),
        };
        let keeper = tokio::spawn(kept.keep(wants));
        Self { wanted, standing, clock_file, log, ended, keeper }
    }

    /// Kills it as a machine that fails would, and does not start it again before [`Process::let_run`].
    ///
    /// # Errors
    /// A sentence, when its keeper is gone.
    pub async fn kill(&self) -> Result<(), String> {
        self.wanted.send_replace(false);
        let mut standing = self.standing.clone();
        let gone = standing.wait_for(|standing| standing.pid.is_none()).await;
        gone.map(drop).map_err(|_| "nobody keeps the process".to_owned())
    }

    /// Has it run again.
    pub fn let_run(&self) {
        self.wanted.send_replace(true);
    }

    /// Sends it a signal, if it runs.
    ///
    /// # Errors
    /// A sentence, when it does not.
    pub fn signal(&self, what: Signal) -> Result<(), String> {
        let pid = self.standing.borrow().pid.ok_or("the process does not run")?;
        signal(pid, what)
    }

    /// How it stands now, and as it changes.
    pub fn standing(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }

    /// Waits until it runs and is ready.
    ///
    /// # Errors
    /// A sentence, when it is not within a minute.
    pub async fn ready(&self) -> Result<(), String> {
        let mut standing = self.standing.clone();
        let ready = tokio::time::timeout(READY_WITHIN, standing.wait_for(|standing| standing.pid.is_some())).await;
        match ready {
            Ok(Ok(_)) => Ok(()),
            _ => Err(format!("a process is not ready; its log is {}", self.log.display())),
        }
    }

    /// Has its clock be ahead of the system's by so many seconds, or behind; within 20 ms.
    ///
    /// # Errors
    /// A sentence.
    pub async fn step_clock(&self, ahead_s: i64) -> Result<(), String> {
        let written = tokio::fs::write(&self.clock_file, (ahead_s * 1_000_000).to_string()).await;
        written.map_err(|error| format!("the clock cannot be stepped: {error}"))
    }

    /// How often it ended though nobody had killed it, each with how.
    pub fn ended_by_itself(&self) -> Vec<String> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lines of its log that tell of a panic.
    pub async fn panics(&self) -> Vec<String> {
        let log = tokio::fs::read(&self.log).await.unwrap_or_default();
        let log = String::from_utf8_lossy(&log).into_owned();
        log.lines().filter(|line| line.contains("panicked")).map(str::to_owned).collect()
    }

    /// Stops it for good.
    pub async fn stop(self) {
        // An error means that it is not running.
        let _ = self.kill().await;
        self.keeper.abort();
    }
}

/// What a keeper knows.
struct Kept {
    program: String,
    mode: &'static str,
    name: String,
    settings: BTreeMap<String, String>,
    log: PathBuf,
    stands: watch::Sender<Standing>,
    ended: Arc<Mutex<Vec<String>>>,
}

impl Kept {
    async fn keep(self, mut wants: watch::Receiver<bool>) {
        while wants.wait_for(|wanted| *wanted).await.is_ok() {
            let mut child = match self.spawn() {
                Ok(child) => child,
                Err(error) => return self.note(&format!("does not start: {error}")),
            };
            let was_ready = tokio::select! {
                ready = ready(&mut child) => ready.map(|standing| self.stands.send_replace(standing)).is_some(),
                _ = wants.wait_for(|wanted| !wanted) => false,
            };
            let by_itself = tokio::select! {
                status = child.wait() => Some(status),
                _ = wants.wait_for(|wanted| !wanted) => None,
            };
            if let Some(status) = &by_itself {
                let how = status.as_ref().map_or_else(ToString::to_string, ToString::to_string);
                // A worker does not start while PostgreSQL is away; whoever runs one starts it again.
                if was_ready || self.mode == "api" {
                    self.note(&format!("ended by itself: {how}"));
                }
            }
            // An error means that it has ended.
            let _ = child.kill().await;
            self.stands.send_replace(Standing { pid: None, address: None });
            if by_itself.is_some() {
                tokio::time::sleep(RESTART_PAUSE).await;
            }
        }
    }

    fn spawn(&self) -> std::io::Result<Child> {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(&self.log)?;
        Command::new(&self.program)
            .arg(self.mode)
            .env_clear()
            .envs(&self.settings)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
    }

    fn note(&self, how: &str) {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{} {how}", self.name));
    }
}

/// Waits for the line that says it is ready; `None` when it ends instead.
async fn ready(child: &mut Child) -> Option<Standing> {
    let line = BufReader::new(child.stdout.as_mut()?).lines().next_line().await.ok().flatten()?;
    // `listening on ADDRESS, metrics on ADDRESS`, or `working`
    let address = line.split([' ', ',']).find_map(|word| word.parse().ok());
    Some(Standing { pid: child.id(), address })
}

/// Sends a signal to a process.
///
/// # Errors
/// A sentence, when there is no such process.
pub fn signal(pid: u32, what: Signal) -> Result<(), String> {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or("that is no process")?;
    kill_process(pid, what).map_err(|error| format!("process {pid:?}: {error}"))
}

/// The processes that a process has started (Linux only).
pub fn children_of(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| parent_of(*pid) == Some(parent)).collect()
}

/// What a process is called in lists: PostgreSQL says there what each session is.
pub fn title_of(pid: u32) -> String {
    let title = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&title).replace('\0', " ")
}

fn parent_of(pid: u32) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
}
