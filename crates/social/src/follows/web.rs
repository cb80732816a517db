//! The buttons of follows, and the page of who asks to.

use axum::extract::State;
use axum::response::Response;
use ground::html::{csrf_field, hidden, page, pager};
use ground::http::{Ask, Form, Path, Viewer, Visit};
use ground::{AccountId, App, Result, Say};
use maud::html;

use super::Wish;
use crate::accounts::{self, Shown};
use crate::posts::page::Act;

/// Requests on a page.
const LIMIT: usize = 40;

pub(super) async fn follow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    let wish = Wish { via: act.via(), ..Wish::default() };
    app.write(async move |tx| super::follow(tx, viewer.id, id, &wish).await).await?;
    Ok(act.done("followed"))
}

pub(super) async fn unfollow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::unfollow(tx, viewer.id, id).await).await?;
    Ok(act.done("unfollowed"))
}

pub(super) async fn authorize(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::authorize(tx, viewer.id, id).await).await?;
    Ok(act.done("authorized"))
}

pub(super) async fn reject(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::reject(tx, viewer.id, id).await).await?;
    Ok(act.done("rejected"))
}

/// Who asks to follow, each with yes and no.
pub(super) async fn requests(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    ask: Ask,
) -> Result<Response> {
    let who = viewer.id;
    let list = app.read(async move |tx| super::requests(tx, who, ask, LIMIT).await).await?;
    let ids: Vec<AccountId> = list.iter().map(|(_, id)| *id).collect();
    let people = accounts::shown(&app, &ids).await?;
    let older = list.last().filter(|_| list.len() == LIMIT);
    let older = older.map(|(cursor, _)| format!("{}?max_id={cursor}", visit.path()));
    let title = visit.say("requests-title");
    let main = html! {
        h1 { (title) }
        @if people.is_empty() { p.empty { (visit.say("requests-empty")) } }
        @else { ul.list { @for person in &people { li.card { (request(&app, &visit, person)) } } } }
        (pager(&visit, None, older.as_deref()))
    };
    Ok(page(&app, &visit, &title, &main))
}

fn request(app: &App, visit: &Visit, person: &Shown) -> maud::Markup {
    let say = |key: &'static str| visit.say(Say::new(key).with("name", person.spoken()));
    html! {
        div.by {
            (person.portrait(app, 48))
            h2 { a href=(person.path()) { bdi { (person.called(app)) } } }
            p { "@" (person.acct) }
        }
        form.row method="post" action={ "/accounts/" (person.id) "/authorize" } {
            (csrf_field(visit)) (hidden("back", &visit.path))
            button.main type="submit" { (say("request-accept")) }
            button.plain type="submit" formaction={ "/accounts/" (person.id) "/reject" } {
                (say("request-refuse"))
            }
        }
    }
}
