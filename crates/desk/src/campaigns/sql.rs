//! Statements of campaigns.

use db::{Tx, sql};
use ground::{AccountId, PersonId, Result};

use super::facts::Read;
use super::words::Words;
use super::{Campaign, CampaignId, Counted, Fact, FactId, State, Step};
use crate::teams::Seat;

pub(super) async fn by_id(tx: &mut Tx, id: CampaignId) -> Result<Option<Campaign>> {
    let found = sql("select id, organisation_id, slug, title, demand, about, kind, hashtag,
                tag_name, measure, authority, decision_day, contact, state, outcome, version,
                created_by, created_at, activated_at, ended_at
           from campaign
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Campaign>> {
    let found = sql("select c.id, c.organisation_id, c.slug, c.title, c.demand, c.about, c.kind,
                c.hashtag, c.tag_name, c.measure, c.authority, c.decision_day, c.contact, c.state,
                c.outcome, c.version, c.created_by, c.created_at, c.activated_at, c.ended_at
           from campaign c
           join account a on a.id = c.organisation_id
          where c.slug = $1 and a.suspended_at is null and a.deleted_at is null")
    .bind(slug)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    organisation: AccountId,
    limit: i64,
) -> Result<Vec<Campaign>> {
    let found = sql("select id, organisation_id, slug, title, demand, about, kind, hashtag,
                tag_name, measure, authority, decision_day, contact, state, outcome, version,
                created_by, created_at, activated_at, ended_at
           from campaign
          where organisation_id = $1
          order by id desc
          limit $2")
    .bind(organisation)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count(tx: &mut Tx, organisation: AccountId) -> Result<i64> {
    let count = sql("select count(*) from campaign where organisation_id = $1")
        .bind(organisation)
        .get(tx)
        .await?;
    Ok(count)
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: CampaignId,
    seat: &Seat,
    slug: &str,
    words: &Words,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into campaign (id, organisation_id, slug, title, demand, about, kind, hashtag,
                tag_name, measure, authority, decision_day, contact, state, outcome, version,
                created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', 1, $15, $16)")
    .bind(id)
    .bind(seat.organisation)
    .bind(slug)
    .bind(&words.title)
    .bind(&words.demand)
    .bind(&words.about)
    .bind(words.kind)
    .bind(&words.hashtag)
    .bind(&words.tag_name)
    .bind(&words.measure)
    .bind(&words.authority)
    .bind(words.decision_day)
    .bind(&words.contact)
    .bind(State::Idea)
    .bind(seat.person)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

/// Whether the campaign still had that version.
pub(super) async fn change(
    tx: &mut Tx,
    id: CampaignId,
    words: &Words,
    version: i64,
) -> Result<bool> {
    let rows = sql("update campaign
            set title = $3, demand = $4, about = $5, kind = $6, hashtag = $7, tag_name = $8,
                measure = $9, authority = $10, decision_day = $11, contact = $12,
                version = version + 1
          where id = $1 and version = $2")
    .bind(id)
    .bind(version)
    .bind(&words.title)
    .bind(&words.demand)
    .bind(&words.about)
    .bind(words.kind)
    .bind(&words.hashtag)
    .bind(&words.tag_name)
    .bind(&words.measure)
    .bind(&words.authority)
    .bind(words.decision_day)
    .bind(&words.contact)
    .run(tx)
    .await?;
    Ok(rows > 0)
}

pub(super) async fn set_state(
    tx: &mut Tx,
    id: CampaignId,
    state: State,
    outcome: &str,
) -> Result<()> {
    let now = tx.now_ms();
    let activated = (state == State::Active).then_some(now);
    let ended = state.is_outcome().then_some(now);
    sql("update campaign
            set state = $2, outcome = $3, activated_at = coalesce(activated_at, $4),
                ended_at = coalesce($5, ended_at), version = version + 1
          where id = $1")
    .bind(id)
    .bind(state)
    .bind(outcome)
    .bind(activated)
    .bind(ended)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn counted(tx: &mut Tx, tag_name: &str, since: i64) -> Result<Counted> {
    let found = sql("select count(*), count(distinct p.author_id),
                cast(coalesce(sum(c.boosts), 0) as bigint)
           from tag t
           join post_tag pt on pt.tag_id = t.id
           join post p on p.id = pt.post_id
           left join post_count c on c.post_id = p.id
          where t.name = $1 and pt.listed and p.created_at >= $2")
    .bind(tag_name)
    .bind(since)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn facts(tx: &mut Tx, campaign: CampaignId, limit: i64) -> Result<Vec<Fact>> {
    let found = sql("select id, campaign_id, claim, number, unit, day, source_url, archive_url,
                checked_by, checked_at, version, created_by
           from fact
          where campaign_id = $1
          order by id
          limit $2")
    .bind(campaign)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn fact(tx: &mut Tx, id: FactId) -> Result<Option<Fact>> {
    let found = sql("select id, campaign_id, claim, number, unit, day, source_url, archive_url,
                checked_by, checked_at, version, created_by
           from fact
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_fact(
    tx: &mut Tx,
    id: FactId,
    campaign: CampaignId,
    by: PersonId,
    fact: &Read,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into fact (id, campaign_id, claim, number, unit, day, source_url, archive_url,
                version, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)")
    .bind(id)
    .bind(campaign)
    .bind(&fact.claim)
    .bind(&fact.number)
    .bind(&fact.unit)
    .bind(fact.day)
    .bind(&fact.source_url)
    .bind(&fact.archive_url)
    .bind(by)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

/// Whether the fact still had that version.
pub(super) async fn change_fact(
    tx: &mut Tx,
    id: FactId,
    by: PersonId,
    fact: &Read,
    version: i64,
) -> Result<bool> {
    let rows = sql("update fact
            set claim = $3, number = $4, unit = $5, day = $6, source_url = $7, archive_url = $8,
                checked_by = null, checked_at = null, created_by = $9, version = version + 1
          where id = $1 and version = $2")
    .bind(id)
    .bind(version)
    .bind(&fact.claim)
    .bind(&fact.number)
    .bind(&fact.unit)
    .bind(fact.day)
    .bind(&fact.source_url)
    .bind(&fact.archive_url)
    .bind(by)
    .run(tx)
    .await?;
    Ok(rows > 0)
}

pub(super) async fn check_fact(tx: &mut Tx, id: FactId, by: PersonId) -> Result<()> {
    let now = tx.now_ms();
    sql("update fact set checked_by = $2, checked_at = $3 where id = $1")
        .bind(id)
        .bind(by)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_fact(tx: &mut Tx, id: FactId) -> Result<()> {
    sql("delete from fact where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn steps(tx: &mut Tx, campaign: CampaignId, limit: i64) -> Result<Vec<Step>> {
    let found = sql("select id, campaign_id, day, kind, words, url
           from campaign_step
          where campaign_id = $1
          order by day, id
          limit $2")
    .bind(campaign)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_step(tx: &mut Tx, step: &Step, by: PersonId) -> Result<()> {
    let now = tx.now_ms();
    sql(
        "insert into campaign_step (id, campaign_id, day, kind, words, url, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(step.id)
    .bind(step.campaign)
    .bind(step.day)
    .bind(&step.kind)
    .bind(&step.words)
    .bind(&step.url)
    .bind(by)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_step(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from campaign_step where id = $1").bind(id).later(tx).await?;
    Ok(())
}
