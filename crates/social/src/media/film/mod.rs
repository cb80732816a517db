//! Films and sound: taken in at once, made fit for browsers afterwards, by ffmpeg where it is
//! installed (see [`tools`]).
//!
//! What was sent is kept until the work is done. The work is a job, so a crash only begins it
//! anew; it happens in a folder of its own, and what comes of it is stored whole or not at all.

mod probe;
mod recipe;
mod sniff;
mod tools;

use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::future::join_all;
use ground::jobs::{self, Job};
use ground::{AccountId, App, Config, Error, MediaId, Result, Say, secret};
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;

use super::picture::{self, Limits};
use super::shown::Details;
use super::{Attachment, Desk, Said, forget_files, sql, store};
use recipe::Recipe;
use tools::{Bounds, Ended, run};

pub use probe::{PIXELS_MAX, RATE_MAX};
pub(super) use sniff::{Sort, TYPES};
pub(super) use tools::Tools;

/// The queue of films and sound to be worked on.
const QUEUE: &str = "film";
/// Films and sound of an account that may wait to be worked on.
const WAITING_MAX: i64 = 10;
/// Attempts after which one is refused, when it is not the file's fault.
const ATTEMPTS_MAX: i64 = 4;
/// Time to take a picture out of a film, in seconds.
const POSTER_SECONDS_MAX: u64 = 60;

/// Why a film or sound is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It breaks the rules of its sort, or ends too early.
    Broken,
    /// There is nothing to see or hear in it.
    Nothing,
    /// It is too long.
    Long,
    /// Its frames have too many pixels.
    Pixels,
    /// It has too many frames a second.
    Rate,
    /// It took too long to work on.
    Slow,
    /// It could not be worked on, whatever the reason.
    Failed,
    /// ffmpeg is no longer here.
    Off,
}

impl Refusal {
    const ALL: [Refusal; 8] = [
        Refusal::Broken,
        Refusal::Nothing,
        Refusal::Long,
        Refusal::Pixels,
        Refusal::Rate,
        Refusal::Slow,
        Refusal::Failed,
        Refusal::Off,
    ];

    /// Its name, as the state of what was refused.
    fn name(self) -> &'static str {
        match self {
            Refusal::Broken => "broken",
            Refusal::Nothing => "nothing",
            Refusal::Long => "long",
            Refusal::Pixels => "pixels",
            Refusal::Rate => "rate",
            Refusal::Slow => "slow",
            Refusal::Failed => "failed",
            Refusal::Off => "off",
        }
    }

    fn say(self, config: &Config) -> Say {
        let minutes = config.film_seconds_max as usize / 60;
        match self {
            Refusal::Broken => "error-film-broken".into(),
            Refusal::Nothing => "error-film-nothing".into(),
            Refusal::Long => {
                Say::new("error-film-long").with("minutes", minutes).with("sound", minutes * 4)
            }
            Refusal::Pixels => "error-film-pixels".into(),
            Refusal::Rate => Say::new("error-film-rate").with("max", i64::from(RATE_MAX)),
            Refusal::Slow => "error-film-slow".into(),
            Refusal::Failed => "error-film-failed".into(),
            Refusal::Off => "error-films-off".into(),
        }
    }
}

/// Why something was refused, by its state; none if it was not.
#[must_use]
pub fn refused(it: &Attachment, config: &Config) -> Option<Error> {
    let why = Refusal::ALL.into_iter().find(|why| why.name() == it.state)?;
    Some(Error::invalid("file", why.say(config)))
}

/// A film or sound to be worked on, its files already stored.
#[derive(Clone, Debug)]
pub(super) struct New {
    pub(super) sort: Sort,
    /// The file as it was sent.
    pub(super) source: String,
    pub(super) bytes: usize,
    pub(super) poster: Option<Poster>,
    pub(super) said: Said,
}

/// A picture that stands for a film or sound.
#[derive(Clone, Debug)]
pub(super) struct Poster {
    /// Its file in the media folder.
    pub(super) file: String,
    pub(super) width: u32,
    pub(super) height: u32,
    /// A blurred stand-in, as text.
    pub(super) blurhash: String,
}

/// What was made of a film or sound.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) kind: &'static str,
    pub(super) mime: &'static str,
    pub(super) file: String,
    pub(super) bytes: u64,
    pub(super) width: u32,
    pub(super) height: u32,
    /// JSON of its [`Details`].
    pub(super) details: String,
    pub(super) poster: Option<Poster>,
}

