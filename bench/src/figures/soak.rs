//! Half load for a long time: what grows though it should not.

use std::time::{Duration, Instant};

use super::note;
use super::sessions::sign_in;
use super::throughput::post_singles;
use crate::Extent;
use crate::content::{Keys, Request};
use crate::installation::{Installation, keys_of};
use crate::load::{self, Group, Pace};
use crate::process;
use crate::report::{Line, median, thousands};

/// How often everything is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// Connections of checks; and those of events, which wait for a disk each time, and are to keep up.
const CONNECTIONS: u64 = 32;
const CONNECTIONS_OF_EVENTS: u64 = 128;
/// Checks of sessions, and sign-ins of ten users in turn, in a second. Each user keeps the last hundred sessions.
const CHECKS_PER_S: f64 = 500.0;
const SIGN_INS_PER_S: f64 = 20.0;
/// How much the last third may have more than the second.
const GROWTH_MAX: f64 = 1.10;

/// What is there at one time.
struct Look {
    api_mib: f64,
    worker_mib: f64,
    handles: f64,
    connections: f64,
    redis_mib: f64,
    /// Of the tables whose rows are as many as before, and are changed again and again.
    tables_mib: f64,
    /// Sessions that have begun.
    sessions: f64,
    /// Of the table that has a row for each of them, which is changed with their uses.
    uses_mib: f64,
}

impl Look {
    /// What `redis_mib` or `uses_mib` has more than another look, for each session that has begun since; in bytes.
    fn bytes_of_session(&self, before: &Self, of: fn(&Self) -> f64) -> f64 {
        (of(self) - of(before)) * f64::from(1 << 20) / (self.sessions - before.sessions)
    }
}

/// What is looked at: its name, its unit, and where it is, in a look or since the first.
type Measured = (&'static str, &'static str, fn(&Look, &Look) -> f64);

/// Events at half of what goes through at most, checks and sign-ins, with a worker that projects them.
pub async fn soak(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(8).await;
    installation.clear().await;
    let keys = keys_of(&tenants);
    let mut worker = installation.start_worker().await;
    let most = post_singles(installation, &tenants, extent).await.requests_per_s();
    let users = || (0..10).map(|user| Request::sign_in_of(&format!("user-{user}"), &keys_of(&tenants[..1]))).collect();
    let started = sign_in(installation, users()).await;
    let tokens = Keys::new(started.into_iter().map(|session| session.token));
    let every = |count: u64, per_s: f64| Pace::Every(Duration::from_secs_f64(count as f64 / per_s));
    let groups = vec![
        Group {
            requests: (0..CONNECTIONS_OF_EVENTS).map(|seed| Request::event(seed, &keys)).collect(),
            pace: every(CONNECTIONS_OF_EVENTS, most / 2.0),
        },
        Group {
            requests: (0..CONNECTIONS).map(|_| Request::check(&tenants[0].key, &tokens)).collect(),
            pace: every(CONNECTIONS, CHECKS_PER_S),
        },
        Group { requests: users(), pace: every(10, SIGN_INS_PER_S) },
    ];
    let first = Look::now(installation, worker.id().unwrap_or_default()).await;
    let loading = tokio::spawn(load::run(installation.api, groups, extent.soak));
    let (began, mut looks) = (Instant::now(), Vec::new());
    while began.elapsed() < extent.soak {
        tokio::time::sleep(LOOK_EVERY).await;
        let look = Look::now(installation, worker.id().unwrap_or_default()).await;
        note(&format!(
            "soak {:.0} s: API {:.0} MiB, worker {:.0} MiB, {} handles, {} connections, Redis {:.1} MiB, tables {:.1} MiB, \
             {} sessions in {:.1} MiB",
            began.elapsed().as_secs_f64(),
            look.api_mib,
            look.worker_mib,
            look.handles,
            look.connections,
            look.redis_mib,
            look.tables_mib,
            look.sessions,
            look.uses_mib
        ));
        looks.push(look);
    }
    let outcomes = loading.await.expect("load does not panic");
    worker.kill().await.expect("it is our child");
    let carried = outcomes[0].requests_per_s();
    let refused: u64 = outcomes.iter().map(|outcome| outcome.refused).sum();
    let what = format!(
        "{:.0} minutes of {} events, {CHECKS_PER_S:.0} checks and {SIGN_INS_PER_S:.0} sign-ins a second (half load)",
        extent.soak.as_secs_f64() / 60.0,
        thousands(most / 2.0)
    );
    let measured: [Measured; 7] = [
        ("memory of the API", "MiB", |look, _| look.api_mib),
        ("memory of the worker", "MiB", |look, _| look.worker_mib),
        ("file handles of both", "", |look, _| look.handles),
        ("connections of PostgreSQL", "", |look, _| look.connections),
        ("tables whose rows are changed again and again, with their indexes", "MiB", |look, _| look.tables_mib),
        // An ended session leaves its mark in Redis until it would have expired, and its row until its tenant keeps it no more.
        ("memory of Redis for each session begun", "bytes", |look, first| {
            look.bytes_of_session(first, |look| look.redis_mib)
        }),
        ("table of last uses, with its indexes, for each session begun", "bytes", |look, first| {
            look.bytes_of_session(first, |look| look.uses_mib)
        }),
    ];
    let mut lines: Vec<Line> =
        measured.into_iter().map(|(name, unit, of)| line(&what, name, unit, &looks, |look| of(look, &first))).collect();
    lines.push(Line {
        figure: format!("{what}: events that were carried / most in a burst beside the worker"),
        subject: format!("{} /s", thousands(carried)),
        floor: format!("{} /s", thousands(most)),
        result: format!("**{:.2}**", carried / most),
        wanted: "≥ 0.45",
        holds: Some(carried / most >= 0.45),
    });
    lines.push(Line {
        figure: format!("{what}: requests that were refused"),
        subject: refused.to_string(),
        floor: String::new(),
        result: String::new(),
        wanted: "0",
        holds: Some(refused == 0),
    });
    lines
}

