//! Statements of notifications.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, NotificationId, PostId, Result};

use super::{Filter, Kind, News, Notification, Place};

/// Those of `accounts` to whom the news may be told.
// PostgreSQL takes the type of a parameter from its first use: a column, not the small zero.
pub(super) async fn willing(
    tx: &mut Tx,
    news: News,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let now = tx.now_ms();
    let found = sql("select a.id
           from account a
          where a.id in (select value from list($1)) and (a.id <> $2 or $5)
            and a.domain = '' and a.suspended_at is null and a.deleted_at is null
            and (exists (select 1 from post p where p.id = $3) or $3 = 0)
            and not exists (select 1
                              from block b
                             where b.account_id = a.id and b.target_id = $2)
            and not exists (select 1
                              from block b
                             where b.account_id = $2 and b.target_id = a.id)
            and not exists (select 1
                              from mute m
                             where m.account_id = a.id and m.target_id = $2 and m.notifications
                               and (m.expires_at is null or m.expires_at > $4))
            and not exists (select 1
                              from domain_block d
                              join account f on f.domain = d.domain
                             where d.account_id = a.id and f.id = $2)
            and not exists (select 1
                              from conversation_mute c
                              join post p on p.root_id = c.root_id
                             where c.account_id = a.id and p.id = $3)
          order by a.id")
    .bind(accounts)
    .bind(news.from)
    .bind(news.post.map_or(0, |post| post.0))
    .bind(now)
    .bind(news.kind == Kind::Poll)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: NotificationId,
    account: AccountId,
    news: News,
    subject: Option<i64>,
    place: Place,
) -> Result<bool> {
    let rows = sql("insert into notification
                (id, account_id, kind, from_id, post_id, event_no, created_at, subject_id,
                 group_id, filtered)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (account_id, event_no, kind) do nothing")
    .bind(id)
    .bind(account)
    .bind(news.kind)
    .bind(news.from)
    .bind(news.post)
    .bind(news.event_no)
    .bind(news.at)
    .bind(subject)
    .bind(place.group)
    .bind(place.filtered)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(super) async fn delete_of_post(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from notification where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}

/// Removes what was told of an act. Returns the groups left.
pub(super) async fn delete_act(
    tx: &mut Tx,
    kind: Kind,
    from: AccountId,
    post: PostId,
) -> Result<Vec<Option<i64>>> {
    let left = sql("delete from notification
          where post_id = $3 and kind = $1 and from_id = $2
      returning group_id")
    .bind(kind)
    .bind(from)
    .bind(post)
    .all(tx)
    .await?;
    Ok(left)
}

/// Removes what was told of two accounts. Returns the groups left.
pub(super) async fn delete_between(
    tx: &mut Tx,
    kind: Kind,
    from: AccountId,
    account: AccountId,
) -> Result<Vec<Option<i64>>> {
    let left = sql("delete from notification
          where account_id = $3 and from_id = $2 and post_id is null and kind = $1
      returning group_id")
    .bind(kind)
    .bind(from)
    .bind(account)
    .all(tx)
    .await?;
    Ok(left)
}

/// Removes these. Returns the groups left, one entry for each removed.
pub(super) async fn delete(
    tx: &mut Tx,
    who: AccountId,
    ids: &[NotificationId],
) -> Result<Vec<Option<i64>>> {
    let left = sql("delete from notification
          where account_id = $1 and id in (select value from list($2))
      returning group_id")
    .bind(who)
    .bind(ids)
    .all(tx)
    .await?;
    Ok(left)
}

pub(super) async fn clear(tx: &mut Tx, who: AccountId) -> Result<()> {
    sql("delete from notification where account_id = $1").bind(who).later(tx).await?;
    Ok(())
}

pub(super) async fn find(
    tx: &mut Tx,
    who: AccountId,
    id: NotificationId,
) -> Result<Option<Notification>> {
    let found = sql("select id, kind, from_id, post_id, created_at, subject_id, group_id
           from notification
          where account_id = $1 and id = $2")
    .bind(who)
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Notification>> {
    let now = tx.now_ms();
    let page = sql("select n.id, n.kind, n.from_id, n.post_id, n.created_at, n.subject_id,
                n.group_id
           from notification n
          where n.account_id = $1 and n.id < $2 and n.id > $3
            and n.kind in (select value from texts($5)) and (n.from_id = $6 or $6 = 0)
            and (not n.filtered or $7)
            and not exists (select 1
                              from account a
                             where a.id = n.from_id
                               and (a.suspended_at is not null or a.deleted_at is not null))
            and not exists (select 1
                              from block b
                             where b.account_id = $1 and b.target_id = n.from_id)
            and not exists (select 1
                              from block b
                             where b.account_id = n.from_id and b.target_id = $1)
            and not exists (select 1
                              from mute m
                             where m.account_id = $1 and m.target_id = n.from_id
                               and m.notifications
                               and (m.expires_at is null or m.expires_at > $8))
          order by n.id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .bind(names(filter))
    .bind(filter.from.map_or(0, |from| from.0))
    .bind(filter.apart)
    .bind(now)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn count(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    after: i64,
    limit: usize,
) -> Result<i64> {
    let now = tx.now_ms();
    let count = sql("select count(*)
           from (select 1
                   from notification n
                  where n.account_id = $1 and n.id > $2
                    and n.kind in (select value from texts($4)) and (n.from_id = $5 or $5 = 0)
                    and (not n.filtered or $6)
                    and not exists (select 1
                                      from block b
                                     where b.account_id = $1 and b.target_id = n.from_id)
                    and not exists (select 1
                                      from block b
                                     where b.account_id = n.from_id and b.target_id = $1)
                    and not exists (select 1
                                      from mute m
                                     where m.account_id = $1 and m.target_id = n.from_id
                                       and m.notifications
                                       and (m.expires_at is null or m.expires_at > $7))
                  limit $3) unread")
    .bind(who)
    .bind(after)
    .bind(limit)
    .bind(names(filter))
    .bind(filter.from.map_or(0, |from| from.0))
    .bind(filter.apart)
    .bind(now)
    .get(tx)
    .await?;
    Ok(count)
}

pub(super) fn names(filter: &Filter) -> Vec<String> {
    filter.kinds.iter().map(|kind| kind.name().to_owned()).collect()
}
