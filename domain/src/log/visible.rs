//! Which rows of a log can be seen: those whose day is not over, also while a change of retention moves them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::{LAST_DAY, visible_days};
use crate::access_log;
use crate::error::{ConflictCode, Error, Thing};
use crate::sql::statement;
use crate::transaction::{self, Readers};

/// The visible part of a log.
pub(crate) struct Extent {
    /// The last position given out.
    pub head: Position,
    /// Days for which everything is kept, at the least.
    pub shortest: u16,
    /// Days on which a visible row can expire, beside [`LAST_DAY`].
    first_day: NaiveDate,
    last_day: NaiveDate,
    /// A change of retention that is being carried out.
    change: Option<Change>,
    /// How far the read model is.
    pub projected: Position,
    /// Whether its rows may be where they were, or there though their events are not.
    pub stale: bool,
    /// What the roll-ups consist of (`traffic::LAYOUT`); 0 while there are none.
    pub layout: i16,
}

/// A change of retention that is being carried out.
struct Change {
    today: NaiveDate,
    /// To how many days.
    to_days: u16,
    /// By how many days it differs from before.
    by_days: u16,
    shrinks: bool,
}

impl Extent {
    /// What can be visible, as a condition on the partition key of `table`; its values are pushed behind those that are
    /// there.
    pub fn bounds(&self, table: &str, values: &mut Vec<Value>) -> String {
        let at = values.len();
        values.extend([self.first_day.into(), self.last_day.into(), LAST_DAY.into()]);
        let (first, last, always) = (at + 1, at + 2, at + 3);
        format!("({table}.expires_on between ${first} and ${last} or {table}.expires_on = ${always})")
    }

    /// Where a visible row of the read model can be, as a condition on the partition key of `access_log a`; its values are
    /// pushed behind those that are there.
    pub fn bounds_of_read_model(&self, values: &mut Vec<Value>) -> String {
        // Rows may be where they were while something is made anew.
        if self.stale { "true".to_owned() } else { self.bounds("a", values) }
    }

    /// Whether what follows from the log stands where the log has it: nothing is being moved, or has gone since.
    pub const fn is_settled(&self) -> bool {
        self.change.is_none() && !self.stale
    }

    /// What is visible of the read model, as a condition on `access_log a`; its values are pushed behind those that are
    /// there.
    pub fn of_read_model(&self, values: &mut Vec<Value>) -> String {
        if self.is_settled() {
            return self.bounds("a", values);
        }
        let bounds = self.bounds_of_read_model(values);
        let visible = self.condition(values);
        // Index: event_pkey of each partition in the bounds.
        format!(
            "{bounds}
             and exists (select
                         from event e
                         where e.tenant_id = a.tenant_id
                           and e.position = a.position
                           and {visible})"
        )
    }

    /// What is visible of the roll-ups, as a condition on `traffic t`; its values are pushed behind those that are there.
    /// While it is not settled that is as near as a row that counts many events can come to it.
    pub fn of_roll_ups(&self, values: &mut Vec<Value>) -> String {
        let at = values.len();
        let bounds = self.bounds("t", values);
        let Some(change) = &self.change else {
            return bounds;
        };
        values.extend([change.today.into(), i32::from(change.by_days).into()]);
        let (today, by) = (at + 4, at + 5);
        if !change.shrinks {
            return format!("{bounds} and t.expires_on + ${by}::integer >= ${today}");
        }
        values.push(i32::from(change.to_days).into());
        let placed_since = format!("t.expires_on = (t.bucket at time zone 'UTC')::date + ${}::integer", at + 6);
        format!("{bounds} and ({placed_since} or t.expires_on - ${by}::integer >= ${today})")
    }

    /// What is visible, as a condition on `event e`; its values are pushed behind those that are there. The bounds on
    /// `expires_on` come first: they keep most partitions out.
    pub fn condition(&self, values: &mut Vec<Value>) -> String {
        let at = values.len();
        let bounds = self.bounds("e", values);
        let Some(change) = &self.change else {
            return bounds;
        };
        values.extend([change.today.into(), i32::from(change.to_days).into()]);
        let (last, today, home) = (at + 3, at + 4, home("e", &format!("${}", at + 5)));
        if change.shrinks {
            // What is to leave is invisible already.
            format!("{bounds} and (e.expires_on = ${last} or {home} >= ${today})")
        } else {
            // What is to stay is visible still, when its old day is over before it has moved.
            format!("{bounds} and (e.expires_on >= ${today} or {home} >= ${today})")
        }
    }
}

