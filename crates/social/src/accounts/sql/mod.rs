//! Statements of accounts.

mod place;

use db::{Tx, gather, sql};
use ground::{AccountId, PersonId, Result};

use super::elsewhere::Profile;
use super::{Account, Counts};
pub(super) use place::{forget_former, former, keep_former, moved_at, set_moved};

pub(super) async fn by_ids(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<Account>> {
    let found = sql("select id, username, domain, display_name, note, note_html, fields,
                avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at, suspended_at, deleted_at,
                pending_since, limited_at, sensitized_at, uri, url, emojis, grouped, moved_to_id
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
                discoverable, indexable, hide_collections, created_at, suspended_at, deleted_at,
                pending_since, limited_at, sensitized_at, uri, url, emojis, grouped, moved_to_id
           from account
          where username_key = $1 and domain = $2")
    .bind(username_key)
    .bind(domain)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Account>> {
    let found = sql("select id, username, domain, display_name, note, note_html, fields,
                avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at, suspended_at, deleted_at,
                pending_since, limited_at, sensitized_at, uri, url, emojis, grouped, moved_to_id
           from account
          where uri = $1 and uri <> ''")
    .bind(uri)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_elsewhere(
    tx: &mut Tx,
    id: AccountId,
    it: &Profile,
    now: i64,
) -> Result<()> {
    sql("insert into account (id, username, username_key, domain, display_name, note, note_html,
                fields, avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at)
         values ($1, $2, $3, $4, '', '', '', '[]', '', '', '', '', false, false, false, false,
                false, $5)")
    .bind(id)
    .bind(&it.username)
    .bind(it.username.to_lowercase())
    .bind(&it.domain)
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

pub(super) async fn rename_elsewhere(tx: &mut Tx, id: AccountId, it: &Profile) -> Result<()> {
    sql("update account set username = $2, username_key = $3, domain = $4, uri = $5 where id = $1")
        .bind(id)
        .bind(&it.username)
        .bind(it.username.to_lowercase())
        .bind(&it.domain)
        .bind(&it.uri)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn update_elsewhere(tx: &mut Tx, id: AccountId, it: &Profile) -> Result<()> {
    let fields = serde_json::to_string(&it.fields).map_err(ground::Error::internal)?;
    let emojis = serde_json::to_string(&it.emojis).map_err(ground::Error::internal)?;
    sql("update account
            set display_name = $2, note = $3, note_html = $4, fields = $5, avatar = $6,
                avatar_description = $7, header = $8, header_description = $9, locked = $10,
                bot = $11, discoverable = $12, indexable = $13, uri = $14, url = $15,
                emojis = $16, grouped = $17, created_at = coalesce($18, created_at)
          where id = $1")
    .bind(id)
    .bind(&it.display_name)
    .bind(text::plain(&it.note_html))
    .bind(&it.note_html)
    .bind(fields)
    .bind(&it.avatar.0)
    .bind(&it.avatar.1)
    .bind(&it.header.0)
    .bind(&it.header.1)
    .bind(it.locked)
    .bind(it.bot)
    .bind(it.discoverable)
    .bind(it.indexable)
    .bind(&it.uri)
    .bind(&it.url)
    .bind(emojis)
    .bind(it.grouped)
    .bind(it.created_at)
    .later(tx)
    .await?;
    Ok(())
}

/// Accounts with one of these names on one of these servers.
pub(super) async fn named(
    tx: &mut Tx,
    username_keys: Vec<String>,
    domains: Vec<String>,
) -> Result<Vec<Account>> {
    let found = sql("select id, username, domain, display_name, note, note_html, fields,
                avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at, suspended_at, deleted_at,
                pending_since, limited_at, sensitized_at, uri, url, emojis, grouped, moved_to_id
           from account
          where username_key in (select value from texts($1))
            and domain in (select value from texts($2))")
    .bind(username_keys)
    .bind(domains)
    .all(tx)
    .await?;
    Ok(found)
}

/// With the number of the last event these counts know of.
pub(super) async fn counts(
    tx: &mut Tx,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, (Counts, i64))>> {
    let found = sql("select account_id, posts, followers, following, last_post_at,
                (select event_no from head where id = 1)
           from account_count
          where account_id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count_post(tx: &mut Tx, who: AccountId, delta: i64, at: i64) -> Result<()> {
    gather(
        "update account_count
            set posts = posts + $2,
                last_post_at = case when $2 > 0 then $3 else last_post_at end
          where account_id = $1",
        "update account_count c
            set posts = posts + d.delta,
                last_post_at = coalesce(d.posted_at, c.last_post_at)
           from (select who, sum(delta) as delta, max(case when delta > 0 then at end) as posted_at
                   from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as one (who, delta, at)
                  group by who) d
          where c.account_id = d.who",
    )
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

pub(super) async fn insert_account(
    tx: &mut Tx,
    id: AccountId,
    username: &str,
    pending: bool,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into account (id, username, username_key, domain, display_name, note, note_html,
                fields, avatar, avatar_description, header, header_description, locked, bot,
                discoverable, indexable, hide_collections, created_at, pending_since)
         values ($1, $2, $3, '', '', '', '', '[]', '', '', '', '', false, false, true, true,
                false, $4, $5)")
    .bind(id)
    .bind(username)
    .bind(username.to_lowercase())
    .bind(now)
    .bind(pending.then_some(now))
    .later(tx)
    .await?;
    sql("insert into account_count (account_id, posts, followers, following, followers_mark)
         values ($1, 0, 0, 0, 0)")
    .bind(id)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn update_profile(tx: &mut Tx, account: &Account) -> Result<()> {
    sql("update account
            set display_name = $2, note = $3, note_html = $4, fields = $5, avatar = $6,
                avatar_description = $7, header = $8, header_description = $9, locked = $10,
                bot = $11, discoverable = $12, indexable = $13, hide_collections = $14
          where id = $1")
    .bind(account.id)
    .bind(&account.display_name)
    .bind(&account.note)
    .bind(&account.note_html)
    .bind(&account.fields)
    .bind(&account.avatar)
    .bind(&account.avatar_description)
    .bind(&account.header)
    .bind(&account.header_description)
    .bind(account.locked)
    .bind(account.bot)
    .bind(account.discoverable)
    .bind(account.indexable)
    .bind(account.hide_collections)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn rename(tx: &mut Tx, id: AccountId, username: &str, key: &str) -> Result<()> {
    sql("update account set username = $2, username_key = $3 where id = $1")
        .bind(id)
        .bind(username)
        .bind(key)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn let_in(tx: &mut Tx, id: AccountId) -> Result<()> {
    sql("update account set pending_since = null where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn set_suspended(tx: &mut Tx, id: AccountId, since: Option<i64>) -> Result<()> {
    sql("update account set suspended_at = $2 where id = $1")
        .bind(id)
        .bind(since)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn erase(tx: &mut Tx, id: AccountId, now: i64) -> Result<()> {
    sql("update account
            set deleted_at = $2, display_name = '', note = '', note_html = '', fields = '[]',
                avatar = '', avatar_description = '', header = '', header_description = ''
          where id = $1")
    .bind(id)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn set_limited(tx: &mut Tx, id: AccountId, since: Option<i64>) -> Result<()> {
    sql("update account set limited_at = $2 where id = $1").bind(id).bind(since).later(tx).await?;
    Ok(())
}

pub(super) async fn set_sensitized(tx: &mut Tx, id: AccountId, since: Option<i64>) -> Result<()> {
    sql("update account set sensitized_at = $2 where id = $1")
        .bind(id)
        .bind(since)
        .later(tx)
        .await?;
    Ok(())
}

/// One that nobody ever saw: nothing else can belong to it.
pub(super) async fn delete_pending(tx: &mut Tx, id: AccountId) -> Result<()> {
    sql("delete from account_count
          where account_id in (select id
                                 from account
                                where id = $1 and pending_since is not null)")
    .bind(id)
    .later(tx)
    .await?;
    sql("delete from account where id = $1 and pending_since is not null")
        .bind(id)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn first_member(tx: &mut Tx, account: AccountId) -> Result<Option<PersonId>> {
    let found = sql("select person_id
           from member
          where account_id = $1 and role = 'owner'
          order by created_at, person_id
          limit 1")
    .bind(account)
    .find(tx)
    .await?;
    Ok(found)
}
