//! The rule: what belongs in a reader's home or list. Everything that decides asks here.

use crate::entry::{Kind, Visibility};
use crate::reader::{Follow, Reader, Replies};
use crate::window::Seen;

/// Whether `x`, which is not retracted, is in the home or list that `reader` is.
pub(crate) fn admits(reader: &Reader, x: &Seen<'_>) -> bool {
    match reader.listed() {
        None => at_home(reader, x),
        Some((owner, replies)) => listed(reader, owner, replies, x),
    }
}

/// Own entries always are in a home, save a boost of somebody who blocks the reader. Others need a
/// way in (a follow whose switches let them through, or a followed hashtag), permission, and not
/// to touch anyone the reader avoids, nor to be by somebody read elsewhere.
fn at_home(reader: &Reader, x: &Seen<'_>) -> bool {
    let me = reader.account();
    let boosted = if x.kind == Kind::Boost { x.about } else { 0 };
    if reader.blocked_by(x.author) || boosted != 0 && reader.blocked_by(boosted) {
        return false;
    }
    if x.author == me {
        return true;
    }
    let followed = || reader.follow(x.author).is_some_and(|edge| passes(reader, edge, x));
    let way_in = match x.visibility {
        Visibility::Public => followed() || tagged(reader, x),
        Visibility::Unlisted => followed(),
        Visibility::Followers => x.kind != Kind::Boost && followed(),
        Visibility::Direct => followed() && x.lists.mention(|account| account == me),
    };
    way_in && !reader.is_apart(x.author) && !avoided(reader, x)
}

/// A list has what its members say, as far as its owner may see it and does not avoid it.
fn listed(list: &Reader, owner: &Reader, replies: Replies, x: &Seen<'_>) -> bool {
    let me = owner.account();
    if list.follow(x.author).is_none() || shuns(owner, x) {
        return false;
    }
    let named = || x.lists.mention(|account| account == me);
    let may_see = match x.visibility {
        _ if x.author == me => true,
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Followers => {
            x.kind != Kind::Boost && (owner.follow(x.author).is_some() || named())
        }
        Visibility::Direct => named(),
    };
    let to = x.about;
    may_see
        && match x.kind {
            Kind::Post => true,
            Kind::Boost => owner.follow(x.author).is_none_or(|edge| edge.boosts),
            Kind::Reply if to == 0 || to == x.author || to == me => true,
            Kind::Reply => match replies {
                Replies::Followed => owner.follow(to).is_some(),
                Replies::Members => list.follow(to).is_some(),
                Replies::None => false,
            },
        }
}

/// Whether `x`, which anybody may find, is kept from the eyes of `reader`.
pub(crate) fn shuns(reader: &Reader, x: &Seen<'_>) -> bool {
    let boosted = if x.kind == Kind::Boost { x.about } else { 0 };
    reader.blocked_by(x.author)
        || boosted != 0 && reader.blocked_by(boosted)
        || x.author != reader.account() && avoided(reader, x)
}

/// Whether the switches of a follow let an entry of the followed account through.
fn passes(reader: &Reader, edge: Follow, x: &Seen<'_>) -> bool {
    match x.kind {
        Kind::Post => true,
        Kind::Boost => edge.boosts,
        Kind::Reply => edge.replies || to_someone_known(reader, x),
    }
}

fn to_someone_known(reader: &Reader, x: &Seen<'_>) -> bool {
    let to = x.about;
    to == 0 || to == x.author || to == reader.account() || reader.follow(to).is_some()
}

fn tagged(reader: &Reader, x: &Seen<'_>) -> bool {
    let followed = reader.tags();
    !followed.is_empty()
        && x.kind != Kind::Boost
        && x.lists.tag(|tag| followed.binary_search(&tag).is_ok())
}

fn avoided(reader: &Reader, x: &Seen<'_>) -> bool {
    reader.hides()
        && (reader.hidden(x.author)
            || reader.hidden(x.about)
            || x.lists.mention(|account| reader.hidden(account)))
}
