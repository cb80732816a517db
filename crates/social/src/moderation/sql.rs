//! Statements of moderation.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

use super::account::{Filter, Seen, State};
use super::{About, Act, Action, Note, Target, Warning};
use crate::posts::Actor;

pub(super) async fn insert_act(
    tx: &mut Tx,
    by: Actor,
    act: &str,
    target: &Target,
    reason: &str,
) -> Result<()> {
    let (id, now) = (tx.new_id(by.account.bucket()), tx.now_ms());
    sql("insert into moderation_act
                (id, account_id, person_id, act, target_kind, target_id, target, reason, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(id)
    .bind(by.account)
    .bind(by.person)
    .bind(act)
    .bind(target.kind)
    .bind(target.id)
    .bind(&target.name)
    .bind(reason)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn acts(
    tx: &mut Tx,
    kind: &str,
    id: i64,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Act>> {
    let page = sql("select id, account_id, person_id, act, target_kind, target_id, target, reason,
                created_at
           from moderation_act
          where id < $1 and id > $2
            and (target_kind = $3 or $3 = '') and (target_id = $4 or $4 = 0)
          order by id desc
          limit $5")
    .turned(ask.upward())
    .bind(ask.below())
    .bind(ask.above())
    .bind(kind)
    .bind(id)
    .bind(limit)
    .all(tx);
    Ok(page.await?)
}

pub(super) async fn warnings(tx: &mut Tx, ids: Vec<i64>) -> Result<Vec<Warning>> {
    let found = sql("select id, account_id, act, text, status_ids, created_at
           from warning
          where id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

/// What an account was told, the latest first.
pub(super) async fn warnings_of(
    tx: &mut Tx,
    account: AccountId,
    limit: usize,
) -> Result<Vec<Warning>> {
    let found = sql("select id, account_id, act, text, status_ids, created_at
           from warning
          where account_id = $1
          order by id desc
          limit $2")
    .bind(account)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn notes(tx: &mut Tx, about: About, limit: usize) -> Result<Vec<Note>> {
    let (kind, id) = about.key();
    let found = sql("select id, account_id, text, created_at
           from moderation_note
          where target_kind = $1 and target_id = $2
          order by id
          limit $3")
    .bind(kind)
    .bind(id)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_note(
    tx: &mut Tx,
    by: AccountId,
    about: About,
    text: &str,
) -> Result<i64> {
    let ((kind, target), id, now) = (about.key(), tx.new_id(by.bucket()), tx.now_ms());
    sql("insert into moderation_note (id, target_kind, target_id, account_id, text, created_at)
         values ($1, $2, $3, $4, $5, $6)")
    .bind(id)
    .bind(kind)
    .bind(target)
    .bind(by)
    .bind(text)
    .bind(now)
    .later(tx)
    .await?;
    Ok(id)
}

/// Whether there was such a note by them.
pub(super) async fn delete_note(tx: &mut Tx, by: AccountId, id: i64) -> Result<bool> {
    let rows = sql("delete from moderation_note where id = $1 and account_id = $2")
        .bind(id)
        .bind(by)
        .run(tx)
        .await?;
    Ok(rows > 0)
}

pub(super) async fn forget_notes(tx: &mut Tx, about: About) -> Result<()> {
    let (kind, id) = about.key();
    sql("delete from moderation_note where target_kind = $1 and target_id = $2")
        .bind(kind)
        .bind(id)
        .later(tx)
        .await?;
    Ok(())
}

/// Accounts, each with the first of the people who act for it.
pub(super) async fn seen(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<Seen>> {
    let found =
        sql("select a.id, a.username, a.domain, a.created_at, a.suspended_at, a.limited_at,
                a.sensitized_at, p.email, p.locale, p.reason, p.role, p.confirmed_at,
                p.approved_at, p.disabled_at, p.invited_by, p.app_id
           from account a
           left join person p on p.id = (select m.person_id
                                           from member m
                                          where m.account_id = a.id and m.role = 'owner'
                                          order by m.created_at, m.person_id
                                          limit 1)
          where a.id in (select value from list($1))")
        .bind(ids)
        .all(tx)
        .await?;
    Ok(found)
}

/// What the first of the people who act for an account may do.
pub(super) async fn role(tx: &mut Tx, id: AccountId) -> Result<Option<String>> {
    let found = sql("select p.role
           from member m
           join person p on p.id = m.person_id
          where m.account_id = $1 and m.role = 'owner'
          order by m.created_at, m.person_id
          limit 1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_warning(
    tx: &mut Tx,
    by: AccountId,
    account: AccountId,
    action: &Action,
    posts: &str,
) -> Result<i64> {
    let (id, now) = (tx.new_id(account.bucket()), tx.now_ms());
    sql("insert into warning (id, account_id, by_id, act, text, report_id, status_ids, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(id)
    .bind(account)
    .bind(by)
    .bind(action.measure.name())
    .bind(&action.text)
    .bind(action.report)
    .bind(posts)
    .bind(now)
    .later(tx)
    .await?;
    Ok(id)
}

/// A state as the statement names it.
fn name(state: State) -> &'static str {
    match state {
        State::Any => "",
        State::Active => "active",
        State::Pending => "pending",
        State::Disabled => "disabled",
        State::Silenced => "silenced",
        State::Suspended => "suspended",
        State::Sensitized => "sensitized",
    }
}

pub(super) async fn accounts(
    tx: &mut Tx,
    filter: &Filter,
    ask: Ask,
    limit: usize,
) -> Result<Vec<AccountId>> {
    let page = sql("select a.id
           from account a
           left join person p on p.id = (select m.person_id
                                           from member m
                                          where m.account_id = a.id and m.role = 'owner'
                                          order by m.created_at, m.person_id
                                          limit 1)
          where a.id < $1 and a.id > $2 and a.deleted_at is null
            and (($4 = '')
              or ($4 = 'active' and a.suspended_at is null and a.pending_since is null
                  and p.disabled_at is null)
              or ($4 = 'pending' and p.id is not null and p.approved_at is null)
              or ($4 = 'disabled' and p.disabled_at is not null)
              or ($4 = 'silenced' and a.limited_at is not null)
              or ($4 = 'suspended' and a.suspended_at is not null)
              or ($4 = 'sensitized' and a.sensitized_at is not null))
            and ((a.domain = '' and $5) or (a.domain <> '' and $6))
            and ($7 or p.role in (select value from texts($8)))
            and (p.invited_by = $9 or $9 = 0)
            and substr(a.username_key, 1, length($10)) = $10
            and substr(lower(a.display_name), 1, length($11)) = $11
            and (a.domain = $12 or $12 = '')
            and substr(coalesce(p.email_key, ''), 1, length($13)) = $13
          order by a.id desc
          limit $3")
    .page(ask, limit)
    .bind(name(filter.state))
    .bind(filter.local.is_none_or(|local| local))
    .bind(filter.local.is_none_or(|local| !local))
    .bind(filter.roles.is_empty())
    .bind(filter.roles.clone())
    .bind(filter.invited_by.map_or(0, |id| id.0))
    .bind(filter.username.to_lowercase())
    .bind(filter.display_name.to_lowercase())
    .bind(filter.domain.to_lowercase())
    .bind(filter.email.to_lowercase())
    .all(tx)
    .await?;
    Ok(page)
}
