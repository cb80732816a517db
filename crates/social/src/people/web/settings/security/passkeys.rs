//! The passkeys of a person: named, made, removed.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Nothing, Path, Viewer, Visit};
use ground::{App, Error, Result};
use http::HeaderMap;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::super::passkey::{WAIT_MS, answer, bytes, coded};
use super::super::super::{attempt, is_theirs};
use super::super::current;
use super::page;
use crate::accounts;
use crate::people::attempts::{self, Kind};
use crate::people::by_id;
use crate::people::passkeys::{self, Made, Passkey};
use crate::posts::page::acts_form;

/// What was typed, and what the script filled in, as base64.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super::super::super) struct Asked {
    name: String,
    current_password: String,
    client: String,
    device: String,
    key: String,
}

/// What the page says of passkeys, with its forms.
pub(super) async fn section(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    faults: &Faults,
    typed: &str,
) -> Result<Markup> {
    let person = viewer.person;
    let there = app.read(async move |tx| passkeys::list(tx, person).await).await?;
    let say = |key: &'static str| visit.say(key);
    Ok(html! {
        h2 #passkey { (say("passkeys-title")) }
        p { (say("passkeys-what")) }
        @if there.is_empty() { p.empty { (say("passkeys-none")) } }
        @else {
            ul.list { @for it in &there { li.card { (row(visit, it)) } } }
            (acts_form(visit, "settings"))
        }
        h3 { (say("passkey-new")) }
        form method="post" action="/settings/security/passkeys"
            data-passkey="/settings/security/passkeys/ask" {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "name", label: &say("passkey-name"), hint: &say("passkey-name-hint"),
                value: typed, required: true, error: faults.on("name"), ..Field::default()
            }))
            (current(visit, faults, "passkey-current"))
            @for name in ["id", "client", "device", "key"] { (parts::hidden(name, "")) }
            (parts::button(&say("passkey-make")))
        }
    })
}

fn row(visit: &Visit, it: &Passkey) -> Markup {
    html! {
        h3 { bdi { (it.name) } }
        p {
            (visit.say("session-since")) " " (parts::moment(visit, it.created_at))
            @if let Some(used) = it.used_at {
                "; " (visit.say("last-used")) " " (parts::moment(visit, used))
            }
        }
        p { (parts::act_button("plain", &format!("/settings/security/passkeys/{}/remove", it.id),
            &visit.say("passkey-remove"), &it.name)) }
    }
}

/// What the device is to be asked, after the password.
/// <https://www.w3.org/TR/webauthn-3/#dictionary-makecredentialoptions>
pub(in super::super::super::super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    is_theirs(&app, &viewer, asked.current_password).await?;
    let (person, account) = (viewer.person, viewer.id);
    let (begun, there, email, username) = app
        .write(async move |tx| {
            let begun = attempts::begin(tx, Kind::NewPasskey, Some(person), "").await?;
            let there = passkeys::list(tx, person).await?;
            let username = accounts::get(tx, account).await?.username;
            Ok((begun, there, by_id(tx, person).await?.email, username))
        })
        .await?;
    let known = |it: &Passkey| json!({ "type": "public-key", "id": coded(&it.credential) });
    let kinds = passkeys::algorithms();
    let kind = |alg: &i64| json!({ "type": "public-key", "alg": alg });
    // Without a host of its own, it is for this one.
    let options = json!({
        "challenge": coded(&passkeys::challenge(&begun)),
        "rp": { "name": app.config.title },
        "user": {
            "id": coded(&passkeys::owner(person)), "name": email,
            "displayName": format!("@{username}"),
        },
        "pubKeyCredParams": kinds.iter().map(kind).collect::<Vec<Value>>(),
        "authenticatorSelection": {
            "residentKey": "required", "requireResidentKey": true,
            "userVerification": "required",
        },
        "excludeCredentials": there.iter().map(known).collect::<Vec<Value>>(),
        "attestation": "none",
        "timeout": WAIT_MS,
    });
    Ok(answer(&app, options, &begun))
}

/// What the device said: a new passkey.
pub(in super::super::super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let person = viewer.person;
    let begun = attempt(&app, &headers).unwrap_or_default();
    let done = async {
        is_theirs(&app, &viewer, asked.current_password).await?;
        if asked.client.is_empty() {
            return Err(Error::invalid("passkey", "error-passkey-script"));
        }
        let made = Made {
            client: bytes(&asked.client),
            device: bytes(&asked.device),
            key: bytes(&asked.key),
        };
        let (place, name) = (passkeys::place(&app), asked.name.clone());
        app.write(async move |tx| passkeys::add(tx, &place, person, &begun, &name, &made).await)
            .await
    };
    match done.await {
        Ok(()) => Ok(parts::tell(parts::see_other("/settings/security#passkey"), "passkey-made")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?.renamed("current_password", "passkey-current");
            page(&app, &visit, &viewer, &faults, &asked.name).await
        }
    }
}

/// Removes one.
pub(in super::super::super::super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let person = viewer.person;
    app.write(async move |tx| passkeys::remove(tx, person, id).await).await?;
    Ok(parts::tell(parts::see_other("/settings/security#passkey"), "passkey-removed"))
}
