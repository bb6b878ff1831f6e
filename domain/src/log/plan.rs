//! Which entry gets which position: pure, decided under the locks of the heads.
//!
//! A repeat is found in three ways: within the flush in memory; by the unique index (then the flush is repeated with
//! a look-up of every id); and, for the few entries whose partition a repeat could not know, always by a look-up:
//! those already past on arrival and those whose time is that of the receipt.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, SubsecRound, Utc};
use entity::id::{Position, TenantId};
use uuid::Uuid;

use super::heads::Head;
use super::{LAST_DAY, Outcome, Refusal, Request};
use crate::entry::{Entry, Identity, Keep};
use crate::sessions::Decision;

/// The requests of one tenant in one flush.
pub(super) struct Group {
    pub tenant: TenantId,
    pub requests: Vec<Request>,
}

/// Where repeats of an id may be: rows of these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LookUp {
    pub tenant: TenantId,
    pub event_id: Uuid,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// A stored event that has an id which was looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub position: Position,
    pub occurred_at: DateTime<Utc>,
    pub expires_on: NaiveDate,
}

pub(super) type FoundById = HashMap<(TenantId, Uuid), Vec<Found>>;

/// A row to insert.
pub(super) struct Row<'a> {
    pub tenant: TenantId,
    pub position: Position,
    pub recorded_at: DateTime<Utc>,
    pub occurred_at: DateTime<Utc>,
    pub expires_on: NaiveDate,
    pub entry: &'a Entry,
}

/// What one tenant's group comes to.
pub(super) struct GroupPlan<'a> {
    pub rows: Vec<Row<'a>>,
    pub head: Position,
    pub recorded_at: DateTime<Utc>,
    /// Where the row of the head is.
    pub place: String,
    /// The last day on which an event about a session leaves.
    pub sessions_until: Option<NaiveDate>,
    /// One list per request, one outcome per entry.
    pub outcomes: Vec<Vec<Outcome>>,
}

/// The requests of one tenant, each with what was decided of it if it is a command.
pub(super) type Decided<'a> = &'a [Option<Decision>];

/// The entries of a request: its own, or those that its command has come to.
fn entries<'a>(request: &'a Request, decision: Option<&'a Decision>) -> &'a [Entry] {
    decision.map_or(&request.entries, |decision| &decision.entries)
}

/// When the rows of a flush are recorded: never earlier than the last of the tenant.
fn recorded_at(now: DateTime<Utc>, head: &Head) -> DateTime<Utc> {
    now.trunc_subsecs(6).max(head.recorded_at)
}

/// The day a row leaves, and whether the event was already past on arrival (then it counts from the receipt).
///
/// Counted by the clock, not by `recorded_at`: one process whose clock was ahead moves that for everybody.
fn expires_on(entry: &Entry, now: DateTime<Utc>, head: &Head) -> (NaiveDate, bool) {
    let kept = Days::new(u64::from(head.retention_days));
    match entry.keep {
        Keep::Always => return (LAST_DAY, false),
        // At least as long as any other: one may be over on the day before it is noted so, or long before.
        Keep::Session(over_on) => return (over_on.max(now.date_naive()) + kept, false),
        Keep::Retention => {}
    }
    let today = now.date_naive();
    match entry.occurred_at.date_naive().checked_add_days(kept) {
        Some(day) if day >= today => (day, false),
        _ => (today + kept, true),
    }
}

/// The days on which a repeat of this entry can have been stored to expire, or `None` when there can be none.
fn days_of_repeats(entry: &Entry, now: DateTime<Utc>, head: &Head, every: bool) -> Option<(NaiveDate, NaiveDate)> {
    let shortest = Days::new(u64::from(head.retention_days_min));
    let longest = Days::new(u64::from(head.retention_days_max));
    let (day, past) = expires_on(entry, now, head);
    if entry.keep == Keep::Always {
        return every.then_some((LAST_DAY, LAST_DAY));
    }
    let today = now.date_naive();
    match (entry.identity, head.changing_since) {
        (Identity::Ours, _) if !every => None,
        // While a change of retention is carried out, a stored event may be anywhere between its old home and its new
        // one; what was past when it was ordered is no event any more.
        (Identity::Ours | Identity::Stable, Some(since)) if !past => {
            let occurred_on = entry.occurred_at.date_naive();
            Some(((occurred_on + shortest).max(since.min(today)), occurred_on.max(today) + longest))
        }
        // Stored at any time since: as long as it is kept, it leaves between today and the end of the retention.
        _ if past => Some((today, today + longest)),
        // A repeat may come after midnight.
        (Identity::Receipt, _) => Some((today - Days::new(1) + shortest, today + longest)),
        (Identity::Ours | Identity::Stable, _) => every.then(|| (entry.occurred_at.date_naive() + shortest, day)),
    }
}

