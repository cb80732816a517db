//! Editing: a post says something else from now on, and what it said before stays readable.

pub(super) mod api;
mod receive;
mod sql;

use db::{Tx, record};
use ground::events;
use ground::{AccountId, App, Error, MediaId, PostId, Result, Say};

use super::cards::media_of;
use super::polls::{self, NewPoll, Poll};
use super::publish::{check_media, check_text};
use super::words::Words;
use super::{Edited, Post, Visibility, sql as posts};
use crate::links::Relinked;
use crate::media::{self, Attachment, Said};

pub use receive::receive;

/// Most versions a post can have had.
const VERSIONS_MAX: i64 = 200;

/// What is to be changed of a post; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The text.
    pub body: Option<String>,
    /// The content warning; empty: none.
    pub spoiler: Option<String>,
    /// Whether pictures start hidden.
    pub sensitive: Option<bool>,
    /// Its language (BCP 47).
    pub language: Option<String>,
    /// The pictures it carries, in order.
    pub media: Option<Vec<MediaId>>,
    /// What it asks its readers; inside, none: nothing any more.
    pub poll: Option<Option<NewPoll>>,
    /// What is said of its pictures.
    pub said: Vec<(MediaId, Said)>,
}

/// A change that was checked and whose words were read.
#[derive(Clone, Debug)]
pub struct ReadyChange {
    change: Change,
    words: Option<Words>,
    graphemes_max: usize,
}

record! {
    /// What a post said before an edit.
    #[derive(Clone, Debug)]
    pub struct Version {
        /// When it began to say this, in epoch milliseconds.
        pub created_at: i64,
        /// The content warning.
        pub spoiler: String,
        /// Whether its pictures started hidden.
        pub sensitive: bool,
        /// The text as typed.
        pub body: String,
        /// The text as shown.
        pub html: String,
        /// Its pictures, as a JSON list of [`Attachment`].
        pub media: String,
        /// What it asked to choose from, as a JSON list of texts.
        pub poll: Option<String>,
    }
}

impl Version {
    /// The pictures this version carried.
    #[must_use]
    pub fn attachments(&self) -> Vec<Attachment> {
        serde_json::from_str(&self.media).unwrap_or_default()
    }

    /// The answers this version asked to choose from.
    #[must_use]
    pub fn poll(&self) -> Option<Vec<String>> {
        serde_json::from_str(self.poll.as_deref()?).ok()
    }
}

/// Checks a change and reads its words, so that making it is little work.
///
/// # Errors
/// If the text is too long or names too many.
pub async fn ready(app: &App, mut change: Change) -> Result<ReadyChange> {
    let (body, spoiler) = (change.body.as_deref(), change.spoiler.as_deref());
    check_text(&app.config, body.unwrap_or_default(), spoiler.unwrap_or_default())?;
    if let Some(media) = &mut change.media {
        check_media(media)?;
    }
    if let Some(Some(poll)) = change.poll {
        change.poll = Some(Some(poll.checked()?));
    }
    let words = match &change.body {
        Some(body) => Some(Words::of(app, body).await?),
        None => None,
    };
    Ok(ReadyChange { change, words, graphemes_max: app.config.post_graphemes_max })
}

/// Edits a post of `who`. A change that changes nothing makes no version.
///
/// # Errors
/// [`Error::NotFound`] if it is not theirs or a boost; [`Error::Invalid`] if it would be empty or
/// too long, was edited too often, or takes pictures that are not theirs.
pub async fn edit(tx: &mut Tx, who: AccountId, id: PostId, ready: &ReadyChange) -> Result<Post> {
    let before = super::get(tx, id).await?;
    if before.author != who || before.boost_of.is_some() {
        return Err(Error::NotFound);
    }
    let ReadyChange { change, words, graphemes_max } = ready;
    let pictures: Vec<Attachment> =
        media_of(tx, &[id]).await?.into_iter().map(|it| it.attachment).collect();
    let after = changed(&before, change, words.as_ref());
    let (same_media, said) = (keeps_media(change, &pictures), says_new(change, &pictures));
    let poll = polls::find(tx, id).await?;
    let asks = change.poll.as_ref().map(Option::as_ref);
    let same_poll = asks.is_none_or(|new| !polls::changes(poll.as_ref(), new, tx.now_ms()));
    if same(&before, &after) && same_media && same_poll && said.is_empty() {
        return Ok(before);
    }
    let empty = change.media.as_ref().map_or(pictures.is_empty(), Vec::is_empty);
    if after.body.trim().is_empty() && empty {
        return Err(Error::invalid("status", "error-post-empty"));
    }
    if text::length(&after.body, &after.spoiler) > *graphemes_max {
        let say = Say::new("error-post-too-long").with("max", *graphemes_max);
        return Err(Error::invalid("status", say));
    }
    keep_version(tx, &before, &pictures, poll.as_ref()).await?;
    if let Some(new) = asks.filter(|_| !same_poll) {
        polls::change(tx, id, poll.as_ref(), new).await?;
    }
    if let Some(media) = change.media.as_ref().filter(|_| !same_media) {
        media::arrange(tx, who, id, media).await?;
    }
    for (picture, said) in said {
        let described = media::describe(tx, who, picture, said).await;
        described.map_err(|_| Error::invalid("media_attributes", "error-media-not-yours"))?;
    }
    let mut after = after;
    after.edited_at = Some(tx.now_ms());
    sql::update(tx, &after).await?;
    tell(tx, &after, words.as_ref(), !same_poll).await?;
    Ok(after)
}

