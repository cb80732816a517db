//! Asking other people's servers: never this machine nor its neighbours, never by a detour.
//!
//! An address somebody gave may lead into our own network. It is resolved first and refused where
//! it does, so that what was checked is what is connected to; nothing is followed elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use crate::error::{Error, Result};

/// How long a whole exchange may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A client for addresses that others gave. `dev`: this machine may be asked too.
///
/// # Errors
/// If the system's trust in certificates cannot be read.
pub fn client(dev: bool) -> Result<Client> {
    Client::builder()
        .redirect(Policy::none())
        .timeout(TIMEOUT)
        .no_proxy()
        .dns_resolver(std::sync::Arc::new(Careful { dev }))
        .user_agent(concat!("Portevoix/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(Error::internal)
}

/// Whether an address may be asked: https (in `dev` also http), and no number of a machine that
/// is ours or near.
#[must_use]
pub fn may_ask(url: &Url, dev: bool) -> bool {
    if url.scheme() != "https" && !(dev && url.scheme() == "http") {
        return false;
    }
    if !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    // A host that is a number is never resolved, so it is looked at here.
    let Some(host) = url.host_str() else { return false };
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) => dev || is_far(address),
        Err(_) => true,
    }
}

struct Careful {
    dev: bool,
}

impl Resolve for Careful {
    fn resolve(&self, name: Name) -> Resolving {
        let dev = self.dev;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let far: Vec<SocketAddr> = found.filter(|it| dev || is_far(it.ip())).collect();
            if far.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(far.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of the open network.
#[must_use]
pub fn is_far(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_far_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => is_far_v4(inner),
            None => is_far_v6(address),
        },
    }
}

fn is_far_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_far_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Only what is given out for the open network, without what carries other addresses within.
    (a & 0xe000) == 0x2000
        && !(a == 0x2001 && b < 0x0200)
        && !(a == 0x2001 && b == 0x0db8)
        && a != 0x2002
        && a != 0x3fff
}
