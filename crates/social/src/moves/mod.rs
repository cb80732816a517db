//! Moving: an account goes on elsewhere, and those of this server who read it go along.
//!
//! Who is moved to must say first that it is also the one that moves, or anybody could send their
//! followers to somebody who wants none of them. Posts stay where they are.

mod api;
mod carry;
mod sql;
mod web;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Route, Scope, delete, get, post};
use ground::{AccountId, App, Error, Result, Say};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, elsewhere};

pub use carry::work;

/// Most other accounts that one may say to be.
pub const ALIASES_MAX: usize = 20;
/// How long an account stays where it moved to, in milliseconds: followers are not to be sent
/// about.
const PAUSE_MS: i64 = 7 * 24 * 3_600_000;

/// An account goes on elsewhere, or is back.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Moved {
    /// Who moved.
    pub account: AccountId,
    /// Where to; none: it is back.
    pub target: Option<AccountId>,
}

impl Event for Moved {
    const KIND: &'static str = "moves.moved";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:accounts"), Scope::Needs("write:accounts"));
    vec![
        get("/api/portevoix/v1/aliases", read, api::list),
        post("/api/portevoix/v1/aliases", write, api::add),
        delete("/api/portevoix/v1/aliases/{id}", write, api::remove),
        post("/api/portevoix/v1/move", write, api::start),
        delete("/api/portevoix/v1/move", write, api::cancel),
        get("/settings/move", Scope::Member, web::show),
        post("/settings/move", Scope::Member, web::start),
        post("/settings/move/back", Scope::Member, web::cancel),
        post("/settings/move/aliases", Scope::Member, web::add),
        post("/settings/move/aliases/remove", Scope::Member, web::remove),
    ]
}

/// The other accounts that `who` says to be, oldest first.
///
/// # Errors
/// If the database does not answer.
pub async fn aliases(tx: &mut Tx, who: AccountId) -> Result<Vec<AccountId>> {
    sql::aliases(tx, who, ALIASES_MAX).await
}

/// `who` says to be `other`, too. Twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account; [`Error::Invalid`] if it is `who`, or there are
/// too many already.
pub async fn add_alias(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<()> {
    accounts::get_known(tx, other).await?;
    if who == other {
        return Err(Error::invalid("acct", "error-move-self"));
    }
    let known = aliases(tx, who).await?;
    if known.contains(&other) {
        return Ok(());
    }
    if known.len() >= ALIASES_MAX {
        return Err(Error::invalid(
            "acct",
            Say::new("error-many-aliases").with("max", ALIASES_MAX),
        ));
    }
    sql::insert(tx, who, other).await?;
    events::append(tx, &accounts::Changed { account: who })
}

/// `who` no longer says to be `other`.
///
/// # Errors
/// [`Error::NotFound`] if it never did.
pub async fn remove_alias(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<()> {
    if !sql::delete(tx, who, other).await? {
        return Err(Error::NotFound);
    }
    events::append(tx, &accounts::Changed { account: who })
}

/// `who` goes on at `target`, whose server is asked whether it agrees: those who read `who` go
/// along.
///
/// # Errors
/// [`Error::Invalid`] if it may not: it does not say to be `who`, has itself moved on, or `who`
/// moved a few days ago; [`Error::NotFound`] if there is no such account.
pub async fn start(app: &App, who: AccountId, target: AccountId) -> Result<()> {
    let pair = app.read(async move |tx| {
        may_move(tx, who, target).await?;
        let agreed = aliases(tx, target).await?.contains(&who);
        Ok((accounts::get(tx, who).await?, accounts::get(tx, target).await?, agreed))
    });
    let (mover, there, agreed) = pair.await?;
    let agreed = match there.is_local() {
        true => agreed,
        false => {
            let own = accounts::uri(&app.config, &mover);
            elsewhere::claims(app, &there.uri, &own).await?
        }
    };
    if !agreed {
        let handle = format!("@{}@{}", mover.username, app.config.domain());
        let say = Say::new("error-move-alias").with("handle", handle.as_str());
        return Err(Error::invalid("acct", say));
    }
    app.write(async move |tx| receive(tx, who, target).await).await
}

/// The same, once it is known that `target` agrees: for accounts of other servers, too. Again is
/// the same as once.
///
/// # Errors
/// As [`start`].
pub async fn receive(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    if accounts::get(tx, who).await?.moved_to == Some(target) {
        return Ok(());
    }
    may_move(tx, who, target).await?;
    accounts::set_moved(tx, who, Some(target)).await?;
    events::append(tx, &Moved { account: who, target: Some(target) })?;
    carry::begin(tx, who, target).await
}

/// `who` is back. Followers who went along stay where they are.
///
/// # Errors
/// If the database does not answer.
pub async fn cancel(tx: &mut Tx, who: AccountId) -> Result<()> {
    if accounts::get(tx, who).await?.moved_to.is_none() {
        return Ok(());
    }
    accounts::set_moved(tx, who, None).await?;
    events::append(tx, &Moved { account: who, target: None })
}

async fn may_move(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    if who == target {
        return Err(Error::invalid("acct", "error-move-self"));
    }
    if accounts::get(tx, target).await?.moved_to.is_some() {
        return Err(Error::invalid("acct", "error-move-onward"));
    }
    let last = accounts::moved_at(tx, who).await?;
    if last.is_some_and(|at| at > tx.now_ms() - PAUSE_MS) {
        return Err(Error::invalid("acct", "error-move-again"));
    }
    Ok(())
}

/// The account of a handle as one types it, here or elsewhere.
async fn meant(app: &App, typed: &str) -> Result<AccountId> {
    let handle = typed.trim().trim_start_matches('@').to_owned();
    let missing = || Error::invalid("acct", Say::new("error-move-nobody"));
    let found = match handle.split_once('@') {
        Some((name, domain)) if !domain.eq_ignore_ascii_case(app.config.domain()) => {
            elsewhere::account(app, name, domain).await?
        }
        _ => {
            let house = app.clone();
            let read =
                async move |tx: &mut Tx| accounts::by_handle(tx, &house.config, &handle).await;
            app.read(read).await?.map(|account| account.id)
        }
    };
    found.ok_or_else(missing)
}
