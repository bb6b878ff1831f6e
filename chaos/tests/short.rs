//! The fault suite, shortened: each kind of fault once, by a fixed seed. `make chaos` is the long form.

use std::collections::BTreeSet;
use std::time::Duration;

use chaos::faults::schedule;
use chaos::history::{Asked, Told};
use chaos::run::{Plan, run};
use chaos::{checker, report};

const SEED: u64 = 8;
/// How long a fault lasts at most.
const LONGEST: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_goes_wrong_nothing_acknowledged_is_lost_and_nothing_ended_comes_back() {
    let time = Duration::ZERO;
    let plan = Plan { seed: SEED, schedule: schedule(SEED, time, LONGEST), time, tell: |line| eprintln!("{line}") };

    let done = run(&plan).await.expect("there are PostgreSQL and Redis, and they are there in the end");

    let evidence = done.evidence.clone();
    let (findings, can_be_full) = (checker::check(&evidence), done.installation.postgres.can_be_full());
    eprintln!("{}", report::table(&evidence, &findings));
    done.stop().await;
    assert!(findings.is_empty(), "{} findings, see the table", findings.len());
    let planned = plan.schedule.iter().filter(|planned| can_be_full || !planned.fault.fills_the_disk());
    let planned: BTreeSet<&str> = planned.map(|planned| planned.fault.kind()).collect();
    let happened: BTreeSet<&str> = evidence.faults.iter().map(|happened| happened.fault.kind()).collect();
    assert_eq!(happened, planned);
    // There was something to be found.
    let is_check = |told: bool| {
        let checks = evidence.entries.iter().filter(|entry| matches!(entry.asked, Asked::Check { .. }));
        checks.filter(move |entry| *entry.answer.told() == Told::Yes(told)).count()
    };
    assert!(is_check(true) > 0 && is_check(false) > 0);
    assert!(evidence.entries.iter().any(|entry| entry.is(503)), "something was away");
    assert!(evidence.followed.iter().any(|followed| followed.connections > 1), "somebody came back");
}
