//! Writing a file, as a job: part by part, until there are no more events.
//!
//! A batch holds the job, so one worker at a time writes. It does not hold the export: whoever takes events away meanwhile
//! raises the export's run, and then this part does not count.

use std::collections::HashMap;
use std::io::Write as _;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use entity::id::{JobId, Position, TenantId};
use flate2::Compression;
use flate2::write::GzEncoder;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, Value};
use serde::{Deserialize, Serialize};
use sha2::digest::common::hazmat::{SerializableState as _, SerializedState};
use sha2::{Digest as _, Sha256};

use super::files::Part;
use super::{Files, Format, KEPT, Piece, Tools, not_set_up, read_format, read_order};
use crate::access_log;
use crate::boot::Clock;
use crate::error::Error;
use crate::jobs::Handle;
use crate::log::filter::Filter;
use crate::log::read::{self, Order, PageRequest, StoredEvent};
use crate::pause;
use crate::sessions::list;
use crate::sql::statement;
use crate::transaction;

/// A part that has so many bytes gets no more pages.
pub const PART_BYTES: usize = 4 << 20;
/// A part that has so many events gets no more pages.
pub const PART_ROWS: u64 = 10_000;
/// A part that takes so long gets no more pages.
pub const PART_TIME: Duration = Duration::from_millis(700);
/// Events that are read at once. More would be faster by little, and all of them are in memory.
const PAGE: u32 = 1_000;
/// Events that are rendered at once: what they come to is in memory, and packed before the next ones.
const RENDERED: usize = 50;

/// Which run the job's count is about.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Checkpoint {
    run: i32,
}

/// How far an export is.
struct Standing {
    format: Format,
    order: Order,
    filter: Filter,
    until: Position,
    run: i32,
    reached: Option<Position>,
    parts: i32,
    hashing: Option<Vec<u8>>,
}

/// What a batch came to.
struct Batch {
    /// A member of a gzip file; empty when nothing fitted.
    bytes: Vec<u8>,
    rows: u64,
    /// Where the next one goes on; `None` when the file is whole.
    next: Option<Position>,
}

/// Writes an export. Ends early when it has to wait for the projection; the next task goes on.
///
/// # Errors
/// `Conflict` when there is no store; `Unavailable` when it or the database does not answer, or the tenant's read model is
/// stopped.
pub(crate) async fn carry_out(
    db: &DatabaseConnection,
    clock: &Clock,
    tools: &Tools,
    tenant: TenantId,
    job: &Handle,
) -> Result<(), Error> {
    loop {
        let txn = transaction::begin_bare(db).await?;
        let Some(at) = job.checkpoint::<Checkpoint>(&txn).await? else { return Ok(()) };
        let Some(standing) = standing(&txn, tenant, job.id()).await? else {
            // Nobody wants it any more.
            job.finish(&txn, clock.now()).await?;
            txn.commit().await?;
            return Ok(());
        };
        let files = tools.files.as_ref().ok_or_else(not_set_up)?;
        if at.run != standing.run {
            job.begin_again(&txn).await?;
        }
        // By words, what is not projected yet would not be found.
        if standing.filter.asks_for_words() && !access_log::has_come_to(&txn, tenant, standing.until).await? {
            job.wait();
            return Ok(());
        }
        let mut batch = read_batch(tools, clock.now(), tenant, &standing).await?;
        pause::at("exports: part read", job.id().uuid()).await;
        let part = Part { tenant, job: job.id(), run: standing.run, part: standing.parts + 1, push: job.push() };
        let bytes = std::mem::take(&mut batch.bytes);
        let written = Written::of(job.id(), &standing, &batch, &bytes)?;
        if written.is_part {
            files.put(&part, bytes).await?;
        }
        if let Err(error) = note(&txn, clock.now(), job, &part, &batch, &written).await {
            // Dropped, it is rolled back.
            drop(txn);
            discard(files, &part, &written).await;
            match error {
                NotNoted::Renounced => continue,
                NotNoted::Failed(error) => return Err(error),
            }
        }
        // When the answer to this is lost, the part may count.
        txn.commit().await?;
        if batch.next.is_none() {
            return Ok(());
        }
    }
}

