//! What goes wrong, when, and for how long: decided by a seed before anything happens.

mod carried_out;

use std::fmt;
use std::time::Duration;

use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

use crate::installation::{APIS, WORKERS};
use crate::proxy::Mode;

pub use carried_out::{Happened, carry_out};

/// By how many seconds a clock is stepped. An event that is more than 5 minutes ahead of a process gets another time, and
/// two processes that differ by more could not agree on it.
const STEPS_S: [i64; 6] = [-240, -90, -7, 7, 90, 240];
/// The first fault comes after so long.
const CALM_FIRST: Duration = Duration::from_millis(1_500);

/// A process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// An API, by its number.
    Api(usize),
    /// A worker.
    Worker(usize),
}

/// A way on which a proxy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// From the clients to an API.
    ToApi(usize),
    /// From a process to PostgreSQL.
    ToPostgres(Who),
    /// From a process to Redis.
    ToRedis(Who),
}

/// Something that goes wrong, from its begin to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A process is killed with SIGKILL, and started again at the end.
    Killed(Who),
    /// A process is stopped with SIGSTOP, and goes on at the end.
    Stopped(Who),
    /// A process's clock is ahead by so many seconds, or behind; at the end it is right again.
    ClockStepped(Who, i64),
    /// What is sent on a way is cut, slow, frozen or half lost.
    Broken(Way, Mode),
    /// The server is killed with SIGKILL: it comes back at once, and recovers.
    PostgresKilled,
    /// One of its sessions is killed with SIGKILL: it ends all others, and recovers.
    PostgresSessionKilled,
    /// The server and all its sessions are stopped, and go on at the end.
    PostgresStopped,
    /// The program's sessions are ended, and somebody else has all connections.
    ConnectionsUsedUp,
    /// There is no room on PostgreSQL's disk.
    DiskFull,
    /// There is none for its write-ahead log either, so that it stops working, and cannot recover before the end.
    DiskFullOfLog,
    /// Redis is killed with SIGKILL, and comes back empty at the end.
    RedisKilled,
    /// At the end Redis has what it had at the begin.
    RedisRolledBack,
    /// Redis is emptied.
    RedisEmptied,
    /// Redis is stopped with SIGSTOP, and goes on at the end.
    RedisStopped,
}

/// What has one fault at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A process.
    Process(Who),
    /// A way.
    Way(Way),
    /// PostgreSQL.
    Postgres,
    /// Redis.
    Redis,
}

/// A fault of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// When it begins, after the schedule began.
    pub at: Duration,
    /// How long it lasts.
    pub lasts: Duration,
    /// What it is.
    pub fault: Fault,
}

