//! An installation as an operator would run it: APIs and workers as processes of the program, a PostgreSQL and a Redis of
//! its own, and a proxy on each way between them.

pub mod postgres;
pub mod process;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::PrivateRedis;
use tokio::process::Command;
use tokio::sync::Mutex;

use crate::content::Tenant;
use crate::proxy::Proxy;
use postgres::Postgres;
use process::Process;

/// How many there are of each kind.
pub const APIS: usize = 2;
/// How many there are of each kind.
pub const WORKERS: usize = 2;

const MASTER_KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
const ADMIN_KEY: &str = "admin-key-of-the-chaos-0123456789";
/// Before something is looked at again.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A process with the ways that lead from it.
pub struct Member {
    /// The process.
    pub process: Process,
    /// The way to PostgreSQL.
    pub to_postgres: Proxy,
    /// The way to Redis.
    pub to_redis: Proxy,
}

/// Everything that runs.
pub struct Installation {
    /// The APIs.
    pub apis: Vec<Member>,
    /// The ways of the clients to them.
    pub to_apis: Vec<Proxy>,
    /// The workers.
    pub workers: Vec<Member>,
    /// PostgreSQL.
    pub postgres: Postgres,
    /// Redis.
    pub redis: Mutex<PrivateRedis>,
    program: String,
    /// The settings of whoever goes to the stores without a proxy.
    direct: BTreeMap<String, String>,
    place: TempDir,
}

impl Installation {
    /// Starts everything and waits until it is ready.
    ///
    /// # Errors
    /// A sentence.
    pub async fn start() -> Result<Self, String> {
        let place = tempfile::Builder::new().prefix("gatebook-chaos-").tempdir().map_err(|error| error.to_string())?;
        let program = program()?;
        let servers = place.path().join("servers");
        std::fs::create_dir(&servers).map_err(|error| error.to_string())?;
        let postgres = Postgres::start(&program, &servers).await?;
        let redis = PrivateRedis::start().await;
        let direct = settings(&postgres, &redis.url());
        let mut installation = Self {
            apis: Vec::new(),
            to_apis: Vec::new(),
            workers: Vec::new(),
            postgres,
            redis: Mutex::new(redis),
            program,
            direct,
            place,
        };
        for number in 0..APIS {
            let api = installation.member("api", number).await?;
            installation.apis.push(api);
        }
        for number in 0..WORKERS {
            let worker = installation.member("worker", number).await?;
            installation.workers.push(worker);
        }
        for number in 0..APIS {
            let to_api = installation.way_to_api(number).await?;
            installation.to_apis.push(to_api);
        }
        installation.all_ready().await?;
        Ok(installation)
    }

