//! One file: opening it, seeing whether it can be used, looking an address up in it.
//!
//! A process looks up in a copy of its own, mapped into memory. Whoever has the file may overwrite or cut it in place,
//! and a map of the file itself would then change under a look-up, or end the process (SIGBUS). Nobody else can reach
//! the copy: it has no name. See `docs/decisions/0005-map-a-private-copy-of-a-location-database.md`.

use std::collections::HashSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use chrono::{DateTime, Utc};
use maxminddb::{LookupResult, MaxMindDbError, Mmap, Reader, WithinOptions};

use super::record::{Form, Record};
use crate::labels::Location;

/// Largest file that is opened, in bytes: several times the largest database there is.
pub const FILE_BYTES_MAX: u64 = 4 << 30;
/// Networks at the beginning of a file that are looked at when it is opened.
const FIRST_NETWORKS: usize = 4096;
/// Addresses from end to end of IPv4, and as many of IPv6, that are looked at as well.
const SPREAD_ADDRESSES: u32 = 2048;
/// Networks that a sound tree has for each of its nodes, at most. A damaged one may lead in circles.
const NETWORKS_PER_NODE_MAX: u64 = 2;
/// Characters of a database's type that are kept.
const TYPE_CHARS_MAX: usize = 64;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is none.
    #[error("there is no such file")]
    Missing,
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(io::Error),
    /// It is larger than [`FILE_BYTES_MAX`].
    #[error("it is too large")]
    TooLarge,
    /// It is no database, or a damaged one.
    #[error("it is no sound MaxMind DB file: {0}")]
    Broken(MaxMindDbError),
    /// Its networks are more than its tree can have.
    #[error("its tree leads in circles")]
    Circular,
    /// Most of what was looked at could not be read.
    #[error("{broken} of {seen} records cannot be read")]
    Unsound {
        /// Records that cannot be read.
        broken: usize,
        /// Records that were looked at.
        seen: usize,
    },
    /// No record names a country: it is a database of something else.
    #[error("its records name no countries")]
    NoCountries,
}

/// What a file is, as far as it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The type that its maker gave it, such as `GeoLite2-City`.
    pub database_type: String,
    /// When it was built.
    pub built_at: DateTime<Utc>,
    /// How its records are written.
    pub form: Form,
    /// What it knows of an address at best.
    pub knows: Knows,
    /// The addresses that it knows: 4 means IPv4 alone, 6 IPv6 and most often IPv4.
    pub ip_version: u16,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether it comes from DB-IP, as far as its type, its description or its name tells.
    pub is_from_db_ip: bool,
}

/// What a file knows of an address at best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knows {
    /// The country.
    Countries,
    /// The city too.
    Cities,
}

/// All that is in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// What it is.
    pub facts: Facts,
    /// Networks of IPv4 with a record.
    pub networks_ipv4: u64,
    /// Networks of IPv6 with a record.
    pub networks_ipv6: u64,
    /// Different records.
    pub records: usize,
    /// Those of them that cannot be read. The addresses of these have no location.
    pub broken: usize,
}

/// By what it is seen that a file is another one, or has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    device: u64,
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

/// A file that is in use.
#[derive(Debug)]
pub(super) struct Opened {
    reader: Reader<Content>,
    pub(super) facts: Facts,
    pub(super) mark: Mark,
}

/// The bytes of a file, which nobody else can change.
enum Content {
    Mapped(Mmap),
    /// Where there is no room for a copy on the disk.
    Read(Vec<u8>),
}

/// What was seen of some records.
#[derive(Default)]
struct Seen {
    readable: usize,
    broken: usize,
    form: Option<Form>,
    knows: Option<Knows>,
}

impl Opened {
    /// Opens a file and looks at some thousand of its records.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub(super) fn open(path: &Path) -> Result<Self, Problem> {
        let mark = Mark::of(path)?;
        let content = Content::copy_of(path)?;
        let bytes = content.as_ref().len() as u64;
        let reader = Reader::from_source(content)?;
        let facts = facts(&reader, path, bytes, &sample(&reader)?)?;
        Ok(Self { reader, facts, mark })
    }

    /// Where an address is. A record that cannot be read is no location.
    pub(super) fn locate(&self, ip: IpAddr) -> Option<Location> {
        if ip.is_ipv6() && self.facts.ip_version == 4 {
            return None;
        }
        self.reader.lookup(ip).ok()?.decode::<Record<'_>>().ok()??.location()
    }

    /// The type and the time of its build, for the version of locations.
    pub(super) fn version(&self) -> String {
        format!("{}@{}", self.facts.database_type, self.facts.built_at.timestamp())
    }
}

/// Reads a whole file: every network and every record. Takes seconds for a database of cities.
///
/// # Errors
/// Why it cannot be used.
pub fn survey(path: &Path) -> Result<Survey, Problem> {
    let opened = Opened::open(path)?;
    let (mut seen, mut known) = (Seen::default(), HashSet::new());
    let (mut networks_ipv4, mut networks_ipv6) = (0, 0);
    let networks_max = NETWORKS_PER_NODE_MAX * u64::from(opened.reader.metadata().node_count);
    for network in opened.reader.networks(WithinOptions::default())? {
        let found = network?;
        if found.network()?.is_ipv4() {
            networks_ipv4 += 1;
        } else {
            networks_ipv6 += 1;
        }
        if networks_ipv4 + networks_ipv6 > networks_max {
            return Err(Problem::Circular);
        }
        if found.offset().is_some_and(|offset| known.insert(offset)) {
            seen.note(&found);
        }
    }
    let facts = facts(&opened.reader, path, opened.facts.bytes, &seen)?;
    Ok(Survey { facts, networks_ipv4, networks_ipv6, records: known.len(), broken: seen.broken })
}

