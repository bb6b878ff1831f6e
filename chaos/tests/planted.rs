//! The checker's own test: over a calm run it finds nothing, and everything that is made wrong on purpose it finds.

use std::time::Duration;

use chaos::checker::{Finding, Property, check};
use chaos::evidence::{self, Evidence};
use chaos::history::{Answer, Asked, Entry, Settled, Told};
use chaos::load;
use chaos::run::{Plan, Run, TENANTS, run};
use sqlx::PgConnection;
use uuid::Uuid;

/// How long the load lasts.
const TIME: Duration = Duration::from_secs(6);

/// The run, and the database as superuser.
struct Planting {
    run: Run,
    db: PgConnection,
}

impl Planting {
    /// What the checker finds now: logs, heads and history are looked at anew.
    async fn findings(&self) -> Vec<Finding> {
        let seen = Evidence::gather(&self.run.installation, &self.run.ground).await.expect("everything runs");
        let before = &self.run.evidence;
        let (followed, followed_until) = (before.followed.clone(), before.followed_until.clone());
        check(&Evidence { followed, followed_until, ..seen })
    }

    async fn execute(&mut self, sql: &'static str, tenant: Uuid, position: i64) -> u64 {
        let done = sqlx::query(sql).bind(tenant).bind(position).execute(&mut self.db).await;
        done.expect("it is a statement").rows_affected()
    }

    /// An acknowledged batch of several events: its tenant, its events' numbers, and their positions.
    fn batch(&self) -> (usize, Vec<u64>, Vec<i64>) {
        let batch =
            self.run.evidence.entries.iter().rev().find_map(|entry| match (&entry.asked, entry.answer.told()) {
                (Asked::AppendBatch(posted), Told::Settled(settled)) => {
                    let at = settled.iter().filter_map(|settled| match settled {
                        Settled::At { position, .. } => Some(*position),
                        Settled::Refused(_) => None,
                    });
                    Some((entry.tenant, posted.iter().map(|posted| posted.number).collect(), at.collect()))
                }
                _ => None,
            });
        batch.expect("the load posts batches")
    }

    fn tenant(&self, number: usize) -> Uuid {
        self.run.ground.tenants[number].id
    }
}

