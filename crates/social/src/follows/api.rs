//! The JSON face of follows.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Flag, Input, Many, Path, Viewer};
use ground::{AccountId, App, Error, Result, Say};
use serde::Deserialize;
use wire::Id;
use wire::mastodon::{self, FamiliarFollowers, Relationship};

use super::{Side, Wish};
use crate::accounts;
use crate::posts::ViaInput;

/// Most accounts whose familiar followers are asked for at once.
const FAMILIAR_IDS_MAX: usize = 40;

/// What an app may send with a follow.
#[derive(Debug, Deserialize)]
pub(super) struct NewFollow {
    #[serde(default)]
    reblogs: Option<Flag>,
    #[serde(default)]
    notify: Option<Flag>,
    #[serde(default)]
    replies: Option<Flag>,
    #[serde(flatten)]
    via: ViaInput,
}

impl From<NewFollow> for Wish {
    fn from(new: NewFollow) -> Self {
        Self {
            boosts: new.reblogs.map(|flag| flag.0),
            replies: new.replies.map(|flag| flag.0),
            notify: new.notify.map(|flag| flag.0),
            via: new.via.into(),
        }
    }
}

/// <https://docs.joinmastodon.org/methods/accounts/#follow>
///
/// Ours: `replies` (their replies to strangers in the home, on by default), `via` and `via_place`
/// (see [`ViaInput`]; here `via` is the timeline entry that led to the account).
pub(super) async fn follow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(new): Input<NewFollow>,
) -> Result<Json<Relationship>> {
    let wish = Wish::from(new);
    let after = async move |tx: &mut db::Tx| {
        super::follow(tx, viewer.id, id, &wish).await?;
        super::relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/accounts/#unfollow>
pub(super) async fn unfollow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::unfollow(tx, viewer.id, id).await?;
        super::relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/accounts/#remove_from_followers>
pub(super) async fn remove_follower(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::remove_follower(tx, viewer.id, id).await?;
        super::relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/accounts/#followers>
pub(super) async fn followers(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let (who, limit) = (viewer.map(|viewer| viewer.id), ask.limit(40, 80));
    let read =
        async move |tx: &mut db::Tx| super::list(tx, who, id, Side::Followers, ask, limit).await;
    accounts::answer_page(&app, &uri, &app.read(read).await?).await
}

/// <https://docs.joinmastodon.org/methods/accounts/#following>
pub(super) async fn following(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let (who, limit) = (viewer.map(|viewer| viewer.id), ask.limit(40, 80));
    let read =
        async move |tx: &mut db::Tx| super::list(tx, who, id, Side::Following, ask, limit).await;
    accounts::answer_page(&app, &uri, &app.read(read).await?).await
}

/// Which accounts are asked about.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    id: Option<Many<AccountId>>,
}

/// <https://docs.joinmastodon.org/methods/accounts/#relationships>
pub(super) async fn relationships(
    State(app): State<App>,
    viewer: Viewer,
    Input(asked): Input<Asked>,
) -> Result<Json<Vec<Relationship>>> {
    let ids = asked.id.unwrap_or_default().0;
    app.read(async move |tx| super::relationships(tx, viewer.id, &ids).await).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/accounts/#familiar_followers>
pub(super) async fn familiar(
    State(app): State<App>,
    viewer: Viewer,
    Input(asked): Input<Asked>,
) -> Result<Json<Vec<FamiliarFollowers>>> {
    let ids = asked.id.unwrap_or_default().0;
    if ids.len() > FAMILIAR_IDS_MAX {
        let say = Say::new("error-many-accounts").with("max", FAMILIAR_IDS_MAX);
        return Err(Error::invalid("id", say));
    }
    let of = ids.clone();
    let read = app.read(async move |tx| {
        let there = accounts::by_ids(tx, &of).await?;
        let there: Vec<AccountId> =
            there.iter().filter(|it| it.is_active()).map(|it| it.id).collect();
        Ok((super::familiar(tx, viewer.id, &of).await?, there))
    });
    let (found, there) = read.await?;
    let all: Vec<AccountId> = found.iter().map(|(_, by)| *by).collect();
    let cards = accounts::cards(&app, &all).await?;
    let familiar = |of: &AccountId| {
        let by = found.iter().filter(|(account, _)| account == of);
        let parts: Vec<_> = by.filter_map(|(_, by)| cards.get(by)).map(|it| it.parts()).collect();
        let mut out = Vec::new();
        mastodon::write_accounts(&mut out, &parts);
        Some(FamiliarFollowers { id: Id(of.0), accounts: wire::Json::new(out)? })
    };
    Ok(Json(ids.iter().filter(|id| there.contains(id)).filter_map(familiar).collect()))
}

/// <https://docs.joinmastodon.org/methods/follow_requests/#get>
pub(super) async fn requests(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 80);
    let page = app.read(async move |tx| super::requests(tx, viewer.id, ask, limit).await).await?;
    accounts::answer_page(&app, &uri, &page).await
}

/// <https://docs.joinmastodon.org/methods/follow_requests/#accept>
pub(super) async fn authorize(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::authorize(tx, viewer.id, id).await?;
        super::relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/follow_requests/#reject>
pub(super) async fn reject(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::reject(tx, viewer.id, id).await?;
        super::relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}
