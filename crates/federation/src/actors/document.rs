//! Our accounts as other servers read them.

use ground::{AccountId, App, Error, Result};
use serde_json::{Value, json};
use social::accounts::{self, Account};
use social::moves;
use wire::Time;
use wire::activitypub as ap;

use super::signer;
use crate::{names, signed};

/// An account of ours as an actor.
///
/// # Errors
/// [`Error::NotFound`] if it is not one of ours; [`Error::Gone`] if it is gone or suspended.
pub(crate) async fn served(app: &App, id: AccountId) -> Result<Value> {
    let found = app.read(async move |tx| accounts::by_ids(tx, &[id]).await).await?.pop();
    let account = found.filter(Account::is_local).ok_or(Error::NotFound)?;
    if account.pending_since.is_some() {
        return Err(Error::NotFound);
    }
    if !account.is_active() {
        return Err(Error::Gone);
    }
    of(app, &account).await
}

async fn of(app: &App, account: &Account) -> Result<Value> {
    let config = &app.config;
    let uri = names::actor(app, account.id);
    let pem = signer(app, account.id).await?.public_pem();
    let rows = account.table().into_iter().map(|row| {
        let html = text::render(&row.value, |_, _| None, |tag| app.url(&format!("/tags/{tag}")));
        let html = html.trim_start_matches("<p>").trim_end_matches("</p>").to_owned();
        json!({ "type": "PropertyValue", "name": row.name, "value": html })
    });
    let rows: Vec<Value> = rows.collect();
    let mut actor = json!({
        "@context": ap::context(),
        "id": uri,
        "type": if account.bot { "Service" } else { "Person" },
        "preferredUsername": account.username,
        "name": account.display_name,
        "summary": account.note_html,
        "url": accounts::page_url(config, account),
        "inbox": format!("{uri}/inbox"),
        "outbox": format!("{uri}/outbox"),
        "followers": format!("{uri}/followers"),
        "following": format!("{uri}/following"),
        "featured": format!("{uri}/featured"),
        "endpoints": { "sharedInbox": app.url("/ap/inbox") },
        "manuallyApprovesFollowers": account.locked,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "published": Time(account.created_at),
        "attachment": rows,
        "publicKey": public_key(app, account.id, &pem),
    });
    let (who, to) = (account.id, account.moved_to);
    let others = app.read(async move |tx| {
        let aliases = moves::aliases(tx, who).await?;
        let wanted: Vec<AccountId> = aliases.iter().copied().chain(to).collect();
        Ok((accounts::by_ids(tx, &wanted).await?, aliases))
    });
    let (others, aliases) = others.await?;
    let uri_of =
        |id: AccountId| others.iter().find(|it| it.id == id).map(|it| accounts::uri(config, it));
    actor["alsoKnownAs"] = json!(aliases.into_iter().filter_map(uri_of).collect::<Vec<_>>());
    if let Some(target) = to.and_then(uri_of) {
        actor["movedTo"] = json!(target);
    }
    for (name, file, said) in [
        ("icon", &account.avatar, &account.avatar_description),
        ("image", &account.header, &account.header_description),
    ] {
        if !file.is_empty() {
            actor[name] = json!({ "type": "Image", "url": config.media_url(file), "name": said });
        }
    }
    Ok(actor)
}

fn public_key(app: &App, id: AccountId, pem: &str) -> Value {
    json!({ "id": names::key(app, id), "owner": names::actor(app, id), "publicKeyPem": pem })
}

/// The server itself as an actor: it asks for what it wants to read in this name.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn server(app: &App) -> Result<Value> {
    let uri = names::actor(app, names::SERVER);
    let pem = signer(app, names::SERVER).await?.public_pem();
    Ok(json!({
        "@context": ap::context(),
        "id": uri,
        "type": "Application",
        "preferredUsername": signed::own_name(app),
        "name": app.config.title,
        "url": app.url("/about"),
        "inbox": app.url("/ap/inbox"),
        "outbox": format!("{uri}/outbox"),
        "endpoints": { "sharedInbox": app.url("/ap/inbox") },
        "manuallyApprovesFollowers": true,
        "publicKey": public_key(app, names::SERVER, &pem),
    }))
}
