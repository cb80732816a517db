//! Asking other servers: always signed by the server itself, always within bounds, and believed
//! only about what is their own.
//!
//! What lies at an address is believed if it calls itself so, and lies on that very server after
//! all redirects (FEP-fe34): nobody can speak for another server.

mod finger;
mod knock;
mod pages;
mod sign;
mod sql;

use std::sync::OnceLock;
use std::time::Duration;

use ground::outside::{self, Given, NotGiven};
use ground::{App, Error, Result};
use http::header;
use serde_json::Value;
use social::accounts::elsewhere::{Asked, At};
use social::gates::domains::{self, Severity};
use tokio::sync::Semaphore;
use url::Url;
use wire::activitypub::{self as ap, Actor, Node, Note, same_origin};

use crate::{actors, inbox};

pub(crate) use finger::webfinger;
pub(crate) use pages::{Budgets, Pages};
pub(crate) use sign::{Sent, post};

/// Largest document that is read, in bytes.
const DOCUMENT_BYTES_MAX: usize = 1 << 20;
/// How long one step may take.
const STEP_TIMEOUT: Duration = Duration::from_secs(5);
/// How long all steps of a question may take.
const ASK_TIMEOUT: Duration = Duration::from_secs(15);
/// Questions under way at once.
const TURNS: usize = 32;

/// What is kept in memory to ask other servers.
pub(crate) struct Fetcher {
    client: OnceLock<reqwest::Client>,
    known: knock::Known,
    turns: Semaphore,
}

impl Default for Fetcher {
    fn default() -> Self {
        Self { client: OnceLock::new(), known: Default::default(), turns: Semaphore::new(TURNS) }
    }
}

/// Makes ready.
///
/// # Errors
/// If the system's trust in certificates cannot be read.
pub(crate) fn wake(app: &App) -> Result<()> {
    let _ = app.memory::<Fetcher>().client.set(outside::client(app.config.dev)?);
    Ok(())
}

fn client(app: &App) -> Result<&reqwest::Client> {
    let client = app.memory::<Fetcher>().client.get();
    client.ok_or_else(|| Error::internal("other servers cannot be asked before we are awake"))
}

/// What lies at an address, and calls itself so.
///
/// # Errors
/// [`Error::NotFound`] if there is nothing to be believed; [`Error::Unavailable`] if its server
/// does not answer now; [`Error::Gone`] if it is gone.
pub(crate) async fn object(app: &App, uri: &str) -> Result<Value> {
    let plain = uri.split('#').next().unwrap_or(uri);
    let (at, value) = document(app, plain, ap::ACCEPT).await?;
    let id = Node::of(&value).and_then(Node::id).ok_or(Error::NotFound)?;
    if id == at || (id == uri && same_origin(id, &at)) {
        return Ok(value);
    }
    // It calls itself otherwise: then it must lie there, too.
    let id = id.to_owned();
    let (at, value) = document(app, &id, ap::ACCEPT).await?;
    let again = Node::of(&value).and_then(Node::id);
    match again == Some(id.as_str()) && same_origin(&id, &at) {
        true => Ok(value),
        false => Err(Error::NotFound),
    }
}

/// Who owns the key of that name, as its server says.
///
/// # Errors
/// As [`object`].
pub(crate) async fn key_owner(app: &App, key_id: &str) -> Result<String> {
    let plain = key_id.split('#').next().unwrap_or(key_id);
    let (at, value) = document(app, plain, ap::ACCEPT).await?;
    let node = Node::of(&value).ok_or(Error::NotFound)?;
    let owner = node.uri("owner").filter(|_| node.get("publicKeyPem").is_some());
    let owner = owner.or_else(|| node.id()).ok_or(Error::NotFound)?;
    if same_origin(owner, &at) { Ok(owner.to_owned()) } else { Err(Error::NotFound) }
}

/// Asks for what is at an address: an account or a post.
#[must_use]
pub(crate) fn ask_at(app: App, url: String) -> Asked<At> {
    Box::pin(async move {
        let asked = async {
            let value = object(&app, &url).await?;
            if let Some(actor) = Actor::read(&value) {
                return actors::take_in(&app, actor).await.map(|it| At::Account(it.account));
            }
            let note = Note::read(&value).ok_or(Error::NotFound)?;
            inbox::notes::file(&app, note).await.map(At::Post)
        };
        let asked = tokio::time::timeout(ASK_TIMEOUT, asked).await;
        actors::found(asked.unwrap_or(Err(Error::NotFound)))
    })
}

