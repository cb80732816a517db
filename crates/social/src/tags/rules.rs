//! What moderators decide of hashtags: whether they may be used, be found, and trend.
//!
//! One they have not looked at may do all three.

use db::{Tx, record};
use ground::http::Ask;
use ground::{Error, Result, TagId};

use super::{Tag, sql};
use crate::moderation::{self, Target};
use crate::posts::Actor;

record! {
    /// A hashtag with what was decided of it.
    #[derive(Clone, Debug)]
    pub struct Ruled {
        /// The hashtag.
        pub tag: Tag,
        /// Whether new posts may carry it.
        pub usable: bool,
        /// Whether it may trend.
        pub trendable: bool,
        /// Whether search finds it.
        pub listable: bool,
        /// When moderators last looked at it, in epoch milliseconds.
        pub reviewed_at: Option<i64>,
    }
}

/// What is to be decided; what is `None` stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// Whether new posts may carry it.
    pub usable: Option<bool>,
    /// Whether it may trend.
    pub trendable: Option<bool>,
    /// Whether search finds it.
    pub listable: Option<bool>,
}

/// A page of hashtags, latest first; of those that begin so, if asked.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, beginning: &str, ask: Ask, limit: usize) -> Result<Vec<Ruled>> {
    if beginning.contains('\0') {
        return Ok(Vec::new());
    }
    let mut page = sql::ruled(tx, &text::tag_key(beginning), ask, limit).await?;
    page.sort_unstable_by_key(|ruled| std::cmp::Reverse(ruled.tag.id));
    Ok(page)
}

/// Hashtags by number, in any order.
///
/// # Errors
/// If the database does not answer.
pub async fn by_ids(tx: &mut Tx, ids: &[TagId]) -> Result<Vec<Ruled>> {
    sql::ruled_among(tx, ids).await
}

/// The hashtag of that number.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get(tx: &mut Tx, id: TagId) -> Result<Ruled> {
    sql::ruled_one(tx, id).await?.ok_or(Error::NotFound)
}

/// Decides about a hashtag.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn change(tx: &mut Tx, by: Actor, id: TagId, wish: Wish) -> Result<Ruled> {
    let old = get(tx, id).await?;
    let ruled = Ruled {
        usable: wish.usable.unwrap_or(old.usable),
        trendable: wish.trendable.unwrap_or(old.trendable),
        listable: wish.listable.unwrap_or(old.listable),
        reviewed_at: Some(tx.now_ms()),
        tag: old.tag,
    };
    sql::set_rule(tx, &ruled).await?;
    let said = format!(
        "usable: {}, trendable: {}, listable: {}",
        ruled.usable, ruled.trendable, ruled.listable
    );
    let target = Target { kind: "tag", id: id.0, name: ruled.tag.name.clone() };
    moderation::note(tx, by, "tag.change", target, &said).await?;
    Ok(ruled)
}
