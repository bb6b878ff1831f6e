//! A flush: attempts until every request has its answer.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sea_orm::{DatabaseConnection, DbErr};
use tokio::sync::oneshot;

use super::attempt::{Failure, GroupResult, attempt, find_refused};
use super::heads::{HeadLock, Places};
use super::plan::Group;
use super::{AWAY_RETRY_MS, Answer, LOST_COMMIT_RETRY_MS, Outcome, Refusal, Request};
use crate::boot::Clock;
use crate::entry::Entry;
use crate::error::{Error, Thing};
use crate::metrics;
use crate::sessions::Command;
use crate::sql::Brief;

/// How long one attempt may take before its connection is given up.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(15);
/// Between two attempts while PostgreSQL is away.
const AWAY_PAUSE: Duration = Duration::from_millis(50);

/// Groups that are attempted together, and what is known from earlier attempts.
struct Work {
    groups: Vec<Group>,
    look_up_every_id: bool,
    /// Until when it is repeated while PostgreSQL is away.
    give_up_at: Instant,
}

/// Appends what the groups hold and answers their requests. Returns the groups whose head somebody else holds,
/// unanswered (never with [`HeadLock::Wait`]).
pub(super) async fn flush(
    db: &DatabaseConnection,
    places: &Places,
    clock: &Clock,
    groups: Vec<Group>,
    lock: HeadLock,
) -> Vec<Group> {
    let started = Instant::now();
    let mut missed = Vec::new();
    let mut stack = vec![Work {
        look_up_every_id: commit_was_lost(&groups),
        groups,
        give_up_at: started + Duration::from_millis(AWAY_RETRY_MS),
    }];
    while let Some(mut work) = stack.pop() {
        let attempt = attempt(db, places, clock.now(), &work.groups, lock, work.look_up_every_id);
        let failure = match tokio::time::timeout(ATTEMPT_TIMEOUT, attempt).await {
            Ok(Ok(results)) => {
                for group in answer(work.groups, results) {
                    gather(&mut missed, group);
                }
                continue;
            }
            Ok(Err(failure)) => failure,
            Err(_) => Failure::CommitLost(DbErr::Custom("no answer in time".to_owned()), Vec::new()),
        };
        match failure {
            Failure::Repeated if !work.look_up_every_id => {
                work.look_up_every_id = true;
                stack.push(work);
            }
            Failure::Refused(error) => stack.extend(halve(db, clock, work, error).await),
            Failure::CommitLost(error, assigned) => {
                tracing::warn!(error = %Brief(&error), "COMMIT was not answered, repeating with a look-up of every id");
                metrics::COMMITS_LOST.inc();
                work.give_up_at = work.give_up_at.max(started + Duration::from_millis(LOST_COMMIT_RETRY_MS));
                work.look_up_every_id = true;
                for request in work.groups.iter_mut().flat_map(|group| &mut group.requests) {
                    request.commit_lost = true;
                }
                remember(&mut work.groups, assigned);
                stack.extend(again_later(work, error).await);
            }
            Failure::Away(error) => stack.extend(again_later(work, error).await),
            Failure::Unreadable(_) if requests_of(&work) > 1 => {
                let half = requests_of(&work) / 2;
                stack.extend(in_two(work, half));
            }
            Failure::Unreadable(error) => {
                tracing::error!(error = %Brief(&error), "a request is about something that is stored and does not read");
                refuse_all(work.groups, || Error::unavailable("what is stored does not read"));
            }
            Failure::HeadHeld => refuse_all(work.groups, || Error::unavailable("the tenant's log is held")),
            Failure::Repeated | Failure::Other(_) => {
                if let Failure::Other(error) = &failure {
                    tracing::error!(error = %Brief(error), "a flush failed in a way that is not expected");
                } else {
                    tracing::error!("an id that was looked up under the lock was there all the same");
                }
                refuse_all(work.groups, || Error::unavailable("the log could not be written"));
            }
        }
    }
    metrics::FLUSH_SECONDS.observe(started.elapsed().as_secs_f64());
    missed
}

/// Whether a COMMIT of one of the requests was not answered in an earlier flush: then any of its ids may be stored.
fn commit_was_lost(groups: &[Group]) -> bool {
    groups.iter().flat_map(|group| &group.requests).any(|request| request.commit_lost)
}

/// Adds a group to those that were missed: a tenant whose requests were separated is one group again, in their order.
fn gather(missed: &mut Vec<Group>, group: Group) {
    match missed.iter_mut().find(|known| known.tenant == group.tenant) {
        Some(known) => known.requests.extend(group.requests),
        None => missed.push(group),
    }
}