/// The last third beside the second: the first one warms up.
fn line(what: &str, name: &str, unit: &str, looks: &[Look], of: impl Fn(&Look) -> f64) -> Line {
    let third = looks.len() / 3;
    let median_of = |looks: &[Look]| median(&looks.iter().map(&of).collect::<Vec<_>>());
    let (second, last) = (median_of(&looks[third..2 * third]), median_of(&looks[2 * third..]));
    let growth = last / second;
    Line {
        figure: format!("{what}: {name} in the last third / in the second"),
        subject: format!("{last:.1} {unit}").trim_end().to_owned(),
        floor: format!("{second:.1} {unit}").trim_end().to_owned(),
        result: format!("**{growth:.2}**"),
        wanted: "≤ 1.10",
        holds: Some(growth <= GROWTH_MAX),
    }
}

impl Look {
    async fn now(installation: &Installation, worker: u32) -> Self {
        let api = installation.pid();
        let used = async |connection: &mut redis::aio::MultiplexedConnection| {
            redis::cmd("INFO").arg("memory").query_async::<String>(connection).await
        };
        let info = installation.redis().run(used).await.expect("Redis answers");
        let used = info.lines().find_map(|line| line.strip_prefix("used_memory:")).unwrap_or_default();
        Self {
            api_mib: process::memory_mib(api).unwrap_or_default(),
            worker_mib: process::memory_mib(worker).unwrap_or_default(),
            handles: process::handles(api) + process::handles(worker),
            connections: installation
                .number("select count(*)::float8 from pg_stat_activity where datname = current_database()")
                .await,
            redis_mib: used.trim().parse::<f64>().unwrap_or_default() / f64::from(1 << 20),
            tables_mib: installation
                .number(
                    "select sum(pg_total_relation_size(c.oid))::float8 / 1048576
                     from pg_class c
                     where c.relname in ('tenant_head', 'checkpoint', 'api_key')",
                )
                .await,
            sessions: installation
                .number("select n_tup_ins::float8 from pg_stat_user_tables where relname = 'session_use'")
                .await,
            uses_mib: installation.number("select pg_total_relation_size('session_use')::float8 / 1048576").await,
        }
    }
}
