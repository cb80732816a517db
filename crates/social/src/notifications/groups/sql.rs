//! Statements of groups.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, NotificationId, PostId, Result};

use super::{Group, Joined};
use crate::notifications::sql::names;
use crate::notifications::{Filter, Kind, Notification};

pub(super) async fn find(
    tx: &mut Tx,
    account: AccountId,
    kind: Kind,
    post: PostId,
    span: i64,
) -> Result<Option<(i64, String)>> {
    let found = sql("select id, sample
           from notification_group
          where account_id = $1 and kind = $2 and post_id = $3 and span = $4")
    .bind(account)
    .bind(kind)
    .bind(post)
    .bind(span)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn join(tx: &mut Tx, group: &Joined, latest: NotificationId) -> Result<()> {
    sql("insert into notification_group
                (id, account_id, kind, post_id, span, latest_id, members, sample)
         values ($1, $2, $3, $4, $5, $6, 1, $7)
         on conflict (id) do update
            set latest_id = excluded.latest_id, sample = excluded.sample,
                members = notification_group.members + 1")
    .bind(group.id)
    .bind(group.account)
    .bind(group.kind)
    .bind(group.post)
    .bind(group.span)
    .bind(latest)
    .bind(&group.sample)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn mend(
    tx: &mut Tx,
    group: i64,
    latest: NotificationId,
    lost: i64,
    sample: &str,
) -> Result<()> {
    sql("update notification_group
            set latest_id = $2, members = members - $3, sample = $4
          where id = $1")
    .bind(group)
    .bind(latest)
    .bind(lost)
    .bind(sample)
    .later(tx)
    .await?;
    Ok(())
}

/// The latest members of a group below a number.
pub(super) async fn members(
    tx: &mut Tx,
    group: i64,
    below: i64,
    limit: usize,
) -> Result<Vec<(NotificationId, AccountId)>> {
    let found = sql("select id, from_id
           from notification
          where group_id = $1 and id < $2
          order by id desc
          limit $3")
    .bind(group)
    .bind(below)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Of each group its oldest member that is not below a number: one look into an index each.
pub(super) async fn first_members(
    tx: &mut Tx,
    groups: &[i64],
    low: i64,
) -> Result<Vec<(i64, Option<NotificationId>)>> {
    let found = sql("select g.value, (select min(n.id)
                            from notification n
                           where n.group_id = g.value and n.id >= $2)
           from list($1) g")
    .bind(groups)
    .bind(low)
    .all(tx)
    .await?;
    Ok(found)
}

/// Groups with their latest notification, nearest to the cursor first; of an account: those with
/// a member by it.
pub(super) async fn groups(
    tx: &mut Tx,
    who: AccountId,
    from: Option<AccountId>,
    kinds: &[Kind],
    ask: Ask,
    limit: usize,
) -> Result<Vec<(Group, Notification)>> {
    let page = sql("select g.id, g.kind, g.post_id, g.latest_id, g.members, g.sample,
                n.id, n.kind, n.from_id, n.post_id, n.created_at, n.subject_id, n.group_id
           from notification_group g
           join notification n on n.id = g.latest_id
          where g.account_id = $1 and g.latest_id < $2 and g.latest_id > $3
            and g.kind in (select value from texts($5))
            and ($6 = 0 or exists (select 1
                                     from notification m
                                    where m.group_id = g.id and m.from_id = $6))
          order by g.latest_id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .bind(kind_names(kinds))
    .bind(from.map_or(0, |from| from.0))
    .all(tx)
    .await?;
    Ok(page)
}

/// One group of an account with its latest notification.
pub(super) async fn get(
    tx: &mut Tx,
    who: AccountId,
    id: i64,
) -> Result<Option<(Group, Notification)>> {
    let found = sql("select g.id, g.kind, g.post_id, g.latest_id, g.members, g.sample,
                n.id, n.kind, n.from_id, n.post_id, n.created_at, n.subject_id, n.group_id
           from notification_group g
           join notification n on n.id = g.latest_id
          where g.account_id = $1 and g.id = $2")
    .bind(who)
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

/// Notifications in no group, nearest to the cursor first.
pub(super) async fn alone(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Notification>> {
    // Each has an index that holds just what it wants.
    let text = if filter.apart {
        sql("select id, kind, from_id, post_id, created_at, subject_id, group_id
               from notification
              where account_id = $1 and id < $2 and id > $3
                and group_id is null
                and kind in (select value from texts($5)) and (from_id = $6 or $6 = 0)
              order by id desc
              limit $4")
    } else {
        sql("select id, kind, from_id, post_id, created_at, subject_id, group_id
               from notification
              where account_id = $1 and id < $2 and id > $3
                and group_id is null and not filtered
                and kind in (select value from texts($5)) and (from_id = $6 or $6 = 0)
              order by id desc
              limit $4")
    };
    let page = text
        .bind(who)
        .page(ask, limit)
        .bind(names(filter))
        .bind(filter.from.map_or(0, |from| from.0))
        .all(tx)
        .await?;
    Ok(page)
}

/// Members of groups of these kinds, one by one, nearest to the cursor first.
pub(super) async fn loose(
    tx: &mut Tx,
    who: AccountId,
    from: Option<AccountId>,
    kinds: &[Kind],
    ask: Ask,
    limit: usize,
) -> Result<Vec<Notification>> {
    let page = sql("select id, kind, from_id, post_id, created_at, subject_id, group_id
           from notification
          where account_id = $1 and id < $2 and id > $3 and group_id is not null
            and kind in (select value from texts($5)) and (from_id = $6 or $6 = 0)
          order by id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .bind(kind_names(kinds))
    .bind(from.map_or(0, |from| from.0))
    .all(tx)
    .await?;
    Ok(page)
}

/// Those of `accounts` whose notifications a block or mute hides, or who are gone.
pub(super) async fn avoided(
    tx: &mut Tx,
    who: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let now = tx.now_ms();
    let found = sql("select a.id
           from account a
          where a.id in (select value from list($2))
            and (a.suspended_at is not null or a.deleted_at is not null
                 or exists (select 1
                              from block b
                             where b.account_id = $1 and b.target_id = a.id)
                 or exists (select 1
                              from block b
                             where b.account_id = a.id and b.target_id = $1)
                 or exists (select 1
                              from mute m
                             where m.account_id = $1 and m.target_id = a.id
                               and m.notifications
                               and (m.expires_at is null or m.expires_at > $3)))")
    .bind(who)
    .bind(accounts)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn delete(tx: &mut Tx, group: i64) -> Result<()> {
    sql("delete from notification_group where id = $1").bind(group).later(tx).await?;
    Ok(())
}

pub(super) async fn delete_members(tx: &mut Tx, who: AccountId, group: i64) -> Result<()> {
    sql("delete from notification where group_id = $2 and account_id = $1")
        .bind(who)
        .bind(group)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn forget_post(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from notification_group where post_id = $1 and post_id <> 0")
        .bind(post)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn clear(tx: &mut Tx, who: AccountId) -> Result<()> {
    sql("delete from notification_group where account_id = $1").bind(who).later(tx).await?;
    Ok(())
}

fn kind_names(kinds: &[Kind]) -> Vec<String> {
    kinds.iter().map(|kind| kind.name().to_owned()).collect()
}
