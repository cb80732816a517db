//! Statements of streaming.

use db::{Tx, sql};
use ground::{AccountId, PostId, Result, TagId};

pub(super) async fn tag_names(tx: &mut Tx, tags: &[TagId]) -> Result<Vec<(TagId, String)>> {
    let found = sql("select id, name from tag where id in (select value from list($1))")
        .bind(tags)
        .all(tx)
        .await?;
    Ok(found)
}

/// Who of these accounts did something with a post, or the post it boosts, that shows on it.
pub(super) async fn marked(
    tx: &mut Tx,
    post: PostId,
    accounts: Vec<i64>,
) -> Result<Vec<AccountId>> {
    let found = sql("with proper (id, root_id) as (
           select o.id, o.root_id
             from post p
             join post o on o.id = coalesce(p.boost_of_id, p.id)
            where p.id = $1)
         select f.account_id
           from proper
           join favourite f on f.post_id = proper.id
          where f.account_id in (select value from list($2))
          union
         select b.author_id
           from proper
           join post b on b.boost_of_id = proper.id
          where b.author_id in (select value from list($2))
          union
         select k.account_id
           from bookmark k
           join proper on proper.id = k.post_id
          where k.account_id in (select value from list($2))
          union
         select m.account_id
           from conversation_mute m
           join proper on proper.root_id = m.root_id
          where m.account_id in (select value from list($2))
          union
         select v.account_id
           from proper
           join poll_vote v on v.post_id = proper.id
          where v.account_id in (select value from list($2))")
    .bind(post)
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}
