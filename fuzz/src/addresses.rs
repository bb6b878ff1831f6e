//! Whose address it is behind proxies.
//!
//! The first line is the connection's address, the second `X-Forwarded-For`, the others are trusted networks.
//!
//! - The answer is an address that is in the input, and all to the right of it are trusted.
//! - Nobody moves it by writing more to the left of the header, unless all that is there is trusted.
//! - An address and a network are read back as they are written.
//! - What is kept of an anonymised address is the same when it is anonymised again, and is its network.

use std::net::IpAddr;

use domain::client_address::{
    FORWARDED_ENTRIES_MAX, Network, capture, client_address, network, parse_address, unmapped,
};
use domain::settings::CaptureIp;

/// Most networks that are taken from an input.
const TRUSTED_MAX: usize = 8;
/// What somebody writes to the left.
const FORGED: &str = "198.51.100.77";

/// See above.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n');
    let (remote_addr, forwarded) = (lines.next(), lines.next());
    let trusted: Vec<Network> = lines.take(TRUSTED_MAX).filter_map(network).collect();

    let found = client_address(remote_addr, forwarded, &trusted);

    let walked = walked(remote_addr, forwarded);
    match found {
        Some(address) => {
            let at = walked.iter().position(|entry| parse_address(entry) == Some(address));
            let at = at.expect("the address is in the input");
            let nearer = walked[..at].iter().map(|entry| parse_address(entry).expect("a proxy has an address"));
            nearer.for_each(|proxy| assert!(is_trusted(proxy, &trusted), "{proxy} is no proxy"));
            check_address(address, &trusted);
        }
        None => assert!(walked.first().is_none_or(|entry| parse_address(entry).is_none())),
    }
    let longer = format!("{FORGED}, {}", forwarded.unwrap_or_default());
    let with_forged = client_address(remote_addr, Some(&longer), &trusted);
    if with_forged != found {
        let all_trusted = walked.iter().all(|entry| parse_address(entry).is_some_and(|at| is_trusted(at, &trusted)));
        assert!(all_trusted, "{found:?} became {with_forged:?}");
        assert_eq!(with_forged, FORGED.parse().ok());
    }
    trusted.iter().for_each(check_network);
}

/// What is looked at, from the nearest on.
fn walked<'a>(remote_addr: Option<&'a str>, forwarded: Option<&'a str>) -> Vec<&'a str> {
    let remote_addr = remote_addr.map(str::trim).filter(|text| !text.is_empty() && !text.starts_with("unix:"));
    let entries = forwarded.unwrap_or_default().rsplit(',').take(FORWARDED_ENTRIES_MAX).map(str::trim);
    remote_addr.into_iter().chain(entries.filter(|entry| !entry.is_empty())).collect()
}

fn is_trusted(address: IpAddr, trusted: &[Network]) -> bool {
    let mapped = match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().into(),
        IpAddr::V6(_) => address,
    };
    trusted.iter().any(|network| network.contains(&address) || network.contains(&mapped))
}

fn check_address(address: IpAddr, trusted: &[Network]) {
    assert_eq!(address, address.to_canonical());
    assert_eq!(parse_address(&address.to_string()), Some(address));
    assert_eq!(parse_address(&format!("\"[{address}]:443\"")).is_some(), address.is_ipv6());
    assert_eq!(capture(address, CaptureIp::Full), Some(address));
    assert_eq!(capture(address, CaptureIp::Off), None);
    let kept = capture(address, CaptureIp::Anonymised).expect("anonymised is not off");
    assert_eq!(capture(kept, CaptureIp::Anonymised), Some(kept));
    let length = if kept.is_ipv4() { 24 } else { 48 };
    let around = Network::new(kept, length).expect("a length that fits");
    assert!(around.contains(&address) && around.network() == kept, "{address} is not in {around}");
    // The address alone is a network that trusts it.
    let with_itself = [trusted, &[Network::from(address)]].concat();
    assert!(is_trusted(address, &with_itself));
}

fn check_network(read: &Network) {
    assert_eq!(network(&read.to_string()), Some(*read));
    let plain = unmapped(*read);
    assert_eq!(unmapped(plain), plain);
    assert_eq!(network(&plain.to_string()), Some(plain));
}