/// The JSON at an address, and where it lay in the end. A page that says where its JSON lies leads
/// there.
async fn document(app: &App, url: &str, accept: &str) -> Result<(String, Value)> {
    let given = get(app, url, accept).await?;
    let named = matches!(given.mime.as_str(), "application/activity+json" | "application/ld+json");
    if named {
        return read(given);
    }
    let other = alternate(&given).filter(|other| same_origin(other, given.url.as_str()));
    let given = get(app, &other.ok_or(Error::NotFound)?, accept).await?;
    match given.mime.as_str() {
        "application/activity+json" | "application/ld+json" => read(given),
        _ => Err(Error::NotFound),
    }
}

fn read(given: Given) -> Result<(String, Value)> {
    if !given.whole {
        return Err(Error::NotFound);
    }
    let value = serde_json::from_slice(&given.bytes).map_err(|_| Error::NotFound)?;
    Ok((given.url.to_string(), value))
}

/// Where a page says that its JSON lies.
fn alternate(given: &Given) -> Option<String> {
    let page = String::from_utf8_lossy(&given.bytes);
    let head = &page[..page.find("<body").unwrap_or(page.len())];
    let link = head.split("<link").skip(1).find_map(|rest| {
        let tag = rest.split('>').next()?;
        let ours = tag.contains("alternate") && tag.contains(ap::MIME);
        let href = ours.then(|| tag.split("href=\"").nth(1)).flatten()?;
        Some(href.split('"').next()?.replace("&amp;", "&"))
    })?;
    given.url.join(&link).ok().map(|url| url.to_string())
}

/// Asks for a file of another server, unless that is kept out.
async fn get(app: &App, url: &str, accept: &str) -> Result<Given> {
    let url = Url::parse(url).map_err(|_| Error::NotFound)?;
    let host = url.host_str().ok_or(Error::NotFound)?;
    if domains::refused(app, host).severity == Severity::Suspend {
        return Err(Error::NotFound);
    }
    let fetcher = app.memory::<Fetcher>();
    let _turn = fetcher.turns.acquire().await.map_err(Error::internal)?;
    let (host, _) = sign::place(&url);
    let scheme = knock::first(app, &host).await?;
    let given = match get_as(app, scheme, url.clone(), accept).await? {
        Err(NotGiven::Unsigned) => {
            let again = get_as(app, scheme.other(), url, accept).await?;
            if again.is_ok() {
                knock::took(app, &host, scheme.other()).await?;
            }
            again
        }
        given => given,
    };
    let given = given.map_err(why)?;
    let last = given.url.host_str().unwrap_or_default();
    match domains::refused(app, last).severity {
        Severity::Suspend => Err(Error::NotFound),
        _ => Ok(given),
    }
}

/// The same, signed so.
async fn get_as(
    app: &App,
    scheme: knock::Scheme,
    url: Url,
    accept: &str,
) -> Result<Result<Given, NotGiven>> {
    let signer = actors::signer(app, crate::names::SERVER).await?;
    let (dev, now) = (app.config.dev, app.db.now_ms());
    let prepare = |mut request: reqwest::RequestBuilder, url: &Url| {
        for (name, value) in sign::reading(&signer, scheme, url, accept, now).unwrap_or_default() {
            request = request.header(name, value);
        }
        request.header(header::ACCEPT, accept)
    };
    let client = client(app)?;
    let asked = async {
        let (url, answer) = outside::open_as(client, url, STEP_TIMEOUT, dev, prepare).await?;
        outside::read(answer, url, DOCUMENT_BYTES_MAX).await
    };
    let asked = tokio::time::timeout(ASK_TIMEOUT, asked).await;
    Ok(asked.unwrap_or(Err(NotGiven::NotNow)))
}

fn why(not_given: NotGiven) -> Error {
    match not_given {
        NotGiven::No | NotGiven::Unsigned => Error::NotFound,
        NotGiven::NotNow => Error::Unavailable("error-busy".into()),
    }
}
