//! The pages of captions: those of a film or sound of one's own, and each to be changed.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{
    Faults, Field, Page, Spot, area, button_as, choice, csrf_field, faults_summary, field, frame,
    info, see_other, tell,
};
use ground::http::{Form, FormUpload, Nothing, Path, Viewer, Visit};
use ground::{App, CaptionId, Error, MediaId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::api::text_of;
use super::{Captions, Written};
use crate::media::Attachment;
use crate::media::web::{Player, language_name, player};
use crate::posts::web::composer::LANGUAGES;

/// What the form holds.
#[derive(Debug, Default, Deserialize)]
pub(in crate::media) struct Typed {
    #[serde(default)]
    language: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    text: String,
}

/// The captions of a film or sound, and a form for more.
pub(in crate::media) async fn list(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Path(media): Path<MediaId>,
) -> Result<Response> {
    let typed = Typed { language: visit.locale.tag().to_owned(), ..Typed::default() };
    all(&app, &visit, (&viewer, media), &typed, &Faults::default()).await
}

/// Adds captions.
pub(in crate::media) async fn add(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Path(media): Path<MediaId>,
    sent: FormUpload<Typed>,
) -> Result<Response> {
    let who = viewer.id;
    let added = match written(&sent) {
        Ok(written) => app.write(async move |tx| super::add(tx, who, media, written).await).await,
        Err(why) => Err(why),
    };
    match added {
        Ok(_) => Ok(tell(see_other(&format!("/captions/{media}")), "captions-added")),
        Err(why) => {
            let faults = Faults::of(&visit, why)?;
            all(&app, &visit, (&viewer, media), &sent.fields, &faults).await
        }
    }
}

/// Captions in one language, to be changed.
pub(in crate::media) async fn show(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Path((media, id)): Path<(MediaId, CaptionId)>,
) -> Result<Response> {
    let it = app.read(async move |tx| super::get_one(tx, viewer.id, media, id).await).await?;
    let typed =
        Typed { language: it.language.clone(), label: it.label.clone(), text: it.body.clone() };
    Ok(one(&app, &visit, &it, &typed, &Faults::default()))
}

/// Changes them.
pub(in crate::media) async fn change(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Path((media, id)): Path<(MediaId, CaptionId)>,
    sent: FormUpload<Typed>,
) -> Result<Response> {
    let who = viewer.id;
    let it = app.read(async move |tx| super::get_one(tx, who, media, id).await).await?;
    let saved = match written(&sent) {
        Ok(written) => {
            app.write(async move |tx| super::change(tx, who, (media, id), written).await).await
        }
        Err(why) => Err(why),
    };
    match saved {
        Ok(_) => Ok(tell(see_other(&format!("/captions/{media}")), "captions-saved")),
        Err(why) => Ok(one(&app, &visit, &it, &sent.fields, &Faults::of(&visit, why)?)),
    }
}

/// Removes them.
pub(in crate::media) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((media, id)): Path<(MediaId, CaptionId)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::remove(tx, viewer.id, media, id).await).await?;
    Ok(tell(see_other(&format!("/captions/{media}")), "captions-removed"))
}

fn written(sent: &FormUpload<Typed>) -> Result<Written> {
    let Typed { language, label, text } = &sent.fields;
    let (language, label) = (Some(language.clone()), Some(label.clone()));
    let chosen = sent.files.iter().find(|file| file.field == "captions" && !file.bytes.is_empty());
    match chosen {
        Some(file) => Written::parse(language, label, Some(text_of(&file.bytes)?)),
        None => Written::parse(language, label, Some(text)),
    }
}

