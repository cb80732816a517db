//! The settings: an index, and a page a topic. Each says in words that it saved, and keeps what was
//! typed when something is wrong with it.

pub(in super::super) mod account;
pub(in super::super) mod invitations;
pub(in super::super) mod posting;
pub(in super::super) mod privacy;
pub(in super::super) mod profile;
pub(in super::super) mod security;
pub(in super::super) mod sessions;

use axum::extract::State;
use axum::response::Response;
use ground::config::Registrations;
use ground::html::{self as parts, Faults, Field, Topic};
use ground::http::{Viewer, Visit};
use ground::{App, Error, Result};
use maud::{Markup, html};

const YOU: &[Topic] = &[
    Topic::new("/settings/profile", "settings-profile", "settings-profile-hint"),
    Topic::new("/settings/preferences", "settings-posting", "settings-posting-hint"),
    Topic::new("/settings/display", "display-title", "settings-display-hint"),
    Topic::new("/settings/privacy", "settings-privacy", "settings-privacy-hint"),
];
const THINGS: &[Topic] = &[Topic::new("/settings/export", "export-title", "settings-export-hint")];
const KEY: &[Topic] = &[
    Topic::new("/settings/account", "settings-account", "settings-account-hint"),
    Topic::new("/settings/security", "security-title", "settings-security-hint"),
    Topic::new("/settings/sessions", "settings-sessions", "settings-sessions-hint"),
    Topic::new("/settings/move", "move-title", "settings-move-hint"),
];
const READING: &[Topic] = &[
    Topic::new("/settings/notifications", "policy-title", "settings-policy-hint"),
    Topic::new("/lists", "lists-title", "settings-lists-hint"),
    Topic::new("/filters", "filters-title", "settings-filters-hint"),
    Topic::new("/requests", "requests-title", "settings-requests-hint"),
    Topic::new("/mutes", "mutes-title", "settings-mutes-hint"),
    Topic::new("/blocks", "blocks-title", "settings-blocks-hint"),
    Topic::new("/domain-blocks", "servers-title", "settings-servers-hint"),
];
const INVITATIONS: &[Topic] =
    &[Topic::new("/settings/invitations", "settings-invitations", "settings-invitations-hint")];
const LETTERS: &[Topic] =
    &[Topic::new("/settings/letters", "subscriptions-title", "settings-letters-hint")];

/// The index.
pub(in super::super) async fn show(State(app): State<App>, _: Viewer, visit: Visit) -> Response {
    let mut others = Vec::new();
    if app.config.registrations == Registrations::Invitation {
        others.extend(INVITATIONS);
    }
    if app.config.email_subscriptions {
        others.extend(LETTERS);
    }
    let title = visit.say("settings-title");
    let main = html! {
        h1 { (title) }
        (parts::topics(&visit, "settings-you", YOU))
        (parts::topics(&visit, "settings-key", KEY))
        (parts::topics(&visit, "settings-reading", READING))
        (parts::topics(&visit, "settings-things", THINGS))
        @if !others.is_empty() { (parts::topics(&visit, "settings-others", &others)) }
    };
    parts::page(&app, &visit, &title, &main)
}

/// A page of the settings: its title, what was wrong, what it holds.
fn settings_page(
    app: &App,
    visit: &Visit,
    title: &'static str,
    faults: &Faults,
    inside: &Markup,
) -> Response {
    let title = visit.say(title);
    let window = match faults.is_empty() {
        true => title.clone(),
        false => visit.say(ground::Say::new("write-fault-title").with("title", title.as_str())),
    };
    let main = html! {
        (parts::way_back(visit, "/settings", "settings-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        (inside)
    };
    let status = faults.status();
    parts::page_as(status, app, visit, &window, &main)
}

/// Back to the page with a word of what was done; none: what was wrong, to be shown on it.
fn outcome(visit: &Visit, done: Result<()>, back: &str) -> Result<Result<Response, Faults>> {
    match done {
        Ok(()) => Ok(Ok(parts::tell(parts::see_other(back), "saved"))),
        Err(error @ (Error::Invalid { .. } | Error::TooLarge(_) | Error::Conflict(_))) => {
            Ok(Err(Faults::of(visit, error)?))
        }
        Err(other) => Err(other),
    }
}

fn text(visit: &Visit, faults: &Faults, name: &str, label: &'static str, value: &str) -> Markup {
    let error = faults.on(name);
    parts::field(&Field { name, label: &visit.say(label), value, error, ..Field::default() })
}

/// The same field stands in several forms of a page, so its id is another than its name.
fn current(visit: &Visit, faults: &Faults, id: &str) -> Markup {
    let fault = faults.on(id);
    let fault_id = format!("{id}-error");
    html! {
        div.field {
            label for=(id) { (visit.say("label-current-password")) }
            @if let Some(why) = fault {
                p.fault id=(fault_id) { (parts::icon("warning")) (why) }
            }
            input id=(id) name="current_password" type="password" required
                autocomplete="current-password" aria-invalid=[fault.map(|_| "true")]
                aria-describedby=[fault.map(|_| &fault_id)];
        }
    }
}
