//! The JSON face of one's own account: as its owner sees it, and how it changes.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{File, Flag, Many, Upload, Viewer};
use ground::{App, Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::mastodon;

use super::pictures::{self, Picture, change_profile};
use super::{DefaultsChange, roles, set_defaults, sql};
use crate::accounts::{self, Account, Field, ProfileChange};
use crate::posts::Visibility;
use crate::posts::quotes::QuotePolicy;

/// <https://docs.joinmastodon.org/methods/accounts/#verify_credentials>
pub(super) async fn verify(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    credentials(&app, &viewer).await
}

/// What apps send to change a profile, all of it optional.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    locked: Option<Flag>,
    #[serde(default)]
    bot: Option<Flag>,
    #[serde(default)]
    discoverable: Option<Flag>,
    #[serde(default)]
    indexable: Option<Flag>,
    #[serde(default)]
    hide_collections: Option<Flag>,
    #[serde(default)]
    avatar_description: Option<String>,
    #[serde(default)]
    header_description: Option<String>,
    #[serde(default)]
    fields_attributes: Option<Many<Row>>,
    #[serde(default)]
    source: Option<SourceChange>,
}

#[derive(Debug, Default, Deserialize)]
struct Row {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    value: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct SourceChange {
    #[serde(default)]
    privacy: Option<String>,
    #[serde(default)]
    sensitive: Option<Flag>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    quote_policy: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/accounts/#update_credentials>
pub(super) async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Upload { fields, files }: Upload<Change>,
) -> Result<Response> {
    apply(&app, &viewer, fields, files).await?;
    credentials(&app, &viewer).await
}

/// <https://docs.joinmastodon.org/methods/profile/#update>
pub(super) async fn update_profile(
    State(app): State<App>,
    viewer: Viewer,
    Upload { fields, files }: Upload<Change>,
) -> Result<Json<Value>> {
    apply(&app, &viewer, fields, files).await?;
    profile_of(&app, &viewer).await
}

/// <https://docs.joinmastodon.org/methods/profile/#get>
pub(super) async fn profile(State(app): State<App>, viewer: Viewer) -> Result<Json<Value>> {
    profile_of(&app, &viewer).await
}

/// <https://docs.joinmastodon.org/methods/profile/#delete-profile-avatar>
pub(super) async fn remove_avatar(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    let change = ProfileChange {
        avatar: Some(String::new()),
        avatar_description: Some(String::new()),
        ..ProfileChange::default()
    };
    change_profile(&app, viewer.id, change).await?;
    credentials(&app, &viewer).await
}

/// <https://docs.joinmastodon.org/methods/profile/#delete-profile-header>
pub(super) async fn remove_header(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    let change = ProfileChange {
        header: Some(String::new()),
        header_description: Some(String::new()),
        ..ProfileChange::default()
    };
    change_profile(&app, viewer.id, change).await?;
    credentials(&app, &viewer).await
}

/// <https://docs.joinmastodon.org/methods/preferences/#get>
pub(super) async fn preferences(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<mastodon::Preferences>> {
    let person = viewer.person;
    let defaults = crate::people::defaults(&app, person).await?;
    Ok(Json(mastodon::Preferences {
        visibility: wire(defaults.visibility),
        sensitive: defaults.sensitive,
        language: defaults.language,
        expand_media: mastodon::ExpandMedia::Default,
        expand_spoilers: false,
    }))
}

async fn apply(app: &App, viewer: &Viewer, change: Change, files: Vec<File>) -> Result<()> {
    let source = change.source.unwrap_or_default();
    let visibility = match source.privacy.as_deref() {
        None | Some("") => None,
        Some(name) => Some(
            Visibility::of(name).ok_or_else(|| Error::invalid("source", "error-bad-visibility"))?,
        ),
    };
    let quote_policy = match source.quote_policy.as_deref() {
        None | Some("") => None,
        Some(name) => Some(
            QuotePolicy::of(name).ok_or_else(|| Error::invalid("source", "error-quote-policy"))?,
        ),
    };
    let defaults = DefaultsChange {
        visibility,
        sensitive: source.sensitive.map(|flag| flag.0),
        language: source.language,
        quote_policy,
        undo_s: None,
    };
    let flag = |flag: Option<Flag>| flag.map(|flag| flag.0);
    let rows = change.fields_attributes.map(|rows| {
        let field = |row: Row| Field {
            name: row.name.unwrap_or_default(),
            value: row.value.unwrap_or_default(),
        };
        rows.0.into_iter().map(field).collect()
    });
    let mut profile = ProfileChange {
        display_name: change.display_name,
        note: change.note,
        fields: rows,
        locked: flag(change.locked),
        bot: flag(change.bot),
        discoverable: flag(change.discoverable),
        indexable: flag(change.indexable),
        hide_collections: flag(change.hide_collections),
        avatar_description: change.avatar_description,
        header_description: change.header_description,
        ..ProfileChange::default()
    };
    // What can be refused without looking at pictures is refused first.
    let person = viewer.person;
    app.write(async move |tx| set_defaults(tx, person, defaults).await).await?;
    for file in files {
        for which in [Picture::Avatar, Picture::Header] {
            if file.field == which.field() && !file.bytes.is_empty() {
                let name = pictures::take_in(app, which, file.bytes.clone()).await?;
                match which {
                    Picture::Avatar => profile.avatar = Some(name),
                    Picture::Header => profile.header = Some(name),
                }
            }
        }
    }
    change_profile(app, viewer.id, profile).await
}

/// The account as its owner sees it.
async fn credentials(app: &App, viewer: &Viewer) -> Result<Response> {
    let (id, person) = (viewer.id, viewer.person);
    let (account, defaults, requests) = app
        .read(async move |tx| {
            let account = accounts::get(tx, id).await?;
            let defaults = sql::defaults(tx, person).await?;
            Ok((account, defaults, sql::requests_waiting(tx, id).await?))
        })
        .await?;
    let source = mastodon::Source {
        attribution_domains: Vec::new(),
        note: account.note.clone(),
        fields: rows(&account),
        privacy: wire(defaults.visibility),
        sensitive: defaults.sensitive,
        language: defaults.language.unwrap_or_default(),
        follow_requests_count: requests,
        hide_collections: Some(account.hide_collections),
        discoverable: Some(account.discoverable),
        indexable: account.indexable,
        quote_policy: match defaults.quote_policy {
            QuotePolicy::Public => mastodon::QuotePolicy::Public,
            QuotePolicy::Followers => mastodon::QuotePolicy::Followers,
            // Apps know no other.
            QuotePolicy::Ask | QuotePolicy::Nobody => mastodon::QuotePolicy::Nobody,
        },
    };
    let card = accounts::card(app, id).await?;
    let mut out = Vec::new();
    mastodon::write_credential_account(
        &mut out,
        card.parts(),
        &source,
        &roles::shown(viewer.session.role),
    );
    Ok(json(out))
}

fn wire(visibility: Visibility) -> mastodon::Visibility {
    match visibility {
        Visibility::Public => mastodon::Visibility::Public,
        Visibility::Unlisted => mastodon::Visibility::Unlisted,
        Visibility::Followers => mastodon::Visibility::Private,
        Visibility::Direct => mastodon::Visibility::Direct,
    }
}

/// The table as typed.
fn rows(account: &Account) -> Vec<mastodon::Field> {
    let row = |Field { name, value }| mastodon::Field { name, value, verified_at: None };
    account.table().into_iter().map(row).collect()
}

/// A Profile. <https://docs.joinmastodon.org/entities/Profile/>
async fn profile_of(app: &App, viewer: &Viewer) -> Result<Json<Value>> {
    let id = viewer.id;
    let account = app.read(async move |tx| accounts::get(tx, id).await).await?;
    let url = |file: &str| (!file.is_empty()).then(|| accounts::picture_url(app, file, ""));
    let (avatar, header) = (url(&account.avatar), url(&account.header));
    Ok(Json(json!({
        "id": account.id,
        "display_name": account.display_name,
        "note": account.note,
        "fields": rows(&account),
        "avatar": avatar,
        "avatar_static": avatar,
        "avatar_description": account.avatar_description,
        "header": header,
        "header_static": header,
        "header_description": account.header_description,
        "locked": account.locked,
        "bot": account.bot,
        "hide_collections": account.hide_collections,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "show_media": true,
        "show_media_replies": true,
        "show_featured": true,
        "attribution_domains": [],
    })))
}
