//! The stamps of our people, for anybody to see.

use axum::extract::State as Held;
use axum::response::Response;
use ground::http::Path;
use ground::{AccountId, App, Error, PostId, Result};
use serde_json::json;
use social::posts::quotes::{self, State};
use social::posts::receive;

use crate::names;
use crate::objects::whole;
use crate::signed::Reader;

/// <https://codeberg.org/fediverse/fep/src/branch/main/fep/044f/fep-044f.md>
pub(super) async fn stamp(
    Held(app): Held<App>,
    reader: Reader,
    Path((author, post)): Path<(AccountId, PostId)>,
) -> Result<Response> {
    let read = app.read(async move |tx| {
        let quote = quotes::of_posts(tx, &[post]).await?.pop();
        let quote = quote.filter(|it| it.quoted_author == author && it.state == State::Accepted);
        Ok((quote.ok_or(Error::NotFound)?, receive::uri_of(tx, post).await?))
    });
    let (quote, uri) = read.await?;
    Ok(reader.answer(&whole(json!({
        "id": names::stamp(&app, author, post),
        "type": "QuoteAuthorization",
        "attributedTo": names::actor(&app, author),
        "interactingObject": uri.unwrap_or_else(|| names::post(&app, post)),
        "interactionTarget": names::post(&app, quote.quoted),
    }))))
}
