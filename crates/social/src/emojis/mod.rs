//! Custom emojis: small pictures of this place, written as `:name:` in posts, names and profiles.
//!
//! All of them are in memory, so that showing them costs no statement. A text is never changed by
//! one: it says the name, and whoever shows the text puts the picture there.

mod api;
mod draw;
mod memory;
mod page;
mod sql;
mod web;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Route, Scope, get, post};
use ground::{AccountId, App, Config, Error, Result, Say};
use serde::{Deserialize, Serialize};
use wire::mastodon::CustomEmoji;

pub use draw::{BYTES_MAX, New, draw, kept};
pub use memory::{Emojis, listed, named, used};
pub use page::{Shown, line, words};

/// Most emojis of a place.
pub const EMOJIS_MAX: usize = 5_000;
/// Longest name of a group of them, in characters.
pub const CATEGORY_CHARS_MAX: usize = 100;

record! {
    /// An emoji as the room keeps it.
    #[derive(Clone, Debug, Deserialize, Serialize)]
    pub struct Emoji {
        /// Its name, without colons.
        pub shortcode: String,
        /// The group it is sorted into; empty: none.
        pub category: String,
        /// Whether it is offered while writing.
        pub visible: bool,
        /// The file of the picture.
        pub file: String,
        /// The file of the picture without movement; often the same.
        pub still: String,
    }
}

/// An emoji was added, or is gone.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Who did it; none: who runs the server.
    pub by: Option<AccountId>,
    /// Its name.
    pub shortcode: String,
    /// What it is now; none: it is gone.
    pub now: Option<Emoji>,
}

impl Event for Changed {
    const KIND: &'static str = "emojis.changed";

    fn subject(&self) -> i64 {
        0
    }

    fn actor(&self) -> AccountId {
        self.by.unwrap_or(AccountId(0))
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/custom_emojis", Scope::Anyone, api::list),
        get("/moderation/emojis", Scope::Member, web::show),
        post("/moderation/emojis", Scope::Member, web::submit),
        post("/moderation/emojis/{shortcode}/remove", Scope::Member, web::remove),
    ]
}

/// Brings what is kept in memory up to date with an event.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind == Changed::KIND
        && let Ok(changed) = events::read::<Changed>(event)
    {
        app.memory::<Emojis>().apply(changed);
    }
}

/// Reads all of them, at start.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    loop {
        let ticket = app.memory::<Emojis>().ticket();
        let all = app.read(async |tx| all(tx).await).await?;
        if app.memory::<Emojis>().fill(all, ticket) {
            return Ok(());
        }
    }
}

/// All of them, by name.
///
/// # Errors
/// If the database does not answer.
pub async fn all(tx: &mut Tx) -> Result<Vec<Emoji>> {
    sql::all(tx, EMOJIS_MAX).await
}

/// Whether there is one of that name.
///
/// # Errors
/// If the database does not answer.
pub async fn is_one(tx: &mut Tx, shortcode: &str) -> Result<bool> {
    Ok(text::is_shortcode(shortcode) && sql::find(tx, shortcode).await?.is_some())
}

/// Adds one, its pictures already stored by [`draw`]. `by` is none at the command line.
///
/// # Errors
/// [`Error::Invalid`] if the name is taken, or there are too many.
pub async fn add(tx: &mut Tx, by: Option<AccountId>, new: &Emoji) -> Result<()> {
    if sql::find(tx, &new.shortcode).await?.is_some() {
        let say = Say::new("error-emoji-taken").with("name", new.shortcode.as_str());
        return Err(Error::invalid("shortcode", say));
    }
    if sql::count(tx).await? >= EMOJIS_MAX as i64 {
        let say = Say::new("error-too-many-emojis").with("max", EMOJIS_MAX);
        return Err(Error::invalid("", say));
    }
    sql::insert(tx, new).await?;
    let (shortcode, now) = (new.shortcode.clone(), Some(new.clone()));
    events::append(tx, &Changed { by, shortcode, now })
}

/// Removes one. Gives back its files, to go after the commit, see [`crate::media::forget_files`].
///
/// # Errors
/// [`Error::NotFound`] if there is none of that name.
pub async fn remove(tx: &mut Tx, by: Option<AccountId>, shortcode: &str) -> Result<Vec<String>> {
    let gone = sql::find(tx, shortcode).await?.ok_or(Error::NotFound)?;
    sql::delete(tx, shortcode).await?;
    events::append(tx, &Changed { by, shortcode: shortcode.to_owned(), now: None })?;
    Ok(gone.files())
}

impl Emoji {
    /// As apps read it.
    #[must_use]
    pub fn wire(&self, config: &Config) -> CustomEmoji {
        CustomEmoji {
            shortcode: self.shortcode.clone(),
            url: config.media_url(&self.file),
            static_url: config.media_url(&self.still),
            visible_in_picker: self.visible,
            category: Some(self.category.clone()).filter(|name| !name.is_empty()),
        }
    }

    /// Its files, each once.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let still = (self.still != self.file).then(|| self.still.clone());
        std::iter::once(self.file.clone()).chain(still).collect()
    }
}
