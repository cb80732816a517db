//! The page on which admins add and remove emojis.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Flag, FormUpload, Path, Role, Viewer, Visit};
use ground::{App, Error, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::page::{self, Shown};
use super::{Emoji, New};
use crate::media::forget_files;
use crate::moderation::{self, Target};
use crate::posts::Actor;

const HERE: &str = "/moderation/emojis";

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    shortcode: String,
    category: String,
    hidden: Flag,
}

/// All of them, and the form for one more.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, visit: Visit) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    page(&app, &visit, &Typed::default(), &Faults::default()).await
}

/// Adds one.
pub(super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    FormUpload { fields: typed, files }: FormUpload<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let sent = files.into_iter().find(|file| file.field == "file");
    let new = New {
        shortcode: typed.shortcode.trim().trim_matches(':').to_owned(),
        category: typed.category.clone(),
        visible: !typed.hidden.0,
        picture: sent.map(|file| file.bytes).unwrap_or_default(),
    };
    match add(&app, Actor::from(&viewer), new).await {
        Ok(()) => Ok(parts::tell(parts::see_other(HERE), "emoji-added")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, &typed, &faults).await
        }
    }
}

/// Removes one.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(shortcode): Path<String>,
    FormUpload { .. }: FormUpload<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    let gone = app.write(async move |tx| {
        let files = super::remove(tx, Some(by.account), &shortcode).await?;
        moderation::note(tx, by, "emoji.remove", target(&shortcode), "").await?;
        Ok::<_, Error>(files)
    });
    forget_files(&app, &gone.await?).await;
    Ok(parts::tell(parts::see_other(HERE), "emoji-removed"))
}

async fn add(app: &App, by: Actor, new: New) -> Result<()> {
    let emoji = super::draw(app, new).await?;
    let adding = emoji.clone();
    let added = app.write(async move |tx| {
        super::add(tx, Some(by.account), &adding).await?;
        moderation::note(tx, by, "emoji.add", target(&adding.shortcode), "").await
    });
    super::kept(app, &emoji, added.await).await
}

fn target(shortcode: &str) -> Target {
    Target { kind: "emoji", id: 0, name: shortcode.to_owned() }
}

async fn page(app: &App, visit: &Visit, typed: &Typed, faults: &Faults) -> Result<Response> {
    let all = app.read(async |tx| super::all(tx).await).await?;
    let title = visit.say("emojis-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("emojis-hint")) }
        (parts::faults_summary(visit, faults))
        (form(visit, typed, faults))
        h2 { (visit.say("emojis-there")) }
        @if all.is_empty() { p { (visit.say("emojis-none")) } } @else {
            form #removal method="post" hidden { (parts::csrf_field(visit)) }
            ul.list { @for emoji in &all { li { (row(app, visit, emoji)) } } }
        }
    };
    let status = faults.status();
    Ok(parts::page_as(status, app, visit, &title, &main))
}

fn form(visit: &Visit, typed: &Typed, faults: &Faults) -> Markup {
    let [name, name_hint, category, file, file_hint] =
        ["emoji-name", "emoji-name-hint", "emoji-category", "emoji-file", "emoji-file-hint"]
            .map(|key| visit.say(key));
    html! {
        form method="post" action=(HERE) enctype="multipart/form-data" {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "shortcode", label: &name, hint: &name_hint, value: &typed.shortcode,
                autocomplete: "off", required: true, error: faults.on("shortcode"),
                ..Field::default()
            }))
            (parts::field(&Field {
                name: "file", label: &file, hint: &file_hint, kind: "file", required: true,
                accept: "image/png,image/gif,image/webp,image/jpeg", error: faults.on("file"),
                ..Field::default()
            }))
            (parts::field(&Field {
                name: "category", label: &category, value: &typed.category,
                error: faults.on("category"), ..Field::default()
            }))
            (parts::tick("hidden", &visit.say("emoji-hidden"), typed.hidden.0))
            (parts::button(&visit.say("emoji-add")))
        }
    }
}

fn row(app: &App, visit: &Visit, emoji: &Emoji) -> Markup {
    let name = format!(":{}:", emoji.shortcode);
    html! {
        (page::picture(app, &Shown::from(&emoji.wire(&app.config)))) " "
        strong { (name) }
        @if !emoji.category.is_empty() { " · " (emoji.category) }
        @if !emoji.visible { " · " (visit.say("emoji-is-hidden")) }
        " "
        button.plain type="submit" form="removal"
            formaction={ (HERE) "/" (emoji.shortcode) "/remove" } {
            (visit.say("emoji-remove")) (parts::only_read(&format!(" {name}")))
        }
    }
}
