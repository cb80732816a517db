//! Statements of the journal: nothing is ever changed or removed.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PersonId, PostId, Result};

use super::{Deed, Line};

pub(super) async fn insert(
    tx: &mut Tx,
    organisation: AccountId,
    (person, account): (PersonId, AccountId),
    deed: &Deed,
) -> Result<()> {
    let (id, now) = (tx.new_id(organisation.bucket()), tx.now_ms());
    sql("insert into journal (id, organisation_id, person_id, account_id, act, kind, subject_id,
                before_hash, after_hash, words, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(id)
    .bind(organisation)
    .bind(person)
    .bind(account)
    .bind(deed.act)
    .bind(deed.kind)
    .bind(deed.subject)
    .bind(deed.before.as_ref().map(<[u8; 32]>::as_slice))
    .bind(deed.after.as_ref().map(<[u8; 32]>::as_slice))
    .bind(&deed.words)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn list(
    tx: &mut Tx,
    organisation: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Line>> {
    let page = sql("select id, person_id, account_id, act, kind, subject_id, before_hash,
                after_hash, words, at
           from journal
          where organisation_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(organisation)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

/// Of these posts, those of organisations, with who wrote them.
pub(super) async fn spoken(
    tx: &mut Tx,
    posts: &[PostId],
) -> Result<Vec<(PostId, AccountId, PersonId)>> {
    let found = sql("select p.id, p.author_id, p.person_id
           from post p
           join organisation o on o.account_id = p.author_id
          where p.id in (select value from list($1)) and p.person_id is not null
          order by p.id")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}
