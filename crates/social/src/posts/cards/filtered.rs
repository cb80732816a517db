//! What readers filter: posts are compared with the words of their filters, from memory where a
//! page is written, in the database's own snapshot where a list is read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use db::Tx;
use ground::{AccountId, App, PostId, Result};

use super::kept::{Missing, keys, look};
use super::rows::{Row, with_boosted};
use super::{Cards, sql};
use crate::filters::{self, Context, Sieve};

/// Marks posts with what their reader filters. One's own are never filtered.
pub(super) async fn mark(app: &App, reader: Option<AccountId>, rows: &mut [Row]) -> Result<()> {
    let Some(who) = reader else { return Ok(()) };
    let Some(sieve) = filters::sieve(app, who).await? else { return Ok(()) };
    let now = app.db.now_ms();
    let words = words_of(app, rows).await?;
    for (row, words) in rows.iter_mut().zip(words) {
        let theirs = row.proper().is_some_and(|card| card.author != who);
        if let Some(words) = words.filter(|_| theirs) {
            row.filtered = sieve.results(now, &row.ids(), &words);
        }
    }
    Ok(())
}

impl Row {
    /// The post, and the one it boosts.
    fn ids(&self) -> Vec<PostId> {
        self.card.iter().chain(&self.boosted).map(|card| card.id).collect()
    }
}

/// What a reader wants to be left out of the lists of one place.
#[derive(Clone, Debug)]
pub struct Hide {
    who: AccountId,
    context: Context,
    sieve: Arc<Sieve>,
    now: i64,
}

impl Hide {
    /// What `viewer` leaves out there; `None` where there is nothing to leave out.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn of(
        app: &App,
        viewer: Option<AccountId>,
        context: Context,
    ) -> Result<Option<Self>> {
        let Some(who) = viewer else { return Ok(None) };
        let (sieve, now) = (filters::sieve(app, who).await?, app.db.now_ms());
        let sieve = sieve.filter(|sieve| sieve.hides_in(context, now));
        Ok(sieve.map(|sieve| Self { who, context, sieve, now }))
    }

    /// Those of `ids` that are to be left out, by what memory keeps of them.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn among(&self, app: &App, ids: &[PostId]) -> Result<HashSet<PostId>> {
        let rows = with_boosted(app, ids).await?;
        let words = words_of(app, &rows).await?;
        let hidden = rows.iter().zip(words).filter_map(|(row, words)| {
            let theirs = row.proper().is_some_and(|card| card.author != self.who);
            let words = words.filter(|_| theirs)?;
            let hidden = self.sieve.hides(self.context, self.now, &row.ids(), &words);
            row.card.as_ref().filter(|_| hidden).map(|card| card.id)
        });
        Ok(hidden.collect())
    }

    /// The same, read from the database: three statements.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn among_in(&self, tx: &mut Tx, ids: &[PostId]) -> Result<HashSet<PostId>> {
        if ids.is_empty() {
            return Ok(HashSet::new());
        }
        let proper = sql::proper(tx, ids).await?;
        let wanted: Vec<PostId> = proper.iter().map(|it| it.proper).collect();
        let words = words(tx, &wanted).await?;
        let hidden = proper.iter().filter(|it| {
            let words = words.get(&it.proper).map_or("", |words| &**words);
            let ids = if it.id == it.proper { vec![it.id] } else { vec![it.id, it.proper] };
            it.author != self.who && self.sieve.hides(self.context, self.now, &ids, words)
        });
        Ok(hidden.map(|it| it.id).collect())
    }
}

/// What each row says, of a boost the post it carries.
async fn words_of(app: &App, rows: &[Row]) -> Result<Vec<Option<Arc<str>>>> {
    let kept = &app.memory::<Cards>().words;
    let ids: Vec<PostId> =
        rows.iter().map(|row| row.proper().map_or(PostId(0), |card| card.id)).collect();
    let (mut found, missing) = look(kept, &ids);
    if !missing.is_empty() {
        let wanted = keys(&missing);
        let read = app.read(async move |tx| words(tx, &wanted).await).await?;
        for Missing { at, key, ticket } in missing {
            if let Some(words) = read.get(&key) {
                kept.keep(key, words.clone(), ticket);
                found[at] = Some(words.clone());
            }
        }
    }
    Ok(found)
}

/// What posts say: their warning, their text, what they ask and what their pictures show, folded.
async fn words(tx: &mut Tx, ids: &[PostId]) -> Result<HashMap<PostId, Arc<str>>> {
    let mut said: HashMap<PostId, String> = HashMap::new();
    for it in sql::said(tx, ids).await? {
        let text = if it.body.is_empty() { text::plain(&it.html) } else { it.body };
        said.insert(it.id, format!("{}\n{text}", it.spoiler));
    }
    for (post, description) in sql::described(tx, ids).await? {
        if let Some(text) = said.get_mut(&post) {
            text.push('\n');
            text.push_str(&description);
        }
    }
    Ok(said.into_iter().map(|(id, text)| (id, text::fold(&text).into())).collect())
}
