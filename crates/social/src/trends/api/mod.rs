//! The JSON face of trends.

pub(super) mod admin;
pub(super) mod why;

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Ask, Input, Viewer};
use ground::{App, Error, Result};
use serde::{Deserialize, Serialize};
use wire::mastodon::{PreviewCard, TagHistory};

use super::Part;
use crate::links::{self, LinkId};
use crate::{posts, tags};

/// Most things that may be passed over.
const OFFSET_MAX: usize = 10_000;

/// Where in a list an app wants to begin.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    offset: Option<String>,
}

impl Asked {
    fn part(&self, ask: Ask, default: usize, max: usize) -> Result<Part> {
        let offset = match self.offset.as_deref() {
            None | Some("") => Some(0),
            Some(text) => text.parse().ok().filter(|offset| *offset <= OFFSET_MAX),
        };
        let offset = offset.ok_or_else(|| Error::invalid("offset", "error-bad-offset"))?;
        Ok(Part { offset, limit: ask.limit(default, max) })
    }
}

/// A Trends::Link. <https://docs.joinmastodon.org/entities/PreviewCard/#trends-link>
#[derive(Serialize)]
pub(super) struct TrendingLink {
    #[serde(flatten)]
    card: PreviewCard,
    history: Vec<TagHistory>,
}

/// <https://docs.joinmastodon.org/methods/trends/#tags>
pub(super) async fn of_tags(
    State(app): State<App>,
    viewer: Option<Viewer>,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let list = super::tags(&app, asked.part(ask, 10, 20)?);
    let (house, who) = (app.clone(), viewer.map(|viewer| viewer.id));
    let read = async move |tx: &mut db::Tx| tags::wire(tx, &house.config, who, &list).await;
    Ok(json(wire::json(&app.read(read).await?)))
}

/// <https://docs.joinmastodon.org/methods/trends/#statuses>
pub(super) async fn of_posts(
    State(app): State<App>,
    viewer: Option<Viewer>,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let who = viewer.map(|viewer| viewer.id);
    let ids = super::posts(&app, who, asked.part(ask, 20, 40)?).await?;
    Ok(json(posts::answer_list(&app, who, &ids).await?))
}

/// <https://docs.joinmastodon.org/methods/trends/#links>
pub(super) async fn of_links(
    State(app): State<App>,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let ids = super::trending_links(&app, asked.part(ask, 10, 20)?);
    let list: Vec<TrendingLink> =
        told(&app, ids).await?.into_iter().map(|(_, link)| link).collect();
    Ok(json(wire::json(&list)))
}

/// Links as apps read them, in their order; those that are gone are left out.
pub(super) async fn told(app: &App, ids: Vec<LinkId>) -> Result<Vec<(LinkId, TrendingLink)>> {
    let (house, asked) = (app.clone(), ids.clone());
    let read = app.read(async move |tx| {
        let mut cards = links::cards(tx, &asked).await?;
        let days = links::days(tx, &asked).await?;
        let now = tx.now_ms();
        let told = asked.iter().filter_map(|id| {
            let (url, card) = cards.remove(id)?;
            let card = card.wire(&house, &url);
            let of_link = days.iter().filter(|day| day.link == *id);
            let days: HashMap<i64, (i64, i64)> =
                of_link.map(|day| (day.day, (day.posts, day.accounts))).collect();
            Some((*id, TrendingLink { card, history: tags::week(now, &days) }))
        });
        Ok(told.collect())
    });
    read.await
}
