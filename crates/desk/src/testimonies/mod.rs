//! Testimonies: what people live through, told to an organisation, and what may be made of it.
//!
//! Who they are lies apart, sealed ([`vault`]); writers see the story alone. Every publication
//! rests on a receipt ([`may_publish`]), asked again each time. A testimony goes through its
//! states without a jump, and whoever told it ends all of it at one press, without a log-in.

mod api;
mod consents;
mod input;
mod intake;
mod keep;
mod letters;
pub mod lint;
mod names;
mod sql;
mod states;
mod uses;
mod vault;
mod web;
mod witness;
mod work;

use db::{Tx, record, value};
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, get as read, post, put};
use ground::{AccountId, Error, PersonId, Result, Say};
use serde::{Deserialize, Serialize};
use social::accounts;

use crate::journal::Deed as Entry;
use crate::teams::{self, Act, Seat};

pub use consents::{Receipt, agreed_to, allowed, may_publish, publishable_on};
pub use intake::{New, receive};
pub use keep::sweep;
pub use letters::work;
pub use names::{Capacity, Channel, Deed, Giver, Kind, Medium, Naming, Network, State};
pub use uses::{Made, Use, derived, is_gone};
pub(crate) use vault::Vault;

/// Longest story, in characters.
pub const STORY_CHARS_MAX: usize = 20_000;
/// Longest text made of it, in characters: it fits a post, with a name under it.
pub const BODY_CHARS_MAX: usize = 850;
/// Longest name, contact or proof, in characters.
const LINE_CHARS_MAX: usize = 300;
/// How long a story is kept unless another day is set, in milliseconds: six months.
const KEEP_MS: i64 = 183 * DAY_MS;
/// How long the link of a witness holds at least, in milliseconds: a year.
const LINK_MS: i64 = 366 * DAY_MS;
const DAY_MS: i64 = 86_400_000;

value! {
    /// A testimony's number.
    pub struct TestimonyId(pub i64);
}

record! {
    /// A testimony, without who told it.
    #[derive(Clone, Debug)]
    pub struct Testimony {
        /// Its number.
        pub id: TestimonyId,
        /// To whom it was told.
        pub organisation: AccountId,
        /// Where it stands.
        pub state: State,
        /// How it came.
        pub channel: Channel,
        /// Whether who told it can agree alone.
        pub capacity: Capacity,
        /// When the consent of whoever represents them was seen.
        pub represented_at: Option<i64>,
        /// What was told; empty once it is erased.
        pub story: String,
        /// What the team wrote of it; empty until then.
        pub body: String,
        /// A mark (SHA-256) of the body that the witness approved.
        pub body_hash: Option<Vec<u8>>,
        /// Who wrote the body.
        pub author: Option<PersonId>,
        /// The consents that hold: the rows of this act.
        pub act: Option<i64>,
        /// The language of the witness.
        pub locale: String,
        /// Until when the story is kept, in epoch milliseconds.
        pub keep_until: i64,
        /// Grows with each change.
        pub version: i64,
        /// When it was told.
        pub created_at: i64,
        /// When it was last changed.
        pub changed_at: i64,
        /// When nothing more was made of it.
        pub closed_at: Option<i64>,
    }

    /// A state that was reached, and when.
    #[derive(Clone, Copy, Debug)]
    pub struct Step {
        /// The state.
        pub to: State,
        /// When, in epoch milliseconds.
        pub at: i64,
    }

    /// Whether an organisation takes testimonies from anybody.
    #[derive(Clone, Debug, Default)]
    pub struct Form {
        /// Whether its form is open.
        pub open: bool,
        /// Who looks after the data, and how to reach them.
        pub contact: String,
    }
}

/// A testimony has come to another state.
#[derive(Debug, Deserialize, Serialize)]
pub struct Moved {
    /// Whose it is.
    pub organisation: AccountId,
    /// Its number.
    pub testimony: i64,
    /// The name of its state now.
    pub to: String,
}