/// The look-ups that a group needs before it can be planned; of every id when `every` is set.
pub(super) fn look_ups(group: &Group, head: &Head, now: DateTime<Utc>, every: bool) -> Vec<LookUp> {
    let entries = group.requests.iter().flat_map(|request| &request.entries);
    entries
        .filter_map(|entry| {
            let (from, to) = days_of_repeats(entry, now, head, every)?;
            Some(LookUp { tenant: group.tenant, event_id: entry.event_id.uuid(), from, to })
        })
        .collect()
}

/// Assigns positions to the entries of a group that are neither repeats nor refused.
pub(super) fn plan<'a>(
    group: &'a Group,
    decided: Decided<'a>,
    head: &Head,
    now: DateTime<Utc>,
    found: &FoundById,
) -> GroupPlan<'a> {
    let recorded_at = recorded_at(now, head);
    let count = group.requests.iter().map(|request| request.entries.len()).sum();
    let mut rows: Vec<Row<'a>> = Vec::with_capacity(count);
    let mut known: HashMap<(Uuid, NaiveDate), usize> = HashMap::new();
    let mut outcomes = Vec::with_capacity(group.requests.len());
    let mut sessions_until = None;
    for (request, decision) in group.requests.iter().zip(decided) {
        let mut answers = Vec::with_capacity(request.entries.len());
        for (index, entry) in entries(request, decision.as_ref()).iter().enumerate() {
            if let Some(refusal) = request.refused.get(&index) {
                answers.push(Outcome::Refused(*refusal));
                continue;
            }
            let occurred_at = entry.occurred_at.trunc_subsecs(6);
            let (expires_on, _) = expires_on(entry, now, head);
            let event_id = entry.event_id.uuid();
            let stored = found.get(&(group.tenant, event_id)).map_or(&[][..], Vec::as_slice);
            if let Some(answer) = of_stored(entry, occurred_at, expires_on, stored) {
                answers.push(own_after_lost_commit(request, index, answer));
                continue;
            }
            if entry.identity != Identity::Ours {
                if let Some(earlier) = known.get(&(event_id, expires_on)).map(|&at| &rows[at]) {
                    answers.push(of_repeat(entry, occurred_at, earlier.occurred_at, earlier.position));
                    continue;
                }
                known.insert((event_id, expires_on), rows.len());
            }
            if matches!(entry.keep, Keep::Session(_)) {
                sessions_until = sessions_until.max(Some(expires_on));
            }
            let position = Position(head.position.0 + 1 + rows.len() as i64);
            rows.push(Row { tenant: group.tenant, position, recorded_at, occurred_at, expires_on, entry });
            answers.push(Outcome::Appended(position));
        }
        outcomes.push(answers);
    }
    let place = head.place.clone();
    let head = Position(head.position.0 + rows.len() as i64);
    GroupPlan { rows, head, recorded_at, place, sessions_until, outcomes }
}

/// What stored events with the same id make of an entry: a repeat, a taken id, or nothing.
fn of_stored(entry: &Entry, occurred_at: DateTime<Utc>, expires_on: NaiveDate, stored: &[Found]) -> Option<Outcome> {
    let same = stored.iter().find(|row| entry.identity == Identity::Receipt || row.occurred_at == occurred_at);
    if let Some(row) = same {
        return Some(Outcome::Duplicate(row.position));
    }
    let taken = stored.iter().any(|row| row.expires_on == expires_on);
    taken.then_some(Outcome::Refused(Refusal::EventIdTaken))
}

/// What an earlier entry of the same flush with the same id and day makes of an entry.
fn of_repeat(entry: &Entry, occurred_at: DateTime<Utc>, earlier: DateTime<Utc>, position: Position) -> Outcome {
    if entry.identity == Identity::Receipt || earlier == occurred_at {
        Outcome::Duplicate(position)
    } else {
        Outcome::Refused(Refusal::EventIdTaken)
    }
}

/// A row found where this very request put it before its COMMIT went unanswered is no duplicate.
fn own_after_lost_commit(request: &Request, index: usize, answer: Outcome) -> Outcome {
    match answer {
        Outcome::Duplicate(position) if request.assigned.get(index) == Some(&Some(position)) => {
            Outcome::Appended(position)
        }
        other => other,
    }
}
