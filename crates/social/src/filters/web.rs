//! The pages of filters: all of them, and the form of one.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Answer, Faults, Field};
use ground::http::{Flag, Form, Many, Nothing, Path, Viewer, Visit};
use ground::{App, Error, FilterId, FilterPartId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Action, Change, Context, Filter, KeywordChange, NewFilter, NewKeyword};
use crate::posts::page::acts_form;

/// How long a filter may hold, in seconds, with the key of its words.
const SPANS: [(&str, &str); 6] = [
    ("", "span-ever"),
    ("1800", "span-30-minutes"),
    ("21600", "span-6-hours"),
    ("86400", "span-day"),
    ("604800", "span-week"),
    ("2592000", "span-30-days"),
];

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    /// Words to look for, a line each.
    keywords: String,
    whole: Flag,
    contexts: Many<String>,
    action: String,
    /// Seconds from now; empty: for ever; `keep`: as it is.
    span: String,
}

impl Typed {
    fn contexts(&self) -> Vec<Context> {
        self.contexts.0.iter().filter_map(|name| Context::of(name)).collect()
    }

    fn words(&self) -> Vec<NewKeyword> {
        let lines = self.keywords.lines().map(str::trim).filter(|line| !line.is_empty());
        let new = |line: &str| NewKeyword { keyword: line.to_owned(), whole_word: self.whole.0 };
        lines.map(new).collect()
    }

    /// When it ends, in epoch milliseconds.
    fn end(&self, now_ms: i64) -> Option<i64> {
        let seconds = self.span.parse::<i64>().ok()?;
        let known = SPANS.iter().any(|(value, _)| *value == self.span);
        known.then_some(now_ms + seconds * 1_000)
    }

    fn of(filter: &Filter) -> Self {
        let words: Vec<&str> = filter.keywords.iter().map(|it| it.keyword.as_str()).collect();
        Self {
            title: filter.title.clone(),
            keywords: words.join("\n"),
            whole: Flag(filter.keywords.iter().all(|it| it.whole_word)),
            contexts: Many(filter.contexts.iter().map(|it| it.name().to_owned()).collect()),
            action: filter.action.name().to_owned(),
            span: if filter.expires_at.is_some() { "keep".to_owned() } else { String::new() },
        }
    }
}

/// All of them.
pub(super) async fn all(State(app): State<App>, viewer: Viewer, visit: Visit) -> Result<Response> {
    let who = viewer.id;
    let filters = app.read(async move |tx| super::list(tx, who).await).await?;
    let title = visit.say("filters-title");
    let main = html! {
        (parts::way_back(&visit, "/settings", "settings-title"))
        h1 { (title) }
        p { (visit.say("filters-hint")) }
        p { a.button.main href="/filters/new" { (visit.say("filter-new")) } }
        @if filters.is_empty() { p.empty { (visit.say("filters-empty")) } } @else {
            ul.list { @for filter in &filters { li.card { (row(&app, &visit, filter)) } } }
        }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn row(app: &App, visit: &Visit, filter: &Filter) -> Markup {
    let words: Vec<&str> = filter.keywords.iter().map(|it| it.keyword.as_str()).collect();
    let places: Vec<String> = filter.contexts.iter().map(|it| visit.say(place(*it))).collect();
    html! {
        h2 { a href={ "/filters/" (filter.id) } { bdi { (filter.title) } } }
        p { (visit.say(action(filter.action))) }
        @if !words.is_empty() { p { (visit.say("filter-words")) " " bdi { (words.join(", ")) } } }
        @if !filter.posts.is_empty() {
            p { (visit.say(Say::new("filter-posts").with("count", filter.posts.len()))) }
        }
        p { (visit.say("filter-places")) " " (places.join(", ")) }
        @match filter.expires_at {
            Some(end) if end <= app.db.now_ms() => { p { (visit.say("filter-over")) } }
            Some(end) => { p { (visit.say("mutes-until")) " " (parts::moment(visit, end)) } }
            None => {}
        }
    }
}

/// The form for a new one.
pub(super) async fn new(State(app): State<App>, _: Viewer, visit: Visit) -> Response {
    let every = [Context::Home, Context::Notifications, Context::Public, Context::Thread];
    let typed = Typed {
        whole: Flag(true),
        contexts: Many(every.iter().map(|it| it.name().to_owned()).collect()),
        action: Action::Warn.name().to_owned(),
        ..Typed::default()
    };
    page(&app, &visit, None, &typed, &Faults::default())
}

pub(super) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let new = NewFilter {
        title: typed.title.clone(),
        contexts: typed.contexts(),
        action: Action::of(&typed.action).unwrap_or(Action::Warn),
        expires_at: typed.end(app.db.now_ms()),
        keywords: typed.words(),
    };
    match app.write(async move |tx| super::create(tx, viewer.id, new).await).await {
        Ok(_) => Ok(parts::tell(parts::see_other("/filters"), "filter-made")),
        Err(error) => Ok(page(&app, &visit, None, &typed, &faults(&visit, error)?)),
    }
}

/// The form of one.
pub(super) async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<FilterId>,
) -> Result<Response> {
    let filter = app.read(async move |tx| super::get_one(tx, viewer.id, id).await).await?;
    Ok(page(&app, &visit, Some(&filter), &Typed::of(&filter), &Faults::default()))
}

pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<FilterId>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let who = viewer.id;
    let filter = app.read(async move |tx| super::get_one(tx, who, id).await).await?;
    let change = Change {
        title: Some(typed.title.clone()),
        contexts: Some(typed.contexts()),
        action: Action::of(&typed.action),
        expires_at: (typed.span != "keep").then(|| typed.end(app.db.now_ms())),
        keywords: words_changed(&filter, &typed),
    };
    match app.write(async move |tx| super::update(tx, who, id, change).await).await {
        Ok(_) => Ok(parts::tell(parts::see_other("/filters"), "saved")),
        Err(error) => Ok(page(&app, &visit, Some(&filter), &typed, &faults(&visit, error)?)),
    }
}

/// The words that are no longer typed go, those that are new come, the others stay.
fn words_changed(filter: &Filter, typed: &Typed) -> Vec<KeywordChange> {
    let words = typed.words();
    let mut changes = Vec::new();
    for kept in &filter.keywords {
        changes.push(match words.iter().any(|new| new.keyword == kept.keyword) {
            true => KeywordChange::Change(kept.id, None, Some(typed.whole.0)),
            false => KeywordChange::Remove(kept.id),
        });
    }
    let known = |new: &NewKeyword| filter.keywords.iter().any(|it| it.keyword == new.keyword);
    changes.extend(words.into_iter().filter(|new| !known(new)).map(KeywordChange::Add));
    changes
}

pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(parts::tell(parts::see_other("/filters"), "filter-removed"))
}

/// Takes a post out of a filter that names it.
pub(super) async fn remove_post(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, part)): Path<(FilterId, FilterPartId)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::remove_post(tx, viewer.id, part).await).await?;
    Ok(parts::tell(parts::see_other(&format!("/filters/{id}")), "saved"))
}

fn faults(visit: &Visit, error: Error) -> Result<Faults> {
    let error = match error {
        Error::Invalid { field: "context", .. } => {
            Error::invalid("contexts", "filter-contexts-missing")
        }
        other => other,
    };
    Ok(Faults::of(visit, error)?
        .renamed("keywords_attributes", "keywords")
        .renamed("keyword", "keywords"))
}

fn page(
    app: &App,
    visit: &Visit,
    filter: Option<&Filter>,
    typed: &Typed,
    faults: &Faults,
) -> Response {
    let title = visit.say(if filter.is_some() { "filter-change" } else { "filter-new" });
    let action = filter.map_or("/filters".to_owned(), |filter| format!("/filters/{}", filter.id));
    let main = html! {
        (parts::way_back(visit, "/filters", "filters-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        form method="post" action=(action) { (fields(visit, filter, typed, faults)) }
        @if let Some(filter) = filter { (others(visit, filter)) }
    };
    let status = faults.status();
    parts::page_as(status, app, visit, &title, &main)
}

fn fields(visit: &Visit, filter: Option<&Filter>, typed: &Typed, faults: &Faults) -> Markup {
    let places: Vec<(&str, String, bool)> = Context::ALL
        .iter()
        .map(|it| {
            let ticked = typed.contexts.0.iter().any(|name| name == it.name());
            (it.name(), visit.say(place(*it)), ticked)
        })
        .collect();
    let actions: Vec<Answer<'_>> = [Action::Warn, Action::Blur, Action::Hide]
        .into_iter()
        .map(|it| Answer { value: it.name(), label: visit.say(action(it)), hint: String::new() })
        .collect();
    let mut spans: Vec<(&str, String)> = Vec::new();
    if filter.is_some_and(|filter| filter.expires_at.is_some()) {
        spans.push(("keep", visit.say("span-keep")));
    }
    spans.extend(SPANS.iter().map(|(value, key)| (*value, visit.say(*key))));
    html! {
        (parts::csrf_field(visit))
        (parts::field(&Field {
            name: "title", label: &visit.say("filter-title"), value: &typed.title,
            required: true, error: faults.on("title"), ..Field::default()
        }))
        (parts::area(&Field {
            name: "keywords", label: &visit.say("filter-keywords"), value: &typed.keywords,
            hint: &visit.say("filter-keywords-hint"), error: faults.on("keywords"),
            ..Field::default()
        }))
        (parts::tick("whole", &visit.say("filter-whole"), typed.whole.0))
        (parts::ticks("contexts", &visit.say("filter-contexts"), &places))
        (parts::radios("action", &visit.say("filter-action"), &actions, &typed.action))
        (parts::choice("span", &visit.say("mute-span"), &spans, &typed.span))
        (parts::button(&visit.say("save")))
    }
}

/// The posts it names, and the way to be rid of it.
fn others(visit: &Visit, filter: &Filter) -> Markup {
    html! {
        @if !filter.posts.is_empty() {
            h2 { (visit.say("filter-posts-title")) }
            ul.list { @for named in &filter.posts {
                li.card.line {
                    a href={ "/posts/" (named.post) } {
                        (visit.say(Say::new("filter-post").with("id", named.post.to_string())))
                    }
                    (parts::act_button("plain",
                        &format!("/filters/{}/posts/{}/remove", filter.id, named.id),
                        &visit.say("list-take-off"), &named.post.to_string()))
                }
            } }
        }
        (acts_form(visit, "settings"))
        (parts::unfold(&visit.say("filter-remove"), false, &html! {
            p { (parts::act_button("danger", &format!("/filters/{}/delete", filter.id),
                &visit.say("filter-remove"), &filter.title)) }
        }))
    }
}

fn place(context: Context) -> &'static str {
    match context {
        Context::Home => "place-home",
        Context::Notifications => "place-notifications",
        Context::Public => "place-public",
        Context::Thread => "place-thread",
        Context::Account => "place-account",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::Warn => "filter-warn",
        Action::Blur => "filter-blur",
        Action::Hide => "filter-hide",
    }
}
