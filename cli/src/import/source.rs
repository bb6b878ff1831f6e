//! Which event a line is: its source, its content, and which of several equal lines it is.
//!
//! That stays the same when a file grows, is renamed by log rotation or is packed, so a line that is sent again is
//! known. What it costs: two sources of the same name are one, and of equal lines on both sides of a rotation, or more
//! than [`WINDOW_LINES`] other lines apart, only one is stored.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::text::{hex_of, push_inner};

/// Longest name of a source, in bytes: with the rest of a seed it stays below what the API takes.
pub const SOURCE_BYTES_MAX: usize = 512;
/// Equal lines that are at most so many different lines apart are told apart. They carry the same second, so they are near each
/// other.
pub const WINDOW_LINES: usize = 65_536;

/// The name of what a file belongs to: its own name without what log rotation and packing add.
///
/// `access.log.1`, `access.log-20260101.gz` and `access-20260101.log` all belong to `access.log`. A number is one of
/// rotation at the end only: `site.8080.log` and `10.0.0.1.log` are names of their own.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (mut name, mut numbered) = (&*name, false);
    loop {
        if let Some(shorter) = without_packing(name).or_else(|| without_date(name)) {
            name = shorter;
        } else if let Some(shorter) = without_number(name).filter(|_| !numbered) {
            (name, numbered) = (shorter, true);
        } else {
            break;
        }
    }
    match name.strip_suffix(".log").and_then(without_date) {
        Some(stem) => format!("{stem}.log"),
        None => name.to_owned(),
    }
}

/// Whether a file's name says that nobody writes to it any more.
pub fn is_rotated(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy() != name_of(path))
}

fn without_packing(name: &str) -> Option<&str> {
    let end = [".gz", ".zst", ".old"].iter().find(|end| name.to_ascii_lowercase().ends_with(**end))?;
    Some(&name[..name.len() - end.len()]).filter(|name| !name.is_empty())
}

/// Without `.7`, unless a number is before it: `10.0.0.1` and `v1.2` are no rotated files.
fn without_number(name: &str) -> Option<&str> {
    let (stem, number) = name.rsplit_once('.')?;
    let digits_max = if stem.ends_with("log") { 4 } else { 3 };
    let is_number = (1..=digits_max).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let stands_alone = !stem.ends_with(|last: char| last.is_ascii_digit()) || without_date(stem).is_some();
    (is_number && stands_alone && !stem.is_empty()).then_some(stem)
}

/// Without a date behind `-`, `.` or `_`.
fn without_date(name: &str) -> Option<&str> {
    let marks = name.match_indices(['-', '.', '_']).map(|(at, _)| at);
    marks.filter(|&at| at > 0 && is_date(&name[at + 1..])).map(|at| &name[..at]).next()
}

/// `20260101`, `2026-01-01`, with digits of the time of day behind them, or seconds since 1970.
fn is_date(text: &str) -> bool {
    let digits: String = text.split('-').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.len() > 14 || digits.len() % 2 == 1 {
        return false;
    }
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let is_written = match lengths.as_slice() {
        [4, 2, 2, time @ ..] | [8, time @ ..] => time.iter().all(|length| matches!(length, 2 | 4 | 6)),
        [10 | 12 | 14] => true,
        _ => false,
    };
    let is_day = part(0, 4).is_some_and(|year| (1990..2100).contains(&year))
        && part(4, 6).is_some_and(|month| (1..=12).contains(&month))
        && part(6, 8).is_some_and(|day| (1..=31).contains(&day));
    (is_written && is_day) || (lengths == [10] && digits.starts_with('1'))
}

/// Gives the lines of one file their identities, in the order of the file. What it gives a line follows from what is
/// before the line and from nothing else. Its memory is bounded.
pub struct Identities {
    /// `"id_seed":"` and the name of the source.
    begin: Vec<u8>,
    young: Counts,
    old: Counts,
}

/// How often a line came so far, by the first bytes of its hash.
type Counts = HashMap<[u8; 16], u32, BuildHasherDefault<FirstBytes>>;

impl Identities {
    /// For a file that belongs to `source`.
    pub fn new(source: &str) -> Self {
        let mut begin = b"\"id_seed\":\"".to_vec();
        push_inner(&mut begin, source);
        Self { begin, young: Counts::default(), old: Counts::default() }
    }

    /// What the next line is known by.
    pub fn next(&mut self, line: &[u8]) -> Identity<'_> {
        let hash: [u8; 32] = Sha256::digest(line).into();
        let mut key = [0; 16];
        key.copy_from_slice(&hash[..16]);
        if self.young.len() >= WINDOW_LINES {
            std::mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
        }
        let old = &self.old;
        let count = self.young.entry(key).or_insert_with(|| old.get(&key).copied().unwrap_or_default());
        *count = count.saturating_add(1);
        Identity { begin: &self.begin, hash, number: *count }
    }
}

