//! Receipts: what a witness agreed to, by medium, place and name, for how long; and the one
//! question that every publication asks.
//!
//! To keep a story and to publish it are two consents. What was agreed to last replaces what was
//! agreed to before; rows are only ever added.

use std::sync::Arc;

use db::{Tx, record};
use ground::http::Ask;
use ground::secret::Seal;
use ground::{AccountId, Error, PersonId, Result};

use super::{
    Capacity, DAY_MS, Deed, Entry, Giver, LINE_CHARS_MAX, LINK_MS, Medium, Naming, Network, State,
    Testimony, TestimonyId, advance, clean, sql, uses, vault, work,
};
use crate::teams::{Act, Seat};

/// How long a receipt is kept after what it allows has ended, in milliseconds: five years.
const KEPT_MS: i64 = 5 * 366 * DAY_MS;
/// Longest time one may agree for, in months.
pub(super) const MONTHS_MAX: i64 = 60;
const MONTH_MS: i64 = 30 * DAY_MS + DAY_MS / 2;

record! {
    /// A receipt.
    #[derive(Clone, Debug)]
    pub struct Receipt {
        /// Its number.
        pub id: i64,
        /// Of which testimony.
        pub testimony: TestimonyId,
        /// The press it belongs to.
        pub act: i64,
        /// Of what.
        pub deed: Deed,
        /// What of the person.
        pub medium: Option<Medium>,
        /// Where.
        pub network: Option<Network>,
        /// Under which name.
        pub naming: Option<Naming>,
        /// Whether they want to see it before.
        pub preview: bool,
        /// Who agreed.
        pub giver: Giver,
        /// Who noted it, if somebody did.
        pub person: Option<PersonId>,
        /// When, in epoch milliseconds.
        pub given_at: i64,
        /// Until when.
        pub ends_at: i64,
    }
}

/// What somebody agrees to at one press.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// What of them.
    pub media: Vec<Medium>,
    /// Where.
    pub networks: Vec<Network>,
    /// Under which name.
    pub naming: Naming,
    /// That name; empty for none.
    pub shown: String,
    /// For how long, in months.
    pub months: i64,
    /// Whether they want to see it before.
    pub preview: bool,
}

impl Wish {
    /// Reads it strictly.
    ///
    /// # Errors
    /// If it agrees to nothing, for no time or too long, or to a name without saying it.
    pub(super) fn checked(mut self) -> Result<Self> {
        let none = |field| Error::invalid(field, "error-consent-none");
        if self.media.is_empty() {
            return Err(none("media"));
        }
        if self.networks.is_empty() {
            return Err(none("networks"));
        }
        if !(1..=MONTHS_MAX).contains(&self.months) {
            return Err(Error::invalid("months", "error-consent-months"));
        }
        self.shown = match self.naming {
            Naming::Anonymous => String::new(),
            _ => clean("shown", &self.shown, LINE_CHARS_MAX / 4)?,
        };
        if self.naming != Naming::Anonymous && self.shown.is_empty() {
            return Err(Error::invalid("shown", "error-consent-shown"));
        }
        Ok(self)
    }

    /// Whether the vault must be opened for it.
    pub(super) fn needs_vault(&self) -> bool {
        self.naming != Naming::Anonymous
    }
}

/// Whether a testimony may be published there, in that form, under that name. Asked whenever
/// something is about to be published, also by what runs at its time. Answers the receipt that
/// allows it.
///
/// # Errors
/// [`Error::NotFound`] if there is none; [`Error::Forbidden`], with the reason.
pub async fn may_publish(
    tx: &mut Tx,
    testimony: TestimonyId,
    network: Network,
    medium: Medium,
    naming: Naming,
) -> Result<Receipt> {
    let it = sql::find(tx, testimony).await?.ok_or(Error::NotFound)?;
    if !matches!(it.state, State::Publishable | State::Published) {
        return Err(Error::forbidden("error-testimony-not-ready"));
    }
    can_agree(&it)?;
    if it.body_hash.as_deref() != Some(&work::mark(&it.body)[..]) {
        return Err(Error::forbidden("error-testimony-not-ready"));
    }
    let wanted = (Some(network), Some(medium), Some(naming));
    let held = allowed(tx, &it).await?;
    let found = held.into_iter().find(|row| (row.network, row.medium, row.naming) == wanted);
    found.ok_or_else(|| Error::forbidden("error-testimony-no-consent"))
}

/// The same for one of an organisation's, under whichever name was agreed to: what shows somebody's
/// words shows them under that name.
///
/// # Errors
/// [`Error::NotFound`] if it has none of that number; [`Error::Forbidden`], with the reason.
pub async fn agreed_to(
    tx: &mut Tx,
    organisation: AccountId,
    testimony: TestimonyId,
    network: Network,
    medium: Medium,
) -> Result<Receipt> {
    let found = sql::find(tx, testimony).await?;
    let it = found.filter(|it| it.organisation == organisation).ok_or(Error::NotFound)?;
    let wanted = (Some(network), Some(medium));
    let held = allowed(tx, &it).await?.into_iter();
    let named = held.filter(|row| (row.network, row.medium) == wanted).find_map(|row| row.naming);
    let naming = named.ok_or_else(|| Error::forbidden("error-testimony-no-consent"))?;
    may_publish(tx, testimony, network, medium, naming).await
}

/// The receipts of a testimony that hold now, each for one place, form and name.
///
/// # Errors
/// If the database does not answer.
pub async fn allowed(tx: &mut Tx, it: &Testimony) -> Result<Vec<Receipt>> {
    let now = tx.now_ms();
    match it.act {
        Some(act) => sql::consents::held(tx, it.id, act, now).await,
        None => Ok(Vec::new()),
    }
}

