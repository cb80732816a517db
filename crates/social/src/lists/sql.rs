//! Statements of lists.

use db::{Arg, Row, Tx, Value, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, ListId, Result};

use super::List;

/// Whose answers to others a list shows. Answers to oneself, and to the list's owner, always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replies {
    /// Those to accounts the owner follows.
    Followed,
    /// Those to members of the list.
    Members,
    /// None.
    None,
}

impl Replies {
    /// Its name on the wire and in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Members => "list",
            Self::None => "none",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Followed, Self::Members, Self::None].into_iter().find(|it| it.name() == name)
    }
}

impl Value for Replies {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or(Self::None)))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<Replies> for Arg {
    fn from(replies: Replies) -> Self {
        Arg::from(replies.name())
    }
}

pub(super) async fn count(tx: &mut Tx, who: AccountId) -> Result<i64> {
    let found =
        sql("select count(*) from reading_list where account_id = $1").bind(who).get(tx).await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, who: AccountId, list: &List) -> Result<()> {
    sql("insert into reading_list (id, account_id, title, replies, exclusive)
         values ($1, $2, $3, $4, $5)")
    .bind(list.id)
    .bind(who)
    .bind(list.title.as_str())
    .bind(list.replies)
    .bind(list.exclusive)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(tx: &mut Tx, who: AccountId, id: ListId) -> Result<Option<List>> {
    let found = sql("select id, title, replies, exclusive
           from reading_list
          where id = $1 and account_id = $2")
    .bind(id)
    .bind(who)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn update(tx: &mut Tx, list: &List) -> Result<()> {
    sql("update reading_list set title = $2, replies = $3, exclusive = $4 where id = $1")
        .bind(list.id)
        .bind(list.title.as_str())
        .bind(list.replies)
        .bind(list.exclusive)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ListId) -> Result<()> {
    sql("delete from list_member where list_id = $1").bind(id).later(tx).await?;
    sql("delete from reading_list where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn all(tx: &mut Tx, who: AccountId, limit: i64) -> Result<Vec<List>> {
    let found = sql("select id, title, replies, exclusive
           from reading_list
          where account_id = $1
          order by id
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn of_member(
    tx: &mut Tx,
    who: AccountId,
    member: AccountId,
    limit: i64,
) -> Result<Vec<List>> {
    let found = sql("select l.id, l.title, l.replies, l.exclusive
           from list_member m
           join reading_list l on l.id = m.list_id
          where m.owner_id = $1 and m.account_id = $2
          order by l.id
          limit $3")
    .bind(who)
    .bind(member)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Which of these accounts are on a list.
pub(super) async fn on_it(
    tx: &mut Tx,
    id: ListId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let found = sql("select account_id
           from list_member
          where list_id = $1 and account_id in (select value from list($2))")
    .bind(id)
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count_members(tx: &mut Tx, id: ListId) -> Result<i64> {
    let found = sql("select count(*) from list_member where list_id = $1").bind(id).get(tx).await?;
    Ok(found)
}

pub(super) async fn insert_members(
    tx: &mut Tx,
    who: AccountId,
    id: ListId,
    accounts: &[AccountId],
) -> Result<()> {
    sql("insert into list_member (list_id, account_id, owner_id)
         select $1, value, $2
           from list($3)")
    .bind(id)
    .bind(who)
    .bind(accounts)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_members(tx: &mut Tx, id: ListId, accounts: &[AccountId]) -> Result<()> {
    sql("delete from list_member
          where list_id = $1 and account_id in (select value from list($2))")
    .bind(id)
    .bind(accounts)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn members(
    tx: &mut Tx,
    id: ListId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<AccountId>> {
    let page = sql("select a.id
           from list_member m
           join account a on a.id = m.account_id
          where m.list_id = $1 and m.account_id < $2 and m.account_id > $3
            and a.suspended_at is null and a.deleted_at is null
          order by m.account_id desc
          limit $4")
    .bind(id)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}
