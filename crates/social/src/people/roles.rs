//! What a role is to apps: a name, and a mask of what its holder may do.

use ground::http::Role;
use wire::{Id, mastodon};

use crate::collections;

/// See the log of what moderators did.
const AUDIT_LOG: u64 = 1 << 2;
/// Look after reports.
const REPORTS: u64 = 1 << 4;
/// Decide which servers are heard.
const FEDERATION: u64 = 1 << 5;
/// Change what this place says of itself.
const SETTINGS: u64 = 1 << 6;
/// Keep out addresses and providers of mail.
const BLOCKS: u64 = 1 << 7;
/// Look after hashtags.
const TAXONOMIES: u64 = 1 << 8;
/// Look after accounts.
const USERS: u64 = 1 << 10;
/// Change the rules.
const RULES: u64 = 1 << 12;
/// Announce.
const ANNOUNCEMENTS: u64 = 1 << 13;
/// Add and remove custom emojis.
const EMOJIS: u64 = 1 << 14;
/// Delete what belongs to an account.
const DELETE_DATA: u64 = 1 << 19;

/// A role as apps read it. <https://docs.joinmastodon.org/entities/Role/>
#[must_use]
pub fn shown(role: Role) -> mastodon::Role {
    let (id, name) = match role {
        Role::Member => (-99, ""),
        other => (other as i64, other.name()),
    };
    mastodon::Role {
        id: Id(id),
        name: name.to_owned(),
        color: String::new(),
        permissions: permissions(role).to_string(),
        highlighted: false,
        collection_limit: collections::COLLECTIONS_MAX,
    }
}

/// The role of that number, as apps name it.
#[must_use]
pub fn of_number(id: i64) -> Option<Role> {
    match id {
        -99 => Some(Role::Member),
        1 => Some(Role::Moderator),
        2 => Some(Role::Admin),
        3 => Some(Role::Owner),
        _ => None,
    }
}

fn permissions(role: Role) -> u64 {
    let moderator = AUDIT_LOG | REPORTS | TAXONOMIES | USERS;
    let rest = FEDERATION | SETTINGS | BLOCKS | RULES | ANNOUNCEMENTS | EMOJIS | DELETE_DATA;
    match role {
        Role::Member => 0,
        Role::Moderator => moderator,
        Role::Admin | Role::Owner => moderator | rest,
    }
}
