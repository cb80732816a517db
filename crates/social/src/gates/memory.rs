//! Which gates are shut, in memory.

use std::collections::HashMap;
use std::net::IpAddr;

use parking_lot::RwLock;

use super::addresses::Severity;
use super::domains::Refused;
use super::network::{self, Network};
use super::{Gate, with_parents};

type Until = (Severity, Option<i64>);

/// Which gates are shut. Asked at each request: a look for each length of network there is.
#[derive(Default)]
pub struct Gates(RwLock<Shut>);

#[derive(Default)]
struct Shut {
    networks: HashMap<Network, Until>,
    /// How many networks there are of each length.
    lengths: HashMap<u8, usize>,
    domains: HashMap<String, Refused>,
}

impl Gates {
    /// What people at an address may not do, by the strictest gate that stands there now.
    #[must_use]
    pub fn at(&self, address: IpAddr, now_ms: i64) -> Option<Severity> {
        let shut = self.0.read();
        let number = network::number(address);
        let found = shut.lengths.keys().filter_map(|length| {
            let (severity, until) = shut.networks.get(&Network::of(number, *length))?;
            until.is_none_or(|until| until > now_ms).then_some(*severity)
        });
        found.max()
    }

    /// What is refused of a server, by the gate of its own name or of a name it is part of.
    #[must_use]
    pub fn of(&self, domain: &str) -> Refused {
        let shut = self.0.read();
        let domain = domain.to_lowercase();
        with_parents(&domain).find_map(|name| shut.domains.get(name).copied()).unwrap_or_default()
    }

    pub(super) fn fill(
        &self,
        networks: Vec<(String, Severity, Option<i64>)>,
        domains: Vec<(String, Refused)>,
    ) {
        for (network, severity, until) in networks {
            self.apply(&Gate::Address(network, Some((severity, until))));
        }
        for (domain, refused) in domains {
            self.apply(&Gate::Domain(domain, Some(refused)));
        }
    }

    pub(super) fn apply(&self, gate: &Gate) {
        let mut shut = self.0.write();
        match gate {
            Gate::Address(name, until) => {
                if let Some(network) = Network::parse(name) {
                    shut.set(network, *until);
                }
            }
            Gate::Domain(name, Some(refused)) => drop(shut.domains.insert(name.clone(), *refused)),
            Gate::Domain(name, None) => drop(shut.domains.remove(name)),
        }
    }
}

impl Shut {
    fn set(&mut self, network: Network, until: Option<Until>) {
        let length = network.alike();
        let had = match until {
            Some(until) => self.networks.insert(network, until).is_some(),
            None => self.networks.remove(&network).is_some(),
        };
        let count = self.lengths.entry(length).or_default();
        *count = *count + usize::from(until.is_some()) - usize::from(had);
        if *count == 0 {
            self.lengths.remove(&length);
        }
    }
}
