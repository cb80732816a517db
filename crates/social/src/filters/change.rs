//! Making, changing and removing filters and what is in them.

use db::Tx;
use ground::events;
use ground::{AccountId, Error, FilterId, FilterPartId, PostId, Result, Say};

use super::{
    Action, Changed, Context, FILTERS_MAX, Filter, KEYWORD_CHARS_MAX, Keyword, Named, PARTS_MAX,
    TITLE_CHARS_MAX, get_one, keyword, list, named, sql,
};

/// A filter to be made.
#[derive(Clone, Debug)]
pub struct NewFilter {
    /// Its name.
    pub title: String,
    /// Where it applies: at least one place.
    pub contexts: Vec<Context>,
    /// What is done with what matches.
    pub action: Action,
    /// When it ends, in epoch milliseconds; never if none.
    pub expires_at: Option<i64>,
    /// Words it looks for.
    pub keywords: Vec<NewKeyword>,
}

/// Words to look for.
#[derive(Clone, Debug)]
pub struct NewKeyword {
    /// The words.
    pub keyword: String,
    /// Whether they must not be a part of a longer word.
    pub whole_word: bool,
}

/// What is to be another in a filter; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Its name.
    pub title: Option<String>,
    /// Where it applies.
    pub contexts: Option<Vec<Context>>,
    /// What is done with what matches.
    pub action: Option<Action>,
    /// When it ends: `Some(None)` for never.
    pub expires_at: Option<Option<i64>>,
    /// Its words.
    pub keywords: Vec<KeywordChange>,
}

/// A change of a filter's words.
#[derive(Clone, Debug)]
pub enum KeywordChange {
    /// These come to it.
    Add(NewKeyword),
    /// This one becomes another; what is none stays.
    Change(FilterPartId, Option<String>, Option<bool>),
    /// This one goes.
    Remove(FilterPartId),
}

/// Makes a filter.
///
/// # Errors
/// [`Error::Invalid`] if a word of it is missing or too long, or there are too many.
pub async fn create(tx: &mut Tx, who: AccountId, new: NewFilter) -> Result<Filter> {
    let all = list(tx, who).await?;
    if all.len() >= FILTERS_MAX {
        return Err(Error::invalid(
            "",
            Say::new("error-too-many-filters").with("max", FILTERS_MAX),
        ));
    }
    room_for_keywords(&all, new.keywords.len())?;
    let mut filter = Filter {
        id: FilterId(tx.new_id(who.bucket())),
        title: title(new.title)?,
        contexts: contexts(new.contexts)?,
        action: new.action,
        expires_at: new.expires_at,
        keywords: Vec::new(),
        posts: Vec::new(),
    };
    sql::insert(tx, who, &filter).await?;
    for new in new.keywords {
        filter.keywords.push(insert_keyword(tx, who, filter.id, new).await?);
    }
    changed(tx, who)?;
    Ok(filter)
}

/// Changes a filter.
///
/// # Errors
/// [`Error::NotFound`] if `who` has no such filter or it no such keyword; [`Error::Invalid`] as
/// for [`create`].
pub async fn update(tx: &mut Tx, who: AccountId, id: FilterId, change: Change) -> Result<Filter> {
    let all = list(tx, who).await?;
    let added = change.keywords.iter().filter(|it| matches!(it, KeywordChange::Add(_))).count();
    room_for_keywords(&all, added)?;
    let found = all.into_iter().find(|filter| filter.id == id);
    let mut filter = found.ok_or(Error::NotFound)?;
    if let Some(new) = change.title {
        filter.title = title(new)?;
    }
    if let Some(new) = change.contexts {
        filter.contexts = contexts(new)?;
    }
    filter.action = change.action.unwrap_or(filter.action);
    filter.expires_at = change.expires_at.unwrap_or(filter.expires_at);
    sql::update(tx, who, &filter).await?;
    for change in change.keywords {
        change_words(tx, who, &mut filter, change).await?;
    }
    changed(tx, who)?;
    Ok(filter)
}

async fn change_words(
    tx: &mut Tx,
    who: AccountId,
    filter: &mut Filter,
    change: KeywordChange,
) -> Result<()> {
    let place = |filter: &Filter, id: FilterPartId| {
        filter.keywords.iter().position(|keyword| keyword.id == id).ok_or(Error::NotFound)
    };
    match change {
        KeywordChange::Add(new) => {
            filter.keywords.push(insert_keyword(tx, who, filter.id, new).await?);
        }
        KeywordChange::Change(id, text, whole_word) => {
            let at = place(filter, id)?;
            let keyword = &mut filter.keywords[at];
            alter(keyword, text, whole_word)?;
            sql::update_keyword(tx, keyword).await?;
        }
        KeywordChange::Remove(id) => {
            let at = place(filter, id)?;
            filter.keywords.remove(at);
            sql::delete_keyword(tx, id).await?;
        }
    }
    Ok(())
}

/// Removes a filter with all that is in it.
///
/// # Errors
/// [`Error::NotFound`] if `who` has no such filter.
pub async fn remove(tx: &mut Tx, who: AccountId, id: FilterId) -> Result<()> {
    get_one(tx, who, id).await?;
    sql::delete(tx, who, id).await?;
    changed(tx, who)
}

