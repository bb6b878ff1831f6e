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
/// What is looked at of a file when it is opened.
const SAMPLE: Sample = Sample { first_networks: 4096, spread_addresses: 2048 };
/// Networks that a sound tree has for each of its nodes, at most. A damaged one may lead in circles.
const NETWORKS_PER_NODE_MAX: u64 = 2;
/// Bits before an IPv4 address in a tree of IPv6.
const IPV4_DEPTH: u32 = 96;
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

/// How much is looked at of a file when it is opened.
#[derive(Clone, Copy)]
struct Sample {
    /// Networks at its beginning.
    first_networks: usize,
    /// Addresses from end to end of IPv4, and as many of IPv6.
    spread_addresses: u32,
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
        Self::of(Content::copy_of(path)?, path, mark, SAMPLE)
    }

    /// A file that was never on a disk, of which little is looked at: for tests that open millions.
    ///
    /// # Errors
    /// As [`Opened::open`].
    #[cfg(feature = "test-support")]
    pub(super) fn of_bytes(bytes: Vec<u8>) -> Result<Self, Problem> {
        let mark = Mark { device: 0, inode: 0, bytes: bytes.len() as u64, modified: (0, 0), changed: (0, 0) };
        Self::of(Content::Read(bytes), Path::new(""), mark, Sample { first_networks: 64, spread_addresses: 8 })
    }

    fn of(content: Content, path: &Path, mark: Mark, sample: Sample) -> Result<Self, Problem> {
        let bytes = content.as_ref().len() as u64;
        let reader = Reader::from_source(content)?;
        let facts = facts(&reader, path, bytes, &sampled(&reader, sample)?)?;
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
    let mark = Mark::of(path)?;
    let content = Content::copy_of(path)?;
    check_tree(&content)?;
    surveyed(&Opened::of(content, path, mark, SAMPLE)?, path)
}

/// Reads all of a file that was never on a disk, as [`survey`] does: for tests that read millions.
///
/// # Errors
/// Why it cannot be used.
#[cfg(feature = "test-support")]
pub fn survey_of_bytes(bytes: Vec<u8>) -> Result<Survey, Problem> {
    check_tree(&Content::Read(bytes.clone()))?;
    surveyed(&Opened::of_bytes(bytes)?, Path::new(""))
}

fn surveyed(opened: &Opened, path: &Path) -> Result<Survey, Problem> {
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
fn sampled(reader: &Reader<Content>, sample: Sample) -> Result<Seen, Problem> {
    let Sample { first_networks, spread_addresses } = sample;
    let mut seen = Seen::default();
    let mut next = Some(0);
    for _ in 0..first_networks {
        let Some(at) = next else { break };
        let found = reader.lookup(address(reader, at))?;
        seen.note(&found);
        next = behind(reader, at, &found)?;
    }
    for step in 0..spread_addresses {
        let bits = step * (u32::MAX / spread_addresses);
        seen.note(&reader.lookup(Ipv4Addr::from_bits(bits).into())?);
        if reader.metadata().ip_version == 6 {
            // What is given out of IPv6 is in 2000::/3.
            let bits = (0x2 << 124) | (u128::from(bits) << 93);
            seen.note(&reader.lookup(Ipv6Addr::from_bits(bits).into())?);
        }
    }
    Ok(seen)
}

/// The address that has these bits in the tree.
fn address(reader: &Reader<Content>, bits: u128) -> IpAddr {
    match u32::try_from(bits) {
        Ok(bits) if reader.metadata().ip_version == 4 => Ipv4Addr::from_bits(bits).into(),
        _ => Ipv6Addr::from_bits(bits).into(),
    }
}

/// The first address behind the network in which `at` was found. A walk of the tree would not end where it leads to the same
/// place again and again.
fn behind(reader: &Reader<Content>, at: u128, found: &LookupResult<'_, Content>) -> Result<Option<u128>, Problem> {
    let bits = if reader.metadata().ip_version == 4 { 32 } else { u128::BITS };
    let prefix = u32::from(found.network()?.prefix());
    let last = at | (u128::MAX >> (u128::BITS - bits)).checked_shr(prefix).unwrap_or(0);
    let next = last.checked_add(1);
    Ok(next.filter(|next| bits == u128::BITS || next >> bits == 0))
}

/// Refuses a tree that takes many more steps to walk than a sound one. A damaged one may lead in circles, or to the same place from
/// everywhere, and whoever walks it does not come to an end.
fn check_tree(content: &Content) -> Result<(), Problem> {
    let content = content.as_ref();
    let reader = Reader::from_source(content)?;
    let said = reader.metadata();
    let (node_count, depth_max) = (said.node_count as usize, if said.ip_version == 4 { 32 } else { 128 });
    let children = |node: usize| children(content, usize::from(said.record_size) / 4, node);
    // IPv4 has its place behind 96 zeros; what leads there from elsewhere is not followed.
    let ipv4 = (0..IPV4_DEPTH).fold(0, |node, _| if node < node_count { children(node)[0] } else { node });
    // Half of the steps end at a network.
    let mut steps_left = 2 * NETWORKS_PER_NODE_MAX as usize * node_count + 1;
    let mut ahead = vec![(0, 0, true)];
    while let Some((node, depth, is_first)) = ahead.pop() {
        steps_left = steps_left.checked_sub(1).ok_or(Problem::Circular)?;
        let is_alias = depth_max == 128 && node == ipv4 && !is_first;
        if node >= node_count || is_alias {
            continue;
        }
        if depth >= depth_max {
            return Err(Problem::Circular);
        }
        let [left, right] = children(node);
        ahead.push((right, depth + 1, is_first && depth >= IPV4_DEPTH));
        ahead.push((left, depth + 1, is_first));
    }
    Ok(())
}

/// Where a node leads to. The tree is within the file: the reader has seen to it.
fn children(tree: &[u8], node_bytes: usize, node: usize) -> [usize; 2] {
    let record = &tree[node * node_bytes..(node + 1) * node_bytes];
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
    match record {
        // Each has half of the byte in the middle as its highest.
        [left @ .., middle, a, b, c] if node_bytes == 7 => {
            let high = usize::from(*middle);
            [(high >> 4) << 24 | number(left), (high & 0x0F) << 24 | number(&[*a, *b, *c])]
        }
        _ => {
            let (left, right) = record.split_at(node_bytes / 2);
            [number(left), number(right)]
        }
    }
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
