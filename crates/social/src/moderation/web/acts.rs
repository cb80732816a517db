//! The log of all that moderators did, as a table.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, pager};
use ground::http::{Ask, Role, Viewer, Visit};
use ground::{AccountId, App, Result};
use maud::{Markup, html};

use super::super::Act;
use super::shown::{done, target};
use crate::accounts::{self, Shown};

/// Acts on a page.
const LIMIT: usize = 50;

/// All of it, latest first.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let page = app.read(async move |tx| super::super::acts(tx, "", 0, ask, LIMIT).await).await?;
    let ids: Vec<AccountId> = page.iter().map(|act| act.account).collect();
    let people = accounts::shown(&app, &ids).await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|act| format!("/admin/acts?max_id={}", act.id));
    let title = visit.say("acts-title");
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        p { (visit.say("acts-hint")) }
        @if page.is_empty() { p.empty { (visit.say("acts-none")) } }
        @else { (table(&visit, "acts-table", &page, &people)) }
        (pager(&visit, None, older.as_deref()))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// Acts as a table with that caption.
pub(super) fn table(
    visit: &Visit,
    caption: &'static str,
    acts: &[Act],
    people: &[Shown],
) -> Markup {
    let heads = ["act-when", "act-who", "act-what", "act-to", "act-why"].map(|key| visit.say(key));
    let who = |id: AccountId| people.iter().find(|it| it.id == id);
    let row = |act: &Act| {
        vec![
            parts::moment(visit, act.created_at),
            html! { @if let Some(it) = who(act.account) { bdi { "@" (it.acct) } } @else { "–" } },
            html! { (done(visit, act)) },
            target(act),
            html! { @if act.reason.is_empty() { "–" } @else { span dir="auto" { (act.reason) } } },
        ]
    };
    let rows: Vec<Vec<Markup>> = acts.iter().map(row).collect();
    parts::table_region(caption, &visit.say(caption), &heads, &rows)
}
