//! Publishing: a draft becomes a post, in one unit of work.

use std::collections::HashMap;

use db::Tx;
use ground::events;
use ground::http::Via;
use ground::{AccountId, Error, MediaId, PostId, Result, Say, TagId};
use text::{Entity, MentionTarget};

use super::{Actor, Post, Published, Visibility, sql, visible};
use crate::accounts::{self, Account};

/// Most different accounts a post may name.
pub(super) const MENTIONS_MAX: usize = 50;
/// Most different hashtags a post may carry.
pub(super) const TAGS_MAX: usize = 50;
/// Most pictures a post may carry.
pub(super) const MEDIA_MAX: usize = 10;
const IDEMPOTENCY_KEY_BYTES_MAX: usize = 200;

/// What a person wants to say.
#[derive(Clone, Debug)]
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
    /// Makes sending it twice the same as once.
    pub idempotency_key: Option<String>,
    /// Through which entry the reply came.
    pub via: Via,
}

/// What the place allows, and what it is called.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Longest text, warning included, in graphemes.
    pub graphemes_max: usize,
    /// The public address, to write links.
    pub origin: String,
}

impl Rules {
    /// The rules of this server.
    #[must_use]
    pub fn of(config: &ground::Config) -> Self {
        Self { graphemes_max: config.post_graphemes_max, origin: config.origin.clone() }
    }
}

