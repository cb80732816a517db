//! The JSON face of OAuth.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ground::http::{Input, Many, Session, Viewer, who};
use ground::{App, Error, Result};
use http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use std::sync::Arc;
use wire::Id;
use wire::mastodon;

use super::{Issued, NewProgram, Program, Refused, codes, scope, sql, tokens};
use crate::accounts;
use crate::push::Push;

#[derive(Debug, Deserialize)]
pub(super) struct NewApp {
    #[serde(default)]
    client_name: Option<String>,
    #[serde(default)]
    redirect_uris: Option<Many<String>>,
    #[serde(default)]
    scopes: Option<String>,
    #[serde(default)]
    website: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/apps/#create>
pub(super) async fn register(
    State(app): State<App>,
    Input(new): Input<NewApp>,
) -> Result<Response> {
    // One text with a line each, a list, or a list of such texts.
    let redirects = new.redirect_uris.unwrap_or_default().0;
    let redirects = redirects.iter().flat_map(|text| text.split_whitespace());
    let new = NewProgram {
        name: new.client_name.unwrap_or_default(),
        website: new.website,
        redirects: redirects.map(str::to_owned).collect(),
        scopes: new.scopes.unwrap_or_default(),
    };
    let (program, secret) = app.write(async move |tx| super::register(tx, new).await).await?;
    Ok(Json(mastodon::CredentialApplication {
        client_id: program.client_id.clone(),
        client_secret: secret,
        client_secret_expires_at: 0,
        application: application(&app, &program),
    })
    .into_response())
}

/// <https://docs.joinmastodon.org/methods/apps/#verify_credentials>
pub(super) async fn verify(
    State(app): State<App>,
    session: Arc<Session>,
) -> Result<Json<mastodon::Application>> {
    let id = session.app.ok_or_else(|| Error::forbidden("oauth-needs-program"))?;
    let program = app.read(async move |tx| sql::app_by_id(tx, id).await).await?;
    Ok(Json(application(&app, &program.ok_or(Error::NotFound)?)))
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct TokenAsk {
    #[serde(default)]
    grant_type: Option<String>,
    #[serde(default)]
    client_id: Option<String>,
    #[serde(default)]
    client_secret: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    redirect_uri: Option<String>,
    #[serde(default)]
    code_verifier: Option<String>,
    #[serde(default)]
    refresh_token: Option<String>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    token: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/oauth/#token>
pub(super) async fn token(
    State(app): State<App>,
    headers: HeaderMap,
    ask: Result<Input<TokenAsk>, Error>,
) -> Response {
    let issued = match ask {
        Ok(Input(ask)) => give(&app, &headers, ask).await,
        Err(error) => Err(error.into()),
    };
    match issued {
        Ok(issued) => token_answer(&issued),
        Err(refused) => refused.answer(who::language(&headers)),
    }
}

/// <https://docs.joinmastodon.org/methods/oauth/#revoke>
pub(super) async fn revoke(
    State(app): State<App>,
    headers: HeaderMap,
    ask: Result<Input<TokenAsk>, Error>,
) -> Response {
    let done = match ask {
        Ok(Input(ask)) => take_back(&app, &headers, ask).await,
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(()) => Json(serde_json::json!({})).into_response(),
        Err(refused) => refused.answer(who::language(&headers)),
    }
}

/// <https://docs.joinmastodon.org/methods/oauth/#userinfo>
pub(super) async fn user_info(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<mastodon::UserInfo>> {
    let account = app.read(async move |tx| accounts::get(tx, viewer.id).await).await?;
    let name = match account.display_name.as_str() {
        "" => account.username.clone(),
        name => name.to_owned(),
    };
    Ok(Json(mastodon::UserInfo {
        iss: app.url("/"),
        sub: accounts::uri(&app.config, &account),
        name,
        profile: app.url(&format!("/@{}", account.username)),
        picture: accounts::picture_url(&app, &account.avatar, "avatar.svg"),
        preferred_username: account.username,
    }))
}

/// <https://docs.joinmastodon.org/methods/oauth/#authorization-server-metadata>
pub(super) async fn metadata(State(app): State<App>) -> Json<mastodon::AuthorizationServer> {
    Json(mastodon::AuthorizationServer {
        issuer: app.url("/"),
        authorization_endpoint: app.url("/oauth/authorize"),
        token_endpoint: app.url("/oauth/token"),
        app_registration_endpoint: app.url("/api/v1/apps"),
        revocation_endpoint: app.url("/oauth/revoke"),
        userinfo_endpoint: app.url("/oauth/userinfo"),
        service_documentation: "https://docs.joinmastodon.org/".to_owned(),
        scopes_supported: scope::ALL.iter().map(|scope| (*scope).to_owned()).collect(),
        response_types_supported: vec!["code"],
        response_modes_supported: vec!["query"],
        grant_types_supported: vec!["authorization_code", "client_credentials", "refresh_token"],
        token_endpoint_auth_methods_supported: vec!["client_secret_basic", "client_secret_post"],
        code_challenge_methods_supported: vec!["S256"],
    })
}

/// A token as its program reads it; never to be stored on the way.
#[must_use]
pub fn token_answer(issued: &Issued) -> Response {
    let token = mastodon::Token {
        access_token: issued.secret.clone(),
        token_type: "Bearer",
        scope: issued.scopes.clone(),
        created_at: issued.created_at / 1000,
        refresh_token: issued.refresh.clone(),
        expires_in: issued.life_ms.map(|life| life / 1000),
    };
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (no_store, Json(token)).into_response()
}

async fn give(app: &App, headers: &HeaderMap, ask: TokenAsk) -> Result<Issued, Refused> {
    let program = client(app, headers, &ask).await?;
    match ask.grant_type.as_deref() {
        Some("authorization_code") => {
            let code = ask.code.ok_or_else(|| Refused::request("oauth-needs-code"))?;
            let redirect = ask.redirect_uri.unwrap_or_default();
            let verifier = ask.code_verifier.filter(|verifier| !verifier.is_empty());
            app.write(async move |tx| {
                codes::redeem(tx, &program, &code, &redirect, verifier.as_deref()).await
            })
            .await?
        }
        Some("client_credentials") => {
            let scopes = scope::of_request(ask.scope.as_deref(), &program.scopes);
            let scopes = scopes.ok_or_else(Refused::scope)?;
            let issued = app
                .write(async move |tx| tokens::issue_to(tx, program.id, None, &scopes).await)
                .await?;
            Ok(issued)
        }
        Some("refresh_token") => {
            let refresh = ask.refresh_token.unwrap_or_default();
            app.write(async move |tx| {
                tokens::renew(tx, &program, &refresh, ask.scope.as_deref()).await
            })
            .await?
        }
        Some(_) => Err(Refused::new("unsupported_grant_type", "oauth-bad-grant-type")),
        None => Err(Refused::request("oauth-needs-grant-type")),
    }
}

async fn take_back(app: &App, headers: &HeaderMap, ask: TokenAsk) -> Result<(), Refused> {
    let program = client(app, headers, &ask).await?;
    let token = ask.token.ok_or_else(|| Refused::request("oauth-needs-token"))?;
    let may = app.write(async move |tx| tokens::revoke(tx, &program, &token).await).await?;
    if may {
        return Ok(());
    }
    let status = http::StatusCode::FORBIDDEN;
    Err(Refused { status, ..Refused::new("unauthorized_client", "oauth-not-its-token") })
}

/// The program that asks, by its secret: in the body or, as RFC 6749 §2.3.1 prefers, the header.
async fn client(app: &App, headers: &HeaderMap, ask: &TokenAsk) -> Result<Program, Refused> {
    let basic = basic(headers);
    let (id, secret) = match basic {
        Some(pair) => pair,
        None => (
            ask.client_id.clone().unwrap_or_default(),
            ask.client_secret.clone().unwrap_or_default(),
        ),
    };
    let found = app.read(async move |tx| sql::app(tx, &id).await).await?;
    found.filter(|program| program.has_secret(&secret)).ok_or_else(Refused::client)
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, coded) = value.split_once(' ')?;
    if !kind.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(coded.trim()).ok()?).ok()?;
    // Our ids and secrets need no percent-encoding, so none is undone.
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

fn application(app: &App, program: &Program) -> mastodon::Application {
    mastodon::Application {
        id: Id(program.id.0),
        name: program.name.clone(),
        website: program.website.clone(),
        scopes: program.scopes.split_ascii_whitespace().map(str::to_owned).collect(),
        redirect_uris: program.redirects().map(str::to_owned).collect(),
        redirect_uri: program.redirects.clone(),
        vapid_key: Push::public_key(app),
    }
}
