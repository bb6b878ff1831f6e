//! One attempt at a flush: one transaction, from the locks of the heads to COMMIT.

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr};
use uuid::Uuid;

use std::collections::HashMap;

use super::Outcome;
use super::heads::{Head, HeadLock, Places, lock_heads};
use super::plan::{self, Found, FoundById, Group, GroupPlan, LookUp, Row};
use crate::entry::Entry;
use crate::error::{Error, Thing};
use crate::sessions::{self, Command, Decided, Decision};
use crate::sql::{array, dates, is_refused_value, is_unreadable, sqlx_error, statement, uuids};
use crate::transaction;

/// Travels in place of a day that is absent.
const NO_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date of the calendar");

/// What became of one tenant's group.
pub(super) enum GroupResult {
    /// Committed: of each request one outcome per entry, and what was decided if it was a command.
    Done(Vec<(Vec<Outcome>, Option<Decided>)>),
    /// Somebody holds the head.
    Missed,
    /// The tenant does not exist or is deleted.
    Closed,
}

/// Why an attempt came to nothing, in the ways that the flush answers differently.
#[derive(Debug)]
pub(super) enum Failure {
    /// An id was there before: repeat with a look-up.
    Repeated,
    /// PostgreSQL refuses a value (SQLSTATE class 22 or 23).
    Refused(DbErr),
    /// The head of the only tenant is held.
    HeadHeld,
    /// COMMIT was sent and not answered: it may have succeeded. With the positions that it would have given.
    CommitLost(DbErr, Vec<Vec<Vec<Outcome>>>),
    /// PostgreSQL is away; nothing was committed.
    Away(DbErr),
    /// A row does not read: whoever asks for it alone is at fault. Nothing was committed.
    Unreadable(DbErr),
    /// Anything else; nothing was committed.
    Other(DbErr),
}