/// The day on which a stored event leaves when it is kept for `days` (an `integer`), in SQL: the same rule by which
/// `log/plan.rs` places new ones.
pub(crate) fn home(event: &str, days: &str) -> String {
    let occurred_on = format!("({event}.occurred_at at time zone 'UTC')::date");
    let recorded_on = format!("({event}.recorded_at at time zone 'UTC')::date");
    let over_at = format!("({event}.data #>> '{{session,expires_at}}')::timestamptz");
    format!(
        "case when starts_with({event}.type, 'session.') and {over_at} is not null
                  then greatest(({over_at} at time zone 'UTC')::date, {recorded_on}) + {days}::integer
              when {occurred_on} + {days}::integer >= {recorded_on} then {occurred_on} + {days}::integer
              else {recorded_on} + {days}::integer end"
    )
}

/// How far the log reaches, and which days a row can expire on that occurred at `since` or later.
pub(crate) async fn extent(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    since: Option<DateTime<Utc>>,
) -> Result<Extent, Error> {
    let sql =
        "select tenant_head.position, retention_days_min, retention_days_max, retention_days, retention_changed_at,
                      sessions_until,
                      c.position, c.stale_since is not null, c.layout
               from tenant_head
               left join checkpoint c using (tenant_id)
               where tenant_id = $1
                 and coalesce(c.projection, $2) = $2
                 and not closed";
    let values: [Value; 2] = [tenant.uuid().into(), access_log::PROJECTION.into()];
    let row = txn.query_one_raw(statement(sql, values)).await?.ok_or(Error::NotFound(Thing::Tenant))?;
    let shortest: i16 = row.try_get_by_index(1)?;
    let longest: i16 = row.try_get_by_index(2)?;
    let target: i16 = row.try_get_by_index(3)?;
    let changed_at: Option<DateTime<Utc>> = row.try_get_by_index(4)?;
    let sessions_until: Option<NaiveDate> = row.try_get_by_index(5)?;
    let (mut first_day, last_day) = visible_days(now, longest.unsigned_abs());
    let last_day = sessions_until.map_or(last_day, |day| day.max(last_day));
    let change = (shortest < longest).then(|| Change {
        today: first_day,
        to_days: target.unsigned_abs(),
        by_days: shortest.abs_diff(longest),
        shrinks: target < longest,
    });
    if let Some(ordered_at) = changed_at.filter(|_| change.as_ref().is_some_and(|change| !change.shrinks)) {
        first_day = first_day.min(ordered_at.date_naive());
    }
    if let Some(since) = since {
        // An event expires at the earliest the shortest retention after it occurred.
        let bound = since.date_naive().checked_add_days(Days::new(u64::from(shortest.unsigned_abs())));
        first_day = first_day.max(bound.unwrap_or(LAST_DAY));
    }
    let projected = Position(row.try_get_by_index::<Option<i64>>(6)?.unwrap_or_default());
    let stale = row.try_get_by_index::<Option<bool>>(7)?.unwrap_or_default();
    let head = Position(row.try_get_by_index(0)?);
    let layout = row.try_get_by_index::<Option<i16>>(8)?.unwrap_or_default();
    Ok(Extent { head, shortest: shortest.unsigned_abs(), first_day, last_day, change, projected, stale, layout })
}

/// Makes sure that nothing is gone that came after a position: it is the last one, or it, or the one behind it, was
/// recorded in the time for which everything is kept. Position 0 stands for whatever is there. Returns the position.
///
/// # Errors
/// `Conflict` (`PositionExpired`) when something is; `Invalid` when the log is not so far; `NotFound` when the tenant is deleted;
/// `Unavailable` when the database does not answer in time.
pub(super) async fn check_kept(
    readers: &Readers,
    now: DateTime<Utc>,
    tenant: TenantId,
    after: Position,
) -> Result<Position, Error> {
    let txn = transaction::begin_read(readers, tenant).await?;
    let extent = extent(&txn, now, tenant, None).await?;
    let mut values: Vec<Value> = vec![tenant.uuid().into(), after.0.into(), after.0.saturating_add(1).into()];
    let visible = extent.condition(&mut values);
    // Index: event_pkey of each partition in the bounds.
    let sql = format!(
        "select max(e.recorded_at)
         from event e
         where e.tenant_id = $1
           and e.position between $2 and $3
           and {visible}"
    );
    let row = txn.query_one_raw(statement(&sql, values)).await?;
    txn.rollback().await?;
    if after > extent.head {
        return Err(Error::invalid("after", "is beyond the end of the log"));
    }
    let recorded_at: Option<DateTime<Utc>> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    let kept_until = recorded_at.and_then(|at| at.date_naive().checked_add_days(Days::new(extent.shortest.into())));
    if after == Position::ZERO || after == extent.head || kept_until.is_some_and(|day| day >= now.date_naive()) {
        return Ok(after);
    }
    let detail = format!("events after position {} may be gone: begin at 0, or without a position", after.0);
    Err(Error::Conflict { code: ConflictCode::PositionExpired, detail })
}
