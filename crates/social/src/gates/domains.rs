//! Servers that are kept out or silenced, and, where only chosen ones are heard, those.
//!
//! Whoever asks, hears or tells other servers asks here first ([`refused`]).

use db::{Arg, Row, Tx, Value, record};
use ground::events;
use ground::http::Ask;
use ground::{App, Error, Result};
use serde::{Deserialize, Serialize};

use super::{Changed, Gate, Gates, comment, domain, room_for, sql};
use crate::moderation::{self, Target};
use crate::posts::Actor;

/// How a server is treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum Severity {
    /// Only what else the block says.
    #[default]
    Noop,
    /// Its people are kept to their followers.
    Silence,
    /// Nothing of it is taken in or sent to it.
    Suspend,
}

impl Severity {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Noop => "noop",
            Self::Silence => "silence",
            Self::Suspend => "suspend",
        }
    }

    /// The severity of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Noop, Self::Silence, Self::Suspend].into_iter().find(|each| each.name() == name)
    }
}

impl Value for Severity {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or(Self::Suspend)))
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
    /// What is refused of a server: by default nothing.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
    pub struct Refused {
        /// How it is treated.
        pub severity: Severity,
        /// Its media are not taken in.
        pub media: bool,
        /// Its reports are not listened to.
        pub reports: bool,
    }
}

record! {
    /// A block as it is kept.
    #[derive(Clone, Debug)]
    pub struct Block {
        /// Its number.
        pub id: i64,
        /// The server, and all whose names end so.
        pub domain: String,
        /// What is refused of it.
        pub refused: Refused,
        /// Why, for moderators.
        pub private_comment: String,
        /// Why, for everybody.
        pub public_comment: String,
        /// Whether its name is shown in part only.
        pub obfuscate: bool,
        /// Since when, in epoch milliseconds.
        pub created_at: i64,
    }
}

record! {
    /// A server that is heard where only chosen ones are.
    #[derive(Clone, Debug)]
    pub struct Allow {
        /// Its number.
        pub id: i64,
        /// The server.
        pub domain: String,
        /// Since when, in epoch milliseconds.
        pub created_at: i64,
    }
}

/// What is to be said of a block; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// How the server is treated.
    pub severity: Option<Severity>,
    /// Whether its media are not taken in.
    pub reject_media: Option<bool>,
    /// Whether its reports are not listened to.
    pub reject_reports: Option<bool>,
    /// Why, for moderators.
    pub private_comment: Option<String>,
    /// Why, for everybody.
    pub public_comment: Option<String>,
    /// Whether its name is shown in part only.
    pub obfuscate: Option<bool>,
}

/// What is refused of a server, from memory.
#[must_use]
pub fn refused(app: &App, domain: &str) -> Refused {
    app.memory::<Gates>().of(domain)
}

/// A page of blocks, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, ask: Ask, limit: usize) -> Result<Vec<Block>> {
    let mut page = sql::domain_blocks(tx, ask, limit).await?;
    page.sort_unstable_by_key(|block| std::cmp::Reverse(block.id));
    Ok(page)
}

/// The block of that number.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get_one(tx: &mut Tx, id: i64) -> Result<Block> {
    sql::domain_block(tx, id).await?.ok_or(Error::NotFound)
}

/// Keeps a server out; it is silenced unless said otherwise.
///
/// # Errors
/// [`Error::Invalid`] if it is no domain, or kept out already.
pub async fn add(tx: &mut Tx, by: Actor, typed: &str, wish: Wish) -> Result<Block> {
    room_for(sql::domain_block_count(tx).await?)?;
    let new = Block {
        id: tx.new_id(0),
        domain: domain(typed)?,
        refused: Refused { severity: Severity::Silence, ..Refused::default() },
        private_comment: String::new(),
        public_comment: String::new(),
        obfuscate: false,
        created_at: tx.now_ms(),
    };
    let block = said(new, wish)?;
    if !sql::insert_domain_block(tx, &block).await? {
        return Err(Error::invalid("domain", "error-already-barred"));
    }
    settle(tx, by, "domain_block.add", &block, Some(block.refused)).await?;
    Ok(block)
}

