//! Single answers: whether the contract allows them, and whether they show what is another's.

use super::{Finding, Property};
use crate::evidence::Evidence;
use crate::history::{Answer, Asked, Entry, Moment, Told};

/// For how long a statistic may be counted before it is given up as too broad: by the clock, whatever took so long.
const STATISTIC_US_MAX: Moment = 4_000_000;

pub(super) fn check(evidence: &Evidence, findings: &mut Vec<Finding>) {
    for entry in &evidence.entries {
        let slug = &evidence.tenants[entry.tenant].slug;
        for other in &entry.foreign {
            let text = format!("{slug} was answered something of {}: {entry:?}", evidence.tenants[*other].slug);
            findings.push(Finding::new(Property::NothingForeign, text));
        }
        if let (Asked::Trespass(_), Told::Yes(true)) = (&entry.asked, entry.answer.told()) {
            findings.push(Finding::new(Property::NothingForeign, format!("{slug} could do this: {entry:?}")));
        }
        if let (Asked::Find(number), Told::Yes(false)) = (&entry.asked, entry.answer.told()) {
            let text = format!("{slug}: event {number} was acknowledged and is not found: {entry:?}");
            findings.push(Finding::new(Property::WrittenOnce, text));
        }
        if let Some(why) = refusal(entry) {
            findings.push(Finding::new(Property::AnswersAllowed, format!("{slug}: {why}: {entry:?}")));
        }
    }
}

/// What is wrong with an answer, if anything.
fn refusal(entry: &Entry) -> Option<&'static str> {
    let Answer::Told { status, code, retry_after, told } = &entry.answer else { return None };
    if matches!(told, Told::Unreadable(_)) {
        return Some("what is answered is not what it should be");
    }
    if *status == 503 {
        let is_tail = matches!(entry.asked, Asked::Look("tail"));
        let is_known = matches!(code.as_str(), "unavailable" | "revocation_pending") || is_tail;
        return (!is_known || !retry_after).then_some("a 503 without a known code or Retry-After");
    }
    let allowed: &[(u16, &str)] = match &entry.asked {
        Asked::Look("statistics") if entry.ended - entry.begun >= STATISTIC_US_MAX => &[(200, ""), (422, "too_broad")],
        Asked::AppendOne(_) => &[(201, "")],
        Asked::AppendBatch(_) | Asked::Find(_) | Asked::Check { .. } | Asked::Look(_) => &[(200, "")],
        // A repeat may find that all sessions of the user were ended meanwhile.
        Asked::SignIn { .. } => &[(201, ""), (409, "session_ended")],
        Asked::Refresh { .. } => &[(201, ""), (404, "session_not_found")],
        Asked::EndOne { .. } | Asked::EndAll { .. } => &[(204, "")],
        Asked::Trespass(_) => &[(200, ""), (204, ""), (404, "session_not_found")],
    };
    (!allowed.contains(&(*status, code.as_str()))).then_some("the contract does not allow it here")
}
