//! Statements of the directory.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::{Order, Page};

pub(super) async fn list(tx: &mut Tx, viewer: AccountId, page: Page) -> Result<Vec<AccountId>> {
    let now = tx.now_ms();
    let text = match page.order {
        Order::Active => sql("select a.id
               from account a
               join account_count c on c.account_id = a.id
              where a.discoverable and c.last_post_at is not null
                and a.suspended_at is null and a.deleted_at is null and a.pending_since is null
                and (a.domain = '' or not $2)
                and not exists (select 1 from block b
                                 where (b.account_id = $1 and b.target_id = a.id)
                                    or (b.account_id = a.id and b.target_id = $1))
                and not exists (select 1 from mute m
                                 where m.account_id = $1 and m.target_id = a.id
                                   and (m.expires_at is null or m.expires_at > $3))
              order by c.last_post_at desc, a.id desc
              limit $4 offset $5"),
        Order::New => sql("select a.id
               from account a
              where a.discoverable
                and a.suspended_at is null and a.deleted_at is null and a.pending_since is null
                and (a.domain = '' or not $2)
                and not exists (select 1 from block b
                                 where (b.account_id = $1 and b.target_id = a.id)
                                    or (b.account_id = a.id and b.target_id = $1))
                and not exists (select 1 from mute m
                                 where m.account_id = $1 and m.target_id = a.id
                                   and (m.expires_at is null or m.expires_at > $3))
              order by a.id desc
              limit $4 offset $5"),
    };
    let found = text
        .bind(viewer)
        .bind(page.local)
        .bind(now)
        .bind(page.limit)
        .bind(page.offset)
        .all(tx)
        .await?;
    Ok(found)
}
