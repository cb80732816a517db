//! A public post alone, for other sites to frame: no script, nothing that is asked of its reader.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, assets};
use ground::http::{Path, Visit};
use ground::{App, Error, PostId, Result, Say};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::posts::page::{Post, shown};
use crate::posts::{self, Visibility};

/// The frame's size as other sites are told, in pixels.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 320;

/// The post in a page of its own.
pub(in crate::posts) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((name, id)): Path<(String, PostId)>,
) -> Result<Response> {
    // As a stranger sees it: other sites show it to anybody.
    let seen = app.read(async move |tx| posts::seen_by(tx, None, id).await).await?;
    let post = shown(&app, None, &[seen.id]).await?.pop().ok_or(Error::NotFound)?;
    if post.reblog.is_some() || !post.account.acct.eq_ignore_ascii_case(&name) {
        return Err(Error::NotFound);
    }
    Ok(parts::may_be_framed(page(&app, &visit, &post).into_response()))
}

fn page(app: &App, visit: &Visit, post: &Post) -> Markup {
    let name = post.account.spoken();
    let title = visit.say(Say::new("thread-title").with("name", name.as_str()));
    let see = Say::new("embed-see").with("site", app.config.title.as_str());
    html! {
        (DOCTYPE)
        html lang=(visit.locale.tag()) {
            head {
                meta charset="utf-8";
                title { (title) " – " (app.config.title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                link rel="stylesheet" href=(assets::address("portevoix.css"));
            }
            body {
                main.embedded {
                    h1.read { (title) }
                    blockquote.card cite=(app.url(&post.path())) {
                        p { strong { bdi { (post.account.name()) } }
                            " @" (post.account.acct) "@" (app.config.domain()) }
                        @if post.spoiler_text.is_empty() {
                            div.words lang=[&post.language] dir="auto" {
                                (PreEscaped(&post.content))
                            }
                        } @else { p lang=[&post.language] dir="auto" { (post.spoiler_text) } }
                        p { a href=(app.url(&post.path())) target="_blank" rel="noopener" {
                            (visit.say(see.clone()))
                        } " · " (parts::moment(visit, post.at_ms())) }
                    }
                }
            }
        }
    }
}

/// What to copy, to show a public post elsewhere.
pub(super) fn offer(app: &App, visit: &Visit, post: &Post) -> Markup {
    let open = matches!(post.visibility, Visibility::Public | Visibility::Unlisted);
    let title = visit.say(Say::new("thread-title").with("name", post.account.spoken()));
    let code = html! {
        iframe src=(app.url(&format!("{}/embed", post.path()))) title=(title) width=(WIDTH)
            height=(HEIGHT) loading="lazy" {}
    };
    let inside = html! {
        div.field {
            label for="embed" { (visit.say("embed-code")) }
            p.hint #embed-hint { (visit.say("embed-hint")) }
            textarea #embed rows="4" readonly aria-describedby="embed-hint" spellcheck="false" {
                "\n" (code.into_string())
            }
        }
    };
    html! { @if open { (parts::unfold(&visit.say("embed-title"), false, &inside)) } }
}
