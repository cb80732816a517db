//! The page of drafts.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Form, Nothing, Path, Viewer, Visit};
use ground::{App, DraftId, Result, Say};
use maud::{Markup, html};

use super::Draft;
use crate::posts::page::acts_form;

/// Longest piece of a draft that is shown, in characters.
const EXCERPT_CHARS_MAX: usize = 200;

pub(super) async fn list(State(app): State<App>, viewer: Viewer, visit: Visit) -> Result<Response> {
    let drafts = app.read(async move |tx| super::list(tx, viewer.id).await).await?;
    let title = visit.say("drafts-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("drafts-hint")) }
        @if drafts.is_empty() { p.empty { (visit.say("drafts-empty")) } } @else {
            ol.list { @for draft in &drafts { li.card { (row(&app, &visit, draft)) } } }
        }
        (acts_form(&visit, "write"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn row(app: &App, visit: &Visit, draft: &Draft) -> Markup {
    let sheet = draft.sheet();
    let words = excerpt(visit, &sheet.status);
    html! {
        h2 { a href={ "/write?draft=" (draft.id) } dir="auto" { (words) } }
        p.soft {
            (visit.say("drafts-kept")) " " (parts::relative(app, visit, draft.updated_at))
            @if !sheet.more.is_empty() {
                " · " (visit.say(Say::new("thread-of").with("count", sheet.more.len() + 1)))
            }
            @if !sheet.media.is_empty() {
                " · " (visit.say(Say::new("files-of").with("count", sheet.media.len())))
            }
        }
        p.row {
            a.button.main href={ "/write?draft=" (draft.id) } {
                (visit.say("drafts-resume")) (parts::only_read(&format!(" {words}")))
            }
            (parts::act_button("plain", &format!("/drafts/{}/remove", draft.id),
                &visit.say("drafts-remove"), &words))
        }
    }
}

/// The beginning of a text, or that there is none.
pub(crate) fn excerpt(visit: &Visit, text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT_CHARS_MAX) {
        _ if line.is_empty() => visit.say("post-only-pictures"),
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<DraftId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| {
        super::get(tx, viewer.id, id).await?;
        super::remove(tx, viewer.id, id).await
    })
    .await?;
    Ok(parts::tell(parts::see_other("/drafts"), "draft-removed"))
}
