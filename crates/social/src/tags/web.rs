//! The button of a hashtag.

use axum::extract::State;
use axum::response::Response;
use ground::html::{button_as, csrf_field, hidden};
use ground::http::page::encode;
use ground::http::{Form, Path, Viewer, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};

use crate::posts::page::Act;

pub(super) async fn follow(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::follow(tx, viewer.id, &name).await).await?;
    Ok(act.done("tag-followed"))
}

pub(super) async fn unfollow(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::unfollow(tx, viewer.id, &name).await).await?;
    Ok(act.done("tag-unfollowed"))
}

/// The button by which a member follows a hashtag, or no longer.
///
/// # Errors
/// [`ground::Error::NotFound`] if it cannot be a hashtag.
pub async fn follow_button(app: &App, visit: &Visit, name: &str) -> Result<Markup> {
    let Some(who) = visit.who() else { return Ok(html! {}) };
    let typed = name.to_owned();
    let follows = app
        .read(async move |tx| {
            let tag = super::get_or_new(tx, &typed).await?;
            super::is_followed(tx, who, tag.id).await
        })
        .await?;
    let (end, class, key) = match follows {
        true => ("unfollow", "plain", "tag-unfollow"),
        false => ("follow", "main", "tag-follow"),
    };
    Ok(html! {
        form.row method="post" action={ "/tags/" (encode(name)) "/" (end) } {
            (csrf_field(visit))
            (hidden("back", &visit.path))
            (button_as(class, &visit.say(Say::new(key).with("name", name))))
        }
        p.soft { (visit.say("tag-hint")) }
    })
}
