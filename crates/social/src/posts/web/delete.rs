//! Taking a post back: asked once more before it is done.

use axum::extract::State;
use axum::response::Response;
use ground::html::{button_as, csrf_field, page, see_other, tell};
use ground::http::{Form, Nothing, Path, Viewer, Visit};
use ground::{App, Error, PostId, Result};
use maud::html;

use crate::posts::page::{Look, card, shown};
use crate::posts::{self};

/// The question.
pub(in crate::posts) async fn ask(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let who = viewer.id;
    app.read(async move |tx| own(tx, who, id).await).await?;
    let post = shown(&app, Some(who), &[id]).await?.pop().ok_or(Error::NotFound)?;
    let title = visit.say("delete-title");
    let look = Look { acts: false, ..Look::at("thread") };
    let main = html! {
        h1 { (title) }
        p.lead { (visit.say("delete-warning")) }
        (card(&app, &visit, &post, look))
        form method="post" action={ "/posts/" (id) "/delete" } {
            (csrf_field(&visit))
            p.row {
                a.button.main href=(post.path()) { (visit.say("delete-keep")) }
                (button_as("danger", &visit.say("delete-do")))
            }
        }
    };
    Ok(page(&app, &visit, &title, &main))
}

/// The doing.
pub(in crate::posts) async fn done(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| posts::remove(tx, viewer.id, id).await).await?;
    Ok(tell(see_other("/"), "deleted"))
}

async fn own(tx: &mut db::Tx, who: ground::AccountId, id: PostId) -> Result<()> {
    let post = posts::get(tx, id).await?;
    if post.author == who { Ok(()) } else { Err(Error::NotFound) }
}
