//! How far a campaign's hashtag goes: counted from the posts, at most once in a while however
//! many look.

use std::collections::HashMap;
use std::sync::Mutex;

use db::record;
use ground::{App, Result};

use super::{Campaign, CampaignId, sql};

/// How long a count stands.
const FRESH_MS: i64 = 10_000;
/// Most counts kept at once.
const KEPT_MAX: usize = 1_000;

record! {
    /// What public posts with the hashtag, since the campaign was active, come to.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Counted {
        /// Posts.
        pub posts: i64,
        /// The accounts that wrote them.
        pub authors: i64,
        /// How often they were boosted.
        pub boosts: i64,
    }
}

/// Counts lately made.
#[derive(Default)]
pub struct Counts(Mutex<HashMap<CampaignId, (i64, Counted)>>);

impl Counts {
    /// The count of a campaign: at most 10 s old.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn of(app: &App, campaign: &Campaign) -> Result<Counted> {
        let Some(since) = campaign.activated_at else { return Ok(Counted::default()) };
        let (now, id) = (app.db.now_ms(), campaign.id);
        let kept = app.memory::<Self>().0.lock().ok().and_then(|kept| kept.get(&id).copied());
        if let Some((at, counted)) = kept.filter(|(at, _)| now - at < FRESH_MS) {
            let _ = at;
            return Ok(counted);
        }
        let tag = campaign.tag_name.clone();
        let counted = app.read(async move |tx| sql::counted(tx, &tag, since).await).await?;
        if let Ok(mut kept) = app.memory::<Self>().0.lock() {
            if kept.len() >= KEPT_MAX {
                kept.clear();
            }
            kept.insert(id, (now, counted));
        }
        Ok(counted)
    }
}
