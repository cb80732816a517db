//! Statements of accounts.

use db::{Tx, sql};
use ground::{AccountId, PersonId, Result};

use super::create::NewAccount;
use super::{Account, Counts, Defaults};

pub(super) async fn by_ids(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<Account>> {
    let found = sql("select id, username, domain, display_name, note, note_html, fields,
                avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at, suspended_at, deleted_at
           from account
          where id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_handle(
    tx: &mut Tx,
    username_key: &str,
    domain: &str,
) -> Result<Option<Account>> {
    let found = sql("select id, username, domain, display_name, note, note_html, fields,
                avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at, suspended_at, deleted_at
           from account
          where username_key = $1 and domain = $2")
    .bind(username_key)
    .bind(domain)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn named(tx: &mut Tx, username_keys: Vec<String>) -> Result<Vec<Account>> {
    let found = sql("select id, username, domain, display_name, note, note_html, fields,
                avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at, suspended_at, deleted_at
           from account
          where username_key in (select value from texts($1)) and domain = ''")
    .bind(username_keys)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn counts(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<(AccountId, Counts)>> {
    let found = sql("select account_id, posts, followers, following, last_post_at
           from account_count
          where account_id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count_post(tx: &mut Tx, who: AccountId, delta: i64, at: i64) -> Result<()> {
    sql("update account_count
            set posts = posts + $2,
                last_post_at = case when $2 > 0 then $3 else last_post_at end
          where account_id = $1")
    .bind(who)
    .bind(delta)
    .bind(at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn uncount_posts(tx: &mut Tx, accounts: &[AccountId]) -> Result<()> {
    sql("update account_count
            set posts = posts - 1
          where account_id in (select value from list($1))")
    .bind(accounts)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn count_following(tx: &mut Tx, who: AccountId, delta: i64) -> Result<()> {
    sql("update account_count set following = following + $2 where account_id = $1")
        .bind(who)
        .bind(delta)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn followers_mark(tx: &mut Tx, who: AccountId) -> Result<i64> {
    let mark = sql("select followers_mark from account_count where account_id = $1")
        .bind(who)
        .get(tx)
        .await?;
    Ok(mark)
}

pub(super) async fn count_followers(
    tx: &mut Tx,
    who: AccountId,
    delta: i64,
    mark: i64,
) -> Result<()> {
    sql("update account_count
            set followers = followers + $2, followers_mark = $3
          where account_id = $1")
    .bind(who)
    .bind(delta)
    .bind(mark)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn defaults(tx: &mut Tx, person: PersonId) -> Result<Defaults> {
    let found = sql("select default_visibility, default_sensitive, default_language
           from person
          where id = $1")
    .bind(person)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn person_by_email(tx: &mut Tx, email_key: &str) -> Result<Option<PersonId>> {
    let found = sql("select id from person where email_key = $1").bind(email_key).find(tx).await?;
    Ok(found)
}

pub(super) async fn insert_account(tx: &mut Tx, id: AccountId, username: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into account (id, username, username_key, domain, display_name, note, note_html,
                fields, avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at)
         values ($1, $2, $3, '', '', '', '', '[]', '', '', '', '', false, false, true, true,
                false, $4)")
    .bind(id)
    .bind(username)
    .bind(username.to_lowercase())
    .bind(now)
    .later(tx)
    .await?;
    sql("insert into account_count (account_id, posts, followers, following, followers_mark)
         values ($1, 0, 0, 0, 0)")
    .bind(id)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_person(tx: &mut Tx, id: PersonId, new: &NewAccount) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into person (id, email, email_key, password_hash, locale, role, reason,
                default_visibility, default_sensitive, created_at, confirmed_at, approved_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'public', false, $8, $9, $10)")
    .bind(id)
    .bind(&new.email)
    .bind(new.email.to_lowercase())
    .bind(&new.password_hash)
    .bind(new.locale.tag())
    .bind(new.role.name())
    .bind(&new.reason)
    .bind(now)
    .bind(new.confirmed.then_some(now))
    .bind(new.approved.then_some(now))
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_member(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    role: &str,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into member (account_id, person_id, role, created_at) values ($1, $2, $3, $4)")
        .bind(account)
        .bind(person)
        .bind(role)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn first_member(tx: &mut Tx, account: AccountId) -> Result<Option<PersonId>> {
    let found = sql("select person_id
           from member
          where account_id = $1
          order by created_at, person_id
          limit 1")
    .bind(account)
    .find(tx)
    .await?;
    Ok(found)
}