/// What a post said before its edits, oldest first; not what it says now.
///
/// # Errors
/// If the database does not answer.
pub async fn versions(tx: &mut Tx, id: PostId) -> Result<Vec<Version>> {
    sql::versions(tx, id).await
}

fn changed(before: &Post, change: &Change, words: Option<&Words>) -> Post {
    let mut after = before.clone();
    if let (Some(body), Some(words)) = (&change.body, words) {
        after.body.clone_from(body);
        after.html.clone_from(&words.html);
    }
    if let Some(spoiler) = &change.spoiler {
        after.spoiler.clone_from(spoiler);
    }
    if let Some(language) = &change.language {
        after.language = Some(language.clone());
    }
    let sensitive = change.sensitive.unwrap_or(before.sensitive);
    after.sensitive = sensitive || !after.spoiler.is_empty();
    after
}

fn same(before: &Post, after: &Post) -> bool {
    before.body == after.body
        && before.spoiler == after.spoiler
        && before.sensitive == after.sensitive
        && before.language == after.language
}

fn keeps_media(change: &Change, pictures: &[Attachment]) -> bool {
    let same = |media: &Vec<MediaId>| media.iter().eq(pictures.iter().map(|it| &it.id));
    change.media.as_ref().is_none_or(same)
}

/// What is said anew of pictures. Of a picture not carried before it is new in any case.
fn says_new(change: &Change, pictures: &[Attachment]) -> Vec<(MediaId, Said)> {
    let old = |id: &MediaId, said: &Said| {
        pictures.iter().find(|it| it.id == *id).is_some_and(|it| {
            said.description.as_ref().is_none_or(|text| *text == it.description)
                && said.focus.is_none_or(|focus| focus == (it.focus_x, it.focus_y))
        })
    };
    change.said.iter().filter(|(id, said)| !old(id, said)).cloned().collect()
}

async fn keep_version(
    tx: &mut Tx,
    before: &Post,
    pictures: &[Attachment],
    poll: Option<&Poll>,
) -> Result<()> {
    let no = sql::last_version(tx, before.id).await? + 1;
    if no > VERSIONS_MAX {
        return Err(Error::invalid("", Say::new("error-edited-too-often").with("max", 200_usize)));
    }
    let version = Version {
        created_at: before.edited_at.unwrap_or(before.created_at),
        spoiler: before.spoiler.clone(),
        sensitive: before.sensitive,
        body: before.body.clone(),
        html: before.html.clone(),
        media: serde_json::to_string(pictures).map_err(Error::internal)?,
        poll: asked(poll)?,
    };
    sql::insert_version(tx, before.id, no, version).await
}

fn asked(poll: Option<&Poll>) -> Result<Option<String>> {
    let list = poll.map(|poll| serde_json::to_string(&poll.titles()));
    list.transpose().map_err(Error::internal)
}

/// Notes whom the post names now and its hashtags, and says that it was edited.
async fn tell(tx: &mut Tx, post: &Post, words: Option<&Words>, votes_gone: bool) -> Result<()> {
    let named_before = posts::mentioned(tx, post.id).await?;
    let (mentions, tags) = match words {
        Some(words) => {
            sql::forget_words(tx, post.id).await?;
            let listed = post.visibility == Visibility::Public;
            let tags = words.keep(tx, post.id, listed).await?;
            (words.mentions(), tags.into_iter().map(|(tag, _)| tag).collect())
        }
        None => (named_before.clone(), sql::tags(tx, post.id).await?),
    };
    let new = mentions.iter().filter(|id| !named_before.contains(id)).copied().collect();
    let boosts = match mentions == named_before {
        true => Vec::new(),
        false => posts::boosts_of(tx, post.id).await?.into_iter().map(|boost| boost.id).collect(),
    };
    let (author, newly_mentioned) = (post.author, new);
    let link = match words.map(|words| words.link.clone()) {
        None => Relinked::Same,
        Some(None) => Relinked::Gone,
        Some(Some(link)) => Relinked::Now(link),
    };
    let post = post.id;
    let event = Edited { post, author, mentions, newly_mentioned, boosts, tags, votes_gone, link };
    events::append(tx, &event)
}
