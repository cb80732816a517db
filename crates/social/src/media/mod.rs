//! Media: pictures, films and sound that posts carry, each with words for those who cannot see or
//! hear it. A picture is ready at once; films and sound are worked on afterwards (see [`film`]).
//!
//! What was sent is loose until a post carries it, and loose again when that post is gone; loose
//! ones are swept after a day. What a post carried before an edit stays with it, out of sight, for
//! its history.

mod api;
mod canvas;
pub mod captions;
mod desk;
pub mod film;
mod gif;
pub mod picture;
pub mod range;
pub mod remote;
mod remove;
mod serve;
mod shown;
mod sql;
pub mod storage;
pub mod store;
pub mod uploads;
pub mod web;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Route, Scope, route};
use ground::{AccountId, App, Error, MediaId, PostId, Result, Say};
use serde::{Deserialize, Serialize};

pub use desk::{Desk, Sent, refused, take_in};
pub use remote::Remote;
pub use remove::{carrier, recall, remove, remove_of};
pub use shown::{Attachment, Details, Track};
pub use store::Store;
pub use uploads::Uploads;

/// Longest description, in characters.
pub const DESCRIPTION_CHARS_MAX: usize = 10_000;
/// How long a picture that no post carries is kept.
const LOOSE_MS_MAX: i64 = 24 * 3_600_000;
/// Pictures swept in one unit.
const SWEEP_MAX: usize = 100;

/// What a picture says of itself has been changed by its owner.
#[derive(Debug, Deserialize, Serialize)]
pub struct Changed {
    /// The picture.
    pub media: MediaId,
    /// Whose it is.
    pub account: AccountId,
    /// The post that carries it.
    pub post: Option<PostId>,
}

impl Event for Changed {
    const KIND: &'static str = "media.changed";

    fn subject(&self) -> i64 {
        self.media.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let write = Scope::Needs("write:media");
    let media = vec![
        route::post("/api/v2/media", write, api::upload),
        route::post("/api/v1/media", write, api::upload_and_wait),
        route::get("/api/v1/media/{id}", write, api::get),
        route::put("/api/v1/media/{id}", write, api::describe),
        route::delete("/api/v1/media/{id}", write, api::remove),
        route::options("/api/portevoix/v1/uploads", Scope::Anyone, uploads::api::options),
        route::post("/api/portevoix/v1/uploads", write, uploads::api::begin),
        route::get("/api/portevoix/v1/uploads/{id}", write, uploads::api::get),
        route::patch("/api/portevoix/v1/uploads/{id}", write, uploads::api::receive),
        route::delete("/api/portevoix/v1/uploads/{id}", write, uploads::api::end),
        route::get("/media/{file}", Scope::Page, api::file),
        route::get("/media/remote/{look}/{mark}/{address}", Scope::Page, api::remote),
        route::get("/admin/storage", Scope::Member, storage::web::show),
        route::post("/admin/storage/{what}", Scope::Member, storage::web::clean),
    ];
    media.into_iter().chain(captions::routes()).collect()
}

/// A picture to be kept, its files already stored.
#[derive(Clone, Debug)]
pub struct New {
    /// The file to show, and its size in pixels.
    pub file: (String, u32, u32),
    /// The small version, and its size in pixels.
    pub preview: (String, u32, u32),
    /// How the file is written.
    pub mime: &'static str,
    /// Its size in bytes.
    pub bytes: usize,
    /// A blurred stand-in, as text.
    pub blurhash: String,
    /// What is said of it.
    pub said: Said,
}

/// A picture, film or sound that lies on another server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Elsewhere {
    /// `image`, `video`, `audio`, `unknown`.
    pub kind: &'static str,
    /// What it says it is, as `image/png`.
    pub mime: String,
    /// Where it lies.
    pub url: String,
    /// Where the picture that stands for it lies; empty: none.
    pub preview: String,
    /// Width and height in pixels; 0: not known.
    pub size: (u32, u32),
    /// A blurred stand-in, as text.
    pub blurhash: String,
    /// What it shows.
    pub description: String,
    /// What matters in it: left (-1) to right, bottom (-1) to top.
    pub focus: (f64, f64),
}

