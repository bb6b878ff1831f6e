//! One snapshot for one statistic, and how long it may take.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use entity::id::TenantId;
use futures::TryStreamExt as _;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, StreamTrait, Value};

use crate::error::Error;
use crate::log::visible::{Extent, extent};
use crate::sql::{sqlstate, statement};
use crate::traffic::Dimension;
use crate::transaction::{self, Readers};

/// What PostgreSQL says when a statement took too long.
const QUERY_CANCELED: &str = "57014";
/// What to ask instead.
const NARROW: &str = "ask for a shorter time, or filter by user_id, session_id or ip, which are looked up";

/// A snapshot of a tenant's rows that is read until it is time.
pub(super) struct Reading {
    txn: transaction::Reading,
    pub tenant: TenantId,
    pub extent: Extent,
    started: Instant,
    limit: Duration,
}

impl Reading {
    /// Begins to read what occurred at `since` or later, for `limit` at most.
    pub async fn begin(
        readers: &Readers,
        now: DateTime<Utc>,
        tenant: TenantId,
        since: DateTime<Utc>,
        limit: Duration,
    ) -> Result<Self, Error> {
        let txn = transaction::begin_read(readers, tenant).await?;
        let extent = extent(&txn, now, tenant, Some(since)).await?;
        Ok(Self { txn, tenant, extent, started: Instant::now(), limit })
    }

    /// Whether what is read may still stand where the log has it no more.
    pub const fn is_unsettled(&self) -> bool {
        !self.extent.is_settled()
    }

    /// How long the buckets of a dimension are in minutes, as far as the tenant's roll-ups have them.
    pub const fn buckets(&self, dimension: Dimension) -> &'static [i16] {
        dimension.buckets_of(self.extent.layout)
    }

    /// The rows that a statement finds.
    pub async fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, Error> {
        self.limit_statement().await?;
        self.txn.query_all_raw(statement(sql, values)).await.map_err(|error| self.too_broad(error))
    }

    /// The same one by one, for rows that are too large to be held together.
    pub async fn each(
        &self,
        sql: &str,
        values: Vec<Value>,
        mut take: impl FnMut(&QueryResult) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.limit_statement().await?;
        let mut rows = self.txn.stream_raw(statement(sql, values)).await.map_err(|error| self.too_broad(error))?;
        while let Some(row) = rows.try_next().await.map_err(|error| self.too_broad(error))? {
            take(&row)?;
        }
        Ok(())
    }

    /// The statements of a statistic share its time.
    async fn limit_statement(&self) -> Result<(), Error> {
        let left = self.limit.saturating_sub(self.started.elapsed());
        if left.is_zero() {
            return Err(Error::TooBroad { limit: self.limit, narrow: NARROW });
        }
        // In whole milliseconds; none would be no limit.
        let left = left.as_millis().max(1).to_string();
        // Compiling a statement takes longer than most of them. The planner takes row-level security for a filter that lets
        // little through, and would sort what it groups: thirty thousand texts for a month of paths, which are to be hashed
        // in memory.
        let sql = "select set_config('statement_timeout', $1, true),
                          set_config('jit', 'off', true),
                          set_config('enable_sort', 'off', true),
                          set_config('work_mem', '16MB', true)";
        self.txn.execute_raw(statement(sql, [left.into()])).await?;
        Ok(())
    }

    fn too_broad(&self, error: DbErr) -> Error {
        match sqlstate(&error).as_deref() {
            Some(QUERY_CANCELED) => Error::TooBroad { limit: self.limit, narrow: NARROW },
            _ => error.into(),
        }
    }

    /// Ends the snapshot.
    pub async fn end(self) -> Result<(), Error> {
        Ok(self.txn.rollback().await?)
    }
}
