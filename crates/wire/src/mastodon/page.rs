//! What a server says of itself in prose, and what its readers prefer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Visibility;
use crate::{Day, Id, Time};

/// A rule of the house. <https://docs.joinmastodon.org/entities/Rule/>
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// The rule's id.
    pub id: Id,
    /// The rule, plain text.
    pub text: String,
    /// More about it, plain text.
    pub hint: String,
    /// The rule in other languages, by ISO 639 code.
    pub translations: BTreeMap<String, RuleTranslation>,
}

/// A rule in another language.
#[derive(Clone, Debug, Serialize)]
pub struct RuleTranslation {
    /// The rule.
    pub text: String,
    /// More about it.
    pub hint: String,
}

/// The long description. <https://docs.joinmastodon.org/entities/ExtendedDescription/>
#[derive(Clone, Debug, Serialize)]
pub struct ExtendedDescription {
    /// When it was last written.
    pub updated_at: Time,
    /// The text, HTML.
    pub content: String,
}

/// How this server keeps secrets. <https://docs.joinmastodon.org/entities/PrivacyPolicy/>
#[derive(Clone, Debug, Serialize)]
pub struct PrivacyPolicy {
    /// When it was last written.
    pub updated_at: Time,
    /// The text, HTML.
    pub content: String,
}

/// What people agree to. <https://docs.joinmastodon.org/entities/TermsOfService/>
#[derive(Clone, Debug, Serialize)]
pub struct TermsOfService {
    /// The day it holds from.
    pub effective_date: Day,
    /// Whether it holds by now.
    pub effective: bool,
    /// The text, HTML.
    pub content: String,
    /// The day the version after it holds from.
    pub succeeded_by: Option<Day>,
}

/// A server that is kept out, for everybody. <https://docs.joinmastodon.org/entities/DomainBlock/>
#[derive(Clone, Debug, Serialize)]
pub struct DomainBlock {
    /// Its name, in part hidden where it is wanted so.
    pub domain: String,
    /// The SHA-256 of its name.
    pub digest: String,
    /// `silence` or `suspend`.
    pub severity: &'static str,
    /// Why.
    pub comment: String,
}

/// What a reader prefers. <https://docs.joinmastodon.org/entities/Preferences/>
#[derive(Clone, Debug, Serialize)]
pub struct Preferences {
    /// The visibility new posts start with.
    #[serde(rename = "posting:default:visibility")]
    pub visibility: Visibility,
    /// Whether new media start hidden.
    #[serde(rename = "posting:default:sensitive")]
    pub sensitive: bool,
    /// The language new posts start with.
    #[serde(rename = "posting:default:language")]
    pub language: Option<String>,
    /// Which media are shown at once.
    #[serde(rename = "reading:expand:media")]
    pub expand_media: ExpandMedia,
    /// Whether texts behind a content warning are shown at once.
    #[serde(rename = "reading:expand:spoilers")]
    pub expand_spoilers: bool,
}

/// Which media are shown at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpandMedia {
    /// Those not marked sensitive.
    Default,
    /// All.
    ShowAll,
    /// None.
    HideAll,
}
