//! Providers of mail whose addresses are not taken: nobody signs up with one, or moves to one.

use db::{Tx, record};
use ground::http::Ask;
use ground::{App, Error, Result};

use super::{domain, room_for, sql, with_parents};
use crate::moderation::{self, Target};
use crate::posts::Actor;

const DAY_MS: i64 = 86_400_000;
/// Days of a block's history, today included.
pub(super) const HISTORY_DAYS: i64 = 7;

record! {
    /// A block as it is kept.
    #[derive(Clone, Debug)]
    pub struct Block {
        /// Its number.
        pub id: i64,
        /// The domain after the @, and all that end so.
        pub domain: String,
        /// Since when, in epoch milliseconds.
        pub created_at: i64,
    }
}

record! {
    /// How often somebody was turned away on a day.
    #[derive(Clone, Copy, Debug)]
    pub struct Day {
        /// The block.
        pub block: i64,
        /// The day, counted from 1970.
        pub day: i64,
        /// How often.
        pub count: i64,
    }
}

/// Whether an address may be taken. One that may not is counted.
///
/// # Errors
/// [`Error::Invalid`] if its provider is blocked.
pub async fn may_be(app: &App, email: &str) -> Result<()> {
    let Some((_, host)) = email.rsplit_once('@') else { return Ok(()) };
    let host = host.trim().trim_matches('.').to_lowercase();
    if host.contains('\0') {
        return Ok(());
    }
    let names: Vec<String> = with_parents(&host).map(str::to_owned).collect();
    let found = app.read(async move |tx| sql::email_block_among(tx, names).await).await?;
    let Some(block) = found else { return Ok(()) };
    app.write(async move |tx| {
        let today = tx.now_ms() / DAY_MS;
        sql::count_email_try(tx, block, today).await
    })
    .await?;
    Err(Error::invalid("email", "error-email-barred"))
}

/// A page of blocks, latest first, with the last days of each: (blocks, days, today).
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, ask: Ask, limit: usize) -> Result<(Vec<Block>, Vec<Day>, i64)> {
    let mut page = sql::email_blocks(tx, ask, limit).await?;
    page.sort_unstable_by_key(|block| std::cmp::Reverse(block.id));
    days(tx, page).await
}

/// The block of that number, as [`list`] has it.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get_one(tx: &mut Tx, id: i64) -> Result<(Vec<Block>, Vec<Day>, i64)> {
    let block = sql::email_block(tx, id).await?.ok_or(Error::NotFound)?;
    days(tx, vec![block]).await
}

/// Blocks a provider.
///
/// # Errors
/// [`Error::Invalid`] if it is no domain, or blocked already.
pub async fn add(tx: &mut Tx, by: Actor, typed: &str) -> Result<i64> {
    room_for(sql::email_block_count(tx).await?)?;
    let typed = typed.rsplit('@').next().unwrap_or_default();
    let block = Block { id: tx.new_id(0), domain: domain(typed)?, created_at: tx.now_ms() };
    if !sql::insert_email_block(tx, &block).await? {
        return Err(Error::invalid("domain", "error-already-barred"));
    }
    moderation::note(tx, by, "email_domain_block.add", target(&block), "").await?;
    Ok(block.id)
}

/// No longer blocks it.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that number.
pub async fn remove(tx: &mut Tx, by: Actor, id: i64) -> Result<()> {
    let block = sql::email_block(tx, id).await?.ok_or(Error::NotFound)?;
    sql::delete_email_block(tx, id).await?;
    moderation::note(tx, by, "email_domain_block.remove", target(&block), "").await
}

async fn days(tx: &mut Tx, page: Vec<Block>) -> Result<(Vec<Block>, Vec<Day>, i64)> {
    let today = tx.now_ms() / DAY_MS;
    let ids = page.iter().map(|block| block.id).collect();
    let days = sql::email_tries(tx, ids, today - HISTORY_DAYS).await?;
    Ok((page, days, today))
}

fn target(block: &Block) -> Target {
    Target { kind: "email_domain_block", id: block.id, name: block.domain.clone() }
}
