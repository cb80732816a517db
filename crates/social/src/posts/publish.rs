//! Publishing: a draft becomes a post, in one unit of work.

use db::Tx;
use ground::events;
use ground::http::Via;
use ground::{AccountId, App, Config, Error, MediaId, PostId, Result, Say};

use serde::{Deserialize, Serialize};

use super::cards::{self, Fresh};
use super::polls::{self, NewPoll};
use super::quotes::{self, Quote, QuotePolicy};
use super::via::{Place, place};
use super::words::Words;
use super::{Actor, Post, Published, Visibility, sql, visible};
use crate::{accounts, media};

/// Most pictures a post may carry.
pub(crate) const MEDIA_MAX: usize = 10;
const IDEMPOTENCY_KEY_BYTES_MAX: usize = 200;

/// What a person wants to say.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Draft {
    /// The text as typed.
    pub body: String,
    /// The content warning; empty: none.
    pub spoiler: String,
    /// Whether pictures start hidden.
    pub sensitive: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// Its language (BCP 47).
    pub language: Option<String>,
    /// The post it answers.
    pub reply_to: Option<PostId>,
    /// Pictures uploaded before, in order.
    pub media: Vec<MediaId>,
    /// The post it quotes.
    #[serde(default)]
    pub quote: Option<PostId>,
    /// Who may quote it.
    #[serde(default)]
    pub quote_policy: QuotePolicy,
    /// What it asks its readers.
    pub poll: Option<NewPoll>,
    /// Makes sending it twice the same as once.
    pub idempotency_key: Option<String>,
    /// Through which entry the reply came.
    pub via: Via,
}

/// A draft that was checked and whose words were read: ready to be published.
#[derive(Clone, Debug)]
pub struct Ready {
    draft: Draft,
    words: Words,
}

impl Ready {
    /// The draft, as checked.
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.draft
    }
}

/// A post that was just published, and what is known of it.
pub struct Made {
    /// The post; an earlier one if the idempotency key was used before.
    pub post: PostId,
    fresh: Option<(Post, Vec<super::words::Typed>, Option<Quote>)>,
}

/// Publishes a draft: all that [`ready`] and [`publish`] do. The one call for faces.
///
/// # Errors
/// As those two.
pub async fn say(app: &App, by: Actor, draft: Draft) -> Result<PostId> {
    let ready = ready(app, draft).await?;
    let house = app.clone();
    let unit = async move |tx: &mut Tx| {
        let made = publish(tx, by, &ready).await?;
        let fresh =
            made.fresh.filter(|_| ready.draft.media.is_empty()).map(|(post, tags, quote)| {
                let named = ready.words.shown(post.id);
                let tags = tags.into_iter().map(|(_, typed)| typed).collect();
                Fresh::new(&house, post, named, tags, (ready.draft.poll.is_some(), quote))
            });
        Ok((made.post, fresh))
    };
    let (post, fresh) = app.write(unit).await?;
    if let Some(fresh) = fresh {
        // The post is made. A card that cannot be made now is made when it is read.
        let _ = cards::seed(app, fresh).await;
    }
    Ok(post)
}

/// Checks a draft and reads its words, so that publishing it is little work.
///
/// # Errors
/// If it is empty, too long, or names too many.
pub async fn ready(app: &App, mut draft: Draft) -> Result<Ready> {
    check_text(&app.config, &draft.body, &draft.spoiler)?;
    check_media(&mut draft.media)?;
    draft.poll = draft.poll.map(NewPoll::checked).transpose()?;
    if draft.body.trim().is_empty() && draft.media.is_empty() {
        return Err(Error::invalid("status", "error-post-empty"));
    }
    if draft.idempotency_key.as_ref().is_some_and(|key| key.len() > IDEMPOTENCY_KEY_BYTES_MAX) {
        return Err(Error::invalid("Idempotency-Key", "error-idempotency-key"));
    }
    let words = Words::of(app, &draft.body).await?;
    Ok(Ready { draft, words })
}

/// The post that was published with that idempotency key, lately.
///
/// # Errors
/// If the database does not answer.
pub async fn made_before(tx: &mut Tx, who: AccountId, key: &str) -> Result<Option<PostId>> {
    sql::made_before(tx, who, key).await
}

