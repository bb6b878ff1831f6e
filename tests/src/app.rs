//! The API inside a test.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::path::PathBuf;

use domain::access_tokens::AccessTokens;
use domain::boot::{Clock, MasterKey, Settings, Stores, connect, connect_once, connect_worker_read};
use domain::error::Error;
use domain::exports::{Files, Tools};
use domain::geoip::Locator;
use domain::id::TenantId;
use domain::idempotency::Repeatable;
use domain::keyring::Keyring;
use domain::keys::{self, NewKey};
use domain::scope::Scope;
use domain::settings::TenantSettings;
use domain::tenants::{self, NewTenant};
use sea_orm::DatabaseConnection;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::answer::Client;
use crate::gate::Gate;
use crate::servers::{self, Database};

/// The installation admin's key in every test.
pub const ADMIN_KEY: &str = "admin-key-of-the-tests-0123456789";

/// A running API with stores of its own. Everything ends when it is dropped.
pub struct TestApp {
    /// The time that the API believes.
    pub clock: Clock,
    /// The same stores as the API's, over connections of their own.
    pub stores: Stores,
    /// Where the metrics are.
    pub metrics_url: String,
    /// What PostgreSQL is reached through.
    pub postgres: Gate,
    /// What Redis is reached through.
    pub redis: Gate,
    url: String,
    settings: Settings,
    keyring: Keyring,
    serving: Option<JoinHandle<Result<(), Error>>>,
    shutdown: CancellationToken,
    /// Where its exports are kept.
    folder: TempDir,
    // Fields are dropped in their order: the API is told to stop before its database goes.
    _stop: DropGuard,
    database: Database,
}

/// A tenant with a key; acts as a client that presents the key.
pub struct TestTenant {
    /// The client.
    pub client: Client,
    /// The key's text.
    pub key: String,
    /// The tenant's id.
    pub id: TenantId,
    /// The tenant's name in URLs.
    pub slug: String,
}

impl Deref for TestTenant {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl TestApp {
    /// Starts an API with the settings of all tests.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts an API with some settings of its own: `GATEBOOK_*` variables and their values.
    pub async fn start_with(own: &[(&str, &str)]) -> Self {
        let database = Database::make().await;
        let mut variables = servers::variables();
        let postgres = Gate::before(&variables["GATEBOOK_SUPERUSER_URL"]).await;
        let redis = Gate::before(&variables["GATEBOOK_REDIS_URL"]).await;
        for name in ["GATEBOOK_APP_DATABASE_URL", "GATEBOOK_READ_DATABASE_URL", "GATEBOOK_WORKER_DATABASE_URL"] {
            let url = postgres.url_through(&variables[name]);
            variables.insert(name.to_owned(), url.replace("gatebook_template", &database.name));
        }
        let redis_url = redis.url_through(&variables["GATEBOOK_REDIS_URL"]);
        let owner_url = variables["GATEBOOK_DATABASE_URL"].replace("gatebook_template", &database.name);
        let master_key = MasterKey::new([7; 32]).to_base64();
        let folder = tempfile::tempdir().expect("a directory can be made");
        let exports = folder.path().join("exports").display().to_string();
        let of_all = [
            ("GATEBOOK_DATABASE_URL", owner_url.as_str()),
            ("GATEBOOK_REDIS_URL", redis_url.as_str()),
            ("GATEBOOK_REDIS_PREFIX", &database.name[..32]),
            ("GATEBOOK_MASTER_KEY", master_key.expose()),
            ("GATEBOOK_ADMIN_KEY", ADMIN_KEY),
            ("GATEBOOK_EXPORTS", exports.as_str()),
            ("GATEBOOK_LISTEN", "127.0.0.1:0"),
            ("GATEBOOK_METRICS_LISTEN", "127.0.0.1:0"),
        ];
        for (name, value) in of_all.iter().chain(own) {
            variables.insert((*name).to_owned(), (*value).to_owned());
        }
        // What the tests need beyond the program's settings.
        let is_known = |name: &str| domain::boot::VARIABLES.iter().any(|variable| variable.name == name);
        variables.retain(|name, _| is_known(name) || name.starts_with("AWS_"));
        let settings = Settings::from_vars(variables).expect("the settings of the tests fit");

        let (clock, shutdown) = (Clock::system(), CancellationToken::new());
        let stores = connect(&settings).expect("the settings of the tests fit");
        let (serving, bound) = serve(&settings, &clock, &shutdown).await;
        let keyring = Keyring::open(&stores.app, &settings).await.expect("the API has made it");
        Self {
            clock,
            stores,
            url: format!("http://{}", bound.api),
            metrics_url: format!("http://{}/metrics", bound.metrics),
            postgres,
            redis,
            settings,
            keyring,
            serving: Some(serving),
            _stop: shutdown.clone().drop_guard(),
            shutdown,
            folder,
            database,
        }
    }

    /// Where the API is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A caller without a credential.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.url, None)
    }

    /// A caller that presents this credential.
    pub fn bearer(&self, credential: &str) -> Client {
        Client::new(&self.url, Some(credential))
    }

    /// The installation's admin.
    pub fn admin(&self) -> Client {
        self.bearer(ADMIN_KEY)
    }

