//! The page of measures: what is counted, said in a sentence beside each figure, drawn by day,
//! and as a table for whoever does not see the drawing.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Input, Role, Viewer, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Counted, DAY_MS, Dimension, Item, Measure, Span};

/// Lines of a list of what is most.
const ITEMS: i64 = 10;
/// The spans one may choose, in days, and the key of their words.
const SPANS: [(i64, &str); 4] =
    [(7, "measures-7"), (30, "measures-30"), (90, "measures-90"), (365, "measures-365")];
const DAYS: i64 = 30;
/// Height of a drawing, in its own units; a day is [`STEP`] wide.
const HEIGHT: i64 = 60;
const STEP: i64 = 6;

/// For how many days.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    days: String,
}

/// What happened here.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let days = asked.days.parse().ok();
    let days = SPANS.iter().find(|(it, _)| Some(*it) == days).map_or(DAYS, |(it, _)| *it);
    let now = app.db.now_ms();
    let span = Span::of(now - (days - 1) * DAY_MS, now, now, super::SPAN_DAYS_MAX)?;
    let host = app.config.domain().to_owned();
    let (counted, told) = app.read(async move |tx| read(tx, span, &host).await).await?;
    let title = visit.say("measures-title");
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        p { (visit.say("measures-hint")) }
        nav.tabs aria-label=(visit.say("measures-span")) { ul {
            @for (it, key) in SPANS {
                li { a href={ "/admin/measures?days=" (it) }
                    aria-current=[(it == days).then_some("page")] { (visit.say(key)) } }
            }
        } }
        @for (key, counted) in &counted { (measure(&visit, key, counted)) }
        @for (key, items) in &told { (most(&visit, key, items)) }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

type Told = (Vec<([&'static str; 2], Counted)>, Vec<([&'static str; 2], Vec<Item>)>);

/// Everything the page tells, each with the keys of its name and of what it means.
async fn read(tx: &mut db::Tx, span: Span, host: &str) -> Result<Told> {
    let measures = [
        (["measure-active", "measure-active-is"], Measure::ActiveUsers),
        (["measure-new", "measure-new-is"], Measure::NewUsers),
        (["measure-interactions", "measure-interactions-is"], Measure::Interactions),
        (["measure-opened", "measure-opened-is"], Measure::OpenedReports),
        (["measure-resolved", "measure-resolved-is"], Measure::ResolvedReports),
    ];
    let dimensions = [
        (["most-languages", "most-languages-is"], Dimension::Languages),
        (["most-sources", "most-sources-is"], Dimension::Sources),
        (["most-servers", "most-servers-is"], Dimension::Servers),
        (["most-versions", "most-versions-is"], Dimension::SoftwareVersions),
    ];
    let mut counted = Vec::with_capacity(measures.len());
    for (keys, what) in measures {
        counted.push((keys, super::count(tx, &what, span).await?));
    }
    let mut told = Vec::with_capacity(dimensions.len());
    for (keys, what) in dimensions {
        told.push((keys, super::told(tx, &what, span, ITEMS, host).await?));
    }
    Ok((counted, told))
}

fn measure(visit: &Visit, [name, is]: &[&'static str; 2], counted: &Counted) -> Markup {
    let title = visit.say(*name);
    let heads = ["measures-day", "measures-count"].map(|key| visit.say(key));
    let row = |(day, value): &(i64, i64)| vec![parts::day(visit, day * DAY_MS), html! { (value) }];
    let rows: Vec<Vec<Markup>> = counted.days.iter().rev().map(row).collect();
    let caption = visit.say(Say::new("measures-by-day").with("what", title.as_str()));
    let table = parts::table_region(name, &caption, &heads, &rows);
    html! {
        section {
            h2 { (title) }
            p.hint { (visit.say(*is)) }
            p {
                strong { (visit.say(Say::new("measures-total").with("count", counted.total))) }
                @if let Some(previous) = counted.previous {
                    " " (visit.say(Say::new("measures-before").with("count", previous)))
                }
            }
            (drawing(&counted.days))
            (parts::unfold(&visit.say("measures-table"), false, &table))
        }
    }
}

/// A stroke a day. Silent: the table says the same.
fn drawing(days: &[(i64, i64)]) -> Markup {
    let most = days.iter().map(|(_, value)| *value).max().unwrap_or_default();
    if most == 0 {
        return html! {};
    }
    let width = STEP * i64::try_from(days.len()).unwrap_or(1);
    let strokes = (0..).zip(days).map(|(at, (_, value))| {
        let height = if *value == 0 { 0 } else { (value * HEIGHT / most).max(1) };
        (at * STEP, HEIGHT - height, height)
    });
    html! {
        svg viewBox={ "0 0 " (width) " " (HEIGHT) } width="100%" height="96" aria-hidden="true"
            focusable="false" preserveAspectRatio="none" fill="currentColor" {
            @for (x, y, height) in strokes {
                rect x=(x) y=(y) width=(STEP - 1) height=(height) {}
            }
            rect x="0" y=(HEIGHT - 1) width=(width) height="1" {}
        }
    }
}

fn most(visit: &Visit, [name, is]: &[&'static str; 2], items: &[Item]) -> Markup {
    let title = visit.say(*name);
    let count = if *name == "most-versions" { "measures-version" } else { "measures-count" };
    let heads = ["measures-what", count].map(|key| visit.say(key));
    let row = |it: &Item| vec![html! { bdi { (it.name) } }, html! { (it.value) }];
    let rows: Vec<Vec<Markup>> = items.iter().map(row).collect();
    html! {
        section {
            h2 { (title) }
            p.hint { (visit.say(*is)) }
            @if items.is_empty() { p.empty { (visit.say("measures-none")) } }
            @else { (parts::table_region(name, &title, &heads, &rows)) }
        }
    }
}