/// How far the export is; `None` when it is removed or done.
async fn standing(txn: &DatabaseTransaction, tenant: TenantId, job: JobId) -> Result<Option<Standing>, Error> {
    let sql = "select format, descending, filter, until, run, reached, parts, hashing
               from export
               where tenant_id = $1
                 and job_id = $2
                 and removed_at is null
                 and sha256 is null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), job.uuid().into()])).await?;
    let Some(row) = row else { return Ok(None) };
    let (format, filter): (String, Option<serde_json::Value>) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
    // No words of serde's, which quote values.
    let filter = serde_json::from_value(filter.unwrap_or_default());
    Ok(Some(Standing {
        format: read_format(&format, job)?,
        order: read_order(row.try_get_by_index(1)?),
        filter: filter.map_err(|_| Error::corrupt("export", job, "filter"))?,
        until: Position(row.try_get_by_index(3)?),
        run: row.try_get_by_index(4)?,
        reached: row.try_get_by_index::<Option<i64>>(5)?.map(Position),
        parts: row.try_get_by_index(6)?,
        hashing: row.try_get_by_index(7)?,
    }))
}

/// Reads the next pages and writes their events, as a member of a gzip file.
async fn read_batch(tools: &Tools, now: DateTime<Utc>, tenant: TenantId, standing: &Standing) -> Result<Batch, Error> {
    let began = Instant::now();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    if standing.parts == 0 {
        packed.write_all(&render(tools, standing.format, Piece::Head)?).map_err(unwritable)?;
    }
    let (mut rows, mut at) = (0, standing.reached);
    let next = loop {
        let page =
            read::page(&tools.read, now, tenant, request(standing, at, PART_ROWS - rows), &standing.filter).await?;
        rows += page.events.len() as u64;
        write_events(tools, now, tenant, standing.format, page.events, &mut packed).await?;
        let is_full = packed.get_ref().len() >= PART_BYTES || rows >= PART_ROWS || began.elapsed() >= PART_TIME;
        match page.next {
            Some(next) if !is_full => at = Some(next),
            next => break next,
        }
    };
    let is_part = rows > 0 || next.is_none() && standing.parts == 0;
    let bytes = if is_part { packed.finish().map_err(unwritable)? } else { Vec::new() };
    Ok(Batch { bytes, rows, next })
}

/// The page behind a position, of what was there when the export was ordered, with as many events as are left of a part.
fn request(standing: &Standing, at: Option<Position>, left: u64) -> PageRequest {
    let end = Position(standing.until.0.saturating_add(1));
    let (after, before) = match standing.order {
        Order::Ascending => (at, Some(end)),
        Order::Descending => (None, at.or(Some(end))),
    };
    PageRequest { order: standing.order, after, before, limit: u32::try_from(left).map_or(PAGE, |left| left.min(PAGE)) }
}

async fn write_events(
    tools: &Tools,
    now: DateTime<Utc>,
    tenant: TenantId,
    format: Format,
    events: Vec<StoredEvent>,
    packed: &mut GzEncoder<Vec<u8>>,
) -> Result<(), Error> {
    let sessions = match format {
        Format::Csv => HashMap::new(),
        Format::Ndjson => list::named_by(&tools.read, now, tenant, &events).await?,
    };
    let mut events = events.into_iter();
    loop {
        let some: Vec<StoredEvent> = events.by_ref().take(RENDERED).collect();
        if some.is_empty() {
            return Ok(());
        }
        packed.write_all(&render(tools, format, Piece::Events(some, &sessions))?).map_err(unwritable)?;
        // Rendering and packing ask for nothing: others have their turn.
        tokio::task::yield_now().await;
    }
}

fn render(tools: &Tools, format: Format, piece: Piece<'_>) -> Result<Vec<u8>, Error> {
    (tools.render)(format, piece, &tools.locator).map_err(unwritable)
}

