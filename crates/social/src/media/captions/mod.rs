//! Captions of films and sound, one of each language, and what is said as text: for those who
//! cannot hear it, or would rather read. They are WebVTT, read and written anew; their address is a
//! secret, new with each text, like that of the film itself.

pub(super) mod api;
mod sql;
pub(super) mod web;

use db::{Tx, record};
use ground::events;
use ground::http::{Route, Scope, delete, get, post, put};
use ground::{AccountId, CaptionId, Error, MediaId, Result, Say, secret};
use text::captions::{self, CAPTIONS_BYTES_MAX, CUE_LINES_MAX, CUES_MAX, Cue, Fault, Why};

use super::{Attachment, Changed, Track};

/// Languages a film or sound can have captions in.
pub const TRACKS_MAX: usize = 30;
/// Longest name of captions, in characters.
pub const LABEL_CHARS_MAX: usize = 100;
/// Longest tag of a language.
const LANGUAGE_CHARS_MAX: usize = 35;
/// Bytes of randomness in an address.
const KEY_BYTES: usize = 16;

/// The doors of captions.
pub(super) fn routes() -> Vec<Route> {
    let write = Scope::Needs("write:media");
    vec![
        get("/api/portevoix/v1/media/{id}/captions", write, api::list),
        post("/api/portevoix/v1/media/{id}/captions", write, api::add),
        put("/api/portevoix/v1/media/{id}/captions/{caption_id}", write, api::change),
        delete("/api/portevoix/v1/media/{id}/captions/{caption_id}", write, api::remove),
        get("/media/captions/{file}", Scope::Page, api::file),
        get("/captions/{id}", Scope::Member, web::list),
        post("/captions/{id}", Scope::Member, web::add),
        get("/captions/{id}/{caption_id}", Scope::Member, web::show),
        post("/captions/{id}/{caption_id}", Scope::Member, web::change),
        post("/captions/{id}/{caption_id}/delete", Scope::Member, web::remove),
    ]
}

record! {
    /// Captions of a film or sound in one language.
    #[derive(Clone, Debug)]
    pub struct Captions {
        /// Their number.
        pub id: CaptionId,
        /// The film or sound.
        pub media: MediaId,
        /// Their language, BCP 47.
        pub language: String,
        /// What they are called; empty: as their language.
        pub label: String,
        /// The unguessable name of their address.
        pub key: String,
        /// WebVTT.
        pub body: String,
        /// When they were last changed, in epoch milliseconds.
        pub updated_at: i64,
    }
}

impl Captions {
    fn track(&self) -> Track {
        Track {
            id: self.id.0,
            language: self.language.clone(),
            label: self.label.clone(),
            key: self.key.clone(),
        }
    }

    /// Their cues.
    #[must_use]
    pub fn cues(&self) -> Vec<Cue> {
        captions::parse(&self.body).unwrap_or_default()
    }
}

/// What somebody writes: captions, checked. What is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Written {
    language: Option<String>,
    label: Option<String>,
    body: Option<String>,
}

impl Written {
    /// Checks what was sent; `text`: WebVTT or SubRip.
    ///
    /// # Errors
    /// [`Error::Invalid`] if the language is no tag, the label too long, or the text no captions:
    /// then the line is named.
    pub fn parse(
        language: Option<String>,
        label: Option<String>,
        text: Option<&str>,
    ) -> Result<Self> {
        let language = language.map(|tag| tag.trim().replace('_', "-"));
        if language.as_deref().is_some_and(|tag| !is_language(tag)) {
            return Err(Error::invalid("language", "error-bad-language"));
        }
        let label = label.map(|label| label.trim().to_owned());
        if let Some(label) = &label
            && (label.chars().count() > LABEL_CHARS_MAX || label.chars().any(char::is_control))
        {
            let say = Say::new("error-captions-label").with("max", LABEL_CHARS_MAX);
            return Err(Error::invalid("label", say));
        }
        let body = match text {
            Some(text) => Some(captions::print(&captions::parse(text).map_err(refused)?)),
            None => None,
        };
        Ok(Self { language, label, body })
    }
}

/// What is wrong with captions, for whoever wrote them.
fn refused(fault: Fault) -> Error {
    let say = match fault.why {
        Why::NotCaptions => "error-captions-unknown".into(),
        Why::TooLarge => Say::new("error-captions-large").with("max", CAPTIONS_BYTES_MAX >> 10),
        Why::TooMany => Say::new("error-captions-many").with("max", CUES_MAX),
        Why::Empty => "error-captions-empty".into(),
        Why::Time => "error-captions-time".into(),
        Why::EndsFirst => "error-captions-ends-first".into(),
        Why::Order => "error-captions-order".into(),
        Why::LineLong => {
            Say::new("error-captions-line-long").with("max", captions::CAPTION_LINE_CHARS_MAX)
        }
        Why::CueLong => Say::new("error-captions-cue-long").with("max", CUE_LINES_MAX),
        Why::Markup => "error-captions-markup".into(),
        Why::Settings => "error-captions-settings".into(),
    };
    Error::invalid("text", say.with("line", fault.line))
}

