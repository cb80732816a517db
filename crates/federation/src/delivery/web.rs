//! The pages of deliveries: where a post has come to, for its author; how other servers are, for
//! those who run this one.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Form, Nothing, Path, Role, Viewer, Visit};
use ground::{App, Error, PostId, Result, Say};
use maud::{Markup, html};
use social::posts::page::{Look, card, shown};

use super::sql::{self, Health, Reached, Tally};
use super::{SERVERS_MAX, api};

/// The page of servers.
pub(super) const SERVERS: &str = "/admin/deliveries";

/// Where a post of one's own has come to.
pub(super) async fn of_post(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let who = viewer.id;
    let read = app.read(async move |tx| {
        api::own(tx, who, id).await?;
        Ok((sql::tally(tx, id).await?, sql::not_reached(tx, id, SERVERS_MAX).await?))
    });
    let (tally, missing) = read.await?;
    let post = shown(&app, Some(who), &[id]).await?.pop().ok_or(Error::NotFound)?;
    let title = visit.say("deliveries-title");
    let look = Look { acts: false, ..Look::at("thread") };
    let main = html! {
        h1 { (title) }
        (card(&app, &visit, &post, look))
        (far(&visit, tally))
        @if !missing.is_empty() { (missed(&app, &visit, &missing)) }
        @if tally.waiting > 0 { p.soft { (visit.say("deliveries-how-long")) } }
        p { a href=(post.path()) { (visit.say("deliveries-back")) } }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// How far it has come, in a sentence each.
fn far(visit: &Visit, tally: Tally) -> Markup {
    let gone = tally.total - tally.delivered - tally.waiting;
    let counted = |key: &'static str, count: i64| visit.say(Say::new(key).with("count", count));
    html! {
        @if tally.total == 0 { p.lead { (visit.say("deliveries-none")) } } @else {
            p.lead {
                (visit.say(Say::new("deliveries-have")
                    .with("count", tally.delivered)
                    .with("total", tally.total)))
            }
            @if tally.waiting > 0 { p { (counted("deliveries-wait", tally.waiting)) } }
            @if gone > 0 { p { (counted("deliveries-gave-up", gone)) } }
        }
    }
}

fn missed(app: &App, visit: &Visit, missing: &[Reached]) -> Markup {
    let heads = ["server-name", "delivery-state", "delivery-since", "delivery-why"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = missing
        .iter()
        .map(|it| {
            let state = match (it.done_at, it.due_at) {
                (Some(_), _) => html! { (visit.say("delivery-given-up")) },
                (None, due) => html! { (visit.say("delivery-waits")) (next(visit, due)) },
            };
            vec![
                html! { bdi { (it.host) } },
                state,
                parts::relative(app, visit, it.created_at),
                html! { bdi lang="en" { (it.why()) } },
            ]
        })
        .collect();
    parts::table_region("deliveries-missing", &visit.say("deliveries-missing"), &heads, &rows)
}

fn next(visit: &Visit, due: Option<i64>) -> Markup {
    html! {
        @if let Some(due) = due {
            br; (visit.say("delivery-next")) " " (parts::moment(visit, due))
        }
    }
}

/// How other servers are.
pub(super) async fn servers(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
) -> Result<Response> {
    runs_the_place(&viewer)?;
    let list = app.read(async |tx| sql::health(tx, SERVERS_MAX).await).await?;
    let title = visit.say("servers-health-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("servers-health-hint")) }
        @if list.is_empty() { p.empty { (visit.say("servers-health-none")) } } @else {
            form #acts method="post" hidden { (parts::csrf_field(&visit)) }
            (table(&app, &visit, &list))
            @if list.len() == SERVERS_MAX {
                p.soft { (visit.say(Say::new("servers-health-some").with("count", SERVERS_MAX))) }
            }
        }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn table(app: &App, visit: &Visit, list: &[Health]) -> Markup {
    let heads = ["server-name", "server-how", "server-waiting", "server-last-ok", "server-acts"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = list
        .iter()
        .map(|it| {
            let last = it.last_ok_at.map(|at| parts::relative(app, visit, at));
            vec![
                html! { bdi { (it.host) } },
                health(app, visit, it),
                html! { (it.waiting) },
                last.unwrap_or_else(|| html! { (visit.say("server-never")) }),
                acts(visit, it),
            ]
        })
        .collect();
    parts::table_region("servers-health", &visit.say("servers-health-table"), &heads, &rows)
}

fn health(app: &App, visit: &Visit, it: &Health) -> Markup {
    let Some(since) = it.failing_since.filter(|_| it.failures > 0) else {
        return html! { (visit.say("server-well")) };
    };
    html! {
        (visit.say(Say::new("server-failing").with("count", it.failures))) " "
        (parts::relative(app, visit, since))
        @if !it.last_error.is_empty() { br; bdi lang="en" { (it.last_error) } }
        (next(visit, it.due_at))
    }
}

fn acts(visit: &Visit, it: &Health) -> Markup {
    let to = |act: &str| format!("{SERVERS}/{}/{act}", it.host);
    html! {
        @if it.waiting > 0 {
            (parts::act_button("plain", &to("retry"), &visit.say("server-retry"), &it.host))
        }
        @if it.given_up > 0 {
            @let words = visit.say(Say::new("server-replay").with("count", it.given_up));
            (parts::act_button("plain", &to("replay"), &words, &it.host))
        }
    }
}

/// Tries now what waits for a server.
pub(super) async fn retry(
    State(app): State<App>,
    viewer: Viewer,
    Path(domain): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    runs_the_place(&viewer)?;
    super::retry(&app, domain).await?;
    Ok(parts::tell(parts::see_other(SERVERS), "server-tried"))
}

/// Puts what a server did not take on its way once more.
pub(super) async fn replay(
    State(app): State<App>,
    viewer: Viewer,
    Path(domain): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    runs_the_place(&viewer)?;
    super::replay(&app, domain).await?;
    Ok(parts::tell(parts::see_other(SERVERS), "server-tried"))
}

fn runs_the_place(viewer: &Viewer) -> Result<()> {
    // To others there is no such page.
    if viewer.session.role >= Role::Admin { Ok(()) } else { Err(Error::NotFound) }
}
