//! The lasting address of a published testimony: it leads to the post, and says neutrally that it
//! is gone once it is.

use axum::extract::State as Held;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Path, Visit};
use ground::{App, Error, Result};
use http::StatusCode;
use maud::html;

use super::super::{Kind, State, TestimonyId, sql, uses};

pub(in super::super) async fn show(
    Held(app): Held<App>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    let found = app.read(async move |tx| {
        let it = sql::find(tx, TestimonyId(id)).await?;
        let made = uses::of(tx, TestimonyId(id)).await?;
        Ok((it, made))
    });
    let (it, made) = found.await?;
    let mut posts = made.iter().filter(|each| each.kind == Kind::Post).peekable();
    // What was never published here is not told to exist.
    if posts.peek().is_none() {
        return Err(Error::NotFound);
    }
    let stands = it.is_some_and(|it| it.state == State::Published);
    match posts.find(|each| each.gone_at.is_none()) {
        Some(post) if stands => Ok(parts::see_other(&format!("/posts/{}", post.subject))),
        _ => {
            let title = visit.say("testimony-gone");
            let main = html! {
                h1 { (title) }
                p { (visit.say("testimony-gone-why")) }
            };
            Ok(parts::page_as(StatusCode::GONE, &app, &visit, &title, &main))
        }
    }
}
