//! The pages on which a person agrees that a program acts for them.

use axum::extract::State;
use axum::response::Response;
use ground::html::Answer;
use ground::http::page::{encode, log_in_path};
use ground::http::{Form, Input, Viewer, Visit};
use ground::{AccountId, App, Error, Result, Say, html as parts};
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Consent, OUT_OF_BAND, Program, Refused, codes, scope, sql};
use crate::accounts;
use crate::people::{self, Standing};

/// A challenge of S256 is 32 bytes as base64url.
const CHALLENGE_CHARS: usize = 43;
/// Longest `state` that is sent back, in bytes.
const STATE_BYTES_MAX: usize = 4096;

/// What a program asks for. Whatever else it sends is of no matter.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    response_type: Option<String>,
    #[serde(default)]
    client_id: Option<String>,
    #[serde(default)]
    redirect_uri: Option<String>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    code_challenge: Option<String>,
    #[serde(default)]
    code_challenge_method: Option<String>,
    /// The button pressed; only in the answer.
    #[serde(default)]
    decision: Option<String>,
    /// For which of the person's accounts; only in the answer.
    #[serde(default)]
    account: Option<AccountId>,
}

/// Who asks, and where the answer goes: known to be one of the program's own addresses.
struct Caller {
    program: Program,
    redirect: String,
    state: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/oauth/#authorize>
pub(super) async fn ask(
    State(app): State<App>,
    visit: Visit,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let caller = caller(&app, &asked).await?;
    let scopes = match agreeable(&caller, &asked) {
        Ok(scopes) => scopes,
        Err(refused) => return Ok(send_back(&app, &visit, &caller, &refused)),
    };
    let Some(viewer) = visit.viewer.clone() else {
        return Ok(parts::see_other(&log_in_path(&visit.path)));
    };
    let mine = app
        .read(async move |tx| {
            let mine = people::acts_for(tx, viewer.person).await?;
            let ids: Vec<AccountId> = mine.iter().map(|(id, _)| *id).collect();
            let accounts = accounts::by_ids(tx, &ids).await?;
            let named = |(id, standing)| {
                let account = accounts.iter().find(|it| it.id == id)?;
                Some(Mine { id, handle: account.username.clone(), standing })
            };
            let mut mine: Vec<Mine> = mine.into_iter().filter_map(named).collect();
            // The one acted for now is the one meant, unless another is chosen.
            mine.sort_by_key(|it| it.id != viewer.id);
            Ok(mine)
        })
        .await?;
    Ok(consent_page(&app, &visit, &caller, &asked, &scopes, &mine))
}

/// One of the accounts the person acts for.
struct Mine {
    id: AccountId,
    handle: String,
    standing: Standing,
}

/// The answer to the page of [`ask`].
pub(super) async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let caller = caller(&app, &asked).await?;
    let scopes = match agreeable(&caller, &asked) {
        Ok(scopes) => scopes,
        Err(refused) => return Ok(send_back(&app, &visit, &caller, &refused)),
    };
    if asked.decision.as_deref() != Some("allow") {
        let refused = Refused::new("access_denied", "oauth-denied");
        return Ok(send_back(&app, &visit, &caller, &refused));
    }
    let (person, account) = (viewer.person, asked.account.unwrap_or(viewer.id));
    let standing = app.read(async move |tx| people::standing(tx, person, account).await).await?;
    let Some(scopes) = standing.narrow(&scopes) else {
        return Ok(send_back(&app, &visit, &caller, &Refused::scope()));
    };
    let consent = Consent {
        app: caller.program.id,
        person,
        account,
        redirect: caller.redirect.clone(),
        scopes,
        challenge: asked.code_challenge.filter(|challenge| !challenge.is_empty()),
    };
    let code = app.write(async move |tx| codes::consent(tx, &consent).await).await?;
    if caller.redirect == OUT_OF_BAND {
        return Ok(code_page(&app, &visit, &caller.program, &code));
    }
    Ok(parts::see_other(&lead_back(&caller, &[("code", &code)])))
}

/// Who asks. An unknown program or address is told to the person alone: leading them on would
/// make this an open door to anywhere.
async fn caller(app: &App, asked: &Asked) -> Result<Caller> {
    let id = asked.client_id.clone().unwrap_or_default();
    let program = app.read(async move |tx| sql::app(tx, &id).await).await?;
    let program = program.ok_or_else(|| Error::Malformed("oauth-unknown-program".into()))?;
    let redirect = asked.redirect_uri.clone().unwrap_or_default();
    if !program.redirects_to(&redirect) {
        return Err(Error::Malformed("oauth-unknown-redirect".into()));
    }
    let state = asked.state.clone();
    if state.as_ref().is_some_and(|state| state.len() > STATE_BYTES_MAX) {
        return Err(Error::Malformed("oauth-long-state".into()));
    }
    Ok(Caller { program, redirect, state })
}

