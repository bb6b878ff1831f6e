//! Whether it matters how many sessions live, and what each of them takes of Redis.
//!
//! They are rows that PostgreSQL makes by itself, with secrets that follow from their ids, so that a token can be written
//! for each; Redis is filled with them by the product itself.

use std::time::{Duration, Instant};

use domain::guarded::Guarded;
use domain::id::{SessionId, TenantId};
use domain::sessions::rebuild;
use domain::tokens::session::{SESSION_SECRET_BYTES, SessionTokens};
use uuid::Uuid;

use super::{Checks, CopySize, size_of_copy};
use crate::Extent;
use crate::content::{Keys, SESSION_AGENT, SESSION_IP};
use crate::figures::note;
use crate::installation::{Installation, Tenant};
use crate::load::now;
use crate::report::{Line, Ratios, thousands};

/// Few sessions.
const FEW: usize = 1_000;
/// The databases of Redis in which they are: one for few and one for many, so that each is as large as it says.
const FEW_IN: u8 = 1;
const MANY_IN: u8 = 2;
/// Of how many sessions, from all over, tokens are checked in turn.
const CHECKED_MAX: i32 = 100_000;
/// Of how many of these it is looked at whether they open anything.
const OPENING: usize = 1_000;
/// Most bytes that a session may take of Redis.
const REDIS_BYTES_MAX: f64 = 700.0;
/// How often Redis is filled anew when it did not answer in time on a busy machine.
const FILLS_MAX: usize = 10;
/// By then leases of a filling that was broken off are over.
const LEASES_ARE_OVER: Duration = Duration::from_secs(6);

/// Checks among many sessions that live against checks among few, each in an installation of its own on the same
/// servers; and the memory of the many.
pub async fn many(extent: Extent) -> Vec<Line> {
    let few = Live::start("gatebook_bench_few", FEW_IN, FEW).await;
    let many = Live::start("gatebook_bench_many", MANY_IN, extent.sessions).await;
    let mut ratios = Ratios::default();
    for round in 0..extent.rounds {
        let among_many = many.checks.run(extent).await.requests_per_s();
        let among_few = few.checks.run(extent).await.requests_per_s();
        note(&format!("live sessions {round}: {among_many:.0} requests/s among many, {among_few:.0} among few"));
        ratios.push(among_many, among_few);
    }
    let count = thousands(extent.sessions as f64);
    let checked = thousands(many.checks.tokens.count() as f64);
    let lines = vec![
        ratios.line(
            format!("checks of {checked} in turn of {count} sessions that live / of {} of {0}", thousands(FEW as f64)),
            "requests/s",
            "≥ 0.90",
            0.90,
        ),
        Line {
            figure: format!(
                "memory of Redis for each of {count} sessions with an agent of {} bytes / its key and value",
                SESSION_AGENT.len()
            ),
            subject: format!("{:.0} bytes", many.bytes_each),
            floor: format!("{} + {} bytes", many.size.key, many.size.value),
            result: String::new(),
            wanted: "≤ 700 bytes",
            holds: Some(many.bytes_each <= REDIS_BYTES_MAX),
        },
    ];
    for live in [few, many] {
        live.checks.see_that_they_open().await;
        live.installation.clear_redis().await;
        live.installation.stop().await;
    }
    lines
}

/// An installation with sessions that live, all of them in Redis.
struct Live {
    installation: Installation,
    checks: Checks,
    /// What Redis took for each.
    bytes_each: f64,
    size: CopySize,
}

impl Live {
    async fn start(name: &str, redis_database: u8, count: usize) -> Self {
        let installation = Installation::start_alone_in_redis(name, redis_database).await;
        let tenant = installation.tenants(1).await.remove(0);
        let started = Instant::now();
        insert(&installation, &tenant, count).await;
        note(&format!("{name} has {count} sessions after {:.0?}", started.elapsed()));
        let before = used_memory(&installation).await;
        fill(&installation, &tenant, count).await;
        let bytes_each = (used_memory(&installation).await - before) / count as f64;
        note(&format!("they are in Redis after {:.0?}: {bytes_each:.0} bytes each", started.elapsed()));
        let sample = sample(&installation, &tenant).await;
        let size = size_of_copy(&installation, sample[0].0).await;
        let tokens = Keys::new(sample.into_iter().map(|(_, token)| token));
        let opening = tokens.count().min(OPENING);
        let checks = Checks { address: installation.api, key: tenant.key, tokens, opening };
        checks.see_that_they_open().await;
        Self { installation, checks, bytes_each, size }
    }
}

