//! DECISIONS: whether a request is to be refused, by what its tenant blocks, and why.
//!
//! The application asks before it answers a request, so this costs no look-up: what is blocked is compiled with the
//! tenant's settings ([`Blocklist`], part of `tenants::TenantContext`), and devices are remembered (`labels.rs`).
//!
//! 1. The address, by the narrowest network that holds it.
//! 2. The program that the user agent names.
//! 3. The kind of that program.
//!
//! The first that is blocked is the reason. Gatebook refuses nothing itself, and writes nothing down of what it is
//! asked.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::net::IpAddr;

use ipnet::IpNet;

use crate::client_address::unmapped;
use crate::labels::{Device, DeviceKind, device_cached};
use crate::settings::Blocked;

/// What a tenant blocks, made ready for comparing.
#[derive(Debug, Clone, Default)]
pub struct Blocklist {
    v4: Networks,
    v6: Networks,
    /// By the name in lower case, as the tenant writes it.
    programs: HashMap<String, String>,
    kinds: HashSet<DeviceKind>,
}

/// What is to become of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Why it is to be refused; `None`: it is not.
    pub block: Option<Block>,
    /// What the user agent claims to be, if there was one.
    pub device: Option<Device>,
}

/// Why a request is to be refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What was compared.
    pub reason: Reason,
    /// The entry of the settings that hit.
    pub rule: Cow<'static, str>,
}

/// What of a request is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its address is in a blocked network.
    Network,
    /// Its program is blocked by name.
    Program,
    /// Its kind of program is blocked.
    Kind,
}

impl Blocklist {
    /// Takes it from the settings. A network of IPv4 addresses mapped into IPv6 (`::ffff:10.0.0.0/104`) means the IPv4
    /// ones; a wider one of IPv6 (`::/0`) means no IPv4 address.
    #[must_use]
    pub fn new(blocked: &Blocked) -> Self {
        let (v4, v6): (Vec<_>, Vec<_>) =
            blocked.networks.iter().partition(|network| matches!(unmapped(**network), IpNet::V4(_)));
        let programs = blocked.programs.iter().map(|name| (name.trim().to_lowercase(), name.clone()));
        Self {
            v4: Networks::new(v4),
            v6: Networks::new(v6),
            programs: programs.collect(),
            kinds: blocked.kinds.iter().copied().collect(),
        }
    }

    fn network(&self, ip: IpAddr) -> Option<Block> {
        let rule = match ip.to_canonical() {
            IpAddr::V4(ip) => self.v4.narrowest(u128::from(ip.to_bits())),
            IpAddr::V6(ip) => self.v6.narrowest(ip.to_bits()),
        };
        rule.map(|rule| Block { reason: Reason::Network, rule: Cow::Owned(rule.to_owned()) })
    }

    fn device(&self, device: &Device) -> Option<Block> {
        if !self.programs.is_empty()
            && let Some(rule) = device.browser().and_then(|name| self.programs.get(&name.to_lowercase()))
        {
            return Some(Block { reason: Reason::Program, rule: Cow::Owned(rule.clone()) });
        }
        let kind = device.kind();
        self.kinds.contains(&kind).then(|| Block { reason: Reason::Kind, rule: Cow::Borrowed(kind.name()) })
    }
}

/// Decides about a request by its address and its user agent, as far as they are known. An agent that is there and says
/// nothing is of the kind `unknown`; without one, neither programs nor kinds are compared.
#[must_use]
pub fn decide(blocklist: &Blocklist, ip: Option<IpAddr>, user_agent: Option<&str>) -> Decision {
    let device = user_agent.map(device_cached);
    let of_device = || device.as_ref().and_then(|device| blocklist.device(device));
    let block = ip.and_then(|ip| blocklist.network(ip)).or_else(of_device);
    Decision { block, device }
}

/// Networks of one address family, by their first address and then from wide to narrow. Two networks are apart, or one
/// holds the other: so the last one that begins at or before an address holds it, or one of those around it does, or
/// none.
#[derive(Debug, Clone, Default)]
struct Networks(Vec<Network>);

#[derive(Debug, Clone)]
struct Network {
    first: u128,
    last: u128,
    /// The narrowest of those around it.
    around: Option<usize>,
    /// As the settings have it.
    rule: Box<str>,
}

impl Networks {
    /// Networks of one family, or mapped from it.
    fn new(networks: Vec<&IpNet>) -> Self {
        let of = |rule: &IpNet| {
            let network = unmapped(*rule);
            let (first, last) = (bits(network.network()), bits(network.broadcast()));
            Network { first, last, around: None, rule: rule.to_string().into_boxed_str() }
        };
        let mut sorted: Vec<Network> = networks.into_iter().map(of).collect();
        sorted.sort_by_key(|network| (network.first, std::cmp::Reverse(network.last)));
        // The same network, written twice, is one.
        sorted.dedup_by_key(|network| (network.first, network.last));
        let mut open: Vec<usize> = Vec::new();
        for at in 0..sorted.len() {
            let first = sorted[at].first;
            while open.pop_if(|outer| sorted[*outer].last < first).is_some() {}
            sorted[at].around = open.last().copied();
            open.push(at);
        }
        Self(sorted)
    }

