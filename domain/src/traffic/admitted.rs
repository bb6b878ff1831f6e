//! Which values have rows of their own, remembered between steps of the projection.

use std::collections::{HashMap, HashSet};

use entity::id::{Position, TenantId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{DAY_MINUTES, Dimension, Group, OTHER, VALUES_MAX, midnight};
use crate::error::Error;
use crate::sql::{array, dates, statement, uuids};

/// Most values that are remembered between steps; one takes about 80 bytes.
const REMEMBERED_MAX: usize = 300_000;

/// What the rows of a tenant come from: its log up to a position, and nothing behind that having changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub position: Position,
    /// The checkpoint's.
    pub marks: i64,
}

/// Which values have rows of their own, as of some position of each tenant's log: what one step has found out, the next
/// need not read again.
#[derive(Debug, Default)]
pub(crate) struct Admitted {
    by_tenant: HashMap<TenantId, OfTenant>,
}

#[derive(Debug, Default)]
struct OfTenant {
    /// What it holds for; nothing while a step is not committed.
    at: Option<At>,
    groups: HashMap<Group, Values>,
}

/// The values of each dimension that have rows.
#[derive(Debug, Default)]
pub(super) struct Values([HashSet<Box<str>>; Dimension::ALL.len()]);

impl Values {
    /// The value, if it has a row of its own, now or before; else what the others are counted as.
    pub fn admit<'v>(&mut self, dimension: Dimension, value: &'v str) -> &'v str {
        let values = &mut self.0[dimension as usize];
        if values.contains(value) {
            return value;
        }
        if values.len() >= VALUES_MAX {
            return OTHER;
        }
        values.insert(value.into());
        value
    }

    fn len(&self) -> usize {
        self.0.iter().map(HashSet::len).sum()
    }
}

impl Admitted {
    /// Forgets what does not hold any more, when a step begins here; what it adds holds after [`Admitted::end_at`].
    pub fn begin_at(&mut self, tenants: impl Iterator<Item = (TenantId, At)>) {
        let remembered: usize = self.by_tenant.values().flat_map(|of| of.groups.values()).map(Values::len).sum();
        if remembered > REMEMBERED_MAX {
            self.by_tenant.clear();
        }
        for (tenant, at) in tenants {
            match self.by_tenant.get_mut(&tenant) {
                Some(of_tenant) if of_tenant.at == Some(at) => of_tenant.at = None,
                _ => drop(self.by_tenant.remove(&tenant)),
            }
        }
    }

    /// Notes how far a step has come that was committed.
    pub fn end_at(&mut self, tenant: TenantId, at: At) {
        if let Some(of_tenant) = self.by_tenant.get_mut(&tenant) {
            of_tenant.at = Some(at);
        }
    }

    /// What is known of a group.
    pub(super) fn values(&mut self, group: &Group) -> &mut Values {
        self.by_tenant.entry(group.tenant).or_default().groups.entry(*group).or_default()
    }

    /// Reads the values of the groups that are not remembered.
    pub(super) async fn read(&mut self, txn: &DatabaseTransaction, groups: HashSet<Group>) -> Result<(), Error> {
        let is_known = |group: &Group| {
            self.by_tenant.get(&group.tenant).is_some_and(|of_tenant| of_tenant.groups.contains_key(group))
        };
        let unknown: Vec<Group> = groups.into_iter().filter(|group| !is_known(group)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let wanted: Vec<(Group, Dimension)> =
            unknown.iter().flat_map(|group| Dimension::ALL.map(|dimension| (*group, dimension))).collect();
        // Index: traffic_pkey of one partition for each group and dimension.
        let sql = "select g.number, t.value
                   from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::date[])
                        with ordinality as g(tenant_id, dimension, bucket, expires_on, number)
                   cross join lateral (
                       select value
                       from traffic t
                       where t.tenant_id = g.tenant_id
                         and t.dimension = g.dimension
                         and t.minutes = $5
                         and t.bucket = g.bucket
                         and t.value <> ''
                         and t.expires_on = g.expires_on
                       offset 0
                   ) as t";
        let values = [
            uuids(wanted.iter().map(|(group, _)| group.tenant.uuid())),
            array(wanted.iter().map(|(_, dimension)| dimension.name().to_owned())),
            array(wanted.iter().map(|(group, _)| midnight(group.day))),
            dates(wanted.iter().map(|(group, _)| group.expires_on)),
            DAY_MINUTES.into(),
        ];
        for group in &unknown {
            self.values(group);
        }
        for row in txn.query_all_raw(statement(sql, values)).await? {
            let (number, value): (i64, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            if let Some((group, dimension)) = usize::try_from(number).ok().and_then(|number| wanted.get(number - 1)) {
                self.values(group).0[*dimension as usize].insert(value.into());
            }
        }
        Ok(())
    }
}
