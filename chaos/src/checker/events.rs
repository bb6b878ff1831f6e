//! The logs: every acknowledged event once and as it was sent, positions without gaps, nothing of anybody else.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Finding, Property};
use crate::content::Logged;
use crate::evidence::Evidence;
use crate::history::{Asked, Entry, Posted, Settled, Told};

/// What the clients know of an event.
struct Known {
    tenant: usize,
    posted: Posted,
    /// Where it is, as it was acknowledged; each acknowledgement says the same.
    acknowledged: Option<(i64, Option<Uuid>)>,
}

pub(super) fn check(evidence: &Evidence, findings: &mut Vec<Finding>) {
    let known = known(&evidence.entries, findings);
    let mut stored: HashMap<u64, Vec<(usize, &Logged)>> = HashMap::new();
    for (tenant, log) in evidence.logs.iter().enumerate() {
        check_positions(evidence, tenant, log, findings);
        for logged in log {
            check_content(evidence, tenant, logged, findings);
            if let Some(number) = logged.number {
                stored.entry(number).or_default().push((tenant, logged));
            }
        }
    }
    for (number, known) in &known {
        let at = stored.get(number).map(Vec::as_slice).unwrap_or_default();
        check_event(evidence, *number, known, at, findings);
    }
    for number in stored.keys().filter(|number| !known.contains_key(number)) {
        findings.push(Finding::new(Property::WrittenOnce, format!("event {number} is there, and nobody posted it")));
    }
    check_starts(evidence, findings);
}

/// Gathers what was posted and acknowledged, by number.
fn known(entries: &[Entry], findings: &mut Vec<Finding>) -> HashMap<u64, Known> {
    let mut known: HashMap<u64, Known> = HashMap::new();
    for entry in entries {
        let settled = match entry.answer.told() {
            Told::Settled(settled) => settled.as_slice(),
            _ => &[],
        };
        for (index, posted) in entry.asked.posted().iter().enumerate() {
            let event = known.entry(posted.number).or_insert(Known {
                tenant: entry.tenant,
                posted: *posted,
                acknowledged: None,
            });
            let (position, id) = match settled.get(index) {
                Some(Settled::At { position, id }) => (*position, *id),
                Some(Settled::Refused(code)) => {
                    let text = format!("event {} was refused: {code}", posted.number);
                    findings.push(Finding::new(Property::AnswersAllowed, text));
                    continue;
                }
                None => continue,
            };
            match event.acknowledged {
                Some((before, _)) if before != position => {
                    let text = format!("event {} was acknowledged at {before} and at {position}", posted.number);
                    findings.push(Finding::new(Property::WrittenOnce, text));
                }
                _ => event.acknowledged = Some((position, id)),
            }
        }
    }
    known
}

fn check_positions(evidence: &Evidence, tenant: usize, log: &[Logged], findings: &mut Vec<Finding>) {
    let slug = &evidence.tenants[tenant].slug;
    let mut expected = 1;
    for logged in log {
        if logged.position != expected {
            let text = format!("{slug}: after {} comes {}", expected - 1, logged.position);
            findings.push(Finding::new(Property::PositionsWhole, text));
        }
        expected = logged.position + 1;
    }
    for pair in log.windows(2).filter(|pair| pair[1].recorded_at < pair[0].recorded_at) {
        let text = format!("{slug}: the time of storing runs backwards at {}", pair[1].position);
        findings.push(Finding::new(Property::PositionsWhole, text));
    }
    let head = evidence.heads[tenant];
    if head != expected - 1 {
        let text = format!("{slug}: the log ends at {}, and its head is {head}", expected - 1);
        findings.push(Finding::new(Property::PositionsWhole, text));
    }
}

fn check_content(evidence: &Evidence, tenant: usize, logged: &Logged, findings: &mut Vec<Finding>) {
    let (slug, position) = (&evidence.tenants[tenant].slug, logged.position);
    for other in &logged.foreign {
        let text = format!("{slug}: the event at {position} is of {}", evidence.tenants[*other].slug);
        findings.push(Finding::new(Property::NothingForeign, text));
    }
    // What is another's was not posted here: that has been said.
    if let Some(flaw) = logged.flaw.as_ref().filter(|_| logged.foreign.is_empty()) {
        let text = format!("{slug}: the event at {position} is not as it was posted: {flaw}");
        findings.push(Finding::new(Property::WrittenOnce, text));
    }
}

fn check_event(
    evidence: &Evidence,
    number: u64,
    known: &Known,
    stored: &[(usize, &Logged)],
    findings: &mut Vec<Finding>,
) {
    let mut wrong = |text: String| findings.push(Finding::new(Property::WrittenOnce, text));
    let slug = &evidence.tenants[known.tenant].slug;
    let own: Vec<&Logged> = stored.iter().filter(|(tenant, _)| *tenant == known.tenant).map(|(_, at)| *at).collect();
    if own.len() > 1 {
        let positions: Vec<i64> = own.iter().map(|logged| logged.position).collect();
        wrong(format!("{slug}: event {number} is there more than once, at {positions:?}"));
    }
    let (Some(logged), acknowledged) = (own.first(), known.acknowledged) else {
        if let Some((position, _)) = known.acknowledged {
            wrong(format!("{slug}: event {number} was acknowledged at {position} and is not there"));
        }
        return;
    };
    if let Some((position, id)) = acknowledged
        && !own.iter().any(|logged| logged.position == position && id.is_none_or(|id| id == logged.id))
    {
        wrong(format!("{slug}: event {number} was acknowledged at {position} and is at {}", logged.position));
    }
    if known.posted.id.is_some_and(|id| id != logged.id) {
        wrong(format!("{slug}: event {number} has another id than it was posted with"));
    }
    // The log has microseconds.
    let differs = |at: chrono::DateTime<chrono::Utc>| (at - logged.occurred_at).num_microseconds() != Some(0);
    if known.posted.occurred_at.is_some_and(differs) {
        wrong(format!("{slug}: event {number} has another time than it was posted with"));
    }
}

/// Every sign-in that was acknowledged has begun once, and no other one more than once.
fn check_starts(evidence: &Evidence, findings: &mut Vec<Finding>) {
    let mut started: HashMap<(usize, u64), usize> = HashMap::new();
    for (tenant, log) in evidence.logs.iter().enumerate() {
        for number in log.iter().filter_map(|logged| logged.session) {
            *started.entry((tenant, number)).or_default() += 1;
        }
    }
    for entry in &evidence.entries {
        let Asked::SignIn { session, .. } = &entry.asked else { continue };
        let count = started.get(&(entry.tenant, *session)).copied().unwrap_or_default();
        if count > 1 || (count == 0 && entry.is(201)) {
            let slug = &evidence.tenants[entry.tenant].slug;
            let text = format!("{slug}: session {session} was started {count} times");
            findings.push(Finding::new(Property::WrittenOnce, text));
        }
    }
}
