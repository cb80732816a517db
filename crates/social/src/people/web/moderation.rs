//! Where moderators let people in.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Form, Role, Viewer, Visit};
use ground::{App, Error, PersonId, Result, Say, html as parts};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{Waiting, account_of, waiting};
use crate::moderation::{self, Moderator};

/// People on one page.
const PAGE_MAX: usize = 50;

/// Who waits.
pub(in super::super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let people = app.read(async |tx| waiting(tx, PAGE_MAX).await).await?;
    let title = visit.say("moderation-sign-ups");
    let main = html! {
        h1 { (title) }
        @if people.is_empty() { p { (visit.say("moderation-nobody")) } }
        ul { @for person in &people { li { (one(&visit, person)) } } }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Decision {
    person: PersonId,
    #[serde(default)]
    decision: String,
}

/// One is let in, or not.
pub(in super::super) async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    Form(made): Form<Decision>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let by = Moderator::from(&viewer);
    app.write(async move |tx| {
        let account = account_of(tx, made.person).await?;
        match made.decision.as_str() {
            "accept" => moderation::approve(tx, by, account).await,
            "refuse" => moderation::reject(tx, by, account).await,
            _ => Err(Error::invalid("decision", "error-no-decision")),
        }
    })
    .await?;
    Ok(parts::see_other("/moderation/sign-ups"))
}

fn one(visit: &Visit, waiting: &Waiting) -> Markup {
    let handle = format!("@{}", waiting.username);
    let [accept, refuse] = ["moderation-accept", "moderation-refuse"]
        .map(|key| visit.say(Say::new(key).with("handle", handle.as_str())));
    html! {
        h2 { (handle) }
        p { (waiting.email) }
        @if waiting.confirmed_at.is_none() { p { (visit.say("moderation-unconfirmed")) } }
        blockquote { (waiting.reason) }
        form method="post" action="/moderation/sign-ups" {
            (parts::csrf_field(visit))
            input type="hidden" name="person" value=(waiting.person);
            button type="submit" name="decision" value="accept" { (accept) }
            button type="submit" name="decision" value="refuse" { (refuse) }
        }
    }
}
