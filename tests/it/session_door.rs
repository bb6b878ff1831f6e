//! The sessions of a test without HTTP between: what the tests of their upkeep, rebuild and commands stand on.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::Database;
use domain::boot::{RedisStore, connect_redis};
use domain::error::Error;
use domain::id::{SessionId, TenantId};
use domain::idempotency::Repeatable;
use domain::log::{Log, LogSettings};
use domain::sessions::{Issued, NewSession, Sessions, Used};
use domain::settings::TenantSettings;
use domain::tenants::TenantContexts;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;
use tests::TestApp;

pub const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                          Version/17.0 Mobile/15E148 Safari/604.1";

/// What the first byte of a value in Redis says: a copy of a session that lives.
pub const COPY: u8 = 1;
/// One that has ended.
pub const TOMBSTONE: u8 = 2;

/// The sessions of one tenant, over the stores of an app, and the worker's way to them.
pub struct Door {
    pub sessions: Sessions,
    pub tenant: TenantId,
    pub worker: Database,
    pub redis: RedisStore,
}

impl Door {
    pub async fn open(app: &TestApp, settings: TenantSettings) -> Self {
        let tenant = app.tenant_with("shop", settings, &domain::scope::Scope::ALL).await.id;
        Self::to(app, tenant)
    }

    /// Another process's door to the same tenant.
    pub fn again(&self, app: &TestApp) -> Self {
        Self::to(app, self.tenant)
    }

    fn to(app: &TestApp, tenant: TenantId) -> Self {
        let keyring = app.keyring();
        let log =
            Log::start(&app.stores.append, &app.clock, LogSettings { lanes: 1, waiting_bytes_max: 16 * 1024 * 1024 });
        let contexts = TenantContexts::new(&app.stores.lookup, keyring);
        Self {
            sessions: Sessions::start_up(&app.stores, &log, keyring, &contexts),
            tenant,
            worker: app.role_db("gatebook_worker"),
            redis: connect_redis(app.settings()).expect("it is a URL"),
        }
    }

    pub async fn start(&self, now: DateTime<Utc>, user_id: Option<&str>) -> Issued {
        let used = Used { ip: "192.0.2.7".parse().ok(), user_agent: Some(IPHONE.to_owned()) };
        let new = NewSession { user_id: user_id.map(str::to_owned), used, ..NewSession::default() };
        let issued = self.sessions.start(now, self.tenant, "test", Repeatable::ONCE, new).await;
        issued.expect("a session can be started")
    }

    pub async fn is_open(&self, now: DateTime<Utc>, token: &str) -> bool {
        self.sessions.check(now, token, None).await.expect("the stores answer").is_some()
    }

    /// What Redis holds of sessions: by the session, what kind of value it is (1 is a copy, 2 a tombstone).
    pub async fn held(&self) -> BTreeMap<SessionId, u8> {
        self.held_if_it_answers().await.expect("Redis answers")
    }

    /// The same, of a Redis that may be away.
    pub async fn held_if_it_answers(&self) -> Result<BTreeMap<SessionId, u8>, Error> {
        let prefix = format!("{}:", self.redis.prefix());
        let found = self.redis.run_in(async |connection, run_id| {
            let all = format!("{prefix}{run_id}:s:");
            let keys: Vec<Vec<u8>> = redis::cmd("KEYS").arg(format!("{all}*")).query_async(connection).await?;
            let mut held = BTreeMap::new();
            for key in keys {
                let value: Option<Vec<u8>> = redis::cmd("GET").arg(&key).query_async(connection).await?;
                let id = uuid::Uuid::from_slice(&key[all.len()..]).expect("a key ends with an id");
                held.extend(value.and_then(|value| Some((SessionId(id), *value.first()?))));
            }
            Ok(held)
        });
        found.await
    }

    /// Takes everything of this test out of Redis, as FLUSHALL would.
    pub async fn flush_redis(&self) {
        let all = format!("{}:*", self.redis.prefix());
        let flushed = self.redis.run(async |connection| {
            let keys: Vec<Vec<u8>> = redis::cmd("KEYS").arg(&all).query_async(connection).await?;
            match keys.is_empty() {
                true => Ok(0),
                false => redis::cmd("DEL").arg(keys).query_async::<i64>(connection).await,
            }
        });
        flushed.await.expect("Redis answers");
    }
}

/// Runs a statement as superuser; how many rows it changed.
pub async fn execute(app: &TestApp, sql: &str) -> u64 {
    let done = app.superuser_db().execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
    done.expect("it is a statement").rows_affected()
}

/// The first column of what a query finds as superuser, as JSON.
pub async fn query(app: &TestApp, sql: &str) -> Vec<Value> {
    let sql = format!("select to_jsonb(q) from ({sql}) as q");
    let rows = app.superuser_db().query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
    rows.expect("it is a query").iter().map(|row| row.try_get_by_index(0).expect("it is JSON")).collect()
}

/// Every session as it is stored, all columns.
pub async fn rows(app: &TestApp) -> Vec<Value> {
    query(app, "select * from session order by tenant_id, session_id").await
}
