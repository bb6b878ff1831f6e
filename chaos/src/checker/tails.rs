//! What those saw who followed a log.

use super::{Finding, Property};
use crate::evidence::Evidence;
use crate::load::Followed;

pub(super) fn check(evidence: &Evidence, findings: &mut Vec<Finding>) {
    for followed in &evidence.followed {
        let who = format!("{} through API {}", evidence.tenants[followed.tenant].slug, followed.api);
        if let Some(text) = fault(evidence, followed) {
            findings.push(Finding::new(Property::TailsWhole, format!("{who}: {text}")));
        }
        for other in &followed.foreign {
            let text = format!("{who}: something of {} came", evidence.tenants[*other].slug);
            findings.push(Finding::new(Property::NothingForeign, text));
        }
    }
}

/// The first place at which what was seen is not the log.
fn fault(evidence: &Evidence, followed: &Followed) -> Option<String> {
    let log = &evidence.logs[followed.tenant];
    for (index, (position, id)) in followed.seen.iter().enumerate() {
        let Some(logged) = log.get(index) else {
            return Some(format!("{position} came, and the log has no more than {index} events"));
        };
        let is_that = id.trim_start_matches("evt_").parse() == Ok(logged.id);
        if *position != logged.position || !is_that {
            return Some(format!("{position} ({id}) came where the log has {} ({})", logged.position, logged.id));
        }
    }
    let (reached, until) =
        (followed.seen.last().map_or(0, |(position, _)| *position), evidence.followed_until[followed.tenant]);
    (reached < until).then(|| format!("it came to {reached}, and was to come to {until}"))
}
