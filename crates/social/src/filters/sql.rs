//! Statements of filters.

use db::{Tx, record, sql};
use ground::{AccountId, FilterId, FilterPartId, PostId, Result};

use super::{Action, Context, Filter, Keyword, Named};

record! {
    /// A filter's row.
    pub(super) struct Row {
        pub(super) id: FilterId,
        pub(super) title: String,
        pub(super) contexts: String,
        pub(super) action: String,
        pub(super) expires_at: Option<i64>,
    }
}

record! {
    /// A keyword's row.
    pub(super) struct KeywordRow {
        pub(super) id: FilterPartId,
        pub(super) filter: FilterId,
        pub(super) keyword: String,
        pub(super) whole_word: bool,
    }
}

record! {
    /// A named post's row.
    pub(super) struct PostRow {
        pub(super) id: FilterPartId,
        pub(super) filter: FilterId,
        pub(super) post: PostId,
    }
}

impl From<Row> for Filter {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            title: row.title,
            contexts: row.contexts.split(' ').filter_map(Context::of).collect(),
            action: Action::of(&row.action).unwrap_or(Action::Warn),
            expires_at: row.expires_at,
            keywords: Vec::new(),
            posts: Vec::new(),
        }
    }
}

impl From<KeywordRow> for Keyword {
    fn from(row: KeywordRow) -> Self {
        let KeywordRow { id, filter, keyword, whole_word } = row;
        Self { id, filter, keyword, whole_word }
    }
}

impl From<PostRow> for Named {
    fn from(row: PostRow) -> Self {
        Self { id: row.id, filter: row.filter, post: row.post }
    }
}

pub(super) async fn filters(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<Row>> {
    let found = sql("select id, title, contexts, action, expires_at
           from filter
          where account_id = $1
          order by id
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn keywords(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<KeywordRow>> {
    let found = sql("select id, filter_id, keyword, whole_word
           from filter_keyword
          where account_id = $1
          order by id
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn posts(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<PostRow>> {
    let found = sql("select id, filter_id, post_id
           from filter_post
          where account_id = $1
          order by id
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, who: AccountId, filter: &Filter) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into filter (id, account_id, title, contexts, action, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(filter.id)
    .bind(who)
    .bind(&filter.title)
    .bind(names(&filter.contexts))
    .bind(filter.action.name())
    .bind(filter.expires_at)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, who: AccountId, filter: &Filter) -> Result<()> {
    sql("update filter
            set title = $3, contexts = $4, action = $5, expires_at = $6
          where id = $1 and account_id = $2")
    .bind(filter.id)
    .bind(who)
    .bind(&filter.title)
    .bind(names(&filter.contexts))
    .bind(filter.action.name())
    .bind(filter.expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, id: FilterId) -> Result<()> {
    sql("delete from filter where id = $1 and account_id = $2")
        .bind(id)
        .bind(who)
        .later(tx)
        .await?;
    sql("delete from filter_keyword where filter_id = $1 and account_id = $2")
        .bind(id)
        .bind(who)
        .later(tx)
        .await?;
    sql("delete from filter_post where filter_id = $1 and account_id = $2")
        .bind(id)
        .bind(who)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert_keyword(tx: &mut Tx, who: AccountId, keyword: &Keyword) -> Result<()> {
    sql("insert into filter_keyword (id, filter_id, account_id, keyword, whole_word)
         values ($1, $2, $3, $4, $5)")
    .bind(keyword.id)
    .bind(keyword.filter)
    .bind(who)
    .bind(&keyword.keyword)
    .bind(keyword.whole_word)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn update_keyword(tx: &mut Tx, keyword: &Keyword) -> Result<()> {
    sql("update filter_keyword set keyword = $2, whole_word = $3 where id = $1")
        .bind(keyword.id)
        .bind(&keyword.keyword)
        .bind(keyword.whole_word)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_keyword(tx: &mut Tx, id: FilterPartId) -> Result<()> {
    sql("delete from filter_keyword where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn insert_post(tx: &mut Tx, who: AccountId, named: Named) -> Result<()> {
    sql("insert into filter_post (id, filter_id, account_id, post_id)
         values ($1, $2, $3, $4)")
    .bind(named.id)
    .bind(named.filter)
    .bind(who)
    .bind(named.post)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_post(tx: &mut Tx, id: FilterPartId) -> Result<()> {
    sql("delete from filter_post where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn forget_post(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from filter_post where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}

fn names(contexts: &[Context]) -> String {
    contexts.iter().map(|context| context.name()).collect::<Vec<_>>().join(" ")
}
