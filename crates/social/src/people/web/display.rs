//! How pages are to look, on a page of its own: a member's choices are kept with them, a
//! stranger's in a cookie.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{
    Answer, Choice, DISPLAY_COOKIE, Display, Page, Spot, button_as, csrf_field, frame, radios,
    see_other, tell,
};
use ground::http::{Form, Visit};
use ground::{App, Error, Result, html as parts};
use http::HeaderValue;
use http::header::SET_COOKIE;
use maud::{Markup, html};

use crate::people::settle;

/// How long a stranger's choices are kept, in seconds: a year.
const COOKIE_S_MAX: u64 = 365 * 24 * 3600;

/// A kind of choice in words: the keys of its question, and of its answers in their order.
fn words(choice: Choice) -> (&'static str, &'static [&'static str]) {
    match choice {
        Choice::Theme => (
            "display-theme",
            &[
                "display-theme-auto",
                "display-theme-light",
                "display-theme-dark",
                "display-theme-hc-light",
                "display-theme-hc-dark",
            ],
        ),
        Choice::Size => ("display-size", &["display-size-1", "display-size-2", "display-size-3"]),
        Choice::Space => ("display-space", &["display-space-1", "display-space-2"]),
        Choice::Width => (
            "display-width",
            &["display-width-usual", "display-width-narrow", "display-width-wide"],
        ),
        Choice::Font => (
            "display-font",
            &[
                "display-font-usual",
                "display-font-system",
                "display-font-lexend",
                "display-font-dyslexic",
            ],
        ),
        Choice::Motion => ("display-motion", &["display-motion-auto", "display-motion-none"]),
        Choice::Acts => {
            ("display-acts", &["display-acts-both", "display-acts-words", "display-acts-icons"])
        }
        Choice::Fold => ("display-fold", &["display-fold-no", "display-fold-yes"]),
        Choice::Keys => {
            ("display-keys", &["display-keys-feed", "display-keys-everywhere", "display-keys-none"])
        }
        Choice::Names => ("display-names", &["display-names-whole", "display-names-plain"]),
        Choice::Dates => ("display-dates", &["display-dates-ago", "display-dates-exact"]),
    }
}

/// The page.
pub(in super::super) async fn show(State(app): State<App>, visit: Visit) -> Markup {
    page(&app, &visit)
}

/// Shows the page as chosen, keeps the choices, or goes back to what we advise.
pub(in super::super) async fn choose(
    State(app): State<App>,
    mut visit: Visit,
    Form(sent): Form<HashMap<String, String>>,
) -> Result<Response> {
    let then = sent.get("then").map_or("", String::as_str);
    let mut display = Display::default();
    if then != "usual" {
        for choice in Choice::ALL {
            let value = sent.get(choice.name()).map_or("", String::as_str);
            display.choose(choice.name(), value);
        }
    }
    if then == "see" {
        visit.display = display;
        return Ok(page(&app, &visit).into_response());
    }
    if let Some(viewer) = &visit.viewer {
        let person = viewer.person;
        app.write(async move |tx| settle::set_display(tx, person, &display).await).await?;
    }
    let mut answer = tell(see_other("/settings/display"), "display");
    answer.headers_mut().append(SET_COOKIE, cookie(&app, &display)?);
    Ok(answer)
}

fn cookie(app: &App, display: &Display) -> Result<HeaderValue> {
    let secure = if app.config.is_secure() { "; Secure" } else { "" };
    let text = display.text();
    let cookie = format!(
        "{DISPLAY_COOKIE}={text}; Path=/; Max-Age={COOKIE_S_MAX}; HttpOnly; SameSite=Lax{secure}"
    );
    HeaderValue::from_str(&cookie).map_err(Error::internal)
}

fn page(app: &App, visit: &Visit) -> Markup {
    let title = visit.say("display-title");
    let where_kept = match visit.viewer {
        Some(_) => "display-kept-person",
        None => "display-kept-browser",
    };
    let main = html! {
        h1 { (title) }
        p.lead { (visit.say("display-lead")) }
        p { (visit.say(where_kept)) }
        (sample(visit))
        form method="post" action="/settings/display" data-display {
            (csrf_field(visit))
            @for choice in Choice::ALL { (question(visit, choice)) }
            p.row {
                (button_as("main", &visit.say("save")))
                button.plain type="submit" name="then" value="see" { (visit.say("display-see")) }
                button.plain type="submit" name="then" value="usual" {
                    (visit.say("display-usual"))
                }
            }
        }
    };
    frame(app, visit, &Page { title: &title, spot: Spot::Settings, private: false, main: &main })
}

fn question(visit: &Visit, choice: Choice) -> Markup {
    let (question, answers) = words(choice);
    let pairs = choice.options().iter().zip(answers);
    let options: Vec<Answer<'_>> = pairs
        .map(|(value, key)| Answer { value, label: visit.say(*key), hint: String::new() })
        .collect();
    radios(choice.name(), &visit.say(question), &options, visit.display.get(choice))
}

/// Something to look at while one chooses.
fn sample(visit: &Visit) -> Markup {
    html! {
        section.card aria-labelledby="sample" {
            h2 #sample { (visit.say("display-sample")) }
            p.words {
                (visit.say("display-sample-words")) " "
                a href="/help" { (visit.say("foot-help")) }
            }
            (parts::info(&visit.say("display-sample-note")))
            p { span.tag { (visit.say("audience-public")) } }
        }
    }
}
