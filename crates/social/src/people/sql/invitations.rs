//! Statements of invitations.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::super::invitations::{Given, Invitation};

pub(in super::super) async fn insert_invitation(
    tx: &mut Tx,
    id: i64,
    code: &str,
    account: AccountId,
    uses: i64,
    expires_at: i64,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into invitation (id, code, account_id, uses_left, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)")
    .bind(id)
    .bind(code)
    .bind(account)
    .bind(uses)
    .bind(now)
    .bind(expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn invitations(
    tx: &mut Tx,
    account: AccountId,
    now: i64,
    limit: usize,
) -> Result<Vec<Invitation>> {
    let found = sql("select code, uses_left, expires_at
           from invitation
          where account_id = $1 and uses_left > 0 and expires_at > $2
          order by id desc
          limit $3")
    .bind(account)
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn all_invitations(
    tx: &mut Tx,
    now: i64,
    limit: usize,
) -> Result<Vec<Given>> {
    let found = sql("select id, account_id, uses_left, created_at, expires_at
           from invitation
          where uses_left > 0 and expires_at > $1
          order by id desc
          limit $2")
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Whose it was, if it was there.
pub(in super::super) async fn delete_invitation(tx: &mut Tx, id: i64) -> Result<Option<AccountId>> {
    let host = sql("delete from invitation where id = $1 returning account_id");
    Ok(host.bind(id).find(tx).await?)
}

pub(in super::super) async fn use_invitation(
    tx: &mut Tx,
    code: &str,
    now: i64,
) -> Result<Option<AccountId>> {
    let host = sql("update invitation
            set uses_left = uses_left - 1
          where code = $1 and uses_left > 0 and expires_at > $2
         returning account_id")
    .bind(code)
    .bind(now)
    .find(tx)
    .await?;
    Ok(host)
}