    /// A new tenant with the usual settings and a key for everything.
    pub async fn tenant(&self, slug: &str) -> TestTenant {
        self.tenant_with(slug, TenantSettings::default(), &Scope::ALL).await
    }

    /// A new tenant with a key that has some scopes.
    pub async fn tenant_with(&self, slug: &str, settings: TenantSettings, scopes: &[Scope]) -> TestTenant {
        let now = self.clock.now();
        let new = NewTenant { slug: slug.to_owned(), name: slug.to_owned(), settings };
        let tenant = tenants::create(&self.stores, now, self.keyring(), "test", Repeatable::ONCE, new).await;
        let id = tenant.expect("a tenant can be created").tenant_id;
        let key = self.key(id, scopes).await;
        TestTenant { client: self.bearer(&key), key, id, slug: slug.to_owned() }
    }

    /// Another key of a tenant.
    pub async fn key(&self, tenant: TenantId, scopes: &[Scope]) -> String {
        let scopes: BTreeSet<Scope> = scopes.iter().copied().collect();
        let new = NewKey { name: "test".to_owned(), scopes, expires_at: None };
        let issued = keys::create(&self.stores, self.clock.now(), tenant, "test", Repeatable::ONCE, new).await;
        issued.expect("a key can be created").token.to_string()
    }

    /// Issues and verifies access tokens as another process over the same stores would, which knows no keys yet.
    pub fn access_tokens(&self) -> AccessTokens {
        AccessTokens::new(&self.stores, self.keyring(), &self.settings.issuer)
    }

    /// What stored secrets are wrapped under, and tokens, cursors and the like are made with.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// What the API was started with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The folder in which its exports are kept, unless the test says otherwise; whatever they are, it is the test's own.
    pub fn exports_folder(&self) -> PathBuf {
        self.folder.path().join("exports")
    }

    /// What a worker has beside the database.
    pub fn tools(&self) -> Tools {
        let files = self.settings.exports.as_ref().map(Files::open).transpose();
        Tools {
            files: files.expect("the settings of the tests fit"),
            read: connect_worker_read(&self.settings).expect("the settings of the tests fit"),
            locator: Locator::open(&self.settings.geoip),
            render: api::render,
        }
    }

    /// The test's database as superuser, for whom no row is hidden; not through the gate.
    pub fn superuser_db(&self) -> DatabaseConnection {
        self.database.as_superuser()
    }

    /// The test's database as one of the program's roles, such as `gatebook_app`; through the gate.
    pub fn role_db(&self, role: &str) -> DatabaseConnection {
        let settings = &self.settings;
        let urls =
            [&settings.owner_database, &settings.app_database, &settings.read_database, &settings.worker_database];
        let url = urls.into_iter().flatten().find(|url| url.user() == role);
        connect_once(url.unwrap_or_else(|| panic!("no role {role}"))).expect("it is a URL")
    }

    /// Takes every key of this app out of Redis, as FLUSHALL would for all.
    pub async fn flush_redis(&self) {
        let pattern = format!("{}:*", self.settings.redis_prefix);
        let script = ::redis::Script::new(
            "local keys = redis.call('KEYS', ARGV[1])
             for _, key in ipairs(keys) do redis.call('DEL', key) end
             return #keys",
        );
        // Not as the program does, which waits for a tenth of a second.
        let url = self.settings.redis().expect("it is set").expose();
        let patient = ::redis::AsyncConnectionConfig::new().set_connection_timeout(None).set_response_timeout(None);
        let client = ::redis::Client::open(url).expect("it is a URL");
        let mut connection =
            client.get_multiplexed_async_connection_with_config(&patient).await.expect("Redis is there");
        script.arg(pattern).invoke_async::<i64>(&mut connection).await.expect("it is a script");
    }

    /// Stops the API as SIGTERM would and waits for its end. The database stays until the app is dropped.
    pub async fn stop(&mut self) -> Result<(), Error> {
        self.shutdown.cancel();
        match self.serving.take() {
            Some(serving) => serving.await.expect("the API does not panic"),
            None => Ok(()),
        }
    }

    /// Starts the API anew over the same stores, at another address, after [`TestApp::stop`].
    pub async fn start_again(&mut self) {
        self.shutdown = CancellationToken::new();
        self._stop = self.shutdown.clone().drop_guard();
        let (serving, bound) = serve(&self.settings, &self.clock, &self.shutdown).await;
        self.url = format!("http://{}", bound.api);
        self.metrics_url = format!("http://{}/metrics", bound.metrics);
        self.serving = Some(serving);
    }
}

async fn serve(
    settings: &Settings,
    clock: &Clock,
    shutdown: &CancellationToken,
) -> (JoinHandle<Result<(), Error>>, api::Bound) {
    let (sender, bound) = oneshot::channel();
    let ready = move |bound| {
        let _ = sender.send(bound);
    };
    let serving = tokio::spawn(api::run(settings.clone(), clock.clone(), shutdown.clone(), ready));
    match bound.await {
        Ok(bound) => (serving, bound),
        Err(_) => panic!("the API did not start: {:?}", serving.await),
    }
}
