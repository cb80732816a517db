//! Where one looks around: what is spoken of, and whom one may like to follow.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Topic, topics};
use ground::http::{Form, Input, Nothing, Path, Viewer, Visit, Whole};
use ground::{AccountId, App, Result};
use maud::{Markup, html};
use serde::Deserialize;
use wire::mastodon::SuggestionReason;

use crate::accounts::{self, Shown};
use crate::posts::page::acts_form;
use crate::suggestions::{self, Suggested};
use crate::{directory, emojis};

/// Suggestions on the page.
const SUGGESTED_MAX: usize = 10;
/// Accounts of the directory on a page.
const LISTED: usize = 20;

const WAYS: &[Topic] = &[
    Topic::new("/trends", "trends-title", "map-trends"),
    Topic::new("/local", "nav-local", "explore-local-hint"),
    Topic::new("/search", "nav-search", "explore-search-hint"),
];

/// Which page of the directory, and in which order.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    order: String,
    offset: Option<Whole>,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let who = visit.who();
    let offset = usize::try_from(asked.offset.map_or(0, |it| it.0)).unwrap_or(0);
    let newest = asked.order == "new";
    let order = if newest { directory::Order::New } else { directory::Order::Active };
    let offset = offset.min(directory::OFFSET_MAX);
    let page = directory::Page { order, local: false, offset, limit: LISTED };
    let (suggested, listed) = app
        .read(async move |tx| {
            let suggested = match who {
                Some(who) => suggestions::list(tx, who, SUGGESTED_MAX).await?,
                None => Vec::new(),
            };
            Ok((suggested, directory::list(tx, who, page).await?))
        })
        .await?;
    let ids: Vec<AccountId> = suggested.iter().map(|it| it.account).collect();
    let people = accounts::shown(&app, &ids).await?;
    let listed_people = accounts::shown(&app, &listed).await?;
    let title = visit.say("explore-title");
    let main = html! {
        h1 { (title) }
        (topics(&visit, "explore-posts", WAYS))
        @if !people.is_empty() {
            h2 { (visit.say("explore-suggested")) }
            ul.list { @for (person, it) in people.iter().zip(&suggested) {
                li.card { (suggestion(&app, &visit, person, it)) }
            } }
        }
        h2 #directory { (visit.say("explore-directory")) }
        p { (visit.say("explore-directory-hint")) }
        (orders(&visit, newest))
        @if listed_people.is_empty() { p.empty { (visit.say("explore-nobody")) } }
        @else { (accounts::people(&app, &visit, &listed_people)) }
        (turn(&visit, &asked.order, offset, listed.len()))
        (acts_form(&visit, "explore"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn suggestion(app: &App, visit: &Visit, person: &Shown, it: &Suggested) -> Markup {
    let name = person.spoken();
    html! {
        (accounts::row(app, person))
        @if !person.note.is_empty() {
            div.words dir="auto" { (emojis::words(app, &person.note, &person.emojis)) }
        }
        @for reason in &it.reasons { p.soft { (visit.say(because(*reason))) } }
        p.row {
            (parts::act_button("main", &format!("/accounts/{}/follow", person.id),
                &visit.say("explore-follow"), &name))
            (parts::act_button("plain", &format!("/explore/{}/dismiss", person.id),
                &visit.say("explore-dismiss"), &name))
        }
    }
}

fn because(reason: SuggestionReason) -> &'static str {
    match reason {
        SuggestionReason::FriendsOfFriends => "because-friends",
        _ => "because-followed",
    }
}

fn orders(visit: &Visit, newest: bool) -> Markup {
    html! {
        nav.tabs aria-label=(visit.say("explore-order")) { ul {
            @for (address, key, chosen) in [
                ("/explore", "explore-active", !newest),
                ("/explore?order=new", "explore-new", newest),
            ] {
                li { a href=(address) aria-current=[chosen.then_some("page")] {
                    (visit.say(key))
                } }
            }
        } }
    }
}

fn turn(visit: &Visit, order: &str, offset: usize, count: usize) -> Markup {
    let order = if order == "new" { "order=new&" } else { "" };
    let at = |offset: usize| format!("/explore?{order}offset={offset}#directory");
    let newer = (offset > 0).then(|| at(offset.saturating_sub(LISTED)));
    let older = (count == LISTED).then(|| at(offset + LISTED));
    parts::pager(visit, newer.as_deref(), older.as_deref())
}

/// Not this one again.
pub(super) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| suggestions::dismiss(tx, viewer.id, id).await).await?;
    Ok(parts::tell(parts::see_other("/explore"), "dismissed"))
}
