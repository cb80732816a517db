//! The pages of lists: all of them, one to be read, one to be looked after, and those an account
//! is on.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Answer, Faults, Field, Page, Spot};
use ground::http::{Ask, Flag, Form, Many, Nothing, Path, Viewer, Visit};
use ground::{AccountId, App, Error, ListId, Result, Say};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{List, MEMBERS_MAX, Replies, Wish};
use crate::accounts::{self, Shown};
use crate::posts::page::{Feed, Look, acts_form, feed_part};
use crate::timelines;

/// Posts on a page.
const LIMIT: usize = 20;

/// What a form of a list says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    replies: String,
    exclusive: Flag,
}

impl Typed {
    fn wish(&self) -> Wish {
        Wish {
            title: Some(self.title.clone()),
            replies: Replies::of(&self.replies),
            exclusive: Some(self.exclusive.0),
        }
    }
}

/// All lists, and the form for one more.
pub(super) async fn all(State(app): State<App>, viewer: Viewer, visit: Visit) -> Result<Response> {
    let typed = Typed { replies: Replies::Members.name().to_owned(), ..Typed::default() };
    all_page(&app, &visit, &viewer, &typed, &Faults::default()).await
}

pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let wish = typed.wish();
    match app.write(async move |tx| super::add(tx, viewer.id, wish).await).await {
        Ok(list) => {
            let there = format!("/lists/{}/edit", list.id);
            Ok(parts::tell(parts::see_other(&there), "list-made"))
        }
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            all_page(&app, &visit, &viewer, &typed, &faults).await
        }
    }
}

async fn all_page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let who = viewer.id;
    let lists = app.read(async move |tx| super::all(tx, who).await).await?;
    let title = visit.say("lists-title");
    let main = html! {
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        @if lists.is_empty() { p.empty { (visit.say("lists-empty")) } } @else {
            ul.list { @for list in &lists {
                li.card.line {
                    h2 { a href={ "/lists/" (list.id) } { bdi { (list.title) } } }
                    a.button href={ "/lists/" (list.id) "/edit" } {
                        (visit.say("list-look-after"))
                        (parts::only_read(&format!(" {}", list.title)))
                    }
                }
            } }
        }
        h2 { (visit.say("list-new")) }
        (form(visit, "/lists", typed, faults, "list-make"))
    };
    Ok(parts::page_as(status(faults), app, visit, &title, &main))
}

fn form(visit: &Visit, action: &str, typed: &Typed, faults: &Faults, act: &'static str) -> Markup {
    let replies = [
        (Replies::Members, "list-replies-members"),
        (Replies::Followed, "list-replies-followed"),
        (Replies::None, "list-replies-none"),
    ];
    let replies: Vec<Answer<'_>> = replies
        .into_iter()
        .map(|(it, key)| Answer { value: it.name(), label: visit.say(key), hint: String::new() })
        .collect();
    html! {
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "title", label: &visit.say("list-name"), value: &typed.title,
                required: true, error: faults.on("title"), ..Field::default()
            }))
            (parts::radios("replies", &visit.say("list-replies"), &replies, &typed.replies))
            (parts::tick("exclusive", &visit.say("list-exclusive"), typed.exclusive.0))
            (parts::button(&visit.say(act)))
        }
    }
}

/// What those on a list say.
pub(super) async fn read(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<ListId>,
    ask: Ask,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(LIMIT, 2 * LIMIT));
    let list = app.read(async move |tx| super::get_own(tx, who, id).await).await?;
    let ids = timelines::list(&app, who, id, ask, limit).await?;
    let span = ids.first().zip(ids.last()).map(|(newest, oldest)| (newest.0, oldest.0));
    let full = ids.len() == limit;
    let feed = Feed {
        title: "lists-title",
        empty: "list-empty",
        look: Look::at("list"),
        form: true,
        spot: Spot::Other,
        ids,
        span,
        full,
        ask,
    };
    let main = html! {
        (parts::way_back(&visit, "/lists", "lists-title"))
        h1 { bdi { (list.title) } }
        p { a href={ "/lists/" (id) "/edit" } { (visit.say("list-look-after")) } }
        (feed_part(&app, &visit, &feed).await?)
    };
    let page = Page { title: &list.title, spot: Spot::Other, private: true, main: &main };
    Ok(parts::frame(&app, &visit, &page).into_response())
}

/// What one typed on the page of a list.
#[derive(Debug, Default)]
struct Desk {
    typed: Option<Typed>,
    handle: String,
    faults: Faults,
}

/// Its name, its rules, and who is on it.
pub(super) async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<ListId>,
) -> Result<Response> {
    edit_page(&app, &visit, &viewer, id, Desk::default()).await
}

pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<ListId>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let wish = typed.wish();
    match app.write(async move |tx| super::change(tx, viewer.id, id, wish).await).await {
        Ok(_) => Ok(parts::tell(parts::see_other(&format!("/lists/{id}/edit")), "saved")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            let desk = Desk { typed: Some(typed), faults, ..Desk::default() };
            edit_page(&app, &visit, &viewer, id, desk).await
        }
    }
}

