//! The page of one visual: what it looks like, whether it can be read, what may be done with it.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Path, Viewer, Visit, Whole};
use ground::{App, Error, Result, Say};
use http::StatusCode;
use maud::{Markup, html};
use poster::{Drawn, Format};
use serde::Deserialize;

use super::super::{Content, File, State as Stage, Visual, VisualId, api};
use super::{HERE, called, format_key, slot_key, state_key};
use crate::page::{desk_page_as, status_of};
use crate::teams::{self, Act, Role, Seat};

pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
) -> Result<Response> {
    page(&app, &visit, viewer, &handle, VisualId(id), None).await
}

pub(in super::super) async fn card(
    State(app): State<App>,
    viewer: Viewer,
    Path((handle, id, format)): Path<(String, i64, String)>,
) -> Result<Response> {
    let visual = app
        .read(async move |tx| {
            let seat = teams::seat_at(tx, &viewer, &handle).await?;
            super::super::find(tx, &seat, VisualId(id)).await
        })
        .await?;
    api::png(&app, &visual, &format).await
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Seen {
    version: Whole,
}

pub(in super::super) async fn render(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(seen): Form<Seen>,
) -> Result<Response> {
    let (who, at) = (viewer.clone(), handle.clone());
    let seat = app.read(async move |tx| teams::seat_at(tx, &who, &at).await).await?;
    let done = super::super::render(&app, &seat, VisualId(id), seen.version.0).await;
    done_or_page(&app, &visit, viewer, (&handle, id), done.map(|_| "visual-rendered")).await
}

pub(in super::super) async fn sign(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(seen): Form<Seen>,
) -> Result<Response> {
    let (who, at) = (viewer.clone(), handle.clone());
    let done = app
        .write(async move |tx| {
            let seat = teams::seat_at(tx, &who, &at).await?;
            super::super::sign(tx, &seat, VisualId(id), seen.version.0).await
        })
        .await;
    done_or_page(&app, &visit, viewer, (&handle, id), done.map(|_| "visual-signed")).await
}

pub(in super::super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id, format)): Path<(String, i64, String)>,
    Form(Seen { .. }): Form<Seen>,
) -> Result<Response> {
    let format = Format::parse(&format).ok_or(Error::NotFound)?;
    let (who, at) = (viewer.clone(), handle.clone());
    let seat = app.read(async move |tx| teams::seat_at(tx, &who, &at).await).await?;
    let done = super::super::take(&app, &seat, VisualId(id), format).await;
    done_or_page(&app, &visit, viewer, (&handle, id), done.map(|_| "visual-taken")).await
}

pub(in super::super) async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(Seen { .. }): Form<Seen>,
) -> Result<Response> {
    let (who, at) = (viewer.clone(), handle.clone());
    let done = app
        .write(async move |tx| {
            let seat = teams::seat_at(tx, &who, &at).await?;
            super::super::withdraw(tx, &seat, VisualId(id)).await
        })
        .await;
    done_or_page(&app, &visit, viewer, (&handle, id), done.map(|_| "visual-withdrawn")).await
}

/// Back to the page with what was done, or with why it was not.
async fn done_or_page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    (handle, id): (&str, i64),
    done: Result<&'static str>,
) -> Result<Response> {
    match done {
        Ok(told) => {
            let back = format!("/desk/{handle}{HERE}/{id}");
            Ok(parts::tell(parts::see_other(&back), told))
        }
        Err(error) => page(app, visit, viewer, handle, VisualId(id), Some(error)).await,
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    handle: &str,
    id: VisualId,
    refused: Option<Error>,
) -> Result<Response> {
    let at = handle.to_owned();
    let (seat, visual, files) = app
        .read(async move |tx| {
            let seat = teams::seat_at(tx, &viewer, &at).await?;
            let visual = super::super::find(tx, &seat, id).await?;
            Ok((seat, visual, super::super::files(tx, &[id]).await?))
        })
        .await?;
    let content = Content::of(&visual)?;
    let (drawn, why) = look(app, visit, &visual, &content).await?;
    let status = refused.as_ref().map_or(StatusCode::OK, status_of);
    let faults = match refused {
        Some(error) => Faults::of(visit, error)?,
        None => Faults::default(),
    };
    let title = called(visit, &content);
    let main = html! {
        (parts::way_back(visit, &seat.path(HERE), "visuals-title"))
        (parts::faults_summary(visit, &faults))
        p { (visit.say("visual-state")) " " span.tag { (visit.say(state_key(visual.state()))) } }
        @for why in &why { (parts::alert(why)) }
        @if let Some((format, drawn)) = &drawn {
            (picture(visit, &seat, &visual, &content, *format))
            (legible(visit, drawn))
        }
        h2 { (visit.say("visual-description")) }
        p { bdi { (content.description) } }
        h2 { (visit.say("visual-figures")) }
        (figures(visit, &content))
        (acts(visit, &seat, &visual))
        (uses(visit, &seat, &visual, &content, &files))
    };
    Ok(desk_page_as(status, app, visit, &seat, HERE, &title, &main))
}

/// What the visual looks like in the first format in which it can be drawn, and what is wrong with
/// it in the others. What is signed was drawn in all of them.
async fn look(
    app: &App,
    visit: &Visit,
    visual: &Visual,
    content: &Content,
) -> Result<(Option<(Format, Drawn)>, Vec<String>)> {
    let (mut first, mut why) = (None, Vec::new());
    if visual.state() == Stage::Withdrawn {
        return Ok((None, why));
    }
    let draft = visual.state() == Stage::Draft;
    if let Err(error) = content.complete() {
        why.push(visit.say(error.say()));
    }
    for format in &content.formats {
        if first.is_some() && !draft {
            break;
        }
        match super::super::draw(app, content, *format).await {
            Ok(drawn) => first = first.or(Some((*format, drawn))),
            Err(Error::Invalid { field, why: said }) => {
                let place = poster::Slot::parse(field).map(slot_key);
                let place = place.map(|key| visit.say(key)).unwrap_or_default();
                let format = visit.say(format_key(*format));
                why.push(format!("{format}, {place}: {}", visit.say(said)));
            }
            Err(other) => return Err(other),
        }
    }
    Ok((first, why))
}

fn picture(visit: &Visit, seat: &Seat, visual: &Visual, content: &Content, is: Format) -> Markup {
    let address = |format: Format| {
        let name = format.name();
        seat.path(&format!("{HERE}/{}/card/{name}?v={}", visual.id.0, visual.version))
    };
    let (width, height) = is.size();
    html! {
        figure {
            img src=(address(is)) alt=(content.description) width=(width / 2) height=(height / 2)
                lang=(visual.language);
            figcaption {
                (visit.say("visual-see-in")) " "
                @for (at, format) in content.formats.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(address(*format)) { (visit.say(format_key(*format))) }
                }
            }
        }
    }
}

