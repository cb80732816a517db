//! Statements of subscriptions.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::Subscription;

pub(super) async fn is_on(tx: &mut Tx, account: AccountId) -> Result<bool> {
    let found: Option<i64> =
        sql("select account_id from subscription_choice where account_id = $1")
            .bind(account)
            .find(tx)
            .await?;
    Ok(found.is_some())
}

pub(super) async fn switch_on(tx: &mut Tx, account: AccountId, newest: i64) -> Result<()> {
    sql("insert into subscription_choice (account_id, due_at, sent_at, last_post_id)
         values ($1, null, 0, $2)
         on conflict (account_id) do nothing")
    .bind(account)
    .bind(newest)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn switch_off(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("delete from subscription_choice where account_id = $1").bind(account).later(tx).await?;
    Ok(())
}

pub(super) async fn count(tx: &mut Tx, account: AccountId) -> Result<i64> {
    let found = sql("select count(*)
           from subscription
          where account_id = $1 and confirmed_at is not null")
    .bind(account)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count_waiting(tx: &mut Tx, account: AccountId) -> Result<i64> {
    let found = sql("select count(*)
           from subscription
          where account_id = $1 and confirmed_at is null")
    .bind(account)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn of_address(
    tx: &mut Tx,
    account: AccountId,
    email: &str,
) -> Result<Option<Subscription>> {
    let found = sql("select id, account_id, email, locale, secret, asked_at, confirmed_at
           from subscription
          where email = $1 and account_id = $2")
    .bind(email)
    .bind(account)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count_asked(tx: &mut Tx, email: &str, since: i64) -> Result<i64> {
    let found = sql("select count(*) from subscription where email = $1 and asked_at > $2")
        .bind(email)
        .bind(since)
        .get(tx)
        .await?;
    Ok(found)
}

/// Writes a subscription that is not confirmed, and gives its number.
pub(super) async fn write(tx: &mut Tx, new: &Subscription) -> Result<i64> {
    let id = sql("insert into subscription
                (id, account_id, email, locale, secret, asked_at, confirmed_at)
         values ($1, $2, $3, $4, $5, $6, null)
         on conflict (email, account_id) do update
            set locale = excluded.locale, secret = excluded.secret, asked_at = excluded.asked_at
         returning id")
    .bind(new.id)
    .bind(new.account)
    .bind(&new.email)
    .bind(&new.locale)
    .bind(&new.secret)
    .bind(new.asked_at)
    .get(tx)
    .await?;
    Ok(id)
}

pub(super) async fn by_secret(tx: &mut Tx, secret: &str) -> Result<Option<Subscription>> {
    let found = sql("select id, account_id, email, locale, secret, asked_at, confirmed_at
           from subscription
          where secret = $1")
    .bind(secret)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_id(tx: &mut Tx, id: i64) -> Result<Option<Subscription>> {
    let found = sql("select id, account_id, email, locale, secret, asked_at, confirmed_at
           from subscription
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn confirm(tx: &mut Tx, id: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update subscription set confirmed_at = $2 where id = $1 and confirmed_at is null")
        .bind(id)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_by_secret(tx: &mut Tx, secret: &str) -> Result<()> {
    sql("delete from subscription where secret = $1").bind(secret).later(tx).await?;
    Ok(())
}

pub(super) async fn set_due(tx: &mut Tx, authors: &[AccountId], at: i64, apart: i64) -> Result<()> {
    sql("update subscription_choice
            set due_at = case when sent_at + $3 > $2 then sent_at + $3 else $2 end
          where account_id in (select value from list($1)) and due_at is null")
    .bind(authors)
    .bind(at)
    .bind(apart)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<AccountId>> {
    let found = sql("select account_id
           from subscription_choice
          where due_at is not null and due_at <= $1
          order by due_at
          limit $2")
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Up to where the letters of an account have come, if one is due now.
pub(super) async fn last_of_due(tx: &mut Tx, account: AccountId) -> Result<Option<i64>> {
    let now = tx.now_ms();
    let found = sql("select last_post_id
           from subscription_choice
          where account_id = $1 and due_at <= $2")
    .bind(account)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found)
}

/// No letter is due any more; with a new post, one was sent now.
pub(super) async fn begun(tx: &mut Tx, account: AccountId, last: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update subscription_choice
            set due_at = null, last_post_id = $3,
                sent_at = case when last_post_id = $3 then sent_at else $2 end
          where account_id = $1")
    .bind(account)
    .bind(now)
    .bind(last)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn confirmed_after(
    tx: &mut Tx,
    account: AccountId,
    after: i64,
    limit: i64,
) -> Result<Vec<i64>> {
    let found = sql("select id
           from subscription
          where account_id = $1 and id > $2 and confirmed_at is not null
          order by id
          limit $3")
    .bind(account)
    .bind(after)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn forget_unanswered(tx: &mut Tx, before: i64) -> Result<()> {
    sql("delete from subscription where confirmed_at is null and asked_at < $1")
        .bind(before)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_of(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("delete from subscription where account_id = $1").bind(account).later(tx).await?;
    sql("delete from subscription_choice where account_id = $1").bind(account).later(tx).await?;
    Ok(())
}
