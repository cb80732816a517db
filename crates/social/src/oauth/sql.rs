//! Statements of OAuth.

use db::{Tx, sql};
use ground::{AccountId, PersonId, Result, TokenId};

use super::codes::Grant;
use super::tokens::{Held, Open};
use super::{Consent, NewToken, Program};

pub(super) async fn insert_app(tx: &mut Tx, new: &Program) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into app (id, client_id, secret_hash, name, website, redirect_uris, scopes,
                created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(new.id)
    .bind(&new.client_id)
    .bind(new.secret_hash.clone())
    .bind(&new.name)
    .bind(new.website.as_deref())
    .bind(&new.redirects)
    .bind(&new.scopes)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn app(tx: &mut Tx, client_id: &str) -> Result<Option<Program>> {
    let found = sql("select id, client_id, secret_hash, name, website, redirect_uris, scopes
           from app
          where client_id = $1")
    .bind(client_id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn app_by_id(tx: &mut Tx, id: ground::AppId) -> Result<Option<Program>> {
    let found = sql("select id, client_id, secret_hash, name, website, redirect_uris, scopes
           from app
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, id: TokenId, hash: &[u8], new: &NewToken) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into token (id, hash, app_id, person_id, account_id, scopes, created_at,
                expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(id)
    .bind(hash)
    .bind(new.app)
    .bind(new.member.map(|(person, _)| person))
    .bind(new.member.map(|(_, account)| account))
    .bind(&new.scopes)
    .bind(now)
    .bind(new.expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn set_refresh(
    tx: &mut Tx,
    id: TokenId,
    hash: &[u8],
    expires_at: i64,
) -> Result<()> {
    sql("update token set refresh_hash = $2, refresh_expires_at = $3 where id = $1")
        .bind(id)
        .bind(hash)
        .bind(expires_at)
        .later(tx)
        .await?;
    Ok(())
}

/// `hashes`: of the new secret, of the new refresh secret, of the one just used.
pub(super) async fn renew(
    tx: &mut Tx,
    id: TokenId,
    hashes: &[[u8; 32]; 3],
    expires_at: i64,
    refresh_expires_at: i64,
) -> Result<()> {
    sql("update token
            set hash = $2, refresh_hash = $3, used_refresh_hash = $4, expires_at = $5,
                refresh_expires_at = $6
          where id = $1")
    .bind(id)
    .bind(hashes[0].as_slice())
    .bind(hashes[1].as_slice())
    .bind(hashes[2].as_slice())
    .bind(expires_at)
    .bind(refresh_expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn by_hash(tx: &mut Tx, hash: &[u8]) -> Result<Option<Held>> {
    let found = sql("select id, app_id, account_id, scopes, created_at, refresh_expires_at
           from token
          where hash = $1")
    .bind(hash)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_refresh(tx: &mut Tx, hash: &[u8]) -> Result<Option<Held>> {
    let found = sql("select id, app_id, account_id, scopes, created_at, refresh_expires_at
           from token
          where refresh_hash = $1")
    .bind(hash)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_used_refresh(tx: &mut Tx, hash: &[u8]) -> Result<Option<Held>> {
    let found = sql("select id, app_id, account_id, scopes, created_at, refresh_expires_at
           from token
          where used_refresh_hash = $1")
    .bind(hash)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn open_ones(
    tx: &mut Tx,
    person: PersonId,
    now: i64,
    limit: usize,
) -> Result<Vec<Open>> {
    let found = sql("select t.id, a.name, a.website, t.scopes, t.created_at, t.last_used_at
           from token t
           left join app a on a.id = t.app_id
          where t.person_id = $1
            and (coalesce(t.refresh_expires_at, t.expires_at) > $2
                 or coalesce(t.refresh_expires_at, t.expires_at) is null)
          order by t.id desc
          limit $3")
    .bind(person)
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set_used(tx: &mut Tx, tokens: Vec<i64>, day: i64) -> Result<()> {
    sql("update token set last_used_at = $2 where id in (select value from list($1))")
        .bind(tokens)
        .bind(day)
        .later(tx)
        .await?;
    Ok(())
}

/// The account that a token of that person acts for.
pub(super) async fn owned(
    tx: &mut Tx,
    person: PersonId,
    token: TokenId,
) -> Result<Option<AccountId>> {
    let found = sql("select account_id from token where id = $1 and person_id = $2")
        .bind(token)
        .bind(person)
        .find::<(AccountId,)>(tx)
        .await?;
    Ok(found.map(|(account,)| account))
}

pub(super) async fn delete(tx: &mut Tx, id: TokenId) -> Result<()> {
    sql("delete from token where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn delete_all(tx: &mut Tx, person: PersonId, except: TokenId) -> Result<()> {
    sql("delete from token where person_id = $1 and id <> $2")
        .bind(person)
        .bind(except)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_for(tx: &mut Tx, person: PersonId, account: AccountId) -> Result<()> {
    sql("delete from token where person_id = $1 and account_id = $2")
        .bind(person)
        .bind(account)
        .later(tx)
        .await?;
    sql("delete from grant_code where person_id = $1 and account_id = $2")
        .bind(person)
        .bind(account)
        .later(tx)
        .await?;
    Ok(())
}

/// Those that end for good: what can still be renewed stays.
pub(super) async fn delete_expired(tx: &mut Tx, person: PersonId, now: i64) -> Result<()> {
    sql("delete from token
          where person_id = $1 and coalesce(refresh_expires_at, expires_at) < $2")
    .bind(person)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_code(
    tx: &mut Tx,
    hash: &[u8],
    consent: &Consent,
    expires_at: i64,
) -> Result<()> {
    sql("insert into grant_code (hash, app_id, person_id, account_id, redirect_uri, scopes,
                challenge, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(hash)
    .bind(consent.app)
    .bind(consent.person)
    .bind(consent.account)
    .bind(&consent.redirect)
    .bind(&consent.scopes)
    .bind(consent.challenge.as_deref())
    .bind(expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn code(tx: &mut Tx, hash: &[u8]) -> Result<Option<Grant>> {
    let found = sql("select app_id, person_id, account_id, redirect_uri, scopes, challenge,
                expires_at, used_at, token_id
           from grant_code
          where hash = $1")
    .bind(hash)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn use_code(tx: &mut Tx, hash: &[u8], token: TokenId) -> Result<()> {
    let now = tx.now_ms();
    sql("update grant_code set used_at = $2, token_id = $3 where hash = $1")
        .bind(hash)
        .bind(now)
        .bind(token)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_codes_before(tx: &mut Tx, before: i64) -> Result<()> {
    sql("delete from grant_code where expires_at < $1").bind(before).later(tx).await?;
    Ok(())
}