/// Publishes a draft. The same idempotency key from the same account gives the same post.
///
/// # Errors
/// If the draft answers what its author may not see, or takes pictures that are not theirs.
pub async fn publish(tx: &mut Tx, by: Actor, ready: &Ready) -> Result<Made> {
    let Ready { draft, words } = ready;
    if let Some(key) = &draft.idempotency_key
        && let Some(post) = sql::made_before(tx, by.account, key).await?
    {
        return Ok(Made { post, fresh: None });
    }
    let parent = match draft.reply_to {
        Some(id) => Some(parent(tx, by.account, id).await?),
        None => None,
    };
    let quoted = match draft.quote {
        Some(id) => Some(quotes::ask(tx, by.account, id).await?),
        None => None,
    };
    let id = PostId(tx.new_id(by.account.bucket()));
    if !draft.media.is_empty() {
        media::attach(tx, by.account, id, &draft.media).await?;
    }
    if let Some(poll) = &draft.poll {
        polls::add(tx, id, poll).await?;
    }
    let via = match &parent {
        Some(parent) => place(tx, by.account, parent, &draft.via).await?,
        None => Place::default(),
    };
    let mut post = post(tx, by, id, ready, parent.as_ref());
    let quote = quoted.map(|(quoted, state)| {
        post.visibility = quotes::narrowed(&quoted, post.visibility);
        let (author, quoted_author) = (by.account, quoted.author);
        Quote { post: id, author, quoted: quoted.id, quoted_author, state }
    });
    post.quote_policy = draft.quote_policy.within(post.visibility);
    sql::insert(tx, by, &post, &via).await?;
    if let Some(quote) = quote {
        quotes::add(tx, quote).await?;
    }
    let tags = words.keep(tx, id, post.visibility == Visibility::Public).await?;
    if let Some(key) = &draft.idempotency_key {
        sql::remember_key(tx, by.account, key, id).await?;
    }
    accounts::count_post(tx, by.account, 1, post.created_at).await?;
    if let Some(parent) = &parent {
        sql::count(tx, parent.id, 1, 0, 0).await?;
    }
    let event = Published {
        post: id,
        author: by.account,
        about: post.about,
        reply_to: post.reply_to,
        boost_of: None,
        visibility: post.visibility,
        mentions: words.mentions(),
        carried: Vec::new(),
        tags: tags.iter().map(|(tag, _)| *tag).collect(),
        quote,
        link: words.link.clone(),
    };
    events::append(tx, &event)?;
    Ok(Made { post: id, fresh: Some((post, tags, quote)) })
}

/// Publishes several drafts as one thread: each answers the one before. If the first was published
/// before, by its idempotency key, the others were too. Returns the first.
///
/// # Errors
/// As [`publish`]; none of them is published then.
pub async fn publish_thread(tx: &mut Tx, by: Actor, thread: Vec<Ready>) -> Result<PostId> {
    let mut first = None;
    let mut last = None;
    for mut ready in thread {
        ready.draft.reply_to = last.or(ready.draft.reply_to);
        let made = publish(tx, by, &ready).await?;
        first = first.or(Some(made.post));
        last = Some(made.post);
        if made.fresh.is_none() {
            break;
        }
    }
    first.ok_or_else(|| Error::invalid("status", "error-post-empty"))
}

/// Whether what a draft answers and quotes may be seen and quoted by its author.
///
/// # Errors
/// [`Error::Invalid`] if not.
pub async fn check_about(tx: &mut Tx, who: AccountId, draft: &Draft) -> Result<()> {
    if let Some(id) = draft.reply_to {
        parent(tx, who, id).await?;
    }
    if let Some(id) = draft.quote {
        quotes::ask(tx, who, id).await?;
    }
    Ok(())
}

/// A boost to be made.
#[derive(Clone, Debug)]
pub struct NewBoost {
    /// The post to carry on.
    pub post: PostId,
    /// Who may see the boost: never more than may see the post.
    pub visibility: Visibility,
    /// Through which entry it came.
    pub via: Via,
}

/// Carries a post on to one's own followers. Boosting twice is the same as once.
///
/// # Errors
/// If the post may not be seen, or not be carried on: followers-only posts only by their author,
/// direct ones by nobody.
pub async fn boost(tx: &mut Tx, by: Actor, new: NewBoost) -> Result<PostId> {
    boost_as(tx, by.account, Some(by), new).await
}