/// Runs one attempt over `groups` (one per tenant). Nothing is stored unless the answer is `Ok`, or `CommitLost`.
pub(super) async fn attempt(
    db: &DatabaseConnection,
    places: &Places,
    now: DateTime<Utc>,
    groups: &[Group],
    lock: HeadLock,
    look_up_every_id: bool,
) -> Result<Vec<GroupResult>, Failure> {
    let txn = transaction::begin_bare(db).await.map_err(Failure::of)?;
    let tenants: Vec<TenantId> = groups.iter().map(|group| group.tenant).collect();
    let heads = lock_heads(&txn, &tenants, lock, places).await.map_err(Failure::of)?;
    let mut wanted = Vec::new();
    for (group, head) in groups.iter().filter_map(|group| Some((group, heads.get(&group.tenant)?.as_ref()?))) {
        wanted.extend(plan::look_ups(group, head, now, look_up_every_id));
    }
    let found = find(&txn, &wanted).await.map_err(Failure::of)?;
    let mut decisions = decide(&txn, now, groups, &heads).await.map_err(Failure::of)?;
    let mut plans: Vec<Option<GroupPlan<'_>>> = Vec::with_capacity(groups.len());
    for (group, decided) in groups.iter().zip(&decisions) {
        let head = heads.get(&group.tenant).and_then(Option::as_ref);
        plans.push(head.map(|head| plan::plan(group, decided, head, now, &found)));
    }
    let changed: Vec<(TenantId, &GroupPlan<'_>)> = groups
        .iter()
        .zip(&plans)
        .filter_map(|(group, plan)| Some((group.tenant, plan.as_ref()?)))
        .filter(|(_, plan)| !plan.rows.is_empty())
        .collect();
    let store = !changed.is_empty();
    let mut moved = Vec::new();
    if store {
        moved = insert(&txn, &changed).await.map_err(Failure::of)?;
    }
    drop(changed);
    let outcomes: Vec<Option<Vec<Vec<Outcome>>>> = plans.into_iter().map(|plan| Some(plan?.outcomes)).collect();
    for (decided, outcomes) in decisions.iter_mut().zip(&outcomes) {
        place(decided, outcomes.as_deref().unwrap_or_default());
    }
    write_sessions(&txn, now, &decisions).await.map_err(Failure::of)?;
    let results: Vec<GroupResult> = groups
        .iter()
        .zip(outcomes.into_iter().zip(decisions))
        .map(|(group, (outcomes, decisions))| match outcomes {
            Some(outcomes) => {
                let decided = decisions.into_iter().map(|decision| decision.map(|decision| decision.decided));
                GroupResult::Done(outcomes.into_iter().zip(decided).collect())
            }
            None if heads.contains_key(&group.tenant) => GroupResult::Closed,
            None => GroupResult::Missed,
        })
        .collect();
    if !store {
        // Only duplicates: there is nothing whose COMMIT could be lost.
        txn.rollback().await.map_err(Failure::of)?;
        return Ok(results);
    }
    match txn.commit().await {
        Ok(()) => {
            places.remember(moved);
            Ok(results)
        }
        Err(error) => Err(Failure::CommitLost(error, positions(results))),
    }
}

/// Appends `entries` of one tenant inside the caller's transaction, which must be one of the role that may append.
/// Waits for the head. Takes the connection of a transaction; what it stores stands and falls with that.
///
/// # Errors
/// `NotFound` when the tenant does not exist or is deleted; `Unavailable` when the head is held for long or the
/// database does not answer.
pub async fn append_within(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    entries: Vec<Entry>,
) -> Result<Vec<Outcome>, Error> {
    let heads = lock_heads(txn, &[tenant], HeadLock::Wait, &Places::default()).await?;
    let Some(Some(head)) = heads.get(&tenant) else {
        return Err(Error::NotFound(Thing::Tenant));
    };
    let group = Group { tenant, requests: vec![super::Request::detached(entries)] };
    let planned = plan::plan(&group, &[None], head, now, &FoundById::new());
    insert(txn, &[(tenant, &planned)]).await?;
    Ok(planned.outcomes.into_iter().flatten().collect())
}

/// Decides commands about the sessions of one tenant inside the caller's transaction, one after the other, and appends
/// what they come to. Waits for the head. What is stored stands and falls with the transaction.
///
/// # Errors
/// As with [`append_within`].
pub(crate) async fn command_within(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    commands: Vec<Command>,
) -> Result<Vec<Decided>, Error> {
    let heads = lock_heads(txn, &[tenant], HeadLock::Wait, &Places::default()).await?;
    let Some(Some(head)) = heads.get(&tenant) else {
        return Err(Error::NotFound(Thing::Tenant));
    };
    let requests = commands.into_iter().map(super::Request::of_command).collect();
    let groups = [Group { tenant, requests }];
    let mut decisions = decide(txn, now, &groups, &heads).await?;
    let planned = plan::plan(&groups[0], &decisions[0], head, now, &FoundById::new());
    if !planned.rows.is_empty() {
        insert(txn, &[(tenant, &planned)]).await?;
    }
    let outcomes = planned.outcomes;
    place(&mut decisions[0], &outcomes);
    write_sessions(txn, now, &decisions).await?;
    Ok(decisions.into_iter().flatten().flatten().map(|decision| decision.decided).collect())
}

/// Step 3: what the commands among the requests come to, tenant by tenant in their order; nothing for a tenant whose head
/// is not held.
async fn decide(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    groups: &[Group],
    heads: &HashMap<TenantId, Option<Head>>,
) -> Result<Vec<Vec<Option<Decision>>>, DbErr> {
    let is_held = |group: &Group| matches!(heads.get(&group.tenant), Some(Some(_)));
    let commands: Vec<(TenantId, &Command)> = groups
        .iter()
        .filter(|group| is_held(group))
        .flat_map(|group| group.requests.iter().filter_map(|request| Some((group.tenant, request.command.as_ref()?))))
        .collect();
    let mut known = sessions::Known::default();
    if !commands.is_empty() {
        known = sessions::load(txn, now, &commands).await?;
    }
    let of_group = |group: &Group| {
        let decide = |command: &Command| sessions::decide(&mut known, now, group.tenant, command);
        let held = is_held(group);
        let commands = group.requests.iter().map(|request| request.command.as_ref().filter(|_| held));
        commands
            .map({
                let mut decide = decide;
                move |command| command.map(&mut decide)
            })
            .collect()
    };
    Ok(groups.iter().map(of_group).collect())
}

/// Notes in the sessions that decisions changed which events made them so.
fn place(decisions: &mut [Option<Decision>], outcomes: &[Vec<Outcome>]) {
    for (decision, outcomes) in decisions.iter_mut().zip(outcomes) {
        for (stored, outcome) in decision.iter_mut().flat_map(|decision| &mut decision.changes).zip(outcomes) {
            if let Outcome::Appended(position) = outcome {
                stored.session.position = *position;
            }
        }
    }
}

/// Step 5: writes the sessions that were changed.
async fn write_sessions(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    decisions: &[Vec<Option<Decision>>],
) -> Result<(), DbErr> {
    let decisions: Vec<&Decision> = decisions.iter().flatten().flatten().collect();
    if decisions.is_empty() { Ok(()) } else { sessions::write(txn, now, &decisions).await }
}

/// Step 2: finds stored events by id, each among the days that it can be found in.
async fn find(txn: &DatabaseTransaction, wanted: &[LookUp]) -> Result<FoundById, DbErr> {
    let mut found = FoundById::new();
    let (Some(first), Some(last)) = (wanted.iter().map(|w| w.from).min(), wanted.iter().map(|w| w.to).max()) else {
        return Ok(found);
    };
    // A plan that was made while a partition was empty reads it whole when it is not: one for these very ids. In the
    // same way as the other settings it holds until the end of the transaction.
    let custom = "select set_config('plan_cache_mode', 'force_custom_plan', true)";
    txn.execute_raw(statement(custom, [])).await?;
    // The outer bounds let the planner drop partitions, the inner ones the executor.
    // Index: event (tenant_id, event_id, expires_on). The order asks for it: in a partition that was never analyzed the
    // primary key, which leads to all rows of the tenant, costs the planner the same.
    let sql = "select w.tenant_id, w.event_id, e.position, e.occurred_at, e.expires_on
         from unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[]) as w(tenant_id, event_id, first_day, last_day)
         cross join lateral (
             select e.position, e.occurred_at, e.expires_on
             from event e
             where e.tenant_id = w.tenant_id
               and e.event_id = w.event_id
               and e.expires_on between w.first_day and w.last_day
               and e.expires_on between $5 and $6
             order by e.tenant_id, e.event_id, e.expires_on
             offset 0
         ) as e";
    let values = [
        uuids(wanted.iter().map(|w| w.tenant.uuid())),
        uuids(wanted.iter().map(|w| w.event_id)),
        dates(wanted.iter().map(|w| w.from)),
        dates(wanted.iter().map(|w| w.to)),
        first.into(),
        last.into(),
    ];
    for row in txn.query_all_raw(statement(sql, values)).await? {
        let key = (TenantId(row.try_get_by_index(0)?), row.try_get_by_index::<Uuid>(1)?);
        found.entry(key).or_default().push(Found {
            position: Position(row.try_get_by_index(2)?),
            occurred_at: row.try_get_by_index(3)?,
            expires_on: row.try_get_by_index(4)?,
        });
    }
    Ok(found)
}

