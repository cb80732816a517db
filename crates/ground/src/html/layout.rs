//! The frame of every page: skip link, header, navigation, main, footer, always in that order.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::assets::{self, FONT, MARK};
use super::display::bars;
use super::menu::{foot_links, navigation, seek};
use super::{Choice, csrf_field, hidden, icon, notice};
use crate::app::App;
use crate::config::Registrations;
use crate::http::Visit;
use crate::i18n::{Locale, Say};

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
    /// The desks of one's organisations.
    Desk,
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

/// What a page may have beside its main part.
#[derive(Default)]
pub struct Beside<'a> {
    /// What others make of a link to it: the page's `meta` and `link` elements.
    pub head: Option<&'a Markup>,
    /// What stands beside the main part where the window is wide.
    pub aside: Option<&'a Markup>,
}

/// A page in its frame.
#[must_use]
pub fn frame(app: &App, visit: &Visit, page: &Page<'_>) -> Markup {
    frame_with(app, visit, page, &Beside::default())
}

/// A page in its frame, with what it has beside.
#[must_use]
pub fn frame_with(app: &App, visit: &Visit, page: &Page<'_>, beside: &Beside<'_>) -> Markup {
    let display = &visit.display;
    let set = |choice: Choice| display.attribute(choice);
    html! {
        (DOCTYPE)
        html lang=(visit.locale.tag()) data-theme=[set(Choice::Theme)] data-size=[set(Choice::Size)]
            data-space=[set(Choice::Space)] data-width=[set(Choice::Width)]
            data-font=[set(Choice::Font)] data-motion=[set(Choice::Motion)]
            data-acts=[set(Choice::Acts)] data-keys=[set(Choice::Keys)] {
            (head(app, visit, page, beside))
            body class=[beside.aside.map(|_| "three")] {
                a.skip href="#main" { (visit.say("page-skip")) }
                (header(app, visit, page.spot))
                div.frame {
                    (navigation(visit, page.spot))
                    main #main tabindex="-1" {
                        @if let Some(handle) = acting(visit) { (as_another(visit, handle)) }
                        @if let Some(told) = &visit.told { (notice(told)) }
                        (page.main)
                    }
                    @if let Some(aside) = beside.aside {
                        aside.aside aria-label=(visit.say("page-aside")) { (aside) }
                    }
                }
                (footer(visit))
                // What the script says to who listens; there from the start, and empty.
                div.read #said role="status" {}
                div.read #failed role="alert" data-words=(visit.say("script-failed")) {}
            }
        }
    }
}

/// The handle acted for, if it is not one's own.
fn acting(visit: &Visit) -> Option<&str> {
    visit.viewer.as_ref()?.session.acting.as_deref()
}

/// Said on every page, so that nobody speaks for others without knowing, with the way back.
fn as_another(visit: &Visit, handle: &str) -> Markup {
    html! {
        form.note.info method="post" action="/switch" {
            (csrf_field(visit))
            p { (visit.say(Say::new("acting-as").with("handle", handle))) }
            button.plain type="submit" { (visit.say("acting-back")) }
        }
    }
}

fn head(app: &App, visit: &Visit, page: &Page<'_>, beside: &Beside<'_>) -> Markup {
    let site = &app.config.title;
    html! {
        head {
            meta charset="utf-8";
            title { (page.title) @if page.title != site { " – " (site) } }
            meta name="viewport" content="width=device-width, initial-scale=1";
            (bars(&visit.display))
            @if page.private { meta name="robots" content="noindex"; }
            @if let Some(head) = beside.head { (head) }
            @if visit.display.is(Choice::Font, "usual") {
                link rel="preload" href=(assets::address(FONT)) as="font" type="font/woff2"
                    crossorigin;
            }
            link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
            link rel="apple-touch-icon" href=(assets::address("icon-192.png"));
            link rel="manifest" href="/manifest.webmanifest";
            link rel="stylesheet" href=(assets::address("portevoix.css"));
            script src=(assets::address("portevoix.js")) defer {}
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
                (seek(visit, spot))
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
                            a.button.main.second href="/sign-up"
                                aria-current=[current(Spot::SignUp)] {
                                (visit.say("nav-sign-up"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn footer(visit: &Visit) -> Markup {
    html! {
        footer.foot {
            div.inside {
                (foot_links(visit))
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
