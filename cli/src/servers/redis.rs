//! A private Redis. It keeps nothing: what it holds can be made again.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use domain::boot::{RedisStore, RedisUrl, Secret};
use rustix::process::Signal;

use super::child::{Server, dies_with_us, find_program};
use super::directory::{Directory, free_port, write_private};
use super::{START_ATTEMPTS_MAX, log_tail};
use crate::failure::Failure;

/// How long it may take to answer.
const START_TIMEOUT: Duration = Duration::from_secs(10);

/// A running Redis.
pub struct Redis {
    server: Server,
    url: String,
}

impl Redis {
    /// Starts it on a free port and waits until it answers.
    pub async fn start(directory: &Directory, password: &Secret) -> Result<Self, Failure> {
        let program = find_program("redis-server")
            .ok_or_else(|| Failure::new("redis-server is not installed; scripts/install installs it"))?;
        let home = directory.path().join("redis");
        std::fs::create_dir_all(&home).map_err(|error| Failure::of("making the directory of Redis", &error))?;
        let log = directory.path().join("redis.log");
        for _ in 0..START_ATTEMPTS_MAX {
            let port = free_port(None)?;
            // In a file and not on the command line, where everybody could read the password.
            let config = home.join("redis.conf");
            write_private(&config, &configuration(port, password, &home))?;
            let mut command_line = dies_with_us("TERM");
            command_line.extend([OsString::from(&program), config.into()]);
            let mut server = Server::spawn("Redis", command_line, Signal::TERM, &log)?;
            let url = format!("redis://:{}@127.0.0.1:{port}/0", password.expose());
            if wait_until_ready(&mut server, port, &url).await? {
                return Ok(Self { server, url });
            }
            server.stop().await;
        }
        Err(Failure::new(format!("Redis did not start; {}", log_tail(&log))))
    }

    /// Where it is, with its password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns, with a sentence, when it has ended by itself.
    pub async fn ended(&mut self) -> String {
        self.server.ended().await
    }

    /// Stops it.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

fn configuration(port: u16, password: &Secret, home: &Path) -> String {
    format!(
        "bind 127.0.0.1\nport {port}\nrequirepass {}\ndir \"{}\"\nsave \"\"\nappendonly no\ndaemonize no\n",
        password.expose(),
        home.display()
    )
}

/// Whether it answers, to our password: another program may have taken the port meanwhile.
async fn wait_until_ready(server: &mut Server, port: u16, url: &str) -> Result<bool, Failure> {
    let url: RedisUrl = url.parse().map_err(Failure::new)?;
    let opens = async {
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() && !server.has_ended() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    if tokio::time::timeout(START_TIMEOUT, opens).await.is_err() {
        return Ok(false);
    }
    Ok(RedisStore::new(&url, "gb")?.ping().await.is_ok())
}