/// The testimonies of an organisation that may be published there in that form, latest first: what
/// a picker offers.
///
/// # Errors
/// If one may not see them.
pub async fn publishable_on(
    tx: &mut Tx,
    seat: &Seat,
    network: Network,
    medium: Medium,
    limit: i64,
) -> Result<Vec<Testimony>> {
    seat.may(Act::See)?;
    sql::consents::publishable(tx, seat.organisation, network, medium, limit).await
}

/// Why nobody may yet agree for this witness, if so.
pub(super) fn can_agree(it: &Testimony) -> Result<()> {
    if it.capacity != Capacity::Adult && it.represented_at.is_none() {
        return Err(Error::forbidden("error-needs-representative"));
    }
    Ok(())
}

/// Notes that a story may be kept and worked on.
pub(super) async fn captured(tx: &mut Tx, it: &Testimony, by: Option<PersonId>) -> Result<()> {
    let giver = if by.is_some() { Giver::Noted } else { Giver::Witness };
    let act = tx.new_id(it.organisation.bucket());
    let now = tx.now_ms();
    let receipt = Receipt {
        id: act,
        testimony: it.id,
        act,
        deed: Deed::Capture,
        medium: None,
        network: None,
        naming: None,
        preview: false,
        giver,
        person: by,
        given_at: now,
        ends_at: it.keep_until,
    };
    sql::consents::insert(tx, it.organisation, &receipt, it.keep_until + KEPT_MS).await
}

/// Notes what a witness agrees to, in place of what they agreed to before; what that no longer
/// covers is taken down. Answers the files that are to be removed once this is stored.
///
/// # Errors
/// [`Error::Conflict`] if it is too late for that; as [`Wish::checked`].
pub(super) async fn consent(
    tx: &mut Tx,
    it: &Testimony,
    wish: &Wish,
    giver: Giver,
    by: Option<&Seat>,
    seal: Option<Arc<Seal>>,
) -> Result<(Testimony, Vec<String>)> {
    if let Some(seat) = by {
        seat.may(Act::HandleConsents)?;
    }
    if it.state.is_closed() {
        return Err(Error::Conflict("error-testimony-closed".into()));
    }
    if let Some(seal) = seal {
        let mut who = vault::open(tx, &seal, it.id).await?.unwrap_or_default();
        who.shown.clone_from(&wish.shown);
        vault::put(tx, &seal, it.id, &who).await?;
    }
    let now = tx.now_ms();
    let (act, ends_at) = (tx.new_id(it.organisation.bucket()), now + wish.months * MONTH_MS);
    for medium in &wish.media {
        for network in &wish.networks {
            let receipt = Receipt {
                id: tx.new_id(it.organisation.bucket()),
                testimony: it.id,
                act,
                deed: Deed::Publish,
                medium: Some(*medium),
                network: Some(*network),
                naming: Some(wish.naming),
                preview: wish.preview,
                giver,
                person: by.map(|seat| seat.person),
                given_at: now,
                ends_at,
            };
            sql::consents::insert(tx, it.organisation, &receipt, ends_at + KEPT_MS).await?;
        }
    }
    sql::set_act(tx, it.id, Some(act)).await?;
    sql::vault::extend_links(tx, it.id, ends_at + LINK_MS).await?;
    if let Some(seat) = by {
        seat.note(tx, Entry::new("testimonies.consented", "testimony", it.id.0)).await?;
    }
    let it = sql::find(tx, it.id).await?.ok_or(Error::NotFound)?;
    let files = uses::recall(tx, &it, |each| !covers(wish, each)).await?;
    Ok((agreed(tx, &it, by.map(|seat| seat.person)).await?, files))
}

fn covers(wish: &Wish, it: &uses::Use) -> bool {
    wish.media.contains(&it.medium)
        && wish.networks.contains(&it.network)
        && wish.naming == it.naming
}

/// Goes on from "verified" once there is a consent by whoever can give it.
pub(super) async fn agreed(tx: &mut Tx, it: &Testimony, by: Option<PersonId>) -> Result<Testimony> {
    let ready =
        it.state == State::Verified && can_agree(it).is_ok() && !allowed(tx, it).await?.is_empty();
    match ready {
        true => advance(tx, it, State::Consented, by).await,
        false => Ok(it.clone()),
    }
}

/// Notes that all was taken back.
pub(super) async fn taken_back(tx: &mut Tx, it: &Testimony) -> Result<()> {
    let (act, now) = (tx.new_id(it.organisation.bucket()), tx.now_ms());
    let receipt = Receipt {
        id: act,
        testimony: it.id,
        act,
        deed: Deed::Withdraw,
        medium: None,
        network: None,
        naming: None,
        preview: false,
        giver: Giver::Witness,
        person: None,
        given_at: now,
        ends_at: now,
    };
    sql::consents::insert(tx, it.organisation, &receipt, now + KEPT_MS).await?;
    sql::set_act(tx, it.id, None).await
}

/// All receipts of a testimony, oldest first.
pub(super) async fn of(tx: &mut Tx, id: TestimonyId) -> Result<Vec<Receipt>> {
    sql::consents::of(tx, id).await
}

/// The receipts of an organisation, latest first.
pub(super) async fn list(tx: &mut Tx, seat: &Seat, ask: Ask, limit: usize) -> Result<Vec<Receipt>> {
    seat.may(Act::SeeWitnesses)?;
    let organisation: AccountId = seat.organisation;
    sql::consents::list(tx, organisation, ask, limit).await
}
