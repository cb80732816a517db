//! The chronology of a campaign: what is to happen, and what did.

use db::{Tx, record};
use ground::{Error, Result};
use serde::{Deserialize, Serialize};

use super::words::{SENTENCE_CHARS_MAX, day, line, url};
use super::{CampaignId, get_own, sql};
use crate::journal::Deed;
use crate::teams::{Act, Seat};

/// Most steps of a campaign.
pub(super) const STEPS_MAX: i64 = 500;
/// What a step can be.
pub(super) const KINDS: [&str; 5] = ["agenda", "press", "field", "answer", "decision"];

record! {
    /// A step.
    #[derive(Clone, Debug, Serialize)]
    pub struct Step {
        /// Its number.
        #[serde(skip)]
        pub id: i64,
        /// Whose chronology.
        #[serde(skip)]
        pub campaign: CampaignId,
        /// Its day.
        pub day: i64,
        /// `agenda`, `press`, `field`, `answer` or `decision`.
        pub kind: String,
        /// What happened, in a sentence.
        pub words: String,
        /// Where it is told; may be empty.
        pub url: String,
    }
}

/// What somebody typed of a step.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewStep {
    /// Its day, as `2026-11-24`.
    pub day: String,
    /// `agenda`, `press`, `field`, `answer` or `decision`.
    pub kind: String,
    /// What happened, in a sentence.
    pub words: String,
    /// Where it is told; may be empty.
    pub url: String,
}

/// The chronology of a campaign, in the order of its days.
///
/// # Errors
/// If the database does not answer.
pub async fn steps(tx: &mut Tx, campaign: CampaignId) -> Result<Vec<Step>> {
    sql::steps(tx, campaign, STEPS_MAX).await
}

/// Adds a step.
///
/// # Errors
/// If one may not, or what was typed cannot be.
pub async fn add_step(
    tx: &mut Tx,
    seat: &Seat,
    campaign: CampaignId,
    new: &NewStep,
) -> Result<Step> {
    seat.may(Act::Write)?;
    let campaign = get_own(tx, seat, campaign).await?;
    let day = day("day", &new.day)?.ok_or_else(|| Error::invalid("day", "error-day"))?;
    if !KINDS.contains(&new.kind.as_str()) {
        return Err(Error::invalid("kind", "error-step-kind"));
    }
    let words = line("words", &new.words, SENTENCE_CHARS_MAX)?;
    if words.is_empty() {
        return Err(Error::invalid("words", "error-step-words"));
    }
    let url = url("url", &new.url)?;
    if steps(tx, campaign.id).await?.len() as i64 >= STEPS_MAX {
        return Err(Error::invalid("words", "error-many-steps"));
    }
    let id = tx.new_id(seat.organisation.bucket());
    let step = Step { id, campaign: campaign.id, day, kind: new.kind.clone(), words, url };
    sql::insert_step(tx, &step, seat.person).await?;
    seat.note(tx, Deed::new("campaigns.step", "step", id).after(&step)?).await?;
    Ok(step)
}

/// Takes a step out.
///
/// # Errors
/// If one may not, or there is no such step.
pub async fn remove_step(tx: &mut Tx, seat: &Seat, campaign: CampaignId, id: i64) -> Result<()> {
    seat.may(Act::Write)?;
    get_own(tx, seat, campaign).await?;
    let found = steps(tx, campaign).await?.into_iter().find(|step| step.id == id);
    let step = found.ok_or(Error::NotFound)?;
    sql::delete_step(tx, id).await?;
    seat.note(tx, Deed::new("campaigns.unstep", "step", id).before(&step)?).await
}
