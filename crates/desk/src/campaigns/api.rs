//! The JSON face of campaigns.

use axum::Json;
use axum::extract::State as Of;
use ground::http::{Input, Path, Viewer, Whole};
use ground::{AccountId, App, Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use social::accounts;

use super::words::day_text;
use super::{
    Campaign, CampaignId, Counted, Counts, Fact, FactId, Item, NewFact, NewStep, State, Step, Typed,
};
use crate::teams;

/// A campaign with all that belongs to it.
type Everything = (Campaign, Vec<Fact>, Vec<Step>, Vec<Item>);

/// `GET /api/portevoix/v1/campaigns/{slug}`: what everybody sees of a campaign.
pub(super) async fn public(Of(app): Of<App>, Path(slug): Path<String>) -> Result<Json<Value>> {
    let (campaign, facts, steps, by) = app
        .read(async move |tx| {
            let campaign = super::public(tx, &slug).await?;
            let by = accounts::get(tx, campaign.organisation).await?;
            let facts = super::facts(tx, campaign.id).await?;
            let steps = super::steps(tx, campaign.id).await?;
            Ok((campaign, facts, steps, by))
        })
        .await?;
    let counted = Counts::of(&app, &campaign).await?;
    let mut body = wire(&campaign);
    if let Some(body) = body.as_object_mut() {
        // What is the team's alone.
        for name in ["contact", "version", "next"] {
            body.remove(name);
        }
    }
    body["url"] = json!(app.url(&format!("/campaigns/{}", campaign.slug)));
    body["acct"] = json!(by.acct());
    body["counts"] = counts(counted);
    body["facts"] = facts.iter().map(|it| fact(it, false)).collect();
    body["steps"] = steps.iter().map(step).collect();
    Ok(Json(body))
}

/// `GET /api/portevoix/v1/organisations/{id}/campaigns`: latest first.
pub(super) async fn list(
    Of(app): Of<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Vec<Value>>> {
    let list = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::list(tx, &seat).await
        })
        .await?;
    Ok(Json(list.iter().map(wire).collect()))
}

/// `POST /api/portevoix/v1/organisations/{id}/campaigns`: the fields of [`Typed`].
pub(super) async fn add(
    Of(app): Of<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(typed): Input<Typed>,
) -> Result<Json<Value>> {
    let made = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::add(tx, &seat, &typed).await
        })
        .await?;
    Ok(Json(wire(&made)))
}

/// `GET /api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}`: with its facts, its
/// chronology and what is missing before it can be active.
pub(super) async fn get(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    let (campaign, facts, steps, items): Everything = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let campaign = super::get_own(tx, &seat, CampaignId(which)).await?;
            let facts = super::facts(tx, campaign.id).await?;
            let steps = super::steps(tx, campaign.id).await?;
            let items = super::checklist(tx, &campaign).await?;
            Ok((campaign, facts, steps, items))
        })
        .await?;
    let counted = Counts::of(&app, &campaign).await?;
    let mut body = wire(&campaign);
    body["counts"] = counts(counted);
    body["facts"] = facts.iter().map(|it| fact(it, true)).collect();
    body["steps"] = steps.iter().map(step).collect();
    let name = |item: &Item| item.words.trim_start_matches("campaign-needs-").to_owned();
    body["checklist"] =
        items.iter().map(|item| json!({ "name": name(item), "done": item.done })).collect();
    Ok(Json(body))
}

/// The version somebody looked at.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
struct Seen {
    version: Whole,
}

/// `PUT /api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}`: the fields of [`Typed`],
/// all of them, and the `version` one looked at; 409 if it was changed meanwhile.
pub(super) async fn change(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(sent): Input<Value>,
) -> Result<Json<Value>> {
    let (typed, Seen { version }): (Typed, Seen) = (parts(&sent)?, parts(&sent)?);
    let now = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::change(tx, &seat, CampaignId(which), &typed, version.0).await
        })
        .await?;
    Ok(Json(wire(&now)))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Move {
    state: String,
    outcome: String,
}

/// `POST /api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/state`: `state`, and
/// `outcome` where it is one. 409 if it cannot go there from where it is, 422 with what is missing.
pub(super) async fn set_state(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(it): Input<Move>,
) -> Result<Json<Value>> {
    let now = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let state = State::of(&it.state);
            let state = state.ok_or_else(|| Error::invalid("state", "error-campaign-state"))?;
            super::set_state(tx, &seat, CampaignId(which), state, &it.outcome).await
        })
        .await?;
    Ok(Json(wire(&now)))
}

