//! The JSON face of polls.

use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Flag, Input, Many, Path, Viewer, Whole};
use ground::{AccountId, App, Error, PostId, Result};
use serde::{Deserialize, Deserializer};

use super::{NewPoll, seen_by, vote};
use crate::posts::cards;

/// What an app sends to ask something.
#[derive(Debug, Deserialize)]
pub(in crate::posts) struct PollInput {
    #[serde(default)]
    options: Many<String>,
    #[serde(default)]
    expires_in: Option<Whole>,
    #[serde(default)]
    multiple: Flag,
    #[serde(default)]
    hide_totals: Flag,
}

impl PollInput {
    pub(in crate::posts) fn read(self) -> Result<NewPoll> {
        let expires_in =
            self.expires_in.ok_or_else(|| Error::invalid("poll", "error-poll-no-end"))?;
        Ok(NewPoll {
            options: self.options.0,
            multiple: self.multiple.0,
            hide_totals: self.hide_totals.0,
            expires_in_s: expires_in.0,
        })
    }
}

/// What an edit says of a poll: left out (it stays), null (it goes), or another.
pub(in crate::posts) fn said<'de, D>(from: D) -> Result<Option<Option<PollInput>>, D::Error>
where
    D: Deserializer<'de>,
{
    Option::<PollInput>::deserialize(from).map(Some)
}

/// What an app sends to vote.
#[derive(Debug, Deserialize)]
pub(in crate::posts) struct Vote {
    #[serde(default)]
    choices: Many<Whole>,
}

/// <https://docs.joinmastodon.org/methods/polls/#get>
pub(in crate::posts) async fn get(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let who = viewer.map(|viewer| viewer.id);
    let id = app.read(async move |tx| seen_by(tx, who, id).await).await?;
    answer(&app, who, id).await
}

/// <https://docs.joinmastodon.org/methods/polls/#vote>
pub(in crate::posts) async fn add_votes(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Input(sent): Input<Vote>,
) -> Result<Response> {
    let who = viewer.id;
    let choices = sent.choices.0.into_iter().map(|choice| choice.0).collect();
    app.write(async move |tx| vote(tx, who, id, choices).await).await?;
    answer(&app, Some(who), id).await
}

async fn answer(app: &App, who: Option<AccountId>, id: PostId) -> Result<Response> {
    cards::poll(app, who, id).await.map(json)
}
