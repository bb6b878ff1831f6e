//! What is measured: a database of its own, and the real program as a process of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::process::Stdio;

use domain::boot::{self, Clock, DatabaseUrl, MasterKey, RedisStore, Settings, Stores, roles};
use domain::idempotency::Repeatable;
use domain::keyring::Keyring;
use domain::keys::{self, NewKey};
use domain::scope::Scope;
use domain::settings::{Blocked, TenantSettings};
use domain::tenants::{self, NewTenant};
use futures::StreamExt;
use redis::aio::MultiplexedConnection;
use sqlx::PgPool;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

use crate::content::Keys;
use crate::{floor, process};

/// One key may use the whole machine here; the limiter does its work all the same.
const RATE_LIMIT_PER_S: &str = "1000000";

/// What keys in Redis start with where nobody says otherwise.
const REDIS_PREFIX: &str = "gb";

/// A tenant with a key.
#[derive(Clone)]
pub struct Tenant {
    /// Its id.
    pub id: Uuid,
    /// How long it keeps events.
    pub retention_days: u16,
    /// A key that may write events, and write and check sessions.
    pub key: String,
}

/// A migrated database and a running API over it.
pub struct Installation {
    /// Where the API listens.
    pub api: SocketAddr,
    /// The database as superuser.
    pub database: PgPool,
    /// The same, to connect to.
    pub superuser_url: String,
    settings: Settings,
    variables: BTreeMap<&'static str, String>,
    program: String,
    child: Child,
    postmaster: u32,
    clock: Clock,
}

/// Seconds of CPU since the start of somebody's counting.
#[derive(Clone, Copy)]
pub struct Cpu {
    /// The API.
    pub api: f64,
    /// PostgreSQL, all its processes.
    pub postgres: f64,
    /// This process: load or floor.
    pub bench: f64,
}

impl Installation {
    /// Makes the database `name` beside the servers of the environment, with the partitions of a real installation,
    /// and starts the API over it.
    pub async fn start(name: &str) -> Self {
        Self::start_over(name, given("REDIS_URL"), name).await
    }

    /// The same, but with a database of Redis of its own, which is empty, and keys that start as they do by default.
    pub async fn start_alone_in_redis(name: &str, redis_database: u8) -> Self {
        let url = given("REDIS_URL");
        let server = url.strip_suffix("/0").expect("GATEBOOK_TEST_REDIS_URL ends in the number of the first database");
        let installation = Self::start_over(name, format!("{server}/{redis_database}"), REDIS_PREFIX).await;
        installation.clear_redis().await;
        installation
    }

