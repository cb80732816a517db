//! What a text says: whom it names, its hashtags, and how it is shown.
//!
//! Read before a post is written, outside the writer's lane: that thread is the scarce thing. Only
//! the hashtags get their numbers there, as new ones may be made.

use std::collections::HashMap;
use std::time::Duration;

use db::Tx;
use ground::{AccountId, App, Error, PostId, Result, Say, TagId};
use text::{Entity, MentionTarget};

use super::cards::Named;
use super::sql;
use crate::accounts::{self, Account, elsewhere};
use crate::links::{self, Link};

/// Most different accounts a post may name.
const MENTIONS_MAX: usize = 50;
/// Most different hashtags a post may carry.
const TAGS_MAX: usize = 50;

/// Most accounts of other servers looked up for one post.
const STRANGERS_MAX: usize = 10;
/// How long that may take.
const MEET_TIMEOUT: Duration = Duration::from_secs(10);

/// A text, read.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// Whom it names, by number.
    pub(super) named: Vec<Account>,
    /// Its hashtags: the key, and the way it was typed.
    tags: Vec<(String, String)>,
    /// The link that is shown.
    pub(super) link: Option<Link>,
    pub(super) html: String,
}

/// A hashtag of a post, with the way it was typed.
pub(super) type Typed = (TagId, String);

impl Words {
    /// Reads a text and looks up whom it names.
    pub(super) async fn of(app: &App, body: &str) -> Result<Self> {
        let ours = app.config.domain();
        let scan = text::scan(body);
        let mut names: Vec<(String, String)> = Vec::new();
        let mut tags: Vec<(String, String)> = Vec::new();
        for span in &scan.spans {
            match &span.entity {
                Entity::Mention { username, domain } => {
                    let away = domain.filter(|domain| !domain.eq_ignore_ascii_case(ours));
                    let name = (username.to_lowercase(), away.unwrap_or_default().to_lowercase());
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                Entity::Hashtag { name } => {
                    let key = text::tag_key(name);
                    if !key.is_empty() && !tags.iter().any(|(other, _)| *other == key) {
                        tags.push((key, (*name).to_owned()));
                    }
                }
                _ => {}
            }
        }
        if names.len() > MENTIONS_MAX {
            let say = Say::new("error-too-many-mentions").with("max", MENTIONS_MAX);
            return Err(Error::invalid("status", say));
        }
        if tags.len() > TAGS_MAX {
            let say = Say::new("error-too-many-tags").with("max", TAGS_MAX);
            return Err(Error::invalid("status", say));
        }
        meet(app, &names).await?;
        let keys: Vec<String> = tags.iter().map(|(key, _)| key.clone()).collect();
        let read = async move |tx: &mut Tx| {
            let barred = match keys.is_empty() {
                true => None,
                false => sql::barred_tag(tx, keys).await?,
            };
            if let Some(tag) = barred {
                let say = Say::new("error-tag-barred").with("tag", format!("#{tag}"));
                return Err(Error::invalid("status", say));
            }
            match names.is_empty() {
                true => Ok(Vec::new()),
                false => accounts::named(tx, &names).await,
            }
        };
        let mut named = match scan.spans.is_empty() {
            true => Vec::new(),
            false => app.read(read).await?,
        };
        named.sort_unstable_by_key(|account| account.id);
        let html = render(body, &named, &app.config.origin, ours);
        let link = links::first(scan.links(), &app.config.origin);
        Ok(Self { named, tags, link, html })
    }

    /// What another server says that a text says.
    pub(super) fn told(named: Vec<Account>, tags: &[String], html: String) -> Self {
        let mut keyed: Vec<(String, String)> = Vec::new();
        for typed in tags {
            let key = text::tag_key(typed);
            if !key.is_empty() && !keyed.iter().any(|(other, _)| *other == key) {
                keyed.push((key, typed.clone()));
            }
        }
        keyed.truncate(TAGS_MAX);
        Self { named, tags: keyed, link: None, html }
    }

    /// Whom it names.
    pub(super) fn mentions(&self) -> Vec<AccountId> {
        self.named.iter().map(|account| account.id).collect()
    }

    /// Whom it names, as a card shows them.
    pub(super) fn shown(&self, post: PostId) -> Vec<Named> {
        let named = self.named.iter().map(|account| Named {
            post,
            account: account.id,
            username: account.username.clone(),
            domain: account.domain.clone(),
            url: account.url.clone(),
        });
        named.collect()
    }

    /// Notes whom a post names and its hashtags; returns these with their numbers, in their
    /// order. `listed`: shown under the hashtags for everybody.
    pub(super) async fn keep(&self, tx: &mut Tx, post: PostId, listed: bool) -> Result<Vec<Typed>> {
        for account in &self.named {
            sql::insert_mention(tx, post, account.id).await?;
        }
        let tags = self.tags(tx).await?;
        for (tag, typed) in &tags {
            sql::insert_post_tag(tx, *tag, post, typed, listed).await?;
        }
        Ok(tags)
    }

    /// The hashtags with their numbers; new ones are given one.
    async fn tags(&self, tx: &mut Tx) -> Result<Vec<Typed>> {
        if self.tags.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<String> = self.tags.iter().map(|(key, _)| key.clone()).collect();
        let known: HashMap<String, TagId> = sql::tags(tx, keys).await?.into_iter().collect();
        let mut found = Vec::with_capacity(self.tags.len());
        for (key, typed) in &self.tags {
            let id = match known.get(key) {
                Some(id) => *id,
                None => new_tag(tx, key, typed).await?,
            };
            found.push((id, typed.clone()));
        }
        found.sort_unstable_by_key(|(tag, _)| *tag);
        Ok(found)
    }
}

/// Gives a hashtag that is not known yet its number. `key` is what it is known by.
///
/// # Errors
/// If the database does not answer.
pub async fn new_tag(tx: &mut Tx, key: &str, typed: &str) -> Result<TagId> {
    let id = TagId(tx.new_tag_id());
    sql::insert_tag(tx, id, key, typed).await?;
    Ok(id)
}

/// Asks other servers for those of theirs that are named and not known yet. Whoever is not found
/// in time stays text.
async fn meet(app: &App, names: &[(String, String)]) -> Result<()> {
    let away: Vec<(String, String)> =
        names.iter().filter(|(_, at)| !at.is_empty()).cloned().collect();
    if away.is_empty() {
        return Ok(());
    }
    let asked = away.iter().take(STRANGERS_MAX).map(|(name, at)| elsewhere::account(app, name, at));
    let asked = futures_util::future::try_join_all(asked);
    match tokio::time::timeout(MEET_TIMEOUT, asked).await {
        Ok(met) => met.map(|_| ()),
        Err(_) => Ok(()),
    }
}

fn render(body: &str, named: &[Account], origin: &str, ours: &str) -> String {
    text::render(
        body,
        |username, domain| {
            let away = domain.filter(|domain| !domain.eq_ignore_ascii_case(ours));
            let away = away.unwrap_or_default();
            let account = named.iter().find(|it| {
                it.username.eq_ignore_ascii_case(username) && it.domain.eq_ignore_ascii_case(away)
            })?;
            let here = || format!("{origin}/@{}", account.acct());
            Some(MentionTarget {
                url: if account.url.is_empty() { here() } else { account.url.clone() },
                acct: account.acct(),
                username: account.username.clone(),
            })
        },
        |tag| format!("{origin}/tags/{tag}"),
    )
}
