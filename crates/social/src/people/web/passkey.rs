//! Logging in by a passkey: the form that the script fills in, and what it asks first.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ground::html as parts;
use ground::http::page::own_path;
use ground::http::{Form, Nothing, Visit};
use ground::{App, Result};
use http::HeaderMap;
use http::header::CACHE_CONTROL;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::attempts::{self, Kind};
use super::super::passkeys::{self, Shows};
use super::log_in::refused;
use super::{attempt, enter, set_attempt};

/// How long a browser waits for its person, in milliseconds.
pub(super) const WAIT_MS: u32 = 5 * 60 * 1000;

/// What the script fills in, as base64.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Shown {
    id: String,
    client: String,
    device: String,
    signature: String,
    owner: String,
    then: Option<String>,
}

/// The form, there for the script only.
pub(super) fn form(visit: &Visit, then: &str) -> Markup {
    html! {
        form method="post" action="/log-in/passkey" data-passkey="/log-in/passkey/ask" hidden {
            (parts::csrf_field(visit))
            (parts::hidden("then", then))
            @for name in ["id", "client", "device", "signature", "owner"] {
                (parts::hidden(name, ""))
            }
            (parts::button_as("plain", &visit.say("passkey-log-in")))
        }
    }
}

/// What the device is to be asked. <https://www.w3.org/TR/webauthn-3/#dictionary-assertion-options>
pub(in super::super) async fn ask(
    State(app): State<App>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let begin = async |tx: &mut db::Tx| attempts::begin(tx, Kind::Passkey, None, "").await;
    let begun = app.write(begin).await?;
    let options = json!({
        "challenge": coded(&passkeys::challenge(&begun)),
        "rpId": passkeys::place(&app).host,
        "userVerification": "required",
        "timeout": WAIT_MS,
    });
    Ok(answer(&app, options, &begun))
}

/// What the device said.
pub(in super::super) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Form(shown): Form<Shown>,
) -> Result<Response> {
    let then = own_path(shown.then.as_deref()).to_owned();
    let begun = attempt(&app, &headers).unwrap_or_default();
    let place = passkeys::place(&app);
    let shows = Shows {
        credential: bytes(&shown.id),
        client: bytes(&shown.client),
        device: bytes(&shown.device),
        signature: bytes(&shown.signature),
        owner: bytes(&shown.owner),
    };
    let entry =
        app.write(async move |tx| passkeys::log_in(tx, &place, &begun, &shows).await).await?;
    let why = match entry {
        None => "passkey-unknown",
        Some(entry) => match enter(&app, &headers, &entry, &then).await? {
            Ok(response) => return Ok(response),
            Err(why) => why,
        },
    };
    Ok(refused(&app, &visit, &then, why))
}

/// What the script is to ask the device; the browser keeps the attempt.
pub(super) fn answer(app: &App, options: Value, begun: &str) -> Response {
    let mut response = ([(CACHE_CONTROL, "no-store")], Json(options)).into_response();
    set_attempt(app, &mut response, Some(begun));
    response
}

pub(super) fn coded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// What was coded; nothing if it was not.
pub(super) fn bytes(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap_or_default()
}
