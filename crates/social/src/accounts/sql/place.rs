//! Statements of where an account is: handles it had, where it goes on.

use db::{Tx, sql};
use ground::{AccountId, Result};

pub(in crate::accounts) async fn former(
    tx: &mut Tx,
    username_key: &str,
) -> Result<Option<AccountId>> {
    let found = sql("select account_id from former_handle where username_key = $1")
        .bind(username_key)
        .find(tx)
        .await?;
    Ok(found)
}

/// A handle leads on; of those of an account the latest `keep` do.
pub(in crate::accounts) async fn keep_former(
    tx: &mut Tx,
    username_key: &str,
    who: AccountId,
    keep: usize,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into former_handle (username_key, account_id, until)
         values ($1, $2, $3)
         on conflict (username_key) do update
            set account_id = excluded.account_id, until = excluded.until")
    .bind(username_key)
    .bind(who)
    .bind(now)
    .run(tx)
    .await?;
    sql("delete from former_handle
          where account_id = $1
            and username_key not in (select username_key
                                       from former_handle
                                      where account_id = $1
                                      order by until desc, username_key
                                      limit $2)")
    .bind(who)
    .bind(keep)
    .run(tx)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn forget_former(tx: &mut Tx, username_key: &str) -> Result<()> {
    sql("delete from former_handle where username_key = $1").bind(username_key).run(tx).await?;
    Ok(())
}

pub(in crate::accounts) async fn moved_at(tx: &mut Tx, id: AccountId) -> Result<Option<i64>> {
    let found: Option<Option<i64>> =
        sql("select moved_at from account where id = $1").bind(id).find(tx).await?;
    Ok(found.flatten())
}

/// Where it goes on; the moment is kept when it comes back.
pub(in crate::accounts) async fn set_moved(
    tx: &mut Tx,
    id: AccountId,
    to: Option<AccountId>,
) -> Result<()> {
    let moved_at = to.map(|_| tx.now_ms());
    sql("update account
            set moved_to_id = $2, moved_at = coalesce($3, moved_at)
          where id = $1")
    .bind(id)
    .bind(to)
    .bind(moved_at)
    .later(tx)
    .await?;
    Ok(())
}
