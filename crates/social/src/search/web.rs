//! The page of search: one question, and what was found of each kind.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self, Field, Page, Spot, button, choice, field};
use ground::http::page::encode;
use ground::http::{Input, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Question, address};
use crate::accounts::{people, shown as shown_accounts};
use crate::posts::page::{Look, acts_form, list, shown};
use crate::posts::web::composer::LANGUAGES;
use crate::tags::Tag;

/// Finds of each kind on the page.
const LIMIT: usize = 20;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    /// The operators as fields: each is written behind the words.
    #[serde(default)]
    from: String,
    #[serde(default)]
    has: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    before: String,
}

impl Asked {
    /// The question in one line.
    fn line(&self) -> String {
        let mut line = self.q.trim().to_owned();
        for (name, value) in [
            ("from", self.from.trim().trim_start_matches('@')),
            ("has", self.has.as_str()),
            ("language", self.language.as_str()),
            ("after", self.after.as_str()),
            ("before", self.before.as_str()),
        ] {
            let sane = !value.is_empty() && !value.contains(char::is_whitespace);
            if sane {
                line.push_str(&format!(" {name}:{value}"));
            }
        }
        line.trim().to_owned()
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let question = Question::new(&asked.line(), visit.who(), LIMIT);
    let words = question.typed.clone();
    let title = if words.is_empty() { visit.say("nav-search") } else { words.clone() };
    let found = if words.is_empty() {
        html! {
            h1 { (title) }
            (form(&visit, ""))
            p { a href="/trends" { (visit.say("trends-see")) } }
            (help(&visit))
            @if visit.viewer.is_none() { (members(&visit)) }
        }
    } else {
        finds(&app, &visit, question).await?
    };
    let page = Page { title: &title, spot: Spot::Search, private: true, main: &found };
    Ok(html::frame(&app, &visit, &page).into_response())
}

async fn finds(app: &App, visit: &Visit, question: Question) -> Result<Markup> {
    let (words, house) = (question.typed.clone(), app.clone());
    let (reader, abroad) = (
        question.viewer,
        match question.viewer {
            Some(_) => address::abroad(app, &question).await?,
            None => None,
        },
    );
    let (accounts, tags, posts) = app
        .read(async move |tx| {
            if let Some(at) = abroad {
                let at = at.seen(tx, reader).await?;
                return Ok((at.accounts, Vec::new(), at.posts));
            }
            if let Some(at) = address::at(tx, &house.config, &question).await? {
                return Ok((at.accounts, Vec::new(), at.posts));
            }
            let accounts = super::accounts(tx, &house.config, &question).await?;
            let tags = super::tags(tx, &question).await?;
            let posts = super::posts(tx, &question).await?;
            Ok((accounts, tags, posts))
        })
        .await?;
    let accounts = shown_accounts(app, &accounts).await?;
    let posts = shown(app, visit.who(), &posts).await?;
    let count = accounts.len() + tags.len() + posts.len();
    let say = Say::new("search-results").with("count", count).with("query", words.as_str());
    Ok(html! {
        h1 { (visit.say(say)) }
        (form(visit, &words))
        (help(visit))
        @if visit.viewer.is_none() { (members(visit)) }
        @if !accounts.is_empty() {
            h2 { (visit.say("search-people")) }
            (people(app, visit, &accounts))
        }
        @if !tags.is_empty() { (tag_list(visit, &tags)) }
        @if !posts.is_empty() {
            h2 { (visit.say("search-posts")) }
            (list(app, visit, &posts, Look::at("search").under_section()))
        }
        (acts_form(visit, "search"))
    })
}

fn form(visit: &Visit, words: &str) -> Markup {
    html! {
        form.find role="search" action="/search" {
            (field(&Field {
                name: "q",
                label: &visit.say("search-label"),
                kind: "search",
                value: words,
                ..Field::default()
            }))
            (button(&visit.say("nav-search")))
            @if visit.viewer.is_some() { (narrow(visit)) }
        }
    }
}

/// The operators as fields, for who would rather not write them.
fn narrow(visit: &Visit) -> Markup {
    let say = |key: &'static str| visit.say(key);
    let has = [
        ("", "has-anything"),
        ("media", "has-media"),
        ("image", "has-image"),
        ("video", "has-video"),
        ("poll", "has-poll"),
        ("link", "has-link"),
    ]
    .map(|(value, key)| (value, say(key)));
    let mut languages = vec![("", say("any-language"))];
    languages.extend(LANGUAGES.iter().map(|(tag, name)| (*tag, (*name).to_owned())));
    let day =
        |name, label| field(&Field { name, label: &say(label), kind: "date", ..Field::default() });
    let inside = html! {
        (field(&Field { name: "from", label: &say("search-from"), ..Field::default() }))
        (choice("has", &say("search-has"), &has, ""))
        (choice("language", &say("search-language"), &languages, ""))
        (day("after", "search-after"))
        (day("before", "search-before"))
    };
    html::unfold(&say("search-narrow"), false, &inside)
}

/// The operators, each with what it asks.
const OPERATORS: [(&str, &str); 7] = [
    ("from:name", "search-help-from"),
    ("has:media", "search-help-has"),
    ("is:reply", "search-help-is"),
    ("language:fr", "search-help-language"),
    ("before:2026-01-31", "search-help-days"),
    ("in:library", "search-help-in"),
    ("-has:image", "search-help-not"),
];

fn help(visit: &Visit) -> Markup {
    let list = html! {
        dl {
            @for (operator, words) in OPERATORS {
                dt { code { (operator) } }
                dd { (visit.say(words)) }
            }
        }
    };
    html::unfold(&visit.say("search-help"), false, &list)
}

fn members(visit: &Visit) -> Markup {
    html! { p.soft { (visit.say("search-strangers")) } }
}

fn tag_list(visit: &Visit, tags: &[Tag]) -> Markup {
    html! {
        h2 { (visit.say("search-tags")) }
        ul.tag-list {
            @for tag in tags {
                li { a.button href={ "/tags/" (encode(&tag.name)) } { "#" (tag.display) } }
            }
        }
    }
}