    /// What the settings call the narrowest network that holds the address.
    fn narrowest(&self, address: u128) -> Option<&str> {
        let begun = self.0.partition_point(|network| network.first <= address);
        let mut candidate = begun.checked_sub(1);
        while let Some(network) = candidate.and_then(|at| self.0.get(at)) {
            if address <= network.last {
                return Some(&network.rule);
            }
            candidate = network.around;
        }
        None
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::client_address::network;

    const GPTBOT: &str =
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)";
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    fn blocklist(networks: &[&str]) -> Blocklist {
        let networks = networks.iter().map(|text| network(text).unwrap()).collect();
        Blocklist::new(&Blocked { networks, ..Blocked::default() })
    }

    fn rule(blocklist: &Blocklist, ip: &str) -> Option<String> {
        let decision = decide(blocklist, Some(ip.parse().unwrap()), None);
        decision.block.map(|block| block.rule.into_owned())
    }

    #[test]
    fn the_narrowest_network_that_holds_an_address_is_named() {
        let blocked = blocklist(&["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "10.1.9.0/24", "192.0.2.0/25"]);

        for (ip, expected) in [
            ("10.1.2.3", Some("10.1.2.3/32")),
            ("10.1.2.4", Some("10.1.0.0/16")),
            ("10.1.9.255", Some("10.1.9.0/24")),
            ("10.1.10.0", Some("10.1.0.0/16")),
            ("10.2.0.0", Some("10.0.0.0/8")),
            ("10.255.255.255", Some("10.0.0.0/8")),
            ("11.0.0.0", None),
            ("9.255.255.255", None),
            ("192.0.2.127", Some("192.0.2.0/25")),
            ("192.0.2.128", None),
        ] {
            assert_eq!(rule(&blocked, ip).as_deref(), expected, "{ip}");
        }
    }

    #[test]
    fn the_families_are_apart_and_mapped_addresses_are_of_ipv4() {
        let blocked = blocklist(&["::ffff:192.0.2.0/120", "2001:db8::/32", "::/1"]);

        assert_eq!(rule(&blocked, "192.0.2.7").as_deref(), Some("::ffff:192.0.2.0/120"));
        assert_eq!(rule(&blocked, "::ffff:192.0.2.7").as_deref(), Some("::ffff:192.0.2.0/120"));
        assert_eq!(rule(&blocked, "2001:db8::1").as_deref(), Some("2001:db8::/32"));
        assert_eq!(rule(&blocked, "::1").as_deref(), Some("::/1"));
        assert_eq!(rule(&blocked, "203.0.113.7"), None);
        let everything = blocklist(&["0.0.0.0/0", "::/0"]);
        assert_eq!(rule(&everything, "255.255.255.255").as_deref(), Some("0.0.0.0/0"));
        assert_eq!(rule(&everything, "ffff::").as_deref(), Some("::/0"));
    }

    #[test]
    fn a_network_goes_before_a_program_and_a_program_before_its_kind() {
        let blocked = Blocked {
            networks: vec![network("10.0.0.0/8").unwrap()],
            kinds: vec![DeviceKind::Bot, DeviceKind::Unknown],
            programs: vec!["gptBOT".to_owned()],
        };
        let all = Blocklist::new(&blocked);
        let kinds = Blocklist::new(&Blocked { programs: Vec::new(), ..blocked });
        let ten = Some("10.0.0.1".parse().unwrap());
        let reason = |blocklist, ip, agent| {
            decide(blocklist, ip, agent).block.map(|block| (block.reason, block.rule.into_owned()))
        };

        assert_eq!(reason(&all, ten, Some(GPTBOT)), Some((Reason::Network, "10.0.0.0/8".to_owned())));
        assert_eq!(reason(&all, None, Some(GPTBOT)), Some((Reason::Program, "gptBOT".to_owned())));
        assert_eq!(reason(&kinds, None, Some(GPTBOT)), Some((Reason::Kind, "bot".to_owned())));
        assert_eq!(reason(&all, None, Some("")), Some((Reason::Kind, "unknown".to_owned())));
        assert_eq!(reason(&all, None, Some(FIREFOX)), None);
        assert_eq!(reason(&all, None, None), None);
        assert_eq!(decide(&all, ten, None).device, None);
        assert_eq!(decide(&all, None, Some(GPTBOT)).device.unwrap().browser(), Some("GPTBot"));
    }

    #[test]
    fn kinds_are_stored_under_the_names_that_they_have_everywhere() {
        for kind in DeviceKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }

    proptest! {
        #[test]
        fn the_narrowest_network_is_the_one_that_a_look_at_each_finds(
            networks in proptest::collection::vec((any::<u32>(), 0_u8..=32), 0..60),
            addresses in proptest::collection::vec(any::<u32>(), 1..60),
            // Few distinct bits, so that networks lie in each other.
            mask in prop_oneof![Just(0x0003_0303_u32), Just(0xc000_000f), Just(u32::MAX)],
        ) {
            let networks: Vec<IpNet> = networks
                .into_iter()
                .map(|(address, length)| IpNet::new(IpAddr::V4((address & mask).into()), length).unwrap())
                .collect();
            let blocked = Blocklist::new(&Blocked { networks: networks.clone(), ..Blocked::default() });
            for address in addresses {
                let address = IpAddr::V4((address & mask).into());
                let holding = networks.iter().filter(|network| network.contains(&address));
                let expected = holding.map(IpNet::prefix_len).max();

                let found = decide(&blocked, Some(address), None).block;

                let found = found.map(|block| block.rule.parse::<IpNet>().unwrap());
                prop_assert!(found.is_none_or(|network| network.contains(&address)));
                prop_assert_eq!(found.map(|network| network.prefix_len()), expected);
            }
        }
    }
}
