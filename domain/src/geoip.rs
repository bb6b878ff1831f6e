//! LOCATE: where an address is, by database files that the operator provides.
//!
//! 1. `GATEBOOK_GEOIP` names one or more files in the MaxMind DB format. Each is copied, mapped into memory and looked at
//!    (`geoip/file.rs`). What cannot be used is reported and left out: without any file every location is unknown, and
//!    everything else goes on.
//! 2. [`Databases::locate`] asks them in their order. The first that knows a city wins, else the first that knows a country.
//!    Records of all known forms are read where they lie (`geoip/record.rs`); what they name becomes a
//!    [`Location`] with words of ours.
//! 3. Every [`LOOKED_EVERY`] the files are looked at again (`geoip/watch.rs`). One that has changed, and has stayed the same since
//!    the look before, is opened and takes the place of the old one at once, for all look-ups that begin afterwards. One
//!    that cannot be used is reported once, and the old one stays.
//!
//! It fetches nothing: `gatebook geoip update` does.

mod file;
mod record;
#[cfg(test)]
mod tests;
mod watch;

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use self::file::Opened;
use self::watch::Watched;
use crate::labels::{LOCATION_WORDS_VERSION, Location};

#[cfg(feature = "test-support")]
pub use self::file::survey_of_bytes;
pub use self::file::{FILE_BYTES_MAX, Facts, Knows, Problem, Survey, survey};
pub use self::record::Form;

/// Most files of an installation.
pub const FILES_MAX: usize = 8;
/// How often the files are looked at. A new one is in use at the second look.
pub const LOOKED_EVERY: Duration = Duration::from_secs(2);
/// What has to stand wherever locations from a database of DB-IP's are shown, by its licence.
pub const DB_IP_CREDIT: &str = "IP Geolocation by DB-IP";
/// Where that has to lead.
pub const DB_IP_URL: &str = "https://db-ip.com";

/// Where addresses are, by the files of an installation as they are now. Cheap to clone; clones share the files.
#[derive(Clone)]
pub struct Locator {
    shared: Arc<Shared>,
}

struct Shared {
    current: RwLock<Arc<Databases>>,
    watched: Mutex<Vec<Watched>>,
}

/// The databases of one moment: what belongs together is asked of one of these.
#[derive(Debug, Default)]
pub struct Databases {
    files: Vec<Arc<Opened>>,
    version: Option<String>,
}

/// How one of the files stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStatus {
    /// Where it is.
    pub path: PathBuf,
    /// What is in use of it; `None` when nothing is.
    pub in_use: Option<Facts>,
    /// Why the file as it is now is not in use.
    pub problem: Option<String>,
}

impl Locator {
    /// Opens the files and keeps to them: what changes later is not seen. Waits for the disk.
    #[must_use]
    pub fn open(paths: &[PathBuf]) -> Self {
        let watched: Vec<Watched> = paths.iter().map(|path| Watched::open(path)).collect();
        let current = RwLock::new(Arc::new(Databases::of(&watched)));
        Self { shared: Arc::new(Shared { current, watched: Mutex::new(watched) }) }
    }

    /// Opens the files and looks at them every [`LOOKED_EVERY`], on the current runtime, until the last clone is dropped.
    #[must_use]
    pub fn start(paths: &[PathBuf]) -> Self {
        let this = Self::open(paths);
        if paths.is_empty() {
            tracing::info!("GATEBOOK_GEOIP names no database: locations are not known");
            return this;
        }
        // A reference while it waits would keep it for ever.
        let weak = Arc::downgrade(&this.shared);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOKED_EVERY).await;
                let Some(shared) = weak.upgrade() else { return };
                let looked = tokio::task::spawn_blocking(move || Self { shared }.look()).await;
                if looked.is_err() {
                    tracing::error!("looking at the location databases broke off, those that are open stay in use");
                }
            }
        });
        this
    }

    /// Looks at the files once. One that has changed is opened if it has not changed since the look before, so that
    /// nobody reads what is still being written. Waits for the disk.
    pub fn look(&self) {
        let mut watched = self.watched();
        // Every file is looked at, whatever became of those before it.
        let swapped = watched.iter_mut().map(Watched::look).filter(|swapped| *swapped).count();
        if swapped > 0 {
            let databases = Arc::new(Databases::of(&watched));
            *self.shared.current.write().unwrap_or_else(PoisonError::into_inner) = databases;
        }
    }

    /// The databases as they are now: for several look-ups that are to be of one version.
    #[must_use]
    pub fn databases(&self) -> Arc<Databases> {
        Arc::clone(&self.shared.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where an address is; see [`Databases::locate`].
    #[must_use]
    pub fn locate(&self, ip: IpAddr) -> Option<Location> {
        self.databases().locate(ip)
    }

    /// The version of what is located now; see [`Databases::version`].
    #[must_use]
    pub fn version(&self) -> Option<String> {
        self.databases().version().map(str::to_owned)
    }

    /// How each file stands, in their order.
    #[must_use]
    pub fn status(&self) -> Vec<FileStatus> {
        self.watched().iter().map(Watched::status).collect()
    }

    fn watched(&self) -> MutexGuard<'_, Vec<Watched>> {
        self.shared.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locator").field("version", &self.version()).finish_non_exhaustive()
    }
}

impl Databases {
    fn of(watched: &[Watched]) -> Self {
        Self::of_files(watched.iter().filter_map(Watched::opened).collect())
    }

    /// One file that was never on a disk, of which little is looked at: for tests that open millions.
    ///
    /// # Errors
    /// Why it cannot be used.
    #[cfg(feature = "test-support")]
    pub fn of_bytes(bytes: Vec<u8>) -> Result<Self, Problem> {
        Ok(Self::of_files(vec![Arc::new(Opened::of_bytes(bytes)?)]))
    }

    fn of_files(files: Vec<Arc<Opened>>) -> Self {
        let versions: Vec<String> = files.iter().map(|file| file.version()).collect();
        let version = (!files.is_empty()).then(|| format!("{LOCATION_WORDS_VERSION};{}", versions.join(";")));
        Self { files, version }
    }

    /// Where an address is, if any of the databases knows its country. Never an error: what a database has of an address
    /// and cannot be read counts as nothing. An IPv4 address inside an IPv6 one is unwrapped.
    #[must_use]
    pub fn locate(&self, ip: IpAddr) -> Option<Location> {
        let ip = ip.to_canonical();
        let mut country = None;
        for file in &self.files {
            match file.locate(ip) {
                Some(found) if found.city().is_some() => return Some(found),
                found => country = country.or(found),
            }
        }
        country
    }

    /// Which words and databases the locations come from: type and time of build of each. Two versions may locate an address
    /// differently, so a table that keeps locations keeps this beside them. None when there is no database.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Whether one of them is DB-IP's, as far as it says so: then [`DB_IP_CREDIT`] has to be shown.
    #[must_use]
    pub fn is_from_db_ip(&self) -> bool {
        self.files.iter().any(|file| file.facts.is_from_db_ip)
    }
}

/// Whether a file may be named in a list that is separated by colons.
#[must_use]
pub fn can_be_listed(path: &Path) -> bool {
    path.to_str().is_some_and(|path| !path.is_empty() && !path.contains(':'))
}
