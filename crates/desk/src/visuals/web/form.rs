//! The form of a visual. It is kept and looked at with one button; nothing needs a script.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Many, Path, Viewer, Visit, Whole};
use ground::{App, Error, Result};
use http::StatusCode;
use maud::{Markup, html};
use poster::{Format, Slot, Template};
use serde::Deserialize;

use super::super::content::Typed;
use super::super::{Colours, Content, FIGURES_MAX, Figure, VisualId};
use super::{HERE, format_key, slot_key, template_key};
use crate::page::{desk_page_as, status_of};
use crate::teams::{self, Act, Seat};
use crate::testimonies::{self, Medium, Network, Testimony};

/// Testimonies one may choose from: the latest.
const TOLD_MAX: i64 = 100;
/// How much of each is shown, in characters.
const BEGINNING_CHARS: usize = 80;

/// The form as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Sheet {
    template: String,
    formats: Many<String>,
    colours: String,
    strong: String,
    accent: String,
    language: String,
    slots: BTreeMap<String, String>,
    figures: BTreeMap<String, Row>,
    description: String,
    testimony: String,
    version: Whole,
}

/// A figure as it was typed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Row {
    number: String,
    times: String,
    source: String,
    url: String,
}

impl Sheet {
    /// The form of a new visual.
    fn blank(template: &str, visit: &Visit) -> Self {
        Self {
            template: template.to_owned(),
            formats: Many(Format::ALL.iter().map(|format| format.name().to_owned()).collect()),
            colours: "day".into(),
            strong: "#6a1450".into(),
            accent: "#f2b134".into(),
            language: visit.locale.tag().into(),
            ..Self::default()
        }
    }

    /// The form of a visual that is there.
    fn of(content: &Content, version: i64) -> Self {
        let (colours, strong, accent) = match content.colours {
            Colours::Own(strong, accent) => ("own".into(), strong.hex(), accent.hex()),
            other => (other.text(), "#6a1450".into(), "#f2b134".into()),
        };
        let row = |(at, it): (usize, &Figure)| {
            let times = if it.times > 1 { it.times.to_string() } else { String::new() };
            let (number, source, url) = (it.number.clone(), it.source.clone(), it.url.clone());
            (at.to_string(), Row { number, times, source, url })
        };
        Self {
            template: content.template.name().into(),
            formats: Many(content.formats.iter().map(|it| it.name().to_owned()).collect()),
            colours,
            strong,
            accent,
            language: content.locale.tag().into(),
            slots: content.slots.iter().map(|(it, text)| (it.name().into(), text.into())).collect(),
            figures: content.figures.iter().enumerate().map(row).collect(),
            description: content.description.clone(),
            testimony: content.testimony.map(|it| it.0.to_string()).unwrap_or_default(),
            version: Whole(version),
        }
    }

