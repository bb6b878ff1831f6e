use super::*;

const TRUSTED: &[&str] = &["10.0.0.0/8", "192.168.1.1/32", "fd00::/8", "::ffff:172.16.0.0/108"];

/// `remote_addr`, `X-Forwarded-For`, the client.
const CASES: &[(Option<&str>, Option<&str>, Option<&str>)] = &[
    // Without a trusted proxy the header is not believed.
    (Some("203.0.113.7"), None, Some("203.0.113.7")),
    (Some("203.0.113.7"), Some("198.51.100.1"), Some("203.0.113.7")),
    (Some("203.0.113.7"), Some("10.0.0.1"), Some("203.0.113.7")),
    (Some("2001:db8::1"), Some("198.51.100.1"), Some("2001:db8::1")),
    // One proxy, two proxies.
    (Some("10.0.0.1"), Some("203.0.113.7"), Some("203.0.113.7")),
    (Some("10.0.0.1"), Some("203.0.113.7, 10.0.0.2"), Some("203.0.113.7")),
    (Some("192.168.1.1"), Some("203.0.113.7"), Some("203.0.113.7")),
    (Some("192.168.1.2"), Some("203.0.113.7"), Some("192.168.1.2")),
    (Some("172.16.5.5"), Some("203.0.113.7"), Some("203.0.113.7")),
    (Some("fd00::1"), Some("2001:db8::7"), Some("2001:db8::7")),
    // What the client wrote on the left is never reached.
    (Some("10.0.0.1"), Some("1.1.1.1, 203.0.113.7"), Some("203.0.113.7")),
    (Some("10.0.0.1"), Some("1.1.1.1,2.2.2.2,3.3.3.3,203.0.113.7,10.9.9.9"), Some("203.0.113.7")),
    (Some("10.0.0.1"), Some("127.0.0.1, 203.0.113.7"), Some("203.0.113.7")),
    (Some("10.0.0.1"), Some("10.0.0.5, 203.0.113.7"), Some("203.0.113.7")),
    (Some("10.0.0.1"), Some("'; drop table event; --, 203.0.113.7"), Some("203.0.113.7")),
    // All trusted: the leftmost.
    (Some("10.0.0.1"), None, Some("10.0.0.1")),
    (Some("10.0.0.1"), Some(""), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("10.0.0.3, 10.0.0.2"), Some("10.0.0.3")),
    // Rubbish ends the walk: the innermost believable address.
    (Some("10.0.0.1"), Some("unknown"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("_hidden"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("203.0.113.7, unknown"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("203.0.113.7, unknown, 10.0.0.2"), Some("10.0.0.2")),
    (Some("10.0.0.1"), Some("203.0.113.7, example.com"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("203.0.113.7, 256.1.1.1"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("203.0.113.7, 010.0.0.9"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("203.0.113.7:http"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("[::1"), Some("10.0.0.1")),
    (Some("10.0.0.1"), Some("[2001:db8::7]x"), Some("10.0.0.1")),
    // Empty entries and white space.
    (Some("10.0.0.1"), Some("203.0.113.7, , 10.0.0.2,"), Some("203.0.113.7")),
    (Some("  10.0.0.1 "), Some("\t203.0.113.7 "), Some("203.0.113.7")),
    (Some("10.0.0.1"), Some(",,,"), Some("10.0.0.1")),
    // Ports, brackets, quotes, zones, mapped addresses.
    (Some("10.0.0.1:55123"), Some("203.0.113.7:80"), Some("203.0.113.7")),
    (Some("[fd00::1]:443"), Some("[2001:db8::7]:443"), Some("2001:db8::7")),
    (Some("[fd00::1]"), Some("[2001:db8::7]"), Some("2001:db8::7")),
    (Some("10.0.0.1"), Some("\"[2001:db8::7]:443\""), Some("2001:db8::7")),
    (Some("::ffff:10.0.0.1"), Some("::ffff:203.0.113.7"), Some("203.0.113.7")),
    (Some("[::ffff:10.0.0.1]:80"), Some("203.0.113.7"), Some("203.0.113.7")),
    (Some("fe80::1%eth0"), None, Some("fe80::1")),
    (Some("10.0.0.1"), Some("203.0.113.7:99999"), Some("10.0.0.1")),
    // No certain address: blank or a socket counts as absent, other rubbish as nothing known.
    (None, None, None),
    (None, Some("1.1.1.1, 203.0.113.7"), Some("203.0.113.7")),
    (Some(""), Some("1.1.1.1, 203.0.113.7, 10.0.0.2"), Some("203.0.113.7")),
    (Some("unix:/run/app.sock"), Some("203.0.113.7"), Some("203.0.113.7")),
    (Some("unknown"), Some("203.0.113.7"), None),
    (None, Some("unknown"), None),
];

fn trusted() -> Vec<IpNet> {
    TRUSTED.iter().map(|net| net.parse().unwrap()).collect()
}

#[test]
fn the_client_is_the_first_address_from_the_right_that_is_not_a_trusted_proxy() {
    for (remote_addr, forwarded, client) in CASES {
        let expected = client.map(|text| text.parse::<IpAddr>().unwrap());

        let found = client_address(*remote_addr, *forwarded, &trusted());

        assert_eq!(found, expected, "remote_addr {remote_addr:?}, x_forwarded_for {forwarded:?}");
    }
}

#[test]
fn a_chain_longer_than_the_limit_ends_there() {
    let chain = |proxies: usize| format!("203.0.113.7{}", ", 10.0.0.9".repeat(proxies));

    let within = client_address(Some("10.0.0.1"), Some(&chain(FORWARDED_ENTRIES_MAX - 1)), &trusted());
    let beyond = client_address(Some("10.0.0.1"), Some(&chain(FORWARDED_ENTRIES_MAX)), &trusted());

    assert_eq!(within, Some("203.0.113.7".parse().unwrap()));
    assert_eq!(beyond, Some("10.0.0.9".parse().unwrap()));
}

#[test]
fn an_anonymised_address_keeps_its_network() {
    let kept = |text: &str, how| capture(text.parse().unwrap(), how).map(|ip| ip.to_string());

    assert_eq!(kept("203.0.113.7", CaptureIp::Anonymised).unwrap(), "203.0.113.0");
    assert_eq!(kept("::ffff:203.0.113.7", CaptureIp::Anonymised).unwrap(), "203.0.113.0");
    assert_eq!(kept("2001:db8:46:1:2:3:4:5", CaptureIp::Anonymised).unwrap(), "2001:db8:46::");
    assert_eq!(kept("203.0.113.7", CaptureIp::Full).unwrap(), "203.0.113.7");
    assert_eq!(kept("203.0.113.7", CaptureIp::Off), None);
}
