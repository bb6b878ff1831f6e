//! Where a request comes from, behind the installation's own proxies (`GATEBOOK_TRUSTED_PROXIES`), and with what.

use std::net::{IpAddr, Ipv4Addr};

use domain::client_address::client_address;
use domain::sessions::Used;
use poem::Request;
use poem::http::header::USER_AGENT;
use poem::web::RemoteAddr;

use crate::App;

/// The header that each proxy appends to the address that it saw.
const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address: the connection's own, or what trusted proxies say.
pub fn address(app: &App, request: &Request) -> IpAddr {
    let RemoteAddr(remote) = request.remote_addr();
    let peer = remote.as_socket_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let forwarded = request.headers().get_all(X_FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let forwarded = forwarded.collect::<Vec<_>>().join(",");
    client_address(Some(&peer.to_string()), Some(&forwarded), &app.trusted_proxies).unwrap_or(peer)
}

/// Address and agent of a member; no address where the request is one that was kept to look at its credential again.
pub fn used(app: &App, request: &Request) -> Used {
    let is_kept = request.remote_addr().as_socket_addr().is_none();
    Used { ip: (!is_kept).then(|| address(app, request)), user_agent: request.header(USER_AGENT).map(str::to_owned) }
}
