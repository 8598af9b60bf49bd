//! Who is at the other end, behind a reverse proxy: what the proxy says is believed only of proxies
//! that the operator named.

use std::{
    net::{IpAddr, SocketAddr},
    str::FromStr,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::Response,
};

use crate::Web;

/// The header in which each proxy adds whom it got the request from, at the end.
const FORWARDED: &str = "x-forwarded-for";

/// Addresses that begin alike: `10.0.0.0/8`, or a single one: `127.0.0.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// How many of the first bits count.
    bits: u8,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} 不是地址，也不是 10.0.0.0/8 这样的网段");
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse::<u8>().map_err(|_| wrong()))?;
        if bits > most { Err(wrong()) } else { Ok(Self { address, bits }) }
    }
}

impl Network {
    fn contains(&self, other: IpAddr) -> bool {
        match (self.address, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                same_beginning(u128::from(own.to_bits()) << 96, u128::from(other.to_bits()) << 96, self.bits)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => same_beginning(own.to_bits(), other.to_bits(), self.bits),
            _ => false,
        }
    }
}

fn same_beginning(a: u128, b: u128, bits: u8) -> bool {
    let differs = (a ^ b).leading_zeros();
    a == b || differs >= u32::from(bits)
}

/// The address that a request came from, for the limits on sign-ins and on counting searches.
#[derive(Debug, Clone)]
pub(crate) struct Peer(pub(crate) String);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self("local".into())))
    }
}

/// Finds out, once a request, where it came from.
pub(crate) async fn note_peer(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(address)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let origin = origin(address.ip(), request.headers(), web.trusted_proxies());
        request.extensions_mut().insert(Peer(origin.to_string()));
    }
    next.run(request).await
}

/// The address that a request came from: that of the connection, unless it is a trusted proxy's; then the
/// last address in `X-Forwarded-For` that is not a trusted proxy's either. What stands before it was written
/// by whoever asks, and is not believed.
pub(crate) fn origin(connection: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut origin = plain(connection);
    let lines: Vec<&str> =
        headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_trusted(origin) {
            break;
        }
        let Some(address) = address_of(hop) else { break };
        origin = address;
    }
    origin
}

/// An address as proxies write it: perhaps with a port, an IPv6 one perhaps in brackets.
fn address_of(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(hop);
    let address = bare.parse::<IpAddr>().ok();
    let without_port = || bare.rsplit_once(':').and_then(|(address, _)| address.parse::<IpAddr>().ok());
    address.or_else(without_port).map(plain)
}

/// An IPv4 address that came in as an IPv6 one is an IPv4 address.
fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(connection: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED, line.parse().expect("is a header"));
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().expect("is a network")).collect();
        origin(connection.parse().expect("is an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn nobody_is_believed_who_was_not_named() {
        assert_eq!(from("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(from("203.0.113.9", &["198.51.100.1"], &["127.0.0.1"]), "203.0.113.9");
    }

    #[test]
    fn a_named_proxy_tells_whom_it_got_the_request_from() {
        assert_eq!(from("127.0.0.1", &["198.51.100.1"], &["127.0.0.1"]), "198.51.100.1");
        assert_eq!(from("::ffff:127.0.0.1", &["198.51.100.1:55120"], &["127.0.0.1"]), "198.51.100.1");
        assert_eq!(from("::1", &["[2001:db8::7]:443"], &["::1"]), "2001:db8::7");
    }

    #[test]
    fn what_the_visitor_wrote_into_the_header_does_not_count() {
        assert_eq!(from("10.1.2.3", &["8.8.8.8, 198.51.100.1, 10.9.9.9"], &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(from("10.1.2.3", &["8.8.8.8", "198.51.100.1"], &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(from("10.1.2.3", &["10.0.0.7"], &["10.0.0.0/8"]), "10.0.0.7");
    }

    #[test]
    fn a_header_that_cannot_be_read_ends_the_search() {
        assert_eq!(from("127.0.0.1", &["198.51.100.1, unknown"], &["127.0.0.1"]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &[""], &["127.0.0.1"]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &[], &["127.0.0.1"]), "127.0.0.1");
    }

    #[test]
    fn networks_are_read_strictly() {
        for wrong in ["", "proxy.example", "10.0.0.0/33", "10.0.0.0/x", "::/129"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        let all: Network = "0.0.0.0/0".parse().expect("is a network");
        assert!(all.contains("203.0.113.9".parse().expect("is an address")));
        assert!(!all.contains("::1".parse().expect("is an address")));
    }
}
