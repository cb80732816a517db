//! Statements of media.

use db::{Tx, sql};
use ground::{AccountId, MediaId, PostId, Result};

use super::storage::Kept;
use super::{Attachment, Elsewhere, New, film};

pub(super) async fn insert(tx: &mut Tx, who: AccountId, id: MediaId, new: New) -> Result<()> {
    let now = tx.now_ms();
    let (focus_x, focus_y) = new.said.focus.unwrap_or_default();
    sql("insert into media (id, account_id, post_id, position, kind, mime, file, preview, bytes,
                width, height, preview_width, preview_height, blurhash, description,
                focus_x, focus_y, created_at)
         values ($1, $2, null, 0, 'image', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                $15)")
    .bind(id)
    .bind(who)
    .bind(new.mime)
    .bind(new.file.0)
    .bind(new.preview.0)
    .bind(new.bytes)
    .bind(new.file.1)
    .bind(new.file.2)
    .bind(new.preview.1)
    .bind(new.preview.2)
    .bind(new.blurhash)
    .bind(new.said.description.unwrap_or_default())
    .bind(focus_x)
    .bind(focus_y)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

/// `of`: whose it is, the post, its own number.
pub(super) async fn insert_elsewhere(
    tx: &mut Tx,
    of: (AccountId, PostId, MediaId),
    position: i64,
    it: &Elsewhere,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into media (id, account_id, post_id, position, kind, mime, file, preview, bytes,
                width, height, preview_width, preview_height, blurhash, description,
                focus_x, focus_y, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, 0, 0, $11, $12, $13, $14, $15)")
    .bind(of.2)
    .bind(of.0)
    .bind(of.1)
    .bind(position)
    .bind(it.kind)
    .bind(&it.mime)
    .bind(&it.url)
    .bind(&it.preview)
    .bind(it.size.0)
    .bind(it.size.1)
    .bind(&it.blurhash)
    .bind(&it.description)
    .bind(it.focus.0)
    .bind(it.focus.1)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_film(
    tx: &mut Tx,
    who: AccountId,
    id: MediaId,
    new: film::New,
) -> Result<()> {
    let now = tx.now_ms();
    let (focus_x, focus_y) = new.said.focus.unwrap_or_default();
    let poster = new.poster;
    sql("insert into media (id, account_id, post_id, position, kind, mime, file, preview, bytes,
                width, height, preview_width, preview_height, blurhash, description,
                focus_x, focus_y, created_at, state, source)
         values ($1, $2, null, 0, $3, '', '', $4, $5, 0, 0, $6, $7, $8, $9, $10, $11, $12,
                'working', $13)")
    .bind(id)
    .bind(who)
    .bind(new.sort.kind())
    .bind(poster.as_ref().map_or("", |poster| poster.file.as_str()))
    .bind(new.bytes)
    .bind(poster.as_ref().map_or(0, |poster| poster.width))
    .bind(poster.as_ref().map_or(0, |poster| poster.height))
    .bind(poster.as_ref().map_or("", |poster| poster.blurhash.as_str()))
    .bind(new.said.description.unwrap_or_default())
    .bind(focus_x)
    .bind(focus_y)
    .bind(now)
    .bind(new.source)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn count_working(tx: &mut Tx, who: AccountId) -> Result<i64> {
    let found = sql("select count(*) from media where account_id = $1 and state = 'working'")
        .bind(who)
        .get(tx)
        .await?;
    Ok(found)
}

/// The file as it was sent, of what is to be worked on.
pub(super) async fn source(tx: &mut Tx, id: MediaId) -> Result<Option<String>> {
    let found = sql("select source from media where id = $1 and state = 'working'")
        .bind(id)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn preview_of_working(tx: &mut Tx, id: MediaId) -> Result<Option<String>> {
    let found = sql("select preview from media where id = $1 and state = 'working'")
        .bind(id)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn finish(
    tx: &mut Tx,
    id: MediaId,
    made: film::Made,
    has_poster: bool,
) -> Result<()> {
    sql("update media
            set state = 'ready', source = '', kind = $2, mime = $3, file = $4, bytes = $5,
                width = $6, height = $7, details = $8
          where id = $1")
    .bind(id)
    .bind(made.kind)
    .bind(made.mime)
    .bind(made.file)
    .bind(i64::try_from(made.bytes).unwrap_or(i64::MAX))
    .bind(made.width)
    .bind(made.height)
    .bind(made.details)
    .run(tx)
    .await?;
    match made.poster.filter(|_| !has_poster) {
        Some(poster) => set_poster(tx, id, poster).await,
        None => Ok(()),
    }
}

pub(super) async fn set_poster(tx: &mut Tx, id: MediaId, poster: film::Poster) -> Result<()> {
    sql("update media
            set preview = $2, preview_width = $3, preview_height = $4, blurhash = $5
          where id = $1")
    .bind(id)
    .bind(poster.file)
    .bind(poster.width)
    .bind(poster.height)
    .bind(poster.blurhash)
    .run(tx)
    .await?;
    Ok(())
}

/// Notes which captions it has. Gives back the post that carries it.
pub(super) async fn set_tracks(tx: &mut Tx, id: MediaId, tracks: &str) -> Result<Option<PostId>> {
    let post = sql("update media set tracks = $2 where id = $1 returning post_id")
        .bind(id)
        .bind(tracks)
        .get(tx)
        .await?;
    Ok(post)
}

pub(super) async fn refuse(tx: &mut Tx, id: MediaId, why: &str) -> Result<()> {
    sql("update media set state = $2, source = '' where id = $1 and state = 'working'")
        .bind(id)
        .bind(why)
        .run(tx)
        .await?;
    Ok(())
}

/// Every file of these.
pub(super) async fn files(tx: &mut Tx, ids: &[MediaId]) -> Result<Vec<String>> {
    let found = sql("select file from media where id in (select value from list($1))
          union all
         select preview from media where id in (select value from list($1))
          union all
         select source from media where id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn of(
    tx: &mut Tx,
    who: AccountId,
    id: MediaId,
) -> Result<Option<(Option<PostId>, Attachment)>> {
    let found = sql("select post_id, id, kind, file, preview, width, height, preview_width,
                preview_height, blurhash, description, focus_x, focus_y, state, details, tracks
           from media
          where id = $1 and account_id = $2")
    .bind(id)
    .bind(who)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn update(tx: &mut Tx, it: &Attachment) -> Result<()> {
    sql("update media set description = $2, focus_x = $3, focus_y = $4 where id = $1")
        .bind(it.id)
        .bind(&it.description)
        .bind(it.focus_x)
        .bind(it.focus_y)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, ids: &[MediaId]) -> Result<()> {
    sql("delete from media where id in (select value from list($1))").bind(ids).later(tx).await?;
    Ok(())
}

pub(super) async fn attach(
    tx: &mut Tx,
    who: AccountId,
    post: PostId,
    media: &[MediaId],
) -> Result<u64> {
    let attached = sql("update media
            set post_id = $2
          where account_id = $1
            and (post_id is null or post_id = $2)
            and held_by is null
            and state = 'ready'
            and id in (select value from list($3))")
    .bind(who)
    .bind(post)
    .bind(media)
    .run(tx)
    .await?;
    Ok(attached)
}

pub(super) async fn hold(
    tx: &mut Tx,
    who: AccountId,
    holder: i64,
    media: &[MediaId],
) -> Result<u64> {
    let held = sql("update media
            set held_by = $2
          where account_id = $1 and post_id is null and held_by is null and state = 'ready'
            and id in (select value from list($3))")
    .bind(who)
    .bind(holder)
    .bind(media)
    .run(tx)
    .await?;
    Ok(held)
}

/// The day of grace begins when it becomes loose.
pub(super) async fn release(tx: &mut Tx, holder: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update media set held_by = null, created_at = $2 where held_by = $1")
        .bind(holder)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn is_held(tx: &mut Tx, id: MediaId) -> Result<bool> {
    let found: Option<i64> =
        sql("select id from media where id = $1 and held_by is not null").bind(id).find(tx).await?;
    Ok(found.is_some())
}

pub(super) async fn of_owner(
    tx: &mut Tx,
    who: AccountId,
    ids: &[MediaId],
) -> Result<Vec<Attachment>> {
    let found = sql("select id, kind, file, preview, width, height, preview_width,
                preview_height, blurhash, description, focus_x, focus_y, state, details, tracks
           from media
          where id in (select value from list($2)) and account_id = $1")
    .bind(who)
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn of_post(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Vec<MediaId>> {
    let found = sql("select id from media where post_id = $2 and account_id = $1")
        .bind(who)
        .bind(post)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn order(tx: &mut Tx, media: &[MediaId]) -> Result<()> {
    for (position, id) in (0_i64..).zip(media) {
        sql("update media set position = $2 where id = $1")
            .bind(*id)
            .bind(position)
            .later(tx)
            .await?;
    }
    Ok(())
}

/// Position -1: the post carried it before an edit.
pub(super) async fn hide(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("update media set position = -1 where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}

/// The day of grace begins when it becomes loose.
pub(super) async fn loosen(tx: &mut Tx, post: PostId) -> Result<()> {
    let now = tx.now_ms();
    sql("update media set post_id = null, created_at = $2 where post_id = $1")
        .bind(post)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn loose(tx: &mut Tx, before: i64, limit: usize) -> Result<Vec<MediaId>> {
    let found = sql("select id
           from media
          where post_id is null and held_by is null and created_at < $1
          order by created_at
          limit $2")
    .bind(before)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// What is kept, of which nothing has carried some since before `before`.
pub(super) async fn kept(tx: &mut Tx, before: i64) -> Result<Kept> {
    let found = sql("select m.files, m.bytes, m.loose, m.loose_bytes, r.files, r.bytes
           from (select count(*) as files,
                        cast(coalesce(sum(bytes), 0) as bigint) as bytes,
                        cast(coalesce(sum(loose), 0) as bigint) as loose,
                        cast(coalesce(sum(bytes * loose), 0) as bigint) as loose_bytes
                   from (select bytes,
                                case when post_id is null and held_by is null and created_at < $1
                                     then 1 else 0 end as loose
                           from media
                          where bytes > 0) t) m,
                (select count(*) as files,
                        cast(coalesce(sum(bytes), 0) as bigint) as bytes
                   from remote_media) r")
    .bind(before)
    .get(tx)
    .await?;
    Ok(found)
}
