//! What this place is, its rules, what it knows of people; and the choice of a language.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{Page, Spot, frame, see_other};
use ground::http::page::own_path;
use ground::http::who::LANGUAGE_COOKIE;
use ground::http::{Form, Visit};
use ground::{App, Error, Locale, Result, Say};
use http::HeaderValue;
use http::header::SET_COOKIE;
use maud::{Markup, html};
use serde::Deserialize;

use crate::instance;
use crate::instance::texts::{self, Kind};
use crate::rules::{self, Rule};

/// How long a chosen language is kept, in seconds: a year.
const LANGUAGE_S_MAX: u64 = 365 * 24 * 3600;

const RULES: [&str; 5] = ["rule-respect", "rule-safe", "rule-true", "rule-alt", "rule-law"];
const PRIVACY: [&str; 4] = ["privacy-kept", "privacy-shown", "privacy-paths", "privacy-never"];

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let locale = visit.locale;
    let (rules, said, terms) = app
        .read(async move |tx| {
            let said = texts::find(tx, Kind::Description, locale).await?;
            Ok((rules::list(tx).await?, said, texts::has_terms(tx).await?))
        })
        .await?;
    let site = app.config.title.as_str();
    let title = visit.say(Say::new("about-title").with("site", site));
    let main = html! {
        h1 { (title) }
        @if !app.config.description.is_empty() { p.lead { (app.config.description) } }
        @match &said {
            Some(text) => (instance::words(text)),
            None => p { (visit.say("about-words")) },
        }
        h2 #rules { (visit.say("about-rules")) }
        (rules_part(&visit, &rules))
        h2 #privacy { (visit.say("about-privacy")) }
        ul { @for key in PRIVACY { li { (visit.say(key)) } } }
        (instance::ways(&visit, terms))
        h2 #accessibility { (visit.say("access-title")) }
        p {
            (visit.say("about-accessibility")) " "
            a href="/accessibility" { (visit.say("access-state")) }
        }
        h2 #contact { (visit.say("foot-contact")) }
        (contact(&app, &visit))
        h2 #software { (visit.say("about-software")) }
        p { (visit.say("about-free")) }
    };
    let page = Page { title: &title, spot: Spot::Other, private: false, main: &main };
    Ok(frame(&app, &visit, &page).into_response())
}

/// The rules in the reader's language; the usual ones where nobody wrote any.
fn rules_part(visit: &Visit, rules: &[Rule]) -> Markup {
    html! {
        @if rules.is_empty() {
            ol { @for key in RULES { li { (visit.say(key)) } } }
        } @else {
            ol {
                @for rule in rules.iter().map(Rule::wire) {
                    @let own = rule.translations.get(visit.locale.tag());
                    @let own = own.filter(|own| !own.text.is_empty());
                    @let usual = (&rule.text, &rule.hint);
                    @let (text, hint) = own.map_or(usual, |own| (&own.text, &own.hint));
                    li {
                        (text)
                        @if !hint.is_empty() { p.hint { (hint) } }
                    }
                }
            }
        }
    }
}

/// All there is to go to.
pub(super) async fn menu(State(app): State<App>, visit: Visit) -> Markup {
    ground::html::menu(&app, &visit)
}

pub(super) fn contact(app: &App, visit: &Visit) -> Markup {
    let address = app.config.contact.as_str();
    html! {
        @if address.is_empty() { p { (visit.say("about-no-contact")) } }
        @else {
            p { (visit.say("about-contact")) " " a href={ "mailto:" (address) } { (address) } }
        }
    }
}

/// The language chosen at the foot of a page.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    language: String,
    #[serde(default)]
    back: String,
}

pub(super) async fn language(
    State(app): State<App>,
    Form(chosen): Form<Chosen>,
) -> Result<Response> {
    let locale = Locale::of_tag(&chosen.language)
        .ok_or_else(|| Error::invalid("language", "error-bad-language"))?;
    let secure = if app.config.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Max-Age={LANGUAGE_S_MAX}; SameSite=Lax{secure}",
        locale.tag()
    );
    let mut response = see_other(own_path(Some(&chosen.back)));
    let cookie = HeaderValue::from_str(&cookie).map_err(Error::internal)?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}
