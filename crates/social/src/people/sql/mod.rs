//! Statements of people.

mod invitations;
mod letters;

use db::{Tx, sql};
use ground::{AccountId, AppId, PersonId, Result};

use super::{Defaults, NewAccount, Person, Standing, Waiting};
pub(super) use invitations::{
    all_invitations, delete_invitation, insert_invitation, invitations, use_invitation,
};
pub(super) use letters::{
    delete_letters, delete_letters_before, insert_letter, letter, letters_since,
};

pub(super) async fn by_id(tx: &mut Tx, id: PersonId) -> Result<Option<Person>> {
    let found = sql("select id, email, password_hash, locale, role, reason, created_at,
                confirmed_at, approved_at, disabled_at
           from person
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_email(tx: &mut Tx, email_key: &str) -> Result<Option<Person>> {
    let found = sql("select id, email, password_hash, locale, role, reason, created_at,
                confirmed_at, approved_at, disabled_at
           from person
          where email_key = $1")
    .bind(email_key)
    .find(tx)
    .await?;
    Ok(found)
}

/// The person a token belongs to, whatever their state; `None` inside: one who is not there.
pub(super) async fn of_token(tx: &mut Tx, hash: &[u8]) -> Result<Option<Option<PersonId>>> {
    let found = sql("select p.id
           from token t
           left join person p on p.id = t.person_id
          where t.hash = $1 and t.person_id is not null")
    .bind(hash)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn account_of(tx: &mut Tx, person: PersonId) -> Result<Option<AccountId>> {
    let found = sql("select account_id
           from member
          where person_id = $1 and role = 'owner'
          order by account_id
          limit 1")
    .bind(person)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn moderators(tx: &mut Tx, limit: usize) -> Result<Vec<AccountId>> {
    let found = sql("select min(m.account_id)
           from person p
           join member m on m.person_id = p.id and m.role = 'owner'
          where p.role in ('moderator', 'admin', 'owner') and p.disabled_at is null
            and p.confirmed_at is not null and p.approved_at is not null
          group by p.id
          order by p.id
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, id: PersonId, new: &NewAccount) -> Result<()> {
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

pub(super) async fn set_origin(
    tx: &mut Tx,
    person: PersonId,
    host: Option<AccountId>,
    program: Option<AppId>,
) -> Result<()> {
    sql("update person set invited_by = $2, app_id = $3 where id = $1")
        .bind(person)
        .bind(host)
        .bind(program)
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

pub(super) async fn acts_for(
    tx: &mut Tx,
    person: PersonId,
    limit: i64,
) -> Result<Vec<(AccountId, Standing)>> {
    let found = sql("select m.account_id, m.role
           from member m
           join account a on a.id = m.account_id
          where m.person_id = $1 and a.suspended_at is null and a.deleted_at is null
          order by case when m.role = 'owner' then 0 else 1 end, m.account_id
          limit $2")
    .bind(person)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn standing(
    tx: &mut Tx,
    person: PersonId,
    account: AccountId,
) -> Result<Option<Standing>> {
    let found = sql("select role from member where person_id = $1 and account_id = $2")
        .bind(person)
        .bind(account)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn delete_member(tx: &mut Tx, account: AccountId, person: PersonId) -> Result<()> {
    sql("delete from member where account_id = $1 and person_id = $2")
        .bind(account)
        .bind(person)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("delete from member where person_id = $1").bind(person).later(tx).await?;
    sql("delete from letter where person_id = $1").bind(person).later(tx).await?;
    sql("delete from person where id = $1").bind(person).later(tx).await?;
    Ok(())
}

pub(super) async fn set_defaults(tx: &mut Tx, person: PersonId, new: &Defaults) -> Result<()> {
    sql("update person
            set default_visibility = $2, default_sensitive = $3, default_language = $4,
                default_quote_policy = $5, undo_s = $6
          where id = $1")
    .bind(person)
    .bind(new.visibility.name())
    .bind(new.sensitive)
    .bind(new.language.as_deref())
    .bind(new.quote_policy)
    .bind(new.undo_s)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn confirm(tx: &mut Tx, person: PersonId, email: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("update person
            set email = $2, email_key = $3, confirmed_at = coalesce(confirmed_at, $4)
          where id = $1")
    .bind(person)
    .bind(email)
    .bind(email.to_lowercase())
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn set_email(tx: &mut Tx, person: PersonId, email: &str) -> Result<()> {
    sql("update person set email = $2, email_key = $3 where id = $1")
        .bind(person)
        .bind(email)
        .bind(email.to_lowercase())
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn approve(tx: &mut Tx, person: PersonId) -> Result<()> {
    let now = tx.now_ms();
    sql("update person set approved_at = coalesce(approved_at, $2) where id = $1")
        .bind(person)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_disabled(tx: &mut Tx, person: PersonId, since: Option<i64>) -> Result<()> {
    sql("update person set disabled_at = $2 where id = $1")
        .bind(person)
        .bind(since)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_password(tx: &mut Tx, person: PersonId, hash: &str) -> Result<()> {
    sql("update person set password_hash = $2 where id = $1")
        .bind(person)
        .bind(hash)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_locale(tx: &mut Tx, person: PersonId, locale: &str) -> Result<()> {
    sql("update person set locale = $2 where id = $1").bind(person).bind(locale).later(tx).await?;
    Ok(())
}

pub(super) async fn set_display(tx: &mut Tx, person: PersonId, display: &str) -> Result<()> {
    sql("update person set display = $2 where id = $1")
        .bind(person)
        .bind(display)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn waiting(tx: &mut Tx, limit: usize) -> Result<Vec<Waiting>> {
    let found = sql("select p.id, a.id, a.username, p.email, p.reason, p.created_at,
                p.confirmed_at
           from person p
           join member m on m.person_id = p.id and m.role = 'owner'
           join account a on a.id = m.account_id
          where p.approved_at is null
          order by p.created_at
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn waiting_count(tx: &mut Tx) -> Result<i64> {
    Ok(sql("select count(*) from person where approved_at is null").get(tx).await?)
}

pub(super) async fn set_role(tx: &mut Tx, id: PersonId, role: &str) -> Result<()> {
    sql("update person set role = $2 where id = $1").bind(id).bind(role).later(tx).await?;
    Ok(())
}

pub(super) async fn requests_waiting(tx: &mut Tx, id: AccountId) -> Result<i64> {
    let count =
        sql("select count(*) from follow_request where followee_id = $1").bind(id).get(tx).await?;
    Ok(count)
}

pub(super) async fn defaults(tx: &mut Tx, person: PersonId) -> Result<Defaults> {
    let found = sql("select default_visibility, default_sensitive, default_language,
                default_quote_policy, undo_s
           from person
          where id = $1")
    .bind(person)
    .get(tx)
    .await?;
    Ok(found)
}
