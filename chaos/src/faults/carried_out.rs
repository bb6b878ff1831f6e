//! How a fault begins and ends.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use rustix::process::Signal;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::{Fault, Place, Planned, Way, Who};
use crate::history::Moment;
use crate::installation::process::{Process, children_of, signal, title_of};
use crate::installation::{Installation, Member};
use crate::load::Ground;
use crate::proxy::{Mode, Proxy};

/// Most segments of the write-ahead log that are used up until there is no room for another.
const SEGMENTS_MAX: usize = 200;
/// How long one step of that may take.
const STEP_TIMEOUT: Duration = Duration::from_secs(5);
/// How many connections the database may have while somebody else has all of them.
const CONNECTIONS_MAX: i32 = 12;

/// A fault that was carried out, or was to be.
#[derive(Debug, Clone)]
pub struct Happened {
    /// What it was.
    pub fault: Fault,
    /// Before its begin.
    pub begun: Moment,
    /// After its end.
    pub ended: Moment,
    /// Why it could not be carried out.
    pub failed: Option<String>,
}

/// What a fault holds from its begin to its end.
enum Held {
    Nothing,
    Processes(Vec<u32>),
    Connections(Vec<PgConnection>),
}

/// Carries out a schedule, tells each fault as it comes, and waits until the last one has ended.
pub async fn carry_out(
    installation: &Arc<Installation>,
    ground: &Arc<Ground>,
    schedule: &[Planned],
    tell: fn(&str),
) -> Vec<Happened> {
    let began = tokio::time::Instant::now();
    let mut places: HashMap<Place, Arc<Mutex<()>>> = HashMap::new();
    let mut faults = JoinSet::new();
    for planned in schedule.iter().copied() {
        tokio::time::sleep_until(began + planned.at).await;
        tell(&planned.to_string());
        let place = Arc::clone(places.entry(planned.fault.place()).or_default());
        let (installation, ground) = (Arc::clone(installation), Arc::clone(ground));
        faults.spawn(async move {
            // One after the other at each place; whoever waits begins later.
            let _alone = place.lock().await;
            let begun = ground.history.now();
            let failed = happen(&installation, &planned).await.err();
            Happened { fault: planned.fault, begun, ended: ground.history.now(), failed }
        });
    }
    faults.join_all().await
}

async fn happen(installation: &Installation, planned: &Planned) -> Result<(), String> {
    let begun = begin(installation, planned.fault).await;
    if begun.is_ok() {
        tokio::time::sleep(planned.lasts).await;
    }
    let (held, could_not) = match begun {
        Ok(held) => (held, None),
        Err(why) => (Held::Nothing, Some(why)),
    };
    // Also when only a part of it was done.
    let ended = end(installation, planned.fault, held).await;
    could_not.map_or(ended, Err)
}

async fn begin(installation: &Installation, fault: Fault) -> Result<Held, String> {
    let postgres = &installation.postgres;
    match fault {
        Fault::Killed(who) => process(installation, who).kill().await?,
        Fault::Stopped(who) => {
            let process = process(installation, who);
            process.ready().await?;
            process.signal(Signal::STOP)?;
        }
        Fault::ClockStepped(who, ahead_s) => process(installation, who).step_clock(ahead_s).await?,
        Fault::Broken(way, mode) => proxy(installation, way).set(mode),
        Fault::PostgresKilled => {
            postgres.connect().await?;
            signal(postgres.postmaster().await?, Signal::KILL)?;
        }
        Fault::PostgresSessionKilled => {
            // While nobody of the program is connected, or is gone again, our own will do.
            let mut db = postgres.connect().await?;
            let own: i32 = one(&mut db, "select pg_backend_pid()").await?;
            let sessions = children_of(postgres.postmaster().await?);
            let of_program = sessions.into_iter().find(|session| title_of(*session).contains("gatebook_app"));
            let is_killed = of_program.is_some_and(|session| signal(session, Signal::KILL).is_ok());
            if !is_killed {
                signal(own.unsigned_abs(), Signal::KILL)?;
            }
        }
        Fault::PostgresStopped => {
            postgres.connect().await?;
            return postgres.stop_all().await.map(Held::Processes);
        }
        Fault::ConnectionsUsedUp => return use_up_connections(installation).await,
        Fault::DiskFull => {
            postgres.connect().await?;
            postgres.set_full(true).await?;
        }
        Fault::DiskFullOfLog => {
            let mut db = postgres.connect().await?;
            postgres.set_full(true).await?;
            use_up_log(&mut db).await;
        }
        Fault::RedisKilled => installation.redis.lock().await.kill_and_lose().await,
        Fault::RedisRolledBack => installation.redis.lock().await.save().await,
        Fault::RedisEmptied => installation.redis.lock().await.flush_all().await,
        Fault::RedisStopped => installation.redis.lock().await.stand_still().await,
    }
    Ok(Held::Nothing)
}

