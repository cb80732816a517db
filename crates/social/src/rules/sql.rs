//! Statements of rules.

use db::{Tx, sql};
use ground::Result;

use super::Rule;

pub(super) async fn list(tx: &mut Tx, limit: usize) -> Result<Vec<Rule>> {
    let found = sql("select id, position, text, hint, translations
           from rule
          where ended_at is null
          order by position, id
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_ids(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Rule>> {
    let found = sql("select id, position, text, hint, translations
           from rule
          where id in (select value from list($1))")
    .bind(ids.to_vec())
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, rule: &Rule) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into rule (id, position, text, hint, translations, created_at)
         values ($1, $2, $3, $4, $5, $6)")
    .bind(rule.id)
    .bind(rule.position)
    .bind(&rule.text)
    .bind(&rule.hint)
    .bind(&rule.translations)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, rule: &Rule) -> Result<()> {
    sql("update rule
            set position = $2, text = $3, hint = $4, translations = $5
          where id = $1")
    .bind(rule.id)
    .bind(rule.position)
    .bind(&rule.text)
    .bind(&rule.hint)
    .bind(&rule.translations)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn end(tx: &mut Tx, id: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update rule set ended_at = $2 where id = $1").bind(id).bind(now).later(tx).await?;
    Ok(())
}
