//! Through which entry of which timeline an act came: said by the client, else inferred.

use db::Tx;
use ground::http::Via;
use ground::{AccountId, PostId, Result};

use super::{Post, sql};

/// Through which entry of which place an act came.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The entry: the post itself, or the boost that carried it to the actor.
    pub entry: Option<i64>,
    /// The place, as the client said.
    pub place: Option<String>,
    /// Whether the entry was worked out by us, as the client did not say.
    pub inferred: bool,
}

/// Works out through which entry an act on `post` came: what the client said, if that entry is
/// the post or a boost of it; else the latest boost of it by somebody the actor follows; else the
/// post itself.
///
/// # Errors
/// If the database does not answer.
pub async fn place(tx: &mut Tx, who: AccountId, post: &Post, via: &Via) -> Result<Place> {
    let name = via.place.as_deref().filter(|name| PLACES.contains(name)).map(str::to_owned);
    if let Some(entry) = via.entry {
        let same = entry == post.id.0
            || sql::by_ids(tx, &[PostId(entry)])
                .await?
                .first()
                .is_some_and(|boost| boost.boost_of == Some(post.id));
        if same {
            return Ok(Place { entry: Some(entry), place: name, inferred: false });
        }
    }
    let carried = sql::latest_followed_boost(tx, who, post.id).await?;
    Ok(Place { entry: Some(carried.unwrap_or(post.id).0), place: name, inferred: true })
}

/// The places an act can come through.
pub const PLACES: [&str; 12] = [
    "home",
    "local",
    "tag",
    "thread",
    "profile",
    "search",
    "notification",
    "list",
    "bookmarks",
    "favourites",
    "direct",
    "link",
];
