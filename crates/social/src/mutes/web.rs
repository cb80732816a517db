//! The buttons of mutes, the page of whom one mutes, and the page on which one says for how long.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Answer, pager};
use ground::http::{Ask, Flag, Form, Path, Viewer, Visit, Whole};
use ground::{AccountId, App, Error, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::{DURATION_S_MAX, Listed};
use crate::accounts::{self, Shown};
use crate::posts::page::{Act, acts_form};

/// Accounts on a page.
const LIMIT: usize = 40;
/// How long a mute may last, in seconds, with the key of its words; 0 is until taken back.
const SPANS: [(&str, &str); 6] = [
    ("0", "span-ever"),
    ("1800", "span-30-minutes"),
    ("21600", "span-6-hours"),
    ("86400", "span-day"),
    ("604800", "span-week"),
    ("2592000", "span-30-days"),
];

/// What comes along with the button or the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    back: String,
    /// For how long, in seconds; none: until taken back.
    duration: Option<Whole>,
    /// Whether their notifications are wanted all the same.
    notified: Flag,
}

pub(super) async fn mute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(wish): Form<Wish>,
) -> Result<Response> {
    let seconds = wish.duration.map_or(0, |it| it.0);
    if !(0..=DURATION_S_MAX).contains(&seconds) {
        let say = Say::new("error-bad-duration").with("max", DURATION_S_MAX);
        return Err(Error::invalid("duration", say));
    }
    let silent = !wish.notified.0;
    app.write(async move |tx| {
        let end = (seconds > 0).then(|| tx.now_ms() + seconds * 1_000);
        super::mute(tx, viewer.id, id, silent, end).await
    })
    .await?;
    let back = ground::http::page::own_path(Some(&wish.back)).to_owned();
    Ok(parts::tell(parts::see_other(&back), "muted"))
}

pub(super) async fn unmute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::unmute(tx, viewer.id, id).await).await?;
    Ok(act.done("unmuted"))
}

/// For how long, and whether notifications too.
pub(super) async fn ask(
    State(app): State<App>,
    _: Viewer,
    visit: Visit,
    Path(id): Path<AccountId>,
) -> Result<Response> {
    let person = accounts::shown(&app, &[id]).await?.pop().ok_or(Error::NotFound)?;
    let title = visit.say(Say::new("act-mute").with("name", person.spoken()));
    let spans: Vec<Answer<'_>> = SPANS
        .iter()
        .map(|(value, key)| Answer { value, label: visit.say(*key), hint: String::new() })
        .collect();
    let main = html! {
        p.way-back { a href=(person.path()) { "← @" (person.acct) } }
        h1 { (title) }
        p { (visit.say("act-mute-hint")) }
        form method="post" action={ "/accounts/" (id) "/mute" } {
            (parts::csrf_field(&visit))
            (parts::hidden("back", &person.path()))
            (parts::radios("duration", &visit.say("mute-span"), &spans, "0"))
            (parts::tick("notified", &visit.say("mute-notified"), false))
            (parts::button(&title))
        }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// Whom one mutes, latest first, and until when.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    let who = viewer.id;
    let list = app.read(async move |tx| super::list(tx, who, ask, LIMIT).await).await?;
    let ids: Vec<AccountId> = list.iter().map(|mute| mute.target).collect();
    let people = accounts::shown(&app, &ids).await?;
    let older = list.last().filter(|_| list.len() == LIMIT);
    let older = older.map(|last| format!("/mutes?max_id={}", last.cursor));
    let title = visit.say("mutes-title");
    let main = html! {
        (parts::way_back(&visit, "/settings", "settings-title"))
        h1 { (title) }
        p { (visit.say("act-mute-hint")) }
        @if people.is_empty() { p.empty { (visit.say("mutes-empty")) } } @else {
            ul.list { @for person in &people {
                @let until = list.iter().find(|mute| mute.target == person.id);
                li.card { (row(&app, &visit, person, until)) }
            } }
        }
        (pager(&visit, None, older.as_deref()))
        (acts_form(&visit, "settings"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn row(app: &App, visit: &Visit, person: &Shown, mute: Option<&Listed>) -> Markup {
    html! {
        div.line {
            (accounts::row(app, person))
            (parts::act_button("plain", &format!("/accounts/{}/unmute", person.id),
                &visit.say("mutes-end"), &person.spoken()))
        }
        @if let Some(end) = mute.and_then(|mute| mute.expires_at) {
            p { (visit.say("mutes-until")) " " (parts::moment(visit, end)) }
        }
        p { a href={ "/accounts/" (person.id) "/mute" } {
            (visit.say("mutes-change")) (parts::only_read(&format!(" {}", person.spoken())))
        } }
    }
}
