//! Statements of web push.

use db::{Tx, sql};
use ground::{AccountId, Result, TokenId};

use super::{NewSubscription, Subscription, names};

pub(super) async fn key(tx: &mut Tx) -> Result<Option<Vec<u8>>> {
    let found = sql("select pkcs8 from push_key where id = 1").find(tx).await?;
    Ok(found)
}

pub(super) async fn keep_key(tx: &mut Tx, pkcs8: Vec<u8>) -> Result<()> {
    sql("insert into push_key (id, pkcs8) values (1, $1) on conflict (id) do nothing")
        .bind(pkcs8)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: i64,
    token: TokenId,
    account: AccountId,
    new: &NewSubscription,
) -> Result<()> {
    let now = tx.now_ms();
    sql(
        "insert into push_subscription (id, token_id, account_id, endpoint, receiver, auth, alerts,
                policy, locale, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id)
    .bind(token)
    .bind(account)
    .bind(&new.endpoint)
    .bind(new.receiver.clone())
    .bind(new.auth.clone())
    .bind(names(&new.alerts))
    .bind(new.by.name())
    .bind(new.locale)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn of_token(tx: &mut Tx, token: TokenId) -> Result<Option<Subscription>> {
    let found =
        sql("select id, token_id, account_id, endpoint, receiver, auth, alerts, policy, locale
           from push_subscription
          where token_id = $1")
        .bind(token)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn by_id(tx: &mut Tx, id: i64) -> Result<Option<Subscription>> {
    let found =
        sql("select id, token_id, account_id, endpoint, receiver, auth, alerts, policy, locale
           from push_subscription
          where id = $1")
        .bind(id)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn of_accounts(tx: &mut Tx, accounts: &[AccountId]) -> Result<Vec<Subscription>> {
    let found =
        sql("select id, token_id, account_id, endpoint, receiver, auth, alerts, policy, locale
           from push_subscription
          where account_id in (select value from list($1))
            and exists (select 1 from token t where t.id = push_subscription.token_id)
          order by id")
        .bind(accounts)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn update(tx: &mut Tx, id: i64, alerts: &str, policy: &str) -> Result<()> {
    sql("update push_subscription set alerts = $2, policy = $3 where id = $1")
        .bind(id)
        .bind(alerts)
        .bind(policy)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn forget_token(tx: &mut Tx, token: TokenId) -> Result<()> {
    sql("delete from push_subscription where token_id = $1").bind(token).run(tx).await?;
    Ok(())
}

pub(super) async fn forget(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from push_subscription where id = $1").bind(id).run(tx).await?;
    Ok(())
}

pub(super) async fn forget_ended(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("delete from push_subscription
          where account_id = $1
            and not exists (select 1 from token t where t.id = push_subscription.token_id)")
    .bind(account)
    .run(tx)
    .await?;
    Ok(())
}
