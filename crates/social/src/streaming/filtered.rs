//! What those who listen filter: they see a post as marked for them, or not at all.

use std::collections::HashSet;

use ground::{AccountId, App, PostId, Result};

use super::dispatch::Reached;
use super::hub::Ear;
use crate::filters::{self, Context};
use crate::posts::Hide;

/// A post, gone through for those it reaches.
pub(super) struct Sifted {
    /// Who filters anything.
    readers: Vec<u32>,
    /// Who does not see it at home, and who not in public.
    home: HashSet<u32>,
    public: HashSet<u32>,
}

impl Sifted {
    pub(super) async fn of(app: &App, reached: &Reached, post: PostId) -> Result<Self> {
        let mut readers = Vec::new();
        let near = reached.homes.iter().chain(&reached.public).map(|ear| ear.account);
        let mut near: Vec<u32> = near.collect();
        near.sort_unstable();
        near.dedup();
        for account in near {
            if filters::sieve(app, AccountId(account.into())).await?.is_some() {
                readers.push(account);
            }
        }
        let home = hidden(app, &readers, Context::Home, post).await?;
        let public = hidden(app, &readers, Context::Public, post).await?;
        Ok(Self { readers, home, public })
    }

    /// Who sees it as marked for them alone.
    pub(super) fn readers(&self) -> impl Iterator<Item = u32> {
        self.readers.iter().copied()
    }

    /// Those it is sent to.
    pub(super) fn rest(&self, reached: Reached) -> impl Iterator<Item = Ear> {
        let home = reached.homes.into_iter().filter(|ear| !self.home.contains(&ear.account));
        let public = reached.public.into_iter().filter(|ear| !self.public.contains(&ear.account));
        home.chain(public)
    }
}

async fn hidden(
    app: &App,
    readers: &[u32],
    context: Context,
    post: PostId,
) -> Result<HashSet<u32>> {
    let mut hidden = HashSet::new();
    for reader in readers {
        let hide = Hide::of(app, Some(AccountId(i64::from(*reader))), context).await?;
        if let Some(hide) = hide
            && !hide.among(app, &[post]).await?.is_empty()
        {
            hidden.insert(*reader);
        }
    }
    Ok(hidden)
}
