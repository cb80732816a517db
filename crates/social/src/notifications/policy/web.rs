//! The pages of the policy: what becomes of notifications, and what waits to be accepted.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Answer, pager};
use ground::http::{Ask, Form, Nothing, Path, Viewer, Visit};
use ground::{AccountId, App, Error, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Policy, Request, Verdict};
use crate::accounts::{self, Shown};
use crate::notifications::groups::{self, Line};
use crate::notifications::web::told;
use crate::notifications::{Filter, list as notifications};
use crate::posts::page::acts_form;

/// Requests on a page.
const LIMIT: usize = 40;
/// Notifications of a request on its page.
const TOLD_MAX: usize = 40;
const REQUESTS: &str = "/notifications/requests";

/// What the form says: of each sort, what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(in crate::notifications) struct Chosen {
    not_following: String,
    not_followers: String,
    new_accounts: String,
    private_mentions: String,
    limited_accounts: String,
    bots: String,
}

impl Default for Chosen {
    fn default() -> Self {
        Self::of(&Policy::default())
    }
}

impl Chosen {
    fn of(policy: &Policy) -> Self {
        let name = |verdict: Verdict| verdict.name().to_owned();
        Self {
            not_following: name(policy.not_following),
            not_followers: name(policy.not_followers),
            new_accounts: name(policy.new_accounts),
            private_mentions: name(policy.private_mentions),
            limited_accounts: name(policy.limited_accounts),
            bots: name(policy.bots),
        }
    }

    fn policy(&self) -> Result<Policy> {
        let verdict = |name: &str| {
            Verdict::of(name).ok_or_else(|| Error::invalid("", "error-notification-policy"))
        };
        Ok(Policy {
            not_following: verdict(&self.not_following)?,
            not_followers: verdict(&self.not_followers)?,
            new_accounts: verdict(&self.new_accounts)?,
            private_mentions: verdict(&self.private_mentions)?,
            limited_accounts: verdict(&self.limited_accounts)?,
            bots: verdict(&self.bots)?,
        })
    }
}

/// The policy.
pub(in crate::notifications) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    let policy = app.read(async move |tx| super::get(tx, viewer.id).await).await?;
    let chosen = Chosen::of(&policy);
    let sorts = [
        ("not_following", "policy-not-following", &chosen.not_following),
        ("not_followers", "policy-not-followers", &chosen.not_followers),
        ("new_accounts", "policy-new-accounts", &chosen.new_accounts),
        ("private_mentions", "policy-private-mentions", &chosen.private_mentions),
        ("limited_accounts", "policy-limited-accounts", &chosen.limited_accounts),
        ("bots", "policy-bots", &chosen.bots),
    ];
    let verdicts: Vec<Answer<'_>> =
        [("accept", "policy-accept"), ("filter", "policy-filter"), ("drop", "policy-drop")]
            .into_iter()
            .map(|(value, key)| Answer { value, label: visit.say(key), hint: String::new() })
            .collect();
    let title = visit.say("policy-title");
    let main = html! {
        (parts::way_back(&visit, "/settings", "settings-title"))
        h1 { (title) }
        p { (visit.say("policy-hint")) }
        p { a href=(REQUESTS) { (visit.say("told-requests-title")) } }
        form method="post" action="/settings/notifications" {
            (parts::csrf_field(&visit))
            @for (name, key, verdict) in sorts {
                (parts::radios(name, &visit.say(key), &verdicts, verdict))
            }
            (parts::button(&visit.say("save")))
        }
        p.hint { (visit.say("policy-push")) }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

pub(in crate::notifications) async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Form(chosen): Form<Chosen>,
) -> Result<Response> {
    let policy = chosen.policy()?;
    app.write(async move |tx| super::set(tx, viewer.id, policy).await).await?;
    Ok(parts::tell(parts::see_other("/settings/notifications"), "saved"))
}

/// Whose notifications wait.
pub(in crate::notifications) async fn requests(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    let who = viewer.id;
    let page = app.read(async move |tx| super::requests(tx, who, ask, LIMIT).await).await?;
    let ids: Vec<AccountId> = page.iter().map(|(request, _)| request.from).collect();
    let people = accounts::shown(&app, &ids).await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|(last, _)| format!("{REQUESTS}?max_id={}", last.id));
    let title = visit.say("told-requests-title");
    let main = html! {
        (parts::way_back(&visit, "/notifications", "nav-notifications"))
        h1 { (title) }
        p { (visit.say("told-requests-hint")) }
        @if page.is_empty() { p.empty { (visit.say("told-requests-empty")) } } @else {
            ul.list { @for (request, count) in &page {
                @if let Some(person) = people.iter().find(|it| it.id == request.from) {
                    li.card {
                        (accounts::row(&app, person))
                        p { a href={ (REQUESTS) "/" (request.id) } {
                            (visit.say(Say::new("told-waiting-of").with("count", *count)
                                .with("name", person.spoken())))
                        } }
                        (decision(&visit, request, person))
                    }
                }
            } }
        }
        (pager(&visit, None, older.as_deref()))
        (acts_form(&visit, "notification"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn decision(visit: &Visit, request: &Request, person: &Shown) -> Markup {
    let path = format!("{REQUESTS}/{}", request.id);
    html! {
        p.row {
            (parts::act_button("main", &format!("{path}/accept"), &visit.say("told-accept"),
                &person.spoken()))
            (parts::act_button("plain", &format!("{path}/dismiss"), &visit.say("told-dismiss"),
                &person.spoken()))
        }
    }
}

/// What waits of one account.
pub(in crate::notifications) async fn request(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    let who = viewer.id;
    let (request, lines) = app
        .read(async move |tx| {
            let (request, _) = super::request(tx, who, id).await?;
            let filter = Filter { from: Some(request.from), apart: true, ..Filter::default() };
            let told = notifications(tx, who, &filter, Ask::default(), TOLD_MAX).await?;
            let lines: Vec<Line> = told.into_iter().map(groups::alone).collect();
            Ok((request, lines))
        })
        .await?;
    let person = accounts::shown(&app, &[request.from]).await?.pop().ok_or(Error::NotFound)?;
    let title = visit.say(Say::new("told-request-of").with("name", person.spoken()));
    let main = html! {
        (parts::way_back(&visit, REQUESTS, "told-requests-title"))
        h1 { (title) }
        (decision(&visit, &request, &person))
        (told(&app, &visit, &lines, None).await?)
        (acts_form(&visit, "notification"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// They are heard from now on.
pub(in crate::notifications) async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let who = viewer.id;
    app.write(async move |tx| {
        super::request(tx, who, id).await?;
        super::accept(tx, who, &[id]).await
    })
    .await?;
    Ok(parts::tell(parts::see_other(REQUESTS), "request-accepted"))
}

/// What waited is forgotten.
pub(in crate::notifications) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let who = viewer.id;
    app.write(async move |tx| {
        super::request(tx, who, id).await?;
        super::dismiss(tx, who, &[id]).await
    })
    .await?;
    Ok(parts::tell(parts::see_other(REQUESTS), "request-dismissed"))
}
