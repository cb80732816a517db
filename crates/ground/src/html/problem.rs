//! The page that says what went wrong and offers a way back.

use maud::{Markup, html};

use super::{Page, Spot, frame};
use crate::app::App;
use crate::error::Error;
use crate::http::Visit;

/// The page of an error. It asks nothing of the database: it must come out when nothing else does.
#[must_use]
pub fn problem(app: &App, visit: &Visit, problem: &Error) -> Markup {
    let title = visit.say(match problem {
        Error::NotFound | Error::Gone => "problem-not-found",
        Error::Unauthorized(_) | Error::LogIn { .. } => "problem-unauthorized",
        Error::Forbidden(_) => "problem-forbidden",
        Error::TooMany { .. } => "problem-too-many",
        Error::Internal(_) | Error::Unavailable(_) => "problem-ours",
        _ => "problem-refused",
    });
    let main = html! {
        h1 { (title) }
        p.lead { (visit.say(problem.say())) }
        p { (visit.say("problem-what-now")) }
        ul {
            li { a href="/" { (visit.say("problem-home")) } }
            @if matches!(problem, Error::Unauthorized(_)) {
                li { a href="/log-in" { (visit.say("nav-log-in")) } }
            }
            li { a href="/search" { (visit.say("problem-search")) } }
            li { a href="/about#contact" { (visit.say("problem-contact")) } }
        }
    };
    let page = Page { title: &title, spot: Spot::Other, private: true, main: &main };
    frame(app, visit, &page)
}