/// Takes a film or sound in, to be worked on; `poster`: the picture that is to stand for it.
///
/// # Errors
/// If it is too large, films are not taken here, its owner has too many waiting, or the poster is
/// no picture.
pub(super) async fn take_in(
    app: &App,
    who: AccountId,
    sort: Sort,
    (bytes, poster): (Bytes, Option<Bytes>),
    said: Said,
) -> Result<MediaId> {
    if app.memory::<Desk>().tools.is_none() {
        return Err(Error::invalid("file", "error-films-off"));
    }
    if bytes.len() > app.config.film_bytes_max {
        let max = app.config.film_bytes_max >> 20;
        return Err(Error::TooLarge(Say::new("error-file-too-large").with("max", max)));
    }
    let poster = match poster {
        Some(bytes) => Some(self::poster(app, bytes).await?),
        None => None,
    };
    let size = bytes.len();
    let source = store::save(app, bytes, store::RAW).await?;
    let files: Vec<String> =
        poster.iter().map(|poster| poster.file.clone()).chain([source.clone()]).collect();
    let new = New { sort, source, bytes: size, poster, said };
    let added = app.write(async move |tx| add(tx, who, new).await).await;
    if let Err(Error::Unavailable(_) | Error::Invalid { .. }) = &added {
        // Surely not stored; whether it is after other errors is not known, so the files stay.
        forget_files(app, &files).await;
    }
    added
}

async fn add(tx: &mut db::Tx, who: AccountId, new: New) -> Result<MediaId> {
    if sql::count_working(tx, who).await? >= WAITING_MAX {
        return Err(Error::invalid("file", "error-film-many"));
    }
    let id = MediaId(tx.new_id(who.bucket()));
    let payload = serde_json::to_string(&(id, new.sort.demuxer())).map_err(Error::internal)?;
    sql::insert_film(tx, who, id, new).await?;
    let now = tx.now_ms();
    jobs::add(tx, QUEUE, &id.to_string(), &payload, now).await?;
    Ok(id)
}

/// Makes a small picture of a picture, to stand for a film or sound, and stores it.
///
/// # Errors
/// If it is too large or no picture.
pub(super) async fn poster(app: &App, bytes: Bytes) -> Result<Poster> {
    if bytes.len() > app.config.upload_bytes_max {
        let max = app.config.upload_bytes_max >> 20;
        return Err(Error::TooLarge(Say::new("error-file-too-large").with("max", max)));
    }
    let work = move || picture::process(&bytes, &Limits::default());
    let picture = app.memory::<Desk>().work(work).await?;
    let (small, blurhash) = (picture.small, picture.blurhash);
    let file = store::save(app, small.bytes, small.format.extension()).await?;
    Ok(Poster { file, width: small.width, height: small.height, blurhash })
}

/// Waits until something of `who` is no longer worked on, at most so long. What is given back may
/// still be.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs.
pub async fn wait(app: &App, who: AccountId, id: MediaId, most: Duration) -> Result<Attachment> {
    let end = Instant::now() + most;
    loop {
        let done = app.memory::<Desk>().done.notified();
        let it = app.read(async move |tx| super::get(tx, who, id).await).await?;
        if !it.is_worked_on() || Instant::now() >= end {
            return Ok(it);
        }
        // Another node may do it: then nothing rings here.
        let _ = tokio::time::timeout(Duration::from_millis(500), done).await;
    }
}

/// Works on films and sound until the app stops.
pub async fn work(app: App) {
    // What a crash left lying; the work is begun anew.
    let _ = tokio::fs::remove_dir_all(bench(&app)).await;
    let workers = app.config.film_workers.max(1);
    join_all((0..workers).map(|_| jobs::work_long(app.clone(), QUEUE, work_on))).await;
}

/// Where films are worked on.
fn bench(app: &App) -> PathBuf {
    app.config.data.join("media-work")
}

async fn work_on(app: App, job: Job) -> Result<()> {
    let (id, demuxer): (MediaId, String) =
        serde_json::from_str(&job.payload).map_err(Error::internal)?;
    let sort = Sort::of_demuxer(&demuxer).ok_or(Error::internal("no sort of film"))?;
    let Some(source) = app.read(async move |tx| sql::source(tx, id).await).await? else {
        return Ok(());
    };
    let folder = bench(&app).join(format!("{id}-{}", &secret::new()[..8]));
    tokio::fs::create_dir_all(&folder).await.map_err(Error::internal)?;
    let made = make(&app, &source, sort, &folder).await;
    let _ = tokio::fs::remove_dir_all(&folder).await;
    let outcome = match made {
        Err(Error::NotFound) => Err(Refusal::Failed),
        Err(error) if job.attempts + 1 >= ATTEMPTS_MAX => {
            tracing::warn!(%error, "A film could not be worked on: {error}");
            Err(Refusal::Failed)
        }
        Err(error) => return Err(error),
        Ok(outcome) => outcome,
    };
    let unused = match outcome {
        Ok(made) => app.write(async move |tx| finish(tx, id, made).await).await?,
        Err(why) => {
            app.write(async move |tx| sql::refuse(tx, id, why.name()).await).await?;
            Vec::new()
        }
    };
    app.memory::<Desk>().done.notify_waiters();
    forget_files(&app, &unused).await;
    forget_files(&app, &[source]).await;
    Ok(())
}