/// Adds words to a filter.
///
/// # Errors
/// [`Error::NotFound`] if `who` has no such filter; [`Error::Invalid`] as for [`create`].
pub async fn add_keyword(
    tx: &mut Tx,
    who: AccountId,
    filter: FilterId,
    new: NewKeyword,
) -> Result<Keyword> {
    let all = list(tx, who).await?;
    if !all.iter().any(|it| it.id == filter) {
        return Err(Error::NotFound);
    }
    room_for_keywords(&all, 1)?;
    let keyword = insert_keyword(tx, who, filter, new).await?;
    changed(tx, who)?;
    Ok(keyword)
}

/// Changes words of a filter; what is none stays.
///
/// # Errors
/// [`Error::NotFound`] if `who` has no such keyword; [`Error::Invalid`] as for [`create`].
pub async fn change_keyword(
    tx: &mut Tx,
    who: AccountId,
    id: FilterPartId,
    text: Option<String>,
    whole_word: Option<bool>,
) -> Result<Keyword> {
    let (_, mut found) = keyword(tx, who, id).await?;
    alter(&mut found, text, whole_word)?;
    sql::update_keyword(tx, &found).await?;
    changed(tx, who)?;
    Ok(found)
}

/// Removes words from a filter.
///
/// # Errors
/// [`Error::NotFound`] if `who` has no such keyword.
pub async fn remove_keyword(tx: &mut Tx, who: AccountId, id: FilterPartId) -> Result<()> {
    keyword(tx, who, id).await?;
    sql::delete_keyword(tx, id).await?;
    changed(tx, who)
}

/// Names a post in a filter; naming it twice is the same as once. Whether `who` may see it is
/// settled before.
///
/// # Errors
/// [`Error::NotFound`] if `who` has no such filter; [`Error::Invalid`] if there are too many.
pub async fn add_post(
    tx: &mut Tx,
    who: AccountId,
    filter: FilterId,
    post: PostId,
) -> Result<Named> {
    let all = list(tx, who).await?;
    let found = all.iter().find(|it| it.id == filter).ok_or(Error::NotFound)?;
    if let Some(named) = found.posts.iter().find(|named| named.post == post) {
        return Ok(*named);
    }
    if all.iter().map(|filter| filter.posts.len()).sum::<usize>() >= PARTS_MAX {
        let say = Say::new("error-too-many-filtered-posts").with("max", PARTS_MAX);
        return Err(Error::invalid("status_id", say));
    }
    let named = Named { id: FilterPartId(tx.new_id(who.bucket())), filter, post };
    sql::insert_post(tx, who, named).await?;
    changed(tx, who)?;
    Ok(named)
}

/// No longer names a post in a filter. Returns what was removed.
///
/// # Errors
/// [`Error::NotFound`] if `who` has no such entry.
pub async fn remove_post(tx: &mut Tx, who: AccountId, id: FilterPartId) -> Result<Named> {
    let named = named(tx, who, id).await?;
    sql::delete_post(tx, id).await?;
    changed(tx, who)?;
    Ok(named)
}

fn changed(tx: &mut Tx, who: AccountId) -> Result<()> {
    events::append(tx, &Changed { account: who })
}

async fn insert_keyword(
    tx: &mut Tx,
    who: AccountId,
    filter: FilterId,
    new: NewKeyword,
) -> Result<Keyword> {
    let id = FilterPartId(tx.new_id(who.bucket()));
    let keyword = words(new.keyword)?;
    let keyword = Keyword { id, filter, keyword, whole_word: new.whole_word };
    sql::insert_keyword(tx, who, &keyword).await?;
    Ok(keyword)
}

fn alter(keyword: &mut Keyword, text: Option<String>, whole_word: Option<bool>) -> Result<()> {
    if let Some(text) = text {
        keyword.keyword = words(text)?;
    }
    keyword.whole_word = whole_word.unwrap_or(keyword.whole_word);
    Ok(())
}

fn title(text: String) -> Result<String> {
    fits("title", text, TITLE_CHARS_MAX, "error-filter-needs-title", "error-filter-title-long")
}

fn words(text: String) -> Result<String> {
    let (none, long) = ("error-filter-needs-keyword", "error-filter-keyword-long");
    fits("keyword", text, KEYWORD_CHARS_MAX, none, long)
}

fn fits(
    field: &'static str,
    text: String,
    max: usize,
    none: &'static str,
    long: &'static str,
) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.contains('\0') {
        return Err(Error::invalid(field, none));
    }
    if text.chars().count() > max {
        return Err(Error::invalid(field, Say::new(long).with("max", max)));
    }
    Ok(text.to_owned())
}

fn contexts(mut list: Vec<Context>) -> Result<Vec<Context>> {
    list.sort_unstable_by_key(|context| *context as u8);
    list.dedup();
    if list.is_empty() { Err(Error::invalid("context", "error-filter-context")) } else { Ok(list) }
}

fn room_for_keywords(all: &[Filter], more: usize) -> Result<()> {
    let count: usize = all.iter().map(|filter| filter.keywords.len()).sum();
    if count + more <= PARTS_MAX {
        return Ok(());
    }
    let say = Say::new("error-too-many-filter-keywords").with("max", PARTS_MAX);
    Err(Error::invalid("keyword", say))
}
