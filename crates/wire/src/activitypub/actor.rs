//! Actors: people, groups, programs and servers.

use serde_json::Value;

use super::note::Emoji;
use super::{Item, Node};

/// Most rows of a profile's table that are read.
const FIELDS_MAX: usize = 50;
/// Most keys that are read.
const KEYS_MAX: usize = 8;

/// An actor, not yet believed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// Its address.
    pub id: String,
    /// What it is: `Person`.
    pub kind: String,
    /// The handle without domain.
    pub username: String,
    /// The name shown.
    pub name: String,
    /// The biography, as HTML of theirs.
    pub summary: String,
    /// Its page.
    pub url: String,
    /// Where what concerns it is sent.
    pub inbox: String,
    /// Where what concerns its server is sent; may be empty.
    pub shared_inbox: String,
    /// What it said; may be empty.
    pub outbox: String,
    /// Its followers; may be empty.
    pub followers: String,
    /// What it shows first; may be empty.
    pub featured: String,
    /// Its portrait, and what that shows.
    pub icon: (String, String),
    /// Its banner, and what that shows.
    pub image: (String, String),
    /// Whether follows must be accepted.
    pub locked: bool,
    /// Whether it wants to be recommended.
    pub discoverable: bool,
    /// Whether its posts may be searched.
    pub indexable: bool,
    /// When it came to be, in epoch milliseconds.
    pub published: Option<i64>,
    /// The table of its profile: names, and HTML of theirs.
    pub fields: Vec<(String, String)>,
    /// The emojis it writes with.
    pub emojis: Vec<Emoji>,
    /// Its keys.
    pub keys: Vec<Key>,
    /// Its other accounts.
    pub also_known_as: Vec<String>,
    /// Where it has moved to; may be empty.
    pub moved_to: String,
}

/// A public key of an actor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Key {
    /// Its address.
    pub id: String,
    /// Whose it says it is.
    pub owner: String,
    /// As PEM.
    pub pem: String,
}

/// What an actor may be.
const KINDS: [&str; 5] = ["Person", "Group", "Organization", "Service", "Application"];

impl Actor {
    /// Reads an actor; none if it is not one, or nothing can be sent to it.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        Self::of(Node::of(value)?)
    }

    /// An object as an actor.
    #[must_use]
    pub fn of(node: Node<'_>) -> Option<Self> {
        if !node.is_one_of(&KINDS) {
            return None;
        }
        let text = |name: &str| node.text(name).unwrap_or_default().to_owned();
        let uri = |name: &str| node.uri(name).unwrap_or_default().to_owned();
        let shared = node.nodes("endpoints", 1).next().and_then(|it| it.uri("sharedInbox"));
        let table = node.nodes("attachment", FIELDS_MAX);
        let table = table.filter(|it| it.is_one_of(&["PropertyValue"]));
        let row = |it: Node<'_>| {
            let side = |name| it.text(name).unwrap_or_default().to_owned();
            (side("name"), side("value"))
        };
        let actor = Self {
            id: node.id()?.to_owned(),
            kind: node.kind().to_owned(),
            username: text("preferredUsername"),
            name: text("name"),
            summary: text("summary"),
            url: node.link("url", "text/html").unwrap_or_default().to_owned(),
            inbox: uri("inbox"),
            shared_inbox: shared.unwrap_or_default().to_owned(),
            outbox: uri("outbox"),
            followers: uri("followers"),
            featured: uri("featured"),
            icon: picture(node, "icon"),
            image: picture(node, "image"),
            locked: node.truth("manuallyApprovesFollowers"),
            discoverable: node.truth("discoverable"),
            indexable: node.truth("indexable"),
            published: node.time("published"),
            fields: table.map(row).collect(),
            emojis: Emoji::of(node),
            keys: node.nodes("publicKey", KEYS_MAX).filter_map(Key::of).collect(),
            also_known_as: node.uris("alsoKnownAs", 32),
            moved_to: uri("movedTo"),
        };
        let whole = !actor.username.is_empty() && !actor.inbox.is_empty();
        whole.then_some(actor)
    }
}

impl Key {
    /// Reads a key; none if it is not one.
    #[must_use]
    pub fn of(node: Node<'_>) -> Option<Self> {
        Some(Self {
            id: node.id()?.to_owned(),
            owner: node.uri("owner").or_else(|| node.uri("controller"))?.to_owned(),
            pem: node.text("publicKeyPem")?.to_owned(),
        })
    }
}

/// A picture: its address and what it shows.
fn picture(node: Node<'_>, name: &str) -> (String, String) {
    match node.one(name) {
        Some(Item::Uri(uri)) => (uri.to_owned(), String::new()),
        Some(Item::Node(picture)) => {
            let url = picture.link("url", "image/").or_else(|| picture.href());
            let shown = picture.text("summary").or_else(|| picture.text("name"));
            (url.unwrap_or_default().to_owned(), shown.unwrap_or_default().to_owned())
        }
        None => Default::default(),
    }
}
