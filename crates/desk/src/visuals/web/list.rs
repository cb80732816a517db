//! The page of all visuals of a desk.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Ask, Path, Viewer, Visit};
use ground::{App, Result};
use maud::{Markup, html};

use super::super::{Content, Visual};
use super::{HERE, called, state_key, template_key};
use crate::page::desk_page;
use crate::teams::{self, Act, Seat};

/// Visuals on a page.
const LIMIT: usize = 20;

pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    ask: Ask,
) -> Result<Response> {
    let (seat, list) = app
        .read(async move |tx| {
            let seat = teams::seat_at(tx, &viewer, &handle).await?;
            let list = super::super::list(tx, &seat, ask, LIMIT).await?;
            Ok((seat, list))
        })
        .await?;
    let older = list.last().filter(|_| list.len() == LIMIT);
    let older = older.map(|last| format!("{}?max_id={}", seat.path(HERE), last.id.0));
    let rows = list.iter().map(|it| row(&visit, &seat, it)).collect::<Result<Vec<Markup>>>()?;
    let title = visit.say("visuals-title");
    let main = html! {
        p { (visit.say("visuals-hint")) }
        @if seat.may(Act::Design).is_ok() {
            h2 { (visit.say("visuals-new")) }
            ul {
                @for template in Content::TEMPLATES {
                    li {
                        a href={ (seat.path(HERE)) "/new?template=" (template.name()) } {
                            (visit.say(template_key(template)))
                        }
                    }
                }
            }
        }
        h2 { (visit.say("visuals-made")) }
        @if list.is_empty() { p.empty { (visit.say("visuals-empty")) } }
        @else { ul.list { @for row in &rows { li.card { (row) } } } }
        (parts::pager(&visit, None, older.as_deref()))
    };
    Ok(desk_page(&app, &visit, &seat, HERE, &title, &main))
}

fn row(visit: &Visit, seat: &Seat, visual: &Visual) -> Result<Markup> {
    let content = Content::of(visual)?;
    Ok(html! {
        p {
            a href=(seat.path(&format!("{HERE}/{}", visual.id.0))) {
                bdi { (called(visit, &content)) }
            }
            " " span.tag { (visit.say(state_key(visual.state()))) }
        }
        p { (parts::moment(visit, visual.updated_at)) }
    })
}
