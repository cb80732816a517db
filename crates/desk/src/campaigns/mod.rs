//! Campaigns: what an organisation asks, of whom, by when, with which facts, and what came of it.
//!
//! A campaign is its team's until it was active; from then on its page is everybody's, whatever
//! came of it. Failures stay in the list. Nothing here counts a relay as a signature.

mod api;
mod counts;
mod facts;
mod sql;
mod states;
mod steps;
mod web;
mod words;

use db::{Tx, record, value};
use ground::http::{Route, Scope, delete, get, post, put};
use ground::{AccountId, Error, PersonId, Result};
use serde::Serialize;
use social::tags;

use crate::journal::Deed;
use crate::teams::{Act, Seat};

pub use counts::{Counted, Counts};
pub use facts::{Fact, FactId, NewFact, add_fact, change_fact, check_fact, facts, remove_fact};
pub use states::State;
pub use steps::{NewStep, Step, add_step, remove_step, steps};
pub use words::{Typed, slug_of};

/// Most campaigns of an organisation.
pub const CAMPAIGNS_MAX: i64 = 500;

value! {
    /// A campaign's number.
    pub struct CampaignId(pub i64);
}

record! {
    /// A campaign.
    #[derive(Clone, Debug, Serialize)]
    pub struct Campaign {
        /// Its number.
        #[serde(skip)]
        pub id: CampaignId,
        /// Whose it is.
        #[serde(skip)]
        pub organisation: AccountId,
        /// Its public address: `/campaigns/{slug}`.
        pub slug: String,
        /// What it is called.
        pub title: String,
        /// What is asked, in one sentence.
        pub demand: String,
        /// What it is about.
        pub about: String,
        /// `awareness`, `mobilisation`, `interpellation` or `street`.
        pub kind: String,
        /// Its hashtag as it is written, without `#`.
        pub hashtag: String,
        /// What the hashtag is known by.
        #[serde(skip)]
        pub tag_name: String,
        /// The measure at stake: text, legal reference, date of effect.
        pub measure: String,
        /// Who decides on it.
        pub authority: String,
        /// The day of the decision, if it is known.
        pub decision_day: Option<i64>,
        /// Whom the team calls when something goes wrong.
        pub contact: String,
        /// What it is at.
        #[serde(skip)]
        pub state: State,
        /// What came of it, in a sentence.
        pub outcome: String,
        /// Grows with each change.
        #[serde(skip)]
        pub version: i64,
        /// Who thought of it.
        #[serde(skip)]
        pub created_by: PersonId,
        /// When, in epoch milliseconds.
        #[serde(skip)]
        pub created_at: i64,
        /// When it was first active.
        #[serde(skip)]
        pub activated_at: Option<i64>,
        /// When it came to an outcome.
        #[serde(skip)]
        pub ended_at: Option<i64>,
    }
}

/// A line of the list of what must be there before a campaign is active.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The key of its sentence.
    pub words: &'static str,
    /// Whether it is there.
    pub done: bool,
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = web::routes();
    let (read, write) = (Scope::Needs("read:accounts"), Scope::Needs("write:accounts"));
    routes.extend([
        get("/api/portevoix/v1/campaigns/{slug}", Scope::Anyone, api::public),
        get("/api/portevoix/v1/organisations/{id}/campaigns", read, api::list),
        post("/api/portevoix/v1/organisations/{id}/campaigns", write, api::add),
        get("/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}", read, api::get),
        put("/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}", write, api::change),
        post(
            "/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/state",
            write,
            api::set_state,
        ),
        post(
            "/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/facts",
            write,
            api::add_fact,
        ),
        put(
            "/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/facts/{fact_id}",
            write,
            api::change_fact,
        ),
        delete(
            "/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/facts/{fact_id}",
            write,
            api::remove_fact,
        ),
        post(
            "/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/facts/{fact_id}/check",
            write,
            api::check_fact,
        ),
        post(
            "/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/steps",
            write,
            api::add_step,
        ),
        delete(
            "/api/portevoix/v1/organisations/{id}/campaigns/{campaign_id}/steps/{step_id}",
            write,
            api::remove_step,
        ),
    ]);
    routes
}

/// The campaigns of an organisation, latest first: at most [`CAMPAIGNS_MAX`].
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, seat: &Seat) -> Result<Vec<Campaign>> {
    sql::list(tx, seat.organisation, CAMPAIGNS_MAX).await
}

/// A campaign of the organisation.
///
/// # Errors
/// [`Error::NotFound`] if it is not one of its own.
pub async fn get_own(tx: &mut Tx, seat: &Seat, id: CampaignId) -> Result<Campaign> {
    let found = sql::by_id(tx, id).await?;
    found.filter(|it| it.organisation == seat.organisation).ok_or(Error::NotFound)
}

/// A campaign that everybody may see: one that was active.
///
/// # Errors
/// [`Error::NotFound`] if there is none at that address, or not yet.
pub async fn public(tx: &mut Tx, slug: &str) -> Result<Campaign> {
    if slug.contains('\0') {
        return Err(Error::NotFound);
    }
    let found = sql::by_slug(tx, slug).await?;
    found.filter(|it| it.activated_at.is_some()).ok_or(Error::NotFound)
}

