//! The JSON face of accounts.

use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Input, Many, Path, Viewer};
use ground::{AccountId, App, Error, Result, Say};
use serde::Deserialize;
use wire::mastodon;

use super::elsewhere;

/// Most accounts asked for at once.
const IDS_MAX: usize = 40;

/// <https://docs.joinmastodon.org/methods/accounts/#get>
pub(super) async fn get(State(app): State<App>, Path(id): Path<AccountId>) -> Result<Response> {
    app.read(async move |tx| super::get_known(tx, id).await).await?;
    one(&app, id).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Ids {
    #[serde(default)]
    id: Many<AccountId>,
}

/// <https://docs.joinmastodon.org/methods/accounts/#index>
pub(super) async fn list(State(app): State<App>, Input(ids): Input<Ids>) -> Result<Response> {
    let ids = ids.id.0;
    if ids.len() > IDS_MAX {
        return Err(Error::invalid("id", Say::new("error-many-accounts").with("max", IDS_MAX)));
    }
    let wanted = ids.clone();
    let found = app.read(async move |tx| super::by_ids(tx, &wanted).await).await?;
    let known = |id: &AccountId| found.iter().any(|it| it.id == *id && it.is_known());
    let ids: Vec<AccountId> = ids.into_iter().filter(known).collect();
    Ok(json(super::answer_accounts(&app, &ids).await?))
}

#[derive(Debug, Deserialize)]
pub(super) struct Acct {
    #[serde(default)]
    acct: String,
}

/// <https://docs.joinmastodon.org/methods/accounts/#lookup>
///
/// For members other servers are asked too.
pub(super) async fn lookup(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Input(asked): Input<Acct>,
) -> Result<Response> {
    let handle = asked.acct.trim().trim_start_matches('@').to_owned();
    let (name, domain) = handle.split_once('@').unwrap_or((&handle, ""));
    let ours = domain.is_empty() || domain.eq_ignore_ascii_case(app.config.domain());
    let (name, domain) = (name.to_owned(), if ours { String::new() } else { domain.to_owned() });
    let found = match viewer.is_some() && !domain.is_empty() {
        true => elsewhere::account(&app, &name, &domain).await?,
        false => {
            let found =
                app.read(async move |tx| super::find_known(tx, &name, &domain).await).await?;
            found.map(|account| account.id)
        }
    };
    one(&app, found.ok_or(Error::NotFound)?).await
}

async fn one(app: &App, id: AccountId) -> Result<Response> {
    let card = super::card(app, id).await?;
    let mut out = Vec::new();
    mastodon::write_account(&mut out, card.parts());
    Ok(json(out))
}