    async fn start_over(name: &str, redis_url: String, redis_prefix: &str) -> Self {
        let url = |variable| given(variable).parse::<DatabaseUrl>().expect("it is a URL").with_database(name);
        let (superuser, owner) = (url("SUPERUSER_URL"), url("DATABASE_URL"));
        let once = boot::connect_once(&given("SUPERUSER_URL").parse().expect("it is a URL")).expect("it is a URL");
        roles::drop_database(&once, name).await.expect("it can be dropped");
        roles::make_database(&once, &owner).await.expect("it can be made");
        let master_key = MasterKey::new(rand::random()).to_base64();
        let variables = BTreeMap::from([
            ("GATEBOOK_DATABASE_URL", owner.expose().to_owned()),
            ("GATEBOOK_APP_DATABASE_URL", url("APP_DATABASE_URL").expose().to_owned()),
            ("GATEBOOK_READ_DATABASE_URL", url("READ_DATABASE_URL").expose().to_owned()),
            ("GATEBOOK_WORKER_DATABASE_URL", url("WORKER_DATABASE_URL").expose().to_owned()),
            ("GATEBOOK_REDIS_URL", redis_url),
            ("GATEBOOK_REDIS_PREFIX", redis_prefix.to_owned()),
            ("GATEBOOK_MASTER_KEY", master_key.expose().to_owned()),
            ("GATEBOOK_LISTEN", "127.0.0.1:0".to_owned()),
            ("GATEBOOK_METRICS_LISTEN", "127.0.0.1:0".to_owned()),
            ("GATEBOOK_RATE_LIMIT_PER_S", RATE_LIMIT_PER_S.to_owned()),
        ]);
        let path = given("PROGRAM");
        let program = || {
            let mut command = Command::new(&path);
            command.envs(&variables).kill_on_drop(true);
            command
        };
        let migrated = program()
            .arg("migrate")
            .env("GATEBOOK_LOG", "warn")
            .stdout(Stdio::null())
            .status()
            .await
            .expect("the program starts");
        assert!(migrated.success(), "the database cannot be migrated");
        let mut child = program().arg("api").stdout(Stdio::piped()).spawn().expect("the program starts");
        let api = address_in_first_line(&mut child).await;
        let pairs = variables.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let settings = Settings::from_vars(pairs).expect("the settings fit");
        let database = floor::superuser(superuser.expose()).await;
        let backend: i32 =
            sqlx::query_scalar("select pg_backend_pid()").fetch_one(&database).await.expect("it answers");
        let postmaster = process::parent(backend.unsigned_abs()).unwrap_or_default();
        let superuser_url = superuser.expose().to_owned();
        let clock = Clock::system();
        Self { api, database, superuser_url, settings, variables, program: path, child, postmaster, clock }
    }

    /// The program, about to import files into a tenant.
    pub fn importer(&self, tenant: &Tenant) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("import").env_clear().env("GATEBOOK_KEY", &tenant.key).kill_on_drop(true);
        command.env("GATEBOOK_URL", format!("http://{}", self.api)).stdin(Stdio::null());
        command
    }

    /// Starts a worker over it, which works at once.
    pub async fn start_worker(&self) -> Child {
        let mut command = Command::new(&self.program);
        command.arg("worker").envs(&self.variables).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("the program starts");
        let stdout = child.stdout.take().expect("it is piped");
        let line = BufReader::new(stdout).lines().next_line().await.expect("it is text");
        assert!(line.is_some(), "the worker ended before it was ready");
        child
    }

    /// What its tokens are made with.
    pub async fn keyring(&self) -> Keyring {
        Box::pin(Keyring::open(&self.worker(), &self.settings)).await.expect("the API has made it")
    }

    /// Its Redis, over a connection of our own.
    pub fn redis(&self) -> RedisStore {
        boot::connect_redis(&self.settings).expect("the settings have one")
    }

    /// A pool of the worker's role.
    pub fn worker(&self) -> domain::Database {
        let url: DatabaseUrl = self.settings.worker_database.clone().expect("the settings have one");
        boot::connect_once(&url).expect("it is a URL")
    }

    /// Empties its database of Redis, in the background of that.
    pub async fn clear_redis(&self) {
        let flush = async |connection: &mut MultiplexedConnection| {
            redis::cmd("FLUSHDB").arg("ASYNC").query_async::<()>(connection).await
        };
        self.redis().run(flush).await.expect("it can be emptied");
    }

    /// The process of the API.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// What CPU everybody has used until now.
    pub fn cpu(&self) -> Cpu {
        Cpu {
            api: process::cpu_seconds(self.pid()),
            postgres: process::cpu_seconds_with_children(self.postmaster),
            bench: process::cpu_seconds(std::process::id()),
        }
    }

    /// Makes tenants with keys; every second one keeps events for 90 days, the others for 7.
    pub async fn tenants(&self, count: usize) -> Vec<Tenant> {
        let stores = boot::connect(&self.settings).expect("the settings fit");
        let one = async |index: usize| {
            let retention_days = if index.is_multiple_of(2) { 7 } else { 90 };
            self.tenant_with(&stores, TenantSettings { retention_days, ..TenantSettings::default() }).await
        };
        futures::stream::iter(0..count).map(one).buffered(4).collect().await
    }

    /// Makes a tenant that blocks something.
    pub async fn tenant_that_blocks(&self, blocked: Blocked) -> Tenant {
        let stores = boot::connect(&self.settings).expect("the settings fit");
        self.tenant_with(&stores, TenantSettings { blocked, ..TenantSettings::default() }).await
    }

    async fn tenant_with(&self, stores: &Stores, settings: TenantSettings) -> Tenant {
        let keyring = self.keyring().await;
        let (slug, retention_days) = (format!("bench-{}", Uuid::new_v4().simple()), settings.retention_days);
        let new = NewTenant { name: slug.clone(), slug, settings };
        let now = self.clock.now();
        let tenant = tenants::create(stores, now, &keyring, "bench", Repeatable::ONCE, new).await;
        let id = tenant.expect("a tenant can be made").tenant_id;
        let scopes = [Scope::EventsWrite, Scope::EventsRead, Scope::SessionsWrite, Scope::SessionsRead].into();
        let new = NewKey { name: "bench".to_owned(), scopes, expires_at: None };
        let issued = keys::create(stores, now, id, "bench", Repeatable::ONCE, new).await;
        let key = issued.expect("a key can be made").token.to_string();
        Tenant { id: id.uuid(), retention_days, key }
    }

    /// Empties the table of events; the heads stay where they are.
    pub async fn clear(&self) {
        sqlx::query("truncate event").execute(&self.database).await.expect("it can be emptied");
    }

    /// Has PostgreSQL look at the tables of sessions, as autovacuum does in the first minute of an installation.
    pub async fn analyze_sessions(&self) {
        for sql in ["analyze session", "analyze session_use"] {
            sqlx::query(sql).execute(&self.database).await.expect("it can be done");
        }
    }

    /// One number that a query answers.
    pub async fn number(&self, sql: &'static str) -> f64 {
        sqlx::query_scalar::<_, f64>(sql).fetch_one(&self.database).await.expect("it answers")
    }

    /// Stops the API.
    pub async fn stop(mut self) {
        self.child.kill().await.expect("it is our child");
        self.database.close().await;
    }
}

