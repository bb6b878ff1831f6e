//! ACCESS LOG: the read model of the log, one row per event with the words that people look for, and [`traffic`] beside
//! it. Both follow from the log and can be made anew.
//!
//! [`project_next`] is one step of the projection:
//!
//! 1. `checkpoint.rs` claims tenants whose head is ahead of their checkpoint, by locking the checkpoints that nobody else
//!    holds. So any number of workers share the work, and none does it twice.
//! 2. `source.rs` reads the events behind each checkpoint, up to the head. Whoever sees a head sees every event up to it.
//! 3. `label.rs` finds the words: device, place, referrer, who the visitor was; `search.rs` the terms of a search.
//! 4. `write.rs` writes the rows, [`traffic::write`] adds to the roll-ups, the checkpoints move, COMMIT.
//!
//! An event that cannot be written stops its tenant alone: the step is repeated with ever fewer events until that one is
//! found, its position is noted with the checkpoint, and an operator lets the projection pass over it ([`skip`]) or try
//! again ([`retry`]).
//!
//! What was projected can change its day or go: by a change of retention, a purge, an erasure. Each of these marks the
//! tenant (`mark_stale`), and a worker makes what follows from its log anew (`rebuild.rs`).

mod checkpoint;
mod label;
pub mod rebuild;
mod search;
mod source;
mod write;

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use self::checkpoint::{Claim, Whose};
pub use self::checkpoint::{STALE_FOR, Standing, begin_missing, lag, retry, skip, standings};
pub(crate) use self::checkpoint::{begin, has_come_to, is_stale, mark_stale};
pub use self::label::Words;
use self::search::SearchKeys;
use crate::error::{Error, brief};
use crate::log::read;
use crate::sql::{is_refused_value, sqlstate};
use crate::traffic::{self, At};
use crate::transaction::{self, Readers};

/// The projection's name in checkpoints and metrics.
pub const PROJECTION: &str = "access_log";
/// Most events of one step. A step that is cut off is done again.
pub const EVENTS_MAX: i64 = 10_000;
/// Most tenants of one step.
pub const TENANTS_MAX: i64 = 64;

/// What a step came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Projected {
    /// Events that are in the read model now.
    pub events: usize,
    /// Tenants whose checkpoint moved.
    pub tenants: usize,
    /// When the oldest of the events was recorded.
    pub oldest: Option<DateTime<Utc>>,
}

/// Why a step came to nothing.
enum Failure {
    /// One of the events cannot be written, whoever tries: the first of each tenant in the step, and what PostgreSQL said.
    Refused(Vec<(TenantId, Position)>, String),
    /// Anything else, and the tenants of the step; repeating may help.
    Other(Error, Vec<TenantId>),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error, Vec::new())
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Other(error.into(), Vec::new())
    }
}

/// How often [`wait_for`] looks.
const WAIT_STEP: Duration = Duration::from_millis(20);

/// Waits until a tenant's events up to `position` are projected, at most `wait`.
///
/// # Errors
/// `Invalid` when the log has not come there itself; `NotFound` when the tenant is deleted; `Unavailable` when they are not projected by then, an event stops the
/// projection, or the database does not answer.
pub async fn wait_for(readers: &Readers, tenant: TenantId, position: Position, wait: Duration) -> Result<(), Error> {
    let until = tokio::time::Instant::now() + wait;
    loop {
        // Each look is a read of the tenant's, one of its share.
        let txn = transaction::begin_read(readers, tenant).await?;
        if read::head(&*txn, tenant).await? < position {
            return Err(Error::invalid("fresh", "is beyond the end of the log"));
        }
        let has_come = has_come_to(&*txn, tenant, position).await?;
        txn.rollback().await?;
        if has_come {
            return Ok(());
        }
        if tokio::time::Instant::now() >= until {
            return Err(Error::unavailable("the read model has not come to this position yet"));
        }
        tokio::time::sleep(WAIT_STEP).await;
    }
}

/// Does one step for the tenants that have waited longest; nothing is projected when all checkpoints are at their heads,
/// or held by others. `db` is a pool of the worker's role; rows and checkpoints commit together, so repeating is safe.
///
/// # Errors
/// `Unavailable` when the database does not answer. An event that cannot be written is no error: it is noted.
pub async fn project_next(db: &DatabaseConnection, now: DateTime<Utc>, words: &Words) -> Result<Projected, Error> {
    let tenants: Vec<TenantId> = match step(db, now, words, Whose::LongestWaiting).await {
        Ok(projected) => return Ok(projected),
        // One of them may keep the others from getting on.
        Err(Failure::Other(error, tenants)) if tenants.len() > 1 && is_answer(&error) => tenants,
        Err(Failure::Other(error, _)) => return Err(error),
        Err(Failure::Refused(firsts, _)) => firsts.into_iter().map(|(tenant, _)| tenant).collect(),
    };
    let (mut sum, mut failure) = (Projected::default(), None);
    for tenant in tenants {
        match project_around(db, now, words, tenant).await {
            Ok(of_tenant) => {
                sum.events += of_tenant.events;
                sum.tenants += of_tenant.tenants;
                sum.oldest = [sum.oldest, of_tenant.oldest].into_iter().flatten().min();
            }
            Err(error) => {
                tracing::warn!(tenant.id = %tenant, %error, "the read model of a tenant falls behind, trying again");
                failure = Some(error);
            }
        }
    }
    match failure {
        Some(error) if sum.events == 0 => Err(error),
        _ => Ok(sum),
    }
}

