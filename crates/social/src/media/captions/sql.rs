//! Statements of captions.

use db::{Tx, sql};
use ground::{CaptionId, MediaId, Result};

use super::{Captions, TRACKS_MAX};

pub(super) async fn of_media(tx: &mut Tx, media: MediaId) -> Result<Vec<Captions>> {
    let found = sql("select id, media_id, language, label, key, body, updated_at
           from caption
          where media_id = $1
          order by language
          limit $2")
    .bind(media)
    .bind(TRACKS_MAX)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_key(tx: &mut Tx, key: String) -> Result<Option<Captions>> {
    let found = sql("select id, media_id, language, label, key, body, updated_at
           from caption
          where key = $1")
    .bind(key)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_keys(tx: &mut Tx, keys: &[String]) -> Result<Vec<Captions>> {
    let found = sql("select id, media_id, language, label, key, body, updated_at
           from caption
          where key in (select value from texts($1))")
    .bind(keys)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, it: &Captions) -> Result<()> {
    sql("insert into caption (id, media_id, language, label, key, body, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)")
    .bind(it.id)
    .bind(it.media)
    .bind(&it.language)
    .bind(&it.label)
    .bind(&it.key)
    .bind(&it.body)
    .bind(it.updated_at)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, it: &Captions) -> Result<()> {
    sql("update caption
            set language = $2, label = $3, key = $4, body = $5, updated_at = $6
          where id = $1")
    .bind(it.id)
    .bind(&it.language)
    .bind(&it.label)
    .bind(&it.key)
    .bind(&it.body)
    .bind(it.updated_at)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: CaptionId) -> Result<()> {
    sql("delete from caption where id = $1").bind(id).run(tx).await?;
    Ok(())
}

pub(super) async fn delete_of(tx: &mut Tx, media: &[MediaId]) -> Result<()> {
    sql("delete from caption where media_id in (select value from list($1))")
        .bind(media)
        .later(tx)
        .await?;
    Ok(())
}
