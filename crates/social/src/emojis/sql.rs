//! Statements of custom emojis.

use db::{Tx, sql};
use ground::Result;

use super::Emoji;

pub(super) async fn all(tx: &mut Tx, limit: usize) -> Result<Vec<Emoji>> {
    let found = sql("select shortcode, category, visible, file, still
           from emoji
          order by shortcode
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn find(tx: &mut Tx, shortcode: &str) -> Result<Option<Emoji>> {
    let found = sql("select shortcode, category, visible, file, still
           from emoji
          where shortcode = $1")
    .bind(shortcode)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*) from emoji").get(tx).await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, new: &Emoji) -> Result<()> {
    sql("insert into emoji (shortcode, category, visible, file, still, added_at)
         values ($1, $2, $3, $4, $5, $6)")
    .bind(&new.shortcode)
    .bind(&new.category)
    .bind(new.visible)
    .bind(&new.file)
    .bind(&new.still)
    .bind(tx.now_ms())
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, shortcode: &str) -> Result<()> {
    sql("delete from emoji where shortcode = $1").bind(shortcode).later(tx).await?;
    Ok(())
}
