//! Filters made ready: all of an account's words are looked for in one pass over a text.
//!
//! Kept in memory and forgotten when one of the account's filters changes. That somebody has no
//! filter is kept too, so most readers never cost more than that look.

use std::collections::HashMap;
use std::sync::Arc;

use ground::events::Event as _;
use ground::kept::Kept;
use ground::{AccountId, App, PostId, Result};
use text::{Phrase, Phrases};
use wire::mastodon::{self, FilterResult};
use wire::{Id, Time};

use super::{Action, Changed, Context, Filter};

/// Memory for filters made ready, in bytes.
const SIEVES_BYTES_MAX: u64 = 16 << 20;

/// The filters of an account, ready to be asked about posts.
#[derive(Debug, Default)]
pub struct Sieve {
    filters: Vec<Filter>,
    phrases: Phrases,
    /// Of each phrase, its filter and its place there.
    words: Vec<(usize, usize)>,
    /// The filters that name a post.
    posts: HashMap<PostId, Vec<usize>>,
}

/// The sieves kept: none for who has no filter.
pub struct Sieves(Kept<AccountId, Option<Arc<Sieve>>>);

impl Default for Sieves {
    fn default() -> Self {
        let size = |_: &AccountId, sieve: &Option<Arc<Sieve>>| {
            8 + sieve.as_ref().map_or(0, |sieve| sieve.bytes() as u64)
        };
        Self(Kept::new(SIEVES_BYTES_MAX, 64, size))
    }
}

/// Forgets what an event has changed.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind == Changed::KIND {
        app.memory::<Sieves>().0.forget(&AccountId(event.subject));
    }
}

/// The sieve of `who`, from memory, else from the database; none if they filter nothing.
///
/// # Errors
/// If the database does not answer.
pub async fn sieve(app: &App, who: AccountId) -> Result<Option<Arc<Sieve>>> {
    let kept = &app.memory::<Sieves>().0;
    if let Some(sieve) = kept.get(&who) {
        return Ok(sieve);
    }
    let ticket = kept.ticket(&who);
    let filters = app.read(async move |tx| super::list(tx, who).await).await?;
    let sieve = (!filters.is_empty()).then(|| Arc::new(Sieve::new(filters)));
    kept.keep(who, sieve.clone(), ticket);
    Ok(sieve)
}

/// What of a filter a post matches.
struct Match {
    filter: usize,
    keywords: Vec<usize>,
    posts: Vec<PostId>,
}

impl Sieve {
    /// Makes filters ready.
    #[must_use]
    pub fn new(filters: Vec<Filter>) -> Self {
        let (mut phrases, mut words) = (Vec::new(), Vec::new());
        let mut posts: HashMap<PostId, Vec<usize>> = HashMap::new();
        for (at, filter) in filters.iter().enumerate() {
            for (place, keyword) in filter.keywords.iter().enumerate() {
                let (text, whole_word) = (keyword.keyword.clone(), keyword.whole_word);
                phrases.push(Phrase { text, whole_word });
                words.push((at, place));
            }
            for named in &filter.posts {
                posts.entry(named.post).or_default().push(at);
            }
        }
        Self { phrases: Phrases::new(&phrases), words, posts, filters }
    }

    /// Whether any filter hides posts in that place now (`now` in epoch milliseconds).
    #[must_use]
    pub fn hides_in(&self, context: Context, now: i64) -> bool {
        self.filters.iter().any(|filter| hides(filter, context, now))
    }

    /// Whether a post is hidden in that place now. `ids`: the post, and the one it boosts; `text`:
    /// what it says, folded ([`text::fold`]).
    #[must_use]
    pub fn hides(&self, context: Context, now: i64, ids: &[PostId], text: &str) -> bool {
        let matches = self.matches(now, ids, text);
        matches.iter().any(|it| hides(&self.filters[it.filter], context, now))
    }

    /// The filters a post matches now, wherever they apply, as a JSON list; empty for none.
    #[must_use]
    pub fn results(&self, now: i64, ids: &[PostId], text: &str) -> Vec<u8> {
        let matches = self.matches(now, ids, text);
        if matches.is_empty() {
            return Vec::new();
        }
        let results: Vec<FilterResult> = matches.iter().map(|it| self.result(it)).collect();
        wire::json(&results)
    }

    fn result(&self, matched: &Match) -> FilterResult {
        let filter = &self.filters[matched.filter];
        let words = matched.keywords.iter().map(|place| filter.keywords[*place].keyword.clone());
        let words: Vec<String> = words.collect();
        let posts: Vec<Id> = matched.posts.iter().map(|post| Id(post.0)).collect();
        FilterResult {
            filter: filter.bare(),
            keyword_matches: (!words.is_empty()).then_some(words),
            status_matches: (!posts.is_empty()).then_some(posts),
        }
    }

    fn matches(&self, now: i64, ids: &[PostId], text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let place = |found: &mut Vec<Match>, filter: usize| match found
            .iter()
            .position(|it| it.filter == filter)
        {
            Some(at) => at,
            None => {
                found.push(Match { filter, keywords: Vec::new(), posts: Vec::new() });
                found.len() - 1
            }
        };
        for phrase in self.phrases.found_in(text) {
            let (filter, keyword) = self.words[phrase];
            let at = place(&mut found, filter);
            found[at].keywords.push(keyword);
        }
        for id in ids {
            for filter in self.posts.get(id).into_iter().flatten() {
                let at = place(&mut found, *filter);
                found[at].posts.push(*id);
            }
        }
        found.retain(|it| !is_over(&self.filters[it.filter], now));
        found.sort_unstable_by_key(|it| it.filter);
        found
    }

    fn bytes(&self) -> usize {
        let words = self.filters.iter().flat_map(|filter| &filter.keywords);
        let words: usize = words.map(|it| it.keyword.len() + size_of::<super::Keyword>()).sum();
        let filters: usize = self.filters.iter().map(|it| it.title.len() + 128).sum();
        self.phrases.bytes() + words + filters + self.posts.len() * 96
    }
}

fn is_over(filter: &Filter, now: i64) -> bool {
    filter.expires_at.is_some_and(|at| at <= now)
}

fn hides(filter: &Filter, context: Context, now: i64) -> bool {
    filter.action == Action::Hide && filter.contexts.contains(&context) && !is_over(filter, now)
}

impl Filter {
    /// On the wire, without what is in it.
    #[must_use]
    pub fn bare(&self) -> mastodon::Filter {
        mastodon::Filter {
            id: Id(self.id.0),
            title: self.title.clone(),
            context: self.contexts.iter().map(|context| context.name()).collect(),
            expires_at: self.expires_at.map(Time),
            filter_action: self.action.name(),
            keywords: None,
            statuses: None,
        }
    }
}
