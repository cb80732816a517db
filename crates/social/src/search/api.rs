//! The JSON face of search.

use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Ask, Flag, Input, Viewer};
use ground::{AccountId, App, Error, PostId, Result};
use serde::Deserialize;
use wire::mastodon;

use super::{OFFSET_MAX, Question, address};
use crate::{accounts, posts, tags};

/// What an app asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    offset: Option<String>,
    #[serde(default)]
    following: Flag,
    /// Whether other servers are asked for what is not here.
    #[serde(default)]
    resolve: Flag,
    #[serde(default)]
    account_id: Option<AccountId>,
}

impl Asked {
    fn question(&self, viewer: Option<&Viewer>, ask: &Ask, limit: usize) -> Result<Question> {
        let offset = match self.offset.as_deref() {
            None | Some("") => 0,
            Some(text) => text.parse().map_err(|_| Error::invalid("offset", "error-bad-offset"))?,
        };
        if offset > OFFSET_MAX {
            return Err(Error::invalid("offset", "error-bad-offset"));
        }
        Ok(Question {
            offset,
            following: self.following.0 && viewer.is_some(),
            author: self.account_id,
            max_id: ask.max_id.map(PostId),
            min_id: ask.min_id.or(ask.since_id).map(PostId),
            ..Question::new(&self.q, viewer.map(|viewer| viewer.id), limit)
        })
    }
}

/// <https://docs.joinmastodon.org/methods/search/#v2>
///
/// Strangers find accounts and hashtags, and of posts the one whose address they give. Operators:
/// see [`super::Operators`].
pub(super) async fn all(
    State(app): State<App>,
    viewer: Option<Viewer>,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let kind = asked.kind.clone().unwrap_or_default();
    if !matches!(kind.as_str(), "" | "accounts" | "statuses" | "hashtags") {
        return Err(Error::invalid("type", "error-bad-search-type"));
    }
    let question = asked.question(viewer.as_ref(), &ask, ask.limit(20, 40))?;
    if question.is_empty() {
        return Err(Error::invalid("q", "error-empty-search"));
    }
    let (house, reader) = (app.clone(), question.viewer);
    let abroad = match asked.resolve.0 && reader.is_some() {
        true => address::abroad(&app, &question).await?,
        false => None,
    };
    let wants = move |name: &str| kind.is_empty() || kind == name;
    let read = app.read(async move |tx| {
        let mut found = (Vec::new(), Vec::new(), Vec::new());
        let at = match abroad {
            Some(at) => Some(at.seen(tx, reader).await?),
            None => address::at(tx, &house.config, &question).await?,
        };
        if let Some(at) = at {
            found.0 = if wants("accounts") { at.accounts } else { Vec::new() };
            found.1 = if wants("statuses") { at.posts } else { Vec::new() };
            return Ok(found);
        }
        if wants("accounts") {
            found.0 = super::accounts(tx, &house.config, &question).await?;
        }
        if wants("statuses") {
            found.1 = super::posts(tx, &question).await?;
        }
        if wants("hashtags") {
            let tags = super::tags(tx, &question).await?;
            found.2 = tags::wire(tx, &house.config, reader, &tags).await?;
        }
        Ok(found)
    });
    let (found, statuses, hashtags) = read.await?;
    let cards = accounts::cards(&app, &found).await?;
    let found: Vec<_> =
        found.iter().filter_map(|id| cards.get(id)).map(|card| card.parts()).collect();
    let mut out = Vec::with_capacity(4096);
    let write = |parts: &[mastodon::StatusParts<'_>]| {
        mastodon::write_search(&mut out, &found, parts, &hashtags);
    };
    posts::statuses(&app, reader, &statuses, write).await?;
    Ok(json(out))
}

/// <https://docs.joinmastodon.org/methods/accounts/#search>
pub(super) async fn accounts(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let question = asked.question(Some(&viewer), &ask, ask.limit(40, 80))?;
    if question.words.is_empty() {
        return Ok(json(b"[]".to_vec()));
    }
    let house = app.clone();
    let read = async move |tx: &mut db::Tx| super::accounts(tx, &house.config, &question).await;
    let found = app.read(read).await?;
    Ok(json(accounts::answer_accounts(&app, &found).await?))
}
