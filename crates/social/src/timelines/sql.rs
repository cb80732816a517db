//! Statements of timelines.

use db::{Tx, record, sql};
use ground::{AccountId, ListId, PostId, Result, TagId};

use super::older::Span;
use crate::lists::Replies;
use crate::posts::Visibility;

record! {
    /// A post or boost, as far as the rule of timelines asks.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Row {
        pub(crate) id: PostId,
        pub(crate) author: AccountId,
        pub(crate) about: Option<AccountId>,
        pub(crate) boost_of: Option<PostId>,
        pub(crate) reply_to: Option<PostId>,
        pub(crate) visibility: Visibility,
    }
}

record! {
    /// One followed account and the switches of that follow.
    pub(super) struct Edge {
        pub(super) account: AccountId,
        pub(super) boosts: bool,
        pub(super) replies: bool,
    }
}

pub(super) async fn follows(tx: &mut Tx, who: AccountId) -> Result<Vec<Edge>> {
    let found = sql("select followee_id, boosts, replies from follow where follower_id = $1")
        .bind(who)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn tag_follows(tx: &mut Tx, who: AccountId) -> Result<Vec<TagId>> {
    let found =
        sql("select tag_id from tag_follow where account_id = $1").bind(who).all(tx).await?;
    Ok(found)
}

/// Whom an account blocks or mutes, one by one or by their server; a mute with its end.
pub(super) async fn hidden(tx: &mut Tx, who: AccountId) -> Result<Vec<(AccountId, Option<i64>)>> {
    let now = tx.now_ms();
    let found = sql("select target_id, cast(null as bigint) from block where account_id = $1
          union all
         select a.id, cast(null as bigint)
           from domain_block d
           join account a on a.domain = d.domain
          where d.account_id = $1
          union all
         select target_id, expires_at
           from mute
          where account_id = $1 and (expires_at is null or expires_at > $2)")
    .bind(who)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn blocked_by(tx: &mut Tx, who: AccountId) -> Result<Vec<AccountId>> {
    let found = sql("select account_id from block where target_id = $1").bind(who).all(tx).await?;
    Ok(found)
}

/// Who is on a list of `who` that keeps its members out of the home.
pub(super) async fn apart(tx: &mut Tx, who: AccountId) -> Result<Vec<AccountId>> {
    let found = sql("select distinct m.account_id
           from reading_list l
           join list_member m on m.list_id = l.id
          where l.account_id = $1 and l.exclusive")
    .bind(who)
    .all(tx)
    .await?;
    Ok(found)
}

/// Whose list it is, and whose answers to others it shows.
pub(super) async fn list(tx: &mut Tx, id: ListId) -> Result<Option<(AccountId, Replies)>> {
    let found =
        sql("select account_id, replies from reading_list where id = $1").bind(id).find(tx).await?;
    Ok(found)
}

pub(super) async fn members(tx: &mut Tx, id: ListId) -> Result<Vec<AccountId>> {
    let found =
        sql("select account_id from list_member where list_id = $1").bind(id).all(tx).await?;
    Ok(found)
}

pub(super) async fn inactive(tx: &mut Tx) -> Result<Vec<AccountId>> {
    let found =
        sql("select id from account where suspended_at is not null or deleted_at is not null")
            .all(tx)
            .await?;
    Ok(found)
}

pub(super) async fn inactive_among(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    let found = sql("select id
           from account
          where id in (select value from list($1))
            and (suspended_at is not null or deleted_at is not null)")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn limited(tx: &mut Tx) -> Result<Vec<AccountId>> {
    let found = sql("select id from account where limited_at is not null").all(tx).await?;
    Ok(found)
}

pub(super) async fn limited_among(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    let found = sql("select id
           from account
          where id in (select value from list($1)) and limited_at is not null")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn tag_ids(tx: &mut Tx, names: Vec<String>) -> Result<Vec<(String, TagId)>> {
    let found = sql("select name, id from tag where name in (select value from texts($1))")
        .bind(names)
        .all(tx)
        .await?;
    Ok(found)
}

/// Anybody's entries, nearest to where the span begins first.
pub(super) async fn everybody(tx: &mut Tx, span: Span, limit: usize) -> Result<Vec<Row>> {
    let page = sql("select id, author_id, about_id, boost_of_id, reply_to_id, visibility
           from post
          where id < $1 and id > $2
          order by id desc
          limit $3")
    .turned(span.upward)
    .bind(span.below)
    .bind(span.above)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(page)
}

/// What is shown on the public timeline: no boosts, no replies but those to oneself.
pub(super) async fn public(tx: &mut Tx, span: Span, limit: usize) -> Result<Vec<Row>> {
    let page = sql("select id, author_id, about_id, boost_of_id, reply_to_id, visibility
           from post
          where visibility = 'public' and boost_of_id is null
            and (reply_to_id is null or about_id = author_id)
            and id < $1 and id > $2
          order by id desc
          limit $3")
    .turned(span.upward)
    .bind(span.below)
    .bind(span.above)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn by_author(
    tx: &mut Tx,
    author: i64,
    span: Span,
    limit: usize,
) -> Result<Vec<Row>> {
    let page = sql("select id, author_id, about_id, boost_of_id, reply_to_id, visibility
           from post
          where author_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .turned(span.upward)
    .bind(author)
    .bind(span.below)
    .bind(span.above)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn by_tag(tx: &mut Tx, tag: i64, span: Span, limit: usize) -> Result<Vec<Row>> {
    let page =
        sql("select p.id, p.author_id, p.about_id, p.boost_of_id, p.reply_to_id, p.visibility
           from post_tag t
           join post p on p.id = t.post_id
          where t.tag_id = $1 and t.post_id < $2 and t.post_id > $3
            and p.visibility = 'public'
          order by t.post_id desc
          limit $4")
        .turned(span.upward)
        .bind(tag)
        .bind(span.below)
        .bind(span.above)
        .bind(limit)
        .all(tx)
        .await?;
    Ok(page)
}

/// Public posts that show a link, by accounts that want to be recommended.
pub(super) async fn by_link(tx: &mut Tx, link: i64, span: Span, limit: usize) -> Result<Vec<Row>> {
    let page =
        sql("select p.id, p.author_id, p.about_id, p.boost_of_id, p.reply_to_id, p.visibility
           from post_link l
           join post p on p.id = l.post_id
           join account a on a.id = p.author_id
          where l.link_id = $1 and l.post_id < $2 and l.post_id > $3
            and l.listed and a.discoverable
          order by l.post_id desc
          limit $4")
        .turned(span.upward)
        .bind(link)
        .bind(span.below)
        .bind(span.above)
        .bind(limit)
        .all(tx)
        .await?;
    Ok(page)
}

/// Of each author the entry where the span begins: one look into an index for each.
pub(super) async fn first_by_authors(
    tx: &mut Tx,
    authors: Vec<i64>,
    span: Span,
) -> Result<Vec<(i64, Option<PostId>)>> {
    let text = if span.upward {
        sql("select f.value, (select min(p.id)
                                from post p
                               where p.author_id = f.value and p.id < $2 and p.id > $3)
               from list($1) f")
    } else {
        sql("select f.value, (select max(p.id)
                                from post p
                               where p.author_id = f.value and p.id < $2 and p.id > $3)
               from list($1) f")
    };
    Ok(text.bind(authors).bind(span.below).bind(span.above).all(tx).await?)
}

/// The same of hashtags, whether their posts are listed or not: an index alone answers it.
pub(super) async fn first_by_tags(
    tx: &mut Tx,
    tags: Vec<i64>,
    span: Span,
) -> Result<Vec<(i64, Option<PostId>)>> {
    let text = if span.upward {
        sql("select f.value, (select min(t.post_id)
                                from post_tag t
                               where t.tag_id = f.value and t.post_id < $2 and t.post_id > $3)
               from list($1) f")
    } else {
        sql("select f.value, (select max(t.post_id)
                                from post_tag t
                               where t.tag_id = f.value and t.post_id < $2 and t.post_id > $3)
               from list($1) f")
    };
    Ok(text.bind(tags).bind(span.below).bind(span.above).all(tx).await?)
}

pub(crate) async fn by_ids(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<Row>> {
    let found = sql("select id, author_id, about_id, boost_of_id, reply_to_id, visibility
           from post
          where id in (select value from list($1))
          order by id desc")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

/// Whom entries name; a boost those whom the boosted post names.
pub(super) async fn mentions(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<(PostId, AccountId)>> {
    let found = sql("select p.id, m.account_id
           from post p
           join mention m on m.post_id = coalesce(p.boost_of_id, p.id)
          where p.id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

/// The hashtags under which posts are listed.
pub(super) async fn tags(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<(PostId, TagId)>> {
    let found = sql("select post_id, tag_id
           from post_tag
          where listed and post_id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(crate) async fn with_media(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<PostId>> {
    let found = sql("select distinct post_id
           from media
          where post_id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

/// Those of these accounts that are of other servers.
pub(super) async fn away(tx: &mut Tx, accounts: &[AccountId]) -> Result<Vec<AccountId>> {
    let found =
        sql("select id from account where id in (select value from list($1)) and domain <> ''")
            .bind(accounts)
            .all(tx)
            .await?;
    Ok(found)
}
