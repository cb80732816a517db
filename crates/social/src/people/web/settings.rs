//! The settings page: what others see, and what is usual for one's posts.

use axum::extract::State;
use axum::response::Response;
use ground::config::Registrations;
use ground::http::{Flag, Form, FormUpload, Input, Many, Viewer, Visit};
use ground::{App, Error, Locale, Result, Say, html as parts};
use maud::{Markup, html};
use parts::Field;
use serde::Deserialize;

use super::super::invitations::{self, Invitation};
use super::super::{
    DefaultsChange, Person, Picture, by_id, change_profile, set_defaults, settle, take_in,
};
use super::{status, where_letters_are, wrong_else};
use crate::accounts::{self, Account, ProfileChange};
use crate::people::Defaults;
use crate::posts::Visibility;

/// What the page shows.
struct Shown {
    account: Account,
    person: Person,
    defaults: Defaults,
    invitations: Vec<Invitation>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Done {
    #[serde(default)]
    done: String,
}

/// The page.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Input(Done { done }): Input<Done>,
) -> Result<Response> {
    page(&app, &visit, &viewer, &done, None).await
}

/// What the profile's form says.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Profile {
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    fields: Option<Many<Row>>,
    #[serde(default)]
    avatar_description: String,
    #[serde(default)]
    header_description: String,
    #[serde(default)]
    locked: Flag,
    #[serde(default)]
    bot: Flag,
    #[serde(default)]
    discoverable: Flag,
    #[serde(default)]
    indexable: Flag,
    #[serde(default)]
    hide_collections: Flag,
}

#[derive(Debug, Default, Deserialize)]
struct Row {
    #[serde(default)]
    name: String,
    #[serde(default)]
    value: String,
}

/// Another profile.
pub(in super::super) async fn profile(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    FormUpload { fields, files }: FormUpload<Profile>,
) -> Result<Response> {
    let rows = fields.fields.unwrap_or_default().0;
    let row = |row: Row| accounts::Field { name: row.name, value: row.value };
    let mut change = ProfileChange {
        display_name: Some(fields.display_name),
        note: Some(fields.note.replace("\r\n", "\n")),
        fields: Some(rows.into_iter().map(row).collect()),
        locked: Some(fields.locked.0),
        bot: Some(fields.bot.0),
        discoverable: Some(fields.discoverable.0),
        indexable: Some(fields.indexable.0),
        hide_collections: Some(fields.hide_collections.0),
        avatar_description: Some(fields.avatar_description),
        header_description: Some(fields.header_description),
        ..ProfileChange::default()
    };
    let changed = async {
        for file in files.into_iter().filter(|file| !file.bytes.is_empty()) {
            if file.field == Picture::Avatar.field() {
                let name = take_in(&app, Picture::Avatar, file.bytes).await?;
                change.avatar = Some(name);
            } else if file.field == Picture::Header.field() {
                let name = take_in(&app, Picture::Header, file.bytes).await?;
                change.header = Some(name);
            }
        }
        change_profile(&app, viewer.id, change).await
    };
    again(&app, &visit, &viewer, changed.await, "saved").await
}

/// What the form of preferences says.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Preferences {
    #[serde(default)]
    visibility: String,
    #[serde(default)]
    sensitive: Flag,
    #[serde(default)]
    language: String,
    #[serde(default)]
    locale: String,
}

/// Other preferences.
pub(in super::super) async fn preferences(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(chosen): Form<Preferences>,
) -> Result<Response> {
    let person = viewer.person;
    let change = DefaultsChange {
        visibility: Visibility::of(&chosen.visibility),
        sensitive: Some(chosen.sensitive.0),
        language: Some(chosen.language.trim().to_owned()),
        quote_policy: None,
    };
    let locale = Locale::of_tag(&chosen.locale);
    let changed = app
        .write(async move |tx| {
            set_defaults(tx, person, change).await?;
            match locale {
                Some(locale) => settle::set_locale(tx, person, locale).await,
                None => Ok(()),
            }
        })
        .await;
    again(&app, &visit, &viewer, changed, "saved").await
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Nothing {}

/// One more invitation.
pub(in super::super) async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    if app.config.registrations != Registrations::Invitation {
        return Err(Error::NotFound);
    }
    let who = viewer.id;
    let made = app.write(async move |tx| invitations::invite(tx, who).await).await;
    again(&app, &visit, &viewer, made.map(drop), "saved").await
}

