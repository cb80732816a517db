//! The form by which one reports an account and a post of it.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Answer, Faults, Field};
use ground::http::{Flag, Form, Input, Many, Path, Viewer, Visit};
use ground::{AccountId, App, Error, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{Category, NewReport};
use super::wrong;
use crate::accounts;
use crate::posts;
use crate::posts::page::{Look, card, shown};
use crate::rules::{self, Rule};

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Typed {
    post: Option<PostId>,
    category: String,
    rules: Many<i64>,
    comment: String,
    forward: Flag,
}

pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<AccountId>,
    Input(mut typed): Input<Typed>,
) -> Result<Response> {
    if typed.category.is_empty() {
        Category::Other.name().clone_into(&mut typed.category);
    }
    page(&app, &visit, &viewer, id, &typed, &Faults::default()).await
}

pub(in super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<AccountId>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let new = NewReport {
        target: id,
        posts: typed.post.into_iter().collect(),
        collections: Vec::new(),
        comment: typed.comment.replace("\r\n", "\n"),
        category: Category::of(&typed.category),
        rules: typed.rules.0.clone(),
        forward: typed.forward.0,
    };
    match app.write(async move |tx| super::super::file(tx, viewer.id, new).await).await {
        Ok(_) => {
            let person = accounts::shown(&app, &[id]).await?.pop().ok_or(Error::NotFound)?;
            Ok(parts::tell(parts::see_other(&person.path()), "reported"))
        }
        Err(error) => {
            let faults = Faults::of(&visit, error)?.renamed("rule_ids", "rules");
            page(&app, &visit, &viewer, id, &typed, &faults).await
        }
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    id: AccountId,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let (who, wanted) = (viewer.id, typed.post);
    let (rules, post) = app
        .read(async move |tx| {
            let post = match wanted {
                Some(post) => Some(posts::seen_by(tx, Some(who), post).await?.id),
                None => None,
            };
            Ok((rules::list(tx).await?, post))
        })
        .await?;
    let person = accounts::shown(app, &[id]).await?.pop().ok_or(Error::NotFound)?;
    let posts = shown(app, Some(who), &post.into_iter().collect::<Vec<_>>()).await?;
    let elsewhere = person.acct.split_once('@');
    let forward = elsewhere.map(|(_, domain)| Say::new("report-forward").with("domain", domain));
    let title = visit.say(Say::new("report-title").with("name", person.spoken()));
    let look = Look { acts: false, ..Look::at("thread") };
    let main = html! {
        p.way-back { a href=(person.path()) { "← @" (person.acct) } }
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        p { (visit.say("report-hint")) }
        @for post in &posts { (card(app, visit, post, look)) }
        form method="post" action={ "/accounts/" (id) "/report" } {
            (parts::csrf_field(visit))
            @if let Some(post) = typed.post { (parts::hidden("post", &post.to_string())) }
            (fields(visit, &rules, typed, faults))
            @if let Some(say) = forward {
                (parts::tick("forward", &visit.say(say), typed.forward.0))
            }
            (parts::button(&visit.say("report-send")))
        }
    };
    let status = faults.status();
    Ok(parts::page_as(status, app, visit, &title, &main))
}

fn fields(visit: &Visit, rules: &[Rule], typed: &Typed, faults: &Faults) -> Markup {
    let categories: Vec<Answer<'_>> =
        [Category::Violation, Category::Spam, Category::Legal, Category::Other]
            .into_iter()
            .map(|it| Answer { value: it.name(), label: visit.say(wrong(it)), hint: String::new() })
            .collect();
    let ids: Vec<String> = rules.iter().map(|rule| rule.id.to_string()).collect();
    let rules: Vec<(&str, String, bool)> = rules
        .iter()
        .zip(&ids)
        .map(|(rule, id)| (id.as_str(), rule.text.clone(), typed.rules.0.contains(&rule.id)))
        .collect();
    html! {
        (parts::radios("category", &visit.say("report-what"), &categories, &typed.category))
        @if !rules.is_empty() { (parts::ticks("rules", &visit.say("report-rules"), &rules)) }
        (parts::area(&Field {
            name: "comment", label: &visit.say("report-comment"), value: &typed.comment,
            hint: &visit.say("report-comment-hint"), error: faults.on("comment"),
            ..Field::default()
        }))
    }
}