async fn edit_page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    id: ListId,
    desk: Desk,
) -> Result<Response> {
    let who = viewer.id;
    let everybody = MEMBERS_MAX as usize;
    let (list, members) = app
        .read(async move |tx| {
            let list: List = super::get_own(tx, who, id).await?;
            Ok((list, super::members(tx, who, id, Ask::default(), everybody).await?))
        })
        .await?;
    let members = accounts::shown(app, &members).await?;
    let typed = desk.typed.unwrap_or_else(|| Typed {
        title: list.title.clone(),
        replies: list.replies.name().to_owned(),
        exclusive: Flag(list.exclusive),
    });
    let faults = &desk.faults;
    let title = visit.say(Say::new("list-title").with("title", list.title.as_str()));
    let main = html! {
        p.way-back { a href={ "/lists/" (id) } { "← " bdi { (list.title) } } }
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        (form(visit, &format!("/lists/{id}/edit"), &typed, faults, "save"))
        h2 { (visit.say("list-members")) }
        form.find method="post" action={ "/lists/" (id) "/members" } {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "handle", label: &visit.say("list-add-label"), value: &desk.handle,
                hint: &visit.say("list-add-hint"), required: true, error: faults.on("handle"),
                autocomplete: "off", ..Field::default()
            }))
            (parts::button_as("plain", &visit.say("list-add")))
        }
        @if members.is_empty() { p.empty { (visit.say("list-nobody")) } } @else {
            ul.list { @for person in &members { li.card { (member(app, visit, id, person)) } } }
        }
        (acts_form(visit, "list"))
        (parts::unfold(&visit.say("list-delete"), false, &html! {
            p { (visit.say("list-delete-hint")) }
            p { (parts::act_button("danger", &format!("/lists/{id}/delete"),
                &visit.say("list-delete"), &list.title)) }
        }))
    };
    Ok(parts::page_as(status(faults), app, visit, &title, &main))
}

fn member(app: &App, visit: &Visit, id: ListId, person: &Shown) -> Markup {
    html! {
        div.line {
            (accounts::row(app, person))
            (parts::act_button("plain", &format!("/lists/{id}/members/{}/remove", person.id),
                &visit.say("list-take-off"), &person.spoken()))
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewMember {
    handle: String,
}

pub(super) async fn add_member(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<ListId>,
    Form(NewMember { handle }): Form<NewMember>,
) -> Result<Response> {
    let (who, typed, house) = (viewer.id, handle.clone(), app.clone());
    let added = app
        .write(async move |tx| {
            super::get_own(tx, who, id).await?;
            let found = accounts::by_handle(tx, &house.config, &typed).await?;
            let found = found.ok_or_else(|| Error::invalid("handle", "error-no-such-handle"))?;
            super::add_members(tx, who, id, &[found.id]).await
        })
        .await;
    match added {
        Ok(()) => Ok(parts::tell(parts::see_other(&format!("/lists/{id}/edit")), "list-added")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?.renamed("account_ids", "handle");
            edit_page(&app, &visit, &viewer, id, Desk { handle, faults, typed: None }).await
        }
    }
}

pub(super) async fn remove_member(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, member)): Path<(ListId, AccountId)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let off =
        async move |tx: &mut db::Tx| super::remove_members(tx, viewer.id, id, &[member]).await;
    app.write(off).await?;
    Ok(parts::tell(parts::see_other(&format!("/lists/{id}/edit")), "list-taken-off"))
}

pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(parts::tell(parts::see_other("/lists"), "list-deleted"))
}

/// Which of one's lists an account is on.
pub(super) async fn of_account(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<AccountId>,
) -> Result<Response> {
    let who = viewer.id;
    let (all, on) = app
        .read(async move |tx| {
            Ok((super::all(tx, who).await?, super::of_member(tx, who, id).await?))
        })
        .await?;
    let person = accounts::shown(&app, &[id]).await?.pop().ok_or(Error::NotFound)?;
    let title = visit.say(Say::new("lists-of").with("name", person.spoken()));
    let ids: Vec<String> = all.iter().map(|list| list.id.to_string()).collect();
    let options: Vec<(&str, String, bool)> = all
        .iter()
        .zip(&ids)
        .map(|(list, value)| {
            let ticked = on.iter().any(|it| it.id == list.id);
            (value.as_str(), list.title.clone(), ticked)
        })
        .collect();
    let main = html! {
        p.way-back { a href=(person.path()) { "← @" (person.acct) } }
        h1 { (title) }
        @if all.is_empty() { p.empty { (visit.say("lists-empty")) } } @else {
            form method="post" action={ "/accounts/" (id) "/lists" } {
                (parts::csrf_field(&visit))
                (parts::ticks("lists", &visit.say("lists-of-label"), &options))
                (parts::button(&visit.say("save")))
            }
        }
        p { a href="/lists" { (visit.say("list-new")) } }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    lists: Many<ListId>,
}

pub(super) async fn put_on(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(Chosen { lists }): Form<Chosen>,
) -> Result<Response> {
    let who = viewer.id;
    app.write(async move |tx| {
        let on: Vec<ListId> =
            super::of_member(tx, who, id).await?.iter().map(|list| list.id).collect();
        for list in lists.0.iter().filter(|list| !on.contains(list)) {
            super::add_members(tx, who, *list, &[id]).await?;
        }
        for list in on.iter().filter(|list| !lists.0.contains(list)) {
            super::remove_members(tx, who, *list, &[id]).await?;
        }
        Ok(())
    })
    .await?;
    Ok(parts::tell(parts::see_other(&format!("/accounts/{id}/lists")), "saved"))
}

fn status(faults: &Faults) -> StatusCode {
    if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
