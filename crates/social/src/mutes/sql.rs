//! Statements of mutes.

use db::{Tx, record, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

record! {
    /// A mute in a list.
    #[derive(Clone, Copy, Debug)]
    pub struct Listed {
        /// Where it stands in the list.
        pub cursor: i64,
        /// Who is muted.
        pub target: AccountId,
        /// When it ends, in epoch milliseconds; never if none.
        pub expires_at: Option<i64>,
    }
}

pub(super) async fn upsert(
    tx: &mut Tx,
    who: AccountId,
    target: AccountId,
    notifications: bool,
    expires_at: Option<i64>,
) -> Result<()> {
    let id = tx.new_id(who.bucket());
    sql("insert into mute (id, account_id, target_id, notifications, expires_at)
         values ($1, $2, $3, $4, $5)
         on conflict (account_id, target_id) do update
            set notifications = excluded.notifications, expires_at = excluded.expires_at")
    .bind(id)
    .bind(who)
    .bind(target)
    .bind(notifications)
    .bind(expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<bool> {
    let rows = sql("delete from mute where account_id = $1 and target_id = $2")
        .bind(who)
        .bind(target)
        .run(tx)
        .await?;
    Ok(rows == 1)
}

pub(super) async fn delete_expired(tx: &mut Tx, limit: i64) -> Result<Vec<(AccountId, AccountId)>> {
    let now = tx.now_ms();
    let ended = sql("delete from mute
          where id in (select id
                         from mute
                        where expires_at is not null and expires_at <= $1
                        order by expires_at
                        limit $2)
      returning account_id, target_id")
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(ended)
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Listed>> {
    let now = tx.now_ms();
    let page = sql("select id, target_id, expires_at
           from mute
          where account_id = $1 and id < $2 and id > $3
            and (expires_at is null or expires_at > $5)
          order by id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .bind(now)
    .all(tx)
    .await?;
    Ok(page)
}