/// Answers what an attempt decided; returns the groups whose head was held.
fn answer(groups: Vec<Group>, results: Vec<GroupResult>) -> Vec<Group> {
    let mut missed = Vec::new();
    let mut appended = 0_u64;
    let mut duplicates = 0_u64;
    for (group, result) in groups.into_iter().zip(results) {
        match result {
            GroupResult::Done(outcomes) => {
                for (request, (outcomes, decided)) in group.requests.into_iter().zip(outcomes) {
                    appended += outcomes.iter().filter(|o| matches!(o, Outcome::Appended(_))).count() as u64;
                    duplicates += outcomes.iter().filter(|o| matches!(o, Outcome::Duplicate(_))).count() as u64;
                    request.answer(Ok(decided.map_or(Answer::Outcomes(outcomes), Answer::Decided)));
                }
            }
            GroupResult::Missed => missed.push(group),
            GroupResult::Closed => refuse_all(vec![group], || Error::NotFound(Thing::Tenant)),
        }
    }
    metrics::EVENTS_APPENDED.inc_by(appended);
    metrics::EVENTS_DUPLICATE.inc_by(duplicates);
    metrics::FLUSH_EVENTS.observe(appended as f64);
    missed
}

pub(super) fn refuse_all(groups: Vec<Group>, error: impl Fn() -> Error) {
    for request in groups.into_iter().flat_map(|group| group.requests) {
        request.answer(Err(error()));
    }
}

/// Waits a little before the same work is attempted again, or gives it up.
async fn again_later(work: Work, error: DbErr) -> Option<Work> {
    if Instant::now() < work.give_up_at {
        tokio::time::sleep(AWAY_PAUSE).await;
        return Some(work);
    }
    tracing::warn!(error = %Brief(&error), "PostgreSQL is away, the waiting requests are answered 503");
    refuse_all(work.groups, || Error::unavailable("PostgreSQL is away"));
    None
}

/// PostgreSQL refuses a value somewhere in the work: separates the requests, then the entries of a single request,
/// until the bad entry alone carries the refusal.
async fn halve(db: &DatabaseConnection, clock: &Clock, mut work: Work, error: DbErr) -> Vec<Work> {
    let requests = requests_of(&work);
    if requests > 1 {
        return in_two(work, requests / 2);
    }
    let Some(group) = work.groups.first_mut() else {
        return Vec::new();
    };
    let refused = match find_refused(db, clock.now(), group).await {
        Ok(refused) if !refused.is_empty() => refused,
        Ok(_) => {
            tracing::error!(error = %Brief(&error), "PostgreSQL refuses a request but none of its entries");
            refuse_all(work.groups, || Error::unavailable("the log could not be written"));
            return Vec::new();
        }
        Err(Failure::Away(error) | Failure::CommitLost(error, _)) => {
            return again_later(work, error).await.into_iter().collect();
        }
        Err(_) => {
            refuse_all(work.groups, || Error::unavailable("the log could not be written"));
            return Vec::new();
        }
    };
    tracing::warn!(count = refused.len(), error = %Brief(&error), "PostgreSQL refuses entries of a request");
    metrics::EVENTS_REFUSED.inc_by(refused.len() as u64);
    if let Some(request) = group.requests.first_mut() {
        request.refused.extend(refused.into_iter().map(|index| (index, Refusal::NotStorable)));
    }
    vec![work]
}

fn requests_of(work: &Work) -> usize {
    work.groups.iter().map(|group| group.requests.len()).sum()
}

/// Splits the work after its first `count` requests. The first half is the last of the answer: the stack's top.
fn in_two(work: Work, count: usize) -> Vec<Work> {
    let mut first = Vec::new();
    let mut second = Vec::new();
    let mut left = count;
    for mut group in work.groups {
        let here = left.min(group.requests.len());
        let rest = group.requests.split_off(here);
        left -= here;
        if !rest.is_empty() {
            second.push(Group { tenant: group.tenant, requests: rest });
        }
        if !group.requests.is_empty() {
            first.push(group);
        }
    }
    let half = |groups| Work { groups, look_up_every_id: work.look_up_every_id, give_up_at: work.give_up_at };
    vec![half(second), half(first)]
}

/// Keeps the positions that an unanswered COMMIT would have given, to tell own rows from duplicates afterwards.
fn remember(groups: &mut [Group], assigned: Vec<Vec<Vec<Outcome>>>) {
    for (group, of_group) in groups.iter_mut().zip(assigned) {
        for (request, outcomes) in group.requests.iter_mut().zip(of_group) {
            let position = |outcome| if let Outcome::Appended(position) = outcome { Some(position) } else { None };
            let now: Vec<_> = outcomes.into_iter().map(position).collect();
            // The first unanswered COMMIT may be the one that stored it: later ones found it and assigned nothing.
            if request.assigned.is_empty() {
                request.assigned = now;
            }
        }
    }
}

impl Request {
    /// A request that nobody waits for: a command that is decided outside a lane.
    pub(super) fn of_command(command: Command) -> Self {
        Self { command: Some(command), ..Self::detached(Vec::new()) }
    }

    /// A request that nobody waits for: entries that are planned outside a lane.
    pub(super) fn detached(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            command: None,
            cost_bytes: 0,
            reply: oneshot::channel().0,
            _reservation: None,
            refused: BTreeMap::new(),
            assigned: Vec::new(),
            commit_lost: false,
        }
    }
}
