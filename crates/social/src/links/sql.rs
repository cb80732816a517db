//! Statements of links.

use db::{Tx, record, sql};
use ground::{AccountId, PostId, Result};

use super::{Carried, Day, LinkId};

record! {
    /// A link as it is kept.
    #[derive(Clone, Debug)]
    pub(super) struct Row {
        pub(super) id: LinkId,
        pub(super) url: String,
        pub(super) host: String,
        pub(super) stands_for: Option<LinkId>,
        pub(super) own_post: Option<PostId>,
        pub(super) card: Option<String>,
        pub(super) due_at: i64,
    }
}

pub(super) async fn by_url(tx: &mut Tx, url: &str) -> Result<Option<Row>> {
    let found = sql("select id, url, host, stands_for_id, own_post_id, card, due_at
           from link
          where url = $1")
    .bind(url)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_id(tx: &mut Tx, id: LinkId) -> Result<Option<Row>> {
    let found = sql("select id, url, host, stands_for_id, own_post_id, card, due_at
           from link
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    sql("insert into link (id, url, host, own_post_id, due_at) values ($1, $2, $3, $4, $5)")
        .bind(row.id)
        .bind(&row.url)
        .bind(&row.host)
        .bind(row.own_post)
        .bind(row.due_at)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_card(
    tx: &mut Tx,
    id: LinkId,
    card: Option<String>,
    due_at: i64,
) -> Result<()> {
    sql("update link set card = $2, due_at = $3 where id = $1")
        .bind(id)
        .bind(card)
        .bind(due_at)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_author(tx: &mut Tx, id: LinkId, author: AccountId) -> Result<()> {
    sql("update link set own_author_id = $2 where id = $1").bind(id).bind(author).run(tx).await?;
    Ok(())
}

pub(super) async fn set_due(tx: &mut Tx, id: LinkId, due_at: i64) -> Result<()> {
    sql("update link set due_at = $2 where id = $1").bind(id).bind(due_at).run(tx).await?;
    Ok(())
}

/// From now on `id` stands for another, which its posts show.
pub(super) async fn stand_for(tx: &mut Tx, id: LinkId, other: LinkId, due_at: i64) -> Result<()> {
    sql("update link set stands_for_id = $2, card = null, due_at = $3 where id = $1")
        .bind(id)
        .bind(other)
        .bind(due_at)
        .run(tx)
        .await?;
    sql("update post_link set link_id = $2 where link_id = $1")
        .bind(id)
        .bind(other)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn own_of(tx: &mut Tx, post: PostId) -> Result<Vec<LinkId>> {
    let found = sql("select id from link where own_post_id = $1").bind(post).all(tx).await?;
    Ok(found)
}

pub(super) async fn own_by(
    tx: &mut Tx,
    author: AccountId,
    limit: usize,
) -> Result<Vec<(LinkId, PostId)>> {
    let found = sql("select id, own_post_id
           from link
          where own_author_id = $1
          order by id desc
          limit $2")
    .bind(author)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn hang(tx: &mut Tx, post: PostId, link: LinkId, of: Carried) -> Result<()> {
    sql("insert into post_link (post_id, link_id, author_id, listed)
         values ($1, $2, $3, $4)
         on conflict (post_id) do update
            set link_id = excluded.link_id, listed = excluded.listed")
    .bind(post)
    .bind(link)
    .bind(of.author)
    .bind(of.listed)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn take_off(tx: &mut Tx, post: PostId) -> Result<bool> {
    let rows = sql("delete from post_link where post_id = $1").bind(post).run(tx).await?;
    Ok(rows > 0)
}

pub(super) async fn shown_by(tx: &mut Tx, post: PostId) -> Result<Option<LinkId>> {
    let found = sql("select link_id from post_link where post_id = $1").bind(post).find(tx).await?;
    Ok(found)
}

/// The posts that show a link, latest first.
pub(super) async fn posts_of(tx: &mut Tx, link: LinkId, limit: usize) -> Result<Vec<PostId>> {
    let found = sql("select post_id
           from post_link
          where link_id = $1
          order by post_id desc
          limit $2")
    .bind(link)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn cards(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<(PostId, String, String)>> {
    let found = sql("select p.post_id, l.url, l.card
           from post_link p
           join link l on l.id = p.link_id
          where p.post_id in (select value from list($1)) and l.card is not null")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_ids(tx: &mut Tx, ids: &[LinkId]) -> Result<Vec<(LinkId, String, String)>> {
    let found = sql("select id, url, card
           from link
          where id in (select value from list($1)) and card is not null")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn hosts(tx: &mut Tx, ids: &[LinkId]) -> Result<Vec<(LinkId, String)>> {
    let found = sql("select id, host from link where id in (select value from list($1))")
        .bind(ids)
        .all(tx)
        .await?;
    Ok(found)
}

/// An id says when it was issued, in its bits from the 22nd on.
pub(super) async fn days(tx: &mut Tx, ids: &[LinkId], first_id: i64) -> Result<Vec<Day>> {
    let found = sql("select link_id, (post_id >> 21) / 86400000, count(*),
                count(distinct author_id)
           from post_link
          where link_id in (select value from list($1)) and post_id >= $2 and listed
          group by link_id, (post_id >> 21) / 86400000")
    .bind(ids)
    .bind(first_id)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// A link that the sweep looks at.
    pub(super) struct Old {
        pub(super) id: LinkId,
        pub(super) alias: bool,
        pub(super) due_at: i64,
        pub(super) shown: bool,
    }
}

pub(super) async fn some_after(tx: &mut Tx, id: LinkId, limit: usize) -> Result<Vec<Old>> {
    let found = sql("select l.id, l.stands_for_id is not null, l.due_at,
                exists (select 1 from post_link p where p.link_id = l.id)
           from link l
          where l.id > $1
          order by l.id
          limit $2")
    .bind(id)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn delete(tx: &mut Tx, ids: &[LinkId]) -> Result<()> {
    sql("delete from link where id in (select value from list($1))").bind(ids).run(tx).await?;
    Ok(())
}
