//! The frame of the pages of a desk: whose it is, and the way through its rooms.

use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Faults, Field, Page, Spot};
use ground::http::Visit;
use ground::{App, Error};
use http::StatusCode;
use maud::{Markup, html};

use crate::teams::{Act, Seat};

/// An entry of a desk's navigation.
struct Entry {
    /// What follows `/desk/{handle}`.
    path: &'static str,
    /// The key of its name.
    name: &'static str,
    /// What one must be allowed to see it.
    act: Act,
}

/// The rooms of a desk, in the order of its navigation. A room with pages has a line here.
const ENTRIES: &[Entry] = &[
    Entry { path: "", name: "desk-overview", act: Act::See },
    Entry { path: "/campaigns", name: "campaigns-title", act: Act::See },
    Entry { path: "/targets", name: "targets-title", act: Act::See },
    Entry { path: "/testimonies", name: "testimonies-title", act: Act::HandleStories },
    Entry { path: "/visuals", name: "visuals-title", act: Act::See },
    Entry { path: "/team", name: "team-title", act: Act::See },
    Entry { path: "/journal", name: "journal-title", act: Act::ReadJournal },
];

/// A page of an organisation's desk, under its `h1`. `here` is what follows `/desk/{handle}` of the
/// entry it belongs to.
pub(crate) fn desk_page(
    app: &App,
    visit: &Visit,
    seat: &Seat,
    here: &str,
    title: &str,
    main: &Markup,
) -> Response {
    desk_page_as(StatusCode::OK, app, visit, seat, here, title, main)
}

/// The same with another status: a form that was filled in wrongly, say.
pub(crate) fn desk_page_as(
    status: StatusCode,
    app: &App,
    visit: &Visit,
    seat: &Seat,
    here: &str,
    title: &str,
    main: &Markup,
) -> Response {
    let main = html! {
        p.way-back { a href="/desk" { "← " (visit.say("desk-title")) } }
        h1 { (title) }
        p { bdi { (seat.called()) } " · @" (seat.handle) }
        nav.tabs aria-label=(visit.say("desk-nav")) { ul {
            @for entry in ENTRIES.iter().filter(|entry| seat.may(entry.act).is_ok()) {
                li {
                    a href=(seat.path(entry.path))
                        aria-current=[(entry.path == here).then_some("page")] {
                        (visit.say(entry.name))
                    }
                }
            }
        } }
        (main)
    };
    let page = Page { title, spot: Spot::Desk, private: true, main: &main };
    (status, parts::frame(app, visit, &page)).into_response()
}

/// A field of one line of a form of the desk, which no browser fills in. `kind` is what HTML calls
/// the type, or empty.
pub(crate) fn line(
    visit: &Visit,
    faults: &Faults,
    (name, kind, label): (&'static str, &'static str, &'static str),
    value: &str,
    required: bool,
) -> Markup {
    parts::field(&Field {
        name,
        kind,
        label: &visit.say(label),
        value,
        error: faults.on(name),
        required,
        autocomplete: "off",
        ..Field::default()
    })
}

/// The status of a page whose form was refused: 409 where somebody else was faster.
pub(crate) fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::Conflict(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
