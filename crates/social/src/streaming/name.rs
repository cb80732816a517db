//! What can be listened to, by the names apps use.

use ground::http::Session;
use ground::{Error, ListId, Result, Say};

/// What a client listens to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// The home, and what the account is told.
    User,
    /// What the account is told.
    Notifications,
    /// The public timeline, or a part of it.
    Public(Open),
    /// Public posts under a hashtag, by its key.
    Hashtag(String),
    /// A list of the account's.
    List(ListId),
    /// The account's conversations.
    Direct,
}

/// Which part of the public timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Open {
    /// Only posts with pictures.
    pub(super) media: bool,
    /// Only of this server (true), or only of others.
    pub(super) here: Option<bool>,
}

impl Open {
    /// Whether a post is in it: one with pictures or not, of this server or another.
    pub(super) fn shows(self, media: bool, here: bool) -> bool {
        (media || !self.media) && self.here.is_none_or(|wanted| wanted == here)
    }
}

/// A stream as it was asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) stream: Stream,
    /// How its messages are marked on a shared connection: a JSON list.
    pub(super) label: String,
}

/// Longest name of a hashtag, in bytes.
const TAG_BYTES_MAX: usize = 1000;

impl Asked {
    /// The stream of that name; `of` is the hashtag or list it is about.
    pub(super) fn parse(name: &str, of: Option<&str>) -> Result<Self> {
        let stream = match name {
            "user" => Stream::User,
            "user:notification" => Stream::Notifications,
            "public" => Stream::Public(Open::default()),
            "public:media" => Stream::Public(Open { media: true, here: None }),
            "public:local" => Stream::Public(Open { media: false, here: Some(true) }),
            "public:local:media" => Stream::Public(Open { media: true, here: Some(true) }),
            "public:remote" => Stream::Public(Open { media: false, here: Some(false) }),
            "public:remote:media" => Stream::Public(Open { media: true, here: Some(false) }),
            "hashtag" | "hashtag:local" => Stream::Hashtag(key(of)?),
            "list" => Stream::List(list(of)?),
            "direct" => Stream::Direct,
            _ => {
                let say = Say::new("error-stream-unknown").with("name", name.to_owned());
                return Err(Error::Malformed(say));
            }
        };
        let label = match (&stream, of) {
            (Stream::Hashtag(_) | Stream::List(_), Some(of)) => serde_json::to_string(&[name, of]),
            _ => serde_json::to_string(&[name]),
        };
        Ok(Self { stream, label: label.unwrap_or_default() })
    }

    /// Whether a token may listen to it.
    pub(super) fn check(&self, session: &Session) -> Result<()> {
        let scope = match self.stream {
            Stream::Notifications => "read:notifications",
            _ => "read:statuses",
        };
        if session.allows(scope) { Ok(()) } else { Err(Error::forbidden("error-scope")) }
    }
}

fn list(id: Option<&str>) -> Result<ListId> {
    let id = id.and_then(|id| id.parse().ok());
    id.ok_or_else(|| Error::Malformed("error-stream-list".into()))
}

fn key(tag: Option<&str>) -> Result<String> {
    let tag = tag.unwrap_or_default().trim_start_matches('#');
    if tag.is_empty() || tag.len() > TAG_BYTES_MAX {
        return Err(Error::Malformed("error-stream-tag".into()));
    }
    Ok(text::tag_key(tag))
}
