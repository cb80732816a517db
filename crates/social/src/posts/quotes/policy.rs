//! Who may quote a post.

use db::{Arg, Row, Value};
use serde::{Deserialize, Serialize};
use wire::mastodon::{ApprovalOfReader, ApprovedGroup, QuoteApproval};

use crate::posts::Visibility;

/// Who may quote a post. Its author always may, but direct posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotePolicy {
    /// Everybody.
    Public,
    /// Followers.
    Followers,
    /// Everybody whose request the author accepts. Ours: apps know the other three.
    Ask,
    /// Nobody else.
    #[default]
    Nobody,
}

impl QuotePolicy {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Followers => "followers",
            Self::Ask => "ask",
            Self::Nobody => "nobody",
        }
    }

    /// The policy of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Public, Self::Followers, Self::Ask, Self::Nobody]
            .into_iter()
            .find(|each| each.name() == name)
    }

    /// What it comes to for a post of that visibility: what is not for everybody is quoted by
    /// nobody else.
    #[must_use]
    pub fn within(self, visibility: Visibility) -> Self {
        if visibility.is_open() { self } else { Self::Nobody }
    }

    /// What it comes to for somebody else who may see the post.
    #[must_use]
    pub fn for_other(self, follows: bool) -> ApprovalOfReader {
        match self {
            Self::Public => ApprovalOfReader::Automatic,
            Self::Followers if follows => ApprovalOfReader::Automatic,
            Self::Ask => ApprovalOfReader::Manual,
            Self::Followers | Self::Nobody => ApprovalOfReader::Denied,
        }
    }

    /// As apps read it.
    #[must_use]
    pub fn wire(self, current_user: ApprovalOfReader) -> QuoteApproval {
        let (automatic, manual): (&'static [ApprovedGroup], &'static [ApprovedGroup]) = match self {
            Self::Public => (&[ApprovedGroup::Public], &[]),
            Self::Followers => (&[ApprovedGroup::Followers], &[]),
            Self::Ask => (&[], &[ApprovedGroup::Public]),
            Self::Nobody => (&[], &[]),
        };
        QuoteApproval { automatic, manual, current_user }
    }
}

impl Value for QuotePolicy {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or_default()))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<QuotePolicy> for Arg {
    fn from(policy: QuotePolicy) -> Self {
        Arg::from(policy.name())
    }
}
