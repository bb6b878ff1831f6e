//! Packed bodies.
//!
//! The first byte says whether the others are taken as packed by gzip or zstd, or are packed first.
//!
//! - What is unpacked is never longer than is allowed, however small the bomb.
//! - What was packed is unpacked to the same, if it is allowed to be that long, and to nothing otherwise.
//! - An encoding that is not known unpacks nothing.

use std::io::Write;

use api::test_support::unpacked;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Most bytes that a body may have here.
const BYTES_MAX: usize = 16 * 1024;

/// See above.
pub fn check(data: &[u8]) {
    let Some((form, body)) = data.split_first() else { return };
    match form % 5 {
        0 => check_size(unpacked(Some("gzip"), body, BYTES_MAX)),
        1 => check_size(unpacked(Some("zstd"), body, BYTES_MAX)),
        2 => check_same(" X-GZip", &gzip(body), body),
        3 => check_same("zstd", &zstd::encode_all(body, 1).expect("it is packed"), body),
        _ => check_name(body),
    }
}

fn check_size(unpacked: Option<Vec<u8>>) {
    assert!(unpacked.is_none_or(|bytes| bytes.len() <= BYTES_MAX));
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(body).and_then(|()| packer.finish()).expect("it is packed")
}

fn check_same(encoding: &str, packed: &[u8], body: &[u8]) {
    for bytes_max in [body.len(), body.len().saturating_sub(1)] {
        let expected = Some(body).filter(|body| body.len() <= bytes_max);
        assert_eq!(unpacked(Some(encoding), packed, bytes_max).as_deref(), expected);
    }
}

fn check_name(name: &[u8]) {
    let Ok(name) = std::str::from_utf8(name) else { return };
    let known = ["", "identity", "gzip", "x-gzip", "zstd"].iter().any(|known| name.trim().eq_ignore_ascii_case(known));
    assert!(known || unpacked(Some(name), b"a", BYTES_MAX).is_none(), "{name:?}");
}
