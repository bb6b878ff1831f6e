//! The location database of `gatebook dev`: DB-IP Lite with countries, fetched once and kept.

use std::path::Path;
use std::time::Duration;

use domain::boot;
use domain::geoip::{self, DB_IP_CREDIT, DB_IP_URL};
use tokio_util::sync::CancellationToken;

use crate::geoip::fetch::{Edition, Source, fetch_and_install};

/// How long a start waits for it at most.
const PATIENCE: Duration = Duration::from_secs(20);
/// Where a caller names databases of their own.
const VARIABLE: &str = "GATEBOOK_GEOIP";

/// What locations come from.
pub struct Places {
    /// The value of `GATEBOOK_GEOIP`.
    pub files: String,
    /// What the screen says of it.
    pub note: String,
}

/// Finds the databases: those that the caller names, or the one that is kept below `directory`, which is fetched when it is
/// not there. Never fails: without it, everything but locations is there.
pub async fn find(directory: &Path, shutdown: &CancellationToken) -> Places {
    let named = boot::environment().into_iter().find(|(name, value)| name == VARIABLE && !value.is_empty());
    let kept = directory.join("geoip").join(Edition::Country.file());
    if let Some((_, files)) = named.filter(|(_, files)| Path::new(files) != kept) {
        return Places { note: format!("by {files}"), files };
    }
    if !geoip::can_be_listed(&kept) {
        let note = format!("unknown: {} has a colon, which separates files", kept.display());
        return Places { files: String::new(), note };
    }
    let files = kept.to_string_lossy().into_owned();
    let Err(reason) = have(&kept, shutdown).await else {
        return Places { files, note: format!("{DB_IP_CREDIT} ({DB_IP_URL})") };
    };
    let note = format!("unknown, no database could be fetched: {reason}. `gatebook geoip update` tries again");
    Places { files, note }
}

/// Sees to it that the database is there, or says why it is not.
async fn have(kept: &Path, shutdown: &CancellationToken) -> Result<(), String> {
    if kept.is_file() {
        return Ok(());
    }
    let directory = kept.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory).map_err(|error| error.to_string())?;
    eprintln!("gatebook: fetching a location database through npm, for {} s at most", PATIENCE.as_secs());
    let fetching = fetch_and_install(&Source::DbIp(Edition::Country), kept);
    tokio::select! {
        () = shutdown.cancelled() => Err("it was stopped".to_owned()),
        fetched = tokio::time::timeout(PATIENCE, fetching) => match fetched {
            Ok(fetched) => fetched.map(drop).map_err(|failure| failure.to_string()),
            Err(_) => Err(format!("npm did not answer within {} s", PATIENCE.as_secs())),
        },
    }
}
