//! Statements of visuals.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Error, MediaId, PersonId, Result};
use poster::Format;

use super::{Content, File, State, Visual, VisualId};
use crate::teams::Seat;
use crate::testimonies::TestimonyId;

pub(super) async fn by_id(tx: &mut Tx, id: VisualId) -> Result<Option<Visual>> {
    let found = sql("select id, organisation_id, author_id, template, formats, colours, language,
                slots, figures, description, state, designer_id, lead_id, version, created_at,
                updated_at, testimony_id
           from visual
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    organisation: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Visual>> {
    let page = sql("select id, organisation_id, author_id, template, formats, colours, language,
                slots, figures, description, state, designer_id, lead_id, version, created_at,
                updated_at, testimony_id
           from visual
          where organisation_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(organisation)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn files(tx: &mut Tx, ids: &[VisualId]) -> Result<Vec<File>> {
    let files = sql("select visual_id, format, hash, media_id
           from visual_file
          where visual_id in (select value from list($1))
          order by visual_id, format
          limit 1000")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(files)
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: VisualId,
    seat: &Seat,
    content: &Content,
) -> Result<()> {
    let now = tx.now_ms();
    let figures = serde_json::to_string(&content.figures).map_err(Error::internal)?;
    sql("insert into visual (id, organisation_id, author_id, template, formats, colours,
                language, slots, figures, description, state, version, created_at, updated_at,
                testimony_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12, $13)")
    .bind(id)
    .bind(seat.organisation)
    .bind(seat.person)
    .bind(content.template.name())
    .bind(content.formats_text())
    .bind(content.colours.text())
    .bind(content.locale.tag())
    .bind(content.slots_json().to_string())
    .bind(figures)
    .bind(&content.description)
    .bind(State::Draft.name())
    .bind(now)
    .bind(content.testimony)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn update(
    tx: &mut Tx,
    id: VisualId,
    content: &Content,
    version: i64,
) -> Result<()> {
    let now = tx.now_ms();
    let figures = serde_json::to_string(&content.figures).map_err(Error::internal)?;
    sql("update visual
            set template = $2, formats = $3, colours = $4, language = $5, slots = $6,
                figures = $7, description = $8, state = $9, designer_id = null, lead_id = null,
                version = $10, updated_at = $11, testimony_id = $12
          where id = $1")
    .bind(id)
    .bind(content.template.name())
    .bind(content.formats_text())
    .bind(content.colours.text())
    .bind(content.locale.tag())
    .bind(content.slots_json().to_string())
    .bind(figures)
    .bind(&content.description)
    .bind(State::Draft.name())
    .bind(version)
    .bind(now)
    .bind(content.testimony)
    .run(tx)
    .await?;
    Ok(())
}

/// Its words go; that it was there stays.
pub(super) async fn forget(tx: &mut Tx, testimony: TestimonyId) -> Result<()> {
    let now = tx.now_ms();
    sql("delete from visual_file
          where visual_id in (select id from visual where testimony_id = $1)")
    .bind(testimony)
    .run(tx)
    .await?;
    sql("update visual
            set slots = '{}', figures = '[]', description = '', state = $2,
                version = version + 1, updated_at = $3
          where testimony_id = $1")
    .bind(testimony)
    .bind(State::Withdrawn.name())
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn set_state(tx: &mut Tx, id: VisualId, state: State, version: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update visual set state = $2, version = $3, updated_at = $4 where id = $1")
        .bind(id)
        .bind(state.name())
        .bind(version)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn sign(
    tx: &mut Tx,
    id: VisualId,
    (designer, lead): (Option<PersonId>, Option<PersonId>),
    state: State,
    version: i64,
) -> Result<()> {
    let now = tx.now_ms();
    sql("update visual
            set designer_id = $2, lead_id = $3, state = $4, version = $5, updated_at = $6
          where id = $1")
    .bind(id)
    .bind(designer)
    .bind(lead)
    .bind(state.name())
    .bind(version)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_file(
    tx: &mut Tx,
    id: VisualId,
    format: Format,
    hash: &[u8; 32],
) -> Result<()> {
    sql("insert into visual_file (visual_id, format, hash)
         values ($1, $2, $3)
         on conflict (visual_id, format) do update set hash = excluded.hash")
    .bind(id)
    .bind(format.name())
    .bind(hash.as_slice())
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn set_medium(
    tx: &mut Tx,
    id: VisualId,
    format: Format,
    medium: MediaId,
) -> Result<()> {
    sql("update visual_file set media_id = $3 where visual_id = $1 and format = $2")
        .bind(id)
        .bind(format.name())
        .bind(medium)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_files(tx: &mut Tx, id: VisualId) -> Result<()> {
    sql("delete from visual_file where visual_id = $1").bind(id).run(tx).await?;
    Ok(())
}
