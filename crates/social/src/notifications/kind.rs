//! The kinds of what is told.

use db::{Arg, Row, Value};
use serde::{Deserialize, Serialize};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A post names the reader, or answers theirs.
    Mention,
    /// An account the reader asked to hear of has posted.
    Post,
    /// The reader's post was boosted.
    Boost,
    /// Somebody follows the reader.
    Follow,
    /// Somebody asks to follow the reader.
    FollowRequest,
    /// The reader's post got a favourite.
    Favourite,
    /// A post the reader boosted was edited.
    Update,
    /// A poll the reader voted in, or asked, has ended.
    Poll,
    /// The reader's post was quoted, or somebody asks to.
    Quote,
    /// A post that the reader's post quotes was edited.
    QuotedUpdate,
    /// Somebody was let in here: for moderators.
    SignUp,
    /// Somebody reported something: for moderators.
    Report,
    /// Moderators did something to the reader's account.
    Warning,
    /// Somebody put the reader into a collection.
    AddedToCollection,
    /// A collection the reader is in was changed.
    CollectionUpdate,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Mention,
        Self::Post,
        Self::Boost,
        Self::Follow,
        Self::FollowRequest,
        Self::Favourite,
        Self::Update,
        Self::Poll,
        Self::Quote,
        Self::QuotedUpdate,
        Self::SignUp,
        Self::Report,
        Self::Warning,
        Self::AddedToCollection,
        Self::CollectionUpdate,
    ];

    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Post => "status",
            Self::Boost => "reblog",
            Self::Follow => "follow",
            Self::FollowRequest => "follow_request",
            Self::Favourite => "favourite",
            Self::Update => "update",
            Self::Poll => "poll",
            Self::Quote => "quote",
            Self::QuotedUpdate => "quoted_update",
            Self::SignUp => "admin.sign_up",
            Self::Report => "admin.report",
            Self::Warning => "moderation_warning",
            Self::AddedToCollection => "added_to_collection",
            Self::CollectionUpdate => "collection_update",
        }
    }

    /// Whether several of them are shown as one.
    #[must_use]
    pub fn is_grouped(self) -> bool {
        matches!(self, Self::Favourite | Self::Boost | Self::Follow | Self::SignUp)
    }

    /// Whether the policy of who is told has a say. It has none in what is told of duty, of one's
    /// own account, or because one asked to hear of it.
    #[must_use]
    pub fn is_filtered(self) -> bool {
        !matches!(
            self,
            Self::Post
                | Self::Update
                | Self::QuotedUpdate
                | Self::Poll
                | Self::SignUp
                | Self::Report
                | Self::Warning
                | Self::CollectionUpdate
        )
    }

    /// The kind of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Value for Kind {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or(Self::Mention)))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<Kind> for Arg {
    fn from(kind: Kind) -> Self {
        Arg::from(kind.name())
    }
}