/// `POST …/campaigns/{campaign_id}/facts`: the fields of [`NewFact`].
pub(super) async fn add_fact(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(new): Input<NewFact>,
) -> Result<Json<Value>> {
    let made = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::add_fact(tx, &seat, CampaignId(which), &new).await
        })
        .await?;
    Ok(Json(fact(&made, true)))
}

/// `PUT …/campaigns/{campaign_id}/facts/{fact_id}`: all fields of [`NewFact`], and the `version`.
pub(super) async fn change_fact(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which, it)): Path<(AccountId, i64, i64)>,
    Input(sent): Input<Value>,
) -> Result<Json<Value>> {
    let (new, Seen { version }): (NewFact, Seen) = (parts(&sent)?, parts(&sent)?);
    let now = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let which = (CampaignId(which), FactId(it));
            super::change_fact(tx, &seat, which, &new, version.0).await
        })
        .await?;
    Ok(Json(fact(&now, true)))
}

/// `DELETE …/campaigns/{campaign_id}/facts/{fact_id}`
pub(super) async fn remove_fact(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which, it)): Path<(AccountId, i64, i64)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        super::remove_fact(tx, &seat, (CampaignId(which), FactId(it))).await
    })
    .await?;
    Ok(Json(json!({})))
}

/// `POST …/campaigns/{campaign_id}/facts/{fact_id}/check`: it was held against its source, by
/// somebody else than who wrote it.
pub(super) async fn check_fact(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which, it)): Path<(AccountId, i64, i64)>,
) -> Result<Json<Value>> {
    let now = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::check_fact(tx, &seat, (CampaignId(which), FactId(it))).await
        })
        .await?;
    Ok(Json(fact(&now, true)))
}

/// `POST …/campaigns/{campaign_id}/steps`: the fields of [`NewStep`].
pub(super) async fn add_step(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(new): Input<NewStep>,
) -> Result<Json<Value>> {
    let made = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::add_step(tx, &seat, CampaignId(which), &new).await
        })
        .await?;
    Ok(Json(step(&made)))
}

/// `DELETE …/campaigns/{campaign_id}/steps/{step_id}`
pub(super) async fn remove_step(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which, it)): Path<(AccountId, i64, i64)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        super::remove_step(tx, &seat, CampaignId(which), it).await
    })
    .await?;
    Ok(Json(json!({})))
}

fn parts<T: serde::de::DeserializeOwned>(sent: &Value) -> Result<T> {
    serde_json::from_value(sent.clone()).map_err(|why| {
        Error::Malformed(ground::Say::new("error-bad-parameters").with("why", why.to_string()))
    })
}

fn wire(it: &Campaign) -> Value {
    let next: Vec<&str> = it.state.next().iter().map(|state| state.name()).collect();
    json!({
        "id": it.id.0.to_string(),
        "organisation_id": it.organisation,
        "slug": it.slug,
        "title": it.title,
        "demand": it.demand,
        "about": it.about,
        "kind": it.kind,
        "hashtag": it.hashtag,
        "measure": it.measure,
        "authority": it.authority,
        "decision_day": it.decision_day.map(|day| day_text(Some(day))),
        "contact": it.contact,
        "state": it.state.name(),
        "next": next,
        "outcome": it.outcome,
        "version": it.version,
        "created_at": wire::Time(it.created_at),
        "activated_at": it.activated_at.map(wire::Time),
        "ended_at": it.ended_at.map(wire::Time),
    })
}

fn counts(it: Counted) -> Value {
    json!({ "posts": it.posts, "authors": it.authors, "boosts": it.boosts })
}

fn fact(it: &Fact, whole: bool) -> Value {
    let mut body = json!({
        "id": it.id.0.to_string(),
        "claim": it.claim,
        "number": it.number,
        "unit": it.unit,
        "day": it.day.map(|day| day_text(Some(day))),
        "source_url": it.source_url,
        "archive_url": it.archive_url,
        "checked_at": it.checked_at.map(wire::Time),
    });
    if whole {
        body["version"] = json!(it.version);
    }
    body
}

fn step(it: &Step) -> Value {
    json!({
        "id": it.id.to_string(),
        "day": day_text(Some(it.day)),
        "kind": it.kind,
        "words": it.words,
        "url": it.url,
    })
}