/// What an owner says of a picture; what is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// What it shows.
    pub description: Option<String>,
    /// What matters in it: left (-1) to right, bottom (-1) to top.
    pub focus: Option<(f64, f64)>,
}

impl Said {
    /// What an app says: a description, and a focus as `x,y`.
    ///
    /// # Errors
    /// If the description is too long or has a NUL, or the focus is not two numbers from -1 to 1.
    pub fn parse(description: Option<String>, focus: Option<&str>) -> Result<Self> {
        if let Some(text) = &description {
            if text.contains('\0') {
                return Err(Error::invalid("description", "error-nul"));
            }
            if text.chars().count() > DESCRIPTION_CHARS_MAX {
                let say = Say::new("error-description-long").with("max", DESCRIPTION_CHARS_MAX);
                return Err(Error::invalid("description", say));
            }
        }
        let focus = match focus.map(str::trim).filter(|focus| !focus.is_empty()) {
            Some(text) => Some(point(text).ok_or(Error::invalid("focus", "error-bad-focus"))?),
            None => None,
        };
        Ok(Self { description, focus })
    }
}

fn point(text: &str) -> Option<(f64, f64)> {
    let (x, y) = text.split_once(',')?;
    let side =
        |text: &str| text.trim().parse::<f64>().ok().filter(|number| (-1.0..=1.0).contains(number));
    Some((side(x)?, side(y)?))
}

/// Keeps a new picture, not yet carried by any post.
///
/// # Errors
/// If the database does not answer.
pub async fn add(tx: &mut Tx, who: AccountId, new: New) -> Result<MediaId> {
    let id = MediaId(tx.new_id(who.bucket()));
    sql::insert(tx, who, id, new).await?;
    Ok(id)
}

/// A picture of `who`, carried by a post or not.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs.
pub async fn get(tx: &mut Tx, who: AccountId, id: MediaId) -> Result<Attachment> {
    sql::of(tx, who, id).await?.map(|(_, it)| it).ok_or(Error::NotFound)
}

/// Gives a film or sound of `who` another picture to stand for it. Gives back the file it had.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs; [`Error::Invalid`] if it is a picture.
async fn set_poster(
    tx: &mut Tx,
    who: AccountId,
    id: MediaId,
    poster: film::Poster,
) -> Result<Vec<String>> {
    let (post, before) = sql::of(tx, who, id).await?.ok_or(Error::NotFound)?;
    if !before.is_film() {
        return Err(Error::invalid("thumbnail", "error-poster-of-picture"));
    }
    sql::set_poster(tx, id, poster).await?;
    events::append(tx, &Changed { media: id, account: who, post })?;
    Ok(vec![before.preview])
}

/// A picture, film or sound of `who`, and the post that carries it.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs.
pub async fn get_with_post(
    tx: &mut Tx,
    who: AccountId,
    id: MediaId,
) -> Result<(Attachment, Option<PostId>)> {
    sql::of(tx, who, id).await?.map(|(post, it)| (it, post)).ok_or(Error::NotFound)
}

/// Says something else of a picture, also when a post carries it already.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs.
pub async fn describe(tx: &mut Tx, who: AccountId, id: MediaId, said: Said) -> Result<Attachment> {
    let (post, before) = sql::of(tx, who, id).await?.ok_or(Error::NotFound)?;
    let mut now = before.clone();
    if let Some(description) = said.description {
        now.description = description;
    }
    if let Some((x, y)) = said.focus {
        (now.focus_x, now.focus_y) = (x, y);
    }
    if now != before {
        sql::update(tx, &now).await?;
        events::append(tx, &Changed { media: id, account: who, post })?;
    }
    Ok(now)
}

/// Hangs what another server shows with a post on it: the files stay there.
///
/// # Errors
/// If the database does not answer.
pub async fn receive(tx: &mut Tx, who: AccountId, post: PostId, media: &[Elsewhere]) -> Result<()> {
    sql::hide(tx, post).await?;
    for (position, one) in (0_i64..).zip(media) {
        let id = MediaId(tx.new_id(who.bucket()));
        sql::insert_elsewhere(tx, (who, post, id), position, one).await?;
    }
    Ok(())
}

