//! Which rows of a log can be seen: those whose day is not over, also while a change of retention moves them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::{LAST_DAY, visible_days};
use crate::access_log;
use crate::error::{Error, Thing};
use crate::sql::statement;

/// The visible part of a log.
pub(super) struct Extent {
    /// The last position given out.
    pub head: Position,
    /// Days on which a visible row can expire, beside [`LAST_DAY`].
    first_day: NaiveDate,
    last_day: NaiveDate,
    /// A change of retention that is being carried out.
    change: Option<Change>,
    /// How far the read model is.
    pub projected: Position,
    /// Whether its rows may be where they were, or there though their events are not.
    pub stale: bool,
}

/// A change of retention that is being carried out.
struct Change {
    today: NaiveDate,
    /// To how many days.
    to_days: u16,
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
pub(super) async fn extent(
    txn: &DatabaseTransaction,
    now: DateTime<Utc>,
    tenant: TenantId,
    since: Option<DateTime<Utc>>,
) -> Result<Extent, Error> {
    let sql =
        "select tenant_head.position, retention_days_min, retention_days_max, retention_days, retention_changed_at,
                      sessions_until,
                      c.position, c.stale_since is not null
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
    Ok(Extent { head: Position(row.try_get_by_index(0)?), first_day, last_day, change, projected, stale })
}
