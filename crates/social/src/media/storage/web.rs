//! The page of what is kept, and of what can go.

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Form, Nothing, Path, Role, Viewer, Visit};
use ground::{App, Error, Result, Say};
use maud::{Markup, html};

use super::{clear_remote, kept};
use crate::measures::{self, Dimension, Span};
use crate::moderation::{self, Target};
use crate::posts::Actor;
use crate::posts::page::acts_form;

const HERE: &str = "/admin/storage";

/// How much is kept.
pub(in crate::media) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let now = app.db.now_ms();
    let span = Span::of(now, now, now, 1)?;
    let room = app
        .read(async move |tx| measures::told(tx, &Dimension::SpaceUsage, span, 10, "").await)
        .await?;
    let kept = kept(&app).await?;
    let max = i64::try_from(app.config.remote_media_bytes_max).unwrap_or(i64::MAX);
    let title = visit.say("storage-title");
    let mut rows: Vec<[Markup; 3]> = room
        .iter()
        .filter(|it| it.key != "media")
        .map(|it| [html! { (it.name) }, html! { "–" }, size(&visit, it.bytes.unwrap_or_default())])
        .collect();
    for (key, files, bytes) in [
        ("storage-own", kept.files, kept.bytes),
        ("storage-loose", kept.loose, kept.loose_bytes),
        ("storage-remote", kept.remote, kept.remote_bytes),
    ] {
        rows.push([html! { (visit.say(key)) }, html! { (files) }, size(&visit, bytes)]);
    }
    let heads = ["storage-what", "storage-files", "storage-room"].map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = rows.into_iter().map(Vec::from).collect();
    let act = |end: &str, key: &'static str| {
        parts::act_button("plain", &format!("{HERE}/{end}"), &visit.say(key), "")
    };
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        (parts::table_region("kept", &visit.say("storage-table"), &heads, &rows))
        h2 { (visit.say("storage-loose")) }
        p { (visit.say("storage-loose-hint")) }
        p { (act("sweep", "storage-sweep")) }
        h2 { (visit.say("storage-remote")) }
        p { (visit.say("storage-remote-hint")) " " (visit.say("storage-at-most")) " "
            (size(&visit, max)) }
        p { (act("clear", "storage-clear")) }
        h2 { (visit.say("storage-orphans")) }
        p { (visit.say("storage-orphans-hint")) " " code { "portevoix check" } }
        (acts_form(&visit, "moderation"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// Bytes as people read them, in the units of a thousand that disks are sold in.
fn size(visit: &Visit, bytes: i64) -> Markup {
    const UNITS: [&str; 4] = ["unit-byte", "unit-kilo", "unit-mega", "unit-giga"];
    let (mut value, mut unit) = (bytes.max(0), 0);
    let mut tenths = 0;
    while value >= 1000 && unit + 1 < UNITS.len() {
        tenths = value % 1000 / 100;
        value /= 1000;
        unit += 1;
    }
    let say = Say::new(UNITS[unit]).with("whole", value).with("tenths", tenths);
    html! { (visit.say(say)) }
}

/// Lets go of what can go: what nothing carries (`sweep`), or what lies on other servers (`clear`).
pub(in crate::media) async fn clean(
    State(app): State<App>,
    viewer: Viewer,
    Path(what): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let act = match what.as_str() {
        "sweep" => {
            crate::media::sweep(&app).await?;
            "storage.sweep"
        }
        "clear" => {
            clear_remote(&app).await?;
            "storage.clear"
        }
        _ => return Err(Error::NotFound),
    };
    let by = Actor::from(&viewer);
    app.write(async move |tx| {
        let target = Target { kind: "storage", id: 0, name: String::new() };
        moderation::note(tx, by, act, target, "").await
    })
    .await?;
    Ok(parts::tell(parts::see_other(HERE), "storage-cleaned"))
}