    /// All processes.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.apis.iter().chain(&self.workers)
    }

    /// Waits until every process runs.
    ///
    /// # Errors
    /// A sentence, when one does not within a minute.
    pub async fn all_ready(&self) -> Result<(), String> {
        for member in self.members() {
            member.process.ready().await?;
        }
        Ok(())
    }

    /// Makes tenants, each with a marker that follows from `seed`.
    ///
    /// # Errors
    /// A sentence.
    pub async fn tenants(&self, count: usize, seed: u64) -> Result<Vec<Tenant>, String> {
        let mut tenants = Vec::new();
        for number in 0..count {
            let marker = format!("mk{number}z{seed:x}q");
            let made = self.make_tenant(&marker).await?;
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let id = text(&made["tenant"]["id"]).trim_start_matches("ten_").parse();
            let id = id.map_err(|_| format!("a tenant without an id: {made}"))?;
            tenants.push(Tenant { id, slug: marker.clone(), marker, key: text(&made["first_key"]["token"]) });
        }
        Ok(tenants)
    }

    async fn make_tenant(&self, slug: &str) -> Result<Value, String> {
        let url = format!("http://{}/v1/tenants", self.to_apis[0].address());
        let http = reqwest::Client::builder().no_proxy().build().map_err(|error| error.to_string())?;
        // A user's limit is far beyond what a person of the load has.
        let body = json!({"slug": slug, "name": slug, "settings": {"sessions_per_user_max": 100}});
        let answer = http.post(url).bearer_auth(ADMIN_KEY).json(&body).send().await;
        let answer = answer.map_err(|error| error.to_string())?;
        let status = answer.status();
        let made: Value = answer.json().await.map_err(|error| error.to_string())?;
        if status == 201 { Ok(made) } else { Err(format!("a tenant cannot be made: {made}")) }
    }

    /// Runs a command of the program to its end, past the proxies; what it printed.
    ///
    /// # Errors
    /// A sentence, when it failed.
    pub async fn command(&self, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(&self.program);
        command.args(arguments).env_clear().envs(&self.direct).stdin(Stdio::null()).kill_on_drop(true);
        let output = command.output().await.map_err(|error| error.to_string())?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(printed);
        }
        Err(format!("gatebook {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)))
    }

    /// Keeps everything that the run left behind, for a person to look at; where it is.
    pub fn keep_files(&mut self) -> &Path {
        self.place.disable_cleanup(true);
        self.place.path()
    }

    /// Stops everything.
    pub async fn stop(self) {
        for member in self.apis.into_iter().chain(self.workers) {
            member.process.stop().await;
        }
        self.postgres.stop().await;
    }

    async fn member(&self, mode: &'static str, number: usize) -> Result<Member, String> {
        let failed = |error: std::io::Error| format!("a proxy cannot listen: {error}");
        let (postgres, redis) = (self.postgres_address()?, self.redis_address()?);
        let to_postgres = Proxy::before(postgres).await.map_err(failed)?;
        let to_redis = Proxy::before(redis).await.map_err(failed)?;
        let through = |url: &String| {
            let url = url.replace(&postgres.to_string(), &to_postgres.address().to_string());
            url.replace(&redis.to_string(), &to_redis.address().to_string())
        };
        let settings = self.direct.iter().map(|(name, value)| (name.clone(), through(value))).collect();
        let name = format!("{mode}-{number}");
        let process = Process::keep(&self.program, mode, &name, self.place.path(), settings);
        Ok(Member { process, to_postgres, to_redis })
    }

    /// A proxy that leads to wherever the API listens, also after it was started again.
    async fn way_to_api(&self, number: usize) -> Result<Proxy, String> {
        let process = &self.apis[number].process;
        process.ready().await?;
        let mut standing = process.standing();
        let address = standing.borrow().address.ok_or("an API does not say where it listens")?;
        let proxy = Proxy::before(address).await.map_err(|error| error.to_string())?;
        let target = proxy.target();
        tokio::spawn(async move {
            while standing.changed().await.is_ok() {
                if let Some(address) = standing.borrow_and_update().address {
                    target.send_replace(address);
                }
            }
        });
        Ok(proxy)
    }

    fn postgres_address(&self) -> Result<SocketAddr, String> {
        let url: domain::boot::DatabaseUrl = self.postgres.superuser_url.parse()?;
        url.address().ok_or_else(|| "PostgreSQL has no address".to_owned())
    }

    fn redis_address(&self) -> Result<SocketAddr, String> {
        let url = &self.direct["GATEBOOK_REDIS_URL"];
        url.trim_start_matches("redis://").parse().map_err(|_| "Redis has no address".to_owned())
    }

    /// Waits until nothing is left to be done by the workers.
    ///
    /// # Errors
    /// A sentence, when there still is after `within`.
    pub async fn settled(&self, within: Duration) -> Result<(), String> {
        let mut db = self.postgres.connect().await?;
        let mut left = String::new();
        let settled = async {
            loop {
                let sql = "select (select count(*) from tenant_head h join checkpoint c using (tenant_id)
                                   where c.position < h.position),
                                  (select count(*) from session_use where tombstone_due)";
                let (behind, due): (i64, i64) =
                    sqlx::query_as(sql).fetch_one(&mut db).await.map_err(|error| error.to_string())?;
                if (behind, due) == (0, 0) {
                    return Ok(());
                }
                left = format!("{behind} projections are behind, {due} ends are to be told to Redis");
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        tokio::time::timeout(within, settled)
            .await
            .unwrap_or(Err(String::new()))
            .map_err(|error| if error.is_empty() { format!("after {} s {left}", within.as_secs()) } else { error })
    }
}

/// The program, as `gatebook with-servers` names it, or beside this one.
fn program() -> Result<String, String> {
    let named = domain::boot::environment().into_iter().find(|(name, _)| name == "GATEBOOK_TEST_PROGRAM");
    if let Some((_, program)) = named {
        return Ok(program);
    }
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    // A test is a directory deeper.
    let beside = own.ancestors().skip(1).take(2).map(|directory| directory.join("gatebook"));
    let beside = beside.into_iter().find(|program| program.is_file());
    beside
        .map(|program| program.display().to_string())
        .ok_or("the program is not there: cargo build -p gatebook".into())
}

/// The settings of a process over these stores.
fn settings(postgres: &Postgres, redis_url: &str) -> BTreeMap<String, String> {
    let own = [
        ("GATEBOOK_REDIS_URL", redis_url),
        ("GATEBOOK_MASTER_KEY", MASTER_KEY),
        ("GATEBOOK_ADMIN_KEY", ADMIN_KEY),
        ("GATEBOOK_LISTEN", "127.0.0.1:0"),
        ("GATEBOOK_METRICS_LISTEN", "127.0.0.1:0"),
        ("GATEBOOK_LOG", "warn"),
    ];
    let mut settings = postgres.variables.clone();
    settings.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
    settings
}
