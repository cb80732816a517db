//! Statements of the audit.

use db::{Tx, sql};
use ground::{AccountId, PostId, Result};

pub(super) async fn count(tx: &mut Tx, from: PostId, to: PostId, max: i64) -> Result<i64> {
    let found = sql("select count(*)
           from (select 1 from post where id >= $1 and id <= $2 limit $3) part")
    .bind(from)
    .bind(to)
    .bind(max)
    .get(tx)
    .await?;
    Ok(found)
}

/// What belongs in the home of `who`, newest first: what they said; what those they follow said or
/// boosted, and what is public under hashtags they follow, if they may see it; without those they
/// read elsewhere, whatever touches somebody they avoid, and whoever is gone or blocks them.
pub(super) async fn home(
    tx: &mut Tx,
    who: AccountId,
    from: PostId,
    to: PostId,
    limit: usize,
) -> Result<Vec<PostId>> {
    let now = tx.now_ms();
    let found = sql("with
           refused (id) as (
             select id from account where suspended_at is not null or deleted_at is not null
              union
             select account_id from block where target_id = $1),
           avoided (id) as (
             select target_id from block where account_id = $1
              union
             select target_id from mute
              where account_id = $1 and (expires_at is null or expires_at > $5)
              union
             select a.id from account a join domain_block d on d.domain = a.domain
              where d.account_id = $1),
           elsewhere (id) as (
             select m.account_id from list_member m join reading_list l on l.id = m.list_id
              where m.owner_id = $1 and l.exclusive),
           read (id, boosts, replies) as (
             select followee_id, boosts, replies from follow where follower_id = $1)
         select p.id
           from post p
           left join read f on f.id = p.author_id
          where p.id >= $2 and p.id <= $3
            and p.author_id not in (select id from refused)
            and (p.boost_of_id is null or p.about_id not in (select id from refused))
            and (p.author_id = $1
                 or p.author_id not in (select id from elsewhere)
                    and p.author_id not in (select id from avoided)
                    and (p.about_id is null or p.about_id not in (select id from avoided))
                    and not exists (select 1 from mention m join avoided v on v.id = m.account_id
                                     where m.post_id = coalesce(p.boost_of_id, p.id))
                    and (p.visibility = 'public' and p.boost_of_id is null
                         and exists (select 1 from post_tag t
                                       join tag_follow g on g.tag_id = t.tag_id
                                      where t.post_id = p.id and g.account_id = $1)
                         or f.id is not null
                            and case when p.boost_of_id is not null then f.boosts
                                     when p.reply_to_id is null or p.about_id is null then true
                                     when p.about_id in (p.author_id, $1) then true
                                     else f.replies or p.about_id in (select id from read) end
                            and case p.visibility
                                     when 'public' then true
                                     when 'unlisted' then true
                                     when 'private' then p.boost_of_id is null
                                     else exists (select 1 from mention m
                                                   where m.post_id = p.id
                                                     and m.account_id = $1) end))
          order by p.id desc
          limit $4")
    .bind(who)
    .bind(from)
    .bind(to)
    .bind(limit)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}
