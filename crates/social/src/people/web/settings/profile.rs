//! What others see of one's account.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{File, Flag, FormUpload, Many, Viewer, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::super::{Picture, change_profile, take_in};
use super::{outcome, settings_page, text};
use crate::accounts::{self, ProfileChange};

/// What the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super::super) struct Typed {
    display_name: String,
    note: String,
    fields: Many<Row>,
    avatar_description: String,
    header_description: String,
    bot: Flag,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    name: String,
    value: String,
}

pub(in super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    let account = app.read(async move |tx| accounts::get(tx, viewer.id).await).await?;
    let rows = account.table().into_iter();
    let typed = Typed {
        fields: Many(rows.map(|row| Row { name: row.name, value: row.value }).collect()),
        display_name: account.display_name,
        note: account.note,
        avatar_description: account.avatar_description,
        header_description: account.header_description,
        bot: Flag(account.bot),
    };
    Ok(page(&app, &visit, &typed, &Faults::default()))
}

/// Another profile.
pub(in super::super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    FormUpload { fields: typed, files }: FormUpload<Typed>,
) -> Result<Response> {
    let rows = typed.fields.0.iter().cloned();
    let row = |row: Row| accounts::Field { name: row.name, value: row.value };
    let change = ProfileChange {
        display_name: Some(typed.display_name.clone()),
        note: Some(typed.note.replace("\r\n", "\n")),
        fields: Some(rows.map(row).collect()),
        bot: Some(typed.bot.0),
        avatar_description: Some(typed.avatar_description.clone()),
        header_description: Some(typed.header_description.clone()),
        ..ProfileChange::default()
    };
    let changed = change_all(&app, &viewer, change, files).await;
    match outcome(&visit, changed, "/settings/profile")? {
        Ok(done) => Ok(done),
        Err(faults) => {
            let faults = faults.renamed("fields_attributes", "fields").renamed("file", "avatar");
            Ok(page(&app, &visit, &typed, &faults))
        }
    }
}

async fn change_all(
    app: &App,
    viewer: &Viewer,
    mut change: ProfileChange,
    files: Vec<File>,
) -> Result<()> {
    for file in files.into_iter().filter(|file| !file.bytes.is_empty()) {
        if file.field == Picture::Avatar.field() {
            change.avatar = Some(take_in(app, Picture::Avatar, file.bytes).await?);
        } else if file.field == Picture::Header.field() {
            change.header = Some(take_in(app, Picture::Header, file.bytes).await?);
        }
    }
    change_profile(app, viewer.id, change).await
}

fn page(app: &App, visit: &Visit, typed: &Typed, faults: &Faults) -> Response {
    let say = |key: &'static str| visit.say(key);
    let pictures = [
        ("avatar", "label-avatar", "avatar_description", &typed.avatar_description),
        ("header", "label-header", "header_description", &typed.header_description),
    ];
    let inside = html! {
        form method="post" action="/settings/profile" enctype="multipart/form-data" {
            (parts::csrf_field(visit))
            (text(visit, faults, "display_name", "label-name", &typed.display_name))
            (parts::area(&Field {
                name: "note", label: &say("label-note"), value: &typed.note,
                error: faults.on("note"), ..Field::default()
            }))
            @for (name, label, described, words) in pictures {
                (parts::field(&Field {
                    name, label: &say(label), kind: "file", error: faults.on(name),
                    accept: "image/png,image/jpeg,image/webp,image/gif", ..Field::default()
                }))
                (text(visit, faults, described, "label-picture-description", words))
            }
            fieldset #fields {
                legend { (say("settings-table")) }
                @for row in 0..accounts::FIELDS_MAX {
                    (row_of(visit, row, typed.fields.0.get(row)))
                }
            }
            (parts::tick("bot", &say("label-bot"), typed.bot.0))
            (parts::button(&say("save")))
        }
    };
    settings_page(app, visit, "settings-profile", faults, &inside)
}

fn row_of(visit: &Visit, row: usize, held: Option<&Row>) -> Markup {
    let (name, value) = held.map_or(("", ""), |row| (row.name.as_str(), row.value.as_str()));
    let number = row + 1;
    html! {
        @for (part, key, held) in
            [("name", "label-row-name", name), ("value", "label-row-value", value)]
        {
            (parts::field(&Field {
                name: &format!("fields[{row}][{part}]"),
                label: &visit.say(Say::new(key).with("row", number)),
                value: held,
                ..Field::default()
            }))
        }
    }
}