/// The first networks, and addresses from end to end.
fn sample(reader: &Reader<Content>) -> Result<Seen, Problem> {
    let mut seen = Seen::default();
    for network in reader.networks(WithinOptions::default())?.take(FIRST_NETWORKS) {
        seen.note(&network?);
    }
    for step in 0..SPREAD_ADDRESSES {
        let bits = step * (u32::MAX / SPREAD_ADDRESSES);
        seen.note(&reader.lookup(Ipv4Addr::from_bits(bits).into())?);
        if reader.metadata().ip_version == 6 {
            // What is given out of IPv6 is in 2000::/3.
            let bits = (0x2 << 124) | (u128::from(bits) << 93);
            seen.note(&reader.lookup(Ipv6Addr::from_bits(bits).into())?);
        }
    }
    Ok(seen)
}

fn facts(reader: &Reader<Content>, path: &Path, bytes: u64, seen: &Seen) -> Result<Facts, Problem> {
    let (Some(form), Some(knows)) = (seen.form, seen.knows) else {
        return Err(match seen.broken {
            0 => Problem::NoCountries,
            broken => Problem::Unsound { broken, seen: broken + seen.readable },
        });
    };
    if seen.broken > seen.readable {
        return Err(Problem::Unsound { broken: seen.broken, seen: seen.broken + seen.readable });
    }
    let said = reader.metadata();
    let built_at = i64::try_from(said.build_epoch).ok().and_then(|epoch| DateTime::from_timestamp(epoch, 0));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let texts = said.description.values().map(String::as_str).chain([said.database_type.as_str(), &name]);
    Ok(Facts {
        database_type: said.database_type.chars().filter(|c| !c.is_control()).take(TYPE_CHARS_MAX).collect(),
        built_at: built_at.unwrap_or_default(),
        form,
        knows,
        ip_version: said.ip_version,
        bytes,
        is_from_db_ip: texts.map(str::to_lowercase).any(|text| text.contains("dbip") || text.contains("db-ip")),
    })
}

impl Seen {
    fn note(&mut self, found: &LookupResult<'_, Content>) {
        let record = match found.decode::<Record<'_>>() {
            Ok(Some(record)) => record,
            Ok(None) => return,
            Err(_) => {
                self.broken += 1;
                return;
            }
        };
        self.readable += 1;
        self.form = match (self.form, record.form()) {
            (Some(so_far), Some(form)) => Some(so_far.and(form)),
            (so_far, form) => so_far.or(form),
        };
        if let Some(location) = record.location() {
            let knows_city = location.city().is_some() || self.knows == Some(Knows::Cities);
            self.knows = Some(if knows_city { Knows::Cities } else { Knows::Countries });
        }
    }
}

impl Mark {
    /// The file as it is now.
    pub(super) fn of(path: &Path) -> Result<Self, Problem> {
        let said = fs::metadata(path)?;
        // Opening a pipe would wait for somebody to write.
        if !said.is_file() {
            return Err(io::Error::from(io::ErrorKind::InvalidInput).into());
        }
        Ok(said.into())
    }
}

impl From<Metadata> for Mark {
    fn from(said: Metadata) -> Self {
        Self {
            device: said.dev(),
            inode: said.ino(),
            bytes: said.size(),
            modified: (said.mtime(), said.mtime_nsec()),
            changed: (said.ctime(), said.ctime_nsec()),
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unreadable(error),
        }
    }
}

impl From<MaxMindDbError> for Problem {
    fn from(error: MaxMindDbError) -> Self {
        Self::Broken(error)
    }
}

impl Content {
    /// A copy of a file as it is now.
    fn copy_of(path: &Path) -> Result<Self, Problem> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() > FILE_BYTES_MAX {
            return Err(Problem::TooLarge);
        }
        match mapped_copy(&mut file) {
            Ok(mapped) => Ok(Self::Mapped(mapped)),
            Err(_) => {
                file.rewind()?;
                let mut bytes = Vec::new();
                file.take(FILE_BYTES_MAX).read_to_end(&mut bytes)?;
                Ok(Self::Read(bytes))
            }
        }
    }
}

/// Copies a file into one without a name, and maps that.
fn mapped_copy(file: &mut File) -> io::Result<Mmap> {
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut file.take(FILE_BYTES_MAX), &mut copy)?;
    #[expect(
        unsafe_code,
        reason = "a map is sound as long as nobody changes the file: this one has no name, and is not written again"
    )]
    // SAFETY: the only handle to the copy is dropped here, and nobody else can open what has no name.
    unsafe {
        Mmap::map(&copy)
    }
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Mapped(mapped) => mapped,
            Self::Read(bytes) => bytes,
        }
    }
}