async fn all(
    app: &App,
    visit: &Visit,
    (viewer, media): (&Viewer, MediaId),
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let who = viewer.id;
    let read = app.read(async move |tx| {
        let (it, post) = crate::media::get_with_post(tx, who, media).await?;
        Ok((it, post, super::list(tx, who, media).await?))
    });
    let (it, post, there) = read.await?;
    if !it.is_film() {
        return Err(Error::NotFound);
    }
    let title = visit.say("captions-title");
    let main = html! {
        h1 { (title) }
        (faults_summary(visit, faults))
        p.lead { (visit.say("captions-lead")) }
        @if let Some(post) = post {
            p { a href={ "/posts/" (post) } { (visit.say("captions-post")) } }
        }
        (what(app, visit, &it))
        @if there.is_empty() { p { (visit.say("captions-none")) } }
        @else {
            ul.menu {
                @for captions in &there {
                    @let name = language_name(&captions.language, &captions.label);
                    li { a.button href={ "/captions/" (media) "/" (captions.id) } {
                        (visit.say(Say::new("captions-change").with("name", name)))
                    } }
                }
            }
        }
        h2 { (visit.say("captions-add")) }
        form method="post" action={ "/captions/" (media) } enctype="multipart/form-data" {
            (csrf_field(visit))
            (fields(visit, typed, faults))
            p { (button_as("main", &visit.say("captions-send"))) }
        }
    };
    Ok(answer(app, visit, &title, faults, &main))
}

fn one(app: &App, visit: &Visit, it: &Captions, typed: &Typed, faults: &Faults) -> Response {
    let name = language_name(&it.language, &it.label);
    let title = visit.say(Say::new("captions-edit-title").with("name", name));
    let path = format!("/captions/{}/{}", it.media, it.id);
    let main = html! {
        h1 { (title) }
        (faults_summary(visit, faults))
        p { a href={ "/captions/" (it.media) } { (visit.say("captions-back")) } }
        form method="post" action=(path) enctype="multipart/form-data" {
            (csrf_field(visit))
            (fields(visit, typed, faults))
            p { (button_as("main", &visit.say("captions-save"))) }
        }
        form method="post" action={ (path) "/delete" } {
            (csrf_field(visit))
            p { (button_as("danger", &visit.say("captions-remove"))) }
        }
    };
    answer(app, visit, &title, faults, &main)
}

fn answer(app: &App, visit: &Visit, title: &str, faults: &Faults, main: &Markup) -> Response {
    let status = faults.status();
    let page = Page { title, spot: Spot::Other, private: true, main };
    (status, frame(app, visit, &page)).into_response()
}

/// The film or sound itself.
fn what(app: &App, visit: &Visit, it: &Attachment) -> Markup {
    let seen = it.wire(app);
    html! {
        @if it.is_ready() { (player(app, visit, &Player::of(&seen))) }
        @else { (info(&visit.say("captions-working"))) }
    }
}

fn fields(visit: &Visit, typed: &Typed, faults: &Faults) -> Markup {
    let mut languages: Vec<(&str, String)> =
        LANGUAGES.iter().map(|(tag, name)| (*tag, (*name).to_owned())).collect();
    if !typed.language.is_empty() && !languages.iter().any(|(tag, _)| *tag == typed.language) {
        languages.push((&typed.language, typed.language.clone()));
    }
    html! {
        (choice("language", &visit.say("captions-language"), &languages, &typed.language))
        @if let Some(why) = faults.on("language") { p.fault { (why) } }
        (field(&Field {
            name: "label",
            label: &visit.say("captions-label"),
            hint: &visit.say("captions-label-hint"),
            value: &typed.label,
            error: faults.on("label"),
            ..Field::default()
        }))
        (field(&Field {
            name: "captions",
            label: &visit.say("captions-file"),
            hint: &visit.say("captions-file-hint"),
            kind: "file",
            accept: ".vtt,.srt,text/vtt,application/x-subrip",
            ..Field::default()
        }))
        (area(&Field {
            name: "text",
            label: &visit.say("captions-text"),
            hint: &visit.say("captions-text-hint"),
            value: &typed.text,
            rows: 14,
            error: faults.on("text"),
            ..Field::default()
        }))
    }
}