fn assert_found(findings: &[Finding], property: Property, part: &str) {
    let found = findings.iter().any(|finding| finding.property == property && finding.text.contains(part));
    assert!(found, "{property:?} {part:?} is not among {findings:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_checker_finds_everything_that_is_made_wrong_on_purpose() {
    let plan = Plan { seed: 1, schedule: Vec::new(), time: TIME, tell: |line| eprintln!("{line}") };
    let run = run(&plan).await.expect("there are PostgreSQL and Redis");
    let db = run.installation.postgres.connect().await.expect("it runs");
    // What is planted in a log and taken back must not be projected meanwhile.
    for worker in &run.installation.workers {
        worker.process.kill().await.expect("it runs");
    }
    let mut planting = Planting { run, db };
    assert_eq!(check(&planting.run.evidence), [], "a calm run is without fault");

    an_acknowledged_batch_is_dropped(&mut planting).await;
    an_event_is_changed(&mut planting).await;
    a_duplicate_is_stored(&mut planting).await;
    a_row_is_leaked(&mut planting).await;
    assert_eq!(planting.findings().await, [], "what was planted is gone");
    history_and_tails_are_made_wrong(&planting.run.evidence);
    somebody_is_signed_out(&mut planting).await;
    a_revocation_is_forgotten(&mut planting).await;
    an_api_ends_by_itself(&planting).await;

    planting.run.stop().await;
}

async fn an_acknowledged_batch_is_dropped(planting: &mut Planting) {
    let (tenant, numbers, positions) = planting.batch();
    let id = planting.tenant(tenant);
    sqlx::raw_sql("create table kept (like event)").execute(&mut planting.db).await.expect("it is a statement");
    for position in &positions {
        let sql = "with gone as (delete from event where tenant_id = $1 and position = $2 returning *)
                   insert into kept select * from gone";
        assert_eq!(planting.execute(sql, id, *position).await, 1);
    }

    let findings = planting.findings().await;

    for number in numbers {
        assert_found(&findings, Property::WrittenOnce, &format!("event {number} was acknowledged"));
    }
    assert_found(&findings, Property::PositionsWhole, "after ");
    assert_found(&findings, Property::TailsWhole, " came where the log has ");
    let back = "insert into event select * from kept where tenant_id = $1 and position >= $2";
    assert_eq!(planting.execute(back, id, 0).await, positions.len() as u64);
}

async fn an_event_is_changed(planting: &mut Planting) {
    let (tenant, _, positions) = planting.batch();
    let id = planting.tenant(tenant);
    let change = "update event set status = status + 1 where tenant_id = $1 and position = $2";
    assert_eq!(planting.execute(change, id, positions[0]).await, 1);

    let findings = planting.findings().await;

    assert_found(&findings, Property::WrittenOnce, "is not as it was posted: status");
    let back = "update event set status = status - 1 where tenant_id = $1 and position = $2";
    planting.execute(back, id, positions[0]).await;
}

async fn a_duplicate_is_stored(planting: &mut Planting) {
    let (tenant, numbers, positions) = planting.batch();
    let id = planting.tenant(tenant);
    let sql = "with head as (update tenant_head set position = position + 1 where tenant_id = $1 returning position)
               insert into event
               select (jsonb_populate_record(e, jsonb_build_object(
                          'position', head.position, 'event_id', gen_random_uuid(), 'recorded_at', now()))).*
               from event e, head
               where e.tenant_id = $1
                 and e.position = $2";
    assert_eq!(planting.execute(sql, id, positions[0]).await, 1);

    let findings = planting.findings().await;

    assert_found(&findings, Property::WrittenOnce, &format!("event {} is there more than once", numbers[0]));
    take_the_last(planting, id).await;
}

async fn a_row_is_leaked(planting: &mut Planting) {
    let (tenant, _, positions) = planting.batch();
    let other = (tenant + 1) % planting.run.ground.tenants.len();
    let (from, to) = (planting.tenant(tenant), planting.tenant(other));
    let sql = "with head as (update tenant_head set position = position + 1 where tenant_id = $1 returning position)
               insert into event
               select (jsonb_populate_record(e, jsonb_build_object(
                          'tenant_id', $1::uuid, 'position', head.position, 'recorded_at', now()))).*
               from event e, head
               where e.tenant_id = $3
                 and e.position = $2";
    let leaked = sqlx::query(sql).bind(to).bind(positions[0]).bind(from).execute(&mut planting.db).await;
    assert_eq!(leaked.expect("it is a statement").rows_affected(), 1);

    let findings = planting.findings().await;

    let slug = &planting.run.ground.tenants[tenant].slug;
    assert_found(&findings, Property::NothingForeign, &format!("is of {slug}"));
    take_the_last(planting, to).await;
}

/// Removes the last event of a log, and its head with it.
async fn take_the_last(planting: &mut Planting, tenant: Uuid) {
    let sql = "with head as (update tenant_head set position = position - 1 where tenant_id = $1 returning position)
               delete from event e
               using head
               where e.tenant_id = $1
                 and e.position = head.position + 1
                 and e.position > $2";
    assert_eq!(planting.execute(sql, tenant, 0).await, 1);
}

fn history_and_tails_are_made_wrong(evidence: &Evidence) {
    let changed = |change: &dyn Fn(&mut Evidence)| {
        let mut changed = evidence.clone();
        change(&mut changed);
        check(&changed)
    };
    let with_status = |entry: &Entry, status: u16| {
        let code = "internal".to_owned();
        Entry { answer: Answer::Told { status, code, retry_after: false, told: Told::Nothing }, ..entry.clone() }
    };

    let gap = changed(&|evidence| drop(evidence.followed[0].seen.remove(3)));
    let twice = changed(&|evidence| {
        let again = evidence.followed[0].seen[3].clone();
        evidence.followed[0].seen.insert(4, again);
    });
    let end = changed(&|evidence| drop(evidence.followed[0].seen.pop()));
    let internal = changed(&|evidence| evidence.entries[5] = with_status(&evidence.entries[5], 500));
    let no_hint = changed(&|evidence| evidence.entries[5] = with_status(&evidence.entries[5], 503));
    let foreign = changed(&|evidence| {
        let entry = &mut evidence.entries[5];
        entry.foreign.push((entry.tenant + 1) % TENANTS);
    });

    for tails in [gap, twice] {
        assert_found(&tails, Property::TailsWhole, " came where the log has ");
    }
    assert_found(&end, Property::TailsWhole, "and was to come to ");
    assert_found(&internal, Property::AnswersAllowed, "status: 500");
    assert_found(&no_hint, Property::AnswersAllowed, "Retry-After");
    assert_found(&foreign, Property::NothingForeign, "was answered something of ");
}

async fn somebody_is_signed_out(planting: &mut Planting) {
    let sql = "update session set state = 'revoked', ended_at = now(), ended_by = 'nobody', end_reason = 'revoked'
               where tenant_id = $1
                 and session_id = $2";
    let live = planting.session(false);
    set_session(planting, sql, live).await;

    let findings = planting.findings().await;

    assert_found(&findings, Property::NobodySignedOut, &format!("session {live} was refused"));
    rows_are_mended(planting).await;
}

async fn a_revocation_is_forgotten(planting: &mut Planting) {
    let sql = "update session set state = 'active', ended_at = null, ended_by = null, end_reason = null
               where tenant_id = $1
                 and session_id = $2";
    let ended = planting.session(true);
    set_session(planting, sql, ended).await;

    let findings = planting.findings().await;

    assert_found(&findings, Property::EndedStaysEnded, &format!("session {ended} was ended at "));
    rows_are_mended(planting).await;
}

impl Planting {
    /// The number of a session that was ended and acknowledged, or of one that nobody has begun to end.
    fn session(&self, ended: bool) -> u64 {
        let entries = &self.run.evidence.entries;
        let is_ended = |number: u64| {
            entries.iter().any(|entry| matches!(entry.asked, Asked::EndOne { session } if session == number))
        };
        let was_live = |number: u64| {
            let last = entries
                .iter()
                .rev()
                .find(|entry| matches!(entry.asked, Asked::Check { session, .. } if session == number));
            last.is_some_and(|check| *check.answer.told() == Told::Yes(true))
        };
        let mut numbers = self.run.ground.sessions().into_iter().map(|session| session.number);
        let found = numbers.find(|number| if ended { is_ended(*number) } else { was_live(*number) });
        found.expect("people start sessions and end some")
    }
}

/// Changes the row of a session behind everybody's back, and has it asked for.
async fn set_session(planting: &mut Planting, sql: &'static str, number: u64) {
    let sessions = planting.run.ground.sessions();
    let session = sessions.iter().find(|session| session.number == number).expect("it was started");
    let id: Uuid = session.id.trim_start_matches("ses_").parse().expect("it is an id");
    let tenant = planting.tenant(session.tenant);
    let changed = sqlx::query(sql).bind(tenant).bind(id).execute(&mut planting.db).await;
    assert_eq!(changed.expect("it is a statement").rows_affected(), 1);
    planting.run.installation.redis.lock().await.flush_all().await;
    load::check_all(&planting.run.ground).await;
}

/// A rebuild finds the row that was changed, and puts it right.
async fn rows_are_mended(planting: &Planting) {
    let installation = &planting.run.installation;
    let untrue = evidence::rebuild(installation).await.expect("it runs");
    let evidence = Evidence { untrue, ..planting.run.evidence.clone() };
    assert_found(&check(&evidence), Property::ProjectionsTrue, " 1 differing");
    assert_eq!(evidence::rebuild(installation).await.expect("it runs"), [""; 0]);
}

async fn an_api_ends_by_itself(planting: &Planting) {
    let process = &planting.run.installation.apis[1].process;
    let mut standing = process.standing();
    standing.mark_unchanged();
    process.signal(rustix::process::Signal::KILL).expect("it runs");
    standing.changed().await.expect("somebody keeps it running");

    let findings = planting.findings().await;

    assert_found(&findings, Property::NothingBrokeDown, "api-1 ended by itself");
}
