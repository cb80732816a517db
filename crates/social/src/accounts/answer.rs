//! Lists of accounts as answers.

use axum::response::Response;
use ground::http::Paged;
use ground::{AccountId, App, Result};
use http::Uri;
use wire::mastodon;

/// Accounts as a JSON list, in the order of `ids`; those gone are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn answer_accounts(app: &App, ids: &[AccountId]) -> Result<Vec<u8>> {
    let cards = super::cards(app, ids).await?;
    let parts: Vec<_> =
        ids.iter().filter_map(|id| cards.get(id)).map(|card| card.parts()).collect();
    let mut out = Vec::with_capacity(ids.len() * 1200 + 2);
    mastodon::write_accounts(&mut out, &parts);
    Ok(out)
}

/// A page of accounts with its `Link` header, from (cursor, account), newest first.
///
/// # Errors
/// If the database does not answer.
pub async fn answer_page(app: &App, uri: &Uri, page: &[(i64, AccountId)]) -> Result<Response> {
    let ids: Vec<AccountId> = page.iter().map(|(_, account)| *account).collect();
    let body = answer_accounts(app, &ids).await?;
    let span = page.first().zip(page.last()).map(|((newest, _), (oldest, _))| (*newest, *oldest));
    Ok(Paged { body, span }.answer(app, uri))
}
