//! From one of one's accounts to another, in this browser.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Form, Viewer};
use ground::{AccountId, App, Result, html as parts};
use http::HeaderMap;
use serde::Deserialize;

use super::super::act_for;
use super::close;
use super::set_cookie;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Which {
    /// None: one's own.
    account: Option<AccountId>,
}

/// Acts for another account from here on.
pub(in super::super) async fn switch(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Form(Which { account }): Form<Which>,
) -> Result<Response> {
    let person = viewer.person;
    let secret = app.write(async move |tx| act_for(tx, person, account).await).await?;
    close(&app, &headers).await?;
    let mut response = parts::tell(parts::see_other("/"), "switched");
    set_cookie(&app, &mut response, Some(&secret));
    Ok(response)
}
