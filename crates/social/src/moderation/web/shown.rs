//! What several of these pages say: the states of an account, and acts in words.

use ground::Say;
use ground::http::Visit;
use maud::{Markup, html};

use super::super::Act;
use super::super::account::Seen;

/// How an account stands: every state that is not the usual one, as keys of words.
pub(super) fn states(seen: &Seen) -> Vec<&'static str> {
    let waits = seen.role.is_some() && seen.approved_at.is_none();
    let all = [
        (waits, "state-pending"),
        (seen.suspended_at.is_some(), "state-suspended"),
        (seen.disabled_at.is_some(), "state-disabled"),
        (seen.limited_at.is_some(), "state-silenced"),
        (seen.sensitized_at.is_some(), "state-sensitized"),
    ];
    let mut held: Vec<&str> = all.into_iter().filter_map(|(is, key)| is.then_some(key)).collect();
    if held.is_empty() {
        held.push("state-active");
    }
    held
}

/// How an account stands, in words.
pub(super) fn stands(visit: &Visit, seen: &Seen) -> String {
    states(seen).into_iter().map(|key| visit.say(key)).collect::<Vec<_>>().join(", ")
}

/// A role as it is called.
pub(super) fn role(name: Option<&str>) -> &'static str {
    match name {
        Some("owner") => "role-owner",
        Some("admin") => "role-admin",
        Some("moderator") => "role-moderator",
        _ => "role-member",
    }
}

/// The handle of an account.
pub(super) fn acct(seen: &Seen) -> String {
    match seen.domain.as_str() {
        "" => format!("@{}", seen.username),
        domain => format!("@{}@{domain}", seen.username),
    }
}

const ACTS: &[(&str, &str)] = &[
    ("account.none", "act-account-none"),
    ("account.disable", "act-account-disable"),
    ("account.sensitive", "act-account-sensitive"),
    ("account.silence", "act-account-silence"),
    ("account.suspend", "act-account-suspend"),
    ("account.undisable", "act-account-undisable"),
    ("account.unsensitive", "act-account-unsensitive"),
    ("account.unsilence", "act-account-unsilence"),
    ("account.unsuspend", "act-account-unsuspend"),
    ("account.approve", "act-account-approve"),
    ("account.reject", "act-account-reject"),
    ("account.erase", "act-account-erase"),
    ("account.role", "act-account-role"),
    ("account.log_out", "act-account-log-out"),
    ("announcement.add", "act-announcement-add"),
    ("announcement.change", "act-announcement-change"),
    ("announcement.publish", "act-announcement-publish"),
    ("announcement.remove", "act-announcement-remove"),
    ("domain_allow.add", "act-domain-allow-add"),
    ("domain_allow.remove", "act-domain-allow-remove"),
    ("domain_block.add", "act-domain-block-add"),
    ("domain_block.change", "act-domain-block-change"),
    ("domain_block.remove", "act-domain-block-remove"),
    ("email_domain_block.add", "act-email-block-add"),
    ("email_domain_block.remove", "act-email-block-remove"),
    ("emoji.add", "act-emoji-add"),
    ("emoji.remove", "act-emoji-remove"),
    ("invitation.end", "act-invitation-end"),
    ("ip_block.add", "act-ip-block-add"),
    ("ip_block.change", "act-ip-block-change"),
    ("ip_block.remove", "act-ip-block-remove"),
    ("place_text.write", "act-place-text"),
    ("report.assign", "act-report-assign"),
    ("report.unassign", "act-report-unassign"),
    ("report.change", "act-report-change"),
    ("report.reopen", "act-report-reopen"),
    ("report.resolve", "act-report-resolve"),
    ("rule.add", "act-rule-add"),
    ("rule.change", "act-rule-change"),
    ("rule.move", "act-rule-move"),
    ("rule.end", "act-rule-end"),
    ("storage.clear", "act-storage-clear"),
    ("storage.sweep", "act-storage-sweep"),
    ("tag.change", "act-tag-change"),
];

/// What was done, in words; what has none is told by its name.
pub(super) fn done(visit: &Visit, act: &Act) -> String {
    match ACTS.iter().find(|(name, _)| *name == act.act) {
        Some((_, key)) => visit.say(Say::new(key)),
        None => act.act.clone(),
    }
}

/// What it was done to: a way there where there is one.
pub(super) fn target(act: &Act) -> Markup {
    let place = match act.target_kind.as_str() {
        "account" => Some(format!("/admin/accounts/{}", act.target_id)),
        "report" => Some(format!("/moderation/reports/{}", act.target_id)),
        _ => None,
    };
    html! {
        @match place {
            Some(place) => a href=(place) { bdi { (act.target) } },
            None => bdi { (act.target) },
        }
    }
}
