//! Media of other servers: fetched by us when somebody looks, kept as long as there is room.
//!
//! No reader's program ever asks the other server, which so learns of nobody. Only addresses that
//! we gave out are answered ([`address`]), so nobody else fetches through us. What is there may go
//! at any time: the least recently used first, when there is more than the settings allow.

mod fetch;
mod flight;
mod room;
mod sniff;
mod sql;

use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{Tx, record};
use ground::{App, Error, Result, outside, secret};
use url::Url;

use super::store::Source;
use fetch::{Fetched, Turns};
use flight::Flights;
use room::Room;

/// Longest address of another server's file, in bytes.
pub const URL_BYTES_MAX: usize = 2_048;
/// Bytes of the mark that makes an address ours.
const MARK_BYTES: usize = 16;
/// How exactly it is known when something was last used, in milliseconds.
const USED_MS: i64 = 3_600_000;

/// How a file is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As the other server has it: a picture, film or sound.
    Whole,
    /// A picture, drawn anew, small.
    Small,
}

impl Look {
    fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Small => "small",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::Whole, Self::Small].into_iter().find(|each| each.name() == name)
    }
}

/// What is kept in memory of other servers' media.
#[derive(Default)]
pub struct Remote {
    key: OnceLock<hmac::Key>,
    client: OnceLock<reqwest::Client>,
    flights: Flights,
    turns: Turns,
    room: Room,
}

/// A file of another server, and how it is to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    url: Url,
    look: Look,
}

record! {
    /// A file that is here.
    #[derive(Clone, Debug)]
    pub(super) struct Kept {
        /// Its name in the store.
        pub(super) file: String,
        /// When it was last used, about, in epoch milliseconds.
        pub(super) used_at: i64,
    }
}

impl Wanted {
    /// A file of another server; none if that is no address of the web.
    #[must_use]
    pub fn new(url: &str, look: Look) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
        (web && url.as_str().len() <= URL_BYTES_MAX).then_some(Self { url, look })
    }

    /// The name of the other server.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Its address there.
    #[must_use]
    pub fn url(&self) -> String {
        self.url.as_str().to_owned()
    }

    fn text(&self) -> String {
        format!("{} {}", self.look.name(), self.url)
    }

    fn id(&self) -> Vec<u8> {
        digest(&SHA256, self.text().as_bytes()).as_ref().to_vec()
    }
}

/// Makes ready: the key of our addresses is read, or made the first time.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    let kept = match app.read(async |tx| sql::key(tx).await).await? {
        Some(kept) => kept,
        None => {
            let new = secret::hash(&secret::new()).to_vec();
            let write = async move |tx: &mut Tx| {
                sql::keep_key(tx, new).await?;
                sql::key(tx).await
            };
            app.write(write).await?.ok_or_else(|| Error::internal("no key was kept"))?
        }
    };
    let remote = app.memory::<Remote>();
    let _ = remote.key.set(hmac::Key::new(hmac::HMAC_SHA256, &kept));
    let _ = remote.client.set(outside::client(app.config.dev)?);
    Ok(())
}

/// Where a file of another server is read through us, by anybody, for as long as this server
/// lives. Nothing is fetched before somebody reads it there.
///
/// # Errors
/// If called before [`wake`].
pub fn address(app: &App, wanted: &Wanted) -> Result<String> {
    let mark = URL_SAFE_NO_PAD.encode(mark(app, wanted)?);
    let url = URL_SAFE_NO_PAD.encode(wanted.url.as_str());
    Ok(app.url(&format!("/media/remote/{}/{mark}/{url}", wanted.look.name())))
}

/// What an address of ours means; none if it is not ours.
#[must_use]
pub fn read_address(app: &App, look: &str, marked: &str, url: &str) -> Option<Wanted> {
    let url = String::from_utf8(URL_SAFE_NO_PAD.decode(url).ok()?).ok()?;
    let wanted = Wanted::new(&url, Look::of(look)?)?;
    let marked = URL_SAFE_NO_PAD.decode(marked).ok()?;
    secret::equal(&marked, &mark(app, &wanted).ok()?).then_some(wanted)
}

/// The name in the store of another server's file, which is fetched if it is not here. Many who
/// want it at once wait for one.
///
/// # Errors
/// [`Error::NotFound`] if the other server has no such file or it is none that we take;
/// [`Error::Unavailable`] if it does not answer, or too many are being fetched.
pub async fn file(app: &App, wanted: &Wanted) -> Result<String> {
    if let Some(file) = here(app, wanted).await? {
        return Ok(file);
    }
    let flights = &app.memory::<Remote>().flights;
    let flight = flights.board(wanted.id());
    let _turn = flight.turn().await;
    // Whoever was before us has fetched it, or found that it cannot be.
    if let Some(file) = here(app, wanted).await? {
        return Ok(file);
    }
    flights.grounded(&wanted.id(), app.db.now_ms())?;
    let fetched = fetch::fetch(app, wanted).await;
    match fetched {
        Ok(Fetched { source, extension, .. }) => keep(app, wanted, source, extension).await,
        Err(why) => {
            flights.ground(wanted.id(), app.db.now_ms(), &why);
            Err(why)
        }
    }
}

/// Keeps what was fetched already, as if somebody had looked. Returns its name in the store.
///
/// # Errors
/// [`Error::NotFound`] if it is larger than all the room there is; as [`super::store::save`].
pub async fn keep(
    app: &App,
    wanted: &Wanted,
    source: impl Into<Source>,
    extension: &str,
) -> Result<String> {
    app.memory::<Remote>().room.keep(app, wanted, source.into(), extension).await
}

/// Forgets a file that is not where it should be, so that it is fetched anew.
///
/// # Errors
/// If the database does not answer.
pub async fn forget(app: &App, wanted: &Wanted) -> Result<()> {
    let id = wanted.id();
    app.write(async move |tx| sql::delete(tx, &id).await).await
}

/// Removes every file that is kept of other servers: each is fetched anew at the next look.
///
/// # Errors
/// If the database or the store does not answer.
pub async fn clear(app: &App) -> Result<()> {
    app.memory::<Remote>().room.clear(app).await
}

async fn here(app: &App, wanted: &Wanted) -> Result<Option<String>> {
    let id = wanted.id();
    let found = app.read(async move |tx| sql::find(tx, &id).await).await?;
    let Some(kept) = found else { return Ok(None) };
    if kept.used_at < app.db.now_ms() - USED_MS {
        let id = wanted.id();
        app.write(async move |tx| sql::touch(tx, &id).await).await?;
    }
    Ok(Some(kept.file))
}

fn mark(app: &App, wanted: &Wanted) -> Result<Vec<u8>> {
    let key = app.memory::<Remote>().key.get();
    let key = key.ok_or_else(|| Error::internal("media of other servers are not awake yet"))?;
    Ok(hmac::sign(key, wanted.text().as_bytes()).as_ref()[..MARK_BYTES].to_vec())
}