/// What one line is known by.
pub struct Identity<'i> {
    begin: &'i [u8],
    hash: [u8; 32],
    number: u32,
}

impl Identity<'_> {
    /// Writes the member `id_seed`, `"source:hash:number"`, with a comma behind it.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.begin);
        out.push(b':');
        let mut hash = [0; 64];
        for (place, byte) in hash.chunks_exact_mut(2).zip(self.hash) {
            place.copy_from_slice(&hex_of(byte));
        }
        out.extend_from_slice(&hash);
        out.push(b':');
        match u8::try_from(self.number) {
            Ok(number) if number < 10 => out.push(b'0' + number),
            _ => out.extend_from_slice(self.number.to_string().as_bytes()),
        }
        out.extend_from_slice(b"\",");
    }

    /// What a line without a name of its own is called: its hash, and which of several equal lines it is.
    pub fn name(&self) -> String {
        let hash: String = self.hash.iter().flat_map(|byte| hex_of(*byte)).map(char::from).collect();
        format!("{hash}:{}", self.number)
    }
}

/// A hash of a key that is one already.
#[derive(Default)]
pub struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 = u64::from_ne_bytes(*first);
        }
    }

    // The length of an array comes before its bytes.
    fn write_usize(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_keeps_its_name_through_rotation_and_packing() {
        for name in [
            "access.log",
            "access.log.1",
            "access.log.12.gz",
            "access.log.2.zst",
            "access.log.GZ",
            "access.log-20260101",
            "access.log-20260101.gz",
            "access.log-2026-01-01.gz",
            "access.log.2026-01-01",
            "access.log-2026010113.zst",
            "access.log-1767225600",
            "access.log_20260101",
            "access.log-20260101-120000",
            "access-20260101.log",
            "access.log.old",
            "access.log.2026-01-01.1",
            "access-2026-01-01.log.gz",
            "/var/log/nginx/access.log.3",
        ] {
            assert_eq!(name_of(Path::new(name)), "access.log", "{name}");
            assert_eq!(is_rotated(Path::new(name)), name != "access.log", "{name}");
        }
        let names = "shop-2.log access ssl_access.log 1.log www1.log access_log x-2026.log gz site.8080.log 10.0.0.1.log \
                     10.0.0.1 app-v1.2.log app-v1.2 access.1.log café журнал.log access-日本.log .1 .gz";
        for name in names.split_ascii_whitespace() {
            assert_eq!(name_of(Path::new(name)), name);
        }
        for (name, source) in [
            ("zażółć.log.1", "zażółć.log"),
            ("access_log.1000", "access_log"),
            ("site.8080-20260101.log.gz", "site.8080.log"),
            ("10.0.0.1-20260101", "10.0.0.1"),
        ] {
            assert_eq!(name_of(Path::new(name)), source);
        }
    }

    #[test]
    fn a_name_that_is_no_text_is_one_all_the_same() {
        let name = std::os::unix::ffi::OsStrExt::from_bytes(b"caf\xE9");
        let name: &std::ffi::OsStr = name;
        assert_eq!(name_of(Path::new(name)), "caf\u{FFFD}");
        assert!(!is_rotated(Path::new(name)));
    }

    fn seeds(lines: &[String]) -> Vec<String> {
        let mut identities = Identities::new("a\"b");
        let seed = |line: &String| {
            let mut out = Vec::new();
            identities.next(line.as_bytes()).write(&mut out);
            String::from_utf8(out).unwrap()
        };
        lines.iter().map(seed).collect()
    }

    #[test]
    fn equal_lines_are_numbered_and_a_grown_file_begins_the_same() {
        let lines: Vec<String> = ["x", "y", "x", "x"].iter().map(|line| (*line).to_owned()).collect();

        let all = seeds(&lines);

        assert!(
            all[0]
                .starts_with(r#""id_seed":"a\"b:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881:1","#)
        );
        assert!(all[2].ends_with(":2\",") && all[3].ends_with(":3\",") && all[1].ends_with(":1\","));
        assert_eq!(seeds(&lines[..3]), all[..3]);
    }

    #[test]
    fn numbers_go_on_within_the_window_and_memory_is_bounded() {
        let lines = (0..3 * WINDOW_LINES).map(|n| if n % 1000 == 0 { "again".to_owned() } else { n.to_string() });
        let mut identities = Identities::new("s");
        let mut last = 0;
        for line in lines {
            let number = identities.next(line.as_bytes()).number;
            if line == "again" {
                assert_eq!(number, last + 1);
                last = number;
            }
            assert!(identities.young.len() <= WINDOW_LINES && identities.old.len() <= WINDOW_LINES);
        }
    }
}
