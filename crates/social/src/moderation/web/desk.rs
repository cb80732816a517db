//! What waits for those who look after the place, and the ways to all they look after.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Role, Viewer, Visit};
use ground::{App, Result, Say};
use maud::html;

use crate::{people, reports};

/// The map.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let (reports, sign_ups) = app
        .read(async |tx| Ok((reports::waiting_count(tx).await?, people::waiting_count(tx).await?)))
        .await?;
    let waiting = [
        ("/moderation/reports", "waiting-reports", reports),
        ("/moderation/sign-ups", "waiting-sign-ups", sign_ups),
    ];
    let title = visit.say("admin-title");
    let main = html! {
        h1 { (title) }
        section {
            h2 { (visit.say("admin-waiting")) }
            @if waiting.iter().all(|(.., count)| *count == 0) {
                p.empty { (visit.say("admin-nothing-waits")) }
            }
            ul.topics {
                @for (address, key, count) in waiting.iter().filter(|(.., count)| *count > 0) {
                    li { a href=(address) { (visit.say(Say::new(key).with("count", *count))) } }
                }
            }
        }
        (parts::staff_topics(&visit))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}
