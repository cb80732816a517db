//! Accounts that are suspended or gone: what they said is on no list, and nor are boosts of it.
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
}

/// Reads which accounts are gone, at start.
pub(super) async fn wake(app: &App) -> Result<()> {
    let gone = app.read(async |tx| sql::inactive(tx).await).await?;
    app.memory::<Timelines>().gone.accounts.write().extend(gone);
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
    let inactive = app.read(async move |tx| sql::inactive_among(tx, &asked).await).await?;
    let mut still = gone.doubtful.lock();
    let mut accounts = gone.accounts.write();
    for (account, change) in doubtful {
        // Changed again meanwhile, or settled by another: the later look counts.
        if still.get(&account) != Some(&change) {
            continue;
        }
        still.remove(&account);
        if inactive.contains(&account) {
            accounts.insert(account);
        } else {
            accounts.remove(&account);
        }
    }
    gone.in_doubt.store(!still.is_empty(), Ordering::SeqCst);
    Ok(())
}
