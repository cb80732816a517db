//! The file of an account as a page.

use ground::Say;
use ground::html::{self as parts, Faults};
use ground::http::{Role, Visit};
use maud::{Markup, html};

use super::super::super::Measure;
use super::super::super::account::Seen;
use super::super::measure::MEASURES;
use super::super::shown::{acct, role, stands};
use super::super::{acts, measure, notes};
use super::Typed;
use super::read::File;
use crate::accounts::Shown;
use crate::oauth::Open;
use crate::posts::page::acts_form;
use crate::reports::Report;
use crate::reports::web::wrong;

/// The page's title and what it holds.
pub(super) fn whole(
    visit: &Visit,
    by: Role,
    file: &File,
    typed: &Typed,
    faults: &Faults,
) -> (String, Markup) {
    let seen = &file.seen;
    let here = format!("/admin/accounts/{}", seen.id);
    let title = visit.say(Say::new("account-title").with("handle", acct(seen)));
    let rank = seen.role.as_deref().and_then(Role::of).unwrap_or(Role::Member);
    let below = rank < by;
    let waits = seen.role.is_some() && seen.approved_at.is_none();
    let main = html! {
        (parts::way_back(visit, "/admin/accounts", "accounts-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        (facts(visit, seen, file.account(), inviter(file)))
        @if waits { (waiting(visit, seen, &here)) }
        @if !waits && below { (done(visit, seen, &here)) }
        (reports(visit, "account-about", "account-none-about", &file.about))
        (reports(visit, "account-by", "account-none-by", &file.by))
        (notes::part(visit, &file.notes, &file.people, &format!("{here}/notes"), &typed.note,
            faults))
        (warnings(visit, file))
        @if let Some(open) = &file.open { (sessions(visit, open, below, &here)) }
        @if !waits && below { (act(visit, &here, &typed.measure, faults)) }
        @if below && by >= Role::Admin && seen.role.is_some() && !waits {
            (appoint(visit, by, rank, &here))
        }
        @if below && by >= Role::Admin && seen.suspended_at.is_some() { (erase(visit, &here)) }
        h2 { (visit.say("account-acts")) }
        @if file.acts.is_empty() { p.empty { (visit.say("acts-none")) } }
        @else { (acts::table(visit, "account-acts-table", &file.acts, &file.people)) }
        (acts_form(visit, "moderation"))
    };
    (title, main)
}

fn inviter(file: &File) -> Option<&Shown> {
    let id = file.seen.invited_by?;
    file.people.iter().find(|it| it.id.0 == id)
}

fn facts(visit: &Visit, seen: &Seen, account: Option<&Shown>, inviter: Option<&Shown>) -> Markup {
    let confirmed = if seen.confirmed_at.is_some() { "email-confirmed" } else { "email-not-yet" };
    let fact = |key: &'static str, value: &Markup| {
        html! { div { dt { (visit.say(key)) } dd { (value) } } }
    };
    html! {
        dl.table {
            (fact("account-stands", &html! { strong { (stands(visit, seen)) } }))
            @if let Some(it) = account {
                (fact("account-profile", &html! { a href=(it.path()) { bdi { (acct(seen)) } } }))
                (fact("account-counts", &html! {
                    (visit.say(Say::new("account-posts").with("count", it.statuses_count))) ", "
                    (visit.say(Say::new("account-followers").with("count", it.followers_count)))
                }))
            }
            @if let Some(email) = &seen.email {
                (fact("accounts-email", &html! { (email) " (" (visit.say(confirmed)) ")" }))
            }
            (fact("account-role", &html! { (visit.say(role(seen.role.as_deref()))) }))
            (fact("account-since", &parts::moment(visit, seen.created_at)))
            @if let Some(it) = inviter {
                (fact("account-invited-by", &html! {
                    a href={ "/admin/accounts/" (it.id) } { bdi { "@" (it.acct) } }
                }))
            }
        }
    }
}

/// Who waits to come in: what they say, and the two answers.
fn waiting(visit: &Visit, seen: &Seen, here: &str) -> Markup {
    let answer = |class: &str, end: &str, key: &'static str| {
        parts::act_button(class, &format!("{here}/sign-up/{end}"), &visit.say(key), &acct(seen))
    };
    html! {
        h2 { (visit.say("account-waits")) }
        @match seen.reason.as_deref().filter(|it| !it.is_empty()) {
            Some(reason) => blockquote dir="auto" { (reason) },
            None => p { (visit.say("account-no-reason")) },
        }
        p.row {
            (answer("main", "accept", "account-accept"))
            (answer("danger", "refuse", "account-refuse"))
        }
    }
}

