//! The rest of the map of the site: pages that the navigation has no room for.

use maud::{Markup, html};

use super::{Topic, topics};
use crate::http::{Role, Visit};

const READING: &[Topic] = &[
    Topic::new("/catch-up", "catch-up-title", "map-catch-up"),
    Topic::new("/messages", "messages-title", "map-messages"),
    Topic::new("/lists", "lists-title", "settings-lists-hint"),
    Topic::new("/explore", "explore-title", "map-explore"),
    Topic::new("/trends", "trends-title", "map-trends"),
    Topic::new("/drafts", "drafts-title", "map-drafts"),
    Topic::new("/scheduled", "scheduled-title", "map-scheduled"),
    Topic::new("/announcements", "announcements-title", "map-announcements"),
];
const CARE: &[Topic] = &[
    Topic::new("/desk", "desk-title", "map-desk"),
    Topic::new("/settings", "settings-title", "map-settings"),
    Topic::new("/filters", "filters-title", "settings-filters-hint"),
    Topic::new("/mutes", "mutes-title", "settings-mutes-hint"),
    Topic::new("/blocks", "blocks-title", "settings-blocks-hint"),
    Topic::new("/domain-blocks", "servers-title", "settings-servers-hint"),
];
const OWNER: &[Topic] = &[Topic::new("/moderation/security", "rule-title", "rule-what")];
const MODERATION: &[Topic] = &[
    Topic::new("/moderation/reports", "reports-title", "map-reports"),
    Topic::new("/moderation/sign-ups", "moderation-sign-ups", "map-sign-ups"),
    Topic::new("/admin/accounts", "accounts-title", "map-accounts"),
    Topic::new("/admin/measures", "measures-title", "map-measures"),
    Topic::new("/admin/acts", "acts-title", "map-acts"),
];
const ADMIN: &[Topic] = &[
    Topic::new("/moderation/place", "place-title", "place-hint"),
    Topic::new("/admin/invitations", "invitations-title", "map-invitations"),
    Topic::new("/admin/rules", "rules-title", "map-rules"),
    Topic::new("/admin/announcements", "announcements-write-title", "map-announce"),
    Topic::new("/moderation/emojis", "emojis-title", "map-emojis"),
    Topic::new("/admin/servers", "gates-servers-title", "gates-servers-hint"),
    Topic::new("/admin/deliveries", "servers-health-title", "map-servers-health"),
    Topic::new("/admin/mail", "gates-mail-title", "gates-mail-hint"),
    Topic::new("/admin/addresses", "gates-addresses-title", "gates-addresses-hint"),
    Topic::new("/admin/storage", "storage-title", "map-storage"),
];
const OPEN: &[Topic] = &[
    Topic::new("/explore", "explore-title", "map-explore"),
    Topic::new("/trends", "trends-title", "map-trends"),
];

/// What the one who looks can go to beyond the navigation.
pub(super) fn rest(visit: &Visit) -> Markup {
    let role = visit.viewer.as_ref().map(|viewer| viewer.session.role);
    html! {
        @if role.is_some() {
            (topics(visit, "map-reading", READING))
            (topics(visit, "map-care", CARE))
        } @else { (topics(visit, "map-reading", OPEN)) }
        @if role >= Some(Role::Moderator) {
            p { a.button href="/admin" { (visit.say("admin-title")) } }
        }
        (staff_topics(visit))
    }
}

/// What those can go to who look after the place: nothing, for everybody else.
#[must_use]
pub fn staff_topics(visit: &Visit) -> Markup {
    let role = visit.viewer.as_ref().map(|viewer| viewer.session.role);
    html! {
        @if role >= Some(Role::Moderator) { (topics(visit, "map-moderation", MODERATION)) }
        @if role >= Some(Role::Admin) { (topics(visit, "map-admin", ADMIN)) }
        @if role == Some(Role::Owner) { (topics(visit, "map-owner", OWNER)) }
    }
}
