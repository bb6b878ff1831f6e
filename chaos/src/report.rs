//! What a run came to, as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::checker::{self, Finding, Property};
use crate::evidence::Evidence;
use crate::history::{Asked, Entry, Settled, Told};

/// Most findings of one kind that are written out.
const FINDINGS_SHOWN_MAX: usize = 12;

/// Requests by kind and status, faults by kind, what was acknowledged and checked, and how each property stands.
#[must_use]
pub fn table(evidence: &Evidence, findings: &[Finding]) -> String {
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = requests(&mut text, evidence);
    let _ = faults(&mut text, evidence);
    let _ = sums(&mut text, evidence);
    let _ = properties(&mut text, findings);
    text
}

fn requests(text: &mut String, evidence: &Evidence) -> std::fmt::Result {
    let mut by_kind: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for entry in &evidence.entries {
        let status = entry.answer.status().map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        *by_kind.entry(entry.asked.kind()).or_default().entry(status).or_default() += 1;
    }
    writeln!(text, "\nrequests")?;
    for (kind, by_status) in by_kind {
        let counts: Vec<String> = by_status.iter().map(|(status, count)| format!("{status}: {count}")).collect();
        writeln!(text, "  {kind:26}{}", counts.join(", "))?;
    }
    Ok(())
}

/// How often each kind came, for how long together, and how many requests were refused or not answered meanwhile: other
/// faults may have been there at the same time.
fn faults(text: &mut String, evidence: &Evidence) -> std::fmt::Result {
    let has_failed = |entry: &&Entry| entry.answer.status().is_none_or(|status| status >= 500);
    let failed: Vec<&Entry> = evidence.entries.iter().filter(has_failed).collect();
    let mut by_kind: BTreeMap<&str, (usize, u64, usize)> = BTreeMap::new();
    for happened in evidence.faults.iter().filter(|happened| happened.failed.is_none()) {
        let (count, lasted, failed_meanwhile) = by_kind.entry(happened.fault.kind()).or_default();
        *count += 1;
        *lasted += happened.ended - happened.begun;
        let meanwhile = |entry: &&&Entry| entry.begun < happened.ended && happened.begun < entry.ended;
        *failed_meanwhile += failed.iter().filter(meanwhile).count();
    }
    writeln!(text, "\nfaults")?;
    for (kind, (count, lasted, failed_meanwhile)) in by_kind {
        let seconds = std::time::Duration::from_micros(lasted).as_secs_f64();
        writeln!(text, "  {kind:30}{count:5}  {seconds:7.1} s  {failed_meanwhile:6} requests failed meanwhile")?;
    }
    Ok(())
}

fn sums(text: &mut String, evidence: &Evidence) -> std::fmt::Result {
    let (mut acknowledged, mut ended, mut checks) = (BTreeSet::new(), BTreeSet::new(), [0_usize; 2]);
    for entry in &evidence.entries {
        let (posted, told) = (entry.asked.posted(), entry.answer.told());
        if let Told::Settled(settled) = told {
            let at = posted.iter().zip(settled).filter(|(_, settled)| matches!(settled, Settled::At { .. }));
            acknowledged.extend(at.map(|(posted, _)| posted.number));
        }
        match (&entry.asked, told) {
            (Asked::EndOne { session }, _) if entry.is(204) => drop(ended.insert(*session)),
            (Asked::Check { .. }, Told::Yes(active)) => checks[usize::from(*active)] += 1,
            _ => {}
        }
    }
    let logged: usize = evidence.logs.iter().map(Vec::len).sum();
    let seen: usize = evidence.followed.iter().map(|followed| followed.seen.len()).sum();
    let connections: usize = evidence.followed.iter().map(|followed| followed.connections).sum();
    writeln!(text, "\nsums")?;
    writeln!(text, "  {:38}{:9}", "events that were acknowledged", acknowledged.len())?;
    writeln!(text, "  {:38}{logged:9}", "events in the logs")?;
    writeln!(text, "  {:38}{:9}", "sessions that were ended one by one", ended.len())?;
    writeln!(text, "  {:38}{:9}", "checks that found a session live", checks[1])?;
    writeln!(text, "  {:38}{:9}", "checks that found none", checks[0])?;
    let replaced = checker::replaced_accepted(evidence);
    writeln!(text, "  {:38}{replaced:9}", "checks that accepted a replaced token")?;
    writeln!(text, "  {:38}{seen:9}  over {connections} connections", "events that came to those who follow")
}

fn properties(text: &mut String, findings: &[Finding]) -> std::fmt::Result {
    writeln!(text, "\nproperties")?;
    for property in Property::ALL {
        let of_it: Vec<&Finding> = findings.iter().filter(|finding| finding.property == property).collect();
        let stands = if of_it.is_empty() { "holds".to_owned() } else { format!("NOT SO, {} times", of_it.len()) };
        writeln!(text, "  {:42}{stands}", property.words())?;
        for finding in of_it.iter().take(FINDINGS_SHOWN_MAX) {
            writeln!(text, "      {}", finding.text)?;
        }
    }
    Ok(())
}
