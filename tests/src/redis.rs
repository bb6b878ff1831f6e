//! A Redis of one test's own, for a test that kills, stops or rolls it back.

use std::path::PathBuf;
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::{Child, Command};

/// A `redis-server` on a port of its own. Killed when dropped.
pub struct PrivateRedis {
    port: u16,
    directory: TempDir,
    child: Child,
}

impl PrivateRedis {
    /// Starts it, empty.
    pub async fn start() -> Self {
        let directory = tempfile::tempdir().expect("a directory can be made");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("a listener has an address").port();
        drop(listener);
        let child = spawn(port, &directory);
        let redis = Self { port, directory, child };
        redis.answers().await;
        redis
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Removes everything in it.
    pub async fn flush_all(&self) {
        self.command(&["FLUSHALL"]).await;
    }

    /// Writes what it holds to its disk.
    pub async fn save(&self) {
        self.command(&["SAVE"]).await;
    }

    /// Kills it as a machine that fails would, and starts it again with what `save` wrote last, if anything.
    pub async fn kill_and_restart(&mut self) {
        self.kill().await;
        self.restart().await;
    }

    /// Kills it, and forgets what it wrote to its disk.
    pub async fn kill_and_lose(&mut self) {
        self.kill().await;
        let snapshot: PathBuf = self.directory.path().join("dump.rdb");
        if snapshot.exists() {
            std::fs::remove_file(snapshot).expect("a file of ours can be removed");
        }
    }

    /// Kills it.
    pub async fn kill(&mut self) {
        self.child.kill().await.expect("a child can be killed");
    }

    /// Starts it again after it was killed.
    pub async fn restart(&mut self) {
        self.child = spawn(self.port, &self.directory);
        self.answers().await;
    }

    /// Makes it stand still, as a machine that swaps would: connections stay, answers do not come.
    pub async fn stand_still(&self) {
        self.signal("-STOP").await;
    }

    /// Lets it go on.
    pub async fn go_on(&self) {
        self.signal("-CONT").await;
    }

    async fn signal(&self, signal: &str) {
        let pid = self.child.id().expect("it runs").to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().await.expect("kill is everywhere");
        assert!(sent.success());
    }

    async fn command(&self, arguments: &[&str]) {
        let mut command = ::redis::cmd(arguments[0]);
        arguments[1..].iter().for_each(|argument| {
            command.arg(*argument);
        });
        let client = ::redis::Client::open(self.url()).expect("it is a URL");
        let mut connection = client.get_multiplexed_async_connection().await.expect("it answers");
        command.query_async::<()>(&mut connection).await.expect("it does as it is told");
    }

    async fn answers(&self) {
        let client = ::redis::Client::open(self.url()).expect("it is a URL");
        let asked = async {
            loop {
                if let Ok(mut connection) = client.get_multiplexed_async_connection().await
                    && ::redis::cmd("PING").query_async::<()>(&mut connection).await.is_ok()
                {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), asked).await.expect("redis-server starts");
    }
}

fn spawn(port: u16, directory: &TempDir) -> Child {
    Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir"])
        .arg(directory.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("redis-server is installed")
}