/// The keys of tenants, for requests to use in turn.
pub fn keys_of(tenants: &[Tenant]) -> std::sync::Arc<Keys> {
    Keys::new(tenants.iter().map(|tenant| tenant.key.clone()))
}

/// Tenants as the floor wants them.
pub fn heads_of(tenants: &[Tenant]) -> Vec<(Uuid, u16)> {
    tenants.iter().map(|tenant| (tenant.id, tenant.retention_days)).collect()
}

/// What `gatebook with-servers` says in a variable.
pub fn given(variable: &str) -> String {
    let name = format!("GATEBOOK_TEST_{variable}");
    let found = boot::environment().into_iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("{name} is not set: run `make bench`")).1
}

/// The empty route, and the one that asks Redis, as a process of its own.
pub struct EmptyRoute {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
}

impl EmptyRoute {
    /// Starts this program again as these routes.
    pub async fn start() -> Self {
        let program = std::env::current_exe().expect("a process has a program");
        let mut command = Command::new(program);
        command.arg("--serve-nothing").stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("this program starts");
        let address = address_in_first_line(&mut child).await;
        Self { address, child }
    }

    /// Seconds of CPU that it has used.
    pub fn cpu(&self) -> f64 {
        process::cpu_seconds(self.child.id().unwrap_or_default())
    }
}

/// What a server says first: `listening on ADDRESS…`.
async fn address_in_first_line(child: &mut Child) -> SocketAddr {
    let stdout = child.stdout.take().expect("it is piped");
    let line = BufReader::new(stdout).lines().next_line().await.ok().flatten().unwrap_or_default();
    let address = line.split([' ', ',']).find_map(|word| word.parse().ok());
    address.unwrap_or_else(|| panic!("the server does not say where it listens: {line}"))
}
