//! How things are done here, the keys, how accessible this place is, and who answers for it.

use axum::extract::State;
use ground::html::{Page, Spot, frame};
use ground::http::Visit;
use ground::{App, Result, Say};
use maud::{Markup, html};

use super::about::contact;
use super::audit;
use crate::instance;
use crate::instance::texts::{self, Kind};

/// A part of the help: the keys of its title and sentences.
type Part = (&'static str, &'static [&'static str]);

const HELP: [Part; 5] = [
    ("help-read", &["help-read-home", "help-read-local", "help-read-tags"]),
    ("help-write", &["help-write-where", "help-write-who", "help-write-pictures"]),
    ("help-answer", &["help-answer-acts", "help-answer-own"]),
    ("help-follow", &["help-follow-how", "help-follow-ask"]),
    ("help-safe", &["help-safe-mute", "help-safe-block", "help-safe-tell"]),
];

/// How things are done here.
pub(super) async fn help(State(app): State<App>, visit: Visit) -> Markup {
    let main = html! {
        h1 { (visit.say("help-title")) }
        p.lead { (visit.say("help-lead")) }
        (parts(&visit, &HELP))
        h2 { (visit.say("help-more")) }
        ul {
            li { a href="/settings/display" { (visit.say("help-display")) } }
            li { a href="/help/keyboard" { (visit.say("help-keyboard")) } }
            li { a href="/menu" { (visit.say("help-menu")) } }
            li { a href="/about" { (visit.say("foot-about")) } }
        }
        h2 #contact { (visit.say("foot-contact")) }
        (contact(&app, &visit))
    };
    open(&app, &visit, "help-title", &main)
}

/// A key and the key of what it does.
type Lent = (&'static str, &'static str);

const IN_LISTS: [Lent; 8] = [
    ("j", "key-next"),
    ("k", "key-previous"),
    ("o", "key-open"),
    ("x", "key-unfold"),
    ("r", "key-reply"),
    ("f", "key-favourite"),
    ("b", "key-boost"),
    ("d", "key-bookmark"),
];
const IN_FORMS: [Lent; 2] =
    [("Ctrl + Entrée / Enter", "key-publish"), ("Échap / Esc", "key-close")];
const EVERYWHERE: [Lent; 7] = [
    ("g h", "key-go-home"),
    ("g n", "key-go-notifications"),
    ("g p", "key-go-profile"),
    ("g s", "key-go-settings"),
    ("n", "key-write"),
    ("s", "key-search"),
    ("h", "key-help"),
];

/// The keys.
pub(super) async fn keyboard(State(app): State<App>, visit: Visit) -> Markup {
    let main = html! {
        h1 { (visit.say("keyboard-title")) }
        p.lead { (visit.say("keyboard-lead")) }
        (keys(&visit, "keyboard-lists", &IN_LISTS))
        (keys(&visit, "keyboard-forms", &IN_FORMS))
        (keys(&visit, "keyboard-everywhere", &EVERYWHERE))
        p { (visit.say("keyboard-choose")) " "
            a href="/settings/display#keys" { (visit.say("display-title")) }
        }
    };
    open(&app, &visit, "keyboard-title", &main)
}

fn keys(visit: &Visit, title: &'static str, lent: &[Lent]) -> Markup {
    html! {
        table {
            caption { (visit.say(title)) }
            thead {
                tr {
                    th scope="col" { (visit.say("keyboard-key")) }
                    th scope="col" { (visit.say("keyboard-does")) }
                }
            }
            tbody {
                @for (key, does) in lent {
                    tr { th scope="row" { kbd { (key) } } td { (visit.say(*does)) } }
                }
            }
        }
    }
}

const ACCESS: [Part; 4] = [
    ("access-state", &["access-state-none", "access-state-law"]),
    ("access-done", &["access-done-tests", "access-done-script", "access-done-choices"]),
    ("access-gaps", &["access-gap-people", "access-gap-descriptions", "access-gap-films"]),
    ("access-tell", &["access-tell-us"]),
];

/// How accessible this place is, as the law of France asks each place to say.
pub(super) async fn accessibility(State(app): State<App>, visit: Visit) -> Markup {
    let main = html! {
        h1 { (visit.say("access-title")) }
        p.lead { (visit.say("access-lead")) }
        (found(&visit))
        (parts(&visit, &ACCESS))
        (contact(&app, &visit))
        h2 { (visit.say("access-appeal")) }
        p { (visit.say("access-appeal-how")) " "
            a href="https://formulaire.defenseurdesdroits.fr/" rel="noopener noreferrer" {
                (visit.say("access-appeal-where"))
            }
        }
    };
    open(&app, &visit, "access-title", &main)
}

/// What machines found last, and when.
fn found(visit: &Visit) -> Markup {
    let Some(it) = audit::last() else { return html! {} };
    let day = wire::Time::parse(&it.date).map(|at| ground::html::day(visit, at.0));
    let pages = Say::new("access-audit-pages").with("axe", it.axe.as_str());
    let pages = pages.with("pages", it.pages).with("looks", it.looks).with("faults", it.faults);
    let tasks = Say::new("access-audit-tasks").with("tasks", it.tasks);
    let tasks = tasks.with("plain", it.plain).with("keyboard", it.keyboard);
    html! {
        h2 { (visit.say("access-audit")) }
        @if let Some(day) = day { p { (visit.say("access-audit-day")) " " (day) } }
        ul {
            li { (visit.say(pages)) }
            li { (visit.say(tasks)) }
        }
        p { (visit.say("access-audit-limits")) }
    }
}

/// Who answers for this place, and what it is made with.
pub(super) async fn legal(State(app): State<App>, visit: Visit) -> Result<Markup> {
    let locale = visit.locale;
    let said = app.read(async move |tx| texts::find(tx, Kind::Legal, locale).await).await?;
    let main = html! {
        h1 { (visit.say("foot-legal")) }
        @match &said {
            Some(text) => (instance::words(text)),
            None => {
                h2 { (visit.say("legal-who")) }
                p { (visit.say("legal-who-runs")) }
            }
        }
        (contact(&app, &visit))
        h2 { (visit.say("legal-words")) }
        p { (visit.say("legal-words-whose")) }
        h2 { (visit.say("legal-cookies")) }
        p { (visit.say("privacy-never")) }
        h2 { (visit.say("legal-made-with")) }
        p { (visit.say("about-free")) }
        p { (visit.say("legal-fonts")) }
    };
    Ok(open(&app, &visit, "foot-legal", &main))
}

fn parts(visit: &Visit, all: &[Part]) -> Markup {
    html! {
        @for (title, sentences) in all {
            h2 { (visit.say(*title)) }
            ul { @for key in *sentences { li { (visit.say(*key)) } } }
        }
    }
}

fn open(app: &App, visit: &Visit, title: &'static str, main: &Markup) -> Markup {
    let title = visit.say(title);
    frame(app, visit, &Page { title: &title, spot: Spot::Other, private: false, main })
}
