//! How a testimony comes in: read strictly, its name into the vault, its link handed out once.

use ground::{AccountId, App, Error, Locale, Result, secret};

use super::{
    Capacity, Channel, Entry, KEEP_MS, LINE_CHARS_MAX, LINK_MS, STORY_CHARS_MAX, State, Testimony,
    TestimonyId, clean, consents, letters, said, sql, vault,
};
use crate::teams::{Act, Seat};

/// Testimonies an organisation has not looked at yet; then its form waits.
const WAITING_MAX: i64 = 2_000;

/// What somebody tells.
#[derive(Clone, Debug)]
pub struct New {
    /// What they live through.
    pub story: String,
    /// Their name; may be empty.
    pub name: String,
    /// An address or a telephone number.
    pub contact: String,
    /// Whether they can agree alone.
    pub capacity: Capacity,
    /// Who represents them, if they cannot.
    pub representative: String,
    /// Whether they agree that this is kept and worked on.
    pub agreed: bool,
    /// How it came.
    pub channel: Channel,
    /// Their language.
    pub locale: Locale,
}

/// Takes what somebody tells an organisation; `by` is the seat of who typed it for them. Answers
/// the secret of their link, which is kept nowhere.
///
/// # Errors
/// If something is missing or too long; [`Error::Unavailable`] if the vault has no key, or too much
/// waits to be looked at.
pub async fn receive(
    app: &App,
    organisation: AccountId,
    new: New,
    by: Option<Seat>,
) -> Result<(TestimonyId, String)> {
    if let Some(seat) = &by {
        seat.may(Act::SeeWitnesses)?;
    }
    let (story, identity) = checked(&new)?;
    let seal = vault::seal(app).await?;
    let secret = secret::new();
    let handed = secret.clone();
    let id = app
        .write(async move |tx| {
            if sql::count_waiting(tx, organisation).await? >= WAITING_MAX {
                return Err(Error::Unavailable("error-testimonies-wait".into()));
            }
            let now = tx.now_ms();
            let id = TestimonyId(tx.new_id(organisation.bucket()));
            let it = Testimony {
                id,
                organisation,
                state: State::Received,
                channel: new.channel,
                capacity: new.capacity,
                represented_at: None,
                story,
                body: String::new(),
                body_hash: None,
                author: None,
                act: None,
                locale: new.locale.tag().to_owned(),
                keep_until: now + KEEP_MS,
                version: 1,
                created_at: now,
                changed_at: now,
                closed_at: None,
            };
            sql::insert(tx, &it).await?;
            vault::put(tx, &seal, id, &identity).await?;
            consents::captured(tx, &it, by.as_ref().map(|seat| seat.person)).await?;
            sql::vault::insert_link(tx, id, &secret::hash(&secret), now + LINK_MS).await?;
            if let Some(seat) = &by {
                seat.note(tx, Entry::new("testimonies.typed", "testimony", id.0)).await?;
            }
            letters::add(tx, letters::What::Received, id).await?;
            said(tx, &it, State::Received)?;
            Ok(id)
        })
        .await?;
    Ok((id, handed))
}

/// What somebody tells, read strictly.
fn checked(new: &New) -> Result<(String, vault::Identity)> {
    let story = clean("story", &new.story, STORY_CHARS_MAX)?;
    if story.is_empty() {
        return Err(Error::invalid("story", "error-testimony-empty"));
    }
    let contact = clean("contact", &new.contact, LINE_CHARS_MAX)?;
    if contact.is_empty() {
        return Err(Error::invalid("contact", "error-testimony-contact"));
    }
    let representative = clean("representative", &new.representative, LINE_CHARS_MAX)?;
    if new.capacity != Capacity::Adult && representative.is_empty() {
        return Err(Error::invalid("representative", "error-testimony-representative"));
    }
    if !new.agreed {
        return Err(Error::invalid("agreed", "error-testimony-agreed"));
    }
    let name = clean("name", &new.name, LINE_CHARS_MAX)?;
    let identity = vault::Identity { name, contact, representative, ..Default::default() };
    Ok((story, identity))
}
