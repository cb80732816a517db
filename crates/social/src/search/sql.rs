//! Statements of search. What the two engines call differently stands here, and only here.

use db::{Tx, dialect, gather, sql};
use ground::{AccountId, PostId, Result};
use text::analyse;

use super::Question;
use crate::tags::Tag;

/// Accounts and hashtags that are put in order; those found first.
const CANDIDATES_MAX: i64 = 1000;

pub(super) async fn posts(
    tx: &mut Tx,
    who: AccountId,
    question: &Question,
    fts5: &str,
    tsquery: &str,
) -> Result<Vec<PostId>> {
    let words = if tx.engine() == db::Engine::Sqlite { fts5 } else { tsquery };
    let found = dialect(
        "select p.id
           from post_words w
           join post p on p.id = w.rowid
           join account a on a.id = p.author_id
          where w.post_words match $1
            and w.rowid < $2 and w.rowid > $3
            and a.suspended_at is null and a.deleted_at is null
            and (a.limited_at is null or p.author_id = $4
                 or exists (select 1 from follow f
                             where f.follower_id = $4 and f.followee_id = p.author_id))
            and (p.author_id = $4 or (p.visibility = 'public' and a.indexable)
                 or exists (select 1 from mention m where m.account_id = $4 and m.post_id = p.id))
            and ($5 = 0 or p.author_id = $5)
            and not exists (select 1 from block b
                             where (b.account_id = $4 and b.target_id = p.author_id)
                                or (b.account_id = p.author_id and b.target_id = $4))
            and not exists (select 1 from mute u
                             where u.account_id = $4 and u.target_id = p.author_id
                               and (u.expires_at is null or u.expires_at > $8))
          order by w.rowid desc
          limit $6 offset $7",
        "select p.id
           from post_words w
           join post p on p.id = w.rowid
           join account a on a.id = p.author_id
          where w.words @@ $1::text::tsquery
            and w.rowid < $2 and w.rowid > $3
            and a.suspended_at is null and a.deleted_at is null
            and (a.limited_at is null or p.author_id = $4
                 or exists (select 1 from follow f
                             where f.follower_id = $4 and f.followee_id = p.author_id))
            and (p.author_id = $4 or (p.visibility = 'public' and a.indexable)
                 or exists (select 1 from mention m where m.account_id = $4 and m.post_id = p.id))
            and ($5 = 0 or p.author_id = $5)
            and not exists (select 1 from block b
                             where (b.account_id = $4 and b.target_id = p.author_id)
                                or (b.account_id = p.author_id and b.target_id = $4))
            and not exists (select 1 from mute u
                             where u.account_id = $4 and u.target_id = p.author_id
                               and (u.expires_at is null or u.expires_at > $8))
          order by w.rowid desc
          limit $6 offset $7",
    );
    let now = tx.now_ms();
    let found = found
        .bind(words)
        .bind(question.max_id.map_or(i64::MAX, |id| id.0))
        .bind(question.min_id.map_or(0, |id| id.0))
        .bind(who)
        .bind(question.author.unwrap_or(AccountId(0)))
        .bind(question.limit)
        .bind(question.offset)
        .bind(now)
        .all(tx)
        .await?;
    Ok(found)
}