/// Step 4: inserts the rows and moves the heads, in one statement. SeaORM cannot bind arrays with NULLs, so
/// an absent value travels as one that cannot occur and becomes NULL in the statement. Returns where the heads are now.
async fn insert(
    txn: &DatabaseTransaction,
    plans: &[(TenantId, &GroupPlan<'_>)],
) -> Result<Vec<(TenantId, String)>, DbErr> {
    const SQL: &str = include_str!("insert.sql");
    let mut values = vec![
        uuids(plans.iter().map(|(tenant, _)| tenant.uuid())),
        array(plans.iter().map(|(_, plan)| plan.head.0)),
        array(plans.iter().map(|(_, plan)| plan.recorded_at)),
    ];
    let rows: Vec<&Row<'_>> = plans.iter().flat_map(|(_, plan)| &plan.rows).collect();
    let text =
        |of: fn(&Entry) -> &Option<String>| array(rows.iter().map(|row| of(row.entry).clone().unwrap_or_default()));
    values.extend([
        uuids(rows.iter().map(|row| row.tenant.uuid())),
        array(rows.iter().map(|row| row.position.0)),
        uuids(rows.iter().map(|row| row.entry.event_id.uuid())),
        dates(rows.iter().map(|row| row.expires_on)),
        array(rows.iter().map(|row| row.recorded_at)),
        array(rows.iter().map(|row| row.occurred_at)),
        array(rows.iter().map(|row| row.entry.kind.to_string())),
        uuids(rows.iter().map(|row| row.entry.session_id.map_or(Uuid::nil(), |id| id.uuid()))),
        array(rows.iter().map(|row| row.entry.session_key_hash.map_or_else(Vec::new, |hash| hash.to_vec()))),
        text(|entry| &entry.user_id),
        array(rows.iter().map(|row| row.entry.ip.map_or_else(String::new, |ip| ip.to_string()))),
        text(|entry| &entry.user_agent),
        text(|entry| &entry.method),
        text(|entry| &entry.host),
        text(|entry| &entry.path),
        text(|entry| &entry.query),
        array(rows.iter().map(|row| row.entry.status.unwrap_or(-1))),
        array(rows.iter().map(|row| row.entry.duration_ms.unwrap_or(-1.0))),
        array(rows.iter().map(|row| row.entry.bytes_sent.unwrap_or(-1))),
        text(|entry| &entry.referrer),
        text(|entry| &entry.data),
        array(rows.iter().map(|row| row.entry.redacted.join("\u{1f}"))),
        array(plans.iter().map(|(_, plan)| plan.place.clone())),
        dates(plans.iter().map(|(_, plan)| plan.sessions_until.unwrap_or(NO_DAY))),
    ]);
    let mut moved = Vec::with_capacity(plans.len());
    for row in txn.query_all_raw(statement(SQL, values)).await? {
        moved.push((TenantId(row.try_get_by_index(0)?), row.try_get_by_index(1)?));
    }
    if moved.len() == plans.len() {
        return Ok(moved);
    }
    // Nothing may be stored below a head that did not move.
    Err(DbErr::Custom("a head was not where it had been locked".to_owned()))
}

/// Finds the entries of one request that PostgreSQL refuses, by halving inside a transaction that is rolled back.
pub(super) async fn find_refused(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    group: &Group,
) -> Result<Vec<usize>, Failure> {
    let txn = transaction::begin_bare(db).await.map_err(Failure::of)?;
    let heads = lock_heads(&txn, &[group.tenant], HeadLock::Wait, &Places::default()).await.map_err(Failure::of)?;
    let Some(Some(head)) = heads.get(&group.tenant) else {
        return Ok(Vec::new());
    };
    let mut refused = Vec::new();
    let count = group.requests.first().map_or(0, |request| request.entries.len());
    let mut parts = Vec::from([std::ops::Range { start: 0, end: count }]);
    while let Some(part) = parts.pop() {
        let entries = group.requests[0].entries[part.clone()].to_vec();
        let probe = Group { tenant: group.tenant, requests: vec![super::Request::detached(entries)] };
        let planned = plan::plan(&probe, &[None], head, now, &FoundById::new());
        let savepoint = transaction::savepoint(&txn).await.map_err(Failure::of)?;
        let result = insert(&savepoint, &[(group.tenant, &planned)]).await.map_err(Failure::of);
        savepoint.rollback().await.map_err(Failure::of)?;
        match result {
            // An id that is there before is no reason to refuse: the look-up finds it.
            Ok(_) | Err(Failure::Repeated) => {}
            Err(Failure::Refused(_)) if part.len() == 1 => refused.push(part.start),
            Err(Failure::Refused(_)) => {
                let middle = part.start + part.len() / 2;
                parts.extend([middle..part.end, part.start..middle]);
            }
            Err(other) => return Err(other),
        }
    }
    txn.rollback().await.map_err(Failure::of)?;
    Ok(refused)
}

impl Failure {
    fn of(error: DbErr) -> Self {
        if is_unreadable(&error) {
            return Self::Unreadable(error);
        }
        let Some(refusal) = sqlx_error(&error).and_then(sqlx::Error::as_database_error) else {
            return Self::Away(error);
        };
        let code = refusal.code().unwrap_or_default();
        match code.as_ref() {
            "23505" => Self::Repeated,
            "55P03" => Self::HeadHeld,
            _ if is_refused_value(&error) => Self::Refused(error),
            // Shutting down, starting up, out of connections: PostgreSQL will be back.
            state if state.starts_with("57P") || state.starts_with("08") || state.starts_with("53") => {
                Self::Away(error)
            }
            _ => Self::Other(error),
        }
    }
}

fn positions(results: Vec<GroupResult>) -> Vec<Vec<Vec<Outcome>>> {
    let of_group = |result| if let GroupResult::Done(outcomes) = result { outcomes } else { Vec::new() };
    let of_entries = |(outcomes, _)| outcomes;
    results.into_iter().map(|result| of_group(result).into_iter().map(of_entries).collect()).collect()
}
