//! The tables of an account, a line each.

use std::collections::HashMap;

use db::Tx;
use ground::http::Ask;
use ground::{AccountId, Config, PostId, Result};

use crate::accounts::{self, Account};
use crate::follows::{self, Side};
use crate::{blocks, bookmarks, domain_blocks, lists, mutes, posts};

/// Lines read at once.
const PAGE: usize = 1_000;
/// Most lines of a table.
const LINES_MAX: usize = 100_000;

/// A table that can be taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Whom one follows.
    Following,
    /// Who follows one.
    Followers,
    /// One's lists and who is on them.
    Lists,
    /// Whom one mutes.
    Mutes,
    /// Whom one blocks.
    Blocks,
    /// Servers one blocks.
    Domains,
    /// Posts one keeps.
    Bookmarks,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Following,
        Self::Followers,
        Self::Lists,
        Self::Mutes,
        Self::Blocks,
        Self::Domains,
        Self::Bookmarks,
    ];

    /// The name of its file, as other places know it.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Following => "following_accounts.csv",
            Self::Followers => "followers.csv",
            Self::Lists => "lists.csv",
            Self::Mutes => "muted_accounts.csv",
            Self::Blocks => "blocked_accounts.csv",
            Self::Domains => "blocked_domains.csv",
            Self::Bookmarks => "bookmarks.csv",
        }
    }

    /// The table of that file.
    #[must_use]
    pub fn of(file: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.file() == file)
    }
}

/// The lines of a table of `who`, its head first if it has one; each a list of cells.
///
/// # Errors
/// If the database does not answer.
pub async fn rows(
    tx: &mut Tx,
    config: &Config,
    who: AccountId,
    table: Table,
) -> Result<Vec<Vec<String>>> {
    match table {
        Table::Following => following(tx, config, who).await,
        Table::Followers => {
            let ids = side(tx, who, Side::Followers).await?;
            Ok(addresses(tx, config, &ids).await?.into_iter().map(|(_, it)| vec![it]).collect())
        }
        Table::Lists => listed(tx, config, who).await,
        Table::Mutes => muted(tx, config, who).await,
        Table::Blocks => {
            let ids = all(async |ask| blocks::list(tx, who, ask, PAGE).await).await?;
            let found = addresses(tx, config, &ids).await?;
            Ok(found.into_iter().map(|(_, address)| vec![address]).collect())
        }
        Table::Domains => {
            let names = all(async |ask| domain_blocks::list(tx, who, ask, PAGE).await).await?;
            Ok(names.into_iter().map(|name| vec![name]).collect())
        }
        Table::Bookmarks => kept(tx, config, who).await,
    }
}

/// All of a list, page by page.
async fn all<T>(mut page: impl AsyncFnMut(Ask) -> Result<Vec<(i64, T)>>) -> Result<Vec<T>> {
    let mut found: Vec<T> = Vec::new();
    let mut ask = Ask::default();
    while found.len() < LINES_MAX {
        let part = page(ask).await?;
        let full = part.len() == PAGE;
        ask.max_id = part.last().map(|(cursor, _)| *cursor);
        found.extend(part.into_iter().map(|(_, it)| it));
        if !full {
            break;
        }
    }
    Ok(found)
}

async fn side(tx: &mut Tx, who: AccountId, side: Side) -> Result<Vec<AccountId>> {
    all(async |ask| follows::list(tx, Some(who), who, side, ask, PAGE).await).await
}

async fn following(tx: &mut Tx, config: &Config, who: AccountId) -> Result<Vec<Vec<String>>> {
    let ids = side(tx, who, Side::Following).await?;
    let mut rows =
        vec![cells(["Account address", "Show boosts", "Notify on new posts", "Languages"])];
    for part in ids.chunks(PAGE) {
        let relations = follows::relationships(tx, who, part).await?;
        for (id, address) in addresses(tx, config, part).await? {
            let relation = relations.iter().find(|it| it.id.0 == id.0);
            let boosts = relation.is_none_or(|it| it.showing_reblogs);
            let notify = relation.is_some_and(|it| it.notifying);
            rows.push(vec![address, boosts.to_string(), notify.to_string(), String::new()]);
        }
    }
    Ok(rows)
}

async fn listed(tx: &mut Tx, config: &Config, who: AccountId) -> Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for list in lists::all(tx, who).await? {
        let everybody = lists::MEMBERS_MAX as usize;
        let ids = lists::members(tx, who, list.id, Ask::default(), everybody).await?;
        for (_, address) in addresses(tx, config, &ids).await? {
            rows.push(vec![list.title.clone(), address]);
        }
    }
    Ok(rows)
}

async fn muted(tx: &mut Tx, config: &Config, who: AccountId) -> Result<Vec<Vec<String>>> {
    let ids = all(async |ask| {
        let page = mutes::list(tx, who, ask, PAGE).await?;
        Ok(page.into_iter().map(|mute| (mute.cursor, mute.target)).collect())
    })
    .await?;
    let mut rows = vec![cells(["Account address", "Hide notifications"])];
    for part in ids.chunks(PAGE) {
        let relations = follows::relationships(tx, who, part).await?;
        for (id, address) in addresses(tx, config, part).await? {
            let relation = relations.iter().find(|it| it.id.0 == id.0);
            let silent = relation.is_none_or(|it| it.muting_notifications);
            rows.push(vec![address, silent.to_string()]);
        }
    }
    Ok(rows)
}

async fn kept(tx: &mut Tx, config: &Config, who: AccountId) -> Result<Vec<Vec<String>>> {
    let ids: Vec<PostId> = all(async |ask| {
        let page = bookmarks::list(tx, who, ask, PAGE).await?;
        Ok(page.into_iter().map(|it| (it.cursor, it.post)).collect())
    })
    .await?;
    let mut rows = Vec::with_capacity(ids.len());
    for part in ids.chunks(PAGE) {
        let found = posts::by_ids(tx, part).await?;
        let authors: Vec<AccountId> = found.iter().map(|post| post.author).collect();
        let names: HashMap<AccountId, Account> =
            accounts::by_ids(tx, &authors).await?.into_iter().map(|it| (it.id, it)).collect();
        for post in &found {
            if let Some(author) = names.get(&post.author) {
                rows.push(vec![format!("{}/@{}/{}", config.origin, author.acct(), post.id)]);
            }
        }
    }
    Ok(rows)
}

/// The whole handles of accounts, in the order of `ids`.
async fn addresses(
    tx: &mut Tx,
    config: &Config,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, String)>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(PAGE) {
        let accounts: HashMap<AccountId, Account> =
            accounts::by_ids(tx, part).await?.into_iter().map(|it| (it.id, it)).collect();
        for id in part {
            let Some(account) = accounts.get(id) else { continue };
            let domain = if account.domain.is_empty() { config.domain() } else { &account.domain };
            found.push((*id, format!("{}@{domain}", account.username)));
        }
    }
    Ok(found)
}

fn cells<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}
