//! Statements of collections.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::{Collection, Item, Page};

pub(super) async fn count(tx: &mut Tx, owner: AccountId) -> Result<i64> {
    let found =
        sql("select count(*) from collection where account_id = $1").bind(owner).get(tx).await?;
    Ok(found)
}

pub(super) async fn by_ids(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Collection>> {
    let found = sql("select id, account_id, name, description, language, tag, sensitive,
                discoverable, created_at, updated_at
           from collection
          where id in (select value from list($1))")
    .bind(ids.to_vec())
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn of_owner(
    tx: &mut Tx,
    owner: AccountId,
    all: bool,
    page: Page,
) -> Result<Vec<Collection>> {
    let found = sql("select id, account_id, name, description, language, tag, sensitive,
                discoverable, created_at, updated_at
           from collection
          where account_id = $1 and (discoverable or $2)
          order by id desc
          limit $3 offset $4")
    .bind(owner)
    .bind(all)
    .bind(page.limit)
    .bind(page.offset)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn with_member(
    tx: &mut Tx,
    who: AccountId,
    page: Page,
) -> Result<Vec<Collection>> {
    let found = sql("select c.id, c.account_id, c.name, c.description, c.language, c.tag,
                c.sensitive, c.discoverable, c.created_at, c.updated_at
           from collection_item i
           join collection c on c.id = i.collection_id
           join account a on a.id = c.account_id
          where i.account_id = $1 and i.state = 'accepted'
            and a.suspended_at is null and a.deleted_at is null
          order by i.id desc
          limit $2 offset $3")
    .bind(who)
    .bind(page.limit)
    .bind(page.offset)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn items(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    ids: &[i64],
) -> Result<Vec<Item>> {
    let found = sql("select i.collection_id, i.id, i.account_id, i.created_at
           from collection_item i
           join account a on a.id = i.account_id
          where i.collection_id in (select value from list($1)) and i.state = 'accepted'
            and a.suspended_at is null and a.deleted_at is null
            and not exists (select 1
                              from block b
                             where b.account_id = $2 and b.target_id = i.account_id)
          order by i.id")
    .bind(ids.to_vec())
    .bind(viewer.map_or(0, |viewer| viewer.0))
    .all(tx)
    .await?;
    Ok(found)
}

/// Whether `owner` blocks `viewer`.
pub(super) async fn is_blocked(tx: &mut Tx, viewer: AccountId, owner: AccountId) -> Result<bool> {
    let found: Option<i64> =
        sql("select target_id from block where account_id = $1 and target_id = $2")
            .bind(owner)
            .bind(viewer)
            .find(tx)
            .await?;
    Ok(found.is_some())
}

pub(super) async fn insert(tx: &mut Tx, new: &Collection) -> Result<()> {
    sql("insert into collection
                (id, account_id, name, description, language, tag, sensitive, discoverable,
                 created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(new.id)
    .bind(new.owner)
    .bind(&new.name)
    .bind(&new.description)
    .bind(new.language.clone())
    .bind(&new.tag)
    .bind(new.sensitive)
    .bind(new.discoverable)
    .bind(new.created_at)
    .bind(new.updated_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, new: &Collection) -> Result<()> {
    sql("update collection
            set name = $2, description = $3, language = $4, tag = $5, sensitive = $6,
                discoverable = $7, updated_at = $8
          where id = $1")
    .bind(new.id)
    .bind(&new.name)
    .bind(&new.description)
    .bind(new.language.clone())
    .bind(&new.tag)
    .bind(new.sensitive)
    .bind(new.discoverable)
    .bind(new.updated_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn touch(tx: &mut Tx, id: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update collection set updated_at = $2 where id = $1").bind(id).bind(now).later(tx).await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from collection_item where collection_id = $1").bind(id).later(tx).await?;
    sql("delete from collection where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn count_items(tx: &mut Tx, id: i64) -> Result<i64> {
    let found =
        sql("select count(*) from collection_item where collection_id = $1 and state = 'accepted'")
            .bind(id)
            .get(tx)
            .await?;
    Ok(found)
}

pub(super) async fn state(tx: &mut Tx, id: i64, account: AccountId) -> Result<Option<String>> {
    let found =
        sql("select state from collection_item where collection_id = $1 and account_id = $2")
            .bind(id)
            .bind(account)
            .find(tx)
            .await?;
    Ok(found)
}

pub(super) async fn item(tx: &mut Tx, id: i64, item: i64) -> Result<Option<Item>> {
    let found = sql("select collection_id, id, account_id, created_at
           from collection_item
          where id = $1 and collection_id = $2 and state = 'accepted'")
    .bind(item)
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_item(tx: &mut Tx, item: Item) -> Result<()> {
    sql("insert into collection_item (id, collection_id, account_id, state, created_at)
         values ($1, $2, $3, 'accepted', $4)")
    .bind(item.id)
    .bind(item.collection)
    .bind(item.account)
    .bind(item.created_at)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_item(tx: &mut Tx, id: i64, item: i64) -> Result<bool> {
    let rows = sql("delete from collection_item
          where id = $1 and collection_id = $2 and state = 'accepted'")
    .bind(item)
    .bind(id)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(super) async fn revoke(tx: &mut Tx, item: i64) -> Result<()> {
    sql("update collection_item set state = 'revoked' where id = $1").bind(item).later(tx).await?;
    Ok(())
}

/// `member` leaves every collection of `owner`.
pub(super) async fn revoke_all(tx: &mut Tx, owner: AccountId, member: AccountId) -> Result<()> {
    sql("update collection_item
            set state = 'revoked'
          where account_id = $2
            and collection_id in (select id from collection where account_id = $1)")
    .bind(owner)
    .bind(member)
    .later(tx)
    .await?;
    Ok(())
}

/// `owner` takes `member` out of every collection; who left for good stays so.
pub(super) async fn delete_all(tx: &mut Tx, owner: AccountId, member: AccountId) -> Result<()> {
    sql("delete from collection_item
          where account_id = $2 and state = 'accepted'
            and collection_id in (select id from collection where account_id = $1)")
    .bind(owner)
    .bind(member)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_of(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("delete from collection_item where account_id = $1").bind(account).later(tx).await?;
    sql("delete from collection_item
          where collection_id in (select id from collection where account_id = $1)")
    .bind(account)
    .later(tx)
    .await?;
    sql("delete from collection where account_id = $1").bind(account).later(tx).await?;
    Ok(())
}
