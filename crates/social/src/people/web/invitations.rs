//! Everybody's invitations, for admins: who gave some that still hold, and their end.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Form, Nothing, Path, Role, Viewer, Visit};
use ground::{AccountId, App, Result};
use maud::{Markup, html};

use super::super::invitations::{self, Given};
use crate::accounts::{self, Shown};
use crate::moderation::{self, Target};
use crate::posts::Actor;
use crate::posts::page::acts_form;

/// Invitations on the page.
const SHOWN_MAX: usize = 200;
const HERE: &str = "/admin/invitations";

/// Those that hold.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let all = app.read(async |tx| invitations::all(tx, SHOWN_MAX).await).await?;
    let ids: Vec<AccountId> = all.iter().map(|it| it.account).collect();
    let people = accounts::shown(&app, &ids).await?;
    let title = visit.say("invitations-title");
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        p { (visit.say("invitations-hint")) }
        @if all.is_empty() { p.empty { (visit.say("invitations-none")) } }
        @else { (table(&visit, &all, &people)) }
        (acts_form(&visit, "moderation"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn table(visit: &Visit, all: &[Given], people: &[Shown]) -> Markup {
    let heads = ["invitations-by", "case-since", "invitations-left", "gates-until", "gates-act"];
    let heads = heads.map(|key| visit.say(key));
    let row = |it: &Given| {
        let host = people.iter().find(|who| who.id == it.account);
        let name = host.map_or_else(|| "–".to_owned(), |who| format!("@{}", who.acct));
        vec![
            html! { a href={ "/admin/accounts/" (it.account) } { bdi { (name) } } },
            parts::moment(visit, it.created_at),
            html! { (it.uses_left) },
            parts::day(visit, it.expires_at),
            parts::act_button(
                "plain",
                &format!("{HERE}/{}/end", it.id),
                &visit.say("gates-open"),
                &name,
            ),
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    parts::table_region("given", &visit.say("invitations-table"), &heads, &rows)
}

/// Ends one.
pub(in super::super) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| {
        let host = invitations::end(tx, id).await?;
        let host = moderation::find(tx, host).await?;
        let target = Target { kind: "account", id: host.id.0, name: host.acct() };
        moderation::note(tx, by, "invitation.end", target, "").await
    })
    .await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}
