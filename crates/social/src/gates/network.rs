//! Networks: an address, or all addresses that begin alike.

use std::net::{IpAddr, Ipv6Addr};

/// A network. IPv4 is held as the part of IPv6 that stands for it, so that both are one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    /// Its first address.
    first: u128,
    /// How many of its bits all its addresses have alike.
    alike: u8,
}

/// Bits that come before an IPv4 address.
const V4_OFFSET: u8 = 96;

impl Network {
    /// The network of a text: an address, or an address, a slash and a length.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u8>().ok()?)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().ok()?;
        let (bits, offset) = match address {
            IpAddr::V4(_) => (32, V4_OFFSET),
            IpAddr::V6(_) => (128, 0),
        };
        let length = length.unwrap_or(bits);
        (length <= bits).then(|| Self::of(number(address), length + offset))
    }

    /// The network of that length around an address.
    pub(super) fn of(address: u128, alike: u8) -> Self {
        Self { first: address & mask(alike), alike }
    }

    pub(super) fn alike(self) -> u8 {
        self.alike
    }
}

/// The network in its one spelling.
impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let address = Ipv6Addr::from_bits(self.first);
        match address.to_ipv4_mapped() {
            Some(v4) if self.alike >= V4_OFFSET => write!(f, "{v4}/{}", self.alike - V4_OFFSET),
            _ => write!(f, "{address}/{}", self.alike),
        }
    }
}

/// An address as a number, IPv4 as the IPv6 address that stands for it.
pub(super) fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn mask(alike: u8) -> u128 {
    u128::MAX.checked_shl(u32::from(128 - alike)).unwrap_or(0)
}