/// Whether it is something that PostgreSQL said, rather than its absence.
fn is_answer(error: &Error) -> bool {
    let Error::Unavailable { source: Some(source), .. } = error else { return false };
    source.downcast_ref::<DbErr>().is_some_and(|error| sqlstate(error).is_some())
}

/// Projects a tenant up to the event that cannot be written, and notes which one it is; or, when there is none within a step
/// of full size, takes that step.
async fn project_around(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    words: &Words,
    tenant: TenantId,
) -> Result<Projected, Error> {
    let (mut sum, mut events_max) = (Projected { tenants: 1, ..Projected::default() }, EVENTS_MAX);
    loop {
        match step(db, now, words, Whose::Tenant(tenant, events_max)).await {
            // At its head, or somebody else's.
            Ok(projected) if projected.tenants == 0 => return Ok(sum),
            Ok(projected) => {
                sum.events += projected.events;
                sum.oldest = sum.oldest.or(projected.oldest);
                if events_max == EVENTS_MAX {
                    return Ok(sum);
                }
                events_max = (events_max * 2).min(EVENTS_MAX);
            }
            Err(Failure::Refused(..)) if events_max > 1 => events_max /= 2,
            Err(Failure::Refused(firsts, text)) => {
                for (tenant, position) in firsts {
                    tracing::error!(tenant.id = %tenant, position = position.0, error = text, "an event stops a projection");
                    checkpoint::fail(db, now, tenant, position, &text).await?;
                }
                return Ok(sum);
            }
            Err(Failure::Other(error, _)) => return Err(error),
        }
    }
}

async fn step(db: &DatabaseConnection, now: DateTime<Utc>, words: &Words, whose: Whose) -> Result<Projected, Failure> {
    let txn = transaction::begin_bare(db).await?;
    let claims = checkpoint::claim(&txn, now, whose).await?;
    if claims.is_empty() {
        txn.rollback().await?;
        return Ok(Projected::default());
    }
    let page = source::read(&txn, now, &claims).await?;
    let mut admitted = words.admitted().await;
    admitted.begin_at(claims.iter().map(|claim| (claim.tenant, At { position: claim.after, marks: claim.marks })));
    if let Err(error) = write_all(&txn, words, &claims, &page.events, &mut admitted).await {
        let Some(text) = refusal(&error) else {
            txn.rollback().await?;
            return Err(Failure::Other(error, claims.iter().map(|claim| claim.tenant).collect()));
        };
        // Not left to whenever the connection is used again: the next step needs the checkpoints.
        txn.rollback().await?;
        return Err(Failure::Refused(page.firsts(), text));
    }
    let reached: Vec<_> = claims.iter().map(|claim| (claim.tenant, page.reached(claim))).collect();
    checkpoint::advance(&txn, now, &reached).await?;
    txn.commit().await?;
    for (claim, (tenant, position)) in claims.iter().zip(reached) {
        admitted.end_at(tenant, At { position, marks: claim.marks });
    }
    Ok(Projected {
        events: page.events.len(),
        tenants: claims.len(),
        oldest: page.events.iter().map(|event| event.recorded_at).min(),
    })
}

/// Labels the events of some claims and writes what follows from them. Joins the caller's transaction, which holds their
/// checkpoints.
async fn write_all(
    txn: &DatabaseTransaction,
    words: &Words,
    claims: &[Claim],
    events: &[source::Event],
    admitted: &mut traffic::Admitted,
) -> Result<(), Error> {
    if events.is_empty() {
        return Ok(());
    }
    let searches = SearchKeys::read(txn, claims).await?;
    // One version of each for all of them.
    let places = words.places();
    let labelled: Vec<label::Labelled<'_>> = events
        .iter()
        .map(|event| label::label(words, &places, searches.at(event.tenant, event.position), event))
        .collect();
    write::insert(txn, &labelled).await?;
    let views: Vec<traffic::View<'_>> = labelled.iter().filter_map(label::Labelled::view).collect();
    traffic::write(txn, &views, admitted).await
}

/// What to note when it is an event, or a row that it is added to, that cannot be written.
fn refusal(error: &Error) -> Option<String> {
    match error {
        Error::Corrupt { .. } => Some(error.to_string()),
        Error::Unavailable { source: Some(source), .. } => {
            let refused = source.downcast_ref::<DbErr>().is_some_and(is_refused_value);
            refused.then(|| brief(&**source))
        }
        _ => None,
    }
}