/// Notes what was made. Gives back the files that are not needed: all, if it was removed or
/// finished meanwhile; the poster, if it has its own.
async fn finish(tx: &mut db::Tx, id: MediaId, made: Made) -> Result<Vec<String>> {
    let poster = made.poster.as_ref().map(|poster| poster.file.clone());
    match sql::preview_of_working(tx, id).await? {
        None => Ok(poster.into_iter().chain([made.file]).collect()),
        Some(own) => {
            let is_own = !own.is_empty();
            sql::finish(tx, id, made, is_own).await?;
            Ok(poster.filter(|_| is_own).into_iter().collect())
        }
    }
}

/// Makes what is to be shown of what was sent, and stores it.
async fn make(app: &App, source: &str, sort: Sort, folder: &Path) -> Result<Result<Made, Refusal>> {
    let Some(tools) = app.memory::<Desk>().tools.clone() else { return Ok(Err(Refusal::Off)) };
    let size = fetch(app, source, &folder.join("source")).await?;
    let work = Work { tools, folder, config: &app.config };
    let (recipe, facts) = match work.cook(sort, size).await? {
        Ok(done) => done,
        Err(why) => return Ok(Err(why)),
    };
    let picture = work.picture(&recipe, sort, facts.cover).await?;
    let poster = match picture {
        // A picture that cannot be taken is no reason to refuse the film.
        Some(picture) => poster(app, picture.into()).await.ok(),
        None => None,
    };
    let file = folder.join(recipe.file);
    let bytes = tokio::fs::metadata(&file).await.map_err(Error::internal)?.len();
    let (width, height) = facts.film.as_ref().map_or((0, 0), |film| (film.width, film.height));
    let details: Details = facts.details();
    let made = Made {
        kind: recipe.kind,
        mime: recipe.mime,
        bytes,
        file: store::save(app, file, recipe.extension).await?,
        width,
        height,
        details: serde_json::to_string(&details).map_err(Error::internal)?,
        poster,
    };
    Ok(Ok(made))
}

/// Fetches what was sent into a file. Gives back its size in bytes.
async fn fetch(app: &App, source: &str, to: &Path) -> Result<u64> {
    let mut opened = store::open(app, source, None).await?;
    let mut file = tokio::fs::File::create(to).await.map_err(Error::internal)?;
    while let Some(piece) = opened.pieces.try_next().await.map_err(Error::internal)? {
        file.write_all(&piece).await.map_err(Error::internal)?;
    }
    file.flush().await.map_err(Error::internal)?;
    Ok(opened.bytes)
}

/// The work on one file in its folder, where it is called `source`.
struct Work<'a> {
    tools: Tools,
    folder: &'a Path,
    config: &'a Config,
}

impl Work<'_> {
    /// Makes the file that is shown, and looks at what came of it.
    async fn cook(
        &self,
        sort: Sort,
        bytes: u64,
    ) -> Result<Result<(Recipe, probe::Facts), Refusal>> {
        let seconds_max = self.config.film_seconds_max;
        let facts = probe::probe(&self.tools, self.folder, "source", sort.demuxer()).await?;
        let facts = match facts.and_then(|it| it.check(seconds_max).map(|()| it)) {
            Ok(facts) => facts,
            Err(why) => return Ok(Err(why)),
        };
        let Some(recipe) = recipe::recipe(&facts, bytes, seconds_max) else {
            return Ok(Err(Refusal::Nothing));
        };
        let args = [recipe::source("source", sort.demuxer()), recipe.args.clone()].concat();
        let bounds = Bounds {
            seconds: self.config.film_work_seconds_max,
            bytes: self.config.film_bytes_max as u64 * 3,
        };
        match run(&self.tools.ffmpeg, &args, (self.folder, "printed"), bounds).await? {
            Ended::Well => {}
            Ended::Late => return Ok(Err(Refusal::Slow)),
            Ended::Badly(why) => {
                tracing::info!(%why, "A film could not be made fit: {why}");
                return Ok(Err(Refusal::Broken));
            }
        }
        let done = probe::probe(&self.tools, self.folder, recipe.file, recipe.demuxer).await?;
        let done = done.and_then(|it| it.check(seconds_max).map(|()| it));
        let cover = facts.cover;
        Ok(done.map(|it| (recipe, probe::Facts { cover, ..it })))
    }

    /// A frame of the finished film, or the cover of the sound that came in.
    async fn picture(
        &self,
        recipe: &Recipe,
        sort: Sort,
        cover: Option<u32>,
    ) -> Result<Option<Vec<u8>>> {
        let args = match (recipe.kind, cover) {
            ("video", _) => recipe::poster(recipe.file, recipe.demuxer, "0:v:0"),
            (_, Some(stream)) => recipe::poster("source", sort.demuxer(), &format!("0:{stream}")),
            (_, None) => return Ok(None),
        };
        let bytes = self.config.upload_bytes_max as u64;
        let bounds = Bounds { seconds: POSTER_SECONDS_MAX, bytes };
        let ended = run(&self.tools.ffmpeg, &args, (self.folder, "printed"), bounds).await?;
        match ended {
            Ended::Well => Ok(tokio::fs::read(self.folder.join("poster.png")).await.ok()),
            _ => Ok(None),
        }
    }
}