impl Fault {
    /// The word for its kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Killed(Who::Api(_)) => "API killed",
            Self::Killed(Who::Worker(_)) => "worker killed",
            Self::Stopped(Who::Api(_)) => "API stopped",
            Self::Stopped(Who::Worker(_)) => "worker stopped",
            Self::ClockStepped(Who::Api(_), _) => "clock of an API stepped",
            Self::ClockStepped(Who::Worker(_), _) => "clock of a worker stepped",
            Self::Broken(_, Mode::Cut) => "connections cut",
            Self::Broken(_, Mode::Slow(_)) => "connections slow",
            Self::Broken(_, Mode::Deaf) => "answers lost",
            Self::Broken(_, Mode::Frozen | Mode::Pass) => "connections frozen",
            Self::PostgresKilled => "PostgreSQL killed",
            Self::PostgresSessionKilled => "session of PostgreSQL killed",
            Self::PostgresStopped => "PostgreSQL stopped",
            Self::ConnectionsUsedUp => "connections used up",
            Self::DiskFull => "disk full",
            Self::DiskFullOfLog => "disk full, also for the log",
            Self::RedisKilled => "Redis killed",
            Self::RedisRolledBack => "Redis rolled back",
            Self::RedisEmptied => "Redis emptied",
            Self::RedisStopped => "Redis stopped",
        }
    }

    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> Place {
        match self {
            Self::Killed(who) | Self::Stopped(who) | Self::ClockStepped(who, _) => Place::Process(*who),
            Self::Broken(way, _) => Place::Way(*way),
            Self::PostgresKilled
            | Self::PostgresSessionKilled
            | Self::PostgresStopped
            | Self::ConnectionsUsedUp
            | Self::DiskFull
            | Self::DiskFullOfLog => Place::Postgres,
            Self::RedisKilled | Self::RedisRolledBack | Self::RedisEmptied | Self::RedisStopped => Place::Redis,
        }
    }

    /// Whether it needs a disk that can be made full.
    #[must_use]
    pub const fn fills_the_disk(&self) -> bool {
        matches!(self, Self::DiskFull | Self::DiskFullOfLog)
    }

    /// One of each kind, with targets at random; connections on each kind of way.
    fn deck(random: &mut SmallRng) -> Vec<Self> {
        let api = |random: &mut SmallRng| Who::Api(random.random_range(0..APIS));
        let worker = |random: &mut SmallRng| Who::Worker(random.random_range(0..WORKERS));
        let step = |random: &mut SmallRng| STEPS_S[random.random_range(0..STEPS_S.len())];
        let mut deck = vec![
            Self::Killed(api(random)),
            Self::Killed(worker(random)),
            Self::Stopped(api(random)),
            Self::Stopped(worker(random)),
            Self::ClockStepped(api(random), step(random)),
            Self::ClockStepped(worker(random), step(random)),
            Self::PostgresKilled,
            Self::PostgresSessionKilled,
            Self::PostgresStopped,
            Self::ConnectionsUsedUp,
            Self::DiskFull,
            Self::DiskFullOfLog,
            Self::RedisKilled,
            Self::RedisRolledBack,
            Self::RedisEmptied,
            Self::RedisStopped,
        ];
        let ways = [
            Way::ToApi(random.random_range(0..APIS)),
            Way::ToPostgres(api(random)),
            Way::ToRedis(api(random)),
            Way::ToPostgres(worker(random)),
            Way::ToRedis(worker(random)),
        ];
        let slow = Mode::Slow(Duration::from_millis(random.random_range(5..80)));
        let modes = [Mode::Cut, slow, Mode::Frozen, Mode::Deaf];
        // Each way and each mode is there, and over several decks each way with each mode.
        let first = random.random_range(0..modes.len());
        let broken = ways.iter().enumerate();
        deck.extend(broken.map(|(index, way)| Self::Broken(*way, modes[(first + index) % modes.len()])));
        deck
    }
}

/// What goes wrong within `time`, by a seed: again and again one of each kind, in any order. `longest` is how long a fault
/// lasts at most. The first of each kind are there however short the time is.
#[must_use]
pub fn schedule(seed: u64, time: Duration, longest: Duration) -> Vec<Planned> {
    let mut random = SmallRng::seed_from_u64(seed);
    let (mut at, mut planned) = (CALM_FIRST, Vec::new());
    while planned.is_empty() || at < time {
        let mut deck = Fault::deck(&mut random);
        deck.shuffle(&mut random);
        for fault in deck {
            let lasts = longest.mul_f64(random.random_range(0.2..=1.0));
            planned.push(Planned { at, lasts, fault });
            // One in three goes on while the next begins.
            let until_next = if random.random_bool(1.0 / 3.0) { lasts / 3 } else { lasts };
            at += until_next + longest.mul_f64(random.random_range(0.05..0.3));
        }
    }
    planned
}

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, lasts) = (self.at.as_secs_f64(), self.lasts.as_secs_f64());
        write!(f, "{at:7.1} s, for {lasts:4.1} s: {} ({:?})", self.fault.kind(), self.fault)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const LONGEST: Duration = Duration::from_secs(3);

    #[test]
    fn a_seed_says_all_and_another_says_something_else() {
        let time = Duration::from_secs(600);

        assert_eq!(schedule(7, time, LONGEST), schedule(7, time, LONGEST));
        assert_ne!(schedule(7, time, LONGEST), schedule(8, time, LONGEST));
    }

    #[test]
    fn every_kind_is_there_however_short_the_time() {
        let kinds: BTreeSet<&str> =
            schedule(1, Duration::ZERO, LONGEST).iter().map(|planned| planned.fault.kind()).collect();

        assert_eq!(kinds.len(), 20, "{kinds:?}");
    }

    #[test]
    fn over_time_every_way_is_broken_in_every_mode() {
        let planned = schedule(1, Duration::from_secs(3_600), LONGEST);
        let broken: BTreeSet<String> = planned
            .iter()
            .filter_map(|planned| match planned.fault {
                Fault::Broken(way, Mode::Slow(_)) => Some(format!("{way:?} slow")),
                Fault::Broken(way, mode) => Some(format!("{way:?} {mode:?}")),
                _ => None,
            })
            .collect();

        assert_eq!(broken.len(), (APIS + 2 * APIS + 2 * WORKERS) * 4, "{broken:?}");
    }
}