    fn content(&self) -> Result<Content> {
        let colours = match self.colours.as_str() {
            "own" => format!("{} {}", self.strong, self.accent),
            other => other.to_owned(),
        };
        let figure = |it: &Row| {
            let times = match it.times.trim() {
                "" => 1,
                text => {
                    text.parse().map_err(|_| Error::invalid("figures", "error-figure-times"))?
                }
            };
            let (number, source, url) = (it.number.clone(), it.source.clone(), it.url.clone());
            Ok(Figure { number, times, source, url })
        };
        let figures = self.figures.values().filter(|it| **it != Row::default());
        Content::parse(Typed {
            template: self.template.clone(),
            formats: self.formats.0.clone(),
            colours,
            language: self.language.clone(),
            slots: self.slots.clone().into_iter().collect(),
            figures: figures.map(figure).collect::<Result<_>>()?,
            description: self.description.clone(),
            testimony: self.testimony.clone(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Chosen {
    template: String,
}

pub(in super::super) async fn new(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response> {
    let seat = designer(&app, viewer, handle).await?;
    let template = Template::parse(&chosen.template).ok_or(Error::NotFound)?;
    let sheet = Sheet::blank(template.name(), &visit);
    page(&app, &visit, &seat, None, &sheet, (StatusCode::OK, Faults::default())).await
}

pub(in super::super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    Form(sheet): Form<Sheet>,
) -> Result<Response> {
    let seat = designer(&app, viewer, handle).await?;
    let (holder, typed) = (seat.clone(), sheet.clone());
    let added =
        app.write(async move |tx| super::super::add(tx, &holder, &typed.content()?).await).await;
    kept(&app, &visit, &seat, None, sheet, added.map(|it| it.id)).await
}

pub(in super::super) async fn open(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
) -> Result<Response> {
    let seat = designer(&app, viewer, handle).await?;
    let (holder, id) = (seat.clone(), VisualId(id));
    let visual = app.read(async move |tx| super::super::find(tx, &holder, id).await).await?;
    let sheet = Sheet::of(&Content::of(&visual)?, visual.version);
    page(&app, &visit, &seat, Some(id), &sheet, (StatusCode::OK, Faults::default())).await
}

pub(in super::super) async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(sheet): Form<Sheet>,
) -> Result<Response> {
    let seat = designer(&app, viewer, handle).await?;
    let (holder, typed, id) = (seat.clone(), sheet.clone(), VisualId(id));
    let edited = app
        .write(async move |tx| {
            let (content, version) = (typed.content()?, typed.version.0);
            super::super::edit(tx, &holder, id, &content, version).await
        })
        .await;
    kept(&app, &visit, &seat, Some(id), sheet, edited.map(|it| it.id)).await
}

async fn designer(app: &App, viewer: Viewer, handle: String) -> Result<Seat> {
    app.read(async move |tx| {
        let seat = teams::seat_at(tx, &viewer, &handle).await?;
        seat.may(Act::Design)?;
        Ok(seat)
    })
    .await
}

/// On to the visual, or the form again with what was wrong.
async fn kept(
    app: &App,
    visit: &Visit,
    seat: &Seat,
    id: Option<VisualId>,
    sheet: Sheet,
    done: Result<VisualId>,
) -> Result<Response> {
    match done {
        Ok(id) => {
            let to = seat.path(&format!("{HERE}/{}", id.0));
            Ok(parts::tell(parts::see_other(&to), "saved"))
        }
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(visit, error)?;
            page(app, visit, seat, id, &sheet, (status, faults)).await
        }
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    seat: &Seat,
    id: Option<VisualId>,
    sheet: &Sheet,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let holder = seat.clone();
    let told = app.read(async move |tx| {
        let (here, text) = (Network::Portevoix, Medium::Text);
        testimonies::publishable_on(tx, &holder, here, text, TOLD_MAX).await
    });
    let told = told.await?;
    let template = Template::parse(&sheet.template).unwrap_or(Template::Quote);
    let (back, action) = match id {
        Some(id) => {
            let one = seat.path(&format!("{HERE}/{}", id.0));
            (one.clone(), format!("{one}/edit"))
        }
        None => (seat.path(HERE), seat.path(HERE)),
    };
    let title = visit.say(template_key(template));
    let main = html! {
        (parts::way_back(visit, &back, "visual-back"))
        (parts::faults_summary(visit, &faults))
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            (parts::hidden("template", template.name()))
            (parts::hidden("version", &sheet.version.0.to_string()))
            p { (visit.say("visual-words-hint")) }
            @for slot in template.needs().iter().chain(template.takes()) {
                (place(visit, *slot, template.needs().contains(slot), sheet, &faults))
            }
            (words_of(visit, &told, sheet, &faults))
            (rows(visit, sheet, &faults))
            (looks(visit, sheet))
            (parts::area(&Field {
                name: "description", label: &visit.say("visual-description"),
                value: &sheet.description, hint: &visit.say("visual-description-hint"),
                error: faults.on("description"), ..Field::default()
            }))
            (parts::button(&visit.say("visual-save")))
        }
    };
    Ok(desk_page_as(status, app, visit, seat, HERE, &title, &main))
}

fn place(visit: &Visit, slot: Slot, needed: bool, sheet: &Sheet, faults: &Faults) -> Markup {
    let name = slot.name();
    let label = match needed {
        true => visit.say(slot_key(slot)),
        false => format!("{} {}", visit.say(slot_key(slot)), visit.say("visual-optional")),
    };
    let error = faults.on(name);
    html! {
        div.field {
            label for=(name) { (label) }
            @if let Some(why) = error { p.error id={ (name) "-error" } { (why) } }
            textarea id=(name) name={ "slots[" (name) "]" } dir="auto" rows="2" required[needed]
                aria-invalid=[error.map(|_| "true")]
                aria-describedby=[error.map(|_| format!("{name}-error"))] {
                "\n" (sheet.slots.get(name).map(String::as_str).unwrap_or_default())
            }
        }
    }
}

/// Whose words it shows: nobody's, or those of a testimony that may be shown here.
fn words_of(visit: &Visit, told: &[Testimony], sheet: &Sheet, faults: &Faults) -> Markup {
    let numbers: Vec<String> = told.iter().map(|it| it.id.0.to_string()).collect();
    let mut options = vec![("", visit.say("visual-testimony-none"))];
    for (number, it) in numbers.iter().zip(told) {
        let mut words: String = it.body.chars().take(BEGINNING_CHARS).collect();
        if it.body.chars().nth(BEGINNING_CHARS).is_some() {
            words.push('…');
        }
        options.push((number, words));
    }
    html! {
        @if let Some(why) = faults.on("testimony") { p.error { (why) } }
        (parts::choice(
            "testimony", &visit.say("visual-testimony"), &options, &sheet.testimony
        ))
        p.hint { (visit.say("visual-testimony-hint")) }
    }
}

/// The figures, and one row more.
fn rows(visit: &Visit, sheet: &Sheet, faults: &Faults) -> Markup {
    let filled: Vec<&Row> = sheet.figures.values().filter(|it| **it != Row::default()).collect();
    let blank = Row::default();
    let more = if filled.len() < FIGURES_MAX { Some(&blank) } else { None };
    let error = faults.on("figures");
    html! {
        fieldset.field id="figures" aria-describedby="figures-hint" {
            legend { (visit.say("visual-figures")) }
            p.hint id="figures-hint" { (visit.say("visual-figures-hint")) }
            @if let Some(why) = error { p.error { (why) } }
            @for (at, row) in filled.into_iter().chain(more).enumerate() {
                (cell(visit, at, "number", "visual-figure-number", &row.number))
                (cell(visit, at, "times", "visual-figure-times", &row.times))
                (cell(visit, at, "source", "visual-figure-source", &row.source))
                (cell(visit, at, "url", "visual-figure-url", &row.url))
            }
        }
    }
}

fn cell(visit: &Visit, at: usize, part: &str, key: &'static str, value: &str) -> Markup {
    let name = format!("figures[{at}][{part}]");
    let label = format!("{} {}", visit.say(key), at + 1);
    parts::field(&Field { name: &name, label: &label, value, ..Field::default() })
}

/// Formats, colours, language.
fn looks(visit: &Visit, sheet: &Sheet) -> Markup {
    let formats: Vec<(&str, String, bool)> = Format::ALL
        .into_iter()
        .map(|format| {
            let ticked = sheet.formats.0.iter().any(|name| name == format.name());
            (format.name(), visit.say(format_key(format)), ticked)
        })
        .collect();
    let colours = [("day", "visual-day"), ("night", "visual-night"), ("own", "visual-own")]
        .map(|(name, key)| (name, visit.say(key)));
    let languages = [("fr", "Français".to_owned()), ("en", "English".to_owned())];
    let colour = |name, key: &'static str, value: &str| {
        let label = visit.say(key);
        parts::field(&Field { name, label: &label, kind: "color", value, ..Field::default() })
    };
    html! {
        (parts::ticks("formats", &visit.say("visual-formats"), &formats))
        (parts::choice("colours", &visit.say("visual-colours"), &colours, &sheet.colours))
        (colour("strong", "visual-strong", &sheet.strong))
        (colour("accent", "visual-accent", &sheet.accent))
        (parts::choice("language", &visit.say("visual-language"), &languages, &sheet.language))
    }
}
