//! Collections as apps read them.

use std::collections::HashMap;

use db::Tx;
use ground::{AccountId, App, Config, Result};
use wire::mastodon::{self, CollectionItem, ShallowTag};
use wire::{Id, Json, Time};

use super::{Collection, Item, sql};

/// Collections with who is in them as `viewer` sees it, in their order: one statement.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn entities(
    tx: &mut Tx,
    config: &Config,
    viewer: Option<AccountId>,
    page: &[Collection],
) -> Result<Vec<mastodon::Collection>> {
    let ids: Vec<i64> = page.iter().map(|it| it.id).collect();
    let mut items: HashMap<i64, Vec<Item>> = HashMap::new();
    for item in sql::items(tx, viewer, &ids).await? {
        items.entry(item.collection).or_default().push(item);
    }
    let one = |it: &Collection| entity(config, it, items.get(&it.id).map_or(&[], Vec::as_slice));
    Ok(page.iter().map(one).collect())
}

/// Collections as JSON by number, for whom they are told to.
///
/// # Errors
/// If the database does not answer.
pub async fn written(app: &App, who: AccountId, ids: Vec<i64>) -> Result<HashMap<i64, Json>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let config = app.config.clone();
    let found = app
        .read(async move |tx| {
            let page = sql::by_ids(tx, &ids).await?;
            entities(tx, &config, Some(who), &page).await
        })
        .await?;
    let json = |it: &mastodon::Collection| Some((it.id.0, Json::new(wire::json(it))?));
    Ok(found.iter().filter_map(json).collect())
}

/// <https://docs.joinmastodon.org/entities/Collection/>
pub(super) fn entity(config: &Config, it: &Collection, items: &[Item]) -> mastodon::Collection {
    let origin = &config.origin;
    let tag = || ShallowTag {
        name: it.tag.clone(),
        url: format!("{origin}/tags/{}", text::tag_key(&it.tag)),
    };
    mastodon::Collection {
        id: Id(it.id),
        account_id: Id(it.owner.0),
        uri: format!("{origin}/ap/collections/{}", it.id),
        url: Some(format!("{origin}/collections/{}", it.id)),
        name: it.name.clone(),
        description: html(config, &it.description),
        language: it.language.clone(),
        local: true,
        sensitive: it.sensitive,
        discoverable: it.discoverable,
        tag: (!it.tag.is_empty()).then(tag),
        created_at: Time(it.created_at),
        updated_at: Time(it.updated_at),
        item_count: items.len(),
        items: items.iter().map(item).collect(),
    }
}

pub(super) fn item(item: &Item) -> CollectionItem {
    CollectionItem {
        id: Id(item.id),
        account_id: Some(Id(item.account.0)),
        state: "accepted".to_owned(),
        created_at: Time(item.created_at),
    }
}

/// What it is for, as HTML.
pub(super) fn html(config: &Config, description: &str) -> String {
    text::render(description, |_, _| None, |tag| format!("{}/tags/{tag}", config.origin))
}
