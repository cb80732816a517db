//! Addresses that are kept out: single ones and whole networks.

use std::net::IpAddr;

use db::{Arg, Row, Tx, Value, record};
use ground::events;
use ground::http::Ask;
use ground::{AccountId, App, Error, Result};
use serde::{Deserialize, Serialize};

use super::{Changed, Gate, Gates, Network, comment, room_for, sql};
use crate::moderation::{self, Target};
use crate::posts::Actor;

/// What people at an address may not do; the later of two is the stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Severity {
    /// Sign up without being let in.
    NeedsApproval,
    /// Sign up.
    NoSignUp,
    /// Anything.
    NoAccess,
}

impl Severity {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NeedsApproval => "sign_up_requires_approval",
            Self::NoSignUp => "sign_up_block",
            Self::NoAccess => "no_access",
        }
    }

    /// The severity of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::NeedsApproval, Self::NoSignUp, Self::NoAccess]
            .into_iter()
            .find(|each| each.name() == name)
    }
}

impl Value for Severity {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or(Self::NoAccess)))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<Severity> for Arg {
    fn from(severity: Severity) -> Self {
        Arg::from(severity.name())
    }
}

record! {
    /// A block as it is kept.
    #[derive(Clone, Debug)]
    pub struct Block {
        /// Its number.
        pub id: i64,
        /// The network, in its one spelling.
        pub network: String,
        /// What its people may not do.
        pub severity: Severity,
        /// Why.
        pub comment: String,
        /// Since when, in epoch milliseconds.
        pub created_at: i64,
        /// Until when.
        pub expires_at: Option<i64>,
    }
}

/// What is to be said of a block; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// An address or network.
    pub ip: Option<String>,
    /// What its people may not do.
    pub severity: Option<Severity>,
    /// Why.
    pub comment: Option<String>,
    /// For how long from now, in seconds; 0: for ever.
    pub expires_in_s: Option<i64>,
}

/// Whoever is at an address that may not do anything goes no further.
///
/// # Errors
/// [`Error::Forbidden`] for them.
pub fn let_through(app: &App, address: IpAddr) -> Result<()> {
    match app.memory::<Gates>().at(address, app.db.now_ms()) {
        Some(Severity::NoAccess) => Err(Error::forbidden("error-address-barred")),
        _ => Ok(()),
    }
}

/// Whether somebody at an address may sign up, and whether at once (`true`).
///
/// # Errors
/// [`Error::Forbidden`] if they may not.
pub fn may_sign_up(app: &App, address: IpAddr) -> Result<bool> {
    match app.memory::<Gates>().at(address, app.db.now_ms()) {
        Some(Severity::NoAccess | Severity::NoSignUp) => {
            Err(Error::forbidden("error-sign-up-barred"))
        }
        Some(Severity::NeedsApproval) => Ok(false),
        None => Ok(true),
    }
}

/// A page of blocks, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, ask: Ask, limit: usize) -> Result<Vec<Block>> {
    let mut page = sql::ip_blocks(tx, ask, limit).await?;
    page.sort_unstable_by_key(|block| std::cmp::Reverse(block.id));
    Ok(page)
}

/// The block of that number.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get_one(tx: &mut Tx, id: i64) -> Result<Block> {
    sql::ip_block(tx, id).await?.ok_or(Error::NotFound)
}

/// Keeps a network out.
///
/// # Errors
/// [`Error::Invalid`] if it is none, is kept out already, or the severity is missing.
pub async fn add(tx: &mut Tx, by: Actor, wish: Wish) -> Result<Block> {
    room_for(sql::ip_block_count(tx).await?)?;
    let severity = wish.severity.ok_or_else(|| Error::invalid("severity", "error-bad-severity"))?;
    let block = Block {
        id: tx.new_id(0),
        network: network(wish.ip.as_deref().unwrap_or_default())?,
        severity,
        comment: comment("comment", wish.comment)?,
        created_at: tx.now_ms(),
        expires_at: until(tx, wish.expires_in_s)?,
    };
    if !sql::insert_ip_block(tx, &block).await? {
        return Err(Error::invalid("ip", "error-already-barred"));
    }
    said(tx, by.account, &block)?;
    moderation::note(tx, by, "ip_block.add", target(&block), &block.comment).await?;
    Ok(block)
}

/// Changes a block.
///
/// # Errors
/// [`Error::NotFound`] if there is none; [`Error::Invalid`] as for [`add`].
pub async fn change(tx: &mut Tx, by: Actor, id: i64, wish: Wish) -> Result<Block> {
    let old = get_one(tx, id).await?;
    let block = Block {
        network: match &wish.ip {
            Some(ip) => network(ip)?,
            None => old.network.clone(),
        },
        severity: wish.severity.unwrap_or(old.severity),
        comment: match wish.comment {
            Some(text) => comment("comment", Some(text))?,
            None => old.comment.clone(),
        },
        expires_at: match wish.expires_in_s {
            Some(_) => until(tx, wish.expires_in_s)?,
            None => old.expires_at,
        },
        ..old.clone()
    };
    if block.network != old.network && sql::is_ip_blocked(tx, &block.network).await? {
        return Err(Error::invalid("ip", "error-already-barred"));
    }
    sql::update_ip_block(tx, &block).await?;
    open(tx, by.account, &old.network)?;
    said(tx, by.account, &block)?;
    moderation::note(tx, by, "ip_block.change", target(&block), &block.comment).await?;
    Ok(block)
}

/// No longer keeps a network out.
///
/// # Errors
/// [`Error::NotFound`] if there is no such block.
pub async fn remove(tx: &mut Tx, by: Actor, id: i64) -> Result<Block> {
    let block = get_one(tx, id).await?;
    sql::delete_ip_block(tx, id).await?;
    open(tx, by.account, &block.network)?;
    moderation::note(tx, by, "ip_block.remove", target(&block), "").await?;
    Ok(block)
}

pub(super) async fn end_expired(tx: &mut Tx) -> Result<()> {
    let now = tx.now_ms();
    for (id, network) in sql::expired_ip_blocks(tx, now).await? {
        sql::delete_ip_block(tx, id).await?;
        open(tx, AccountId(0), &network)?;
    }
    Ok(())
}

fn network(text: &str) -> Result<String> {
    let network = Network::parse(text).ok_or_else(|| Error::invalid("ip", "error-bad-ip"))?;
    Ok(network.to_string())
}

fn until(tx: &mut Tx, seconds: Option<i64>) -> Result<Option<i64>> {
    match seconds {
        None | Some(0) => Ok(None),
        Some(seconds) if (1..=1_000_000_000).contains(&seconds) => {
            Ok(Some(tx.now_ms() + seconds * 1000))
        }
        Some(_) => Err(Error::invalid("expires_in", "error-bad-number")),
    }
}

fn said(tx: &mut Tx, by: AccountId, block: &Block) -> Result<()> {
    let until = Some((block.severity, block.expires_at));
    events::append(tx, &Changed { by, gate: Gate::Address(block.network.clone(), until) })
}

fn open(tx: &mut Tx, by: AccountId, network: &str) -> Result<()> {
    events::append(tx, &Changed { by, gate: Gate::Address(network.to_owned(), None) })
}

fn target(block: &Block) -> Target {
    Target { kind: "ip_block", id: block.id, name: block.network.clone() }
}
