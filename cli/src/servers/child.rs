//! Child processes that end with us.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use crate::failure::Failure;

/// How long a server may take to stop before it is killed.
const STOP_TIMEOUT: Duration = Duration::from_secs(20);

/// A server that runs as our child.
pub struct Server {
    name: &'static str,
    child: Child,
    stop_signal: Signal,
    log: PathBuf,
}

impl Server {
    /// Starts a server whose output goes to `log`. `stop_signal` is how it is asked to stop, by us or (on Linux) by
    /// the kernel when the calling thread ends.
    pub fn spawn(
        name: &'static str,
        command_line: Vec<OsString>,
        stop_signal: Signal,
        log: &Path,
    ) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::of(format!("starting {name}"), &error);
        let output = OpenOptions::new().create(true).append(true).open(log).map_err(failed)?;
        let mut parts = command_line.into_iter();
        let program = parts.next().unwrap_or_default();
        let child = Command::new(program)
            .args(parts)
            .stdin(Stdio::null())
            .stdout(output.try_clone().map_err(failed)?)
            .stderr(output)
            // Not in the terminal's foreground group: Ctrl-C comes to us, and we stop the servers last.
            .process_group(0)
            .spawn()
            .map_err(failed)?;
        Ok(Self { name, child, stop_signal, log: log.to_owned() })
    }

    /// The number of its process; none when it has ended.
    pub fn pid(&self) -> Option<u32> {
        self.child.id()
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Returns, with a sentence, when it has ended by itself.
    pub async fn ended(&mut self) -> String {
        let how = self.child.wait().await.map_or_else(|error| error.to_string(), |status| status.to_string());
        format!("{} ended by itself ({how}); {}", self.name, super::log_tail(&self.log))
    }

    /// Asks it to stop and waits; kills it when it takes too long.
    pub async fn stop(mut self) {
        self.ask_to_stop();
        if tokio::time::timeout(STOP_TIMEOUT, self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }

    fn ask_to_stop(&self) {
        let pid = self.child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // An error means that it is gone already.
            let _ = kill_process(pid, self.stop_signal);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Whoever gives up on the way does not wait for it, but it ends; once it has, this does nothing.
        self.ask_to_stop();
    }
}

/// What stands before a command so that the kernel sends it `signal` when the thread ends that started it; nothing
/// where `setpriv` (util-linux) is missing.
pub fn dies_with_us(signal: &str) -> Vec<OsString> {
    match find_program("setpriv") {
        Some(setpriv) if cfg!(target_os = "linux") => {
            vec![setpriv.into(), "--pdeathsig".into(), signal.into(), "--".into()]
        }
        _ => Vec::new(),
    }
}

/// A program of this name in `PATH`, or where package managers put it.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"].map(PathBuf::from);
    std::env::split_paths(&path).chain(usual).map(|directory| directory.join(name)).find(|file| file.is_file())
}
