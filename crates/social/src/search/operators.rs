//! What operators of a question ask of a post, beside its words.
//!
//! - `from:alice`, `from:@alice`, `from:me`: by that account;
//! - `has:media`, `image`, `video`, `audio`, `poll`, `link`, `quote`: carries one;
//! - `is:reply`, `is:sensitive`;
//! - `language:fr`;
//! - `before:2026-01-31`, `after:…`, `during:…`: days in UTC, the day itself out, out, in;
//! - `in:library`: one's own, or kept, favourited, boosted by oneself; `in:public`: public;
//!   `in:all`: what is asked anyway.
//!
//! A `-` before one asks for the contrary. What is none of these is a word.

use std::collections::HashSet;

use db::Tx;
use ground::{AccountId, PostId, Result};
use text::Operator;
use wire::Time;

use super::sql;
use crate::posts::{self, Post, Visibility};

const DAY_MS: i64 = 86_400_000;
/// The part of an id below its milliseconds, in bits.
const ID_BITS: u32 = 21;

/// What is asked of posts beside words.
#[derive(Clone, Debug, Default)]
pub struct Operators {
    /// By this account, as typed; `me` is the asker.
    pub(super) from: Option<String>,
    /// Posts with greater ids.
    pub(super) min_id: Option<PostId>,
    /// Posts with smaller ids.
    pub(super) max_id: Option<PostId>,
    asks: Vec<(Ask, bool)>,
    any: bool,
}

/// Something that holds of a post or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ask {
    From(String),
    /// Carries media of these kinds.
    Media(&'static [&'static str]),
    Poll,
    Link,
    Quote,
    Reply,
    Sensitive,
    Language(String),
    Library,
    Public,
}

impl Operators {
    /// Takes them out of a question; returns the words that are left.
    pub(super) fn take(text: &str) -> (String, Self) {
        let mut found = Self::default();
        let words = text::take_operators(text, |it| found.accept(it));
        (words, found)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.any
    }

    /// Whether each post must be looked at beside its words, author and place.
    pub(super) fn look_closer(&self) -> bool {
        !self.asks.is_empty()
    }

    fn accept(&mut self, it: Operator<'_>) -> bool {
        let known = match it.name.to_ascii_lowercase().as_str() {
            "from" => self.from(it),
            "has" | "is" | "in" | "language" => match asked(it) {
                Some(Some(ask)) => {
                    self.asks.push((ask, it.excluded));
                    true
                }
                found => found.is_some(),
            },
            "before" | "after" | "during" if !it.excluded => self.span(it),
            _ => false,
        };
        self.any |= known;
        known
    }

    fn from(&mut self, it: Operator<'_>) -> bool {
        let handle = it.value.trim_start_matches('@').to_lowercase();
        if it.excluded {
            self.asks.push((Ask::From(handle), true));
        } else {
            self.from = Some(handle);
        }
        true
    }

    /// Days become bounds of ids, which begin with milliseconds.
    fn span(&mut self, it: Operator<'_>) -> bool {
        let Some(Time(day)) = Time::parse(it.value).filter(|_| it.value.len() == 10) else {
            return false;
        };
        let id = |ms: i64| PostId(ms.max(0) << ID_BITS);
        let (start, end) = (id(day), id(day + DAY_MS));
        let lower = |now: Option<PostId>, id: PostId| Some(now.map_or(id, |it| it.max(id)));
        let upper = |now: Option<PostId>, id: PostId| Some(now.map_or(id, |it| it.min(id)));
        match it.name.to_ascii_lowercase().as_str() {
            "before" => self.max_id = upper(self.max_id, start),
            "after" => self.min_id = lower(self.min_id, PostId(end.0 - 1)),
            _ => {
                self.max_id = upper(self.max_id, end);
                self.min_id = lower(self.min_id, PostId(start.0 - 1));
            }
        }
        true
    }

    /// Those of `ids` of which all that is asked holds, in the same order: a fixed number of
    /// statements.
    pub(super) async fn holding(
        &self,
        tx: &mut Tx,
        who: AccountId,
        ids: Vec<PostId>,
    ) -> Result<Vec<PostId>> {
        let found = posts::by_ids(tx, &ids).await?;
        let facts = Facts::of(tx, who, &ids, self).await?;
        let holds = |post: &Post| {
            self.asks.iter().all(|(ask, excluded)| facts.holds(post, ask) != *excluded)
        };
        let kept: HashSet<PostId> =
            found.iter().filter(|post| holds(post)).map(|post| post.id).collect();
        Ok(ids.into_iter().filter(|id| kept.contains(id)).collect())
    }
}

