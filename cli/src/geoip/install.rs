//! Puts a database in its place: checked, whole or not at all, with its checksum beside it.

use std::fs::{self, File, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use domain::geoip::{self, Survey};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::failure::Failure;

/// Bytes that are read at a time.
const CHUNK_BYTES: usize = 1 << 16;
/// Others than who fetched it may read it: there is no secret in it.
const MODE: u32 = 0o644;

/// A database that is in its place.
pub struct Installed {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub survey: Survey,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What became of the file that was there.
    pub outcome: Outcome,
}

/// What became of the file that was there.
pub enum Outcome {
    /// It had the same content, and stays.
    Same,
    /// The new one is in its place.
    Replaced,
}

/// Reads all of the databases, and if nothing is wrong with any puts a copy of each at its place by renaming, and its checksum
/// beside it. Safe to repeat. Waits for the disk.
pub fn install(places: Vec<(PathBuf, PathBuf)>) -> Result<Vec<Installed>, Failure> {
    let surveyed = places.into_iter().map(|(database, target)| {
        let survey = geoip::survey(&database);
        let survey = survey.map_err(|problem| Failure::of("what was fetched cannot be used", &problem))?;
        Ok((database, target, survey))
    });
    let surveyed: Vec<_> = surveyed.collect::<Result<_, Failure>>()?;
    surveyed.into_iter().map(|(database, target, survey)| put(&database, target, survey)).collect()
}

fn put(database: &Path, target: PathBuf, survey: Survey) -> Result<Installed, Failure> {
    let sum = sha256(database)?;
    let outcome = if sha256(&target).is_ok_and(|there| there == sum) {
        Outcome::Same
    } else {
        write_beside(&target, |file| io::copy(&mut File::open(database)?, file).map(drop))?;
        Outcome::Replaced
    };
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // As `sha256sum --check` reads it.
    write_beside(&sums_file(&target), |file| io::Write::write_all(file, format!("{sum}  {name}\n").as_bytes()))?;
    Ok(Installed { path: target, survey, sha256: sum, outcome })
}

/// The SHA-256 of a file, in hexadecimal.
pub fn sha256(path: &Path) -> Result<String, Failure> {
    let read = || -> io::Result<String> {
        let (mut file, mut hash, mut chunk) = (File::open(path)?, Sha256::new(), vec![0; CHUNK_BYTES]);
        loop {
            match file.read(&mut chunk)? {
                0 => break,
                length => hash.update(&chunk[..length]),
            }
        }
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    };
    read().map_err(|error| Failure::of(format!("reading {}", path.display()), &error))
}

/// The checksum that was kept when a file was put in its place.
pub fn checksum_beside(path: &Path) -> Option<String> {
    let text = fs::read_to_string(sums_file(path)).ok()?;
    text.split_whitespace().next().map(str::to_owned)
}

fn sums_file(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sha256");
    name.into()
}

/// Writes a file whole or not at all.
fn write_beside(target: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), Failure> {
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = || -> io::Result<()> {
        let mut beside = NamedTempFile::new_in(directory)?;
        write(beside.as_file_mut())?;
        beside.as_file().set_permissions(Permissions::from_mode(MODE))?;
        beside.as_file().sync_all()?;
        beside.persist(target)?;
        Ok(())
    };
    written().map_err(|error| Failure::of(format!("writing {}", target.display()), &error))
}
