//! Giving a file: its parts, one behind the other, as they are read.

use std::collections::VecDeque;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use entity::id::{JobId, TenantId};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _};
use sea_orm::{ConnectionTrait, Value};

use super::files::Part;
use super::{Files, Format, find_within, not_set_up};
use crate::boot::Stores;
use crate::error::{Error, Thing};
use crate::sql::statement;
use crate::tenants;
use crate::transaction;

/// How many names of parts are read at once.
const NAMES: i64 = 500;

/// A file that is there.
pub struct Download {
    /// How it is written, beneath gzip.
    pub format: Format,
    /// How long it is.
    pub bytes: u64,
    rest: Rest,
}

/// What is left of a file.
struct Rest {
    stores: Stores,
    files: Files,
    tenant: TenantId,
    job: JobId,
    run: i32,
    /// The last part whose name is known.
    named: i32,
    parts: VecDeque<Part>,
    /// What is left of the part that is read now.
    reading: Option<BoxStream<'static, Result<Bytes, Error>>>,
}

/// Opens the file of an export. Whoever calls has found that they may have it.
///
/// # Errors
/// `Conflict` when there is no store; `NotFound` when there is no such file, or not any more; `Unavailable` when the store or
/// the database does not answer.
pub async fn download(
    stores: &Stores,
    files: Option<&Files>,
    now: DateTime<Utc>,
    tenant: TenantId,
    job: JobId,
) -> Result<Download, Error> {
    let files = files.ok_or_else(not_set_up)?.clone();
    let txn = transaction::begin_read(&stores.read, tenant).await?;
    tenants::find_within(&txn, tenant).await?;
    let export = find_within(&txn, tenant, job).await?;
    let sql = "select run from export where tenant_id = $1 and job_id = $2";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), job.uuid().into()])).await?;
    let run = row.ok_or(Error::NotFound(Thing::Export))?.try_get_by_index(0)?;
    txn.rollback().await?;
    if export.link_expires_at(now).is_none() {
        return Err(Error::NotFound(Thing::Export));
    }
    let (stores, parts) = (stores.clone(), VecDeque::new());
    let mut rest = Rest { stores, files, tenant, job, run, named: 0, parts, reading: None };
    // So that a store that is away is told with a status.
    rest.open_next().await?;
    Ok(Download { format: export.format, bytes: export.bytes.unsigned_abs(), rest })
}

impl Download {
    /// The bytes of the file, in constant memory. Ends with an error when it breaks off.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, Error>> + Send {
        futures::stream::try_unfold(self.rest, async |mut rest| {
            while let Some(reading) = &mut rest.reading {
                match reading.next().await {
                    Some(bytes) => return Ok(Some((bytes?, rest))),
                    None => rest.open_next().await?,
                }
            }
            Ok(None)
        })
    }
}

impl Rest {
    /// Begins to read the next part, if there is one.
    async fn open_next(&mut self) -> Result<(), Error> {
        if self.parts.is_empty() {
            self.name_more().await?;
        }
        self.reading = match self.parts.pop_front() {
            Some(part) => Some(self.files.get(&part).await?),
            None => None,
        };
        Ok(())
    }

    async fn name_more(&mut self) -> Result<(), Error> {
        // Index: export_part_pkey.
        let sql = "select part, push
                   from export_part
                   where tenant_id = $1
                     and job_id = $2
                     and run = $3
                     and part > $4
                   order by part
                   limit $5";
        let txn = transaction::begin_read(&self.stores.read, self.tenant).await?;
        let values: [Value; 5] =
            [self.tenant.uuid().into(), self.job.uuid().into(), self.run.into(), self.named.into(), NAMES.into()];
        let rows = txn.query_all_raw(statement(sql, values)).await?;
        txn.rollback().await?;
        for row in &rows {
            let (part, push) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            self.parts.push_back(Part { tenant: self.tenant, job: self.job, run: self.run, part, push });
            self.named = part;
        }
        Ok(())
    }
}
