//! Scopes: what a token allows, in words separated by spaces.
//!
//! <https://docs.joinmastodon.org/api/oauth-scopes/>

use ground::http::who::allows;

/// Every scope there is. `offline_access` allows nothing: it asks for a token that ends and can
/// be renewed.
pub const ALL: [&str; 46] = [
    "profile",
    "read",
    "read:accounts",
    "read:blocks",
    "read:bookmarks",
    "read:collections",
    "read:favourites",
    "read:filters",
    "read:follows",
    "read:lists",
    "read:mutes",
    "read:notifications",
    "read:search",
    "read:statuses",
    "write",
    "write:accounts",
    "write:blocks",
    "write:bookmarks",
    "write:collections",
    "write:conversations",
    "write:favourites",
    "write:filters",
    "write:follows",
    "write:lists",
    "write:media",
    "write:mutes",
    "write:notifications",
    "write:reports",
    "write:statuses",
    "follow",
    "push",
    "offline_access",
    "admin:read",
    "admin:read:accounts",
    "admin:read:domain_allows",
    "admin:read:domain_blocks",
    "admin:read:email_domain_blocks",
    "admin:read:ip_blocks",
    "admin:read:reports",
    "admin:write",
    "admin:write:accounts",
    "admin:write:domain_allows",
    "admin:write:domain_blocks",
    "admin:write:email_domain_blocks",
    "admin:write:ip_blocks",
    "admin:write:reports",
];
/// What is meant when nothing is asked for.
pub const DEFAULT: &str = "read";
/// The scope that asks for a token that can be renewed.
pub const OFFLINE: &str = "offline_access";

/// The scopes of a text, each once, in its order; `None` if one of them does not exist.
#[must_use]
pub fn parse(text: &str) -> Option<String> {
    let mut known: Vec<&str> = Vec::new();
    for word in text.split_ascii_whitespace() {
        if !ALL.contains(&word) {
            return None;
        }
        if !known.contains(&word) {
            known.push(word);
        }
    }
    Some(known.join(" "))
}

/// Whether all of `asked` is within what was `granted`.
#[must_use]
pub fn covers(granted: &str, asked: &str) -> bool {
    asked.split_ascii_whitespace().all(|scope| allows(granted, scope))
}

/// What an authorisation is for: what is asked, else the default, if the program may have it.
#[must_use]
pub fn of_request(asked: Option<&str>, registered: &str) -> Option<String> {
    match asked.map(str::trim).filter(|asked| !asked.is_empty()) {
        Some(asked) => parse(asked).filter(|asked| covers(registered, asked)),
        None if covers(registered, DEFAULT) => Some(DEFAULT.to_owned()),
        None => Some(registered.to_owned()),
    }
}

/// The scope in words: the key of its sentence.
#[must_use]
pub(crate) fn words(scope: &str) -> &'static str {
    match scope {
        "profile" => "scope-profile",
        "read" => "scope-read",
        "write" => "scope-write",
        "follow" => "scope-follow",
        "push" => "scope-push",
        "offline_access" => "scope-offline",
        "read:accounts" => "scope-read-accounts",
        "read:blocks" => "scope-read-blocks",
        "read:bookmarks" => "scope-read-bookmarks",
        "read:favourites" => "scope-read-favourites",
        "read:filters" => "scope-read-filters",
        "read:follows" => "scope-read-follows",
        "read:lists" => "scope-read-lists",
        "read:mutes" => "scope-read-mutes",
        "read:notifications" => "scope-read-notifications",
        "read:search" => "scope-read-search",
        "read:statuses" => "scope-read-statuses",
        "write:accounts" => "scope-write-accounts",
        "write:blocks" => "scope-write-blocks",
        "write:bookmarks" => "scope-write-bookmarks",
        "write:conversations" => "scope-write-conversations",
        "write:favourites" => "scope-write-favourites",
        "write:filters" => "scope-write-filters",
        "write:follows" => "scope-write-follows",
        "write:lists" => "scope-write-lists",
        "write:media" => "scope-write-media",
        "write:mutes" => "scope-write-mutes",
        "write:notifications" => "scope-write-notifications",
        "write:reports" => "scope-write-reports",
        "write:statuses" => "scope-write-statuses",
        "read:collections" => "scope-read-collections",
        "write:collections" => "scope-write-collections",
        "admin:read" => "scope-admin-read",
        "admin:read:accounts" => "scope-admin-read-accounts",
        "admin:read:domain_allows" => "scope-admin-read-domain-allows",
        "admin:read:domain_blocks" => "scope-admin-read-domain-blocks",
        "admin:read:email_domain_blocks" => "scope-admin-read-email-domain-blocks",
        "admin:read:ip_blocks" => "scope-admin-read-ip-blocks",
        "admin:read:reports" => "scope-admin-read-reports",
        "admin:write" => "scope-admin-write",
        "admin:write:accounts" => "scope-admin-write-accounts",
        "admin:write:domain_allows" => "scope-admin-write-domain-allows",
        "admin:write:domain_blocks" => "scope-admin-write-domain-blocks",
        "admin:write:email_domain_blocks" => "scope-admin-write-email-domain-blocks",
        "admin:write:ip_blocks" => "scope-admin-write-ip-blocks",
        "admin:write:reports" => "scope-admin-write-reports",
        _ => "scope-other",
    }
}
