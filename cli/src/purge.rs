//! `gatebook purge`: deletes events before their retention does it.

use std::process::ExitCode;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use domain::Database;
use domain::boot::{Clock, Settings, connect_worker};
use domain::error::Error;
use domain::id::TenantId;
use domain::retention::purge;
use domain::tenants;

use crate::failure::Failure;

/// Who did it, in the events about it.
const BY: &str = "gatebook";

/// What to purge.
#[derive(Args)]
pub struct PurgeArguments {
    /// How old an event must be to go, by when it occurred: 7d, 12h, 4w.
    #[arg(long, value_name = "AGE")]
    older_than: Age,
    /// The id or slug of the only tenant to purge; without it, all.
    #[arg(long)]
    tenant: Option<String>,
    /// Says what would go, and deletes nothing.
    #[arg(long)]
    dry_run: bool,
}

/// A length of time, written as a number and a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Age(TimeDelta);

impl FromStr for Age {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write it as 12h, 7d or 4w: hours, days or weeks".to_owned();
        let (unit, at) = text.char_indices().next_back().map(|(at, unit)| (unit, at)).ok_or_else(wrong)?;
        let hours = match unit {
            'h' => 1,
            'd' => 24,
            'w' => 24 * 7,
            _ => return Err(wrong()),
        };
        let number: u32 = text[..at].parse().map_err(|_| wrong())?;
        Ok(Self(TimeDelta::hours(i64::from(number) * hours)))
    }
}

/// Says what goes, tenant by tenant, and deletes it unless it is a dry run.
pub async fn run(settings: &Settings, clock: &Clock, arguments: PurgeArguments) -> Result<ExitCode, Failure> {
    let db = connect_worker(settings)?;
    let before = clock.now().checked_sub_signed(arguments.older_than.0);
    let before = before.ok_or_else(|| Failure::usage("--older-than reaches back beyond the calendar"))?;
    let mut total = 0;
    for (tenant, slug) in chosen(&db, arguments.tenant.as_deref()).await? {
        let found = purge::count(&db, tenant, before).await?;
        let span = match (found.oldest, found.newest) {
            (Some(oldest), Some(newest)) => format!(", from {} to {}", at(oldest), at(newest)),
            _ => String::new(),
        };
        println!("{slug}: {} events older than {}{span}", found.events, at(before));
        if arguments.dry_run || found.events == 0 {
            total += found.events;
            continue;
        }
        let progress = |deleted| println!("{slug}: deleted {deleted}");
        match purge::purge(&db, clock.now(), tenant, BY, before, progress).await {
            Ok(deleted) => total += deleted,
            Err(Error::NotFound(_)) => println!("{slug}: was deleted meanwhile, with all its events"),
            Err(error) => return Err(error.into()),
        }
    }
    println!("{} {total} events", if arguments.dry_run { "would delete" } else { "deleted" });
    Ok(ExitCode::SUCCESS)
}

/// The tenant that is named, or all, with their slugs. `db` is a pool of the worker's role.
pub async fn chosen(db: &Database, named: Option<&str>) -> Result<Vec<(TenantId, String)>, Failure> {
    let all = tenants::every(db).await?;
    let Some(named) = named else {
        return Ok(all);
    };
    let one: Vec<_> = all.into_iter().filter(|(id, slug)| slug == named || id.to_string() == named).collect();
    if one.is_empty() {
        return Err(Failure::new(format!("there is no tenant {named}")));
    }
    Ok(one)
}

fn at(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_numbers_with_a_unit() {
        let hours = |text: &str| text.parse::<Age>().map(|age| age.0.num_hours());

        assert_eq!(hours("12h"), Ok(12));
        assert_eq!(hours("7d"), Ok(168));
        assert_eq!(hours("4w"), Ok(672));
        for wrong in ["", "d", "7", "-7d", "7 d", "7m", "99999999999d", "7é"] {
            assert!(hours(wrong).is_err(), "{wrong}");
        }
    }
}
