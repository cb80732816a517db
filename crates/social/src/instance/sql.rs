//! Statements of the server's description.

use db::{Tx, sql};
use ground::Result;

use super::Usage;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub(super) async fn usage(tx: &mut Tx, now: i64) -> Result<Usage> {
    let found = sql("select count(*),
                cast(coalesce(sum(c.posts), 0) as bigint),
                cast(coalesce(sum(case when c.last_post_at > $1 then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when c.last_post_at > $2 then 1 else 0 end), 0) as bigint)
           from account a
           join account_count c on c.account_id = a.id
          where a.domain = ''
            and a.suspended_at is null
            and a.deleted_at is null
            and a.pending_since is null")
    .bind(now - 28 * DAY_MS)
    .bind(now - 180 * DAY_MS)
    .get(tx)
    .await?;
    Ok(found)
}