/// What an operator asks: none if it is not known, inside none if it asks nothing.
fn asked(it: Operator<'_>) -> Option<Option<Ask>> {
    let value = it.value.to_ascii_lowercase();
    let ask = match (it.name.to_ascii_lowercase().as_str(), value.as_str()) {
        ("has", "media") => Ask::Media(&["image", "gifv", "video", "audio"]),
        ("has", "image") => Ask::Media(&["image"]),
        ("has", "video") => Ask::Media(&["video", "gifv"]),
        ("has", "audio") => Ask::Media(&["audio"]),
        ("has", "poll") => Ask::Poll,
        ("has", "link" | "embed") => Ask::Link,
        ("has", "quote") | ("is", "quote") => Ask::Quote,
        ("is", "reply") => Ask::Reply,
        ("is", "sensitive") => Ask::Sensitive,
        ("in", "library") => Ask::Library,
        ("in", "public") => Ask::Public,
        ("in", "all") if !it.excluded => return Some(None),
        ("language", _) if posts::is_language(&value) => Ask::Language(value),
        _ => return None,
    };
    Some(Some(ask))
}

/// What must be known of posts beside themselves.
#[derive(Default)]
struct Facts {
    excluded: HashSet<AccountId>,
    who: Option<AccountId>,
    media: Vec<(PostId, String)>,
    polls: HashSet<PostId>,
    quotes: HashSet<PostId>,
    library: HashSet<PostId>,
}

impl Facts {
    async fn of(tx: &mut Tx, who: AccountId, ids: &[PostId], asked: &Operators) -> Result<Self> {
        let mut facts = Self { who: Some(who), ..Self::default() };
        let asks = |wanted: fn(&Ask) -> bool| asked.asks.iter().any(|(ask, _)| wanted(ask));
        if asks(|ask| matches!(ask, Ask::Media(_))) {
            facts.media = sql::media_kinds(tx, ids).await?;
        }
        if asks(|ask| matches!(ask, Ask::Poll)) {
            let polls = posts::polls::of_posts(tx, ids).await?;
            facts.polls = polls.iter().map(|poll| poll.rules.post).collect();
        }
        if asks(|ask| matches!(ask, Ask::Quote)) {
            let quotes = posts::quotes::of_posts(tx, ids).await?;
            facts.quotes = quotes.iter().map(|quote| quote.post).collect();
        }
        if asks(|ask| matches!(ask, Ask::Library)) {
            facts.library = sql::library(tx, who, ids).await?.into_iter().collect();
        }
        let handles: Vec<String> = asked
            .asks
            .iter()
            .filter_map(|(ask, _)| match ask {
                Ask::From(handle) => Some(handle.clone()),
                _ => None,
            })
            .collect();
        if !handles.is_empty() {
            if handles.iter().any(|handle| handle == "me") {
                facts.excluded.insert(who);
            }
            facts.excluded.extend(sql::accounts_called(tx, handles).await?);
        }
        Ok(facts)
    }

    fn holds(&self, post: &Post, ask: &Ask) -> bool {
        match ask {
            Ask::From(_) => self.excluded.contains(&post.author),
            Ask::Media(kinds) => {
                self.media.iter().any(|(id, kind)| *id == post.id && kinds.contains(&kind.as_str()))
            }
            Ask::Poll => self.polls.contains(&post.id),
            Ask::Link => post.body.contains("https://") || post.body.contains("http://"),
            Ask::Quote => self.quotes.contains(&post.id),
            Ask::Reply => post.reply_to.is_some(),
            Ask::Sensitive => post.sensitive,
            Ask::Language(tag) => post.language.as_deref().is_some_and(|language| {
                let language = language.to_ascii_lowercase();
                language == *tag || language.split(['-', '_']).next() == Some(tag)
            }),
            Ask::Library => self.who == Some(post.author) || self.library.contains(&post.id),
            Ask::Public => post.visibility == Visibility::Public,
        }
    }
}