impl Moved {
    /// Whether nothing made of it may be shown from here on.
    #[must_use]
    pub fn is_over(&self) -> bool {
        State::of(&self.to).is_none_or(State::is_closed)
    }
}

impl Event for Moved {
    const KIND: &'static str = "testimonies.moved";

    fn subject(&self) -> i64 {
        self.testimony
    }

    fn actor(&self) -> AccountId {
        self.organisation
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (reads, writes) = (Scope::Needs("read:accounts"), Scope::Needs("write:accounts"));
    let pages = vec![
        read("/testify/{handle}", Scope::Page, web::form::show),
        post("/testify/{handle}", Scope::Page, web::form::tell),
        read("/testify/{handle}/easy", Scope::Page, web::form::show_easy),
        read("/testimony/{secret}", Scope::Page, web::witness::show),
        post("/testimony/{secret}/consents", Scope::Page, web::witness::consent),
        post("/testimony/{secret}/approve", Scope::Page, web::witness::approve),
        post("/testimony/{secret}/withdraw", Scope::Page, web::witness::withdraw),
        read("/testimonies/{id}", Scope::Page, web::public::show),
        read("/desk/{handle}/testimonies", Scope::Member, web::board::show),
        post("/desk/{handle}/testimonies", Scope::Member, web::board::tell),
        read("/desk/{handle}/testimonies/data", Scope::Member, web::data::show),
        post("/desk/{handle}/testimonies/data", Scope::Member, web::data::set),
        post("/desk/{handle}/testimonies/tasks/{id}", Scope::Member, web::data::done),
        read("/desk/{handle}/testimonies/{id}", Scope::Member, web::one::show),
        post("/desk/{handle}/testimonies/{id}", Scope::Member, web::one::write),
        post("/desk/{handle}/testimonies/{id}/steps", Scope::Member, web::one::step),
        post("/desk/{handle}/testimonies/{id}/uses", Scope::Member, web::one::used),
        post("/desk/{handle}/testimonies/{id}/consents", Scope::Member, web::one::consent),
        post("/desk/{handle}/testimonies/{id}/identity", Scope::Member, web::one::identity),
        post("/desk/{handle}/testimonies/{id}/link", Scope::Member, web::one::link),
    ];
    macro_rules! at {
        ($rest:literal) => {
            concat!("/api/portevoix/v1/organisations/{id}/testimonies", $rest)
        };
    }
    let doors = vec![
        post("/api/portevoix/v1/testimonies", Scope::Anyone, api::witness::tell),
        read("/api/portevoix/v1/testimonies/{secret}", Scope::Anyone, api::witness::get),
        post(
            "/api/portevoix/v1/testimonies/{secret}/consents",
            Scope::Anyone,
            api::witness::consent,
        ),
        post(
            "/api/portevoix/v1/testimonies/{secret}/approve",
            Scope::Anyone,
            api::witness::approve,
        ),
        post(
            "/api/portevoix/v1/testimonies/{secret}/withdraw",
            Scope::Anyone,
            api::witness::withdraw,
        ),
        read(at!(""), reads, api::list),
        post(at!(""), writes, api::tell),
        read(at!("/form"), reads, api::form),
        put(at!("/form"), writes, api::set_form),
        read(at!("/receipts"), reads, api::receipts),
        read(at!("/readings"), reads, api::readings),
        read(at!("/tasks"), reads, api::tasks),
        post(at!("/tasks/{task_id}/done"), writes, api::task_done),
        read(at!("/{testimony_id}"), reads, api::get),
        put(at!("/{testimony_id}"), writes, api::write),
        post(at!("/{testimony_id}/steps"), writes, api::step),
        post(at!("/{testimony_id}/consents"), writes, api::consent),
        post(at!("/{testimony_id}/uses"), writes, api::used),
        post(at!("/{testimony_id}/identity"), writes, api::identity),
        post(at!("/{testimony_id}/link"), writes, api::link),
    ];
    pages.into_iter().chain(doors).collect()
}

/// Whether an organisation takes testimonies, and who looks after them.
///
/// # Errors
/// If the database does not answer.
pub async fn form(tx: &mut Tx, organisation: AccountId) -> Result<Form> {
    Ok(sql::form(tx, organisation).await?.unwrap_or_default())
}

/// Opens or closes the form of an organisation.
///
/// # Errors
/// If one may not, or opens it without saying who looks after the data.
pub async fn set_form(tx: &mut Tx, seat: &Seat, open: bool, contact: &str) -> Result<Form> {
    seat.may(Act::SeeWitnesses)?;
    let contact = clean("contact", contact, LINE_CHARS_MAX)?;
    if open && contact.is_empty() {
        return Err(Error::invalid("contact", "error-testimony-controller"));
    }
    let form = Form { open, contact };
    sql::set_form(tx, seat.organisation, &form).await?;
    let remark = if open { "open" } else { "closed" };
    let deed = Entry::new("testimonies.form", "organisation", seat.organisation.0).saying(remark);
    seat.note(tx, deed).await?;
    Ok(form)
}

/// The organisation of that handle whose form is open.
///
/// # Errors
/// [`Error::NotFound`] if there is none: whether there is such an organisation is not told.
pub async fn host(tx: &mut Tx, handle: &str) -> Result<(accounts::Account, Form)> {
    let account = accounts::find(tx, handle, "").await?.ok_or(Error::NotFound)?;
    let form = form(tx, account.id).await?;
    if !form.open || !account.is_active() {
        return Err(Error::NotFound);
    }
    Ok((account, form))
}

/// A testimony of an organisation, for who may work on stories.
///
/// # Errors
/// If one may not; [`Error::NotFound`] if it is another's.
pub async fn get(tx: &mut Tx, seat: &Seat, id: TestimonyId) -> Result<Testimony> {
    seat.may(Act::HandleStories)?;
    let found = sql::find(tx, id).await?;
    found.filter(|it| it.organisation == seat.organisation).ok_or(Error::NotFound)
}

/// The testimonies of an organisation, latest first.
///
/// # Errors
/// If one may not see them.
pub async fn list(tx: &mut Tx, seat: &Seat, ask: Ask, limit: usize) -> Result<Vec<Testimony>> {
    seat.may(Act::HandleStories)?;
    sql::list(tx, seat.organisation, ask, limit).await
}

/// How many testimonies of an organisation stand where: counts stay when contents go.
///
/// # Errors
/// If one may not see them.
pub async fn counts(tx: &mut Tx, seat: &Seat) -> Result<Vec<(State, i64)>> {
    seat.may(Act::See)?;
    sql::counts(tx, seat.organisation).await
}

/// Moves a testimony on. The one place where a state changes.
async fn advance(
    tx: &mut Tx,
    it: &Testimony,
    next: State,
    by: Option<PersonId>,
) -> Result<Testimony> {
    if !it.state.may_become(next) || !sql::set_state(tx, it, next, by).await? {
        return Err(Error::Conflict("error-testimony-state".into()));
    }
    said(tx, it, next)?;
    sql::find(tx, it.id).await?.ok_or(Error::NotFound)
}

fn said(tx: &mut Tx, it: &Testimony, to: State) -> Result<()> {
    let (organisation, testimony) = (it.organisation, it.id.0);
    events::append(tx, &Moved { organisation, testimony, to: to.name().to_owned() })
}

/// A text as it is kept: trimmed, bounded, without what no database keeps.
fn clean(field: &'static str, text: &str, chars_max: usize) -> Result<String> {
    let text = text.trim().replace("\r\n", "\n").replace('\0', "");
    if text.chars().count() > chars_max {
        let say = Say::new("error-testimony-long").with("max", chars_max);
        return Err(Error::invalid(field, say));
    }
    Ok(text)
}

/// The seat of who looks and a testimony, by their numbers.
async fn at(
    tx: &mut Tx,
    viewer: &ground::http::Viewer,
    organisation: AccountId,
    id: i64,
) -> Result<(Seat, Testimony)> {
    let seat = teams::seat(tx, viewer, organisation).await?;
    let it = get(tx, &seat, TestimonyId(id)).await?;
    Ok((seat, it))
}
