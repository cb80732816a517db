//! Statements of policies and requests.

use db::{Tx, record, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PostId, Result};

use super::{Policy, Request, Verdict};
use crate::notifications::News;
use crate::posts::Visibility;

record! {
    /// A policy's row; empty where there is none.
    #[derive(Clone, Debug)]
    pub(super) struct Row {
        not_following: Option<String>,
        not_followers: Option<String>,
        new_accounts: Option<String>,
        private_mentions: Option<String>,
        limited_accounts: Option<String>,
        bots: Option<String>,
    }
}

impl Row {
    pub(super) fn policy(&self) -> Policy {
        let usual = Policy::default();
        let of = |name: &Option<String>, usual: Verdict| {
            name.as_deref().and_then(Verdict::of).unwrap_or(usual)
        };
        Policy {
            not_following: of(&self.not_following, usual.not_following),
            not_followers: of(&self.not_followers, usual.not_followers),
            new_accounts: of(&self.new_accounts, usual.new_accounts),
            private_mentions: of(&self.private_mentions, usual.private_mentions),
            limited_accounts: of(&self.limited_accounts, usual.limited_accounts),
            bots: of(&self.bots, usual.bots),
        }
    }
}

record! {
    /// What is between one who may be told and the sender.
    pub(super) struct Facts {
        pub(super) account: AccountId,
        pub(super) policy: Row,
        pub(super) follows: bool,
        pub(super) followed_by: Option<i64>,
        pub(super) permitted: bool,
    }
}

record! {
    /// Who did what is to be told.
    pub(super) struct Sender {
        pub(super) created_at: i64,
        pub(super) limited_at: Option<i64>,
        pub(super) bot: bool,
    }
}

record! {
    /// A post that names somebody, and what it answers.
    pub(super) struct Letter {
        pub(super) visibility: Visibility,
        pub(super) parent_author: Option<AccountId>,
        pub(super) parent_names_sender: bool,
    }
}

pub(super) async fn policy(tx: &mut Tx, who: AccountId) -> Result<Option<Row>> {
    let found = sql("select not_following, not_followers, new_accounts, private_mentions,
                limited_accounts, bots
           from notification_policy
          where account_id = $1")
    .bind(who)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set_policy(tx: &mut Tx, who: AccountId, policy: Policy) -> Result<()> {
    sql("insert into notification_policy (account_id, not_following, not_followers, new_accounts,
                private_mentions, limited_accounts, bots)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (account_id) do update
            set not_following = excluded.not_following,
                not_followers = excluded.not_followers,
                new_accounts = excluded.new_accounts,
                private_mentions = excluded.private_mentions,
                limited_accounts = excluded.limited_accounts,
                bots = excluded.bots")
    .bind(who)
    .bind(policy.not_following.name())
    .bind(policy.not_followers.name())
    .bind(policy.new_accounts.name())
    .bind(policy.private_mentions.name())
    .bind(policy.limited_accounts.name())
    .bind(policy.bots.name())
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn sender(tx: &mut Tx, from: AccountId) -> Result<Option<Sender>> {
    let found = sql("select created_at, limited_at, bot from account where id = $1")
        .bind(from)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn letter(tx: &mut Tx, post: PostId, from: AccountId) -> Result<Option<Letter>> {
    let found = sql("select p.visibility, q.author_id,
                exists (select 1
                          from mention m
                         where m.post_id = p.reply_to_id and m.account_id = $2)
           from post p
           left join post q on q.id = p.reply_to_id
          where p.id = $1")
    .bind(post)
    .bind(from)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn facts(
    tx: &mut Tx,
    from: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<Facts>> {
    let found = sql("select a.id, p.not_following, p.not_followers, p.new_accounts,
                p.private_mentions, p.limited_accounts, p.bots,
                exists (select 1
                          from follow f
                         where f.follower_id = a.id and f.followee_id = $2),
                (select f.id
                   from follow f
                  where f.follower_id = $2 and f.followee_id = a.id),
                exists (select 1
                          from notification_permission n
                         where n.account_id = a.id and n.from_id = $2)
           from account a
           left join notification_policy p on p.account_id = a.id
          where a.id in (select value from list($1))")
    .bind(accounts)
    .bind(from)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn ask(tx: &mut Tx, account: AccountId, news: News) -> Result<()> {
    let id = tx.new_id(account.bucket());
    sql("insert into notification_request
                (id, account_id, from_id, post_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5)
         on conflict (account_id, from_id) do update
            set post_id = coalesce(excluded.post_id, notification_request.post_id),
                updated_at = excluded.updated_at")
    .bind(id)
    .bind(account)
    .bind(news.from)
    .bind(news.post)
    .bind(news.at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn count_requests(tx: &mut Tx, who: AccountId, limit: usize) -> Result<i64> {
    let count = sql("select count(*)
           from (select 1
                   from notification_request r
                  where r.account_id = $1
                    and exists (select 1
                                  from notification n
                                 where n.account_id = $1 and n.from_id = r.from_id
                                   and n.filtered)
                  limit $2) waiting")
    .bind(who)
    .bind(limit)
    .get(tx)
    .await?;
    Ok(count)
}

pub(super) async fn count_filtered(tx: &mut Tx, who: AccountId, limit: usize) -> Result<i64> {
    let count = sql("select count(*)
           from (select 1
                   from notification
                  where account_id = $1 and filtered
                  limit $2) waiting")
    .bind(who)
    .bind(limit)
    .get(tx)
    .await?;
    Ok(count)
}

pub(super) async fn requests(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Request>> {
    let page = sql("select r.id, r.from_id, r.post_id, r.created_at, r.updated_at
           from notification_request r
          where r.account_id = $1 and r.id < $2 and r.id > $3
            and exists (select 1
                          from notification n
                         where n.account_id = $1 and n.from_id = r.from_id and n.filtered)
          order by r.id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn requests_by_ids(
    tx: &mut Tx,
    who: AccountId,
    ids: &[i64],
) -> Result<Vec<Request>> {
    let found = sql("select id, from_id, post_id, created_at, updated_at
           from notification_request
          where account_id = $1 and id in (select value from list($2))")
    .bind(who)
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn counts(
    tx: &mut Tx,
    who: AccountId,
    from: &[AccountId],
) -> Result<Vec<(AccountId, i64)>> {
    let found = sql("select from_id, count(*)
           from notification
          where account_id = $1 and filtered and from_id in (select value from list($2))
          group by from_id")
    .bind(who)
    .bind(from)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn permit(tx: &mut Tx, who: AccountId, from: &[AccountId]) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into notification_permission (account_id, from_id, created_at)
         select $1, id, $3
           from account
          where id in (select value from list($2))
         on conflict (account_id, from_id) do nothing")
    .bind(who)
    .bind(from)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn unfilter(tx: &mut Tx, who: AccountId, from: &[AccountId]) -> Result<()> {
    sql("update notification
            set filtered = false
          where account_id = $1 and filtered and from_id in (select value from list($2))")
    .bind(who)
    .bind(from)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_filtered(tx: &mut Tx, who: AccountId, from: &[AccountId]) -> Result<()> {
    sql("delete from notification
          where account_id = $1 and filtered and from_id in (select value from list($2))")
    .bind(who)
    .bind(from)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn forget(tx: &mut Tx, who: AccountId, from: &[AccountId]) -> Result<()> {
    sql("delete from notification_request
          where account_id = $1 and from_id in (select value from list($2))")
    .bind(who)
    .bind(from)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn forget_all(tx: &mut Tx, who: AccountId) -> Result<()> {
    sql("delete from notification_request where account_id = $1").bind(who).later(tx).await?;
    Ok(())
}
