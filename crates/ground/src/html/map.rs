//! The rest of the map of the site: pages that the navigation has no room for.

use maud::{Markup, html};

use super::{Topic, topics};
use crate::http::{Role, Visit};

const READING: &[Topic] = &[
    topic("/catch-up", "catch-up-title", "map-catch-up"),
    topic("/messages", "messages-title", "map-messages"),
    topic("/lists", "lists-title", "settings-lists-hint"),
    topic("/explore", "explore-title", "map-explore"),
    topic("/trends", "trends-title", "map-trends"),
    topic("/drafts", "drafts-title", "map-drafts"),
    topic("/scheduled", "scheduled-title", "map-scheduled"),
];
const CARE: &[Topic] = &[
    topic("/settings", "settings-title", "map-settings"),
    topic("/filters", "filters-title", "settings-filters-hint"),
    topic("/mutes", "mutes-title", "settings-mutes-hint"),
    topic("/blocks", "blocks-title", "settings-blocks-hint"),
    topic("/domain-blocks", "servers-title", "settings-servers-hint"),
];
const ADMIN: &[Topic] = &[
    topic("/moderation/place", "place-title", "place-hint"),
    topic("/moderation/emojis", "emojis-title", "map-emojis"),
];
const MODERATION: &[Topic] = &[
    topic("/moderation/reports", "reports-title", "map-reports"),
    topic("/moderation/sign-ups", "moderation-sign-ups", "map-sign-ups"),
];
const OPEN: &[Topic] = &[
    topic("/explore", "explore-title", "map-explore"),
    topic("/trends", "trends-title", "map-trends"),
];

const fn topic(address: &'static str, name: &'static str, hint: &'static str) -> Topic {
    Topic { address, name, hint }
}

/// What the one who looks can go to beyond the navigation.
pub(super) fn rest(visit: &Visit) -> Markup {
    let role = visit.viewer.as_ref().map(|viewer| viewer.session.role);
    html! {
        @if role.is_some() {
            (topics(visit, "map-reading", READING))
            (topics(visit, "map-care", CARE))
        } @else { (topics(visit, "map-reading", OPEN)) }
        @if role >= Some(Role::Moderator) { (topics(visit, "map-moderation", MODERATION)) }
        @if role >= Some(Role::Admin) { (topics(visit, "map-admin", ADMIN)) }
    }
}
