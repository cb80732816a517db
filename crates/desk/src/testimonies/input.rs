//! What programs and pages send, in one shape for both.

use ground::http::{Flag, Many, Whole};
use ground::{Error, Locale, Result};
use serde::Deserialize;

use super::consents::Wish;
use super::uses::Made;
use super::{Capacity, Channel, Kind, Medium, Naming, Network, New, Receipt};

/// What somebody tells.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    /// To whom: an organisation's handle. Pages have it in their address.
    pub(super) organisation: String,
    pub(super) story: String,
    pub(super) name: String,
    pub(super) contact: String,
    pub(super) capacity: String,
    pub(super) representative: String,
    pub(super) agreed: Flag,
    /// Whether it was told in easy words.
    pub(super) easy: Flag,
}

impl Told {
    pub(super) fn intake(&self, channel: Channel, locale: Locale) -> Result<New> {
        let wrong = || Error::invalid("capacity", "error-testimony-capacity");
        let capacity = match self.capacity.as_str() {
            "" => Capacity::Adult,
            name => Capacity::of(name).ok_or_else(wrong)?,
        };
        Ok(New {
            story: self.story.clone(),
            name: self.name.clone(),
            contact: self.contact.clone(),
            capacity,
            representative: self.representative.clone(),
            agreed: self.agreed.0,
            channel,
            locale,
        })
    }

    /// How it came, where nobody typed it for them.
    pub(super) fn channel(&self) -> Channel {
        if self.easy.0 { Channel::Easy } else { Channel::Form }
    }
}

/// What somebody agrees to.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub(super) struct Agreed {
    pub(super) media: Many<String>,
    pub(super) networks: Many<String>,
    pub(super) naming: String,
    pub(super) shown: String,
    pub(super) months: Whole,
    pub(super) preview: Flag,
}

impl Default for Agreed {
    fn default() -> Self {
        Self {
            media: Many::default(),
            networks: Many::default(),
            naming: Naming::Anonymous.name().to_owned(),
            shown: String::new(),
            months: Whole(12),
            preview: Flag(true),
        }
    }
}

impl Agreed {
    /// What is agreed to now, for a form that changes it.
    pub(super) fn of(held: &[Receipt], shown: &str) -> Self {
        let Some(first) = held.first() else { return Self::default() };
        let mut now = Self {
            naming: first.naming.map_or("", Naming::name).to_owned(),
            shown: shown.to_owned(),
            preview: Flag(first.preview),
            ..Self::default()
        };
        for name in held.iter().filter_map(|it| it.medium).map(Medium::name) {
            now.media.0.push(name.to_owned());
        }
        for name in held.iter().filter_map(|it| it.network).map(Network::name) {
            now.networks.0.push(name.to_owned());
        }
        now
    }

    pub(super) fn wish(&self) -> Result<Wish> {
        let media: Option<Vec<Medium>> = self.media.0.iter().map(|it| Medium::of(it)).collect();
        let networks: Option<Vec<Network>> =
            self.networks.0.iter().map(|it| Network::of(it)).collect();
        let none = |field| Error::invalid(field, "error-consent-none");
        let mut wish = Wish {
            media: media.ok_or_else(|| none("media"))?,
            networks: networks.ok_or_else(|| none("networks"))?,
            naming: Naming::of(&self.naming).ok_or_else(|| none("naming"))?,
            shown: self.shown.clone(),
            months: self.months.0,
            preview: self.preview.0,
        };
        wish.media = Medium::ALL.iter().filter(|it| wish.media.contains(it)).copied().collect();
        wish.networks =
            Network::ALL.iter().filter(|it| wish.networks.contains(it)).copied().collect();
        wish.checked()
    }
}

/// What somebody published elsewhere.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Used {
    pub(super) medium: String,
    pub(super) network: String,
    pub(super) naming: String,
    pub(super) address: String,
}

impl Used {
    pub(super) fn made(&self) -> Result<Made> {
        let none = |field| Error::invalid(field, "error-consent-none");
        Ok(Made {
            kind: Kind::Elsewhere,
            subject: 0,
            medium: Medium::of(&self.medium).ok_or_else(|| none("medium"))?,
            network: Network::of(&self.network).ok_or_else(|| none("network"))?,
            naming: Naming::of(&self.naming).ok_or_else(|| none("naming"))?,
            address: self.address.clone(),
        })
    }
}

/// A step of the team, with the words it needs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Stepped {
    pub(super) step: String,
    pub(super) words: String,
}

/// The text that is to be published.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Body {
    pub(super) body: String,
    pub(super) version: Whole,
}

/// Why somebody reads who a witness is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    pub(super) reason: String,
}

/// The mark of the text that was shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    pub(super) mark: String,
}

/// Whether the form is open, and who looks after the data.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Opened {
    pub(super) open: Flag,
    pub(super) contact: String,
}
