//! The second step of a log-in: a page of its own, between the password and where one was going.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::page::own_path;
use ground::http::{Form, Input, Visit};
use ground::{App, Result, Say};
use http::HeaderMap;
use maud::html;
use serde::Deserialize;

use super::super::attempts::{self, Kind};
use super::super::log_in::{Typed, type_code};
use super::{attempt, enter, onward, set_attempt};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Code {
    code: String,
    then: Option<String>,
}

/// The form; to whoever began no log-in, the page where one does.
pub(in super::super) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Input(asked): Input<Code>,
) -> Result<Response> {
    let then = own_path(asked.then.as_deref());
    let begun = match attempt(&app, &headers) {
        Some(secret) => {
            app.read(async move |tx| attempts::find(tx, Kind::Second, &secret).await).await?
        }
        None => None,
    };
    if begun.is_none() {
        return Ok(parts::see_other(&onward("/log-in", then)));
    }
    Ok(page(&app, &visit, then, &Faults::default()))
}

/// The code typed.
pub(in super::super) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Form(asked): Form<Code>,
) -> Result<Response> {
    let then = own_path(asked.then.as_deref()).to_owned();
    let secret = attempt(&app, &headers).unwrap_or_default();
    let (code, inner) = (asked.code, app.clone());
    let typed = app.write(async move |tx| type_code(tx, &inner, &secret, &code).await).await?;
    let (entry, spare) = match typed {
        Typed::In(entry) => (entry, None),
        Typed::InBySpare(entry, left) => (entry, Some(left)),
        Typed::Wrong => return Ok(again(&app, &visit, &then, "error-second-wrong".into())),
        Typed::Closed(until) => {
            let minutes = (until - app.db.now_ms()).max(0) / 60_000 + 1;
            let minutes = usize::try_from(minutes).unwrap_or_default();
            let why = Say::new("error-second-closed").with("minutes", minutes);
            return Ok(again(&app, &visit, &then, why));
        }
        Typed::Stale => {
            let mut response = parts::see_other(&onward("/log-in", &then));
            set_attempt(&app, &mut response, None);
            return Ok(parts::tell(response, "log-in-stale"));
        }
    };
    match enter(&app, &headers, &entry, &then).await? {
        Ok(response) if spare.is_some() => Ok(parts::tell(response, "recovery-used")),
        Ok(response) => Ok(response),
        Err(why) => Ok(again(&app, &visit, &then, why.into())),
    }
}

fn again(app: &App, visit: &Visit, then: &str, why: Say) -> Response {
    let mut faults = Faults::default();
    faults.push(visit, "code", why);
    page(app, visit, then, &faults)
}

fn page(app: &App, visit: &Visit, then: &str, faults: &Faults) -> Response {
    let title = visit.say("second-title");
    let main = html! {
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        form method="post" action="/log-in/second" {
            (parts::csrf_field(visit))
            (parts::hidden("then", then))
            (parts::field(&Field {
                name: "code", label: &visit.say("label-code"), hint: &visit.say("hint-code"),
                autocomplete: "one-time-code", required: true, error: faults.on("code"),
                ..Field::default()
            }))
            (parts::button(&visit.say("second-submit")))
        }
        p { a href=(onward("/log-in", then)) { (visit.say("second-other")) } }
        (parts::unfold(&visit.say("second-lost"), false, &html! {
            p { (visit.say("second-lost-words")) }
            p { a href="/about#contact" { (visit.say("problem-contact")) } }
        }))
    };
    parts::page_as(faults.status(), app, visit, &title, &main)
}
