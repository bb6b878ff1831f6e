//! What was searched for: the terms in a query, by the names that the tenant had for them when the event was appended.
//!
//! The names are among the tenant's settings, and each change of these is an event in its log. So a rebuild finds the same
//! terms as the projection did.

use std::collections::HashMap;

use entity::id::{Position, TenantId};
use percent_encoding::percent_decode_str;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::checkpoint::Claim;
use crate::error::Error;
use crate::log::LAST_DAY;
use crate::redaction::REDACTED;
use crate::settings::TenantSettings;
use crate::sql::{array, statement, uuids};

/// Most bytes of the terms of a search; longer ones are cut.
pub const SEARCH_TERMS_BYTES_MAX: usize = 256;

/// The names under which tenants have what is searched for.
pub(super) struct SearchKeys {
    /// Those of tenants that have never set any.
    usual: Vec<String>,
    /// Each with the position of the event that set them, in order.
    set: HashMap<TenantId, Vec<(Position, Vec<String>)>>,
}

impl SearchKeys {
    /// Reads those that were in force behind the checkpoints of some claims, and that were set up to their heads.
    pub async fn read(txn: &DatabaseTransaction, claims: &[Claim]) -> Result<Self, Error> {
        // Index: event_pkey of the last partition, which has no page views.
        let sql = "select c.tenant_id, e.position, e.data #> '{settings,search_keys}'
                   from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as c(tenant_id, after, until)
                   cross join lateral (
                       (select e.position, e.data
                        from event e
                        where e.tenant_id = c.tenant_id
                          and e.position <= c.after
                          and e.expires_on = $4
                          and e.type in ('tenant.created', 'tenant.settings_changed')
                        order by e.position desc
                        limit 1)
                       union all
                       (select e.position, e.data
                        from event e
                        where e.tenant_id = c.tenant_id
                          and e.position > c.after
                          and e.position <= c.until
                          and e.expires_on = $4
                          and e.type in ('tenant.created', 'tenant.settings_changed')
                        order by e.position)
                   ) as e
                   order by c.tenant_id, e.position";
        let values = [
            uuids(claims.iter().map(|claim| claim.tenant.uuid())),
            array(claims.iter().map(|claim| claim.after.0)),
            array(claims.iter().map(|claim| claim.until.0)),
            LAST_DAY.into(),
        ];
        let usual = TenantSettings::default().search_keys;
        let mut set: HashMap<TenantId, Vec<(Position, Vec<String>)>> = HashMap::new();
        for row in txn.query_all_raw(statement(sql, values)).await? {
            let written: Option<serde_json::Value> = row.try_get_by_index(2)?;
            // Settings from before there were such names have none.
            let names = written.and_then(|names| serde_json::from_value(names).ok()).unwrap_or_else(|| usual.clone());
            let tenant = TenantId(row.try_get_by_index(0)?);
            set.entry(tenant).or_default().push((Position(row.try_get_by_index(1)?), names));
        }
        Ok(Self { usual, set })
    }

    /// Those in force when an event was appended.
    pub fn at(&self, tenant: TenantId, position: Position) -> &[String] {
        let set = self.set.get(&tenant).map(Vec::as_slice).unwrap_or_default();
        let before = set.partition_point(|(at, _)| *at < position);
        before.checked_sub(1).and_then(|last| set.get(last)).map_or(&self.usual, |(_, names)| names)
    }
}

/// What was searched for, by a redacted query: in lower case, with single spaces. The first of the names counts that is there with
/// something.
pub(super) fn search_terms(query: &str, names: &[String]) -> Option<String> {
    let pairs: Vec<(String, &str)> =
        query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decoded(name), value)).collect();
    let of_name = |key: &str| {
        let values = pairs.iter().filter(|(name, _)| name.to_lowercase() == key.to_lowercase());
        values.map(|(_, value)| decoded(value)).find(|value| !value.trim().is_empty())
    };
    let value = names.iter().find_map(|name| of_name(name))?;
    let terms = value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let terms = terms[..terms.floor_char_boundary(SEARCH_TERMS_BYTES_MAX)].trim_end();
    (!terms.is_empty() && terms != REDACTED).then(|| terms.to_owned())
}

/// A name or value of a query as it was meant; U+0000, which PostgreSQL cannot keep, becomes U+FFFD.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().replace('\0', "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_from_behind_the_event_that_set_them() {
        let tenant = TenantId(uuid::Uuid::max());
        let names = |name: &str| vec![name.to_owned()];
        let set = HashMap::from([(tenant, vec![(Position(3), names("first")), (Position(7), names("second"))])]);
        let keys = SearchKeys { usual: names("usual"), set };

        for (position, expected) in [(1, "usual"), (3, "usual"), (4, "first"), (7, "first"), (8, "second")] {
            assert_eq!(keys.at(tenant, Position(position)), names(expected), "{position}");
        }
        assert_eq!(keys.at(TenantId(uuid::Uuid::nil()), Position(9)), names("usual"));
    }

    #[test]
    fn terms_of_a_search_are_found_as_they_were_meant() {
        let names = TenantSettings::default().search_keys;
        for (query, expected) in [
            ("q=red+shoes", Some("red shoes")),
            ("page=2&Q=%20Red%20%20SHOES%20", Some("red shoes")),
            ("s=later&q=first", Some("first")),
            ("keyword=caf%C3%A9", Some("café")),
            ("q=%FF", Some("\u{FFFD}")),
            ("q=", None),
            ("q=&q=second", Some("second")),
            ("q=%20+&search=shoes", Some("shoes")),
            ("%71=shoes", Some("shoes")),
            ("q=a%00b", Some("a\u{FFFD}b")),
            ("q", None),
            ("q=[redacted]", None),
            ("quest=1", None),
            ("", None),
        ] {
            assert_eq!(search_terms(query, &names).as_deref(), expected, "{query}");
        }
        let long = search_terms(&format!("q={}", "é".repeat(1_000)), &names).unwrap();
        assert_eq!(long.len(), SEARCH_TERMS_BYTES_MAX);
    }
}
