//! The page of a collection.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Page as Framed, Spot, frame};
use ground::http::{Form, Path, Viewer, Visit};
use ground::{AccountId, App, Error, Result, Say};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use super::{Collection, answer};
use crate::accounts::{self, people};

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    let who = visit.who();
    let (found, items) = app.read(async move |tx| super::get_one(tx, who, id).await).await?;
    let owner = accounts::shown(&app, &[found.owner]).await?.pop().ok_or(Error::NotFound)?;
    let ids: Vec<AccountId> = items.iter().map(|item| item.account).collect();
    let inside = accounts::shown(&app, &ids).await?;
    let mine = items.iter().find(|item| Some(item.account) == who);
    let list = html! {
        @if inside.is_empty() { p.empty { (visit.say("collection-empty")) } }
        (people(&app, &visit, &inside))
    };
    let main = html! {
        h1 { bdi { (found.name) } }
        p { (visit.say("collection-by")) " " a href=(owner.path()) { bdi { (owner.name()) } } }
        @if !found.description.is_empty() {
            div.words lang=[&found.language] dir="auto" {
                (PreEscaped(answer::html(&app.config, &found.description)))
            }
        }
        @if !found.tag.is_empty() {
            p { a href={ "/tags/" (text::tag_key(&found.tag)) } { "#" (found.tag) } }
        }
        @if found.sensitive {
            (parts::unfold(&visit.say("collection-sensitive"), false, &list))
        } @else { (list) }
        @if let Some(item) = mine {
            h2 { (visit.say("collection-you")) }
            form method="post" action={ "/collections/" (id) "/leave" } {
                (parts::csrf_field(&visit))
                (parts::hidden("item", &item.id.to_string()))
                p.hint { (visit.say("collection-leave-hint")) }
                (parts::button_as("danger", &visit.say("collection-leave")))
            }
        }
    };
    let private = !found.discoverable;
    let page = Framed { title: &found.name, spot: Spot::Other, private, main: &main };
    Ok(frame(&app, &visit, &page).into_response())
}

#[derive(Debug, Deserialize)]
pub(super) struct Leave {
    item: i64,
}

pub(super) async fn leave(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Leave { item }): Form<Leave>,
) -> Result<Response> {
    app.write(async move |tx| super::leave(tx, viewer.id, id, item).await).await?;
    Ok(parts::tell(parts::see_other(&format!("/collections/{id}")), "collection-left"))
}

/// The collections of a profile, folded away.
pub(crate) fn listed(visit: &Visit, collections: &[Collection]) -> Markup {
    let list = html! {
        ul {
            @for it in collections {
                li { a href={ "/collections/" (it.id) } { bdi { (it.name) } } }
            }
        }
    };
    let title = Say::new("profile-collections").with("count", collections.len());
    html! {
        @if !collections.is_empty() { (parts::unfold(&visit.say(title), false, &list)) }
    }
}
