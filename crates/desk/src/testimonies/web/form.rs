//! The form by which anybody tells an organisation what they live through: no account, no script.

use axum::extract::State as Held;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Path, Visit};
use ground::{App, Error, Locale, Result, Say};
use maud::html;

use super::super::input::Told;
use super::super::{host, receive};
use super::told_fields;

/// The form.
pub(in super::super) async fn show(
    Held(app): Held<App>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response> {
    form_page(&app, &visit, &handle, &Told::default(), &Faults::default()).await
}

/// The same in easy words.
pub(in super::super) async fn show_easy(
    Held(app): Held<App>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response> {
    let told = Told { easy: ground::http::Flag(true), ..Told::default() };
    form_page(&app, &visit, &handle, &told, &Faults::default()).await
}

/// Takes it in, and leads on to the witness's own page.
pub(in super::super) async fn tell(
    Held(app): Held<App>,
    visit: Visit,
    Path(handle): Path<String>,
    Form(told): Form<Told>,
) -> Result<Response> {
    match take_in(&app, &handle, &told, visit.locale).await {
        Ok(secret) => {
            let page = parts::see_other(&format!("/testimony/{secret}"));
            Ok(parts::tell(page, "testimony-received"))
        }
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            form_page(&app, &visit, &handle, &told, &faults).await
        }
    }
}

/// Takes in what somebody tells an organisation whose form is open. Answers the secret of their
/// link.
pub(in super::super) async fn take_in(
    app: &App,
    handle: &str,
    told: &Told,
    locale: Locale,
) -> Result<String> {
    let handle = handle.trim_start_matches('@').to_owned();
    if handle.contains('\0') {
        return Err(Error::NotFound);
    }
    let account = app.read(async move |tx| host(tx, &handle).await).await?.0;
    let new = told.intake(told.channel(), locale)?;
    receive(app, account.id, new, None).await.map(|(_, secret)| secret)
}

async fn form_page(
    app: &App,
    visit: &Visit,
    handle: &str,
    told: &Told,
    faults: &Faults,
) -> Result<Response> {
    if handle.contains('\0') {
        return Err(Error::NotFound);
    }
    let at = handle.to_owned();
    let (account, form) = app.read(async move |tx| host(tx, &at).await).await?;
    let name = match account.display_name.as_str() {
        "" => account.username.as_str(),
        name => name,
    };
    let easy = told.easy.0;
    let title = visit.say(Say::new("testify-title").with("organisation", name));
    let facts: &[&'static str] = if easy {
        &["testify-easy-1", "testify-easy-2", "testify-easy-3", "testify-easy-4"]
    } else {
        &["testify-fact-1", "testify-fact-2", "testify-fact-3", "testify-fact-4"]
    };
    let (other, words) = match easy {
        true => (format!("/testify/{handle}"), "testify-usual"),
        false => (format!("/testify/{handle}/easy"), "testify-easy"),
    };
    let who = Say::new("testify-controller").with("organisation", name);
    let main = html! {
        h1 { (title) }
        p { a href=(other) { (visit.say(words)) } }
        section.note.info aria-labelledby="help" {
            h2 #help { (visit.say("testify-emergency")) }
            ul {
                li { (visit.say("testify-emergency-112")) }
                li { (visit.say("testify-emergency-114")) }
                li { (visit.say("testify-emergency-3114")) }
            }
        }
        h2 { (visit.say("testify-facts")) }
        ul { @for fact in facts { li { (visit.say(*fact)) } } }
        p { (visit.say(who)) " " bdi { (form.contact) } }
        (parts::faults_summary(visit, faults))
        form method="post" action={ "/testify/" (handle) } {
            (parts::csrf_field(visit))
            @if easy { (parts::hidden("easy", "true")) }
            (told_fields(visit, told, faults, easy))
            (parts::button(&visit.say(if easy { "testify-send-easy" } else { "testify-send" })))
        }
    };
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}
