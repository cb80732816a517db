//! Collections: accounts somebody recommends together.

use serde::Serialize;

use crate::{Id, Time};

/// A collection. <https://docs.joinmastodon.org/entities/Collection/>
#[derive(Clone, Debug, Serialize)]
pub struct Collection {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub account_id: Id,
    /// Its name in the federation, a URL.
    pub uri: String,
    /// Its page.
    pub url: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is for, HTML.
    pub description: String,
    /// The language of both.
    pub language: Option<String>,
    /// Whether it was made here.
    pub local: bool,
    /// Whether it is hidden until asked for.
    pub sensitive: bool,
    /// Whether it is listed.
    pub discoverable: bool,
    /// Its hashtag.
    pub tag: Option<ShallowTag>,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
    /// How many are in it.
    pub item_count: usize,
    /// Who is in it.
    pub items: Vec<CollectionItem>,
}

/// A hashtag without its figures. <https://docs.joinmastodon.org/entities/ShallowTag/>
#[derive(Clone, Debug, Serialize)]
pub struct ShallowTag {
    /// The name, without its sign.
    pub name: String,
    /// Its page.
    pub url: String,
}

/// Somebody in a collection. <https://docs.joinmastodon.org/entities/CollectionItem/>
#[derive(Clone, Debug, Serialize)]
pub struct CollectionItem {
    /// The id of the place in the collection.
    pub id: Id,
    /// Who.
    pub account_id: Option<Id>,
    /// `pending` or `accepted`.
    pub state: String,
    /// Since when.
    pub created_at: Time,
}
