//! Statements of moderation.

use db::{Tx, sql};
use ground::http::Ask;
use ground::{AccountId, Result};

use super::account::Seen;
use super::{Act, Target, Warning};
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
    let text = if ask.upward() {
        sql("select id, account_id, person_id, act, target_kind, target_id, target, reason,
                    created_at
               from moderation_act
              where id < $1 and id > $2
                and (target_kind = $3 or $3 = '') and (target_id = $4 or $4 = 0)
              order by id
              limit $5")
    } else {
        sql("select id, account_id, person_id, act, target_kind, target_id, target, reason,
                    created_at
               from moderation_act
              where id < $1 and id > $2
                and (target_kind = $3 or $3 = '') and (target_id = $4 or $4 = 0)
              order by id desc
              limit $5")
    };
    let page = text.bind(ask.below()).bind(ask.above()).bind(kind).bind(id).bind(limit).all(tx);
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

/// Accounts, each with the first of the people who act for it.
pub(super) async fn seen(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<Seen>> {
    let found =
        sql("select a.id, a.username, a.domain, a.created_at, a.suspended_at, a.limited_at,
                a.sensitized_at, p.email, p.locale, p.reason, p.role, p.confirmed_at,
                p.approved_at, p.disabled_at, p.invited_by, p.app_id
           from account a
           left join person p on p.id = (select m.person_id
                                           from member m
                                          where m.account_id = a.id
                                          order by m.created_at, m.person_id
                                          limit 1)
          where a.id in (select value from list($1))")
        .bind(ids)
        .all(tx)
        .await?;
    Ok(found)
}
