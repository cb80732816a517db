//! Following a hashtag by its name.

use db::{Tx, sql};
use ground::events::{Event, append};
use ground::{AccountId, Result, TagId};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
struct Changed {
    account: AccountId,
    tag: TagId,
}

impl Event for Changed {
    const KIND: &'static str = "tags.followed";

    fn subject(&self) -> i64 {
        self.tag.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// False: nobody used it yet.
pub(super) async fn set(tx: &mut Tx, account: AccountId, name: String, on: bool) -> Result<bool> {
    let found = sql("select id from tag where name = $1").bind(name).find::<TagId>(tx).await?;
    let Some(tag) = found else { return Ok(false) };
    let id = tx.new_id(account.bucket());
    let change = match on {
        true => sql("insert into tag_follow (account_id, tag_id, id) values ($1, $2, $3)
             on conflict (account_id, tag_id) do nothing")
        .bind(account)
        .bind(tag)
        .bind(id),
        false => sql("delete from tag_follow where account_id = $1 and tag_id = $2")
            .bind(account)
            .bind(tag),
    };
    change.run(tx).await?;
    append(tx, &Changed { account, tag })?;
    Ok(true)
}
