//! The buttons of blocks, and the page of whom one blocks.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, pager};
use ground::http::{Ask, Form, Path, Viewer, Visit};
use ground::{AccountId, App, Result};
use maud::html;

use crate::accounts;
use crate::posts::page::{Act, acts_form};

/// Accounts on a page.
const LIMIT: usize = 40;

/// Whom one blocks, latest first.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    let who = viewer.id;
    let list = app.read(async move |tx| super::list(tx, who, ask, LIMIT).await).await?;
    let ids: Vec<AccountId> = list.iter().map(|(_, id)| *id).collect();
    let people = accounts::shown(&app, &ids).await?;
    let older = list.last().filter(|_| list.len() == LIMIT);
    let older = older.map(|(cursor, _)| format!("/blocks?max_id={cursor}"));
    let title = visit.say("blocks-title");
    let main = html! {
        (parts::way_back(&visit, "/settings", "settings-title"))
        h1 { (title) }
        p { (visit.say("act-block-hint")) }
        @if people.is_empty() { p.empty { (visit.say("blocks-empty")) } } @else {
            ul.list { @for person in &people {
                li.card { div.line {
                    (accounts::row(&app, person))
                    (parts::act_button("plain", &format!("/accounts/{}/unblock", person.id),
                        &visit.say("blocks-end"), &person.spoken()))
                } }
            } }
        }
        (pager(&visit, None, older.as_deref()))
        (acts_form(&visit, "settings"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

pub(super) async fn block(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::block(tx, viewer.id, id).await).await?;
    Ok(act.done("blocked"))
}

pub(super) async fn unblock(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::unblock(tx, viewer.id, id).await).await?;
    Ok(act.done("unblocked"))
}
