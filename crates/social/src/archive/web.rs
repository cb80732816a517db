//! The page of what can be taken along, and its files.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html as parts;
use ground::http::{Ask, Path, Viewer, Visit};
use ground::{AccountId, App, Error, PostId, Result, Say};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use maud::html;
use wire::mastodon;

use super::{Table, rows};
use crate::posts::listing;
use crate::posts::profile::{Which, by_author};
use crate::posts::statuses;

/// Posts of a file.
const POSTS_MAX: usize = 1_000;

/// What can be taken along.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    let ids = own(&app, viewer.id, ask).await?;
    let older = ids.last().filter(|_| ids.len() == POSTS_MAX);
    let older = older.map(|last| format!("/settings/export?max_id={last}#posts"));
    let part = ask.max_id.map(|id| format!("?max_id={id}")).unwrap_or_default();
    let title = visit.say("export-title");
    let main = html! {
        (parts::way_back(&visit, "/settings", "settings-title"))
        h1 { (title) }
        p { (visit.say("export-hint")) }
        ul.topics {
            @for table in Table::ALL {
                li { a href={ "/settings/export/" (table.file()) } download=(table.file()) {
                    (visit.say(words(table)))
                } }
            }
        }
        h2 #posts { (visit.say("export-posts")) }
        @if ids.is_empty() { p.empty { (visit.say("export-nothing")) } } @else {
            p { a.button href={ "/settings/export/posts.json" (part) } download="posts.json" {
                (visit.say(Say::new("export-part").with("count", ids.len())))
            } }
        }
        (parts::pager(&visit, None, older.as_deref()))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn words(table: Table) -> &'static str {
    match table {
        Table::Following => "export-following",
        Table::Followers => "export-followers",
        Table::Lists => "lists-title",
        Table::Mutes => "mutes-title",
        Table::Blocks => "blocks-title",
        Table::Domains => "servers-title",
        Table::Bookmarks => "nav-bookmarks",
    }
}

/// One's own posts and boosts, newest first.
async fn own(app: &App, who: AccountId, ask: Ask) -> Result<Vec<PostId>> {
    let read = async move |tx: &mut db::Tx| {
        by_author(tx, Some(who), who, Which::default(), ask, POSTS_MAX).await
    };
    Ok(listing::ids(&app.read(read).await?))
}

/// A table as a file.
pub(super) async fn table(
    State(app): State<App>,
    viewer: Viewer,
    Path(file): Path<String>,
) -> Result<Response> {
    let table = Table::of(&file).ok_or(Error::NotFound)?;
    let house = app.clone();
    let read = async move |tx: &mut db::Tx| rows(tx, &house.config, viewer.id, table).await;
    let text = csv(&app.read(read).await?);
    Ok(download(table.file(), "text/csv; charset=utf-8", text.into_bytes()))
}

/// One's posts as the API writes them.
pub(super) async fn posts(State(app): State<App>, viewer: Viewer, ask: Ask) -> Result<Response> {
    let ids = own(&app, viewer.id, ask).await?;
    let mut out = Vec::with_capacity(ids.len() * 2_600 + 2);
    statuses(&app, Some(viewer.id), &ids, |parts| mastodon::write_statuses(&mut out, parts))
        .await?;
    Ok(download("posts.json", "application/json; charset=utf-8", out))
}

fn download(name: &str, kind: &'static str, body: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, body).into_response()
}

/// Comma-separated values (RFC 4180).
fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(cell: &str) -> String {
    match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
