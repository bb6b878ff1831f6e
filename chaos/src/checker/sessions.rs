//! Sessions: none that was ended is accepted, none that was not is refused.
//!
//! Only order in real time counts: what began after something else was answered came after it. What overlaps may have been
//! in either order, and is never held against anybody.

use std::collections::HashMap;

use super::{Finding, Property};
use crate::evidence::Evidence;
use crate::faults::Fault;
use crate::history::{Answer, Asked, Entry, Moment, Told};

/// For how long a refresh that is sent again has the same answer, less what clocks may lose meanwhile.
const GRACE_US: Moment = 25_000_000;

/// What the clients know of a session.
#[derive(Default)]
struct Known<'e> {
    sign_ins: Vec<&'e Entry>,
    checks: Vec<(u32, &'e Entry)>,
    refreshes: Vec<(u32, &'e Entry)>,
    ends: Vec<&'e Entry>,
}

/// All that was known to end sessions of a user.
type EndsOfUsers<'e> = HashMap<(usize, &'e str), Vec<&'e Entry>>;

pub(super) fn check(evidence: &Evidence, findings: &mut Vec<Finding>) {
    let (mut sessions, mut of_users) = (HashMap::<u64, Known<'_>>::new(), EndsOfUsers::new());
    for entry in &evidence.entries {
        match &entry.asked {
            Asked::SignIn { session, .. } => sessions.entry(*session).or_default().sign_ins.push(entry),
            Asked::Check { session, rotation } => {
                sessions.entry(*session).or_default().checks.push((*rotation, entry));
            }
            Asked::Refresh { session, rotation } => {
                sessions.entry(*session).or_default().refreshes.push((*rotation, entry));
            }
            Asked::EndOne { session } => sessions.entry(*session).or_default().ends.push(entry),
            Asked::EndAll { user } => of_users.entry((entry.tenant, user)).or_default().push(entry),
            _ => {}
        }
    }
    let clocks_stepped: Vec<(Moment, Moment)> = evidence
        .faults
        .iter()
        .filter(|happened| matches!(happened.fault, Fault::ClockStepped(..)))
        .map(|happened| (happened.begun, happened.ended))
        .collect();
    for (number, known) in &sessions {
        let Some((started, user)) = known.started() else { continue };
        let of_user = of_users.get(&(started.tenant, user)).map(Vec::as_slice).unwrap_or_default();
        check_ended(*number, known, started, of_user, findings);
        check_live(*number, known, started, of_user, findings);
        check_grace(*number, known, started, of_user, &clocks_stepped, findings);
    }
}

impl<'e> Known<'e> {
    /// The sign-in that was acknowledged, and for whom.
    fn started(&self) -> Option<(&'e Entry, &'e str)> {
        let started = self.sign_ins.iter().find(|entry| entry.is(201))?;
        let Asked::SignIn { user, .. } = &started.asked else { return None };
        Some((started, user))
    }
}

/// How many checks accepted a token that began after its successor was given out.
#[must_use]
pub fn replaced_accepted(evidence: &Evidence) -> usize {
    let mut replaced: HashMap<(u64, u32), Moment> = HashMap::new();
    for entry in evidence.entries.iter().filter(|entry| entry.is(201)) {
        if let Asked::Refresh { session, rotation } = entry.asked {
            replaced.entry((session, rotation)).or_insert(entry.ended);
        }
    }
    let is_accepted = |entry: &&Entry| match entry.asked {
        Asked::Check { session, rotation } => {
            let since = replaced.get(&(session, rotation));
            *entry.answer.told() == Told::Yes(true) && since.is_some_and(|since| *since < entry.begun)
        }
        _ => false,
    };
    evidence.entries.iter().filter(is_accepted).count()
}

/// When it was acknowledged that a session has ended, if it was.
fn ended_at(known: &Known<'_>, started: &Entry, of_user: &[&Entry]) -> Option<Moment> {
    // Whoever ends all of a user ends what had been started before that; what came meanwhile may have come after it.
    let of_user = of_user.iter().filter(|end| end.begun > started.ended);
    let acknowledged = known.ends.iter().chain(of_user).filter(|end| end.is(204));
    acknowledged.map(|end| end.ended).min()
}

/// Since when a session may have ended, because somebody may have begun to end it.
fn may_have_ended_since(known: &Known<'_>, started: &Entry, of_user: &[&Entry]) -> Moment {
    // One that was never answered may be carried out at any time later, also on what was started after it.
    let reaches = |end: &&&Entry| matches!(end.answer, Answer::None) || end.ended > started.begun;
    let begun = known.ends.iter().chain(of_user.iter().filter(reaches)).map(|end| end.begun);
    begun.min().unwrap_or(Moment::MAX)
}

fn check_ended(number: u64, known: &Known<'_>, started: &Entry, of_user: &[&Entry], findings: &mut Vec<Finding>) {
    let Some(ended) = ended_at(known, started, of_user) else { return };
    let mut wrong = |what: &str, entry: &Entry| {
        let text = format!("session {number} was ended at {ended} us, and later {what}: {entry:?}");
        findings.push(Finding::new(Property::EndedStaysEnded, text));
    };
    for (_, check) in known.checks.iter().filter(|(_, check)| check.begun > ended) {
        if *check.answer.told() == Told::Yes(true) {
            wrong("accepted", check);
        }
    }
    for (_, refresh) in known.refreshes.iter().filter(|(_, refresh)| refresh.begun > ended) {
        if refresh.is(201) {
            wrong("refreshed", refresh);
        }
    }
}

fn check_live(number: u64, known: &Known<'_>, started: &Entry, of_user: &[&Entry], findings: &mut Vec<Finding>) {
    // A sign-in that was repeated because no answer came may be carried out once more, and gives another secret then.
    if known.sign_ins.iter().any(|entry| matches!(entry.answer, Answer::None)) {
        return;
    }
    let may_have_ended = may_have_ended_since(known, started, of_user);
    for (rotation, check) in &known.checks {
        // A token that somebody has begun to rotate opens nothing from some moment on.
        let rotated = known.refreshes.iter().filter(|(of, _)| of == rotation);
        let until = rotated.map(|(_, refresh)| refresh.begun).min().unwrap_or(Moment::MAX).min(may_have_ended);
        // One before it that was not answered may be carried out later, and is reuse then.
        let unanswered = known
            .refreshes
            .iter()
            .any(|(_, refresh)| matches!(refresh.answer, Answer::None) && refresh.begun < check.ended);
        if *check.answer.told() == Told::Yes(false) && check.ended < until && !unanswered {
            let text = format!("session {number} was refused, and nobody had ended it: {check:?}");
            findings.push(Finding::new(Property::NobodySignedOut, text));
        }
    }
}

/// A refresh that was not answered is answered when it is sent again in time.
fn check_grace(
    number: u64,
    known: &Known<'_>,
    started: &Entry,
    of_user: &[&Entry],
    clocks_stepped: &[(Moment, Moment)],
    findings: &mut Vec<Finding>,
) {
    let may_have_ended = may_have_ended_since(known, started, of_user);
    let sure_of_token = !known.sign_ins.iter().any(|entry| matches!(entry.answer, Answer::None));
    for (rotation, refresh) in known.refreshes.iter().filter(|(_, refresh)| refresh.is(404)) {
        let same = known.refreshes.iter().filter(|(of, _)| of == rotation);
        let first = same.map(|(_, refresh)| refresh.begun).min().unwrap_or(refresh.begun);
        let earlier_in_doubt =
            known.refreshes.iter().any(|(of, earlier)| of < rotation && matches!(earlier.answer, Answer::None));
        let in_time = refresh.ended - first < GRACE_US && refresh.ended < may_have_ended;
        let clocks_right = clocks_stepped.iter().all(|(from, to)| *to < first || *from > refresh.ended);
        if in_time && clocks_right && sure_of_token && !earlier_in_doubt {
            let text = format!("session {number} was not refreshed, and nobody had ended it: {refresh:?}");
            findings.push(Finding::new(Property::NobodySignedOut, text));
        }
    }
}
