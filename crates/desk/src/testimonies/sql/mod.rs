//! Statements of testimonies.

pub(super) mod consents;
pub(super) mod uses;
pub(super) mod vault;

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PersonId, Result};

use super::{Form, State, Step, Testimony, TestimonyId};

pub(super) async fn form(tx: &mut Tx, organisation: AccountId) -> Result<Option<Form>> {
    let found = sql("select open, contact from testimony_form where organisation_id = $1")
        .bind(organisation)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn set_form(tx: &mut Tx, organisation: AccountId, form: &Form) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into testimony_form (organisation_id, open, contact, changed_at)
         values ($1, $2, $3, $4)
         on conflict (organisation_id) do update
            set open = excluded.open, contact = excluded.contact,
                changed_at = excluded.changed_at")
    .bind(organisation)
    .bind(form.open)
    .bind(&form.contact)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut Tx, it: &Testimony) -> Result<()> {
    sql("insert into testimony (id, organisation_id, state, channel, capacity, story, body,
                locale, keep_until, version, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, '', $7, $8, 1, $9, $9)")
    .bind(it.id)
    .bind(it.organisation)
    .bind(it.state)
    .bind(it.channel)
    .bind(it.capacity)
    .bind(&it.story)
    .bind(&it.locale)
    .bind(it.keep_until)
    .bind(it.created_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(tx: &mut Tx, id: TestimonyId) -> Result<Option<Testimony>> {
    let found = sql("select id, organisation_id, state, channel, capacity, represented_at, story,
                body, body_hash, author_id, act_id, locale, keep_until, version, created_at,
                changed_at, closed_at
           from testimony
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
) -> Result<Vec<Testimony>> {
    let page = sql("select id, organisation_id, state, channel, capacity, represented_at, story,
                body, body_hash, author_id, act_id, locale, keep_until, version, created_at,
                changed_at, closed_at
           from testimony
          where organisation_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(organisation)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn counts(tx: &mut Tx, organisation: AccountId) -> Result<Vec<(State, i64)>> {
    let found = sql("select state, count(*)
           from testimony
          where organisation_id = $1
          group by state")
    .bind(organisation)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count_waiting(tx: &mut Tx, organisation: AccountId) -> Result<i64> {
    let count = sql("select count(*)
           from testimony
          where organisation_id = $1 and state = 'received'")
    .bind(organisation)
    .get(tx)
    .await?;
    Ok(count)
}

/// Moves it on, if it still stands where it was.
pub(super) async fn set_state(
    tx: &mut Tx,
    it: &Testimony,
    next: State,
    by: Option<PersonId>,
) -> Result<bool> {
    let now = tx.now_ms();
    let closed = next.is_closed().then_some(now);
    let rows = sql("update testimony
            set state = $3, version = version + 1, changed_at = $4,
                closed_at = coalesce(closed_at, $5)
          where id = $1 and state = $2")
    .bind(it.id)
    .bind(it.state)
    .bind(next)
    .bind(now)
    .bind(closed)
    .run(tx)
    .await?;
    let id = tx.new_id(it.organisation.bucket());
    sql("insert into testimony_step (id, testimony_id, from_state, to_state, person_id, at)
         values ($1, $2, $3, $4, $5, $6)")
    .bind(id)
    .bind(it.id)
    .bind(it.state)
    .bind(next)
    .bind(by)
    .bind(now)
    .later(tx)
    .await?;
    Ok(rows > 0)
}

pub(super) async fn steps(tx: &mut Tx, id: TestimonyId) -> Result<Vec<Step>> {
    let found = sql("select to_state, at
           from testimony_step
          where testimony_id = $1
          order by id
          limit 100")
    .bind(id)
    .all(tx)
    .await?;
    Ok(found)
}

/// Keeps the text the team wrote, if nobody else changed it meanwhile.
pub(super) async fn set_body(
    tx: &mut Tx,
    id: TestimonyId,
    version: i64,
    body: &str,
    author: PersonId,
) -> Result<bool> {
    let now = tx.now_ms();
    let rows = sql("update testimony
            set body = $3, author_id = $4, body_hash = null, version = version + 1,
                changed_at = $5
          where id = $1 and version = $2")
    .bind(id)
    .bind(version)
    .bind(body)
    .bind(author)
    .bind(now)
    .run(tx)
    .await?;
    Ok(rows > 0)
}

pub(super) async fn set_approved(tx: &mut Tx, id: TestimonyId, hash: &[u8]) -> Result<()> {
    sql("update testimony set body_hash = $2 where id = $1").bind(id).bind(hash).later(tx).await?;
    Ok(())
}

pub(super) async fn set_represented(tx: &mut Tx, id: TestimonyId) -> Result<()> {
    let now = tx.now_ms();
    sql("update testimony set represented_at = $2 where id = $1")
        .bind(id)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_act(tx: &mut Tx, id: TestimonyId, act: Option<i64>) -> Result<()> {
    sql("update testimony set act_id = $2 where id = $1").bind(id).bind(act).later(tx).await?;
    Ok(())
}

pub(super) async fn set_keep(tx: &mut Tx, id: TestimonyId, until: i64) -> Result<()> {
    sql("update testimony set keep_until = $2 where id = $1")
        .bind(id)
        .bind(until)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn erase_story(tx: &mut Tx, id: TestimonyId) -> Result<()> {
    sql("update testimony set story = '' where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn erase_body(tx: &mut Tx, id: TestimonyId) -> Result<()> {
    sql("update testimony set body = '', body_hash = null where id = $1")
        .bind(id)
        .later(tx)
        .await?;
    Ok(())
}

/// Testimonies that may be published, or are, and to which no consent holds any more.
pub(super) async fn lapsed(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<TestimonyId>> {
    let found = sql("select t.id
           from testimony t
          where t.state in ('consented', 'written', 'approved', 'publishable', 'published')
            and not exists (select 1
                              from testimony_consent c
                             where c.testimony_id = t.id and c.act_id = t.act_id
                               and c.ends_at > $1)
          order by t.id
          limit $2")
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Testimonies whose story has been kept for long enough.
pub(super) async fn overdue(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<TestimonyId>> {
    let found = sql("select id
           from testimony
          where keep_until < $1 and story <> ''
          order by id
          limit $2")
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Testimonies closed before then that are not yet purged.
pub(super) async fn closed(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<TestimonyId>> {
    let found = sql("select id
           from testimony
          where state in ('withdrawn', 'expired') and closed_at < $1
          order by id
          limit $2")
    .bind(before)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