/// Begins a campaign, as an idea.
///
/// # Errors
/// If one may not, or what was typed cannot be.
pub async fn add(tx: &mut Tx, seat: &Seat, typed: &Typed) -> Result<Campaign> {
    seat.may(Act::Write)?;
    let mut words = typed.read()?;
    words.tag_name = tag_name(tx, &words.hashtag).await?;
    if sql::count(tx, seat.organisation).await? >= CAMPAIGNS_MAX {
        return Err(Error::invalid("title", "error-many-campaigns"));
    }
    let slug = free_slug(tx, &words.title).await?;
    let id = CampaignId(tx.new_id(seat.organisation.bucket()));
    sql::insert(tx, id, seat, &slug, &words).await?;
    let campaign = get_own(tx, seat, id).await?;
    let deed = Deed::new("campaigns.begun", "campaign", id.0).saying(&campaign.title);
    seat.note(tx, deed.after(&campaign)?).await?;
    Ok(campaign)
}

/// Changes what a campaign says. `version` is that of the one somebody looked at.
///
/// # Errors
/// If one may not, or what was typed cannot be; [`Error::Conflict`] if it was changed meanwhile.
pub async fn change(
    tx: &mut Tx,
    seat: &Seat,
    id: CampaignId,
    typed: &Typed,
    version: i64,
) -> Result<Campaign> {
    seat.may(Act::Write)?;
    let before = get_own(tx, seat, id).await?;
    let mut words = typed.read()?;
    words.tag_name = tag_name(tx, &words.hashtag).await?;
    if before.activated_at.is_some() && (words.demand.is_empty() || words.hashtag.is_empty()) {
        return Err(Error::invalid("demand", "error-campaign-bare"));
    }
    if before.version != version || !sql::change(tx, id, &words, version).await? {
        return Err(Error::Conflict("error-changed-meanwhile".into()));
    }
    let after = get_own(tx, seat, id).await?;
    let deed = Deed::new("campaigns.changed", "campaign", id.0).saying(&after.title);
    seat.note(tx, deed.before(&before)?.after(&after)?).await?;
    Ok(after)
}

/// Moves a campaign to another state; `outcome` says what came of it, where that is one.
///
/// # Errors
/// If one may not, it cannot go there from where it is, or something is missing; then the fault
/// is the first of [`checklist`] that is not done.
pub async fn set_state(
    tx: &mut Tx,
    seat: &Seat,
    id: CampaignId,
    state: State,
    outcome: &str,
) -> Result<Campaign> {
    let before = get_own(tx, seat, id).await?;
    seat.may(state.act())?;
    if !before.state.next().contains(&state) {
        return Err(Error::Conflict("error-campaign-jump".into()));
    }
    if state == State::Active {
        let missing = checklist(tx, &before).await?.into_iter().find(|item| !item.done);
        if let Some(item) = missing {
            return Err(Error::invalid("state", item.words));
        }
    }
    let outcome = words::line("outcome", outcome, words::SENTENCE_CHARS_MAX)?;
    if state.is_outcome() && before.activated_at.is_some() && outcome.is_empty() {
        return Err(Error::invalid("outcome", "error-campaign-outcome"));
    }
    let outcome = if state.is_outcome() { outcome } else { before.outcome.clone() };
    sql::set_state(tx, id, state, &outcome).await?;
    let deed = Deed::new("campaigns.state", "campaign", id.0);
    let deed = deed.saying(&format!("{} → {}", before.state.name(), state.name()));
    seat.note(tx, deed.before(&before.state.name())?.after(&state.name())?).await?;
    get_own(tx, seat, id).await
}

/// What must be there before a campaign is active, and whether it is.
///
/// # Errors
/// If the database does not answer.
pub async fn checklist(tx: &mut Tx, campaign: &Campaign) -> Result<Vec<Item>> {
    let facts = facts(tx, campaign.id).await?;
    let item = |words, done| Item { words, done };
    Ok(vec![
        item("campaign-needs-demand", !campaign.demand.is_empty()),
        item("campaign-needs-hashtag", !campaign.hashtag.is_empty()),
        item("campaign-needs-fact", facts.iter().any(|it| !it.source_url.is_empty())),
        item("campaign-needs-sources", facts.iter().all(|it| !it.source_url.is_empty())),
        item("campaign-needs-authority", !campaign.authority.is_empty()),
        item("campaign-needs-contact", !campaign.contact.is_empty()),
    ])
}

async fn tag_name(tx: &mut Tx, hashtag: &str) -> Result<String> {
    if hashtag.is_empty() {
        return Ok(String::new());
    }
    match tags::get_or_new(tx, hashtag).await {
        Ok(tag) => Ok(tag.name),
        Err(Error::NotFound) => Err(Error::invalid("hashtag", "error-campaign-hashtag")),
        Err(error) => Err(error),
    }
}

/// An address for a title that no other campaign has.
async fn free_slug(tx: &mut Tx, title: &str) -> Result<String> {
    let slug = slug_of(title);
    if sql::by_slug(tx, &slug).await?.is_none() {
        return Ok(slug);
    }
    // Ids are never issued twice, so this is free.
    let id = tx.new_id(0);
    Ok(format!("{slug}-{id:x}"))
}