/// The scopes to agree to, if all that was asked can be.
fn agreeable(caller: &Caller, asked: &Asked) -> Result<String, Refused> {
    if asked.response_type.as_deref() != Some("code") {
        return Err(Refused::new("unsupported_response_type", "oauth-bad-response-type"));
    }
    let challenge = asked.code_challenge.as_deref().filter(|text| !text.is_empty());
    let method = asked.code_challenge_method.as_deref();
    if let Some(challenge) = challenge {
        let well_made = challenge.len() == CHALLENGE_CHARS
            && challenge.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        // A challenge without a method would be `plain`, which hides nothing.
        if method != Some("S256") || !well_made {
            return Err(Refused::request("oauth-bad-challenge"));
        }
    }
    scope::of_request(asked.scope.as_deref(), &caller.program.scopes).ok_or_else(Refused::scope)
}

fn send_back(app: &App, visit: &Visit, caller: &Caller, refused: &Refused) -> Response {
    let why = refused.why.in_words(visit.locale);
    if caller.redirect != OUT_OF_BAND {
        let pairs = [("error", refused.code), ("error_description", why.as_str())];
        return parts::see_other(&lead_back(caller, &pairs));
    }
    let title = visit.say("oauth-refused-title");
    let main = html! {
        h1 { (title) }
        (parts::alert(&why))
        p { code id="authorization-error" { (refused.code) } }
    };
    parts::page_as(refused.status, app, visit, &title, &main)
}

/// The program's address with what it is to be told.
fn lead_back(caller: &Caller, pairs: &[(&str, &str)]) -> String {
    let mut address = caller.redirect.clone();
    let state = caller.state.as_deref().map(|state| ("state", state));
    for (name, value) in pairs.iter().copied().chain(state) {
        let joint = if address.contains('?') { '&' } else { '?' };
        address.push(joint);
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(value));
    }
    address
}

fn consent_page(
    app: &App,
    visit: &Visit,
    caller: &Caller,
    asked: &Asked,
    scopes: &str,
    mine: &[Mine],
) -> Response {
    let name = caller.program.name.as_str();
    let title = visit.say(Say::new("oauth-title").with("app", name));
    let handle = mine.first().map(|it| format!("@{}", it.handle)).unwrap_or_default();
    let who = Say::new("oauth-who").with("handle", handle);
    let hidden = [
        ("response_type", asked.response_type.as_deref()),
        ("client_id", asked.client_id.as_deref()),
        ("redirect_uri", asked.redirect_uri.as_deref()),
        ("scope", Some(scopes)),
        ("state", asked.state.as_deref()),
        ("code_challenge", asked.code_challenge.as_deref()),
        ("code_challenge_method", asked.code_challenge_method.as_deref()),
    ];
    let main = html! {
        h1 { (title) }
        p { (visit.say(who)) }
        @if let Some(site) = &caller.program.website {
            p {
                (visit.say("oauth-website")) " "
                a href=(site) rel="noopener noreferrer" { (site) }
            }
        }
        p { (visit.say(Say::new("oauth-may").with("app", name))) }
        ul { @for scope in scopes.split(' ') { li { (visit.say(scope::words(scope))) } } }
        @if caller.redirect != OUT_OF_BAND {
            p { (visit.say("oauth-leads-to")) " " code { (caller.redirect) } }
        }
        form method="post" action="/oauth/authorize" {
            (parts::csrf_field(visit))
            @for (name, value) in hidden {
                @if let Some(value) = value { input type="hidden" name=(name) value=(value); }
            }
            @if mine.len() > 1 { (which(visit, mine)) }
            p.row {
                button.main type="submit" name="decision" value="allow" {
                    (visit.say("oauth-allow"))
                }
                button type="submit" name="decision" value="refuse" {
                    (visit.say("oauth-refuse"))
                }
            }
        }
        form method="post" action="/log-out" {
            (parts::csrf_field(visit))
            input type="hidden" name="then" value=(visit.path);
            button type="submit" { (visit.say("oauth-not-me")) }
        }
    };
    parts::leads_away(parts::page(app, visit, &title, &main))
}

/// The choice of the account to act for.
fn which(visit: &Visit, mine: &[Mine]) -> Markup {
    let ids: Vec<String> = mine.iter().map(|it| it.id.to_string()).collect();
    let answers: Vec<Answer<'_>> = mine
        .iter()
        .zip(&ids)
        .map(|(it, id)| Answer {
            value: id,
            label: format!("@{}", it.handle),
            hint: match it.standing {
                Standing::Owner => String::new(),
                Standing::Voice => visit.say("oauth-as-voice"),
                Standing::Helper => visit.say("oauth-as-helper"),
            },
        })
        .collect();
    parts::radios("account", &visit.say("oauth-as"), &answers, answers[0].value)
}

fn code_page(app: &App, visit: &Visit, program: &Program, code: &str) -> Response {
    let title = visit.say("oauth-code-title");
    let explain = Say::new("oauth-code-explain").with("app", program.name.as_str());
    let main = html! {
        h1 { (title) }
        p { (visit.say(explain)) }
        p { code id="authorization-code" { (code) } }
    };
    let mut response = parts::page(app, visit, &title, &main);
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    response
}