/// The same for an account behind which nobody of ours stands.
///
/// # Errors
/// As [`boost`].
pub async fn boost_as(
    tx: &mut Tx,
    who: AccountId,
    by: Option<Actor>,
    new: NewBoost,
) -> Result<PostId> {
    let post = original(tx, who, new.post).await?;
    let allowed = match post.visibility {
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Followers => post.author == who,
        Visibility::Direct => false,
    };
    if !allowed {
        return Err(Error::invalid("", "error-boost-private"));
    }
    if let Some(before) = sql::boost_of(tx, who, post.id).await? {
        return Ok(before);
    }
    let visibility = match (post.visibility, new.visibility) {
        (Visibility::Followers, _) | (_, Visibility::Direct) => Visibility::Followers,
        (_, wanted) => wanted,
    };
    let id = PostId(tx.new_id(who.bucket()));
    let via = place(tx, who, &post, &new.via).await?;
    sql::insert_boost(tx, (who, by), id, &post, visibility, &via).await?;
    let at = tx.now_ms();
    accounts::count_post(tx, who, 1, at).await?;
    sql::count(tx, post.id, 0, 1, 0).await?;
    let event = Published {
        post: id,
        author: who,
        about: Some(post.author),
        reply_to: None,
        boost_of: Some(post.id),
        visibility,
        mentions: Vec::new(),
        carried: sql::mentioned(tx, post.id).await?,
        tags: Vec::new(),
        quote: None,
        link: None,
    };
    events::append(tx, &event)?;
    Ok(id)
}

/// The post itself, when `id` may be a boost of it.
///
/// # Errors
/// [`Error::NotFound`] if `viewer` may not see it.
pub async fn original(tx: &mut Tx, viewer: AccountId, id: PostId) -> Result<Post> {
    let post = visible::seen_by(tx, Some(viewer), id).await?;
    match post.boost_of {
        Some(original) => visible::seen_by(tx, Some(viewer), original).await,
        None => Ok(post),
    }
}

/// Refuses texts that cannot be kept or are too long, warning included.
pub(super) fn check_text(config: &Config, body: &str, spoiler: &str) -> Result<()> {
    if body.contains('\0') || spoiler.contains('\0') {
        return Err(Error::invalid("status", "error-nul"));
    }
    let max = config.post_graphemes_max;
    // A cheap bound first: no grapheme of sense has more bytes than this.
    let too_long = body.len() + spoiler.len() > max * 64 || text::length(body, spoiler) > max;
    if too_long {
        return Err(Error::invalid("status", Say::new("error-post-too-long").with("max", max)));
    }
    Ok(())
}

/// Refuses too many pictures; one named twice counts once.
pub(super) fn check_media(media: &mut Vec<MediaId>) -> Result<()> {
    let mut seen = Vec::with_capacity(media.len());
    media.retain(|id| {
        let new = !seen.contains(id);
        seen.extend(new.then_some(*id));
        new
    });
    if media.len() > MEDIA_MAX {
        let say = Say::new("error-too-many-media").with("max", MEDIA_MAX);
        return Err(Error::invalid("media_ids", say));
    }
    Ok(())
}

async fn parent(tx: &mut Tx, who: AccountId, id: PostId) -> Result<Post> {
    let found = original(tx, who, id).await;
    found.map_err(|error| match error {
        Error::NotFound => Error::invalid("in_reply_to_id", "error-reply-to-gone"),
        other => other,
    })
}

fn post(tx: &Tx, by: Actor, id: PostId, ready: &Ready, parent: Option<&Post>) -> Post {
    let Ready { draft, words } = ready;
    Post {
        id,
        author: by.account,
        created_at: tx.now_ms(),
        edited_at: None,
        boost_of: None,
        reply_to: parent.map(|parent| parent.id),
        about: parent.map(|parent| parent.author),
        root: parent.map_or(id, |parent| parent.root),
        visibility: draft.visibility,
        sensitive: draft.sensitive || !draft.spoiler.is_empty(),
        spoiler: draft.spoiler.clone(),
        body: draft.body.clone(),
        html: words.html.clone(),
        language: draft.language.clone(),
        app: by.app,
        quote_policy: draft.quote_policy,
    }
}