/// Posts by an account, whatever they say.
pub(super) async fn posts_by(
    tx: &mut Tx,
    who: AccountId,
    question: &Question,
    author: AccountId,
) -> Result<Vec<PostId>> {
    let found = sql("select p.id
           from post p
           join account a on a.id = p.author_id
          where p.author_id = $1 and p.boost_of_id is null
            and p.id < $2 and p.id > $3
            and a.suspended_at is null and a.deleted_at is null
            and (p.author_id = $4 or (p.visibility = 'public' and a.indexable)
                 or exists (select 1 from mention m where m.account_id = $4 and m.post_id = p.id))
            and not exists (select 1 from block b
                             where (b.account_id = $4 and b.target_id = p.author_id)
                                or (b.account_id = p.author_id and b.target_id = $4))
          order by p.id desc
          limit $5 offset $6")
    .bind(author)
    .bind(question.max_id.map_or(i64::MAX, |id| id.0))
    .bind(question.min_id.map_or(0, |id| id.0))
    .bind(who)
    .bind(question.limit)
    .bind(question.offset)
    .all(tx)
    .await?;
    Ok(found)
}

/// The latest posts, whatever they say.
pub(super) async fn latest(
    tx: &mut Tx,
    who: AccountId,
    question: &Question,
) -> Result<Vec<PostId>> {
    let now = tx.now_ms();
    let found = sql("select p.id
           from post p
           join account a on a.id = p.author_id
          where p.id < $1 and p.id > $2 and p.boost_of_id is null
            and a.suspended_at is null and a.deleted_at is null
            and (p.author_id = $3 or (p.visibility = 'public' and a.indexable)
                 or exists (select 1 from mention m where m.account_id = $3 and m.post_id = p.id))
            and not exists (select 1 from block b
                             where (b.account_id = $3 and b.target_id = p.author_id)
                                or (b.account_id = p.author_id and b.target_id = $3))
            and not exists (select 1 from mute u
                             where u.account_id = $3 and u.target_id = p.author_id
                               and (u.expires_at is null or u.expires_at > $6))
          order by p.id desc
          limit $4 offset $5")
    .bind(question.max_id.map_or(i64::MAX, |id| id.0))
    .bind(question.min_id.map_or(0, |id| id.0))
    .bind(who)
    .bind(question.limit)
    .bind(question.offset)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}

/// Accounts of this server by handle.
pub(super) async fn accounts_called(tx: &mut Tx, handles: Vec<String>) -> Result<Vec<AccountId>> {
    let found = sql("select id
           from account
          where username_key in (select value from texts($1)) and domain = ''")
    .bind(handles)
    .all(tx)
    .await?;
    Ok(found)
}

/// What kinds of media these posts carry.
pub(super) async fn media_kinds(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<(PostId, String)>> {
    let found = sql("select post_id, kind
           from media
          where post_id in (select value from list($1)) and position >= 0")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

/// Those of `posts` that an account keeps, favourited or boosted.
pub(super) async fn library(tx: &mut Tx, who: AccountId, posts: &[PostId]) -> Result<Vec<PostId>> {
    let found = sql("select post_id
           from bookmark
          where account_id = $1 and post_id in (select value from list($2))
          union
         select post_id
           from favourite
          where account_id = $1 and post_id in (select value from list($2))
          union
         select boost_of_id
           from post
          where author_id = $1 and boost_of_id in (select value from list($2))")
    .bind(who)
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

/// Accounts whose words begin so, best first; of very many, the oldest.
pub(super) async fn accounts(
    tx: &mut Tx,
    question: &Question,
    handle: &str,
    (fts5, tsquery): (&str, &str),
    limit: usize,
) -> Result<Vec<AccountId>> {
    let words = if tx.engine() == db::Engine::Sqlite { fts5 } else { tsquery };
    let found = dialect(
        "select rowid
           from account_words
          where account_words match $1
          order by rowid
          limit $2",
        "select rowid
           from account_words
          where words @@ $1::text::tsquery
          order by rowid
          limit $2",
    );
    let found: Vec<AccountId> = found.bind(words).bind(CANDIDATES_MAX).all(tx).await?;
    let passing = passing(tx, question, &found).await?;
    let best = sql("select a.id
           from account a
           join account_count c on c.account_id = a.id
          where a.id in (select value from list($1))
          order by case when substr(a.username_key, 1, length($2)) = $2 then 0 else 1 end,
                c.followers desc, a.id
          limit $3")
    .bind(passing)
    .bind(handle)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(best)
}

/// Those of `accounts` that the asker may find: not gone, no block between the two.
pub(super) async fn passing(
    tx: &mut Tx,
    question: &Question,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let found = sql("select a.id
           from account a
          where a.id in (select value from list($1))
            and a.suspended_at is null and a.deleted_at is null
            and (a.limited_at is null or a.id = $2
                 or exists (select 1 from follow f
                             where f.follower_id = $2 and f.followee_id = a.id))
            and not exists (select 1 from block b
                             where b.account_id = a.id and b.target_id = $2)
            and ($3 or exists (select 1 from follow f
                                where f.follower_id = $2 and f.followee_id = a.id))")
    .bind(accounts)
    .bind(question.viewer.unwrap_or(AccountId(0)))
    .bind(!question.following)
    .all(tx)
    .await?;
    Ok(found)
}

/// Hashtags whose names begin so, by the order of bytes.
pub(super) async fn tags(tx: &mut Tx, beginning: &str, question: &Question) -> Result<Vec<Tag>> {
    let found = dialect(
        "select id, name, display
           from (select id, name, display
                   from tag
                  where name >= $1 and name < $2
                    and not exists (select 1 from tag_rule r
                                     where r.tag_id = tag.id and not r.listable)
                  order by name
                  limit $3) t
          order by length(name), id
          limit $4 offset $5",
        "select id, name, display
           from (select id, name, display
                   from tag
                  where name ~>=~ $1 and name ~<~ $2
                    and not exists (select 1 from tag_rule r
                                     where r.tag_id = tag.id and not r.listable)
                  order by name using ~<~
                  limit $3) t
          order by length(name), id
          limit $4 offset $5",
    );
    let found = found
        .bind(beginning)
        .bind(format!("{beginning}{}", char::MAX))
        .bind(CANDIDATES_MAX)
        .bind(question.limit)
        .bind(question.offset)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn descriptions(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<(PostId, String)>> {
    let found = sql("select post_id, description
           from media
          where post_id in (select value from list($1)) and position >= 0
            and description <> ''
          order by post_id, position")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn forget_posts(tx: &mut Tx, ids: &[PostId]) -> Result<()> {
    sql("delete from post_words where rowid in (select value from list($1))")
        .bind(ids)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn keep_post(tx: &mut Tx, id: PostId, terms: String) -> Result<()> {
    let terms = stored(tx, terms);
    gather(
        "insert into post_words (rowid, words) values ($1, $2)",
        "insert into post_words (rowid, words)
         select id, words::tsvector from unnest($1::bigint[], $2::text[]) as one (id, words)",
    )
    .bind(id)
    .bind(terms)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn forget_accounts(tx: &mut Tx, ids: &[AccountId]) -> Result<()> {
    sql("delete from account_words where rowid in (select value from list($1))")
        .bind(ids)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn keep_account(tx: &mut Tx, id: AccountId, terms: String) -> Result<()> {
    let terms = stored(tx, terms);
    dialect(
        "insert into account_words (rowid, words) values ($1, $2)",
        "insert into account_words (rowid, words) values ($1, $2::text::tsvector)",
    )
    .bind(id)
    .bind(terms)
    .later(tx)
    .await?;
    Ok(())
}

/// PostgreSQL is told the places of the terms; SQLite counts them itself.
fn stored(tx: &Tx, terms: String) -> String {
    match tx.engine() {
        db::Engine::Sqlite => terms,
        db::Engine::Postgres => analyse::tsvector(&terms),
    }
}
