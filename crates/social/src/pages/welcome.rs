//! The first page: for a stranger what this place is and its newest posts, for a member their home.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::config::Registrations;
use ground::html::{self, Beside, Page, Spot};
use ground::http::{Ask, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};

use crate::posts::page::{Look, list, shown};
use crate::timelines::{self, Only};

/// Newest posts shown to a stranger.
const POSTS: usize = 10;

const PROMISES: [&str; 3] =
    ["welcome-promise-complete", "welcome-promise-heard", "welcome-promise-all"];

pub(super) async fn show(State(app): State<App>, visit: Visit, ask: Ask) -> Result<Response> {
    match &visit.viewer {
        Some(viewer) => timelines::home_page(&app, &visit, viewer, ask).await,
        None => welcome(&app, &visit).await,
    }
}

async fn welcome(app: &App, visit: &Visit) -> Result<Response> {
    let ask = Ask::default();
    let only = Only { here: Some(true), ..Only::default() };
    let ids = timelines::public(app, None, only, ask, POSTS).await?;
    let posts = shown(app, None, &ids).await?;
    let site = &app.config.title;
    let main = html! {
        h1 { (visit.say(Say::new("welcome-title").with("site", site.as_str()))) }
        @if !app.config.description.is_empty() { p.lead { (app.config.description) } }
        (promise(visit))
        (doors(app, visit))
        h2 { (visit.say("welcome-newest")) }
        @if posts.is_empty() { p.empty { (visit.say("local-empty")) } }
        @else {
            (list(app, visit, &posts, Look::at("local").under_section()))
            p { a href="/local" { (visit.say("welcome-more")) } }
        }
    };
    let page = Page { title: site, spot: Spot::Home, private: false, main: &main };
    let icon = html::assets::address("icon-512.png");
    let head = html::preview(
        app,
        visit,
        &html::Preview {
            kind: "website",
            title: site,
            words: &app.config.description,
            path: "/",
            picture: Some((icon, "")),
            embeds: false,
        },
    );
    let beside = Beside { head: Some(&head), ..Beside::default() };
    Ok(html::frame_with(app, visit, &page, &beside).into_response())
}

fn promise(visit: &Visit) -> Markup {
    html! {
        ul.promises {
            @for key in PROMISES { li { (visit.say(key)) } }
        }
    }
}

fn doors(app: &App, visit: &Visit) -> Markup {
    let registrations = app.config.registrations;
    let how = match registrations {
        Registrations::Open => "welcome-open",
        Registrations::Approval => "welcome-approval",
        Registrations::Invitation => "welcome-invitation",
        Registrations::Closed => "welcome-closed",
    };
    html! {
        p { (visit.say(how)) }
        p.row {
            @if registrations != Registrations::Closed {
                a.button.main href="/sign-up" { (visit.say("nav-sign-up")) }
            }
            a.button href="/log-in" { (visit.say("nav-log-in")) }
        }
    }
}
