//! The page of the journal.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Ask, Path, Viewer, Visit};
use ground::{AccountId, App, Result};
use maud::{Markup, html};
use social::accounts;

use super::{hex, words};
use crate::page::desk_page;
use crate::teams::{self, Act};

/// Lines on a page.
const LIMIT: usize = 50;

pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    ask: Ask,
) -> Result<Response> {
    let (seat, lines) = app
        .read(async move |tx| {
            let seat = teams::seat_at(tx, &viewer, &handle).await?;
            seat.may(Act::ReadJournal)?;
            let lines = super::list(tx, seat.organisation, ask, LIMIT).await?;
            Ok((seat, lines))
        })
        .await?;
    let ids: Vec<AccountId> = lines.iter().map(|line| line.account).collect();
    let people = accounts::shown(&app, &ids).await?;
    let who = |id: AccountId| people.iter().find(|it| it.id == id).map(|it| it.acct.as_str());
    let heads = ["journal-when", "journal-who", "journal-what", "journal-remark", "journal-marks"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = lines
        .iter()
        .map(|line| {
            let mark = |mark: &Option<Vec<u8>>| mark.as_deref().map_or_else(|| "–".to_owned(), hex);
            vec![
                html! { (parts::moment(&visit, line.at)) },
                html! {
                    @if let Some(acct) = who(line.account) { bdi { "@" (acct) } } @else { "–" }
                },
                html! {
                    @if let Some(key) = words::of(&line.act) { (visit.say(key)) }
                    @else { code { (line.act) } }
                },
                html! { bdi { (line.words) } },
                html! { code { (mark(&line.before)) } " → " code { (mark(&line.after)) } },
            ]
        })
        .collect();
    let path = seat.path("/journal");
    let older = lines.last().filter(|_| lines.len() == LIMIT);
    let older = older.map(|last| format!("{path}?max_id={}", last.id));
    let title = visit.say("journal-title");
    let main = html! {
        p { (visit.say("journal-hint")) }
        @if lines.is_empty() { p.empty { (visit.say("journal-empty")) } }
        @else { (parts::table_region("journal", &visit.say("journal-table"), &heads, &rows)) }
        (parts::pager(&visit, None, older.as_deref()))
    };
    Ok(desk_page(&app, &visit, &seat, "/journal", &title, &main))
}