/// What was done to it and still holds, each with the way back.
fn done(visit: &Visit, seen: &Seen, here: &str) -> Markup {
    let holds = |it: &Measure| match it {
        Measure::Warn => false,
        Measure::Disable => seen.disabled_at.is_some(),
        Measure::Sensitive => seen.sensitized_at.is_some(),
        Measure::Silence => seen.limited_at.is_some(),
        Measure::Suspend => seen.suspended_at.is_some(),
    };
    let held: Vec<_> = MEASURES.into_iter().filter(|(it, ..)| holds(it)).collect();
    html! {
        @if !held.is_empty() {
            h2 { (visit.say("account-held")) }
            ul.list { @for (it, name, hint) in held {
                li.card {
                    p { strong { (visit.say(name)) } ". " (visit.say(hint)) }
                    p { (parts::act_button("plain", &format!("{here}/undo/{}", it.name()),
                        &visit.say("account-undo"), &visit.say(name))) }
                }
            } }
        }
    }
}

fn reports(visit: &Visit, title: &'static str, none: &'static str, all: &[Report]) -> Markup {
    let heads = ["case-number", "case-since", "case-what", "case-state"].map(|key| visit.say(key));
    let row = |it: &Report| {
        let state = if it.resolved_at.is_some() { "case-is-resolved" } else { "case-waits" };
        vec![
            html! { a href={ "/moderation/reports/" (it.id) } { (it.id) } },
            parts::day(visit, it.created_at),
            html! { (visit.say(wrong(it.category))) },
            html! { (visit.say(state)) },
        ]
    };
    html! {
        h2 { (visit.say(title)) }
        @if all.is_empty() { p.empty { (visit.say(none)) } }
        @else {
            (parts::table_region(title, &visit.say(title), &heads,
                &all.iter().map(row).collect::<Vec<_>>()))
        }
    }
}

fn warnings(visit: &Visit, file: &File) -> Markup {
    html! {
        h2 { (visit.say("account-warnings")) }
        @if file.warnings.is_empty() { p.empty { (visit.say("account-no-warnings")) } }
        @else {
            ol.list {
                @for it in &file.warnings {
                    @let name = MEASURES.iter().find(|(measure, ..)| measure.name() == it.act);
                    li.card {
                        h3 {
                            @if let Some((_, name, _)) = name { (visit.say(*name)) " · " }
                            (parts::moment(visit, it.created_at))
                        }
                        @if it.text.is_empty() { p { (visit.say("account-no-words")) } }
                        @else { blockquote dir="auto" { (it.text) } }
                    }
                }
            }
        }
    }
}

/// Where the person is logged in. Of whom one may not act on it is only told how often.
fn sessions(visit: &Visit, open: &[Open], below: bool, here: &str) -> Markup {
    let name = |it: &Open| it.program.clone().unwrap_or_else(|| visit.say("session-browser"));
    html! {
        h2 { (visit.say("account-sessions")) }
        p { (visit.say(Say::new("account-sessions-count").with("count", open.len()))) }
        @if below && !open.is_empty() {
            ul { @for it in open {
                li { bdi { (name(it)) } ", " (visit.say("session-since")) " "
                    (parts::moment(visit, it.created_at)) }
            } }
            p { (parts::act_button("plain", &format!("{here}/sessions/end"),
                &visit.say("account-log-out"), "")) }
        }
    }
}

fn act(visit: &Visit, here: &str, typed: &measure::Typed, faults: &Faults) -> Markup {
    html! {
        h2 { (visit.say("case-act")) }
        form method="post" action={ (here) "/act" } {
            (parts::csrf_field(visit))
            (measure::fields(visit, typed, faults))
            (parts::button_as("danger", &visit.say("account-do")))
        }
    }
}

/// The roles that one may give.
fn appoint(visit: &Visit, by: Role, now: Role, here: &str) -> Markup {
    let roles: Vec<(&str, String)> = [Role::Member, Role::Moderator, Role::Admin]
        .into_iter()
        .filter(|it| *it < by)
        .map(|it| (it.name(), visit.say(role(Some(it.name())))))
        .collect();
    html! {
        h2 { (visit.say("account-role")) }
        form method="post" action={ (here) "/role" } {
            (parts::csrf_field(visit))
            p { (visit.say("account-role-hint")) }
            (parts::choice("role", &visit.say("account-role"), &roles, now.name()))
            (parts::button_as("plain", &visit.say("account-role-give")))
        }
    }
}

fn erase(visit: &Visit, here: &str) -> Markup {
    let inside = html! {
        p { (visit.say("account-erase-hint")) }
        form method="post" action={ (here) "/erase" } {
            (parts::csrf_field(visit))
            (parts::button_as("danger", &visit.say("account-erase-do")))
        }
    };
    html! {
        h2 { (visit.say("account-erase")) }
        (parts::unfold(&visit.say("account-erase-fold"), false, &inside))
    }
}
