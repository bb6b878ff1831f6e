//! Log files to lines, packed or not.
//!
//! The first byte says whether the others are the file, or are packed first.
//!
//! - Lines are numbered from 1, have no newline in them, and none is longer than is allowed.
//! - A plain file has the lines that its newlines make, and packed by gzip or zstd it has the same.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::import::lines::{BOM, LINE_BYTES_MAX, Lines};

/// Most lines that are read.
const LINES_MAX: usize = 10_000;

/// See above.
pub fn check(data: &[u8]) {
    let Some((form, file)) = data.split_first() else { return };
    let is_packed = file.starts_with(&[0x1F, 0x8B]) || file.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]);
    match form % 4 {
        0 | 1 if is_packed => drop(lines(file.to_vec())),
        0 | 1 => assert_eq!(lines(file.to_vec()), expected(file)),
        2 => assert_eq!(lines(gzip(file)), expected(file)),
        _ => assert_eq!(lines(zstd::encode_all(file, 1).expect("it is packed")), expected(file)),
    }
}

fn gzip(file: &[u8]) -> Vec<u8> {
    let (one, other) = file.split_at(file.len() / 2);
    let mut packed = Vec::new();
    for part in [one, other] {
        let mut packer = GzEncoder::new(packed, Compression::fast());
        packer.write_all(part).expect("it is packed");
        packed = packer.finish().expect("it is packed");
    }
    packed
}

/// The lines as the reader has them, up to where it fails.
fn lines(file: Vec<u8>) -> Vec<Vec<u8>> {
    let Ok(mut lines) = Lines::new(Cursor::new(file)) else { return Vec::new() };
    let mut read = Vec::new();
    while let Ok(Some(line)) = lines.next() {
        assert_eq!(line.number, read.len() as u64 + 1);
        let text = line.text.unwrap_or_default();
        assert!(text.len() <= LINE_BYTES_MAX && !text.contains(&b'\n'));
        read.push(text.to_vec());
        if read.len() >= LINES_MAX {
            break;
        }
    }
    read
}

/// The lines of a file that is not packed.
fn expected(file: &[u8]) -> Vec<Vec<u8>> {
    let mut lines: Vec<&[u8]> = file.split(|byte| *byte == b'\n').collect();
    // What ends with a newline ends there.
    if lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    let plain = |(index, line): (usize, &[u8])| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = if index == 0 { line.strip_prefix(BOM).unwrap_or(line) } else { line };
        if line.len() > LINE_BYTES_MAX { Vec::new() } else { line.to_vec() }
    };
    lines.into_iter().enumerate().map(plain).take(LINES_MAX).collect()
}