/// How well each text can be read.
fn legible(visit: &Visit, drawn: &Drawn) -> Markup {
    let heads = ["visual-place", "visual-size", "visual-contrast", "visual-needed"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = drawn
        .legible
        .iter()
        .map(|text| {
            let ratio = format!("{:.1}", text.ratio);
            let needed = format!("{:.1}", text.needed);
            vec![
                html! { (visit.say(slot_key(text.slot))) },
                html! { (text.px.round() as i64) },
                html! { (visit.say(Say::new("visual-ratio").with("ratio", ratio))) },
                html! { (visit.say(Say::new("visual-ratio").with("ratio", needed))) },
            ]
        })
        .collect();
    parts::table_region("legible", &visit.say("visual-legible"), &heads, &rows)
}

fn figures(visit: &Visit, content: &Content) -> Markup {
    html! {
        @if content.figures.is_empty() { p.empty { (visit.say("visual-figures-none")) } }
        @else {
            ul {
                @for it in &content.figures {
                    li {
                        bdi { (it.number) }
                        @if it.times > 1 { " × " (it.times) }
                        ": " a href=(it.url) rel="noopener noreferrer" { bdi { (it.source) } }
                    }
                }
            }
        }
    }
}

/// A button that says which version was looked at.
fn act(visit: &Visit, action: &str, class: &str, key: &'static str, version: i64) -> Markup {
    html! {
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            (parts::hidden("version", &version.to_string()))
            (parts::button_as(class, &visit.say(key)))
        }
    }
}

fn acts(visit: &Visit, seat: &Seat, visual: &Visual) -> Markup {
    let path = |what: &str| seat.path(&format!("{HERE}/{}/{what}", visual.id.0));
    let (state, designs) = (visual.state(), seat.may(Act::Design).is_ok());
    let signer = seat.roles.has(Role::Designer) || seat.roles.has(Role::Lead);
    html! {
        h2 { (visit.say("visual-next")) }
        @if state == Stage::Rendered {
            p {
                (visit.say(if visual.designer.is_some() { "visual-by-designer" }
                    else { "visual-wants-designer" })) " "
                (visit.say(if visual.lead.is_some() { "visual-by-lead" }
                    else { "visual-wants-lead" }))
            }
            @if signer {
                (act(visit, &path("sign"), "main", "visual-sign", visual.version))
            }
        }
        @if designs && state == Stage::Draft {
            (act(visit, &path("render"), "main", "visual-render", visual.version))
        }
        @if designs && !matches!(state, Stage::Used | Stage::Withdrawn) {
            p { a href=(path("edit")) { (visit.say("visual-edit")) } }
        }
        @if state != Stage::Withdrawn && (designs || seat.may(Act::Stop).is_ok()) {
            (parts::unfold(&visit.say("visual-withdraw"), false, &html! {
                p { (visit.say("visual-withdraw-hint")) }
                (act(visit, &path("withdraw"), "danger", "visual-withdraw", visual.version))
            }))
        }
    }
}

/// Where it may be used, and where it is.
fn uses(visit: &Visit, seat: &Seat, visual: &Visual, content: &Content, files: &[File]) -> Markup {
    let usable = matches!(visual.state(), Stage::Validated | Stage::Used);
    let taken = |format: Format| {
        files.iter().any(|file| file.format == format.name() && file.media.is_some())
    };
    html! {
        @if usable && seat.may(Act::Write).is_ok() {
            h2 { (visit.say("visual-use")) }
            p { (visit.say("visual-use-hint")) }
            @for format in &content.formats {
                @let name = visit.say(format_key(*format));
                @let path = format!("{HERE}/{}/take/{}", visual.id.0, format.name());
                form method="post" action=(seat.path(&path)) {
                    (parts::csrf_field(visit))
                    (parts::button_as("plain", &format!("{} {name}", visit.say("visual-take"))))
                    @if taken(*format) { " " span.tag { (visit.say("visual-is-taken")) } }
                }
            }
        }
    }
}