/// Changes a block.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn change(tx: &mut Tx, by: Actor, id: i64, wish: Wish) -> Result<Block> {
    let block = said(get_one(tx, id).await?, wish)?;
    sql::update_domain_block(tx, &block).await?;
    settle(tx, by, "domain_block.change", &block, Some(block.refused)).await?;
    Ok(block)
}

/// No longer keeps a server out.
///
/// # Errors
/// [`Error::NotFound`] if there is no such block.
pub async fn remove(tx: &mut Tx, by: Actor, id: i64) -> Result<Block> {
    let block = get_one(tx, id).await?;
    sql::delete_domain_block(tx, id).await?;
    settle(tx, by, "domain_block.remove", &block, None).await?;
    Ok(block)
}

/// A page of servers that are heard where only chosen ones are, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn allows(tx: &mut Tx, ask: Ask, limit: usize) -> Result<Vec<Allow>> {
    let mut page = sql::domain_allows(tx, ask, limit).await?;
    page.sort_unstable_by_key(|allow| std::cmp::Reverse(allow.id));
    Ok(page)
}

/// The one of that number.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get_allow(tx: &mut Tx, id: i64) -> Result<Allow> {
    sql::domain_allow(tx, id).await?.ok_or(Error::NotFound)
}

/// Lets a server be heard where only chosen ones are. Twice is the same as once.
///
/// # Errors
/// [`Error::Invalid`] if it is no domain.
pub async fn allow(tx: &mut Tx, by: Actor, typed: &str) -> Result<Allow> {
    let name = domain(typed)?;
    if let Some(there) = sql::domain_allow_named(tx, &name).await? {
        return Ok(there);
    }
    let allow = Allow { id: tx.new_id(0), domain: name, created_at: tx.now_ms() };
    sql::insert_domain_allow(tx, &allow).await?;
    moderation::note(tx, by, "domain_allow.add", of_allow(&allow), "").await?;
    Ok(allow)
}

/// No longer lets it.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that number.
pub async fn disallow(tx: &mut Tx, by: Actor, id: i64) -> Result<Allow> {
    let allow = get_allow(tx, id).await?;
    sql::delete_domain_allow(tx, id).await?;
    moderation::note(tx, by, "domain_allow.remove", of_allow(&allow), "").await?;
    Ok(allow)
}

fn said(block: Block, wish: Wish) -> Result<Block> {
    let words = |field, new: Option<String>, old: String| match new {
        Some(text) => comment(field, Some(text)),
        None => Ok(old),
    };
    Ok(Block {
        refused: Refused {
            severity: wish.severity.unwrap_or(block.refused.severity),
            media: wish.reject_media.unwrap_or(block.refused.media),
            reports: wish.reject_reports.unwrap_or(block.refused.reports),
        },
        private_comment: words(
            "private_comment",
            wish.private_comment,
            block.private_comment.clone(),
        )?,
        public_comment: words("public_comment", wish.public_comment, block.public_comment.clone())?,
        obfuscate: wish.obfuscate.unwrap_or(block.obfuscate),
        ..block
    })
}

async fn settle(
    tx: &mut Tx,
    by: Actor,
    act: &str,
    block: &Block,
    refused: Option<Refused>,
) -> Result<()> {
    let gate = Gate::Domain(block.domain.clone(), refused);
    events::append(tx, &Changed { by: by.account, gate })?;
    let target = Target { kind: "domain_block", id: block.id, name: block.domain.clone() };
    moderation::note(tx, by, act, target, &block.private_comment).await
}

fn of_allow(allow: &Allow) -> Target {
    Target { kind: "domain_allow", id: allow.id, name: allow.domain.clone() }
}
