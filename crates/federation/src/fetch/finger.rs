//! Who is called so on another server.

use ground::{App, Error, Result};
use serde_json::Value;
use text::Handle;
use wire::activitypub as ap;

use super::get;

/// What a server says of a handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finger {
    /// The name of the actor.
    pub(crate) uri: String,
    /// Its handle, as the server wants it.
    pub(crate) username: String,
    /// The domain of its handle.
    pub(crate) domain: String,
}

/// Asks who has a handle on a domain.
///
/// # Errors
/// [`Error::NotFound`] if nobody; [`Error::Unavailable`] if the server does not answer now.
pub(crate) async fn webfinger(app: &App, username: &str, domain: &str) -> Result<Finger> {
    Handle::new(username, Some(domain)).map_err(|_| Error::NotFound)?;
    let scheme = if app.config.dev { "http" } else { "https" };
    let url =
        format!("{scheme}://{domain}/.well-known/webfinger?resource=acct:{username}@{domain}");
    let given = get(app, &url, "application/jrd+json, application/json").await?;
    if !given.whole {
        return Err(Error::NotFound);
    }
    let jrd: Value = serde_json::from_slice(&given.bytes).map_err(|_| Error::NotFound)?;
    read(&jrd, username, domain).ok_or(Error::NotFound)
}

fn read(jrd: &Value, username: &str, domain: &str) -> Option<Finger> {
    let links = jrd.get("links")?.as_array()?;
    let actor = links.iter().take(64).find(|link| {
        let kind = link.get("type").and_then(Value::as_str).unwrap_or_default();
        link.get("rel").and_then(Value::as_str) == Some("self") && ap::is_named(kind)
    })?;
    let uri = actor.get("href")?.as_str().filter(|uri| uri.len() <= ap::URI_BYTES_MAX)?;
    let subject = jrd.get("subject").and_then(Value::as_str).and_then(|it| Handle::parse(it).ok());
    let (name, at) = match &subject {
        Some(handle) => (handle.username(), handle.domain().unwrap_or(domain)),
        None => (username, domain),
    };
    Some(Finger { uri: uri.to_owned(), username: name.to_owned(), domain: at.to_lowercase() })
}