/// Publishes a draft. The same idempotency key from the same account gives the same post.
///
/// # Errors
/// If the draft is empty, too long, names too many, answers what its author may not see, or takes
/// pictures that are not theirs.
pub async fn publish(tx: &mut Tx, by: Actor, draft: Draft, rules: &Rules) -> Result<PostId> {
    check(&draft, rules)?;
    if let Some(key) = &draft.idempotency_key
        && let Some(post) = sql::made_before(tx, by.account, key).await?
    {
        return Ok(post);
    }
    let parent = match draft.reply_to {
        Some(id) => Some(parent(tx, by.account, id).await?),
        None => None,
    };
    let words = Words::of(tx, &draft.body, rules).await?;
    let id = PostId(tx.new_id(by.account.bucket()));
    if !draft.media.is_empty() {
        let attached = sql::attach_media(tx, by.account, id, &draft.media).await?;
        if attached != draft.media.len() as u64 {
            return Err(Error::invalid("media_ids", "error-media-not-yours"));
        }
        sql::order_media(tx, &draft.media).await?;
    }
    insert(tx, by, id, &draft, &words, parent.as_ref()).await?;
    if let Some(key) = &draft.idempotency_key {
        sql::remember_key(tx, by.account, key, id).await?;
    }
    let at = tx.now_ms();
    accounts::count_post(tx, by.account, 1, at).await?;
    if let Some(parent) = &parent {
        sql::count(tx, parent.id, 1, 0, 0).await?;
    }
    let event = Published {
        post: id,
        author: by.account,
        about: parent.as_ref().map(|parent| parent.author),
        reply_to: parent.as_ref().map(|parent| parent.id),
        boost_of: None,
        visibility: draft.visibility,
        mentions: words.mentions,
        tags: words.tags.into_iter().map(|(tag, _)| tag).collect(),
    };
    events::append(tx, &event)?;
    Ok(id)
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
    let post = original(tx, by.account, new.post).await?;
    let allowed = match post.visibility {
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Followers => post.author == by.account,
        Visibility::Direct => false,
    };
    if !allowed {
        return Err(Error::invalid("", "error-boost-private"));
    }
    if let Some(before) = sql::boost_of(tx, by.account, post.id).await? {
        return Ok(before);
    }
    let visibility = match (post.visibility, new.visibility) {
        (Visibility::Followers, _) | (_, Visibility::Direct) => Visibility::Followers,
        (_, wanted) => wanted,
    };
    let id = PostId(tx.new_id(by.account.bucket()));
    let via = place(tx, by.account, &post, &new.via).await?;
    sql::insert_boost(tx, by, id, &post, visibility, &via).await?;
    let at = tx.now_ms();
    accounts::count_post(tx, by.account, 1, at).await?;
    sql::count(tx, post.id, 0, 1, 0).await?;
    let event = Published {
        post: id,
        author: by.account,
        about: Some(post.author),
        reply_to: None,
        boost_of: Some(post.id),
        visibility,
        mentions: Vec::new(),
        tags: Vec::new(),
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

/// Through which entry of which place an act came.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The entry: the post itself, or the boost that carried it to the actor.
    pub entry: Option<i64>,
    /// The place, as the client said.
    pub place: Option<String>,
    /// Whether the entry was worked out by us, as the client did not say.
    pub inferred: bool,
}

/// Works out through which entry an act on `post` came: what the client said, if that entry is
/// the post or a boost of it; else the latest boost of it by somebody the actor follows; else the
/// post itself.
///
/// # Errors
/// If the database does not answer.
pub async fn place(tx: &mut Tx, who: AccountId, post: &Post, via: &Via) -> Result<Place> {
    let name = via.place.as_deref().filter(|name| PLACES.contains(name)).map(str::to_owned);
    if let Some(entry) = via.entry {
        let same = entry == post.id.0
            || sql::by_ids(tx, &[PostId(entry)])
                .await?
                .first()
                .is_some_and(|boost| boost.boost_of == Some(post.id));
        if same {
            return Ok(Place { entry: Some(entry), place: name, inferred: false });
        }
    }
    let carried = sql::latest_followed_boost(tx, who, post.id).await?;
    Ok(Place { entry: Some(carried.unwrap_or(post.id).0), place: name, inferred: true })
}

/// The places an act can come through.
pub const PLACES: [&str; 12] = [
    "home",
    "local",
    "tag",
    "thread",
    "profile",
    "search",
    "notification",
    "list",
    "bookmarks",
    "favourites",
    "direct",
    "link",
];

fn check(draft: &Draft, rules: &Rules) -> Result<()> {
    if draft.body.trim().is_empty() && draft.media.is_empty() {
        return Err(Error::invalid("status", "error-post-empty"));
    }
    if draft.body.contains('\0') || draft.spoiler.contains('\0') {
        return Err(Error::invalid("status", "error-nul"));
    }
    // A cheap bound first: no grapheme of sense has more bytes than this.
    let bytes = draft.body.len() + draft.spoiler.len();
    let too_long = bytes > rules.graphemes_max * 64
        || text::length(&draft.body, &draft.spoiler) > rules.graphemes_max;
    if too_long {
        let say = Say::new("error-post-too-long").with("max", rules.graphemes_max);
        return Err(Error::invalid("status", say));
    }
    if draft.media.len() > MEDIA_MAX {
        let say = Say::new("error-too-many-media").with("max", MEDIA_MAX);
        return Err(Error::invalid("media_ids", say));
    }
    if draft.idempotency_key.as_ref().is_some_and(|key| key.len() > IDEMPOTENCY_KEY_BYTES_MAX) {
        return Err(Error::invalid("Idempotency-Key", "error-idempotency-key"));
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

async fn insert(
    tx: &mut Tx,
    by: Actor,
    id: PostId,
    draft: &Draft,
    words: &Words,
    parent: Option<&Post>,
) -> Result<()> {
    let via = match parent {
        Some(parent) => place(tx, by.account, parent, &draft.via).await?,
        None => Place::default(),
    };
    let post = Post {
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
    };
    sql::insert(tx, by, post, &via).await?;
    words.keep(tx, id, draft.visibility == Visibility::Public).await
}

/// What a text says: whom it names, its hashtags, and how it is shown.
pub(super) struct Words {
    pub(super) mentions: Vec<AccountId>,
    /// Each with the way it was typed.
    pub(super) tags: Vec<(TagId, String)>,
    pub(super) html: String,
}

impl Words {
    pub(super) async fn of(tx: &mut Tx, body: &str, rules: &Rules) -> Result<Self> {
        let scan = text::scan(body);
        let mut names: Vec<String> = Vec::new();
        let mut typed: Vec<(String, String)> = Vec::new();
        for span in &scan.spans {
            match &span.entity {
                Entity::Mention { username, domain } if is_ours(*domain, rules) => {
                    push_new(&mut names, username.to_lowercase());
                }
                Entity::Hashtag { name } => {
                    let key = text::tag_key(name);
                    if !typed.iter().any(|(other, _)| *other == key) {
                        typed.push((key, (*name).to_owned()));
                    }
                }
                _ => {}
            }
        }
        if names.len() > MENTIONS_MAX {
            let say = Say::new("error-too-many-mentions").with("max", MENTIONS_MAX);
            return Err(Error::invalid("status", say));
        }
        if typed.len() > TAGS_MAX {
            let say = Say::new("error-too-many-tags").with("max", TAGS_MAX);
            return Err(Error::invalid("status", say));
        }
        let named = if names.is_empty() { Vec::new() } else { accounts::named(tx, names).await? };
        let tags = tags(tx, typed).await?;
        let html = render(body, &named, rules);
        Ok(Self { mentions: named.iter().map(|account| account.id).collect(), tags, html })
    }

    pub(super) async fn keep(&self, tx: &mut Tx, post: PostId, listed: bool) -> Result<()> {
        for account in &self.mentions {
            sql::insert_mention(tx, post, *account).await?;
        }
        for (tag, typed) in &self.tags {
            sql::insert_post_tag(tx, *tag, post, typed, listed).await?;
        }
        Ok(())
    }
}

fn push_new(list: &mut Vec<String>, name: String) {
    if !list.contains(&name) {
        list.push(name);
    }
}

fn is_ours(domain: Option<&str>, rules: &Rules) -> bool {
    let ours = rules.origin.split_once("://").map_or(rules.origin.as_str(), |(_, host)| host);
    domain.is_none_or(|domain| domain.eq_ignore_ascii_case(ours))
}

/// The hashtags' numbers; new ones are given one.
async fn tags(tx: &mut Tx, typed: Vec<(String, String)>) -> Result<Vec<(TagId, String)>> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = typed.iter().map(|(key, _)| key.clone()).collect();
    let known: HashMap<String, TagId> = sql::tags(tx, keys).await?.into_iter().collect();
    let mut found = Vec::with_capacity(typed.len());
    for (key, name) in typed {
        let id = match known.get(&key) {
            Some(id) => *id,
            None => {
                let id = TagId(tx.new_tag_id());
                sql::insert_tag(tx, id, &key, &name).await?;
                id
            }
        };
        found.push((id, name));
    }
    Ok(found)
}

fn render(body: &str, named: &[Account], rules: &Rules) -> String {
    text::render(
        body,
        |username, domain| {
            if !is_ours(domain, rules) {
                return None;
            }
            let account = named.iter().find(|it| it.username.eq_ignore_ascii_case(username))?;
            Some(MentionTarget {
                url: format!("{}/@{}", rules.origin, account.username),
                acct: account.username.clone(),
                username: account.username.clone(),
            })
        },
        |tag| format!("{}/tags/{tag}", rules.origin),
    )
}