async fn end(installation: &Installation, fault: Fault, held: Held) -> Result<(), String> {
    match fault {
        Fault::Killed(who) => process(installation, who).let_run(),
        Fault::Stopped(who) => process(installation, who).signal(Signal::CONT)?,
        Fault::ClockStepped(who, _) => process(installation, who).step_clock(0).await?,
        Fault::Broken(way, _) => proxy(installation, way).set(Mode::Pass),
        Fault::ConnectionsUsedUp => limit_connections(&mut installation.postgres.connect().await?, -1).await?,
        Fault::DiskFull | Fault::DiskFullOfLog => installation.postgres.set_full(false).await?,
        Fault::RedisKilled => installation.redis.lock().await.restart().await,
        Fault::RedisRolledBack => installation.redis.lock().await.kill_and_restart().await,
        Fault::RedisStopped => installation.redis.lock().await.go_on().await,
        Fault::PostgresKilled | Fault::PostgresSessionKilled | Fault::PostgresStopped | Fault::RedisEmptied => {}
    }
    match held {
        Held::Nothing => {}
        Held::Processes(stopped) => stopped.into_iter().for_each(|pid| drop(signal(pid, Signal::CONT))),
        Held::Connections(taken) => drop(taken),
    }
    // The next fault at this place finds it back.
    if fault.place() == Place::Postgres {
        installation.postgres.connect().await?;
    }
    Ok(())
}

fn member(installation: &Installation, who: Who) -> &Member {
    match who {
        Who::Api(number) => &installation.apis[number],
        Who::Worker(number) => &installation.workers[number],
    }
}

fn process(installation: &Installation, who: Who) -> &Process {
    &member(installation, who).process
}

fn proxy(installation: &Installation, way: Way) -> &Proxy {
    match way {
        Way::ToApi(number) => &installation.to_apis[number],
        Way::ToPostgres(who) => &member(installation, who).to_postgres,
        Way::ToRedis(who) => &member(installation, who).to_redis,
    }
}

async fn one<T>(db: &mut PgConnection, sql: &'static str) -> Result<T, String>
where
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
{
    sqlx::query_scalar(sql).fetch_one(db).await.map_err(|error| error.to_string())
}

/// Takes as many connections as the database may have, and ends the program's sessions: it gets none from now on. What it
/// is told is the same as if the server had no more, without hundreds of connections that take long to make.
async fn use_up_connections(installation: &Installation) -> Result<Held, String> {
    let mut db = installation.postgres.connect().await?;
    let url = installation.postgres.variables.get("GATEBOOK_READ_DATABASE_URL").cloned().unwrap_or_default();
    let mut taken = Vec::new();
    for _ in 0..CONNECTIONS_MAX {
        taken.push(PgConnection::connect(&url).await.map_err(|error| error.to_string())?);
    }
    limit_connections(&mut db, CONNECTIONS_MAX).await?;
    let sql = "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'gatebook %'";
    one::<i64>(&mut db, sql).await?;
    Ok(Held::Connections(taken))
}

/// Says how many connections the database may have at a time, those of superusers apart; -1 for as many as the server has.
async fn limit_connections(db: &mut PgConnection, most: i32) -> Result<(), String> {
    // A number alone is put in: a statement of this kind takes no parameters.
    let sql = AssertSqlSafe(format!("alter database gatebook_template connection limit {most}"));
    sqlx::raw_sql(sql).execute(db).await.map(drop).map_err(|error| error.to_string())
}

/// Writes ahead until there is no room any more, and PostgreSQL has stopped working.
async fn use_up_log(db: &mut PgConnection) {
    for _ in 0..SEGMENTS_MAX {
        let sql = "select pg_logical_emit_message(true, 'chaos', 'x') is null or pg_switch_wal() is null";
        let stepped = tokio::time::timeout(STEP_TIMEOUT, one::<bool>(db, sql)).await;
        if !matches!(stepped, Ok(Ok(_))) {
            return;
        }
    }
}