/// The secret of a session of which nothing but the id is known, in SQL.
const SECRET: &str = "substr(sha256(uuid_send(session_id)), 1, 24)";
const _: () = assert!(SESSION_SECRET_BYTES == 24);

/// Rows of sessions that have just been started, with the timeouts of the default settings.
async fn insert(installation: &Installation, tenant: &Tenant, count: usize) {
    let sql = "insert into session (tenant_id, session_id, version, position, state, user_id, started_at, expires_at,
                   idle_timeout_s, rotation, bound_rotation, ip, user_agent, browser, platform, platform_versioned,
                   device_kind, labels_version)
               select $1, gen_random_uuid(), 1, n, 'active', 'user-' || n, now(), now() + interval '90 days',
                   1209600, 0, 0, $2::inet, $3, 'Edge', 'Windows', 'Windows 10', 'browser', 'bench'
               from generate_series(1, $4) as n";
    let rows = i32::try_from(count).expect("so many sessions are never wanted");
    let inserted = sqlx::query(sql).bind(tenant.id).bind(SESSION_IP).bind(SESSION_AGENT).bind(rows);
    inserted.execute(&installation.database).await.expect("they can be made");
    // The check comes after the deadline: the idle timeout, a minute and two.
    let sql = format!(
        "insert into session_use (tenant_id, session_id, secret_hash, last_seen_at, last_seen_ip, last_seen_user_agent,
             check_at)
         select tenant_id, session_id, sha256({SECRET}), started_at, ip, user_agent,
             started_at + interval '14 days 3 minutes'
         from session
         where tenant_id = $1"
    );
    let used = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant.id).execute(&installation.database).await;
    used.expect("they can be made");
    for sql in ["vacuum (analyze) session", "vacuum (analyze) session_use", "checkpoint"] {
        sqlx::query(sql).execute(&installation.database).await.expect("it can be done");
    }
}

/// Fills Redis with the copies of the tenant's sessions.
async fn fill(installation: &Installation, tenant: &Tenant, count: usize) {
    let (worker, redis) = (installation.worker(), installation.redis());
    for _ in 0..FILLS_MAX {
        match rebuild::fill(&worker, &redis, now(), TenantId(tenant.id)).await {
            Ok(live) => {
                assert_eq!(live, count as u64, "some do not live");
                let keys: usize = ask(installation, "DBSIZE", None).await;
                assert!(keys >= count, "Redis has {keys} keys for {count} sessions");
                return;
            }
            Err(error) => {
                note(&format!("filling Redis anew: {error}"));
                tokio::time::sleep(LEASES_ARE_OVER).await;
            }
        }
    }
    panic!("Redis could not be filled");
}

/// Sessions from all over, with tokens that open them.
async fn sample(installation: &Installation, tenant: &Tenant) -> Vec<(SessionId, String)> {
    // Redis was filled in the order of the ids: those of a sample are not to be neighbours there.
    let sql = format!(
        "select session_id, {SECRET}
         from session
         where tenant_id = $1
         order by sha256(uuid_send(session_id))
         limit $2"
    );
    let query = sqlx::query_as::<_, (Uuid, Vec<u8>)>(sqlx::AssertSqlSafe(sql)).bind(tenant.id).bind(CHECKED_MAX);
    let rows = query.fetch_all(&installation.database).await.expect("it answers");
    let tokens = SessionTokens::new(&installation.keyring().await);
    let token = |(id, secret): (Uuid, Vec<u8>)| {
        let secret: [u8; SESSION_SECRET_BYTES] = secret.try_into().expect("a secret has its length");
        let token = tokens.write(TenantId(tenant.id), SessionId(id), 0, &Guarded::new(secret));
        (SessionId(id), token.to_string())
    };
    rows.into_iter().map(token).collect()
}

/// Bytes that Redis uses, for everything.
async fn used_memory(installation: &Installation) -> f64 {
    let info: redis::InfoDict = ask(installation, "INFO", Some("memory")).await;
    info.get("used_memory").expect("Redis says so")
}

/// What Redis answers to a command.
async fn ask<T: redis::FromRedisValue>(installation: &Installation, command: &str, argument: Option<&str>) -> T {
    let redis = installation.redis();
    let answer = redis.run(async |connection| redis::cmd(command).arg(argument).query_async(connection).await).await;
    answer.expect("Redis answers")
}
