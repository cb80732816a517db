//! Statements of actors.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::Remote;

pub(super) async fn by_accounts(tx: &mut Tx, accounts: &[AccountId]) -> Result<Vec<Remote>> {
    let found = sql("select account_id, uri, host, inbox, shared_inbox, outbox, followers,
                featured, fetched_at
           from remote_actor
          where account_id in (select value from list($1))")
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Remote>> {
    let found = sql("select account_id, uri, host, inbox, shared_inbox, outbox, followers,
                featured, fetched_at
           from remote_actor
          where uri = $1")
    .bind(uri)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn any(tx: &mut Tx) -> Result<bool> {
    let found: Option<AccountId> =
        sql("select account_id from remote_actor limit 1").find(tx).await?;
    Ok(found.is_some())
}

pub(super) async fn keep(tx: &mut Tx, it: Remote) -> Result<()> {
    sql("insert into remote_actor (account_id, uri, host, inbox, shared_inbox, outbox, followers,
                featured, fetched_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (account_id) do update
            set uri = excluded.uri, host = excluded.host, inbox = excluded.inbox,
                shared_inbox = excluded.shared_inbox, outbox = excluded.outbox,
                followers = excluded.followers, featured = excluded.featured,
                fetched_at = excluded.fetched_at")
    .bind(it.account)
    .bind(it.uri)
    .bind(it.host)
    .bind(it.inbox)
    .bind(it.shared_inbox)
    .bind(it.outbox)
    .bind(it.followers)
    .bind(it.featured)
    .bind(it.fetched_at)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn forget_keys(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("delete from remote_key where account_id = $1").bind(account).run(tx).await?;
    Ok(())
}

pub(super) async fn keep_key(
    tx: &mut Tx,
    account: AccountId,
    key_id: &str,
    pem: &str,
) -> Result<()> {
    sql("insert into remote_key (key_id, account_id, pem)
         values ($1, $2, $3)
         on conflict (key_id) do update
            set account_id = excluded.account_id, pem = excluded.pem")
    .bind(key_id)
    .bind(account)
    .bind(pem)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn key(tx: &mut Tx, key_id: &str) -> Result<Option<(AccountId, String)>> {
    let found = sql("select account_id, pem from remote_key where key_id = $1")
        .bind(key_id)
        .find(tx)
        .await?;
    Ok(found)
}

/// A key of ours: what it signs with, sealed, and what it is checked with.
pub(super) async fn own_key(tx: &mut Tx, account: AccountId) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
    let found = sql("select pkcs8, public_der from actor_key where account_id = $1")
        .bind(account)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn seal_own_key(tx: &mut Tx, account: AccountId, sealed: Vec<u8>) -> Result<()> {
    sql("update actor_key set pkcs8 = $2 where account_id = $1")
        .bind(account)
        .bind(sealed)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn keep_own_key(
    tx: &mut Tx,
    account: AccountId,
    pkcs8: Vec<u8>,
    public_der: Vec<u8>,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into actor_key (account_id, pkcs8, public_der, created_at)
         values ($1, $2, $3, $4)
         on conflict (account_id) do nothing")
    .bind(account)
    .bind(pkcs8)
    .bind(public_der)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}
