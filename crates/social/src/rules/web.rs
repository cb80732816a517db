//! The pages on which admins write the rules: their list in its order, and a form for each.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Nothing, Path, Role, Viewer, Visit};
use ground::{App, Error, Locale, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Rule, Translation, Words};
use crate::posts::Actor;
use crate::posts::page::acts_form;

const HERE: &str = "/admin/rules";

/// What the form says: the rule, and under `text-fr`, `hint-fr` … the same in each language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    text: String,
    hint: String,
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Typed {
    fn of(rule: &Rule) -> Self {
        let mut others = BTreeMap::new();
        for (tag, it) in rule.wire().translations {
            others.insert(format!("text-{tag}"), it.text);
            others.insert(format!("hint-{tag}"), it.hint);
        }
        Self { text: rule.text.clone(), hint: rule.hint.clone(), others }
    }

    fn other(&self, name: &str) -> &str {
        self.others.get(name).map_or("", String::as_str)
    }

    /// The words, with those of `was` in languages that the form does not know.
    fn words(&self, was: Option<&Rule>) -> Words {
        let mut translations: BTreeMap<String, Translation> = was
            .map(|rule| serde_json::from_str(&rule.translations).unwrap_or_default())
            .unwrap_or_default();
        let plain = |text: &str| text.trim().replace("\r\n", "\n");
        for locale in Locale::ALL {
            let tag = locale.tag();
            let text = plain(self.other(&format!("text-{tag}")));
            let hint = plain(self.other(&format!("hint-{tag}")));
            match text.is_empty() && hint.is_empty() {
                true => translations.remove(tag),
                false => translations.insert(tag.to_owned(), Translation { text, hint }),
            };
        }
        Words {
            position: None,
            text: Some(plain(&self.text)),
            hint: Some(plain(&self.hint)),
            translations: Some(translations),
        }
    }
}

/// The rules that hold, in their order.
pub(super) async fn list(State(app): State<App>, viewer: Viewer, visit: Visit) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let rules = app.read(async |tx| super::list(tx).await).await?;
    let title = visit.say("rules-title");
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        @if rules.is_empty() { p.empty { (visit.say("rules-none")) } }
        ol.list {
            @for (at, rule) in rules.iter().enumerate() {
                li.card { (row(&visit, rule, at == 0, at + 1 == rules.len())) }
            }
        }
        p { a.button.main href={ (HERE) "/new" } { (visit.say("rules-add")) } }
        (acts_form(&visit, "moderation"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn row(visit: &Visit, rule: &Rule, first: bool, last: bool) -> Markup {
    let act = |class: &str, end: &str, key: &'static str| {
        parts::act_button(class, &format!("{HERE}/{}/{end}", rule.id), &visit.say(key), &rule.text)
    };
    let tags: Vec<String> = rule.wire().translations.into_keys().collect();
    html! {
        h2 dir="auto" { (rule.text) }
        @if !rule.hint.is_empty() { p dir="auto" { (rule.hint) } }
        @if !tags.is_empty() { p.hint { (visit.say("rules-also-in")) " " (tags.join(", ")) } }
        p.row {
            a.button href={ (HERE) "/" (rule.id) } {
                (visit.say("rules-edit")) (parts::only_read(&format!(" {}", rule.text)))
            }
            @if !first { (act("plain", "up", "rules-up")) }
            @if !last { (act("plain", "down", "rules-down")) }
            (act("danger", "end", "rules-end"))
        }
    }
}

/// An empty form.
pub(super) async fn fresh(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    Ok(form(&app, &visit, HERE, "rules-add", &Typed::default(), &Faults::default()))
}

/// The form of a rule, with what it says now.
pub(super) async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let rule = app.read(async move |tx| super::get_one(tx, id).await).await?;
    let action = format!("{HERE}/{id}");
    Ok(form(&app, &visit, &action, "rules-one", &Typed::of(&rule), &Faults::default()))
}

/// Adds one.
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let (by, words) = (Actor::from(&viewer), typed.words(None));
    let done = app.write(async move |tx| super::add(tx, by, words).await).await;
    settle(&app, &visit, HERE, "rules-add", &typed, done)
}

/// Says one otherwise.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let (by, said) = (Actor::from(&viewer), typed.clone());
    let done = app.write(async move |tx| {
        let was = super::get_one(tx, id).await?;
        super::change(tx, by, id, said.words(Some(&was))).await
    });
    settle(&app, &visit, &format!("{HERE}/{id}"), "rules-one", &typed, done.await)
}

/// Moves one `up` or `down`, or ends it (`end`).
pub(super) async fn handle(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, what)): Path<(i64, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| match what.as_str() {
        "up" => super::shift(tx, by, id, true).await,
        "down" => super::shift(tx, by, id, false).await,
        "end" => super::end(tx, by, id).await,
        _ => Err(Error::NotFound),
    })
    .await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

fn settle(
    app: &App,
    visit: &Visit,
    action: &str,
    title: &'static str,
    typed: &Typed,
    done: Result<Rule>,
) -> Result<Response> {
    match done {
        Ok(_) => Ok(parts::tell(parts::see_other(HERE), "saved")),
        Err(error) => {
            let faults = Faults::of(visit, error)?.renamed("translations", "text-fr");
            Ok(form(app, visit, action, title, typed, &faults))
        }
    }
}

fn form(
    app: &App,
    visit: &Visit,
    action: &str,
    title: &'static str,
    typed: &Typed,
    faults: &Faults,
) -> Response {
    let title = visit.say(title);
    let [text, text_hint, hint, hint_hint] =
        ["rule-text", "rule-text-hint", "rule-hint", "rule-hint-hint"].map(|key| visit.say(key));
    let main = html! {
        (parts::way_back(visit, HERE, "rules-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            (parts::area(&Field {
                name: "text", label: &text, hint: &text_hint, value: &typed.text, rows: 2,
                required: true, error: faults.on("text"), ..Field::default()
            }))
            (parts::area(&Field {
                name: "hint", label: &hint, hint: &hint_hint, value: &typed.hint, rows: 4,
                error: faults.on("hint"), ..Field::default()
            }))
            h2 { (visit.say("rule-languages")) }
            p.hint { (visit.say("rule-languages-hint")) }
            @for locale in Locale::ALL { (translation(visit, locale, typed, faults)) }
            (parts::button(&visit.say("rule-save")))
        }
    };
    parts::page_as(faults.status(), app, visit, &title, &main)
}

fn translation(visit: &Visit, locale: Locale, typed: &Typed, faults: &Faults) -> Markup {
    let [text, hint] = ["text", "hint"].map(|part| format!("{part}-{}", locale.tag()));
    let of = |key: &'static str| format!("{} ({})", visit.say(key), locale.name());
    html! {
        (parts::area(&Field {
            name: &text, label: &of("rule-text"), value: typed.other(&text), rows: 2,
            error: faults.on(&text), ..Field::default()
        }))
        (parts::area(&Field {
            name: &hint, label: &of("rule-hint"), value: typed.other(&hint), rows: 3,
            ..Field::default()
        }))
    }
}
