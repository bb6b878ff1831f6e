//! Who the client is, when proxies stand between it and the application.
//!
//! The connection's own address (`remote_addr`) is certain. Each proxy appends to `X-Forwarded-For` the address that
//! it saw, so the header is believed from the right, and only as far as the tenant's own proxies reach:
//!
//! 1. Walk `remote_addr`, then `X-Forwarded-For` from the right.
//! 2. The first address that is not in `trusted` is the client.
//! 3. Rubbish (`unknown`, `_hidden`, a host name) ends the walk: the last address walked is the client.
//! 4. Nothing but trusted addresses: the last one walked, which is the leftmost.
//!
//! The left end of the header is whatever the client wrote there, and is never reached unless every address to its
//! right is a trusted proxy.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

/// A network, for those who hand lists of them on.
pub use ipnet::IpNet as Network;

use crate::settings::CaptureIp;

/// Bits of an IPv6 address that stand before an IPv4 address that is mapped into it.
const MAPPED_BITS: u8 = 96;
/// Most entries of `X-Forwarded-For` that are walked; a longer chain ends there.
pub const FORWARDED_ENTRIES_MAX: usize = 64;

/// Finds the client's address. `x_forwarded_for` is the header's value; several headers are joined by commas in the
/// order in which they came.
///
/// A `remote_addr` that is blank or `unix:…` (a local proxy over a socket) counts as absent: the walk begins with the
/// rightmost entry. Any other rubbish there gives no address at all, for then nothing is known for certain. Empty
/// entries of the header are skipped (RFC 9110, 5.6.1.2).
#[must_use]
pub fn client_address(remote_addr: Option<&str>, x_forwarded_for: Option<&str>, trusted: &[IpNet]) -> Option<IpAddr> {
    let remote_addr = remote_addr.map(str::trim).filter(|text| !text.is_empty() && !text.starts_with("unix:"));
    let entries = x_forwarded_for.unwrap_or_default().rsplit(',').take(FORWARDED_ENTRIES_MAX);
    let entries = entries.map(str::trim).filter(|text| !text.is_empty());

    let mut walked = None;
    for text in remote_addr.into_iter().chain(entries) {
        let Some(address) = parse_address(text) else { break };
        walked = Some(address);
        if !is_trusted(address, trusted) {
            break;
        }
    }
    walked
}

/// Reads an address as proxies write it: with or without port, brackets, quotes and zone (`fe80::1%eth0`, whose zone
/// means nothing outside the machine and is dropped). An IPv4 address mapped into IPv6 is unwrapped.
#[must_use]
pub fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    if let Some(rest) = text.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        if !(port.is_empty() || port.strip_prefix(':').is_some_and(is_port)) {
            return None;
        }
        return parse_ipv6(address);
    }
    match text.split_once(':') {
        None => text.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
        Some((address, port)) if !port.contains(':') && address.contains('.') => {
            let address = address.parse::<Ipv4Addr>().ok()?;
            is_port(port).then_some(IpAddr::V4(address))
        }
        Some(_) => parse_ipv6(text),
    }
}

/// What is kept of an address: all of it, its network (/24 of IPv4, /48 of IPv6), or nothing.
#[must_use]
pub fn capture(address: IpAddr, capture_ip: CaptureIp) -> Option<IpAddr> {
    let address = address.to_canonical();
    match (capture_ip, address) {
        (CaptureIp::Off, _) => None,
        (CaptureIp::Full, _) => Some(address),
        (CaptureIp::Anonymised, IpAddr::V4(v4)) => Some(Ipv4Addr::from_bits(v4.to_bits() & (!0 << 8)).into()),
        (CaptureIp::Anonymised, IpAddr::V6(v6)) => Some(Ipv6Addr::from_bits(v6.to_bits() & (!0 << 80)).into()),
    }
}

/// A network as people write it: `10.0.0.0/8`, or one address for the network of it alone.
#[must_use]
pub fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

/// The network, of IPv4 if its addresses are such that were mapped into IPv6: as every address is kept.
#[must_use]
pub fn unmapped(network: IpNet) -> IpNet {
    match (network.network().to_canonical(), network.prefix_len().checked_sub(MAPPED_BITS)) {
        (v4 @ IpAddr::V4(_), Some(length)) if matches!(network, IpNet::V6(_)) => {
            IpNet::new(v4, length).unwrap_or(network)
        }
        _ => network,
    }
}

fn parse_ipv6(text: &str) -> Option<IpAddr> {
    let address = match text.split_once('%') {
        Some((address, zone)) if !zone.is_empty() => address,
        Some(_) => return None,
        None => text,
    };
    address.parse::<Ipv6Addr>().ok().map(|v6| IpAddr::V6(v6).to_canonical())
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|net| match (net, address) {
        // A network of mapped addresses (`::ffff:10.0.0.0/104`) means the IPv4 ones.
        (IpNet::V6(net), IpAddr::V4(v4)) => net.contains(&v4.to_ipv6_mapped()),
        _ => net.contains(&address),
    })
}

#[cfg(test)]
mod tests;
