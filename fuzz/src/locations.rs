//! Location databases: the bytes are a file in the MaxMind DB format.
//!
//! - It is opened or refused, in bounded time, and an address has a location or none, whatever is damaged in it.
//! - All of it is read, or refused, in bounded time.
//! - Names have at most 100 characters and no control characters; a country is named.
//! - An IPv4 address inside an IPv6 one is where the IPv4 address is.
//! - What a file says of itself is cut.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use domain::geoip::{Databases, survey_of_bytes};

/// Longest name of a city or country, in characters.
const NAME_CHARS_MAX: usize = 100;
/// Longest version: a type of 64 characters of at most 4 bytes, and numbers.
const VERSION_BYTES_MAX: usize = 64 * 4 + 64;

const IPV4: [Ipv4Addr; 6] = [
    Ipv4Addr::UNSPECIFIED,
    Ipv4Addr::LOCALHOST,
    Ipv4Addr::new(203, 0, 113, 7),
    Ipv4Addr::new(203, 0, 113, 200),
    Ipv4Addr::new(198, 51, 100, 23),
    Ipv4Addr::BROADCAST,
];
const IPV6: [Ipv6Addr; 4] = [
    Ipv6Addr::UNSPECIFIED,
    Ipv6Addr::LOCALHOST,
    Ipv6Addr::new(0x2001, 0xdb8, 0x46, 0, 0, 0, 0, 1),
    Ipv6Addr::new(0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff),
];

/// See above.
pub fn check(data: &[u8]) {
    if let Ok(survey) = survey_of_bytes(data.to_vec()) {
        assert!(
            survey.broken <= survey.records && survey.records as u64 <= survey.networks_ipv4 + survey.networks_ipv6
        );
    }
    let Ok(databases) = Databases::of_bytes(data.to_vec()) else { return };
    let version = databases.version().expect("one database has a version");
    assert!(version.len() <= VERSION_BYTES_MAX && !version.contains(char::is_control), "{version:?}");
    for ip in IPV4 {
        check_address(&databases, ip.into());
        assert_eq!(databases.locate(ip.to_ipv6_mapped().into()), databases.locate(ip.into()));
    }
    IPV6.into_iter().for_each(|ip| check_address(&databases, ip.into()));
}

fn check_address(databases: &Databases, ip: IpAddr) {
    let Some(found) = databases.locate(ip) else { return };
    for name in [Some(found.country()), found.city()].into_iter().flatten() {
        assert!((1..=NAME_CHARS_MAX).contains(&name.chars().count()), "{name:?}");
        assert!(!name.contains(char::is_control) && name.trim() == name, "{name:?}");
    }
    assert!(found.country_code().is_none_or(|code| code.len() == 2));
    assert!(found.label().ends_with(found.country()));
}
