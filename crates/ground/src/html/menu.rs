//! The ways through the place: the navigation of every page, and the page that is the menu and
//! the map of the site.

use maud::{Markup, html};

use super::layout::{Page, Spot, frame};
use super::{icon, only_read};
use crate::app::App;
use crate::config::Registrations;
use crate::http::Visit;

/// An entry of the navigation.
struct Entry {
    spot: Spot,
    address: &'static str,
    /// The key of its name.
    name: &'static str,
    /// The key of a shorter name, for where there is little room.
    short: &'static str,
    icon: &'static str,
    /// Whether a narrow window leaves it to the menu's page.
    rest: bool,
}

const fn entry(
    spot: Spot,
    address: &'static str,
    name: &'static str,
    icon: &'static str,
    rest: bool,
) -> Entry {
    Entry { spot, address, name, short: name, icon, rest }
}

const MEMBERS: [Entry; 8] = [
    entry(Spot::Home, "/", "nav-home", "home", false),
    Entry {
        spot: Spot::Notifications,
        address: "/notifications",
        name: "nav-notifications",
        short: "nav-notifications-short",
        icon: "bell",
        rest: false,
    },
    entry(Spot::Search, "/search", "nav-search", "search", false),
    LOCAL,
    entry(Spot::Bookmarks, "/bookmarks", "nav-bookmarks", "bookmark", true),
    entry(Spot::Favourites, "/favourites", "nav-favourites", "heart", true),
    entry(Spot::Profile, "/me", "nav-profile", "person", true),
    entry(Spot::Settings, "/settings", "nav-settings", "gear", true),
];

const STRANGERS: [Entry; 3] = [
    entry(Spot::Home, "/", "nav-welcome", "home", false),
    Entry { rest: false, ..LOCAL },
    entry(Spot::Search, "/search", "nav-search", "search", false),
];

const LOCAL: Entry = Entry {
    spot: Spot::Local,
    address: "/local",
    name: "nav-local",
    short: "nav-local-short",
    icon: "people",
    rest: true,
};

/// For who has a seat at one.
const DESK: Entry = entry(Spot::Desk, "/desk", "nav-desk", "boost", true);

fn entries(visit: &Visit) -> impl Iterator<Item = &'static Entry> {
    let viewer = visit.viewer.as_ref();
    let entries: &[Entry] = if viewer.is_some() { &MEMBERS } else { &STRANGERS };
    let seated = viewer.is_some_and(|viewer| viewer.session.seated);
    entries.iter().chain(seated.then_some(&DESK))
}

/// The navigation beside a page, or at its foot where the window is narrow.
pub(super) fn navigation(visit: &Visit, spot: Spot) -> Markup {
    let current = |here: Spot| (here == spot).then_some("page");
    html! {
        nav.rail aria-label=(visit.say("nav-label")) {
            ul {
                @for entry in entries(visit) {
                    li class=[entry.rest.then_some("rest")] {
                        a href=(entry.address) aria-current=[current(entry.spot)] {
                            (icon(entry.icon))
                            @if entry.short == entry.name { (visit.say(entry.name)) }
                            @else {
                                span.long { (visit.say(entry.name)) }
                                span.short { (visit.say(entry.short)) }
                            }
                        }
                    }
                }
                li.narrow {
                    a href="/menu" aria-current=[current(Spot::Menu)] {
                        (icon("menu")) (visit.say("nav-menu"))
                    }
                }
            }
        }
    }
}

type Link = (&'static str, &'static str);

/// What the foot of every page leads to, always in this order.
const FOOT: [Link; 6] = [
    ("/about", "foot-about"),
    ("/accessibility", "foot-accessibility"),
    ("/help", "foot-help"),
    ("/settings/display", "foot-display"),
    ("/menu", "foot-menu"),
    ("/legal", "foot-legal"),
];

/// What a member may do that the navigation does not hold: path, key of its name.
const FOR_MEMBERS: [Link; 3] = [
    ("/write", "nav-write"),
    ("/requests", "requests-title"),
    ("/help/keyboard", "keyboard-title"),
];

/// The page that is the menu: all there is to go to, for narrow windows and as a map of the site.
#[must_use]
pub fn menu(app: &App, visit: &Visit) -> Markup {
    let title = visit.say("menu-title");
    let way =
        |(address, key): &Link| html! { li { a.button href=(address) { (visit.say(*key)) } } };
    let main = html! {
        h1 { (title) }
        ul.menu {
            @for entry in entries(visit) {
                li {
                    a.button href=(entry.address) { (icon(entry.icon)) (visit.say(entry.name)) }
                }
            }
        }
        (super::map::rest(visit))
        h2 { (visit.say("menu-more")) }
        ul.menu {
            @if visit.viewer.is_some() { @for link in &FOR_MEMBERS { (way(link)) } }
            @else {
                (way(&("/log-in", "nav-log-in")))
                @if app.config.registrations != Registrations::Closed {
                    (way(&("/sign-up", "nav-sign-up")))
                }
                (way(&("/help/keyboard", "keyboard-title")))
            }
        }
        h2 { (visit.say("menu-place")) }
        ul.menu {
            @for link in FOOT.iter().filter(|(address, _)| *address != "/menu") { (way(link)) }
        }
    };
    frame(app, visit, &Page { title: &title, spot: Spot::Menu, private: true, main: &main })
}

/// The links at the foot of every page.
pub(super) fn foot_links(visit: &Visit) -> Markup {
    html! {
        ul { @for (address, key) in FOOT { li { a href=(address) { (visit.say(key)) } } } }
    }
}

/// The form to search with, in the head of every page but the one that has its own.
pub(super) fn seek(visit: &Visit, spot: Spot) -> Markup {
    html! {
        @if spot != Spot::Search {
            form.seek role="search" action="/search" {
                label for="seek" { (only_read(&visit.say("search-label"))) }
                input #seek type="search" name="q";
                button type="submit" { (icon("search")) (visit.say("nav-search")) }
            }
        }
    }
}
