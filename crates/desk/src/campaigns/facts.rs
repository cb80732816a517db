//! Facts: what a campaign says is so, each with its source. A number that is shown anywhere else
//! is one of these.

use db::{Tx, record, value};
use ground::{Error, PersonId, Result};
use serde::{Deserialize, Serialize};

use super::words::{SENTENCE_CHARS_MAX, day, line, url};
use super::{CampaignId, get_own, sql};
use crate::journal::Deed;
use crate::teams::{Act, Seat};

/// Most facts of a campaign.
pub(super) const FACTS_MAX: i64 = 200;

value! {
    /// A fact's number.
    pub struct FactId(pub i64);
}

record! {
    /// A fact.
    #[derive(Clone, Debug, Serialize)]
    pub struct Fact {
        /// Its number.
        #[serde(skip)]
        pub id: FactId,
        /// Whose fact.
        #[serde(skip)]
        pub campaign: CampaignId,
        /// What is so, in a sentence.
        pub claim: String,
        /// The number in it, as it is written; may be empty.
        pub number: String,
        /// What it counts.
        pub unit: String,
        /// The day it is of.
        pub day: Option<i64>,
        /// Where it is said.
        pub source_url: String,
        /// Where a copy of that is kept.
        pub archive_url: String,
        /// Who held it against its source: somebody else than its author.
        #[serde(skip)]
        pub checked_by: Option<PersonId>,
        /// When, in epoch milliseconds.
        #[serde(skip)]
        pub checked_at: Option<i64>,
        /// Grows with each change.
        #[serde(skip)]
        pub version: i64,
        /// Who wrote it last.
        #[serde(skip)]
        pub created_by: PersonId,
    }
}

/// What somebody typed of a fact.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewFact {
    /// What is so, in a sentence.
    pub claim: String,
    /// The number in it.
    pub number: String,
    /// What it counts.
    pub unit: String,
    /// The day it is of, as `2026-11-24`; may be empty.
    pub day: String,
    /// Where it is said.
    pub source_url: String,
    /// Where a copy of that is kept.
    pub archive_url: String,
}

/// The same, within bounds.
pub(super) struct Read {
    pub(super) claim: String,
    pub(super) number: String,
    pub(super) unit: String,
    pub(super) day: Option<i64>,
    pub(super) source_url: String,
    pub(super) archive_url: String,
}

impl NewFact {
    fn read(&self) -> Result<Read> {
        let claim = line("claim", &self.claim, SENTENCE_CHARS_MAX)?;
        if claim.is_empty() {
            return Err(Error::invalid("claim", "error-fact-claim"));
        }
        let number = line("number", &self.number, 40)?;
        if !number.is_empty() && !number.chars().any(|c| c.is_ascii_digit()) {
            return Err(Error::invalid("number", "error-fact-number"));
        }
        Ok(Read {
            claim,
            number,
            unit: line("unit", &self.unit, 80)?,
            day: day("day", &self.day)?,
            source_url: url("source_url", &self.source_url)?,
            archive_url: url("archive_url", &self.archive_url)?,
        })
    }
}

/// The facts of a campaign, oldest first.
///
/// # Errors
/// If the database does not answer.
pub async fn facts(tx: &mut Tx, campaign: CampaignId) -> Result<Vec<Fact>> {
    sql::facts(tx, campaign, FACTS_MAX).await
}

/// Adds a fact.
///
/// # Errors
/// If one may not, or what was typed cannot be.
pub async fn add_fact(
    tx: &mut Tx,
    seat: &Seat,
    campaign: CampaignId,
    new: &NewFact,
) -> Result<Fact> {
    seat.may(Act::Write)?;
    let campaign = get_own(tx, seat, campaign).await?;
    let read = new.read()?;
    if facts(tx, campaign.id).await?.len() as i64 >= FACTS_MAX {
        return Err(Error::invalid("claim", "error-many-facts"));
    }
    let id = FactId(tx.new_id(seat.organisation.bucket()));
    sql::insert_fact(tx, id, campaign.id, seat.person, &read).await?;
    let fact = get(tx, campaign.id, id).await?;
    seat.note(tx, Deed::new("facts.added", "fact", id.0).after(&fact)?).await?;
    Ok(fact)
}

/// Changes a fact: nobody has checked the new one yet.
///
/// # Errors
/// If one may not, or what was typed cannot be; [`Error::Conflict`] if it was changed meanwhile.
pub async fn change_fact(
    tx: &mut Tx,
    seat: &Seat,
    (campaign, id): (CampaignId, FactId),
    new: &NewFact,
    version: i64,
) -> Result<Fact> {
    seat.may(Act::Write)?;
    get_own(tx, seat, campaign).await?;
    let before = get(tx, campaign, id).await?;
    let read = new.read()?;
    let fresh = before.version == version;
    if !fresh || !sql::change_fact(tx, id, seat.person, &read, version).await? {
        return Err(Error::Conflict("error-changed-meanwhile".into()));
    }
    let after = get(tx, campaign, id).await?;
    let deed = Deed::new("facts.changed", "fact", id.0).before(&before)?.after(&after)?;
    seat.note(tx, deed).await?;
    Ok(after)
}

/// Says that a fact was held against its source; by somebody else than who wrote it.
///
/// # Errors
/// If one may not or wrote it, or it has no source.
pub async fn check_fact(
    tx: &mut Tx,
    seat: &Seat,
    (campaign, id): (CampaignId, FactId),
) -> Result<Fact> {
    if seat.may(Act::Write).is_err() {
        seat.may(Act::Approve)?;
    }
    get_own(tx, seat, campaign).await?;
    let fact = get(tx, campaign, id).await?;
    if fact.created_by == seat.person {
        return Err(Error::forbidden("error-approves-own"));
    }
    if fact.source_url.is_empty() {
        return Err(Error::invalid("source_url", "error-fact-source"));
    }
    sql::check_fact(tx, id, seat.person).await?;
    seat.note(tx, Deed::new("facts.checked", "fact", id.0).after(&fact)?).await?;
    get(tx, campaign, id).await
}

/// Takes a fact out.
///
/// # Errors
/// If one may not, or there is no such fact.
pub async fn remove_fact(
    tx: &mut Tx,
    seat: &Seat,
    (campaign, id): (CampaignId, FactId),
) -> Result<()> {
    seat.may(Act::Write)?;
    get_own(tx, seat, campaign).await?;
    let fact = get(tx, campaign, id).await?;
    sql::delete_fact(tx, id).await?;
    seat.note(tx, Deed::new("facts.removed", "fact", id.0).before(&fact)?).await
}

async fn get(tx: &mut Tx, campaign: CampaignId, id: FactId) -> Result<Fact> {
    let found = sql::fact(tx, id).await?;
    found.filter(|fact| fact.campaign == campaign).ok_or(Error::NotFound)
}
