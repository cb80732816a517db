//! Statements of receipts: rows are only added; a sweep removes those kept for long enough.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

use super::super::consents::Receipt;
use super::super::{Medium, Network, Testimony, TestimonyId};

pub(in super::super) async fn insert(
    tx: &mut Tx,
    organisation: AccountId,
    it: &Receipt,
    kept_until: i64,
) -> Result<()> {
    sql("insert into testimony_consent (id, testimony_id, organisation_id, act_id, deed, medium,
                network, naming, preview, giver, person_id, given_at, ends_at, kept_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(it.id)
    .bind(it.testimony)
    .bind(organisation)
    .bind(it.act)
    .bind(it.deed)
    .bind(it.medium.map(|it| it.name()))
    .bind(it.network.map(|it| it.name()))
    .bind(it.naming.map(|it| it.name()))
    .bind(it.preview)
    .bind(it.giver)
    .bind(it.person)
    .bind(it.given_at)
    .bind(it.ends_at)
    .bind(kept_until)
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn of(tx: &mut Tx, id: TestimonyId) -> Result<Vec<Receipt>> {
    let found = sql("select id, testimony_id, act_id, deed, medium, network, naming, preview,
                giver, person_id, given_at, ends_at
           from testimony_consent
          where testimony_id = $1
          order by id
          limit 1000")
    .bind(id)
    .all(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn held(
    tx: &mut Tx,
    id: TestimonyId,
    act: i64,
    now: i64,
) -> Result<Vec<Receipt>> {
    let found = sql("select id, testimony_id, act_id, deed, medium, network, naming, preview,
                giver, person_id, given_at, ends_at
           from testimony_consent
          where testimony_id = $1 and act_id = $2 and deed = 'publish' and ends_at > $3
          order by id")
    .bind(id)
    .bind(act)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn list(
    tx: &mut Tx,
    organisation: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Receipt>> {
    let page = sql("select id, testimony_id, act_id, deed, medium, network, naming, preview,
                giver, person_id, given_at, ends_at
           from testimony_consent
          where organisation_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(organisation)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(in super::super) async fn publishable(
    tx: &mut Tx,
    organisation: AccountId,
    network: Network,
    medium: Medium,
    limit: i64,
) -> Result<Vec<Testimony>> {
    let now = tx.now_ms();
    let found = sql("select t.id, t.organisation_id, t.state, t.channel, t.capacity,
                t.represented_at, t.story, t.body, t.body_hash, t.author_id, t.act_id, t.locale,
                t.keep_until, t.version, t.created_at, t.changed_at, t.closed_at
           from testimony t
           join testimony_consent c on c.testimony_id = t.id and c.act_id = t.act_id
          where t.organisation_id = $1 and t.state in ('publishable', 'published')
            and (t.capacity = 'adult' or t.represented_at is not null)
            and c.network = $2 and c.medium = $3 and c.ends_at > $4
          order by t.id desc
          limit $5")
    .bind(organisation)
    .bind(network)
    .bind(medium)
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn forget(tx: &mut Tx, now: i64) -> Result<u64> {
    let rows = sql("delete from testimony_consent where kept_until < $1").bind(now).run(tx).await?;
    Ok(rows)
}