/// Whether a text has the shape of a language tag (BCP 47).
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.len() <= LANGUAGE_CHARS_MAX
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The captions of a film or sound of `who`, by language.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs.
pub async fn list(tx: &mut Tx, who: AccountId, media: MediaId) -> Result<Vec<Captions>> {
    super::get(tx, who, media).await?;
    sql::of_media(tx, media).await
}

/// Captions of a film or sound of `who`.
///
/// # Errors
/// [`Error::NotFound`] if they are not there or not theirs.
pub async fn get_one(
    tx: &mut Tx,
    who: AccountId,
    media: MediaId,
    id: CaptionId,
) -> Result<Captions> {
    let found = list(tx, who, media).await?.into_iter().find(|it| it.id == id);
    found.ok_or(Error::NotFound)
}

/// Captions by the name of their address, for whoever knows it.
///
/// # Errors
/// [`Error::NotFound`] if there are none of that name.
pub async fn by_key(tx: &mut Tx, key: String) -> Result<Captions> {
    sql::by_key(tx, key).await?.ok_or(Error::NotFound)
}

/// Captions by the names of their addresses, in any order; those gone are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn by_keys(tx: &mut Tx, keys: &[String]) -> Result<Vec<Captions>> {
    sql::by_keys(tx, keys).await
}

/// Gives a film or sound of `who` captions in one more language.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs; [`Error::Invalid`] if it is a picture, no
/// language or text is said, or it has captions of that language or too many.
pub async fn add(
    tx: &mut Tx,
    who: AccountId,
    media: MediaId,
    written: Written,
) -> Result<Captions> {
    let it = super::get(tx, who, media).await?;
    if !it.is_film() {
        return Err(Error::invalid("", "error-captions-of-picture"));
    }
    let there = sql::of_media(tx, media).await?;
    let language = written.language.ok_or(Error::invalid("language", "error-bad-language"))?;
    check_new(&there, &language, None)?;
    if there.len() >= TRACKS_MAX {
        let say = Say::new("error-captions-tracks").with("max", TRACKS_MAX);
        return Err(Error::invalid("", say));
    }
    let captions = Captions {
        id: CaptionId(tx.new_id(who.bucket())),
        media,
        language,
        label: written.label.unwrap_or_default(),
        key: new_key(),
        body: written.body.ok_or(Error::invalid("text", "error-captions-empty"))?,
        updated_at: tx.now_ms(),
    };
    sql::insert(tx, &captions).await?;
    tell(tx, who, it).await?;
    Ok(captions)
}

/// Changes captions of a film or sound of `who`. With another text they have another address.
///
/// # Errors
/// [`Error::NotFound`] if they are not there or not theirs; [`Error::Invalid`] if there are others
/// of that language.
pub async fn change(
    tx: &mut Tx,
    who: AccountId,
    (media, id): (MediaId, CaptionId),
    written: Written,
) -> Result<Captions> {
    let it = super::get(tx, who, media).await?;
    let there = sql::of_media(tx, media).await?;
    let mut captions = there.iter().find(|it| it.id == id).cloned().ok_or(Error::NotFound)?;
    if let Some(language) = written.language {
        check_new(&there, &language, Some(id))?;
        captions.language = language;
    }
    if let Some(label) = written.label {
        captions.label = label;
    }
    if let Some(body) = written.body.filter(|body| *body != captions.body) {
        captions.body = body;
        captions.key = new_key();
    }
    captions.updated_at = tx.now_ms();
    sql::update(tx, &captions).await?;
    tell(tx, who, it).await?;
    Ok(captions)
}

/// Removes captions of a film or sound of `who`.
///
/// # Errors
/// [`Error::NotFound`] if they are not there or not theirs.
pub async fn remove(tx: &mut Tx, who: AccountId, media: MediaId, id: CaptionId) -> Result<()> {
    let it = super::get(tx, who, media).await?;
    get_one(tx, who, media, id).await?;
    sql::delete(tx, id).await?;
    tell(tx, who, it).await
}

/// Removes the captions of media that are removed.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn forget(tx: &mut Tx, media: &[MediaId]) -> Result<()> {
    sql::delete_of(tx, media).await
}

fn check_new(there: &[Captions], language: &str, but: Option<CaptionId>) -> Result<()> {
    let same = |it: &&Captions| Some(it.id) != but && it.language.eq_ignore_ascii_case(language);
    match there.iter().find(same) {
        Some(_) => Err(Error::invalid("language", "error-captions-twice")),
        None => Ok(()),
    }
}

/// Notes with the film itself which captions it has, and says that it changed.
async fn tell(tx: &mut Tx, who: AccountId, it: Attachment) -> Result<()> {
    let there = sql::of_media(tx, it.id).await?;
    let tracks: Vec<Track> = there.iter().map(Captions::track).collect();
    let tracks = match tracks.is_empty() {
        true => String::new(),
        false => serde_json::to_string(&tracks).map_err(Error::internal)?,
    };
    let post = super::sql::set_tracks(tx, it.id, &tracks).await?;
    events::append(tx, &Changed { media: it.id, account: who, post })
}

fn new_key() -> String {
    let random = secret::hash(&secret::new());
    random[..KEY_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}