/// Back to the page: with good news, or with what was wrong.
pub(super) async fn again(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    outcome: Result<()>,
    done: &'static str,
) -> Result<Response> {
    match outcome {
        Ok(()) => Ok(parts::see_other(&format!("/settings?done={done}"))),
        Err(problem @ (Error::Invalid { .. } | Error::TooLarge(_))) => {
            page(app, visit, viewer, "", Some(&problem)).await
        }
        Err(other) => Err(other),
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    done: &str,
    problem: Option<&Error>,
) -> Result<Response> {
    let (id, who) = (viewer.person, viewer.id);
    let defaults = crate::people::defaults(app, id).await?;
    let shown = app
        .read(async move |tx| {
            Ok(Shown {
                account: accounts::get(tx, who).await?,
                person: by_id(tx, id).await?,
                defaults,
                invitations: invitations::open_ones(tx, who).await?,
            })
        })
        .await?;
    let title = visit.say("settings-title");
    let main = html! {
        h1 { (title) }
        (wrong_else(visit, problem, &[]))
        @match done {
            "saved" => (parts::notice(&visit.say("settings-saved"))),
            "letter" => {
                (parts::notice(&visit.say("settings-letter")))
                (where_letters_are(app, visit))
            }
            _ => {}
        }
        p { a.button href="/settings/display" { (visit.say("display-title")) } }
        (profile_form(visit, &shown.account))
        (preferences_form(visit, &shown))
        (key_forms(visit, &shown))
        (crate::subscriptions::way(app, visit))
        @if app.config.registrations == Registrations::Invitation {
            (invitations_part(app, visit, &shown.invitations))
        }
    };
    Ok(parts::page_as(status(problem), app, visit, &title, &main))
}

fn profile_form(visit: &Visit, account: &Account) -> Markup {
    let table = account.table();
    let say = |key: &'static str| visit.say(key);
    html! {
        section {
            h2 { (say("settings-profile")) }
            form method="post" action="/settings/profile" enctype="multipart/form-data" {
                (parts::csrf_field(visit))
                (text(visit, "display_name", "label-name", &account.display_name))
                (parts::area(&Field {
                    name: "note", label: &say("label-note"), value: &account.note,
                    ..Field::default()
                }))
                @for (name, label, described, words) in [
                    ("avatar", "label-avatar", "avatar_description", &account.avatar_description),
                    ("header", "label-header", "header_description", &account.header_description),
                ] {
                    (parts::field(&Field {
                        name, label: &say(label), kind: "file", ..Field::default()
                    }))
                    (text(visit, described, "label-picture-description", words))
                }
                fieldset {
                    legend { (say("settings-table")) }
                    @for row in 0..accounts::FIELDS_MAX {
                        (row_of(visit, row, table.get(row)))
                    }
                }
                (parts::tick("locked", &say("label-locked"), account.locked))
                (parts::tick("bot", &say("label-bot"), account.bot))
                (parts::tick("discoverable", &say("label-discoverable"), account.discoverable))
                (parts::tick("indexable", &say("label-indexable"), account.indexable))
                (parts::tick("hide_collections", &say("label-hide"), account.hide_collections))
                (parts::button(&say("save")))
            }
        }
    }
}

fn row_of(visit: &Visit, row: usize, field: Option<&accounts::Field>) -> Markup {
    let (name, value) = field.map_or(("", ""), |field| (field.name.as_str(), field.value.as_str()));
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

fn preferences_form(visit: &Visit, shown: &Shown) -> Markup {
    let visibilities = [
        ("public", "visibility-public"),
        ("unlisted", "visibility-unlisted"),
        ("private", "visibility-private"),
        ("direct", "visibility-direct"),
    ]
    .map(|(name, key)| (name, visit.say(key)));
    let locales = [("fr", "Français".to_owned()), ("en", "English".to_owned())];
    let defaults = &shown.defaults;
    html! {
        section {
            h2 { (visit.say("settings-preferences")) }
            form method="post" action="/settings/preferences" {
                (parts::csrf_field(visit))
                (parts::choice(
                    "visibility", &visit.say("label-visibility"), &visibilities,
                    defaults.visibility.name(),
                ))
                (parts::tick("sensitive", &visit.say("label-sensitive"), defaults.sensitive))
                (text(
                    visit, "language", "label-language",
                    defaults.language.as_deref().unwrap_or_default(),
                ))
                (parts::choice(
                    "locale", &visit.say("label-locale"), &locales, &shown.person.locale,
                ))
                (parts::button(&visit.say("save")))
            }
        }
    }
}

fn key_forms(visit: &Visit, shown: &Shown) -> Markup {
    let say = |key: &'static str| visit.say(key);
    let current = |id: &'static str| password_field(visit, id, "label-current-password");
    html! {
        section {
            h2 { (say("settings-key")) }
            form method="post" action="/settings/handle" {
                (parts::csrf_field(visit))
                (text(visit, "username", "label-handle", &shown.account.username))
                (parts::button(&say("settings-change-handle")))
            }
            form method="post" action="/settings/email" {
                (parts::csrf_field(visit))
                (text(visit, "email", "label-email", &shown.person.email))
                (current("email-current"))
                (parts::button(&say("settings-change-email")))
            }
            form method="post" action="/settings/password" {
                (parts::csrf_field(visit))
                (current("password-current"))
                p {
                    label for="password" { (say("label-new-password")) }
                    input id="password" name="password" type="password"
                        autocomplete="new-password" required;
                }
                (parts::button(&say("settings-change-password")))
            }
            form method="post" action="/settings/sessions" {
                (parts::csrf_field(visit))
                p { (say("settings-log-out-hint")) }
                (parts::button(&say("settings-log-out-everywhere")))
            }
        }
    }
}

/// The same field stands in two forms of one page, so its id is another than its name.
fn password_field(visit: &Visit, id: &str, label: &'static str) -> Markup {
    html! {
        p {
            label for=(id) { (visit.say(label)) }
            input id=(id) name="current_password" type="password"
                autocomplete="current-password" required;
        }
    }
}

fn invitations_part(app: &App, visit: &Visit, open: &[Invitation]) -> Markup {
    html! {
        section {
            h2 { (visit.say("settings-invitations")) }
            ul {
                @for invitation in open {
                    li {
                        code class="invitation" {
                            (app.url(&format!("/sign-up?invitation={}", invitation.code)))
                        }
                        " " (left(visit, invitation))
                    }
                }
            }
            form method="post" action="/settings/invitations" {
                (parts::csrf_field(visit))
                (parts::button(&visit.say("settings-invite")))
            }
        }
    }
}

fn left(visit: &Visit, invitation: &Invitation) -> String {
    visit.say(Say::new("invitation-left").with("uses", invitation.uses_left))
}

fn text(visit: &Visit, name: &str, label: &'static str, value: &str) -> Markup {
    parts::field(&Field { name, label: &visit.say(label), value, ..Field::default() })
}