/// Hangs loose pictures of `who` on a post, in order.
///
/// # Errors
/// [`Error::Invalid`] if one is not there, not theirs, not ready, or carried by a post already.
pub async fn attach(tx: &mut Tx, who: AccountId, post: PostId, media: &[MediaId]) -> Result<()> {
    if sql::attach(tx, who, post, media).await? != media.len() as u64 {
        return Err(not_taken(tx, who, media).await?);
    }
    sql::order(tx, media).await
}

/// Why a post cannot carry these.
async fn not_taken(tx: &mut Tx, who: AccountId, media: &[MediaId]) -> Result<Error> {
    let found = sql::of_owner(tx, who, media).await?;
    let why = match found.iter().any(Attachment::is_worked_on) {
        true => "error-media-not-ready",
        false => "error-media-not-yours",
    };
    Ok(Error::invalid("media_ids", why))
}

/// Makes `media` what a post of `who` carries, in order. What it carried before goes out of sight.
///
/// # Errors
/// As [`attach`].
pub async fn arrange(tx: &mut Tx, who: AccountId, post: PostId, media: &[MediaId]) -> Result<()> {
    sql::hide(tx, post).await?;
    attach(tx, who, post, media).await
}

/// Holds loose pictures of `who` for something that will want them later, by its number: until
/// [`release`] nothing else takes them and no sweep removes them.
///
/// # Errors
/// As [`attach`].
pub async fn hold(tx: &mut Tx, who: AccountId, holder: i64, media: &[MediaId]) -> Result<()> {
    if !media.is_empty() && sql::hold(tx, who, holder, media).await? != media.len() as u64 {
        return Err(not_taken(tx, who, media).await?);
    }
    Ok(())
}

/// No longer holds what [`hold`] held: it is loose again.
///
/// # Errors
/// If the database does not answer.
pub async fn release(tx: &mut Tx, holder: i64) -> Result<()> {
    sql::release(tx, holder).await
}

/// Pictures of `who` by number, in any order; those that are not there or not theirs are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn of_owner(tx: &mut Tx, who: AccountId, ids: &[MediaId]) -> Result<Vec<Attachment>> {
    sql::of_owner(tx, who, ids).await
}

/// Takes a post's pictures off it, so that they can be used anew for a day.
///
/// # Errors
/// If the database does not answer.
pub async fn loosen(tx: &mut Tx, post: PostId) -> Result<()> {
    sql::loosen(tx, post).await
}

/// Removes the pictures that no post has carried for a day. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<usize> {
    store::tidy_workshop(app).await?;
    uploads::sweep(app).await?;
    let mut count = 0;
    loop {
        let swept = app.write(async |tx| {
            let before = tx.now_ms() - LOOSE_MS_MAX;
            let loose = sql::loose(tx, before, SWEEP_MAX).await?;
            let files = sql::files(tx, &loose).await?;
            captions::forget(tx, &loose).await?;
            sql::delete(tx, &loose).await?;
            Ok((loose.len(), files))
        });
        let (swept, files) = swept.await?;
        forget_files(app, &files).await;
        count += swept;
        if swept < SWEEP_MAX {
            return Ok(count);
        }
    }
}

/// Where a file is fetched: one of ours where it lies, one of another server through us.
#[must_use]
pub fn url_of(app: &App, file: &str, look: remote::Look) -> String {
    if !is_elsewhere(file) {
        return app.config.media_url(file);
    }
    let wanted = remote::Wanted::new(file, look);
    wanted.and_then(|wanted| remote::address(app, &wanted).ok()).unwrap_or_default()
}

/// Whether a file lies on another server: its name is then its address there.
fn is_elsewhere(file: &str) -> bool {
    file.starts_with("https://") || file.starts_with("http://")
}

/// Removes files whose row is gone. One that cannot be removed is only a waste of room: it is said
/// in the log.
pub async fn forget_files(app: &App, files: &[String]) {
    for file in files.iter().filter(|file| !file.is_empty() && !is_elsewhere(file)) {
        if let Err(error) = store::remove(app, file).await {
            tracing::warn!(file, %error, "The file {file} could not be removed");
        }
    }
}
