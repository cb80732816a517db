//! The public page of a campaign: first what is asked, then what one can do, then why.

use axum::extract::State as Of;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Page, Spot};
use ground::http::page::encode;
use ground::http::{Path, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};
use social::accounts;

use super::super::{Campaign, Counted, Counts, State, Step, facts, public, steps};
use super::facts::shown;

pub(super) async fn show(
    Of(app): Of<App>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response> {
    let (it, facts, steps, by) = app
        .read(async move |tx| {
            let it = public(tx, &slug).await?;
            let by = accounts::get(tx, it.organisation).await?;
            Ok((it.clone(), facts(tx, it.id).await?, steps(tx, it.id).await?, by))
        })
        .await?;
    let counted = Counts::of(&app, &it).await?;
    let name = if by.display_name.is_empty() { &by.username } else { &by.display_name };
    let main = html! {
        h1 dir="auto" { (it.title) }
        p { (visit.say("campaign-by")) " " a href={ "/@" (by.username) } { bdi { (name) } } }
        h2 { (visit.say("campaign-we-ask")) }
        p dir="auto" { b { (it.demand) } }
        @if !it.authority.is_empty() {
            p { (visit.say("campaign-authority")) ": " bdi { (it.authority) } }
        }
        @if let Some(day) = it.decision_day {
            p { (visit.say("campaign-decision")) ": " (parts::day(&visit, day)) }
        }
        @if it.state == State::Active { (what_to_do(&visit, &it, &by.username)) }
        @else {
            h2 { (visit.say("campaign-came-of-it")) }
            (state(&visit, &it))
        }
        (counts(&visit, counted))
        @if !it.about.is_empty() {
            h2 { (visit.say("campaign-about")) }
            @for line in it.about.lines().filter(|line| !line.trim().is_empty()) {
                p dir="auto" { (line) }
            }
        }
        @if !it.measure.is_empty() {
            h2 { (visit.say("campaign-measure")) }
            p dir="auto" { (it.measure) }
        }
        @if !facts.is_empty() {
            h2 { (visit.say("facts-title")) }
            ul.list { @for fact in &facts { li.card { (shown(&visit, fact)) } } }
        }
        @if !steps.is_empty() {
            h2 { (visit.say("steps-title")) }
            ol.list { @for it in &steps { li.card { (step(&visit, it)) } } }
        }
    };
    let page = Page { title: &it.title, spot: Spot::Other, private: false, main: &main };
    Ok(parts::frame(&app, &visit, &page).into_response())
}

/// What anybody can do now, with or without an account here.
fn what_to_do(visit: &Visit, it: &Campaign, by: &str) -> Markup {
    let tag = format!("#{}", it.hashtag);
    html! {
        h2 { (visit.say("campaign-you-can")) }
        ul {
            li {
                a href={ "/write?status=" (encode(&format!("{tag} "))) } {
                    (visit.say(Say::new("campaign-say").with("tag", tag.as_str())))
                }
            }
            li { a href={ "/tags/" (encode(&it.hashtag)) } {
                (visit.say(Say::new("campaign-read").with("tag", tag.as_str())))
            } }
            li { a href={ "/@" (by) } { (visit.say("campaign-follow")) } }
        }
    }
}

/// What it is at, and what came of it.
pub(super) fn state(visit: &Visit, it: &Campaign) -> Markup {
    html! {
        p {
            (visit.say(it.state.words()))
            @if !it.outcome.is_empty() { " · " bdi { (it.outcome) } }
        }
    }
}

/// How far the hashtag went, with what the figures mean.
pub(super) fn counts(visit: &Visit, it: Counted) -> Markup {
    let say = Say::new("campaign-counts").with("posts", it.posts).with("authors", it.authors);
    html! {
        p { (visit.say(say.with("boosts", it.boosts))) }
        p.hint { (visit.say("campaign-counts-hint")) }
    }
}

/// A step as it is read.
pub(super) fn step(visit: &Visit, it: &Step) -> Markup {
    html! {
        p {
            (parts::day(visit, it.day)) " · " (visit.say(step_words(&it.kind))) " · "
            bdi { (it.words) }
            @if !it.url.is_empty() {
                " · " a href=(it.url) rel="noopener noreferrer" { (visit.say("step-url")) }
            }
        }
    }
}

/// The key of a kind of step in words.
pub(super) fn step_words(kind: &str) -> &'static str {
    match kind {
        "press" => "step-press",
        "field" => "step-field",
        "answer" => "step-answer",
        "decision" => "step-decision",
        _ => "step-agenda",
    }
}
