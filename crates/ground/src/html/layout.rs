//! The frame of every page: skip link, header, navigation, main, footer, always in that order.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::assets::{self, MARK};
use super::{csrf_field, hidden, icon, notice};
use crate::app::App;
use crate::config::Registrations;
use crate::http::Visit;
use crate::i18n::Locale;

/// A page to be framed.
pub struct Page<'a> {
    /// What the window is called, without the name of the place.
    pub title: &'a str,
    /// Which entry of the navigation this is.
    pub spot: Spot,
    /// Whether search engines should leave it out.
    pub private: bool,
    /// What it holds, its one `h1` first.
    pub main: &'a Markup,
}

/// An entry of the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// The home timeline, or the landing page.
    Home,
    /// What was told to the member.
    Notifications,
    /// Everything public of this place.
    Local,
    /// Search.
    Search,
    /// What the member keeps.
    Bookmarks,
    /// What the member favoured.
    Favourites,
    /// The member's own profile.
    Profile,
    /// Settings.
    Settings,
    /// The menu itself.
    Menu,
    /// Writing.
    Write,
    /// Signing up.
    SignUp,
    /// Logging in.
    LogIn,
    /// None of them.
    #[default]
    Other,
}

/// A whole page.
pub fn page(app: &App, visit: &Visit, title: &str, main: &Markup) -> Response {
    page_as(StatusCode::OK, app, visit, title, main)
}

/// A whole page with another status: a form that was filled in wrongly, say.
pub fn page_as(
    status: StatusCode,
    app: &App,
    visit: &Visit,
    title: &str,
    main: &Markup,
) -> Response {
    let page = Page { title, spot: Spot::of(visit.path()), private: true, main };
    (status, frame(app, visit, &page)).into_response()
}

/// A page in its frame.
#[must_use]
pub fn frame(app: &App, visit: &Visit, page: &Page<'_>) -> Markup {
    let site = &app.config.title;
    html! {
        (DOCTYPE)
        html lang=(visit.locale.tag()) {
            head {
                meta charset="utf-8";
                title { (page.title) @if page.title != site { " – " (site) } }
                meta name="viewport" content="width=device-width, initial-scale=1";
                @if page.private { meta name="robots" content="noindex"; }
                link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::address("portevoix.css"));
            }
            body {
                a.skip href="#main" { (visit.say("page-skip")) }
                (header(app, visit, page.spot))
                div.frame {
                    (navigation(visit, page.spot))
                    main #main tabindex="-1" {
                        @if let Some(told) = &visit.told { (notice(told)) }
                        (page.main)
                    }
                }
                (footer(visit))
            }
        }
    }
}

impl Spot {
    /// The entry a path belongs to.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match path {
            "/" | "/home" => Self::Home,
            "/notifications" => Self::Notifications,
            "/local" => Self::Local,
            "/search" => Self::Search,
            "/bookmarks" => Self::Bookmarks,
            "/favourites" => Self::Favourites,
            "/write" => Self::Write,
            "/sign-up" => Self::SignUp,
            "/log-in" => Self::LogIn,
            _ if path.starts_with("/settings") => Self::Settings,
            _ => Self::Other,
        }
    }
}

fn header(app: &App, visit: &Visit, spot: Spot) -> Markup {
    let current = |here: Spot| (here == spot).then_some("page");
    html! {
        header.top {
            div.inside {
                a.site href="/" { (PreEscaped(MARK)) span { (app.config.title) } }
                @if visit.viewer.is_some() {
                    a.button.main href="/write" aria-current=[current(Spot::Write)] {
                        (icon("write")) (visit.say("nav-write"))
                    }
                } @else {
                    div.doors {
                        a.button href="/log-in" aria-current=[current(Spot::LogIn)] {
                            (visit.say("nav-log-in"))
                        }
                        @if app.config.registrations != Registrations::Closed {
                            a.button.main href="/sign-up" aria-current=[current(Spot::SignUp)] {
                                (visit.say("nav-sign-up"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn navigation(visit: &Visit, spot: Spot) -> Markup {
    html! {
        nav.rail aria-label=(visit.say("nav-label")) {
            ul {
                @for (here, address, key, picture, rest) in entries(visit.viewer.is_some()) {
                    li.rest[*rest] {
                        a href=(address) aria-current=[(*here == spot).then_some("page")] {
                            (icon(picture)) (visit.say(*key))
                        }
                    }
                }
                @if visit.viewer.is_some() {
                    li.narrow {
                        a href="/menu" aria-current=[(spot == Spot::Menu).then_some("page")] {
                            (visit.say("nav-menu"))
                        }
                    }
                }
            }
        }
    }
}

type Entry = (Spot, &'static str, &'static str, &'static str, bool);

/// The entries of the navigation: address, key of the name, sign; the last says whether a narrow
/// window leaves it to the menu's page.
fn entries(member: bool) -> &'static [Entry] {
    if member {
        &[
            (Spot::Home, "/", "nav-home", "home", false),
            (Spot::Notifications, "/notifications", "nav-notifications", "bell", false),
            (Spot::Search, "/search", "nav-search", "search", false),
            (Spot::Local, "/local", "nav-local", "people", true),
            (Spot::Bookmarks, "/bookmarks", "nav-bookmarks", "bookmark", true),
            (Spot::Favourites, "/favourites", "nav-favourites", "heart", true),
            (Spot::Profile, "/me", "nav-profile", "person", true),
            (Spot::Settings, "/settings", "nav-settings", "gear", true),
        ]
    } else {
        &[
            (Spot::Home, "/", "nav-welcome", "home", false),
            (Spot::Local, "/local", "nav-local", "people", false),
            (Spot::Search, "/search", "nav-search", "search", false),
        ]
    }
}

/// The page that is the menu: all there is to go to, for narrow windows and as a map of the site.
#[must_use]
pub fn menu(app: &App, visit: &Visit) -> Markup {
    let title = visit.say("nav-menu");
    let main = html! {
        h1 { (title) }
        ul.menu {
            @for (_, address, key, picture, _) in entries(visit.viewer.is_some()) {
                li { a.button href=(address) { (icon(picture)) (visit.say(*key)) } }
            }
        }
    };
    frame(app, visit, &Page { title: &title, spot: Spot::Menu, private: true, main: &main })
}

fn footer(visit: &Visit) -> Markup {
    html! {
        footer.foot {
            div.inside {
                ul {
                    li { a href="/about" { (visit.say("foot-about")) } }
                    li { a href="/about#accessibility" { (visit.say("foot-accessibility")) } }
                    li { a href="/about#contact" { (visit.say("foot-contact")) } }
                }
                div.acts-foot {
                    @if visit.viewer.is_some() {
                        form method="post" action="/log-out" {
                            (csrf_field(visit))
                            button.quiet type="submit" { (visit.say("foot-log-out")) }
                        }
                    }
                    form.languages method="post" action="/language" {
                        (csrf_field(visit))
                        (hidden("back", &visit.path))
                        @for locale in Locale::ALL.into_iter().filter(|it| *it != visit.locale) {
                            button.quiet type="submit" name="language" value=(locale.tag())
                                lang=(locale.tag()) { (locale.name()) }
                        }
                    }
                }
            }
        }
    }
}
