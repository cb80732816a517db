//! Accounts that are suspended or gone: what they said is on no list, and nor are boosts of it.
//! And accounts kept to their followers: what they said is on no list open to everybody.
//!
//! An account's changes are noted when they are committed and looked up by the next reader of any
//! list, so no list shows what was hidden before it was asked for.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use ground::{AccountId, App, Result};
use parking_lot::{Mutex, RwLock};

use super::{Timelines, sql};

#[derive(Default)]
pub(super) struct Gone {
    accounts: RwLock<HashSet<AccountId>>,
    /// Those kept to their followers.
    limited: RwLock<HashSet<AccountId>>,
    /// Whose state may have changed, and at which change of any it last did.
    doubtful: Mutex<HashMap<AccountId, u64>>,
    changes: AtomicU64,
    in_doubt: AtomicBool,
}

impl Gone {
    /// The account's state may have changed.
    pub(super) fn doubt(&self, account: AccountId) {
        // Never the same number twice, so that a late look cannot be taken for the latest.
        let change = self.changes.fetch_add(1, Ordering::SeqCst);
        self.doubtful.lock().insert(account, change);
        self.in_doubt.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.accounts.read().is_empty()
    }

    pub(super) fn has(&self, account: AccountId) -> bool {
        self.accounts.read().contains(&account)
    }

    pub(super) fn all(&self) -> HashSet<AccountId> {
        self.accounts.read().clone()
    }

    pub(super) fn is_limited(&self, account: AccountId) -> bool {
        self.limited.read().contains(&account)
    }

    pub(super) fn limited(&self) -> HashSet<AccountId> {
        self.limited.read().clone()
    }
}

/// Reads which accounts are gone, at start.
pub(super) async fn wake(app: &App) -> Result<()> {
    let (gone, limited) =
        app.read(async |tx| Ok((sql::inactive(tx).await?, sql::limited(tx).await?))).await?;
    let kept = &app.memory::<Timelines>().gone;
    kept.accounts.write().extend(gone);
    kept.limited.write().extend(limited);
    Ok(())
}

/// Looks up what is in doubt. Nothing usually is.
pub(super) async fn settle(app: &App) -> Result<()> {
    let gone = &app.memory::<Timelines>().gone;
    if !gone.in_doubt.load(Ordering::SeqCst) {
        return Ok(());
    }
    let doubtful: Vec<(AccountId, u64)> =
        gone.doubtful.lock().iter().map(|(account, change)| (*account, *change)).collect();
    let ids: Vec<AccountId> = doubtful.iter().map(|(account, _)| *account).collect();
    let asked = ids.clone();
    let (inactive, limited) = app
        .read(async move |tx| {
            let inactive = sql::inactive_among(tx, &asked).await?;
            Ok((inactive, sql::limited_among(tx, &asked).await?))
        })
        .await?;
    let mut still = gone.doubtful.lock();
    let mut accounts = gone.accounts.write();
    let mut kept_back = gone.limited.write();
    for (account, change) in doubtful {
        // Changed again meanwhile, or settled by another: the later look counts.
        if still.get(&account) != Some(&change) {
            continue;
        }
        still.remove(&account);
        put(&mut accounts, account, inactive.contains(&account));
        put(&mut kept_back, account, limited.contains(&account));
    }
    gone.in_doubt.store(!still.is_empty(), Ordering::SeqCst);
    Ok(())
}

fn put(set: &mut HashSet<AccountId>, account: AccountId, is_in: bool) {
    if is_in {
        set.insert(account);
    } else {
        set.remove(&account);
    }
}
