//! Statements of reports.

use db::{Tx, sql};
use ground::http::Ask;
use ground::{AccountId, Result};

use super::{Category, Filter, Report};

pub(super) async fn insert(tx: &mut Tx, report: &Report) -> Result<()> {
    sql("insert into report (id, account_id, target_id, category, comment, forwarded, status_ids,
                collection_ids, rule_ids, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)")
    .bind(report.id)
    .bind(report.account)
    .bind(report.target)
    .bind(report.category)
    .bind(&report.comment)
    .bind(report.forwarded)
    .bind(&report.posts)
    .bind(&report.collections)
    .bind(&report.rules)
    .bind(report.created_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn by_ids(tx: &mut Tx, ids: Vec<i64>) -> Result<Vec<Report>> {
    let found = sql("select id, account_id, target_id, category, comment, forwarded, status_ids,
                collection_ids, rule_ids, created_at, updated_at, assigned_id, resolved_at,
                resolved_by
           from report
          where id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    filter: Filter,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Report>> {
    let page = sql("select id, account_id, target_id, category, comment, forwarded, status_ids,
                collection_ids, rule_ids, created_at, updated_at, assigned_id, resolved_at,
                resolved_by
           from report
          where id < $1 and id > $2
            and (account_id = $3 or $3 = 0) and (target_id = $4 or $4 = 0)
            and ((resolved_at is not null and $5) or (resolved_at is null and $6))
          order by id desc
          limit $7")
    .turned(ask.upward())
    .bind(ask.below())
    .bind(ask.above())
    .bind(filter.account.map_or(0, |id| id.0))
    .bind(filter.target.map_or(0, |id| id.0))
    .bind(filter.resolved)
    .bind(filter.waiting)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn waiting_count(tx: &mut Tx) -> Result<i64> {
    Ok(sql("select count(*) from report where resolved_at is null").get(tx).await?)
}

pub(super) async fn set_category(
    tx: &mut Tx,
    id: i64,
    category: Category,
    rules: &str,
) -> Result<()> {
    let now = tx.now_ms();
    sql("update report set category = $2, rule_ids = $3, updated_at = $4 where id = $1")
        .bind(id)
        .bind(category)
        .bind(rules)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_assigned(tx: &mut Tx, id: i64, to: Option<AccountId>) -> Result<()> {
    let now = tx.now_ms();
    sql("update report set assigned_id = $2, updated_at = $3 where id = $1")
        .bind(id)
        .bind(to)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_resolved(
    tx: &mut Tx,
    id: i64,
    at: Option<i64>,
    by: Option<AccountId>,
) -> Result<()> {
    let now = tx.now_ms();
    sql("update report set resolved_at = $2, resolved_by = $3, updated_at = $4 where id = $1")
        .bind(id)
        .bind(at)
        .bind(by)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn resolve_all(tx: &mut Tx, by: AccountId, target: AccountId) -> Result<()> {
    let now = tx.now_ms();
    sql("update report
            set resolved_at = $3, resolved_by = $2, updated_at = $3
          where target_id = $1 and resolved_at is null")
    .bind(target)
    .bind(by)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}
