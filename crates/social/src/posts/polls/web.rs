//! The page's way to vote.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Form, Many, Path, Viewer, Whole};
use ground::{App, PostId, Result};
use serde::Deserialize;

use super::vote;
use crate::posts::page::Act;

/// What the form holds.
#[derive(Debug, Deserialize)]
pub(in crate::posts) struct Ballot {
    #[serde(default)]
    choices: Many<Whole>,
    #[serde(flatten)]
    act: Act,
}

pub(in crate::posts) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(ballot): Form<Ballot>,
) -> Result<Response> {
    let choices = ballot.choices.0.into_iter().map(|choice| choice.0).collect();
    app.write(async move |tx| vote(tx, viewer.id, id, choices).await).await?;
    Ok(ballot.act.done("voted"))
}