fn unwritable(error: std::io::Error) -> Error {
    Error::Unavailable { reason: "events could not be written into a part", source: Some(Box::new(error)) }
}

/// What is noted of a batch beside its rows.
struct Written {
    /// Whether there is a part at all.
    is_part: bool,
    bytes: i64,
    hashing: Option<Vec<u8>>,
    /// When the file is whole.
    sha256: Option<Vec<u8>>,
}

impl Written {
    fn of(job: JobId, standing: &Standing, batch: &Batch, bytes: &[u8]) -> Result<Self, Error> {
        let mut hash = match (&standing.hashing, standing.parts) {
            (_, 0) => Sha256::new(),
            (state, _) => {
                let state = state.as_deref().and_then(read_state);
                state.ok_or_else(|| Error::corrupt("export", job, "hashing"))?
            }
        };
        hash.update(bytes);
        let hashing = Some(hash.serialize().to_vec());
        let sha256 = batch.next.is_none().then(|| hash.finalize().to_vec());
        let hashing = hashing.filter(|_| sha256.is_none());
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        Ok(Self { is_part: !bytes.is_empty(), bytes: length, hashing, sha256 })
    }
}

fn read_state(bytes: &[u8]) -> Option<Sha256> {
    let state = SerializedState::<Sha256>::try_from(bytes).ok()?;
    Sha256::deserialize(&state).ok()
}

enum NotNoted {
    /// The export begins again, or nobody wants it any more.
    Renounced,
    Failed(Error),
}

impl From<Error> for NotNoted {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Notes a batch: with the export, among its parts, and with the job.
async fn note(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    job: &Handle,
    part: &Part,
    batch: &Batch,
    written: &Written,
) -> Result<(), NotNoted> {
    let named = || -> [Value; 3] { [part.tenant.uuid().into(), part.job.uuid().into(), part.run.into()] };
    // At the end: the filter is forgotten, and what other pushes have left behind is looked for.
    let sql = "update export
               set reached = coalesce($4, reached),
                   parts = parts + $5,
                   rows = rows + $6,
                   bytes = bytes + $7,
                   hashing = $8,
                   sha256 = $9,
                   filter = case when $9::bytea is null then filter end,
                   expires_at = $10,
                   clear_at = case when $9::bytea is null then clear_at else $11 end
               where tenant_id = $1
                 and job_id = $2
                 and run = $3
                 and removed_at is null
                 and sha256 is null";
    let expires_at = written.sha256.is_some().then_some(now + KEPT);
    let values = named().into_iter().chain([
        batch.next.map(|next| next.0).into(),
        i32::from(written.is_part).into(),
        i64::try_from(batch.rows).unwrap_or(i64::MAX).into(),
        written.bytes.into(),
        written.hashing.clone().into(),
        written.sha256.clone().into(),
        expires_at.into(),
        now.into(),
    ]);
    let noted = txn.execute_raw(statement(sql, values)).await.map_err(Error::from)?;
    if noted.rows_affected() == 0 {
        return Err(NotNoted::Renounced);
    }
    if written.is_part {
        let sql = "insert into export_part (tenant_id, job_id, run, part, push, bytes) values ($1, $2, $3, $4, $5, $6)";
        let values = named().into_iter().chain([part.part.into(), part.push.into(), written.bytes.into()]);
        txn.execute_raw(statement(sql, values)).await.map_err(Error::from)?;
    }
    job.advance(txn, &Checkpoint { run: part.run }, batch.rows).await?;
    if written.sha256.is_some() {
        job.finish(txn, now).await?;
    }
    Ok(())
}

/// Takes a part back that does not count.
async fn discard(files: &Files, part: &Part, written: &Written) {
    if written.is_part {
        files.discard(part).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_goes_on_from_its_state() {
        let mut hash = Sha256::new();
        hash.update(b"a part, and ");
        let state = hash.serialize().to_vec();

        let mut other = read_state(&state).unwrap();
        other.update(b"another one");

        assert_eq!(other.finalize(), Sha256::digest(b"a part, and another one"));
        assert!(read_state(&state[1..]).is_none());
    }
}
